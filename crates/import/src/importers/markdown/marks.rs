//! Whether a text is Markdown: by marks that no clipping has. Lists with `- `
//! and rows with bars are none, since clippings have them too.

/// Lines that are looked at.
const LINES: usize = 2_000;
/// The sum of marks from which a text is Markdown.
const ENOUGH: u32 = 3;

/// Whether a text is Markdown.
pub fn is_markdown(text: &str) -> bool {
    score(text) >= ENOUGH
}

/// How many marks of Markdown a text has; one that leaves no doubt counts thrice.
fn score(text: &str) -> u32 {
    let lines: Vec<&str> = text.lines().take(LINES).collect();
    let mut score = 0;
    if front_matter(&lines) || title_block(&lines) {
        score += 3;
    }
    let mut before = "";
    for (i, line) in lines.iter().enumerate() {
        let bare = line.trim();
        let blank = before.trim().is_empty();
        score += match bare {
            "" => 0,
            _ if line.len() - line.trim_start().len() > 3 => 0,
            _ if is_atx(bare) => 2,
            _ if bare.starts_with(":::") => 2,
            _ if bare.starts_with("```") || bare.starts_with("~~~") => 2,
            _ if bare.starts_with("> [!") => 3,
            _ if is_setext(bare, before) => 2,
            _ if bare.starts_with("[^") && bare.contains("]: ") => 3,
            _ if bare.starts_with("!!! ") && blank => 2,
            _ if bare.starts_with("![") && bare.contains("](") => 3,
            _ if bare.starts_with("+--") && bare.ends_with('+') => 3,
            _ if bare.starts_with("{{<") => 3,
            _ if is_delimiter_row(bare) && before.contains('|') => {
                // A clipping's rows may have a rule too, but no bar at their start.
                let barred = bare.starts_with('|') && before.trim_start().starts_with('|');
                if barred { 3 } else { 0 }
            }
            _ => inline(bare),
        };
        before = lines.get(i).copied().unwrap_or_default();
        if score >= ENOUGH {
            break;
        }
    }
    score
}

fn front_matter(lines: &[&str]) -> bool {
    let first = lines.first().map(|it| it.trim_end());
    let key = |line: &str| {
        line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty()
                && key
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_ ".contains(&b))
        })
    };
    if first != Some("---") {
        return false;
    }
    let end = lines
        .iter()
        .skip(1)
        .position(|it| matches!(it.trim_end(), "---" | "..."));
    end.is_some_and(|end| end == 0 || lines[1..=end].iter().any(|it| key(it)))
}

fn title_block(lines: &[&str]) -> bool {
    let first = lines.first().is_some_and(|it| it.starts_with("% "));
    first
        && lines
            .get(1)
            .is_some_and(|it| it.starts_with('%') || it.trim().is_empty())
}

/// `## words`.
pub fn is_atx(bare: &str) -> bool {
    let rest = bare.trim_start_matches('#');
    let level = bare.len() - rest.len();
    (1..=6).contains(&level) && rest.starts_with([' ', '\t']) && !rest.trim().is_empty()
}

/// A line of `=` or `-` under words of about its length.
fn is_setext(bare: &str, before: &str) -> bool {
    let rule = |c| bare.len() >= 3 && bare.bytes().all(|b| b == c);
    (rule(b'=') || rule(b'-')) && before.contains(char::is_alphanumeric) && !before.contains('|')
}

/// `|---|:-:|`.
pub fn is_delimiter_row(bare: &str) -> bool {
    bare.contains('-')
        && bare.contains('|')
        && bare
            .bytes()
            .all(|b| matches!(b, b'-' | b':' | b'|' | b' ' | b'\t'))
}

/// Marks within a line.
fn inline(bare: &str) -> u32 {
    let mut score = 0;
    if let Some((before, behind)) = bare.split_once("](") {
        let address = behind.split(')').next().unwrap_or_default();
        let target = address.starts_with(['#', '.', '/'])
            || address.contains("://")
            || address.contains('.')
            || address.starts_with("mailto:");
        if before.contains('[') && target {
            score += 2;
        }
    }
    for marks in ["**", "[@", "[[", "{{"] {
        let mut found = bare.split(marks).skip(1);
        let opens = found
            .next()
            .is_some_and(|it| it.starts_with(char::is_alphanumeric));
        if opens && (marks != "**" || bare.matches("**").count() > 1) {
            score += 1;
        }
    }
    score
}

/// Whether a text already is written for Pamphlet: it names a part, has a block
/// of ours, or a key in its front matter that nobody else has.
pub fn is_ours(text: &str) -> bool {
    let mut lines = text.lines();
    let keys = [
        "main-message:",
        "reviewers:",
        "patient-reviewed:",
        "reviewed:",
        "next-review:",
        "feedback-url:",
        "urgent-help:",
        "canonical-url:",
        "disclaimer:",
        "translation-of:",
        "source-version:",
        "conflicts:",
        "supersedes:",
        "purpose:",
    ];
    if text.starts_with("---") {
        for line in lines.by_ref().skip(1) {
            if matches!(line.trim_end(), "---" | "...") {
                break;
            }
            if keys.iter().any(|key| line.starts_with(key)) {
                return true;
            }
        }
    }
    let blocks = ["key-point", "steps", "questions", "actions", "use"];
    lines.any(|line| {
        let name = line
            .strip_prefix(":::")
            .map(|it| it.trim().trim_start_matches("{."));
        name.is_some_and(|it| {
            let word = it.split([' ', '}']).next().unwrap_or_default();
            blocks.contains(&word)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::is_markdown;

    #[test]
    fn a_clipping_is_no_markdown() {
        for text in [
            "Fundamentals\nRest your arm.\n- one\n- two\nTime | Dose\nMorning | 10 mg\n",
            "Growth hormone (GH)\nGH Meaning ∞ a hormone ∞ rises at night.\n1. one\n2. two\n",
            "References\nSmith, J. “Sleep.” Journal, vol. 2, no. 1, 1999, pp. 1-9.\n",
            "A * B and C * D\n# 5 is the number\n",
            "Questions\n- What is 2 ** 3?\n",
            "Title\n\nWords - more words\n",
            "Time | Dose\n---|---\nMorning | 10 mg\n",
        ] {
            assert!(!is_markdown(text), "{text}");
        }
    }

    #[test]
    fn clear_marks_are_markdown() {
        for text in [
            "---\ntitle: x\n---\nWords.\n",
            "# Title\n\nWords.\n\n## Section\n",
            "% Title\n% Author\n\nWords.\n",
            "Title\n=====\n\nSee [the page](https://a.b).\n",
            "Words **bold** and **more** words, see [@key].\n\n::: note\nx\n:::\n",
            "| a | b |\n|---|---|\n| 1 | 2 |\n",
            "Words[^1].\n\n[^1]: Note.\n",
        ] {
            assert!(is_markdown(text), "{text}");
        }
    }
}
