//! `[balanskrav]` of a year's file: what is not counted in balanskravsresultatet, how a deficit is to be regulated, and what the board
//! has decided of it. Nothing here is posted.

use super::names::Names;
use super::provenance::Provenance;
use super::table::{At, Table};
use super::year::not_negative;
use crate::diag::{Place, catalogue};
use crate::domain::account::{AccountKind, Chart};
use crate::domain::balanskrav::{About, Balanskrav, Decision, Inherited, Item, Restoration};
use crate::domain::money::Ore;
use crate::domain::period::{Period, Year};
use crate::domain::source::{Source, Sourced, Status};
use crate::domain::sv;
use crate::domain::yearbook::YearBook;
use crate::law::balanskrav as law;
use chrono::NaiveDate;
use std::sync::Arc;

/// No source gives a deadline so many years after the deficit, so one that does is a slip of the pen.
const LONGEST_DEADLINE: usize = 20;

/// Reads the table; nothing of it is there in most years.
pub fn read(root: &Table<'_>, names: &Names, year: Option<Year>) -> Balanskrav {
    let Some(table) = root.opt_table("balanskrav") else { return Balanskrav::default() };
    let balanskrav = Balanskrav {
        items: table.opt_table("poster").map(|table| items(&table, names)).unwrap_or_default(),
        restoration: table.opt_table("reglering").map(|table| restoration(&table, names, year)),
        decisions: table.tables("beslut").iter().filter_map(|table| decision(table, year)).collect(),
        inherited: table.tables("ingaende").iter().filter_map(|table| inherited(table, names, year)).collect(),
    };
    table.finish();
    balanskrav
}

fn items(table: &Table<'_>, names: &Names) -> Vec<(Item, Sourced<Ore>)> {
    let provenance = Provenance::read(table, &names.documents);
    let mut items = Vec::new();
    for (key, item) in Item::NAMES {
        if let Some(amount) = table.opt_amount(key) {
            not_negative(table, &amount, "beloppet skrivs utan minus; raden säger om det läggs till eller dras ifrån");
            items.push((item, provenance.of(amount)));
        }
    }
    table.finish();
    items
}

fn restoration(table: &Table<'_>, names: &Names, year: Option<Year>) -> Restoration {
    let due = table.opt_year("senast").filter(|due| year.is_none_or(|year| is_deadline(table, due, year)));
    let (how, remark) = (table.opt_text("hur"), table.opt_text("anmarkning"));
    let provenance = Provenance::read(table, &names.documents);
    table.finish();
    Restoration {
        due: due.map(|due| due.value),
        how: how.map(|how| how.value),
        remark: remark.map(|remark| remark.value),
        source: provenance.of(At { value: (), place: table.place }),
    }
}

/// Whether a deficit can have that deadline; reported if not.
fn is_deadline(table: &Table<'_>, due: &At<Year>, origin: Year) -> bool {
    let fits = origin < due.value && due.value <= origin.plus(LONGEST_DEADLINE);
    if !fits {
        table.report(catalogue::no_such_deadline(due.place, &origin.to_string(), &law::deadline(origin).to_string()));
    }
    fits
}

fn decision(table: &Table<'_>, year: Option<Year>) -> Option<Decision> {
    let about = table.opt_word("galler", &About::NAMES).map_or(About::Regulation, |about| about.value);
    let date = table.opt_date("datum");
    if !table.has("datum") {
        table.missing("datum", "\"2026-03-20\"");
    }
    let (decision, reason) = (table.text("beslut"), table.text("skal"));
    let amount = table.opt_amount("belopp");
    table.finish();
    if let Some(amount) = amount.as_ref().filter(|amount| amount.value <= Ore::ZERO) {
        table.report(catalogue::exempts_nothing(amount.place));
    }
    if let Some((date, year)) = date.as_ref().zip(year) {
        is_in_its_time(table, about, date, year);
    }
    let decision = decision?.value;
    let source = Arc::new(Source { document: None, section: decision.clone() });
    let sourced = |At { value, place }| Sourced { value, place, source, status: Status::Beslutad };
    Some(Decision {
        about,
        date: date?.value,
        decision,
        reason: reason?.value,
        amount: amount.map(sourced),
        place: table.place,
    })
}

