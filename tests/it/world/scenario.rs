//! Random scenarios with assumptions of every kind that a förbund has something for.

use super::figures::{amount, change, degree, growth, inhabitants, interest, share, whole};
use super::frame::stock_accounts;
use super::{numbered, place, small, sourced, word};
use chrono::NaiveDate;
use finsam::domain::assumption::{Assumption, Kind, LineSelection, ResolvedScenario};
use finsam::domain::forbund::{Forbund, GroupIx, InsatsIx, LineIx, LineKind, Party};
use finsam::domain::money::Ore;
use finsam::domain::period::Year;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::strategy::Union;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A scenario of up to eight assumptions, to at most four years after the last book.
pub(super) fn scenario(forbund: &Forbund) -> impl Strategy<Value = ResolvedScenario> + use<> {
    let forbund = Arc::new(forbund.clone());
    let last = *forbund.years.keys().next_back().expect("a förbund has books");
    (0..=4_usize).prop_flat_map(move |more| {
        let (first, horizon) = (forbund.first_projected(), last.plus(more));
        let assumptions = (vec(assumption(&forbund, first, horizon), 0..=6), rebased_twice(first, horizon));
        assumptions.prop_map(move |(drawn, rebased)| resolved(horizon, keep_possible([drawn, rebased].concat())))
    })
}

/// At times two new bases for the first line, the later year listed first: which of them later years go from is a rule that
/// independent draws hardly ever try.
fn rebased_twice(first: Year, horizon: Year) -> impl Strategy<Value = Vec<Assumption>> + use<> {
    let years: Vec<Year> = first.through(horizon).collect();
    option::weighted(0.2, (subsequence(years.clone(), 2.min(years.len())), amount(), amount())).prop_map(|drawn| {
        let Some((years, one, other)) = drawn else { return Vec::new() };
        let kind = |amount| sourced(Kind::Amount { line: LineIx(0), amount, new_base: true });
        let rebased = years.into_iter().rev().zip([one, other]);
        rebased.map(|(year, amount)| Assumption { kind: kind(amount), from: year, to: Some(year) }).collect()
    })
}

fn resolved(horizon: Year, assumptions: Vec<Assumption>) -> ResolvedScenario {
    let (name, purpose) = ("Prövning".to_owned(), "Slumpade antaganden.".to_owned());
    ResolvedScenario { id: word("provning"), name, purpose, base: None, horizon, assumptions, place: place() }
}

/// An assumption for some of the years; leaving and joining are for good.
fn assumption(forbund: &Forbund, first: Year, horizon: Year) -> impl Strategy<Value = Assumption> + use<> {
    let years: Vec<Year> = first.through(horizon).collect();
    (kind(forbund), any::<Index>(), option::of(any::<Index>())).prop_map(move |(kind, from, to)| {
        let from = from.index(years.len());
        let for_good = matches!(kind, Kind::Leave { .. } | Kind::Join { .. });
        let to = to.filter(|_| !for_good).map(|to| years[from + to.index(years.len() - from)]);
        Assumption { kind: sourced(kind), from: years[from], to }
    })
}

/// A kommun leaves at most once and joins at most once, and joins before it leaves.
fn keep_possible(assumptions: Vec<Assumption>) -> Vec<Assumption> {
    let mut moved = BTreeSet::new();
    let mut joined = BTreeMap::new();
    let mut kept = assumptions;
    kept.retain(|assumption| match &assumption.kind.value {
        Kind::Leave { kommun, .. } => moved.insert((*kommun, "leaves")),
        Kind::Join { kommun } => moved.insert((*kommun, "joins")) && joined.insert(*kommun, assumption.from).is_none(),
        _ => true,
    });
    kept.retain(|assumption| match &assumption.kind.value {
        Kind::Leave { kommun, .. } => joined.get(kommun).is_none_or(|from| *from < assumption.from),
        _ => true,
    });
    kept
}

/// Every kind that the förbund has something for.
fn kind(forbund: &Forbund) -> impl Strategy<Value = Kind> + use<> {
    let mut kinds = vec![
        (3, whole().prop_map(Kind::StateAmount).boxed()),
        (3, growth().prop_map(Kind::StateGrowth).boxed()),
        (2, interest().prop_map(Kind::Interest).boxed()),
        (5, index_kind(forbund).boxed()),
        (5, forbrukning_kind(forbund).boxed()),
        (6, amount_kind(forbund).boxed()),
        (2, one_off_kind(forbund).boxed()),
        (2, adjustment_kind(forbund).boxed()),
        (2, population_kind(forbund).boxed()),
        (2, stock_kind(forbund).boxed()),
        (3, share_kind(forbund).boxed()),
    ];
    kinds.extend(moving_kinds(forbund));
    Union::new_weighted(kinds)
}

