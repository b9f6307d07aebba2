//! Every built-in target of the libraries of this repository: it says what its
//! edition says, and is what it claims to be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use lopdf::Document;
use pamphlet_build::target::{Format, Layout};
use pamphlet_core::block::Block;
use pamphlet_core::front::Status;
use pamphlet_core::language::Direction;
use pamphlet_core::walk::{self, Visitor};
use pamphlet_core::{Edition, Inline, NodeId, Section};
use pamphlet_tests::library::{self, Made, Scratch};
use pamphlet_tests::paper::{self, Run};
use pamphlet_tests::{conforming, parity};
use scraper::{Html, Selector};

/// Targets that other tests look at, in all editions at once.
const ELSEWHERE: [&str; 3] = ["web", "ebook", "print"];

#[test]
fn every_target_says_what_its_edition_says() {
    let mut faults = Vec::new();
    let mut seen = 0;
    for name in ["content", "tests/broad", "tests/bilingual"] {
        for made in library::made(&library::shipped(name), &ELSEWHERE) {
            seen += 1;
            let found = faults_of(&made);
            faults.extend(found.iter().map(|it| format!("{name}/{}: {it}", made.name)));
        }
    }
    assert!(seen >= 12, "{seen} files were made");
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// What is said of the leaflet itself is no reason to turn over one more sheet.
#[test]
fn no_handout_of_the_languages_has_a_page_of_facts_about_itself() {
    let but = [
        "web",
        "ebook",
        "print",
        "proof",
        "booklet",
        "ehr",
        "fragment",
        "large-print",
    ];
    let made = library::made(&library::shipped("tests/languages"), &but);
    assert_eq!(made.len(), 17);
    // A note at the foot of its second page leaves no room in the Polish one.
    for made in made.iter().filter(|it| !it.name.starts_with("pl/")) {
        let last = made.starts.last().expect("a page");
        let mut about = Nodes(BTreeSet::new());
        let closing = made.edition.closing.iter();
        closing.for_each(|it| walk::walk_edition_part(&mut about, it));
        assert!(!about.0.contains(&last.node), "{}", made.name);
    }
}

/// The ids of inlines.
struct Nodes(BTreeSet<NodeId>);

impl Visitor for Nodes {
    fn inline(&mut self, inline: &Inline) {
        self.0.insert(inline.meta().id);
        walk::walk_inline(self, inline);
    }
}

fn faults_of(made: &Made) -> Vec<String> {
    let (edition, bytes) = (&made.edition, &made.bytes);
    match (made.target.format, made.target.layout) {
        (Format::Pdf, Layout::Booklet) => {
            let mut faults = conforming::sheet_faults(bytes);
            faults.extend(sides(made));
            faults
        }
        (Format::Pdf, _) => [parity::in_pdf(edition, bytes), conforming::faults(bytes)].concat(),
        (Format::Html, _) => parity::in_html(edition, bytes),
        (Format::Epub, _) => parity::in_epub(edition, bytes),
    }
}

/// Extractors turn round what one glyph or one `/ActualText` says in a line from the right.
#[test]
fn in_arabic_no_glyph_says_more_than_a_character() {
    let mut seen = 0;
    // More ligatures than the font has glyphs without ink, and one of four letters.
    let home = Scratch::new();
    let words = "عبد الله قال: لا تأكل الأكل إلا الآن، عَنْهُ عَلَى الجُرْعَةُ.";
    home.write(
        "ar/article.md",
        format!("---\ntitle: لله\nlang: ar\nreviewed: 2026-01-01\n---\n\n{words}\n"),
    );
    home.write("pamphlet.toml", "");
    let libraries = [library::shipped("content"), home.path().to_owned()];
    let made = |path: &PathBuf| library::made(path, &ELSEWHERE);
    for made in libraries.iter().flat_map(made) {
        let is_arabic = made.edition.language.direction() == Direction::RightToLeft;
        if made.target.format != Format::Pdf || !is_arabic {
            continue;
        }
        let pdf = Document::load_mem(&made.bytes).expect("a PDF");
        let streams = pdf.objects.values().filter_map(|it| it.as_stream().ok());
        for stream in streams {
            let text = stream.get_plain_content().unwrap_or_default();
            let text = String::from_utf8_lossy(&text).to_lowercase();
            // `<0012> <06440627>` of a font, `/ActualText<feff06440627>` of a page.
            seen += text.matches("begincmap").count();
            for said in text.split('<').filter_map(|it| it.split_once('>')) {
                let said = said.0.trim_start_matches("feff");
                let arabic = said.len() > 4
                    && said
                        .as_bytes()
                        .chunks(4)
                        .all(|c| c[0] == b'0' && c[1] == b'6');
                // Two equal letters are the same turned round.
                let alike = said
                    .as_bytes()
                    .chunks(4)
                    .all(|c| c == &said.as_bytes()[..4]);
                assert!(!arabic || alike, "{}: <{said}>", made.name);
            }
        }
    }
    assert!(seen >= 4, "{seen} fonts");
}

#[test]
fn blocks_of_a_second_language_say_it_also_where_the_theme_sets_both_alike() {
    let home = Scratch::new();
    let article = |words: &str| format!("---\ntitle: T\nreviewed: 2026-01-01\n---\n\n{words}\n");
    home.write("a/article.md", article("Drink.\n\n- Water\n\n> Tea."));
    home.write("a/article.es.md", article("Beba.\n\n- Agua\n\n> Té."));
    let target = "[targets.both]\nbilingual = ['en', 'es']\nformat = 'pdf'\n";
    home.write("pamphlet.toml", format!("[library]\nlang = 'en'\n{target}"));
    let made = library::made(home.path(), &ELSEWHERE);
    let both = made.iter().find(|it| it.target.name == "both");
    let pdf = Document::load_mem(&both.expect("the target").bytes).expect("a PDF");
    let speaks = |it: &&lopdf::Object| {
        let lang = it.as_dict().ok().and_then(|it| it.get(b"Lang").ok());
        lang.and_then(|it| it.as_str().ok())
            .is_some_and(|it| it == b"es")
    };
    // The paragraph, the list's item and the quotation's.
    let spoken = pdf.objects.values().filter(speaks).count();
    assert!(spoken >= 3, "{spoken}");
}

#[test]
fn a_proof_is_the_printed_article_with_a_number_beside_each_block() {
    let but = [
        "web",
        "ebook",
        "handout",
        "large-print",
        "booklet",
        "ehr",
        "fragment",
    ];
    // The last has a picture beside words, in both directions.
    for name in ["content", "tests/broad", "tests/languages"] {
        let made = library::made(&library::shipped(name), &but);
        let (proofs, printed): (Vec<Made>, Vec<Made>) = made
            .into_iter()
            .filter(|it| ["print", "proof"].contains(&&*it.target.name))
            .partition(|it| it.target.name == "proof");
        assert!(!proofs.is_empty() && proofs.len() == printed.len());
        for (proof, printed) in proofs.iter().zip(&printed) {
            let marks = marks(proof, printed);
            let blocks = blocks(&proof.edition);
            assert_eq!(marks.numbers.len(), blocks.len(), "{}", proof.name);
            let mut above: Option<Run> = None;
            for (number, block) in marks.numbers.iter().zip(blocks) {
                let above = above.replace(number.run);
                let above = above.filter(|it| it.page == number.run.page);
                let down = above.map_or(f64::INFINITY, |it| it.base - number.run.base);
                // Numbers of 8.5 points; blocks may stand side by side.
                assert!(down > 8.5, "{}: {:?}", proof.name, number.run);
                if matches!(block, Block::Paragraph(_)) && down > 11.0 {
                    assert!(number.on_a_line, "{}: {:?}", proof.name, number.run);
                }
            }
            let draft = proof.edition.metadata.status == Status::Draft;
            let words = if draft { 0 } else { proof.pages };
            assert_eq!(marks.words.len(), words, "{}", proof.name);
        }
    }
}

/// What a proof has beside its article.
#[derive(Default)]
struct Marks {
    numbers: Vec<Number>,
    /// Pages with words above them.
    words: BTreeSet<usize>,
}

struct Number {
    run: Run,
    /// Whether words of the article stand on its base line, or nearly: type may be larger.
    on_a_line: bool,
}

/// The outermost blocks of an edition: those that have numbers.
fn blocks(edition: &Edition) -> Vec<&Block> {
    fn of<'a>(sections: &'a [Section], out: &mut Vec<&'a Block>) {
        for section in sections {
            out.extend(&section.blocks);
            of(&section.sections, out);
        }
    }
    let mut out: Vec<_> = edition.opening.iter().collect();
    for part in edition.all_parts() {
        out.extend(&part.blocks);
        of(&part.sections, &mut out);
    }
    out
}

