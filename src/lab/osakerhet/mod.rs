//! The fan of outcomes: a scenario run many times with what is uncertain in it drawn anew each time (issue 5.4).
//!
//! Every run is the one projection in whole öre. The figures are counts of runs and order statistics of them, exact and the same for
//! the same seed whatever the number of threads; no more than [`KEPT`] values are held however many runs there are.

mod draw;
mod plan;
mod quantile;
mod sweep;
mod witness;

pub use draw::{Drawer, stream};
pub use plan::{Draw, Plan, plan};
pub use quantile::rank;
pub use sweep::{Overflow, Sweep, Watch};
pub use witness::{Drawn, Witness, witness};

use crate::diag::{Problem, catalogue};
use crate::domain::forbund::Target;
use crate::domain::money::Ore;
use crate::domain::osakerhet::Distribution;
use crate::domain::period::Year;
use crate::law;
use crate::projection::{Economy, Scratch, YearFigures, plain, plain_into};
use quantile::Histogram;
use std::cmp::Reverse;
use std::ops::{Range, RangeInclusive};

/// The shares of runs whose eget kapital the fan shows, in per cent.
pub const PERCENTS: [u64; 5] = [5, 25, 50, 75, 95];
/// At most so many values of eget kapital are held; of more runs the figures are found by counting.
pub const KEPT: usize = 1 << 22;
/// Buckets that the range of a wanted value is counted in.
const BUCKETS: u64 = 1 << 12;
/// What draws begin from unless another seed is asked for, in every report alike, so that all show the same figures.
pub const SEED: u64 = 1;
/// So many runs are made unless another number is asked for, by `osakerhet` and by the report alike, so that both show the same figures.
pub const RUNS: u64 = 20_000;
/// So many runs show what one distribution means by itself.
const ALONE: u64 = 4_000;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// The scenario, by position.
    pub scenario: usize,
    /// How many runs.
    pub runs: u64,
    /// What the draws are made from.
    pub seed: u64,
    /// How many threads; changes no figure.
    pub threads: usize,
    /// At most so many values are held; [`KEPT`] but in tests.
    pub kept: usize,
}

/// How many runs something happened in, in one year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearCounts {
    /// Eget kapital is negative at the year's end.
    pub negative: u64,
    /// Likvida medel are negative at some tertial's end.
    pub credit: u64,
}

/// How many runs something happened in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All runs.
    pub runs: u64,
    /// Eget kapital is below the band in the year of the target.
    pub below: u64,
    /// It is within the band.
    pub within: u64,
    /// It is above the band.
    pub above: u64,
    /// Eget kapital is negative at some year's end.
    pub negative: u64,
    /// Likvida medel are negative at some tertial's end.
    pub credit: u64,
    /// The same, year by year.
    pub years: Vec<YearCounts>,
}

/// A year of the fan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FanYear {
    /// The year.
    pub year: Year,
    /// Eget kapital at its end: for each of [`PERCENTS`] the smallest value with at least that share of the runs up to it.
    pub quantiles: [Ore; 5],
    /// What the scenario itself says, without draws.
    pub own: Ore,
    /// The target for it by the scenario's own contributions.
    pub target: Ore,
    /// Where every distribution is at its typical value.
    pub typical: Ore,
}

/// What one distribution means when it alone is drawn and the others are at their typical values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alone {
    /// The distribution, by its position in the file.
    pub distribution: usize,
    /// How many runs show it, the first of all.
    pub runs: u64,
    /// Eget kapital in the year of the target: 5 % of the runs come to no more.
    pub low: Ore,
    /// 95 % of the runs come to no more.
    pub high: Ore,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What was asked for.
    pub ask: Ask,
    /// The counts; `counts.runs` is fewer than asked for if it was stopped.
    pub counts: Counts,
    /// Eget kapital when the first year begins.
    pub opening: Ore,
    /// The fan, a year after the other.
    pub fan: Vec<FanYear>,
    /// The year that is judged against the target.
    pub landing: Year,
    /// The distributions that are drawn in the scenario, the one that spreads eget kapital the most first.
    pub alone: Vec<Alone>,
    /// The years in which each distribution is drawn, by its position in the file.
    pub drawn: Vec<Vec<Year>>,
    /// The scenario's own assumptions that are drawn instead, by position.
    pub replaced: Vec<usize>,
}

impl Outcome {
    /// Whether it was stopped before all runs were done.
    pub fn is_partial(&self) -> bool {
        self.counts.runs < self.ask.runs
    }
}

