//! A figure of the fan back to the run that it is: a quantile is one run's own value, so that run, drawn again, is what it rests on.

use super::Ask;
use super::draw::stream;
use super::plan::plan;
use crate::diag::Problem;
use crate::domain::money::Ore;
use crate::domain::osakerhet::Distribution;
use crate::domain::period::Year;
use crate::domain::rate::Rate;
use crate::projection::{Economy, Scratch, plain_into};

/// A value that a run drew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The distribution, by its position in the file.
    pub distribution: usize,
    /// The years that it goes for.
    pub years: Vec<Year>,
    /// The value, with the scenario's own where it is added to that.
    pub value: Rate,
}

/// A run of the fan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its number, from 0.
    pub run: u64,
    /// What it drew, in the order of the draws.
    pub drawn: Vec<Drawn>,
    /// Eget kapital at the end of each year.
    pub equity: Vec<(Year, Ore)>,
}

/// The first run whose eget kapital at the end of the year is exactly so much; none if there is none.
///
/// # Errors
/// As [`super::simulate`].
pub fn witness(
    economy: &Economy,
    distributions: &[Distribution],
    ask: Ask,
    (year, equity): (Year, Ore),
) -> Result<Option<Witness>, Vec<Problem>> {
    let plan = plan(economy, ask.scenario, distributions)?;
    let Some(at) = plan.model.years.iter().position(|own| own.year == year) else { return Ok(None) };
    let (mut random, mut slots) = (stream(ask.seed), plan.typical.clone());
    let (mut scratch, mut years) = (Scratch::default(), Vec::new());
    for run in 0..ask.runs {
        random.set_stream(run);
        plan.fill(&mut random, None, &mut slots);
        if !plain_into(&plan.model, &slots, &mut scratch, &mut years) || years[at].equity != equity.ore() {
            continue;
        }
        let drawn = plan.draws.iter().map(|draw| {
            let places = draw.slots();
            let mut of: Vec<Year> = places.iter().map(|slot| plan.model.slot(*slot).key.year).collect();
            of.sort_unstable();
            of.dedup();
            let value = places.first().map_or(0, |slot| slots[slot.0 as usize]);
            Drawn { distribution: draw.distribution, years: of, value: Rate::new(value) }
        });
        let path = plan.model.years.iter().zip(&years).map(|(own, found)| (own.year, Ore::new(found.equity)));
        return Ok(Some(Witness { run, drawn: drawn.collect(), equity: path.collect() }));
    }
    Ok(None)
}
