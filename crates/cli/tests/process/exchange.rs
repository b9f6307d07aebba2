//! Files for translators: what goes out, what comes back, and what is refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::{code, library, pamphlet, run, text};

mod changed;
mod slips;
mod terms;

const SOURCE: &str = "---\ntitle: Water\npurpose: What to drink\nkeywords: [water]\ncustom:\n  phone: \"1\"\n---\n\n\
# Fundamentals\n\n<!-- pamphlet: todo say how warm -->\n\nDrink **much [[water]]**, call {{custom.phone}}[^1].\n\n\
## When\n\n| Day | Cups |\n|---|---|\n| Monday | 2 |\n\n: Cups a day {#tbl-cups}\n\n\
See [](#tbl-cups) and [a page](https://example.org \"Its title\").\n\n[^1]: Not *tea*.\n";
const TERMS: &str = "water:\n  term: water\n  definition: \"What `H2O` is.\"\n";

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Home {
        let home = Home::of(SOURCE);
        fs::write(home.file("glossary.yaml"), TERMS).unwrap();
        home
    }

    fn of(source: &str) -> Home {
        let home = tempfile::tempdir().unwrap();
        library(home.path(), 1, source);
        Home(home)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join("a0").join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap_or_default()
    }

    fn export(&self, xliff: &str) -> String {
        let output = run(pamphlet()
            .args(["translate", "export", "--lang", "es", "--xliff", xliff])
            .arg(self.file("")));
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        text(&output.stdout)
    }

    fn import(&self, xliff: impl AsRef<[u8]>) -> Output {
        let file = self.0.path().join("back.xlf");
        fs::write(&file, xliff).unwrap();
        run(pamphlet()
            .args(["translate", "import"])
            .arg(&file)
            .arg(self.0.path()))
    }

    /// What is written, all of which has to be right.
    fn taken(&self, xliff: impl AsRef<[u8]>) -> Vec<String> {
        let output = self.import(xliff);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        let name = |line: &str| {
            let name = Path::new(line).file_name();
            name.unwrap().to_string_lossy().into_owned()
        };
        text(&output.stdout).lines().map(name).collect()
    }

    /// What is said of a file of which something is taken.
    fn warned(&self, xliff: &str) -> String {
        let output = self.import(xliff);
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        text(&output.stderr)
    }

    /// What is said of a file that is refused, which leaves everything as it was.
    fn refused(&self, xliff: impl AsRef<[u8]>) -> String {
        let before = super::files(self.0.path());
        let article = self.read("article.es.md");
        let output = self.import(xliff);
        assert_eq!(code(&output), 1, "{}", text(&output.stderr));
        let mut after = super::files(self.0.path());
        after.retain(|name| name != "back.xlf" || before.contains(name));
        assert_eq!(after, before);
        assert_eq!(self.read("article.es.md"), article);
        text(&output.stderr)
    }
}

/// A file with every source as its target, in other words.
fn translated(xliff: &str) -> String {
    let words = [
        (">Water<", ">Agua<"),
        (">water<", ">agua<"),
        (">What to drink<", ">Qué beber<"),
        ("Drink <", "Beba <"),
        (">much <", ">mucha <"),
        (", call <", ", llame <"),
        (">When<", ">Cuándo<"),
        (">Day<", ">Día<"),
        (">Monday<", ">Lunes<"),
        (">Cups<", ">Vasos<"),
        (">Cups a day<", ">Vasos por día<"),
        (">See <", ">Vea <"),
        ("> and <", "> y <"),
        (">a page<", ">una página<"),
        (">Its title<", ">Su título<"),
        (">Not <", ">No <"),
        (">tea<", ">té<"),
        (">What <", ">Lo que <"),
        ("> is.<", "> es.<"),
    ];
    let mut out = String::new();
    for line in done(xliff).lines() {
        out.push_str(line);
        out.push('\n');
        let indent = line.len() - line.trim_start().len();
        if line.trim_start().starts_with("<source>") {
            let target = line.replace("source>", "target>");
            let target = words
                .iter()
                .fold(target, |it, (from, to)| it.replace(from, to));
            assert!(indent > 0);
            out.push_str(&target);
            out.push('\n');
        }
    }
    out
}

/// A file whose states say that what has a target is translated.
fn done(xliff: &str) -> String {
    xliff.replace("state=\"initial\"", "state=\"translated\"")
}

