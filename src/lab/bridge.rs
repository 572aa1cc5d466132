//! The bridge: how much each assumption that differs means for the difference in eget kapital between two scenarios.
//!
//! A cause is worth what it changes, on the average over every order in which the differences can be laid on the first scenario one
//! at a time (Shapley). Each order begins at the first scenario and ends at the second, so the causes make the whole difference, and no
//! order is favoured. The figures in between are plain runs of the one projection; nothing is estimated.

use super::difference::{Difference, Mixture};
use crate::domain::assumption::ResolvedScenario;
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::projection::{Economy, compile, plain};

/// Every order of so many differences is tried: 2¹⁰ runs.
pub const MOST_IN_EVERY_ORDER: usize = 10;

/// How the difference was laid on the causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The average over every order.
    EveryOrder,
    /// The average over the orders in which every step can be carried forward: some mixture leaves, say, no kommun.
    PossibleOrders,
    /// One after the other as they are listed; there are too many for every order.
    AsListed,
}

/// What one assumption means. Differences that no order can tell apart are one cause.
#[derive(Clone, Debug)]
pub struct Cause {
    /// What differs.
    pub differences: Vec<Difference>,
    /// What it means for eget kapital.
    pub amount: Ore,
}

/// From one scenario's eget kapital to another's.
#[derive(Clone, Debug)]
pub struct Bridge {
    /// At the end of this year.
    pub year: Year,
    /// Eget kapital in the first scenario.
    pub from: Ore,
    /// Eget kapital in the second.
    pub to: Ore,
    /// How the causes were reckoned.
    pub method: Method,
    /// The causes, by what they are about.
    pub causes: Vec<Cause>,
    /// What the causes leave: 0, or the scenarios taken apart are not the scenarios.
    pub rest: Ore,
}

/// Builds the bridge from one scenario to another, by position; `None` if one of them does not reach the year, or if an amount in
/// between is beyond what an amount can be.
pub fn bridge(economy: &Economy, [from, to]: [usize; 2], year: Year) -> Option<Bridge> {
    let [start, end] = [from, to].map(|scenario| equity(economy, scenario, year));
    let (start, end) = (start?, end?);
    let (first, second) = (&economy.scenarios[from], &economy.scenarios[to]);
    let mixture = Mixture::new(&economy.forbund, &first.assumptions, &second.assumptions, year);
    let worth = |is_chosen: &dyn Fn(usize) -> bool| {
        let assumptions = mixture.assumptions(is_chosen);
        let scenario = ResolvedScenario { horizon: year, assumptions, ..first.clone() };
        let model = compile(&economy.forbund, &economy.ledger, &scenario).ok()?;
        plain(&model)?.last().map(|year| i128::from(year.equity))
    };
    let count = mixture.differences.len();
    let (method, amounts) = match count {
        0..=MOST_IN_EVERY_ORDER => in_every_order(count, &worth),
        _ => (Method::AsListed, as_listed(count, &worth)),
    };
    let whole = i128::from(end.ore()) - i128::from(start.ore());
    let rest = i64::try_from(whole - amounts.iter().map(|(_, amount)| amount).sum::<i128>()).ok()?;
    let cause = |(of, amount): (Vec<usize>, i128)| {
        let differences = of.into_iter().map(|at| mixture.differences[at].clone()).collect();
        Some(Cause { differences, amount: Ore::new(i64::try_from(amount).ok()?) })
    };
    let causes = amounts.into_iter().map(cause).collect::<Option<Vec<Cause>>>()?;
    Some(Bridge { year, from: start, to: end, method, causes, rest: Ore::new(rest) })
}

/// Eget kapital at a year's end, as the scenario's own projection has it.
fn equity(economy: &Economy, scenario: usize, year: Year) -> Option<Ore> {
    let projection = &economy.projections[scenario];
    let at = projection.model.years.iter().position(|plan| plan.year == year)?;
    Some(projection.value(projection.years[at].equity))
}

/// Eget kapital in öre with some differences chosen; `None` if that mixture cannot be carried forward.
type Worth<'w> = &'w dyn Fn(&dyn Fn(usize) -> bool) -> Option<i128>;

/// Differences that are one cause, by position, and what they change, in öre.
type Share = (Vec<usize>, i128);

