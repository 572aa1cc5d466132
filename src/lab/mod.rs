//! The scenario lab: what must be decided, and how sure can we be.
//!
//! Everything here runs the one projection again, in plain öre, over models that differ in a named way: scenarios held against
//! each other, one measure moved along its grid, many futures drawn. No rule of the projection is written a second time, and
//! nothing here prints.

mod atoms;
mod bridge;
mod difference;

pub use atoms::{Cell, Subject, subjects};
pub use bridge::{Bridge, Cause, MOST_IN_EVERY_ORDER, Method, bridge};
pub use difference::{Difference, Mixture};
