//! Changes of a budget during its year: ”Om fullmäktige beslutar om en utgift under löpande budgetår, ska beslutet också innefatta en
//! anvisning om hur utgiften ska finansieras.” (KL 11:15 through FinsamL 21 §)

use super::forbund::LineIx;
use super::money::Ore;
use super::source::Sourced;
use crate::diag::Place;
use chrono::NaiveDate;

/// What kind of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Between lines: the lines that fall are the funding, and the sum is 0.
    Omdisponering,
    /// More to spend, with eget kapital named as the funding.
    Tillaggsanslag,
}

impl ChangeKind {
    /// As files spell them.
    pub const NAMES: [(&'static str, ChangeKind); 2] =
        [("omdisponering", ChangeKind::Omdisponering), ("tillaggsanslag", ChangeKind::Tillaggsanslag)];

    /// As people say it.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Omdisponering => "omdisponering",
            ChangeKind::Tillaggsanslag => "tilläggsanslag ur eget kapital",
        }
    }
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
    /// Whether later years start from it too.
    pub is_lasting: bool,
    /// Why, if the file says so.
    pub text: Option<String>,
    /// What each line gains or loses.
    pub lines: Vec<(LineIx, Sourced<Ore>)>,
    /// Where it begins in the file.
    pub place: Place,
}

impl BudgetChange {
    /// What a line gains or loses.
    pub fn of(&self, line: LineIx) -> Option<&Sourced<Ore>> {
        self.lines.iter().find(|(other, _)| *other == line).map(|(_, amount)| amount)
    }
}
