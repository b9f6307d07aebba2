//! What a style holds back: what it printed in place of names is not printed again.

use std::collections::BTreeMap;

use hayagriva::citationberg::taxonomy::{NameVariable, Variable};
use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement, TextTarget};

use super::{all, walk};
use crate::style::mend;

/// The variables that a style prints in place of names, which are not printed again
/// and then count as missing.
pub(super) fn held_back(style: &IndependentStyle) -> Vec<Variable> {
    let mut out = Vec::new();
    all(style, &mut |element| {
        if let LayoutRenderingElement::Names(names) = element
            && let Some(substitute) = names.substitute()
        {
            reachable(&substitute.children, style, &mut out);
        }
    });
    out
}

/// The variables that elements print, and the macros that they call.
fn reachable(
    elements: &[LayoutRenderingElement],
    style: &IndependentStyle,
    out: &mut Vec<Variable>,
) {
    let mut called: Vec<&str> = Vec::new();
    let mut look = |elements, called: &mut Vec<_>| {
        walk(elements, &mut |element| {
            printed(element, out);
            if let LayoutRenderingElement::Text(text) = element
                && let TextTarget::Macro { name } = &text.target
                && !called.contains(&name.as_str())
            {
                called.push(name.as_str());
            }
        });
    };
    look(elements, &mut called);
    let mut at = 0;
    while let Some(name) = called.get(at).copied() {
        at += 1;
        for defined in style.macros.iter().filter(|defined| defined.name == name) {
            look(&defined.children, &mut called);
        }
    }
}

/// The names that are printed in place of others no more than once in any citation,
/// entry or key: these are never held back when their turn comes.
pub(super) fn once(style: &IndependentStyle) -> Vec<NameVariable> {
    let mut places: Vec<NameVariable> = Vec::new();
    all(style, &mut |element| {
        if let LayoutRenderingElement::Names(names) = element
            && let Some(substitute) = names.substitute()
        {
            for child in &substitute.children {
                if let LayoutRenderingElement::Names(names) = child {
                    places.extend(
                        names
                            .variable
                            .iter()
                            .filter(|name| !places.contains(name))
                            .copied()
                            .collect::<Vec<_>>(),
                    );
                }
            }
        }
    });
    let callers = mend::callers_first(&style.macros);
    places.retain(|name| {
        // How often each macro asks for the name, those that are called first.
        let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
        for defined in callers.iter().rev() {
            let found = style.macros.iter().filter(|known| known.name == *defined);
            let most = found
                .map(|known| asks(&known.children, *name, style, &asked))
                .max();
            asked.insert(defined, most.unwrap_or(0));
        }
        let layouts = [
            Some(&style.citation.layout),
            style.bibliography.as_ref().map(|list| &list.layout),
        ];
        let mut layouts = layouts.into_iter().flatten();
        layouts.all(|layout| asks(&layout.elements, *name, style, &asked) <= 1)
            && asked.values().all(|times| *times <= 1)
    });
    places
}

/// How often at most elements ask for a name in place of others; two is often.
fn asks(
    elements: &[LayoutRenderingElement],
    name: NameVariable,
    style: &IndependentStyle,
    macros: &BTreeMap<&str, usize>,
) -> usize {
    let inner = |elements: &[LayoutRenderingElement]| asks(elements, name, style, macros);
    let each = elements.iter().map(|element| match element {
        LayoutRenderingElement::Text(text) => match &text.target {
            TextTarget::Macro { name } => macros.get(name.as_str()).copied().unwrap_or(0),
            _ => 0,
        },
        LayoutRenderingElement::Names(names) => names.substitute().map_or(0, |substitute| {
            let mut found = Vec::new();
            reachable(&substitute.children, style, &mut found);
            let own = usize::from(found.contains(&Variable::Name(name)));
            own + inner(&substitute.children)
        }),
        LayoutRenderingElement::Group(group) => inner(&group.children),
        LayoutRenderingElement::Choose(choose) => {
            let branches = choose.branches().map(|branch| inner(&branch.children));
            let otherwise = choose.otherwise.iter().map(|last| inner(&last.children));
            branches.chain(otherwise).max().unwrap_or(0)
        }
        LayoutRenderingElement::Date(_)
        | LayoutRenderingElement::Number(_)
        | LayoutRenderingElement::Label(_) => 0,
    });
    each.sum::<usize>().min(2)
}

/// The variables that an element itself prints.
fn printed(element: &LayoutRenderingElement, out: &mut Vec<Variable>) {
    match element {
        LayoutRenderingElement::Text(text) => {
            if let TextTarget::Variable { var, .. } = &text.target {
                out.push(*var);
            }
        }
        LayoutRenderingElement::Number(number) => out.push(number.variable.into()),
        LayoutRenderingElement::Label(label) => out.push(label.variable.into()),
        LayoutRenderingElement::Date(date) => out.extend(date.variable.map(Variable::Date)),
        LayoutRenderingElement::Names(names) => {
            out.extend(names.variable.iter().copied().map(Variable::Name));
        }
        LayoutRenderingElement::Group(_) | LayoutRenderingElement::Choose(_) => {}
    }
}
