//! Statements as specifications: what each row adds up, with the law above it, and one evaluation shared by all.
//!
//! A finished [`Statement`] holds exact öre in the signs of the JSON contract (design §3b); [`view()`] turns it into a sheet in a
//! unit, and nothing after that computes.

mod andringar;
mod atgard;
mod atgard_even;
mod balans;
mod balanskrav;
mod balanskrav_path;
mod balanskrav_words;
mod bevis;
mod bevis_page;
mod bidrag;
mod describe;
mod drift;
mod drift_detalj;
mod explained;
mod figure;
mod forbrukning;
mod granska;
mod grant_figures;
mod importera;
mod jamfor;
mod jamfor_words;
mod kanslighet;
mod kassaflode;
mod kommentar;
mod mal;
mod matris;
mod noter;
mod nyckeltal;
mod oddities;
mod osakerhet;
mod outlook;
mod oversikt;
mod picture;
mod plan;
mod plan_basis;
mod plan_check;
mod plan_goals;
mod plan_members;
mod plan_words;
mod prognos;
mod prognoslas;
mod prognossakerhet;
mod publicerad;
mod rapport;
mod resultat;
mod scenariofil;
mod spec;
mod tillit;
mod uppfoljning;
mod utvecklingsmedel;
mod view;
mod workbook;

pub use atgard::{EvenStep, GoalAnswer, Lacking, atgard};
pub use balans::balans;
pub use balanskrav::{Balanskrav, balanskrav};
pub use balanskrav_words::Tried;
pub use bevis::{Declared, Hidden, LayerProof, Proof, Whole, bevis, declared, prove};
pub use bevis_page::{bevis_faults, bevis_tables, bevis_words};
pub use bidrag::{Contribution, bidrag};
pub use drift::{Asked, drift, drift_per_ar, drift_publicerad};
pub use drift_detalj::{Detail, drift_detalj};
pub use explained::{Explained, explained_cause, explained_quantile, explained_trial, percent_of};
pub use figure::{Counts, Figure, How, Name, Reckon, budget_costs};
pub use forbrukning::{Consumed, Consumption, forbrukning};
pub use granska::{
    Count as RuleCount, DocumentCount, Examination, Finding, TITLE as EXAMINATION_TITLE, Untried, examination_tables,
    granska, kind_name, rule_name,
};
pub use importera::{FindingGroup, conclusion, contents, finding_groups, finding_lines, saldon};
pub use jamfor::{BY_ID, BY_NAME, BridgeView, Called, Comparison, bridge_year, jamfor, jamfor_years, picture_unit};
pub use jamfor_words::CauseView;
pub use kanslighet::{Sensitivity, kanslighet};
pub use kassaflode::kassaflode;
pub use kommentar::RowComment;
pub use mal::{GoalState, GoalView, Goals, goals};
pub use matris::{Matrix, matris};
pub use noter::noter;
pub use nyckeltal::nyckeltal;
pub use oddities::{Oddity, oddities};
pub use osakerhet::{Drawn, Uncertain, osakerhet};
pub use outlook::{Landing, Outlook, Status, YearOutlook, outlook};
pub use oversikt::{YearOverview, oversikt};
pub use picture::{Band, Bar, Columns, Drawing, Path, Paths, Picture, Series, Step, Target};
pub use plan::{Plan, TertialCash, plan};
pub use plan_basis::Basis;
pub use plan_check::{PRINTED as PRINTED_OF_PLAN, plan_rules};
pub use plan_words::{Judged, Verdict};
pub use prognos::{assumptions, key_points, path_tables, rests_on, scenario_lines};
pub use prognoslas::locked_forecast;
pub use prognossakerhet::prognossakerhet;
pub use publicerad::{balans_publicerad, kassaflode_publicerad, resultat_publicerad};
pub use rapport::{Block, Headline, Report, Section, Wanted, board, budget_part, economy_part};
pub use resultat::resultat;
pub use spec::{Formula, RowSpec, Source};
pub use tillit::{Doubts, doubts};
pub use uppfoljning::{
    FollowUp, after_today, att_veta, budget_through_year, comments, delarsrapport, metoder, uppfoljning,
};
pub use utvecklingsmedel::{Utvecklingsmedel, by_kommun, kommun, payment_list, sums, utvecklingsmedel};
pub use view::{Sheet, SheetRow, Value, view};
pub use workbook::workbook_tables;

use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Year};
use crate::domain::rate::Rate;

/// What a cell holds. Nothing is not zero (design §2.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// There is no figure.
    Nothing,
    /// An amount.
    Amount(Ore),
    /// A share, in ten-thousandths.
    Share(i64),
    /// A rate with all the decimals it has.
    Rate(Rate),
    /// A number of something.
    Count(i64),
    /// Words.
    Text(String),
}

