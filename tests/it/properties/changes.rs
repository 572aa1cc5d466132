//! I16: a budget through its year. For every line the current amount is the original and its changes, the projection expects the
//! current amount, and later years start from the original and the lasting changes alone.

use super::cases;
use finsam::domain::period::{Period, Year};
use finsam::input::{self, Folder, Found};
use finsam::projection::Economy;
use finsam::statement::{self, Asked, Cell, Detail};
use proptest::prelude::*;
use std::fmt::Write as _;

/// Lines of the base förbund with their amounts in kronor, no index on any of them.
const LINES: [(&str, i64); 4] =
    [("kansli", 800_000), ("lokaler", 150_000), ("steget_alby", 500_000), ("steget_berga", 300_000)];

/// A decision: `from` loses what `to` gains, or `to` gains it out of eget kapital.
#[derive(Clone, Debug)]
struct Decision {
    from: Option<usize>,
    to: usize,
    kronor: i64,
    is_lasting: bool,
}

fn decisions() -> impl Strategy<Value = Vec<Decision>> {
    // Five times 30 000 can be taken from the smallest line.
    let one = (prop::option::of(0..LINES.len()), 0..LINES.len(), 1..=30_000_i64, any::<bool>());
    let one = one.prop_filter("a line does not fund itself", |(from, to, ..)| *from != Some(*to));
    let decision = |(from, to, kronor, is_lasting)| Decision { from, to, kronor, is_lasting };
    prop::collection::vec(one.prop_map(decision), 1..=5)
}

fn written(decisions: &[Decision]) -> String {
    let mut text = String::new();
    for (at, Decision { from, to, kronor, is_lasting }) in decisions.iter().enumerate() {
        let to = LINES[*to].0;
        let (kind, lines) = match from {
            Some(from) => ("slag = \"omdisponering\"", format!("{to} = {kronor}, {} = -{kronor}", LINES[*from].0)),
            None => ("slag = \"tillaggsanslag\"\nfinansiering = \"eget_kapital\"", format!("{to} = {kronor}")),
        };
        let _ = write!(
            text,
            "\n[[budget.andring]]\ndatum = \"2026-0{}-15\"\nbeslut = \"styrelsen § {at}\"\n{kind}\n\
             varaktig = {is_lasting}\nrader = {{ {lines} }}\n",
            at + 1
        );
    }
    text
}

/// The base förbund of the faults with these changes in its budget.
fn economy(decisions: &[Decision]) -> Economy {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bad/base/");
    let found = |name: &str, more: &str| Found {
        name: name.to_owned(),
        text: Ok(std::fs::read_to_string(format!("{root}{name}")).expect("a file of the base") + more),
    };
    let changes = written(decisions);
    let budgets = ["2025", "forbund", "kontoplan"].map(|name| found(&format!("budgets/{name}.toml"), ""));
    let budgets = [found("budgets/2026.toml", &changes)].into_iter().chain(budgets).collect();
    let scenarios = vec![found("scenarios/plan.toml", "")];
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
    let world = input::read_books(Folder { budgets, published: Vec::new(), scenarios }, today);
    let world = world.unwrap_or_else(|faulty| panic!("{:?} in {changes}", faulty.problems));
    Economy::assemble(world.forbund, world.scenarios).expect("the base can be carried forward")
}

fn ore(statement: &statement::Statement, row: &str, column: &str) -> Option<i64> {
    match statement.figure(row, column)? {
        Cell::Amount(amount) => Some(amount.ore()),
        _ => None,
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn i16_current_is_original_and_changes(decisions in decisions()) {
        let economy = economy(&decisions);
        let drift = |year| {
            let asked = Asked { year: Year::new(year).expect("a year"), period: Period::Helar, scenario: 0 };
            statement::drift_detalj(&economy, &asked, Detail::Line).expect("a year that is there")
        };
        let (now, later) = (drift(2026), drift(2027));
        for (at, (line, kronor)) in LINES.into_iter().enumerate() {
            let moved = |of: &Decision| {
                i64::from(of.to == at) * of.kronor - i64::from(of.from == Some(at)) * of.kronor
            };
            let all: i64 = decisions.iter().map(moved).sum();
            let lasting: i64 = decisions.iter().filter(|of| of.is_lasting).map(moved).sum();
            prop_assert_eq!(ore(&now, line, "budget"), Some((kronor + all) * 100), "{} current", line);
            prop_assert_eq!(ore(&now, line, "prognos"), Some((kronor + all) * 100), "{} expected", line);
            prop_assert_eq!(ore(&now, line, "ursprunglig_budget"), Some(kronor * 100), "{} original", line);
            let touched = decisions.iter().any(|of| of.to == at || of.from == Some(at));
            prop_assert_eq!(ore(&now, line, "andringar"), touched.then_some(all * 100), "{} changes", line);
            prop_assert_eq!(ore(&later, line, "budget"), Some((kronor + lasting) * 100), "{} later", line);
        }
        // What is taken out of eget kapital in 2026 lowers its result, and nothing else does.
        let funded: i64 = decisions.iter().filter(|of| of.from.is_none()).map(|of| of.kronor).sum();
        // Contributions 2 000 000, costs 1 960 000 before any change.
        prop_assert_eq!(ore(&now, "resultat", "prognos"), Some((40_000 - funded) * 100));
    }
}
