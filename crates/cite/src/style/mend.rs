//! What a style needs before hayagriva may run it: names everywhere, no circles.

use std::collections::BTreeMap;

use hayagriva::citationberg::{
    CslMacro, IndependentStyle, LayoutRenderingElement, Name, Names, NamesChild, TextTarget,
};

/// Elements within elements.
const DEEP: usize = 64;
/// Bytes of a style.
const BYTES: usize = 2 << 20;

/// Why a style's text is refused before it is read; none where it is not.
pub(crate) fn too_much(text: &str) -> Option<String> {
    if text.len() > BYTES {
        return Some(format!("it has more than {} MB", BYTES >> 20));
    }
    let (mut depth, mut rest) = (0usize, text);
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').unwrap_or(rest.len());
        let tag = &rest[..end];
        match tag.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) if tag.ends_with('/') => {}
            Some(_) => depth += 1,
        }
        if depth > DEEP {
            return Some(format!("its elements nest deeper than {DEEP} levels"));
        }
        rest = &rest[end..];
    }
    None
}

/// Gives `names` without a `name` one: hayagriva 0.10.1 prints nothing without
/// (its issue 519, which takes all authors from NLM). Fails with the macro that
/// leads back to itself, which hayagriva would follow for ever.
pub(crate) fn mend(style: &mut IndependentStyle) -> Result<(), String> {
    each(&mut style.citation.layout.elements);
    if let Some(bibliography) = &mut style.bibliography {
        each(&mut bibliography.layout.elements);
    }
    for defined in &mut style.macros {
        each(&mut defined.children);
    }
    heights(&style.macros).map(|_| ())
}

/// The names of macros, each before those that it calls.
pub(super) fn callers_first(macros: &[CslMacro]) -> Vec<String> {
    let heights = heights(macros).unwrap_or_default();
    let mut names: Vec<_> = heights.into_iter().collect();
    names.sort_by(|a, b| (b.1, &b.0).cmp(&(a.1, &a.0)));
    names.into_iter().map(|(name, _)| name).collect()
}

/// How far the calls of each macro lead; the macro that leads back to itself.
fn heights(macros: &[CslMacro]) -> Result<BTreeMap<String, usize>, String> {
    let mut calls: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for defined in macros {
        let mut called = Vec::new();
        collect(&defined.children, &mut called);
        calls
            .entry(defined.name.clone())
            .or_default()
            .extend(called);
    }
    let mut done = BTreeMap::new();
    let mut out = BTreeMap::new();
    for name in calls.keys() {
        out.insert(name.clone(), height(name, &calls, &mut done, 0)?);
    }
    Ok(out)
}

/// How far a macro's calls lead; each is looked at once.
fn height(
    name: &str,
    calls: &BTreeMap<String, Vec<String>>,
    done: &mut BTreeMap<String, Option<usize>>,
    depth: usize,
) -> Result<usize, String> {
    match done.get(name) {
        Some(Some(height)) => return Ok(*height),
        Some(None) => return Err(name.to_owned()),
        None => {}
    }
    if depth > DEEP {
        return Err(name.to_owned());
    }
    done.insert(name.to_owned(), None);
    let mut most = 0;
    for called in calls.get(name).into_iter().flatten() {
        most = most.max(1 + height(called, calls, done, depth + 1)?);
    }
    done.insert(name.to_owned(), Some(most));
    Ok(most)
}

fn each(elements: &mut [LayoutRenderingElement]) {
    for element in elements {
        match element {
            LayoutRenderingElement::Names(names) => name(names),
            LayoutRenderingElement::Group(group) => each(&mut group.children),
            LayoutRenderingElement::Choose(choose) => {
                each(&mut choose.if_.children);
                for branch in &mut choose.else_if {
                    each(&mut branch.children);
                }
                if let Some(otherwise) = &mut choose.otherwise {
                    each(&mut otherwise.children);
                }
            }
            LayoutRenderingElement::Text(_)
            | LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Label(_) => {}
        }
    }
}

fn name(names: &mut Names) {
    if names.name().is_none() {
        names.children.insert(0, NamesChild::Name(Name::default()));
    }
    let own: Vec<NamesChild> = names
        .children
        .iter()
        .filter(|child| !matches!(child, NamesChild::Substitute(_)))
        .cloned()
        .collect();
    for child in &mut names.children {
        if let NamesChild::Substitute(substitute) = child {
            for element in &mut substitute.children {
                // Hayagriva hands the name down to these.
                if !matches!(element, LayoutRenderingElement::Names(_)) {
                    within(std::slice::from_mut(element), &own);
                }
            }
        }
    }
}

/// Names without children, within a substitute, are set as those around them.
fn within(elements: &mut [LayoutRenderingElement], own: &[NamesChild]) {
    for element in elements {
        match element {
            LayoutRenderingElement::Names(names) if names.children.is_empty() => {
                names.children = own.to_vec();
            }
            LayoutRenderingElement::Names(names) => name(names),
            LayoutRenderingElement::Group(group) => within(&mut group.children, own),
            LayoutRenderingElement::Choose(choose) => {
                within(&mut choose.if_.children, own);
                for branch in &mut choose.else_if {
                    within(&mut branch.children, own);
                }
                if let Some(otherwise) = &mut choose.otherwise {
                    within(&mut otherwise.children, own);
                }
            }
            LayoutRenderingElement::Text(_)
            | LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Label(_) => {}
        }
    }
}

fn collect(elements: &[LayoutRenderingElement], out: &mut Vec<String>) {
    for element in elements {
        match element {
            LayoutRenderingElement::Text(text) => {
                if let TextTarget::Macro { name } = &text.target {
                    out.push(name.clone());
                }
            }
            LayoutRenderingElement::Names(names) => {
                if let Some(substitute) = names.substitute() {
                    collect(&substitute.children, out);
                }
            }
            LayoutRenderingElement::Group(group) => collect(&group.children, out),
            LayoutRenderingElement::Choose(choose) => {
                for branch in choose.branches() {
                    collect(&branch.children, out);
                }
                if let Some(otherwise) = &choose.otherwise {
                    collect(&otherwise.children, out);
                }
            }
            LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Label(_) => {}
        }
    }
}
