//! The program as a process: exit codes, what it prints where, and what it leaves on the disk when
//! something stops it in the middle.

mod exchange;
mod import;
mod translations;
mod words;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ARTICLE: &str = "---\ntitle: Water\nreviewed: 2026-11-01\n---\n\n# Fundamentals\n\nDrink.\n";

fn pamphlet() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pamphlet"));
    command.env_remove("SOURCE_DATE_EPOCH");
    command
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the program starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| {
        let words = String::from_utf8_lossy(&output.stderr);
        panic!("no exit code: {}\n{words}", output.status)
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A library of articles `a0`, `a1`, … with one text.
fn library(folder: &Path, articles: usize, text: &str) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("pamphlet.toml"), "").unwrap();
    for n in 0..articles {
        let article = folder.join(format!("a{n}"));
        fs::create_dir_all(&article).unwrap();
        fs::write(article.join("article.md"), text).unwrap();
    }
}

/// Every file under a folder, by its path in it, sorted.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => found.push(
                    path.strip_prefix(folder)
                        .unwrap()
                        .to_string_lossy()
                        .into_owned(),
                ),
            }
        }
    }
    found.sort();
    found
}

#[test]
fn wrong_usage_and_wrong_configuration_are_two() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(code(&run(pamphlet().arg("fly"))), 2);
    assert_eq!(code(&run(pamphlet().args(["build", "-t", "stone"]))), 2);
    library(&home.path().join("lib"), 1, ARTICLE);
    fs::write(home.path().join("lib/pamphlet.toml"), "lang = 3\n").unwrap();
    let built = run(pamphlet().arg("build").arg(home.path().join("lib")));
    assert_eq!(code(&built), 2);
    assert!(text(&built.stderr).contains("pamphlet.toml"), "{built:?}");
}

#[test]
fn a_fault_in_an_article_is_one_and_the_report_still_is_json() {
    let home = tempfile::tempdir().unwrap();
    let (lib, out) = (home.path().join("lib"), home.path().join("out"));
    library(&lib, 1, ARTICLE);
    let build = |extra: &[&str]| {
        run(pamphlet()
            .arg("build")
            .arg(&lib)
            .arg("-o")
            .arg(&out)
            .args(extra))
    };
    assert_eq!(code(&build(&[])), 0);
    let before: Vec<_> = files(&out)
        .iter()
        .map(|name| fs::read(out.join(name)).unwrap())
        .collect();
    assert_eq!(before.len(), 3);

    fs::write(
        lib.join("a0/article.md"),
        format!("{ARTICLE}\n<b>bold</b>\n"),
    )
    .unwrap();
    let failed = build(&["--report", "json"]);
    assert_eq!(code(&failed), 1);
    let report: serde_json::Value = serde_json::from_slice(&failed.stdout).unwrap();
    let first = &report["diagnostics"][0];
    assert_eq!((&first["line"], &first["column"]), (&10.into(), &1.into()));
    assert!(
        text(&failed.stderr).contains("article.md:10:1"),
        "{failed:?}"
    );
    let after: Vec<_> = files(&out)
        .iter()
        .map(|name| fs::read(out.join(name)).unwrap())
        .collect();
    assert_eq!(before, after);
}

#[test]
fn a_new_library_builds_and_its_source_stands_beside_it_where_asked() {
    let home = tempfile::tempdir().unwrap();
    let (lib, out) = (home.path().join("mine"), home.path().join("out"));
    assert_eq!(code(&run(pamphlet().arg("new").arg(&lib))), 0);
    let again = run(pamphlet().arg("new").arg(&lib));
    assert_ne!(code(&again), 0, "it was written over");
    let built = run(pamphlet()
        .arg("build")
        .arg(&lib)
        .arg("-o")
        .arg(&out)
        .args(["--emit", "typst"]));
    assert_eq!(code(&built), 0, "{}", text(&built.stderr));
    assert!(text(&built.stdout).contains(".pdf"), "{built:?}");
    for ending in [".html", ".epub", ".pdf", ".typ"] {
        let found = files(&out);
        assert!(
            found.iter().any(|name| name.ends_with(ending)),
            "{ending}: {found:?}"
        );
    }
}

