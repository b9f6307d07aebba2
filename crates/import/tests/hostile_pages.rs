//! Web pages and Markdown that nobody should have written: read in bounded time,
//! without a panic, or refused with a remedy.

mod support;

use std::time::{Duration, Instant};

use pamphlet_import::{Options, Source, import};
use proptest::prelude::*;
use support::{imported, read_back};

/// Imports bytes; whatever comes of it reads back.
fn take(name: &str, bytes: &[u8]) -> Duration {
    let start = Instant::now();
    let result = imported("hostile", bytes);
    let took = start.elapsed();
    match result {
        Ok(imported) => drop(read_back(&imported)),
        Err(refused) => assert!(!refused.remedy.is_empty(), "{name}"),
    }
    // Debug builds of a busy machine are slow; endless is another thing.
    assert!(took < Duration::from_secs(20), "{name} took {took:?}");
    took
}

#[test]
fn pages_without_end_are_read_in_time() {
    let many = |piece: &str, count: usize| format!("<!doctype html><p>x{}", piece.repeat(count));
    let cases = [
        ("nested divs", many("<div>", 100_000)),
        ("nested divs with words", many("<div>word ", 50_000)),
        ("nested lists", many("<ul><li>a", 20_000)),
        ("nested tables", many("<table><tr><td>a", 10_000)),
        ("nested quotes", many("<blockquote>a", 20_000)),
        ("nested bold", many("<b>a", 50_000)),
        (
            "nested fonts",
            (0..20_000).fold(many("", 0), |mut out, i| {
                out.push_str(&format!("<p><font size={i}>a"));
                out
            }),
        ),
        ("nested spans", many("<span lang=fr>a", 20_000)),
        ("nested callouts", many("<div class=callout>a b c", 5_000)),
        ("nested definitions", many("<dl><dt>a<dd>b", 10_000)),
        (
            "nested details",
            many("<details><summary>a</summary>b", 10_000),
        ),
        (
            "unclosed everything",
            many("<a href=x><table><h1><ul><li><sup><math><svg>", 5_000),
        ),
        (
            "an open tag",
            format!("<!doctype html><p {}", "a=b ".repeat(200_000)),
        ),
        (
            "an open comment",
            format!("<!doctype html><!-- {}", "x ".repeat(200_000)),
        ),
        (
            "wide cells",
            many(
                "<table><tr><td colspan=1000000 rowspan=1000000>a</td></tr>",
                2_000,
            ),
        ),
        (
            "many notes",
            (0..500).fold(many("", 0), |mut out, i| {
                out.push_str(&format!(
                    "<sup><a href=\"#n{i}\">{}</a></sup><p id=n{i}>note",
                    i % 100
                ));
                out
            }),
        ),
        (
            "many links",
            many("<a href=\"#x\">a</a> <a href=b>c</a> ", 20_000),
        ),
        (
            "many terms",
            many("<span data-definition=\"two words\">a</span> ", 20_000),
        ),
        ("entities", many("&amp;&lt;&#x0;&#xD800;&nosuch;", 20_000)),
    ];
    for (name, text) in cases {
        let took = take(name, text.as_bytes());
        println!("{name}: {took:?}");
    }
}

#[test]
fn odd_bytes_are_refused_with_a_remedy() {
    for bytes in [
        &b"<!doctype html>\0<p>x"[..],
        b"<!doctype html>",
        b"<html><script>x</script></html>",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n",
    ] {
        let refused = imported("odd", bytes).err().unwrap();
        assert!(!refused.reason.is_empty() && !refused.remedy.is_empty());
    }
    let long = format!("<!doctype html><p>{}", "word ".repeat(2 << 20));
    assert!(imported("long", long.as_bytes()).is_err());
}

