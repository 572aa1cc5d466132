//! Driftredovisning (LKBR 10:1): outcome against budget, per group and insats as far as the layer knows them.

use super::andringar;
use super::spec::{Formula, RowSpec, evaluate};
use super::{AVVIKELSE_NOTE, Column, Source, Statement};
use crate::diag::{Problem, catalogue};
use crate::domain::account::StatementRow as R;
use crate::domain::forbund::{Forbund, GroupIx, InsatsIx};
use crate::domain::money::Unit;
use crate::domain::period::{Period, Span, Year};
use crate::domain::source::Status;
use crate::domain::sv;
use crate::domain::voucher::Layer;
use crate::domain::yearbook::YearBook;
use crate::ledger::{self, Select};
use crate::projection::{Economy, Projection};
use std::collections::BTreeSet;

/// What was asked for: a year, a part of it, and the scenario that planned years are seen through.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The year.
    pub year: Year,
    /// The part of it.
    pub period: Period,
    /// The scenario, by position.
    pub scenario: usize,
}

impl Asked {
    /// Whether the books and the sources have it.
    ///
    /// # Errors
    /// F502 for a year that is not there, F503 for a period that the sources do not give by itself.
    pub fn check(&self, economy: &Economy) -> Result<(), Problem> {
        let (first, last) = (economy.first_year(), economy.last_year(self.scenario));
        if !(first..=last).contains(&self.year) {
            let what = "böckerna eller scenariot";
            return Err(catalogue::no_such_year(&self.year.to_string(), what, &first.to_string(), &last.to_string()));
        }
        self.given(economy, self.period.span(self.year))
    }

    /// Whether published intervals make up these days; planned years are given by tertial.
    fn given(&self, economy: &Economy, span: Span) -> Result<(), Problem> {
        let planned = self.year >= economy.forbund.first_projected();
        if planned || economy.ledger.is_given(span) {
            return Ok(());
        }
        let mut given: Vec<String> = economy.ledger.intervals(self.year).into_iter().map(sv::span).collect();
        if given.len() > 1 {
            given.push(format!("hela {}", self.year));
        }
        Err(catalogue::no_such_period(&sv::period(self.year, self.period), &given.join(", ")))
    }

    /// The days.
    pub fn span(&self) -> Span {
        self.period.span(self.year)
    }

    /// The same part of the year before.
    fn year_before(&self) -> Asked {
        Asked { year: self.year.previous(), ..*self }
    }

    /// The column asked for, and the same part of the year before.
    ///
    /// # Errors
    /// As [`Asked::check`].
    pub fn with_year_before(&self, economy: &Economy, column: BooksColumn) -> Result<Vec<(Column, Source)>, Problem> {
        self.check(economy)?;
        let before = self.year_before();
        let columns = [column(economy, self, self.span()), column(economy, &before, before.span())];
        Ok(columns.into_iter().filter(|(_, source)| !matches!(source, Source::Absent)).collect())
    }

    /// The end of the period and the end of the year before, both counted from 1 January of their year.
    ///
    /// # Errors
    /// As [`Asked::check`].
    pub fn with_closing_before(
        &self,
        economy: &Economy,
        column: BooksColumn,
    ) -> Result<Vec<(Column, Source)>, Problem> {
        let span = Span { from: self.year.first_day(), to: self.span().to };
        // The books begin with a closing balance of the year before them.
        if self.year.next() == economy.first_year() && self.period == Period::Helar {
            return Ok(vec![column(economy, self, span)]);
        }
        self.check(economy)?;
        self.given(economy, span)?;
        let before = Asked { period: Period::Helar, ..self.year_before() };
        Ok(vec![column(economy, self, span), column(economy, &before, before.span())])
    }

