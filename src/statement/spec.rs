//! Rows as data and the one way they are evaluated.

use super::figure::{Counts, Figure, Name, Reckon, cells};
use super::{Cell, Column, Row, Style};
use crate::domain::money::Ore;
use crate::domain::period::Span;
use crate::domain::rate::Rate;
use crate::domain::source::Sourced;
use crate::domain::voucher::Layer;
use crate::ledger::{Books, Ledger, Query, Select};

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
    Stated(Vec<Option<Sourced<Ore>>>),
    /// What was reckoned elsewhere, one figure for each column.
    Given(Vec<Option<Figure>>),
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
    ShareOf(&'static str, Sourced<Rate>),
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

    /// What it adds up.
    pub fn formula(&self) -> &Formula {
        &self.formula
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

/// Evaluates every row in every column. Each cell is the value of its figure, which remembers what made it.
pub fn evaluate(ledger: &Ledger, specs: &[RowSpec], columns: &[(Column, Source)]) -> Vec<Row> {
    let headings: Vec<std::sync::Arc<str>> =
        columns.iter().map(|(column, _)| format!("{} {}", column.heading, column.kind).trim().into()).collect();
    let mut rows: Vec<Row> = Vec::with_capacity(specs.len());
    for spec in specs {
        let parts = parts(spec, &rows);
        let what: std::sync::Arc<str> = spec.label.as_str().into();
        let mut figures: Vec<Option<Figure>> = Vec::with_capacity(columns.len());
        for (at, (column, source)) in columns.iter().enumerate() {
            let of = opening_day(spec, column, *source).unwrap_or_else(|| headings[at].clone());
            let name = Name { what: what.clone(), of };
            let above = Above { ledger, rows: &rows, at, name: &name };
            let figure = above.figure(spec, &parts, *source, &figures);
            figures.push(figure);
        }
        let (id, label) = (spec.id.clone(), spec.label.clone());
        let cells = cells(&figures);
        rows.push(Row { id, label, style: spec.style, printed_sign: spec.printed_sign, cells, figures, parts });
    }
    drop_empty(rows, specs)
}

/// Where a column is of its last day, what stands there of the opening is of its first.
fn opening_day(spec: &RowSpec, column: &Column, source: Source) -> Option<std::sync::Arc<str>> {
    let Source::Books { span, .. } = source else { return None };
    let opens = matches!(spec.formula, Formula::OpeningEquity | Formula::OpeningStock(_));
    let is_of_a_day = column.heading == span.last_day().to_string();
    (opens && is_of_a_day).then(|| format!("{} {}", span.from, column.kind).trim().into())
}

/// What a cell can be made of: the ledger, and the rows above it in its column.
struct Above<'e> {
    ledger: &'e Ledger,
    rows: &'e [Row],
    at: usize,
    name: &'e Name,
}

impl Above<'_> {
    /// The figure of a row; `left` are those of the columns before it.
    fn figure(
        &self,
        spec: &RowSpec,
        parts: &[(usize, i64)],
        source: Source,
        left: &[Option<Figure>],
    ) -> Option<Figure> {
        let better = spec.better;
        match (&spec.formula, source) {
            // A budget without income has no result; a change of its costs alone changes the result by as much.
            (_, Source::Plan(layer))
                if !matches!(layer, Layer::Andring(_)) && spec.needs.iter().any(|id| self.row(id).is_none()) =>
            {
                None
            }
            (Formula::Ratio(over, under), _) => Figure::share(self.name, self.row(over)?, self.row(under)?),
            (Formula::ShareOf(row, share), _) => {
                let share = Figure::rate(&Name::new("Andel för målet", ""), share);
                Figure::rule(self.name, Counts::Ore, Reckon::Target, vec![self.row(row)?.clone(), share])
            }
            (_, Source::Deviation { of, from }) if better != 0 => {
                let (of, from) = (left[of].clone()?, left[from].clone()?);
                Figure::signed(self.name, vec![(better, of), (-better, from)])
            }
            (_, Source::Deviation { .. }) => None,
            (_, Source::Less { of, part }) => {
                let part = left[part].clone().map(|part| (-1, part));
                Figure::signed(self.name, [(1, left[of].clone()?)].into_iter().chain(part).collect())
            }
            (_, Source::Percent { of, whole }) => {
                let operands = vec![left[of].clone()?, left[whole].clone()?];
                Figure::rule(self.name, Counts::TenThousandths, Reckon::Share, operands)
            }
            (Formula::Stated(amounts), _) => {
                amounts.get(self.at)?.as_ref().map(|amount| Figure::stated(self.name, amount))
            }
            (Formula::Given(figures), _) => figures.get(self.at)?.clone(),
            (_, Source::Change { of, from }) if better != 0 => {
                let terms = [(better, left[of].clone()), (-better, left[from].clone())];
                let terms = terms.into_iter().filter_map(|(sign, figure)| Some((sign, figure?)));
                Figure::signed(self.name, terms.collect())
            }
            (_, Source::Change { .. }) => None,
            (Formula::Total(_), source) => self.total(parts).or_else(|| self.books(spec.otherwise.as_ref()?, source)),
            (formula, source) => self.books(formula, source),
        }
    }

    fn row(&self, id: &str) -> Option<&Figure> {
        self.rows.iter().find(|row| row.id == id)?.figures[self.at].as_ref()
    }

    /// The rows that have a figure, with their signs.
    fn total(&self, parts: &[(usize, i64)]) -> Option<Figure> {
        let terms = parts.iter().filter_map(|(row, sign)| Some((*sign, self.rows[*row].figures[self.at].clone()?)));
        Figure::signed(self.name, terms.collect())
    }

    fn books(&self, formula: &Formula, source: Source) -> Option<Figure> {
        let balance = |at, select, sign| match source {
            Source::Books { books, .. } => {
                Figure::ledger(self.name, self.ledger, Query::Balance { books, at }, select, sign)
            }
            _ => None,
        };
        let days = if let Source::Books { span, .. } = source { Some(span) } else { None };
        match formula {
            Formula::Flow { of, sign } => self.flow(of.iter().map(|select| (*select, *sign)), source),
            Formula::Signed(of) => self.flow(of.iter().copied(), source),
            Formula::Stock { of, sign } => balance(days?.to, *of, *sign),
            Formula::OpeningStock(of) => balance(days?.from, *of, 1),
            Formula::OpeningEquity => balance(days?.from, Select::Equity, -1),
            Formula::ClosingEquity => balance(days?.to, Select::Equity, -1),
            Formula::Nothing
            | Formula::Stated(_)
            | Formula::Given(_)
            | Formula::Total(_)
            | Formula::Ratio(..)
            | Formula::ShareOf(..) => None,
        }
    }

    /// What moved, each selection with its sign; nothing if nothing is there.
    fn flow(&self, of: impl Iterator<Item = (Select, i64)>, source: Source) -> Option<Figure> {
        let query = match source {
            Source::Books { books, span } => Query::Movement { books, span },
            Source::Plan(layer) => Query::Planned(layer),
            Source::ScenarioBudget { layer, span } => Query::Layer { layer, span },
            Source::Deviation { .. }
            | Source::Change { .. }
            | Source::Percent { .. }
            | Source::Less { .. }
            | Source::Absent => return None,
        };
        Figure::flow(self.name, self.ledger, query, of)
    }
}

/// The rows that a sum adds up, by position.
fn parts(spec: &RowSpec, rows: &[Row]) -> Vec<(usize, i64)> {
    let parts = if let Formula::Total(parts) = &spec.formula { parts } else { &spec.ties };
    let find = |id: &str| rows.iter().position(|row| row.id == id);
    parts.iter().map(|(id, sign)| (find(id).expect("a sum names rows above it"), *sign)).collect()
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
