//! `pamphlet import`: what lands where, what stays as it was, and what is told.

use std::fs;
use std::path::Path;

use super::{code, files, pamphlet, run, text};

const CLIPPING: &str = "Asthma and your inhaler\n\nFundamentals\nAsthma makes the airways narrow. \
                        An inhaler opens them.\n\nHow to use it\nShake the inhaler. Breathe out. \
                        Press and breathe in slowly.\n\nReflection\nWhen did you last use it?\n";
const PAGE: &str = "<!doctype html><html lang=en><title>Sleep</title><body><h1>Sleep</h1>\
                    <p>Sleep restores the body.</p></body></html>";

fn import(path: &Path, output: &Path, more: &[&str]) -> std::process::Output {
    run(pamphlet()
        .arg("import")
        .arg(path)
        .arg("-o")
        .arg(output)
        .args(more))
}

#[test]
fn a_clipping_becomes_a_folder_that_builds() {
    let home = tempfile::tempdir().unwrap();
    let (source, out) = (home.path().join("My clip (1).txt"), home.path().join("lib"));
    fs::write(&source, CLIPPING).unwrap();
    let imported = import(&source, &out, &[]);
    assert_eq!(code(&imported), 0, "{}", text(&imported.stderr));
    assert_eq!(files(&out), ["my-clip-1/article.md"]);
    let built = run(pamphlet()
        .arg("build")
        .arg(&out)
        .arg("-o")
        .arg(home.path().join("dist")));
    assert_eq!(code(&built), 0, "{}", text(&built.stderr));
    let made = files(&home.path().join("dist"));
    let names: Vec<_> = made
        .iter()
        .map(|it| it.rsplit('.').next().unwrap())
        .collect();
    assert_eq!(names, ["epub", "html", "pdf"]);
}

#[test]
fn what_is_there_is_overwritten_by_force_alone() {
    let home = tempfile::tempdir().unwrap();
    let (source, out) = (home.path().join("clip.txt"), home.path().join("lib"));
    fs::write(&source, CLIPPING).unwrap();
    assert_eq!(code(&import(&source, &out, &[])), 0);
    let again = import(&source, &out, &[]);
    assert_eq!(code(&again), 0);
    assert!(text(&again.stdout).contains("unchanged"), "{again:?}");

    let article = out.join("clip/article.md");
    let edited = fs::read_to_string(&article)
        .unwrap()
        .replace("airways", "windpipes");
    fs::write(&article, &edited).unwrap();
    let refused = import(&source, &out, &[]);
    assert_eq!(code(&refused), 2);
    assert!(text(&refused.stderr).contains("--force"), "{refused:?}");
    assert_eq!(fs::read_to_string(&article).unwrap(), edited);
    assert_eq!(code(&import(&source, &out, &["--force"])), 0);
    assert_ne!(fs::read_to_string(&article).unwrap(), edited);
}

#[test]
fn importing_what_was_imported_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let (source, out) = (home.path().join("clip.txt"), home.path().join("lib"));
    fs::write(&source, CLIPPING).unwrap();
    assert_eq!(code(&import(&source, &out, &[])), 0);
    let before = fs::read(out.join("clip/article.md")).unwrap();
    for path in [out.join("clip/article.md"), out.clone()] {
        let again = import(&path, &out, &[]);
        assert_eq!(code(&again), 0, "{}", text(&again.stderr));
        assert!(text(&again.stdout).contains("unchanged"), "{again:?}");
    }
    let other = home.path().join("other");
    assert_eq!(code(&import(&out, &other, &[])), 0);
    assert_eq!(fs::read(other.join("clip/article.md")).unwrap(), before);
    assert_eq!(files(&other), files(&out));
}

