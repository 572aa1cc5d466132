//! `matris`: a pair of values is the prognosis of the scenario with those two assumptions, to the öre.

use super::{cases, draw, holds, is_the_prognosis_of};
use finsam::domain::money::Ore;
use finsam::domain::rate::Rate;
use finsam::lab::{Level, Lever, Rules, Trial, matrix};
use proptest::prelude::*;
use proptest::sample::Index;

fn value(lever: &Lever, at: Index) -> i64 {
    let grid = lever.grid();
    // Amounts of a size that a förbund has.
    let last = if lever.is_rate() { grid.last() } else { 20_000_000 * 100 / grid.step };
    let low = grid.low.max(-10_000_000 * 100);
    low + grid.step * at.index(usize::try_from(last + 1).expect("a grid has values")) as i64
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_pair_is_the_prognosis_of_its_assumptions(draw in draw(), other: Index, at: [Index; 4], share in 0..=1_000_000_i64) {
        let economy = draw.economy();
        let levers = draw.levers();
        let chosen = [&draw.lever, &other].map(|index| levers[index.index(levers.len())].clone());
        let Ok(mut trial) = Trial::new(&economy, 0, chosen.to_vec()) else { return Ok(()) };
        let (from, year) = draw.years();
        let rules = Rules::new(from, year, Level::Share(Rate::new(share)));
        let rows = [value(&chosen[0], at[0]), value(&chosen[0], at[1])];
        let columns = [value(&chosen[1], at[2]), value(&chosen[1], at[3])];
        let pairs = matrix(&mut trial, [&rows, &columns], &rules, [from, year]);
        for (row, found) in rows.iter().zip(&pairs) {
            for (column, pair) in columns.iter().zip(found) {
                trial.set(0, *row);
                trial.set(1, *column);
                is_the_prognosis_of(&mut trial)?;
                let first = trial.first_year();
                let years = trial.run().map(<[_]>::to_vec);
                let Some((pair, years)) = pair.zip(years) else { continue };
                let of = |year: finsam::domain::period::Year| &years[(year.number() - first.number()) as usize];
                prop_assert_eq!(pair.equity, Ore::new(of(year).equity));
                let kept = rules.all().map(|demands| holds(demands, first, &years));
                let income = from.through(year).all(|year| of(year).result > 0);
                prop_assert_eq!(pair.keeps, [kept[0], kept[1], kept[2], income]);
            }
        }
    }
}
