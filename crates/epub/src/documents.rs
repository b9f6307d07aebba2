//! The content documents: title page with the opening, then one a part, each
//! with the notes that it calls first, so that reading systems find them near.

use pamphlet_core::article::PartKind;
use pamphlet_core::edition::{Edition, EditionPart, EditionPartKind};
use pamphlet_core::front::Status;
use pamphlet_core::inline::plain_text;
use pamphlet_core::node::NodeId;
use pamphlet_html::content::{self, ContentOptions, ImageSource};
use pamphlet_html::encode::{self, Syntax};
use pamphlet_html::tree::{Element, Node, element};

use crate::homes::{Homes, TITLE_PAGE};
use crate::pages::Breaks;

/// The style sheet's path from the documents.
pub(crate) const STYLE: &str = "book.css";

/// A content document as a tree.
pub(crate) struct Document {
    /// Its file name.
    pub(crate) file: String,
    /// What `<title>` says.
    pub(crate) title: String,
    /// What kind of place it is: the value of `epub:type` of the body.
    pub(crate) kind: &'static str,
    /// The content of the body.
    pub(crate) body: Vec<Node>,
    /// Whether it has MathML, which the package must say.
    pub(crate) has_math: bool,
}

/// What documents need to know beside the edition.
pub(crate) struct Surroundings<'a> {
    /// Where everything stands.
    pub(crate) homes: &'a Homes,
    /// Where printed pages start.
    pub(crate) breaks: &'a Breaks,
    /// The address of a link out of the book.
    pub(crate) url: &'a dyn Fn(&str) -> Option<String>,
    /// The path of each image in the book by its path in the library.
    pub(crate) image: &'a dyn Fn(&str) -> ImageSource,
}

/// All content documents in reading order.
pub(crate) fn all(edition: &Edition, around: &Surroundings) -> Vec<Document> {
    let href = |node: NodeId| {
        let fragment = content::fragment(edition, "", node);
        format!("{}{fragment}", around.homes.file(node))
    };
    let options = options(&href, around);
    let mut documents = vec![title_page(edition, around, &options)];
    for (part, file) in edition.all_parts().zip(&around.homes.parts) {
        let title = format!("{} – {}", plain_text(&part.title), edition.metadata.title);
        let mut body = vec![part_node(edition, part, &options)];
        body.extend(notes(edition, around.homes, file, &options));
        let popovers = content::popovers(edition, &options, &body);
        body.extend(popovers);
        let kind = if is_back_matter(part.kind) {
            "backmatter"
        } else {
            "bodymatter"
        };
        documents.push(document(file, title, kind, body));
    }
    documents
}

/// Content options for this book with a way to answer links.
pub(crate) fn options<'a>(
    href: &'a dyn Fn(NodeId) -> String,
    around: &'a Surroundings,
) -> ContentOptions<'a> {
    ContentOptions {
        syntax: Syntax::Xhtml,
        heading_offset: 0,
        href,
        // A relative link to another book would lead out of the container.
        article: &|_, _| None,
        url: around.url,
        image: around.image,
        page_breaks: around.breaks,
        id_prefix: "",
        scroll_tables: false,
        scroll_math: true,
        in_place: true,
    }
}

fn title_page(edition: &Edition, around: &Surroundings, options: &ContentOptions) -> Document {
    let mut section = element("section")
        .class("title-page")
        .attribute("epub:type", "titlepage");
    section = section.text("\n");
    if let Some(publisher) = publisher(edition, around.image) {
        section = section.child(publisher).text("\n");
    }
    section = section
        .child(content::title_block(edition, options))
        .text("\n");
    let section = section.children(content::opening(edition, options));
    let mut body = vec![section.into()];
    body.extend(notes(edition, around.homes, TITLE_PAGE, options));
    let popovers = content::popovers(edition, options, &body);
    body.extend(popovers);
    document(
        TITLE_PAGE,
        edition.metadata.title.clone(),
        "frontmatter",
        body,
    )
}

