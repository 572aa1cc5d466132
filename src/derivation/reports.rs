//! Which reports there are, and any of their figures by its id: `rapport/år[/period]/rad[/kolumn]`.

use crate::diag::{Problem, catalogue};
use crate::domain::period::{Period, Year};
use crate::ledger::Booked;
use crate::projection::{Economy, Method};
use crate::statement::{self, Asked, Detail, Figure, FollowUp, Statement};
use chrono::NaiveDate;

/// Whose figures are meant.
#[derive(Clone, Copy)]
pub struct Ask<'e> {
    /// The economy.
    pub economy: &'e Economy,
    /// The scenario, by position.
    pub scenario: usize,
    /// The day that what happens during the year is seen from.
    pub today: NaiveDate,
    /// What is booked in the open year and the part of it that is followed up, where the economy has it.
    pub booked: Option<(&'e Booked, Period)>,
}

/// A figure with its id.
#[derive(Clone, Debug)]
pub struct Found {
    /// `rapport/år[/period]/rad/kolumn`.
    pub id: String,
    /// The figure.
    pub figure: Figure,
    /// −1 where text prints the opposite sign.
    pub printed_sign: i64,
}

/// Makes the tables of a report for a year and a part of it; a part that the sources do not give is an error.
type Make = fn(&Ask<'_>, &Asked) -> Result<Vec<Statement>, Problem>;

/// How the figures of a report's tables are named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// `rapport/år[/period]/rad/kolumn`.
    OfYear,
    /// A column is a year, so it stands before the row and not after it.
    ByYear,
}

/// The reports by the names that begin their figures' ids, each a command with its form.
pub const REPORTS: [&str; 27] = [
    "resultat",
    "resultat-publicerad",
    "balans",
    "balans-publicerad",
    "kassaflode",
    "kassaflode-publicerad",
    "drift",
    "drift-publicerad",
    "drift-rad",
    "drift-insats",
    "drift-kommun",
    "noter",
    "bidrag",
    "oversikt",
    "prognos",
    "plan",
    "nyckeltal",
    "utvecklingsmedel",
    "balanskrav",
    "prognossakerhet",
    "forbrukning",
    "jamfor",
    "uppfoljning",
    "uppfoljning-rad",
    "uppfoljning-insats",
    "uppfoljning-kommun",
    "uppfoljning-delarsrapport",
];

/// The rows whose paths the scenarios are held against each other by.
const PATHS: [&str; 4] = ["eget_kapital", "likvida_medel", "resultat", "mal_eget_kapital"];

fn one(made: Result<Statement, Problem>) -> Result<Vec<Statement>, Problem> {
    made.map(|statement| vec![statement])
}

fn report(name: &str) -> Option<(Shape, Make)> {
    let of_year = |make: Make| Some((Shape::OfYear, make));
    match name {
        "resultat" => of_year(|ask, asked| one(statement::resultat(ask.economy, asked))),
        "resultat-publicerad" => of_year(|ask, asked| one(statement::resultat_publicerad(ask.economy, asked))),
        "balans" => of_year(|ask, asked| one(statement::balans(ask.economy, asked))),
        "balans-publicerad" => of_year(|ask, asked| one(statement::balans_publicerad(ask.economy, asked))),
        "kassaflode" => of_year(|ask, asked| one(statement::kassaflode(ask.economy, asked))),
        "kassaflode-publicerad" => of_year(|ask, asked| one(statement::kassaflode_publicerad(ask.economy, asked))),
        "drift" => of_year(|ask, asked| one(statement::drift(ask.economy, asked))),
        "drift-publicerad" => of_year(|ask, asked| one(statement::drift_publicerad(ask.economy, asked))),
        "drift-rad" => of_year(|ask, asked| one(statement::drift_detalj(ask.economy, asked, Detail::Line))),
        "drift-insats" => of_year(|ask, asked| one(statement::drift_detalj(ask.economy, asked, Detail::Insats))),
        "drift-kommun" => of_year(|ask, asked| one(statement::drift_detalj(ask.economy, asked, Detail::Kommun))),
        "noter" => of_year(|ask, asked| one(statement::noter(ask.economy, asked))),
        "bidrag" => of_year(|ask, asked| one(statement::bidrag(ask.economy, asked).map(|(statement, _)| statement))),
        "nyckeltal" => of_year(|ask, asked| statement::nyckeltal(ask.economy, asked)),
        "plan" => of_year(plan),
        "balanskrav" => of_year(|ask, asked| {
            let unit = crate::domain::money::Unit::Kr;
            let of = statement::balanskrav(ask.economy, asked.year, Some(ask.scenario), unit)?;
            Ok(vec![of.utredning, of.att_reglera])
        }),
        "utvecklingsmedel" => of_year(|ask, asked| {
            one(statement::utvecklingsmedel(ask.economy, asked.year, ask.today).map(|found| found.summor))
        }),
        "prognossakerhet" => {
            of_year(|ask, asked| one(statement::prognossakerhet(ask.economy, Some(asked.year), Some(asked.year))))
        }
        "forbrukning" => of_year(|ask, asked| {
            one(statement::forbrukning(ask.economy, Some(asked.year)).map(|found| found.of_year(asked.year)))
        }),
        "jamfor" => Some((Shape::ByYear, |ask, asked| {
            asked.check(ask.economy)?;
            // The scenario asked for is what the others are held against.
            let others = (0..ask.economy.scenarios.len()).filter(|other| *other != ask.scenario);
            let all: Vec<usize> = std::iter::once(ask.scenario).chain(others).collect();
            Ok(vec![statement::jamfor_years(ask.economy, &all)])
        })),
        "uppfoljning" => of_year(|ask, asked| follow_up(ask, asked, Follow::Plain)),
        "uppfoljning-rad" => of_year(|ask, asked| follow_up(ask, asked, Follow::Detail(Detail::Line))),
        "uppfoljning-insats" => of_year(|ask, asked| follow_up(ask, asked, Follow::Detail(Detail::Insats))),
        "uppfoljning-kommun" => of_year(|ask, asked| follow_up(ask, asked, Follow::Detail(Detail::Kommun))),
        "uppfoljning-delarsrapport" => of_year(|ask, asked| follow_up(ask, asked, Follow::Interim)),
        "oversikt" => Some((Shape::ByYear, |ask, asked| {
            one(statement::oversikt(ask.economy, ask.scenario, asked.year, asked.year).map(|(statement, _)| statement))
        })),
        "prognos" => Some((Shape::ByYear, |ask, asked| {
            asked.check(ask.economy)?;
            Ok(vec![statement::drift_per_ar(ask.economy, ask.scenario, &[asked.year])])
        })),
        _ => None,
    }
}

