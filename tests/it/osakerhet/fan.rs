//! The fan is the projection, many times: nothing drawn is the forecast itself, and the order statistics are those of all runs sorted.

use super::draws::shape;
use crate::shipped;
use crate::world::case;
use finsam::diag::{Code, FileId, Place};
use finsam::domain::assumption::{Assumption, Kind, LineSelection};
use finsam::domain::money::Ore;
use finsam::domain::osakerhet::{Distribution, Shape, Subject};
use finsam::domain::rate::Rate;
use finsam::domain::source::{Source, Sourced, Status};
use finsam::lab::osakerhet::{Ask, KEPT, Outcome, PERCENTS, Sweep, Watch, plan, rank, simulate};
use finsam::law;
use finsam::projection::{Economy, YearFigures, plain};
use proptest::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const ASK: Ask = Ask { scenario: 0, runs: 3, seed: 1, threads: 1, kept: KEPT };

/// A distribution of its own place, by number, for every year from the first.
fn distribution(economy: &Economy, at: u32, subject: Subject, shape: Shape) -> Distribution {
    let source = Arc::new(Source { document: None, section: "prövning".to_owned() });
    let place = Place { file: FileId(900), start: 10 * at, end: 10 * at + 1 };
    let subject = Sourced { value: subject, place, source, status: Status::Antagande };
    let from = economy.forbund.first_projected();
    Distribution { subject, shape, from, to: None, is_yearly: true, is_added: false }
}

fn all_lines() -> Subject {
    Subject::Forbrukning(LineSelection { all: true, ..LineSelection::default() })
}

fn fixed(millionths: i64) -> Shape {
    Shape::Uniform { low: Rate::new(millionths), high: Rate::new(millionths) }
}

/// One of each kind, added to the scenario's own.
fn added(economy: &Economy, shapes: [Shape; 3]) -> Vec<Distribution> {
    let subjects = [all_lines(), Subject::Index(None), Subject::StateGrowth];
    let numbered = subjects.into_iter().zip(shapes).zip(0..);
    let added = numbered.map(|((subject, shape), at)| distribution(economy, at, subject, shape));
    added.map(|distribution| Distribution { is_added: true, ..distribution }).collect()
}

/// A generated scenario may have no line left to draw; any other fault is one of ours.
fn unless_nothing_is_drawn(economy: &Economy, distributions: &[Distribution]) -> Option<Outcome> {
    match simulate(economy, distributions, ASK, &Watch::default()) {
        Ok(outcome) => Some(outcome),
        Err(problems) => {
            assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::F569]);
            None
        }
    }
}

fn equities(years: &[YearFigures<i64>]) -> Vec<i64> {
    years.iter().map(|year| year.equity).collect()
}

/// The shipped economy with its own distributions.
fn shipped_outcome(ask: Ask) -> Outcome {
    let economy = shipped::economy();
    let uncertainty = economy.forbund.uncertainty.as_ref().expect("the shipped files say what is uncertain");
    simulate(economy, &uncertainty.distributions, ask, &Watch::default()).expect("the shipped files can be drawn")
}

