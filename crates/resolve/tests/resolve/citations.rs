//! Citations and the list of references.

use pamphlet_core::profile::{Profile, ReferenceList};
use pamphlet_core::reference::{Field, Time, When, Words};
use pamphlet_core::span::Spanned;

use crate::case::{Case, said};

const TEXT: &str = "# Fundamentals\nFirst [@b], then [@b; see @a, p. 3].\n# Academic\nSo says @c here[^n].\n# Reflection\nLast [@a].\n[^n]: Noted [@d].";

fn case() -> Case {
    let mut case = Case::new(TEXT);
    case.references(&[
        "a Adams: On A",
        "b Baker Brown: On B",
        "c Clark Cole Cox: On C",
        "d Dean: On D",
    ]);
    case
}

#[test]
fn numbers_follow_the_first_citation_and_the_list_follows_the_numbers() {
    let says = case().says();
    assert_eq!(says[2], "First,1 then.1,see 2(p3)");
    assert_eq!(says[4], "So says Clark et al.3 here.");
    assert_eq!(
        says[5..10],
        [
            "References",
            "Baker, Brown. On B.",
            "Adams. On A.",
            "Clark, Cole, Cox. On C.",
            "Dean. On D."
        ]
    );
    assert_eq!(says.last().unwrap(), "note 1: Noted.4");
}

#[test]
fn entries_know_their_citations_and_have_anchors() {
    let edition = case().edition();
    let part = edition
        .parts
        .iter()
        .find(|part| !part.bibliography.is_empty())
        .unwrap();
    let entry = &part.bibliography[1];
    let back: Vec<_> = entry
        .cited_by
        .iter()
        .map(|id| edition.anchor(*id).unwrap())
        .collect();
    assert_eq!(
        (entry.label.as_str(), edition.anchor(entry.meta.id)),
        ("2.", Some("ref-a"))
    );
    assert_eq!(back, ["cite-2", "cite-4"]);
}

#[test]
fn a_cut_links_to_the_list_that_it_leaves_out() {
    let mut case = case();
    case.front(|front| front.canonical_url = said("https://example.org/gh"));
    case.profile(Profile::handout());
    let says = case.says();
    assert_eq!(says[1], "First, then.");
    assert_eq!(
        says[says.len() - 2..],
        ["References", "https://example.org/gh"]
    );
    assert!(
        case.targets()
            .contains(&"https://example.org/gh#references".to_owned())
    );
    assert_eq!(case.faults(), Vec::<String>::new());
}

/// An edition whose references stand on the web page.
fn linked(text: &str) -> Case {
    let mut case = Case::new(text);
    case.references(&["a Adams: On A", "b Baker Brown: On B"])
        .profile(Profile::handout());
    case.front(|front| front.canonical_url = said("https://example.org/gh"));
    case
}

#[test]
fn numbers_are_left_out_where_the_list_is_on_the_web_page() {
    let text =
        "# Fundamentals\nIt helps [@b; see @a, p. 3]. So says @a here[^n].\n[^n]: Noted [@a].";
    let mut case = linked(text);
    for style in ["american-medical-association", "ieee"] {
        case.library.csl = Some(style.into());
        let says = case.says();
        assert_eq!(says[1], "It helps. So says Adams here.", "{style}");
        assert_eq!(says.last().unwrap(), "note 1: Noted.", "{style}");
        assert!(says.contains(&"https://example.org/gh".to_owned()));
    }
    case.profile.references = ReferenceList::List;
    case.library.csl = None;
    assert_eq!(case.says()[1], "It helps.1,see 2(p3) So says Adams2 here.");
}

#[test]
fn names_and_notes_tell_the_source_also_where_the_list_is_on_the_web_page() {
    let text = "# Fundamentals\nNone.\n# Academic\n[@a2] [@a1]\n# Reflection\nSo [@a1].";
    let mut case = linked(text);
    case.references(&["a1 Adams: On A", "a2 Adams: On the same"]);
    for entry in &mut case.references.entries {
        let when = Spanned::made(When::parse("2001"));
        entry.dates.insert(Time::Issued, when);
    }
    case.library.csl = Some("apa".into());
    // The letter is that of the web page, whose list has both.
    assert_eq!(case.says()[2], "So (Adams, 2001b).");
    case.profile(Profile::full());
    assert!(case.says().contains(&"So (Adams, 2001b).".to_owned()));
    case.profile(Profile::handout());
    case.library.csl = Some("chicago-notes".into());
    assert_eq!(case.says()[2], "So.");
    assert_eq!(case.says().last().unwrap(), "note 1: Adams, “On A,” 2001.");
}

#[test]
fn without_a_web_page_the_list_is_printed() {
    let mut case = case();
    case.profile(Profile::handout());
    assert_eq!(
        case.says()[2..5],
        ["References", "Baker, Brown. On B.", "Adams. On A."]
    );
    assert!(
        case.faults()[0].starts_with("note[no-canonical-url]"),
        "{:?}",
        case.faults()
    );
}

