//! A scenario's years through balanskravet: balanskravsresultatet of each, and every deficit with what is done to it, as figures that
//! remember what made them. What is done is decided by `law::reglering::regulate`; here it is only told.

use super::balanskrav::rows;
use super::drift::{Asked, books_column};
use super::figure::{Counts, Figure, Name, Reckon};
use super::spec::evaluate;
use super::{Column, Source};
use crate::domain::balanskrav::{About, Balanskrav as Facts, Decision};
use crate::domain::money::Ore;
use crate::domain::period::{Period, Year};
use crate::law::balanskrav::{self as law, Line};
use crate::law::reglering::{Decided, Deficit, History, Step, regulate};
use crate::projection::Economy;
use std::collections::BTreeMap;

/// A deficit with the figures of it.
#[derive(Clone, Debug)]
pub(super) struct Traced {
    /// The deficit.
    pub deficit: Deficit,
    /// How large it was.
    pub amount: Figure,
    /// What each of its steps took.
    pub steps: Vec<Figure>,
}

impl Traced {
    /// Its steps with their figures, up to a year's statement.
    fn until(&self, through: Year) -> impl Iterator<Item = (&Step, &Figure)> {
        let pairs = self.deficit.steps.iter().zip(&self.steps);
        pairs.filter(move |(step, _)| step.year() <= through)
    }

    /// What is left of it at a year's end.
    pub fn left(&self, through: Year) -> Figure {
        let name = Name::new(&format!("Kvar av underskottet från {}", self.deficit.origin), &through.to_string());
        less(&name, &self.amount, self.until(through).map(|(_, figure)| figure))
    }

    /// What some of its steps took up to a year's end; none if none of them took anything.
    pub fn taken(&self, name: &str, through: Year, wanted: fn(&Step) -> bool) -> Option<Figure> {
        let taken = self.until(through).filter(|(step, _)| wanted(step)).map(|(_, figure)| figure.clone());
        Figure::total(&Name::new(name, &through.to_string()), taken.collect())
    }
}

/// A scenario's years through balanskravet.
pub(super) struct Path {
    /// The scenario, by position.
    pub scenario: usize,
    /// Its years, from the first that the rules are known for.
    pub years: Vec<Year>,
    /// Balanskravsresultatet of each that has one.
    pub balance: BTreeMap<Year, Figure>,
    /// Every deficit, the oldest first.
    pub deficits: Vec<Traced>,
}

impl Path {
    /// The deficits up to a year.
    pub fn up_to(&self, year: Year) -> impl Iterator<Item = &Traced> {
        self.deficits.iter().filter(move |traced| traced.deficit.origin <= year)
    }

    /// What is left to regulate at a year's end; none if there has been no deficit.
    pub fn left(&self, year: Year) -> Option<Figure> {
        let name = Name::new("Underskott att reglera", &year.to_string());
        Figure::total(&name, self.up_to(year).map(|traced| traced.left(year)).collect())
    }

    /// What is left at a year's end though its deadline has passed; none if nothing is.
    pub fn overdue(&self, year: Year) -> Option<Figure> {
        let overdue = self.deficits.iter().filter(|traced| traced.deficit.is_overdue(year));
        let name = Name::new("Förfallet underskott", &year.to_string());
        Figure::total(&name, overdue.map(|traced| traced.left(year)).collect())
    }
}

/// What a year's own file says of balanskravet.
pub(super) fn facts(economy: &Economy, year: Year) -> Option<&Facts> {
    economy.forbund.years.get(&year).map(|book| &book.balanskrav)
}

/// What an adjustment does to the results of some years, from what their files say.
pub(super) fn adjustments(economy: &Economy, years: &[Year]) -> impl Fn(&Line) -> Vec<Option<Figure>> {
    move |line| years.iter().map(|year| adjustment(facts(economy, *year)?, line, *year)).collect()
}

fn adjustment(facts: &Facts, line: &Line, year: Year) -> Option<Figure> {
    let given = |(item, sign): &(_, i64)| {
        let (_, amount) = facts.items.iter().find(|(other, _)| other == item)?;
        Some((*sign, Figure::stated(&Name::new(&law::label(line, year), &year.to_string()), amount)))
    };
    Figure::signed(
        &Name::new(&law::label(line, year), &year.to_string()),
        line.items.iter().filter_map(given).collect(),
    )
}

/// A year's column of the books or the scenario.
pub(super) fn column(economy: &Economy, scenario: usize, year: Year) -> (Column, Source) {
    let asked = Asked { year, period: Period::Helar, scenario };
    books_column(economy, &asked, asked.span())
}

