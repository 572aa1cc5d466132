//! `budgets/ÅR.toml`: the opening balance, facts, the state's amount, budgets and locked forecasts of one year.

use super::balanskrav;
use super::budget_change::{self, Around};
use super::deltagare;
use super::kommentar;
use super::mal;
use super::names::{Names, account_key};
use super::provenance::Provenance;
use super::revision;
use super::table::{At, Table};
use super::utvecklingsmedel;
use crate::diag::{Place, catalogue};
use crate::domain::account::{AccountIx, Chart};
use crate::domain::balanskrav::Balanskrav;
use crate::domain::forbund::{LineIx, LineKind, MemberIx};
use crate::domain::id::Id;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Year};
use crate::domain::source::Sourced;
use crate::domain::sv;
use crate::domain::yearbook::{Budget, BudgetKind, Fact, OneOff, YearBook};
use std::collections::BTreeMap;

/// The periods a source can give.
pub(super) const PERIODS: [(&str, Period); 2] = [("jan-aug", Period::JanAug), ("helar", Period::Helar)];
/// The tertials, as one-off costs are placed.
pub(super) const TERTIALS: [(&str, usize); 3] = [("T1", 0), ("T2", 1), ("T3", 2)];

/// Reads the file; without a chart, which then has faults of its own, the accounts are not looked up.
pub fn read(root: &Table<'_>, names: &Names, chart: Option<&Chart>) -> Option<(At<Year>, YearBook)> {
    let year = root.year("ar");
    let mut book = YearBook {
        place: root.place,
        opening: Vec::new(),
        facts: Vec::new(),
        outcome: Vec::new(),
        state: None,
        decided: Vec::new(),
        budgets: Vec::new(),
        audits: Vec::new(),
        deltagare: Vec::new(),
        grant_events: Vec::new(),
        grant_notes: Vec::new(),
        comments: Vec::new(),
        goals: Vec::new(),
        housekeeping: Vec::new(),
        balanskrav: Balanskrav::default(),
    };
    let faults = root.faults();
    book.deltagare = deltagare::read(root, names);
    (book.goals, book.housekeeping) = mal::read(root, names);
    for table in root.tables("ingaende") {
        opening(&table, names, chart, &mut book);
    }
    for table in root.tables("utfall") {
        facts(&table, names, chart, &mut book);
    }
    if let Some(table) = root.opt_table("tilldelning") {
        allocation(&table, names, &mut book);
    }
    book.budgets = root
        .tables("budget")
        .iter()
        .filter_map(|table| budget(table, &Around { names, chart, year: year.as_ref().map(|year| year.value) }))
        .collect();
    book.audits = revision::read(root, names);
    book.grant_events = utvecklingsmedel::read(root, names, year.as_ref().map(|year| year.value));
    book.grant_notes = utvecklingsmedel::notes(root, names);
    book.comments = kommentar::read(root, names);
    book.balanskrav = balanskrav::read(root, names, year.as_ref().map(|year| year.value));
    root.finish();
    // What a budget that could not be read grants is not to be called too little.
    if root.faults() == faults {
        utvecklingsmedel::lawful(root, &book, names);
    }
    // Costs that could not be read are not to be called too small, and an account that could not be is not to be called missing.
    if let Some(chart) = chart.filter(|_| root.faults() == faults) {
        revision::within_costs(root, &book, chart);
        utvecklingsmedel::accounted(root, &book, chart);
        balanskrav::fits(root, &book, chart);
    }
    duplicates(root, &book);
    Some((year?, book))
}

