//! The scenarios side by side, and what a board should know of them, in words drawn from the figures.

use super::outlook::{Landing, Outlook};
use super::{Cell, Column, Row, Statement, Style, YearOutlook};
use crate::diag::Place;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Year};
use crate::domain::source::Status;
use crate::domain::sv;
use crate::law;
use crate::projection::{Economy, label_of};
use std::collections::{BTreeMap, BTreeSet};

/// Eget kapital, likvida medel and result a year for every scenario, and then how law and target judge each.
pub fn path_tables(economy: &Economy, outlooks: &[Outlook]) -> Vec<Statement> {
    let share = sv::percent(economy.forbund.target.share.value);
    let target_year = economy.forbund.target.year;
    let mut equity = path(economy, outlooks, "eget_kapital", "Eget kapital per scenario", |year| year.equity);
    equity.columns.push(Column {
        id: "mal".to_owned(),
        heading: format!("Mål {target_year}"),
        kind: share.clone(),
        layer: "mal",
    });
    for (row, outlook) in equity.rows.iter_mut().zip(outlooks) {
        row.cells.push(Cell::Amount(outlook.landing().target));
    }
    equity.notes.push(format!("Målet är {share} av årets tilldelning från alla medlemmar, senast {target_year}."));
    let mut cash = path(economy, outlooks, "likvida_medel", "Likvida medel per scenario", |year| year.cash);
    cash.notes.push("Vid årets slut; inom året kan de vara lägre.".to_owned());
    let mut result = path(economy, outlooks, "resultat", "Resultat per scenario", |year| year.result);
    result.notes.push(format!("Ett resultat som inte är över noll bryter mot {}.", law::BUDGETKRAV.citation));
    vec![equity, cash, result, verdicts(economy, outlooks)]
}

/// From the last bokslut to the last year any scenario reaches.
fn years(outlooks: &[Outlook]) -> Vec<Year> {
    let last = outlooks.iter().filter_map(|outlook| outlook.years.last()).map(|year| year.year).max();
    let first = outlooks.iter().filter_map(|outlook| outlook.planned().next()).map(|year| year.year.previous()).min();
    first.zip(last).map_or(Vec::new(), |(first, last)| first.through(last).collect())
}

