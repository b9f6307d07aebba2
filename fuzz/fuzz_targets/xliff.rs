//! Arbitrary text as a file that came back from a translator.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_tests::inputs;

fuzz_target!(|text: &str| {
    let _ = inputs::xliff(text);
});
