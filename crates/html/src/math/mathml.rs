//! Parsed TeX events → MathML Core. The parser's own renderer writes a string
//! that is not well-formed (`<` unescaped, attributes run together), so the
//! nodes are built here.

use pulldown_latex::event::{
    ArrayColumn, ColumnAlignment, Content, DelimiterSize, DelimiterType, EnvironmentFlow, Event,
    Font, Grouping, ScriptPosition, ScriptType, StateChange, Style, Visual,
};

use super::alphabet;
use crate::tree::{Element, Node, element};

/// The children of `math`; `display` moves limits above and below.
pub(super) fn nodes(events: &[Event], display: bool) -> Vec<Node> {
    let mut reader = Reader {
        events: events.iter(),
    };
    let mut state = State {
        font: None,
        style: None,
        display,
    };
    reader.group(&mut state)
}

struct Reader<'e, 'a> {
    events: std::slice::Iter<'e, Event<'a>>,
}

/// What changes of font and style leave behind within a group.
#[derive(Clone, Copy)]
struct State {
    font: Option<Font>,
    style: Option<Style>,
    display: bool,
}

/// Alignment of a table's columns, repeated from the start where it is short.
enum Columns {
    All(&'static str),
    Each(Vec<&'static str>),
}

impl Reader<'_, '_> {
    /// All elements up to the end of the group.
    fn group(&mut self, state: &mut State) -> Vec<Node> {
        let mut out = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End => break,
                Event::EnvironmentFlow(_) => {}
                event => out.extend(self.element(event, state)),
            }
        }
        out
    }

    /// The next element as one node; changes of state before it take effect.
    fn one(&mut self, state: &mut State) -> Node {
        while let Some(event) = self.events.next() {
            if let Event::End | Event::EnvironmentFlow(_) = event {
                break;
            }
            let mut nodes = self.element(event, state);
            match nodes.len() {
                0 => {}
                1 => return nodes.remove(0),
                _ => return row(nodes),
            }
        }
        row(Vec::new())
    }

    fn element(&mut self, event: &Event, state: &mut State) -> Vec<Node> {
        match event {
            Event::Content(content) => {
                let nodes = token(content, state);
                match state.style {
                    Some(style) => vec![styled(style, nodes)],
                    None => nodes,
                }
            }
            Event::Begin(grouping) => vec![self.grouping(grouping, *state)],
            Event::Visual(visual) => vec![self.visual(*visual, state)],
            Event::Script { ty, position } => self.script(*ty, *position, state),
            Event::Space { width, .. } => {
                let width = width.map(|width| width.to_string().replace("mu", "em"));
                let space = element("mspace").maybe("width", width);
                vec![space.into()]
            }
            Event::StateChange(change) => {
                match change {
                    StateChange::Font(font) => state.font = *font,
                    StateChange::Style(style) => state.style = Some(*style),
                    // A colour of the author's own could vanish on a dark screen.
                    StateChange::Color(_) => {}
                }
                Vec::new()
            }
            Event::End | Event::EnvironmentFlow(_) => Vec::new(),
        }
    }

    fn visual(&mut self, visual: Visual, state: &mut State) -> Node {
        match visual {
            Visual::SquareRoot => element("msqrt").child(self.one(state)).into(),
            Visual::Root => {
                let radicand = self.one(state);
                let root = element("mroot").child(radicand);
                root.child(self.one(state)).into()
            }
            Visual::Fraction(line) => {
                let line = line.map(|line| line.to_string());
                let numerator = self.one(state);
                let fraction = element("mfrac").maybe("linethickness", line);
                fraction.child(numerator).child(self.one(state)).into()
            }
            Visual::Negation => negated(self.one(state)),
        }
    }

