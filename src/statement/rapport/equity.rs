//! Eget kapital from the books' first balance to the horizon, against its target, beside the other scenarios.

use super::{Block, Headline, Section};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Year};
use crate::domain::sv;
use crate::projection::Economy;
use crate::statement::drift::{Asked, books_column};
use crate::statement::outlook::Status;
use crate::statement::picture::{Drawing, Path, Paths, Picture};
use crate::statement::spec::{Formula, RowSpec, evaluate};
use crate::statement::{Cell, Column, Outlook, Source, Statement, path_tables};

/// The figures that the rest of the report is about: where eget kapital stands, where it is to be, and where it is heading.
pub(super) fn headlines(economy: &Economy, outlook: &Outlook, unit: Unit) -> Vec<Headline> {
    let headline =
        |label: String, amount: Ore| Headline { label: sv::hold(&label), figure: sv::with_unit(amount, unit) };
    let landing = outlook.landing();
    let mut found = Vec::new();
    if let Some(closed) = outlook.years.iter().rfind(|year| year.status == Status::Bokslut) {
        found.push(headline(format!("Eget kapital vid utgången av {}", closed.year), closed.equity));
    }
    let share = sv::percent(economy.forbund.target.share.value);
    found.push(headline(format!("Målet {}, {share} av tilldelningen", landing.year), landing.target));
    let scenario = &economy.scenarios[outlook.scenario].name;
    found.push(headline(format!("Eget kapital {} enligt ”{scenario}”", landing.year), landing.equity));
    let (label, figure) = match outlook.passes {
        Some(year) => ("Första året som slutar under målet".to_owned(), year.to_string()),
        None => (format!("Slutar under målet, till och med {}", landing.year), "inget år".to_owned()),
    };
    found.push(Headline { label, figure });
    found
}

/// The picture and its table.
pub(super) fn section(economy: &Economy, outlook: &Outlook, others: &[Outlook], unit: Unit) -> Section {
    let picture = picture(economy, outlook, others, unit);
    let blocks = vec![Block::Picture(picture), Block::Table(against_target(economy, outlook), unit)];
    Section::new("eget-kapital", "Eget kapital mot målet", blocks)
}

/// The scenarios side by side, where there are several: their paths, what target and law say of them, and what each assumes.
pub(super) fn scenarios(economy: &Economy, outlook: &Outlook, others: &[Outlook], unit: Unit) -> Option<Section> {
    let all: Vec<Outlook> = [outlook].into_iter().chain(others).cloned().collect();
    let mut paths = path_tables(economy, &all);
    // The results by scenario follow from eget kapital, and driftredovisningen has them year by year.
    paths.retain(|table| table.scenario.as_deref() != Some("resultat"));
    for table in &mut paths {
        for (row, of) in table.rows.iter_mut().zip(&all) {
            row.label.clone_from(&economy.scenarios[of.scenario].name);
        }
    }
    let mut blocks: Vec<Block> = paths.into_iter().map(|table| Block::Beside(table, unit)).collect();
    let lines = crate::statement::scenario_lines(economy, &all);
    blocks.extend(Block::list("Vad de antar", lines.into_iter().map(|(_, line)| line).collect()));
    (!others.is_empty()).then(|| Section::new("scenarierna", "Scenarierna", blocks))
}

/// Eget kapital, its target and its share of the contributions, from the year before the books to the horizon.
pub(super) fn against_target(economy: &Economy, outlook: &Outlook) -> Statement {
    let share = economy.forbund.target.share.clone();
    let contributions = crate::ledger::Select::Account(economy.forbund.chart.roles.medlemsbidrag);
    let label = format!("Mål för eget kapital ({})", sv::percent(share.value));
    let specs = [
        RowSpec::item("medlemsbidrag", "Medlemmarnas bidrag", Formula::Flow { of: vec![contributions], sign: -1 }),
        RowSpec::key("eget_kapital", "Eget kapital vid årets slut", Formula::ClosingEquity),
        RowSpec::key("mal_eget_kapital", &label, Formula::ShareOf("medlemsbidrag", share)),
        RowSpec::key("andel", "Eget kapital, del av bidragen", Formula::Ratio("eget_kapital", "medlemsbidrag")),
    ];
    let last = outlook.years.last().map_or(economy.forbund.last_closed(), |year| year.year);
    let column = |year: Year| {
        let asked = Asked { year, period: Period::Helar, scenario: outlook.scenario };
        books_column(economy, &asked, asked.span())
    };
    let first = economy.first_year().previous();
    let columns: Vec<(Column, Source)> = first.through(last).map(column).collect();
    let rows = evaluate(&economy.ledger, &specs, &columns);
    Statement {
        report: "rapport",
        title: format!("Eget kapital mot målet {first}–{last}"),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: Some(Period::Helar),
        scenario: Some(economy.scenarios[outlook.scenario].id.to_string()),
        unit: Unit::Tkr,
        columns: columns.into_iter().map(|(column, _)| column).collect(),
        rows,
        notes: vec![format!("För {first} är bara den utgående balansen bokförd: böckerna börjar med den.")],
    }
}

