//! What the bookkeeping system has booked, as vouchers of our own: every row of its file through the kontering, none left out.

use crate::diag::{Problem, catalogue};
use crate::domain::account::AccountIx;
use crate::domain::forbund::{Forbund, LineIx, LineKind, MemberIx};
use crate::domain::kontering::{Belongs, Kontering};
use crate::domain::money::Ore;
use crate::domain::period::{Span, Year};
use crate::domain::source::Origin;
use crate::domain::sv;
use crate::domain::voucher::{Dimensions, Layer, Posting, Voucher, VoucherKind};
use crate::ledger::{Select, of_line};
use crate::sie::SieFile;
use crate::sie::model::{AccountNo, Balance, BalanceKind, Object, ObjectList};
use chrono::{Days, Months, NaiveDate};
use std::collections::BTreeMap;

/// What was booked.
#[derive(Clone, Debug)]
pub struct Booked {
    /// The vouchers, in [`Layer::Bokfort`].
    pub vouchers: Vec<Voucher>,
    /// The last day that the file is for.
    pub through: NaiveDate,
    /// Whether the amounts are of months or of the year, since the file has no vouchers.
    pub from_balances: bool,
    /// Costs that belong to no group of ours: their days, the file's account and objects in words, and the amount.
    pub unplaced: Vec<(Span, String, Ore)>,
    /// What the file begins the year with, by account of ours, debit positive; nothing if it says nothing of it.
    pub opening: Option<BTreeMap<AccountIx, i128>>,
}

/// Posts the file of a year.
///
/// # Errors
/// F612 for every account with movement that the kontering does not have, F613 for a voucher that does not sum to zero, F615 for a
/// file of another year, F616 for a row that belongs to two lines, F619 for a file with nothing booked in it.
pub fn booked(
    forbund: &Forbund,
    kontering: &Kontering,
    year: Year,
    sie: &SieFile,
    name: &str,
) -> Result<Booked, Vec<Problem>> {
    let span = Span { from: year.first_day(), to: year.next().first_day() };
    if let Some(other) = sie.year().filter(|other| other.from != span.from) {
        let theirs = format!("{}–{}", other.from, other.last);
        return Err(vec![catalogue::other_year(name, &theirs, &year.to_string())]);
    }
    // Nothing booked would be costs of 0, and a forecast from them.
    if !sie.has_bookkeeping() {
        return Err(vec![catalogue::nothing_booked(name, sie.budgeted().map(budget_in_words).as_deref())]);
    }
    let mut poster =
        Poster { forbund, kontering, sie, name, problems: Vec::new(), vouchers: Vec::new(), unplaced: Vec::new() };
    let last = if sie.vouchers.is_empty() { poster.balances(span) } else { poster.all_vouchers(span) };
    let opening = poster.opening();
    let unmapped = poster.unmapped();
    let mut problems = std::mem::take(&mut poster.problems);
    problems.splice(0..0, unmapped);
    if !problems.is_empty() {
        return Err(problems);
    }
    // Without #OMFATTN a file is of the days until it was made, or until its last voucher where that is later.
    let made = sie.header.made.map(|day| day.min(span.last_day()));
    let through = sie.header.through.or(last.max(made)).unwrap_or(span.from);
    let Poster { vouchers, unplaced, .. } = poster;
    Ok(Booked { vouchers, through, from_balances: sie.vouchers.is_empty(), unplaced, opening })
}

struct Poster<'p> {
    forbund: &'p Forbund,
    kontering: &'p Kontering,
    sie: &'p SieFile,
    name: &'p str,
    problems: Vec<Problem>,
    vouchers: Vec<Voucher>,
    unplaced: Vec<(Span, String, Ore)>,
}

