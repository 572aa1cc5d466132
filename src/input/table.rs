//! TOML tables read key by key, each value with its place; what nobody asked for is a fault, and every fault is collected.

use super::number::{self, Limits};
use crate::diag::{FileId, Place, Problem, Problems, catalogue};
use crate::domain::day;
use crate::domain::id::Id;
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::domain::rate::{ONE, Rate};
use crate::domain::sv;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// Where faults are collected while a file is read.
pub type Sink = RefCell<Problems>;

/// A table of a file, which remembers the keys it was asked for.
pub struct Table<'t> {
    file: FileId,
    problems: &'t Sink,
    map: &'t DeTable<'t>,
    /// Where the table begins: its header, or the file's start.
    pub place: Place,
    asked: RefCell<Vec<&'static str>>,
}

/// The parser's span as a place.
pub(super) fn place(file: FileId, span: Range<usize>) -> Place {
    Place { file, start: span.start as u32, end: span.end as u32 }
}

impl<'t> Table<'t> {
    /// The file's outermost table.
    pub fn root(file: FileId, table: &'t Spanned<DeTable<'t>>, problems: &'t Sink) -> Self {
        Table { file, problems, map: table.get_ref(), place: Place::whole(file), asked: RefCell::default() }
    }

    /// Reports a fault.
    pub fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// How many faults have been found so far, in all files.
    pub fn faults(&self) -> usize {
        self.problems.borrow().len()
    }

    fn lookup(&self, key: &'static str) -> Option<(&'t DeValue<'t>, Place)> {
        self.asked.borrow_mut().push(key);
        self.map.get(key).map(|value| (value.get_ref(), place(self.file, value.span())))
    }

    /// Whether the key is there; does not count as reading it.
    pub fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// Whether the key is there, where what stands under it may be of more than one kind; counts as reading it.
    pub fn asks(&self, key: &'static str) -> bool {
        self.lookup(key).is_some()
    }

    /// Reports that a key must be there.
    pub fn missing(&self, key: &str, example: &str) {
        self.report(catalogue::missing_key(self.place, key, example));
    }

    fn required<T>(&self, key: &'static str, example: &str, read: impl FnOnce(&Self) -> Option<T>) -> Option<T> {
        if !self.has(key) {
            self.missing(key, example);
        }
        read(self)
    }

    /// A text that must be there.
    pub fn text(&self, key: &'static str) -> Option<At<String>> {
        self.required(key, "\"…\"", |table| table.opt_text(key))
    }

    /// A text.
    pub fn opt_text(&self, key: &'static str) -> Option<At<String>> {
        let (value, place) = self.lookup(key)?;
        self.as_text(value, place)
    }

    fn as_text(&self, value: &DeValue<'_>, place: Place) -> Option<At<String>> {
        match value {
            DeValue::String(text) if text.trim().is_empty() => self.fail(catalogue::empty_text(place)),
            DeValue::String(text) => Some(At { value: text.trim().to_owned(), place }),
            _ => self.fail(catalogue::wrong_type(place, "en text", "\"text inom citattecken\"")),
        }
    }

    /// A list of texts; empty if absent. One text alone is a list of one.
    pub fn texts(&self, key: &'static str) -> Vec<At<String>> {
        let Some((value, at)) = self.lookup(key) else { return Vec::new() };
        match value {
            DeValue::Array(list) => {
                let texts = list.iter().map(|item| self.as_text(item.get_ref(), place(self.file, item.span())));
                texts.flatten().collect()
            }
            other => self.as_text(other, at).into_iter().collect(),
        }
    }

    /// An id that must be there.
    pub fn id(&self, key: &'static str) -> Option<At<Id>> {
        self.required(key, "\"ett_id\"", |table| table.opt_id(key))
    }

    /// An id.
    pub fn opt_id(&self, key: &'static str) -> Option<At<Id>> {
        let text = self.opt_text(key)?;
        self.to_id(&text.value, text.place)
    }

    fn to_id(&self, text: &str, place: Place) -> Option<At<Id>> {
        match text.parse() {
            Ok(value) => Some(At { value, place }),
            Err(_) => self.fail(catalogue::bad_id(place, text)),
        }
    }

