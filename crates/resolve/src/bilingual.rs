//! Two editions of one article → one in two languages, block beside block, for two
//! people to read together.
//!
//! Parts are matched by what they are, sections by their ids (a translation has
//! those of its source), blocks by their kinds in their order and by the labels that
//! their authors gave them wherever they stand. Headings say both; what one language
//! does not have stands beside words that say so.

mod order;

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;
use std::mem;

use pamphlet_core::article::Section;
use pamphlet_core::block::{Block, Pair};
use pamphlet_core::diagnostic::Diagnostic;
use pamphlet_core::edition::{
    BETWEEN, Beside, Edition, EditionPart, EditionPartKind, Facts, LinkTarget,
};
use pamphlet_core::front::Status;
use pamphlet_core::inline::{Inline, plain_text};
use pamphlet_core::language::Language;
use pamphlet_core::node::{Meta, NodeId};
use pamphlet_core::span::Span;
use pamphlet_core::walk::{self, Visitor, VisitorMut};
use pamphlet_core::words::Words;

use crate::ids::{self, Ids};
use crate::{made, metadata, tour};
use order::{Likeness, in_another_order, kinds, matched};

/// An edition that says what two say. It is `first` in all that is said once: its
/// date, its identifier, its order where the two differ. It is a draft if either is.
/// A warning names each place where counting alone tells what belongs together, and one
/// language has more than the other.
pub fn beside(mut first: Edition, mut second: Edition) -> (Edition, Vec<Diagnostic>) {
    let offset = ids::left_by(&mut first).next().0 - 1;
    let notes = first.notes.len();
    shift(&mut second, offset, notes);
    let mut ids = ids::left_by(&mut second);
    let end = ids.next();
    let labels = Labels::of(&first, &second);
    rename(&first, &mut second);
    let elsewhere = elsewhere(&labels, &first, &mut second);

    let mut pairing = Pairing {
        ids,
        words: [first.words, second.words],
        language: second.language.clone(),
        labels,
        facts: mem::take(&mut first.facts),
        moved: BTreeMap::new(),
        elsewhere,
        uncertain: Vec::new(),
    };
    pairing.take_in(mem::take(&mut second.facts));
    first.title = pairing.words(mem::take(&mut first.title), second.title);
    let said = |inlines: &[Inline]| plain_text(inlines).replace(BETWEEN, " / ");
    first.metadata.title = said(&first.title);
    first.subtitle = match (first.subtitle.is_empty(), second.subtitle.is_empty()) {
        (false, false) => pairing.words(mem::take(&mut first.subtitle), second.subtitle),
        (false, true) => first.subtitle,
        (true, _) if second.subtitle.is_empty() => Vec::new(),
        (true, _) => vec![pairing.phrase(second.subtitle)],
    };
    first.metadata.subtitle = (!first.subtitle.is_empty()).then(|| said(&first.subtitle));
    if second.metadata.status == Status::Draft {
        first.metadata.status = Status::Draft;
    }
    first.metadata.identifier = identifier(&first.metadata.identifier, &second.language);
    first.opening = pairing.blocks(mem::take(&mut first.opening), second.opening);
    first.parts = pairing.parts(mem::take(&mut first.parts), second.parts);
    let closing = |part: Option<EditionPart>| part.into_iter().collect();
    let closing = pairing.parts(closing(first.closing.take()), closing(second.closing));
    first.closing = closing.into_iter().next();
    first.notes.extend(second.notes);
    debug_assert!(
        pairing.elsewhere.is_empty(),
        "each stands beside its partner"
    );
    let uncertain = mem::take(&mut pairing.uncertain);
    first.facts = pairing.finish();
    first.beside = Some(Beside {
        nodes: NodeId(offset + 1)..end,
        language: second.language,
        words: second.words,
        fields: second.fields,
    });
    (first, uncertain)
}

/// What names the publication: readers' libraries know the one in the first language
/// alone by its own.
fn identifier(first: &str, second: &Language) -> String {
    let name = format!("{first}+{second}");
    match first.starts_with("urn:uuid:") {
        true => metadata::urn(&name),
        false => name,
    }
}

