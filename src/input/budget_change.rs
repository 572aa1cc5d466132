//! `[[budget.andring]]`: decisions that change a budget during its year.

use super::names::{Names, account_key};
use super::provenance::Provenance;
use super::table::{At, Table};
use super::year::TERTIALS;
use crate::diag::{Place, catalogue};
use crate::domain::account::{AccountIx, Chart, StatementRow};
use crate::domain::budget_change::{BudgetChange, ChangeKind};
use crate::domain::forbund::{LineIx, LineKind};
use crate::domain::money::Ore;
use crate::domain::period::{Period, Year};
use crate::domain::source::Sourced;
use crate::domain::sv;
use crate::domain::tertials::Tertials;
use crate::domain::yearbook::Budget;
use chrono::{Datelike, NaiveDate};

/// What a tilläggsanslag is paid with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Funding {
    EgetKapital,
    Intakter,
}

const FUNDING: [(&str, Funding); 2] = [("eget_kapital", Funding::EgetKapital), ("intakter", Funding::Intakter)];

/// What each line or account gains or loses.
type Amounts<T> = [(T, Sourced<Ore>)];

/// What is needed to read a change besides its own table.
pub struct Around<'a> {
    /// The ids of the förbund.
    pub names: &'a Names,
    /// The chart, unless it has faults of its own.
    pub chart: Option<&'a Chart>,
    /// The year of the file, unless that could not be read.
    pub year: Option<Year>,
}

/// Reads the changes of a budget.
pub fn read(table: &Table<'_>, around: &Around<'_>) -> Vec<BudgetChange> {
    table.tables("andring").iter().filter_map(|table| change(table, around)).collect()
}

fn change(table: &Table<'_>, around: &Around<'_>) -> Option<BudgetChange> {
    let date = table.opt_date("datum");
    if !table.has("datum") {
        table.missing("datum", "\"2026-04-16\"");
    }
    let decision = table.text("beslut");
    let kind = table.word("slag", &ChangeKind::NAMES);
    let funding = table.opt_word("finansiering", &FUNDING);
    let is_lasting = table.flag("varaktig");
    let text = table.opt_text("text").map(|text| text.value);
    let tertials = tertials(table);
    let decided = decision.as_ref().map_or("", |decision| &decision.value);
    let provenance = Provenance::of_decision(table, &around.names.documents, decided);
    let lines = table.table("rader").map(|rows| lines(&rows, around.names, &provenance)).unwrap_or_default();
    let income = table.opt_table("intakter");
    let income_place = income.as_ref().map(|income| income.place);
    let income = income.map(|rows| incomes(&rows, around.chart, &provenance)).unwrap_or_default();
    table.finish();
    let kind = kind?;
    if around.chart.is_some() || income_place.is_none() {
        funded(table, &kind, funding, &lines, income_place.map(|place| (place, &income[..])));
    }
    sums(table, &kind, &lines);
    let date = date?.value;
    Some(BudgetChange {
        date,
        decision: decision?.value,
        kind: kind.value,
        status: provenance.status(),
        is_lasting,
        tertials: tertials
            .unwrap_or_else(|| around.year.map_or(Tertials::ALL, |year| Tertials::left_on(date, year.number()))),
        text,
        lines,
        income,
        place: table.place,
    })
}

/// The tertials that a file names; where it names none, those that are left on the day of the decision.
fn tertials(table: &Table<'_>) -> Option<Tertials> {
    let words = table.words("tertial", &TERTIALS);
    Tertials::of(words.into_iter().map(|word| word.value))
}

fn lines(rows: &Table<'_>, names: &Names, provenance: &Provenance) -> Vec<(LineIx, Sourced<Ore>)> {
    let mut lines = Vec::new();
    for key in rows.keys() {
        let (Some(line), Some(amount)) = (names.line_key(rows, &key), rows.amount_of(key.value)) else { continue };
        in_kronor(rows, &amount);
        lines.push((line, provenance.of(amount)));
    }
    lines
}

