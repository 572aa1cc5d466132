//! The workbook: statements with live formulas down to the assumptions, drawn from the same derivations as `forklara`.
//!
//! Every figure is a formula over cells of the workbook, whose only constants stand on the sheet of assumptions; what a program that does
//! not reckon shows is the engine's own value. Nothing here reckons: a formula is a node's rule written for a spreadsheet.

mod about;
mod formula;
mod layout;
mod look;
mod place;
mod write;

pub use formula::TooLarge;
pub use place::name;
pub use write::{Book, figures, workbook};