#[test]
fn an_edition_without_references_prints_no_citation() {
    let mut case = case();
    case.profile.references = ReferenceList::None;
    for style in [
        "american-medical-association",
        "ieee",
        "apa",
        "chicago-notes",
    ] {
        case.library.csl = Some(style.into());
        let says = case.says();
        assert_eq!(says[2], "First, then.", "{style}");
        // The sentence keeps its subject.
        assert_eq!(says[4], "So says Clark et al. here.", "{style}");
        assert!(!says.contains(&"References".to_owned()));
        assert_eq!(says.last().unwrap(), "note 1: Noted.", "{style}");
    }
}

#[test]
fn unknown_and_uncited_references_are_named() {
    let mut case = Case::new("One [@wlaker] and [@zebra].");
    case.references(&["walker Walker: On W"]);
    assert_eq!(
        case.faults(),
        [
            "error[unknown-citation] leaflets/gh/article.md:1:7 there is no reference `wlaker` (did you mean `@walker`?)",
            "error[unknown-citation] leaflets/gh/article.md:1:21 there is no reference `zebra` (write the entry in `references.yaml`, `references.bib`, `references.json`, `references.ris` beside the article)",
            "warning[uncited-reference] leaflets/gh/references.yaml:1:1 nothing cites the reference `walker`, so it is not listed (cite it with `[@walker]`, list it with `nocite: [walker]`, or take it out)",
        ]
    );
}

#[test]
fn nocite_lists_what_nothing_cites() {
    let mut case = Case::new("One [@b].");
    case.references(&["a A: On A", "b B: On B"]);
    case.front(|front| front.nocite = vec![Spanned::made("*".into())]);
    assert_eq!(case.says()[2..5], ["References", "B. On B.", "A. On A."]);
    case.front(|front| front.nocite = vec![Spanned::made("a".into()), Spanned::made("c".into())]);
    assert!(
        case.faults()[0].starts_with("error[unknown-citation] there is no reference `c`"),
        "{:?}",
        case.faults()
    );
}

#[test]
fn a_citation_in_an_unread_part_still_counts_as_cited() {
    let mut case = Case::new("# Fundamentals\nText.\n# Academic\nSo [@a].");
    case.references(&["a A: On A"]);
    case.profile(Profile::handout());
    case.profile.references = ReferenceList::List;
    assert_eq!(case.faults(), Vec::<String>::new());
    assert!(!case.says().contains(&"References".to_owned()));
}

#[test]
fn the_style_comes_from_edition_article_or_library() {
    let mut case = case();
    case.library.csl = Some("apa".into());
    assert_eq!(
        case.says()[2],
        "First (Baker & Brown, n.d.), then (Baker & Brown, n.d.; see Adams, n.d., p. 3)."
    );
    assert_eq!(case.says()[6], "Adams. (n.d.). On A.");
    case.front(|front| front.csl = said("ieee"));
    assert_eq!(case.says()[2], "First [1], then [1], see [2, p. 3].");
    case.profile.csl = Some("modern-language-association".into());
    assert_eq!(
        case.says()[2],
        "First (Baker and Brown), then (Baker and Brown; see Adams 3)."
    );
    case.profile.csl = None;
    case.front(|front| front.csl = said("iee"));
    assert_eq!(
        case.faults()[0],
        "error[unknown-style] there is no citation style `iee` (did you mean `ieee`?)"
    );
}

#[test]
fn a_style_of_notes_cites_in_notes() {
    let mut case = case();
    case.front(|front| front.csl = said("chicago-notes"));
    for entry in &mut case.references.entries {
        let when = Spanned::made(When::parse("2001"));
        entry.dates.insert(Time::Issued, when);
        let journal = Spanned::made(Words::plain("J"));
        entry.set(Field::Container, journal);
    }
    let says = case.says();
    assert_eq!(says[2], "First, then.");
    assert_eq!(says[4], "So says Clark et al. here.");
    assert_eq!(
        says[says.len() - 5..],
        [
            "note 1: Baker and Brown, “On B,” J, 2001.",
            "note 2: Baker and Brown, “On B”; see Adams, “On A,” J, 2001, 3.",
            "note 3: Clark et al., “On C,” J, 2001.",
            "note 4: Noted Dean, “On D,” J, 2001.",
            "note 5: Adams, “On A.”",
        ]
    );
    let edition = case.edition();
    let entries = edition.parts.iter().flat_map(|part| &part.bibliography);
    assert!(
        entries
            .into_iter()
            .all(|entry| !entry.cited_by.is_empty() && entry.label.is_empty())
    );
}

#[test]
fn marks_above_the_line_stand_close_and_behind_the_stop() {
    let mut case =
        Case::new("Words [@a]. More [@a], and (so [@a]) or [@a]; end [@a]... Stop. [@a]");
    case.references(&["a Adams: On A"]);
    assert_eq!(
        case.says()[1],
        "Words.1 More,1 and (so1) or1; end1... Stop.1"
    );
}
