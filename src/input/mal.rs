//! `[[mal]]` and `[[hushallning]]` of a year's file: the goals, and what the board says of them.

use super::names::Names;
use super::number::Limits;
use super::provenance::Provenance;
use super::table::{At, Table};
use super::year::PERIODS;
use crate::diag::catalogue;
use crate::domain::id::Id;
use crate::domain::mal::{Goal, GoalKind, GoalTest, Housekeeping, Reached, Verdict};

/// Which figure a goal is held against.
#[derive(Clone, Copy)]
enum Kind {
    Startade,
    EgetKapital,
    EjOkat,
}

const KINDS: [(&str, Kind); 3] =
    [("startade", Kind::Startade), ("eget_kapital", Kind::EgetKapital), ("eget_kapital_ej_okat", Kind::EjOkat)];

/// Reads both lists.
pub fn read(root: &Table<'_>, names: &Names) -> (Vec<Goal>, Vec<Housekeeping>) {
    let (mut goals, mut seen): (Vec<Goal>, Vec<At<Id>>) = (Vec::new(), Vec::new());
    for table in root.tables("mal") {
        let id = table.id("id");
        let goal = goal(&table, names, id.as_ref());
        if let Some(id) = id {
            if let Some(first) = seen.iter().find(|first| first.value == id.value) {
                table.report(catalogue::id_twice(id.place, first.place, id.value.as_str()));
            }
            seen.push(id);
        }
        goals.extend(goal);
    }
    let housekeeping = |table: Table<'_>| {
        let (text, period) = (table.text("text"), table.word("period", &PERIODS));
        let provenance = Provenance::read(&table, &names.documents);
        table.finish();
        Some(Housekeeping { text: provenance.of(text?), period: period?.value })
    };
    let housekeeping = root.tables("hushallning").into_iter().filter_map(housekeeping).collect();
    (goals, housekeeping)
}

fn goal(table: &Table<'_>, names: &Names, id: Option<&At<Id>>) -> Option<Goal> {
    let (name, text) = (table.text("namn"), table.text("text"));
    let kind = table.word("slag", &GoalKind::NAMES);
    let (level, when, measured) = (table.text("niva"), table.text("nar"), table.text("mats"));
    let note = table.opt_text("anmarkning").map(|note| note.value);
    let test = table.opt_table("prov").and_then(|table| test(&table));
    let provenance = Provenance::read(table, &names.documents);
    let verdict = table.opt_table("styrelsen").and_then(|table| verdict(&table, names));
    table.finish();
    Some(Goal {
        id: id?.value.clone(),
        name: name?.value,
        kind: kind?.value,
        text: provenance.of(text?),
        level: level?.value,
        when: when?.value,
        measured: measured?.value,
        test,
        verdict,
        note,
    })
}

/// `prov = { slag = "startade", andel = "75 %", av = 356 }`, `{ slag = "eget_kapital", senast = 2030 }`.
fn test(table: &Table<'_>) -> Option<GoalTest> {
    let test = match table.word("slag", &KINDS)?.value {
        Kind::Startade => {
            let (share, of) = (table.rate("andel", Limits::SHARE), table.count("av", 1, 1_000_000));
            share.zip(of).map(|(share, of)| GoalTest::Startade { share: share.value, of: of.value })
        }
        Kind::EgetKapital => table.year("senast").map(|by| GoalTest::EgetKapital { by: by.value }),
        Kind::EjOkat => Some(GoalTest::EjOkat),
    };
    table.finish();
    test
}

fn verdict(table: &Table<'_>, names: &Names) -> Option<Verdict> {
    let (reached, text) = (table.word("utfall", &Reached::NAMES), table.text("text"));
    let period = table.word("period", &PERIODS);
    let provenance = Provenance::read(table, &names.documents);
    table.finish();
    let text = provenance.of(text?);
    Some(Verdict { reached: reached?.value, text: text.value, period: period?.value, source: text.source })
}
