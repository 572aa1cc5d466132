//! Assumptions in words: what a scenario assumes, of what, for which years, and how much.

use crate::domain::assumption::{Assumption, Kind, LineSelection};
use crate::domain::forbund::Forbund;
use crate::domain::money::Ore;
use crate::domain::osakerhet::Subject;
use crate::domain::period::Year;
use crate::domain::rate::Rate;
use crate::domain::sv;

/// `Ränta 2,0 % 2026–2030`, `Index för personal 3,0 % 2027–2030`.
pub fn describe(forbund: &Forbund, assumption: &Assumption, last: Year) -> String {
    let to = assumption.to.unwrap_or(last).max(assumption.from);
    describe_years(forbund, assumption, &assumption.from.through(to).collect::<Vec<_>>())
}

/// The same in some of its years. Leaving and joining are for good.
pub fn describe_years(forbund: &Forbund, assumption: &Assumption, years: &[Year]) -> String {
    let what = what(forbund, &assumption.kind.value);
    match &assumption.kind.value {
        Kind::Leave { .. } | Kind::Join { .. } => format!("{what} från {}", assumption.from),
        _ => format!("{what} {}", sv::years(years)),
    }
}

/// The same beside another of the same years, which are then said once.
pub fn describe_beside(forbund: &Forbund, assumption: &Assumption) -> String {
    match &assumption.kind.value {
        Kind::Leave { .. } | Kind::Join { .. } => describe_years(forbund, assumption, &[]),
        kind => what(forbund, kind).trim_end_matches(',').to_owned(),
    }
}

fn what(forbund: &Forbund, kind: &Kind) -> String {
    let member = |ix| forbund.member(ix).short.as_str();
    let rate = sv::percent;
    let kr = sv::kr;
    match kind {
        Kind::StateAmount(amount) => format!("Statens tilldelning {}", kr(*amount)),
        Kind::StateGrowth(Rate::ZERO) => "Statens tilldelning oförändrad".to_owned(),
        Kind::StateGrowth(growth) => format!("Statens tilldelning ändras {}", rate(*growth)),
        Kind::Index { cost_type: Some(id), rate: index } => {
            format!("Index för {} {}", forbund.cost_type(id), rate(*index))
        }
        Kind::Index { cost_type: None, rate: index } => format!("Index för alla kostnader {}", rate(*index)),
        Kind::Share { insats, kommun, share } => {
            let insats = insats.map_or(String::new(), |ix| format!(" i {}", forbund.insats(ix).name));
            let kommun = kommun.map_or(String::new(), |ix| format!(" till {}", member(ix)));
            format!("Utvecklingsmedel{insats}{kommun} {} av beloppet", rate(*share))
        }
        Kind::Amount { line, amount, new_base } => {
            let base = if *new_base { ", som ny bas," } else { "" };
            format!("{} {}{base}", forbund.line(*line).name, kr(*amount))
        }
        Kind::Forbrukning { lines, rate: degree } => {
            format!("Förbrukningsgrad {} på {}", rate(*degree), selection(forbund, lines))
        }
        Kind::Interest(interest) => format!("Ränta {}", rate(*interest)),
        Kind::OneOff { name, tertial, amount, .. } => format!("{name}, {} i T{}", kr(*amount), tertial + 1),
        Kind::Adjustment { name, amount, .. } => format!("{name}, {} om året", kr(*amount)),
        Kind::Population { kommun, count } => format!("Folkmängd i {} {}", member(*kommun), sv::integer(*count)),
        Kind::Leave { kommun, payout, notice } => {
            let notice = notice.map_or(String::new(), |day| format!(" efter uppsägning {day}"));
            format!("{} går ur{notice}, {}", member(*kommun), payout_in_words(*payout))
        }
        Kind::Join { kommun } => format!("{} går in", member(*kommun)),
        Kind::Stock { account, amount } => {
            format!("{} vid årets slut {}", forbund.chart.get(*account).name, kr(*amount))
        }
    }
}

/// What a distribution is of: `Förbrukningsgrad på alla rader`.
pub fn subject(forbund: &Forbund, subject: &Subject) -> String {
    match subject {
        Subject::Forbrukning(lines) => format!("Förbrukningsgrad på {}", selection(forbund, lines)),
        Subject::Index(Some(id)) => format!("Index för {}", forbund.cost_type(id)),
        Subject::Index(None) => "Index för alla kostnader".to_owned(),
        Subject::StateGrowth => "Ändring av statens tilldelning".to_owned(),
    }
}

fn payout_in_words(payout: Ore) -> String {
    if payout == Ore::ZERO { "utan utbetalning,".to_owned() } else { format!("med utbetalning {},", sv::kr(payout)) }
}

/// `alla rader utom ACTivera`, `Övergripande drift och Kansli`.
fn selection(forbund: &Forbund, lines: &LineSelection) -> String {
    let mut chosen: Vec<String> = Vec::new();
    chosen.extend(lines.all.then(|| "alla rader".to_owned()));
    chosen.extend(lines.groups.iter().map(|ix| forbund.group(*ix).name.clone()));
    chosen.extend(lines.insatser.iter().map(|ix| forbund.insats(*ix).name.clone()));
    chosen.extend(lines.lines.iter().map(|ix| forbund.line(*ix).name.clone()));
    let mut excepted: Vec<String> = lines.except_insatser.iter().map(|ix| forbund.insats(*ix).name.clone()).collect();
    excepted.extend(lines.except_lines.iter().map(|ix| forbund.line(*ix).name.clone()));
    let except = if excepted.is_empty() { String::new() } else { format!(" utom {}", sv::list(&excepted)) };
    format!("{}{except}", sv::list(&chosen))
}
