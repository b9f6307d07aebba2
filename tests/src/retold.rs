//! Cases told again in Arabic and in Chinese, so that each shows its behaviour also
//! for lines from the right and for words without spaces between them.
//!
//! What is words in the tree is swapped in the source, at its place, each word for the
//! same other word wherever it stands; all else, names, addresses, keys, code and math,
//! stays. The library's language is the other one. A retold case has the same faults at
//! the same lines, builds if the case does, and says the same in every format. A case
//! that names its language is not retold, nor one with a section `only-latin REASON`.

use std::collections::BTreeMap;
use std::ops::Range;

use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::language::Language;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::words::Words;
use pamphlet_core::{Article, Sources};

use crate::case::Case;
use crate::road::{self, FILE, Outcome};
use crate::{conforming, parity};

/// What a language writes.
struct Tongue {
    tag: &'static str,
    words: &'static [&'static str],
    /// Signs, each with what stands for it; with the space behind it where none is written.
    signs: &'static [(&'static str, &'static str)],
    spaced: bool,
}

const TONGUES: [Tongue; 2] = [
    Tongue {
        tag: "ar",
        words: &[
            "هرمون",
            "النموّ",
            "الماء",
            "كل",
            "يوم",
            "اتصل",
            "بالطبيب",
            "ألم",
            "المساء",
            "قبل",
            "الطعام",
            "قرص",
            "لا",
            "تأخذ",
            "مع",
            "الحليب",
            "يُفرَز",
            "ليلًا",
            "والعمر",
            "راحة",
        ],
        signs: &[(",", "،"), (";", "؛"), ("?", "؟")],
        spaced: true,
    },
    Tongue {
        tag: "zh-Hans",
        words: &[
            "生长",
            "激素",
            "喝水",
            "每天",
            "请",
            "联系",
            "医生",
            "疼痛",
            "晚上",
            "饭前",
            "药片",
            "不要",
            "服用",
            "牛奶",
            "睡眠",
            "年龄",
            "脑垂体",
            "分泌",
            "休息",
            "检查",
        ],
        signs: &[
            (", ", "，"),
            (",", "，"),
            (". ", "。"),
            (".", "。"),
            ("; ", "；"),
            (";", "；"),
            (": ", "："),
            (":", "："),
            ("? ", "？"),
            ("?", "？"),
            ("! ", "！"),
            ("!", "！"),
        ],
        spaced: false,
    },
];

/// Tells a case again in every language; gives what is wrong then.
pub fn faults(case: &Case) -> Vec<String> {
    let told = road::run(case);
    let own_language = told.article.front.lang.is_some();
    if own_language
        || case
            .sections
            .iter()
            .any(|it| it.heading.starts_with("only-latin"))
    {
        return Vec::new();
    }
    let each = TONGUES.iter().flat_map(|tongue| {
        let retold = swapped(case, &told, tongue);
        let language = Language::parse(tongue.tag).expect("a tag");
        let outcome = road::run_in(&retold, &language);
        let found = differences(&told, &outcome);
        found
            .into_iter()
            .map(|fault| format!("in {}: {fault}", tongue.tag))
    });
    each.collect()
}

fn differences(told: &Outcome, retold: &Outcome) -> Vec<String> {
    let (expected, found) = (reported(told), reported(retold));
    if expected != found {
        let all: Vec<_> = retold
            .diagnostics
            .iter()
            .map(|it| it.message.as_str())
            .collect();
        return vec![format!(
            "it reports {found:?} and not {expected:?}: {all:?}"
        )];
    }
    match (&retold.edition, &retold.outputs) {
        (Some(edition), Some(outputs)) => {
            let mut faults = parity::differences(edition, outputs);
            faults.extend(conforming::faults(&outputs.pdf));
            faults
        }
        (_, _) if told.outputs.is_some() => vec!["it does not build".into()],
        (_, _) => Vec::new(),
    }
}

/// Names of faults with their lines.
fn reported(outcome: &Outcome) -> Vec<String> {
    let each = outcome.diagnostics.iter().map(|it| {
        let place = outcome.sources.of(it.span).map(|source| {
            let (line, _) = source.position(it.span.start());
            format!("{}:{line}", source.path)
        });
        format!("{} {}", it.name, place.unwrap_or_default())
    });
    let mut each: Vec<String> = each.collect();
    each.sort();
    each
}

/// The case with its words swapped.
fn swapped(case: &Case, told: &Outcome, tongue: &Tongue) -> Case {
    let places = Places::of(&told.article, &told.sources);
    let mut retold = case.clone();
    let bytes = case.bytes();
    if let (Ok(text), Some(ranges)) = (String::from_utf8(bytes), places.0.get(FILE)) {
        retold.body = replaced(&text, ranges, tongue);
        retold
            .sections
            .retain(|section| section.heading != "escaped");
    }
    for section in &mut retold.sections {
        let path = section.heading.strip_prefix("file ");
        if let Some(ranges) = path.and_then(|path| places.0.get(path)) {
            section.text = replaced(&section.text, ranges, tongue);
        }
    }
    retold
}

