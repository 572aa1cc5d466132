//! `forbrukning`: how budgets have been consumed, and the assumption to paste.

use super::Failure;
use super::args::Format;
use super::desk::{Desk, question};
use crate::domain::period::Year;
use crate::render::document::{Document, Part};
use crate::render::forbrukning as layout;
use crate::statement;

impl Desk<'_> {
    /// The budgets of closed years with what was spent of them; the block is of the year asked for, else of the last.
    pub(super) fn forbrukning(&self, year: Option<Year>) -> Result<String, Failure> {
        let consumption = statement::forbrukning(&self.economy, year).map_err(question)?;
        let unit = self.unit(&consumption.table);
        let document = |with_block: bool| {
            let list = |title: String, items| Part::List { title, numbered: false, items };
            let mut parts =
                vec![Part::table(&consumption.table), list("Att veta".to_owned(), consumption.points.clone())];
            parts.extend(with_block.then(|| {
                let lines = consumption.block.lines().map(str::to_owned).collect();
                list(format!("Som antagande i ett scenario ({})", consumption.year), lines)
            }));
            self.set_document(&Document { title: consumption.table.title.clone(), scenario: None, unit, parts })
        };
        Ok(match self.cli.format() {
            Format::Json => layout::json(&consumption, &self.page),
            Format::Csv => document(true),
            Format::Md => document(false) + &layout::markdown_block(&consumption),
            _ => layout::text(&consumption, unit, &self.page),
        })
    }
}
