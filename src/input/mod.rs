//! Texts in, a förbund and its scenarios out, or every fault there is. Reads no disk: the command line hands over the texts.

mod balanskrav;
mod budget_change;
mod deltagare;
mod forbund;
mod grammar;
mod kommentar;
mod kontering;
mod kontoplan;
mod mal;
mod names;
mod noter;
pub mod number;
mod osakerhet;
mod provenance;
mod publicerat;
mod revision;
mod samband;
mod scenario;
mod table;
mod utvecklingsmedel;
mod year;

use crate::diag::{FileId, Files, Place, Problem, catalogue};
use crate::domain::account::{Account, Chart, StatementRow};
use crate::domain::assumption::{ResolvedScenario, Scenario};
use crate::domain::forbund::{Forbund, Party};
use crate::domain::id::{Id, ROW_WORDS};
use crate::domain::period::Year;
use crate::domain::publicerat::Published;
use crate::domain::samband::Declared;
use crate::domain::yearbook::YearBook;
use chrono::NaiveDate;
use names::Names;
use std::cell::RefCell;
use std::collections::BTreeMap;
use table::{At, Sink, Table};
use toml::Spanned;
use toml::de::DeTable;

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

/// A förbund's folder as it was found; each list sorted by name.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The files of `budgets/`.
    pub budgets: Vec<Found>,
    /// The files of `budgets/publicerat/`.
    pub published: Vec<Found>,
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
    /// The förbund and the scenarios that are sound, when all faults are in other scenarios: the books can then still be put
    /// together, so that what is wrong with them is said in the same run.
    pub sound: Option<Box<(Forbund, Vec<ResolvedScenario>)>>,
}

/// Reads a förbund's folder, what the documents print included.
///
/// # Errors
/// All faults of F1–F4, at once.
pub fn read(folder: Folder, today: NaiveDate) -> Result<World, Faulty> {
    read_folder(folder, today, true)
}

/// As [`read`], without what the documents print: no statement draws on it, and it is half of all there is to read.
///
/// # Errors
/// All faults of F1–F4 but those of the prints, at once.
pub fn read_books(folder: Folder, today: NaiveDate) -> Result<World, Faulty> {
    read_folder(folder, today, false)
}

