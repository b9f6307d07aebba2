//! TeX math → `math.*` calls, built from parsed events: no TeX reaches Typst.

mod atom;
mod grid;

use pamphlet_core::Span;
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::inline::Math;
use pamphlet_core::limits;
use pulldown_latex::event::{
    Event, Font, Grouping, ScriptPosition, ScriptType, StateChange, Style, Visual,
};
use pulldown_latex::{Parser, Storage};

use super::Emitter;
use super::code::Code;

/// What stops an equation.
enum Fault {
    /// The TeX is not well-formed: what the parser says.
    Syntax(String),
    /// It is, and the page has no means to show it: what.
    Unsupported(&'static str),
}

impl Emitter<'_> {
    pub(super) fn math(&mut self, n: &Math, alone: bool) {
        self.anchor(n.meta.id);
        self.math = true;
        let start = self.code.here();
        // Within a paragraph no block may stand: a displayed equation keeps its
        // size there, and the line goes on behind it.
        let large = n.display && !alone;
        self.code.raw("math.equation(block: ");
        self.code.boolean(alone);
        self.code.raw(", alt: ");
        self.code.string(n.alternative());
        self.code
            .raw(if large { ", math.display({" } else { ", {" });
        let set = match n.nesting() > limits::DEPTH {
            true => Err(Fault::Syntax("it nests too deeply".into())),
            false => equation(&n.tex, &mut self.code),
        };
        if let Err(fault) = set {
            let span = match n.tex_span.is_none() {
                true => n.meta.span,
                false => n.tex_span,
            };
            self.fault(diagnostic(fault, span));
        }
        self.code.raw(if large { "}))" } else { "})" });
        self.code.region(start, n.meta.span);
    }
}

fn diagnostic(fault: Fault, span: Span) -> Diagnostic {
    match fault {
        // In the words of the HTML crate, so that it is reported once.
        Fault::Syntax(why) => {
            Diagnostic::error("math-syntax", span, format!("the TeX cannot be set: {why}"))
                .hint("write a dollar that is not math as \\$")
        }
        Fault::Unsupported(what) => Diagnostic::error(
            "math-unsupported",
            span,
            format!("an equation cannot have {what} on paper"),
        )
        .hint("write it with the usual commands of LaTeX mathematics"),
    }
}

fn equation(tex: &str, code: &mut Code) -> Result<(), Fault> {
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(tex, &storage) {
        events.push(event.map_err(|error| Fault::Syntax(first_line(&error.to_string())))?);
    }
    let mut cursor = Cursor {
        events: &events,
        at: 0,
    };
    cursor.sequence(code)?;
    match cursor.events.get(cursor.at) {
        None => Ok(()),
        Some(_) => Err(Fault::Syntax(
            "a group is closed that was not opened".into(),
        )),
    }
}

/// The parser draws its context over several lines; the first says what is wrong.
fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.trim_start_matches("parsing error:").trim();
    line.trim_end_matches([':', '.']).to_owned()
}

