//! A statement in a unit: every cell rounded by itself, and a row that says so where rounded rows do not make the rounded sum.

use super::{Cell, Column, Row, Statement, Style};
use crate::domain::money::{Ore, Unit};
use crate::domain::sv;

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
    let amounts = statement.rows.iter().flat_map(|row| &row.cells);
    let with_ore = unit == Unit::Kr && amounts.clone().any(|cell| cell.ore() % 100 != 0);
    let mut rows = Vec::new();
    for row in &statement.rows {
        if let Some(difference) = rounding_difference(statement, row, unit, with_ore) {
            rows.push(difference);
        }
        let cells = row.cells.iter().map(|cell| print(cell, row.printed_sign, unit, with_ore)).collect();
        rows.push(SheetRow { id: row.id.clone(), label: row.label.clone(), style: row.style, cells });
    }
    Sheet { columns: statement.columns.clone(), rows }
}

fn print(cell: &Cell, sign: i64, unit: Unit, with_ore: bool) -> String {
    match cell {
        Cell::Nothing => sv::NOTHING.to_owned(),
        Cell::Amount(amount) => sv::in_unit(Ore::new(sign * amount.ore()), unit, with_ore),
        Cell::Share(share) => sv::share(*share),
        Cell::Count(count) => sv::integer(*count),
        Cell::Text(text) => text.clone(),
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
/// added up from the rows above it, so it lacks nothing.
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
    let adds_up = |at: usize| matches!(sum.cells[at], Cell::Amount(_)) && statement.columns[at].layer != "avvikelse";
    let missing: Vec<i64> = (0..sum.cells.len()).map(|at| if adds_up(at) { lacking(at) } else { 0 }).collect();
    if missing.iter().all(|steps| *steps == 0) {
        return None;
    }
    let step = if unit == Unit::Kr && !with_ore { 100 } else { unit.ore() };
    let show = |steps: &i64| match steps {
        0 => sv::NOTHING.to_owned(),
        steps => sv::in_unit(Ore::new(sum.printed_sign * steps * step), unit, with_ore),
    };
    Some(SheetRow {
        id: format!("{}_avrundningsdifferens", sum.id),
        label: "avrundningsdifferens".to_owned(),
        style: Style::Item,
        cells: missing.iter().map(show).collect(),
    })
}
