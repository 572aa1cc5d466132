//! A figure with how it came about: what is added up, by which rule, of which other figures or values in the files.
//!
//! A cell's value is made by its figure and by nothing else, so that a table and its derivation cannot differ. A figure is cheap: it names
//! the postings it adds up, and `derivation` looks them up only when somebody asks.

use super::Cell;
use crate::diag::Place;
use crate::domain::budget_change::BudgetChange;
use crate::domain::forbund::{Forbund, LineIx};
use crate::domain::money::{Ore, round_half_away};
use crate::domain::rate::{ONE, Rate};
use crate::domain::source::Sourced;
use crate::domain::yearbook::Budget;
use crate::law;
use crate::ledger::{Ledger, Query, Select};
use crate::projection::{self, NodeIx};
use std::fmt;
use std::sync::Arc;

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Counts {
    /// Öre.
    Ore,
    /// Parts of ten thousand, as a share in a table.
    TenThousandths,
    /// Parts of a million, as a rate or an index.
    Millionths,
    /// Persons, platser, months.
    Number,
}

/// What a figure is called: the row's words, and the column's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it is.
    pub what: Arc<str>,
    /// Of which year, period or member; may be empty.
    pub of: Arc<str>,
}

impl Name {
    /// Of a row and a column.
    pub fn new(what: &str, of: &str) -> Self {
        Name { what: what.into(), of: of.into() }
    }
}

/// The rules of statements, each with its one rounding if it has any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reckon {
    /// The operands added, each with its sign.
    Signed(Vec<i64>),
    /// The first as a share of the absolute value of the second, rounded to ten-thousandths.
    Share,
    /// The first as a share of the second, rounded to millionths: how much of a budget was spent.
    Degree,
    /// A part of an amount, rounded to öre, as the target for eget kapital is (design §5.7).
    Target,
    /// An amount for each of so many, rounded to öre.
    Each,
    /// A number × a share, rounded to a whole number.
    Number,
    /// An outcome × 12 / the months it is of, rounded to kr.
    Takt {
        /// The months, 1 to 12.
        months: u8,
    },
    /// What is left of a budget × what closed years spent / what they budgeted, rounded to kr.
    Spent,
    /// What a balanskravsresultat leaves to regulate: its size where it is negative, else 0.
    Shortfall,
    /// The smaller of what is left of a deficit and what there is to take.
    Least,
    /// A rule of the projection.
    Projection(projection::Rule),
}

impl Reckon {
    /// The value that follows from the operands; `None` where there is none or it does not fit.
    pub fn apply(&self, operands: &[i64]) -> Option<i64> {
        let rounded = |n: i128, d: i128| (d > 0).then(|| i64::try_from(round_half_away(n, d)).ok()).flatten();
        let wide = i128::from;
        match (self, operands) {
            (Reckon::Signed(signs), operands) if signs.len() == operands.len() => {
                let terms = signs.iter().zip(operands);
                let sum: i128 = terms.map(|(sign, operand)| wide(*sign) * wide(*operand)).sum();
                i64::try_from(sum).ok()
            }
            (Reckon::Share, &[part, whole]) => rounded(wide(part) * 10_000, wide(whole).abs()),
            (Reckon::Degree, &[part, whole]) => rounded(wide(part) * wide(ONE), wide(whole)),
            (Reckon::Target, &[amount, share]) => Some(law::target(Rate::new(share), Ore::new(amount)).ore()),
            (Reckon::Each, &[amount, number]) => rounded(wide(amount), wide(number)),
            (Reckon::Number, &[number, share]) => rounded(wide(number) * wide(share), wide(ONE)),
            (Reckon::Takt { months }, &[outcome]) => Some(projection::takt_of(outcome, (*months).into())),
            (Reckon::Spent, &[left, spent, budget]) => projection::spent_of(left, spent, budget),
            (Reckon::Shortfall, &[result]) => Some(law::balanskrav::deficit(Ore::new(result)).map_or(0, Ore::ore)),
            (Reckon::Least, &[left, there_is]) => Some(law::reglering::taken(Ore::new(left), Ore::new(there_is)).ore()),
            (Reckon::Projection(rule), operands) => rule.apply(operands),
            _ => None,
        }
    }
}

