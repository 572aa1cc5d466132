//! Texts in, a förbund and its scenarios out, or every fault there is. Reads no disk: the command line hands over the texts.

mod forbund;
mod kontoplan;
mod names;
pub mod number;
mod provenance;
mod scenario;
mod table;
mod year;

use crate::diag::{FileId, Files, Place, Problem, catalogue};
use crate::domain::account::Chart;
use crate::domain::assumption::{ResolvedScenario, Scenario};
use crate::domain::forbund::{Forbund, Party};
use crate::domain::id::Id;
use crate::domain::period::Year;
use crate::domain::yearbook::YearBook;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::BTreeMap;
use table::{At, Sink, Table};

/// Why a file's text could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoText {
    /// It is a folder.
    Folder,
    /// It is not UTF-8; the first line that is not.
    NotUtf8(usize),
    /// The system says why.
    Unreadable(String),
}

/// A file as it was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its name as the user would write it: `budgets/2026.toml`.
    pub name: String,
    /// Its text, or why there is none.
    pub text: Result<String, NoText>,
}

/// A förbund's folder as it was found; both lists sorted by name.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The files of `budgets/`.
    pub budgets: Vec<Found>,
    /// The files of `scenarios/`.
    pub scenarios: Vec<Found>,
}

/// Everything that was read.
#[derive(Debug)]
pub struct World {
    /// The förbund.
    pub forbund: Forbund,
    /// The scenarios, the base scenario first, then by file name.
    pub scenarios: Vec<ResolvedScenario>,
    /// The texts, for places.
    pub files: Files,
}

/// Everything that was wrong.
#[derive(Debug)]
pub struct Faulty {
    /// The faults, by place.
    pub problems: Vec<Problem>,
    /// The texts, for places.
    pub files: Files,
}

/// Reads a förbund's folder.
///
/// # Errors
/// All faults of F1–F4, at once.
pub fn read(folder: Folder, today: NaiveDate) -> Result<World, Faulty> {
    let problems: Sink = RefCell::default();
    let mut files = Files::default();
    let budgets = texts(folder.budgets, &mut files, &problems);
    let scenarios = texts(folder.scenarios, &mut files, &problems);
    let world = assemble(&budgets, &scenarios, &files, &problems, today);
    let problems = problems.into_inner();
    match world {
        Some((forbund, scenarios)) if problems.is_empty() => Ok(World { forbund, scenarios, files }),
        _ => Err(Faulty { problems: problems.into_sorted(), files }),
    }
}

/// Registers the files and keeps those that have a text.
fn texts(found: Vec<Found>, files: &mut Files, problems: &Sink) -> Vec<FileId> {
    let mut readable = Vec::new();
    for file in found {
        let text = file.text.as_deref().unwrap_or("").trim_start_matches('\u{feff}');
        let id = files.add(file.name, text);
        let problem = match file.text {
            Err(NoText::Folder) => catalogue::folder_for_file(id),
            Err(NoText::NotUtf8(line)) => catalogue::not_utf8(id, line),
            Err(NoText::Unreadable(reason)) => catalogue::unreadable_file(id, &reason),
            Ok(text) if text.trim().is_empty() => catalogue::empty_file(id),
            Ok(_) => {
                readable.push(id);
                continue;
            }
        };
        problems.borrow_mut().push(problem);
    }
    readable
}

/// The file's name without folder and ending.
fn stem(files: &Files, file: FileId) -> &str {
    let name = files.name(file);
    let base = name.rsplit('/').next().unwrap_or(name);
    base.strip_suffix(".toml").unwrap_or(base)
}

