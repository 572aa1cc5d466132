//! `granska`: every figure that the förbund's documents print, computed again from its parts and from the books.
//!
//! The rules are general; what holds between which figures is data (`[[samband]]` and `figur` in `budgets/publicerat/`). A figure is tried by
//! every rule that names it. What rounding to the printed unit explains is never a finding. A sum that fails only because one of its parts is
//! another than in the books is told at that part. Nothing here changes or refuses anything.

mod exact;
mod finding;
mod ours;
mod tables;
mod trial;
mod words;

pub use finding::{Finding, Untried};
pub use tables::{TITLE, examination_tables, kind_name, rule_name};

use crate::domain::period::Period;
use crate::domain::publicerat::{Published, Report};
use crate::domain::samband::{Deadline, FaultKind, Operand, Relation, Rule};
use crate::domain::sv;
use crate::law::delar;
use crate::projection::Economy;
use crate::statement::{self, Asked};
use ours::Ours;
use std::collections::{BTreeMap, BTreeSet};
use trial::{Outcome, Trial, Values};

/// How many trials a rule made and how they came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Trials.
    pub tried: usize,
    /// Those that hold to the printed digit.
    pub holds: usize,
    /// Those where rounding of the printed parts explains the difference.
    pub rounded: usize,
    /// Those that do not hold.
    pub fails: usize,
}

/// What a document prints and how much of it was tried.
#[derive(Clone, Debug)]
pub struct DocumentCount {
    /// The document's title.
    pub title: String,
    /// Its id.
    pub id: String,
    /// Printed figures and dashes.
    pub figures: usize,
    /// Those that a rule names.
    pub tried: usize,
    /// Those that are named in a finding of their own.
    pub fails: usize,
}

/// What the examination came to.
#[derive(Clone, Debug)]
pub struct Examination {
    /// What does not hold, the most serious kind first, then in the order of the documents.
    pub findings: Vec<Finding>,
    /// What rounding explains.
    pub rounded: Vec<Finding>,
    /// Each rule that was used, in order.
    pub rules: Vec<(Rule, Count)>,
    /// Each document.
    pub documents: Vec<DocumentCount>,
    /// What no rule could try, with the reason.
    pub untried: Vec<Untried>,
    /// Relations that are not tried, for want of what was known then.
    pub not_known: Vec<Untried>,
}

impl Examination {
    /// How many of what does not hold, in a sentence.
    pub fn summary(&self) -> String {
        let figures: usize = self.documents.iter().map(|document| document.figures).sum();
        let tried: usize = self.documents.iter().map(|document| document.tried).sum();
        let share =
            format!("{} av {} tryckta siffror är prövade.", sv::integer(tried as i64), sv::integer(figures as i64));
        if figures == 0 {
            return "Förbundet har inga tryckta siffror i budgets/publicerat/ att pröva.".to_owned();
        }
        if self.findings.is_empty() {
            return format!("Allt som kunde prövas håller. {share}");
        }
        let of = |kind: FaultKind| self.findings.iter().filter(|finding| finding.kind == kind).count();
        let word = |(_, kind): &(&str, FaultKind)| {
            let times = of(*kind);
            let words = match kind {
                FaultKind::Lag => "mot lag",
                FaultKind::Raknefel => "räknefel",
                FaultKind::Motsagelse if times == 1 => "motsägelse",
                FaultKind::Motsagelse => "motsägelser",
                FaultKind::Internt => "mot egna beslut",
                FaultKind::Praxis => "mot praxis",
            };
            (times > 0).then(|| format!("{times}\u{a0}{words}"))
        };
        let kinds: Vec<String> = FaultKind::NAMES.iter().filter_map(word).collect();
        format!("{} uppgifter håller inte: {}. {share}", self.findings.len(), sv::list(&kinds))
    }
}

/// The trials of one run.
struct Run<'e> {
    economy: &'e Economy,
    prints: &'e [Published],
    relations: &'e [Relation],
    ours: Ours<'e>,
    trials: Vec<Trial>,
    /// What failed only because of another figure, by that figure.
    follows: BTreeMap<usize, Vec<usize>>,
    untried: Vec<Untried>,
    not_known: Vec<Untried>,
}

/// Examines everything that is printed.
pub fn granska(economy: &Economy) -> Examination {
    let forbund = &economy.forbund;
    let mut run = Run {
        economy,
        prints: &forbund.published,
        relations: &forbund.declared.relations,
        ours: Ours::new(economy),
        trials: Vec::new(),
        follows: BTreeMap::new(),
        untried: Vec::new(),
        not_known: Vec::new(),
    };
    run.try_books();
    run.try_relations();
    run.find_causes();
    run.examination()
}

impl<'e> Run<'e> {
    fn try_books(&mut self) {
        for (at, figure) in self.prints.iter().enumerate() {
            let Some(reference) = &figure.figure else { continue };
            match self.ours.find(reference) {
                Some(found) => self.trials.push(trial::books(at, figure, found)),
                None => self.untried.push(Untried::without_figure(figure)),
            }
        }
    }

    fn try_relations(&mut self) {
        let relations = self.relations;
        let values = Values { prints: self.prints, ours: &self.ours, instead: BTreeMap::new() };
        for (at, relation) in relations.iter().enumerate().filter(|(_, relation)| relation.rule != Rule::Forklaring) {
            if let Some(why) = self.unknown_then(relation) {
                if !self.not_known.contains(&why) {
                    self.not_known.push(why);
                }
                continue;
            }
            match values.relation(at, relation) {
                Some(trial) => self.trials.push(trial),
                None => self.untried.push(Untried::without_value(relation)),
            }
        }
    }

