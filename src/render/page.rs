//! What stands on every page: förbund, unit, scenario, date, and a short hash of the inputs (design §8).

use super::manifest::Placed;
use crate::domain::money::Unit;
use chrono::NaiveDate;

/// What every page says of itself.
#[derive(Clone, Debug)]
pub struct Page {
    /// The förbund's name.
    pub forbund: String,
    /// The date it is drawn up for.
    pub date: NaiveDate,
    /// A short hash of every input file.
    pub inputs: String,
    /// How many columns there are to print in.
    pub width: usize,
    /// Whether the id of each figure is shown.
    pub show_ids: bool,
    /// The figures that have been placed on it, for its manifest.
    pub placed: Placed,
}

impl Page {
    /// What the page says of itself, each with its name in ASCII.
    pub fn facts(&self, unit: Option<Unit>, scenario: Option<&str>) -> Vec<(&'static str, String)> {
        let mut facts = vec![("forbund", self.forbund.clone())];
        facts.extend(unit.map(|unit| ("enhet", unit.name().to_owned())));
        facts.extend(scenario.map(|scenario| ("scenario", scenario.to_owned())));
        facts.push(("datum", self.date.to_string()));
        facts.push(("indata", self.inputs.clone()));
        facts
    }

    /// The same on one line.
    pub fn facts_line(&self, unit: Option<Unit>, scenario: Option<&str>) -> String {
        let shown = |(name, fact): (&str, String)| match name {
            "scenario" | "indata" => format!("{name}\u{a0}{fact}"),
            _ => fact,
        };
        self.facts(unit, scenario).into_iter().map(shown).collect::<Vec<_>>().join("\u{a0}· ")
    }

    /// The title and the line under it.
    pub fn header(&self, title: &str, unit: Option<Unit>, scenario: Option<&str>) -> String {
        format!("{title}\n{}\n", wrap(&self.facts_line(unit, scenario), self.width, "", ""))
    }

    /// A paragraph, wrapped to the page, each line after the first indented like the text after `bullet`.
    pub fn paragraph(&self, bullet: &str, text: &str) -> String {
        wrap(text, self.width.min(100), bullet, &" ".repeat(bullet.chars().count()))
    }
}

/// Wraps at ordinary blanks; no-break spaces hold numbers and their units together.
fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in text.split(' ') {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::replace(&mut line, rest.to_owned()));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push(line);
    lines.join("\n")
}
