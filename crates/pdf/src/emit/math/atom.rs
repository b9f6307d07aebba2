//! The smallest parts of equations: signs, numbers, names, and marks over them.

use pulldown_latex::event::{Content, DelimiterSize, DelimiterType, Dimension, DimensionUnit};

use crate::emit::code::{Code, Origin};

/// One sign, number, name or stretch of text.
pub(super) fn atom(content: &Content<'_>, code: &mut Code) {
    match content {
        Content::Text(text) | Content::Number(text) => code.text(text, Origin::NONE),
        Content::Function(name) => {
            code.raw("math.op(");
            code.string(name);
            code.raw(")");
        }
        Content::Ordinary { content, .. } => sign(&content.to_string(), code),
        Content::LargeOp { content, small } => {
            code.raw(if *small { "math.inline(" } else { "" });
            class("large", *content, code);
            code.raw(if *small { ")" } else { "" });
        }
        Content::BinaryOp { content, .. } => class("binary", *content, code),
        Content::Relation { content, .. } => {
            let mut buffer = [0; 8];
            let signs =
                String::from_utf8_lossy(content.encode_utf8_to_buf(&mut buffer)).into_owned();
            code.raw("math.class(\"relation\", {");
            for c in clusters(&signs) {
                sign(&c, code);
                code.raw(";");
            }
            code.raw("})");
        }
        Content::Delimiter { content, size, ty } => delimiter(*content, *size, *ty, code),
        Content::Punctuation(content) => class("punctuation", *content, code),
    }
}

/// Signs with the marks that combine with them.
fn clusters(signs: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for c in signs.chars() {
        match out.last_mut() {
            Some(last)
                if ('\u{300}'..='\u{36f}').contains(&c)
                    || ('\u{fe00}'..='\u{fe0f}').contains(&c) =>
            {
                last.push(c);
            }
            _ => out.push(c.to_string()),
        }
    }
    out
}

fn sign(sign: &str, code: &mut Code) {
    code.raw("sign(");
    code.string(sign);
    code.raw(")");
}

/// A sign of a class of spacing.
pub(super) fn class(name: &'static str, content: char, code: &mut Code) {
    code.raw("math.class(\"");
    code.raw(name);
    code.raw("\", ");
    sign(&content.to_string(), code);
    code.raw(")");
}

fn delimiter(content: char, size: Option<DelimiterSize>, ty: DelimiterType, code: &mut Code) {
    let name = match ty {
        DelimiterType::Open => "opening",
        DelimiterType::Close => "closing",
        DelimiterType::Fence => {
            code.raw("math.mid(");
            sign(&content.to_string(), code);
            code.raw(")");
            return;
        }
    };
    let Some(size) = size else {
        return class(name, content, code);
    };
    code.raw("math.lr(size: ");
    code.number(match size {
        DelimiterSize::Big => 1.2,
        DelimiterSize::BIG => 1.8,
        DelimiterSize::Bigg => 2.4,
        DelimiterSize::BIGG => 3.0,
    });
    code.raw("em, ");
    class(name, content, code);
    code.raw(")");
}

/// The call for a mark over its base.
pub(super) fn over(content: &Content<'_>) -> Option<&'static str> {
    let Content::Ordinary { content, stretchy } = content else {
        return None;
    };
    Some(match (content, stretchy) {
        ('‾' | '¯' | '_' | '―', true) => "math.overline(",
        ('⏞', _) => "math.overbrace(",
        ('⏜', _) => "math.overparen(",
        ('⎴', _) => "math.overbracket(",
        ('^' | 'ˆ' | '\u{302}', _) => "accented(\"\u{302}\", ",
        ('~' | '˜' | '\u{303}', _) => "accented(\"\u{303}\", ",
        ('‾' | '¯' | 'ˉ' | '\u{304}', false) => "accented(\"\u{304}\", ",
        ('.' | '˙' | '\u{307}', _) => "accented(\"\u{307}\", ",
        ('¨' | '\u{308}', _) => "accented(\"\u{308}\", ",
        ('→' | '\u{20d7}', _) => "accented(\"\u{20d7}\", ",
        ('´' | '\u{301}', _) => "accented(\"\u{301}\", ",
        ('`' | '\u{300}', _) => "accented(\"\u{300}\", ",
        ('˘' | '\u{306}', _) => "accented(\"\u{306}\", ",
        ('ˇ' | '\u{30c}', _) => "accented(\"\u{30c}\", ",
        _ => return None,
    })
}

/// The call for a mark under its base.
pub(super) fn under(content: &Content<'_>) -> Option<&'static str> {
    let Content::Ordinary { content, .. } = content else {
        return None;
    };
    Some(match content {
        '‾' | '_' | '¯' | '―' | '\u{332}' => "math.underline(",
        '⏟' => "math.underbrace(",
        '⏝' => "math.underparen(",
        '⎵' => "math.underbracket(",
        _ => return None,
    })
}

/// A length in sizes of the type; absolute ones as on a page of 10 points.
pub(super) fn em(length: Dimension) -> f64 {
    let value = f64::from(length.value);
    let points = match length.unit {
        DimensionUnit::Em => return value,
        DimensionUnit::Mu => return value / 18.0,
        DimensionUnit::Ex => return value * 0.45,
        DimensionUnit::Pt => 1.0,
        DimensionUnit::Pc => 12.0,
        DimensionUnit::In => 72.27,
        DimensionUnit::Bp => 1.00375,
        DimensionUnit::Cm => 28.45,
        DimensionUnit::Mm => 2.845,
        DimensionUnit::Dd => 1.07,
        DimensionUnit::Cc => 12.84,
        DimensionUnit::Sp => 1.0 / 65_536.0,
    };
    value * points / 10.0
}
