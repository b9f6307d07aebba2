//! Lines over rows in their order, each named at its end.

use pamphlet_core::chart::ChartData;
use pamphlet_core::number::Number;
use pamphlet_theme::Role;

use super::bars::title;
use super::canvas::{Anchor, Canvas};
use super::scale::Scale;

/// The largest share of the width that the names of lines take.
const NAMES: f64 = 0.3;
/// Height over width.
const SHAPE: f64 = 0.5;

pub(super) fn draw(data: &ChartData, canvas: &mut Canvas) {
    let em = canvas.em();
    let top = title(data, canvas) + 0.4 * em;
    let scale = Scale::of(data, false);
    let marks = scale.marks().into_iter();
    let marks: Vec<(f64, String)> = marks.map(|(at, it)| (at, canvas.printed(&it))).collect();
    let widths = marks.iter().map(|(_, words)| canvas.measure(words, false));
    let left = widths.fold(0.0, f64::max) + 0.6 * em;
    let names = names(data, canvas);
    let widest = names
        .iter()
        .flatten()
        .map(|line| canvas.measure(line, false));
    let right = canvas.width() - 0.6 * em - widest.fold(0.6 * em, f64::max);
    let foot = top + canvas.width() * SHAPE;
    let across = |row: usize| {
        let steps = (data.rows.len().max(2) - 1) as f64;
        left + 0.8 * em + row as f64 / steps * (right - left - 1.6 * em)
    };
    let up = |value: f64| foot - scale.share(value) * (foot - top);
    let (muted, rule) = (canvas.color(Role::Muted), canvas.color(Role::Rule));
    for (value, words) in &marks {
        let y = up(*value);
        canvas.line((left, y), (right, y), rule, 1.0);
        canvas.text(
            words,
            (left - 0.4 * em, y + 0.35 * em),
            Anchor::End,
            false,
            muted,
        );
    }
    let below = row_names(
        data,
        canvas,
        foot,
        &across,
        (right - left) / data.rows.len() as f64,
    );
    let accent = canvas.color(Role::Accent);
    for series in 0..data.series.len() {
        let values = data.rows.iter().map(|(_, values)| values.get(series));
        let points: Vec<(f64, f64)> = values
            .enumerate()
            .filter_map(|(row, value)| Some((across(row), up(Number::read(value?).ok()?.value()))))
            .collect();
        canvas.curve(&points, series, accent);
        points.iter().for_each(|point| canvas.mark(*point, series));
    }
    let last = data.rows.len().saturating_sub(1);
    let ends: Vec<f64> = data.values(last).map(up).collect();
    name_lines(&names, &ends, right + 0.5 * em, canvas);
    canvas.reach(below);
}

/// The names of the lines in lines that fit beside them; one line alone is named above.
fn names(data: &ChartData, canvas: &Canvas) -> Vec<Vec<String>> {
    if data.series.len() < 2 {
        return Vec::new();
    }
    let wrapped = data.series.iter();
    wrapped
        .map(|name| canvas.wrap(name, canvas.width() * NAMES))
        .collect()
}

/// Names beside the ends of their lines, pushed down where two would meet.
fn name_lines(names: &[Vec<String>], ends: &[f64], x: f64, canvas: &mut Canvas) {
    let em = canvas.em();
    let text = canvas.color(Role::Text);
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by(|a, b| ends[*a].total_cmp(&ends[*b]));
    let mut free = f64::NEG_INFINITY;
    for series in order {
        let mut y = (ends[series] + 0.35 * em).max(free);
        for line in &names[series] {
            canvas.text(line, (x, y), Anchor::Start, false, text);
            y += canvas.line_height(1.1);
        }
        free = y + 0.1 * em;
        canvas.reach(y);
    }
}

/// The names of rows below, as many as have room; returns where they end.
fn row_names(
    data: &ChartData,
    canvas: &mut Canvas,
    foot: f64,
    across: &dyn Fn(usize) -> f64,
    room: f64,
) -> f64 {
    let em = canvas.em();
    let muted = canvas.color(Role::Muted);
    let names = data
        .rows
        .iter()
        .map(|(name, _)| canvas.measure(name, false));
    let widest = names.fold(0.0, f64::max) + 0.8 * em;
    let every = (widest / room).ceil().max(1.0) as usize;
    for (row, (name, _)) in data.rows.iter().enumerate().step_by(every) {
        canvas.text(
            name,
            (across(row), foot + 1.5 * em),
            Anchor::Middle,
            false,
            muted,
        );
    }
    foot + 2.0 * em
}
