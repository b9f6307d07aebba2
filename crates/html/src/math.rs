//! TeX math → MathML. One check decides for all formats whether TeX is good:
//! whoever builds an edition calls [`check`], and content may then rely on it.

mod alphabet;
mod mathml;

use pamphlet_core::article::Section;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{Edition, EditionPart};
use pamphlet_core::inline::{Inline, Math};
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Block, limits};
use pulldown_latex::{Parser, Storage};

use crate::tree::{Element, element};

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
    if math.nesting() > limits::DEPTH {
        return Err("it nests too deeply".into());
    }
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(&math.tex, &storage) {
        events.push(event.map_err(|error| first_line(&error.to_string()))?);
    }
    let nodes = mathml::nodes(&events, math.display);
    Ok(element("math").children(nodes))
}

/// What the parser says, without its drawing of the place.
fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.trim_start_matches("parsing error:").trim();
    line.trim_end_matches([':', '.']).to_owned()
}

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
            markup.contains("<msup><mi>x</mi><mn>2</mn></msup><mo>&lt;</mo>"),
            "{markup}"
        );
    }

    #[test]
    fn what_leaflets_use_has_its_element() {
        let markup = |tex: &str, display: bool| {
            let math = Math {
                display,
                ..math(tex)
            };
            assert!(
                mathml_of(&math).is_ok(),
                "{tex}: {:?}",
                mathml_of(&math).err()
            );
            fragment(&[element_of(&math).into()], Syntax::Html)
        };
        for (tex, expected) in [
            ("\\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"),
            ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
            (
                "\\sin^2 x",
                "<msup><mi>sin</mi><mn>2</mn></msup><mo>\u{2061}</mo>",
            ),
            (
                "\\sum_{i=1}^n i",
                "<munderover><mo movablelimits=\"false\">∑</mo>",
            ),
            (
                "\\left( x \\right)",
                "<mo stretchy=\"true\" symmetric=\"true\">(</mo>",
            ),
            ("a \\neq b", "<mo>≠</mo>"),
            ("\\text{dose in mg}", "<mtext>dose\u{a0}in\u{a0}mg</mtext>"),
            (
                "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}",
                "<mtr><mtd class=\"end\"><mi>c</mi></mtd>",
            ),
            (
                "\\begin{cases} 1 & x \\\\ 0 & y \\end{cases}",
                "<mtd class=\"start\"><mn>1</mn></mtd>",
            ),
            ("\\mathbb{R}", "<mi>ℝ</mi>"),
            ("H_2O", "<msub><mi>H</mi><mn>2</mn></msub>"),
            ("\\bar{x}", "<mover>"),
        ] {
            let markup = markup(tex, true);
            assert!(markup.contains(expected), "{tex}: {markup}");
        }
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
