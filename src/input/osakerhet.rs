//! `budgets/osakerhet.toml`: what is uncertain, as tables of the same kinds as a scenario's but with a distribution where a
//! scenario has a value.

use super::names::Names;
use super::number::Limits;
use super::provenance::Provenance;
use super::scenario::{selection, transpose, years};
use super::table::{At, Table};
use crate::diag::catalogue;
use crate::domain::forbund::LineIx;
use crate::domain::osakerhet::{Distribution, Shape, Subject, Uncertainty};
use crate::domain::period::Year;
use crate::domain::rate::Rate;
use crate::domain::sv;

type ReadSubject = fn(&Names, &Table<'_>) -> Option<Subject>;

/// Every kind of distribution: its table, what reads it, and the limits of its values.
const KINDS: [(&str, ReadSubject, Limits); 3] = [
    ("forbrukning", forbrukning, Limits::FORBRUKNING),
    ("index", index, Limits::CHANGE),
    ("stat", |_, _| Some(Subject::StateGrowth), Limits::CHANGE),
];

/// Reads the file; `first` and `last` are the planned years, if the books could be read far enough to say.
pub fn read(root: &Table<'_>, names: &Names, first: Option<Year>, last: Option<Year>) -> Option<Uncertainty> {
    let purpose = root.text("syfte");
    let before = root.faults();
    let mut distributions = Vec::new();
    for (key, read, limits) in KINDS {
        for table in root.tables(key) {
            distributions.extend(one(&table, names, read, limits, (first, last)));
        }
    }
    root.finish();
    if distributions.is_empty() && root.faults() == before {
        root.report(catalogue::no_distribution(root.place));
    }
    clashes(root, &distributions);
    Some(Uncertainty { purpose: purpose?.value, distributions, place: root.place })
}

fn one(
    table: &Table<'_>,
    names: &Names,
    read: ReadSubject,
    limits: Limits,
    planned: (Option<Year>, Option<Year>),
) -> Option<Distribution> {
    let years = years(table, planned.0, planned.1);
    let subject = read(names, table);
    // One that is added to the scenario's own value is a difference, and may be below 0 whatever the kind.
    let is_added = table.flag("utover_scenariot");
    let shape = shape(table, if is_added { Limits::CHANGE } else { limits });
    let is_yearly = table.word("dras", &[("varje_ar", true), ("en_gang", false)]);
    let provenance = Provenance::read(table, &names.documents);
    table.finish();
    let subject = provenance.of(At { value: subject?, place: table.place });
    let (from, to) = years?;
    Some(Distribution { subject, shape: shape?, from, to, is_yearly: is_yearly?.value, is_added })
}

fn forbrukning(names: &Names, table: &Table<'_>) -> Option<Subject> {
    let before = table.faults();
    let lines = selection(names, table)?;
    let mut numbered = names.lines.iter().enumerate();
    let is_empty = !numbered.any(|(at, line)| lines.selects(line, LineIx(at as u16)));
    if is_empty && names.lines.whole && table.faults() == before {
        table.report(catalogue::distribution_of_no_line(table.place));
    }
    Some(Subject::Forbrukning(lines))
}

fn index(names: &Names, table: &Table<'_>) -> Option<Subject> {
    let cost_type = table.opt_id("kostnadstyp").map(|id| names.cost_type(table, &id));
    Some(Subject::Index(transpose(cost_type)?))
}

#[derive(Clone, Copy)]
enum Form {
    Uniform,
    Triangular,
    Steps,
}

fn shape(table: &Table<'_>, limits: Limits) -> Option<Shape> {
    let forms = [("triangel", Form::Triangular), ("likformig", Form::Uniform), ("steg", Form::Steps)];
    let Some(form) = table.word("fordelning", &forms) else {
        // Which of these belong to it is not known, so none is called wrong.
        ["lag", "troligast", "hog", "steg"].into_iter().for_each(|key| _ = table.asks(key));
        return None;
    };
    match form.value {
        Form::Steps => steps(table, limits),
        Form::Uniform => {
            let (low, high) = ends(table, limits)?;
            Some(Shape::Uniform { low: low.value, high: high.value })
        }
        Form::Triangular => {
            let mode = table.rate("troligast", limits);
            let (low, high) = ends(table, limits)?;
            let mode = mode?;
            if low.value <= high.value && !(low.value..=high.value).contains(&mode.value) {
                table.report(catalogue::mode_outside(
                    mode.place,
                    &sv::percent(mode.value),
                    &sv::percent(low.value),
                    &sv::percent(high.value),
                ));
            }
            Some(Shape::Triangular { low: low.value, mode: mode.value, high: high.value })
        }
    }
}

/// `lag` and `hog`, in that order.
fn ends(table: &Table<'_>, limits: Limits) -> Option<(At<Rate>, At<Rate>)> {
    let (low, high) = (table.rate("lag", limits), table.rate("hog", limits));
    let (low, high) = (low?, high?);
    if low.value > high.value {
        let width = Rate::new(high.value.millionths() - low.value.millionths());
        table.report(catalogue::negative_width(high.place, low.place, &sv::percent(width)));
    }
    Some((low, high))
}

/// `steg = [{ varde = "85 %", vikt = 1 }, …]`.
fn steps(table: &Table<'_>, limits: Limits) -> Option<Shape> {
    let mut steps = Vec::new();
    let listed = table.tables("steg");
    if listed.is_empty() && !table.has("steg") {
        table.missing("steg", "[{ varde = \"85 %\", vikt = 1 }, …]");
        return None;
    }
    if listed.is_empty() {
        table.report(catalogue::no_steps(table.place));
    }
    for step in listed {
        let (rate, weight) = (step.rate("varde", limits), step.count("vikt", 1, 1_000_000));
        step.finish();
        steps.extend(rate.zip(weight).map(|(rate, weight)| (rate.value, weight.value as u32)));
    }
    Some(Shape::Steps(steps))
}

/// Two distributions of the same thing in the same year.
fn clashes(root: &Table<'_>, distributions: &[Distribution]) {
    for (at, later) in distributions.iter().enumerate() {
        for earlier in &distributions[..at] {
            let shared = later.from.max(earlier.from);
            let both_last = [later.to, earlier.to].into_iter().flatten().min();
            if both_last.is_none_or(|last| shared <= last) && later.subject.value == earlier.subject.value {
                let (place, first) = (later.subject.place, earlier.subject.place);
                root.report(catalogue::distribution_twice(place, first, &shared.to_string()));
            }
        }
    }
}
