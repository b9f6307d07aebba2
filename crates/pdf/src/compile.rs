//! Typst as a function: a world in, a laid-out document and its PDF out, faults
//! mapped back to the author's bytes.

use pamphlet_core::Span;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::Edition;
use typst::WorldExt;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::Layout;
use crate::emit::map::SourceMap;
use crate::world::Paper;

/// Lays a document out. Warnings are faults: some of them mean that content
/// was dropped.
pub(crate) fn layout(paper: &Paper, map: &SourceMap) -> Result<PagedDocument, Vec<Diagnostic>> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(paper);
    let (document, errors) = match output {
        Ok(document) => (Some(document), Default::default()),
        Err(errors) => (None, errors),
    };
    let faults: Vec<_> = errors
        .iter()
        .chain(&warnings)
        .map(|fault| ours(fault, paper, map))
        .collect();
    match document {
        Some(document) if faults.is_empty() => Ok(document),
        _ => Err(faults),
    }
}

/// What kind of file is made.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// PDF/A-2a and PDF/UA-1 in one file.
    Tagged(Layout),
    /// PDF/A-2b: sheets to be folded have no reading order.
    Sheets,
}

/// The PDF of a document.
pub(crate) fn export(
    document: &PagedDocument,
    kind: Kind,
    edition: &Edition,
    paper: &Paper,
    map: &SourceMap,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let (standards, tagged, layout) = match kind {
        Kind::Tagged(layout) => (&[PdfStandard::A_2a, PdfStandard::Ua_1][..], true, layout),
        Kind::Sheets => (&[PdfStandard::A_2b][..], false, Layout::Booklet),
    };
    // The printed article's files keep the names that they had before there were others.
    let layout = match layout {
        Layout::Article => String::new(),
        other => format!(" {}", other.name()),
    };
    let beside = edition.beside.as_ref();
    let beside = beside.map_or(String::new(), |it| format!("+{}", it.language));
    let options = PdfOptions {
        ident: Smart::Custom(format!(
            "{} {} {}{beside}{layout}",
            edition.metadata.identifier,
            edition.profile,
            edition.language.tag()
        )),
        creator: Smart::Custom(Some(
            concat!("Pamphlet ", env!("CARGO_PKG_VERSION")).to_owned(),
        )),
        timestamp: None,
        page_ranges: None,
        standards: PdfStandards::new(standards).expect("these standards go together"),
        tagged,
        pretty: false,
    };
    let mut pdf = typst_pdf::pdf(document, &options).map_err(|errors| {
        errors
            .iter()
            .map(|fault| ours(fault, paper, map))
            .collect::<Vec<_>>()
    })?;
    leave_out_direction(&mut pdf);
    Ok(pdf)
}

/// Typst notes in a file which way its language runs. pdfium then turns every line round,
/// those of words from the left, too; without the note it judges line by line. And Typst
/// takes Punjabi for a language from the right in any script.
fn leave_out_direction(pdf: &mut [u8]) {
    let note = b"/Direction/R2L";
    if let Some(at) = pdf.windows(note.len()).position(|it| it == note) {
        // Offsets stay what they are.
        pdf[at..at + note.len()].fill(b' ');
    }
}

/// Typst's diagnostic as ours, at the author's bytes if there are any.
fn ours(fault: &SourceDiagnostic, paper: &Paper, map: &SourceMap) -> Diagnostic {
    let place = |span: DiagSpan| -> Option<Span> {
        if span.id() != Some(paper.main_id()) {
            return None;
        }
        map.place(&paper.range(span)?)
    };
    let calls = fault.trace.iter().map(|call| DiagSpan::from(call.span));
    let span = std::iter::once(fault.span).chain(calls).find_map(place);
    let message = fault.message.trim_end_matches('.');
    let mut out = Diagnostic::error(
        "page-layout",
        span.unwrap_or(Span::NONE),
        format!("the page cannot be set: {message}"),
    );
    for hint in &fault.hints {
        out = out.hint(hint.v.as_str());
    }
    // What our code calls, and how, is right with the program's own theme.
    let misses = ["unknown variable: ", "unexpected argument: "];
    if fault.span.id() == Some(paper.main_id()) && misses.iter().any(|it| message.starts_with(it)) {
        return out.hint(
            "the theme's own pdf/template.typ does not define all that pages call: compare its \
             functions with those of the theme that it extends",
        );
    }
    if let Some((file, line, column)) = paper.in_theme(fault.span) {
        out = out.hint(format!(
            "it arose in the theme's pdf/{file}:{line}:{column}"
        ));
    }
    out
}
