//! What the tests of this crate share; each takes a part of it.
#![allow(dead_code)]

pub mod case;
pub mod run;
