//! Arbitrary bytes as an article through the whole road and all default targets.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pamphlet_tests::inputs;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    inputs::road(bytes, folder.path());
});
