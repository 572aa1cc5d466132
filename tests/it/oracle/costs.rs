//! What the lines and the measures cost (design §5.2–5.4).

use super::arithmetic::{exact, fraction, largest_remainder, one_plus, round_to, thirds, total};
use super::{Cost, View};
use finsam::domain::assumption::{Kind, LineSelection};
use finsam::domain::budget_change::BudgetChange;
use finsam::domain::forbund::{Line, LineIx, LineKind};
use finsam::domain::id::Id;
use finsam::domain::period::Year;
use finsam::domain::rate::Rate;
use finsam::domain::yearbook::{Budget, YearBook};
use num_rational::BigRational;

impl View<'_> {
    /// The costs of the lines that the year has, in the file's order.
    pub(super) fn line_costs(&self, year: Year) -> Vec<(LineIx, Cost)> {
        let all = (0..self.forbund.lines.len()).map(|at| LineIx(u16::try_from(at).expect("few lines")));
        all.filter_map(|line| Some((line, self.line_cost(year, line)?))).collect()
    }

    fn line_cost(&self, year: Year, ix: LineIx) -> Option<Cost> {
        if !self.takes_part(year, self.forbund.line(ix)) {
            return None;
        }
        let unit = match self.forbund.line(ix).kind {
            LineKind::Engangs => return self.one_offs(year, ix),
            LineKind::Ordinary => 1,
            LineKind::Utvecklingsmedel { .. } => 100,
        };
        let budget = self.budget_amount(year, ix)?;
        let spent = round_to(&(fraction(budget) * self.forbrukning(year, ix)), 100);
        let parts = match self.changed_tertials(year, ix, (budget, unit)) {
            None => thirds(spent, unit),
            Some([first, second, _]) if self.has_forbrukning(year, ix) => {
                let so_far = |budget: i64| round_to(&(fraction(budget) * self.forbrukning(year, ix)), unit);
                let (to_first, to_second) = (so_far(first), so_far(first + second));
                [to_first, to_second - to_first, spent - to_second]
            }
            Some(parts) => parts,
        };
        let kept = self.not_spent(year, ix);
        let budget_parts = self.changed_tertials(year, ix, (budget, unit)).unwrap_or_else(|| thirds(budget, unit));
        Some(Cost { budget: total(budget_parts), budget_parts, outcome: [0, 1, 2].map(|at| parts[at] - kept[at]) })
    }

    /// A kommun's lines are there as long as the kommun is.
    pub(super) fn takes_part(&self, year: Year, line: &Line) -> bool {
        line.kommun.is_none_or(|kommun| self.is_member(year, kommun))
    }

    /// The amount before förbrukningsgrad, if the line has one that year.
    fn budget_amount(&self, year: Year, ix: LineIx) -> Option<i64> {
        match self.forbund.line(ix).kind {
            LineKind::Ordinary => self.ordinary_amount(year, ix),
            LineKind::Utvecklingsmedel { of } => self.utvecklingsmedel(year, ix, of),
            LineKind::Engangs => None,
        }
    }

    /// An explicit amount for its own years; otherwise the base, with the index of every year after the base year.
    fn ordinary_amount(&self, year: Year, ix: LineIx) -> Option<i64> {
        // A year's own budget stands with everything that was changed in it, also what does not last.
        if let Some(given) = self.explicit_amount(year, ix).or_else(|| self.budgeted(year, ix)) {
            return Some(given);
        }
        let (base_year, base) = self.base_of(year, ix)?;
        let mut amount = fraction(base);
        for indexed in base_year.next().through(year) {
            amount *= one_plus(self.index(indexed, &self.forbund.line(ix).cost_type));
        }
        Some(round_to(&amount, 100))
    }

    /// Utvecklingsmedel: an assumed amount, an assumed share, the year's own budget, and last the share of the insats.
    fn utvecklingsmedel(&self, year: Year, ix: LineIx, of: LineIx) -> Option<i64> {
        let line = self.forbund.line(ix);
        let whole = fraction(self.ordinary_amount(year, of)?);
        let share_of = |share: Rate| round_to(&(&whole * exact(share)), 100);
        let insats = line.insats.and_then(|insats| self.forbund.insats(insats).share.as_ref());
        self.explicit_amount(year, ix)
            .or_else(|| self.assumed_share(year, line).map(share_of))
            .or_else(|| self.budgeted(year, ix))
            .or_else(|| insats.map(|share| share_of(share.value)))
    }

    fn explicit_amount(&self, year: Year, ix: LineIx) -> Option<i64> {
        self.last(year, |kind| match kind {
            Kind::Amount { line, amount, .. } if *line == ix => Some(round_to(&fraction(amount.ore()), 100)),
            _ => None,
        })
    }

    fn assumed_share(&self, year: Year, line: &Line) -> Option<Rate> {
        self.last(year, |kind| match kind {
            Kind::Share { insats, kommun, share } => {
                let fits = (insats.is_none() || *insats == line.insats) && (kommun.is_none() || *kommun == line.kommun);
                fits.then_some(*share)
            }
            _ => None,
        })
    }

    /// What the year's own budget says of the line, in whole kronor.
    fn budgeted(&self, year: Year, ix: LineIx) -> Option<i64> {
        let amount = amount_in(self.book(year)?.carried()?, ix, |_| true)?;
        Some(round_to(&fraction(amount), 100))
    }

    /// The amount that later years go from and the year whose prices it is in: the latest new base or carried budget. A
    /// scenario's new base for the very year of a budget stands instead of it.
    fn base_of(&self, year: Year, ix: LineIx) -> Option<(Year, i64)> {
        let carried = self.carried(year);
        match self.new_base(year, ix) {
            Some(base) if carried.is_none_or(|(budget_year, _)| budget_year <= base.0) => Some(base),
            _ => carried.and_then(|(budget_year, budget)| {
                Some((budget_year, amount_in(budget, ix, |change| change.is_lasting)?))
            }),
        }
    }

    /// The latest new base at or before the year; of two for the same year, the later in the list.
    fn new_base(&self, year: Year, ix: LineIx) -> Option<(Year, i64)> {
        let bases = self.scenario.assumptions.iter().filter_map(|assumption| match &assumption.kind.value {
            Kind::Amount { line, amount, new_base: true } if *line == ix => Some((assumption.from, amount.ore())),
            _ => None,
        });
        bases.filter(|(from, _)| *from <= year).max_by_key(|(from, _)| *from)
    }

    /// The latest budget by line of a projected year, this one or an earlier.
    fn carried(&self, year: Year) -> Option<(Year, &Budget)> {
        let years = self.forbund.first_projected().through(year).rev();
        years.into_iter().find_map(|of| Some((of, self.book(of)?.carried()?)))
    }

    fn index(&self, year: Year, of: &Id) -> Rate {
        let assumed = self.last(year, |kind| match kind {
            Kind::Index { cost_type, rate } if cost_type.as_ref().is_none_or(|only| only == of) => Some(*rate),
            _ => None,
        });
        assumed.unwrap_or(Rate::ZERO)
    }

    /// The tertials of a line that decisions during the year have changed: each change in equal parts over the tertials it falls on, and what
    /// the amount is besides them in three.
    fn changed_tertials(&self, year: Year, ix: LineIx, (amount, unit): (i64, i64)) -> Option<[i64; 3]> {
        let budget = self.book(year)?.carried()?;
        budget.lines.iter().find(|(other, _)| *other == ix)?;
        let (mut besides, mut sums, mut is_changed) = (amount, [0; 3], false);
        for change in &budget.changes {
            for (_, amount) in change.lines.iter().filter(|(other, _)| *other == ix) {
                let parts = over(change, amount.value.ore(), unit);
                sums = [0, 1, 2].map(|at| sums[at] + parts[at]);
                besides -= amount.value.ore();
                is_changed = true;
            }
        }
        let rest = thirds(besides, unit);
        is_changed.then(|| [0, 1, 2].map(|at| sums[at] + rest[at]))
    }

    /// Income raised to fund decisions: in the budget's own year in the tertials of the decision, after it in three, if it is for good.
    pub(super) fn raised(&self, year: Year) -> [i64; 3] {
        let mut raised = [0; 3];
        let Some((of, budget)) = self.carried(year) else { return raised };
        for change in budget.changes.iter().filter(|change| of == year || change.is_lasting) {
            for (_, amount) in &change.income {
                let amount = amount.value.ore();
                let parts = if of == year { over(change, amount, 1) } else { thirds(amount, 1) };
                raised = [0, 1, 2].map(|at| raised[at] + parts[at]);
            }
        }
        raised
    }

    fn has_forbrukning(&self, year: Year, ix: LineIx) -> bool {
        self.last(year, |kind| match kind {
            Kind::Forbrukning { lines, .. } => self.selects(lines, ix).then_some(()),
            _ => None,
        })
        .is_some()
    }

    fn forbrukning(&self, year: Year, ix: LineIx) -> BigRational {
        let assumed = self.last(year, |kind| match kind {
            Kind::Forbrukning { lines, rate } if self.selects(lines, ix) => Some(*rate),
            _ => None,
        });
        exact(assumed.unwrap_or(Rate::ONE))
    }

    fn selects(&self, selection: &LineSelection, ix: LineIx) -> bool {
        let line = self.forbund.line(ix);
        let of_insats = |list: &[_]| line.insats.is_some_and(|insats| list.contains(&insats));
        let by_name = selection.lines.contains(&ix) || selection.groups.contains(&line.group);
        let chosen = selection.all || by_name || of_insats(&selection.insatser);
        chosen && !selection.except_lines.contains(&ix) && !of_insats(&selection.except_insatser)
    }

    /// One-off costs of the year's own budget and of the scenario: to the öre, in their tertial, spent as budgeted.
    fn one_offs(&self, year: Year, ix: LineIx) -> Option<Cost> {
        let budget = self.book(year).and_then(YearBook::carried).map_or(&[][..], |budget| &budget.one_offs);
        let budgeted = budget.iter().map(|one_off| (one_off.line, one_off.tertial, one_off.amount.value));
        let assumed = self.covering(year).filter_map(|assumption| match &assumption.kind.value {
            Kind::OneOff { line, tertial, amount, .. } => Some((*line, *tertial, *amount)),
            _ => None,
        });
        let here: Vec<_> = budgeted.chain(assumed).filter(|(line, ..)| *line == ix).collect();
        let mut outcome = [0; 3];
        here.iter().for_each(|(_, tertial, amount)| outcome[*tertial] += amount.ore());
        (!here.is_empty()).then(|| Cost { budget: total(outcome), budget_parts: outcome, outcome })
    }

    /// Changes not yet placed on a line: in whole kronor, the same every year, spent as budgeted.
    pub(super) fn adjustments(&self, year: Year) -> Vec<Cost> {
        let amounts = self.covering(year).filter_map(|assumption| match &assumption.kind.value {
            Kind::Adjustment { amount, .. } => Some(round_to(&fraction(amount.ore()), 100)),
            _ => None,
        });
        let cost = |parts| Cost { budget: total(parts), budget_parts: parts, outcome: parts };
        amounts.map(|amount| cost(thirds(amount, 1))).collect()
    }

    /// What is paid to a kommun that leaves, in the first tertial it is gone.
    pub(super) fn payouts(&self, year: Year) -> Vec<Cost> {
        let leaving = self.scenario.assumptions.iter().filter(|assumption| assumption.from == year);
        let amounts = leaving.filter_map(|assumption| match &assumption.kind.value {
            Kind::Leave { payout, .. } => Some(payout.ore()),
            _ => None,
        });
        let cost = |parts| Cost { budget: total(parts), budget_parts: parts, outcome: parts };
        amounts.map(|amount| cost([amount, 0, 0])).collect()
    }
}

/// A change in equal parts over its tertials, 0 in the others.
fn over(change: &BudgetChange, amount: i64, unit: i64) -> [i64; 3] {
    let on: Vec<usize> = change.tertials.iter().collect();
    let mut parts = [0; 3];
    for (at, part) in on.iter().zip(largest_remainder(amount, unit, &vec![1; on.len()])) {
        parts[*at] = part;
    }
    parts
}

/// The amount of a line as it was first decided, with the changes that count.
fn amount_in(budget: &Budget, ix: LineIx, counts: impl Fn(&BudgetChange) -> bool) -> Option<i64> {
    let (_, original) = budget.lines.iter().find(|(line, _)| *line == ix)?;
    let changes = budget.changes.iter().filter(|change| counts(change)).flat_map(|change| &change.lines);
    let changed = changes.filter(|(line, _)| *line == ix).map(|(_, amount)| amount.value.ore());
    Some(original.value.ore() + changed.sum::<i64>())
}
