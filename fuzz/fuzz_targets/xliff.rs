//! Arbitrary text as a file that came back from a translator.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_core::Sources;

fuzz_target!(|text: &str| {
    let mut sources = Sources::new();
    let file = sources.add("back.xlf", text);
    if let Ok(document) = pamphlet_translate::read(text, file) {
        // What was read is written and read again.
        let written = pamphlet_translate::write(&document);
        let file = sources.add("again.xlf", written.as_str());
        assert!(pamphlet_translate::read(&written, file).is_ok(), "{written}");
    }
});