/// Accounts of other income than what the members pay, which is decided where the allocation is.
fn incomes(rows: &Table<'_>, chart: Option<&Chart>, provenance: &Provenance) -> Vec<(AccountIx, Sourced<Ore>)> {
    let mut incomes = Vec::new();
    for key in rows.keys() {
        let (account, amount) = (account_key(chart, rows, &key), rows.amount_of(key.value));
        let (Some(chart), Some(account), Some(amount)) = (chart, account, amount) else { continue };
        if chart.get(account).row != StatementRow::VerksamhetensIntakter {
            let why = "kontot är inget av verksamhetens intäkter";
            rows.report(catalogue::cannot_fund(key.place, why, &funding_accounts(chart)));
        } else if account == chart.roles.medlemsbidrag {
            let why = "medlemmarnas bidrag ändras under [tilldelning], inte i en ändring av budgeten";
            rows.report(catalogue::cannot_fund(key.place, why, &funding_accounts(chart)));
        } else if amount.value <= Ore::ZERO {
            let why = "det som finansierar är en intäkt som ökar, med mer än 0";
            rows.report(catalogue::change_out_of_place(amount.place, why));
        }
        in_kronor(rows, &amount);
        incomes.push((account, provenance.of(amount)));
    }
    incomes
}

/// The accounts that can fund a change.
fn funding_accounts(chart: &Chart) -> Vec<&str> {
    let other = |account| account != chart.roles.medlemsbidrag;
    let accounts =
        chart.iter().filter(|(ix, account)| account.row == StatementRow::VerksamhetensIntakter && other(*ix));
    accounts.map(|(_, account)| account.id.as_str()).collect()
}

/// Budgets are in whole kronor, and so is what is changed in them.
fn in_kronor(table: &Table<'_>, amount: &At<Ore>) {
    if amount.value.ore() % 100 != 0 {
        table.report(catalogue::change_out_of_place(amount.place, "en budget ändras i hela kronor"));
    }
}

/// That a tilläggsanslag says what it is funded by, with the income that is raised if it is income, and that nothing else does.
fn funded(
    table: &Table<'_>,
    kind: &At<ChangeKind>,
    funding: Option<At<Funding>>,
    lines: &Amounts<LineIx>,
    income: Option<(Place, &Amounts<AccountIx>)>,
) {
    match (kind.value, funding, income) {
        (ChangeKind::Omdisponering, Some(At { place, .. }), _) | (ChangeKind::Omdisponering, _, Some((place, _))) => {
            let why = "en omdisponering finansieras av raderna som minskar";
            table.report(catalogue::funding_not_asked_for(place, why));
        }
        (ChangeKind::Omdisponering, None, None) => {}
        (ChangeKind::Tillaggsanslag, None, _) if table.has("finansiering") => {}
        (ChangeKind::Tillaggsanslag, None, _) => table.report(catalogue::no_funding(kind.place)),
        (ChangeKind::Tillaggsanslag, Some(At { value: Funding::Intakter, place }), None) => {
            table.report(catalogue::no_income(place, "intäkten som ökar saknas"));
        }
        (ChangeKind::Tillaggsanslag, Some(At { value: Funding::Intakter, .. }), Some((place, income))) => {
            let (spent, raised) = (sum(lines), sum(income));
            if spent != raised {
                let why = format!("intäkterna ökar med {}, raderna med {}", shown(raised), shown(spent));
                table.report(catalogue::no_income(place, &why));
            }
        }
        (ChangeKind::Tillaggsanslag, Some(At { value: Funding::EgetKapital, .. }), Some((place, _))) => {
            table.report(catalogue::no_income(place, "intäkter anges bara när det är de som finansierar"));
        }
        (ChangeKind::Tillaggsanslag, Some(At { value: Funding::EgetKapital, .. }), None) => {}
    }
}

