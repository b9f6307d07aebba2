//! Pictures of the first pages of the sample's documents, held against those under `tests/pages`:
//! what moves there was meant to. `cargo xtask conformance --bless` takes the new ones.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::finding::Finding;
use super::validators::Validators;
use crate::process;

/// The documents, by the names of their files.
const PAGES: [&str; 5] = [
    "sermorelin",
    "sermorelin-handout",
    "sermorelin-large-print",
    "sermorelin-booklet",
    "sermorelin-proof",
];
/// Where the reference pictures lie, in the source tree.
pub const FOLDER: &str = "tests/pages";
/// Dots an inch: coarse enough for small files and for what one version of poppler sharpens and
/// another does not, fine enough to see every line of text move.
const DOTS: &str = "40";
/// The most that pictures may differ: on the average, in levels of 255, and how many of their
/// pixels in a hundred by more than [`CLEAR`] levels. Over the five pages, cairo instead of
/// poppler's own rasteriser, which is further away than another version of it, gives 4.2 to 8.2
/// levels and 2.0 to 4.7 pixels; a subtitle less, which moves what is below it, gives 10.4 to 19.9
/// and 6.7 to 13.4; the same page gives 0.6 to 1.1 and none, from having sixteen levels. That other
/// words stand on a page is the suite's business.
const MEAN: f64 = 9.0;
const SHARE: f64 = 5.5;
/// Levels by which a pixel differs clearly.
const CLEAR: u8 = 64;

/// Compares the pictures of the documents among `files`.
pub fn check(files: &[PathBuf], validators: &Validators, root: &Path) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (file, name) in ours(files) {
        let reference = root.join(FOLDER).join(name).with_extension("png");
        let drawn = draw(file, &validators.pdftoppm)?;
        let fault = match Gray::read(&reference) {
            Ok(expected) => drawn.difference(&expected),
            Err(error) => Some(format!("there is no reference picture: {error:#}")),
        };
        let hint = "`cargo xtask conformance --bless` takes the new page";
        let finding = |fault| Finding::new(file, "page", format!("{fault}; {hint}")).at("page 1");
        findings.extend(fault.map(finding));
    }
    Ok(findings)
}

/// Takes the pictures of the documents among `files` as the reference.
pub fn bless(files: &[PathBuf], validators: &Validators, root: &Path) -> Result<()> {
    let folder = root.join(FOLDER);
    fs::create_dir_all(&folder)?;
    for (file, name) in ours(files) {
        let drawn = draw(file, &validators.pdftoppm)?;
        drawn.write(&folder.join(name).with_extension("png"))?;
    }
    Ok(())
}

/// The files that have a reference picture, with its name.
fn ours(files: &[PathBuf]) -> impl Iterator<Item = (&PathBuf, &'static str)> {
    files.iter().filter_map(|file| {
        let stem = file.file_stem()?;
        let name = PAGES.into_iter().find(|name| stem == *name)?;
        Some((file, name))
    })
}

/// A picture in shades of gray, a byte a pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Gray {
    width: u32,
    height: u32,
    levels: Vec<u8>,
}

/// The first page.
fn draw(file: &Path, pdftoppm: &Path) -> Result<Gray> {
    let mut draw = Command::new(pdftoppm);
    draw.args(["-r", DOTS, "-gray", "-singlefile", "-f", "1", "-l", "1"]);
    let output = process::output(draw.arg(file))?;
    Gray::of_pgm(&output.stdout).with_context(|| format!("no picture of {}", file.display()))
}

impl Gray {
    /// Reads `P5 WIDTH HEIGHT 255` and the pixels behind it.
    fn of_pgm(bytes: &[u8]) -> Option<Gray> {
        let mut rest = bytes;
        let mut words = [0, 0, 0];
        let mut word = || -> Option<String> {
            let end = rest.iter().position(u8::is_ascii_whitespace)?;
            let word = String::from_utf8(rest[..end].to_vec()).ok()?;
            rest = &rest[end + 1..];
            Some(word)
        };
        (word()? == "P5").then_some(())?;
        for number in &mut words {
            *number = word()?.parse().ok()?;
        }
        let [width, height, _] = words;
        let levels = rest.get(..(width * height) as usize)?.to_vec();
        Some(Gray {
            width,
            height,
            levels,
        })
    }

