//! For people, on standard error: each fault with its file, line, column and the
//! line itself, then a summary.

use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use pamphlet_build::{BuildError, Outcome};
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::{Severity, Sources, Span};

use crate::exit::Exit;

/// Bytes of a line that are drawn as a whole.
const LONG_LINE: usize = 2_000;

/// Tells of diagnostics.
pub fn diagnostics(all: &[Diagnostic], sources: &Sources) {
    for diagnostic in all {
        anstream::eprintln!("{}\n", render(diagnostic, sources));
    }
}

/// One diagnostic as styled text; the styles go where nobody can see them.
fn render(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.name)
        .elements(snippet(
            diagnostic.span,
            "",
            sources,
            AnnotationKind::Primary,
        ));
    for (span, what) in &diagnostic.related {
        group = group.elements(snippet(*span, what, sources, AnnotationKind::Context));
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(hint));
    }
    Renderer::styled().render(&[group])
}

/// The first line of a span with the span underlined.
fn snippet<'a>(
    span: Span,
    label: &'a str,
    sources: &'a Sources,
    kind: AnnotationKind,
) -> Vec<Element<'a>> {
    let Some(source) = sources.of(span) else {
        return Vec::new();
    };
    let (line, column) = source.position(span.start());
    let range = source.line_range(line);
    let text = &source.text[range.clone()];
    let start = span.start().clamp(range.start, range.end) - range.start;
    let end = span.end().clamp(range.start, range.end) - range.start;
    let (shown, cut) = window(text, start);
    let at = |byte: usize| byte.clamp(cut.start, cut.end) - cut.start;
    let annotation = kind.span(at(start)..at(end.max(start)));
    let annotation = if label.is_empty() {
        annotation
    } else {
        annotation.label(label)
    };
    let cut_off = cut.len() < text.len();
    let snippet = Snippet::source(shown)
        .line_start(line)
        .annotation(annotation);
    if !cut_off {
        return vec![snippet.path(&source.path).into()];
    }
    let origin = Origin::path(&source.path).line(line).char_column(column);
    vec![origin.into(), snippet.into()]
}

/// A line, or what of a very long one stands around a byte, and which bytes these are:
/// drawing takes as long as the line is.
fn window(line: &str, byte: usize) -> (&str, Range<usize>) {
    if line.len() <= LONG_LINE {
        return (line, 0..line.len());
    }
    let boundary = |byte: usize| line.floor_char_boundary(byte.min(line.len()));
    let cut = boundary(byte.saturating_sub(LONG_LINE / 4))..boundary(byte + LONG_LINE / 2);
    (&line[cut.clone()], cut)
}

/// Tells of something that has no place in a file.
pub fn trouble(message: &str, hints: &[String]) {
    let mut group = Level::ERROR
        .primary_title(message)
        .elements(Vec::<Snippet<annotate_snippets::Annotation>>::new());
    for hint in hints {
        group = group.element(Level::HELP.message(hint));
    }
    anstream::eprintln!("{}", Renderer::styled().render(&[group]));
}

/// Tells why a build could not begin.
pub fn build_error(error: &BuildError) -> Exit {
    match error {
        BuildError::Usage(message, hints) => {
            trouble(message, hints);
            Exit::Usage
        }
        BuildError::NoArticle(message, hints) => {
            trouble(message, hints);
            Exit::Content
        }
        BuildError::Config(faults, sources) => {
            diagnostics(faults, sources);
            Exit::Usage
        }
        BuildError::Read(path, error) => {
            trouble(&format!("cannot read {}: {error}", path.display()), &[]);
            Exit::Io
        }
        BuildError::Write(path, error) => {
            trouble(&format!("cannot write {}: {error}", path.display()), &[]);
            Exit::Io
        }
    }
}

/// Tells of a build: faults, then (if wanted) every file with its size and pages.
pub fn outcome(outcome: &Outcome, folder: &Path, took: Duration, files: bool) {
    for article in &outcome.articles {
        diagnostics(&article.diagnostics, &article.sources);
        if let Some(error) = &article.io_error {
            trouble(error, &["what was built before is as it was".into()]);
        }
        if let Some(fault) = &article.fault {
            trouble(
                &format!("a fault in pamphlet itself: {fault}"),
                &["please report it with the article that shows it".into()],
            );
        }
    }
    if files {
        table(outcome, folder);
    }
    summary(outcome, took);
}

fn table(outcome: &Outcome, folder: &Path) {
    let outputs: Vec<_> = outcome
        .articles
        .iter()
        .flat_map(|article| &article.outputs)
        .collect();
    let name = |path: &str| folder.join(path).display().to_string();
    let width = outputs
        .iter()
        .map(|output| name(&output.path).chars().count())
        .max()
        .unwrap_or(0);
    for output in outputs {
        let pages = match output.pages {
            Some(1) => "  1 page".to_owned(),
            Some(pages) => format!("  {pages} pages"),
            None => String::new(),
        };
        println!(
            "{:width$}  {:>8}{pages}",
            name(&output.path),
            size(output.size)
        );
    }
    for list in &outcome.lists {
        println!("{:width$}  {:>8}", name(&list.path), size(list.size));
    }
}

fn summary(outcome: &Outcome, took: Duration) {
    let count =
        |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let files: usize = outcome
        .articles
        .iter()
        .map(|article| article.outputs.len())
        .sum();
    let failed = outcome
        .articles
        .iter()
        .filter(|article| article.failed())
        .count();
    let of = |severity| {
        let all = outcome
            .articles
            .iter()
            .flat_map(|article| &article.diagnostics);
        all.filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let mut parts = vec![format!(
        "{} from {} in {:.2} s",
        count(files, "file", "files"),
        // One whose files are made in several goes is one.
        count(
            outcome.articles.chunk_by(|a, b| a.path == b.path).count(),
            "article",
            "articles"
        ),
        took.as_secs_f64()
    )];
    if failed > 0 {
        parts.push(format!(
            "{} not built",
            count(failed, "article", "articles")
        ));
    }
    for (severity, one, many) in [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
    ] {
        let n = of(severity);
        if n > 0 {
            parts.push(count(n, one, many));
        }
    }
    if outcome.interrupted {
        parts.push("interrupted".into());
    }
    eprintln!("{}", parts.join(", "));
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_very_long_line_is_drawn_around_the_place() {
        let line = "wörter ".repeat(100_000);
        for byte in [0, 400_001, line.len()] {
            let (shown, cut) = window(&line, byte);
            assert_eq!(shown, &line[cut.clone()]);
            assert!(cut.len() <= LONG_LINE && cut.start <= byte && byte <= cut.end);
        }
        let mut sources = Sources::new();
        let file = sources.add("a.md", format!("\n{line}").as_str());
        let place = Span::new(file, 400_001..400_008);
        let said = render(&Diagnostic::error("x", place, "wrong"), &sources);
        // Eight bytes are seven letters.
        assert!(said.contains("a.md:2:350001"), "{said}");
        assert!(said.contains("^^^^^^"), "{said}");
    }
}
