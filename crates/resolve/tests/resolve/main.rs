//! What resolving decides, shown by small articles written as text.

mod article;
mod case;

mod citations;
mod faults;
mod frame;
mod glossary;
mod links;
mod notes;
mod parts;
mod tables;
mod trees;
