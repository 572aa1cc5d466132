//! Utvecklingsmedel as a ledger of decisions (design §7): what was granted each kommun and tertial, and what has happened to it.
//!
//! `planerad → uppfoljd → godkand → utbetald`; from any of the first three, wholly or in part, `innehallen`; after payment `aterkravd`
//! and then `aterbetald`. At every date, to the öre: granted = paid + left to try + withheld, where paid is gross. A tertial is paid once:
//! where only a part was, the rest is left to try until it is withheld.

mod law;

pub use law::Refusal;

use super::forbund::{Forbund, LineIx, LineKind, MemberIx};
use super::money::Ore;
use super::period::{Period, Year};
use super::yearbook::YearBook;
use crate::diag::Place;
use chrono::NaiveDate;

/// Grants are paid in whole kronor.
const KR: i64 = 100;

/// What can happen to a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The kommun has handed in its plan for the year.
    Plan,
    /// The uppföljningssamtal was held.
    Uppfoljd,
    /// Payment was approved.
    Godkand,
    /// It was paid.
    Utbetald,
    /// It was withheld, wholly or in part.
    Innehallen,
    /// What was paid is demanded back, wholly or in part.
    Aterkravd,
    /// What was demanded back has come back.
    Aterbetald,
}

impl EventKind {
    /// As files spell them.
    pub const NAMES: [(&'static str, EventKind); 7] = [
        ("plan", EventKind::Plan),
        ("uppfoljd", EventKind::Uppfoljd),
        ("godkand", EventKind::Godkand),
        ("utbetald", EventKind::Utbetald),
        ("innehallen", EventKind::Innehallen),
        ("aterkravd", EventKind::Aterkravd),
        ("aterbetald", EventKind::Aterbetald),
    ];

    /// Whether the event is about an amount.
    pub fn has_amount(self) -> bool {
        matches!(self, EventKind::Utbetald | EventKind::Innehallen | EventKind::Aterkravd | EventKind::Aterbetald)
    }

    /// Whether it needs a reason; all others need evidence.
    pub fn needs_reason(self) -> bool {
        matches!(self, EventKind::Innehallen | EventKind::Aterkravd)
    }
}

/// One event.
#[derive(Clone, Debug)]
pub struct GrantEvent {
    /// The year the grants are of.
    pub year: Year,
    /// The line of utvecklingsmedel: insats and kommun.
    pub line: LineIx,
    /// The tertial, 0 to 2; a plan is for the year.
    pub tertial: Option<usize>,
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub date: NaiveDate,
    /// How much; all there is to it where it is not said.
    pub amount: Option<Ore>,
    /// What shows it, or why it was done.
    pub grounds: Option<String>,
    /// Where it stands in the file.
    pub place: Place,
}

impl GrantEvent {
    /// The first day of its tertial, for a follow-up that is said to have been held before that: there was nothing to follow up.
    pub fn before_its_tertial(&self) -> Option<NaiveDate> {
        let tertial = self.tertial.filter(|_| self.kind == EventKind::Uppfoljd)?;
        let first = Period::TERTIALS.get(tertial)?.span(self.year).from;
        (self.date < first).then_some(first)
    }
}

/// A kommun's follow-up of utvecklingsmedel in words, where no amounts are known.
#[derive(Clone, Debug)]
pub struct GrantNote {
    /// The kommun.
    pub kommun: MemberIx,
    /// What was followed up.
    pub text: super::source::Sourced<String>,
}

/// Where a grant stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing has happened.
    Planerad,
    /// The samtal is held.
    Uppfoljd,
    /// Payment is approved.
    Godkand,
    /// It is paid.
    Utbetald,
    /// All of it is withheld.
    Innehallen,
    /// Some of it is demanded back and has not come back.
    Aterkravd,
    /// What was demanded back has come back.
    Aterbetald,
}

impl State {
    /// As JSON has it.
    pub fn id(self) -> &'static str {
        match self {
            State::Planerad => "planerad",
            State::Uppfoljd => "uppfoljd",
            State::Godkand => "godkand",
            State::Utbetald => "utbetald",
            State::Innehallen => "innehallen",
            State::Aterkravd => "aterkravd",
            State::Aterbetald => "aterbetald",
        }
    }

    /// As people read it, of an amount: `110 000 kr planerat`.
    pub fn word(self) -> &'static str {
        match self {
            State::Planerad => "planerat",
            State::Uppfoljd => "uppföljt",
            State::Godkand => "godkänt",
            State::Utbetald => "utbetalt",
            State::Innehallen => "innehållet",
            State::Aterkravd => "återkrävt",
            State::Aterbetald => "återbetalt",
        }
    }
}

