//! Documents that are damaged, hostile, too large or no documents: each is
//! refused with a reason, or read with a report; never a panic, never minutes.

mod support;

use std::collections::BTreeMap;
use std::time::Instant;

use pamphlet_import::{Imported, Kind};
use support::package::{of_body, zipped};

fn refused(bytes: &[u8]) -> String {
    match support::imported("case", bytes) {
        Ok(_) => panic!("it was read"),
        Err(it) => format!("{}: {}", it.reason, it.remedy),
    }
}

fn read(bytes: &[u8]) -> Imported {
    let imported = support::imported("case", bytes);
    let imported = imported.unwrap_or_else(|it| panic!("{}", it.reason));
    support::read_back(&imported);
    imported
}

fn article(imported: &Imported) -> String {
    String::from_utf8(imported.files()["article.md"].clone()).unwrap()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn entries(names: &[(&str, &str)]) -> Vec<u8> {
    let files = names
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    zipped(&files.collect::<BTreeMap<_, _>>())
}

#[test]
fn a_zip_bomb_is_refused_with_a_reason() {
    let text = paragraph(&" ".repeat(200 << 20));
    let bytes = of_body(&text, &[]);
    assert!(bytes.len() < 1 << 20);
    let start = Instant::now();
    assert!(
        refused(&bytes).contains("unpacks to more than"),
        "{}",
        refused(&bytes)
    );
    assert!(start.elapsed().as_secs() < 5);
}

#[test]
fn names_that_lead_out_are_refused() {
    let bytes = of_body(&paragraph("Rest."), &[("../../escaped.png", "x")]);
    assert!(refused(&bytes).contains("leads out of it"));
    let bytes = of_body(&paragraph("Rest."), &[("..\\escaped.png", "x")]);
    assert!(refused(&bytes).contains("leads out of it"));
}

#[test]
fn a_document_type_with_entities_is_refused() {
    let text = "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\
        <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
        <w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    let bytes = entries(&[("word/document.xml", text)]);
    assert!(
        refused(&bytes).contains("document type"),
        "{}",
        refused(&bytes)
    );
}

#[test]
fn a_file_that_is_cut_short_is_refused_wherever_it_is_cut() {
    let bytes = of_body(&paragraph("Rest your arm."), &[("word/styles.xml", "<a/>")]);
    for length in 4..bytes.len() {
        assert!(
            refused(&bytes[..length]).contains("save it again"),
            "{length}"
        );
    }
}

#[test]
fn flipped_bytes_never_panic() {
    let bytes = of_body(&paragraph("Rest your arm."), &[]);
    for at in 0..bytes.len() {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x15;
        let _ = support::imported("case", &bytes);
    }
}

#[test]
fn other_documents_are_refused_by_what_they_are() {
    let cases: [(Vec<u8>, &str); 10] = [
        (entries(&[("xl/workbook.xml", "<a/>")]), "an Excel workbook"),
        (entries(&[("ppt/presentation.xml", "<a/>")]), "PowerPoint"),
        (
            entries(&[("mimetype", "application/vnd.oasis.opendocument.text")]),
            "OpenDocument text",
        ),
        (entries(&[("mimetype", "application/epub+zip")]), "an EPUB"),
        (entries(&[("a.txt", "a")]), "a zip without a Word document"),
        (entries(&[]), "a zip without a Word document"),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on".to_vec(),
            "save it as .docx",
        ),
        (
            b"\xD0\xCF\x11\xE0 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0".to_vec(),
            "password",
        ),
        (b"{\\rtf1 Rest your arm.}".to_vec(), "RTF"),
        (b"%PDF-1.7 and so on".to_vec(), "a PDF"),
    ];
    for (bytes, reason) in cases {
        assert!(
            refused(&bytes).contains(reason),
            "{reason}: {}",
            refused(&bytes)
        );
    }
}

#[test]
fn a_document_without_text_or_body_is_refused() {
    assert!(refused(&of_body("<w:p/>", &[])).contains("no text"));
    let text =
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>";
    assert!(refused(&entries(&[("word/document.xml", text)])).contains("no body"));
    assert!(refused(&of_body("<w:p>", &[])).contains("is no XML"));
}

