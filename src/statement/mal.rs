//! The goals of a year held against figures where there are any (KL 11:6), and what the board says of them (LKBR 11:8).
//!
//! A goal that no figure of ours can judge has only its source's word, and the overall judgement of god ekonomisk hushållning is
//! the board's alone: nothing here makes one.

use super::{Asked, Cell, Column, Row, Statement};
use crate::domain::deltagare::Measure;
use crate::domain::mal::{Goal, GoalTest, Verdict};
use crate::domain::money::{Ore, Unit, round_half_away};
use crate::domain::period::{Period, Year};
use crate::domain::rate::{ONE, Rate};
use crate::domain::sv;
use crate::law;
use crate::ledger::Select;
use crate::projection::Economy;

/// How a goal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalState {
    /// Reached.
    Reached,
    /// Not reached.
    NotReached,
    /// Not reached, but its time is not out.
    NotYet,
    /// Nothing to judge by.
    Unknown,
}

impl GoalState {
    /// As JSON spells it.
    pub fn name(self) -> &'static str {
        match self {
            GoalState::Reached => "uppnas",
            GoalState::NotReached => "uppnas_inte",
            GoalState::NotYet => "uppnas_inte_an",
            GoalState::Unknown => "okant",
        }
    }

    fn words(self) -> &'static str {
        match self {
            GoalState::Reached => "uppnås",
            GoalState::NotReached => "uppnås inte",
            GoalState::NotYet => "uppnås inte än",
            GoalState::Unknown => "inte bedömt",
        }
    }
}

/// A goal with what the figures and the board say of it.
#[derive(Clone, Debug)]
pub struct GoalView<'e> {
    /// The goal.
    pub goal: &'e Goal,
    /// What was reached, in words, where a figure says so.
    pub outcome: Option<String>,
    /// How it stands.
    pub judged: GoalState,
    /// What that rests on: figures of ours, the source's word, or nothing.
    pub basis: String,
    /// What the board says, with its place.
    pub board: Option<String>,
    /// Where the goal stands.
    pub source: String,
}

/// The goals of a year.
#[derive(Clone, Debug)]
pub struct Goals<'e> {
    /// One by one.
    pub goals: Vec<GoalView<'e>>,
    /// The board's words on god ekonomisk hushållning, with their places.
    pub housekeeping: Vec<String>,
    /// As a table.
    pub statement: Statement,
}

/// The goals of the year; none for a year that has none.
pub fn goals<'e>(economy: &'e Economy, asked: &Asked) -> Goals<'e> {
    let book = economy.forbund.years.get(&asked.year);
    let goals: Vec<GoalView<'e>> =
        book.iter().flat_map(|book| &book.goals).map(|goal| view(economy, asked, goal)).collect();
    let quote = |text: &str, period, source: &crate::domain::source::Source| {
        let source = economy.forbund.show_source(source);
        format!("”{text}” ({source}; {})", sv::period(asked.year, period))
    };
    let housekeeping: Vec<String> = (book.iter().flat_map(|book| &book.housekeeping))
        .map(|words| quote(&words.text.value, words.period, &words.text.source))
        .collect();
    let statement = statement(economy, asked, &goals, &housekeeping);
    Goals { goals, housekeeping, statement }
}

fn view<'e>(economy: &'e Economy, asked: &Asked, goal: &'e Goal) -> GoalView<'e> {
    let tried = goal.test.and_then(|test| tried(economy, asked, test));
    let board = goal.verdict.as_ref().map(|verdict| {
        let source = economy.forbund.show_source(&verdict.source);
        format!("”{}” ({source}; {})", verdict.text, sv::period(asked.year, verdict.period))
    });
    let (outcome, judged, basis) = match (tried, &goal.verdict) {
        (Some(tried), _) => (Some(tried.outcome), tried.judged, tried.basis),
        (None, Some(verdict)) => (None, of_board(verdict), format!("enligt källan{}", of_period(asked, verdict))),
        (None, None) if asked.year >= economy.forbund.first_projected() => {
            (None, GoalState::Unknown, "ingen uppgift ännu".to_owned())
        }
        (None, None) => (None, GoalState::Unknown, "källorna säger inget".to_owned()),
    };
    let source = economy.forbund.show_source(&goal.text.source);
    GoalView { goal, outcome, judged, basis, board, source }
}

/// Which part of the year the board judges, where it is another than the one asked for.
fn of_period(asked: &Asked, verdict: &Verdict) -> String {
    let other = verdict.period != asked.period;
    if other { format!(" ({})", sv::period(asked.year, verdict.period)) } else { String::new() }
}

fn of_board(verdict: &Verdict) -> GoalState {
    use crate::domain::mal::Reached;
    match verdict.reached {
        Reached::Yes => GoalState::Reached,
        Reached::No => GoalState::NotReached,
    }
}

/// What a test gave.
struct Tried {
    outcome: String,
    judged: GoalState,
    basis: String,
}

