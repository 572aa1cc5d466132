//! A scenario taken apart: what its assumptions say of one thing in one year, after those that come later have won.
//!
//! Two scenarios may say the same by different roads: inherited or written out, one index for all costs or one for each type. Taken
//! apart they can be held against each other, and any mixture of the two is a list of assumptions again. Nothing is computed here.

use crate::domain::account::AccountIx;
use crate::domain::assumption::{Assumption, Kind, LineSelection};
use crate::domain::forbund::{Forbund, GroupIx, InsatsIx, LineIx, LineKind, MemberIx};
use crate::domain::period::Year;
use crate::projection::fits;
use std::collections::BTreeMap;

/// What an assumption is about, as narrow as it gets. The order is that of the kinds in a scenario's file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The state's amount or its growth.
    State,
    /// The index of a cost type, by its position in the förbund.
    Index(usize),
    /// The share of utvecklingsmedel of an insats in a kommun.
    Share(InsatsIx, MemberIx),
    /// A line's amount as a base for later years. It sets the year's own amount too, so it stands before that.
    Base(LineIx),
    /// A line's amount.
    Amount(LineIx),
    /// How much of a line's budget is spent.
    Forbrukning(LineIx),
    /// Interest on likvida medel.
    Interest,
    /// One-off costs of one name on a line in a tertial; they add up.
    OneOff(LineIx, usize, String),
    /// Adjustments of one name in a group; they add up.
    Adjustment(GroupIx, String),
    /// Inhabitants of a kommun.
    Population(MemberIx),
    /// A kommun that leaves.
    Leave(MemberIx),
    /// A kommun that joins.
    Join(MemberIx),
    /// A balance account's stock.
    Stock(AccountIx),
}

/// One thing in one year. Leaving and joining are for good and have no year of their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// What.
    pub subject: Subject,
    /// When.
    pub year: Option<Year>,
}

/// What is said of a cell, and by which of the scenario's assumptions, by position.
#[derive(Clone, Debug)]
pub struct Said {
    /// The assumption's position in the scenario.
    pub by: usize,
    /// The assumption, narrowed to the cell.
    pub assumption: Assumption,
}

impl Said {
    /// Whether both say the same, whoever says it and on whatever grounds.
    pub fn is_same(&self, other: &Said) -> bool {
        let (one, other) = (&self.assumption, &other.assumption);
        one.from == other.from && one.kind.value == other.kind.value
    }
}

/// Everything said until `last`; what comes later in the list wins, except where it adds up.
pub fn atoms(forbund: &Forbund, assumptions: &[Assumption], last: Year) -> BTreeMap<Cell, Vec<Said>> {
    let mut atoms: BTreeMap<Cell, Vec<Said>> = BTreeMap::new();
    for (by, assumption) in assumptions.iter().enumerate() {
        for (subject, kind) in narrowed(forbund, &assumption.kind.value) {
            for (year, from, to) in spans(assumption, &subject, last) {
                let said = atoms.entry(Cell { subject: subject.clone(), year }).or_default();
                if !adds_up(&subject) {
                    said.clear();
                }
                let kind = assumption.kind.with(kind.clone());
                said.push(Said { by, assumption: Assumption { kind, from, to } });
            }
        }
    }
    atoms
}

/// Whether what is said twice adds up: costs do, and a kommun is out if any assumption says so.
fn adds_up(subject: &Subject) -> bool {
    use Subject as S;
    matches!(subject, S::OneOff(..) | S::Adjustment(..) | S::Leave(_) | S::Join(_))
}

/// The cells' years with the span that the narrowed assumption gets.
fn spans(assumption: &Assumption, subject: &Subject, last: Year) -> Vec<(Option<Year>, Year, Option<Year>)> {
    let from = assumption.from;
    match subject {
        Subject::Leave(_) if from > last => Vec::new(),
        // A kommun that joins after `last` is out until then.
        Subject::Leave(_) | Subject::Join(_) => vec![(None, from, None)],
        Subject::Base(_) if from > last => Vec::new(),
        Subject::Base(_) => vec![(Some(from), from, Some(from))],
        _ => {
            let to = assumption.to.map_or(last, |to| to.min(last));
            from.through(to).map(|year| (Some(year), year, Some(year))).collect()
        }
    }
}

/// The things that an assumption is about.
pub fn subjects(forbund: &Forbund, assumption: &Assumption) -> Vec<Subject> {
    narrowed(forbund, &assumption.kind.value).into_iter().map(|(subject, _)| subject).collect()
}

/// The things that an assumption is about, each with the assumption as it would be written for that thing alone.
fn narrowed(forbund: &Forbund, kind: &Kind) -> Vec<(Subject, Kind)> {
    use Subject as S;
    let one = |subject| vec![(subject, kind.clone())];
    match kind {
        Kind::StateAmount(_) | Kind::StateGrowth(_) => one(S::State),
        Kind::Index { cost_type, rate } => {
            let types = forbund.cost_types.iter().enumerate();
            let of = types.filter(|(_, id)| cost_type.as_ref().is_none_or(|wanted| wanted == *id));
            of.map(|(at, id)| (S::Index(at), Kind::Index { cost_type: Some(id.clone()), rate: *rate })).collect()
        }
        Kind::Share { insats, kommun, share } => {
            let granted = forbund.lines.iter().filter(|line| matches!(line.kind, LineKind::Utvecklingsmedel { .. }));
            let of = granted.filter(|line| fits(*insats, line.insats) && fits(*kommun, line.kommun));
            let both = of.filter_map(|line| Some((line.insats?, line.kommun?)));
            both.map(|(insats, kommun)| {
                let kind = Kind::Share { insats: Some(insats), kommun: Some(kommun), share: *share };
                (S::Share(insats, kommun), kind)
            })
            .collect()
        }
        Kind::Amount { line, amount, new_base } => {
            let given = |new_base| Kind::Amount { line: *line, amount: *amount, new_base };
            let base = new_base.then(|| (S::Base(*line), given(true)));
            base.into_iter().chain([(S::Amount(*line), given(false))]).collect()
        }
        Kind::Forbrukning { lines, rate } => {
            let all = (0..forbund.lines.len()).map(|at| LineIx(at as u16));
            let of = all.filter(|line| lines.selects(forbund.line(*line), *line));
            of.map(|line| {
                let lines = LineSelection { lines: vec![line], ..LineSelection::default() };
                (S::Forbrukning(line), Kind::Forbrukning { lines, rate: *rate })
            })
            .collect()
        }
        Kind::Interest(_) => one(S::Interest),
        Kind::OneOff { name, line, tertial, .. } => one(S::OneOff(*line, *tertial, name.clone())),
        Kind::Adjustment { name, group, .. } => one(S::Adjustment(*group, name.clone())),
        Kind::Population { kommun, .. } => one(S::Population(*kommun)),
        // The day of notice is judged by the reader; it moves no money.
        Kind::Leave { kommun, payout, .. } => {
            vec![(S::Leave(*kommun), Kind::Leave { kommun: *kommun, payout: *payout, notice: None })]
        }
        Kind::Join { kommun } => one(S::Join(*kommun)),
        Kind::Stock { account, .. } => one(S::Stock(*account)),
    }
}