/// Where the words of an article stand, by file.
#[derive(Default)]
struct Places(BTreeMap<String, BTreeMap<usize, Range<usize>>>);

impl Places {
    fn of(article: &Article, sources: &Sources) -> Places {
        let mut finder = Finder {
            sources,
            places: Places::default(),
        };
        walk::walk_article(&mut finder, article);
        finder.places
    }
}

struct Finder<'a> {
    sources: &'a Sources,
    places: Places,
}

impl Visitor for Finder<'_> {
    fn inline(&mut self, inline: &Inline) {
        match inline {
            // An address that is its own words, and markup that was refused.
            Inline::Text(n) if n.text.starts_with('<') => {}
            Inline::Link(n) if n.url.value.ends_with(&plain_text(&n.inlines)) => {}
            Inline::Text(n) => {
                let span = n.meta.span;
                let written = self
                    .sources
                    .of(span)
                    .map(|source| (source, self.sources.text(span)));
                if let Some((source, text)) = written
                    && text == n.text
                {
                    let of_file = self.places.0.entry(source.path.clone()).or_default();
                    of_file.insert(span.start(), span.range());
                }
            }
            _ => walk::walk_inline(self, inline),
        }
    }
}

fn replaced(text: &str, ranges: &BTreeMap<usize, Range<usize>>, tongue: &Tongue) -> String {
    let mut out = String::new();
    let mut done = 0;
    for range in ranges.values().filter(|range| range.end <= text.len()) {
        out.push_str(&text[done..range.start]);
        out.push_str(&translated(&text[range.clone()], tongue));
        done = range.end;
    }
    out.push_str(&text[done..]);
    out
}

/// Words in the language; a name of a part as its name there.
fn translated(text: &str, tongue: &Tongue) -> String {
    let table = |tag: &str| {
        Language::parse(tag)
            .and_then(|it| Words::of(&it))
            .expect("a table")
    };
    if let Some(kind) = table("en").part_of(text) {
        return table(tongue.tag).part(kind).to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    // Whether the last that was written is a word of the language.
    let mut within = false;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !is_latin(c)).unwrap_or(rest.len());
        let sign = tongue
            .signs
            .iter()
            .find(|(sign, _)| within && rest.starts_with(sign));
        if word > 0 {
            out.push_str(swap(&rest[..word], tongue.words));
            rest = &rest[word..];
            within = true;
        } else if let Some((sign, own)) = sign {
            out.push_str(own);
            rest = &rest[sign.len()..];
        } else if within && !tongue.spaced && starts_word(rest) {
            rest = &rest[1..];
        } else {
            within = false;
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// Whether a space and then a word follow.
fn starts_word(rest: &str) -> bool {
    let word = rest.strip_prefix(' ');
    word.is_some_and(|word| word.starts_with(is_latin))
}

/// Letters of Latin script, with the marks on them. The micro sign starts a unit, which
/// is written everywhere.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || c.is_alphabetic() && matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
        || matches!(c, 'µ' | '\u{300}'..='\u{36f}')
}

/// The word that stands for a word, the same each time.
fn swap<'a>(word: &'a str, words: &'a [&'static str]) -> &'a str {
    if word.contains('µ') {
        return word;
    }
    let sum = word.bytes().fold(7usize, |sum, byte| {
        sum.wrapping_mul(31)
            .wrapping_add(usize::from(byte.to_ascii_lowercase()))
    });
    words[sum % words.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_swapped_and_nothing_else() {
        let [arabic, chinese] = &TONGUES;
        assert_eq!(
            translated("Take it, 5 mg.", arabic),
            "والعمر والعمر، 5 قبل."
        );
        assert_eq!(translated("Take it, 5 mg. ", chinese), "休息休息，5 饭前。");
        assert_eq!(translated("Fundamentals", chinese), "基础知识");
    }

    #[test]
    fn what_is_no_word_of_the_tree_stays() {
        let case = Case {
            name: "made".into(),
            body: "# Fundamentals\n\n## How {#how}\n\nSee *this* `code` at <https://a.org>, $x$ [@key].\n"
                .into(),
            sections: Vec::new(),
        };
        let retold = swapped(&case, &road::run(&case), &TONGUES[1]);
        assert_eq!(
            retold.body,
            "# 基础知识\n\n## 激素 {#how}\n\n请 *分泌* `code` 药片 <https://a.org>, $x$ [@key].\n"
        );
    }
}