/// The test, if its figures are there.
fn tried(economy: &Economy, asked: &Asked, test: GoalTest) -> Option<Tried> {
    let planned = asked.year >= economy.forbund.first_projected();
    let scenario = economy.scenarios.get(asked.scenario).map_or("", |scenario| scenario.id.as_str());
    let basis = if planned { format!("enligt scenariot {scenario}") } else { "räknat".to_owned() };
    match test {
        GoalTest::Startade { share, of } => {
            let book = economy.forbund.years.get(&asked.year)?;
            let deltagare = book.deltagare.iter().find(|deltagare| deltagare.period == asked.period)?;
            let started = deltagare.total(Measure::Startade)?.number;
            let reached = started * ONE >= share.millionths() * of;
            let judged = if reached { GoalState::Reached } else { GoalState::NotReached };
            Some(Tried { outcome: format!("{started} av {of}, {}", percent(started, of)?), judged, basis })
        }
        GoalTest::EgetKapital { by } => equity_share(economy, asked, by, basis),
        GoalTest::EjOkat => {
            let books = economy.books(asked.scenario);
            let (opening, closing) = (asked.year.first_day(), asked.span().to);
            let change = economy.ledger.equity(books, closing)?.checked_sub(economy.ledger.equity(books, opening)?)?;
            let judged = if change <= Ore::ZERO { GoalState::Reached } else { GoalState::NotReached };
            Some(Tried { outcome: format!("förändring {}", sv::kr(change)), judged, basis })
        }
    }
}

/// Eget kapital as a share of the year's contributions, against the förbund's band.
fn equity_share(economy: &Economy, asked: &Asked, by: Year, basis: String) -> Option<Tried> {
    let (books, target) = (economy.books(asked.scenario), &economy.forbund.target);
    let contributions = Select::Account(economy.forbund.chart.roles.medlemsbidrag);
    let year = Period::Helar.span(asked.year);
    let contributions = -economy.ledger.movement(books, year, contributions)?;
    let equity = economy.ledger.equity(books, asked.span().to)?;
    let share = percent(equity.ore(), contributions.ore())?;
    let beyond = |limit: Rate| {
        let exact = i128::from(equity.ore()) * i128::from(ONE);
        exact.cmp(&(i128::from(limit.millionths()) * i128::from(contributions.ore())))
    };
    let within = beyond(target.low.value).is_ge() && beyond(target.high.value).is_le();
    let judged = match within {
        true => GoalState::Reached,
        false if asked.year >= by => GoalState::NotReached,
        false => GoalState::NotYet,
    };
    let outcome = format!("{} är {share} av årets tilldelning", sv::kr(equity));
    Some(Tried { outcome, judged, basis })
}

/// A part of a whole in per cent with one decimal; nothing of nothing.
fn percent(part: i64, whole: i64) -> Option<String> {
    (whole > 0).then(|| sv::share(round_half_away(i128::from(part) * 10_000, i128::from(whole)) as i64))
}

fn statement(economy: &Economy, asked: &Asked, goals: &[GoalView<'_>], housekeeping: &[String]) -> Statement {
    let column = |id: &str, heading: &str| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: String::new(),
        layer: "text",
    };
    let row = |view: &GoalView<'_>| {
        let of_verdict = |verdict| format!("{}{}", of_board(verdict).words(), of_period(asked, verdict));
        let board = view.goal.verdict.as_ref().map(of_verdict);
        let text = |text: Option<String>| text.map_or(Cell::Nothing, Cell::Text);
        let judged = if view.judged == GoalState::Unknown {
            view.basis.clone()
        } else {
            format!("{}, {}", view.judged.words(), view.basis)
        };
        let cells = vec![
            Cell::Text(format!("{}, {}", view.goal.level, view.goal.when)),
            text(view.outcome.clone()),
            Cell::Text(judged),
            text(board),
        ];
        Row::of_words(view.goal.id.to_string(), view.goal.name.clone(), cells)
    };
    Statement {
        report: "nyckeltal",
        title: format!("Mål {} och utvärdering", asked.year),
        forbund: economy.forbund.name.clone(),
        year: Some(asked.year),
        period: Some(asked.period),
        scenario: asked.scenario_name(economy),
        unit: Unit::Kr,
        columns: vec![
            column("niva", "Nivå och tid"),
            column("utfall", "Utfall"),
            column("bedomning", "Bedömning"),
            column("styrelsen", "Styrelsen"),
        ],
        rows: goals.iter().map(row).collect(),
        notes: notes(economy, asked, goals, housekeeping),
    }
}

fn notes(economy: &Economy, asked: &Asked, goals: &[GoalView<'_>], housekeeping: &[String]) -> Vec<String> {
    if goals.is_empty() {
        return vec![format!("Källorna ger inga mål för {}.", asked.year)];
    }
    let one = |view: &GoalView<'_>| {
        let goal = view.goal;
        let board = view.board.as_ref().map(|board| format!(" Styrelsen: {board}.")).unwrap_or_default();
        let note = goal.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
        let status = sv::status(goal.text.status);
        format!(
            "{} ({}): {} Mäts: {}. Källa: {} ({status}).{board}{note}",
            goal.name,
            goal.kind.heading(),
            goal.text.value,
            goal.measured,
            view.source
        )
    };
    let mut notes: Vec<String> = goals.iter().map(one).collect();
    if goals.iter().any(|view| matches!(view.goal.test, Some(GoalTest::EgetKapital { .. }))) {
        let target = &economy.forbund.target;
        let (low, high) = (sv::percent(target.low.value), sv::percent(target.high.value));
        notes.push(format!(
            "Som cirka {} räknas {low} till {high} ({}).",
            sv::percent(target.share.value),
            sv::status(target.low.status)
        ));
    }
    let overall = match housekeeping {
        [] => "källorna ger ingen samlad bedömning av styrelsen.".to_owned(),
        words => format!("styrelsens ord: {}.", words.join("; ")),
    };
    notes.push(format!("God ekonomisk hushållning, {overall}"));
    notes.push(format!("Regler: {} om mål, {} om utvärderingen.", law::TREARSPLAN.citation, law::UTVARDERING.citation));
    notes
}
