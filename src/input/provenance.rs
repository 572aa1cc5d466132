//! `kalla`, `motiv` and `status`: what every value-carrying table must say about itself.

use super::names::{Listed, report_unknown};
use super::table::{At, Table};
use crate::diag::catalogue;
use crate::domain::forbund::Document;
use crate::domain::source::{Source, Sourced, Status};
use std::sync::Arc;

/// Source and status of the values in one table.
#[derive(Clone, Debug)]
pub struct Provenance {
    source: Arc<Source>,
    status: Status,
}

impl Provenance {
    /// Reads `kalla = { dokument, avsnitt }` or `motiv = "…"`, and `status`.
    ///
    /// A fault is reported, and then an empty source stands in, so that the values beside it are read and judged all the same;
    /// a world with faults is never handed on.
    pub fn read(table: &Table<'_>, documents: &Listed<Document>) -> Provenance {
        // Of what is ours, with a reason and no document, nothing firmer than an assumption is to be suggested.
        let suggested = if table.has("motiv") { Status::Antagande } else { Status::Beslutad };
        Self::read_as(table, documents, suggested)
    }

    /// As [`Provenance::read`], of what is an assumption unless it says otherwise.
    pub fn of_assumption(table: &Table<'_>, documents: &Listed<Document>) -> Provenance {
        Self::read_as(table, documents, Status::Antagande)
    }

    /// As [`Provenance::read`], of what was decided: it rests on its decision unless it says otherwise.
    pub fn of_decision(table: &Table<'_>, documents: &Listed<Document>, decision: &str) -> Provenance {
        let words = Status::ALL.map(|status| (status.name(), status));
        let status = table.opt_word("status", &words).map_or(Status::Beslutad, |status| status.value);
        let source = table.opt_table("kalla").and_then(|kalla| document(&kalla, documents));
        let source = source.unwrap_or(Source { document: None, section: decision.to_owned() });
        Provenance { source: Arc::new(source), status }
    }

    fn read_as(table: &Table<'_>, documents: &Listed<Document>, suggested: Status) -> Provenance {
        let words = Status::ALL.map(|status| (status.name(), status));
        if !table.has("status") {
            table.missing("status", &format!("\"{}\"", suggested.name()));
        }
        let status = table.opt_word("status", &words).map(|status| status.value);
        let reason = table.opt_text("motiv");
        let source = match table.opt_table("kalla") {
            Some(kalla) => document(&kalla, documents),
            None => reason.map(|reason| Source { document: None, section: reason.value }),
        };
        if source.is_none() && !table.has("kalla") && !table.has("motiv") {
            table.missing("kalla", "{ dokument = \"…\", avsnitt = \"…\" }, eller motiv = \"…\" för ett antagande");
        }
        let source = source.unwrap_or(Source { document: None, section: String::new() });
        Provenance { source: Arc::new(source), status: status.unwrap_or(Status::Antagande) }
    }

    /// The value with this provenance.
    pub fn of<T>(&self, at: At<T>) -> Sourced<T> {
        Sourced { value: at.value, place: at.place, source: Arc::clone(&self.source), status: self.status }
    }

    /// How firm the table's values are.
    pub fn status(&self) -> Status {
        self.status
    }
}

fn document(kalla: &Table<'_>, documents: &Listed<Document>) -> Option<Source> {
    let id = kalla.id("dokument");
    let section = kalla.text("avsnitt");
    kalla.finish();
    let (id, section) = (id?, section?);
    if !documents.iter().any(|document| document.id == id.value) {
        let known: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        report_unknown(kalla, documents.whole, catalogue::unknown_document(id.place, id.value.as_str(), &known));
        return None;
    }
    Some(Source { document: Some(id.value), section: section.value })
}
