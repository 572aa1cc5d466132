//! `utvecklingsmedel registrera`: an event of utvecklingsmedel at the end of its year's file. What is wrong is said of the options that
//! were given, all of it at once, and never of lines that the file would have had.

use super::args::Registrera;
use super::desk::{faulty, questions};
use super::tillagg::{self, Trial};
use super::{Failure, files};
use crate::diag::{Code, Group, Problem, catalogue};
use crate::domain::forbund::{Forbund, Party};
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::domain::sv;
use crate::domain::utvecklingsmedel::{EventKind, grants};
use crate::input;
use chrono::{Datelike, NaiveDate};
use std::path::Path;

/// Stands for a text that was not given, so that everything else can be tried.
const NOT_GIVEN: &str = "–";

/// What an event is written with, its words as files spell them.
struct Words {
    kind: EventKind,
    kommun: String,
    tertial: Option<String>,
}

/// Adds an event to its year's file, if the law of the grants allows it, and says what was added.
///
/// # Errors
/// All that is wrong with the options and with what they ask for, and then nothing is written; else what the system says.
pub(super) fn register(folder: &Path, event: &Registrera, today: NaiveDate) -> Result<String, Failure> {
    let found = files::read_folder(folder).map_err(|error| Failure::Io(format!("fel: kan inte läsa {error}\n")))?;
    // A folder with faults is told of them when the event is tried in it.
    let forbund = input::read_books(found, today).ok().map(|world| world.forbund);
    let (mut wrong, words) = words(event, forbund.as_ref());
    if event.datum > today {
        wrong.push(catalogue::grant_event_to_come(event.datum, today));
    }
    let Some(words) = words else { return Err(questions(wrong)) };
    let year = event.ar.map_or(event.datum.year(), Year::number);
    let name = format!("budgets/{year}.toml");
    let text = entry(event, &words);
    let trial = tillagg::try_out(folder, &name, &text, today)?;
    if !trial.problems.is_empty() {
        wrong.extend(trial.problems.iter().cloned().map(|problem| of_options(problem, &trial)));
        return Err(faulty(wrong, &trial.files));
    }
    if !wrong.is_empty() {
        return Err(questions(wrong));
    }
    trial.write()?;
    let rest = trial.forbund.as_ref().and_then(|forbund| rest(forbund, event, year, &name)).unwrap_or_default();
    Ok(format!("Tillagt sist i {name}:\n\n{text}\n{rest}Se läget med finsam utvecklingsmedel {year}.\n"))
}

/// What is wrong with the options by themselves, and the words of the event where it can be tried all the same.
fn words(event: &Registrera, forbund: Option<&Forbund>) -> (Vec<Problem>, Option<Words>) {
    let mut wrong = Vec::new();
    let spelled = sv::ascii(&event.handelse);
    let kind = EventKind::NAMES.iter().find(|(word, _)| *word == spelled).map(|(_, kind)| *kind);
    if kind.is_none() {
        let known = EventKind::NAMES.map(|(word, _)| word);
        wrong.push(catalogue::no_such_word("--handelse", &event.handelse, &spelled, &known));
    }
    let kommun = kommun(&event.kommun, forbund).map_err(|problem| wrong.push(problem)).ok();
    let tertial = event.tertial.as_ref().map(|tertial| tertial.trim().to_uppercase());
    let is_known = tertial.as_deref().is_none_or(|tertial| ["T1", "T2", "T3"].contains(&tertial));
    if let (Some(written), false) = (&event.tertial, is_known) {
        wrong.push(catalogue::no_such_word("--tertial", written, written, &["T1", "T2", "T3"]));
    }
    let of_a_tertial = kind.is_some_and(|kind| kind != EventKind::Plan);
    if of_a_tertial && tertial.is_none() {
        wrong.push(catalogue::option_missing("--tertial", "vilken tertial händelsen gäller, T1, T2 eller T3"));
    }
    match kind {
        Some(kind) if kind.needs_reason() && event.skal.is_none() => {
            wrong.push(catalogue::option_missing("--skal", "varför"));
        }
        Some(kind) if !kind.needs_reason() && event.underlag.is_none() => {
            wrong.push(catalogue::option_missing("--underlag", "vad som visar händelsen"));
        }
        _ => {}
    }
    let can_be_tried = is_known && (tertial.is_some() || !of_a_tertial);
    let words = kind.zip(kommun).filter(|_| can_be_tried);
    (wrong, words.map(|(kind, kommun)| Words { kind, kommun, tertial }))
}

