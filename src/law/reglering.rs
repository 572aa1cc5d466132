//! How deficits are regulated: results and decisions replayed by their days (KL 11:12–13, which are practice for a förbund).

use super::balanskrav::{deadline, deficit, statement_year};
use crate::domain::money::Ore;
use crate::domain::period::{Period, Year};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A decision on a deficit, as the machine needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The year of the deficit.
    pub origin: Year,
    /// The day.
    pub date: NaiveDate,
    /// How much is not to be regulated; all that is left where it is not said.
    pub amount: Option<Ore>,
    /// Which decision it is, in the caller's own numbering.
    pub number: usize,
}

/// All that regulation depends on. The order of the lists does not matter.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Balanskravsresultatet of each year.
    pub results: BTreeMap<Year, Ore>,
    /// What is left of deficits before the first of those years.
    pub inherited: BTreeMap<Year, Ore>,
    /// The board's decisions.
    pub decisions: Vec<Decided>,
    /// Deadlines that a source gives, where they are not the law's.
    pub due: BTreeMap<Year, Year>,
}

/// What was done to a deficit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A later year's positive balanskravsresultat regulated some of it.
    Regulated {
        /// That year.
        by: Year,
        /// How much.
        amount: Ore,
    },
    /// A decision took some of it out of regulation.
    Exempted {
        /// Which decision, in the caller's numbering.
        number: usize,
        /// The day of the decision.
        date: NaiveDate,
        /// The year whose statement tells it.
        told: Year,
        /// How much.
        amount: Ore,
    },
}

impl Step {
    /// The year whose statement tells it.
    pub fn year(self) -> Year {
        match self {
            Step::Regulated { by, .. } => by,
            Step::Exempted { told, .. } => told,
        }
    }

    /// Whether a later result did it.
    pub fn is_regulated(&self) -> bool {
        matches!(self, Step::Regulated { .. })
    }

    /// Whether a decision did it.
    pub fn is_exempted(&self) -> bool {
        matches!(self, Step::Exempted { .. })
    }

    /// How much.
    pub fn amount(self) -> Ore {
        let (Step::Regulated { amount, .. } | Step::Exempted { amount, .. }) = self;
        amount
    }
}

/// A deficit from the year it arose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deficit {
    /// The year.
    pub origin: Year,
    /// How large it was, more than 0; of a deficit from before the books, what was left of it then.
    pub amount: Ore,
    /// The last year to regulate it in.
    pub due: Year,
    /// What was done to it, in order.
    pub steps: Vec<Step>,
}

impl Deficit {
    fn sum(&self, wanted: impl Fn(&Step) -> bool) -> Ore {
        Ore::new(self.steps.iter().filter(|step| wanted(step)).map(|step| step.amount().ore()).sum())
    }

    /// What later results have regulated of it, up to a year's end.
    pub fn regulated(&self, through: Year) -> Ore {
        self.sum(|step| step.is_regulated() && step.year() <= through)
    }

    /// What decisions have taken out of it, up to a year's statement.
    pub fn exempted(&self, through: Year) -> Ore {
        self.sum(|step| step.is_exempted() && step.year() <= through)
    }

    /// What is left at a year's end.
    pub fn left(&self, through: Year) -> Ore {
        Ore::new(self.amount.ore() - self.regulated(through).ore() - self.exempted(through).ore())
    }

    /// The year that ended with nothing left of it, if any did.
    pub fn settled(&self) -> Option<Year> {
        let last = self.steps.iter().map(|step| step.year()).max()?;
        (self.left(last) == Ore::ZERO).then_some(last)
    }

    /// KL 11:12: whether the deadline has passed at a year's end with something left.
    pub fn is_overdue(&self, through: Year) -> bool {
        self.due <= through && self.left(through) > Ore::ZERO
    }

    /// What becomes of what is left of it at the end of `through`, with years to `last`, of which those to `closed` are in the books.
    pub fn fate(&self, through: Year, closed: Year, last: Year) -> Fate {
        match self {
            of if of.is_overdue(through.min(closed)) => Fate::Overdue,
            of if of.due <= last && of.is_overdue(of.due) => Fate::TooLate,
            of if of.due > last && of.left(last) > Ore::ZERO => Fate::Unknown,
            _ => Fate::InTime,
        }
    }

