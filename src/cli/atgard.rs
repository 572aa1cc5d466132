//! `mal`: the value of a lever that reaches a target.

use super::Failure;
use super::args::{Format, GoalArgs};
use super::desk::{Desk, question};
use crate::diag::{FileId, Place, Problem, catalogue};
use crate::domain::assumption::LONGEST_PROJECTION;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::rate::Rate;
use crate::input::World;
use crate::input::number::{self, Limits};
use crate::lab::{Aim, Goal, Level, Lever, Trial, first_free_year};
use crate::render::atgard;
use crate::render::document::{Document, Part};
use crate::statement;

/// Carries every scenario on to the year that is judged, the target's unless another is asked for, if it does not reach it already.
///
/// # Errors
/// F502 for a year that no projection reaches.
pub(super) fn reach(world: &mut World, asked: Option<Year>) -> Result<(), Failure> {
    let year = asked.unwrap_or(world.forbund.target.year);
    let first = world.forbund.first_projected();
    let farthest = first.plus(LONGEST_PROJECTION - 1);
    if !(first..=farthest).contains(&year) {
        let (first, farthest) = (first.to_string(), farthest.to_string());
        return Err(question(catalogue::no_such_year(&year.to_string(), "en prognos", &first, &farthest)));
    }
    for scenario in &mut world.scenarios {
        scenario.horizon = scenario.horizon.max(year);
    }
    Ok(())
}

/// A share or a rate with its per cent sign, within what any lever takes.
pub(super) fn rate(text: &str) -> Option<i64> {
    let limits = Limits { low: -2_000_000, high: 2_000_000 };
    let rate = text.contains('%').then(|| number::rate(text, limits, nowhere()).ok()).flatten();
    rate.map(Rate::millionths)
}

/// A value on the command line has no place in a file.
fn nowhere() -> Place {
    Place::whole(FileId(0))
}

/// The least eget kapital in öre that is taken for an amount: 1 000 kr.
const LEAST_AMOUNT: i64 = 100_000;

/// `20%` or an amount in kronor.
///
/// # Errors
/// F557.
pub(super) fn level(text: &str) -> Result<Level, Problem> {
    let bad = |why: &str| catalogue::target_out_of_range(text, why);
    if text.contains('%') {
        let rate = number::rate(text, Limits::SHARE, nowhere());
        return rate
            .map(Level::Share)
            .map_err(|_| bad("en andel av tilldelningen är 0–100 %, med högst fyra decimaler"));
    }
    let amount = amount(text).ok_or_else(|| bad("det är varken procent eller ett belopp i kronor under 10¹²"))?;
    // 20 and 0,2 are how a share is written in haste. No förbund means so few kronor; nothing at all can be meant.
    if amount != Ore::ZERO && amount.ore().abs() < LEAST_AMOUNT {
        return Err(bad("utan procenttecken är det kronor, och det är för lite för att vara ett mål"));
    }
    Ok(Level::Amount(amount))
}

/// An amount in kronor as people write it, also with `_`.
pub(super) fn amount(text: &str) -> Option<Ore> {
    number::amount(&text.replace('_', ""), nowhere()).ok()
}

impl Desk<'_> {
    /// A lever as it is asked for, from a year that is planned and not after the year that is judged.
    pub(super) fn lever(&self, text: &str, from: Option<Year>, judged: Year) -> Result<Lever, Failure> {
        let forbund = &self.economy.forbund;
        let from = from.unwrap_or(first_free_year(forbund));
        let lever = Lever::read(forbund, text, from).map_err(question)?;
        self.years_fit(from, judged)?;
        Ok(lever)
    }

    pub(super) fn years_fit(&self, from: Year, judged: Year) -> Result<(), Failure> {
        let first = self.economy.forbund.first_projected();
        let why = match () {
            () if from < first => format!("{from} har bokslut och går inte att ändra"),
            () if from > judged => format!("åtgärden börjar {from}, efter {judged} som ska bedömas"),
            () => return Ok(()),
        };
        Err(question(catalogue::lever_years(&why, &first.to_string(), &judged.to_string())))
    }

    /// The goal asked for, else the förbund's own.
    fn goal(&self, args: &GoalArgs) -> Result<Goal, Failure> {
        let target = &self.economy.forbund.target;
        let level = match &args.eget_kapital {
            Some(text) => level(text).map_err(question)?,
            None => Level::Share(target.share.value),
        };
        let cash = match &args.likvida {
            None => None,
            Some(text) => {
                let bad = || catalogue::target_out_of_range(text, "likvida medel ges som ett belopp i kronor");
                Some(amount(text).ok_or_else(|| question(bad()))?)
            }
        };
        Ok(Goal { level, year: args.ar.unwrap_or(target.year), all_the_way: args.hela_vagen, cash })
    }

    /// What a lever must be to reach the goal.
    pub(super) fn mal(&self, args: &GoalArgs) -> Result<String, Failure> {
        let goal = self.goal(args)?;
        let text = match &args.kommun {
            Some(kommun) => format!("{}@{kommun}", args.med),
            None => args.med.clone(),
        };
        let lever = self.lever(&text, args.fran, goal.year)?;
        if args.jamnt && matches!(lever.aim, Aim::State | Aim::OneOff(_)) {
            let why = if lever.aim == Aim::State { "målet rör sig med tilldelningen" } else { "den gäller ett år" };
            return Err(question(catalogue::condition_not_for("--jamnt", &lever.id(&self.economy.forbund), why)));
        }
        let scenario = self.scenario(args.scenario.as_deref())?;
        let mut trial = Trial::new(&self.economy, scenario, vec![lever]).map_err(question)?;
        let answer = statement::atgard(&mut trial, scenario, &goal, args.jamnt);
        let unit = self.unit_or(Unit::Kr);
        Ok(match self.cli.format() {
            Format::Json => atgard::json(&answer, &self.page),
            Format::Txt => atgard::text(&answer, unit, &self.page),
            format => {
                let list =
                    |title: &str, items: Vec<String>| Part::List { title: title.to_owned(), numbered: false, items };
                let asked = answer.question.iter().cloned().chain([format!("Svar: {}.", answer.answer)]).collect();
                let mut parts = vec![list("Fråga och svar", asked)];
                parts.extend((!answer.statement.rows.is_empty()).then(|| Part::table(&answer.statement)));
                parts.push(list("Att veta", answer.notes.clone()));
                let (title, scenario) = (answer.statement.title.clone(), answer.statement.scenario.clone());
                let page = self.set_document(&Document { title, scenario, unit, parts });
                if format == Format::Md { page + &atgard::markdown_file(&answer) } else { page }
            }
        })
    }
}
