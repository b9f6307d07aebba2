//! TeX in fields: accents and braces by the crate biblatex, emphasis, sub- and
//! superscripts and simple math here.

use biblatex::{Bibliography, Chunk, ParseError, RawBibliography, RawChunk, RawEntry, Spanned};
use pamphlet_core::reference::{Mark, Words};

/// Commands that mark their argument, and the signs that stand for them while
/// biblatex reads the rest: private characters, which no author writes.
const MARKS: [(&str, char, Mark); 12] = [
    ("\\textsuperscript{", '\u{F8E1}', Mark::Superscript),
    ("\\textsubscript{", '\u{F8E2}', Mark::Subscript),
    ("\\mkbibsuperscript{", '\u{F8E1}', Mark::Superscript),
    ("\\mkbibsubscript{", '\u{F8E2}', Mark::Subscript),
    ("\\emph{", '\u{F8E3}', Mark::Emphasis),
    ("\\textit{", '\u{F8E3}', Mark::Emphasis),
    ("\\mkbibemph{", '\u{F8E3}', Mark::Emphasis),
    ("\\textsl{", '\u{F8E3}', Mark::Emphasis),
    ("{\\it ", '\u{F8E3}', Mark::Emphasis),
    ("{\\em ", '\u{F8E3}', Mark::Emphasis),
    ("\\textbf{", '\u{F8E4}', Mark::Strong),
    ("{\\bf ", '\u{F8E4}', Mark::Strong),
];
const END: char = '\u{F8E0}';

/// A field as biblatex reads it.
pub(crate) struct Chunks(Vec<Spanned<Chunk>>);

/// Reads one field, whose `@string`s stand already in place.
pub(crate) fn read<'a>(
    name: &'a str,
    field: &[Spanned<RawChunk<'a>>],
) -> Result<Chunks, ParseError> {
    let signed: Vec<Option<String>> = field
        .iter()
        .map(|chunk| match chunk.v {
            RawChunk::Normal(text) => sign(text),
            RawChunk::Abbreviation(_) => None,
        })
        .collect();
    let chunks = field
        .iter()
        .zip(&signed)
        .map(|(chunk, signed)| match (signed, &chunk.v) {
            (Some(text), RawChunk::Normal(_)) => {
                Spanned::new(RawChunk::Normal(text), chunk.span.clone())
            }
            _ => chunk.clone(),
        })
        .collect();
    let alone = RawBibliography {
        preamble: String::new(),
        entries: vec![Spanned::new(
            RawEntry {
                key: Spanned::new("k", 0..0),
                kind: Spanned::new("misc", 0..0),
                fields: vec![biblatex::Pair {
                    key: Spanned::new(lookup(name), 0..0),
                    value: Spanned::new(chunks, 0..0),
                }],
            },
            0..0,
        )],
        abbreviations: Vec::new(),
    };
    let entry = Bibliography::from_raw(alone)?.into_iter().next();
    let chunks = entry.and_then(|entry| entry.get(lookup(name)).map(<[_]>::to_vec));
    Ok(Chunks(chunks.unwrap_or_default()))
}

/// Names of links would send biblatex after other entries.
fn lookup(name: &str) -> &str {
    match name {
        "crossref" | "xdata" | "xref" | "ids" => "note",
        _ => name,
    }
}

