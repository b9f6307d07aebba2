//! Inlines as Markdown.

use std::borrow::Cow;

use pamphlet_core::inline::{
    Citation, CitationForm, CitationItem, Code, Image, Inline, Link, Math, Wrapped,
};
use pamphlet_core::node::{Attributes, Meta};

use crate::refine::may_precede;
use crate::same::joined;

use super::attributes;
use super::escape::{Around, entity, words};
use super::marks::{self, Spelling};

/// Stands for the bar of a term, until all other bars of a cell are escaped.
const TERM_BAR: char = '\u{1}';

/// Inlines without words between them that are read again together.
const WINDOW: usize = 16;

/// Inlines that start and end a line.
pub fn line(inlines: &[Inline]) -> String {
    let mut writer = Writer::default();
    writer.settled(inlines);
    writer.out.replace(TERM_BAR, "|")
}

/// Inlines within a cell.
pub fn cell(inlines: &[Inline]) -> String {
    let mut writer = Writer::default();
    writer.settled(inlines);
    let mut out = String::with_capacity(writer.out.len());
    let mut escaped = false;
    for c in writer.out.chars() {
        match c {
            '|' if !escaped => out.push_str("\\|"),
            TERM_BAR => out.push('|'),
            '\n' => out.push(' '),
            c => out.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    out
}

/// The stress that inlines stand within.
#[derive(Clone, Copy)]
struct Stress {
    mark: char,
    /// One for stress, two for importance.
    count: usize,
    /// Whether it holds one inline.
    single: bool,
    /// Where its content starts.
    start: usize,
}

#[derive(Default)]
struct Writer {
    out: String,
    /// What the next inline must know of the one before it.
    behind: Behind,
    /// How the marks of the inline in hand are spelled.
    spelling: Spelling,
    /// How many marks for stress it had so far.
    stresses: u32,
    /// What stands first in the words behind the inline in hand.
    next: Option<char>,
}

/// What was written last.
#[derive(Clone, Copy, Default)]
struct Behind {
    bracket: bool,
    key: bool,
    words: bool,
    /// Which characters cannot stand plainly behind it.
    encode: Option<fn(char) -> bool>,
}

/// Where an inline is written, to write it there again.
struct Start {
    length: usize,
    /// The character before it, which may have become an entity.
    before: Option<char>,
    behind: Behind,
}

impl Start {
    fn of(writer: &Writer) -> Start {
        Start {
            length: writer.out.len(),
            before: writer.out.chars().next_back(),
            behind: writer.behind,
        }
    }

    fn again(&self, writer: &mut Writer, spelling: Spelling) {
        let before = self.before.map_or(0, char::len_utf8);
        writer.out.truncate(self.length - before);
        writer.out.extend(self.before);
        writer.behind = self.behind;
        writer.spelling = spelling;
        writer.stresses = 0;
    }
}

impl Writer {
    /// Writes inlines that make up a line or several. Whether a mark opens or
    /// closes hangs on its neighbours, so each inline with marks is read again,
    /// and spelled in other ways until it reads as it should.
    fn settled(&mut self, inlines: &[Inline]) {
        // Escapes must see whole words.
        let mut joined = joined(inlines);
        let mut window = (0, 0);
        for i in 0..joined.len() {
            let line_start = i == 0 || is_break(&joined[i - 1]);
            let far = i - window.0 > WINDOW;
            if line_start || far || matches!(joined[i], Inline::Text(_)) {
                window = (i, self.out.len());
            }
            if marks::has(&joined[i]) && !marks::stand_apart(&joined, i) {
                self.settle(&mut joined, i, window);
            } else {
                self.spelling = Spelling::default();
                self.at(&joined, i, None, true);
            }
        }
    }

    fn settle(&mut self, joined: &mut Cow<[Inline]>, i: usize, window: (usize, usize)) {
        let start = Start::of(self);
        if self.spell(joined, i, window, &start) {
            return;
        }
        let flat = marks::flat(&joined[i]);
        let same = joined[i] == flat;
        joined.to_mut()[i] = flat;
        if same || !self.spell(joined, i, window, &start) {
            start.again(self, Spelling::default());
            self.at(joined, i, None, true);
        }
    }

    /// Writes an inline in the first way in which it reads as it should.
    fn spell(
        &mut self,
        joined: &[Inline],
        i: usize,
        window: (usize, usize),
        start: &Start,
    ) -> bool {
        let stresses = marks::stresses(&joined[i]);
        Spelling::all(stresses).any(|spelling| {
            start.again(self, spelling);
            self.at(joined, i, None, true);
            let (end, behind) = (self.out.len(), self.behind);
            let mut expected = joined[window.0..=i].to_vec();
            self.look_ahead(joined, i + 1, &mut expected);
            let written = self.out[window.1..].replace(TERM_BAR, "|");
            self.out.truncate(end);
            self.behind = behind;
            marks::reads_as(&written, expected)
        })
    }

    /// Writes what has a say in whether marks close before it.
    fn look_ahead(&mut self, joined: &[Inline], i: usize, expected: &mut Vec<Inline>) {
        match joined.get(i) {
            Some(next @ Inline::Text(_)) => {
                self.at(joined, i, None, true);
                // Space at the end of a line would be lost.
                self.out.push('x');
                expected.extend([next.clone(), marks::text("x")]);
            }
            // comrak looks through `~` for the letter behind it.
            Some(Inline::Strikethrough(_) | Inline::Subscript(_)) => {
                let next = Inline::Strikethrough(Wrapped {
                    meta: Meta::made(),
                    inlines: vec![marks::text("x")],
                });
                self.inline(&next, false, None);
                expected.push(next);
            }
            Some(next) if !is_break(next) => {
                self.out.push('!');
                expected.push(marks::text("!"));
            }
            _ => {}
        }
    }

    fn at(&mut self, joined: &[Inline], i: usize, outer: Option<Stress>, last: bool) {
        let line_end = joined.get(i + 1).map_or(last, is_break);
        self.next = match joined.get(i + 1) {
            Some(Inline::Text(text)) => text.text.chars().next(),
            _ => None,
        };
        self.inline(&joined[i], line_end, outer);
    }

    /// Writes inlines within `outer` marks; `last`: a line ends behind them.
    fn inlines(&mut self, inlines: &[Inline], outer: Option<Stress>, last: bool) {
        let joined = joined(inlines);
        for i in 0..joined.len() {
            self.at(&joined, i, outer, last);
        }
    }

    fn inline(&mut self, inline: &Inline, line_end: bool, outer: Option<Stress>) {
        let behind = std::mem::take(&mut self.behind);
        let around = Around {
            line_start: self.out.is_empty() || self.out.ends_with('\n'),
            line_end,
            after_bracket: behind.bracket,
            after_label: behind.bracket && self.line().starts_with('['),
            after_key: behind.key,
            before: self.out.chars().next_back(),
            encode: behind.encode,
        };
        match inline {
            Inline::Text(n) => {
                self.out.push_str(&words(&n.text, around));
                self.behind.words = true;
            }
            Inline::SoftBreak(_) => self.out.push('\n'),
            Inline::HardBreak(_) => self.out.push_str("\\\n"),
            Inline::Emphasis(n) => self.stressed(n, 1, outer, behind),
            Inline::Strong(n) => self.stressed(n, 2, outer, behind),
            Inline::Strikethrough(n) => self.marked(n, "~~", None, behind),
            Inline::Subscript(n) => self.marked(n, "~", None, behind),
            Inline::Superscript(n) => self.marked(n, "^", None, behind),
            Inline::Phrase(n) => {
                self.out.push('[');
                self.inlines(&n.inlines, None, false);
                self.out.push(']');
                self.attributes(&n.meta.attributes, None);
            }
            Inline::Code(n) => {
                self.out.push_str(&code(n));
                self.attributes(&n.meta.attributes, None);
            }
            Inline::Math(n) => self.out.push_str(&math(n)),
            Inline::Link(n) => self.link(n),
            Inline::CrossReference(n) => {
                let article = n.article.as_ref().map(|a| format!("article:{}", a.value));
                let label = n.label.as_ref().map(|l| format!("#{}", l.value));
                let url = format!(
                    "{}{}",
                    article.unwrap_or_default(),
                    label.unwrap_or_default()
                );
                self.bracketed(&n.inlines, &url, None);
                self.attributes(&n.meta.attributes, None);
            }
            Inline::Image(n) => self.image(n),
            Inline::Citation(n) => self.citation(n),
            Inline::Term(n) => {
                self.out.push_str("[[");
                self.out.push_str(&inner(&n.name.value));
                if let Some(shown) = &n.shown {
                    self.out.push(TERM_BAR);
                    self.out.push_str(&inner(&shown.value));
                }
                self.out.push_str("]]");
                self.behind.bracket = true;
            }
            Inline::Field(n) => self.out.push_str(&format!("{{{{{}}}}}", n.name)),
            Inline::NoteCall(n) => {
                self.out.push_str(&format!("[^{}]", n.label));
                self.behind.bracket = true;
            }
            Inline::Comment(n) => self.out.push_str(&format!("<!--{}-->", n.text)),
        }
    }

    /// The line so far.
    fn line(&self) -> &str {
        self.out.rsplit('\n').next().unwrap_or_default()
    }

    /// `*`, or `_` where stars would run into those beside them.
    fn stressed(&mut self, n: &Wrapped, count: usize, outer: Option<Stress>, behind: Behind) {
        let clashes = match outer {
            // `**a**` is not a in `*` in `*`; `***a***` is strong within stress.
            Some(outer) if outer.count == 1 => count == 1,
            Some(outer) => count == 1 && outer.single,
            None => false,
        };
        let (same, other) = match outer.map(|outer| outer.mark) {
            Some('_') => ('_', '*'),
            Some(_) => ('*', '_'),
            None => ('*', '_'),
        };
        let opened = outer.is_some_and(|outer| outer.start == self.out.len());
        let escaped = self.out.ends_with("\\*") || self.out.ends_with("\\_");
        let beside = !opened && self.out.ends_with(same) && !escaped;
        let flipped = self.spelling.flips(self.stresses);
        self.stresses += 1;
        let mark = match (clashes || beside) != flipped {
            true => other,
            false => same,
        };
        let marks = mark.to_string().repeat(count);
        let inner = Stress {
            mark,
            count,
            single: n.inlines.len() == 1,
            start: self.out.len(),
        };
        self.marked(n, &marks, Some(inner), behind);
    }

    /// Marks with what stands within them. Where letters beside them would keep
    /// them from opening or closing, these are written as entities.
    fn marked(&mut self, n: &Wrapped, marks: &str, stress: Option<Stress>, behind: Behind) {
        if self.spelling.opens && behind.words {
            self.encode_last(char::is_alphanumeric);
        }
        self.out.push_str(marks);
        let stress = stress.map(|stress| Stress {
            start: self.out.len(),
            ..stress
        });
        self.behind.encode = match behind.encode.filter(|_| marks.starts_with('~')) {
            Some(_) => Some(|c| c.is_alphanumeric() || c.is_whitespace()),
            None => self.spelling.opens.then_some(char::is_whitespace),
        };
        self.inlines(&n.inlines, stress, false);
        if self.spelling.closes && self.behind.words {
            self.encode_last(char::is_whitespace);
        }
        self.out.push_str(marks);
        self.behind = Behind {
            encode: self.spelling.closes.then_some(char::is_alphanumeric),
            ..Behind::default()
        };
    }

    /// Writes the last character as an entity, if it is one of these.
    fn encode_last(&mut self, which: fn(char) -> bool) {
        if let Some(last) = self.out.chars().next_back().filter(|c| which(*c)) {
            self.out.pop();
            self.out.push_str(&entity(last));
        }
    }

    fn attributes(&mut self, attributes: &Attributes, alt: Option<&str>) {
        self.out.push_str(&attributes::write(attributes, alt));
    }

    fn link(&mut self, n: &Link) {
        let url = &n.url.value;
        let shown = match n.inlines.as_slice() {
            [Inline::Text(text)] => Some(text.text.as_str()),
            _ => None,
        };
        let address = url.strip_prefix("mailto:").unwrap_or(url);
        let plain = |c: char| !c.is_whitespace() && !matches!(c, '<' | '>' | '\\' | '&');
        let mail = |text: &str| {
            let domain = text.rsplit('@').next().unwrap_or("");
            let is = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
            text.contains('@') && domain.chars().all(is)
        };
        let automatic = address == url || mail(address);
        let has_scheme = url.contains(':') && url.chars().all(plain) && automatic;
        if n.title.is_none() && has_scheme && shown == Some(address) {
            self.out.push_str(&format!("<{address}>"));
        } else {
            self.bracketed(&n.inlines, url, n.title.as_deref());
        }
        self.attributes(&n.meta.attributes, None);
    }

    fn bracketed(&mut self, inlines: &[Inline], url: &str, title: Option<&str>) {
        self.out.push('[');
        self.inlines(inlines, None, false);
        self.out.push_str("](");
        self.out.push_str(&destination(url, title));
        self.out.push(')');
    }

    fn image(&mut self, n: &Image) {
        let mut attributes = n.meta.attributes.clone();
        let title = attributes.pairs.iter().position(|(key, _)| key == "title");
        let title = title.map(|i| attributes.pairs.remove(i).1);
        self.out
            .push_str(&image(&n.alt, &n.source.value, title.as_deref()));
        self.attributes(&attributes, None);
    }

    fn citation(&mut self, n: &Citation) {
        if n.form == CitationForm::InSentence {
            let letter = self.next.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let braced = letter || !may_precede(self.out.chars().next_back());
            for item in &n.items {
                let key = &item.key.value;
                self.out.push_str(&match braced {
                    true => format!("@{{{key}}}"),
                    false => format!("@{key}"),
                });
            }
            self.behind.key = !braced;
            return;
        }
        let items: Vec<String> = n.items.iter().map(citation_item).collect();
        self.out.push_str(&format!("[{}]", items.join("; ")));
        self.behind.bracket = true;
    }
}

fn is_break(inline: &Inline) -> bool {
    matches!(inline, Inline::SoftBreak(_) | Inline::HardBreak(_))
}

/// Words in the middle of a line.
fn inner(text: &str) -> String {
    words(text, Around::default())
}

fn citation_item(item: &CitationItem) -> String {
    let plain = |text: &str| inner(text).replace(';', "\\;");
    let mut out = plain(&item.prefix);
    if !out.is_empty() {
        out.push(' ');
    }
    if item.suppress_author {
        out.push('-');
    }
    out.push('@');
    out.push_str(&item.key.value);
    if !item.locator.is_empty() {
        out.push_str(", ");
        out.push_str(&plain(&item.locator));
    }
    out
}

/// `![alt](source "title")`.
pub fn image(alt: &str, source: &str, title: Option<&str>) -> String {
    format!("![{}]({})", inner(alt), destination(source, title))
}

fn destination(url: &str, title: Option<&str>) -> String {
    let mut out = String::new();
    let plain =
        |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '(' | ')' | '<' | '>');
    let bare = url.chars().all(plain) && (!url.is_empty() || title.is_none());
    let mut address = String::new();
    for (i, c) in url.char_indices() {
        match c {
            '<' | '>' | '\\' | '*' | '_' | '|' => address.extend(['\\', c]),
            '&' if url[i..].contains(';') => address.push_str("&amp;"),
            c => address.push(c),
        }
    }
    match bare {
        true => out.push_str(&address),
        false => out.push_str(&format!("<{address}>")),
    }
    if let Some(title) = title {
        out.push_str(" \"");
        for c in title.chars() {
            match c {
                '"' | '\\' => out.extend(['\\', c]),
                // Entities are read before backslashes here.
                '&' => out.push_str("&amp;"),
                c => out.push(c),
            }
        }
        out.push('"');
    }
    out
}

fn code(n: &Code) -> String {
    let mut longest = 0;
    let mut run = 0;
    for c in n.text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let text = &n.text;
    let spaced = text.starts_with(' ') && text.ends_with(' ') && !text.trim_matches(' ').is_empty();
    match text.starts_with('`') || text.ends_with('`') || spaced {
        true => format!("{fence} {text} {fence}"),
        false => format!("{fence}{text}{fence}"),
    }
}

/// A formula with its attributes.
pub fn math(n: &Math) -> String {
    let fence = if n.display { "$$" } else { "$" };
    let tex = if n.tex.is_empty() { " " } else { &n.tex };
    let attributes = attributes::write(&n.meta.attributes, n.alt.as_deref());
    format!("{fence}{tex}{fence}{attributes}")
}
