//! Whether a line that a reader draws is a line of the article, and what readers do to lines.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::article::Article;
use super::page::Around;
use super::word::{Way, way};

/// What a reader does to the words of a line that are right in the file. For `Gap`, `Glued`, `Turned` and `Mark` the
/// other reader has to say what the article has, more often on the page than this one; for `Wide`, the whole mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The mark of a draft, in large letters across the page, is cut in pieces.
    Wide,
    /// A word goes on in another line: it was divided, or the mark u, higher than the letters beside it in
    /// large type, is a line of its own for pdfium.
    LineEnd,
    /// The hyphen at a line's end is taken for one that divides a word.
    Hyphen,
    /// The number of a proof's paragraph stands before the line.
    Numbered,
    /// A gap is seen in a word where a sign stands above two letters (poppler, Bengali reph), or a mark above the
    /// last letter is put behind the comma or the full stop that follows (pdfium).
    Gap,
    /// A gap between words is overlooked, behind a cluster that `/ActualText` says or beside a letter whose sign
    /// stands before it (pdfium, Devanagari and Gurmukhi).
    Glued,
    /// In a line of both directions a stretch is read from its other end: on a page with more words
    /// from the left poppler takes all lines so, and a number with its unit in any line; pdfium takes a line that begins or
    /// ends with an address so, and the address itself in other lines.
    Turned,
    /// The raised number of a note begins or ends a line that it stands within.
    /// The rest has to be right without it.
    Raised,
    /// In a line of both directions, pieces between which signs stand, or an address and what stands before it,
    /// come in another order for both readers.
    Pieces,
    /// On a page with more words from the left, the marks above the last letter of a line from the right begin it
    /// for poppler.
    Mark,
    /// In columns of both directions side by side pdfium takes the letter of a note in brackets for the start of the
    /// other column, and turns the rest: [`are_columns`] asks for such a line.
    Columns,
}

/// Whether a line has words of both directions and the letter of a note among them.
pub fn are_columns(words: &[String], article: &Article) -> bool {
    let count = |of: Way| {
        let words = words.iter().filter(|it| it.chars().nth(1).is_some());
        words.filter(|it| way(it) == of).count()
    };
    let is_letter = |word: &String| word.chars().all(char::is_alphabetic) && article.is_note(word);
    count(Way::Left) >= 2 && count(Way::Right) >= 2 && words.iter().any(is_letter)
}

impl Cause {
    /// All of them, in the order in which they are looked for.
    pub const ALL: [Cause; 10] = [
        Cause::Wide,
        Cause::LineEnd,
        Cause::Hyphen,
        Cause::Numbered,
        Cause::Gap,
        Cause::Glued,
        Cause::Turned,
        Cause::Raised,
        Cause::Pieces,
        Cause::Mark,
    ];
}

/// A line as the article has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// Its words.
    pub words: Vec<String>,
    /// Why they were drawn otherwise.
    pub causes: Vec<Cause>,
    /// The joins of its words at which two blocks meet.
    pub blocks: Vec<usize>,
}

/// The words of a line as the article has them, or what is wrong with them.
pub fn judge(words: &[String], around: &Around) -> Result<Mended, String> {
    let mut words = words.to_vec();
    let mut causes = Vec::new();
    let mut faults = Faults::of(&words, around.article);
    // Each step leaves fewer faults.
    while faults.count() > 0 {
        let mended = Cause::ALL.into_iter().flat_map(|cause| {
            let mended = mend(cause, &words, around).into_iter();
            mended.map(move |mended| (cause, Faults::of(&mended, around.article), mended))
        });
        // Of pieces the order is only guessed, so that nothing may be left to guess.
        let mended = mended.filter(|(cause, left, _)| *cause != Cause::Pieces || left.count() == 0);
        // The first of the best.
        let best = mended.min_by_key(|(_, faults, _)| faults.weight());
        match best.filter(|(_, left, _)| left.count() < faults.count()) {
            Some((cause, left, mended)) => {
                causes.push(cause);
                (words, faults) = (mended, left);
            }
            None => return Err(faults.say(&words)),
        }
    }
    causes.sort_unstable();
    causes.dedup();
    Ok(Mended {
        blocks: faults.blocks,
        words,
        causes,
    })
}

/// What a line says that the article does not.
struct Faults {
    /// Words that it does not have.
    unknown: Vec<usize>,
    /// Words behind which it has another one.
    joins: Vec<usize>,
    /// Words behind which another block begins.
    blocks: Vec<usize>,
}

