//! `nyckeltal ÅR`: deltagare, platser, kronor per deltagare, and the goals.

use super::Failure;
use super::args::{Format, OfYear};
use super::desk::{Desk, question};
use crate::domain::money::Unit;
use crate::domain::sv;
use crate::render::document::{Document, Part};
use crate::render::nyckeltal;
use crate::statement;

impl Desk<'_> {
    /// Nyckeltal first, then the goals.
    pub(super) fn nyckeltal(&self, of: &OfYear) -> Result<String, Failure> {
        let asked = self.asked(of)?;
        let tables = statement::nyckeltal(&self.economy, &asked).map_err(question)?;
        let goals = statement::goals(&self.economy, &asked);
        let unit = self.cli.common.enhet.unwrap_or(Unit::Kr);
        let title = format!("Nyckeltal och mål {}", sv::period(asked.year, asked.period));
        Ok(match self.cli.format() {
            Format::Json => nyckeltal::json(&tables, &goals, &self.page),
            Format::Txt => nyckeltal::text(&title, &tables, &goals, unit, &self.page),
            Format::Csv | Format::Md => {
                let parts = tables.iter().chain([&goals.statement]).map(Part::table).collect();
                self.set_document(&Document { title, scenario: goals.statement.scenario.clone(), unit, parts })
            }
        })
    }
}
