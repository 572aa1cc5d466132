//! The JSON contract (design §8): amounts are strings in kronor with two decimals, ids are ASCII,
//! and what is not there is `null`, which is not `"0.00"`.

use super::page::Page;
use crate::domain::money::Ore;
use crate::domain::rate::Rate;
use crate::domain::sv;
use crate::projection::Economy;
use crate::statement::{Cell, Contribution, Outlook, Statement, YearOutlook, YearOverview};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Kolumn<'s> {
    id: &'s str,
    rubrik: &'s str,
    lager: &'s str,
}

#[derive(Serialize)]
struct Rad<'s> {
    id: &'s str,
    etikett: &'s str,
    varden: Vec<Option<String>>,
    #[serde(flatten)]
    named: BTreeMap<&'s str, Option<String>>,
}

/// One of a report's tables.
#[derive(Serialize)]
pub(super) struct Part<'s> {
    rubrik: &'s str,
    kolumner: Vec<Kolumn<'s>>,
    rader: Vec<Rad<'s>>,
    noter: Vec<String>,
}

/// A statement's columns, rows and notes.
pub(super) fn part(statement: &Statement) -> Part<'_> {
    part_with(statement, &[])
}

/// The same, each row with the figures of some columns by their ids besides.
fn part_with<'s>(statement: &'s Statement, named: &[&'s str]) -> Part<'s> {
    let kolumner =
        statement.columns.iter().map(|column| Kolumn { id: &column.id, rubrik: &column.heading, lager: column.layer });
    let rad = |row: &'_ crate::statement::Row| row.cells.iter().map(cell).collect();
    let at = |id: &&'s str| statement.columns.iter().position(|column| column.id == **id);
    let named: Vec<(&str, usize)> = named.iter().filter_map(|id| Some((*id, at(id)?))).collect();
    let rader = statement.rows.iter().map(|row| Rad {
        id: &row.id,
        etikett: &row.label,
        varden: rad(row),
        named: named.iter().map(|(id, at)| (*id, cell(&row.cells[*at]))).collect(),
    });
    Part {
        rubrik: &statement.title,
        kolumner: kolumner.collect(),
        rader: rader.collect(),
        noter: statement.notes.iter().map(|note| plain(note)).collect(),
    }
}

/// What every statement has in common; `extra` is what a report adds.
#[derive(Serialize)]
struct Report<'s, A: Serialize, E: Serialize> {
    rapport: &'s str,
    forbund: &'s str,
    ar: A,
    period: Option<&'s str>,
    scenario: Option<&'s str>,
    enhet: &'s str,
    kolumner: Vec<Kolumn<'s>>,
    rader: Vec<Rad<'s>>,
    noter: Vec<String>,
    idag: String,
    indata: &'s str,
    #[serde(flatten)]
    extra: E,
}

#[derive(Serialize)]
struct Nothing {}

pub(super) fn amount(value: Option<Ore>) -> Option<String> {
    value.map(|amount| amount.to_string())
}

/// A share with four decimals: `"0.8058"`.
pub(super) fn share(ten_thousandths: i64) -> String {
    let sign = if ten_thousandths < 0 { "-" } else { "" };
    let magnitude = ten_thousandths.unsigned_abs();
    format!("{sign}{}.{:04}", magnitude / 10_000, magnitude % 10_000)
}

/// A rate with four decimals, or six where it has them: `"0.2000"`, `"0.855131"`.
pub(super) fn rate(rate: Rate) -> String {
    let millionths = rate.millionths();
    if millionths % 100 == 0 {
        return share(millionths / 100);
    }
    let sign = if millionths < 0 { "-" } else { "" };
    let magnitude = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", magnitude / 1_000_000, magnitude % 1_000_000)
}

/// Other programs get ordinary blanks.
pub(super) fn plain(text: &str) -> String {
    text.replace(sv::NBSP, " ")
}

pub(super) fn cell(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Nothing => None,
        Cell::Amount(amount) => Some(amount.to_string()),
        Cell::Share(ten_thousandths) => Some(share(*ten_thousandths)),
        Cell::Rate(of) => Some(rate(*of)),
        Cell::Count(count) => Some(count.to_string()),
        Cell::Text(text) => Some(plain(text)),
    }
}

/// A statement in the contract's shape, with what `page` says of every page: the date and the hash of the inputs.
pub(super) fn report<A: Serialize, E: Serialize>(statement: &Statement, page: &Page, ar: A, extra: E) -> String {
    report_with(statement, page, ar, &[], extra)
}

/// The same, each row with the figures of some columns by their ids besides.
pub(super) fn report_with<A: Serialize, E: Serialize>(
    statement: &Statement,
    page: &Page,
    ar: A,
    named: &[&str],
    extra: E,
) -> String {
    let Part { kolumner, rader, noter, .. } = part_with(statement, named);
    let report = Report {
        rapport: statement.report,
        forbund: &statement.forbund,
        ar,
        period: statement.period.map(|period| period.name()),
        scenario: statement.scenario.as_deref(),
        enhet: "kr",
        kolumner,
        rader,
        noter,
        idag: page.date.to_string(),
        indata: &page.inputs,
        extra,
    };
    let mut text = serde_json::to_string_pretty(&report).expect("a report of strings is JSON");
    text.push('\n');
    text
}

