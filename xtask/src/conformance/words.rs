//! Whether text can be searched and copied: poppler and pdfium, with which Chrome searches, have to draw
//! the same letters out of each page and the same words in the same order out of each line, and both
//! have to find phrases that are in the articles.
//!
//! Where the two cannot agree, the cause has a name and a reason below; anything else is a finding.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::finding::Finding;
use super::validators::Validators;
use crate::process;

/// Why the words of a line may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// Either breaks a line where a note's number is raised, and poppler puts the second sentence
    /// of a line from the right first where a sign stands between them.
    Cut,
    /// Where words run both ways on a line, also in columns side by side, pdfium takes figures
    /// and signs for words from the left, and both put the pieces in an order of their own.
    BothWays,
    /// pdfium puts a mark above the last letter behind the comma or the full stop that follows.
    Mark,
    /// In larger type pdfium takes the mark u, which is higher than the letters beside it, for
    /// a line of its own.
    TallMark,
    /// poppler sees a gap in a word where a sign stands above two letters (Bengali reph).
    Gap,
    /// pdfium overlooks a space behind a cluster that `/ActualText` says, which ends with a
    /// raised sign, or beside one whose sign stands before its letter (Devanagari, Gurmukhi).
    Sign,
    /// poppler sees gaps in words in large letters across the page (the mark of a draft).
    Wide,
    /// The signs of a formula, raised and lowered.
    Formula,
    /// The raised numbers of two notes are a line of their own for poppler.
    Figures,
}

/// Phrases of articles by the file's name up to `-` or its ending: letters that are joined, marks,
/// conjuncts, vowels that stand before what they are said after, hyphens, line breaks.
const SOUGHT: [(&str, &[&str]); 19] = [
    (
        "ar",
        &["يقلّ هرمون النمو مع العمر", "واتصل بالطبيب إذا شعرت بألم"],
    ),
    ("bn", &["মানুষের শরীরের", "লিটার জল পান করা দরকার"]),
    ("de", &["mehr als der Hälfte"]),
    ("es", &["Más de la mitad de su cuerpo"]),
    ("fa", &["هر روز چقدر آب لازم است"]),
    ("fr", &["plus de la moitié"]),
    (
        "hi",
        &[
            "उम्र के साथ वृद्धि हार्मोन कम होता है",
            "दर्द हो तो डॉक्टर को फ़ोन करें",
        ],
    ),
    ("pa", &["ਸਾਡੇ ਸਰੀਰ ਦਾ ਅੱਧੇ ਤੋਂ ਵੱਧ ਹਿੱਸਾ ਪਾਣੀ ਹੈ"]),
    ("pl", &["Z wiekiem hormonu wzrostu jest coraz mniej"]),
    ("pt", &["Mais da metade do seu corpo é água"]),
    (
        "ru",
        &["Тело человека больше чем наполовину состоит из воды"],
    ),
    ("so", &["Jirkaaga kala badh waa biyo"]),
    ("ta", &["நம் உடலில் பாதிக்கும் மேல் தண்ணீர்தான்"]),
    ("ur", &["عمر کے ساتھ نشوونما کا ہارمون کم ہوتا ہے"]),
    ("vi", &["Hơn một nửa cơ thể là nước"]),
    (
        "zh",
        &["大脑底部有一个豌豆大小的腺体——脑垂体，它在夜间分泌生长激素"],
    ),
    ("water.ar", &["تعطش"]),
    (
        "sermorelin.ar",
        &[
            "سيرموريلين دواء يحثّ الجسم على إفراز مزيد من هرمون النمو",
            "دورة العلاج",
        ],
    ),
    ("sermorelin.es", &["hormona del crecimiento"]),
];

/// Judges PDF files together: pdfium reads all in one process.
pub fn check(files: &[PathBuf], validators: &Validators) -> Result<Vec<Finding>> {
    let mut python = Command::new(&validators.python);
    python
        .env("PYTHONPATH", &validators.wheels)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .args(["-c", include_str!("../../python/pages.py")])
        .args(files);
    let pdfium: Vec<Option<Vec<String>>> =
        serde_json::from_str(&process::stdout(&mut python)?).context("pdfium gave no texts")?;
    if pdfium.len() != files.len() {
        bail!("pdfium read {} of {} files", pdfium.len(), files.len());
    }
    let mut findings = Vec::new();
    for (file, pdfium) in files.iter().zip(&pdfium) {
        let mut pdftotext = Command::new(&validators.pdftotext);
        pdftotext.args(["-enc", "UTF-8"]).arg(file).arg("-");
        let output = process::output(&mut pdftotext)?;
        let Some(pdfium) = pdfium.as_ref().filter(|_| output.status.success()) else {
            findings.push(Finding::new(file, "pages", "it cannot be read"));
            continue;
        };
        let text = String::from_utf8_lossy(&output.stdout);
        // A form feed ends each page.
        let poppler: Vec<&str> = text.split_terminator('\u{c}').collect();
        findings.extend(compare(file, &poppler, pdfium));
    }
    Ok(findings)
}