    /// A list of ids; empty if absent. One text alone is a list of one.
    pub fn ids(&self, key: &'static str) -> Vec<At<Id>> {
        let Some((value, at)) = self.lookup(key) else { return Vec::new() };
        let read = |value: &DeValue<'_>, place| {
            self.as_text(value, place).and_then(|text| self.to_id(&text.value, text.place))
        };
        match value {
            DeValue::Array(list) => {
                list.iter().filter_map(|item| read(item.get_ref(), place(self.file, item.span()))).collect()
            }
            other => read(other, at).into_iter().collect(),
        }
    }

    /// One of a list of words that must be there.
    pub fn word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<At<T>> {
        self.required(key, &format!("\"{}\"", words[0].0), |table| table.opt_word(key, words))
    }

    /// One of a list of words.
    pub fn opt_word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<At<T>> {
        let text = self.opt_text(key)?;
        self.one_of(text, words)
    }

    /// One or more of a list of words; empty if absent. One word alone is a list of one, and an empty list is a fault.
    pub fn words<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Vec<At<T>> {
        let texts = self.texts(key);
        if let Some((DeValue::Array(list), place)) = self.lookup(key)
            && list.is_empty()
        {
            self.report(catalogue::wrong_type(place, "minst ett värde", &format!("[\"{}\"]", words[0].0)));
        }
        texts.into_iter().filter_map(|text| self.one_of(text, words)).collect()
    }

    fn one_of<T: Copy>(&self, text: At<String>, words: &[(&'static str, T)]) -> Option<At<T>> {
        match words.iter().find(|(word, _)| *word == text.value) {
            Some((_, value)) => Some(At { value: *value, place: text.place }),
            None => {
                let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                self.fail(catalogue::unknown_word(text.place, &text.value, &known))
            }
        }
    }

    /// A whole number from `low` to `high` that must be there.
    pub fn count(&self, key: &'static str, low: i64, high: i64) -> Option<At<i64>> {
        self.required(key, &low.to_string(), |table| table.opt_count(key, low, high))
    }

    /// A whole number from `low` to `high`.
    pub fn opt_count(&self, key: &'static str, low: i64, high: i64) -> Option<At<i64>> {
        let (value, place) = self.lookup(key)?;
        self.as_count(value, place, low, high)
    }

    fn as_count(&self, value: &DeValue<'_>, place: Place, low: i64, high: i64) -> Option<At<i64>> {
        let number = match value {
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).ok(),
            DeValue::Float(_) => return self.fail(catalogue::float(place, "ett helt tal")),
            _ => return self.fail(catalogue::wrong_type(place, "ett helt tal", &low.to_string())),
        };
        match number {
            Some(value) if (low..=high).contains(&value) => Some(At { value, place }),
            _ => {
                let limits = format!("ett tal från {} till {}", sv::integer(low), sv::integer(high));
                self.fail(catalogue::amount_out_of_range(place, &limits))
            }
        }
    }

    /// Yes or no; no if absent.
    pub fn flag(&self, key: &'static str) -> bool {
        match self.lookup(key) {
            None => false,
            Some((DeValue::Boolean(value), _)) => *value,
            Some((_, place)) => self.fail(catalogue::wrong_type(place, "true eller false", "true")).unwrap_or(false),
        }
    }

    /// A year that must be there.
    pub fn year(&self, key: &'static str) -> Option<At<Year>> {
        self.required(key, "2026", |table| table.opt_year(key))
    }

    /// A year.
    pub fn opt_year(&self, key: &'static str) -> Option<At<Year>> {
        let (value, place) = self.lookup(key)?;
        let number = match value {
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).unwrap_or(0),
            _ => return self.fail(catalogue::wrong_type(place, "ett årtal", "2026")),
        };
        match Year::new(number) {
            Some(value) => Some(At { value, place }),
            None => self.fail(catalogue::bad_year(place)),
        }
    }

    /// A date, bare or as a text.
    pub fn opt_date(&self, key: &'static str) -> Option<At<NaiveDate>> {
        let (value, place) = self.lookup(key)?;
        let text = match value {
            DeValue::Datetime(date) => date.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => return self.fail(catalogue::wrong_type(place, "ett datum", "\"2026-11-30\"")),
        };
        match day::parse(&text) {
            Ok(value) => Some(At { value, place }),
            Err(no_day) => self.fail(catalogue::bad_date(place, &no_day.why, &no_day.instead)),
        }
    }

    /// An amount that must be there.
    pub fn amount(&self, key: &'static str) -> Option<At<Ore>> {
        self.required(key, "1_000_000", |table| table.opt_amount(key))
    }

    /// An amount.
    pub fn opt_amount(&self, key: &'static str) -> Option<At<Ore>> {
        let (value, place) = self.lookup(key)?;
        self.as_amount(value, place)
    }

    fn as_amount(&self, value: &DeValue<'_>, place: Place) -> Option<At<Ore>> {
        let result = match value {
            DeValue::Integer(integer) => {
                let kr = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
                kr.and_then(Ore::from_kr).ok_or_else(|| number::too_large(place))
            }
            DeValue::Float(float) => Err(catalogue::float(place, &format!("\"{}\" inom citattecken", float.as_str()))),
            DeValue::String(text) => number::amount(text, place),
            _ => Err(catalogue::wrong_type(place, "ett belopp i kronor", "1_000_000 eller \"1 000 000,50\"")),
        };
        result.map(|value| At { value, place }).map_err(|problem| self.report(problem)).ok()
    }

    /// A rate that must be there.
    pub fn rate(&self, key: &'static str, limits: Limits) -> Option<At<Rate>> {
        self.required(key, "\"20 %\"", |table| table.opt_rate(key, limits))
    }

    /// A rate, a share or an index.
    pub fn opt_rate(&self, key: &'static str, limits: Limits) -> Option<At<Rate>> {
        let (value, place) = self.lookup(key)?;
        self.as_rate(value, place, limits)
    }

    fn as_rate(&self, value: &DeValue<'_>, place: Place, limits: Limits) -> Option<At<Rate>> {
        let result = match value {
            DeValue::String(text) => number::rate(text, limits, place),
            DeValue::Integer(integer) => {
                let whole = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
                let rate = whole.and_then(|whole| whole.checked_mul(ONE)).unwrap_or(i64::MAX);
                // `2` for two per cent is the slip that is easily made.
                number::within(Rate::new(rate), limits, place)
                    .map_err(|problem| problem.remedy(format!("\"{} %\"", integer.as_str())))
            }
            DeValue::Float(float) => Err(catalogue::float(place, &format!("\"{}\" inom citattecken", float.as_str()))),
            _ => Err(catalogue::wrong_type(place, "en andel", "\"20 %\"")),
        };
        result.map(|value| At { value, place }).map_err(|problem| self.report(problem)).ok()
    }

    /// A table that must be there.
    pub fn table(&self, key: &'static str) -> Option<Table<'t>> {
        if !self.has(key) && self.place.is_whole() {
            self.report(catalogue::missing_table(self.place, &format!("[{key}]"), "en tabell med den rubriken"));
            return None;
        }
        self.required(key, "{ … }", |table| table.opt_table(key))
    }

    /// A table.
    pub fn opt_table(&self, key: &'static str) -> Option<Table<'t>> {
        let (value, place) = self.lookup(key)?;
        self.as_table(value, place)
    }

    fn as_table(&self, value: &'t DeValue<'t>, place: Place) -> Option<Table<'t>> {
        match value {
            DeValue::Table(map) => {
                Some(Table { file: self.file, problems: self.problems, map, place, asked: RefCell::default() })
            }
            _ => self.fail(catalogue::wrong_type(place, "en tabell", "{ nyckel = värde }")),
        }
    }

    /// A list of tables (`[[key]]`); empty if absent.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'t>> {
        match self.lookup(key) {
            None => Vec::new(),
            Some((DeValue::Array(list), _)) => {
                list.iter().filter_map(|item| self.as_table(item.get_ref(), place(self.file, item.span()))).collect()
            }
            Some((_, place)) => {
                let header = format!("[[{key}]]");
                self.fail(catalogue::wrong_type(place, "en rubrik med dubbla hakparenteser", &header))
                    .unwrap_or_default()
            }
        }
    }

    /// Every key of a table whose keys are ids of something else, with its place.
    pub fn keys(&self) -> Vec<At<&'t str>> {
        let mut keys: Vec<At<&str>> = (self.map.iter())
            .map(|(key, _)| At { value: key.get_ref().as_ref(), place: place(self.file, key.span()) })
            .collect();
        keys.sort_by_key(|key| key.place);
        keys
    }

    /// The amount under a key that is an id of something else.
    pub fn amount_of(&self, key: &str) -> Option<At<Ore>> {
        let value = self.map.get(key)?;
        self.as_amount(value.get_ref(), place(self.file, value.span()))
    }

    /// The whole number under a key that is an id of something else.
    pub fn count_of(&self, key: &str, low: i64, high: i64) -> Option<At<i64>> {
        let value = self.map.get(key)?;
        self.as_count(value.get_ref(), place(self.file, value.span()), low, high)
    }

    /// The rate under a key that is an id of something else.
    pub fn rate_of(&self, key: &str, limits: Limits) -> Option<At<Rate>> {
        let value = self.map.get(key)?;
        self.as_rate(value.get_ref(), place(self.file, value.span()), limits)
    }

    /// The text under a key that is an id of something else.
    pub fn text_of(&self, key: &str) -> Option<At<String>> {
        let value = self.map.get(key)?;
        self.as_text(value.get_ref(), place(self.file, value.span()))
    }

    /// Whether a table stands under a key that is an id of something else.
    pub fn is_table(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Table(_)))
    }

    /// The table under a key that is an id of something else.
    pub fn table_of(&self, key: &str) -> Option<Table<'t>> {
        let value = self.map.get(key)?;
        self.as_table(value.get_ref(), place(self.file, value.span()))
    }

    /// Reports every key that nobody asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for key in self.keys() {
            if !asked.contains(&key.value) {
                let mut known: Vec<&str> = asked.iter().copied().filter(|word| !self.has(word)).collect();
                known.sort_unstable();
                known.dedup();
                self.report(catalogue::unknown_key(key.place, key.value, &known));
            }
        }
    }

    fn fail<T>(&self, problem: Problem) -> Option<T> {
        self.report(problem);
        None
    }
}
