//! Findings as they are noted: with bytes whose encoding is not known until the whole file has been read.

use super::encoding::{Encoding, decode, decode_owned};
use super::finding::{Finding, FindingKind};
use super::model::{Account, AccountNo};
use crate::domain::money::Ore;
use crate::domain::sv;
use std::collections::BTreeMap;

/// How many of a kind are kept with their own line; the rest are counted. A file of a million faulty rows is one fault.
const KEPT: u32 = 1_000;

/// A piece of a finding's sentence.
pub enum Part {
    /// Words.
    Say(String),
    /// Bytes of the file.
    Raw(Vec<u8>),
    /// An account's number.
    Account(AccountNo),
    /// An amount in öre.
    Amount(i128),
}

/// Words.
pub fn say(text: impl Into<String>) -> Part {
    Part::Say(text.into())
}

/// Bytes of the file, shortened where they are long.
pub fn raw(bytes: &[u8]) -> Part {
    Part::Raw(bytes[..bytes.len().min(60)].to_vec())
}

/// What has been noted so far.
#[derive(Default)]
pub struct Log {
    notes: Vec<(FindingKind, u32, Vec<Part>)>,
    counts: BTreeMap<FindingKind, u32>,
    /// Records and other things that are passed over, counted from their first line.
    counted: BTreeMap<(FindingKind, Vec<u8>), (u32, u32)>,
}

impl Log {
    /// Notes a finding.
    pub fn add(&mut self, kind: FindingKind, line: u32, parts: Vec<Part>) {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        if *count <= KEPT {
            self.notes.push((kind, line, parts));
        }
    }

    /// Counts something that is said once however often it comes.
    pub fn count(&mut self, kind: FindingKind, line: u32, what: &[u8]) {
        self.counted.entry((kind, what.to_vec())).or_insert((line, 0)).1 += 1;
    }

    /// The findings in sentences, by kind and line.
    pub fn finish(self, encoding: Encoding, accounts: &[Account]) -> Vec<Finding> {
        let show = |part: Part| match part {
            Part::Say(text) => text,
            Part::Raw(bytes) => decode_owned(bytes, encoding),
            Part::Account(account) => {
                accounts.get(account.0 as usize).map_or_else(String::new, |account| account.number.clone())
            }
            Part::Amount(ore) => i64::try_from(ore).map_or_else(|_| "mer än vad som ryms".to_owned(), kr),
        };
        let mut findings: Vec<Finding> = (self.notes.into_iter())
            .map(|(kind, line, parts)| Finding { kind, line, text: parts.into_iter().map(show).collect() })
            .collect();
        for ((kind, what), (line, count)) in self.counted {
            let text = format!("{}: {}", decode(&what, encoding), times(count));
            findings.push(Finding { kind, line, text });
        }
        findings.sort_by_key(|finding| (finding.kind, finding.line));
        for (kind, count) in self.counts.into_iter().filter(|(_, count)| *count > KEPT) {
            let text = format!("och {} till av samma slag", sv::integer(i64::from(count - KEPT)));
            let at = findings.partition_point(|finding| finding.kind <= kind);
            findings.insert(at, Finding { kind, line: 0, text });
        }
        findings
    }
}

fn kr(ore: i64) -> String {
    format!("{} kr", sv::kr_ore(Ore::new(ore)))
}

fn times(count: u32) -> String {
    if count == 1 { "en gång".to_owned() } else { format!("{} gånger", sv::integer(i64::from(count))) }
}
