//! Bytes of a page: whether they are one, and its text in whatever encoding it
//! names.

use std::borrow::Cow;

use encoding_rs::Encoding;

use crate::Refused;
use crate::importers::text;
use crate::report::{Kind, Place, Report};

/// Bytes at the start that say what a file is.
const START: usize = 4_096;

/// Whether bytes are a web page.
pub fn is_page(bytes: &[u8]) -> bool {
    let start = lossy(&bytes[..bytes.len().min(START)]);
    if is_archive(&start) {
        return true;
    }
    let start = start.trim_start_matches(['\u{feff}', '\u{fffd}', ' ', '\t', '\r', '\n']);
    let mut rest = start;
    loop {
        let lower: String = rest
            .chars()
            .take(20)
            .collect::<String>()
            .to_ascii_lowercase();
        if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
            return true;
        }
        let end = match lower.as_str() {
            it if it.starts_with("<?xml") => "?>",
            it if it.starts_with("<!--") => "-->",
            _ => return is_fragment(rest),
        };
        match rest.split_once(end) {
            Some((_, behind)) => rest = behind.trim_start(),
            None => return false,
        }
    }
}

/// A piece of a page: it starts with a block's tag, and most lines have tags.
fn is_fragment(start: &str) -> bool {
    let blocks = [
        "html", "head", "body", "title", "meta", "main", "article", "section", "div", "header",
        "h1", "h2", "h3", "p", "table", "ul", "ol", "dl", "nav",
    ];
    let Some(rest) = start.strip_prefix('<') else {
        return false;
    };
    let name: String = rest
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let rest = &rest[name.len()..];
    if !blocks.contains(&name.as_str()) || !rest.starts_with(['>', ' ', '\n', '\r', '\t', '/']) {
        return false;
    }
    let lines: Vec<&str> = start.lines().filter(|it| !it.trim().is_empty()).collect();
    let marked = |line: &str| {
        let line = line.trim();
        line.starts_with('#')
            || line.starts_with("```")
            || line.starts_with(":::")
            || line.starts_with("- ")
    };
    let tagged = |line: &str| line.contains("</") || line.contains('<') && line.contains('>');
    let tags = lines.iter().filter(|it| tagged(it)).count();
    tags >= 2 && tags * 2 >= lines.len() && !lines.iter().any(|it| marked(it))
}

/// Whether it is a page with its images in one mail message (`.mhtml`).
fn is_archive(start: &str) -> bool {
    let head: String = start
        .chars()
        .take(2_000)
        .collect::<String>()
        .to_ascii_lowercase();
    let line = |key: &str| head.lines().any(|it| it.starts_with(key));
    line("mime-version:") && head.contains("multipart/related")
}

fn lossy(bytes: &[u8]) -> String {
    match bytes {
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE.decode(bytes).0.into_owned(),
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE.decode(bytes).0.into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The text of a page: UTF-8, UTF-16 with its mark, or what the page names.
pub fn decode<'a>(bytes: &'a [u8], report: &mut Report) -> Result<Cow<'a, str>, Refused> {
    let start = lossy(&bytes[..bytes.len().min(START)]);
    if is_archive(&start) {
        return Err(Refused::new(
            "the file is a web archive (MHTML)",
            "open it in a browser and save it as \u{201c}web page, complete\u{201d}",
        ));
    }
    let plain = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    if plain || std::str::from_utf8(bytes).is_ok() || bytes.contains(&0) {
        return text::decode(bytes);
    }
    if bytes.len() > pamphlet_core::limits::TEXT_BYTES {
        return text::decode(bytes);
    }
    let encoding = charset(&start).unwrap_or(encoding_rs::WINDOWS_1252);
    let (text, encoding, faulty) = encoding.decode(bytes);
    if faulty {
        return text::decode(bytes);
    }
    let message = format!("the page is written in {}", encoding.name());
    report.say(Place::WHOLE, Kind::Assumed, 85, message);
    Ok(Cow::Owned(text.into_owned()))
}

/// The encoding that a page names.
fn charset(start: &str) -> Option<&'static Encoding> {
    let lower = start.to_ascii_lowercase();
    let (_, rest) = lower.split_once("charset=")?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let label: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    let found = Encoding::for_label(label.as_bytes())?;
    // Bytes that are no UTF-8 are not what such a page says.
    (found != encoding_rs::UTF_8).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::is_page;

    #[test]
    fn a_page_is_known_by_its_start_and_a_text_with_tags_is_none() {
        for (text, expected) in [
            ("<!DOCTYPE html><title>x</title>", true),
            ("\u{feff}\n<!-- saved -->\n<HTML lang=en>", true),
            ("<?xml version='1.0'?><!DOCTYPE html>", true),
            ("<h1>Rest</h1>\n<p>Rest your arm.</p>", true),
            (
                "<div align=center>\n\n# Rest\n\nRest your arm.\n</div>",
                false,
            ),
            ("Fundamentals\nRest <b>well</b>.\n", false),
            ("---\ntitle: x\n---\n<p>a</p>", false),
            ("<p", false),
            ("", false),
            (
                "MIME-Version: 1.0\nContent-Type: multipart/related;\n",
                true,
            ),
        ] {
            assert_eq!(is_page(text.as_bytes()), expected, "{text}");
        }
    }
}
