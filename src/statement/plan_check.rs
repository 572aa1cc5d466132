//! Whether a plan keeps the rules: those of the next budget's page, and in every other planned year; and whether what is printed of
//! the planned years agrees with the plan's lines and with itself.

use super::granska::{Finding, granska};
use super::outlook::outlook;
use super::plan::plan;
use super::plan_words::{Judged, Verdict};
use crate::diag::Problem;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::samband::FaultKind;
use crate::domain::sv;
use crate::law;
use crate::projection::Economy;
use chrono::NaiveDate;

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
    let path = outlook(economy, scenario, economy.last_year(scenario));
    let of_page = law::three_year_plan(budget);
    let show = |amount: Ore| sv::with_unit(amount, unit);
    let others: Vec<Year> = path.deficits.iter().copied().filter(|year| !of_page.contains(year)).collect();
    if !others.is_empty() {
        let results = path.planned().filter(|year| others.contains(&year.year));
        let results: Vec<String> = results.map(|year| format!("{} {}", show(year.result), year.year)).collect();
        // Beside the rule on the budget itself.
        let at = rules.iter().position(|rule| rule.id == "budgetkrav").map_or(0, |at| at + 1);
        let others = Judged {
            id: "budgetkrav_andra_ar",
            citation: law::BUDGETKRAV.citation.to_owned(),
            verdict: Verdict::Broken,
            text: format!("intäkterna överstiger inte kostnaderna {}: {}", sv::years(&others), sv::list(&results)),
        };
        rules.insert(at, others);
    }
    let (verdict, text) = match path.planned().find(|year| year.equity < Ore::ZERO) {
        None => (Verdict::Met, "eget kapital är aldrig under noll".to_owned()),
        Some(year) => (Verdict::Broken, format!("eget kapital är {} vid utgången av {}", show(year.equity), year.year)),
    };
    rules.push(Judged { id: "eget_kapital", citation: law::BRIST.citation.to_owned(), verdict, text });
    rules.extend(printed(economy));
    Ok(rules)
}

/// Whether the figures that documents print of planned years agree with the plan's lines and with each other, whatever the scenario;
/// none where nothing is printed of them. What law says of them is among the rules already.
fn printed(economy: &Economy) -> Option<Judged> {
    let first = economy.forbund.first_projected();
    let examined = granska(economy);
    let of_plan = economy.forbund.published.iter().filter(|figure| figure.year >= first);
    let tried = of_plan.filter(|figure| !examined.untried.iter().any(|untried| untried.id == figure.id)).count();
    if tried == 0 {
        return None;
    }
    let is_of_plan = |finding: &&Finding| finding.year >= first && finding.kind != FaultKind::Lag;
    let failing: Vec<String> = examined.findings.iter().filter(is_of_plan).map(told).collect();
    let said = format!(
        "{} siffror om {first} eller senare är prövade mot planens rader och mot varandra",
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
