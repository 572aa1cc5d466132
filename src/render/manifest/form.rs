//! How a manifest lies in each kind of file: a block at the foot of a text, a comment that Markdown and HTML do not show, rows of the
//! one rectangle of a CSV file, a key of a JSON report, comments of a journal, free text of a SIE file, a sheet of a workbook.

use super::Manifest;
use crate::render::xlsx;
use crate::sie::prosa;
use serde::Serialize;
use serde_json::Value;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text for people.
    Text,
    /// Markdown or HTML.
    Markup,
    /// CSV.
    Csv,
    /// JSON.
    Json,
    /// A journal, where a line that begins with a semicolon is a comment.
    Journal,
    /// A SIE file, whose records of free text it is.
    Sie,
    /// A workbook, which has a sheet for it. Its text is its cells, a line each.
    Xlsx,
}

/// What begins the block of each form that has lines of its own.
#[derive(Clone, Copy, Debug)]
struct Mark {
    form: Form,
    begins: &'static str,
    indent: &'static str,
    ends: &'static str,
}

const MARKS: [Mark; 3] = [
    Mark { form: Form::Markup, begins: "\n<!-- finsam manifest\n", indent: "", ends: "-->\n" },
    Mark { form: Form::Journal, begins: "\n; MANIFEST\n", indent: "; ", ends: "" },
    Mark { form: Form::Text, begins: "\nMANIFEST\n", indent: "  ", ends: "" },
];

/// A file taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detached {
    /// What kind of file it is.
    pub form: Form,
    /// Its bytes outside the manifest.
    pub body: String,
    /// The manifest as it stands there.
    pub manifest: Manifest,
    /// The seal as it stands there.
    pub claimed: String,
}

impl Detached {
    /// Whether the file is as it was written: its own bytes and the manifest's.
    pub fn is_whole(&self, file: &str) -> bool {
        self.body_is_whole() && self.manifest_is_whole(file)
    }

    /// Whether the bytes outside the manifest are those whose hash it carries.
    pub fn body_is_whole(&self) -> bool {
        super::sha256(self.body.as_bytes()) == self.manifest.body
    }

    /// Whether the manifest's lines are as they were sealed, and lie in the file as they are written. In a workbook they lie in cells,
    /// wherever the program that saved it puts those; of a SIE file where something else is changed the checksum is too, and the
    /// manifest's own records are what is looked at.
    pub fn manifest_is_whole(&self, file: &str) -> bool {
        let lies_right = || match self.form {
            Form::Xlsx => true,
            Form::Sie if !self.body_is_whole() => prosa::without(file, SIE_BEGINS).1 == sie_lines(&self.manifest),
            form => form.set(&self.body, &self.manifest) == file,
        };
        self.manifest.seal() == self.claimed && lies_right()
    }

    /// Whether the manifest itself is as it was sealed and something stands after it, where nothing does in a file as it is written.
    pub fn has_text_after(&self, file: &str) -> bool {
        let written = self.form.set(&self.body, &self.manifest);
        let stands_after = file.strip_prefix(written.as_str()).is_some_and(|rest| !rest.trim().is_empty());
        self.form != Form::Xlsx && self.manifest.seal() == self.claimed && stands_after
    }
}

impl Form {
    /// The form of a file that is no text of UTF-8, told from how its bytes begin.
    pub fn of_bytes(bytes: &[u8]) -> Option<Form> {
        let begins = |with: &[u8]| bytes.starts_with(with);
        match () {
            () if begins(b"PK") => Some(Form::Xlsx),
            () if begins(b"#FLAGGA") => Some(Form::Sie),
            () => None,
        }
    }

    /// The text of a file's bytes; nothing where they are not of the form.
    pub fn text(self, bytes: &[u8]) -> Option<String> {
        match self {
            Form::Sie => Some(prosa::letters(bytes)),
            Form::Xlsx => xlsx::read::cells(bytes),
            _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
        }
    }

