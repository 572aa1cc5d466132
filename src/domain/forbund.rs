//! The förbund as data: members, key, groups, insatser, lines and the books year by year. Nothing here knows any one förbund.

use super::account::Chart;
use super::id::Id;
use super::kontering::Kontering;
use super::money::Ore;
use super::osakerhet::Uncertainty;
use super::period::Year;
use super::publicerat::Published;
use super::rate::Rate;
use super::samband::Declared;
use super::source::{Source, Sourced, Status};
use super::yearbook::YearBook;
use crate::diag::Place;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A member by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberIx(pub u16);
/// A group of budget lines by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupIx(pub u16);
/// An insats by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InsatsIx(pub u16);
/// A budget line by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineIx(pub u16);

/// Which of the financing parties a member is (FinsamL 5 §).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Försäkringskassan, which pays Arbetsförmedlingen's part too.
    Stat,
    /// The region.
    Region,
    /// A kommun; the kommuner share their part by agreement.
    Kommun,
}

impl Party {
    /// As the file spells them.
    pub const NAMES: [(&'static str, Party); 3] =
        [("stat", Party::Stat), ("region", Party::Region), ("kommun", Party::Kommun)];
}

/// A member of the förbund.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its id.
    pub id: Id,
    /// Its full name.
    pub name: String,
    /// Its short name, for narrow tables.
    pub short: String,
    /// Which party it is.
    pub party: Party,
    /// Where the file says so.
    pub place: Place,
}

/// The financing key (FinsamL 5 §): shares that make one whole, and the unit kommuner's contributions are rounded to.
#[derive(Clone, Debug)]
pub struct Key {
    /// The state's share.
    pub stat: Sourced<Rate>,
    /// The region's share.
    pub region: Sourced<Rate>,
    /// The kommuner's share together.
    pub kommuner: Sourced<Rate>,
    /// Kommuner's contributions are whole multiples of this as far as they go (design §5.1).
    pub unit: Ore,
}

/// A group of budget lines, as a row of driftredovisningen.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its id.
    pub id: Id,
    /// Its heading.
    pub name: String,
}

/// An insats with a fixed amount per kommun and, perhaps, utvecklingsmedel as a share of it.
#[derive(Clone, Debug)]
pub struct Insats {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The group its lines lie in.
    pub group: GroupIx,
    /// The share of a kommun's budget that is granted as utvecklingsmedel; none if the insats has none.
    pub share: Option<Sourced<Rate>>,
}

/// What kind of line it is, which decides how it is carried forward (design §5.2–5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Indexed from its base amount, split in öre over the tertials.
    Ordinary,
    /// A share of another line's budget, split in whole kronor over the tertials.
    Utvecklingsmedel {
        /// The line it is a share of.
        of: LineIx,
    },
    /// Only in the year and tertial it is given for.
    Engangs,
}

/// A budget line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The group it lies in.
    pub group: GroupIx,
    /// The cost type that its index follows.
    pub cost_type: Id,
    /// The insats it belongs to.
    pub insats: Option<InsatsIx>,
    /// The kommun it belongs to.
    pub kommun: Option<MemberIx>,
    /// How it is carried forward.
    pub kind: LineKind,
    /// Where the file says so.
    pub place: Place,
}

/// The target for eget kapital: a share of the year's contributions by a year, with the band that counts as within.
#[derive(Clone, Debug)]
pub struct Target {
    /// The share of the year's total contributions.
    pub share: Sourced<Rate>,
    /// By the end of this year.
    pub year: Year,
    /// The lower end of *within*.
    pub low: Sourced<Rate>,
    /// The upper end of *within*.
    pub high: Sourced<Rate>,
}

/// A document that values are taken from.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: String,
}

