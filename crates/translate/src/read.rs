//! XLIFF 1.2 and 2.x as units, with the place of everything.

use std::collections::BTreeSet;

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::span::{FileId, Span};

use crate::codes::{Item, Placed, tidy};
use crate::unit::{Document, Group, Unit, Version};
use crate::write::{XLIFF_1, XLIFF_2};
use crate::xml::{self, Element, Node};

/// Reads a file of a register. What a program of a translator added in namespaces
/// of its own is passed over; what could change words is a fault.
pub fn read(text: &str, file: FileId) -> Result<Document, Vec<Diagnostic>> {
    let root = xml::parse(text, file).map_err(|fault| vec![*fault])?;
    let (prefix, name) = match root.name.split_once(':') {
        Some((prefix, name)) => (format!("{prefix}:"), name),
        None => (String::new(), root.name.as_str()),
    };
    let declared = match prefix.trim_end_matches(':') {
        "" => root.get("xmlns"),
        prefix => root.get(&format!("xmlns:{prefix}")),
    };
    let version = match declared {
        Some(XLIFF_1) if name == "xliff" => Version::V1,
        Some(XLIFF_2) if name == "xliff" => Version::V2,
        _ => {
            let message = "this is no XLIFF 1.2, 2.0 or 2.1";
            let fault = Diagnostic::error("xliff-version", root.span, message);
            return Err(vec![
                fault.hint("save it as XLIFF 2.1 or 1.2, or export again"),
            ]);
        }
    };
    let mut reader = Reader {
        prefix,
        version,
        faults: Vec::new(),
        seen: BTreeSet::new(),
    };
    let document = reader.document(&root);
    match reader.faults.is_empty() {
        true => Ok(document),
        false => Err(reader.faults),
    }
}

struct Reader {
    /// Of XLIFF's own elements: `xlf:`, or nothing.
    prefix: String,
    version: Version,
    faults: Vec<Diagnostic>,
    seen: BTreeSet<String>,
}

impl Reader {
    fn fault(&mut self, span: Span, message: String) {
        self.faults
            .push(Diagnostic::error("xliff-unit", span, message));
    }