/// Gives the nodes of an edition ids behind those of another one, and its notes
/// numbers behind the other's.
fn shift(edition: &mut Edition, offset: u32, notes: usize) {
    struct Shift(u32);
    impl VisitorMut for Shift {
        fn meta(&mut self, meta: &mut Meta) {
            meta.id = NodeId(meta.id.0 + self.0);
        }
    }
    let by = |id: NodeId| NodeId(id.0 + offset);
    let all = |ids: &mut Vec<NodeId>| ids.iter_mut().for_each(|id| *id = by(*id));
    tour::whole_mut(&mut Shift(offset), edition);
    for part in edition.parts.iter_mut().chain(&mut edition.closing) {
        part.bibliography
            .iter_mut()
            .for_each(|it| all(&mut it.cited_by));
        part.glossary.iter_mut().for_each(|it| all(&mut it.used_by));
    }
    for note in &mut edition.notes {
        note.number += notes;
        all(&mut note.calls);
    }
    let facts = &mut edition.facts;
    tour::facts_mut(&mut Shift(offset), facts);
    for link in facts.links.values_mut() {
        if let LinkTarget::Node(id) = &mut link.target {
            *id = by(*id);
        }
    }
    for piece in facts.citations.values_mut().flatten() {
        piece.entry = piece.entry.map(by);
    }
    for term in facts.terms.values_mut() {
        term.item = term.item.map(by);
    }
    facts.sources.values_mut().for_each(all);
    facts.note_numbers.values_mut().for_each(|it| *it += notes);
    fn keys<T>(map: &mut BTreeMap<NodeId, T>, by: impl Fn(NodeId) -> NodeId) {
        *map = mem::take(map)
            .into_iter()
            .map(|(id, it)| (by(id), it))
            .collect();
    }
    // A new table of facts does not compile until it stands here.
    let Facts {
        anchors,
        numbers,
        links,
        citations,
        sources,
        terms,
        short_forms,
        note_numbers,
        images,
        linearised,
        roles,
    } = facts;
    keys(anchors, by);
    keys(numbers, by);
    keys(links, by);
    keys(citations, by);
    keys(sources, by);
    keys(terms, by);
    keys(short_forms, by);
    keys(note_numbers, by);
    keys(images, by);
    keys(roles, by);
    *linearised = mem::take(linearised).into_iter().map(by).collect();
}

/// Gives anchors that both have another name in the second.
fn rename(first: &Edition, second: &mut Edition) {
    let anchors = first
        .facts
        .anchors
        .values()
        .chain(second.facts.anchors.values());
    let mut used: BTreeSet<String> = anchors.cloned().collect();
    let taken: BTreeSet<&String> = first.facts.anchors.values().collect();
    for anchor in second.facts.anchors.values_mut() {
        if !taken.contains(anchor) {
            continue;
        }
        let wanted = format!("{}-{anchor}", second.language);
        let mut name = wanted.clone();
        for count in 2.. {
            if used.insert(name.clone()) {
                break;
            }
            name = format!("{wanted}-{count}");
        }
        *anchor = name;
    }
}

/// What tells sections and blocks apart in both languages, by node: the author's
/// ids, and what the program made a block for.
struct Labels(BTreeMap<NodeId, String>);

impl Labels {
    /// Of nodes that have ids of their own already, and anchors that both have.
    fn of(first: &Edition, second: &Edition) -> Labels {
        let mut labels = BTreeMap::new();
        for edition in [first, second] {
            let anchors = edition.facts.anchors.iter();
            labels.extend(anchors.map(|(id, anchor)| (*id, anchor.clone())));
            let roles = edition.facts.roles.iter();
            labels.extend(roles.map(|(id, role)| (*id, format!("role {role}"))));
        }
        Labels(labels)
    }

    fn of_section(&self, section: &Section) -> String {
        self.0.get(&section.meta.id).cloned().unwrap_or_default()
    }

    /// The kind of a block with its label, where it is one that both have.
    fn of_block(&self, block: &Block, both: &BTreeSet<String>) -> String {
        let label = self.0.get(&block.meta().id);
        // What a block was made for always counts.
        let label = label.filter(|it| both.contains(*it) || it.starts_with("role "));
        format!("{} {}", block.kind(), label.map_or("", String::as_str))
    }

    fn in_both(&self, first: &[Block], second: &[Block]) -> BTreeSet<String> {
        let of = |blocks: &[Block]| -> BTreeSet<String> {
            let labels = blocks.iter().filter_map(|it| self.0.get(&it.meta().id));
            labels.cloned().collect()
        };
        let (first, second) = (of(first), of(second));
        first.intersection(&second).cloned().collect()
    }
}

