//! Projections a second on the declared model of this repository: plain öre, traced, and a straightforward decimal peer that
//! comes to the same öre. Compare the rows of one run; the ratio is what is quoted.

use divan::counter::ItemsCount;
use finsam::input::{self, Folder, Found};
use finsam::projection::{Economy, Scratch, plain_into, project};
use rust_decimal::prelude::*;

fn main() {
    let economy = economy();
    for (at, scenario) in
        economy.scenarios.iter().enumerate().filter(|(_, s)| ["plan", "plan-ranta"].contains(&s.id.as_str()))
    {
        let plain = finsam::projection::plain(&economy.projections[at].model).expect("the model fits");
        let last = plain.last().expect("years").equity;
        let rate = if scenario.id.as_str() == "plan" { Decimal::ZERO } else { Decimal::new(2, 2) };
        assert_eq!(Decimal::new(last, 2), decimal_peer(rate), "the peer comes to the same öre");
    }
    divan::main();
}

fn economy() -> Economy {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = |folder: &str| {
        let entries = std::fs::read_dir(root.join(folder)).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let found = paths.filter(|path| path.is_file()).map(|path| {
            let name = format!("{folder}/{}", path.file_name().expect("a name").to_string_lossy());
            Found { name, text: Ok(std::fs::read_to_string(path).expect("a text")) }
        });
        let mut found: Vec<Found> = found.collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    };
    let today = "2026-11-21".parse().expect("a date");
    let folder =
        Folder { budgets: list("budgets"), published: list("budgets/publicerat"), scenarios: list("scenarios") };
    let world = input::read(folder, today).expect("our own files are sound");
    Economy::assemble(world.forbund, world.scenarios).expect("our own books are sound")
}

const SCENARIOS: [&str; 3] = ["plan", "plan-ranta", "index"];

fn position(economy: &Economy, name: &str) -> usize {
    economy.scenarios.iter().position(|scenario| scenario.id.as_str() == name).expect("a scenario of ours")
}

#[divan::bench(args = SCENARIOS)]
fn plain(bencher: divan::Bencher<'_, '_>, name: &str) {
    let economy = economy();
    let model = &economy.projections[position(&economy, name)].model;
    let slots: Vec<i64> = model.slots.iter().map(|slot| slot.default).collect();
    let (mut scratch, mut years) = (Scratch::default(), Vec::new());
    bencher.counter(ItemsCount::new(1u32)).bench_local(|| {
        assert!(plain_into(divan::black_box(model), divan::black_box(&slots), &mut scratch, &mut years));
        years.last().map(|year| year.equity)
    });
}

#[divan::bench(args = SCENARIOS)]
fn traced_and_posted(bencher: divan::Bencher<'_, '_>, name: &str) {
    let economy = economy();
    let scenario = &economy.scenarios[position(&economy, name)];
    bencher.counter(ItemsCount::new(1u32)).bench_local(|| {
        project(divan::black_box(&economy.forbund), &economy.ledger, scenario, 0).expect("a sound scenario")
    });
}

/// A whole bridge: every mixture of what differs compiled and carried forward. Between these 4 and 6 assumptions differ.
#[divan::bench(args = [["index", "uttrade"], ["index", "forslag-2027"]])]
fn bridge(bencher: divan::Bencher<'_, '_>, names: &[&str; 2]) {
    let economy = economy();
    let between = names.map(|name| position(&economy, name));
    let year = economy.forbund.target.year;
    bencher
        .bench_local(|| finsam::lab::bridge(divan::black_box(&economy), between, year).expect("both reach the year"));
}

#[divan::bench(args = ["plan", "plan-ranta"])]
fn decimal(bencher: divan::Bencher<'_, '_>, name: &str) {
    let rate = if name == "plan" { Decimal::ZERO } else { Decimal::new(2, 2) };
    bencher.counter(ItemsCount::new(1u32)).bench_local(|| decimal_peer(divan::black_box(rate)));
}

/// The plan carried forward the way one would in a spreadsheet with exact decimals: the same rules, no model, no reuse.
fn decimal_peer(rate: Decimal) -> Decimal {
    let kr = Decimal::from;
    let lines =
        [400_000, 2_800_000, 450_000, 400_000, 800_000, 200_000, 2_750_000, 1_500_000, 1_500_000, 1_650_000, 1_650_000];
    let population = [71_420, 41_060, 40_003, 43_570, 42_722];
    let (mut equity, mut cash) = (kr(7_966_933), kr(9_593_054));
    for year in 0..5 {
        let state = kr(6_951_000);
        let mut members = vec![state, state / kr(2)];
        members.extend(split(state / kr(2), kr(1_000), &population.map(kr)));
        let (mut income, mut costs) = ([Decimal::ZERO; 3], [Decimal::ZERO; 3]);
        let thirds = |whole, unit| split(whole, unit, &[Decimal::ONE; 3]);
        let öre = Decimal::new(1, 2);
        for amount in members {
            income.iter_mut().zip(thirds(amount, öre)).for_each(|(sum, part)| *sum += part);
        }
        for (at, amount) in lines.into_iter().enumerate() {
            let budget = round(kr(amount), 0);
            costs.iter_mut().zip(thirds(budget, öre)).for_each(|(sum, part)| *sum += part);
            if at >= 6 {
                let grant = round(budget * Decimal::new(2, 1), 0);
                costs.iter_mut().zip(thirds(grant, Decimal::ONE)).for_each(|(sum, part)| *sum += part);
            }
        }
        if year == 0 {
            costs[2] += kr(500_000);
        }
        for tertial in 0..3 {
            let interest = round(cash.max(Decimal::ZERO) * rate / kr(3), 2);
            cash += income[tertial] + interest - costs[tertial];
            equity += income[tertial] + interest - costs[tertial];
        }
    }
    equity
}

fn round(amount: Decimal, places: u32) -> Decimal {
    amount.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Largest remainder.
fn split(whole: Decimal, unit: Decimal, weights: &[Decimal]) -> Vec<Decimal> {
    let total: Decimal = weights.iter().sum();
    let exact: Vec<Decimal> = weights.iter().map(|weight| whole * weight / total).collect();
    let mut parts: Vec<Decimal> = exact.iter().map(|share| (share / unit).floor() * unit).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| (exact[*b] - parts[*b]).cmp(&(exact[*a] - parts[*a])));
    let mut rest = whole - parts.iter().sum::<Decimal>();
    for at in order {
        let given = rest.min(unit);
        parts[at] += given;
        rest -= given;
    }
    parts
}
