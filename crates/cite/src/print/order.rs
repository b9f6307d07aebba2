//! A list nearly in the order of its style: by what its keys print, without printing.
//! Hayagriva puts it in order; the nearer it is, the less there is to compare.

use std::cmp::Ordering;

use hayagriva::citationberg::taxonomy::{DateVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    IndependentStyle, LayoutRenderingElement, Sort, SortDirection, SortKey, TextTarget,
};
use pamphlet_core::reference::{Field, Reference, Time};

/// What a key of a style sorts by in the main.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Names,
    Date,
    Title,
}

/// A key, and whether it sorts backwards.
pub(super) struct Key {
    by: By,
    back: bool,
}

/// What an entry has for a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    None,
    Words(String),
    Date(i32, u8, u8),
}

/// The keys of a style, as far as they are known here.
pub(super) fn keys(sort: &Sort, style: &IndependentStyle) -> Vec<Key> {
    let keys = sort.keys.iter().filter_map(|key| {
        let by = match key {
            SortKey::Variable { variable, .. } => of(*variable),
            SortKey::MacroName { name, .. } => within(called(style, name), style, 0),
        };
        Some(Key {
            by: by?,
            back: key.sort_direction() == SortDirection::Descending,
        })
    });
    keys.collect()
}

fn called<'a>(style: &'a IndependentStyle, name: &str) -> &'a [LayoutRenderingElement] {
    let found = style.macros.iter().find(|defined| defined.name == name);
    found.map_or(&[], |defined| defined.children.as_slice())
}

fn of(variable: Variable) -> Option<By> {
    match variable {
        Variable::Name(_) => Some(By::Names),
        Variable::Date(DateVariable::Issued) => Some(By::Date),
        Variable::Standard(StandardVariable::Title) => Some(By::Title),
        _ => None,
    }
}

/// The first known thing that elements print.
fn within(
    elements: &[LayoutRenderingElement],
    style: &IndependentStyle,
    depth: usize,
) -> Option<By> {
    if depth > 64 {
        return None;
    }
    let deeper = |elements: &[LayoutRenderingElement]| within(elements, style, depth + 1);
    elements.iter().find_map(|element| match element {
        LayoutRenderingElement::Names(_) => Some(By::Names),
        LayoutRenderingElement::Date(date) => of(Variable::Date(date.variable?)),
        LayoutRenderingElement::Text(text) => match &text.target {
            TextTarget::Variable { var, .. } => of(*var),
            TextTarget::Macro { name } => deeper(called(style, name)),
            _ => None,
        },
        LayoutRenderingElement::Group(group) => deeper(&group.children),
        LayoutRenderingElement::Choose(choose) => {
            let branches = choose
                .branches()
                .find_map(|branch| deeper(&branch.children));
            branches.or_else(|| deeper(&choose.otherwise.as_ref()?.children))
        }
        LayoutRenderingElement::Number(_) | LayoutRenderingElement::Label(_) => None,
    })
}

/// What an entry has for each key.
pub(super) fn values(keys: &[Key], reference: &Reference) -> Vec<Value> {
    let title = || {
        let title = reference.text(Field::Title);
        title.map_or(Value::None, |title| Value::Words(title.to_lowercase()))
    };
    let value = |key: &Key| match key.by {
        By::Names => {
            let names: Vec<String> = reference
                .creators()
                .iter()
                .map(|name| name.inverted().to_lowercase())
                .collect();
            match names.is_empty() {
                true => title(),
                false => Value::Words(names.join(", ")),
            }
        }
        By::Date => {
            let issued = reference.dates.get(&Time::Issued);
            match issued.and_then(|issued| issued.value.start) {
                None => Value::None,
                Some(day) => Value::Date(day.year, day.month.unwrap_or(0), day.day.unwrap_or(0)),
            }
        }
        By::Title => title(),
    };
    keys.iter().map(value).collect()
}

/// The order of two entries by their values.
pub(super) fn compare(keys: &[Key], a: &[Value], b: &[Value]) -> Ordering {
    for (key, (a, b)) in keys.iter().zip(a.iter().zip(b)) {
        let order = match key.back {
            true => b.cmp(a),
            false => a.cmp(b),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}
