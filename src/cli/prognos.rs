//! `finsam` and `finsam prognos`: the main job, every scenario year by year to its horizon.

use super::Failure;
use super::args::Format;
use super::desk::{Desk, question};
use crate::diag::catalogue;
use crate::domain::assumption::LONGEST_PROJECTION;
use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::render::{chart, json, table};
use crate::statement::{self, Outlook, Statement};

impl Desk<'_> {
    /// The main job: driftredovisning a year, the paths of every scenario, and what a board should know.
    pub(super) fn prognos(&self, names: &[String], till: Option<Year>) -> Result<String, Failure> {
        let first = self.economy.forbund.first_projected();
        if let Some(till) = till.filter(|till| *till < first) {
            let farthest = first.plus(LONGEST_PROJECTION - 1).to_string();
            return Err(question(catalogue::no_such_year(
                &till.to_string(),
                "en prognos",
                &first.to_string(),
                &farthest,
            )));
        }
        let chosen: Vec<usize> = match names {
            [] => (0..self.economy.scenarios.len()).collect(),
            names => names.iter().map(|name| self.scenario(Some(name))).collect::<Result<_, _>>()?,
        };
        let last = |scenario: usize| till.unwrap_or(self.economy.last_year(scenario));
        let outlooks: Vec<Outlook> =
            chosen.iter().map(|scenario| statement::outlook(&self.economy, *scenario, last(*scenario))).collect();
        let drift = |scenario: usize| {
            let from = self.economy.forbund.last_closed().previous().max(self.economy.first_year());
            let years: Vec<Year> = from.through(last(scenario)).collect();
            statement::drift_per_ar(&self.economy, scenario, &years)
        };
        // Every scenario asked for by name is shown year by year; of all, only the first.
        let shown = if names.is_empty() { &chosen[..1] } else { &chosen };
        let drifts: Vec<Statement> = shown.iter().map(|scenario| drift(*scenario)).collect();
        Ok(match self.cli.format() {
            Format::Json => self.prognos_json(outlooks, &drifts[0]),
            Format::Txt => self.prognos_text(&outlooks, &drifts),
            Format::Csv | Format::Md => self.prognos_document(&outlooks, &drifts),
        })
    }

    fn prognos_json(&self, outlooks: Vec<Outlook>, drift: &Statement) -> String {
        let unit = self.cli.common.enhet.unwrap_or(Unit::Kr);
        let path = |outlook: Outlook| json::PathText {
            assumptions: self.assumptions(outlook.scenario),
            key_points: statement::key_points(&self.economy, &outlook, unit),
            outlook,
        };
        let paths = outlooks.into_iter().map(path).collect();
        json::prognos(&self.economy, drift, paths, &self.page)
    }

    fn prognos_text(&self, outlooks: &[Outlook], drifts: &[Statement]) -> String {
        let unit = self.unit_or(Unit::Tkr);
        let mut out = self.page.header(&prognos_title(outlooks).to_uppercase(), Some(unit), None);
        for (drift, outlook) in drifts.iter().zip(outlooks) {
            let scenario = &self.economy.scenarios[outlook.scenario];
            out.push_str(&format!("\nDRIFTREDOVISNING · {} ({})\n", scenario.name, scenario.id));
            out.push_str(&self.page.paragraph("", &scenario.purpose));
            out.push_str("\n\n");
            out.push_str(&table::table(drift, unit, &self.page));
            out.push_str("  Vilar på:\n");
            for line in self.assumptions(outlook.scenario) {
                out.push_str(&self.page.paragraph("  · ", &line));
                out.push('\n');
            }
        }
        out.push_str("\nSCENARIER\n\n");
        let lines = statement::scenario_lines(&self.economy, outlooks);
        let widest = lines.iter().map(|(id, _)| id.chars().count()).max().unwrap_or(0);
        for (id, line) in lines {
            out.push_str(&self.page.paragraph(&format!("  {id:<widest$}  "), &line));
            out.push('\n');
        }
        let tables = statement::path_tables(&self.economy, outlooks);
        for (at, path) in tables.iter().enumerate() {
            out.push_str(&format!("\n{}\n\n", path.title.to_uppercase()));
            out.push_str(&table::table(path, unit, &self.page));
            if at == 0 {
                out.push('\n');
                out.push_str("  Eget kapital, tkr\n");
                out.push_str(&self.chart(outlooks));
            }
        }
        out.push_str("\nATT VETA\n\n");
        for (at, point) in statement::key_points(&self.economy, &outlooks[0], unit).iter().enumerate() {
            out.push_str(&self.page.paragraph(&format!("  {}. ", at + 1), point));
            out.push('\n');
        }
        out
    }

    fn chart(&self, outlooks: &[Outlook]) -> String {
        let first = self.economy.forbund.last_closed();
        let longest = outlooks.iter().max_by_key(|outlook| outlook.years.len()).expect("there is a scenario");
        let years: Vec<Year> = longest.years.iter().map(|year| year.year).filter(|year| *year >= first).collect();
        let path = |outlook: &Outlook| {
            let of = |year: &Year| {
                outlook
                    .years
                    .iter()
                    .find(|candidate| candidate.year == *year)
                    .map(|found| found.equity.rounded(Unit::Tkr))
            };
            chart::Path {
                name: self.economy.scenarios[outlook.scenario].id.to_string(),
                values: years.iter().map(of).collect(),
            }
        };
        let paths: Vec<chart::Path> = outlooks.iter().map(path).collect();
        let names: Vec<String> = years.iter().map(ToString::to_string).collect();
        chart::chart(&names, &paths, outlooks[0].landing().target.rounded(Unit::Tkr), self.page.width)
    }
}

/// The years as far as any of the scenarios is judged.
pub(super) fn prognos_title(outlooks: &[Outlook]) -> String {
    let last = outlooks.iter().filter_map(|outlook| outlook.years.last()).map(|year| year.year).max();
    last.map_or("Planen".to_owned(), |year| format!("Planen till {year}"))
}
