//! Web pages and Markdown of other programs. Each folder of `tests/pages` holds
//! a file of our own writing with what lies beside it, and in `expected` what it
//! becomes; `BLESS=1` writes that, and whoever blesses reads it.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pamphlet_import::{Imported, Kind, Options, Source, import};
use support::words::assert_words_kept;
use support::{page_words, read_back};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let entries = fs::read_dir(root).unwrap().map(|it| it.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|it| it.is_dir()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

fn source_of(folder: &Path) -> PathBuf {
    ["page.html", "page.md", "page.qmd.md", "article.md"]
        .iter()
        .map(|it| folder.join(it))
        .find(|it| it.exists())
        .unwrap()
}

fn imported(folder: &Path) -> Imported {
    let path = source_of(folder);
    let bytes = fs::read(&path).unwrap();
    let beside = |path: &str| match path.contains("..") || path.starts_with("expected") {
        true => None,
        false => fs::read(folder.join(path)).ok(),
    };
    let options = Options {
        slug: name(folder),
        title: None,
    };
    let source = Source {
        name: "page",
        bytes: &bytes,
        beside: &beside,
    };
    import(&source, &options).unwrap()
}

/// What was decided, but the slots: they say the same of every page.
fn decisions(imported: &Imported) -> String {
    let decisions = imported.report.decisions.iter();
    let told = decisions.filter(|it| it.kind != Kind::Slot);
    let lines = told.map(|it| {
        let (place, kind, sure) = (it.place.0, it.kind.name(), it.confidence);
        let list = |what: &str, words: &[String]| match words {
            [] => String::new(),
            words => format!(" [{what}: {}]", words.join(" ")),
        };
        let dropped = list("dropped", &it.dropped);
        let added = list("added", &it.added);
        format!(
            "{place:>4} {kind:<17} {sure:>3} {}{dropped}{added}\n",
            it.message
        )
    });
    lines.collect()
}

#[test]
fn pages_become_what_stands_beside_them() {
    let folders = folders();
    assert!(
        folders
            .iter()
            .filter(|it| name(it).starts_with("html-"))
            .count()
            >= 10
    );
    assert!(
        folders
            .iter()
            .filter(|it| name(it).starts_with("md-"))
            .count()
            >= 10
    );
    let mut wrong = Vec::new();
    for folder in folders {
        let imported = imported(&folder);
        let mut files = imported.files();
        files.insert("report.txt".to_owned(), decisions(&imported).into_bytes());
        let expected = folder.join("expected");
        if std::env::var_os("BLESS").is_some() {
            drop(fs::remove_dir_all(&expected));
            fs::create_dir_all(&expected).unwrap();
            for (path, bytes) in files.iter().filter(|(path, _)| is_text(path)) {
                fs::write(expected.join(path), bytes).unwrap();
            }
        }
        let mut there = BTreeMap::new();
        for entry in fs::read_dir(&expected).unwrap() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            there.insert(
                path.file_name().unwrap().to_string_lossy().into_owned(),
                bytes,
            );
        }
        files.retain(|path, _| is_text(path));
        if there != files {
            let text = files
                .values()
                .map(|it| String::from_utf8_lossy(it))
                .collect::<Vec<_>>();
            wrong.push(format!("{}:\n{}", folder.display(), text.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn is_text(path: &str) -> bool {
    [".md", ".yaml", ".txt", ".bib"]
        .iter()
        .any(|it| path.ends_with(it))
}

#[test]
fn what_was_imported_reads_back() {
    for folder in folders() {
        let imported = imported(&folder);
        println!("{}", folder.display());
        read_back(&imported);
    }
}

#[test]
fn no_word_of_a_page_is_lost() {
    for folder in folders().iter().filter(|it| name(it).starts_with("html-")) {
        println!("{}", folder.display());
        let bytes = fs::read(source_of(folder)).unwrap();
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(latin) => encoding_rs::WINDOWS_1252
                .decode(latin.as_bytes())
                .0
                .into_owned(),
        };
        let mut imported = imported(folder);
        // A browser makes the numbers of a list: they are no text of the page.
        for decision in &mut imported.report.decisions {
            if decision
                .message
                .starts_with("the numbers of the references")
            {
                decision.dropped.clear();
            }
        }
        assert_words_kept(page_words(&text), &imported);
    }
}

#[test]
fn importing_what_was_imported_changes_nothing() {
    for folder in folders() {
        println!("{}", folder.display());
        let first = imported(&folder).files();
        let beside = |path: &str| first.get(path).cloned();
        let source = Source {
            name: "article.md",
            bytes: &first["article.md"],
            beside: &beside,
        };
        let options = Options {
            slug: name(&folder),
            title: None,
        };
        let again = import(&source, &options).unwrap();
        assert_eq!(again.importer, "markdown");
        let second = again.files();
        for (path, bytes) in &first {
            let (before, after) = (String::from_utf8_lossy(bytes), second.get(path));
            let after = after.map(|it| String::from_utf8_lossy(it));
            assert_eq!(
                Some(&before),
                after.as_ref(),
                "{path} of {}",
                folder.display()
            );
        }
        assert_eq!(
            first.keys().collect::<Vec<_>>(),
            second.keys().collect::<Vec<_>>()
        );
    }
}

/// Runs of letters and digits, each with how often it stands there.
fn runs(text: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for run in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|it| !it.is_empty())
    {
        *out.entry(run.to_lowercase()).or_default() += 1;
    }
    out
}

/// Names of keys, kinds and roles are marks and no words.
const MARKS: [&str; 16] = [
    "output",
    "affiliation",
    "format",
    "alt",
    "aliases",
    "title",
    "author",
    "date",
    "bibliography",
    "categories",
    "tags",
    "note",
    "info",
    "danger",
    "faq",
    "sub",
];

/// A text without the tags in it.
fn untagged(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_lowercase() || c == '/');
        let end = tag
            .find('>')
            .filter(|_| is_tag && !tag.starts_with("<unknown"));
        let silent = tag
            .starts_with("<script")
            .then(|| tag.find("</script>"))
            .flatten();
        let end = silent.or(end.map(|it| it + 1)).unwrap_or(1);
        out.push(if end == 1 { '<' } else { ' ' });
        rest = &tag[end..];
    }
    out + rest
}

#[test]
fn no_word_of_foreign_markdown_is_lost() {
    for folder in folders().iter().filter(|it| name(it).starts_with("md-")) {
        let text = fs::read_to_string(source_of(folder)).unwrap();
        let imported = imported(folder);
        let mut there = String::new();
        for (path, bytes) in imported.files() {
            if is_text(&path) {
                there.push_str(&String::from_utf8_lossy(&bytes));
            }
        }
        for decision in &imported.report.decisions {
            there.push_str(&format!(" {} ", decision.dropped.join(" ")));
        }
        let there = runs(&there);
        let lost: Vec<(String, usize)> = runs(&untagged(&text))
            .into_iter()
            .filter(|(run, count)| there.get(run).copied().unwrap_or(0) < *count)
            .filter(|(run, _)| !MARKS.contains(&run.as_str()))
            .collect();
        assert!(lost.is_empty(), "{}: {lost:?}", folder.display());
    }
}
