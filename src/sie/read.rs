//! The reader: line by line into the model. Nothing that can be read is lost, nothing unreadable becomes 0, and whatever does not
//! hold is a finding with its line.

use super::encoding::{Encoding, Evidence, decode_owned};
use super::fields::Fields;
use super::finding::FindingKind;
use super::intern::{Accounts, Objects, Pair, RawAccount};
use super::ksumma::Ksumma;
use super::lines::{Lines, Next};
use super::log::{Log, Part, raw, say};
use super::model::{Account, Balance, Dimension, FiscalYear, Header, Object, Reading, Rows, SieFile, Texts, Voucher};
use super::reconcile;
use chrono::NaiveDate;
use std::io::{self, Read};

/// Why a file is not read at all.
#[derive(Debug)]
pub enum Refusal {
    /// The system would not give it.
    Io(io::Error),
    /// There is nothing in it.
    Empty,
    /// A web page that was saved under the name of a SIE file.
    WebPage,
    /// SIE 5, which is XML.
    Sie5,
    /// Text of two bytes a character.
    Utf16,
    /// No record of the format is in it; the first line that is not empty.
    NotSie(u32),
    /// `#KSUMMA` opens and never closes: the end is missing (4B 10.6). The last line.
    Truncated(u32),
}

/// How a file is to be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Keep the objects of dimensions 7–9, which are persons.
    pub keep_persons: bool,
}

/// Reads a SIE file of type 1 to 4.
///
/// # Errors
/// [`Refusal`] where it is no such file, or its end is missing.
pub fn read(input: &mut dyn Read, options: Options) -> Result<SieFile, Refusal> {
    let mut lines = Lines::new(input);
    recognise(&mut lines)?;
    let mut reader = Reader::new(options);
    loop {
        match lines.next().map_err(Refusal::Io)? {
            Next::Line(line) => reader.line(lines.bytes(line), lines.number()),
            Next::End => break,
            Next::TooLong => return Err(Refusal::NotSie(lines.number() + 1)),
        }
    }
    reader.finish(lines.number())
}

/// Tells from the first bytes what is no SIE file, and passes over a mark of UTF-8.
fn recognise(lines: &mut Lines<'_>) -> Result<(), Refusal> {
    let head = lines.peek().map_err(Refusal::Io)?;
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return Err(Refusal::Utf16);
    }
    let mark = if head.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
    let text = head[mark..].trim_ascii();
    if text.is_empty() {
        return Err(Refusal::Empty);
    }
    if text[0] == b'<' {
        let lower = text[..text.len().min(2_000)].to_ascii_lowercase();
        let has = |word: &[u8]| memchr::memmem::find(&lower, word).is_some();
        return Err(if has(b"sie5") || has(b"<sie") { Refusal::Sie5 } else { Refusal::WebPage });
    }
    lines.skip(mark);
    Ok(())
}

/// A voucher whose rows are being read.
pub struct OpenVoucher {
    /// Its position among the vouchers.
    pub at: usize,
    /// The sum of its rows.
    pub sum: i128,
    /// Rows that could not be counted, which explain a sum.
    pub unread: u32,
    /// Whether its opening brace has come.
    pub is_opened: bool,
    /// Its own day, or the first day a row has.
    pub date: Option<NaiveDate>,
}

/// Number, name and perhaps the dimension above.
pub type RawDimension = (Vec<u8>, Vec<u8>, Option<Vec<u8>>);

/// What has been read so far; texts are still bytes.
pub struct Reader {
    pub header: Header,
    pub accounts: Accounts,
    pub objects: Objects,
    pub dimensions: Vec<RawDimension>,
    pub declared: Vec<(Vec<u8>, Pair)>,
    pub balances: Vec<Balance>,
    pub vouchers: Vec<Voucher>,
    pub rows: Rows,
    pub texts: Texts,
    pub log: Log,
    pub open: Option<OpenVoucher>,
    pub ksumma: Ksumma,
    pub has_type: bool,
    /// Whether `#SIETYP` is there with a type that there is not.
    pub has_odd_type: bool,
    pub corrections: u32,
    pub persons: u32,
    pub raw_header: Vec<(HeaderText, Vec<u8>)>,
    evidence: Evidence,
    known: u32,
    first_line: u32,
}

/// A text of the header that waits for the encoding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum HeaderText {
    Program,
    Company,
    Orgnr,
    Chart,
    Currency,
}

