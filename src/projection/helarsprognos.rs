//! How the year will end, from what is booked so far: one named rule a method, applied to each line, member and kind of row, and
//! posted in a layer of its own so that every statement of it ties.

use super::Economy;
use crate::domain::account::{AccountIx, Chart, StatementRow as R};
use crate::domain::money::{Ore, round_half_away};
use crate::domain::period::{Period, Span, Year};
use crate::domain::source::Origin;
use crate::domain::voucher::{Dimensions, Layer, Posting, Voucher, VoucherKind};
use std::collections::{BTreeMap, BTreeSet};

/// A way to say how the year will end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// What is contracted ends as agreed; the rest as [`Method::Rest`].
    Avtal,
    /// Outcome so far and the rest of the budget.
    Rest,
    /// The pace so far goes on.
    Takt,
    /// Outcome so far and as much of the rest of the budget as earlier years have spent of theirs.
    Forbrukning,
}

impl Method {
    /// All of them, the one that is used unless another is asked for first.
    pub const ALL: [Method; 4] = [Method::Avtal, Method::Rest, Method::Takt, Method::Forbrukning];

    /// As it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Method::Avtal => "avtal",
            Method::Rest => "rest",
            Method::Takt => "takt",
            Method::Forbrukning => "forbrukning",
        }
    }

    /// Its layer.
    pub fn layer(self) -> Layer {
        Layer::Helarsprognos(self as u8)
    }
}

/// How much of their budgets earlier years have spent: outcome and budget in total, in öre, of the years that say both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// The years.
    pub years: Vec<Year>,
    /// Their costs together.
    pub outcome: i64,
    /// Their budgeted costs together.
    pub budget: i64,
}

/// The figures of one line, member or kind of row, debit positive, in öre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// What is booked so far.
    pub outcome: i64,
    /// The budget of the days so far.
    pub period: i64,
    /// The budget of the year.
    pub year: i64,
    /// What the scenario expects of the year.
    pub expected: i64,
}

/// Outcome + (budget of the year − budget of the period).
pub fn rest(figures: Figures) -> i64 {
    figures.outcome + figures.year - figures.period
}

/// Outcome × 12 / months, rounded to a krona.
pub fn takt(figures: Figures, months: u32) -> i64 {
    takt_of(figures.outcome, months)
}

/// The same of an outcome alone; the months are at least one.
pub fn takt_of(outcome: i64, months: u32) -> i64 {
    let kronor = round_half_away(i128::from(outcome) * 12, i128::from(months) * 100);
    i64::try_from(kronor * 100).unwrap_or(i64::MAX)
}

/// Outcome + what is left of the year's budget × spent, rounded to a krona.
pub fn forbrukning(figures: Figures, spent: &Spent) -> i64 {
    let left = spent_of(figures.year - figures.period, spent.outcome, spent.budget);
    figures.outcome + left.unwrap_or(i64::MAX)
}

/// What is spent of what is left of a budget, as closed years spent of theirs, rounded to a krona; `None` if it does not fit.
pub fn spent_of(left: i64, spent: i64, budget: i64) -> Option<i64> {
    let product = i128::from(left) * i128::from(spent);
    let kronor = (budget > 0).then(|| round_half_away(product, i128::from(budget) * 100))?;
    i64::try_from(kronor * 100).ok()
}

/// How a method makes the forecast of one line, member or kind of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As the scenario expects of the year: it is contracted.
    Expected,
    /// As [`rest`].
    Rest,
    /// As [`takt`].
    Takt,
    /// As [`forbrukning`].
    Spent,
}

/// Which way a method goes with postings of a row, an account and a place.
pub fn way(economy: &Economy, method: Method, alike: &Alike, spent: &Option<Spent>) -> Way {
    let is_contribution = alike.1 == Some(economy.forbund.chart.roles.medlemsbidrag);
    match method {
        Method::Avtal if is_contribution || alike.2.insats.is_some() => Way::Expected,
        Method::Forbrukning if alike.0 == R::VerksamhetensKostnader && spent.is_some() => Way::Spent,
        Method::Takt => Way::Takt,
        _ => Way::Rest,
    }
}

/// What a forecast is told apart by: the row it lies in, or the account for income, and where it belongs.
pub type Alike = (R, Option<AccountIx>, Dimensions);

/// The row, account and place of a posting on a result account.
pub fn alike(chart: &Chart, posting: &Posting) -> Option<Alike> {
    let row = chart.get(posting.account).row;
    let account = (row == R::VerksamhetensIntakter).then_some(posting.account);
    row.is_result().then_some((row, account, posting.dimensions))
}

