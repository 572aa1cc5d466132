//! Kontering: how the bookkeeping system's accounts and objects are ours, as data (`budgets/kontering.toml`).
//!
//! It works both ways: what is booked becomes postings, and postings are written with the system's own numbers.

use super::account::AccountIx;
use super::forbund::{InsatsIx, LineIx, MemberIx};
use super::source::Status;
use crate::diag::Place;

/// Where a booked row belongs, as far as one part of the kontering says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Belongs {
    /// The member that pays a contribution.
    pub member: Option<MemberIx>,
    /// The budget line.
    pub line: Option<LineIx>,
    /// The insats; with a kommun it names a line.
    pub insats: Option<InsatsIx>,
    /// The kommun.
    pub kommun: Option<MemberIx>,
    /// Whether it is utvecklingsmedel.
    pub utvecklingsmedel: bool,
}

/// A run of the system's account numbers, both ends included, that is one account of ours. Numbers are compared as text of the
/// same length, so that `1930` lies in `1900`–`1999` and `193` does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRule {
    /// The first number; the one that an export writes.
    pub from: String,
    /// The last number; the same for a single account.
    pub to: String,
    /// Our account.
    pub account: AccountIx,
    /// Where its rows belong.
    pub belongs: Belongs,
    /// Where the file says so.
    pub place: Place,
}

/// An object of the system that says where a row belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectRule {
    /// The dimension's number.
    pub dimension: String,
    /// The object's code.
    pub code: String,
    /// Where its rows belong.
    pub belongs: Belongs,
    /// Where the file says so.
    pub place: Place,
}

/// The whole kontering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kontering {
    /// Which chart of accounts the numbers are of, as the file names it (Kommun-Bas, BAS 2026 …).
    pub chart: String,
    /// How firm it is.
    pub status: Status,
    /// Account rules; a number lies in at most one, which the reader has checked.
    pub accounts: Vec<AccountRule>,
    /// Object rules; an object has at most one.
    pub objects: Vec<ObjectRule>,
    /// The dimension whose objects are our own line ids; an export writes it where no object rule names a line.
    pub line_dimension: String,
    /// The dimension whose objects are our own member ids.
    pub member_dimension: String,
    /// Where the file begins.
    pub place: Place,
}

impl AccountRule {
    /// Whether the number lies in the run.
    pub fn takes(&self, number: &str) -> bool {
        number.len() == self.from.len() && self.from.as_str() <= number && number <= self.to.as_str()
    }
}

impl Kontering {
    /// The rule for an account of the system.
    pub fn account(&self, number: &str) -> Option<&AccountRule> {
        self.accounts.iter().find(|rule| rule.takes(number))
    }

    /// The rule for an object of the system.
    pub fn object(&self, dimension: &str, code: &str) -> Option<&ObjectRule> {
        self.objects.iter().find(|rule| rule.dimension == dimension && rule.code == code)
    }
}
