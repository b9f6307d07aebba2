//! The parts of a document, found by relations, as text and then as trees.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Document;

use super::foreign;
use super::package::{self, Package, Relations, Target};
use super::xml::{self, Node};
use crate::Refused;

/// Heads and feet of pages that are read.
const MARGINS: usize = 100;

/// The texts of a document's parts.
pub struct Parts {
    /// The name of the main part.
    pub document: String,
    /// Parts that stand alone: their name, text and relations by their kind.
    alone: BTreeMap<&'static str, (String, String, Relations)>,
    /// Heads and feet of pages in the order of their sections.
    pub margins: Vec<Margin>,
    /// Those that are named and not there.
    pub lost_margins: usize,
}

/// The head or foot of a page.
pub struct Margin {
    name: String,
    text: String,
    /// The relations of its part.
    pub relations: Relations,
}

/// Parts beside the main one, by the kind of their relation.
const BESIDE: [&str; 5] = ["styles", "numbering", "footnotes", "endnotes", "comments"];

impl Parts {
    /// Reads what a document consists of.
    pub fn read(package: &mut Package) -> Result<Parts, Refused> {
        let roots = package.relations("")?;
        let named = roots.part("officeDocument").map(str::to_owned);
        let usual = "word/document.xml".to_owned();
        let document = named.filter(|it| package.has(it)).unwrap_or(usual);
        let text = match package.text(&document)? {
            Some(text) if is_document(&text) => text,
            Some(_) | None => return Err(other(package)?),
        };
        let relations = package.relations(&document)?;
        let mut alone = BTreeMap::new();
        for kind in BESIDE {
            if let Some(name) = relations.part(kind).map(str::to_owned)
                && let Some(text) = package.text(&name)?
            {
                let relations = package.relations(&name)?;
                alone.insert(kind, (name, text, relations));
            }
        }
        let core = roots
            .part("core-properties")
            .unwrap_or("docProps/core.xml")
            .to_owned();
        if let Some(text) = package.text(&core)? {
            alone.insert("core", (core, text, Relations::default()));
        }
        let mut parts = Parts {
            document: document.clone(),
            alone,
            margins: Vec::new(),
            lost_margins: 0,
        };
        parts.read_margins(package, &text, &relations)?;
        parts.alone.insert("document", (document, text, relations));
        Ok(parts)
    }

    fn read_margins(
        &mut self,
        package: &mut Package,
        text: &str,
        relations: &Relations,
    ) -> Result<(), Refused> {
        let document = xml::parse(text).map_err(|why| package::faulty(&self.document, &why))?;
        let mut seen = BTreeSet::new();
        let is_margin = |it: &Node| {
            let name = it.tag_name().name();
            matches!(name, "headerReference" | "footerReference")
        };
        for node in document.descendants().filter(is_margin) {
            let Some(id) = xml::attribute(node, "id").filter(|it| seen.insert(*it)) else {
                continue;
            };
            let name = match relations.get(id) {
                Some(Target::Part(name)) => name.clone(),
                _ => {
                    self.lost_margins += 1;
                    continue;
                }
            };
            if self.margins.len() >= MARGINS || self.margins.iter().any(|it| it.name == name) {
                continue;
            }
            match package.text(&name)? {
                Some(text) => {
                    let relations = package.relations(&name)?;
                    self.margins.push(Margin {
                        name,
                        text,
                        relations,
                    });
                }
                None => self.lost_margins += 1,
            }
        }
        Ok(())
    }

    /// The relations of a part by its kind.
    pub fn relations(&self, kind: &str) -> Relations {
        self.alone
            .get(kind)
            .map(|(.., it)| it.clone())
            .unwrap_or_default()
    }

    /// All parts as trees.
    pub fn parse(&self) -> Result<Trees<'_>, Refused> {
        let parse = |name: &str, text| xml::parse(text).map_err(|why| package::faulty(name, &why));
        let mut alone = BTreeMap::new();
        for (kind, (name, text, _)) in &self.alone {
            match parse(name, text) {
                Ok(tree) => {
                    alone.insert(*kind, tree);
                }
                // What a file says of itself is no reason to refuse it.
                Err(_) if *kind == "core" => {}
                Err(refused) => return Err(refused),
            }
        }
        let margins = self.margins.iter().map(|it| parse(&it.name, &it.text));
        let margins = margins.collect::<Result<Vec<_>, _>>()?;
        Ok(Trees { alone, margins })
    }
}

/// The trees of a document's parts.
pub struct Trees<'d> {
    alone: BTreeMap<&'static str, Document<'d>>,
    margins: Vec<Document<'d>>,
}

impl<'d> Trees<'d> {
    /// The root of a part by its kind.
    pub fn root(&'d self, kind: &str) -> Option<Node<'d>> {
        self.alone.get(kind).map(Document::root_element)
    }

    /// The roots of heads and feet, numbered.
    pub fn margins(&'d self) -> impl Iterator<Item = (usize, Node<'d>)> {
        self.margins.iter().map(Document::root_element).enumerate()
    }
}

/// Whether a part is a text of Word, by the start of its root.
fn is_document(text: &str) -> bool {
    let mut end = text.len().min(8192);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].contains("wordprocessingml")
}

fn other(package: &mut Package) -> Result<Refused, Refused> {
    let kind = package.bytes("mimetype", 200)?.unwrap_or_default();
    let kind = String::from_utf8_lossy(&kind).into_owned();
    Ok(foreign::of_zip(|name| package.has(name), &kind))
}
