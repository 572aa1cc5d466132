//! A day as people write it: `2026-09-30`, and what is wrong with one that is none.

use super::sv;
use chrono::{Datelike, Months, NaiveDate};
use std::ops::RangeInclusive;

/// Years that the calendar here knows, with room for a notice to run out.
const YEARS: RangeInclusive<i32> = 1990..=2190;

/// Why a text is no day, in Swedish, and a day to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoDay {
    /// What is wrong with it.
    pub why: String,
    /// A day that exists, the nearest where one can be told.
    pub instead: String,
}

/// The day.
///
/// # Errors
/// What is not written as a day, is in no month, or is in a year outside 1990–2190.
pub fn parse(text: &str) -> Result<NaiveDate, NoDay> {
    match text.parse::<NaiveDate>() {
        Ok(day) if YEARS.contains(&day.year()) => Ok(day),
        Ok(_) => no_day(format!("året ska vara {}–{}", YEARS.start(), YEARS.end())),
        Err(_) => no_such_day(text),
    }
}

fn no_day(why: String) -> Result<NaiveDate, NoDay> {
    Err(NoDay { why, instead: "2026-11-30".to_owned() })
}

/// Whether a text is three numbers as a day is written, in the calendar or not.
pub fn is_shaped(text: &str) -> bool {
    numbers(text).is_some()
}

fn numbers(text: &str) -> Option<[u32; 3]> {
    let parts: Option<Vec<u32>> = text.trim().split('-').map(|part| part.parse().ok()).collect();
    parts?.try_into().ok()
}

/// Written as a day, but in no calendar; or not written as one.
fn no_such_day(text: &str) -> Result<NaiveDate, NoDay> {
    let Some([year, month, day]) = numbers(text) else { return no_day("ett datum skrivs ÅÅÅÅ-MM-DD".to_owned()) };
    let first = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, 1));
    let last = first.and_then(|first| (first + Months::new(1)).pred_opt());
    match (first, last) {
        (Some(first), Some(last)) if YEARS.contains(&first.year()) && !(1..=last.day()).contains(&day) => Err(NoDay {
            why: format!("dagen finns inte: {} {year} har {} dagar", sv::MONTHS[first.month0() as usize], last.day()),
            instead: last.to_string(),
        }),
        (None, _) if !(1..=12).contains(&month) => no_day("månaden finns inte: ett år har 12 månader".to_owned()),
        _ => no_day("ett datum skrivs ÅÅÅÅ-MM-DD".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_does_not_exist_is_told_from_one_that_is_not_written_as_one() {
        assert_eq!(parse("2026-09-30").map(|day| day.to_string()), Ok("2026-09-30".to_owned()));
        for (text, why, instead) in [
            ("2026-09-31", "dagen finns inte: september 2026 har 30 dagar", "2026-09-30"),
            ("2026-02-29", "dagen finns inte: februari 2026 har 28 dagar", "2026-02-28"),
            ("2026-12-00", "dagen finns inte: december 2026 har 31 dagar", "2026-12-31"),
            ("2026-13-01", "månaden finns inte: ett år har 12 månader", "2026-11-30"),
            ("1989-01-01", "året ska vara 1990–2190", "2026-11-30"),
            ("31/9", "ett datum skrivs ÅÅÅÅ-MM-DD", "2026-11-30"),
            ("2026-09", "ett datum skrivs ÅÅÅÅ-MM-DD", "2026-11-30"),
        ] {
            assert_eq!(parse(text), Err(NoDay { why: why.to_owned(), instead: instead.to_owned() }), "{text}");
        }
    }
}
