//! Where things stand on printed pages, read from the finished PDF: how far text reaches, and what
//! stands last on each page.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A run of text on a page, in points from the page's left and lower edge.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The page, from 1.
    pub page: usize,
    /// Where its first glyph starts.
    pub left: f64,
    /// Where its last glyph ends.
    pub right: f64,
    /// Its base line.
    pub base: f64,
}

type Matrix = [f64; 6];

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First one, then the other.
fn then(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// All upright text of a PDF's pages; that of pictures is the pictures'.
pub fn runs(document: &Document) -> Vec<Run> {
    let mut out = Vec::new();
    for (number, page) in document.get_pages() {
        let fonts = document.get_page_fonts(page).unwrap_or_default();
        let fonts: BTreeMap<Vec<u8>, Advances> = fonts
            .into_iter()
            .map(|(name, font)| (name, Advances::read(document, font)))
            .collect();
        let content = document.get_page_content(page);
        let content = Content::decode(&content).expect("a page's content");
        let mut pen = Pen::default();
        for operation in &content.operations {
            let (operator, operands) = (operation.operator.as_str(), &operation.operands);
            if let Some((start, end)) = pen.take(operator, operands, &fonts)
                && start[1].abs() < 0.001
            {
                out.push(Run {
                    page: number as usize,
                    left: start[4].min(end[4]),
                    right: start[4].max(end[4]),
                    base: start[5],
                });
            }
        }
    }
    out
}

/// Runs that go on where the one before ends, as one: what a glyph says where it first
/// stands decides how a line is divided.
pub fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        // Where a glyph ends beside its own width is written only if another follows.
        let near = |a: f64, b: f64| (a - b).abs() < 2.0;
        let level = |a: f64, b: f64| (a - b).abs() < 0.1;
        match out.last_mut() {
            Some(last)
                if last.page == run.page
                    && level(last.base, run.base)
                    && (near(last.right, run.left) || near(last.left, run.right)) =>
            {
                last.left = last.left.min(run.left);
                last.right = last.right.max(run.right);
            }
            _ => out.push(run),
        }
    }
    out
}

#[derive(Clone)]
struct Pen {
    page: Matrix,
    saved: Vec<Matrix>,
    text: Matrix,
    line: Matrix,
    font: Option<Vec<u8>>,
    size: f64,
}

impl Default for Pen {
    fn default() -> Pen {
        Pen {
            page: UNIT,
            saved: Vec::new(),
            text: UNIT,
            line: UNIT,
            font: None,
            size: 1.0,
        }
    }
}

impl Pen {
    /// Takes an operation; for one that shows text, where it starts and ends.
    fn take(
        &mut self,
        operator: &str,
        operands: &[Object],
        fonts: &BTreeMap<Vec<u8>, Advances>,
    ) -> Option<(Matrix, Matrix)> {
        let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
        match (operator, numbers.as_slice()) {
            ("q", _) => self.saved.push(self.page),
            ("Q", _) => self.page = self.saved.pop().unwrap_or(UNIT),
            ("cm", &[a, b, c, d, e, f]) => self.page = then([a, b, c, d, e, f], self.page),
            ("BT", _) => (self.text, self.line) = (UNIT, UNIT),
            ("Tm", &[a, b, c, d, e, f]) => {
                self.line = [a, b, c, d, e, f];
                self.text = self.line;
            }
            ("Td" | "TD", &[x, y]) => {
                self.line = then([1.0, 0.0, 0.0, 1.0, x, y], self.line);
                self.text = self.line;
            }
            ("Tf", _) => {
                self.font = operands
                    .first()
                    .and_then(|it| Some(it.as_name().ok()?.to_vec()));
                self.size = numbers.last().copied().unwrap_or(1.0);
            }
            ("Tj" | "TJ", _) => {
                let font = fonts.get(self.font.as_deref()?)?;
                let start = then(self.text, self.page);
                let moved = font.advance(operands) / 1000.0 * self.size;
                self.text = then([1.0, 0.0, 0.0, 1.0, moved, 0.0], self.text);
                return Some((start, then(self.text, self.page)));
            }
            _ => {}
        }
        None
    }
}

fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

/// How wide the glyphs of a font are, in thousandths of its size.
#[derive(Default)]
struct Advances {
    widths: BTreeMap<u16, f64>,
    other: f64,
}

impl Advances {
    fn read(document: &Document, font: &Dictionary) -> Advances {
        let resolve = |object| document.dereference(object).ok().map(|(_, it)| it);
        let below = font.get(b"DescendantFonts").ok().and_then(resolve);
        let below = below.and_then(|it| resolve(it.as_array().ok()?.first()?)?.as_dict().ok());
        let mut out = Advances {
            other: 1000.0,
            ..Advances::default()
        };
        let Some(below) = below else { return out };
        out.other = below.get(b"DW").ok().and_then(number).unwrap_or(1000.0);
        let widths = below.get(b"W").ok().and_then(resolve);
        let widths = widths.and_then(|it| it.as_array().ok());
        let mut rest = widths.map_or(&[][..], Vec::as_slice);
        // `c [w …]`, or `first last w`.
        while let [first, second, after @ ..] = rest {
            let first = first.as_i64().unwrap_or(0);
            if let Some(Object::Array(each)) = resolve(second) {
                let each = each.iter().filter_map(number).zip(first..);
                out.widths.extend(each.map(|(w, c)| (c as u16, w)));
                rest = after;
            } else {
                let last = second.as_i64().unwrap_or(first);
                let width = after.first().and_then(number).unwrap_or(1000.0);
                out.widths.extend((first..=last).map(|c| (c as u16, width)));
                rest = after.get(1..).unwrap_or_default();
            }
        }
        out
    }

