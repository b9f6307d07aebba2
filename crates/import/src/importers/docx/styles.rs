//! Styles: what a paragraph's style says it is, and how its words look. A style
//! that is based on others takes from them what it does not say itself.

use std::collections::BTreeMap;

use super::numbering::Place;
use super::xml::{self, Node};

/// Styles based on one another: a chain that is longer turns in a circle.
const CHAIN: usize = 24;

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// The title of the document.
    Title,
    /// The line below it.
    Subtitle,
    /// A heading of a level from 1.
    Heading(u8),
    /// A line of a table of contents.
    Contents,
    /// Words for a table or an image.
    Caption,
    /// Someone else's words.
    Quote,
    /// A list item of a depth from 0: numbered or not.
    Item { numbered: bool, depth: u8 },
    /// A further paragraph of a list item.
    ItemContinued,
}

/// How words look; none: not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Props {
    /// Bold.
    pub bold: Option<bool>,
    /// Italic.
    pub italic: Option<bool>,
    /// Struck through.
    pub strike: Option<bool>,
    /// Underlined.
    pub underline: Option<bool>,
    /// Hidden.
    pub hidden: Option<bool>,
    /// Above or below the line: `superscript`, `subscript`, `baseline`.
    pub raised: Option<String>,
    /// A language tag.
    pub lang: Option<String>,
    /// Half points.
    pub size: Option<u32>,
    /// The font of symbols.
    pub font: Option<String>,
}

impl Props {
    /// Reads `w:rPr`.
    pub fn read(node: Option<Node>) -> Props {
        let Some(node) = node else {
            return Props::default();
        };
        let strike = xml::switch(node, "strike");
        let font = xml::child(node, "rFonts");
        Props {
            bold: xml::switch(node, "b"),
            italic: xml::switch(node, "i"),
            strike: strike.or_else(|| xml::switch(node, "dstrike")),
            underline: xml::switch(node, "u"),
            hidden: xml::switch(node, "vanish"),
            raised: xml::value(node, "vertAlign").map(str::to_owned),
            lang: xml::value(node, "lang").map(str::to_owned),
            size: xml::value(node, "sz").and_then(|it| it.parse().ok()),
            font: font
                .and_then(|it| xml::attribute(it, "ascii"))
                .map(str::to_owned),
        }
    }

    /// These, and what they do not say from others.
    pub fn or(self, under: &Props) -> Props {
        let under = under.clone();
        Props {
            bold: self.bold.or(under.bold),
            italic: self.italic.or(under.italic),
            strike: self.strike.or(under.strike),
            underline: self.underline.or(under.underline),
            hidden: self.hidden.or(under.hidden),
            raised: self.raised.or(under.raised),
            lang: self.lang.or(under.lang),
            size: self.size.or(under.size),
            font: self.font.or(under.font),
        }
    }

    /// A character style over a paragraph style: what both switch on is off.
    fn over(self, under: &Props) -> Props {
        let toggle = |a: Option<bool>, b: Option<bool>| match (a, b) {
            (Some(true), Some(true)) => Some(false),
            (Some(true), _) => Some(true),
            (_, b) => b,
        };
        let (bold, italic) = (
            toggle(self.bold, under.bold),
            toggle(self.italic, under.italic),
        );
        Props {
            bold,
            italic,
            ..self.or(under)
        }
    }
}

/// A style with all that those it is based on say.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// What its paragraphs are.
    pub role: Role,
    /// How its words look.
    pub props: Props,
    /// The list that it numbers its paragraphs by.
    pub list: Place,
    /// Whether a table of it marks its first column.
    pub first_column: bool,
}

/// The styles of a document by their ids.
#[derive(Default)]
pub struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Style,
}

struct Raw<'a> {
    node: Node<'a>,
    name: String,
    based_on: Option<&'a str>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(root: Option<Node>) -> Styles {
        let Some(root) = root else {
            return Styles::default();
        };
        let defaults = xml::child(root, "docDefaults")
            .and_then(|it| xml::child(it, "rPrDefault"))
            .and_then(|it| xml::child(it, "rPr"));
        let defaults = Props::read(defaults);
        let mut raw = BTreeMap::new();
        let mut default = None;
        for node in xml::children(root, "style") {
            let Some(id) = xml::attribute(node, "styleId") else {
                continue;
            };
            let paragraph = xml::attribute(node, "type") == Some("paragraph");
            let first = matches!(xml::attribute(node, "default"), Some("1" | "true" | "on"));
            if paragraph && first {
                default = Some(id);
            }
            let name = xml::value(node, "name").unwrap_or(id).trim().to_lowercase();
            let based_on = xml::value(node, "basedOn");
            raw.insert(
                id,
                Raw {
                    node,
                    name,
                    based_on,
                },
            );
        }
        let mut styles: BTreeMap<String, Style> = BTreeMap::new();
        for (id, it) in &raw {
            let mut style = settle(&raw, id);
            if xml::attribute(it.node, "type") != Some("character") {
                style.props = style.props.or(&defaults);
            }
            styles.insert((*id).to_owned(), style);
        }
        let default = default.and_then(|it| styles.get(it)).cloned();
        let default = default.unwrap_or_else(|| Style {
            props: defaults,
            ..Style::default()
        });
        Styles { styles, default }
    }

    /// The style of a paragraph by its id.
    pub fn paragraph(&self, id: Option<&str>) -> Style {
        let Some(id) = id else {
            return self.default.clone();
        };
        match self.styles.get(id) {
            Some(style) => style.clone(),
            // A style that is named and not defined still says something.
            None => Style {
                role: role(&id.to_lowercase()).unwrap_or_default(),
                ..self.default.clone()
            },
        }
    }

    /// How the words of a run look.
    pub fn run(&self, direct: Props, character: Option<&str>, paragraph: &Props) -> Props {
        match character.and_then(|id| self.styles.get(id)) {
            Some(style) => direct.or(&style.props.clone().over(paragraph)),
            None => direct.or(paragraph),
        }
    }

    /// Whether a table's style marks its first column.
    pub fn marks_first_column(&self, id: &str) -> bool {
        self.styles.get(id).is_some_and(|it| it.first_column)
    }

    /// The language and size of plain text.
    pub fn plain(&self) -> &Props {
        &self.default.props
    }
}

