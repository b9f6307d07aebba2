//! Lists of authors, as the styles write them: `Walker, Richard F.`,
//! `Khorram O, Yen SS`, `Khorram, O., & Yen, S. S.`, `World Health Organization`.

use pamphlet_core::reference::Name;
use pamphlet_core::span::Span;

/// A list of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The names in order.
    pub names: Vec<Name>,
    /// Whether it says that there are more.
    pub truncated: bool,
    /// Whether a comma had to be thought of.
    pub mended: bool,
    /// Whether its form leaves no doubt that these are persons.
    pub persons: bool,
}

/// How lists end that name not everybody.
const OTHERS: [&str; 16] = [
    "et al",
    "et. al",
    "and others",
    "y otros",
    "y cols",
    "y col",
    "u. a",
    "u.a",
    "and colleagues",
    "und andere",
    "e cols",
    "i in",
    "et coll",
    "et collaborateurs",
    "y colaboradores",
    "…",
];

/// Particles of family names.
const PARTICLES: [&str; 26] = [
    "van", "von", "de", "der", "den", "del", "della", "da", "das", "dos", "di", "du", "la", "le",
    "ten", "ter", "zu", "zur", "af", "al", "el", "bin", "ibn", "st.", "y", "vom",
];

/// Words that only bodies have in their names.
const BODIES: [&str; 70] = [
    "organization",
    "organisation",
    "institute",
    "institutes",
    "ministry",
    "society",
    "association",
    "clinic",
    "medicine",
    "university",
    "health",
    "nhs",
    "centers",
    "centre",
    "center",
    "department",
    "college",
    "foundation",
    "agency",
    "committee",
    "group",
    "hospital",
    "council",
    "academy",
    "federation",
    "trust",
    "network",
    "service",
    "services",
    "board",
    "commission",
    "office",
    "alliance",
    "collaboration",
    "consortium",
    "library",
    "press",
    "publication",
    "publications",
    "instituto",
    "ministerio",
    "sociedad",
    "asociación",
    "organización",
    "universidad",
    "hospital",
    "fundación",
    "agencia",
    "servicio",
    "centro",
    "gesellschaft",
    "institut",
    "bundesamt",
    "bundesministerium",
    "ministerium",
    "zentrum",
    "verband",
    "universität",
    "klinik",
    "stiftung",
    "kommission",
    "bundesinstitut",
    "team",
    "staff",
    "company",
    "zentrale",
    "bundeszentrale",
    "rki",
    "who",
    "cdc",
];

/// Whether a name has a word that only bodies have.
pub fn is_body(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric())
        .any(|word| BODIES.contains(&word.to_lowercase().as_str()))
}

/// One stretch between commas.
struct Part<'a> {
    text: &'a str,
    /// Whether "and" stands before it.
    last: bool,
}

/// Reads a list of names; none where it is none.
pub fn parse(list: &str) -> Option<People> {
    let list = list.trim().trim_end_matches([',', ':', ';', ' ']);
    let (list, truncated) = without_others(list);
    let list = trim_stop(list);
    if !list.contains(char::is_alphabetic) || list.len() > 2_000 {
        return None;
    }
    let mut people = match list.contains(';') {
        true => by_semicolon(list),
        false => by_comma(list),
    }?;
    people.truncated = truncated;
    (!people.names.is_empty()).then_some(people)
}

fn without_others(list: &str) -> (&str, bool) {
    let low = list.to_lowercase();
    if low.len() != list.len() {
        return (list, false);
    }
    let bare = low.trim_end_matches(['.', ',', ' ']);
    for others in OTHERS {
        let Some(rest) = bare.strip_suffix(others) else {
            continue;
        };
        if rest.is_empty() || rest.ends_with([' ', ',', ';']) || others == "…" {
            let kept = list[..rest.len()].trim_end_matches([' ', ',', ';', '&']);
            return (kept, true);
        }
    }
    (list, false)
}

/// Without a stop that belongs to no initial.
fn trim_stop(list: &str) -> &str {
    let Some(rest) = list.strip_suffix('.') else {
        return list;
    };
    let last = rest.rsplit([' ', '.', '-']).next().unwrap_or("");
    match last.chars().count() == 1 || matches!(last, "Jr" | "Sr") {
        true => list,
        false => rest,
    }
}

fn by_semicolon(list: &str) -> Option<People> {
    let mut people = People {
        persons: true,
        ..People::default()
    };
    for part in list.split(';').map(strip_and).filter(|it| !it.is_empty()) {
        match part.split_once(',') {
            Some((family, given)) => people.names.push(person(family.trim(), given.trim())),
            None => people.names.push(alone(part)),
        }
    }
    Some(people)
}

