//! The web page: one file that needs nothing beside it and no script.
//!
//! Reading depth is made of `details`: what every reader should know is open,
//! deeper parts open on request, by a link into them, and on paper.

mod fonts;
mod head;
mod json_ld;
mod style;
mod tongues;

use std::collections::BTreeMap;

use pamphlet_core::article::PartKind;
use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::{Edition, EditionPart, EditionPartKind};
use pamphlet_core::front::Status;
use pamphlet_core::language::Language;
use pamphlet_core::{Assets, Rendered};
use pamphlet_theme::{Furniture, Slot, Theme};

use crate::content::{self, ContentOptions, Entry};
use crate::encode::{self, Syntax};
use crate::tree::{Element, Node, element, text};
use crate::{fragment, images, math, record};

/// What a page needs to know beside its edition.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The file's name in [`Rendered::files`].
    pub file_name: String,
    /// The same edition in other formats, beside this page.
    pub siblings: Vec<Sibling>,
    /// The same article in every language that it has, this one too; empty if it
    /// has but one.
    pub languages: Vec<Tongue>,
    /// Pages of other articles by slug, relative to this one.
    pub articles: BTreeMap<String, String>,
    /// What kind of file it is.
    pub form: Form,
}

/// Kinds of HTML files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A page that needs nothing beside it.
    #[default]
    Page,
    /// A plain page for a patient record system.
    Record,
    /// The body of a page, for somebody's own site.
    Fragment {
        /// Tells its ids from those of every other fragment that a host's page may show.
        name: String,
    },
}

/// The same edition in another format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sibling {
    /// What the link says: `PDF`.
    pub label: String,
    /// Its address relative to this page.
    pub href: String,
    /// Its media type.
    pub media_type: String,
}

/// The same page in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tongue {
    /// The language.
    pub language: Language,
    /// The language's name in itself.
    pub name: String,
    /// Its address relative to this page.
    pub href: String,
    /// Its own address on the web.
    pub canonical_url: Option<String>,
    /// Whether it is the one that the others translate.
    pub is_source: bool,
}

/// The file of an edition. Fails where an image cannot be had or TeX cannot be set.
pub fn render(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    options: &Options,
) -> Result<Rendered, Vec<Diagnostic>> {
    let theme = &*theme.speaking(edition);
    match &options.form {
        Form::Page => page(edition, theme, assets, options),
        Form::Record => record::render(edition, theme, assets, options),
        Form::Fragment { name } => fragment::render(edition, theme, assets, options, name),
    }
}

fn page(
    edition: &Edition,
    theme: &Theme,
    assets: &dyn Assets,
    options: &Options,
) -> Result<Rendered, Vec<Diagnostic>> {
    let mut faults = math::check(edition);
    let images = images::embed(edition, theme, assets, true, &mut faults);
    if diagnostic::any_error(&faults) {
        diagnostic::settle(&mut faults);
        return Err(faults);
    }
    let href = |node| content::fragment(edition, "", node);
    let url = |url: &str| Some(url.to_owned());
    let image = |path: &str| images.get(path).cloned().unwrap_or_default();
    let content = ContentOptions {
        article: &|slug, _| options.articles.get(slug).cloned(),
        scroll_tables: true,
        scroll_math: true,
        in_place: true,
        ..ContentOptions::new(&href, &url, &image)
    };
    let page = Page {
        edition,
        theme,
        options,
        content: &content,
        logo: &|path| images.get(path).cloned().unwrap_or_default(),
    };
    let body = page.body();
    let css = style::sheet(theme, &fonts::faces(theme, &body));
    let root = element("html")
        .attribute("lang", edition.language.tag())
        .attribute("dir", edition.language.direction().name())
        .text("\n")
        .child(head::head(edition, theme, options, css))
        .text("\n")
        .child(body);
    let mut rendered = Rendered {
        warnings: faults,
        ..Rendered::default()
    };
    let text = encode::document(&root, Syntax::Html);
    rendered
        .files
        .insert(options.file_name.clone(), text.into_bytes());
    Ok(rendered)
}

struct Page<'a> {
    edition: &'a Edition,
    theme: &'a Theme,
    options: &'a Options,
    content: &'a ContentOptions<'a>,
    logo: &'a dyn Fn(&str) -> content::ImageSource,
}

