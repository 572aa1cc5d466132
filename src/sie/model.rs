//! What a SIE file of type 1–4 holds: texts kept once, rows in columns, every amount in whole öre with debit positive.
//!
//! The model is the same whether a file was read ([`super::read`]) or is about to be written ([`super::write`]).

use super::finding::Finding;
use crate::domain::money::Ore;
use chrono::NaiveDate;
use std::ops::Range;

/// An account by its position in [`SieFile::accounts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountNo(pub u32);

/// A list of objects by its position in [`SieFile::object_lists`]; 0 is always the empty list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectList(pub u32);

/// What the file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// `#SIETYP`: 1 to 4; 1 where it is missing. 4 is both 4E and 4I.
    pub kind: u8,
    /// `#FLAGGA`: whether the file says that it has been read before.
    pub flag: bool,
    /// `#PROGRAM`: name and version.
    pub program: Option<(String, String)>,
    /// `#GEN`: the day it was made.
    pub made: Option<NaiveDate>,
    /// `#FNAMN`: the company's name.
    pub company: Option<String>,
    /// `#ORGNR`.
    pub orgnr: Option<String>,
    /// `#KPTYP`: the type of chart of accounts, as written.
    pub chart: Option<String>,
    /// `#VALUTA`; kronor where it is missing.
    pub currency: Option<String>,
    /// `#OMFATTN`: the last day the balances are for.
    pub through: Option<NaiveDate>,
    /// `#RAR`: index (0 is this year, −1 the one before), first and last day.
    pub years: Vec<FiscalYear>,
}

/// A fiscal year that a file speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FiscalYear {
    /// 0 for the file's own year, −1 for the one before.
    pub index: i32,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

/// `#KTYP`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountType {
    /// T, an asset.
    Tillgang,
    /// S, a debt or eget kapital.
    Skuld,
    /// K, a cost.
    Kostnad,
    /// I, an income.
    Intakt,
}

/// An account of the file. Its number is text: real files hold `DIFF` too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The number.
    pub number: String,
    /// `#KONTO`'s name; empty if the account is only used.
    pub name: String,
    /// `#KTYP`, where it is given and known.
    pub kind: Option<AccountType>,
}

/// `#DIM` or `#UNDERDIM`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The dimension above it.
    pub parent: Option<String>,
}

/// `#OBJEKT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// The dimension's number.
    pub dimension: String,
    /// Its code: a key, never mended.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The kinds of balance record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BalanceKind {
    /// `#IB`, and with objects `#OIB`.
    Ib,
    /// `#UB`, and with objects `#OUB`.
    Ub,
    /// `#RES`.
    Res,
    /// `#PSALDO`: the change in a month.
    Psaldo,
    /// `#PBUDGET`: the budget of a month.
    Pbudget,
}

/// A balance record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Which record.
    pub kind: BalanceKind,
    /// The year's index.
    pub year: i32,
    /// For `#PSALDO` and `#PBUDGET` the first day of the month.
    pub month: Option<NaiveDate>,
    /// The account.
    pub account: AccountNo,
    /// The objects; the empty list is the account's total.
    pub objects: ObjectList,
    /// Debit positive.
    pub amount: Ore,
    /// The line it stands on; 0 for a file that is about to be written.
    pub line: u32,
}

/// A voucher (`#VER`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher {
    /// Series, which may be empty.
    pub series: String,
    /// Number, which may be empty.
    pub number: String,
    /// Its day.
    pub date: NaiveDate,
    /// Its text.
    pub text: String,
    /// Its rows in [`Rows`]: `#TRANS` only; `#RTRANS` and `#BTRANS` are counted and never summed.
    pub rows: Range<u32>,
    /// The line it stands on.
    pub line: u32,
}

/// The `#TRANS` rows of all vouchers, in columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The account of each.
    pub account: Vec<AccountNo>,
    /// The amount of each, debit positive.
    pub amount: Vec<Ore>,
    /// The objects of each.
    pub objects: Vec<ObjectList>,
    /// The line each stands on.
    pub line: Vec<u32>,
}

/// A whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SieFile {
    /// What it says of itself.
    pub header: Header,
    /// The accounts, in the order of the file.
    pub accounts: Vec<Account>,
    /// The dimensions that are declared.
    pub dimensions: Vec<Dimension>,
    /// The objects that are declared.
    pub objects: Vec<Object>,
    /// Every list of objects that is used, as pairs of dimension and code; the first is empty.
    pub object_lists: Vec<Vec<(String, String)>>,
    /// The balances.
    pub balances: Vec<Balance>,
    /// The vouchers, in the order of the file.
    pub vouchers: Vec<Voucher>,
    /// Their rows.
    pub rows: Rows,
    /// What does not hold or was passed over, each with its line; empty for a file that is about to be written.
    pub findings: Vec<Finding>,
}

impl SieFile {
    /// The account.
    pub fn account(&self, account: AccountNo) -> &Account {
        &self.accounts[account.0 as usize]
    }

    /// The pairs of dimension and object.
    pub fn objects_of(&self, list: ObjectList) -> &[(String, String)] {
        self.object_lists.get(list.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The file's own year.
    pub fn year(&self) -> Option<FiscalYear> {
        self.header.years.iter().find(|year| year.index == 0).copied()
    }
}
