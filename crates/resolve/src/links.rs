//! Where links and cross-references lead: a place of this edition, an address,
//! another leaflet, or the web page where the edition cuts the place out.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use pamphlet_core::Inline;
use pamphlet_core::diagnostic::{self, Diagnostic};
use pamphlet_core::edition::{Edition, LinkTarget, ResolvedLink};
use pamphlet_core::inline::CrossReference;
use pamphlet_core::node::NodeId;
use pamphlet_core::span::Spanned;
use pamphlet_core::walk::{self, Visitor};

use crate::anchors::Labels;
use crate::elsewhere::{self, Elsewhere};
use crate::ids::Ids;
use crate::{Input, Sibling, names, slug, tour};

/// An address with a label of its page behind it, in place of any that it has.
pub(crate) fn with_fragment(url: &str, fragment: &str) -> String {
    let page = url.split('#').next().unwrap_or(url);
    format!("{page}#{fragment}")
}

/// Writes down the target of every link and cross-reference.
pub(crate) fn resolve(
    input: &Input,
    edition: &mut Edition,
    labels: &Labels,
    ids: &mut Ids,
    report: &mut Vec<Diagnostic>,
) {
    let mut links = Links {
        input,
        edition,
        labels,
        names: names::of(edition),
        elsewhere: OnceCell::new(),
        report,
        found: Vec::new(),
    };
    tour::whole(&mut links, edition);
    let found = links.found;
    for (id, mut link) in found {
        link.words = link.words.map(|words| ids.inlines(words));
        edition.facts.links.insert(id, link);
    }
}

struct Links<'a> {
    input: &'a Input<'a>,
    edition: &'a Edition,
    labels: &'a Labels,
    names: BTreeMap<NodeId, Vec<Inline>>,
    elsewhere: OnceCell<BTreeMap<String, Elsewhere>>,
    report: &'a mut Vec<Diagnostic>,
    found: Vec<(NodeId, ResolvedLink)>,
}

impl Visitor for Links<'_> {
    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Link(link) => {
                let target = LinkTarget::Url(link.url.value.clone());
                self.found.push((
                    link.meta.id,
                    ResolvedLink {
                        target,
                        words: None,
                    },
                ));
            }
            Inline::CrossReference(reference) => {
                let link = self.reference(reference);
                self.found
                    .extend(link.map(|link| (reference.meta.id, link)));
            }
            Inline::Text(_)
            | Inline::SoftBreak(_)
            | Inline::HardBreak(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Subscript(_)
            | Inline::Superscript(_)
            | Inline::Phrase(_)
            | Inline::Code(_)
            | Inline::Math(_)
            | Inline::Image(_)
            | Inline::Citation(_)
            | Inline::Term(_)
            | Inline::Field(_)
            | Inline::NoteCall(_)
            | Inline::Comment(_) => {}
        }
        walk::walk_inline(self, inline);
    }
}