/// Runs the scenario as asked.
///
/// # Errors
/// F416 and F569 from [`plan()`], F319 if a run overflowed. Nothing has been run if the fault is one of the first two.
pub fn simulate(
    economy: &Economy,
    distributions: &[Distribution],
    ask: Ask,
    watch: &Watch,
) -> Result<Outcome, Vec<Problem>> {
    let plan = plan(economy, ask.scenario, distributions)?;
    let definition = &economy.scenarios[ask.scenario];
    let too_large = || vec![catalogue::ledger_too_large(definition.place)];
    let target = &economy.forbund.target;
    let last = plan.model.years.len() - 1;
    let landing = plan.model.years.iter().position(|year| year.year == target.year).unwrap_or(last);
    let own = plain(&economy.projections[ask.scenario].model).ok_or_else(too_large)?;
    let typical = once(&plan).ok_or_else(too_large)?;
    let sweep = Sweep { plan: &plan, seed: ask.seed, threads: ask.threads, only: None };
    let judge = Judge { target, landing };
    let (counts, quantiles) = gather(&sweep, &judge, ask, watch).map_err(|_| too_large())?;
    let fan = plan.model.years.iter().zip(quantiles).zip(own.iter().zip(&typical));
    let fan = fan.map(|((plan, quantiles), (own, typical))| FanYear {
        year: plan.year,
        quantiles: quantiles.map(Ore::new),
        own: Ore::new(own.equity),
        target: law::target(target.share.value, Ore::new(own.contributions)),
        typical: Ore::new(typical.equity),
    });
    let mut alone = Vec::new();
    for distribution in (0..distributions.len()).filter(|at| !plan.years[*at].is_empty()) {
        let sweep = Sweep { only: Some(distribution), ..sweep };
        alone.push(of_one(&sweep, distribution, landing, counts.runs.min(ALONE)).map_err(|_| too_large())?);
    }
    alone.sort_by_key(|alone| (Reverse(alone.high.ore() - alone.low.ore()), alone.distribution));
    let replaced = definition.assumptions.iter().enumerate();
    let replaced = replaced.filter(|(_, assumption)| plan.replaced.contains(&assumption.kind.place));
    Ok(Outcome {
        ask,
        counts,
        opening: Ore::new(plan.model.slot(plan.model.equity).default),
        fan: fan.collect(),
        landing: plan.model.years[landing].year,
        alone,
        drawn: plan.years.iter().map(|years| years.iter().copied().collect()).collect(),
        replaced: replaced.map(|(at, _)| at).collect(),
    })
}

/// The years with every distribution at its typical value.
fn once(plan: &Plan) -> Option<Vec<YearFigures<i64>>> {
    let mut years = Vec::new();
    plain_into(&plan.model, &plan.typical, &mut Scratch::default(), &mut years).then_some(years)
}

/// What a run is judged by.
struct Judge<'j> {
    target: &'j Target,
    /// The position of the year that is judged against the target.
    landing: usize,
}

impl Judge<'_> {
    fn count(&self, counts: &mut Counts, years: &[YearFigures<i64>]) {
        let landing = &years[self.landing];
        let bound = |share| law::target(share, Ore::new(landing.contributions)).ore();
        counts.runs += 1;
        if landing.equity < bound(self.target.low.value) {
            counts.below += 1;
        } else if landing.equity > bound(self.target.high.value) {
            counts.above += 1;
        } else {
            counts.within += 1;
        }
        let (mut negative, mut credit) = (false, false);
        for (year, counts) in years.iter().zip(&mut counts.years) {
            let short = year.cash.iter().any(|cash| !law::needs_no_credit(Ore::new(*cash)));
            counts.negative += u64::from(year.equity < 0);
            counts.credit += u64::from(short);
            negative |= year.equity < 0;
            credit |= short;
        }
        counts.negative += u64::from(negative);
        counts.credit += u64::from(credit);
    }
}

impl Counts {
    fn new(years: usize) -> Counts {
        Counts { years: vec![YearCounts::default(); years], ..Counts::default() }
    }

    fn join(&mut self, other: &Counts) {
        self.runs += other.runs;
        self.below += other.below;
        self.within += other.within;
        self.above += other.above;
        self.negative += other.negative;
        self.credit += other.credit;
        for (sum, year) in self.years.iter_mut().zip(&other.years) {
            sum.negative += year.negative;
            sum.credit += year.credit;
        }
    }
}

/// The order statistics of every year.
type Quantiles = Vec<[i64; 5]>;

