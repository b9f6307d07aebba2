//! Arbitrary bytes as Markdown.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_tests::inputs;

fuzz_target!(|bytes: &[u8]| inputs::markdown(bytes));
