//! Rules of law as dated values: since when, what, in which act and section, and the day somebody last read it.
//!
//! The sentence of law stands, in Swedish, above the function that carries it out. Nothing here refuses a plan: a rule that is
//! broken is said, with its paragraph. Open questions are written where they arise.

pub mod balanskrav;
pub mod delar;
pub mod reglering;

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

/// A value of law: since when, what, in which section, and the day somebody last read it. A series of them is in order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    /// The first year it applies to.
    pub since: i32,
    /// The value.
    pub value: T,
    /// How it is cited.
    pub citation: &'static str,
    /// The day somebody last read it in its source.
    pub checked: &'static str,
}

/// The value in force in a year; none before the first that is known.
pub fn in_force<T>(series: &'static [Dated<T>], year: Year) -> Option<&'static Dated<T>> {
    series.iter().rev().find(|dated| dated.since <= year.number())
}

/// ”Budgeten ska upprättas så att intäkterna överstiger kostnaderna.” Applies to a förbund through FinsamL 21 §, which points to
/// KL 11:5 first and second paragraphs, but not to the exceptions of the third.
pub const BUDGETKRAV: Rule =
    Rule { citation: "KL\u{a0}11:5 st.\u{a0}2 (FinsamL\u{a0}21\u{a0}§)", since: 2018, checked: "2026-11-25" };

/// ”… får inte heller sätta sig i skuld i annat fall än när det gäller sedvanliga krediter för verksamheten.”
pub const KREDIT: Rule = Rule { citation: "FinsamL\u{a0}21\u{a0}§ st.\u{a0}2", since: 2004, checked: "2026-11-01" };

/// ”… skall varje förbundsmedlem fylla bristen …” with the part of it that answers to the member's share, if the assets do not
/// cover a debt.
pub const BRIST: Rule = Rule { citation: "FinsamL\u{a0}22\u{a0}§", since: 2004, checked: "2026-11-01" };

/// A member that leaves gives three years' notice.
pub const UTTRADE: Rule = Rule { citation: "FinsamL\u{a0}27\u{a0}§", since: 2004, checked: "2026-11-01" };

/// Half from the state, a quarter from the region, a quarter from the kommuner together.
pub const NYCKEL: Rule = Rule { citation: "FinsamL\u{a0}5\u{a0}§", since: 2004, checked: "2026-11-01" };

/// ”Av budgeten ska det vidare framgå hur verksamheten ska finansieras och hur den ekonomiska ställningen beräknas vara vid
/// budgetårets slut. De finansiella mål som är av betydelse för en god ekonomisk hushållning ska anges. … Budgeten ska också
/// innehålla en plan för ekonomin för en period av tre år.” Applies to a förbund through FinsamL 21 §.
pub const TREARSPLAN: Rule =
    Rule { citation: "KL\u{a0}11:6 (FinsamL\u{a0}21\u{a0}§)", since: 2018, checked: "2026-11-22" };

/// ”Styrelsen skall fastställa samordningsförbundets budget senast den 30 november varje år. Styrelsen skall dessförinnan samråda
/// med förbundsmedlemmarna om budgeten.”
pub const BUDGETDAG: Rule = Rule { citation: "FinsamL\u{a0}23\u{a0}§", since: 2004, checked: "2026-11-22" };

/// ”Det sammanträde vid vilket budgeten fastställs ska vara offentligt. Sammanträdet ska tillkännages i enlighet med vad som anges i
/// förbundsordningen.” The sections of KL it stands among are those of the 2017 act.
pub const OFFENTLIGT: Rule = Rule { citation: "FinsamL\u{a0}19\u{a0}§", since: 2018, checked: "2026-11-22" };

/// ”Undantag från andra stycket får göras … 2. om det finns synnerliga skäl” (11:5 st. 3) and ”… en reglering av ett negativt
/// balanskravsresultat inte ska göras om det finns synnerliga skäl” (11:13). FinsamL 21 § points to neither, so that a förbund
/// gives its reasons for a deficit in these words is practice. Nothing here applies it; the page says where it stands.
pub const SYNNERLIGA_SKAL: Rule =
    Rule { citation: "KL\u{a0}11:5 st.\u{a0}3 eller 11:13", since: 2018, checked: "2026-11-25" };

/// ”Om fullmäktige beslutar om en utgift under löpande budgetår, ska beslutet också innefatta en anvisning om hur utgiften ska
/// finansieras.” Applies to a förbund through FinsamL 21 §, its board in the place of fullmäktige.
pub const ANVISNING: Rule =
    Rule { citation: "KL\u{a0}11:15 (FinsamL\u{a0}21\u{a0}§)", since: 2018, checked: "2026-11-22" };

/// Förvaltningsberättelsen evaluates whether the goals of KL 11:6 were reached. Through FinsamL 24 §.
pub const UTVARDERING: Rule =
    Rule { citation: "LKBR\u{a0}11:8 (FinsamL\u{a0}24\u{a0}§)", since: 2019, checked: "2026-11-01" };

/// Every rule, for the page that lists them.
pub const RULES: [Rule; 17] = [
    BUDGETKRAV,
    KREDIT,
    BRIST,
    UTTRADE,
    NYCKEL,
    TREARSPLAN,
    BUDGETDAG,
    OFFENTLIGT,
    SYNNERLIGA_SKAL,
    ANVISNING,
    UTVARDERING,
    balanskrav::UTREDNING,
    balanskrav::BUDGETSKAL,
    balanskrav::UPPLYSNING,
    balanskrav::REGLERING,
    balanskrav::UNDANTAG,
    balanskrav::RESULTATRESERV,
];

/// KL 11:5 st. 2: income must exceed costs, so a result of exactly 0 breaks it too. Financial items count.
pub fn meets_budgetkrav(result: Ore) -> bool {
    result > Ore::ZERO
}

/// KL 11:6 st. 3: ”… en plan för ekonomin för en period av tre år. Budgetåret ska då alltid vara periodens första år.”
pub fn three_year_plan(budget: Year) -> [Year; 3] {
    [budget, budget.plus(1), budget.plus(2)]
}

/// FinsamL 23 §: ”… senast den 30 november varje år.” That it is the year before the budget year is KL 11:5 st. 1: ”… en budget för
/// nästa kalenderår”.
pub fn budget_day(budget: Year) -> NaiveDate {
    NaiveDate::from_ymd_opt(budget.previous().number(), 11, 30).expect("every November has 30 days")
}

/// FinsamL 21 § st. 2: with likvida medel left at its end, a tertial is paid for without a credit.
pub fn needs_no_credit(cash: Ore) -> bool {
    cash >= Ore::ZERO
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
    fn a_budget_and_its_plan() {
        let year = Year::new(2027).expect("a year");
        assert_eq!(three_year_plan(year).map(Year::number), [2027, 2028, 2029]);
        assert_eq!(budget_day(year).to_string(), "2026-11-30");
        assert!(needs_no_credit(Ore::ZERO) && !needs_no_credit(Ore::new(-1)));
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
