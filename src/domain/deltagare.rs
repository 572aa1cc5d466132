//! People in the förbund's insatser, as the sources count them: never spread over kommuner, never made whole where a source is not.

use super::forbund::MemberIx;
use super::id::Id;
use super::period::Period;
use super::rate::Rate;
use super::source::Sourced;
use crate::diag::Place;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Anmälningar or remisser that came in.
    Intresseanmalningar,
    /// Those who began.
    Startade,
    /// Those who for some reason never began.
    EjAktuella,
    /// Those who ended.
    Avslutade,
}

impl Measure {
    /// All of them, in the order they are printed, as files and JSON spell them.
    pub const ALL: [(&'static str, Measure); 4] = [
        ("intresseanmalningar", Measure::Intresseanmalningar),
        ("startade", Measure::Startade),
        ("ej_aktuella", Measure::EjAktuella),
        ("avslutade", Measure::Avslutade),
    ];

    /// As people read it.
    pub fn heading(self) -> &'static str {
        match self {
            Measure::Intresseanmalningar => "Intresseanmälningar",
            Measure::Startade => "Startade",
            Measure::EjAktuella => "Ej aktuella",
            Measure::Avslutade => "Avslutade",
        }
    }

    /// As a column is headed.
    pub fn short(self) -> &'static str {
        if self == Measure::Intresseanmalningar { "Anmälningar" } else { self.heading() }
    }
}

/// A count, and its women and men where the source tells them apart. Nothing makes the three agree but the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// All of them.
    pub number: i64,
    /// The women.
    pub women: Option<i64>,
    /// The men.
    pub men: Option<i64>,
    /// How the number follows from what the source prints, where it prints something else: `17, 15 färre än året före`.
    pub derived: Option<String>,
    /// Where it stands in our files.
    pub place: Place,
}

/// One measure in a period.
#[derive(Clone, Debug)]
pub struct Flow {
    /// What is counted.
    pub measure: Measure,
    /// The source's own total.
    pub total: Option<Count>,
    /// The kommuner that the source gives by themselves.
    pub kommuner: Vec<(MemberIx, Count)>,
}

/// What a share is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareOf {
    /// Those who ended.
    Avslutade,
    /// Those who ended to further rehabilitation.
    Rehabilitering,
}

impl ShareOf {
    /// As files spell them.
    pub const NAMES: [(&'static str, ShareOf); 2] =
        [("avslutade", ShareOf::Avslutade), ("rehabilitering", ShareOf::Rehabilitering)];
}

/// A share that the source states, rounded as it rounds.
#[derive(Clone, Debug)]
pub struct Share {
    /// Its id.
    pub id: Id,
    /// Why they ended, or where they went.
    pub name: String,
    /// What it is a share of.
    pub of: ShareOf,
    /// Whether it is the end that the insats works for: further rehabilitation.
    pub is_rehabilitation: bool,
    /// For the förbund as a whole.
    pub total: Option<Rate>,
    /// The kommuner that the source gives by themselves.
    pub kommuner: Vec<(MemberIx, Rate)>,
}

/// What a source tells of a period.
#[derive(Clone, Debug)]
pub struct Deltagare {
    /// The part of the year.
    pub period: Period,
    /// The counts.
    pub flows: Vec<Flow>,
    /// The shares.
    pub shares: Vec<Share>,
    /// What one must know of the source to read them.
    pub notes: Vec<String>,
    /// Where all of it comes from.
    pub source: Sourced<()>,
}

impl Deltagare {
    /// The counts of a measure.
    pub fn flow(&self, measure: Measure) -> Option<&Flow> {
        self.flows.iter().find(|flow| flow.measure == measure)
    }

    /// The source's own total of a measure.
    pub fn total(&self, measure: Measure) -> Option<&Count> {
        self.flow(measure)?.total.as_ref()
    }

    /// The share that ended to further rehabilitation.
    pub fn rehabilitation(&self) -> Option<&Share> {
        self.shares.iter().find(|share| share.is_rehabilitation)
    }
}
