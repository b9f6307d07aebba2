//! Bytes that should be text.

use std::borrow::Cow;

use pamphlet_core::limits;

use crate::Refused;

/// The text, without a byte-order mark; UTF-8, or UTF-16 with its mark.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refused> {
    if bytes.len() > limits::TEXT_BYTES {
        let most = limits::TEXT_BYTES >> 20;
        let reason = format!("the file has more than {most} MB of text");
        return Err(Refused::new(reason, "split it: an article is one leaflet"));
    }
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest)?,
        _ => utf8(bytes)?,
    };
    if text.trim().is_empty() {
        return Err(Refused::new(
            "the file is empty",
            "clip the page's text into it",
        ));
    }
    if text.contains('\0') {
        return Err(unknown());
    }
    Ok(text)
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, Refused> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) if bytes.contains(&0) => Err(unknown()),
        Err(fault) => {
            let line = bytes[..fault.valid_up_to()]
                .iter()
                .filter(|b| **b == b'\n')
                .count()
                + 1;
            Err(Refused::new(
                format!("line {line} is not UTF-8"),
                "save the file as UTF-8",
            ))
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Refused> {
    let units = bytes.chunks(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0xD800,
    });
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map_err(|_| Refused::new("the file is broken UTF-16", "save it as UTF-8"))
}

/// A file of no kind that is known.
pub fn unknown() -> Refused {
    Refused::new(
        "the file is neither text nor a Word document",
        "import .txt, .md, .html or .docx",
    )
}