/// A kommun's grant for a tertial as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The line of utvecklingsmedel.
    pub line: LineIx,
    /// The tertial, 0 to 2.
    pub tertial: usize,
    /// What was granted.
    pub granted: Ore,
    /// What was paid, gross.
    pub paid: Ore,
    /// What was withheld.
    pub withheld: Ore,
    /// What of the paid was demanded back.
    pub demanded: Ore,
    /// What of that has come back.
    pub repaid: Ore,
    /// Whether the kommun's plan is there.
    pub has_plan: bool,
    /// When the samtal was held.
    pub followed_up: Option<NaiveDate>,
    /// When payment was approved.
    pub approved: Option<NaiveDate>,
    /// When it was paid.
    pub paid_on: Option<NaiveDate>,
    /// When some of it was last withheld.
    pub withheld_on: Option<NaiveDate>,
    /// When some of it was last demanded back.
    pub demanded_on: Option<NaiveDate>,
    /// When some of that last came back.
    pub repaid_on: Option<NaiveDate>,
    /// The day of the last event.
    pub last: Option<NaiveDate>,
}

impl Grant {
    /// What is left to try: granted − paid − withheld.
    pub fn left(&self) -> Ore {
        Ore::new(self.granted.ore() - self.paid.ore() - self.withheld.ore())
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        match self {
            grant if grant.demanded > grant.repaid => State::Aterkravd,
            grant if grant.repaid > Ore::ZERO => State::Aterbetald,
            grant if grant.paid > Ore::ZERO => State::Utbetald,
            grant if grant.withheld == grant.granted && grant.granted > Ore::ZERO => State::Innehallen,
            grant if grant.approved.is_some() => State::Godkand,
            grant if grant.followed_up.is_some() => State::Uppfoljd,
            _ => State::Planerad,
        }
    }

    /// Whether it may be paid now: a plan, a held samtal, an approval, and something left that has not been paid.
    pub fn is_payable(&self) -> bool {
        self.has_plan && self.approved.is_some() && self.paid == Ore::ZERO && self.left() > Ore::ZERO
    }
}

/// What an event did: the amount it came to, where it was about one.
#[derive(Clone, Debug)]
pub struct Applied<'e> {
    /// The event.
    pub event: &'e GrantEvent,
    /// The amount.
    pub amount: Ore,
}

/// The grants of a year as they stand when the day ends, what each event came to, and the events that go against the law.
pub fn replay<'e>(
    book: &'e YearBook,
    granted: &[(LineIx, [Ore; 3])],
    day: NaiveDate,
) -> (Vec<Grant>, Vec<Applied<'e>>, Vec<(&'e GrantEvent, Refusal)>) {
    let mut grants = Vec::new();
    for (line, tertials) in granted {
        for (tertial, granted) in tertials.iter().copied().enumerate() {
            grants.push(Grant {
                line: *line,
                tertial,
                granted,
                paid: Ore::ZERO,
                withheld: Ore::ZERO,
                demanded: Ore::ZERO,
                repaid: Ore::ZERO,
                has_plan: false,
                followed_up: None,
                approved: None,
                paid_on: None,
                withheld_on: None,
                demanded_on: None,
                repaid_on: None,
                last: None,
            });
        }
    }
    let mut events: Vec<&GrantEvent> = book.grant_events.iter().filter(|event| event.date <= day).collect();
    // What happened on one day happened in the order of the file.
    events.sort_by_key(|event| event.date);
    let (mut applied, mut wrong) = (Vec::new(), Vec::new());
    for (at, event) in events.iter().copied().enumerate() {
        let touched =
            |grant: &&mut Grant| grant.line == event.line && event.tertial.is_none_or(|at| grant.tertial == at);
        let mut first = None;
        for grant in grants.iter_mut().filter(touched) {
            let before = [grant.paid, grant.withheld, grant.demanded, grant.repaid].map(Ore::ore).iter().sum::<i64>();
            let done = grant.apply(event, &events[at + 1..]);
            let after = [grant.paid, grant.withheld, grant.demanded, grant.repaid].map(Ore::ore).iter().sum::<i64>();
            first.get_or_insert((done, after - before));
        }
        match first {
            Some((Ok(()), amount)) => applied.push(Applied { event, amount: Ore::new(amount) }),
            Some((Err(why), _)) => wrong.push((event, why)),
            None => wrong.push((event, Refusal::not_granted())),
        }
    }
    (grants, applied, wrong)
}

/// What is granted each line of utvecklingsmedel per tertial, in whole kronor, by the year's budget as it stands.
pub fn granted(forbund_lines: &[super::forbund::Line], book: &YearBook) -> Vec<(LineIx, [Ore; 3])> {
    let is_grant = |line: &LineIx| {
        forbund_lines
            .get(usize::from(line.0))
            .is_some_and(|line| matches!(line.kind, LineKind::Utvecklingsmedel { .. }))
    };
    let Some(budget) = book.carried() else { return Vec::new() };
    let lines = budget.lines.iter().map(|(line, _)| *line).filter(is_grant);
    lines.map(|line| (line, budget.tertials(line, KR).unwrap_or_default().map(Ore::new))).collect()
}

/// The grants of a year when the day ends.
pub fn grants(forbund: &Forbund, year: Year, day: NaiveDate) -> Vec<Grant> {
    let Some(book) = forbund.years.get(&year) else { return Vec::new() };
    replay(book, &granted(&forbund.lines, book), day).0
}
