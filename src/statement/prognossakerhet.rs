//! How each budget and each locked forecast did: what it said of the year, and what the year became.

use super::figure::budget_costs;
use super::{Cell, Column, Counts, Figure, Name, Reckon, Row, Statement, Style};
use crate::diag::{Problem, catalogue};
use crate::domain::account::StatementRow as R;
use crate::domain::money::{Ore, Unit, round_half_away};
use crate::domain::period::{Period, Year};
use crate::domain::source::Sourced;
use crate::domain::sv;
use crate::domain::voucher::Layer;
use crate::domain::yearbook::{Budget, BudgetKind};
use crate::ledger::{self, Query, Select};
use crate::projection::Economy;

/// Income, costs and financial net; what is not stated is nothing.
#[derive(Clone, Default)]
struct Stated {
    income: Option<Figure>,
    costs: Option<Figure>,
    financial: Option<Figure>,
}

impl Stated {
    /// Income − costs + financial net; a budget that says nothing of the net has none in its result.
    fn result(&self, of: &str) -> Option<Figure> {
        let needed = [(1, self.income.clone()?), (-1, self.costs.clone()?)];
        let net = self.financial.clone().map(|net| (1, net));
        Figure::signed(&Name::new("Resultat", of), needed.into_iter().chain(net).collect())
    }

    fn of_budget(economy: &Economy, layer: Layer, year: Year, budget: &Budget) -> Stated {
        let name = |what: &str| Name::new(what, &budget.name);
        let stated = |what: &str, amount: &Option<Sourced<Ore>>| {
            amount.as_ref().map(|amount| Figure::stated(&name(what), amount))
        };
        // A budget by line has the contributions of the allocation as its income; without one, those that the base scenario expects.
        let income = |query| {
            let select = Select::Row(R::VerksamhetensIntakter);
            Figure::ledger(&name("Intäkter"), &economy.ledger, query, select, -1)
        };
        let expected = || {
            let projection = economy.projections.first().filter(|_| year == economy.forbund.first_projected())?;
            income(Query::Layer { layer: projection.budget(), span: Period::Helar.span(year) })
        };
        let income = income(Query::Planned(layer)).or_else(expected);
        Stated {
            income,
            costs: budget_costs(&economy.forbund, budget),
            financial: stated("Finansnetto", &budget.financial),
        }
    }

    fn of_outcome(economy: &Economy, year: Year) -> Stated {
        let flow = |what: &str, rows: &[R], sign| {
            let query = Query::Movement { books: economy.books(0), span: Period::Helar.span(year) };
            let of = rows.iter().map(|row| (Select::Row(*row), sign));
            Figure::flow(&Name::new(what, &format!("utfall {year}")), &economy.ledger, query, of)
        };
        let financial = [R::FinansiellaIntakter, R::FinansiellaKostnader, R::ExtraordinaraPoster];
        Stated {
            income: flow("Intäkter", &[R::VerksamhetensIntakter], -1),
            costs: flow("Kostnader", &[R::VerksamhetensKostnader, R::Avskrivningar], 1),
            financial: flow("Finansnetto", &financial, -1),
        }
    }
}

/// The whole-year budgets and forecasts of the years, each against its outcome.
///
/// # Errors
/// F502 for years that are not in the books, F504 for years in the wrong order.
pub fn prognossakerhet(economy: &Economy, from: Option<Year>, to: Option<Year>) -> Result<Statement, Problem> {
    let years = &economy.forbund.years;
    let (first, last) = (economy.first_year(), years.keys().last().copied().unwrap_or(economy.first_year()));
    if let Some(asked) = [from, to].into_iter().flatten().find(|year| !years.contains_key(year)) {
        return Err(catalogue::no_such_year(&asked.to_string(), "böckerna", &first.to_string(), &last.to_string()));
    }
    let (from, to) = (from.unwrap_or(first), to.unwrap_or(last));
    if from > to {
        return Err(catalogue::years_reversed(&from.to_string(), &to.to_string()));
    }
    let mut rows = Vec::new();
    let mut misses: [Vec<i64>; 2] = Default::default();
    let mut notes = vec![
        "Miss är utfallets resultat minus det som sades, i procent av årets kostnader; plus är bättre än sagt."
            .to_owned(),
    ];
    for (year, book) in years.range(from..=to) {
        let mut whole: Vec<&Budget> = book.budgets.iter().filter(|budget| budget.period == Period::Helar).collect();
        if whole.is_empty() {
            continue;
        }
        // What was decided first, then the forecasts in the order they were locked.
        whole.sort_by_key(|budget| (budget.kind == BudgetKind::Prognos, budget.locked));
        let forecasts = whole.iter().filter(|budget| budget.kind == BudgetKind::Prognos).count();
        let nearest = whole.last().filter(|_| forecasts > 1).copied();
        notes.extend(nearest.map(|nearest| {
            let name = &nearest.name;
            format!("Av prognoserna för {year} är {name} den som ligger närmast årets slut: den räknas i medeltalet.")
        }));
        let outcome = book.is_closed().then(|| Stated::of_outcome(economy, *year));
        let actual = outcome.as_ref().and_then(|outcome| outcome.result(&format!("utfall {year}")));
        for budget in whole {
            let layer = layer_of(economy, *year, budget);
            let stated = Stated::of_budget(economy, layer, *year, budget);
            let costs = outcome.as_ref().and_then(|outcome| outcome.costs.as_ref());
            let row = row(&format!("{year}_{}", budget.id), &budget.name, &stated, actual.as_ref(), costs);
            let missed = row.figures[4].as_ref().map(Figure::value);
            let is_forecast = budget.kind == BudgetKind::Prognos;
            if !is_forecast || nearest.is_none_or(|nearest| nearest.id == budget.id) {
                misses[usize::from(is_forecast)].extend(missed);
            }
            notes.extend(row.figures[3].as_ref().and_then(|result| before_changes(budget, result.value())));
            rows.push(row);
            notes.extend(
                budget.unit_in_source.map(|unit| format!("{} är i källan angiven i {}.", budget.name, unit.name())),
            );
        }
        if let Some(outcome) = outcome {
            let mut outcome = row(&format!("{year}_utfall"), &format!("Utfall {year}"), &outcome, None, None);
            outcome.style = Style::Subtotal;
            rows.push(outcome);
        }
    }
    notes.extend(mean("Budgetarna", &misses[0]));
    notes.extend(mean("Prognoserna", &misses[1]));
    Ok(Statement {
        report: "prognossakerhet",
        title: "Hur budgetar och prognoser har träffat".to_owned(),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: Some(Period::Helar),
        scenario: None,
        unit: Unit::Tkr,
        columns: columns(),
        rows,
        notes,
    })
}

