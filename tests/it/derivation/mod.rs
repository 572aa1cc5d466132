//! I15: every figure of every report recombines exactly from the values in the files, over the shipped förbund and over random ones.

mod lines;

use crate::shipped::economy as shipped;
use crate::support::TODAY;
use crate::world::case;
use finsam::derivation::{Ask, Found, Graph, Leaf, Made, NodeIx, SourceValue};
use finsam::diag::Place;
use finsam::domain::period::Year;
use finsam::projection::Economy;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Every figure with its node.
fn followed<'e>(economy: &'e Economy) -> (Graph<'e>, Vec<(Found, NodeIx)>) {
    let ask = Ask { economy, scenario: 0, today: TODAY.parse().expect("a day") };
    let mut graph = Graph::new(economy);
    let found: Vec<(Found, NodeIx)> =
        ask.all().into_iter().map(|found| (found.clone(), graph.follow(&found.figure))).collect();
    (graph, found)
}

/// What is wrong with the derivations of an economy.
fn faults(economy: &Economy) -> Vec<String> {
    let (graph, found) = followed(economy);
    let mut faults = Vec::new();
    for (at, node) in graph.nodes().iter().enumerate() {
        let ix = NodeIx(at as u32);
        if graph.operands(ix).iter().any(|operand| *operand >= ix) {
            faults.push(format!("{} rests on what comes after it", node.name.what));
        }
        if graph.recompute(ix) != Some(node.value) {
            let operands: Vec<i64> = graph.operands(ix).iter().map(|operand| graph.node(*operand).value).collect();
            faults.push(format!(
                "{} {}: {:?} of {operands:?} is not {}",
                node.name.what, node.name.of, node.made, node.value
            ));
        }
        if let Made::Leaf(Leaf::Source(source)) = &node.made
            && let Some(known) = graph.sources().at(source.place)
            && known.provenance == *source
            && known.value != node.value
        {
            faults.push(format!("{} is {} and stands as {}", node.name.what, node.value, known.value));
        }
    }
    let depths = graph.depths();
    let projected: Vec<Year> = economy.forbund.first_projected().through(economy.last_year(0)).collect();
    for (found, root) in &found {
        let node = graph.node(*root);
        if (node.value, node.counts) != (found.figure.value(), found.figure.counts()) {
            faults.push(format!("{} is {} and its derivation {}", found.id, found.figure.value(), node.value));
        }
        // What is stated for a closed year stands a step from its source; what is projected never does.
        let is_projected = projected.iter().any(|year| found.id.starts_with(&format!("prognos/{year}/")));
        if is_projected && depths[root.0 as usize] + 1 < 3 {
            faults.push(format!("{} is only {} levels deep", found.id, depths[root.0 as usize] + 1));
        }
    }
    faults
}

#[test]
fn i15_shipped_figures_recombine_from_the_values_in_the_files() {
    let faults = faults(shipped());
    assert!(faults.is_empty(), "{} fel\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
}

/// Values that the books rest on and no figure reaches. Inhabitants that no contribution was split by are not rested on, and the ends
/// of the target's band judge figures without being part of any.
fn orphans(economy: &Economy) -> Vec<(Place, String)> {
    let (graph, found) = followed(economy);
    let mut reached = vec![false; graph.nodes().len()];
    found.iter().for_each(|(_, root)| reached[root.0 as usize] = true);
    for at in (0..reached.len()).rev() {
        if reached[at] {
            graph.operands(NodeIx(at as u32)).iter().for_each(|operand| reached[operand.0 as usize] = true);
        }
    }
    let leaves = graph.nodes().iter().zip(&reached).filter(|(_, reached)| **reached);
    let places: BTreeSet<Place> = leaves
        .filter_map(|(node, _)| match &node.made {
            Made::Leaf(Leaf::Source(source)) => Some(source.place),
            _ => None,
        })
        .collect();
    let split_by: BTreeSet<Place> = (economy.projections.iter())
        .flat_map(|projection| projection.nodes.iter().filter_map(|node| Some(projection.model.slot(node.slot?))))
        .map(|slot| slot.provenance.place)
        .collect();
    let (low, high) = (economy.forbund.target.low.place, economy.forbund.target.high.place);
    let is_used = |value: &&SourceValue| {
        let place = value.provenance.place;
        let is_population = economy.forbund.population.values().any(|count| count.place == place);
        (!is_population || split_by.contains(&place)) && place != low && place != high
    };
    let missing = graph.sources().iter().filter(is_used).filter(|value| !places.contains(&value.provenance.place));
    missing.map(|value| (value.provenance.place, format!("{} {}", value.name.what, value.name.of))).collect()
}

#[test]
fn i15_every_shipped_value_is_part_of_some_figure() {
    let orphans = orphans(shipped());
    assert!(orphans.is_empty(), "{orphans:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn i15_figures_of_any_forbund_recombine((forbund, scenario) in case()) {
        let economy = Economy::assemble(forbund, vec![scenario]).expect("a generated förbund can be carried forward");
        let faults = faults(&economy);
        prop_assert!(faults.is_empty(), "{} fel\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
        // A random förbund has budgets that later ones replace and no report shows; every fact of its books is part of some figure.
        let facts: BTreeSet<Place> = economy.forbund.years.values().flat_map(|book| &book.facts).map(|fact| fact.value.place).collect();
        let orphans: Vec<String> = orphans(&economy).into_iter().filter(|(place, _)| facts.contains(place)).map(|(_, name)| name).collect();
        prop_assert!(orphans.is_empty(), "{}", orphans.join("\n"));
    }
}
