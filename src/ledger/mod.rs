//! The one book: every krona, published, planned or projected, and the queries that every statement is made of.
//!
//! A query names its layers and its days; nothing is added up across them unseen. Sums cannot overflow: the ledger refuses
//! to be built if the absolute amounts together would not fit.

mod booked;
mod build;
pub mod export;

pub use booked::{Booked, booked, budget_in_words};
pub use build::{budgets, build, of_line, published};

use crate::domain::account::{AccountIx, AccountKind, Chart, StatementRow};
use crate::domain::forbund::{GroupIx, InsatsIx, LineIx, MemberIx};
use crate::domain::money::Ore;
use crate::domain::period::{Span, Year};
use crate::domain::source::Origin;
use crate::domain::voucher::{Dimensions, Layer, PlanAmount, Posting, Voucher, VoucherKind};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::Range;

/// Which postings a figure adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Select {
    /// Accounts of one row of resultaträkningen or balansräkningen.
    Row(StatementRow),
    /// One account.
    Account(AccountIx),
    /// Contributions of one member.
    Member(MemberIx),
    /// Contributions that the source does not give per member.
    NoMember,
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
    /// Verksamhetens costs that the layer gives by group and that belong to no insats.
    NoInsats,
    /// Verksamhetens costs that the layer gives by group and that belong to no kommun.
    NoKommun,
    /// Costs of a group that lie on none of its lines, as a saving that is not yet placed.
    Unplaced(GroupIx),
    /// Every result account.
    Result,
    /// Eget kapital and the result that is not yet closed into it.
    Equity,
    /// Every account of a kind.
    Kind(AccountKind),
    /// Postings that lie in the same row, belong to the same line, member and kommun, and, where it matters, on the same account.
    Alike {
        /// The row.
        row: StatementRow,
        /// The account, where a row is told apart by account.
        account: Option<AccountIx>,
        /// Where they belong.
        dimensions: Dimensions,
    },
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
            Select::Group(group) => {
                cost && posting.dimensions.group == Some(group) && posting.dimensions.insats.is_none()
            }
            Select::Insats { insats, utvecklingsmedel } => {
                let dimensions = posting.dimensions;
                cost && dimensions.insats == Some(insats) && dimensions.utvecklingsmedel == utvecklingsmedel
            }
            Select::NoGroup => cost && posting.dimensions.group.is_none(),
            Select::Line(line) => posting.dimensions.line == Some(line),
            Select::NoInsats => cost && posting.dimensions.group.is_some() && posting.dimensions.insats.is_none(),
            Select::NoKommun => cost && posting.dimensions.group.is_some() && posting.dimensions.kommun.is_none(),
            Select::Unplaced(group) => {
                cost && posting.dimensions.group == Some(group) && posting.dimensions.line.is_none()
            }
            Select::Result => account.kind.is_result(),
            Select::Equity => account.kind == AccountKind::EgetKapital || account.kind.is_result(),
            Select::Kind(kind) => account.kind == kind,
            Select::Alike { row, account: only, dimensions } => {
                let same_account = only.is_none_or(|only| only == posting.account);
                account.row == row && same_account && posting.dimensions == dimensions
            }
        }
    }
}

/// What happened until a day, and a scenario's layer after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Books {
    /// The first day that has no bokslut.
    pub closed_until: NaiveDate,
    /// The layer from that day on, if any.
    pub later: Option<Layer>,
}

/// What is added up of the selected postings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Query {
    /// What moved within the days; closings do not count.
    Movement {
        /// The books.
        books: Books,
        /// The days.
        span: Span,
    },
    /// What stands when the day begins.
    Balance {
        /// The books.
        books: Books,
        /// The day.
        at: NaiveDate,
    },
    /// What a budget plans.
    Planned(Layer),
    /// What moved within the days in one layer by itself.
    Layer {
        /// The layer.
        layer: Layer,
        /// The days.
        span: Span,
    },
}

/// The amounts together do not fit in 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

/// The ledger. Its vouchers are kept by layer and day, whatever order they came in.
#[derive(Clone, Debug)]
pub struct Ledger {
    chart: Chart,
    vouchers: Vec<Voucher>,
    layers: BTreeMap<Layer, Range<usize>>,
    plans: Vec<PlanAmount>,
}

impl Ledger {
    /// Puts vouchers and plan amounts together.
    ///
    /// # Errors
    /// [`TooLarge`] if their absolute amounts sum to more than a quarter of what 64 bits hold.
    pub fn new(chart: Chart, mut vouchers: Vec<Voucher>, plans: Vec<PlanAmount>) -> Result<Self, TooLarge> {
        vouchers.sort_by_key(|voucher| (voucher.layer(), voucher.span(), voucher.kind()));
        let mut layers: BTreeMap<Layer, Range<usize>> = BTreeMap::new();
        for (at, voucher) in vouchers.iter().enumerate() {
            layers.entry(voucher.layer()).or_insert(at..at).end = at + 1;
        }
        let ledger = Ledger { chart, vouchers, layers, plans };
        let posted = ledger.postings().map(|(_, posting)| posting.amount);
        let planned = ledger.plans.iter().map(|plan| plan.posting.amount);
        let total: u128 = posted.chain(planned).map(|amount| u128::from(amount.ore().unsigned_abs())).sum();
        if total > (i64::MAX / 4) as u128 { Err(TooLarge) } else { Ok(ledger) }
    }

    /// The same ledger with more vouchers.
    ///
    /// # Errors
    /// As [`Ledger::new`].
    pub fn with(self, more: Vec<Voucher>) -> Result<Self, TooLarge> {
        let vouchers = self.vouchers.into_iter().chain(more).collect();
        Ledger::new(self.chart, vouchers, self.plans)
    }

