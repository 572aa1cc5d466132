//! A scenario with levers laid on top of it, compiled once and run as often as one likes.
//!
//! Each lever becomes an assumption a year (and line), as a board would write it in a scenario's file; the slots that the compiler
//! makes of these assumptions are what a run varies. So a run is the scenario with those assumptions, to the öre.

use super::lever::{Aim, Lever};
use crate::diag::{Problem, catalogue};
use crate::domain::assumption::{Assumption, Kind, ResolvedScenario};
use crate::domain::forbund::LineIx;
use crate::domain::period::Year;
use crate::domain::rate::ONE;
use crate::domain::source::{Source, Sourced, Status};
use crate::projection::{Economy, Key, Model, Rule, Scratch, SlotIx, What, YearFigures, compile, plain, plain_into};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a lever gives a year, and a line where it gives lines their amounts.
#[derive(Clone, Debug)]
pub struct Laid {
    /// The lever, by position.
    pub lever: usize,
    /// The year.
    pub year: Year,
    /// The line.
    pub line: Option<LineIx>,
    /// The slots that rest on it, each with what the scenario itself has there, if that can be compared.
    slots: Vec<(SlotIx, Option<i64>)>,
    /// The assumption, by its position in the scenario that was compiled.
    assumption: usize,
}

/// Everything that runs need; one allocation of each, however many runs.
pub struct Trial<'e> {
    economy: &'e Economy,
    scenario: ResolvedScenario,
    /// The projected years of the scenario as it is.
    pub as_it_is: Vec<YearFigures<i64>>,
    /// The levers.
    pub levers: Vec<Lever>,
    /// What they give.
    pub laid: Vec<Laid>,
    model: Model,
    slots: Vec<i64>,
    scratch: Scratch<i64, crate::projection::PlainFactor>,
    years: Vec<YearFigures<i64>>,
}

impl<'e> Trial<'e> {
    /// Lays the levers on a scenario, at the values that it has.
    ///
    /// # Errors
    /// F561 for a lever that moves nothing in its years, F563 for two that move the same thing.
    pub fn new(economy: &'e Economy, scenario: usize, levers: Vec<Lever>) -> Result<Trial<'e>, Problem> {
        let (mut laid, mut on_top) = (Vec::new(), economy.scenarios[scenario].clone());
        let mut markers = Vec::new();
        let present = Present::of(economy, scenario);
        for (at, lever) in levers.iter().enumerate() {
            for year in lever.years(on_top.horizon) {
                for line in
                    lever.lines(&economy.forbund).into_iter().filter(|line| present.has(&lever.aim, *line, year))
                {
                    let source = Arc::new(Source { document: None, section: "prövad åtgärd".to_owned() });
                    let value = lever.assumption(&economy.forbund, line, 0);
                    let kind =
                        Sourced { value, place: on_top.place, source: source.clone(), status: Status::Antagande };
                    laid.push(Laid { lever: at, year, line, slots: Vec::new(), assumption: on_top.assumptions.len() });
                    markers.push(source);
                    on_top.assumptions.push(Assumption { kind, from: year, to: Some(year) });
                }
            }
        }
        let compiled = compile(&economy.forbund, &economy.ledger, &on_top);
        let model = compiled.map_err(|mut found| found.remove(0))?;
        for (at, slot) in model.slots.iter().enumerate() {
            let marked = markers.iter().position(|marker| Arc::ptr_eq(marker, &slot.provenance.source));
            if let Some(one) = marked.map(|marked| &mut laid[marked]) {
                let value = present.value(&levers[one.lever].aim, slot.key);
                one.slots.push((SlotIx(at as u32), value));
            }
        }
        let slots = model.slots.iter().map(|slot| slot.default).collect();
        let (scratch, years) = (Scratch::default(), Vec::new());
        // What the scenario has may be told in another way than the lever's, so it is run by itself.
        let as_it_is = plain(&economy.projections[scenario].model).unwrap_or_default();
        let mut trial = Trial { economy, scenario: on_top, as_it_is, levers, laid, model, slots, scratch, years };
        trial.moves_something(scenario)?;
        for lever in 0..trial.levers.len() {
            trial.shift(lever, 0);
        }
        Ok(trial)
    }

    /// Every lever has something to move, and no two the same.
    fn moves_something(&self, scenario: usize) -> Result<(), Problem> {
        let count = |trial: &Trial<'_>, lever: usize| -> usize {
            trial.laid.iter().filter(|laid| laid.lever == lever).map(|laid| laid.slots.len()).sum()
        };
        for (at, lever) in self.levers.iter().enumerate() {
            let id = lever.id(&self.economy.forbund);
            if self.levers.len() == 1 && count(self, at) == 0 {
                return Err(catalogue::lever_moves_nothing(
                    &id,
                    &self.scenario.id.to_string(),
                    &lever.from.to_string(),
                ));
            }
            // A lever that loses a slot when another is laid after it gives what the other gives.
            if self.levers.len() > 1 {
                let alone = Trial::new(self.economy, scenario, vec![lever.clone()])?;
                if count(self, at) != count(&alone, 0) {
                    let ids: Vec<String> = self.levers.iter().map(|lever| lever.id(&self.economy.forbund)).collect();
                    return Err(catalogue::levers_overlap(&ids.join(" och ")));
                }
            }
        }
        Ok(())
    }

