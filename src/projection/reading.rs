//! The two ways to read a projection: plain öre, and traced amounts that remember how they came about.

use super::model::{Key, Model, Slot, SlotIx};
use super::rule::{self, KR, Rule, SubRule};
use crate::domain::account::AccountIx;
use crate::domain::forbund::{LineIx, MemberIx};
use crate::domain::money::round_half_away_64;
use crate::domain::period::Year;
use crate::domain::rate::ONE;
use crate::domain::split::{LARGEST_WHOLE, largest_remainder, thirds};

/// What is posted, where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A member's contribution.
    Contribution(MemberIx),
    /// Other income, by its position in the year.
    Income(u16),
    /// A line's cost.
    Line(LineIx),
    /// A one-off, a payout or an adjustment, by its position in the year.
    Measure(u16),
    /// Interest received.
    Interest,
    /// Cash gained from a stock that changes.
    Stock(AccountIx),
    /// Cash gained when utvecklingsmedel come back, or that they have not come, by the position in the year.
    Claim(u16),
}

/// A way to read the projection. The rules are the same; only what an amount is differs.
pub trait Reading {
    /// An amount, a rate or a count.
    type Value: Copy;
    /// A product of (1 + index).
    type Factor: Copy;
    /// A sum under way.
    type Sum;

    /// The value of a slot.
    fn slot(&mut self, slot: SlotIx) -> Self::Value;
    /// A rule applied to its operands.
    fn rule<const N: usize>(&mut self, key: Key, rule: Rule, operands: [Self::Value; N]) -> Self::Value;
    /// A whole split by weights; `key` names the parts.
    fn split(
        &mut self,
        key: impl Fn(usize) -> Key,
        unit: i64,
        whole: Self::Value,
        weights: &[Self::Value],
        parts: &mut Vec<Self::Value>,
    );
    /// A year's amount in tertials.
    fn thirds(&mut self, key: Key, unit: i64, whole: Self::Value) -> [Self::Value; 3];
    /// The factor 1.
    fn one(&self) -> Self::Factor;
    /// A factor × (1 + index).
    fn extend(&mut self, factor: Self::Factor, index: SlotIx) -> Self::Factor;
    /// A base amount × a factor, which is the product of the indices, rounded once to kr.
    fn indexed(&mut self, key: Key, base: Self::Value, factor: Self::Factor, indices: &[SlotIx]) -> Self::Value;
    /// An empty sum.
    fn sum(&self) -> Self::Sum;
    /// A term.
    fn add(&mut self, sum: &mut Self::Sum, term: Self::Value);
    /// The sum, named.
    fn total(&mut self, key: Key, sum: Self::Sum) -> Self::Value;
    /// Posts expected outcome of a tertial.
    fn post(&mut self, entry: Entry, year: Year, tertial: usize, value: Self::Value);
    /// Posts a year's budget of a line in tertials of its own.
    fn post_budget(&mut self, line: LineIx, key: Key, unit: i64, value: Self::Value);
    /// Posts the budget of a line whose tertials are known.
    fn post_budget_parts(&mut self, line: LineIx, year: Year, parts: [Self::Value; 3]);
}

/// Plain öre. Says only that something overflowed; the traced reading says where.
pub struct Plain<'s> {
    slots: &'s [i64],
    overflowed: bool,
}

/// Bounds around Π(1 + index) / 100, as multiples of 2⁻⁶⁴: what it takes to go from öre to rounded kronor in one product.
#[derive(Clone, Copy, Debug)]
pub struct PlainFactor {
    low: u128,
    high: u128,
    /// No index so far: the amount only needs rounding.
    is_one: bool,
}

impl<'s> Plain<'s> {
    /// Reads these slots.
    pub fn new(slots: &'s [i64]) -> Self {
        Plain { slots, overflowed: false }
    }

    /// Whether an amount overflowed, so that the figures mean nothing.
    pub fn overflowed(&self) -> bool {
        self.overflowed
    }

    #[inline(always)]
    fn checked(&mut self, value: Option<i64>) -> i64 {
        value.unwrap_or_else(|| {
            self.overflowed = true;
            0
        })
    }
}

