//! The fan of outcomes: what the scenario's eget kapital may become when that which is uncertain is drawn many times.

use super::{Block, Section, equity};
use crate::diag::Place;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::lab::osakerhet::{self as lab, Ask, FanYear, KEPT, Outcome, Watch};
use crate::projection::Economy;
use crate::statement::picture::{Band, Drawing, Path, Paths, Picture};
use crate::statement::{Outlook, Uncertain, osakerhet};

/// So many runs are enough for a picture; `finsam osakerhet` makes more. The numbers are the same whatever the number of threads.
const ASK: Ask = Ask { scenario: 0, runs: 5_000, seed: 1, threads: 2, kept: KEPT };

/// The fan of the scenario, or a line that says that the förbund declares nothing uncertain.
pub(super) fn section(economy: &Economy, outlook: &Outlook, unit: Unit, place: impl Fn(Place) -> String) -> Section {
    let (id, title) = ("osakerhet", "Vad som kan hända");
    let missing = |why: &str| Section::new(id, title, vec![Block::Missing(why.to_owned())]);
    let Some(uncertainty) = &economy.forbund.uncertainty else {
        return missing("Förbundet har inte angett vad som är osäkert, så ingen solfjäder ritas.");
    };
    let ask = Ask { scenario: outlook.scenario, ..ASK };
    let Ok(outcome) = lab::simulate(economy, &uncertainty.distributions, ask, &Watch::default()) else {
        return missing("Det som är osäkert går inte att pröva i det här scenariot.");
    };
    let view = osakerhet(economy, uncertainty, &outcome, unit, place);
    let picture = picture(economy, outlook, &outcome, &view, unit);
    let mut blocks = vec![Block::Words(uncertainty.purpose.clone()), Block::Picture(picture)];
    blocks.extend([view.fan, view.landing].into_iter().map(|table| Block::Table(table, unit)));
    blocks.extend(Block::list("Det som dras", view.rests_on));
    Section::new(id, title, blocks)
}

fn picture(economy: &Economy, outlook: &Outlook, outcome: &Outcome, view: &Uncertain<'_>, unit: Unit) -> Picture {
    let mut paths: Paths = equity::paths(economy, outlook, unit);
    let last = outcome.fan.last().map(|year| year.year);
    let shown = paths.years.iter().filter(|year| Some(**year) <= last).count();
    paths.years.truncate(shown);
    paths.target.truncate(shown);
    let Path { amounts, .. } = &mut paths.main;
    amounts.truncate(shown);
    let edge = |year: &Year, [low, high]: [usize; 2]| {
        let at = |of: &&FanYear| of.year == *year;
        // The fan opens from the last bokslut, which is known.
        let known = (paths.years.iter().position(|other| other == year)? + 1 == paths.closed)
            .then(|| paths.main.amounts[paths.closed - 1].map(|amount| (amount, amount)))
            .flatten();
        outcome.fan.iter().find(at).map(|of| (of.quantiles[low], of.quantiles[high])).or(known)
    };
    let band = |label: &str, of: [usize; 2]| Band {
        label: label.to_owned(),
        edges: paths.years.iter().map(|year| edge(year, of)).collect::<Vec<Option<(Ore, Ore)>>>(),
    };
    // The quantiles are at 5, 25, 50, 75 and 95 per cent.
    let bands = vec![band("nio av tio utfall", [0, 4]), band("hälften av utfallen", [1, 3])];
    Picture {
        id: "osakerhet",
        title: view.title.clone(),
        text: view.key_points.join(" "),
        drawing: Drawing::Paths(Paths { bands, ..paths }),
    }
}
