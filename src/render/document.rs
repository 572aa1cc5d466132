//! What a CSV file or a Markdown page holds: tables and lists one after the other, under one title.

use crate::domain::money::Unit;
use crate::statement::Statement;

/// A page of tables and lists.
#[derive(Clone, Debug)]
pub struct Document<'s> {
    /// Its title.
    pub title: String,
    /// The scenario, where the whole page draws on one.
    pub scenario: Option<String>,
    /// The unit of its amounts.
    pub unit: Unit,
    /// What it holds, in order.
    pub parts: Vec<Part<'s>>,
}

/// A table or a list.
#[derive(Clone, Debug)]
pub enum Part<'s> {
    /// A table with the words that stand above it, and its notes below.
    Table {
        /// Its title.
        title: String,
        /// The words above it, if any.
        lead: Option<String>,
        /// The table.
        statement: &'s Statement,
    },
    /// Lines of words.
    List {
        /// Their title.
        title: String,
        /// Whether they are numbered.
        numbered: bool,
        /// The lines.
        items: Vec<String>,
    },
}

impl<'s> Part<'s> {
    /// A table under its own title.
    pub fn table(statement: &'s Statement) -> Self {
        Part::Table { title: statement.title.clone(), lead: None, statement }
    }
}

impl<'s> Document<'s> {
    /// A page with one table.
    pub fn of(statement: &'s Statement, unit: Unit) -> Self {
        let (title, scenario) = (statement.title.clone(), statement.scenario.clone());
        Document { title, scenario, unit, parts: vec![Part::table(statement)] }
    }
}
