//! Arbitrary bytes as every data file: glossaries, bibliographies, locks, configuration.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_tests::inputs;

fuzz_target!(|bytes: &[u8]| inputs::data(bytes));
