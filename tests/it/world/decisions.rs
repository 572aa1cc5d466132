//! Random decisions during a planned year: changes of its budget, and what happens to its utvecklingsmedel, all of it lawful.

use super::figures::whole;
use super::{place, sourced};
use chrono::{Datelike, Days, NaiveDate};
use finsam::domain::account::{AccountIx, StatementRow};
use finsam::domain::budget_change::{BudgetChange, ChangeKind};
use finsam::domain::forbund::{Forbund, LineIx, LineKind};
use finsam::domain::money::Ore;
use finsam::domain::period::{Period, Year};
use finsam::domain::source::Status;
use finsam::domain::tertials::Tertials;
use finsam::domain::utvecklingsmedel::{EventKind, GrantEvent, granted};
use finsam::domain::yearbook::{Budget, YearBook};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// What is decided, by positions among what the budget turns out to hold.
#[derive(Clone, Debug)]
pub(super) struct Decisions {
    changes: Vec<Change>,
    grants: Vec<History>,
}

/// A change of a line: how much in kronor, whether for good, in which tertials, and whether income pays for it.
#[derive(Clone, Debug)]
struct Change {
    line: Index,
    amount: Ore,
    is_lasting: bool,
    tertials: Tertials,
    by_income: bool,
}

fn change() -> impl Strategy<Value = Change> {
    let tertials = vec(0..3_usize, 1..=3).prop_map(|them| Tertials::of(them).expect("some tertial"));
    (any::<Index>(), whole(), any::<bool>(), tertials, any::<bool>()).prop_map(
        |(line, amount, is_lasting, tertials, by_income)| Change { line, amount, is_lasting, tertials, by_income },
    )
}

/// What happens to a grant of a tertial after it was granted: shares in per cent, days from the payment and from the demand.
#[derive(Clone, Debug)]
struct History {
    grant: Index,
    withheld: i64,
    demanded: i64,
    demanded_after: u64,
    repaid: i64,
    repaid_after: u64,
}

pub(super) fn decisions() -> impl Strategy<Value = Decisions> {
    let share = || prop_oneof![Just(0), Just(100), 1..100_i64];
    let history = (any::<Index>(), share(), share(), 0..600_u64, share(), 0..300_u64);
    let history = history.prop_map(|(grant, withheld, demanded, demanded_after, repaid, repaid_after)| History {
        grant,
        withheld,
        demanded,
        demanded_after,
        repaid,
        repaid_after,
    });
    (vec(change(), 0..=3), vec(history, 0..=4)).prop_map(|(changes, grants)| Decisions { changes, grants })
}

impl Decisions {
    /// Changes lines of the budget; those of utvecklingsmedel not for good, for later years follow their share.
    pub(super) fn change(&self, forbund: &Forbund, year: Year, budget: &mut Budget) {
        let chart = &forbund.chart;
        let other = |ix: &AccountIx| {
            chart.get(*ix).row == StatementRow::VerksamhetensIntakter && *ix != chart.roles.medlemsbidrag
        };
        let other = chart.iter().map(|(ix, _)| ix).find(other);
        for Change { line, amount, is_lasting, tertials, by_income } in &self.changes {
            let (line, _) = budget.lines[line.index(budget.lines.len())];
            let is_grant = matches!(forbund.line(line).kind, LineKind::Utvecklingsmedel { .. });
            budget.changes.push(BudgetChange {
                date: year.first_day(),
                decision: "styrelsen".to_owned(),
                kind: ChangeKind::Tillaggsanslag,
                is_lasting: *is_lasting && !is_grant,
                text: None,
                status: Status::Beslutad,
                tertials: *tertials,
                income: other.filter(|_| *by_income).map(|account| (account, sourced(*amount))).into_iter().collect(),
                lines: vec![(line, sourced(*amount))],
                place: place(),
            });
        }
    }

    /// What happens to the grants of the year's budget; each tertial of a line at most once.
    pub(super) fn happen(&self, forbund: &Forbund, year: Year, book: &mut YearBook) {
        let mut untouched: Vec<(LineIx, usize, i64)> = Vec::new();
        for (line, tertials) in granted(&forbund.lines, book) {
            book.grant_events.push(event(year, line, None, EventKind::Plan, year.first_day(), None));
            let parts = tertials.into_iter().enumerate();
            untouched.extend(parts.map(|(tertial, part)| (line, tertial, part.ore())));
        }
        for history in &self.grants {
            if !untouched.is_empty() {
                let (line, tertial, granted) = untouched.remove(history.grant.index(untouched.len()));
                book.grant_events.extend(history.events(year, line, tertial, granted));
            }
        }
    }
}

impl History {
    fn events(&self, year: Year, line: LineIx, tertial: usize, granted: i64) -> Vec<GrantEvent> {
        // Nothing is followed up before its tertial has begun.
        let first = Period::TERTIALS[tertial].span(year).from;
        let withheld = granted * self.withheld / 100;
        let paid = granted - withheld;
        let demanded = paid * self.demanded / 100;
        let repaid = demanded * self.repaid / 100;
        let demanded_on = first + Days::new(10 + self.demanded_after);
        let all = [
            (EventKind::Uppfoljd, None, first + Days::new(1)),
            (EventKind::Innehallen, Some(withheld), first + Days::new(2)),
            (EventKind::Godkand, None, first + Days::new(3)),
            (EventKind::Utbetald, Some(paid), first + Days::new(4)),
            (EventKind::Aterkravd, Some(demanded), demanded_on),
            (EventKind::Aterbetald, Some(repaid), demanded_on + Days::new(self.repaid_after)),
        ];
        // Nothing is said of nothing, and the file of a year says nothing of what happens later than the year after.
        let happens = |amount: Option<i64>, day: NaiveDate| {
            amount.is_none_or(|amount| amount > 0) && day.year() <= year.next().number()
        };
        let events = all.into_iter().filter(|(_, amount, day)| happens(*amount, *day));
        events.map(|(kind, amount, day)| event(year, line, Some(tertial), kind, day, amount.map(Ore::new))).collect()
    }
}

fn event(
    year: Year,
    line: LineIx,
    tertial: Option<usize>,
    kind: EventKind,
    date: NaiveDate,
    amount: Option<Ore>,
) -> GrantEvent {
    GrantEvent { year, line, tertial, kind, date, amount, grounds: Some("prov".to_owned()), place: place() }
}
