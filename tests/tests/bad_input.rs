//! Bad input that only a disk can have, or that is too large to read in a case.

use std::fs;

use pamphlet_tests::library::{self, Scratch};

const FRONT: &str = "---\ntitle: T\nreviewed: 2026-11-01\n---\n\n";

/// What a build of an article with a body reports, in a library prepared by `prepare`.
fn reported(body: &str, prepare: impl FnOnce(&Scratch)) -> Vec<String> {
    let (home, output) = (Scratch::new(), Scratch::new());
    home.write("lib/pamphlet.toml", "");
    home.write("lib/a/article.md", format!("{FRONT}{body}"));
    prepare(&home);
    let built = library::build(&library::request(&home.path().join("lib"), output.path()));
    assert!(
        library::files(output.path()).is_empty(),
        "something was written"
    );
    library::reported(&built)
}

/// That there is one report, which starts so and says so.
fn assert_one(found: &[String], start: &str, says: &str) {
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].starts_with(start) && found[0].contains(says),
        "{found:#?}"
    );
}

#[cfg(unix)]
#[test]
fn an_image_outside_the_root_through_a_symlink() {
    let found = reported("![Out.](link.svg)\n", |home| {
        let outside = home.write("secret.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        std::os::unix::fs::symlink(outside, home.path().join("lib/a/link.svg")).expect("a link");
    });
    assert_one(&found, "error[", "a/article.md:6:");
}

#[test]
fn an_image_that_cannot_be_read() {
    let found = reported("![A folder.](a.png)\n", |home| {
        home.write("lib/a/a.png/x", "");
    });
    assert_one(&found, "error[", "a/article.md:6:");
}

#[test]
fn an_image_of_a_hundred_million_pixels() {
    let found = reported("![Huge.](huge.png)\n", |home| {
        home.write("lib/a/huge.png", png_header(10_000, 10_000));
    });
    assert_one(&found, "error[", "10000 × 10000");
}

#[test]
fn an_image_of_more_than_fifty_megabytes() {
    let found = reported("![Large.](large.png)\n", |home| {
        let path = home.write("lib/a/large.png", png_header(1, 1));
        let file = fs::OpenOptions::new()
            .write(true)
            .open(path)
            .expect("the file");
        file.set_len(60 << 20).expect("a sparse file");
    });
    assert_one(&found, "error[", "the limit is 50 MB");
}

#[test]
fn a_quote_twenty_thousand_deep() {
    let found = reported(&format!("{} Words.\n", ">".repeat(20_000)), |_| {});
    assert_one(&found, "error[", "a/article.md:6:");
}

#[test]
fn a_file_of_twenty_megabytes() {
    let found = reported(&"Words and words. ".repeat(1_200_000), |_| {});
    // The front matter is not read either, so the date is missing too.
    assert!(
        found[0].starts_with("error[file-too-large] a/article.md:1:1"),
        "{found:#?}"
    );
}

#[test]
fn an_article_folder_without_its_article() {
    let (home, output) = (Scratch::new(), Scratch::new());
    home.write("folder/notes.txt", "Words.");
    let built = library::build(&library::request(
        &home.path().join("folder"),
        output.path(),
    ));
    let found = library::reported(&built);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("article.md"), "{found:#?}");
}

#[test]
fn two_outputs_with_one_name() {
    let (home, output) = (Scratch::new(), Scratch::new());
    let one = home.write("one/same.md", "# One\n\nWords.\n");
    let two = home.write("two/same.md", "# Two\n\nWords.\n");
    let mut request = library::request(&one, output.path());
    request.paths.push(two);
    let found = library::reported(&library::build(&request));
    assert!(
        found.iter().any(|line| line.contains("same.html")),
        "{found:#?}"
    );
    assert!(library::files(output.path()).is_empty());
}

#[test]
fn an_output_folder_that_cannot_be() {
    let home = Scratch::new();
    let article = home.write("a.md", "# A\n\nWords.\n");
    let file = home.write("occupied", "a file, not a folder");
    let found = library::reported(&library::build(&library::request(&article, &file)));
    assert!(
        found
            .iter()
            .any(|line| line.starts_with("io: ") || line.starts_with("write: ")),
        "{found:#?}"
    );
    assert_eq!(
        fs::read(&file).ok().as_deref(),
        Some(&b"a file, not a folder"[..])
    );
}

#[test]
fn what_was_built_before_stays_whole() {
    let (home, output) = (Scratch::new(), Scratch::new());
    let article = home.write("a.md", format!("{FRONT}Words.\n"));
    let request = library::request(&article, output.path());
    let built = library::build(&request);
    assert!(
        built.as_ref().is_ok_and(|built| built.is_ok()),
        "{:#?}",
        library::reported(&built)
    );
    let before = library::files(output.path());
    assert_eq!(before.len(), 3, "{:?}", before.keys());
    home.write("a.md", format!("{FRONT}Words <u>with</u> a fault.\n"));
    let built = library::build(&request);
    assert!(!built.as_ref().is_ok_and(|built| built.is_ok()));
    assert!(before == library::files(output.path()), "outputs changed");
}

/// The first bytes of a PNG, enough to tell its size.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(width.to_be_bytes());
    chunk.extend(height.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    let crc = crc32(&chunk);
    png.extend(chunk);
    png.extend(crc.to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82");
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}
