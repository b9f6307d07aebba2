//! Formulas as a line of words: fractions with a stroke, powers above the line.
//! Whoever needs them typeset writes them as TeX; the words are all there.

use super::atoms::Raised;
use super::xml::{self, Node, Ns};

type Pieces = Vec<(String, Option<Raised>)>;

/// A formula in pieces, and its own words one by one.
pub fn line(node: Node) -> (Pieces, String) {
    let mut pieces = Pieces::new();
    each(node, None, &mut pieces);
    let is_word = |it: &Node| is_said(*it);
    let words: Vec<String> = node
        .descendants()
        .filter(is_word)
        .map(xml::text_of)
        .collect();
    (pieces, words.join(" "))
}

fn is_said(node: Node) -> bool {
    node.tag_name().name() == "t" && matches!(xml::ns(node), Ns::M | Ns::W)
}

fn each(node: Node, raised: Option<Raised>, out: &mut Pieces) {
    for child in node.children().filter(Node::is_element) {
        element(child, raised, out);
    }
}

fn element(node: Node, raised: Option<Raised>, out: &mut Pieces) {
    let mut say = |text: &str| out.push((text.to_owned(), raised));
    let part = |name: &str| {
        node.children()
            .find(|it| xml::ns(*it) == Ns::M && it.tag_name().name() == name)
    };
    let of = |name: &str, raised: Option<Raised>, out: &mut Pieces| {
        if let Some(it) = part(name) {
            each(it, raised, out);
        }
    };
    let property = |group: &str, name: &str| {
        let it = part(group)?
            .children()
            .find(|it| it.tag_name().name() == name)?;
        xml::attribute(it, "val")
    };
    match node.tag_name().name() {
        _ if is_said(node) => say(&xml::text_of(node)),
        "f" => {
            bracketed(part("num"), raised, out);
            out.push((" / ".to_owned(), raised));
            bracketed(part("den"), raised, out);
        }
        "sSup" => {
            of("e", raised, out);
            of("sup", raised.or(Some(Raised::Above)), out);
        }
        "sSub" => {
            of("e", raised, out);
            of("sub", raised.or(Some(Raised::Below)), out);
        }
        "sSubSup" => {
            of("e", raised, out);
            of("sub", raised.or(Some(Raised::Below)), out);
            of("sup", raised.or(Some(Raised::Above)), out);
        }
        "rad" => {
            say("√");
            bracketed(part("e"), raised, out);
        }
        "d" => {
            say(property("dPr", "begChr").unwrap_or("("));
            each(node, raised, out);
            out.push((property("dPr", "endChr").unwrap_or(")").to_owned(), raised));
        }
        "nary" => {
            say(property("naryPr", "chr").unwrap_or("∫"));
            of("sub", raised.or(Some(Raised::Below)), out);
            of("sup", raised.or(Some(Raised::Above)), out);
            of("e", raised, out);
        }
        _ => each(node, raised, out),
    }
}

/// In brackets, where it is more than one run.
fn bracketed(node: Option<Node>, raised: Option<Raised>, out: &mut Pieces) {
    let Some(node) = node else {
        return;
    };
    let several = node.children().filter(Node::is_element).count() > 1;
    if several {
        out.push(("(".to_owned(), raised));
    }
    each(node, raised, out);
    if several {
        out.push((")".to_owned(), raised));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_a_line_of_words() {
        let text = "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'>
            <m:r><m:t>BMI=</m:t></m:r><m:f><m:num><m:r><m:t>kg</m:t></m:r></m:num><m:den><m:sSup>
            <m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath>";
        let document = xml::parse(text).unwrap();
        let (pieces, words) = line(document.root_element());
        let said: String = pieces.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(said, "BMI=kg / m2");
        assert_eq!(pieces.last(), Some(&("2".to_owned(), Some(Raised::Above))));
        assert_eq!(words, "BMI= kg m 2");
    }
}