    fn script(&mut self, ty: ScriptType, position: ScriptPosition, state: &mut State) -> Vec<Node> {
        let stacked = match position {
            ScriptPosition::Right => false,
            ScriptPosition::AboveBelow => true,
            ScriptPosition::Movable => state.display,
        };
        let name = match (ty, stacked) {
            (ScriptType::Subscript, false) => "msub",
            (ScriptType::Superscript, false) => "msup",
            (ScriptType::SubSuperscript, false) => "msubsup",
            (ScriptType::Subscript, true) => "munder",
            (ScriptType::Superscript, true) => "mover",
            (ScriptType::SubSuperscript, true) => "munderover",
        };
        let scripts = match ty {
            ScriptType::Subscript | ScriptType::Superscript => 1,
            ScriptType::SubSuperscript => 2,
        };
        let before = self.events.as_slice().first();
        let function = matches!(before, Some(Event::Content(Content::Function(_))));
        let mut out = element(name);
        for _ in 0..=scripts {
            // A function's space stands behind its scripts.
            out = out.child(bare_function(self.one(state)));
        }
        let mut nodes = vec![out.into()];
        if function {
            nodes.extend(function_space());
        }
        nodes
    }

    fn grouping(&mut self, grouping: &Grouping, mut state: State) -> Node {
        let fresh = State {
            font: None,
            ..state
        };
        match grouping {
            Grouping::Normal => row(self.group(&mut state)),
            Grouping::LeftRight(open, close) => {
                let mut nodes: Vec<Node> = open.map(fence).into_iter().collect();
                nodes.extend(self.group(&mut state));
                nodes.extend(close.map(fence));
                row(nodes)
            }
            Grouping::Array(columns) => {
                let each = columns.iter().filter_map(|column| match column {
                    ArrayColumn::Column(alignment) => Some(cell_class(*alignment)),
                    ArrayColumn::Separator(_) => None,
                });
                self.table(Columns::Each(each.collect()), fresh)
            }
            Grouping::Matrix { alignment } | Grouping::SubArray { alignment } => {
                self.table(Columns::All(cell_class(*alignment)), fresh)
            }
            Grouping::Cases { left } => {
                let table = self.table(Columns::All("start"), fresh);
                row(match left {
                    true => vec![fence('{'), table],
                    false => vec![table, fence('}')],
                })
            }
            Grouping::Align { .. }
            | Grouping::Aligned
            | Grouping::Alignat { .. }
            | Grouping::Alignedat { .. }
            | Grouping::Split => self.table(Columns::Each(vec!["end", "start"]), fresh),
            Grouping::Equation { .. }
            | Grouping::Gather { .. }
            | Grouping::Gathered
            | Grouping::Multline => self.table(Columns::All(""), fresh),
        }
    }

    fn table(&mut self, columns: Columns, state: State) -> Node {
        let mut rows: Vec<Vec<Vec<Node>>> = vec![vec![Vec::new()]];
        let mut within = state;
        while let Some(event) = self.events.next() {
            match event {
                Event::End => break,
                Event::EnvironmentFlow(EnvironmentFlow::Alignment) => {
                    within = state;
                    push_cell(&mut rows);
                }
                Event::EnvironmentFlow(EnvironmentFlow::NewLine { .. }) => {
                    within = state;
                    rows.push(vec![Vec::new()]);
                }
                Event::EnvironmentFlow(EnvironmentFlow::StartLines { .. }) => {}
                event => {
                    let nodes = self.element(event, &mut within);
                    if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                        cell.extend(nodes);
                    }
                }
            }
        }
        let mut table = element("mtable");
        for cells in rows {
            let mut line = element("mtr");
            for (i, cell) in cells.into_iter().enumerate() {
                let class = match &columns {
                    Columns::All(class) => class,
                    Columns::Each(each) => each.get(i % each.len().max(1)).unwrap_or(&""),
                };
                let class = (!class.is_empty()).then_some(*class);
                line = line.child(element("mtd").maybe("class", class).children(cell));
            }
            table = table.child(line);
        }
        table.into()
    }
}

fn push_cell(rows: &mut [Vec<Vec<Node>>]) {
    if let Some(row) = rows.last_mut() {
        row.push(Vec::new());
    }
}

fn cell_class(alignment: ColumnAlignment) -> &'static str {
    match alignment {
        ColumnAlignment::Left => "start",
        ColumnAlignment::Center => "",
        ColumnAlignment::Right => "end",
    }
}

