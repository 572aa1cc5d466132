//! `rapport -o plan.xlsx`: the statements of one scenario year by year, as a workbook that recalculates.

use super::Failure;
use super::args::ReportArgs;
use super::desk::{Desk, question};
use super::manifest::normalised;
use crate::derivation::Graph;
use crate::diag::catalogue;
use crate::domain::period::Period;
use crate::render::manifest::{Manifest, PROGRAM};
use crate::render::xlsx::{self, Book};
use crate::statement;

impl Desk<'_> {
    /// The workbook of the first scenario that is named, or of the base scenario.
    pub(super) fn workbook(&self, args: &ReportArgs) -> Result<Vec<u8>, Failure> {
        if args.ar.is_some() || args.period != Period::Helar {
            return Err(question(catalogue::all_years_a_workbook()));
        }
        let scenario = match args.scenario.as_slice() {
            [] => 0,
            [only] => self.scenario(Some(only))?,
            _ => return Err(question(catalogue::one_scenario_a_workbook())),
        };
        let tables = statement::workbook_tables(&self.economy, scenario);
        let manifest = Manifest {
            program: PROGRAM.to_owned(),
            date: self.page.date,
            width: None,
            command: normalised(&self.cli.said, "xlsx"),
            inputs: self.hashes.clone(),
            figures: xlsx::figures(&tables),
            body: String::new(),
        };
        // The bytes of a workbook cannot hold a hash of themselves.
        let lines = manifest.lines().into_iter().filter(|(key, _)| !matches!(*key, "rapport" | "sigill"));
        let definition = &self.economy.scenarios[scenario];
        let book = Book {
            forbund: &self.economy.forbund,
            files: &self.files,
            scenario: (definition.id.as_str(), &definition.name),
            tables,
            manifest: lines.map(|(key, rest)| (key.to_owned(), rest)).collect(),
            page: &self.page,
        };
        let mut graph = Graph::new(&self.economy);
        xlsx::workbook(&book, &mut graph).map_err(|large| question(catalogue::too_large_for_a_workbook(&large.0)))
    }
}
