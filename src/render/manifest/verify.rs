//! A report against itself made again: whether its bytes are as they were written, whether its manifest and it hold the same figures,
//! and figure by figure whether they are the same today. Three verdicts that do not lean on each other.

use super::{Detached, Figure, Form, Manifest, in_json, in_sie};
use crate::render::xlsx;
use std::collections::{BTreeMap, BTreeSet};

/// What has become of an input or a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// As it was.
    Same,
    /// Another now.
    Changed,
    /// Not there any more; for a figure, what it was made of.
    Missing,
    /// There now and not then.
    New,
}

impl Fate {
    /// As JSON spells it.
    pub fn name(self) -> &'static str {
        match self {
            Fate::Same => "samma",
            Fate::Changed => "andrad",
            Fate::Missing => "saknas",
            Fate::New => "ny",
        }
    }
}

/// The report made again.
pub struct Again<'a> {
    /// Its bytes outside the manifest.
    pub body: &'a str,
    /// Its manifest.
    pub manifest: &'a Manifest,
    /// Its figures as they were placed.
    pub placed: &'a [Figure],
}

/// A cell of a workbook that is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where: `Drift!B7`; of a name that is for another cell, the name.
    pub at: String,
    /// Value and formula as they stand, the formula only where it is another.
    pub found: String,
    /// As they should be.
    pub right: String,
}

/// A figure then and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureFate {
    /// Its id.
    pub id: String,
    /// What its row and column are called, where that is known.
    pub label: String,
    /// Its value in the manifest.
    pub then: Option<String>,
    /// Its value made again.
    pub now: Option<String>,
    /// What has become of it.
    pub fate: Fate,
}

/// Everything that can be said of a report.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Whether the bytes outside the manifest are those whose hash it carries.
    pub body_is_whole: bool,
    /// Whether the manifest is as it was sealed.
    pub manifest_is_whole: bool,
    /// Whether all that is other than as it was written is how lines end, which a program that saves the file may have changed.
    pub line_ends_changed: bool,
    /// Whether the figures in the report could be held against the manifest: as they stand in it, as it is made again of the same
    /// inputs, or because the report is as it was written.
    pub is_comparable: bool,
    /// Lines of the report that are others than when it is made again from the same inputs, from 1.
    pub lines: Vec<usize>,
    /// What stands on those lines and what should, by the line, as far as they can be laid side by side.
    pub words: BTreeMap<usize, (String, String)>,
    /// Cells of a workbook that are others than when it is made again from the same inputs.
    pub cells: Vec<Cell>,
    /// Figures on those lines, or with another value in the report itself than in its manifest.
    pub touched: Vec<String>,
    /// Those of them whose row stands nowhere in the report.
    pub absent: Vec<String>,
    /// Whether something stands after the manifest, which is itself as it was sealed.
    pub text_after: bool,
    /// Their values as they stand in the report, where it can be read figure by figure.
    pub stated: BTreeMap<String, String>,
    /// Figures of the report that its manifest lacks.
    pub not_in_manifest: Vec<String>,
    /// Figures of the manifest that the report lacks.
    pub not_in_report: Vec<String>,
    /// Each input by its name.
    pub inputs: BTreeMap<String, Fate>,
    /// Each figure of the manifest, and those that are new.
    pub figures: Vec<FigureFate>,
}

impl Verdict {
    /// Whether the file's bytes are as they were written.
    pub fn is_whole(&self) -> bool {
        let as_made = self.lines.is_empty() && self.cells.is_empty();
        self.body_is_whole && self.manifest_is_whole && as_made && !self.line_ends_changed
    }

    /// Whether report and manifest hold the same figures.
    pub fn is_complete(&self) -> bool {
        let are_as_written = self.body_is_whole || self.is_comparable && self.touched.is_empty();
        self.not_in_manifest.is_empty() && self.not_in_report.is_empty() && are_as_written
    }

    /// Whether everything is as it was.
    pub fn matches(&self) -> bool {
        let same = |fate: Fate| fate == Fate::Same;
        let inputs = self.inputs.values().all(|fate| same(*fate));
        self.is_whole() && self.is_complete() && inputs && self.figures.iter().all(|figure| same(figure.fate))
    }
}

