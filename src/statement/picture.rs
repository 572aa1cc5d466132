//! What a picture shows: exact figures with finished words. Where things lie on the page is the drawing's affair.

use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;

/// A picture with the words that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its name within the report.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// How it is read, where that is not plain; nothing for a reader who does not see it.
    pub key: String,
    /// What it shows, in a sentence or two with the figures that matter.
    pub text: String,
    /// What is drawn.
    pub drawing: Drawing,
}

/// The kinds of pictures there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// Amounts over the years.
    Paths(Box<Paths>),
    /// Amounts side by side, each with its name, from the largest to the smallest as they are given.
    Bars(Vec<Bar>),
    /// A few series over a few groups.
    Columns(Columns),
    /// From one amount to another by way of what makes the difference.
    Waterfall {
        /// The steps, the first and the last of them whole amounts.
        steps: Vec<Step>,
        /// What the last of them is held against, where there is something.
        target: Option<Target>,
        /// The unit of their figures.
        unit: Unit,
    },
}

/// Amounts over the years, against a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The years, one at each step of the scale across.
    pub years: Vec<Year>,
    /// So many of the first years are closed: their part of a path is outcome.
    pub closed: usize,
    /// The unit that amounts are written in.
    pub unit: Unit,
    /// The path that the picture is about.
    pub main: Path,
    /// One that stands out from the others.
    pub second: Option<Path>,
    /// The others, drawn thin.
    pub others: Vec<Path>,
    /// The target a year, where there is one.
    pub target: Vec<Option<Ore>>,
    /// What the target is, in words.
    pub target_label: String,
    /// Spans of outcomes, the widest first.
    pub bands: Vec<Band>,
    /// Years of the main path that are pointed out, by position, each with its words.
    pub marks: Vec<(usize, String)>,
}

/// One path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// Its name.
    pub label: String,
    /// Its amount a year, where it has one.
    pub amounts: Vec<Option<Ore>>,
}

/// A span of outcomes a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// What share of the outcomes it holds, in words.
    pub label: String,
    /// The lower and the upper edge a year, where it has them.
    pub edges: Vec<Option<(Ore, Ore)>>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// How long it is.
    pub amount: Ore,
    /// The same in words, as `9 050 tkr, 55,1 %`.
    pub figure: String,
}

/// Series over groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The groups' names.
    pub groups: Vec<String>,
    /// The series, at most three.
    pub series: Vec<Series>,
}

/// One series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub label: String,
    /// A height for each group, in öre or as a count, with the figure in words; none where there is none.
    pub values: Vec<Option<(i64, String)>>,
}

/// What amounts are held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The amount.
    pub amount: Ore,
    /// What it is, with its figure.
    pub label: String,
}

/// A step of a waterfall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub label: String,
    /// Where it begins; 0 for a whole amount.
    pub from: Ore,
    /// Where it ends.
    pub to: Ore,
    /// The step in words, as `+1 810`.
    pub figure: String,
}
