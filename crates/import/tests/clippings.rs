//! Clippings: text from web pages without its markup.

mod support;