/// A style with what its chain says.
fn settle(raw: &BTreeMap<&str, Raw>, id: &str) -> Style {
    let mut style = Style::default();
    let mut found = None;
    let mut next = Some(id);
    for _ in 0..CHAIN {
        let Some(it) = next.and_then(|id| raw.get(id)) else {
            break;
        };
        let pr = xml::child(it.node, "pPr");
        let outline = pr.and_then(|it| xml::value(it, "outlineLvl"));
        let by_outline = outline
            .and_then(|it| it.parse::<u8>().ok())
            .map(|level| match level {
                0..=8 => Role::Heading(level + 1),
                _ => Role::Body,
            });
        found = found.or_else(|| role(&it.name)).or(by_outline);
        style.list = style.list.or(Place::read(pr));
        style.props = style.props.or(&Props::read(xml::child(it.node, "rPr")));
        style.first_column |= xml::children(it.node, "tblStylePr")
            .any(|it| xml::attribute(it, "type") == Some("firstCol"));
        next = it.based_on;
    }
    style.role = found.unwrap_or_default();
    style
}

const HEADINGS: [&str; 14] = [
    "heading",
    "überschrift",
    "berschrift",
    "título",
    "titulo",
    "ttulo",
    "encabezado",
    "titre",
    "titolo",
    "kop",
    "rubrik",
    "nagłówek",
    "заголовок",
    "标题",
];

/// What a style's name says, in English or in the languages of Word.
fn role(name: &str) -> Option<Role> {
    let (stem, number) = numbered(name);
    if let (Some(level @ 1..=9), true) = (number, HEADINGS.contains(&stem)) {
        return Some(Role::Heading(level));
    }
    let depth = number.unwrap_or(1).saturating_sub(1);
    let item = |numbered| Some(Role::Item { numbered, depth });
    match stem {
        "list bullet" | "listbullet" | "aufzählungszeichen" | "lista con viñetas" => item(false),
        "list number" | "listnumber" | "listennummer" | "lista con números" => item(true),
        "list continue" | "listcontinue" | "listenfortsetzung" | "continuar lista" => {
            Some(Role::ItemContinued)
        }
        "toc" | "verzeichnis" | "tdc" | "contents" if number.is_some() => Some(Role::Contents),
        _ => match name {
            "title" | "titel" | "título" | "titulo" | "titre" | "titolo" => Some(Role::Title),
            "subtitle" | "untertitel" | "subtítulo" | "subtitulo" | "sous-titre" => {
                Some(Role::Subtitle)
            }
            "toc heading"
            | "tocheading"
            | "contents heading"
            | "table of figures"
            | "inhaltsverzeichnisüberschrift" => Some(Role::Contents),
            "caption" | "table caption" | "image caption" | "beschriftung" | "leyenda"
            | "epígrafe" | "descripción" => Some(Role::Caption),
            "quote" | "intense quote" | "block text" | "quotations" | "zitat"
            | "intensives zitat" | "cita" | "cita destacada" => Some(Role::Quote),
            _ => None,
        },
    }
}

/// `heading 2` as `heading` and 2.
fn numbered(name: &str) -> (&str, Option<u8>) {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem.trim_end(), name[stem.len()..].parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(text: &str) -> Styles {
        let ns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let text = format!("<w:styles xmlns:w='{ns}'>{text}</w:styles>");
        let document = xml::parse(&text).unwrap();
        // The nodes live only here; what is read owns its words.
        Styles::read(Some(document.root_element()))
    }

    #[test]
    fn headings_are_known_by_level_name_and_base() {
        let styles = styles(
            "<w:style w:type='paragraph' w:styleId='A'><w:name w:val='heading 2'/></w:style>
             <w:style w:type='paragraph' w:styleId='B'><w:name w:val='Klinik'/>
               <w:basedOn w:val='A'/></w:style>
             <w:style w:type='paragraph' w:styleId='C'><w:name w:val='x'/>
               <w:pPr><w:outlineLvl w:val='3'/></w:pPr></w:style>
             <w:style w:type='paragraph' w:styleId='D'><w:name w:val='no heading'/>
               <w:basedOn w:val='A'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>
             <w:style w:type='paragraph' w:styleId='E'><w:name w:val='Überschrift 1'/></w:style>
             <w:style w:type='paragraph' w:styleId='F'><w:name w:val='Título 3'/></w:style>",
        );
        let role = |id| styles.paragraph(Some(id)).role;
        assert_eq!(role("A"), Role::Heading(2));
        assert_eq!(role("B"), Role::Heading(2));
        assert_eq!(role("C"), Role::Heading(4));
        assert_eq!(role("D"), Role::Body);
        assert_eq!(role("E"), Role::Heading(1));
        assert_eq!(role("F"), Role::Heading(3));
        assert_eq!(role("Heading1"), Role::Heading(1));
        assert_eq!(role("unknown"), Role::Body);
    }

    #[test]
    fn styles_in_a_circle_end() {
        let styles = styles(
            "<w:style w:type='paragraph' w:styleId='A'><w:basedOn w:val='B'/></w:style>
             <w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='A'/>
               <w:rPr><w:b/></w:rPr></w:style>",
        );
        assert_eq!(styles.paragraph(Some("A")).props.bold, Some(true));
    }
}
