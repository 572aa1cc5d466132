//! The statements as a förbund prints them: its layout and its signs, where they differ from the form of law and practice. What a
//! printed form leaves out or moves is reconciled in a row of its own.

use super::drift::{Asked, books_column, decided_budget};
use super::noter::reference;
use super::resultat::result_rows;
use super::spec::{Formula, RowSpec};
use super::{Cell, Column, Source, Statement};
use crate::diag::Problem;
use crate::domain::account::StatementRow as R;
use crate::domain::forbund::Forbund;
use crate::domain::period::{Period, Span};
use crate::domain::sv;
use crate::domain::yearbook::BudgetKind;
use crate::ledger::{self, Select};
use crate::projection::Economy;

/// Columns with where their figures come from.
type Columns = Vec<(Column, Source)>;

/// A row's heading with the numbers of its notes.
fn heading(forbund: &Forbund, row: R, label: &str) -> String {
    format!("{label}{}", reference(forbund, row))
}

/// Resultaträkningen as printed: without eget kapital, and for January–August beside the year's budget and forecast.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn resultat_publicerad(economy: &Economy, asked: &Asked) -> Result<Statement, Problem> {
    let forbund = &economy.forbund;
    let specs = result_rows(|row| heading(forbund, row, row.heading()));
    asked.check(economy)?;
    let columns = if asked.period == Period::JanAug {
        interim_columns(economy, asked)
    } else {
        asked.with_year_before(economy, books_column)?
    };
    let title = format!("Resultaträkning som publicerad {}", sv::period(asked.year, asked.period));
    let notes = asked.rests_on(economy).into_iter().collect();
    Ok(without_empty(asked.statement(economy, ("resultat", title), &specs, columns, notes)))
}

/// Budget and forecast for the year, the interim, the last bokslut, and the interim of the year before (LKBR 13:1–3).
fn interim_columns(economy: &Economy, asked: &Asked) -> Columns {
    let whole = Asked { period: Period::Helar, ..*asked };
    let before = Asked { year: asked.year.previous(), ..*asked };
    let whole_before = Asked { period: Period::Helar, ..before };
    let planned = asked.year >= economy.forbund.first_projected();
    let (budget, forecast) = if planned {
        let layer = economy.projections[asked.scenario].budget();
        let (_, forecast) = books_column(economy, &whole, whole.span());
        (Source::ScenarioBudget { layer, span: whole.span() }, forecast)
    } else {
        let of_budget = decided_budget(economy, &whole).map_or(Source::Absent, |(layer, _)| Source::Plan(layer));
        (of_budget, locked_forecast(economy, &whole))
    };
    let plan = |id: &str, heading: &str| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: asked.year.to_string(),
        layer: if id == "budget" { "budget" } else { "prognos" },
    };
    let closing = |asked: &Asked, heading: &str| {
        let (column, source) = books_column(economy, asked, asked.span());
        let kind = match asked.period {
            Period::Helar => asked.year.to_string(),
            _ => asked.span().last_day().to_string(),
        };
        (Column { heading: heading.to_owned(), kind, ..column }, source)
    };
    let bokslut = if before.year < economy.forbund.first_projected() { "Bokslut" } else { "Prognos" };
    vec![
        (plan("budget", "Budget"), budget),
        (plan("prognos", "Prognos"), forecast),
        closing(asked, "Delår"),
        closing(&whole_before, bokslut),
        closing(&before, "Delår"),
    ]
}

/// The last forecast for the year that a closed year keeps, as it was reported.
fn locked_forecast(economy: &Economy, asked: &Asked) -> Source {
    let fits =
        |budget: &crate::domain::yearbook::Budget| budget.kind == BudgetKind::Prognos && budget.period == asked.period;
    let found = ledger::budgets(&economy.forbund).filter(|(_, year, budget)| *year == asked.year && fits(budget));
    found.last().map_or(Source::Absent, |(layer, ..)| Source::Plan(layer))
}

