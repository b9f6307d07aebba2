//! That every kind draws something within its frame, and nothing reads as text.

use pamphlet_core::chart::ChartData;
use pamphlet_core::node::Meta;
use pamphlet_core::span::Span;
use resvg::usvg::{self, roxmltree};

use super::*;

fn made(kind: ChartKind, series: &[&str], rows: &[(&str, &[&str])]) -> Chart {
    let owned = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect();
    Chart {
        meta: Meta::made(),
        kind,
        caption: None,
        text: String::new(),
        text_span: Span::NONE,
        data: ChartData {
            series: owned(series),
            rows: rows
                .iter()
                .map(|(name, values)| ((*name).to_owned(), owned(values)))
                .collect(),
        },
        table: Vec::new(),
    }
}

fn samples() -> Vec<Chart> {
    let two: &[(&str, &[&str])] = &[
        ("20 to 29", &["5.4", "4.9"]),
        ("30 to 39 & <older> people", &["3.1", "2.8"]),
        (
            "60 and more, whose name is far too long to stand beside a bar",
            &["0", "1.1"],
        ),
    ];
    let icons: &[(&str, &[&str])] = &[
        ("Headache", &["7", "100"]),
        ("Redness where the needle went in", &["16", "100"]),
    ];
    let three = [ChartKind::Bar, ChartKind::Line, ChartKind::Dot];
    let mut samples: Vec<Chart> = three.map(|kind| made(kind, &["Women", "Men"], two)).into();
    samples.push(made(ChartKind::Icons, &["Number", "Out of"], icons));
    samples.push(made(
        ChartKind::Bar,
        &["None"],
        &[("a", &["0"]), ("b", &["0"])],
    ));
    samples.push(made(
        ChartKind::Line,
        &["One"],
        &[("a", &["1"]), ("b", &["1"])],
    ));
    samples
}

fn drawn(chart: &Chart, right_to_left: bool) -> Drawing {
    let theme = Theme::clinic();
    let language = Language::parse(if right_to_left { "ar" } else { "en" }).unwrap();
    let look = Look {
        palette: &theme.light,
        width: 420.0,
        type_size: 11.0,
        language: &language,
    };
    super::chart(chart, &theme, look)
}

#[test]
fn everything_drawn_lies_within_the_frame() {
    for sample in samples() {
        for right_to_left in [false, true] {
            let drawing = drawn(&sample, right_to_left);
            let tree = usvg::Tree::from_str(&drawing.svg, &usvg::Options::default()).unwrap();
            let all = tree.root().abs_stroke_bounding_box();
            let (width, height) = (420.5, drawing.height as f32 + 0.5);
            let inside = all.left() >= -0.5 && all.right() <= width && all.bottom() <= height;
            let kind = sample.kind;
            assert!(
                inside && all.top() >= -0.5,
                "{kind} {right_to_left}: {all:?}, {height}"
            );
        }
    }
}

#[test]
fn letters_are_paths_and_bytes_are_the_same_each_time() {
    for sample in samples() {
        let drawing = drawn(&sample, false);
        assert!(!crate::has_text(drawing.svg.as_bytes()));
        assert_eq!(drawing, drawn(&sample, false));
    }
}

#[test]
fn a_person_is_drawn_for_each_and_the_share_is_filled() {
    let accent = Theme::clinic()
        .light
        .get(pamphlet_theme::Role::Accent)
        .to_string();
    let chart = made(ChartKind::Icons, &["", ""], &[("Headache", &["7", "100"])]);
    let svg = drawn(&chart, false).svg;
    let document = roxmltree::Document::parse(&svg).unwrap();
    let count = |filled: bool| {
        let paths = document
            .descendants()
            .filter(|node| node.attribute("stroke").is_some_and(|it| it != "none"));
        let paths =
            paths.filter(|node| (node.attribute("fill") == Some(accent.as_str())) == filled);
        // A head and a body each.
        paths
            .filter_map(|node| node.attribute("d"))
            .map(|path| path.matches('M').count() / 2)
            .sum::<usize>()
    };
    assert_eq!((count(true), count(false)), (7, 93));
}
