//! `[[revision]]` of a year: what the audit cost (LKBR 9:13), as information on part of the costs. Nothing here is posted.

use super::names::Names;
use super::provenance::Provenance;
use super::table::{At, Table};
use super::year::{PERIODS, not_negative};
use crate::diag::{Place, catalogue};
use crate::domain::account::{Chart, StatementRow};
use crate::domain::money::Ore;
use crate::domain::note::AuditCost;
use crate::domain::period::Period;
use crate::domain::sv;
use crate::domain::yearbook::YearBook;

/// Reads every `[[revision]]` of the year.
pub fn read(root: &Table<'_>, names: &Names) -> Vec<AuditCost> {
    let mut audits: Vec<(AuditCost, Place)> = Vec::new();
    for table in root.tables("revision") {
        let id = table.id("id");
        let period = table.word("period", &PERIODS);
        let (auditor, assignment) = (table.opt_text("revisor"), table.opt_text("uppdrag"));
        let amount = table.amount("belopp");
        let provenance = Provenance::read(&table, &names.documents);
        table.finish();
        let text = |text: Option<At<String>>| text.map(|text| text.value);
        let (Some(id), Some(period), Some(amount)) = (id, period, amount) else { continue };
        not_negative(&table, &amount, "en revisionskostnad är inte negativ");
        let same = |(other, _): &&(AuditCost, Place)| (&other.id, other.period) == (&id.value, period.value);
        if let Some((_, first)) = audits.iter().find(same) {
            table.report(catalogue::id_twice(id.place, *first, id.value.as_str()));
        }
        let amount = provenance.of(amount);
        let (auditor, assignment) = (text(auditor), text(assignment));
        audits.push((AuditCost { id: id.value, period: period.value, auditor, assignment, amount }, id.place));
    }
    audits.into_iter().map(|(audit, _)| audit).collect()
}

/// The audit is part of the period's costs, so it is no more than they are.
pub fn within_costs(root: &Table<'_>, book: &YearBook, chart: &Chart) {
    for (_, period) in PERIODS {
        let audits: Vec<&AuditCost> = book.audits.iter().filter(|audit| audit.period == period).collect();
        let Some(first) = audits.first() else { continue };
        let audit: i128 = audits.iter().map(|audit| i128::from(audit.amount.value.ore())).sum();
        let costs = costs(book, chart, period);
        if costs.is_none_or(|costs| audit > costs) {
            let show =
                |ore: i128| i64::try_from(ore).map_or("mer än vad som ryms".to_owned(), |ore| sv::kr(Ore::new(ore)));
            let costs = costs.map(show);
            let place = first.amount.place;
            let in_words = if period == Period::Helar { "helåret" } else { "jan–aug" };
            root.report(catalogue::audit_beyond_costs(place, &show(audit), costs.as_deref(), in_words));
        }
    }
}

/// Verksamhetens costs as the facts of a period give them; none if they give none.
fn costs(book: &YearBook, chart: &Chart, period: Period) -> Option<i128> {
    let is_cost = |row| row == StatementRow::VerksamhetensKostnader;
    let costs = book.facts_of(period).filter(|fact| is_cost(chart.get(fact.account).row));
    let costs: Vec<i128> = costs.map(|fact| i128::from(fact.value.value.ore())).collect();
    (!costs.is_empty()).then(|| costs.iter().sum())
}