fn plan(ask: &Ask<'_>, asked: &Asked) -> Result<Vec<Statement>, Problem> {
    let unit = crate::domain::money::Unit::Kr;
    let plan = statement::plan(ask.economy, ask.scenario, asked.year, ask.today, unit)?;
    Ok(vec![plan.years, plan.members])
}

/// The forms of a follow-up.
#[derive(Clone, Copy)]
enum Follow {
    /// Outcome against budget, and the forecast by each method.
    Plain,
    /// The same by line, insats or kommun.
    Detail(Detail),
    /// The statements of a delårsrapport.
    Interim,
}

fn follow_up(ask: &Ask<'_>, asked: &Asked, form: Follow) -> Result<Vec<Statement>, Problem> {
    let of = FollowUp::new(ask.economy, asked.year, asked.period, asked.scenario, Method::Avtal)?;
    // The forecast in the economy is made at the end of one part of the year.
    let booked = ask.booked.filter(|(_, period)| *period == of.period).map(|(booked, _)| booked);
    let booked = booked.ok_or_else(|| catalogue::no_bookkeeping(&of.title()))?;
    let plain = |detail| statement::uppfoljning(ask.economy, &of, booked, detail);
    let changed = statement::budget_through_year(ask.economy, &of);
    Ok(match form {
        Follow::Plain => [plain(None), statement::metoder(ask.economy, &of)].into_iter().chain(changed).collect(),
        Follow::Detail(detail) => std::iter::once(plain(Some(detail))).chain(changed).collect(),
        Follow::Interim => statement::delarsrapport(ask.economy, &of, None).into(),
    })
}

/// An id taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The report.
    pub report: String,
    /// The year.
    pub year: Year,
    /// The part of it.
    pub period: Period,
    /// The row.
    pub row: String,
    /// The column, if one is named.
    pub column: Option<String>,
    /// The scenario, where the id names one in the year's place, as ids of tables over years do.
    pub scenario: Option<String>,
}

impl Wanted {
    /// Reads an id; none if it is not of the shape. A table over years may be named as manifests do, with the year last:
    /// `oversikt/eget_kapital/2025`, `prognos/plan/kostnader/2030`.
    pub fn parse(id: &str) -> Option<Wanted> {
        let mut parts: Vec<&str> = id.split('/').map(str::trim).collect();
        if parts.len() < 3 {
            return None;
        }
        let mut scenario = None;
        if parts[1].parse::<i64>().is_err() && matches!(parts[0], "oversikt" | "prognos") {
            let year = parts.pop()?;
            if parts.len() == 3 && !PATHS.contains(&parts[1]) {
                scenario = Some(parts.remove(1).to_owned());
            }
            parts.insert(1, year);
        }
        let (report, year) = (parts.remove(0).to_owned(), Year::new(parts.remove(0).parse().ok()?)?);
        let period = parts.first().and_then(|word| word.parse::<Period>().ok());
        if period.is_some() {
            parts.remove(0);
        }
        let (row, column) = match parts[..] {
            [row] => (row.to_owned(), None),
            [row, column] => (row.to_owned(), Some(column.to_owned())),
            _ => return None,
        };
        Some(Wanted { report, year, period: period.unwrap_or(Period::Helar), row, column, scenario })
    }
}