fn read_folder(folder: Folder, today: NaiveDate, with_prints: bool) -> Result<World, Faulty> {
    let problems: Sink = RefCell::default();
    let mut files = Files::default();
    let budgets = texts(folder.budgets, &mut files, &problems);
    let published = texts(folder.published, &mut files, &problems);
    let scenarios = texts(folder.scenarios, &mut files, &problems);
    let published = if with_prints { published } else { Vec::new() };
    let world = assemble(&budgets, &published, &scenarios, &files, &problems, today);
    let problems = problems.into_inner();
    match world {
        Some((forbund, scenarios)) if problems.is_empty() => Ok(World { forbund, scenarios, files }),
        world => {
            let in_scenario = |place: Place| files.name(place.file).starts_with("scenarios/");
            let elsewhere = problems.iter().any(|p| p.primary.as_ref().is_none_or(|(place, _)| !in_scenario(*place)));
            Err(Faulty { problems: problems.into_sorted(), sound: world.filter(|_| !elsewhere).map(Box::new), files })
        }
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

/// Driftredovisningen has a row for each group and insats and each account of verksamhetens intäkter, beside rows of its own.
/// Sums find their rows by id, so no two may share one.
fn rows_are_told_apart(names: &Names, chart: Option<&Chart>, problems: &Sink) {
    let is_income = |account: &Account| account.row == StatementRow::VerksamhetensIntakter;
    let incomes = chart.into_iter().flat_map(|chart| {
        let others = chart.iter().filter(|(ix, account)| is_income(account) && *ix != chart.roles.medlemsbidrag);
        others.map(|(_, account)| At { value: account.id.clone(), place: account.place })
    });
    let mut seen: BTreeMap<Id, Place> = BTreeMap::new();
    for At { value: id, place } in names.row_ids.iter().cloned().chain(incomes) {
        if ROW_WORDS.contains(&id.as_str()) {
            problems.borrow_mut().push(catalogue::id_is_a_row(place, id.as_str()));
        } else if let Some(first) = seen.get(&id).filter(|first| **first != place) {
            problems.borrow_mut().push(catalogue::id_twice(place, *first, id.as_str()));
        }
        seen.entry(id).or_insert(place);
    }
}

fn assemble(
    budgets: &[FileId],
    published: &[FileId],
    scenarios: &[FileId],
    files: &Files,
    problems: &Sink,
    today: NaiveDate,
) -> Option<(Forbund, Vec<ResolvedScenario>)> {
    let parse = |file: FileId| grammar::parse(file, files.text(file), problems).map(|document| (file, document));
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
    let (names, frame) = frame_root.as_ref().map(forbund::read).unwrap_or_default();

    rows_are_told_apart(&names, chart.as_ref(), problems);

    let kontering = budget_documents.iter().find(|(file, _)| stem(files, *file) == "kontering");
    let kontering = kontering.map(|(file, document)| Table::root(*file, document, problems));
    let kontering = kontering.and_then(|root| kontering::read(&root, &names, chart.as_ref()));
    let mut years = Years { complete: true, ..Years::default() };
    for file in year_files(files) {
        let document = budget_documents.iter().find(|(other, _)| *other == file);
        let root = document.map(|(_, document)| Table::root(file, document, problems));
        let before = problems.borrow().len();
        match root.as_ref().and_then(|root| Some((root, year::read(root, &names, chart.as_ref())?))) {
            Some((root, (year, book))) => {
                let certain = problems.borrow().len() == before && chart.is_some() && names.is_whole();
                let twice = years.certain.contains_key(&year.value);
                years.certain.insert(year.value, certain && !twice);
                add_year(root, stem(files, file), year, book, &mut years.books);
            }
            None => years.complete = false,
        }
    }
    let print_documents: Vec<_> = published.iter().copied().filter_map(parse).collect();
    let (prints, declared) = prints(&print_documents, files, &names, problems);
    let whole = frame_root.as_ref().map(|root| root.place);
    let first = books_are_whole(whole, &names, &years, problems);
    let horizon = frame.as_ref().map(|frame| &frame.horizon);
    let horizon =
        horizon.filter(|year| frame_root.as_ref().is_some_and(|root| scenario::horizon_fits(root, year, first)));
    let uncertainty = budget_documents.iter().find(|(file, _)| stem(files, *file) == "osakerhet");
    let uncertainty = uncertainty.map(|(file, document)| Table::root(*file, document, problems));
    let last = horizon.map(|year| year.value);
    let uncertainty = uncertainty.and_then(|root| osakerhet::read(&root, &names, first, last));
    let planned = scenario::Planned { first, horizon: horizon.map(|year| year.value), today };
    let (mut read, mut sound): (Vec<Scenario>, Vec<bool>) = (Vec::new(), Vec::new());
    for (file, document) in &scenario_documents {
        let root = Table::root(*file, document, problems);
        let before = root.faults();
        match stem(files, *file).parse() {
            Ok(id) => read.push(scenario::read(&root, id, &names, chart.as_ref(), &planned)),
            Err(_) => {
                root.report(catalogue::bad_file_name(*file, stem(files, *file)));
                continue;
            }
        }
        sound.push(root.faults() == before);
    }
    let known: Vec<&str> = scenario_names(files).collect();
    let horizon = frame.as_ref().map_or(Year::LAST, |frame| frame.horizon.value);
    let resolved = scenario::resolve(&read, &sound, &known, horizon, &mut problems.borrow_mut());
    let frame = frame?;
    let base = &frame.base_scenario;
    let missing = |named: &&At<Id>| !known.contains(&named.value.as_str());
    for named in std::iter::once(base).chain(&frame.budget_proposal).filter(missing) {
        problems.borrow_mut().push(catalogue::unknown_base(named.place, named.value.as_str(), &known));
    }
    let scenarios = base_first(resolved, &base.value);
    first?;
    let forbund = put_together(names, frame, chart?, years.books, prints);
    Some((Forbund { kontering, uncertainty, declared, ..forbund }, scenarios))
}

/// What the documents print, and then what must hold between figures of all of them.
fn prints(
    documents: &[(FileId, Spanned<DeTable<'_>>)],
    files: &Files,
    names: &Names,
    problems: &Sink,
) -> (Vec<Published>, Declared) {
    let (mut prints, mut declared) = (Vec::new(), Declared::default());
    let roots: Vec<_> = documents.iter().map(|(file, document)| Table::root(*file, document, problems)).collect();
    for (root, (file, _)) in roots.iter().zip(documents) {
        prints.extend(publicerat::read(root, stem(files, *file), names));
    }
    let by_name = samband::Prints::new(&prints);
    for (root, (file, _)) in roots.iter().zip(documents) {
        if let Ok(document) = stem(files, *file).parse() {
            samband::read(root, &document, &by_name, &mut declared);
        }
        root.finish();
    }
    (prints, declared)
}

/// The files of years, also those without a text. Those that are named as a year come first, so that of two for one year the
/// other is the one too many.
fn year_files(files: &Files) -> Vec<FileId> {
    let budget = |name: &str| name.strip_prefix("budgets/").is_some_and(|rest| !rest.contains('/'));
    let budgets = files.iter().enumerate().filter(|(_, (name, _))| budget(name));
    let budgets = budgets.map(|(at, _)| FileId(at as u16));
    let mut years: Vec<FileId> = budgets
        .filter(|file| !matches!(stem(files, *file), "kontoplan" | "forbund" | "kontering" | "osakerhet"))
        .collect();
    years.sort_by_key(|file| stem(files, *file).parse::<u16>().is_err());
    years
}

/// The names of all scenarios, also of those that cannot be read: they exist, so one may name them as a base.
fn scenario_names(files: &Files) -> impl Iterator<Item = &str> {
    files.iter().filter_map(|(name, _)| name.strip_prefix("scenarios/")?.strip_suffix(".toml"))
}

/// The years as far as they could be read.
#[derive(Default)]
struct Years {
    books: BTreeMap<Year, YearBook>,
    /// Whether a year was read without a fault, so that what is not in it is known to be missing.
    certain: BTreeMap<Year, bool>,
    /// Whether every file says which year it is.
    complete: bool,
}

impl Years {
    fn is_certain(&self, year: Year) -> bool {
        self.complete && self.certain.get(&year) == Some(&true)
    }

    fn is_certain_from(&self, year: Year) -> bool {
        self.complete && self.certain.range(year..).all(|(_, certain)| *certain)
    }
}

fn add_year(root: &Table<'_>, stem: &str, year: At<Year>, book: YearBook, years: &mut BTreeMap<Year, YearBook>) {
    // A second file for a year should go, so what it is called is no matter.
    if let Some(first) = years.get(&year.value) {
        root.report(catalogue::year_twice(year.place, first.place, &year.value.to_string()));
    } else if stem != year.value.to_string() {
        root.report(catalogue::year_not_file_name(year.place, &format!("{stem}.toml"), &year.value.to_string()));
    }
    years.entry(year.value).or_insert(book);
}

/// No hole between the years, an opening balance in the first, a budget to carry and a state amount in the first planned. What
/// is missing from a file with faults of its own may be what could not be read, and is not reported.
/// Returns the first planned year, if there is a bokslut.
fn books_are_whole(whole: Option<Place>, names: &Names, years: &Years, problems: &Sink) -> Option<Year> {
    let report = |problem| problems.borrow_mut().push(problem);
    let Some((first_year, first_book)) = years.books.first_key_value() else {
        if years.complete {
            report(catalogue::missing_file("budgets/ÅR.toml", "minst ett år med bokslut och ett med budget"));
        }
        return None;
    };
    for (year, book) in years.books.iter().skip(1).filter(|_| years.complete) {
        if !years.books.contains_key(&year.previous()) {
            report(catalogue::year_missing(book.place, &year.previous().to_string()));
        }
    }
    if first_book.opening.is_empty() && years.is_certain(*first_year) {
        report(catalogue::missing_table(first_book.place, "[[ingaende]]", "balansen när året börjar"));
    }
    let Some(closed) = years.books.iter().rev().find(|(_, book)| book.is_closed()).map(|(year, _)| *year) else {
        if years.is_certain_from(*first_year) {
            report(catalogue::missing_table(first_book.place, "[[utfall]]", "årets bokslut, med period = \"helar\""));
        }
        return None;
    };
    let open = years.books.range(*first_year..closed).filter(|(_, book)| !book.is_closed());
    for (_, book) in open.filter(|(year, _)| years.is_certain(**year)) {
        report(catalogue::missing_table(book.place, "[[utfall]]", "årets bokslut, med period = \"helar\""));
    }
    let first = closed.next();
    if years.is_certain_from(closed) {
        first_planned(whole, names, &years.books, closed, problems);
    }
    Some(first)
}

/// The first year without bokslut must have a budget to carry forward and an amount from the state, or one to go by.
fn first_planned(whole: Option<Place>, names: &Names, years: &BTreeMap<Year, YearBook>, closed: Year, problems: &Sink) {
    let report = |problem| problems.borrow_mut().push(problem);
    let first = closed.next();
    let Some(book) = years.get(&first) else {
        problems.borrow_mut().extend(whole.map(|whole| catalogue::no_budget(whole, &first.to_string())));
        return;
    };
    if book.carried().is_none() {
        report(catalogue::no_budget(book.place, &first.to_string()));
    }
    let state = names.members.iter().position(|member| member.party == Party::Stat);
    let known = |fact: &crate::domain::yearbook::Fact| fact.member.map(|member| usize::from(member.0)) == state;
    if book.state.is_none() && book.decided.is_empty() && !years[&closed].facts.iter().any(known) {
        report(catalogue::no_state_amount(book.place, &first.to_string()));
    }
}

fn base_first(mut scenarios: Vec<ResolvedScenario>, base: &Id) -> Vec<ResolvedScenario> {
    scenarios.sort_by(|a, b| (a.id != *base, &a.id).cmp(&(b.id != *base, &b.id)));
    scenarios
}

fn put_together(
    names: Names,
    frame: forbund::Frame,
    chart: Chart,
    years: BTreeMap<Year, YearBook>,
    published: Vec<Published>,
) -> Forbund {
    Forbund {
        name: frame.name,
        base_scenario: frame.base_scenario.value,
        budget_proposal: frame.budget_proposal.map(|named| named.value),
        documents: names.documents.items,
        members: names.members.items,
        key: frame.key,
        population: frame.population,
        cost_types: names.cost_types.items,
        cost_type_names: names.cost_type_names,
        groups: names.groups.items,
        insatser: names.insatser.items,
        lines: names.lines.items,
        target: frame.target,
        interest: frame.interest,
        horizon: frame.horizon.value,
        chart,
        kontering: None,
        uncertainty: None,
        years,
        published,
        declared: Declared::default(),
    }
}
