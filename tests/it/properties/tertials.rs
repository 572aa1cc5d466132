//! I9: a year is its three tertials.

use super::{ask, cases, economy, ore, projected};
use crate::world::case;
use finsam::domain::period::{Period, Year};
use finsam::projection::Economy;
use finsam::statement::{self, Statement, Style};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The statement of a year, and of the parts that are to make it up.
fn parts(make: impl Fn(Period) -> Statement, whole: Period) -> (Statement, Vec<Statement>) {
    let parts = if whole == Period::JanAug { &Period::TERTIALS[..2] } else { &Period::TERTIALS[..] };
    (make(whole), parts.iter().map(|period| make(*period)).collect())
}

/// Rows that hold flows; eget kapital and likvida medel are stocks and are set apart.
fn flows(statement: &Statement) -> impl Iterator<Item = &str> {
    let rows = statement.rows.iter().filter(|row| row.style != Style::Key && row.style != Style::Heading);
    rows.map(|row| row.id.as_str())
}

fn check(economy: &Economy, year: Year, whole: Period) -> Result<(), TestCaseError> {
    let drift = |period| statement::drift(economy, &ask(year, period)).expect("a projected period");
    let resultat = |period| statement::resultat(economy, &ask(year, period)).expect("a projected period");
    let bidrag = |period| statement::bidrag(economy, &ask(year, period)).expect("a projected period").0;
    // Outcome, budget and deviation of driftredovisningen; outcome of the others.
    let (of_drift, of_resultat, of_bidrag) = (parts(drift, whole), parts(resultat, whole), parts(bidrag, whole));
    for ((whole, parts), columns) in [(&of_drift, 3), (&of_resultat, 1), (&of_bidrag, 1)] {
        // A row that is 0 in the year may be left out there and still stand in its tertials.
        let rows: BTreeSet<&str> = flows(whole).chain(parts.iter().flat_map(flows)).collect();
        for row in rows {
            for column in 0..columns {
                let sum: i64 = parts.iter().map(|part| ore(part, row, column)).sum();
                prop_assert_eq!(sum, ore(whole, row, column), "{} {} {}", &whole.title, row, column);
            }
        }
    }
    let (whole, parts) = of_resultat;
    let ends = |row| (ore(&whole, row, 0), parts.iter().map(|part| ore(part, row, 0)).collect::<Vec<_>>());
    let (opening, openings) = ends("ingaende_eget_kapital");
    let (closing, closings) = ends("utgaende_eget_kapital");
    prop_assert_eq!((Some(&opening), Some(&closing)), (openings.first(), closings.last()));
    prop_assert_eq!(&openings[1..], &closings[..closings.len() - 1]);
    Ok(())
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn i09_a_year_is_the_sum_of_its_tertials((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        for year in projected(&economy) {
            for whole in [Period::Helar, Period::JanAug] {
                check(&economy, year, whole)?;
            }
        }
    }
}
