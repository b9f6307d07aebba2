//! An article's own words, out of the web pages and books that are judged beside its PDFs.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;

use scraper::{ElementRef, Html, Node};

use super::word::{Way, split, way};

/// Between a page's number and the count of pages on paper, in the languages that have a word there.
const OF: [&str; 9] = ["of", "de", "von", "sur", "из", "z", "من", "از", "ee"];

/// Across the pages of a proof, whose article need be no draft elsewhere.
const DRAFT: [&str; 17] = [
    "DRAFT",
    "QABYO",
    "ناتمام",
    "BORRADOR",
    "ENTWURF",
    "BROUILLON",
    "RASCUNHO",
    "WERSJA ROBOCZA",
    "ЧЕРНОВИК",
    "BẢN THẢO",
    "مسودة",
    "مسودہ",
    "मसौदा",
    "খসড়া",
    "ਖਰੜਾ",
    "வரைவு",
    "草稿",
];

/// A word of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its letters or figures.
    pub text: String,
    /// Whether it is a raised number that calls a note or a source.
    pub note: bool,
}

/// What stands in one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Its words in their order.
    pub words: Vec<Word>,
}

/// The words of an article: of all the files together in which they are looked for, since what stands on paper
/// may be in the page for records and not on the web page.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The blocks of each file, with the file's name.
    pub files: Vec<(String, Vec<Block>)>,
    /// Its words, and what stands behind each.
    next: HashMap<String, HashSet<String>>,
    /// The first and the last words of blocks.
    first: HashSet<String>,
    last: HashSet<String>,
    /// The first and the last two words of blocks, and blocks of one.
    first_two: HashSet<(String, String)>,
    last_two: HashSet<(String, String)>,
    alone: HashSet<String>,
    blocks: HashSet<Vec<String>>,
    /// What addresses begin with behind their scheme.
    hosts: HashSet<String>,
    /// Numbers of notes and sources.
    notes: HashSet<String>,
    pages: usize,
    /// Words that hyphens join, by what is left when the hyphens are taken away.
    joined: HashMap<String, Vec<String>>,
    /// All words, also joined ones, sorted.
    sorted: BTreeSet<String>,
    /// Words behind which a hyphen stands.
    before_hyphen: HashSet<String>,
    /// What stands before the number of a page.
    labels: HashSet<Vec<String>>,
    drafts: Vec<String>,
}