    /// The economy it is of.
    pub fn economy(&self) -> &'e Economy {
        self.economy
    }

    /// The last year.
    pub fn horizon(&self) -> Year {
        self.scenario.horizon
    }

    /// The first year that is run.
    pub fn first_year(&self) -> Year {
        self.economy.forbund.first_projected()
    }

    /// What a lever stands at in the scenario in a year: the value that changes nothing. `None` where the scenario has no one value.
    pub fn present(&self, lever: usize, year: Year) -> Option<i64> {
        let aim = &self.levers[lever].aim;
        let mut values = self.laid.iter().filter(|laid| laid.lever == lever && laid.year == year);
        let of = |laid: &Laid| -> Option<i64> {
            let mut slots = laid.slots.iter().map(|(_, present)| *present);
            let first = slots.next().flatten();
            slots.all(|other| other == first).then_some(first).flatten()
        };
        match aim {
            Aim::Insats(_) => Some(ONE),
            _ => values.next().and_then(of),
        }
    }

    /// The one value that the scenario has in all the lever's years.
    pub fn present_throughout(&self, lever: usize) -> Option<i64> {
        let laid = self.laid.iter().filter(|laid| laid.lever == lever && !laid.slots.is_empty());
        let mut years = laid.map(|laid| self.present(lever, laid.year));
        let first = years.next().flatten();
        years.all(|other| other == first).then_some(first).flatten()
    }

    /// Sets a lever: a rate is the same in all its years; of an amount the first year has the value, and the years after are
    /// changed by as much.
    pub fn set(&mut self, lever: usize, value: i64) {
        let from = self.levers[lever].from;
        self.set_from(lever, from, value);
    }

    /// The same from a year on, the value being that year's.
    pub fn set_from(&mut self, lever: usize, from: Year, value: i64) {
        // A line that is not there yet has its value from the year it comes.
        let mut there = self.laid.iter().filter(|laid| laid.lever == lever && laid.year >= from);
        let first = there.find(|laid| !laid.slots.is_empty()).map_or(from, |laid| laid.year);
        let anchor = self.present(lever, first).unwrap_or(0);
        let aim = self.levers[lever].aim.clone();
        let low = self.levers[lever].grid().low;
        for laid in self.laid.iter().filter(|laid| laid.lever == lever && laid.year >= from) {
            for (slot, present) in &laid.slots {
                self.slots[slot.0 as usize] = match &aim {
                    // The rule of a share: × millionths, rounded to kr.
                    Aim::Insats(_) => Rule::Share.apply(&[present.unwrap_or(0), value]).unwrap_or(i64::MAX),
                    Aim::Line(_) | Aim::State => present.unwrap_or(0).saturating_add(value - anchor).max(low),
                    _ => value,
                };
            }
        }
    }

    /// Moves a lever from where the scenario has it, each year and slot by as much, as far as its grid reaches. `false` where
    /// the scenario has nothing there to move from.
    pub fn shift(&mut self, lever: usize, by: i64) -> bool {
        let (aim, grid) = (self.levers[lever].aim.clone(), self.levers[lever].grid());
        if let Aim::Insats(_) = aim {
            self.set(lever, (ONE + by).clamp(grid.low, grid.high));
            return true;
        }
        let mut is_known = true;
        for laid in self.laid.iter().filter(|laid| laid.lever == lever) {
            for (slot, present) in &laid.slots {
                is_known &= present.is_some();
                self.slots[slot.0 as usize] = present.unwrap_or(0).saturating_add(by).clamp(grid.low, grid.high);
            }
        }
        is_known
    }

    /// Runs the years; `None` if an amount overflowed.
    pub fn run(&mut self) -> Option<&[YearFigures<i64>]> {
        plain_into(&self.model, &self.slots, &mut self.scratch, &mut self.years).then_some(self.years.as_slice())
    }

    /// What stands in each laid assumption as the levers are now set: a share or rate, or the line's amount. None where the
    /// projection has no such line in that year.
    pub fn values(&self) -> impl Iterator<Item = (&Laid, i64)> {
        self.laid.iter().filter_map(|laid| laid.slots.first().map(|(slot, _)| (laid, self.slots[slot.0 as usize])))
    }

    /// The scenario that the levers, as they are now set, make of the one they are laid on.
    pub fn as_scenario(&self) -> ResolvedScenario {
        let mut scenario = self.scenario.clone();
        let mut kept = vec![true; scenario.assumptions.len()];
        for laid in self.laid.iter().filter(|laid| laid.slots.is_empty()) {
            kept[laid.assumption] = false;
        }
        for (laid, value) in self.values() {
            let kind: Kind = self.levers[laid.lever].assumption(&self.economy.forbund, laid.line, value);
            scenario.assumptions[laid.assumption].kind.value = kind;
        }
        let mut kept = kept.into_iter();
        scenario.assumptions.retain(|_| kept.next().unwrap_or(true));
        scenario
    }

    /// How far rounding can make eget kapital or likvida medel go the wrong way when the lever spends more, in öre.
    ///
    /// Every rule of the projection rounds monotonically, so more spending is never more capital, but for one thing: when the
    /// contributions change, each member's thirds may move an öre between tertials, and interest is earned on that. The bound
    /// follows that through every tertial; it is 0 without interest or where contributions stand.
    pub fn wobble(&self, lever: usize) -> i64 {
        let rates = self.model.years.iter().map(|year| self.slots[year.interest.0 as usize]);
        let is_free = rates.clone().all(|rate| rate == 0);
        if is_free || !matches!(self.levers[lever].aim, Aim::State) {
            return 0;
        }
        let members = self.economy.forbund.members.len() as i64;
        let tertials = rates.flat_map(|rate| [rate; 3]);
        tertials.fold(0_i64, |wobble, rate| {
            let interest = i128::from(wobble) * i128::from(rate) / i128::from(3 * ONE) + 2;
            i64::try_from(i128::from(wobble) + interest + i128::from(members)).unwrap_or(i64::MAX / 2).min(i64::MAX / 2)
        })
    }
}

