//! Drawings, new and old: images come along with their alternative text, text
//! boxes are kept for after their paragraph, and the rest is reported.

use super::atoms::{Picture, What};
use super::package::Target;
use super::paragraph::branch;
use super::reader::{Reader, excerpt};
use super::xml::{self, Node, Ns};
use crate::report::Kind;

/// What is said of an image near it.
#[derive(Clone, Default)]
struct Said {
    alt: String,
    decorative: bool,
}

/// Reads `w:drawing`, `w:pict` or `w:object`.
pub fn read<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Vec<What> {
    let mut out = Vec::new();
    walk(reader, node, &Said::default(), &mut out);
    out
}

fn walk<'d>(reader: &mut Reader<'d>, node: Node<'d>, said: &Said, out: &mut Vec<What>) {
    let mut said = said.clone();
    // What a drawing says of itself stands beside its graphic.
    for child in node.children().filter(Node::is_element) {
        let named = matches!(child.tag_name().name(), "docPr" | "nvPicPr");
        if named && xml::ns(child) == Ns::Drawing {
            let of = child
                .descendants()
                .find(|it| it.attribute("descr").is_some() || it.attribute("title").is_some());
            learn(&mut said, of.unwrap_or(child));
            said.decorative |= child.descendants().any(|it| {
                it.tag_name().name() == "decorative"
                    && matches!(it.attribute("val"), Some("1" | "true"))
            });
        }
    }
    if xml::ns(node) == Ns::Vml {
        learn(&mut said, node);
    }
    for child in node.children().filter(Node::is_element) {
        match (xml::ns(child), child.tag_name().name()) {
            (_, "txbxContent") => reader.boxes.push(child),
            (Ns::Mc, "AlternateContent") => {
                if let Some(branch) = branch(child) {
                    walk(reader, branch, &said, out);
                }
            }
            (Ns::Drawing, "blip") => out.extend(blip(reader, child, &said)),
            (Ns::Vml, "imagedata") => {
                if said.alt.is_empty() {
                    learn(&mut said, child);
                }
                let id = relation(child, &["id", "pict"]);
                out.extend(image(reader, id, &said));
            }
            (Ns::Vml, "textpath") => {
                let text = child.attribute("string").unwrap_or_default().to_owned();
                let message = format!(
                    "words drawn across the page were left out: {}",
                    excerpt(&text)
                );
                reader.drop(Kind::Dropped, 80, message, "");
            }
            (Ns::Drawing, "relIds") => {
                lost(reader, "a diagram (SmartArt) could not come along", &said)
            }
            (Ns::Drawing, "chart") => lost(reader, "a chart could not come along", &said),
            (Ns::Drawing, "t") => {
                let text = xml::text_of(child);
                let message = format!("words of a drawing were left out: {}", excerpt(&text));
                reader.todos.push(message.clone());
                reader.drop(Kind::Dropped, 40, message, &text);
            }
            _ => walk(reader, child, &said, out),
        }
    }
}

/// Takes alternative text from attributes, nearest first.
fn learn(said: &mut Said, node: Node) {
    let texts =
        ["descr", "alt", "title"].map(|name| xml::attribute(node, name).unwrap_or_default());
    if let Some(text) = texts.iter().find(|it| !it.trim().is_empty()) {
        said.alt = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
}

/// An attribute of the namespace of relations.
fn relation<'d>(node: Node<'d>, names: &[&str]) -> Option<&'d str> {
    let found = node.attributes().find(|it| {
        names.contains(&it.name())
            && it
                .namespace()
                .is_some_and(|ns| ns.ends_with("/relationships"))
    });
    found.map(|it| it.value())
}

/// A picture: its drawing in vectors where that can be used, else its pixels.
fn blip(reader: &mut Reader, node: Node, said: &Said) -> Option<What> {
    if reader.margin {
        return logo(reader, said);
    }
    let vector = node
        .descendants()
        .find(|it| it.tag_name().name() == "svgBlip")
        .and_then(|it| relation(it, &["embed"]));
    if let Some(Target::Part(part)) = vector.and_then(|id| reader.relations.get(id)).cloned()
        && let Ok(file) = reader.image_file(&part)
    {
        return Some(pictured(reader, file, said));
    }
    image(reader, relation(node, &["embed", "link"]), said)
}

