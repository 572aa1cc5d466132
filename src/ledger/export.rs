//! The books of a closed year, or the budget of any, as a file for the bookkeeping system: our accounts under its numbers, by the
//! kontering.

use super::{Books, Ledger, Select};
use crate::diag::{Problem, catalogue};
use crate::domain::account::{AccountIx, AccountKind};
use crate::domain::forbund::Forbund;
use crate::domain::kontering::{AccountRule, Belongs, Kontering};
use crate::domain::money::Ore;
use crate::domain::period::{Period, Span, Year};
use crate::domain::split::thirds;
use crate::domain::sv;
use crate::domain::voucher::{Dimensions, Layer, VoucherKind};
use crate::sie::SieFile;
use crate::sie::model::{
    Account, AccountNo, AccountType, Balance, BalanceKind, Dimension, FiscalYear, Object, ObjectList, Voucher,
};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// The vouchers and balances of a closed year as a file of type 4E.
///
/// # Errors
/// F640 for every account that the kontering gives no number.
pub fn books(
    forbund: &Forbund,
    kontering: &Kontering,
    ledger: &Ledger,
    year: Year,
    made: NaiveDate,
) -> Result<SieFile, Vec<Problem>> {
    let mut exporter = Exporter::new(forbund, kontering, year, made);
    let first = *forbund.years.keys().next().unwrap_or(&year);
    for index in [0, -1] {
        let of = if index == 0 { year } else { year.previous() };
        if of >= first {
            exporter.year(index, of);
            exporter.balances(ledger, index, of);
        }
    }
    exporter.file.header.through = Some(Period::Helar.span(year).last_day());
    let own = ledger.vouchers().iter().filter(|voucher| {
        voucher.layer() == Layer::Utfall && voucher.kind() == VoucherKind::Ordinary && voucher.span().year() == year
    });
    for (at, voucher) in own.enumerate() {
        let start = exporter.file.rows.len();
        for posting in voucher.postings() {
            if let Some((account, objects)) = exporter.place(posting.account, posting.dimensions, posting.amount) {
                exporter.file.rows.push(account, posting.amount, objects, 0);
            }
        }
        let series = exporter.file.texts.add(b"A");
        let number = exporter.file.texts.add((at + 1).to_string().as_bytes());
        let text = exporter.file.texts.add(sv::span(voucher.span()).as_bytes());
        let rows = start..exporter.file.rows.len();
        exporter.file.vouchers.push(Voucher { series, number, text, date: voucher.span().last_day(), rows, line: 0 });
    }
    exporter.finish()
}

/// The budget of a year by month, from a scenario's budget layer: each account's total and its parts by object. What is left over when the
/// year is divided by twelve in whole öre lies in the last month. What belongs to some tertials more than to others, a one-off or what a
/// decision changed, is divided by the four months of its tertial, and what is left over there lies in the last of those.
///
/// # Errors
/// As [`books`].
pub fn budget(
    forbund: &Forbund,
    kontering: &Kontering,
    ledger: &Ledger,
    layer: Layer,
    year: Year,
    made: NaiveDate,
) -> Result<SieFile, Vec<Problem>> {
    let mut exporter = Exporter::new(forbund, kontering, year, made);
    exporter.year(0, year);
    exporter.file.header.kind = 4;
    let span = Period::Helar.span(year);
    exporter.file.header.through = Some(span.last_day());
    let mut tertials: BTreeMap<(AccountIx, Dimensions), [i64; 3]> = BTreeMap::new();
    let held = ledger.postings().filter(|(voucher, _)| {
        voucher.layer() == layer && voucher.kind() == VoucherKind::Ordinary && span.contains(voucher.span())
    });
    for (voucher, posting) in held.filter(|(_, posting)| forbund.chart.get(posting.account).kind.is_result()) {
        let at = voucher.span().from.month0() as usize / 4;
        tertials.entry((posting.account, posting.dimensions)).or_default()[at] += posting.amount.ore();
    }
    let mut held: BTreeMap<(AccountNo, ObjectList), Held> = BTreeMap::new();
    for ((account, dimensions), tertials) in tertials {
        let Some((account, objects)) = exporter.place(account, dimensions, Ore::new(tertials.iter().sum())) else {
            continue;
        };
        held.entry((account, ObjectList::default())).or_default().add(tertials);
        if objects != ObjectList::default() {
            held.entry((account, objects)).or_default().add(tertials);
        }
    }
    for ((account, objects), held) in held {
        for (at, part) in held.months().into_iter().enumerate() {
            let month = NaiveDate::from_ymd_opt(year.number(), at as u32 + 1, 1);
            let kind = BalanceKind::Pbudget;
            exporter.file.balances.push(Balance {
                kind,
                year: 0,
                month,
                account,
                objects,
                amount: Ore::new(part),
                line: 0,
            });
        }
    }
    exporter.finish()
}

