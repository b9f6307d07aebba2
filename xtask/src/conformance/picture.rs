//! Small pictures of pages in shades of gray, held against those under `tests/pages`: what moves there
//! was meant to. `cargo xtask conformance --bless` takes the new ones.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Where the reference pictures lie, in the source tree.
const FOLDER: &str = "tests/pages";
/// The most bytes of one of them.
const LARGEST: u64 = 20 * 1024;
/// Levels by which a pixel differs clearly.
const CLEAR: u8 = 64;

/// The most that two pictures may differ.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    /// On the average, in levels of 255.
    pub mean: f64,
    /// How many pixels in a hundred by more than [`CLEAR`] levels.
    pub share: f64,
}

/// What a picture has to do with the one under its name.
pub enum Use<'a> {
    /// It is compared with that in a source tree.
    Compare(&'a Path),
    /// It becomes that in a source tree.
    Bless(&'a Path),
}

impl Use<'_> {
    /// The source tree.
    pub fn root(&self) -> &Path {
        match self {
            Use::Compare(root) | Use::Bless(root) => root,
        }
    }

    /// What is wrong with a picture, if anything.
    pub fn of(&self, drawn: &Gray, name: &str, most: Tolerance) -> Result<Option<String>> {
        match self {
            Use::Bless(root) => {
                fs::create_dir_all(root.join(FOLDER))?;
                drawn.write(&place(root, name)).map(|()| None)
            }
            Use::Compare(root) => {
                let fault = match Gray::read(&place(root, name)) {
                    Ok(expected) => drawn.difference(&expected, most),
                    Err(error) => Some(format!("there is no reference picture: {error:#}")),
                };
                let hint = "`cargo xtask conformance --bless` takes the new page";
                Ok(fault.map(|fault| format!("{fault}; {hint}")))
            }
        }
    }
}

fn place(root: &Path, name: &str) -> PathBuf {
    root.join(FOLDER).join(name).with_extension("png")
}

/// A picture in shades of gray, a byte a pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gray {
    width: u32,
    height: u32,
    levels: Vec<u8>,
}

impl Gray {
    /// Reads `P5 WIDTH HEIGHT 255` and the pixels behind it.
    pub fn of_pgm(bytes: &[u8]) -> Option<Gray> {
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

    /// Reads a PNG file, in colours too.
    pub fn read(file: &Path) -> Result<Gray> {
        let opened = File::open(file).with_context(|| file.display().to_string())?;
        let mut decoder = png::Decoder::new(std::io::BufReader::new(opened));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info()?;
        let mut bytes = vec![0; reader.output_buffer_size().context("a large picture")?];
        let info = reader.next_frame(&mut bytes)?;
        bytes.truncate(info.buffer_size());
        let levels = match info.color_type.samples() {
            1 => bytes,
            samples @ (3 | 4) => bytes.chunks(samples).map(luminance).collect(),
            _ => bail!("{} has transparent shades", file.display()),
        };
        Ok(Gray {
            width: info.width,
            height: info.height,
            levels,
        })
    }

    /// The same with `times` by `times` pixels made one of their average; what is left over at the
    /// right and below is cut.
    pub fn shrunk(&self, times: u32) -> Gray {
        let (width, height) = (self.width / times, self.height / times);
        let average = |x: u32, y: u32| {
            let rows = (y * times..(y + 1) * times).map(|row| row * self.width + x * times);
            let pixels = rows.flat_map(|from| &self.levels[from as usize..(from + times) as usize]);
            let sum: u32 = pixels.map(|it| u32::from(*it)).sum();
            (sum / (times * times)) as u8
        };
        let levels = (0..height).flat_map(|y| (0..width).map(move |x| average(x, y)));
        Gray {
            levels: levels.collect(),
            width,
            height,
        }
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
        match fs::metadata(file)?.len() {
            0..=LARGEST => Ok(()),
            size => bail!("{} has {size} bytes, more than {LARGEST}", file.display()),
        }
    }

    /// What differs too much, if anything.
    fn difference(&self, expected: &Gray, most: Tolerance) -> Option<String> {
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
        (mean > most.mean || clear > most.share).then(|| {
            format!(
                "it differs from its picture by {mean:.1} of 255 levels (most {}), \
                 and clearly in {clear:.1} of 100 pixels (most {})",
                most.mean, most.share
            )
        })
    }
}

/// How light a pixel of red, green and blue is (ITU-R BT.601).
fn luminance(pixel: &[u8]) -> u8 {
    let [red, green, blue] = [0, 1, 2].map(|i| u32::from(pixel[i]));
    ((299 * red + 587 * green + 114 * blue + 500) / 1000) as u8
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

    const MOST: Tolerance = Tolerance {
        mean: 9.0,
        share: 5.5,
    };

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
        assert_eq!(shaded.difference(&page, MOST), None);
        let moved = striped(6).difference(&page, MOST).expect("a difference");
        assert!(moved.contains("clearly"), "{moved}");
        let smaller = Gray {
            width: 29,
            ..page.clone()
        };
        assert!(smaller.difference(&page, MOST).is_some());
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

    #[test]
    fn a_picture_in_colours_is_read_as_shades_and_shrinks_to_averages() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let mut encoder = png::Encoder::new(File::create(file.path()).expect("it"), 3, 2);
        encoder.set_color(png::ColorType::Rgb);
        let pixels = [[0; 3], [255; 3], [9, 9, 9], [255; 3], [0; 3], [255, 0, 0]].concat();
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&pixels).expect("pixels");
        writer.finish().expect("an end");
        let page = Gray::read(file.path()).expect("read");
        assert_eq!(page.levels, [0, 255, 9, 255, 0, 76]);
        let small = page.shrunk(2);
        assert_eq!((small.width, small.height, small.levels), (1, 1, vec![127]));
    }

    #[test]
    fn a_reference_that_is_large_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let noise =
            (0..400_u64 * 400).map(|i| (i.wrapping_mul(i).wrapping_mul(2_654_435_761) >> 13) as u8);
        let page = Gray {
            width: 400,
            height: 400,
            levels: noise.collect(),
        };
        let refused = Use::Bless(folder.path())
            .of(&page, "noise", MOST)
            .unwrap_err();
        assert!(refused.to_string().contains("more than 20480"), "{refused}");
    }
}
