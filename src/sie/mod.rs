//! SIE 4, the bookkeeping systems' own format (SIE-Gruppen, ”SIE filformat” 4B; 4C changes nothing that is read here): reader,
//! writer, and the model between them.
//!
//! ```text
//! blocks ─> lines ─> fields ─> records ─> model ─> reconcile ─> findings
//! ```

mod blocks;
pub mod encoding;
mod fields;
pub mod finding;
mod intern;
mod ksumma;
mod lines;
mod log;
pub mod model;
mod number;
mod parts;
mod plain;
mod read;
mod reconcile;
mod records;
mod write;

pub use finding::{Finding, FindingKind};
pub use model::SieFile;
pub use read::{Options, Refusal, read};
pub use write::{Written, write};