/// Reads events in order and emits each element as one call.
struct Cursor<'a> {
    events: &'a [Event<'a>],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<&'a Event<'a>> {
        self.events.get(self.at)
    }

    fn next(&mut self) -> Option<&'a Event<'a>> {
        let event = self.events.get(self.at);
        self.at += 1;
        event
    }

    /// Elements up to the end of the group, the cell, or the events.
    fn sequence(&mut self, code: &mut Code) -> Result<(), Fault> {
        let mut open = 0;
        while let Some(event) = self.peek() {
            match event {
                Event::End | Event::EnvironmentFlow(_) => break,
                Event::StateChange(change) => {
                    self.at += 1;
                    if state(*change, code)? {
                        open += 1;
                    }
                }
                Event::Content(_)
                | Event::Begin(_)
                | Event::Visual(_)
                | Event::Script { .. }
                | Event::Space { .. } => {
                    self.element(code)?;
                    code.raw(";");
                }
            }
        }
        for _ in 0..open {
            code.raw("});");
        }
        Ok(())
    }

    /// One element.
    fn element(&mut self, code: &mut Code) -> Result<(), Fault> {
        match self.next() {
            Some(Event::Content(content)) => {
                atom::atom(content, code);
                Ok(())
            }
            Some(Event::Begin(grouping)) => self.group(grouping, code),
            Some(Event::Visual(visual)) => self.visual(*visual, code),
            Some(Event::Script { ty, position }) => self.script(*ty, *position, code),
            Some(Event::Space { width, .. }) => {
                code.raw("h(");
                code.number(width.map_or(0.0, atom::em));
                code.raw("em)");
                Ok(())
            }
            Some(Event::StateChange(change)) => {
                // Alone where an element is expected: it changes nothing.
                if state(*change, code)? {
                    code.raw("})");
                }
                Ok(())
            }
            Some(Event::End | Event::EnvironmentFlow(_)) | None => {
                Err(Fault::Syntax("something is missing".into()))
            }
        }
    }

    fn argument(&mut self, code: &mut Code) -> Result<(), Fault> {
        code.raw("{");
        self.element(code)?;
        code.raw("}");
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        match self.next() {
            Some(Event::End) => Ok(()),
            _ => Err(Fault::Syntax("a group is not closed".into())),
        }
    }

    fn group(&mut self, grouping: &Grouping, code: &mut Code) -> Result<(), Fault> {
        match grouping {
            Grouping::Normal => {
                code.raw("{");
                self.sequence(code)?;
                code.raw("}");
            }
            Grouping::LeftRight(left, right) => {
                code.raw("math.lr({");
                if let Some(c) = left {
                    atom::class("opening", *c, code);
                    code.raw(";");
                }
                self.sequence(code)?;
                if let Some(c) = right {
                    atom::class("closing", *c, code);
                }
                code.raw("})");
            }
            Grouping::Array(_) | Grouping::Matrix { .. } | Grouping::SubArray { .. } => {
                return self.matrix(grouping, code);
            }
            Grouping::Cases { left } => return self.cases(*left, code),
            Grouping::Equation { .. }
            | Grouping::Align { .. }
            | Grouping::Aligned
            | Grouping::Alignat { .. }
            | Grouping::Alignedat { .. }
            | Grouping::Gather { .. }
            | Grouping::Gathered
            | Grouping::Multline
            | Grouping::Split => return self.lines(code),
        }
        self.end()
    }

    fn visual(&mut self, visual: Visual, code: &mut Code) -> Result<(), Fault> {
        match visual {
            Visual::SquareRoot => {
                code.raw("math.sqrt(");
                self.argument(code)?;
            }
            Visual::Root => {
                // The radicand comes first here, the index first in Typst.
                let (mut radicand, mut index) = (Code::default(), Code::default());
                self.argument(&mut radicand)?;
                self.argument(&mut index)?;
                code.raw("math.root(");
                code.append(index);
                code.raw(", ");
                code.append(radicand);
            }
            Visual::Fraction(line) => {
                let bare = line.is_some_and(|line| line.value == 0.0);
                code.raw(if bare {
                    "math.vec(delim: none, "
                } else {
                    "math.frac("
                });
                self.argument(code)?;
                code.raw(", ");
                self.argument(code)?;
            }
            Visual::Negation => {
                code.raw("math.cancel(");
                self.argument(code)?;
            }
        }
        code.raw(")");
        Ok(())
    }

    fn script(
        &mut self,
        ty: ScriptType,
        position: ScriptPosition,
        code: &mut Code,
    ) -> Result<(), Fault> {
        let mut base = Code::default();
        self.argument(&mut base)?;
        if let Some(open) = self.mark(ty, position) {
            self.at += 1;
            code.raw(open);
            code.append(base);
            code.raw(")");
            return Ok(());
        }
        code.raw(match position {
            ScriptPosition::Right => "math.attach(math.scripts(",
            ScriptPosition::AboveBelow => "math.attach(math.limits(",
            ScriptPosition::Movable => "math.attach(math.limits(inline: false, ",
        });
        code.append(base);
        code.raw(")");
        let right = position == ScriptPosition::Right;
        let (below, above) = match right {
            true => (", br: ", ", tr: "),
            false => (", b: ", ", t: "),
        };
        let slots: &[&'static str] = match ty {
            ScriptType::Subscript => &[below],
            ScriptType::Superscript => &[above],
            ScriptType::SubSuperscript => &[below, above],
        };
        for slot in slots {
            code.raw(slot);
            self.argument(code)?;
        }
        code.raw(")");
        Ok(())
    }

    /// The call for a mark over or under the base (`\hat`, `\overline`), if the
    /// next event is one.
    fn mark(&self, ty: ScriptType, position: ScriptPosition) -> Option<&'static str> {
        let Some(Event::Content(content)) = self.peek() else {
            return None;
        };
        match (ty, position) {
            (ScriptType::Superscript, ScriptPosition::AboveBelow) => atom::over(content),
            (ScriptType::Subscript, ScriptPosition::AboveBelow) => atom::under(content),
            (_, _) => None,
        }
    }
}

