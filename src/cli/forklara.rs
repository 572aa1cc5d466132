//! `forklara`: a figure down to the values in the files, or the figures that a line of a file is part of.

use super::Failure;
use super::args::{Cli, Command, ExplainArgs, Format};
use super::desk::{Desk, question};
use crate::derivation::{Ask, Found, Graph, NodeIx, REPORTS, Wanted, stands_on, tell};
use crate::diag::{FileId, Place, catalogue};
use crate::domain::period::{Period, Year};
use crate::projection::Method;
use crate::render::forklara::{self, Sheet, Touched};
use crate::statement::FollowUp;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How deep a derivation is told unless more is asked for: the figure, its parts, theirs, and what those come from.
const LEVELS: usize = 3;

impl Cli {
    /// The figure that is asked for, taken apart; none where another command is asked for, or it has no shape.
    pub(super) fn figure_asked(&self) -> Option<Wanted> {
        match &self.command {
            Some(Command::Forklara(args)) => Wanted::parse(args.figur.as_deref()?),
            _ => None,
        }
    }

    /// The year of the figure that is asked for, where it decides how far the scenarios are carried.
    pub(super) fn year_explained(&self) -> Option<Year> {
        let wanted = self.figure_asked()?;
        Some(if wanted.report == "plan" { wanted.year.plus(2) } else { wanted.year })
    }
}

impl Desk<'_> {
    /// The derivation of a figure, or the figures of a line.
    pub(super) fn forklara(&self, args: &ExplainArgs) -> Result<String, Failure> {
        if self.cli.format() == Format::Csv {
            return Err(question(catalogue::no_table_of_a_derivation()));
        }
        match &args.fran {
            Some(line) => self.touched(args, line),
            None => self.explained(args),
        }
    }

    fn ask(&self, scenario: usize) -> Ask<'_> {
        Ask { economy: &self.economy, scenario, today: self.page.date, booked: None }
    }

    fn sheet<'s>(&'s self, scenario: usize) -> Sheet<'s> {
        let scenario = self.economy.scenarios.get(scenario).map_or("", |scenario| scenario.id.as_str());
        Sheet { forbund: &self.economy.forbund, files: &self.files, scenario, page: &self.page }
    }

    fn explained(&self, args: &ExplainArgs) -> Result<String, Failure> {
        let written = args.figur.as_deref().unwrap_or_default();
        let wanted = self.cli.figure_asked().filter(|wanted| REPORTS.contains(&wanted.report.as_str()));
        let wanted = wanted.ok_or_else(|| question(catalogue::not_a_figure(written, &REPORTS)))?;
        // The proposal is what the plan shows unless another scenario is asked for.
        let proposal = self.economy.forbund.budget_proposal.as_ref().map(|id| id.as_str());
        let own = proposal.filter(|_| wanted.report == "plan");
        // The scenarios' paths have a column each.
        let path = wanted.column.as_deref().filter(|_| wanted.report == "prognos");
        let named = args.scenario.as_deref().or(wanted.scenario.as_deref()).or(path);
        let scenario = self.scenario(named.or(own))?;
        let (economy, booked, page);
        if wanted.report.starts_with("uppfoljning") {
            let of = FollowUp::new(&self.economy, wanted.year, wanted.period, scenario, Method::Avtal);
            let of = of.map_err(question)?;
            let followed = self.followed(&of, args.sie.as_deref())?;
            (economy, booked, page) = (Cow::Owned(followed.economy), Some((followed.booked, of.period)), followed.page);
        } else {
            (economy, booked, page) = (Cow::Borrowed(&self.economy), None, self.page.clone());
        }
        let ask = Ask {
            economy: &economy,
            scenario,
            today: self.page.date,
            booked: booked.as_ref().map(|(booked, period)| (booked, *period)),
        };
        let Some(found) = ask.find(&wanted).map_err(question)? else {
            let known = ask.of(&wanted.report, wanted.year, wanted.period).map_err(question)?;
            let known = known.into_iter().map(|found| found.id).collect();
            return Err(question(catalogue::no_such_figure(written, known)));
        };
        let mut graph = Graph::new(&economy);
        let root = graph.follow(&found.figure);
        let sheet = Sheet { page: &page, ..self.sheet(scenario) };
        let told = || tell(&graph, root, args.djup.unwrap_or(LEVELS));
        Ok(match self.cli.format() {
            Format::Json => sheet.json(&found, &graph, root),
            Format::Md => sheet.markdown(&found, &told()),
            Format::Txt | Format::Csv => sheet.text(&found, &told()),
        })
    }

    /// Every figure that a line of a file is part of, in the scenario asked for, else in the one whose file it is.
    fn touched(&self, args: &ExplainArgs, line: &str) -> Result<String, Failure> {
        let names: Vec<&str> = self.files.iter().map(|(name, _)| name).collect();
        let asked = line.rsplit_once(':').and_then(|(name, number)| Some((name, number.parse::<usize>().ok()?)));
        let file = asked.and_then(|(name, _)| names.iter().position(|known| *known == name));
        let (Some((_, number)), Some(file)) = (asked, file.map(|at| FileId(at as u16))) else {
            return Err(question(catalogue::no_such_line(line, &names)));
        };
        let Some(text) = number.checked_sub(1).and_then(|at| self.files.text(file).lines().nth(at)) else {
            return Err(question(catalogue::no_such_line(line, &names)));
        };
        let own = self.economy.scenarios.iter().position(|scenario| scenario.place.file == file);
        let scenario = match args.scenario.as_deref() {
            Some(name) => self.scenario(Some(name))?,
            None => own.unwrap_or(0),
        };
        let mut graph = Graph::new(&self.economy);
        let all: Vec<(Found, NodeIx)> = (self.ask(scenario).all().into_iter())
            .map(|found| {
                let node = graph.follow(&found.figure);
                (found, node)
            })
            .collect();
        let is_there = |place: Place| place.file == file && stands_on(&self.files, place, number);
        let touched = graph.touched(is_there);
        let found: Vec<(Found, NodeIx)> = all.into_iter().filter(|(_, node)| touched[node.0 as usize]).collect();
        let sheet = self.sheet(scenario);
        Ok(match self.cli.format() {
            Format::Json => forklara::touched_json(&sheet, line, found.iter().map(|(found, _)| found)),
            _ => sheet.touched(line, text.trim(), &once(of_whole_years(found))),
        })
    }
}

/// What a reader looks for first: figures of whole years in the form of law and practice, or all where there are none.
fn of_whole_years(found: Vec<(Found, NodeIx)>) -> Vec<(Found, NodeIx)> {
    let is_first = |found: &Found| {
        let wanted = Wanted::parse(&found.id);
        wanted.is_some_and(|wanted| wanted.period == Period::Helar && !wanted.report.ends_with("-publicerad"))
    };
    if found.iter().any(|(found, _)| is_first(found)) {
        found.into_iter().filter(|(found, _)| is_first(found)).collect()
    } else {
        found
    }
}

/// Each figure once, with the number of other places where it stands: what is called alike and comes to the same is one to a reader,
/// as the year before in the next year's table.
fn once(found: Vec<(Found, NodeIx)>) -> Vec<Touched> {
    let mut first: BTreeMap<(String, i64), usize> = BTreeMap::new();
    let mut told: Vec<Touched> = Vec::new();
    for (figure, _) in found {
        let node = (figure.figure.name().what.to_string(), figure.figure.value());
        match first.get(&node) {
            Some(at) => told[*at].elsewhere += 1,
            None => {
                first.insert(node, told.len());
                told.push(Touched { figure, elsewhere: 0 });
            }
        }
    }
    told
}