/// Holds a file against its manifest, the inputs as they are now, and the report made again, if it could be.
pub fn verify(file: &str, found: &Detached, now: &BTreeMap<String, String>, again: Option<&Again<'_>>) -> Verdict {
    let then = &found.manifest;
    let inputs = inputs(&then.inputs, now);
    let own = match found.form {
        Form::Json => Some(in_json(&serde_json::from_str(&found.body).unwrap_or_default())),
        Form::Sie => Some(in_sie(&found.body)),
        Form::Xlsx => Some(xlsx::read::figures(&found.body, &then.figures)),
        _ => None,
    };
    let unchanged = inputs.values().all(|fate| *fate == Fate::Same);
    let (mut differing, mut cells, mut touched) = (Differing::default(), Vec::new(), BTreeSet::new());
    let other = own.iter().flatten().filter(|(id, value)| then.figures.get(*id).is_some_and(|then| then != *value));
    let stated: BTreeMap<String, String> = other.map(|(id, value)| (id.clone(), value.clone())).collect();
    touched.extend(stated.keys().cloned());
    match again.filter(|again| unchanged && again.body != found.body) {
        Some(again) if found.form == Form::Xlsx => cells = other_cells(&found.body, again.body),
        Some(again) => differing = differing_in(&found.body, again.body, found.form, again.placed, &mut touched),
        None => {}
    }
    let is_comparable = own.is_some() || found.body_is_whole() || again.is_some() && unchanged;
    let expected = again.map(|again| &again.manifest.figures);
    // What the report itself holds: read from it where it can be, else as it is made again.
    let held: Option<BTreeSet<&String>> = own.as_ref().or(expected).map(|figures| figures.keys().collect());
    let held = held.unwrap_or_else(|| then.figures.keys().collect());
    Verdict {
        body_is_whole: found.body_is_whole(),
        manifest_is_whole: found.manifest_is_whole(file),
        line_ends_changed: false,
        is_comparable,
        lines: differing.lines,
        words: differing.words,
        absent: differing.absent,
        text_after: found.has_text_after(file),
        cells,
        stated,
        touched: touched.into_iter().collect(),
        not_in_manifest: held.iter().filter(|id| !then.figures.contains_key(**id)).map(|id| (*id).clone()).collect(),
        not_in_report: then.figures.keys().filter(|id| !held.contains(id)).cloned().collect(),
        inputs,
        figures: figures(&then.figures, again),
    }
}

fn inputs(then: &BTreeMap<String, String>, now: &BTreeMap<String, String>) -> BTreeMap<String, Fate> {
    let fate = |(name, hash): (&String, &String)| {
        let fate = match now.get(name) {
            Some(now) if now == hash => Fate::Same,
            Some(_) => Fate::Changed,
            None => Fate::Missing,
        };
        (name.clone(), fate)
    };
    let new = now.keys().filter(|name| !then.contains_key(*name)).map(|name| (name.clone(), Fate::New));
    then.iter().map(fate).chain(new).collect()
}

fn figures(then: &BTreeMap<String, String>, again: Option<&Again<'_>>) -> Vec<FigureFate> {
    let empty = BTreeMap::new();
    let now = again.map_or(&empty, |again| &again.manifest.figures);
    let label = |id: &str| {
        let placed = again.and_then(|again| again.placed.iter().find(|figure| figure.id == id));
        placed.map_or(String::new(), |figure| figure.label.clone())
    };
    let mut ids: BTreeSet<&String> = then.keys().collect();
    ids.extend(now.keys());
    let one = |id: &String| {
        let (then, now) = (then.get(id).cloned(), now.get(id).cloned());
        let fate = match (&then, &now) {
            (Some(then), Some(now)) if then == now => Fate::Same,
            (Some(_), Some(_)) => Fate::Changed,
            (Some(_), None) => Fate::Missing,
            (None, _) => Fate::New,
        };
        FigureFate { id: id.clone(), label: label(id), then, now, fate }
    };
    ids.into_iter().map(one).collect()
}

/// The cells and names of a workbook that are others, and those that are there in only one of the two.
fn other_cells(ours: &str, theirs: &str) -> Vec<Cell> {
    let held = |text: &'_ str| -> BTreeMap<String, (String, String)> {
        let cell = |line: &str| {
            let mut fields = line.split('\t').map(str::to_owned);
            Some((fields.next()?, (fields.next()?, fields.next().unwrap_or_default())))
        };
        text.lines().filter_map(cell).collect()
    };
    let (ours, theirs) = (held(ours), held(theirs));
    let at: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    let other = at.into_iter().filter(|at| ours.get(*at) != theirs.get(*at));
    let cell = |at: &String| {
        let (found, right) = (ours.get(at), theirs.get(at));
        let is_formula = found.map(|(value, _)| value) == right.map(|(value, _)| value);
        let words = |cell: Option<&(String, String)>| match cell {
            None => "ingenting".to_owned(),
            Some((_, formula)) if is_formula && !formula.is_empty() => formula.clone(),
            Some((value, _)) if is_formula => format!("{value} utan formel"),
            Some((value, _)) => value.clone(),
        };
        Cell { at: at.clone(), found: words(found), right: words(right) }
    };
    other.map(cell).collect()
}

/// The lines of a report that are others than in the one made again.
#[derive(Default)]
struct Differing {
    /// Their numbers, from 1.
    lines: Vec<usize>,
    /// What stands there and what should.
    words: BTreeMap<usize, (String, String)>,
    /// Figures whose row is on none of them.
    absent: Vec<String>,
}