#[test]
fn markdown_without_end_is_read_in_time() {
    let many = |piece: &str, count: usize| format!("# Title\n\n## A\n\n{}", piece.repeat(count));
    let cases = [
        ("nested divs", many("::: {.x}\n", 5_000)),
        ("nested callouts", many("::: {.callout-note}\nx\n", 2_000)),
        ("nested quotes", many("> ", 5_000)),
        (
            "nested lists",
            (0..300).fold(many("", 0), |out, i| out + &" ".repeat(i * 2) + "- a\n"),
        ),
        ("open code", many("```{r}\nx\n", 5_000)),
        ("open brackets", many("[a](", 20_000)),
        ("open tags", many("<table>\n<tr><td>a\n", 3_000)),
        ("short codes", many("{{< x >}} ", 5_000)),
        ("headings", many("###### a\n\n# b\n\n", 5_000)),
        ("references", many("@fig-x [@a] {#b} ", 5_000)),
        (
            "grid tables",
            many("+--+--+\n| a | b |\n+--+--+\n\n", 2_000),
        ),
        ("simple tables", many("a   b\n--- ---\n1   2\n\n", 2_000)),
        ("stars", many("*a **b ", 10_000)),
        ("footnotes", many("a[^1]\n\n[^1]: b\n\n", 1_000)),
        ("admonitions", many("!!! note\n    x\n", 5_000)),
        ("html", many("<b>a", 10_000)),
        ("steps", many("::: steps\nx\n:::\n\n", 300)),
    ];
    for (name, text) in cases {
        let took = take(name, text.as_bytes());
        println!("{name}: {took:?}");
    }
}

#[test]
fn what_damaged_sources_showed_reads_back() {
    let pages = [
        ("letters that turn lines", "<p>a\u{202e}b"),
        (
            "a formula without signs",
            "<math><mi>x</mi><annotation encoding='application/x-tex'> </annotation></math>",
        ),
        (
            "a break in a bold head of a table",
            "<table><th><b>a<br>b</b><th>c<tr><td>d<td>e</table>",
        ),
        (
            "a note that is its number",
            "<p>a<sup><a href='#n2'>1</a></sup><p id=n2><sup>1</sup></p>",
        ),
        (
            "a note that is a way back",
            "<p id=c>a<sup><a href='#n2'>1</a></sup><p id=n2><a href='#c'>1</a></p>",
        ),
    ];
    for (name, page) in pages {
        take(name, format!("<!doctype html><h1>T</h1>{page}").as_bytes());
    }
    let article = "---\ntitle: x\n---\n\n- a<!-- b\n    c -->\n\nd[^1]\n\n[^1]:\n";
    take("a comment in a list, an empty note", article.as_bytes());
}

#[test]
fn files_that_include_each_other_are_an_end() {
    let beside = |path: &str| {
        let other = if path == "a.md" { "b.md" } else { "a.md" };
        Some(
            format!("words of {path}\n\n{{{{< include {other} >}}}}\n\n")
                .repeat(3)
                .into_bytes(),
        )
    };
    let source = Source {
        name: "loop.qmd",
        bytes: b"# Title\n\n## A\n\n{{< include a.md >}}\n",
        beside: &beside,
    };
    let imported = import(&source, &Options::default()).unwrap();
    let told = imported.report.decisions.iter();
    assert!(
        told.filter(|it| it.message.contains("includes itself"))
            .count()
            > 0
    );
    read_back(&imported);
}

proptest! {
    #[test]
    fn any_page_is_read_or_refused(text in "(<(/?(div|p|b|i|ul|li|ol|table|tr|td|th|h1|h2|sup|sub|a href=\"#x\"|li id=\"x\"|img src=\"data:,\"|details|summary|dl|dt|dd|br|figure|figcaption|blockquote|pre|svg|math|aside class=\"note\"|span data-definition=\"a b\"))?>|[a-z*_#\\[\\]|`1-3\\. ]{0,6}){0,60}") {
        take("any page", format!("<!doctype html>{text}").as_bytes());
    }

    #[test]
    fn any_markdown_is_read(text in "((\n|\n\n|# |## |:::|::: \\{\\.a\\}|::: steps|::: note|```|```\\{r\\}|> |> \\[!x\\] |- |1\\. |\\| |---|\\||:  |<b>|</b>|<div>|<table>|\\{#a\\}|@fig-a|\\[@a\\]|\\[\\^1\\]|\\[\\^1\\]: |\\$|\\$\\$|!\\[\\]\\(a\\)|\\[\\[a\\]\\]|\\{\\{a\\}\\}|\\{\\{< a >\\}\\}|\\*\\*|\\\\|~|\\^|--|<!--|-->|!!! note|\\(a\\)=|    )|[a-z ]{0,5}){0,50}") {
        take("any Markdown", format!("---\ntitle: x\n---\n{text}").as_bytes());
    }
}
