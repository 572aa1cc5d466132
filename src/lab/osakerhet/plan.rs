//! Which slots of a scenario's model each distribution is drawn into.

use super::draw::Drawer;
use crate::diag::{Place, Problem, catalogue};
use crate::domain::assumption::{Assumption, ResolvedScenario};
use crate::domain::osakerhet::{Distribution, Subject};
use crate::domain::period::Year;
use crate::domain::rate::{ONE, Rate};
use crate::domain::sv;
use crate::projection::{Economy, Key, Model, SlotIx, StatePlan, What, compile};
use rand::rngs::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet};

/// A value drawn in a run, and where it goes.
#[derive(Clone, Debug)]
pub struct Draw {
    /// The distribution, by its position in the file.
    pub distribution: usize,
    drawer: Drawer,
    /// Each slot with what the drawn value is added to.
    targets: Vec<(SlotIx, i64)>,
}

/// A scenario in which some values are drawn.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The scenario with a slot for every value that is drawn.
    pub model: Model,
    /// The slots with every distribution at its typical value.
    pub typical: Vec<i64>,
    /// What is drawn, in the order it is drawn.
    pub draws: Vec<Draw>,
    /// The years of each distribution in which something is drawn, by its position.
    pub years: Vec<BTreeSet<Year>>,
    /// Where the scenario says something that is drawn instead.
    pub replaced: BTreeSet<Place>,
}

impl Draw {
    /// Where the drawn value goes.
    pub fn slots(&self) -> Vec<SlotIx> {
        self.targets.iter().map(|(slot, _)| *slot).collect()
    }
}

impl Plan {
    /// Draws the values of a run into `slots`; with `only`, those of one distribution, all the others left as they are.
    #[inline]
    pub fn fill(&self, random: &mut ChaCha8Rng, only: Option<usize>, slots: &mut [i64]) {
        for draw in &self.draws {
            let value = draw.drawer.draw(random);
            if only.is_none_or(|only| only == draw.distribution) {
                for (slot, own) in &draw.targets {
                    slots[slot.0 as usize] = own + value;
                }
            }
        }
    }
}

/// Makes a scenario ready to be drawn: each distribution is taken for an assumption that comes after the scenario's own, and the
/// slots that this makes are those it is drawn into.
///
/// # Errors
/// F416 where a value on top of the scenario's own would be impossible, F569 if nothing is left to draw; what [`compile`] finds.
pub fn plan(economy: &Economy, scenario: usize, distributions: &[Distribution]) -> Result<Plan, Vec<Problem>> {
    let base = &economy.projections[scenario].model;
    let definition = &economy.scenarios[scenario];
    let extended = extended(base, definition, distributions);
    let model = compile(&economy.forbund, &economy.ledger, &extended)?;
    let own: BTreeMap<Key, i64> = base.slots.iter().map(|slot| (slot.key, slot.default)).collect();
    let mut plan = Plan {
        typical: model.slots.iter().map(|slot| slot.default).collect(),
        draws: Vec::new(),
        years: vec![BTreeSet::new(); distributions.len()],
        replaced: BTreeSet::new(),
        model,
    };
    let mut problems = Vec::new();
    for (at, distribution) in distributions.iter().enumerate() {
        let targets = targets(&plan.model, distribution, &own);
        problems.extend(beyond_limits(distribution, &targets));
        plan.years[at].extend(targets.iter().map(|(key, ..)| key.year));
        let typical = distribution.shape.typical().millionths();
        for (_, slot, own) in &targets {
            plan.typical[slot.0 as usize] = own + typical;
        }
        plan.draws.extend(draws(at, distribution, &targets));
        if !distribution.is_added {
            let keys: BTreeSet<Key> = targets.iter().map(|(key, ..)| *key).collect();
            let said = base.slots.iter().filter(|slot| keys.contains(&slot.key) && slot.default != neutral(slot.key));
            plan.replaced.extend(said.map(|slot| slot.provenance.place));
        }
    }
    if plan.draws.is_empty() && problems.is_empty() {
        problems.push(catalogue::nothing_to_draw(definition.id.as_str()));
    }
    if problems.is_empty() { Ok(plan) } else { Err(problems) }
}

