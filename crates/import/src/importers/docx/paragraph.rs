//! What stands within a paragraph, as atoms.

use std::rc::Rc;

use pamphlet_markdown::is_forbidden;

use super::atoms::{Atom, Change, Deed, Look, Raised, What};
use super::fields::{self, Code, Field};
use super::math;
use super::reader::{Reader, Under, Unseen};
use super::styles::Props;
use super::symbols;
use super::xml::{self, Node, Ns};
use crate::report::Kind;

/// The atoms of a paragraph in the order of the source, tracked changes and all.
pub fn atoms<'d>(reader: &mut Reader<'d>, paragraph: Node<'d>, base: &Props) -> Vec<Atom> {
    let mut out = Vec::new();
    inner(reader, paragraph, base, &Under::default(), &mut out);
    out
}

fn inner<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    base: &Props,
    under: &Under,
    out: &mut Vec<Atom>,
) {
    for child in node.children().filter(Node::is_element) {
        element(reader, child, base, under, out);
    }
}

fn element<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    base: &Props,
    under: &Under,
    out: &mut Vec<Atom>,
) {
    match (xml::ns(node), node.tag_name().name()) {
        (Ns::W, "r") => run(reader, node, base, under, out),
        (Ns::W, "hyperlink") => {
            let link = link_of(reader, node);
            let under = Under {
                link: link.or_else(|| under.link.clone()),
                ..under.clone()
            };
            inner(reader, node, base, &under, out);
        }
        (Ns::W, name @ ("ins" | "del" | "moveFrom" | "moveTo")) => {
            let under = Under {
                change: Some(change(node, name)),
                ..under.clone()
            };
            inner(reader, node, base, &under, out);
        }
        (Ns::W, "fldSimple") => {
            let code = xml::attribute(node, "instr").unwrap_or_default().to_owned();
            reader.fields.push(Field {
                code,
                ..Field::default()
            });
            show_field(reader);
            inner(reader, node, base, under, out);
            reader.fields.pop();
        }
        (Ns::W, "sdt") => {
            let Some(content) = xml::child(node, "sdtContent") else {
                return;
            };
            match is_prompt(node) {
                true => unsee(reader, Unseen::Prompt, content),
                false => inner(reader, content, base, under, out),
            }
        }
        (Ns::Mc, "AlternateContent") => {
            if let Some(branch) = branch(node) {
                inner(reader, branch, base, under, out);
            }
        }
        (Ns::M, "oMath" | "oMathPara") => formula(reader, node, under, out),
        (Ns::W, "pPr" | "rPr" | "sdtPr" | "tblPr" | "bookmarkStart" | "bookmarkEnd") => {}
        (Ns::W, "altChunk" | "subDoc" | "contentPart") => {
            let name = node.tag_name().name();
            reader.doubt(
                Kind::Dropped,
                30,
                format!("a part of another document (`{name}`) could not come along"),
            );
        }
        // A wrapper, known or not: what it holds counts.
        _ => inner(reader, node, base, under, out),
    }
}

fn run<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    base: &Props,
    under: &Under,
    out: &mut Vec<Atom>,
) {
    let pr = xml::child(node, "rPr");
    let style = pr.and_then(|it| xml::value(it, "rStyle"));
    let props = reader.styles.run(Props::read(pr), style, base);
    if pr.is_some_and(|it| xml::child(it, "rPrChange").is_some()) {
        reader.say(
            Kind::TrackedChange,
            70,
            "a tracked change of formatting is not accepted yet; the words look as changed",
        );
    }
    for child in node.children().filter(Node::is_element) {
        run_child(reader, child, &props, under, out);
    }
}

