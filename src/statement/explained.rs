//! What `forklara` says of figures that are no sum of postings: those of the fan, of a bridge between scenarios, and of values that were
//! tried. Each is told with its rule, what it rests on, and how it is followed further down.

use super::describe::subject;
use super::jamfor::{BY_ID, bridge_year, jamfor};
use super::jamfor_words::method_notes;
use super::scenariofil::block;
use crate::diag::{Place, Problem};
use crate::domain::assumption::Kind;
use crate::domain::money::{Ore, Unit};
use crate::domain::osakerhet::Uncertainty;
use crate::domain::period::Year;
use crate::domain::sv;
use crate::lab::osakerhet::{Outcome, PERCENTS, Witness, rank};
use crate::projection::Economy;

/// A figure in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The id that was asked for.
    pub id: String,
    /// What it is.
    pub title: String,
    /// How much, where it is an amount that is known by its id alone.
    pub value: Option<Ore>,
    /// The rule that gives it.
    pub rule: Vec<String>,
    /// What it rests on, each with where it stands.
    pub inputs: Vec<String>,
    /// A scenario's file that is the same case, which every other report then explains.
    pub scenario_file: Option<String>,
    /// How to go on.
    pub further: String,
}

/// A quantile of the fan as the run that it is.
pub fn explained_quantile(
    economy: &Economy,
    uncertainty: &Uncertainty,
    outcome: &Outcome,
    (percent, year): (u64, Year),
    witness: &Witness,
    place: &dyn Fn(Place) -> String,
) -> Explained {
    let scenario = &economy.scenarios[outcome.ask.scenario];
    let (runs, seed) = (sv::integer(outcome.counts.runs as i64), outcome.ask.seed);
    let equity = |of: Year| witness.equity.iter().find(|(year, _)| *year == of).map(|(_, amount)| *amount);
    let number = sv::integer(witness.run as i64 + 1);
    let rank = sv::integer(rank(percent, outcome.counts.runs) as i64);
    let path: Vec<String> = witness.equity.iter().map(|(year, amount)| format!("{} {year}", sv::kr(*amount))).collect();
    let drawn = |drawn: &crate::lab::osakerhet::Drawn| {
        let of = &uncertainty.distributions[drawn.distribution];
        let what = subject(&economy.forbund, &of.subject.value);
        format!("{what} {}: {} ({})", sv::years(&drawn.years), sv::percent(drawn.value), place(of.subject.place))
    };
    let name = format!("Körning {number}");
    let mut file = format!(
        "namn = \"{name}\"\nsyfte = \"Körning {} av {} med frö {seed}.\"\nbas = \"{}\"\n",
        witness.run + 1,
        outcome.counts.runs,
        scenario.id
    );
    for drawn in &witness.drawn {
        let kind: Kind = uncertainty.distributions[drawn.distribution].subject.value.assumed(drawn.value);
        for year in &drawn.years {
            file.push_str(&block(&economy.forbund, &kind, *year, *year, scenario.horizon));
        }
    }
    Explained {
        id: format!("osakerhet/{}/p{percent}/{year}", scenario.id),
        title: format!("Eget kapital {year}: {percent} % av körningarna kommer inte högre"),
        value: equity(year),
        rule: vec![
            format!(
                "En kvantil är en körnings eget värde: i storleksordning det {rank}:e av {runs} körningar med frö {seed}, det minsta som minst {percent}\u{a0}% av dem inte överstiger."
            ),
            format!("Körning {number} är den första som ger just det. Eget kapital i den: {}.", sv::list(&path)),
        ],
        inputs: witness.drawn.iter().map(drawn).collect(),
        scenario_file: Some(file.replace(sv::NBSP, " ")),
        further: format!(
            "Körningen som scenario står här under. Sparat som scenarios/NAMN.toml förklaras den ned till källorna av: finsam forklara prognos/{year}/eget_kapital --scenario NAMN"
        ),
    }
}