fn marks(proof: &Made, printed: &Made) -> Marks {
    let read = |made: &Made| {
        let document = Document::load_mem(&made.bytes).expect("a PDF");
        paper::joined(paper::runs(&document))
    };
    let tenths = |points: f64| (points * 10.0).round() as i64;
    let place = |run: &Run| (run.page, tenths(run.left), tenths(run.base));
    let mut article = BTreeMap::new();
    for run in read(printed) {
        *article.entry(place(&run)).or_insert(0) += 1;
    }
    let lines: BTreeSet<_> = article
        .keys()
        .map(|(page, _, base)| (*page, *base))
        .collect();
    let from_right = proof.edition.language.direction() == Direction::RightToLeft;
    let mut marks = Marks::default();
    for run in read(proof) {
        match article.get_mut(&place(&run)) {
            Some(count) if *count > 0 => *count -= 1,
            // Six points off the text, in a margin of 24 mm.
            _ if !from_right && (run.right - 62.03).abs() < 0.1
                || from_right && (run.left - (595.28 - 62.03)).abs() < 0.1 =>
            {
                let near = |(page, base): &(usize, i64)| {
                    *page == run.page && (base - tenths(run.base)).abs() < 20
                };
                let on_a_line = lines.iter().any(near);
                marks.numbers.push(Number { run, on_a_line });
            }
            _ if run.base > 841.89 - 68.03 => _ = marks.words.insert(run.page),
            _ => panic!("{}: {run:?} is neither printed nor a mark", proof.name),
        }
    }
    let missing: Vec<_> = article.iter().filter(|(_, count)| **count > 0).collect();
    assert!(missing.is_empty(), "{}: {missing:?}", proof.name);
    marks
}