fn sum<T>(amounts: &Amounts<T>) -> i128 {
    amounts.iter().map(|(_, amount)| i128::from(amount.value.ore())).sum()
}

fn shown(sum: i128) -> String {
    i64::try_from(sum).map_or_else(|_| "mer än vad som ryms".to_owned(), |sum| sv::kr(Ore::new(sum)))
}

/// An omdisponering sums to 0; a tilläggsanslag to more.
fn sums(table: &Table<'_>, kind: &At<ChangeKind>, lines: &Amounts<LineIx>) {
    let sum = sum(lines);
    let wanted = match kind.value {
        ChangeKind::Omdisponering if sum != 0 => "0",
        ChangeKind::Tillaggsanslag if sum <= 0 => "mer än 0",
        _ => return,
    };
    let why = format!("raderna summerar till {}, inte till {wanted}", shown(sum));
    table.report(catalogue::change_does_not_sum(kind.place, &why));
}

/// What shows only beside the budget itself: its year, its lines, and that none of them falls below 0.
pub fn fits(table: &Table<'_>, budget: &Budget, around: &Around<'_>) {
    for change in &budget.changes {
        fits_one(table, budget, change, around);
    }
    for (line, _) in &budget.lines {
        let of = &around.names.lines[usize::from(line.0)];
        let parts = budget.tertials(*line, 100).unwrap_or_default();
        let Some(at) = parts.iter().position(|part| *part < 0) else { continue };
        if matches!(of.kind, LineKind::Utvecklingsmedel { .. }) {
            let (amount, tertial) = (sv::kr(Ore::new(parts[at])), Period::TERTIALS[at].name());
            let why = format!("{} blir {amount} i {tertial}; ange med tertial vilka ändringen gäller", of.name);
            let taking = budget.changes.iter().rev().filter(|change| change.tertials.contains(at));
            let place = taking.filter_map(|change| change.of(*line)).find(|amount| amount.value < Ore::ZERO);
            table.report(catalogue::change_out_of_place(place.map_or(budget.place, |amount| amount.place), &why));
        }
    }
    for (line, amount) in budget.current() {
        if amount < Ore::ZERO && budget.changed(line, false) != 0 {
            let name = &around.names.lines[usize::from(line.0)].name;
            let why = format!("{name} blir {} efter ändringarna; en budgetrad är inte negativ", sv::kr(amount));
            table.report(catalogue::change_out_of_place(budget.place, &why));
        }
    }
}

/// Whether a decision of the day may change the budget of the year: it is made in it, or, with the budget decided, before it began.
fn is_of(day: NaiveDate, year: Year) -> bool {
    day.year() == year.number() || day.year() == year.number() - 1
}

fn fits_one(table: &Table<'_>, budget: &Budget, change: &BudgetChange, around: &Around<'_>) {
    let names = around.names;
    if around.year.is_some_and(|year| !is_of(change.date, year)) {
        let why = "datumet ligger inte i budgetens år eller året före";
        table.report(catalogue::change_out_of_place(change.place, why));
    }
    if !budget.is_by_line() {
        let why = "bara en budget för helåret som är given rad för rad kan ändras";
        table.report(catalogue::change_out_of_place(change.place, why));
        return;
    }
    for (line, amount) in &change.lines {
        let of = &names.lines[usize::from(line.0)];
        if change.is_lasting && matches!(of.kind, LineKind::Utvecklingsmedel { .. }) {
            let why =
                format!("{} följer åren efter sin andel av beloppet, så ändringen kan inte vara varaktig", of.name);
            table.report(catalogue::change_out_of_place(amount.place, &why));
        }
        if !budget.lines.iter().any(|(other, _)| other == line) {
            let why = format!("budgeten har ingen rad {}; ge den 0 i budgeten om den är ny", of.id);
            table.report(catalogue::change_out_of_place(amount.place, &why));
        }
    }
}