fn row(mut nodes: Vec<Node>) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => element("mrow").children(nodes).into(),
    }
}

fn styled(style: Style, nodes: Vec<Node>) -> Node {
    let (display, level) = match style {
        Style::Display => ("true", "0"),
        Style::Text => ("false", "0"),
        Style::Script => ("false", "1"),
        Style::ScriptScript => ("false", "2"),
    };
    element("mstyle")
        .attribute("displaystyle", display)
        .attribute("scriptlevel", level)
        .children(nodes)
        .into()
}

fn fence(c: char) -> Node {
    element("mo")
        .attribute("stretchy", "true")
        .attribute("symmetric", "true")
        .text(c)
        .into()
}

fn function_space() -> [Node; 2] {
    [
        element("mo").text('\u{2061}').into(),
        element("mspace").attribute("width", "0.1667em").into(),
    ]
}

/// A function's name without the space behind it.
fn bare_function(node: Node) -> Node {
    match node {
        Node::Element(row) if row.name == "mrow" && is_function(&row) => row
            .children
            .into_iter()
            .next()
            .unwrap_or_else(|| self::row(Vec::new())),
        node => node,
    }
}

fn is_function(row: &Element) -> bool {
    row.children.len() == 3 && row.children[1] == function_space()[0]
}

fn negated(node: Node) -> Node {
    match node {
        Node::Element(mut element) => {
            if let Some(Node::Text(words)) = element.children.last_mut() {
                words.push('\u{338}');
            }
            element.into()
        }
        node => node,
    }
}

/// One piece of content as nodes: mostly one, three for a function.
fn token(content: &Content, state: &State) -> Vec<Node> {
    let operator = |words: String| element("mo").text(words);
    let one = match content {
        Content::Text(words) => {
            // Spaces at the ends of `mtext` would be trimmed.
            let words = words.replace(' ', "\u{a0}");
            element("mtext").text(alphabet::text(&words, state.font))
        }
        Content::Number(digits) => element("mn").text(alphabet::text(digits, state.font)),
        Content::Function(name) => {
            let single = name.chars().count() == 1;
            let name = element("mi")
                .maybe("mathvariant", single.then_some("normal"))
                .text(*name);
            return std::iter::once(name.into())
                .chain(function_space())
                .collect();
        }
        Content::Ordinary {
            content,
            stretchy: true,
        } => operator(content.to_string()).attribute("stretchy", "true"),
        Content::Ordinary {
            content,
            stretchy: false,
        } => identifier(*content, state.font),
        Content::LargeOp { content, small } => operator(content.to_string())
            .maybe("largeop", small.then_some("false"))
            .attribute("movablelimits", "false"),
        Content::BinaryOp { content, .. } | Content::Punctuation(content) => {
            operator(content.to_string())
        }
        Content::Relation { content, .. } => {
            let mut buffer = [0; 8];
            let words = content.encode_utf8_to_buf(&mut buffer);
            operator(String::from_utf8_lossy(words).into_owned())
        }
        Content::Delimiter { content, size, ty } => {
            let grows = *ty == DelimiterType::Fence || size.is_some();
            let grows = if grows { "true" } else { "false" };
            let size = size.map(|size| match size {
                DelimiterSize::Big => "1.2em",
                DelimiterSize::BIG => "1.8em",
                DelimiterSize::Bigg => "2.4em",
                DelimiterSize::BIGG => "3em",
            });
            operator(content.to_string())
                .attribute("stretchy", grows)
                .attribute("symmetric", grows)
                .maybe("minsize", size)
                .maybe("maxsize", size)
        }
    };
    vec![one.into()]
}

/// A single letter: italic by itself, but for capitals that are not Latin.
fn identifier(c: char, font: Option<Font>) -> Element {
    let upright = match font {
        Some(Font::UpRight) => true,
        Some(_) => false,
        None => c.is_uppercase() && !c.is_ascii_uppercase(),
    };
    element("mi")
        .maybe("mathvariant", upright.then_some("normal"))
        .text(alphabet::letter(c, font))
}