fn assemble(
    budgets: &[FileId],
    scenarios: &[FileId],
    files: &Files,
    problems: &Sink,
    today: NaiveDate,
) -> Option<(Forbund, Vec<ResolvedScenario>)> {
    let parse = |file: FileId| table::parse(file, files.text(file), problems).map(|document| (file, document));
    let budget_documents: Vec<_> = budgets.iter().copied().filter_map(parse).collect();
    let scenario_documents: Vec<_> = scenarios.iter().copied().filter_map(parse).collect();
    let one = |stem_wanted: &str, what: &str| {
        let known = files.iter().any(|(name, _)| name == format!("budgets/{stem_wanted}.toml"));
        let document = budget_documents.iter().find(|(file, _)| stem(files, *file) == stem_wanted);
        if !known {
            problems.borrow_mut().push(catalogue::missing_file(&format!("budgets/{stem_wanted}.toml"), what));
        }
        document.map(|(file, document)| Table::root(*file, document, problems))
    };
    let chart = one("kontoplan", "konton och deras rader").and_then(|root| kontoplan::read(&root));
    let frame_root = one("forbund", "medlemmar, nyckel, rader och mål");
    let frame = frame_root.as_ref().and_then(forbund::read);
    let (chart, frame) = (chart?, frame?);

    let year_documents =
        budget_documents.iter().filter(|(file, _)| !matches!(stem(files, *file), "kontoplan" | "forbund"));
    let mut years: BTreeMap<Year, YearBook> = BTreeMap::new();
    for (file, document) in year_documents {
        let root = Table::root(*file, document, problems);
        if let Some((year, book)) = year::read(&root, &frame.names, &chart) {
            add_year(&root, stem(files, *file), year, book, &mut years);
        }
    }
    let first = books_are_whole(&frame, &years, problems)?;
    if let Some(root) = &frame_root {
        scenario::check_horizon(root, &frame.horizon, first, today);
    }
    let planned = scenario::Planned { first, horizon: frame.horizon.value, today };
    let read: Vec<Scenario> = (scenario_documents.iter())
        .filter_map(|(file, document)| {
            let root = Table::root(*file, document, problems);
            let stem = stem(files, *file);
            let id = stem.parse().map_err(|_| root.report(catalogue::bad_id(Place::whole(*file)))).ok()?;
            scenario::read(&root, id, &frame.names, &chart, &planned)
        })
        .collect();
    // A base that could not be read has its own faults; only a complete set is worth following.
    let complete = read.len() == scenarios.len();
    let resolved =
        if complete { scenario::resolve(&read, frame.horizon.value, &mut problems.borrow_mut()) } else { Vec::new() };
    let base = &frame.base_scenario;
    if complete && !read.iter().any(|scenario| scenario.id == base.value) {
        let known: Vec<&str> = read.iter().map(|scenario| scenario.id.as_str()).collect();
        problems.borrow_mut().push(catalogue::unknown_base(base.place, base.value.as_str(), &known));
    }
    let scenarios = base_first(resolved, &frame.base_scenario.value);
    Some((put_together(frame, chart, years), scenarios))
}

fn add_year(root: &Table<'_>, stem: &str, year: At<Year>, book: YearBook, years: &mut BTreeMap<Year, YearBook>) {
    if stem != year.value.to_string() {
        root.report(catalogue::year_not_file_name(year.place, &format!("{stem}.toml")));
    }
    if let Some(first) = years.get(&year.value) {
        root.report(catalogue::year_twice(year.place, first.place, &year.value.to_string()));
    }
    years.insert(year.value, book);
}

/// No hole between the years, an opening balance in the first, a budget to carry and a state amount in the first planned.
/// Returns the first planned year.
fn books_are_whole(frame: &forbund::Frame, years: &BTreeMap<Year, YearBook>, problems: &Sink) -> Option<Year> {
    let report = |problem| problems.borrow_mut().push(problem);
    let whole = forbund::whole(frame);
    let Some((first_year, first_book)) = years.first_key_value() else {
        report(catalogue::missing_file("budgets/ÅR.toml", "minst ett år med bokslut och ett med budget"));
        return None;
    };
    for (year, book) in years.iter().skip(1) {
        if !years.contains_key(&year.previous()) {
            report(catalogue::year_missing(book.place, &year.previous().to_string()));
        }
    }
    if first_book.opening.is_empty() {
        report(catalogue::missing_key(first_book.place, "[[ingaende]]", "{ konton … }, balansen när året börjar"));
    }
    let Some(closed) = years.iter().rev().find(|(_, book)| book.is_closed()).map(|(year, _)| *year) else {
        report(catalogue::missing_key(first_book.place, "[[utfall]]", "{ period = \"helar\" … }, ett bokslut"));
        return None;
    };
    for (year, book) in years.range(*first_year..closed).filter(|(_, book)| !book.is_closed()) {
        report(catalogue::missing_key(
            book.place,
            "[[utfall]]",
            &format!("{{ period = \"helar\" … }}, bokslutet {year}"),
        ));
    }
    let first = closed.next();
    match years.get(&first) {
        Some(book) => {
            if book.carried().is_none() {
                report(catalogue::no_budget(book.place, &first.to_string()));
            }
            let state = frame.names.members.iter().position(|member| member.party == Party::Stat);
            let known = |fact: &crate::domain::yearbook::Fact| fact.member.map(|member| usize::from(member.0)) == state;
            if book.state.is_none() && book.decided.is_empty() && !years[&closed].facts.iter().any(known) {
                report(catalogue::no_state_amount(book.place, &first.to_string()));
            }
        }
        None => report(catalogue::no_budget(whole, &first.to_string())),
    }
    Some(first)
}

fn base_first(mut scenarios: Vec<ResolvedScenario>, base: &Id) -> Vec<ResolvedScenario> {
    scenarios.sort_by(|a, b| (a.id != *base, &a.id).cmp(&(b.id != *base, &b.id)));
    scenarios
}

fn put_together(frame: forbund::Frame, chart: Chart, years: BTreeMap<Year, YearBook>) -> Forbund {
    let names = frame.names;
    Forbund {
        name: frame.name,
        base_scenario: frame.base_scenario.value,
        documents: names.documents,
        members: names.members,
        key: frame.key,
        population: frame.population,
        cost_types: names.cost_types,
        groups: names.groups,
        insatser: names.insatser,
        lines: names.lines,
        target: frame.target,
        interest: frame.interest,
        horizon: frame.horizon.value,
        chart,
        years,
    }
}