fn strip_and(part: &str) -> &str {
    let part = part.trim();
    let ands = ["and ", "& ", "y ", "und ", "et ", "e "];
    ands.iter()
        .find_map(|and| part.strip_prefix(and))
        .unwrap_or(part)
        .trim()
}

fn by_comma(list: &str) -> Option<People> {
    // "Smith J, Lee K.": the stop is the sentence's.
    let bare = list.strip_suffix('.').filter(|rest| {
        let last = rest.rsplit(',').next().unwrap_or("");
        !rest.contains('.')
            && words(last) > 1
            && !rest.contains(", ") | vancouver(first(rest)).is_some()
    });
    let list = bare.unwrap_or(list);
    let parts = parts(list);
    let mut people = People::default();
    if is_body(list)
        && !parts.iter().any(|part| initials(part.text))
        && vancouver(parts[0].text).is_none()
    {
        people.names.push(Name::body(list, Span::NONE));
        return Some(people);
    }
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let next = parts.get(at + 1);
        if let Some(name) = vancouver(part.text) {
            people.persons = true;
            people.names.push(name);
        } else if suffix(part.text) {
            if let Some(name) = people.names.last_mut() {
                name.suffix = Some(part.text.to_owned());
            }
        } else if let Some(given) = next.filter(|next| !next.last && initials(next.text)) {
            people.persons = true;
            people.names.push(person(part.text, given.text));
            at += 1;
        } else if let Some(name) = initials_first(part.text) {
            people.persons = true;
            people.names.push(name);
        } else if let Some((mine, other)) = next
            .filter(|_| at == 0 && family(part.text))
            .and_then(|next| run_together(next.text))
        {
            people.persons = true;
            people.mended = true;
            people.names.push(person(part.text, mine));
            people.names.push(other);
            at += 1;
        } else if let Some(given) = next.filter(|next| {
            let inverted = words(next.text) == 1 || (at == 0 && words(part.text) == 1);
            !next.last && inverted && family(part.text) && given(next.text)
        }) {
            people.persons = true;
            people.names.push(person(part.text, given.text));
            at += 1;
        } else {
            people.names.push(alone(part.text));
        }
        at += 1;
    }
    let odd = people
        .names
        .iter()
        .any(|name| name.family.split_whitespace().count() > 8);
    (!odd).then_some(people)
}

fn first(list: &str) -> &str {
    list.split(',').next().unwrap_or(list).trim()
}

/// The stretches between commas and "and".
fn parts(list: &str) -> Vec<Part<'_>> {
    let mut out = Vec::new();
    for part in list.split(',') {
        let mut rest = part.trim();
        let mut last = false;
        let stripped = strip_and(rest);
        if stripped.len() < rest.len() {
            last = true;
            rest = stripped;
        }
        const BETWEEN: [&str; 5] = [" and ", " & ", " und ", " et ", " y "];
        while let Some((at, and)) = BETWEEN
            .iter()
            .filter_map(|and| Some((rest.find(and)?, and)))
            .min()
        {
            // "University of Health and Medicine" is one name.
            out.push(Part {
                text: rest[..at].trim(),
                last,
            });
            rest = rest[at + and.len()..].trim();
            last = true;
        }
        out.push(Part { text: rest, last });
    }
    out.retain(|part| !part.text.is_empty());
    if out.is_empty() {
        out.push(Part {
            text: list,
            last: false,
        });
    }
    out
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// `O.`, `J.-P.`, `S. M.`, `GA`.
fn initials(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 24
        && text.split([' ', '.', '-', '‐', '‑']).all(initial_run)
        && text.contains(char::is_alphabetic)
}

fn initial_run(run: &str) -> bool {
    let count = run.chars().count();
    count == 0
        || (count <= 3 && run.chars().all(char::is_uppercase))
        || (count == 2 && matches!(run, "Ch" | "Th" | "Ph" | "Yu"))
}

/// A single initial with its stop.
fn dotted(word: &str) -> bool {
    word.ends_with('.') && initials(word)
}

fn suffix(text: &str) -> bool {
    matches!(
        text.trim_end_matches('.'),
        "Jr" | "Sr" | "II" | "III" | "IV" | "2nd" | "3rd"
    )
}

