//! What `budgets/publicerat/DOKUMENT.toml` says must hold between printed figures: `[[samband]]`, `[[datum]]` and `[delar]`.
//!
//! A figure is named as it is called in its file, `tabell/rad` or `tabell/rad/kolumn`; in another document's file with the document
//! before. Where the first figure has columns and none is named, the relation holds in each. `*` is the row of the first figure.

use super::table::{At, Table};
use crate::diag::{Place, catalogue};
use crate::domain::id::Id;
use crate::domain::period::Year;
use crate::domain::publicerat::{FigureRef, PrintedUnit, Published};
use crate::domain::samband::{
    Contents, Deadline, Declared, DocumentKind, Event, FaultKind, Operand, Relation, Rule, Term,
};
use crate::domain::sv;
use crate::law::delar;
use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Where the row of the first figure goes.
const ROW: &str = "*";
/// What begins the name of a figure of our own.
const OURS: &str = "figur ";

/// Every printed figure by its id.
pub struct Prints<'p> {
    all: &'p [Published],
    by_id: BTreeMap<&'p str, usize>,
}

impl<'p> Prints<'p> {
    /// Of all documents.
    pub fn new(all: &'p [Published]) -> Self {
        Prints { all, by_id: all.iter().enumerate().map(|(at, figure)| (figure.id.as_str(), at)).collect() }
    }

    /// The ids of rows that a name can mean: of the table at hand, of the document, of another document.
    fn rows(document: &Id, table: &str, name: &str) -> Vec<String> {
        let in_table = (!table.is_empty()).then(|| format!("{document}/{table}/{name}"));
        in_table.into_iter().chain([format!("{document}/{name}"), name.to_owned()]).collect()
    }

    /// The columns of a row, by name; one without a name where the row has no columns. Empty if there is no such row.
    fn columns(&self, row: &str) -> Vec<Option<&'p str>> {
        if self.by_id.contains_key(row) {
            return vec![None];
        }
        let columns = self.all.iter().filter_map(|figure| figure.id.strip_prefix(row)?.strip_prefix('/'));
        columns.filter(|column| !column.contains('/')).map(Some).collect()
    }

    /// `tabell/rad[/kolumn]`; without a column the one at hand, or the only one.
    fn find(&self, rows: &[String], column: Option<&str>) -> Option<usize> {
        let one = |row: &String| match self.columns(row)[..] {
            [None] => self.by_id.get(row.as_str()).copied(),
            [Some(only)] => self.by_id.get(format!("{row}/{only}").as_str()).copied(),
            _ => column.and_then(|column| self.by_id.get(format!("{row}/{column}").as_str()).copied()),
        };
        rows.iter().find_map(one)
    }

    /// Figures that somebody may have meant: those of the same table, or the tables of the document.
    fn near(&self, document: &Id, table: &str, name: &str) -> Vec<String> {
        let own = format!("{document}/");
        let bare = |figure: &'p Published| figure.id.strip_prefix(&own).map(str::to_owned);
        let meant = if table.is_empty() { name.split('/').next().unwrap_or_default() } else { table };
        let in_table: Vec<String> =
            self.all.iter().filter_map(bare).filter(|id| id.split('/').next() == Some(meant)).collect();
        if !in_table.is_empty() {
            return in_table;
        }
        let mut tables: Vec<String> =
            self.all.iter().filter_map(bare).filter_map(|id| Some(id.split('/').next()?.to_owned())).collect();
        tables.dedup();
        tables
    }
}

/// What the file says of its own figures and of others'.
pub fn read(root: &Table<'_>, document: &Id, prints: &Prints<'_>, declared: &mut Declared) {
    for table in root.tables("samband") {
        relation(&table, document, prints, &mut declared.relations);
        table.finish();
    }
    for table in root.tables("datum") {
        declared.events.extend(event(&table, document));
        table.finish();
    }
    declared.contents.extend(contents(root, document, prints));
    declared.scanned.extend(root.flag("skannad").then(|| document.clone()));
}

