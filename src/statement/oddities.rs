//! Amounts that look as if they were written in thousands of kronor where kronor are meant, or the other way round: about a thousand times
//! less or more than the year before. Nothing here refuses them, for such an amount can be meant.

use crate::diag::Place;
use crate::domain::assumption::Kind;
use crate::domain::forbund::{LineIx, LineKind, MemberIx, Party};
use crate::domain::money::Ore;
use crate::domain::period::{Period, Year};
use crate::domain::sv;
use crate::ledger::Select;
use crate::projection::Economy;

/// What is about a thousand: from this …
const AT_LEAST: i64 = 500;
/// … to this.
const AT_MOST: i64 = 2_000;

/// An amount that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// What is odd, in a sentence.
    pub text: String,
    /// Where the scenario's assumption stands, if one gives the amount.
    pub place: Option<Place>,
}

/// The state's amount and every budget line of a scenario, each in the first year that is a thousand times its year before.
pub fn oddities(economy: &Economy, scenario: usize) -> Vec<Oddity> {
    let forbund = &economy.forbund;
    let state = (0..).map(MemberIx).zip(&forbund.members).filter(|(_, member)| member.party == Party::Stat);
    let state = state.map(|(ix, _)| (Select::Member(ix), "Statens tilldelning".to_owned()));
    let lines = (0..).map(LineIx).zip(&forbund.lines).filter(|(_, line)| line.kind != LineKind::Engangs);
    let lines = lines.map(|(ix, line)| (Select::Line(ix), line.name.clone()));
    state.chain(lines).filter_map(|(select, name)| first_jump(economy, scenario, select, &name)).collect()
}

fn first_jump(economy: &Economy, scenario: usize, select: Select, name: &str) -> Option<Oddity> {
    let years = economy.forbund.first_projected().through(economy.last_year(scenario));
    years.into_iter().find_map(|year| {
        let now = amount(economy, scenario, select, year)?;
        let before = amount(economy, scenario, select, year.previous())?;
        let (times, question) = match times(now, before)? {
            Times::Less => ("omkring en tusendel av", "Är det skrivet i tusental kronor?"),
            Times::More => ("omkring tusen gånger så mycket som", "Har det fått tre nollor för mycket?"),
        };
        let text = format!("{name} {year} är {}, {times} {} året före. {question}", sv::kr(now), sv::kr(before));
        Some(Oddity { text, place: said(economy, scenario, select, year) })
    })
}

/// What is budgeted of it in a year; of a closed year what happened.
fn amount(economy: &Economy, scenario: usize, select: Select, year: Year) -> Option<Ore> {
    let span = Period::Helar.span(year);
    let found = match year < economy.forbund.first_projected() {
        true => economy.ledger.movement(economy.books(scenario), span, select),
        false => economy.ledger.layer_movement(economy.projections[scenario].budget(), span, select),
    };
    found.map(|amount| Ore::new(amount.ore().abs()))
}

#[derive(Clone, Copy)]
enum Times {
    Less,
    More,
}

fn times(now: Ore, before: Ore) -> Option<Times> {
    let (now, before) = (i128::from(now.ore()), i128::from(before.ore()));
    let about = |small: i128, large: i128| {
        small > 0 && (i128::from(AT_LEAST) * small..=i128::from(AT_MOST) * small).contains(&large)
    };
    match () {
        () if about(now, before) => Some(Times::Less),
        () if about(before, now) => Some(Times::More),
        () => None,
    }
}

/// The assumption that gives the amount of the year: the last, as in the projection.
fn said(economy: &Economy, scenario: usize, select: Select, year: Year) -> Option<Place> {
    let assumptions = economy.scenarios[scenario].assumptions.iter().rev();
    let is_of = |kind: &Kind| match (kind, select) {
        (Kind::StateAmount(_), Select::Member(_)) => true,
        (Kind::Amount { line, .. }, Select::Line(ix)) => *line == ix,
        _ => false,
    };
    let mut own = assumptions.filter(|of| of.covers(year) && is_of(&of.kind.value));
    own.next().map(|of| of.kind.place)
}
