//! Scenarios side by side, and the bridge from the first of them to each of the others.

use super::jamfor_words::{CauseView, causes, method_notes, points};
use super::outlook::{Outlook, outlook};
use super::picture::Step;
use super::{Cell, Column, Figure, Name, Row, Statement, Style};
use crate::diag::{Place, Problem, catalogue};
use crate::domain::assumption::ResolvedScenario;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::sv;
use crate::lab::{self, Bridge};
use crate::projection::Economy;

/// Everything a comparison shows.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The years of all scenarios, each of the others with its difference from the first.
    pub years: Statement,
    /// The bridge to each of the others.
    pub bridges: Vec<BridgeView>,
}

/// A bridge with its words.
#[derive(Clone, Debug)]
pub struct BridgeView {
    /// The scenarios, from and to, by position.
    pub between: [usize; 2],
    /// The figures.
    pub bridge: Bridge,
    /// The bridge as a table.
    pub table: Statement,
    /// The causes in words, in the table's order.
    pub causes: Vec<CauseView>,
    /// The same as a path from one eget kapital to the other, for a waterfall.
    pub steps: Vec<Step>,
    /// What a board should know.
    pub points: Vec<String>,
}

/// The year that a bridge leads to unless another is asked for: the target's, or the last that all scenarios reach.
pub fn bridge_year(economy: &Economy, scenarios: &[usize]) -> Year {
    let first = economy.forbund.first_projected();
    let reached = scenarios.iter().map(|scenario| economy.last_year(*scenario)).min().unwrap_or(first);
    let target = economy.forbund.target.year;
    if (first..=reached).contains(&target) { target } else { reached }
}

/// What a scenario is called in the words of a comparison.
pub type Called = fn(&ResolvedScenario) -> String;
/// By its id, as commands do.
pub const BY_ID: Called = |scenario| scenario.id.to_string();
/// By its name, for those who have not seen the files.
pub const BY_NAME: Called = |scenario| format!("”{}”", scenario.name);

/// Compares the first scenario with each of the others; `year` is where the bridges lead, `unit` that of the amounts in words.
///
/// # Errors
/// F552 if a scenario does not reach the year.
pub fn jamfor(
    economy: &Economy,
    scenarios: &[usize],
    year: Year,
    unit: Unit,
    called: Called,
    place: &dyn Fn(Place) -> String,
) -> Result<Comparison, Problem> {
    let outlooks: Vec<Outlook> =
        scenarios.iter().map(|scenario| outlook(economy, *scenario, economy.last_year(*scenario))).collect();
    let (first, others) = outlooks.split_first().expect("a comparison has scenarios");
    let view = |other: &Outlook| {
        let between = [first.scenario, other.scenario];
        let bridge = lab::bridge(economy, between, year).ok_or_else(|| {
            let last = bridge_year(economy, &between).to_string();
            catalogue::year_not_compared(&year.to_string(), &economy.forbund.first_projected().to_string(), &last)
        })?;
        let causes = causes(economy, between, &bridge, place);
        let names = between.map(|scenario| called(&economy.scenarios[scenario]));
        let table = table(economy, [first, other], &names, &bridge, &causes);
        let (steps, points) = (
            steps(economy, between, &bridge, &causes, unit),
            points(economy, [first, other], &names, &bridge, &causes, unit),
        );
        Ok(BridgeView { between, bridge, table, causes, steps, points })
    };
    let bridges = others.iter().map(view).collect::<Result<_, Problem>>()?;
    Ok(Comparison { years: years(economy, &outlooks), bridges })
}

/// The years of the scenarios side by side, each of the others with its difference from the first.
pub fn jamfor_years(economy: &Economy, scenarios: &[usize]) -> Statement {
    let outlook = |scenario: &usize| outlook(economy, *scenario, economy.last_year(*scenario));
    years(economy, &scenarios.iter().map(outlook).collect::<Vec<Outlook>>())
}

/// What is compared a year: id, heading, and the row of driftredovisningen.
const MEASURES: [[&str; 3]; 5] = [
    ["intakter", "Verksamhetens intäkter", "intakter"],
    ["kostnader", "Verksamhetens kostnader", "kostnader"],
    ["resultat", "Resultat", "resultat"],
    ["eget_kapital", "Eget kapital", EQUITY],
    ["likvida_medel", "Likvida medel", "likvida_medel"],
];

/// Eget kapital at a year's end, in driftredovisningen.
const EQUITY: &str = "utgaende_eget_kapital";

