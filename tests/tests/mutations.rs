//! The suite's own articles, damaged at random: whatever comes of one, it ends in diagnostics or in
//! three valid files that say the same.

use proptest::prelude::*;
use proptest::sample::Index;

use pamphlet_core::diagnostic::any_error;
use pamphlet_tests::case::{self, Case};
use pamphlet_tests::{check, conforming, parity, road};

/// What authors type by mistake, and what attackers type on purpose.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "    ",
    "\t",
    "#",
    "# Fundamentals\n",
    "## ",
    "> ",
    "> [!WARNING]\n> ",
    "- ",
    "1. ",
    "- [ ] ",
    "|",
    "| a | b |\n|---|---|\n",
    ": ",
    ":::",
    "\n::: steps\n",
    "\n::: key-point\n",
    "\n:::\n",
    "*",
    "**",
    "_",
    "~",
    "^",
    "`",
    "```\n",
    "$",
    "$$",
    "\\frac{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "![",
    "[^1]",
    "\n[^1]: ",
    "[[",
    "]]",
    "{{",
    "}}",
    "[@",
    "{#a}",
    "{.row-headers}",
    "{lang=ar}",
    "<",
    ">",
    "<!--",
    "-->",
    "&amp;",
    "&#0;",
    "\\",
    "\"",
    "'",
    "#read(\"/etc/passwd\")",
    "</script>",
    "]]>",
    "javascript:",
    "é",
    "ﬁ",
    "\u{301}",
    "\u{ad}",
    "\u{200b}",
    "\u{2060}",
    "\u{202e}",
    "\u{feff}",
    "☐",
    "½",
    "μ",
    "−",
    "→",
    "0 mg",
];

/// Every document of the suite whose text stands in its case byte for byte.
fn documents() -> Vec<Case> {
    let files = check::files();
    let cases = files
        .iter()
        .flat_map(|file| case::parse(&std::fs::read_to_string(file).expect("a file of cases")));
    let plain = |case: &Case| case.sections.iter().all(|it| it.heading != "escaped");
    cases.filter(plain).collect()
}

#[derive(Clone, Debug)]
struct Damage {
    from: Index,
    length: usize,
    piece: Index,
}

fn damage() -> impl Strategy<Value = Damage> {
    (any::<Index>(), 0..12usize, any::<Index>()).prop_map(|(from, length, piece)| Damage {
        from,
        length,
        piece,
    })
}

impl Damage {
    /// Puts the piece in the place of some characters.
    fn apply(&self, text: &str) -> String {
        let characters: Vec<char> = text.chars().collect();
        let from = self.from.index(characters.len() + 1);
        let to = (from + self.length).min(characters.len());
        let mut out: String = characters[..from].iter().collect();
        out.push_str(PIECES[self.piece.index(PIECES.len())]);
        out.extend(&characters[to..]);
        out
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_damaged_article_ends_in_diagnostics_or_in_three_files_that_agree(
        which in any::<Index>(),
        damages in prop::collection::vec(damage(), 1..6),
    ) {
        let mut case = which.get(&documents()).clone();
        for damage in &damages {
            case.body = damage.apply(&case.body);
        }
        let outcome = road::run(&case);
        match (&outcome.edition, &outcome.outputs) {
            (Some(edition), Some(outputs)) => {
                let faults = parity::differences(edition, outputs);
                prop_assert!(faults.is_empty(), "{}\n{}", case.body, faults.join("\n"));
                let faults = conforming::faults(&outputs.pdf);
                prop_assert!(faults.is_empty(), "{}\n{}", case.body, faults.join("\n"));
            }
            (Some(_), None) => prop_assert!(
                any_error(&outcome.diagnostics),
                "nothing was built, and no error says why:\n{}",
                case.body
            ),
            (None, _) => prop_assert!(
                !outcome.diagnostics.is_empty(),
                "there is no edition, and nothing says why:\n{}",
                case.body
            ),
        }
    }
}
