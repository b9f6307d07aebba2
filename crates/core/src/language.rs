//! Language tags and what follows from them.

/// A well-formed BCP 47 tag as written, such as `en`, `en-GB`, `zh-Hans`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    tag: String,
}

/// Which way lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

impl Direction {
    /// The value of the `dir` attribute: `ltr` or `rtl`.
    pub fn name(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

impl Language {
    /// Reads a tag (RFC 5646, section 2.1): a language of 2 to 3 letters (or 5
    /// to 8), then subtags of 1 to 8 letters and digits. Case is normalised as
    /// its section 2.1.1 recommends. None where it is not well-formed.
    pub fn parse(tag: &str) -> Option<Language> {
        let mut out = String::new();
        for (i, part) in tag.split('-').enumerate() {
            let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
            let alphanumeric = part.bytes().all(|b| b.is_ascii_alphanumeric());
            let valid = match i {
                0 => letters && matches!(part.len(), 2 | 3 | 5..=8),
                _ => alphanumeric && (1..=8).contains(&part.len()),
            };
            if !valid {
                return None;
            }
            if i > 0 {
                out.push('-');
            }
            match (i, part.len()) {
                (1.., 2) if letters => out.push_str(&part.to_ascii_uppercase()),
                (1.., 4) if letters => {
                    out.push_str(&part[..1].to_ascii_uppercase());
                    out.push_str(&part[1..].to_ascii_lowercase());
                }
                _ => out.push_str(&part.to_ascii_lowercase()),
            }
        }
        Some(Language { tag: out })
    }

    /// English, where nothing else is said.
    pub fn english() -> Language {
        Language { tag: "en".into() }
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The language without script and region: `zh`.
    pub fn primary(&self) -> &str {
        self.tag.split('-').next().unwrap_or(&self.tag)
    }

    /// The region in capitals, if the tag has one: `GB`.
    pub fn region(&self) -> Option<&str> {
        let is = |p: &&str| p.len() == 2 && p.bytes().all(|b| b.is_ascii_uppercase());
        self.tag.split('-').skip(1).find(is)
    }

    /// The script, if the tag has one: `Hans`.
    pub fn script(&self) -> Option<&str> {
        self.tag
            .split('-')
            .skip(1)
            .find(|p| p.len() == 4 && p.as_bytes()[0].is_ascii_uppercase())
    }

    /// The script that the tag names, else the one that its language is usually
    /// written in, in its region; none where that is not known here.
    pub fn usual_script(&self) -> Option<&str> {
        self.script()
            .or_else(|| match (self.primary(), self.region()) {
                ("zh", Some("TW" | "HK" | "MO")) => Some("Hant"),
                ("zh", _) => Some("Hans"),
                ("pa", Some("PK")) => Some("Arab"),
                ("pa", _) => Some("Guru"),
                _ => None,
            })
    }

    /// Which way its lines run, by its script or usual script.
    pub fn direction(&self) -> Direction {
        let rtl = match self.usual_script() {
            Some(script) => matches!(script, "Arab" | "Hebr" | "Thaa" | "Syrc" | "Nkoo"),
            None => matches!(
                self.primary(),
                "ar" | "he" | "fa" | "ur" | "ps" | "yi" | "dv" | "ckb" | "ug" | "sd"
            ),
        };
        if rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        }
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_checked_and_normalised() {
        let tag = |t: &str| Language::parse(t).map(|l| l.tag().to_owned());
        assert_eq!(tag("EN-gb").as_deref(), Some("en-GB"));
        assert_eq!(tag("zh-hans-cn").as_deref(), Some("zh-Hans-CN"));
        for bad in ["", "e", "english language", "en_GB", "en-", "日本"] {
            assert_eq!(tag(bad), None, "{bad}");
        }
    }

    #[test]
    fn direction_follows_the_script() {
        let direction = |t| Language::parse(t).map(|l| l.direction().name());
        assert_eq!(direction("ar"), Some("rtl"));
        assert_eq!(direction("az-Arab"), Some("rtl"));
        assert_eq!(direction("pa"), Some("ltr"));
        assert_eq!(direction("pa-PK"), Some("rtl"));
        assert_eq!(direction("zh"), Some("ltr"));
    }
}
