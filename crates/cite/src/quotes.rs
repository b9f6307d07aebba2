//! Quotation marks within quotation marks. Styles ask for other marks there;
//! hayagriva leaves the same.

use crate::inlines::Run;

/// What opens and closes a quotation, and one within it.
const MARKS: [[char; 4]; 3] = [
    ['“', '”', '‘', '’'],
    ['„', '“', '‚', '‘'],
    ['«', '»', '“', '”'],
];

/// Gives the quotations within quotations their own marks, those of the language
/// first, where all that open also close.
pub(crate) fn nest(runs: &mut [Run], own: Option<[char; 4]>) {
    // What closes a single quotation is an apostrophe too.
    let own = own.filter(|[_, close, ..]| *close != '’');
    let same = |marks: &[char; 4]| own.is_some_and(|own| own[..2] == marks[..2]);
    let others = MARKS.into_iter().filter(|marks| !same(marks));
    for [open, close, inner_open, inner_close] in own.into_iter().chain(others) {
        // The German closing mark opens in English.
        let foreign = [open, close] == ['„', '“'] && runs.iter().any(|run| run.text.contains('”'));
        if foreign || !nests(runs, open, close) {
            continue;
        }
        let mut depth = 0;
        for run in runs.iter_mut() {
            let nested = |c: char| {
                depth += usize::from(c == open);
                let inner = depth % 2 == 0;
                depth -= usize::from(c == close);
                match c {
                    c if c == open && inner => inner_open,
                    c if c == close && inner => inner_close,
                    c => c,
                }
            };
            run.text = run.text.chars().map(nested).collect();
        }
    }
}

/// Whether quotations stand within others, and all are closed.
fn nests(runs: &[Run], open: char, close: char) -> bool {
    let (mut depth, mut deepest) = (0usize, 0);
    for c in runs.iter().flat_map(|run| run.text.chars()) {
        if c == open {
            depth += 1;
            deepest = deepest.max(depth);
        } else if c == close {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            }
        }
    }
    depth == 0 && deepest > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inlines::Look;

    fn nested(texts: &[&str]) -> String {
        let runs = texts.iter().map(|text| Run::plain(*text, Look::default()));
        let mut runs: Vec<Run> = runs.collect();
        nest(&mut runs, None);
        runs.into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn inner_quotations_have_inner_marks() {
        assert_eq!(
            nested(&["A, ““Anti-", "aging” clinics,” B"]),
            "A, “‘Anti-aging’ clinics,” B"
        );
        assert_eq!(nested(&["“a “b “c” d” e”"]), "“a ‘b “c” d’ e”");
        assert_eq!(nested(&["„Was „alt“ heißt“"]), "„Was ‚alt‘ heißt“");
        assert_eq!(nested(&["«Qué es «viejo»»"]), "«Qué es “viejo”»");
    }

    #[test]
    fn the_languages_own_marks_go_first() {
        let nested = |text: &str, own: &str| {
            let mut runs = vec![Run::plain(text, Look::default())];
            let own: Vec<char> = own.chars().collect();
            nest(&mut runs, Some([own[0], own[1], own[2], own[3]]));
            runs.remove(0).text
        };
        for (own, text, expected) in [
            ("„”«»", "„O „nowym” leku”", "„O «nowym» leku”"),
            ("«»„“", "«О «новом» лекарстве»", "«О „новом“ лекарстве»"),
            ("《》〈〉", "《论《生长》》", "《论〈生长〉》"),
            ("”“’‘", "”عن ”النمو“ اليوم“", "”عن ’النمو‘ اليوم“"),
            ("‘’“”", "‘don’t ‘a’’", "‘don’t ‘a’’"),
        ] {
            assert_eq!(nested(text, own), expected);
        }
    }

    #[test]
    fn what_is_not_nested_or_not_closed_stays() {
        for text in ["“a” and “b”", "““a” b", "“a”” b”", "„“a” b“", "a"]
        {
            assert_eq!(nested(&[text]), text);
        }
    }
}