impl Faults {
    fn of(words: &[String], article: &Article) -> Self {
        let mut faults = Self {
            unknown: Vec::new(),
            joins: Vec::new(),
            blocks: Vec::new(),
        };
        let mut label = 0;
        for (i, word) in words.iter().enumerate() {
            if let Some(length) = article.page_label(&words[i..]) {
                label = i + length;
            }
            if i < label && i + 1 < label {
                continue;
            }
            if !article.has(word) && i >= label {
                faults.unknown.push(i);
            }
            let Some(next) = words.get(i + 1) else {
                continue;
            };
            let begins_label = article.page_label(&words[i + 1..]).is_some();
            if i + 1 == label || begins_label {
                faults.blocks.push(i);
            } else if article.follows(word, next) {
            } else if article.parts(words, i) {
                faults.blocks.push(i);
            } else {
                faults.joins.push(i);
            }
        }
        faults
    }

    fn count(&self) -> usize {
        self.unknown.len() + self.joins.len()
    }

    /// How bad they are; where blocks meet, anything fits.
    fn weight(&self) -> (usize, usize) {
        (self.count(), self.blocks.len())
    }

    fn say(&self, words: &[String]) -> String {
        let unknown = self.unknown.iter().map(|i| format!("no `{}`", words[*i]));
        let joins = self
            .joins
            .iter()
            .map(|i| format!("no `{} {}`", words[*i], words[i + 1]));
        unknown.chain(joins).collect::<Vec<_>>().join(", ")
    }
}

/// A line without what a cause may have done to it, the likeliest first.
fn mend(cause: Cause, words: &[String], around: &Around) -> Vec<Vec<String>> {
    let article = around.article;
    let one = match cause {
        Cause::Wide => around.is_draft(words).then(Vec::new),
        Cause::LineEnd => line_end(words, around),
        Cause::Hyphen => each_word(words, article, |word| {
            article.joined(word).map(<[_]>::to_vec)
        }),
        Cause::Numbered => match words {
            [number, rest @ ..] => (around.is_proof && number.contains('.')).then(|| rest.to_vec()),
            [] => None,
        },
        Cause::Gap => joined(words, article, |whole, at| around.said(&whole[at..=at])),
        Cause::Glued => glued(words, around),
        Cause::Turned => {
            let bare = without_notes(words, article);
            let ways = [
                turned(words, article, |_, said| around.said(said)),
                turned(words, article, |_, said| around.said_bare(said)),
                turned(&bare, article, |_, said| around.said_bare(said)),
            ];
            return ways.into_iter().flatten().collect();
        }
        Cause::Raised => raised(words, article),
        Cause::Pieces => turned(words, article, |pieces, _| are_parted(pieces, around)),
        Cause::Mark => first_marks(words).filter(|line| around.said(&line[line.len() - 1..])),
        // Asked of the line as it is.
        Cause::Columns => None,
    };
    one.into_iter().collect()
}

/// The line with the word whole whose end or beginning stands in another line; of the lines the first has it.
fn line_end(words: &[String], around: &Around) -> Option<Vec<String>> {
    let faults = Faults::of(words, around.article);
    let wrong =
        |word: usize, join: usize| faults.unknown.contains(&word) || faults.joins.contains(&join);
    let (first, last) = (words.first()?, words.last()?);
    if wrong(0, 0) && around.is_end(first, words.len() == 1) {
        return Some(words[1..].to_vec());
    }
    let end = words.len() - 1;
    let whole = around
        .goes_on(last)
        .filter(|_| wrong(end, end.wrapping_sub(1)))?;
    Some([&words[..end], &[whole]].concat())
}

/// The line with the words that the article does not have replaced.
fn each_word(
    words: &[String],
    article: &Article,
    parts: impl Fn(&String) -> Option<Vec<String>>,
) -> Option<Vec<String>> {
    let replaced = |word: &String| match article.has(word) {
        true => vec![word.clone()],
        false => parts(word).unwrap_or_else(|| vec![word.clone()]),
    };
    Some(words.iter().flat_map(replaced).collect())
}

/// The line with a word cut that is two, which the other reader says.
fn glued(words: &[String], around: &Around) -> Option<Vec<String>> {
    let article = around.article;
    words.iter().enumerate().find_map(|(at, word)| {
        let ends = word
            .char_indices()
            .skip(1)
            .map(|(end, _)| word.split_at(end));
        let cuts = ends.filter(|(a, b)| !article.has(word) && article.follows(a, b));
        let mut lines = cuts.map(|(a, b)| {
            let two = [a.to_owned(), b.to_owned()];
            [&words[..at], &two, &words[at + 1..]].concat()
        });
        lines.find(|line| around.said(&line[at..at + 2]))
    })
}

