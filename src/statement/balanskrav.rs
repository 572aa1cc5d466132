//! Balanskravsutredning (LKBR 11:10–11): which of årets resultat counts, and what is left to regulate of each year's deficit, for any
//! year and scenario. The rules are all in `law::balanskrav` and `law::reglering`; here they are set in tables.

use super::balanskrav_path::{Path, Traced, adjustments, column, path};
use super::balanskrav_words::{Tried, Words};
use super::drift::Asked;
use super::figure::{Counts, Figure, Name, Reckon};
use super::spec::{Formula, RowSpec};
use super::{Cell, Column, Row, Source, Statement, Style};
use crate::diag::{Problem, catalogue};
use crate::domain::money::Unit;
use crate::domain::period::{Period, Year};
use crate::law::balanskrav::{self as law, Line};
use crate::law::reglering::{Deficit, Step};
use crate::ledger::Select;
use crate::projection::Economy;

/// A year's statement and all that is said of it.
#[derive(Clone, Debug)]
pub struct Balanskrav {
    /// The year.
    pub year: Year,
    /// The scenario that planned years are seen through.
    pub scenario: usize,
    /// The statement: the year and the one before.
    pub utredning: Statement,
    /// What each row rests on: law or practice, and which paragraph.
    pub grund: Statement,
    /// Every deficit up to the year, by the year it arose.
    pub att_reglera: Statement,
    /// Every scenario side by side: balanskravsresultat, and what is left to regulate; none where one was asked for.
    pub per_scenario: Vec<Statement>,
    /// The deficits up to the year, with what was done to them also later.
    pub deficits: Vec<Deficit>,
    /// What the rules say of the year.
    pub rules: Vec<Tried>,
    /// Decisions and information that are not in the files.
    pub missing: Vec<String>,
    /// What is recorded: decisions, deadlines, what sources say.
    pub recorded: Vec<String>,
}

impl Balanskrav {
    /// Rules that are broken without a recorded decision: a budget that is decided for a year still open, and a deficit whose deadline
    /// has passed in the books. What a scenario makes of years to come breaks nothing yet.
    pub fn open_breaches(&self) -> impl Iterator<Item = &Tried> {
        self.rules.iter().filter(|tried| tried.is_open_breach)
    }
}

/// The rows of LKBR 11:10, down to balanskravsresultatet. `adjustment` gives what each adjustment does to the result, one figure a
/// column; nothing is known of a reserve, which a förbund does not have.
pub(super) fn rows(year: Year, adjustment: impl Fn(&Line) -> Vec<Option<Figure>>) -> Vec<RowSpec> {
    let item = |line: &Line, formula| RowSpec::item(line.id, law::label(line, year), formula);
    let total = |line: &Line, parts: &[(&str, i64)]| RowSpec::total(line.id, &law::label(line, year), parts);
    let mut rows = vec![item(&law::RESULT, Formula::Flow { of: vec![Select::Result], sign: -1 })];
    rows.extend(law::ADJUSTMENTS.iter().map(|line| item(line, Formula::Given(adjustment(line)))));
    let parts: Vec<(&str, i64)> =
        std::iter::once(&law::RESULT).chain(&law::ADJUSTMENTS).map(|line| (line.id, 1)).collect();
    rows.push(total(&law::ADJUSTED, &parts));
    rows.extend(law::RESERVE.iter().map(|line| item(line, Formula::Nothing)));
    let [reserved, used] = law::RESERVE;
    rows.push(total(&law::BALANCE, &[(law::ADJUSTED.id, 1), (reserved.id, 1), (used.id, 1)]));
    rows
}

