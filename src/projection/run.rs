//! The projection itself: a year after the other, tertial by tertial (design §5). Written once, for every reading.
//!
//! There is no `if` on an amount here: such choices live inside the rules.

use super::model::{AmountPlan, Chain, ChangePlan, Key, LinePlan, Model, StatePlan, What, YearPlan};
use super::reading::{Entry, Reading};
use super::rule::{Rule, SubRule};
use crate::domain::period::Year;

/// Öre: the unit of contributions' and ordinary lines' tertials.
const ORE: i64 = 1;

/// What a projected year comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearFigures<V> {
    /// All members' contributions.
    pub contributions: V,
    /// All costs before förbrukningsgrad.
    pub budget: V,
    /// All costs.
    pub costs: V,
    /// Financial income.
    pub financial: V,
    /// The result.
    pub result: V,
    /// Eget kapital at the year's end.
    pub equity: V,
    /// Likvida medel at each tertial's end.
    pub cash: [V; 3],
}

/// Buffers that a run uses again, so that many runs allocate once.
pub struct Scratch<V, F> {
    weights: Vec<V>,
    parts: Vec<V>,
    budgets: Vec<V>,
    factors: Vec<F>,
}

impl<V, F> Default for Scratch<V, F> {
    fn default() -> Self {
        Scratch { weights: Vec::new(), parts: Vec::new(), budgets: Vec::new(), factors: Vec::new() }
    }
}

/// Carries the model forward; `years` gets one entry a year.
pub fn run<R: Reading>(
    model: &Model,
    reading: &mut R,
    scratch: &mut Scratch<R::Value, R::Factor>,
    years: &mut Vec<YearFigures<R::Value>>,
) {
    years.clear();
    scratch.factors.clear();
    scratch.factors.extend(model.chains.iter().map(|_| reading.one()));
    let mut equity = reading.slot(model.equity);
    let mut cash = reading.slot(model.cash);
    let mut state = reading.slot(model.state_before);
    for (at, plan) in model.years.iter().enumerate() {
        for (chain, factor) in model.chains.iter().zip(&mut scratch.factors).filter(|(chain, _)| at > chain.base) {
            *factor = reading.extend(*factor, chain.indices[at]);
        }
        let mut tertials = [(); 3].map(|()| (reading.sum(), reading.sum()));
        let contributions = contribute(model, plan, reading, scratch, &mut state, &mut tertials);
        let mut income = reading.sum();
        reading.add(&mut income, contributions);
        earn(plan, reading, &mut income, &mut tertials);
        let (budget, costs) = spend(model, at, plan, reading, scratch, &mut tertials);
        let (financial, cash_at) = pay(plan, reading, cash, tertials);
        let key = |what| Key::year(what, plan.year);
        reading.add(&mut income, financial);
        let income = reading.total(key(What::Resultat), income);
        let result = reading.rule(key(What::Resultat), Rule::Difference, [income, costs]);
        let mut closing = reading.sum();
        reading.add(&mut closing, equity);
        reading.add(&mut closing, result);
        equity = reading.total(key(What::EgetKapital), closing);
        cash = cash_at[2];
        years.push(YearFigures { contributions, budget, costs, financial, result, equity, cash: cash_at });
    }
}

/// A tertial's contributions and costs, under way.
type Tertials<S> = [(S, S); 3];