/// The years of every run, in the order of the runs.
fn every_run(economy: &Economy, distributions: &[Distribution], ask: Ask) -> Vec<Vec<YearFigures<i64>>> {
    let plan = plan(economy, ask.scenario, distributions).expect("something is drawn");
    let sweep = Sweep { plan: &plan, seed: ask.seed, threads: 1, only: None };
    let keep = |runs: &mut Vec<Vec<YearFigures<i64>>>, years: &[YearFigures<i64>]| runs.push(years.to_vec());
    let (parts, done) = sweep.run(0..ask.runs, &Watch::default(), Vec::new, keep).expect("nothing overflows");
    assert_eq!(done, ask.runs);
    parts.concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn no_width_is_the_forecast_to_the_ore((forbund, scenario) in case()) {
        let economy = Economy::assemble(forbund, vec![scenario]).expect("a generated förbund can be carried forward");
        let own = equities(&plain(&economy.projections[0].model).expect("nothing overflows"));
        let distributions = added(&economy, [fixed(0), fixed(0), fixed(0)]);
        let Some(outcome) = unless_nothing_is_drawn(&economy, &distributions) else { return Ok(()) };
        for (year, own) in outcome.fan.iter().zip(&own) {
            prop_assert_eq!(year.quantiles, [Ore::new(*own); 5]);
            prop_assert_eq!((year.own, year.typical), (Ore::new(*own), Ore::new(*own)));
        }
        prop_assert_eq!(outcome.fan.len(), own.len());
        // All runs are alike, so what happens in one happens in all.
        let counts = outcome.counts;
        prop_assert!([counts.below, counts.within, counts.above].contains(&3), "{:?}", counts);
    }

    #[test]
    fn a_fixed_value_is_the_scenario_that_assumes_it((forbund, scenario) in case(), degree in 0..=1_500_000_i64) {
        let mut assuming = scenario.clone();
        let economy = Economy::assemble(forbund.clone(), vec![scenario]).expect("can be carried forward");
        let drawn = distribution(&economy, 0, all_lines(), fixed(degree));
        let kind = drawn.subject.with(Kind::Forbrukning {
            lines: LineSelection { all: true, ..LineSelection::default() },
            rate: Rate::new(degree),
        });
        assuming.assumptions.push(Assumption { kind, from: forbund.first_projected(), to: None });
        let assumed = Economy::assemble(forbund, vec![assuming]).expect("can be carried forward");
        let expected = equities(&plain(&assumed.projections[0].model).expect("nothing overflows"));
        let Some(outcome) = unless_nothing_is_drawn(&economy, &[drawn]) else { return Ok(()) };
        for (year, expected) in outcome.fan.iter().zip(expected) {
            prop_assert_eq!(year.quantiles, [Ore::new(expected); 5]);
        }
    }

    /// However few values are held, the order statistics are those of all runs sorted, and the counts those of all runs judged.
    #[test]
    fn order_statistics_are_those_of_all_runs_sorted(
        (forbund, scenario) in case(),
        shapes in [shape(), shape(), shape()],
        runs in 1..60_u64,
        kept in prop_oneof![Just(1_usize), 1..400_usize],
        threads in 1..4_usize,
    ) {
        let economy = Economy::assemble(forbund, vec![scenario]).expect("can be carried forward");
        let distributions = added(&economy, shapes);
        let ask = Ask { runs, kept, threads, seed: 5, ..ASK };
        // A generated scenario's own value and a wide draw may be impossible together; that is another test's.
        let outcome = match simulate(&economy, &distributions, ask, &Watch::default()) {
            Ok(outcome) => outcome,
            Err(problems) => {
                prop_assert!(problems.iter().all(|problem| [Code::F416, Code::F569].contains(&problem.code)));
                return Ok(());
            }
        };
        let all = every_run(&economy, &distributions, ask);
        for (at, year) in outcome.fan.iter().enumerate() {
            let mut sorted: Vec<i64> = all.iter().map(|years| years[at].equity).collect();
            sorted.sort_unstable();
            let expected = PERCENTS.map(|percent| Ore::new(sorted[rank(percent, runs) as usize - 1]));
            prop_assert_eq!(year.quantiles, expected);
        }
        let counts = &outcome.counts;
        let some = |wanted: &dyn Fn(&YearFigures<i64>) -> bool| all.iter().filter(|years| years.iter().any(wanted)).count() as u64;
        prop_assert_eq!(counts.runs, runs);
        prop_assert_eq!(counts.negative, some(&|year| year.equity < 0));
        prop_assert_eq!(counts.credit, some(&|year| year.cash.iter().any(|cash| *cash < 0)));
        let landing = outcome.fan.iter().position(|year| year.year == outcome.landing).expect("the landing is in the fan");
        let band = &economy.forbund.target;
        let bound = |years: &[YearFigures<i64>], share| law::target(share, Ore::new(years[landing].contributions)).ore();
        let below = all.iter().filter(|years| years[landing].equity < bound(years, band.low.value)).count() as u64;
        let above = all.iter().filter(|years| years[landing].equity > bound(years, band.high.value)).count() as u64;
        prop_assert_eq!((counts.below, counts.above, counts.within), (below, above, runs - below - above));
    }
}

