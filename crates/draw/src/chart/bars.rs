//! Bars from zero, a group a row, each with its value at its end.

use pamphlet_core::chart::ChartData;
use pamphlet_core::number::Number;
use pamphlet_theme::Role;

use super::canvas::{Anchor, Canvas};

/// The largest share of the width that the names of rows take beside the bars.
pub(super) const NAMES: f64 = 0.36;

pub(super) fn draw(data: &ChartData, canvas: &mut Canvas) {
    let (em, high) = (canvas.em(), canvas.line_height(1.15));
    let mut y = title(data, canvas);
    // The line of zero has a width.
    let beside = names_beside(data, canvas).max(1.0);
    let ends = data.rows.iter().flat_map(|row| labels(data, row, canvas));
    let widest = ends.map(|it| canvas.measure(&it, false));
    let space = canvas.width() - beside - widest.fold(0.0, f64::max) - 0.6 * em;
    let largest = (0..data.rows.len())
        .flat_map(|row| data.values(row))
        .fold(0.0, f64::max);
    let (text, accent) = (canvas.color(Role::Text), canvas.color(Role::Accent));
    let is_above = beside <= 1.0;
    let mut zero = y - 0.2 * em;
    for (at, row) in data.rows.iter().enumerate() {
        if is_above {
            for line in canvas.wrap(&row.0, canvas.width()) {
                y += canvas.line_height(1.15);
                canvas.text(&line, (0.0, y), Anchor::Start, false, text);
            }
            y += 0.4 * em;
            // The line of zero leaves names out.
            zero = y - 0.1 * em;
        } else {
            let base = y + high * row.1.len() as f64 / 2.0 + 0.35 * em;
            canvas.text(&row.0, (beside - 0.6 * em, base), Anchor::End, false, text);
        }
        let labels = labels(data, row, canvas);
        for ((series, value), label) in data.values(at).enumerate().zip(labels) {
            let share = if largest > 0.0 { value / largest } else { 0.0 };
            let long = share * space.max(em);
            let top = y + (high - 1.15 * em) / 2.0;
            canvas.bar((beside, top), (long, 1.05 * em), series);
            let at = (beside + long + 0.4 * em, top + 0.86 * em);
            canvas.text(&label, at, Anchor::Start, data.series.len() == 1, text);
            y += high;
        }
        if is_above {
            canvas.line((beside, zero), (beside, y), accent, 1.5);
        }
        y += 0.5 * em;
    }
    if !is_above {
        canvas.line((beside, zero), (beside, y - 0.3 * em), accent, 1.5);
    }
    canvas.reach(y);
}

/// What stands at the end of each bar of a row: the value, after the name of its
/// series where there are several.
fn labels(data: &ChartData, (_, values): &(String, Vec<String>), canvas: &Canvas) -> Vec<String> {
    let named = data.series.len() > 1;
    let numbers = values.iter().filter_map(|value| Number::read(value).ok());
    let values = numbers.map(|it| canvas.printed(&it)).zip(&data.series);
    let label = |(value, name): (String, &String)| match named {
        true => format!("{name} {value}"),
        false => value,
    };
    values.map(label).collect()
}

/// What the values are, above them; several series are named where they stand.
pub(super) fn title(data: &ChartData, canvas: &mut Canvas) -> f64 {
    let em = canvas.em();
    let mut y = 0.0;
    if let [only] = &data.series[..] {
        let muted = canvas.color(Role::Muted);
        for line in canvas.wrap(only, canvas.width()) {
            y += canvas.line_height(1.2);
            canvas.text(&line, (0.0, y), Anchor::Start, false, muted);
        }
    }
    y + 0.7 * em
}

/// The room for names beside the values; none where they stand above.
pub(super) fn names_beside(data: &ChartData, canvas: &Canvas) -> f64 {
    let names = data
        .rows
        .iter()
        .map(|(name, _)| canvas.measure(name, false));
    let widest = names.fold(0.0, f64::max);
    match widest <= canvas.width() * NAMES {
        true => widest + 0.6 * canvas.em(),
        false => 0.0,
    }
}
