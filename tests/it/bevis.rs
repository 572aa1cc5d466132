//! The proof that nothing hides: it holds for the shipped förbund and for any other, and it fails when something is hidden.

use crate::shipped::{economy, scenario, year};
use crate::world::case;
use finsam::domain::account::StatementRow;
use finsam::domain::forbund::{InsatsIx, LineKind};
use finsam::domain::money::Ore;
use finsam::domain::period::Period;
use finsam::domain::source::Origin;
use finsam::domain::voucher::{Dimensions, Posting, Voucher, VoucherKind};
use finsam::ledger::{Books, Ledger};
use finsam::projection::Economy;
use finsam::statement::{self, Asked, Column, Declared, Formula, LayerProof, Proof, RowSpec, Source};
use proptest::prelude::*;

fn asked(number: i64) -> Asked {
    Asked { year: year(number), period: Period::Helar, scenario: scenario("plan") }
}

fn books(economy: &Economy, asked: &Asked) -> (Column, Source) {
    let books: Books = economy.books(asked.scenario);
    let column = Column { id: String::new(), heading: String::new(), kind: String::new(), layer: "prognos" };
    (column, Source::Books { books, span: asked.span() })
}

fn of(economy: &Economy, ledger: &Ledger, asked: &Asked, id: &str) -> Vec<Proof> {
    let declared = statement::declared(economy, asked).into_iter().filter(|of| of.id == id);
    declared.map(|of| statement::prove(ledger, &of, &books(economy, asked))).collect()
}

#[test]
fn nothing_hides_in_what_ships() {
    let all: Vec<usize> = (0..economy().scenarios.len()).collect();
    let layers = statement::bevis(economy(), &all);
    assert!(layers.iter().all(LayerProof::holds), "{:?}", statement::bevis_faults(economy(), &layers));
    // Utfall, six budgets and forecasts less the one that is none, and two layers a scenario.
    assert_eq!(layers.len(), 1 + 5 + 2 * all.len());
    assert!(
        layers.iter().all(|layer| layer.statements.iter().all(|(_, proofs)| proofs.iter().all(|of| of.postings > 0)))
    );
}

/// 2025: 15 result postings whose credits less debits are −485 071 kr, and 9 886 606 kr of assets.
#[test]
fn the_totals_of_2025() {
    let ledger = &economy().ledger;
    let totals = |id| of(economy(), ledger, &asked(2025), id).into_iter().map(|of| of.ledger).collect::<Vec<_>>();
    assert_eq!(totals("resultat"), [Ore::new(-48_507_100)]);
    assert_eq!(totals("drift-publicerad"), [Ore::new(-48_507_100)]);
    assert_eq!(totals("balans"), [Ore::new(988_660_600), Ore::new(988_660_600)]);
    assert_eq!(totals("kassaflode"), [Ore::new(59_514_900)]);
}

/// The ledger with a cost of 100 kr in the plan's 2027 whose dimensions no row asks for: utvecklingsmedel of no insats that has them.
fn with_a_hidden_cost(dimensions: Dimensions) -> Ledger {
    let chart = &economy().forbund.chart;
    let layer = economy().books(scenario("plan")).later.expect("the plan has a layer");
    let cost = chart.iter().find(|(_, of)| of.row == StatementRow::VerksamhetensKostnader).expect("a cost").0;
    let origin = Origin::Projection { scenario: u16::try_from(scenario("plan")).expect("few"), node: 0 };
    let posting = |account, ore, dimensions| Posting { account, amount: Ore::new(ore), dimensions, origin };
    let postings =
        vec![posting(cost, 10_000, dimensions), posting(chart.roles.likvida_medel, -10_000, Dimensions::default())];
    let voucher = Voucher::new(layer, VoucherKind::Ordinary, asked(2027).span(), postings).expect("it balances");
    economy().ledger.clone().with(vec![voucher]).expect("it fits")
}

