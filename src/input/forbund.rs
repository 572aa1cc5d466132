//! `budgets/forbund.toml`: members, key, population, groups, insatser, lines and target.

use super::names::{self, Listed, Names};
use super::number::Limits;
use super::provenance::Provenance;
use super::table::{At, Table};
use crate::diag::catalogue;
use crate::domain::forbund::{
    Document, Group, GroupIx, Insats, InsatsIx, Key, Line, LineIx, LineKind, Member, MemberIx, Party, Target,
};
use crate::domain::id::{Id, ROW_WORDS};
use crate::domain::period::Year;
use crate::domain::rate::{ONE, Rate};
use crate::domain::source::Sourced;
use crate::domain::sv;
use std::collections::BTreeMap;

/// What the file holds; the chart and the years come from files of their own.
pub struct Frame {
    /// Its name.
    pub name: String,
    /// The base scenario and where it is named.
    pub base_scenario: At<Id>,
    /// The scenario that is the proposal for the next budget, and where it is named.
    pub budget_proposal: Option<At<Id>>,
    /// The last projected year and where it is given.
    pub horizon: At<Year>,
    /// The financing key.
    pub key: Key,
    /// Inhabitants per year and kommun.
    pub population: BTreeMap<(Year, MemberIx), Sourced<i64>>,
    /// The target.
    pub target: Target,
    /// The interest rate.
    pub interest: Sourced<Rate>,
}

/// What cost types are called in reports, by id.
fn type_names(table: &Table<'_>, cost_types: &Listed<Id>) -> BTreeMap<Id, String> {
    let named = |key: At<&str>| {
        let Some(id) = cost_types.iter().find(|id| id.as_str() == key.value) else {
            let known: Vec<&str> = cost_types.iter().map(Id::as_str).collect();
            names::report_unknown(table, cost_types.whole, catalogue::unknown_key(key.place, key.value, &known));
            return None;
        };
        Some((id.clone(), table.text_of(key.value)?.value))
    };
    table.keys().into_iter().filter_map(named).collect()
}

/// Reads the file, as much of it as can be read, so that all its faults are found; the names also when the rest is faulty.
pub fn read(root: &Table<'_>) -> (Names, Option<Frame>) {
    let name = root.text("namn");
    let base_scenario = root.id("grundscenario");
    let budget_proposal = root.opt_id("budgetforslag");
    let horizon = root.year("horisont");
    let documents = listed(root, |root| documents(root));
    let members = listed(root, |root| members(root));
    let cost_types = listed(root, |root| root.ids("kostnadstyper").into_iter().map(|at| at.value).collect());
    let mut row_ids = Vec::new();
    let groups = listed(root, |root| groups(root, &mut row_ids));
    parties(root, &members);
    let cost_type_names =
        root.opt_table("kostnadstypsnamn").map_or(BTreeMap::new(), |table| type_names(&table, &cost_types));
    let mut names = Names { documents, members, groups, cost_types, cost_type_names, row_ids, ..Names::default() };
    lines(root, &mut names);
    let key = root.table("nyckel").and_then(|table| key(&table, &names));
    let population = population(root, &names);
    let target = root.table("mal_eget_kapital").and_then(|table| target(&table, &names));
    let interest = root.table("ranta").and_then(|table| {
        let rate = table.rate("sats", Limits::SHARE);
        let provenance = Provenance::read(&table, &names.documents);
        table.finish();
        Some(provenance.of(rate?))
    });
    root.finish();
    let frame = || {
        Some(Frame {
            name: name?.value,
            base_scenario: base_scenario?,
            budget_proposal,
            horizon: horizon?,
            key: key?,
            population,
            target: target?,
            interest: interest?,
        })
    };
    (names, frame())
}

/// A list and whether it was read without a fault.
fn listed<'t, T>(root: &Table<'t>, read: impl FnOnce(&Table<'t>) -> Vec<T>) -> Listed<T> {
    let before = root.faults();
    let items = read(root);
    Listed { items, whole: root.faults() == before }
}

/// Reports ids that stand twice and returns the entries.
fn unique<T>(root: &Table<'_>, entries: Vec<(At<Id>, T)>) -> Vec<(At<Id>, T)> {
    for (at, (id, _)) in entries.iter().enumerate() {
        if let Some((first, _)) = entries[..at].iter().find(|(other, _)| other.value == id.value) {
            root.report(catalogue::id_twice(id.place, first.place, id.value.as_str()));
        }
    }
    entries
}

fn documents(root: &Table<'_>) -> Vec<Document> {
    let read = root.tables("dokument").into_iter().filter_map(|table| {
        let (id, title) = (table.id("id"), table.text("titel"));
        table.finish();
        Some((id?, title?.value))
    });
    let entries = unique(root, read.collect());
    entries.into_iter().map(|(id, title)| Document { id: id.value, title }).collect()
}

