//! `finsam balanskrav [ÅR]`: the balanskravsutredning, what is left to regulate, and what the rules say.

use super::Failure;
use super::args::{BalanskravArgs, Format};
use super::commands::Reply;
use super::desk::{Desk, question};
use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::input::World;
use crate::render::balanskrav as layout;
use crate::render::document::{Document, Part};
use crate::statement;

/// Carries every scenario on to the year, if it does not reach it already: a deadline lies years after its deficit.
///
/// # Errors
/// F502 for a year that no projection reaches.
pub(super) fn reach(world: &mut World, year: Option<Year>) -> Result<(), Failure> {
    let Some(year) = year else { return Ok(()) };
    let farthest = world.scenarios.iter().map(|scenario| scenario.horizon).max();
    if farthest.is_some_and(|horizon| year > horizon) { super::desk::set_horizon(world, year) } else { Ok(()) }
}

impl Desk<'_> {
    /// The year asked for, else the last with bokslut; planned years through the scenario, else through every one.
    pub(super) fn balanskrav(&self, args: &BalanskravArgs) -> Result<Reply, Failure> {
        let year = args.ar.unwrap_or(self.economy.forbund.last_closed());
        let scenario = args.scenario.as_deref().map(|name| self.scenario(Some(name))).transpose()?;
        let unit = self.unit_or(Unit::Kr);
        let of = statement::balanskrav(&self.economy, year, scenario, unit).map_err(question)?;
        let text = match self.cli.format() {
            Format::Json => layout::json(&of, &self.page),
            Format::Txt => layout::text(&of, unit, self.unit_or(Unit::Tkr), &self.page),
            Format::Csv | Format::Md => self.balanskrav_document(&of, unit),
        };
        let broken: Vec<String> = of.open_breaches().map(layout::sentence).collect();
        let broken = (args.strikt && !broken.is_empty()).then(|| broken.join("\n  "));
        Ok(Reply { text, broken: broken.map(|rules| format!("öppet brott mot balanskravet {year}:\n  {rules}\n")) })
    }

    fn balanskrav_document(&self, of: &statement::Balanskrav, unit: Unit) -> String {
        let list = |title: &str, items| Part::List { title: title.to_owned(), numbered: false, items };
        let rule = |tried: &statement::Tried| {
            format!("{} ({}): {}", tried.judged.verdict.word(), tried.basis.word(), layout::sentence(tried))
        };
        let mut parts = vec![Part::table(&of.utredning)];
        if of.att_reglera.rows.is_empty() {
            parts.push(list(&of.att_reglera.title, of.att_reglera.notes.clone()));
        } else {
            parts.push(Part::table(&of.att_reglera));
        }
        parts.push(list("Regler", of.rules.iter().map(rule).collect()));
        parts.extend(layout::lists(of).map(|(title, lines)| list(title, lines.clone())));
        parts.extend(of.per_scenario.iter().map(Part::table));
        parts.push(Part::table(&of.grund));
        let (title, scenario) = (of.utredning.title.clone(), of.utredning.scenario.clone());
        self.set_document(&Document { title, scenario, unit, parts })
    }
}
