//! Random books for a förbund: closed years that tie, and planned ones with state, decisions and budgets.

use super::decisions::{Decisions, decisions};
use super::figures::{amount, change, inhabitants, whole};
use super::frame::{flow_accounts, stock_accounts};
use super::{place, small, small_i64, sourced, word, year};
use finsam::domain::account::{AccountIx, Chart};
use finsam::domain::balanskrav::Balanskrav;
use finsam::domain::forbund::{Forbund, LineIx, LineKind, MemberIx, Party};
use finsam::domain::money::Ore;
use finsam::domain::period::{Period, Year};
use finsam::domain::source::{Sourced, Status};
use finsam::domain::yearbook::{Budget, BudgetKind, Fact, OneOff, YearBook};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// What the books are made of, before they are tied together.
#[derive(Clone, Debug)]
pub(super) struct Books {
    first: i64,
    opening_equity: Ore,
    opening_stocks: Vec<Option<Ore>>,
    closed: Vec<Closed>,
    planned: Vec<Planned>,
    population_from: i64,
    population: Vec<Vec<(i64, bool)>>,
}

/// A closed year: the interim, if it has one, and the year.
#[derive(Clone, Debug)]
struct Closed {
    interim: Option<Figures>,
    year: Figures,
}

/// Flows and stocks as a source may give them: some accounts not at all, contributions by member or in total.
#[derive(Clone, Debug)]
struct Figures {
    by_member: bool,
    contributions: Vec<Ore>,
    flows: Vec<Option<Ore>>,
    stocks: Vec<Option<Ore>>,
}

/// A planned year.
#[derive(Clone, Debug)]
struct Planned {
    state: Option<Ore>,
    decided: Option<Vec<Option<Ore>>>,
    carried: bool,
    lines: Vec<Option<Ore>>,
    one_offs: Vec<(usize, Ore)>,
    decoys: [bool; 3],
    decisions: Decisions,
}

pub(super) fn books(frame: &Forbund) -> impl Strategy<Value = Books> + use<> {
    let kommuner = frame.of_party(Party::Kommun).count();
    let stocks = stock_accounts(&frame.chart).len();
    let opening = (change(), vec(option::weighted(0.8, amount()), stocks));
    let closed = vec(closed(frame), 1..=3);
    let planned = vec(planned(frame), 1..=2);
    let population = (-2..=0_i64, vec(vec((inhabitants(), prop::bool::weighted(0.7)), kommuner), 1..=5));
    (2018..=2023_i64, opening, closed, planned, population).prop_map(
        |(first, (opening_equity, opening_stocks), closed, planned, (before, population))| {
            let population_from = first + small_i64(closed.len()) - 1 + before;
            Books { first, opening_equity, opening_stocks, closed, planned, population_from, population }
        },
    )
}

fn closed(frame: &Forbund) -> impl Strategy<Value = Closed> + use<> {
    (option::of(figures(frame)), figures(frame)).prop_map(|(interim, year)| Closed { interim, year })
}

fn figures(frame: &Forbund) -> impl Strategy<Value = Figures> + use<> {
    let flows = vec(option::weighted(0.7, amount()), flow_accounts(&frame.chart).len());
    let stocks = vec(option::weighted(0.7, amount()), stock_accounts(&frame.chart).len());
    (any::<bool>(), vec(whole(), frame.members.len()), flows, stocks)
        .prop_map(|(by_member, contributions, flows, stocks)| Figures { by_member, contributions, flows, stocks })
}

fn planned(frame: &Forbund) -> impl Strategy<Value = Planned> + use<> {
    let decided = option::weighted(0.25, vec(option::weighted(0.9, amount()), frame.members.len()));
    let lines = vec(option::weighted(0.8, amount()), frame.lines.len());
    let one_offs = vec((0..3_usize, amount()), 0..=2);
    let decided_and_decisions = (decided, decisions());
    (option::weighted(0.8, whole()), decided_and_decisions, any::<bool>(), lines, one_offs, any::<[bool; 3]>())
        .prop_map(|(state, (decided, decisions), carried, lines, one_offs, decoys)| Planned {
            state,
            decided,
            carried,
            lines,
            one_offs,
            decoys,
            decisions,
        })
}

