//! Where the money goes, and how much of each budget was spent.

use super::{Block, Section};
use crate::domain::account::{Account, StatementRow as R};
use crate::domain::money::{Ore, Unit, round_half_away};
use crate::domain::period::{Period, Year};
use crate::domain::sv;
use crate::ledger::{Query, Select};
use crate::projection::Economy;
use crate::statement::drift::{Asked, drift};
use crate::statement::figure::{Figure, Name};
use crate::statement::picture::{Bar, Columns, Drawing, Picture, Series};
use crate::statement::{Cell, Column, Row, Statement, Style, prognossakerhet};

/// A figure with the id and the label of its row.
struct Item {
    id: String,
    label: String,
    figure: Figure,
}

/// What was spent by kind of cost in the year, and what the first planned year's budget is spent on.
pub(super) fn section(economy: &Economy, asked: &Asked, unit: Unit) -> Section {
    let planned = Asked { year: economy.forbund.first_projected(), period: Period::Helar, ..*asked };
    let mut blocks = Vec::new();
    let title = format!("Budget {} per ändamål", planned.year);
    blocks.extend(
        shown("budget-per-andamal", title, planned.year, by_purpose(economy, &planned), economy, unit)
            .into_iter()
            .flatten(),
    );
    if asked.year < planned.year {
        let title = format!("Kostnader {} per slag", sv::period(asked.year, asked.period));
        blocks.extend(
            shown("kostnader-per-slag", title, asked.year, by_kind(economy, asked), economy, unit)
                .into_iter()
                .flatten(),
        );
    }
    if blocks.is_empty() {
        blocks.push(Block::Missing("Källorna delar inte upp kostnaderna.".to_owned()));
    }
    Section::new("pengarna", "Vart pengarna går", blocks)
}

/// The rows that driftredovisningens costs are the sum of, in the budget.
fn by_purpose(economy: &Economy, asked: &Asked) -> Vec<Item> {
    let Ok(statement) = drift(economy, asked) else { return Vec::new() };
    let at = statement.columns.iter().position(|column| column.id == "budget").unwrap_or(0);
    let parts = statement.row("kostnader").map_or(&[][..], |row| &row.parts);
    let rows = parts.iter().map(|(row, _)| &statement.rows[*row]);
    let item = |row: &Row| {
        let figure = row.figures[at].clone()?;
        Some(Item { id: row.id.clone(), label: row.label.clone(), figure })
    };
    rows.filter_map(item).collect()
}

/// The accounts of verksamhetens kostnader.
fn by_kind(economy: &Economy, asked: &Asked) -> Vec<Item> {
    let query = Query::Movement { books: economy.books(asked.scenario), span: asked.span() };
    let period = sv::period(asked.year, asked.period);
    let accounts = economy.forbund.chart.iter().filter(|(_, account)| account.row == R::VerksamhetensKostnader);
    let item = |(ix, account): (_, &Account)| {
        let name = Name::new(&account.name, &period);
        let figure = Figure::ledger(&name, &economy.ledger, query, Select::Account(ix), 1)?;
        Some(Item { id: account.id.to_string(), label: account.name.clone(), figure })
    };
    accounts.filter_map(item).collect()
}

/// The picture and the table of some amounts and their shares of the whole, the largest first; nothing of nothing.
fn shown(
    id: &'static str,
    title: String,
    year: Year,
    mut items: Vec<Item>,
    economy: &Economy,
    unit: Unit,
) -> Option<[Block; 2]> {
    items.retain(|item| item.figure.value() != 0);
    items.sort_by_key(|item| std::cmp::Reverse(item.figure.value()));
    let whole = Figure::total(&Name::new("Summa", &title), items.iter().map(|item| item.figure.clone()).collect())?;
    let share = |figure: &Figure| Figure::share(&Name::new("Andel", &figure.name().what), figure, &whole);
    let amount = |figure: &Figure| sv::with_unit(Ore::new(figure.value()), unit);
    let share_of = |figure: &Figure| share(figure).map_or(String::new(), |share| sv::share(share.value()));
    let largest = items.first().filter(|_| whole.value() > 0)?;
    let text = format!(
        "Störst är {}, {} eller {} av {}.",
        largest.label,
        amount(&largest.figure),
        share_of(&largest.figure),
        amount(&whole),
    );
    let bar = |item: &Item| Bar {
        label: item.label.clone(),
        amount: Ore::new(item.figure.value()),
        figure: format!("{}, {}", amount(&item.figure), share_of(&item.figure)),
    };
    let picture = Picture {
        id,
        title: title.clone(),
        key: String::new(),
        text,
        drawing: Drawing::Bars(items.iter().map(bar).collect()),
    };
    let row = |id: &str, label: &str, style, figure: &Figure| {
        Row::of(id, label, style, vec![Some(figure.clone()), share(figure)])
    };
    let mut rows: Vec<Row> = items.iter().map(|item| row(&item.id, &item.label, Style::Item, &item.figure)).collect();
    let parts = (0..rows.len()).map(|at| (at, 1)).collect();
    rows.push(Row { parts, ..row("summa", "Summa", Style::Total, &whole) });
    let column = |id: &str, heading: &str| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: String::new(),
        layer: "utfall",
    };
    let table = Statement {
        report: "rapport",
        title,
        forbund: economy.forbund.name.clone(),
        year: Some(year),
        period: None,
        scenario: None,
        unit: Unit::Tkr,
        columns: vec![column("belopp", "Belopp"), column("andel", "Andel")],
        rows,
        notes: Vec::new(),
    };
    Some([Block::Picture(picture), Block::Table(table, unit)])
}

