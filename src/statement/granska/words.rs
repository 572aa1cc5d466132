//! What a board reads of a finding: short sentences with the arithmetic in them.

use super::Run;
use super::exact::{self, whole};
use super::finding::unit_name;
use super::trial::{self, Outcome, Trial, Values};
use crate::domain::publicerat::{FigureRef, PrintedUnit, Published, Report};
use crate::domain::samband::{Operand, Relation, Rule, Term};
use crate::domain::sv;
use crate::statement::Cell;
use num_bigint::BigInt;
use num_rational::BigRational;
use std::collections::BTreeMap;

/// A longer sum is not written out.
const SHOWN: usize = 8;
/// Digits that may be added to see a difference.
const MORE_DIGITS: u32 = 3;

impl Run<'_> {
    /// The sentences of a trial, of those that say more, and what should be known besides.
    pub(super) fn text(&self, trial: &Trial, also: &[&Trial]) -> String {
        let mut sentences: Vec<String> = self.persons_of(trial).into_iter().collect();
        sentences.push(self.sentence(trial));
        sentences.extend(trial.figure.and_then(|figure| self.elsewhere(trial, figure)));
        for other in also {
            let sentence = self.sentence(other);
            let sentence = if other.figure == trial.figure {
                sentence
            } else {
                let label = other.figure.map_or("Andelarna", |at| &self.prints[at].label);
                format!("Därför stämmer inte heller {label}: {}", lower(&sentence))
            };
            sentences.push(sentence);
        }
        sentences.extend(self.roughly_of(trial));
        sentences.extend(trial.figure.and_then(|figure| self.explained(figure)));
        let relations = std::iter::once(trial).chain(also.iter().copied()).filter_map(|trial| trial.relation);
        let reservations = relations.filter_map(|at| self.relations[at].reservation.clone());
        sentences.extend(reservations);
        let mut said: Vec<String> = Vec::new();
        sentences.into_iter().for_each(|sentence| {
            if !said.contains(&sentence) {
                said.push(sentence)
            }
        });
        sv::hold(&said.join(" "))
    }

    /// `Soliditet 2025: redovisat 86 %, beräknat 80,6 %, skillnad 5,4 procentenheter`.
    pub(super) fn headline(&self, trial: &Trial, first: &Published, computed: Option<&BigRational>) -> String {
        let is_whole = trial.figure.is_none();
        let heading = trial.relation.and_then(|at| self.relations[at].heading.clone());
        let label = if is_whole { "Andelarnas summa" } else { &heading.unwrap_or_else(|| self.label(first)) };
        let year = sv::period(first.year, first.period);
        let year = if label.ends_with(&year) { String::new() } else { format!(" {year}") };
        let stated = &trial.stated.mid;
        let printed = if is_whole { self.amount(stated, first, None) } else { self.as_printed(first) };
        let head = format!("{label}{year}: redovisat {printed}");
        let Some(computed) = computed else { return head };
        let shown = self.amount(computed, first, Some(stated));
        match trial.rule {
            Rule::Overstiger => format!("{head}, ska vara mer än {shown}"),
            Rule::Hogst => format!("{head}, kan vara högst {shown}"),
            Rule::Minst if computed == &whole(0) => format!("{head}, ska inte vara negativt"),
            Rule::Minst => format!("{head}, ska vara minst {shown}"),
            Rule::Bocker if is_count(first) => format!("{head}, på ett annat ställe {shown}"),
            _ if first.unit == PrintedUnit::Artal => format!("{head}, beräknat {shown}"),
            _ if first.unit == PrintedUnit::Manad => format!("{head}, på ett annat ställe {shown}"),
            _ => format!("{head}, beräknat {shown}, {}", self.difference(trial, computed, first)),
        }
    }

    /// What it is called; in a table with a row for each kommun, what is counted too.
    fn label(&self, figure: &Published) -> String {
        let counted =
            figure.figure.as_ref().filter(|of| of.report == Report::Nyckeltal && figure.id.matches('/').count() == 3);
        let name = counted.and_then(|of| self.ours.find(of)).map(|found| lower(&found.name));
        name.map_or_else(|| figure.label.clone(), |name| format!("{}, {name}", figure.label))
    }

    /// Amounts have their sign; of a count and a share words say which way a fault goes.
    fn difference(&self, trial: &Trial, computed: &BigRational, first: &Published) -> String {
        let away = &trial.stated.mid - computed;
        let text = |away: &BigRational| {
            let text = self.amount(away, first, Some(&whole(0)));
            if first.unit == PrintedUnit::Procent {
                return text.replace(unit_name(first.unit), "\u{a0}procentenheter");
            }
            text
        };
        let words = match first.unit {
            _ if trial.outcome != Outcome::Fails => None,
            PrintedUnit::Antal => Some(("för få", "för många")),
            PrintedUnit::Procent => Some(("för lågt", "för högt")),
            _ => None,
        };
        match words {
            Some((less, _)) if away < whole(0) => format!("{} {less}", text(&-away)),
            Some((_, more)) => format!("{} {more}", text(&away)),
            None => format!("skillnad {}", text(&away)),
        }
    }

    fn sentence(&self, trial: &Trial) -> String {
        let Some(relation) = trial.relation.map(|at| &self.relations[at]) else { return self.of_books(trial) };
        if let Some(sentence) = &relation.sentence {
            return sentence.clone();
        }
        let sum = self.arithmetic(relation);
        let first = trial.figure.or_else(|| super::involved(relation).first().copied()).map(|at| &self.prints[at]);
        let (Some(first), Some(computed)) = (first, &trial.computed) else { return sum };
        let amount = |number: &BigRational| self.amount(number, first, Some(&trial.stated.mid));
        let law = relation.citation.as_ref().map_or(String::new(), |law| format!(" ({law})"));
        match trial.rule {
            Rule::Samma => format!("{} står {sum}.", self.where_else(relation)),
            Rule::Helhet => {
                format!("Tillsammans {} och inte 100\u{a0}%: {sum}.", self.amount(&trial.stated.mid, first, None))
            }
            Rule::Heltal => {
                let [(low, below), (high, above)] = trial::neighbours(&trial.stated, computed);
                let percent = |share: &BigRational| sv::share(exact::rounded(&(share * whole(10_000))));
                let of = exact::rounded(&computed.mid);
                let printed = self.as_printed(first);
                format!(
                    "{printed} av {of} går inte att få: {low} är {} och {high} är {}.",
                    percent(&below),
                    percent(&above)
                )
            }
            Rule::Nyckel if relation.over.iter().any(|term| matches!(term.factors[0], Operand::Ours(_))) => {
                format!("Ska vara {}{law}.", amount(&computed.mid))
            }
            Rule::Nyckel => format!("Ska vara {}{law}: {sum}.", amount(&computed.mid)),
            Rule::Hogst => {
                format!("Kan inte vara mer än {sum}, som hela året har. {} står {sum}.", self.where_else(relation))
            }
            Rule::Minst => format!("Kan inte vara mindre än {sum}."),
            Rule::Overstiger => format!("Ska vara mer än {}{law}.", amount(&computed.mid)),
            Rule::Frist => format!("Borde vara {}{law}: {sum}.", amount(&computed.mid)),
            Rule::Andel => {
                let rounded = self.amount(&computed.mid, first, None);
                format!("{sum} är {}, avrundat {rounded}.", amount(&computed.mid))
            }
            _ => format!("{sum} = {}.", amount(&computed.mid)),
        }
    }

    fn of_books(&self, trial: &Trial) -> String {
        let (Some(at), Some(found)) = (trial.figure, &trial.found) else { return String::new() };
        let figure = &self.prints[at];
        // Deltagare are what a source says, and not what books come to.
        if let Some(elsewhere) = self.elsewhere(trial, at).filter(|_| is_count(figure)) {
            return elsewhere;
        }
        let Some(value) = &found.value else { return format!("Räkenskaperna har ingen siffra för {}.", found.name) };
        if self.is_cut_off(trial) {
            let right = (&value.mid / exact::one(figure.unit) * scale(figure)).round() / scale(figure);
            let right = self.amount(&(right * exact::one(figure.unit)), figure, None);
            let exact = match exact::cell(&value.mid, figure.unit) {
                Cell::Amount(amount) => sv::kr(amount),
                _ => self.amount(&value.mid, figure, Some(&trial.stated.mid)),
            };
            return format!("{} är {exact}, avrundat {right}.", found.name);
        }
        // A print with the opposite sign of ours is told with ours: a loss is a loss.
        let is_turned = figure.figure.as_ref().is_some_and(|of| of.turned);
        let own = if is_turned && is_of_budget(figure) { -&value.mid } else { value.mid.clone() };
        let whose = if is_of_budget(figure) { "i budgeten" } else { "i räkenskaperna" };
        let name = found.name.trim_end_matches(" i budgeten");
        let amount = self.amount(&own, figure, Some(&trial.stated.mid));
        match figure.rounded_to {
            Some(kr) => {
                format!("{name} är {amount} {whose}; skillnaden ryms i en avrundning till hela {} kr.", sv::integer(kr))
            }
            None => format!("{name} är {amount} {whose}."),
        }
    }

    /// Another print of the same figure that is another number and holds.
    fn elsewhere(&self, trial: &Trial, at: usize) -> Option<String> {
        let figure = &self.prints[at];
        let reference = figure.figure.as_ref().filter(|_| trial.rule == Rule::Bocker)?;
        let same = |other: &&Published| {
            let of = other.figure.as_ref().filter(|_| other.id != figure.id && !other.is_dash());
            of == Some(reference)
        };
        let stated = exact::printed(figure, None);
        let other = self.prints.iter().filter(same).find(|other| !exact::printed(other, None).meets(&stated))?;
        let source = if other.document == figure.document {
            format!("avsnitt {}", other.section)
        } else {
            self.source(&other.document, &other.section)
        };
        Some(format!("I {source} står {}.", self.as_printed(other)))
    }

    /// How the printed number came about, where a declared guess gives just that number.
    fn explained(&self, at: usize) -> Option<String> {
        let guesses = self.relations.iter().filter(|relation| relation.rule == Rule::Forklaring);
        let stated = exact::printed(&self.prints[at], None);
        guesses.filter(|relation| relation.figure == Some(at)).find_map(|relation| {
            let values = self.values();
            let value = values.sum(&relation.over, None)?.mid;
            let value = if relation.under.is_empty() { value } else { value / values.sum(&relation.under, None)?.mid };
            let fits = stated.holds(&value);
            fits.then(|| {
                relation.sentence.clone().unwrap_or_else(|| format!("{} ger just det.", self.arithmetic(relation)))
            })
        })
    }

    fn values(&self) -> Values<'_, '_> {
        Values { prints: self.prints, ours: &self.ours, instead: BTreeMap::new() }
    }

    /// A percentage of a count, and the one whole number of persons that it can be.
    fn whole_persons(&self, term: &Term) -> Option<(usize, usize, String)> {
        let (share, of, persons) = self.values().persons(term)?;
        (persons.low == persons.high).then(|| (share, of, sv::integer(exact::rounded(&persons.mid))))
    }

    /// `70 % av 46 är 32 och 75 % av 24 är 18.`, where a sum has whole numbers of persons in it and does not hold.
    fn persons_of(&self, trial: &Trial) -> Option<String> {
        let relation = &self.relations[trial.relation?];
        let one = |term: &Term| {
            let (share, of, persons) = self.whole_persons(term)?;
            Some(format!(
                "{} av {} är {persons}",
                self.as_printed(&self.prints[share]),
                self.as_printed(&self.prints[of])
            ))
        };
        let said: Vec<String> = relation.over.iter().chain(&relation.under).filter_map(one).collect();
        (!said.is_empty() && trial.rule != Rule::Heltal).then(|| format!("{}.", sv::list(&said)))
    }

    /// What is taken for roughly said, where that explains a difference or does not.
    fn roughly_of(&self, trial: &Trial) -> Option<String> {
        let named = match (trial.outcome, trial.relation) {
            (Outcome::Rounded, Some(relation)) => super::involved(&self.relations[relation]),
            (Outcome::Holds, _) => Vec::new(),
            _ => trial.figure.into_iter().collect(),
        };
        let rough = named.into_iter().map(|at| &self.prints[at]).filter(|figure| figure.roughly);
        let said: Vec<String> = rough.map(|figure| self.within(figure)).collect();
        (!said.is_empty())
            .then(|| format!("Ungefärliga tal räknas som en tiondel åt vardera hållet: {}.", sv::list(&said)))
    }

    /// `ca 70 är 63 till 77`.
    fn within(&self, figure: &Published) -> String {
        let range = exact::printed(figure, None);
        let is_count = figure.unit == PrintedUnit::Antal;
        let (low, high) = if is_count { (range.low.ceil(), range.high.floor()) } else { (range.low, range.high) };
        let amount = |number| self.amount(number, figure, None);
        format!("{} är {} till {}", self.as_printed(figure), amount(&low), amount(&high))
    }

    /// Where the other figure of a comparison stands.
    fn where_else(&self, relation: &Relation) -> String {
        let tried = relation.figure.map(|at| &self.prints[at]);
        let other = super::involved(relation).get(1).map(|at| &self.prints[*at]);
        match (tried, other) {
            (Some(tried), Some(other)) if tried.document == other.document => format!("I avsnitt {}", other.section),
            (_, Some(other)) => format!("I {}", self.source(&other.document, &other.section)),
            _ => "I räkenskaperna".to_owned(),
        }
    }

    /// `14 021 tkr − 14 717 tkr`, as printed.
    fn arithmetic(&self, relation: &Relation) -> String {
        let side = |terms: &[Term]| -> String {
            if terms.len() > SHOWN {
                return format!("{} poster", terms.len());
            }
            let mut out = String::new();
            for term in terms {
                let factors: Vec<String> = term.factors.iter().map(|operand| self.operand(operand)).collect();
                let product =
                    self.whole_persons(term).map_or_else(|| factors.join("\u{a0}×\u{a0}"), |(.., whole)| whole);
                // A minus before a negative number is a plus for whoever reads it.
                let (sign, product) = match product.strip_prefix('\u{2212}') {
                    Some(rest) if term.factors.len() == 1 => (-term.sign, rest.to_owned()),
                    _ => (term.sign, product),
                };
                let mark = match (out.is_empty(), sign < 0) {
                    (true, true) => "\u{2212}",
                    (true, false) => "",
                    (false, true) => " \u{2212} ",
                    (false, false) => " + ",
                };
                out.push_str(&format!("{mark}{product}"));
            }
            out
        };
        if relation.under.is_empty() {
            return side(&relation.over);
        }
        let wrapped = |terms: &[Term]| if terms.len() > 1 { format!("({})", side(terms)) } else { side(terms) };
        format!("{} av {}", wrapped(&relation.over), wrapped(&relation.under))
    }

    fn operand(&self, operand: &Operand) -> String {
        match operand {
            Operand::Printed(at) => self.as_printed(&self.prints[*at]),
            Operand::Constant { over, under } if under.is_integer() && *under == 1.into() => {
                over.to_string().replace('.', ",")
            }
            Operand::Constant { over, under } => format!("{over}/{under}"),
            Operand::Ours(figure) => {
                let name = self.ours.find(figure).map_or(String::new(), |found| found.name);
                format!("{name} enligt våra räkenskaper")
            }
        }
    }

    /// A number in the unit of a print, with more digits where it would else look like `unlike`.
    pub(super) fn amount(&self, number: &BigRational, figure: &Published, unlike: Option<&BigRational>) -> String {
        if figure.unit == PrintedUnit::Manad {
            let month =
                usize::try_from(exact::rounded(number)).ok().and_then(|month| sv::MONTHS.get(month.checked_sub(1)?));
            return month.map_or_else(|| exact::rounded(number).to_string(), |month| (*month).to_owned());
        }
        let own = figure.number().map_or(0, |number| number.scale());
        let at = |digits: u32| {
            let power = BigRational::from_integer(BigInt::from(10).pow(digits));
            exact::rounded(&(number / exact::one(figure.unit) * power))
        };
        let looks_like = |digits: u32| {
            let power = BigRational::from_integer(BigInt::from(10).pow(digits));
            unlike.is_some_and(|unlike| {
                unlike != number && exact::rounded(&(unlike / exact::one(figure.unit) * power)) == at(digits)
            })
        };
        // A share is shown with a digit more than it is printed, so that it is seen which way it is rounded.
        let least = own + u32::from(figure.unit == PrintedUnit::Procent && unlike.is_some());
        let digits = (least..own + MORE_DIGITS).find(|digits| !looks_like(*digits)).unwrap_or(own + MORE_DIGITS);
        let is_count = matches!(figure.unit, PrintedUnit::Antal | PrintedUnit::Artal);
        let text = decimal(at(digits), digits, figure.unit == PrintedUnit::Artal);
        let text = if is_count || digits > own { trim(&text, own) } else { text };
        format!("{text}{}", unit_name(figure.unit))
    }
}

