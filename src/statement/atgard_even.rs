//! `mal --jamnt`: a lever with a value for each year, so that eget kapital goes in a straight line to the target.

use super::atgard::{EvenStep, GoalAnswer, Writer};
use super::{Cell, Column, Row, Statement};
use crate::domain::money::Ore;
use crate::domain::sv;
use crate::lab::{Even, solve_evenly};

impl Writer<'_, '_> {
    pub(super) fn even(&mut self) -> GoalAnswer {
        let even = solve_evenly(self.trial, self.goal);
        let (equity, target) =
            if even.years.is_empty() { self.landing(&even.present) } else { self.landing(&even.years) };
        let is_met = even.missing.is_empty();
        let steps: Vec<EvenStep> = (even.path.iter())
            .map(|step| EvenStep {
                year: step.year,
                value: step.value,
                equity: Ore::new(self.figures(&even.years, step.year).equity),
                least: step.least,
                next: step.next,
            })
            .collect();
        let answer = match (is_met, steps.first(), steps.last()) {
            (true, Some(first), Some(last)) if first.value != last.value => {
                format!(
                    "{} {} {}, till {} {}",
                    self.name(),
                    self.show(first.value),
                    first.year,
                    self.show(last.value),
                    last.year
                )
            }
            (true, Some(first), _) => format!("{} {} varje år", self.name(), self.show(first.value)),
            _ => "Ingen jämn väg når målet".to_owned(),
        };
        let file = is_met.then(|| self.file("med jämn väg"));
        GoalAnswer {
            lever: self.trial.levers[0].clone(),
            id: self.trial.levers[0].id(&self.trial.economy().forbund),
            question: self.question(true),
            answer,
            statement: self.even_table(&even, &steps),
            notes: self.even_notes(&even, &steps),
            value: None,
            equity: is_met.then_some(equity),
            target,
            next: None,
            present: self.present(),
            missing: self.missing(&even.missing),
            steps,
            file,
        }
    }

    fn even_table(&self, even: &Even, steps: &[EvenStep]) -> Statement {
        let column = |id: &str, heading: &str, kind: &str| Column {
            id: id.to_owned(),
            heading: heading.to_owned(),
            kind: kind.to_owned(),
            layer: "prognos",
        };
        let columns = vec![
            column("varde", "Värde", ""),
            column("resultat", "Resultat", ""),
            column("eget_kapital", "Eget kapital", ""),
            column("minst", "Minst", "för jämn väg"),
            column("nasta_varde", "Nästa värde", ""),
            column("nasta_eget_kapital", "Eget kapital", "med nästa"),
        ];
        let row = |step: &EvenStep| {
            let result = Cell::Amount(Ore::new(self.figures(&even.years, step.year).result));
            let (next, after) = match step.next {
                Some((value, equity)) => (Cell::Text(self.show(value)), Cell::Amount(equity)),
                None => (Cell::Nothing, Cell::Nothing),
            };
            let value = Cell::Text(self.show(step.value));
            let cells = vec![value, result, Cell::Amount(step.equity), Cell::Amount(step.least), next, after];
            Row::of_words(step.year.to_string(), step.year.to_string(), cells)
        };
        let title = format!("{} för en jämn väg till målet {}", self.name(), self.goal.year);
        self.statement(columns, steps.iter().map(row).collect(), title)
    }

    fn even_notes(&self, even: &Even, steps: &[EvenStep]) -> Vec<String> {
        let mut notes = Vec::new();
        let results: Vec<i64> = steps.iter().map(|step| self.figures(&even.years, step.year).result).collect();
        if let (true, Some(least), Some(most)) = (even.missing.is_empty(), results.iter().min(), results.iter().max()) {
            notes.push(format!(
                "Resultatet är {} som lägst och {} som högst; skillnaden är vad ett steg på åtgärdens rutnät ger.",
                sv::kr(Ore::new(*least)),
                sv::kr(Ore::new(*most))
            ));
            notes.push(format!(
                "Det egna kapitalet landar {} vid utgången av {}.",
                self.beside(&even.years),
                self.goal.year
            ));
        }
        if let Some((demand, _)) = even.missing.first() {
            notes.push(format!("Stopp {}: {}, hur åtgärden än väljs.", demand.year(), self.lack(&even.missing)));
        }
        notes.extend(self.scenario_note(&even.present));
        notes.extend(even.missing.is_empty().then(|| self.proof("bortom vart års", &[])));
        notes.extend(even.missing.is_empty().then(|| self.deficits(&even.years)).flatten());
        notes
    }
}
