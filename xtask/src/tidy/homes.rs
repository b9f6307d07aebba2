//! Big dependencies have one home each, so that their types stay out of everyone else's.

use super::Complaint::{self, Error};
use super::edges::Crate;

/// A dependency, by name or by the start of a name, and the one crate that may name it.
const HOMES: &[(&str, Option<&str>)] = &[
    ("comrak", Some("markdown")),
    ("typst", Some("pdf")),
    ("typst-*", Some("pdf")),
    ("hayagriva", Some("cite")),
    // No longer maintained.
    ("serde_yaml", None),
];

/// Complains of a big dependency away from its home.
pub fn check(crates: &[Crate]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for Crate {
        folder, foreign, ..
    } in crates
    {
        for dependency in foreign {
            let Some((_, home)) = HOMES.iter().find(|(name, _)| matches(name, dependency)) else {
                continue;
            };
            let text = match home {
                Some(home) if home == folder => continue,
                Some(home) => format!(
                    "crate `{folder}` must not depend on `{dependency}`, which stays in `{home}`"
                ),
                None => format!("crate `{folder}` must not depend on `{dependency}`"),
            };
            complaints.push(Error(text));
        }
    }
    complaints
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(folder: &str, foreign: &str) -> Vec<Complaint> {
        check(&[Crate {
            folder: folder.into(),
            package: String::new(),
            edges: Vec::new(),
            foreign: vec![foreign.into()],
        }])
    }

    #[test]
    fn a_big_dependency_away_from_home_is_an_error() {
        assert_eq!(
            errors("html", "typst-layout"),
            [Error(
                "crate `html` must not depend on `typst-layout`, which stays in `pdf`".into()
            )]
        );
        assert_eq!(errors("core", "comrak").len(), 1);
        assert_eq!(errors("resolve", "hayagriva").len(), 1);
        assert_eq!(errors("markdown", "serde_yaml").len(), 1);
    }

    #[test]
    fn at_home_it_is_none() {
        assert_eq!(errors("pdf", "typst"), []);
        assert_eq!(errors("markdown", "comrak"), []);
        assert_eq!(errors("core", "typstyle"), []);
    }
}
