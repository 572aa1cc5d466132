//! `forklara` of figures that are no sum of postings: of the fan, of a bridge, of values that were tried.

use super::Failure;
use super::args::{ExplainArgs, Format};
use super::desk::{Desk, faulty, question};
use crate::diag::{Code, catalogue};
use crate::domain::period::Year;
use crate::lab::osakerhet::{Ask, KEPT, PERCENTS, RUNS, SEED, Watch, simulate, witness};
use crate::render::forklara_ord;
use crate::statement::{self, Explained};

impl Desk<'_> {
    /// The explanation in words, if the id is of such a figure: `osakerhet/SCENARIO/p50/2030`, `jamfor/A,B/ORSAK`, `mal/…`,
    /// `kanslighet/…`, `matris/…`.
    ///
    /// # Errors
    /// F501 for a scenario that is not there, F571 for a figure that is not; else as the report's own.
    pub(super) fn in_words(&self, args: &ExplainArgs) -> Option<Result<String, Failure>> {
        let written = args.figur.as_deref()?;
        let parts: Vec<String> = written.split('/').map(|part| part.trim().replace("%2C", ",")).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let explained = match parts[..] {
            ["osakerhet", scenario, row, year] => self.quantile(written, scenario, row, year),
            ["jamfor", between, row] | ["jamfor", between, row, "belopp"] if between.contains(',') => {
                self.cause(written, between, row)
            }
            [report @ ("mal" | "kanslighet" | "matris"), _, ..] if parts.len() > 2 => Ok(self.trial(report, written)),
            _ => return None,
        };
        Some(explained.map(|explained| self.worded(&explained)))
    }

    fn worded(&self, explained: &Explained) -> String {
        match self.cli.format() {
            Format::Json => forklara_ord::json(explained, &self.page),
            Format::Md => forklara_ord::markdown(explained, &self.page),
            Format::Txt | Format::Csv => forklara_ord::text(explained, &self.page),
        }
    }

    fn quantile(&self, written: &str, scenario: &str, row: &str, year: &str) -> Result<Explained, Failure> {
        let scenario = self.scenario(Some(scenario))?;
        let uncertainty = self.economy.forbund.uncertainty.as_ref();
        let uncertainty = uncertainty.ok_or_else(|| question(catalogue::no_uncertainty()))?;
        let id = self.economy.scenarios[scenario].id.as_str();
        let years: Vec<Year> =
            self.economy.forbund.first_projected().through(self.economy.last_year(scenario)).collect();
        let wanted = years.iter().find(|own| own.to_string() == year).copied();
        let (Some(percent), Some(year)) = (statement::percent_of(row), wanted) else {
            // The scenario's own path and the target are the main job's.
            let rows = PERCENTS.map(|percent| format!("p{percent}"));
            let quantiles =
                years.iter().flat_map(|year| rows.iter().map(move |row| format!("osakerhet/{id}/{row}/{year}")));
            let own = years.iter().map(|year| format!("prognos/{year}/eget_kapital/{id}"));
            return Err(question(catalogue::no_such_figure(written, quantiles.chain(own).collect())));
        };
        // The draws that `osakerhet` makes when nothing else is said.
        let ask = Ask { scenario, runs: RUNS, seed: SEED, threads: 1, kept: KEPT };
        let distributions = &uncertainty.distributions;
        let failed = |mut problems: Vec<crate::diag::Problem>| match problems.pop() {
            Some(problem) if problem.code == Code::F569 => question(problem),
            last => faulty(problems.into_iter().chain(last).collect(), &self.files),
        };
        let outcome = simulate(&self.economy, distributions, ask, &Watch::default()).map_err(failed)?;
        let at = PERCENTS.iter().position(|known| *known == percent).unwrap_or(0);
        let value = outcome.fan.iter().find(|fan| fan.year == year).map(|fan| fan.quantiles[at]);
        let run = value.map(|value| witness(&self.economy, distributions, ask, (year, value)).map_err(failed));
        let Some(run) = run.transpose()?.flatten() else {
            return Err(question(catalogue::no_such_figure(written, Vec::new())));
        };
        let place = |place| self.files.show(place);
        Ok(statement::explained_quantile(&self.economy, uncertainty, &outcome, (percent, year), &run, &place))
    }

    fn cause(&self, written: &str, between: &str, row: &str) -> Result<Explained, Failure> {
        let named: Vec<usize> =
            between.split(',').map(|name| self.scenario(Some(name.trim()))).collect::<Result<_, _>>()?;
        let place = |place| self.files.show(place);
        // A report of more than two has a bridge from the first to each.
        for other in &named[1..] {
            let found = statement::explained_cause(&self.economy, [named[0], *other], row, &place).map_err(question)?;
            if let Some(found) = found {
                return Ok(found);
            }
        }
        let year = self.economy.last_year(named[0]);
        let known = named.iter().map(|at| format!("prognos/{year}/eget_kapital/{}", self.economy.scenarios[*at].id));
        Err(question(catalogue::no_such_figure(written, known.collect())))
    }

    fn trial(&self, report: &str, written: &str) -> Explained {
        statement::explained_trial(report, written, &self.files.show(self.economy.forbund.target.share.place))
    }
}
