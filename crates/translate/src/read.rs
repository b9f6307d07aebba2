//! XLIFF 1.2 and 2.x as units, with the place of everything.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::span::{FileId, Span};

use crate::codes::{Item, Placed, tidy};
use crate::unit::{Document, Group, Refused, Unit, Version};
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
        data: BTreeMap::new(),
        marks: BTreeMap::new(),
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
    /// The marks of the unit's codes, by their names in it and by the codes' ids.
    data: BTreeMap<String, String>,
    marks: BTreeMap<String, String>,
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
            sent: element.foreign("target").map(str::to_owned),
            source: Vec::new(),
            target: None,
            codes: Vec::new(),
            marks: BTreeMap::new(),
            refused: None,
            notes: Vec::new(),
            span: element.span,
        };
        self.marks.clear();
        self.data = self.data(element);
        match self.version {
            Version::V1 => {
                self.sides(element, None, &mut unit);
                self.cut(element, &mut unit);
            }
            Version::V2 => {
                let segment =
                    |it: &&Element| matches!(self.name(it), Some("segment" | "ignorable"));
                let segments: Vec<&Element> = element.elements().filter(segment).collect();
                self.segments(&segments, &mut unit);
            }
        }
        unit.source = tidy(unit.source);
        unit.target = unit.target.map(tidy).filter(|it| !it.is_empty());
        unit.marks = std::mem::take(&mut self.marks);
        Some(unit)
    }

    /// What codes of a unit are in the file that was translated.
    fn data(&self, unit: &Element) -> BTreeMap<String, String> {
        let all = unit
            .elements()
            .filter(|it| self.name(it) == Some("originalData"))
            .flat_map(Element::elements)
            .filter(|it| self.name(it) == Some("data"));
        let named = all.filter_map(|data| Some((data.get("id")?.to_owned(), text(data))));
        named.collect()
    }

    /// What a code is, if the file says so.
    fn mark(&self, element: &Element, pair: bool) -> Option<String> {
        let data = |name: &str| self.data.get(element.get(name)?);
        match (self.version, pair) {
            (Version::V1, true) => element.foreign("mark").map(str::to_owned),
            (Version::V1, false) => element.get("equiv-text").map(str::to_owned),
            (Version::V2, true) => Some(data("dataRefStart")?.clone() + data("dataRefEnd")?),
            (Version::V2, false) => data("dataRef").cloned(),
        }
    }

    /// A unit may have been cut into sentences: together they are its words, in the
    /// order that the translation has them.
    fn segments(&mut self, segments: &[&Element], unit: &mut Unit) {
        let (mut untranslated, mut some) = (None, false);
        let mut targets: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
        for (segment, number) in segments.iter().zip(1..) {
            let mut part = Unit {
                source: Vec::new(),
                target: None,
                refused: None,
                codes: Vec::new(),
                notes: Vec::new(),
                ..unit.clone()
            };
            let between = self.name(segment) == Some("ignorable");
            let state = segment.get("state").filter(|_| !between);
            let target = self.sides(segment, state, &mut part);
            let place = match target.and_then(|it| it.get("order")) {
                Some(order) => order.parse().unwrap_or(0),
                None => number,
            };
            let said = part.target.as_ref().map(|it| tidy(it.clone()));
            some |= said.is_some_and(|it| !it.is_empty());
            let items = match part.target {
                Some(items) if between || !items.is_empty() || part.source.is_empty() => items,
                // What stands between sentences is the same where nobody changed it.
                None | Some(_) if between => part.source.clone(),
                None | Some(_) => {
                    untranslated = untranslated.or(Some(segment.span));
                    Vec::new()
                }
            };
            if targets.insert(place, items).is_some() || !(1..=segments.len()).contains(&place) {
                let span = target.map_or(segment.span, |it| it.span);
                let message = format!("the targets of unit {} have no order", unit.id);
                let hint = format!(
                    "each segment has another `order` from 1 to {}, or none has any",
                    segments.len()
                );
                self.faults
                    .push(Diagnostic::error("xliff-unit", span, message).hint(hint));
            }
            let other = part
                .refused
                .filter(|it| !it.is_copy || unit.refused.is_none());
            unit.refused = other.or(unit.refused.take());
            unit.source.extend(part.source);
        }
        match untranslated.filter(|_| some) {
            Some(span) => self.in_part(&unit.id, span),
            None => unit.target = some.then(|| targets.into_values().flatten().collect()),
        }
    }

    fn in_part(&mut self, unit: &str, span: Span) {
        let message = format!("unit {unit} is translated in part only");
        let hint = match self.version {
            Version::V1 => "translate all of its segments, or leave the target out",
            Version::V2 => {
                "translate all of its segments; the state `initial` says that nobody did"
            }
        };
        self.faults
            .push(Diagnostic::error("xliff-unit", span, message).hint(hint));
    }

    /// XLIFF 1.2 cuts words into segments by marks within both sides: each has to be
    /// translated, or none.
    fn cut(&mut self, element: &Element, unit: &mut Unit) {
        let side = |name: &str| element.elements().find(|it| self.name(it) == Some(name));
        let target = side("target");
        let (mut source, mut there) = (Vec::new(), Vec::new());
        side("seg-source")
            .iter()
            .for_each(|it| self.marked(it, &mut source));
        target.iter().for_each(|it| self.marked(it, &mut there));
        let Some(target) = target.filter(|_| !there.is_empty()) else {
            return;
        };
        let mut seen = BTreeSet::new();
        for (mid, its) in &there {
            let message = match seen.insert(mid.as_str()) {
                false => format!("unit {} has segment {mid} twice", unit.id),
                true if !source.is_empty() && !source.iter().any(|(it, _)| it == mid) => {
                    let id = &unit.id;
                    format!("unit {id} has a segment {mid} that its source has not")
                }
                true => continue,
            };
            let hint = "each segment of `<seg-source>` stands once in `<target>`";
            let fault = Diagnostic::error("xliff-unit", its.span, message).hint(hint);
            self.faults.push(fault);
        }
        let says = |it: &Element| !text(it).trim().is_empty() || it.elements().next().is_some();
        let done: BTreeSet<&str> = there
            .iter()
            .filter(|(_, it)| says(it))
            .map(|(mid, _)| mid.as_str())
            .collect();
        let all = if source.is_empty() { &there } else { &source };
        let open = all
            .iter()
            .any(|(mid, it)| !done.contains(mid.as_str()) && (source.is_empty() || says(it)));
        match (open, done.is_empty()) {
            (true, false) => self.in_part(&unit.id, target.span),
            // What stands between segments is no translation.
            (true, true) => unit.target = None,
            (false, _) => {}
        }
    }

    /// The segments within an element, by their ids.
    fn marked<'a>(&self, within: &'a Element, found: &mut Vec<(String, &'a Element)>) {
        for element in within.elements() {
            let is_segment =
                self.name(element) == Some("mrk") && element.get("mtype") == Some("seg");
            match element.get("mid").filter(|_| is_segment) {
                Some(mid) => found.push((mid.to_owned(), element)),
                None => self.marked(element, found),
            }
        }
    }

    /// Reads both sides; gives the target's element. A program that starts a translation
    /// may copy the source: the state says so.
    fn sides<'a>(
        &mut self,
        element: &'a Element,
        state: Option<&str>,
        unit: &mut Unit,
    ) -> Option<&'a Element> {
        let (mut found, mut refused) = (None, None);
        for side in element.elements() {
            match self.name(side) {
                Some("source") => unit.source = self.items(side, &unit.id),
                Some("target") => {
                    if found.is_some() {
                        let message = format!("unit {} has two targets", unit.id);
                        let fault = Diagnostic::error("xliff-unit", side.span, message);
                        self.faults.push(fault.hint("leave the one that is right"));
                    }
                    let items = self.items(side, &unit.id);
                    let state = state.or_else(|| side.get("state"));
                    found = Some(side);
                    match state.filter(|it| self.is_untouched(it)) {
                        Some(state) => refused = Some((state, tidy(items))),
                        None => unit.target = Some(items),
                    }
                }
                _ => {}
            }
        }
        unit.refused = refused.map(|(state, items)| Refused {
            state: state.to_owned(),
            is_copy: items.is_empty() || items == tidy(unit.source.clone()),
        });
        found
    }

    /// Whether a state says that nobody translated.
    fn is_untouched(&self, state: &str) -> bool {
        match self.version {
            Version::V1 => matches!(state, "new" | "needs-translation"),
            Version::V2 => state == "initial",
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
        let known = "give it the `id` that it has in the source of the unit";
        let Some(id) = element.get("id") else {
            let message = format!("a code of unit {unit} has no id");
            let fault = Diagnostic::error("xliff-code", element.span, message);
            self.faults.push(fault.hint(known));
            return None;
        };
        if let Some(mark) = self.mark(element, pair) {
            self.marks.entry(id.to_owned()).or_insert(mark);
        }
        Some(Item::Code(Placed {
            id: id.to_owned(),
            span: element.span,
            pair,
            items,
        }))
    }
}

/// The characters of an element that stand within no other.
fn text(element: &Element) -> String {
    let words = element.nodes.iter().filter_map(|node| match node {
        Node::Text(words, _) => Some(words.as_str()),
        Node::Element(_) => None,
    });
    words.collect()
}