    /// The statement of these days: the rows evaluated in the columns, in kr unless the caller says otherwise.
    pub fn statement(
        &self,
        economy: &Economy,
        (report, title): (&'static str, String),
        specs: &[RowSpec],
        columns: Vec<(Column, Source)>,
        notes: Vec<String>,
    ) -> Statement {
        Statement {
            report,
            title,
            forbund: economy.forbund.name.clone(),
            year: Some(self.year),
            period: Some(self.period),
            scenario: self.scenario_name(economy),
            unit: Unit::Kr,
            rows: evaluate(&economy.ledger, specs, &columns),
            columns: columns.into_iter().map(|(column, _)| column).collect(),
            notes,
        }
    }

    /// What every page of a year says under its table: that the year before is not given by itself, or that a planned year rests
    /// on what is not decided.
    pub fn notes(&self, economy: &Economy) -> Vec<String> {
        let before = self.year_before();
        let mut notes = Vec::new();
        let (_, source) = books_column(economy, &before, before.span());
        if matches!(source, Source::Absent) {
            let what = sv::period(before.year, before.period);
            notes.push(format!("Källorna ger inte {what} för sig, så jämförelsen med året före saknas."));
        }
        notes.extend(self.rests_on(economy));
        notes
    }

    /// How firm the values are that a planned year is made of.
    pub fn rests_on(&self, economy: &Economy) -> Option<String> {
        let projection = economy.projections.get(self.scenario)?;
        let first = economy.forbund.first_projected();
        let slots = projection.nodes.iter().filter_map(|node| node.slot).map(|slot| projection.model.slot(slot));
        let of_year = slots.filter(|slot| (first..=self.year).contains(&slot.key.year));
        let open: BTreeSet<Status> =
            of_year.map(|slot| slot.provenance.status).filter(|s| *s != Status::Beslutad).collect();
        if self.year < first || open.is_empty() {
            return None;
        }
        let words: Vec<String> = open.into_iter().map(|status| sv::status(status).to_owned()).collect();
        let scenario = &economy.scenarios[self.scenario].id;
        let words = sv::list(&words);
        Some(format!("Vilar delvis på uppgifter med status {words}: se finsam prognos --scenario {scenario}."))
    }

    /// The scenario's name, where the year is planned.
    pub fn scenario_name(&self, economy: &Economy) -> Option<String> {
        let planned = self.year >= economy.forbund.first_projected();
        planned.then(|| economy.scenarios.get(self.scenario).map(|scenario| scenario.id.to_string())).flatten()
    }
}

/// Makes the column of a year or a part of it.
pub type BooksColumn = fn(&Economy, &Asked, Span) -> (Column, Source);

/// What happened, or what is expected, in the days.
pub fn books_column(economy: &Economy, asked: &Asked, span: Span) -> (Column, Source) {
    let planned = asked.year >= economy.forbund.first_projected();
    let part_of_closed = !planned && asked.period != Period::Helar;
    let kind = if part_of_closed { "utfall" } else { status_name(economy, asked.scenario, asked.year) };
    let source = Source::Books { books: economy.books(asked.scenario), span };
    // Of the year before the first only the closing balance is known.
    let is_opening = asked.year.next() == economy.first_year() && asked.period == Period::Helar;
    let known = planned || is_opening || economy.ledger.is_given(span);
    let id = match asked.period {
        Period::Helar => asked.year.to_string(),
        period => format!("{}_{}", asked.year, period.name().to_lowercase()),
    };
    let layer = if planned { "prognos" } else { "utfall" };
    let column = Column { id, heading: sv::period_short(asked.year, asked.period), kind: kind.to_owned(), layer };
    (column, if known { source } else { Source::Absent })
}

/// `bokslut`, `budget` or `prognos` (design §5).
pub fn status_name(economy: &Economy, scenario: usize, year: Year) -> &'static str {
    if year < economy.forbund.first_projected() {
        return "bokslut";
    }
    let decided = |projection: &Projection| projection.model.years.iter().any(|plan| plan.year == year && plan.decided);
    if economy.projections.get(scenario).is_some_and(decided) { "budget" } else { "prognos" }
}

/// Ingående and utgående eget kapital, which stand in every table of a year (design §3b); `result` is the row between them.
pub fn equity_rows(result: &str) -> [RowSpec; 2] {
    [
        RowSpec::key("ingaende_eget_kapital", "Ingående eget kapital", Formula::OpeningEquity),
        RowSpec::key("utgaende_eget_kapital", "Utgående eget kapital", Formula::ClosingEquity)
            .ties_to(&[("ingaende_eget_kapital", 1), (result, 1)]),
    ]
}

