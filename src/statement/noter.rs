//! Noter: what the rows of resultaträkning and balansräkning are made up of, account by account, and what the audit cost.
//!
//! A note shows every account of its row: those that belong to it, what a source gives only in total, and what belongs to no note,
//! so that its sum is the row's.

use super::drift::{Asked, books_column};
use super::spec::{Formula, RowSpec, evaluate};
use super::{Column, Source, Statement};
use crate::diag::{Problem, catalogue};
use crate::domain::account::{AccountIx, StatementRow};
use crate::domain::forbund::{Forbund, MemberIx, Party};
use crate::domain::note::AuditCost;
use crate::domain::period::{Period, Span, Year};
use crate::domain::source::Status;
use crate::domain::sv;
use crate::ledger::Select;
use crate::projection::Economy;

/// Under a table in which an account belongs to no note.
const NOT_NOTED: &str = "Ej i not: ingår i raden i resultat- eller balansräkningen, men i ingen not.";

/// The notes of a year or a period, with the same part of the year before.
///
/// # Errors
/// F502 and F503 for a year or period that is not there, and for a part of a closed year that no report has notes of; F509 where
/// no account belongs to a note.
pub fn noter(economy: &Economy, asked: &Asked) -> Result<Statement, Problem> {
    let numbered = numbered(&economy.forbund);
    if numbered.is_empty() {
        return Err(catalogue::no_notes());
    }
    let columns: Vec<(Column, Source)> = asked.with_year_before(economy, books_column)?;
    from_new_year(economy, asked)?;
    let years: Vec<Year> = [asked.year, asked.year.previous()].into_iter().take(columns.len()).collect();
    let mut sheet =
        Sheet { economy, columns: &columns, years: &years, period: asked.period, specs: Vec::new(), notes: Vec::new() };
    for (number, row) in numbered {
        match row {
            Some(row) => sheet.row_note(number, row),
            None => sheet.audit_note(Some(number)),
        }
    }
    if economy.forbund.chart.notes.audit.is_none() {
        sheet.audit_note(None);
    }
    let Sheet { specs, mut notes, .. } = sheet;
    notes.extend(asked.notes(economy));
    let title = format!("Noter {}", sv::period(asked.year, asked.period));
    Ok(asked.statement(economy, ("noter", title), &specs, columns, notes))
}

/// The notes in order, each with the row that it specifies; none for that on the cost of audit.
fn numbered(forbund: &Forbund) -> Vec<(u8, Option<StatementRow>)> {
    let rows = StatementRow::ALL.into_iter().map(|(row, ..)| row);
    let mut numbered: Vec<(u8, Option<StatementRow>)> =
        rows.filter_map(|row| forbund.chart.note_of(row).map(|number| (number, Some(row)))).collect();
    numbered.extend(forbund.chart.notes.audit.map(|number| (number, None)));
    numbered.sort_unstable();
    numbered
}

/// The rest of a closed year is a year minus an interim, and where one of them has only totals no difference of items is there.
fn from_new_year(economy: &Economy, asked: &Asked) -> Result<(), Problem> {
    let planned = asked.year >= economy.forbund.first_projected();
    if planned || asked.span().from == asked.year.first_day() {
        return Ok(());
    }
    let from = asked.year.first_day();
    let ends = economy.ledger.intervals(asked.year).into_iter().map(|interval| Span { from, ..interval });
    let given: Vec<String> = ends
        .map(|span| match Period::of_span(span) {
            Some(Period::Helar) => format!("hela {}", asked.year),
            _ => sv::span(span),
        })
        .collect();
    let what = format!("noter för {}", sv::period(asked.year, asked.period));
    Err(catalogue::no_such_period(&what, &given.join(", ")))
}

/// The rows of the notes as they are put together.
struct Sheet<'e> {
    economy: &'e Economy,
    columns: &'e [(Column, Source)],
    years: &'e [Year],
    period: Period,
    specs: Vec<RowSpec>,
    notes: Vec<String>,
}

impl<'e> Sheet<'e> {
    /// The note that specifies a row: its accounts, what is given only in total, and what belongs to no note.
    fn row_note(&mut self, number: u8, row: StatementRow) {
        let forbund = &self.economy.forbund;
        self.specs.push(RowSpec::heading(&format!("not_{number}_rubrik"), &format!("Not {number}. {}", row.heading())));
        let of_row = forbund.chart.iter().filter(|(_, account)| account.row == row).map(|(ix, _)| ix);
        let (mut items, mut totals, mut outside) = (Vec::new(), Vec::new(), Vec::new());
        for account in of_row {
            let definition = forbund.chart.get(account);
            if forbund.chart.is_unspecified(account) {
                totals.push(self.account(row, account, "Ospecificerat").optional());
            } else if definition.note.is_none() {
                outside.push(self.account(row, account, &format!("Ej i not: {}", definition.name)).optional());
            } else if account == forbund.chart.roles.medlemsbidrag {
                items.extend(contributions(forbund));
            } else {
                items.push(self.account(row, account, &definition.name).where_given());
            }
        }
        // Only those with a figure are shown, and only then is there anything to reconcile.
        let shown = evaluate(&self.economy.ledger, &outside, self.columns);
        outside.retain(|spec| shown.iter().any(|row| row.id == spec.id()));
        items.extend(totals);
        let sum = format!("not_{number}");
        if outside.is_empty() {
            self.sum(&sum, "Summa", items);
        } else {
            let inside = format!("not_{number}_poster");
            self.sum(&inside, "Summa i noten", items);
            let parts: Vec<String> = outside.iter().map(|spec| spec.id().to_owned()).chain([inside]).collect();
            let parts: Vec<(&str, i64)> = parts.iter().map(|id| (id.as_str(), 1)).collect();
            self.specs.extend(outside);
            let statement = if row.is_result() { "resultaträkningen" } else { "balansräkningen" };
            self.specs.push(RowSpec::total(&sum, &format!("Summa enligt {statement}"), &parts));
            self.say(NOT_NOTED.to_owned());
        }
    }

