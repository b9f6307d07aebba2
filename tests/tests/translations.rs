//! Translations: they say the same in every format, take facts and places of their
//! source, and every page knows the others.

use std::collections::BTreeSet;

use pamphlet_core::Edition;
use pamphlet_tests::bilingual::{SPANISH, bilingual, full, reported};
use pamphlet_tests::library::{self, Scratch};
use pamphlet_tests::{conforming, extract, parity};

#[test]
fn a_translation_says_the_same_in_every_format_in_its_own_language() {
    let home = bilingual();
    let mut seen = 0;
    for (name, edition, outputs) in library::editions(home.path()) {
        let faults = parity::differences(&edition, &outputs);
        assert_eq!(faults, Vec::<String>::new(), "{name}");
        assert_eq!(
            conforming::faults(&outputs.pdf),
            Vec::<String>::new(),
            "{name}"
        );
        if !name.starts_with("gh/article.es.md") {
            continue;
        }
        seen += 1;
        assert_eq!(edition.language.tag(), "es");
        let html = String::from_utf8(outputs.html).expect("text");
        assert!(html.contains("<html lang=\"es\""), "{name}");
        let files = extract::epub::files(&outputs.epub);
        assert!(files["EPUB/package.opf"].contains("<dc:language>es</dc:language>"));
        let pages = files.iter().filter(|(path, _)| path.ends_with(".xhtml"));
        for (path, text) in pages {
            assert!(text.contains("xml:lang=\"es\""), "{path}");
        }
        let pdf = lopdf::Document::load_mem(&outputs.pdf).expect("a PDF");
        let lang = pdf
            .catalog()
            .and_then(|it| it.get(b"Lang"))
            .expect("a language");
        assert_eq!(lang.as_str().expect("text"), b"es");
    }
    assert!(seen >= 2, "{seen} editions");
    assert_eq!(reported(&home), "");
}

#[test]
fn facts_are_the_sources_and_words_and_names_its_own() {
    let home = bilingual();
    let (source, own) = (
        full(&home, "gh/article.md"),
        full(&home, "gh/article.es.md"),
    );
    let metadata = own.metadata;
    assert_eq!(metadata.title, "Hormona del crecimiento");
    assert_eq!(metadata.version.as_deref(), Some("2"));
    assert_eq!(metadata.reviewed, source.metadata.reviewed);
    assert_eq!(metadata.license.as_deref(), Some("CC BY 4.0"));
    assert_eq!(metadata.description, None);
    assert_eq!(metadata.canonical_url, None);
    assert_ne!(metadata.identifier, source.metadata.identifier);
    // Fixed for ever: readers' libraries know a book by it.
    assert_eq!(
        metadata.identifier,
        "urn:uuid:e170c772-46e2-5d47-841b-15fc39cf75c3"
    );
}

/// The ids of all sections.
fn section_ids(edition: &Edition) -> Vec<String> {
    fn push(edition: &Edition, sections: &[pamphlet_core::Section], out: &mut Vec<String>) {
        for section in sections {
            out.push(edition.facts.anchors[&section.meta.id].clone());
            push(edition, &section.sections, out);
        }
    }
    let mut out = Vec::new();
    for part in edition.all_parts() {
        push(edition, &part.sections, &mut out);
    }
    out
}

#[test]
fn headings_have_the_ids_of_the_source_where_sections_nest_alike() {
    let home = bilingual();
    let ids = section_ids(&full(&home, "gh/article.es.md"));
    assert_eq!(ids, ["when-to-call", "at-night", "how"]);
    assert_eq!(ids, section_ids(&full(&home, "gh/article.md")));
    home.write(
        "gh/article.es.md",
        format!("{SPANISH}\n## Además\n\nMás.\n"),
    );
    let ids = section_ids(&full(&home, "gh/article.es.md"));
    assert_eq!(ids, ["cuando-llamar", "de-noche", "how", "ademas"]);
}

#[test]
fn ids_that_are_there_twice_or_come_from_no_words_are_the_sources_too() {
    let home = Scratch::new();
    let body =
        "# Fundamentals\n\n## References\n\nA.\n\n## Same\n\nB.\n\n## Same\n\nC.\n\n## …\n\nD.\n";
    let source = format!("---\ntitle: A\nreviewed: 2026-01-01\n---\n\n{body}");
    home.write("a/article.md", source);
    let body =
        "# Fundamentos\n\n## Uno\n\nA.\n\n## Dos\n\nB.\n\n## Tres\n\nC.\n\n## Cuatro\n\nD.\n";
    home.write("a/article.es.md", format!("---\ntitle: A\n---\n\n{body}"));
    let own = section_ids(&full(&home, "a/article.es.md"));
    assert_eq!(own, section_ids(&full(&home, "a/article.md")));
    assert_eq!(own.iter().collect::<BTreeSet<_>>().len(), 4, "{own:?}");
}