/// From the last bokslut to the last year that any of them reaches.
fn years(economy: &Economy, outlooks: &[Outlook]) -> Statement {
    let first_planned = economy.forbund.first_projected();
    let last = outlooks.iter().map(|outlook| economy.last_year(outlook.scenario)).max().unwrap_or(first_planned);
    let years: Vec<Year> = economy.forbund.last_closed().through(last).collect();
    let column = |year: &Year| {
        let (kind, layer) = if *year < first_planned { ("bokslut", "utfall") } else { ("", "prognos") };
        Column { id: year.to_string(), heading: year.to_string(), kind: kind.to_owned(), layer }
    };
    let ids: Vec<&str> = outlooks.iter().map(|outlook| economy.scenarios[outlook.scenario].id.as_str()).collect();
    let mut rows = Vec::new();
    for [id, heading, of] in MEASURES {
        let figures = |outlook: &Outlook| -> Vec<Option<Figure>> {
            years.iter().map(|year| outlook.drift.made(of, &year.to_string()).cloned()).collect()
        };
        let first = figures(&outlooks[0]);
        rows.push(Row::of(id, heading, Style::Heading, vec![None; years.len()]));
        for (at, outlook) in outlooks.iter().enumerate() {
            let own = figures(outlook);
            let name = |year: &Year| Name::new(&format!("{heading}, {} mot {}", ids[at], ids[0]), &year.to_string());
            let pairs = years.iter().zip(own.iter().zip(&first));
            let differences = pairs
                .map(|(year, (own, first))| Figure::signed(&name(year), vec![(1, own.clone()?), (-1, first.clone()?)]));
            let differences: Vec<Option<Figure>> = differences.collect();
            rows.push(Row::of(format!("{id}_{}", ids[at]), ids[at], Style::Item, own));
            if at > 0 {
                rows.push(Row::of(format!("{id}_{}_skillnad", ids[at]), "– skillnad", Style::Item, differences));
            }
        }
    }
    let names: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    Statement {
        title: format!("{} sida vid sida", sv::list(&names)),
        notes: vec![format!(
            "Skillnad är scenariots belopp minus det i {}, räknad i ören och avrundad för sig. Plus är mer, också för kostnader.",
            ids[0]
        )],
        unit: Unit::Tkr,
        columns: years.iter().map(column).collect(),
        rows,
        ..empty(economy, &ids)
    }
}

/// A statement of these scenarios with nothing in it.
fn empty(economy: &Economy, ids: &[&str]) -> Statement {
    Statement {
        report: "jamfor",
        title: String::new(),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: None,
        scenario: Some(ids.join(",")),
        unit: Unit::Kr,
        columns: Vec::new(),
        rows: Vec::new(),
        notes: Vec::new(),
    }
}

fn table(
    economy: &Economy,
    outlooks: [&Outlook; 2],
    names: &[String; 2],
    bridge: &Bridge,
    causes: &[CauseView],
) -> Statement {
    let between = outlooks.map(|outlook| outlook.scenario);
    let ids = between.map(|scenario| economy.scenarios[scenario].id.as_str());
    let row = |id: &str, label: String, style, amount| Row {
        id: id.to_owned(),
        label,
        style,
        printed_sign: 1,
        cells: vec![Cell::Amount(amount)],
        // What a cause means is an average over many projections, and has no derivation of its own.
        figures: vec![None],
        parts: Vec::new(),
    };
    let end = |at: usize, id: &str, style| {
        let figure = outlooks[at].drift.made(EQUITY, &bridge.year.to_string()).cloned();
        Row::of(id, format!("Eget kapital {} i {}", bridge.year, names[at]), style, vec![figure])
    };
    let mut rows = vec![end(0, "fran", Style::Subtotal)];
    let numbered = causes.iter().enumerate();
    rows.extend(numbered.map(|(at, cause)| {
        let instead = cause.instead.as_ref().map_or(String::new(), |instead| format!(" (i {}: {instead})", names[0]));
        row(&cause.id, format!("{}. {}{instead}", at + 1, cause.text), Style::Item, cause.amount)
    }));
    rows.push(row("rest", "Rest, som inte förklaras".to_owned(), Style::Item, bridge.rest));
    let parts = (0..rows.len()).map(|at| (at, 1)).collect();
    rows.push(Row { parts, ..end(1, "till", Style::Total) });
    Statement {
        title: format!("Bryggan från {} till {}: eget kapital {}", names[0], names[1], bridge.year),
        columns: vec![Column {
            id: "belopp".to_owned(),
            heading: "Eget kapital".to_owned(),
            kind: bridge.year.to_string(),
            layer: "prognos",
        }],
        rows,
        notes: method_notes(bridge, names, between.iter().any(|scenario| economy.last_year(*scenario) > bridge.year)),
        ..empty(economy, &ids)
    }
}

/// The unit of a picture's words: kronor are too fine for one.
pub fn picture_unit(unit: Unit) -> Unit {
    if unit == Unit::Kr { Unit::Tkr } else { unit }
}

fn steps(economy: &Economy, between: [usize; 2], bridge: &Bridge, causes: &[CauseView], unit: Unit) -> Vec<Step> {
    let show = |amount: Ore| sv::in_unit(amount, picture_unit(unit), false);
    let whole = |scenario: usize, amount| Step {
        label: economy.scenarios[scenario].id.to_string(),
        from: Ore::ZERO,
        to: amount,
        figure: show(amount),
    };
    let mut at = bridge.from;
    let mut steps = vec![whole(between[0], at)];
    for cause in causes {
        let to = Ore::new(at.ore() + cause.amount.ore());
        let sign = if cause.amount > Ore::ZERO { "+" } else { "" };
        steps.push(Step { label: cause.text.clone(), from: at, to, figure: format!("{sign}{}", show(cause.amount)) });
        at = to;
    }
    steps.push(whole(between[1], bridge.to));
    steps
}