#[test]
fn a_fault_in_one_file_does_not_stop_the_rest() {
    let home = tempfile::tempdir().unwrap();
    let (folder, out) = (home.path().join("in"), home.path().join("out"));
    fs::create_dir_all(folder.join("wards/Sleep_files")).unwrap();
    fs::write(folder.join("a.txt"), CLIPPING).unwrap();
    fs::write(folder.join("a.text"), CLIPPING).unwrap();
    fs::write(folder.join("broken.txt"), b"caf\xE9 au lait").unwrap();
    fs::write(folder.join("empty.txt"), "").unwrap();
    fs::write(folder.join("photo.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    fs::write(folder.join("program"), [0x7f, b'E', 0, 0, 255]).unwrap();
    fs::write(folder.join(".hidden.txt"), CLIPPING).unwrap();
    fs::write(folder.join("wards/Sleep.html"), PAGE).unwrap();
    fs::write(folder.join("wards/Sleep_files/ad.html"), PAGE).unwrap();
    let told = import(&folder, &out, &["--format", "csv"]);
    assert_eq!(code(&told), 1, "{}", text(&told.stderr));
    let rows = text(&told.stdout);
    let mut rows = rows.lines();
    let columns = "file,status,importer,folder,title,language,dates,parts,words,confidence,\
                   to look at,empty slots,blocks a build";
    assert_eq!(rows.next(), Some(columns));
    let states: Vec<(String, String)> = rows
        .map(|row| {
            let mut cells = row.split(',');
            let mut next = || cells.next().unwrap_or_default().to_owned();
            (next(), next())
        })
        .collect();
    let expected = [
        ("a.text", "imported"),
        ("a.txt", "imported"),
        ("broken.txt", "refused"),
        ("empty.txt", "refused"),
        ("program", "refused"),
        ("wards/Sleep.html", "imported"),
    ];
    let expected: Vec<_> = expected.map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    assert_eq!(states, expected);
    let articles = ["a-2/article.md", "a/article.md", "wards/sleep/article.md"];
    assert_eq!(files(&out), articles);
    let words = text(&told.stderr);
    assert!(words.contains("broken.txt: line 1 is not UTF-8"), "{words}");
}

#[test]
fn programs_get_every_decision() {
    let home = tempfile::tempdir().unwrap();
    let source = home.path().join("clip.txt");
    fs::write(&source, CLIPPING).unwrap();
    let told = import(
        &source,
        &home.path().join("out"),
        &["--format", "json", "--title", "Puff"],
    );
    let report: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    let file = &report["files"][0];
    assert_eq!(file["status"], "imported");
    assert_eq!(file["title"], "Puff");
    assert_eq!(
        file["parts"],
        serde_json::json!(["fundamentals", "reflection"])
    );
    assert_eq!(file["blocking"], serde_json::json!([]));
    let kinds = file["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["kind"].clone());
    let kinds: Vec<_> = kinds.collect();
    assert!(kinds.contains(&"part".into()), "{kinds:?}");
    assert!(kinds.contains(&"slot".into()), "{kinds:?}");
    assert!(home.path().join("out/puff/article.md").is_file());
}

#[test]
fn what_stops_a_build_of_a_long_article_is_for_the_triage_list_alone() {
    let home = tempfile::tempdir().unwrap();
    let (source, out) = (home.path().join("long.md"), home.path().join("out"));
    // Reading takes a link to nowhere, building does not.
    let body = "Asthma makes the airways narrow.\n\n".repeat(10_000);
    let article =
        format!("---\ntitle: Long\n---\n\n# Fundamentals\n\nSee [it](#nowhere).\n\n{body}");
    fs::write(&source, &article).unwrap();
    let told = import(&source, &out, &[]);
    assert!(
        text(&told.stderr).contains("longer than 256 KB"),
        "{told:?}"
    );
    let told = import(&source, &out, &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(report["files"][0]["blocking"], serde_json::Value::Null);
    let told = import(&source, &out, &["--format", "csv"]);
    assert!(text(&told.stdout).contains("nowhere"), "{told:?}");
    fs::write(&source, article.replace(&body, "Short.\n")).unwrap();
    let told = import(&source, &out, &["--force"]);
    assert!(text(&told.stderr).contains("nowhere"), "{told:?}");
}

#[test]
fn wrong_sources_are_named() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("out");
    assert_eq!(code(&import(&home.path().join("none"), &out, &[])), 2);
    let empty = home.path().join("empty");
    fs::create_dir(&empty).unwrap();
    assert_eq!(code(&import(&empty, &out, &[])), 1);
    assert_eq!(code(&import(&empty, &out, &["--title", "x"])), 2);
    assert!(!out.exists());
}
