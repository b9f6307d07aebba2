//! Whether text can be searched and copied: what poppler and pdfium, with which Chrome searches, draw out of a
//! PDF is compared with the article's own words, taken from the web pages and books that are
//! judged in the same folder.
//!
//! - *letters*: both readers draw the same letters out of each page.
//! - *words*: each word of a drawn line is a word of the article, and each two neighbours, figures too, are
//!   neighbours in the article in this order, or the end of one of its blocks and the beginning of another, as
//!   with cells of a table. What no page says is added: the numbers of pages and of list items, “page 1 of
//!   2”, the mark of a draft.
//! - *search*: of that page or book of which the PDF says most, each block of three words and more is found
//!   whole by each reader, over ends of lines and pages.
//!
//! Not compared are signs and spaces, how formulas are set (their letters are), which numbers
//! notes have and where in a block they stand, what pictures and links say to the ear, and in which order blocks come.
//! What a PDF leaves out is found only where a page or book of its edition stands beside it.
//!
//! What readers do to a line that is right has a name in [`line::Cause`], with what is asked of the line,
//! and a number of lines that it may excuse. Anything else is a finding.

mod article;
mod line;
mod page;
mod search;
mod word;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::finding::Finding;
use super::stand_in::StandIn;
use super::validators::Validators;
use crate::process;
use article::{Article, Block};
use line::Cause;
use page::{Around, Page};
use search::{Drawn, Stretch};
use word::words;

/// The readers, in the order in which texts are given.
const READERS: [&str; 2] = ["poppler", "pdfium"];

/// Words below which a block is not sought, since it may stand in many places.
const SOUGHT: usize = 3;

/// How many lines a cause may excuse in what the project itself builds. Before a number is raised, look at the
/// lines: `JUDGE_OF_WORDS=1` shows them.
const MOST: [(Cause, usize); 11] = [
    (Cause::Columns, 4),
    (Cause::Wide, 1000),
    (Cause::LineEnd, 100),
    (Cause::Hyphen, 90),
    (Cause::Numbered, 1320),
    (Cause::Gap, 30),
    (Cause::Glued, 13),
    (Cause::Turned, 390),
    (Cause::Raised, 82),
    (Cause::Pieces, 30),
    (Cause::Mark, 2),
];

/// What is judged together.
pub struct Judged<'a> {
    /// The PDF files.
    pub pdf: &'a [PathBuf],
    /// Web pages and fragments.
    pub html: Vec<&'a PathBuf>,
    /// Documents of books.
    pub documents: &'a [StandIn],
    /// Whether this is what the project itself builds, of which is known how much is excused.
    pub is_known: bool,
}

/// Judges PDF files together: pdfium reads all in one process.
pub fn check(judged: &Judged, validators: &Validators) -> Result<Vec<Finding>> {
    let pdfium = pdfium(judged.pdf, validators)?;
    let articles = articles(judged)?;
    let mut findings = Vec::new();
    let mut tally = Tally::default();
    for (file, pdfium) in judged.pdf.iter().zip(pdfium) {
        let texts = poppler(file, validators)?.zip(pdfium);
        match (texts, articles.get(folder(file))) {
            (None, _) => findings.push(Finding::new(file, "pages", "it cannot be read")),
            (_, None) => {
                let message = "no web page or book beside it says its words";
                findings.push(Finding::new(file, "article", message));
            }
            (Some((poppler, pdfium)), Some(article)) => {
                findings.extend(compare(file, [&poppler, &pdfium], article, &mut tally));
            }
        }
    }
    eprintln!("{}", tally.report());
    if judged.is_known {
        let excess = tally.excess(&MOST);
        findings.extend(excess.map(|it| Finding::new(Path::new("words"), "excuses", it)));
    }
    Ok(findings)
}

fn folder(file: &Path) -> &Path {
    file.parent().unwrap_or(file)
}

/// What each page says, but for files that cannot be read.
fn pdfium(files: &[PathBuf], validators: &Validators) -> Result<Vec<Option<Vec<String>>>> {
    let mut python = Command::new(&validators.python);
    python
        .env("PYTHONPATH", &validators.wheels)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .args(["-c", include_str!("../../python/pages.py")])
        .args(files);
    let texts: Vec<_> =
        serde_json::from_str(&process::stdout(&mut python)?).context("pdfium gave no texts")?;
    match texts.len() == files.len() {
        true => Ok(texts),
        false => bail!("pdfium read {} of {} files", texts.len(), files.len()),
    }
}