impl Page<'_> {
    fn body(&self) -> Element {
        let words = self.edition.words;
        let skip = element("a").class("skip").attribute("href", "#_content");
        let profile = format!("edition-{}", self.edition.profile);
        let mut body = element("body").class(&profile).text("\n");
        body = body
            .child(skip.text(words.skip_to_content))
            .text("\n")
            .child(self.header())
            .text("\n");
        let mut layout = element("div").class("layout").text("\n");
        if let Some(contents) = self.contents() {
            layout = layout.child(contents).text("\n");
        }
        let main = Node::from(self.main());
        let popovers = content::popovers(self.edition, self.content, std::slice::from_ref(&main));
        body = body.child(layout.child(main)).text("\n");
        body = body.children(popovers);
        if let Some(footer) = self.footer() {
            body = body.child(footer).text("\n");
        }
        body
    }

    /// What the theme puts there in its order, and the draft mark behind the first of it.
    fn header(&self) -> Element {
        let slots = self.theme.slots.of(Furniture::WebHeader).iter();
        let mut pieces = slots.filter_map(|slot| match slot {
            Slot::Publisher => self.publisher(),
            Slot::Languages => tongues::switch(self.edition, &self.options.languages),
            Slot::Formats => self.formats(),
            Slot::Version
            | Slot::Published
            | Slot::Reviewed
            | Slot::NextReview
            | Slot::Identifier
            | Slot::WebAddress
            | Slot::Title
            | Slot::Part => None,
        });
        let mut header = element("header").class("page-header").text("\n");
        if let Some(first) = pieces.next() {
            header = header.child(first).text("\n");
        }
        if self.edition.metadata.status == Status::Draft {
            let mark = element("p").class("draft").text(self.edition.words.draft);
            // On paper it stands on every page; who listens hears it once.
            let print = element("p").class("draft on-paper");
            let print = print.attribute("aria-hidden", "true");
            header = header.child(mark).text("\n");
            header = header
                .child(print.text(self.edition.words.draft))
                .text("\n");
        }
        header.children(pieces.flat_map(|piece| [piece.into(), text("\n")]))
    }

    fn publisher(&self) -> Option<Element> {
        let publisher = self.edition.metadata.publisher.as_ref()?;
        let mut inner = match &publisher.url {
            Some(url) => element("a").attribute("href", url.as_str()),
            None => element("span"),
        };
        if let Some((path, alt)) = &publisher.logo {
            let source = (self.logo)(path);
            let mut logo = element("img")
                .class("logo")
                .attribute("src", source.src)
                // The name beside it says the same.
                .attribute("alt", if *alt == publisher.name { "" } else { alt });
            if let Some((width, height)) = source.size {
                logo = logo
                    .attribute("width", width.to_string())
                    .attribute("height", height.to_string());
            }
            inner = inner.child(logo).text(" ");
        }
        inner = inner.child(element("span").text(&publisher.name));
        Some(element("p").class("publisher").child(inner))
    }

    fn formats(&self) -> Option<Element> {
        if self.options.siblings.is_empty() {
            return None;
        }
        let items = self.options.siblings.iter().flat_map(|sibling| {
            let link = element("a")
                .attribute("href", sibling.href.as_str())
                .attribute("type", sibling.media_type.as_str())
                .text(&sibling.label);
            [element("li").child(link).into(), text("\n")]
        });
        let nav = element("nav").class("formats");
        let nav = nav.attribute("aria-label", self.edition.words.other_formats);
        Some(nav.child(element("ul").text("\n").children(items)))
    }

    fn contents(&self) -> Option<Element> {
        let entries = self.entries();
        if entries.len() < 2 {
            return None;
        }
        let title = element("p")
            .class("contents-title")
            .attribute("id", "_contents");
        let nav = element("nav")
            .class("contents")
            .attribute("aria-labelledby", "_contents")
            .text("\n")
            .child(title.text(self.edition.words.contents))
            .text("\n");
        Some(nav.child(self.entry_list(&entries, 0)))
    }

    /// The contents, two levels deep. A part whose title is not printed is
    /// represented by its sections.
    fn entries(&self) -> Vec<Entry> {
        let shown = self.edition.all_parts().map(|part| part.title_shown);
        let all = content::outline(self.edition, self.content).into_iter();
        all.zip(shown)
            .flat_map(|(entry, shown)| match shown {
                true => vec![entry],
                false => entry.entries,
            })
            .collect()
    }

    fn entry_list(&self, entries: &[Entry], depth: usize) -> Element {
        let items = entries.iter().flat_map(|entry| {
            let href = (self.content.href)(entry.node);
            let link = element("a")
                .attribute("href", href)
                .children(entry.label.iter().cloned());
            let mut item = element("li").child(link);
            let deeper = &entry.entries;
            if depth == 0 && entry.part.is_some() && !deeper.is_empty() {
                item = item.text("\n").child(self.entry_list(deeper, 1));
            }
            [item.into(), text("\n")]
        });
        element("ul").text("\n").children(items)
    }

    fn main(&self) -> Element {
        let (edition, content) = (self.edition, self.content);
        let mut article = element("article").text("\n");
        article = article
            .child(content::title_block(edition, content))
            .text("\n");
        if let Some(opening) = content::opening(edition, content) {
            article = article.child(opening).text("\n");
        }
        if let Some(depth) = self.reading_depth() {
            article = article.child(depth).text("\n");
        }
        for part in edition.all_parts() {
            article = article.child(self.part(part)).text("\n");
        }
        if let Some(notes) = content::notes(edition, content, &|_| true) {
            article = article.child(notes).text("\n");
        }
        let main = element("main").attribute("id", "_content");
        main.attribute("tabindex", "-1").child(article)
    }

    /// Links to the parts of different depth: a link into a closed part opens it.
    fn reading_depth(&self) -> Option<Element> {
        let deep = |part: &&EditionPart| match part.kind {
            EditionPartKind::Article(
                PartKind::Fundamentals | PartKind::Intermediate | PartKind::Academic,
            ) => part.title_shown,
            EditionPartKind::Article(PartKind::References | PartKind::Reflection)
            | EditionPartKind::Glossary
            | EditionPartKind::Contact
            | EditionPartKind::About => false,
        };
        let parts: Vec<&EditionPart> = self.edition.parts.iter().filter(deep).collect();
        if parts.len() < 2 {
            return None;
        }
        let outline = content::outline(self.edition, self.content);
        let items = parts.iter().flat_map(|part| {
            let label = outline
                .iter()
                .find(|entry| entry.node == part.meta.id)
                .map(|entry| entry.label.clone())
                .unwrap_or_default();
            let href = (self.content.href)(part.meta.id);
            let link = element("a").attribute("href", href).children(label);
            [element("li").child(link).into(), text("\n")]
        });
        let title = element("p").class("depth-title").attribute("id", "_depth");
        let nav = element("nav")
            .class("depth")
            .attribute("aria-labelledby", "_depth")
            .text("\n")
            .child(title.text(self.edition.words.reading_depth))
            .text("\n");
        Some(nav.child(element("ol").text("\n").children(items)))
    }

    fn part(&self, part: &EditionPart) -> Node {
        let (edition, content) = (self.edition, self.content);
        let Some(heading) = content::part_heading(edition, part, content) else {
            return content::part(edition, part, content);
        };
        let mut details = content::part_element("details", edition, part, content);
        // A link opens `details` when its target is within them, not when it is
        // they themselves.
        let id = details.take("id");
        let body = element("div").class("part-body").maybe("id", id);
        let body = body.text("\n");
        details
            .flag("open", is_open(part.kind))
            .text("\n")
            .child(element("summary").child(heading))
            .text("\n")
            .child(body.children(content::part_body(edition, part, content)))
            .into()
    }

    fn footer(&self) -> Option<Element> {
        let slots = self.theme.slots.of(Furniture::WebFooter).iter();
        let said: Vec<String> = slots.filter_map(|it| it.said(self.edition)).collect();
        if said.is_empty() {
            return None;
        }
        let line = said.join(" · ");
        let footer = element("footer").class("page-footer");
        Some(footer.child(element("p").text(line)))
    }
}

/// What stands open on a screen at first: what every reader should know and do.
fn is_open(kind: EditionPartKind) -> bool {
    match kind {
        EditionPartKind::Article(PartKind::Fundamentals | PartKind::Reflection)
        | EditionPartKind::Contact
        | EditionPartKind::About => true,
        EditionPartKind::Article(
            PartKind::Intermediate | PartKind::Academic | PartKind::References,
        )
        | EditionPartKind::Glossary => false,
    }
}