    fn read(file: &Path) -> Result<Gray> {
        let opened = File::open(file).with_context(|| file.display().to_string())?;
        let mut decoder = png::Decoder::new(std::io::BufReader::new(opened));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info()?;
        let mut levels = vec![0; reader.output_buffer_size().context("a large picture")?];
        let info = reader.next_frame(&mut levels)?;
        if info.color_type != png::ColorType::Grayscale {
            bail!("{} is not in shades of gray", file.display());
        }
        levels.truncate(info.buffer_size());
        Ok(Gray {
            width: info.width,
            height: info.height,
            levels,
        })
    }

    /// Writes it with sixteen levels: they suffice to compare and make small files.
    fn write(&self, file: &Path) -> Result<()> {
        let output = BufWriter::new(File::create(file)?);
        let mut encoder = png::Encoder::new(output, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        let rows = self.levels.chunks(self.width as usize);
        let packed = rows.flat_map(|row| row.chunks(2).map(packed));
        let packed: Vec<u8> = packed.collect();
        encoder.write_header()?.write_image_data(&packed)?;
        Ok(())
    }

    /// What differs too much, if anything.
    fn difference(&self, expected: &Gray) -> Option<String> {
        let (width, height) = (expected.width, expected.height);
        if (self.width, self.height) != (width, height) {
            let (w, h) = (self.width, self.height);
            return Some(format!("{w} × {h} pixels instead of {width} × {height}"));
        }
        let apart = self.levels.iter().zip(&expected.levels);
        let apart: Vec<u8> = apart.map(|(a, b)| a.abs_diff(*b)).collect();
        let count = apart.len() as f64;
        let mean = apart.iter().map(|it| f64::from(*it)).sum::<f64>() / count;
        let clear = apart.iter().filter(|it| **it > CLEAR).count() as f64 / count * 100.0;
        (mean > MEAN || clear > SHARE).then(|| {
            format!(
                "it differs from its picture by {mean:.1} of 255 levels (most {MEAN}), \
                 and clearly in {clear:.1} of 100 pixels (most {SHARE})"
            )
        })
    }
}

/// Two pixels, or one at the end of a row, as one byte.
fn packed(pixels: &[u8]) -> u8 {
    let nibble = |level: u8| ((u16::from(level) * 15 + 127) / 255) as u8;
    let second = pixels.get(1).copied().unwrap_or_default();
    nibble(pixels[0]) << 4 | nibble(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn striped(every: usize) -> Gray {
        let levels = (0..30 * 41).map(|i| if i / 30 % every == 0 { 17 } else { 255 });
        Gray {
            width: 30,
            height: 41,
            levels: levels.collect(),
        }
    }

    #[test]
    fn a_line_that_moves_is_a_difference_and_a_shade_is_none() {
        let page = striped(5);
        let mut shaded = page.clone();
        shaded
            .levels
            .iter_mut()
            .for_each(|it| *it = it.saturating_sub(5));
        assert_eq!(shaded.difference(&page), None);
        let moved = striped(6).difference(&page).expect("a difference");
        assert!(moved.contains("clearly"), "{moved}");
        let smaller = Gray {
            width: 29,
            ..page.clone()
        };
        assert!(smaller.difference(&page).is_some());
    }

    #[test]
    fn a_picture_is_read_as_it_was_written() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let page = striped(3);
        page.write(file.path()).expect("written");
        assert_eq!(Gray::read(file.path()).expect("read"), page);
    }

    #[test]
    fn a_drawn_page_has_a_size() {
        let page = Gray::of_pgm(b"P5\n2 1\n255\n\x00\xff").expect("a picture");
        assert_eq!((page.width, page.height, page.levels), (2, 1, vec![0, 255]));
        assert_eq!(Gray::of_pgm(b"P5\n2 2\n255\n\x00\xff"), None);
    }
}