/// Any statement.
pub fn statement(statement: &Statement, page: &Page) -> String {
    report(statement, page, statement.year.map(|year| year.number()), Nothing {})
}

#[derive(Serialize)]
struct Medlem {
    id: String,
    belopp: Option<String>,
    enligt_nyckeln: Option<String>,
}

#[derive(Serialize)]
struct Bidrag {
    medlemmar: Vec<Medlem>,
    summa: String,
}

/// Medlemmarnas tilldelning.
pub fn bidrag(economy: &Economy, statement: &Statement, contributions: &[Contribution], page: &Page) -> String {
    let medlem = |contribution: &Contribution| Medlem {
        id: contribution
            .member
            .map_or("ej_fordelat".to_owned(), |member| economy.forbund.member(member).id.to_string()),
        belopp: amount(contribution.amount),
        enligt_nyckeln: amount(contribution.by_key),
    };
    let summa: i64 = contributions.iter().filter_map(|contribution| contribution.amount).map(Ore::ore).sum();
    let extra = Bidrag { medlemmar: contributions.iter().map(medlem).collect(), summa: Ore::new(summa).to_string() };
    report(statement, page, statement.year.map(|year| year.number()), extra)
}

#[derive(Serialize)]
struct OversiktAr {
    ar: i32,
    intakter: Option<String>,
    kostnader: Option<String>,
    resultat: Option<String>,
    eget_kapital: Option<String>,
    tillgangar: Option<String>,
    soliditet: Option<String>,
}

/// Översikt.
pub fn oversikt(statement: &Statement, years: &[YearOverview], page: &Page) -> String {
    let ar: Vec<OversiktAr> = (years.iter())
        .map(|year| OversiktAr {
            ar: year.year.number(),
            intakter: amount(year.income),
            kostnader: amount(year.costs),
            resultat: amount(year.result),
            eget_kapital: amount(year.equity),
            tillgangar: amount(year.assets),
            soliditet: year.solidity.map(share),
        })
        .collect();
    report(statement, page, ar, Nothing {})
}

#[derive(Serialize)]
struct PrognosAr {
    ar: i32,
    status: &'static str,
    bidrag: String,
    intakter: String,
    kostnader: String,
    finansnetto: String,
    resultat: String,
    eget_kapital: String,
    mal_eget_kapital: String,
    likvida_medel: String,
}

#[derive(Serialize)]
struct Scenario {
    namn: String,
    rubrik: String,
    syfte: String,
    bas: Option<String>,
    ar: Vec<PrognosAr>,
    mal_ar: i32,
    landar: &'static str,
    nar_malet: Option<i32>,
    passerar_malet: Option<i32>,
    underskott: Vec<i32>,
    negativt_eget_kapital: Option<i32>,
    kredit: Option<String>,
    antaganden: Vec<String>,
    att_veta: Vec<String>,
}

#[derive(Serialize)]
struct Prognos {
    scenarier: Vec<Scenario>,
}

fn prognos_ar(year: &YearOutlook) -> PrognosAr {
    PrognosAr {
        ar: year.year.number(),
        status: year.status.name(),
        bidrag: year.contributions.to_string(),
        intakter: year.income.to_string(),
        kostnader: year.costs.to_string(),
        finansnetto: year.financial.to_string(),
        resultat: year.result.to_string(),
        eget_kapital: year.equity.to_string(),
        mal_eget_kapital: year.target.to_string(),
        likvida_medel: year.cash.to_string(),
    }
}

/// A scenario's path with what it rests on and what a board should know.
pub struct PathText {
    /// The path.
    pub outlook: Outlook,
    /// What is not decided.
    pub assumptions: Vec<String>,
    /// What a board should know.
    pub key_points: Vec<String>,
}

/// The scenarios; `drift` is driftredovisningen of the first of them.
pub fn prognos(economy: &Economy, drift: &Statement, paths: Vec<PathText>, page: &Page) -> String {
    use crate::statement::Landing;
    let scenario = |path: PathText| {
        let PathText { outlook, assumptions, key_points } = path;
        let definition = &economy.scenarios[outlook.scenario];
        Scenario {
            namn: definition.id.to_string(),
            rubrik: definition.name.clone(),
            syfte: definition.purpose.clone(),
            bas: definition.base.as_ref().map(ToString::to_string),
            ar: outlook.years.iter().map(prognos_ar).collect(),
            mal_ar: outlook.landing_year.number(),
            landar: match outlook.landing {
                Landing::Below => "under",
                Landing::Within => "inom",
                Landing::Above => "over",
            },
            nar_malet: outlook.reaches.map(|year| year.number()),
            passerar_malet: outlook.passes.map(|year| year.number()),
            underskott: outlook.deficits.iter().map(|year| year.number()).collect(),
            negativt_eget_kapital: outlook.negative_equity.map(|year| year.number()),
            kredit: outlook.credit.map(|(year, tertial)| format!("{year}-T{}", tertial + 1)),
            antaganden: assumptions.iter().map(|line| plain(line)).collect(),
            att_veta: key_points.iter().map(|point| plain(point)).collect(),
        }
    };
    let scenarier = paths.into_iter().map(scenario).collect();
    report(drift, page, None::<i32>, Prognos { scenarier })
}
