//! The scenarios side by side, and what a board should know of them, in words drawn from the figures.

use super::describe::describe;
use super::outlook::{Landing, Outlook};
use super::{Cell, Column, Row, Statement, Style};
use crate::diag::Place;
use crate::domain::assumption::{Assumption, Kind};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Year};
use crate::domain::source::Status;
use crate::domain::sv;
use crate::law;
use crate::projection::{Economy, What, label_of};
use std::collections::{BTreeMap, BTreeSet};

/// Eget kapital, likvida medel and result a year for every scenario, and then how law and target judge each.
pub fn path_tables(economy: &Economy, outlooks: &[Outlook]) -> Vec<Statement> {
    let share = sv::percent(economy.forbund.target.share.value);
    let target_year = economy.forbund.target.year;
    let judged = judged_year(outlooks);
    let mut equity = path(economy, outlooks, "eget_kapital", "Eget kapital per scenario", "utgaende_eget_kapital");
    equity.columns.push(Column {
        id: "mal".to_owned(),
        heading: format!("Mål {judged}"),
        kind: share.clone(),
        layer: "mal",
    });
    for (row, outlook) in equity.rows.iter_mut().zip(outlooks) {
        row.cells.push(Cell::Amount(outlook.landing().target));
        row.figures.push(outlook.drift.made("mal_eget_kapital", &outlook.landing_year.to_string()).cloned());
    }
    equity.notes.push(format!("Målet är {share} av årets tilldelning från alla medlemmar, senast {target_year}."));
    if judged != target_year {
        equity.notes.push(format!("Här räknas bara till {judged}; jämförelsen gäller målets nivå det året."));
    }
    let mut cash = path(economy, outlooks, "likvida_medel", "Likvida medel per scenario", "likvida_medel");
    cash.notes.push("Vid årets slut; inom året kan de vara lägre.".to_owned());
    let mut result = path(economy, outlooks, "resultat", "Resultat per scenario", "resultat");
    result.notes.push(format!(
        "{} kräver att en budget har intäkter över kostnaderna. Stängda år är utfall och bedöms inte här.",
        law::BUDGETKRAV.citation
    ));
    vec![equity, cash, result, verdicts(economy, outlooks)]
}

/// From the last bokslut to the last year any scenario reaches.
fn years(outlooks: &[Outlook]) -> Vec<Year> {
    let last = outlooks.iter().filter_map(|outlook| outlook.years.last()).map(|year| year.year).max();
    let first = outlooks.iter().filter_map(|outlook| outlook.planned().next()).map(|year| year.year.previous()).min();
    first.zip(last).map_or(Vec::new(), |(first, last)| first.through(last).collect())
}

