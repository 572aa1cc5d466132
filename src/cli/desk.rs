//! The desk that every command about a förbund works at: the folder read and put together, and what is asked of it most often.

use super::args::{Cli, Command, GoalArgs, MatrixArgs, OfForm, OfYear, SensitivityArgs};
use super::{Failure, atgard, balanskrav, files, jamfor, kontroll, manifest, plan, rapport};
use crate::diag::{self, Files, Problem, catalogue};
use crate::domain::assumption::LONGEST_PROJECTION;
use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::input;
use crate::projection::Economy;
use crate::render::page::Page;
use crate::statement::{self, Asked, Statement};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Everything a command needs.
pub(super) struct Desk<'c> {
    pub(super) cli: &'c Cli,
    pub(super) economy: Economy,
    pub(super) files: Files,
    pub(super) page: Page,
    /// Every file of the folder with SHA-256, where a manifest is to carry them.
    pub(super) hashes: BTreeMap<String, String>,
}

impl<'c> Desk<'c> {
    /// The förbund's folder, read and put together, as far ahead as the command asks.
    pub(super) fn open(cli: &'c Cli, today: NaiveDate, width: usize) -> Result<Self, Failure> {
        let folder = files::read_folder(&cli.common.katalog)
            .map_err(|error| Failure::Io(format!("fel: kan inte läsa {error}\n")))?;
        let with_prints =
            matches!(cli.command, Some(Command::Kontroll(_) | Command::Granska { .. } | Command::Rapport(_)));
        let read = if with_prints { input::read } else { input::read_books };
        let hashes = if cli.common.ut.is_some() { manifest::hashes(&folder) } else { BTreeMap::new() };
        let mut world = read(folder, today).map_err(all_faults)?;
        if let Some(last) = asked_horizon(cli) {
            set_horizon(&mut world, last)?;
        }
        if let Some(Command::Plan { ar, .. }) = &cli.command {
            plan::reach(&mut world, *ar)?;
        }
        if let Some(Command::Rapport(args)) = &cli.command {
            rapport::reach(&mut world, args)?;
        }
        if let Some(Command::Kontroll(args)) = &cli.command {
            kontroll::reach(&mut world, args)?;
        }
        if let Some(Command::Balanskrav(args)) = &cli.command {
            balanskrav::reach(&mut world, args.ar)?;
        }
        if let Some(
            Command::Mal(GoalArgs { ar, .. })
            | Command::Kanslighet(SensitivityArgs { ar, .. })
            | Command::Matris(MatrixArgs { ar, .. }),
        ) = &cli.command
        {
            atgard::reach(&mut world, *ar)?;
        }
        if let Some(Command::Jamfor { ar: Some(ar), .. }) = &cli.command {
            jamfor::reach(&mut world, *ar)?;
        }
        let input::World { forbund, scenarios, files } = world;
        let economy = Economy::assemble(forbund, scenarios).map_err(|problems| faulty(problems, &files))?;
        let page = Page {
            forbund: economy.forbund.name.clone(),
            date: today,
            inputs: files::short_hash(&files),
            width,
            show_ids: cli.common.visa_id,
            placed: cli.placed(),
        };
        Ok(Desk { cli, economy, files, page, hashes })
    }

    pub(super) fn unit(&self, statement: &Statement) -> Unit {
        self.unit_or(statement.unit)
    }

    pub(super) fn scenario(&self, name: Option<&str>) -> Result<usize, Failure> {
        let Some(name) = name else { return Ok(0) };
        let scenarios = &self.economy.scenarios;
        scenarios.iter().position(|scenario| scenario.id.as_str() == name).ok_or_else(|| {
            let known: Vec<&str> = scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
            question(catalogue::no_such_scenario(name, &known))
        })
    }

    pub(super) fn asked(&self, of: &OfYear) -> Result<Asked, Failure> {
        Ok(Asked { year: of.ar, period: of.period, scenario: self.scenario(of.scenario.as_deref())? })
    }

    pub(super) fn assumptions(&self, scenario: usize) -> Vec<String> {
        statement::assumptions(&self.economy, scenario, |place| self.files.show(place))
    }
}

pub(super) fn faulty(problems: Vec<Problem>, files: &Files) -> Failure {
    let mut all = diag::Problems::default();
    all.extend(problems);
    Failure::Faulty(diag::print(&all.into_sorted(), files))
}

/// What was found while reading, and, if the books themselves could be read, what is wrong when they are put together.
fn all_faults(found: input::Faulty) -> Failure {
    let input::Faulty { mut problems, files, sound } = found;
    if let Some((forbund, scenarios)) = sound.map(|sound| *sound) {
        problems.extend(Economy::assemble(forbund, scenarios).err().unwrap_or_default());
    }
    faulty(problems, &files)
}

/// The last year asked for, where it decides how far the scenarios are carried.
fn asked_horizon(cli: &Cli) -> Option<Year> {
    match &cli.command {
        Some(Command::Prognos { till, .. } | Command::Oversikt { till, .. }) => *till,
        Some(Command::Forklara(_)) => cli.year_explained(),
        Some(
            Command::Drift { of, .. }
            | Command::Resultat(OfForm { of, .. })
            | Command::Balans(OfForm { of, .. })
            | Command::Kassaflode(OfForm { of, .. })
            | Command::Noter(of)
            | Command::Bidrag(of),
        ) => Some(of.ar),
        _ => None,
    }
}

pub(super) fn set_horizon(world: &mut input::World, last: Year) -> Result<(), Failure> {
    let first = world.forbund.first_projected();
    let farthest = first.plus(LONGEST_PROJECTION - 1);
    if last > farthest {
        let books = world.forbund.years.keys().next().copied().unwrap_or(first);
        let problem = catalogue::no_such_year(
            &last.to_string(),
            "böckerna eller en prognos",
            &books.to_string(),
            &farthest.to_string(),
        );
        return Err(question(problem));
    }
    if last >= first {
        for scenario in &mut world.scenarios {
            scenario.horizon = last;
        }
    }
    Ok(())
}

pub(super) fn question(problem: Problem) -> Failure {
    questions(vec![problem])
}

/// As [`question`], for all that is wrong with it.
pub(super) fn questions(problems: Vec<Problem>) -> Failure {
    if problems.len() > 1 {
        return Failure::Usage(diag::print(&problems, &Files::default()));
    }
    let mut text = diag::print(&problems, &Files::default());
    // The heading and the count are for faults in files.
    text =
        text.replace("FRÅGAN\n\n", "").replace("BÖCKERNA\n\n", "").replace("VÄRDENA\n\n", "").replace("\n1 fel.\n", "");
    Failure::Usage(text)
}
