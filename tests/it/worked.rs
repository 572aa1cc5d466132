//! Examples worked by hand: the arithmetic stands in the comments, and the program must come to the same öre.

use crate::shipped::{economy, kr, scenario, year};
use finsam::domain::account::StatementRow;
use finsam::domain::forbund::LineIx;
use finsam::domain::money::Ore;
use finsam::domain::period::{Period, Span};
use finsam::domain::voucher::Layer;
use finsam::ledger::Select;
use finsam::statement::{self, Asked, Cell, YearOutlook};

/// The planned years 2026–2030 of a scenario.
fn planned(id: &str) -> Vec<YearOutlook> {
    let outlook = statement::outlook(economy(), scenario(id), year(2030));
    outlook.planned().copied().collect()
}

fn equity(id: &str) -> Vec<Ore> {
    planned(id).iter().map(|year| year.equity).collect()
}

fn line(id: &str) -> Select {
    let lines = &economy().forbund.lines;
    let at = lines.iter().position(|line| line.id.as_str() == id).expect("the förbund has the line");
    Select::Line(LineIx(at as u16))
}

fn outcome(id: &str) -> Layer {
    economy().projections[scenario(id)].outcome()
}

/// What a scenario's layer has of something in the days, costs and income positive.
fn amount(layer: Layer, span: Span, select: Select, sign: i64) -> Ore {
    let found = economy().ledger.layer_movement(layer, span, select).expect("the layer has postings of it");
    Ore::new(sign * found.ore())
}

fn cost(layer: Layer, number: i64, period: Period, select: Select) -> Ore {
    amount(layer, period.span(year(number)), select, 1)
}

/// The members' contributions of a year, in the printed order, and their sum.
fn contributions(id: &str, number: i64) -> Vec<(String, Ore)> {
    let asked = Asked { year: year(number), period: Period::Helar, scenario: scenario(id) };
    let (statement, _) = statement::bidrag(economy(), &asked).expect("the year is planned");
    let cell = |row: &statement::Row| match row.cells[0] {
        Cell::Amount(amount) => (row.id.clone(), amount),
        ref other => panic!("{} pays {other:?}", row.id),
    };
    statement.rows.iter().map(cell).collect()
}

fn named(amounts: &[(&str, &str)]) -> Vec<(String, Ore)> {
    amounts.iter().map(|(id, amount)| ((*id).to_owned(), kr(amount))).collect()
}

/// 2026: 13 902 000 − 15 910 000 − 500 000 = −2 508 000.
/// 2027–2030, without engångsinvesteringar: 13 902 000 − 15 910 000 = −2 008 000 a year.
///
/// 7 966 933 − 2 508 000 = 5 458 933; − 2 008 000 = 3 450 933; − 2 008 000 = 1 442 933; − 2 008 000 = −565 067;
/// − 2 008 000 = −2 573 067.
#[test]
fn plan_carries_the_deficit_to_2030() {
    let years = planned("plan");
    let results: Vec<Ore> = years.iter().map(|year| year.result).collect();
    assert_eq!(results, ["-2 508 000", "-2 008 000", "-2 008 000", "-2 008 000", "-2 008 000"].map(kr));
    let path = ["5 458 933", "3 450 933", "1 442 933", "-565 067", "-2 573 067"];
    assert_eq!(equity("plan"), path.map(kr));
    // Likvida medel follow: 9 593 054 − 2 508 000 − 4 · 2 008 000 = −946 946.
    assert_eq!(years[4].cash, kr("-946 946"));
    // 20 % of 13 902 000.
    assert_eq!(years[4].target, kr("2 780 400"));
}

/// The plan lands 2 780 400 + 2 573 067 = 5 353 467 kr below the target. Over four years in whole kronor:
/// 5 353 467 / 4 = 1 338 366,75, so three years of 1 338 367 and one of 5 353 467 − 3 · 1 338 367 = 1 338 366.
///
/// 5 458 933 − 2 008 000 + 1 338 367 = 4 789 300; 4 119 667; 3 450 034; 3 450 034 − 2 008 000 + 1 338 366 = 2 780 400.
#[test]
fn mal_2030_lands_exactly() {
    let path = ["5 458 933", "4 789 300", "4 119 667", "3 450 034", "2 780 400"];
    assert_eq!(equity("mal-2030"), path.map(kr));
    let last = planned("mal-2030")[4];
    assert_eq!(last.equity, last.target);
}