/// Follows a scenario from the first year that the books and the rules have to its horizon.
pub(super) fn path(economy: &Economy, scenario: usize) -> Path {
    let first = economy.first_year().max(law::first_known());
    let years: Vec<Year> = first.through(economy.last_year(scenario)).collect();
    let columns: Vec<(Column, Source)> = years.iter().map(|year| column(economy, scenario, *year)).collect();
    let specs = rows(first, adjustments(economy, &years));
    let found = evaluate(&economy.ledger, &specs, &columns);
    let figures = found.into_iter().find(|row| row.id == law::BALANCE.id).map(|row| row.figures).unwrap_or_default();
    let balance: BTreeMap<Year, Figure> =
        years.iter().copied().zip(figures).filter_map(|(year, figure)| Some((year, figure?))).collect();
    let exemptions: Vec<(Year, &Decision)> = (economy.forbund.years.iter())
        .flat_map(|(year, book)| book.balanskrav.decided(About::Regulation).map(|decision| (*year, decision)))
        .collect();
    let mut history = recorded(economy, &exemptions);
    history.results = balance.iter().map(|(year, figure)| (*year, Ore::new(figure.value()))).collect();
    let tracing = Tracing { economy, balance: &balance, exemptions: &exemptions, taken: BTreeMap::new() };
    let deficits = tracing.all(regulate(&history));
    Path { scenario, years, deficits, balance }
}

/// What the years' files say of deficits; decisions are numbered as they stand in the list.
fn recorded(economy: &Economy, exemptions: &[(Year, &Decision)]) -> History {
    let mut history = History::default();
    for (year, book) in &economy.forbund.years {
        let due = book.balanskrav.restoration.as_ref().and_then(|restoration| restoration.due);
        history.due.extend(due.map(|due| (*year, due)));
        for inherited in &book.balanskrav.inherited {
            history.inherited.insert(inherited.origin, inherited.left.value);
            history.due.extend(inherited.due.map(|due| (inherited.origin, due)));
        }
    }
    let decided = exemptions.iter().enumerate().map(|(number, (origin, of))| Decided {
        origin: *origin,
        date: of.date,
        amount: of.amount.as_ref().map(|amount| amount.value),
        number,
    });
    history.decisions = decided.collect();
    history
}

/// Tells how each deficit and step came about.
struct Tracing<'t> {
    economy: &'t Economy,
    balance: &'t BTreeMap<Year, Figure>,
    exemptions: &'t [(Year, &'t Decision)],
    /// What older deficits have taken of a year's result.
    taken: BTreeMap<Year, Vec<Figure>>,
}

impl Tracing<'_> {
    fn all(mut self, deficits: Vec<Deficit>) -> Vec<Traced> {
        deficits.into_iter().filter_map(|deficit| self.one(deficit)).collect()
    }

    fn one(&mut self, deficit: Deficit) -> Option<Traced> {
        let amount = self.amount(&deficit)?;
        let mut steps: Vec<Figure> = Vec::new();
        for step in &deficit.steps {
            let name = Name::new(&format!("Kvar av underskottet från {}", deficit.origin), "dessförinnan");
            let figure = self.step(*step, &less(&name, &amount, &steps), deficit.origin)?;
            assert_eq!(figure.value(), step.amount().ore(), "a step and its derivation are the same");
            steps.push(figure);
        }
        Some(Traced { deficit, amount, steps })
    }

    fn amount(&self, deficit: &Deficit) -> Option<Figure> {
        let name = Name::new("Underskott", &deficit.origin.to_string());
        if let Some(own) = self.balance.get(&deficit.origin) {
            return Figure::rule(&name, Counts::Ore, Reckon::Shortfall, vec![own.clone()]);
        }
        let books = self.economy.forbund.years.values();
        let mut inherited = books.flat_map(|book| &book.balanskrav.inherited);
        inherited.find(|of| of.origin == deficit.origin).map(|of| Figure::stated(&name, &of.left))
    }

    /// The least of what is left of the deficit and what there is to take.
    fn step(&mut self, step: Step, left: &Figure, origin: Year) -> Option<Figure> {
        let there_is = match step {
            Step::Regulated { by, .. } => {
                let taken = self.taken.entry(by).or_default();
                less(
                    &Name::new("Årets balanskravsresultat som är kvar", &by.to_string()),
                    self.balance.get(&by)?,
                    taken.iter(),
                )
            }
            Step::Exempted { number, .. } => match &self.exemptions.get(number)?.1.amount {
                Some(amount) => Figure::stated(&Name::new("Undantas enligt beslutet", &origin.to_string()), amount),
                None => left.clone(),
            },
        };
        let name = match step {
            Step::Regulated { by, .. } => {
                Name::new(&format!("Reglerat av underskottet från {origin}"), &by.to_string())
            }
            Step::Exempted { told, .. } => {
                Name::new(&format!("Undantaget av underskottet från {origin}"), &told.to_string())
            }
        };
        let figure = Figure::rule(&name, Counts::Ore, Reckon::Least, vec![left.clone(), there_is])?;
        if let Step::Regulated { by, .. } = step {
            self.taken.entry(by).or_default().push(figure.clone());
        }
        Some(figure)
    }
}

/// A figure less others; the figure itself where there are none.
fn less<'f>(name: &Name, of: &Figure, others: impl IntoIterator<Item = &'f Figure>) -> Figure {
    let terms: Vec<(i64, Figure)> = others.into_iter().map(|other| (-1, other.clone())).collect();
    if terms.is_empty() {
        return of.clone();
    }
    let terms = std::iter::once((1, of.clone())).chain(terms).collect();
    Figure::signed(name, terms).unwrap_or_else(|| of.clone())
}
