//! What decisions during the year changed in a budget, beside driftredovisningen: its columns, and each decision in words.

use super::drift::{Asked, decided_budget};
use super::{Column, Source};
use crate::domain::budget_change::BudgetChange;
use crate::domain::forbund::{LineIx, LineKind};
use crate::domain::money::Ore;
use crate::domain::period::{Period, Year};
use crate::domain::source::Status;
use crate::domain::sv;
use crate::domain::tertials::Tertials;
use crate::domain::voucher::Layer;
use crate::domain::yearbook::{Budget, YearBook};
use crate::projection::{AmountPlan, Economy};

/// The budget that decisions during the year have changed, if they have and the whole year is asked for.
fn changed_budget<'e>(economy: &'e Economy, asked: &Asked) -> Option<&'e Budget> {
    let (_, budget) = economy.forbund.years.get(&asked.year)?.budget_for(asked.period)?;
    (!budget.changes.is_empty()).then_some(budget)
}

/// Whether the second column is the budget as decisions have left it: a scenario that gives a changed line another amount, or ends it,
/// has no such budget, and so nothing that it was before.
fn is_as_decided(economy: &Economy, asked: &Asked, budget: &Budget) -> bool {
    let projection = economy.projections.get(asked.scenario);
    let Some(plan) = projection.and_then(|it| it.model.years.iter().find(|plan| plan.year == asked.year)) else {
        return true;
    };
    let is_changed = |line: LineIx| {
        let planned = plan.lines.iter().find(|planned| planned.line == line);
        planned.is_some_and(|planned| matches!(planned.amount, AmountPlan::Changed(_)))
    };
    let lines = budget.changes.iter().flat_map(|change| &change.lines).map(|(line, _)| *line);
    lines.filter(|line| economy.forbund.line(*line).kind != LineKind::Engangs).all(is_changed)
}

/// What was changed in the budget, and what it was before: it stands in the second column, the changes in the fourth.
pub(super) fn columns(economy: &Economy, asked: &Asked, heading: &str) -> Vec<(Column, Source)> {
    let changed = changed_budget(economy, asked).filter(|budget| is_as_decided(economy, asked, budget));
    let changed = changed.and_then(|_| decided_budget(economy, asked));
    let Some((Layer::Budget(at), _)) = changed else { return Vec::new() };
    let column = |id: &str, kind: &str| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: kind.to_owned(),
        layer: "budget",
    };
    vec![
        (column("andringar", "ändringar"), Source::Plan(Layer::Andring(at))),
        (column("ursprunglig_budget", "ursprunglig"), Source::Less { of: 1, part: 3 }),
    ]
}

/// Each decision in words: its day, its kind and funding, its lines and the tertials it falls on; of a part of the year those that fall on it.
pub(super) fn changes(economy: &Economy, asked: &Asked) -> Vec<String> {
    let Some(budget) = changed_budget(economy, asked) else { return changes_of_part(economy, asked) };
    let mut by_day: Vec<&BudgetChange> = budget.changes.iter().collect();
    by_day.sort_by_key(|change| change.date);
    let mut notes: Vec<String> =
        by_day.into_iter().map(|change| change_in_words(economy, asked.year, change)).collect();
    notes.extend(below_zero(economy, budget));
    notes
}

fn changes_of_part(economy: &Economy, asked: &Asked) -> Vec<String> {
    let planned = asked.year >= economy.forbund.first_projected();
    let budget = economy.forbund.years.get(&asked.year).and_then(YearBook::carried);
    let Some(budget) = budget.filter(|budget| planned && !budget.changes.is_empty()) else { return Vec::new() };
    let is_in = |at: &usize| asked.span().contains(Period::TERTIALS[*at].span(asked.year));
    let mut falling: Vec<_> =
        budget.changes.iter().filter(|change| change.tertials.iter().any(|at| is_in(&at))).collect();
    falling.sort_by_key(|change| change.date);
    if falling.is_empty() {
        return vec!["Ingen ändring av budgeten under året faller på den här delen av året.".to_owned()];
    }
    let said = "Budgeten för delen av året är efter årets ändringar, i lika delar på de tertial som var och en gäller; beloppen här är hela ändringen.";
    let words = falling.into_iter().map(|change| change_in_words(economy, asked.year, change));
    std::iter::once(said.to_owned()).chain(words).chain(below_zero(economy, budget)).collect()
}

fn change_in_words(economy: &Economy, year: Year, change: &BudgetChange) -> String {
    let amount = |name: &str, amount: Ore| {
        let sign = if amount > Ore::ZERO { "+" } else { "" };
        format!("{name} {sign}{}", sv::kr(amount))
    };
    let lines = change.lines.iter().map(|(line, of)| amount(&economy.forbund.line(*line).name, of.value));
    let income = change.income.iter().map(|(account, of)| amount(&economy.forbund.chart.get(*account).name, of.value));
    let (lines, income): (Vec<String>, Vec<String>) = (lines.collect(), income.collect());
    let funding = if income.is_empty() { String::new() } else { format!(" ({})", income.join("; ")) };
    let lasting = if change.is_lasting { ", även för åren efter" } else { "" };
    let tertials = change.tertials;
    let falls = if tertials == Tertials::ALL { String::new() } else { format!(", i {}", tertials.name()) };
    let status = match change.status {
        Status::Beslutad => String::new(),
        status => format!(" ({})", sv::status(status)),
    };
    let text = change.text.as_ref().map(|text| format!(" {text}")).unwrap_or_default();
    let mut words = format!(
        "Ändring {}, {}{status}: {}{funding}{lasting}{falls}: {}.{text}",
        change.date,
        change.decision,
        change.kind_name(),
        lines.join("; ")
    );
    if let Some(ended) = change.already_ended(year) {
        words.push_str(&format!(" När det beslutades hade {} redan gått.", ended.name()));
    }
    if change.date < year.first_day() {
        words.push_str(" Beslutet togs före årets början.");
    }
    words
}

/// Tertials that a later decision has taken more from than they had; the year as a whole never is.
fn below_zero(economy: &Economy, budget: &Budget) -> Vec<String> {
    let mut notes = Vec::new();
    for (line, _) in &budget.lines {
        let tertials = budget.tertials(*line, 1).unwrap_or_default();
        for (at, amount) in tertials.into_iter().enumerate().filter(|(_, amount)| *amount < 0) {
            let (name, tertial) = (&economy.forbund.line(*line).name, Period::TERTIALS[at].name());
            let amount = sv::kr(Ore::new(amount));
            notes.push(format!(
                "{name} har {amount} i budget för {tertial}: ändringarna tar mer än vad som låg där. Gäller de fler tertial anges de med tertial i årets fil."
            ));
        }
    }
    notes
}
