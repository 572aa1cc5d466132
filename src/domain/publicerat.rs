//! What the förbund's documents print, figure by figure, and which of our figures each of them is.
//!
//! A printed figure is no fact: it never feeds a statement and is never refused for not holding (design §3a.1). It is kept as
//! the text that stands in print, so that a check compares with what readers see.

use super::id::Id;
use super::period::{Period, Year};
use crate::diag::Place;
use rust_decimal::Decimal;

/// What a printed figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrintedUnit {
    /// Kronor.
    Kr,
    /// Thousands of kronor.
    Tkr,
    /// Millions of kronor.
    Mnkr,
    /// Per cent.
    Procent,
    /// A number of persons, places, meetings and the like.
    Antal,
    /// A calendar year, as a deadline is.
    Artal,
    /// A month by its name, as the day of an event is told.
    Manad,
}

impl PrintedUnit {
    /// As files spell them.
    pub const NAMES: [(&'static str, PrintedUnit); 7] = [
        ("kr", PrintedUnit::Kr),
        ("tkr", PrintedUnit::Tkr),
        ("mnkr", PrintedUnit::Mnkr),
        ("procent", PrintedUnit::Procent),
        ("antal", PrintedUnit::Antal),
        ("artal", PrintedUnit::Artal),
        ("manad", PrintedUnit::Manad),
    ];

    /// Whether it is an amount.
    pub fn is_money(self) -> bool {
        matches!(self, PrintedUnit::Kr | PrintedUnit::Tkr | PrintedUnit::Mnkr)
    }

    /// As files spell it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, unit)| *unit == self).map_or("", |(name, _)| name)
    }
}

/// A report of ours that a printed figure may be found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Report {
    /// Resultaträkningen.
    Resultat,
    /// Balansräkningen.
    Balans,
    /// Kassaflödesanalysen.
    Kassaflode,
    /// Driftredovisningen.
    Drift,
    /// The years side by side.
    Oversikt,
    /// Medlemmarnas tilldelning.
    Bidrag,
    /// The notes.
    Noter,
    /// A budget or a locked forecast as it was read; its column is the budget's id.
    Budget,
    /// The target for eget kapital.
    Prognos,
    /// Deltagare, platser and kronor for each.
    Nyckeltal,
}

impl Report {
    /// As figure ids spell them.
    pub const NAMES: [(&'static str, Report); 10] = [
        ("resultat", Report::Resultat),
        ("balans", Report::Balans),
        ("kassaflode", Report::Kassaflode),
        ("drift", Report::Drift),
        ("oversikt", Report::Oversikt),
        ("bidrag", Report::Bidrag),
        ("noter", Report::Noter),
        ("budget", Report::Budget),
        ("prognos", Report::Prognos),
        ("nyckeltal", Report::Nyckeltal),
    ];
}

/// Which figure of ours: `rapport/år[/period]/rad[/kolumn]`, where the row may be a sum (`a + b - c`) or a quotient (`a : b`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRef {
    /// The report.
    pub report: Report,
    /// The year asked for.
    pub year: Year,
    /// The part of it; the whole year if none is named.
    pub period: Period,
    /// The rows that are added, each with its sign.
    pub over: Vec<(i64, Id)>,
    /// The rows they are divided by; none for a plain figure.
    pub under: Vec<(i64, Id)>,
    /// The column; the report's first if none is named.
    pub column: Option<Id>,
    /// Whether the print has the opposite sign of ours, as costs in resultaträkningen have.
    pub turned: bool,
}

/// What is wrong with the text of a [`FigureRef`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAFigure {
    /// Not `rapport/år[/period]/rad[/kolumn]`.
    Shape,
    /// There is no such report.
    Report,
}

impl FigureRef {
    /// Reads `resultat/2025/arets_resultat`, `balans/2024/jan-aug/eget_kapital : summa_tillgangar`, `drift/2025/resultat/budget`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str, turned: bool) -> Result<FigureRef, NotAFigure> {
        let mut parts = text.split('/').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let found = Report::NAMES.iter().find(|(known, _)| *known == name);
        let report = found.ok_or(if text.contains('/') { NotAFigure::Report } else { NotAFigure::Shape })?.1;
        let year = parts.next().and_then(|year| Year::new(year.parse().ok()?)).ok_or(NotAFigure::Shape)?;
        let mut rest: Vec<&str> = parts.collect();
        let period = rest.first().and_then(|word| word.parse::<Period>().ok());
        if period.is_some() {
            rest.remove(0);
        }
        let (rows, column) = match rest[..] {
            [rows] => (rows, None),
            [rows, column] => (rows, Some(column.parse().map_err(|_| NotAFigure::Shape)?)),
            _ => return Err(NotAFigure::Shape),
        };
        let (over, under) = rows.split_once(" : ").map_or((rows, None), |(over, under)| (over, Some(under)));
        let over = sum(over).ok_or(NotAFigure::Shape)?;
        let under = under.map_or(Some(Vec::new()), sum).ok_or(NotAFigure::Shape)?;
        Ok(FigureRef { report, year, period: period.unwrap_or(Period::Helar), over, under, column, turned })
    }
}

