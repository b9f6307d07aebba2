//! Where the items of a list of CSL-JSON stand, also where some are broken.

/// Where the items of the list stand: from each `{` at the list's own depth to
/// its `}`. A `{` that starts a line no deeper than the first item's starts an
/// item even where the one before is not closed.
pub(super) fn items(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    let (mut line, mut first_indent) = (0usize, None);
    // Whether only white space stands before a byte in its line.
    let mut blank = true;
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\n' {
            line = at + 1;
            blank = true;
            // No text of JSON runs over a line.
            (quoted, escaped) = (false, false);
            continue;
        }
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
            continue;
        }
        let indent = at - line;
        let leads = blank && byte == b'{';
        blank &= byte.is_ascii_whitespace();
        match byte {
            b'"' => quoted = true,
            b'{' if leads
                && open.is_some()
                && first_indent.is_some_and(|first| indent <= first) =>
            {
                let start = open.replace(at).unwrap_or(at);
                out.push(start..at);
                depth = 1;
            }
            b'{' => {
                if open.is_none() {
                    open = Some(at);
                    depth = 0;
                    if leads && first_indent.is_none() {
                        first_indent = Some(indent);
                    }
                }
                depth += 1;
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && let Some(start) = open.take()
                {
                    out.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    out.extend(open.map(|start| start..text.len()));
    out
}

/// The first thing outside all items that is no bracket, comma or space.
pub(super) fn between(
    text: &str,
    items: &[std::ops::Range<usize>],
) -> Option<std::ops::Range<usize>> {
    let mut at = 0;
    let ends = items.iter().map(|item| (item.start, item.end));
    for (start, end) in ends.chain([(text.len(), text.len())]) {
        let gap = text.get(at..start)?;
        if let Some(found) = gap.find(|c: char| !c.is_whitespace() && !matches!(c, '[' | ']' | ','))
        {
            let length = gap[found..].find(['\n', '{']).unwrap_or(gap.len() - found);
            return Some(at + found..at + found + length);
        }
        at = end;
    }
    None
}
