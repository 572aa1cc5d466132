//! The budget proposal as a page of text and as JSON.

use super::json::{amount, plain, report};
use super::page::Page;
use crate::domain::assumption::ResolvedScenario;
use crate::domain::forbund::Party;
use crate::domain::money::{Ore, Unit};
use crate::projection::Economy;
use crate::statement::{Cell, Plan, Row, TertialCash};
use serde::Serialize;

/// The page: the two tables, already set, and the words between and after them.
pub fn text(
    scenario: &ResolvedScenario,
    plan: &Plan,
    assumptions: &[String],
    [years, members]: [String; 2],
    [unit, members_unit]: [Unit; 2],
    page: &Page,
) -> String {
    let mut out = page.header(&plan.years.title, Some(unit), plan.years.scenario.as_deref());
    out.push_str(&page.paragraph("", &format!("{}. {}", scenario.name, scenario.purpose)));
    out.push_str("\n\n");
    out.push_str(&years);
    out.push_str(&format!("\n{}, {}\n\n", plan.members.title.to_uppercase(), members_unit.name()));
    out.push_str(&members);
    let mut section = |title: &str, lines: &mut dyn Iterator<Item = (String, &str)>| {
        out.push_str(&format!("\n{title}\n"));
        for (bullet, line) in lines {
            out.push_str(&page.paragraph(&bullet, line));
            out.push('\n');
        }
    };
    let rules: Vec<String> = plan.rules.iter().map(|rule| format!("{}: {}.", rule.citation, rule.text)).collect();
    let verdicts = plan.rules.iter().map(|rule| format!("  {:<8}  ", rule.verdict.word()));
    section("REGLER", &mut verdicts.zip(rules.iter().map(String::as_str)));
    let numbered = plan.decisions.iter().enumerate();
    section("ATT BESLUTA", &mut numbered.map(|(at, line)| (format!("{:>3}. ", at + 1), line.as_str())));
    section("VILAR PÅ", &mut assumptions.iter().map(|line| ("  · ".to_owned(), line.as_str())));
    out
}

#[derive(Serialize)]
struct Medlem {
    id: String,
    bidrag: Option<String>,
    andring: Option<String>,
}

#[derive(Serialize)]
struct Kommun {
    id: String,
    beviljat: Option<String>,
    tertial: Vec<Tertial>,
}

#[derive(Serialize)]
struct Tertial {
    tertial: usize,
    belopp: Option<String>,
}

#[derive(Serialize)]
struct Likvida {
    ar: i32,
    tertial: usize,
    belopp: String,
}

#[derive(Serialize)]
struct Grund {
    rad: String,
    status: Vec<&'static str>,
}

#[derive(Serialize)]
struct Regel {
    id: &'static str,
    lagrum: String,
    utfall: &'static str,
    text: String,
}

#[derive(Serialize)]
struct Budgetforslag {
    rubrik: String,
    namn: String,
    syfte: String,
    medlemmar: Vec<Medlem>,
    summa: Option<String>,
    kommuner: Vec<Kommun>,
    likvida_medel: Vec<Likvida>,
    lagsta_likvida_medel: Likvida,
    grund: Vec<Grund>,
    regler: Vec<Regel>,
    beslut: Vec<String>,
    antaganden: Vec<String>,
}

/// The page for other programs.
pub fn json(
    economy: &Economy,
    scenario: &ResolvedScenario,
    plan: &Plan,
    assumptions: &[String],
    page: &Page,
) -> String {
    let figure = |row: &Row, column: &str| match plan.members.figure(&row.id, column) {
        Some(Cell::Amount(found)) => Some(*found),
        _ => None,
    };
    let members = plan.members.rows.iter().filter(|row| row.id != "summa");
    let medlem = |row: &Row| Medlem {
        id: row.id.clone(),
        bidrag: amount(figure(row, "bidrag")),
        andring: amount(figure(row, "andring")),
    };
    let is_kommun = |row: &&Row| {
        economy.forbund.of_party(Party::Kommun).any(|kommun| economy.forbund.member(kommun).id.as_str() == row.id)
    };
    let kommun = |row: &Row| Kommun {
        id: row.id.clone(),
        beviljat: amount(figure(row, "utvecklingsmedel")),
        tertial: (1..=3)
            .map(|tertial| Tertial { tertial, belopp: amount(figure(row, &format!("t{tertial}"))) })
            .collect(),
    };
    let summa = plan.members.row("summa").and_then(|row| figure(row, "bidrag"));
    let words = |lines: &[String]| lines.iter().map(|line| plain(line)).collect();
    let extra = Budgetforslag {
        rubrik: plan.years.title.clone(),
        namn: scenario.name.clone(),
        syfte: scenario.purpose.clone(),
        medlemmar: members.clone().map(medlem).collect(),
        summa: amount(summa),
        kommuner: members.filter(is_kommun).map(kommun).collect(),
        likvida_medel: plan.cash.iter().copied().map(likvida).collect(),
        lagsta_likvida_medel: likvida(plan.lowest_cash()),
        grund: plan.basis.iter().map(|(rad, basis)| Grund { rad: rad.clone(), status: basis.names() }).collect(),
        regler: (plan.rules.iter())
            .map(|rule| Regel {
                id: rule.id,
                lagrum: plain(&rule.citation),
                utfall: rule.verdict.name(),
                text: plain(&rule.text),
            })
            .collect(),
        beslut: words(&plan.decisions),
        antaganden: words(assumptions),
    };
    report(&plan.years, page, plan.years.year.map(|year| year.number()), extra)
}

fn likvida(cash: TertialCash) -> Likvida {
    let TertialCash { year, tertial, amount } = cash;
    let amount: Ore = amount;
    Likvida { ar: year.number(), tertial: tertial + 1, belopp: amount.to_string() }
}