fn path(economy: &Economy, outlooks: &[Outlook], id: &str, title: &str, pick: fn(&YearOutlook) -> Ore) -> Statement {
    let years = years(outlooks);
    let first_planned = economy.forbund.first_projected();
    let column = |year: &Year| Column {
        id: year.to_string(),
        heading: year.to_string(),
        kind: String::new(),
        layer: if *year < first_planned { "utfall" } else { "prognos" },
    };
    let row = |outlook: &Outlook| {
        let of = |year: &Year| outlook.years.iter().find(|candidate| candidate.year == *year).map(pick);
        let cells = years.iter().map(|year| of(year).into()).collect();
        let scenario = &economy.scenarios[outlook.scenario];
        let (id, label) = (scenario.id.to_string(), scenario.id.to_string());
        Row { id, label, style: Style::Item, printed_sign: 1, cells, parts: Vec::new() }
    };
    Statement {
        report: "prognos",
        title: title.to_owned(),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: None,
        scenario: Some(id.to_owned()),
        unit: Unit::Tkr,
        columns: years.iter().map(column).collect(),
        rows: outlooks.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

/// What target, liquidity and law say of each scenario.
fn verdicts(economy: &Economy, outlooks: &[Outlook]) -> Statement {
    let target_year = economy.forbund.target.year;
    let column = |id: &str, heading: String, kind: &str| Column {
        id: id.to_owned(),
        heading,
        kind: kind.to_owned(),
        layer: "text",
    };
    let row = |outlook: &Outlook| {
        let scenario = &economy.scenarios[outlook.scenario];
        let cells =
            [landing(outlook), crossing(outlook), credit(outlook), budgetkrav(outlook)].map(Cell::Text).to_vec();
        let (id, label) = (scenario.id.to_string(), scenario.id.to_string());
        Row { id, label, style: Style::Item, printed_sign: 1, cells, parts: Vec::new() }
    };
    let band = (&economy.forbund.target.low, &economy.forbund.target.high);
    let status = if band.0.status == Status::Antagande { " (antagande)" } else { "" };
    Statement {
        report: "prognos",
        title: "Vad målet och lagen säger".to_owned(),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: None,
        scenario: None,
        unit: Unit::Tkr,
        columns: vec![
            column("landar", format!("Mot målet {target_year}"), ""),
            column("passerar", "Passerar målet".to_owned(), ""),
            column("kredit", "Kräver kredit".to_owned(), ""),
            column("budgetkrav", "Bryter mot".to_owned(), "KL 11:5"),
        ],
        rows: outlooks.iter().map(row).collect(),
        notes: vec![
            format!(
                "Inom målet räknas {}–{} av tilldelningen{status}. Passerar: första årsskiftet under målet.",
                sv::percent(band.0.value).trim_end_matches('%').trim_end(),
                sv::percent(band.1.value)
            ),
            format!("Kräver kredit: {} tillåter bara sedvanliga krediter.", law::KREDIT.citation),
            format!(
                "Bryter mot KL\u{a0}11:5: år då intäkterna inte överstiger kostnaderna, som {} kräver. Finsam hindrar inget beslut; det är styrelsens.",
                law::BUDGETKRAV.citation
            ),
        ],
    }
}

fn landing(outlook: &Outlook) -> String {
    let year = outlook.landing();
    let gap = Ore::new(year.equity.ore() - year.target.ore());
    let amount = sv::with_unit(Ore::new(gap.ore().abs()), Unit::Tkr);
    match (outlook.landing, gap.ore()) {
        (_, 0) => "exakt på målet".to_owned(),
        (Landing::Within, gap) if gap < 0 => format!("inom, {amount} under"),
        (Landing::Within, _) => format!("inom, {amount} över"),
        (Landing::Below, _) => format!("{amount} under"),
        (Landing::Above, _) => format!("{amount} över"),
    }
}

fn crossing(outlook: &Outlook) -> String {
    match (outlook.passes, outlook.reaches) {
        (Some(year), _) => year.to_string(),
        (None, Some(year)) => format!("nej, når {year}"),
        (None, None) => "nej".to_owned(),
    }
}

fn credit(outlook: &Outlook) -> String {
    outlook.credit.map_or("nej".to_owned(), |(year, tertial)| format!("T{} {year}", tertial + 1))
}

fn budgetkrav(outlook: &Outlook) -> String {
    if outlook.deficits.is_empty() { "inget år".to_owned() } else { sv::years(&outlook.deficits) }
}

/// Two or three sentences a board should know of a scenario; every figure is one of the outlook's.
pub fn key_points(economy: &Economy, outlook: &Outlook, unit: Unit) -> Vec<String> {
    let show = |amount: Ore| sv::with_unit(amount, unit);
    let scenario = &economy.scenarios[outlook.scenario];
    let last_closed = outlook.years.iter().rfind(|year| year.status == super::Status::Bokslut);
    let landing = outlook.landing();
    let mut points = Vec::new();
    if let Some(closed) = last_closed {
        let share = sv::percent(economy.forbund.target.share.value);
        let gap = Ore::new(landing.equity.ore() - landing.target.ore());
        let side = match (outlook.landing, gap.ore()) {
            (_, 0) => "alltså exakt på målet".to_owned(),
            (Landing::Within, _) => "alltså inom målet".to_owned(),
            (_, gap) if gap < 0 => format!("alltså {} under målet", show(Ore::new(-gap))),
            (_, gap) => format!("alltså {} över målet", show(Ore::new(gap))),
        };
        let passes = match outlook.passes {
            Some(year) if outlook.landing == Landing::Below => format!(" Målet passeras redan {year}."),
            _ => String::new(),
        };
        points.push(format!(
            "Scenariot ”{}” tar det egna kapitalet från {} vid utgången av {} till {} vid utgången av {}; målet är {} ({share} av tilldelningen), {side}.{passes}",
            scenario.name, show(closed.equity), closed.year, show(landing.equity), landing.year, show(landing.target),
        ));
    }
    points.push(rules_point(outlook, unit));
    points.extend(level_point(economy, outlook, unit));
    points
}

/// What KL 11:5 and the cash say.
fn rules_point(outlook: &Outlook, unit: Unit) -> String {
    let cash = match outlook.credit {
        Some((year, tertial)) => format!(
            "De likvida medlen tar slut under {}; sedan krävs kredit, och {} tillåter bara sedvanliga krediter.",
            sv::span(Period::TERTIALS[tertial].span(year)),
            law::KREDIT.citation
        ),
        None => "De likvida medlen räcker hela vägen.".to_owned(),
    };
    if outlook.deficits.is_empty() {
        return format!(
            "Alla planerade år har intäkter över kostnaderna, som {} kräver. {cash}",
            law::BUDGETKRAV.citation
        );
    }
    let total: i64 =
        (outlook.planned().filter(|year| outlook.deficits.contains(&year.year))).map(|year| year.result.ore()).sum();
    let which = if outlook.deficits.len() == outlook.planned().count() { "Alla planerade år" } else { "Åren" };
    format!(
        "{which} {} saknar överskott: tillsammans {}. {} kräver att intäkterna överstiger kostnaderna, så underskotten behöver motiveras i styrelsens beslut. {cash}",
        sv::years(&outlook.deficits),
        sv::with_unit(Ore::new(total), unit),
        law::BUDGETKRAV.citation,
    )
}

/// How much lower or higher costs a year would land on the target, spread evenly over the years without a decided budget.
fn level_point(economy: &Economy, outlook: &Outlook, unit: Unit) -> Option<String> {
    let landing = outlook.landing();
    let gap = landing.equity.ore() - landing.target.ore();
    let free: Vec<Year> = (outlook.planned().filter(|year| year.status == super::Status::Prognos))
        .map(|year| year.year)
        .filter(|year| *year <= outlook.landing_year && *year > economy.forbund.first_projected())
        .collect();
    if gap == 0 || free.is_empty() {
        return None;
    }
    let a_year = crate::domain::money::round_half_away_64(gap.abs(), free.len() as i64);
    let (direction, opposite) = if gap < 0 { ("lägre", "högre") } else { ("högre", "lägre") };
    Some(format!(
        "För att landa på målet {} behöver kostnaderna {} vara i snitt {} {direction} om året än här, eller intäkterna lika mycket {opposite}.",
        outlook.landing_year,
        sv::years(&free),
        sv::with_unit(Ore::new(a_year), unit),
    ))
}

/// What a scenario rests on that is not decided: a line for each reason, with what it sets, which years, and where it stands.
/// Only what the projection read counts, so a value that no figure depends on is not listed.
pub fn assumptions(economy: &Economy, scenario: usize, place: impl Fn(Place) -> String) -> Vec<String> {
    let projection = &economy.projections[scenario];
    let mut reasons: BTreeMap<(Status, String), Reason> = BTreeMap::new();
    for slot in projection.nodes.iter().filter_map(|node| node.slot) {
        let slot = projection.model.slot(slot);
        if slot.provenance.status != Status::Beslutad {
            let source = economy.forbund.show_source(&slot.provenance.source);
            let empty = || Reason { place: slot.provenance.place, names: BTreeSet::new(), years: BTreeSet::new() };
            let reason = reasons.entry((slot.provenance.status, source)).or_insert_with(empty);
            reason.names.insert(label_of(&economy.forbund, slot.key.what));
            reason.years.insert(slot.key.year);
        }
    }
    let line = |((status, source), reason): ((Status, String), Reason)| {
        let Reason { place: at, names, years } = reason;
        let more = if names.len() > 1 { format!(" med flera ({} värden)", names.len()) } else { String::new() };
        let name = names.first().map_or("", String::as_str);
        let years = sv::years(&years.into_iter().collect::<Vec<_>>());
        format!("{}: {name}{more} {years} – {source} ({})", sv::status(status), place(at))
    };
    reasons.into_iter().map(line).collect()
}

/// What one reason sets.
struct Reason {
    place: Place,
    names: BTreeSet<String>,
    years: BTreeSet<Year>,
}