/// What the scenario itself has.
struct Present<'e> {
    economy: &'e Economy,
    slots: BTreeMap<Key, i64>,
    nodes: BTreeMap<Key, i64>,
}

impl<'e> Present<'e> {
    fn of(economy: &'e Economy, scenario: usize) -> Self {
        let projection = &economy.projections[scenario];
        let slots = projection.model.slots.iter().map(|slot| (slot.key, slot.default)).collect();
        let wanted = |what: What| matches!(what, What::Budget(_) | What::Stat | What::Bidrag(_));
        let nodes = projection.nodes.iter().filter(|node| node.key.tertial.is_none() && wanted(node.key.what));
        Present { economy, slots, nodes: nodes.map(|node| (node.key, node.value)).collect() }
    }

    /// Whether there is something to lay the lever on. A part of an insats is a part of what the scenario plans for it: a line that it
    /// does not plan in the year is left out, since an amount of 0 would bring with it the utvecklingsmedel that rest on the line.
    fn has(&self, aim: &Aim, line: Option<LineIx>, year: Year) -> bool {
        let planned = |line| self.nodes.contains_key(&Key::year(What::Budget(line), year));
        !matches!(aim, Aim::Insats(_)) || line.is_none_or(planned)
    }

    /// What stands in the slot of a key; a line's amount is its budget, and what is not there yet is nothing.
    fn value(&self, aim: &Aim, key: Key) -> Option<i64> {
        let node = |what| self.nodes.get(&Key::year(what, key.year)).copied();
        match (aim, key.what) {
            (Aim::Line(_) | Aim::Insats(_), What::Radbelopp(line)) => Some(node(What::Budget(line)).unwrap_or(0)),
            (Aim::State, _) => {
                let stat = self.economy.forbund.of_party(crate::domain::forbund::Party::Stat).next();
                node(What::Stat).or_else(|| node(What::Bidrag(stat?)))
            }
            (Aim::OneOff(_) | Aim::Adjustment, _) => Some(0),
            (Aim::Spent(_), _) => Some(self.slots.get(&key).copied().unwrap_or(ONE)),
            _ => self.slots.get(&key).copied(),
        }
    }
}
