//! The scenario lab: what must be decided, and how sure can we be.
//!
//! Everything here runs the one projection again, in plain öre, over models that differ in a named way: scenarios held against
//! each other, one lever moved along its grid, many futures drawn. No rule of the projection is written a second time, and
//! nothing here prints.

mod atoms;
mod bridge;
mod demand;
mod difference;
mod edge;
mod lever;
mod matrix;
pub mod osakerhet;
mod solve;
mod tolerance;
mod trial;

pub use atoms::{Cell, Subject, subjects};
pub use bridge::{Bridge, Cause, MOST_IN_EVERY_ORDER, Method, bridge};
pub use demand::{Demand, Level, broken, margin};
pub use difference::{Difference, Mixture};
pub use edge::{Run, meeting};
pub use lever::{Aim, Grid, Lever, Scope, first_free_year};
pub use matrix::{MOST_PAIRS, Pair, matrix};
pub use solve::{Even, EvenYear, Goal, Outcome, Point, Solved, solve, solve_evenly};
pub use tolerance::{Rules, Step, Tolerance, Tolerated, tolerances};
pub use trial::{Laid, Trial};
