//! Balanskravsutredning (LKBR 11:10–11): which of årets resultat counts, and what is left to regulate of each year's deficit, for any
//! year and scenario. The rules are all in `law::balanskrav`; here they are set in tables.

use super::balanskrav_words::{Tried, Words};
use super::drift::{Asked, books_column};
use super::spec::{Formula, RowSpec, evaluate};
use super::{Cell, Column, Row, Source, Statement, Style};
use crate::diag::{Problem, catalogue};
use crate::domain::balanskrav::Balanskrav as Facts;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Year};
use crate::law::balanskrav::{self as law, Decided, Deficit, History, Line, Step};
use crate::ledger::Select;
use crate::projection::Economy;
use std::collections::BTreeMap;

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
    /// Rules that are broken without a recorded decision.
    pub fn open_breaches(&self) -> impl Iterator<Item = &Tried> {
        self.rules.iter().filter(|tried| tried.is_open_breach)
    }
}

/// A scenario's years through balanskravet.
pub(super) struct Path {
    /// The scenario, by position.
    pub scenario: usize,
    /// Its years, from the first that the rules are known for.
    pub years: Vec<Year>,
    /// Balanskravsresultatet of each.
    pub results: BTreeMap<Year, Ore>,
    /// Every deficit with what is done to it.
    pub deficits: Vec<Deficit>,
}

impl Path {
    /// What is left to regulate at a year's end.
    pub fn left(&self, year: Year) -> Ore {
        sum(self.deficits.iter().filter(|deficit| deficit.origin <= year).map(|deficit| deficit.left(year)))
    }

    /// What is left at a year's end though its deadline has passed.
    fn overdue(&self, year: Year) -> Ore {
        sum(self.deficits.iter().filter(|deficit| deficit.is_overdue(year)).map(|deficit| deficit.left(year)))
    }
}

fn sum(amounts: impl Iterator<Item = Ore>) -> Ore {
    Ore::new(amounts.map(Ore::ore).sum())
}

/// The rows of LKBR 11:10, down to balanskravsresultatet. `adjustment` gives what each adjustment does to the result, one figure a
/// column; nothing is known of a reserve, which a förbund does not have.
pub(super) fn rows(year: Year, adjustment: impl Fn(&Line) -> Vec<Option<Ore>>) -> Vec<RowSpec> {
    let label = |line: &Line| law::label(line, year);
    let stated = |line: &Line, amounts| RowSpec::item(line.id, label(line), Formula::Stated(amounts));
    let mut rows =
        vec![RowSpec::item(law::RESULT.id, label(&law::RESULT), Formula::Flow { of: vec![Select::Result], sign: -1 })];
    rows.extend(law::ADJUSTMENTS.iter().map(|line| stated(line, adjustment(line))));
    let parts: Vec<(&str, i64)> =
        std::iter::once(&law::RESULT).chain(&law::ADJUSTMENTS).map(|line| (line.id, 1)).collect();
    rows.push(RowSpec::total(law::ADJUSTED.id, &label(&law::ADJUSTED), &parts));
    rows.extend(law::RESERVE.iter().map(|line| stated(line, Vec::new())));
    let [reserved, used] = law::RESERVE;
    let parts = [(law::ADJUSTED.id, 1), (reserved.id, 1), (used.id, 1)];
    rows.push(RowSpec::total(law::BALANCE.id, &label(&law::BALANCE), &parts));
    rows
}

/// What there is to regulate: before, from the year, taken out, regulated, after.
fn regulation_rows(years: &[Year], deficits: &[Deficit]) -> Vec<RowSpec> {
    let of = |pick: &dyn Fn(Year) -> Option<Ore>| years.iter().map(|year| pick(*year)).collect::<Vec<_>>();
    let taken = |year: Year, wanted: fn(&Step) -> bool| {
        let steps = deficits.iter().flat_map(|deficit| &deficit.steps);
        let taken = sum(steps.filter(|step| step.year() == year && wanted(step)).map(|step| step.amount()));
        (taken != Ore::ZERO).then_some(-taken)
    };
    let before = |year: Year| {
        let earlier = deficits.iter().filter(|deficit| deficit.origin < year);
        Some(sum(earlier.map(|deficit| deficit.left(year.previous()))))
    };
    let arisen =
        |year: Year| Some(sum(deficits.iter().filter(|deficit| deficit.origin == year).map(|deficit| deficit.amount)));
    let amounts = [
        of(&before),
        of(&arisen),
        of(&|year| taken(year, |step| matches!(step, Step::Exempted { .. }))),
        of(&|year| taken(year, |step| matches!(step, Step::Regulated { .. }))),
    ];
    let [lines @ .., after] = law::REGULATION;
    let mut rows: Vec<RowSpec> = (lines.iter().zip(amounts))
        .map(|(line, amounts)| RowSpec::item(line.id, line.label, Formula::Stated(amounts)))
        .collect();
    let parts: Vec<(&str, i64)> = lines.iter().map(|line| (line.id, 1)).collect();
    rows.push(RowSpec::total(after.id, after.label, &parts));
    rows
}

/// What a year's own file says of balanskravet.
pub(super) fn facts(economy: &Economy, year: Year) -> Option<&Facts> {
    economy.forbund.years.get(&year).map(|book| &book.balanskrav)
}

fn adjustments(economy: &Economy, years: &[Year]) -> impl Fn(&Line) -> Vec<Option<Ore>> {
    move |line| {
        let effect = |year: &Year| law::effect(line, |item| facts(economy, *year)?.item(item));
        years.iter().map(effect).collect()
    }
}

