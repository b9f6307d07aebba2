//! The container: a zip of parts that point to one another by relations. Nothing
//! is unpacked to a disk; every part is read up to a limit.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml;
use crate::Refused;
use crate::importers::text;

/// Entries of one container.
const ENTRIES: usize = 10_000;
/// Bytes of one part of XML.
const PART: u64 = 64 << 20;
/// Bytes of all parts that are read.
const TOTAL: u64 = 384 << 20;
/// How many times its packed size a part may have, once it is large.
const RATIO: u64 = 150;
/// From here on a part is large.
const LARGE: u64 = 12 << 20;

/// A container that is read part by part.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their name in lower case, with `/` between folders.
    names: BTreeMap<String, usize>,
    /// Bytes that may still be read.
    left: u64,
}

/// Where a relation leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A part of this container, by its name.
    Part(String),
    /// An address outside.
    Outside(String),
    /// A path that leads out of the container.
    Astray(String),
}

/// The relations of a part by their ids: the kind, the last word of its type,
/// and the target.
#[derive(Clone, Debug, Default)]
pub struct Relations(BTreeMap<String, (String, Target)>);

impl Relations {
    /// The target of an id.
    pub fn get(&self, id: &str) -> Option<&Target> {
        self.0.get(id).map(|(_, target)| target)
    }

    /// The first part of a kind.
    pub fn part(&self, kind: &str) -> Option<&str> {
        self.0.values().find_map(|(it, target)| match target {
            Target::Part(name) if it == kind => Some(name.as_str()),
            _ => None,
        })
    }
}

impl<'a> Package<'a> {
    /// Opens a container and looks at the names in it.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, Refused> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| damaged(&fault))?;
        if archive.len() > ENTRIES {
            let reason = format!("the file holds more than {ENTRIES} entries");
            return Err(Refused::new(reason, SAVE_AGAIN));
        }
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            let entry = archive
                .by_index_raw(index)
                .map_err(|fault| damaged(&fault))?;
            let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
            if !is_inside(&name) {
                let reason = format!("the file holds an entry `{name}` that leads out of it");
                return Err(Refused::new(
                    reason,
                    "do not trust this file; ask for a new copy",
                ));
            }
            if entry.encrypted() {
                return Err(Refused::new(
                    "the file is encrypted",
                    "save a copy without a password",
                ));
            }
            names.insert(name.to_lowercase(), index);
        }
        Ok(Package {
            archive,
            names,
            left: TOTAL,
        })
    }

    /// Whether an entry of this name is there.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase())
    }

    /// The bytes of a part up to a limit; none where there is no such part.
    pub fn bytes(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, Refused> {
        let Some(index) = self.names.get(&name.to_lowercase()) else {
            return Ok(None);
        };
        let entry = self
            .archive
            .by_index(*index)
            .map_err(|fault| damaged(&fault))?;
        let packed = entry.compressed_size().max(1);
        let most = most.min(self.left).min(LARGE.max(packed * RATIO));
        let mut bytes = Vec::new();
        entry
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|fault| damaged_part(name, &fault.to_string()))?;
        let read = bytes.len() as u64;
        if read > most {
            let reason = format!(
                "`{name}` unpacks to more than {} MB from {} kB",
                most >> 20,
                packed.div_ceil(1024)
            );
            return Err(Refused::new(
                reason,
                "if the document is honest, remove what makes it so large and save it again",
            ));
        }
        self.left -= read;
        Ok(Some(bytes))
    }

    /// A part's text; none where there is no such part.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Refused> {
        let Some(bytes) = self.bytes(name, PART)? else {
            return Ok(None);
        };
        if matches!(bytes.as_slice(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
            return text::decode(&bytes).map(|it| Some(it.into_owned()));
        }
        let start = match bytes.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => 3,
            _ => 0,
        };
        match std::str::from_utf8(&bytes[start..]) {
            Ok(text) => Ok(Some(text.to_owned())),
            Err(_) => Err(damaged_part(name, "it is not UTF-8")),
        }
    }

    /// The relations of a part; of the container itself where the name is empty.
    pub fn relations(&mut self, part: &str) -> Result<Relations, Refused> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = match folder {
            "" => format!("_rels/{file}.rels"),
            _ => format!("{folder}/_rels/{file}.rels"),
        };
        let Some(text) = self.text(&name)? else {
            return Ok(Relations::default());
        };
        let document = xml::parse(&text).map_err(|why| faulty(&name, &why))?;
        let mut relations = BTreeMap::new();
        for node in document.root_element().children() {
            let (Some(id), Some(kind), Some(target)) = (
                node.attribute("Id"),
                node.attribute("Type"),
                node.attribute("Target"),
            ) else {
                continue;
            };
            let outside = node.attribute("TargetMode") == Some("External");
            let target = match outside {
                true => Target::Outside(target.to_owned()),
                false => resolve(folder, target),
            };
            let kind = kind.rsplit('/').next().unwrap_or(kind);
            relations.insert(id.to_owned(), (kind.to_owned(), target));
        }
        Ok(Relations(relations))
    }
}

const SAVE_AGAIN: &str = "open the file in Word or LibreOffice and save it again as .docx";

/// A part whose XML cannot be read.
pub fn faulty(name: &str, why: &str) -> Refused {
    Refused::new(format!("`{name}` {why}"), SAVE_AGAIN)
}

fn damaged(fault: &ZipError) -> Refused {
    Refused::new(
        format!("the file is cut short or damaged: {fault}"),
        SAVE_AGAIN,
    )
}

fn damaged_part(name: &str, why: &str) -> Refused {
    Refused::new(
        format!("`{name}` in the file is damaged: {why}"),
        SAVE_AGAIN,
    )
}

fn is_inside(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    !name.starts_with('/')
        && !drive
        && !name.contains('\0')
        && !name.split('/').any(|it| it == "..")
}

/// A relation's target as the name of a part.
fn resolve(folder: &str, target: &str) -> Target {
    let target = target.replace('\\', "/");
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path = &decoded(path);
    let mut names: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|it| !it.is_empty()).collect(),
    };
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." if names.pop().is_none() => return Target::Astray(target),
            ".." => {}
            name => names.push(name),
        }
    }
    Target::Part(names.join("/"))
}

/// `%20` as a space; what is no text stays as it is.
fn decoded(path: &str) -> String {
    let mut out = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|it| std::str::from_utf8(it).ok());
        match code.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = &tail[2..];
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_and_none_leads_out() {
        let part = |name: &str| Target::Part(name.to_owned());
        assert_eq!(resolve("word", "media/a.png"), part("word/media/a.png"));
        assert_eq!(resolve("word", "/word/styles.xml"), part("word/styles.xml"));
        assert_eq!(
            resolve("word", "../docProps/core.xml"),
            part("docProps/core.xml")
        );
        let out = "../../../etc/passwd";
        assert_eq!(resolve("word", out), Target::Astray(out.to_owned()));
    }

    #[test]
    fn names_that_lead_out_are_known() {
        for bad in ["../a", "word/../../a", "/etc/passwd", "c:/a", "a\0b"] {
            assert!(!is_inside(bad), "{bad}");
        }
        assert!(is_inside("word/document..xml"));
    }
}
