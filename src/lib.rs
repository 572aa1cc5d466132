//! finsam plans and follows up the money of a Swedish samordningsförbund, exactly.
//!
//! ```text
//! files ─ cli ─> input ─> domain values ─> ledger ─> statement ─> render ─ cli ─> terminal, files
//!                               scenario ─> projection ─┘
//! ```
//!
//! The modules in layer order; each sees only those above it, and only `cli` sees everything, does I/O and reads the clock.

pub mod cli;
pub mod derivation;
pub mod diag;
pub mod domain;
pub mod input;
pub mod lab;
pub mod law;
pub mod ledger;
pub mod projection;
pub mod render;
pub mod sie;
pub mod statement;