/// What goes for every relation of one `[[samband]]`.
struct Said<'t, 'p> {
    table: &'t Table<'t>,
    document: &'t Id,
    prints: &'t Prints<'p>,
    id: String,
    rule: Rule,
    over: Vec<At<String>>,
    under: Vec<At<String>>,
    columns: Vec<At<String>>,
    decided_to: Option<i64>,
    kind: Option<FaultKind>,
    words: [Option<String>; 4],
}

/// One `[[samband]]`: a relation for each figure in each of its columns, in each of the tables named.
fn relation<'t>(table: &'t Table<'t>, document: &'t Id, prints: &'t Prints<'_>, relations: &mut Vec<Relation>) {
    let (id, rule) = (table.id("id"), table.word("slag", &Rule::NAMES));
    let tables = table.texts("tabell");
    let figures = table.texts("figur");
    let words = ["lagrum", "mening", "rubrik", "forbehall"].map(|key| table.opt_text(key).map(|text| text.value));
    let kind = table.opt_word("klass", &FaultKind::NAMES).map(|kind| kind.value);
    let decided_to = table.opt_count("avrundat_till", 1, 1_000_000).map(|count| count.value);
    let (over, under, columns) = (table.texts("av"), table.texts("genom"), table.texts("kolumner"));
    let (Some(id), Some(rule)) = (id, rule) else { return };
    if over.is_empty() {
        table.missing("av", "[\"tabell/rad\", \"-tabell/rad\"]");
        return;
    }
    if figures.is_empty() && rule.value != Rule::Helhet {
        table.missing("figur", "\"tabell/rad\"");
        return;
    }
    // How a share came about is a share too.
    let is_whole = match rule.value {
        Rule::Andel => !under.is_empty(),
        Rule::Forklaring => true,
        _ => under.is_empty(),
    };
    if !is_whole || (rule.value == Rule::Skillnad && over.len() != 2) {
        table.report(catalogue::relation_incomplete(rule.place, rule.value.name()));
        return;
    }
    let id = format!("{document}/samband/{}", id.value);
    let said = Said { table, document, prints, id, rule: rule.value, over, under, columns, decided_to, kind, words };
    let whole = At { value: String::new(), place: table.place };
    let tables = if tables.is_empty() { vec![whole] } else { tables };
    for of in &tables {
        // Without a figure the parts themselves say in which columns they are tried.
        let tried = if figures.is_empty() { &said.over[..1] } else { &figures };
        for figure in tried {
            let before = table.faults();
            said.of_figure(&of.value, figure, figures.is_empty(), relations);
            // What is wrong in one is mostly wrong in all.
            if table.faults() > before {
                return;
            }
        }
    }
}

impl Said<'_, '_> {
    fn of_figure(&self, table: &str, figure: &At<String>, is_part: bool, relations: &mut Vec<Relation>) {
        let name = figure.value.trim_start_matches('-').trim();
        let rows = Prints::rows(self.document, table, name);
        let found = rows.iter().find(|row| !self.prints.columns(row).is_empty());
        let Some(id) = found else { return self.unknown(figure.place, table, name) };
        let mut columns = self.prints.columns(id);
        columns.retain(|column| {
            self.columns.is_empty() || self.columns.iter().any(|wanted| Some(wanted.value.as_str()) == *column)
        });
        if columns.is_empty() {
            return self.unknown(figure.place, table, name);
        }
        // `dokument/tabell/rad`
        let row = id.split('/').nth(2).unwrap_or_default();
        for column in columns {
            let tried = self.prints.find(std::slice::from_ref(id), column).filter(|_| !is_part);
            let terms = |texts: &[At<String>]| -> Option<Vec<Term>> {
                texts.iter().map(|text| self.term(table, text, row, column)).collect()
            };
            let (Some(over), Some(under)) = (terms(&self.over), terms(&self.under)) else { return };
            // A figure is held against each of the others by itself; all else is a sum.
            let overs = match self.rule {
                Rule::Samma => over.into_iter().map(|term| vec![term]).collect(),
                _ => vec![over],
            };
            for over in overs {
                let over = if self.rule == Rule::Skillnad { less(over) } else { over };
                let relation = self.made(tried, over, under.clone());
                if !measures_agree(&relation, self.prints) {
                    self.table.report(catalogue::relation_of_unlike(figure.place, name));
                    return;
                }
                relations.push(relation);
            }
        }
    }