fn members(root: &Table<'_>) -> Vec<Member> {
    let read = root.tables("medlem").into_iter().filter_map(|table| {
        let (id, name, short) = (table.id("id"), table.text("namn"), table.opt_text("kort"));
        let party = table.word("part", &Party::NAMES);
        table.finish();
        let (name, party, place) = (name?.value, party?.value, table.place);
        let short = short.map_or_else(|| name.clone(), |short| short.value);
        Some((id?, (name, short, party, place)))
    });
    let entries = unique(root, read.collect());
    for (id, _) in &entries {
        if ROW_WORDS.contains(&id.value.as_str()) {
            root.report(catalogue::id_is_a_row(id.place, id.value.as_str()));
        }
    }
    let member = |(id, (name, short, party, place)): (At<Id>, _)| Member { id: id.value, name, short, party, place };
    entries.into_iter().map(member).collect()
}

/// FinsamL 5 §: one state, at most one region, some kommun. A member that could not be read may be the one that is missing.
fn parties(root: &Table<'_>, members: &Listed<Member>) {
    let count = |party| members.iter().filter(|member| member.party == party).count();
    let second = |party| members.iter().filter(|member| member.party == party).nth(1).map(|member| member.place);
    if let Some(place) = second(Party::Stat) {
        root.report(catalogue::party_missing(place, "en andra medlem med part = \"stat\"; det ska vara en"));
    } else if members.whole && count(Party::Stat) == 0 {
        root.report(catalogue::party_missing(root.place, "ingen medlem har part = \"stat\"; det ska vara en"));
    }
    if let Some(place) = second(Party::Region) {
        root.report(catalogue::party_missing(place, "en andra medlem med part = \"region\"; det får vara högst en"));
    }
    if members.whole && count(Party::Kommun) == 0 {
        root.report(catalogue::party_missing(root.place, "ingen medlem har part = \"kommun\"; det ska vara minst en"));
    }
}

fn groups(root: &Table<'_>, row_ids: &mut Vec<At<Id>>) -> Vec<Group> {
    let read = root.tables("grupp").into_iter().filter_map(|table| {
        let (id, name) = (table.id("id"), table.text("namn"));
        table.finish();
        Some((id?, name?.value))
    });
    let entries = unique(root, read.collect());
    row_ids.extend(entries.iter().map(|(id, _)| id.clone()));
    entries.into_iter().map(|(id, name)| Group { id: id.value, name }).collect()
}