impl Reader {
    fn new(options: Options) -> Self {
        Reader {
            header: Header { kind: 1, ..Header::default() },
            accounts: Accounts::default(),
            objects: Objects::new(options.keep_persons),
            dimensions: Vec::new(),
            declared: Vec::new(),
            balances: Vec::new(),
            vouchers: Vec::new(),
            rows: Rows::default(),
            texts: Texts::default(),
            log: Log::default(),
            open: None,
            ksumma: Ksumma::default(),
            has_type: false,
            has_odd_type: false,
            corrections: 0,
            persons: 0,
            raw_header: Vec::new(),
            evidence: Evidence::default(),
            known: 0,
            first_line: 0,
        }
    }

    fn line(&mut self, line: &[u8], number: u32) {
        self.evidence.line(line);
        let Some(start) = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | 0x1A | 0)) else { return };
        let line = &line[start..];
        if self.first_line == 0 {
            self.first_line = number;
        }
        match line[0] {
            b'#' => {
                if self.ksumma.is_open() && !line.starts_with(b"#KSUMMA") {
                    self.ksumma.line(line);
                }
                self.known += u32::from(self.record(line, number));
            }
            b'{' => self.opening(line, number),
            b'}' => self.closing(number),
            _ => self.log.add(FindingKind::NotARecord, number, vec![raw(line)]),
        }
    }

    fn opening(&mut self, line: &[u8], number: u32) {
        match &mut self.open {
            Some(open) if !open.is_opened => open.is_opened = true,
            _ => self.log.add(FindingKind::NotARecord, number, vec![raw(line)]),
        }
    }

    fn closing(&mut self, number: u32) {
        match self.open.take() {
            Some(open) => {
                if !open.is_opened {
                    self.log.add(FindingKind::Unopened, self.vouchers[open.at].line, vec![say("{ saknas")]);
                }
                self.close(open);
            }
            None => self.log.add(FindingKind::NotARecord, number, vec![say("} utan verifikation")]),
        }
    }

    /// Ends a voucher whose closing brace has not come.
    pub fn cut_off(&mut self) {
        if let Some(open) = self.open.take() {
            let line = self.vouchers[open.at].line;
            self.log.add(FindingKind::Unclosed, line, vec![say("} saknas; raderna räknas ändå")]);
            self.close(open);
        }
    }

    fn close(&mut self, open: OpenVoucher) {
        let end = self.rows.len();
        let voucher = &mut self.vouchers[open.at];
        voucher.rows.end = end;
        let (line, count) = (voucher.line, end - voucher.rows.start);
        let Some(date) = open.date else {
            let text = format!(": dag saknas, så dess {count} rader räknas inte");
            self.log.add(FindingKind::BadDate, line, vec![name(&self.texts, voucher), say(text)]);
            self.rows.truncate(voucher.rows.start);
            self.vouchers.pop();
            return;
        };
        voucher.date = date;
        if count == 0 && open.unread == 0 {
            self.log.add(FindingKind::Empty, line, vec![name(&self.texts, voucher)]);
        } else if open.sum != 0 {
            let unread = if open.unread > 0 { "; rader som inte går att läsa är inte med" } else { "" };
            let parts = vec![name(&self.texts, voucher), say(": summan är "), Part::Amount(open.sum), say(unread)];
            self.log.add(FindingKind::Unbalanced, line, parts);
        }
    }

    fn finish(mut self, last_line: u32) -> Result<SieFile, Refusal> {
        self.cut_off();
        if self.known == 0 {
            return Err(Refusal::NotSie(self.first_line));
        }
        if self.ksumma.is_open() {
            return Err(Refusal::Truncated(last_line));
        }
        let encoding = self.evidence.verdict();
        self.about_the_file(encoding);
        let ksumma = std::mem::take(&mut self.ksumma).verdict().map(|verdict| {
            if let Err((stated, is)) = verdict {
                let stated = stated.map_or_else(|| "något som inte är ett tal".to_owned(), |sum| sum.to_string());
                let text = format!("filen säger {stated}, innehållet ger {is}: något är ändrat eller borttaget");
                self.log.add(FindingKind::BadChecksum, last_line, vec![say(text)]);
            }
            verdict.is_ok()
        });
        let text = |bytes: Vec<u8>| decode_owned(bytes, encoding);
        for (which, bytes) in std::mem::take(&mut self.raw_header) {
            let slot = match which {
                HeaderText::Program => &mut self.header.program,
                HeaderText::Company => &mut self.header.company,
                HeaderText::Orgnr => &mut self.header.orgnr,
                HeaderText::Chart => &mut self.header.chart,
                HeaderText::Currency => &mut self.header.currency,
            };
            *slot = Some(text(bytes));
        }
        self.texts.encoding = encoding;
        let account = |account: RawAccount| Account {
            number: text(account.number),
            name: text(account.name.unwrap_or_default()),
            kind: account.kind,
        };
        let dimension = |(number, name, parent): RawDimension| Dimension {
            number: text(number),
            name: text(name),
            parent: parent.map(text),
        };
        let object = |(name, (dimension, code)): (Vec<u8>, Pair)| Object {
            dimension: text(dimension),
            code: text(code),
            name: text(name),
        };
        let list = |list: Vec<Pair>| list.into_iter().map(|(dimension, code)| (text(dimension), text(code))).collect();
        let mut file = SieFile {
            header: self.header,
            accounts: self.accounts.list.into_iter().map(account).collect(),
            dimensions: self.dimensions.into_iter().map(dimension).collect(),
            objects: self.declared.into_iter().map(object).collect(),
            object_lists: self.objects.lists.into_iter().map(list).collect(),
            balances: self.balances,
            vouchers: self.vouchers,
            rows: self.rows,
            texts: self.texts,
            findings: Vec::new(),
            reading: Reading { encoding, lines: last_line, corrections: self.corrections, ksumma },
        };
        reconcile::check(&mut file, &mut self.log);
        file.findings = self.log.finish(encoding, &file.accounts);
        Ok(file)
    }

    /// What is to be said of the file as a whole.
    fn about_the_file(&mut self, encoding: Encoding) {
        let mut say_of = |kind, text: &str| self.log.add(kind, 0, vec![say(text)]);
        if self.evidence.is_mixed() {
            let text = format!("raderna är inte skrivna i samma teckenkodning; filen läses som {}", encoding.name());
            say_of(FindingKind::MixedEncoding, &text);
        }
        // A type that the format does not have is said where it stands.
        if !self.has_type && !self.has_odd_type {
            say_of(FindingKind::NoType, "#SIETYP saknas; filen läses som typ 1 och det som står i den tas med");
        }
        // Vouchers for another program to read in need no year (4B 6).
        if !self.header.years.iter().any(|year| year.index == 0) && !self.balances.is_empty() {
            say_of(FindingKind::NoYear, "#RAR 0 saknas: vilket år saldona gäller går inte att säga");
        }
        let needs_day = matches!(self.header.kind, 2 | 3) || self.balances.iter().any(|b| b.month.is_some());
        if self.header.through.is_none() && needs_day {
            say_of(FindingKind::NoThrough, "#OMFATTN saknas: till vilken dag saldona gäller går inte att säga");
        }
        if self.header.flag {
            say_of(FindingKind::Flagged, "#FLAGGA är 1: filen har lästs in i ett annat program förut");
        }
        if self.persons > 0 {
            let text = format!(
                "objekt i dimension 7, 8 och 9 på {} {} är inte med",
                self.persons,
                if self.persons == 1 { "rad" } else { "rader" }
            );
            say_of(FindingKind::PersonsDropped, &text);
        }
        if memchr::memmem::find(self.texts.all(), "\u{fffd}".as_bytes()).is_some() {
            say_of(FindingKind::Damaged, "tecken var förlorade redan när filen sparades; de gissas inte");
        }
    }
}

/// Series and number of a voucher, as they stand.
pub fn name(texts: &Texts, voucher: &Voucher) -> Part {
    let words = [&b"verifikation"[..], texts.bytes(voucher.series), texts.bytes(voucher.number)];
    let words: Vec<&[u8]> = words.into_iter().filter(|word| !word.is_empty()).collect();
    Part::Raw(words.join(&b' '))
}

/// A year that a file speaks of, for the findings.
pub fn holds(years: &[FiscalYear], index: i32, day: NaiveDate) -> Option<bool> {
    years.iter().find(|year| year.index == index).map(|year| year.holds(day))
}

/// The fields of a record after its label.
pub fn after_label(line: &[u8]) -> (&[u8], Fields<'_>) {
    let end = line.iter().position(|byte| matches!(byte, b' ' | b'\t' | b'{' | b'"')).unwrap_or(line.len());
    (&line[..end], Fields::new(&line[end..]))
}
