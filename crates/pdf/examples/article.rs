//! Renders the tests' sample edition, for those who design a theme:
//! `cargo run --release -p pamphlet-pdf --example article -- OUT [TIMES]`.

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Instant;

use pamphlet_pdf::{Options, Worker, evict, render};
use pamphlet_theme::Theme;

fn main() {
    let mut args = std::env::args().skip(1);
    let out = args.next().unwrap_or_else(|| ".".into());
    let times: usize = args.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let edition = support::edition();
    let options = Options {
        file_name: "sample.pdf".into(),
        emit_typst: true,
        ..Options::default()
    };
    let _worker = Worker::here();
    for _ in 0..times {
        let start = Instant::now();
        let theme = Theme::clinic();
        let made = render(&edition, &theme, &support::assets(), &options);
        match made {
            Ok(rendered) => {
                eprintln!("{:?}, {} pages", start.elapsed(), rendered.pages.len());
                for (name, bytes) in rendered.files {
                    let path = std::path::Path::new(&out).join(name);
                    std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
                    std::fs::write(path, bytes).expect("written");
                }
            }
            Err(faults) => faults
                .iter()
                .for_each(|f| eprintln!("{}: {} {:?} {:?}", f.name, f.message, f.span, f.hints)),
        }
        evict(2);
    }
}
