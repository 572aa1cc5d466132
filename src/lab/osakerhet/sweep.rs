//! Many runs over several threads. What a run comes to depends on the seed and its number alone, and what is gathered does not
//! depend on the order, so the answer is the same whatever the threads.

use super::draw::stream;
use super::plan::Plan;
use crate::projection::{Scratch, YearFigures, plain_into};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

/// So many runs are taken at a time by a thread.
const CHUNK: u64 = 1_024;

/// How far it has come, and whether it should stop. Shared with whoever shows it or interrupts it.
#[derive(Debug, Default)]
pub struct Watch {
    /// Runs done, in this pass.
    pub done: AtomicU64,
    /// Runs of this pass.
    pub total: AtomicU64,
    /// Set to stop: what is begun is finished and the rest is left.
    pub stop: AtomicBool,
}

/// An amount overflowed in some run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

/// What is run, and by how many.
#[derive(Clone, Copy)]
pub struct Sweep<'s> {
    /// What is drawn.
    pub plan: &'s Plan,
    /// The seed.
    pub seed: u64,
    /// How many threads.
    pub threads: usize,
    /// If only one distribution is drawn, its position.
    pub only: Option<usize>,
}

impl Sweep<'_> {
    /// Runs the runs of these numbers. Each thread gathers by itself what `each` makes of a run's years; gives what each gathered, and
    /// the number of the first run that was not done: all before it were.
    ///
    /// # Errors
    /// If an amount overflowed in any of them.
    pub fn run<T: Send>(
        &self,
        runs: Range<u64>,
        watch: &Watch,
        new: impl Fn() -> T + Sync,
        each: impl Fn(&mut T, &[YearFigures<i64>]) + Sync,
    ) -> Result<(Vec<T>, u64), Overflow> {
        let next = AtomicU64::new(runs.start);
        watch.done.store(0, Ordering::Relaxed);
        watch.total.store(runs.end - runs.start, Ordering::Relaxed);
        let work = || self.work(&next, runs.end, watch, &new, &each);
        // The last share of the work is this thread's own.
        let gathered: Option<Vec<T>> = thread::scope(|scope| {
            let others: Vec<_> = (1..self.threads).map(|_| scope.spawn(work)).collect();
            let mut gathered = vec![work()];
            gathered.extend(others.into_iter().map(|other| other.join().expect("a run has no panic of its own")));
            gathered.into_iter().collect()
        });
        Ok((gathered.ok_or(Overflow)?, next.into_inner().min(runs.end)))
    }

    /// One thread's share; `None` if an amount overflowed.
    fn work<T>(
        &self,
        next: &AtomicU64,
        end: u64,
        watch: &Watch,
        new: impl Fn() -> T,
        each: impl Fn(&mut T, &[YearFigures<i64>]),
    ) -> Option<T> {
        let mut gathered = new();
        let mut random = stream(self.seed);
        let mut slots = self.plan.typical.clone();
        let (mut scratch, mut years) = (Scratch::default(), Vec::new());
        while !watch.stop.load(Ordering::Relaxed) {
            let from = next.fetch_add(CHUNK, Ordering::Relaxed);
            if from >= end {
                break;
            }
            let to = (from + CHUNK).min(end);
            for run in from..to {
                random.set_stream(run);
                self.plan.fill(&mut random, self.only, &mut slots);
                if !plain_into(&self.plan.model, &slots, &mut scratch, &mut years) {
                    watch.stop.store(true, Ordering::Relaxed);
                    return None;
                }
                each(&mut gathered, &years);
            }
            watch.done.fetch_add(to - from, Ordering::Relaxed);
        }
        Some(gathered)
    }
}
