//! Översikt över verksamhetens utveckling: the years side by side (RKR R15), with soliditet.

use super::drift::{Asked, books_column};
use super::spec::{Formula, RowSpec, evaluate};
use super::{Cell, Column, Source, Statement};
use crate::diag::{Problem, catalogue};
use crate::domain::account::{AccountKind, StatementRow as R};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Year};
use crate::ledger::Select;
use crate::projection::Economy;

fn specification() -> Vec<RowSpec> {
    let flow = |of: &[R], sign| Formula::Flow { of: of.iter().map(|row| Select::Row(*row)).collect(), sign };
    let financial = &[R::FinansiellaIntakter, R::FinansiellaKostnader, R::ExtraordinaraPoster];
    vec![
        RowSpec::item("intakter", "Verksamhetens intäkter", flow(&[R::VerksamhetensIntakter], -1)),
        RowSpec::item("kostnader", "Verksamhetens kostnader", flow(&[R::VerksamhetensKostnader, R::Avskrivningar], 1))
            .cost(),
        RowSpec::item("finansnetto", "Finansiella och extraordinära poster", flow(financial, -1)),
        RowSpec::total("resultat", "Årets resultat", &[("intakter", 1), ("kostnader", -1), ("finansnetto", 1)]),
        RowSpec::key("eget_kapital", "Eget kapital", Formula::ClosingEquity),
        RowSpec::key("tillgangar", "Tillgångar", Formula::Stock { of: Select::Kind(AccountKind::Tillgang), sign: 1 }),
        RowSpec::key("soliditet", "Soliditet", Formula::Ratio("eget_kapital", "tillgangar")),
    ]
}

/// A year's figures, for the JSON contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearOverview {
    /// The year.
    pub year: Year,
    /// Verksamhetens intäkter.
    pub income: Option<Ore>,
    /// Verksamhetens kostnader.
    pub costs: Option<Ore>,
    /// Årets resultat.
    pub result: Option<Ore>,
    /// Eget kapital at the year's end.
    pub equity: Option<Ore>,
    /// All assets at the year's end.
    pub assets: Option<Ore>,
    /// Eget kapital as a share of the assets, in ten-thousandths.
    pub solidity: Option<i64>,
}

/// The years from `from` to `to`. The year before the first in the books has its opening balance and no flows.
///
/// # Errors
/// F502 if a year is not there.
pub fn oversikt(
    economy: &Economy,
    scenario: usize,
    from: Year,
    to: Year,
) -> Result<(Statement, Vec<YearOverview>), Problem> {
    let (first, last) = (economy.first_year().previous(), economy.last_year(scenario));
    for year in [from, to] {
        if !(first..=last).contains(&year) || from > to {
            let what = "böckerna eller scenariot";
            return Err(catalogue::no_such_year(&year.to_string(), what, &first.to_string(), &last.to_string()));
        }
    }
    let column = |year| {
        let asked = Asked { year, period: Period::Helar, scenario };
        books_column(economy, &asked, asked.span())
    };
    let columns: Vec<(Column, Source)> = from.through(to).map(column).collect();
    let rows = evaluate(&economy.ledger, &specification(), &columns);
    let planned = to >= economy.forbund.first_projected();
    let mut notes = Vec::new();
    if from == first {
        notes.push(format!("För {first} är bara den utgående balansen bokförd: böckerna börjar med den."));
    }
    let statement = Statement {
        report: "oversikt",
        title: format!("Översikt över verksamhetens utveckling {from}–{to}"),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: Some(Period::Helar),
        scenario: planned.then(|| economy.scenarios[scenario].id.to_string()),
        unit: Unit::Tkr,
        columns: columns.into_iter().map(|(column, _)| column).collect(),
        rows,
        notes,
    };
    let years = from.through(to).enumerate().map(|(at, year)| overview(&statement, at, year)).collect();
    Ok((statement, years))
}

fn overview(statement: &Statement, at: usize, year: Year) -> YearOverview {
    let cell = |id: &str| statement.row(id).map(|row| row.cells[at].clone());
    let amount = |id: &str| match cell(id) {
        Some(Cell::Amount(amount)) => Some(amount),
        _ => None,
    };
    let solidity = match cell("soliditet") {
        Some(Cell::Share(share)) => Some(share),
        _ => None,
    };
    YearOverview {
        year,
        income: amount("intakter"),
        costs: amount("kostnader"),
        result: amount("resultat"),
        equity: amount("eget_kapital"),
        assets: amount("tillgangar"),
        solidity,
    }
}
