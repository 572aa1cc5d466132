//! Resultaträkning (LKBR 5:2). A förbund has neither taxes nor general state grants and so goes straight to verksamhetens
//! resultat, as practice does.

use super::drift::{Asked, books_column, equity_rows};
use super::spec::{Formula, RowSpec};
use super::{Column, Source, Statement};
use crate::diag::Problem;
use crate::domain::account::StatementRow as R;
use crate::domain::sv;
use crate::ledger::Select;
use crate::projection::Economy;

/// ”Resultaträkningen ska ställas upp i följande form: …” (LKBR 5:2). `label` heads each item: by its row's own heading, or with the
/// number of its note beside it.
pub(super) fn result_rows(label: impl Fn(R) -> String) -> Vec<RowSpec> {
    let item = |row: R| {
        let spec =
            RowSpec::item(row.id(), label(row), Formula::Flow { of: vec![Select::Row(row)], sign: row.debit_sign() });
        if row.debit_sign() > 0 { spec.cost().printed_minus() } else { spec }
    };
    vec![
        item(R::VerksamhetensIntakter),
        item(R::VerksamhetensKostnader),
        item(R::Avskrivningar),
        RowSpec::total(
            "verksamhetens_resultat",
            "Verksamhetens resultat",
            &[("verksamhetens_intakter", 1), ("verksamhetens_kostnader", -1), ("avskrivningar", -1)],
        ),
        item(R::FinansiellaIntakter),
        item(R::FinansiellaKostnader),
        RowSpec::total(
            "resultat_efter_finansiella_poster",
            "Resultat efter finansiella poster",
            &[("verksamhetens_resultat", 1), ("finansiella_intakter", 1), ("finansiella_kostnader", -1)],
        ),
        item(R::ExtraordinaraPoster),
        RowSpec::total(
            "arets_resultat",
            "Årets resultat",
            &[("resultat_efter_finansiella_poster", 1), ("extraordinara_poster", 1)],
        ),
    ]
}

/// The rows of the law, and eget kapital before and after (design §3b).
pub(super) fn specification() -> Vec<RowSpec> {
    let mut rows = result_rows(|row| row.heading().to_owned());
    rows.extend(equity_rows("arets_resultat"));
    rows
}

/// Resultaträkningen of a year or a period, with the year before.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn resultat(economy: &Economy, asked: &Asked) -> Result<Statement, Problem> {
    let columns: Vec<(Column, Source)> = asked.with_year_before(economy, books_column)?;
    let title = format!("Resultaträkning {}", sv::period(asked.year, asked.period));
    let notes = asked.notes(economy);
    Ok(asked.statement(economy, ("resultat", title), &specification(), columns, notes))
}
