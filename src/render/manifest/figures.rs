//! Which figures a file holds: those that were placed on its page, or those that a JSON file has in itself.

use crate::domain::money::{Ore, Unit};
use crate::domain::period::Period;
use crate::render::json::{rate, share};
use crate::statement::{Cell, Column, Sheet, Statement, Value as Shown};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A figure as it was placed on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// `rapport/år[/period]/rad/kolumn`; without a year `rapport[/scenario]/rad/kolumn`.
    pub id: String,
    /// Kronor with two decimals, a share with four, or a whole count.
    pub value: String,
    /// What its row and its column are called.
    pub label: String,
    /// What its row is called.
    pub row: String,
    /// The row's id.
    pub row_id: String,
    /// As it is printed.
    pub printed: String,
}

/// What has been placed on a page so far: every renderer of tables says what it places. Copies of a page share it. A page that is to
/// have no manifest notes nothing.
#[derive(Clone, Debug, Default)]
pub struct Placed(Option<Rc<RefCell<Noted>>>);

#[derive(Debug, Default)]
struct Noted {
    figures: Vec<Figure>,
    at: BTreeMap<String, usize>,
    inputs: BTreeMap<String, String>,
}

impl Placed {
    /// Of a page that is to have a manifest.
    pub fn noting() -> Self {
        Placed(Some(Rc::default()))
    }

    /// Every figure of a table, and what its rounded rows lack of their sums. The same figure placed again is one; another under the
    /// same id gets a number after it.
    pub fn table(&self, statement: &Statement, sheet: &Sheet, unit: Unit) {
        let Some(noted) = &self.0 else { return };
        let of = statement_id(statement);
        let figure = |row: &str, label: &str, column: &Column, value: String| {
            let shown = sheet.rows.iter().find(|shown| shown.id == row);
            let at = sheet.columns.iter().position(|shown| shown.id == column.id);
            let printed = shown.zip(at).and_then(|(shown, at)| shown.cells.get(at));
            Figure {
                id: format!("{of}/{row}/{}", column.id),
                value,
                label: format!("{label}, {} {}", column.heading, column.kind).trim_end().to_owned(),
                row: label.to_owned(),
                row_id: row.to_owned(),
                printed: printed.cloned().unwrap_or_default(),
            }
        };
        let mut noted = noted.borrow_mut();
        for row in &statement.rows {
            for (cell, column) in row.cells.iter().zip(&statement.columns) {
                value(cell).into_iter().for_each(|value| noted.add(figure(&row.id, &row.label, column, value)));
            }
        }
        for row in sheet.rows.iter().filter(|row| statement.row(&row.id).is_none()) {
            for (shown, column) in row.values.iter().zip(&sheet.columns) {
                let Shown::Number { steps, .. } = shown else { continue };
                noted.add(figure(&row.id, &row.label, column, Ore::new(steps * unit.ore()).to_string()));
            }
        }
    }

    /// A figure that stands in no table.
    pub fn figure(&self, figure: Figure) {
        self.0.iter().for_each(|noted| noted.borrow_mut().add(figure.clone()));
    }

    /// A file beside the förbund's own that the page draws on.
    pub fn input(&self, name: &str, sha256: &str) {
        let noted = self.0.iter();
        noted.for_each(|noted| drop(noted.borrow_mut().inputs.insert(name.to_owned(), sha256.to_owned())));
    }

    /// The figures, in the order they were placed.
    pub fn figures(&self) -> Vec<Figure> {
        self.0.as_ref().map_or(Vec::new(), |noted| noted.borrow().figures.clone())
    }

    /// The files beside the förbund's own.
    pub fn inputs(&self) -> BTreeMap<String, String> {
        self.0.as_ref().map_or(BTreeMap::new(), |noted| noted.borrow().inputs.clone())
    }
}

impl Noted {
    fn add(&mut self, mut figure: Figure) {
        let bare = figure.id.clone();
        for number in 2.. {
            match self.at.get(&figure.id).map(|at| &self.figures[*at]) {
                None => {
                    self.at.insert(figure.id.clone(), self.figures.len());
                    return self.figures.push(figure);
                }
                Some(known) if known.value == figure.value => return,
                Some(_) => figure.id = format!("{bare}#{number}"),
            }
        }
    }
}