/// A booklet has a side for every two pages, whole sheets, and names the file
/// that is accessible.
fn sides(made: &Made) -> Vec<String> {
    let pdf = Document::load_mem(&made.bytes).expect("a PDF");
    let (sides, pages) = (pdf.get_pages().len(), made.pages);
    let mut faults = Vec::new();
    if sides != pages.next_multiple_of(4) / 2 {
        faults.push(format!("{sides} sides for {pages} pages"));
    }
    let twin: &[u8] = match made.target.bilingual {
        None => b"-handout.pdf",
        Some(_) => b"-handed.pdf",
    };
    let said = pdf.objects.values().any(|object| match object.as_stream() {
        Ok(stream) => stream.content.windows(twin.len()).any(|it| it == twin),
        Err(_) => false,
    });
    if !said {
        faults.push("its metadata does not name its accessible twin".into());
    }
    faults
}

fn reported(toml: &str, article: &str, target: &str) -> String {
    let library = Scratch::new();
    library.write("pamphlet.toml", toml);
    library.write("a/article.md", article);
    let output = Scratch::new();
    let mut request = library::request(library.path(), output.path());
    request.targets = vec![target.into()];
    library::reported(&library::build(&request)).join("\n")
}

const ARTICLE: &str = "---\ntitle: A\nreviewed: 2026-01-01\n---\n\nDrink.\n";

#[test]
fn a_code_whose_address_is_too_long_is_an_error_with_its_remedy() {
    let long = "a".repeat(600);
    let article = ARTICLE.replace(
        "title: A\n",
        &format!("title: A\ncanonical-url: https://example.org/{long}\n"),
    );
    let said = reported("", &article, "handout");
    assert!(
        said.contains("error[qr-too-long] a/article.md:3:16"),
        "{said}"
    );
    assert!(said.contains("620 characters"), "{said}");
}

#[test]
fn a_target_of_a_library_has_the_layout_page_and_type_that_it_asks_for() {
    let toml = "[targets.giant]\nedition = 'large-print'\nformat = 'pdf'\n\
                layout = 'large-print'\npage = 'letter'\ntype-size = 24\n";
    let library = Scratch::new();
    library.write("pamphlet.toml", toml);
    library.write("a/article.md", ARTICLE);
    let made = library::made(library.path(), &[]);
    let giant = made
        .iter()
        .find(|it| it.target.name == "giant")
        .expect("it");
    let pdf = Document::load_mem(&giant.bytes).expect("a PDF");
    let page = pdf.get_pages()[&1];
    let page = pdf.get_dictionary(page).expect("a page");
    let media = page
        .get(b"MediaBox")
        .and_then(|it| it.as_array())
        .expect("a box");
    let size: Vec<i64> = media
        .iter()
        .map(|it| it.as_float().unwrap_or(0.0) as i64)
        .collect();
    assert_eq!(size, [0, 0, 612, 792]);
}

