//! Arbitrary bytes as clipped text, as a web page and as Markdown of some program.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_tests::inputs;

fuzz_target!(|bytes: &[u8]| inputs::text(bytes));
