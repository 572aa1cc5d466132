//! Utvecklingsmedel that were not spent, and what was demanded back (design §7). The events of a generated förbund are lawful.

use super::View;
use chrono::Datelike;
use finsam::domain::forbund::LineIx;
use finsam::domain::period::Year;
use finsam::domain::utvecklingsmedel::{EventKind, GrantEvent};

impl View<'_> {
    /// What a line costs less in each tertial: what was withheld in that of the grant, what was demanded back on the day of the demand.
    pub(super) fn not_spent(&self, year: Year, ix: LineIx) -> [i64; 3] {
        let mut kept = [0; 3];
        for event in self.events_of(year).filter(|event| event.line == ix) {
            match event.kind {
                EventKind::Innehallen => kept[event.tertial.expect("a tertial")] += amount(event),
                EventKind::Aterkravd => kept[demanded_in(event, year)] += amount(event),
                _ => {}
            }
        }
        kept
    }

    /// What is demanded is not there yet, and is there when it is repaid, which may be the year after.
    pub(super) fn cash_from_claims(&self, year: Year) -> [i64; 3] {
        let mut gained = [0; 3];
        let demanded = self.events_of(year).filter(|event| event.kind == EventKind::Aterkravd);
        demanded.for_each(|event| gained[demanded_in(event, year)] -= amount(event));
        let all = self.events_of(year.previous()).chain(self.events_of(year));
        let repaid = all.filter(|event| event.kind == EventKind::Aterbetald && event.date.year() == year.number());
        repaid.for_each(|event| gained[tertial(event)] += amount(event));
        gained
    }

    /// What has happened to the grants of a year, to kommuner that are members in it.
    fn events_of(&self, year: Year) -> impl Iterator<Item = &GrantEvent> {
        let events = self.book(year).map_or(&[][..], |book| &book.grant_events);
        events.iter().filter(move |event| self.takes_part(year, self.forbund.line(event.line)))
    }
}

/// A demand after the year's end is of its last tertial.
fn demanded_in(event: &GrantEvent, year: Year) -> usize {
    if event.date.year() == year.number() { tertial(event) } else { 2 }
}

fn tertial(event: &GrantEvent) -> usize {
    event.date.month0() as usize / 4
}

fn amount(event: &GrantEvent) -> i64 {
    event.amount.map_or(0, |amount| amount.ore())
}
