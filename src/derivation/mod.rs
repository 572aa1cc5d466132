//! Any figure of any report down to the values in the files: one graph of rules, postings and sources, built when somebody asks.
//!
//! A statement's [`Figure`](crate::statement::Figure) says what it adds up and by which rule; here that is followed through the ledger's
//! postings, their origins and a scenario's own trace, until nothing is left but values in files. Nothing is reckoned a second
//! way: a node is what its rule makes of its operands, and a test recomputes every one of them.

mod balance;
mod forecast;
mod graph;
mod names;
mod posting;
mod reports;
mod rules;
mod sources;
mod telling;
mod trace;

pub use graph::{Graph, Leaf, Made, Node, NodeIx};
pub use names::{of_posting, of_select, of_source};
pub use reports::{Ask, Found, REPORTS, Wanted};
pub use rules::{Exact, SHARE, exact, is_plain_sum, words};
pub use sources::{SourceValue, Sources, stands_on};
pub use telling::{Body, Told, tell};
