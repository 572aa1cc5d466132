//! The board's report: the whole in a dozen sections, pictures first.

use super::{Block, Report, Section, bridge, equity, fan, followed, money, prints, required};
use crate::diag::{Place, Problem};
use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::domain::sv;
use crate::projection::Economy;
use crate::statement::drift::{Asked, drift, drift_per_ar};
use crate::statement::{Outlook, key_points, outlook, rests_on};
use chrono::NaiveDate;

/// What the report is to be about.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w> {
    /// The year and period that is told of, and the scenario that the plan is seen through.
    pub asked: Asked,
    /// The scenarios that are shown beside it.
    pub others: &'w [usize],
    /// The one of them that the bridge leads to, if there is any.
    pub compared: Option<usize>,
    /// The day.
    pub today: NaiveDate,
    /// The unit.
    pub unit: Unit,
}

/// The board's report. `place` writes a place in a file.
///
/// # Errors
/// F502 and F503 for a year or a period that is not there.
pub fn board(economy: &Economy, wanted: &Wanted<'_>, place: impl Fn(Place) -> String) -> Result<Report, Problem> {
    let Wanted { asked, unit, today, .. } = *wanted;
    let follow = |scenario: usize| outlook(economy, scenario, economy.last_year(scenario));
    let main = follow(asked.scenario);
    let others: Vec<Outlook> = wanted.others.iter().map(|scenario| follow(*scenario)).collect();
    let sections = vec![
        known(economy, &main, unit),
        equity::section(economy, &main, &others, unit),
        operations(economy, &asked, unit)?,
        money::section(economy, &asked, unit),
        followed::grants(economy, today),
        money::budget_and_outcome(economy, asked.scenario, unit),
        bridge::section(economy, asked.scenario, wanted.compared, unit, &place),
        fan::section(economy, &main, unit, &place),
        required::section(economy, &asked, "Balanskravet", unit),
        followed::key_figures(economy, &asked),
        followed::goal_tables(economy, &asked),
        prints::section(economy),
        assumed(economy, asked.scenario, place),
    ];
    let last = main.years.last().map_or(asked.year, |year| year.year);
    Ok(Report {
        title: "Ekonomisk rapport till styrelsen".to_owned(),
        period: format!("{} och planen till {last}", sv::period(asked.year, asked.period)),
        scenario: Some(economy.scenarios[asked.scenario].id.to_string()),
        unit,
        sections,
    })
}

/// The three things to know.
fn known(economy: &Economy, main: &Outlook, unit: Unit) -> Section {
    let points = key_points(economy, main, unit);
    let blocks = vec![Block::Headlines(equity::headlines(economy, main, unit)), Block::Points(points)];
    Section::new("att-veta", "Det här bör styrelsen veta", blocks)
}

/// Driftredovisningen of the year against its budget, and the years side by side.
fn operations(economy: &Economy, asked: &Asked, unit: Unit) -> Result<Section, Problem> {
    let from = economy.forbund.last_closed().previous().max(economy.first_year());
    let years: Vec<Year> = from.through(economy.last_year(asked.scenario)).collect();
    let mut by_year = drift_per_ar(economy, asked.scenario, &years);
    by_year.title = format!("Driftredovisning år för år, {}", economy.scenarios[asked.scenario].name);
    let tables = [drift(economy, asked)?, by_year];
    let blocks = tables.into_iter().map(|table| Block::Table(table, unit)).collect();
    Ok(Section::new("drift", "Driftredovisning", blocks))
}

/// What the scenario rests on that nobody has decided.
fn assumed(economy: &Economy, scenario: usize, place: impl Fn(Place) -> String) -> Section {
    let table = rests_on(economy, scenario, place);
    let lead = format!(
        "Scenariot ”{}” vilar på det här. Det som är beslutat står inte med; allt annat har sin status och sin källa.",
        economy.scenarios[scenario].name
    );
    let blocks = match table.rows.is_empty() {
        true => vec![Block::Words("Allt som scenariot vilar på är beslutat.".to_owned())],
        false => vec![Block::Words(lead), Block::Table(table, Unit::Kr)],
    };
    Section::new("vilar-pa", "Antaganden, med status och källa", blocks)
}
