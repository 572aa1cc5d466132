//! `mal`: what a lever must be for eget kapital to land on the target, with the proof, what it means in kronor, and the scenario's file.

use super::scenariofil::scenario_file;
use super::{Cell, Column, Row, Statement, Style};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::sv;
use crate::lab::{Aim, Demand, Goal, Level, Lever, Outcome, Point, Solved, Trial, solve};
use crate::law;
use crate::projection::YearFigures;

/// What stops a goal that no value reaches.
#[derive(Clone, Debug)]
pub struct Lacking {
    /// In words, with year and amount.
    pub text: String,
    /// The year.
    pub year: Year,
    /// The tertial, where it is of likvida medel.
    pub tertial: Option<usize>,
    /// How much is missing.
    pub amount: Ore,
}

/// A year of an even path, as JSON has it.
#[derive(Clone, Debug)]
pub struct EvenStep {
    /// The year.
    pub year: Year,
    /// The value.
    pub value: i64,
    /// Eget kapital at its end.
    pub equity: Ore,
    /// What it must be.
    pub least: Ore,
    /// The next value, and what eget kapital would be.
    pub next: Option<(i64, Ore)>,
}

/// The page.
#[derive(Clone, Debug)]
pub struct GoalAnswer {
    /// The lever.
    pub lever: Lever,
    /// The same as it is asked for.
    pub id: String,
    /// What is asked.
    pub question: Vec<String>,
    /// The answer in a line.
    pub answer: String,
    /// The table.
    pub statement: Statement,
    /// What one should know.
    pub notes: Vec<String>,
    /// The value, where one value does.
    pub value: Option<i64>,
    /// Eget kapital with it in the target's year.
    pub equity: Option<Ore>,
    /// The target then.
    pub target: Ore,
    /// The next value, and eget kapital with that.
    pub next: Option<(i64, Ore)>,
    /// What the scenario has.
    pub present: Option<i64>,
    /// An even path's years.
    pub steps: Vec<EvenStep>,
    /// What stops it.
    pub missing: Vec<Lacking>,
    /// The scenario's file, where there is an answer.
    pub file: Option<String>,
}

/// The page of a goal and the trial's one lever; `even` asks for an even path.
pub fn atgard(trial: &mut Trial<'_>, scenario: usize, goal: &Goal, even: bool) -> GoalAnswer {
    let mut page = Writer { trial, scenario, goal };
    if even { page.even() } else { page.one() }
}

pub(super) struct Writer<'w, 'e> {
    pub(super) trial: &'w mut Trial<'e>,
    scenario: usize,
    pub(super) goal: &'w Goal,
}

impl Writer<'_, '_> {
    pub(super) fn name(&self) -> String {
        self.trial.levers[0].name(&self.trial.economy().forbund)
    }

    pub(super) fn from(&self) -> Year {
        self.trial.levers[0].from
    }

    pub(super) fn show(&self, value: i64) -> String {
        self.trial.levers[0].show(value)
    }

    /// A value with what it is of: `32,4 % av scenariots belopp`, `519 633 kr om året`.
    fn say(&self, value: i64) -> String {
        let shown = self.show(value);
        match self.trial.levers[0].aim {
            Aim::Insats(_) => format!("{shown} av scenariots belopp"),
            Aim::Line(_) | Aim::State if self.present().is_none() => {
                let (from, change) = (self.from(), value - self.trial.present(0, self.from()).unwrap_or(0));
                let side = if change < 0 { "mindre" } else { "mer" };
                format!("{shown} {from}, alltså {} {side} än i scenariot varje år", sv::kr(Ore::new(change.abs())))
            }
            Aim::Line(_) | Aim::State | Aim::Adjustment => format!("{shown} om året"),
            _ => shown,
        }
    }