/// Puts signs around arguments of marking commands; none where there are none.
fn sign(text: &str) -> Option<String> {
    if !text.contains('\\') {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    // What closes each open brace: a sign, or the brace itself.
    let mut open: Vec<bool> = Vec::new();
    let mut rest = text;
    let mut found = false;
    while let Some(c) = rest.chars().next() {
        let marked = match c {
            '\\' | '{' => MARKS.iter().find(|(command, ..)| rest.starts_with(command)),
            _ => None,
        };
        match (marked, c) {
            (Some((command, sign, _)), _) => {
                found = true;
                open.push(true);
                out.push(*sign);
                rest = &rest[command.len()..];
                continue;
            }
            (None, '\\') => {
                out.push(c);
                rest = &rest[1..];
                if let Some(escaped @ ('{' | '}' | '\\')) = rest.chars().next() {
                    out.push(escaped);
                    rest = &rest[1..];
                }
                continue;
            }
            (None, '{') => {
                open.push(false);
                out.push(c);
            }
            (None, '}') => match open.pop() {
                Some(true) => out.push(END),
                Some(false) | None => out.push(c),
            },
            (None, _) => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    // Braces that do not close are for biblatex to report.
    (found && open.is_empty()).then_some(out)
}

impl Chunks {
    /// The chunks, for names.
    pub(crate) fn raw(&self) -> Vec<Spanned<Chunk>> {
        let clean = |text: &str| text.replace(|c| sign_of(c).is_some(), "");
        let chunk = |chunk: &Chunk| match chunk {
            Chunk::Normal(text) => Chunk::Normal(clean(text)),
            Chunk::Verbatim(text) => Chunk::Verbatim(clean(text)),
            Chunk::Math(text) => Chunk::Math(text.clone()),
        };
        let chunks = self.0.iter();
        chunks
            .map(|piece| Spanned::new(chunk(&piece.v), piece.span.clone()))
            .collect()
    }

    /// The words with their marks.
    pub(crate) fn words(&self) -> Words {
        let mut out = Words::default();
        let mut open: Vec<Mark> = Vec::new();
        for chunk in &self.0 {
            let (text, kept) = match &chunk.v {
                Chunk::Normal(text) => (text, None),
                Chunk::Verbatim(text) => (text, Some(Mark::Kept)),
                Chunk::Math(tex) => {
                    math(tex, &mut out);
                    continue;
                }
            };
            let mut rest = text.as_str();
            while let Some((at, sign)) = rest
                .char_indices()
                .find_map(|(at, c)| Some((at, sign_of(c)?)))
            {
                out.push(&rest[..at], open.last().copied().or(kept));
                match sign {
                    Some(mark) => open.push(mark),
                    None => drop(open.pop()),
                }
                rest = &rest[at + END.len_utf8()..];
            }
            out.push(rest, open.last().copied().or(kept));
        }
        out
    }
}

/// Whether a character is a sign, and the mark that it opens.
fn sign_of(c: char) -> Option<Option<Mark>> {
    if c == END {
        return Some(None);
    }
    let opened = MARKS.iter().find(|(_, sign, _)| *sign == c);
    opened.map(|(.., mark)| Some(*mark))
}

/// Simple math: letters, Greek letters, `^{…}` and `_{…}`. What is more stays as
/// written, so that nothing is lost.
fn math(tex: &str, out: &mut Words) {
    let mut rest = tex;
    while let Some(c) = rest.chars().next() {
        let mark = match c {
            '^' => Some(Mark::Superscript),
            '_' => Some(Mark::Subscript),
            _ => None,
        };
        if let Some(mark) = mark {
            let behind = &rest[1..];
            let (inner, after) = match behind.strip_prefix('{') {
                Some(inner) => inner.split_once('}').unwrap_or((inner, "")),
                None => {
                    let length = match behind.starts_with('\\') {
                        true => 1 + letters(&behind[1..]),
                        false => behind.chars().next().map_or(0, char::len_utf8),
                    };
                    behind.split_at(length)
                }
            };
            out.push(&plain_math(inner), Some(mark));
            rest = after;
            continue;
        }
        let end = rest.find(['^', '_']).unwrap_or(rest.len());
        out.push(&plain_math(&rest[..end]), Some(Mark::Kept));
        rest = &rest[end..];
    }
}

fn letters(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_alphabetic).count()
}

/// Math without its commands: `\alpha` as α, braces and spaces gone.
fn plain_math(tex: &str) -> String {
    let mut out = String::new();
    let mut rest = tex;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let (name, after) = rest.split_at(letters(rest));
                rest = after.strip_prefix(' ').unwrap_or(after);
                match SIGNS.iter().find(|(known, _)| *known == name) {
                    Some((_, sign)) => out.push_str(sign),
                    None if name.is_empty() => {}
                    None => {
                        out.push('\\');
                        out.push_str(name);
                    }
                }
            }
            '{' | '}' => {}
            '-' => out.push('−'),
            _ => out.push(c),
        }
    }
    out
}

const SIGNS: [(&str, &str); 47] = [
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("times", "×"),
    ("pm", "±"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("approx", "≈"),
    ("sim", "∼"),
    ("cdot", "·"),
    ("circ", "°"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("infty", "∞"),
    ("mathrm", ""),
    ("mathit", ""),
    ("text", ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tex: &str) -> Words {
        let field = [Spanned::new(RawChunk::Normal(tex), 0..tex.len())];
        read("title", &field).ok().unwrap().words()
    }

    #[test]
    fn tex_becomes_words_with_marks() {
        let title = words(
            r"The \emph{in vitro} {DNA} of H\textsubscript{2}O, $\beta$-cells, $^{99m}$Tc & \'Etude",
        );
        assert_eq!(
            title.text,
            "The in vitro DNA of H2O, β-cells, 99mTc & Étude"
        );
        let marks: Vec<_> = title
            .marks
            .iter()
            .map(|(range, mark)| (&title.text[range.clone()], *mark))
            .collect();
        assert_eq!(
            marks,
            [
                ("in vitro", Mark::Emphasis),
                ("DNA", Mark::Kept),
                ("2", Mark::Subscript),
                ("β", Mark::Kept),
                ("99m", Mark::Superscript),
            ]
        );
        assert_eq!(words(r"{\em all}").text, "all");
        assert_eq!(words(r"100\% \{x\}").text, "100% {x}");
    }
}
