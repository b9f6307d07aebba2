//! Small files that every validator accepts, and the faults that make each of them object.

use unicode_bidi::BidiInfo;

use super::zip;

/// A web page without a fault.
pub fn html() -> String {
    r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sample</title>
<style>
:root { color-scheme: light dark; }
body { background: #fff; color: #111; }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } }
</style>
</head>
<body>
<main>
<h1>Sample</h1>
<p>Drink water.</p>
<details><summary>More</summary><p>Six cups a day.</p></details>
</main>
</body>
</html>
"#
    .to_string()
}

/// A body without a fault for somebody's page; its ids start with a name.
pub fn fragment(name: &str) -> String {
    format!(
        "<article lang=\"en\">\n<h2 id=\"{name}_x\">Sample</h2>\n<p>Drink water.</p>\n</article>\n"
    )
}

/// A book without a fault; `change` may spoil the text of an entry, given its name.
pub fn epub(change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let page = |title: &str, body: &str| {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>{title}</title></head>
<body>{body}</body>
</html>
"#
        )
    };
    let contents = r#"<nav epub:type="toc" role="doc-toc" aria-label="Contents"><ol><li><a href="text.xhtml">Sample</a></li></ol></nav>"#;
    let entries = [
        ("mimetype", "application/epub+zip".to_string()),
        ("META-INF/container.xml", CONTAINER.to_string()),
        ("book.opf", PACKAGE.to_string()),
        ("nav.xhtml", page("Contents", contents)),
        (
            "text.xhtml",
            page("Sample", "<main><h1>Sample</h1><p>Drink water.</p></main>"),
        ),
    ];
    let entries = entries.map(|(name, text)| (name, change(name, text)));
    let entries: Vec<_> = entries
        .iter()
        .map(|(name, text)| (*name, text.as_bytes()))
        .collect();
    zip::stored(&entries)
}

const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

const PACKAGE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:6ba7b811-9dad-11d1-80b4-00c04fd430c8</dc:identifier>
<dc:title>Sample</dc:title>
<dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Words only.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="text"/></spine>
</package>
"#;

/// An empty tagged page that is PDF/A-2a and PDF/UA-1; `change` may spoil the text of an object,
/// given its number.
pub fn pdf(change: impl Fn(usize, String) -> String) -> Vec<u8> {
    let metadata = format!(
        "<</Type/Metadata/Subtype/XML/Length {}>>stream\n{XMP}\nendstream",
        XMP.len()
    );
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Lang(en)/MarkInfo<</Marked true>>/Metadata 4 0 R\
         /ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot 5 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Tabs/S>>",
        &metadata,
        "<</Type/StructTreeRoot/K 6 0 R>>",
        "<</Type/StructElem/S/Document/P 5 0 R>>",
    ];
    let objects = objects.iter().enumerate();
    let objects = objects.map(|(index, object)| change(index + 1, object.to_string()));
    pdf_of(&objects.collect::<Vec<_>>())
}

/// The lines of `words_page`, as a page has them.
pub const LINES: [&str; 4] = [
    "اشرب الماء كل يوم في",
    "الصيف من 5 إلى 10 مرات.",
    "Drink a glass of water",
    "every day, 2.5 L in all.",
];

/// A web page that says what stands in `LINES`.
pub fn words_page() -> String {
    let [first, second, third, fourth] = LINES;
    format!("<!DOCTYPE html>\n<p lang=\"ar\">{first} {second}</p>\n<p>{third} {fourth}</p>\n")
}

/// A page with some lines, letter by letter as they are seen, in a font that has no glyph and
/// tells of each what it says.
pub fn words(lines: &[&str]) -> Vec<u8> {
    let code = |c: char| format!("<{:04x}>", u32::from(c));
    let mut shown = String::new();
    for (index, line) in lines.iter().enumerate() {
        let bidi = BidiInfo::new(line, None);
        let paragraph = &bidi.paragraphs[0];
        let seen = bidi.reorder_line(paragraph, paragraph.range.clone());
        let codes: String = seen
            .chars()
            .map(|c| format!("{:04x}", u32::from(c)))
            .collect();
        shown += &format!("BT/F 12 Tf 72 {} Td<{codes}>Tj ET\n", 720 - 40 * index);
    }
    let mut letters: Vec<char> = lines.iter().flat_map(|line| line.chars()).collect();
    letters.sort_unstable();
    letters.dedup();
    let says: String = letters
        .iter()
        .map(|c| format!("{0}{0}\n", code(*c)))
        .collect();
    let map = format!(
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n\
         /CMapName/S def/CMapType 2 def 1 begincodespacerange<0000><ffff>endcodespacerange\n\
         {} beginbfchar\n{says}endbfchar endcmap end end",
        letters.len()
    );
    let stream = |text: &str| format!("<</Length {}>>stream\n{text}\nendstream", text.len());
    pdf_of(&[
        "<</Type/Catalog/Pages 2 0 R>>".into(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".into(),
        stream(&shown),
        "<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>".into(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/S/DW 500/FontDescriptor 8 0 R\
         /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>".into(),
        stream(&map),
        "<</Type/FontDescriptor/FontName/S/Flags 4/FontBBox[0 -200 500 800]/ItalicAngle 0\
         /Ascent 800/Descent -200/CapHeight 700/StemV 80>>".into(),
    ])
}

/// A file of numbered objects.
fn pdf_of(objects: &[String]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = file.len();
    let size = objects.len() + 1;
    let id = "<00112233445566778899aabbccddeeff>";
    let end = format!(
        "xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R/ID[{id}{id}]>>\n\
         startxref\n{start}\n%%EOF\n"
    );
    file.extend(end.bytes());
    file
}

/// The document information, with PDF/A's description of the one schema PDF/A does not know.
const XMP: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Sample</rdf:li></rdf:Alt></dc:title>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#;
