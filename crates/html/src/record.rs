//! One plain page for a patient record system: such systems keep few elements,
//! no style sheet and no file beside the page, so everything is made of what
//! [`ELEMENTS`] and [`ATTRIBUTES`] list, and looks stand in `style` attributes.

use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::Edition;
use pamphlet_core::front::Status;
use pamphlet_core::{Assets, Rendered};
use pamphlet_theme::{Color, Role, Theme};

use crate::content::{self, ContentOptions};
use crate::encode::{self, Syntax};
use crate::page::Options;
use crate::tree::{Element, Node, element, text, text_content};
use crate::{images, links, math};

/// Every element that a page may have.
pub const ELEMENTS: [&str; 38] = [
    "html",
    "head",
    "meta",
    "title",
    "body",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "strong",
    "em",
    "sub",
    "sup",
    "a",
    "br",
    "hr",
    "img",
    "span",
    "blockquote",
    "code",
    "pre",
];

/// Every attribute that an element of the content may have.
pub const ATTRIBUTES: [&str; 16] = [
    "id",
    "href",
    "src",
    "alt",
    "width",
    "height",
    "start",
    "value",
    "scope",
    "lang",
    "dir",
    "role",
    "aria-label",
    "aria-labelledby",
    "style",
    "hreflang",
];

/// The page of an edition.
pub(crate) fn render(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    options: &Options,
) -> Result<Rendered, Vec<Diagnostic>> {
    let mut faults = math::check(edition);
    faults.extend(links::check(edition, "the page for record systems"));
    let images = images::embed(edition, theme, assets, false, &mut faults);
    if diagnostic::any_error(&faults) {
        diagnostic::settle(&mut faults);
        return Err(faults);
    }
    let href = |node| content::fragment(edition, "", node);
    let url = |url: &str| links::address(edition, url);
    let image = |path: &str| images.get(path).cloned().unwrap_or_default();
    let content = ContentOptions::new(&href, &url, &image);
    let looks = Looks { theme };
    let text = encode::document(&page(edition, &looks, &content), Syntax::Html);
    let mut rendered = Rendered {
        warnings: faults,
        ..Rendered::default()
    };
    let name = options.file_name.clone();
    rendered.files.insert(name, text.into_bytes());
    Ok(rendered)
}

fn page(edition: &Edition, looks: &Looks, content: &ContentOptions) -> Element {
    let head = element("head")
        .child(element("meta").attribute("charset", "utf-8"))
        .child(element("title").text(&edition.metadata.title));
    let mut banner = element("div").attribute("role", "banner");
    if let Some(publisher) = &edition.metadata.publisher {
        banner = banner.child(element("p").text(&publisher.name));
    }
    if edition.metadata.status == Status::Draft {
        let mark = element("strong").text(edition.words.draft);
        banner = banner.child(element("p").child(mark));
    }
    let mut body = element("body").attribute("style", looks.body()).text("\n");
    if !banner.children.is_empty() {
        body = body.child(banner).text("\n");
    }
    let main = whole(edition, content);
    let way = edition.language.direction().name();
    let main = main.into_iter().flat_map(|node| looks.plain(node, way));
    let main = element("div").attribute("role", "main").children(main);
    element("html")
        .attribute("lang", edition.language.tag())
        .attribute("dir", edition.language.direction().name())
        .child(head)
        .text("\n")
        .child(body.child(main).text("\n"))
}

/// Everything that an edition says, in its order.
pub(crate) fn whole(edition: &Edition, content: &ContentOptions) -> Vec<Node> {
    let mut out = vec![content::title_block(edition, content), text("\n")];
    out.extend(content::opening(edition, content));
    for part in edition.all_parts() {
        out.extend([text("\n"), content::part(edition, part, content)]);
    }
    out.push(text("\n"));
    out.extend(content::notes(edition, content, &|_| true));
    out
}

/// What things look like, without a style sheet.
struct Looks<'a> {
    theme: &'a Theme,
}

