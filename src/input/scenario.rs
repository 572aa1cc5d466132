//! `scenarios/NAMN.toml`: one table for each kind of assumption, and the chain of bases.

use super::names::{Names, account_key};
use super::number::Limits;
use super::provenance::Provenance;
use super::table::{At, Table};
use super::year::{TERTIALS, engangs_line, not_negative};
use crate::diag::{Problems, catalogue};
use crate::domain::account::Chart;
use crate::domain::assumption::{Assumption, Kind, LONGEST_PROJECTION, LineSelection, ResolvedScenario, Scenario};
use crate::domain::forbund::{LineIx, MemberIx};
use crate::domain::id::Id;
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::domain::rate::Rate;
use crate::law;
use chrono::NaiveDate;

/// What the reader needs of the förbund to know which years are planned.
pub struct Planned {
    /// The first year without bokslut, if the books could be read far enough to say.
    pub first: Option<Year>,
    /// The förbund's horizon, if it could be read.
    pub horizon: Option<Year>,
    /// The day that notice is counted from when a scenario names none.
    pub today: NaiveDate,
}

struct Reader<'r> {
    names: &'r Names,
    chart: Option<&'r Chart>,
    planned: &'r Planned,
    horizon: Option<Year>,
    assumptions: Vec<Assumption>,
}

/// Reads one file; `id` is its name without `.toml`. A scenario with faults is still one that others may be based on.
pub fn read(root: &Table<'_>, id: Id, names: &Names, chart: Option<&Chart>, planned: &Planned) -> Scenario {
    let name = root.text("namn");
    let purpose = root.text("syfte");
    let base = root.opt_id("bas").map(|base| (base.value, base.place));
    let own_horizon = root.opt_year("horisont").filter(|year| horizon_fits(root, year, planned.first));
    let own_horizon = own_horizon.map(|year| year.value);
    // A horizon that is given but faulty is not one to judge the years by.
    let horizon = own_horizon.or(planned.horizon.filter(|_| !root.has("horisont")));
    let mut reader = Reader { names, chart, planned, horizon, assumptions: Vec::new() };
    for (key, read) in KINDS {
        for table in root.tables(key) {
            reader.one(&table, *read);
        }
    }
    let assumptions = reader.assumptions;
    root.finish();
    clashes(root, &assumptions);
    let text = |at: Option<At<String>>| at.map(|at| at.value).unwrap_or_default();
    let (name, purpose) = (text(name), text(purpose));
    Scenario { id, name, purpose, base, horizon: own_horizon, assumptions, place: root.place }
}

/// Whether a horizon, the förbund's or a scenario's, can be reached from the first planned year.
pub fn horizon_fits(root: &Table<'_>, year: &At<Year>, first: Option<Year>) -> bool {
    let Some(first) = first else { return true };
    let last = first.plus(LONGEST_PROJECTION - 1);
    let fits = (first..=last).contains(&year.value);
    if !fits {
        root.report(catalogue::bad_horizon(year.place, &first.to_string(), &last.to_string()));
    }
    fits
}

type ReadKind = fn(&Reader<'_>, &Table<'_>) -> Option<Kind>;

/// Every kind of assumption: its table, and what reads it.
const KINDS: &[(&str, ReadKind)] = &[
    ("stat", state),
    ("index", index),
    ("utvecklingsmedel", share),
    ("rad", amount),
    ("forbrukning", forbrukning),
    ("ranta", |_, table| table.rate("sats", Limits::SHARE).map(|rate| Kind::Interest(rate.value))),
    ("engangs", one_off),
    ("anpassning", adjustment),
    ("folkmangd", population),
    ("uttrade", leave),
    ("intrade", |reader, table| Some(Kind::Join { kommun: reader.kommun(table)? })),
    ("stallning", stock),
];

