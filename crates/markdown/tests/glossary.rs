//! Glossaries: entries, their inline Markdown, their faults.

use pamphlet_core::diagnostic::brief;
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::span::Sources;
use pamphlet_markdown::read_glossary;

fn faults(text: &str) -> Vec<String> {
    let mut sources = Sources::new();
    let (_, faults) = read_glossary("glossary.yaml", text.as_bytes(), &mut sources);
    faults.iter().map(|d| brief(d, &sources)).collect()
}

#[test]
fn entries_are_read_with_the_places_of_their_words() {
    let text = "growth-hormone:\n  term: growth hormone\n  short: GH\n  aliases: [somatotropin]\n  \
                definition: A *messenger* [@doe].\nother:\n  definition: >-\n    Two\n    lines of **it**.\n";
    let mut sources = Sources::new();
    let (glossary, faults) = read_glossary("glossary.yaml", text.as_bytes(), &mut sources);
    assert_eq!(faults, []);
    let [first, second] = glossary.entries.as_slice() else {
        panic!("{glossary:#?}");
    };
    assert_eq!(first.term.value, "growth hormone");
    assert_eq!(first.short.as_ref().map(|s| s.value.as_str()), Some("GH"));
    assert_eq!(plain_text(&first.definition), "A messenger .");
    for inline in &first.definition {
        if let Inline::Text(text) = inline {
            assert_eq!(sources.text(text.meta.span), text.text);
        }
    }
    assert_eq!(second.term.value, "other");
    assert_eq!(plain_text(&second.definition), "Two lines of it.");
    assert!(second.definition.iter().all(|i| !i.meta().span.is_none()));
}

#[test]
fn faults_name_their_place() {
    assert_eq!(
        faults("gh:\n  terms: x\n  definition: a <br> b\n"),
        [
            "error[unknown-key] glossary.yaml:2:3 there is no key `terms` (did you mean `term`?)",
            "error[raw-html] glossary.yaml:3:17 raw HTML `<br>` cannot be printed (end the line with a backslash `\\`)",
        ]
    );
    assert_eq!(
        faults("- a\n"),
        [
            "error[wrong-type] glossary.yaml:1:1 `glossary` should be terms with what is said of them, not a list (write `growth-hormone: {term: growth hormone, short: GH, definition: …}`)"
        ]
    );
    assert_eq!(faults("gh: x\n").len(), 1);
    assert_eq!(faults("gh: {term: x}\ngh: {term: y}\n").len(), 1);
    assert_eq!(faults(""), [""; 0]);
}
