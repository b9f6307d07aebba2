//! The suite: what is written in `cases/*.md` runs through the whole road and
//! every backend. To add a test, add a case; `cargo xtask bless` fills in what it
//! gives, and a person reads the difference.
//!
//! Read in this order: how a case is written ([`case`]); the road, in memory
//! ([`road`]); what is held against the case ([`check`]); how each format is read
//! back by means that its maker does not use ([`extract`]); that all say the same
//! ([`parity`]); that pages hold it ([`paper`]); whole libraries on the disk ([`library`]);
//! what holds of every reader, whatever it is given ([`inputs`]).

pub mod bilingual;
pub mod case;
pub mod road;

pub mod check;
pub mod conforming;
pub mod retold;
pub mod sections;

pub mod inputs;
pub mod library;

pub mod extract;
pub mod paper;
pub mod parity;
