//! An article back to Markdown.

use pamphlet_core::article::Article;

/// Writes an article as Markdown.
pub fn write(_article: &Article) -> String {
    String::new()
}
