//! Uppföljningen as text and in JSON.

use super::json::{Part, part, plain, report_with};
use super::page::Page;
use super::table;
use crate::domain::money::Unit;
use crate::statement::{RowComment, Statement};
use serde::Serialize;

/// Figures that each row of the JSON names by itself (design §8).
const NAMED: [&str; 5] = ["budget_helar", "budget_period", "utfall", "avvikelse", "prognos_helar"];

/// The tables, what the board should know, and what the file said.
pub fn text(title: &str, tables: &[Statement], lists: &[(&str, Vec<String>)], unit: Unit, page: &Page) -> String {
    let scenario = tables.first().and_then(|statement| statement.scenario.as_deref());
    let mut out = page.header(title, Some(unit), scenario);
    for statement in tables {
        if statement.title != title {
            out.push_str(&format!("\n{}\n", statement.title.to_uppercase()));
        }
        out.push('\n');
        out.push_str(&table::table(statement, unit, page));
    }
    for (title, lines) in lists.iter().filter(|(_, lines)| !lines.is_empty()) {
        out.push_str(&format!("\n{}\n\n", title.to_uppercase()));
        for line in lines {
            out.push_str(&format!("{}\n", page.paragraph("  · ", line)));
        }
    }
    out
}

#[derive(Serialize)]
struct Uppfoljning<'s> {
    metod: &'s str,
    utfall_till: String,
    att_veta: Vec<String>,
    kommentarer: Vec<Kommentar<'s>>,
    bokforingsfilen: Vec<String>,
    tabeller: Vec<Part<'s>>,
}

/// A comment on a row.
#[derive(Serialize)]
struct Kommentar<'s> {
    rad: &'s str,
    etikett: &'s str,
    text: &'s str,
}

/// The first table in the common shape with named figures in each row; the other tables beside it.
pub fn json(
    tables: &[Statement],
    method: &str,
    through: &str,
    [known, file]: [&[String]; 2],
    said: &[RowComment],
    page: &Page,
) -> String {
    let extra = Uppfoljning {
        metod: method,
        utfall_till: through.to_owned(),
        att_veta: known.iter().map(|line| plain(line)).collect(),
        kommentarer: said.iter().map(|of| Kommentar { rad: &of.row, etikett: &of.label, text: &of.text }).collect(),
        bokforingsfilen: file.iter().map(|line| plain(line)).collect(),
        tabeller: tables[1..].iter().map(part).collect(),
    };
    report_with(&tables[0], page, tables[0].year.map(|year| year.number()), &NAMED, extra)
}
