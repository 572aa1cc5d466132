//! A CSV file read back has the statement's figures: in kr to the öre, in larger units as the table prints them.

use super::{cases, economy, many_statements};
use crate::world::case;
use finsam::domain::money::Unit;
use finsam::render::csv::{Dialect, document};
use finsam::render::document::Document;
use finsam::render::manifest::Placed;
use finsam::render::page::Page;
use finsam::statement::{Cell, Statement};
use proptest::prelude::*;

/// The steps of the last decimal, and how many decimals there are.
fn number(field: &str, mark: char) -> Result<(i64, usize), TestCaseError> {
    let decimals = field.split_once(mark).map_or(0, |(_, decimals)| decimals.len());
    let digits = field.replace(mark, "");
    digits.parse().map(|steps| (steps, decimals)).map_err(|_| TestCaseError::fail(format!("{field} is no number")))
}

/// What a field must hold, with how many decimals; none for words and for nothing.
fn expected(cell: &Cell, sign: i64, unit: Unit) -> Option<(i64, usize)> {
    // Half away from zero, by the quotient towards zero of twice the amount and one more step.
    let rounded = |ore: i64| (2 * ore.abs() + unit.ore()) / (2 * unit.ore()) * ore.signum();
    match cell {
        Cell::Amount(amount) => Some((rounded(sign * amount.ore()), if unit == Unit::Tkr { 0 } else { 2 })),
        Cell::Share(share) => Some((*share, 4)),
        Cell::Rate(rate) if rate.millionths() % 100 == 0 => Some((rate.millionths() / 100, 4)),
        Cell::Rate(rate) => Some((rate.millionths(), 6)),
        Cell::Count(count) => Some((*count, 0)),
        Cell::Nothing | Cell::Text(_) => None,
    }
}

fn check(statement: &Statement, page: &Page, unit: Unit, dialect: Dialect) -> Result<(), TestCaseError> {
    let (delimiter, mark) = if dialect == Dialect::Swedish { (b';', ',') } else { (b',', '.') };
    let text = document(&Document::of(statement, unit), page, dialect);
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("a rectangle");
    for row in &statement.rows {
        let record = records.iter().find(|record| &record[1] == row.id.as_str());
        let record = record.ok_or_else(|| TestCaseError::fail(format!("{} is missing", row.id)))?;
        prop_assert_eq!(record.len(), 3 + row.cells.len());
        for (cell, field) in row.cells.iter().zip(record.iter().skip(3)) {
            match expected(cell, row.printed_sign, unit) {
                Some(figure) => prop_assert_eq!(number(field, mark)?, figure, "{} {}", statement.title, row.id),
                None if *cell == Cell::Nothing => prop_assert_eq!(field, ""),
                None => prop_assert!(!field.is_empty()),
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn csv_read_back_has_the_figures_of_the_statement((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        let page = Page {
            forbund: economy.forbund.name.clone(),
            date: chrono::NaiveDate::from_ymd_opt(2026, 11, 21).expect("the day exists"),
            inputs: "00000000".to_owned(),
            width: 100,
            show_ids: false,
            placed: Placed::default(),
        };
        for statement in many_statements(&economy) {
            for unit in [Unit::Kr, Unit::Tkr, Unit::Mnkr] {
                check(&statement, &page, unit, Dialect::Standard)?;
                check(&statement, &page, unit, Dialect::Swedish)?;
            }
        }
    }
}