/// The line with a word whole of whose pieces one is no word, if they and the whole pass.
fn joined(
    words: &[String],
    article: &Article,
    passes: impl Fn(&[String], usize) -> bool,
) -> Option<Vec<String>> {
    for count in 2..=3 {
        for (at, pieces) in words.windows(count).enumerate() {
            let whole: String = pieces.concat().nfc().collect();
            let are_words = pieces
                .windows(2)
                .all(|pair| article.follows(&pair[0], &pair[1]));
            let line = [
                &words[..at],
                std::slice::from_ref(&whole),
                &words[at + count..],
            ]
            .concat();
            if !are_words && article.has(&whole) && passes(&line, at) {
                return Some(line);
            }
        }
    }
    None
}

/// The line with the marks that begin it behind its last letter.
fn first_marks(words: &[String]) -> Option<Vec<String>> {
    let [first, between @ .., last] = words else {
        return None;
    };
    let rest = first.trim_start_matches(is_combining_mark);
    let marks = &first[..first.len() - rest.len()];
    let last: String = format!("{last}{marks}").nfc().collect();
    (!marks.is_empty()).then(|| [&[rest.to_owned()], between, &[last]].concat())
}

/// The line without numbers of notes that begin or end it.
fn raised(words: &[String], article: &Article) -> Option<Vec<String>> {
    // Two of them may be read as one.
    let is_note = |word: &&String| {
        article.is_note(word) || word.chars().all(|c| article.is_note(&c.to_string()))
    };
    // What is no decimal of the article is two with a sign between them.
    let faults = Faults::of(words, article);
    let is_wrong = |at: usize| {
        [&faults.unknown, &faults.joins]
            .iter()
            .any(|all| all.contains(&at))
    };
    let parts = |(at, word): (usize, &String)| {
        let parts: Vec<_> = word.split(['.', ',']).map(str::to_owned).collect();
        let are_notes = parts.iter().all(|part| article.is_note(part));
        match are_notes && (is_wrong(at) || at > 0 && is_wrong(at - 1)) {
            true => parts,
            false => vec![word.clone()],
        }
    };
    let words: Vec<String> = words.iter().enumerate().flat_map(parts).collect();
    let start = words.iter().take_while(is_note).count();
    let end = words[start..].iter().rev().take_while(is_note).count();
    Some(words[start..words.len() - end].to_vec())
}

/// The line without numbers of notes that stand where the article has none.
fn without_notes(words: &[String], article: &Article) -> Vec<String> {
    let faults = Faults::of(words, article);
    let wrong = |i: usize| faults.joins.contains(&i);
    let stays =
        |i: &usize| !article.is_number(&words[*i]) || !(wrong(*i) || *i > 0 && wrong(*i - 1));
    (0..words.len())
        .filter(stays)
        .map(|i| words[i].clone())
        .collect()
}

/// The line with that stretch read from its other end which leaves the fewest faults, of those that pass,
/// given in their pieces and in the article's order.
fn turned(
    words: &[String],
    article: &Article,
    passes: impl Fn(&[Vec<String>], &[String]) -> bool,
) -> Option<Vec<String>> {
    let has = |it: Way| words.iter().any(|word| way(word) == it);
    if !has(Way::Right) || !has(Way::Left) && !has(Way::Figures) {
        return None;
    }
    let mut best: Option<((usize, usize), Vec<String>)> = None;
    for length in 2..=words.len() {
        for at in 0..=words.len() - length {
            let stretch = &words[at..at + length];
            let single: Vec<Vec<String>> = stretch.iter().map(|word| vec![word.clone()]).collect();
            for pieces in [pieces(stretch, article), single] {
                let stretch: Vec<String> = pieces.iter().rev().flatten().cloned().collect();
                let whole = [&words[..at], &stretch, &words[at + length..]].concat();
                let count = Faults::of(&whole, article).weight();
                // Where figures change places, also what stands beside them has to be said: turned round,
                // a wrong line says them rightly.
                let figures = stretch
                    .iter()
                    .filter(|word| way(word) == Way::Figures)
                    .count();
                let goes_on = |at: usize| {
                    figures > 1
                        && at > 0
                        && at < whole.len()
                        && article.follows(&whole[at - 1], &whole[at])
                };
                let end = at + length;
                let said = &whole[at - usize::from(goes_on(at))..end + usize::from(goes_on(end))];
                if best.as_ref().is_none_or(|(least, _)| count < *least) && passes(&pieces, said) {
                    best = Some((count, whole));
                }
            }
        }
    }
    best.map(|(_, words)| words)
}