/// What there is to regulate: before, from the year, taken out, regulated, after.
fn regulation_rows(years: &[Year], path: &Path) -> Vec<RowSpec> {
    let taken = |year: Year, name: &str, wanted: fn(&Step) -> bool| {
        let steps = path.deficits.iter().flat_map(|of| of.deficit.steps.iter().zip(&of.steps));
        let of_year = steps.filter(|(step, _)| step.year() == year && wanted(step));
        let terms = of_year.map(|(_, figure)| (-1, figure.clone())).collect();
        Figure::signed(&Name::new(name, &year.to_string()), terms)
    };
    let arisen = |year: &Year| {
        let name = Name::new("Årets underskott", &year.to_string());
        Figure::rule(&name, Counts::Ore, Reckon::Shortfall, vec![path.balance.get(year)?.clone()])
    };
    let [before, own, exempted, regulated, after] = law::REGULATION;
    let amounts: [Vec<Option<Figure>>; 4] = [
        years.iter().map(|year| path.left(year.previous())).collect(),
        years.iter().map(arisen).collect(),
        years.iter().map(|year| taken(*year, exempted.label, Step::is_exempted)).collect(),
        years.iter().map(|year| taken(*year, regulated.label, Step::is_regulated)).collect(),
    ];
    let lines = [before, own, exempted, regulated];
    let item = |(line, amounts): (&Line, _)| RowSpec::item(line.id, line.label, Formula::Given(amounts));
    let mut rows: Vec<RowSpec> = lines.iter().zip(amounts).map(item).collect();
    rows.push(RowSpec::total(after.id, after.label, &lines.map(|line| (line.id, 1))));
    rows
}

/// The statement of a year. Without a scenario, planned years are seen through the base scenario and every scenario is shown beside it.
///
/// # Errors
/// F541 for a year before the rules that are known, F502 for one that is not there.
pub fn balanskrav(economy: &Economy, year: Year, scenario: Option<usize>, unit: Unit) -> Result<Balanskrav, Problem> {
    if year < law::first_known() {
        return Err(catalogue::rules_not_known(&year.to_string(), &law::first_known().to_string()));
    }
    let chosen = scenario.unwrap_or(0);
    let asked = Asked { year, period: Period::Helar, scenario: chosen };
    asked.check(economy)?;
    let path = path(economy, chosen);
    let deficits: Vec<Deficit> = path.up_to(year).map(|traced| traced.deficit.clone()).collect();
    let words = Words { economy, path: &path, year, unit, deficits: &deficits };
    let (rules, missing, recorded) = (words.rules(), words.missing(), words.recorded());
    Ok(Balanskrav {
        year,
        scenario: chosen,
        utredning: utredning(economy, &asked, &path),
        grund: grund(economy, &asked),
        att_reglera: att_reglera(economy, &asked, &path),
        per_scenario: if scenario.is_none() { side_by_side(economy) } else { Vec::new() },
        rules,
        missing,
        recorded,
        deficits,
    })
}

fn utredning(economy: &Economy, asked: &Asked, path: &Path) -> Statement {
    let years: Vec<Year> =
        [asked.year, asked.year.previous()].into_iter().filter(|year| path.years.contains(year)).collect();
    let columns: Vec<(Column, Source)> = years.iter().map(|year| column(economy, asked.scenario, *year)).collect();
    let mut specs = rows(asked.year, adjustments(economy, &years));
    specs.extend(regulation_rows(&years, path));
    let mut notes = vec!["Varje rad har det tecken som den påverkar summan med.".to_owned()];
    notes.extend(asked.rests_on(economy));
    asked.statement(economy, ("balanskrav", format!("Balanskravsutredning {}", asked.year)), &specs, columns, notes)
}

/// A table of the report that is not the statement itself.
fn beside(economy: &Economy, asked: &Asked, title: String) -> Statement {
    Statement { title, ..asked.statement(economy, ("balanskrav", String::new()), &[], Vec::new(), Vec::new()) }
}

fn named(id: &str, heading: &str, kind: &str, layer: &'static str) -> Column {
    Column { id: id.to_owned(), heading: heading.to_owned(), kind: kind.to_owned(), layer }
}

fn grund(economy: &Economy, asked: &Asked) -> Statement {
    let words = |line: &Line| vec![Cell::Text(line.basis.word().to_owned()), Cell::Text(line.citation.to_owned())];
    let label = |line: &Line| law::label(line, asked.year);
    let rows = law::lines().map(|line| Row::of_words(line.id, label(&line), words(&line))).collect();
    let columns = vec![named("grund", "Grund", "", "text"), named("stod", "Stöd", "", "text")];
    let notes = super::balanskrav_words::legal_notes();
    Statement { columns, rows, notes, ..beside(economy, asked, "Vad varje rad vilar på".to_owned()) }
}

