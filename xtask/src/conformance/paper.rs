//! Paper as a reader meets it, measured with poppler and zbar on the finished file: sizes of type,
//! characters a line, margins, and whether a telephone reads the code. No page is transparent: what
//! prints through PostScript makes a picture of such a page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::finding::Finding;
use super::validators::Validators;
use crate::process;

/// What is asked of files whose names end so: smallest type in points, most characters a line.
const KINDS: [(&str, f64, usize); 3] = [
    ("-large-print.pdf", 16.0, 65),
    ("-handout.pdf", 7.0, 90),
    ("-booklet.pdf", 7.0, 140),
];
/// The least margin of what is handed over: 8 mm in points.
const MARGIN: f64 = 22.6;
/// How finely pages are drawn for the reader of codes, in dots an inch.
const DOTS: &str = "150";

/// Measures PDF files of the kinds that are handed over.
pub fn check(files: &[PathBuf], validators: &Validators, scratch: &Path) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (index, file) in files.iter().enumerate() {
        if is_transparent(&std::fs::read(file)?) {
            let message =
                "text or lines that let others through: a printer makes a picture of the page";
            findings.push(Finding::new(file, "transparency", message));
        }
        let name = file.to_string_lossy();
        let Some((_, least, most)) = KINDS.iter().find(|(end, ..)| name.ends_with(end)) else {
            continue;
        };
        let mut layout = Command::new(&validators.pdftohtml);
        layout
            .args(["-xml", "-i", "-stdout", "-zoom", "1"])
            .arg(file);
        findings.extend(measure(file, &process::stdout(&mut layout)?, *least, *most));
        let folder = scratch.join(format!("paper-{index}"));
        std::fs::create_dir_all(&folder)?;
        findings.extend(codes(file, validators, &folder)?);
    }
    Ok(findings)
}

/// Whether a file sets the alpha of what it draws (ISO 32000-1, 11.6.4.4). Its dictionaries are not
/// packed, as PDF/A has it of this writer.
fn is_transparent(pdf: &[u8]) -> bool {
    let sets = |key: &[u8]| {
        let mut places = pdf.windows(key.len() + 2).filter(|it| it.starts_with(key));
        places.any(|it| it[key.len()] == b' ' && it[key.len() + 1] == b'0')
    };
    sets(b"/ca") || sets(b"/CA")
}

/// The faults of a layout as `pdftohtml -xml` gives it: lines of `<page>`, `<fontspec>` and `<text>`.
fn measure(file: &Path, layout: &str, least: f64, most: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut page = (String::new(), 0.0);
    // Characters by their place on the page and where they end, since one line may come in several
    // pieces; what stands further away is a line of its own, such as the page's number in a foot.
    let mut lines: BTreeMap<i64, (usize, f64, f64)> = BTreeMap::new();
    let mut texts = 0;
    for line in layout.lines() {
        // Where a page has links, poppler talks of them before its element.
        let line = &line[line.find('<').unwrap_or(0)..];
        let number = |name: &str| attribute(line, name).and_then(|it| it.parse::<f64>().ok());
        if line.starts_with("<fontspec") {
            if let Some(size) = number("size").filter(|size| *size < least) {
                let message = format!("type of {size} pt, the least is {least} pt");
                findings.push(Finding::new(file, "type-size", message).at(&page.0));
            }
        } else if line.starts_with("<page") {
            let label = attribute(line, "number").unwrap_or("?");
            page = (format!("page {label}"), number("width").unwrap_or(0.0));
            lines.clear();
        } else if line.starts_with("<text") {
            texts += 1;
            let (left, width) = (
                number("left").unwrap_or(0.0),
                number("width").unwrap_or(0.0),
            );
            let text = plain(line);
            let top = number("top").unwrap_or(0.0) as i64;
            let (count, from, to) = lines.entry(top).or_insert((0, left, left));
            if (left - *to).max(*from - left - width) > number("height").unwrap_or(0.0) {
                *count = 0;
            }
            (*from, *to) = (left, left + width);
            *count += text.chars().filter(|c| is_measured(*c)).count();
            if *count > most {
                let message = format!("a line of {count} characters, the most is {most}: {text}");
                findings.push(Finding::new(file, "line-length", message).at(&page.0));
                *count = 0;
            }
            if left < MARGIN || left + width > page.1 - MARGIN {
                let message = format!("text nearer than 8 mm to the edge: {text}");
                findings.push(Finding::new(file, "margin", message).at(&page.0));
            }
        }
    }
    if texts == 0 {
        findings.push(Finding::new(
            file,
            "no-text",
            "no text was found to measure",
        ));
    }
    findings
}

/// The value of an attribute in a line of markup.
fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let start = line.find(&format!(" {name}=\""))? + name.len() + 3;
    let rest = &line[start..];
    Some(&rest[..rest.find('"')?])
}

