//! Finished statements to text and JSON. Nothing here computes: cells are placed, never made.

pub mod chart;
pub mod json;
pub mod nyckeltal;
pub mod page;
pub mod table;
