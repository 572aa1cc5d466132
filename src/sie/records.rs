//! Each record of the format by its label (4B 11): what its fields are, and what is said where they are not that.

use super::fields::{Field, Fields, unescaped};
use super::finding::FindingKind as Kind;
use super::log::{Part, raw, say};
use super::model::{AccountNo, AccountType, Balance, BalanceKind, FiscalYear, ObjectList, Text, Voucher};
use super::number::{self, NoAmount};
use super::plain;
use super::read::{HeaderText, OpenVoucher, Reader, after_label};
use crate::domain::money::Ore;
use chrono::NaiveDate;

/// A field that is a text, with its escapes resolved; nothing where there is none or it is a list.
fn text(fields: &mut Fields<'_>) -> Option<Vec<u8>> {
    match fields.next()? {
        Field::Text { bytes, escaped } => Some(unescaped(bytes, escaped)),
        Field::List(_) => None,
    }
}

impl Reader {
    /// Reads a record; whether its label is one of the format's.
    pub fn record(&mut self, line: &[u8], number: u32) -> bool {
        if self.plain_row(line, number) {
            return true;
        }
        let (label, mut fields) = after_label(line);
        let is_known = match label {
            b"#TRANS" => {
                self.row(&mut fields, number);
                true
            }
            b"#VER" => {
                self.voucher(&mut fields, number);
                true
            }
            b"#RTRANS" | b"#BTRANS" => {
                match self.open {
                    Some(_) => self.corrections += 1,
                    None => self.stray(label, number),
                }
                true
            }
            _ => self.outside(label, &mut fields, number),
        };
        if fields.is_unclosed {
            self.log.add(Kind::UnclosedQuote, number, vec![raw(line)]);
        }
        is_known
    }

    fn stray(&mut self, label: &[u8], number: u32) {
        self.log.add(Kind::Stray, number, vec![raw(label), say(" utan #VER före; raden räknas inte")]);
    }

    /// A record that stands outside vouchers.
    fn outside(&mut self, label: &[u8], fields: &mut Fields<'_>, number: u32) -> bool {
        match label {
            b"#KSUMMA" => {
                let value = text(fields);
                self.ksumma.record(value.as_deref());
            }
            b"#IB" => self.balance(BalanceKind::Ib, fields, number),
            b"#UB" => self.balance(BalanceKind::Ub, fields, number),
            b"#RES" => self.balance(BalanceKind::Res, fields, number),
            b"#OIB" => self.balance(BalanceKind::Ib, fields, number),
            b"#OUB" => self.balance(BalanceKind::Ub, fields, number),
            b"#PSALDO" => self.balance(BalanceKind::Psaldo, fields, number),
            b"#PBUDGET" => self.balance(BalanceKind::Pbudget, fields, number),
            b"#KONTO" | b"#KTYP" => self.account(label, fields, number),
            b"#DIM" | b"#UNDERDIM" | b"#OBJEKT" => self.dimension(label, fields, number),
            b"#FLAGGA" | b"#SIETYP" | b"#GEN" | b"#RAR" | b"#OMFATTN" => self.identification(label, fields, number),
            b"#PROGRAM" => {
                let words: Vec<Vec<u8>> = std::iter::from_fn(|| text(fields)).take(2).collect();
                self.raw_header.push((HeaderText::Program, words.join(&b' ')));
            }
            b"#FNAMN" => self.header_text(HeaderText::Company, fields),
            b"#ORGNR" => self.header_text(HeaderText::Orgnr, fields),
            b"#KPTYP" => self.header_text(HeaderText::Chart, fields),
            b"#VALUTA" => self.header_text(HeaderText::Currency, fields),
            // Read, and of no use to a budget.
            b"#FORMAT" | b"#PROSA" | b"#FTYP" | b"#FNR" | b"#BKOD" | b"#ADRESS" | b"#TAXAR" | b"#ENHET" | b"#SRU" => {}
            _ => {
                self.log.count(Kind::UnknownLabel, number, label);
                return false;
            }
        }
        // A record of the file's own level says that the voucher before it has ended.
        if self.open.is_some() {
            self.cut_off();
        }
        true
    }

    fn header_text(&mut self, which: HeaderText, fields: &mut Fields<'_>) {
        let text = text(fields).unwrap_or_default();
        self.raw_header.push((which, text));
    }

    fn identification(&mut self, label: &[u8], fields: &mut Fields<'_>, number: u32) {
        let Some(value) = text(fields) else { return self.too_few(label, number) };
        match label {
            b"#FLAGGA" => self.header.flag = value == b"1",
            b"#SIETYP" => match value.as_slice() {
                [kind @ b'1'..=b'4', ..] => (self.header.kind, self.has_type) = (kind - b'0', true),
                _ => {
                    self.has_odd_type = true;
                    let why = " är ingen filtyp som läses (1–4); filen läses som typ 1 och det som står i den tas med";
                    self.log.add(Kind::NoType, number, vec![say("#SIETYP "), raw(&value), say(why)]);
                }
            },
            b"#GEN" => self.header.made = self.day(&value, number),
            b"#OMFATTN" => self.header.through = self.day(&value, number),
            _ => self.fiscal_year(&value, fields, number),
        }
    }