/// Columns that no source gives are left out, and the reader is told which.
fn without_empty(mut statement: Statement) -> Statement {
    let has_figure = |at: usize| statement.rows.iter().any(|row| row.cells[at] != Cell::Nothing);
    let keep: Vec<bool> = (0..statement.columns.len()).map(has_figure).collect();
    let missing: Vec<String> = (statement.columns.iter().zip(&keep))
        .filter(|(_, kept)| !**kept)
        .map(|(column, _)| format!("{} {}", column.heading.to_lowercase(), column.kind))
        .collect();
    if !missing.is_empty() {
        statement.notes.insert(0, format!("Källorna har inga uppgifter för {}.", sv::list(&missing)));
    }
    let mut at = 0..;
    statement.columns.retain(|_| at.next().is_some_and(|at: usize| keep[at]));
    for row in &mut statement.rows {
        let mut at = 0..;
        row.cells.retain(|_| at.next().is_some_and(|at: usize| keep[at]));
        let mut at = 0..;
        row.figures.retain(|_| at.next().is_some_and(|at: usize| keep[at]));
    }
    statement
}

/// Balansräkningen as printed, with eget kapital and debts as credits; for January–August at three dates.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn balans_publicerad(economy: &Economy, asked: &Asked) -> Result<Statement, Problem> {
    let mut columns = asked.with_closing_before(economy, books_column)?;
    if asked.period != Period::Helar {
        let before = Asked { year: asked.year.previous(), ..*asked };
        let span = Span { from: before.year.first_day(), to: before.span().to };
        columns.push(books_column(economy, &before, span));
    }
    columns.retain(|(_, source)| !matches!(source, Source::Absent));
    for (column, source) in &mut columns {
        if let Source::Books { span, .. } = source {
            column.heading = span.last_day().to_string();
        }
    }
    let specs = balance_specification(&economy.forbund, asked.period);
    let title = format!("Balansräkning som publicerad {}", asked.span().last_day());
    Ok(asked.statement(economy, ("balans", title), &specs, columns, asked.notes(economy)))
}

/// LKBR 6:2 in the printed layout: eget kapital first in an årsrapport, last of its parts in a delårsrapport.
pub(super) fn balance_specification(forbund: &Forbund, period: Period) -> Vec<RowSpec> {
    let stock = |row: R, label: &str| {
        let of = Formula::Stock { of: Select::Row(row), sign: row.debit_sign() };
        let spec = RowSpec::item(row.id(), heading(forbund, row, label), of);
        if row.debit_sign() < 0 { spec.printed_minus() } else { spec }
    };
    let mut rows = vec![
        RowSpec::heading("tillgangar", "Tillgångar"),
        stock(R::Anlaggningstillgangar, "Summa anläggningstillgångar"),
        stock(R::Fordringar, "Korta fordringar"),
        stock(R::KortfristigaPlaceringar, R::KortfristigaPlaceringar.heading()),
        stock(R::KassaOchBank, R::KassaOchBank.heading()),
        RowSpec::total(
            "summa_omsattningstillgangar",
            "Summa omsättningstillgångar",
            &[("fordringar", 1), ("kortfristiga_placeringar", 1), ("kassa_och_bank", 1)],
        ),
        RowSpec::total(
            "summa_tillgangar",
            "Summa tillgångar",
            &[("anlaggningstillgangar", 1), ("summa_omsattningstillgangar", 1)],
        ),
        RowSpec::heading("eget_kapital_och_skulder", "Eget kapital, avsättningar och skulder"),
    ];
    let minus = RowSpec::printed_minus;
    let result =
        |label| minus(RowSpec::item("arets_resultat", label, Formula::Flow { of: vec![Select::Result], sign: -1 }));
    let other = |label| minus(RowSpec::item("ingaende_eget_kapital", label, Formula::OpeningEquity));
    rows.extend(match period {
        Period::Helar => [
            minus(RowSpec::item("eget_kapital", "Eget kapital", Formula::ClosingEquity)),
            result("– varav årets resultat"),
            other("– varav övrigt eget kapital"),
        ],
        _ => {
            let parts = [("ingaende_eget_kapital", 1), ("arets_resultat", 1)];
            let sum = RowSpec::total("eget_kapital", "Summa eget kapital", &parts).or(Formula::ClosingEquity);
            [other("Övrigt eget kapital"), result("Periodens resultat"), minus(sum)]
        }
    });
    rows.extend([
        stock(R::Avsattningar, R::Avsattningar.heading()),
        stock(R::LangfristigaSkulder, R::LangfristigaSkulder.heading()),
        stock(R::KortfristigaSkulder, R::KortfristigaSkulder.heading()),
        minus(RowSpec::total(
            "summa_eget_kapital_och_skulder",
            "Summa eget kapital, avsättningar och skulder",
            &[("eget_kapital", 1), ("avsattningar", 1), ("langfristiga_skulder", 1), ("kortfristiga_skulder", 1)],
        )),
        // The books hold none; law and print have the row (LKBR 6:2).
        RowSpec::key("ansvarsforbindelser", "Ansvarsförbindelser", Formula::Nothing),
    ]);
    rows
}

