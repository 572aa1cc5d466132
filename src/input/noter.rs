//! `not`, `ospecificerat` and `[noter]` of `budgets/kontoplan.toml`: which note an account belongs to and how the notes are set.

use super::table::{At, Table};
use crate::diag::{Place, catalogue};
use crate::domain::account::{Account, StatementRow};
use crate::domain::forbund::Party;
use crate::domain::note::NotePlan;

/// The highest number of a note.
const HIGHEST: i64 = 99;

/// The account's note, with its place.
pub fn of_account(table: &Table<'_>) -> Option<At<u8>> {
    number(table, "not")
}

fn number(table: &Table<'_>, key: &'static str) -> Option<At<u8>> {
    table.opt_count(key, 1, HIGHEST).map(|at| At { value: at.value as u8, place: at.place })
}

/// Reads `[noter]`: the number of the note on audit costs, and the order in which the parties are printed.
pub fn read(root: &Table<'_>, noted: &[(StatementRow, At<u8>)]) -> NotePlan {
    let Some(table) = root.opt_table("noter") else { return NotePlan::default() };
    let audit = number(&table, "rakenskapsrevision");
    let parties = table.ids("bidrag");
    table.finish();
    if let Some(audit) = &audit
        && let Some((_, first)) = noted.iter().find(|(_, note)| note.value == audit.value)
    {
        let what = format!("not {} har redan konton", audit.value);
        table.report(catalogue::note_and_row(audit.place, first.place, &what));
    }
    let party = |id: &At<crate::domain::id::Id>| {
        let found = Party::NAMES.iter().find(|(name, _)| *name == id.value.as_str());
        if found.is_none() {
            let known = Party::NAMES.map(|(name, _)| name);
            table.report(catalogue::unknown_word(id.place, id.value.as_str(), &known));
        }
        found.map(|(_, party)| *party)
    };
    NotePlan { audit: audit.map(|audit| audit.value), parties: parties.iter().filter_map(party).collect() }
}

/// A note specifies one row and a row has one note, or the sums would not tie.
pub fn tie(konto: &Table<'_>, noted: &[(StatementRow, At<u8>)]) {
    for (at, (row, note)) in noted.iter().enumerate() {
        let before = &noted[..at];
        if let Some((other, first)) = before.iter().find(|(other, first)| first.value == note.value && other != row) {
            let what = format!("not {} hör redan till raden {}", note.value, other.id());
            konto.report(catalogue::note_and_row(note.place, first.place, &what));
        } else if let Some((_, first)) = before.iter().find(|(other, first)| other == row && first.value != note.value)
        {
            let what = format!("raden {} har redan not {}", row.id(), first.value);
            konto.report(catalogue::note_and_row(note.place, first.place, &what));
        }
    }
}

/// Eget kapital is reckoned from the opening and the result, so no note on its account would tie.
pub fn out_of_place(konto: &Table<'_>, account: &Account, note: Place) {
    if account.row == StatementRow::EgetKapital {
        let why = "eget kapital har ingen not: raden räknas av ingående balans och resultat";
        konto.report(catalogue::account_out_of_place(note, why).remedy("ta bort not"));
    }
}
