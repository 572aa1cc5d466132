//! Exact order statistics of more values than are kept: count into buckets, look closer where the wanted value lies, until a bucket
//! is one öre wide.

use std::ops::RangeInclusive;

/// Counts of values over a range of öre, and of those on either side.
#[derive(Clone, Debug)]
pub struct Histogram {
    low: i64,
    /// A bucket is 2^`shift` öre wide, so that finding it is no division.
    shift: u32,
    buckets: Vec<u64>,
    under: Side,
    over: Side,
}

/// Values on one side of the range: how many, and from where to where.
#[derive(Clone, Copy, Debug)]
struct Side {
    count: u64,
    least: i64,
    most: i64,
}

impl Side {
    const NONE: Side = Side { count: 0, least: i64::MAX, most: i64::MIN };

    fn add(&mut self, value: i64) {
        self.join(Side { count: 1, least: value, most: value });
    }

    fn join(&mut self, other: Side) {
        self.count += other.count;
        self.least = self.least.min(other.least);
        self.most = self.most.max(other.most);
    }
}

impl Histogram {
    /// Over a range, in at most `buckets` buckets.
    pub fn over(range: &RangeInclusive<i64>, buckets: u64) -> Histogram {
        let width = range.end().abs_diff(*range.start());
        let shift = (0..64).find(|shift| width >> shift < buckets).unwrap_or(63);
        let count = (width >> shift) + 1;
        Histogram { low: *range.start(), shift, buckets: vec![0; count as usize], under: Side::NONE, over: Side::NONE }
    }

    /// Counts a value.
    #[inline]
    pub fn add(&mut self, value: i64) {
        if value < self.low {
            return self.under.add(value);
        }
        match self.buckets.get_mut((value.abs_diff(self.low) >> self.shift) as usize) {
            Some(bucket) => *bucket += 1,
            None => self.over.add(value),
        }
    }

    /// Adds the counts of another over the same range.
    pub fn join(&mut self, other: &Histogram) {
        self.buckets.iter_mut().zip(&other.buckets).for_each(|(sum, count)| *sum += count);
        self.under.join(other.under);
        self.over.join(other.over);
    }

    /// Where the value lies that has `rank` values up to and including it.
    pub fn locate(&self, rank: u64) -> RangeInclusive<i64> {
        let mut sum = self.under.count;
        if rank <= sum {
            return self.under.least..=self.under.most;
        }
        for (at, count) in self.buckets.iter().enumerate() {
            sum += count;
            if rank <= sum {
                let low = self.low + ((at as i64) << self.shift);
                return low..=low + ((1i64 << self.shift) - 1);
            }
        }
        self.over.least..=self.over.most
    }
}

/// The rank of a share of `count` values: the smallest value with at least so many per cent of the values up to it.
pub fn rank(percent: u64, count: u64) -> u64 {
    (u128::from(count) * u128::from(percent)).div_ceil(100).max(1) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rank_of_a_share() {
        // Of 10 values the median is the 5th: 50 % are up to it. Of 11 it is the 6th. 5 % of 10 is half a value, so the 1st.
        assert_eq!([(50, 10), (50, 11), (5, 10), (95, 10), (5, 1)].map(|(p, n)| rank(p, n)), [5, 6, 1, 10, 1]);
    }

    #[test]
    fn looking_closer_finds_the_value() {
        let values: Vec<i64> = (0..1_000).map(|at: i64| (at * 7_919) % 1_009 * 1_000_003 - 400_000_000).collect();
        let mut sorted = values.clone();
        sorted.sort_unstable();
        for percent in [5, 25, 50, 75, 95] {
            let rank = rank(percent, 1_000);
            // It begins in the wrong place: everything lies beside it.
            let mut range = -5..=5;
            let mut rounds = 0;
            while range.start() < range.end() {
                let mut histogram = Histogram::over(&range, 64);
                values.iter().for_each(|value| histogram.add(*value));
                range = histogram.locate(rank);
                rounds += 1;
                assert!(rounds < 12, "it ends");
            }
            assert_eq!(*range.start(), sorted[rank as usize - 1], "{percent} %");
        }
    }
}
