//! For programs, on standard output: every output and every diagnostic, also
//! after a failure. The shape is versioned.

use pamphlet_build::{BuildError, Outcome};
use pamphlet_core::Sources;
use pamphlet_core::diagnostic::Diagnostic;
use serde_json::{Value, json};

/// The shape's version.
const VERSION: u32 = 1;

/// The report of a build.
pub fn report(outcome: &Outcome) -> String {
    let outputs = outcome
        .articles
        .iter()
        .flat_map(|article| &article.outputs)
        .map(|output| {
            json!({
                "path": output.path,
                "target": output.target,
                "edition": output.edition,
                "format": output.format.name(),
                "size": output.size,
                "sha256": output.sha256,
                "pages": output.pages,
            })
        });
    let mut diagnostics = Vec::new();
    for article in &outcome.articles {
        diagnostics.extend(
            article
                .diagnostics
                .iter()
                .map(|d| diagnostic(d, &article.sources)),
        );
        let trouble = [
            ("io-error", &article.io_error),
            ("internal-fault", &article.fault),
        ];
        for (name, text) in trouble {
            diagnostics.extend(text.iter().map(|text| placeless(name, text, &[])));
        }
    }
    let ok = outcome.is_ok() && !outcome.interrupted;
    let lists = outcome
        .lists
        .iter()
        .map(|list| json!({ "path": list.path, "size": list.size, "sha256": list.sha256 }));
    whole(ok, outputs.collect(), lists.collect(), diagnostics)
}

/// The report of a build that could not begin.
pub fn failed(error: &BuildError) -> String {
    let diagnostics = match error {
        BuildError::Usage(text, hints) => vec![placeless("usage", text, hints)],
        BuildError::NoArticle(text, hints) => vec![placeless("no-article", text, hints)],
        BuildError::Config(faults, sources) => faults
            .iter()
            .map(|fault| diagnostic(fault, sources))
            .collect(),
        BuildError::Read(path, error) => {
            vec![placeless(
                "io-error",
                &format!("cannot read {}: {error}", path.display()),
                &[],
            )]
        }
        BuildError::Write(path, error) => {
            vec![placeless(
                "io-error",
                &format!("cannot write {}: {error}", path.display()),
                &[],
            )]
        }
    };
    whole(false, Vec::new(), Vec::new(), diagnostics)
}

fn whole(ok: bool, outputs: Vec<Value>, lists: Vec<Value>, diagnostics: Vec<Value>) -> String {
    let report = json!({
        "version": VERSION,
        "status": if ok { "ok" } else { "failed" },
        "outputs": outputs,
        "lists": lists,
        "diagnostics": diagnostics,
    });
    format!("{report:#}")
}

fn diagnostic(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let place = sources.of(diagnostic.span).map(|source| {
        let (line, column) = source.position(diagnostic.span.start());
        (&source.path, line, column)
    });
    json!({
        "severity": diagnostic.severity.name(),
        "name": diagnostic.name,
        "message": diagnostic.message,
        "hints": diagnostic.hints,
        "file": place.map(|(path, ..)| path),
        "line": place.map(|(_, line, _)| line),
        "column": place.map(|(.., column)| column),
    })
}

fn placeless(name: &str, message: &str, hints: &[String]) -> Value {
    json!({
        "severity": "error", "name": name, "message": message, "hints": hints,
        "file": null, "line": null, "column": null,
    })
}
