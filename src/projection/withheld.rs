//! Utvecklingsmedel that are not spent after all: what was withheld, and what was demanded back. They stay in eget kapital from the day
//! it was decided, and the budget they were granted in stands. What is demanded back is a receivable until it comes (design §7).

use super::compile::Compiler;
use super::model::{Claim, Key, Measure, SlotIx, What};
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::domain::source::{Source, Sourced, Status};
use crate::domain::utvecklingsmedel::{EventKind, GrantEvent, granted, replay};
use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

/// An event that counts in a projected year: what it came to, and in which tertial.
struct Counted<'f> {
    event: &'f GrantEvent,
    amount: Ore,
    tertial: usize,
}

impl<'f> Compiler<'f> {
    /// Adds a measure for each event of the year that lowers what a line costs.
    pub(super) fn withheld(&mut self, year: Year, measures: &mut Vec<Measure>) {
        for counted in self.counted(year, &[EventKind::Innehallen, EventKind::Aterkravd]) {
            let key = Key::year(What::Atgard(measures.len() as u16), year);
            let (name, slot) = self.of_event(key, &counted, Ore::new(-counted.amount.ore()));
            let (line, tertial) = (Some(counted.event.line), Some(counted.tertial));
            let group = self.forbund().line(counted.event.line).group;
            measures.push(Measure { name, line, group, tertial, slot, is_outcome_only: true });
        }
    }

    /// What cash does not get when it is demanded, and gets when it comes.
    pub(super) fn claims(&mut self, year: Year) -> Vec<Claim> {
        // The reader demands the account where something is demanded back.
        let Some(account) = self.forbund().chart.roles.aterkrav else { return Vec::new() };
        let mut claims = Vec::new();
        for counted in self.counted(year, &[EventKind::Aterkravd, EventKind::Aterbetald]) {
            let sign = if counted.event.kind == EventKind::Aterkravd { -1 } else { 1 };
            let key = Key::year(What::Aterkrav(claims.len() as u16), year);
            let (name, slot) = self.of_event(key, &counted, Ore::new(sign * counted.amount.ore()));
            claims.push(Claim { name, account, tertial: counted.tertial, slot });
        }
        claims
    }

    /// The slot of an event, and what people call it.
    fn of_event(&mut self, key: Key, counted: &Counted<'f>, amount: Ore) -> (String, SlotIx) {
        let event = counted.event;
        let word = match event.kind {
            EventKind::Innehallen => "Innehållet",
            EventKind::Aterbetald => "Återbetalt",
            _ => "Återkrävt",
        };
        let name = format!("{word}, {} T{}", self.forbund().line(event.line).name, event.tertial.unwrap_or(0) + 1);
        let section = format!("{word} {}: {}", event.date, event.grounds.clone().unwrap_or_default());
        let source = Arc::new(Source { document: None, section });
        let provenance = Sourced { value: (), place: event.place, source, status: Status::Beslutad };
        (name, self.add(key, amount.ore(), provenance))
    }

    /// The events of these kinds that count in a projected year: those of its own grants, and of the grants of the year before those
    /// that come in it.
    fn counted(&self, year: Year, kinds: &[EventKind]) -> Vec<Counted<'f>> {
        let forbund = self.forbund();
        let mut counted = Vec::new();
        for own in [year.previous(), year] {
            let Some(book) = forbund.years.get(&own) else { continue };
            let applied = replay(book, &granted(&forbund.lines, book), NaiveDate::MAX).1;
            for done in applied.into_iter().filter(|done| kinds.contains(&done.event.kind)) {
                // A kommun that is out in the year of the grant is granted nothing.
                let is_out = forbund.line(done.event.line).kommun.is_some_and(|kommun| !self.is_member(kommun, own));
                if is_out || self.year_of(done.event, own) != year {
                    continue;
                }
                counted.push(Counted { event: done.event, amount: done.amount, tertial: tertial_in(done.event, year) });
            }
        }
        counted
    }

    /// The year an event counts in. Money comes when it comes; what lowers a cost belongs to the year of the grant for as long as that
    /// year has no bokslut, and then to the year it happens in.
    fn year_of(&self, event: &GrantEvent, own: Year) -> Year {
        let on_its_day = Year::new(event.date.year().into()).unwrap_or(own).max(own);
        match event.kind {
            EventKind::Aterbetald => on_its_day,
            EventKind::Aterkravd if own < self.first() => on_its_day,
            _ => own,
        }
    }
}

/// The tertial of its own day; what is withheld is of the tertial it was granted for, and a demand after the year's end of its last.
fn tertial_in(event: &GrantEvent, year: Year) -> usize {
    let own = event.tertial.unwrap_or(0);
    match event.kind {
        EventKind::Innehallen => own,
        _ if event.date.year() == year.number() => (event.date.month0() / 4) as usize,
        EventKind::Aterkravd if event.date.year() > year.number() => 2,
        _ => own,
    }
}
