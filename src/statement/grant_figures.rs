//! How the sums of utvecklingsmedel came about: the third of a budget line that was granted, and the events that paid, withheld, demanded
//! and gave back. The law of the events is `domain::utvecklingsmedel::replay`; this only follows what it has let through.

use super::figure::change_name;
use super::{Counts, Figure, Name, Reckon};
use crate::domain::forbund::LineIx;
use crate::domain::period::Year;
use crate::domain::source::{Source, Sourced, Status};
use crate::domain::utvecklingsmedel::{Applied, EventKind, granted, replay};
use crate::domain::yearbook::Budget;
use crate::projection::{Economy, KR, Rule, SubRule};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Granted, paid, left, withheld, demanded and repaid of a line and a tertial.
pub type GrantFigures = [Option<Figure>; 6];

const GRANTED: usize = 0;
const PAID: usize = 1;
const LEFT: usize = 2;
const WITHHELD: usize = 3;
const DEMANDED: usize = 4;
const REPAID: usize = 5;

/// Nothing has happened: a sum of no events.
pub fn none(name: &Name) -> Figure {
    Figure::rule(name, Counts::Ore, Reckon::Signed(Vec::new()), Vec::new()).expect("no terms sum to 0")
}

/// The figures of every grant of the year when the day ends.
pub fn grant_figures(economy: &Economy, year: Year, day: NaiveDate) -> BTreeMap<(LineIx, usize), GrantFigures> {
    let forbund = &economy.forbund;
    let Some((book, budget)) = forbund.years.get(&year).and_then(|book| Some((book, book.carried()?))) else {
        return BTreeMap::new();
    };
    let granted = granted(&forbund.lines, book);
    let mut made: BTreeMap<(LineIx, usize), GrantFigures> = BTreeMap::new();
    for (line, _) in &granted {
        for at in 0..3 {
            let name = Name::new(&format!("Beviljat T{}", at + 1), &forbund.line(*line).name);
            made.insert((*line, at), [of_tertial(&name, budget, *line, at), None, None, None, None, None]);
        }
    }
    let (_, applied, _) = replay(book, &granted, day);
    for event in applied {
        let key = (event.event.line, event.event.tertial.unwrap_or(0));
        if let (Some(grant), true) = (made.get_mut(&key), event.event.kind.has_amount()) {
            happen(grant, &event);
        }
    }
    for ((line, tertial), grant) in &mut made {
        let name = Name::new(&format!("Kvar att pröva T{}", tertial + 1), &forbund.line(*line).name);
        grant[LEFT] = open(&name, grant, &[(1, GRANTED), (-1, PAID), (-1, WITHHELD)]);
    }
    made
}

/// A tertial of a budget line as it stands: its third of the original, and its part of each change that falls on it.
fn of_tertial(name: &Name, budget: &Budget, line: LineIx, at: usize) -> Option<Figure> {
    let (_, original) = budget.lines.iter().find(|(of, _)| *of == line)?;
    let whole = Figure::stated(&Name::new(&name.of, &budget.name), original);
    let third = Reckon::Projection(Rule::Third(SubRule { unit: KR, at }));
    let mut parts: Vec<Figure> = Figure::rule(name, Counts::Ore, third, vec![whole]).into_iter().collect();
    for change in budget.changes.iter().filter(|change| change.tertials.contains(at)) {
        let Some(amount) = change.of(line) else { continue };
        let whole = Figure::stated(&change_name(change, &name.of), amount);
        let before = change.tertials.iter().filter(|other| *other < at).count();
        let part = match Rule::part_of(change.tertials.count(), SubRule { unit: KR, at: before }) {
            Some(rule) => Figure::rule(name, Counts::Ore, Reckon::Projection(rule), vec![whole]),
            None => Some(whole),
        };
        parts.extend(part);
    }
    Figure::total(name, parts)
}

/// What is open of a grant: some of its sums less others.
fn open(name: &Name, grant: &GrantFigures, of: &[(i64, usize)]) -> Option<Figure> {
    let terms = of.iter().filter_map(|(sign, at)| Some((*sign, grant[*at].clone()?)));
    Figure::signed(name, terms.collect())
}

/// Adds what an event came to: its own amount, or all that was open where it states none.
fn happen(grant: &mut GrantFigures, applied: &Applied<'_>) {
    let event = applied.event;
    let left = [(1, GRANTED), (-1, PAID), (-1, WITHHELD)];
    let (word, to, of): (&str, usize, &[(i64, usize)]) = match event.kind {
        EventKind::Utbetald => ("Utbetalt", PAID, &left),
        EventKind::Innehallen => ("Innehållet", WITHHELD, &left),
        EventKind::Aterkravd => ("Återkrävt", DEMANDED, &[(1, PAID), (-1, DEMANDED)]),
        EventKind::Aterbetald => ("Återbetalt", REPAID, &[(1, DEMANDED), (-1, REPAID)]),
        EventKind::Plan | EventKind::Uppfoljd | EventKind::Godkand => return,
    };
    let tertial = format!("T{}", event.tertial.unwrap_or(0) + 1);
    let name = Name::new(&format!("{word} {}", event.date), &tertial);
    let source = Arc::new(Source { document: None, section: event.grounds.clone().unwrap_or_default() });
    let provenance = Sourced { value: (), place: event.place, source, status: Status::Beslutad };
    let figure = match event.amount {
        Some(amount) => Some(Figure::at(&name, Counts::Ore, amount.ore(), event.place, &provenance)),
        None => open(&name, grant, of),
    };
    let sum = [grant[to].take(), figure].into_iter().flatten().collect();
    grant[to] = Figure::total(&name, sum);
}
