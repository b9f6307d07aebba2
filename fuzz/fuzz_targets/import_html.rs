//! Arbitrary bytes as a web page: read or refused, and what is written reads
//! back without an error.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut page = b"<!doctype html>".to_vec();
    page.extend_from_slice(bytes);
    pamphlet_fuzz::import(&page);
});