/// A file with targets behind these sources, where they have none.
fn filled(xliff: &str, words: &[(&str, &str)]) -> String {
    let xliff = done(xliff);
    let lines: Vec<&str> = xliff.lines().collect();
    let mut out = String::new();
    for (place, line) in lines.iter().enumerate() {
        out.push_str(line);
        let is = |(source, _): &&(&str, &str)| line.trim() == format!("<source>{source}</source>");
        let next = lines.get(place + 1).map_or("", |it| it.trim_start());
        match words.iter().find(is) {
            Some((_, target)) if !next.starts_with("<target") => {
                out.push_str(&format!("<target>{target}</target>\n"));
            }
            _ => out.push('\n'),
        }
    }
    for (source, _) in words {
        assert!(
            xliff.contains(&format!("<source>{source}</source>")),
            "{source} in {xliff}"
        );
    }
    out
}

const SPANISH: &str = "---\ntitle: Agua\nlang: es\npurpose: Qué beber\nkeywords:\n  - agua\n---\n\n\
# Fundamentos\n\nBeba **mucha [[agua]]**, llame {{custom.phone}}[^1].\n\n\
## Cuándo\n\n| Día | Vasos |\n| --- | --- |\n| Lunes | 2 |\n\n: Vasos por día {#tbl-cups}\n\n\
Vea [](#tbl-cups) y [una página](https://example.org \"Su título\").\n\n[^1]: No *té*.\n";

#[test]
fn a_translation_comes_of_a_file_and_builds() {
    for version in ["1.2", "2.1"] {
        let home = Home::new();
        let out = home.export(version);
        assert_eq!(out, home.export(version), "same input, same bytes");
        assert!(out.contains("<note>To do: say how warm</note>"), "{out}");
        assert!(out.contains("<note>water: What H2O is.</note>"), "{out}");
        let back = translated(&out);
        assert_eq!(
            home.taken(&back),
            ["article.es.md", "article.es.lock", "glossary.es.yaml"]
        );
        assert_eq!(home.read("article.es.md"), SPANISH);
        assert_eq!(
            home.read("glossary.es.yaml"),
            "water:\n  term: agua\n  definition: \"Lo que `H2O` es.\"\n"
        );
        // It says all of it already.
        assert_eq!(home.taken(&back), [""; 0]);
        let status = run(pamphlet().arg("status").arg(home.0.path()));
        assert!(text(&status.stdout).contains("follows its source"));
        let built = run(pamphlet()
            .arg("build")
            .arg(home.0.path())
            .arg("-o")
            .arg(home.0.path().join("dist"))
            .args(["-f", "html"]));
        assert_eq!(code(&built), 0, "{}", text(&built.stderr));
        let page = home.0.path().join("dist/a0/a0.es.html");
        assert!(fs::read_to_string(page).unwrap().contains("mucha"));
    }
}

#[test]
fn an_untouched_file_changes_no_byte_of_what_was_written_by_hand() {
    let home = Home::new();
    home.taken(translated(&home.export("2.1")));
    // As a person writes: lines that break, other marks, a comment, no `lang`.
    let by_hand = SPANISH
        .replace("lang: es\n", "")
        .replace("Qué beber\n", "Qué beber # ¿?\n")
        .replace("llame {{", "llame\n{{")
        .replace("*té*", "_té_")
        .replace("[^1]", "[^té]")
        .replace("## Cuándo", "<!-- ¿cuándo? -->\n\n## Cuándo");
    fs::write(home.file("article.es.md"), &by_hand).unwrap();
    for version in ["1.2", "2.1"] {
        let out = home.export(version);
        assert_eq!(home.taken(&out), [""; 0]);
        assert_eq!(home.read("article.es.md"), by_hand);
        assert_eq!(out, home.export(version));
    }
    // Another word changes its block and no other.
    let edited = home
        .export("2.1")
        .replace("<target>Cuándo", "<target>Cuando");
    assert_eq!(home.taken(&edited), ["article.es.md"]);
    let now = home.read("article.es.md");
    assert!(now.contains("llame\n{{"), "{now}");
    assert!(now.contains("## Cuando\n"), "{now}");
    assert!(
        now.starts_with("---\ntitle: Agua\npurpose: Qué beber # ¿?\n"),
        "{now}"
    );
}

