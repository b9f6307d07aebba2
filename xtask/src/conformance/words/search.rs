//! Whether a reader finds what an article says: whole blocks, over ends of lines and pages.

use std::collections::{HashMap, HashSet};

use super::article::Block;
use super::word::{Way, way};

/// Words that stand one behind the other in a line.
#[derive(Debug)]
pub struct Stretch {
    /// The page, from 0.
    pub page: usize,
    /// The words.
    pub words: Vec<String>,
    /// Whether they are read from the other end of the line than they are drawn.
    pub turned: bool,
}

impl Stretch {
    /// The stretches of a line, given the words behind which another block begins.
    pub fn of_line(page: usize, words: &[String], blocks: &[usize]) -> Vec<Self> {
        let ends = blocks.iter().map(|at| at + 1).chain([words.len()]);
        let starts = [0].into_iter().chain(blocks.iter().map(|at| at + 1));
        let stretch = |(start, end): (usize, usize)| Self {
            page,
            words: words[start..end].to_vec(),
            turned: false,
        };
        starts.zip(ends).map(stretch).collect()
    }

    /// A line of both directions, its runs read from the other end.
    pub fn turned(page: usize, words: &[String]) -> Option<Self> {
        let mut runs: Vec<Vec<String>> = Vec::new();
        for word in words {
            match runs.last_mut() {
                Some(run) if way(&run[0]) == way(word) => run.push(word.clone()),
                _ => runs.push(vec![word.clone()]),
            }
        }
        let from_right = runs.iter().any(|run| way(&run[0]) == Way::Right);
        (from_right && runs.len() > 1).then(|| Self {
            page,
            words: runs.into_iter().rev().flatten().collect(),
            turned: true,
        })
    }
}

/// Places of words: a stretch and a word in it.
type Places = HashMap<String, Vec<(usize, usize)>>;

/// What a reader draws out of a file.
pub struct Drawn {
    stretches: Vec<Stretch>,
    /// Where lines begin with a word.
    starts: Places,
    /// Where a word stands.
    places: Places,
}

impl Drawn {
    /// Prepares for searches.
    pub fn new(stretches: Vec<Stretch>) -> Self {
        let (mut starts, mut places) = (Places::new(), Places::new());
        for (i, stretch) in stretches.iter().enumerate() {
            for (at, word) in stretch.words.iter().enumerate() {
                places.entry(word.clone()).or_default().push((i, at));
                // The raised number of a note may be drawn before a line, and columns in two languages meet.
                if at == 0 || way(&stretch.words[at - 1]) != way(word) {
                    starts.entry(word.clone()).or_default().push((i, at));
                }
            }
        }
        Self {
            stretches,
            starts,
            places,
        }
    }

    /// How many words of a block are found one after another, at most. A line's end may be followed by
    /// any line's beginning on the same page or one beside it, since notes, running heads and
    /// other columns stand between. Numbers of notes may be others and stand elsewhere, since they count what one
    /// file shows. Lines may be turned if `turned` says so.
    pub fn finds(&self, block: &Block, turned: bool) -> usize {
        let words = &block.words;
        let first = words.iter().position(|word| !word.note).unwrap_or(0);
        let Some(start) = words.get(first) else {
            return 0;
        };
        // What is left to try, the first in reading order last: a place, and the word that has to be there.
        let start = self.places_of(&start.text, &self.places, turned);
        let mut left: Vec<_> = start.map(|(i, at)| (i, at, first)).collect();
        let mut tried = HashSet::new();
        let mut most = 0;
        while let Some((i, mut at, mut sought)) = left.pop() {
            if !tried.insert((i, at, sought)) {
                continue;
            }
            let stretch = &self.stretches[i];
            while let (Some(word), Some(drawn)) = (words.get(sought), stretch.words.get(at)) {
                if word.note {
                    left.push((i, at, sought + 1));
                }
                if word.text != *drawn && !(word.note && way(drawn) == Way::Figures) {
                    break;
                }
                (at, sought) = (at + 1, sought + 1);
            }
            most = most.max(sought);
            if words[sought..].iter().all(|word| word.note) {
                return words.len();
            }
            // The raised number of a note may be drawn behind its line.
            if stretch.words[at..]
                .iter()
                .any(|word| way(word) != Way::Figures)
            {
                continue;
            }
            // On, with or without the numbers of notes that come next.
            let notes = words[sought..].iter().take_while(|word| word.note).count();
            for (sought, word) in words.iter().enumerate().skip(sought).take(notes + 1) {
                let next = self.places_of(&word.text, &self.starts, turned);
                let near =
                    next.filter(|place| self.stretches[place.0].page.abs_diff(stretch.page) <= 1);
                left.extend(near.map(|(i, at)| (i, at, sought)));
            }
        }
        most
    }

