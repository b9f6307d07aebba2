//! Files that are loaded in the stead of built ones that no browser and no checker can load.

use std::path::{Path, PathBuf};

use super::finding::Finding;

/// A file that shows another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// The file to load.
    pub file: PathBuf,
    /// The built file that it shows.
    pub of: PathBuf,
    /// What of it, or how.
    pub place: String,
}

/// Findings about stand-ins as findings about what they show; others stay as they are.
pub fn of_built_files(findings: Vec<Finding>, stand_ins: &[StandIn]) -> Vec<Finding> {
    let renamed = |mut finding: Finding| {
        let stands = |it: &&StandIn| it.file == finding.file;
        if let Some(StandIn { of, place, .. }) = stand_ins.iter().find(stands) {
            finding.place = match finding.place.is_empty() {
                true => place.clone(),
                false => format!("{place}, {}", finding.place),
            };
            finding.file = of.clone();
        }
        finding
    };
    findings.into_iter().map(renamed).collect()
}

/// The files to load.
pub fn files(stand_ins: &[StandIn]) -> impl Iterator<Item = &Path> {
    stand_ins.iter().map(|it| &*it.file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_names_the_built_file_and_keeps_its_own_place() {
        let stand_in = StandIn {
            file: "/scratch/1.html".into(),
            of: "/out/a.html".into(),
            place: "beside b.html".into(),
        };
        let finding = |file: &str| Finding::new(Path::new(file), "rule", "words").at("3:1");
        let found = vec![finding("/scratch/1.html"), finding("/out/c.html")];
        assert_eq!(
            of_built_files(found, &[stand_in]),
            [
                finding("/out/a.html").at("beside b.html, 3:1"),
                finding("/out/c.html")
            ]
        );
    }
}
