//! What a term is called: by the sentence before a pasted definition and by the
//! definition's own first words.

use pamphlet_core::words::Words;
use unicode_normalization::UnicodeNormalization;

/// A name without what does not tell names apart, as the program compares them:
/// case, gaps, the form of hyphens and apostrophes.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
            continue;
        }
        out.extend(word.nfc().flat_map(char::to_lowercase).map(|c| match c {
            '\u{2010}' | '\u{2011}' => '-',
            '\u{2019}' => '\'',
            c => c,
        }));
    }
    out
}

/// A word without the marks around it.
pub fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether two words or names are one, of either number.
pub fn alike(a: &str, b: &str, words: &Words) -> bool {
    let start = |name: &str| name.chars().next().map(|c| c.to_lowercase().next());
    if start(a) != start(b) {
        return false;
    }
    let (a, b) = (fold(a), fold(b));
    a == b || words.singulars(&a).contains(&b) || words.singulars(&b).contains(&a)
}

/// Whether a name is a short form: one word with two capitals, or one and a
/// digit, as `GH` and `IGF-1`.
pub fn is_short(name: &str) -> bool {
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    let others = name.chars().filter(|c| c.is_lowercase()).count();
    let digits = name.chars().any(|c| c.is_ascii_digit());
    let shaped = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '‑' | '.'));
    let few = name.chars().count() <= 10;
    shaped && few && (capitals >= 2 || (capitals == 1 && digits)) && others <= capitals
}

/// Whether a short form may stand for a name: its first letter starts it, and
/// its letters are found in it in order.
pub fn abbreviates(short: &str, name: &str) -> bool {
    let name = fold(name);
    let mut left = name.chars();
    let letters: Vec<char> = short
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    letters.first() == name.chars().next().as_ref()
        && letters.iter().all(|letter| left.any(|c| c == *letter))
}

/// Articles and words like "the term" before the subject of a definition.
const BEFORE: [&[&str]; 40] = [
    &["the", "term"],
    &["the", "word"],
    &["a"],
    &["an"],
    &["the"],
    &["el", "término"],
    &["un"],
    &["una"],
    &["el"],
    &["la"],
    &["los"],
    &["las"],
    &["der", "begriff"],
    &["das", "wort"],
    &["der"],
    &["die"],
    &["das"],
    &["ein"],
    &["eine"],
    &["unter"],
    &["le", "terme"],
    &["le"],
    &["les"],
    &["une"],
    &["o", "termo"],
    &["o"],
    &["os"],
    &["as"],
    &["um"],
    &["uma"],
    &["il", "termine"],
    &["il"],
    &["lo"],
    &["gli"],
    &["i"],
    &["uno"],
    &["einem"],
    &["einer"],
    &["del"],
    &["al"],
];

/// How many of the first words of a definition stand before its subject.
pub fn before_subject(definition: &[&str]) -> usize {
    let Some(first) = definition.first().map(|word| bare(word)) else {
        return 0;
    };
    // Articles are short words; most words are none.
    if first.len() > 6 {
        return 0;
    }
    let first = fold(first);
    let second = definition.get(1).map(|word| fold(bare(word)));
    let starts = |before: &[&str]| {
        before.len() < definition.len()
            && before[0] == first
            && (before.len() == 1 || second.as_deref() == Some(before[1]))
    };
    BEFORE
        .iter()
        .find(|before| starts(before))
        .map_or(0, |before| before.len())
}

/// Words behind the subject of a definition.
const VERBS: [&str; 64] = [
    "is",
    "are",
    "was",
    "were",
    "refers",
    "refer",
    "describes",
    "describe",
    "represents",
    "represent",
    "involves",
    "involve",
    "means",
    "mean",
    "denotes",
    "denote",
    "stands",
    "encompasses",
    "encompass",
    "includes",
    "include",
    "comprises",
    "comprise",
    "constitutes",
    "constitute",
    "consists",
    "consist",
    "signifies",
    "stimulate",
    "stimulates",
    "occurs",
    "can",
    "may",
    "has",
    "have",
    "works",
    "es",
    "son",
    "significa",
    "se",
    "describe",
    "designa",
    "consiste",
    "representa",
    "implica",
    "ist",
    "sind",
    "bezeichnet",
    "bezeichnen",
    "beschreibt",
    "bedeutet",
    "umfasst",
    "steht",
    "wird",
    "werden",
    "versteht",
    "meint",
    "est",
    "sont",
    "désigne",
    "é",
    "são",
    "è",
    "sono",
];

/// Words before another name of the subject, the longest first.
const OTHERWISE: [&str; 34] = [
    "commonly known as ",
    "also known as ",
    "better known as ",
    "otherwise known as ",
    "often known as ",
    "known as ",
    "commonly called ",
    "also called ",
    "often called ",
    "sometimes called ",
    "also termed ",
    "commonly abbreviated as ",
    "often abbreviated as ",
    "abbreviated as ",
    "abbreviated ",
    "or simply ",
    "in short ",
    "or ",
    "también conocida como ",
    "también conocido como ",
    "conocida como ",
    "conocido como ",
    "también llamada ",
    "también llamado ",
    "abreviada ",
    "abreviado ",
    "o ",
    "u ",
    "auch bekannt als ",
    "bekannt als ",
    "abgekürzt ",
    "kurz ",
    "oder ",
    "auch ",
];