impl Reading for Plain<'_> {
    type Value = i64;
    type Factor = PlainFactor;
    type Sum = i64;

    #[inline(always)]
    fn slot(&mut self, slot: SlotIx) -> i64 {
        self.slots[slot.0 as usize]
    }

    #[inline(always)]
    fn rule<const N: usize>(&mut self, _: Key, rule: Rule, operands: [i64; N]) -> i64 {
        let value = rule.apply(&operands);
        self.checked(value)
    }

    #[inline(always)]
    fn split(&mut self, _: impl Fn(usize) -> Key, unit: i64, whole: i64, weights: &[i64], parts: &mut Vec<i64>) {
        parts.resize(weights.len(), 0);
        if largest_remainder(whole, unit, weights, parts).is_none() {
            self.overflowed = true;
        }
    }

    #[inline(always)]
    fn thirds(&mut self, _: Key, unit: i64, whole: i64) -> [i64; 3] {
        thirds(whole, unit).unwrap_or_else(|| {
            self.overflowed = true;
            [0; 3]
        })
    }

    fn one(&self) -> PlainFactor {
        // 2⁶⁴ / 100 is no whole number, so the bounds are one apart.
        let low = (1u128 << 64) / KR as u128;
        PlainFactor { low, high: low + 1, is_one: true }
    }

    fn extend(&mut self, factor: PlainFactor, index: SlotIx) -> PlainFactor {
        let index = self.slots[index.0 as usize];
        if index == 0 || factor.high == u128::MAX {
            return factor;
        }
        let step = ONE.checked_add(index).and_then(|step| u128::try_from(step).ok());
        let scaled = |bound: u128| bound.checked_mul(step?);
        match (scaled(factor.low), scaled(factor.high)) {
            (Some(low), Some(high)) => {
                PlainFactor { low: low / ONE as u128, high: high.div_ceil(ONE as u128), is_one: false }
            }
            // Bounds that say nothing leave the answer, and whether there is one, to the exact path: the line may need none.
            _ => PlainFactor { low: 0, high: u128::MAX, is_one: false },
        }
    }

    #[inline(always)]
    fn indexed(&mut self, _: Key, base: i64, factor: PlainFactor, indices: &[SlotIx]) -> i64 {
        if factor.is_one {
            return round_half_away_64(base, KR) * KR;
        }
        // Rounding is monotone: where both bounds round to the same krona, so does the exact value between them.
        let magnitude = u128::from(base.unsigned_abs());
        let rounded = |bound: u128| Some(magnitude.checked_mul(bound)?.checked_add(1 << 63)? >> 64);
        let kr = match (rounded(factor.low), rounded(factor.high)) {
            (Some(low), Some(high)) if low == high => {
                i64::try_from(low).ok().and_then(|kr| kr.checked_mul(KR * base.signum()))
            }
            _ => rule::indexed(base, indices.iter().map(|index| self.slots[index.0 as usize])),
        };
        self.checked(kr)
    }

    #[inline(always)]
    fn sum(&self) -> i64 {
        0
    }

    #[inline(always)]
    fn add(&mut self, sum: &mut i64, term: i64) {
        // Once something has overflowed no figure means anything, so the sum may go on wrapped.
        let (value, wrapped) = sum.overflowing_add(term);
        self.overflowed |= wrapped;
        *sum = value;
    }

    #[inline(always)]
    fn total(&mut self, _: Key, sum: i64) -> i64 {
        sum
    }

    #[inline(always)]
    fn post(&mut self, _: Entry, _: Year, _: usize, _: i64) {}

    /// The budget's tertials are no figure of the year, but what the traced reading cannot split does not fit here either.
    #[inline(always)]
    fn post_budget(&mut self, _: LineIx, _: Key, _: i64, value: i64) {
        self.overflowed |= value.unsigned_abs() > LARGEST_WHOLE;
    }

    #[inline(always)]
    fn post_budget_parts(&mut self, _: LineIx, _: Year, _: [i64; 3]) {}
}

/// A node of a derivation by its position in the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIx(pub u32);

/// A value with how it came about.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub key: Key,
    /// The value.
    pub value: i64,
    /// The slot it was read from, for a leaf.
    pub slot: Option<SlotIx>,
    /// The rule, for all others.
    pub rule: Option<Rule>,
    /// Where its operands stand in the trace's list of them, in the rule's order; half-open.
    pub operands: (u32, u32),
}

/// Traced amounts.
pub struct Traced<'m> {
    model: &'m Model,
    leaves: Vec<Option<NodeIx>>,
    /// Every node, operands before what they make up.
    pub nodes: Vec<Node>,
    /// The operands of every node, one after the other, so that a trace is two allocations and not one a node.
    pub operands: Vec<NodeIx>,
    /// The operands' values while a rule is applied.
    values: Vec<i64>,
    /// Expected outcome to post.
    pub outcome: Vec<(Entry, Year, usize, NodeIx)>,
    /// Budget to post; contributions and interest are the same as in the outcome.
    pub budget: Vec<(LineIx, Year, usize, NodeIx)>,
    /// The first value that overflowed.
    pub overflow: Option<Key>,
}

