//! `matris`: a grid over two levers.

use super::Failure;
use super::args::{Format, MatrixArgs};
use super::atgard::{amount, level, rate};
use super::desk::{Desk, question};
use crate::diag::{Problem, catalogue};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::sv;
use crate::lab::{Level, Lever, MOST_PAIRS, Trial};
use crate::render::document::{Document, Part};
use crate::render::matris;
use crate::statement;

/// How an axis is written.
const EXAMPLE: &str = "utvecklingsmedel=0%..20%/5%, eller bidrag=6800000..7600000/200000";

/// A lever and the values it takes.
struct Axis {
    lever: Lever,
    low: i64,
    step: i64,
    count: i64,
}

impl Axis {
    fn values(&self) -> Vec<i64> {
        (0..self.count).map(|at| self.low + at * self.step).collect()
    }
}

/// Reads `FRÅN..TILL/STEG`, or one value; the lever says whether they are shares or amounts.
///
/// # Errors
/// F559 for steps that make no span, F562 for a value that the lever cannot have.
fn axis(lever: Lever, id: &str, written: &str) -> Result<Axis, Problem> {
    let bad = |why: &str| catalogue::bad_axis(&format!("{id}={written}"), why, EXAMPLE);
    let kind = if lever.is_rate() { "värdena är procent, som 5%" } else { "värdena är kronor, som 200000" };
    let read = |text: &str| {
        let found = if lever.is_rate() { rate(text) } else { amount(text).map(Ore::ore) };
        found.ok_or_else(|| bad(kind))
    };
    let (low, high, step) = match written.split_once("..") {
        None => (read(written)?, read(written)?, lever.grid().step),
        Some((low, rest)) => {
            let (high, step) = rest.split_once('/').ok_or_else(|| bad("steget saknas efter /"))?;
            (read(low)?, read(high)?, read(step)?)
        }
    };
    if step <= 0 {
        return Err(bad("steget är inte större än noll"));
    }
    if high < low {
        return Err(bad("spannet är tomt: det slutar före sin början"));
    }
    let grid = lever.grid();
    let is_on = |value: i64| (grid.low..=grid.high).contains(&value) && (value - grid.low) % grid.step == 0;
    let count = (high - low) / step + 1;
    let off_grid = [low, high].into_iter().find(|value| !is_on(*value));
    let off_step = (count > 1 && step % grid.step != 0).then_some(step);
    if let Some(value) = off_grid.or(off_step) {
        let [from, to, least] = [grid.low, grid.high, grid.step].map(|value| lever.show(value));
        return Err(catalogue::lever_value(&lever.show(value), id, &from, &to, &least));
    }
    Ok(Axis { lever, low, step, count })
}

impl Desk<'_> {
    fn axis(&self, text: &str, from: Option<Year>, judged: Year) -> Result<Axis, Failure> {
        let (id, values) = text
            .split_once('=')
            .ok_or_else(|| question(catalogue::bad_axis(text, "värdena saknas efter =", EXAMPLE)))?;
        axis(self.lever(id, from, judged)?, id, values).map_err(question)
    }

    /// Where every pair of values of two levers leads.
    pub(super) fn matris(&self, args: &MatrixArgs) -> Result<String, Failure> {
        let target = &self.economy.forbund.target;
        let level = match &args.eget_kapital {
            Some(text) => level(text).map_err(question)?,
            None => Level::Share(target.share.value),
        };
        let year = args.ar.unwrap_or(target.year);
        let axes = [&args.rader, &args.kolumner].map(|text| self.axis(text, args.fran, year));
        let [down, across] = axes;
        let (down, across) = (down?, across?);
        let pairs = down.count.saturating_mul(across.count);
        if pairs > MOST_PAIRS {
            let [pairs, most] = [pairs, MOST_PAIRS].map(sv::integer);
            return Err(question(catalogue::grid_too_large(&pairs, &most)));
        }
        let (values, from) = ([down.values(), across.values()], down.lever.from);
        let scenario = self.scenario(args.scenario.as_deref())?;
        let levers = vec![down.lever, across.lever];
        let mut trial = Trial::new(&self.economy, scenario, levers).map_err(question)?;
        let of = statement::matris(&mut trial, scenario, values, [from, year], level);
        let unit = self.unit_or(Unit::Tkr);
        Ok(match self.cli.format() {
            Format::Txt => matris::text(&of, unit, &self.page),
            Format::Json => {
                let ids = [0, 1].map(|at| trial.levers[at].id(&self.economy.forbund));
                matris::json(&of, &trial.levers, ids, &self.page)
            }
            format => {
                // A spreadsheet gets amounts it can reckon with, and the marks in a table of their own.
                let marked = of.marked(unit);
                let list = Part::List { title: "Att veta".to_owned(), numbered: false, items: of.notes.clone() };
                let parts = match format {
                    Format::Csv => vec![Part::table(&of.equity), Part::table(&of.kept), list],
                    _ => vec![Part::table(&marked), list],
                };
                let (title, scenario) = (of.equity.title.clone(), of.equity.scenario.clone());
                self.set_document(&Document { title, scenario, unit, parts })
            }
        })
    }
}