fn opening(table: &Table<'_>, names: &Names, chart: Option<&Chart>, book: &mut YearBook) {
    let provenance = Provenance::read(table, &names.documents);
    let accounts = table.table("konton");
    table.finish();
    let Some(accounts) = accounts else { return };
    for key in accounts.keys() {
        let account = account_key(chart, &accounts, &key);
        let amount = accounts.amount_of(key.value);
        let (Some(chart), Some(account), Some(amount)) = (chart, account, amount) else { continue };
        if chart.get(account).kind.is_result() {
            accounts.report(catalogue::account_out_of_place(key.place, "ett resultatkonto har ingen ingående balans"));
            continue;
        }
        if let Some((_, first)) = book.opening.iter().find(|(other, _)| *other == account) {
            accounts.report(catalogue::fact_twice(key.place, first.place));
        }
        book.opening.push((account, provenance.of(amount)));
    }
}

fn facts(table: &Table<'_>, names: &Names, chart: Option<&Chart>, book: &mut YearBook) {
    let period = table.word("period", &PERIODS).map(|period| period.value);
    let provenance = Provenance::read(table, &names.documents);
    let contributions = table.opt_table("bidrag");
    let accounts = table.opt_table("konton");
    table.finish();
    book.outcome.extend(period.map(|period| (period, table.place)));
    let mut add = |table: &Table<'_>, place: Place, account: AccountIx, member: Option<MemberIx>, amount: At<Ore>| {
        let Some(period) = period else { return };
        let same = |fact: &&Fact| (fact.account, fact.member, fact.period) == (account, member, period);
        if let Some(first) = book.facts.iter().find(same) {
            table.report(catalogue::fact_twice(place, first.value.place));
        }
        book.facts.push(Fact { account, member, period, value: provenance.of(amount) });
    };
    if let Some(table) = &contributions {
        for key in table.keys() {
            let member = names.member_key(table, &key);
            let amount = table.amount_of(key.value);
            let (Some(chart), Some(member), Some(amount)) = (chart, member, amount) else { continue };
            add(table, key.place, chart.roles.medlemsbidrag, Some(member), amount);
        }
    }
    if let Some(table) = &accounts {
        for key in table.keys() {
            let account = account_key(chart, table, &key);
            let amount = table.amount_of(key.value);
            let (Some(chart), Some(account), Some(amount)) = (chart, account, amount) else { continue };
            if account == chart.roles.eget_kapital {
                let why = "eget kapital följer av ingående balans och resultat och anges inte som uppgift";
                table.report(catalogue::account_out_of_place(key.place, why));
                continue;
            }
            add(table, key.place, account, None, amount);
        }
    }
}

/// The state's amount, or the decided amounts of all members.
fn allocation(table: &Table<'_>, names: &Names, book: &mut YearBook) {
    let decided = table.opt_table("medlemmar");
    // With every member's contribution decided, the state's amount is among them.
    let state = if decided.is_some() { table.opt_amount("stat") } else { table.amount("stat") };
    let provenance = Provenance::read(table, &names.documents);
    table.finish();
    if let Some(state) = state {
        if state.value.ore() % 100 != 0 {
            table.report(catalogue::not_whole_kronor(state.place, state.value.ore() / 100));
        } else if state.value.ore() < 0 {
            table.report(catalogue::amount_out_of_range(state.place, "statens tilldelning är inte negativ"));
        }
        book.state = Some(provenance.of(state));
    }
    let Some(decided) = decided else { return };
    if let Some(state) = &book.state {
        let choice = "behåll medlemmar; statens belopp är ett av dem";
        table.report(catalogue::keys_exclude(state.place, decided.place, choice));
    }
    for key in decided.keys() {
        let member = names.member_key(&decided, &key);
        let (Some(member), Some(amount)) = (member, decided.amount_of(key.value)) else { continue };
        book.decided.push((member, provenance.of(amount)));
    }
    for member in names.members.items.iter().filter(|member| !decided.has(member.id.as_str())) {
        decided.report(catalogue::missing_key(decided.place, member.id.as_str(), "1_000_000"));
    }
}