    /// Nobody can be held to a key by a population that was counted after the budget was decided.
    fn unknown_then(&self, relation: &Relation) -> Option<Untried> {
        let operands = relation.over.iter().chain(&relation.under).flat_map(|term| &term.factors);
        let key = operands.filter_map(|operand| match operand {
            Operand::Ours(figure) if figure.report == Report::Bidrag => Some(figure),
            _ => None,
        });
        let year = key.map(|figure| figure.year).next()?;
        let asked = Asked { year, period: Period::Helar, scenario: 0 };
        let population = statement::bidrag::population_year(self.economy, &asked)?;
        let mut events = self.economy.forbund.declared.events.iter();
        let told = events.find(|event| event.deadline == Deadline::Budget && event.year == year);
        let decided = told.map_or_else(|| delar::last_day(Deadline::Budget, year).0, |event| event.days.1);
        let counted = population.plus(1).first_day().pred_opt()?;
        (counted > decided).then(|| Untried::unknown_then(relation, year, population, decided))
    }

    /// A relation that holds when the figures that are others than in the books are taken as the books have them, fails because of them.
    fn find_causes(&mut self) {
        let wrong: BTreeMap<usize, exact::Interval> = (self.trials.iter())
            .filter(|trial| trial.rule == Rule::Bocker && trial.outcome == Outcome::Fails)
            .filter_map(|trial| Some((trial.figure?, trial.computed.clone()?)))
            .collect();
        // A rule of law, of custom or of the förbund's own is broken by what is printed, whatever the books say.
        let reckoned = |trial: &Trial| matches!(self.kind_of(trial), FaultKind::Raknefel | FaultKind::Motsagelse);
        let failing: Vec<usize> = (self.trials.iter().enumerate())
            .filter(|(_, trial)| trial.outcome == Outcome::Fails && reckoned(trial))
            .map(|(at, _)| at)
            .collect();
        let values = Values { prints: self.prints, ours: &self.ours, instead: wrong.clone() };
        for at in failing {
            let Some(relation) = self.trials[at].relation else { continue };
            let named = involved(&self.relations[relation]);
            let causes: Vec<usize> = named.into_iter().filter(|figure| wrong.contains_key(figure)).collect();
            let again = values.relation(relation, &self.relations[relation]);
            if again.is_some_and(|again| again.outcome != Outcome::Fails) {
                for cause in causes {
                    self.follows.entry(cause).or_default().push(at);
                }
            }
        }
    }

    fn examination(mut self) -> Examination {
        let mut findings = self.findings();
        findings.extend(self.missing_parts());
        findings.extend(self.late_days());
        findings.sort_by_key(|finding| finding.kind);
        let tried = self.tried_figures();
        let alone =
            self.prints.iter().enumerate().filter(|(at, figure)| {
                !tried.contains(at) && !self.untried.iter().any(|untried| untried.id == figure.id)
            });
        let alone: Vec<Untried> = alone.map(|(_, figure)| Untried::alone(figure)).collect();
        self.untried.extend(alone);
        let rounded = self.trials.iter().filter(|trial| trial.outcome == Outcome::Rounded);
        Examination {
            rounded: rounded.map(|trial| self.finding(trial, &[])).collect(),
            rules: self.rules(),
            documents: self.documents(&tried, &findings),
            findings,
            untried: self.untried,
            not_known: self.not_known,
        }
    }

    /// Every figure that a trial named.
    fn tried_figures(&self) -> BTreeSet<usize> {
        let named = self.trials.iter().flat_map(|trial| match trial.relation {
            Some(relation) => involved(&self.relations[relation]),
            None => trial.figure.into_iter().collect(),
        });
        named.collect()
    }

    fn rules(&self) -> Vec<(Rule, Count)> {
        let mut rules: BTreeMap<Rule, Count> = BTreeMap::new();
        for trial in &self.trials {
            let count = rules.entry(trial.rule).or_default();
            count.tried += 1;
            match trial.outcome {
                Outcome::Holds => count.holds += 1,
                Outcome::Rounded => count.rounded += 1,
                Outcome::Fails => count.fails += 1,
            }
        }
        for (rule, holds) in self.parts_and_days() {
            let count = rules.entry(rule).or_default();
            count.tried += 1;
            if holds { count.holds += 1 } else { count.fails += 1 }
        }
        rules.into_iter().collect()
    }

    fn documents(&self, tried: &BTreeSet<usize>, findings: &[Finding]) -> Vec<DocumentCount> {
        let forbund = &self.economy.forbund;
        let of = |id: &str| {
            let own = self.prints.iter().enumerate().filter(|(_, figure)| figure.document.as_str() == id);
            let own: Vec<(usize, &Published)> = own.collect();
            let fails = own.iter().filter(|(_, figure)| findings.iter().any(|finding| finding.id == figure.id)).count();
            (own.len(), own.iter().filter(|(at, _)| tried.contains(at)).count(), fails)
        };
        let counts = forbund.documents.iter().map(|document| (document, of(document.id.as_str())));
        let printed = counts.filter(|(_, (figures, ..))| *figures > 0);
        printed
            .map(|(document, (figures, tried, fails))| DocumentCount {
                title: document.title.clone(),
                id: document.id.to_string(),
                figures,
                tried,
                fails,
            })
            .collect()
    }
}

/// The printed figures that a relation names, the one that is tried first.
fn involved(relation: &Relation) -> Vec<usize> {
    let operands = relation.over.iter().chain(&relation.under).flat_map(|term| &term.factors);
    let printed = operands.filter_map(|operand| match operand {
        Operand::Printed(at) => Some(*at),
        _ => None,
    });
    relation.figure.into_iter().chain(printed).collect()
}