/// §5.1: the members' contributions, accrued a third per tertial.
#[inline(always)]
fn contribute<R: Reading>(
    model: &Model,
    plan: &YearPlan,
    reading: &mut R,
    scratch: &mut Scratch<R::Value, R::Factor>,
    state: &mut R::Value,
    tertials: &mut Tertials<R::Sum>,
) -> R::Value {
    let key = |what| Key::year(what, plan.year);
    let mut total = reading.sum();
    let mut accrue = |reading: &mut R, member, amount| {
        reading.add(&mut total, amount);
        let parts = reading.thirds(key(What::Bidrag(member)), ORE, amount);
        for (tertial, part) in parts.into_iter().enumerate() {
            reading.add(&mut tertials[tertial].0, part);
            reading.post(Entry::Contribution(member), plan.year, tertial, part);
        }
    };
    match &plan.state {
        StatePlan::Given(slot) => *state = reading.slot(*slot),
        StatePlan::Grown(growth) => {
            let growth = reading.slot(*growth);
            *state = reading.rule(key(What::Stat), Rule::Grow, [*state, growth]);
        }
        StatePlan::Decided(amounts) => {
            for (member, slot) in amounts {
                let amount = reading.slot(*slot);
                accrue(reading, *member, amount);
                // The state's own decided amount is what the next year grows from.
                *state = if *member == plan.stat { amount } else { *state };
            }
            return reading.total(key(What::Bidragssumma), total);
        }
    }
    accrue(reading, plan.stat, *state);
    let stat_share = reading.slot(model.stat_share);
    if let Some((member, share)) = plan.region {
        let share = reading.slot(share);
        let part = reading.rule(key(What::Bidrag(member)), Rule::Part, [*state, share, stat_share]);
        accrue(reading, member, part);
    }
    let share = reading.slot(model.kommuner_share);
    let whole =
        reading.rule(key(What::Del(crate::domain::forbund::Party::Kommun)), Rule::Part, [*state, share, stat_share]);
    scratch.weights.clear();
    scratch.weights.extend(plan.kommuner.iter().map(|(_, population)| reading.slot(*population)));
    let name = |at: usize| key(What::Bidrag(plan.kommuner[at].0));
    reading.split(name, model.unit, whole, &scratch.weights, &mut scratch.parts);
    for ((member, _), part) in plan.kommuner.iter().zip(&scratch.parts) {
        accrue(reading, *member, *part);
    }
    reading.total(key(What::Bidragssumma), total)
}

/// §5.2–5.4: the lines' budgets and expected outcome, and the measures. Returns both sums.
#[inline(always)]
fn spend<R: Reading>(
    model: &Model,
    at: usize,
    plan: &YearPlan,
    reading: &mut R,
    scratch: &mut Scratch<R::Value, R::Factor>,
    tertials: &mut Tertials<R::Sum>,
) -> (R::Value, R::Value) {
    let key = |what| Key::year(what, plan.year);
    let (mut budget_sum, mut cost_sum) = (reading.sum(), reading.sum());
    scratch.budgets.clear();
    for line in &plan.lines {
        let name = key(What::Budget(line.line));
        let mut unchanged = None;
        let budget = match line.amount {
            AmountPlan::Explicit(slot) => {
                let amount = reading.slot(slot);
                reading.rule(name, Rule::RoundKr, [amount])
            }
            AmountPlan::Changed(slot) => {
                let amount = reading.slot(slot);
                let original = reading.rule(key(What::Ursprung(line.line)), Rule::RoundKr, [amount]);
                unchanged = Some(original);
                let mut sum = reading.sum();
                reading.add(&mut sum, original);
                for change in &plan.changes[line.changes.0..line.changes.1] {
                    let amount = reading.slot(change.slot);
                    reading.add(&mut sum, amount);
                }
                reading.total(name, sum)
            }
            AmountPlan::Indexed(slot, chain) => {
                let base = reading.slot(slot);
                let Chain { base: from, indices } = &model.chains[chain];
                reading.indexed(name, base, scratch.factors[chain], &indices[from + 1..=at])
            }
            AmountPlan::Share(of, share) => {
                let (whole, share) = (scratch.budgets[of], reading.slot(share));
                reading.rule(name, Rule::Share, [whole, share])
            }
        };
        scratch.budgets.push(budget);
        let cost = match line.forbrukning {
            Some(rate) => {
                let rate = reading.slot(rate);
                reading.rule(key(What::Kostnad(line.line)), Rule::Consumed, [budget, rate])
            }
            None => budget,
        };
        reading.add(&mut budget_sum, budget);
        reading.add(&mut cost_sum, cost);
        let parts = if line.changes.0 == line.changes.1 {
            let parts = reading.thirds(key(What::Kostnad(line.line)), line.unit, cost);
            reading.post_budget(line.line, name, line.unit, budget);
            parts
        } else {
            let parts = in_tertials(plan, line, (budget, unchanged), reading);
            reading.post_budget_parts(line.line, plan.year, parts);
            consumed(plan, line, parts, cost, reading)
        };
        for (tertial, part) in parts.into_iter().enumerate() {
            reading.add(&mut tertials[tertial].1, part);
            reading.post(Entry::Line(line.line), plan.year, tertial, part);
        }
    }
    for (position, measure) in plan.measures.iter().enumerate() {
        let given = reading.slot(measure.slot);
        let name = key(What::Atgard(position as u16));
        let entry = Entry::Measure(position as u16);
        let amount = match measure.tertial {
            Some(tertial) => {
                reading.add(&mut tertials[tertial].1, given);
                reading.post(entry, plan.year, tertial, given);
                given
            }
            None => {
                let amount = reading.rule(name, Rule::RoundKr, [given]);
                for (tertial, part) in reading.thirds(name, ORE, amount).into_iter().enumerate() {
                    reading.add(&mut tertials[tertial].1, part);
                    reading.post(entry, plan.year, tertial, part);
                }
                amount
            }
        };
        // Which measures there are is the model's, and no choice on an amount.
        if !measure.is_outcome_only {
            reading.add(&mut budget_sum, amount);
        }
        reading.add(&mut cost_sum, amount);
    }
    (reading.total(key(What::Budgetsumma), budget_sum), reading.total(key(What::Kostnadssumma), cost_sum))
}