impl Reader<'_> {
    fn one(&mut self, table: &Table<'_>, read: ReadKind) {
        let years = years(table, self.planned.first, self.horizon);
        let kind = read(self, table);
        let provenance = Provenance::of_assumption(table, &self.names.documents);
        table.finish();
        let (Some((from, to)), Some(kind)) = (years, kind) else { return };
        let kind = provenance.of(At { value: kind, place: table.place });
        // A new base is an amount of its first year, unless it says how long it stands.
        let is_base = matches!(kind.value, Kind::Amount { new_base: true, .. });
        let to = to.or(is_base.then_some(from));
        let assumption = Assumption { kind, from, to };
        self.notice(table, &assumption);
        self.assumptions.push(assumption);
    }

    fn kommun(&self, table: &Table<'_>) -> Option<MemberIx> {
        self.names.kommun(table, &table.id("kommun")?)
    }

    /// FinsamL 27 §: three years' notice, from the day it was given or from today.
    fn notice(&self, table: &Table<'_>, assumption: &Assumption) {
        let Kind::Leave { notice, .. } = &assumption.kind.value else { return };
        let earliest = law::earliest_year_without(notice.unwrap_or(self.planned.today));
        if assumption.from < earliest {
            table.report(catalogue::leaves_too_early(table.place, &earliest.to_string()));
        }
    }
}

/// `ar`, or `fran` with or without `till`. Population may be of a year already gone.
pub(super) fn years(table: &Table<'_>, first: Option<Year>, horizon: Option<Year>) -> Option<(Year, Option<Year>)> {
    let (only, from, to) = (table.opt_year("ar"), table.opt_year("fran"), table.opt_year("till"));
    let is_population = table.has("invanare");
    let planned = |year: &At<Year>| {
        let (Some(first), Some(last)) = (first, horizon) else { return };
        if year.value > last || (year.value < first && !is_population) {
            table.report(catalogue::year_not_planned(year.place, &first.to_string(), &last.to_string()));
        }
    };
    [&only, &from, &to].into_iter().flatten().for_each(planned);
    match (only, from, to) {
        (Some(only), None, None) => Some((only.value, Some(only.value))),
        (None, Some(from), to) => {
            if let Some(to) = to.as_ref().filter(|to| to.value < from.value) {
                table.report(catalogue::ends_before_it_begins(to.place, from.place));
            }
            Some((from.value, to.map(|to| to.value)))
        }
        (Some(only), from, to) => {
            if let Some(other) = from.or(to) {
                table.report(catalogue::keys_exclude(only.place, other.place, "ar för ett år, annars fran och till"));
            }
            None
        }
        (None, None, _) => {
            if !table.has("ar") && !table.has("fran") {
                let next = first.map_or_else(|| "2027".to_owned(), |first| first.next().to_string());
                table.missing("fran", &next);
            }
            None
        }
    }
}

fn state(_: &Reader<'_>, table: &Table<'_>) -> Option<Kind> {
    match (table.opt_amount("belopp"), table.opt_rate("tillvaxt", Limits::CHANGE)) {
        (Some(amount), None) if amount.value.ore() % 100 != 0 => {
            table.report(catalogue::not_whole_kronor(amount.place, amount.value.ore() / 100));
            None
        }
        (Some(amount), None) if amount.value < Ore::ZERO => {
            table.report(catalogue::amount_out_of_range(amount.place, "statens tilldelning är inte negativ"));
            None
        }
        (Some(amount), None) => Some(Kind::StateAmount(amount.value)),
        (None, Some(growth)) => Some(Kind::StateGrowth(growth.value)),
        (Some(amount), Some(growth)) => {
            table.report(catalogue::keys_exclude(growth.place, amount.place, "antingen belopp eller tillvaxt"));
            None
        }
        (None, None) => {
            if !table.has("belopp") && !table.has("tillvaxt") {
                table.missing("belopp", "6_951_000, eller tillvaxt = \"-5 %\"");
            }
            None
        }
    }
}

fn index(reader: &Reader<'_>, table: &Table<'_>) -> Option<Kind> {
    let rate = table.rate("sats", Limits::CHANGE);
    let cost_type = table.opt_id("kostnadstyp").map(|id| reader.names.cost_type(table, &id));
    Some(Kind::Index { cost_type: transpose(cost_type)?, rate: rate?.value })
}

/// Absent is fine; present but unknown is not.
pub(super) fn transpose<T>(found: Option<Option<T>>) -> Option<Option<T>> {
    match found {
        None => Some(None),
        Some(None) => None,
        Some(some) => Some(some),
    }
}

fn share(reader: &Reader<'_>, table: &Table<'_>) -> Option<Kind> {
    let share = table.rate("andel", Limits::SHARE);
    let insats = transpose(table.opt_id("insats").map(|id| reader.names.insats(table, &id)));
    let kommun = transpose(table.opt_id("kommun").map(|id| reader.names.kommun(table, &id)));
    Some(Kind::Share { insats: insats?, kommun: kommun?, share: share?.value })
}

