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

/// Text as it is clipped from a page, of at least so many bytes: sections, lists, tables, pasted
/// definitions, mentions and the references that they mean.
pub fn write_clipping(file: &Path, bytes: usize) -> Result<()> {
    let (mut body, mut references, mut n) = (String::from("Fundamentals\n"), String::new(), 0);
    while body.len() + references.len() < bytes {
        n += 1;
        writeln!(
            body,
            "\nWhat Step {n} Is About\nThe word number{n} Meaning \u{221e} Word number{n} is one of many \
             that a page explains in place. names a thing that patients ask for.\n\
             A trial by Name{n} et al. in adults aged 55-71 found that it helps \u{221e} a little.\n\
             - First \u{221e} Wash your hands before you touch it.\n\
             - Second \u{221e} Take 200-500 mcg with a glass of water.\n\
             Aspect | Before | After |\n---|---|---|\nSleep | short | longer |\nSkin | dry | smooth |"
        )?;
        writeln!(
            references,
            "- Name{n}, A. B. et al. \u{201c}A title with the number {n}.\u{201d} Journal of Things, \
             vol. {}, no. 2, {}, pp. {n}-{}.",
            n % 90 + 1,
            1950 + n % 70,
            n + 9
        )?;
    }
    std::fs::write(file, format!("{body}\nReferences\n{references}"))?;
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
