//! One trial: a printed figure against what it should be, in exact numbers with the bounds of rounding.

use super::exact::{self, Interval, whole};
use super::ours::{Found, Ours};
use crate::domain::publicerat::{PrintedUnit, Published};
use crate::domain::samband::{Operand, Relation, Rule, Term};
use num_rational::BigRational;
use std::collections::BTreeMap;

/// How a trial came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds to the printed digit.
    Holds,
    /// Rounding of the printed parts can explain the difference.
    Rounded,
    /// Rounding cannot.
    Fails,
}

/// A figure as it was tried.
#[derive(Clone, Debug)]
pub struct Trial {
    /// By which rule.
    pub rule: Rule,
    /// The relation, by its position; none for the figure in the books.
    pub relation: Option<usize>,
    /// The figure, by its position; none where parts were tried against the whole.
    pub figure: Option<usize>,
    /// What is printed.
    pub stated: Interval,
    /// What it should be, or the bound it must not pass; nothing where the books have no figure.
    pub computed: Option<Interval>,
    /// Our own figure, where it was tried against one.
    pub found: Option<Found>,
    /// How it came out.
    pub outcome: Outcome,
}

/// The figure against the books.
pub fn books(at: usize, figure: &Published, found: Found) -> Trial {
    let stated = exact::printed(figure, None);
    let outcome = match &found.value {
        None if stated.mid == whole(0) => Outcome::Holds,
        None => Outcome::Fails,
        Some(value) => within(figure, &stated, value),
    };
    let computed = found.value.clone();
    Trial { rule: Rule::Bocker, relation: None, figure: Some(at), stated, computed, found: Some(found), outcome }
}

/// Against the books a figure may be cut off instead of rounded, and rounded to more than its unit: neither is a fault.
fn within(figure: &Published, stated: &Interval, value: &Interval) -> Outcome {
    let outcome = compare(stated, value);
    let step = &stated.high - &stated.low;
    let away = &stated.mid - &value.mid;
    let is_cut_off = !figure.roughly && away < step && away > -&step;
    let coarse = figure.rounded_to.map(|kr| Interval::around(stated.mid.clone(), &(whole(kr) / whole(2))));
    let is_coarse = coarse.is_some_and(|coarse| coarse.meets(value));
    if outcome == Outcome::Fails && (is_cut_off || is_coarse) {
        Outcome::Rounded
    } else {
        roughly(figure, outcome, value)
    }
}

/// What is said roughly holds as a rounded number; that it is within a tenth is told.
fn roughly(figure: &Published, outcome: Outcome, computed: &Interval) -> Outcome {
    let is_near = exact::rounded_roughly(figure).is_none_or(|near| near.holds(&computed.mid));
    if outcome == Outcome::Holds && !is_near { Outcome::Rounded } else { outcome }
}

/// Within its own rounding it holds; within that of the parts too, rounding explains it.
fn compare(stated: &Interval, computed: &Interval) -> Outcome {
    if stated.holds(&computed.mid) {
        Outcome::Holds
    } else if stated.meets(computed) {
        Outcome::Rounded
    } else {
        Outcome::Fails
    }
}

/// What the operands of relations come to. `instead` are figures that are taken for others than those printed.
pub struct Values<'v, 'e> {
    /// Every printed figure.
    pub prints: &'v [Published],
    /// Our own figures.
    pub ours: &'v Ours<'e>,
    /// Values that stand in the place of what is printed.
    pub instead: BTreeMap<usize, Interval>,
}

