//! Reading, writing and reading again gives the same tree, and writing twice
//! the same text: for the cases, for random Markdown, and whatever the bytes.

mod support;

use pamphlet_markdown::write;
use proptest::prelude::*;
use support::{again, check_places, files, read, round};

#[test]
fn cases_survive_writing() {
    for path in files("cases").into_iter().chain(files("newcomer")) {
        let bytes = std::fs::read(&path).expect("the case is readable");
        let (reading, _) = read("article.md", &bytes);
        // The notes and parts of this one are doubled.
        if !path.ends_with("faults.md") {
            assert_eq!(again(&reading.article), Ok(()), "{}", path.display());
        }
    }
}

#[test]
fn the_sample_article_reads_without_a_fault() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../content/sermorelin/article.md"
    );
    let bytes = std::fs::read(path).expect("the sample is there");
    let (reading, sources) = read("sermorelin.md", &bytes);
    let faults: Vec<String> = reading
        .diagnostics
        .iter()
        .map(|d| pamphlet_core::diagnostic::brief(d, &sources))
        .collect();
    assert_eq!(faults, [""; 0]);
    assert_eq!(round(&bytes), Ok(()));
}

/// Pieces of lines, plain and with every construct. A bare address is followed by
/// a space: written in `<>`, it changes what a mark that touches it means.
fn inline() -> impl Strategy<Value = String> {
    let pieces = [
        "word",
        "two words",
        "ünï",
        "1.",
        "- ",
        "#",
        "a_b",
        "2*3",
        "\\*",
        "&amp;",
        "&copy;",
        "<",
        "5 > 3",
        "*em*",
        "**strong**",
        "***both***",
        "_it_",
        "~~old~~",
        "H~2~O",
        "x^2^",
        "`code`",
        "``a`b``",
        "$x^2$",
        "$a_1${alt=\"a *one*\"}",
        "$$y$$",
        "[link](https://a.b/c_d)",
        "[*l*](u \"T\"){#x .c}",
        "<https://x.y>",
        "www.x.org ",
        "a@b.org ",
        "[](#tbl-x)",
        "[see](article:other#l)",
        "![alt](i.png)",
        "![](i.png){.decorative}",
        "[see @doe, p. 3; -@roe]",
        "@doe2020",
        "@doe's",
        "[[IGF-1]]",
        "[[growth hormone|GH]]",
        "{{contact.phone}}",
        "[mots *x*]{lang=fr}",
        "[^1]",
        "<!-- c -->",
        "[plain]",
        "(x)",
        ": y",
        "{",
        "}",
        "!",
        "\\@x",
        "\\\n",
        "\n",
        "|",
        "a | b",
        "**a *b***",
        "*a **b***",
        "[a^2^]{.k}",
        "\\[x\\]",
        "http:",
        "...",
        "=",
        "+1",
        "“q”",
        "*\"q\"*",
        "**(x)**",
        "_(_x_)_",
        "~~*x*~~",
        "*~~x~~*",
        "*[a](u)*",
        "**[l](u) *x***",
        "*a **b** c*",
        "**a *b* c**",
        "*a _b *c* d_ e*",
        "*[*p*]{.k}*",
        "*`c`*",
        "H~*2*~O",
        "x^**2**^",
        "*x^2^*",
        "[*a*b](u)",
        "`a|b`",
        "*",
        "**",
        "_",
        "~",
        "~~",
        "^",
        "`",
        "$",
        "\\_",
        "&nbsp;",
        "é",
        "。",
        ".",
        ",",
        "'",
        "\"",
    ];
    prop::collection::vec(
        (
            prop::sample::select(pieces.to_vec()),
            prop::sample::select(vec![" ", " ", ""]),
        ),
        1..7,
    )
    .prop_map(|parts| {
        let text: String = parts
            .into_iter()
            .map(|(piece, gap)| format!("{piece}{gap}"))
            .collect();
        text.trim().to_owned()
    })
}

fn one_line() -> impl Strategy<Value = String> {
    inline().prop_map(|text| text.replace("\\\n", " ").replace('\n', " "))
}

fn cell() -> impl Strategy<Value = String> {
    one_line().prop_map(|text| {
        text.replace("a | b", "a")
            .replace("|GH", "")
            .replace('|', "\\|")
    })
}