/// That a budget is shown as decisions during the year have left it, and what its result was before them.
fn before_changes(budget: &Budget, result: i64) -> Option<String> {
    let spent = budget.changes.iter().flat_map(|change| &change.lines).map(|(_, amount)| amount.value.ore());
    let raised = budget.changes.iter().flat_map(|change| &change.income).map(|(_, amount)| amount.value.ore());
    let before = Ore::new(result + spent.sum::<i64>() - raised.sum::<i64>());
    (!budget.changes.is_empty())
        .then(|| format!("{} är efter årets ändringar; före dem var resultatet {}.", budget.name, sv::kr(before)))
}

fn layer_of(economy: &Economy, year: Year, budget: &Budget) -> Layer {
    let mut all = ledger::budgets(&economy.forbund);
    let found = all.find(|(_, of, other)| *of == year && other.id == budget.id);
    found.expect("every budget of the books has a layer").0
}

fn columns() -> Vec<Column> {
    let column = |id: &str, heading: &str, kind: &str, layer| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: kind.to_owned(),
        layer,
    };
    vec![
        column("intakter", "Intäkter", "", "budget"),
        column("kostnader", "Kostnader", "", "budget"),
        column("finansnetto", "Finansnetto", "", "budget"),
        column("resultat", "Resultat", "", "budget"),
        column("miss", "Miss", "resultat", "avvikelse"),
        column("miss_procent", "Miss", "%", "avvikelse"),
        column("tecken", "Tecken", "", "avvikelse"),
    ]
}

/// What was stated, and how far from it the outcome came: in kronor, as a share of the year's costs, and whether the sign was right.
fn row(id: &str, label: &str, stated: &Stated, actual: Option<&Figure>, costs: Option<&Figure>) -> Row {
    let said = stated.result(label);
    let both = actual.zip(said.as_ref());
    let name = Name::new("Miss", label);
    let missed = both.and_then(|(actual, said)| Figure::signed(&name, vec![(1, actual.clone()), (-1, said.clone())]));
    let share = missed.as_ref().zip(costs).and_then(|(missed, costs)| {
        Figure::rule(&name, Counts::TenThousandths, Reckon::Share, vec![missed.clone(), costs.clone()])
    });
    let is_right = both.map(|(actual, said)| (actual.value() < 0) == (said.value() < 0));
    let Stated { income, costs, financial } = stated.clone();
    let mut row = Row::of(id, label, Style::Item, vec![income, costs, financial, said, missed, share, None]);
    if let Some(is_right) = is_right {
        row.cells[6] = Cell::Text(if is_right { "rätt" } else { "fel" }.to_owned());
    }
    row
}

/// How far off they were on average, whatever the direction, to the krona.
fn mean(what: &str, misses: &[i64]) -> Option<String> {
    let sum: i128 = misses.iter().map(|miss| i128::from(*miss).abs()).sum();
    let kronor = round_half_away(sum, i128::try_from(misses.len()).ok()?.checked_mul(100).filter(|count| *count > 0)?);
    let mean = Ore::new(i64::try_from(kronor * 100).ok()?);
    let years =
        if misses.len() == 1 { "vid ett tillfälle".to_owned() } else { format!("vid {} tillfällen", misses.len()) };
    Some(format!("{what} har i medeltal missat med {}, {years}.", sv::kr(mean)))
}
