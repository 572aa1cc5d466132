//! Random valid förbund and scenarios, for properties that must hold whatever the data.
//!
//! Amounts, rates and populations are drawn so that halves, ties and rests are common: a rule that is right only on round
//! figures does not survive. The books always tie: flows and stocks are drawn, and likvida medel is what balances them.

mod books;
mod decisions;
mod figures;
mod frame;
mod scenario;

use books::books;
use finsam::diag::{FileId, Place};
use finsam::domain::assumption::ResolvedScenario;
use finsam::domain::forbund::Forbund;
use finsam::domain::id::Id;
use finsam::domain::period::Year;
use finsam::domain::source::{Source, Sourced, Status};
use frame::frame;
use proptest::prelude::*;
use scenario::scenario;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// A förbund with one to three closed years and one or two planned, the first of them with a budget by line. It is drawn on the heap,
/// for with everything around it a test thread's stack is too small.
pub fn forbund() -> BoxedStrategy<Forbund> {
    let bound = |frame| (books(&frame), Just(frame)).prop_map(|(books, frame)| books.bind(frame));
    frame().prop_flat_map(bound).boxed()
}

/// A förbund and a scenario of up to eight assumptions for it.
pub fn case() -> impl Strategy<Value = (Forbund, ResolvedScenario)> {
    forbund().prop_flat_map(|forbund| {
        (scenario(&forbund), Just(forbund)).prop_map(|(scenario, forbund)| (forbund, scenario))
    })
}

/// A förbund and two scenarios for it.
pub fn forbund_with_two_scenarios() -> impl Strategy<Value = (Forbund, ResolvedScenario, ResolvedScenario)> {
    forbund().prop_flat_map(|forbund| (Just(forbund.clone()), scenario(&forbund), scenario(&forbund))).boxed()
}

fn numbered(count: usize) -> impl Iterator<Item = u16> {
    0..small(count)
}

fn small(at: usize) -> u16 {
    u16::try_from(at).expect("a generated model is small")
}

fn small_i64(at: usize) -> i64 {
    i64::from(small(at))
}

fn word(text: &str) -> Id {
    text.parse().expect("the word is an id")
}

fn id(kind: &str, at: usize) -> Id {
    word(&format!("{kind}{at}"))
}

fn year(number: i64) -> Year {
    Year::new(number).expect("a year of our time")
}

/// A place of its own for each value, as in files.
fn place() -> Place {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let start = NEXT.fetch_add(1, Ordering::Relaxed);
    Place { file: FileId(0), start, end: start + 1 }
}

fn sourced<T>(value: T) -> Sourced<T> {
    let source = Arc::new(Source { document: Some(word("dokument")), section: "1".to_owned() });
    Sourced { value, place: place(), source, status: Status::Antagande }
}

#[cfg(test)]
mod tests {
    use super::*;
    use finsam::domain::account::{AccountIx, AccountKind, Chart};
    use finsam::domain::money::Ore;
    use finsam::domain::period::Period;

    /// Assets less provisions and debts, from the facts of a period or from the opening balance.
    fn net_of(chart: &Chart, stocks: impl Iterator<Item = (AccountIx, Ore)>) -> i64 {
        let worth = |(ix, stock): (AccountIx, Ore)| match chart.get(ix).kind {
            AccountKind::Tillgang => stock.ore(),
            AccountKind::Avsattning | AccountKind::Skuld => -stock.ore(),
            _ => 0,
        };
        stocks.map(worth).sum()
    }

    fn result_of(chart: &Chart, flows: impl Iterator<Item = (AccountIx, Ore)>) -> i64 {
        let gain = |(ix, flow): (AccountIx, Ore)| match chart.get(ix).kind {
            AccountKind::Intakt => flow.ore(),
            AccountKind::Kostnad => -flow.ore(),
            _ => 0,
        };
        flows.map(gain).sum()
    }

    proptest! {
        #[test]
        fn every_published_interval_ties(forbund in forbund()) {
            let first = forbund.years.values().next().expect("a first year");
            let mut equity = net_of(&forbund.chart, first.opening.iter().map(|(ix, stock)| (*ix, stock.value)));
            for book in forbund.years.values().filter(|book| book.is_closed()) {
                for period in [Period::JanAug, Period::Helar] {
                    let facts = || book.facts_of(period).map(|fact| (fact.account, fact.value.value));
                    if facts().next().is_some() {
                        let result = result_of(&forbund.chart, facts());
                        prop_assert_eq!(equity + result, net_of(&forbund.chart, facts()));
                    }
                }
                equity = net_of(&forbund.chart, book.facts_of(Period::Helar).map(|fact| (fact.account, fact.value.value)));
            }
        }

        #[test]
        fn a_case_can_be_projected((forbund, scenario) in case()) {
            let first = forbund.first_projected();
            prop_assert!(forbund.years[&first].carried().is_some_and(|budget| budget.id.as_str() == "budget"));
            prop_assert!(first <= scenario.horizon);
            for assumption in &scenario.assumptions {
                prop_assert!(first <= assumption.from && assumption.from <= scenario.horizon);
                prop_assert!(assumption.to.is_none_or(|to| assumption.from <= to && to <= scenario.horizon));
            }
        }
    }
}