/// Whether it is a number of deltagare, which no books hold.
fn is_count(figure: &Published) -> bool {
    figure.figure.as_ref().is_some_and(|of| of.report == Report::Nyckeltal)
}

/// Whether it is a figure of a budget and not of the accounts.
fn is_of_budget(figure: &Published) -> bool {
    let is_budget =
        |of: &FigureRef| of.report == Report::Budget || of.column.as_ref().is_some_and(|id| id.as_str() == "budget");
    figure.figure.as_ref().is_some_and(is_budget)
}

/// Ten to the power of a print's decimals.
fn scale(figure: &Published) -> BigRational {
    BigRational::from_integer(BigInt::from(10).pow(figure.number().map_or(0, |number| number.scale())))
}

/// `−8 099,5` of so many steps of ten to the power of `digits`; a year has no groups.
fn decimal(steps: i64, digits: u32, is_year: bool) -> String {
    let one = 10u64.pow(digits);
    let (magnitude, sign) = (steps.unsigned_abs(), if steps < 0 { "\u{2212}" } else { "" });
    let integer = if is_year { (magnitude / one).to_string() } else { sv::integer((magnitude / one) as i64) };
    if digits == 0 {
        return format!("{sign}{integer}");
    }
    format!("{sign}{integer},{:0width$}", magnitude % one, width = digits as usize)
}

/// Without noughts at the end that say nothing, but never fewer decimals than the print has.
fn trim(text: &str, own: u32) -> String {
    let Some((integer, decimals)) = text.split_once(',') else { return text.to_owned() };
    let mut kept = decimals.trim_end_matches('0').to_owned();
    while kept.len() < own as usize {
        kept.push('0');
    }
    if kept.is_empty() { integer.to_owned() } else { format!("{integer},{kept}") }
}

/// A sentence that goes on after a colon.
fn lower(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let second_is_lower = sentence.chars().nth(1).is_some_and(char::is_lowercase);
    match characters.next() {
        Some(first) if second_is_lower => first.to_lowercase().collect::<String>() + characters.as_str(),
        _ => sentence.to_owned(),
    }
}