/// Kassaflödesanalysen as printed: the löpande verksamhet is receivables and debts without the result, which practice counts into it.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn kassaflode_publicerad(economy: &Economy, asked: &Asked) -> Result<Statement, Problem> {
    let columns = asked.with_year_before(economy, books_column)?;
    let title = format!("Kassaflödesanalys som publicerad {}", sv::period(asked.year, asked.period));
    Ok(asked.statement(economy, ("kassaflode", title), &cash_specification(), columns, asked.notes(economy)))
}

pub(super) fn cash_specification() -> Vec<RowSpec> {
    let cash = Select::Row(R::KassaOchBank);
    let released = |rows: &[R]| Formula::Flow { of: rows.iter().map(|row| Select::Row(*row)).collect(), sign: -1 };
    vec![
        RowSpec::item("arets_resultat", "Årets resultat", Formula::Flow { of: vec![Select::Result], sign: -1 }),
        RowSpec::item(
            "ej_likviditetspaverkande",
            "Justering för ej likviditetspåverkande poster",
            Formula::Signed(vec![(Select::Row(R::Avskrivningar), 1), (Select::Row(R::Avsattningar), -1)]),
        ),
        RowSpec::total(
            "medel_fore_rorelsekapital",
            "Medel från verksamheten före förändring av rörelsekapital",
            &[("arets_resultat", 1), ("ej_likviditetspaverkande", 1)],
        ),
        RowSpec::item(
            "fordringar",
            "Ökning/minskning kortfristiga fordringar",
            released(&[R::Fordringar, R::KortfristigaPlaceringar]),
        ),
        RowSpec::item(
            "kortfristiga_skulder",
            "Ökning/minskning kortfristiga skulder",
            released(&[R::KortfristigaSkulder]),
        ),
        RowSpec::total(
            "lopande_verksamhet",
            "Kassaflöde för den löpande verksamheten",
            &[("fordringar", 1), ("kortfristiga_skulder", 1)],
        ),
        // Not printed, since there is nothing on them; where there is, the sum needs them.
        RowSpec::item(
            "investeringsverksamhet",
            "Kassaflöde från investeringsverksamheten",
            released(&[R::Anlaggningstillgangar, R::Avskrivningar]),
        )
        .optional(),
        RowSpec::item(
            "finansieringsverksamhet",
            "Kassaflöde från finansieringsverksamheten",
            released(&[R::LangfristigaSkulder]),
        )
        .optional(),
        RowSpec::total(
            "arets_kassaflode",
            "Årets kassaflöde",
            &[
                ("medel_fore_rorelsekapital", 1),
                ("lopande_verksamhet", 1),
                ("investeringsverksamhet", 1),
                ("finansieringsverksamhet", 1),
            ],
        ),
        RowSpec::item("likvida_medel_vid_arets_borjan", "Likvida medel vid årets början", Formula::OpeningStock(cash)),
        RowSpec::total(
            "likvida_medel_vid_arets_slut",
            "Likvida medel vid årets slut",
            &[("likvida_medel_vid_arets_borjan", 1), ("arets_kassaflode", 1)],
        ),
        RowSpec::key(
            "lopande_verksamhet_i_praxis",
            "Avstämning: löpande verksamhet med resultatet, som i praxis",
            Formula::Total(vec![("medel_fore_rorelsekapital".to_owned(), 1), ("lopande_verksamhet".to_owned(), 1)]),
        ),
    ]
}
