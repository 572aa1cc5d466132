//! A report as one HTML file: nothing is fetched, nothing needs a script, and what comes from a file is escaped by the templates.
//!
//! The same file is a page on a screen, on a phone and, printed, sheets of A4 with what every page says of itself in the margin.

mod derivation;
mod table;

use super::page::Page;
use super::svg::{self, Width};
use crate::derivation::Graph;
use crate::diag::Place;
use crate::domain::money::Unit;
use crate::projection::Economy;
use crate::statement::{Block, Figure, Picture, Report, Statement};
use askama::Template;
use derivation::{Derivations, Entry};
use std::cell::{Cell, RefCell};

#[derive(Template)]
#[template(path = "rapport.html", whitespace = "minimize")]
struct Shell<'r> {
    report: &'r Report,
    page: &'r Page,
    facts: Vec<(&'static str, String)>,
    margin: Margin,
    /// Tables are numbered in the order they are written, so that each has an id.
    tables: Cell<usize>,
    derivations: RefCell<Derivations<'r>>,
}

/// What stands in the margin of every printed page, as strings of CSS.
struct Margin {
    forbund: String,
    title: String,
    facts: String,
}

/// The look of the page; that of its pictures is their own.
const STYLE: &str = include_str!("../../../templates/rapport.css");

/// The report as a file. `place` writes a place in the förbund's files.
pub fn report(report: &Report, economy: &Economy, page: &Page, place: &dyn Fn(Place) -> String) -> String {
    let mut facts = facts(report, page);
    let said: Vec<String> = facts.iter().skip(1).map(|(name, fact)| format!("{name} {fact}")).collect();
    // The margin has no room for more than the unit's name.
    let named = economy.scenarios.iter().find(|scenario| report.scenario.as_deref() == Some(scenario.id.as_str()));
    facts.iter_mut().filter(|(name, _)| *name == "Scenario").for_each(|(_, id)| {
        *id = named.map_or(id.clone(), |scenario| format!("{} ({id})", scenario.name));
    });
    facts.iter_mut().filter(|(name, _)| *name == "Enhet").for_each(|(_, unit)| unit.push_str(" om inget annat anges"));
    let margin = Margin {
        forbund: css_string(&page.forbund),
        title: css_string(&report.title),
        facts: css_string(&said.join(" · ")),
    };
    let derivations = RefCell::new(Derivations::new(Graph::new(economy), &economy.forbund, place));
    let shell = Shell { report, page, facts, margin, tables: Cell::new(0), derivations };
    let mut text = shell.render().expect("a report has nothing that can fail to be written");
    text.push('\n');
    text
}

/// What every page says of itself, with its names in Swedish.
fn facts(report: &Report, page: &Page) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Förbund", page.forbund.clone()), ("Period", report.period.clone())];
    facts.push(("Enhet", report.unit.name().to_owned()));
    facts.extend(report.scenario.clone().map(|scenario| ("Scenario", scenario)));
    facts.push(("Datum", page.date.to_string()));
    facts.push(("Indata", page.inputs.clone()));
    facts
}

/// A string of CSS with all but letters and digits escaped, so that no text from a file can end the string or the style sheet.
fn css_string(text: &str) -> String {
    let escape = |c: char| {
        if c.is_ascii_alphanumeric() { c.to_string() } else { format!("\\{:x} ", u32::from(c)) }
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

impl Shell<'_> {
    fn styles(&self) -> String {
        format!("{}{}", STYLE, svg::STYLE)
    }

    fn table(&self, statement: &Statement, unit: &Unit, all_the_way: bool) -> String {
        let number = self.tables.get() + 1;
        self.tables.set(number);
        let follow = |figure: &Figure| self.derivations.borrow_mut().follow(figure, all_the_way);
        table::table(statement, *unit, number, self.page, &follow)
    }

    /// Once every table has been written.
    fn entries(&self) -> Vec<Entry> {
        self.derivations.borrow_mut().entries()
    }

    fn drawn(&self, picture: &Picture) -> String {
        format!("{}{}", svg::element(picture, Width::Wide), svg::element(picture, Width::Narrow))
    }
}