fn amount(reader: &Reader<'_>, table: &Table<'_>) -> Option<Kind> {
    let id = table.id("id");
    let line = id.as_ref().and_then(|id| reader.names.line(table, id));
    let amount = table.amount("belopp");
    let new_base = table.flag("ny_bas");
    let amount = amount?;
    if amount.value < Ore::ZERO {
        table.report(catalogue::amount_out_of_range(
            amount.place,
            "en rad är inte negativ; en sänkning ges som [[anpassning]]",
        ));
    }
    let line = line?;
    if reader.names.lines[usize::from(line.0)].kind == crate::domain::forbund::LineKind::Engangs {
        let place = id.map_or(amount.place, |id| id.place);
        table.report(catalogue::account_out_of_place(place, "en engångsrad ges som [[engangs]]"));
        return None;
    }
    Some(Kind::Amount { line, amount: amount.value, new_base })
}

fn forbrukning(reader: &Reader<'_>, table: &Table<'_>) -> Option<Kind> {
    let selection = selection(reader.names, table);
    let rate: Option<At<Rate>> = table.rate("grad", Limits::FORBRUKNING);
    Some(Kind::Forbrukning { lines: selection?, rate: rate?.value })
}

/// Which lines a förbrukningsgrad is for.
pub(super) fn selection(names: &Names, table: &Table<'_>) -> Option<LineSelection> {
    let lines = |key| -> Vec<LineIx> { table.ids(key).iter().filter_map(|id| names.line(table, id)).collect() };
    let insatser = |key| table.ids(key).iter().filter_map(|id| names.insats(table, id)).collect();
    let selection = LineSelection {
        all: table.flag("alla"),
        groups: table.ids("grupper").iter().filter_map(|id| names.group(table, id)).collect(),
        insatser: insatser("insatser"),
        lines: lines("rader"),
        except_insatser: insatser("utom_insatser"),
        except_lines: lines("utom_rader"),
    };
    if !["alla", "grupper", "insatser", "rader"].iter().any(|key| table.has(key)) {
        table.missing("alla", "true, eller grupper, insatser eller rader");
        return None;
    }
    Some(selection)
}

fn one_off(reader: &Reader<'_>, table: &Table<'_>) -> Option<Kind> {
    let name = table.text("namn");
    let line = table.id("rad").and_then(|id| engangs_line(table, reader.names, &id));
    let tertial = table.opt_word("tertial", &TERTIALS).map_or(2, |tertial| tertial.value);
    let amount = table.amount("belopp")?;
    not_negative(table, &amount, "en engångsåtgärd är inte negativ; en sänkning ges som [[anpassning]]");
    Some(Kind::OneOff { name: name?.value, line: line?, tertial, amount: amount.value })
}

fn adjustment(reader: &Reader<'_>, table: &Table<'_>) -> Option<Kind> {
    let name = table.text("namn");
    let group = table.id("grupp").and_then(|id| reader.names.group(table, &id));
    let amount = table.amount("belopp");
    Some(Kind::Adjustment { name: name?.value, group: group?, amount: amount?.value })
}

fn population(reader: &Reader<'_>, table: &Table<'_>) -> Option<Kind> {
    let kommun = reader.kommun(table);
    let count = table.count("invanare", 1, 20_000_000);
    Some(Kind::Population { kommun: kommun?, count: count?.value })
}

fn leave(reader: &Reader<'_>, table: &Table<'_>) -> Option<Kind> {
    let kommun = reader.kommun(table);
    let payout = table.opt_amount("utbetalning").map_or(Ore::ZERO, |amount| amount.value);
    let notice = table.opt_date("uppsagd").map(|date| date.value);
    if notice.is_none() && table.has("uppsagd") {
        return None;
    }
    Some(Kind::Leave { kommun: kommun?, payout, notice })
}

fn stock(reader: &Reader<'_>, table: &Table<'_>) -> Option<Kind> {
    let key = table.id("konto");
    let amount = table.amount("belopp");
    let key = key?;
    let account = account_key(reader.chart, table, &At { value: key.value.as_str(), place: key.place })?;
    let chart = reader.chart?;
    let roles = chart.roles;
    let kind = chart.get(account).kind;
    if kind.is_result() || account == roles.likvida_medel || account == roles.eget_kapital {
        table.report(catalogue::account_out_of_place(
            key.place,
            "bara fordringar, placeringar, avsättningar och skulder kan antas",
        ));
        return None;
    }
    Some(Kind::Stock { account, amount: amount?.value })
}

