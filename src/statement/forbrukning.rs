//! How budgets have been consumed: what a budget of 100 has meant in spent money, year by year in total, as the offered basis of a
//! scenario. What single lines have spent it never says.

use super::{Column, Counts, Figure, Name, Reckon, Row, Statement, Style};
use crate::diag::{Problem, catalogue};
use crate::domain::account::StatementRow as R;
use crate::domain::money::{Ore, Unit, round_half_away_64};
use crate::domain::period::{Period, Year};
use crate::domain::rate::Rate;
use crate::domain::sv;
use crate::domain::yearbook::{Budget, BudgetKind};
use crate::ledger::{self, Query, Select};
use crate::projection::Economy;

/// The budgets of closed years with what was spent of them.
#[derive(Clone, Debug)]
pub struct Consumption {
    /// A row each, and all whole years together where they are several.
    pub table: Statement,
    /// The same for other programs, without the sum.
    pub budgets: Vec<Consumed>,
    /// The year whose share is offered.
    pub year: Year,
    /// The share as an assumption to paste into a scenario's file.
    pub block: String,
    /// What a board should know.
    pub points: Vec<String>,
}

/// A budget and what was spent of it.
#[derive(Clone, Debug)]
pub struct Consumed {
    /// Its year.
    pub year: Year,
    /// What part of the year it is for.
    pub period: Period,
    /// What it planned to spend.
    pub budget: Ore,
    /// What was spent.
    pub outcome: Ore,
    /// The outcome as a share of the budget, in whole millionths.
    pub share: Rate,
    row: Row,
    budgeted: [Figure; 2],
}

/// The most that a förbrukningsgrad can be; more is a budget that was no budget.
const MOST: Rate = Rate::new(2_000_000);

/// How the budgets of closed years were consumed; the block is of `year`, or of the last that has a budget and a bokslut.
///
/// # Errors
/// F553 if no closed year has both, or if the year asked for has not.
pub fn forbrukning(economy: &Economy, year: Option<Year>) -> Result<Consumption, Problem> {
    let budgets: Vec<Consumed> = ledger::budgets(&economy.forbund).filter_map(|of| consumed(economy, of)).collect();
    let whole = || budgets.iter().filter(|of| of.period == Period::Helar && of.share <= MOST);
    let known: Vec<String> = whole().map(|of| of.year.to_string()).collect();
    let offered = match year {
        Some(year) => whole().rfind(|of| of.year == year),
        None => whole().next_back(),
    };
    let offered = offered.ok_or_else(|| catalogue::nothing_consumed(year.map(|year| year.to_string()), &known))?;
    let (year, block) = (offered.year, block(economy, offered));
    let points = points(economy, &budgets, offered);
    let mut rows: Vec<Row> = budgets.iter().map(|of| of.row.clone()).collect();
    rows.extend(together(&budgets));
    Ok(Consumption { table: table(economy, &budgets, rows), budgets, year, block, points })
}

/// A budget of a closed year, if its period has an outcome and it says what it costs. A locked forecast is no budget.
fn consumed(
    economy: &Economy,
    (layer, year, budget): (crate::domain::voucher::Layer, Year, &Budget),
) -> Option<Consumed> {
    let book = &economy.forbund.years[&year];
    let current = book.budget_for(budget.period).is_some_and(|(_, current)| current.id == budget.id);
    if budget.kind != BudgetKind::Budget || !current || !book.is_closed() {
        return None;
    }
    let span = budget.period.span(year);
    if !economy.ledger.is_given(span) {
        return None;
    }
    let label = sv::period(year, budget.period);
    let costs = |what: &str, query| {
        let rows = [R::VerksamhetensKostnader, R::Avskrivningar].map(|row| (Select::Row(row), 1));
        Figure::flow(&Name::new(what, &label), &economy.ledger, query, rows)
    };
    let planned = costs("Budgeterade kostnader", Query::Planned(layer)).filter(|planned| planned.value() > 0)?;
    let spent = costs("Kostnader", Query::Movement { books: economy.books(0), span })?;
    let id = match budget.period {
        Period::Helar => year.to_string(),
        period => format!("{year}_{}", period.name()),
    };
    let row = row(&id, &label, &planned, &spent)?;
    let share = Rate::new(row.figures[3].as_ref()?.value());
    let [budget_ore, outcome] = [&planned, &spent].map(|figure| Ore::new(figure.value()));
    Some(Consumed { year, period: budget.period, budget: budget_ore, outcome, share, row, budgeted: [planned, spent] })
}

/// What was planned, spent and left, and the share that was spent.
fn row(id: &str, label: &str, planned: &Figure, spent: &Figure) -> Option<Row> {
    let name = |what: &str| Name::new(what, label);
    let left = Figure::signed(&name("Ej förbrukat"), vec![(1, planned.clone()), (-1, spent.clone())])?;
    let operands = vec![spent.clone(), planned.clone()];
    let share = Figure::rule(&name("Andel av budgeten"), Counts::Millionths, Reckon::Degree, operands)?;
    let figures = [planned.clone(), spent.clone(), left, share].map(Some).to_vec();
    Some(Row::of(id, label, Style::Item, figures))
}