    fn advance(&self, operands: &[Object]) -> f64 {
        let pieces = operands.first().map(|it| match it {
            Object::Array(pieces) => pieces.as_slice(),
            one => std::slice::from_ref(one),
        });
        let of = |piece: &Object| match piece {
            Object::String(codes, _) => codes
                .chunks_exact(2)
                .map(|code| u16::from_be_bytes([code[0], code[1]]))
                .map(|code| self.widths.get(&code).copied().unwrap_or(self.other))
                .sum(),
            moved => -number(moved).unwrap_or(0.0),
        };
        pieces.unwrap_or_default().iter().map(of).sum()
    }
}

/// What is wrong with where pages end: with a heading, with a table's caption or a row of a table
/// that stands alone on it.
pub fn end_faults(document: &Document) -> Vec<String> {
    let pages = document.get_pages().into_iter();
    let mut tree = Tree {
        document,
        numbers: pages.map(|(number, id)| (id, number as usize)).collect(),
        last: BTreeMap::new(),
        tables: Vec::new(),
        faults: Vec::new(),
    };
    let root = document
        .catalog()
        .expect("a catalog")
        .get(b"StructTreeRoot");
    let root = root.ok().and_then(|it| tree.dictionary(it));
    tree.element(root.expect("a structure tree"), None, &mut Vec::new());
    for (page, roles) in &tree.last {
        let heading = roles.iter().any(|role| {
            role.strip_prefix('H')
                .is_some_and(|level| level.parse::<u8>().is_ok())
        });
        let is = |role: &str| roles.iter().any(|it| it == role);
        if heading || (is("Caption") && is("Table")) {
            let fault = format!("page {page} ends with {}", roles.join(" > "));
            tree.faults.push(fault);
        }
    }
    tree.faults
}

struct Tree<'a> {
    document: &'a Document,
    numbers: BTreeMap<ObjectId, usize>,
    /// The roles around the last words of each page, the outermost first.
    last: BTreeMap<usize, Vec<String>>,
    /// The pages of each row of the tables that are open.
    tables: Vec<Vec<BTreeSet<usize>>>,
    faults: Vec<String>,
}

impl<'a> Tree<'a> {
    fn dictionary(&self, object: &'a Object) -> Option<&'a Dictionary> {
        self.document.dereference(object).ok()?.1.as_dict().ok()
    }

    /// Visits an element; gives the pages that it stands on.
    fn element(
        &mut self,
        element: &'a Dictionary,
        page: Option<ObjectId>,
        roles: &mut Vec<String>,
    ) -> BTreeSet<usize> {
        let page = element
            .get(b"Pg")
            .and_then(Object::as_reference)
            .ok()
            .or(page);
        let name = element.get(b"S").and_then(Object::as_name).unwrap_or(b"");
        let role = String::from_utf8_lossy(name).into_owned();
        let mut pages = BTreeSet::new();
        // Notes stand at the foot of a page, whatever is above them.
        if matches!(role.as_str(), "Note" | "FENote" | "TOC") {
            return pages;
        }
        roles.push(role.clone());
        let kids = element.get(b"K").ok();
        let kids = kids.and_then(|it| self.document.dereference(it).ok());
        let kids = match kids.map(|(_, it)| it) {
            Some(Object::Array(kids)) => kids.iter().collect(),
            Some(kid) => vec![kid],
            None => Vec::new(),
        };
        if role == "Table" {
            self.tables.push(Vec::new());
        }
        for kid in kids {
            let below = self.dictionary(kid);
            let marked = below.is_some_and(|it| it.has(b"MCID"));
            let of = below.filter(|_| marked);
            let own = of.and_then(|it| it.get(b"Pg").and_then(Object::as_reference).ok());
            if marked || kid.as_i64().is_ok() {
                if let Some(number) = own.or(page).and_then(|it| self.numbers.get(&it)) {
                    self.last.insert(*number, roles.clone());
                    pages.insert(*number);
                }
            } else if let Some(below) = below.filter(|it| it.has(b"S") || it.has(b"K")) {
                pages.extend(self.element(below, page, roles));
            }
        }
        roles.pop();
        match role.as_str() {
            "TR" if roles.last().is_none_or(|it| it != "THead") => {
                self.tables.last_mut().expect("a table").push(pages.clone());
            }
            "Table" => {
                let rows = self.tables.pop().expect("a table");
                self.rows(&rows);
            }
            _ => {}
        }
        pages
    }

    /// Of a table with some rows, none divided, there is no page with one row only.
    fn rows(&mut self, rows: &[BTreeSet<usize>]) {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for row in rows {
            let [page] = row.iter().copied().collect::<Vec<_>>()[..] else {
                return;
            };
            *counts.entry(page).or_default() += 1;
        }
        let lone = counts
            .iter()
            .filter(|(_, count)| rows.len() > 3 && **count == 1);
        let lone = lone.map(|(page, _)| format!("page {page} has one row of a table"));
        self.faults.extend(lone);
    }
}
