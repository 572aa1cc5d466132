//! The fan of outcomes: what the scenario's eget kapital may become when that which is uncertain is drawn many times.

use super::{Block, Section, equity, money};
use crate::domain::money::{Ore, Unit};
use crate::domain::osakerhet::Uncertainty;
use crate::domain::period::Year;
use crate::domain::sv;
use crate::lab::osakerhet::{self as lab, Ask, FanYear, KEPT, Outcome, RUNS, SEED, Watch};
use crate::projection::Economy;
use crate::statement::picture::{Band, Drawing, Path, Paths, Picture};
use crate::statement::{Outlook, Uncertain, osakerhet};

/// As `finsam osakerhet` asks when nothing else is said. The numbers are the same whatever the number of threads.
const ASK: Ask = Ask { scenario: 0, runs: RUNS, seed: SEED, threads: 2, kept: KEPT };

/// What is uncertain, and what became of it.
pub(super) struct Fan<'e> {
    uncertainty: &'e Uncertainty,
    outcome: Outcome,
}

/// Draws the outcomes of the scenario, or says why there are none.
pub(super) fn run<'e>(economy: &'e Economy, outlook: &Outlook) -> Result<Fan<'e>, &'static str> {
    let uncertainty = economy.forbund.uncertainty.as_ref();
    let uncertainty = uncertainty.ok_or("Förbundet har inte angett vad som är osäkert, så ingen solfjäder ritas.")?;
    let ask = Ask { scenario: outlook.scenario, ..ASK };
    let outcome = lab::simulate(economy, &uncertainty.distributions, ask, &Watch::default());
    let outcome = outcome.map_err(|_| "Det som är osäkert går inte att pröva i det här scenariot.")?;
    Ok(Fan { uncertainty, outcome })
}

/// The fan of the scenario, or a line that says why there is none.
pub(super) fn section(economy: &Economy, outlook: &Outlook, fan: Result<Fan<'_>, &'static str>, unit: Unit) -> Section {
    let (id, title) = ("osakerhet", "Vad som kan hända");
    let fan = match fan {
        Ok(fan) => fan,
        Err(why) => return Section::new(id, title, vec![Block::Missing(why.to_owned())]),
    };
    let Fan { uncertainty, outcome } = &fan;
    // Where the distributions stand in the files is said by `finsam osakerhet`.
    let view = osakerhet(economy, uncertainty, outcome, unit, |_| String::new());
    let picture = picture(economy, outlook, outcome, &view, unit);
    let runs = format!("Scenariot är kört {} gånger.", sv::integer(outcome.counts.runs as i64));
    let mut blocks = vec![Block::Words(format!("{} {runs}", uncertainty.purpose.trim_end()))];
    blocks.extend(at_the_edge(economy, outlook, &fan, unit).map(Block::Words));
    blocks.push(Block::Picture(picture));
    blocks.extend([view.fan, view.landing].into_iter().map(|table| Block::Table(table, unit)));
    blocks.extend(Block::list("Det som dras", view.rests_on));
    Section::new(id, title, blocks)
}

/// Where the scenario itself lies, if it is outside nine outcomes of ten or low among them, and why: a plan expects the whole budget to be
/// spent, which the closed years have not done.
pub(super) fn at_the_edge(economy: &Economy, outlook: &Outlook, fan: &Fan<'_>, unit: Unit) -> Option<String> {
    let outcome = &fan.outcome;
    let landing = outcome.fan.iter().find(|year| year.year == outcome.landing)?;
    let [least, low, _, _, most] = landing.quantiles;
    let show = |amount: Ore| sv::with_unit(amount, unit);
    let spent = money::spent_shares(economy, outlook.scenario);
    let spends_all = money::spends_all(economy, outlook.scenario, outcome.landing);
    let explains = spends_all && !spent.is_empty() && spent.iter().all(|(_, share)| *share < 10_000);
    let [shown_least, .., shown_most] = landing.quantiles.map(show);
    let span = format!("det spann som nio av tio utfall i stresstestet håller sig i, {shown_least} till {shown_most}");
    let where_it_is = match landing.own {
        own if own < least => format!("under {span}"),
        own if own > most => format!("över {span}"),
        own if own < low && explains => "i den lägsta fjärdedelen av utfallen i stresstestet".to_owned(),
        _ => return None,
    };
    let said: Vec<String> = spent.iter().map(|(year, share)| format!("{} {year}", sv::share(*share))).collect();
    let why = match explains && landing.own < low {
        true => format!(
            ". Scenariot räknar med att hela budgeten förbrukas; av de budgeterade kostnaderna förbrukades {}",
            sv::list(&said)
        ),
        false => String::new(),
    };
    Some(format!(
        "”{}” slutar {} på {}, {where_it_is}{why}.",
        economy.scenarios[outlook.scenario].name,
        outcome.landing,
        show(landing.own),
    ))
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
        key: String::new(),
        id: "osakerhet",
        title: view.title.clone(),
        text: format!("{} körningar. {}", sv::integer(outcome.counts.runs as i64), view.key_points.join(" ")),
        drawing: Drawing::Paths(Box::new(Paths { bands, second: Some(second), ..paths })),
    }
}
