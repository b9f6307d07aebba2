//! Numbering: which list a paragraph belongs to, how deep, and by which number.

use std::collections::BTreeMap;

use super::xml::{self, Node};

/// Levels of a list.
const LEVELS: usize = 9;
/// Numberings that point to one another by a style: a longer chain is a circle.
const CHAIN: usize = 8;

/// `w:numPr`: the list's id and the level in it; none: not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The list; `0` is none at all.
    pub list: Option<String>,
    /// The level from 0.
    pub level: Option<u8>,
}

impl Place {
    /// Reads `w:numPr` of a paragraph's properties.
    pub fn read(pr: Option<Node>) -> Place {
        let Some(node) = pr.and_then(|it| xml::child(it, "numPr")) else {
            return Place::default();
        };
        let level = xml::value(node, "ilvl").and_then(|it| it.parse::<u8>().ok());
        Place {
            list: xml::value(node, "numId").map(str::to_owned),
            level: level.map(|it| it.min(LEVELS as u8 - 1)),
        }
    }

    /// These, and what they do not say from others.
    pub fn or(self, under: Place) -> Place {
        Place {
            list: self.list.or(under.list),
            level: self.level.or(under.level),
        }
    }
}

/// A level of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Level {
    /// Whether its items have numbers.
    numbered: bool,
    /// Whether its items have any mark.
    marked: bool,
    /// The first number.
    start: u32,
}

const BULLETS: Level = Level {
    numbered: false,
    marked: true,
    start: 1,
};

struct List {
    /// Lists of one abstract definition count on.
    counts: String,
    levels: [Level; LEVELS],
    /// Levels that start anew with this list.
    restarts: bool,
}

/// An item's mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its number; none: a bullet.
    pub number: Option<u32>,
    /// Its depth from 0.
    pub level: u8,
}

/// The lists of a document.
#[derive(Default)]
pub struct Numbering {
    lists: BTreeMap<String, List>,
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    used: std::collections::BTreeSet<String>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(root: Option<Node>) -> Numbering {
        let Some(root) = root else {
            return Numbering::default();
        };
        let mut abstracts = BTreeMap::new();
        let mut by_style = BTreeMap::new();
        for node in xml::children(root, "abstractNum") {
            let Some(id) = xml::attribute(node, "abstractNumId") else {
                continue;
            };
            abstracts.insert(id, node);
            if let Some(style) = xml::value(node, "styleLink") {
                by_style.insert(style, id);
            }
        }
        let mut lists = BTreeMap::new();
        for node in xml::children(root, "num") {
            let (Some(id), Some(mut of)) = (
                xml::attribute(node, "numId"),
                xml::value(node, "abstractNumId"),
            ) else {
                continue;
            };
            for _ in 0..CHAIN {
                let link = abstracts
                    .get(of)
                    .and_then(|it| xml::value(*it, "numStyleLink"));
                match link.and_then(|style| by_style.get(style)) {
                    Some(other) => of = other,
                    None => break,
                }
            }
            let mut levels = [BULLETS; LEVELS];
            if let Some(abstracted) = abstracts.get(of) {
                xml::children(*abstracted, "lvl").for_each(|it| level(it, &mut levels));
            }
            let mut restarts = false;
            for it in xml::children(node, "lvlOverride") {
                xml::children(it, "lvl").for_each(|it| level(it, &mut levels));
                let start = xml::value(it, "startOverride").and_then(|it| it.parse().ok());
                if let (Some(start), Some(level)) = (start, at(it, &mut levels)) {
                    level.start = start;
                    restarts = true;
                }
            }
            let list = List {
                counts: of.to_owned(),
                levels,
                restarts,
            };
            lists.insert(id.to_owned(), list);
        }
        Numbering {
            lists,
            ..Numbering::default()
        }
    }

    /// Counts a paragraph; none where it is no item.
    pub fn count(&mut self, place: &Place) -> Option<Mark> {
        let id = place.list.as_deref().filter(|it| *it != "0")?;
        let level = place.level.unwrap_or(0);
        let Some(list) = self.lists.get(id) else {
            // A list that is named and not defined.
            return Some(Mark {
                number: None,
                level,
            });
        };
        let it = list.levels[usize::from(level)];
        if !it.marked {
            return None;
        }
        let counts = self.counts.entry(list.counts.clone()).or_default();
        if self.used.insert(id.to_owned()) && list.restarts {
            *counts = Default::default();
        }
        let (upper, deeper) = counts.split_at_mut(usize::from(level) + 1);
        deeper.fill(None);
        let count = &mut upper[usize::from(level)];
        let number = count.map_or(it.start, |last| last.saturating_add(1));
        *count = Some(number);
        Some(Mark {
            number: it.numbered.then_some(number),
            level,
        })
    }
}

fn at<'a>(node: Node, levels: &'a mut [Level; LEVELS]) -> Option<&'a mut Level> {
    let index: usize = xml::attribute(node, "ilvl")?.parse().ok()?;
    levels.get_mut(index)
}

fn level(node: Node, levels: &mut [Level; LEVELS]) {
    let Some(level) = at(node, levels) else {
        return;
    };
    let format = xml::value(node, "numFmt").unwrap_or("decimal");
    let text = xml::value(node, "lvlText").unwrap_or("%1");
    level.numbered = !matches!(format, "bullet" | "none") && text.contains('%');
    level.marked = format != "none" || !text.is_empty();
    let start = xml::value(node, "start").and_then(|it| it.parse().ok());
    level.start = start.unwrap_or(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted_by_list_and_level() {
        let text = "<w:numbering xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'>
            <w:abstractNum w:abstractNumId='0'>
              <w:lvl w:ilvl='0'><w:start w:val='3'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>
              <w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/><w:lvlText w:val='-'/></w:lvl>
            </w:abstractNum>
            <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>
            <w:num w:numId='2'><w:abstractNumId w:val='0'/>
              <w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>
            <w:abstractNum w:abstractNumId='8'><w:styleLink w:val='S'/><w:numStyleLink w:val='S'/></w:abstractNum>
            <w:num w:numId='3'><w:abstractNumId w:val='8'/></w:num>
          </w:numbering>";
        let document = xml::parse(text).unwrap();
        let mut numbering = Numbering::read(Some(document.root_element()));
        let mut count = |list: &str, level| {
            let place = Place {
                list: Some(list.to_owned()),
                level: Some(level),
            };
            numbering.count(&place)
        };
        assert_eq!(count("1", 0).and_then(|it| it.number), Some(3));
        assert_eq!(count("1", 1).and_then(|it| it.number), None);
        assert_eq!(count("1", 0).and_then(|it| it.number), Some(4));
        assert_eq!(count("2", 0).and_then(|it| it.number), Some(1));
        assert_eq!(
            count("3", 0).and_then(|it| it.number),
            None,
            "a circle ends"
        );
        assert_eq!(count("0", 0), None);
    }
}
