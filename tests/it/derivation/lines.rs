//! What a line of a file is said to be part of is what changes when the line does.

use crate::shipped::folder;
use crate::support::TODAY;
use finsam::derivation::{Ask, Graph, NodeIx, stands_on};
use finsam::diag::{Files, Place};
use finsam::input::{self, Found};
use finsam::projection::Economy;
use std::collections::{BTreeMap, BTreeSet};

/// A value in a file, another in its stead, and the scenario that the figures are seen through.
struct Change {
    file: &'static str,
    line: &'static str,
    instead: &'static str,
    scenario: &'static str,
}

const CHANGES: [Change; 10] = [
    // One byte each: a state amount, a line, its sum's insats, a one-off, a count, the key's population, an index, a rate, a target,
    // the cost of audit.
    Change { file: "budgets/2026.toml", line: "stat = 6_951_000", instead: "stat = 6_952_000", scenario: "plan" },
    Change {
        file: "budgets/2026.toml",
        line: "kansli = 2_800_000",
        instead: "kansli = 2_800_001",
        scenario: "plan-ranta",
    },
    Change {
        file: "budgets/2026.toml",
        line: "molndal  = { belopp = 2_750_000, platser = 110, utvecklingsmedel = 550_000 }",
        instead: "molndal  = { belopp = 2_750_000, platser = 111, utvecklingsmedel = 550_000 }",
        scenario: "plan",
    },
    Change { file: "budgets/2026.toml", line: "belopp = 500_000 ", instead: "belopp = 500_003 ", scenario: "index" },
    Change {
        file: "budgets/forbund.toml",
        line: "invanare = { molndal = 71_420, partille = 41_060, harryda = 40_003, lerum = 43_570, alingsas = 42_722 }",
        instead: "invanare = { molndal = 71_420, partille = 49_060, harryda = 40_003, lerum = 43_570, alingsas = 42_722 }",
        scenario: "plan",
    },
    Change { file: "scenarios/index.toml", line: "sats = \"3 %\"", instead: "sats = \"4 %\"", scenario: "index" },
    Change {
        file: "scenarios/plan-ranta.toml",
        line: "sats = \"2 %\"",
        instead: "sats = \"3 %\"",
        scenario: "plan-ranta",
    },
    Change {
        file: "budgets/forbund.toml",
        line: "andel = \"20 %\"  ",
        instead: "andel = \"21 %\"  ",
        scenario: "plan",
    },
    Change { file: "budgets/2025.toml", line: "forbundet = 177", instead: "forbundet = 178", scenario: "plan" },
    Change { file: "budgets/2025.toml", line: "belopp = 39_000", instead: "belopp = 39_001", scenario: "plan" },
];

/// The shipped files with a line changed, put together; and the line's number.
fn changed(change: Option<&Change>) -> (Economy, Files, usize) {
    let mut folder = folder();
    let mut number = 0;
    if let Some(change) = change {
        let files = folder.budgets.iter_mut().chain(&mut folder.scenarios);
        for Found { name, text } in files.filter(|found| found.name == change.file) {
            let text = text.as_mut().expect("the file is text");
            let at = text.find(change.line).unwrap_or_else(|| panic!("{name} has {}", change.line));
            number = text[..at].matches('\n').count() + 1;
            *text = text.replacen(change.line, change.instead, 1);
        }
    }
    let world = input::read_books(folder, TODAY.parse().expect("a day")).expect("the changed files have no faults");
    let economy = Economy::assemble(world.forbund, world.scenarios).expect("the changed books go together");
    (economy, world.files, number)
}

fn values(economy: &Economy, scenario: usize) -> BTreeMap<String, i64> {
    let ask = Ask { economy, scenario, today: TODAY.parse().expect("a day"), booked: None };
    ask.all().into_iter().map(|found| (found.id, found.figure.value())).collect()
}

#[test]
fn i15_what_a_line_is_part_of_is_what_changes_with_it() {
    let (before, files, _) = changed(None);
    for change in &CHANGES {
        let (after, _, number) = changed(Some(change));
        let scenario =
            before.scenarios.iter().position(|other| other.id.as_str() == change.scenario).expect("it is there");
        let (old, new) = (values(&before, scenario), values(&after, scenario));
        // A share of nothing is no figure, so a figure may come or go; what is asked of a line is about those that there are.
        let differs = |id: &&String| new.get(*id).is_some_and(|value| old[*id] != *value);
        let differing: BTreeSet<&String> = old.keys().filter(differs).collect();
        let named = named(&before, &files, scenario, change.file, number);
        let missed: Vec<&&String> = differing.iter().filter(|id| !named.contains(**id)).collect();
        assert!(missed.is_empty(), "{} {}: changed and not named: {missed:?}", change.file, change.line);
        assert!(!differing.is_empty(), "{} {} changes nothing", change.file, change.line);
    }
}

fn named(economy: &Economy, files: &Files, scenario: usize, file: &str, number: usize) -> BTreeSet<String> {
    let ask = Ask { economy, scenario, today: TODAY.parse().expect("a day"), booked: None };
    let mut graph = Graph::new(economy);
    let all: Vec<(String, NodeIx)> =
        ask.all().into_iter().map(|found| (found.id.clone(), graph.follow(&found.figure))).collect();
    let is_there = |place: Place| files.name(place.file) == file && stands_on(files, place, number);
    let touched = graph.touched(is_there);
    all.into_iter().filter(|(_, node)| touched[node.0 as usize]).map(|(id, _)| id).collect()
}
