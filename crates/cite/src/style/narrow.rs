//! A style without the branches that none of the entries at hand can take. Hayagriva
//! 0.10.1 asks of every branch on the way, again for each level that it nests within,
//! what type an entry is of and what it has; in a style for law, maps and letters that
//! is most of what printing a long list of journal articles costs.
//!
//! What comes out prints the same. What holds of an entry is asked of hayagriva itself,
//! once for each shape: the types and the names of the fields of the entry and of what
//! holds it. A branch goes where no shape that could reach it can pass it.

mod held;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use hayagriva::citationberg::taxonomy::{
    Kind, NameVariable, NumberVariable, StandardVariable, Variable,
};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle, LayoutRenderingElement,
    NamesChild, TextTarget,
};
use hayagriva::{CitationItem, CitationRequest, Entry, standalone_citation};

use super::mend;
use held::{held_back, once};

/// The shapes that a set has room for: a bit each.
const SHAPES: usize = 128;

/// The style for these entries. What the first round takes away lets the second see
/// that more is never held back.
pub(crate) fn narrowed(style: &IndependentStyle, entries: &[Entry]) -> Option<IndependentStyle> {
    let first = round(style, entries)?;
    round(&first, entries)
}

fn round(style: &IndependentStyle, entries: &[Entry]) -> Option<IndependentStyle> {
    let mut shapes: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in entries {
        let mut name = String::new();
        shape(entry, &mut name);
        shapes.entry(name).or_insert(entry);
        if shapes.len() > SHAPES {
            return None;
        }
    }
    let every = match shapes.len() {
        0 => return None,
        SHAPES => u128::MAX,
        count => (1 << count) - 1,
    };
    let mut atoms = Vec::new();
    each_branch(style, &mut |branch| collect(branch, &mut atoms));
    all(style, &mut |element| {
        if let LayoutRenderingElement::Names(names) = element {
            for variable in &names.variable {
                let atom = Atom::Has(Variable::Name(*variable));
                if settled(Variable::Name(*variable)) && !atoms.contains(&atom) {
                    atoms.push(atom);
                }
            }
        }
    });
    let mut holds = vec![0; atoms.len()];
    for (i, entry) in shapes.values().enumerate() {
        for at in probe(&atoms, entry)? {
            *holds.get_mut(at)? |= 1 << i;
        }
    }
    let mut run = Run {
        atoms,
        holds,
        held: held_back(style),
        once: once(style),
        called: BTreeMap::new(),
    };
    let mut out = style.clone();
    run.elements(&mut out.citation.layout.elements, every);
    let mut keys = Vec::from_iter(&out.citation.sort);
    if let Some(list) = &mut out.bibliography {
        run.elements(&mut list.layout.elements, every);
        keys.extend(&list.sort);
    }
    for key in keys.into_iter().flat_map(|sort| &sort.keys) {
        if let hayagriva::citationberg::SortKey::MacroName { name, .. } = key {
            run.called.insert(name.clone(), every);
        }
    }
    // Those who call come before what they call.
    for name in mend::callers_first(&out.macros) {
        let reach = run.called.get(&name).copied().unwrap_or(0);
        for defined in out.macros.iter_mut().filter(|defined| defined.name == name) {
            run.elements(&mut defined.children, reach);
        }
    }
    out.macros.retain(|defined| {
        run.called
            .get(&defined.name)
            .is_some_and(|reach| *reach != 0)
    });
    Some(out)
}

/// What can be said of an entry for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Atom {
    Type(Kind),
    Has(Variable),
}

/// A variable that an entry has or lacks whatever else is printed, and that its shape
/// tells of.
fn settled(variable: Variable) -> bool {
    !matches!(
        variable,
        Variable::Number(
            NumberVariable::CitationNumber
                | NumberVariable::FirstReferenceNoteNumber
                | NumberVariable::Locator
                | NumberVariable::PageFirst
        ) | Variable::Standard(StandardVariable::YearSuffix | StandardVariable::CitationLabel)
            | Variable::Name(NameVariable::EditorTranslator)
    )
}

