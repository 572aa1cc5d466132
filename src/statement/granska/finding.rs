//! What does not hold, put together: one finding for each figure, with everything that is said against it.

use super::trial::{Outcome, Trial};
use super::{Run, exact, involved};
use crate::diag::Place;
use crate::domain::id::Id;
use crate::domain::period::{Period, Year};
use crate::domain::publicerat::{PrintedUnit, Published};
use crate::domain::samband::{Contents, FaultKind, Relation, Rule};
use crate::domain::sv;
use crate::law::delar::{self, When};
use crate::statement::Cell;
use chrono::NaiveDate;
use num_rational::BigRational;
use std::collections::BTreeMap;

/// Something printed that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The figure's id; a relation's, a part's or a day's where it is no single figure.
    pub id: String,
    /// The year it is of.
    pub year: Year,
    /// The part of the year.
    pub period: Period,
    /// Document and section.
    pub source: String,
    /// What it is.
    pub label: String,
    /// What it is, what is printed and what it should be, on one line.
    pub headline: String,
    /// What is printed, as a board reads it; empty where nothing is.
    pub printed: String,
    /// The printed value: kronor, a share or a count.
    pub stated: Cell,
    /// What it should be.
    pub computed: Cell,
    /// The first less the second.
    pub difference: Cell,
    /// What kind of fault it is.
    pub kind: FaultKind,
    /// The rule that says so.
    pub rule: Rule,
    /// Where law, recommendation or agreement says so.
    pub citation: Option<String>,
    /// Why, in a sentence or a few.
    pub text: String,
    /// Every printed figure that takes part.
    pub involved: Vec<String>,
    /// Where it stands in our files.
    pub place: Place,
}

/// Something printed that no rule could try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untried {
    /// The figure's id, or the relation's.
    pub id: String,
    /// Why.
    pub reason: String,
}

impl Untried {
    /// A figure that nothing else in the documents or the books has to do with.
    pub fn alone(figure: &Published) -> Self {
        let reason = match figure.unit {
            _ if figure.is_dash() => "ett streck utan motsvarighet i böckerna",
            PrintedUnit::Kr | PrintedUnit::Tkr | PrintedUnit::Mnkr => {
                "ett belopp som varken böckerna eller ett annat ställe i dokumenten har"
            }
            PrintedUnit::Procent => "en andel som dokumenten inte ger någon grund till",
            PrintedUnit::Antal | PrintedUnit::Artal => "ett antal eller årtal som bara står på ett ställe",
            PrintedUnit::Manad => "en månad som bara står på ett ställe",
        };
        Untried { id: figure.id.clone(), reason: reason.to_owned() }
    }

    /// A figure that is said to be one of ours, and the books have no such row or year.
    pub fn without_figure(figure: &Published) -> Self {
        Untried { id: figure.id.clone(), reason: "räkenskaperna har inte raden eller året".to_owned() }
    }

    /// A key that needs a population which was not there when the budget was decided.
    pub fn unknown_then(relation: &Relation, year: Year, population: Year, decided: NaiveDate) -> Self {
        let reason = format!(
            "Kommunernas andelar {year} är ej prövade: folkmängden den 31\u{a0}december {population} fanns inte när budgeten beslutades, senast {decided}, och underlaget har ingen tidigare för alla kommuner."
        );
        Untried { id: relation.id.clone(), reason }
    }

    /// A relation in which something has no value.
    pub fn without_value(relation: &Relation) -> Self {
        Untried { id: relation.id.clone(), reason: "något i sambandet har inget värde att räkna med".to_owned() }
    }
}

/// What kind a rule's fault is, where the relation does not say.
fn own_kind(rule: Rule) -> FaultKind {
    match rule {
        Rule::Nyckel | Rule::Overstiger | Rule::Del => FaultKind::Lag,
        Rule::Samma | Rule::Hogst | Rule::Minst | Rule::Frist => FaultKind::Motsagelse,
        _ => FaultKind::Raknefel,
    }
}