    /// Whether the rule is kept. Only the books settle it: while the deadline has not passed, and while a scenario is what regulates, it is
    /// open.
    pub fn is_kept(&self, fate: Fate, closed: Year) -> Option<bool> {
        match fate {
            Fate::Overdue | Fate::TooLate if self.due <= closed => Some(false),
            Fate::InTime if !self.is_regulated_after(closed) => Some(true),
            _ => None,
        }
    }

    /// Whether the result of a year that is not closed is among what regulates it.
    pub fn is_regulated_after(&self, closed: Year) -> bool {
        self.steps.iter().any(|step| step.is_regulated() && step.year() > closed)
    }

    /// Takes what there is to take, at most what is left.
    fn take(&mut self, at_most: Ore, step: impl FnOnce(Ore) -> Step) -> Ore {
        let amount = taken(self.left(Year::LAST), at_most);
        if amount > Ore::ZERO {
            self.steps.push(step(amount));
        }
        amount
    }
}

/// What becomes of a deficit, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Its deadline has passed, by the books.
    Overdue,
    /// Something is left of it when its deadline passes.
    TooLate,
    /// Something is left of it in the last year, which is before its deadline.
    Unknown,
    /// Nothing is left of it by its deadline.
    InTime,
}

/// Regulates every deficit, the oldest first: each positive balanskravsresultat goes to what is left of the earlier ones, and what
/// remains of it then is of no use to a later deficit, for ”de närmast följande tre åren” looks forward (KL 11:12). A decision applies
/// from its day, never before the deficit is there, and takes at most what is left.
pub fn regulate(history: &History) -> Vec<Deficit> {
    let due = |origin: Year| history.due.get(&origin).copied().unwrap_or_else(|| deadline(origin));
    let new = |origin: Year, amount: Ore| Deficit { origin, amount, due: due(origin), steps: Vec::new() };
    let mut deficits: Vec<Deficit> = history.inherited.iter().map(|(origin, left)| new(*origin, *left)).collect();
    let mut decisions = history.decisions.clone();
    // A decision on an amount comes before one on all the rest that is made the same day.
    decisions.sort_by_key(|decided| (applies(decided), decided.amount.is_none(), decided.amount, decided.number));
    let mut decisions = decisions.into_iter().peekable();
    for (year, result) in &history.results {
        while let Some(decided) = decisions.next_if(|decided| applies(decided) < last_day(*year)) {
            exempt(&mut deficits, decided);
        }
        match deficit(*result) {
            Some(amount) => deficits.push(new(*year, amount)),
            None => settle(&mut deficits, *year, *result),
        }
    }
    decisions.for_each(|decided| exempt(&mut deficits, decided));
    deficits
}

/// The day a decision applies from: never before the deficit is there, whatever its own day.
fn applies(decided: &Decided) -> NaiveDate {
    decided.date.max(last_day(decided.origin))
}

/// What is taken of a deficit: what there is to take, and never more than is left of it.
pub fn taken(left: Ore, there_is: Ore) -> Ore {
    left.min(there_is)
}

fn last_day(year: Year) -> NaiveDate {
    Period::Helar.span(year).last_day()
}

fn settle(deficits: &mut [Deficit], by: Year, result: Ore) {
    let mut rest = result;
    for deficit in deficits {
        let taken = deficit.take(rest, |amount| Step::Regulated { by, amount });
        rest = Ore::new(rest.ore() - taken.ore());
    }
}

fn exempt(deficits: &mut [Deficit], decided: Decided) {
    let Some(deficit) = deficits.iter_mut().find(|deficit| deficit.origin == decided.origin) else { return };
    let told = statement_year(decided.date, decided.origin);
    let at_most = decided.amount.unwrap_or(deficit.amount);
    deficit.take(at_most, |amount| Step::Exempted { number: decided.number, date: decided.date, told, amount });
}
