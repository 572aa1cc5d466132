//! Whether a plan keeps the rules: those of the next budget's page, and in every other planned year; and whether what is printed of
//! the planned years agrees with the plan's lines and with itself.

use super::Statement;
use super::granska::{Finding, granska};
use super::plan::{EQUITY, Page, plan};
use super::plan_words::{Judged, Verdict, last_day, read};
use crate::diag::Problem;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::samband::FaultKind;
use crate::domain::sv;
use crate::law;
use crate::projection::Economy;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The id of what is no rule of law or target, and no matter of the scenario: whether what is printed of the plan holds.
pub const PRINTED: &str = "tryckta_summor";

/// The rules of the budget of a year with its plan for three years, then of all other planned years of the scenario, and at last what
/// the documents print of planned years.
///
/// # Errors
/// As [`plan`].
pub fn plan_rules(
    economy: &Economy,
    scenario: usize,
    budget: Year,
    today: NaiveDate,
    unit: Unit,
) -> Result<Vec<Judged>, Problem> {
    let mut rules = plan(economy, scenario, budget, today, unit)?.rules;
    let page = Page { economy, scenario, years: law::three_year_plan(budget) };
    let last = economy.last_year(scenario);
    let path = page.path(last);
    let show = |amount: Ore| sv::with_unit(amount, unit);
    // The page has judged its own three years; here are all others that are planned.
    let others = || economy.forbund.first_projected().through(last).filter(|year| !page.years.contains(year));
    let mut beside = |id: &str, judged: Judged| {
        let at = rules.iter().position(|rule| rule.id == id).map_or(0, |at| at + 1);
        rules.insert(at, judged);
    };
    let short: Vec<(Year, Ore)> = others()
        .map(|year| (year, read(&path, "resultat", year)))
        .filter(|(_, result)| !law::meets_budgetkrav(*result))
        .collect();
    if !short.is_empty() {
        let years: Vec<Year> = short.iter().map(|(year, _)| *year).collect();
        let results: Vec<String> = short.iter().map(|(year, result)| format!("{} {year}", show(*result))).collect();
        let text = format!("intäkterna överstiger inte kostnaderna {}: {}", sv::years(&years), sv::list(&results));
        let (citation, verdict) = (law::BUDGETKRAV.citation.to_owned(), Verdict::Broken);
        beside("budgetkrav", Judged { id: "budgetkrav_andra_ar", citation, verdict, text });
    }
    if let Some(cash) = others().find_map(|year| page.credit_in(year)) {
        let text = format!(
            "likvida medel räcker inte den {}: {}, och bara sedvanliga krediter är tillåtna",
            last_day(cash),
            show(cash.amount)
        );
        let (citation, verdict) = (law::KREDIT.citation.to_owned(), Verdict::Open);
        beside("kredit", Judged { id: "kredit_andra_ar", citation, verdict, text });
    }
    rules.push(brist(&path, economy.forbund.first_projected().through(last), show));
    rules.extend(printed(economy));
    Ok(rules)
}

/// What the members have to fill: only said, since the section asks for no eget kapital, and whether the assets cover a debt is not
/// known before it is due.
fn brist(path: &Statement, years: impl Iterator<Item = Year>, show: impl Fn(Ore) -> String) -> Judged {
    let equity = years.map(|year| (year, read(path, EQUITY, year))).find(|(_, equity)| *equity < Ore::ZERO);
    let (verdict, text) = match equity {
        None => (Verdict::Met, "eget kapital är aldrig under noll".to_owned()),
        Some((year, equity)) => {
            let equity = show(equity);
            let text = format!(
                "eget kapital är {equity} vid utgången av {year}; räcker inte tillgångarna till en skuld ska medlemmarna skjuta till"
            );
            (Verdict::Open, text)
        }
    };
    Judged { id: "eget_kapital", citation: law::BRIST.citation.to_owned(), verdict, text }
}

/// Whether the amounts that documents print of planned years agree with the plan's lines and with each other, whatever the scenario;
/// none where nothing is printed of them. What law says of them is among the rules already.
fn printed(economy: &Economy) -> Option<Judged> {
    let first = economy.forbund.first_projected();
    let examined = granska(economy);
    let of_plan = economy.forbund.published.iter().filter(|figure| figure.year >= first && figure.unit.is_money());
    let of_plan: BTreeSet<&str> = of_plan.map(|figure| figure.id.as_str()).collect();
    let tried = of_plan.iter().filter(|id| !examined.untried.iter().any(|untried| untried.id == **id)).count();
    if tried == 0 {
        return None;
    }
    let is_of_plan = |finding: &&Finding| of_plan.contains(finding.id.as_str()) && finding.kind != FaultKind::Lag;
    let failing: Vec<String> = examined.findings.iter().filter(is_of_plan).map(told).collect();
    let said = format!(
        "{} belopp för {first} eller senare är prövade mot planens rader och mot varandra",
        sv::integer(tried as i64)
    );
    let (verdict, text) = match failing.len() {
        0 => (Verdict::Met, format!("{said}, och alla håller")),
        fails => (Verdict::Broken, format!("{said}; {fails} håller inte: {}", failing.join("; "))),
    };
    Some(Judged { id: PRINTED, citation: "Planens tryckta summor".to_owned(), verdict, text })
}

fn told(finding: &Finding) -> String {
    format!("{}, i {}", finding.headline, finding.source)
}
