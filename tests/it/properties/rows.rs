//! Nothing can hide: every account lies in one row of its statements, and text and JSON carry the same figures.

use super::{ask, cases, economy, many_statements};
use crate::world::case;
use finsam::diag::Problem;
use finsam::domain::account::{AccountIx, AccountKind};
use finsam::domain::forbund::LineIx;
use finsam::domain::money::{Ore, Unit};
use finsam::domain::period::{Period, Span, Year};
use finsam::domain::source::Origin;
use finsam::domain::voucher::{Dimensions, Layer, Posting, Voucher, VoucherKind};
use finsam::ledger::{Ledger, of_line};
use finsam::projection::Economy;
use finsam::render::manifest::Placed;
use finsam::render::page::Page;
use finsam::render::{json, table};
use finsam::statement::{self, Asked, Cell, Detail, Row, Statement, Style};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// An amount that no sum of others happens to make.
const ODD: i64 = 1_234_567_891;

/// The same economy with one more voucher: the account against likvida medel.
fn with_posting(economy: &Economy, layer: Layer, span: Span, account: AccountIx, dimensions: Dimensions) -> Economy {
    let posting = |account, amount, dimensions| Posting {
        account,
        amount: Ore::new(amount),
        dimensions,
        origin: Origin::Closing(span.year()),
    };
    let cash = economy.forbund.chart.roles.likvida_medel;
    let postings = vec![posting(account, ODD, dimensions), posting(cash, -ODD, Dimensions::default())];
    let voucher = Voucher::new(layer, VoucherKind::Ordinary, span, postings).expect("the two sides balance");
    let mut vouchers = economy.ledger.vouchers().to_vec();
    vouchers.push(voucher);
    let plans = economy.ledger.plans().to_vec();
    let ledger = Ledger::new(economy.ledger.chart().clone(), vouchers, plans).expect("the amounts fit");
    Economy { ledger, ..economy.clone() }
}

/// Items, not sums, that the voucher changes in the first column, by how much.
fn changed(before: &Statement, after: &Statement) -> BTreeMap<String, i64> {
    let items = after.rows.iter().filter(|row| row.style == Style::Item);
    let moved = |row: &Row| {
        let was = before.row(&row.id).map_or(0, |old| old.cells[0].ore());
        (row.id.clone(), row.cells[0].ore() - was)
    };
    items.map(moved).filter(|(_, by)| *by != 0).collect()
}

/// In how many rows a result account lies, in resultaträkning, driftredovisning in every detail, and noter.
fn check_result_account(economy: &Economy, asked: &Asked, changed_economy: &Economy) -> Result<(), TestCaseError> {
    type Make = fn(&Economy, &Asked) -> Result<Statement, Problem>;
    let makes: [Make; 7] = [
        statement::resultat,
        statement::drift,
        |economy, asked| statement::drift_detalj(economy, asked, Detail::Line),
        |economy, asked| statement::drift_detalj(economy, asked, Detail::Insats),
        |economy, asked| statement::drift_detalj(economy, asked, Detail::Kommun),
        statement::resultat_publicerad,
        statement::noter,
    ];
    for make in makes {
        let (before, after) = (make(economy, asked), make(changed_economy, asked));
        let (before, after) = (before.expect("the year is given"), after.expect("the year is given"));
        let mut rows = changed(&before, &after);
        // The other side of the voucher; notes have a row for it, and the statements of results have not.
        rows.remove("likvida_medel");
        prop_assert!(rows.len() == 1 && rows.values().all(|by| by.abs() == ODD), "{}: {rows:?}", after.title);
    }
    Ok(())
}

/// A balance account lies in one row besides likvida medel, and the totals still agree.
fn check_balance_account(
    economy: &Economy,
    asked: &Asked,
    changed_economy: &Economy,
    is_cash_row: bool,
) -> Result<(), TestCaseError> {
    let made = |economy| statement::balans(economy, asked).expect("the year is given");
    let (before, after) = (made(economy), made(changed_economy));
    let mut rows = changed(&before, &after);
    let cash = rows.remove("kassa_och_bank");
    prop_assert_eq!(cash, (!is_cash_row).then_some(-ODD));
    prop_assert!(is_cash_row || rows.len() == 1 && rows.values().all(|by| by.abs() == ODD), "{rows:?}");
    let flows = |economy| statement::kassaflode(economy, asked).expect("the year is given");
    let moved = changed(&flows(economy), &flows(changed_economy));
    prop_assert!(is_cash_row || moved.len() == 1 && moved.values().all(|by| *by == -ODD), "{moved:?}");
    Ok(())
}