/// The id of a kommun that is asked for by its id or its name.
fn kommun(written: &str, forbund: Option<&Forbund>) -> Result<String, Problem> {
    let Some(forbund) = forbund else { return Ok(written.to_owned()) };
    let id = |ix| forbund.member(ix).id.as_str();
    forbund.kommun_named(written).map(|ix| id(ix).to_owned()).ok_or_else(|| {
        let known: Vec<&str> = forbund.of_party(Party::Kommun).map(id).collect();
        catalogue::no_such_kommun(written, &sv::ascii(written), &known)
    })
}

/// The event as the file has it.
fn entry(event: &Registrera, words: &Words) -> String {
    let mut lines = vec!["[[utvecklingsmedel]]".to_owned()];
    let mut add = |key: &str, value: Option<&str>| {
        lines.extend(value.map(|value| format!("{key} = {}", toml::Value::String(value.to_owned()))));
    };
    let word = EventKind::NAMES.iter().find(|(_, kind)| *kind == words.kind).map(|(word, _)| *word);
    let needs = |is_needed: bool| is_needed.then_some(NOT_GIVEN);
    add("kommun", Some(&words.kommun));
    add("insats", event.insats.as_deref());
    add("tertial", words.tertial.as_deref());
    add("handelse", word);
    add("datum", Some(&event.datum.to_string()));
    add("belopp", event.belopp.as_deref());
    add("underlag", event.underlag.as_deref().or(needs(!words.kind.needs_reason())));
    add("skal", event.skal.as_deref().or(needs(words.kind.needs_reason())));
    format!("{}\n", lines.join("\n"))
}

/// A fault of what would have been added, without the line it would have stood at, and with options for keys.
fn of_options(mut problem: Problem, trial: &Trial) -> Problem {
    let Some((place, label)) = problem.primary.take_if(|(place, _)| trial.is_in_added(*place)) else { return problem };
    let is_of_a_value = matches!(problem.code.group(), Group::Values) || problem.code == Code::F304;
    problem.notes.insert(
        0,
        match trial.key_at(place) {
            Some(key) if is_of_a_value => format!("--{key}: {label}"),
            _ => label,
        },
    );
    if problem.code == Code::F202 {
        problem.remedy = problem.remedy.map(|remedy| format!("--{}", remedy.replacen(" = ", " ", 1)));
    }
    problem
}

/// What a payment of a part leaves, which can then only be withheld.
fn rest(forbund: &Forbund, event: &Registrera, year: i32, name: &str) -> Option<String> {
    let year = Year::new(i64::from(year))?;
    let added = forbund.years.get(&year)?.grant_events.last().filter(|added| added.kind == EventKind::Utbetald)?;
    let grants = grants(forbund, year, event.datum);
    let grant = grants.iter().find(|grant| grant.line == added.line && Some(grant.tertial) == added.tertial)?;
    let left = grant.left();
    (left > Ore::ZERO).then(|| {
        format!(
            "Obs: {left} av det beviljade är inte utbetalt. En tertial betalas en gång, så resten kan bara hållas inne\n\
             (--handelse innehallen). Är beloppet fel: ta bort händelsen ur {name} och registrera den på nytt.\n\n",
            left = sv::kr(left)
        )
    })
}