#[test]
fn a_file_where_we_stand_is_built_into_a_folder_that_is_not_there_yet() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("water.md"), ARTICLE).unwrap();
    let built = run(pamphlet()
        .current_dir(home.path())
        .args(["build", "water.md", "-o", "new/out"]));
    assert_eq!(code(&built), 0, "{}", text(&built.stderr));
    let found = files(&home.path().join("new/out"));
    assert_eq!(found, ["water.epub", "water.html", "water.pdf"]);
}

#[test]
fn an_output_folder_that_is_a_file_is_seventy_four() {
    let home = tempfile::tempdir().unwrap();
    library(&home.path().join("lib"), 1, ARTICLE);
    let out = home.path().join("out");
    fs::write(&out, "mine").unwrap();
    let built = run(pamphlet()
        .arg("build")
        .arg(home.path().join("lib"))
        .arg("-o")
        .arg(&out));
    assert_eq!(code(&built), 74, "{}", text(&built.stderr));
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine");
}

/// A limit on the size of files stands in for a full disk: writing fails in the middle of a file.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_is_seventy_four_and_leaves_what_was_there() {
    let home = tempfile::tempdir().unwrap();
    let (lib, out) = (home.path().join("lib"), home.path().join("out"));
    library(&lib, 2, ARTICLE);
    fs::create_dir_all(out.join("a0")).unwrap();
    fs::write(out.join("a0/a0.pdf"), "old").unwrap();
    let limited = "trap '' XFSZ; ulimit -f 8; exec \"$0\" build \"$1\" -o \"$2\"";
    let built = run(Command::new("sh")
        .args(["-c", limited])
        .arg(env!("CARGO_BIN_EXE_pamphlet"))
        .args([&lib, &out]));
    assert_eq!(code(&built), 74, "{}", text(&built.stderr));
    assert_eq!(files(&out), ["a0/a0.pdf"]);
    assert_eq!(fs::read_to_string(out.join("a0/a0.pdf")).unwrap(), "old");
}

/// Interrupted while it writes a library: every article is there whole or not at all.
#[cfg(unix)]
#[test]
fn an_interrupt_is_a_hundred_and_thirty_and_halves_nothing() {
    const ARTICLES: usize = 300;
    let home = tempfile::tempdir().unwrap();
    let (lib, out) = (home.path().join("lib"), home.path().join("out"));
    library(&lib, ARTICLES, ARTICLE);
    let mut child = pamphlet()
        .arg("build")
        .arg(&lib)
        .arg("-o")
        .arg(&out)
        .args(["-j", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while files(&out).len() < 3 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let found = files(&out);
    assert!(!found.is_empty() && found.len() < 3 * ARTICLES);
    assert!(
        !found.iter().any(|name| name.contains(".part")),
        "{found:?}"
    );
    for article in found.chunk_by(|a, b| a.split('/').next() == b.split('/').next()) {
        assert_eq!(article.len(), 3, "{article:?}");
    }
}

#[test]
fn the_tree_is_printed_and_completions_are_made() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("notes.md");
    fs::write(&file, "# My title\n\nDrink *water*.\n").unwrap();
    let tree = run(pamphlet().arg("inspect").arg(&file));
    assert_eq!(code(&tree), 0);
    assert!(text(&tree.stdout).contains("emphasis"), "{tree:?}");
    let json = run(pamphlet()
        .arg("inspect")
        .arg(&file)
        .args(["--format", "json"]));
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert!(json.is_object());
    let script = run(pamphlet().args(["completions", "bash"]));
    assert!(text(&script.stdout).contains("pamphlet"));
}

#[test]
fn references_are_listed_formatted_and_locked() {
    let home = tempfile::tempdir().unwrap();
    let lib = home.path().join("lib");
    library(&lib, 1, &format!("{ARTICLE}\nSo it is [@a2001].\n"));
    let entry = "@article{a2001, author = {Ae, Bo}, title = {One}, journal = {J}, year = 2001, \
                 doi = {10.1000/a}}";
    let bibliography = lib.join("a0/references.bib");
    fs::write(&bibliography, entry).unwrap();
    let refs = |arguments: &[&str]| run(pamphlet().arg("refs").arg(&lib).args(arguments));
    let build = || {
        let out = home.path().join("out");
        run(pamphlet()
            .arg("build")
            .arg(&lib)
            .arg("-o")
            .arg(out)
            .args(["-f", "html"]))
    };

    let listed = refs(&[]);
    assert_eq!(code(&listed), 0, "{}", text(&listed.stderr));
    let line = text(&listed.stdout);
    assert!(
        line.starts_with("a2001\tnot verified\tAe B. One. J."),
        "{line}"
    );
    let yaml = text(&refs(&["--format", "yaml"]).stdout);
    assert!(yaml.starts_with("a2001:\n  type: article\n"), "{yaml}");

    assert_eq!(code(&refs(&["--lock", "a2001"])), 2, "nobody signed");
    let unknown = refs(&["--lock", "a2011", "--by", "AB"]);
    assert_eq!(code(&unknown), 2);
    assert!(text(&unknown.stderr).contains("did you mean `a2001`?"));
    let locked = refs(&["--lock", "a2001", "--by", "AB", "--on", "2026-11-20"]);
    assert_eq!(code(&locked), 0, "{}", text(&locked.stderr));
    assert!(text(&refs(&[]).stdout).contains("verified 2026-11-20 AB"));
    assert_eq!(code(&build()), 0);

    fs::write(&bibliography, entry.replace("{One}", "{Two}")).unwrap();
    let built = build();
    assert_eq!(code(&built), 1);
    assert!(
        text(&built.stderr).contains("changed-reference"),
        "{built:?}"
    );
    assert_eq!(code(&refs(&["--lock", "--by", "AB"])), 0);
    assert_eq!(code(&build()), 0);
}

#[test]
fn a_number_of_a_proof_leads_to_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let article = format!("{ARTICLE}\nTwice.\n\n## When\n\nNow.\n");
    library(folder.path(), 1, &article);
    let find = |number: &str| {
        let path = folder.path().join("a0");
        run(pamphlet()
            .arg("inspect")
            .arg(path)
            .args(["--paragraph", number]))
    };
    for (number, place) in [("1.1", "8:1"), ("1.2", "10:1"), ("2.1", "14:1")] {
        let output = find(number);
        let said = text(&output.stdout);
        assert_eq!(
            (code(&output), said),
            (0, format!("a0/article.md:{place}\n"))
        );
    }
    let output = find("7.1");
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("no block has the number 7.1"));
}

