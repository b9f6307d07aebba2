//! So many in so many: a person for each, some of them filled, in rows of
//! twenty with a gap after ten, so that they can be counted.

use pamphlet_core::chart::ChartData;
use pamphlet_theme::Role;

use super::canvas::{Anchor, Canvas};

/// People side by side.
const ACROSS: u32 = 20;

pub(super) fn draw(data: &ChartData, canvas: &mut Canvas) {
    let em = canvas.em();
    let text = canvas.color(Role::Text);
    // The gap is half a person.
    let side = (canvas.width() / (f64::from(ACROSS) + 0.5)).min(1.9 * em);
    let mut y = 0.0;
    for (name, part, whole) in data.shares() {
        let share = format!("{} / {}", canvas.printed(&part), canvas.printed(&whole));
        let [filled, all] = [part, whole].map(|it| it.count().unwrap_or(0));
        let room = canvas.width() - canvas.measure(&share, true) - em;
        y += canvas.line_height(1.2);
        canvas.text(&share, (0.0, y), Anchor::Start, true, text);
        let start = canvas.width() - room;
        for (i, line) in canvas.wrap(name, room).iter().enumerate() {
            y += if i == 0 { 0.0 } else { canvas.line_height(1.2) };
            canvas.text(line, (start, y), Anchor::Start, false, text);
        }
        y += 0.5 * em;
        let corner = |person: u32| {
            let (row, column) = (person / ACROSS, person % ACROSS);
            let gap = f64::from(u8::from(column >= ACROSS / 2)) * side / 2.0;
            (f64::from(column) * side + gap, y + f64::from(row) * side)
        };
        let corners: Vec<_> = (0..all).map(corner).collect();
        let (of_them, others) = corners.split_at(filled.min(all) as usize);
        canvas.people(of_them, side, true);
        canvas.people(others, side, false);
        y += f64::from(all.div_ceil(ACROSS)) * side + 0.9 * em;
    }
    canvas.reach(y);
}