/// Lines and insatser, in the order of the file; an insats stands where its first table stands.
fn lines(root: &Table<'_>, names: &mut Names) {
    let mut tables: Vec<(bool, Table<'_>)> = root.tables("rad").into_iter().map(|table| (false, table)).collect();
    tables.extend(root.tables("insats").into_iter().map(|table| (true, table)));
    tables.sort_by_key(|(_, table)| table.place);
    let mut seen: Vec<At<Id>> = Vec::new();
    let faults = root.faults();
    for (is_insats, table) in &tables {
        let before = names.lines.len();
        if *is_insats {
            insats(table, names);
        } else {
            plain_line(table, names);
        }
        table.finish();
        for line in &names.lines[before..] {
            if let Some(first) = seen.iter().find(|other| other.value == line.id) {
                table.report(catalogue::id_twice(line.place, first.place, line.id.as_str()));
            }
        }
        seen.extend(names.lines[before..].iter().map(|line| At { value: line.id.clone(), place: line.place }));
    }
    // A line that belongs to a group, cost type or kommun that could not be read is left out without a fault of its own.
    let whole = names.members.whole && names.groups.whole && names.cost_types.whole && root.faults() == faults;
    (names.lines.whole, names.insatser.whole) = (whole, whole);
}

/// What a line and an insats have in common: id, name, group, cost type.
fn heading(table: &Table<'_>, names: &Names) -> Option<(At<Id>, String, GroupIx, Id)> {
    let (id, name) = (table.id("id"), table.text("namn"));
    let group = table.id("grupp").and_then(|group| names.group(table, &group));
    let cost_type = table.id("kostnadstyp").and_then(|cost_type| names.cost_type(table, &cost_type));
    Some((id?, name?.value, group?, cost_type?))
}

fn plain_line(table: &Table<'_>, names: &mut Names) {
    let kinds = [("lopande", LineKind::Ordinary), ("engangs", LineKind::Engangs)];
    let kind = table.opt_word("slag", &kinds).map_or(LineKind::Ordinary, |kind| kind.value);
    let kommun = table.opt_id("kommun").and_then(|kommun| names.kommun(table, &kommun));
    let Some((id, name, group, cost_type)) = heading(table, names) else { return };
    names.lines.items.push(Line { id: id.value, name, group, cost_type, insats: None, kommun, kind, place: id.place });
}

fn insats(table: &Table<'_>, names: &mut Names) {
    let share = table.opt_table("utvecklingsmedel").and_then(|inner| {
        let share = inner.rate("andel", Limits::SHARE);
        let provenance = Provenance::read(&inner, &names.documents);
        inner.finish();
        Some(provenance.of(share?))
    });
    let Some((id, name, group, cost_type)) = heading(table, names) else { return };
    let ix = InsatsIx(names.insatser.len() as u16);
    let has_share = table.has("utvecklingsmedel");
    let of_insats: Id = "utvecklingsmedel".parse().expect("a valid id");
    let kommuner: Vec<(MemberIx, Id, String)> =
        names.kommuner().map(|(ix, m)| (ix, m.id.clone(), m.short.clone())).collect();
    let first = names.lines.len();
    for (kommun, kommun_id, short) in &kommuner {
        names.lines.items.push(Line {
            id: id.value.join(kommun_id),
            name: format!("{name} {short}"),
            group,
            cost_type: cost_type.clone(),
            insats: Some(ix),
            kommun: Some(*kommun),
            kind: LineKind::Ordinary,
            place: id.place,
        });
    }
    for (at, (kommun, kommun_id, short)) in kommuner.iter().enumerate().filter(|_| has_share) {
        names.lines.items.push(Line {
            id: id.value.join(&of_insats).join(kommun_id),
            name: format!("Utvecklingsmedel {short}"),
            group,
            cost_type: cost_type.clone(),
            insats: Some(ix),
            kommun: Some(*kommun),
            kind: LineKind::Utvecklingsmedel { of: LineIx((first + at) as u16) },
            place: id.place,
        });
    }
    names.row_ids.push(id.clone());
    if has_share {
        names.row_ids.push(At { value: id.value.join(&of_insats), place: id.place });
    }
    names.insatser.items.push(Insats { id: id.value, name, group, share });
}

fn key(table: &Table<'_>, names: &Names) -> Option<Key> {
    let has_region = names.members.iter().any(|member| member.party == Party::Region);
    let stat = table.rate("stat", Limits::SHARE);
    let region = if has_region { table.rate("region", Limits::SHARE) } else { table.opt_rate("region", Limits::SHARE) };
    let kommuner = table.rate("kommuner", Limits::SHARE);
    let unit = table.amount("enhet");
    let provenance = Provenance::read(table, &names.documents);
    table.finish();
    let (stat, kommuner, unit) = (stat?, kommuner?, unit?);
    let region = match region {
        Some(region) => region,
        None if has_region => return None,
        None => At { value: Rate::ZERO, place: table.place },
    };
    if unit.value.ore() <= 0 {
        table.report(catalogue::amount_out_of_range(unit.place, "enheten är minst 1 kr"));
        return None;
    }
    let sum = stat.value.millionths() + region.value.millionths() + kommuner.value.millionths();
    if stat.value == Rate::ZERO {
        table.report(catalogue::no_state_share(stat.place));
        return None;
    }
    if sum != ONE {
        table.report(catalogue::shares_not_one(table.place, &sv::percent(Rate::new(sum))));
        return None;
    }
    Some(Key {
        stat: provenance.of(stat),
        region: provenance.of(region),
        kommuner: provenance.of(kommuner),
        unit: unit.value,
    })
}

fn population(root: &Table<'_>, names: &Names) -> BTreeMap<(Year, MemberIx), Sourced<i64>> {
    let mut all: BTreeMap<(Year, MemberIx), Sourced<i64>> = BTreeMap::new();
    for table in root.tables("folkmangd") {
        let year = table.year("ar");
        let provenance = Provenance::read(&table, &names.documents);
        let counts = table.table("invanare");
        table.finish();
        let Some(counts) = counts else { continue };
        for key in counts.keys() {
            let kommun = names.kommun_key(&counts, &key);
            let count = counts.count_of(key.value, 1, 20_000_000);
            let (Some(year), Some(kommun), Some(count)) = (&year, kommun, count) else { continue };
            if let Some(first) = all.get(&(year.value, kommun)) {
                table.report(catalogue::fact_twice(key.place, first.place));
            }
            all.insert((year.value, kommun), provenance.of(count));
        }
    }
    all
}

fn target(table: &Table<'_>, names: &Names) -> Option<Target> {
    let share = table.rate("andel", Limits::SHARE);
    let year = table.year("ar");
    let provenance = Provenance::read(table, &names.documents);
    let band = table.table("band").and_then(|band| {
        let (low, high) = (band.rate("fran", Limits::SHARE), band.rate("till", Limits::SHARE));
        let provenance = Provenance::read(&band, &names.documents);
        band.finish();
        let (low, high) = (low?, high?);
        Some((band.place, provenance.of(low), provenance.of(high)))
    });
    table.finish();
    let (share, (place, low, high)) = (provenance.of(share?), band?);
    if low.value > share.value || share.value > high.value {
        let show = |rate: Rate| sv::percent(rate);
        table.report(catalogue::target_outside_band(place, &show(share.value), &show(low.value), &show(high.value)));
        return None;
    }
    Some(Target { share, year: year?.value, low, high })
}
