//! `utvecklingsmedel ÅR`.

use super::Failure;
use super::args::Format;
use super::desk::{Desk, question};
use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::render::document::{Document, Part};
use crate::render::page::Page;
use crate::render::{table, utvecklingsmedel};
use crate::statement::{self, Utvecklingsmedel};

impl Desk<'_> {
    /// The grants of a year as they stand today.
    pub(super) fn utvecklingsmedel(&self, year: Option<Year>) -> Result<String, Failure> {
        let year = year.unwrap_or(self.economy.forbund.first_projected());
        let of = statement::utvecklingsmedel(&self.economy, year, self.page.date).map_err(question)?;
        if self.cli.format() == Format::Json {
            return Ok(utvecklingsmedel::json(&self.economy, &of, &self.page));
        }
        let lists = [
            ("Väntar", of.waiting.clone()),
            ("Att betala i dag", statement::payment_list(&self.economy, &of)),
            ("Uppföljning", of.notes.clone()),
        ];
        let unit = self.unit_or(Unit::Kr);
        Ok(match self.cli.format() {
            Format::Txt => text(&of, &lists, unit, &self.page),
            _ => {
                let tables = [&of.summor, &of.lagen].into_iter().filter(|table| !table.rows.is_empty());
                let mut parts: Vec<Part<'_>> = tables.map(Part::table).collect();
                for (title, items) in lists.into_iter().filter(|(_, items)| !items.is_empty()) {
                    parts.push(Part::List { title: title.to_owned(), numbered: false, items });
                }
                self.set_document(&Document { title: of.summor.title.clone(), scenario: None, unit, parts })
            }
        })
    }
}

fn text(of: &Utvecklingsmedel, lists: &[(&str, Vec<String>)], unit: Unit, page: &Page) -> String {
    let mut out = page.header(&of.summor.title, Some(unit), None);
    if !of.grants.is_empty() {
        out.push_str(&format!("\n{}", table::table(&of.summor, unit, page)));
        out.push_str(&format!("\n{}\n\n{}", of.lagen.title.to_uppercase(), table::table(&of.lagen, unit, page)));
    }
    for (title, lines) in lists.iter().filter(|(_, lines)| !lines.is_empty()) {
        out.push_str(&format!("\n{}\n\n", title.to_uppercase()));
        for line in lines {
            out.push_str(&format!("{}\n", page.paragraph("  · ", line)));
        }
    }
    out
}