/// The files of one target of the two libraries, by what made them.
fn pages(target: &str) -> Vec<(Made, Html)> {
    let but = [
        "web",
        "ebook",
        "print",
        "handout",
        "large-print",
        "booklet",
        "proof",
    ];
    let made = ["content", "tests/broad"].map(|name| library::made(&library::shipped(name), &but));
    let made = made.into_iter().flatten();
    let of = made.filter(|it| it.target.name == target);
    let read = |it: Made| {
        let html = Html::parse_document(&String::from_utf8_lossy(&it.bytes));
        (it, html)
    };
    of.map(read).collect()
}

#[test]
fn a_page_for_a_record_has_listed_elements_only_and_nothing_beside_it() {
    use pamphlet_html::record::{ATTRIBUTES, ELEMENTS};
    let of_head = ["charset", "lang", "dir"];
    let pages = pages("ehr");
    // Three leaflets, one of them in three languages.
    assert_eq!(pages.len(), 5);
    for (made, html) in pages {
        assert!(
            made.bytes.len() < 300_000,
            "{}: {}",
            made.name,
            made.bytes.len()
        );
        for element in html.root_element().descendent_elements() {
            let value = element.value();
            let name = value.name();
            assert!(ELEMENTS.contains(&name), "{}: <{name}>", made.name);
            for (attribute, value) in value.attrs() {
                let known = ATTRIBUTES.contains(&attribute) || of_head.contains(&attribute);
                assert!(known, "{}: <{name} {attribute}>", made.name);
                assert!(!value.contains("url("), "{}: {value}", made.name);
                let beside = attribute == "src" && !value.starts_with("data:");
                assert!(!beside, "{}: {value}", made.name);
            }
        }
    }
}

#[test]
fn two_fragments_on_a_page_share_no_id_and_every_link_within_leads_somewhere() {
    let mut ids = BTreeSet::new();
    let all = |css: &str| Selector::parse(css).expect("a selector");
    let pages = pages("fragment");
    for (made, html) in &pages {
        for element in html.select(&all("[id]")) {
            let id = element.attr("id").unwrap_or_default();
            assert!(
                ids.insert(id.to_owned()),
                "{}: {id} stands twice",
                made.name
            );
        }
    }
    assert!(!ids.is_empty());
    for (made, html) in &pages {
        for element in html.select(&all("[href^='#'], [aria-labelledby]")) {
            let href = element.attr("href").map(|it| &it[1..]);
            let named = href.or(element.attr("aria-labelledby")).unwrap_or_default();
            for id in named.split(' ') {
                assert!(ids.contains(id), "{}: #{id} is not there", made.name);
            }
        }
        let page_only = all("main, nav, footer, h1, style, script, div > header, body > header");
        let landmarks = html.select(&page_only);
        assert_eq!(landmarks.count(), 0, "{}", made.name);
    }
}

#[test]
fn fragments_of_a_library_share_no_id_whatever_its_folders_are_called() {
    let library = Scratch::new();
    library.write("pamphlet.toml", "");
    // `a_` and `b_x` would be `a_b_` and `x`; an id has no space; two folders have one name.
    let sections = "\n## One {#b_x}\n\nDrink.\n\n## Two {#x}\n\nDrink.\n";
    let folders = ["a", "a_b", "with space", "b/a", "c/a"];
    for folder in folders {
        let text = ARTICLE.replace("\nDrink.\n", sections);
        library.write(&format!("{folder}/article.md"), &text);
    }
    let made = library::made(library.path(), &[]).into_iter();
    let fragments: Vec<_> = made.filter(|it| it.target.name == "fragment").collect();
    assert_eq!(fragments.len(), folders.len());
    let mut ids = BTreeSet::new();
    for made in fragments {
        let html = Html::parse_fragment(&String::from_utf8_lossy(&made.bytes));
        for element in html.select(&Selector::parse("[id]").expect("a selector")) {
            let id = element.attr("id").unwrap_or_default().to_owned();
            assert!(!id.contains(' '), "{}: {id}", made.name);
            assert!(ids.insert(id.clone()), "{}: {id} stands twice", made.name);
        }
    }
    assert!(ids.contains("a_b_x") && ids.contains("b/a_x"), "{ids:?}");
}

