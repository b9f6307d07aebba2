//! The PDF's words as a screen reader gets them: the structure tree in its
//! order, marked content by number, `ActualText` and `Alt` where they stand.
//! Artifacts have no number, so they are not seen.

mod cmap;
mod content;

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Said;
use content::PageText;

/// Nesting beyond which a tree is taken for damaged.
const DEPTH: usize = 200;

/// Reads a PDF.
pub fn read(bytes: &[u8]) -> Result<Said, String> {
    let document = Document::load_mem(bytes).map_err(|error| error.to_string())?;
    let mut reader = Reader {
        pages: content::pages(&document)?,
        roles: BTreeMap::new(),
        labels: Vec::new(),
        document: &document,
        said: Said::default(),
    };
    let catalog = document.catalog().map_err(|error| error.to_string())?;
    let root = reader
        .dictionary(catalog.get(b"StructTreeRoot").ok())
        .ok_or("it has no structure tree")?;
    if let Some(map) = reader.dictionary(root.get(b"RoleMap").ok()) {
        for (name, role) in map.iter() {
            if let Ok(role) = role.as_name() {
                reader.roles.insert(name.to_vec(), role.to_vec());
            }
        }
    }
    let mut main = String::new();
    reader.kids(root, None, 0, &mut main);
    reader.said.main = main;
    Ok(reader.said)
}

struct Reader<'a> {
    document: &'a Document,
    pages: BTreeMap<ObjectId, PageText>,
    roles: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Whether labels of the lists around are words (terms), the innermost last.
    labels: Vec<bool>,
    said: Said,
}

