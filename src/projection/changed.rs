//! A year's own budget with what was decided to change in it: the original amount and each change are slots of their own, so that the
//! derivation shows the sum.

use super::compile::Compiler;
use super::model::{AmountPlan, Key, SlotIx, What};
use crate::domain::forbund::LineIx;
use crate::domain::period::Year;

impl Compiler<'_> {
    /// The amount of a line that its year's own budget has and decisions have changed.
    pub(super) fn changed(&mut self, line: LineIx, year: Year) -> Option<AmountPlan> {
        let budget = self.own_budget(year)?;
        let (_, original) = budget.lines.iter().find(|(other, _)| *other == line)?;
        let changes: Vec<_> = (budget.changes.iter().enumerate())
            .filter_map(|(at, change)| change.of(line).map(|amount| (at, amount)))
            .collect();
        if changes.is_empty() {
            return None;
        }
        let original = self.add(Key::year(What::Radbelopp(line), year), original.value.ore(), original.with(()));
        let add = |(at, amount): (usize, &crate::domain::source::Sourced<crate::domain::money::Ore>)| {
            self.add(Key::year(What::Andring(line, at as u16), year), amount.value.ore(), amount.with(()))
        };
        let slots: Vec<SlotIx> = changes.into_iter().map(add).collect();
        Some(AmountPlan::Changed { original, first: slots[0], count: slots.len() as u32 })
    }
}
