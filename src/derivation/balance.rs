//! What a query of the ledger is made of: a flow of its postings, in groups; a balance of what sources state, or of the balance before
//! and what has moved since.

use super::graph::{Graph, Identity, NodeIx};
use super::names::{of_query, of_select};
use crate::domain::account::{AccountIx, StatementRow};
use crate::domain::period::{Span, Year};
use crate::domain::source::Origin;
use crate::domain::voucher::{Dimensions, Layer, Posting, Voucher, VoucherKind};
use crate::ledger::{Books, Query, Select};
use crate::statement::Name;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// A posting with its voucher; an amount of a budget has none.
pub(super) type Posted<'e> = (Option<&'e Voucher>, &'e Posting);

impl<'e> Graph<'e> {
    /// The terms of a query, that summed with their signs are debit × `sign`.
    pub(super) fn terms(&mut self, query: Query, select: Select, sign: i64) -> Vec<(i64, NodeIx)> {
        match query {
            Query::Balance { books, at } => self.balance(books, at, select, sign),
            Query::Movement { .. } | Query::Layer { .. } | Query::Planned(_) => {
                let postings = self.postings(query, select);
                self.flow(query, select, sign, postings)
            }
        }
    }

    pub(super) fn postings(&self, query: Query, select: Select) -> Vec<Posted<'e>> {
        let economy = self.economy;
        let mut found = Vec::new();
        economy.ledger.each(query, select, |voucher, posting| found.push((voucher, posting)));
        found
    }

    /// Postings as terms: row by row where there are several rows, else by line, member or account, else one by one.
    fn flow(&mut self, query: Query, select: Select, sign: i64, postings: Vec<Posted<'e>>) -> Vec<(i64, NodeIx)> {
        let layer = layer_of(query);
        let economy = self.economy;
        let row_of = |posting: &Posting| economy.forbund.chart.get(posting.account).row;
        let rows: std::collections::BTreeSet<StatementRow> =
            postings.iter().map(|(_, posting)| row_of(posting)).collect();
        if rows.len() > 1 && matches!(select, Select::Result | Select::Equity) {
            let mut of_row = |row: StatementRow| {
                let unnamed = Name::new("", "");
                // As the row is printed: income and costs are both positive.
                (sign * row.debit_sign(), self.ledger(&unnamed, query, Select::Row(row), row.debit_sign()))
            };
            return rows.into_iter().map(&mut of_row).collect();
        }
        let mut groups: BTreeMap<(AccountIx, Dimensions), Vec<Posted<'e>>> = BTreeMap::new();
        for posted in &postings {
            groups.entry((posted.1.account, posted.1.dimensions)).or_default().push(*posted);
        }
        if groups.len() == 1 || groups.len() == postings.len() {
            return postings.iter().map(|posted| (sign, self.posting(layer, *posted))).collect();
        }
        groups.into_values().map(|group| self.group(query, select, sign, &group)).collect()
    }

    /// Postings of one line, member or account, as the row is printed.
    fn group(&mut self, query: Query, select: Select, sign: i64, group: &[Posted<'e>]) -> (i64, NodeIx) {
        let layer = layer_of(query);
        if let [only] = group {
            return (sign, self.posting(layer, *only));
        }
        let economy = self.economy;
        let first = group[0].1;
        let natural = economy.forbund.chart.get(first.account).row.debit_sign();
        let identity = Identity::Group(query, select, std::ptr::from_ref(first) as usize);
        if let Some(found) = self.known(identity) {
            return (sign * natural, found);
        }
        let name = Name::new(&super::of_posting(&economy.forbund, first), &of_query(economy, query));
        let terms = group.iter().map(|posted| (natural, self.posting(layer, *posted))).collect();
        (sign * natural, self.signed(identity, name, terms))
    }

    /// What stands when the day begins.
    fn balance(&mut self, books: Books, at: NaiveDate, select: Select, sign: i64) -> Vec<(i64, NodeIx)> {
        let postings = self.postings(Query::Balance { books, at }, select);
        let is_stock = |posting: &Posting| {
            let kind = self.economy.forbund.chart.get(posting.account).kind;
            !kind.is_result() && kind != crate::domain::account::AccountKind::EgetKapital
        };
        if at <= books.closed_until && postings.iter().all(|(_, posting)| is_stock(posting)) {
            return self.stated(&postings, sign);
        }
        let first =
            Year::new(i64::from(Span { from: at, to: at }.last_day().year())).map(Year::first_day).unwrap_or(at);
        let is_opening = |voucher: Option<&Voucher>| voucher.is_some_and(|v| v.kind() == VoucherKind::Opening);
        if postings.iter().all(|(voucher, _)| is_opening(*voucher)) {
            return postings.iter().map(|posted| (sign, self.posting(Layer::Utfall, *posted))).collect();
        }
        self.carried(books, (first, at), select, sign, &postings)
    }

    /// The balance on the year's first day, what was closed into it then, and what has moved since.
    fn carried(
        &mut self,
        books: Books,
        (first, at): (NaiveDate, NaiveDate),
        select: Select,
        sign: i64,
        postings: &[Posted<'e>],
    ) -> Vec<(i64, NodeIx)> {
        let economy = self.economy;
        let mut terms = Vec::new();
        let named = |query| Name::new(&of_select(&economy.forbund, select), &of_query(economy, query));
        let opening = Query::Balance { books, at: first };
        if !self.postings(opening, select).is_empty() {
            terms.push((1, self.ledger(&named(opening), opening, select, sign)));
        }
        let closings: Vec<Posted<'e>> = postings
            .iter()
            .filter(|(voucher, _)| voucher.is_some_and(|v| v.kind() == VoucherKind::Closing && v.span().from == first))
            .copied()
            .collect();
        // A closing moves the result within eget kapital; where all of it is selected it moves nothing.
        if closings.iter().map(|(_, posting)| posting.amount.ore()).sum::<i64>() != 0 {
            terms.extend(closings.iter().map(|posted| (sign, self.posting(Layer::Utfall, *posted))));
        }
        let moved = Query::Movement { books, span: Span { from: first, to: at } };
        let since = if select == Select::Equity { Select::Result } else { select };
        let others = self.postings(moved, select).len() != self.postings(moved, since).len();
        let since = if others { select } else { since };
        if !self.postings(moved, since).is_empty() {
            let name = match select == since {
                true => Name::new(
                    &format!("Förändring av {}", of_select(&economy.forbund, select).to_lowercase()),
                    &of_query(economy, moved),
                ),
                false => Name::new("", ""),
            };
            terms.push((1, self.ledger(&name, moved, since, sign)));
        }
        terms
    }

    /// Stocks that sources state: the last figure of each account, and nothing where a later report no longer specifies it.
    fn stated(&mut self, postings: &[Posted<'e>], sign: i64) -> Vec<(i64, NodeIx)> {
        let mut last: BTreeMap<AccountIx, Posted<'e>> = BTreeMap::new();
        for posted in postings {
            last.insert(posted.1.account, *posted);
        }
        let mut terms = Vec::new();
        for (account, (_, posting)) in last {
            let natural = self.economy.forbund.chart.get(account).kind.debit_sign();
            match posting.origin {
                Origin::Movement { to: Some(place), .. } | Origin::Fact(place) => {
                    terms.push((sign * natural, self.fact(place)));
                }
                _ => {}
            }
        }
        terms
    }
}

/// The layer of a budget's amounts; the others are told by their vouchers.
fn layer_of(query: Query) -> Layer {
    if let Query::Planned(layer) = query { layer } else { Layer::Utfall }
}