    /// An account's movement, or its stock, as its row is printed.
    fn account(&self, row: StatementRow, account: AccountIx, label: &str) -> RowSpec {
        let forbund = &self.economy.forbund;
        let (of, sign) = (Select::Account(account), row.debit_sign());
        let formula = if row.is_result() { Formula::Flow { of: vec![of], sign } } else { Formula::Stock { of, sign } };
        let id = &forbund.chart.get(account).id;
        let taken = forbund.members.iter().any(|member| member.id == *id);
        let id = if taken { format!("konto_{id}") } else { id.to_string() };
        RowSpec::item(id, label, formula)
    }

    /// ”sammanlagda kostnaden för de kommunala revisorernas granskning av bokföring, delårsrapport och årsredovisning” (LKBR 9:13):
    /// part of verksamhetens costs, told apart.
    fn audit_note(&mut self, number: Option<u8>) {
        let found = self.audits();
        if number.is_none() && found.is_empty() {
            return;
        }
        let heading = "Kostnad för räkenskapsrevision";
        let heading = number.map_or(heading.to_owned(), |number| format!("Not {number}. {heading}"));
        self.specs.push(RowSpec::heading("not_revision_rubrik", &heading));
        let mut items: Vec<RowSpec> = Vec::new();
        for audit in &found {
            let id = format!("not_revision_{}", audit.id);
            if items.iter().any(|item| item.id() == id) {
                continue;
            }
            let amounts = self.years.iter().map(|year| self.audit(*year, audit).map(|audit| audit.amount.clone()));
            items.push(RowSpec::item(id, audit.label(), Formula::Stated(amounts.collect())));
        }
        let sources = self.audit_sources(&found);
        self.sum("not_revision", "Summa", items);
        if !sources.is_empty() {
            let note = "Räkenskapsrevisionen är en del av verksamhetens kostnader (LKBR 9:13) och läggs inte till dem en gång till";
            self.say(format!("{note}. Källa: {sources}."));
        }
    }

    /// What the audit cost in the columns' years, in their order.
    fn audits(&self) -> Vec<&'e AuditCost> {
        let (books, period) = (&self.economy.forbund.years, self.period);
        let books = self.years.iter().filter_map(|year| books.get(year));
        books.flat_map(|book| book.audits.iter()).filter(|audit| audit.period == period).collect()
    }

    /// The same post in a year.
    fn audit(&self, year: Year, like: &AuditCost) -> Option<&AuditCost> {
        let book = self.economy.forbund.years.get(&year)?;
        book.audits.iter().find(|audit| (&audit.id, audit.period) == (&like.id, self.period))
    }

    /// Every source once, with what is not decided.
    fn audit_sources(&self, audits: &[&AuditCost]) -> String {
        let mut sources: Vec<String> = Vec::new();
        for audit in audits {
            let mut source = self.economy.forbund.show_source(&audit.amount.source);
            if audit.amount.status != Status::Beslutad {
                source = format!("{source} ({})", sv::status(audit.amount.status));
            }
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources.join("; ")
    }

    /// Rows, and their sum.
    fn sum(&mut self, id: &str, label: &str, items: Vec<RowSpec>) {
        let parts: Vec<(&str, i64)> = items.iter().map(|item| (item.id(), 1)).collect();
        let total = RowSpec::total(id, label, &parts);
        self.specs.extend(items);
        self.specs.push(total);
    }

    /// Once under the table.
    fn say(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// A row for each member, by party in the order that the förbund prints, and what is not given per member.
fn contributions(forbund: &Forbund) -> Vec<RowSpec> {
    let flow = |select| Formula::Flow { of: vec![select], sign: -1 };
    let order = |party: Party| {
        let listed = &forbund.chart.notes.parties;
        listed.iter().position(|other| *other == party).unwrap_or(listed.len())
    };
    let mut members: Vec<MemberIx> = (0..forbund.members.len()).map(|at| MemberIx(at as u16)).collect();
    members.sort_by_key(|member| order(forbund.member(*member).party));
    let row = |member: MemberIx| {
        let definition = forbund.member(member);
        RowSpec::item(definition.id.as_str(), &definition.name, flow(Select::Member(member))).where_given()
    };
    let mut rows: Vec<RowSpec> = members.into_iter().map(row).collect();
    let rest = flow(Select::NoMember);
    rows.push(RowSpec::item("ej_fordelat_pa_medlem", "Medlemsbidrag, ej fördelat på medlem", rest).optional());
    rows
}

/// What stands behind a row's heading in a printed statement: ` (not 2, 3)`.
pub fn reference(forbund: &Forbund, row: StatementRow) -> String {
    let audit = forbund.chart.notes.audit.filter(|_| row == StatementRow::VerksamhetensKostnader);
    let numbers: Vec<String> =
        forbund.chart.note_of(row).into_iter().chain(audit).map(|number: u8| number.to_string()).collect();
    if numbers.is_empty() { String::new() } else { format!(" (not{}{})", sv::NBSP, numbers.join(",\u{a0}")) }
}
