//! Changes of a budget during its year: ”Om fullmäktige beslutar om en utgift under löpande budgetår, ska beslutet också innefatta en
//! anvisning om hur utgiften ska finansieras.” (KL 11:15 through FinsamL 21 §)

use super::account::AccountIx;
use super::forbund::LineIx;
use super::money::Ore;
use super::period::Year;
use super::source::{Sourced, Status};
use super::tertials::Tertials;
use crate::diag::Place;
use chrono::NaiveDate;

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Between lines: the lines that fall are the funding, and the sum is 0.
    Omdisponering,
    /// More to spend, with eget kapital or increased income named as the funding.
    Tillaggsanslag,
}

impl ChangeKind {
    /// As files spell them.
    pub const NAMES: [(&'static str, ChangeKind); 2] =
        [("omdisponering", ChangeKind::Omdisponering), ("tillaggsanslag", ChangeKind::Tillaggsanslag)];
}

/// One decision that changes a budget.
#[derive(Clone, Debug)]
pub struct BudgetChange {
    /// The day it was decided.
    pub date: NaiveDate,
    /// The decision.
    pub decision: String,
    /// Its kind.
    pub kind: ChangeKind,
    /// How firm it is.
    pub status: Status,
    /// Whether later years start from it too.
    pub is_lasting: bool,
    /// The tertials that the change falls on, in equal parts.
    pub tertials: Tertials,
    /// Why, if the file says so.
    pub text: Option<String>,
    /// What each line gains or loses, in whole kronor.
    pub lines: Vec<(LineIx, Sourced<Ore>)>,
    /// The income that is raised to fund it, in whole kronor; eget kapital funds a tilläggsanslag where there is none.
    pub income: Vec<(AccountIx, Sourced<Ore>)>,
    /// Where it begins in the file.
    pub place: Place,
}

impl BudgetChange {
    /// What a line gains or loses.
    pub fn of(&self, line: LineIx) -> Option<&Sourced<Ore>> {
        self.lines.iter().find(|(other, _)| *other == line).map(|(_, amount)| amount)
    }

    /// As people say what kind it is and how it is funded.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            ChangeKind::Omdisponering => "omdisponering",
            ChangeKind::Tillaggsanslag if self.income.is_empty() => "tilläggsanslag ur eget kapital",
            ChangeKind::Tillaggsanslag => "tilläggsanslag ur ökade intäkter",
        }
    }

    /// Those of its tertials that had ended when it was decided.
    pub fn already_ended(&self, year: Year) -> Option<Tertials> {
        let left = Tertials::left_on(self.date, year.number());
        Tertials::of(self.tertials.iter().filter(|at| !left.contains(*at)))
    }
}