/// Takes out of the second edition the blocks whose authors gave them a label that the
/// first has in another section.
fn elsewhere(labels: &Labels, first: &Edition, second: &mut Edition) -> BTreeMap<String, Block> {
    type Home = (EditionPartKind, String);
    fn place(blocks: &[Block], home: &Home, places: &mut BTreeMap<String, Home>) {
        for label in blocks.iter().filter_map(|it| it.meta().label()) {
            places.insert(label.to_owned(), home.clone());
        }
    }
    fn places(
        labels: &Labels,
        kind: EditionPartKind,
        sections: &[Section],
        found: &mut BTreeMap<String, Home>,
    ) {
        for section in sections {
            place(&section.blocks, &(kind, labels.of_section(section)), found);
            places(labels, kind, &section.sections, found);
        }
    }
    struct Take<'a> {
        labels: &'a Labels,
        places: BTreeMap<String, Home>,
        taken: BTreeMap<String, Block>,
    }
    impl Take<'_> {
        fn blocks(&mut self, blocks: &mut Vec<Block>, home: &Home) {
            for block in mem::take(blocks) {
                let label = block.meta().label().map(str::to_owned);
                let is_elsewhere = |label: &String| {
                    let there = self.places.get(label);
                    there.is_some_and(|there| there != home) && !self.taken.contains_key(label)
                };
                match label.filter(is_elsewhere) {
                    Some(label) => drop(self.taken.insert(label, block)),
                    None => blocks.push(block),
                }
            }
        }

        fn sections(&mut self, kind: EditionPartKind, sections: &mut [Section]) {
            for section in sections {
                let home = (kind, self.labels.of_section(section));
                self.blocks(&mut section.blocks, &home);
                self.sections(kind, &mut section.sections);
            }
        }
    }
    let mut found = BTreeMap::new();
    for part in &first.parts {
        place(&part.blocks, &(part.kind, String::new()), &mut found);
        places(labels, part.kind, &part.sections, &mut found);
    }
    let mut take = Take {
        labels,
        places: found,
        taken: BTreeMap::new(),
    };
    for part in &mut second.parts {
        take.blocks(&mut part.blocks, &(part.kind, String::new()));
        take.sections(part.kind, &mut part.sections);
    }
    take.taken
}

struct Pairing {
    ids: Ids,
    words: [&'static Words; 2],
    language: Language,
    labels: Labels,
    facts: Facts,
    /// Sections and parts that are one with the other language's.
    moved: BTreeMap<NodeId, NodeId>,
    /// Blocks of the second language by the labels that authors gave them, whose
    /// partners stand in other places of the first.
    elsewhere: BTreeMap<String, Block>,
    /// Where partners may be wrong.
    uncertain: Vec<Diagnostic>,
}

impl Pairing {
    /// Notes that there are so many things of a kind in either language.
    fn count(&mut self, span: Span, what: &str, [first, second]: [usize; 2]) {
        if first == second || first.min(second) == 0 {
            return;
        }
        let message = format!(
            "which {what} stand beside each other is uncertain: here are {first}, in {} {second}",
            self.language
        );
        let warning = Diagnostic::warning("uncertain-partners", span, message);
        self.uncertain.push(warning.hint(
            "write what is missing, or give those that belong together a label of their own in both: `{#dose}`",
        ));
    }

    fn take_in(&mut self, second: Facts) {
        let facts = &mut self.facts;
        facts.anchors.extend(second.anchors);
        facts.numbers.extend(second.numbers);
        facts.links.extend(second.links);
        facts.citations.extend(second.citations);
        facts.sources.extend(second.sources);
        facts.terms.extend(second.terms);
        facts.short_forms.extend(second.short_forms);
        facts.note_numbers.extend(second.note_numbers);
        facts.images.extend(second.images);
        facts.linearised.extend(second.linearised);
        facts.roles.extend(second.roles);
    }

    /// The facts, without those of nodes that are gone.
    fn finish(self) -> Facts {
        let (mut facts, moved) = (self.facts, self.moved);
        for link in facts.links.values_mut() {
            if let LinkTarget::Node(id) = &mut link.target {
                *id = moved.get(id).copied().unwrap_or(*id);
            }
        }
        for gone in moved.keys() {
            facts.anchors.remove(gone);
            facts.numbers.remove(gone);
        }
        facts
    }

