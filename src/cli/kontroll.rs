//! `finsam kontroll`: silent when all is well. `--bevis` prints the proof that nothing hides, `--plan` whether the plan keeps the rules.

use super::Failure;
use super::args::{Format, KontrollArgs};
use super::commands::Reply;
use super::desk::{Desk, question};
use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::domain::source::Status;
use crate::input::World;
use crate::render::document::{Document, Part};
use crate::render::kontroll as layout;
use crate::statement::{self, LayerProof, Verdict};

/// The budget that is next to decide: the first planned year without a decided one.
fn next_budget(first: Year, decided: impl Fn(Year) -> bool) -> Year {
    if decided(first) { first.next() } else { first }
}

fn is_decided(forbund: &crate::domain::forbund::Forbund, year: Year) -> bool {
    let budget = forbund.years.get(&year).and_then(|book| book.carried());
    budget.is_some_and(|budget| budget.status == Status::Beslutad)
}

/// Carries every scenario on to the last of the plan's three years.
///
/// # Errors
/// As [`super::plan::reach`].
pub(super) fn reach(world: &mut World, args: &KontrollArgs) -> Result<(), Failure> {
    let year = next_budget(world.forbund.first_projected(), |year| is_decided(&world.forbund, year));
    if args.plan { super::plan::reach(world, year) } else { Ok(()) }
}

impl Desk<'_> {
    /// Reading and assembling have already found every fault there is.
    pub(super) fn kontroll(&self, args: &KontrollArgs) -> Result<Reply, Failure> {
        match (args.bevis, args.plan) {
            (true, _) => self.bevis(args),
            (_, true) => self.plan_check(args),
            _ => Ok(String::new().into()),
        }
    }

    fn bevis(&self, args: &KontrollArgs) -> Result<Reply, Failure> {
        let asked = args.scenario.as_deref().map(|name| self.scenario(Some(name))).transpose()?;
        let scenarios: Vec<usize> = asked.map_or((0..self.economy.scenarios.len()).collect(), |one| vec![one]);
        let layers = statement::bevis(&self.economy, &scenarios);
        let faults = statement::bevis_faults(&self.economy, &layers);
        let words = statement::bevis_words(&layers);
        // The first scenario's two layers follow on what happened and the budgets.
        let first = layers.len() - 2 * scenarios.len();
        let tables = statement::bevis_tables(&self.economy, &layers, &[0, first, first + 1]);
        let unit = self.unit_or(Unit::Kr);
        let text = match self.cli.format() {
            Format::Json => layout::bevis_json(&layers, &words, &faults, &self.page),
            Format::Txt => layout::bevis_text(&tables, &words, &faults, unit, &self.page),
            Format::Csv | Format::Md => {
                let list = |title: &str, items: &[String]| Part::List {
                    title: title.to_owned(),
                    numbered: false,
                    items: items.to_vec(),
                };
                let mut parts = vec![list("Slutsats", &words)];
                parts.extend((!faults.is_empty()).then(|| list("Det som göms", &faults)));
                parts.extend(tables.iter().map(Part::table));
                self.set_document(&Document { title: layout::BEVIS.to_owned(), scenario: None, unit, parts })
            }
        };
        let holds = layers.iter().all(LayerProof::holds);
        let broken = (!holds).then(|| format!("beviset går inte igenom:\n  {}\n", faults.join("\n  ")));
        Ok(Reply { text, broken })
    }

    /// The next budget with its plan, and the years after it, in the proposal or the scenario asked for.
    fn plan_check(&self, args: &KontrollArgs) -> Result<Reply, Failure> {
        let forbund = &self.economy.forbund;
        let named = forbund.budget_proposal.as_ref().map(|id| id.as_str());
        let scenario = self.scenario(args.scenario.as_deref().or(named))?;
        let year = next_budget(forbund.first_projected(), |year| is_decided(forbund, year));
        let unit = self.unit_or(Unit::Tkr);
        let rules = statement::plan_rules(&self.economy, scenario, year, self.page.date, unit).map_err(question)?;
        let id = self.economy.scenarios[scenario].id.as_str();
        let text = match self.cli.format() {
            Format::Json => layout::plan_json(&rules, year, id, &self.page),
            Format::Txt => layout::plan_text(&rules, year, id, unit, &self.page),
            Format::Csv | Format::Md => {
                let items = rules.iter().map(layout::sentence).collect();
                let parts = vec![Part::List { title: "Regler".to_owned(), numbered: false, items }];
                let title = layout::plan_title(year);
                self.set_document(&Document { title, scenario: Some(id.to_owned()), unit, parts })
            }
        };
        let mut broken: Vec<&str> =
            rules.iter().filter(|rule| rule.verdict == Verdict::Broken).map(|rule| rule.citation.as_str()).collect();
        broken.dedup();
        let broken = (!broken.is_empty()).then(|| format!("scenariot {id} bryter mot: {}\n", broken.join("; ")));
        Ok(Reply { text, broken })
    }
}