/// A line that the statements have no row for, told apart from every other by its place.
#[test]
fn a_posting_in_an_unmapped_place_is_found() {
    let forbund = &economy().forbund;
    let line =
        forbund.lines.iter().find(|line| matches!(line.kind, LineKind::Utvecklingsmedel { .. })).expect("a line");
    let nowhere = InsatsIx(u16::try_from(forbund.insatser.len()).expect("few"));
    let place =
        Dimensions { group: Some(line.group), insats: Some(nowhere), utvecklingsmedel: true, ..Dimensions::default() };
    let ledger = with_a_hidden_cost(place);
    let [drift] = &of(economy(), &ledger, &asked(2027), "drift")[..] else { panic!("one driftredovisning") };
    assert_eq!((drift.hidden.len(), drift.hidden[0].rows, drift.hidden[0].counts), (1, 0, 0));
    assert_eq!(drift.difference(), Ore::new(10_000), "the result is too good by what hides");
    assert!(!drift.holds());
    // Resultaträkningen asks only for the account, and so has it.
    assert!(of(economy(), &ledger, &asked(2027), "resultat")[0].holds());
    // In a place that has a row nothing hides.
    let ledger = with_a_hidden_cost(Dimensions::default());
    assert!(of(economy(), &ledger, &asked(2027), "drift")[0].holds());
    let faults = {
        let mut hiding = economy().clone();
        hiding.ledger = with_a_hidden_cost(place);
        statement::bevis_faults(&hiding, &statement::bevis(&hiding, &[scenario("plan")]))
    };
    assert!(
        faults.iter().any(|fault| fault.contains("Driftredovisning 2027") && fault.contains("ligger inte i någon rad")),
        "{faults:?}"
    );
}

/// The sums that the total is made of, itself among them.
fn sums(declared: &Declared) -> Vec<usize> {
    let mut waiting: Vec<&str> = declared.total.iter().map(|(id, _)| *id).collect();
    let mut sums = Vec::new();
    while let Some(id) = waiting.pop() {
        let at = declared.rows.iter().position(|row| row.id() == id).expect("a sum names rows that are there");
        if let Formula::Total(parts) = declared.rows[at].formula() {
            sums.push(at);
            waiting.extend(parts.iter().map(|(id, _)| id.as_str()));
        }
    }
    sums
}

/// The same statement with one part of one sum left out, or taken twice, for every part that holds something.
fn spoiled(declared: &Declared, holds: impl Fn(&str) -> bool) -> Vec<(String, Declared)> {
    let mut all = Vec::new();
    for at in sums(declared) {
        let row = &declared.rows[at];
        let Formula::Total(parts) = row.formula() else { continue };
        for (which, (part, _)) in parts.iter().enumerate().filter(|(_, (part, _))| holds(part)) {
            for twice in [false, true] {
                let mut parts: Vec<(&str, i64)> = parts.iter().map(|(id, sign)| (id.as_str(), *sign)).collect();
                if twice {
                    parts.push(parts[which])
                } else {
                    parts.retain(|(id, _)| id != part)
                }
                let mut spoiled = declared.clone();
                spoiled.rows[at] = RowSpec::total(row.id(), row.label(), &parts);
                all.push((format!("{}: {part} in {}", declared.title, row.id()), spoiled));
            }
        }
    }
    all
}

#[test]
fn a_row_left_out_or_taken_twice_is_found() {
    let mut tried = 0;
    for number in [2024, 2025, 2026, 2028] {
        let (asked, ledger) = (asked(number), &economy().ledger);
        let column = books(economy(), &asked);
        for declared in statement::declared(economy(), &asked) {
            let alone = |part: &str| Declared { total: vec![(unending(part), 1)], ..declared.clone() };
            let holds = |part: &str| {
                let shown = statement::prove(ledger, &alone(part), &column).shown;
                shown.is_some_and(|shown| shown != Ore::ZERO)
            };
            for (what, spoiled) in spoiled(&declared, holds) {
                tried += 1;
                assert!(!statement::prove(ledger, &spoiled, &column).holds(), "{number} {what}");
            }
        }
    }
    assert!(tried > 300, "only {tried} sums were spoiled");
}

/// Ids of rows live as long as the program.
fn unending(id: &str) -> &'static str {
    Box::leak(id.to_owned().into_boxed_str())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn i22_nothing_hides((forbund, scenario) in case()) {
        // Models that do not fit are another property's.
        if let Ok(economy) = Economy::assemble(forbund, vec![scenario]) {
            let layers = statement::bevis(&economy, &[0]);
            prop_assert!(layers.iter().all(LayerProof::holds), "{:?}", statement::bevis_faults(&economy, &layers));
        }
    }
}
