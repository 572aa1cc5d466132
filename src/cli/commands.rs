//! Each command: what it asks of the economy, and how the answer is set.

use super::args::{Cli, Command, Format, GoalArgs, GrantCommand, MatrixArgs, OfForm, OfYear, SensitivityArgs};
use super::manifest::{self, Answer, Check};
use super::{
    Failure, atgard, balanskrav, files, importera, jamfor, komplettera, kontroll, ny, plan, rapport, utvecklingsmedel,
    verifiera,
};
use crate::diag::{self, Files, Problem, catalogue};
use crate::domain::assumption::LONGEST_PROJECTION;
use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::input;
use crate::projection::Economy;
use crate::render::{chart, json, page::Page, table};
use crate::statement::{self, Asked, Outlook, Statement};
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

/// What a command prints, and what a check that was asked for says where it does not hold.
pub(super) struct Reply {
    pub(super) text: String,
    pub(super) broken: Option<String>,
}

impl From<String> for Reply {
    fn from(text: String) -> Self {
        Reply { text, broken: None }
    }
}

/// Makes the statement of a year or a period.
type Make = fn(&Economy, &Asked) -> Result<Statement, Problem>;

/// Runs the command and returns what it prints.
pub fn run(cli: &Cli, today: NaiveDate, width: usize) -> Result<Answer, Failure> {
    // What is exported, and a report, has formats of its own.
    if let Some(Command::Exportera(args)) = &cli.command {
        let desk = desk(cli, today, width)?;
        return Ok(desk.with_manifest(desk.exportera(args)?));
    }
    if let Some(Command::Rapport(args)) = &cli.command {
        let desk = desk(cli, today, width)?;
        return Ok(desk.with_manifest(desk.rapport(args)?));
    }
    cli.formats_agree().map_err(question)?;
    match &cli.command {
        Some(Command::Ny(wanted)) => ny::make(wanted, today).map(Answer::bare),
        Some(Command::Importera { fil, behall_personer }) => importera::page(cli, fil, *behall_personer, today, width),
        Some(Command::Utvecklingsmedel { gor: Some(GrantCommand::Registrera(event)), .. }) => {
            utvecklingsmedel::register(&cli.common.katalog, event, today).map(Answer::bare)
        }
        Some(Command::Komplettera { skal }) => Ok(Answer::bare(komplettera::script(*skal))),
        Some(Command::Granska { rapport: Some(file) }) => verifiera::report(cli, file, width),
        Some(Command::Granska { rapport: None }) => desk(cli, today, width)?.granska(),
        _ => {
            let desk = desk(cli, today, width)?;
            let Reply { text, broken } = desk.reply()?;
            Ok(Answer { check: broken.map(Check::failed), ..desk.with_manifest(text.into_bytes()) })
        }
    }
}

/// The förbund's folder, read and put together.
fn desk(cli: &Cli, today: NaiveDate, width: usize) -> Result<Desk<'_>, Failure> {
    let folder = files::read_folder(&cli.common.katalog)
        .map_err(|error| Failure::Io(format!("fel: kan inte läsa {error}\n")))?;
    let with_prints = matches!(cli.command, Some(Command::Kontroll(_) | Command::Granska { .. } | Command::Rapport(_)));
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
    let mut text = diag::print(&[problem], &Files::default());
    // The heading and the count are for faults in files.
    text = text.replace("FRÅGAN\n\n", "").replace("BÖCKERNA\n\n", "").replace("\n1 fel.\n", "");
    Failure::Usage(text)
}