/// What each page says, but for a file that cannot be read.
fn poppler(file: &Path, validators: &Validators) -> Result<Option<Vec<String>>> {
    let mut pdftotext = Command::new(&validators.pdftotext);
    let output = process::output(pdftotext.args(["-enc", "UTF-8"]).arg(file).arg("-"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    // A form feed ends each page.
    let pages = text.split_terminator('\u{c}').map(str::to_owned).collect();
    Ok(output.status.success().then_some(pages))
}

/// The articles by folder.
fn articles(judged: &Judged) -> Result<BTreeMap<PathBuf, Article>> {
    let pages = judged.html.iter().map(|file| (*file, *file));
    let documents = judged.documents.iter().map(|it| (&it.of, &it.file));
    let mut texts: BTreeMap<PathBuf, Vec<(String, String)>> = BTreeMap::new();
    for (of, file) in pages.chain(documents) {
        let text = std::fs::read(file).with_context(|| format!("no {}", file.display()))?;
        let name = of.file_name().unwrap_or_default().to_string_lossy();
        let text = (
            name.into_owned(),
            String::from_utf8_lossy(&text).into_owned(),
        );
        texts
            .entry(folder(of).to_path_buf())
            .or_default()
            .push(text);
    }
    let article = |texts: Vec<(String, String)>| {
        Article::of(
            texts
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        )
    };
    let articles = texts
        .into_iter()
        .map(|(folder, texts)| (folder, article(texts)));
    Ok(articles.collect())
}

/// How much was judged, and how many lines each cause excused for each reader.
#[derive(Default)]
struct Tally {
    lines: usize,
    blocks: usize,
    excused: BTreeMap<Cause, [usize; 2]>,
}

impl Tally {
    fn excuse(&mut self, cause: Cause, reader: usize) {
        self.excused.entry(cause).or_default()[reader] += 1;
    }

    fn report(&self) -> String {
        let Self { lines, blocks, .. } = self;
        let each = |(cause, [poppler, pdfium]): (&Cause, &[usize; 2])| {
            format!("{cause:?} {poppler} + {pdfium}")
        };
        let each: Vec<_> = self.excused.iter().map(each).collect();
        let each = each.join(", ");
        format!(
            "words: {lines} lines, {blocks} blocks sought; lines excused, of poppler + pdfium: {each}"
        )
    }

    /// Causes that excuse more than is known.
    fn excess(&self, most: &[(Cause, usize)]) -> impl Iterator<Item = String> {
        most.iter().filter_map(|(cause, most)| {
            let count: usize = self.excused.get(cause)?.iter().sum();
            let message = format!("{cause:?} excuses {count} lines, and {most} are known");
            (count > *most).then_some(message)
        })
    }
}

/// Compares what the readers say of each page with the article.
fn compare(
    file: &Path,
    texts: [&[String]; 2],
    article: &Article,
    tally: &mut Tally,
) -> Vec<Finding> {
    let [poppler, pdfium] = texts.map(<[String]>::len);
    if poppler != pdfium {
        let message = format!("poppler sees {poppler} pages, pdfium {pdfium}");
        return vec![Finding::new(file, "pages", message)];
    }
    let mut findings = Vec::new();
    for (number, (ours, theirs)) in (1..).zip(texts[0].iter().zip(texts[1])) {
        if let Some(message) = letters_apart(ours, theirs) {
            findings.push(Finding::new(file, "letters", message).at(format!("page {number}")));
        }
    }
    let article = &article.on_paper(poppler);
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let mut sheets = Sheets {
        pages: texts.map(|text| text.iter().map(|it| Page::new(it, article)).collect()),
        article,
        is_proof: name.contains("proof"),
    };
    sheets.say_mended();
    let columns = |tally: &Tally| tally.excused.get(&Cause::Columns).copied();
    let before = columns(tally);
    let mut drawn = Vec::new();
    for reader in [0, 1] {
        let (lines, found) = sheets.judge(file, reader, tally);
        drawn.push(Drawn::new(lines));
        findings.extend(found);
    }
    let has_columns = columns(tally) != before;
    // What pdfium turned it cannot find.
    let drawn = if has_columns { &drawn[..1] } else { &drawn[..] };
    findings.extend(search(file, drawn, article, tally));
    findings
}

/// The pages of a file as the two readers draw them.
struct Sheets<'a> {
    pages: [Vec<Page>; 2],
    article: &'a Article,
    is_proof: bool,
}

impl Sheets<'_> {
    fn around(&self, reader: usize, page: usize) -> Around<'_> {
        let other = &self.pages[1 - reader][page];
        Around::page(
            &self.pages[reader],
            page,
            other,
            self.article,
            self.is_proof,
        )
    }

    /// Adds to what each reader says what it says when read as the other shows: a line may be wrong for
    /// both, each in its own way.
    fn say_mended(&mut self) {
        let mut mended = Vec::new();
        for (reader, pages) in self.pages.iter().enumerate() {
            for (number, page) in pages.iter().enumerate() {
                let mut around = self.around(reader, number);
                for line in &page.lines {
                    let right = line::judge(&line.words, around.at(line)).ok();
                    // What nobody has shown shows nothing.
                    let is_shown =
                        |causes: &[Cause]| !causes.is_empty() && !causes.contains(&Cause::Pieces);
                    let right = right.filter(|right| is_shown(&right.causes));
                    mended.extend(right.map(|right| (reader, number, right.words)));
                }
            }
        }
        for (reader, number, words) in mended {
            self.pages[reader][number].say(&words, self.article);
        }
    }

    /// The lines that a reader draws, as the article has them, and what the article does not have.
    fn judge(&self, file: &Path, reader: usize, tally: &mut Tally) -> (Vec<Stretch>, Vec<Finding>) {
        let shows = std::env::var_os("JUDGE_OF_WORDS").is_some();
        let name = READERS[reader];
        let mut stretches = Vec::new();
        let mut findings = Vec::new();
        for (page, drawn) in self.pages[reader].iter().enumerate() {
            let place = format!("page {}", page + 1);
            let mut around = self.around(reader, page);
            for line in &drawn.lines {
                tally.lines += 1;
                let text = &line.text;
                let (words, blocks) = match line::judge(&line.words, around.at(line)) {
                    Ok(right) => {
                        for cause in right.causes {
                            tally.excuse(cause, reader);
                            if shows {
                                let said = right.words.join(" ");
                                eprintln!(
                                    "{}: {place}: {cause:?}: {name}: {text}: {said}",
                                    file.display()
                                );
                            }
                        }
                        (right.words, right.blocks)
                    }
                    Err(_) if reader == 1 && line::are_columns(&line.words, self.article) => {
                        tally.excuse(Cause::Columns, reader);
                        continue;
                    }
                    Err(message) => {
                        let message = format!("{name}: {message} in: {text}");
                        findings.push(Finding::new(file, "words", message).at(&place));
                        (line.words.clone(), Vec::new())
                    }
                };
                stretches.extend(Stretch::of_line(page, &words, &blocks));
                stretches.extend(Stretch::turned(page, &line.words));
            }
        }
        (stretches, findings)
    }
}

