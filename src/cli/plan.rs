//! `finsam plan ÅR`: the budget proposal with the plan for three years, on one page.

use super::Failure;
use super::args::Format;
use super::desk::{Desk, question};
use crate::diag::catalogue;
use crate::domain::assumption::LONGEST_PROJECTION;
use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::input::World;
use crate::law;
use crate::render::document::{Document, Part};
use crate::render::{plan as layout, table};
use crate::statement;

/// Carries every scenario on to the last of the three years, if it does not reach it already.
///
/// # Errors
/// F502 for a year that is closed, or whose three years no projection reaches.
pub fn reach(world: &mut World, year: Year) -> Result<(), Failure> {
    let first = world.forbund.first_projected();
    let latest = first.plus(LONGEST_PROJECTION - law::three_year_plan(first).len());
    if !(first..=latest).contains(&year) {
        let closed = world.forbund.years.get(&year).is_some_and(|book| book.is_closed());
        let why = match () {
            () if closed => "året har bokslut",
            () if year < first => "året ligger före böckerna",
            () => "planens tre år når för långt fram",
        };
        let problem = catalogue::year_not_to_plan(&year.to_string(), why, &first.to_string(), &latest.to_string());
        return Err(question(problem));
    }
    let [_, _, last] = law::three_year_plan(year);
    for scenario in &mut world.scenarios {
        scenario.horizon = scenario.horizon.max(last);
    }
    Ok(())
}

impl Desk<'_> {
    /// The proposal that the förbund names, unless another scenario is asked for.
    pub fn plan(&self, year: Year, scenario: Option<&str>) -> Result<String, Failure> {
        let named = self.economy.forbund.budget_proposal.as_ref().map(|id| id.as_str());
        let scenario = self.scenario(scenario.or(named))?;
        let unit = match (self.cli.common.enhet, self.cli.format()) {
            (Some(unit), _) => unit,
            (None, Format::Txt) => Unit::Tkr,
            // Members' contributions are in kronor, and a file has one unit.
            (None, _) => Unit::Kr,
        };
        let plan = statement::plan(&self.economy, scenario, year, self.page.date, unit).map_err(question)?;
        let assumptions = self.assumptions(scenario);
        let definition = &self.economy.scenarios[scenario];
        Ok(match self.cli.format() {
            Format::Json => layout::json(&self.economy, definition, &plan, &assumptions, &self.page),
            Format::Csv | Format::Md => self.plan_document(&plan, assumptions, unit),
            Format::Txt => {
                let members = self.cli.common.enhet.unwrap_or(plan.members.unit);
                let tables =
                    [table::table(&plan.printed(), unit, &self.page), table::table(&plan.members, members, &self.page)];
                // A page to decide on has no room for where in the files things stand: prognos says that.
                let mut grounds = statement::assumptions(&self.economy, scenario, |_| String::new());
                grounds.push(format!("fil och rad för varje: finsam prognos --scenario {}", definition.id));
                layout::text(definition, &plan, &grounds, tables, [unit, members], &self.page)
            }
        })
    }

    fn plan_document(&self, plan: &statement::Plan, assumptions: Vec<String>, unit: Unit) -> String {
        let years = plan.printed();
        let list = |title: &str, numbered, items| Part::List { title: title.to_owned(), numbered, items };
        let rule = |rule: &statement::Judged| format!("{}: {}: {}.", rule.verdict.word(), rule.citation, rule.text);
        let parts = vec![
            Part::table(&years),
            Part::table(&plan.members),
            list("Regler", false, plan.rules.iter().map(rule).collect()),
            list("Att besluta", true, plan.decisions.clone()),
            list("Vilar på", false, assumptions),
        ];
        let (title, scenario) = (plan.years.title.clone(), plan.years.scenario.clone());
        self.set_document(&Document { title, scenario, unit, parts })
    }
}
