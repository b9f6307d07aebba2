//! What stands within a line.

use pamphlet_core::inline::{Code, Image, Inline, Link, Math, NoteCall, Wrapped};
use pamphlet_core::language::Language;
use pamphlet_core::node::{Attributes, Meta};
use pamphlet_core::span::{Span, Spanned};
use scraper::{ElementRef, Node};
use url::Url;

use super::element::{self, NodeRef, has, name, place, within, words};
use super::walk::{Walk, short};
use crate::report::{Decision, Kind, Place};

impl<'a> Walk<'a> {
    /// A node within a line.
    pub fn inline(&mut self, node: NodeRef<'a>, out: &mut Vec<Inline>) {
        match node.value() {
            Node::Text(text) => out.push(Inline::made(element::clean(&text.text))),
            Node::Element(_) => {
                if let Some(element) = ElementRef::wrap(node) {
                    self.element(element, out);
                }
            }
            _ => {}
        }
    }

    fn children(&mut self, element: ElementRef<'a>) -> Vec<Inline> {
        let mut out = Vec::new();
        for node in element.children() {
            self.inline(node, &mut out);
        }
        out
    }

    fn element(&mut self, element: ElementRef<'a>, out: &mut Vec<Inline>) {
        if self.taken.contains(&element.id()) {
            return;
        }
        if let Some(label) = self.calls.get(&element.id()) {
            out.push(Inline::NoteCall(NoteCall {
                meta: Meta::made(),
                label: label.clone(),
            }));
            return;
        }
        let name = name(&element);
        if self.is_silent(&element) {
            return;
        }
        if let Some(term) = self.term(&element) {
            out.push(term);
            return;
        }
        match name {
            "br" => out.push(Inline::HardBreak(Meta::made())),
            "wbr" => {}
            "img" => self.image(element, out),
            "picture" => {
                for image in within(element).filter(|it| super::element::name(it) == "img") {
                    self.image(image, out);
                }
            }
            "a" => self.link(element, out),
            "code" | "kbd" | "samp" | "tt" => self.code_words(element, out),
            "q" => {
                out.push(Inline::made("\u{201c}"));
                out.extend(self.children(element));
                out.push(Inline::made("\u{201d}"));
            }
            "math" => self.math(element, out),
            "sup" | "sub" if has(element, &["img"]) => out.extend(self.children(element)),
            _ => {
                let inlines = self.children(element);
                let calls = |it: &Inline| matches!(it, Inline::NoteCall(_));
                if name == "sup" && inlines.iter().any(calls) {
                    // The brackets around a number go with it.
                    self.around_calls(place(&element), inlines, out);
                    return;
                }
                self.expansion(&element);
                let attributes = self.attributes(&element);
                let wrapped = |attributes| Wrapped {
                    meta: Meta::with(Span::NONE, attributes),
                    inlines: Vec::new(),
                };
                let plain = Attributes::default();
                let mut inline = match name {
                    "strong" | "b" => Inline::Strong(wrapped(plain)),
                    "em" | "i" | "cite" | "dfn" | "var" => Inline::Emphasis(wrapped(plain)),
                    "del" | "s" | "strike" => Inline::Strikethrough(wrapped(plain)),
                    "sub" => Inline::Subscript(wrapped(plain)),
                    "sup" => Inline::Superscript(wrapped(plain)),
                    _ if attributes.lang.is_some() => Inline::Phrase(wrapped(attributes)),
                    _ => {
                        // Blocks that a browser sets apart part their words.
                        let apart = !element::is_inline(name);
                        if apart {
                            out.push(Inline::made(" "));
                        }
                        out.extend(inlines);
                        if apart {
                            out.push(Inline::made(" "));
                        }
                        return;
                    }
                };
                if let Some(children) = inline.children_mut() {
                    *children = inlines;
                }
                out.push(inline);
            }
        }
    }

    /// Whether an element within a line says nothing; its words are named.
    fn is_silent(&mut self, element: &ElementRef<'a>) -> bool {
        let name = name(element);
        let heads = element.ancestors().filter_map(ElementRef::wrap).take(4);
        let within_heading = heads.into_iter().any(|it| {
            matches!(
                super::element::name(&it),
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "dt"
            )
        });
        match name {
            "button" if within_heading => false,
            "button" | "select" | "textarea" | "label" | "svg" | "script" | "style"
            | "template" | "noscript" | "map" | "iframe" | "object" | "embed" | "video"
            | "audio" | "canvas" => {
                self.leave_out(*element, &format!("`<{name}>`"));
                true
            }
            "input" | "source" | "rp" => {
                let text = self.words(*element);
                if !text.is_empty() {
                    self.leave_out(*element, &format!("`<{name}>`"));
                }
                true
            }
            _ if element::is_hidden(element) => {
                self.leave_out(*element, &format!("hidden `<{name}>`"));
                true
            }
            _ => false,
        }
    }

    fn attributes(&self, element: &ElementRef) -> Attributes {
        let lang = element.attr("lang").and_then(Language::parse);
        Attributes {
            lang: lang.map(|it| Spanned::made(it.tag().to_owned())),
            ..Attributes::default()
        }
    }

    fn code_words(&mut self, element: ElementRef<'a>, out: &mut Vec<Inline>) {
        let text = words(*element);
        if has(element, &["img", "a"]) {
            return out.extend(self.children(element));
        }
        if !text.is_empty() {
            out.push(Inline::Code(Code {
                meta: Meta::made(),
                text,
                text_span: Span::NONE,
            }));
        }
    }