fn compare(file: &Path, poppler: &[&str], pdfium: &[String]) -> Vec<Finding> {
    if poppler.len() != pdfium.len() {
        let (a, b) = (poppler.len(), pdfium.len());
        let message = format!("poppler sees {a} pages, pdfium {b}");
        return vec![Finding::new(file, "pages", message)];
    }
    let mut findings = Vec::new();
    for (number, (ours, theirs)) in (1..).zip(poppler.iter().zip(pdfium)) {
        let page = Page::new(theirs);
        let place = format!("page {number}");
        if let Some(message) = letters_apart(ours, theirs) {
            findings.push(Finding::new(file, "letters", message).at(&place));
        }
        for line in ours.lines() {
            let words = words(line);
            if !page.has(&words) && page.cause(&words).is_none() {
                let message = format!("pdfium does not say: {}", words.join(" "));
                findings.push(Finding::new(file, "words", message).at(&place));
            }
        }
    }
    let texts = [
        ("poppler", poppler.join("\n")),
        ("pdfium", pdfium.join("\n")),
    ];
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let stem = name.split('-').next().unwrap_or_default();
    for (_, phrases) in SOUGHT.iter().filter(|(of, _)| *of == stem) {
        for (phrase, (reader, text)) in phrases
            .iter()
            .flat_map(|phrase| texts.iter().map(move |text| (phrase, text)))
        {
            if !Page::new(text).has(&words(phrase)) {
                let message = format!("{reader} does not find: {phrase}");
                findings.push(Finding::new(file, "search", message));
            }
        }
    }
    findings
}

/// What pdfium says of a page.
struct Page {
    said: String,
    without_marks: String,
    count: BTreeMap<String, usize>,
    both_ways: bool,
}

impl Page {
    fn new(text: &str) -> Self {
        let words = words(text);
        let mut count = BTreeMap::new();
        for word in &words {
            *count.entry(without_marks(word)).or_default() += 1;
        }
        Self {
            said: words.join(" "),
            without_marks: words
                .iter()
                .map(|word| without_marks(word))
                .collect::<Vec<_>>()
                .join(" "),
            count,
            both_ways: words.iter().any(|word| way(word) == Way::Right)
                && words.iter().any(|word| way(word) != Way::Right),
        }
    }

    /// Whether words stand there one after another. The ends may be parts of words, since a
    /// word may go on in the next line.
    fn has(&self, words: &[String]) -> bool {
        self.said.contains(&words.join(" "))
    }

    /// Whether all of some words are there, whatever their order.
    fn has_each<'a>(&self, words: impl Iterator<Item = &'a String>) -> bool {
        let mut left = self.count.clone();
        words.map(|word| without_marks(word)).all(|word| {
            let count = left.get_mut(&word).filter(|count| **count > 0);
            word.is_empty() || count.map(|count| *count -= 1).is_some()
        })
    }

    /// Why words do not stand there one after another, if that is known.
    fn cause(&self, words: &[String]) -> Option<Cause> {
        let from_right = words.iter().any(|word| way(word) == Way::Right);
        let bare: Vec<_> = words.iter().map(|word| without_marks(word)).collect();
        let bare: Vec<_> = bare.into_iter().filter(|word| !word.is_empty()).collect();
        if words.iter().all(|word| way(word) == Way::Figures) {
            return Some(Cause::Figures);
        }
        if from_right && self.without_marks.contains(&bare.join(" ")) {
            return Some(Cause::Mark);
        }
        let said = format!(" {} ", self.said);
        let halves = |at: usize| {
            let (first, second) = (
                words[..at].join(" ") + " ",
                format!(" {}", words[at..].join(" ")),
            );
            said.contains(&first) && said.contains(&second)
        };
        if (1..words.len()).any(halves) {
            return Some(Cause::Cut);
        }
        if self.both_ways && self.has_each(words.iter()) {
            return Some(Cause::BothWays);
        }
        let is_tall = |word: &&String| word.contains('\u{64f}');
        if words.iter().any(|word| is_tall(&word))
            && self.has_each(words.iter().filter(|word| !is_tall(word)))
        {
            return Some(Cause::TallMark);
        }
        if words.iter().all(|word| word.chars().count() == 1) {
            return Some(Cause::Formula);
        }
        let joined = |text: &str| text.replace(' ', "");
        let line = joined(&words.join(" "));
        let capitals =
            line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
        let alone = self.said.split(' ').any(|word| word == line);
        if alone || capitals && joined(&self.said).contains(&line) {
            return Some(Cause::Wide);
        }
        let in_bengali = |c: char| matches!(c, '\u{980}'..='\u{9ff}');
        if line.contains(in_bengali) && joined(&self.said).contains(&line) {
            return Some(Cause::Gap);
        }
        (!from_right && glued(&self.said).contains(&glued(&words.join(" ")))).then_some(Cause::Sign)
    }
}