/// What a change comes to in each of its tertials, by the same rule as a year's amount.
fn parts_of<R: Reading>(change: &ChangePlan, year: Year, unit: i64, reading: &mut R) -> [Option<R::Value>; 3] {
    let amount = reading.slot(change.slot);
    let mut parts = [None; 3];
    for (at, tertial) in change.tertials.iter().enumerate() {
        let key = Key::year(change.what, year).tertial(tertial);
        parts[tertial] = Some(match Rule::part_of(change.tertials.count(), SubRule { unit, at }) {
            Some(rule) => reading.rule(key, rule, [amount]),
            None => amount,
        });
    }
    parts
}

/// The tertials of a line's budget that was changed: each change in those it falls on, and all else in three. That is the original, or, where a
/// scenario gives the line an amount of its own, what that is besides the changes.
fn in_tertials<R: Reading>(
    plan: &YearPlan,
    line: &LinePlan,
    (budget, unchanged): (R::Value, Option<R::Value>),
    reading: &mut R,
) -> [R::Value; 3] {
    let key = |what| Key::year(what, plan.year);
    let changes = &plan.changes[line.changes.0..line.changes.1];
    let (what, base) = match unchanged {
        Some(original) => (What::Ursprung(line.line), original),
        None => {
            let what = What::UtanAndringar(line.line);
            let mut sum = reading.sum();
            for change in changes {
                let amount = reading.slot(change.slot);
                reading.add(&mut sum, amount);
            }
            let changed = reading.total(key(what), sum);
            (what, reading.rule(key(what), Rule::Difference, [budget, changed]))
        }
    };
    let mut sums = reading.thirds(key(what), line.unit, base).map(|part| {
        let mut sum = reading.sum();
        reading.add(&mut sum, part);
        sum
    });
    for change in changes {
        let parts = parts_of(change, plan.year, line.unit, reading);
        for (sum, part) in sums.iter_mut().zip(parts) {
            part.into_iter().for_each(|part| reading.add(sum, part));
        }
    }
    let mut tertial = 0..;
    sums.map(|sum| reading.total(key(What::Budget(line.line)).tertial(tertial.next().unwrap_or(0)), sum))
}

