//! The fan of outcomes: what the scenario's eget kapital may become when that which is uncertain is drawn many times.

use super::{Block, Section, equity, money};
use crate::diag::Place;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::sv;
use crate::lab::osakerhet::{self as lab, Ask, FanYear, KEPT, Outcome, RUNS, Watch};
use crate::projection::Economy;
use crate::statement::picture::{Band, Drawing, Path, Paths, Picture};
use crate::statement::{Outlook, Uncertain, osakerhet};

/// As `finsam osakerhet` asks when nothing else is said. The numbers are the same whatever the number of threads.
const ASK: Ask = Ask { scenario: 0, runs: RUNS, seed: 1, threads: 2, kept: KEPT };

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
    let runs = format!("Scenariot är kört {} gånger.", sv::integer(outcome.counts.runs as i64));
    let mut blocks = vec![Block::Words(format!("{} {runs}", uncertainty.purpose.trim_end()))];
    blocks.extend(why_outside(economy, outlook, &outcome).map(Block::Words));
    blocks.push(Block::Picture(picture));
    blocks.extend([view.fan, view.landing].into_iter().map(|table| Block::Table(table, unit)));
    blocks.extend(Block::list("Det som dras", view.rests_on));
    Section::new(id, title, blocks)
}

/// Why the scenario itself lies under nine outcomes of ten: it spends the whole budget, which the closed years have not done.
fn why_outside(economy: &Economy, outlook: &Outlook, outcome: &Outcome) -> Option<String> {
    let landing = outcome.fan.iter().find(|year| year.year == outcome.landing)?;
    let spent = money::spent_shares(economy, outlook.scenario);
    let spends_all = money::spends_all(economy, outlook.scenario, outcome.landing);
    let explains = landing.own < landing.quantiles[0] && spends_all && spent.iter().all(|(_, share)| *share < 10_000);
    let said: Vec<String> = spent.iter().map(|(year, share)| format!("{} {year}", sv::share(*share))).collect();
    (explains && !said.is_empty()).then(|| {
        format!(
            "Scenariot ”{}” ligger under nio av tio utfall {} därför att det räknar med att hela budgeten förbrukas. Av de budgeterade \
             kostnaderna förbrukades {}.",
            economy.scenarios[outlook.scenario].name,
            outcome.landing,
            sv::list(&said),
        )
    })
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
    let bands = vec![band("nio av tio", [0, 4]), band("hälften", [1, 3])];
    let middle = |year| edge(year, [2, 2]).map(|(amount, _)| amount);
    let second = Path { label: "mitten av utfallen".to_owned(), amounts: paths.years.iter().map(middle).collect() };
    Picture {
        id: "osakerhet",
        title: view.title.clone(),
        text: format!("{} körningar. {}", sv::integer(outcome.counts.runs as i64), view.key_points.join(" ")),
        drawing: Drawing::Paths(Box::new(Paths { bands, second: Some(second), ..paths })),
    }
}
