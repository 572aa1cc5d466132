//! I14: at every date and per kommun, granted = paid + left to try + withheld, to the öre; and exactly the lawful events are taken.

use crate::shipped::{economy, year};
use chrono::NaiveDate;
use finsam::diag::{FileId, Place};
use finsam::domain::forbund::LineIx;
use finsam::domain::money::Ore;
use finsam::domain::split::thirds;
use finsam::domain::utvecklingsmedel::{EventKind, Grant, GrantEvent, State, replay};
use finsam::domain::yearbook::YearBook;
use proptest::prelude::*;

const LINE: LineIx = LineIx(0);

fn day(number: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + chrono::Days::new(number.unsigned_abs())
}

fn event(tertial: usize, kind: EventKind, on: i64, amount: Option<i64>) -> GrantEvent {
    let tertial = (kind != EventKind::Plan).then_some(tertial);
    let place = Place { file: FileId(0), start: 0, end: 1 };
    GrantEvent {
        year: year(2026),
        line: LINE,
        tertial,
        kind,
        date: day(on),
        amount: amount.map(Ore::new),
        grounds: None,
        place,
    }
}

fn book(events: Vec<GrantEvent>) -> YearBook {
    let mut book = economy().forbund.years[&year(2026)].clone();
    book.grant_events = events;
    book
}

/// A second judge, which knows nothing of the first: sums kept in a list, and each rule of design §7 as it is written there.
#[derive(Clone, Copy, Default)]
struct Judge {
    plan: bool,
    talk: bool,
    nod: bool,
    sums: [i64; 4],
}

impl Judge {
    fn allows(&mut self, granted: i64, kind: EventKind, amount: Option<i64>, has_begun: bool) -> bool {
        let [paid, held, claimed, back] = self.sums;
        let (slot, ceiling, ready) = match kind {
            EventKind::Plan => return !std::mem::replace(&mut self.plan, true),
            EventKind::Uppfoljd => {
                let ok = self.plan && !self.talk && has_begun;
                self.talk |= ok;
                return ok;
            }
            EventKind::Godkand => {
                let ok = self.talk && !self.nod;
                self.nod |= ok;
                return ok;
            }
            EventKind::Utbetald => (0, granted - held, self.plan && self.talk && self.nod && paid == 0),
            EventKind::Innehallen => (1, granted - paid - held, true),
            EventKind::Aterkravd => (2, paid - claimed, true),
            EventKind::Aterbetald => (3, claimed - back, true),
        };
        let amount = amount.unwrap_or(ceiling);
        let ok = ready && amount > 0 && amount <= ceiling;
        self.sums[slot] += if ok { amount } else { 0 };
        ok
    }
}

fn kinds() -> impl Strategy<Value = EventKind> {
    prop::sample::select(EventKind::NAMES.map(|(_, kind)| kind).to_vec())
}

proptest! {
    #[test]
    fn i14_the_law_holds_at_every_date(
        granted in 1_i64..5_000_000,
        events in prop::collection::vec((0_usize..3, kinds(), 0_i64..300, prop::option::of(1_i64..200_000_000)), 0..40),
    ) {
        let granted = granted * 100;
        let granted_in = thirds(granted, 100).expect("a small amount").map(Ore::new);
        let events: Vec<GrantEvent> = events.into_iter().map(|(tertial, kind, on, amount)| event(tertial, kind, on, amount)).collect();
        let book = book(events.clone());
        for on in [0, 50, 119, 120, 200, 299] {
            let (grants, applied, wrong) = replay(&book, &[(LINE, granted_in)], day(on));
            let sum = |of: fn(&Grant) -> Ore| grants.iter().map(|grant| of(grant).ore()).sum::<i64>();
            prop_assert_eq!(granted, sum(|g| g.granted));
            prop_assert_eq!(granted, sum(|g| g.paid) + sum(Grant::left) + sum(|g| g.withheld));
            for grant in &grants {
                prop_assert!(grant.left() >= Ore::ZERO && grant.repaid <= grant.demanded && grant.demanded <= grant.paid);
                prop_assert!(grant.paid == Ore::ZERO || (grant.has_plan && grant.followed_up.is_some()));
                prop_assert!(!grant.is_payable() || grant.state() == State::Godkand);
            }
            prop_assert_eq!(applied.len() + wrong.len(), events.iter().filter(|event| event.date <= day(on)).count());
            // The second judge, tertial by tertial, takes exactly the same events.
            let mut order: Vec<&GrantEvent> = events.iter().filter(|event| event.date <= day(on)).collect();
            order.sort_by_key(|event| event.date);
            let mut judges = [Judge::default(); 3];
            let taken = order.into_iter().filter(|event| {
                let own = event.tertial.map_or(0..3, |at| at..at + 1);
                let verdicts: Vec<bool> = own
                    .map(|at| {
                        // The tertials begin on 1 January, 1 May and 1 September: 0, 120 and 243 days into 2026.
                        let has_begun = event.date >= day([0, 120, 243][at]);
                        judges[at].allows(grants[at].granted.ore(), event.kind, event.amount.map(Ore::ore), has_begun)
                    })
                    .collect();
                verdicts[0]
            });
            prop_assert_eq!(taken.count(), applied.len());
        }
    }
}

/// 200 000 kr: 66 667, 66 667 and 66 666. Of the first 30 000 is withheld and 36 667 paid; 10 000 of that is demanded back and
/// 4 000 has come back.
#[test]
fn one_grant_by_hand() {
    let events = vec![
        event(0, EventKind::Plan, 10, None),
        event(0, EventKind::Uppfoljd, 130, None),
        event(0, EventKind::Innehallen, 139, Some(3_000_000)),
        event(0, EventKind::Godkand, 139, None),
        event(0, EventKind::Utbetald, 148, None),
        event(0, EventKind::Aterkravd, 170, Some(1_000_000)),
        event(0, EventKind::Aterbetald, 200, Some(400_000)),
    ];
    let book = book(events);
    let at = |on| replay(&book, &[(LINE, [6_666_700, 6_666_700, 6_666_600].map(Ore::new))], day(on)).0.remove(0);
    let states = [9, 129, 130, 139, 148, 170, 200].map(|on| at(on).state());
    use State::{Aterkravd, Godkand, Planerad, Uppfoljd, Utbetald};
    assert_eq!(states, [Planerad, Planerad, Uppfoljd, Godkand, Utbetald, Aterkravd, Aterkravd]);
    let last = at(299);
    let kronor =
        [last.granted, last.paid, last.withheld, last.left(), last.demanded, last.repaid].map(|ore| ore.ore() / 100);
    assert_eq!(kronor, [66_667, 36_667, 30_000, 0, 10_000, 4_000]);
}
