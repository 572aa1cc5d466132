//! I15: every figure of every report recombines exactly from the values in the files, over the shipped förbund and over random ones.

mod lines;
mod words;

use crate::render::open_hash;
use crate::shipped::{economy as shipped, folder_in};
use crate::support::{TODAY, finsam};
use crate::world::case;
use finsam::derivation::{Ask, Found, Graph, Leaf, Made, NodeIx, REPORTS, SourceValue};
use finsam::diag::Place;
use finsam::domain::period::Period;
use finsam::domain::period::Year;
use finsam::input::{self, Folder};
use finsam::ledger::{Booked, booked};
use finsam::projection::{Economy, Method};
use finsam::sie::{self, Options};
use finsam::statement::{Cell, FollowUp};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// Every figure with its node.
fn ask<'e>(economy: &'e Economy, booked: Option<&'e Booked>) -> Ask<'e> {
    let today = TODAY.parse().expect("a day");
    Ask { economy, scenario: 0, today, booked: booked.map(|booked| (booked, Period::JanAug)) }
}

fn followed<'e>(economy: &'e Economy, booked: Option<&'e Booked>) -> (Graph<'e>, Vec<(Found, NodeIx)>) {
    let ask = ask(economy, booked);
    let mut graph = Graph::new(economy);
    let found: Vec<(Found, NodeIx)> =
        ask.all().into_iter().map(|found| (found.clone(), graph.follow(&found.figure))).collect();
    (graph, found)
}

/// What is wrong with the derivations of an economy.
fn faults(economy: &Economy, booked: Option<&Booked>) -> Vec<String> {
    let (graph, found) = followed(economy, booked);
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
    let faults = faults(shipped(), None);
    assert!(faults.is_empty(), "{} fel\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
}

/// Every number that a report prints is the value of a figure, so none is without a derivation.
#[test]
fn i15_every_number_printed_has_a_derivation() {
    let economy = shipped();
    let ask = ask(economy, None);
    let (mut counted, mut without) = (0, Vec::new());
    for report in REPORTS {
        for year in economy.first_year().previous().through(economy.last_year(0)) {
            for period in Period::ALL {
                for statement in ask.tables(report, year, period).unwrap_or_default() {
                    for row in &statement.rows {
                        assert_eq!(row.cells.len(), row.figures.len(), "{report} {year} {}", row.id);
                        for (cell, figure) in row.cells.iter().zip(&row.figures) {
                            counted += 1;
                            let is_number = matches!(cell, Cell::Amount(_) | Cell::Share(_) | Cell::Count(_));
                            let made = figure.as_ref().map(|figure| figure.cell());
                            if is_number && made.as_ref() != Some(cell) {
                                without.push(format!(
                                    "{report}/{year}/{}/{}: {cell:?}, {made:?}",
                                    period.name(),
                                    row.id
                                ));
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(
        counted > 10_000 && without.is_empty(),
        "{} of {counted}: {:?}",
        without.len(),
        &without[..without.len().min(20)]
    );
}

/// Values that the books rest on and no figure reaches. Inhabitants that no contribution was split by are not rested on, and the ends
/// of the target's band judge figures without being part of any.
fn orphans(economy: &Economy) -> Vec<(Place, String)> {
    let (graph, found) = followed(economy, None);
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

/// The invented förbund with a followed-up year: what is booked, and the forecast by each method.
#[test]
fn i15_figures_of_a_follow_up_recombine_from_the_bookkeeping_file() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel");
    let folder = Folder { published: Vec::new(), ..folder_in(&own) };
    let world = input::read(folder, TODAY.parse().expect("a day")).expect("the example has no faults");
    let economy = Economy::assemble(world.forbund, world.scenarios).expect("its books go together");
    let bytes = std::fs::read(own.join("bokforing-2026-08.se")).expect("the file is there");
    let file = sie::read(&mut bytes.as_slice(), Options::default()).expect("it is a bookkeeping file");
    let year = Year::new(2026).expect("a year");
    let kontering = economy.forbund.kontering.clone().expect("the example has a kontering");
    let booked =
        booked(&economy.forbund, &kontering, year, &file, "bokforing-2026-08.se").expect("every row is posted");
    let of = FollowUp::new(&economy, year, Period::JanAug, 0, Method::Avtal).expect("the year is open");
    let economy = of.into_ledger(economy, &booked).expect("the amounts fit");
    let faults = faults(&economy, Some(&booked));
    assert!(faults.is_empty(), "{} fel\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
    let (graph, found) = followed(&economy, Some(&booked));
    let of_file = |report: &str| {
        let roots = found.iter().filter(|(found, _)| found.id.starts_with(&format!("{report}/2026/jan-aug/")));
        roots.filter(|(_, root)| reaches_file(&graph, *root)).count()
    };
    for report in
        ["uppfoljning", "uppfoljning-rad", "uppfoljning-insats", "uppfoljning-kommun", "uppfoljning-delarsrapport"]
    {
        assert!(of_file(report) > 10, "{report}: {} figures rest on the file", of_file(report));
    }
}

/// A forecast down to the rows of the file, as a revisor reads it.
#[test]
fn a_forecast_is_told_down_to_the_bookkeeping_file() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel");
    let figure = "uppfoljning-rad/2026/T2/stodfunktioner/prognos_forbrukning";
    let told = finsam(
        &own,
        &["forklara", "uppfoljning-rad/2026/T2/stodfunktioner/prognos_helar", "--sie", "bokforing-2026-08.se"],
    );
    assert_eq!((told.code, told.err.as_str()), (0, ""));
    insta::assert_snapshot!("forklara-uppfoljning", open_hash(&told.out, "indata\u{a0}"));
    // The methods stand side by side only in the plain form.
    let other = finsam(&own, &["forklara", figure, "--sie", "bokforing-2026-08.se"]);
    assert_eq!(other.code, 2);
    assert!(other.err.starts_with("fel F571"), "{}", other.err);
}

/// Whether a figure rests on a row of the bookkeeping file.
fn reaches_file(graph: &Graph<'_>, root: NodeIx) -> bool {
    let is_row = matches!(graph.node(root).made, Made::Leaf(Leaf::Sie { .. }));
    is_row || graph.operands(root).iter().any(|operand| reaches_file(graph, *operand))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn i15_figures_of_any_forbund_recombine((forbund, scenario) in case()) {
        let economy = Economy::assemble(forbund, vec![scenario]).expect("a generated förbund can be carried forward");
        let faults = faults(&economy, None);
        prop_assert!(faults.is_empty(), "{} fel\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
        // A random förbund has budgets that later ones replace and no report shows; every fact of its books is part of some figure.
        let facts: BTreeSet<Place> = economy.forbund.years.values().flat_map(|book| &book.facts).map(|fact| fact.value.place).collect();
        let orphans: Vec<String> = orphans(&economy).into_iter().filter(|(place, _)| facts.contains(place)).map(|(_, name)| name).collect();
        prop_assert!(orphans.is_empty(), "{}", orphans.join("\n"));
    }
}
