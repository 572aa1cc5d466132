//! Where the library has a printed figure: a statement, or a budget.

use super::At;
use crate::shipped::{economy, year};
use finsam::domain::account::{AccountKind, StatementRow};
use finsam::domain::forbund::LineIx;
use finsam::ledger::{self, Select};
use finsam::statement::{self, Asked, Cell};

/// An exact figure as a fraction: öre over 1, or one amount over another.
pub type Exact = (i128, i128);

/// The library's figure for a printed one; `None` where it has none.
pub fn figure(report: &str, column: At, row: &str) -> Option<Exact> {
    match row.split_once(" / ") {
        Some((over, under)) => {
            let one = |row| sum(report, column, row).expect("both sides of a ratio are there");
            Some((one(over), one(under)))
        }
        None => sum(report, column, row).map(|amount| (amount, 1)),
    }
}

/// `a + b - c`, of the rows that have a figure.
fn sum(report: &str, column: At, row: &str) -> Option<i128> {
    let (mut sum, mut sign) = (None, 1);
    for word in row.split(' ') {
        match word {
            "+" => sign = 1,
            "-" => sign = -1,
            id => {
                if let Some(amount) = one(report, column, id) {
                    sum = Some(sum.unwrap_or(0) + sign * i128::from(amount));
                }
            }
        }
    }
    sum
}

/// One row of a report, in öre or platser.
fn one(report: &str, column: At, id: &str) -> Option<i64> {
    match report {
        "plan" => planned(column, column.2, id),
        "platser" => places(column, id),
        report => stated(report, column, id),
    }
}

/// A figure of one of the library's statements; of those in the printed form, with the sign that it prints.
fn stated(report: &str, (number, period, column): At, row: &str) -> Option<i64> {
    let (economy, year_asked) = (economy(), year(number));
    let asked = Asked { year: year_asked, period, scenario: 0 };
    let statement = match report {
        "resultat" => statement::resultat(economy, &asked),
        "resultat_publicerad" => statement::resultat_publicerad(economy, &asked),
        "balans" => statement::balans(economy, &asked),
        "balans_publicerad" => statement::balans_publicerad(economy, &asked),
        "kassaflode_publicerad" => statement::kassaflode_publicerad(economy, &asked),
        "noter" => statement::noter(economy, &asked),
        "drift" => statement::drift(economy, &asked),
        "drift_publicerad" => statement::drift_publicerad(economy, &asked),
        "drift_per_ar" => Ok(statement::drift_per_ar(economy, 0, &[year_asked])),
        "oversikt" => statement::oversikt(economy, 0, year(2022), year(2025)).map(|(statement, _)| statement),
        "bidrag" => statement::bidrag(economy, &asked).map(|(statement, _)| statement),
        other => panic!("no report is called {other}"),
    };
    let statement = statement.expect("the published years and periods can be asked for");
    let sign = statement.row(row).filter(|_| report.ends_with("_publicerad")).map_or(1, |row| row.printed_sign);
    match statement.figure(row, column) {
        Some(Cell::Amount(amount)) => Some(sign * amount.ore()),
        Some(Cell::Nothing) => None,
        // Notes leave out accounts that have no figure in any column.
        None if report == "noter" => None,
        other => panic!("{report} {number} {}: {row}, {column} is no amount: {other:?}", period.name()),
    }
}

/// A row of a budget or a locked forecast, by its id: a line, or a row of resultaträkningen.
pub fn planned((number, ..): At, budget_id: &str, id: &str) -> Option<i64> {
    let economy = economy();
    let (layer, ..) = ledger::budgets(&economy.forbund)
        .find(|(_, of, budget)| *of == year(number) && budget.id.as_str() == budget_id)
        .expect("the budget is in the books");
    let (select, kind) = select(id);
    economy.ledger.planned(layer, select).map(|amount| kind.debit_sign() * amount.ore())
}

/// Platser on a line of the budget.
fn places((number, _, budget_id): At, id: &str) -> Option<i64> {
    let forbund = &economy().forbund;
    let budget = forbund.years[&year(number)].budgets.iter().find(|budget| budget.id.as_str() == budget_id)?;
    budget.places.iter().find(|(line, _)| forbund.line(*line).id.as_str() == id).map(|(_, places)| places.value)
}

/// What an id of a budget selects, and the kind that gives it its natural sign.
fn select(id: &str) -> (Select, AccountKind) {
    let forbund = &economy().forbund;
    if let Some(at) = forbund.lines.iter().position(|line| line.id.as_str() == id) {
        return (Select::Line(LineIx(at as u16)), AccountKind::Kostnad);
    }
    let row: StatementRow = id.parse().expect("a line or a row");
    let (_, account) = forbund.chart.iter().find(|(_, account)| account.row == row).expect("the row has accounts");
    (Select::Row(row), account.kind)
}
