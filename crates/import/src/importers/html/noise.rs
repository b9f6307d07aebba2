//! What of a page is not its text: menus, banners, forms, scripts.

use scraper::ElementRef;

use super::element::{self, NodeRef, elements, has, has_words, name, tokens, within};

/// More words than this are no menu or banner, whatever their class says.
const BANNER_WORDS: usize = 150;

/// The element that holds the page's text.
pub fn main_of(body: ElementRef) -> ElementRef {
    let all: Vec<ElementRef> = within(body).collect();
    let long = |it: &&ElementRef| has_words(NodeRef::clone(it), 10);
    let marked = all
        .iter()
        .filter(|it| name(it) == "main" || it.attr("role") == Some("main"))
        .find(long);
    if let Some(main) = marked {
        return *main;
    }
    let outermost = |it: &&ElementRef| {
        let above = it.ancestors().skip(1).filter_map(ElementRef::wrap);
        name(it) == "article" && above.into_iter().all(|it| name(&it) != "article")
    };
    let articles: Vec<&ElementRef> = all.iter().filter(outermost).filter(long).collect();
    match articles.as_slice() {
        [article] => **article,
        _ => body,
    }
}

/// What an element is, if it is no part of the text: a name for the report.
pub fn noise(element: &ElementRef) -> Option<String> {
    let name = name(element);
    let plain = match name {
        "nav" | "script" | "style" | "noscript" | "template" | "iframe" | "object" | "embed"
        | "video" | "audio" | "canvas" | "select" | "textarea" | "input" | "button" | "label"
        | "svg" | "dialog" | "map" | "datalist" | "progress" | "meter" | "frameset" | "menu" => {
            Some(format!("`<{name}>`"))
        }
        "head" | "link" | "meta" | "title" | "base" => Some(String::new()),
        _ => None,
    };
    if plain.is_some() {
        return plain;
    }
    let role = element.attr("role").unwrap_or_default();
    if matches!(
        role,
        "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "complementary" | "menu"
    ) && !has(*element, &["h1"])
    {
        return Some(format!("`<{name} role={role}>`"));
    }
    if matches!(name, "header" | "footer" | "hgroup") && is_bare(element) {
        return None;
    }
    if matches!(name, "header" | "footer") && !has(*element, &["h1"]) && is_outer(element) {
        return Some(format!("`<{name}>`"));
    }
    let classes = tokens(element);
    let banner = banner(&classes)?;
    let small = !has_words(NodeRef::clone(element), BANNER_WORDS) && !has(*element, &["h1"]);
    (small && !element::is_inline(name)).then(|| format!("`<{name}>` ({banner})"))
}

/// Headers and footers of the page, not of an article or section in it.
fn is_outer(element: &ElementRef) -> bool {
    let above = element.ancestors().skip(1).filter_map(ElementRef::wrap);
    above.into_iter().all(|it| {
        !matches!(
            name(&it),
            "article" | "section" | "main" | "figure" | "blockquote"
        )
    })
}

fn is_bare(element: &ElementRef) -> bool {
    elements(*element).next().is_none() && !has_words(NodeRef::clone(element), 1)
}

/// Which class says that an element is furniture.
fn banner(classes: &[String]) -> Option<&str> {
    let alone = [
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "breadcrumb",
        "breadcrumbs",
        "sharing",
        "share",
        "sharebar",
        "newsletter",
        "subscribe",
        "advert",
        "advertisement",
        "adsbygoogle",
        "ads",
        "pagination",
        "pager",
        "sidebar",
        "skiplink",
        "toolbar",
        "navbar",
        "menu",
        "menubar",
        "sharedaddy",
        "addtoany",
        "jp",
        "disqus",
        "comments",
        "respond",
        "widget",
        "promo",
        "masthead",
        "sitemap",
        "backtotop",
        "printfriendly",
        "toc",
        "tableofcontents",
        "migas",
        "compartir",
        "brotkrumen",
        "teilen",
        "seitenleiste",
    ];
    let pairs = [
        ("skip", "link"),
        ("skip", "links"),
        ("social", "links"),
        ("social", "media"),
        ("social", "icons"),
        ("social", "share"),
        ("related", "posts"),
        ("related", "articles"),
        ("related", "links"),
        ("related", "content"),
        ("back", "top"),
        ("print", "button"),
        ("print", "link"),
        ("page", "feedback"),
        ("site", "header"),
        ("site", "footer"),
        ("post", "navigation"),
        ("search", "form"),
        ("search", "box"),
        ("table", "contents"),
    ];
    let has = |word: &str| classes.iter().any(|it| it == word);
    let single = classes.iter().find(|it| alone.contains(&it.as_str()));
    single.map(String::as_str).or_else(|| {
        let pair = pairs.iter().find(|(a, b)| has(a) && has(b));
        pair.map(|(a, _)| *a)
    })
}

/// Whether an element that a browser hides until somebody opens it.
pub fn opens(element: &ElementRef) -> bool {
    let marks = [
        "accordion",
        "accordeon",
        "tab",
        "tabpanel",
        "panel",
        "collapse",
        "collapsible",
        "expander",
        "toggle",
        "content",
        "details",
    ];
    let classes = tokens(element);
    let marked = classes.iter().any(|it| marks.contains(&it.as_str()));
    let role = element.attr("role").unwrap_or_default();
    (marked || matches!(role, "tabpanel" | "region")) && has_words(NodeRef::clone(element), 4)
}