/// What the result of a budget is made of: where a source gives only one of them, the budget has no result.
const NEEDED: &[&str] = &["intakter", "kostnader"];

/// ”Driftredovisningen ska innehålla en redovisning av hur utfallet förhåller sig till den budget som fastställts för den löpande
/// verksamheten.” (LKBR 10:1)
pub(super) fn specification(forbund: &Forbund, costs: CostRows) -> Vec<RowSpec> {
    let flow = |of: Select, sign| Formula::Flow { of: vec![of], sign };
    let mut rows = income_rows(forbund);
    let parts: Vec<(&str, i64)> = rows.iter().map(|row| (row.id(), 1)).collect();
    let sum = RowSpec::total("intakter", "Summa intäkter", &parts);
    rows.push(sum);
    let parts: Vec<(&str, i64)> = costs.parts.iter().map(|id| (id.as_str(), 1)).collect();
    let sum = RowSpec::total("kostnader", "Summa kostnader", &parts).cost();
    rows.extend(costs.rows);
    rows.push(sum);
    let financial = vec![Select::Row(R::FinansiellaIntakter), Select::Row(R::FinansiellaKostnader)];
    rows.extend([
        RowSpec::total("verksamhetens_resultat", "Verksamhetens resultat", &[("intakter", 1), ("kostnader", -1)])
            .needing(NEEDED),
        RowSpec::item("finansnetto", "Finansnetto", Formula::Flow { of: financial, sign: -1 }),
        RowSpec::item("extraordinara_poster", "Extraordinära poster", flow(Select::Row(R::ExtraordinaraPoster), -1))
            .optional(),
        RowSpec::total(
            "resultat",
            "Resultat",
            &[("verksamhetens_resultat", 1), ("finansnetto", 1), ("extraordinara_poster", 1)],
        )
        .needing(NEEDED),
    ]);
    rows.extend(equity_rows("resultat"));
    rows.push(RowSpec::key(
        "likvida_medel",
        "Likvida medel",
        Formula::Stock { of: Select::Row(R::KassaOchBank), sign: 1 },
    ));
    rows
}

/// One row for each account of verksamhetens intäkter, the contributions first, so that a differens i källan is seen.
fn income_rows(forbund: &Forbund) -> Vec<RowSpec> {
    let contributions = forbund.chart.roles.medlemsbidrag;
    let flow = |account| Formula::Flow { of: vec![Select::Account(account)], sign: -1 };
    let mut rows = vec![RowSpec::item("medlemsbidrag", "Medlemmarnas bidrag", flow(contributions))];
    let others =
        forbund.chart.iter().filter(|(ix, account)| account.row == R::VerksamhetensIntakter && *ix != contributions);
    rows.extend(others.map(|(ix, account)| RowSpec::item(account.id.as_str(), &account.name, flow(ix)).optional()));
    rows
}

/// The rows of the costs, and which of them make up their sum.
pub struct CostRows {
    /// The rows.
    pub rows: Vec<RowSpec>,
    /// The ids of those that are added up.
    pub parts: Vec<String>,
}

/// One row for each group, with a row for each insats in it and one for its utvecklingsmedel, and what no source gives by group.
pub(super) fn cost_rows(forbund: &Forbund) -> CostRows {
    let mut rows = Vec::new();
    let mut add = |id: String, label: String, of: Select| {
        rows.push(RowSpec::item(id, label, Formula::Flow { of: vec![of], sign: 1 }).cost().optional());
    };
    for (at, group) in forbund.groups.iter().enumerate() {
        add(group.id.to_string(), group.name.clone(), Select::Group(GroupIx(at as u16)));
        for (ix, insats) in forbund.insatser.iter().enumerate().filter(|(_, insats)| insats.group == GroupIx(at as u16))
        {
            let select = |utvecklingsmedel| Select::Insats { insats: InsatsIx(ix as u16), utvecklingsmedel };
            add(insats.id.to_string(), insats.name.clone(), select(false));
            if insats.share.is_some() {
                add(
                    format!("{}_utvecklingsmedel", insats.id),
                    format!("Utvecklingsmedel {}", insats.name),
                    select(true),
                );
            }
        }
    }
    rows.extend(rest_rows());
    CostRows { parts: rows.iter().map(|row| row.id().to_owned()).collect(), rows }
}