fn collect(branch: &ChooseBranch, atoms: &mut Vec<Atom>) {
    let types = branch.type_.iter().flatten().map(|kind| Atom::Type(*kind));
    let variables = branch.variable.iter().flatten();
    let variables = variables.filter(|variable| settled(**variable));
    for atom in types.chain(variables.map(|variable| Atom::Has(*variable))) {
        if !atoms.contains(&atom) {
            atoms.push(atom);
        }
    }
}

/// The types and fields of an entry and of what holds it.
fn shape(entry: &Entry, out: &mut String) {
    const FIELDS: [&str; 24] = [
        "title",
        "author",
        "date",
        "editor",
        "location",
        "organization",
        "issue",
        "chapter",
        "volume",
        "volume-total",
        "edition",
        "page-range",
        "page-total",
        "time-range",
        "runtime",
        "url",
        "language",
        "archive",
        "archive-location",
        "call-number",
        "note",
        "abstract",
        "genre",
        "affiliated",
    ];
    out.push_str(&format!("{:?}", entry.entry_type()));
    for (i, field) in FIELDS.iter().enumerate() {
        if entry.has(field) {
            out.push_str(&format!(" {i}"));
        }
    }
    for group in entry.affiliated().unwrap_or_default() {
        out.push_str(&format!(" {:?} {}", group.role, group.names.is_empty()));
    }
    let publisher = entry.publisher();
    for there in [
        publisher.is_some_and(|publisher| publisher.name().is_some()),
        publisher.is_some_and(|publisher| publisher.location().is_some()),
        entry.url().is_some_and(|url| url.visit_date.is_some()),
        entry.authors().is_some_and(<[_]>::is_empty),
        entry.editors().is_some_and(<[_]>::is_empty),
    ] {
        out.push(if there { '+' } else { '-' });
    }
    for name in entry
        .serial_number()
        .into_iter()
        .flat_map(|all| all.0.keys())
    {
        out.push(' ');
        out.push_str(name);
    }
    for parent in entry.parents() {
        out.push('(');
        shape(parent, out);
        out.push(')');
    }
}

/// A style that prints a number where a test holds.
const PROBE: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Probe</title><id>probe</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><choose><if type="book"><text value="0 "/></if></choose></layout></citation>
</style>"#;

/// Which atoms hold of an entry, by their places; none where hayagriva cannot be asked.
fn probe(atoms: &[Atom], entry: &Entry) -> Option<Vec<usize>> {
    static STYLE: OnceLock<Option<IndependentStyle>> = OnceLock::new();
    let style = STYLE.get_or_init(|| IndependentStyle::from_xml(PROBE).ok());
    let mut style = style.clone()?;
    let elements = std::mem::take(&mut style.citation.layout.elements);
    let choose = elements.into_iter().find_map(|element| match element {
        LayoutRenderingElement::Choose(choose) => Some(choose),
        _ => None,
    })?;
    for (i, atom) in atoms.iter().enumerate() {
        let mut choose = choose.clone();
        choose.if_.type_ = None;
        match atom {
            Atom::Type(kind) => choose.if_.type_ = Some(vec![*kind]),
            Atom::Has(variable) => choose.if_.variable = Some(vec![*variable]),
        }
        for child in &mut choose.if_.children {
            if let LayoutRenderingElement::Text(text) = child {
                text.target = TextTarget::Value {
                    val: format!("{i} "),
                };
            }
        }
        let elements = &mut style.citation.layout.elements;
        elements.push(LayoutRenderingElement::Choose(choose));
    }
    let items = vec![CitationItem::with_entry(entry)];
    let printed = standalone_citation(CitationRequest::from_items(items, &style, &[]));
    let printed = crate::inlines::bare(&printed);
    let text: String = printed.iter().map(|run| run.text.as_str()).collect();
    text.split_whitespace().map(|at| at.parse().ok()).collect()
}