/// Whether words may be a family name.
fn family(text: &str) -> bool {
    let count = words(text);
    let last = text.split_whitespace().next_back().unwrap_or("");
    (1..=4).contains(&count)
        && last.starts_with(|c: char| c.is_alphabetic())
        && !dotted(last)
        && text.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase)
                || word.starts_with(['’', '\''])
                || PARTICLES.contains(&word)
                || !word.chars().any(|c| c.is_lowercase() || c.is_uppercase())
        })
        && !text.chars().any(|c| c.is_ascii_digit())
}

/// Whether words may be given names.
fn given(text: &str) -> bool {
    (1..=3).contains(&words(text))
        && text.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase)
                && word
                    .chars()
                    .all(|c| c.is_alphabetic() || ".-’'".contains(c))
        })
}

/// `Khorram O`, `van der Berg AB`, `Smith JA Jr`.
fn vancouver(text: &str) -> Option<Name> {
    let (mut rest, mut end) = (text, None);
    if let Some((before, last)) = text.rsplit_once(' ')
        && suffix(last)
    {
        (rest, end) = (before, Some(last.to_owned()));
    }
    let (before, last) = rest.rsplit_once(' ')?;
    let run = last.chars().count() <= 4
        && last.chars().all(|c| c.is_uppercase() || c == '-')
        && last.contains(char::is_uppercase);
    // "Diabetes UK" is no person.
    let country = matches!(last, "UK" | "USA" | "US" | "EU" | "NHS" | "WHO");
    (run && !country && family(before) && !initials(before)).then(|| Name {
        suffix: end,
        ..person(before, last)
    })
}

/// `S. M. Harman`.
fn initials_first(text: &str) -> Option<Name> {
    let split = text
        .split_whitespace()
        .take_while(|word| dotted(word))
        .count();
    if split == 0 {
        return None;
    }
    let (given, rest) = divided(text, split);
    (!rest.is_empty() && family(rest)).then(|| person(rest, given))
}

/// `E. S. M. Harman` behind a family name: its first initial belongs to that.
fn run_together(text: &str) -> Option<(&str, Name)> {
    let count = text
        .split_whitespace()
        .take_while(|word| dotted(word))
        .count();
    let (mine, rest) = divided(text, 1);
    (count >= 2)
        .then(|| Some((mine, initials_first(rest)?)))
        .flatten()
}

/// The first words and the others.
fn divided(text: &str, count: usize) -> (&str, &str) {
    let mut rest = text.trim_start();
    for _ in 0..count {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        rest = rest[end..].trim_start();
    }
    (text[..text.len() - rest.len()].trim(), rest)
}

fn person(family: &str, given: &str) -> Name {
    let (given, end) = match given.split_once(',') {
        Some((given, end)) if suffix(end.trim()) => (given.trim(), Some(end.trim().to_owned())),
        _ => (given, None),
    };
    Name {
        family: family.to_owned(),
        given: (!given.is_empty()).then(|| given.to_owned()),
        suffix: end,
        ..Name::default()
    }
}

/// A name without a comma: a body, or a person with the given name first.
fn alone(text: &str) -> Name {
    if let Some(name) = initials_first(text) {
        return name;
    }
    let count = words(text);
    let plain = text
        .chars()
        .all(|c| c.is_alphabetic() || " .-’'".contains(c));
    let short = text
        .split_whitespace()
        .any(|word| word.chars().all(char::is_uppercase));
    if let Some(name) = with_particle(text) {
        return name;
    }
    let middle = text.split_whitespace().nth(1).is_some_and(dotted);
    let person_like = (count == 2 && !short) || (count == 3 && middle);
    if !person_like
        || !plain
        || is_body(text)
        || !text
            .split_whitespace()
            .all(|word| PARTICLES.contains(&word) || word.starts_with(char::is_uppercase))
    {
        return Name::body(text, Span::NONE);
    }
    let at = match count {
        3 if middle => 2,
        _ => 1,
    };
    let (given, family) = divided(text, at);
    person(family, given)
}

/// `Ana de la Cruz`: the family name starts with its particle.
fn with_particle(text: &str) -> Option<Name> {
    let all: Vec<&str> = text.split_whitespace().collect();
    let at = all.iter().position(|word| PARTICLES.contains(word))?;
    let (given, family) = divided(text, at);
    let last = all
        .iter()
        .rev()
        .take_while(|word| !PARTICLES.contains(word))
        .count();
    let shaped = (1..=2).contains(&at) && (1..=2).contains(&last) && all.len() <= 5;
    let capitals = all
        .iter()
        .all(|word| PARTICLES.contains(word) || word.starts_with(char::is_uppercase));
    (shaped && capitals && !is_body(text) && !text.contains(" y ")).then(|| person(family, given))
}
