//! Postings and the vouchers (verifikationer) that hold them.

use super::account::AccountIx;
use super::forbund::{GroupIx, InsatsIx, LineIx, MemberIx};
use super::money::Ore;
use super::period::Span;
use super::source::Origin;

/// What a posting belongs to. A statement's column names its layer; nothing mixes them unseen (design §3a.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// What happened.
    Utfall,
    /// What the bookkeeping system has booked in a year without bokslut, as far as its file goes.
    Bokfort,
    /// How the year is expected to end from what is booked, by the position of the method.
    Helarsprognos(u8),
    /// A decided budget or a locked forecast, by its position in the ledger's list of them.
    Budget(u16),
    /// What decisions during the year changed in a budget.
    Andring(u16),
    /// A scenario's amounts before förbrukningsgrad, by the scenario's position in the run.
    ScenarioBudget(u16),
    /// A scenario's expected outcome.
    Prognos(u16),
}

/// Where in the förbund's own order a cost lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimensions {
    /// The member that pays a contribution.
    pub member: Option<MemberIx>,
    /// The group of budget lines.
    pub group: Option<GroupIx>,
    /// The budget line.
    pub line: Option<LineIx>,
    /// The insats.
    pub insats: Option<InsatsIx>,
    /// The kommun the line belongs to.
    pub kommun: Option<MemberIx>,
    /// Whether the line is utvecklingsmedel.
    pub utvecklingsmedel: bool,
}

/// One posting: debit positive, credit negative, in öre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The account.
    pub account: AccountIx,
    /// Debit positive, credit negative.
    pub amount: Ore,
    /// Where it belongs, as far as the layer knows.
    pub dimensions: Dimensions,
    /// Where it comes from.
    pub origin: Origin,
}

/// An amount of a decided budget. A budget is a plan and no event, so it has no other side and is not a voucher; a source that
/// states only a total gives one amount without dimensions (design §3a.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanAmount {
    /// The budget.
    pub layer: Layer,
    /// The days it is for.
    pub span: Span,
    /// As a posting would have it: debit positive, credit negative.
    pub posting: Posting,
}

/// What a voucher does in its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VoucherKind {
    /// The first balance.
    Opening,
    /// Everything that happened in the span.
    Ordinary,
    /// The result of a year becomes eget kapital, at the first moment of the next year.
    Closing,
}

/// Postings that sum to zero. One that does not sum cannot be built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher {
    layer: Layer,
    kind: VoucherKind,
    span: Span,
    postings: Vec<Posting>,
}

/// The postings do not sum to zero: by how much they miss, in öre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unbalanced(pub i128);

impl Voucher {
    /// Builds a voucher.
    ///
    /// # Errors
    /// [`Unbalanced`] with the sum, if the postings do not sum to zero.
    pub fn new(layer: Layer, kind: VoucherKind, span: Span, postings: Vec<Posting>) -> Result<Self, Unbalanced> {
        let sum: i128 = postings.iter().map(|posting| i128::from(posting.amount.ore())).sum();
        if sum == 0 { Ok(Voucher { layer, kind, span, postings }) } else { Err(Unbalanced(sum)) }
    }

    /// Its layer.
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// What it does.
    pub fn kind(&self) -> VoucherKind {
        self.kind
    }

    /// The days it covers; empty for opening and closing, which happen at its first moment.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The postings.
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }
}
