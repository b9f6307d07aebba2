//! `ToUnicode` maps: codes of a font → characters.

use std::collections::BTreeMap;

/// What each code of a font stands for.
#[derive(Clone, Debug, Default)]
pub(super) struct CMap {
    codes: BTreeMap<Vec<u8>, String>,
    lengths: Vec<usize>,
}

impl CMap {
    /// Reads the map's text; what is not understood is left out.
    pub(super) fn read(bytes: &[u8]) -> CMap {
        let text = String::from_utf8_lossy(bytes);
        let mut map = CMap::default();
        let mut tokens = tokens(&text).into_iter();
        while let Some(token) = tokens.next() {
            match token.as_str() {
                "beginbfchar" => {
                    while let (Some(from), Some(to)) = (tokens.next(), tokens.next()) {
                        match (hex(&from), hex(&to)) {
                            (Some(from), Some(to)) => map.insert(from, utf16(&to)),
                            (_, _) => break,
                        }
                        // `endbfchar` comes alone, so pairs stop before it.
                        if tokens
                            .as_slice()
                            .first()
                            .is_none_or(|next| next == "endbfchar")
                        {
                            break;
                        }
                    }
                }
                "beginbfrange" => map.ranges(&mut tokens),
                _ => {}
            }
        }
        map.lengths = map.codes.keys().map(Vec::len).collect();
        map.lengths.sort_unstable();
        map.lengths.dedup();
        map
    }

    fn ranges(&mut self, tokens: &mut std::vec::IntoIter<String>) {
        while let Some(first) = tokens.next().filter(|token| token != "endbfrange") {
            let (Some(first), Some(last), Some(to)) = (
                hex(&first),
                tokens.next().and_then(|t| hex(&t)),
                tokens.next(),
            ) else {
                return;
            };
            let (start, end) = (number(&first), number(&last));
            if to == "[" {
                for code in start..=end {
                    let Some(to) = tokens.next().filter(|t| t != "]").and_then(|t| hex(&t)) else {
                        break;
                    };
                    self.insert(bytes(code, first.len()), utf16(&to));
                }
                if tokens.as_slice().first().is_some_and(|t| t == "]") {
                    tokens.next();
                }
            } else if let Some(to) = hex(&to) {
                for code in start..=end.min(start + 0xffff) {
                    let mut target = to.clone();
                    if let Some(last) = target.last_mut() {
                        *last = last.wrapping_add((code - start) as u8);
                    }
                    self.insert(bytes(code, first.len()), utf16(&target));
                }
            }
        }
    }

    fn insert(&mut self, code: Vec<u8>, text: String) {
        self.codes.insert(code, text);
    }

    /// The characters of each code of a shown string; one that the map lacks gives U+FFFD.
    pub(super) fn decode(&self, mut shown: &[u8]) -> Vec<String> {
        let mut out = Vec::new();
        while !shown.is_empty() {
            let mut lengths = self.lengths.iter().filter(|length| **length <= shown.len());
            let found = lengths
                .clone()
                .find_map(|length| Some((length, self.codes.get(&shown[..*length])?)));
            let length = match found {
                Some((length, text)) => {
                    out.push(text.clone());
                    *length
                }
                None => {
                    out.push("\u{fffd}".to_owned());
                    lengths.next_back().copied().unwrap_or(1)
                }
            };
            shown = &shown[length.max(1)..];
        }
        out
    }
}

/// Words, `<hex>` and brackets.
fn tokens(text: &str) -> Vec<String> {
    let spaced = text
        .replace('<', " <")
        .replace('>', "> ")
        .replace('[', " [ ")
        .replace(']', " ] ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

fn hex(token: &str) -> Option<Vec<u8>> {
    let digits = token.strip_prefix('<')?.strip_suffix('>')?;
    let digit = |i: usize| u8::from_str_radix(digits.get(i..i + 2)?, 16).ok();
    (0..digits.len()).step_by(2).map(digit).collect()
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|pair| number(pair) as u16).collect();
    String::from_utf16_lossy(&units)
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |n, byte| n << 8 | u32::from(*byte))
}

fn bytes(code: u32, length: usize) -> Vec<u8> {
    code.to_be_bytes()[4 - length.min(4)..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::CMap;

    #[test]
    fn codes_become_characters_and_ligatures_several() {
        let map = CMap::read(
            b"2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar \
              2 beginbfrange <0010> <0012> <0061> <0020><0021> [<0058> <0059>] endbfrange",
        );
        assert_eq!(
            map.decode(b"\0\x01\0\x02\0\x11\0\x21\0\x99").concat(),
            "AfibY\u{fffd}"
        );
    }
}
