//! Rules for entries.

use pamphlet_core::reference::Name;

/// Whether a name stands for those who are not named: "et al.", "others".
pub(crate) fn abbreviated(name: &Name) -> bool {
    let words = name.family.trim().trim_end_matches('.').to_lowercase();
    matches!(
        words.as_str(),
        "et al" | "and others" | "others" | "al" | "et alii" | "u. a" | "u.a"
    )
}

/// Everything that the rules find.
pub fn check(_references: &pamphlet_core::reference::References, _sources: &pamphlet_core::span::Sources) -> Vec<pamphlet_core::diagnostic::Diagnostic> {
    Vec::new()
}
