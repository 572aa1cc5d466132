//! `[[budget.andring]]`: decisions that change a budget during its year.

use super::names::Names;
use super::table::{At, Table};
use crate::diag::catalogue;
use crate::domain::budget_change::{BudgetChange, ChangeKind};
use crate::domain::forbund::{LineIx, LineKind};
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::domain::source::{Source, Sourced, Status};
use crate::domain::sv;
use crate::domain::yearbook::Budget;
use chrono::Datelike;
use std::sync::Arc;

/// What a tilläggsanslag is paid with.
const FUNDING: [(&str, ()); 1] = [("eget_kapital", ())];

/// Reads the changes of a budget.
pub fn read(table: &Table<'_>, names: &Names) -> Vec<BudgetChange> {
    table.tables("andring").iter().filter_map(|table| change(table, names)).collect()
}

fn change(table: &Table<'_>, names: &Names) -> Option<BudgetChange> {
    let date = table.opt_date("datum");
    if !table.has("datum") {
        table.missing("datum", "\"2026-04-16\"");
    }
    let decision = table.text("beslut");
    let kind = table.word("slag", &ChangeKind::NAMES);
    let funding = table.opt_word("finansiering", &FUNDING);
    let is_lasting = table.flag("varaktig");
    let text = table.opt_text("text").map(|text| text.value);
    let section = decision.as_ref().map_or_else(String::new, |decision| decision.value.clone());
    let source = Arc::new(Source { document: None, section });
    let lines = table.table("rader").map(|rows| lines(&rows, names, &source)).unwrap_or_default();
    table.finish();
    let kind = kind?;
    match kind.value {
        ChangeKind::Tillaggsanslag if funding.is_none() && !table.has("finansiering") => {
            table.report(catalogue::no_funding(kind.place));
        }
        ChangeKind::Omdisponering => {
            if let Some(funding) = &funding {
                let why = "en omdisponering finansieras av raderna som minskar";
                table.report(catalogue::funding_not_asked_for(funding.place, why));
            }
        }
        ChangeKind::Tillaggsanslag => {}
    }
    sums(table, &kind, &lines);
    Some(BudgetChange {
        date: date?.value,
        decision: decision?.value,
        kind: kind.value,
        is_lasting,
        text,
        lines,
        place: table.place,
    })
}

fn lines(rows: &Table<'_>, names: &Names, source: &Arc<Source>) -> Vec<(LineIx, Sourced<Ore>)> {
    let mut lines = Vec::new();
    for key in rows.keys() {
        let (Some(line), Some(amount)) = (names.line_key(rows, &key), rows.amount_of(key.value)) else { continue };
        let At { value, place } = amount;
        lines.push((line, Sourced { value, place, source: Arc::clone(source), status: Status::Beslutad }));
    }
    lines
}

/// An omdisponering sums to 0; a tilläggsanslag to more.
fn sums(table: &Table<'_>, kind: &At<ChangeKind>, lines: &[(LineIx, Sourced<Ore>)]) {
    let sum: i128 = lines.iter().map(|(_, amount)| i128::from(amount.value.ore())).sum();
    let shown = i64::try_from(sum).map_or_else(|_| "mer än vad som ryms".to_owned(), |sum| sv::kr(Ore::new(sum)));
    match kind.value {
        ChangeKind::Omdisponering if sum != 0 => {
            table.report(catalogue::change_does_not_sum(
                kind.place,
                &format!("raderna summerar till {shown}, inte till 0"),
            ));
        }
        ChangeKind::Tillaggsanslag if sum <= 0 => {
            table.report(catalogue::change_does_not_sum(
                kind.place,
                &format!("raderna summerar till {shown}, inte till mer än 0"),
            ));
        }
        _ => {}
    }
}

/// What shows only beside the budget itself: its year, its lines, and that none of them falls below 0.
pub fn fits(table: &Table<'_>, budget: &Budget, year: Option<Year>, names: &Names) {
    for change in &budget.changes {
        if year.is_some_and(|year| change.date.year() > year.number() || change.date.year() < year.number() - 1) {
            table.report(catalogue::change_out_of_place(
                change.place,
                "datumet ligger inte i budgetens år eller året före",
            ));
        }
        if !budget.is_by_line() {
            let why = "bara en budget för helåret som är given rad för rad kan ändras";
            table.report(catalogue::change_out_of_place(change.place, why));
            continue;
        }
        for (line, amount) in &change.lines {
            let of = &names.lines[usize::from(line.0)];
            if change.is_lasting && matches!(of.kind, LineKind::Utvecklingsmedel { .. }) {
                let why =
                    format!("{} följer åren efter sin andel av beloppet, så ändringen kan inte vara varaktig", of.name);
                table.report(catalogue::change_out_of_place(amount.place, &why));
            }
            if !budget.lines.iter().any(|(other, _)| other == line) {
                let name = &names.lines[usize::from(line.0)].id;
                let why = format!("budgeten har ingen rad {name}; ge den 0 i budgeten om den är ny");
                table.report(catalogue::change_out_of_place(amount.place, &why));
            }
        }
    }
    for (line, amount) in budget.current() {
        if amount < Ore::ZERO && budget.changed(line, false) != 0 {
            let name = &names.lines[usize::from(line.0)].name;
            let why = format!("{name} blir {} efter ändringarna; en budgetrad är inte negativ", sv::kr(amount));
            table.report(catalogue::change_out_of_place(budget.place, &why));
        }
    }
}