impl Ask<'_> {
    /// The figure with an id, if there is one.
    ///
    /// # Errors
    /// F502 and F503 for a year or a part of it that is not there.
    pub fn find(&self, wanted: &Wanted) -> Result<Option<Found>, Problem> {
        let all = self.of(&wanted.report, wanted.year, wanted.period)?;
        let prefix = prefix(&wanted.report, wanted.year, wanted.period);
        let is_path = wanted.report == "prognos" && wanted.column.is_none();
        let row = if is_path { contract_row(&wanted.row) } else { &wanted.row };
        let row = format!("{prefix}/{row}");
        let id = wanted.column.as_ref().map_or_else(|| row.clone(), |column| format!("{row}/{column}"));
        let is_it = |found: &&Found| {
            let rest = found.id.strip_prefix(&row);
            found.id == id || wanted.column.is_none() && rest.is_some_and(|rest| rest.starts_with('/'))
        };
        Ok(all.iter().find(is_it).cloned())
    }

    /// Every figure of a report for a year and a part of it.
    ///
    /// # Errors
    /// F502 and F503 for a year or a part of it that is not there.
    pub fn of(&self, name: &str, year: Year, period: Period) -> Result<Vec<Found>, Problem> {
        let Some((shape, _)) = report(name) else { return Ok(Vec::new()) };
        let prefix = prefix(name, year, period);
        let mut found = Vec::new();
        for statement in self.tables(name, year, period)? {
            found.extend(figures(&prefix, shape, year, &statement));
        }
        if name == "prognos" {
            found.extend(self.paths(&prefix, year));
        }
        Ok(found)
    }

    /// The tables of a report for a year and a part of it, as its command prints them.
    ///
    /// # Errors
    /// F502 and F503 for a year or a part of it that is not there.
    pub fn tables(&self, name: &str, year: Year, period: Period) -> Result<Vec<Statement>, Problem> {
        let asked = Asked { year, period, scenario: self.scenario };
        report(name).map_or(Ok(Vec::new()), |(_, make)| make(self, &asked))
    }

    /// The paths of all scenarios side by side: `prognos/år/rad/scenario`.
    fn paths(&self, prefix: &str, year: Year) -> Vec<Found> {
        let mut found = Vec::new();
        for (at, scenario) in self.economy.scenarios.iter().enumerate() {
            if year > scenario.horizon {
                continue;
            }
            let drift = statement::drift_per_ar(self.economy, at, &[year]);
            let column = year.to_string();
            found.extend(PATHS.iter().filter_map(|row| {
                let figure = drift.made(contract_row(row), &column)?.clone();
                Some(Found { id: format!("{prefix}/{row}/{}", scenario.id), figure, printed_sign: 1 })
            }));
        }
        found
    }

    /// Every figure of every report, for each year and each part of it that there is.
    pub fn all(&self) -> Vec<Found> {
        let (first, last) = (self.economy.first_year().previous(), self.economy.last_year(self.scenario));
        let mut all = Vec::new();
        for name in REPORTS {
            for year in first.through(last) {
                for period in Period::ALL.into_iter().filter(|period| self.is_asked(name, *period)) {
                    all.extend(self.of(name, year, period).unwrap_or_default());
                }
            }
        }
        all
    }

    /// Whether a report is asked for by this part of a year; a follow-up is of the one part that it was made at.
    fn is_asked(&self, name: &str, period: Period) -> bool {
        match name.starts_with("uppfoljning") {
            true => self.booked.is_some_and(|(_, followed)| followed == period),
            false => period == Period::Helar || has_parts(name),
        }
    }
}

/// The contract of the scenarios' paths calls eget kapital and the contributions by shorter names than driftredovisningen.
fn contract_row(row: &str) -> &str {
    match row {
        "eget_kapital" => "utgaende_eget_kapital",
        "bidrag" => "medlemsbidrag",
        row => row,
    }
}

/// Whether a report can be asked for by parts of the year.
fn has_parts(name: &str) -> bool {
    !matches!(name, "oversikt" | "prognos" | "jamfor" | "plan" | "utvecklingsmedel" | "balanskrav" | "prognossakerhet")
}

fn prefix(report: &str, year: Year, period: Period) -> String {
    match period {
        Period::Helar => format!("{report}/{year}"),
        period => format!("{report}/{year}/{}", period.name()),
    }
}

fn figures(prefix: &str, shape: Shape, year: Year, statement: &Statement) -> Vec<Found> {
    let mut found = Vec::new();
    for row in &statement.rows {
        for (column, figure) in statement.columns.iter().zip(&row.figures) {
            let is_other = shape == Shape::ByYear && column.id != year.to_string();
            let Some(figure) = figure.as_ref().filter(|_| !is_other) else { continue };
            let id = match shape {
                Shape::OfYear => format!("{prefix}/{}/{}", row.id, column.id),
                Shape::ByYear => format!("{prefix}/{}", row.id),
            };
            found.push(Found { id, figure: figure.clone(), printed_sign: row.printed_sign });
        }
    }
    found
}