    /// The same words in both languages, once where they are the same and are words
    /// alone.
    fn words(&mut self, first: Vec<Inline>, second: Vec<Inline>) -> Vec<Inline> {
        let mut out = first;
        let same = plain_text(&out) == plain_text(&second);
        if !(same && is_plain(&out) && is_plain(&second)) {
            out.extend(self.ids.inlines(vec![Inline::made(BETWEEN)]));
            out.push(self.phrase(second));
        }
        out
    }

    /// Words of the second language among those of the first.
    fn phrase(&mut self, inlines: Vec<Inline>) -> Inline {
        let mut phrase = made::phrase(&self.language, inlines);
        phrase.meta_mut().id = self.ids.next();
        phrase
    }

    fn parts(&mut self, first: Vec<EditionPart>, second: Vec<EditionPart>) -> Vec<EditionPart> {
        let mut second: BTreeMap<_, _> = second.into_iter().map(|it| (it.kind, it)).collect();
        let mut parts: Vec<EditionPart> = first
            .into_iter()
            .map(|part| match second.remove(&part.kind) {
                Some(other) => self.part(part, other),
                None => self.lone_part(part, 0),
            })
            .collect();
        // Parts stand in the order of their kinds in every edition.
        for part in second.into_values() {
            let at = parts.partition_point(|it| it.kind < part.kind);
            let part = self.lone_part(part, 1);
            parts.insert(at, part);
        }
        parts
    }

    fn part(&mut self, mut first: EditionPart, second: EditionPart) -> EditionPart {
        self.moved.insert(second.meta.id, first.meta.id);
        first.title = self.words(mem::take(&mut first.title), second.title);
        first.blocks = self.blocks(mem::take(&mut first.blocks), second.blocks);
        first.sections = self.sections(mem::take(&mut first.sections), second.sections);
        first.bibliography.extend(second.bibliography);
        first.glossary.extend(second.glossary);
        first
    }

    /// A part that one language alone has.
    fn lone_part(&mut self, mut part: EditionPart, side: usize) -> EditionPart {
        part.title = self.lone_words(part.title, side);
        part.blocks = self.lone_blocks(part.blocks, side);
        part.sections = self.lone_sections(part.sections, side);
        part
    }

    fn lone_words(&mut self, words: Vec<Inline>, side: usize) -> Vec<Inline> {
        match side {
            0 => words,
            _ => vec![self.phrase(words)],
        }
    }

    /// Sections of one id stand beside each other, in the order of the first. What
    /// stands between two of them in both has other names, and is matched in its order.
    fn sections(&mut self, first: Vec<Section>, second: Vec<Section>) -> Vec<Section> {
        let ids = |all: &[Section]| -> BTreeSet<String> {
            all.iter().map(|it| self.labels.of_section(it)).collect()
        };
        let (own, other) = (ids(&first), ids(&second));
        let shared: BTreeSet<String> = own.intersection(&other).cloned().collect();
        let mut partners = BTreeMap::new();
        // By the shared section before them; none before the first.
        let mut between: BTreeMap<Option<String>, Vec<Section>> = BTreeMap::new();
        let mut before = None;
        for section in second {
            let id = self.labels.of_section(&section);
            if shared.contains(&id) {
                partners.insert(id.clone(), section);
                before = Some(id);
            } else {
                between.entry(before.clone()).or_default().push(section);
            }
        }
        let (mut out, mut alone, mut before) = (Vec::new(), Vec::new(), None);
        for section in first {
            let id = self.labels.of_section(&section);
            let Some(partner) = partners.remove(&id) else {
                alone.push(section);
                continue;
            };
            let others = between.remove(&before).unwrap_or_default();
            out.extend(self.unlike(std::mem::take(&mut alone), others));
            out.push(self.section(section, partner));
            before = Some(id);
        }
        let others = between.remove(&before).unwrap_or_default();
        out.extend(self.unlike(alone, others));
        debug_assert!(between.is_empty(), "every shared section was met");
        out
    }

    /// Sections with other names, side by side as far as there are both.
    fn unlike(&mut self, mut first: Vec<Section>, mut second: Vec<Section>) -> Vec<Section> {
        let span = first.first().map_or(Span::NONE, |it| it.meta.span);
        self.count(span, "sections", [first.len(), second.len()]);
        let both = first.len().min(second.len());
        let (rest, others) = (first.split_off(both), second.split_off(both));
        let pairs = first.into_iter().zip(second);
        let mut out: Vec<_> = pairs.map(|(one, two)| self.section(one, two)).collect();
        out.extend(self.lone_sections(rest, 0));
        out.extend(self.lone_sections(others, 1));
        out
    }