#[test]
fn a_fragment_finds_its_images_whatever_its_folder_is_called() {
    let library = Scratch::new();
    library.write("pamphlet.toml", "");
    let chart = "```chart bar\nA,B\nC,1\n```\n\n: D\n";
    let text = ARTICLE.replace("Drink.\n", chart);
    library.write("50 % #1/article.md", &text);
    let output = Scratch::new();
    let mut request = library::request(library.path(), output.path());
    request.targets = vec!["fragment".into()];
    let said = library::reported(&library::build(&request));
    assert!(said.is_empty(), "{said:?}");
    let folder = output.path().join("50 % #1");
    let fragment = std::fs::read_to_string(folder.join("50 % #1-fragment.html"));
    let fragment = fragment.expect("a fragment");
    let expected = "src=\"50%20%25%20%231-fragment-1.svg\"";
    assert!(fragment.contains(expected), "{fragment}");
    assert!(folder.join("50 % #1-fragment-1.svg").exists());
}

#[test]
fn a_fragment_reads_well_without_a_style_sheet() {
    let long = "a".repeat(30);
    let boxes = format!(
        "> [!WARNING]\n> Drink.\n\n| A | B |\n|---|--:|\n| {long} | 17.2 |\n\n: Cups\n\n$$x$$\n\nCall 555-0142. Drink.[^1]\n\n[^1]: Tea.\n"
    );
    let fragment = file_of("", &ARTICLE.replace("Drink.\n", &boxes), "fragment");
    for expected in [
        "<article class=\"pamphlet\" lang=\"en\" dir=\"ltr\" style=\"overflow-wrap:anywhere\">",
        "<strong>Warning</strong>",
        "style=\"overflow-x:auto;overflow-wrap:normal\"",
        "<span class=\"long-word\" style=\"overflow-wrap:anywhere\">",
        "<td class=\"end\" style=\"text-align:end\">17.2</td>",
        "style=\"white-space:nowrap\">555-0142</span>",
        // Another article of the host's page may have notes too.
        "role=\"doc-endnotes\" aria-labelledby=\"a__notes a__title\"",
    ] {
        assert!(fragment.contains(expected), "{expected} in {fragment}");
    }
}

#[test]
fn in_a_page_for_a_record_no_number_is_broken() {
    let table = "| A | B |\n|---|--:|\n| a b c | 17.2 |\n";
    let record = file_of("", &ARTICLE.replace("Drink.\n", table), "ehr");
    assert!(record.contains(">17.2</td>"), "{record}");
    assert!(!record.contains("overflow-wrap:anywhere"), "{record}");
}

#[test]
fn boxes_to_tick_and_lines_to_write_on_need_no_style() {
    let tasks = "- [ ] Drink.\n- [x] Eat.\n";
    for target in ["ehr", "fragment"] {
        let text = file_of("", &ARTICLE.replace("Drink.\n", tasks), target);
        assert!(
            text.contains("aria-label=\"To do\">\u{2610} </span>Drink."),
            "{text}"
        );
        assert!(
            text.contains("aria-label=\"Done\">\u{2611} </span>Eat."),
            "{text}"
        );
    }
    let toml = "[editions.full]\nfields = 'blank'\n";
    let asking = ARTICLE.replace("Drink.", "Call {{contact.phone}}.");
    let record = file_of(toml, &asking, "ehr");
    assert!(record.contains(">________________</span>."), "{record}");
}

/// The text of one target's file of a library with one article.
fn file_of(toml: &str, article: &str, target: &str) -> String {
    let library = Scratch::new();
    library.write("pamphlet.toml", toml);
    library.write("a/article.md", article);
    let made = library::made(library.path(), &[]);
    let made = made.into_iter().find(|it| it.target.name == target);
    String::from_utf8_lossy(&made.expect("the target").bytes).into_owned()
}

#[test]
fn a_draft_says_so_in_every_file_of_html() {
    let draft = ARTICLE.replace("title: A\n", "title: A\nstatus: draft\n");
    for target in ["web", "ehr", "fragment"] {
        assert!(file_of("", &draft, target).contains("DRAFT"), "{target}");
        assert!(!file_of("", ARTICLE, target).contains("DRAFT"), "{target}");
    }
}

#[test]
fn a_relative_link_is_made_whole_where_nothing_stands_beside_the_page() {
    let linked = ARTICLE.replace("Drink.", "Read [the form](form.pdf).");
    let placed = linked.replace(
        "title: A\n",
        "title: A\ncanonical-url: https://example.org/x/a\n",
    );
    for target in ["ehr", "fragment"] {
        let whole = file_of("", &placed, target);
        assert!(
            whole.contains("href=\"https://example.org/x/form.pdf\""),
            "{whole}"
        );
        assert!(!file_of("", &linked, target).contains("href=\"form.pdf\""));
        let said = reported("", &linked, target);
        assert!(said.contains("warning[relative-link]"), "{said}");
    }
}
