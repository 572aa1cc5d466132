//! `kanslighet`: what each assumption tolerates.

use super::Failure;
use super::args::{Format, SensitivityArgs};
use super::atgard::level;
use super::desk::{Desk, question};
use crate::domain::money::Unit;
use crate::lab::{Level, first_free_year};
use crate::render::document::{Document, Part};
use crate::render::kanslighet;
use crate::statement;

impl Desk<'_> {
    /// Every assumption of a scenario by itself, against the target and the two limits.
    pub(super) fn kanslighet(&self, args: &SensitivityArgs) -> Result<String, Failure> {
        let target = &self.economy.forbund.target;
        let level = match &args.eget_kapital {
            Some(text) => level(text).map_err(question)?,
            None => Level::Share(target.share.value),
        };
        let scenario = self.scenario(args.scenario.as_deref())?;
        let year = args.ar.unwrap_or(target.year);
        let from = args.fran.unwrap_or(first_free_year(&self.economy.forbund));
        self.years_fit(from, year)?;
        let of = statement::kanslighet(&self.economy, scenario, from, year, level).map_err(question)?;
        let title = format!("Känslighet till {year}");
        let unit = self.unit_or(Unit::Tkr);
        Ok(match self.cli.format() {
            Format::Json => kanslighet::json(&self.economy, &of, &self.page),
            Format::Txt => kanslighet::text(&of, &title, unit, &self.page),
            Format::Csv | Format::Md => {
                let items = of.notes.clone();
                let list = Part::List { title: "Att veta".to_owned(), numbered: false, items };
                let parts = vec![Part::table(&of.tolerated), Part::table(&of.moved), list];
                let scenario = of.tolerated.scenario.clone();
                self.set_document(&Document { title, scenario, unit, parts })
            }
        })
    }
}
