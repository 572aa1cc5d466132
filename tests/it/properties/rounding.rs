//! I11: a table in a unit rounds each cell by itself and says what the rounded rows lack of the rounded sum.

use super::{adds_up, cases, economy, many_statements};
use crate::oracle::arithmetic::{fraction, round_to};
use crate::world::case;
use finsam::domain::money::Unit;
use finsam::statement::{Cell, Row, Sheet, SheetRow, Statement, view};
use proptest::prelude::*;

/// What a cell prints, as the number of its last decimal's steps; nothing counts as none.
fn steps(cell: &str) -> Result<i64, TestCaseError> {
    if cell == "–" {
        return Ok(0);
    }
    let plain: String = cell.chars().filter(|c| !matches!(c, '\u{a0}' | ',')).collect();
    plain.replace('\u{2212}', "-").parse().map_err(|_| TestCaseError::fail(format!("{cell} is no number")))
}

/// Öre in one step of what is printed.
fn step(statement: &Statement, unit: Unit) -> i64 {
    let with_ore = statement.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.ore() % 100 != 0);
    match unit {
        Unit::Kr if with_ore => 1,
        Unit::Kr => 100,
        Unit::Tkr => 100_000,
        Unit::Mnkr => 1_000_000,
    }
}

/// The printed row of a statement's row, and the row of rounding differences right above it, if there is one.
fn printed<'s>(sheet: &'s Sheet, row: &Row) -> (&'s SheetRow, Option<&'s SheetRow>) {
    let at = sheet.rows.iter().position(|printed| printed.id == row.id).expect("every row is printed");
    let above = at.checked_sub(1).map(|above| &sheet.rows[above]);
    (&sheet.rows[at], above.filter(|above| above.id == format!("{}_avrundningsdifferens", row.id)))
}

/// Deviations are printed without a rounding difference.
fn is_deviation(statement: &Statement, column: usize) -> bool {
    statement.columns[column].layer == "avvikelse"
}

fn check(statement: &Statement, unit: Unit) -> Result<(), TestCaseError> {
    let (sheet, step) = (view(statement, unit), step(statement, unit));
    let differences = sheet.rows.len() - statement.rows.len();
    let mut used = 0;
    for row in &statement.rows {
        let (cells, difference) = printed(&sheet, row);
        used += usize::from(difference.is_some());
        for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| matches!(cell, Cell::Amount(_))) {
            let shown = row.printed_sign * steps(&cells.cells[column])?;
            // Each cell is rounded by itself.
            prop_assert_eq!(shown * step, round_to(&fraction(cell.ore()), step), "{} {}", &statement.title, &row.id);
            if !adds_up(statement, row, column) || is_deviation(statement, column) {
                prop_assert!(difference.is_none_or(|row| row.cells[column] == "–"));
                continue;
            }
            let mut sum = 0;
            for (part, sign) in &row.parts {
                let part = &statement.rows[*part];
                sum += sign * part.printed_sign * steps(&printed(&sheet, part).0.cells[column])?;
            }
            let lacking = difference.map_or(Ok(0), |row| steps(&row.cells[column]))?;
            prop_assert_eq!(sum + row.printed_sign * lacking, shown, "{} {}", &statement.title, &row.id);
            // Every part is at most half a step out, and so is the sum.
            let most = i64::try_from(row.parts.len() + 1).expect("few rows");
            prop_assert!(2 * lacking.abs() <= most, "{lacking} is more than rounding");
        }
    }
    prop_assert_eq!(used, differences);
    Ok(())
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn i11_rounded_rows_and_their_difference_are_the_rounded_total((forbund, scenario) in case()) {
        for statement in many_statements(&economy(&forbund, &scenario)) {
            if statement.columns.iter().all(|column| column.layer != "text") {
                for unit in [Unit::Kr, Unit::Tkr, Unit::Mnkr] {
                    check(&statement, unit)?;
                }
            }
        }
    }
}