/// One row of each scenario's driftredovisning, year by year.
fn path(economy: &Economy, outlooks: &[Outlook], id: &str, title: &str, of: &str) -> Statement {
    let years = years(outlooks);
    let first_planned = economy.forbund.first_projected();
    let column = |year: &Year| Column {
        id: year.to_string(),
        heading: year.to_string(),
        kind: String::new(),
        layer: if *year < first_planned { "utfall" } else { "prognos" },
    };
    let row = |outlook: &Outlook| {
        let figures = years.iter().map(|year| outlook.drift.made(of, &year.to_string()).cloned()).collect();
        let scenario = economy.scenarios[outlook.scenario].id.as_str();
        Row::of(scenario, scenario, Style::Item, figures)
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

/// The year that the scenarios are judged in: the target's, or the last that is reached.
fn judged_year(outlooks: &[Outlook]) -> Year {
    outlooks.iter().map(|outlook| outlook.landing_year).max().expect("there is a scenario")
}

/// What target, liquidity and law say of each scenario.
fn verdicts(economy: &Economy, outlooks: &[Outlook]) -> Statement {
    let column = |id: &str, heading: &str, kind: String| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind,
        layer: "text",
    };
    let row = |outlook: &Outlook| {
        let scenario = &economy.scenarios[outlook.scenario];
        let year = |year: Option<Year>| year.map_or("nej".to_owned(), |year| year.to_string());
        let credit = outlook.credit.map_or("nej".to_owned(), |(year, tertial)| format!("T{}\u{a0}{year}", tertial + 1));
        let cells = [landing(outlook), year(outlook.passes), year(outlook.negative_equity), credit, deficits(outlook)];
        Row::of_words(scenario.id.as_str(), scenario.id.as_str(), cells.map(Cell::Text).to_vec())
    };
    Statement {
        report: "prognos",
        title: "Vad målet och lagen säger".to_owned(),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: None,
        scenario: None,
        unit: Unit::Tkr,
        columns: vec![
            column("landar", "Mot målet", format!("{}, tkr", judged_year(outlooks))),
            column("under_malet", "Under målet", "från".to_owned()),
            column("under_noll", "Under noll", "från".to_owned()),
            column("kredit", "Kräver", "kredit".to_owned()),
            column("underskott", "Underskott", "KL\u{a0}11:5".to_owned()),
        ],
        rows: outlooks.iter().map(row).collect(),
        notes: verdict_notes(economy),
    }
}

/// What the columns mean, with the law behind each.
fn verdict_notes(economy: &Economy) -> Vec<String> {
    let (low, high) = (&economy.forbund.target.low, &economy.forbund.target.high);
    let status = if low.status == Status::Antagande { " (antagande)" } else { "" };
    vec![
        format!(
            "Mot målet: plus är över, minus under; ”inom” är {}–{} av tilldelningen{status}. Under målet och under noll: första \
             årsskiftet med mindre eget kapital än så. Räcker inte tillgångarna ska medlemmarna skjuta till ({}).",
            sv::percent(low.value).trim_end_matches('%').trim_end(),
            sv::percent(high.value),
            law::BRIST.citation,
        ),
        format!("Kräver kredit: {} tillåter bara sedvanliga krediter.", law::KREDIT.citation),
        format!(
            "Underskott: år då intäkterna inte överstiger kostnaderna, som {} kräver av en budget. KL är kommunallagen, FinsamL lagen \
             om finansiell samordning. Finsam hindrar inget beslut; det är styrelsens.",
            law::BUDGETKRAV.citation
        ),
    ]
}

/// `−5 353`, `+1 887`, `inom (−14)`, `exakt`.
fn landing(outlook: &Outlook) -> String {
    let year = outlook.landing();
    let gap = Ore::new(year.equity.ore() - year.target.ore());
    let sign = if gap > Ore::ZERO { "+" } else { "" };
    let amount = format!("{sign}{}", sv::in_unit(gap, Unit::Tkr, false));
    match (outlook.landing, gap) {
        (_, Ore::ZERO) => "exakt".to_owned(),
        (Landing::Within, _) => format!("inom\u{a0}({amount})"),
        _ => amount,
    }
}

fn deficits(outlook: &Outlook) -> String {
    if outlook.deficits.is_empty() { "nej".to_owned() } else { sv::years(&outlook.deficits) }
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
        let band = (sv::percent(economy.forbund.target.low.value), sv::percent(economy.forbund.target.high.value));
        let side = match (outlook.landing, gap.ore()) {
            (_, 0) => "alltså exakt på målet".to_owned(),
            (Landing::Within, gap) => {
                let (amount, side) = (show(Ore::new(gap.abs())), if gap < 0 { "under" } else { "över" });
                format!("alltså {amount} {side} målet men inom {}–{}", band.0.trim_end_matches('%').trim_end(), band.1)
            }
            (_, gap) if gap < 0 => format!("alltså {} under målet", show(Ore::new(-gap))),
            (_, gap) => format!("alltså {} över målet", show(Ore::new(gap))),
        };
        let passes = match outlook.passes {
            Some(year) if outlook.landing == Landing::Below => {
                format!(" Redan vid utgången av {year} ligger det under målet.")
            }
            _ => String::new(),
        };
        let negative = outlook.negative_equity.map_or(String::new(), |year| {
            let rule = law::BRIST.citation;
            format!(" Vid utgången av {year} är det negativt; räcker inte tillgångarna ska medlemmarna skjuta till ({rule}).")
        });
        points.push(format!(
            "Scenariot ”{}” tar det egna kapitalet från {} vid utgången av {} till {} vid utgången av {}; målet är {} ({share} av tilldelningen), {side}.{passes}{negative}",
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
    let years = sv::years(&outlook.deficits);
    let all = outlook.deficits.len() == outlook.planned().count();
    let which = match outlook.deficits.len() {
        1 => format!("År {years} ger"),
        _ if all => format!("Alla planerade år {years} ger"),
        _ => format!("Åren {years} ger"),
    };
    format!(
        "{which} underskott, tillsammans {}. {} kräver att en budget har intäkter över kostnaderna; enligt praxis skriver styrelsen skälen för ett underskott i beslutet. {cash}",
        sv::with_unit(Ore::new(-total), unit),
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

/// Something a scenario rests on that is not decided.
struct Basis {
    status: Status,
    what: String,
    source: String,
    place: Place,
}

/// What a scenario rests on that is not decided, a line for each with its status and source, and its place where `place` says one.
pub fn assumptions(economy: &Economy, scenario: usize, place: impl Fn(Place) -> String) -> Vec<String> {
    let line = |basis: Basis| {
        let at = Some(place(basis.place)).filter(|at| !at.is_empty()).map_or(String::new(), |at| format!(" ({at})"));
        format!("{}: {} – {}{at}", sv::status(basis.status), basis.what, basis.source)
    };
    undecided(economy, scenario).into_iter().map(line).collect()
}

/// The same as a table.
pub fn rests_on(economy: &Economy, scenario: usize, place: impl Fn(Place) -> String) -> Statement {
    let column = |id: &str, heading: &str| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: String::new(),
        layer: "text",
    };
    let row = |(at, basis): (usize, Basis)| {
        let cells = [sv::status(basis.status).to_owned(), basis.source, place(basis.place)].map(Cell::Text);
        Row::of_words(format!("antagande_{}", at + 1), basis.what, cells.to_vec())
    };
    Statement {
        report: "prognos",
        title: format!("Det som ”{}” vilar på", economy.scenarios[scenario].name),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: None,
        scenario: Some(economy.scenarios[scenario].id.to_string()),
        unit: Unit::Kr,
        columns: vec![column("status", "Status"), column("kalla", "Källa eller skäl"), column("plats", "Står i")],
        rows: undecided(economy, scenario).into_iter().enumerate().map(row).collect(),
        notes: Vec::new(),
    }
}

/// First what the förbund's own files leave open, one for each reason, then each assumption of the scenario and its bases with its
/// value. Only what some figure depends on is listed.
fn undecided(economy: &Economy, scenario: usize) -> Vec<Basis> {
    let (definition, projection) = (&economy.scenarios[scenario], &economy.projections[scenario]);
    let own: BTreeSet<Place> = definition.assumptions.iter().map(|assumption| assumption.kind.place).collect();
    let mut read: BTreeSet<Place> = BTreeSet::new();
    let mut reasons: BTreeMap<(Status, String), Reason> = BTreeMap::new();
    for slot in projection.nodes.iter().filter_map(|node| node.slot) {
        let slot = projection.model.slot(slot);
        let at = slot.provenance.place;
        read.insert(at);
        if slot.provenance.status != Status::Beslutad && !own.contains(&at) {
            let source = economy.forbund.show_source(&slot.provenance.source);
            let empty = || Reason { place: at, names: BTreeSet::new(), years: BTreeSet::new() };
            let reason = reasons.entry((slot.provenance.status, source)).or_insert_with(empty);
            reason.names.insert(common_name(economy, slot.key.what));
            reason.years.insert(slot.key.year);
        }
    }
    let basis = |((status, source), reason): ((Status, String), Reason)| {
        let Reason { place: at, names, years } = reason;
        let names = sv::list(&names.into_iter().collect::<Vec<_>>());
        let years = sv::years(&years.into_iter().collect::<Vec<_>>());
        Basis { status, what: format!("{names} {years}"), source: sv::hold(&source), place: at }
    };
    let mut found: Vec<Basis> = reasons.into_iter().map(basis).collect();
    for assumption in &definition.assumptions {
        let kind = &assumption.kind;
        let is_membership = matches!(kind.value, Kind::Leave { .. } | Kind::Join { .. });
        if kind.status != Status::Beslutad && (is_membership || read.contains(&kind.place)) {
            let what = describe(&economy.forbund, assumption, definition.horizon);
            let source = sv::hold(&economy.forbund.show_source(&kind.source));
            found.push(Basis { status: kind.status, what, source, place: kind.place });
        }
    }
    found
}

/// One name for what all kommuner or all lines have alike.
fn common_name(economy: &Economy, what: What) -> String {
    match what {
        What::Folkmangd(_) => "Folkmängd i kommunerna".to_owned(),
        What::Andel(_) => "Andel utvecklingsmedel".to_owned(),
        what => label_of(&economy.forbund, what),
    }
}

/// A scenario in the list of them: its name, and what it assumes itself, with the status of it.
pub fn scenario_lines(economy: &Economy, outlooks: &[Outlook]) -> Vec<(String, String)> {
    let line = |outlook: &Outlook| {
        let scenario = &economy.scenarios[outlook.scenario];
        let inherited = |assumption: &&Assumption| assumption.kind.place.file == scenario.place.file;
        let own = scenario.assumptions.iter().filter(inherited).map(|assumption| {
            let what = describe(&economy.forbund, assumption, scenario.horizon);
            format!("{what} ({})", sv::status(assumption.kind.status))
        });
        let own = own.collect::<Vec<_>>().join("; ");
        let own = if own.is_empty() { String::new() } else { format!(" {own}.") };
        (scenario.id.to_string(), format!("{}.{own}", scenario.name))
    };
    outlooks.iter().map(line).collect()
}

/// What one reason sets.
struct Reason {
    place: Place,
    names: BTreeSet<String>,
    years: BTreeSet<Year>,
}