#[test]
fn the_same_seed_is_the_same_whatever_the_threads_and_what_is_held() {
    // More runs than one thread takes at a time, and a number that does not end evenly.
    let ask = Ask { runs: 2_500, ..ASK };
    let one = shipped_outcome(ask);
    for other in [Ask { threads: 2, ..ask }, Ask { threads: 5, ..ask }, Ask { threads: 2, kept: 1_000, ..ask }] {
        let other = shipped_outcome(other);
        assert_eq!((&one.counts, &one.fan, &one.alone), (&other.counts, &other.fan, &other.alone));
    }
    let other_seed = shipped_outcome(Ask { seed: 2, ..ask });
    assert_ne!(one.fan, other_seed.fan, "another seed is other draws");
}

/// The first runs of many are the same as when only they are run.
#[test]
fn fewer_runs_are_the_first_of_many() {
    let economy = shipped::economy();
    let distributions = &economy.forbund.uncertainty.as_ref().expect("shipped").distributions;
    let many = every_run(economy, distributions, Ask { runs: 1_500, ..ASK });
    assert_eq!(many[..700], every_run(economy, distributions, Ask { runs: 700, ..ASK }));
}

/// What is stopped has done whole runs, the first of all, and says how many.
#[test]
fn what_is_stopped_has_done_the_first_runs() {
    let economy = shipped::economy();
    let distributions = &economy.forbund.uncertainty.as_ref().expect("shipped").distributions;
    let plan = plan(economy, 0, distributions).expect("something is drawn");
    let sweep = Sweep { plan: &plan, seed: 1, threads: 2, only: None };
    let (watch, count) = (Watch::default(), AtomicU64::new(0));
    let each = |sum: &mut u64, _: &[YearFigures<i64>]| {
        *sum += 1;
        if count.fetch_add(1, Ordering::Relaxed) == 500 {
            watch.stop.store(true, Ordering::Relaxed);
        }
    };
    let (sums, done) = sweep.run(0..1_000_000, &watch, || 0, each).expect("nothing overflows");
    assert_eq!(sums.iter().sum::<u64>(), done, "each run before the first that is left has been done");
    assert!((1..=4 * 1_024).contains(&done), "{done} runs before it stopped");
    let stopped = Watch::default();
    stopped.stop.store(true, Ordering::Relaxed);
    let outcome = simulate(economy, distributions, Ask { runs: 100, ..ASK }, &stopped).expect("an empty answer");
    assert!(outcome.is_partial() && outcome.counts.runs == 0);
}

/// A value drawn once is the same in all years of a run; one drawn each year is not.
#[test]
fn once_is_the_same_in_all_years_of_a_run() {
    let economy = shipped::economy();
    let wide = Shape::Uniform { low: Rate::ZERO, high: Rate::ONE };
    let yearly = distribution(economy, 0, all_lines(), wide);
    let once = Distribution { is_yearly: false, ..yearly.clone() };
    // From the second year on the plan's budget is the same, so what is spent is too, if as much of it is.
    let is_same = |years: &Vec<YearFigures<i64>>| years[1..].iter().all(|year| year.costs == years[1].costs);
    assert!(every_run(economy, &[once], Ask { runs: 50, ..ASK }).iter().all(is_same));
    assert!(!every_run(economy, &[yearly], Ask { runs: 50, ..ASK }).iter().any(is_same));
}

/// What the scenario says of the same is replaced and named, unless the draws are added to it.
#[test]
fn what_is_drawn_instead_is_named() {
    let replaced = |scenario: &str| {
        let outcome = shipped_outcome(Ask { scenario: shipped::scenario(scenario), ..ASK });
        let assumptions = &shipped::economy().scenarios[outcome.ask.scenario].assumptions;
        outcome.replaced.iter().map(|at| assumptions[*at].kind.value.clone()).collect::<Vec<_>>()
    };
    assert!(replaced("plan").is_empty(), "an index of 0 is nothing that is lost");
    assert!(replaced("stat-minus-5").is_empty(), "the step stays, the draws come on top");
    assert!(matches!(replaced("forbrukning-allt")[..], [Kind::Forbrukning { .. }]));
    assert!(matches!(replaced("index")[..], [Kind::Index { .. }, Kind::Index { .. }, Kind::Index { .. }]));
    let landing = |outcome: &Outcome| outcome.fan.last().expect("years").quantiles[2];
    let (plan, cut) = (ASK, Ask { scenario: shipped::scenario("stat-minus-5"), ..ASK });
    assert!(landing(&shipped_outcome(cut)) < landing(&shipped_outcome(plan)), "a cut of 5 % is felt");
}