/// `a + b - c`.
fn sum(text: &str) -> Option<Vec<(i64, Id)>> {
    let (mut rows, mut sign) = (Vec::new(), Some(1));
    for word in text.split_whitespace() {
        match (word, sign) {
            ("+", None) => sign = Some(1),
            ("-", None) => sign = Some(-1),
            (row, Some(plus_or_minus)) => {
                rows.push((plus_or_minus, row.parse().ok()?));
                sign = None;
            }
            _ => return None,
        }
    }
    (!rows.is_empty() && sign.is_none()).then_some(rows)
}

/// A printed figure.
#[derive(Clone, Debug)]
pub struct Published {
    /// `dokument/tabell/rad[/kolumn]`.
    pub id: String,
    /// The document's id.
    pub document: Id,
    /// The section it stands in.
    pub section: String,
    /// What it is said to be.
    pub label: String,
    /// The year it is of.
    pub year: Year,
    /// The part of the year.
    pub period: Period,
    /// What stands in print: `14 021 041`, `-485 071`, `12,5`, `två`, `april`, or `-` where the print has a dash for a figure.
    pub printed: String,
    /// What it counts.
    pub unit: PrintedUnit,
    /// Whether the print says ca, nästan, drygt or the like.
    pub roughly: bool,
    /// Kronor to which it is evidently rounded, where that is more than its unit.
    pub rounded_to: Option<i64>,
    /// The figure of ours that it is, where it can be said.
    pub figure: Option<FigureRef>,
    /// Where it stands in our files.
    pub place: Place,
}

impl Published {
    /// The printed number in its own unit; nothing where a dash is printed.
    pub fn number(&self) -> Option<Decimal> {
        number(&self.printed, self.unit)
    }

    /// Whether the print has a dash where a figure would be.
    pub fn is_dash(&self) -> bool {
        self.printed == DASH
    }
}

/// What the documents print for nothing.
pub const DASH: &str = "-";

/// Numbers that running text spells out.
const WORDS: [(&str, i64); 12] = [
    ("noll", 0),
    ("en", 1),
    ("ett", 1),
    ("två", 2),
    ("tre", 3),
    ("fyra", 4),
    ("fem", 5),
    ("sex", 6),
    ("sju", 7),
    ("åtta", 8),
    ("nio", 9),
    ("tio", 10),
];

/// A printed number: `14 021 041`, `-485 071`, `−2`, `12,5`, `fem`; of months the month's name, which is its number in the year.
pub fn number(text: &str, unit: PrintedUnit) -> Option<Decimal> {
    if unit == PrintedUnit::Manad {
        return (1..).zip(super::sv::MONTHS).find(|(_, name)| *name == text).map(|(month, _)| Decimal::from(month));
    }
    if let Some((_, spelled_out)) = WORDS.iter().find(|(word, _)| *word == text) {
        return Some(Decimal::from(*spelled_out));
    }
    let (sign, digits) = match text.strip_prefix(['-', super::sv::MINUS]) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text),
    };
    let well_formed = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | super::sv::NBSP))
        && digits.matches(',').count() <= 1;
    let plain: String = digits.chars().filter(|c| ![' ', super::sv::NBSP].contains(c)).collect();
    let short = plain.len() <= 15;
    (well_formed && short)
        .then(|| Decimal::from_str_exact(&format!("{sign}{}", plain.replace(',', "."))).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_they_are_printed() {
        let read = |text| number(text, PrintedUnit::Antal).map(|number| number.to_string());
        assert_eq!(read("14 021 041").as_deref(), Some("14021041"));
        assert_eq!(read("-485 071").as_deref(), Some("-485071"));
        assert_eq!(read("− 3 210").as_deref(), Some("-3210"));
        assert_eq!(read("12,5").as_deref(), Some("12.5"));
        assert_eq!(read("fem").as_deref(), Some("5"));
        for text in ["-", "", "1,2,3", "ca 5", "5 %", "1/3", " 5"] {
            assert_eq!(read(text), None, "{text}");
        }
        let month = |text| number(text, PrintedUnit::Manad).map(|number| number.to_string());
        assert_eq!((month("april").as_deref(), month("december").as_deref()), (Some("4"), Some("12")));
        assert_eq!((month("4"), month("April"), read("april")), (None, None, None));
    }

    #[test]
    fn figures_as_they_are_named() {
        let read = |text| FigureRef::parse(text, false);
        let figure = read("balans/2024/jan-aug/eget_kapital : a + b - c").expect("a figure");
        assert_eq!((figure.report, figure.year.number(), figure.period), (Report::Balans, 2024, Period::JanAug));
        let under: Vec<(i64, &str)> = figure.under.iter().map(|(sign, row)| (*sign, row.as_str())).collect();
        assert_eq!(under, [(1, "a"), (1, "b"), (-1, "c")]);
        let figure = read("drift/2025/resultat/budget").expect("a figure");
        assert_eq!(figure.column.as_ref().map(Id::as_str), Some("budget"));
        assert_eq!(read("saldo/2025/a"), Err(NotAFigure::Report));
        for text in
            ["resultat", "resultat/25/a", "resultat/2025", "resultat/2025/a +", "resultat/2025/a/b/c", "a b/2025/x"]
        {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
