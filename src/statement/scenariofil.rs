//! Levers as the text of a scenario's file, so that an answer can be saved and shown by every other report.

use crate::domain::assumption::{Kind, LineSelection};
use crate::domain::forbund::Forbund;
use crate::domain::id::Id;
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::domain::rate::Rate;
use crate::domain::sv;
use crate::lab::Trial;

/// The file of the scenario that the trial's levers, as they are set, make of the one they are laid on.
pub fn scenario_file(trial: &Trial<'_>, base: &Id, name: &str, purpose: &str) -> String {
    let forbund = &trial.economy().forbund;
    let mut out = format!("namn = {}\nsyfte = {}\nbas = \"{base}\"\n", quoted(name), quoted(purpose));
    if trial.horizon() != forbund.horizon {
        out.push_str(&format!("horisont = {}\n", trial.horizon()));
    }
    let mut runs: Vec<(Kind, Year, Year)> = Vec::new();
    for (laid, value) in trial.values() {
        let kind = trial.levers[laid.lever].assumption(forbund, laid.line, value);
        // Years that follow each other with the same amount are one assumption.
        match runs.iter_mut().find(|(other, _, last)| *other == kind && last.next() == laid.year) {
            Some((_, _, last)) => *last = laid.year,
            None => runs.push((kind, laid.year, laid.year)),
        }
    }
    for (kind, first, last) in runs {
        out.push_str(&block(forbund, &kind, first, last, trial.horizon()));
    }
    out
}

/// An assumption for some years as the file has it.
pub(super) fn block(forbund: &Forbund, kind: &Kind, first: Year, last: Year, horizon: Year) -> String {
    let (table, mut keys) = keys(forbund, kind);
    let years = match () {
        () if first == last => vec![format!("ar = {first}")],
        () if last == horizon => vec![format!("fran = {first}")],
        () => vec![format!("fran = {first}"), format!("till = {last}")],
    };
    keys.splice(0..0, years);
    keys.push("motiv = \"prövning\"".to_owned());
    keys.push("status = \"antagande\"".to_owned());
    format!("\n[[{table}]]\n{}\n", keys.join("\n"))
}

/// The table of a kind of assumption, and its keys but for years and ground.
fn keys(forbund: &Forbund, kind: &Kind) -> (&'static str, Vec<String>) {
    let id = |key: &str, id: &Id| format!("{key} = \"{id}\"");
    match kind {
        Kind::Share { insats, kommun, share } => {
            let insats = insats.map(|ix| id("insats", &forbund.insats(ix).id));
            let kommun = kommun.map(|ix| id("kommun", &forbund.member(ix).id));
            ("utvecklingsmedel", insats.into_iter().chain(kommun).chain([rate("andel", *share)]).collect())
        }
        Kind::Amount { line, amount: sum, .. } => ("rad", vec![id("id", &forbund.line(*line).id), amount(*sum)]),
        Kind::Forbrukning { lines, rate: degree } => {
            ("forbrukning", vec![selection(forbund, lines), rate("grad", *degree)])
        }
        Kind::OneOff { name, line, tertial, amount: sum } => (
            "engangs",
            vec![
                format!("tertial = \"T{}\"", tertial + 1),
                format!("namn = {}", quoted(name)),
                id("rad", &forbund.line(*line).id),
                amount(*sum),
            ],
        ),
        Kind::Adjustment { name, group, amount: sum } => {
            let group = id("grupp", &forbund.group(*group).id);
            ("anpassning", vec![format!("namn = {}", quoted(name)), group, amount(*sum)])
        }
        Kind::Index { cost_type, rate: index } => {
            let cost_type = cost_type.as_ref().map(|cost_type| id("kostnadstyp", cost_type));
            ("index", cost_type.into_iter().chain([rate("sats", *index)]).collect())
        }
        Kind::Interest(interest) => ("ranta", vec![rate("sats", *interest)]),
        Kind::StateAmount(sum) => ("stat", vec![amount(*sum)]),
        // No lever lays the other kinds.
        Kind::StateGrowth(growth) => ("stat", vec![rate("tillvaxt", *growth)]),
        Kind::Population { .. } | Kind::Leave { .. } | Kind::Join { .. } | Kind::Stock { .. } => ("", Vec::new()),
    }
}

fn selection(forbund: &Forbund, lines: &LineSelection) -> String {
    let list = |key: &str, ids: Vec<&Id>| {
        let ids: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
        format!("{key} = [{}]", ids.join(", "))
    };
    let except_insatser: Vec<&Id> = lines.except_insatser.iter().map(|ix| &forbund.insats(*ix).id).collect();
    let except_lines: Vec<&Id> = lines.except_lines.iter().map(|ix| &forbund.line(*ix).id).collect();
    let excepted = [("utom_insatser", except_insatser), ("utom_rader", except_lines)];
    let excepted: Vec<String> =
        excepted.into_iter().filter(|(_, ids)| !ids.is_empty()).map(|(key, ids)| list(key, ids)).collect();
    let chosen = match lines {
        lines if lines.all => "alla = true".to_owned(),
        lines if !lines.groups.is_empty() => {
            list("grupper", lines.groups.iter().map(|ix| &forbund.group(*ix).id).collect())
        }
        lines if !lines.insatser.is_empty() => {
            list("insatser", lines.insatser.iter().map(|ix| &forbund.insats(*ix).id).collect())
        }
        lines => list("rader", lines.lines.iter().map(|ix| &forbund.line(*ix).id).collect()),
    };
    std::iter::once(chosen).chain(excepted).collect::<Vec<_>>().join("\n")
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(sv::NBSP, " "))
}

/// `andel = "5,2 %"`.
fn rate(key: &str, rate: Rate) -> String {
    format!("{key} = \"{}\"", sv::percent(rate).replace(sv::NBSP, " ").replace(sv::MINUS, "-"))
}

/// `belopp = 519_633`; with öre, which a line of a closed budget may have, as text.
fn amount(amount: Ore) -> String {
    if amount.ore() % 100 != 0 {
        return format!("belopp = \"{amount}\"");
    }
    let grouped = sv::integer(amount.ore() / 100).replace(sv::NBSP, "_").replace(sv::MINUS, "-");
    format!("belopp = {grouped}")
}
