//! The goals of a year, financial and for the verksamhet (KL 11:6), and what the board itself says of them (LKBR 11:8).

use super::id::Id;
use super::period::{Period, Year};
use super::rate::Rate;
use super::source::{Source, Sourced};
use std::sync::Arc;

/// What a goal is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalKind {
    /// The verksamhet.
    Verksamhet,
    /// The economy.
    Finansiellt,
}

impl GoalKind {
    /// As files and JSON spell them.
    pub const NAMES: [(&'static str, GoalKind); 2] =
        [("verksamhet", GoalKind::Verksamhet), ("finansiellt", GoalKind::Finansiellt)];

    /// As files and JSON spell it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// As people read it.
    pub fn heading(self) -> &'static str {
        match self {
            GoalKind::Verksamhet => "verksamhetsmål",
            GoalKind::Finansiellt => "finansiellt mål",
        }
    }
}

/// How a goal is judged from figures of ours; a goal without one has only its source's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalTest {
    /// At least this share of so many have begun.
    Startade {
        /// The share.
        share: Rate,
        /// Of so many.
        of: i64,
    },
    /// Eget kapital lies within the target's band, at the latest by the end of this year.
    EgetKapital {
        /// The year.
        by: Year,
    },
    /// Eget kapital does not grow in the year.
    EjOkat,
}

/// Whether the board holds a goal for reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It does.
    Yes,
    /// It does not.
    No,
}

impl Reached {
    /// As files and JSON spell them.
    pub const NAMES: [(&'static str, Reached); 2] = [("uppnas", Reached::Yes), ("uppnas_inte", Reached::No)];

    /// As files and JSON spell it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, reached)| *reached == self).map_or("", |(name, _)| name)
    }
}

/// The board's own judgement of a goal.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// What it says.
    pub reached: Reached,
    /// Its words.
    pub text: String,
    /// What part of the year it judges.
    pub period: Period,
    /// Where it says so.
    pub source: Arc<Source>,
}

/// A goal.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Its id within the year.
    pub id: Id,
    /// What it is called in a table.
    pub name: String,
    /// What it is for.
    pub kind: GoalKind,
    /// Its wording, with its source and how firm it is.
    pub text: Sourced<String>,
    /// The level to reach.
    pub level: String,
    /// When.
    pub when: String,
    /// How it is measured.
    pub measured: String,
    /// How we judge it, where figures allow.
    pub test: Option<GoalTest>,
    /// The board's judgement, where a source gives one.
    pub verdict: Option<Verdict>,
    /// What one must know to read it.
    pub note: Option<String>,
}

/// The board's overall judgement of god ekonomisk hushållning, in its own words.
#[derive(Clone, Debug)]
pub struct Housekeeping {
    /// The words.
    pub text: Sourced<String>,
    /// What part of the year they judge.
    pub period: Period,
}
