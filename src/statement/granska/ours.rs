//! Figures of our own that printed figures are held against: a cell of a statement, a sum of rows or a quotient of sums.

use super::exact::{self, Interval, whole};
use crate::domain::account::StatementRow;
use crate::domain::forbund::LineIx;
use crate::domain::id::Id;
use crate::domain::money::Ore;
use crate::domain::period::{Period, Year};
use crate::domain::publicerat::{FigureRef, Report};
use crate::ledger::{self, Select};
use crate::projection::Economy;
use crate::statement::{self, Asked, Cell, Statement};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What our figure comes to, and in words.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its value; nothing where the books have none.
    pub value: Option<Interval>,
    /// What it is called: `Eget kapital delat med Summa tillgångar`.
    pub name: String,
}

/// The statements that have been asked for, each made once.
pub struct Ours<'e> {
    economy: &'e Economy,
    made: RefCell<BTreeMap<(Report, Year, Period), Vec<Statement>>>,
}

impl<'e> Ours<'e> {
    /// Of these books.
    pub fn new(economy: &'e Economy) -> Self {
        Ours { economy, made: RefCell::default() }
    }

    /// The figure with the sign of the print; nothing if there is no such row or year.
    pub fn find(&self, figure: &FigureRef) -> Option<Found> {
        let (over, above) = self.sum(figure, &figure.over)?;
        let sign = if figure.turned { whole(-1) } else { whole(1) };
        let sign = Interval::certain(sign);
        if figure.under.is_empty() {
            return Some(Found { value: over.map(|value| value.times(&sign)), name: above });
        }
        let (under, below) = self.sum(figure, &figure.under)?;
        let value = over.zip(under).and_then(|(over, under)| over.over(&under)).map(|value| value.times(&sign));
        Some(Found { value, name: format!("{above} delat med {below}") })
    }

    /// Rows added, those that have a figure.
    fn sum(&self, figure: &FigureRef, rows: &[(i64, Id)]) -> Option<(Option<Interval>, String)> {
        let (mut sum, mut name): (Option<Interval>, String) = (None, String::new());
        for (sign, row) in rows {
            let (value, label) = self.row(figure, row)?;
            let joined = match (name.is_empty(), *sign < 0) {
                (true, false) => "",
                (true, true) => "minus ",
                (false, false) => " plus ",
                (false, true) => " minus ",
            };
            name.push_str(&format!("{joined}{label}"));
            let Some(value) = value else { continue };
            let value = if *sign < 0 { value.minus() } else { value };
            sum = Some(sum.map_or(value.clone(), |sum| sum.plus(&value)));
        }
        Some((sum, name))
    }

    fn row(&self, figure: &FigureRef, row: &Id) -> Option<(Option<Interval>, String)> {
        let column = figure.column.as_ref().map(Id::as_str);
        if figure.report == Report::Budget {
            return self.planned(figure.year, column?, row.as_str());
        }
        let economy = self.economy;
        let key = (figure.report, figure.year, figure.period);
        let mut made = self.made.borrow_mut();
        let made = made.entry(key).or_insert_with(|| statements(economy, key));
        let found = made.iter().find_map(|statement| {
            let found = statement.row(row.as_str())?;
            let at = match column {
                Some(column) => statement.columns.iter().position(|candidate| candidate.id == column)?,
                None => 0,
            };
            // Deltagare have a row for each kommun, and what is counted is the column.
            let is_count = figure.report == Report::Nyckeltal && column.is_some();
            let name = if is_count { &statement.columns[at].heading } else { &found.label };
            Some((exact::ours(found.cells.get(at)?), name.clone()))
        });
        // Notes leave out accounts that have no figure in any column.
        found.or_else(|| (figure.report == Report::Noter && !made.is_empty()).then(|| (None, row.to_string())))
    }

    /// A row of a budget or a locked forecast: a line, or a row of resultaträkningen.
    fn planned(&self, year: Year, budget: &str, id: &str) -> Option<(Option<Interval>, String)> {
        let (forbund, ledger) = (&self.economy.forbund, &self.economy.ledger);
        let (layer, ..) = ledger::budgets(forbund).find(|(_, of, found)| *of == year && found.id.as_str() == budget)?;
        let (select, sign, name) = match forbund.lines.iter().position(|line| line.id.as_str() == id) {
            Some(at) => {
                let line = LineIx(u16::try_from(at).ok()?);
                (Select::Line(line), 1, forbund.line(line).name.clone())
            }
            None => {
                let row: StatementRow = id.parse().ok()?;
                (Select::Row(row), row.debit_sign(), row.heading().to_owned())
            }
        };
        let amount = ledger.planned(layer, select).map(|debit| Ore::new(sign * debit.ore()));
        let value = amount.map(|amount| exact::ours(&Cell::Amount(amount)));
        Some((value.flatten(), format!("{name} i budgeten")))
    }
}

/// The statements that a report's rows are looked for in; none where the books do not have the year or the period.
fn statements(economy: &Economy, (report, year, period): (Report, Year, Period)) -> Vec<Statement> {
    let asked = Asked { year, period, scenario: 0 };
    let one = |made: Result<Statement, _>| made.ok().into_iter().collect();
    match report {
        // A budget is read as it was decided.
        Report::Budget => Vec::new(),
        Report::Noter => one(statement::noter(economy, &asked)),
        Report::Resultat => one(statement::resultat(economy, &asked)),
        Report::Balans => one(statement::balans(economy, &asked)),
        Report::Kassaflode => one(statement::kassaflode(economy, &asked)),
        // The short form has rows that the full form has not.
        Report::Drift => [statement::drift(economy, &asked), statement::drift_publicerad(economy, &asked)]
            .into_iter()
            .flatten()
            .collect(),
        Report::Oversikt => one(statement::oversikt(economy, 0, year, year).map(|(statement, _)| statement)),
        Report::Bidrag => one(statement::bidrag(economy, &asked).map(|(statement, _)| statement)),
        Report::Prognos if asked.check(economy).is_err() => Vec::new(),
        Report::Prognos => vec![statement::drift_per_ar(economy, 0, &[year])],
        Report::Nyckeltal => statement::nyckeltal(economy, &asked).unwrap_or_default(),
    }
}