/// The average of what each difference changes over every possible order, in whole öre.
///
/// A cause's exact amount is Σ ways to the set before it × ways from the set after it × what it changes, over all orders. Without
/// impossible mixtures these ways are |S|! and (n − |S| − 1)!, and all orders n!.
fn in_every_order(count: usize, worth: Worth<'_>) -> (Method, Vec<Share>) {
    let full = (1usize << count) - 1;
    let worths: Vec<Option<i128>> = (0..=full).map(|set| worth(&|at| set >> at & 1 == 1)).collect();
    let members = |set: usize| (0..count).filter(move |at| set >> at & 1 == 1);
    // Orders that lead from nothing to a set, and from a set to the whole, through sets that can be carried forward.
    let (mut into, mut onward) = (vec![0i128; full + 1], vec![0i128; full + 1]);
    (into[0], onward[full]) = (1, 1);
    for set in 1..=full {
        into[set] = worths[set].map_or(0, |_| members(set).map(|at| into[set & !(1 << at)]).sum());
    }
    for set in (0..full).rev() {
        onward[set] = worths[set].map_or(0, |_| members(full & !set).map(|at| onward[set | 1 << at]).sum());
    }
    let whole = worths[full].zip(worths[0]).map_or(0, |(after, before)| after - before);
    let orders = into[full];
    if orders == 0 {
        return (Method::PossibleOrders, vec![((0..count).collect(), whole)]);
    }
    let exact = |at: usize| -> i128 {
        let without = (0..=full).filter(|set| set >> at & 1 == 0);
        let step = |set: usize| {
            let next = set | 1 << at;
            Some(into[set] * onward[next] * (worths[next]? - worths[set]?))
        };
        without.filter_map(step).sum()
    };
    let exact: Vec<i128> = (0..count).map(exact).collect();
    let all_possible = worths.iter().all(Option::is_some);
    let method = if all_possible { Method::EveryOrder } else { Method::PossibleOrders };
    let amounts = in_whole_ore(whole, &exact, orders);
    (method, amounts.into_iter().enumerate().map(|(at, amount)| (vec![at], amount)).collect())
}

/// Each difference after those listed before it. What cannot be carried forward by itself is one cause with the next.
fn as_listed(count: usize, worth: Worth<'_>) -> Vec<Share> {
    let mut causes = Vec::new();
    let mut before = worth(&|_| false).unwrap_or(0);
    let mut together = Vec::new();
    for next in 0..count {
        together.push(next);
        if let Some(after) = worth(&|at| at <= next) {
            causes.push((std::mem::take(&mut together), after - before));
            before = after;
        }
    }
    causes
}

/// Exact amounts (each `exact / orders` öre) in whole öre that make the whole: largest remainder (design §2.4) on the magnitudes, so that
/// the bridge the other way has the same amounts with the other sign. No amount is an öre from its exact one.
fn in_whole_ore(whole: i128, exact: &[i128], orders: i128) -> Vec<i128> {
    let mut amounts: Vec<i128> = exact.iter().map(|exact| exact / orders).collect();
    let lacking = whole - amounts.iter().sum::<i128>();
    let mut by_rest: Vec<usize> = (0..exact.len()).collect();
    by_rest.sort_by_key(|at| -(exact[*at] % orders) * lacking.signum());
    for at in by_rest.into_iter().take(lacking.unsigned_abs() as usize) {
        amounts[at] += lacking.signum();
    }
    amounts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 3 orders of 2 each; 10/3 + 10/3 + 10/3 = 10: floors 3, one öre left, to the first; mirrored below zero.
    #[test]
    fn whole_ore_go_by_the_largest_rest_and_mirror() {
        assert_eq!(in_whole_ore(10, &[10, 10, 10], 3), [4, 3, 3]);
        assert_eq!(in_whole_ore(-10, &[-10, -10, -10], 3), [-4, -3, -3]);
        // 7/2 and −4/2 make 3/2 … and 1/2 more: 3 + −2 + 0 lacks one öre of 2; the rests are ½, 0 and ½, so the first gets it.
        assert_eq!(in_whole_ore(2, &[7, -4, 1], 2), [4, -2, 0]);
    }

    /// v(∅) = 0, v(1) = 10, v(2) = 20, v(12) = 36: the 6 that only both together give are shared, 13 and 23.
    #[test]
    fn what_two_give_together_is_shared() {
        let worth = |is_chosen: &dyn Fn(usize) -> bool| {
            Some([0, 10, 20, 36][usize::from(is_chosen(0)) + 2 * usize::from(is_chosen(1))])
        };
        let (method, amounts) = in_every_order(2, &worth);
        assert_eq!((method, amounts), (Method::EveryOrder, vec![(vec![0], 13), (vec![1], 23)]));
    }

    /// The same, but the second cannot stand by itself: only the order 1, 2 is left, 10 and 26. If neither can, they are one cause.
    #[test]
    fn orders_through_the_impossible_do_not_count() {
        let worth = |is_chosen: &dyn Fn(usize) -> bool| match (is_chosen(0), is_chosen(1)) {
            (false, true) => None,
            (first, second) => Some([0, 10, 0, 36][usize::from(first) + 2 * usize::from(second)]),
        };
        assert_eq!(in_every_order(2, &worth), (Method::PossibleOrders, vec![(vec![0], 10), (vec![1], 26)]));
        assert_eq!(as_listed(2, &worth), [(vec![0], 10), (vec![1], 26)]);
        let neither = |is_chosen: &dyn Fn(usize) -> bool| {
            let both = [is_chosen(0), is_chosen(1)];
            (both[0] == both[1]).then_some(if both[0] { 36 } else { 0 })
        };
        assert_eq!(in_every_order(2, &neither), (Method::PossibleOrders, vec![(vec![0, 1], 36)]));
        assert_eq!(as_listed(2, &neither), [(vec![0, 1], 36)]);
    }
}
