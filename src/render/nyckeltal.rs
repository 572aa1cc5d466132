//! Nyckeltal and mål as text and in JSON.

use super::json::{Part, part, plain, report};
use super::page::Page;
use super::table;
use crate::domain::money::Unit;
use crate::statement::{GoalView, Goals, Statement};
use serde::Serialize;

/// The tables one after the other, and the goals last.
pub fn text(title: &str, tables: &[Statement], goals: &Goals<'_>, unit: Unit, page: &Page) -> String {
    let mut out = page.header(title, Some(unit), goals.statement.scenario.as_deref());
    for statement in tables.iter().chain([&goals.statement]) {
        out.push_str(&format!("\n{}\n\n", statement.title.to_uppercase()));
        if statement.rows.is_empty() {
            out.push_str(&table::notes(statement, page));
        } else {
            out.push_str(&table::table(statement, unit, page));
        }
    }
    out
}

#[derive(Serialize)]
struct Mal<'s> {
    id: &'s str,
    namn: &'s str,
    slag: &'static str,
    text: &'s str,
    niva: &'s str,
    nar: &'s str,
    mats: &'s str,
    utfall: Option<String>,
    bedomning: &'static str,
    grund: &'s str,
    styrelsen: Option<&'static str>,
    styrelsens_ord: Option<String>,
    kalla: &'s str,
    status: &'static str,
}

#[derive(Serialize)]
struct Nyckeltal<'s> {
    tabeller: Vec<Part<'s>>,
    mal: Vec<Mal<'s>>,
    god_ekonomisk_hushallning: Vec<String>,
}

/// The goals' table carries the common shape; the other tables stand beside it, each in the same shape.
pub fn json(tables: &[Statement], goals: &Goals<'_>, page: &Page) -> String {
    let extra = Nyckeltal {
        tabeller: tables.iter().map(part).collect(),
        mal: goals.goals.iter().map(mal).collect(),
        god_ekonomisk_hushallning: goals.housekeeping.iter().map(|words| plain(words)).collect(),
    };
    report(&goals.statement, page, goals.statement.year.map(|year| year.number()), extra)
}

fn mal<'s>(view: &'s GoalView<'_>) -> Mal<'s> {
    Mal {
        id: view.goal.id.as_str(),
        namn: &view.goal.name,
        slag: view.goal.kind.name(),
        text: &view.goal.text.value,
        niva: &view.goal.level,
        nar: &view.goal.when,
        mats: &view.goal.measured,
        utfall: view.outcome.as_deref().map(plain),
        bedomning: view.judged.name(),
        grund: &view.basis,
        styrelsen: view.goal.verdict.as_ref().map(|verdict| verdict.reached.name()),
        styrelsens_ord: view.board.as_deref().map(plain),
        kalla: &view.source,
        status: view.goal.text.status.name(),
    }
}