/// Seeks the blocks of that page or book of which poppler, the first of the readers, says most.
fn search(file: &Path, drawn: &[Drawn], article: &Article, tally: &mut Tally) -> Vec<Finding> {
    let is_sought = |block: &&Block| block.words.iter().filter(|word| !word.note).count() >= SOUGHT;
    let sought = |blocks: &[Block]| blocks.iter().filter(is_sought).cloned().collect::<Vec<_>>();
    let all = article
        .files
        .iter()
        .map(|(name, blocks)| (name, sought(blocks)));
    // What is missing counts for more than what another edition has besides.
    let said = |blocks: &[Block]| {
        let missing = |block: &&Block| drawn[0].finds(block, true) < block.words.len();
        blocks.len() as i64 - 9 * blocks.iter().filter(missing).count() as i64
    };
    let mut findings = Vec::new();
    let Some((page, blocks)) = all.max_by_key(|(_, blocks)| said(blocks)) else {
        return findings;
    };
    tally.blocks += blocks.len();
    let readers = |block| std::iter::repeat(block).zip(drawn.iter().enumerate());
    for (block, (reader, drawn)) in blocks.iter().flat_map(readers) {
        let words: Vec<_> = block.words.iter().map(|word| word.text.as_str()).collect();
        if drawn.finds(block, false) == words.len() {
            continue;
        }
        let found = drawn.finds(block, true);
        if found == words.len() {
            tally.excuse(Cause::Turned, reader);
            continue;
        }
        let (name, before, after) = (
            READERS[reader],
            words[..found].join(" "),
            words[found..].join(" "),
        );
        let message = format!("{name} does not find what {page} says: {before} | {after}");
        findings.push(Finding::new(file, "search", message));
    }
    findings
}

