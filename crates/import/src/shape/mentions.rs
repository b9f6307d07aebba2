//! Mentions of studies in the prose that become citations.

use crate::shape::Shape;

pub fn cite(_shape: &mut Shape) {}