impl Poster<'_> {
    /// One voucher of ours for each of theirs; the last day that has one.
    fn all_vouchers(&mut self, year: Span) -> Option<NaiveDate> {
        let mut last = None;
        for voucher in &self.sie.vouchers {
            let span = day(voucher.date);
            if !year.contains(span) {
                let what = format!("verifikation {} är daterad {}", self.sie.voucher_name(voucher), voucher.date);
                self.problems.push(catalogue::outside_year(self.name, voucher.line, &what, &year.year().to_string()));
                continue;
            }
            last = last.max(Some(voucher.date));
            let rows = voucher.rows.start as usize..voucher.rows.end as usize;
            let rows: Vec<(AccountNo, Ore, ObjectList, u32)> = rows
                .map(|at| {
                    let rows = &self.sie.rows;
                    (rows.account[at], rows.amount[at], rows.objects[at], rows.line[at])
                })
                .collect();
            let what = format!("verifikation {}", self.sie.voucher_name(voucher));
            self.post(span, &rows, voucher.line, &what);
        }
        last
    }

    /// A file without vouchers: its months, or else its year's balances on the day they are for.
    fn balances(&mut self, year: Span) -> Option<NaiveDate> {
        let mut months: BTreeMap<NaiveDate, Vec<(AccountNo, Ore, ObjectList, u32)>> = BTreeMap::new();
        let of_months = |b: &&Balance| b.kind == BalanceKind::Psaldo && b.year == 0;
        for balance in self.sie.balances.iter().filter(of_months) {
            // The account's total; its objects are parts of it (SIE 4B 8.20).
            if let Some(month) = balance.month.filter(|_| balance.objects == ObjectList::default()) {
                months.entry(month).or_default().push((balance.account, balance.amount, balance.objects, balance.line));
            }
        }
        if months.is_empty() {
            let rows = self.year_rows();
            let last = self.sie.header.through.unwrap_or(Span::last_day(year));
            let span = Span { from: year.from, to: day(last).to };
            self.post(span, &rows, 0, "årets saldon");
            return Some(last);
        }
        let mut last = None;
        for (month, rows) in months {
            let next = month.checked_add_months(Months::new(1)).unwrap_or(month);
            let line = rows.first().map_or(0, |row| row.3);
            self.post(
                Span { from: month, to: next },
                &rows,
                line,
                &format!("periodsaldona för {}", month.format("%Y-%m")),
            );
            last = next.pred_opt();
        }
        last
    }

    /// `#RES`, and the change of each balance account.
    fn year_rows(&self) -> Vec<(AccountNo, Ore, ObjectList, u32)> {
        let (opening, closing) = (self.sie.opening(), self.sie.totals(BalanceKind::Ub, 0));
        let result = self.sie.totals(BalanceKind::Res, 0);
        let change = |at: usize| {
            let moved = closing[at].map(|closing| closing - opening[at].unwrap_or(0));
            let sum = result[at].or(moved)?;
            let amount = i64::try_from(sum).ok().map(Ore::new)?;
            (sum != 0).then_some((AccountNo(at as u32), amount, ObjectList::default(), 0))
        };
        (0..self.sie.accounts.len()).filter_map(change).collect()
    }

    fn post(&mut self, span: Span, rows: &[(AccountNo, Ore, ObjectList, u32)], line: u32, what: &str) {
        let postings: Vec<Posting> = rows.iter().filter_map(|row| self.posting(*row)).collect();
        if postings.len() == rows.len() {
            self.note_unplaced(span, rows, &postings);
        }
        let sum: i128 = rows.iter().map(|(_, amount, ..)| i128::from(amount.ore())).sum();
        if sum != 0 {
            let difference =
                i64::try_from(sum).map_or_else(|_| "mer än vad som ryms".to_owned(), |sum| sv::kr(Ore::new(sum)));
            self.problems.push(catalogue::booked_unbalanced(self.name, line, what, &difference));
            return;
        }
        // A voucher with a row that has no account of ours is reported by its account.
        if let (true, Ok(voucher)) =
            (postings.len() == rows.len(), Voucher::new(Layer::Bokfort, VoucherKind::Ordinary, span, postings))
        {
            self.vouchers.push(voucher);
        }
    }

    fn note_unplaced(&mut self, span: Span, rows: &[(AccountNo, Ore, ObjectList, u32)], postings: &[Posting]) {
        for ((account, amount, objects, _), posting) in rows.iter().zip(postings) {
            if Select::NoGroup.takes(&self.forbund.chart, posting) {
                self.unplaced.push((span, self.in_words(*account, *objects), *amount));
            }
        }
    }

    /// An account of the file with the objects of a row.
    fn in_words(&self, account: AccountNo, objects: ObjectList) -> String {
        let account = self.sie.account(account);
        let mut words = format!("konto {} {}", account.number, account.name).trim_end().to_owned();
        for (dimension, code) in self.sie.objects_of(objects) {
            let is_it = |object: &&Object| object.dimension == *dimension && object.code == *code;
            let name = self.sie.objects.iter().find(is_it).map_or("", |object| object.name.as_str());
            words.push_str(format!(", objekt {code} {name}").trim_end());
        }
        words
    }

    fn posting(&mut self, (account, amount, objects, line): (AccountNo, Ore, ObjectList, u32)) -> Option<Posting> {
        let rule = self.kontering.account(&self.sie.account(account).number)?;
        let dimensions = self.dimensions(rule.account, rule.belongs, objects, line)?;
        Some(Posting { account: rule.account, amount, dimensions, origin: Origin::Sie { line } })
    }

    /// Where a row belongs: what its account says and what its objects say, together.
    fn dimensions(&mut self, account: AccountIx, own: Belongs, objects: ObjectList, line: u32) -> Option<Dimensions> {
        let mut all = own;
        let mut is_torn = false;
        for (dimension, code) in self.sie.objects_of(objects) {
            let said = match self.kontering.object(dimension, code) {
                Some(rule) => rule.belongs,
                None => self.native(dimension, code),
            };
            is_torn |= !join(&mut all.member, said.member) | !join(&mut all.line, said.line);
            is_torn |= !join(&mut all.insats, said.insats) | !join(&mut all.kommun, said.kommun);
            all.utvecklingsmedel |= said.utvecklingsmedel;
        }
        let chart = &self.forbund.chart;
        if !chart.get(account).kind.is_result() {
            return Some(Dimensions::default());
        }
        if account == chart.roles.medlemsbidrag {
            is_torn |= all.member.is_some() && all.kommun.is_some() && all.member != all.kommun;
            let member = all.member.or(all.kommun);
            return self.whole(is_torn, line, Dimensions { member, ..Dimensions::default() });
        }
        let found = all.line.or_else(|| self.line_of(&all));
        let dimensions = found.map_or_else(Dimensions::default, |ix| of_line(self.forbund, ix));
        is_torn |= all.kommun.is_some() && dimensions.kommun.is_some() && dimensions.kommun != all.kommun;
        is_torn |= all.insats.is_some() && dimensions.insats.is_some() && dimensions.insats != all.insats;
        self.whole(is_torn, line, dimensions)
    }

    fn whole(&mut self, is_torn: bool, line: u32, dimensions: Dimensions) -> Option<Dimensions> {
        if is_torn {
            self.problems.push(catalogue::booked_to_two(self.name, line));
        }
        Some(dimensions)
    }

    /// Objects whose codes are our own ids.
    fn native(&self, dimension: &str, code: &str) -> Belongs {
        let line = || self.forbund.lines.iter().position(|line| line.id.as_str() == code);
        let member = || self.forbund.members.iter().position(|member| member.id.as_str() == code);
        let is = |ours: &str| !ours.is_empty() && ours == dimension;
        Belongs {
            line: if is(&self.kontering.line_dimension) { line().map(|at| LineIx(at as u16)) } else { None },
            member: if is(&self.kontering.member_dimension) { member().map(|at| MemberIx(at as u16)) } else { None },
            ..Belongs::default()
        }
    }

    /// The line of an insats and a kommun.
    fn line_of(&self, belongs: &Belongs) -> Option<LineIx> {
        let (insats, kommun) = (belongs.insats?, belongs.kommun?);
        let fits = |line: &crate::domain::forbund::Line| {
            let is_grant = matches!(line.kind, LineKind::Utvecklingsmedel { .. });
            line.insats == Some(insats) && line.kommun == Some(kommun) && is_grant == belongs.utvecklingsmedel
        };
        self.forbund.lines.iter().position(fits).map(|at| LineIx(at as u16))
    }

    /// Accounts with movement that the kontering does not have, each with the row to add.
    fn unmapped(&self) -> Vec<Problem> {
        let mut sums: BTreeMap<AccountNo, (i128, u32)> = BTreeMap::new();
        let mut add = |account: AccountNo, amount: Ore, line: u32| {
            if amount != Ore::ZERO && self.kontering.account(&self.sie.account(account).number).is_none() {
                let entry = sums.entry(account).or_insert((0, line));
                entry.0 += i128::from(amount.ore());
            }
        };
        let rows = &self.sie.rows;
        for at in 0..rows.account.len() {
            add(rows.account[at], rows.amount[at], rows.line[at]);
        }
        for balance in
            self.sie.balances.iter().filter(|b| b.year == 0 && b.kind != BalanceKind::Pbudget && rows.is_empty())
        {
            add(balance.account, balance.amount, balance.line);
        }
        let problem = |(account, (sum, line)): (AccountNo, (i128, u32))| {
            let account = self.sie.account(account);
            let amount =
                i64::try_from(sum).map_or_else(|_| "mer än vad som ryms".to_owned(), |sum| sv::kr(Ore::new(sum)));
            let near = self.nearest(&account.number);
            catalogue::account_without_kontering(self.name, line, &account.number, &account.name, &amount, near)
        };
        sums.into_iter().map(problem).collect()
    }

    /// The account of ours whose run of numbers begins most like this one, as a proposal.
    fn nearest(&self, number: &str) -> &str {
        let same = |other: &str| number.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let best = self.kontering.accounts.iter().max_by_key(|rule| same(&rule.from));
        let found = best.filter(|rule| same(&rule.from) > 0).map(|rule| self.forbund.chart.get(rule.account));
        found.map_or("…", |account| account.id.as_str())
    }

    /// What the file begins the year with, by account of ours.
    fn opening(&self) -> Option<BTreeMap<AccountIx, i128>> {
        let opening = self.sie.opening();
        let mut sums = BTreeMap::new();
        for (account, amount) in self.sie.accounts.iter().zip(&opening) {
            if let (Some(rule), Some(amount)) = (self.kontering.account(&account.number), amount) {
                *sums.entry(rule.account).or_insert(0) += amount;
            }
        }
        (!sums.is_empty()).then_some(sums)
    }
}

/// Debit and credit of a file's budget in words.
pub fn budget_in_words((debit, credit): (i128, i128)) -> String {
    let show =
        |sum: i128| i64::try_from(sum).map_or_else(|_| "mer än vad som ryms".to_owned(), |sum| sv::kr(Ore::new(sum)));
    format!("kostnader {}, intäkter {}", show(debit), show(credit))
}

/// Puts what an object says beside what is known; whether they agree.
fn join<T: PartialEq + Copy>(known: &mut Option<T>, said: Option<T>) -> bool {
    let agree = known.is_none() || said.is_none() || *known == said;
    *known = known.or(said);
    agree
}

fn day(date: NaiveDate) -> Span {
    Span { from: date, to: date.checked_add_days(Days::new(1)).unwrap_or(date) }
}