impl Article {
    /// The words of some files, given with their names.
    pub fn of<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut article = Self::default();
        for (name, text) in files {
            let blocks = article.blocks(text);
            match article.files.last_mut() {
                Some((last, all)) if last == name => all.extend(blocks),
                _ => article.files.push((name.to_owned(), blocks)),
            }
        }
        for draft in DRAFT {
            article.drafts.push(draft.replace(' ', ""));
            article.add(draft);
        }
        article
    }

    fn blocks(&mut self, html: &str) -> Vec<Block> {
        let mut reader = Reader::default();
        reader.read(
            Html::parse_document(html).root_element(),
            Kind::Content,
            false,
        );
        reader.end(Kind::Content);
        let mut blocks = Vec::new();
        for (pieces, kind) in reader.blocks {
            let mut words: Vec<Word> = Vec::new();
            for (text, note) in pieces {
                let split = split(&text);
                self.join(&split);
                words.extend(split.into_iter().map(|(text, _)| Word { text, note }));
            }
            self.learn(&words);
            match kind {
                Kind::Content => blocks.push(Block { words }),
                Kind::Page => {
                    let label = words.into_iter().map(|word| word.text);
                    self.labels
                        .insert(label.filter(|it| way(it) != Way::Figures).collect());
                }
                Kind::Math | Kind::Other => {}
            }
        }
        blocks
    }

    /// The same article on some sheets, which have the numbers of pages, two pages a sheet at most.
    pub fn on_paper(&self, sheets: usize) -> Self {
        let mut article = self.clone();
        article.pages = 2 * sheets;
        for page in 1..=article.pages {
            article.add(&page.to_string());
        }
        article
    }

    /// Adds words that no file says.
    fn add(&mut self, text: &str) {
        let words: Vec<_> = split(text)
            .into_iter()
            .map(|(text, _)| Word { text, note: false })
            .collect();
        self.learn(&words);
    }

    fn learn(&mut self, words: &[Word]) {
        let notes = words.iter().filter(|word| word.note);
        self.notes.extend(notes.map(|note| note.text.clone()));
        for with_notes in [true, false] {
            let words: Vec<_> = words
                .iter()
                .filter(|word| with_notes || !word.note)
                .collect();
            let (Some(first), Some(last)) = (words.first(), words.last()) else {
                continue;
            };
            self.blocks
                .insert(words.iter().map(|word| word.text.clone()).collect());
            self.first.insert(first.text.clone());
            self.last.insert(last.text.clone());
            if let [a, b, ..] = words[..] {
                self.first_two.insert((a.text.clone(), b.text.clone()));
            }
            match words[..] {
                [.., a, b] => _ = self.last_two.insert((a.text.clone(), b.text.clone())),
                [word] => _ = self.alone.insert(word.text.clone()),
                [] => {}
            }
            // On paper an address may stand without its scheme.
            for pair in words.windows(2).filter(|pair| pair[0].text == "https") {
                let (scheme, host) = (pair[0].text.clone(), pair[1].text.clone());
                self.first.insert(host.clone());
                self.alone.insert(host.clone());
                self.hosts.insert(host.clone());
                self.first_two.insert((scheme, host));
            }
            for (i, word) in words.iter().enumerate() {
                self.sorted.insert(word.text.clone());
                let next = self.next.entry(word.text.clone()).or_default();
                next.extend(words.get(i + 1).map(|next| next.text.clone()));
            }
        }
    }

    fn join(&mut self, words: &[(String, bool)]) {
        for start in 0..words.len() {
            let mut parts = vec![words[start].0.clone()];
            for (word, hyphened) in &words[start + 1..] {
                if !hyphened {
                    break;
                }
                self.before_hyphen.extend(parts.last().cloned());
                parts.push(word.clone());
                self.sorted.insert(parts.concat());
                self.joined.insert(parts.concat(), parts.clone());
            }
        }
    }

    /// Whether it says a word.
    pub fn has(&self, word: &str) -> bool {
        self.next.contains_key(word)
    }

    /// Whether it says a word that begins so.
    pub fn begins(&self, start: &str) -> bool {
        let from = self
            .sorted
            .range::<str, _>((Bound::Included(start), Bound::Unbounded));
        from.into_iter()
            .next()
            .is_some_and(|word| word.starts_with(start))
    }

    /// Whether a word is the number of a note, a source or a page.
    pub fn is_number(&self, word: &str) -> bool {
        self.is_note(word)
            || word
                .parse()
                .is_ok_and(|page| (1..=self.pages).contains(&page))
    }

    /// Whether a word is the number of a note or a source.
    pub fn is_note(&self, word: &str) -> bool {
        self.notes.contains(word)
    }

    /// The words that hyphens join to one that lost them.
    pub fn joined(&self, word: &str) -> Option<&[String]> {
        self.joined.get(word).map(Vec::as_slice)
    }

    /// Whether it says a word, or words that hyphens join to one.
    pub fn has_whole(&self, word: &str) -> bool {
        self.has(word) || self.joined.contains_key(word)
    }

    /// The marks of drafts.
    pub fn drafts(&self) -> impl Iterator<Item = &str> {
        self.drafts.iter().map(String::as_str)
    }

    /// Whether a block may end at a word of a line and another begin behind it, as with cells of a table.
    /// Where the article has the two words the other way round, what is beside them has to say so.
    pub fn parts(&self, line: &[String], at: usize) -> bool {
        let pair = |at: usize| (line[at].clone(), line[at + 1].clone());
        let turned = self.follows(&line[at + 1], &line[at]);
        let ends = self.alone.contains(&line[at])
            // Readers join what follows a hyphen at a line's end, also the number of a note below.
            || self.before_hyphen.contains(&line[at]) && self.is_number(&line[at + 1])
            || match at {
                0 => !turned && self.last.contains(&line[at]),
                _ => self.last_two.contains(&pair(at - 1)),
            };
        let begins = self.alone.contains(&line[at + 1])
            || match line.get(at + 2) {
                None => !turned && self.first.contains(&line[at + 1]),
                Some(_) => self.first_two.contains(&pair(at + 1)),
            };
        ends && begins
    }

    /// Whether some words are a block.
    pub fn is_block(&self, words: &[String]) -> bool {
        self.blocks.contains(words)
    }

    /// Whether an address begins with a word.
    pub fn is_host(&self, word: &str) -> bool {
        self.hosts.contains(word)
    }

    /// Whether the article itself has two words one behind the other.
    pub fn follows(&self, a: &str, b: &str) -> bool {
        self.next.get(a).is_some_and(|next| next.contains(b))
    }

    /// How many of some words say at which page of how many they stand, if they do.
    pub fn page_label(&self, words: &[String]) -> Option<usize> {
        let is_number = |at: usize| words.get(at).is_some_and(|it| way(it) == Way::Figures);
        let label = (1..=2).find(|at| is_number(*at) && self.labels.contains(&words[..*at]))?;
        match words.get(label + 1) {
            Some(_) if is_number(label + 1) => Some(label + 2),
            Some(of) if OF.contains(&of.as_str()) && is_number(label + 2) => Some(label + 3),
            _ => None,
        }
    }
}

/// Elements that no line of text crosses.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Whether a raised text is the mark of a note or a source: figures, or a letter in brackets.
fn is_mark(text: &str) -> bool {
    let text = text.trim();
    !text.contains(char::is_alphabetic) || text.starts_with('(') && text.ends_with(')')
}

/// A text, and whether it calls a note.
type Piece = (String, bool);

/// What kind of words stand in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Content,
    /// Navigation, what opens in place, what is said and not shown.
    Other,
    /// A formula, whose letters stand each for itself.
    Math,
    /// A page and its number.
    Page,
}

