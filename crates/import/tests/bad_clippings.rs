//! Bad input: refused with a reason or imported with a report, never a panic,
//! never minutes.

mod support;

use std::time::{Duration, Instant};

use pamphlet_import::Kind;
use support::imported;
use support::words::assert_kept;

fn refused(bytes: &[u8]) -> String {
    let start = Instant::now();
    let refused = imported("bad", bytes).err().expect("it must be refused");
    assert!(start.elapsed() < Duration::from_secs(2));
    assert!(!refused.remedy.is_empty());
    refused.reason
}

#[test]
fn an_empty_file_is_refused() {
    for bytes in [
        "",
        "\n\n",
        " \t\r\n",
        "\u{feff}",
        "\u{200b}\n\u{ad}",
        "\u{1}\u{2}\n",
    ] {
        let reason = refused(bytes.as_bytes());
        assert!(
            reason.contains("empty") || reason.contains("no words"),
            "{reason}"
        );
    }
}

#[test]
fn a_binary_file_is_refused() {
    let bytes: Vec<u8> = (0..4096u32).map(|n| (n * 7 % 256) as u8).collect();
    assert!(refused(&bytes).contains("neither text"));
    assert!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").contains("neither text"));
}

#[test]
fn invalid_utf_8_is_refused_with_its_line() {
    assert_eq!(
        refused(b"Fundamentals\nRest \xff\xfe your arm.\n"),
        "line 2 is not UTF-8"
    );
    refused(b"\xff\xfeodd");
}

#[test]
fn fifty_megabytes_are_refused() {
    let text = "Rest your arm for two days.\n".repeat(2 << 20);
    assert!(text.len() > 50 << 20);
    assert!(refused(text.as_bytes()).contains("8 MB"));
}

#[test]
fn a_clipping_without_parts_is_fundamentals_and_the_report_says_so() {
    let text = "Rest your arm for two days. Then move your fingers.\nCall us if they go numb.\n";
    let imported = imported("arm", text.as_bytes()).unwrap();
    assert_kept(text, &imported);
    let mut assumed = imported.report.of(Kind::Assumed);
    let unsure = assumed.find(|it| it.is_unsure()).unwrap();
    assert!(unsure.message.contains("fundamentals"));
}

#[test]
fn a_line_of_five_megabytes_is_a_paragraph() {
    for piece in [
        "word ", "a∞ ", " ∞ ", "a | b ", "\" ' ", "1-2 mg ", "a. ", "- - ", "(", "[[", "word",
    ] {
        let text = piece.repeat((5 << 20) / piece.len());
        let start = Instant::now();
        let imported = imported("long", text.as_bytes()).unwrap();
        imported.files();
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{piece:?} {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn many_short_lines_take_linear_time() {
    for line in [
        "Term ∞ text",
        "- In the skin",
        "a | b",
        "---|---",
        "Fundamentals",
        "Why?",
        "1. One",
        "Rest Meaning ∞ Rest is good. now",
        "\"",
        "# Heading",
        "Table 1: Words",
        "- a ∞ b",
    ] {
        let text = format!("{line}\n").repeat((1 << 20) / (line.len() + 1));
        let start = Instant::now();
        let Ok(imported) = imported("many", text.as_bytes()) else {
            continue;
        };
        imported.files();
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{line:?} {:?}",
            start.elapsed()
        );
    }
}