    fn made(&self, figure: Option<usize>, over: Vec<Term>, under: Vec<Term>) -> Relation {
        let [citation, sentence, heading, reservation] = self.words.clone();
        Relation {
            id: self.id.clone(),
            document: self.document.clone(),
            rule: self.rule,
            figure,
            over,
            under,
            decided_to: self.decided_to,
            kind: self.kind,
            citation,
            sentence,
            heading,
            reservation,
            place: self.table.place,
        }
    }

    /// `-tabell/rad * tabell/rad`.
    fn term(&self, table: &str, text: &At<String>, row: &str, column: Option<&str>) -> Option<Term> {
        let (sign, rest) = match text.value.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.value.as_str()),
        };
        let words = if rest.starts_with(OURS) { vec![rest] } else { rest.split(" * ").collect() };
        let factors = words.into_iter().map(|word| self.operand(table, word.trim(), text.place, row, column));
        Some(Term { sign, factors: factors.collect::<Option<_>>()? })
    }

    fn operand(&self, table: &str, word: &str, place: Place, row: &str, column: Option<&str>) -> Option<Operand> {
        let word = word.replace(ROW, row);
        if let Some(name) = word.strip_prefix(OURS) {
            let figure = FigureRef::parse(name.trim(), false).ok();
            if figure.is_none() {
                self.table.report(catalogue::bad_figure(place, name.trim()));
            }
            return figure.map(Operand::Ours);
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let constant = constant(&word);
            if constant.is_none() {
                self.table.report(catalogue::unreadable_number(place, "\"1/4\" eller \"2025\""));
            }
            return constant;
        }
        let found = self.prints.find(&Prints::rows(self.document, table, &word), column);
        if found.is_none() {
            self.unknown(place, table, &word);
        }
        found.map(Operand::Printed)
    }

    fn unknown(&self, place: Place, table: &str, name: &str) {
        let near = self.prints.near(self.document, table, name);
        let known: Vec<&str> = near.iter().map(String::as_str).collect();
        self.table.report(catalogue::unknown_print(place, name, &known));
    }
}

/// The first less the second.
fn less(mut over: Vec<Term>) -> Vec<Term> {
    if let Some(second) = over.get_mut(1) {
        second.sign = -second.sign;
    }
    over
}

/// `1/4`, `2025`, `0.2`.
fn constant(word: &str) -> Option<Operand> {
    let (over, under) = word.split_once('/').unwrap_or((word, "1"));
    let read =
        |text: &str| Decimal::from_str_exact(text).ok().filter(|number| number.mantissa().abs() < 10i128.pow(12));
    let (over, under) = (read(over)?, read(under)?);
    (!under.is_zero()).then_some(Operand::Constant { over, under })
}

/// What is measured; a number said outright takes any measure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Measure {
    Money,
    Share,
    Number,
}

fn measure(unit: PrintedUnit) -> Measure {
    match unit {
        PrintedUnit::Kr | PrintedUnit::Tkr | PrintedUnit::Mnkr => Measure::Money,
        PrintedUnit::Procent => Measure::Share,
        PrintedUnit::Antal | PrintedUnit::Artal | PrintedUnit::Manad => Measure::Number,
    }
}