/// The proposal's costs are 1 335 000 kr lower a year than the plan's: utvecklingsmedel 10 % instead of 20 % of 9 050 000 kr are
/// 905 000 kr less, övrigt 450 000 − 250 000 = 200 000 kr, utbildning 800 000 − 570 000 = 230 000 kr.
///
/// 13 902 000 − (15 910 000 − 1 335 000) = −673 000 a year: 5 458 933 − 673 000 = 4 785 933; 4 112 933; 3 439 933; 2 766 933, which
/// is −2 573 067 + 4 · 1 335 000 and 19,9 % of 13 902 000 (18 % are 2 502 360, 22 % are 3 058 440).
#[test]
fn the_proposal_lands_within_the_band() {
    let years = planned("forslag-2027");
    let costs: Vec<Ore> = years.iter().map(|year| year.costs).collect();
    assert_eq!(costs, ["16 410 000", "14 575 000", "14 575 000", "14 575 000", "14 575 000"].map(kr));
    assert_eq!(equity("forslag-2027"), ["5 458 933", "4 785 933", "4 112 933", "3 439 933", "2 766 933"].map(kr));
    let outlook = statement::outlook(economy(), scenario("forslag-2027"), year(2030));
    assert_eq!(outlook.landing, statement::Landing::Within);
    // A tenth of ACTivera Mölndal, 275 000 kr, in thirds of whole kronor.
    let layer = outcome("forslag-2027");
    let tertials = Period::TERTIALS.map(|period| cost(layer, 2027, period, line("activera_utvecklingsmedel_molndal")));
    assert_eq!(tertials, ["91 667", "91 667", "91 666"].map(kr));
}

/// The tertials of 2026 in `plan-ranta`.
///
/// Contributions are a third of each member's amount, in öre, what does not divide to the first tertials. Whole thirds:
/// state 2 317 000, region 1 158 500, Mölndal 346 500, Härryda 194 000. Not whole: Partille 598 000 / 3 = 199 333,34 + ,33 + ,33,
/// Lerum 634 000 / 3 = 211 333,34 + ,33 + ,33, Alingsås 622 000 / 3 = 207 333,34 + ,33 + ,33.
///   T1 4 634 000,02   T2 4 633 999,99   T3 4 633 999,99
///
/// Costs, likewise by line: 400 000 (twice), 2 800 000: 133 333,34 + ,33 + ,33 (twice), 933 333,34 + ,33 + ,33; 450 000: 150 000;
/// 800 000 and 200 000: 266 666,67 + ,67 + ,66 and 66 666,67 + ,67 + ,66; 2 750 000: 916 666,67 + ,67 + ,66; 1 500 000 (twice) and
/// 1 650 000 (twice): 500 000 and 550 000. Utvecklingsmedel in whole kronor: 550 000 is 183 334 + 183 333 + 183 333; the others
/// 100 000 (twice) and 110 000 (twice). Engångsinvesteringar 500 000 in T3.
///   T1 1 350 000,02 + 333 333,34 + 3 016 666,67 + 603 334           = 5 303 334,03
///   T2 1 349 999,99 + 333 333,34 + 3 016 666,67 + 603 333           = 5 303 333,00
///   T3 1 349 999,99 + 333 333,32 + 3 016 666,66 + 603 333 + 500 000 = 5 803 332,97
///
/// Interest on what stands at the tertial's start, × 0,02 / 3:
///   T1 9 593 054,00 -> 63 953,693… -> 63 953,69;  9 593 054,00 + 4 634 000,02 + 63 953,69 − 5 303 334,03 = 8 987 673,68
///   T2 8 987 673,68 -> 59 917,824… -> 59 917,82;  8 987 673,68 + 4 633 999,99 + 59 917,82 − 5 303 333,00 = 8 378 258,49
///   T3 8 378 258,49 -> 55 855,056… -> 55 855,06;  8 378 258,49 + 4 633 999,99 + 55 855,06 − 5 803 332,97 = 7 264 780,57
#[test]
fn a_year_with_interest_tertial_by_tertial() {
    let (economy, at, layer) = (economy(), scenario("plan-ranta"), outcome("plan-ranta"));
    let expected = [
        (Period::T1, "4 634 000,02", "5 303 334,03", "63 953,69", "8 987 673,68"),
        (Period::T2, "4 633 999,99", "5 303 333,00", "59 917,82", "8 378 258,49"),
        (Period::T3, "4 633 999,99", "5 803 332,97", "55 855,06", "7 264 780,57"),
    ];
    for (period, income, costs, interest, cash) in expected {
        let span = period.span(year(2026));
        let of = |row, sign| amount(layer, span, Select::Row(row), sign);
        assert_eq!(of(StatementRow::VerksamhetensIntakter, -1), kr(income), "{} intäkter", period.name());
        assert_eq!(of(StatementRow::VerksamhetensKostnader, 1), kr(costs), "{} kostnader", period.name());
        assert_eq!(of(StatementRow::FinansiellaIntakter, -1), kr(interest), "{} ränta", period.name());
        let found = economy.ledger.balance(economy.books(at), span.to, Select::Row(StatementRow::KassaOchBank));
        assert_eq!(found, Some(kr(cash)), "{} likvida medel", period.name());
    }
}

