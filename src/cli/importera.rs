//! `importera FIL`: what a bookkeeping file holds, whether it agrees with itself, and every fault in it. Needs no förbund.

use super::args::{Cli, Format};
use super::manifest::{Answer, shown_path};
use super::{Failure, sie_file};
use crate::domain::money::Unit;
use crate::render::document::{Document, Part};
use crate::render::importera;
use crate::render::page::Page;
use crate::sie::Options;
use crate::statement;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::Path;

/// The page of the file.
///
/// # Errors
/// As [`sie_file::read`].
pub(super) fn page(
    cli: &Cli,
    path: &Path,
    keep_persons: bool,
    today: NaiveDate,
    width: usize,
) -> Result<Answer, Failure> {
    let read = sie_file::read(path, Options { keep_persons })?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let saldon = statement::saldon(&read.file, &name);
    let contents = statement::contents(&read.file);
    let groups = statement::finding_groups(&read.file);
    let unit = cli.unit_or(Unit::Kr);
    let page = Page {
        forbund: saldon.forbund.clone(),
        date: today,
        inputs: read.short_hash().to_owned(),
        width,
        show_ids: cli.common.visa_id,
        placed: cli.placed(),
    };
    page.placed.input(&shown_path(&path.display().to_string()), &read.sha256);
    let text = match cli.format() {
        Format::Json => importera::json(&contents, &saldon, &read.file, &page),
        Format::Txt => {
            let found = (&statement::finding_lines(&groups, true)[..], statement::conclusion(&read.file));
            importera::text(&contents, &saldon, found, unit, &page)
        }
        Format::Csv | Format::Md => {
            let list = |title: &str, items| Part::List { title: title.to_owned(), numbered: false, items };
            let findings = statement::finding_lines(&groups, false);
            let parts = vec![list("Innehåll", contents), Part::table(&saldon), list("Iakttagelser", findings)];
            cli.set_document(&Document { title: saldon.title.clone(), scenario: None, unit, parts }, &page)
        }
    };
    Ok(cli.with_manifest(text.into_bytes(), today, width, &page.placed, &BTreeMap::new()))
}
