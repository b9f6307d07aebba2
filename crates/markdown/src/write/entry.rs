//! An entry of a glossary as YAML.

use pamphlet_core::glossary::GlossaryEntry;
use pamphlet_core::span::Spanned;

use super::front::scalar;
use super::inlines;

/// Writes an entry with its key. What is written reads as the same entry.
pub fn write_entry(entry: &GlossaryEntry) -> String {
    let mut out = format!("{}:\n", scalar(&entry.key.value));
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!("  {key}: {}\n", scalar(value)));
        }
    };
    let text = |value: &Option<Spanned<String>>| value.as_ref().map(|it| it.value.clone());
    line("term", &entry.term.value);
    line("short", &text(&entry.short).unwrap_or_default());
    line("plain", &text(&entry.plain).unwrap_or_default());
    line("definition", &inlines::line(&entry.definition));
    list("aliases", &entry.aliases, &mut out);
    list("see-also", &entry.see_also, &mut out);
    out
}

fn list(key: &str, values: &[Spanned<String>], out: &mut String) {
    for (i, value) in values.iter().enumerate() {
        if i == 0 {
            out.push_str(&format!("  {key}:\n"));
        }
        out.push_str(&format!("    - {}\n", scalar(&value.value)));
    }
}

#[cfg(test)]
mod tests {
    use pamphlet_core::span::Sources;

    use super::*;
    use crate::read_glossary;

    #[test]
    fn what_is_written_reads_as_the_same_entry() {
        let text = "growth-hormone:\n  term: growth hormone\n  short: GH\n  plain: \"builder: strong\"\n  definition: \"Made by *the* pituitary: `a` \\\"b\\\" H~2~O.\"\n  aliases:\n    - \"yes\"\n  see-also:\n    - igf-1\n";
        let mut sources = Sources::new();
        let (glossary, faults) = read_glossary("g.yaml", text.as_bytes(), &mut sources);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(write_entry(&glossary.entries[0]), text);
    }
}