impl Desk<'_> {
    /// The answer, with what a check that was asked for says.
    fn reply(&self) -> Result<Reply, Failure> {
        match &self.cli.command {
            Some(Command::Balanskrav(args)) => self.balanskrav(args),
            Some(Command::Kontroll(args)) => self.kontroll(args),
            _ => self.answer().map(Reply::from),
        }
    }

    fn answer(&self) -> Result<String, Failure> {
        match &self.cli.command {
            None => self.prognos(&[], None),
            Some(Command::Prognos { scenario, till }) => self.prognos(scenario, *till),
            Some(Command::Drift { of, detalj: Some(detail), .. }) => {
                self.of_year(of, |economy, asked| statement::drift_detalj(economy, asked, *detail))
            }
            Some(Command::Drift { of, som_publicerat: false, .. }) => self.of_year(of, statement::drift),
            Some(Command::Drift { of, som_publicerat: true, .. }) => self.of_year(of, statement::drift_publicerad),
            Some(Command::Resultat(of)) => self.of_form(of, statement::resultat, statement::resultat_publicerad),
            Some(Command::Balans(of)) => self.of_form(of, statement::balans, statement::balans_publicerad),
            Some(Command::Kassaflode(of)) => self.of_form(of, statement::kassaflode, statement::kassaflode_publicerad),
            Some(Command::Noter(of)) => self.of_year(of, statement::noter),
            Some(Command::Oversikt { fran, till, scenario }) => self.oversikt(*fran, *till, scenario.as_deref()),
            Some(Command::Bidrag(of)) => self.bidrag(of),
            Some(Command::Nyckeltal(of)) => self.nyckeltal(of),
            Some(Command::Utvecklingsmedel { ar, .. }) => {
                self.utvecklingsmedel(ar.unwrap_or(self.economy.forbund.first_projected()))
            }
            Some(Command::Forbrukning { ar }) => self.forbrukning(*ar),
            Some(Command::Jamfor { scenarier, ar }) => self.jamfor(scenarier, *ar),
            Some(Command::Prognossakerhet { fran, till }) => self.prognossakerhet(*fran, *till),
            Some(Command::Uppfoljning(args)) => self.uppfoljning(args),
            Some(Command::Forklara(args)) => self.forklara(args),
            Some(Command::Mal(args)) => self.mal(args),
            Some(Command::Kanslighet(args)) => self.kanslighet(args),
            Some(Command::Matris(args)) => self.matris(args),
            Some(Command::Osakerhet(args)) => self.osakerhet(args),
            Some(Command::Hjalp) => Ok(super::args::help()),
            Some(Command::Plan { ar, scenario }) => self.plan(*ar, scenario.as_deref()),
            // Reading and assembling have already found every fault there is; the others have been answered.
            Some(
                Command::Kontroll(_)
                | Command::Balanskrav(_)
                | Command::Granska { .. }
                | Command::Exportera(_)
                | Command::Rapport(_)
                | Command::Ny(_)
                | Command::Importera { .. }
                | Command::Komplettera { .. },
            ) => Ok(String::new()),
        }
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

    /// The form of law and practice, or the printed one.
    fn of_form(&self, of: &OfForm, plain: Make, printed: Make) -> Result<String, Failure> {
        self.of_year(&of.of, if of.som_publicerat { printed } else { plain })
    }

    fn of_year(
        &self,
        of: &OfYear,
        make: impl Fn(&Economy, &Asked) -> Result<Statement, Problem>,
    ) -> Result<String, Failure> {
        let statement = make(&self.economy, &self.asked(of)?).map_err(question)?;
        Ok(self.set(&statement))
    }

    fn bidrag(&self, of: &OfYear) -> Result<String, Failure> {
        let (statement, contributions) = statement::bidrag(&self.economy, &self.asked(of)?).map_err(question)?;
        Ok(match self.cli.format() {
            Format::Json => json::bidrag(&self.economy, &statement, &contributions, &self.page),
            _ => self.set(&statement),
        })
    }

    fn oversikt(&self, from: Option<Year>, to: Option<Year>, scenario: Option<&str>) -> Result<String, Failure> {
        // A scenario that is named is what is asked about, and it is of the years to its horizon.
        let last = |at| scenario.map_or(self.economy.forbund.last_closed(), |_| self.economy.last_year(at));
        let scenario = self.scenario(scenario)?;
        let to = to.unwrap_or_else(|| last(scenario));
        let from = from.unwrap_or(self.economy.first_year().previous().min(to));
        if from > to {
            return Err(question(catalogue::years_reversed(&from.to_string(), &to.to_string())));
        }
        let (statement, years) = statement::oversikt(&self.economy, scenario, from, to).map_err(question)?;
        Ok(match self.cli.format() {
            Format::Json => json::oversikt(&statement, &years, &self.page),
            _ => self.set(&statement),
        })
    }

    /// The main job: driftredovisning a year, the paths of every scenario, and what a board should know.
    fn prognos(&self, names: &[String], till: Option<Year>) -> Result<String, Failure> {
        let first = self.economy.forbund.first_projected();
        if let Some(till) = till.filter(|till| *till < first) {
            let farthest = first.plus(LONGEST_PROJECTION - 1).to_string();
            return Err(question(catalogue::no_such_year(
                &till.to_string(),
                "en prognos",
                &first.to_string(),
                &farthest,
            )));
        }
        let chosen: Vec<usize> = match names {
            [] => (0..self.economy.scenarios.len()).collect(),
            names => names.iter().map(|name| self.scenario(Some(name))).collect::<Result<_, _>>()?,
        };
        let last = |scenario: usize| till.unwrap_or(self.economy.last_year(scenario));
        let outlooks: Vec<Outlook> =
            chosen.iter().map(|scenario| statement::outlook(&self.economy, *scenario, last(*scenario))).collect();
        let drift = |scenario: usize| {
            let from = self.economy.forbund.last_closed().previous().max(self.economy.first_year());
            let years: Vec<Year> = from.through(last(scenario)).collect();
            statement::drift_per_ar(&self.economy, scenario, &years)
        };
        // Every scenario asked for by name is shown year by year; of all, only the first.
        let shown = if names.is_empty() { &chosen[..1] } else { &chosen };
        let drifts: Vec<Statement> = shown.iter().map(|scenario| drift(*scenario)).collect();
        Ok(match self.cli.format() {
            Format::Json => self.prognos_json(outlooks, &drifts[0]),
            Format::Txt => self.prognos_text(&outlooks, &drifts),
            Format::Csv | Format::Md => self.prognos_document(&outlooks, &drifts),
        })
    }

    pub(super) fn assumptions(&self, scenario: usize) -> Vec<String> {
        statement::assumptions(&self.economy, scenario, |place| self.files.show(place))
    }

    fn prognos_json(&self, outlooks: Vec<Outlook>, drift: &Statement) -> String {
        let unit = self.cli.common.enhet.unwrap_or(Unit::Kr);
        let path = |outlook: Outlook| json::PathText {
            assumptions: self.assumptions(outlook.scenario),
            key_points: statement::key_points(&self.economy, &outlook, unit),
            outlook,
        };
        let paths = outlooks.into_iter().map(path).collect();
        json::prognos(&self.economy, drift, paths, &self.page)
    }

    fn prognos_text(&self, outlooks: &[Outlook], drifts: &[Statement]) -> String {
        let unit = self.unit_or(Unit::Tkr);
        let mut out = self.page.header(&prognos_title(outlooks).to_uppercase(), Some(unit), None);
        for (drift, outlook) in drifts.iter().zip(outlooks) {
            let scenario = &self.economy.scenarios[outlook.scenario];
            out.push_str(&format!("\nDRIFTREDOVISNING · {} ({})\n", scenario.name, scenario.id));
            out.push_str(&self.page.paragraph("", &scenario.purpose));
            out.push_str("\n\n");
            out.push_str(&table::table(drift, unit, &self.page));
            out.push_str("  Vilar på:\n");
            for line in self.assumptions(outlook.scenario) {
                out.push_str(&self.page.paragraph("  · ", &line));
                out.push('\n');
            }
        }
        out.push_str("\nSCENARIER\n\n");
        let lines = statement::scenario_lines(&self.economy, outlooks);
        let widest = lines.iter().map(|(id, _)| id.chars().count()).max().unwrap_or(0);
        for (id, line) in lines {
            out.push_str(&self.page.paragraph(&format!("  {id:<widest$}  "), &line));
            out.push('\n');
        }
        let tables = statement::path_tables(&self.economy, outlooks);
        for (at, path) in tables.iter().enumerate() {
            out.push_str(&format!("\n{}\n\n", path.title.to_uppercase()));
            out.push_str(&table::table(path, unit, &self.page));
            if at == 0 {
                out.push('\n');
                out.push_str("  Eget kapital, tkr\n");
                out.push_str(&self.chart(outlooks));
            }
        }
        out.push_str("\nATT VETA\n\n");
        for (at, point) in statement::key_points(&self.economy, &outlooks[0], unit).iter().enumerate() {
            out.push_str(&self.page.paragraph(&format!("  {}. ", at + 1), point));
            out.push('\n');
        }
        out
    }

    fn chart(&self, outlooks: &[Outlook]) -> String {
        let first = self.economy.forbund.last_closed();
        let longest = outlooks.iter().max_by_key(|outlook| outlook.years.len()).expect("there is a scenario");
        let years: Vec<Year> = longest.years.iter().map(|year| year.year).filter(|year| *year >= first).collect();
        let path = |outlook: &Outlook| {
            let of = |year: &Year| {
                outlook
                    .years
                    .iter()
                    .find(|candidate| candidate.year == *year)
                    .map(|found| found.equity.rounded(Unit::Tkr))
            };
            chart::Path {
                name: self.economy.scenarios[outlook.scenario].id.to_string(),
                values: years.iter().map(of).collect(),
            }
        };
        let paths: Vec<chart::Path> = outlooks.iter().map(path).collect();
        let names: Vec<String> = years.iter().map(ToString::to_string).collect();
        chart::chart(&names, &paths, outlooks[0].landing().target.rounded(Unit::Tkr), self.page.width)
    }
}

/// The years as far as any of the scenarios is judged.
pub(super) fn prognos_title(outlooks: &[Outlook]) -> String {
    let last = outlooks.iter().filter_map(|outlook| outlook.years.last()).map(|year| year.year).max();
    last.map_or("Planen".to_owned(), |year| format!("Planen till {year}"))
}
