//! What a command answers, and the manifest that goes into the file it is written to.

use super::args::{Cli, Command, Format};
use super::desk::Desk;
use crate::input::{Folder, Found};
use crate::render::manifest::{Figure, Form, Manifest, PROGRAM, Placed, in_json, sha256};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::Path;

/// What a command answers.
pub struct Answer {
    /// Its bytes, without a manifest.
    pub(super) body: Vec<u8>,
    /// What a file of it says of itself, if it is a report that can be made again.
    pub(super) manifest: Option<(Form, Manifest)>,
    /// The figures of the page that the manifest is of, as they were placed.
    pub(super) placed: Vec<Figure>,
    /// A check that was asked for and does not hold.
    pub(super) check: Option<Check>,
}

/// A check that does not hold: the answer is given all the same.
pub struct Check {
    /// The exit code: 4 where something does not hold, 5 where a report is not as it was.
    pub(super) code: u8,
    /// What is said of it beside the answer; may be empty.
    pub(super) said: String,
}

impl Check {
    /// Something does not hold.
    pub(super) fn failed(said: String) -> Self {
        Check { code: 4, said }
    }

    /// A report is not as it was.
    pub(super) fn mismatch() -> Self {
        Check { code: 5, said: String::new() }
    }
}

impl Answer {
    /// An answer that is no report.
    pub(super) fn bare(text: String) -> Self {
        Answer { body: text.into_bytes(), manifest: None, placed: Vec::new(), check: None }
    }

    /// What is delivered: to a file with the manifest, to the terminal without.
    pub fn bytes(&self, to_file: bool) -> Vec<u8> {
        match (&self.manifest, std::str::from_utf8(&self.body)) {
            (Some((form, manifest)), Ok(body)) if to_file => form.attach(body, manifest).into_bytes(),
            _ => self.body.clone(),
        }
    }
}

/// The inputs by their names below the folder, each with SHA-256 of its bytes on the disk.
pub(super) fn hashes(folder: &Folder) -> BTreeMap<String, String> {
    let files = folder.budgets.iter().chain(&folder.published).chain(&folder.scenarios);
    let hash = |file: &Found| {
        let text = file.text.as_ref().map_or("", String::as_str);
        (file.name.clone(), sha256(text.as_bytes()))
    };
    files.map(hash).collect()
}

/// A path as a manifest carries it: as it was given, or only the file's name where it says where on this machine it lies.
pub(super) fn shown_path(path: &str) -> String {
    let is_here = Path::new(path).is_relative();
    let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
    if is_here { path.to_owned() } else { name.unwrap_or_default() }
}

/// Options that say where, when and in which format, each with a value: the folder and the file are not the report's, the day stands by
/// itself, and the format is said last.
const APART: [&str; 6] = ["--katalog", "--mapp", "--ut", "-o", "--idag", "--format"];

/// The words of a command without where it was run and where it was written.
pub(super) fn normalised(said: &[String], format: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = said.iter();
    while let Some(word) = rest.next() {
        let option = word.split_once('=').map_or(word.as_str(), |(option, _)| option);
        if APART.contains(&option) {
            // The value is a word of its own unless it stands after `=`.
            if !word.contains('=') {
                rest.next();
            }
        } else if !word.starts_with("-o") {
            words.push(shown_path(word));
        }
    }
    words.extend(["--format".to_owned(), format.to_owned()]);
    words
}

impl Cli {
    /// A page for a file notes what is placed on it.
    pub(super) fn placed(&self) -> Placed {
        if self.common.ut.is_some() { Placed::noting() } else { Placed::default() }
    }

    /// How a manifest lies in what this command writes; nothing for what is no report, and for files that have no room for one.
    pub(super) fn manifest_form(&self) -> Option<Form> {
        match &self.command {
            Some(Command::Exportera(args)) => args.hledger.then_some(Form::Journal),
            Some(Command::Hjalp | Command::Ny(_) | Command::Komplettera { .. }) => None,
            Some(Command::Utvecklingsmedel { gor: Some(_), .. } | Command::Granska { rapport: Some(_) }) => None,
            Some(Command::Rapport(args)) if args.bilder.is_some() => None,
            // A page takes it as Markdown does, in a comment.
            Some(Command::Rapport(args)) => self.report_format(args).map(|_| Form::Markup),
            Some(Command::Uppfoljning(args)) if args.las.is_some() => None,
            _ => Some(match self.format() {
                Format::Txt => Form::Text,
                Format::Json => Form::Json,
                Format::Csv => Form::Csv,
                Format::Md => Form::Markup,
            }),
        }
    }

    fn format_name(&self) -> &'static str {
        let of_report = match &self.command {
            Some(Command::Rapport(args)) => self.report_format(args),
            _ => None,
        };
        of_report.unwrap_or(self.format().name())
    }

    /// The answer with its manifest, if it goes to a file that can have one.
    pub(super) fn with_manifest(
        &self,
        body: Vec<u8>,
        date: NaiveDate,
        width: usize,
        placed: &Placed,
        inputs: &BTreeMap<String, String>,
    ) -> Answer {
        let form = self.manifest_form().filter(|_| self.common.ut.is_some() && !body.is_empty());
        let Some(form) = form else { return Answer { body, manifest: None, placed: Vec::new(), check: None } };
        let figures = match form {
            Form::Json => serde_json::from_slice(&body).map(|report| in_json(&report)).unwrap_or_default(),
            _ => placed.figures().into_iter().map(|figure| (figure.id, figure.value)).collect(),
        };
        let mut inputs = inputs.clone();
        inputs.extend(placed.inputs());
        let manifest = Manifest {
            program: PROGRAM.to_owned(),
            date,
            // Only text is set to a width.
            width: (form == Form::Text).then_some(width),
            command: normalised(&self.said, self.format_name()),
            inputs,
            figures,
            body: sha256(&body),
        };
        Answer { body, manifest: Some((form, manifest)), placed: placed.figures(), check: None }
    }
}

impl Desk<'_> {
    /// The answer with its manifest, if it goes to a file that can have one.
    pub(super) fn with_manifest(&self, body: Vec<u8>) -> Answer {
        self.cli.with_manifest(body, self.page.date, self.page.width, &self.page.placed, &self.hashes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_says_what_and_not_where() {
        let said = "drift 2025 --katalog /a -o b.txt --mapp=/c --idag 2026-11-21 -ox --enhet tkr --sie /d/e.se";
        let said: Vec<String> = said.split(' ').map(str::to_owned).collect();
        assert_eq!(normalised(&said, "txt").join(" "), "drift 2025 --enhet tkr --sie e.se --format txt");
    }
}