#[test]
fn pages_lead_to_one_another_whatever_is_built() {
    let home = bilingual();
    let build = |languages: &[&str]| {
        let output = Scratch::new();
        let mut request = library::request(home.path(), output.path());
        request.languages = languages.iter().map(|tag| (*tag).to_owned()).collect();
        let built = library::build(&request);
        assert_eq!(library::reported(&built), Vec::<String>::new());
        library::files(output.path())
    };
    let all = build(&[]);
    let names: Vec<&str> = all.keys().map(String::as_str).collect();
    let expected = [
        "gh/gh.epub",
        "gh/gh.es.epub",
        "gh/gh.es.html",
        "gh/gh.es.pdf",
        "gh/gh.html",
        "gh/gh.pdf",
    ];
    assert_eq!(names, expected);
    let mut one_by_one = build(&["en"]);
    assert_eq!(one_by_one.len(), 3);
    one_by_one.extend(build(&["ES"]));
    assert!(all == one_by_one, "a language alone has other bytes");
    for (name, current) in [("gh/gh.html", "en"), ("gh/gh.es.html", "es")] {
        let html = String::from_utf8_lossy(&all[name]);
        for (tag, href) in [
            ("en", "https://example.org/gh"),
            ("es", "gh.es.html"),
            ("x-default", "https://example.org/gh"),
        ] {
            let link = format!("<link rel=\"alternate\" hreflang=\"{tag}\" href=\"{href}\">");
            assert!(html.contains(&link), "{name}: {link}");
        }
        for (tag, href, words) in [
            ("en", "gh.html", "English"),
            ("es", "gh.es.html", "Español"),
        ] {
            let mark = if tag == current {
                " aria-current=\"page\""
            } else {
                ""
            };
            let link = format!(
                "<a href=\"{href}\" lang=\"{tag}\" dir=\"ltr\" hreflang=\"{tag}\"{mark}>{words}</a>"
            );
            assert!(html.contains(&link), "{name}: {link}");
        }
    }
    let spanish = String::from_utf8_lossy(&all["gh/gh.es.html"]);
    assert!(
        spanish.contains("<nav class=\"languages\" aria-label=\"Este folleto en otros idiomas\">")
    );
}

#[test]
fn an_article_in_one_language_has_no_switch() {
    let home = bilingual();
    std::fs::remove_file(home.path().join("gh/article.es.md")).expect("it was there");
    let output = Scratch::new();
    let built = library::build(&library::request(home.path(), output.path()));
    assert_eq!(library::reported(&built), Vec::<String>::new());
    let html = String::from_utf8_lossy(&library::files(output.path())["gh/gh.html"]).into_owned();
    assert!(!html.contains("hreflang") && !html.contains("class=\"languages\""));
}

#[test]
fn links_between_articles_stay_in_the_language_where_they_can() {
    let home = bilingual();
    let other = |title: &str, words: &str| format!("---\ntitle: {title}\n---\n\n{words}\n");
    let front = other("Water", "See [](article:gh#how).")
        .replace("---\n\n", "reviewed: 2026-01-01\n---\n\n");
    home.write("water/article.md", front);
    home.write(
        "water/article.es.md",
        other("Agua", "Vea [](article:gh#how)."),
    );
    home.write(
        "water/article.de.md",
        other("Wasser", "Siehe [](article:gh)."),
    );
    let output = Scratch::new();
    let mut request = library::request(home.path(), output.path());
    request.targets = vec!["web".into()];
    let built = library::build(&request);
    assert!(
        built.as_ref().is_ok_and(|it| it.is_ok()),
        "{:?}",
        library::reported(&built)
    );
    let files = library::files(output.path());
    for (name, href) in [
        ("water/water.html", "../gh/gh.html#how"),
        ("water/water.es.html", "../gh/gh.es.html#how"),
        ("water/water.de.html", "../gh/gh.html\""),
    ] {
        let html = String::from_utf8_lossy(&files[name]);
        assert!(html.contains(href), "{name}: {href}");
    }
}

/// It needs no label there.
#[test]
fn a_translation_links_to_headings_by_the_sources_ids() {
    let home = bilingual();
    let text = SPANISH.replace("[](#how)", "[](#at-night)");
    home.write("gh/article.es.md", text);
    assert_eq!(reported(&home), "");
}

