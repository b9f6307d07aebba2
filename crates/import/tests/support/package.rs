//! Packages for tests: parts are zipped, and their words are found by a scan
//! that knows nothing of how the importer reads them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The files below a folder by their path.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            let inner = files(&path).into_iter();
            out.extend(inner.map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            out.insert(name, fs::read(&path).unwrap());
        }
    }
    out
}

/// A zip of files, the same bytes for the same files.
pub fn zipped(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A small package around a body and further parts.
pub fn of_body(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let ns = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
              xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let document = format!("<w:document {ns}><w:body>{body}</w:body></w:document>");
    let mut files = BTreeMap::new();
    files.insert("word/document.xml".to_owned(), document.into_bytes());
    for (name, text) in more {
        files.insert((*name).to_owned(), text.as_bytes().to_vec());
    }
    zipped(&files)
}

/// All words of a package: of its body, notes, comments, heads and feet.
pub fn words(bytes: &[u8]) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let stem = name.trim_start_matches("word/").trim_end_matches(".xml");
        let kind = stem.trim_end_matches(|c: char| c.is_ascii_digit());
        let said = [
            "document",
            "footnotes",
            "endnotes",
            "comments",
            "header",
            "footer",
        ];
        if said.contains(&kind) && name == format!("word/{stem}.xml") {
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            scan(&text, &mut out);
        }
    }
    out
}

/// Text between tags that hold text; tags that part words are spaces.
fn scan(text: &str, out: &mut String) {
    let (mut rest, mut skipped, mut gone) = (text, 0usize, 0usize);
    let mut deleted = String::new();
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        let Some(close) = rest.find('>') else {
            return;
        };
        let tag = rest[..close].trim_end_matches('/');
        let name = tag.split_whitespace().next().unwrap_or_default();
        let single = rest[..close].ends_with('/');
        rest = &rest[close + 1..];
        match name {
            "mc:Fallback" if !single => skipped += 1,
            "/mc:Fallback" => skipped -= 1,
            _ if skipped > 0 => {}
            "w:del" | "w:moveFrom" if !single => {
                gone += 1;
                deleted.push(' ');
            }
            "/w:del" | "/w:moveFrom" => gone -= 1,
            "w:t" | "w:delText" | "m:t" if !single => {
                let end = rest.find('<').unwrap_or(rest.len());
                if name == "m:t" {
                    out.push(' ');
                }
                // What is deleted parts no words of those around it.
                match gone {
                    0 => out.push_str(&unescaped(&rest[..end])),
                    _ => deleted.push_str(&unescaped(&rest[..end])),
                }
            }
            "w:p" | "/w:p" | "w:tab" | "w:br" | "w:cr" | "/m:oMath" => out.push(' '),
            "w:noBreakHyphen" => out.push('\u{2011}'),
            _ => {}
        }
    }
    out.push(' ');
    out.push_str(&deleted);
    out.push(' ');
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
