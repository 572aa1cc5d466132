//! Years, tertials and half-open spans of days.

use chrono::{Datelike, Days, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// A calendar year, which is also the budget year (KL 11:5). From 1990 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(i32);

impl Year {
    /// The last there is.
    pub const LAST: Year = Year(2199);

    /// The year, or `None` outside 1990–2199.
    pub fn new(year: i64) -> Option<Year> {
        (1990..2200).contains(&year).then_some(Year(year as i32))
    }

    /// The number.
    pub fn number(self) -> i32 {
        self.0
    }

    /// 1 January.
    pub fn first_day(self) -> NaiveDate {
        self.day(1)
    }

    /// The year after.
    pub fn next(self) -> Year {
        Year(self.0 + 1)
    }

    /// The year before.
    pub fn previous(self) -> Year {
        Year(self.0 - 1)
    }

    /// `count` years later.
    pub fn plus(self, count: usize) -> Year {
        Year(self.0 + count as i32)
    }

    /// From this year to `last`, both included.
    pub fn through(self, last: Year) -> impl DoubleEndedIterator<Item = Year> + Clone {
        (self.0..=last.0).map(Year)
    }

    /// The first day of a month.
    fn day(self, month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, month, 1).expect("the first day of a month from 1990 to 2200 exists")
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Half-open: `from` belongs to it, `to` does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The day after the last.
    pub to: NaiveDate,
}

impl Span {
    /// Whether every day of `other` is in this span.
    pub fn contains(self, other: Span) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether they share a day.
    pub fn overlaps(self, other: Span) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// The last day that belongs to it.
    pub fn last_day(self) -> NaiveDate {
        self.to.checked_sub_days(Days::new(1)).unwrap_or(self.to)
    }

    /// The year it begins in.
    pub fn year(self) -> Year {
        Year(self.from.year())
    }
}

/// The parts of a year that are asked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// 1 January–30 April.
    T1,
    /// 1 May–31 August.
    T2,
    /// 1 September–31 December.
    T3,
    /// 1 January–31 August, as a delårsrapport.
    JanAug,
    /// The whole year.
    Helar,
}

impl Period {
    /// All of them, in the order they are offered.
    pub const ALL: [Period; 5] = [Period::T1, Period::T2, Period::T3, Period::JanAug, Period::Helar];
    /// The three tertials.
    pub const TERTIALS: [Period; 3] = [Period::T1, Period::T2, Period::T3];

    /// Its days in a year.
    pub fn span(self, year: Year) -> Span {
        let (from, to) = match self {
            Period::T1 => (1, 5),
            Period::T2 => (5, 9),
            Period::T3 => (9, 13),
            Period::JanAug => (1, 9),
            Period::Helar => (1, 13),
        };
        let end = if to == 13 { year.next().first_day() } else { year.day(to) };
        Span { from: year.day(from), to: end }
    }

    /// As files and commands spell it.
    pub fn name(self) -> &'static str {
        match self {
            Period::T1 => "T1",
            Period::T2 => "T2",
            Period::T3 => "T3",
            Period::JanAug => "jan-aug",
            Period::Helar => "helar",
        }
    }

    /// The period of a year that is exactly this span, if it has a name.
    pub fn of_span(span: Span) -> Option<Period> {
        Period::ALL.into_iter().find(|period| period.span(span.year()) == span)
    }
}

/// No period has that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPeriod;

impl FromStr for Period {
    type Err = NotAPeriod;
    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let text = text.replace('å', "a");
        Period::ALL.into_iter().find(|period| period.name().eq_ignore_ascii_case(&text)).ok_or(NotAPeriod)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tertials_make_the_year() {
        let year = Year::new(2024).expect("a year");
        let [t1, t2, t3] = Period::TERTIALS.map(|period| period.span(year));
        assert_eq!((t1.to, t2.to), (t2.from, t3.from));
        assert_eq!(Span { from: t1.from, to: t3.to }, Period::Helar.span(year));
        assert_eq!(t1.last_day().to_string(), "2024-04-30");
    }
}
