//! Rows as data and the one way they are evaluated.

use super::{Cell, Column, Row, Style};
use crate::domain::money::{Ore, round_half_away};
use crate::domain::period::Span;
use crate::domain::rate::Rate;
use crate::domain::voucher::Layer;
use crate::law;
use crate::ledger::{Books, Ledger, Select};

/// What a row adds up.
#[derive(Clone, Debug)]
pub enum Formula {
    /// A heading.
    Nothing,
    /// The movement of the selected accounts in the column's days, debit × `sign`.
    Flow {
        /// Which accounts.
        of: Vec<Select>,
        /// +1 for debit positive, −1 for credit positive.
        sign: i64,
    },
    /// The movement of several selections, each debit × its own sign.
    Signed(Vec<(Select, i64)>),
    /// What a source states beside the books, one for each column; never a posting.
    Stated(Vec<Option<Ore>>),
    /// The balance of the selected accounts at the end of the column's days.
    Stock {
        /// Which accounts.
        of: Select,
        /// +1 for debit positive, −1 for credit positive.
        sign: i64,
    },
    /// The balance of the selected accounts when the column's days begin, debit positive.
    OpeningStock(Select),
    /// Eget kapital when the column's days begin.
    OpeningEquity,
    /// Eget kapital at their end.
    ClosingEquity,
    /// Rows above, added with signs.
    Total(Vec<(String, i64)>),
    /// One row as a share of another.
    Ratio(&'static str, &'static str),
    /// A share of a row above, rounded to öre, as the target is.
    ShareOf(&'static str, Rate),
}

/// A row of a specification.
#[derive(Clone, Debug)]
pub struct RowSpec {
    id: String,
    label: String,
    style: Style,
    formula: Formula,
    printed_sign: i64,
    /// +1 where more than budget is better, −1 where less is, 0 where a deviation says nothing.
    better: i64,
    /// Rows above that come to the same, for a row that is no sum itself.
    ties: Vec<(String, i64)>,
    keep: Keep,
    /// What a sum is where none of its rows has a figure.
    otherwise: Option<Formula>,
    /// Rows above without which there is no figure: a result is not the costs alone.
    needs: &'static [&'static str],
}

/// When a row is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    /// Always.
    Always,
    /// When some column has a figure, 0 among them; a heading, when the sum after it has.
    WhereGiven,
    /// When some column has a figure other than 0.
    WhereNotZero,
}

impl RowSpec {
    fn new(id: impl Into<String>, label: impl Into<String>, style: Style, formula: Formula) -> Self {
        RowSpec {
            id: id.into(),
            label: label.into(),
            style,
            formula,
            printed_sign: 1,
            better: 1,
            ties: Vec::new(),
            keep: Keep::Always,
            otherwise: None,
            needs: &[],
        }
    }

    /// A heading.
    pub fn heading(id: &str, label: &str) -> Self {
        RowSpec::new(id, label, Style::Heading, Formula::Nothing)
    }

    /// An item.
    pub fn item(id: impl Into<String>, label: impl Into<String>, formula: Formula) -> Self {
        RowSpec::new(id, label, Style::Item, formula)
    }

    /// A sum of rows above.
    pub fn total(id: &str, label: &str, parts: &[(&str, i64)]) -> Self {
        let parts = parts.iter().map(|(id, sign)| ((*id).to_owned(), *sign)).collect();
        RowSpec::new(id, label, Style::Total, Formula::Total(parts))
    }

    /// A sum of rows above, without a rule between.
    pub fn subtotal(id: &str, label: &str, parts: &[(&str, i64)]) -> Self {
        RowSpec { style: Style::Subtotal, ..RowSpec::total(id, label, parts) }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its label.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// A row set apart below.
    pub fn key(id: &str, label: &str, formula: Formula) -> Self {
        RowSpec { better: 0, ..RowSpec::new(id, label, Style::Key, formula) }
    }

    /// Less than budget is better.
    pub fn cost(mut self) -> Self {
        self.better = -1;
        self
    }

    /// A deviation says nothing.
    pub fn incomparable(mut self) -> Self {
        self.better = 0;
        self
    }

    /// Text prints the opposite sign.
    pub fn printed_minus(mut self) -> Self {
        self.printed_sign = -1;
        self
    }

    /// Rows above that come to this figure by themselves, so that a rounding difference between them is said.
    pub fn ties_to(mut self, parts: &[(&str, i64)]) -> Self {
        self.ties = parts.iter().map(|(id, sign)| ((*id).to_owned(), *sign)).collect();
        self
    }

    /// A sum that is known by itself where none of its rows is.
    pub fn or(mut self, formula: Formula) -> Self {
        self.otherwise = Some(formula);
        self
    }

    /// No figure in a plan where one of these rows above has none.
    pub fn needing(mut self, rows: &'static [&'static str]) -> Self {
        self.needs = rows;
        self
    }