/// A deficit is there when its year is over, and only then can the board decide on it; a budget is decided before that. Reported if not.
fn is_in_its_time(table: &Table<'_>, about: About, date: &At<NaiveDate>, year: Year) {
    let is_over = date.value >= year.next().first_day();
    match about {
        About::Regulation if !is_over => table.report(catalogue::decides_before_deficit(date.place, &year.to_string())),
        About::Budget if is_over => table.report(catalogue::budgets_after_year(date.place, &year.to_string())),
        _ => (),
    }
}

fn inherited(table: &Table<'_>, names: &Names, year: Option<Year>) -> Option<Inherited> {
    let (origin, left) = (table.year("ursprungsar"), table.amount("belopp"));
    let due = table.opt_year("senast");
    let provenance = Provenance::read(table, &names.documents);
    table.finish();
    let (origin, left) = (origin?, left?);
    let due = due.filter(|due| is_deadline(table, due, origin.value)).map(|due| due.value);
    if year.is_some_and(|year| origin.value >= year) {
        table.report(catalogue::inherited_out_of_place(origin.place, "underskottet är från ett år före böckerna"));
    } else if left.value <= Ore::ZERO {
        table
            .report(catalogue::inherited_out_of_place(left.place, "beloppet är det som är kvar att reglera, mer än 0"));
    }
    Some(Inherited { origin: origin.value, left: provenance.of(left), due })
}

/// What shows only beside the year's other figures. `chart` is there when everything else in the file could be read.
pub fn fits(root: &Table<'_>, book: &YearBook, chart: &Chart) {
    let balanskrav = &book.balanskrav;
    let amount = |item| balanskrav.item(item).unwrap_or(Ore::ZERO);
    let (all, excepted) = (amount(Item::Realisationsvinster), amount(Item::RealisationsvinsterUndantag));
    if let Some((_, given)) = balanskrav.items.first().filter(|_| !book.is_closed()) {
        root.report(catalogue::adjusts_open_year(given.place));
    }
    if let Some(place) = place_of(balanskrav, Item::RealisationsvinsterUndantag).filter(|_| excepted > all) {
        root.report(catalogue::excepts_more_than_all(place, &sv::kr(excepted), &sv::kr(all)));
    }
    if let Some(inherited) = balanskrav.inherited.first().filter(|_| book.opening.is_empty()) {
        let why = "bara böckernas första år, det med [[ingaende]], tar över underskott";
        root.report(catalogue::inherited_out_of_place(inherited.left.place, why));
    }
    for (at, inherited) in balanskrav.inherited.iter().enumerate() {
        if balanskrav.inherited[..at].iter().any(|other| other.origin == inherited.origin) {
            let why = format!("underskottet från {} står två gånger", inherited.origin);
            root.report(catalogue::inherited_out_of_place(inherited.left.place, &why));
        }
    }
    within_deficit(root, book, chart);
}

fn place_of(balanskrav: &Balanskrav, item: Item) -> Option<Place> {
    balanskrav.items.iter().find(|(other, _)| *other == item).map(|(_, amount)| amount.place)
}

/// A decision not to regulate is made when the year is over, so it is not on more than the deficit became.
fn within_deficit(root: &Table<'_>, book: &YearBook, chart: &Chart) {
    let Some(result) = result(book, chart).filter(|_| book.is_closed()) else { return };
    let deficit = law::deficit(result).unwrap_or(Ore::ZERO);
    let mut exempted = Ore::ZERO;
    for exemption in book.balanskrav.decided(About::Regulation) {
        let amount = exemption.amount.as_ref().map_or(Ore::ZERO, |amount| amount.value);
        exempted = Ore::new(exempted.ore().saturating_add(amount.ore()));
        if exempted > deficit || deficit == Ore::ZERO {
            root.report(catalogue::exempts_too_much(exemption.place, &sv::kr(exempted), &sv::kr(deficit)));
        }
    }
}

/// Balanskravsresultatet of the facts of a year; none if it does not fit.
fn result(book: &YearBook, chart: &Chart) -> Option<Ore> {
    let facts = book.facts_of(Period::Helar).filter(|fact| chart.get(fact.account).kind.is_result());
    let result = facts.map(|fact| {
        let is_income = chart.get(fact.account).kind == AccountKind::Intakt;
        i128::from(fact.value.value.ore()) * if is_income { 1 } else { -1 }
    });
    let effects = law::ADJUSTMENTS.iter().filter_map(|line| law::effect(line, |item| book.balanskrav.item(item)));
    let sum = result.sum::<i128>() + effects.map(|effect| i128::from(effect.ore())).sum::<i128>();
    i64::try_from(sum).ok().map(Ore::new)
}
