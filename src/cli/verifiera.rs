//! `granska --rapport FIL`: the report made again, offline, from its manifest's command and the inputs as they are now.

use super::args::{self, Cli, Format};
use super::manifest::{self, Answer, Check};
use super::{Failure, commands, desk, files};
use crate::diag::{Problem, catalogue};
use crate::domain::money::Unit;
use crate::render::document::{Document, Part};
use crate::render::manifest::{Again, Detached, Form, Placed, Verdict, detach, line_in_sie, sha256, verify};
use crate::render::page::Page;
use crate::render::verifiera;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The verdicts on the report.
///
/// # Errors
/// F595 for a file without a manifest, F596 for one whose command makes no report; else what the system says.
pub(super) fn report(cli: &Cli, path: &Path, width: usize) -> Result<Answer, Failure> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::Io(format!("fel: kan inte läsa {shown}: {}\n", files::swedish(&error))))?;
    let none = || unverified(catalogue::no_manifest(&shown));
    let (file, found, line_ends_changed) = opened(&bytes).ok_or_else(none)?;
    let again = again(cli, path, &shown, &found)?;
    let now = inputs(cli, path, &found)?;
    let remade = again.as_ref().ok().and_then(|answer| {
        let (form, manifest) = answer.manifest.as_ref()?;
        let text = form.text(&answer.body)?;
        Some((detach(&text).map_or(text, |found| found.body), manifest, &answer.placed))
    });
    let made = remade.as_ref().map(|(body, manifest, placed)| Again { body, manifest, placed });
    let mut verdict = Verdict { line_ends_changed, ..verify(&file, &found, &now, made.as_ref()) };
    if found.form == Form::Sie {
        let words = std::mem::take(&mut verdict.words);
        verdict.words = words.into_iter().map(|(line, words)| (line_in_sie(&file, line), words)).collect();
        verdict.lines.iter_mut().for_each(|line| *line = line_in_sie(&file, *line));
    }
    let why = again.as_ref().err().map(String::as_str);
    let check = (!verdict.matches()).then(Check::mismatch);
    let same_bytes = again.as_ref().ok().filter(|_| found.form == Form::Xlsx).map(|answer| answer.body == bytes);
    let text = page(cli, path, &found, &verdict, (why, same_bytes), width);
    Ok(Answer { check, ..Answer::bare(text) })
}

/// A file's text, taken apart, whatever kind of file it is.
fn opened(bytes: &[u8]) -> Option<(String, Detached, bool)> {
    match Form::of_bytes(bytes) {
        Some(Form::Xlsx) => {
            let cells = Form::Xlsx.text(bytes)?;
            detach(&cells).map(|found| (cells, found, false))
        }
        Some(form) => taken_apart(form.text(bytes)?),
        None => taken_apart(std::str::from_utf8(bytes).ok()?.to_owned()),
    }
}

/// The file as it was written, taken apart, and whether its line ends had to be put back: a program that saves it may have changed
/// them.
fn taken_apart(file: String) -> Option<(String, Detached, bool)> {
    if let Some(found) = detach(&file) {
        return Some((file, found, false));
    }
    let bare = file.replace("\r\n", "\n");
    let candidates = [bare.clone(), bare.replace('\n', "\r\n")];
    candidates.into_iter().find_map(|file| detach(&file).map(|found| (file, found, true)))
}

fn unverified(problem: Problem) -> Failure {
    Failure::Unverified(desk::question(problem).text().to_owned())
}

/// The report made again, or why it cannot be.
fn again(cli: &Cli, path: &Path, shown: &str, found: &Detached) -> Result<Result<Answer, String>, Failure> {
    let then = &found.manifest;
    let no_report = || unverified(catalogue::manifest_of_no_report(shown, &then.command.join(" ")));
    // Files beside the folder's own are looked for where the report lies, too.
    let word = |word: &String| match located(path, word).filter(|_| then.inputs.contains_key(word)) {
        Some(found) => found.into_os_string(),
        None => OsString::from(word),
    };
    let said: &[String] = match then.command.as_slice() {
        // A format that cannot be asked for but by the file's ending.
        [command @ .., option, format] if option == "--format" && format == "xlsx" => command,
        command => command,
    };
    let words = [OsString::from("finsam")].into_iter().chain(said.iter().map(word));
    let folder = [OsString::from("--katalog"), cli.common.katalog.clone().into_os_string()];
    let mut asked = args::parse(words.chain(folder)).map_err(|_| no_report())?;
    asked.common.idag = Some(then.date);
    asked.is_remade = true;
    // Nothing is written: it only makes the answer carry its manifest, and a workbook is known by its ending.
    let name = if found.form == Form::Xlsx { "rapport.xlsx" } else { "rapport" };
    asked.common.ut = Some(PathBuf::from(name));
    if asked.manifest_form().is_none() {
        return Err(no_report());
    }
    let made = commands::run(&asked, then.date, then.width.unwrap_or(super::WIDTH));
    Ok(made.map_err(|failure| failure.text().to_owned()))
}

/// The file where it was named, or beside the report.
fn located(report: &Path, name: &str) -> Option<PathBuf> {
    let beside = report.parent().map(|folder| folder.join(name));
    [Some(PathBuf::from(name)), beside].into_iter().flatten().find(|path| path.is_file())
}

/// Every input as it is now: those of the folder, and those that the manifest names beside them.
fn inputs(cli: &Cli, path: &Path, found: &Detached) -> Result<BTreeMap<String, String>, Failure> {
    let is_own = |name: &str| ["budgets/", "scenarios/"].iter().any(|folder| name.starts_with(folder));
    let named: Vec<&String> = found.manifest.inputs.keys().collect();
    let mut now = BTreeMap::new();
    if named.iter().any(|name| is_own(name)) {
        let folder = files::read_folder(&cli.common.katalog)
            .map_err(|error| Failure::Io(format!("fel: kan inte läsa {error}\n")))?;
        now = manifest::hashes(&folder);
    }
    for name in named.into_iter().filter(|name| !is_own(name)) {
        let bytes = located(path, name).and_then(|path| std::fs::read(path).ok());
        now.extend(bytes.map(|bytes| (name.clone(), sha256(&bytes))));
    }
    Ok(now)
}

fn page(
    cli: &Cli,
    path: &Path,
    found: &Detached,
    verdict: &Verdict,
    (why, same_bytes): (Option<&str>, Option<bool>),
    width: usize,
) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let about = verifiera::About { name: &name, manifest: &found.manifest, verdict, why, form: found.form, same_bytes };
    let page = Page {
        forbund: format!("{} {}", found.manifest.program, found.manifest.command.join(" ")),
        date: found.manifest.date,
        inputs: found.manifest.seal().chars().take(8).collect(),
        width,
        show_ids: cli.common.visa_id,
        placed: Placed::default(),
    };
    match cli.format() {
        Format::Json => verifiera::json(&about),
        Format::Txt => verifiera::text(&about, &page),
        Format::Csv | Format::Md => {
            let table = verifiera::table(&about);
            let list = |title: &str, items| Part::List { title: title.to_owned(), numbered: false, items };
            let parts = vec![list("Omdöme", verifiera::verdicts(&about)), Part::table(&table)];
            cli.set_document(&Document { title: table.title.clone(), scenario: None, unit: Unit::Kr, parts }, &page)
        }
    }
}
