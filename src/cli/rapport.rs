//! `rapport`: the board's report as a page, or a part of it as text for a document.

use super::args::{Cli, Format, Named, ReportArgs, ReportPart};
use super::desk::{Desk, question};
use super::{Failure, files, plan};
use crate::diag::{Problem, catalogue};
use crate::domain::money::Unit;
use crate::input::World;
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
            Form::Html => {
                let place = |place| self.files.show(place);
                html::report(&report, &self.economy, &self.page, &place).into_bytes()
            }
            Form::Md | Form::Xlsx => markdown::report(&report, &self.page).into_bytes(),
        })
    }

    fn report(&self, args: &ReportArgs) -> Result<Report, Failure> {
        let chosen: Vec<usize> =
            args.scenario.iter().map(|name| self.scenario(Some(name))).collect::<Result<_, _>>()?;
        let made = match args.del {
            None => self.board(args, &chosen),
            Some(ReportPart::Ekonomi) => {
                let unit = self.cli.common.enhet.unwrap_or(Unit::Kr);
                statement::economy_part(&self.economy, &self.told_of(args, &chosen), unit)
            }
            Some(ReportPart::Budget) => {
                let forbund = &self.economy.forbund;
                let named = forbund.budget_proposal.as_ref().map(|id| id.as_str());
                let scenario = chosen.first().map_or_else(|| self.scenario(named), |scenario| Ok(*scenario))?;
                let year = args.ar.unwrap_or_else(|| forbund.next_budget());
                let unit = self.cli.common.enhet.unwrap_or(Unit::Tkr);
                let place = |place| self.files.show(place);
                statement::budget_part(&self.economy, scenario, year, self.page.date, unit, place)
            }
        };
        made.map_err(question)
    }

    fn board(&self, args: &ReportArgs, chosen: &[usize]) -> Result<Report, Problem> {
        let all: Vec<usize> = (0..self.economy.scenarios.len()).collect();
        let chosen = if chosen.is_empty() { &all } else { chosen };
        let unit = self.cli.common.enhet.unwrap_or(Unit::Tkr);
        let asked = self.told_of(args, chosen);
        let others = &chosen[1..];
        // The proposal is what a board is about to decide; scenarios that are named come in the order of interest.
        let proposal = self.economy.forbund.budget_proposal.as_ref();
        let proposed = others.iter().find(|other| Some(&self.economy.scenarios[**other].id) == proposal);
        let compared = proposed.filter(|_| args.scenario.is_empty()).or(others.first()).copied();
        let wanted = Wanted { asked, others, compared, today: self.page.date, unit };
        statement::board(&self.economy, &wanted, |place| self.files.show(place))
    }

    /// The year and period that are told of: the last closed year unless another is asked for.
    fn told_of(&self, args: &ReportArgs, chosen: &[usize]) -> Asked {
        let year = args.ar.unwrap_or(self.economy.forbund.last_closed());
        Asked { year, period: args.period, scenario: chosen.first().copied().unwrap_or(0) }
    }
}

/// Carries every scenario on to the last of the three years that a budget is decided with.
///
/// # Errors
/// As [`plan::reach`].
pub(super) fn reach(world: &mut World, args: &ReportArgs) -> Result<(), Failure> {
    match args.del {
        Some(ReportPart::Budget) => {
            let year = args.ar.unwrap_or_else(|| world.forbund.next_budget());
            plan::reach(world, year)
        }
        _ => Ok(()),
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