impl<'m> Traced<'m> {
    /// Reads a model's own values.
    pub fn new(model: &'m Model) -> Self {
        // About so many nodes a slot; a trace that is larger grows.
        let nodes = Vec::with_capacity(5 * model.slots.len());
        Traced {
            model,
            leaves: vec![None; model.slots.len()],
            nodes,
            operands: Vec::with_capacity(10 * model.slots.len()),
            values: Vec::new(),
            outcome: Vec::new(),
            budget: Vec::new(),
            overflow: None,
        }
    }

    /// The value of a node.
    pub fn value(&self, node: NodeIx) -> i64 {
        self.nodes[node.0 as usize].value
    }

    fn push(&mut self, node: Node) -> NodeIx {
        let ix = NodeIx(u32::try_from(self.nodes.len()).expect("fewer than 2³² nodes"));
        self.nodes.push(node);
        ix
    }

    fn apply(&mut self, key: Key, rule: Rule, operands: &[NodeIx]) -> NodeIx {
        self.values.clear();
        self.values.extend(operands.iter().map(|operand| self.nodes[operand.0 as usize].value));
        let value = rule.apply(&self.values).unwrap_or_else(|| {
            self.overflow.get_or_insert(key);
            0
        });
        let from = self.operands.len() as u32;
        self.operands.extend_from_slice(operands);
        let operands = (from, self.operands.len() as u32);
        self.push(Node { key, value, slot: None, rule: Some(rule), operands })
    }
}

impl Reading for Traced<'_> {
    type Value = NodeIx;
    type Factor = ();
    type Sum = Vec<NodeIx>;

    fn slot(&mut self, slot: SlotIx) -> NodeIx {
        if let Some(leaf) = self.leaves[slot.0 as usize] {
            return leaf;
        }
        let Slot { key, default, .. } = *self.model.slot(slot);
        let leaf = self.push(Node { key, value: default, slot: Some(slot), rule: None, operands: (0, 0) });
        self.leaves[slot.0 as usize] = Some(leaf);
        leaf
    }

    fn rule<const N: usize>(&mut self, key: Key, rule: Rule, operands: [NodeIx; N]) -> NodeIx {
        self.apply(key, rule, &operands)
    }

    fn split(
        &mut self,
        key: impl Fn(usize) -> Key,
        unit: i64,
        whole: NodeIx,
        weights: &[NodeIx],
        parts: &mut Vec<NodeIx>,
    ) {
        let operands: Vec<NodeIx> = std::iter::once(whole).chain(weights.iter().copied()).collect();
        parts.clear();
        for at in 0..weights.len() {
            parts.push(self.apply(key(at), Rule::Split(SubRule { unit, at }), &operands));
        }
    }

    fn thirds(&mut self, key: Key, unit: i64, whole: NodeIx) -> [NodeIx; 3] {
        [0, 1, 2].map(|at| self.apply(key.tertial(at), Rule::Third(SubRule { unit, at }), &[whole]))
    }

    fn one(&self) {}

    fn extend(&mut self, (): (), _: SlotIx) {}

    fn indexed(&mut self, key: Key, base: NodeIx, (): (), indices: &[SlotIx]) -> NodeIx {
        let mut operands = vec![base];
        operands.extend(indices.iter().map(|index| self.slot(*index)));
        self.apply(key, Rule::Indexed, &operands)
    }

    fn sum(&self) -> Vec<NodeIx> {
        Vec::new()
    }

    fn add(&mut self, sum: &mut Vec<NodeIx>, term: NodeIx) {
        sum.push(term);
    }

    fn total(&mut self, key: Key, sum: Vec<NodeIx>) -> NodeIx {
        self.apply(key, Rule::Sum, &sum)
    }

    fn post(&mut self, entry: Entry, year: Year, tertial: usize, value: NodeIx) {
        self.outcome.push((entry, year, tertial, value));
    }

    fn post_budget(&mut self, line: LineIx, key: Key, unit: i64, value: NodeIx) {
        let parts = self.thirds(key, unit, value);
        self.post_budget_parts(line, key.year, parts);
    }

    fn post_budget_parts(&mut self, line: LineIx, year: Year, parts: [NodeIx; 3]) {
        self.budget.extend(parts.into_iter().enumerate().map(|(tertial, part)| (line, year, tertial, part)));
    }
}
