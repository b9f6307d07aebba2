//! Arbitrary bytes as Markdown of some program: read or refused, and what is
//! written reads back without an error.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut text = b"---\ntitle: x\n---\n".to_vec();
    text.extend_from_slice(bytes);
    pamphlet_fuzz::import(&text);
});