impl Looks<'_> {
    fn color(&self, role: Role) -> Color {
        self.theme.light.get(role)
    }

    fn body(&self) -> String {
        format!(
            "font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;\
             max-width:42em;overflow-wrap:break-word;color:{};background-color:{}",
            self.color(Role::Text),
            self.color(Role::Background)
        )
    }

    /// A node of the web page as allow-listed elements, within lines that run a way.
    fn plain(&self, node: Node, way: &str) -> Option<Node> {
        match node {
            Node::Text(words) => Some(Node::Text(words)),
            Node::Element(element) => Some(self.plain_element(element, way).into()),
            // Neither is content.
            Node::Style(_) | Node::JsonLd(_) => None,
        }
    }

    fn plain_element(&self, mut from: Element, around: &str) -> Element {
        let own = from.get("dir").map(str::to_owned);
        let way = own.as_deref().unwrap_or(around);
        let (style, drawn) = (self.style(&from, way), drawn(&from).map(text));
        if from.name == "math" {
            let words = from.take("alttext");
            let words = words.unwrap_or_else(|| text_content(&from.children));
            let (id, lang) = (from.take("id"), from.take("lang"));
            return element("span")
                .maybe("id", id)
                .maybe("lang", lang)
                .text(words);
        }
        let is_call = from.name == "span" && from.has_class("note-mark");
        let mut out = element(plain_name(from.name));
        for (name, value) in from.attributes {
            if ATTRIBUTES.contains(&name) {
                out.attributes.push((name, value));
            }
        }
        // Who takes the text from the page knows calls by their role.
        if is_call {
            out = out.attribute("role", "doc-noteref");
        }
        let children = from.children.into_iter();
        let children = children.filter_map(|child| self.plain(child, way));
        out.maybe("style", style)
            .children(drawn.into_iter().chain(children))
    }

    fn style(&self, from: &Element, way: &str) -> Option<String> {
        let is = |class| from.has_class(class);
        // Older systems know no `inline-start`.
        let start = if way == "rtl" { "right" } else { "left" };
        let boxed = |front, back| {
            format!(
                "border-{}:4px solid {};padding:8px 12px;margin:16px 0;color:{};\
                 background-color:{}",
                start,
                self.color(front),
                self.color(Role::Text),
                self.color(back)
            )
        };
        let style = match from.name {
            "div" if is("callout") && is("warning") => boxed(Role::Warning, Role::WarningSoft),
            "div" if is("callout") && is("caution") => boxed(Role::Caution, Role::CautionSoft),
            "div" if is("callout") && is("important") => {
                boxed(Role::Important, Role::ImportantSoft)
            }
            "div" if is("callout") && is("tip") => boxed(Role::Tip, Role::TipSoft),
            "div" if is("callout") => boxed(Role::Note, Role::NoteSoft),
            "div" if is("key-point") => boxed(Role::Accent, Role::AccentSoft),
            "p" if is("label") => "font-weight:bold;margin:0 0 4px".into(),
            "p" if is("main-message") => "font-weight:bold".into(),
            "pre" => "white-space:pre-wrap".into(),
            "em" if is("dotted") || is("heavy") => "font-style:normal;font-weight:bold".into(),
            "span" if is("number") => "font-weight:bold".into(),
            // Not one number with that of a source before it.
            "sup" if is("note-call") => "margin-inline-start:0.2em".into(),
            "span" if is("together") => "white-space:nowrap".into(),
            "li" if from.get("dir").is_some() => {
                // Its number stands on its own side.
                "margin-inline-start:40px;margin-inline-end:-40px".into()
            }
            // Within a table all other words are whole.
            "span" if is("long-word") => "overflow-wrap:anywhere".into(),
            "ul" if is("tasks") => "list-style-type:none".into(),
            "ol" if is("unnumbered") => "list-style-type:none".into(),
            "span" if is("note-number") => "font-weight:bold".into(),
            "del" | "s" => "text-decoration:line-through".into(),
            "dt" => "font-weight:bold".into(),
            "table" => "border-collapse:collapse;margin:16px 0".into(),
            "figure" => "margin:16px 0".into(),
            "caption" => "text-align:start;font-weight:bold;padding:4px 0".into(),
            "th" | "td" if is("center") => self.cell("center"),
            "th" | "td" if is("end") => self.cell("end"),
            "th" | "td" => self.cell("start"),
            "figcaption" => format!("color:{}", self.color(Role::Muted)),
            "img" if !is("inline-image") => "max-width:100%;height:auto".into(),
            "a" => format!("color:{}", self.color(Role::Link)),
            "h1" | "h2" | "h3" => format!("color:{};line-height:1.25", self.color(Role::Accent)),
            _ => return None,
        };
        Some(style)
    }

    fn cell(&self, align: &str) -> String {
        let rule = self.color(Role::Muted);
        format!("border:1px solid {rule};padding:6px 8px;vertical-align:top;text-align:{align}")
    }
}

/// What the web page's style sheet draws, as letters: without one a line to write on and
/// a box to tick would be nothing. They are no words, so the text stays the same.
pub(crate) fn drawn(element: &Element) -> Option<&'static str> {
    let is = |class| element.has_class(class);
    match element.name {
        "span" if is("blank") => Some("________________"),
        "span" if is("task-mark") && is("done") => Some("\u{2611} "),
        "span" if is("task-mark") => Some("\u{2610} "),
        _ => None,
    }
}

/// The allow-listed element that says the same as one of the web page.
fn plain_name(name: &'static str) -> &'static str {
    match name {
        "section" | "article" | "header" | "figure" | "aside" => "div",
        "figcaption" => "p",
        name if ELEMENTS.contains(&name) => name,
        _ => "span",
    }
}
