//! Inlines as Markdown.

use pamphlet_core::inline::{
    Citation, CitationForm, CitationItem, Code, Image, Inline, Link, Math, Wrapped,
};
use pamphlet_core::node::Attributes;

use super::attributes;
use super::escape::{Around, words};

/// Stands for the bar of a term, until all other bars of a cell are escaped.
const TERM_BAR: char = '\u{1}';

/// Inlines that start and end a line.
pub fn line(inlines: &[Inline]) -> String {
    let mut writer = Writer::default();
    writer.inlines(inlines, None, true);
    writer.out.replace(TERM_BAR, "|")
}

/// Inlines within a cell.
pub fn cell(inlines: &[Inline]) -> String {
    let mut writer = Writer::default();
    writer.inlines(inlines, None, true);
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
    after_bracket: bool,
    after_key: bool,
}

impl Writer {
    /// Writes inlines within `outer` marks; `last`: a line ends behind them.
    fn inlines(&mut self, inlines: &[Inline], outer: Option<Stress>, last: bool) {
        let joined = join(inlines);
        for (i, inline) in joined.iter().enumerate() {
            let next = joined.get(i + 1);
            let line_end = match next {
                None => last,
                Some(next) => matches!(next, Inline::SoftBreak(_) | Inline::HardBreak(_)),
            };
            self.inline(inline, &joined[i + 1..], outer, line_end);
        }
    }

    fn inline(&mut self, inline: &Inline, rest: &[Inline], outer: Option<Stress>, line_end: bool) {
        let around = Around {
            line_start: self.out.is_empty() || self.out.ends_with('\n'),
            line_end,
            after_bracket: std::mem::take(&mut self.after_bracket),
            after_key: std::mem::take(&mut self.after_key),
            before: self.out.chars().next_back(),
        };
        match inline {
            Inline::Text(n) => self.out.push_str(&words(&n.text, around)),
            Inline::SoftBreak(_) => self.out.push('\n'),
            Inline::HardBreak(_) => self.out.push_str("\\\n"),
            Inline::Emphasis(n) => self.stressed(n, 1, rest, outer),
            Inline::Strong(n) => self.stressed(n, 2, rest, outer),
            Inline::Strikethrough(n) => self.marked(n, "~~"),
            Inline::Subscript(n) => self.marked(n, "~"),
            Inline::Superscript(n) => self.marked(n, "^"),
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
                self.after_bracket = true;
            }
            Inline::Field(n) => self.out.push_str(&format!("{{{{{}}}}}", n.name)),
            Inline::NoteCall(n) => {
                self.out.push_str(&format!("[^{}]", n.label));
                self.after_bracket = true;
            }
            Inline::Comment(n) => self.out.push_str(&format!("<!--{}-->", n.text)),
        }
    }

    /// `*`, or `_` where stars would run into those beside them.
    fn stressed(&mut self, n: &Wrapped, count: usize, rest: &[Inline], outer: Option<Stress>) {
        let before = self.out.chars().next_back();
        let clashes = match outer {
            // `**a**` is not a in `*` in `*`; `***a***` is strong within stress.
            Some(outer) if outer.count == 1 => count == 1,
            Some(outer) => count == 1 && outer.single,
            None => false,
        };
        let other = outer.map_or('_', |outer| if outer.mark == '*' { '_' } else { '*' });
        let same = outer.map_or('*', |outer| outer.mark);
        let opened = outer.is_some_and(|outer| outer.start == self.out.len());
        let escaped = self.out.ends_with("\\*") || self.out.ends_with("\\_");
        let beside = !opened && before == Some(same) && !escaped;
        let word_before = self
            .out
            .trim_end_matches('~')
            .ends_with(char::is_alphanumeric);
        let word_beside = word_before || starts_with_word(rest);
        // The next one must take the other mark: whichever stands beside a word
        // needs the star.
        let leaves_star = matches!(rest.first(), Some(Inline::Emphasis(_) | Inline::Strong(_)))
            && !word_before
            && rest.get(1..).is_some_and(starts_with_word);
        let mark = match clashes || beside || leaves_star {
            true if other == '*' || !word_beside => other,
            _ => same,
        };
        let marks = mark.to_string().repeat(count);
        self.out.push_str(&marks);
        let inner = Stress {
            mark,
            count,
            single: n.inlines.len() == 1,
            start: self.out.len(),
        };
        self.inlines(&n.inlines, Some(inner), false);
        self.out.push_str(&marks);
    }

    fn marked(&mut self, n: &Wrapped, marks: &str) {
        self.out.push_str(marks);
        self.inlines(&n.inlines, None, false);
        self.out.push_str(marks);
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
            for item in &n.items {
                self.out.push_str(&format!("@{}", item.key.value));
            }
            self.after_key = true;
            return;
        }
        let items: Vec<String> = n.items.iter().map(citation_item).collect();
        self.out.push_str(&format!("[{}]", items.join("; ")));
        self.after_bracket = true;
    }
}

/// Neighbouring texts as one, so that escapes see whole words.
fn join(inlines: &[Inline]) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for inline in inlines {
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.text.push_str(&text.text),
            _ => joined.push(inline.clone()),
        }
    }
    joined
}

/// Whether a letter follows; comrak looks through `~` for it.
fn starts_with_word(rest: &[Inline]) -> bool {
    match rest.first() {
        Some(Inline::Text(text)) => text.text.starts_with(char::is_alphanumeric),
        Some(Inline::Strikethrough(n) | Inline::Subscript(n)) => starts_with_word(&n.inlines),
        _ => false,
    }
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
    let attributes = attributes::write(&n.meta.attributes, n.alt.as_deref());
    format!("{fence}{}{fence}{attributes}", n.tex)
}