fn budget(table: &Table<'_>, around: &Around<'_>) -> Option<Budget> {
    let names = around.names;
    let kinds = [("budget", BudgetKind::Budget), ("prognos", BudgetKind::Prognos)];
    let units = [("kr", Unit::Kr), ("tkr", Unit::Tkr), ("mnkr", Unit::Mnkr)];
    let (id, name) = (table.id("id"), table.text("namn"));
    let kind = table.opt_word("slag", &kinds).map_or(BudgetKind::Budget, |kind| kind.value);
    let period = table.word("period", &PERIODS);
    let unit_in_source =
        table.opt_word("enhet_i_kallan", &units).map(|unit| unit.value).filter(|unit| *unit != Unit::Kr);
    let provenance = Provenance::read(table, &names.documents);
    let locked = table.opt_date("datum");
    let totals = ["intakter", "kostnader", "finansnetto"].map(|key| table.opt_amount(key));
    let named_only: Vec<LineIx> = table.ids("utan_belopp").iter().filter_map(|id| names.line(table, id)).collect();
    let mut entries = Entries::default();
    rows(table, names, &provenance, &mut entries);
    let changes = budget_change::read(table, around);
    table.finish();
    let [income, costs, financial] = totals.map(|total| total.map(|total| provenance.of(total)));
    let budget = Budget {
        id: id?.value,
        name: name?.value,
        kind,
        period: period?.value,
        status: provenance.status(),
        locked: locked.map(|day| day.value),
        place: table.place,
        unit_in_source,
        income,
        costs,
        financial,
        lines: entries.lines,
        named_only,
        one_offs: entries.one_offs,
        places: entries.places,
        changes,
    };
    within_total(table, &budget);
    budget_change::fits(table, &budget, around);
    Some(budget)
}

#[derive(Default)]
struct Entries {
    lines: Vec<(LineIx, Sourced<Ore>)>,
    one_offs: Vec<OneOff>,
    places: Vec<(LineIx, Sourced<i64>)>,
}

impl Entries {
    fn add(&mut self, table: &Table<'_>, line: LineIx, key: Place, amount: Sourced<Ore>) {
        if amount.value.ore() < 0 {
            table.report(catalogue::amount_out_of_range(amount.place, "en budgetrad är inte negativ"));
        }
        if let Some((_, first)) = self.lines.iter().find(|(other, _)| *other == line) {
            table.report(catalogue::fact_twice(key, first.place));
        }
        self.lines.push((line, amount));
    }
}

/// `[budget.rader]`, `[budget.insats.ID]` and `[[budget.engangs]]`.
fn rows(table: &Table<'_>, names: &Names, provenance: &Provenance, entries: &mut Entries) {
    if let Some(lines) = table.opt_table("rader") {
        for key in lines.keys() {
            let line = names.line_key(&lines, &key);
            let (Some(line), Some(amount)) = (line, lines.amount_of(key.value)) else { continue };
            if names.lines[usize::from(line.0)].kind == LineKind::Engangs {
                let why = "en engångsrad ges under [[budget.engangs]] med sin tertial";
                lines.report(catalogue::account_out_of_place(key.place, why));
                continue;
            }
            entries.add(&lines, line, key.place, provenance.of(amount));
        }
    }
    if let Some(insatser) = table.opt_table("insats") {
        for key in insatser.keys() {
            let Ok(id) = key.value.parse::<Id>() else {
                insatser.report(catalogue::bad_id(key.place, key.value));
                continue;
            };
            let insats = names.insats(&insatser, &At { value: id.clone(), place: key.place });
            let (Some(_), Some(kommuner)) = (insats, insatser.table_of(key.value)) else { continue };
            for kommun in kommuner.keys() {
                insats_row(&kommuner, &id, &kommun, names, provenance, entries);
            }
        }
    }
    for one_off in table.tables("engangs") {
        let line = one_off.id("rad").and_then(|id| engangs_line(&one_off, names, &id));
        let tertial = one_off.opt_word("tertial", &TERTIALS).map_or(2, |tertial| tertial.value);
        let amount = one_off.amount("belopp");
        one_off.finish();
        let (Some(line), Some(amount)) = (line, amount) else { continue };
        not_negative(&one_off, &amount, "en engångsinvestering är inte negativ");
        entries.one_offs.push(OneOff { line, tertial, amount: provenance.of(amount) });
    }
}

