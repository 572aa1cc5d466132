//! Something added at the end of one of the förbund's files: checked first by reading the whole folder as it would be, and written
//! whole or not at all. Everything that stood there stands, comments too.

use super::desk::faulty;
use super::{Failure, files};
use crate::diag::{Files, Place, Problem};
use crate::domain::forbund::Forbund;
use crate::input;
use crate::projection::Economy;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// A folder as it would be with the text, which is not written yet.
pub(super) struct Trial {
    path: PathBuf,
    name: String,
    text: String,
    begins: usize,
    /// The faults that the folder would have.
    pub(super) problems: Vec<Problem>,
    /// The texts, for places.
    pub(super) files: Files,
    /// The förbund, where there are no faults.
    pub(super) forbund: Option<Forbund>,
}

impl Trial {
    /// Whether a fault stands in what is added, at a line that is not there yet.
    pub(super) fn is_in_added(&self, place: Place) -> bool {
        self.files.name(place.file) == self.name && place.start as usize >= self.begins
    }

    /// The key of the line that a place stands in.
    pub(super) fn key_at(&self, place: Place) -> Option<&str> {
        let before = self.files.text(place.file).get(..place.start as usize)?;
        before.rsplit('\n').next()?.split_once(" = ").map(|(key, _)| key)
    }

    /// Writes it, whole or not at all.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn write(&self) -> Result<(), Failure> {
        files::write_whole(&self.path, self.text.as_bytes()).map_err(|error| {
            Failure::Io(format!("fel: kan inte skriva {}: {}\n", self.path.display(), files::swedish(&error)))
        })
    }
}

/// Tries the text at the end of `name`, a file below the folder, as `budgets/2026.toml`.
///
/// # Errors
/// What the system says of the folder's files.
pub(super) fn try_out(folder: &Path, name: &str, text: &str, today: NaiveDate) -> Result<Trial, Failure> {
    let unreadable = |error| Failure::Io(format!("fel: kan inte läsa {error}\n"));
    let mut found = files::read_folder(folder).map_err(unreadable)?;
    let file = found.budgets.iter_mut().find(|file| file.name == name);
    let Some(Ok(before)) = file.as_ref().map(|file| file.text.as_ref().map_err(|_| ())) else {
        return Err(Failure::Io(format!("fel: kan inte läsa {name}: filen finns inte eller är inte text\n")));
    };
    // The reader takes a byte order mark off.
    let begins = before.trim_start_matches('\u{feff}').len();
    let added = added(before, text);
    if let Some(file) = file {
        file.text = Ok(added.clone());
    }
    let (files, economy) = match input::read(found, today) {
        Ok(input::World { forbund, scenarios, files }) => (files, Economy::assemble(forbund, scenarios)),
        Err(faulty) => (faulty.files, Err(faulty.problems)),
    };
    let (forbund, problems) = match economy {
        Ok(economy) => (Some(economy.forbund), Vec::new()),
        Err(problems) => (None, problems),
    };
    Ok(Trial { path: folder.join(name), name: name.to_owned(), text: added, begins, problems, files, forbund })
}

/// Adds the text at the end of `name`.
///
/// # Errors
/// Every fault that the folder would have with it, and then nothing is written; else what the system says.
pub(super) fn append(folder: &Path, name: &str, text: &str, today: NaiveDate) -> Result<(), Failure> {
    let trial = try_out(folder, name, text, today)?;
    if trial.problems.is_empty() { trial.write() } else { Err(faulty(trial.problems, &trial.files)) }
}

/// The text after what stood there, on lines of its own and with the file's own line ends.
fn added(before: &str, text: &str) -> String {
    let (end, text) =
        if before.contains("\r\n") { ("\r\n", text.replace('\n', "\r\n")) } else { ("\n", text.to_owned()) };
    let gap = if before.is_empty() || before.ends_with('\n') { end.to_owned() } else { format!("{end}{end}") };
    format!("{before}{gap}{text}")
}
