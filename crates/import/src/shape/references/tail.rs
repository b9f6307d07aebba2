//! What stands behind a title: a journal with its numbers, or a publisher with
//! its place, in whatever order a style writes them.

use std::collections::BTreeMap;

use pamphlet_core::reference::{Field, Name};

use super::dates::{self, Date};
use super::people;

/// What a tail says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tail {
    /// Words before the numbers: a journal, a site, a publisher.
    pub name: String,
    /// Volume, issue, pages, edition.
    pub fields: BTreeMap<Field, String>,
    /// When it came out.
    pub date: Date,
    /// Who edited the book that it stands in.
    pub editors: Vec<Name>,
    /// Whether it says that it is a part of a book.
    pub within: bool,
}

/// Labels of numbers.
const LABELS: [(&str, Field); 43] = [
    ("vol", Field::Volume),
    ("volume", Field::Volume),
    ("volumen", Field::Volume),
    ("bd", Field::Volume),
    ("band", Field::Volume),
    ("jg", Field::Volume),
    ("jahrgang", Field::Volume),
    ("v", Field::Volume),
    ("tomo", Field::Volume),
    ("no", Field::Issue),
    ("nos", Field::Issue),
    ("nº", Field::Issue),
    ("n.º", Field::Issue),
    ("n°", Field::Issue),
    ("num", Field::Issue),
    ("núm", Field::Issue),
    ("number", Field::Issue),
    ("número", Field::Issue),
    ("nr", Field::Issue),
    ("issue", Field::Issue),
    ("iss", Field::Issue),
    ("heft", Field::Issue),
    ("h", Field::Issue),
    ("n", Field::Issue),
    ("ausgabe", Field::Issue),
    ("pp", Field::Pages),
    ("p", Field::Pages),
    ("pages", Field::Pages),
    ("page", Field::Pages),
    ("s", Field::Pages),
    ("seite", Field::Pages),
    ("seiten", Field::Pages),
    ("pág", Field::Pages),
    ("págs", Field::Pages),
    ("pag", Field::Pages),
    ("pags", Field::Pages),
    ("páginas", Field::Pages),
    ("article", Field::Pages),
    ("art", Field::Pages),
    ("suppl", Field::Number),
    ("supplement", Field::Number),
    ("supl", Field::Number),
    ("suplemento", Field::Number),
];

/// Words behind the number of an edition.
const EDITION: [&str; 8] = [
    "ed", "edn", "edition", "aufl", "auflage", "edición", "édition", "rev",
];

/// A word, a number or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a str),
    Number(&'a str),
    Mark(char),
}

/// Reads a tail.
pub fn read(tail: &str) -> Tail {
    let mut out = Tail::default();
    let mut text = tail.trim().trim_start_matches(['.', ',', ';', ' ']).trim();
    for within in ["In: ", "In ", "En: ", "Dans: ", "in: "] {
        if let Some(rest) = text.strip_prefix(within) {
            out.within = true;
            text = rest;
            break;
        }
    }
    let text = edition(text, &mut out);
    let text = editors(&text, &mut out);
    let tokens = tokens(&text);
    let start = first_number(&tokens);
    let end = tokens.get(start).map_or(text.len(), |(_, at)| *at);
    out.name = trimmed(&text[..end]).to_owned();
    let behind = numbers(&tokens[start.min(tokens.len())..], &mut out);
    // A publisher may stand behind the pages of a chapter.
    if let Some(publisher) = behind {
        out.fields
            .insert(Field::Publisher, trimmed(&text[publisher..]).to_owned());
    }
    out
}

fn trimmed(text: &str) -> &str {
    let text = text.trim_start_matches(['.', ',', ';', ':', ')', ']', ' ']);
    text.trim_end_matches(['.', ' ', '(', '[', ',', ';', ':'])
        .trim()
}

/// Takes "2nd ed." off the start.
fn edition(text: &str, out: &mut Tail) -> String {
    let mut words = text.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else {
        return text.to_owned();
    };
    let number = first.trim_matches(['(', '.']);
    let named = second
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let numbered = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= 4;
    if numbered && EDITION.contains(&named.as_str()) {
        out.fields.insert(Field::Edition, number.to_owned());
        let rest: Vec<&str> = words.collect();
        return rest.join(" ");
    }
    text.to_owned()
}

/// Takes the editors of a book off: `Smith J, editor. Book`, `J. Smith (Ed.), Book`,
/// `Book, edited by J. Smith, …`.
fn editors(text: &str, out: &mut Tail) -> String {
    const MARKS: [&str; 12] = [
        " (Eds.), ",
        " (Ed.), ",
        " (Hrsg.), ",
        " (eds.), ",
        " (ed.), ",
        " (Hg.), ",
        ", editors. ",
        ", editor. ",
        ", eds. ",
        ", ed. ",
        " (Hrsg.): ",
        " (Eds.). ",
    ];
    for mark in MARKS {
        if let Some((names, book)) = text.split_once(mark)
            && let Some(found) = people::parse(names).filter(|_| names.len() < 400)
        {
            out.editors = found.names;
            out.within = true;
            return book.to_owned();
        }
    }
    for mark in [", edited by ", ", ed. by "] {
        if let Some((book, rest)) = text.split_once(mark) {
            let (names, rest) = rest.split_once(", ").unwrap_or((rest, ""));
            if let Some(found) = people::parse(names) {
                out.editors = found.names;
                out.within = true;
                return format!("{book}, {rest}");
            }
        }
    }
    text.to_owned()
}