impl Run<'_> {
    /// A figure that is a sum, a share or wrongly rounded does not follow from its parts; else two places say different things.
    pub(super) fn kind_of(&self, trial: &Trial) -> FaultKind {
        if let Some(relation) = trial.relation {
            return self.relations[relation].kind.unwrap_or(own_kind(trial.rule));
        }
        let figure = trial.figure.map(|at| &self.prints[at]);
        let reference = figure.and_then(|figure| figure.figure.as_ref());
        let is_made = reference.is_some_and(|figure| figure.over.len() > 1 || !figure.under.is_empty());
        let is_share = figure.is_some_and(|figure| figure.unit == PrintedUnit::Procent);
        if is_made || is_share || self.is_cut_off(trial) { FaultKind::Raknefel } else { FaultKind::Motsagelse }
    }

    /// Less than one in the last printed digit away, and yet not what rounding gives.
    pub(super) fn is_cut_off(&self, trial: &Trial) -> bool {
        let (Some(at), Some(computed)) = (trial.figure, &trial.computed) else { return false };
        let step = &trial.stated.high - &trial.stated.low;
        let away = &trial.stated.mid - &computed.mid;
        let is_less = |away: BigRational| away < step && away > -&step;
        trial.rule == Rule::Bocker && !self.prints[at].roughly && is_less(away)
    }

    /// One finding for each figure that fails, with what else is said against it and what follows from it.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let follows: Vec<usize> = self.follows.values().flatten().copied().collect();
        let failing = self.trials.iter().enumerate();
        let failing = failing.filter(|(at, trial)| trial.outcome == Outcome::Fails && !follows.contains(at));
        // By figure in the order of the documents; a whole without a figure stands by itself.
        let mut by_figure: BTreeMap<(usize, usize), Vec<&Trial>> = BTreeMap::new();
        for (at, trial) in failing {
            let key = match trial.figure {
                Some(figure) => (figure, 0),
                None => {
                    (trial.relation.and_then(|relation| self.parts_of(relation).first().copied()).unwrap_or(0), at + 1)
                }
            };
            by_figure.entry(key).or_default().push(trial);
        }
        let one = |((figure, _), mut trials): ((usize, usize), Vec<&Trial>)| {
            trials.sort_by_key(|trial| (self.kind_of(trial), trial.rule));
            let is_alone = trials[0].figure.is_none();
            let also = self.follows.get(&figure).filter(|_| !is_alone).into_iter().flatten();
            let also: Vec<&Trial> = trials[1..].iter().copied().chain(also.map(|at| &self.trials[*at])).collect();
            self.finding(trials[0], &also)
        };
        by_figure.into_iter().map(one).collect()
    }

    fn parts_of(&self, relation: usize) -> Vec<usize> {
        involved(&self.relations[relation])
    }

    /// What a trial says, and what others say besides.
    pub(super) fn finding(&self, trial: &Trial, also: &[&Trial]) -> Finding {
        let relation = trial.relation.map(|at| &self.relations[at]);
        let named = |trial: &Trial| match trial.relation {
            Some(relation) => self.parts_of(relation),
            None => trial.figure.into_iter().collect(),
        };
        let mut involved: Vec<usize> = named(trial);
        also.iter().for_each(|trial| involved.extend(named(trial)));
        let mut seen = Vec::new();
        involved.retain(|at| {
            !seen.contains(at) && {
                seen.push(*at);
                true
            }
        });
        let first = &self.prints[trial.figure.or(involved.first().copied()).unwrap_or(0)];
        let unit = first.unit;
        let computed = trial.computed.as_ref().filter(|_| trial.rule != Rule::Heltal).map(|computed| &computed.mid);
        let cell = |number: Option<&BigRational>| number.map_or(Cell::Nothing, |number| exact::cell(number, unit));
        let difference = computed.map(|computed| &trial.stated.mid - computed);
        let is_whole = trial.figure.is_none();
        let stated = &trial.stated.mid;
        Finding {
            id: relation.filter(|_| is_whole).map_or_else(|| first.id.clone(), |relation| relation.id.clone()),
            year: first.year,
            period: first.period,
            source: self.source(&first.document, &first.section),
            label: if is_whole { format!("Andelarna i {}", first.section) } else { first.label.clone() },
            headline: self.headline(trial, first, computed),
            printed: if is_whole { self.amount(stated, first, None) } else { self.as_printed(first) },
            stated: cell(Some(stated).filter(|_| is_whole || !first.is_dash())),
            computed: cell(computed),
            difference: cell(difference.as_ref()),
            kind: self.kind_of(trial),
            rule: trial.rule,
            citation: relation.and_then(|relation| relation.citation.clone()),
            text: self.text(trial, also),
            involved: involved.iter().map(|at| self.prints[*at].id.clone()).collect(),
            place: first.place,
        }
    }

    /// The document's title and the section.
    pub(super) fn source(&self, document: &Id, section: &str) -> String {
        let scanned = self.economy.forbund.declared.scanned.contains(document);
        let how = if scanned { " (inläst ur skannad sida)" } else { "" };
        format!("{}, {section}{how}", self.title(document))
    }

    fn title<'a>(&'a self, document: &'a Id) -> &'a str {
        let documents = &self.economy.forbund.documents;
        documents.iter().find(|known| known.id == *document).map_or(document.as_str(), |known| &known.title)
    }

    /// Whether a part is asked for: some are only where balanskravsresultatet is negative.
    fn is_asked_for(&self, part: &delar::Part, contents: &Contents) -> bool {
        let result = contents.balance_result.and_then(|at| self.prints[at].number());
        part.when == When::Always || result.is_some_and(|result| result.is_sign_negative() && !result.is_zero())
    }

    /// Parts that law or custom asks for and the documents do not have.
    pub(super) fn missing_parts(&self) -> Vec<Finding> {
        let of = |contents: &Contents| -> Vec<Finding> {
            let asked = delar::parts(contents.kind).filter(|part| self.is_asked_for(part, contents));
            let missing = asked.filter(|part| !contents.parts.contains_key(part.id));
            missing.map(|part| self.missing_part(part, contents)).collect()
        };
        self.economy.forbund.declared.contents.iter().flat_map(of).collect()
    }

    fn missing_part(&self, part: &delar::Part, contents: &Contents) -> Finding {
        let says = contents.without.get(part.id).map_or(String::new(), |words| format!(" Dokumentet säger: ”{words}”"));
        Finding {
            id: format!("{}/del/{}", contents.document, part.id),
            year: contents.year,
            period: Period::Helar,
            source: self.title(&contents.document).to_owned(),
            label: part.name.to_owned(),
            headline: format!("{} {}", part.name, contents.year),
            printed: String::new(),
            stated: Cell::Nothing,
            computed: Cell::Nothing,
            difference: Cell::Nothing,
            kind: part.kind,
            rule: Rule::Del,
            citation: Some(part.rule.citation.to_owned()),
            text: match part.kind {
                FaultKind::Lag => format!("Saknas, men {} kräver det.{says}", part.rule.citation),
                _ => format!("Saknas: {}.{says}", part.rule.citation),
            },
            involved: Vec::new(),
            place: contents.place,
        }
    }

    /// Days after the last that law sets. A printed month is late only if all of it is.
    pub(super) fn late_days(&self) -> Vec<Finding> {
        let events = self.economy.forbund.declared.events.iter();
        let late = events.filter_map(|event| {
            let (last, rule) = delar::last_day(event.deadline, event.year);
            (event.days.0 > last).then_some((event, last, rule))
        });
        late.map(|(event, last, rule)| Finding {
            id: event.id.clone(),
            year: event.year,
            period: Period::Helar,
            source: self.source(&event.document, &event.section),
            label: event.label.clone(),
            headline: format!("{}: {}, senast {last}", event.label, event.days.0),
            printed: event.days.0.to_string(),
            stated: Cell::Text(event.days.0.to_string()),
            computed: Cell::Text(last.to_string()),
            difference: Cell::Count((event.days.0 - last).num_days()),
            kind: FaultKind::Lag,
            rule: Rule::Frist,
            citation: Some(rule.citation.to_owned()),
            text: format!("Skedde {}; {} sätter {last} som sista dag.", event.days.0, rule.citation),
            involved: Vec::new(),
            place: event.place,
        })
        .collect()
    }

    /// Every part that is asked for and every day, and whether it holds.
    pub(super) fn parts_and_days(&self) -> Vec<(Rule, bool)> {
        let declared = &self.economy.forbund.declared;
        let parts = declared.contents.iter().flat_map(|contents| {
            let asked = delar::parts(contents.kind).filter(|part| self.is_asked_for(part, contents));
            asked.map(|part| (Rule::Del, contents.parts.contains_key(part.id)))
        });
        let days = declared.events.iter();
        let days = days.map(|event| (Rule::Frist, event.days.0 <= delar::last_day(event.deadline, event.year).0));
        parts.chain(days).collect()
    }

    /// As it is printed, with its unit: `86 %`, `8 450 tkr`.
    pub(super) fn as_printed(&self, figure: &Published) -> String {
        if figure.is_dash() {
            return sv::NOTHING.to_owned();
        }
        let number = figure.printed.replace(' ', "\u{a0}").replace('-', "\u{2212}");
        let number = number.replace("\u{2212}\u{a0}", "\u{2212}");
        let roughly = if figure.roughly { "ca\u{a0}" } else { "" };
        format!("{roughly}{number}{}", unit_name(figure.unit))
    }
}

/// The unit after a number.
pub(super) fn unit_name(unit: PrintedUnit) -> &'static str {
    match unit {
        PrintedUnit::Kr => "\u{a0}kr",
        PrintedUnit::Tkr => "\u{a0}tkr",
        PrintedUnit::Mnkr => "\u{a0}mnkr",
        PrintedUnit::Procent => "\u{a0}%",
        PrintedUnit::Antal | PrintedUnit::Artal | PrintedUnit::Manad => "",
    }
}