/// What no source gives by group, and avskrivningar.
pub fn rest_rows() -> [RowSpec; 2] {
    // Outcome that no source gives by group is not to be held against the part of a budget that one does not give either.
    let unspecified = Formula::Flow { of: vec![Select::NoGroup], sign: 1 };
    let unspecified = RowSpec::item("ej_fordelat", "Ej fördelat i källan", unspecified).incomparable().optional();
    let avskrivningar = Formula::Flow { of: vec![Select::Row(R::Avskrivningar)], sign: 1 };
    [unspecified, RowSpec::item("avskrivningar", "Avskrivningar", avskrivningar).cost().optional()]
}

/// The short form that the förbund prints; the result includes the financial net, which has no row of its own, and the last row
/// reconciles it.
pub(super) fn printed_specification() -> Vec<RowSpec> {
    let flow = |of: &[R], sign| Formula::Flow { of: of.iter().map(|row| Select::Row(*row)).collect(), sign };
    vec![
        RowSpec::item("kostnader", "Kostnader", flow(&[R::VerksamhetensKostnader, R::Avskrivningar], 1)).cost(),
        RowSpec::item("medlemsavgift", "Medlemsavgift", flow(&[R::VerksamhetensIntakter], -1)),
        RowSpec::item("resultat", "Resultat", Formula::Flow { of: vec![Select::Result], sign: -1 })
            .needing(&["kostnader", "medlemsavgift"]),
        RowSpec::key("utgaende_eget_kapital", "Utgående eget kapital", Formula::ClosingEquity),
        RowSpec::key("likvida_medel", "Likvida medel", Formula::Stock { of: Select::Row(R::KassaOchBank), sign: 1 }),
        RowSpec::key(
            "finansnetto",
            "Avstämning: finansnetto som ingår i resultatet",
            flow(&[R::FinansiellaIntakter, R::FinansiellaKostnader, R::ExtraordinaraPoster], -1),
        ),
    ]
}

/// Columns with where their figures come from, and what to say under the table.
type ColumnsAndNotes = (Vec<(Column, Source)>, Vec<String>);

/// Outcome, budget, deviation and the year before, in this order.
fn against_budget(economy: &Economy, asked: &Asked) -> Result<ColumnsAndNotes, Problem> {
    asked.check(economy)?;
    let (mut outcome, source) = books_column(economy, asked, asked.span());
    let planned = asked.year >= economy.forbund.first_projected();
    outcome.kind = if planned { "prognos".to_owned() } else { "utfall".to_owned() };
    let mut notes = vec![AVVIKELSE_NOTE.to_owned()];
    notes.extend(known_lines(economy, asked).filter(|_| !planned));
    let (heading, budget) = match (planned, decided_budget(economy, asked)) {
        (true, _) => {
            if economy.forbund.years.get(&asked.year).and_then(YearBook::carried).is_none() {
                notes.push(format!(
                    "Ingen budget är beslutad för {}: kolumnen budget är scenariots belopp före förbrukningsgrad.",
                    asked.year
                ));
            }
            let layer = economy.projections[asked.scenario].budget();
            (sv::period_short(asked.year, asked.period), Source::ScenarioBudget { layer, span: asked.span() })
        }
        (false, Some((layer, unit))) => {
            if let Some(unit) = unit {
                notes.push(format!("Budgeten är i källan angiven i {}.", unit.name()));
            }
            (sv::period_short(asked.year, asked.period), Source::Plan(layer))
        }
        (false, None) => {
            notes.push(format!("Källorna ger ingen budget för {}.", sv::period(asked.year, asked.period)));
            (sv::period_short(asked.year, asked.period), Source::Absent)
        }
    };
    let named = |id: &str, kind: &str, layer, heading: String| Column {
        id: id.to_owned(),
        heading,
        kind: kind.to_owned(),
        layer,
    };
    let before = books_column(economy, &asked.year_before(), asked.year_before().span());
    outcome.id = if planned { "prognos".to_owned() } else { "utfall".to_owned() };
    let changed = andringar::columns(economy, asked, &heading);
    let mut columns = vec![
        (outcome, source),
        (named("budget", "budget", "budget", heading), budget),
        (named("avvikelse", "", "avvikelse", "Avvikelse".to_owned()), Source::Deviation { of: 0, from: 1 }),
    ];
    columns.extend(changed);
    notes.extend(andringar::changes(economy, asked));
    if !matches!(before.1, Source::Absent) {
        columns.push(before);
    }
    notes.extend(asked.notes(economy));
    Ok((columns, notes))
}

