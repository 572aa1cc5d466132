//! The one book: every krona, published, planned or projected, and the queries that every statement is made of.
//!
//! A query names its layers and its days; nothing is added up across them unseen. Sums cannot overflow: the ledger refuses
//! to be built if the absolute amounts together would not fit.

mod build;

pub use build::{budgets, build, of_line, published};

use crate::domain::account::{AccountIx, AccountKind, Chart, StatementRow};
use crate::domain::forbund::{GroupIx, InsatsIx, LineIx, MemberIx};
use crate::domain::money::Ore;
use crate::domain::period::{Span, Year};
use crate::domain::source::Origin;
use crate::domain::voucher::{Layer, PlanAmount, Posting, Voucher, VoucherKind};
use chrono::NaiveDate;

/// Which postings a figure adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Select {
    /// Accounts of one row of resultaträkningen or balansräkningen.
    Row(StatementRow),
    /// One account.
    Account(AccountIx),
    /// Contributions of one member.
    Member(MemberIx),
    /// Contributions that the source does not give per member.
    NoMember,
    /// Verksamhetens income that is not contributions.
    OtherIncome,
    /// Verksamhetens costs of one group of lines that belong to no insats.
    Group(GroupIx),
    /// Costs of an insats, its utvecklingsmedel apart.
    Insats {
        /// The insats.
        insats: InsatsIx,
        /// Its utvecklingsmedel, or all the rest of it.
        utvecklingsmedel: bool,
    },
    /// Verksamhetens costs that the layer does not give by group.
    NoGroup,
    /// One budget line.
    Line(LineIx),
    /// Every result account.
    Result,
    /// Every account of a kind.
    Kind(AccountKind),
}

impl Select {
    /// Whether the posting is among them.
    pub fn takes(self, chart: &Chart, posting: &Posting) -> bool {
        let account = chart.get(posting.account);
        let contribution = posting.account == chart.roles.medlemsbidrag;
        let cost = account.row == StatementRow::VerksamhetensKostnader;
        match self {
            Select::Row(row) => account.row == row,
            Select::Account(ix) => posting.account == ix,
            Select::Member(member) => contribution && posting.dimensions.member == Some(member),
            Select::NoMember => contribution && posting.dimensions.member.is_none(),
            Select::OtherIncome => account.row == StatementRow::VerksamhetensIntakter && !contribution,
            Select::Group(group) => {
                cost && posting.dimensions.group == Some(group) && posting.dimensions.insats.is_none()
            }
            Select::Insats { insats, utvecklingsmedel } => {
                let dimensions = posting.dimensions;
                cost && dimensions.insats == Some(insats) && dimensions.utvecklingsmedel == utvecklingsmedel
            }
            Select::NoGroup => cost && posting.dimensions.group.is_none(),
            Select::Line(line) => posting.dimensions.line == Some(line),
            Select::Result => account.kind.is_result(),
            Select::Kind(kind) => account.kind == kind,
        }
    }
}

/// What happened until a day, and a scenario's layer after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Books {
    /// The first day that has no bokslut.
    pub closed_until: NaiveDate,
    /// The layer from that day on, if any.
    pub later: Option<Layer>,
}

impl Books {
    fn holds(self, voucher: &Voucher) -> bool {
        match voucher.layer() {
            Layer::Utfall => voucher.span().from <= self.closed_until && voucher.span().to <= self.closed_until,
            layer => self.later == Some(layer),
        }
    }
}

/// The amounts together do not fit in 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// The ledger.
#[derive(Clone, Debug)]
pub struct Ledger {
    chart: Chart,
    vouchers: Vec<Voucher>,
    plans: Vec<PlanAmount>,
}

impl Ledger {
    /// Puts vouchers and plan amounts together.
    ///
    /// # Errors
    /// [`TooLarge`] if their absolute amounts sum to more than a quarter of what 64 bits hold.
    pub fn new(chart: Chart, vouchers: Vec<Voucher>, plans: Vec<PlanAmount>) -> Result<Self, TooLarge> {
        let ledger = Ledger { chart, vouchers, plans };
        let posted = ledger.postings().map(|(_, posting)| posting.amount);
        let planned = ledger.plans.iter().map(|plan| plan.posting.amount);
        let total: u128 = posted.chain(planned).map(|amount| u128::from(amount.ore().unsigned_abs())).sum();
        if total > (i64::MAX / 4) as u128 { Err(TooLarge) } else { Ok(ledger) }
    }

    /// A ledger without postings.
    pub fn empty(chart: Chart) -> Self {
        Ledger { chart, vouchers: Vec::new(), plans: Vec::new() }
    }