/// Twelve equal parts in whole öre, the rest in the last.
pub fn months(year: i64) -> [i64; 12] {
    let mut parts = [year.div_euclid(12); 12];
    parts[11] += year.rem_euclid(12);
    parts
}

/// What an account holds of a year's budget.
#[derive(Clone, Copy, Default)]
struct Held {
    /// What is the same in every tertial.
    even: i64,
    /// What is not, by tertial.
    uneven: [i64; 3],
}

impl Held {
    /// Adds a line's tertials.
    fn add(&mut self, tertials: [i64; 3]) {
        let sum: i64 = tertials.iter().sum();
        // A year is divided before it is known whether it is debit or credit.
        let is_even =
            |sign: i64| [1, 100].iter().any(|unit| thirds(sign * sum, *unit) == Some(tertials.map(|of| sign * of)));
        if is_even(1) || is_even(-1) {
            self.even += sum;
        } else {
            self.uneven.iter_mut().zip(tertials).for_each(|(held, part)| *held += part);
        }
    }

    fn months(self) -> [i64; 12] {
        let mut parts = months(self.even);
        for (at, tertial) in self.uneven.into_iter().enumerate() {
            let own = &mut parts[4 * at..4 * at + 4];
            own.iter_mut().for_each(|part| *part += tertial.div_euclid(4));
            own[3] += tertial.rem_euclid(4);
        }
        parts
    }
}

struct Exporter<'e> {
    forbund: &'e Forbund,
    kontering: &'e Kontering,
    file: SieFile,
    numbers: BTreeMap<String, AccountNo>,
    lists: BTreeMap<Vec<(String, String)>, ObjectList>,
    missing: BTreeMap<AccountIx, i64>,
}

impl<'e> Exporter<'e> {
    fn new(forbund: &'e Forbund, kontering: &'e Kontering, year: Year, made: NaiveDate) -> Self {
        let mut file = SieFile { object_lists: vec![Vec::new()], ..SieFile::default() };
        file.header.kind = 4;
        file.header.program = Some(format!("finsam {}", env!("CARGO_PKG_VERSION")));
        file.header.made = Some(made);
        file.header.company = Some(forbund.name.clone());
        debug_assert!(year <= Year::LAST);
        let (numbers, missing) = (BTreeMap::new(), BTreeMap::new());
        let lists = BTreeMap::from([(Vec::new(), ObjectList::default())]);
        Exporter { forbund, kontering, file, numbers, lists, missing }
    }

    fn year(&mut self, index: i32, year: Year) {
        let span = Period::Helar.span(year);
        self.file.header.years.push(FiscalYear { index, from: span.from, last: span.last_day() });
    }