impl Values<'_, '_> {
    /// The relation tried; nothing where something in it has no value.
    pub fn relation(&self, at: usize, relation: &Relation) -> Option<Trial> {
        let to = relation.decided_to;
        let over = self.sum(&relation.over, to)?;
        let computed = if relation.under.is_empty() {
            over
        } else {
            let under = self.sum(&relation.under, to)?;
            over.over(&under)?
        };
        let (stated, computed) = match relation.figure {
            Some(figure) => (self.printed(figure, to), computed),
            // The parts are what is stated, and a whole is what they should be.
            None => (computed, Interval::certain(whole(1))),
        };
        let outcome = match relation.rule {
            Rule::Hogst if stated.mid <= computed.mid => Outcome::Holds,
            Rule::Hogst if stated.low <= computed.high => Outcome::Rounded,
            Rule::Hogst => Outcome::Fails,
            Rule::Minst if stated.mid >= computed.mid => Outcome::Holds,
            Rule::Minst if stated.high >= computed.low => Outcome::Rounded,
            Rule::Minst => Outcome::Fails,
            Rule::Overstiger if stated.mid > computed.mid => Outcome::Holds,
            Rule::Overstiger => Outcome::Fails,
            Rule::Heltal => heltal(&stated, &computed),
            Rule::Helhet if stated.mid == computed.mid => Outcome::Holds,
            _ => {
                let outcome = compare(&stated, &computed);
                relation.figure.map_or(outcome, |at| roughly(&self.prints[at], outcome, &computed))
            }
        };
        let figure = relation.figure;
        let (rule, relation) = (relation.rule, Some(at));
        Some(Trial { rule, relation, figure, stated, computed: Some(computed), found: None, outcome })
    }

    fn printed(&self, at: usize, decided_to: Option<i64>) -> Interval {
        self.instead.get(&at).cloned().unwrap_or_else(|| exact::printed(&self.prints[at], decided_to))
    }

    /// Terms added; a percentage of a count of persons is a whole number of them.
    pub fn sum(&self, terms: &[Term], decided_to: Option<i64>) -> Option<Interval> {
        let mut sum = Interval::certain(whole(0));
        for term in terms {
            let product = match self.persons(term) {
                Some((.., persons)) => persons,
                None => self.product(&term.factors, decided_to)?,
            };
            sum = sum.plus(&if term.sign < 0 { product.minus() } else { product });
        }
        Some(sum)
    }

    fn product(&self, factors: &[Operand], decided_to: Option<i64>) -> Option<Interval> {
        let mut product = Interval::certain(whole(1));
        for operand in factors {
            product = product.times(&self.operand(operand, decided_to)?);
        }
        Some(product)
    }

    /// The printed percentage, the printed count and the persons that it can be of them, where a term is just that.
    pub fn persons(&self, term: &Term) -> Option<(usize, usize, Interval)> {
        let [Operand::Printed(share), Operand::Printed(of)] = term.factors[..] else { return None };
        let is = |at: usize, unit| self.prints[at].unit == unit && !self.prints[at].roughly;
        let of_persons = is(share, PrintedUnit::Procent) && is(of, PrintedUnit::Antal);
        let persons = of_persons.then(|| exact::persons(&self.printed(share, None), &self.printed(of, None).mid))?;
        Some((share, of, persons?))
    }

    fn operand(&self, operand: &Operand, decided_to: Option<i64>) -> Option<Interval> {
        match operand {
            Operand::Printed(at) => Some(self.printed(*at, decided_to)),
            Operand::Constant { over, under } => {
                Some(Interval::certain(exact::fraction(*over) / exact::fraction(*under)))
            }
            Operand::Ours(figure) => self.ours.find(figure)?.value,
        }
    }
}

/// The counts just below and just above a percentage of a whole, and the shares that they give.
pub fn neighbours(stated: &Interval, of: &Interval) -> [(i64, BigRational); 2] {
    let below = exact::rounded(&(&stated.mid * &of.mid).floor());
    [below, below + 1].map(|count| (count, whole(count) / &of.mid))
}

/// Whether a whole number of persons gives the percentage, rounded as it is printed.
fn heltal(stated: &Interval, of: &Interval) -> Outcome {
    if of.mid <= whole(0) {
        return Outcome::Fails;
    }
    let fits = neighbours(stated, of).iter().any(|(_, share)| stated.holds(share));
    if fits { Outcome::Holds } else { Outcome::Fails }
}
