//! Published years as vouchers: one per published interval, holding the change of every account (design §3a).

use super::Ledger;
use crate::diag::{Place, Problem, catalogue};
use crate::domain::account::AccountIx;
use crate::domain::forbund::{Forbund, LineIx, LineKind, MemberIx, Party};
use crate::domain::money::{Ore, mul_div};
use crate::domain::period::{Period, Span, Year};
use crate::domain::rate::Rate;
use crate::domain::source::Origin;
use crate::domain::sv;
use crate::domain::voucher::{Dimensions, Layer, PlanAmount, Posting, Voucher, VoucherKind};
use crate::domain::yearbook::{Budget, Fact, YearBook};
use std::collections::BTreeMap;

/// An account, with the member for contributions.
type Key = (AccountIx, Option<MemberIx>);
/// Figures in their natural sign, with their places.
type Figures = BTreeMap<Key, (Ore, Place)>;

/// The ledger of everything published and planned, and of a scenario's vouchers besides.
///
/// # Errors
/// F306 for every interval whose facts do not sum, F319 if the amounts do not fit.
pub fn build(forbund: &Forbund, projected: Vec<Voucher>) -> Result<Ledger, Vec<Problem>> {
    let mut vouchers = published(forbund)?;
    vouchers.extend(projected);
    let plans = plans(forbund);
    let place = forbund.years.values().next().map(|book| book.place);
    Ledger::new(forbund.chart.clone(), vouchers, plans)
        .map_err(|_| place.map(catalogue::ledger_too_large).into_iter().collect())
}

/// The vouchers of every published interval, the opening balance first.
///
/// # Errors
/// F306 for every interval whose facts do not sum.
pub fn published(forbund: &Forbund) -> Result<Vec<Voucher>, Vec<Problem>> {
    let mut builder = Builder { forbund, vouchers: Vec::new(), problems: Vec::new(), stocks: Figures::new() };
    for (at, (year, book)) in forbund.years.iter().enumerate() {
        if at == 0 {
            builder.opening(*year, book);
        }
        builder.year(*year, book);
    }
    if builder.problems.is_empty() { Ok(builder.vouchers) } else { Err(builder.problems) }
}

struct Builder<'f> {
    forbund: &'f Forbund,
    vouchers: Vec<Voucher>,
    problems: Vec<Problem>,
    stocks: Figures,
}

