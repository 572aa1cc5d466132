//! `[[kommentar]]` of a year's file: words about a row of a period's follow-up.

use super::names::Names;
use super::table::Table;
use crate::diag::catalogue;
use crate::domain::period::Period;
use crate::domain::yearbook::Comment;

/// The periods a comment can be of.
const PERIODS: [(&str, Period); 5] = [
    ("T1", Period::T1),
    ("T2", Period::JanAug),
    ("jan-aug", Period::JanAug),
    ("T3", Period::Helar),
    ("helar", Period::Helar),
];
/// Rows that every follow-up has beside those of the förbund's own groups, insatser and lines.
const ROWS: [&str; 6] = ["medlemsbidrag", "intakter", "kostnader", "finansnetto", "resultat", "utgaende_eget_kapital"];

/// Reads the comments, in the order of the file.
pub fn read(root: &Table<'_>, names: &Names) -> Vec<Comment> {
    root.tables("kommentar").iter().filter_map(|table| comment(table, names)).collect()
}

fn comment(table: &Table<'_>, names: &Names) -> Option<Comment> {
    let (period, row, text) = (table.word("period", &PERIODS), table.id("rad"), table.text("text"));
    table.finish();
    let row = row?;
    let groups = names.groups.iter().map(|group| group.id.as_str());
    let insatser = names.insatser.iter().map(|insats| insats.id.as_str());
    let lines = names.lines.iter().map(|line| line.id.as_str());
    let known: Vec<&str> = ROWS.into_iter().chain(groups).chain(insatser).chain(lines).collect();
    if !known.contains(&row.value.as_str()) {
        table.report(catalogue::unknown_commented_row(row.place, row.value.as_str(), &known));
    }
    Some(Comment { period: period?.value, row: row.value, text: text?.value })
}