#[test]
fn a_theme_that_fails_is_shown_with_every_pair_of_its_colours() {
    let folder = tempfile::tempdir().unwrap();
    let check = |theme: &Path| run(pamphlet().args(["theme", "check"]).arg(theme));
    let good = check(Path::new("plain"));
    assert_eq!(code(&good), 0);
    assert!(!text(&good.stdout).contains("FAILS"));
    let toml = "name = 'pale'\nextends = 'clinic'\n[colors.light]\ntext = '#bbbbbb'\n";
    fs::write(folder.path().join("theme.toml"), toml).unwrap();
    let bad = check(folder.path());
    assert_eq!(code(&bad), 1);
    assert!(text(&bad.stdout).contains("FAILS"), "{}", text(&bad.stdout));
    assert!(
        text(&bad.stderr).contains("theme.toml:4:8"),
        "{}",
        text(&bad.stderr)
    );
    assert_eq!(code(&check(Path::new("no-such-theme"))), 2);
}

#[test]
fn pages_for_record_systems_come_with_their_list() {
    let folder = tempfile::tempdir().unwrap();
    library(&folder.path().join("in"), 2, ARTICLE);
    let out = folder.path().join("out");
    let build = run(pamphlet()
        .arg("build")
        .arg(folder.path().join("in"))
        .args(["-t", "ehr", "-o"])
        .arg(&out));
    assert_eq!(code(&build), 0, "{}", text(&build.stderr));
    assert_eq!(files(&out), ["a0/a0-ehr.html", "a1/a1-ehr.html", "ehr.csv"]);
    let list = fs::read_to_string(out.join("ehr.csv")).unwrap();
    let rows: Vec<&str> = list.lines().collect();
    assert_eq!(
        rows[0],
        "identifier,title,language,codes,version,file,sha256"
    );
    assert!(rows[1].contains(",Water,en,,,a0/a0-ehr.html,"), "{list}");
    assert_eq!(rows.len(), 3);
}
