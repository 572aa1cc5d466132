//! What a written file says of how it was made, so that anybody can make it again: the inputs with their hashes, the version, the
//! command, the day, every figure with its value, and a hash of the file's own bytes outside the manifest.
//!
//! A manifest has one text: lines of a key and the rest, in one order. `form` says how those lines lie in each kind of file, and
//! takes them out again. The seal is a hash of the lines, so that no byte of a file can change without its being seen. Nothing here
//! reads the clock, the disk or the arguments: `cli` hands them over.

mod exported;
mod figures;
mod form;
mod verify;

pub use exported::in_sie;
pub use figures::{Figure, Placed, in_json};
pub use form::{Detached, Form, detach, line_in_sie};
pub use verify::{Again, Cell, Fate, FigureFate, Verdict, verify};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The program and its version, as manifests carry it.
pub const PROGRAM: &str = concat!("finsam ", env!("CARGO_PKG_VERSION"));

/// What a file says of how it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The program and its version.
    pub program: String,
    /// The day it was made for.
    pub date: NaiveDate,
    /// How many columns wide it was set, where that decides what it looks like.
    pub width: Option<usize>,
    /// The command, as words after the program's name; the folder, the file and the day are not among them.
    pub command: Vec<String>,
    /// Every file it was made of, by its name below the folder, with SHA-256 in hexadecimal.
    pub inputs: BTreeMap<String, String>,
    /// Every figure by its id: kronor with two decimals, shares with four, counts whole.
    pub figures: BTreeMap<String, String>,
    /// SHA-256 of the file's bytes outside the manifest.
    pub body: String,
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Manifest {
    /// The manifest of these bytes.
    #[must_use]
    pub fn of_body(mut self, body: &[u8]) -> Self {
        self.body = sha256(body);
        self
    }

    /// Its lines in their one order, each a key and the rest. The last is the seal: a hash of those before it.
    pub fn lines(&self) -> Vec<(&'static str, String)> {
        let mut lines = vec![("program", self.program.clone()), ("datum", self.date.to_string())];
        lines.extend(self.width.map(|width| ("bredd", width.to_string())));
        let command: Vec<String> = self.command.iter().map(|word| word_out(word)).collect();
        lines.push(("kommando", ["finsam".to_owned()].into_iter().chain(command).collect::<Vec<_>>().join(" ")));
        lines.extend(self.inputs.iter().map(|(name, hash)| ("indata", format!("{hash} {}", word_out(name)))));
        lines.extend(self.figure_rows().into_iter().map(|row| ("siffror", row)));
        lines.push(("rapport", self.body.clone()));
        let seal = seal(&lines);
        lines.push(("sigill", seal));
        lines
    }

    /// `drift/2025/resultat utfall=-485071.00 budget=-3210000.00`: the figures of a row on a line.
    fn figure_rows(&self) -> Vec<String> {
        let mut rows: BTreeMap<&str, String> = BTreeMap::new();
        for (id, value) in &self.figures {
            let (row, column) = id.rsplit_once('/').unwrap_or(("", id));
            rows.entry(row).or_default().push_str(&format!(" {}={value}", word_out(column)));
        }
        rows.into_iter().map(|(row, figures)| format!("{}{figures}", word_out(row))).collect()
    }

    /// Reads its lines, whatever the seal says, and passes over those it cannot read; the seal that stands there comes beside. Nothing
    /// without a day and a command, by which the file can be made again.
    pub fn parse<'l>(lines: impl Iterator<Item = (&'l str, &'l str)>) -> Option<(Manifest, String)> {
        let mut manifest = Manifest {
            program: String::new(),
            date: NaiveDate::MIN,
            width: None,
            command: Vec::new(),
            inputs: BTreeMap::new(),
            figures: BTreeMap::new(),
            body: String::new(),
        };
        let (mut date, mut command, mut claimed) = (None, None, String::new());
        for (key, rest) in lines {
            match key {
                "program" => rest.clone_into(&mut manifest.program),
                "datum" => date = rest.parse().ok(),
                "bredd" => manifest.width = rest.parse().ok(),
                "kommando" => command = rest.split(' ').skip(1).map(word_in).collect::<Option<_>>(),
                "indata" => {
                    let named = rest.split_once(' ').and_then(|(hash, name)| Some((word_in(name)?, hash.to_owned())));
                    manifest.inputs.extend(named);
                }
                "siffror" => read_figures(rest, &mut manifest.figures),
                "rapport" => rest.clone_into(&mut manifest.body),
                "sigill" => rest.clone_into(&mut claimed),
                _ => {}
            }
        }
        (manifest.date, manifest.command) = (date?, command?);
        Some((manifest, claimed))
    }

    /// The seal it should carry.
    pub fn seal(&self) -> String {
        self.lines().pop().map(|(_, seal)| seal).unwrap_or_default()
    }
}

fn read_figures(rest: &str, figures: &mut BTreeMap<String, String>) {
    let mut words = rest.split(' ');
    let row = words.next().and_then(word_in).unwrap_or_default();
    let figure = |word: &str| {
        let (column, value) = word.split_once('=')?;
        let column = word_in(column)?;
        Some((if row.is_empty() { column } else { format!("{row}/{column}") }, value.to_owned()))
    };
    figures.extend(words.filter_map(figure));
}

fn seal(lines: &[(&'static str, String)]) -> String {
    sha256(lines.iter().map(|(key, rest)| format!("{key} {rest}\n")).collect::<String>().as_bytes())
}

/// A word in which nothing ends it, opens markup or is a formula: what could is written `%20`, as in an address.
fn word_out(word: &str) -> String {
    let escaped = |c: char| c.is_whitespace() || c.is_control() || "%=<>\"\\,;&".contains(c);
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if escaped(c) {
            out.extend(c.to_string().bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// The word again; nothing where it is not written so.
fn word_in(word: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        for word in ["", "a", "å ä", "100 %", "a=b", "-->", "=1", "a\u{a0}b\t\n", "%20", "a,b;c"] {
            let out = word_out(word);
            assert!(!out.contains([' ', '=', '>', ',', ';', '\u{a0}', '\n']), "{out}");
            assert_eq!(word_in(&out).as_deref(), Some(word));
        }
        assert_eq!(word_in("%2"), None);
        assert_eq!(word_in("%zz"), None);
    }
}