/// An image at the edge of a page belongs to the house, not to the leaflet.
fn logo(reader: &mut Reader, said: &Said) -> Option<What> {
    let alt = match said.alt.as_str() {
        "" => String::new(),
        alt => format!(" ({alt})"),
    };
    let message = format!(
        "an image in the head or foot of a page{alt} was left out; a logo is set once, as `identity.logo` of the library"
    );
    reader.say(Kind::LostImage, 85, message);
    None
}

fn image(reader: &mut Reader, id: Option<&str>, said: &Said) -> Option<What> {
    if reader.margin {
        return logo(reader, said);
    }
    let target = id.and_then(|id| reader.relations.get(id)).cloned();
    let file = match target {
        Some(Target::Part(part)) => match reader.image_file(&part) {
            Ok(file) => Some(file),
            Err(why) => {
                let message = format!("the image `{part}` could not come along: {why}");
                lost(reader, &message, said);
                None
            }
        },
        Some(Target::Outside(url)) => {
            lost(
                reader,
                &format!("an image that lies outside the file (`{url}`) could not come along"),
                said,
            );
            None
        }
        Some(Target::Astray(path)) => {
            lost(
                reader,
                &format!("an image whose path `{path}` leads out of the file could not come along"),
                said,
            );
            None
        }
        None => {
            lost(
                reader,
                "an image that the file does not hold could not come along",
                said,
            );
            None
        }
    }?;
    Some(pictured(reader, file, said))
}

fn lost(reader: &mut Reader, what: &str, said: &Said) {
    let alt = match said.alt.as_str() {
        "" => String::new(),
        alt => format!("; it shows: {alt}"),
    };
    reader.doubt(Kind::LostImage, 20, format!("{what}{alt}"));
}

/// An image in its place. Without words for those who do not see it, no leaflet
/// may print it: then a remark holds its place until somebody writes them.
fn pictured(reader: &mut Reader, file: String, said: &Said) -> What {
    let (alt, guessed) = match said.decorative {
        true => ("", false),
        false => without_tail(&said.alt),
    };
    let message = format!("an image came along as `{file}`");
    reader.add(Kind::Image, 100, message, alt);
    if said.decorative {
        return What::Picture(Picture {
            file,
            alt: String::new(),
            decorative: true,
        });
    }
    if says_nothing(alt) {
        let message =
            format!("the image `{file}` has no text alternative; a remark holds its place");
        reader.say(Kind::MissingAlt, 30, message);
        return What::Comment(format!(
            "pamphlet: todo write what this image shows between the brackets and take it out of this remark: ![]({file})"
        ));
    }
    if guessed {
        let message =
            format!("the text alternative of `{file}` was written by a program; check it");
        reader.doubt(Kind::MissingAlt, 50, message);
    }
    What::Picture(Picture {
        file,
        alt: alt.to_owned(),
        decorative: false,
    })
}

/// What Word adds to descriptions that it made up.
const TAILS: [&str; 4] = [
    "Description automatically generated",
    "Automatisch generierte Beschreibung",
    "Descripción generada automáticamente",
    "AI-generated content may be incorrect.",
];

fn without_tail(alt: &str) -> (&str, bool) {
    let mut bare = alt.trim();
    let mut guessed = false;
    while let Some(rest) = TAILS.iter().find_map(|tail| bare.strip_suffix(tail)) {
        bare = rest.trim_end();
        guessed = true;
    }
    (bare, guessed)
}

/// Whether it is a file's name or a number only: `Picture 3`, `logo.png`.
fn says_nothing(alt: &str) -> bool {
    let lower = alt.to_lowercase();
    let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let named = [
        ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg", ".bmp", ".tif", ".tiff",
    ];
    let counted = [
        "picture", "image", "graphic", "bild", "grafik", "imagen", "gráfico", "shape", "drawing",
    ];
    !alt.contains(char::is_alphanumeric)
        || counted.contains(&stem)
        || named.iter().any(|end| lower.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_no_alternative() {
        for nothing in ["", "  ", "Picture 3", "Bild1", "logo.png", "IMG_2034.JPG"] {
            assert!(says_nothing(nothing), "{nothing}");
        }
        assert!(!says_nothing("A hip joint"));
        let made = "A dog on grass Description automatically generated";
        assert_eq!(without_tail(made), ("A dog on grass", true));
    }
}