    /// A ledger without postings.
    pub fn empty(chart: Chart) -> Self {
        Ledger { chart, vouchers: Vec::new(), layers: BTreeMap::new(), plans: Vec::new() }
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

    /// The vouchers of a layer.
    fn of_layer(&self, layer: Layer) -> &[Voucher] {
        self.layers.get(&layer).map_or(&[], |range| &self.vouchers[range.clone()])
    }

    /// The vouchers that the books hold: published ones of closed years, and those of the later layer.
    fn held(&self, books: Books) -> impl Iterator<Item = &Voucher> {
        let closed = self.of_layer(Layer::Utfall).iter().filter(move |voucher| voucher.span().to <= books.closed_until);
        closed.chain(books.later.map_or(&[][..], |layer| self.of_layer(layer)))
    }

    /// Every posting that a query adds up, with its voucher; an amount of a budget has none. The sum and the derivation of a figure
    /// both go through here, so that they cannot differ.
    pub fn each<'l>(&'l self, query: Query, select: Select, mut take: impl FnMut(Option<&'l Voucher>, &'l Posting)) {
        let mut within = |vouchers: &mut dyn Iterator<Item = &'l Voucher>| {
            for voucher in vouchers {
                let taken = voucher.postings().iter().filter(|posting| select.takes(&self.chart, posting));
                taken.for_each(|posting| take(Some(voucher), posting));
            }
        };
        let happened =
            |voucher: &&Voucher, span: Span| voucher.kind() == VoucherKind::Ordinary && span.contains(voucher.span());
        match query {
            Query::Movement { books, span } => within(&mut self.held(books).filter(|voucher| happened(voucher, span))),
            Query::Layer { layer, span } => {
                within(&mut self.of_layer(layer).iter().filter(|voucher| happened(voucher, span)));
            }
            Query::Balance { books, at } => within(&mut self.held(books).filter(|voucher| match voucher.kind() {
                VoucherKind::Opening => voucher.span().from <= at,
                VoucherKind::Ordinary => voucher.span().to <= at,
                VoucherKind::Closing => voucher.span().from < at,
            })),
            Query::Planned(layer) => {
                let own = self.plans.iter().filter(|plan| plan.layer == layer).map(|plan| &plan.posting);
                own.filter(|posting| select.takes(&self.chart, posting)).for_each(|posting| take(None, posting));
            }
        }
    }

    /// What a query adds up, debit positive. `None` if there is no figure at all. Whether there is one is told account by account, so
    /// that what one account no longer has does not hide what another has got.
    pub fn total(&self, query: Query, select: Select) -> Option<Ore> {
        let weight = if matches!(query, Query::Balance { .. }) { stands } else { moved };
        let (mut sum, mut is_projected) = (0, false);
        let mut given: BTreeMap<(AccountIx, Option<MemberIx>), i32> = BTreeMap::new();
        self.each(query, select, |_, posting| {
            sum += posting.amount.ore();
            match posting.origin {
                Origin::Projection { .. } => is_projected = true,
                origin => *given.entry((posting.account, posting.dimensions.member)).or_default() += weight(origin),
            }
        });
        (is_projected || given.values().any(|weight| *weight != 0)).then_some(Ore::new(sum))
    }

    /// The movement of the selected accounts within the days, debit positive; closings do not count. `None` if nothing is there.
    pub fn movement(&self, books: Books, span: Span, select: Select) -> Option<Ore> {
        self.total(Query::Movement { books, span }, select)
    }

    /// The balance of the selected accounts when the day begins, debit positive. Closings at that very moment do not count, so
    /// that a year's result is still told apart at its end.
    pub fn balance(&self, books: Books, at: NaiveDate, select: Select) -> Option<Ore> {
        self.total(Query::Balance { books, at }, select)
    }

    /// What a budget plans for the selected accounts, debit positive. `None` if it says nothing of them.
    pub fn planned(&self, layer: Layer, select: Select) -> Option<Ore> {
        self.total(Query::Planned(layer), select)
    }

    /// A scenario's own layer within the days, debit positive.
    pub fn layer_movement(&self, layer: Layer, span: Span, select: Select) -> Option<Ore> {
        self.total(Query::Layer { layer, span }, select)
    }

    /// Eget kapital when the day begins: all that was closed into it before, and the result of the year so far.
    pub fn equity(&self, books: Books, at: NaiveDate) -> Option<Ore> {
        self.balance(books, at, Select::Equity).map(|credit| -credit)
    }

    /// The published intervals of a year, in order: what the sources give.
    pub fn intervals(&self, year: Year) -> Vec<Span> {
        let of_year = |voucher: &&Voucher| voucher.kind() == VoucherKind::Ordinary && voucher.span().year() == year;
        self.of_layer(Layer::Utfall).iter().filter(of_year).map(Voucher::span).collect()
    }

    /// Whether published intervals make up exactly these days.
    pub fn is_given(&self, span: Span) -> bool {
        let inside: Vec<Span> =
            self.intervals(span.year()).into_iter().filter(|interval| span.overlaps(*interval)).collect();
        let ends = inside.first().zip(inside.last());
        ends.is_some_and(|(first, last)| first.from == span.from && last.to == span.to)
    }
}

/// What a posting adds to the question whether a flow is there at all. What a later report no longer specifies takes back what
/// the earlier one gave, so that the sum over both is nothing and not 0.
fn moved(origin: Origin) -> i32 {
    match origin {
        Origin::Rest { year: None, .. } => -1,
        _ => 1,
    }
}

/// The same for a stock, which stands until a later report no longer specifies it.
fn stands(origin: Origin) -> i32 {
    match origin {
        Origin::Movement { from, to } => i32::from(to.is_some()) - i32::from(from.is_some()),
        origin => moved(origin),
    }
}
