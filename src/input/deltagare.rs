//! `[[deltagare]]` of a year's file: counts and shares, as the source gives them.

use super::names::Names;
use super::number::Limits;
use super::provenance::Provenance;
use super::table::{At, Table};
use super::year::PERIODS;
use crate::diag::catalogue;
use crate::domain::deltagare::{Count, Deltagare, Flow, Measure, Share, ShareOf};
use crate::domain::forbund::MemberIx;
use crate::domain::rate::Rate;

/// More people than there are in any förbund.
const MOST: i64 = 1_000_000;

/// Reads every table; a period stands once.
pub fn read(root: &Table<'_>, names: &Names) -> Vec<Deltagare> {
    let mut all: Vec<Deltagare> = Vec::new();
    for table in root.tables("deltagare") {
        let Some(deltagare) = one(&table, names) else { continue };
        if let Some(first) = all.iter().find(|first| first.period == deltagare.period) {
            table.report(catalogue::fact_twice(table.place, first.source.place));
        }
        all.push(deltagare);
    }
    all
}

fn one(table: &Table<'_>, names: &Names) -> Option<Deltagare> {
    let period = table.word("period", &PERIODS);
    let provenance = Provenance::read(table, &names.documents);
    let notes = table.texts("anmarkning").into_iter().map(|note| note.value).collect();
    let flows = Measure::ALL.iter().filter_map(|(key, measure)| flow(&table.opt_table(key)?, *measure, names));
    let flows = flows.collect();
    let shares = shares(table, names);
    table.finish();
    let source = provenance.of(At { value: (), place: table.place });
    Some(Deltagare { period: period?.value, flows, shares, notes, source })
}

/// `forbundet` is the source's own total, `kommuner` what it gives by kommun.
fn flow(table: &Table<'_>, measure: Measure, names: &Names) -> Option<Flow> {
    let total = table.asks("forbundet").then(|| count(table, "forbundet")).flatten();
    let kommuner = table.opt_table("kommuner");
    table.finish();
    let mut counts = Vec::new();
    if let Some(kommuner) = &kommuner {
        for key in kommuner.keys() {
            let kommun = names.kommun_key(kommuner, &key);
            let (Some(kommun), Some(count)) = (kommun, count(kommuner, key.value)) else { continue };
            counts.push((kommun, count));
        }
    }
    Some(Flow { measure, total, kommuner: counts })
}

/// `59`, or `{ antal = 59, kvinnor = 33, man = 26, harlett = "…" }`.
fn count(table: &Table<'_>, key: &str) -> Option<Count> {
    if !table.is_table(key) {
        let number = table.count_of(key, 0, MOST)?;
        return Some(Count { number: number.value, women: None, men: None, derived: None, place: number.place });
    }
    let inner = table.table_of(key)?;
    let number = inner.count("antal", 0, MOST);
    let [women, men] = ["kvinnor", "man"].map(|key| inner.opt_count(key, 0, MOST).map(|count| count.value));
    let derived = inner.opt_text("harlett").map(|derived| derived.value);
    inner.finish();
    Some(Count { number: number?.value, women, men, derived, place: inner.place })
}

/// `[[deltagare.andel]]`.
fn shares(table: &Table<'_>, names: &Names) -> Vec<Share> {
    let mut all: Vec<(Share, At<()>)> = Vec::new();
    for table in table.tables("andel") {
        let (id, name) = (table.id("id"), table.text("namn"));
        let of = table.opt_word("av", &ShareOf::NAMES).map_or(ShareOf::Avslutade, |of| of.value);
        let is_rehabilitation = table.flag("rehabilitering");
        let total = table.opt_rate("forbundet", Limits::SHARE).map(|rate| rate.value);
        let kommuner = table.opt_table("kommuner").map(|kommuner| rates(&kommuner, names)).unwrap_or_default();
        table.finish();
        let (Some(id), Some(name)) = (id, name) else { continue };
        if let Some((_, first)) = all.iter().find(|(share, _)| share.id == id.value) {
            table.report(catalogue::id_twice(id.place, first.place, id.value.as_str()));
        }
        let share = Share { id: id.value, name: name.value, of, is_rehabilitation, total, kommuner };
        all.push((share, At { value: (), place: id.place }));
    }
    all.into_iter().map(|(share, _)| share).collect()
}

fn rates(kommuner: &Table<'_>, names: &Names) -> Vec<(MemberIx, Rate)> {
    let one = |key: At<&str>| {
        let kommun = names.kommun_key(kommuner, &key);
        let rate = kommuner.rate_of(key.value, Limits::SHARE);
        Some((kommun?, rate?.value))
    };
    kommuner.keys().into_iter().filter_map(one).collect()
}