/// Which lines the source gives of a closed year's budget, so that a group is not taken for whole.
fn known_lines(economy: &Economy, asked: &Asked) -> Option<String> {
    let (_, budget) = economy.forbund.years.get(&asked.year)?.budget_for(asked.period)?;
    budget.costs.as_ref()?;
    let lines = budget.lines.iter().map(|(line, _)| *line).chain(budget.one_offs.iter().map(|one_off| one_off.line));
    let names: Vec<String> = lines.map(|line| economy.forbund.line(line).name.clone()).collect();
    let missing = "Rader som budgeten inte anger har ingen egen avvikelse men ingår i summornas.";
    if names.is_empty() {
        return Some(missing.to_owned());
    }
    let names = sv::list(&names);
    Some(format!("Av budgeten anger källan bara {names} för sig; resten står som ej fördelat. {missing}"))
}

/// The current budget for the period, and the unit of its source if it is coarser than a krona.
pub fn decided_budget(economy: &Economy, asked: &Asked) -> Option<(Layer, Option<Unit>)> {
    let (_, wanted) = economy.forbund.years.get(&asked.year)?.budget_for(asked.period)?;
    let found =
        ledger::budgets(&economy.forbund).find(|(_, year, budget)| *year == asked.year && budget.id == wanted.id);
    found.map(|(layer, _, budget)| (layer, budget.unit_in_source))
}

/// Driftredovisningen of a year or a period against its budget.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn drift(economy: &Economy, asked: &Asked) -> Result<Statement, Problem> {
    drift_with(economy, asked, cost_rows(&economy.forbund), "Driftredovisning")
}

/// Driftredovisningen with its costs set in rows of another kind.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn drift_with(economy: &Economy, asked: &Asked, costs: CostRows, title: &str) -> Result<Statement, Problem> {
    table(economy, asked, &specification(&economy.forbund, costs), title, Unit::Kr)
}

/// Driftredovisningen in the short form that the förbund prints.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn drift_publicerad(economy: &Economy, asked: &Asked) -> Result<Statement, Problem> {
    table(economy, asked, &printed_specification(), "Driftredovisning som publicerad", Unit::Tkr)
}

fn table(economy: &Economy, asked: &Asked, specs: &[RowSpec], title: &str, unit: Unit) -> Result<Statement, Problem> {
    let (columns, notes) = against_budget(economy, asked)?;
    let title = format!("{title} {}", sv::period(asked.year, asked.period));
    let mut statement = asked.statement(economy, ("drift", title), specs, columns, notes);
    statement.notes.extend(super::kommentar::beside(economy, asked, &statement));
    Ok(Statement { unit, ..statement })
}

/// Driftredovisning with a column a year, closed and planned side by side, and the target for eget kapital.
pub fn drift_per_ar(economy: &Economy, scenario: usize, years: &[Year]) -> Statement {
    let column = |year: &Year| {
        let asked = Asked { year: *year, period: Period::Helar, scenario };
        books_column(economy, &asked, asked.span())
    };
    let columns: Vec<(Column, Source)> = years.iter().map(column).collect();
    let mut specs = specification(&economy.forbund, cost_rows(&economy.forbund));
    let share = &economy.forbund.target.share;
    let label = format!("Mål för eget kapital ({})", sv::percent(share.value));
    specs.push(RowSpec::key("mal_eget_kapital", &label, Formula::ShareOf("medlemsbidrag", share.clone())));
    Statement {
        report: "prognos",
        title: "Driftredovisning".to_owned(),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: Some(Period::Helar),
        scenario: Some(economy.scenarios[scenario].id.to_string()),
        unit: Unit::Tkr,
        rows: evaluate(&economy.ledger, &specs, &columns),
        columns: columns.into_iter().map(|(column, _)| column).collect(),
        notes: Vec::new(),
    }
}