    /// The chart of accounts.
    pub fn chart(&self) -> &Chart {
        &self.chart
    }

    /// Every voucher.
    pub fn vouchers(&self) -> &[Voucher] {
        &self.vouchers
    }

    /// Every plan amount.
    pub fn plans(&self) -> &[PlanAmount] {
        &self.plans
    }

    /// Every posting with its voucher.
    pub fn postings(&self) -> impl Iterator<Item = (&Voucher, &Posting)> {
        self.vouchers.iter().flat_map(|voucher| voucher.postings().iter().map(move |posting| (voucher, posting)))
    }

    /// The movement of the selected accounts within the days, debit positive; closings do not count. `None` if nothing is there.
    pub fn movement(&self, books: Books, span: Span, select: Select) -> Option<Ore> {
        let vouchers = self.vouchers.iter().filter(|voucher| {
            voucher.kind() == VoucherKind::Ordinary && span.contains(voucher.span()) && books.holds(voucher)
        });
        self.sum(vouchers.flat_map(Voucher::postings), select)
    }

    /// The balance of the selected accounts when the day begins, debit positive. Closings at that very moment do not count, so
    /// that a year's result is still told apart at its end.
    pub fn balance(&self, books: Books, at: NaiveDate, select: Select) -> Option<Ore> {
        let vouchers = self.vouchers.iter().filter(|voucher| {
            let before = match voucher.kind() {
                VoucherKind::Opening => voucher.span().from <= at,
                VoucherKind::Ordinary => voucher.span().to <= at,
                VoucherKind::Closing => voucher.span().from < at,
            };
            before && books.holds(voucher)
        });
        self.sum(vouchers.flat_map(Voucher::postings), select)
    }

    /// What a budget plans for the selected accounts, debit positive. `None` if it says nothing of them.
    pub fn planned(&self, layer: Layer, select: Select) -> Option<Ore> {
        self.sum(self.plans.iter().filter(|plan| plan.layer == layer).map(|plan| &plan.posting), select)
    }

    /// A scenario's own layer within the days, debit positive.
    pub fn layer_movement(&self, layer: Layer, span: Span, select: Select) -> Option<Ore> {
        let vouchers = self.vouchers.iter().filter(|voucher| voucher.layer() == layer && span.contains(voucher.span()));
        self.sum(vouchers.flat_map(Voucher::postings), select)
    }

    /// Eget kapital when the day begins: all that was closed into it before, and the result of the year so far.
    pub fn equity(&self, books: Books, at: NaiveDate) -> Option<Ore> {
        let own = self.balance(books, at, Select::Kind(AccountKind::EgetKapital))?;
        let result = self.balance(books, at, Select::Result).unwrap_or(Ore::ZERO);
        Some(-Ore::new(own.ore() + result.ore()))
    }

    /// The published intervals of a year, in order: what the sources give.
    pub fn intervals(&self, year: Year) -> Vec<Span> {
        let of_year = |voucher: &&Voucher| {
            voucher.layer() == Layer::Utfall && voucher.kind() == VoucherKind::Ordinary && voucher.span().year() == year
        };
        let mut spans: Vec<Span> = self.vouchers.iter().filter(of_year).map(Voucher::span).collect();
        spans.sort();
        spans.dedup();
        spans
    }

    /// Whether published intervals make up exactly these days.
    pub fn is_given(&self, span: Span) -> bool {
        let inside: Vec<Span> =
            self.intervals(span.year()).into_iter().filter(|interval| span.overlaps(*interval)).collect();
        let ends = inside.first().zip(inside.last());
        ends.is_some_and(|(first, last)| first.from == span.from && last.to == span.to)
    }

    fn sum<'p>(&self, postings: impl Iterator<Item = &'p Posting>, select: Select) -> Option<Ore> {
        let (mut sum, mut given) = (0, 0);
        for posting in postings.filter(|posting| select.takes(&self.chart, posting)) {
            sum += posting.amount.ore();
            given += weight(posting.origin);
        }
        (given != 0).then_some(Ore::new(sum))
    }
}

/// What a posting adds to the question "is there a figure here at all". A figure that a later report no longer specifies takes
/// back what the earlier one gave, so that the sum over both is nothing and not 0.
fn weight(origin: Origin) -> i32 {
    match origin {
        Origin::Fact(_) | Origin::Projection { .. } | Origin::Closing(_) => 1,
        Origin::Movement { from, to } => i32::from(to.is_some()) - i32::from(from.is_some()),
        Origin::Rest { year: Some(_), .. } => 1,
        Origin::Rest { year: None, .. } => -1,
    }
}
