//! `[[utvecklingsmedel]]` of a year's file: what has happened to the grants, checked against the law of design §7.

use super::names::Names;
use super::provenance::Provenance;
use super::table::Table;
use super::year::TERTIALS;
use crate::diag::catalogue;
use crate::domain::account::Chart;
use crate::domain::forbund::{LineIx, LineKind};
use crate::domain::period::Year;
use crate::domain::utvecklingsmedel::{EventKind, GrantEvent, GrantNote, granted, replay};
use crate::domain::yearbook::YearBook;
use chrono::{Datelike, NaiveDate};

/// Reads the events, in the order of the file.
pub fn read(root: &Table<'_>, names: &Names, year: Option<Year>) -> Vec<GrantEvent> {
    root.tables("utvecklingsmedel").iter().filter_map(|table| event(table, names, year)).collect()
}

fn event(table: &Table<'_>, names: &Names, year: Option<Year>) -> Option<GrantEvent> {
    let kommun = table.id("kommun").and_then(|id| names.kommun(table, &id));
    let insats = table.opt_id("insats").map(|id| names.insats(table, &id));
    let kind = table.word("handelse", &EventKind::NAMES)?;
    let tertial = table.opt_word("tertial", &TERTIALS);
    let date = table.opt_date("datum");
    let amount = table.opt_amount("belopp");
    let evidence = table.opt_text("underlag");
    let reason = table.opt_text("skal");
    let missing = |key: &'static str, example: &str| {
        if !table.has(key) {
            table.missing(key, example);
        }
    };
    missing("datum", "\"2026-05-12\"");
    if kind.value != EventKind::Plan {
        missing("tertial", "\"T1\"");
    }
    if kind.value.needs_reason() {
        missing("skal", "\"varför\"");
    } else {
        missing("underlag", "\"vad som visar det\"");
    }
    table.finish();
    if let Some(date) = &date
        && year.is_some_and(|year| !(year.number() - 1..=year.number() + 1).contains(&date.value.year()))
    {
        table.report(catalogue::grant_event_too_far(date.place));
    }
    if let Some(amount) = amount.as_ref().filter(|_| !kind.value.has_amount()) {
        table.report(catalogue::event_without_amount(amount.place, kind.value.noun()));
    }
    let line = line_of(table, names, kommun?, insats)?;
    if kind.value != EventKind::Plan && tertial.is_none() {
        return None;
    }
    Some(GrantEvent {
        year: year?,
        line,
        tertial: tertial.map(|tertial| tertial.value).filter(|_| kind.value != EventKind::Plan),
        kind: kind.value,
        date: date?.value,
        amount: amount.map(|amount| amount.value),
        grounds: evidence.or(reason).map(|text| text.value),
        place: kind.place,
    })
}

/// The line of utvecklingsmedel of a kommun; the insats must be said where several have them.
fn line_of(
    table: &Table<'_>,
    names: &Names,
    kommun: crate::domain::forbund::MemberIx,
    insats: Option<Option<crate::domain::forbund::InsatsIx>>,
) -> Option<LineIx> {
    let wanted = match insats {
        // An unknown insats is reported already.
        Some(None) => return None,
        other => other.flatten(),
    };
    let fits = |line: &crate::domain::forbund::Line| {
        matches!(line.kind, LineKind::Utvecklingsmedel { .. })
            && line.kommun == Some(kommun)
            && (wanted.is_none() || line.insats == wanted)
    };
    let mut found = names.lines.iter().enumerate().filter(|(_, line)| fits(line)).map(|(at, _)| LineIx(at as u16));
    let first = found.next();
    match (first, found.next()) {
        (Some(line), None) => return Some(line),
        (None, _) => table.report(catalogue::no_grant(table.place, "insatsen har inga utvecklingsmedel för kommunen")),
        (Some(_), Some(_)) => table.missing("insats", "\"insatsens id\", för flera insatser har utvecklingsmedel"),
    }
    None
}

/// `[[uppfoljning_utvecklingsmedel]]`: a kommun's follow-up in words, where no amounts are known.
pub fn notes(root: &Table<'_>, names: &Names) -> Vec<GrantNote> {
    let note = |table: &Table<'_>| {
        let kommun = table.id("kommun").and_then(|id| names.kommun(table, &id));
        let text = table.text("text");
        let provenance = Provenance::read(table, &names.documents);
        table.finish();
        Some(GrantNote { kommun: kommun?, text: provenance.of(text?) })
    };
    root.tables("uppfoljning_utvecklingsmedel").iter().filter_map(note).collect()
}

/// What is demanded back needs an account to be a receivable on.
pub fn accounted(root: &Table<'_>, book: &YearBook, chart: &Chart) {
    let demanded = book.grant_events.iter().filter(|event| event.kind == EventKind::Aterkravd);
    for event in demanded.filter(|_| chart.roles.aterkrav.is_none()) {
        root.report(catalogue::no_account_for_demands(event.place));
    }
}

/// Every event against the law: what must come before it, and what there is left.
pub fn lawful(root: &Table<'_>, book: &YearBook, names: &Names) {
    let granted = granted(&names.lines.items, book);
    for (event, refusal) in replay(book, &granted, NaiveDate::MAX).2 {
        if let Some(first) = event.before_its_tertial() {
            root.report(catalogue::followed_up_too_early(event.place, event.date, first));
            continue;
        }
        let line = &names.lines[usize::from(event.line.0)];
        let kommun = line.kommun.map_or("", |ix| names.members.items[usize::from(ix.0)].short.as_str());
        let tertial = event.tertial.map_or_else(String::new, |at| format!(" T{}", at + 1));
        let what = format!("{kommun}{tertial}, {}: {}", event.date, refusal.why);
        root.report(catalogue::grant_event_unlawful(event.place, &what, &refusal.advice));
    }
}
