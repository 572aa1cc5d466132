//! Reports: sections in order, each of words, tables and pictures, finished and exact. What a board sees of the whole, and the parts
//! that go into an årsredovisning or a budget document. How they look is the renderers' affair.

mod board;
mod bridge;
mod equity;
mod fan;
mod followed;
mod money;
mod parts;
mod prints;
mod required;

pub use board::{Wanted, board};
pub use parts::{budget_part, economy_part};

use super::{Picture, Statement};
use crate::domain::money::Unit;

/// A report.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// What it covers, in words: the year or period, and how far it looks.
    pub period: String,
    /// The scenario that planned years are seen through.
    pub scenario: Option<String>,
    /// The unit of its tables, unless a table says another.
    pub unit: Unit,
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

/// A section.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its name, for links.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What it holds, in order.
    pub blocks: Vec<Block>,
    /// The heading of the part of the report that begins here, if one does.
    pub part: Option<&'static str>,
}

/// A part of a section.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph.
    Words(String),
    /// The few figures that everything else is about.
    Headlines(Vec<Headline>),
    /// Numbered statements.
    Points(Vec<String>),
    /// A list, perhaps under a heading of its own.
    List {
        /// The heading, or nothing.
        title: String,
        /// The lines.
        items: Vec<String>,
        /// Whether their order matters, so that they have numbers.
        numbered: bool,
    },
    /// A table, in the unit.
    Table(Statement, Unit),
    /// A table of other scenarios beside the report's own.
    Beside(Statement, Unit),
    /// A picture.
    Picture(Picture),
    /// What is left out, and why.
    Missing(String),
}

/// A figure that is set large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// What it is.
    pub label: String,
    /// The figure.
    pub figure: String,
}

impl Section {
    fn new(id: &'static str, title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Section { id, title: title.into(), blocks, part: None }
    }

    /// The same, as the first of a part of the report.
    fn begins(self, part: &'static str) -> Self {
        Section { part: Some(part), ..self }
    }
}

impl Block {
    /// A list, or nothing where there are no lines.
    fn list(title: &str, items: Vec<String>) -> Option<Block> {
        (!items.is_empty()).then(|| Block::List { title: title.to_owned(), items, numbered: false })
    }
}