/// How a figure came about.
#[derive(Clone, Debug)]
pub enum How {
    /// What a query of the ledger adds up, debit × `sign`.
    Ledger {
        /// What is added up.
        query: Query,
        /// Of which postings.
        select: Select,
        /// +1 for debit positive, −1 for credit positive.
        sign: i64,
    },
    /// A value in a file.
    Source(Sourced<()>),
    /// A node of a scenario's derivation.
    Node {
        /// The scenario, by position.
        scenario: usize,
        /// The node.
        node: NodeIx,
    },
    /// A rule and what it is applied to.
    Rule(Reckon, Vec<Figure>),
}

/// A figure; clones are the same figure, so that what many rest on is told once.
#[derive(Clone)]
pub struct Figure(Arc<Inner>);

struct Inner {
    name: Name,
    counts: Counts,
    value: i64,
    how: How,
}

/// Figures are alike that come to the same; what they are called and where they come from is no part of that.
impl PartialEq for Figure {
    fn eq(&self, other: &Figure) -> bool {
        (self.value(), self.counts()) == (other.value(), other.counts())
    }
}

impl Eq for Figure {}

/// Without what it rests on, which may be thousands of others.
impl fmt::Debug for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Figure({} {:?} {})", self.value(), self.counts(), self.name().what)
    }
}

impl Figure {
    fn make(name: &Name, counts: Counts, value: i64, how: How) -> Figure {
        Figure(Arc::new(Inner { name: name.clone(), counts, value, how }))
    }

    /// What a query adds up of some postings; none if there is no figure at all.
    pub fn ledger(name: &Name, ledger: &Ledger, query: Query, select: Select, sign: i64) -> Option<Figure> {
        let debit = ledger.total(query, select)?;
        Some(Figure::make(name, Counts::Ore, sign * debit.ore(), How::Ledger { query, select, sign }))
    }

    /// What a query adds up of several kinds of postings, each with its sign; none if there is none of any. The kinds have no name of
    /// their own where they are several: they are told by what they select.
    pub fn flow(
        name: &Name,
        ledger: &Ledger,
        query: Query,
        of: impl IntoIterator<Item = (Select, i64)>,
    ) -> Option<Figure> {
        let unnamed = Name { what: "".into(), of: name.of.clone() };
        let found = |named: &Name, (select, sign)| Figure::ledger(named, ledger, query, select, sign);
        let of: Vec<(Select, i64)> = of.into_iter().collect();
        match of[..] {
            [only] => found(name, only),
            _ => {
                let parts: Vec<(i64, Figure)> =
                    of.into_iter().filter_map(|part| Some((1, found(&unnamed, part)?))).collect();
                Figure::signed(name, parts)
            }
        }
    }

    /// 0 where a query that could have found something has found nothing.
    pub fn nothing_booked(name: &Name, query: Query, of: Vec<(Select, i64)>) -> Option<Figure> {
        let unnamed = Name { what: "".into(), of: name.of.clone() };
        let zero =
            |name: &Name, (select, sign)| Figure::make(name, Counts::Ore, 0, How::Ledger { query, select, sign });
        match of[..] {
            [only] => Some(zero(name, only)),
            _ => Figure::signed(name, of.into_iter().map(|part| (1, zero(&unnamed, part))).collect()),
        }
    }

    /// A value in a file, with its provenance.
    pub fn source(name: &Name, counts: Counts, value: &Sourced<i64>) -> Figure {
        Figure::make(name, counts, value.value, How::Source(value.with(())))
    }

    /// An amount in a file.
    pub fn stated(name: &Name, amount: &Sourced<Ore>) -> Figure {
        Figure::source(name, Counts::Ore, &amount.with(amount.value.ore()))
    }

    /// A rate in a file.
    pub fn rate(name: &Name, rate: &Sourced<Rate>) -> Figure {
        Figure::source(name, Counts::Millionths, &rate.with(rate.value.millionths()))
    }

    /// A value at a place whose source stands with others in the same table.
    pub fn at(name: &Name, counts: Counts, value: i64, place: Place, of: &Sourced<()>) -> Figure {
        Figure::make(name, counts, value, How::Source(Sourced { place, ..of.clone() }))
    }

    /// A node of a scenario's derivation.
    pub fn node(name: &Name, scenario: usize, node: NodeIx, value: Ore) -> Figure {
        Figure::make(name, Counts::Ore, value.ore(), How::Node { scenario, node })
    }

