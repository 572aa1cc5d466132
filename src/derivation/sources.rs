//! Every value that the books rest on, by its place in the files.

use crate::diag::{Files, Place};
use crate::domain::account::AccountIx;
use crate::domain::balanskrav::{About, Balanskrav, Item};
use crate::domain::forbund::Forbund;
use crate::domain::money::Ore;
use crate::domain::period::{Period, Year};
use crate::domain::source::Sourced;
use crate::domain::sv;
use crate::domain::yearbook::{Budget, YearBook};
use crate::statement::{Counts, Name};
use std::collections::BTreeMap;

/// A value in a file.
#[derive(Clone, Debug)]
pub struct SourceValue {
    /// What it is.
    pub name: Name,
    /// The value, in its natural sign.
    pub value: i64,
    /// What it counts.
    pub counts: Counts,
    /// Where it stands, where it comes from and how firm it is.
    pub provenance: Sourced<()>,
}

/// The values of a förbund's books, by place.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    by_place: BTreeMap<Place, SourceValue>,
}

impl Sources {
    /// Those that the books, the budgets and the key of contributions are made of.
    pub fn of(forbund: &Forbund) -> Sources {
        let mut sources = Sources::default();
        for (year, book) in &forbund.years {
            sources.book(forbund, *year, book);
        }
        let key = &forbund.key;
        for (share, whose) in [(&key.stat, "staten"), (&key.region, "regionen"), (&key.kommuner, "kommunerna")] {
            let name = Name::new("Andel i nyckeln", whose);
            sources.add(name, Counts::Millionths, &share.with(share.value.millionths()));
        }
        let target = &forbund.target;
        let ends = [
            ("Andel för målet", &target.share),
            ("Målet, nedre gräns", &target.low),
            ("Målet, övre gräns", &target.high),
        ];
        for (what, share) in ends.into_iter().chain([("Räntesats", &forbund.interest)]) {
            sources.add(Name::new(what, ""), Counts::Millionths, &share.with(share.value.millionths()));
        }
        for insats in &forbund.insatser {
            if let Some(share) = &insats.share {
                let name = Name::new("Andel utvecklingsmedel", &insats.name);
                sources.add(name, Counts::Millionths, &share.with(share.value.millionths()));
            }
        }
        for ((year, kommun), count) in &forbund.population {
            let what = format!("Folkmängd {}", forbund.member(*kommun).short);
            sources.add(Name::new(&what, &year.to_string()), Counts::Number, count);
        }
        sources
    }

    /// The value at a place.
    pub fn at(&self, place: Place) -> Option<&SourceValue> {
        self.by_place.get(&place)
    }

    /// All of them, in the order of the files.
    pub fn iter(&self) -> impl Iterator<Item = &SourceValue> {
        self.by_place.values()
    }

    fn add(&mut self, name: Name, counts: Counts, value: &Sourced<i64>) {
        let entry = SourceValue { name, value: value.value, counts, provenance: value.with(()) };
        self.by_place.insert(value.place, entry);
    }

    fn amount(&mut self, name: Name, amount: &Sourced<Ore>) {
        self.add(name, Counts::Ore, &amount.with(amount.value.ore()));
    }

    fn book(&mut self, forbund: &Forbund, year: Year, book: &YearBook) {
        let account = |ix: AccountIx| forbund.chart.get(ix).name.as_str();
        let opening = format!("ingående balans {year}");
        for (ix, amount) in &book.opening {
            self.amount(Name::new(account(*ix), &opening), amount);
        }
        for fact in &book.facts {
            let what = match fact.member {
                Some(member) => format!("{}, {}", account(fact.account), forbund.member(member).name),
                None => account(fact.account).to_owned(),
            };
            let of = match forbund.chart.get(fact.account).kind.is_result() {
                true => sv::period(year, fact.period),
                false => fact.period.span(year).last_day().to_string(),
            };
            self.amount(Name::new(&what, &of), &fact.value);
        }
        if let Some(state) = &book.state {
            self.amount(Name::new("Statens tilldelning", &year.to_string()), state);
        }
        for (member, amount) in &book.decided {
            self.amount(
                Name::new(&format!("Bidrag från {}", forbund.member(*member).short), &year.to_string()),
                amount,
            );
        }
        for audit in &book.audits {
            self.amount(
                Name::new(&format!("Revision, {}", audit.label()), &sv::period(year, audit.period)),
                &audit.amount,
            );
        }
        self.balanskrav(year, &book.balanskrav);
        book.budgets.iter().for_each(|budget| self.budget(forbund, budget));
    }

    fn balanskrav(&mut self, year: Year, of: &Balanskrav) {
        let word = |item: &Item| Item::NAMES.iter().find(|(_, other)| other == item).map_or("", |(word, _)| word);
        for (item, amount) in &of.items {
            self.amount(Name::new(&format!("Balanskravsjustering, {}", word(item)), &year.to_string()), amount);
        }
        for decision in &of.decisions {
            let what = match decision.about {
                About::Budget => "Underskott i budgeten enligt beslut",
                About::Regulation => "Undantas enligt beslut",
            };
            if let Some(amount) = &decision.amount {
                self.amount(Name::new(what, &year.to_string()), amount);
            }
        }
        for inherited in &of.inherited {
            self.amount(Name::new("Kvar att reglera", &inherited.origin.to_string()), &inherited.left);
        }
    }

    fn budget(&mut self, forbund: &Forbund, budget: &Budget) {
        let stated = [("Intäkter", &budget.income), ("Kostnader", &budget.costs), ("Finansnetto", &budget.financial)];
        for (what, amount) in stated.into_iter().filter_map(|(what, amount)| Some((what, amount.as_ref()?))) {
            self.amount(Name::new(what, &budget.name), amount);
        }
        for (line, amount) in &budget.lines {
            self.amount(Name::new(&forbund.line(*line).name, &budget.name), amount);
        }
        for (line, places) in &budget.places {
            let what = format!("Platser, {}", forbund.line(*line).name);
            self.add(Name::new(&what, &budget.name), Counts::Number, places);
        }
        for one in &budget.one_offs {
            let what = format!("{} i {}", forbund.line(one.line).name, Period::TERTIALS[one.tertial].name());
            self.amount(Name::new(&what, &budget.name), &one.amount);
        }
        for change in &budget.changes {
            for (line, amount) in &change.lines {
                let of = format!("ändring {}, {}", change.date, change.decision);
                self.amount(Name::new(&forbund.line(*line).name, &of), amount);
            }
            for (account, amount) in &change.income {
                let of = format!("ändring {}, {}", change.date, change.decision);
                self.amount(Name::new(&forbund.chart.get(*account).name, &of), amount);
            }
        }
    }
}

/// Whether a value stands on a line of its file, from 1. What a whole table gives, as an assumption with its years and its rate, stands
/// on every line of the table.
pub fn stands_on(files: &Files, place: Place, number: usize) -> bool {
    if place.is_whole() {
        return false;
    }
    let first = files.line_column(place).0;
    let last = files.line_column(Place { start: place.end, ..place }).0;
    let is_header = |line: &str| line.trim_start().starts_with('[');
    let mut after = files.text(place.file).lines().skip(first - 1);
    let own = after.next().filter(|line| is_header(line));
    let rest = own.map_or(0, |_| after.take_while(|line| !is_header(line)).count());
    (first..=last.max(first + rest)).contains(&number)
}