#[test]
fn related_entries_are_the_sources_as_far_as_they_are_translated() {
    let home = bilingual();
    let entry = |key: &str, term: &str, more: &str| {
        format!("{key}:\n  term: {term}\n  definition: Es {term}.\n{more}")
    };
    let related = "  see-also: [igf, liver]\n";
    let source = [
        entry("gh", "growth hormone", related),
        entry("igf", "IGF", ""),
        entry("liver", "liver", ""),
    ];
    home.write("glossary.yaml", source[1..].concat());
    home.write("gh/glossary.yaml", &source[0]);
    home.write("glossary.es.yaml", entry("igf", "IGF", ""));
    home.write(
        "gh/glossary.es.yaml",
        entry("gh", "hormona del crecimiento", ""),
    );
    home.write(
        "gh/article.es.md",
        SPANISH.replace("Actúa.", "Actúa con [[IGF]]."),
    );
    assert_eq!(reported(&home), "");
    let edition = full(&home, "gh/article.es.md");
    let glossary = edition.all_parts().find(|it| !it.glossary.is_empty());
    let items = &glossary.expect("a glossary").glossary;
    let keys: Vec<&str> = items.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(keys, ["gh", "igf"]);
}

/// Where a page of the other language has no address, nothing is said of it.
#[test]
fn every_format_says_where_the_other_languages_are() {
    let home = bilingual();
    let spanish = SPANISH.replace(
        "keywords: [crecimiento]",
        "canonical-url: https://example.org/es/gh",
    );
    home.write("gh/article.es.md", spanish);
    let mut seen = 0;
    for (name, edition, outputs) in library::editions(home.path()) {
        let faults = parity::differences(&edition, &outputs);
        assert_eq!(faults, Vec::<String>::new(), "{name}");
        let html = String::from_utf8(outputs.html).expect("text");
        let (own, other) = match edition.language.tag() {
            "es" => (
                "<dt>Este folleto en otros idiomas</dt>",
                "<dd><span lang=\"en\">English</span> <a href=\"https://example.org/gh\"><span class=\"together\">https://example</span>.org/gh</a>",
            ),
            _ => (
                "<dt>This leaflet in other languages</dt>",
                "<dd><span lang=\"es\">Español</span> <a href=\"https://example.org/es/gh\"><span class=\"together\">https://example</span>.org/es/gh</a>",
            ),
        };
        // What is handed over has few sides.
        let wanted = edition.profile == "full";
        let there = html.contains(own) && html.contains(other);
        assert_eq!(there, wanted, "{name}: {html}");
        seen += usize::from(wanted);
    }
    assert_eq!(seen, 2, "full editions");
    let without = bilingual();
    let edition = full(&without, "gh/article.md");
    let said = format!("{:?}", edition.closing);
    assert!(!said.contains("other languages"), "{said}");
}

#[test]
fn what_a_region_lacks_is_taken_from_its_language() {
    let home = bilingual();
    std::fs::rename(
        home.path().join("gh/article.es.md"),
        home.path().join("gh/article.es-MX.md"),
    )
    .expect("it was there");
    home.write(
        "glossary.es-MX.yaml",
        "other:\n  term: otra\n  definition: Otra.\n",
    );
    home.write(
        "glossary.yaml",
        "other:\n  term: other\n  definition: Other.\n",
    );
    let said = reported(&home);
    assert_eq!(said, "");
    let definition = |home: &Scratch| {
        let edition = full(home, "gh/article.es-MX.md");
        let glossary = edition.all_parts().find(|it| !it.glossary.is_empty());
        let items = &glossary.expect("a glossary").glossary;
        pamphlet_core::inline::plain_text(&items[0].definition)
    };
    assert_eq!(definition(&home), "Una señal del cuerpo.");
    home.write(
        "gh/glossary.es-MX.yaml",
        "gh:\n  term: hormona del crecimiento\n  definition: Una señal.\n",
    );
    assert_eq!(definition(&home), "Una señal.");
}

#[test]
fn the_glossary_stands_in_the_order_of_its_language() {
    let home = bilingual();
    let terms = ["oído", "útero", "ñame", "nuez", "ácido", "acné"];
    let entry = |term: &str| format!("{term}:\n  term: {term}\n  definition: Es {term}.\n");
    let entries: String = terms.iter().map(|term| entry(term)).collect();
    let links: Vec<String> = terms.iter().map(|term| format!("[[{term}]]")).collect();
    let body = SPANISH.replace("Actúa.", &format!("Actúa con {}.", links.join(", ")));
    home.write("glossary.yaml", &entries);
    home.write("glossary.es.yaml", &entries);
    home.write("gh/article.es.md", body);
    let edition = full(&home, "gh/article.es.md");
    let glossary = edition.all_parts().find(|it| !it.glossary.is_empty());
    let items = &glossary.expect("a glossary").glossary;
    let keys: Vec<&str> = items.iter().map(|it| it.key.as_str()).collect();
    assert_eq!(
        keys,
        ["ácido", "acné", "gh", "nuez", "ñame", "oído", "útero"]
    );
}