    fn fiscal_year(&mut self, index: &[u8], fields: &mut Fields<'_>, number: u32) {
        let Some(index) = year_index(index) else {
            return self.log.add(Kind::BadDate, number, vec![raw(index), say(" är inget årsnummer")]);
        };
        let (Some(from), Some(last)) = (text(fields), text(fields)) else { return self.too_few(b"#RAR", number) };
        let (Some(from), Some(last)) = (self.day(&from, number), self.day(&last, number)) else { return };
        if self.header.years.iter().any(|year| year.index == index) {
            return self.log.add(Kind::Repeated, number, vec![say(format!("#RAR {index}; den första gäller"))]);
        }
        self.header.years.push(FiscalYear { index, from, last });
    }

    fn too_few(&mut self, label: &[u8], number: u32) {
        self.log.add(Kind::TooFewFields, number, vec![raw(label), say(" har för få fält; raden räknas inte")]);
    }

    /// A day; one that is not is said.
    fn day(&mut self, field: &[u8], number: u32) -> Option<NaiveDate> {
        match number::day(field) {
            Some((day, is_odd)) => {
                if is_odd {
                    self.log.add(Kind::OddDate, number, vec![raw(field), say(format!(" läses som {day}"))]);
                }
                Some(day)
            }
            None => {
                self.log.add(Kind::BadDate, number, vec![raw(field), say(" är inget datum")]);
                None
            }
        }
    }

    fn account(&mut self, label: &[u8], fields: &mut Fields<'_>, number: u32) {
        let (Some(account), value) = (text(fields), text(fields)) else { return self.too_few(label, number) };
        let at = self.accounts.find(&account);
        let kept = &mut self.accounts.list[at.0 as usize];
        let value = value.unwrap_or_default();
        if label == b"#KONTO" {
            match &kept.name {
                Some(first) if *first != value => {
                    let parts = vec![Part::Account(at), say(" heter "), raw(first), say(" och sedan "), raw(&value)];
                    self.log.add(Kind::AccountTwice, number, parts);
                }
                _ => kept.name = Some(value),
            }
            return;
        }
        let letter = |(letter, _): &&(&str, AccountType)| letter.as_bytes().eq_ignore_ascii_case(&value);
        match AccountType::LETTERS.iter().find(letter) {
            Some((_, kind)) => kept.kind = Some(*kind),
            None => self.log.add(Kind::UnknownAccountKind, number, vec![Part::Account(at), say(": "), raw(&value)]),
        }
    }

    fn dimension(&mut self, label: &[u8], fields: &mut Fields<'_>, number: u32) {
        let (Some(dimension), Some(second)) = (text(fields), text(fields)) else { return self.too_few(label, number) };
        match label {
            b"#OBJEKT" => {
                let name = text(fields).unwrap_or_default();
                if self.objects.drops(&dimension) {
                    self.persons += 1;
                } else {
                    self.declared.push((name, (dimension, second)));
                }
            }
            _ => {
                let parent = text(fields).filter(|_| label == b"#UNDERDIM");
                self.dimensions.push((dimension, second, parent));
            }
        }
    }

    /// `#IB` and its like: year, for months the month, account, perhaps objects, amount.
    fn balance(&mut self, kind: BalanceKind, fields: &mut Fields<'_>, number: u32) {
        let Some(year) = fields.next().and_then(Field::bytes) else { return self.too_few(label_of(kind), number) };
        let Some(year) = year_index(year) else {
            let parts = vec![raw(year), say(" är inget årsnummer; raden räknas inte")];
            return self.log.add(Kind::BadDate, number, parts);
        };
        let by_month = matches!(kind, BalanceKind::Psaldo | BalanceKind::Pbudget);
        let month = if by_month { fields.next().and_then(Field::bytes) } else { None };
        let Some(account) = fields.next().and_then(Field::bytes) else {
            return self.too_few(label_of(kind), number);
        };
        let month = match month.map(|field| (field, number::month(field))) {
            Some((field, None)) => {
                let parts = vec![raw(field), say(" är ingen period (ÅÅÅÅMM); raden räknas inte")];
                return self.log.add(Kind::BadDate, number, parts);
            }
            other => other.and_then(|(_, month)| month),
        };
        let account = self.accounts.find(account);
        let next = fields.next();
        let (objects, amount) = match next {
            Some(Field::List(inner)) => {
                let Some(objects) = self.object_list(inner, number) else { return };
                (objects, fields.next())
            }
            // Some programs leave the empty list out.
            other => (ObjectList::default(), other),
        };
        let Some(amount) = self.amount(amount, account, label_of(kind), number) else { return };
        self.balances.push(Balance { kind, year, month, account, objects, amount, line: number });
    }