    /// The file: the body with its manifest, whose hash of the body is made here.
    pub fn attach(self, body: &str, manifest: &Manifest) -> String {
        self.set(body, &manifest.clone().of_body(body.as_bytes()))
    }

    /// Body and manifest as they lie in the file, whatever hash the manifest carries.
    fn set(self, body: &str, manifest: &Manifest) -> String {
        match self {
            Form::Json => attach_json(body, manifest),
            Form::Csv => attach_csv(body, manifest),
            Form::Sie => attach_sie(body, manifest),
            // Written where the sheets are, before the bytes.
            Form::Xlsx => body.to_owned(),
            _ => {
                let mark = MARKS.iter().find(|mark| mark.form == self).expect("every other form has a mark");
                let line = |(key, rest): (&str, String)| format!("{}{key:<9} {rest}\n", mark.indent);
                let lines: String = manifest.lines().into_iter().map(line).collect();
                format!("{body}{}{lines}{}", mark.begins, mark.ends)
            }
        }
    }
}

/// Takes a file apart; nothing where it holds no manifest that can be read. A line that cannot be read is passed over: then the file is
/// not whole, and what can be said of the rest still is.
pub fn detach(file: &str) -> Option<Detached> {
    if file.starts_with(xlsx::read::BEGINS) {
        return detach_xlsx(file);
    }
    if let Some(found) = detach_sie(file).or_else(|| detach_json(file)).or_else(|| detach_csv(file)) {
        return Some(found);
    }
    for mark in MARKS {
        let Some((body, block)) = file.rsplit_once(mark.begins) else { continue };
        let block = block.strip_suffix(mark.ends).unwrap_or(block);
        let lines = block.lines().filter_map(|line| {
            let (key, rest) = line.strip_prefix(mark.indent)?.split_once(' ')?;
            Some((key, rest.trim_start()))
        });
        let Some((manifest, claimed)) = Manifest::parse(lines) else { continue };
        return Some(Detached { form: mark.form, body: body.to_owned(), manifest, claimed });
    }
    None
}

/// Where a JSON report's last field is followed by its end.
const JSON_END: &str = "\n}\n";
const JSON_KEY: &str = ",\n  \"manifest\": ";

#[derive(Serialize)]
struct JsonManifest {
    program: String,
    datum: String,
    kommando: String,
    indata: Vec<String>,
    siffror: Vec<String>,
    rapport: String,
    sigill: String,
}

fn attach_json(body: &str, manifest: &Manifest) -> String {
    let lines = manifest.lines();
    let rows = |wanted: &str| -> Vec<String> {
        lines.iter().filter(|(key, _)| *key == wanted).map(|(_, rest)| rest.clone()).collect()
    };
    let one = |key: &str| rows(key).pop().unwrap_or_default();
    let manifest = JsonManifest {
        program: one("program"),
        datum: one("datum"),
        kommando: one("kommando"),
        indata: rows("indata"),
        siffror: rows("siffror"),
        rapport: one("rapport"),
        sigill: one("sigill"),
    };
    let text = serde_json::to_string_pretty(&manifest).expect("strings are JSON").replace('\n', "\n  ");
    let open = body.strip_suffix(JSON_END).unwrap_or(body);
    format!("{open}{JSON_KEY}{text}{JSON_END}")
}

fn detach_json(file: &str) -> Option<Detached> {
    let (open, rest) = file.strip_suffix(JSON_END)?.rsplit_once(JSON_KEY)?;
    let value: Value = serde_json::from_str(rest).ok()?;
    let mut lines: Vec<(&str, &str)> = Vec::new();
    for (key, field) in value.as_object()? {
        match field {
            Value::String(text) => lines.push((key, text)),
            Value::Array(rows) => lines.extend(rows.iter().filter_map(|row| Some((key.as_str(), row.as_str()?)))),
            _ => {}
        }
    }
    let (manifest, claimed) = Manifest::parse(lines.into_iter())?;
    Some(Detached { form: Form::Json, body: format!("{open}{JSON_END}"), manifest, claimed })
}