    /// Left out when no column has a figure other than 0.
    pub fn optional(mut self) -> Self {
        self.keep = Keep::WhereNotZero;
        self
    }

    /// Left out when no column has a figure, 0 being one; a heading, when the sum after it has none.
    pub fn where_given(mut self) -> Self {
        self.keep = Keep::WhereGiven;
        self
    }
}

/// Where a column's figures come from.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// What happened, and a scenario after it.
    Books {
        /// The books.
        books: Books,
        /// The days.
        span: Span,
    },
    /// A decided budget.
    Plan(Layer),
    /// A scenario's amounts before förbrukningsgrad.
    ScenarioBudget {
        /// Its layer.
        layer: Layer,
        /// The days.
        span: Span,
    },
    /// One column less another, turned so that plus is better.
    Deviation {
        /// The outcome.
        of: usize,
        /// The budget.
        from: usize,
    },
    /// One column less another, as it stands. Both are planned line by line, so where one of them has no figure nothing is
    /// planned there and the other is the whole change; a [`Source::Deviation`] would have no figure.
    Change {
        /// The later.
        of: usize,
        /// The earlier.
        from: usize,
    },
    /// One column less another, with the signs of the row; what the other does not have counts as 0.
    Less {
        /// The whole.
        of: usize,
        /// What is taken away.
        part: usize,
    },
    /// One column as a share of the absolute value of another, as a deviation is of its budget.
    Percent {
        /// The part.
        of: usize,
        /// The whole.
        whole: usize,
    },
    /// No figure at all, where a source gives none.
    Absent,
}

/// Evaluates every row in every column.
pub fn evaluate(ledger: &Ledger, specs: &[RowSpec], columns: &[(Column, Source)]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(specs.len());
    for spec in specs {
        let parts = parts(spec, &rows);
        let mut cells: Vec<Cell> = Vec::with_capacity(columns.len());
        for (at, (_, source)) in columns.iter().enumerate() {
            let cell = match (&spec.formula, source) {
                (_, Source::Plan(_)) if spec.needs.iter().any(|id| is_missing(&rows, id, at)) => Cell::Nothing,
                (Formula::Ratio(over, under), _) => ratio(&rows, at, over, under),
                (Formula::ShareOf(row, share), _) => share_of(&rows, at, row, *share),
                (_, Source::Deviation { of, from }) => deviation(&cells[*of], &cells[*from], spec.better),
                (_, Source::Less { of, part }) => less(&cells[*of], &cells[*part]),
                (_, Source::Percent { of, whole }) => percent(&cells[*of], &cells[*whole]),
                (Formula::Stated(amounts), _) => amounts.get(at).copied().flatten().into(),
                (_, Source::Change { of, from }) => change(&cells[*of], &cells[*from], spec.better),
                (Formula::Total(_), source) => match (total(&rows, &parts, at), &spec.otherwise) {
                    (Cell::Nothing, Some(formula)) => figure(ledger, formula, *source).into(),
                    (sum, _) => sum,
                },
                (formula, source) => figure(ledger, formula, *source).into(),
            };
            cells.push(cell);
        }
        let (id, label) = (spec.id.clone(), spec.label.clone());
        rows.push(Row { id, label, style: spec.style, printed_sign: spec.printed_sign, cells, parts });
    }
    drop_empty(rows, specs)
}

/// The rows that a sum adds up, by position.
fn parts(spec: &RowSpec, rows: &[Row]) -> Vec<(usize, i64)> {
    let parts = if let Formula::Total(parts) = &spec.formula { parts } else { &spec.ties };
    let find = |id: &str| rows.iter().position(|row| row.id == id);
    parts.iter().map(|(id, sign)| (find(id).expect("a sum names rows above it"), *sign)).collect()
}

fn figure(ledger: &Ledger, formula: &Formula, source: Source) -> Option<Ore> {
    match (formula, source) {
        (Formula::Flow { of, sign }, source) => flow(ledger, of.iter().map(|select| (*select, *sign)), source),
        (Formula::Signed(of), source) => flow(ledger, of.iter().copied(), source),
        (Formula::Stock { of, sign }, Source::Books { books, span }) => {
            ledger.balance(books, span.to, *of).map(|amount| Ore::new(sign * amount.ore()))
        }
        (Formula::OpeningStock(of), Source::Books { books, span }) => ledger.balance(books, span.from, *of),
        (Formula::OpeningEquity, Source::Books { books, span }) => ledger.equity(books, span.from),
        (Formula::ClosingEquity, Source::Books { books, span }) => ledger.equity(books, span.to),
        _ => None,
    }
}

