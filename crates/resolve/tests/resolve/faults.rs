//! Fields and images that are there or not.

use pamphlet_core::profile::Unfilled;
use pamphlet_core::span::Spanned;

use crate::case::Case;

const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>";

#[test]
fn fields_take_the_librarys_and_the_articles_values() {
    let mut case = Case::new("Call {{contact.phone}}, leaflet {{custom.no}}.");
    case.field("contact.phone", "555")
        .field("contact.fax", "556");
    case.front(|front| front.custom = vec![("no".into(), Spanned::made("L7".into()))]);
    assert_eq!(case.says()[1], "Call 555, leaflet L7.");
    assert_eq!(case.edition().fields.len(), 2);
}

#[test]
fn a_field_without_value_is_an_error_or_a_blank() {
    let mut case = Case::new("{{contact.phon}} {{contact.room}} {{zebra}} {{custom.no}}");
    case.field("contact.phone", "555");
    assert_eq!(
        case.faults(),
        [
            "error[unknown-field] leaflets/gh/article.md:1:1 the field `contact.phon` has no value (did you mean `{{contact.phone}}`?)",
            "error[unknown-field] leaflets/gh/article.md:1:18 the field `contact.room` has no value (did you mean `{{contact.phone}}`?)",
            "error[unknown-field] leaflets/gh/article.md:1:35 the field `zebra` has no value (give it a value in the library's `pamphlet.toml`)",
            "error[unknown-field] leaflets/gh/article.md:1:45 the field `custom.no` has no value (give it a value in the article's `custom:`)",
        ]
    );
    case.profile.fields = Unfilled::Blank;
    let names: Vec<_> = case
        .faults()
        .iter()
        .map(|f| f.split('`').nth(1).unwrap().to_owned())
        .collect();
    assert_eq!(names, ["zebra", "custom.no"]);
}

#[test]
fn images_are_found_from_the_file_that_they_stand_in() {
    let mut case =
        Case::new("![A](img/a.svg)\nIn a line ![B](../b.svg).\n+ blocks/help.md ![C](c.svg)");
    case.assets = std::mem::take(&mut case.assets)
        .with("leaflets/gh/img/a.svg", SVG)
        .with("leaflets/b.svg", SVG)
        .with("blocks/c.svg", SVG);
    let paths: Vec<_> = case.edition().facts.images.into_values().collect();
    assert_eq!(
        paths,
        ["leaflets/gh/img/a.svg", "leaflets/b.svg", "blocks/c.svg"]
    );
}

#[test]
fn images_that_cannot_be_printed_are_all_named() {
    let mut case = Case::new(
        "![A](no.png)\n![B](../../../b.png)\n![C](bad.svg)\n![D](text.png)\n![E](mute.svg)",
    );
    case.assets = std::mem::take(&mut case.assets)
        .with(
            "leaflets/gh/bad.svg",
            "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        )
        .with("leaflets/gh/text.png", "hello")
        .with("leaflets/gh/mute.svg", "<svg viewBox='0 0 9 9'/>");
    let faults = case.faults();
    let heads: Vec<_> = faults
        .iter()
        .map(|fault| fault.split(" (").next().unwrap())
        .collect();
    assert_eq!(
        heads,
        [
            "error[image-missing] leaflets/gh/article.md:1:3 there is no image `leaflets/gh/no.png`",
            "error[image-outside] leaflets/gh/article.md:2:3 the image `../../../b.png` lies outside the library",
            "error[svg-forbidden] leaflets/gh/article.md:3:3 the image `bad.svg` cannot be used: the SVG has the element <script> at byte 40",
            "error[image-format] leaflets/gh/article.md:4:3 the image `text.png` cannot be used: the file is not a PNG, JPEG, WebP or SVG",
            "error[svg-namespace] leaflets/gh/article.md:5:3 the image `mute.svg` cannot be used: its <svg> lacks xmlns=\"http://www.w3.org/2000/svg\"",
        ]
    );
}