    /// The list between braces; one that is not pairs is said, and its row is not counted where it cannot be told.
    fn object_list(&mut self, inner: &[u8], number: u32) -> Option<ObjectList> {
        let found = self.objects.find(inner);
        self.persons += u32::from(found.had_person);
        if found.is_odd {
            let parts = vec![say("{"), raw(inner), say("}: det sista objektet saknar sitt andra led och räknas inte")];
            self.log.add(Kind::OddObjects, number, parts);
        }
        Some(found.list)
    }

    fn amount(&mut self, field: Option<Field<'_>>, account: AccountNo, label: &[u8], number: u32) -> Option<Ore> {
        let Some(bytes) = field.and_then(Field::bytes) else {
            self.log.add(
                Kind::NoAmount,
                number,
                vec![raw(label), say(" "), Part::Account(account), say(" utan belopp; raden räknas inte")],
            );
            return None;
        };
        let (kind, why) = match number::amount(bytes) {
            Ok(amount) => {
                if amount.is_odd {
                    let parts = vec![
                        Part::Account(account),
                        say(": "),
                        raw(bytes),
                        say(" läses som "),
                        Part::Amount(amount.ore.into()),
                    ];
                    self.log.add(Kind::OddAmount, number, parts);
                }
                return Some(Ore::new(amount.ore));
            }
            Err(NoAmount::Empty) => (Kind::NoAmount, "tomt belopp"),
            Err(NoAmount::Decimals) => (Kind::TooManyDecimals, "fler än två decimaler"),
            Err(NoAmount::Unreadable) => (Kind::BadAmount, "går inte att läsa som belopp"),
        };
        let parts = vec![Part::Account(account), say(": "), raw(bytes), say(format!(" ({why}); raden räknas inte"))];
        self.log.add(kind, number, parts);
        None
    }

    fn voucher(&mut self, fields: &mut Fields<'_>, number: u32) {
        self.cut_off();
        let mut keep = |field: Option<Field<'_>>| match field {
            Some(Field::Text { bytes, escaped: false }) => self.texts.add(bytes),
            Some(Field::Text { bytes, escaped: true }) => self.texts.add(&unescaped(bytes, true)),
            _ => Text::default(),
        };
        let (series, id) = (keep(fields.next()), keep(fields.next()));
        let date = fields.next().and_then(Field::bytes);
        let text = keep(fields.next());
        let date = date.filter(|field| !field.is_empty()).and_then(|field| self.day(field, number));
        let rows = self.rows.len()..self.rows.len();
        let at = self.vouchers.len();
        self.vouchers.push(Voucher { series, number: id, text, date: date.unwrap_or_default(), rows, line: number });
        self.open = Some(OpenVoucher { at, sum: 0, unread: 0, is_opened: false, date });
    }

    /// A `#TRANS` row with nothing to remark on, as nearly all are; false for every other record.
    fn plain_row(&mut self, line: &[u8], number: u32) -> bool {
        let (Some(row), Some(open)) = (plain::row(line), &mut self.open) else { return false };
        let Some(found) = self.objects.known(row.objects).filter(|found| !found.is_odd) else { return false };
        if open.date.is_none() {
            return false;
        }
        open.sum += i128::from(row.ore);
        self.persons += u32::from(found.had_person);
        let account = self.accounts.find(row.account);
        self.rows.push(account, Ore::new(row.ore), found.list, number);
        true
    }

    /// `#TRANS`: account, objects, amount, perhaps a day of its own.
    fn row(&mut self, fields: &mut Fields<'_>, number: u32) {
        if self.open.is_none() {
            return self.stray(b"#TRANS", number);
        }
        let account = fields.next().and_then(Field::bytes);
        let Some(account) = account.filter(|account| !account.is_empty()) else {
            self.unread();
            return self.too_few(b"#TRANS", number);
        };
        let account = self.accounts.find(account);
        let (objects, amount) = match fields.next() {
            Some(Field::List(inner)) => (self.object_list(inner, number).unwrap_or_default(), fields.next()),
            other => (ObjectList::default(), other),
        };
        let Some(amount) = self.amount(amount, account, b"#TRANS", number) else { return self.unread() };
        self.rows.push(account, amount, objects, number);
        let Some(open) = &mut self.open else { return };
        open.sum += i128::from(amount.ore());
        if open.date.is_none()
            && let Some(Field::Text { bytes, .. }) = fields.next()
        {
            // A voucher without a day happened when its first row did.
            open.date = number::day(bytes).map(|(day, _)| day);
        }
    }

    fn unread(&mut self) {
        if let Some(open) = &mut self.open {
            open.unread += 1;
        }
    }
}

/// 0, −1, −2 …
fn year_index(field: &[u8]) -> Option<i32> {
    std::str::from_utf8(field).ok()?.parse().ok().filter(|index| (-99..=99).contains(index))
}

fn label_of(kind: BalanceKind) -> &'static [u8] {
    match kind {
        BalanceKind::Ib => b"#IB",
        BalanceKind::Ub => b"#UB",
        BalanceKind::Res => b"#RES",
        BalanceKind::Psaldo => b"#PSALDO",
        BalanceKind::Pbudget => b"#PBUDGET",
    }
}