/// What moved, each selection with its sign; nothing if nothing is there.
fn flow(ledger: &Ledger, of: impl Iterator<Item = (Select, i64)>, source: Source) -> Option<Ore> {
    let one = |(select, sign): (Select, i64)| {
        let debit = match source {
            Source::Books { books, span } => ledger.movement(books, span, select),
            Source::Plan(layer) => ledger.planned(layer, select),
            Source::ScenarioBudget { layer, span } => ledger.layer_movement(layer, span, select),
            Source::Deviation { .. }
            | Source::Change { .. }
            | Source::Percent { .. }
            | Source::Less { .. }
            | Source::Absent => None,
        };
        debit.map(|debit| sign * debit.ore())
    };
    let found: Vec<i64> = of.filter_map(one).collect();
    (!found.is_empty()).then(|| Ore::new(found.iter().sum()))
}

fn is_missing(rows: &[Row], id: &str, at: usize) -> bool {
    rows.iter().find(|row| row.id == id).is_none_or(|row| row.cells[at] == Cell::Nothing)
}

fn total(rows: &[Row], parts: &[(usize, i64)], at: usize) -> Cell {
    let cells = parts.iter().map(|(row, sign)| (&rows[*row].cells[at], sign));
    let amounts = cells.filter(|(cell, _)| matches!(cell, Cell::Amount(_)));
    let amounts: Vec<i64> = amounts.map(|(cell, sign)| sign * cell.ore()).collect();
    if amounts.is_empty() { Cell::Nothing } else { Cell::Amount(Ore::new(amounts.iter().sum())) }
}

/// Four decimals, rounded half away from zero; nothing without a denominator.
fn ratio(rows: &[Row], at: usize, over: &str, under: &str) -> Cell {
    let cell = |id: &str| rows.iter().find(|row| row.id == id).map(|row| &row.cells[at]);
    match (cell(over), cell(under)) {
        (Some(Cell::Amount(over)), Some(Cell::Amount(under))) if under.ore() > 0 => {
            Cell::Share(round_half_away(i128::from(over.ore()) * 10_000, under.ore().into()) as i64)
        }
        _ => Cell::Nothing,
    }
}

fn less(of: &Cell, part: &Cell) -> Cell {
    match of {
        Cell::Amount(of) => Cell::Amount(Ore::new(of.ore() - part.ore())),
        _ => Cell::Nothing,
    }
}

/// Four decimals, rounded half away from zero; nothing of nothing or of 0.
fn percent(of: &Cell, whole: &Cell) -> Cell {
    match (of, whole) {
        (Cell::Amount(of), Cell::Amount(whole)) if *whole != Ore::ZERO => {
            let whole = i128::from(whole.ore()).abs();
            Cell::Share(round_half_away(i128::from(of.ore()) * 10_000, whole) as i64)
        }
        _ => Cell::Nothing,
    }
}

fn share_of(rows: &[Row], at: usize, id: &str, share: Rate) -> Cell {
    match rows.iter().find(|row| row.id == id).map(|row| &row.cells[at]) {
        Some(Cell::Amount(amount)) => Cell::Amount(law::target(share, *amount)),
        _ => Cell::Nothing,
    }
}

fn deviation(of: &Cell, from: &Cell, better: i64) -> Cell {
    match (of, from) {
        (Cell::Amount(of), Cell::Amount(from)) if better != 0 => {
            Cell::Amount(Ore::new(better * (of.ore() - from.ore())))
        }
        _ => Cell::Nothing,
    }
}

fn change(of: &Cell, from: &Cell, better: i64) -> Cell {
    match (of, from) {
        (Cell::Amount(_), _) | (_, Cell::Amount(_)) if better != 0 => {
            Cell::Amount(Ore::new(better * (of.ore() - from.ore())))
        }
        _ => Cell::Nothing,
    }
}

/// Optional rows without a figure go, and the positions in sums follow.
fn drop_empty(rows: Vec<Row>, specs: &[RowSpec]) -> Vec<Row> {
    let is_not_zero = |row: &Row| row.cells.iter().any(|cell| !matches!(cell, Cell::Nothing | Cell::Amount(Ore::ZERO)));
    let is_given = |row: &Row| row.cells.iter().any(|cell| *cell != Cell::Nothing);
    let sum_after = |at: usize| rows[at..].iter().find(|row| row.style == Style::Total);
    let keep: Vec<bool> = (rows.iter().zip(specs).enumerate())
        .map(|(at, (row, spec))| match spec.keep {
            Keep::Always => true,
            Keep::WhereGiven if row.style == Style::Heading => sum_after(at).is_some_and(is_given),
            Keep::WhereGiven => is_given(row),
            Keep::WhereNotZero => is_not_zero(row),
        })
        .collect();
    let position = |old: usize| keep[..old].iter().filter(|kept| **kept).count();
    let kept = rows.into_iter().enumerate().filter(|(at, _)| keep[*at]).map(|(_, mut row)| {
        row.parts =
            row.parts.iter().filter(|(part, _)| keep[*part]).map(|(part, sign)| (position(*part), *sign)).collect();
        row
    });
    kept.collect()
}
