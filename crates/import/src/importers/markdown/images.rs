//! Images in a line.

use super::scan::{destination, matching, split_attributes};
use super::spans::Spans;
use crate::report::{Decision, Kind, Place};

impl Spans<'_, '_, '_> {
    /// Images: attributes for looks go, an empty text alternative is marked.
    pub fn image(&mut self) -> bool {
        let rest = self.rest().to_owned();
        if let Some((name, _)) = rest.strip_prefix("![[").and_then(|it| it.split_once("]]")) {
            let (path, alt) = name.split_once('|').unwrap_or((name, ""));
            let number = !alt.is_empty() && alt.bytes().all(|b| b.is_ascii_digit() || b == b'x');
            let taken = name.len() + 5;
            self.lose(format!("the embedded file `{path}` is an image now"), name);
            let alt = if number { "" } else { alt };
            if !alt.is_empty() {
                self.convert.report.add(
                    Decision::new(
                        Place(self.at),
                        Kind::Converted,
                        90,
                        "its words are its text alternative",
                    )
                    .adding(alt),
                );
            }
            self.push_image(&super::plain(alt), &format!("(<{}>)", path.trim()), "");
            self.i += taken;
            return true;
        }
        let Some(close) = rest
            .strip_prefix('!')
            .and_then(|it| it.starts_with('[').then(|| matching(it)))
            .flatten()
        else {
            return false;
        };
        let alt = rest[2..close + 1].to_owned();
        let behind = &rest[close + 2..];
        let Some(end) = behind
            .starts_with('(')
            .then(|| destination(behind))
            .flatten()
        else {
            return false;
        };
        let (address, after) = behind.split_at(end);
        let attributes = after
            .strip_prefix('{')
            .and_then(|it| it.split_once('}'))
            .map(|(it, _)| it);
        let taken = close + 2 + end + attributes.map_or(0, |it| it.len() + 2);
        let address = address.to_owned();
        let attributes = attributes.unwrap_or_default().to_owned();
        self.push_image(&alt, &address, &attributes);
        self.i += taken;
        true
    }

    fn push_image(&mut self, alt: &str, address: &str, attributes: &str) {
        let (mut kept, mut gone, mut said) = (Vec::new(), Vec::new(), alt.to_owned());
        for part in split_attributes(attributes) {
            match part.split_once('=') {
                Some(("fig-alt" | "alt", value)) => {
                    said = super::plain(value.trim_matches(['"', '\'']))
                }
                _ if part.starts_with('#') || part == ".decorative" => kept.push(part),
                _ => gone.push(part),
            }
        }
        if !gone.is_empty() {
            let gone = gone.join(" ");
            self.lose(
                format!("the attributes `{gone}` of an image are left out"),
                &gone,
            );
        }
        if said.trim().is_empty() && !kept.iter().any(|it| it == ".decorative") {
            let path = address.trim_matches(['(', ')', '<', '>']).to_owned();
            let message = format!(
                "nothing says what the image `{path}` shows: say it in its brackets, or leave it decorative"
            );
            self.convert
                .report
                .say(Place(self.at), Kind::MissingAlt, 50, message);
            kept.push(".decorative".to_owned());
            self.convert.unsaid.insert(path);
        }
        // In pandoc the words in brackets are a caption, where it has another alt.
        let caption = said != alt && !alt.trim().is_empty();
        let address = match caption {
            true => format!(
                "{} \"{}\")",
                address.trim_end_matches(')'),
                alt.replace('"', "\\\"")
            ),
            false => address.to_owned(),
        };
        if caption {
            let message = "an image has both a text alternative and a caption";
            let lost = Decision::new(Place(self.at), Kind::Converted, 90, message);
            self.convert.report.add(lost);
        }
        let kept = match kept.is_empty() {
            true => String::new(),
            false => format!("{{{}}}", kept.join(" ")),
        };
        self.out.push_str(&format!("![{said}]{address}{kept}"));
    }
}
