//! What a reader draws out of a page, and what stands around a line of it.

use super::article::Article;
use super::word::{spaced, words};

/// A line as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// Its words; there is one.
    pub words: Vec<String>,
}

/// A page as it is drawn.
#[derive(Debug, Default)]
pub struct Page {
    /// The lines that have words.
    pub lines: Vec<Line>,
    /// The words of all lines.
    drawn: Flow,
    /// Those of lines that are read rightly.
    mended: Flow,
}

/// Words one after another.
#[derive(Debug, Default)]
struct Flow {
    all: String,
    /// Without the numbers of notes and pages.
    bare: String,
}

impl Flow {
    fn add(&mut self, words: &[String], article: &Article) {
        for word in words {
            self.all += &format!(" {word} ");
            if !article.is_number(word) {
                self.bare += &format!(" {word} ");
            }
        }
    }
}

impl Page {
    /// Reads the text that a reader draws. An ellipsis ends a line, since running heads are cut with one.
    pub fn new(text: &str, article: &Article) -> Self {
        let mut page = Self::default();
        for text in text.lines().flat_map(|line| line.split('…')) {
            let line = Line {
                text: text.trim().to_owned(),
                words: words(text),
            };
            page.drawn.add(&line.words, article);
            page.lines.push(line);
        }
        page.lines.retain(|line| !line.words.is_empty());
        page
    }

    /// Adds words that it says when it is read rightly.
    pub fn say(&mut self, words: &[String], article: &Article) {
        // A line of its own.
        let end = ["\n".to_owned()];
        self.mended.add(&[words, &end].concat(), article);
    }
}

/// What stands around a line.
pub struct Around<'a> {
    /// The article.
    pub article: &'a Article,
    /// Whether paragraphs have numbers.
    pub is_proof: bool,
    /// What begins lines of the page and the next.
    starts: Vec<&'a str>,
    /// What ends lines of the page and the one before.
    ends: Vec<&'a str>,
    /// Lines of one word on those three.
    single: Vec<&'a str>,
    /// The page.
    page: &'a Page,
    /// The same as the other reader draws it.
    other: &'a Page,
    /// The line as it is drawn.
    text: String,
}

impl<'a> Around<'a> {
    /// What stands around the lines of a page.
    pub fn page(
        pages: &'a [Page],
        number: usize,
        other: &'a Page,
        article: &'a Article,
        is_proof: bool,
    ) -> Self {
        let before = number.saturating_sub(1);
        let after = (number + 2).min(pages.len());
        let lines = |from: usize, to: usize| pages[from..to].iter().flat_map(|page| &page.lines);
        let single = lines(before, after).filter(|line| line.words.len() == 1);
        Self {
            starts: lines(number, after)
                .map(|line| line.words[0].as_str())
                .collect(),
            ends: lines(before, number + 1)
                .filter_map(|line| line.words.last().map(String::as_str))
                .collect(),
            single: single.map(|line| line.words[0].as_str()).collect(),
            text: String::new(),
            page: &pages[number],
            other,
            article,
            is_proof,
        }
    }

    /// The same, around a line.
    pub fn at(&mut self, line: &Line) -> &Self {
        self.text = spaced(&line.text);
        self
    }

    /// Whether nothing but space stands between two words of the line.
    pub fn are_beside(&self, a: &str, b: &str) -> bool {
        self.text.contains(&format!("{a} {b}"))
    }

    /// Whether the other reader says words one after another on the page, and more often than this one: once
    /// may be elsewhere.
    pub fn said(&self, words: &[String]) -> bool {
        self.is_more(&said(words), |flow| &flow.all)
    }

    /// The same, without numbers of notes and pages.
    pub fn said_bare(&self, words: &[String]) -> bool {
        let bare = words.iter().filter(|word| !self.article.is_number(word));
        let bare: Vec<_> = bare.cloned().collect();
        words.len() - bare.len() <= 1
            && bare.len() > 1
            && self.is_more(&said(&bare), |flow| &flow.bare)
    }

    fn is_more(&self, words: &str, part: impl Fn(&Flow) -> &str) -> bool {
        let count = |flow: &Flow| part(flow).matches(words).count();
        count(&self.other.drawn) + count(&self.other.mended) > count(&self.page.drawn)
    }

    /// Whether the other reader says the mark of a draft of which all these are pieces.
    pub fn is_draft(&self, pieces: &[String]) -> bool {
        let said = self.other.drawn.all.replace(' ', "");
        let mut said = self.article.drafts().filter(|draft| said.contains(*draft));
        said.any(|draft| pieces.iter().all(|piece| draft.contains(piece.as_str())))
    }

    /// The word that begins at a line's end and goes on at the beginnings of others.
    pub fn goes_on(&self, start: &str) -> Option<String> {
        let longer = |start: &str| {
            let longer = self
                .starts
                .iter()
                .map(|it| (format!("{start}{it}"), self.single.contains(it)));
            longer
                .filter(|it| self.article.begins(&it.0))
                .collect::<Vec<_>>()
        };
        let once = longer(start);
        let twice = once
            .iter()
            .filter(|it| it.1)
            .flat_map(|it| longer(&it.0))
            .map(|it| it.0);
        let found = once.iter().map(|it| it.0.clone()).chain(twice);
        found.into_iter().find(|word| self.article.has_whole(word))
    }

    /// Whether a word at a line's beginning ends one that begins at the ends of others.
    pub fn is_end(&self, end: &str, is_line: bool) -> bool {
        let whole = |word: &str| {
            self.article.begins(word)
                && (self.article.has_whole(word) || is_line && self.goes_on(word).is_some())
        };
        let begun = self.ends.iter().filter(|it| !self.article.has_whole(it));
        begun.into_iter().any(|begun| {
            let word = format!("{begun}{end}");
            let mut before = self.ends.iter().filter(|_| self.single.contains(begun));
            whole(&word) || before.any(|it| whole(&format!("{it}{word}")))
        })
    }
}

/// How a flow has words.
fn said(words: &[String]) -> String {
    format!(" {} ", words.join("  "))
}
