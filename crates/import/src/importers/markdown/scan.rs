//! Pieces of a line: where brackets and addresses end, what attributes say.

/// Prefixes of labels that Quarto refers to by `@`.
const CROSS: [&str; 12] = [
    "fig-", "tbl-", "sec-", "eq-", "lst-", "thm-", "fig:", "tbl:", "tab:", "sec:", "eq:", "lem-",
];

/// Whether a label is one that Quarto refers to.
pub fn is_cross(label: &str) -> bool {
    let plain = label
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_:.".contains(&b));
    plain
        && CROSS
            .iter()
            .any(|it| label.starts_with(it) && label.len() > it.len())
}

/// The bracket that closes the one at the start of a text.
pub fn matching(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (i, c) in text.char_indices().take(4_000) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(i);
                }
            }
            _ => {}
        }
    }
    None
}

/// The end of `(address "title")`.
pub fn destination(text: &str) -> Option<usize> {
    // Only an image within its address is long.
    let most = if text.starts_with("(data:") || text.starts_with("(<data:") {
        usize::MAX
    } else {
        4_000
    };
    let mut depth = 0usize;
    let mut quoted = false;
    let mut escaped = false;
    for (i, c) in text.char_indices().take(most) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return Some(i + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// `#id .class key="a b"` in pieces.
pub fn split_attributes(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut quote = None;
    let mut word = String::new();
    for c in text.chars() {
        match (c, quote) {
            (c, Some(q)) if c == q => {
                quote = None;
                word.push(c);
            }
            ('"' | '\'', None) => {
                quote = Some(c);
                word.push(c);
            }
            (c, None) if c.is_whitespace() => {
                if !word.is_empty() {
                    out.push(std::mem::take(&mut word));
                }
            }
            (c, _) => word.push(c),
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}
