//! Pages: their marked content by number.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::cmap::CMap;

/// The words of one page by the number of their marked content.
#[derive(Default)]
pub(super) struct PageText {
    /// Text by MCID.
    pub(super) marked: BTreeMap<i64, String>,
}

/// All pages by their object.
pub(super) fn pages(document: &Document) -> Result<BTreeMap<ObjectId, PageText>, String> {
    let pages = document.get_pages().into_values();
    pages
        .map(|page| Ok((page, read(document, page)?)))
        .collect()
}

fn read(document: &Document, page: ObjectId) -> Result<PageText, String> {
    let failed = |error: lopdf::Error| error.to_string();
    let fonts = document.get_page_fonts(page).map_err(failed)?;
    let maps: BTreeMap<Vec<u8>, CMap> = fonts
        .into_iter()
        .map(|(name, font)| (name, map(document, font)))
        .collect();
    let content = Content::decode(&document.get_page_content(page)).map_err(failed)?;
    let mut state = State {
        maps: &maps,
        font: None,
        open: Vec::new(),
        page: PageText::default(),
    };
    for operation in &content.operations {
        state.operation(&operation.operator, &operation.operands);
    }
    Ok(state.page)
}

fn map(document: &Document, font: &Dictionary) -> CMap {
    let stream = font
        .get(b"ToUnicode")
        .and_then(|object| document.dereference(object));
    let bytes = stream.and_then(|(_, object)| object.as_stream()?.decompressed_content());
    CMap::read(&bytes.unwrap_or_default())
}

/// A marked content sequence that is open.
struct Open {
    mcid: Option<i64>,
    /// What it says instead of what it shows.
    replaced: bool,
    /// Whether what it shows runs against the order of reading.
    backwards: bool,
}

struct State<'a> {
    maps: &'a BTreeMap<Vec<u8>, CMap>,
    font: Option<&'a CMap>,
    open: Vec<Open>,
    page: PageText,
}

impl<'a> State<'a> {
    fn operation(&mut self, operator: &str, operands: &[Object]) {
        match operator {
            "Tf" => {
                let name = operands.first().and_then(|name| name.as_name().ok());
                self.font = name.and_then(|name| self.maps.get(name));
            }
            "BMC" => self.open.push(Open {
                mcid: None,
                replaced: false,
                backwards: operands
                    .first()
                    .and_then(|name| name.as_name().ok())
                    .is_some_and(|name| name == b"ReversedChars"),
            }),
            "BDC" => self.begin(operands.get(1)),
            "EMC" => {
                self.open.pop();
            }
            "Tj" | "'" | "\"" => {
                if let Some(Object::String(bytes, _)) = operands.last() {
                    self.show(bytes);
                }
            }
            "TJ" => {
                let array = operands.first().and_then(|o| o.as_array().ok());
                let mut shown = Vec::new();
                for piece in array.into_iter().flatten() {
                    if let Object::String(bytes, _) = piece {
                        shown.extend_from_slice(bytes);
                    }
                }
                self.show(&shown);
            }
            _ => {}
        }
    }

    fn begin(&mut self, properties: Option<&Object>) {
        let properties = properties.and_then(|object| object.as_dict().ok());
        let get = |key: &[u8]| properties.and_then(|p| p.get(key).ok());
        let mcid = get(b"MCID").and_then(|object| object.as_i64().ok());
        let instead = get(b"ActualText").and_then(|object| object.as_str().ok());
        if let Some(instead) = instead {
            let text = text_string(instead);
            self.open.push(Open {
                mcid,
                replaced: false,
                backwards: false,
            });
            self.push(&text);
            self.open.pop();
        }
        self.open.push(Open {
            mcid,
            replaced: instead.is_some(),
            backwards: false,
        });
    }

    fn show(&mut self, bytes: &[u8]) {
        let Some(font) = self.font else {
            return self.push("\u{fffd}");
        };
        let mut letters = font.decode(bytes);
        // PDF 1.7, 14.8.2.3.3: the characters run against the order of reading.
        if self.open.iter().any(|open| open.backwards) {
            letters.reverse();
        }
        self.push(&letters.concat());
    }

    /// Adds words to the innermost numbered sequence, unless they are replaced.
    fn push(&mut self, text: &str) {
        if self.open.iter().any(|open| open.replaced) {
            return;
        }
        if let Some(mcid) = self.open.iter().rev().find_map(|open| open.mcid) {
            self.page.marked.entry(mcid).or_default().push_str(text);
        }
    }
}

/// A PDF text string: UTF-16 with its mark, UTF-8 with its mark, or Latin.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0xfffd,
            });
            String::from_utf16_lossy(&units.collect::<Vec<u16>>())
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        latin => latin.iter().map(|byte| char::from(*byte)).collect(),
    }
}