fn run_child<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    props: &Props,
    under: &Under,
    out: &mut Vec<Atom>,
) {
    match (xml::ns(node), node.tag_name().name()) {
        (Ns::W, "t" | "delText") => words(reader, &text_of(node), props, under, out),
        (Ns::W, "tab" | "ptab") => words(reader, " ", props, under, out),
        (Ns::W, "br") => match xml::attribute(node, "type") {
            None | Some("textWrapping") => push(reader, What::Break, props, under, out),
            Some(_) => words(reader, " ", props, under, out),
        },
        (Ns::W, "cr") => push(reader, What::Break, props, under, out),
        (Ns::W, "noBreakHyphen") => words(reader, "\u{2011}", props, under, out),
        (Ns::W, "sym") => {
            let font = xml::attribute(node, "font").unwrap_or_default();
            let code = xml::attribute(node, "char").and_then(|it| u32::from_str_radix(it, 16).ok());
            match code.and_then(|code| symbols::sign(font, code)) {
                Some(sign) => {
                    let sign = sign.to_string();
                    if sign.contains(char::is_alphanumeric) {
                        reader.add(
                            Kind::Converted,
                            90,
                            format!("a sign of the font {font} is `{sign}`"),
                            "",
                        );
                    }
                    words(reader, &sign, props, under, out);
                }
                None => reader.doubt(
                    Kind::Dropped,
                    30,
                    format!("a sign of the font {font} is not known and was left out"),
                ),
            }
        }
        (Ns::W, "footnoteReference") => call(reader, node, false, props, under, out),
        (Ns::W, "endnoteReference") => call(reader, node, true, props, under, out),
        (Ns::W, "commentReference") => {
            let remark = xml::attribute(node, "id").and_then(|id| reader.remark(id));
            if let Some(text) = remark {
                out.push(Atom {
                    look: Look::default(),
                    what: What::Comment(text),
                    change: None,
                });
            }
        }
        (Ns::W, "drawing" | "pict" | "object") => {
            for what in super::drawing::read(reader, node) {
                push(reader, what, props, under, out);
            }
        }
        (Ns::W, "fldChar") => field_mark(reader, node, props, under, out),
        (Ns::W, "instrText") => {
            let text = text_of(node);
            if let Some(field) = reader.fields.last_mut().filter(|it| !it.shows) {
                field.code.push_str(&text);
            }
        }
        (Ns::W, "ruby") => {
            for part in node.children() {
                match part.tag_name().name() {
                    "rubyBase" => inner(reader, part, props, under, out),
                    "rt" => unsee(reader, Unseen::Reading, part),
                    _ => {}
                }
            }
        }
        (Ns::Mc, "AlternateContent") => {
            for child in branch(node)
                .into_iter()
                .flat_map(|it| it.children())
                .filter(Node::is_element)
            {
                run_child(reader, child, props, under, out);
            }
        }
        (Ns::W, "rPr" | "delInstrText" | "softHyphen" | "lastRenderedPageBreak") => {}
        (Ns::W, "r") => run(reader, node, props, under, out),
        _ => inner(reader, node, props, under, out),
    }
}

/// The words of `w:t`; white space at its ends counts only where it says so.
fn text_of(node: Node) -> String {
    let text = xml::text_of(node);
    let keeps = node
        .attributes()
        .any(|it| it.name() == "space" && it.value() == "preserve");
    match keeps {
        true => text,
        false => text.trim_matches([' ', '\t', '\n', '\r']).to_owned(),
    }
}

fn words(reader: &mut Reader, text: &str, props: &Props, under: &Under, out: &mut Vec<Atom>) {
    let font = props.font.as_deref().unwrap_or_default();
    let symbolic = symbols::is_symbolic(font);
    if !symbolic && !text.contains(|c| symbols::is_private(c) || is_unprintable(c)) {
        return push(reader, What::Words(text.to_owned()), props, under, out);
    }
    let mut kept = String::with_capacity(text.len());
    let mut lost = 0;
    for c in text.chars() {
        match c {
            _ if is_unprintable(c) => {}
            _ if symbols::is_private(c) || (symbolic && c.is_ascii() && c != ' ') => {
                match symbols::sign(font, c as u32) {
                    Some(sign) => kept.push(sign),
                    // Letters that somebody typed in a symbol font are words.
                    None if c.is_alphanumeric() => kept.push(c),
                    None => lost += 1,
                }
            }
            c => kept.push(c),
        }
    }
    if kept != text && text.contains(char::is_alphanumeric) {
        let decision = crate::report::Decision::new(
            reader.place,
            Kind::Converted,
            70,
            format!("signs of the font {font} were read as `{kept}`"),
        );
        reader.report.add(decision.dropping(text).adding(&kept));
    }
    if lost > 0 {
        reader.doubt(
            Kind::Dropped,
            30,
            format!("{lost} signs of the font {font} are not known and were left out"),
        );
    }
    push(reader, What::Words(kept), props, under, out);
}

