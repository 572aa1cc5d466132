//! Something added at the end of one of the förbund's files: checked first by reading the whole folder as it would be, and written
//! whole or not at all. Everything that stood there stands, comments too.

use super::desk::faulty;
use super::{Failure, files};
use crate::input;
use crate::projection::Economy;
use chrono::NaiveDate;
use std::path::Path;

/// Adds the text to `name`, a file below the folder, as `budgets/2026.toml`.
///
/// # Errors
/// Every fault that the folder would have with it, and then nothing is written; else what the system says.
pub(super) fn append(folder: &Path, name: &str, text: &str, today: NaiveDate) -> Result<(), Failure> {
    let unreadable = |error| Failure::Io(format!("fel: kan inte läsa {error}\n"));
    let mut found = files::read_folder(folder).map_err(unreadable)?;
    let file = found.budgets.iter_mut().find(|file| file.name == name);
    let Some(Ok(before)) = file.as_ref().map(|file| file.text.as_ref().map_err(|_| ())) else {
        return Err(Failure::Io(format!("fel: kan inte läsa {name}: filen finns inte eller är inte text\n")));
    };
    let added = added(before, text);
    if let Some(file) = file {
        file.text = Ok(added.clone());
    }
    let world = input::read(found, today).map_err(|found| faulty(found.problems, &found.files))?;
    let input::World { forbund, scenarios, files } = world;
    Economy::assemble(forbund, scenarios).map_err(|problems| faulty(problems, &files))?;
    let path = folder.join(name);
    files::write_whole(&path, added.as_bytes()).map_err(|error| {
        Failure::Io(format!("fel: kan inte skriva {}: {}\n", path.display(), super::files::swedish(&error)))
    })
}

/// The text after what stood there, on lines of its own and with the file's own line ends.
fn added(before: &str, text: &str) -> String {
    let (end, text) =
        if before.contains("\r\n") { ("\r\n", text.replace('\n', "\r\n")) } else { ("\n", text.to_owned()) };
    let gap = if before.is_empty() || before.ends_with('\n') { end.to_owned() } else { format!("{end}{end}") };
    format!("{before}{gap}{text}")
}
