//! Resultaträkning (LKBR 5:2). A förbund has neither taxes nor general state grants and so goes straight to verksamhetens
//! resultat, as practice does.

use super::drift::{Asked, books_column, equity_rows};
use super::spec::{Formula, RowSpec, evaluate};
use super::{Column, Source, Statement};
use crate::diag::Problem;
use crate::domain::account::StatementRow as R;
use crate::domain::money::Unit;
use crate::domain::sv;
use crate::ledger::Select;
use crate::projection::Economy;

fn income(row: R) -> RowSpec {
    RowSpec::item(row.id(), row.heading(), Formula::Flow { of: vec![Select::Row(row)], sign: -1 })
}

fn cost(row: R) -> RowSpec {
    RowSpec::item(row.id(), row.heading(), Formula::Flow { of: vec![Select::Row(row)], sign: 1 }).cost().printed_minus()
}

/// ”Resultaträkningen ska ställas upp i följande form: …” (LKBR 5:2).
fn specification() -> Vec<RowSpec> {
    let mut rows = vec![
        income(R::VerksamhetensIntakter),
        cost(R::VerksamhetensKostnader),
        cost(R::Avskrivningar),
        RowSpec::total(
            "verksamhetens_resultat",
            "Verksamhetens resultat",
            &[("verksamhetens_intakter", 1), ("verksamhetens_kostnader", -1), ("avskrivningar", -1)],
        ),
        income(R::FinansiellaIntakter),
        cost(R::FinansiellaKostnader),
        RowSpec::total(
            "resultat_efter_finansiella_poster",
            "Resultat efter finansiella poster",
            &[("verksamhetens_resultat", 1), ("finansiella_intakter", 1), ("finansiella_kostnader", -1)],
        ),
        income(R::ExtraordinaraPoster),
        RowSpec::total(
            "arets_resultat",
            "Årets resultat",
            &[("resultat_efter_finansiella_poster", 1), ("extraordinara_poster", 1)],
        ),
    ];
    rows.extend(equity_rows("arets_resultat"));
    rows
}

/// Resultaträkningen of a year or a period, with the year before.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn resultat(economy: &Economy, asked: &Asked) -> Result<Statement, Problem> {
    let columns: Vec<(Column, Source)> = asked.with_year_before(economy, books_column)?;
    let rows = evaluate(&economy.ledger, &specification(), &columns);
    Ok(Statement {
        report: "resultat",
        title: format!("Resultaträkning {}", sv::period(asked.year, asked.period)),
        forbund: economy.forbund.name.clone(),
        year: Some(asked.year),
        period: Some(asked.period),
        scenario: asked.scenario_name(economy),
        unit: Unit::Kr,
        columns: columns.into_iter().map(|(column, _)| column).collect(),
        rows,
        notes: asked.notes(economy),
    })
}