/// Calls for every branch of a style.
fn each_branch(style: &IndependentStyle, call: &mut dyn FnMut(&ChooseBranch)) {
    all(style, &mut |element| {
        if let LayoutRenderingElement::Choose(choose) = element {
            choose.branches().for_each(&mut *call);
        }
    });
}

/// Calls for every element of a style.
pub(super) fn all<'a>(
    style: &'a IndependentStyle,
    call: &mut dyn FnMut(&'a LayoutRenderingElement),
) {
    walk(&style.citation.layout.elements, call);
    if let Some(list) = &style.bibliography {
        walk(&list.layout.elements, call);
    }
    for defined in &style.macros {
        walk(&defined.children, call);
    }
}

fn walk<'a>(
    elements: &'a [LayoutRenderingElement],
    call: &mut dyn FnMut(&'a LayoutRenderingElement),
) {
    for element in elements {
        call(element);
        match element {
            LayoutRenderingElement::Group(group) => walk(&group.children, call),
            LayoutRenderingElement::Names(names) => {
                if let Some(substitute) = names.substitute() {
                    walk(&substitute.children, call);
                }
            }
            LayoutRenderingElement::Choose(choose) => {
                for branch in choose.branches() {
                    walk(&branch.children, call);
                }
                if let Some(otherwise) = &choose.otherwise {
                    walk(&otherwise.children, call);
                }
            }
            LayoutRenderingElement::Text(_)
            | LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Label(_) => {}
        }
    }
}

/// Sets of shapes are bits of a number.
struct Run {
    atoms: Vec<Atom>,
    /// For which shapes each atom holds.
    holds: Vec<u128>,
    /// Variables that may be held back.
    held: Vec<Variable>,
    /// Names that are asked for in place of others no more than once.
    once: Vec<NameVariable>,
    /// Which shapes reach a macro.
    called: BTreeMap<String, u128>,
}

impl Run {
    fn elements(&mut self, elements: &mut [LayoutRenderingElement], reach: u128) {
        for element in elements {
            match element {
                LayoutRenderingElement::Text(text) => {
                    if let TextTarget::Macro { name } = &text.target {
                        *self.called.entry(name.clone()).or_default() |= reach;
                    }
                }
                LayoutRenderingElement::Group(group) => self.elements(&mut group.children, reach),
                LayoutRenderingElement::Names(names) => {
                    for child in &mut names.children {
                        if let NamesChild::Substitute(substitute) = child {
                            self.in_place(&mut substitute.children, reach);
                            self.elements(&mut substitute.children, reach);
                        }
                    }
                }
                LayoutRenderingElement::Choose(choose) => self.choose(choose, reach),
                LayoutRenderingElement::Date(_)
                | LayoutRenderingElement::Number(_)
                | LayoutRenderingElement::Label(_) => {}
            }
        }
    }

    /// What stands in place of names: the first that prints anything. Names that no
    /// shape has do not, and names that all have, the first time, do.
    fn in_place(&self, children: &mut Vec<LayoutRenderingElement>, reach: u128) {
        let has = |variable: &NameVariable| self.holds(Atom::Has(Variable::Name(*variable)));
        children.retain(|child| match child {
            LayoutRenderingElement::Names(names) if names.substitute().is_none() => {
                let none = |variable| has(variable).is_some_and(|has| has & reach == 0);
                !names.variable.iter().all(none)
            }
            _ => true,
        });
        let sure = children.iter().position(|child| match child {
            LayoutRenderingElement::Names(names) => names.variable.iter().any(|variable| {
                let all = has(variable).is_some_and(|has| has & reach == reach);
                all && self.once.contains(variable)
            }),
            _ => false,
        });
        if let Some(sure) = sure {
            children.truncate(sure + 1);
        }
    }