/// The budgets of the years against what was spent, and how well each budget and forecast did.
pub(super) fn budget_and_outcome(economy: &Economy, scenario: usize, unit: Unit) -> Section {
    let (id, title) = ("budget-och-utfall", "Budget mot utfall genom åren");
    let table = match prognossakerhet(economy, None, None) {
        Ok(table) if !table.rows.is_empty() => table,
        _ => {
            let why = "Källorna ger ingen budget för ett helt år, så det finns inget att jämföra.";
            return Section::new(id, title, vec![Block::Missing(why.to_owned())]);
        }
    };
    let mut blocks = Vec::from_iter(spent(economy, scenario, unit).map(Block::Picture));
    blocks.push(Block::Table(table, unit));
    Section::new(id, title, blocks)
}

/// Each year's budgeted and actual costs, side by side.
fn spent(economy: &Economy, scenario: usize, unit: Unit) -> Option<Picture> {
    let years: Vec<Year> = economy.forbund.years.keys().copied().collect();
    let costs = |year: &Year, column: &str| costs(economy, scenario, *year, column);
    let series = |label: &str, column: &str| {
        let value = |year| costs(year, column).map(|amount| (amount.ore(), sv::in_unit(amount, unit, false)));
        Series { label: label.to_owned(), values: years.iter().map(value).collect() }
    };
    let shares = spent_shares(economy, scenario);
    let span = years.first().zip(years.last()).map_or(String::new(), |(first, last)| format!(" {first}–{last}"));
    let of = |label: &str, column: &str| {
        let without: Vec<String> =
            years.iter().filter(|year| costs(year, column).is_none()).map(ToString::to_string).collect();
        (!without.is_empty()).then(|| format!("{label} saknas för {}.", sv::list(&without)))
    };
    let missing: Vec<String> = [of("Budget", "budget"), of("Utfall", "utfall")].into_iter().flatten().collect();
    (!shares.is_empty()).then(|| Picture {
        id: "budget-och-utfall",
        key: String::new(),
        title: format!("Kostnader{span}: budget och utfall, {}", unit.name()),
        text: spent_words(&shares, &missing),
        drawing: Drawing::Columns(Columns {
            groups: years.iter().map(ToString::to_string).collect(),
            series: vec![series("Budget", "budget"), series("Utfall", "utfall")],
        }),
    })
}

/// A year's costs in a column of its driftredovisning.
fn costs(economy: &Economy, scenario: usize, year: Year, column: &str) -> Option<Ore> {
    let asked = Asked { year, period: Period::Helar, scenario };
    match drift(economy, &asked).ok()?.figure("kostnader", column)? {
        Cell::Amount(amount) => Some(*amount),
        _ => None,
    }
}

/// What part of its budgeted costs each closed year spent, in ten-thousandths, where the sources give both.
pub(super) fn spent_shares(economy: &Economy, scenario: usize) -> Vec<(Year, i64)> {
    let share = |year: &Year| {
        let (budget, outcome) =
            costs(economy, scenario, *year, "budget").zip(costs(economy, scenario, *year, "utfall"))?;
        let share = round_half_away(i128::from(outcome.ore()) * 10_000, i128::from(budget.ore()).max(1)) as i64;
        Some((*year, share))
    };
    economy.forbund.years.keys().filter_map(share).collect()
}

/// Whether the scenario expects all of the year's budget to be spent.
pub(super) fn spends_all(economy: &Economy, scenario: usize, year: Year) -> bool {
    let of = |column| costs(economy, scenario, year, column);
    of("budget").is_some() && of("budget") == of("prognos")
}

/// `2024 förbrukades 61,6 % av de budgeterade kostnaderna, 2025 85,5 %.`, and what the picture has gaps for.
fn spent_words(shares: &[(Year, i64)], missing: &[String]) -> String {
    let said = shares.iter().enumerate().map(|(at, (year, share))| match at {
        0 => format!("{year} förbrukades {} av de budgeterade kostnaderna", sv::share(*share)),
        _ => format!("{year} {}", sv::share(*share)),
    });
    let said: Vec<String> = said.collect();
    [format!("{}.", sv::list(&said))].iter().chain(missing).cloned().collect::<Vec<_>>().join(" ")
}