/// What the figures of a statement are called by: `drift/2025`, `resultat/2024/jan-aug`, `prognos/index`.
fn statement_id(statement: &Statement) -> String {
    let mut id = vec![statement.report.to_owned()];
    match statement.year {
        Some(year) => {
            id.push(year.to_string());
            let part = statement.period.filter(|period| *period != Period::Helar);
            id.extend(part.map(|period| period.name().to_owned()));
        }
        None => id.extend(statement.scenario.clone()),
    }
    id.join("/")
}

fn value(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Nothing | Cell::Text(_) => None,
        Cell::Amount(amount) => Some(amount.to_string()),
        Cell::Share(of) => Some(share(*of)),
        Cell::Rate(of) => Some(rate(*of)),
        Cell::Count(count) => Some(count.to_string()),
    }
}

/// Every figure of a JSON report by its id: those of its tables by row and column, all else by the way there.
pub fn in_json(report: &Value) -> BTreeMap<String, String> {
    let text = |key: &str| report.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut of = vec![text("rapport").unwrap_or_default()];
    match report.get("ar").and_then(Value::as_i64) {
        Some(year) => {
            of.push(year.to_string());
            of.extend(text("period").filter(|period| period != Period::Helar.name()));
        }
        None => of.extend(text("scenario")),
    }
    let mut figures = BTreeMap::new();
    object(report, &of.join("/"), true, &mut figures);
    figures
}

/// What the whole report says of itself is no figure of it.
const ABOUT: [&str; 10] =
    ["rapport", "forbund", "ar", "period", "scenario", "enhet", "idag", "indata", "manifest", "kolumner"];
/// What tells the members of a list apart, the nearest first.
const NAMES: [&str; 6] = ["id", "namn", "ar", "tertial", "ursprungsar", "scenario"];

fn object(value: &Value, path: &str, is_report: bool, figures: &mut BTreeMap<String, String>) {
    let Some(fields) = value.as_object() else { return };
    let columns = fields.get("kolumner").and_then(Value::as_array).filter(|_| fields.contains_key("rader"));
    let columns: Option<Vec<&str>> =
        columns.map(|columns| columns.iter().filter_map(|column| column.get("id")?.as_str()).collect());
    for (key, field) in fields {
        match (key.as_str(), field) {
            ("rader", Value::Array(rows)) if columns.is_some() => {
                rows.iter().for_each(|row| table_row(row, path, columns.as_deref().unwrap_or_default(), figures));
            }
            // `ar` is the year of a report, or a list of years.
            (key, Value::Array(_)) if is_report && key == "ar" => walk(field, &format!("{path}/{key}"), figures),
            (key, _) if is_report && ABOUT.contains(&key) || key == "kolumner" => {}
            (key, _) if !is_report && NAMES.contains(&key) && !field.is_array() => {}
            (key, _) => walk(field, &format!("{path}/{key}"), figures),
        }
    }
}

/// A row's figures by their columns; a figure that the row names besides is the same one.
fn table_row(row: &Value, path: &str, columns: &[&str], figures: &mut BTreeMap<String, String>) {
    let Some(id) = row.get("id").and_then(Value::as_str) else { return };
    let cells = row.get("varden").and_then(Value::as_array).into_iter().flatten();
    for (cell, column) in cells.zip(columns) {
        walk(cell, &format!("{path}/{id}/{column}"), figures);
    }
}

fn walk(value: &Value, path: &str, figures: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) if is_number(text) => add(figures, path, text.clone()),
        Value::Number(number) => add(figures, path, number.to_string()),
        Value::Array(members) => {
            for (at, member) in members.iter().enumerate() {
                let name = NAMES.iter().find_map(|key| match member.get(key)? {
                    Value::String(name) => Some(name.clone()),
                    Value::Number(name) => Some(name.to_string()),
                    _ => None,
                });
                let name = name.unwrap_or_else(|| (at + 1).to_string());
                walk(member, &format!("{path}/{name}"), figures);
            }
        }
        Value::Object(_) => object(value, path, false, figures),
        _ => {}
    }
}

/// Two members of a list may have one name.
pub(super) fn add(figures: &mut BTreeMap<String, String>, path: &str, value: String) {
    let numbered = (2..).map(|number| format!("{path}#{number}"));
    let free = std::iter::once(path.to_owned()).chain(numbered).find(|id| !figures.contains_key(id));
    figures.extend(free.map(|id| (id, value)));
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() <= 1
}