    /// What a rule gives; none where it gives nothing.
    pub fn rule(name: &Name, counts: Counts, rule: Reckon, operands: Vec<Figure>) -> Option<Figure> {
        let values: Vec<i64> = operands.iter().map(Figure::value).collect();
        let value = rule.apply(&values)?;
        Some(Figure::make(name, counts, value, How::Rule(rule, operands)))
    }

    /// A sum of figures with signs, in what the first of them counts; none of none.
    pub fn signed(name: &Name, terms: Vec<(i64, Figure)>) -> Option<Figure> {
        let counts = terms.first()?.1.counts();
        let (signs, operands) = terms.into_iter().unzip();
        Figure::rule(name, counts, Reckon::Signed(signs), operands)
    }

    /// A plain sum; one figure is its own sum, and there is none of none.
    pub fn total(name: &Name, mut terms: Vec<Figure>) -> Option<Figure> {
        match terms.len() {
            1 => terms.pop(),
            _ => Figure::signed(name, terms.into_iter().map(|term| (1, term)).collect()),
        }
    }

    /// One figure as a share of another, where that is more than nothing.
    pub fn share(name: &Name, part: &Figure, whole: &Figure) -> Option<Figure> {
        let positive = whole.value() > 0;
        positive
            .then(|| Figure::rule(name, Counts::TenThousandths, Reckon::Share, vec![part.clone(), whole.clone()]))?
    }

    /// What it is called.
    pub fn name(&self) -> &Name {
        &self.0.name
    }

    /// What its value counts.
    pub fn counts(&self) -> Counts {
        self.0.counts
    }

    /// Its value.
    pub fn value(&self) -> i64 {
        self.0.value
    }

    /// How it came about.
    pub fn how(&self) -> &How {
        &self.0.how
    }

    /// As a cell of a table.
    pub fn cell(&self) -> Cell {
        match self.counts() {
            Counts::Ore => Cell::Amount(Ore::new(self.value())),
            Counts::TenThousandths => Cell::Share(self.value()),
            Counts::Millionths => Cell::Rate(Rate::new(self.value())),
            Counts::Number => Cell::Count(self.value()),
        }
    }

    /// What tells it from every other figure in memory.
    pub fn identity(&self) -> usize {
        Arc::as_ptr(&self.0).cast::<()>() as usize
    }
}

impl From<&Option<Figure>> for Cell {
    fn from(figure: &Option<Figure>) -> Self {
        figure.as_ref().map_or(Cell::Nothing, Figure::cell)
    }
}

/// What a change of a line is called.
pub fn change_name(change: &BudgetChange, line: &str) -> Name {
    Name::new(&format!("Ändring {}, {}", change.date, change.decision), line)
}

/// A line of a budget as it stands: the amount that was decided, and each change of it during the year.
pub fn current(name: &Name, budget: &Budget, line: LineIx) -> Option<Figure> {
    let (_, original) = budget.lines.iter().find(|(of, _)| *of == line)?;
    let changes = budget
        .changes
        .iter()
        .filter_map(|change| change.of(line).map(|amount| Figure::stated(&change_name(change, &name.what), amount)));
    Figure::total(name, std::iter::once(Figure::stated(name, original)).chain(changes).collect())
}

/// What a budget costs: what it states, or, where it is by line, the lines as they stand and the one-off costs.
pub fn budget_costs(forbund: &Forbund, budget: &Budget) -> Option<Figure> {
    let name = |what: &str| Name::new(what, &budget.name);
    if let Some(costs) = &budget.costs {
        return Some(Figure::stated(&name("Kostnader"), costs));
    }
    let line = |line: LineIx| name(&forbund.line(line).name);
    let one_offs = budget.one_offs.iter().map(|one| Figure::stated(&line(one.line), &one.amount));
    let lines = budget.lines.iter().filter_map(|(ix, _)| current(&line(*ix), budget, *ix));
    budget.is_by_line().then(|| Figure::total(&name("Kostnader"), lines.chain(one_offs).collect()))?
}

/// Cells of figures.
pub fn cells(figures: &[Option<Figure>]) -> Vec<Cell> {
    figures.iter().map(Cell::from).collect()
}
