//! Images that come along with a text: read, looked at, named.

use std::collections::BTreeMap;

use pamphlet_core::block::{Caption, Figure};
use pamphlet_core::inline::Image;
use pamphlet_core::node::Meta;

use crate::Source;

/// Images of one article by their file name.
#[derive(Default)]
pub struct Pictures {
    /// The files.
    pub files: BTreeMap<String, Vec<u8>>,
    /// File names by the address under which the text names them.
    known: BTreeMap<String, Result<String, String>>,
}

impl Pictures {
    /// The file name of an image that the source names by a path relative to
    /// itself or as `data:`; else why it could not come along.
    pub fn take(&mut self, source: &Source, address: &str) -> Result<String, String> {
        let address = address.trim();
        if let Some(known) = self.known.get(address) {
            return known.clone();
        }
        let found = self.read(source, address);
        self.known.insert(address.to_owned(), found.clone());
        found
    }

    fn read(&mut self, source: &Source, address: &str) -> Result<String, String> {
        let (bytes, name) = match address.get(..5).map(str::to_ascii_lowercase).as_deref() {
            Some("data:") => (data(address)?, "image".to_owned()),
            _ => beside(source, address)?,
        };
        let image = pamphlet_core::image::Image::read(&name, bytes.clone())
            .map_err(|fault| fault.to_string())?;
        let extension = image.format.extension();
        if let Some((name, _)) = self.files.iter().find(|(_, file)| **file == bytes) {
            return Ok(name.clone());
        }
        let stem = name
            .rsplit_once('.')
            .map_or(name.as_str(), |(stem, _)| stem);
        let stem = plain(stem);
        let names = std::iter::once(format!("{stem}.{extension}"))
            .chain((2..).map(|n| format!("{stem}-{n}.{extension}")));
        let name = names
            .into_iter()
            .find(|name| !self.files.contains_key(name))
            .unwrap_or_default();
        self.files.insert(name.clone(), bytes);
        Ok(name)
    }
}

fn data(address: &str) -> Result<Vec<u8>, String> {
    let broken = || "its `data:` address is broken".to_owned();
    let url = data_url::DataUrl::process(address).map_err(|_| broken())?;
    url.decode_to_vec()
        .map(|(bytes, _)| bytes)
        .map_err(|_| broken())
}

/// A file beside the source with its name.
fn beside(source: &Source, address: &str) -> Result<(Vec<u8>, String), String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("./").unwrap_or(path);
    if path.contains("://") || path.starts_with("//") {
        return Err("it lies on the web, and nothing is fetched".to_owned());
    }
    let decoded = percent(path);
    let bytes = [path, &decoded]
        .into_iter()
        .filter(|path| !path.is_empty())
        .find_map(|path| (source.beside)(path));
    let name = decoded.rsplit(['/', '\\']).next().unwrap_or_default();
    match bytes {
        Some(bytes) => Ok((bytes, name.to_owned())),
        None => Err("there is no such file beside the source".to_owned()),
    }
}

/// `a%20b` as `a b`.
fn percent(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(|it| std::str::from_utf8(it).ok());
        match (byte, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A name that every system takes.
fn plain(stem: &str) -> String {
    let mut out = String::new();
    for c in stem.chars().take(60) {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    let out = out.trim_end_matches('-');
    match out {
        "" => "image".to_owned(),
        out => out.to_owned(),
    }
}

/// An image in a line as one that stands alone.
pub fn figure(image: Image, caption: Option<Caption>) -> Figure {
    Figure {
        meta: Meta {
            id: Default::default(),
            span: image.meta.span,
            attributes: image.meta.attributes,
        },
        source: image.source,
        alt: image.alt,
        caption,
        caption_is_title: false,
    }
}
