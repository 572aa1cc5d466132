//! The writer: a model as a file of type 4E in code page 437, as the format has it (4B 5, 11).

use super::encoding::cp437;
use super::ksumma::Ksumma;
use super::model::{AccountType, Balance, BalanceKind, ObjectList, SieFile};
use crate::domain::money::Ore;

/// A file that was written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Characters that code page 437 lacks, each once, with what was written for it.
    pub replaced: Vec<(char, &'static str)>,
}

/// What stands for characters that programs like and the code page lacks.
const INSTEAD: [(char, &str); 12] = [
    ('–', "-"),
    ('—', "-"),
    ('−', "-"),
    ('”', "\""),
    ('“', "\""),
    ('’', "'"),
    ('‘', "'"),
    ('…', "..."),
    ('€', "EUR"),
    ('·', "."),
    ('\u{a0}', " "),
    ('\u{202f}', " "),
];

/// Writes the file, with its checksum.
pub fn write(file: &SieFile) -> Written {
    let mut writer = Writer::default();
    writer.line(&["#FLAGGA", "0"]);
    writer.bytes(b"#KSUMMA\r\n");
    writer.ksumma.record(None);
    header(file, &mut writer);
    accounts(file, &mut writer);
    for balance in &file.balances {
        writer.balance(file, balance);
    }
    for voucher in &file.vouchers {
        let date = voucher.date.format("%Y%m%d").to_string();
        let (series, number) = (file.text(voucher.series), file.text(voucher.number));
        writer.line(&["#VER", &series, &number, &date, &file.text(voucher.text)]);
        writer.bytes(b"{\r\n");
        for at in voucher.rows.start as usize..voucher.rows.end as usize {
            let account = &file.account(file.rows.account[at]).number;
            let objects = writer.list(file, file.rows.objects[at]);
            writer.raw(&["#TRANS", account, &objects, &amount(file.rows.amount[at])]);
        }
        writer.bytes(b"}\r\n");
    }
    let sum = writer.ksumma.so_far();
    writer.bytes(format!("#KSUMMA {sum}\r\n").as_bytes());
    writer.written
}

fn header(file: &SieFile, writer: &mut Writer) {
    let header = &file.header;
    let day = |day: chrono::NaiveDate| day.format("%Y%m%d").to_string();
    if let Some(program) = &header.program {
        let (name, version) = program.rsplit_once(' ').unwrap_or((program, "1"));
        writer.line(&["#PROGRAM", name, version]);
    }
    writer.line(&["#FORMAT", "PC8"]);
    if let Some(made) = header.made {
        writer.line(&["#GEN", &day(made)]);
    }
    writer.line(&["#SIETYP", &header.kind.to_string()]);
    for (label, text) in [("#ORGNR", &header.orgnr), ("#FNAMN", &header.company)] {
        if let Some(text) = text {
            writer.line(&[label, text]);
        }
    }
    for year in &header.years {
        writer.line(&["#RAR", &year.index.to_string(), &day(year.from), &day(year.last)]);
    }
    if let Some(through) = header.through {
        writer.line(&["#OMFATTN", &day(through)]);
    }
    for (label, text) in [("#KPTYP", &header.chart), ("#VALUTA", &header.currency)] {
        if let Some(text) = text {
            writer.line(&[label, text]);
        }
    }
}

fn accounts(file: &SieFile, writer: &mut Writer) {
    for account in &file.accounts {
        writer.line(&["#KONTO", &account.number, &account.name]);
        let letter = AccountType::LETTERS.iter().find(|(_, kind)| Some(*kind) == account.kind);
        if let Some((letter, _)) = letter {
            writer.line(&["#KTYP", &account.number, letter]);
        }
    }
    for dimension in &file.dimensions {
        match &dimension.parent {
            Some(parent) => writer.line(&["#UNDERDIM", &dimension.number, &dimension.name, parent]),
            None => writer.line(&["#DIM", &dimension.number, &dimension.name]),
        }
    }
    for object in &file.objects {
        writer.line(&["#OBJEKT", &object.dimension, &object.code, &object.name]);
    }
}

/// Kronor with two decimals and a point.
fn amount(ore: Ore) -> String {
    ore.to_string()
}

#[derive(Default)]
struct Writer {
    written: Written,
    ksumma: Ksumma,
}

impl Writer {
    fn bytes(&mut self, bytes: &[u8]) {
        self.written.bytes.extend_from_slice(bytes);
    }

    /// A record of fields, each quoted where it must be.
    fn line(&mut self, fields: &[&str]) {
        let fields: Vec<String> = fields.iter().enumerate().map(|(at, field)| quoted(field, at == 0)).collect();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        self.raw(&fields);
    }

    /// A record of fields as they are to stand.
    fn raw(&mut self, fields: &[&str]) {
        let mut line = Vec::new();
        for character in fields.join(" ").chars() {
            self.put(character, &mut line);
        }
        if self.ksumma.is_open() {
            self.ksumma.line(&line);
        }
        line.extend_from_slice(b"\r\n");
        self.written.bytes.append(&mut line);
    }

    /// A character in code page 437, or what stands for it. A no-break space is one of its characters, and no program's blank.
    fn put(&mut self, character: char, line: &mut Vec<u8>) {
        let instead = INSTEAD.iter().find(|(other, _)| *other == character).map(|(_, text)| *text);
        match (instead, cp437(character)) {
            (None, Some(byte)) => line.push(byte),
            (instead, _) => {
                let text = instead.unwrap_or("?");
                line.extend_from_slice(text.as_bytes());
                if !self.written.replaced.contains(&(character, text)) {
                    self.written.replaced.push((character, text));
                }
            }
        }
    }

    fn list(&self, file: &SieFile, objects: ObjectList) -> String {
        let pairs = file.objects_of(objects).iter();
        let pairs: Vec<String> =
            pairs.map(|(dimension, code)| format!("{dimension} {}", quoted(code, false))).collect();
        format!("{{{}}}", pairs.join(" "))
    }

    fn balance(&mut self, file: &SieFile, balance: &Balance) {
        let account = quoted(&file.account(balance.account).number, false);
        let (year, amount) = (balance.year.to_string(), amount(balance.amount));
        let objects = self.list(file, balance.objects);
        let by_object = balance.objects != ObjectList::default();
        let label = match balance.kind {
            BalanceKind::Ib if by_object => "#OIB",
            BalanceKind::Ub if by_object => "#OUB",
            BalanceKind::Ib => "#IB",
            BalanceKind::Ub => "#UB",
            BalanceKind::Res => "#RES",
            BalanceKind::Psaldo => "#PSALDO",
            BalanceKind::Pbudget => "#PBUDGET",
        };
        match balance.month {
            Some(month) => {
                let month = month.format("%Y%m").to_string();
                self.raw(&[label, &year, &month, &account, &objects, &amount]);
            }
            None if by_object => self.raw(&[label, &year, &account, &objects, &amount]),
            None => self.raw(&[label, &year, &account, &amount]),
        }
    }
}

/// A field with quotes where it has blanks, braces or nothing; only the quote is escaped (4B 5.7), and a control character is a blank.
fn quoted(field: &str, is_label: bool) -> String {
    let clean: String = field.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    // What becomes a quote when it is written is escaped as one.
    let clean: String = clean.chars().map(|c| if matches!(c, '”' | '“') { '"' } else { c }).collect();
    let needs = clean.is_empty() || clean.chars().any(|c| matches!(c, ' ' | '"' | '{' | '}' | '\u{a0}' | '\u{202f}'));
    if is_label || !needs { clean } else { format!("\"{}\"", clean.replace('"', "\\\"")) }
}
