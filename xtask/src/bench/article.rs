//! The article that is measured: 3,400 words of made-up advice, the same for the same seed.
//!
//! It has what real leaflets have: four parts of running text with sections, lists, two tables, key
//! points and twenty citations, in a dialect that both pamphlet and pandoc read.

use std::fmt::Write;
use std::path::Path;

use anyhow::Result;

/// Words of running text, headings and cells, about.
const WORDS: usize = 3400;

/// How many references there are, each cited once.
const REFERENCES: usize = 20;

/// Parts and the share of the words that stands in each, in hundredths.
const PARTS: [(&str, usize); 4] = [
    ("Fundamentals", 35),
    ("Intermediate", 25),
    ("Academic", 30),
    ("Reflection", 10),
];

const SUBJECTS: &[&str] = &[
    "your care team",
    "the night nurse",
    "a healthy kidney",
    "the pituitary gland",
    "this medicine",
    "a short walk",
    "the second dose",
    "your pharmacist",
    "regular sleep",
    "the clinic",
    "a blood test",
    "the immune system",
    "an older adult",
    "your family doctor",
    "the small intestine",
];

const VERBS: &[&str] = &[
    "helps with",
    "protects",
    "can change",
    "slowly restores",
    "rarely disturbs",
    "keeps a record of",
    "explains",
    "depends on",
    "works together with",
    "prepares",
    "measures",
    "supports",
];

const OBJECTS: &[&str] = &[
    "the balance of fluids",
    "normal growth at night",
    "the way you feel in the morning",
    "muscle and bone",
    "the level of the hormone",
    "healing after an operation",
    "the signals between cells",
    "a steady rhythm",
    "blood pressure and pulse",
    "skin and hair",
    "the plan you agreed on",
    "side effects that may appear",
    "appetite and weight",
];

const TAILS: &[&str] = &[
    "during the first weeks",
    "when you rest enough",
    "before the next visit",
    "even in winter",
    "if you take it as agreed",
    "for most people",
    "without any pain",
    "over several months",
    "after a light meal",
    "as far as we know today",
    "more than many expect",
    "at about 37 °C",
];

/// Writes an article's folder: the text and its bibliography.
pub fn write(folder: &Path, seed: u64) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("article.md"), text(seed))?;
    std::fs::write(folder.join("references.bib"), bibliography())?;
    Ok(())
}

fn text(seed: u64) -> String {
    let mut writer = Writer {
        dice: Dice(seed),
        text: String::new(),
        words: 0,
        cited: 0,
    };
    let front =
        "---\ntitle: A made-up article for measuring\nlang: en\nreviewed: 2026-01-15\n---\n";
    writer.text.push_str(front);
    let mut limit = 0;
    for (part, share) in PARTS {
        writer.heading(1, part);
        limit += WORDS * share / 100;
        match part {
            "Reflection" => writer.reflection(limit),
            _ => writer.part(part, limit),
        }
    }
    writer.text
}

fn bibliography() -> String {
    let mut text = String::new();
    for number in 1..=REFERENCES {
        let year = 2000 + number;
        let first = number * 10;
        write!(
            text,
            "@article{{key{number},\n  author = {{Writer{number}, Ann and Other, Ben}},\n  \
             title = {{A study of subject {number}}},\n  journaltitle = {{Journal of Examples}},\n  \
             date = {{{year}}},\n  volume = {{{number}}},\n  pages = {{{first}--{}}},\n  \
             doi = {{10.1000/{number}}},\n}}\n\n",
            first + 8
        )
        .expect("writing to a string");
    }
    text
}

struct Writer {
    dice: Dice,
    text: String,
    words: usize,
    cited: usize,
}

impl Writer {
    /// Sections until the words are reached; each kind of block comes round in turn.
    fn part(&mut self, name: &str, limit: usize) {
        let mut section = 0;
        while self.words < limit {
            section += 1;
            let level = if section % 3 == 0 { 3 } else { 2 };
            let title = format!(
                "{} and {}",
                self.dice.pick(SUBJECTS),
                self.dice.pick(OBJECTS)
            );
            self.heading(level, &capital(&title));
            self.paragraph();
            self.paragraph();
            match section {
                1 if name != "Academic" => self.table(name),
                2 => self.block("key-point"),
                3 => self.list("1."),
                _ => self.list("-"),
            }
            self.paragraph();
        }
    }

    fn reflection(&mut self, limit: usize) {
        self.heading(2, "What to think about");
        while self.words < limit {
            self.paragraph();
            self.list("1.");
        }
    }

    fn heading(&mut self, level: usize, title: &str) {
        let line = format!("\n{} {title}\n\n", "#".repeat(level));
        self.push(&line);
    }

    fn paragraph(&mut self) {
        let sentences: Vec<_> = (0..4).map(|_| self.sentence()).collect();
        self.push(&sentences.join(" "));
        self.text.push_str("\n\n");
    }

    fn block(&mut self, class: &str) {
        let sentence = self.sentence();
        self.text.push_str(&format!("::: {class}\n"));
        self.push(&sentence);
        self.text.push_str("\n:::\n\n");
    }

    fn list(&mut self, marker: &str) {
        for _ in 0..4 {
            let sentence = self.sentence();
            self.text.push_str(&format!("{marker} "));
            self.push(&format!("{sentence}\n"));
        }
        self.text.push('\n');
    }

    fn table(&mut self, part: &str) {
        self.push("| What | What it does | When |\n");
        self.text.push_str("|---|---|---|\n");
        for _ in 0..6 {
            let cells = [SUBJECTS, OBJECTS, TAILS].map(|words| capital(self.dice.pick(words)));
            self.push(&format!("| {} |\n", cells.join(" | ")));
        }
        self.push(&format!(
            "\n: What matters in {part} {{#tbl-{}}}\n\n",
            part.to_lowercase()
        ));
    }

    fn sentence(&mut self) -> String {
        let subject = capital(self.dice.pick(SUBJECTS));
        let [verb, object, tail] = [VERBS, OBJECTS, TAILS].map(|words| self.dice.pick(words));
        // The citations spread over the text, and each reference is cited once.
        let due =
            self.cited < REFERENCES && self.words > (self.cited + 1) * WORDS / (REFERENCES + 2);
        let mark = if due {
            self.cited += 1;
            format!(" [@key{}]", self.cited)
        } else {
            String::new()
        };
        match self.dice.roll(5) {
            0 => format!("{subject} {verb} *{object}* {tail}{mark}."),
            1 => format!("{subject} {verb} {object} {tail}, and **{object}** matters{mark}."),
            _ => format!("{subject} {verb} {object} {tail}{mark}."),
        }
    }

    fn push(&mut self, text: &str) {
        self.words += text.split_whitespace().filter(|word| is_word(word)).count();
        self.text.push_str(text);
    }
}

fn is_word(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric) && !word.starts_with(['[', '{'])
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// A generator of numbers (SplitMix64), so that the article is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((value ^ (value >> 31)) % sides as u64) as usize
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words[self.roll(words.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_as_long_and_as_rich_as_promised() {
        for seed in 0..5 {
            let text = text(seed);
            let words = text.split_whitespace().filter(|word| is_word(word)).count();
            assert!((WORDS..WORDS + 150).contains(&words), "{words}");
            assert_eq!(text.matches("[@key").count(), REFERENCES);
            assert_eq!(text.matches("|---|---|---|").count(), 2);
            assert!(text.contains("::: key-point") && text.contains("\n1. "));
        }
    }

    #[test]
    fn a_seed_gives_one_article_and_another_seed_another() {
        assert_eq!(text(7), text(7));
        assert_ne!(text(7), text(8));
    }
}
