//! Utvecklingsmedel that are not spent after all: what was withheld, and what was demanded back. They stay in eget kapital from the day
//! it was decided, and the budget they were granted in stands.

use super::compile::Compiler;
use super::model::{Key, Measure, What};
use crate::domain::forbund::LineIx;
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::domain::source::{Source, Sourced, Status};
use crate::domain::utvecklingsmedel::{Applied, EventKind, granted, replay};
use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

impl Compiler<'_> {
    /// Adds a measure for each event of the year that lowers what a line costs.
    pub(super) fn withheld(&mut self, year: Year, has_left: &dyn Fn(LineIx) -> bool, measures: &mut Vec<Measure>) {
        let Some(book) = self.forbund().years.get(&year) else { return };
        let granted = granted(&self.forbund().lines, book);
        for Applied { event, amount } in replay(book, &granted, NaiveDate::MAX).1 {
            let line = self.forbund().line(event.line);
            let word = match event.kind {
                EventKind::Innehallen => "Innehållet",
                EventKind::Aterkravd => "Återkrävt",
                _ => continue,
            };
            let own = event.tertial.unwrap_or(0);
            let tertial = match event.kind {
                // A demand arises on its own day; one after the year's end is of its last tertial.
                EventKind::Aterkravd if event.date.year() == year.number() => (event.date.month0() / 4) as usize,
                EventKind::Aterkravd if event.date.year() > year.number() => 2,
                _ => own,
            };
            if has_left(event.line) {
                continue;
            }
            let name = format!("{word}, {} T{}", line.name, own + 1);
            let section = event.grounds.clone().unwrap_or_default();
            let source = Arc::new(Source { document: None, section: format!("{word} {}: {section}", event.date) });
            let provenance = Sourced { value: (), place: event.place, source, status: Status::Beslutad };
            let group = line.group;
            let key = Key::year(What::Atgard(measures.len() as u16), year);
            let slot = self.add(key, Ore::new(-amount.ore()).ore(), provenance);
            let (line, tertial) = (Some(event.line), Some(tertial));
            measures.push(Measure { name, line, group, tertial, slot, is_outcome_only: true });
        }
    }
}
