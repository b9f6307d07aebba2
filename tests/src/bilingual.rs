//! A small article in two languages.

use pamphlet_core::Edition;

use crate::library::{self, Scratch};

/// Its source.
pub const SOURCE: &str = "---
title: Growth hormone
lang: en
purpose: What the hormone does
version: '2'
reviewed: 2026-01-15
license: CC BY 4.0
canonical-url: https://example.org/gh
---

# Fundamentals

[[growth hormone]] makes children grow [@ae2001]. Call {{contact.phone}}; see [](#how).

## When to call

::: use when-to-call
:::

### At night

Call too.

## How it works {#how}

It works.
";

/// Its translation.
pub const SPANISH: &str = "---
title: Hormona del crecimiento
keywords: [crecimiento]
---

# Fundamentos

La [[hormona del crecimiento]] hace crecer a los niños [@ae2001]. Llame al {{contact.phone}}; vea [](#how).

## Cuándo llamar

::: use when-to-call
:::

### De noche

También llame.

## Cómo actúa {#how}

Actúa.
";

const REFERENCES: &str = "@article{ae2001, author = {Ae, Bo}, title = {One}, journal = {J}, year = 2001, doi = {10.1000/a}}";

/// A library with one article in two languages, with everything that a translation shares or has anew.
pub fn bilingual() -> Scratch {
    let home = Scratch::new();
    home.write("pamphlet.toml", "[contact]\nphone = '555-0142'\n");
    home.write("blocks/when-to-call.md", "Call when you are worried.\n");
    home.write("blocks/when-to-call.es.md", "Llame si algo le preocupa.\n");
    home.write("gh/article.md", SOURCE);
    home.write("gh/article.es.md", SPANISH);
    home.write("gh/references.bib", REFERENCES);
    home.write(
        "gh/glossary.yaml",
        "gh:\n  term: growth hormone\n  definition: A signal of the body.\n",
    );
    home.write(
        "gh/glossary.es.yaml",
        "gh:\n  term: hormona del crecimiento\n  definition: Una señal del cuerpo.\n",
    );
    home
}

/// What a build of a library reports, a line each.
pub fn reported(home: &Scratch) -> String {
    let output = Scratch::new();
    let request = library::request(home.path(), output.path());
    library::reported(&library::build(&request)).join("\n")
}

/// The full edition of a file.
pub fn full(home: &Scratch, file: &str) -> Edition {
    let all = library::editions(home.path()).into_iter();
    let mut fits = all.filter(|(name, ..)| name == &format!("{file} (full)"));
    fits.next().expect("the edition").1
}
