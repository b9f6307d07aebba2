//! No machine of one of us and no package registry's address stands in the tree.
//!
//! What is written is taken from wherever the reader's own machine is set up to take it from.

use super::Complaint::{self, Error};

/// Hosts of registries; put together here so that this file does not hold them itself.
const HOSTS: &[&str] = &[
    concat!("registry.npm", "js"),
    concat!("registry.yarn", "pkg"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("rust-lang/", "crates.io-index"),
    concat!("pypi", ".org"),
    concat!("pypi.", "python.org"),
    concat!("python", "hosted.org"),
    concat!("deb.", "debian.org"),
    concat!("security.", "debian.org"),
    concat!("archive.", "ubuntu.com"),
    concat!("security.", "ubuntu.com"),
    concat!("ports.", "ubuntu.com"),
];

/// Starts of paths that only exist on somebody's machine.
const PATHS: &[&str] = &[
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("C:\\", "Users"),
];

/// The line that cargo itself writes for every package of the public registry.
const LOCKED: &str = concat!(
    "source = \"registry+https://github.com/rust-lang/",
    "crates.io-index\""
);

/// Complains of each line with such an address or path; `root` is the folder that the tree itself
/// stands in on this machine.
pub fn check(name: &str, text: &str, root: &str) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if name == "Cargo.lock" && line == LOCKED {
            continue;
        }
        for host in HOSTS.iter().filter(|host| line.contains(**host)) {
            let place = format!("{name}:{}", index + 1);
            complaints.push(Error(format!("{place}: names the registry host `{host}`")));
        }
        // A folder right under the root of the file system may well be named in the docs.
        let own = (root.matches('/').count() > 1).then_some(root);
        let paths = PATHS.iter().copied().chain(own);
        for path in paths.filter(|path| starts_a_path(line, path)) {
            let place = format!("{name}:{}", index + 1);
            complaints.push(Error(format!(
                "{place}: names a folder of one machine, `{path}`"
            )));
        }
    }
    complaints
}

/// Whether the text stands in the line other than inside a longer path or address.
fn starts_a_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '~' | '}'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "/srv/somewhere/tree";

    #[test]
    fn a_registry_host_is_an_error_with_its_line() {
        let text = format!("first\nsee https://{}/x", HOSTS[5]);
        let expected = format!("notes.md:2: names the registry host `{}`", HOSTS[5]);
        assert_eq!(check("notes.md", &text, ROOT), [Error(expected)]);
    }

    #[test]
    fn only_the_lock_file_may_hold_the_line_that_cargo_writes() {
        assert_eq!(check("Cargo.lock", LOCKED, ROOT), []);
        assert_eq!(check("other.lock", LOCKED, ROOT).len(), 1);
        assert_eq!(check("Cargo.lock", &format!("{LOCKED} "), ROOT).len(), 1);
    }

    #[test]
    fn a_path_of_one_machine_is_an_error() {
        for path in PATHS {
            assert_eq!(
                check("a.rs", &format!("open(\"{path}x\")"), ROOT).len(),
                1,
                "{path}"
            );
        }
    }

    #[test]
    fn the_folder_of_the_tree_itself_is_an_error() {
        let text = format!("see {ROOT}/notes.md");
        let expected = format!("a.md:1: names a folder of one machine, `{ROOT}`");
        assert_eq!(check("a.md", &text, ROOT), [Error(expected)]);
    }

    #[test]
    fn a_page_of_a_site_and_a_system_file_are_none() {
        let text = format!(
            "https://example.org{}page /etc/passwd /usr/bin/env",
            PATHS[1]
        );
        assert_eq!(check("a.md", &text, ROOT), []);
    }
}