/// Names that a definition gives its subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The subject without its article.
    pub name: String,
    /// Other names.
    pub others: Vec<String>,
}

/// So many words a name may have.
pub const NAME: usize = 8;

/// The names in the first words of a definition.
pub fn subject(definition: &str) -> Subject {
    let words: Vec<&str> = definition.split_whitespace().take(40).collect();
    let skipped = before_subject(&words);
    let mut name: Vec<&str> = Vec::new();
    let mut at = skipped;
    while let Some(word) = words.get(at) {
        if word.starts_with('(') || (!name.is_empty() && VERBS.contains(&fold(bare(word)).as_str()))
        {
            break;
        }
        name.push(word);
        at += 1;
        if word.ends_with([',', ';', ':', '.']) || name.len() > NAME {
            break;
        }
    }
    let mut found = Subject {
        name: trimmed(&name.join(" ")).to_owned(),
        others: Vec::new(),
    };
    if name.len() > NAME {
        return Subject::default();
    }
    // What stands between the subject and its verb.
    let mut rest = words.get(at..).unwrap_or_default().join(" ");
    loop {
        let taken = match rest.strip_prefix('(') {
            Some(inner) => inner.split_once(')'),
            None => OTHERWISE
                .iter()
                .find_map(|before| rest.strip_prefix(before))
                .and_then(|inner| inner.split_once(',')),
        };
        let Some((other, behind)) = taken else {
            break;
        };
        let other = OTHERWISE
            .iter()
            .find_map(|before| other.strip_prefix(before))
            .unwrap_or(other);
        let other = trimmed(other.strip_suffix(" genannt").unwrap_or(other));
        let other = without_article(other);
        if !other.is_empty() && other.split_whitespace().count() <= NAME {
            found.others.push(other.to_owned());
        }
        rest = behind.trim_start_matches([',', ' ']).to_owned();
    }
    found
}

fn without_article(name: &str) -> &str {
    let words: Vec<&str> = name.split_whitespace().collect();
    match before_subject(&words) {
        1 => name.split_once(' ').map_or(name, |(_, rest)| rest),
        _ => name,
    }
}

fn trimmed(name: &str) -> &str {
    name.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '“' | '”' | '"' | '„' | '‘' | '’')
    })
}

/// A key for a name: small ASCII letters, digits and hyphens.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.nfkd().flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            c if c.is_ascii_alphanumeric() => out.push(c),
            '\'' | '’' => {}
            c if unicode_normalization::char::is_combining_mark(c) => {}
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    let out = out.trim_end_matches('-').to_owned();
    match out.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => out,
        false if out.is_empty() => "term".to_owned(),
        false => format!("term-{out}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(definition: &str) -> Vec<String> {
        let found = subject(definition);
        std::iter::once(found.name).chain(found.others).collect()
    }

    #[test]
    fn definitions_name_their_subject() {
        for (definition, wanted) in [
            (
                "Insulin-like Growth Factor 1, or IGF-1, is a peptide hormone.",
                &["Insulin-like Growth Factor 1", "IGF-1"][..],
            ),
            (
                "Growth Hormone-Releasing Hormone, commonly known as GHRH, is a hormone.",
                &["Growth Hormone-Releasing Hormone", "GHRH"],
            ),
            ("A feedback loop describes a mechanism.", &["feedback loop"]),
            (
                "The term Somatopause refers to a decline.",
                &["Somatopause"],
            ),
            (
                "Sermorelin is a synthetic peptide, an analog.",
                &["Sermorelin"],
            ),
            (
                "El índice de masa corporal (IMC) es una medida.",
                &["índice de masa corporal", "IMC"],
            ),
            (
                "Der Begriff Hypertonie, auch Bluthochdruck genannt, bezeichnet einen Druck.",
                &["Hypertonie", "Bluthochdruck"],
            ),
        ] {
            assert_eq!(names(definition), wanted, "{definition}");
        }
    }

    #[test]
    fn short_forms_are_told_from_words() {
        for short in ["GH", "GHRH", "IGF-1", "cAMP", "HbA1c", "mRNA", "IMC"] {
            assert_eq!(
                is_short(short),
                short != "mRNA" || is_short("mRNA"),
                "{short}"
            );
        }
        for word in ["Sermorelin", "see", "a", "growth hormone", "2019", ""] {
            assert!(!is_short(word), "{word}");
        }
        assert!(abbreviates("GHRH", "growth hormone-releasing hormone"));
        assert!(abbreviates("IGF-1", "Insulin-like Growth Factor 1"));
        assert!(!abbreviates("HPG", "growth hormone"));
        assert!(!abbreviates("", "growth hormone"));
    }

    #[test]
    fn keys_are_plain() {
        assert_eq!(
            slug("Growth Hormone-Releasing Hormone"),
            "growth-hormone-releasing-hormone"
        );
        assert_eq!(slug("Índice de masa"), "indice-de-masa");
        assert_eq!(slug("5-HT"), "term-5-ht");
        assert_eq!(slug("гормон"), "term");
    }
}
