//! `kanslighet`: what each assumption tolerates by itself, which breaks first, and how much eget kapital moves with each.

use super::{Cell, Column, Row, Statement, Style};
use crate::diag::Problem;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::sv;
use crate::lab::{Level, Lever, Rules, Step, Tolerance, Tolerated, tolerances};
use crate::projection::Economy;

/// The page.
#[derive(Clone, Debug)]
pub struct Sensitivity {
    /// What each assumption tolerates.
    pub tolerated: Statement,
    /// How eget kapital moves, the largest first.
    pub moved: Statement,
    /// What one should know.
    pub notes: Vec<String>,
    /// The assumptions, in the order of the first table.
    pub found: Vec<Tolerance>,
    /// The first year that is moved.
    pub from: Year,
}

/// The ids of the three rules, with their headings.
const RULES: [(&str, &str); 3] =
    [("malet", "Målet"), ("eget_kapital_inte_negativt", "Eget kapital"), ("ingen_kredit", "Likvida medel")];

/// The page of a scenario, judged from a year to that of the target.
///
/// # Errors
/// What [`tolerances`] finds.
pub fn kanslighet(
    economy: &Economy,
    scenario: usize,
    from: Year,
    year: Year,
    level: Level,
) -> Result<Sensitivity, Problem> {
    let rules = Rules::new(from, year, level);
    let found = tolerances(economy, scenario, from, year, &rules)?;
    let page = Writer { economy, scenario, from, year, level };
    let (tolerated, moved, notes) = (page.tolerated(&found), page.moved(&found), page.notes(&found));
    Ok(Sensitivity { tolerated, moved, notes, found, from })
}

struct Writer<'w> {
    economy: &'w Economy,
    scenario: usize,
    from: Year,
    year: Year,
    level: Level,
}

/// `≤ 5,2 %`, `≥ 7 656 000`, `alltid`, `aldrig`; a star where there is more to say.
fn bound(lever: &Lever, of: &Tolerated) -> String {
    let grid = lever.grid();
    match of.runs[..] {
        [] => "aldrig".to_owned(),
        [(low, high)] if low == grid.low && high == grid.high => "alltid".to_owned(),
        [(low, high)] if low == grid.low => format!("≤\u{a0}{}", lever.show_short(high)),
        [(low, high)] if high == grid.high => format!("≥\u{a0}{}", lever.show_short(low)),
        [(low, high)] => format!("{}–{}", lever.show_short(low), lever.show_short(high)),
        [(low, _), .., (_, high)] if low == grid.low => format!("≤\u{a0}{}*", lever.show_short(high)),
        [(low, _), ..] => format!("≥\u{a0}{}*", lever.show_short(low)),
    }
}

