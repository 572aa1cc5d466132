//! `utvecklingsmedel ÅR` and `utvecklingsmedel registrera`.

use super::args::{Format, Registrera};
use super::desk::{Desk, question};
use super::{Failure, files, tillagg};
use crate::diag::catalogue;
use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::domain::sv;
use crate::domain::utvecklingsmedel::EventKind;
use crate::input;
use crate::render::document::{Document, Part};
use crate::render::page::Page;
use crate::render::{table, utvecklingsmedel};
use crate::statement::{self, Utvecklingsmedel};
use chrono::{Datelike, NaiveDate};
use std::path::Path;

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

/// Adds an event to its year's file, if the law of the grants allows it, and says what was added.
///
/// # Errors
/// As [`tillagg::append`].
pub(super) fn register(folder: &Path, event: &Registrera, today: NaiveDate) -> Result<String, Failure> {
    if event.datum > today {
        return Err(question(catalogue::grant_event_to_come(event.datum, today)));
    }
    let kommun = kommun_id(folder, &event.kommun, today)?;
    let year = event.ar.map_or(event.datum.year(), Year::number);
    let mut lines = vec!["[[utvecklingsmedel]]".to_owned(), format!("kommun = {}", quoted(&kommun))];
    lines.extend(event.insats.as_ref().map(|insats| format!("insats = {}", quoted(insats))));
    lines.extend(event.tertial.as_ref().map(|tertial| format!("tertial = {}", quoted(&tertial.to_uppercase()))));
    lines.push(format!("handelse = {}", quoted(&event_word(&event.handelse))));
    lines.push(format!("datum = \"{}\"", event.datum));
    lines.extend(event.belopp.as_ref().map(|amount| format!("belopp = {}", quoted(amount))));
    lines.extend(event.underlag.as_ref().map(|text| format!("underlag = {}", quoted(text))));
    lines.extend(event.skal.as_ref().map(|text| format!("skal = {}", quoted(text))));
    let text = format!("{}\n", lines.join("\n"));
    let name = format!("budgets/{year}.toml");
    tillagg::append(folder, &name, &text, today)?;
    Ok(format!("Tillagt sist i {name}:\n\n{text}\nSe läget med finsam utvecklingsmedel {year}.\n"))
}

/// The id of a kommun that is asked for by its name; what names none is left as it is, and refused with those there are.
fn kommun_id(folder: &Path, written: &str, today: NaiveDate) -> Result<String, Failure> {
    let found = files::read_folder(folder).map_err(|error| Failure::Io(format!("fel: kan inte läsa {error}\n")))?;
    // A folder with faults is told of them when the event has been put into it.
    let Ok(world) = input::read_books(found, today) else { return Ok(written.to_owned()) };
    let kommun = world.forbund.kommun_named(written);
    Ok(kommun.map_or(written.to_owned(), |ix| world.forbund.member(ix).id.to_string()))
}

/// The event as files spell it; in å, ä and ö it may be asked for too.
fn event_word(written: &str) -> String {
    let known = EventKind::NAMES.iter().find(|(word, _)| *word == sv::ascii(written));
    known.map_or(written, |(word, _)| word).to_owned()
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
