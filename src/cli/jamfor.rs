//! `jamfor A B [C…]`: scenarios side by side, and the bridge from the first to each of the others.

use super::Failure;
use super::args::Format;
use super::desk::{Desk, question};
use crate::diag::catalogue;
use crate::domain::assumption::LONGEST_PROJECTION;
use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::input::World;
use crate::render::document::{Document, Part};
use crate::render::jamfor as layout;
use crate::statement::{self, Comparison};

/// Carries every scenario on to the year of the bridge, if it does not reach it already.
///
/// # Errors
/// F552 for a year that is closed, or that no projection reaches.
pub fn reach(world: &mut World, year: Year) -> Result<(), Failure> {
    let first = world.forbund.first_projected();
    let farthest = first.plus(LONGEST_PROJECTION - 1);
    if !(first..=farthest).contains(&year) {
        let [year, first, farthest] = [year, first, farthest].map(|year| year.to_string());
        return Err(question(catalogue::year_not_compared(&year, &first, &farthest)));
    }
    for scenario in &mut world.scenarios {
        scenario.horizon = scenario.horizon.max(year);
    }
    Ok(())
}

impl Desk<'_> {
    /// At least two scenarios, each once.
    fn compared(&self, names: &[String]) -> Result<Vec<usize>, Failure> {
        let scenarios: Vec<usize> = names.iter().map(|name| self.scenario(Some(name))).collect::<Result<_, _>>()?;
        if let Some((_, name)) = scenarios
            .iter()
            .zip(names)
            .enumerate()
            .find_map(|(at, (scenario, name))| scenarios[..at].contains(scenario).then_some((at, name)))
        {
            return Err(question(catalogue::compared_with_itself(name)));
        }
        if scenarios.len() < 2 {
            let known: Vec<&str> = self.economy.scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
            return Err(question(catalogue::too_few_to_compare(&known)));
        }
        Ok(scenarios)
    }

    /// The comparison; years in tkr and bridges in kr unless a unit is asked for, files in kr.
    pub(super) fn jamfor(&self, names: &[String], year: Option<Year>) -> Result<String, Failure> {
        let scenarios = self.compared(names)?;
        let year = year.unwrap_or_else(|| statement::bridge_year(&self.economy, &scenarios));
        let unit = self.cli.common.enhet.unwrap_or(Unit::Kr);
        let place = |place| self.files.show(place);
        let comparison =
            statement::jamfor(&self.economy, &scenarios, year, unit, statement::BY_ID, &place).map_err(question)?;
        Ok(match self.cli.format() {
            Format::Json => layout::json(&self.economy, &comparison, &self.page),
            Format::Txt => layout::text(&comparison, [self.unit(&comparison.years), unit], &self.page),
            Format::Csv | Format::Md => self.comparison_document(&comparison, unit),
        })
    }

    fn comparison_document(&self, comparison: &Comparison, unit: Unit) -> String {
        let mut parts = vec![Part::table(&comparison.years)];
        for view in &comparison.bridges {
            parts.push(Part::table(&view.table));
            let [from, to] = view.between.map(|scenario| &self.economy.scenarios[scenario].id);
            let title = format!("Att veta: från {from} till {to}");
            parts.push(Part::List { title, numbered: false, items: view.points.clone() });
            let items: Vec<String> = layout::grounds(view).into_iter().map(|(_, line)| line).collect();
            if !items.is_empty() {
                parts.push(Part::List {
                    title: format!("Orsakerna från {from} till {to} vilar på"),
                    numbered: true,
                    items,
                });
            }
        }
        let (title, scenario) = (comparison.years.title.clone(), comparison.years.scenario.clone());
        self.set_document(&Document { title, scenario, unit, parts })
    }
}
