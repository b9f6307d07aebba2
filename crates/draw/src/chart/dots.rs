//! Dots on a scale, a row a line; the shape of a dot says its series.

use pamphlet_core::chart::ChartData;
use pamphlet_theme::Role;

use super::bars::{names_beside, title};
use super::canvas::{Anchor, Canvas};
use super::scale::Scale;

pub(super) fn draw(data: &ChartData, canvas: &mut Canvas) {
    let em = canvas.em();
    let mut y = match data.series.len() {
        1 => title(data, canvas),
        _ => legend(data, canvas),
    };
    let scale = Scale::of(data, false);
    let marks = scale.marks().into_iter();
    let marks: Vec<(f64, String)> = marks.map(|(at, it)| (at, canvas.printed(&it))).collect();
    let beside = names_beside(data, canvas);
    let last = marks
        .last()
        .map_or(0.0, |(_, words)| canvas.measure(words, false));
    let left = beside + 0.8 * em;
    let space = canvas.width() - left - (last / 2.0).max(0.6 * em);
    let at = |value: f64| left + scale.share(value) * space;
    let above = if beside == 0.0 { 1.5 } else { 0.0 };
    let high = (1.7 + above) * em;
    let foot = y + high * data.rows.len() as f64;
    let (text, rule, muted) = (
        canvas.color(Role::Text),
        canvas.color(Role::Rule),
        canvas.color(Role::Muted),
    );
    for (value, words) in &marks {
        canvas.line((at(*value), y), (at(*value), foot), rule, 1.0);
        canvas.text(
            words,
            (at(*value), foot + 1.2 * em),
            Anchor::Middle,
            false,
            muted,
        );
    }
    for (row, (name, _)) in data.rows.iter().enumerate() {
        let middle = y + above * em + 0.85 * em;
        match beside == 0.0 {
            true => canvas.text(name, (0.0, y + 1.2 * em), Anchor::Start, false, text),
            false => canvas.text(
                name,
                (beside - 0.3 * em, middle + 0.35 * em),
                Anchor::End,
                false,
                text,
            ),
        }
        canvas.line((left, middle), (left + space, middle), rule, 0.6);
        for (series, value) in data.values(row).enumerate() {
            canvas.mark((at(value), middle), series);
        }
        y += high;
    }
    canvas.reach(foot + 1.6 * em);
}

/// The sign of each series with its name, above the dots.
fn legend(data: &ChartData, canvas: &mut Canvas) -> f64 {
    let em = canvas.em();
    let text = canvas.color(Role::Text);
    let (mut x, mut y) = (0.5 * em, canvas.line_height(1.2));
    for (series, name) in data.series.iter().enumerate() {
        let wide = canvas.measure(name, false) + 1.0 * em;
        if x > em && x + wide > canvas.width() {
            (x, y) = (0.5 * em, y + canvas.line_height(1.5));
        }
        canvas.mark((x, y - 0.35 * em), series);
        canvas.text(name, (x + 0.8 * em, y), Anchor::Start, false, text);
        x += wide + 1.2 * em;
    }
    y + 0.7 * em
}
