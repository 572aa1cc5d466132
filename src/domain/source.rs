//! Where a value comes from and how firm it is.

use super::id::Id;
use super::period::Year;
use crate::diag::Place;
use std::str::FromStr;
use std::sync::Arc;

/// How firm a value is (design §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Decided or audited.
    Beslutad,
    /// Proposed for a decision.
    Forslag,
    /// Announced but not yet final, as the state's amount in November.
    Preliminar,
    /// Ours: assumed, by nobody decided.
    Antagande,
}

impl Status {
    /// All of them, firmest first.
    pub const ALL: [Status; 4] = [Status::Beslutad, Status::Forslag, Status::Preliminar, Status::Antagande];

    /// As files and JSON spell it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Beslutad => "beslutad",
            Status::Forslag => "forslag",
            Status::Preliminar => "preliminar",
            Status::Antagande => "antagande",
        }
    }
}

/// No status has that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAStatus;

impl FromStr for Status {
    type Err = NotAStatus;
    fn from_str(text: &str) -> Result<Self, NotAStatus> {
        Status::ALL.into_iter().find(|status| status.name() == text).ok_or(NotAStatus)
    }
}

/// A document and the part of it, or the reason for an assumption of our own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The document's id in the förbund's list; none for an assumption.
    pub document: Option<Id>,
    /// Page or section; for an assumption, the reason.
    pub section: String,
}

/// A value with its place in our files, its source and its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it stands in our files.
    pub place: Place,
    /// Where it was published, or why it is assumed.
    pub source: Arc<Source>,
    /// How firm it is.
    pub status: Status,
}

impl<T> Sourced<T> {
    /// The same provenance around another value.
    pub fn with<U>(&self, value: U) -> Sourced<U> {
        Sourced { value, place: self.place, source: Arc::clone(&self.source), status: self.status }
    }
}

/// Where a posting comes from: an enum, never a tag, so that every krona can be followed home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A fact at a place in a file.
    Fact(Place),
    /// A movement between two published stocks; the earlier is absent for the first.
    Movement {
        /// The stock before.
        from: Option<Place>,
        /// The stock after; absent where the later report no longer specifies the account.
        to: Option<Place>,
    },
    /// A year's figure minus the interim's: what the sources leave for the rest of the year.
    Rest {
        /// The figure for the year, if the account has one.
        year: Option<Place>,
        /// The figure for the interim period, if the account has one.
        interim: Option<Place>,
    },
    /// A row of the bookkeeping system's file, by its line.
    Sie {
        /// The line, from 1.
        line: u32,
    },
    /// A forecast of how a year will end, from what is booked in it.
    Helarsprognos {
        /// The scenario whose budget and expectations it is made with.
        scenario: u16,
        /// How many months of the year are booked.
        months: u8,
    },
    /// The closing of a year: its result becomes eget kapital.
    Closing(Year),
    /// A node in the derivation of a scenario: scenario by its position in the run, node by its position in the trace.
    Projection {
        /// The scenario.
        scenario: u16,
        /// The node.
        node: u32,
    },
}