impl Books {
    /// Writes the books into the frame, each interval tied by likvida medel.
    pub(super) fn bind(self, mut forbund: Forbund) -> Forbund {
        self.write_population(&mut forbund);
        let mut equity = self.opening_equity;
        let last = self.closed.len() - 1;
        for (at, closed) in self.closed.iter().enumerate() {
            let mut book = empty_book();
            if at == 0 {
                book.opening = self.opening(&forbund);
            }
            equity = closed.write(&forbund, &mut book, equity, at == last);
            forbund.years.insert(year(self.first + small_i64(at)), book);
        }
        for (at, planned) in self.planned.iter().enumerate() {
            let of = year(self.first + small_i64(self.closed.len() + at));
            let book = planned.book(&forbund, of, at == 0);
            forbund.years.insert(of, book);
        }
        forbund
    }

    fn opening(&self, forbund: &Forbund) -> Vec<(AccountIx, Sourced<Ore>)> {
        let roles = &forbund.chart.roles;
        let mut stocks = given(&stock_accounts(&forbund.chart), &self.opening_stocks);
        stocks.push((roles.likvida_medel, cash_that_balances(&forbund.chart, &stocks, self.opening_equity)));
        stocks.push((roles.eget_kapital, self.opening_equity));
        stocks.into_iter().map(|(account, stock)| (account, sourced(stock))).collect()
    }

    /// The first year has every kommun, so that there is always something to split by; later years may lack some.
    fn write_population(&self, forbund: &mut Forbund) {
        let kommuner: Vec<_> = forbund.of_party(Party::Kommun).collect();
        for (at, figures) in self.population.iter().enumerate() {
            let of = year(self.population_from + small_i64(at));
            for (kommun, (count, known)) in kommuner.iter().zip(figures) {
                if at == 0 || *known {
                    forbund.population.insert((of, *kommun), sourced(*count));
                }
            }
        }
    }
}

impl Closed {
    /// Writes the facts and returns eget kapital at the end of the year. The last bokslut always has contributions by member,
    /// for the state's amount is read from it.
    fn write(&self, forbund: &Forbund, book: &mut YearBook, opening: Ore, last: bool) -> Ore {
        if let Some(interim) = &self.interim {
            interim.write(forbund, book, Period::JanAug, (opening, interim.by_member));
        }
        self.year.write(forbund, book, Period::Helar, (opening, self.year.by_member || last))
    }
}

impl Figures {
    fn write(&self, forbund: &Forbund, book: &mut YearBook, period: Period, (opening, by_member): (Ore, bool)) -> Ore {
        let (chart, contributions) = (&forbund.chart, forbund.chart.roles.medlemsbidrag);
        let mut facts: Vec<(AccountIx, Option<MemberIx>, Ore)> = Vec::new();
        if by_member {
            let members = self.contributions.iter().enumerate();
            facts.extend(members.map(|(at, amount)| (contributions, Some(MemberIx(small(at))), *amount)));
        } else {
            facts.push((contributions, None, Ore::new(self.contributions.iter().map(|amount| amount.ore()).sum())));
        }
        facts
            .extend(given(&flow_accounts(chart), &self.flows).into_iter().map(|(account, flow)| (account, None, flow)));
        let result: i64 =
            facts.iter().map(|(account, _, flow)| -chart.get(*account).kind.debit_sign() * flow.ore()).sum();
        let equity = Ore::new(opening.ore() + result);
        let mut stocks = given(&stock_accounts(chart), &self.stocks);
        stocks.push((chart.roles.likvida_medel, cash_that_balances(chart, &stocks, equity)));
        facts.extend(stocks.into_iter().map(|(account, stock)| (account, None, stock)));
        let fact = |(account, member, amount)| Fact { account, member, period, value: sourced(amount) };
        book.facts.extend(facts.into_iter().map(fact));
        equity
    }
}

/// Likvida medel such that assets are eget kapital, provisions and debts.
fn cash_that_balances(chart: &Chart, others: &[(AccountIx, Ore)], equity: Ore) -> Ore {
    let net: i64 = others.iter().map(|(account, stock)| chart.get(*account).kind.debit_sign() * stock.ore()).sum();
    Ore::new(equity.ore() - net)
}