impl Links<'_> {
    fn reference(&mut self, reference: &CrossReference) -> Option<ResolvedLink> {
        let other = reference
            .article
            .as_ref()
            .filter(|slug| slug.value != self.input.article.slug);
        match (other, &reference.label) {
            (Some(slug), label) => self.article(reference, slug, label.as_ref()),
            (None, Some(label)) => self.label(reference, label),
            (None, None) => self.itself(reference),
        }
    }

    /// A link of the article to itself as a whole leads to its start.
    fn itself(&mut self, reference: &CrossReference) -> Option<ResolvedLink> {
        let target = match self.edition.parts.first() {
            Some(part) => LinkTarget::Node(part.meta.id),
            None => LinkTarget::Nowhere,
        };
        let title = || vec![Inline::made(&*self.edition.metadata.title)];
        Some(ResolvedLink {
            target,
            words: reference.inlines.is_empty().then(title),
        })
    }

    fn label(
        &mut self,
        reference: &CrossReference,
        label: &Spanned<String>,
    ) -> Option<ResolvedLink> {
        let Some(&node) = self.labels.get(&label.value) else {
            return self.cut(reference, label);
        };
        let name = self.names.get(&node).filter(|name| !name.is_empty());
        let words = match (reference.inlines.is_empty(), name) {
            (false, _) => None,
            (true, Some(name)) => Some(name.clone()),
            (true, None) => {
                let message = format!(
                    "what `#{}` labels has no number and no heading to print here",
                    label.value
                );
                self.report.push(
                    Diagnostic::error("nameless-reference", reference.meta.span, message)
                        .hint("write words between the brackets"),
                );
                return None;
            }
        };
        Some(ResolvedLink {
            target: LinkTarget::Node(node),
            words,
        })
    }

    /// A label that this edition does not have: perhaps the article does.
    fn cut(&mut self, reference: &CrossReference, label: &Spanned<String>) -> Option<ResolvedLink> {
        let Some(place) = self.elsewhere().get(&label.value).cloned() else {
            let diagnostic = self.dangling(label);
            self.report.push(diagnostic);
            return None;
        };
        let Some(url) = &self.input.article.front.canonical_url else {
            let message = format!(
                "`#{}` stands in the part \"{}\", which the edition `{}` leaves out",
                label.value,
                self.edition.words.part(place.part),
                self.input.profile.name
            );
            self.report.push(
                Diagnostic::error("cut-reference", label.span, message)
                    .hint("write `canonical-url:` in the front matter, so that the link can lead to the web page"),
            );
            return None;
        };
        let words = || {
            let name = match place.name.is_empty() {
                true => self.edition.words.part(place.part),
                false => &place.name,
            };
            vec![Inline::made(
                self.edition.words.on_web_page.replace("{}", name),
            )]
        };
        Some(ResolvedLink {
            target: LinkTarget::Url(with_fragment(&url.value, &place.anchor)),
            words: reference.inlines.is_empty().then(words),
        })
    }

    fn dangling(&self, label: &Spanned<String>) -> Diagnostic {
        let known = self
            .labels
            .keys()
            .chain(self.elsewhere().keys())
            .map(String::as_str);
        let hint = match diagnostic::nearest(&label.value, known) {
            Some(name) => format!("did you mean `#{name}`?"),
            None => format!("label the place with `{{#{}}}`", label.value),
        };
        let message = format!("nothing is labelled `#{}`", label.value);
        Diagnostic::error("dangling-reference", label.span, message).hint(hint)
    }

    fn elsewhere(&self) -> &BTreeMap<String, Elsewhere> {
        self.elsewhere
            .get_or_init(|| elsewhere::of(self.input.article))
    }

    fn article(
        &mut self,
        reference: &CrossReference,
        slug: &Spanned<String>,
        label: Option<&Spanned<String>>,
    ) -> Option<ResolvedLink> {
        let siblings = &self.input.library.siblings;
        let Some(sibling) = siblings.get(&slug.value) else {
            let message = format!("the library has no article `{}`", slug.value);
            let hint = match diagnostic::nearest(&slug.value, siblings.keys().map(String::as_str)) {
                Some(name) => format!("did you mean `article:{name}`?"),
                None => "the name of an article is the name of its folder".to_owned(),
            };
            self.report
                .push(Diagnostic::error("dangling-reference", slug.span, message).hint(hint));
            return None;
        };
        if let Some(label) = label {
            self.sibling_label(sibling, slug, label)?;
        }
        if sibling.canonical_url.is_none() {
            let message = format!(
                "`{}` has no address on the web, so only web pages can link to it",
                slug.value
            );
            self.report.push(
                Diagnostic::warning("no-canonical-url", slug.span, message)
                    .hint("write `canonical-url:` in its front matter"),
            );
        }
        let label = label.map(|label| slug::of_label(&label.value));
        let title = || vec![Inline::made(&*sibling.title)];
        let url = sibling.canonical_url.as_ref().map(|url| match &label {
            Some(label) => with_fragment(url, label),
            None => url.clone(),
        });
        let target = LinkTarget::Article {
            slug: slug.value.clone(),
            folder: sibling.folder.clone(),
            label,
            url,
        };
        Some(ResolvedLink {
            target,
            words: reference.inlines.is_empty().then(title),
        })
    }

    /// Whether the other article has the label, as far as that is known.
    fn sibling_label(
        &mut self,
        sibling: &Sibling,
        slug: &Spanned<String>,
        label: &Spanned<String>,
    ) -> Option<()> {
        let Some(labels) = &sibling.labels else {
            return Some(());
        };
        if labels.contains(&label.value) {
            return Some(());
        }
        let message = format!("nothing in `{}` is labelled `#{}`", slug.value, label.value);
        let hint = match diagnostic::nearest(&label.value, labels.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `article:{}#{name}`?", slug.value),
            None => format!("label the place there with `{{#{}}}`", label.value),
        };
        self.report
            .push(Diagnostic::error("dangling-reference", label.span, message).hint(hint));
        None
    }
}