/// A saving is an `[[anpassning]]`, never a negative cost.
pub(super) fn not_negative(table: &Table<'_>, amount: &At<Ore>, why: &str) {
    if amount.value < Ore::ZERO {
        table.report(catalogue::amount_out_of_range(amount.place, why));
    }
}

/// A line that is declared as `slag = "engangs"`.
pub(super) fn engangs_line(table: &Table<'_>, names: &Names, id: &At<Id>) -> Option<LineIx> {
    let line = names.line(table, id)?;
    if names.lines[usize::from(line.0)].kind == LineKind::Engangs {
        return Some(line);
    }
    table.report(catalogue::account_out_of_place(id.place, "raden är ingen engångsrad (slag = \"engangs\")"));
    None
}

/// `molndal = { belopp, platser, utvecklingsmedel }`.
fn insats_row(
    table: &Table<'_>,
    insats: &Id,
    key: &At<&str>,
    names: &Names,
    provenance: &Provenance,
    entries: &mut Entries,
) {
    let kommun = names.kommun_key(table, key);
    let Some(row) = table.table_of(key.value) else { return };
    let amount = row.amount("belopp");
    let places = row.opt_count("platser", 0, 1_000_000);
    let grant = row.opt_amount("utvecklingsmedel");
    row.finish();
    let Some(kommun) = kommun else { return };
    let of = |wanted: fn(&LineKind) -> bool| {
        let fits = |line: &crate::domain::forbund::Line| {
            line.kommun == Some(kommun)
                && line.insats.is_some_and(|ix| names.insatser[usize::from(ix.0)].id == *insats)
                && wanted(&line.kind)
        };
        names.lines.iter().position(fits).map(|at| LineIx(at as u16))
    };
    let line = of(|kind| *kind == LineKind::Ordinary);
    if let (Some(line), Some(amount)) = (line, amount) {
        entries.add(&row, line, key.place, provenance.of(amount));
    }
    if let (Some(line), Some(places)) = (line, places) {
        entries.places.push((line, provenance.of(places)));
    }
    if let Some(grant) = grant {
        match of(|kind| matches!(kind, LineKind::Utvecklingsmedel { .. })) {
            Some(line) => entries.add(&row, line, grant.place, provenance.of(grant)),
            None => row.report(catalogue::account_out_of_place(
                grant.place,
                "insatsen har inga utvecklingsmedel i budgets/forbund.toml",
            )),
        }
    }
}

/// Known lines may be fewer than the total, never more.
fn within_total(table: &Table<'_>, budget: &Budget) {
    let Some(total) = &budget.costs else { return };
    let amounts =
        budget.lines.iter().map(|(_, amount)| amount).chain(budget.one_offs.iter().map(|one_off| &one_off.amount));
    let lines: i128 = amounts.map(|amount| i128::from(amount.value.ore())).sum();
    let over = lines - i128::from(total.value.ore());
    if over > 0 {
        let show = |ore: i128| {
            i64::try_from(ore).map_or_else(|_| "mer än vad som ryms".to_owned(), |ore| sv::kr(Ore::new(ore)))
        };
        table.report(catalogue::lines_exceed_total(total.place, &show(lines), &sv::kr(total.value), &show(over)));
    }
}

/// Budgets of one year need ids of their own.
fn duplicates(root: &Table<'_>, book: &YearBook) {
    let mut seen: BTreeMap<&Id, Place> = BTreeMap::new();
    for budget in &book.budgets {
        if let Some(first) = seen.insert(&budget.id, budget.place) {
            root.report(catalogue::id_twice(budget.place, first, budget.id.as_str()));
        }
    }
}
