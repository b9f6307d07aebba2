//! Words as text that reads as these words and nothing else.

/// Where words stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around {
    /// They start a line.
    pub line_start: bool,
    /// A line ends behind them.
    pub line_end: bool,
    /// A bracket was closed just before them.
    pub after_bracket: bool,
    /// The line up to them may be the label of a definition: `[label]`.
    pub after_label: bool,
    /// A key was written just before them.
    pub after_key: bool,
    /// The character before them, if they start no line.
    pub before: Option<char>,
    /// Which characters may not stand plainly at their start.
    pub encode: Option<fn(char) -> bool>,
}

/// A character as an entity: to Markdown it is no letter and no space.
pub fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// Escapes words.
pub fn words(text: &str, around: Around) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let chars: Vec<char> = text.chars().collect();
    let leading = chars.iter().take_while(|c| c.is_whitespace()).count();
    let content = chars
        .iter()
        .rposition(|c| !c.is_whitespace())
        .map_or(0, |i| i + 1);
    let mark = match around.line_start && leading == 0 {
        true => line_mark(&chars),
        false => None,
    };
    for (i, c) in chars.iter().copied().enumerate() {
        let next = chars.get(i + 1).copied();
        let outer = (around.line_start && i < leading) || (around.line_end && i >= content);
        let encoded = match c {
            c if outer && c.is_whitespace() => true,
            '\n' | '\r' => true,
            _ => i == 0 && around.encode.is_some_and(|which| which(c)),
        };
        if encoded {
            out.push_str(&entity(c));
            continue;
        }
        let escaped = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '^' | '$' | '{' | '@' | '|' => true,
            '&' => next.is_none_or(|n| n.is_alphanumeric() || n == '#'),
            '!' => next.is_none(),
            // Bare addresses become links.
            ':' if next == Some('/') => true,
            '.' if ends_in_www(&chars[..i], around.before) => true,
            '#' => true,
            '(' if i == 0 && around.after_bracket => true,
            ':' if i == 0 && around.after_label => true,
            ':' | '.' | '-' | '+' | '/' if i == 0 && around.after_key => true,
            _ => Some(i) == mark,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether what stands before a dot may be the start of an address. Of what is written
/// before `chars` the last character is known.
fn ends_in_www(chars: &[char], before: Option<char>) -> bool {
    let count = chars.iter().rev().take_while(|c| **c == 'w').count();
    count >= 3 || count == chars.len() && before == Some('w')
}

/// The character that would make a line the start of a block.
fn line_mark(chars: &[char]) -> Option<usize> {
    let first = *chars.first()?;
    if matches!(first, '>' | '#' | '+' | '-' | '=' | ':' | '|' | '~' | '`') {
        return Some(0);
    }
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let point = matches!(chars.get(digits), Some('.' | ')'));
    (digits > 0 && point).then_some(digits)
}