fn given(accounts: &[AccountIx], amounts: &[Option<Ore>]) -> Vec<(AccountIx, Ore)> {
    accounts.iter().zip(amounts).filter_map(|(account, amount)| Some((*account, (*amount)?))).collect()
}

impl Planned {
    fn book(&self, forbund: &Forbund, of: Year, first: bool) -> YearBook {
        let mut book = empty_book();
        book.state = self.state.map(sourced);
        for (at, amount) in self.decided.iter().flatten().enumerate() {
            book.decided.extend(amount.map(|amount| (MemberIx(small(at)), sourced(amount))));
        }
        let decoys = decoys(forbund);
        let chosen = |at: usize| self.decoys[at].then(|| decoys[at].clone());
        book.budgets.extend(chosen(0));
        if first || self.carried {
            let mut budget = self.budget(forbund);
            self.decisions.change(forbund, of, &mut budget);
            book.budgets.push(budget);
        }
        book.budgets.extend(chosen(1).into_iter().chain(chosen(2)));
        // The first is by line like the real one, and may stand only where the real one comes after it and wins.
        book.budgets.retain(|budget| first || self.carried || budget.id.as_str() != "tidigare");
        self.decisions.happen(forbund, of, &mut book);
        book
    }

    fn budget(&self, forbund: &Forbund) -> Budget {
        let mut budget = empty_budget("budget");
        let one_off_line =
            forbund.lines.iter().position(|line| line.kind == LineKind::Engangs).expect("a line of one-offs");
        for (at, amount) in self.lines.iter().enumerate() {
            let (ix, kind) = (LineIx(small(at)), forbund.lines[at].kind);
            let stands = |of: LineIx| budget.lines.iter().any(|(line, _)| *line == of);
            match (kind, amount) {
                (LineKind::Engangs, _) => {}
                (LineKind::Utvecklingsmedel { of }, Some(amount)) if stands(of) => {
                    budget.lines.push((ix, sourced(*amount)))
                }
                (LineKind::Utvecklingsmedel { .. }, _) => {}
                (LineKind::Ordinary, Some(amount)) => budget.lines.push((ix, sourced(*amount))),
                (LineKind::Ordinary, None) => budget.named_only.push(ix),
            }
        }
        if budget.lines.is_empty() {
            // The first line is always an ordinary one; a budget by line must have some line.
            budget.named_only.retain(|line| *line != LineIx(0));
            budget.lines.push((LineIx(0), sourced(Ore::new(1_234_550))));
        }
        let one_off = |(tertial, amount): &(usize, Ore)| OneOff {
            line: LineIx(small(one_off_line)),
            tertial: *tertial,
            amount: sourced(*amount),
        };
        budget.one_offs = self.one_offs.iter().map(one_off).collect();
        budget
    }
}

/// Budgets that must not be carried forward: an earlier one by line, a later forecast, and a later one for part of the year.
fn decoys(forbund: &Forbund) -> [Budget; 3] {
    let line = LineIx(0);
    let one_off = forbund.lines.iter().position(|line| line.kind == LineKind::Engangs).expect("a line of one-offs");
    ["tidigare", "prognos", "delar"].map(|name| {
        let mut budget = empty_budget(name);
        budget.lines.push((line, sourced(Ore::new(77_777_700))));
        let amount = sourced(Ore::new(8_888_800));
        budget.one_offs.push(OneOff { line: LineIx(small(one_off)), tertial: 1, amount });
        match name {
            "prognos" => budget.kind = BudgetKind::Prognos,
            "delar" => budget.period = Period::JanAug,
            _ => {}
        }
        budget
    })
}

fn empty_budget(name: &str) -> Budget {
    Budget {
        id: word(name),
        name: name.to_owned(),
        kind: BudgetKind::Budget,
        period: Period::Helar,
        status: Status::Beslutad,
        place: place(),
        unit_in_source: None,
        income: None,
        costs: None,
        financial: None,
        lines: Vec::new(),
        named_only: Vec::new(),
        one_offs: Vec::new(),
        places: Vec::new(),
        changes: Vec::new(),
        locked: None,
    }
}

fn empty_book() -> YearBook {
    YearBook {
        place: place(),
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
    }
}
