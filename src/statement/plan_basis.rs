//! What each line of a plan rests on: the leaves of its derivation, and how firm they are.

use crate::domain::period::Year;
use crate::domain::source::Status;
use crate::domain::voucher::Layer;
use crate::ledger::Select;
use crate::projection::{Economy, Projection, What};
use std::collections::BTreeSet;

/// What a line rests on that is not decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// The statuses of what its amount is made of, `beslutad` left out.
    pub statuses: BTreeSet<Status>,
    /// Whether it is carried on from an earlier year in the same amount: an index or a growth of 0 that nobody has decided.
    pub carried: bool,
}

impl Basis {
    /// `a`, `f`, `p`, together where there are several, `=` for a line that is only carried on; empty where all is decided.
    pub fn signs(&self) -> String {
        if self.statuses.is_empty() {
            return if self.carried { "=".to_owned() } else { String::new() };
        }
        // The least firm first.
        self.statuses.iter().rev().map(|status| sign(*status)).collect()
    }

    /// As JSON has them: the names of the statuses, `oforandrad`, or `beslutad`.
    pub fn names(&self) -> Vec<&'static str> {
        if self.statuses.is_empty() {
            return vec![if self.carried { "oforandrad" } else { "beslutad" }];
        }
        self.statuses.iter().rev().map(|status| status.name()).collect()
    }
}

fn sign(status: Status) -> char {
    match status {
        Status::Beslutad => ' ',
        Status::Forslag => 'f',
        Status::Preliminar => 'p',
        Status::Antagande => 'a',
    }
}

/// What the signs in use stand for.
pub fn legend<'b>(all: impl Iterator<Item = &'b Basis>) -> Option<String> {
    let all: Vec<&Basis> = all.collect();
    let words =
        [(Status::Antagande, "antagande"), (Status::Forslag, "förslag"), (Status::Preliminar, "preliminär uppgift")];
    let used = words.into_iter().filter(|(status, _)| all.iter().any(|basis| basis.statuses.contains(status)));
    let mut parts: Vec<String> = used.map(|(status, word)| format!("{}\u{a0}{word}", sign(status))).collect();
    if all.iter().any(|basis| basis.signs() == "=") {
        parts.push("=\u{a0}året före fört vidare i samma belopp".to_owned());
    }
    (!parts.is_empty()).then(|| format!("Grund: {}.", parts.join(", ")))
}

/// What rows rest on in the years, by the postings that they add up; a row without postings is left out.
pub fn of_rows(
    economy: &Economy,
    budget: Layer,
    years: &[Year],
    rows: &[(String, Vec<Select>)],
) -> Vec<(String, Basis)> {
    let projection = &economy.projections[match budget {
        Layer::ScenarioBudget(scenario) | Layer::Prognos(scenario) => usize::from(scenario),
        Layer::Utfall | Layer::Bokfort | Layer::Andring(_) | Layer::Helarsprognos(_) | Layer::Budget(_) => {
            return Vec::new();
        }
    }];
    let chart = &economy.forbund.chart;
    let posted: Vec<_> = (economy.ledger.postings())
        .filter(|(voucher, _)| voucher.layer() == budget && years.contains(&voucher.span().year()))
        .map(|(_, posting)| posting)
        .collect();
    let row = |(id, selects): &(String, Vec<Select>)| {
        let own = posted.iter().filter(|posting| selects.iter().any(|select| select.takes(chart, posting)));
        let nodes: Vec<u32> = own.filter_map(|posting| node(posting.origin)).collect();
        (!nodes.is_empty()).then(|| (id.clone(), basis(projection, nodes)))
    };
    rows.iter().filter_map(row).collect()
}

fn node(origin: crate::domain::source::Origin) -> Option<u32> {
    match origin {
        crate::domain::source::Origin::Projection { node, .. } => Some(node),
        _ => None,
    }
}

/// Down from the nodes to the slots they were read from.
fn basis(projection: &Projection, mut open: Vec<u32>) -> Basis {
    let (mut basis, mut seen) = (Basis::default(), BTreeSet::new());
    while let Some(at) = open.pop() {
        let node = &projection.nodes[at as usize];
        // What stands in the bank is made of all that came before, and says nothing of the line that earns interest on it.
        if !seen.insert(at) || matches!(node.key.what, What::LikvidaMedel) {
            continue;
        }
        open.extend(projection.operands(node).iter().map(|operand| operand.0));
        let Some(slot) = node.slot.map(|slot| projection.model.slot(slot)) else { continue };
        let status = slot.provenance.status;
        let changes_nothing = slot.default == 0 && matches!(slot.key.what, What::Index(_) | What::Tillvaxt);
        match (status, changes_nothing) {
            (Status::Beslutad, _) => {}
            (_, true) => basis.carried = true,
            (status, false) => drop(basis.statuses.insert(status)),
        }
    }
    basis
}
