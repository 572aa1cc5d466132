//! Balansräkning (LKBR 6:2).

use super::drift::{Asked, books_column};
use super::spec::{Formula, RowSpec};
use super::{Column, Source, Statement};
use crate::diag::Problem;
use crate::domain::account::StatementRow as R;
use crate::ledger::Select;
use crate::projection::Economy;

fn asset(row: R) -> RowSpec {
    RowSpec::item(row.id(), row.heading(), Formula::Stock { of: Select::Row(row), sign: 1 })
}

fn liability(row: R) -> RowSpec {
    RowSpec::item(row.id(), row.heading(), Formula::Stock { of: Select::Row(row), sign: -1 })
}

/// ”Balansräkningen ska ställas upp i följande form: …” (LKBR 6:2): tillgångar, eget kapital, avsättningar, skulder.
pub(super) fn specification() -> Vec<RowSpec> {
    vec![
        RowSpec::heading("tillgangar", "Tillgångar"),
        asset(R::Anlaggningstillgangar),
        asset(R::Fordringar),
        asset(R::KortfristigaPlaceringar),
        asset(R::KassaOchBank),
        RowSpec::total(
            "summa_omsattningstillgangar",
            "Summa omsättningstillgångar",
            &[("fordringar", 1), ("kortfristiga_placeringar", 1), ("kassa_och_bank", 1)],
        ),
        RowSpec::total(
            "summa_tillgangar",
            "Summa tillgångar",
            &[("anlaggningstillgangar", 1), ("summa_omsattningstillgangar", 1)],
        ),
        RowSpec::heading("eget_kapital_och_skulder", "Eget kapital, avsättningar och skulder"),
        RowSpec::item("ingaende_eget_kapital", "Eget kapital vid årets början", Formula::OpeningEquity),
        RowSpec::item("arets_resultat", "Årets resultat", Formula::Flow { of: vec![Select::Result], sign: -1 }),
        RowSpec::total(
            "eget_kapital",
            "Eget kapital vid periodens slut",
            &[("ingaende_eget_kapital", 1), ("arets_resultat", 1)],
        )
        // Of the day before the books begin the balance is known, but not the year that led to it.
        .or(Formula::ClosingEquity),
        liability(R::Avsattningar),
        liability(R::LangfristigaSkulder),
        liability(R::KortfristigaSkulder),
        RowSpec::total("summa_skulder", "Summa skulder", &[("langfristiga_skulder", 1), ("kortfristiga_skulder", 1)]),
        RowSpec::total(
            "summa_eget_kapital_och_skulder",
            "Summa eget kapital, avsättningar och skulder",
            &[("eget_kapital", 1), ("avsattningar", 1), ("summa_skulder", 1)],
        ),
    ]
}

/// Balansräkningen at the end of a year or a period, with the year before.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn balans(economy: &Economy, asked: &Asked) -> Result<Statement, Problem> {
    let mut columns: Vec<(Column, Source)> = asked.with_closing_before(economy, books_column)?;
    // A balance is of a day, and årets resultat in it runs from 1 January to that day.
    for (column, source) in &mut columns {
        if let Source::Books { span, .. } = source {
            column.heading = span.last_day().to_string();
        }
    }
    let day = asked.period.span(asked.year).last_day();
    let title = format!("Balansräkning {day}");
    let notes = asked.rests_on(economy).into_iter().collect();
    Ok(asked.statement(economy, ("balans", title), &specification(), columns, notes))
}
