//! `matris`: a grid over two levers, each pair of values with eget kapital in the target's year and the rules that it keeps.

use super::{Cell, Column, Row, Statement, Style};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::sv;
use crate::lab::{Level, Pair, Rules, Trial, matrix};
use crate::law;

/// Keeps every rule.
const ALL: char = '●';
/// Keeps every rule but that of KL 11:5, which a förbund that is to lower its capital cannot keep.
const ALL_BUT_INCOME: char = '○';

/// The page.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// Eget kapital, the first lever down and the second across.
    pub equity: Statement,
    /// Which rules each pair keeps, in words.
    pub kept: Statement,
    /// The values down and across.
    pub values: [Vec<i64>; 2],
    /// The pairs.
    pub pairs: Vec<Vec<Option<Pair>>>,
    /// The two levers, then what the scenario gives and what the marks mean.
    pub notes: Vec<String>,
}

/// The page of a trial's two levers and the values of each.
pub fn matris(
    trial: &mut Trial<'_>,
    scenario: usize,
    values: [Vec<i64>; 2],
    [from, year]: [Year; 2],
    level: Level,
) -> Matrix {
    let rules = Rules::new(from, year, level);
    let pairs = matrix(trial, [&values[0], &values[1]], &rules, [from, year]);
    let page = Writer { trial, scenario, from, year, level };
    let equity = page.table(format!("Eget kapital {year}"), &values, &pairs, |pair| Cell::Amount(pair.equity));
    let kept = page.table(format!("Regler som hålls till {year}"), &values, &pairs, |pair| {
        Cell::Text(word(pair.keeps).to_owned())
    });
    let notes = page.notes();
    Matrix { equity, kept, values, pairs, notes }
}

/// `alla`, `alla utom KL 11:5`, or nothing to boast of.
fn word(keeps: [bool; 4]) -> &'static str {
    match keeps {
        [true, true, true, true] => "alla",
        [true, true, true, false] => "alla utom KL 11:5",
        _ => "",
    }
}

impl Matrix {
    /// The table as it is printed: each amount in the unit, with its mark.
    pub fn marked(&self, unit: Unit) -> Statement {
        let mut statement = self.equity.clone();
        for (row, pairs) in statement.rows.iter_mut().zip(&self.pairs) {
            let cell = |pair: &Option<Pair>| {
                let Some(pair) = pair else { return Cell::Nothing };
                let amount = sv::in_unit(pair.equity, unit, unit == Unit::Kr && pair.equity.ore() % 100 != 0);
                Cell::Text(match word(pair.keeps) {
                    "alla" => format!("{ALL}\u{a0}{amount}"),
                    "" => amount,
                    _ => format!("{ALL_BUT_INCOME}\u{a0}{amount}"),
                })
            };
            row.cells = pairs.iter().map(cell).collect();
        }
        statement
    }
}

struct Writer<'w, 'e> {
    trial: &'w mut Trial<'e>,
    scenario: usize,
    from: Year,
    year: Year,
    level: Level,
}

impl Writer<'_, '_> {
    fn table(
        &self,
        title: String,
        values: &[Vec<i64>; 2],
        pairs: &[Vec<Option<Pair>>],
        cell: impl Fn(&Pair) -> Cell,
    ) -> Statement {
        let [down, across] = [&self.trial.levers[0], &self.trial.levers[1]];
        let column = |value: &i64| Column {
            id: across.code(*value),
            heading: across.show_short(*value),
            kind: String::new(),
            layer: "prognos",
        };
        let row = |(value, pairs): (&i64, &Vec<Option<Pair>>)| {
            let cells = pairs.iter().map(|pair| pair.as_ref().map_or(Cell::Nothing, &cell)).collect();
            Row { style: Style::Item, ..Row::of_words(down.code(*value), down.show_short(*value), cells) }
        };
        let economy = self.trial.economy();
        Statement {
            report: "matris",
            title,
            forbund: economy.forbund.name.clone(),
            year: Some(self.year),
            period: None,
            scenario: Some(economy.scenarios[self.scenario].id.to_string()),
            unit: Unit::Tkr,
            columns: values[1].iter().map(column).collect(),
            rows: values[0].iter().zip(pairs).map(row).collect(),
            notes: Vec::new(),
        }
    }

    fn axis(&self, lever: usize) -> String {
        let of = &self.trial.levers[lever];
        let years: Vec<Year> = of.years(self.trial.horizon()).collect();
        let now = self.trial.present_throughout(lever).map_or("olika".to_owned(), |value| of.show(value));
        format!("{} {}, i scenariot {now}", of.name(&self.trial.economy().forbund), sv::years(&years))
    }

    fn notes(&self) -> Vec<String> {
        let (first, year) = (self.trial.first_year(), self.year);
        let now =
            self.trial.as_it_is.get((year.number() - first.number()) as usize).map_or(0, |figures| figures.equity);
        let level = match self.level {
            Level::Share(share) => format!("{} av årets tilldelning", sv::percent(share)),
            Level::Amount(amount) => sv::kr(amount),
        };
        let span = if self.from == year { year.to_string() } else { format!("{}–{year}", self.from) };
        let income = law::BUDGETKRAV.citation;
        vec![
            format!("Nedåt: {}.", self.axis(0)),
            format!("Åt höger: {}.", self.axis(1)),
            format!("Scenariot som det är ger {} vid utgången av {year}.", sv::kr(Ore::new(now))),
            format!(
                "{ALL}\u{a0}håller alla regler: eget kapital minst {level} vid utgången av {year}; eget kapital minst 0 vid varje \
                 årsskifte och likvida medel minst 0 vid varje tertials slut {span}; intäkter över kostnaderna varje år {span}, {income}."
            ),
            format!("{ALL_BUT_INCOME}\u{a0}håller alla utom den sista. Utan märke: någon av de andra bryts."),
        ]
    }
}