fn index_kind(forbund: &Forbund) -> impl Strategy<Value = Kind> + use<> {
    let cost_type = option::of(select(forbund.cost_types.clone()));
    (cost_type, growth()).prop_map(|(cost_type, rate)| Kind::Index { cost_type, rate })
}

fn forbrukning_kind(forbund: &Forbund) -> impl Strategy<Value = Kind> + use<> {
    let lines: Vec<_> = numbered(forbund.lines.len()).map(LineIx).collect();
    let groups: Vec<_> = numbered(forbund.groups.len()).map(GroupIx).collect();
    let insatser: Vec<_> = numbered(forbund.insatser.len()).map(InsatsIx).collect();
    let chosen = (any::<bool>(), some_of(groups), some_of(insatser.clone()), some_of(lines.clone()));
    let excepted = (some_of(insatser), some_of(lines));
    (chosen, excepted, degree()).prop_map(|((all, groups, insatser, lines), (except_insatser, except_lines), rate)| {
        Kind::Forbrukning { lines: LineSelection { all, groups, insatser, lines, except_insatser, except_lines }, rate }
    })
}

/// At most two, and often none.
fn some_of<T: Clone + std::fmt::Debug + 'static>(list: Vec<T>) -> impl Strategy<Value = Vec<T>> {
    let most = list.len().min(2);
    prop_oneof![Just(Vec::new()), subsequence(list, 0..=most)]
}

/// Of any line but those of one-offs, often the first, so that assumptions meet on it. Only an ordinary line has a base that
/// can be made anew.
fn amount_kind(forbund: &Forbund) -> impl Strategy<Value = Kind> + use<> {
    let lines = forbund.lines.iter().enumerate().filter(|(_, line)| line.kind != LineKind::Engangs);
    let lines: Vec<_> = lines.map(|(at, line)| (LineIx(small(at)), line.kind == LineKind::Ordinary)).collect();
    (select(lines), amount(), any::<bool>()).prop_map(|((line, has_base), amount, anew)| Kind::Amount {
        line,
        amount,
        new_base: has_base && anew,
    })
}

fn one_off_kind(forbund: &Forbund) -> impl Strategy<Value = Kind> + use<> {
    let line =
        LineIx(small(forbund.lines.iter().position(|l| l.kind == LineKind::Engangs).expect("a line of one-offs")));
    (0..3_usize, amount()).prop_map(move |(tertial, amount)| Kind::OneOff {
        name: "Engångskostnad".to_owned(),
        line,
        tertial,
        amount,
    })
}

fn adjustment_kind(forbund: &Forbund) -> impl Strategy<Value = Kind> + use<> {
    let groups: Vec<_> = numbered(forbund.groups.len()).map(GroupIx).collect();
    let name = || "Anpassning".to_owned();
    (select(groups), change()).prop_map(move |(group, amount)| Kind::Adjustment { name: name(), group, amount })
}

fn population_kind(forbund: &Forbund) -> impl Strategy<Value = Kind> + use<> {
    let kommuner: Vec<_> = forbund.of_party(Party::Kommun).collect();
    (select(kommuner), inhabitants()).prop_map(|(kommun, count)| Kind::Population { kommun, count })
}

fn stock_kind(forbund: &Forbund) -> impl Strategy<Value = Kind> + use<> {
    (select(stock_accounts(&forbund.chart)), amount()).prop_map(|(account, amount)| Kind::Stock { account, amount })
}

/// Of all insatser or one that has utvecklingsmedel, in all kommuner or one.
fn share_kind(forbund: &Forbund) -> impl Strategy<Value = Kind> + use<> {
    let with_share = forbund.insatser.iter().enumerate().filter(|(_, insats)| insats.share.is_some());
    let insatser: Vec<_> = std::iter::once(None).chain(with_share.map(|(at, _)| Some(InsatsIx(small(at))))).collect();
    let kommuner: Vec<_> = std::iter::once(None).chain(forbund.of_party(Party::Kommun).map(Some)).collect();
    (select(insatser), select(kommuner), share()).prop_map(|(insats, kommun, share)| Kind::Share {
        insats,
        kommun,
        share,
    })
}

/// Leaving and joining; the first kommun always stays, so that there is someone to pay kommunernas part.
fn moving_kinds(forbund: &Forbund) -> Vec<(u32, BoxedStrategy<Kind>)> {
    let movable: Vec<_> = forbund.of_party(Party::Kommun).skip(1).collect();
    if movable.is_empty() {
        return Vec::new();
    }
    let notice = option::of(Just(NaiveDate::from_ymd_opt(2015, 6, 30).expect("30 June 2015 is a day")));
    let payout = prop_oneof![Just(Ore::ZERO), amount()];
    let leave = (select(movable.clone()), payout, notice);
    let leave = leave.prop_map(|(kommun, payout, notice)| Kind::Leave { kommun, payout, notice });
    let join = select(movable).prop_map(|kommun| Kind::Join { kommun });
    vec![(3, leave.boxed()), (2, join.boxed())]
}