    pub(super) fn figures<'y>(&self, years: &'y [YearFigures<i64>], year: Year) -> &'y YearFigures<i64> {
        &years[(year.number() - self.trial.first_year().number()) as usize]
    }

    pub(super) fn landing(&self, years: &[YearFigures<i64>]) -> (Ore, Ore) {
        let figures = self.figures(years, self.goal.year);
        (Ore::new(figures.equity), Ore::new(self.goal.level.of(figures.contributions)))
    }

    pub(super) fn present(&self) -> Option<i64> {
        self.trial.present_throughout(0)
    }

    /// What is asked, a line each.
    pub(super) fn question(&self, even: bool) -> Vec<String> {
        let (from, goal) = (self.from(), self.goal);
        let lever = &self.trial.levers[0];
        let years: Vec<Year> = lever.years(self.trial.horizon()).collect();
        let now = match (self.present(), self.trial.present(0, from)) {
            (Some(value), _) => format!("i scenariot {}", self.show(value)),
            (None, Some(value)) if !lever.is_rate() => format!("i scenariot {} {from}, sedan annat", self.show(value)),
            _ => "i scenariot inte ett och samma värde".to_owned(),
        };
        let level = match goal.level {
            Level::Share(share) => format!("{} av årets tilldelning", sv::percent(share)),
            Level::Amount(amount) => sv::kr(amount),
        };
        let mut lines = vec![
            format!("Åtgärd: {}, {}; {now}.", self.name(), sv::years(&years)),
            format!("Mål: eget kapital minst {level} vid utgången av {}.", goal.year),
        ];
        let span = if from == goal.year { from.to_string() } else { format!("{from}–{}", goal.year) };
        if goal.all_the_way {
            lines.push(format!("Villkor: eget kapital aldrig under målet {span}."));
        }
        if let Some(least) = goal.cash {
            lines.push(format!("Villkor: likvida medel minst {} vid varje tertials slut {span}.", sv::kr(least)));
        }
        if even {
            lines.push(format!(
                "Villkor: en jämn väg till målet, med samma resultat varje år {span}; åtgärden får ett värde för varje år."
            ));
        }
        lines
    }

    fn one(&mut self) -> GoalAnswer {
        let solved = solve(self.trial, self.goal);
        let (statement, question) = (self.table(&solved), self.question(false));
        let base = |writer: &Self, answer: String, notes: Vec<String>| GoalAnswer {
            lever: writer.trial.levers[0].clone(),
            id: writer.trial.levers[0].id(&writer.trial.economy().forbund),
            question: question.clone(),
            answer,
            statement: statement.clone(),
            notes,
            value: None,
            equity: None,
            target: writer.landing(&solved.present).1,
            next: None,
            present: writer.present(),
            steps: Vec::new(),
            missing: Vec::new(),
            file: None,
        };
        match &solved.outcome {
            Outcome::Met { met, next, holes } => {
                let (equity, target) = self.landing(&met.years);
                let notes = self.met_notes(&solved, met, next.as_ref(), holes);
                let next = next.as_ref().map(|next| (next.value, self.landing(&next.years).0));
                let file = Some(self.file(&self.show(met.value)));
                let answer = format!("{} {}", self.name(), self.say(met.value));
                let (value, equity) = (Some(met.value), Some(equity));
                GoalAnswer { value, equity, target, next, file, ..base(self, answer, notes) }
            }
            Outcome::Impossible { best, missing } => {
                let notes = self.impossible_notes(&solved, best, missing);
                let missing = self.missing(missing);
                let target = self.landing(&best.years).1;
                GoalAnswer { missing, target, ..base(self, "Inget värde når målet".to_owned(), notes) }
            }
        }
    }

    pub(super) fn missing(&self, missing: &[(Demand, Ore)]) -> Vec<Lacking> {
        let one = |(demand, amount): &(Demand, Ore)| {
            let tertial = if let Demand::Cash { tertial, .. } = demand { Some(*tertial) } else { None };
            Lacking { text: self.lacks(*demand, *amount), year: demand.year(), tertial, amount: *amount }
        };
        missing.iter().map(one).collect()
    }

    /// `eget kapital vid utgången av 2030 blir 12 000 kr för litet`.
    fn lacks(&self, demand: Demand, amount: Ore) -> String {
        match demand {
            Demand::Equity { year, .. } => {
                format!("eget kapital vid utgången av {year} blir {} för litet", sv::kr(amount))
            }
            Demand::Cash { year, tertial, .. } => {
                format!("likvida medel vid utgången av T{} {year} blir {} för små", tertial + 1, sv::kr(amount))
            }
        }
    }

    /// Above or below the target, in words.
    pub(super) fn beside(&self, years: &[YearFigures<i64>]) -> String {
        let (equity, target) = self.landing(years);
        match equity.ore() - target.ore() {
            0 => format!("exakt målet {}", sv::kr(target)),
            gap if gap > 0 => format!("{} över målet {}", sv::kr(Ore::new(gap)), sv::kr(target)),
            gap => format!("{} under målet {}", sv::kr(Ore::new(-gap)), sv::kr(target)),
        }
    }

    fn met_notes(&self, solved: &Solved, met: &Point, next: Option<&Point>, holes: &[(i64, i64)]) -> Vec<String> {
        let (equity, year) = (self.landing(&met.years).0, self.goal.year);
        let mut notes = vec![format!(
            "{} {} ger {} i eget kapital vid utgången av {year}: {}.",
            self.name(),
            self.say(met.value),
            sv::kr(equity),
            self.beside(&met.years)
        )];
        notes.push(match next {
            Some(next) => {
                let first = self.trial.first_year();
                let broken = crate::lab::broken(&solved.demands, first, &next.years);
                format!("Nästa steg, {}, räcker inte: {}.", self.show(next.value), self.lack(&broken))
            }
            None => "Alla värden når målet: det finns inget nästa steg.".to_owned(),
        });
        notes.extend(self.scenario_note(&solved.present));
        notes.push(self.proof("bortom svaret", holes));
        notes.extend(self.deficits(&met.years));
        notes
    }

    pub(super) fn scenario_note(&self, present: &[YearFigures<i64>]) -> Option<String> {
        let (equity, name) = (self.landing(present).0, &self.trial.economy().scenarios[self.scenario].name);
        let year = self.goal.year;
        Some(format!("Utan åtgärden ger ”{name}” {} vid utgången av {year}: {}.", sv::kr(equity), self.beside(present)))
    }

    /// What the answer relies on.
    pub(super) fn proof(&self, other: &str, holes: &[(i64, i64)]) -> String {
        let lever = &self.trial.levers[0];
        let (grid, wobble) = (lever.grid(), self.trial.wobble(0));
        let less = if lever.raises() { "mindre" } else { "mer" };
        let bound = match wobble {
            0 => "inte heller genom avrundning".to_owned(),
            ore => format!(
                "annat än genom avrundning med högst {}, och inom den är varje steg prövat",
                sv::kr(Ore::new(ore))
            ),
        };
        let holes: Vec<String> = holes
            .iter()
            .map(
                |(low, high)| {
                    if low == high { self.show(*low) } else { format!("{}–{}", self.show(*low), self.show(*high)) }
                },
            )
            .collect();
        let holes = match holes[..] {
            [] => String::new(),
            _ => format!(" Genom avrundning når dessa värden ändå inte målet: {}.", sv::list(&holes)),
        };
        format!(
            "Prövat i steg om {} från {} till {}. I kalkylen kan mer av åtgärden inte ge {less} eget kapital, {bound}; inget värde \
             {other} når därför målet.{holes}",
            self.show(grid.step),
            self.show(grid.low),
            self.show(grid.high)
        )
    }

    /// What KL 11:5 says of the years with the answer.
    pub(super) fn deficits(&self, years: &[YearFigures<i64>]) -> Option<String> {
        let all = self.trial.first_year().through(self.goal.year).zip(years);
        let short: Vec<Year> =
            all.filter(|(_, figures)| !law::meets_budgetkrav(Ore::new(figures.result))).map(|(year, _)| year).collect();
        let rule = law::BUDGETKRAV.citation;
        (!short.is_empty()).then(|| {
            format!(
                "Med åtgärden har {} intäkter som inte överstiger kostnaderna, som {rule} kräver av en budget.",
                sv::years(&short)
            )
        })
    }

    fn impossible_notes(&self, solved: &Solved, best: &Point, missing: &[(Demand, Ore)]) -> Vec<String> {
        let mut notes = vec![format!("Närmast kommer {}: {}.", self.say(best.value), self.lack(missing))];
        notes.extend(self.scenario_note(&solved.present));
        notes.push(self.proof("på rutnätet", &[]));
        notes
    }

    /// What is missing of each kind, in a phrase: the one demand, or since when and how much at the most.
    pub(super) fn lack(&self, missing: &[(Demand, Ore)]) -> String {
        let is_cash = |demand: &Demand| matches!(demand, Demand::Cash { .. });
        let (cash, equity): (Vec<_>, Vec<_>) = missing.iter().copied().partition(|(demand, _)| is_cash(demand));
        let phrases: Vec<String> = [equity, cash].iter().filter_map(|of| self.lack_of_one_kind(of)).collect();
        if phrases.is_empty() { "beloppen blir för stora att räkna med".to_owned() } else { sv::list(&phrases) }
    }

    fn lack_of_one_kind(&self, missing: &[(Demand, Ore)]) -> Option<String> {
        let (first, most) = (missing.first()?, missing.iter().max_by_key(|(_, amount)| *amount)?);
        if missing.len() == 1 {
            return Some(self.lacks(first.0, first.1));
        }
        let when = |demand: Demand| match demand {
            Demand::Equity { year, .. } => year.to_string(),
            Demand::Cash { year, tertial, .. } => format!("T{} {year}", tertial + 1),
        };
        let what = if matches!(first.0, Demand::Cash { .. }) {
            "likvida medel blir för små"
        } else {
            "eget kapital blir för litet"
        };
        Some(format!(
            "{what} från utgången av {}, som mest {} vid utgången av {}",
            when(first.0),
            sv::kr(most.1),
            when(most.0)
        ))
    }

    pub(super) fn file(&self, value: &str) -> String {
        let scenario = &self.trial.economy().scenarios[self.scenario];
        let name = format!("{} {value}", self.name());
        let purpose = format!("Räknat fram för att nå målet {}.", self.goal.year);
        scenario_file(self.trial, &scenario.id, &name, &purpose)
    }

    pub(super) fn statement(&self, columns: Vec<Column>, rows: Vec<Row>, title: String) -> Statement {
        Statement {
            report: "mal",
            title,
            forbund: self.trial.economy().forbund.name.clone(),
            year: Some(self.goal.year),
            period: None,
            scenario: Some(self.trial.economy().scenarios[self.scenario].id.to_string()),
            unit: Unit::Kr,
            columns,
            rows,
            notes: Vec::new(),
        }
    }

    /// The answer, the next value and the scenario side by side.
    fn table(&self, solved: &Solved) -> Statement {
        let column = |id: &str, heading: String, kind: &str| Column {
            id: id.to_owned(),
            heading,
            kind: kind.to_owned(),
            layer: "prognos",
        };
        let mut columns = Vec::new();
        let mut runs: Vec<&[YearFigures<i64>]> = Vec::new();
        match &solved.outcome {
            Outcome::Met { met, next, .. } => {
                columns.push(column("varde", self.show(met.value), "räcker"));
                runs.push(&met.years);
                if let Some(next) = next {
                    columns.push(column("nasta", self.show(next.value), "räcker inte"));
                    runs.push(&next.years);
                }
            }
            Outcome::Impossible { best, .. } => {
                columns.push(column("narmast", self.show(best.value), "närmast"));
                runs.push(&best.years);
            }
        }
        let now = self.present().map_or("som det är".to_owned(), |value| self.show(value));
        columns.push(column("scenario", "Scenariot".to_owned(), &now));
        runs.push(&solved.present);
        let rows = self.rows(&runs);
        let title = format!("{} för målet {}", self.name(), self.goal.year);
        self.statement(columns, rows, title)
    }

    fn rows(&self, runs: &[&[YearFigures<i64>]]) -> Vec<Row> {
        let (year, from) = (self.goal.year, self.from());
        let row = |id: String, label: String, style, pick: &dyn Fn(&[YearFigures<i64>]) -> i64| {
            let cells = runs.iter().map(|years| Cell::Amount(Ore::new(pick(years)))).collect();
            // A run that is tried has no derivation; saved as a scenario it has.
            Row { style, ..Row::of_words(id, label, cells) }
        };
        let at = |years: &[YearFigures<i64>], year: Year| *self.figures(years, year);
        let mut rows = vec![
            row(format!("tilldelning_{year}"), format!("Tilldelning {year}"), Style::Item, &|years| {
                at(years, year).contributions
            }),
            row(format!("kostnader_{year}"), format!("Kostnader {year}"), Style::Item, &|years| at(years, year).costs),
        ];
        for of in from.through(year) {
            rows.push(row(format!("eget_kapital_{of}"), format!("Eget kapital {of}"), Style::Item, &|years| {
                at(years, of).equity
            }));
        }
        let gap = |years: &[YearFigures<i64>]| {
            let (equity, target) = self.landing(years);
            equity.ore() - target.ore()
        };
        rows.push(row("mal_eget_kapital".to_owned(), format!("Mål {year}"), Style::Key, &|years| {
            self.landing(years).1.ore()
        }));
        rows.push(row("over_malet".to_owned(), "Över målet (minus: under)".to_owned(), Style::Key, &gap));
        let lowest = |years: &[YearFigures<i64>]| {
            let cash = from.through(year).flat_map(|year| at(years, year).cash);
            cash.min().unwrap_or(0)
        };
        let span = if from == year { from.to_string() } else { format!("{from}–{year}") };
        rows.push(row("lagsta_likvida_medel".to_owned(), format!("Lägsta likvida medel {span}"), Style::Key, &lowest));
        rows
    }
}