/// The words of a `<text>` element; an entity counts as the one character that it is.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '<' => rest.find('>').map(|end| end + 1),
            '&' => rest.find(';').map(|end| {
                out.push('&');
                end + 1
            }),
            _ => None,
        };
        let length = skipped.unwrap_or_else(|| {
            out.push(c);
            c.len_utf8()
        });
        rest = &rest[length..];
    }
    out
}

/// Compares the addresses that codes have as their text alternatives with what zbar reads from the
/// drawn pages.
fn codes(file: &Path, validators: &Validators, folder: &Path) -> Result<Vec<Finding>> {
    let mut structure = Command::new(&validators.qpdf);
    structure.args(["--json", "--json-key=qpdf"]).arg(file);
    let wanted = addresses(&process::stdout(&mut structure)?);
    let mut draw = Command::new(&validators.pdftoppm);
    draw.args(["-r", DOTS, "-gray", "-png"]).arg(file);
    process::stdout(draw.arg(folder.join("page")))?;
    let mut read = Vec::new();
    let mut pages: Vec<_> = std::fs::read_dir(folder)?.collect::<std::io::Result<_>>()?;
    pages.sort_by_key(std::fs::DirEntry::file_name);
    for page in pages {
        let mut reader = Command::new(&validators.zbarimg);
        reader
            .args(["-q", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(page.path());
        // It ends with 4 where there is no code.
        let output = process::output(&mut reader)?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        read.extend(text.lines().map(str::to_owned));
    }
    let missing = wanted.iter().filter(|it| !read.contains(it));
    Ok(missing
        .map(|it| {
            Finding::new(
                file,
                "code",
                format!("no page shows a code that reads {it}"),
            )
        })
        .collect())
}

/// Whether a character counts for the length of a line. What is known of how long a line
/// may be is known of Latin, Greek and Cyrillic letters; letters of Arabic and of Indian
/// scripts are narrower or several characters each, and poppler repeats some of these.
fn is_measured(c: char) -> bool {
    !('\u{590}'..'\u{1e00}').contains(&c) && !('\u{fb1d}'..='\u{fefc}').contains(&c)
}

/// The addresses in text alternatives of the form "QR code for ADDRESS".
fn addresses(structure: &str) -> Vec<String> {
    let alternatives = structure.lines().filter_map(|line| {
        let value = line.trim().strip_prefix("\"/Alt\": \"u:")?;
        let value = value.trim_end_matches(',').strip_suffix('"')?;
        let (before, _) = value.split_once("http")?;
        before
            .contains("QR")
            .then(|| value[before.len()..].to_owned())
    });
    alternatives.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: &str = r##" link to page 1 <page number="1" position="absolute" top="0" left="0" height="842" width="595">
	<fontspec id="0" size="18" family="A" color="#000000"/>
	<fontspec id="1" size="9" family="A" color="#000000"/>
<text top="100" left="72" width="200" height="18" font="0">Take <b>one</b> &amp; wait</text>
<text top="100" left="280" width="20" height="18" font="0">now</text>
<text top="100" left="480" width="40" height="18" font="0">and far away</text>
<text top="140" left="10" width="20" height="18" font="0">x</text>
</page>"##;

    #[test]
    fn small_type_long_lines_and_narrow_margins_are_found() {
        let found = measure(Path::new("a.pdf"), LAYOUT, 16.0, 16);
        let rules: Vec<_> = found.iter().map(|it| it.rule.as_str()).collect();
        assert_eq!(rules, ["type-size", "line-length", "margin"]);
        // What stands far away is no part of the line.
        let rest = measure(Path::new("a.pdf"), LAYOUT, 9.0, 18);
        assert_eq!(rest.len(), 1, "{rest:?}");
        assert_eq!(measure(Path::new("a.pdf"), "", 9.0, 17)[0].rule, "no-text");
        let arabic = LAYOUT.replace("Take", "هرمون النمو مع العمر");
        assert_eq!(measure(Path::new("a.pdf"), &arabic, 9.0, 20).len(), 1);
    }

    #[test]
    fn what_is_drawn_with_alpha_is_found() {
        assert!(is_transparent(b"<</Type/ExtGState/ca 0.5>>"));
        assert!(is_transparent(b"<</Type/ExtGState/CA 0>>"));
        assert!(!is_transparent(b"<</Type/ExtGState/ca 1/CA 1>>/Catalog 0"));
    }

    #[test]
    fn the_address_of_a_code_is_in_its_text_alternative() {
        let structure =
            "\"/Alt\": \"u:A photo of http://a\",\n  \"/Alt\": \"u:Código QR de https://b/c\",";
        assert_eq!(addresses(structure), ["https://b/c"]);
    }
}