impl Writer<'_> {
    fn name(&self, of: &Tolerance) -> String {
        of.lever.name(&self.economy.forbund)
    }

    fn statement(&self, title: String, columns: Vec<Column>, rows: Vec<Row>, notes: Vec<String>) -> Statement {
        Statement {
            report: "kanslighet",
            title,
            forbund: self.economy.forbund.name.clone(),
            year: Some(self.year),
            period: None,
            scenario: Some(self.economy.scenarios[self.scenario].id.to_string()),
            unit: Unit::Tkr,
            columns,
            rows,
            notes,
        }
    }

    fn span(&self) -> String {
        if self.from == self.year { self.year.to_string() } else { format!("{}–{}", self.from, self.year) }
    }

    fn level(&self) -> String {
        match self.level {
            Level::Share(share) => format!("{} av årets tilldelning", sv::percent(share)),
            Level::Amount(amount) => sv::kr(amount),
        }
    }

    fn tolerated(&self, found: &[Tolerance]) -> Statement {
        let column = |id: &str, heading: &str, kind: String| Column {
            id: id.to_owned(),
            heading: heading.to_owned(),
            kind,
            layer: "prognos",
        };
        let kinds = [self.year.to_string(), "minst 0".to_owned(), "minst 0".to_owned()];
        let mut columns = vec![column("nu", "Nu", String::new())];
        columns.extend(RULES.iter().zip(kinds).map(|((id, heading), kind)| column(id, heading, kind)));
        let row = |of: &Tolerance| {
            let now = of.present.map_or("olika".to_owned(), |value| of.lever.show_short(value));
            let bounds = of.rules.iter().map(|rule| bound(&of.lever, rule));
            let cells = std::iter::once(now).chain(bounds).map(Cell::Text).collect();
            Row::of_words(of.lever.id(&self.economy.forbund), self.name(of), cells)
        };
        let notes = vec![
            format!(
                "Varje antagande för sig, från {}, de andra som i scenariot. Belopp i kronor: av statens tilldelning, en rad eller en \
                 ändring om året.",
                self.from
            ),
            format!("Målet: eget kapital minst {} vid utgången av {}.", self.level(), self.year),
            format!(
                "Eget kapital minst 0 vid varje årsskifte och likvida medel minst 0 vid varje tertials slut, {}.",
                self.span()
            ),
            "alltid: vad antagandet än är; aldrig: inget värde räcker.".to_owned(),
        ];
        let rows = found.iter().map(row).collect();
        self.statement(format!("Vad varje antagande tål till {}", self.year), columns, rows, notes)
    }

    fn moved(&self, found: &[Tolerance]) -> Statement {
        let column = |id: &str, heading: &str| Column {
            id: id.to_owned(),
            heading: heading.to_owned(),
            kind: String::new(),
            layer: "prognos",
        };
        let mut moved: Vec<(&Tolerance, (Step, [Ore; 2]))> =
            found.iter().filter_map(|of| Some((of, of.moves?))).collect();
        let most = |[less, more]: &[Ore; 2]| less.ore().abs().max(more.ore().abs());
        moved.sort_by_key(|(_, (_, moves))| std::cmp::Reverse(most(moves)));
        let row = |(of, (step, moves)): (&Tolerance, (Step, [Ore; 2]))| {
            let step = match step {
                Step::Point => "1\u{a0}%-enhet",
                Step::Percent => "1\u{a0}%",
                Step::HundredTkr => "100\u{a0}tkr",
            };
            let words = Row::of_words(of.lever.id(&self.economy.forbund), self.name(of), Vec::new());
            let cells = vec![Cell::Text(step.to_owned()), Cell::Amount(moves[0]), Cell::Amount(moves[1])];
            Row { style: Style::Item, figures: vec![None; cells.len()], cells, ..words }
        };
        let columns = vec![column("steg", "Steg"), column("mindre", "Mindre"), column("mer", "Mer")];
        let notes = vec![
            "Varje antagande ett steg mindre och ett steg mer alla år: andelar och index en procentenhet, belopp en procent av första \
             årets, lika många kronor varje år, och det som är 0 i dag 100 tkr."
                .to_owned(),
        ];
        let rows = moved.into_iter().map(row).collect();
        self.statement(format!("Så rör sig eget kapital {}", self.year), columns, rows, notes)
    }

    fn notes(&self, found: &[Tolerance]) -> Vec<String> {
        let mut notes: Vec<String> = (0..RULES.len()).map(|rule| self.turning(found, rule)).collect();
        notes.extend(found.iter().flat_map(|of| self.holes(of)));
        notes.push(
            "Varje gräns är prövad på båda sidor: värdet i tabellen räcker och nästa steg gör det inte. Andelar prövas i steg om \
             0,1 %, belopp i steg om 1 kr, statens tilldelning i steg om 1 000 kr. Det som är 0 i dag har ingen andel av dagens värde, och räknas inte \
             med när det sägs vad som brister först."
                .to_owned(),
        );
        notes
    }

    /// What breaks a rule first, or what mends it with the least change, as a share of today's value.
    fn turning(&self, found: &[Tolerance], rule: usize) -> String {
        let what = match rule {
            0 => format!("Målet {}", self.year),
            1 => format!("Eget kapital minst 0 {}", self.span()),
            _ => format!("Likvida medel minst 0 {}", self.span()),
        };
        let holds = found.first().is_some_and(|of| of.rules[rule].holds_now);
        let mut turns: Vec<(&Tolerance, i64, i64)> =
            (found.iter()).filter_map(|of| of.rules[rule].turns.map(|(value, share)| (of, value, share))).collect();
        turns.sort_by_key(|(_, _, share)| share.abs());
        let phrase = |(of, value, share): &(&Tolerance, i64, i64)| {
            let sign = if *share > 0 { "+" } else { "" };
            let now = of.present.map_or(String::new(), |present| of.lever.show(present));
            format!("{} från {now} till {} ({sign}{})", self.name(of), of.lever.show(*value), sv::share(*share))
        };
        let nearest: Vec<String> = turns.iter().take(3).map(phrase).collect();
        let kept = match (rule, holds) {
            (0, true) => "nås i scenariot",
            (0, false) => "nås inte i scenariot",
            (_, true) => "hålls i scenariot",
            (_, false) => "hålls inte i scenariot",
        };
        let named = sv::list(&nearest);
        match (holds, nearest.is_empty()) {
            (true, true) => format!("{what}: {kept}, och inget antagande för sig bryter det."),
            (true, false) => format!("{what}: {kept}. Brister först, räknat på dagens värde: {named}."),
            (false, true) => format!("{what}: {kept}, och inget antagande för sig räcker till."),
            (false, false) => format!("{what}: {kept}. Minst ändring som räcker, räknat på dagens värde: {named}."),
        }
    }

    /// Values between those that hold which do not, because of rounding.
    fn holes(&self, of: &Tolerance) -> Vec<String> {
        let hole = |((_, rule), tolerated): (&(&str, &str), &Tolerated)| {
            let step = of.lever.grid().step;
            let gaps = tolerated.runs.windows(2).map(|pair| {
                let (low, high) = (pair[0].1 + step, pair[1].0 - step);
                if low == high {
                    of.lever.show(low)
                } else {
                    format!("{}–{}", of.lever.show(low), of.lever.show(high))
                }
            });
            let gaps: Vec<String> = gaps.collect();
            (!gaps.is_empty())
                .then(|| format!("* {}, {rule}: genom avrundning inte {}.", self.name(of), sv::list(&gaps)))
        };
        RULES.iter().zip(&of.rules).filter_map(hole).collect()
    }
}