/// The closed years that say both what they cost and what they were to cost.
pub fn spent(economy: &Economy) -> Option<Spent> {
    let mut spent = Spent { years: Vec::new(), outcome: 0, budget: 0 };
    for (year, book) in economy.forbund.years.iter().filter(|(_, book)| book.is_closed()) {
        let Some((_, budget)) = book.budget_for(Period::Helar) else { continue };
        let lines = budget.is_by_line().then(|| {
            let one_offs = budget.one_offs.iter().map(|one_off| one_off.amount.value.ore());
            budget.current().map(|(_, amount)| amount.ore()).chain(one_offs).sum()
        });
        let planned = budget.costs.as_ref().map(|costs| costs.value.ore()).or(lines);
        let books = economy.books(0);
        let costs = [R::VerksamhetensKostnader, R::Avskrivningar];
        let span = Period::Helar.span(*year);
        let cost = |row| economy.ledger.movement(books, span, crate::ledger::Select::Row(row)).map_or(0, Ore::ore);
        if let Some(planned) = planned.filter(|planned| *planned > 0) {
            spent.years.push(*year);
            spent.outcome += costs.into_iter().map(cost).sum::<i64>();
            spent.budget += planned;
        }
    }
    (!spent.years.is_empty()).then_some(spent)
}

/// The forecast of a year by a method, as one voucher; `so_far` are the booked days from 1 January, whole months.
pub fn forecast(economy: &Economy, scenario: usize, so_far: Span, months: u32, method: Method) -> Option<Voucher> {
    let year = Period::Helar.span(so_far.year());
    let projection = &economy.projections[scenario];
    let chart = &economy.forbund.chart;
    let collect = |layer: Layer, span: Span| {
        let mut sums: BTreeMap<Alike, i64> = BTreeMap::new();
        for (voucher, posting) in economy.ledger.postings() {
            let counts = voucher.layer() == layer && voucher.kind() == VoucherKind::Ordinary;
            if let Some(key) = alike(chart, posting).filter(|_| counts && span.contains(voucher.span())) {
                *sums.entry(key).or_insert(0) += posting.amount.ore();
            }
        }
        sums
    };
    let [outcome, period, whole, expected] = [
        collect(Layer::Bokfort, so_far),
        collect(projection.budget(), so_far),
        collect(projection.budget(), year),
        collect(projection.outcome(), year),
    ];
    let spent = spent(economy);
    let keys: BTreeSet<Alike> =
        [&outcome, &period, &whole, &expected].into_iter().flat_map(|sums| sums.keys().copied()).collect();
    let of = |sums: &BTreeMap<Alike, i64>, key: &Alike| sums.get(key).copied().unwrap_or(0);
    let mut postings = Vec::new();
    let origin = Origin::Helarsprognos { scenario: scenario as u16, months: months as u8 };
    for key in keys {
        let figures = Figures {
            outcome: of(&outcome, &key),
            period: of(&period, &key),
            year: of(&whole, &key),
            expected: of(&expected, &key),
        };
        let amount = match (way(economy, method, &key, &spent), &spent) {
            (Way::Expected, _) => figures.expected,
            (Way::Spent, Some(spent)) => forbrukning(figures, spent),
            (Way::Takt, _) => takt(figures, months),
            (Way::Rest | Way::Spent, _) => rest(figures),
        };
        let account = key.1.unwrap_or_else(|| account_of(chart, key.0));
        postings.push(Posting { account, amount: Ore::new(amount), dimensions: key.2, origin });
    }
    // Likvida medel take the other side, as in a projection: claims and debts are as in the last bokslut.
    let sum: i64 = postings.iter().map(|posting| posting.amount.ore()).sum();
    let account = chart.roles.likvida_medel;
    postings.push(Posting { account, amount: Ore::new(-sum), dimensions: Dimensions::default(), origin });
    Voucher::new(method.layer(), VoucherKind::Ordinary, year, postings).ok()
}

/// The account that a forecast of a row is posted on.
fn account_of(chart: &Chart, row: R) -> AccountIx {
    let roles = &chart.roles;
    match row {
        R::FinansiellaIntakter => roles.finansiella_intakter,
        R::FinansiellaKostnader => roles.finansiella_kostnader,
        R::VerksamhetensIntakter => roles.ovriga_intakter,
        R::VerksamhetensKostnader => roles.ofordelade_kostnader,
        _ => chart.iter().find(|(_, account)| account.row == row).map_or(roles.ofordelade_kostnader, |(ix, _)| ix),
    }
}
