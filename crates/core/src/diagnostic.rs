//! The one type for everything that may be wrong with a user's input.

use crate::span::{Sources, Span};

/// How bad it is. An error means that the content cannot be built as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing of this article is built.
    Error,
    /// It is built; a person should look.
    Warning,
    /// For information.
    Note,
}

impl Severity {
    /// The word that reports print.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A change of the source that would mend the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, as a lower-case fragment.
    pub label: String,
    /// Replacements; they do not overlap.
    pub edits: Vec<(Span, String)>,
}

/// One fault with its place and its remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The rule or error in kebab-case: `unknown-key`, `dangling-reference`.
    /// It reads well after "allow".
    pub name: &'static str,
    /// Where it stands.
    pub span: Span,
    /// A lower-case fragment without a full stop that names the thing.
    pub message: String,
    /// Advice, each a lower-case fragment.
    pub hints: Vec<String>,
    /// Other places that matter, with what stands there.
    pub related: Vec<(Span, String)>,
    /// A change that mends it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A diagnostic of any severity.
    pub fn new(
        severity: Severity,
        name: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            severity,
            name,
            span,
            message: message.into(),
            hints: Vec::new(),
            related: Vec::new(),
            fix: None,
        }
    }

    /// An error.
    pub fn error(name: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, name, span, message)
    }

    /// A warning.
    pub fn warning(name: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, name, span, message)
    }

    /// Adds advice.
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }

    /// Adds another place that matters.
    pub fn related(mut self, span: Span, what: impl Into<String>) -> Diagnostic {
        self.related.push((span, what.into()));
        self
    }

    /// Adds a change that mends it.
    pub fn fix(mut self, label: impl Into<String>, edits: Vec<(Span, String)>) -> Diagnostic {
        self.fix = Some(Fix {
            label: label.into(),
            edits,
        });
        self
    }

    /// Whether it stops the build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Sorts by file (in reading order), then place, then severity, then name, and
/// drops repetitions.
pub fn settle(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (a.span, a.severity, a.name, &a.message).cmp(&(b.span, b.severity, b.name, &b.message))
    });
    diagnostics.dedup();
}

/// Whether any of them stops the build.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}

/// One line for people and tests: `error[name] path:line:column message (hint; hint)`.
pub fn brief(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = match sources.of(diagnostic.span) {
        Some(source) => {
            let (line, column) = source.position(diagnostic.span.start());
            format!(" {}:{line}:{column}", source.path)
        }
        None => String::new(),
    };
    let hints = match diagnostic.hints.is_empty() {
        true => String::new(),
        false => format!(" ({})", diagnostic.hints.join("; ")),
    };
    let Diagnostic {
        severity,
        name,
        message,
        ..
    } = diagnostic;
    format!("{}[{name}]{place} {message}{hints}", severity.name())
}

/// The known name nearest to `written`, for "did you mean": at most two fifths of
/// its letters may differ, at least one; two neighbours that changed places are one.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (written.chars().count() * 2 / 5).max(1);
    let written = written.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(&written, &name.to_lowercase()), name))
        .filter(|(d, _)| *d <= allowed)
        .min_by_key(|(d, _)| *d)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names_a_likely_slip_and_nothing_else() {
        let known = ["title", "subtitle", "reviewed", "next-review"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("next_review", known), Some("next-review"));
        assert_eq!(nearest("zebra", known), None);
        // Letters that changed places are one slip, in short names too.
        assert_eq!(nearest("hlep", ["help", "hero"]), Some("help"));
        assert_eq!(nearest("gh", ["hg", "igf"]), Some("hg"));
        assert_eq!(nearest("größe", ["gröeß", "grosse"]), Some("gröeß"));
    }

    #[test]
    fn settling_sorts_by_place_and_drops_repetitions() {
        let mut sources = Sources::new();
        let file = sources.add("a.md", "one\ntwo\n");
        let second = Diagnostic::error("b", Span::new(file, 4..5), "second");
        let first = Diagnostic::warning("a", Span::new(file, 0..1), "first");
        let mut all = vec![second.clone(), first, second];
        settle(&mut all);
        let lines: Vec<_> = all.iter().map(|d| brief(d, &sources)).collect();
        assert_eq!(
            lines,
            ["warning[a] a.md:1:1 first", "error[b] a.md:2:1 second"]
        );
    }
}