/// What the column `tabell` says in the manifest's rows.
const CSV_TABLE: &str = "Manifest";
const CSV_BEGINS: [&str; 2] = ["Manifest,program,", "Manifest;program;"];

/// The rows are as wide as those of the body. No field of a manifest needs quotes, since words have none of what does.
fn attach_csv(body: &str, manifest: &Manifest) -> String {
    let header = body.lines().next().unwrap_or_default();
    let mark = if header.trim_start_matches('\u{feff}').starts_with("tabell;") { ';' } else { ',' };
    let width = csv_width(header, mark as u8);
    let padding = mark.to_string().repeat(width.saturating_sub(3));
    let line = |(key, rest): (&str, String)| format!("{CSV_TABLE}{mark}{key}{mark}{rest}{padding}\r\n");
    let rows: String = manifest.lines().into_iter().map(line).collect();
    format!("{body}{rows}")
}

fn csv_width(header: &str, mark: u8) -> usize {
    let mut reader = csv::ReaderBuilder::new().delimiter(mark).has_headers(false).from_reader(header.as_bytes());
    reader.records().next().and_then(Result::ok).map_or(3, |record| record.len())
}

fn detach_csv(file: &str) -> Option<Detached> {
    let at = CSV_BEGINS.iter().find_map(|begins| file.rfind(&format!("\r\n{begins}")))? + 2;
    let (body, rows) = file.split_at(at);
    let mark = rows[CSV_TABLE.len()..].chars().next()?;
    let lines = rows.split_terminator("\r\n").filter_map(|row| {
        let (key, rest) = row.strip_prefix(CSV_TABLE)?.strip_prefix(mark)?.split_once(mark)?;
        Some((key, rest.trim_end_matches(mark)))
    });
    let (manifest, claimed) = Manifest::parse(lines)?;
    Some(Detached { form: Form::Csv, body: body.to_owned(), manifest, claimed })
}

/// What begins each record of free text that is a line of the manifest.
const SIE_BEGINS: &str = "manifest ";

/// On which line of a SIE file a line of it without its manifest stands, both from 1.
pub fn line_in_sie(file: &str, line: usize) -> usize {
    prosa::line_in(file, SIE_BEGINS, line)
}

fn attach_sie(body: &str, manifest: &Manifest) -> String {
    prosa::with(body, &sie_lines(manifest))
}

/// In ASCII, whatever a file is called, so that no code page matters: what is not is written as in an address.
fn sie_lines(manifest: &Manifest) -> Vec<String> {
    let ascii = |text: String| -> String {
        let letter = |c: char| match c.is_ascii() {
            true => c.to_string(),
            false => c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect(),
        };
        text.chars().map(letter).collect()
    };
    let line = |(key, rest): (&str, String)| format!("{SIE_BEGINS}{key} {}", ascii(rest));
    manifest.lines().into_iter().map(line).collect()
}

fn detach_sie(file: &str) -> Option<Detached> {
    if !file.starts_with("#FLAGGA") {
        return None;
    }
    let (body, texts) = prosa::without(file, SIE_BEGINS);
    let lines = texts.iter().filter_map(|text| text.strip_prefix(SIE_BEGINS)?.split_once(' '));
    let (manifest, claimed) = Manifest::parse(lines)?;
    Some(Detached { form: Form::Sie, body, manifest, claimed })
}

fn detach_xlsx(cells: &str) -> Option<Detached> {
    let (lines, body) = xlsx::read::apart(cells);
    let (manifest, claimed) = Manifest::parse(lines.iter().map(|(key, rest)| (key.as_str(), rest.as_str())))?;
    Some(Detached { form: Form::Xlsx, body, manifest, claimed })
}
