//! The libraries of this repository: parity, validity, and the same bytes
//! whatever the machine is told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use pamphlet_tests::library::{self, Scratch};
use pamphlet_tests::{conforming, parity};

const LIBRARIES: [&str; 3] = ["content", "tests/broad", "tests/languages"];

#[test]
fn every_format_says_the_same() {
    let mut faults = Vec::new();
    for name in LIBRARIES {
        for (file, edition, outputs) in library::editions(&library::shipped(name)) {
            let found = parity::differences(&edition, &outputs);
            let invalid = conforming::faults(&outputs.pdf);
            let both = found.into_iter().chain(invalid);
            faults.extend(both.map(|fault| format!("{name}/{file}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

fn built(root: &Path, threads: usize, targets: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let output = Scratch::new();
    let mut request = library::request(root, output.path());
    request.threads = Some(threads);
    request.targets = targets.iter().map(|target| (*target).to_owned()).collect();
    let outcome = library::build(&request);
    let ok = outcome.as_ref().is_ok_and(|outcome| outcome.is_ok());
    assert!(ok, "{}", library::reported(&outcome).join("\n"));
    library::files(output.path())
}

fn assert_same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>, what: &str) {
    assert_eq!(
        a.keys().collect::<Vec<_>>(),
        b.keys().collect::<Vec<_>>(),
        "{what}"
    );
    for (name, bytes) in a {
        assert!(*bytes == b[name], "{name} differs: {what}");
    }
}

#[test]
fn threads_folders_and_neighbours_change_no_byte() {
    for name in LIBRARIES {
        let root = library::shipped(name);
        let targets = library::all_targets(&root);
        let all: Vec<&str> = targets.iter().map(String::as_str).collect();
        let first = built(&root, 1, &all);
        assert!(first.len() >= 9, "{:?}", first.keys());
        assert_same(&first, &built(&root, 4, &all), "four threads");
        let elsewhere = Scratch::new();
        library::copy(&root, &elsewhere);
        assert_same(&first, &built(elsewhere.path(), 2, &all), "another folder");
        let mut alone = BTreeMap::new();
        for target in &all {
            alone.extend(built(&root, 1, &[target]));
        }
        assert_same(&first, &alone, "each target alone");
    }
}

#[test]
fn time_zone_and_locale_change_no_byte() {
    let root = library::shipped("content");
    let first = built(&root, 1, &[]);
    for (zone, locale) in [
        ("Pacific/Kiritimati", "de_DE.UTF-8"),
        ("America/Adak", "tr_TR.UTF-8"),
    ] {
        let output = Scratch::new();
        let child = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "build_for_another_test", "--quiet"])
            .env("PAMPHLET_TEST_OUTPUT", output.path())
            .env("TZ", zone)
            .env("LC_ALL", locale)
            .current_dir(std::env::temp_dir())
            .output()
            .expect("a process");
        assert!(
            child.status.success(),
            "{}",
            String::from_utf8_lossy(&child.stdout)
        );
        assert_same(&first, &library::files(output.path()), zone);
    }
}

/// What the one above runs in another environment; alone it has nothing to do.
#[test]
fn build_for_another_test() {
    let Some(output) = std::env::var_os("PAMPHLET_TEST_OUTPUT").map(PathBuf::from) else {
        return;
    };
    let outcome = library::build(&library::request(&library::shipped("content"), &output));
    assert!(
        outcome.as_ref().is_ok_and(|outcome| outcome.is_ok()),
        "{}",
        library::reported(&outcome).join("\n")
    );
}
