//! The causes of a bridge in words: what is assumed otherwise, on what grounds, and what moved most.

use super::describe::{describe_beside, describe_years};
use super::outlook::Outlook;
use crate::diag::Place;
use crate::domain::assumption::{Assumption, ResolvedScenario};
use crate::domain::forbund::Forbund;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::source::Status;
use crate::domain::sv;
use crate::lab::{self, Bridge, Difference, MOST_IN_EVERY_ORDER, Method, Subject};
use crate::projection::Economy;

/// A cause in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseView {
    /// Its id, for other programs: `index_personal_2027`.
    pub id: String,
    /// What is assumed in the second scenario, or what it goes without.
    pub text: String,
    /// What the first scenario assumes instead, if anything.
    pub instead: Option<String>,
    /// How firm what is assumed is: the least firm of it.
    pub status: Status,
    /// Why it is assumed and where that stands.
    pub ground: String,
    /// What it means for eget kapital.
    pub amount: Ore,
}

/// Every cause of a bridge.
pub fn causes(
    economy: &Economy,
    between: [usize; 2],
    bridge: &Bridge,
    place: &dyn Fn(Place) -> String,
) -> Vec<CauseView> {
    let scenarios = between.map(|scenario| &economy.scenarios[scenario]);
    let mut views: Vec<CauseView> = Vec::new();
    for cause in &bridge.causes {
        let texts = cause.differences.iter().map(|difference| text(&economy.forbund, scenarios, difference));
        let instead: Vec<String> = cause
            .differences
            .iter()
            .filter_map(|difference| instead(&economy.forbund, scenarios, difference))
            .collect();
        let grounds: Vec<&Assumption> =
            cause.differences.iter().flat_map(|difference| deciding(scenarios, difference)).collect();
        let ground = |assumption: &&Assumption| {
            let source = economy.forbund.show_source(&assumption.kind.source);
            format!("{} ({})", sv::hold(&source), place(assumption.kind.place))
        };
        let status = grounds.iter().map(|assumption| assumption.kind.status).max();
        let id = id(&economy.forbund, &cause.differences[0]);
        let same = views.iter().filter(|view| view.id == id || view.id.starts_with(&format!("{id}_nr"))).count();
        views.push(CauseView {
            id: if same == 0 { id } else { format!("{id}_nr{}", same + 1) },
            text: texts.collect::<Vec<_>>().join("; "),
            instead: (!instead.is_empty()).then(|| instead.join("; ")),
            status: status.expect("a difference is decided by an assumption"),
            ground: grounds.iter().map(ground).collect::<Vec<_>>().join("; "),
            amount: cause.amount,
        });
    }
    views
}

/// What the second scenario assumes; where it assumes nothing, what the first does.
fn deciding<'e>(
    [before, after]: [&'e ResolvedScenario; 2],
    difference: &'e Difference,
) -> impl Iterator<Item = &'e Assumption> {
    let (scenario, positions) =
        if difference.after.is_empty() { (before, &difference.before) } else { (after, &difference.after) };
    positions.iter().map(|at| &scenario.assumptions[*at])
}

/// `Index för kostnadstypen personal 3,0 % 2027–2030`; `Utan: Ränta 2,0 % 2026–2030`.
fn text(forbund: &Forbund, scenarios: [&ResolvedScenario; 2], difference: &Difference) -> String {
    let mut years: Vec<Year> = difference.cells.iter().filter_map(|cell| cell.year).collect();
    years.sort_unstable();
    years.dedup();
    let what = deciding(scenarios, difference).map(|assumption| describe_years(forbund, assumption, &years));
    let without = if difference.after.is_empty() { "Utan: " } else { "" };
    format!("{without}{}{}", sv::list(&what.collect::<Vec<_>>()), narrowed_to(forbund, scenarios, difference))
}

/// What the first scenario assumes in its place.
fn instead(forbund: &Forbund, [first, _]: [&ResolvedScenario; 2], difference: &Difference) -> Option<String> {
    let before = difference.before.iter().map(|at| describe_beside(forbund, &first.assumptions[*at]));
    (!difference.before.is_empty() && !difference.after.is_empty()).then(|| sv::list(&before.collect::<Vec<_>>()))
}

/// What a cause is about, where its assumption is about more than that.
fn narrowed_to(forbund: &Forbund, scenarios: [&ResolvedScenario; 2], difference: &Difference) -> String {
    const SHOWN: usize = 4;
    let own: Vec<&Subject> = difference.cells.iter().map(|cell| &cell.subject).collect();
    let all = deciding(scenarios, difference).flat_map(|assumption| lab::subjects(forbund, assumption));
    let is_narrower = all.filter(|subject| named(forbund, subject).is_some()).any(|subject| !own.contains(&&subject));
    let mut names: Vec<String> = own.into_iter().filter_map(|subject| named(forbund, subject)).collect();
    names.dedup();
    if !is_narrower || names.is_empty() {
        return String::new();
    }
    let more = names.len().saturating_sub(SHOWN);
    names.truncate(SHOWN);
    names.extend((more > 0).then(|| format!("{more} till")));
    format!(", för {}", sv::list(&names))
}

/// The one of many that an assumption may be about: a cost type, a kommun, a line.
fn named(forbund: &Forbund, subject: &Subject) -> Option<String> {
    match subject {
        Subject::Index(at) => Some(forbund.cost_type(&forbund.cost_types[*at])),
        Subject::Share(_, kommun) => Some(forbund.member(*kommun).short.clone()),
        Subject::Forbrukning(line) => Some(forbund.line(*line).name.clone()),
        _ => None,
    }
}

