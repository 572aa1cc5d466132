//! Finished statements to text and JSON. Nothing here computes: cells are placed, never made.

pub mod chart;
pub mod json;
pub mod page;
pub mod plan;
pub mod table;