/// A cause of the bridge from one scenario to another, or the end or the rest of it; none if the bridge has no such row.
///
/// # Errors
/// F552 if a scenario does not reach the year.
pub fn explained_cause(
    economy: &Economy,
    between: [usize; 2],
    row: &str,
    place: &dyn Fn(Place) -> String,
) -> Result<Option<Explained>, Problem> {
    let year = bridge_year(economy, &between);
    let mut compared = jamfor(economy, &between, year, Unit::Kr, BY_ID, place)?;
    let view = compared.bridges.remove(0);
    let [from, to] = between.map(|scenario| economy.scenarios[scenario].id.to_string());
    let further = format!(
        "Bryggans ändar förklaras ned till källorna av: finsam forklara prognos/{year}/eget_kapital --scenario {from}, och med --scenario {to}"
    );
    let of_bridge = |title: String, value, rule: &str| Explained {
        id: format!("jamfor/{from},{to}/{row}"),
        title,
        value: Some(value),
        rule: vec![rule.to_owned()],
        inputs: vec![format!("Scenarierna {from} och {to}, med alla deras antaganden")],
        scenario_file: None,
        further: further.clone(),
    };
    let end = "Prognosens eget kapital vid årets slut i det scenariot.";
    let whole = match row {
        "fran" => Some(of_bridge(format!("Bryggans början: eget kapital {year} i {from}"), view.bridge.from, end)),
        "till" => Some(of_bridge(format!("Bryggans slut: eget kapital {year} i {to}"), view.bridge.to, end)),
        "rest" => Some(of_bridge(
            format!("Det som orsakerna från {from} till {to} inte förklarar"),
            view.bridge.rest,
            "Bryggans slut mindre dess början och alla orsaker.",
        )),
        _ => None,
    };
    let Some(cause) = view.causes.iter().find(|cause| cause.id == row) else { return Ok(whole) };
    let notes = method_notes(&view.bridge, &[from.clone(), to.clone()], false);
    let mut rule = vec![format!(
        "Vad orsaken betyder för eget kapital vid utgången av {year}: skillnaden mellan att räkna {from} med den och utan den."
    )];
    rule.extend(notes);
    let instead = cause.instead.as_ref().map(|instead| format!("I stället för i {from}: {instead}"));
    let inputs = std::iter::once(format!("I {to}: {}", cause.text)).chain(instead).chain([cause.ground.clone()]);
    Ok(Some(Explained {
        id: format!("jamfor/{from},{to}/{row}"),
        title: format!("Från {from} till {to}: {}", cause.text),
        value: Some(cause.amount),
        rule,
        inputs: inputs.filter(|line| !line.is_empty()).collect(),
        scenario_file: None,
        further,
    }))
}

/// A figure of values that were tried: how it came about depends on what was asked, which its report says and not its id.
pub fn explained_trial(report: &str, id: &str, target: &str) -> Explained {
    let (title, rule, command) = match report {
        "mal" => (
            "Ett värde som har prövats fram mot målet",
            "Åtgärdens rutnät provas med hela prognosen, värde för värde där det behövs: svaret är det första värde som håller kraven i alla år, och kolumnen nästa är grannen som inte gör det. Varje belopp är prognosens med det värdet, till öret.",
            "finsam mal",
        ),
        "kanslighet" => (
            "Vad ett antagande tål",
            "Ett antagande i taget ändras ett steg, eller till den gräns där en regel vänder, och hela prognosen räknas om. Beloppet är skillnaden i eget kapital mot scenariot som det är, till öret.",
            "finsam kanslighet",
        ),
        _ => (
            "En ruta i ett rutnät av två åtgärder",
            "Båda åtgärderna sätts till rutans värden, och hela prognosen räknas om. Beloppet är prognosens eget kapital i rutnätets år, till öret.",
            "finsam matris",
        ),
    };
    Explained {
        id: id.to_owned(),
        title: title.to_owned(),
        value: None,
        rule: vec![rule.to_owned()],
        inputs: vec![
            "Scenariot som rapporten nämner, med alla dess antaganden, och den åtgärd med år som rapporten frågar om"
                .to_owned(),
            format!("Målet för eget kapital ({target})"),
        ],
        scenario_file: None,
        further: format!(
            "Ställ samma fråga till {command}: {} Sparat som scenarios/NAMN.toml förklaras det ned till källorna av: finsam forklara prognos/ÅR/eget_kapital --scenario NAMN",
            match report {
                "mal" => "svaret slutar med värdet som en scenariofil.",
                _ => "finsam mal med åtgärden visar hur den skrivs som en scenariofil.",
            }
        ),
    }
}

/// The shares that the fan shows, by the ids of its rows: `p50`.
pub fn percent_of(row: &str) -> Option<u64> {
    let percent = row.strip_prefix('p')?.parse().ok()?;
    PERCENTS.contains(&percent).then_some(percent)
}
