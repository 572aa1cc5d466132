//! `rapport`: the board's report as a page, or a part of it as text for a document.

use super::args::{Cli, Format, Named, ReportArgs};
use super::commands::{Desk, question};
use super::{Failure, files};
use crate::diag::{Problem, catalogue};
use crate::domain::money::Unit;
use crate::render::{html, markdown, svg};
use crate::statement::{self, Asked, Block, Report, Wanted};
use std::path::Path;

/// What a report is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Html,
    Md,
    Xlsx,
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Md => "md",
            Form::Xlsx => "xlsx",
        }
    }
}

impl Cli {
    /// What the report's format is called, where it has one.
    pub(super) fn report_format(&self, args: &ReportArgs) -> Option<&'static str> {
        // A workbook has its manifest on a sheet of its own.
        self.report_form(args).ok().filter(|form| *form != Form::Xlsx).map(Form::name)
    }

    /// The form that is said, else that of the file's ending; a part by itself is text to paste.
    fn report_form(&self, args: &ReportArgs) -> Result<Form, Problem> {
        let common = &self.common;
        let ending = common.ut.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
        let ending = ending.map(str::to_ascii_lowercase);
        match (common.format, ending.as_deref()) {
            (Some(Named::Html), _) => Ok(Form::Html),
            (Some(Named::Md), _) => Ok(Form::Md),
            (Some(named), _) => Err(catalogue::report_format(named.plain().map_or("html", Format::name))),
            (None, _) if common.csv.is_some() => Err(catalogue::report_format("csv")),
            (None, Some("html" | "htm")) => Ok(Form::Html),
            (None, Some("md")) => Ok(Form::Md),
            (None, Some("xlsx")) if args.del.is_none() => Ok(Form::Xlsx),
            (None, Some(other)) => Err(catalogue::report_format(&format!(".{other}"))),
            (None, None) if args.del.is_some() && common.ut.is_none() => Ok(Form::Md),
            (None, None) => Err(catalogue::report_needs_a_file()),
        }
    }
}

impl Desk<'_> {
    /// The report in the form that the file's ending says.
    pub(super) fn rapport(&self, args: &ReportArgs) -> Result<Vec<u8>, Failure> {
        if let Some(folder) = &args.bilder {
            return pictures(&self.report(args)?, folder);
        }
        let form = self.cli.report_form(args).map_err(question)?;
        if form == Form::Xlsx {
            return self.workbook(args);
        }
        let report = self.report(args)?;
        Ok(match form {
            Form::Html => html::report(&report, &self.page).into_bytes(),
            Form::Md | Form::Xlsx => markdown::report(&report, &self.page).into_bytes(),
        })
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
