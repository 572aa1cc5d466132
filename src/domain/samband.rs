//! What must hold between printed figures, as the förbund's own files declare it, and what its documents say that they contain.
//!
//! A relation is data, so that another förbund's documents are examined by the same rules. Nothing here computes.

use super::id::Id;
use super::period::Year;
use super::publicerat::FigureRef;
use crate::diag::Place;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How a printed figure is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Against the books and the statements: the figure of ours that it is.
    Bocker,
    /// A sum of others.
    Summa,
    /// One less another.
    Skillnad,
    /// One as a share of another.
    Andel,
    /// The same figure in another place.
    Samma,
    /// What there was and what happened make what there is.
    Rullning,
    /// Parts of a whole make a hundred per cent.
    Helhet,
    /// A percentage that a whole number of persons can give.
    Heltal,
    /// The financing key, or another part that is agreed.
    Nyckel,
    /// A deadline in years, or a day of law.
    Frist,
    /// At the most the sum of others: a part of the year and the year.
    Hogst,
    /// At the least the sum of others: a whole and two parts of it.
    Minst,
    /// More than another: income and costs.
    Overstiger,
    /// A part that law or practice asks for.
    Del,
    /// How a figure that does not hold came about; tried only then.
    Forklaring,
}

impl Rule {
    /// Those that files can declare, as they spell them.
    pub const NAMES: [(&'static str, Rule); 13] = [
        ("summa", Rule::Summa),
        ("skillnad", Rule::Skillnad),
        ("andel", Rule::Andel),
        ("samma", Rule::Samma),
        ("rullning", Rule::Rullning),
        ("helhet", Rule::Helhet),
        ("heltal", Rule::Heltal),
        ("nyckel", Rule::Nyckel),
        ("frist", Rule::Frist),
        ("hogst", Rule::Hogst),
        ("minst", Rule::Minst),
        ("overstiger", Rule::Overstiger),
        ("forklaring", Rule::Forklaring),
    ];

    /// As files and JSON spell it.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Bocker => "bocker",
            Rule::Del => "del",
            rule => Rule::NAMES.iter().find(|(_, known)| *known == rule).map_or("", |(name, _)| name),
        }
    }
}

/// What kind of fault it is, the most serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// Against an act.
    Lag,
    /// The figure does not follow from its parts.
    Raknefel,
    /// Two places say different things.
    Motsagelse,
    /// Against what the förbund itself has decided or agreed.
    Internt,
    /// Against recommendations and custom, which no act points to.
    Praxis,
}

impl FaultKind {
    /// As files and JSON spell it, the most serious first.
    pub const NAMES: [(&'static str, FaultKind); 5] = [
        ("lag", FaultKind::Lag),
        ("raknefel", FaultKind::Raknefel),
        ("motsagelse", FaultKind::Motsagelse),
        ("internt", FaultKind::Internt),
        ("praxis", FaultKind::Praxis),
    ];

    /// As files and JSON spell it.
    pub fn name(self) -> &'static str {
        FaultKind::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// What stands in a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A printed figure, by its position among all.
    Printed(usize),
    /// A number that is said outright: a share of law, a year.
    Constant {
        /// Its numerator.
        over: Decimal,
        /// Its denominator, never 0.
        under: Decimal,
    },
    /// A figure of our own.
    Ours(FigureRef),
}

/// Operands multiplied, with a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// +1 or −1.
    pub sign: i64,
    /// What is multiplied; never empty.
    pub factors: Vec<Operand>,
}

/// What must hold for one printed figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// `dokument/samband/id`, which several relations that are said at once share.
    pub id: String,
    /// The document whose file says it.
    pub document: Id,
    /// How it is tried.
    pub rule: Rule,
    /// The figure that is tried, by its position; none where parts are tried against the whole.
    pub figure: Option<usize>,
    /// What it should be: the sum of these …
    pub over: Vec<Term>,
    /// … divided by the sum of these, if there are any.
    pub under: Vec<Term>,
    /// Kronor to which amounts were decided, where they are whole multiples of it.
    pub decided_to: Option<i64>,
    /// What kind of fault it is, where it is not the rule's own.
    pub kind: Option<FaultKind>,
    /// The section of law, recommendation or agreement.
    pub citation: Option<String>,
    /// What a board should read if it does not hold, instead of the rule's own words.
    pub sentence: Option<String>,
    /// What the finding is headed by, where the printed label does not say what it is by itself.
    pub heading: Option<String>,
    /// What should be known before anybody is blamed.
    pub reservation: Option<String>,
    /// Where it stands in our files.
    pub place: Place,
}

/// What a document is, in the eyes of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// Årsredovisning (FinsamL 24 §, LKBR).
    Arsredovisning,
    /// Delårsrapport: no duty, made by agreement.
    Delarsrapport,
}

impl DocumentKind {
    /// As files spell it.
    pub const NAMES: [(&'static str, DocumentKind); 2] =
        [("arsredovisning", DocumentKind::Arsredovisning), ("delarsrapport", DocumentKind::Delarsrapport)];
}

/// What a document says that it contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The document.
    pub document: Id,
    /// What it is.
    pub kind: DocumentKind,
    /// The year it is of.
    pub year: Year,
    /// Parts by the id that law gives them, with where in the document they stand.
    pub parts: BTreeMap<String, String>,
    /// Parts that it says it does not have, in its own words.
    pub without: BTreeMap<String, String>,
    /// Its balanskravsresultat, by position among the printed figures, where it has one.
    pub balance_result: Option<usize>,
    /// Where its kind is said.
    pub place: Place,
}

/// A day that law sets a last day for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deadline {
    /// The board decides the budget.
    Budget,
    /// The board draws up årsredovisningen.
    Arsredovisning,
}

impl Deadline {
    /// As files spell it.
    pub const NAMES: [(&'static str, Deadline); 2] =
        [("budget", Deadline::Budget), ("arsredovisning", Deadline::Arsredovisning)];
}

/// A day that a document tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// `dokument/datum/id`.
    pub id: String,
    /// The document.
    pub document: Id,
    /// The section it stands in.
    pub section: String,
    /// What happened.
    pub label: String,
    /// The year it is for.
    pub year: Year,
    /// The earliest and the latest day it can have been: a printed month is known to the month.
    pub days: (NaiveDate, NaiveDate),
    /// Which last day it is held against.
    pub deadline: Deadline,
    /// Where it stands in our files.
    pub place: Place,
}

/// What is declared of the printed figures.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// What must hold between them.
    pub relations: Vec<Relation>,
    /// What the documents contain.
    pub contents: Vec<Contents>,
    /// Days that law sets a last day for.
    pub events: Vec<Event>,
    /// Documents that were read from scanned pages, where a digit can have been damaged.
    pub scanned: Vec<Id>,
}
