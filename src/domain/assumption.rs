//! Scenarios: a name, a purpose, a base to differ from, and assumptions, each of one kind.

use super::account::AccountIx;
use super::forbund::{GroupIx, InsatsIx, Line, LineIx, MemberIx};
use super::id::Id;
use super::money::Ore;
use super::period::Year;
use super::rate::Rate;
use super::source::Sourced;
use crate::diag::Place;
use chrono::NaiveDate;

/// A projection reaches at most so many years.
pub const LONGEST_PROJECTION: usize = 30;

/// Which lines a förbrukningsgrad is for: those chosen, less those excepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineSelection {
    /// Every line.
    pub all: bool,
    /// Lines of these groups.
    pub groups: Vec<GroupIx>,
    /// Lines of these insatser, utvecklingsmedel included.
    pub insatser: Vec<InsatsIx>,
    /// These lines.
    pub lines: Vec<LineIx>,
    /// But not lines of these insatser.
    pub except_insatser: Vec<InsatsIx>,
    /// And not these lines.
    pub except_lines: Vec<LineIx>,
}

impl LineSelection {
    /// Whether a line is chosen and not excepted.
    pub fn selects(&self, line: &Line, ix: LineIx) -> bool {
        let in_insats = |list: &[_]| line.insats.is_some_and(|insats| list.contains(&insats));
        let chosen =
            self.all || self.groups.contains(&line.group) || in_insats(&self.insatser) || self.lines.contains(&ix);
        chosen && !in_insats(&self.except_insatser) && !self.except_lines.contains(&ix)
    }
}

/// One kind of assumption each, with what it needs (design §5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The state's amount for the years.
    StateAmount(Ore),
    /// The growth of the state's amount over the year before.
    StateGrowth(Rate),
    /// The yearly index of one cost type, or of all.
    Index {
        /// The cost type; all if absent.
        cost_type: Option<Id>,
        /// The index.
        rate: Rate,
    },
    /// The share of utvecklingsmedel.
    Share {
        /// The insats; all if absent.
        insats: Option<InsatsIx>,
        /// The kommun; all if absent.
        kommun: Option<MemberIx>,
        /// The share.
        share: Rate,
    },
    /// The amount of a line.
    Amount {
        /// The line.
        line: LineIx,
        /// The amount, in the prices of the year.
        amount: Ore,
        /// Whether later years go from it.
        new_base: bool,
    },
    /// How much of the budget is spent.
    Forbrukning {
        /// Of which lines.
        lines: LineSelection,
        /// The degree, 1 for all of it.
        rate: Rate,
    },
    /// Interest on likvida medel.
    Interest(Rate),
    /// A one-off cost.
    OneOff {
        /// What it is for.
        name: String,
        /// The line it lies on.
        line: LineIx,
        /// The tertial, 0 to 2.
        tertial: usize,
        /// The amount.
        amount: Ore,
    },
    /// A yearly change of costs that is not yet placed on a line: positive is a cost, negative a saving.
    Adjustment {
        /// What it is called in tables.
        name: String,
        /// The group it is shown in.
        group: GroupIx,
        /// The amount a year.
        amount: Ore,
    },
    /// Inhabitants of a kommun on 31 December of the year.
    Population {
        /// The kommun.
        kommun: MemberIx,
        /// Inhabitants.
        count: i64,
    },
    /// A kommun leaves from the year (FinsamL 27 §).
    Leave {
        /// The kommun.
        kommun: MemberIx,
        /// What is paid out to it, at the first tertial.
        payout: Ore,
        /// The day notice was given, if it has been.
        notice: Option<NaiveDate>,
    },
    /// A kommun among the members joins from the year; before it, it pays and receives nothing.
    Join {
        /// The kommun.
        kommun: MemberIx,
    },
    /// A balance account's stock at the end of the year.
    Stock {
        /// The account.
        account: AccountIx,
        /// The stock in its natural sign.
        amount: Ore,
    },
}

/// An assumption for a range of years.
#[derive(Clone, Debug)]
pub struct Assumption {
    /// What is assumed, with its provenance.
    pub kind: Sourced<Kind>,
    /// The first year.
    pub from: Year,
    /// The last year; to the horizon if absent.
    pub to: Option<Year>,
}

impl Assumption {
    /// Whether it is for the year.
    pub fn covers(&self, year: Year) -> bool {
        self.from <= year && self.to.is_none_or(|to| year <= to)
    }
}

/// A scenario as its file has it, before its base is followed.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its id, which is also its file's name.
    pub id: Id,
    /// What it is called in tables.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The scenario it differs from.
    pub base: Option<(Id, Place)>,
    /// The last year, if not the förbund's.
    pub horizon: Option<Year>,
    /// What it assumes, in the order of the file.
    pub assumptions: Vec<Assumption>,
    /// Where its file begins.
    pub place: Place,
}

/// A scenario with everything it inherits, base first, so that what comes later wins.
#[derive(Clone, Debug)]
pub struct ResolvedScenario {
    /// Its id.
    pub id: Id,
    /// What it is called in tables.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The id of its base.
    pub base: Option<Id>,
    /// The last year.
    pub horizon: Year,
    /// All assumptions, inherited first.
    pub assumptions: Vec<Assumption>,
    /// Where its own file begins.
    pub place: Place,
}
