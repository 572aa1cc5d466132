//! The invariants of `docs/ARCHITECTURE.md` over random förbund; each test bears the number of its invariant.
//!
//! A property states what must hold in words of the domain and reckons it anew from the smallest figures there are, so that
//! it cannot share a fault with what it tests.

mod balance;
mod bridge;
mod changes;
mod csv;
mod factors;
mod oracle;
mod order;
mod overflow;
mod readings;
mod rounding;
mod rows;
mod split;
mod tertials;

use finsam::diag::Problem;
use finsam::domain::assumption::ResolvedScenario;
use finsam::domain::forbund::Forbund;
use finsam::domain::period::{Period, Year};
use finsam::projection::Economy;
use finsam::statement::{self, Asked, Cell, Detail, Row, Statement, Style};
use proptest::prelude::ProptestConfig;

/// So many cases, and no file of failures: a failure is printed whole, and the case that showed it becomes a test of its own.
fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() }
}

/// Everything posted, with one scenario.
fn economy(forbund: &Forbund, scenario: &ResolvedScenario) -> Economy {
    Economy::assemble(forbund.clone(), vec![scenario.clone()]).expect("a generated förbund can be carried forward")
}

/// Every year in the books and the projection.
fn years(economy: &Economy) -> impl Iterator<Item = Year> + Clone {
    economy.first_year().through(economy.last_year(0))
}

/// The years that are projected.
fn projected(economy: &Economy) -> impl Iterator<Item = Year> + Clone {
    economy.forbund.first_projected().through(economy.last_year(0))
}

/// A year or a part of it, seen through the one scenario.
fn ask(year: Year, period: Period) -> Asked {
    Asked { year, period, scenario: 0 }
}

/// Driftredovisningen in the detail that depends on the year, so that all three are seen.
fn detail(economy: &Economy, asked: &Asked) -> Result<Statement, Problem> {
    let details = [Detail::Line, Detail::Insats, Detail::Kommun];
    statement::drift_detalj(economy, asked, details[asked.year.number() as usize % details.len()])
}

/// Every statement of a year or a part of it; none where the sources do not give the part by itself.
fn statements_of(economy: &Economy, asked: &Asked) -> Vec<Statement> {
    let made = [
        statement::balans(economy, asked),
        statement::resultat(economy, asked),
        statement::kassaflode(economy, asked),
        statement::drift(economy, asked),
        statement::drift_publicerad(economy, asked),
        statement::bidrag(economy, asked).map(|(statement, _)| statement),
        statement::noter(economy, asked),
        statement::balans_publicerad(economy, asked),
        detail(economy, asked),
    ];
    made.into_iter().flatten().collect()
}

/// Statements over years, and those of the first and the last year of the books and of the projection.
fn many_statements(economy: &Economy) -> Vec<Statement> {
    let (first, last) = (economy.first_year(), economy.last_year(0));
    let of_years = statement::oversikt(economy, 0, first.previous(), last).expect("the years are there").0;
    let mut all = vec![of_years, statement::drift_per_ar(economy, 0, &years(economy).collect::<Vec<_>>())];
    all.extend(statement::path_tables(economy, &[statement::outlook(economy, 0, last)]));
    for year in [first, economy.forbund.last_closed(), economy.forbund.first_projected(), last] {
        for period in [Period::Helar, Period::JanAug, Period::T3] {
            all.extend(statements_of(economy, &ask(year, period)));
        }
    }
    all
}

/// Whether a sum is added up from its rows in the column: not where they have no figures, and not in a deviation, where plus is
/// better and a cost's sign is turned. The difference to the key has no such signs.
fn adds_up(statement: &Statement, sum: &Row, column: usize) -> bool {
    let is_turned = statement.columns[column].layer == "avvikelse" && statement.report != "bidrag";
    let mut parts = sum.parts.iter().map(|(part, _)| &statement.rows[*part].cells[column]);
    // A row that only ties to others, as utgående eget kapital does, has no figure in a budget.
    let is_figure = sum.style == Style::Total || sum.cells[column] != Cell::Nothing;
    // What the key gives is known for state and region without a population, and then the sum is not.
    let is_in_part = statement.report == "bidrag"
        && sum.cells[column] == Cell::Nothing
        && parts.clone().any(|part| *part == Cell::Nothing);
    !is_turned && is_figure && !is_in_part && parts.any(|part| *part != Cell::Nothing)
}

/// A figure in öre, 0 where the row or the figure is not there.
fn ore(statement: &Statement, row: &str, column: usize) -> i64 {
    statement.row(row).map_or(0, |row| row.cells[column].ore())
}