/// How a deficit stands at a year's end: `klart 2027`, `undantaget 2025`, `förfallet`, `löper`. A deadline passes with the books: in a year that is only
/// planned it is `inte i tid`.
fn state(deficit: &Deficit, through: Year, closed: Year) -> String {
    match deficit.settled().filter(|settled| *settled <= through) {
        Some(settled) if deficit.exempted(settled) == deficit.amount => format!("undantaget\u{a0}{settled}"),
        Some(settled) => format!("klart\u{a0}{settled}"),
        None if deficit.is_overdue(through.min(closed)) => "förfallet".to_owned(),
        None if deficit.is_overdue(through) => "inte\u{a0}i\u{a0}tid".to_owned(),
        None => "löper".to_owned(),
    }
}

fn att_reglera(economy: &Economy, asked: &Asked, path: &Path) -> Statement {
    let year = asked.year;
    let row = |of: &Traced| {
        let figures = vec![
            Some(of.amount.clone()),
            of.taken("Reglerat", year, Step::is_regulated),
            of.taken("Undantaget", year, Step::is_exempted),
            Some(of.left(year)),
            None,
            None,
        ];
        let origin = of.deficit.origin.to_string();
        let mut row = Row::of(&origin, format!("Från {origin}"), Style::Item, figures);
        row.cells[4] = Cell::Text(of.deficit.due.to_string());
        row.cells[5] = Cell::Text(state(&of.deficit, year, economy.forbund.last_closed()));
        row
    };
    let rows: Vec<Row> = path.up_to(year).map(row).collect();
    let layer = if year < economy.forbund.first_projected() { "utfall" } else { "prognos" };
    let columns = vec![
        named("belopp", "Belopp", "", layer),
        named("reglerat", "Reglerat", "", layer),
        named("undantaget", "Undantaget", "", layer),
        named("kvar", "Kvar", &year.to_string(), layer),
        named("senast", "Senast", "", layer),
        named("lage", "Läge", "", layer),
    ];
    let notes = if rows.is_empty() {
        vec![format!("Inget underskott att reglera är antecknat vid utgången av {year}.")]
    } else {
        Vec::new()
    };
    Statement { columns, rows, notes, ..beside(economy, asked, format!("Underskott att reglera {year}")) }
}

/// Balanskravsresultat and what is left to regulate, a row for each scenario, from the last bokslut.
fn side_by_side(economy: &Economy) -> Vec<Statement> {
    let paths: Vec<Path> = (0..economy.scenarios.len()).map(|scenario| path(economy, scenario)).collect();
    let last =
        paths.iter().filter_map(|path| path.years.last()).max().copied().unwrap_or(economy.forbund.last_closed());
    let years: Vec<Year> = economy.forbund.last_closed().max(law::first_known()).through(last).collect();
    let asked = Asked { year: last, period: Period::Helar, scenario: 0 };
    let table = |title: &str, pick: &dyn Fn(&Path, Year) -> Option<Figure>| {
        let of = |path: &Path| {
            let scenario = &economy.scenarios[path.scenario];
            let within = |year: &Year| path.years.contains(year).then(|| pick(path, *year)).flatten();
            Row::of(scenario.id.as_str(), &scenario.name, Style::Item, years.iter().map(within).collect())
        };
        let layer = |year: Year| if year < economy.forbund.first_projected() { "utfall" } else { "prognos" };
        let heading = |year: &Year| named(&year.to_string(), &year.to_string(), "", layer(*year));
        let empty = beside(economy, &asked, title.to_owned());
        Statement {
            scenario: None,
            year: None,
            unit: Unit::Tkr,
            columns: years.iter().map(heading).collect(),
            rows: paths.iter().map(of).collect(),
            ..empty
        }
    };
    let mut left = table("Underskott att reglera per scenario", &|path, year| path.left(year));
    left.columns.push(named("forfallet", "Inte\u{a0}i\u{a0}tid", &last.to_string(), "prognos"));
    for (row, path) in left.rows.iter_mut().zip(&paths) {
        let overdue = path.years.last().and_then(|last| path.overdue(*last));
        row.cells.push(Cell::from(&overdue));
        row.figures.push(overdue);
    }
    left.notes.push("Inte i tid: det som enligt scenariot inte är reglerat i tid.".to_owned());
    vec![table("Balanskravsresultat per scenario", &|path, year| path.balance.get(&year).cloned()), left]
}
