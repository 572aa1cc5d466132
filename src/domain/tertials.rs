//! Which tertials of a year an amount belongs to, and its parts in them.

use super::period::Period;
use super::split::{halves, thirds};
use chrono::{Datelike, NaiveDate};

/// One, two or all three tertials of a year; never none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tertials(u8);

impl Tertials {
    /// The whole year.
    pub const ALL: Tertials = Tertials(0b111);

    /// These tertials, 0 to 2; `None` if there is none, or one that is no tertial.
    pub fn of(tertials: impl IntoIterator<Item = usize>) -> Option<Tertials> {
        let mask = tertials.into_iter().try_fold(0, |mask, at| (at < 3).then_some(mask | 1 << at))?;
        (mask != 0).then_some(Tertials(mask))
    }

    /// Those that have not ended when the day begins, the running one included; all of another year than the day's.
    pub fn left_on(day: NaiveDate, year: i32) -> Tertials {
        if day.year() != year {
            return Tertials::ALL;
        }
        let running = day.month0() as usize / 4;
        Tertials::of(running..3).unwrap_or(Tertials::ALL)
    }

    /// The tertials, 0 to 2, in their order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..3).filter(move |at| self.contains(*at))
    }

    /// Whether it is one of them.
    pub fn contains(self, tertial: usize) -> bool {
        self.0 & 1 << tertial != 0
    }

    /// How many they are, 1 to 3.
    pub fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    /// A whole in equal parts, by largest remainder in whole units (design §2.4); 0 in the others. `None` where it does not fit.
    pub fn split(self, whole: i64, unit: i64) -> Option<[i64; 3]> {
        let parts = match self.count() {
            3 => thirds(whole, unit)?,
            2 => {
                let [first, second] = halves(whole, unit)?;
                [first, second, 0]
            }
            _ => [whole, 0, 0],
        };
        let mut split = [0; 3];
        for (tertial, part) in self.iter().zip(parts) {
            split[tertial] = part;
        }
        Some(split)
    }

    /// `T2 och T3`.
    pub fn name(self) -> String {
        let names: Vec<String> = self.iter().map(|at| Period::TERTIALS[at].name().to_owned()).collect();
        super::sv::list(&names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_begins_with_the_running_one() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (of, left) in
            [("2026-01-01", "T1, T2 och T3"), ("2026-04-30", "T1, T2 och T3"), ("2026-05-01", "T2 och T3")]
        {
            assert_eq!(Tertials::left_on(day(of), 2026).name(), left, "{of}");
        }
        assert_eq!(Tertials::left_on(day("2026-09-01"), 2026).name(), "T3");
        assert_eq!(Tertials::left_on(day("2026-12-31"), 2026).name(), "T3");
        assert_eq!(Tertials::left_on(day("2025-12-11"), 2026), Tertials::ALL);
    }

    #[test]
    fn parts_are_equal_and_make_the_whole() {
        let last = Tertials::of([1, 2]).expect("two tertials");
        // 100,01 kr in two: 50,005 each, the odd öre to the first.
        assert_eq!(last.split(10_001, 1), Some([0, 5_001, 5_000]));
        // −100,01 kr: floors −50,01 each, one öre to give back, to the first.
        assert_eq!(last.split(-10_001, 1), Some([0, -5_000, -5_001]));
        // 101 kr in whole kronor.
        assert_eq!(last.split(10_100, 100), Some([0, 5_100, 5_000]));
        assert_eq!(Tertials::of([2]).and_then(|one| one.split(10_001, 1)), Some([0, 0, 10_001]));
        assert_eq!(Tertials::ALL.split(100, 1), Some([34, 33, 33]));
        assert_eq!((Tertials::of([]), Tertials::of([3])), (None, None));
    }
}
