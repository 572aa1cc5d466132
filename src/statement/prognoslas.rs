//! A forecast as a table of the year's file, by which it is locked and never reckoned again: its sums, and each line it has.

use super::drift_detalj::row_of;
use super::{Cell, FollowUp, Statement};
use crate::domain::forbund::{Forbund, LineKind};
use crate::domain::money::Ore;
use crate::domain::period::Period;
use std::fmt::Write as _;

/// The tertial that a follow-up from 1 January ends with.
fn tertial(period: Period) -> &'static str {
    match period {
        Period::T1 => Period::T1.name(),
        Period::T2 | Period::JanAug => Period::T2.name(),
        Period::T3 | Period::Helar => Period::T3.name(),
    }
}

/// The text to add to the file: `statement` is the follow-up by line, `id` the forecast's own, `day` the day it is locked on, `file` the
/// bookkeeping file's hash.
pub fn locked_forecast(
    forbund: &Forbund,
    of: &FollowUp,
    statement: &Statement,
    id: &str,
    day: chrono::NaiveDate,
    file: &str,
) -> String {
    let forecast = |row: &str| match statement.figure(row, "prognos_helar") {
        Some(cell) if *cell != Cell::Nothing => Some(Ore::new(cell.ore())),
        _ => None,
    };
    let amount = |row: &str| forecast(row).unwrap_or(Ore::ZERO).to_string();
    let mut text = format!(
        "[[budget]]\nid = \"{id}\"\nnamn = \"Prognos {} {} ({id}, {day}, metod {})\"\nslag = \"prognos\"\nperiod = \"helar\"\ndatum = \"{day}\"\nmotiv = \"uppföljning {}, metod {}, bokföringsfil {file}\"\nstatus = \"preliminar\"\nintakter = \"{}\"\nkostnader = \"{}\"\nfinansnetto = \"{}\"\n",
        of.year,
        tertial(of.period),
        of.method.name(),
        of.title(),
        of.method.name(),
        amount("intakter"),
        amount("kostnader"),
        amount("finansnetto"),
    );
    let lines: Vec<_> = (forbund.lines.iter())
        .filter_map(|line| Some((line, forecast(&row_of(forbund, line)).filter(|amount| *amount >= Ore::ZERO)?)))
        .collect();
    // A file's known lines are never more than its sum. Where a correction on no line makes them so, only the sums are kept.
    let known: i64 = lines.iter().map(|(_, amount)| amount.ore()).sum();
    if Some(known) > forecast("kostnader").map(Ore::ore) {
        return text;
    }
    let (one_offs, ordinary): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|(line, _)| line.kind == LineKind::Engangs);
    if !ordinary.is_empty() {
        text.push_str("\n[budget.rader]\n");
    }
    for (line, amount) in ordinary {
        let _ = writeln!(text, "{} = \"{amount}\"", line.id);
    }
    for (line, amount) in one_offs.into_iter().filter(|(_, amount)| *amount > Ore::ZERO) {
        let _ = write!(text, "\n[[budget.engangs]]\nrad = \"{}\"\nbelopp = \"{amount}\"\n", line.id);
    }
    text
}