/// 2026: 63 953,69 + 59 917,82 + 55 855,06 = 179 726,57; 7 966 933 − 2 508 000 + 179 726,57 = 5 638 659,57. Then the deficit of
/// 2 008 000 a year less each year's interest: 132 849,98, 95 096,40, 56 582,71 and 17 293,60.
#[test]
fn plan_ranta_ends_where_its_interest_takes_it() {
    let years = planned("plan-ranta");
    let interest: Vec<Ore> = years.iter().map(|year| year.financial).collect();
    assert_eq!(interest, ["179 726,57", "132 849,98", "95 096,40", "56 582,71", "17 293,60"].map(kr));
    let path = ["5 638 659,57", "3 763 509,55", "1 850 605,95", "-100 811,34", "-2 091 517,74"];
    assert_eq!(equity("plan-ranta"), path.map(kr));
}

/// The state 6 951 000 is half, so the region pays 3 475 500 and the kommuner together 3 475 500, by the population of 2024 in
/// thousands of kronor (sum 238 775): Mölndal 1 039,55…, Partille 597,65…, Härryda 582,27…, Lerum 634,18…, Alingsås 621,84….
/// The floors sum to 3 473; of the 2 500 kr left Alingsås (,84) and Partille (,65) get 1 000 each and Mölndal (,55) the 500.
#[test]
fn the_members_of_2026() {
    let expected = [
        ("forsakringskassan", "6 951 000"),
        ("vgr", "3 475 500"),
        ("molndal", "1 039 500"),
        ("partille", "598 000"),
        ("harryda", "582 000"),
        ("lerum", "634 000"),
        ("alingsas", "622 000"),
        ("summa", "13 902 000"),
    ];
    assert_eq!(contributions("plan", 2026), named(&expected));
}

/// Without Alingsås the quarter of 3 475 500 is split over 196 053 inhabitants: Mölndal 1 266,08…, Partille 727,88…,
/// Härryda 709,14…, Lerum 772,38…. The floors sum to 3 474; of the 1 500 kr left Partille (,88) gets 1 000 and Lerum (,38) the 500.
///
/// Its lines end: 15 910 000 − 1 650 000 − 330 000 = 13 930 000, and 13 902 000 − 13 930 000 = −28 000.
#[test]
fn a_kommun_leaves_2030() {
    let expected = [
        ("forsakringskassan", "6 951 000"),
        ("vgr", "3 475 500"),
        ("molndal", "1 266 000"),
        ("partille", "728 000"),
        ("harryda", "709 000"),
        ("lerum", "772 500"),
        ("summa", "13 902 000"),
    ];
    let paid: Vec<(String, Ore)> = contributions("uttrade", 2030)
        .into_iter()
        .filter(|(id, amount)| id != "alingsas" || *amount != kr("0"))
        .collect();
    assert_eq!(paid, named(&expected));
    let last = planned("uttrade")[4];
    assert_eq!((last.costs, last.result), (kr("13 930 000"), kr("-28 000")));
    // −565 067 − 28 000.
    assert_eq!(last.equity, kr("-593 067"));
}