#[test]
fn without_a_lock_nothing_is_offered_and_nothing_is_lost() {
    let home = Home::new();
    home.taken(translated(&home.export("2.1")));
    fs::remove_file(home.file("article.es.lock")).unwrap();
    let out = home.export("2.1");
    assert!(!out.contains("<target>Cuándo"), "{out}");
    assert!(
        out.contains("Translation so far, of other words: Cuándo"),
        "{out}"
    );
    assert_eq!(home.taken(&out), [""; 0]);
    assert!(!home.file("article.es.lock").exists());
}

#[test]
fn a_source_that_went_on_keeps_words_at_their_blocks_and_is_told() {
    let home = Home::new();
    let back = translated(&home.export("2.1"));
    let changed = SOURCE.replace("## When", "## When to drink");
    fs::write(home.file("article.md"), changed).unwrap();
    let output = home.import(&back);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let said = text(&output.stderr);
    assert!(said.contains("warning[xliff-source]"), "{said}");
    assert!(said.contains("fundamentals/1/heading changed"), "{said}");
    let status = run(pamphlet().arg("status").arg(home.0.path()));
    let status = text(&status.stdout);
    assert!(status.contains("1 changed"), "{status}");
    // What moved takes its words along; what is new is asked for.
    let grown = SOURCE
        .replace("## When", "New.\n\n## When")
        .replace("Drink **", "First.\n\nDrink **");
    fs::write(home.file("article.md"), grown).unwrap();
    let said = home.refused(&back);
    assert!(
        said.contains("fundamentals/paragraph-1 and 1 others"),
        "{said}"
    );
    let out = home.export("2.1");
    assert!(
        out.contains("<source>First.</source>\n      </segment>"),
        "{out}"
    );
    let whole = out.replace(
        "<source>First.</source>\n",
        "<source>First.</source>\n<target>Primero.</target>\n",
    );
    let whole = whole.replace(
        "<source>New.</source>\n",
        "<source>New.</source>\n<target>Nuevo.</target>\n",
    );
    assert_eq!(
        home.taken(done(&whole)),
        ["article.es.md", "article.es.lock"]
    );
    let expected =
        "Primero.\n\nBeba **mucha [[agua]]**, llame {{custom.phone}}[^1].\n\nNuevo.\n\n## Cuándo";
    assert!(home.read("article.es.md").contains(expected));
}

#[test]
fn broken_codes_are_refused_with_their_unit_and_line() {
    let home = Home::new();
    let back = translated(&home.export("1.2"));
    let line = back
        .lines()
        .position(|it| it.contains("<target>Beba"))
        .unwrap()
        + 1;
    let target = back.lines().nth(line - 1).unwrap().to_owned();
    let field = "<x id=\"3\" ctype=\"x-field\" equiv-text=\"{{custom.phone}}\"/>";
    assert!(target.contains(field), "{target}");
    let cases = [
        (
            target.replace(field, ""),
            "code 3 (`{{custom.phone}}`) is missing",
        ),
        (
            target.replace(field, &field.repeat(2)),
            "code 3 is there twice",
        ),
        (
            target.replace(field, "<x id=\"33\"/>"),
            "there is no code 33",
        ),
        (
            target.replace("<g id=\"2\" ", "<g id=\"1\" "),
            "code 1 is there twice",
        ),
        (target.replace(field, "<bx id=\"3\"/>"), "has a code `<bx>`"),
        (
            target
                .replace("</g></g>", &format!("{field}</g></g>"))
                .replacen(&format!(" {field}"), "", 1),
            "code 3 cannot stand within code 2",
        ),
    ];
    for (broken, what) in cases {
        let said = home.refused(back.replace(&target, &broken));
        assert!(said.contains(what), "{said}");
        assert!(said.contains("error[xliff-code]"), "{said}");
        assert!(said.contains("unit fundamentals:paragraph-1"), "{said}");
        assert!(said.contains("help: "), "{said}");
        assert!(
            said.contains(&format!("back.xlf:{line}:")) || what.contains("missing"),
            "{said}"
        );
    }
}