impl<'a> Reader<'a> {
    fn resolve(&self, object: Option<&'a Object>) -> Option<&'a Object> {
        self.document
            .dereference(object?)
            .ok()
            .map(|(_, object)| object)
    }

    fn dictionary(&self, object: Option<&'a Object>) -> Option<&'a Dictionary> {
        self.resolve(object)?.as_dict().ok()
    }

    fn text(&self, element: &'a Dictionary, key: &[u8]) -> Option<String> {
        let bytes = self.resolve(element.get(key).ok())?.as_str().ok()?;
        Some(content::text_string(bytes))
    }

    /// The role of a structure element, through the role map.
    fn role(&self, element: &'a Dictionary) -> String {
        let mut name = match self.resolve(element.get(b"S").ok()).map(Object::as_name) {
            Some(Ok(name)) => name.to_vec(),
            Some(Err(_)) | None => Vec::new(),
        };
        for _ in 0..8 {
            match self.roles.get(&name) {
                Some(role) => name = role.clone(),
                None => break,
            }
        }
        String::from_utf8_lossy(&name).into_owned()
    }

    /// How a list is numbered, by its attributes.
    fn numbering(&self, list: &'a Dictionary) -> Option<&'a [u8]> {
        let attributes = match self.resolve(list.get(b"A").ok())? {
            Object::Array(all) => all.iter().collect(),
            one => vec![one],
        };
        let numbering = |object| {
            let value = self.dictionary(Some(object))?.get(b"ListNumbering").ok();
            self.resolve(value)?.as_name().ok()
        };
        attributes.into_iter().find_map(numbering)
    }

    fn kids(
        &mut self,
        element: &'a Dictionary,
        page: Option<ObjectId>,
        depth: usize,
        out: &mut String,
    ) {
        let kids = match self.resolve(element.get(b"K").ok()) {
            Some(Object::Array(kids)) => kids.iter().collect(),
            Some(kid) => vec![kid],
            None => Vec::new(),
        };
        for kid in self.in_reading_order(kids) {
            self.kid(kid, page, depth + 1, out);
        }
    }

    /// Typst puts every caption first. That of a picture is read behind it here,
    /// where it also stands on the page.
    fn in_reading_order(&self, kids: Vec<&'a Object>) -> Vec<&'a Object> {
        let is = |kid: &&'a Object, role: &str| {
            let dictionary = self.dictionary(Some(*kid));
            dictionary.is_some_and(|element| element.has(b"S") && self.role(element) == role)
        };
        if !kids.iter().any(|kid| is(kid, "Figure")) {
            return kids;
        }
        let (captions, rest): (Vec<_>, Vec<_>) =
            kids.into_iter().partition(|kid| is(kid, "Caption"));
        rest.into_iter().chain(captions).collect()
    }

    fn kid(&mut self, kid: &'a Object, page: Option<ObjectId>, depth: usize, out: &mut String) {
        let Some(kid) = self.resolve(Some(kid)).filter(|_| depth < DEPTH) else {
            return;
        };
        if let Ok(mcid) = kid.as_i64() {
            self.marked(page, mcid, out);
            return;
        }
        let Ok(dictionary) = kid.as_dict() else {
            return;
        };
        let own_page = dictionary.get(b"Pg").and_then(Object::as_reference).ok();
        let page = own_page.or(page);
        match dictionary.get(b"Type").and_then(Object::as_name) {
            Ok(b"MCR") => {
                if let Ok(mcid) = dictionary.get(b"MCID").and_then(Object::as_i64) {
                    self.marked(page, mcid, out);
                }
            }
            Ok(b"OBJR") => {}
            Ok(_) | Err(_) => self.element(dictionary, page, depth, out),
        }
    }

    fn marked(&self, page: Option<ObjectId>, mcid: i64, out: &mut String) {
        let words = page.and_then(|page| self.pages.get(&page)?.marked.get(&mcid));
        out.push_str(words.map_or("", String::as_str));
    }

    fn element(
        &mut self,
        element: &'a Dictionary,
        page: Option<ObjectId>,
        depth: usize,
        out: &mut String,
    ) {
        if let Some(text) = self.text(element, b"ActualText") {
            out.push_str(&text);
            return;
        }
        match self.role(element).as_str() {
            "TOC" | "TOCI" => {}
            // Marks of lists and notes are furniture; the terms of a list are not.
            "Lbl" if self.labels.last() != Some(&true) => {}
            "L" => {
                self.labels
                    .push(self.numbering(element).is_none_or(|kind| kind == b"None"));
                self.kids(element, page, depth, out);
                self.labels.pop();
                out.push('\n');
            }
            "Figure" | "Formula" => {
                out.push_str(&self.text(element, b"Alt").unwrap_or_default());
                out.push('\n');
            }
            "Note" | "FENote" => {
                let mark = self.label(element, page, depth).unwrap_or_default();
                let mut words = String::new();
                self.labels.push(false);
                self.kids(element, page, depth, &mut words);
                self.labels.pop();
                self.said.notes.entry(mark).or_default().push_str(&words);
            }
            "Span" | "Link" | "Reference" | "BibEntry" | "Quote" | "Code" | "Em" | "Strong"
            | "Sub" => {
                self.kids(element, page, depth, out);
            }
            _ => {
                out.push('\n');
                self.kids(element, page, depth, out);
                out.push('\n');
            }
        }
    }

    /// What a note's first label says.
    fn label(
        &mut self,
        note: &'a Dictionary,
        page: Option<ObjectId>,
        depth: usize,
    ) -> Option<String> {
        let kids = match self.resolve(note.get(b"K").ok()) {
            Some(Object::Array(kids)) => kids.iter().collect(),
            Some(kid) => vec![kid],
            None => Vec::new(),
        };
        for kid in kids {
            let Some(element) = self.dictionary(Some(kid)) else {
                continue;
            };
            let mut words = String::new();
            if self.role(element) == "Lbl" {
                self.kids(element, page, depth, &mut words);
            } else {
                let below = self.label(element, page, depth + 1);
                if below.is_some() {
                    return below;
                }
            }
            if !words.trim().is_empty() {
                return Some(words.trim().to_owned());
            }
        }
        None
    }
}

/// How many pages there are; 0 for what cannot be read.
pub fn page_count(bytes: &[u8]) -> usize {
    Document::load_mem(bytes).map_or(0, |document| document.get_pages().len())
}