/// ACTivera Lerum 1 650 000, index 2,5 % from 2027, always from the base amount:
///   2027 · 1,025  = 1 691 250
///   2028 · 1,025² = 1 650 000 · 1,050625    = 1 733 531,25    -> 1 733 531
///   2029 · 1,025³ = 1 650 000 · 1,076890625 = 1 776 869,53125 -> 1 776 870
/// Rounded each year on the way it would have been 1 733 531 · 1,025 = 1 776 869,275 -> 1 776 869.
///
/// Its utvecklingsmedel are 20 % of the rounded budget: 1 776 870 · 0,2 = 355 374.
#[test]
fn an_index_chain_is_rounded_once() {
    let layer = outcome("index");
    let of = |number| cost(layer, number, Period::Helar, line("activera_lerum"));
    assert_eq!([2026, 2027, 2028, 2029].map(of), ["1 650 000", "1 691 250", "1 733 531", "1 776 870"].map(kr));
    assert_eq!(cost(layer, 2029, Period::Helar, line("activera_utvecklingsmedel_lerum")), kr("355 374"));
}

/// Övrigt 450 000 · 0,855131 = 384 808,95 -> 384 809 kr; a third is 128 269,666…: 128 269,67 + ,67 + ,66. Its budget stays as it
/// was, and ACTivera is not touched in this scenario.
#[test]
fn a_forbrukningsgrad_is_rounded_to_kronor() {
    let layer = outcome("forbrukning-ovrigt");
    assert_eq!(cost(layer, 2026, Period::Helar, line("ovrigt")), kr("384 809"));
    let tertials = Period::TERTIALS.map(|period| cost(layer, 2026, period, line("ovrigt")));
    assert_eq!(tertials, ["128 269,67", "128 269,67", "128 269,66"].map(kr));
    let budget = economy().projections[scenario("forbrukning-ovrigt")].budget();
    assert_eq!(cost(budget, 2026, Period::Helar, line("ovrigt")), kr("450 000"));
    assert_eq!(cost(layer, 2026, Period::Helar, line("activera_molndal")), kr("2 750 000"));
}

/// 550 000 / 3 = 183 333,33…: utvecklingsmedel are paid in whole kronor, and the krona that is left goes to the first tertial.
/// An ordinary line is split in öre: 2 750 000 / 3 = 916 666,666…, two öre left.
#[test]
fn utvecklingsmedel_in_three_tertials() {
    let layer = outcome("plan");
    let tertials = |id| Period::TERTIALS.map(|period| cost(layer, 2026, period, line(id)));
    assert_eq!(tertials("activera_utvecklingsmedel_molndal"), ["183 334", "183 333", "183 333"].map(kr));
    assert_eq!(tertials("activera_molndal"), ["916 666,67", "916 666,67", "916 666,66"].map(kr));
}

/// A scenario that is asked for by name is shown to its horizon, and its name is on the page; none is of the closed years.
/// Eget kapital of the plan at the end of 2030 is as worked at the top: −565 067 − 2 008 000 = −2 573 067.
#[test]
fn the_years_side_by_side_reach_the_horizon_of_a_named_scenario() {
    let years = |more: &[&str]| {
        let page = crate::support::shipped(&[&["oversikt", "--format", "json"], more].concat(), "100").out;
        let page: serde_json::Value = serde_json::from_str(&page).expect("JSON");
        let last = page["ar"].as_array().and_then(|years| years.last()).expect("a year").clone();
        (page["scenario"].clone(), last["ar"].as_i64(), last["eget_kapital"].clone())
    };
    assert_eq!(years(&["--scenario", "index"]).1, Some(2030));
    assert_eq!(years(&["--scenario", "plan"]), ("plan".into(), Some(2030), "-2573067.00".into()));
    assert_eq!((years(&[]).0, years(&[]).1), (serde_json::Value::Null, Some(2025)));
}