    fn places_of<'a>(
        &'a self,
        word: &str,
        of: &'a Places,
        turned: bool,
    ) -> impl Iterator<Item = (usize, usize)> + 'a {
        let places = of.get(word).into_iter().flatten().rev().copied();
        places.filter(move |place| turned || !self.stretches[place.0].turned)
    }
}

#[cfg(test)]
mod tests {
    use super::super::article::Article;
    use super::super::word::words;
    use super::*;

    /// How many words of a paragraph are found in lines of pages, which end with an empty one.
    fn found(html: &str, lines: &[&str], turned: bool) -> (usize, usize) {
        let article = Article::of([("a.html", html)].into_iter());
        let block = &article.files[0].1[0];
        let page = |at: usize| lines[..at].iter().filter(|line| line.is_empty()).count();
        let all = lines
            .iter()
            .enumerate()
            .map(|(at, line)| (page(at), words(line)));
        let stretches = all.flat_map(|(page, words)| {
            let turned = Stretch::turned(page, &words);
            Stretch::of_line(page, &words, &[])
                .into_iter()
                .chain(turned)
        });
        (
            Drawn::new(stretches.collect()).finds(block, turned),
            block.words.len(),
        )
    }

    #[track_caller]
    fn whole(html: &str, lines: &[&str]) {
        let (found, all) = found(html, lines, false);
        assert_eq!(found, all);
    }

    const WATER: &str = "<p>Drink a glass of water every day.</p>";

    #[test]
    fn a_block_is_found_over_ends_of_lines_and_of_pages() {
        whole(WATER, &["Title Drink a glass", "of water every day. More"]);
        whole(
            WATER,
            &[
                "Drink a glass",
                "1 A note",
                "Page 1",
                "",
                "Title",
                "of water every day.",
            ],
        );
        // Another line that begins alike is no trap.
        whole(WATER, &["Drink a glass", "of milk", "of water every day."]);
    }

    #[test]
    fn a_word_that_is_lost_or_elsewhere_in_a_line_is_noticed() {
        assert_eq!(
            found(WATER, &["Drink a glass", "water every day."], false),
            (3, 7)
        );
        assert_eq!(
            found(WATER, &["Drink a glass", "and of water every day."], false),
            (3, 7)
        );
        assert_eq!(
            found(
                WATER,
                &["Drink a glass", "", "", "of water every day."],
                false
            ),
            (3, 7)
        );
    }

    #[test]
    fn numbers_of_notes_may_stand_elsewhere() {
        let html = "<p>Skin grew<sup><a>4</a></sup> thick over months.</p>";
        whole(html, &["Skin grew.4 thick over", "months."]);
        whole(html, &["Skin grew", "4", "thick over months."]);
        whole(html, &["Skin", "4 grew", "thick over months."]);
        assert_eq!(
            found(html, &["Skin grew long", "thick over months."], false),
            (3, 6)
        );
    }

    #[test]
    fn a_line_of_both_directions_is_also_read_from_its_other_end() {
        let html = "<p>تحتاج كلية 1 والجدول 2</p>";
        let lines = ["2 والجدول 1 تحتاج كلية"];
        assert!(found(html, &lines, false).0 < 5);
        assert_eq!(found(html, &lines, true), (5, 5));
    }
}