/// Every account of the chart in a year of a layer.
fn check_every_account(economy: &Economy, layer: Layer, year: Year) -> Result<(), TestCaseError> {
    let (chart, asked) = (&economy.forbund.chart, ask(year, Period::Helar));
    for (account, definition) in chart.iter() {
        let other = with_posting(economy, layer, asked.span(), account, Dimensions::default());
        match definition.kind {
            _ if account == chart.roles.likvida_medel => {}
            // Only openings and closings post to it.
            AccountKind::EgetKapital => {}
            kind if kind.is_result() => check_result_account(economy, &asked, &other)?,
            _ => {
                let is_cash_row = definition.row == chart.get(chart.roles.likvida_medel).row;
                check_balance_account(economy, &asked, &other, is_cash_row)?;
            }
        }
    }
    Ok(())
}

/// What text prints, as the number of its smallest steps: `−2 091 517,74` is −209 151 774.
fn digits(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|c| !matches!(c, '\u{a0}' | ',')).collect();
    plain.replace('\u{2212}', "-").parse().ok()
}

/// The cells of a row, found in the text by the row's id; a heading, whose last word is an id of its own, has none.
fn printed<'t>(text: &'t str, row: &Row) -> Option<Vec<&'t str>> {
    let lines = text.lines().map(|line| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>());
    let mut with_id = lines.filter_map(|words| {
        let at = words.len().checked_sub(row.cells.len())?;
        let is_heading = words.last().is_some_and(|last| last.ends_with("_rubrik") || last.starts_with("rubrik_"));
        (at > 0 && words[at - 1] == row.id && !is_heading).then(|| words[at..].to_vec())
    });
    with_id.next()
}

fn check_renderings(statement: &Statement, page: &Page) -> Result<(), TestCaseError> {
    let text = table::table(statement, Unit::Kr, page);
    let with_ore = statement.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.ore() % 100 != 0);
    let parsed: serde_json::Value = serde_json::from_str(&json::statement(statement, page)).expect("it is JSON");
    let rows = parsed["rader"].as_array().expect("rows are a list");
    prop_assert_eq!(rows.len(), statement.rows.len());
    for (row, json) in statement.rows.iter().zip(rows).filter(|(row, _)| row.style != Style::Heading) {
        prop_assert_eq!(json["id"].as_str(), Some(row.id.as_str()));
        let printed = printed(&text, row);
        prop_assert!(printed.is_some(), "{} is not in\n{}", &row.id, text);
        for (at, (cell, printed)) in row.cells.iter().zip(printed.unwrap_or_default()).enumerate() {
            let value = json["varden"][at].as_str();
            match cell {
                Cell::Amount(amount) => {
                    let in_ore =
                        digits(printed).map(|steps| row.printed_sign * if with_ore { steps } else { steps * 100 });
                    prop_assert_eq!(in_ore, Some(amount.ore()));
                    let value = value.and_then(|value| value.replace('.', "").parse::<i64>().ok());
                    prop_assert_eq!(value, Some(amount.ore()));
                }
                Cell::Nothing => prop_assert_eq!((printed, value), ("–", None)),
                _ => {}
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn every_account_lies_in_one_row_of_its_statements((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        check_every_account(&economy, Layer::Utfall, forbund.last_closed())?;
        check_every_account(&economy, economy.projections[0].outcome(), economy.last_year(0))?;
    }

    #[test]
    fn every_line_lies_in_one_row_of_driftredovisning((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        let asked = ask(forbund.first_projected(), Period::Helar);
        let costs = forbund.chart.roles.ofordelade_kostnader;
        for line in 0..forbund.lines.len() {
            let line = LineIx(u16::try_from(line).expect("few lines"));
            let (layer, dimensions) = (economy.projections[0].outcome(), of_line(&forbund, line));
            let other = with_posting(&economy, layer, asked.span(), costs, dimensions);
            check_result_account(&economy, &asked, &other)?;
        }
    }

    #[test]
    fn text_and_json_carry_the_same_figures((forbund, scenario) in case()) {
        let economy = economy(&forbund, &scenario);
        let page = Page {
            forbund: forbund.name.clone(),
            date: forbund.first_projected().first_day(),
            inputs: "00000000".to_owned(),
            width: 4_000,
            show_ids: true,
            placed: Placed::default(),
        };
        for statement in many_statements(&economy).iter().filter(|statement| statement.columns.iter().all(|c| c.layer != "text")) {
            check_renderings(statement, &page)?;
        }
    }
}
