//! What can be said of labels and notes once the whole article is read.

use std::collections::{BTreeMap, BTreeSet};

use pamphlet_core::article::{Article, Section};
use pamphlet_core::block::Block;
use pamphlet_core::diagnostic::{Diagnostic, nearest};
use pamphlet_core::inline::{Citation, CitationForm, CrossReference, Inline};
use pamphlet_core::language::Language;
use pamphlet_core::node::Meta;
use pamphlet_core::span::{Span, Spanned};
use pamphlet_core::walk::{self, Visitor, VisitorMut};

/// Checks labels and notes, and turns pandoc's `@fig-x` into a cross-reference.
pub fn check(article: &mut Article, faults: &mut Vec<Diagnostic>) {
    let mut collect = Collect::default();
    for part in &article.parts {
        collect.meta(&part.meta);
    }
    walk::walk_article(&mut collect, article);
    duplicates(&collect, faults);
    for lang in &collect.languages {
        if Language::parse(&lang.value).is_none() {
            faults.push(no_language(&lang.value, lang.span));
        }
    }
    notes(article, &collect, faults);
    let labels: BTreeSet<String> = collect.labels.into_iter().map(|(label, _)| label).collect();
    let mut pandoc = Pandoc { labels, faults };
    for part in &mut article.parts {
        walk::walk_inlines_mut(&mut pandoc, &mut part.heading);
        walk::walk_blocks_mut(&mut pandoc, &mut part.blocks);
        for section in &mut part.sections {
            walk::walk_section_mut(&mut pandoc, section);
        }
    }
    for note in &mut article.notes {
        walk::walk_blocks_mut(&mut pandoc, &mut note.blocks);
    }
}

/// The error for what is no tag of a language.
pub fn no_language(tag: &str, span: Span) -> Diagnostic {
    let message = match tag.is_empty() {
        true => "no language is named here".to_owned(),
        false => format!("`{tag}` is not a language tag"),
    };
    Diagnostic::error("invalid-language", span, message)
        .hint("write one BCP 47 tag such as `en`, `es-MX` or `zh-Hans`")
}

#[derive(Default)]
struct Collect {
    labels: Vec<(String, Span)>,
    calls: BTreeSet<String>,
    languages: Vec<Spanned<String>>,
}

impl Collect {
    fn meta(&mut self, meta: &Meta) {
        if let Some(id) = &meta.attributes.id {
            self.labels.push((id.value.clone(), id.span));
        }
        self.languages.extend(meta.attributes.lang.clone());
    }
}

impl Visitor for Collect {
    fn section(&mut self, section: &Section) {
        self.meta(&section.meta);
        walk::walk_section(self, section);
    }

    fn block(&mut self, block: &Block) {
        self.meta(block.meta());
        walk::walk_block(self, block);
    }

    fn inline(&mut self, inline: &Inline) {
        self.meta(inline.meta());
        if let Inline::NoteCall(call) = inline {
            self.calls.insert(call.label.clone());
        }
        walk::walk_inline(self, inline);
    }
}

fn duplicates(collect: &Collect, faults: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for (label, span) in &collect.labels {
        if let Some(earlier) = first.get(label.as_str()) {
            let message = format!("the label `{label}` is given twice");
            faults.push(
                Diagnostic::error("duplicate-label", *span, message)
                    .hint("give each place a label of its own")
                    .related(*earlier, "first given here"),
            );
        } else {
            first.insert(label, *span);
        }
    }
}

fn notes(article: &Article, collect: &Collect, faults: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for note in &article.notes {
        let label = note.label.as_str();
        if let Some(earlier) = first.get(label) {
            let message = format!("the footnote `{label}` is defined twice");
            faults.push(
                Diagnostic::error("duplicate-footnote", note.meta.span, message)
                    .hint("give each footnote a label of its own")
                    .related(*earlier, "first defined here"),
            );
            continue;
        }
        first.insert(label, note.meta.span);
        if !says_anything(&note.blocks) {
            let message = "this footnote says nothing";
            faults.push(
                Diagnostic::error("empty-footnote", note.meta.span, message)
                    .hint("write its words, or remove it with its calls"),
            );
            continue;
        }
        if !collect.calls.contains(label) {
            let message = format!("nothing calls the footnote `{label}`, so it is not printed");
            faults.push(
                Diagnostic::warning("unused-footnote", note.meta.span, message)
                    .hint(format!("write `[^{label}]` where it belongs, or remove it")),
            );
        }
    }
}

/// Whether anything would be printed of a note. A reference may be all that it says.
fn says_anything(blocks: &[Block]) -> bool {
    struct Says(bool);
    impl Visitor for Says {
        fn block(&mut self, block: &Block) {
            self.0 |= match block {
                Block::Figure(_) | Block::Chart(_) | Block::Math(_) => true,
                Block::Code(code) => !code.text.trim().is_empty(),
                // What could not be read is told where it is used.
                Block::Use(used) => used.blocks.is_empty(),
                _ => false,
            };
            walk::walk_block(self, block);
        }

        fn inline(&mut self, inline: &Inline) {
            self.0 |= match inline {
                Inline::Text(text) => !text.text.trim().is_empty(),
                Inline::Code(_)
                | Inline::Math(_)
                | Inline::Image(_)
                | Inline::CrossReference(_)
                | Inline::Citation(_)
                | Inline::Term(_)
                | Inline::Field(_) => true,
                _ => false,
            };
            walk::walk_inline(self, inline);
        }
    }
    let mut says = Says(false);
    walk::walk_blocks(&mut says, blocks);
    says.0
}

/// `@fig-x` as pandoc-crossref and Quarto write it.
struct Pandoc<'f> {
    labels: BTreeSet<String>,
    faults: &'f mut Vec<Diagnostic>,
}

const KINDS: [&str; 6] = ["fig", "tbl", "tab", "sec", "eq", "lst"];

impl VisitorMut for Pandoc<'_> {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for inline in inlines {
            let Inline::Citation(citation) = inline else {
                continue;
            };
            if let Some(key) = label_of(citation) {
                *inline = self.reference(&citation.meta, key);
            }
        }
    }
}

/// The key of a lone citation that looks like a label.
fn label_of(citation: &Citation) -> Option<Spanned<String>> {
    let [item] = citation.items.as_slice() else {
        return None;
    };
    let plain = item.prefix.is_empty() && item.locator.is_empty() && !item.suppress_author;
    let kind = item.key.value.split(['-', ':']).next().unwrap_or("");
    let shape = KINDS.contains(&kind) && item.key.value.len() > kind.len() + 1;
    let form = matches!(
        citation.form,
        CitationForm::InSentence | CitationForm::Bracketed
    );
    (plain && shape && form).then(|| item.key.clone())
}

impl Pandoc<'_> {
    fn reference(&mut self, meta: &Meta, key: Spanned<String>) -> Inline {
        if !self.labels.contains(&key.value) {
            let message = format!(
                "`@{}` looks like a cross-reference, and there is no such label",
                key.value
            );
            let fault = Diagnostic::error("dangling-reference", key.span, message);
            let near = nearest(&key.value, self.labels.iter().map(String::as_str));
            self.faults.push(fault.hint(match near {
                Some(label) => format!("did you mean `[](#{label})`?"),
                None => format!(
                    "give the place the label `{{#{0}}}` and write `[](#{0})`",
                    key.value
                ),
            }));
        }
        Inline::CrossReference(CrossReference {
            meta: meta.clone(),
            article: None,
            label: Some(key),
            inlines: Vec::new(),
        })
    }
}
