//! Images as files of the article's folder: those that an article may use, under
//! names that are safe anywhere.

use pamphlet_core::image::{Image, ImageFault};
use pamphlet_core::limits;

use super::reader::Reader;

impl Reader<'_> {
    /// The file name under which a part came along, or why it cannot.
    pub fn image_file(&mut self, part: &str) -> Result<String, String> {
        if let Some(known) = self.image_files.get(part) {
            return known.clone();
        }
        let file = self.take(part);
        self.image_files.insert(part.to_owned(), file.clone());
        file
    }

    fn take(&mut self, part: &str) -> Result<String, String> {
        let bytes = match self.package.bytes(part, limits::IMAGE_BYTES as u64) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Err("the file does not hold it".to_owned()),
            Err(refused) => return Err(refused.reason),
        };
        let format = known_format(&bytes);
        let image = Image::read(part, bytes).map_err(|fault| match (format, fault) {
            (Some(name), _) => format!("it is {name}; export it as PNG or SVG and add it"),
            (None, ImageFault::UnknownFormat) => {
                "it is of an unknown format; export it as PNG or SVG and add it".to_owned()
            }
            (None, fault) => fault.to_string(),
        })?;
        let file = self.free_name(part, image.format.extension());
        self.images.insert(file.clone(), image.bytes.to_vec());
        Ok(file)
    }

    /// A name of letters, digits and hyphens that no other image has.
    fn free_name(&self, part: &str, extension: &str) -> String {
        let name = part.rsplit('/').next().unwrap_or(part);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut safe = String::new();
        for c in stem.chars().take(40) {
            match c {
                c if c.is_ascii_alphanumeric() => safe.push(c.to_ascii_lowercase()),
                _ if safe.ends_with('-') || safe.is_empty() => {}
                _ => safe.push('-'),
            }
        }
        let safe = match safe.trim_end_matches('-') {
            "" => "image",
            safe => safe,
        };
        let first = format!("{safe}.{extension}");
        let further = (self.images.len() + 1..).map(|n| format!("{safe}-{n}.{extension}"));
        std::iter::once(first)
            .chain(further)
            .find(|it| !self.images.contains_key(it))
            .unwrap_or_default()
    }
}

/// Formats of Office that no article may use, by their first bytes.
fn known_format(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x01, 0x00, 0x00, 0x00, ..] if bytes.get(40..44) == Some(b" EMF") => {
            Some("an EMF drawing")
        }
        [0xD7, 0xCD, 0xC6, 0x9A, ..] | [0x01, 0x00, 0x09, 0x00, ..] => Some("a WMF drawing"),
        [b'G', b'I', b'F', b'8', ..] => Some("a GIF"),
        [b'B', b'M', ..] => Some("a BMP"),
        [b'I', b'I', 0x2A, 0x00, ..] | [b'M', b'M', 0x00, 0x2A, ..] => Some("a TIFF"),
        [0x1F, 0x8B, ..] => Some("a packed drawing"),
        _ => None,
    }
}