/// Counts every run and finds the order statistics. As many runs as may be are held and give them at once; more are counted, and
/// then run again to look closer.
fn gather(sweep: &Sweep<'_>, judge: &Judge<'_>, ask: Ask, watch: &Watch) -> Result<(Counts, Quantiles), Overflow> {
    let years = sweep.plan.model.years.len();
    let held = ask.runs.min((ask.kept / years).max(1) as u64);
    let (parts, done) = sweep.run(
        0..held,
        watch,
        || (Counts::new(years), vec![Vec::new(); years]),
        |(counts, values): &mut (Counts, Vec<Vec<i64>>), run| {
            judge.count(counts, run);
            values.iter_mut().zip(run).for_each(|(values, year)| values.push(year.equity));
        },
    )?;
    let (mut counts, mut values) = (Counts::new(years), vec![Vec::new(); years]);
    for (part, more) in parts {
        counts.join(&part);
        values.iter_mut().zip(more).for_each(|(values, more)| values.extend(more));
    }
    if done < held || held == ask.runs {
        return Ok((counts, values.iter_mut().map(|values| select(values)).collect()));
    }
    // Stopped beyond this point, what is held is whole by itself.
    let more = beyond(sweep, judge, watch, &values, held..ask.runs)?;
    let quantiles = more.as_ref().map(|(_, quantiles)| quantiles.clone());
    more.iter().for_each(|(more, _)| counts.join(more));
    Ok((counts, quantiles.unwrap_or_else(|| values.iter_mut().map(|values| select(values)).collect())))
}

/// The order statistics of values that are held.
fn select(values: &mut [i64]) -> [i64; 5] {
    let count = values.len() as u64;
    if count == 0 {
        return [0; 5];
    }
    PERCENTS.map(|percent| *values.select_nth_unstable(rank(percent, count) as usize - 1).1)
}

/// Where an order statistic lies.
struct Wanted {
    year: usize,
    rank: u64,
    range: RangeInclusive<i64>,
}

/// The counts of the runs beyond those whose values are held, and the order statistics of all together: the runs are run again, each
/// time looking closer, until every wanted value is known to the öre. `None` if it was stopped.
fn beyond(
    sweep: &Sweep<'_>,
    judge: &Judge<'_>,
    watch: &Watch,
    held: &[Vec<i64>],
    runs: Range<u64>,
) -> Result<Option<(Counts, Quantiles)>, Overflow> {
    let mut wanted = Vec::new();
    for (year, values) in held.iter().enumerate() {
        let ends = values.iter().min().zip(values.iter().max());
        let (low, high) = ends.map_or((0, 0), |(low, high)| (*low, *high));
        let ranks = PERCENTS.map(|percent| rank(percent, runs.end));
        wanted.extend(ranks.map(|rank| Wanted { year, rank, range: low..=high }));
    }
    loop {
        let histograms = || wanted.iter().map(|wanted| Histogram::over(&wanted.range, BUCKETS)).collect::<Vec<_>>();
        let new = || (Counts::new(held.len()), histograms());
        let (parts, done) = sweep.run(runs.clone(), watch, new, |(counts, histograms), years| {
            judge.count(counts, years);
            wanted.iter().zip(histograms).for_each(|(wanted, histogram)| histogram.add(years[wanted.year].equity));
        })?;
        if done < runs.end {
            return Ok(None);
        }
        let (mut counts, mut sums) = new();
        for (wanted, sum) in wanted.iter().zip(&mut sums) {
            held[wanted.year].iter().for_each(|value| sum.add(*value));
        }
        for (part, histograms) in parts {
            counts.join(&part);
            sums.iter_mut().zip(&histograms).for_each(|(sum, histogram)| sum.join(histogram));
        }
        wanted.iter_mut().zip(&sums).for_each(|(wanted, sum)| wanted.range = sum.locate(wanted.rank));
        if wanted.iter().all(|wanted| wanted.range.start() == wanted.range.end()) {
            let year = |year: &[Wanted]| std::array::from_fn(|at| *year[at].range.start());
            return Ok(Some((counts, wanted.chunks(PERCENTS.len()).map(year).collect())));
        }
    }
}

/// What one distribution means by itself.
fn of_one(sweep: &Sweep<'_>, distribution: usize, landing: usize, runs: u64) -> Result<Alone, Overflow> {
    let keep = |values: &mut Vec<i64>, years: &[YearFigures<i64>]| values.push(years[landing].equity);
    let (parts, _) = sweep.run(0..runs, &Watch::default(), Vec::new, keep)?;
    let [low, .., high] = select(&mut parts.concat());
    Ok(Alone { distribution, runs, low: Ore::new(low), high: Ore::new(high) })
}