/// The scenario with an assumption for each year of each distribution.
fn extended(base: &Model, scenario: &ResolvedScenario, distributions: &[Distribution]) -> ResolvedScenario {
    let mut extended = scenario.clone();
    for distribution in distributions {
        let kind = distribution.subject.value.assumed(distribution.shape.typical());
        let last = distribution.to.unwrap_or(scenario.horizon).min(scenario.horizon);
        for year in distribution.from.through(last).filter(|year| is_open(base, scenario, distribution, *year)) {
            let kind = distribution.subject.with(kind.clone());
            extended.assumptions.push(Assumption { kind, from: year, to: Some(year) });
        }
    }
    extended
}

/// Whether a year can be drawn. An amount that the year's own file gives is never drawn over, and a growth cannot be added to an
/// amount that the scenario gives.
fn is_open(base: &Model, scenario: &ResolvedScenario, distribution: &Distribution, year: Year) -> bool {
    let Some(plan) = base.years.iter().find(|plan| plan.year == year) else { return false };
    match (&distribution.subject.value, &plan.state) {
        (Subject::StateGrowth, StatePlan::Decided(_)) => false,
        (Subject::StateGrowth, StatePlan::Given(slot)) => {
            let place = base.slot(*slot).provenance.place;
            let is_scenarios = scenario.assumptions.iter().any(|assumption| assumption.kind.place == place);
            is_scenarios && !distribution.is_added
        }
        _ => true,
    }
}

/// Slots of a distribution: what each is, and what the drawn value is added to.
fn targets(model: &Model, distribution: &Distribution, own: &BTreeMap<Key, i64>) -> Vec<(Key, SlotIx, i64)> {
    let slots = model.slots.iter().enumerate();
    let mine = slots.filter(|(_, slot)| slot.provenance.place == distribution.subject.place);
    let own = |key: Key| if distribution.is_added { own.get(&key).copied().unwrap_or(neutral(key)) } else { 0 };
    mine.map(|(at, slot)| (slot.key, SlotIx(at as u32), own(slot.key))).collect()
}

/// What changes nothing: all of a budget is spent, and nothing grows.
fn neutral(key: Key) -> i64 {
    if matches!(key.what, What::Forbrukningsgrad(_)) { ONE } else { 0 }
}

/// One draw for every year, or one for all.
fn draws(at: usize, distribution: &Distribution, targets: &[(Key, SlotIx, i64)]) -> Vec<Draw> {
    let drawer = Drawer::new(&distribution.shape);
    let mut by_year: BTreeMap<Option<Year>, Vec<(SlotIx, i64)>> = BTreeMap::new();
    for (key, slot, own) in targets {
        by_year.entry(distribution.is_yearly.then_some(key.year)).or_default().push((*slot, *own));
    }
    let draw = |targets| Draw { distribution: at, drawer: drawer.clone(), targets };
    by_year.into_values().map(draw).collect()
}

/// A förbrukningsgrad is 0–200 %, a growth or an index −50–100 %, also with the scenario's own value in it.
fn beyond_limits(distribution: &Distribution, targets: &[(Key, SlotIx, i64)]) -> Option<Problem> {
    let (least, most) = match distribution.subject.value {
        Subject::Forbrukning(_) => (0, 2 * ONE),
        Subject::Index(_) | Subject::StateGrowth => (-ONE / 2, ONE),
    };
    let (low, high) = (distribution.shape.low().millionths(), distribution.shape.high().millionths());
    let (key, _, own) = targets.iter().find(|(_, _, own)| own + low < least || own + high > most)?;
    let span = |from: i64, to: i64| format!("{} till {}", sv::percent(Rate::new(from)), sv::percent(Rate::new(to)));
    let drawn = format!("{} dras {}", key.year, span(own + low, own + high));
    Some(catalogue::distribution_beyond_limits(distribution.subject.place, &drawn, &span(least, most)))
}