#[test]
fn parts_that_are_named_and_missing_are_reported_or_not_needed() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Rest</w:t></w:r></w:p>\
        <w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:r><w:t>Your arm.</w:t></w:r>\
        <w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:commentReference w:id=\"9\"/></w:r></w:p>\
        <w:sectPr><w:headerReference r:id=\"gone\"/></w:sectPr>";
    let imported = read(&of_body(body, &[]));
    assert!(article(&imported).contains("- Your arm."));
    assert!(
        imported
            .report
            .of(Kind::Note)
            .any(|it| it.message.contains("does not have"))
    );
    assert!(imported.report.of(Kind::HeadOrFoot).next().is_some());
}

#[test]
fn nesting_is_bounded() {
    let deep = format!(
        "{}{}{}",
        "<w:sdt><w:sdtContent>".repeat(200),
        paragraph("Rest."),
        "</w:sdtContent></w:sdt>".repeat(200)
    );
    assert!(refused(&of_body(&deep, &[])).contains("deep"));
    let cell = |inner: &str| {
        format!(
            "<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
            paragraph("beside")
        )
    };
    let mut tables = paragraph("Rest.");
    for _ in 0..40 {
        tables = cell(&tables);
    }
    let imported = read(&of_body(&tables, &[]));
    assert_eq!(article(&imported).matches("beside").count(), 40);
}

#[test]
fn a_field_that_never_ends_swallows_nothing() {
    let body = format!(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>TOC</w:instrText>\
         <w:fldChar w:fldCharType=\"separate\"/></w:r></w:p>{}",
        paragraph("Rest your arm for two days.")
    );
    assert!(article(&read(&of_body(&body, &[]))).contains("Rest your arm"));
}

#[test]
fn a_link_that_never_ends_ends_with_its_paragraph() {
    let body = format!(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/>\
         <w:instrText>HYPERLINK \"https://example.org\"</w:instrText>\
         <w:fldChar w:fldCharType=\"separate\"/><w:t>the page</w:t></w:r></w:p>{}",
        paragraph("Rest your arm for two days.")
    );
    let text = article(&read(&of_body(&body, &[])));
    assert!(text.contains("[the page](https://example.org)"), "{text}");
    assert!(text.contains("\nRest your arm for two days."), "{text}");
}

#[test]
fn spans_that_are_absurd_are_bounded() {
    let row = format!(
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4000000000\"/></w:tcPr>{}</w:tc>{}</w:tr>",
        paragraph("Medicine"),
        format!("<w:tc>{}</w:tc>", paragraph("dose")).repeat(500)
    );
    let body = format!("<w:tbl>{}</w:tbl>", row.repeat(3));
    let imported = read(&of_body(&body, &[]));
    assert_eq!(article(&imported).matches("dose").count(), 1500);
}

#[test]
fn a_hundred_thousand_paragraphs_take_seconds() {
    let mut body = String::new();
    for n in 0..100_000 {
        body.push_str(&paragraph(&format!(
            "Drink {n} glasses of water, not more."
        )));
    }
    let bytes = of_body(&body, &[]);
    let start = Instant::now();
    let imported = support::imported("case", &bytes).map_err(|it| it.reason);
    assert!(imported.is_ok(), "{:?}", imported.err());
    let seconds = start.elapsed().as_secs_f32();
    assert!(seconds < 20.0, "{seconds}");
}

#[test]
fn more_text_than_an_article_may_have_is_refused() {
    let words: String = (0..1_200_000).map(|n| format!("w{n:x} ")).collect();
    assert!(refused(&of_body(&paragraph(&words), &[])).contains("MB of text"));
}

#[test]
fn what_a_comment_says_cannot_end_it() {
    let body = "<w:p><w:r><w:t>Rest.</w:t></w:r><w:del w:author=\"--&gt; A\"><w:r>\
        <w:delText>--&gt; &lt;script&gt; --!&gt; x</w:delText></w:r></w:del></w:p>";
    let text = article(&read(&of_body(body, &[])));
    assert_eq!(
        text.matches("-->").count(),
        text.matches("<!--").count(),
        "{text}"
    );
}