    /// `#IB`, `#UB` and `#RES`. Eget kapital begins with last year's result in it and moves by nothing: the result is `#RES`.
    fn balances(&mut self, ledger: &Ledger, index: i32, year: Year) {
        let Span { from, to } = Period::Helar.span(year);
        let books = Books { closed_until: to, later: None };
        for (ix, account) in self.forbund.chart.iter() {
            let mut add = |kind, amount: Option<Ore>| {
                let Some(amount) = amount.filter(|amount| *amount != Ore::ZERO) else { return };
                for (member, amount) in by_member(ledger, self.forbund, kind, ix, Span { from, to }, amount) {
                    let dimensions = Dimensions { member, ..Dimensions::default() };
                    if let Some((account, _)) = self.place(ix, dimensions, amount) {
                        let objects = ObjectList::default();
                        let balance = Balance { kind, year: index, month: None, account, objects, amount, line: 0 };
                        add_to(&mut self.file.balances, balance);
                    }
                }
            };
            let at = |day, select| ledger.balance(books, day, select);
            match account.kind {
                AccountKind::Intakt | AccountKind::Kostnad => {
                    add(BalanceKind::Res, ledger.movement(books, Span { from, to }, Select::Account(ix)));
                }
                AccountKind::EgetKapital => {
                    let opening = at(from, Select::Equity);
                    add(BalanceKind::Ib, opening);
                    add(BalanceKind::Ub, opening);
                }
                _ => {
                    add(BalanceKind::Ib, at(from, Select::Account(ix)));
                    add(BalanceKind::Ub, at(to, Select::Account(ix)));
                }
            }
        }
    }

    /// The system's account and objects for a posting; an account without a number is remembered with its amount.
    fn place(&mut self, account: AccountIx, dimensions: Dimensions, amount: Ore) -> Option<(AccountNo, ObjectList)> {
        let rules = self.kontering.accounts.iter();
        let best = rules
            .filter(|rule| rule.account == account || names_line(&rule.belongs, &dimensions))
            .filter_map(|rule| Some((fits(&rule.belongs, &dimensions)?, rule)))
            .max_by_key(|(score, rule)| (rule.account == account, *score));
        let Some((_, rule)) = best else {
            // The first amount that shows it; an account with nothing on it needs no number.
            if amount != Ore::ZERO {
                self.missing.entry(account).or_insert(amount.ore());
            }
            return None;
        };
        let number = self.number(rule, account);
        Some((number, self.objects(rule, dimensions)))
    }

    fn number(&mut self, rule: &AccountRule, account: AccountIx) -> AccountNo {
        if let Some(number) = self.numbers.get(&rule.from) {
            return *number;
        }
        let ours = self.forbund.chart.get(account);
        let kind = match ours.kind {
            AccountKind::Intakt => AccountType::Intakt,
            AccountKind::Kostnad => AccountType::Kostnad,
            AccountKind::Tillgang => AccountType::Tillgang,
            AccountKind::EgetKapital | AccountKind::Avsattning | AccountKind::Skuld => AccountType::Skuld,
        };
        let number = AccountNo(self.file.accounts.len() as u32);
        self.file.accounts.push(Account { number: rule.from.clone(), name: ours.name.clone(), kind: Some(kind) });
        self.numbers.insert(rule.from.clone(), number);
        number
    }

    /// Member and line as objects of the dimensions whose codes are our own ids, where the account does not say them already.
    fn objects(&mut self, rule: &AccountRule, dimensions: Dimensions) -> ObjectList {
        let mut pairs = Vec::new();
        let line = dimensions.line.filter(|_| rule.belongs.line.is_none()).map(|ix| self.forbund.line(ix));
        if let Some(line) = line.filter(|_| !self.kontering.line_dimension.is_empty()) {
            pairs.push((self.kontering.line_dimension.clone(), line.id.to_string(), line.name.clone(), "Budgetrad"));
        }
        let member = dimensions.member.filter(|_| rule.belongs.member.is_none()).map(|ix| self.forbund.member(ix));
        if let Some(member) = member.filter(|_| !self.kontering.member_dimension.is_empty()) {
            pairs.push((self.kontering.member_dimension.clone(), member.id.to_string(), member.name.clone(), "Medlem"));
        }
        let mut list = Vec::new();
        for (dimension, code, name, heading) in pairs {
            if !self.file.dimensions.iter().any(|other| other.number == dimension) {
                let (number, name) = (dimension.clone(), heading.to_owned());
                self.file.dimensions.push(Dimension { number, name, parent: None });
            }
            if !self.file.objects.iter().any(|other| other.dimension == dimension && other.code == code) {
                self.file.objects.push(Object { dimension: dimension.clone(), code: code.clone(), name });
            }
            list.push((dimension, code));
        }
        let next = ObjectList(self.file.object_lists.len() as u32);
        let found = *self.lists.entry(list.clone()).or_insert(next);
        if found == next {
            self.file.object_lists.push(list);
        }
        found
    }