/// Letters of which a page has more for one reader than for the other.
fn letters_apart(ours: &str, theirs: &str) -> Option<String> {
    let mut counts: BTreeMap<char, i64> = BTreeMap::new();
    for (text, one) in [(ours, 1), (theirs, -1)] {
        for c in words(text)
            .concat()
            .chars()
            .filter(|c| *c != '.' && *c != ',')
        {
            *counts.entry(c).or_default() += one;
        }
    }
    let apart: Vec<_> = counts.iter().filter(|(_, count)| **count != 0).collect();
    (!apart.is_empty()).then(|| {
        let each = apart.iter().map(|(c, count)| format!("{c} {count:+}"));
        let each = each.collect::<Vec<_>>().join(", ");
        format!("poppler has more or fewer than pdfium: {each}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<p>Drink much water now.</p><p>العلاج كل يوم</p>";

    /// The rules that two readers' pages break.
    fn rules(poppler: &[&str], pdfium: &[&str]) -> Vec<String> {
        let article = Article::of([("a.html", PAGE)].into_iter());
        let texts =
            [poppler, pdfium].map(|it| it.iter().map(|page| page.to_string()).collect::<Vec<_>>());
        let found = compare(
            Path::new("a.pdf"),
            [&texts[0], &texts[1]],
            &article,
            &mut Tally::default(),
        );
        found.into_iter().map(|it| it.rule).collect()
    }

    #[test]
    fn the_same_words_are_no_finding_however_lines_break() {
        let pdfium = "Drink much\r\nwater now.\r\nالعلاج كل\r\nيوم";
        assert_eq!(
            rules(&["Drink much water\nnow.\n\nالعلاج كل يوم"], &[pdfium]),
            [""; 0]
        );
    }

    #[test]
    fn what_both_readers_say_wrongly_is_found() {
        let turned = "Drink much water now. كل العلاج يوم";
        assert_eq!(
            rules(&[turned], &[turned]),
            ["words", "words", "search", "search"]
        );
        let lost = "Drink much water";
        assert_eq!(rules(&[lost], &[lost]), ["search"; 4]);
    }

    #[test]
    fn a_letter_or_a_page_that_one_reader_loses_is_found() {
        let (right, wrong) = (
            "Drink much water now. العلاج كل يوم",
            "Drink much water now. العلج كل يوم",
        );
        assert_eq!(rules(&[right], &[wrong]), ["letters", "words", "search"]);
        assert_eq!(rules(&[right, ""], &[right]), ["pages"]);
    }

    #[test]
    fn a_cause_that_excuses_more_than_is_known_is_found() {
        let mut tally = Tally::default();
        tally.excuse(Cause::Gap, 0);
        tally.excuse(Cause::Gap, 1);
        assert_eq!(
            tally.excess(&[(Cause::Gap, 2), (Cause::Wide, 0)]).count(),
            0
        );
        let excess: Vec<_> = tally.excess(&[(Cause::Gap, 1)]).collect();
        assert_eq!(excess, ["Gap excuses 2 lines, and 1 are known"]);
    }

    #[test]
    fn every_cause_has_a_number_of_lines_that_it_may_excuse() {
        let known: Vec<_> = MOST.iter().map(|(cause, _)| *cause).collect();
        assert!(Cause::ALL.iter().all(|cause| known.contains(cause)));
    }
}
