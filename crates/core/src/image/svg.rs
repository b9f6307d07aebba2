//! The allow-list for SVG: shapes, text, gradients, clips and masks of the file
//! itself. Scripts, event handlers, `foreignObject`, styles with addresses and
//! references out of the file have no place in a printed leaflet.

use roxmltree::{Document, Node, ParsingOptions};

use super::ImageFault;

/// Without it on its root, no reader takes a file for a drawing.
pub(super) const NAMESPACE: &str = "http://www.w3.org/2000/svg";

const ELEMENTS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "metadata",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "marker",
    "style",
];

/// Attributes that hold an address.
const REFERENCES: &[&str] = &["href", "src"];

/// Checks a file and gives its width and height in user units.
pub(super) fn check(bytes: &[u8]) -> Result<(u32, u32), ImageFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| ImageFault::UnknownFormat)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.contains("<svg") {
        return Err(ImageFault::UnknownFormat);
    }
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: 500_000,
        ..Default::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => {
            ImageFault::ForbiddenSvg("a document type declaration".into(), 0)
        }
        other => ImageFault::Damaged(other.to_string()),
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(ImageFault::UnknownFormat);
    }
    if root.tag_name().namespace() != Some(NAMESPACE) {
        return Err(ImageFault::NamelessSvg);
    }
    document.descendants().try_for_each(check_node)?;
    Ok(size(root))
}

fn check_node(node: Node) -> Result<(), ImageFault> {
    if node.is_pi() {
        return forbidden(node, "a processing instruction".into());
    }
    if !node.is_element() {
        return Ok(());
    }
    let name = node.tag_name().name();
    let svg = matches!(node.tag_name().namespace(), Some(NAMESPACE) | None);
    // Editors leave their own elements in `metadata`; they draw nothing.
    let in_metadata = node.ancestors().skip(1).any(|a| a.has_tag_name("metadata"));
    if svg && !ELEMENTS.contains(&name) {
        return forbidden(node, format!("the element <{name}>"));
    }
    if !svg && !in_metadata && node.has_children() {
        return forbidden(node, format!("the foreign element <{name}>"));
    }
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        if name.len() > 2 && name[..2].eq_ignore_ascii_case("on") {
            return forbidden(node, format!("the event handler {name}"));
        }
        if REFERENCES.contains(&name) && !value.trim_start().starts_with('#') {
            return forbidden(
                node,
                format!("a reference out of the file ({name}=\"{value}\")"),
            );
        }
        if has_outside_url(value) {
            return forbidden(node, format!("an address out of the file in {name}"));
        }
    }
    if name == "style"
        && node
            .text()
            .is_some_and(|css| css.contains('@') || has_outside_url(css))
    {
        return forbidden(node, "a style sheet that loads something".into());
    }
    Ok(())
}

/// Whether CSS text has a `url(…)` that is not `url(#…)`.
fn has_outside_url(css: &str) -> bool {
    let css = css.to_ascii_lowercase();
    css.split("url(").skip(1).any(|rest| {
        let rest = rest.trim_start().trim_start_matches(['"', '\'']);
        !rest.starts_with('#')
    })
}

fn forbidden(node: Node, what: String) -> Result<(), ImageFault> {
    Err(ImageFault::ForbiddenSvg(what, node.range().start))
}

fn size(root: Node) -> (u32, u32) {
    let number = |text: &str| {
        let end = text
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(text.len());
        text[..end]
            .parse::<f64>()
            .ok()
            .filter(|n| *n > 0.0 && !text.ends_with('%'))
    };
    let view: Vec<f64> = root
        .attribute("viewBox")
        .unwrap_or("")
        .split([' ', ','])
        .filter_map(|n| n.parse().ok())
        .collect();
    let side = |name: &str, i: usize| {
        root.attribute(name)
            .and_then(number)
            .or_else(|| view.get(i).copied().filter(|n| *n > 0.0))
            .unwrap_or(300.0)
            .ceil()
            .min(1e6) as u32
    };
    (side("width", 2), side("height", 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(body: &str) -> String {
        let svg =
            format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>{body}</svg>");
        match check(svg.as_bytes()) {
            Ok(size) => format!("{size:?}"),
            Err(fault) => fault.to_string(),
        }
    }

    #[test]
    fn drawings_pass_with_their_size() {
        assert_eq!(fault("<path d='M0 0h1'/><g fill='url(#a)'/>"), "(20, 10)");
    }

    #[test]
    fn a_drawing_must_say_that_it_is_svg() {
        for root in [
            "<svg viewBox='0 0 20 10'/>",
            "<svg xmlns='http://www.w3.org/2000/SVG'/>",
            "<svg xmlns:svg='http://www.w3.org/2000/svg'/>",
        ] {
            assert_eq!(check(root.as_bytes()), Err(ImageFault::NamelessSvg));
        }
        assert_eq!(
            ImageFault::NamelessSvg.to_string(),
            "its <svg> lacks xmlns=\"http://www.w3.org/2000/svg\""
        );
    }

    #[test]
    fn what_can_run_or_load_is_named() {
        for (body, what) in [
            ("<script/>", "the element <script>"),
            ("<foreignObject/>", "the element <foreignObject>"),
            ("<g onclick='x()'/>", "the event handler onclick"),
            (
                "<use href='http://a/b.svg#c'/>",
                "a reference out of the file",
            ),
            (
                "<g fill='url( \"x.svg#a\")'/>",
                "an address out of the file in fill",
            ),
            (
                "<style>@import 'a';</style>",
                "a style sheet that loads something",
            ),
            ("<image href='data:x'/>", "the element <image>"),
        ] {
            assert!(fault(body).contains(what), "{body}: {}", fault(body));
        }
        let dtd = b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'/>";
        assert!(matches!(check(dtd), Err(ImageFault::ForbiddenSvg(..))));
    }
}
