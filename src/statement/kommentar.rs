//! Words about rows of a period: what the year's file says of them, beside any table that has the row.

use super::Statement;
use super::drift::{Asked, cost_rows, specification};
use crate::domain::forbund::Forbund;
use crate::domain::period::{Period, Year};
use crate::projection::Economy;

/// A comment on a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowComment {
    /// The row's id.
    pub row: String,
    /// The row's name.
    pub label: String,
    /// The words.
    pub text: String,
}

impl RowComment {
    /// `Kansli: …`.
    pub fn line(&self) -> String {
        format!("{}: {}", self.label, self.text)
    }
}

/// The comments of a year on a period; those are of its days from 1 January, so T2 is January–August.
pub fn comments_of(economy: &Economy, year: Year, period: Period) -> Vec<RowComment> {
    let so_far = match period {
        Period::T1 => Period::T1,
        Period::T2 | Period::JanAug => Period::JanAug,
        Period::T3 | Period::Helar => Period::Helar,
    };
    let book = economy.forbund.years.get(&year);
    let own = book.into_iter().flat_map(|book| &book.comments).filter(|comment| comment.period == so_far);
    let comment = |comment: &crate::domain::yearbook::Comment| {
        let row = comment.row.to_string();
        RowComment { label: name(&economy.forbund, &row), row, text: comment.text.clone() }
    };
    own.map(comment).collect()
}

/// Under a table, the comments on the rows that it shows.
pub fn beside(economy: &Economy, asked: &Asked, statement: &Statement) -> Vec<String> {
    let comments = comments_of(economy, asked.year, asked.period).into_iter();
    comments
        .filter(|comment| statement.row(&comment.row).is_some())
        .map(|of| format!("Kommentar, {}", of.line()))
        .collect()
}

fn name(forbund: &Forbund, id: &str) -> String {
    let line = forbund.lines.iter().find(|line| line.id.as_str() == id).map(|line| line.name.clone());
    let group = || forbund.groups.iter().find(|group| group.id.as_str() == id).map(|group| group.name.clone());
    let insats = || forbund.insatser.iter().find(|insats| insats.id.as_str() == id).map(|insats| insats.name.clone());
    let row = || {
        let rows = specification(forbund, cost_rows(forbund));
        rows.iter().find(|row| row.id() == id).map(|row| row.label().to_owned())
    };
    line.or_else(group).or_else(insats).or_else(row).unwrap_or_else(|| id.to_owned())
}