/// What it is about as scenarios' files call it, which one where it is one, and the first year.
fn id(forbund: &Forbund, difference: &Difference) -> String {
    let first = &difference.cells[0];
    let (word, which) = match &first.subject {
        Subject::State => ("stat", None),
        Subject::Index(at) => ("index", Some(&forbund.cost_types[*at])),
        Subject::Share(_, kommun) => ("utvecklingsmedel", Some(&forbund.member(*kommun).id)),
        Subject::Base(line) | Subject::Amount(line) => ("rad", Some(&forbund.line(*line).id)),
        Subject::Forbrukning(line) => ("forbrukning", Some(&forbund.line(*line).id)),
        Subject::Interest => ("ranta", None),
        Subject::OneOff(line, ..) => ("engangs", Some(&forbund.line(*line).id)),
        Subject::Adjustment(group, _) => ("anpassning", Some(&forbund.group(*group).id)),
        Subject::Population(kommun) => ("folkmangd", Some(&forbund.member(*kommun).id)),
        Subject::Leave(kommun) => ("uttrade", Some(&forbund.member(*kommun).id)),
        Subject::Join(kommun) => ("intrade", Some(&forbund.member(*kommun).id)),
        Subject::Stock(account) => ("stallning", Some(&forbund.chart.get(*account).id)),
    };
    // An assumption about many has the name of none of them.
    let is_one = difference.cells.iter().all(|cell| named(forbund, &cell.subject) == named(forbund, &first.subject));
    let parts = [
        Some(word.to_owned()),
        which.filter(|_| is_one).map(ToString::to_string),
        first.year.map(|year| year.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("_")
}

/// Under the bridge: how the causes were reckoned, and whether the scenarios go on after its year.
pub fn method_notes(bridge: &Bridge, [from, to]: &[String; 2], goes_on: bool) -> Vec<String> {
    let count: usize = bridge.causes.iter().map(|cause| cause.differences.len()).sum();
    let exact = "Hela ören med största resten: orsakerna är tillsammans skillnaden, på öret.";
    let how = match bridge.method {
        Method::EveryOrder if count < 2 => None,
        Method::EveryOrder => Some(format!(
            "Varje orsak är vad den betyder i medeltal över alla ordningar som de {count} orsakerna kan läggas till {from} i \
             (Shapleyvärdet), så att ingen ordning gynnas. {exact}"
        )),
        Method::PossibleOrders if bridge.causes.len() < count => Some(format!(
            "De {count} skillnaderna går inte att lägga till {from} en i \
             taget och räknas som en enda orsak."
        )),
        Method::PossibleOrders => Some(format!(
            "Varje orsak är vad den betyder i medeltal över de ordningar som de {count} orsakerna kan läggas till {from} i. Vissa \
             blandningar av {from} och {to} går inte att föra framåt, som när ingen kommun är kvar; de ordningarna räknas inte. {exact}"
        )),
        Method::AsListed => Some(format!(
            "{count} antaganden skiljer, fler än de {MOST_IN_EVERY_ORDER} som räknas i alla ordningar. De är lagda till {from} en i \
             taget i den ordning de står; i en annan ordning blir orsakernas belopp andra, men inte summan."
        )),
    };
    let later = goes_on.then(|| format!("Det som bara gäller efter {} räknas inte.", bridge.year));
    how.into_iter().chain(later).collect()
}

/// What a board should know of a bridge.
pub fn points(
    economy: &Economy,
    outlooks: [&Outlook; 2],
    names: &[String; 2],
    bridge: &Bridge,
    causes: &[CauseView],
    unit: Unit,
) -> Vec<String> {
    let show = |amount: Ore| sv::with_unit(amount, unit);
    let [from, to] = names;
    let year = bridge.year;
    let difference = bridge.to.ore() - bridge.from.ore();
    let mut points = Vec::new();
    if causes.is_empty() {
        points.push(format!("Inget som gäller till och med {year} antas olika i {from} och {to}."));
    }
    let side = match difference {
        0 => "lika stort i båda".to_owned(),
        more if more > 0 => format!("{} högre i {to} än i {from}", show(Ore::new(more))),
        less => format!("{} lägre i {to} än i {from}", show(Ore::new(-less))),
    };
    points.push(format!(
        "Eget kapital vid utgången av {year} är {side}: {} mot {}.",
        show(bridge.to),
        show(bridge.from)
    ));
    let most = causes.iter().enumerate().max_by_key(|(at, cause)| (cause.amount.ore().abs(), std::cmp::Reverse(*at)));
    if let Some((at, most)) = most.filter(|(_, cause)| causes.len() > 1 && cause.amount != Ore::ZERO) {
        points.push(format!("Mest betyder nr {}, {}: {}.", at + 1, most.text, show(most.amount)));
    }
    points.extend(target_point(economy, outlooks, names, year, unit));
    points
}

/// How far both are from the target in the year.
fn target_point(
    economy: &Economy,
    outlooks: [&Outlook; 2],
    names: &[String; 2],
    year: Year,
    unit: Unit,
) -> Option<String> {
    let share = sv::percent(economy.forbund.target.share.value);
    let mut sides = Vec::new();
    for (outlook, id) in outlooks.into_iter().zip(names) {
        let figures = outlook.years.iter().find(|candidate| candidate.year == year)?;
        let gap = figures.equity.ore() - figures.target.ore();
        let amount = sv::with_unit(Ore::new(gap.abs()), unit);
        sides.push(match gap {
            0 => format!("{id} ligger exakt på målet"),
            gap if gap > 0 => format!("{id} ligger {amount} över målet"),
            _ => format!("{id} ligger {amount} under målet"),
        });
    }
    Some(format!("Mot målet, {share} av tilldelningen det året: {}.", sv::list(&sides)))
}
