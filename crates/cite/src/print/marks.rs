//! Stops, commas and spaces where printed pieces meet.

use crate::inlines::{self, Run};

/// Takes away punctuation that stood behind what is gone.
pub(super) fn clip(runs: &mut Vec<Run>) {
    while let Some(first) = runs.first_mut() {
        let rest = first
            .text
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.'));
        first.text = rest.to_owned();
        if !first.text.is_empty() {
            break;
        }
        runs.remove(0);
    }
}

/// No space at the ends.
pub(super) fn trim(runs: &mut Vec<Run>) {
    while let Some(first) = runs.first_mut() {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() {
            break;
        }
        runs.remove(0);
    }
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
}

/// A question mark ends a sentence as well as a stop: "insufficiency?.".
pub(super) fn stop(runs: &mut [Run]) {
    let ends = |text: &str| text.ends_with(['?', '!']);
    for run in runs.iter_mut().filter(|run| run.url.is_none()) {
        for (doubled, once) in [("?.", "?"), ("!.", "!")] {
            if run.text.contains(doubled) {
                run.text = run.text.replace(doubled, once);
            }
        }
    }
    for i in 1..runs.len() {
        let (before, from) = runs.split_at_mut(i);
        if ends(&before[i - 1].text) && from[0].text.starts_with('.') && from[0].url.is_none() {
            from[0].text.remove(0);
        }
    }
}

/// Hayagriva leaves a space where a part between came out empty: "2001 ;1".
/// English has none before a mark.
pub(super) fn close_up(runs: &mut [Run]) {
    for run in runs.iter_mut().filter(|run| run.url.is_none()) {
        for (wrong, right) in [(",)", ")"), ("  ", " ")] {
            if run.text.contains(wrong) {
                run.text = run.text.replace(wrong, right);
            }
        }
        for mark in [" ;", " ,", " ."] {
            // Not before "...".
            if run.text.contains(mark) && !run.text.contains(" ..") {
                run.text = run.text.replace(mark, &mark[1..]);
            }
        }
    }
    for i in 1..runs.len() {
        let (before, from) = runs.split_at_mut(i);
        let last = &mut before[i - 1];
        if from[0].text.starts_with([';', ',']) && last.url.is_none() {
            last.text.truncate(last.text.trim_end().len());
        }
    }
}

/// Where marked words end a quotation, hayagriva leaves stops and commas behind it.
pub(super) fn quoted(runs: &mut [Run]) {
    for run in runs.iter_mut().filter(|run| run.url.is_none()) {
        for (wrong, right) in [("”,", ",”"), ("”.", ".”")] {
            if run.text.contains(wrong) {
                run.text = run.text.replace(wrong, right);
            }
        }
    }
    for i in 1..runs.len() {
        let (before, from) = runs.split_at_mut(i);
        let last = &mut before[i - 1];
        if last.text.ends_with('”') && from[0].text.starts_with([',', '.']) {
            let mark = from[0].text.remove(0);
            last.text.insert(last.text.len() - '”'.len_utf8(), mark);
        }
    }
}

/// No piece doubles the stop of the one before it; `within`, stops and commas stand
/// before a closing quotation mark.
pub(super) fn tidy(pieces: &mut Vec<(Vec<Run>, Option<String>)>, within: bool) {
    pieces.retain(|(runs, _)| runs.iter().any(|run| !run.text.is_empty()));
    for i in 1..pieces.len() {
        let (before, from) = pieces.split_at_mut(i);
        let last = before[i - 1]
            .0
            .iter_mut()
            .rev()
            .find(|run| !run.text.is_empty());
        let first = from[0].0.iter_mut().find(|run| !run.text.is_empty());
        let (Some(last), Some(first)) = (last, first) else {
            continue;
        };
        if first.text.starts_with('.') && last.text.ends_with('.') {
            first.text.remove(0);
        } else if within && first.text.starts_with(['.', ',']) && last.text.ends_with('”') {
            let mark = first.text.remove(0);
            last.text.insert(last.text.len() - '”'.len_utf8(), mark);
        }
    }
}

/// A citation leads to its entry and nowhere else: links cannot nest.
pub(super) fn without_links(runs: Vec<Run>) -> Vec<Run> {
    let plain = runs.into_iter().map(|run| Run { url: None, ..run });
    inlines::merge(plain.collect())
}
