//! Kassaflödesanalys (LKBR 8:1), in the form of practice: the result is part of the löpande verksamhet.

use super::drift::{Asked, books_column};
use super::spec::{Formula, RowSpec};
use super::{Column, Source, Statement};
use crate::diag::Problem;
use crate::domain::account::StatementRow as R;
use crate::domain::sv;
use crate::ledger::Select;
use crate::projection::Economy;

/// What cash gains when the rows' accounts move: a debit on them was paid for.
fn released(id: &str, label: &str, rows: &[R]) -> RowSpec {
    RowSpec::item(id, label, Formula::Flow { of: rows.iter().map(|row| Select::Row(*row)).collect(), sign: -1 })
}

/// ”I en kassaflödesanalys ska in- och utbetalningar under räkenskapsåret redovisas.” (LKBR 8:1)
pub(super) fn specification() -> Vec<RowSpec> {
    let cash = Select::Row(R::KassaOchBank);
    vec![
        RowSpec::item("arets_resultat", "Årets resultat", Formula::Flow { of: vec![Select::Result], sign: -1 }),
        RowSpec::item(
            "avskrivningar",
            "Justering för av- och nedskrivningar",
            Formula::Flow { of: vec![Select::Row(R::Avskrivningar)], sign: 1 },
        ),
        released("avsattningar", "Justering för avsättningar", &[R::Avsattningar]),
        RowSpec::total(
            "medel_fore_rorelsekapital",
            "Medel från verksamheten före förändring av rörelsekapital",
            &[("arets_resultat", 1), ("avskrivningar", 1), ("avsattningar", 1)],
        ),
        released("fordringar", "Förändring av kortfristiga fordringar", &[R::Fordringar, R::KortfristigaPlaceringar]),
        released("kortfristiga_skulder", "Förändring av kortfristiga skulder", &[R::KortfristigaSkulder]),
        RowSpec::total(
            "lopande_verksamhet",
            "Kassaflöde från den löpande verksamheten",
            &[("medel_fore_rorelsekapital", 1), ("fordringar", 1), ("kortfristiga_skulder", 1)],
        ),
        // Depreciation lowers the asset without a payment, so it is taken back out of what the asset moved.
        RowSpec::item(
            "investeringsverksamhet",
            "Kassaflöde från investeringsverksamheten",
            Formula::Flow { of: vec![Select::Row(R::Anlaggningstillgangar), Select::Row(R::Avskrivningar)], sign: -1 },
        ),
        released("finansieringsverksamhet", "Kassaflöde från finansieringsverksamheten", &[R::LangfristigaSkulder]),
        RowSpec::total(
            "arets_kassaflode",
            "Årets kassaflöde",
            &[("lopande_verksamhet", 1), ("investeringsverksamhet", 1), ("finansieringsverksamhet", 1)],
        ),
        RowSpec::item("likvida_medel_vid_arets_borjan", "Likvida medel vid årets början", Formula::OpeningStock(cash)),
        RowSpec::total(
            "likvida_medel_vid_arets_slut",
            "Likvida medel vid periodens slut",
            &[("likvida_medel_vid_arets_borjan", 1), ("arets_kassaflode", 1)],
        ),
    ]
}

/// Kassaflödesanalysen of a year or a period, with the year before.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn kassaflode(economy: &Economy, asked: &Asked) -> Result<Statement, Problem> {
    let columns: Vec<(Column, Source)> = asked.with_year_before(economy, books_column)?;
    let title = format!("Kassaflödesanalys {}", sv::period(asked.year, asked.period));
    let notes = asked.notes(economy);
    Ok(asked.statement(economy, ("kassaflode", title), &specification(), columns, notes))
}