/// Characters that nothing prints and that no article may hold.
fn is_unprintable(c: char) -> bool {
    (is_forbidden(c) && !c.is_whitespace()) || c == '\u{FEFF}'
}

/// Adds an atom, unless no reader would see it.
fn push(reader: &mut Reader, what: What, props: &Props, under: &Under, out: &mut Vec<Atom>) {
    let unseen = match () {
        () if props.hidden == Some(true) => Some(Unseen::Hidden),
        () if reader.fields.iter().any(|it| it.drops.is_some()) => {
            reader.fields.iter().find_map(|it| it.drops)
        }
        () if reader.fields.iter().any(|it| !it.shows) && reader.fields_end => Some(Unseen::Code),
        () => None,
    };
    if let (Some(why), What::Words(text)) = (unseen, &what) {
        let words = reader.unseen.entry(why).or_default();
        if why == Unseen::Moment {
            words.push(' ');
        }
        words.push_str(text);
        return;
    }
    if matches!(unseen, Some(Unseen::Contents | Unseen::Moment)) {
        return;
    }
    let in_field = reader.fields.iter().rev().find_map(|it| it.link.clone());
    let link = in_field.or_else(|| under.link.clone());
    let raised = match props.raised.as_deref() {
        Some("superscript") => Some(Raised::Above),
        Some("subscript") => Some(Raised::Below),
        _ => None,
    };
    let lang = props.lang.as_deref().and_then(|it| reader.foreign(it));
    let look = Look {
        strong: props.bold == Some(true),
        emphasis: props.italic == Some(true),
        strike: props.strike == Some(true),
        underline: props.underline == Some(true) && link.is_none(),
        size: props.size.unwrap_or(20),
        link,
        lang,
        raised,
    };
    out.push(Atom {
        look,
        what,
        change: under.change.clone(),
    });
}

fn call<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    end: bool,
    props: &Props,
    under: &Under,
    out: &mut Vec<Atom>,
) {
    let Some(id) = xml::attribute(node, "id") else {
        return;
    };
    match reader.notes.call(id, end, reader.place) {
        Some(label) => push(reader, What::Call(label), props, under, out),
        None => reader.doubt(
            Kind::Note,
            40,
            format!("a call for the note {id}, which the file does not have, was left out"),
        ),
    }
}

/// Who changed what: `A. Nurse, 2026-03-01`.
fn change(node: Node, name: &str) -> Rc<Change> {
    let deed = match name {
        "ins" => Deed::Inserted,
        "del" => Deed::Deleted,
        "moveFrom" => Deed::MovedAway,
        _ => Deed::MovedHere,
    };
    Rc::new(Change { deed, by: by(node) })
}

/// Who did something, and on what day, as attributes say.
pub fn by(node: Node) -> String {
    let author = xml::attribute(node, "author").unwrap_or_default().trim();
    let author = match author {
        "" => "somebody",
        author => author,
    };
    match xml::attribute(node, "date").and_then(|it| it.get(..10)) {
        Some(day) => format!("{author}, {day}"),
        None => author.to_owned(),
    }
}

fn link_of(reader: &mut Reader, node: Node) -> Option<Rc<str>> {
    use super::package::Target;
    let target = node
        .attributes()
        .find(|it| it.name() == "id")
        .and_then(|it| reader.relations.get(it.value()));
    match target.cloned() {
        Some(Target::Outside(url) | Target::Astray(url) | Target::Part(url)) => {
            reader.address(&url)
        }
        None => {
            let shown = reader.fields.iter().all(|it| it.drops.is_none());
            if let Some(anchor) = xml::attribute(node, "anchor").filter(|_| shown) {
                reader.inner_link(anchor);
            }
            None
        }
    }
}

