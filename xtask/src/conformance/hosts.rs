//! Pages of somebody's own site that show fragments: what fragments do to a page without a fault.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::stand_in::StandIn;
use crate::project::{files_under, fresh_folder};

/// Writes the pages: one without any fragment, whose findings are faults of the page; every
/// fragment beside its neighbour in the list, so that an article meets its translations; and all of
/// them on one page.
pub fn pages(fragments: &[PathBuf], scratch: &Path) -> Result<Vec<StandIn>> {
    if fragments.is_empty() {
        return Ok(Vec::new());
    }
    let mut groups: Vec<&[PathBuf]> = vec![&[]];
    groups.extend(fragments.chunks(2));
    if fragments.len() > 2 {
        groups.push(fragments);
    }
    let mut pages = Vec::new();
    for (number, group) in groups.into_iter().enumerate() {
        let folder = scratch.join(format!("host-{number}"));
        fresh_folder(&folder)?;
        let file = folder.join("host.html");
        fs::write(&file, page(&bodies(group, &folder)?))?;
        pages.push(StandIn {
            of: match group {
                [one] | [one, _] => one,
                // A fault of all of them, or of none.
                _ => &file,
            }
            .clone(),
            place: match group {
                [] | [_] => "in a page".into(),
                [_, other] => format!("in a page beside {}", name(other)?),
                all => format!("in a page of {} fragments", all.len()),
            },
            file,
        });
    }
    Ok(pages)
}

/// The text of fragments, whose images are put beside the page.
fn bodies(fragments: &[PathBuf], folder: &Path) -> Result<String> {
    let mut bodies = String::new();
    for fragment in fragments {
        bodies.push_str(&fs::read_to_string(fragment)?);
        let stem = name(fragment)?;
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let beside = fragment.parent().context("a file without a folder")?;
        for image in files_under(beside)? {
            let image_name = name(&image)?;
            let number = image_name.strip_prefix(stem).unwrap_or_default();
            if image.parent() != Some(beside) || !number.starts_with('-') {
                continue;
            }
            let copy = folder.join(image_name);
            if copy.exists() {
                bail!("two fragments have an image {image_name}: judge their folders apart");
            }
            fs::copy(&image, copy)?;
        }
    }
    Ok(bodies)
}

fn name(file: &Path) -> Result<&str> {
    let name = file.file_name().and_then(|name| name.to_str());
    name.with_context(|| format!("{} has no name in UTF-8", file.display()))
}

/// A page with the landmarks and ids that sites have, and no rule for what it shows.
fn page(fragments: &str) -> String {
    format!(
        r##"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Leaflets</title>
<style>
:root {{ color-scheme: light dark; font-family: Host, sans-serif; line-height: 1.5; }}
body {{ max-width: 44rem; margin: 0 auto; padding: 0 1rem; background: #fff; color: #111; }}
@media (prefers-color-scheme: dark) {{ body {{ background: #111; color: #eee; }} }}
</style>
</head>
<body>
<header><p>Our clinic</p></header>
<nav aria-label="Site"><ul><li><a href="#content">Leaflets</a></li></ul></nav>
<main id="content">
<h1>Leaflets</h1>
{fragments}</main>
<aside aria-label="News"><h2>News</h2><p>We are open.</p></aside>
<footer><p>Our clinic</p></footer>
</body>
</html>
"##
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of the pages for so many fragments, each of which has an image.
    fn places(count: usize) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |number| {
            let file = folder.path().join(format!("f{number}.html"));
            fs::write(&file, format!("<p>{number}</p>")).expect("written");
            fs::write(folder.path().join(format!("f{number}-1.png")), "").expect("written");
            file
        };
        let fragments: Vec<_> = (0..count).map(write).collect();
        let pages = pages(&fragments, &folder.path().join("scratch")).expect("pages");
        for page in pages.iter().filter(|it| it.of != it.file) {
            let text = fs::read_to_string(&page.file).expect("a page");
            let own = name(&page.of).expect("a name");
            assert!(text.contains(&format!("<p>{}</p>", &own[1..2])), "{text}");
            let image = own.replace(".html", "-1.png");
            assert!(page.file.with_file_name(image).exists());
        }
        pages.into_iter().map(|it| it.place).collect()
    }

    #[test]
    fn a_fragment_stands_beside_another_and_beside_all_and_one_page_has_none() {
        let expected = [
            "in a page",
            "in a page beside f1.html",
            "in a page",
            "in a page of 3 fragments",
        ];
        assert_eq!(places(3), expected);
        assert_eq!(places(2), expected[..2]);
        assert_eq!(places(1), ["in a page", "in a page"]);
        assert!(places(0).is_empty());
    }
}