/// What is spent of a changed budget in each tertial: all of it, or so much of what it is from the year's start to each tertial's end.
fn consumed<R: Reading>(
    plan: &YearPlan,
    line: &LinePlan,
    [first, second, third]: [R::Value; 3],
    cost: R::Value,
    reading: &mut R,
) -> [R::Value; 3] {
    let Some(rate) = line.forbrukning else { return [first, second, third] };
    let rate = reading.slot(rate);
    let key = |what, tertial| Key::year(what, plan.year).tertial(tertial);
    let mut both = reading.sum();
    reading.add(&mut both, first);
    reading.add(&mut both, second);
    let both = reading.total(key(What::BudgetHittills(line.line), 1), both);
    let rule = Rule::ConsumedSoFar { unit: line.unit };
    let to_first = reading.rule(key(What::Kostnad(line.line), 0), rule, [first, rate]);
    let to_second = reading.rule(key(What::KostnadHittills(line.line), 1), rule, [both, rate]);
    let difference = |reading: &mut R, tertial, to, from| {
        reading.rule(key(What::Kostnad(line.line), tertial), Rule::Difference, [to, from])
    };
    [to_first, difference(reading, 1, to_second, to_first), difference(reading, 2, cost, to_second)]
}

/// Income besides the contributions, in the year and in its tertials.
fn earn<R: Reading>(plan: &YearPlan, reading: &mut R, income: &mut R::Sum, tertials: &mut Tertials<R::Sum>) {
    for (position, of) in plan.incomes.iter().enumerate() {
        let amount = reading.slot(of.change.slot);
        reading.add(income, amount);
        for (tertial, part) in parts_of(&of.change, plan.year, ORE, reading).into_iter().enumerate() {
            let Some(part) = part else { continue };
            reading.add(&mut tertials[tertial].0, part);
            reading.post(Entry::Income(position as u16), plan.year, tertial, part);
        }
    }
}

/// §5.5–5.6: interest on what stands at each tertial's start, and likvida medel at its end.
#[inline(always)]
fn pay<R: Reading>(
    plan: &YearPlan,
    reading: &mut R,
    cash: R::Value,
    tertials: Tertials<R::Sum>,
) -> (R::Value, [R::Value; 3]) {
    let key = |what, tertial| Key::year(what, plan.year).tertial(tertial);
    let rate = reading.slot(plan.interest);
    let mut financial = reading.sum();
    let mut at = [cash; 3];
    let mut cash = cash;
    for (tertial, (income, costs)) in tertials.into_iter().enumerate() {
        let interest = reading.rule(key(What::Ranta, tertial), Rule::Interest, [cash, rate]);
        reading.add(&mut financial, interest);
        reading.post(Entry::Interest, plan.year, tertial, interest);
        let income = reading.total(key(What::Bidragssumma, tertial), income);
        let costs = reading.total(key(What::Kostnadssumma, tertial), costs);
        let mut gains = reading.sum();
        for term in [cash, income, interest] {
            reading.add(&mut gains, term);
        }
        for stock in plan.stocks.iter().filter(|_| tertial == 2) {
            let (before, after) = (reading.slot(stock.before), reading.slot(stock.after));
            let what = What::Rorelsekapital(stock.account);
            let released = reading.rule(key(what, tertial), Rule::Released { sign: stock.sign }, [before, after]);
            reading.add(&mut gains, released);
            reading.post(Entry::Stock(stock.account), plan.year, tertial, released);
        }
        for (position, claim) in plan.claims.iter().enumerate().filter(|(_, claim)| claim.tertial == tertial) {
            let gained = reading.slot(claim.slot);
            reading.add(&mut gains, gained);
            reading.post(Entry::Claim(position as u16), plan.year, tertial, gained);
        }
        let gains = reading.total(key(What::LikvidaMedel, tertial), gains);
        cash = reading.rule(key(What::LikvidaMedel, tertial), Rule::Difference, [gains, costs]);
        at[tertial] = cash;
    }
    (reading.total(Key::year(What::Ranta, plan.year), financial), at)
}