#[test]
fn other_articles_languages_and_files_are_refused() {
    let home = Home::new();
    let back = translated(&home.export("2.1"));
    let cases = [
        (
            back.replace("trgLang=\"es\"", "trgLang=\"en\""),
            2,
            "is itself in the language",
        ),
        (
            back.replace("srcLang=\"en\"", "srcLang=\"de\""),
            1,
            "translates from `de`",
        ),
        (
            back.replace("trgLang=\"es\"", ""),
            1,
            "is not a language tag",
        ),
        (back.replace("a0/", "b0/"), 1, "is of `b0/article.md`"),
        (
            back.replace("a0/glossary", "b0/glossary"),
            1,
            "this is of `b0/glossary.yaml`",
        ),
        (
            back.replace("document:2.0", "document:9"),
            1,
            "no XLIFF 1.2, 2.0 or 2.1",
        ),
        (back.replace("</file>", ""), 1, "xliff-syntax"),
        (
            back.replace("?>\n", "?>\n<!DOCTYPE xliff [<!ENTITY a \"b\">]>\n"),
            1,
            "a document type is not read",
        ),
        (
            back.replace(">Agua<", ">&agua;<"),
            1,
            "there is no entity `&agua;`",
        ),
        (
            back.replace("id=\"front:purpose\"", "id=\"front:title\""),
            1,
            "unit front:title is there twice",
        ),
        (
            back.replace("<target>Agua</target>", ""),
            1,
            "front/title has no translation",
        ),
        (
            back.replace("<source>", &format!("<source>{}", "<mrk>".repeat(99))),
            1,
            "nest deeper than",
        ),
        (String::new(), 1, "there is no XML"),
    ];
    for (xliff, expected, what) in cases {
        assert_ne!(xliff, back, "{what}");
        let output = home.import(&xliff);
        let said = text(&output.stderr);
        assert_eq!(code(&output), expected, "{said}");
        assert!(said.contains(what), "{said}");
        assert!(!home.file("article.es.md").exists());
    }
    let none = run(pamphlet()
        .args(["translate", "import", "none.xlf"])
        .arg(home.0.path()));
    assert_eq!(code(&none), 2);
    let own = run(pamphlet()
        .args(["translate", "export", "--lang", "en"])
        .arg(home.0.path()));
    assert_eq!(code(&own), 2);
}

#[test]
fn a_block_that_changed_goes_out_with_its_former_words_and_comes_back_accepted() {
    let home = Home::new();
    home.taken(translated(&home.export("2.1")));
    let changed = SOURCE.replace("## When", "## When, and when not");
    fs::write(home.file("article.md"), changed).unwrap();
    let out = home.export("2.1");
    assert!(out.contains("<note>Translation so far, of other words: Cuándo</note>"));
    // Nobody touched it: the words stay, and the block is still to be looked at.
    assert_eq!(home.taken(&out), [""; 0]);
    let source = "<source>When, and when not</source>\n";
    let back = out.replace(
        source,
        &format!("{source}<target>Cuándo sí y no</target>\n"),
    );
    assert_eq!(
        home.taken(done(&back)),
        ["article.es.md", "article.es.lock"]
    );
    assert_eq!(
        home.read("article.es.md"),
        SPANISH.replace("## Cuándo", "## Cuándo sí y no")
    );
    let status = run(pamphlet().arg("status").arg(home.0.path()));
    assert!(text(&status.stdout).contains("follows its source"));
}

#[test]
fn segments_marks_and_what_programs_add_are_read_and_what_markdown_cannot_say_is_not() {
    let home = Home::new();
    let back = translated(&home.export("2.1"));
    let cut = back
        .replace(
            "<source>When</source>",
            "<source>Wh</source><target><mrk id=\"m\" type=\"term\">Cu</mrk>án</target>\n</segment>\n\
             <ignorable><source> </source></ignorable>\n<segment state=\"final\">\n<source>en</source>",
        )
        .replace("<target>Cuándo</target>", "<target>do</target>")
        .replace("<unit ", "<x:tool xmlns:x=\"urn:x\"/>\n<unit x:y=\"1\" ")
        .replace(" pamphlet:hash=", " other:hash=")
        .replace("xmlns:pamphlet=", "xmlns:other=\"urn:pamphlet:translate:1\" xmlns:pamphlet=");
    assert_eq!(home.taken(&cut).len(), 3);
    let expected = SPANISH.replace("## Cuándo", "## Cuán do");
    assert_eq!(home.read("article.es.md"), expected);
    // One sentence of a unit alone is no translation of it.
    let half = cut.replace("<target>do</target>", "");
    assert!(home.refused(&half).contains("is translated in part only"));
    let emptied = back.replace(">té<", "><");
    let said = home.refused(&emptied);
    assert!(said.contains("code 1 has no words"), "{said}");
}