/// Opens a call for all that follows in the group; false where nothing changes.
fn state(change: StateChange, code: &mut Code) -> Result<bool, Fault> {
    let open = match change {
        StateChange::Color(_) => return Err(Fault::Unsupported("colors")),
        StateChange::Style(style) => match style {
            Style::Display => "math.display({",
            Style::Text => "math.inline({",
            Style::Script => "math.script({",
            Style::ScriptScript => "math.sscript({",
        },
        StateChange::Font(None) => return Ok(false),
        StateChange::Font(Some(font)) => match font {
            Font::Bold => "math.upright(math.bold({",
            Font::BoldSymbol => "math.bold({",
            Font::BoldItalic => "math.italic(math.bold({",
            Font::BoldScript => "math.bold(math.cal({",
            Font::BoldFraktur => "math.bold(math.frak({",
            Font::BoldSansSerif => "math.upright(math.bold(math.sans({",
            Font::SansSerifBoldItalic => "math.italic(math.bold(math.sans({",
            Font::SansSerifItalic => "math.italic(math.sans({",
            Font::SansSerif => "math.upright(math.sans({",
            Font::Fraktur => "math.frak({",
            Font::Script => "math.cal({",
            Font::Monospace => "math.mono({",
            Font::DoubleStruck => "math.bb({",
            Font::DoubleStruckItalic => "math.italic(math.bb({",
            Font::Italic => "math.italic({",
            Font::UpRight => "math.upright({",
        },
    };
    // Calls nest as `a(b({…}))`: one block, closed by as many brackets as opened.
    let depth = open.matches('(').count();
    let open = match depth {
        1 => open,
        _ => return nested(open, code),
    };
    code.raw(open);
    Ok(true)
}

/// Opens several calls at once through the template's `styled`, which takes the
/// body last and so is closed by one bracket.
fn nested(open: &'static str, code: &mut Code) -> Result<bool, Fault> {
    code.raw("math-styled((");
    for call in open.trim_end_matches("({").split('(') {
        code.raw(call);
        code.raw(", ");
    }
    code.raw("), {");
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn emitted(tex: &str) -> String {
        let mut code = Code::default();
        match equation(tex, &mut code) {
            Ok(()) => code.finish().0,
            Err(Fault::Syntax(why)) => format!("syntax: {why}"),
            Err(Fault::Unsupported(what)) => format!("unsupported: {what}"),
        }
    }

    #[test]
    fn equations_are_calls() {
        assert_eq!(
            emitted("x^2"),
            r#"math.attach(math.scripts({sign("x")}), tr: {text("2")});"#
        );
        assert_eq!(
            emitted(r"\frac{a}{b}"),
            r#"math.frac({{sign("a");}}, {{sign("b");}});"#
        );
    }

    #[test]
    fn text_stays_text() {
        assert!(emitted(r#"\text{#read("x")}"#).contains("#read(\\\"x\\\")"));
    }

    #[test]
    fn what_cannot_be_read_or_shown_is_said() {
        assert!(emitted(r"\frac{a").starts_with("syntax: "));
        assert_eq!(emitted(r"\color{red} x"), "unsupported: colors");
    }
}
