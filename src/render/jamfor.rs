//! Compared scenarios as text and in JSON.

use super::json::{Part, part, plain, report};
use super::page::Page;
use super::{table, waterfall::waterfall};
use crate::domain::money::Unit;
use crate::domain::sv;
use crate::lab::Method;
use crate::projection::Economy;
use crate::statement::{BridgeView, CauseView, Comparison, Step, picture_unit};
use serde::Serialize;

/// The years, and each bridge as table, picture, what a board should know, and what its causes rest on.
pub fn text(comparison: &Comparison, [unit, bridge_unit]: [Unit; 2], page: &Page) -> String {
    let years = &comparison.years;
    let mut out = page.header(&years.title.to_uppercase(), Some(unit), years.scenario.as_deref());
    out.push('\n');
    out.push_str(&table::table(years, unit, page));
    for view in &comparison.bridges {
        out.push_str(&format!("\n{}, {}\n\n", view.table.title.to_uppercase(), bridge_unit.name()));
        out.push_str(&table::table(&view.table, bridge_unit, page));
        if view.causes.len() > 1 {
            let unit = picture_unit(bridge_unit).name();
            out.push_str(&format!("\n  Eget kapital steg för steg, {unit} (█ uppåt, ░ nedåt)\n"));
            out.push_str(&waterfall(&view.steps, &names(view), page.width));
        }
        out.push_str("\nATT VETA\n\n");
        for point in &view.points {
            out.push_str(&format!("{}\n", page.paragraph("  · ", point)));
        }
        if !view.causes.is_empty() {
            out.push_str("\nORSAKERNA VILAR PÅ\n\n");
        }
        for (bullet, line) in grounds(view) {
            out.push_str(&format!("{}\n", page.paragraph(&bullet, &line)));
        }
    }
    out
}

/// The scenarios by name and the causes by number, as the table has them.
fn names(view: &BridgeView) -> Vec<String> {
    let last = view.steps.len() - 1;
    let name = |(at, step): (usize, &Step)| match at {
        at if at == 0 || at == last => step.label.clone(),
        at => format!("nr {at}"),
    };
    view.steps.iter().enumerate().map(name).collect()
}

/// The number of each cause, and its status and source.
pub fn grounds(view: &BridgeView) -> Vec<(String, String)> {
    let line = |(at, cause): (usize, &CauseView)| {
        (format!("{:>3}. ", at + 1), format!("{}: {}", sv::status(cause.status), cause.ground))
    };
    view.causes.iter().enumerate().map(line).collect()
}

#[derive(Serialize)]
struct Orsak<'s> {
    id: &'s str,
    text: String,
    i_stallet_for: Option<String>,
    belopp: String,
    status: &'static str,
    grund: String,
}

#[derive(Serialize)]
struct Jamforelse<'s> {
    id: String,
    fran: String,
    till: String,
    ar: i32,
    fran_eget_kapital: String,
    till_eget_kapital: String,
    metod: &'static str,
    orsaker: Vec<Orsak<'s>>,
    rest: String,
    att_veta: Vec<String>,
    tabell: Part<'s>,
}

#[derive(Serialize)]
struct Jamfor<'s> {
    jamforelser: Vec<Jamforelse<'s>>,
}

/// The years in the common shape, and the bridges.
pub fn json(economy: &Economy, comparison: &Comparison, page: &Page) -> String {
    let bridge = |view| jamforelse(economy, view);
    let extra = Jamfor { jamforelser: comparison.bridges.iter().map(bridge).collect() };
    report(&comparison.years, page, None::<i32>, extra)
}

fn jamforelse<'s>(economy: &Economy, view: &'s BridgeView) -> Jamforelse<'s> {
    let [fran, till] = view.between.map(|scenario| economy.scenarios[scenario].id.to_string());
    Jamforelse {
        id: format!("{fran},{till}"),
        fran,
        till,
        ar: view.bridge.year.number(),
        fran_eget_kapital: view.bridge.from.to_string(),
        till_eget_kapital: view.bridge.to.to_string(),
        metod: match view.bridge.method {
            Method::EveryOrder => "alla_ordningar",
            Method::PossibleOrders => "mojliga_ordningar",
            Method::AsListed => "listad_ordning",
        },
        orsaker: view.causes.iter().map(orsak).collect(),
        rest: view.bridge.rest.to_string(),
        att_veta: view.points.iter().map(|point| plain(point)).collect(),
        tabell: part(&view.table),
    }
}

fn orsak(cause: &CauseView) -> Orsak<'_> {
    Orsak {
        id: &cause.id,
        text: plain(&cause.text),
        i_stallet_for: cause.instead.as_deref().map(plain),
        belopp: cause.amount.to_string(),
        status: cause.status.name(),
        grund: plain(&cause.ground),
    }
}