/// Two assumptions of one file that say different things of the same year. One-offs and adjustments add up instead.
fn clashes(root: &Table<'_>, assumptions: &[Assumption]) {
    for (at, later) in assumptions.iter().enumerate() {
        for earlier in &assumptions[..at] {
            let shared = later.from.max(earlier.from);
            let both_last = [later.to, earlier.to].into_iter().flatten().min();
            if both_last.is_none_or(|last| shared <= last) && same_subject(&later.kind.value, &earlier.kind.value) {
                root.report(catalogue::assumption_twice(later.kind.place, earlier.kind.place, &shared.to_string()));
            }
        }
    }
}

fn same_subject(a: &Kind, b: &Kind) -> bool {
    use Kind as K;
    match (a, b) {
        (K::StateAmount(_) | K::StateGrowth(_), K::StateAmount(_) | K::StateGrowth(_)) => true,
        (K::Index { cost_type: a, .. }, K::Index { cost_type: b, .. }) => a == b,
        (K::Share { insats: a, kommun: c, .. }, K::Share { insats: b, kommun: d, .. }) => (a, c) == (b, d),
        (K::Amount { line: a, .. }, K::Amount { line: b, .. }) => a == b,
        (K::Forbrukning { lines: a, .. }, K::Forbrukning { lines: b, .. }) => a == b,
        (K::Interest(_), K::Interest(_)) => true,
        (K::Population { kommun: a, .. }, K::Population { kommun: b, .. }) => a == b,
        (K::Leave { kommun: a, .. }, K::Leave { kommun: b, .. }) => a == b,
        (K::Join { kommun: a }, K::Join { kommun: b }) => a == b,
        (K::Stock { account: a, .. }, K::Stock { account: b, .. }) => a == b,
        _ => false,
    }
}

/// Follows every scenario's bases; what is inherited comes first, so that a scenario's own assumptions win. `known` are the
/// names of all files, also those that could not be read. Only scenarios in whose chain all are `sound` are resolved.
pub fn resolve(
    scenarios: &[Scenario],
    sound: &[bool],
    known: &[&str],
    horizon: Year,
    problems: &mut Problems,
) -> Vec<ResolvedScenario> {
    let by_id = |id: &Id| scenarios.iter().find(|scenario| scenario.id == *id);
    let is_sound = |link: &&Scenario| scenarios.iter().zip(sound).any(|(other, sound)| other.id == link.id && *sound);
    let mut resolved = Vec::new();
    for scenario in scenarios {
        let mut chain = vec![scenario];
        let mut whole = true;
        while let Some((base, place)) = &chain[chain.len() - 1].base {
            let Some(next) = by_id(base) else {
                if chain.len() == 1 && !known.contains(&base.as_str()) {
                    let others: Vec<&str> = known.iter().copied().filter(|id| *id != scenario.id.as_str()).collect();
                    problems.push(catalogue::unknown_base(*place, base.as_str(), &others));
                }
                whole = false;
                break;
            };
            if chain.iter().any(|link| link.id == next.id) {
                // A ring is one fault: the first in it reports it at its base; one that merely leads there does not.
                if next.id == scenario.id && chain.iter().all(|link| scenario.id <= link.id) {
                    let names: Vec<&str> = chain.iter().map(|link| link.id.as_str()).collect();
                    let (_, place) = scenario.base.as_ref().expect("the ring begins at a base");
                    problems.push(catalogue::inherits_itself(*place, &format!("{} → {}", names.join(" → "), next.id)));
                }
                whole = false;
                break;
            }
            chain.push(next);
        }
        if whole && chain.iter().all(is_sound) {
            resolved.push(merge(&chain, horizon));
        }
    }
    resolved
}

/// `chain` begins with the scenario itself and ends with its outermost base.
fn merge(chain: &[&Scenario], horizon: Year) -> ResolvedScenario {
    let own = chain[0];
    ResolvedScenario {
        id: own.id.clone(),
        name: own.name.clone(),
        purpose: own.purpose.clone(),
        base: own.base.as_ref().map(|(base, _)| base.clone()),
        horizon: chain.iter().find_map(|link| link.horizon).unwrap_or(horizon),
        assumptions: chain.iter().rev().flat_map(|link| link.assumptions.iter().cloned()).collect(),
        place: own.place,
    }
}
