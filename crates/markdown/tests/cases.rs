//! Named cases: `tests/cases/NAME.md` is read, and its diagnostics and tree are
//! compared with `tests/cases/NAME.txt`. `UPDATE_EXPECT=1` refreshes them; read
//! the diff. The files of `tests/newcomer` are those of people who come from
//! pandoc, Quarto or GitHub: each builds, or one message names the remedy.

mod support;

use expect_test::expect_file;
use pamphlet_markdown::inspect;
use support::{check_places, files, read};

#[test]
fn cases_read_as_expected() {
    for path in files("cases").into_iter().chain(files("newcomer")) {
        let bytes = std::fs::read(&path).expect("the case is readable");
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let (reading, sources) = read(&name, &bytes);
        check_places(&reading.article, &sources);
        let mut out = String::new();
        for diagnostic in &reading.diagnostics {
            out.push_str(&pamphlet_core::diagnostic::brief(diagnostic, &sources));
            out.push('\n');
        }
        out.push('\n');
        out.push_str(&inspect::tree(&reading.article, &sources));
        expect_file![path.with_extension("txt")].assert_eq(&out);
    }
}

#[test]
fn newcomers_build_or_get_one_message() {
    let found = files("newcomer");
    assert!(found.len() >= 10, "{}", found.len());
    for path in found {
        let bytes = std::fs::read(&path).expect("the case is readable");
        let (reading, _) = read("article.md", &bytes);
        let errors: Vec<_> = reading
            .diagnostics
            .iter()
            .filter(|d| d.is_error())
            .collect();
        assert!(errors.len() <= 1, "{}: {errors:#?}", path.display());
        assert!(
            errors.iter().all(|e| !e.hints.is_empty()),
            "{}",
            path.display()
        );
    }
}

#[test]
fn an_unknown_shared_block_names_the_nearest() {
    for (name, hint) in [
        ("emregency", "did you mean `::: use emergency`?"),
        ("Outter", "did you mean `::: use outer`?"),
        (
            "dosing",
            "shared blocks are files `blocks/NAME.md` of the library",
        ),
    ] {
        let text = format!("# T\n\n::: use {name}\n:::\n");
        let (reading, _) = read("article.md", text.as_bytes());
        let [fault] = reading.diagnostics.as_slice() else {
            panic!("{:?}", reading.diagnostics);
        };
        assert_eq!(fault.name, "unknown-block");
        assert_eq!(fault.hints, [hint]);
    }
}

#[test]
fn line_ends_of_windows_change_nothing() {
    for path in files("cases").into_iter().chain(files("newcomer")) {
        let text = std::fs::read_to_string(&path).expect("the case is readable");
        let text = text
            .replace("\r\n", "\n")
            .trim_start_matches('\u{FEFF}')
            .to_owned();
        let (unix, _) = read("article.md", text.as_bytes());
        let windows = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
        let (windows, sources) = read("article.md", windows.as_bytes());
        check_places(&windows.article, &sources);
        let tree = |article| {
            let sources = pamphlet_core::span::Sources::new();
            inspect::tree(&pamphlet_markdown::without_places(article), &sources)
        };
        assert_eq!(
            tree(unix.article),
            tree(windows.article),
            "{}",
            path.display()
        );
        let names = |d: &[pamphlet_core::Diagnostic]| d.iter().map(|d| d.name).collect::<Vec<_>>();
        assert_eq!(
            names(&unix.diagnostics),
            names(&windows.diagnostics),
            "{}",
            path.display()
        );
    }
}

#[test]
fn the_tree_as_json_names_its_format() {
    let (reading, sources) = read("article.md", b"# T\n\nA *b*.\n");
    let json = inspect::json(&reading.article, &sources);
    let value: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(value["format"], "pamphlet-tree");
    assert_eq!(value["version"], 1);
    assert_eq!(value["root"]["kind"], "article");
    let paragraph = &value["root"]["children"][1]["children"][0];
    assert_eq!(paragraph["kind"], "paragraph");
    assert_eq!(paragraph["children"][1]["kind"], "emphasis");
    assert_eq!(paragraph["children"][1]["span"]["start"], 7);
}