fn column(economy: &Economy, scenario: usize, year: Year) -> (Column, Source) {
    let asked = Asked { year, period: Period::Helar, scenario };
    books_column(economy, &asked, asked.span())
}

/// Follows a scenario from the first year that the books and the rules have to its horizon.
pub(super) fn path(economy: &Economy, scenario: usize) -> Path {
    let first = economy.first_year().max(law::first_known());
    let years: Vec<Year> = first.through(economy.last_year(scenario)).collect();
    let columns: Vec<(Column, Source)> = years.iter().map(|year| column(economy, scenario, *year)).collect();
    let specs = rows(first, adjustments(economy, &years));
    let found = evaluate(&economy.ledger, &specs, &columns);
    let balance = found.iter().find(|row| row.id == law::BALANCE.id).expect("the specification has the row");
    let results = years.iter().copied().zip(balance.cells.iter().map(|cell| Ore::new(cell.ore()))).collect();
    let history = History { results, ..recorded(economy) };
    Path { scenario, years, deficits: law::regulate(&history), results: history.results }
}

/// What the years' files say of deficits.
fn recorded(economy: &Economy) -> History {
    let mut history = History::default();
    for (year, book) in &economy.forbund.years {
        let facts = &book.balanskrav;
        let due = facts.restoration.as_ref().and_then(|restoration| restoration.due);
        history.due.extend(due.map(|due| (*year, due)));
        for inherited in &facts.inherited {
            history.inherited.insert(inherited.origin, inherited.left.value);
            history.due.extend(inherited.due.map(|due| (inherited.origin, due)));
        }
        let decided = facts.exemptions.iter().map(|exemption| Decided {
            origin: *year,
            date: exemption.date,
            amount: exemption.amount,
        });
        history.decisions.extend(decided);
    }
    history
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
    let deficits: Vec<Deficit> = path.deficits.iter().filter(|deficit| deficit.origin <= year).cloned().collect();
    let words = Words { economy, path: &path, year, unit, deficits: &deficits };
    let (rules, missing, recorded) = (words.rules(), words.missing(), words.recorded());
    Ok(Balanskrav {
        year,
        scenario: chosen,
        utredning: utredning(economy, &asked, &path),
        grund: grund(economy, &asked),
        att_reglera: att_reglera(economy, &asked, &deficits),
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
    specs.extend(regulation_rows(&years, &path.deficits));
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

fn row(id: &str, label: &str, cells: Vec<Cell>) -> Row {
    Row { id: id.to_owned(), label: label.to_owned(), style: Style::Item, printed_sign: 1, cells, parts: Vec::new() }
}

fn grund(economy: &Economy, asked: &Asked) -> Statement {
    let words = |line: &Line| vec![Cell::Text(line.basis.word().to_owned()), Cell::Text(line.citation.to_owned())];
    let label = |line: &Line| law::label(line, asked.year);
    let rows = law::lines().map(|line| row(line.id, &label(&line), words(&line))).collect();
    let columns = vec![named("grund", "Grund", "", "text"), named("stod", "Stöd", "", "text")];
    let notes = super::balanskrav_words::legal_notes();
    Statement { columns, rows, notes, ..beside(economy, asked, "Vad varje rad vilar på".to_owned()) }
}

/// How a deficit stands at a year's end: `klart 2027`, `förfallet`, `löper`.
fn state(deficit: &Deficit, through: Year) -> String {
    match deficit.settled().filter(|settled| *settled <= through) {
        Some(settled) => format!("klart\u{a0}{settled}"),
        None if deficit.is_overdue(through) => "förfallet".to_owned(),
        None => "löper".to_owned(),
    }
}

fn att_reglera(economy: &Economy, asked: &Asked, deficits: &[Deficit]) -> Statement {
    let year = asked.year;
    let given = |amount: Ore| Cell::from((amount != Ore::ZERO).then_some(amount));
    let cells = |deficit: &Deficit| {
        vec![
            Cell::Amount(deficit.amount),
            given(deficit.regulated(year)),
            given(deficit.exempted(year)),
            Cell::Amount(deficit.left(year)),
            Cell::Text(deficit.due.to_string()),
            Cell::Text(state(deficit, year)),
        ]
    };
    let rows: Vec<Row> =
        deficits.iter().map(|of| row(&of.origin.to_string(), &format!("Från {}", of.origin), cells(of))).collect();
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
        vec![format!("Inget underskott att reglera vid utgången av {year}.")]
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
    let table = |title: &str, pick: &dyn Fn(&Path, Year) -> Option<Ore>| {
        let of = |path: &Path| {
            let id = economy.scenarios[path.scenario].id.as_str();
            let within = |year: &Year| path.years.contains(year).then(|| pick(path, *year)).flatten().into();
            row(id, id, years.iter().map(within).collect())
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
    let mut left = table("Underskott att reglera per scenario", &|path, year| Some(path.left(year)));
    left.columns.push(named("forfallet", "Förfallet", &last.to_string(), "prognos"));
    for (row, path) in left.rows.iter_mut().zip(&paths) {
        row.cells.push(path.years.last().map(|last| path.overdue(*last)).into());
    }
    left.notes.push("Förfallet: det som är kvar fast fristen har gått ut.".to_owned());
    vec![table("Balanskravsresultat per scenario", &|path, year| path.results.get(&year).copied()), left]
}
