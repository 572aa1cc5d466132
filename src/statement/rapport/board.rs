//! The board's report: first the few pages that a board reads before a meeting, then what they rest on.

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
    let fan = fan::run(economy, &main);
    let (balanced, recorded, missing) = required::for_board(economy, &asked, unit);
    let mut sections = vec![
        known(economy, &main, fan.as_ref().ok(), unit),
        equity::section(economy, &main, &others, unit),
        Section::new("drift", "Driftredovisning", vec![Block::Table(drift(economy, &asked)?, unit)]),
        balanced,
        bridge::section(economy, asked.scenario, wanted.compared, (unit, today), &place),
    ];
    let mut grounds: Vec<Section> = equity::scenarios(economy, &main, &others, unit).into_iter().collect();
    grounds.extend([
        year_by_year(economy, asked.scenario, unit),
        money::section(economy, &asked, unit),
        followed::grants(economy, today),
        money::budget_and_outcome(economy, asked.scenario, unit),
        fan::section(economy, &main, fan, unit),
        followed::key_figures(economy, &asked),
        followed::goal_tables(economy, &asked),
        prints::section(economy),
        assumed(economy, asked.scenario, place),
    ]);
    let notes =
        Block::list("", recorded).map(|list| Section::new("antecknat", "Antecknat om balanskravet", vec![list]));
    grounds.extend(notes.into_iter().chain(office(missing)));
    let mut grounds = grounds.into_iter();
    sections.extend(grounds.next().map(|first| first.begins("Underlag")));
    sections.extend(grounds);
    let last = main.years.last().map_or(asked.year, |year| year.year);
    Ok(Report {
        title: "Ekonomisk rapport till styrelsen".to_owned(),
        period: format!("{} och planen till {last}", sv::period(asked.year, asked.period)),
        scenario: Some(economy.scenarios[asked.scenario].id.to_string()),
        unit,
        sections,
    })
}

/// The three things to know, and why the scenario lies where it does among the outcomes.
fn known(economy: &Economy, main: &Outlook, fan: Option<&fan::Fan<'_>>, unit: Unit) -> Section {
    let points = key_points(economy, main, unit);
    let mut blocks = vec![Block::Headlines(equity::headlines(economy, main, unit)), Block::Points(points)];
    blocks.extend(fan.and_then(|fan| fan::at_the_edge(economy, main, fan, unit)).map(Block::Words));
    Section::new("att-veta", "Det här bör styrelsen veta", blocks)
}

/// What the office has to write in the files; the board has no use for it.
fn office(missing: Vec<String>) -> Option<Section> {
    let list = Block::list("", missing)?;
    let lead = "Det här är till den som sköter förbundets filer, inte till styrelsen.";
    Some(Section::new("kansliet", "Till kansliet: saknas i filerna", vec![Block::Words(lead.to_owned()), list]))
}

/// Driftredovisningen of the years side by side.
fn year_by_year(economy: &Economy, scenario: usize, unit: Unit) -> Section {
    let from = economy.forbund.last_closed().previous().max(economy.first_year());
    let years: Vec<Year> = from.through(economy.last_year(scenario)).collect();
    let mut by_year = drift_per_ar(economy, scenario, &years);
    by_year.title = format!("Driftredovisning år för år, {}", economy.scenarios[scenario].name);
    Section::new("drift-per-ar", "Driftredovisning år för år", vec![Block::Table(by_year, unit)])
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
