//! Rules of law as dated values: since when, what, in which act and section, and the day somebody last read it.
//!
//! The sentence of law stands, in Swedish, above the function that carries it out. Nothing here refuses a plan: a rule that is
//! broken is said, with its paragraph. Open questions are written where they arise.

use crate::domain::money::{Ore, round_half_away};
use crate::domain::period::Year;
use crate::domain::rate::{ONE, Rate};
use chrono::{Datelike, Months, NaiveDate};

/// A rule of law that the engine applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// How it is cited.
    pub citation: &'static str,
    /// The first year it applies to, as far as we have read.
    pub since: i32,
    /// The day somebody last read it in its source.
    pub checked: &'static str,
}

/// ”Budgeten ska upprättas så att intäkterna överstiger kostnaderna.” Applies to a förbund through FinsamL 21 §, which points to
/// KL 11:5 first and second paragraphs, but not to the exceptions of the third.
pub const BUDGETKRAV: Rule =
    Rule { citation: "KL\u{a0}11:5 st.\u{a0}2 (FinsamL\u{a0}21\u{a0}§)", since: 2018, checked: "2026-11-01" };

/// ”… får inte heller sätta sig i skuld i annat fall än när det gäller sedvanliga krediter för verksamheten.”
pub const KREDIT: Rule = Rule { citation: "FinsamL\u{a0}21\u{a0}§ st.\u{a0}2", since: 2004, checked: "2026-11-01" };

/// A member that leaves gives three years' notice.
pub const UTTRADE: Rule = Rule { citation: "FinsamL\u{a0}27\u{a0}§", since: 2004, checked: "2026-11-01" };

/// Half from the state, a quarter from the region, a quarter from the kommuner together.
pub const NYCKEL: Rule = Rule { citation: "FinsamL\u{a0}5\u{a0}§", since: 2004, checked: "2026-11-01" };

/// The budget states financial goals, and goals and riktlinjer for the verksamhet, of weight for god ekonomisk hushållning.
/// Applies to a förbund through FinsamL 21 §; the wording is not repeated here, since it has not been read in its source.
pub const MAL: Rule = Rule { citation: "KL\u{a0}11:6 (FinsamL\u{a0}21\u{a0}§)", since: 2018, checked: "2026-11-01" };

/// Förvaltningsberättelsen evaluates whether the goals of KL 11:6 were reached. Through FinsamL 24 §.
pub const UTVARDERING: Rule =
    Rule { citation: "LKBR\u{a0}11:8 (FinsamL\u{a0}24\u{a0}§)", since: 2019, checked: "2026-11-01" };

/// Every rule, for the page that lists them.
pub const RULES: [Rule; 6] = [BUDGETKRAV, KREDIT, UTTRADE, NYCKEL, MAL, UTVARDERING];

/// KL 11:5 st. 2: income must exceed costs, so a result of exactly 0 breaks it too. Financial items count.
pub fn meets_budgetkrav(result: Ore) -> bool {
    result > Ore::ZERO
}

/// FinsamL 27 §: the first whole year without the kommun, when notice is given on the day. Three years later is the first day
/// without membership; a year that has begun by then is still a year of membership, which is our reading.
pub fn earliest_year_without(notice: NaiveDate) -> Year {
    let out = notice.checked_add_months(Months::new(36)).unwrap_or(notice);
    let begun = Year::new(out.year().into()).expect("three years after a date we accept is a year we accept");
    if out == begun.first_day() { begun } else { begun.next() }
}

/// The target for eget kapital: the share of the year's contributions, rounded to öre (design §5.7).
pub fn target(share: Rate, contributions: Ore) -> Ore {
    let product = i128::from(share.millionths()) * i128::from(contributions.ore());
    Ore::new(round_half_away(product, i128::from(ONE)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_not_more_than_costs() {
        assert!(!meets_budgetkrav(Ore::ZERO));
        assert!(meets_budgetkrav(Ore::new(1)));
    }

    #[test]
    fn three_years_of_notice() {
        let date = |text: &str| text.parse::<NaiveDate>().expect("a date");
        // 21 November 2026 + 3 years = 21 November 2029; 2030 is the first whole year without the kommun.
        assert_eq!(earliest_year_without(date("2026-11-21")).number(), 2030);
        assert_eq!(earliest_year_without(date("2027-01-01")).number(), 2030);
        assert_eq!(earliest_year_without(date("2027-01-02")).number(), 2031);
    }

    #[test]
    fn target_of_2030() {
        // 20 % of 13 902 000 kr = 2 780 400 kr.
        assert_eq!(target(Rate::new(200_000), Ore::new(1_390_200_000)), Ore::new(278_040_000));
    }
}
