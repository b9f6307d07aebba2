//! Input that nobody writes by hand: it ends soon, and with an error where it
//! is refused.

mod support;

use std::time::{Duration, Instant};

use pamphlet_markdown::write;
use support::read;

const SOON: Duration = Duration::from_secs(5);

/// Time that this thread has worked: the machine may be busy with others. Where
/// the system does not say, time as such.
fn worked(since: Instant) -> Duration {
    let own = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = own.and_then(|text| text.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

fn errors(text: &[u8]) -> Vec<&'static str> {
    let since = Instant::now();
    let start = worked(since);
    let (reading, _) = read("article.md", text);
    write(&reading.article);
    let took = worked(since).saturating_sub(start);
    let sample = String::from_utf8_lossy(&text[..text.len().min(30)]).into_owned();
    assert!(took < SOON, "{sample:?}: {took:?}");
    let mut names: Vec<_> = reading
        .diagnostics
        .iter()
        .filter(|d| d.is_error())
        .map(|d| d.name)
        .collect();
    names.dedup();
    names
}

#[test]
fn endless_nesting_is_one_error() {
    let deep = [
        ">".repeat(20_000) + "x",
        "> ".repeat(20_000) + "x",
        "- ".repeat(20_000) + "x",
        "1. ".repeat(200) + "x",
        "::: key-point\n".repeat(20_000),
        "*".repeat(50_000) + "a" + &"*".repeat(50_000),
        "*a **b ".repeat(2_000) + &"c** d*".repeat(2_000),
        "[".repeat(50_000),
        "![".repeat(100) + &"](x)".repeat(100),
    ];
    for text in deep {
        let found = errors(text.as_bytes());
        let sample = &text[..20];
        assert_eq!(
            found.iter().filter(|n| **n == "too-deep").count(),
            1,
            "{sample} {found:?}"
        );
    }
}

#[test]
fn repetitions_end_soon() {
    for text in [
        "[[".repeat(20_000),
        "[a".repeat(20_000),
        "a^[".repeat(20_000),
        "{{a".repeat(20_000),
        "[@a;".repeat(20_000),
        "@a ".repeat(20_000),
        "[x]{".repeat(20_000),
        "[x]{a=\"".repeat(20_000),
        "$a ".repeat(20_000),
        "<b>".repeat(20_000),
        "<!-- ".repeat(20_000),
        "&amp;".repeat(5_000),
        "\\*".repeat(20_000),
        "[^1]".repeat(20_000),
        "# a\n".repeat(20_000),
        "| a ".repeat(2_000) + "\n" + &"|-".repeat(2_000) + "\n" + &"| x\n".repeat(200),
        "a\n: b\n\n".repeat(5_000),
        "::: use emergency\n:::\n".repeat(20_000),
        "---\n".repeat(20_000),
        "\u{0}".repeat(20_000),
        "x\n".repeat(200_000),
    ] {
        errors(text.as_bytes());
    }
}

#[test]
fn files_that_are_too_large_or_no_text_are_errors() {
    assert_eq!(errors(&vec![b'x'; 20 << 20]), ["file-too-large"]);
    assert_eq!(errors(b"# T\n\nab\xFFcd \xE2\x82"), ["invalid-utf8"]);
    // One error, not one for every second byte.
    assert_eq!(errors(b"\xFF\xFE#\0 \0T\0\n\0"), ["invalid-utf8"]);
    assert_eq!(errors(b"\xFE\xFF\0#\0 \0T\0\n"), ["invalid-utf8"]);
    assert_eq!(
        errors("a\u{0}b \u{9F}\u{FFFF}".as_bytes()),
        ["control-character"]
    );
    assert_eq!(errors(b"::: use ouroboros\n:::\n"), ["block-cycle"]);
    assert_eq!(errors("\u{FEFF}# T\r\n\r\nx\r\n".as_bytes()), [""; 0]);
    assert_eq!(errors(b""), [""; 0]);
}

#[test]
fn a_place_of_invalid_bytes_is_exact() {
    let (reading, sources) = read("article.md", b"# T\n\nab\xFFcd");
    let faults: Vec<_> = reading
        .diagnostics
        .iter()
        .map(|d| pamphlet_core::diagnostic::brief(d, &sources))
        .collect();
    assert_eq!(
        faults,
        [
            "error[invalid-utf8] article.md:3:3 byte 8 (0xFF) is not valid UTF-8 (save the file as UTF-8)"
        ]
    );
}
