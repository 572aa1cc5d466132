//! How budgets have been consumed, as text, Markdown and JSON.

use super::json::{plain, rate, report};
use super::page::Page;
use super::table;
use crate::domain::money::Unit;
use crate::statement::{Consumed, Consumption};
use serde::Serialize;

/// The table, what a board should know, and the block to paste.
pub fn text(consumption: &Consumption, unit: Unit, page: &Page) -> String {
    let mut out = table::with_header(&consumption.table, unit, page);
    out.push_str("\nATT VETA\n\n");
    for point in &consumption.points {
        out.push_str(&format!("{}\n", page.paragraph("  · ", point)));
    }
    out.push_str(&format!("\nSOM ANTAGANDE I ETT SCENARIO ({})\n\n{}", consumption.year, consumption.block));
    out
}

/// The block as Markdown sets it.
pub fn markdown_block(consumption: &Consumption) -> String {
    format!("\n## Som antagande i ett scenario ({})\n\n```toml\n{}```\n", consumption.year, consumption.block)
}

#[derive(Serialize)]
struct Forbrukad {
    ar: i32,
    period: &'static str,
    budget: String,
    utfall: String,
    andel: String,
}

#[derive(Serialize)]
struct Forbrukning<'s> {
    budgetar: Vec<Forbrukad>,
    erbjudet_ar: i32,
    antagande: &'s str,
    att_veta: Vec<String>,
}

/// The table in the common shape, each budget by name, and the block.
pub fn json(consumption: &Consumption, page: &Page) -> String {
    let forbrukad = |of: &Consumed| Forbrukad {
        ar: of.year.number(),
        period: of.period.name(),
        budget: of.budget.to_string(),
        utfall: of.outcome.to_string(),
        andel: rate(of.share),
    };
    let extra = Forbrukning {
        budgetar: consumption.budgets.iter().map(forbrukad).collect(),
        erbjudet_ar: consumption.year.number(),
        antagande: &consumption.block,
        att_veta: consumption.points.iter().map(|point| plain(point)).collect(),
    };
    report(&consumption.table, page, None::<i32>, extra)
}