    fn section(&mut self, first: Section, second: Section) -> Section {
        self.moved.insert(second.meta.id, first.meta.id);
        Section {
            meta: first.meta,
            heading: self.words(first.heading, second.heading),
            blocks: self.blocks(first.blocks, second.blocks),
            sections: self.sections(first.sections, second.sections),
        }
    }

    fn lone_sections(&mut self, sections: Vec<Section>, side: usize) -> Vec<Section> {
        let lone = |section: Section| Section {
            heading: self.lone_words(section.heading, side),
            blocks: self.lone_blocks(section.blocks, side),
            sections: self.lone_sections(section.sections, side),
            meta: section.meta,
        };
        sections.into_iter().map(lone).collect()
    }

    fn blocks(&mut self, first: Vec<Block>, second: Vec<Block>) -> Vec<Block> {
        let both = self.labels.in_both(&first, &second);
        let alike = |blocks: &[Block]| -> Vec<Likeness> {
            let likeness = |it: &Block| Likeness {
                kind: self.labels.of_block(it, &both),
                label: it.meta().label().map(str::to_owned),
            };
            blocks.iter().map(likeness).collect()
        };
        let (ones, twos) = (alike(&first), alike(&second));
        let mut counts: BTreeMap<&str, ([usize; 2], Span)> = BTreeMap::new();
        for (side, (blocks, likes)) in [(&first, &ones), (&second, &twos)].into_iter().enumerate() {
            for (block, like) in blocks.iter().zip(likes) {
                let (count, _) = counts
                    .entry(&like.kind)
                    .or_insert(([0; 2], block.meta().span));
                count[side] += 1;
            }
        }
        for (kind, (count, span)) in counts {
            self.count(
                span,
                &format!("blocks of the kind {}", kind.trim_end()),
                count,
            );
        }
        let loose = in_another_order(&ones, &twos);
        let (second, mut others) = self.partners(&first, second, &loose);
        let staying = first.iter().zip(&ones);
        let staying = staying.filter(|(it, _)| !others.contains_key(&it.meta().id));
        let staying: Vec<&str> = staying.map(|(_, it)| it.kind.as_str()).collect();
        let ops = matched(&staying, &kinds(&twos, &loose));
        let (mut first, mut second) = (first.into_iter().peekable(), second.into_iter());
        let mut out = Vec::new();
        for (mut olds, news) in ops {
            let mut news: Vec<_> = second.by_ref().take(news).collect();
            // What stands in another order parts the stretches of the first.
            loop {
                self.beside_others(&mut first, &mut others, &mut out);
                let mut stretch = Vec::new();
                while olds > 0
                    && let Some(block) = first.next_if(|it| !others.contains_key(&it.meta().id))
                {
                    stretch.push(block);
                    olds -= 1;
                }
                self.beside_each_other(stretch, mem::take(&mut news), &both, &mut out);
                if olds == 0 || first.peek().is_none() {
                    break;
                }
            }
        }
        self.beside_others(&mut first, &mut others, &mut out);
        out
    }

    /// The second's blocks without those that have another order, and these by their
    /// partners; with them what was in another section.
    fn partners(
        &mut self,
        first: &[Block],
        second: Vec<Block>,
        loose: &BTreeSet<String>,
    ) -> (Vec<Block>, BTreeMap<NodeId, Block>) {
        let mut taken = BTreeMap::new();
        let mut stay = Vec::new();
        for block in second {
            match block.meta().label().filter(|it| loose.contains(*it)) {
                Some(label) => drop(taken.insert(label.to_owned(), block)),
                None => stay.push(block),
            }
        }
        let mut others = BTreeMap::new();
        for block in first {
            let label = block.meta().label();
            let other = label.and_then(|it| taken.remove(it).or_else(|| self.elsewhere.remove(it)));
            others.extend(other.map(|other| (block.meta().id, other)));
        }
        (stay, others)
    }

    /// The next blocks of the first, as far as their partners stand in another order.
    fn beside_others(
        &mut self,
        first: &mut Peekable<impl Iterator<Item = Block>>,
        others: &mut BTreeMap<NodeId, Block>,
        out: &mut Vec<Block>,
    ) {
        while let Some(other) = first.peek().and_then(|it| others.remove(&it.meta().id)) {
            let olds = first.next().into_iter().collect();
            out.push(self.pair(olds, vec![other]));
        }
    }

