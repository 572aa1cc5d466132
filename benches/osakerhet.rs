//! Runs of the fan of outcomes a second, on one thread and on two, and the memory of many and of few, beside the same projection
//! written straightforwardly in Python with decimals, on the same draws and to the same öre. Compare the rows of one run;
//! `cargo bench --bench osakerhet` prints them.

use finsam::input::{self, Folder, Found};
use finsam::lab::osakerhet::{Ask, KEPT, Outcome, Plan, Watch, plan, simulate, stream};
use finsam::projection::{AmountPlan, Economy, Model, Scratch, StatePlan, What, YearPlan, plain_into};
use serde_json::{Value, json};
use std::process::Command;
use std::time::{Duration, Instant};

/// Set in a child that does so many runs and says how much memory that took.
const CHILD: &str = "FINSAM_BENCH_KORNINGAR";

fn main() {
    let economy = economy();
    if let Ok(runs) = std::env::var(CHILD) {
        drop(outcome(&economy, runs.parse().expect("a number of runs"), 2));
        print!("{}", peak());
        return;
    }
    // `cargo test --benches` runs it to see that it works: small.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let (runs, compared) = if is_bench { (100_000, 1_000) } else { (2_000, 10) };
    let best = |threads| (0..7).map(|_| timed(|| outcome(&economy, runs, threads))).min().unwrap_or_default();
    let (one, two) = (best(1), best(2));
    println!("{runs} runs: {} ms on one thread, {} ms on two", millis(one), millis(two));
    println!("two threads are {} times one", hundredths(one.as_micros(), two.as_micros()));
    let (few, many) = if is_bench { (1_000_000, 4_000_000) } else { (2_000, 4_000) };
    println!("memory: {} kB for {few} runs, {} kB for {many}", memory(few), memory(many));
    peer(&economy, compared);
}

/// The Python program on the same draws: the same öre, and how many times longer it takes than one thread here.
fn peer(economy: &Economy, runs: u64) {
    let plan = plan(economy, 0, &distributions(economy)).expect("something is drawn");
    let draws: Vec<Vec<i64>> = (0..runs).map(|run| drawn(&plan, run)).collect();
    let (mut scratch, mut years) = (Scratch::default(), Vec::new());
    let mut paths = |paths: &mut Vec<Vec<i64>>| {
        paths.clear();
        for slots in &draws {
            assert!(plain_into(&plan.model, slots, &mut scratch, &mut years));
            paths.push(years.iter().map(|year| year.equity).collect());
        }
    };
    let mut ours = Vec::new();
    let best = (0..21).map(|_| timed(|| paths(&mut ours))).min().unwrap_or_default();
    let file = std::env::temp_dir().join(format!("finsam-bench-{}.json", std::process::id()));
    let export = json!({ "model": model(&plan.model), "kinds": kinds(&plan.model), "runs": draws });
    std::fs::write(&file, export.to_string()).expect("the export is written");
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/osakerhet.py");
    let Ok(answer) = Command::new("python3").arg(program).arg(&file).output() else {
        println!("python3 is not installed: no peer");
        return;
    };
    std::fs::remove_file(&file).expect("the export goes");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    let text = String::from_utf8(answer.stdout).expect("numbers");
    let mut lines = text.lines();
    let theirs: u128 = lines.next().and_then(|line| line.parse().ok()).expect("microseconds");
    let path = |line: &str| line.split(' ').map(|ore| ore.parse().expect("öre")).collect::<Vec<i64>>();
    assert_eq!(lines.map(path).collect::<Vec<_>>(), ours, "the same öre on the same draws");
    println!(
        "{runs} runs, the same öre: here {} µs, Python {theirs} µs: {} times",
        best.as_micros(),
        theirs / best.as_micros().max(1)
    );
}

fn drawn(plan: &Plan, run: u64) -> Vec<i64> {
    let (mut random, mut slots) = (stream(1), plan.typical.clone());
    random.set_stream(run);
    plan.fill(&mut random, None, &mut slots);
    slots
}

fn kinds(model: &Model) -> Vec<&'static str> {
    let kind = |what| match what {
        What::Tillvaxt
        | What::Nyckel(_)
        | What::Index(_)
        | What::Andel(_)
        | What::Forbrukningsgrad(_)
        | What::Rantesats => "rate",
        What::Folkmangd(_) => "count",
        _ => "kr",
    };
    model.slots.iter().map(|slot| kind(slot.key.what)).collect()
}

