//! A year's own budget with what was decided to change in it: the original amount and each change are slots of their own, so that the
//! derivation shows the sum, in the year and in each tertial.

use super::compile::Compiler;
use super::model::{AmountPlan, ChangePlan, IncomePlan, Key, What};
use crate::domain::forbund::LineIx;
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::domain::source::Sourced;
use crate::domain::tertials::Tertials;

impl Compiler<'_> {
    /// The amount of a line that its year's own budget has and decisions have changed.
    pub(super) fn changed(&mut self, line: LineIx, year: Year) -> Option<AmountPlan> {
        let budget = self.own_budget(year)?;
        let (_, original) = budget.lines.iter().find(|(other, _)| *other == line)?;
        budget.changes.iter().find_map(|change| change.of(line))?;
        let key = Key::year(What::Radbelopp(line), year);
        Some(AmountPlan::Changed(self.add(key, original.value.ore(), original.with(()))))
    }

    /// What decisions changed of a line in its year, added to the year's changes; the tertials they fall on stand also where a scenario gives
    /// the line another amount.
    pub(super) fn changes_of(&mut self, line: LineIx, year: Year) -> (usize, usize) {
        let first = self.changes.len();
        let own = self.own_budget(year).filter(|budget| budget.lines.iter().any(|(other, _)| *other == line));
        for (at, change) in own.into_iter().flat_map(|budget| budget.changes.iter().enumerate()) {
            if let Some(amount) = change.of(line) {
                let plan = self.change(What::Andring(line, at as u16), year, amount, change.tertials);
                self.changes.push(plan);
            }
        }
        (first, self.changes.len())
    }

    /// Income that was raised to fund what the budget's year, or for good an earlier budget, was decided to spend more.
    pub(super) fn incomes(&mut self, year: Year) -> Vec<IncomePlan> {
        let Some((of, budget)) = self.budget_in_force(year) else { return Vec::new() };
        let mut incomes = Vec::new();
        for (at, change) in budget.changes.iter().enumerate().filter(|(_, change)| of == year || change.is_lasting) {
            let tertials = if of == year { change.tertials } else { Tertials::ALL };
            for (account, amount) in &change.income {
                let change = self.change(What::Intakt(*account, at as u16), year, amount, tertials);
                incomes.push(IncomePlan { account: *account, change });
            }
        }
        incomes
    }

    fn change(&mut self, what: What, year: Year, amount: &Sourced<Ore>, tertials: Tertials) -> ChangePlan {
        ChangePlan { slot: self.add(Key::year(what, year), amount.value.ore(), amount.with(())), what, tertials }
    }
}
