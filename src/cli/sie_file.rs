//! A bookkeeping file from the disk: read once from beginning to end, with word of how far it has come if that takes long.

use super::desk::faulty;
use super::{Failure, files};
use crate::diag::{Files, catalogue};
use crate::sie::{self, Options, Refusal, SieFile};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a reading may take before anything is said of it.
const PATIENCE: Duration = Duration::from_secs(1);

/// A file that was read, and a short hash of its bytes.
pub(super) struct SieRead {
    /// What it holds.
    pub(super) file: SieFile,
    /// SHA-256 of its bytes in hexadecimal.
    pub(super) sha256: String,
}

impl SieRead {
    /// A short hash of it, as of the other inputs.
    pub(super) fn short_hash(&self) -> &str {
        &self.sha256[..8]
    }
}

/// Reads the file.
///
/// # Errors
/// F601–F603 for what is no SIE file of type 1–4 or has lost its end; else what the system says.
pub(super) fn read(path: &Path, options: Options) -> Result<SieRead, Failure> {
    let shown = path.display().to_string();
    let file = File::open(path).map_err(|error| unreadable(&shown, &error))?;
    let size = file.metadata().map(|about| about.len()).unwrap_or(0);
    let mut watched = Watched::new(file, size, &shown);
    let read = sie::read(&mut watched, options);
    watched.finish();
    let sha256 = watched.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    match read {
        Ok(file) => Ok(SieRead { file, sha256 }),
        Err(Refusal::Io(error)) => Err(unreadable(&shown, &error)),
        Err(refusal) => Err(faulty(vec![refused(&shown, &refusal)], &Files::default())),
    }
}

fn unreadable(path: &str, error: &io::Error) -> Failure {
    Failure::Io(format!("fel: kan inte läsa {path}: {}\n", files::swedish(error)))
}

fn refused(path: &str, refusal: &Refusal) -> crate::diag::Problem {
    match refusal {
        Refusal::Sie5 => catalogue::sie5(path),
        Refusal::Truncated(line) => catalogue::sie_cut_off(path, *line),
        Refusal::Empty => catalogue::not_sie(path, 0, "filen är tom"),
        Refusal::WebPage => catalogue::not_sie(path, 0, "filen är en webbsida och ingen bokföringsfil"),
        Refusal::Utf16 => catalogue::not_sie(path, 0, "filen är skriven i UTF-16, som ingen SIE-fil är"),
        Refusal::NotSie(line) => {
            catalogue::not_sie(path, *line, "ingen rad i filen är en SIE-post (#FLAGGA, #KONTO, #VER …)")
        }
        Refusal::Io(error) => catalogue::not_sie(path, 0, &files::swedish(error)),
    }
}

/// A file that counts what is read of it, and says so on the terminal when it takes long.
struct Watched {
    file: File,
    size: u64,
    read: u64,
    name: String,
    hash: Sha256,
    begun: Instant,
    said: Option<u64>,
}

impl Watched {
    fn new(file: File, size: u64, name: &str) -> Self {
        Watched { file, size, read: 0, name: name.to_owned(), hash: Sha256::new(), begun: Instant::now(), said: None }
    }

    fn say(&mut self) {
        let percent = self.read.saturating_mul(100).checked_div(self.size).unwrap_or(0);
        if self.said == Some(percent) || self.begun.elapsed() < PATIENCE {
            return;
        }
        let mut err = io::stderr().lock();
        // A pipe does not say how much there is.
        let text =
            if self.size == 0 { format!("läser {}", self.name) } else { format!("läser {}: {percent} %", self.name) };
        // On a terminal the line is written over; elsewhere it is written once. A closed stderr leaves nobody to tell.
        let _ = match (err.is_terminal(), self.said) {
            (true, _) => write!(err, "\r{text}"),
            (false, None) => writeln!(err, "{text}"),
            (false, Some(_)) => Ok(()),
        };
        self.said = Some(percent);
    }

    fn finish(&self) {
        let mut err = io::stderr().lock();
        if self.said.is_some() && err.is_terminal() {
            let _ = writeln!(err);
        }
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.hash.update(&buffer[..count]);
        self.read += count as u64;
        self.say();
        Ok(count)
    }
}
