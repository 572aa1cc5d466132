//! One year's books as the sources give them: facts, budgets, and the state's amount.

use super::account::AccountIx;
use super::balanskrav::Balanskrav;
use super::budget_change::BudgetChange;
use super::deltagare::Deltagare;
use super::forbund::{LineIx, MemberIx};
use super::id::Id;
use super::mal::{Goal, Housekeeping};
use super::money::{Ore, Unit};
use super::note::AuditCost;
use super::period::Period;
use super::source::{Sourced, Status};
use super::tertials::Tertials;
use super::utvecklingsmedel::{GrantEvent, GrantNote};
use crate::diag::Place;
use chrono::NaiveDate;

/// A lowest-level figure: the flow of a result account in a period from 1 January, or the stock of a balance account at its end,
/// with its natural sign (income, costs, assets and debts are all positive).
#[derive(Clone, Debug)]
pub struct Fact {
    /// The account.
    pub account: AccountIx,
    /// The member, for contributions.
    pub member: Option<MemberIx>,
    /// `jan-aug` or `helar`.
    pub period: Period,
    /// The amount in its natural sign.
    pub value: Sourced<Ore>,
}

/// Whether a budget was decided as one, or is a forecast locked at a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetKind {
    /// A budget.
    Budget,
    /// A forecast for the year, as it was reported.
    Prognos,
}

/// An engångsinvestering: a one-off cost in one tertial.
#[derive(Clone, Debug)]
pub struct OneOff {
    /// The line it lies on.
    pub line: LineIx,
    /// The tertial, 0 to 2.
    pub tertial: usize,
    /// The amount.
    pub amount: Sourced<Ore>,
}

/// A budget or a locked forecast, as far as the source states it.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Its id within the year.
    pub id: Id,
    /// As a column is headed.
    pub name: String,
    /// Budget or forecast.
    pub kind: BudgetKind,
    /// What part of the year it is for.
    pub period: Period,
    /// How firm it is.
    pub status: Status,
    /// The day a forecast was locked, where that is known.
    pub locked: Option<NaiveDate>,
    /// Where it begins in the file.
    pub place: Place,
    /// The unit that the source prints, if it is coarser than a krona.
    pub unit_in_source: Option<Unit>,
    /// Total income as stated.
    pub income: Option<Sourced<Ore>>,
    /// Total costs as stated.
    pub costs: Option<Sourced<Ore>>,
    /// Financial net as stated.
    pub financial: Option<Sourced<Ore>>,
    /// The amounts per line.
    pub lines: Vec<(LineIx, Sourced<Ore>)>,
    /// Lines the source names without an amount.
    pub named_only: Vec<LineIx>,
    /// The one-off costs.
    pub one_offs: Vec<OneOff>,
    /// Platser per line of an insats.
    pub places: Vec<(LineIx, Sourced<i64>)>,
    /// What was decided to change during the year, in the order of the file.
    pub changes: Vec<BudgetChange>,
}

impl Budget {
    /// Whether every cost is given by line, so that the budget can be carried forward and posted.
    pub fn is_by_line(&self) -> bool {
        self.kind == BudgetKind::Budget
            && self.period == Period::Helar
            && self.costs.is_none()
            && !self.lines.is_empty()
    }

    /// What a line gains or loses by all changes, or only by those that last.
    pub fn changed(&self, line: LineIx, only_lasting: bool) -> i64 {
        let counting = self.changes.iter().filter(|change| change.is_lasting || !only_lasting);
        counting.filter_map(|change| change.of(line)).map(|amount| amount.value.ore()).sum()
    }

    /// A line's tertials after every change: the original in three, and each change in the tertials it falls on, in whole `unit`s (öre).
    /// `None` for a line the budget does not have, or where an amount does not fit.
    pub fn tertials(&self, line: LineIx, unit: i64) -> Option<[i64; 3]> {
        let (_, original) = self.lines.iter().find(|(other, _)| *other == line)?;
        let mut sums = Tertials::ALL.split(original.value.ore(), unit)?;
        for change in &self.changes {
            let Some(amount) = change.of(line) else { continue };
            let parts = change.tertials.split(amount.value.ore(), unit)?;
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum = sum.checked_add(part)?;
            }
        }
        Some(sums)
    }

    /// The budget as it stands after every change: the lines of the original, each with what it has gained or lost.
    pub fn current(&self) -> impl Iterator<Item = (LineIx, Ore)> + '_ {
        self.lines.iter().map(|(line, amount)| (*line, Ore::new(amount.value.ore() + self.changed(*line, false))))
    }
}

/// Words about a row of a period's follow-up.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The days from 1 January: T1, January–August or the year.
    pub period: Period,
    /// The row's id.
    pub row: Id,
    /// The words.
    pub text: String,
}

/// One year.
#[derive(Clone, Debug)]
pub struct YearBook {
    /// Where its file begins.
    pub place: Place,
    /// The first balance: stocks at the first moment of the year, in the first year only.
    pub opening: Vec<(AccountIx, Sourced<Ore>)>,
    /// The facts.
    pub facts: Vec<Fact>,
    /// Where the facts of a period begin, for faults of all of them together.
    pub outcome: Vec<(Period, Place)>,
    /// The state's amount for a year without outcome.
    pub state: Option<Sourced<Ore>>,
    /// Contributions that are decided per member for a year without outcome.
    pub decided: Vec<(MemberIx, Sourced<Ore>)>,
    /// Budgets and locked forecasts, in the order of the file; the last is the current one.
    pub budgets: Vec<Budget>,
    /// What the audit cost, as information on part of the costs.
    pub audits: Vec<AuditCost>,
    /// People in the insatser, by period.
    pub deltagare: Vec<Deltagare>,
    /// What has happened to the utvecklingsmedel, in the order of the file.
    pub grant_events: Vec<GrantEvent>,
    /// What was followed up of them where no amounts are known.
    pub grant_notes: Vec<GrantNote>,
    /// Words about rows of the follow-ups.
    pub comments: Vec<Comment>,
    /// The goals of the year.
    pub goals: Vec<Goal>,
    /// What the board says of god ekonomisk hushållning.
    pub housekeeping: Vec<Housekeeping>,
    /// What is said of its balanskravsresultat.
    pub balanskrav: Balanskrav,
}

impl YearBook {
    /// Whether the year has a bokslut.
    pub fn is_closed(&self) -> bool {
        self.facts.iter().any(|fact| fact.period == Period::Helar)
    }

    /// The budget that is carried forward, if one is given by line.
    pub fn carried(&self) -> Option<&Budget> {
        self.budgets.iter().rev().find(|budget| budget.is_by_line())
    }

    /// The current budget for a period, with its position.
    pub fn budget_for(&self, period: Period) -> Option<(u16, &Budget)> {
        let numbered = self.budgets.iter().enumerate().rev();
        let mut fitting = numbered.filter(|(_, budget)| budget.kind == BudgetKind::Budget && budget.period == period);
        fitting.next().map(|(at, budget)| (at as u16, budget))
    }

    /// Where the facts of a period begin.
    pub fn outcome_place(&self, period: Period) -> Place {
        self.outcome.iter().find(|(given, _)| *given == period).map_or(self.place, |(_, place)| *place)
    }

    /// The facts of a period.
    pub fn facts_of(&self, period: Period) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.period == period)
    }
}