/// A share of something is measured as that is; kronor and persons are never added up or compared.
fn measures_agree(relation: &Relation, prints: &Prints<'_>) -> bool {
    let of_term = |term: &Term| {
        let found = term.factors.iter().filter_map(|operand| match operand {
            Operand::Printed(at) => Some(measure(prints.all[*at].unit)),
            _ => None,
        });
        let found: Vec<Measure> = found.collect();
        found.iter().copied().find(|measure| *measure != Measure::Share).or(found.first().copied())
    };
    let one = |terms: &[Term]| {
        let mut all = terms.iter().filter_map(of_term);
        let first = all.next();
        (first, all.all(|other| Some(other) == first))
    };
    let ((over, over_agrees), (under, under_agrees)) = (one(&relation.over), one(&relation.under));
    let tried = relation.figure.map(|at| measure(prints.all[at].unit));
    let agrees = match relation.rule {
        Rule::Andel => tried == Some(Measure::Share) && over == under,
        Rule::Forklaring if under.is_some() => tried == Some(Measure::Share) && over == under,
        Rule::Heltal => tried == Some(Measure::Share) && over == Some(Measure::Number),
        Rule::Helhet => over == Some(Measure::Share),
        _ => tried.is_none() || over.is_none() || tried == over,
    };
    over_agrees && under_agrees && agrees
}

/// One `[[datum]]`.
fn event(table: &Table<'_>, document: &Id) -> Option<Event> {
    let (id, section, label) = (table.id("id"), table.text("avsnitt"), table.text("rad"));
    let (printed, year) = (table.text("tryckt"), table.year("ar"));
    let deadline = table.word("frist", &Deadline::NAMES);
    let printed = printed?;
    let Some(days) = days(&printed.value) else {
        table.report(catalogue::unreadable_day(printed.place));
        return None;
    };
    Some(Event {
        id: format!("{document}/datum/{}", id?.value),
        document: document.clone(),
        section: section?.value,
        label: label?.value,
        year: year?.value,
        days,
        deadline: deadline?.value,
        place: printed.place,
    })
}

/// `2024-11-21` is a day, `november 2024` any day of the month.
fn days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Some((day, day));
    }
    let (month, year) = text.split_once(' ')?;
    let month = 1 + sv::MONTHS.iter().position(|known| *known == month)?;
    let year = Year::new(year.parse().ok()?)?;
    let first = NaiveDate::from_ymd_opt(year.number(), u32::try_from(month).ok()?, 1)?;
    Some((first, (first + Months::new(1)).pred_opt()?))
}

/// `slag`, `[delar]` and what goes with them.
fn contents(root: &Table<'_>, document: &Id, prints: &Prints<'_>) -> Option<Contents> {
    let kind = root.opt_word("slag", &DocumentKind::NAMES);
    let year = root.opt_year("ar");
    let balance = root.opt_text("balanskravsresultat");
    let lists = ["delar", "utan_delar"].map(|key| root.opt_table(key));
    let kind = kind?;
    let known: Vec<&str> = delar::parts(kind.value).map(|part| part.id).collect();
    let [parts, without] = lists.map(|list| {
        let mut of = BTreeMap::new();
        for key in list.iter().flat_map(|list| list.keys()) {
            match known.iter().find(|part| **part == key.value) {
                Some(part) => {
                    let text = list.as_ref().and_then(|list| list.text_of(part));
                    of.extend(text.map(|text| ((*part).to_owned(), text.value)));
                }
                None => root.report(catalogue::unknown_word(key.place, key.value, &known)),
            }
        }
        of
    });
    if year.is_none() {
        root.missing("ar", "2025");
    }
    let balance_result = balance.and_then(|name| {
        let found = prints.find(&Prints::rows(document, "", &name.value), None);
        if found.is_none() {
            let near = prints.near(document, "", &name.value);
            let known: Vec<&str> = near.iter().map(String::as_str).collect();
            root.report(catalogue::unknown_print(name.place, &name.value, &known));
        }
        found
    });
    let (document, year) = (document.clone(), year?.value);
    Some(Contents { document, kind: kind.value, year, parts, without, balance_result, place: kind.place })
}