/// Letters of which a page has more for one reader than for the other.
fn letters_apart(ours: &str, theirs: &str) -> Option<String> {
    let mut counts: BTreeMap<char, i64> = BTreeMap::new();
    for (text, one) in [(ours, 1), (theirs, -1)] {
        for c in words(text).concat().chars() {
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Left,
    Right,
    Figures,
}

fn way_of(c: char) -> Option<Way> {
    match bidi_class(c) {
        _ if c.is_numeric() => Some(Way::Figures),
        BidiClass::R | BidiClass::AL => Some(Way::Right),
        _ if is_combining_mark(c) => None,
        _ => Some(Way::Left),
    }
}

fn way(word: &str) -> Way {
    word.chars().find_map(way_of).unwrap_or(Way::Right)
}

/// The words of a text: letters with their marks of one direction, or figures. Readers differ in the
/// spaces around figures and words from the left in a line from the right. Each Chinese sign is a word,
/// since spaces come of line ends there.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut last = None;
    for c in text.nfkc() {
        let is_part = c.is_alphanumeric() || is_combining_mark(c);
        let is_sign = ('\u{3400}'..='\u{9fff}').contains(&c);
        // Which way letters run, where they break, and a hyphen that pdfium took away.
        let is_format = bidi_class(c) == BidiClass::BN || is_control(c);
        if is_format {
            continue;
        }
        let turns = way_of(c).is_some_and(|way| last.is_some_and(|last| last != way));
        if (!is_part || is_sign || turns) && !word.is_empty() {
            out.push(std::mem::take(&mut word).nfc().collect());
        }
        if is_part {
            word.push(c);
            last = way_of(c).or(last);
        }
        if is_sign {
            out.push(std::mem::take(&mut word));
        }
        if word.is_empty() {
            last = None;
        }
    }
    if !word.is_empty() {
        out.push(word.nfc().collect());
    }
    out
}

/// A text without the spaces behind signs that belong to a letter.
fn glued(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != ' ' || !out.ends_with(is_combining_mark) {
            out.push(c);
        }
    }
    out
}

fn is_control(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fffe}' | '\u{2}' | '\u{ad}')
}

/// A word without the marks of Arabic.
fn without_marks(word: &str) -> String {
    let is_mark = |c: &char| !('\u{64b}'..='\u{652}').contains(c);
    word.nfd().filter(is_mark).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(poppler: &str, pdfium: &str) -> Vec<String> {
        let found = compare(Path::new("a.pdf"), &[poppler], &[pdfium.to_owned()]);
        found.into_iter().map(|it| it.rule).collect()
    }

    #[test]
    fn the_same_words_are_no_finding_however_lines_break() {
        assert_eq!(rules("Drink water\nnow.", "Drink\r\nwater now."), [""; 0]);
        assert_eq!(rules("每天喝水", "每天\r\n喝水"), [""; 0]);
    }

    #[test]
    fn a_word_that_is_turned_round_or_run_into_another_is_found() {
        assert_eq!(rules("كل يوم", "لك يوم"), ["words"]);
        assert_eq!(rules("दर्द हो तो", "दर्दहो तो"), ["words"]);
        assert_eq!(rules("DR AFT", "DRAFT"), [""; 0]);
        assert_eq!(rules("बारे में", "बारेमें"), [""; 0]);
        assert_eq!(
            rules("Drink much water now", "much Drink now water"),
            ["words"]
        );
    }

    #[test]
    fn a_letter_that_one_reader_loses_is_found() {
        assert_eq!(rules("العلاج", "العلج"), ["letters", "words"]);
    }

    #[test]
    fn a_line_of_both_directions_may_have_its_pieces_in_any_order() {
        let page = Page::new("قل 2 لتر IGF من");
        let line = words("من IGF قل 2 لتر");
        assert_eq!(page.cause(&line), Some(Cause::BothWays));
        assert_eq!(page.cause(&words("من IGF قل 2 كأس")), None);
    }

    #[test]
    fn a_phrase_that_is_not_in_the_file_is_found() {
        let found = compare(Path::new("pa-handout.pdf"), &["ਉਮਰ"], &["ਉਮਰ".to_owned()]);
        let rules: Vec<_> = found.iter().map(|it| it.rule.as_str()).collect();
        assert_eq!(rules, ["search", "search"]);
    }
}
