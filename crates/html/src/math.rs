//! TeX math → MathML. One check decides for all formats whether TeX is good:
//! whoever builds an edition calls [`check`], and content may then rely on it.

use pamphlet_core::article::Section;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{Edition, EditionPart};
use pamphlet_core::inline::{Inline, Math};
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, limits};
use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, mathml};

use crate::tree::{Element, Node, element, text};

/// A fault for every piece of TeX that cannot be set, at its place.
pub fn check(edition: &Edition) -> Vec<Diagnostic> {
    let mut found = Found(Vec::new());
    walk::walk_inlines(&mut found, &edition.title);
    walk::walk_inlines(&mut found, &edition.subtitle);
    walk::walk_blocks(&mut found, &edition.opening);
    for part in edition.all_parts() {
        found.part(part);
    }
    for note in &edition.notes {
        walk::walk_blocks(&mut found, &note.blocks);
    }
    found.0
}

struct Found(Vec<Diagnostic>);

impl Found {
    fn part(&mut self, part: &EditionPart) {
        walk::walk_inlines(self, &part.title);
        walk::walk_blocks(self, &part.blocks);
        part.sections
            .iter()
            .for_each(|section: &Section| self.section(section));
        for entry in &part.bibliography {
            walk::walk_inlines(self, &entry.inlines);
        }
        for item in &part.glossary {
            walk::walk_inlines(self, &item.term);
            walk::walk_inlines(self, &item.definition);
        }
    }

    fn math(&mut self, math: &Math) {
        if let Err(why) = mathml_of(math) {
            let span = match math.tex_span.is_none() {
                true => math.meta.span,
                false => math.tex_span,
            };
            self.0.push(
                Diagnostic::error("math-syntax", span, format!("the TeX cannot be set: {why}"))
                    .hint("write a dollar that is not math as \\$"),
            );
        }
    }
}

impl Visitor for Found {
    fn block(&mut self, block: &Block) {
        if let Block::Math(math) = block {
            self.math(math);
        }
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        if let Inline::Math(math) = inline {
            self.math(math);
        }
        walk::walk_inline(self, inline);
    }
}

/// A `math` element with its text alternative. TeX that [`check`] refuses shows
/// as its source.
pub(crate) fn element_of(math: &Math) -> Element {
    let root = mathml_of(math).unwrap_or_else(|_| {
        let source = element("mtext").text(&math.tex);
        element("math").child(source)
    });
    let root = root.attribute("alttext", math.alternative());
    match math.display {
        true => root.attribute("display", "block"),
        false => root,
    }
}

fn mathml_of(math: &Math) -> Result<Element, String> {
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(&math.tex, &storage) {
        events.push(event.map_err(|error| first_line(&error.to_string()))?);
    }
    let config = RenderConfig {
        display_mode: match math.display {
            true => DisplayMode::Block,
            false => DisplayMode::Inline,
        },
        ..RenderConfig::default()
    };
    let mut markup = String::new();
    let events = events.into_iter().map(Ok::<_, std::fmt::Error>);
    mathml::push_mathml(&mut markup, events, config).map_err(|error| error.to_string())?;
    if depth(&markup) > 4 * limits::DEPTH {
        return Err("it nests too deeply".into());
    }
    let document = roxmltree::Document::parse(&markup).map_err(|error| error.to_string())?;
    convert(document.root_element())
}

/// What the parser says, without its drawing of the place.
fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.trim_start_matches("parsing error:").trim();
    line.trim_end_matches([':', '.']).to_owned()
}

/// How deeply the markup nests, counted before anything walks it.
fn depth(markup: &str) -> usize {
    let (mut now, mut most) = (0usize, 0);
    for tag in markup.split('<').skip(1) {
        if tag.starts_with('/') {
            now = now.saturating_sub(1);
        } else if !tag.split('>').next().unwrap_or("").ends_with('/') {
            now += 1;
            most = most.max(now);
        }
    }
    most
}

fn convert(node: roxmltree::Node) -> Result<Element, String> {
    let name = known(ELEMENTS, node.tag_name().name())
        .ok_or_else(|| format!("{} has no place in MathML Core", node.tag_name().name()))?;
    let mut out = element(name);
    for attribute in node.attributes() {
        // Colours of the author's own would vanish on a dark screen.
        if let Some(name) = known(ATTRIBUTES, attribute.name()) {
            out = out.attribute(name, attribute.value());
        }
    }
    for child in node.children() {
        if child.is_element() {
            out.children.push(Node::Element(convert(child)?));
        } else if let Some(words) = child.text() {
            out.children.push(text(words));
        }
    }
    Ok(out)
}

fn known(names: &'static [&'static str], name: &str) -> Option<&'static str> {
    names.iter().copied().find(|known| *known == name)
}

const ELEMENTS: &[&str] = &[
    "math",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
];

const ATTRIBUTES: &[&str] = &[
    "accent",
    "class",
    "columnspan",
    "depth",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

#[cfg(test)]
mod tests {
    use pamphlet_core::Span;
    use pamphlet_core::node::Meta;

    use super::*;
    use crate::encode::{Syntax, fragment};

    fn math(tex: &str) -> Math {
        Math {
            meta: Meta::made(),
            tex: tex.into(),
            tex_span: Span::NONE,
            alt: None,
            display: false,
        }
    }

    #[test]
    fn tex_becomes_mathml_with_its_alternative() {
        let root = element_of(&math("x^2 < 4"));
        let markup = fragment(&[root.into()], Syntax::Xhtml);
        assert!(
            markup.starts_with(
                "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"x^2 &lt; 4\">"
            ),
            "{markup}"
        );
        assert!(
            markup.contains("<msup><mi>x</mi><mn>2</mn></msup>"),
            "{markup}"
        );
    }

    #[test]
    fn bad_and_bottomless_tex_is_an_error() {
        let deep = format!("{}x{}", "{".repeat(20_000), "}".repeat(20_000));
        for bad in [
            "\\frac{1",
            "\\nonsense",
            "x^",
            "\\sqrt".repeat(3_000).as_str(),
            &deep,
        ] {
            assert!(
                mathml_of(&math(bad)).is_err(),
                "{}",
                &bad[..bad.len().min(20)]
            );
        }
    }
}
