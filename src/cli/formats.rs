//! Which format and unit an answer is set in, and the setting of statements in those that are pages of tables.

use super::args::{Cli, Command, Csv, Format, Named};
use super::desk::Desk;
use super::prognos::prognos_title;
use crate::diag::{Problem, catalogue};
use crate::domain::money::Unit;
use crate::render::csv::{self, Dialect};
use crate::render::document::{Document, Part};
use crate::render::page::Page;
use crate::render::{json, markdown, table};
use crate::statement::{self, Outlook, Statement};

impl Cli {
    /// The format asked for, else that of the file's ending, else CSV if it is said how CSV is to be written, else text.
    pub(super) fn format(&self) -> Format {
        let said = self.common.format.and_then(Named::plain).or_else(|| self.ending());
        said.unwrap_or(if self.common.csv.is_some() { Format::Csv } else { Format::Txt })
    }

    fn ending(&self) -> Option<Format> {
        let ending = self.common.ut.as_ref()?.extension()?.to_str()?.to_ascii_lowercase();
        let endings = [("json", Format::Json), ("csv", Format::Csv), ("md", Format::Md)];
        endings.into_iter().find(|(name, _)| *name == ending).map(|(_, format)| format)
    }

    /// Whether `--csv` is said only where CSV is written, and a file's ending promises no other format than there is.
    ///
    /// # Errors
    /// F522, F523, F581.
    pub(super) fn formats_agree(&self) -> Result<(), Problem> {
        // What is exported, and a report, has formats of its own.
        if matches!(self.command, Some(Command::Exportera(_) | Command::Rapport(_))) {
            return Ok(());
        }
        if self.common.format == Some(Named::Html) {
            return Err(catalogue::only_reports_are_pages());
        }
        let ending = self.common.ut.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
        if let Some(ending) = ending.filter(|ending| *ending != "txt" && self.ending().is_none())
            && self.common.format.is_none()
        {
            return Err(catalogue::unknown_ending(ending));
        }
        let format = self.format();
        if self.common.csv.is_some() && format != Format::Csv { Err(catalogue::not_csv(format.name())) } else { Ok(()) }
    }

    fn dialect(&self) -> Dialect {
        if self.common.csv == Some(Csv::Se) { Dialect::Swedish } else { Dialect::Standard }
    }

    /// The unit asked for, else the table's own; a spreadsheet rounds for itself, so CSV is in kr.
    pub(super) fn unit_or(&self, own: Unit) -> Unit {
        let own = if self.format() == Format::Csv { Unit::Kr } else { own };
        self.common.enhet.unwrap_or(own)
    }

    /// A page of tables and lists as CSV or Markdown.
    pub(super) fn set_document(&self, document: &Document<'_>, page: &Page) -> String {
        match self.format() {
            Format::Csv => csv::document(document, page, self.dialect()),
            _ => markdown::document(document, page),
        }
    }
}

impl Desk<'_> {
    /// The unit asked for, else the table's own; a spreadsheet rounds for itself, so CSV is in kr.
    pub(super) fn unit_or(&self, own: Unit) -> Unit {
        self.cli.unit_or(own)
    }

    /// One statement in the format asked for.
    pub(super) fn set(&self, statement: &Statement) -> String {
        let unit = self.unit(statement);
        match self.cli.format() {
            Format::Txt => table::with_header(statement, unit, &self.page),
            Format::Json => json::statement(statement, &self.page),
            Format::Csv | Format::Md => self.set_document(&Document::of(statement, unit)),
        }
    }

    /// A page of tables and lists as CSV or Markdown.
    pub(super) fn set_document(&self, document: &Document<'_>) -> String {
        self.cli.set_document(document, &self.page)
    }

    /// The main job as a page: driftredovisning a scenario with what it rests on, the paths, and what a board should know.
    pub(super) fn prognos_document(&self, outlooks: &[Outlook], drifts: &[Statement]) -> String {
        let unit = self.unit_or(Unit::Tkr);
        let paths = statement::path_tables(&self.economy, outlooks);
        let mut parts = Vec::new();
        for (drift, outlook) in drifts.iter().zip(outlooks) {
            let scenario = &self.economy.scenarios[outlook.scenario];
            let name = format!("{} ({})", scenario.name, scenario.id);
            let (title, lead) = (format!("Driftredovisning: {name}"), Some(scenario.purpose.clone()));
            parts.push(Part::Table { title, lead, statement: drift });
            let items = self.assumptions(outlook.scenario);
            parts.push(Part::List { title: format!("{name} vilar på"), numbered: false, items });
        }
        let items =
            statement::scenario_lines(&self.economy, outlooks).into_iter().map(|(id, line)| format!("{id}: {line}"));
        parts.push(Part::List { title: "Scenarier".to_owned(), numbered: false, items: items.collect() });
        parts.extend(paths.iter().map(Part::table));
        let items = statement::key_points(&self.economy, &outlooks[0], unit);
        parts.push(Part::List { title: "Att veta".to_owned(), numbered: true, items });
        self.set_document(&Document { title: prognos_title(outlooks), scenario: None, unit, parts })
    }
}
