//! What a SIE file of type 1–4 holds: texts kept once, rows in columns, every amount in whole öre with debit positive.
//!
//! The model is the same whether a file was read or is about to be written.

use super::encoding::{Encoding, decode};
use super::finding::Finding;
use crate::domain::money::Ore;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::ops::Range;

/// An account by its position in [`SieFile::accounts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountNo(pub u32);

/// A list of objects by its position in [`SieFile::object_lists`]; 0 is always the empty list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectList(pub u32);

/// A text by its place in [`SieFile::texts`]: a million vouchers hold one text between them, and not three million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The first byte.
    pub start: u32,
    /// How many bytes.
    pub length: u32,
}

/// The texts of vouchers one after the other, as the file has them: few are ever asked for, and they are made into letters then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    bytes: Vec<u8>,
    /// How the bytes are letters.
    pub encoding: Encoding,
}

impl Texts {
    /// Keeps a text; one that there is no more room for, beyond four gigabytes, is kept empty.
    pub fn add(&mut self, bytes: &[u8]) -> Text {
        let (Ok(start), Ok(length)) = (u32::try_from(self.bytes.len()), u32::try_from(bytes.len())) else {
            return Text::default();
        };
        self.bytes.extend_from_slice(bytes);
        Text { start, length }
    }

    /// The bytes of a text.
    pub fn bytes(&self, text: Text) -> &[u8] {
        let start = text.start as usize;
        self.bytes.get(start..start + text.length as usize).unwrap_or_default()
    }

    /// All of them.
    pub fn all(&self) -> &[u8] {
        &self.bytes
    }
}

/// What the file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// `#SIETYP`: 1 to 4; 1 where it is missing. 4 is both 4E and 4I.
    pub kind: u8,
    /// `#FLAGGA`: whether the file says that it has been read before.
    pub flag: bool,
    /// `#PROGRAM`: name and version.
    pub program: Option<String>,
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

impl FiscalYear {
    /// Whether the day belongs to it.
    pub fn holds(&self, day: NaiveDate) -> bool {
        (self.from..=self.last).contains(&day)
    }
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

impl AccountType {
    /// The letters of the format.
    pub const LETTERS: [(&'static str, AccountType); 4] = [
        ("T", AccountType::Tillgang),
        ("S", AccountType::Skuld),
        ("K", AccountType::Kostnad),
        ("I", AccountType::Intakt),
    ];
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
    pub series: Text,
    /// Number, which may be empty.
    pub number: Text,
    /// Its text.
    pub text: Text,
    /// Its day.
    pub date: NaiveDate,
    /// Its rows in [`Rows`]: `#TRANS` only; `#RTRANS` and `#BTRANS` are never summed.
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

impl Rows {
    /// How many there are.
    pub fn len(&self) -> u32 {
        // A file has fewer than 2³² lines, or the reader refuses it.
        self.amount.len() as u32
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.amount.is_empty()
    }

    /// Keeps only the first rows.
    pub fn truncate(&mut self, count: u32) {
        let count = count as usize;
        self.account.truncate(count);
        self.amount.truncate(count);
        self.objects.truncate(count);
        self.line.truncate(count);
    }

    /// Adds a row.
    pub fn push(&mut self, account: AccountNo, amount: Ore, objects: ObjectList, line: u32) {
        self.account.push(account);
        self.amount.push(amount);
        self.objects.push(objects);
        self.line.push(line);
    }
}

/// What was passed over or counted, and how the text was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The encoding that the bytes turned out to have.
    pub encoding: Encoding,
    /// Lines in all.
    pub lines: u32,
    /// `#RTRANS` and `#BTRANS`.
    pub corrections: u32,
    /// Whether `#KSUMMA` was there and holds.
    pub ksumma: Option<bool>,
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
    /// The vouchers' texts.
    pub texts: Texts,
    /// What does not hold or was passed over, each with its line; empty for a file that is about to be written.
    pub findings: Vec<Finding>,
    /// How the reading went.
    pub reading: Reading,
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

    /// A text of a voucher.
    pub fn text(&self, text: Text) -> Cow<'_, str> {
        decode(self.texts.bytes(text), self.texts.encoding)
    }

    /// Series and number, as a bookkeeper would say it.
    pub fn voucher_name(&self, voucher: &Voucher) -> String {
        let name = format!("{} {}", self.text(voucher.series), self.text(voucher.number));
        let name = name.trim();
        if name.is_empty() { "utan nummer".to_owned() } else { name.to_owned() }
    }

    /// The file's own year.
    pub fn year(&self) -> Option<FiscalYear> {
        self.header.years.iter().find(|year| year.index == 0).copied()
    }

    /// The sum of each account's balances of a kind in a year: the account's own totals, and where an account has none the sum of
    /// its objects. Types 3 and up write both, and they are never added together.
    pub fn totals(&self, kind: BalanceKind, year: i32) -> Vec<Option<i128>> {
        let mut totals: Vec<Option<i128>> = vec![None; self.accounts.len()];
        let mut parts = totals.clone();
        for balance in self.balances.iter().filter(|balance| balance.kind == kind && balance.year == year) {
            let sums = if balance.objects == ObjectList::default() { &mut totals } else { &mut parts };
            *sums[balance.account.0 as usize].get_or_insert(0) += i128::from(balance.amount.ore());
        }
        totals.into_iter().zip(parts).map(|(total, part)| total.or(part)).collect()
    }

    /// What each account began the year with: `#IB 0`, or where no account has one `#UB -1` (4B 5.16).
    pub fn opening(&self) -> Vec<Option<i128>> {
        let given = self.totals(BalanceKind::Ib, 0);
        if given.iter().any(Option::is_some) { given } else { self.totals(BalanceKind::Ub, -1) }
    }

    /// Whether it has vouchers, or balances that are no budget.
    pub fn has_bookkeeping(&self) -> bool {
        !self.vouchers.is_empty() || self.balances.iter().any(|balance| balance.kind != BalanceKind::Pbudget)
    }

    /// The budget of the file's year (`#PBUDGET 0`), the accounts with debit and those with credit each together; nothing if it has none.
    pub fn budgeted(&self) -> Option<(i128, i128)> {
        let totals = self.totals(BalanceKind::Pbudget, 0);
        let given = || totals.iter().flatten();
        let debit = given().filter(|sum| **sum > 0).sum();
        let credit: i128 = given().filter(|sum| **sum < 0).sum();
        given().next().map(|_| (debit, -credit))
    }

    /// What the vouchers move each account by.
    pub fn moved(&self) -> Vec<i128> {
        let mut sums = vec![0_i128; self.accounts.len()];
        for (account, amount) in self.rows.account.iter().zip(&self.rows.amount) {
            sums[account.0 as usize] += i128::from(amount.ore());
        }
        sums
    }
}
