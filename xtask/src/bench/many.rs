//! Articles with very many citations or terms, to see that time grows with their number and no faster.

use std::fmt::Write;
use std::path::Path;

use anyhow::Result;

/// An article of sentences that each cite one of the references, which stand beside it in BibLaTeX.
pub fn write_citations(folder: &Path, references: usize, citations: usize) -> Result<()> {
    let mut bibliography = String::new();
    for n in 0..references {
        writeln!(
            bibliography,
            "@article{{k{n}, author = {{Name{}, Ann B. and Other{n}, Bob}}, title = {{Title number {n}}}, \
             journal = {{Journal {}}}, year = {}, volume = {n}, pages = {{{n}--{}}}, doi = {{10.1000/{n}}}}}",
            n % 700,
            n % 40,
            1950 + n % 70,
            n + 9
        )?;
    }
    let sentences = (0..citations).map(|n| format!("Sentence {n} says so [@k{}].", n % references));
    write(folder, &paragraphs(sentences))?;
    std::fs::write(folder.join("references.bib"), bibliography)?;
    Ok(())
}

/// An article of sentences that each use one of the terms, with their glossary.
pub fn write_terms(folder: &Path, terms: usize, uses: usize) -> Result<()> {
    let mut glossary = String::new();
    for n in 0..terms {
        writeln!(
            glossary,
            "t{n}: {{term: term x{n}y, definition: What number {n} means.}}"
        )?;
    }
    let sentences = (0..uses).map(|n| format!("Sentence {n} has [[term x{}y]].", n % terms));
    write(folder, &paragraphs(sentences))?;
    std::fs::write(folder.join("glossary.yaml"), glossary)?;
    Ok(())
}

fn write(folder: &Path, body: &str) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let article =
        format!("---\ntitle: Many\nreviewed: 2026-11-01\n---\n\n# Fundamentals\n\n{body}");
    std::fs::write(folder.join("article.md"), article)?;
    Ok(())
}

/// Five sentences a paragraph.
fn paragraphs(sentences: impl Iterator<Item = String>) -> String {
    let sentences: Vec<String> = sentences.collect();
    let paragraphs: Vec<String> = sentences.chunks(5).map(|five| five.join("\n")).collect();
    paragraphs.join("\n\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_stands_in_a_paragraph_of_five() {
        let text = paragraphs((0..12).map(|n| format!("S{n}.")));
        assert_eq!(text.split("\n\n").count(), 3);
        assert_eq!(text.matches('S').count(), 12);
        assert!(text.starts_with("S0.\nS1.\n"));
    }
}
