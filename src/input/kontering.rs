//! `budgets/kontering.toml`: which account of ours, and which line, kommun or member, the bookkeeping system's accounts and objects
//! are.

use super::names::{Names, account_key};
use super::provenance::Provenance;
use super::table::{At, Table};
use crate::diag::catalogue;
use crate::domain::account::Chart;
use crate::domain::kontering::{AccountRule, Belongs, Kontering, ObjectRule};

/// Reads the file; without a chart, which then has faults of its own, the accounts are not looked up.
pub fn read(root: &Table<'_>, names: &Names, chart: Option<&Chart>) -> Option<Kontering> {
    let chart_name = root.text("kontoplan");
    let provenance = Provenance::read(root, &names.documents);
    let dimensions = root.opt_table("dimensioner");
    let dimension = |key| dimensions.as_ref().and_then(|table| table.opt_text(key)).map(|text| text.value);
    let (line, member) = (dimension("rad"), dimension("medlem"));
    dimensions.iter().for_each(Table::finish);
    let mut accounts: Vec<AccountRule> = Vec::new();
    for table in root.tables("konto") {
        let Some(rule) = account(&table, names, chart) else { continue };
        if let Some(other) = accounts.iter().find(|other| overlap(other, &rule)) {
            table.report(catalogue::numbers_overlap(rule.place, other.place, &rule.from, &rule.to));
        }
        accounts.push(rule);
    }
    let mut objects: Vec<ObjectRule> = Vec::new();
    for table in root.tables("objekt") {
        let (dimension, code) = (table.text("dimension"), table.text("objekt"));
        let belongs = belongs(&table, names);
        table.finish();
        let (Some(dimension), Some(code)) = (dimension, code) else { continue };
        let rule = ObjectRule { dimension: dimension.value, code: code.value, belongs, place: code.place };
        let same = |other: &&ObjectRule| other.dimension == rule.dimension && other.code == rule.code;
        if let Some(first) = objects.iter().find(same) {
            table.report(catalogue::id_twice(rule.place, first.place, &rule.code));
        }
        objects.push(rule);
    }
    root.finish();
    Some(Kontering {
        chart: chart_name?.value,
        status: provenance.status(),
        accounts,
        objects,
        line_dimension: line.unwrap_or_default(),
        member_dimension: member.unwrap_or_default(),
        place: root.place,
    })
}

/// `nummer`, or `fran` and `till`, and the account they are.
fn account(table: &Table<'_>, names: &Names, chart: Option<&Chart>) -> Option<AccountRule> {
    let single = table.opt_text("nummer");
    let ends = if single.is_some() { None } else { Some((table.text("fran"), table.text("till"))) };
    let ours = table.text("konto");
    let belongs = belongs(table, names);
    table.finish();
    let ours = ours.and_then(|id| account_key(chart, table, &At { value: id.value.as_str(), place: id.place }));
    let (from, to) = match (single, ends) {
        (Some(number), _) => (number.clone(), number),
        (None, Some((Some(from), Some(to)))) => (from, to),
        _ => return None,
    };
    if from.value.len() != to.value.len() || from.value > to.value {
        table.report(catalogue::numbers_reversed(to.place, &from.value, &to.value));
        return None;
    }
    Some(AccountRule { from: from.value, to: to.value, account: ours?, belongs, place: from.place })
}

fn overlap(a: &AccountRule, b: &AccountRule) -> bool {
    a.from.len() == b.from.len() && a.from <= b.to && b.from <= a.to
}

/// `medlem`, `rad`, `insats`, `kommun` and `utvecklingsmedel`.
fn belongs(table: &Table<'_>, names: &Names) -> Belongs {
    let key =
        |id: &At<crate::domain::id::Id>| names.member_key(table, &At { value: id.value.as_str(), place: id.place });
    let found = Belongs {
        member: table.opt_id("medlem").and_then(|id| key(&id)),
        line: table.opt_id("rad").and_then(|id| names.line(table, &id)),
        insats: table.opt_id("insats").and_then(|id| names.insats(table, &id)),
        kommun: table.opt_id("kommun").and_then(|id| names.kommun(table, &id)),
        utvecklingsmedel: table.flag("utvecklingsmedel"),
    };
    let line = found.line.map(|ix| &names.lines[usize::from(ix.0)]);
    let differs = line.is_some_and(|line| {
        found.insats.is_some_and(|insats| line.insats != Some(insats))
            || found.kommun.is_some_and(|kommun| line.kommun != Some(kommun))
    });
    if differs {
        table.report(catalogue::belongs_to_two(table.place));
    }
    found
}
