//! Arbitrary bytes as a Word document, and as the body of one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_tests::inputs;

fuzz_target!(|bytes: &[u8]| {
    let _ = inputs::docx(bytes);
});
