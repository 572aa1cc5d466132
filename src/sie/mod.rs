//! SIE 4, the bookkeeping systems' own format (SIE-Gruppen, ”SIE filformat” 4B; 4C changes nothing that is read here): reader,
//! writer, and the model between them.
//!
//! ```text
//! lines ─> fields ─> records ─> model ─> reconcile ─> findings
//! ```

pub mod encoding;
mod fields;
pub mod finding;
mod intern;
mod ksumma;
mod lines;
mod log;
pub mod model;
mod number;
mod plain;
pub mod prosa;
mod read;
mod reconcile;
mod records;
mod write;

pub use finding::{Finding, FindingKind};
pub use model::SieFile;
pub use read::{Options, Refusal, read};
pub use write::{Written, write};
