//! What stands on every page: förbund, unit, scenario, date, and a short hash of the inputs (design §8).

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
}

impl Page {
    /// The title and the line under it.
    pub fn header(&self, title: &str, unit: Option<Unit>, scenario: Option<&str>) -> String {
        let mut facts = vec![self.forbund.clone()];
        facts.extend(unit.map(|unit| unit.name().to_owned()));
        facts.extend(scenario.map(|scenario| format!("scenario\u{a0}{scenario}")));
        facts.push(self.date.to_string());
        facts.push(format!("indata\u{a0}{}", self.inputs));
        format!("{title}\n{}\n", wrap(&facts.join("\u{a0}· "), self.width, "", ""))
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
