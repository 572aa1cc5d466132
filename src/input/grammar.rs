//! TOML's own grammar: a text into tables, and the parser's faults in Swedish. What the parser says after it has lost its way
//! is not passed on.

use super::table::{Sink, place};
use crate::diag::{FileId, Place, Problem, catalogue};
use crate::domain::day;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;

/// Parses a file's text. Faults in TOML's own grammar are reported and nothing of the file is read further.
pub fn parse<'t>(file: FileId, text: &'t str, problems: &Sink) -> Option<Spanned<DeTable<'t>>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<(Range<usize>, &str)> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
    faults.sort_by_key(|(span, _)| span.start);
    // Where something was never closed, all that follows is misread; only the first fault is one of the user's.
    let open = ["unclosed inline", "unclosed array,"];
    let open = faults.iter().find(|(_, message)| open.iter().any(|words| message.contains(words))).cloned();
    if let Some((end, unclosed)) = open {
        let too_deep = faults[0].1.contains("recurs");
        let message = if too_deep { faults[0].1 } else { unclosed };
        let span = if faults[0].0.start < end.start { faults[0].0.clone() } else { end };
        problems.borrow_mut().push(grammar(message, "", place(file, span)));
        return None;
    }
    let mut repeated = 0..0;
    for (span, message) in faults {
        // The keys of a table that stands twice are no faults of their own.
        if message.contains("duplicate") && repeated.contains(&span.start) {
            continue;
        }
        if message.contains("duplicate") {
            repeated = table_from(text, span.start);
        }
        let written = text.get(span.clone()).unwrap_or("");
        problems.borrow_mut().push(grammar(message, written.trim(), place(file, span)));
    }
    errors.is_empty().then_some(table)
}

/// From a header to the next; empty if there is no header at `at`.
fn table_from(text: &str, at: usize) -> Range<usize> {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    if !text[line..].trim_start().starts_with('[') {
        return 0..0;
    }
    at..text[at..].find("\n[").map_or(text.len(), |next| at + next)
}

/// TOML's own faults: a part of the parser's words, what is wrong, and what to write. The first that fits is taken.
const GRAMMAR: [(&str, &str, &str); 23] = [
    ("missing opening quote", "citattecknet före texten saknas", "nyckel = \"text\""),
    ("unicode value", "ett omvänt snedstreck (\\) betyder något särskilt i en text", "'text' i enkla citattecken"),
    ("escape", "ett omvänt snedstreck (\\) betyder något särskilt i en text", "'text' i enkla citattecken"),
    ("string", "citattecknet efter texten saknas", "nyckel = \"text\""),
    (
        "unquoted key",
        "en nyckel har bara a–z, siffror, _ och -",
        "nyckel = värde, utan å, ä, ö och mellanslag i nyckeln",
    ),
    ("keys cannot", "en nyckel står på en rad", "nyckel = värde"),
    ("unclosed table", "rubriken är inte avslutad: ] saknas", "[rubrik]"),
    ("unclosed array table", "rubriken är inte avslutad: ]] saknas", "[[rubrik]]"),
    ("unclosed array", "en lista som börjar tidigare är inte avslutad: ] saknas före detta", "[\"ett\", \"två\"]"),
    ("unclosed inline", "en tabell som börjar tidigare är inte avslutad: } saknas före detta", "{ ett = 1, två = 2 }"),
    ("missing comma", "ett komma saknas", "{ ett = 1, två = 2 } eller [\"ett\", \"två\"]"),
    ("extra comma", "ett komma för mycket", "{ ett = 1, två = 2 } eller [\"ett\", \"två\"]"),
    ("extra", "ett likhetstecken för mycket", "nyckel = värde"),
    ("missing assignment", "ett likhetstecken saknas", "nyckel = värde"),
    ("key with no value", "efter nyckeln ska det stå =", "nyckel = värde; en nyckel har bara a–z, siffror, _ och -"),
    ("missing value", "nyckeln har inget värde", "nyckel = 1 eller nyckel = \"text\""),
    ("cannot extend", "är redan ett värde och kan inte också vara en tabell", "ett annat namn på det ena"),
    (
        "key or value",
        "raden ska sluta här",
        "en uppgift per rad; ett tal med decimaler inom citattecken: \"14 021 041,50\"",
    ),
    ("key", "en nyckel saknas eller går inte att läsa", "nyckel = värde, en uppgift per rad"),
    ("comment", "ett tecken som inte får stå i en kommentar", "skriv om kommentaren"),
    ("carriage return", "en radbrytning är trasig", "spara filen på nytt i redigeraren"),
    ("unexpected content", "något som inte hör hit", "nyckel = värde, en uppgift per rad"),
    ("leading zero", "ett tal börjar inte med en nolla", "talet utan nollan först"),
];

/// TOML's own faults in Swedish; `written` is what stands at the place.
fn grammar(message: &str, written: &str, place: Place) -> Problem {
    if message.contains("duplicate") {
        return catalogue::key_twice(place);
    }
    if message.contains("recurs") {
        return catalogue::too_deep(place);
    }
    if message.contains("must be quoted") && written.is_empty() {
        return catalogue::broken_toml(place, "nyckeln har inget värde").remedy("nyckel = 1 eller nyckel = \"text\"");
    }
    if message.contains("must be quoted") {
        return catalogue::broken_toml(place, "ska stå inom citattecken").remedy(format!("\"{written}\""));
    }
    if let Err(no_day) = day::parse(written)
        && day::is_shaped(written)
    {
        return catalogue::bad_date(place, &no_day.why, &no_day.instead);
    }
    // What is left are numbers.
    let known = GRAMMAR.into_iter().find(|(words, ..)| message.contains(words));
    let (_, swedish, remedy) =
        known.unwrap_or(("", "går inte att läsa som ett tal", "14_021_041, \"14 021 041,50\" eller \"20 %\""));
    catalogue::broken_toml(place, swedish).remedy(remedy)
}
