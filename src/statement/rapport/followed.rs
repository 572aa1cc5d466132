//! What is followed up beside the money itself: utvecklingsmedel, deltagare and goals.

use super::{Block, Section};
use crate::domain::money::Unit;
use crate::domain::period::{Period, Year};
use crate::domain::sv;
use crate::projection::Economy;
use crate::statement::drift::Asked;
use crate::statement::picture::{Columns, Drawing, Picture, Series};
use crate::statement::{Cell, Row, Statement, goals, nyckeltal, payment_list, utvecklingsmedel};
use chrono::{Datelike, NaiveDate};

/// The last year that the förbund's files hold, of those that have begun.
fn current(economy: &Economy, today: NaiveDate) -> Option<Year> {
    let begun = economy.forbund.years.keys().rfind(|year| year.number() <= today.year());
    begun.or(economy.forbund.years.keys().next()).copied()
}

/// What is granted, paid and waits, per kommun and tertial, in the year that the day lies in.
pub(super) fn grants(economy: &Economy, today: NaiveDate) -> Section {
    let (id, title) = ("utvecklingsmedel", "Utvecklingsmedel per kommun och tertial");
    let found = current(economy, today).and_then(|year| Some((year, utvecklingsmedel(economy, year, today).ok()?)));
    let Some((year, found)) = found.filter(|(_, found)| !found.grants.is_empty() || !found.notes.is_empty()) else {
        let why = "Förbundet har inga utvecklingsmedel i sina filer.";
        return Section::new(id, title, vec![Block::Missing(why.to_owned())]);
    };
    let payments = payment_list(economy, &found);
    let mut blocks = Vec::new();
    if !found.grants.is_empty() {
        blocks.push(Block::Table(found.lagen, Unit::Kr));
        blocks.push(Block::Table(found.summor, Unit::Kr));
    }
    if found.grants.is_empty() || found.grants.iter().any(|grant| grant.last.is_some() || grant.has_plan) {
        blocks.extend(Block::list("Väntar", found.waiting));
        blocks.extend(Block::list("Att betala i dag", payments));
    } else {
        blocks.push(Block::Words(format!("Inga händelser {year} är registrerade: allt är planerat.")));
    }
    blocks.extend(Block::list("Uppföljning", found.notes));
    Section::new(id, title, blocks)
}

/// Deltagare and kronor of the year, and the places of the year after it where its budget is known.
pub(super) fn key_figures(economy: &Economy, asked: &Asked) -> Section {
    let mut blocks = Vec::new();
    for year in [asked.year, asked.year.next()] {
        let period = if year == asked.year { asked.period } else { Period::Helar };
        let tables = nyckeltal(economy, &Asked { year, period, ..*asked }).unwrap_or_default();
        blocks.extend(tables.first().and_then(|table| of_kommuner(economy, table)).map(Block::Picture));
        let shown = tables.into_iter().filter(|table| !table.rows.is_empty());
        blocks.extend(shown.map(|table| Block::Table(table, Unit::Kr)));
    }
    if blocks.is_empty() {
        let why = format!("Källorna ger inga nyckeltal för {}.", sv::period(asked.year, asked.period));
        blocks.push(Block::Missing(why));
    }
    Section::new("nyckeltal", "Nyckeltal per kommun", blocks)
}

/// Deltagare who started and ended, a group for each kommun.
fn of_kommuner(economy: &Economy, table: &Statement) -> Option<Picture> {
    let kommuner: Vec<(&Row, &str)> = (economy.forbund.of_party(crate::domain::forbund::Party::Kommun))
        .filter_map(|ix| {
            let member = economy.forbund.member(ix);
            Some((table.row(member.id.as_str())?, member.short.as_str()))
        })
        .collect();
    let series = |id: &str| {
        let at = table.columns.iter().position(|column| column.id == id)?;
        let value = |(row, _): &(&Row, &str)| match row.cells[at] {
            Cell::Count(count) => Some((count, sv::integer(count))),
            _ => None,
        };
        let values: Vec<Option<(i64, String)>> = kommuner.iter().map(value).collect();
        let is_known = values.iter().any(Option::is_some);
        is_known.then(|| Series { label: table.columns[at].heading.clone(), values })
    };
    let series: Vec<Series> = ["anmalningar", "startade", "avslutade"].into_iter().filter_map(series).collect();
    let most = series.first()?;
    let largest = most.values.iter().zip(&kommuner).max_by_key(|(value, _)| value.as_ref().map(|(count, _)| *count));
    let (figure, kommun) = largest.and_then(|(value, (_, name))| Some((&value.as_ref()?.1, name)))?;
    Some(Picture {
        key: String::new(),
        id: "deltagare",
        title: table.title.clone(),
        text: format!("Flest {} i {kommun}, {figure}.", most.label.to_lowercase()),
        drawing: Drawing::Columns(Columns {
            groups: kommuner.iter().map(|(_, name)| (*name).to_owned()).collect(),
            series,
        }),
    })
}

/// The goals of the year and of the year after it, where there are any.
pub(super) fn goal_tables(economy: &Economy, asked: &Asked) -> Section {
    goals_of(economy, asked, &[asked.year, asked.year.next()])
}

/// The goals of the years, where there are any; only the year asked for is seen in its part.
pub(super) fn goals_of(economy: &Economy, asked: &Asked, years: &[Year]) -> Section {
    let mut blocks = Vec::new();
    for year in years {
        let period = if *year == asked.year { asked.period } else { Period::Helar };
        let found = goals(economy, &Asked { year: *year, period, ..*asked });
        if !found.goals.is_empty() {
            blocks.push(Block::Table(found.statement, Unit::Kr));
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::Missing(format!("Källorna ger inga mål för {}.", asked.year)));
    }
    Section::new("mal", "Mål och utvärdering", blocks)
}