fn field_mark(reader: &mut Reader, node: Node, props: &Props, under: &Under, out: &mut Vec<Atom>) {
    match xml::attribute(node, "fldCharType") {
        Some("begin") => {
            let ticked = node
                .descendants()
                .find(|it| xml::is_w(*it, "checkBox"))
                .map(|it| xml::switch(it, "checked").or(xml::switch(it, "default")) == Some(true));
            // More than anyone nests; each atom looks at all that are open.
            if reader.fields.len() < 32 {
                reader.fields.push(Field::default());
            }
            if let Some(ticked) = ticked {
                let sign = if ticked { "☒" } else { "☐" };
                let field = reader.fields.pop();
                words(reader, sign, props, under, out);
                reader.fields.extend(field);
            }
        }
        Some("separate") => show_field(reader),
        Some("end") => {
            reader.fields.pop();
        }
        _ => {}
    }
}

/// From here on the innermost field shows its result.
fn show_field(reader: &mut Reader) {
    let Some(mut field) = reader.fields.pop() else {
        return;
    };
    field.shows = true;
    match fields::code(&field.code) {
        Code::Link(url) => field.link = reader.address(url),
        Code::Inner(place) => {
            if reader.fields.iter().all(|it| it.drops.is_none()) {
                let place = place.to_owned();
                reader.inner_link(&place);
            }
        }
        Code::Contents if reader.fields_end => field.drops = Some(Unseen::Contents),
        Code::Moment if reader.margin && reader.fields_end => field.drops = Some(Unseen::Moment),
        Code::Contents | Code::Moment | Code::Tick | Code::Other => {}
    }
    reader.fields.push(field);
}

fn is_prompt(node: Node) -> bool {
    xml::child(node, "sdtPr").is_some_and(|it| xml::switch(it, "showingPlcHdr") == Some(true))
}

fn unsee(reader: &mut Reader, why: Unseen, node: Node) {
    let words: String = node
        .descendants()
        .filter(|it| xml::is_w(*it, "t"))
        .map(xml::text_of)
        .collect();
    reader.unseen.entry(why).or_default().push_str(&words);
}

/// The one branch of alternatives that is read: the first that holds something
/// known, and never two, since they say the same.
pub fn branch(node: Node<'_>) -> Option<Node<'_>> {
    let of = |name: &'static str| {
        node.children()
            .filter(move |it| xml::ns(*it) == Ns::Mc && it.tag_name().name() == name)
    };
    let known = |it: &Node| {
        it.descendants().any(|it| {
            matches!(
                (xml::ns(it), it.tag_name().name()),
                (Ns::W, "t" | "delText" | "txbxContent" | "sym")
                    | (Ns::M, "t")
                    | (Ns::Drawing, "blip" | "relIds" | "chart")
                    | (Ns::Vml, "imagedata")
            )
        })
    };
    of("Choice").find(known).or_else(|| of("Fallback").next())
}

fn formula<'d>(reader: &mut Reader<'d>, node: Node<'d>, under: &Under, out: &mut Vec<Atom>) {
    let (pieces, source) = math::line(node);
    let mut said = String::new();
    for (text, raised) in pieces {
        said.push_str(&text);
        let props = Props {
            raised: raised.map(|it| match it {
                Raised::Above => "superscript".to_owned(),
                Raised::Below => "subscript".to_owned(),
            }),
            ..Props::default()
        };
        push(reader, What::Words(text), &props, under, out);
    }
    let message = format!(
        "a formula became words: `{}`; compare it with the source",
        said.trim()
    );
    reader.todos.push(message.clone());
    let decision = crate::report::Decision::new(reader.place, Kind::Converted, 50, message);
    reader.report.add(decision.dropping(&source).adding(&said));
}
