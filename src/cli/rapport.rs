//! `rapport`: the board's report as a page, or a part of it as text for a document.

use super::args::{Format, ReportArgs};
use super::commands::{Desk, question};
use super::{Failure, files};
use crate::diag::catalogue;
use crate::domain::money::Unit;
use crate::render::{html, markdown, svg};
use crate::statement::{self, Asked, Block, Report, Wanted};
use std::path::Path;

/// What a report is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Html,
    Md,
}

impl Desk<'_> {
    /// The report in the form that the file's ending says.
    pub(super) fn rapport(&self, args: &ReportArgs) -> Result<Vec<u8>, Failure> {
        if let Some(folder) = &args.bilder {
            return pictures(&self.report(args)?, folder);
        }
        let form = self.form(args)?;
        let report = self.report(args)?;
        Ok(match form {
            Form::Html => html::report(&report, &self.page).into_bytes(),
            Form::Md => markdown::report(&report, &self.page).into_bytes(),
        })
    }

    fn form(&self, args: &ReportArgs) -> Result<Form, Failure> {
        let common = &self.cli.common;
        let ending = common.ut.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
        let ending = ending.map(str::to_ascii_lowercase);
        match (common.format, ending.as_deref()) {
            (Some(Format::Md), _) | (None, Some("md")) => Ok(Form::Md),
            (None, Some("html" | "htm")) => Ok(Form::Html),
            (None, None) if args.del.is_some() && common.ut.is_none() && common.csv.is_none() => Ok(Form::Md),
            (None, None) if common.csv.is_none() => Err(question(catalogue::report_needs_a_file())),
            (None, Some(other)) => Err(question(catalogue::report_format(&format!(".{other}")))),
            (Some(Format::Txt), _) => Err(question(catalogue::report_format("txt"))),
            (Some(Format::Json), _) => Err(question(catalogue::report_format("json"))),
            (Some(Format::Csv), _) | (None, None) => Err(question(catalogue::report_format("csv"))),
        }
    }

    fn report(&self, args: &ReportArgs) -> Result<Report, Failure> {
        let chosen: Vec<usize> = match args.scenario.as_slice() {
            [] => (0..self.economy.scenarios.len()).collect(),
            names => names.iter().map(|name| self.scenario(Some(name))).collect::<Result<_, _>>()?,
        };
        let (scenario, others) = chosen.split_first().map_or((0, &[][..]), |(first, rest)| (*first, rest));
        let year = args.ar.unwrap_or(self.economy.forbund.last_closed());
        let asked = Asked { year, period: args.period, scenario };
        let unit = self.cli.common.enhet.unwrap_or(Unit::Tkr);
        let wanted = Wanted { asked, others, today: self.page.date, unit };
        statement::board(&self.economy, &wanted, |place| self.files.show(place)).map_err(question)
    }
}

/// Every picture of the report in a file of its own, named by its id; answers with the files' names.
fn pictures(report: &Report, folder: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |path: &Path, error: &std::io::Error| {
        Failure::Io(format!("fel: kan inte skriva {}: {}\n", path.display(), files::swedish(error)))
    };
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let mut said = String::new();
    for block in report.sections.iter().flat_map(|section| &section.blocks) {
        if let Block::Picture(picture) = block {
            let path = folder.join(format!("{}.svg", picture.id));
            files::write_whole(&path, svg::file(picture).as_bytes()).map_err(|error| failed(&path, &error))?;
            said.push_str(&format!("{}  {}\n", path.display(), picture.title));
        }
    }
    Ok(said.into_bytes())
}