/// The lines of the report that are others than in the one made again, and the figures that stand on them.
fn differing_in(body: &str, again: &str, form: Form, placed: &[Figure], touched: &mut BTreeSet<String>) -> Differing {
    let (ours, theirs): (Vec<&str>, Vec<&str>) = (body.split('\n').collect(), again.split('\n').collect());
    let alike = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let before = ours.iter().zip(&theirs).take_while(alike).count();
    let room = ours.len().min(theirs.len()) - before;
    let after = ours.iter().rev().zip(theirs.iter().rev()).take(room).take_while(alike).count();
    let (changed, right) = (&ours[before..ours.len() - after], &theirs[before..theirs.len() - after]);
    let pairwise = changed.len() == right.len();
    for (at, line) in right.iter().enumerate() {
        let other = if pairwise { changed[at] } else { "" };
        if *line != other {
            on_line(line, other, form, placed, touched);
        }
    }
    let is_other = |at: &usize| !pairwise || changed[*at] != right[*at];
    let lines = (0..changed.len().max(1)).filter(|at| changed.is_empty() || is_other(at));
    let beside = |at: usize| Some((before + at + 1, side_by_side(changed.get(at)?, right.get(at)?, form)));
    let words = lines.clone().filter(|_| pairwise).filter_map(beside).collect();
    // Lines are gone only where there are fewer than there should be; a page has label and figure on lines of their own.
    let are_gone = changed.is_empty() || changed.len() < right.len() && form != Form::Markup;
    let is_absent = |figure: &&Figure| {
        let key = if form == Form::Csv { figure.row_id.clone() } else { plain(&figure.row) };
        are_gone && touched.contains(&figure.id) && !changed.iter().any(|line| plain(line).contains(&key))
    };
    let absent = placed.iter().filter(is_absent).map(|figure| figure.id.clone()).collect();
    Differing { lines: lines.map(|at| before + at + 1).collect(), words, absent }
}

/// As much of a line as is shown.
const SHOWN: usize = 80;

/// The first part of a line that is another, as it stands and as it should; of an explanation in a page with what it explains.
fn side_by_side(found: &str, right: &str, form: Form) -> (String, String) {
    let parts = |line: &'_ str| -> Vec<String> {
        let split: Vec<&str> = match form {
            Form::Markup => line.split(['|', '<', '>']).collect(),
            Form::Csv => line.split([',', ';']).collect(),
            Form::Json | Form::Sie => vec![line],
            _ => line.split("  ").collect(),
        };
        split.into_iter().map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (found_parts, right_parts) = (parts(found), parts(right));
    let at = found_parts.iter().zip(&right_parts).position(|(found, right)| found != right);
    let at = at.unwrap_or(found_parts.len().min(right_parts.len()));
    let explained = right.split_once("<p><b>").and_then(|(_, rest)| rest.split('<').next());
    let of = explained.map_or(String::new(), |label| format!("i förklaringen av {label}: "));
    let shown = |parts: &[String]| parts.get(at).map_or(String::new(), |part| part.chars().take(SHOWN).collect());
    (format!("{of}{}", shown(&found_parts)), shown(&right_parts))
}

/// The figures whose print stands on the right line and not, at the same place, on the other.
fn on_line(line: &str, other: &str, form: Form, placed: &[Figure], touched: &mut BTreeSet<String>) {
    let (words, others): (Vec<String>, Vec<String>) = (words(line, form), words(other, form));
    let bare = plain(line);
    for (at, word) in words.iter().enumerate().filter(|(at, word)| others.get(*at) != Some(word)) {
        let same = words[..=at].iter().filter(|before| *before == word).count();
        let on_row =
            |figure: &&Figure| bare.contains(&plain(&figure.row)) || form == Form::Csv && bare.contains(&figure.row_id);
        let is_it = |figure: &&Figure| plain(&figure.printed) == *word || figure.value == *word;
        let found: Vec<&Figure> = placed.iter().filter(on_row).filter(is_it).collect();
        let touching: Vec<&Figure> = match found.get(same - 1) {
            // Of several alike on the row, that which stands in the same order.
            Some(figure) => vec![*figure],
            // A page sets label and figure on lines of their own: then it is one of those that are printed so.
            None if found.is_empty() && is_markup_of_figures(line) => placed.iter().filter(is_it).collect(),
            None => found,
        };
        touched.extend(touching.into_iter().map(|figure| figure.id.clone()));
    }
}

/// A line of a page that is neither an explanation of figures nor in a picture, both of which have their own words.
fn is_markup_of_figures(line: &str) -> bool {
    line.contains('<') && !line.contains("<p><b>") && !line.contains("<text")
}

/// Without what only sets numbers apart, in ASCII.
fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|c| !['\u{a0}', '\\', '*', '`'].contains(c)).collect();
    text.replace('\u{2212}', "-")
}

/// What stands on a line, apart from what sets it.
fn words(line: &str, form: Form) -> Vec<String> {
    let line = line.trim_end_matches('\r');
    let split: Vec<&str> = match form {
        Form::Csv if line.contains(';') => line.split(';').collect(),
        Form::Csv => line.split(',').collect(),
        Form::Markup => line.split(['|', '<', '>', '"', ' ']).collect(),
        _ => line.split(' ').collect(),
    };
    let swedish = form == Form::Csv && line.contains(';');
    let word = |word: &str| {
        let word = plain(word.trim());
        if swedish { word.replace(',', ".") } else { word }
    };
    split.into_iter().map(word).filter(|word| !word.is_empty()).collect()
}