impl Builder<'_> {
    fn opening(&mut self, year: Year, book: &YearBook) {
        let day = year.first_day();
        let posting = |(account, amount): &(AccountIx, crate::domain::source::Sourced<Ore>)| {
            self.posting((*account, None), amount.value, Origin::Fact(amount.place))
        };
        let postings: Vec<Posting> = book.opening.iter().map(posting).collect();
        let equity = self.forbund.chart.roles.eget_kapital;
        self.stocks = (book.opening.iter())
            .filter(|(account, _)| *account != equity)
            .map(|(account, amount)| ((*account, None), (amount.value, amount.place)))
            .collect();
        let given = book.opening.iter().find(|(account, _)| *account == equity);
        let (place, stated) = given.map_or((book.place, Ore::ZERO), |(_, amount)| (amount.place, amount.value));
        let sum: i128 = postings.iter().map(|posting| i128::from(posting.amount.ore())).sum();
        let what = format!(
            "ingående balans {year}: tillgångar minus skulder är {}, eget kapital {}",
            show(sum + i128::from(stated.ore())),
            sv::kr(stated)
        );
        self.add(VoucherKind::Opening, Span { from: day, to: day }, postings, place, &what);
    }

    fn year(&mut self, year: Year, book: &YearBook) {
        if !book.is_closed() {
            return;
        }
        let (mut interim_flows, mut start) = (Figures::new(), Period::Helar.span(year).from);
        if book.facts_of(Period::JanAug).next().is_some() {
            let (flows, stocks) = self.figures(book, Period::JanAug);
            let span = Period::JanAug.span(year);
            let moved: Vec<(Key, Ore, Origin)> =
                flows.iter().map(|(key, (amount, place))| (*key, *amount, Origin::Fact(*place))).collect();
            self.interval(span, moved, stocks, book.outcome_place(Period::JanAug));
            (interim_flows, start) = (flows, span.to);
        }
        let (flows, stocks) = self.figures(book, Period::Helar);
        let span = Span { from: start, to: year.next().first_day() };
        self.interval(span, rest(&flows, &interim_flows), stocks, book.outcome_place(Period::Helar));
        self.close(year, &flows);
    }

    /// The facts of a period, told apart into flows and stocks.
    fn figures(&self, book: &YearBook, period: Period) -> (Figures, Figures) {
        let entry = |fact: &Fact| ((fact.account, fact.member), (fact.value.value, fact.value.place));
        let is_flow = |fact: &&Fact| self.forbund.chart.get(fact.account).kind.is_result();
        let flows = book.facts_of(period).filter(is_flow).map(entry).collect();
        let stocks = book.facts_of(period).filter(|fact| !is_flow(fact)).map(entry).collect();
        (flows, stocks)
    }

    /// What happened in a span. No figure is more suspect than another, so `place` is where all of them begin.
    fn interval(&mut self, span: Span, flows: Vec<(Key, Ore, Origin)>, stocks: Figures, place: Place) {
        let moved = movements(&self.stocks, &stocks);
        let sign = |key: &Key| i128::from(self.forbund.chart.get(key.0).kind.debit_sign());
        let total = |list: &[(Key, Ore, Origin)]| {
            list.iter().map(|(key, amount, _)| sign(key) * i128::from(amount.ore())).sum()
        };
        let (result, wealth): (i128, i128) = (total(&flows), total(&moved));
        let postings: Vec<Posting> =
            flows.into_iter().chain(moved).map(|(key, amount, origin)| self.posting(key, amount, origin)).collect();
        let what = format!(
            "{}: resultatet är {}, tillgångar minus skulder ändras med {}",
            sv::span(span),
            show(-result),
            show(wealth)
        );
        self.add(VoucherKind::Ordinary, span, postings, place, &what);
        self.stocks = stocks;
    }

    /// The year's result becomes eget kapital, at the first moment of the next year.
    fn close(&mut self, year: Year, flows: &Figures) {
        let day = year.next().first_day();
        let origin = Origin::Closing(year);
        let mut postings: Vec<Posting> =
            flows.iter().map(|(key, (amount, _))| self.posting(*key, -*amount, origin)).collect();
        let result: i64 = postings.iter().map(|posting| posting.amount.ore()).sum();
        postings.push(Posting {
            account: self.forbund.chart.roles.eget_kapital,
            amount: Ore::new(-result),
            dimensions: Dimensions::default(),
            origin,
        });
        let voucher = Voucher::new(Layer::Utfall, VoucherKind::Closing, Span { from: day, to: day }, postings);
        self.vouchers.push(voucher.expect("a closing is balanced by its last posting"));
    }

    fn posting(&self, (account, member): Key, natural: Ore, origin: Origin) -> Posting {
        let sign = self.forbund.chart.get(account).kind.debit_sign();
        let dimensions = Dimensions { member, ..Dimensions::default() };
        Posting { account, amount: Ore::new(sign * natural.ore()), dimensions, origin }
    }

    fn add(&mut self, kind: VoucherKind, span: Span, postings: Vec<Posting>, place: Place, what: &str) {
        match Voucher::new(Layer::Utfall, kind, span, postings) {
            Ok(voucher) => self.vouchers.push(voucher),
            Err(unbalanced) => self.problems.push(catalogue::does_not_sum(place, what, &show(unbalanced.0))),
        }
    }
}

fn show(ore: i128) -> String {
    i64::try_from(ore).map_or_else(|_| "mer än vad som ryms i 64 bitar".to_owned(), |ore| sv::kr(Ore::new(ore)))
}

/// The year's figures minus the interim's; an account in only one of them counts as 0 in the other.
fn rest(year: &Figures, interim: &Figures) -> Vec<(Key, Ore, Origin)> {
    if interim.is_empty() {
        return year.iter().map(|(key, (amount, place))| (*key, *amount, Origin::Fact(*place))).collect();
    }
    union(interim, year)
        .map(|(key, before, after)| {
            (key, difference(after, before), Origin::Rest { year: place(after), interim: place(before) })
        })
        .collect()
}

/// What moved between two dates' stocks.
fn movements(before: &Figures, after: &Figures) -> Vec<(Key, Ore, Origin)> {
    union(before, after)
        .map(|(key, from, to)| (key, difference(to, from), Origin::Movement { from: place(from), to: place(to) }))
        .collect()
}

type Figure = Option<(Ore, Place)>;

fn union<'f>(a: &'f Figures, b: &'f Figures) -> impl Iterator<Item = (Key, Figure, Figure)> + 'f {
    let keys: std::collections::BTreeSet<&Key> = a.keys().chain(b.keys()).collect();
    keys.into_iter().map(|key| (*key, a.get(key).copied(), b.get(key).copied()))
}

fn difference(to: Figure, from: Figure) -> Ore {
    let ore = |figure: Figure| figure.map_or(0, |(amount, _)| amount.ore());
    // Both are below 10¹⁴ öre, so the difference fits.
    Ore::new(ore(to) - ore(from))
}