/// Who publishes, with the logo: furniture, as it is on every page.
fn publisher(edition: &Edition, image: &dyn Fn(&str) -> ImageSource) -> Option<Element> {
    let publisher = edition.metadata.publisher.as_ref()?;
    let mut line = element("p").class("publisher");
    if let Some((path, alt)) = &publisher.logo {
        let source = image(path);
        // The name beside it says the same.
        let alt = if *alt == publisher.name { "" } else { alt };
        let mut logo = element("img")
            .attribute("src", source.src)
            .attribute("alt", alt);
        if let Some((width, height)) = source.size {
            logo = logo
                .attribute("width", width.to_string())
                .attribute("height", height.to_string());
        }
        line = line.child(logo).text(" ");
    }
    Some(line.child(element("span").text(&publisher.name)))
}

fn part_node(edition: &Edition, part: &EditionPart, options: &ContentOptions) -> Node {
    let (kind, role) = part_role(part.kind);
    let mut section = content::part_element("section", edition, part, options)
        .attribute("epub:type", kind)
        .attribute("role", role)
        .attribute("aria-label", plain_text(&part.title))
        .text("\n");
    if let Some(heading) = content::part_heading(edition, part, options) {
        section = section.child(heading).text("\n");
    }
    section
        .children(content::part_body(edition, part, options))
        .into()
}

/// The meaning of a part as `epub:type` and ARIA role.
fn part_role(kind: EditionPartKind) -> (&'static str, &'static str) {
    match kind {
        EditionPartKind::Article(
            PartKind::Fundamentals
            | PartKind::Intermediate
            | PartKind::Academic
            | PartKind::References
            | PartKind::Reflection,
        ) => ("chapter", "doc-chapter"),
        EditionPartKind::Glossary => ("glossary", "doc-glossary"),
        EditionPartKind::Contact => ("appendix", "doc-appendix"),
        EditionPartKind::About => ("colophon", "doc-colophon"),
    }
}

/// Whether a part stands behind the article itself.
fn is_back_matter(kind: EditionPartKind) -> bool {
    match kind {
        EditionPartKind::Article(PartKind::References)
        | EditionPartKind::Glossary
        | EditionPartKind::Contact
        | EditionPartKind::About => true,
        EditionPartKind::Article(
            PartKind::Fundamentals
            | PartKind::Intermediate
            | PartKind::Academic
            | PartKind::Reflection,
        ) => false,
    }
}

/// The notes whose home is a file.
fn notes(edition: &Edition, homes: &Homes, file: &str, options: &ContentOptions) -> Option<Node> {
    content::notes(edition, options, &|note| {
        homes
            .notes
            .get(note.number - 1)
            .is_some_and(|home| home == file)
    })
}

fn document(file: &str, title: String, kind: &'static str, body: Vec<Node>) -> Document {
    let has_math = has_element(&body, "math");
    Document {
        file: file.to_owned(),
        title,
        kind,
        body,
        has_math,
    }
}

fn has_element(nodes: &[Node], name: &str) -> bool {
    nodes.iter().any(|node| match node {
        Node::Element(element) => element.name == name || has_element(&element.children, name),
        Node::Text(_) | Node::Style(_) | Node::JsonLd(_) => false,
    })
}

/// The text of a document.
pub(crate) fn encode(edition: &Edition, document: &Document) -> String {
    let mut body = element("body")
        .attribute("epub:type", document.kind)
        .text("\n");
    if edition.metadata.status == Status::Draft {
        body = body
            .child(element("p").class("draft").text(edition.words.draft))
            .text("\n");
    }
    let body = body.children(document.body.iter().cloned()).text("\n");
    page(edition, &document.title, body)
}

/// A whole XHTML document with a body.
pub(crate) fn page(edition: &Edition, title: &str, body: Element) -> String {
    let tag = edition.language.tag();
    let style = element("link")
        .attribute("rel", "stylesheet")
        .attribute("type", "text/css")
        .attribute("href", STYLE);
    let head = element("head")
        .text("\n")
        .child(element("title").text(title))
        .text("\n")
        .child(style)
        .text("\n");
    let html = element("html")
        .attribute("lang", tag)
        .attribute("xml:lang", tag)
        .attribute("dir", edition.language.direction().name())
        .text("\n")
        .child(head)
        .text("\n")
        .child(body)
        .text("\n");
    encode::document(&html, Syntax::Xhtml)
}
