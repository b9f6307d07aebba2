//! Arbitrary bytes as a library's own words of a language.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_tests::inputs;

fuzz_target!(|bytes: &[u8]| {
    let _ = inputs::words(bytes);
});
