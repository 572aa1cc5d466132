//! Reading a förbund's folder, and writing a file whole or not at all.

use crate::diag::Files;
use crate::input::{Folder, Found, NoText};
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use std::path::Path;

/// Every `.toml` of `budgets/`, `budgets/publicerat/` and `scenarios/`, sorted by name. A folder that is not there has no files.
///
/// # Errors
/// If a folder is there but cannot be listed.
pub fn read_folder(root: &Path) -> io::Result<Folder> {
    let [budgets, published, scenarios] =
        ["budgets", "budgets/publicerat", "scenarios"].map(|folder| list(root, folder));
    Ok(Folder { budgets: budgets?, published: published?, scenarios: scenarios? })
}

fn list(root: &Path, folder: &str) -> io::Result<Vec<Found>> {
    let entries = match std::fs::read_dir(root.join(folder)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            let reason = format!("{}: {}", root.join(folder).display(), swedish(&error));
            return Err(io::Error::new(error.kind(), reason));
        }
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_toml = path.extension().is_some_and(|ending| ending == "toml");
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // Editors leave hidden files beside the one they edit.
        if is_toml && !name.starts_with('.') {
            found.push(Found { name: format!("{folder}/{name}"), text: text(&path) });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn text(path: &Path) -> Result<String, NoText> {
    if path.is_dir() {
        return Err(NoText::Folder);
    }
    let bytes = std::fs::read(path).map_err(|error| NoText::Unreadable(swedish(&error)))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        NoText::NotUtf8(error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count() + 1)
    })
}

/// What the system says, in Swedish where it is one of the common reasons.
pub fn swedish(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "det som namnet pekar på finns inte".to_owned(),
        io::ErrorKind::PermissionDenied => "behörighet saknas".to_owned(),
        io::ErrorKind::NotADirectory => "är en fil och ingen mapp".to_owned(),
        io::ErrorKind::IsADirectory => "är en mapp och ingen fil".to_owned(),
        io::ErrorKind::StorageFull => "disken är full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "disken går inte att skriva på".to_owned(),
        _ => format!("systemet svarar: {error}"),
    }
}

/// Eight hexadecimal digits over every file's name and text.
pub fn short_hash(files: &Files) -> String {
    let mut hasher = Sha256::new();
    for (name, text) in files.iter() {
        for part in [name, text] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hasher.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Writes beside the target and renames, so that a half-written file is never seen. A link is followed and a file keeps its mode;
/// what is no ordinary file, as a device or a pipe, is written straight to and never replaced.
///
/// # Errors
/// Whatever the system says; then the target is as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = std::fs::metadata(&target).ok();
    if before.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        return std::fs::OpenOptions::new().write(true).open(&target)?.write_all(bytes);
    }
    let name = target.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "inget filnamn"))?;
    let beside = target.with_file_name(format!(".{}.{}.tmp", name.to_string_lossy(), std::process::id()));
    let write = || {
        let mut file = std::fs::File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        if let Some(metadata) = &before {
            std::fs::set_permissions(&beside, metadata.permissions())?;
        }
        std::fs::rename(&beside, &target)
    };
    write().inspect_err(|_| {
        let _ = std::fs::remove_file(&beside);
    })
}