    /// A stretch of each, either of which may be empty.
    fn beside_each_other(
        &mut self,
        olds: Vec<Block>,
        news: Vec<Block>,
        both: &BTreeSet<String>,
        out: &mut Vec<Block>,
    ) {
        // What opens a leaflet stands beside its like or alone.
        let roles = &self.facts.roles;
        let has_role = |it: &Block| roles.contains_key(&it.meta().id);
        if !self.are_alike(&olds, &news, both) && olds.iter().chain(&news).any(has_role) {
            out.extend(olds.into_iter().map(|it| self.lone(vec![it], 0)));
            out.extend(news.into_iter().map(|it| self.lone(vec![it], 1)));
            return;
        }
        match (olds.is_empty(), news.is_empty()) {
            (true, true) => {}
            (false, true) => out.push(self.lone(olds, 0)),
            (true, false) => out.push(self.lone(news, 1)),
            (false, false) => out.push(self.pair(olds, news)),
        }
    }

    /// Whether they are one and one of a kind.
    fn are_alike(&self, first: &[Block], second: &[Block], both: &BTreeSet<String>) -> bool {
        match (first, second) {
            ([one], [two]) => self.labels.of_block(one, both) == self.labels.of_block(two, both),
            _ => false,
        }
    }

    fn lone_blocks(&mut self, blocks: Vec<Block>, side: usize) -> Vec<Block> {
        let has_partner = |it: &Block| {
            let label = it.meta().label();
            label.is_some_and(|label| self.elsewhere.contains_key(label))
        };
        match side {
            _ if blocks.is_empty() => Vec::new(),
            0 if blocks.iter().any(has_partner) => self.blocks(blocks, Vec::new()),
            _ => vec![self.lone(blocks, side)],
        }
    }

    /// Blocks of one side, with words in the other that it has none.
    fn lone(&mut self, blocks: Vec<Block>, side: usize) -> Block {
        let words = self
            .ids
            .inlines(vec![Inline::made(self.words[1 - side].no_counterpart)]);
        let mut notice = Block::made(words);
        notice.meta_mut().id = self.ids.next();
        let id = notice.meta().id;
        self.facts.roles.insert(id, Pair::NO_COUNTERPART);
        match side {
            0 => self.pair(blocks, vec![notice]),
            _ => self.pair(vec![notice], blocks),
        }
    }

    fn pair(&mut self, first: Vec<Block>, second: Vec<Block>) -> Block {
        let all = first.iter().chain(&second);
        let there = all.map(|block| block.meta()).find(|it| !it.span.is_none());
        let mut meta = Meta::at(there.map_or(Span::NONE, |it| it.span));
        meta.id = self.ids.next();
        // Paper sets what opens a leaflet by what it is.
        let mut sides = first.iter().chain(&second).map(|block| block.meta().id);
        let role = sides.find_map(|id| {
            let role = self.facts.roles.get(&id).copied();
            role.filter(|role| *role != Pair::NO_COUNTERPART)
        });
        self.facts.roles.extend(role.map(|role| (meta.id, role)));
        let stacked = first.iter().chain(&second).any(needs_width);
        Block::Pair(Pair {
            meta,
            first,
            second,
            stacked,
        })
    }
}

/// The widest table, in columns, that half a page has room for.
const NARROW: usize = 2;

/// Whether a block, or one within it, needs more than half a page.
fn needs_width(block: &Block) -> bool {
    struct Wide(bool);
    impl Visitor for Wide {
        fn block(&mut self, block: &Block) {
            self.0 |= matches!(block, Block::Figure(_) | Block::Chart(_) | Block::Math(_))
                || matches!(block, Block::Table(table) if table.columns.len() > NARROW);
            walk::walk_block(self, block);
        }
    }
    let mut wide = Wide(false);
    wide.block(block);
    wide.0
}

/// Whether inlines are words and nothing that differs behind the same words.
fn is_plain(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(_) | Inline::SoftBreak(_) | Inline::HardBreak(_) => true,
        Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Subscript(_)
        | Inline::Superscript(_) => is_plain(inline.children()),
        Inline::Phrase(_)
        | Inline::Code(_)
        | Inline::Math(_)
        | Inline::Link(_)
        | Inline::CrossReference(_)
        | Inline::Image(_)
        | Inline::Citation(_)
        | Inline::Term(_)
        | Inline::Field(_)
        | Inline::NoteCall(_)
        | Inline::Comment(_) => false,
    })
}
