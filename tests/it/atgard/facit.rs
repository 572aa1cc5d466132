//! The förbund's own figures, worked by hand.

use crate::shipped::{economy, kr, scenario, year};
use finsam::domain::money::Ore;
use finsam::domain::rate::Rate;
use finsam::lab::{Goal, Level, Lever, Outcome, Solved, Trial, first_free_year, solve};

fn landing(solved: &Solved) -> (i64, Ore, Option<(i64, Ore)>) {
    let Outcome::Met { met, next, holes } = &solved.outcome else { panic!("there is an answer") };
    assert!(holes.is_empty());
    let equity = |years: &[finsam::projection::YearFigures<i64>]| Ore::new(years[4].equity);
    (met.value, equity(&met.years), next.as_ref().map(|next| (next.value, equity(&next.years))))
}

fn answer(id: &str, lever: &str) -> Solved {
    let from = first_free_year(&economy().forbund);
    assert_eq!(from, year(2027), "2026 has a decided budget");
    let lever = Lever::read(&economy().forbund, lever, from).expect("a lever");
    let mut trial = Trial::new(economy(), scenario(id), vec![lever]).expect("it moves something");
    let goal = Goal { level: Level::Share(Rate::new(200_000)), year: year(2030), all_the_way: false, cash: None };
    solve(&mut trial, &goal)
}

#[test]
fn the_share_of_utvecklingsmedel_that_lands_on_the_target() {
    // Everything consumed: −2 573 067 with 20 % of 9 050 000 = 1 810 000 a year. The target is 20 % of 13 902 000 = 2 780 400, so
    // 5 353 467 is missing over four years. 5,2 % is 470 600 a year, 1 339 400 less: −2 573 067 + 4 × 1 339 400 = 2 784 533.
    // 5,3 % is 479 650 a year, 1 330 350 less: −2 573 067 + 4 × 1 330 350 = 2 748 333, which is under 2 780 400.
    let wanted = (52_000, kr("2 784 533"), Some((53_000, kr("2 748 333"))));
    assert_eq!(landing(&answer("plan", "utvecklingsmedel")), wanted);
    // With 1 kr of another line instead: 800 000 − 5 353 467 / 4 is below nothing, so no amount of it will do.
    let Outcome::Impossible { best, missing } = answer("plan", "rad:kompetensutveckling").outcome else {
        panic!("800 000 kr a year is not 1 338 367")
    };
    // −2 573 067 + 4 × 800 000 = 626 933; 2 780 400 − 626 933 = 2 153 467.
    assert_eq!((best.value, missing.len(), missing[0].1), (0, 1, kr("2 153 467")));
}

#[test]
fn a_decided_year_can_be_moved_too_and_the_scenario_stands_beside_as_it_is() {
    let lever = Lever::read(&economy().forbund, "utvecklingsmedel", year(2026)).expect("a lever");
    let mut trial = Trial::new(economy(), scenario("plan"), vec![lever]).expect("it moves something");
    let goal = Goal { level: Level::Share(Rate::new(200_000)), year: year(2030), all_the_way: false, cash: None };
    let solved = solve(&mut trial, &goal);
    // The budget of 2026 has amounts and no share. 5 353 467 over five years: 8,1 % is 733 050 a year, 1 076 950 less than 1 810 000:
    // −2 573 067 + 5 × 1 076 950 = 2 811 683. 8,2 % is 742 100: −2 573 067 + 5 × 1 067 900 = 2 766 433.
    assert_eq!(landing(&solved), (81_000, kr("2 811 683"), Some((82_000, kr("2 766 433")))));
    assert_eq!(Ore::new(solved.present[4].equity), -kr("2 573 067"));
    assert_eq!(trial.present_throughout(0), None);
}

#[test]
fn the_saving_that_lands_on_the_target() {
    // 5 353 467 / 4 = 1 338 366,75: 1 338 367 a year gives 1 kr over, 1 338 366 three under.
    let wanted = (-133_836_700, kr("2 780 401"), Some((-133_836_600, kr("2 780 397"))));
    assert_eq!(landing(&answer("plan", "anpassning")), wanted);
}

#[test]
fn a_contribution_is_the_least_that_will_do() {
    // Each 1 000 kr from the state is 2 000 kr a year in all, 8 000 in four years; the target rises by 20 % of 2 000 = 400. So 7 600
    // for each: 5 353 467 / 7 600 = 704,4…, thus 705: 6 951 000 + 705 000 = 7 656 000 kr.
    // Eget kapital −2 573 067 + 705 × 8 000 = 3 066 933; the target 0,2 × 15 312 000 = 3 062 400.
    // With 704: 3 058 933 against 0,2 × 15 310 000 = 3 062 000.
    let wanted = (765_600_000, kr("3 066 933"), Some((765_500_000, kr("3 058 933"))));
    assert_eq!(landing(&answer("plan", "bidrag")), wanted);
}
