//! Arbitrary bytes as every data file: glossaries, bibliographies, configuration.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_core::Sources;

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::new();
    let _ = pamphlet_markdown::read_glossary("glossary.yaml", bytes, &mut sources);
    for format in &pamphlet_cite::FORMATS {
        let (references, _) = pamphlet_cite::read(format.file, bytes, &mut sources);
        let _ = pamphlet_cite::check(&references);
    }
    let lock = String::from_utf8_lossy(bytes);
    let _ = pamphlet_cite::read_lock(pamphlet_cite::LOCK_FILE, &lock, &mut sources);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = pamphlet_build::config::read("pamphlet.toml", text, &mut sources);
    }
});
