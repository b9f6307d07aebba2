//! Which crate may depend on which: the table of the design, and nothing beside it.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Complaint::{self, Error};

/// A crate of the workspace with the names of what it depends on directly.
pub struct Crate {
    /// The folder's name, which is the crate's name without its prefix.
    pub folder: String,
    /// The name of the package.
    pub package: String,
    /// Folders of the workspace's crates it depends on, for whatever purpose.
    pub edges: Vec<String>,
    /// Packages from elsewhere it depends on.
    pub foreign: Vec<String>,
}

/// The crates that may depend on a row's crate are found by reading its column downward; a crate
/// that is in the table need not exist yet.
const TABLE: &[(&str, &[&str])] = &[
    ("core", &[]),
    ("markdown", &["core"]),
    ("import", &["core", "markdown", "cite"]),
    ("translate", &["core", "markdown"]),
    ("cite", &["core"]),
    ("resolve", &["core", "cite"]),
    ("check", &["core"]),
    ("theme", &["core"]),
    ("draw", &["core", "theme"]),
    ("html", &["core", "theme", "draw"]),
    ("epub", &["core", "theme", "draw", "html"]),
    ("pdf", &["core", "theme", "draw"]),
    ("build", UP_TO_PDF),
    ("verify", &["core"]),
    ("site", UP_TO_BUILD),
    ("serve", UP_TO_BUILD),
    ("lsp", UP_TO_BUILD),
    ("cli", ALL),
    ("tests", ALL),
    ("xtask", &[]),
];

const UP_TO_PDF: &[&str] = &[
    "core",
    "markdown",
    "import",
    "translate",
    "cite",
    "resolve",
    "check",
    "theme",
    "draw",
    "html",
    "epub",
    "pdf",
];

const UP_TO_BUILD: &[&str] = &[
    "core",
    "markdown",
    "import",
    "translate",
    "cite",
    "resolve",
    "check",
    "theme",
    "draw",
    "html",
    "epub",
    "pdf",
    "build",
];

const ALL: &[&str] = &[
    "core",
    "markdown",
    "import",
    "translate",
    "cite",
    "resolve",
    "check",
    "theme",
    "draw",
    "html",
    "epub",
    "pdf",
    "build",
    "verify",
    "site",
    "serve",
    "lsp",
    "cli",
];

/// The names of all crates the design knows, existing or to come.
pub fn known() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(name, _)| *name)
}

/// Reads the workspace's crates out of `cargo metadata --no-deps`.
pub fn crates(metadata: &Value) -> Result<Vec<Crate>> {
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata lists no packages")?;
    packages.iter().map(read).collect()
}

fn read(package: &Value) -> Result<Crate> {
    let manifest = package["manifest_path"]
        .as_str()
        .context("a package without a manifest")?;
    let folder = Path::new(manifest)
        .parent()
        .context("a manifest without a folder")?;
    let mut found = Crate {
        folder: last(folder),
        package: package["name"]
            .as_str()
            .context("a package without a name")?
            .to_string(),
        edges: Vec::new(),
        foreign: Vec::new(),
    };
    let dependencies = package["dependencies"]
        .as_array()
        .context("a package without a list")?;
    for dependency in dependencies {
        match dependency["path"].as_str() {
            Some(path) => found.edges.push(last(Path::new(path))),
            None => found
                .foreign
                .push(dependency["name"].as_str().unwrap_or_default().to_string()),
        }
    }
    Ok(found)
}

/// Complains of every edge that the table does not name, and of every crate it does not know.
pub fn check(crates: &[Crate]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for Crate {
        folder,
        package,
        edges,
        ..
    } in crates
    {
        let Some((_, allowed)) = TABLE.iter().find(|(name, _)| name == folder) else {
            complaints.push(Error(format!("the design's table has no crate `{folder}`")));
            continue;
        };
        let expected = match folder.as_str() {
            "cli" => "pamphlet".to_string(),
            "xtask" => "xtask".to_string(),
            _ => format!("pamphlet-{folder}"),
        };
        if *package != expected {
            let text = format!("the package in `{folder}` is called `{package}`, not `{expected}`");
            complaints.push(Error(text));
        }
        for edge in edges {
            if !allowed.contains(&edge.as_str()) {
                let text = format!("crate `{folder}` must not depend on crate `{edge}`");
                complaints.push(Error(text));
            }
        }
    }
    complaints
}

fn last(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn package(name: &str, folder: &str, dependencies: Value) -> Value {
        json!({
            "name": name,
            "manifest_path": format!("/x/{folder}/Cargo.toml"),
            "dependencies": dependencies,
        })
    }

    fn errors(packages: Value) -> Vec<Complaint> {
        check(&crates(&json!({ "packages": packages })).unwrap())
    }

    #[test]
    fn an_edge_that_the_table_does_not_name_is_an_error() {
        let edge = |kind: Value| json!([{ "name": "x", "path": "/x/crates/pdf", "kind": kind }]);
        for kind in [Value::Null, json!("dev"), json!("build")] {
            assert_eq!(
                errors(json!([package("pamphlet-html", "crates/html", edge(kind))])),
                [Error("crate `html` must not depend on crate `pdf`".into())]
            );
        }
        assert_eq!(
            errors(json!([package(
                "pamphlet-tests",
                "tests",
                edge(Value::Null)
            )])),
            []
        );
        assert_eq!(
            errors(json!([package("xtask", "xtask", edge(Value::Null))])).len(),
            1
        );
    }

    #[test]
    fn a_crate_without_a_row_and_a_wrong_name_are_errors() {
        assert_eq!(
            errors(json!([package(
                "pamphlet-extra",
                "crates/extra",
                json!([])
            )])),
            [Error("the design's table has no crate `extra`".into())]
        );
        assert_eq!(
            errors(json!([package("core", "crates/core", json!([]))])),
            [Error(
                "the package in `core` is called `core`, not `pamphlet-core`".into()
            )]
        );
    }

    #[test]
    fn no_crate_may_depend_on_one_that_stands_on_it() {
        for (name, allowed) in TABLE {
            for edge in *allowed {
                let (_, back) = TABLE
                    .iter()
                    .find(|(row, _)| row == edge)
                    .expect("a known crate");
                assert!(edge == name || !back.contains(name), "{name} and {edge}");
            }
        }
    }
}