    fn choose(&mut self, choose: &mut Choose, reach: u128) {
        let empty = ChooseBranch {
            disambiguate: None,
            is_numeric: None,
            is_uncertain_date: None,
            locator: None,
            position: None,
            type_: None,
            variable: None,
            match_: ChooseMatch::All,
            children: Vec::new(),
        };
        let first = std::mem::replace(&mut choose.if_, empty.clone());
        let others = std::mem::take(&mut choose.else_if);
        let mut last = choose.otherwise.take();
        let mut rest = reach;
        let mut kept = Vec::new();
        for mut branch in std::iter::once(first).chain(others) {
            if rest == 0 {
                break;
            }
            let (passes, fails) = self.judge(&branch, rest);
            if fails == rest {
                continue;
            }
            if passes == rest {
                last = Some(ElseBranch {
                    children: branch.children,
                });
                kept.push(None);
                break;
            }
            self.elements(&mut branch.children, rest & !fails);
            self.shorten(&mut branch, rest);
            rest &= !passes;
            kept.push(Some(branch));
        }
        // Whatever stands last is reached by the rest.
        let sure = matches!(kept.last(), Some(None));
        let mut branches = kept.into_iter().flatten();
        if rest == 0 && !sure {
            last = None;
        }
        if let Some(last) = &mut last {
            self.elements(&mut last.children, rest);
        }
        match branches.next() {
            Some(branch) => {
                choose.if_ = branch;
                choose.else_if = branches.collect();
                choose.otherwise = last;
            }
            // No test at all holds always.
            None => {
                choose.if_ = ChooseBranch {
                    children: last.map(|last| last.children).unwrap_or_default(),
                    ..empty
                };
            }
        }
    }

    /// For which of some shapes a branch is taken, and for which it is not, whatever
    /// else holds.
    fn judge(&self, branch: &ChooseBranch, among: u128) -> (u128, u128) {
        // Hayagriva keeps in mind that it was asked this.
        if branch.disambiguate.is_some() {
            return (0, 0);
        }
        let open = branch.is_numeric.is_some()
            || branch.is_uncertain_date.is_some()
            || branch.locator.is_some()
            || branch.position.is_some();
        // For which shapes all tests, any, none are sure to hold or to fail.
        let (mut all, mut none) = if open { (0, 0) } else { (among, among) };
        let (mut any, mut some_fails) = (0, 0);
        for (holds, fails) in self.tests(branch) {
            all &= holds;
            none &= fails;
            any |= holds & among;
            some_fails |= fails & among;
        }
        match branch.match_ {
            ChooseMatch::All => (all, some_fails),
            ChooseMatch::Any => (any, none),
            ChooseMatch::None => (none, any),
        }
    }

    /// The shapes for which each test of a branch is sure to hold, and sure to fail. A
    /// variable that is there may be held back where it has been printed.
    fn tests(&self, branch: &ChooseBranch) -> impl Iterator<Item = (u128, u128)> {
        let types = branch.type_.iter().flatten().map(|kind| {
            let holds = self.holds(Atom::Type(*kind)).unwrap_or(0);
            (holds, !holds)
        });
        let variables = branch.variable.iter().flatten().map(|variable| {
            let holds = self.holds(Atom::Has(*variable));
            match holds {
                Some(holds) if self.held.contains(variable) => (0, !holds),
                Some(holds) => (holds, !holds),
                None => (0, 0),
            }
        });
        types.chain(variables)
    }

    fn holds(&self, atom: Atom) -> Option<u128> {
        let at = self.atoms.iter().position(|known| *known == atom)?;
        self.holds.get(at).copied()
    }

    /// Takes away tests that do not matter for some shapes.
    fn shorten(&self, branch: &mut ChooseBranch, among: u128) {
        let all = branch.match_ == ChooseMatch::All;
        let fails = |atom: Atom| self.holds(atom).is_some_and(|holds| holds & among == 0);
        let matters = |atom: Atom| match all {
            true => {
                matches!(atom, Atom::Has(_)) || self.holds(atom).map(|h| h & among) != Some(among)
            }
            false => !fails(atom),
        };
        if let Some(types) = &mut branch.type_ {
            types.retain(|kind| matters(Atom::Type(*kind)));
        }
        if let Some(variables) = &mut branch.variable {
            variables.retain(|variable| matters(Atom::Has(*variable)));
        }
    }
}
