//! How each budget and each locked forecast did: what it said of the year, and what the year became.

use super::{Cell, Column, Row, Statement, Style};
use crate::diag::{Problem, catalogue};
use crate::domain::account::StatementRow as R;
use crate::domain::money::{Ore, Unit, round_half_away};
use crate::domain::period::{Period, Year};
use crate::domain::sv;
use crate::domain::voucher::Layer;
use crate::domain::yearbook::{Budget, BudgetKind};
use crate::ledger::{self, Select};
use crate::projection::Economy;

/// Income, costs, financial net and result; what is not stated is nothing.
#[derive(Clone, Copy, Default)]
struct Stated {
    income: Option<Ore>,
    costs: Option<Ore>,
    financial: Option<Ore>,
}

impl Stated {
    /// Income − costs + financial net; a budget that says nothing of the net has none in its result.
    fn result(&self) -> Option<Ore> {
        let net = self.financial.map_or(0, Ore::ore);
        Some(Ore::new(self.income?.ore() - self.costs?.ore() + net))
    }

    fn of_budget(economy: &Economy, layer: Layer, year: Year, budget: &Budget) -> Stated {
        let value =
            |sourced: &Option<crate::domain::source::Sourced<Ore>>| sourced.as_ref().map(|sourced| sourced.value);
        let one_offs = budget.one_offs.iter().map(|one_off| one_off.amount.value.ore());
        let lines = || Ore::new(budget.current().map(|(_, amount)| amount.ore()).chain(one_offs).sum());
        let costs = value(&budget.costs).or_else(|| budget.is_by_line().then(lines));
        // A budget by line has the contributions of the allocation as its income; without one, those that the base scenario expects.
        let select = Select::Row(R::VerksamhetensIntakter);
        let expected = || {
            let projection = economy.projections.first().filter(|_| year == economy.forbund.first_projected())?;
            economy.ledger.layer_movement(projection.budget(), Period::Helar.span(year), select)
        };
        let income = economy.ledger.planned(layer, select).or_else(expected).map(|credit| -credit);
        Stated { income, costs, financial: value(&budget.financial) }
    }

    fn of_outcome(economy: &Economy, year: Year) -> Stated {
        let flow = |rows: &[R]| {
            let found = rows.iter().filter_map(|row| {
                economy.ledger.movement(economy.books(0), Period::Helar.span(year), Select::Row(*row))
            });
            let amounts: Vec<i64> = found.map(Ore::ore).collect();
            (!amounts.is_empty()).then(|| amounts.iter().sum::<i64>())
        };
        let turned = |sum: Option<i64>| sum.map(|sum| Ore::new(-sum));
        Stated {
            income: turned(flow(&[R::VerksamhetensIntakter])),
            costs: flow(&[R::VerksamhetensKostnader, R::Avskrivningar]).map(Ore::new),
            financial: turned(flow(&[R::FinansiellaIntakter, R::FinansiellaKostnader, R::ExtraordinaraPoster])),
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
        let whole: Vec<&Budget> = book.budgets.iter().filter(|budget| budget.period == Period::Helar).collect();
        if whole.is_empty() {
            continue;
        }
        let outcome = book.is_closed().then(|| Stated::of_outcome(economy, *year));
        let actual = outcome.and_then(|outcome| outcome.result());
        for budget in whole {
            let layer = layer_of(economy, *year, budget);
            let stated = Stated::of_budget(economy, layer, *year, budget);
            let missed = actual.zip(stated.result()).map(|(actual, said)| actual.ore() - said.ore());
            misses[usize::from(budget.kind == BudgetKind::Prognos)].extend(missed);
            let costs = outcome.and_then(|outcome| outcome.costs);
            let sign = actual.zip(stated.result()).map(|(a, b)| (a < Ore::ZERO) == (b < Ore::ZERO));
            rows.push(row(&format!("{year}_{}", budget.id), &budget.name, &stated, missed, costs, sign));
            notes.extend(
                budget.unit_in_source.map(|unit| format!("{} är i källan angiven i {}.", budget.name, unit.name())),
            );
        }
        if let Some(outcome) = outcome {
            let mut outcome = row(&format!("{year}_utfall"), &format!("Utfall {year}"), &outcome, None, None, None);
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

fn row(id: &str, label: &str, stated: &Stated, missed: Option<i64>, costs: Option<Ore>, sign: Option<bool>) -> Row {
    let share = missed.zip(costs).filter(|(_, costs)| *costs != Ore::ZERO).map(|(missed, costs)| {
        Cell::Share(round_half_away(i128::from(missed) * 10_000, i128::from(costs.ore()).abs()) as i64)
    });
    let word = sign.map(|is_right| Cell::Text(if is_right { "rätt" } else { "fel" }.to_owned()));
    Row {
        id: id.to_owned(),
        label: label.to_owned(),
        style: Style::Item,
        printed_sign: 1,
        cells: vec![
            stated.income.into(),
            stated.costs.into(),
            stated.financial.into(),
            stated.result().into(),
            missed.map(Ore::new).into(),
            share.unwrap_or(Cell::Nothing),
            word.unwrap_or(Cell::Nothing),
        ],
        parts: Vec::new(),
    }
}

/// How far off they were on average, whatever the direction, to the krona.
fn mean(what: &str, misses: &[i64]) -> Option<String> {
    let sum: i128 = misses.iter().map(|miss| i128::from(*miss).abs()).sum();
    let kronor = round_half_away(sum, i128::try_from(misses.len()).ok()?.checked_mul(100).filter(|count| *count > 0)?);
    let mean = Ore::new(i64::try_from(kronor * 100).ok()?);
    let years = if misses.len() == 1 { "ett tillfälle".to_owned() } else { format!("{} tillfällen", misses.len()) };
    Some(format!("{what} har i medeltal missat med {}, på {years}.", sv::kr(mean)))
}