/// Everything about one förbund but its scenarios.
#[derive(Clone, Debug)]
pub struct Forbund {
    /// Its name.
    pub name: String,
    /// The scenario that plans are shown for unless another is named.
    pub base_scenario: Id,
    /// The scenario that is the proposal for the next budget, if there is one.
    pub budget_proposal: Option<Id>,
    /// The documents that values are taken from.
    pub documents: Vec<Document>,
    /// The members, in the order they are printed and ties are broken.
    pub members: Vec<Member>,
    /// The financing key.
    pub key: Key,
    /// Inhabitants on 31 December, per year and kommun.
    pub population: BTreeMap<(Year, MemberIx), Sourced<i64>>,
    /// The cost types that an index can be given for.
    pub cost_types: Vec<Id>,
    /// What some of them are called.
    pub cost_type_names: BTreeMap<Id, String>,
    /// The groups, in the order they are printed.
    pub groups: Vec<Group>,
    /// The insatser.
    pub insatser: Vec<Insats>,
    /// The lines, in the order they are printed.
    pub lines: Vec<Line>,
    /// The target for eget kapital.
    pub target: Target,
    /// Interest on likvida medel, unless a scenario says otherwise.
    pub interest: Sourced<Rate>,
    /// The last year of a projection, unless a scenario says otherwise.
    pub horizon: Year,
    /// The chart of accounts.
    pub chart: Chart,
    /// How the bookkeeping system's accounts and objects are ours, where the förbund has said so.
    pub kontering: Option<Kontering>,
    /// What is uncertain in its plans, where the förbund has said so.
    pub uncertainty: Option<Uncertainty>,
    /// The books, year by year without holes.
    pub years: BTreeMap<Year, YearBook>,
    /// What the documents print, apart from the books: never the ground of a statement.
    pub published: Vec<Published>,
    /// What must hold between what they print.
    pub declared: Declared,
}

impl Forbund {
    /// The member.
    pub fn member(&self, ix: MemberIx) -> &Member {
        &self.members[usize::from(ix.0)]
    }

    /// The line.
    pub fn line(&self, ix: LineIx) -> &Line {
        &self.lines[usize::from(ix.0)]
    }

    /// The group.
    pub fn group(&self, ix: GroupIx) -> &Group {
        &self.groups[usize::from(ix.0)]
    }

    /// The insats.
    pub fn insats(&self, ix: InsatsIx) -> &Insats {
        &self.insatser[usize::from(ix.0)]
    }

    /// What a cost type is called in a sentence: its name, or `kostnadstypen kop` where it has none.
    pub fn cost_type(&self, id: &Id) -> String {
        self.cost_type_names.get(id).cloned().unwrap_or_else(|| format!("kostnadstypen {id}"))
    }

    /// Members of a party with their positions.
    pub fn of_party(&self, party: Party) -> impl Iterator<Item = MemberIx> + '_ {
        let members = self.members.iter().enumerate();
        members.filter(move |(_, member)| member.party == party).map(|(at, _)| MemberIx(at as u16))
    }

    /// The kommun with this id, or else the only one with this short or full name, in capitals or not.
    pub fn kommun_named(&self, written: &str) -> Option<MemberIx> {
        let by = |fits: &dyn Fn(&Member) -> bool| {
            let mut found = self.of_party(Party::Kommun).filter(|ix| fits(self.member(*ix)));
            found.next().filter(|_| found.next().is_none())
        };
        let name = written.trim().to_lowercase();
        let is_named = |member: &Member| [&member.short, &member.name].iter().any(|own| own.to_lowercase() == name);
        by(&|member| member.id.as_str() == written).or_else(|| by(&is_named))
    }

    /// The document's title and the section, as a source is shown.
    pub fn show_source(&self, source: &Source) -> String {
        let title = |id: &Id| self.documents.iter().find(|document| document.id == *id).map(|document| &document.title);
        match &source.document {
            Some(id) => format!("{}, {}", title(id).map_or(id.as_str(), String::as_str), source.section),
            None => source.section.clone(),
        }
    }

    /// The last year with bokslut.
    ///
    /// # Panics
    /// Never for a förbund that was read: the reader refuses one without a bokslut.
    pub fn last_closed(&self) -> Year {
        let closed = self.years.iter().rev().find(|(_, book)| book.is_closed());
        *closed.expect("a förbund that was read has a bokslut").0
    }

    /// The year that the next budget is for: the one after the last that the files hold.
    pub fn next_budget(&self) -> Year {
        self.years.keys().next_back().map_or(self.first_projected(), |year| year.next())
    }

    /// The first year that is projected.
    pub fn first_projected(&self) -> Year {
        self.last_closed().next()
    }
}

/// Provenance for values that the engine itself supplies, as a rate of 0 where nothing is assumed.
pub fn own(place: Place, reason: &str) -> Sourced<()> {
    let source = Arc::new(Source { document: None, section: reason.to_owned() });
    Sourced { value: (), place, source, status: Status::Antagande }
}