#[test]
fn a_state_that_says_that_nobody_translated_is_believed() {
    let cases = [
        ("2.1", "<segment id=\"s1\" state=\"initial\">", "<target>"),
        ("1.2", "<trans-unit ", "<target state=\"new\">"),
        (
            "1.2",
            "<trans-unit ",
            "<target state=\"needs-translation\">",
        ),
    ];
    for (version, start, target) in cases {
        let home = Home::new();
        let untouched = |xliff: &str| -> String {
            let lines = xliff
                .lines()
                .map(|line| match line.trim().strip_prefix("<source>") {
                    Some(words) => {
                        let words = words.replace("</source>", "</target>");
                        format!("{line}\n{target}{words}\n")
                    }
                    None => format!("{line}\n"),
                });
            lines.collect()
        };
        let out = home.export(version);
        assert!(out.contains(start), "{out}");
        let said = home.refused(untouched(&out));
        assert!(said.contains("front/title and "), "{said}");
        assert!(said.contains("[xliff-untranslated]"), "{said}");
        assert!(
            said.contains("says that a target is no translation"),
            "{said}"
        );
        // What a copy says is not told; what somebody wrote is, and is not taken either.
        assert!(!said.contains("xliff-state"), "{said}");
        home.taken(translated(&out));
        let article = home.read("article.es.md");
        let heading = SOURCE.replace("## When", "## When not");
        fs::write(home.file("article.md"), heading).unwrap();
        let again = home.export(version).replace(
            "<source>When not</source>",
            &format!("<source>When not</source>{target}Cuándo no</target>"),
        );
        let said = home.warned(&again);
        assert!(said.contains("warning[xliff-state]"), "{said}");
        assert!(
            said.contains("fundamentals:1:heading are not taken"),
            "{said}"
        );
        assert!(said.contains("help: set the state `translated`"), "{said}");
        assert_eq!(home.read("article.es.md"), article);
    }
}

#[test]
fn segments_stand_in_the_order_of_their_targets() {
    let home = Home::new();
    let back = translated(&home.export("2.1"));
    let whole = "<source>When</source>\n        <target>Cuándo</target>";
    assert!(back.contains(whole), "{back}");
    let cut = |orders: [&str; 2]| {
        let parts = format!(
            "<source>Wh</source><target{}>sí</target></segment>\n\
             <ignorable><source> </source></ignorable>\n<segment>\n\
             <source>en</source><target{}>Cuándo</target>",
            orders[0], orders[1]
        );
        back.replace(whole, &parts)
    };
    for orders in [
        [" order=\"3\"", " order=\"3\""],
        [" order=\"2\"", ""],
        [" order=\"4\"", ""],
        [" order=\"x\"", ""],
    ] {
        let said = home.refused(cut(orders));
        assert!(
            said.contains("unit fundamentals:1:heading have no order"),
            "{said}"
        );
        assert!(
            said.contains("help: each segment has another `order` from 1 to 3"),
            "{said}"
        );
    }
    home.taken(cut(["", ""]));
    assert!(home.read("article.es.md").contains("\n## sí Cuándo\n"));
    home.taken(cut([" order=\"3\"", " order=\"1\""]));
    assert!(home.read("article.es.md").contains("\n## Cuándo sí\n"));
}

#[test]
fn files_are_read_in_the_encoding_that_they_have() {
    let home = Home::new();
    let back = translated(&home.export("2.1"));
    let wide = back.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"");
    let wide = format!("\u{FEFF}{wide}");
    let wide: Vec<u8> = wide.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let narrow = back.replace("\"UTF-8\"", "\"ISO-8859-1\"");
    let narrow: Vec<u8> = narrow.chars().map(|it| u8::try_from(it).unwrap()).collect();
    for bytes in [&wide, &narrow] {
        home.taken(bytes);
        assert_eq!(home.read("article.es.md"), SPANISH);
        fs::remove_file(home.file("article.es.md")).unwrap();
    }
    let wrong: Vec<u8> = back.chars().map(|it| u8::try_from(it).unwrap()).collect();
    let line = back.lines().position(|it| it.contains("é")).unwrap() + 1;
    let said = home.refused(&wrong);
    assert!(said.contains("this file is not in UTF-8"), "{said}");
    assert!(said.contains(&format!("back.xlf:{line}:")), "{said}");
    assert!(said.contains("help: save it in UTF-8"), "{said}");
    let unknown = home.refused(back.replace("\"UTF-8\"", "\"EBCDIC\""));
    assert!(
        unknown.contains("the encoding `EBCDIC` is not known"),
        "{unknown}"
    );
}