    fn own(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// The name of an element of XLIFF; none of those of others.
    fn name<'a>(&self, element: &'a Element) -> Option<&'a str> {
        let name = element.name.strip_prefix(&self.prefix)?;
        (!name.contains(':')).then_some(name)
    }

    fn document(&mut self, root: &Element) -> Document {
        let mut document = Document {
            version: self.version,
            source: root.get("srcLang").unwrap_or_default().to_owned(),
            target: root.get("trgLang").unwrap_or_default().to_owned(),
            files: Vec::new(),
            span: root.span,
        };
        let name = self.own("file");
        for file in root.all(&name) {
            let its = |name: &str| file.get(name).unwrap_or_default().to_owned();
            if self.version == Version::V1 {
                let languages = (its("source-language"), its("target-language"));
                let first = document.files.is_empty();
                if first {
                    (document.source, document.target) = languages;
                } else if (&document.source, &document.target) != (&languages.0, &languages.1) {
                    self.fault(file.span, "the files in it are in other languages".into());
                }
            }
            let mut group = Group {
                id: its("id"),
                original: its("original"),
                units: Vec::new(),
                span: file.span,
            };
            self.units(file, &mut group.units);
            document.files.push(group);
        }
        document
    }

    fn units(&mut self, within: &Element, units: &mut Vec<Unit>) {
        for element in within.elements() {
            match (self.name(element), self.version) {
                (Some("group"), _) | (Some("body"), Version::V1) => self.units(element, units),
                (Some("unit"), Version::V2) => {
                    let unit = self.unit(element);
                    units.extend(unit);
                }
                (Some("trans-unit"), Version::V1) => {
                    let unit = self.unit(element);
                    units.extend(unit);
                }
                _ => {}
            }
        }
    }

    fn unit(&mut self, element: &Element) -> Option<Unit> {
        let Some(id) = element.get("id") else {
            self.fault(element.span, "a unit has no id".into());
            return None;
        };
        if !self.seen.insert(id.to_owned()) {
            self.fault(element.span, format!("unit {id} is there twice"));
            return None;
        }
        let mut unit = Unit {
            id: id.to_owned(),
            path: String::new(),
            block: element.foreign("block").map(str::to_owned),
            hash: element.foreign("hash").map(str::to_owned),
            source: Vec::new(),
            target: None,
            codes: Vec::new(),
            notes: Vec::new(),
            span: element.span,
        };
        match self.version {
            Version::V1 => self.sides(element, &mut unit),
            Version::V2 => {
                let segment =
                    |it: &&Element| matches!(self.name(it), Some("segment" | "ignorable"));
                let segments: Vec<&Element> = element.elements().filter(segment).collect();
                self.segments(&segments, &mut unit);
            }
        }
        unit.source = tidy(unit.source);
        unit.target = unit.target.map(tidy).filter(|it| !it.is_empty());
        Some(unit)
    }

    /// A unit may have been cut into sentences: together they are its words.
    fn segments(&mut self, segments: &[&Element], unit: &mut Unit) {
        let mut untranslated = None;
        for segment in segments {
            let mut part = Unit {
                source: Vec::new(),
                target: None,
                codes: Vec::new(),
                notes: Vec::new(),
                ..unit.clone()
            };
            self.sides(segment, &mut part);
            let between = self.name(segment) == Some("ignorable");
            match part.target {
                Some(items) if between || !items.is_empty() || part.source.is_empty() => {
                    unit.target.get_or_insert_default().extend(items);
                }
                // What stands between sentences is the same where nobody changed it.
                None | Some(_) if between => {
                    if let Some(target) = &mut unit.target {
                        target.extend(part.source.clone());
                    }
                }
                None | Some(_) => untranslated = Some(segment.span),
            }
            unit.source.extend(part.source);
        }
        let some = unit
            .target
            .as_deref()
            .is_some_and(|it| !tidy(it.to_vec()).is_empty());
        match untranslated.filter(|_| some) {
            Some(span) => {
                let message = format!("unit {} is translated in part only", unit.id);
                self.fault(span, message);
            }
            None => unit.target = unit.target.take().filter(|_| some),
        }
    }

    fn sides(&mut self, element: &Element, unit: &mut Unit) {
        for side in element.elements() {
            match self.name(side) {
                Some("source") => unit.source = self.items(side, &unit.id),
                Some("target") => unit.target = Some(self.items(side, &unit.id)),
                _ => {}
            }
        }
    }

    fn items(&mut self, within: &Element, unit: &str) -> Vec<Item> {
        let mut items = Vec::new();
        for node in &within.nodes {
            let element = match node {
                Node::Text(words, _) => {
                    items.push(Item::Words(words.clone()));
                    continue;
                }
                Node::Element(element) => element,
            };
            match (self.name(element), self.version) {
                (Some("pc"), Version::V2) | (Some("g"), Version::V1) => {
                    let inner = self.items(element, unit);
                    items.extend(self.placed(element, true, inner, unit));
                }
                (Some("ph"), Version::V2) | (Some("x"), Version::V1) => {
                    items.extend(self.placed(element, false, Vec::new(), unit));
                }
                // Marks of a translator's program say nothing of the words.
                (Some("mrk"), _) => items.extend(self.items(element, unit)),
                (Some("sm" | "em"), Version::V2) => {}
                _ => {
                    let message = format!(
                        "unit {unit} has a code `<{}>` that its source has not",
                        element.name
                    );
                    let fault = Diagnostic::error("xliff-code", element.span, message);
                    let known = match self.version {
                        Version::V1 => {
                            "codes are `<g>` and `<x/>`, as the source of the unit has them"
                        }
                        Version::V2 => {
                            "codes are `<pc>` and `<ph/>`, as the source of the unit has them"
                        }
                    };
                    self.faults.push(fault.hint(known));
                }
            }
        }
        items
    }

    fn placed(
        &mut self,
        element: &Element,
        pair: bool,
        items: Vec<Item>,
        unit: &str,
    ) -> Option<Item> {
        let Some(id) = element.get("id") else {
            let message = format!("a code of unit {unit} has no id");
            let fault = Diagnostic::error("xliff-code", element.span, message);
            self.faults.push(fault);
            return None;
        };
        Some(Item::Code(Placed {
            id: id.to_owned(),
            span: element.span,
            pair,
            items,
        }))
    }
}
