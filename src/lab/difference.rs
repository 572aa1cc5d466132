//! What differs between two scenarios, and every mixture of the two.
//!
//! An assumption differs where it decides something that is decided otherwise in the other scenario. Everything that the same pair
//! of assumptions decides is one [`Difference`]: what is overridden, inherited or written in another order makes none.

use super::atoms::{Cell, Said, atoms};
use crate::domain::assumption::Assumption;
use crate::domain::forbund::Forbund;
use crate::domain::period::Year;
use std::collections::{BTreeMap, BTreeSet};

/// One thing that is assumed otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The assumptions of the first scenario that decide, by position; none where it says nothing.
    pub before: Vec<usize>,
    /// The assumptions of the second.
    pub after: Vec<usize>,
    /// What they decide otherwise, in order.
    pub cells: Vec<Cell>,
}

/// A cell with what both scenarios say, what only the first says and what only the second says.
struct Mixed {
    common: Vec<Assumption>,
    /// Which difference decides the side.
    differs: Option<usize>,
    before: Vec<Assumption>,
    after: Vec<Assumption>,
}

/// Two scenarios cell by cell.
pub struct Mixture {
    cells: Vec<Mixed>,
    /// What differs, in the order of what it is about. The order is the same the other way round.
    pub differences: Vec<Difference>,
}

impl Mixture {
    /// Holds two lists of assumptions against each other, in what they say until `last`.
    pub fn new(forbund: &Forbund, before: &[Assumption], after: &[Assumption], last: Year) -> Mixture {
        let (before, after) = (atoms(forbund, before, last), atoms(forbund, after, last));
        let all: BTreeSet<&Cell> = before.keys().chain(after.keys()).collect();
        let mut mixture = Mixture { cells: Vec::new(), differences: Vec::new() };
        let mut found: BTreeMap<[Vec<usize>; 2], usize> = BTreeMap::new();
        for cell in all {
            let said = |of: &BTreeMap<Cell, Vec<Said>>| of.get(cell).cloned().unwrap_or_default();
            let (common, before, after) = part(said(&before), said(&after));
            let by = |said: &[Said]| said.iter().map(|said| said.by).collect::<Vec<_>>();
            let pair = [by(&before), by(&after)];
            let differs = (!before.is_empty() || !after.is_empty()).then(|| {
                let next = mixture.differences.len();
                *found.entry(pair.clone()).or_insert(next)
            });
            if let Some(at) = differs {
                if at == mixture.differences.len() {
                    let [before, after] = pair;
                    mixture.differences.push(Difference { before, after, cells: Vec::new() });
                }
                mixture.differences[at].cells.push(cell.clone());
            }
            let says = |said: Vec<Said>| said.into_iter().map(|said| said.assumption).collect();
            mixture.cells.push(Mixed { common: says(common), differs, before: says(before), after: says(after) });
        }
        mixture
    }

    /// The assumptions with the second scenario's side of the chosen differences and the first's of the others.
    pub fn assumptions(&self, is_chosen: impl Fn(usize) -> bool) -> Vec<Assumption> {
        let side = |cell: &Mixed| {
            let own = if cell.differs.is_some_and(&is_chosen) { &cell.after } else { &cell.before };
            [cell.common.as_slice(), own.as_slice()].concat()
        };
        self.cells.iter().flat_map(side).collect()
    }
}

/// What both say, and what only one of them says.
fn part(before: Vec<Said>, mut after: Vec<Said>) -> (Vec<Said>, Vec<Said>, Vec<Said>) {
    let (mut common, mut only_before) = (Vec::new(), Vec::new());
    for said in before {
        match after.iter().position(|other| other.is_same(&said)) {
            Some(at) => {
                after.remove(at);
                common.push(said);
            }
            None => only_before.push(said),
        }
    }
    (common, only_before, after)
}
