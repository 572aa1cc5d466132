//! Finished statements to text, JSON, CSV, Markdown, HTML and pictures. Nothing here computes: cells are placed, never made.

pub mod atgard;
pub mod balanskrav;
pub mod chart;
pub mod csv;
pub mod document;
pub mod fan;
pub mod forbrukning;
pub mod forklara;
pub mod hledger;
pub mod html;
pub mod importera;
pub mod jamfor;
pub mod json;
pub mod kanslighet;
pub mod manifest;
pub mod markdown;
pub mod matris;
pub mod nyckeltal;
pub mod osakerhet;
pub mod page;
pub mod plan;
pub mod svg;
pub mod table;
pub mod uppfoljning;
pub mod utvecklingsmedel;
pub mod waterfall;
