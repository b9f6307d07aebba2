//! Links and languages: which of them an article takes.

use std::rc::Rc;

use super::reader::Reader;
use crate::report::Kind;

/// Schemes that an article may link to.
const SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

impl Reader<'_> {
    /// An address that an article may link to; others are reported.
    pub fn address(&mut self, url: &str) -> Option<Rc<str>> {
        let url = url.trim();
        let lower = url.to_ascii_lowercase();
        if SCHEMES
            .iter()
            .any(|it| lower.starts_with(it) && lower.len() > it.len())
        {
            return Some(escaped(url).into());
        }
        if lower.starts_with("www.") {
            return Some(format!("https://{}", escaped(url)).into());
        }
        let message = format!("a link to `{url}` leads to no page on the web; its words stay");
        self.say(Kind::Converted, 60, message);
        None
    }

    /// Reports a link within the document, whose words stay.
    pub fn inner_link(&mut self, place: &str) {
        let message = format!("a link to the place `{place}` of the document became plain words");
        self.say(Kind::Converted, 80, message);
    }

    /// The language of words, where it is not that of the document.
    pub fn foreign(&self, tag: &str) -> Option<Rc<str>> {
        let tag = pamphlet_core::language::Language::parse(tag)?;
        let first = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
        let primary = first(tag.tag());
        if primary == "x" || primary == "zxx" || primary == "und" {
            return None;
        }
        let usual = self.languages.iter().any(|it| first(it) == primary);
        (!usual).then(|| tag.tag().into())
    }
}

/// An address without what would end it early.
fn escaped(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
