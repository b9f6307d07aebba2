//! The bytes of an XML file as text: in the encoding of the mark at their start, else in
//! the one that they declare, else in UTF-8.

use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A declaration stands within so many bytes.
const DECLARED: usize = 256;

/// Bytes that are no text in their encoding.
#[derive(Debug)]
pub struct Undecoded {
    /// What can be read of them.
    pub text: String,
    /// Where the fault is in it.
    pub place: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// Reads the bytes of a file.
pub fn decode(bytes: &[u8]) -> Result<String, Undecoded> {
    let (encoding, bytes) = match (Encoding::for_bom(bytes), bytes) {
        (Some((encoding, length)), _) => (encoding, &bytes[length..]),
        (None, [b'<', 0, ..]) => (UTF_16LE, bytes),
        (None, [0, b'<', ..]) => (UTF_16BE, bytes),
        (None, _) => (declared_in(bytes)?, bytes),
    };
    let whole = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    whole.map(Into::into).ok_or_else(|| {
        let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
        let at = text.find('\u{FFFD}').unwrap_or(0);
        Undecoded {
            place: at..(at + '\u{FFFD}'.len_utf8()).min(text.len()),
            message: format!("this file is not in {}", encoding.name()),
            text,
        }
    })
}

/// The encoding that an XML declaration names.
fn declared_in(bytes: &[u8]) -> Result<&'static Encoding, Undecoded> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED)]);
    let end = start.find("?>").filter(|_| start.starts_with("<?xml"));
    let named = end.and_then(|end| {
        let (_, rest) = start[..end].split_once("encoding")?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
        rest[1..].split(quote).next()
    });
    let Some(name) = named else {
        return Ok(UTF_8);
    };
    match Encoding::for_label(name.as_bytes()) {
        // What says so in single bytes is not in UTF-16.
        Some(encoding) if !encoding.is_ascii_compatible() => Ok(UTF_8),
        Some(encoding) => Ok(encoding),
        None => Err(Undecoded {
            message: format!("the encoding `{name}` is not known"),
            place: 0..end.unwrap_or(0),
            text: start.clone().into_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        decode(bytes).map_err(|fault| format!("{} at {:?}", fault.message, fault.place))
    }

    fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn bytes_are_read_as_they_say() {
        assert_eq!(read("<a>é</a>".as_bytes()).as_deref(), Ok("<a>é</a>"));
        assert_eq!(read("\u{FEFF}<a>é".as_bytes()).as_deref(), Ok("<a>é"));
        for start in ["", "\u{FEFF}"] {
            let text = format!("{start}<?xml version='1.0' encoding='UTF-16'?><a>é");
            let expected = Ok(text.trim_start_matches('\u{FEFF}'));
            assert_eq!(read(&wide(&text, u16::to_le_bytes)).as_deref(), expected);
            assert_eq!(read(&wide(&text, u16::to_be_bytes)).as_deref(), expected);
        }
        let old = b"<?xml version=\"1.0\" encoding = 'ISO-8859-1'?><a>\xE9";
        assert!(read(old).is_ok_and(|it| it.ends_with("<a>\u{E9}")));
        // It cannot be read as what it says, but as what it is.
        let other = "<?xml version='1.0' encoding='UTF-16'?><a>é";
        assert_eq!(read(other.as_bytes()).as_deref(), Ok(other));
    }

    #[test]
    fn bytes_that_are_something_else_are_told_with_their_place() {
        let not = |fault: &str| Err(fault.to_owned());
        assert_eq!(
            read(b"<a>\xE9</a>"),
            not("this file is not in UTF-8 at 3..6")
        );
        assert_eq!(
            read(b"<?xml version='1.0' encoding='EBCDIC'?>"),
            not("the encoding `EBCDIC` is not known at 0..37")
        );
        assert_eq!(
            read(&wide("<a>\u{10000}", u16::to_le_bytes)[..8]),
            not("this file is not in UTF-16LE at 3..6")
        );
    }
}