    /// MathML: its TeX where it has one, else its words.
    fn math(&mut self, element: ElementRef<'a>, out: &mut Vec<Inline>) {
        let at = place(&element);
        let tex = within(element).find(|it| {
            name(it) == "annotation" && it.attr("encoding") == Some("application/x-tex")
        });
        let text = words(*element);
        // A dollar sign would end the formula.
        let tex = tex.map(|it| words(*it).trim().to_owned());
        match tex.filter(|it| !it.is_empty() && !it.contains('$')) {
            Some(tex) => {
                let shown = text.strip_suffix(&tex).unwrap_or(&text).to_owned();
                let message = "a formula is its TeX source now";
                let decision = Decision::new(at, Kind::Converted, 85, message);
                self.report.add(decision.dropping(&shown));
                out.push(Inline::Math(Math {
                    meta: Meta::made(),
                    tex,
                    tex_span: Span::NONE,
                    alt: None,
                    display: false,
                }));
            }
            None => {
                let message = format!(
                    "the formula \u{201c}{}\u{201d} is plain words now",
                    short(&text)
                );
                self.report.say(at, Kind::Converted, 50, message.clone());
                self.todos.push(message);
                out.push(Inline::made(text));
            }
        }
    }

    fn link(&mut self, element: ElementRef<'a>, out: &mut Vec<Inline>) {
        let at = place(&element);
        let inlines = self.children(element);
        let Some(href) = element.attr("href").map(str::trim) else {
            return out.extend(inlines);
        };
        let said = !words(*element).is_empty();
        if href.starts_with('#') || href.is_empty() {
            let text = words(*element);
            let arrow = text.chars().all(|c| !c.is_alphanumeric());
            if matches!(href, "#" | "#top" | "#content" | "#main")
                && !has(element, &["img"])
                && !arrow
                && text.split_whitespace().count() <= 4
                && element.prev_siblings().all(|it| words(it).is_empty())
                && element.next_siblings().all(|it| words(it).is_empty())
            {
                return self.leave_out(element, "a link within the page");
            }
            if said {
                self.inner_links.push(at);
            }
            return out.extend(inlines);
        }
        match self.address(href) {
            Some(url) if inlines.iter().any(|it| matches!(it, Inline::Image(_))) && !said => {
                let message = format!("an image is no link any more: {}", short(&url));
                self.report.say(at, Kind::Converted, 85, message);
                out.extend(inlines);
            }
            Some(url) => out.push(Inline::Link(Link {
                meta: Meta::made(),
                url: Spanned::made(url),
                title: None,
                inlines,
            })),
            None => {
                let message = format!(
                    "the link to `{}` is plain words now: the page does not say where it lies",
                    short(href)
                );
                self.report.say(at, Kind::Converted, 75, message.clone());
                if said {
                    self.todos.push(message);
                }
                out.extend(inlines);
            }
        }
    }

    /// The address of a link, resolved.
    fn address(&self, href: &str) -> Option<String> {
        let url = match (Url::parse(href), &self.base) {
            (Ok(url), _) => url,
            (Err(url::ParseError::RelativeUrlWithoutBase), Some(base)) => base.join(href).ok()?,
            _ => return None,
        };
        let text = match url.scheme() {
            // Left as written: an address that a parser mends may be another one.
            "mailto" | "tel" => href.split_whitespace().collect(),
            "http" | "https" => url.to_string(),
            _ => return None,
        };
        Some(text)
    }

    /// An image within a line.
    fn image(&mut self, element: ElementRef<'a>, out: &mut Vec<Inline>) {
        let at = place(&element);
        let alt = element.attr("alt").map(element::clean);
        let alt = alt.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
        let said = alt.clone().unwrap_or_default();
        let size = |key| {
            element
                .attr(key)
                .and_then(|it| it.trim().parse::<u32>().ok())
        };
        let tiny =
            size("width").is_some_and(|it| it < 3) || size("height").is_some_and(|it| it < 3);
        if tiny && said.is_empty() {
            return;
        }
        let lazy = ["data-src", "data-lazy-src", "data-original"];
        let lazy = lazy.iter().find_map(|key| element.attr(key));
        let written = element.attr("src").unwrap_or_default();
        let mut found = self.pictures.take(self.source, written);
        if let (Err(_), Some(lazy)) = (&found, lazy) {
            found = self.pictures.take(self.source, lazy);
        }
        let file = match found {
            Ok(file) => file,
            Err(why) => {
                let what = match said.as_str() {
                    "" => format!("the image `{}`", short(written)),
                    alt => format!(
                        "the image \u{201c}{}\u{201d} (`{}`)",
                        short(alt),
                        short(written)
                    ),
                };
                let message = format!("{what} could not come along: {why}");
                self.todos.push(message.clone());
                let decision = Decision::new(at, Kind::LostImage, 60, message);
                self.report.add(decision.dropping(&said));
                return;
            }
        };
        let message = format!("the image `{file}` came along");
        self.report.say(at, Kind::Image, 100, message);
        let mut attributes = Attributes::default();
        if said.is_empty() {
            attributes.classes.push("decorative".to_owned());
            if alt.is_none() {
                self.missing_alt(at, &file);
            }
        }
        out.push(Inline::Image(Image {
            meta: Meta::with(Span::NONE, attributes),
            source: Spanned::made(file),
            alt: said,
        }));
    }

    fn missing_alt(&mut self, at: Place, file: &str) {
        let message = format!(
            "the page does not say what the image `{file}` shows: say it in its brackets, or leave it decorative"
        );
        self.todos.push(message.clone());
        self.report.say(at, Kind::MissingAlt, 50, message);
    }
}