/// A stretch cut where the article does not have its words one behind the other.
fn pieces(stretch: &[String], article: &Article) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = Vec::new();
    for word in stretch {
        match out.last_mut() {
            Some(piece) if piece.last().is_some_and(|last| article.follows(last, word)) => {
                piece.push(word.clone())
            }
            _ => out.push(vec![word.clone()]),
        }
    }
    out
}

/// Whether each two pieces are kept apart: by a sign between words of one direction, or since one of them is a
/// block of the article. An address is kept apart from the number before it.
fn are_parted(pieces: &[Vec<String>], around: &Around) -> bool {
    if let [address, number] = pieces {
        let is_address = around.article.is_host(&address[0]) && number.len() == 1;
        if is_address && way(&number[0]) == Way::Figures {
            return true;
        }
    }
    pieces.windows(2).all(|pair| {
        let Some((a, b)) = pair[0].last().zip(pair[1].first()) else {
            return false;
        };
        match (way(a), way(b)) {
            (Way::Left, Way::Left) | (Way::Right, Way::Right) => !around.are_beside(a, b),
            (Way::Left, Way::Right) | (Way::Right, Way::Left) => {
                pair.iter().any(|it| around.article.is_block(it))
            }
            (Way::Figures, _) | (_, Way::Figures) => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::article::Article;
    use super::super::page::Page;
    use super::*;

    const ARABIC: &str = "<p>اشرب 2 لتر من الماء كل يوم.</p>";
    const UNITS: &str = "<p>اشرب 2000 mL كل يوم، 5–10 مرات.</p>";

    /// What becomes of the first line of one reader's page, given the other's.
    fn line(article: &str, drawn: &str, other: &str) -> Result<(Vec<Cause>, String), String> {
        on_paper(article, drawn, other, false)
    }

    fn on_paper(
        article: &str,
        drawn: &str,
        other: &str,
        is_proof: bool,
    ) -> Result<(Vec<Cause>, String), String> {
        let article = Article::of([("a.html", article)].into_iter()).on_paper(2);
        let pages = [Page::new(drawn, &article)];
        let other = Page::new(other, &article);
        let mut around = Around::page(&pages, 0, &other, &article, is_proof);
        let line = &pages[0].lines[0];
        let mended = judge(&line.words, around.at(line))?;
        Ok((mended.causes, mended.words.join(" ")))
    }

    fn right(article: &str, drawn: &str) {
        let found = line(article, drawn, drawn).map(|(causes, _)| causes);
        assert_eq!(found, Ok(vec![]), "{drawn}");
    }

    fn excused(article: &str, drawn: &str, other: &str, cause: Cause, words: &str) {
        let found = line(article, drawn, other);
        assert_eq!(found, Ok((vec![cause], words.to_owned())), "{drawn}");
    }

    fn wrong(article: &str, drawn: &str, other: &str) {
        let found = line(article, drawn, other);
        assert!(found.is_err(), "{drawn}: {found:?}");
    }

    #[test]
    fn a_line_of_the_article_passes() {
        right("<p>Drink much water now.</p>", "much water");
        right(ARABIC, "اشرب  2لتر من الماء");
        right("<p>每天喝水</p>", "每天喝水");
    }

    #[test]
    fn cells_and_furniture_may_stand_beside_each_other() {
        right(
            "<table><tr><td>Urine<td>1.5<tr><td>Much water<td>2 L</table>",
            "Urine 1.5",
        );
        right(
            "<table><tr><td>Urine<td>1.5<tr><td>Much water<td>2 L</table>",
            "Much water 2 L",
        );
        right("<h2>Much water</h2>", "Much water 3");
        let label = "<h2>Water</h2><span role=doc-pagebreak aria-label='Page 1'></span>";
        right(label, "Water Page 2 of 2");
    }

    #[test]
    fn columns_of_both_directions_have_two_words_of_each_and_the_letter_of_a_note() {
        let note = "<p>Drink water<sup><a href=#n>(b)</a></sup> now.<p>اشرب الماء الآن.";
        let article = Article::of([("a.html", note)].into_iter());
        let asked = |drawn: &str| are_columns(&super::super::word::words(drawn), &article);
        assert!(asked("Drink water b) الآن الماء"));
        assert!(!asked("Drink water الآن الماء"));
        assert!(!asked("Drink water b) now"));
        assert!(!asked("Drink b) الآن الماء"));
    }

    #[test]
    fn words_in_another_order_are_found() {
        wrong(
            "<p>Drink much water now.</p>",
            "Drink water much now",
            "Drink water much now",
        );
        wrong(ARABIC, "الماء من لتر", "الماء من لتر");
        // Also where the other reader has them right: no reader turns lines of one direction.
        wrong(ARABIC, "كل الماء يوم", "الماء كل يوم");
    }

    #[test]
    fn letters_that_are_lost_or_added_are_found() {
        wrong(ARABIC, "من المء", "من الماء");
        wrong("<p>Take 1.5 mg.</p>", "Take 1.55 mg", "Take 1.55 mg");
    }

    #[test]
    fn figures_in_another_order_are_found() {
        wrong(UNITS, "يوم، 10–5 مرات", "يوم، 10–5 مرات");
        wrong(ARABIC, "اشرب لتر 2 من", "اشرب لتر 2 من");
        wrong("<p>Take 1.0 mg.</p>", "Take 0.1 mg", "Take 0.1 mg");
    }

    #[test]
    fn a_stretch_may_be_turned_in_a_line_of_both_directions_if_the_other_reader_has_it_right() {
        let (right, turned) = ("اشرب 2000 mL كل", "اشرب mL 2000 كل");
        excused(UNITS, turned, right, Cause::Turned, right);
        wrong(UNITS, turned, turned);
        let address = "<p>اكتبوا إلى a@example.org للأسئلة.</p>";
        let (right, turned) = ("إلى a example org للأسئلة", "إلى org.example@a للأسئلة");
        excused(address, turned, right, Cause::Turned, right);
        // Once more elsewhere is no evidence.
        wrong(UNITS, &format!("{turned}\n{turned}"), turned);
    }

    #[test]
    fn pieces_between_signs_or_of_two_blocks_may_change_places_for_both_readers() {
        let heading = "<h2>How much / لماذا، وكم</h2>";
        let drawn = "How much / وكم ،لماذا";
        excused(heading, drawn, drawn, Cause::Pieces, "How much لماذا وكم");
        let by_space = "How much / وكم لماذا";
        wrong(heading, by_space, by_space);
    }

    #[test]
    fn a_word_may_go_on_in_another_line() {
        let article = "<p>Your ask-first health programme.</p>";
        excused(
            article,
            "Your ask-first health pro-\ngramme.",
            "",
            Cause::LineEnd,
            "Your ask first health programme",
        );
        wrong(article, "Your ask-first health pro-\ngram.", "");
        excused(
            article,
            "Your askfirst health",
            "",
            Cause::Hyphen,
            "Your ask first health",
        );
        wrong(article, "Your askfirsthealth", "");
    }

    #[test]
    fn a_gap_in_a_word_or_none_between_two_is_excused_if_the_other_reader_has_it_right() {
        let bengali = "<p>পান তৃষ্ণা পায়</p>";
        excused(bengali, "তৃ ষ্ণা পায়", "তৃষ্ণা পায়", Cause::Gap, "তৃষ্ণা পায়");
        wrong(bengali, "তৃ ষ্ণা পায়", "তৃ ষ্ণা পায়");
        let hindi = "<p>दर्द हो तो</p>";
        excused(hindi, "दर्दहो तो", "दर्द हो तो", Cause::Glued, "दर्द हो तो");
        wrong(hindi, "दर्दहो तो", "दर्दहो तो");
    }

    #[test]
    fn the_number_of_a_note_may_begin_or_end_its_line() {
        let article = "<p>Skin grew thick.<sup><a>4</a></sup> But 6 months</p>";
        excused(
            article,
            "4 grew thick. But",
            "",
            Cause::Raised,
            "grew thick But",
        );
        wrong(article, "6 grew thick. But", "");
        wrong(article, "grew 4 thick. But", "");
    }

    #[test]
    fn a_proof_has_numbers_of_paragraphs_and_a_mark_in_pieces() {
        let article = "<p>Drink water.</p>";
        let numbered = on_paper(article, "4.5 Drink water", "", true);
        assert_eq!(numbered, Ok((vec![Cause::Numbered], "Drink water".into())));
        wrong(article, "4.5 Drink water", "");
        excused(article, "DR AF", "Drink DRAFT", Cause::Wide, "");
        wrong(article, "DR AF", "Drink");
        wrong(article, "DR AX", "DRAFT");
    }

    #[test]
    fn marks_of_the_last_letter_may_begin_a_line_if_the_other_reader_has_them_right() {
        let article = "<h1>هُرمون النموِّ</h1>";
        let (right, drawn) = ("هُرمون النموِّ", "ِّهُرمون النمو");
        excused(article, drawn, right, Cause::Mark, right);
        wrong(article, drawn, drawn);
    }
}
