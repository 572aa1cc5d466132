//! `#KSUMMA` (SIE 4B 10): the CRC-32 of labels and field contents between two records of that name, as code page 437.

use super::encoding::cp437;
use super::fields::{Field, Fields, unescaped};
use crc32fast::Hasher;

/// The sum so far; two of them, since whether the bytes are UTF-8 is not known before the end.
#[derive(Default)]
pub struct Ksumma {
    state: State,
    as_written: Hasher,
    from_utf8: Hasher,
    stated: Option<u32>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    None,
    Open,
    Closed,
}

impl Ksumma {
    /// Whether records count now.
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Takes in the record itself: without a value it opens, with one it closes.
    pub fn record(&mut self, value: Option<&[u8]>) {
        match value {
            None => self.state = State::Open,
            Some(digits) => {
                self.state = State::Closed;
                self.stated = std::str::from_utf8(digits).ok().and_then(|digits| digits.trim().parse().ok());
            }
        }
    }

    /// Takes in a line between the two: label and contents, without blanks between, quotes and braces.
    pub fn line(&mut self, line: &[u8]) {
        for field in Fields::new(line) {
            match field {
                Field::List(inner) => self.line(inner),
                Field::Text { bytes: b"}", .. } => {}
                Field::Text { bytes, escaped: false } => self.content(bytes),
                Field::Text { bytes, escaped: true } => self.content(&unescaped(bytes, true)),
            }
        }
    }

    fn content(&mut self, bytes: &[u8]) {
        self.as_written.update(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) if !bytes.is_ascii() => {
                let encoded: Vec<u8> = text.chars().map(|character| cp437(character).unwrap_or(b'?')).collect();
                self.from_utf8.update(&encoded);
            }
            _ => self.from_utf8.update(bytes),
        }
    }

    /// The sum so far, to be written.
    pub fn so_far(&self) -> u32 {
        self.as_written.clone().finalize()
    }

    /// What was stated and what it should be, if there was a sum at all.
    pub fn verdict(self) -> Option<Result<(), (Option<u32>, u32)>> {
        if self.state == State::None {
            return None;
        }
        let (plain, utf8) = (self.as_written.finalize(), self.from_utf8.finalize());
        let holds = self.stated.is_some_and(|stated| stated == plain || stated == utf8);
        Some(if holds { Ok(()) } else { Err((self.stated, plain)) })
    }
}