/// All whole years together, as the follow-up's method `forbrukning` uses them.
fn together(budgets: &[Consumed]) -> Option<Row> {
    let whole: Vec<&Consumed> = budgets.iter().filter(|of| of.period == Period::Helar).collect();
    let years: Vec<Year> = whole.iter().map(|of| of.year).collect();
    let label = format!("Helåren {}", sv::years(&years));
    let sum = |what: &str, at: usize| {
        Figure::total(&Name::new(what, &label), whole.iter().map(|of| of.budgeted[at].clone()).collect())
    };
    let (planned, spent) = (sum("Budgeterade kostnader", 0)?, sum("Kostnader", 1)?);
    let row = row("tillsammans", &label, &planned, &spent)?;
    (years.len() > 1).then_some(Row { style: Style::Total, ..row })
}

fn table(economy: &Economy, budgets: &[Consumed], rows: Vec<Row>) -> Statement {
    let column = |id: &str, heading: &str, kind: &str, layer| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: kind.to_owned(),
        layer,
    };
    let mut notes = vec![
        "Verksamhetens kostnader mot budgeten som den står efter ändringar. Andelen är utfallet delat med budgeten, med fyra \
         decimaler av en procent."
            .to_owned(),
    ];
    for of in budgets.iter().filter(|of| of.period != Period::Helar) {
        let [part, whole] = [of.period, Period::Helar].map(|period| sv::period(of.year, period));
        let has_both = budgets.iter().any(|other| other.year == of.year && other.period == Period::Helar);
        notes.extend(has_both.then(|| {
            format!(
                "Budgeten {part} och budgeten för hela {whole} är två uppgifter i källan; ingen är räknad ur den andra."
            )
        }));
    }
    for (_, year, budget) in ledger::budgets(&economy.forbund) {
        let is_shown = budgets.iter().any(|of| of.year == year && of.period == budget.period);
        let unit = budget.unit_in_source.filter(|_| is_shown && budget.kind == BudgetKind::Budget);
        notes.extend(unit.map(|unit| format!("{} är i källan angiven i {}.", budget.name, unit.name())));
    }
    Statement {
        report: "forbrukning",
        title: "Hur budgetarna har förbrukats".to_owned(),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: None,
        scenario: None,
        unit: Unit::Kr,
        columns: vec![
            column("budget", "Budget", "kostnader", "budget"),
            column("utfall", "Utfall", "kostnader", "utfall"),
            column("ej_forbrukat", "Ej förbrukat", "", "avvikelse"),
            column("andel", "Andel", "av budgeten", "utfall"),
        ],
        rows,
        notes,
    }
}

/// An amount as a scenario's file has it in words: ordinary blanks.
fn plain(text: &str) -> String {
    text.replace(sv::NBSP, " ")
}

fn block(economy: &Economy, of: &Consumed) -> String {
    let (outcome, budget) = (sv::kr(of.outcome), sv::kr(of.budget));
    plain(&format!(
        "[[forbrukning]]\nfran = {}\nalla = true\ngrad = \"{}\"\nmotiv = \"utfall {outcome} av budget {budget} år {}\"\n\
         status = \"antagande\"\n",
        economy.forbund.first_projected(),
        sv::percent(of.share),
        of.year,
    ))
}

fn points(economy: &Economy, budgets: &[Consumed], offered: &Consumed) -> Vec<String> {
    let whole: Vec<&Consumed> = budgets.iter().filter(|of| of.period == Period::Helar).collect();
    // Of 100 kr: a millionth is a hundredth of an öre.
    let of_hundred = |of: &&Consumed| {
        let spent = Ore::new(round_half_away_64(of.share.millionths(), 100));
        format!("{}\u{a0}kr {}", sv::kr_ore(spent), of.year)
    };
    let spent: Vec<String> = whole.iter().map(of_hundred).collect();
    let mut points = vec![format!("Av 100\u{a0}kr i budget blev kostnaderna {}.", sv::list(&spent))];
    points.push(match whole.len() {
        1 => "Ett år är ingen trend: det säger vad som hände det året och inte vad som kommer att hända.".to_owned(),
        2 => "Två år är ingen trend: de säger vad som hände de åren och inte vad som kommer att hända.".to_owned(),
        count => format!("{count} år säger vad som hände de åren och inte vad som kommer att hända."),
    });
    points.push(format!(
        "Andelen {} för {} är för alla rader tillsammans; vad varje rad har förbrukat säger den inte. Rader med avtalade belopp \
         undantas med utom_insatser eller utom_rader.",
        sv::percent(offered.share),
        offered.year,
    ));
    let first = economy.forbund.first_projected();
    points.push(format!(
        "Blocket klistras in i en fil i scenarios/ och gäller från {first}; finsam jamfor visar vad det betyder."
    ));
    points
}

impl Consumption {
    /// The table with the budgets of one year, and all whole years together.
    pub fn of_year(mut self, year: Year) -> Statement {
        let own: Vec<&str> = self.budgets.iter().filter(|of| of.year == year).map(|of| of.row.id.as_str()).collect();
        self.table.rows.retain(|row| own.contains(&row.id.as_str()) || row.style == Style::Total);
        self.table
    }
}