fn block() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => inline(),
        1 => (one_line(), one_line()).prop_map(|(a, b)| format!("{a}\n\n: {b}")),
        1 => Just("***".to_owned()),
        1 => Just("<!-- a\n\n  comment -->".to_owned()),
        1 => Just("<!-- pamphlet: todo x -->".to_owned()),
        1 => Just("```rust {#c}\nlet x = `1`;\n\n  y\n```".to_owned()),
        1 => Just("    indented *code*".to_owned()),
        1 => Just("$$\n\\frac{1}{2}\n$$ {alt=\"half\"}".to_owned()),
        1 => Just("::: use emergency\n:::".to_owned()),
        1 => one_line().prop_map(|c| format!("![an *alt*](f.png \"{}\"){{#f}}", c.replace(['"', '\\'], ""))),
        1 => one_line().prop_map(|c| format!("![alt](f.png)\n: {c}")),
        1 => (cell(), cell(), cell(), one_line())
            .prop_map(|(a, b, c, d)| format!("| h {a} | {b} |\n|:-:|---|\n| {c} | [[x|y]] |\n\n: {d} {{.row-headers}}")),
        1 => cell().prop_map(|c| format!("| h | i |\n|---|--:|\n| {c} |  |")),
    ];
    leaf.prop_recursive(3, 24, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 1..3).prop_map(|b| b.join("\n\n"));
        let indent = |mark: &str, text: &str| {
            let pad = " ".repeat(mark.len());
            let lines: Vec<String> = text
                .lines()
                .enumerate()
                .map(|(i, line)| match (i, line.is_empty()) {
                    (0, _) => format!("{mark}{line}"),
                    (_, true) => String::new(),
                    _ => format!("{pad}{line}"),
                })
                .collect();
            lines.join("\n")
        };
        prop_oneof![
            prop::collection::vec(several.clone(), 1..3).prop_map(move |items| {
                let items: Vec<String> = items.iter().map(|i| indent("- ", i)).collect();
                items.join("\n")
            }),
            prop::collection::vec(several.clone(), 1..3).prop_map(move |items| {
                let items: Vec<String> = items.iter().map(|i| indent("7. ", i)).collect();
                items.join("\n\n")
            }),
            several.clone().prop_map(|b| b
                .lines()
                .map(|l| format!("> {l}"))
                .collect::<Vec<_>>()
                .join("\n")),
            several.clone().prop_map(|b| {
                let body = b
                    .lines()
                    .map(|l| format!("> {l}"))
                    .collect::<Vec<_>>()
                    .join("\n");
                format!("> [!TIP] A *title*\n{body}")
            }),
            several
                .clone()
                .prop_map(|b| format!("::::: key-point\n{b}\n:::::")),
            (several.clone(), one_line()).prop_map(move |(b, l)| {
                format!(
                    "::::: steps\n{l}\n\n{}\n2. {l}\n   - {l}\n   - y\n:::::",
                    indent("1. ", &b)
                )
            }),
            several.prop_map(move |b| format!("::::: questions\n{}\n- q\n:::::", indent("- ", &b))),
        ]
    })
}

fn article() -> impl Strategy<Value = String> {
    let section = (
        prop::sample::select(vec![
            "",
            "",
            "## S *e*\n\n",
            "## A\n\n### B {#b}\n\n",
            "# Academic\n\n",
        ]),
        prop::collection::vec(block(), 1..4),
    )
        .prop_map(|(heading, blocks)| format!("{heading}{}", blocks.join("\n\n")));
    prop::collection::vec(section, 1..3).prop_map(|sections| {
        format!(
            "---\ntitle: \"A: b\"\nversion: 1.10\nkeywords: [a, 'b: c']\ncustom: {{x: {{y: 1}}}}\n---\n\n{}\n\n[^1]: A *note*.\n",
            sections.join("\n\n")
        )
    })
}

proptest! {
    #![proptest_config(support::random())]

    #[test]
    fn random_articles_survive_writing(text in article()) {
        let result = round(text.as_bytes());
        prop_assert!(result.is_ok(), "{text}\n-----\n{}", result.unwrap_err());
    }

    #[test]
    fn random_lines_survive_writing(text in inline()) {
        let result = round(format!("x {text}\n\n[^1]: n\n").as_bytes());
        prop_assert!(result.is_ok(), "{text}\n-----\n{}", result.unwrap_err());
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (reading, sources) = read("article.md", &bytes);
        check_places(&reading.article, &sources);
        write(&reading.article);
    }

    #[test]
    fn any_marks_are_read(text in "(\\PC|[\\[\\]{}()*_~^$`|:#>!@<&;\\\\\n -]){0,120}") {
        let (reading, sources) = read("article.md", text.as_bytes());
        check_places(&reading.article, &sources);
        write(&reading.article);
    }
}