    fn finish(mut self) -> Result<SieFile, Vec<Problem>> {
        let problem = |(account, sum): (&AccountIx, &i64)| {
            let account = self.forbund.chart.get(*account);
            catalogue::account_without_number(account.id.as_str(), &account.name, &sv::kr(Ore::new(*sum)))
        };
        let problems: Vec<Problem> = self.missing.iter().map(problem).collect();
        self.file.balances.sort_by_key(|balance| (balance.kind, -balance.year));
        if problems.is_empty() { Ok(self.file) } else { Err(problems) }
    }
}

/// Two of our accounts may share a number: their balances are then one.
fn add_to(balances: &mut Vec<Balance>, balance: Balance) {
    let same = |other: &&mut Balance| {
        (other.kind, other.year, other.account, other.objects)
            == (balance.kind, balance.year, balance.account, balance.objects)
    };
    match balances.iter_mut().find(same) {
        Some(other) => other.amount = Ore::new(other.amount.ore() + balance.amount.ore()),
        None => balances.push(balance),
    }
}

/// A result of contributions by member, since each may have a number of its own; every other amount as it is.
fn by_member(
    ledger: &Ledger,
    forbund: &Forbund,
    kind: BalanceKind,
    account: AccountIx,
    span: Span,
    amount: Ore,
) -> Vec<(Option<crate::domain::forbund::MemberIx>, Ore)> {
    if kind != BalanceKind::Res || account != forbund.chart.roles.medlemsbidrag {
        return vec![(None, amount)];
    }
    let books = Books { closed_until: span.to, later: None };
    let members = (0..forbund.members.len()).map(|at| crate::domain::forbund::MemberIx(at as u16));
    let of = |member| Some((Some(member), ledger.movement(books, span, Select::Member(member))?));
    let mut parts: Vec<_> = members.filter_map(of).collect();
    parts.extend(ledger.movement(books, span, Select::NoMember).map(|rest| (None, rest)));
    parts
}

/// A rule that names the very line, or the insats and whether it is utvecklingsmedel.
fn names_line(belongs: &Belongs, dimensions: &Dimensions) -> bool {
    let by_line = belongs.line.is_some() && belongs.line == dimensions.line;
    let by_insats = belongs.insats.is_some() && belongs.insats == dimensions.insats;
    by_line || (by_insats && belongs.utvecklingsmedel == dimensions.utvecklingsmedel)
}

/// How much of where a posting belongs a rule says; nothing if it says something else.
fn fits(belongs: &Belongs, dimensions: &Dimensions) -> Option<u32> {
    fn part<T: PartialEq>(said: Option<T>, is: Option<T>) -> Option<u32> {
        match said {
            None => Some(0),
            said if said == is => Some(1),
            _ => None,
        }
    }
    if belongs.utvecklingsmedel && !dimensions.utvecklingsmedel {
        return None;
    }
    let parts = [
        part(belongs.member, dimensions.member)?,
        part(belongs.line, dimensions.line)?,
        part(belongs.insats, dimensions.insats)?,
        part(belongs.kommun, dimensions.kommun)?,
        u32::from(belongs.utvecklingsmedel),
    ];
    Some(parts.iter().sum())
}
