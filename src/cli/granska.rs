//! `granska`: what is printed, tried. Answers 4 where something does not hold.

use super::Failure;
use super::args::Format;
use super::desk::Desk;
use super::manifest::{Answer, Check};
use crate::domain::money::Unit;
use crate::render::document::{Document, Part};
use crate::render::granska;
use crate::statement::{self, Examination};

impl Desk<'_> {
    /// The page of the examination.
    pub(super) fn granska(&self) -> Result<Answer, Failure> {
        let found = statement::granska(&self.economy);
        let text = match self.cli.format() {
            Format::Txt => granska::text(&self.economy, &found, &self.page),
            Format::Json => granska::json(&self.economy, &found, |place| self.files.show(place), &self.page),
            Format::Csv | Format::Md => self.examined(&found),
        };
        let check = (!found.findings.is_empty()).then(|| Check::failed(String::new()));
        Ok(Answer { check, ..self.with_manifest(text.into_bytes()) })
    }

    fn examined(&self, found: &Examination) -> String {
        let tables = statement::examination_tables(&self.economy, found);
        let unit = self.unit_or(Unit::Kr);
        let title = statement::EXAMINATION_TITLE.to_owned();
        self.set_document(&Document { title, scenario: None, unit, parts: tables.iter().map(Part::table).collect() })
    }
}
