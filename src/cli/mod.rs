//! The command line: the only place that reads files, the clock and the environment, and that writes.

mod args;
mod atgard;
mod balanskrav;
mod commands;
mod desk;
mod exportera;
mod files;
mod forbrukning;
mod forklara;
mod forklara_ord;
mod formats;
mod granska;
mod importera;
mod jamfor;
mod kanslighet;
mod komplettera;
mod kontroll;
mod manifest;
mod matris;
mod ny;
mod nyckeltal;
mod osakerhet;
mod plan;
mod prognos;
mod prognossakerhet;
mod rapport;
mod registrera;
mod sie_file;
mod statements;
mod tillagg;
mod uppfoljning;
mod utvecklingsmedel;
mod verifiera;
mod workbook;

use args::Cli;
use chrono::NaiveDate;
use std::io::Write;
use std::process::ExitCode;

/// The exit code after Ctrl-C: 128 + SIGINT.
const INTERRUPTED: u8 = 130;

/// Why a command did not answer.
enum Failure {
    /// Ours or the system's: exit 1.
    Io(String),
    /// The question cannot be answered as it was asked: exit 2.
    Usage(String),
    /// The files are faulty: exit 3.
    Faulty(String),
    /// A file that is to be verified cannot be: exit 5.
    Unverified(String),
    /// Stopped by Ctrl-C: what was done is printed, and then as a shell has it, exit 130.
    Interrupted(String),
}

impl Failure {
    fn text(&self) -> &str {
        let (Failure::Io(text)
        | Failure::Usage(text)
        | Failure::Faulty(text)
        | Failure::Unverified(text)
        | Failure::Interrupted(text)) = self;
        text
    }

    fn code(&self) -> u8 {
        match self {
            Failure::Io(_) => 1,
            Failure::Usage(_) => 2,
            Failure::Faulty(_) => 3,
            Failure::Unverified(_) => 5,
            Failure::Interrupted(_) => INTERRUPTED,
        }
    }
}

/// Runs the command line and answers with its exit code.
pub fn main() -> ExitCode {
    let cli = match args::parse(std::env::args_os()) {
        Ok(cli) => cli,
        Err(done) => return done.exit(),
    };
    let today = cli.common.idag.unwrap_or_else(today);
    let answered = commands::run(&cli, today, width()).and_then(|answer| {
        deliver(&cli, &answer.bytes(cli.common.ut.is_some()))?;
        Ok(answer.check)
    });
    let (said, code) = match answered {
        Ok(None) => return ExitCode::SUCCESS,
        Ok(Some(check)) => (check.said, check.code),
        // Where nothing was done no file is made; what was done has no manifest, for its command would do more.
        Err(Failure::Interrupted(text)) => {
            let delivered = if text.is_empty() { Ok(()) } else { deliver(&cli, text.as_bytes()) };
            return ExitCode::from(delivered.err().map_or(INTERRUPTED, |failure| failure.code()));
        }
        Err(Failure::Faulty(text)) if cli.would_write() => {
            (format!("{} Inget har skrivits.\n", text.trim_end()), Failure::Faulty(String::new()).code())
        }
        Err(failure) => (failure.text().to_owned(), failure.code()),
    };
    // A closed stderr leaves nobody to tell.
    let _ = std::io::stderr().lock().write_all(said.as_bytes());
    ExitCode::from(code)
}

#[allow(clippy::disallowed_methods)]
fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// How wide a page is where nothing says it.
const WIDTH: usize = 100;

/// The terminal's width; `COLUMNS` wins; 100 where there is neither.
fn width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    asked.or_else(terminal).unwrap_or(WIDTH).clamp(60, 160)
}

/// Data goes to standard output or, whole or not at all, to a file.
fn deliver(cli: &Cli, bytes: &[u8]) -> Result<(), Failure> {
    let Some(path) = &cli.common.ut else {
        let mut out = std::io::stdout().lock();
        let written = out.write_all(bytes).and_then(|()| out.flush());
        return match written {
            // Whoever reads us may stop reading, as `head` does.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|error| Failure::Io(format!("fel: kan inte skriva: {}\n", files::swedish(&error)))),
        };
    };
    files::write_whole(path, bytes)
        .map_err(|error| Failure::Io(format!("fel: kan inte skriva {}: {}\n", path.display(), files::swedish(&error))))
}