/// Collects the text of blocks.
#[derive(Default)]
struct Reader {
    blocks: Vec<(Vec<Piece>, Kind)>,
    pieces: Vec<Piece>,
}

impl Reader {
    fn read(&mut self, element: ElementRef, kind: Kind, note: bool) {
        let name = element.value().name();
        let is = |class: &str| element.value().classes().any(|it| it == class);
        if matches!(name, "head" | "script" | "style")
            || element.attr("role") == Some("doc-backlink")
        {
            return;
        }
        let is_math = name == "math";
        let is_block = BLOCKS.contains(&name) || is("skip") || is_math;
        let inside = match name {
            "math" => Kind::Math,
            "nav" | "dialog" => Kind::Other,
            // Of the notes, which stand at the foot of pages on paper.
            "h2" | "h3" if element.attr("id").is_some_and(|id| id.ends_with("_notes")) => {
                Kind::Other
            }
            _ if is("skip") => Kind::Other,
            _ => kind,
        };
        if is_block {
            self.end(kind);
        }
        // What a picture shows and where a printed page starts is said by no text.
        let is_page = element.attr("role") == Some("doc-pagebreak");
        let said = match name {
            "img" => element.attr("alt").map(|it| (it, Kind::Other)),
            _ if is_page => element.attr("aria-label").map(|it| (it, Kind::Page)),
            _ => None,
        };
        if let Some((said, kind)) = said {
            self.blocks.push((vec![(said.to_owned(), false)], kind));
        }
        // A raised number that leads elsewhere, or would in a page with links.
        let calls = |it: ElementRef| {
            let id = it.value().id().unwrap_or_default();
            match it.value().name() {
                "a" => true,
                "span" => id.starts_with("cite-") || id.starts_with("note-"),
                _ => false,
            }
        };
        let note = note
            || name == "sup"
                && is_mark(&element.text().collect::<String>())
                && (element.descendent_elements().any(calls)
                    || element.ancestors().filter_map(ElementRef::wrap).any(calls));
        if name == "li" {
            let before = element
                .prev_siblings()
                .filter(|it| it.value().is_element())
                .count();
            let number = element
                .attr("value")
                .map_or((before + 1).to_string(), str::to_owned);
            self.blocks.push((vec![(number, false)], Kind::Other));
        }
        for child in element.children() {
            if let Some(child) = ElementRef::wrap(child) {
                self.read(child, inside, note);
            } else if let Node::Text(text) = child.value() {
                self.push(text, note);
                if inside == Kind::Math {
                    self.push(" ", note);
                }
            }
        }
        if is_block {
            self.end(inside);
        }
    }

    fn push(&mut self, text: &str, note: bool) {
        match self.pieces.last_mut() {
            // Numbers of notes beside each other stay apart.
            Some((last, false)) if !note => last.push_str(text),
            _ => self.pieces.push((text.to_owned(), note)),
        }
    }

    fn end(&mut self, kind: Kind) {
        if !self.pieces.is_empty() {
            let pieces = std::mem::take(&mut self.pieces);
            self.blocks.push((pieces, kind));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(html: &str) -> Article {
        Article::of([("a.html", html)].into_iter())
    }

    fn blocks(html: &str) -> Vec<String> {
        let said = |block: &Block| {
            let words = block.words.iter().map(|word| match word.note {
                true => format!("[{}]", word.text),
                false => word.text.clone(),
            });
            words.collect::<Vec<_>>().join(" ")
        };
        let blocks = &article(html).files[0].1;
        blocks
            .iter()
            .map(said)
            .filter(|block| !block.is_empty())
            .collect()
    }

    #[test]
    fn blocks_have_their_words_and_the_numbers_of_notes_apart() {
        let html = "<p>Drink <b>much</b> wa<i>ter</i>.<sup><a>1</a></sup><sup><a>2</a></sup> Now 10<sup>6</sup>.</p>";
        assert_eq!(blocks(html), ["Drink much water [1] [2] Now 106"]);
        assert_eq!(
            blocks("<ul><li>Tea<li>Milk<table><td>a<td>b</table></ul>"),
            ["Tea", "Milk", "a", "b"]
        );
    }

    #[test]
    fn navigation_and_what_opens_in_place_is_known_and_not_sought() {
        let html = "<nav>Contents</nav><p>Tea</p><dialog>Meaning</dialog><img alt='A glass'><script>no()</script>";
        assert_eq!(blocks(html), ["Tea"]);
        let known =
            ["Contents", "Tea", "Meaning", "glass", "no"].map(|word| article(html).has(word));
        assert_eq!(known, [true, true, true, true, false]);
    }

    #[test]
    fn two_files_are_one_article_and_may_be_sought_each() {
        let files = [
            ("a.html", "<p>Tea"),
            ("b.epub", "<p>Milk"),
            ("b.epub", "<p>Water"),
        ];
        let article = Article::of(files.into_iter());
        let counts: Vec<_> = article
            .files
            .iter()
            .map(|(name, blocks)| (name.as_str(), blocks.len()))
            .collect();
        assert_eq!(counts, [("a.html", 1), ("b.epub", 2)]);
        assert!(article.has("Tea") && article.has("Water"));
    }
}
