//! Writes the page of the hand-made sample into a folder, to be looked at:
//! `cargo run -p pamphlet-html --example sample -- /tmp/look`.

#[path = "../tests/sample/mod.rs"]
mod sample;

use pamphlet_core::assets::MemoryAssets;
use pamphlet_html::{Options, Sibling};
use pamphlet_theme::Theme;

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let assets = MemoryAssets::new().with("sample/pulses.svg", sample::IMAGE);
    let sibling = |label: &str, href: &str, media_type: &str| Sibling {
        label: label.into(),
        href: href.into(),
        media_type: media_type.into(),
    };
    let options = Options {
        file_name: "sample.html".into(),
        siblings: vec![
            sibling("PDF", "sample.pdf", "application/pdf"),
            sibling("EPUB", "sample.epub", "application/epub+zip"),
        ],
        ..Options::default()
    };
    let edition = sample::edition();
    let rendered = pamphlet_html::render(&edition, &Theme::clinic(), &assets, &options)
        .expect("the sample is good");
    for (path, bytes) in rendered.files {
        let path = std::path::Path::new(&folder).join(path);
        std::fs::write(path, bytes).expect("the folder can be written to");
    }
}