fn place(figure: Figure) -> Option<Place> {
    figure.map(|(_, place)| place)
}

/// Every decided budget and locked forecast, with its layer: the n-th of the förbund has `Layer::Budget(n)`.
pub fn budgets(forbund: &Forbund) -> impl Iterator<Item = (Layer, Year, &Budget)> {
    let all = forbund.years.iter().flat_map(|(year, book)| book.budgets.iter().map(|budget| (*year, budget)));
    all.enumerate().map(|(at, (year, budget))| (Layer::Budget(at as u16), year, budget))
}

/// Every budget as it stands, and what was changed in those that were.
fn plans(forbund: &Forbund) -> Vec<PlanAmount> {
    let mut plans = Vec::new();
    for (layer, year, budget) in budgets(forbund) {
        plans.extend(plan(forbund, layer, year, budget));
        if let (Layer::Budget(at), false) = (layer, budget.changes.is_empty()) {
            let only_changes = Budget {
                lines: Vec::new(),
                one_offs: Vec::new(),
                costs: None,
                income: None,
                financial: None,
                ..budget.clone()
            };
            plans.extend(plan(forbund, Layer::Andring(at), year, &only_changes));
        }
    }
    plans
}

/// The amounts of one budget: income, the known lines, the rest that the source leaves unspecified, and the financial net.
fn plan(forbund: &Forbund, layer: Layer, year: Year, budget: &Budget) -> Vec<PlanAmount> {
    let roles = forbund.chart.roles;
    let span = budget.period.span(year);
    let mut amounts = Vec::new();
    let mut add = |account: AccountIx, debit: i64, dimensions: Dimensions, place: Place| {
        let posting = Posting { account, amount: Ore::new(debit), dimensions, origin: Origin::Fact(place) };
        amounts.push(PlanAmount { layer, span, posting });
    };
    if let Some((income, place)) = income(forbund, year, budget) {
        add(roles.medlemsbidrag, -income, Dimensions::default(), place);
    }
    let one_offs = budget.one_offs.iter().map(|one_off| (one_off.line, &one_off.amount));
    let lines = budget.lines.iter().map(|(line, amount)| (*line, amount)).chain(one_offs);
    let changes = budget.changes.iter().flat_map(|change| change.lines.iter().map(|(line, amount)| (*line, amount)));
    let mut known = 0;
    for (line, amount) in lines.chain(changes) {
        known += amount.value.ore();
        add(roles.ofordelade_kostnader, amount.value.ore(), of_line(forbund, line), amount.place);
    }
    for (account, amount) in budget.changes.iter().flat_map(|change| &change.income) {
        add(*account, -amount.value.ore(), Dimensions::default(), amount.place);
    }
    // The rest is shown as unspecified; where the lines make up the whole there is no rest to show.
    if let Some(costs) = budget.costs.as_ref().filter(|costs| costs.value.ore() != known || known == 0) {
        add(roles.ofordelade_kostnader, costs.value.ore() - known, Dimensions::default(), costs.place);
    }
    if let Some(financial) = &budget.financial {
        add(roles.finansiella_intakter, -financial.value.ore(), Dimensions::default(), financial.place);
    }
    amounts
}

/// What a budget has as income: what it states, or, where its costs are by line, what the year's allocation gives by the key (design
/// §5.1). None where neither is known; the budget then has no result.
fn income(forbund: &Forbund, year: Year, budget: &Budget) -> Option<(i64, Place)> {
    if let Some(stated) = &budget.income {
        return Some((stated.value.ore(), stated.place));
    }
    let book = forbund.years.get(&year).filter(|_| budget.is_by_line())?;
    if let Some((_, first)) = book.decided.first() {
        return Some((book.decided.iter().map(|(_, amount)| amount.value.ore()).sum(), first.place));
    }
    let (state, key) = (book.state.as_ref()?, &forbund.key);
    let part = |share: Rate| mul_div(state.value.ore(), share.millionths(), key.stat.value.millionths());
    let region = forbund.of_party(Party::Region).next().map_or(Some(0), |_| part(key.region.value))?;
    Some((state.value.ore() + region + part(key.kommuner.value)?, state.place))
}

/// Where a line's costs lie.
pub fn of_line(forbund: &Forbund, line: LineIx) -> Dimensions {
    let definition = forbund.line(line);
    Dimensions {
        member: None,
        group: Some(definition.group),
        line: Some(line),
        insats: definition.insats,
        kommun: definition.kommun,
        utvecklingsmedel: matches!(definition.kind, LineKind::Utvecklingsmedel { .. }),
    }
}
