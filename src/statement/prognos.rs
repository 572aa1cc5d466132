//! The scenarios side by side, and what a board should know of them, in words drawn from the figures.

use super::outlook::{Landing, Outlook};
use super::{Cell, Column, Row, Statement, Style, YearOutlook};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::source::Status;
use crate::domain::sv;
use crate::law;
use crate::projection::{Economy, label};
use std::collections::BTreeMap;

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
            column("budgetkrav", "Inte över noll".to_owned(), "KL 11:5"),
        ],
        rows: outlooks.iter().map(row).collect(),
        notes: vec![
            format!(
                "Inom målet räknas {}–{} av tilldelningen{status}. Passerar: första årsskiftet under målet.",
                sv::percent(band.0.value),
                sv::percent(band.1.value)
            ),
            format!("Kräver kredit: {} tillåter bara sedvanliga krediter.", law::KREDIT.citation),
            format!(
                "Intäkterna ska överstiga kostnaderna varje år: {}. Lagen hindrar inte finsam från att räkna; beslutet är styrelsens.",
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
            "Scenariot ”{}” för det egna kapitalet från {} vid utgången av {} till {} vid utgången av {}; målet är {} ({share} av tilldelningen), {side}.{passes}",
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
            "De likvida medlen tar slut i tertial {} {year}; därefter krävs kredit, och {} tillåter bara sedvanliga krediter.",
            tertial + 1,
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
    format!(
        "{} överstiger intäkterna inte kostnaderna, tillsammans {}; det bryter mot {} och behöver styrelsens ställningstagande varje år. {cash}",
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

/// What a scenario rests on that is not decided: one line for each reason, with what it sets and where it stands.
pub fn assumptions(economy: &Economy, scenario: usize, place: impl Fn(crate::diag::Place) -> String) -> Vec<String> {
    let projection = &economy.projections[scenario];
    let mut grouped: BTreeMap<(Status, String, String), Vec<String>> = BTreeMap::new();
    for (slot, status) in projection.model.unsettled() {
        let source = economy.forbund.show_source(&slot.provenance.source);
        let what = label(&economy.forbund, slot.key);
        grouped.entry((status, source, place(slot.provenance.place))).or_default().push(what);
    }
    let line = |((status, source, place), what): ((Status, String, String), Vec<String>)| {
        let more = if what.len() > 1 { format!(" och {} till", what.len() - 1) } else { String::new() };
        format!("{}: {}{more} – {source} ({place})", sv::status(status), what[0])
    };
    grouped.into_iter().map(line).collect()
}
