//! `osakerhet`: the fan of outcomes, with a bar while it runs, and what is done so far if it is interrupted.

use super::Failure;
use super::args::{Format, UncertainArgs};
use super::desk::{Desk, faulty, question};
use crate::diag::{Code, Problem, catalogue};
use crate::domain::money::Unit;
use crate::domain::sv;
use crate::lab::osakerhet::{self as lab, Ask, KEPT, Outcome, RUNS, Watch};
use crate::render::document::{Document, Part};
use crate::render::osakerhet as render;
use crate::statement;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// At most so many runs, which take some minutes.
const MOST_RUNS: u64 = 100_000_000;
/// The largest seed: as many figures as one cares to write down.
const MOST_SEED: u64 = i64::MAX as u64;
/// At most so many threads.
const MOST_THREADS: u64 = 256;
/// How often the bar moves. What is done before it first moves shows none.
const TICK: Duration = Duration::from_millis(250);

impl UncertainArgs {
    /// Runs, seed and threads.
    ///
    /// # Errors
    /// F566, F567, F568.
    fn numbers(&self) -> Result<(u64, u64, usize), Problem> {
        let number = |text: &str| text.replace([' ', sv::NBSP, '_'], "").parse::<u64>().ok();
        let within = |text: &str, most: u64| number(text).filter(|count| (1..=most).contains(count));
        let most = |most: u64| sv::integer(most as i64);
        let runs = match &self.antal {
            Some(text) => within(text, MOST_RUNS).ok_or_else(|| catalogue::bad_runs(text, &most(MOST_RUNS)))?,
            None => RUNS,
        };
        let seed = number(&self.seed).filter(|seed| *seed <= MOST_SEED);
        let seed = seed.ok_or_else(|| catalogue::bad_seed(&self.seed, &most(MOST_SEED)))?;
        let threads = match &self.tradar {
            Some(text) => {
                within(text, MOST_THREADS).ok_or_else(|| catalogue::bad_threads(text, &most(MOST_THREADS)))?
            }
            None => std::thread::available_parallelism().map_or(1, |count| count.get() as u64),
        };
        Ok((runs, seed, threads as usize))
    }
}

impl Desk<'_> {
    /// The fan of a scenario.
    pub(super) fn osakerhet(&self, args: &UncertainArgs) -> Result<String, Failure> {
        let (runs, seed, threads) = args.numbers().map_err(question)?;
        let scenario = self.scenario(args.scenario.as_deref())?;
        let uncertainty = self.economy.forbund.uncertainty.as_ref();
        let uncertainty = uncertainty.ok_or_else(|| question(catalogue::no_uncertainty()))?;
        let ask = Ask { scenario, runs, seed, threads, kept: KEPT };
        let outcome = watched(|watch| lab::simulate(&self.economy, &uncertainty.distributions, ask, watch));
        let outcome = outcome.map_err(|mut problems| match problems.pop() {
            Some(problem) if problem.code == Code::F569 => question(problem),
            last => faulty(problems.into_iter().chain(last).collect(), &self.files),
        })?;
        if outcome.counts.runs == 0 {
            return Err(Failure::Interrupted(String::new()));
        }
        let text = self.osakerhet_text(uncertainty, &outcome);
        if outcome.is_partial() { Err(Failure::Interrupted(text)) } else { Ok(text) }
    }

    fn osakerhet_text(&self, uncertainty: &crate::domain::osakerhet::Uncertainty, outcome: &Outcome) -> String {
        let unit = self.unit_or(Unit::Tkr);
        let place = |place| self.files.show(place);
        let view = statement::osakerhet(&self.economy, uncertainty, outcome, unit, place);
        match self.cli.format() {
            Format::Json => render::json(&view, outcome, &self.page),
            Format::Txt => render::text(&view, outcome, &uncertainty.purpose, unit, &self.page),
            Format::Csv | Format::Md => {
                let tables = [&view.fan, &view.landing, &view.yearly, &view.alone];
                let mut parts: Vec<Part<'_>> = tables.into_iter().map(Part::table).collect();
                let list = |title: &str, numbered, items: &[String]| {
                    let title = title.to_owned();
                    Part::List { title, numbered, items: items.to_vec() }
                };
                parts.insert(0, list("Att veta", true, &view.key_points));
                parts.push(list("Vilar på", false, &view.rests_on));
                parts.push(list("Körningen", false, &[uncertainty.purpose.clone(), render::repeats(outcome)]));
                let (title, scenario) = (view.title.clone(), view.fan.scenario.clone());
                self.set_document(&Document { title, scenario, unit, parts })
            }
        }
    }
}

/// Does the work while Ctrl-C asks it to stop, and with a bar if somebody watches.
fn watched<T>(work: impl FnOnce(&Watch) -> T) -> T {
    let watch = Arc::new(Watch::default());
    let handled = Arc::clone(&watch);
    // The second Ctrl-C finds the flag already set and ends the program at once. Without a handler, so does the first.
    let _ = ctrlc::set_handler(move || {
        if handled.stop.swap(true, Ordering::Relaxed) {
            std::process::exit(super::INTERRUPTED.into());
        }
    });
    std::thread::scope(|scope| {
        let (done, is_done) = channel::<()>();
        if std::io::stderr().is_terminal() {
            scope.spawn(|| show(&watch, is_done));
        }
        let answer = work(&watch);
        drop(done);
        answer
    })
}

/// Draws the bar until the other end of the channel is gone, and then takes it away.
fn show(watch: &Watch, is_done: Receiver<()>) {
    let mut is_shown = false;
    while is_done.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
        let (done, total) = (watch.done.load(Ordering::Relaxed), watch.total.load(Ordering::Relaxed).max(1));
        let filled = (40 * done / total).min(40) as usize;
        let bar = format!("{}{}", "█".repeat(filled), "░".repeat(40 - filled));
        let (done, total) = (sv::integer(done as i64), sv::integer(total as i64));
        let _ = write!(std::io::stderr().lock(), "\r{bar} {done} av {total} körningar");
        is_shown = true;
    }
    if is_shown {
        let _ = write!(std::io::stderr().lock(), "\r{:90}\r", "");
    }
}
