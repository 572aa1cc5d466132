//! A statement in a unit: every cell rounded by itself, and a row that says so where rounded rows do not make the rounded sum.

use super::{Cell, Column, How, Reckon, Row, Statement, Style};
use crate::domain::money::{Ore, Unit};
use crate::domain::sv;

/// A cell for other programs: the figure that the cell in Swedish prints, or in kronor the exact one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// There is no figure.
    Nothing,
    /// A whole number of steps of which `10^decimals` make one: 1 234 with two decimals is 12.34.
    Number {
        /// The steps.
        steps: i64,
        /// How many decimals it has.
        decimals: u32,
    },
    /// Words.
    Text(String),
}

/// A row as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// The row's id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// How it is set.
    pub style: Style,
    /// Its cells, in Swedish.
    pub cells: Vec<String>,
    /// The same cells for other programs, with the same signs: amounts in kr with öre, in tkr whole, in mnkr with two decimals;
    /// shares as a part of one with four decimals, rates with six where they have them.
    pub values: Vec<Value>,
}

/// A statement as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, with `avrundningsdifferens` where it is needed.
    pub rows: Vec<SheetRow>,
}

/// The statement in a unit.
pub fn view(statement: &Statement, unit: Unit) -> Sheet {
    // What each of many gets is a measure, not an amount that somebody pays: its öre say nothing.
    let is_each = |row: &Row, at: usize| {
        let figure = row.figures.get(at).and_then(Option::as_ref);
        figure.is_some_and(|figure| matches!(figure.how(), How::Rule(Reckon::Each, _)))
    };
    let has_ore = |row: &Row| row.cells.iter().enumerate().any(|(at, cell)| cell.ore() % 100 != 0 && !is_each(row, at));
    let with_ore = unit == Unit::Kr && statement.rows.iter().any(has_ore);
    let mut rows = Vec::new();
    for row in &statement.rows {
        if let Some(difference) = rounding_difference(statement, row, unit, with_ore) {
            rows.push(difference);
        }
        let cells = row.cells.iter().map(|cell| print(cell, row.printed_sign, unit, with_ore)).collect();
        let values = row.cells.iter().map(|cell| value(cell, row.printed_sign, unit)).collect();
        rows.push(SheetRow { id: row.id.clone(), label: row.label.clone(), style: row.style, cells, values });
    }
    Sheet { columns: statement.columns.clone(), rows }
}

fn print(cell: &Cell, sign: i64, unit: Unit, with_ore: bool) -> String {
    match cell {
        Cell::Nothing => sv::NOTHING.to_owned(),
        Cell::Amount(amount) => sv::in_unit(Ore::new(sign * amount.ore()), unit, with_ore),
        Cell::Share(share) => sv::share(*share),
        Cell::Rate(rate) => sv::percent_as_given(*rate),
        Cell::Count(count) => sv::integer(*count),
        Cell::Text(text) => text.clone(),
    }
}

fn value(cell: &Cell, sign: i64, unit: Unit) -> Value {
    match cell {
        Cell::Nothing => Value::Nothing,
        Cell::Amount(amount) => {
            let decimals = if unit == Unit::Tkr { 0 } else { 2 };
            Value::Number { steps: Ore::new(sign * amount.ore()).rounded(unit), decimals }
        }
        Cell::Share(ten_thousandths) => Value::Number { steps: *ten_thousandths, decimals: 4 },
        Cell::Rate(rate) if rate.millionths() % 100 == 0 => {
            Value::Number { steps: rate.millionths() / 100, decimals: 4 }
        }
        Cell::Rate(rate) => Value::Number { steps: rate.millionths(), decimals: 6 },
        Cell::Count(count) => Value::Number { steps: *count, decimals: 0 },
        Cell::Text(text) => Value::Text(text.clone()),
    }
}

/// The steps of a unit that an amount rounds to.
fn steps(ore: i64, unit: Unit, with_ore: bool) -> i64 {
    match unit {
        Unit::Kr if !with_ore => crate::domain::money::round_half_away_64(ore, 100),
        unit => Ore::new(ore).rounded(unit),
    }
}

/// What the rounded parts of a sum lack of the rounded sum, in each column; no row where they lack nothing. A deviation is not
/// added up from the rows above it, nor is a sum whose rows have no figures, so they lack nothing.
fn rounding_difference(statement: &Statement, sum: &Row, unit: Unit, with_ore: bool) -> Option<SheetRow> {
    if sum.parts.is_empty() {
        return None;
    }
    let lacking = |at: usize| -> i64 {
        let whole = steps(sum.cells[at].ore(), unit, with_ore);
        let parts =
            sum.parts.iter().map(|(row, sign)| sign * steps(statement.rows[*row].cells[at].ore(), unit, with_ore));
        whole - parts.sum::<i64>()
    };
    let has_parts = |at: usize| sum.parts.iter().any(|(row, _)| statement.rows[*row].cells[at] != Cell::Nothing);
    let adds_up = |at: usize| {
        matches!(sum.cells[at], Cell::Amount(_)) && has_parts(at) && statement.columns[at].layer != "avvikelse"
    };
    let missing: Vec<i64> = (0..sum.cells.len()).map(|at| if adds_up(at) { lacking(at) } else { 0 }).collect();
    if missing.iter().all(|steps| *steps == 0) {
        return None;
    }
    let step = if unit == Unit::Kr && !with_ore { 100 } else { unit.ore() };
    let lacks = |steps: &i64| match steps {
        0 => Cell::Nothing,
        steps => Cell::Amount(Ore::new(steps * step)),
    };
    let missing: Vec<Cell> = missing.iter().map(lacks).collect();
    Some(SheetRow {
        id: format!("{}_avrundningsdifferens", sum.id),
        label: "avrundningsdifferens".to_owned(),
        style: Style::Item,
        cells: missing.iter().map(|cell| print(cell, sum.printed_sign, unit, with_ore)).collect(),
        values: missing.iter().map(|cell| value(cell, sum.printed_sign, unit)).collect(),
    })
}