fn tokens(text: &str) -> Vec<(Token<'_>, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    let mark = |c: char| matches!(c, ',' | ';' | ':' | '(' | ')' | '[' | ']');
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
        } else if mark(c) {
            out.push((Token::Mark(c), at));
            at += c.len_utf8();
        } else {
            let rest = &text[at..];
            let end = rest
                .find(|c: char| c.is_whitespace() || mark(c))
                .unwrap_or(rest.len());
            let word = &rest[..end];
            let bare = word.trim_end_matches('.');
            let token = match number(bare) {
                true => Token::Number(bare),
                false => Token::Word(word),
            };
            out.push((token, at));
            at += end;
        }
    }
    out
}

/// Digits, with at most three letters before them: `58`, `M413–M418`, `e1000`.
fn number(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = word.len() - digits.len();
    letters <= 3 && digits.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 40
}

fn label(word: &str) -> Option<Field> {
    let word = word.trim_end_matches('.').to_lowercase();
    let found = LABELS.iter().find(|(label, _)| *label == word)?;
    Some(found.1)
}

/// The first token that belongs to numbers: a number, its label, or the month of a date.
fn first_number(tokens: &[(Token, usize)]) -> usize {
    for (i, (token, _)) in tokens.iter().enumerate() {
        let numbered = |by: usize| matches!(tokens.get(i + by), Some((Token::Number(_), _)));
        match token {
            Token::Number(number) if i > 0 || dates::year(number).is_some() => {
                // The bracket before it is no part of the name.
                let open = i > 0 && matches!(tokens[i - 1].0, Token::Mark('(' | '['));
                return i - usize::from(open);
            }
            Token::Word(word) => {
                let labelled = label(word).is_some() && numbered(1);
                let dated = dates::month(word).is_some() && (numbered(1) || numbered(2)) && i > 0;
                if labelled || dated {
                    let open = i > 0 && matches!(tokens[i - 1].0, Token::Mark('(' | '['));
                    return i - usize::from(open);
                }
            }
            Token::Number(_) | Token::Mark(_) => {}
        }
    }
    tokens.len()
}

/// Reads numbers with their labels and marks; gives where other words start
/// that go on to the end.
fn numbers(tokens: &[(Token, usize)], out: &mut Tail) -> Option<usize> {
    let mut pending = None;
    let mut mark = ' ';
    let mut depth = 0;
    let mut other: Option<usize> = None;
    for (i, (token, at)) in tokens.iter().enumerate() {
        match token {
            Token::Mark(c) => {
                match c {
                    '(' | '[' => depth += 1,
                    ')' | ']' => depth -= 1,
                    _ => {}
                }
                mark = *c;
                continue;
            }
            Token::Word(word) => {
                if let Some(field) = label(word) {
                    pending = Some((field, word.trim_end_matches('.')));
                } else if let Some(month) = dates::month(word) {
                    out.date.month = out.date.month.or(Some(month));
                } else if word.contains(char::is_alphabetic)
                    && !matches!(*word, "and" | "und" | "y")
                    && depth == 0
                {
                    other = other.or(Some(*at));
                }
            }
            Token::Number(number) => {
                let before = i.checked_sub(1).map(|i| tokens[i].0);
                let after = tokens.get(i + 1).map(|it| it.0);
                if other.is_none() || pending.is_some() {
                    value(
                        number,
                        (before, after),
                        (pending.take(), mark, depth > 0),
                        out,
                    );
                    if dates::year(number).is_some() && other.is_some() {
                        other = None;
                    }
                }
            }
        }
        mark = ' ';
    }
    other
}

type Beside<'a> = (Option<Token<'a>>, Option<Token<'a>>);

/// Finds the field of one number.
fn value(
    number: &str,
    (before, after): Beside,
    (pending, mark, inside): (Option<(Field, &str)>, char, bool),
    out: &mut Tail,
) {
    let is_month = |token: Option<Token>| match token {
        Some(Token::Word(word)) => dates::month(word).is_some(),
        _ => false,
    };
    let is_edition = |token: Option<Token>| match token {
        Some(Token::Word(word)) => {
            EDITION.contains(&word.trim_end_matches('.').to_lowercase().as_str())
        }
        _ => false,
    };
    let mut put = |field: Field, value: String| {
        out.fields.entry(field).or_insert(value);
    };
    let dashed = number.replace(['–', '—', '‐', '‑'], "-");
    let year = dates::lettered_year(number).and_then(dates::year);
    match pending {
        Some((Field::Number, label)) => return put(Field::Issue, format!("{label}. {number}")),
        Some((field, _)) => return put(field, dashed),
        None => {}
    }
    if is_edition(after) {
        return put(Field::Edition, number.to_owned());
    }
    if let (Some(year), None) = (year, out.date.year) {
        out.date.year = Some(year);
        return;
    }
    let beside = is_month(before) || is_month(after);
    if let Some(day) = dates::day(number).filter(|_| beside && out.date.day.is_none()) {
        out.date.day = Some(day);
        return;
    }
    let ranged = dashed.contains('-') && !dashed.ends_with('-');
    let known = |field| out.fields.contains_key(&field);
    let field = match () {
        () if inside && !known(Field::Issue) => Field::Issue,
        () if mark == ':' && (known(Field::Volume) || out.date.year.is_some()) => Field::Pages,
        () if ranged && known(Field::Volume) => Field::Pages,
        () if !known(Field::Volume) && !ranged => Field::Volume,
        () if !known(Field::Pages) => Field::Pages,
        () => return,
    };
    out.fields.entry(field).or_insert(dashed);
}