impl Cell {
    /// The amount, or 0 where there is nothing.
    pub fn ore(&self) -> i64 {
        if let Cell::Amount(amount) = self { amount.ore() } else { 0 }
    }
}

impl From<Option<Ore>> for Cell {
    fn from(amount: Option<Ore>) -> Self {
        amount.map_or(Cell::Nothing, Cell::Amount)
    }
}

/// How a row is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// A heading without figures.
    Heading,
    /// An item.
    Item,
    /// A sum.
    Total,
    /// The sum of a group, without a rule above it.
    Subtotal,
    /// Set apart below: eget kapital, likvida medel, key figures.
    Key,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its id, as figures are named by it.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// A second line of the heading: bokslut, budget, prognos.
    pub kind: String,
    /// The layer it reads: `utfall`, `budget`, `prognos` or `avvikelse`.
    pub layer: &'static str,
}

/// A row with its figures, one a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// How it is set.
    pub style: Style,
    /// −1 where text prints the opposite sign of the contract's, as costs in resultaträkningen.
    pub printed_sign: i64,
    /// The figures.
    pub cells: Vec<Cell>,
    /// How each of them came about; none where there is no figure, and in words.
    pub figures: Vec<Option<Figure>>,
    /// For a sum: the rows it adds up, by position, with their signs.
    pub parts: Vec<(usize, i64)>,
}

impl Row {
    /// A row whose cells are the values of its figures.
    pub fn of(id: impl Into<String>, label: impl Into<String>, style: Style, figures: Vec<Option<Figure>>) -> Row {
        let cells = figure::cells(&figures);
        Row { id: id.into(), label: label.into(), style, printed_sign: 1, cells, figures, parts: Vec::new() }
    }

    /// A row of words.
    pub fn of_words(id: impl Into<String>, label: impl Into<String>, cells: Vec<Cell>) -> Row {
        let figures = vec![None; cells.len()];
        let (id, label) = (id.into(), label.into());
        Row { id, label, style: Style::Item, printed_sign: 1, cells, figures, parts: Vec::new() }
    }

    /// Takes a figure away, where it would say nothing.
    pub fn clear(&mut self, column: usize) {
        self.cells[column] = Cell::Nothing;
        self.figures[column] = None;
    }
}

/// A finished statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Which report it is.
    pub report: &'static str,
    /// Its title.
    pub title: String,
    /// The förbund's name.
    pub forbund: String,
    /// The year, if it is of one.
    pub year: Option<Year>,
    /// The period within the year.
    pub period: Option<Period>,
    /// The scenario, if it draws on one.
    pub scenario: Option<String>,
    /// The unit it is printed in unless another is asked for.
    pub unit: Unit,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What stands under the table.
    pub notes: Vec<String>,
}

impl Statement {
    /// A row by id.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// Without the rows that have nothing in any column; a note says so.
    pub fn without_empty_rows(mut self) -> Statement {
        let is_empty = |row: &Row| row.style != Style::Heading && row.cells.iter().all(|cell| *cell == Cell::Nothing);
        let kept: Vec<usize> = (0..self.rows.len()).filter(|at| !is_empty(&self.rows[*at])).collect();
        if kept.len() == self.rows.len() {
            return self;
        }
        let place = |at: usize| kept.iter().position(|kept| *kept == at);
        for row in &mut self.rows {
            row.parts = row.parts.iter().filter_map(|(at, sign)| Some((place(*at)?, *sign))).collect();
        }
        self.rows = kept.iter().map(|at| self.rows[*at].clone()).collect();
        self.notes.push("Rader utan belopp är utelämnade.".to_owned());
        self
    }

    /// Whether any cell is an amount, so that the unit is worth saying.
    pub fn has_amounts(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).any(|cell| matches!(cell, Cell::Amount(_)))
    }

    /// How a figure came about, by row and column id.
    pub fn made(&self, row: &str, column: &str) -> Option<&Figure> {
        let at = self.columns.iter().position(|candidate| candidate.id == column)?;
        self.row(row)?.figures.get(at)?.as_ref()
    }

    /// A figure by row and column id.
    pub fn figure(&self, row: &str, column: &str) -> Option<&Cell> {
        let at = self.columns.iter().position(|candidate| candidate.id == column)?;
        self.row(row).map(|row| &row.cells[at])
    }
}

/// Under every table with deviations (design §3b).
pub const AVVIKELSE_NOTE: &str = "Avvikelse: plus är bättre än budget.";
