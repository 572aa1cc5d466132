//! The books as a journal that hledger and ledger read: every voucher a transaction, and after each the balance of every account of the
//! balance sheet as an assertion, so that both programs check our sums.

use crate::diag::Place;
use crate::domain::account::{AccountIx, AccountKind};
use crate::domain::forbund::Forbund;
use crate::domain::money::Ore;
use crate::domain::source::Origin;
use crate::domain::sv;
use crate::domain::voucher::{Layer, Posting, Voucher, VoucherKind};
use crate::ledger::Ledger;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The journal of everything published; `show` makes a place into file and line.
pub fn journal(forbund: &Forbund, ledger: &Ledger, show: impl Fn(Place) -> String) -> String {
    let mut out = format!("; {}: böckerna som journal för hledger och ledger. Kredit är minus.\n", forbund.name);
    let mut stocks: BTreeMap<AccountIx, i64> = BTreeMap::new();
    for voucher in ledger.vouchers().iter().filter(|voucher| voucher.layer() == Layer::Utfall) {
        out.push_str(&format!("\n{} {}\n", day(voucher), text(voucher)));
        for posting in voucher.postings() {
            out.push_str(&line(forbund, posting, &show));
            if !forbund.chart.get(posting.account).kind.is_result() {
                *stocks.entry(posting.account).or_insert(0) += posting.amount.ore();
            }
        }
        if voucher.kind() == VoucherKind::Ordinary {
            out.push_str(&format!("\n{} Avstämning: saldona {}\n", day(voucher), day(voucher)));
            for (account, sum) in &stocks {
                out.push_str(&format!("    {}  0 SEK = {} SEK\n", name(forbund, *account), Ore::new(*sum)));
            }
        }
    }
    out
}

/// The last day of what happened; the first moment of an opening or a closing.
fn day(voucher: &Voucher) -> NaiveDate {
    match voucher.kind() {
        VoucherKind::Ordinary => voucher.span().last_day(),
        VoucherKind::Opening | VoucherKind::Closing => voucher.span().from,
    }
}

fn text(voucher: &Voucher) -> String {
    match voucher.kind() {
        VoucherKind::Opening => "Ingående balans".to_owned(),
        VoucherKind::Ordinary => sv::span(voucher.span()),
        VoucherKind::Closing => format!("Bokslut {}: resultatet blir eget kapital", voucher.span().year().previous()),
    }
}

/// The account under its kind, by its id: both programs end an account's name at two blanks.
pub fn name(forbund: &Forbund, account: AccountIx) -> String {
    let account = forbund.chart.get(account);
    let kind = match account.kind {
        AccountKind::Intakt => "intakter",
        AccountKind::Kostnad => "kostnader",
        AccountKind::Tillgang => "tillgangar",
        AccountKind::EgetKapital => "eget-kapital",
        AccountKind::Avsattning => "avsattningar",
        AccountKind::Skuld => "skulder",
    };
    format!("{kind}:{}", account.id)
}

fn line(forbund: &Forbund, posting: &Posting, show: impl Fn(Place) -> String) -> String {
    let member = posting.dimensions.member.map_or_else(String::new, |ix| format!(":{}", forbund.member(ix).id));
    let places: Vec<Place> = match posting.origin {
        Origin::Fact(place) => vec![place],
        Origin::Movement { from, to } => [from, to].into_iter().flatten().collect(),
        Origin::Rest { year, interim } => [year, interim].into_iter().flatten().collect(),
        _ => Vec::new(),
    };
    let places: Vec<String> = places.into_iter().map(show).collect();
    let comment = if places.is_empty() { String::new() } else { format!("  ; {}", places.join(", ")) };
    format!("    {}{member}  {} SEK{comment}\n", name(forbund, posting.account), posting.amount)
}