fn model(model: &Model) -> Value {
    let chain = |chain: &finsam::projection::Chain| json!({ "base": chain.base, "indices": chain.indices.iter().map(|slot| slot.0).collect::<Vec<_>>() });
    json!({
        "equity": model.equity.0,
        "cash": model.cash.0,
        "state_before": model.state_before.0,
        "stat_share": model.stat_share.0,
        "kommuner_share": model.kommuner_share.0,
        "unit": decimal(model.unit),
        "chains": model.chains.iter().map(chain).collect::<Vec<_>>(),
        "years": model.years.iter().map(year).collect::<Vec<_>>(),
    })
}

fn year(plan: &YearPlan) -> Value {
    assert!(plan.stocks.is_empty(), "the base scenario changes no stock");
    assert!(plan.changes.is_empty() && plan.incomes.is_empty(), "no decision has changed our own budget");
    let state = match &plan.state {
        StatePlan::Given(slot) => json!({ "given": slot.0 }),
        StatePlan::Grown(slot) => json!({ "grown": slot.0 }),
        StatePlan::Decided(amounts) => json!({
            "decided": amounts.iter().map(|(_, slot)| slot.0).collect::<Vec<_>>(),
            "state": amounts.iter().position(|(member, _)| *member == plan.stat),
        }),
    };
    let amount = |amount: &AmountPlan| match amount {
        AmountPlan::Explicit(slot) => json!({ "explicit": [slot.0] }),
        AmountPlan::Changed(_) => unreachable!("asserted above"),
        AmountPlan::Indexed(slot, chain) => json!({ "indexed": slot.0, "chain": chain }),
        AmountPlan::Share(of, slot) => json!({ "share": slot.0, "of": of }),
    };
    let lines = plan.lines.iter().map(|line| {
        let forbrukning = line.forbrukning.map(|slot| slot.0);
        json!({ "amount": amount(&line.amount), "forbrukning": forbrukning, "unit": decimal(line.unit) })
    });
    let measures = plan.measures.iter().map(|measure| json!({ "tertial": measure.tertial, "slot": measure.slot.0 }));
    json!({
        "state": state,
        "region": plan.region.map(|(_, slot)| slot.0),
        "kommuner": plan.kommuner.iter().map(|(_, slot)| slot.0).collect::<Vec<_>>(),
        "lines": lines.collect::<Vec<_>>(),
        "measures": measures.collect::<Vec<_>>(),
        "interest": plan.interest.0,
    })
}

/// Öre as kronor.
fn decimal(ore: i64) -> String {
    format!("{}.{:02}", ore / 100, ore % 100)
}

fn distributions(economy: &Economy) -> Vec<finsam::domain::osakerhet::Distribution> {
    economy.forbund.uncertainty.as_ref().expect("our own files say what is uncertain").distributions.clone()
}

fn outcome(economy: &Economy, runs: u64, threads: usize) -> Outcome {
    let ask = Ask { scenario: 0, runs, seed: 1, threads, kept: KEPT };
    simulate(economy, &distributions(economy), ask, &Watch::default()).expect("our own files can be drawn")
}

fn economy() -> Economy {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = |folder: &str| {
        let entries = std::fs::read_dir(root.join(folder)).expect("the folder is there");
        let paths = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
        let mut found: Vec<Found> = paths
            .map(|path| {
                let name = format!("{folder}/{}", path.file_name().expect("a name").to_string_lossy());
                Found { name, text: Ok(std::fs::read_to_string(path).expect("a text")) }
            })
            .collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    };
    let folder = Folder { budgets: list("budgets"), published: Vec::new(), scenarios: list("scenarios") };
    let world = input::read_books(folder, "2026-11-21".parse().expect("a date")).expect("our own files are sound");
    Economy::assemble(world.forbund, world.scenarios).expect("our own books are sound")
}

/// The most memory that a process of its own held for so many runs, in kB.
fn memory(runs: u64) -> u64 {
    let mut child = Command::new(std::env::current_exe().expect("our own path"));
    let answer = child.env(CHILD, runs.to_string()).output().expect("the process starts");
    String::from_utf8(answer.stdout).ok().and_then(|text| text.trim().parse().ok()).expect("a number of kB")
}

/// The most memory that this process has held, in kB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux says how much memory a process has held");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
    line.trim().trim_end_matches("kB").trim().parse().expect("a number of kB")
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let result = work();
    let elapsed = begun.elapsed();
    drop(result);
    elapsed
}

fn millis(time: Duration) -> String {
    hundredths(time.as_micros(), 1_000)
}

/// A ratio with two decimals.
fn hundredths(over: u128, under: u128) -> String {
    let ratio = over * 100 / under.max(1);
    format!("{}.{:02}", ratio / 100, ratio % 100)
}