/// The scenario's own path against the target, with the first year-end below it pointed out.
pub(super) fn paths(economy: &Economy, outlook: &Outlook, unit: Unit) -> Paths {
    let table = against_target(economy, outlook);
    let amounts = |id: &str| -> Vec<Option<Ore>> {
        let amount = |cell: &Cell| if let Cell::Amount(amount) = cell { Some(*amount) } else { None };
        table.row(id).map_or(Vec::new(), |row| row.cells.iter().map(amount).collect())
    };
    let first = economy.first_year().previous();
    let years: Vec<Year> = (0..table.columns.len()).map(|at| first.plus(at)).collect();
    let passed = years.iter().position(|year| Some(*year) == outlook.passes);
    let share = sv::percent(economy.forbund.target.share.value);
    Paths {
        closed: years.iter().filter(|year| **year < economy.forbund.first_projected()).count(),
        unit,
        main: Path { label: economy.scenarios[outlook.scenario].name.clone(), amounts: amounts("eget_kapital") },
        second: None,
        others: Vec::new(),
        target: amounts("mal_eget_kapital"),
        target_label: format!("Målet, {share}"),
        bands: Vec::new(),
        marks: passed.map(|at| (at, format!("under målet {}", years[at]))).into_iter().collect(),
        years,
    }
}

/// Whether it is the förbund's own proposal for a budget.
fn is_proposal(economy: &Economy, outlook: &Outlook) -> bool {
    economy.forbund.budget_proposal.as_ref() == Some(&economy.scenarios[outlook.scenario].id)
}

fn picture(economy: &Economy, outlook: &Outlook, others: &[Outlook], unit: Unit) -> Picture {
    let paths = paths(economy, outlook, unit);
    let planned = |outlook: &Outlook, year: &Year| {
        outlook.planned().find(|planned| planned.year == *year).map(|planned| planned.equity)
    };
    let other = |outlook: &Outlook| Path {
        label: economy.scenarios[outlook.scenario].name.clone(),
        amounts: paths.years.iter().map(|year| planned(outlook, year)).collect(),
    };
    let (proposed, rest): (Vec<&Outlook>, Vec<&Outlook>) =
        others.iter().partition(|outlook| is_proposal(economy, outlook));
    let second = proposed.into_iter().next().map(other);
    let others_paths = rest.into_iter().map(other).collect();
    let (first, last) = (paths.years.first(), paths.years.last());
    let span = first.zip(last).map_or(String::new(), |(first, last)| format!("{first}–{last} "));
    Picture {
        id: "eget-kapital",
        title: format!("Eget kapital {span}mot målet"),
        key: key(economy, outlook, others),
        text: caption(economy, outlook, others, unit),
        drawing: Drawing::Paths(Box::new(Paths { second, others: others_paths, ..paths })),
    }
}

/// Which line is which.
fn key(economy: &Economy, outlook: &Outlook, others: &[Outlook]) -> String {
    let name = |outlook: &Outlook| economy.scenarios[outlook.scenario].name.as_str();
    let mut lines = vec!["Heldragen linje är utfall".to_owned(), format!("streckad scenariot ”{}”", name(outlook))];
    let proposed = others.iter().find(|other| is_proposal(economy, other));
    lines.extend(proposed.map(|other| format!("streckprickad budgetförslaget ”{}”", name(other))));
    let is_thin = others.iter().any(|other| !is_proposal(economy, other));
    lines.extend(is_thin.then(|| "tunna linjer de andra scenarierna, med namn där det finns plats".to_owned()));
    format!("{}.", sv::list(&lines))
}

/// What the picture shows, in words.
fn caption(economy: &Economy, outlook: &Outlook, others: &[Outlook], unit: Unit) -> String {
    let landing = outlook.landing();
    let show = |amount| sv::with_unit(amount, unit);
    let name = |outlook: &Outlook| economy.scenarios[outlook.scenario].name.as_str();
    let passes =
        outlook.passes.map_or(String::new(), |year| format!(" ”{}” slutar under målet från {year}.", name(outlook)));
    let mut text = format!("Målet {} är {}.{passes}", landing.year, show(landing.target));
    let ends = others.iter().map(|other| (other.landing().equity, other));
    let (low, high) = (ends.clone().min_by_key(|(end, _)| *end), ends.max_by_key(|(end, _)| *end));
    if let (Some((low, at)), Some((high, to))) = (low, high) {
        text.push_str(&match others.len() {
            1 => format!(" ”{}” slutar {} på {}.", name(at), landing.year, show(low)),
            _ => format!(
                " De andra slutar {} mellan {} (”{}”) och {} (”{}”).",
                landing.year,
                show(low),
                name(at),
                show(high),
                name(to),
            ),
        });
    }
    text
}
