//! `mal` as text, Markdown and JSON.

use super::json::{plain, report};
use super::page::Page;
use super::table;
use crate::domain::money::Unit;
use crate::statement::{EvenStep, GoalAnswer, Lacking};
use serde::Serialize;

/// The question, the answer, its proof as a table, what to know, and the scenario's file.
pub fn text(answer: &GoalAnswer, unit: Unit, page: &Page) -> String {
    let statement = &answer.statement;
    let mut out = page.header(&statement.title, Some(unit), statement.scenario.as_deref());
    out.push('\n');
    for line in &answer.question {
        out.push_str(&format!("{}\n", page.paragraph("", line)));
    }
    out.push_str(&format!("\n{}\n", page.paragraph("SVAR: ", &answer.answer)));
    if !statement.rows.is_empty() {
        out.push_str(&format!("\n{}", table::table(statement, unit, page)));
    }
    out.push_str("\nATT VETA\n\n");
    for note in &answer.notes {
        out.push_str(&format!("{}\n", page.paragraph("  · ", note)));
    }
    if let Some(file) = &answer.file {
        out.push_str(&format!("\nSOM SCENARIO (en fil i scenarios/)\n\n{file}"));
    }
    out
}

/// The scenario's file as Markdown sets it; nothing where there is no answer.
pub fn markdown_file(answer: &GoalAnswer) -> String {
    let block = |file: &String| format!("\n## Som scenario\n\n```toml\n{file}```\n");
    answer.file.as_ref().map(block).unwrap_or_default()
}

#[derive(Serialize)]
struct Brist {
    text: String,
    ar: i32,
    tertial: Option<usize>,
    saknas: String,
}

#[derive(Serialize)]
struct Omojligt {
    skal: String,
    brister: Vec<Brist>,
}

#[derive(Serialize)]
struct Steg {
    ar: i32,
    varde: String,
    eget_kapital: String,
    minst: String,
    nasta_varde: Option<String>,
    nasta_eget_kapital: Option<String>,
}

#[derive(Serialize)]
struct Mal<'a> {
    atgard: &'a str,
    enhet_varde: &'static str,
    varde: Option<String>,
    eget_kapital: Option<String>,
    mal_eget_kapital: String,
    nasta_varde: Option<String>,
    nasta_eget_kapital: Option<String>,
    omojligt: Option<Omojligt>,
    nuvarde: Option<String>,
    jamn_vag: Vec<Steg>,
    fraga: Vec<String>,
    svar: String,
    att_veta: Vec<String>,
    scenariofil: Option<&'a str>,
}

/// The contract's keys, and the page's words beside them.
pub fn json(answer: &GoalAnswer, page: &Page) -> String {
    let show = |value: i64| answer.lever.code(value);
    let brist = |missing: &Lacking| Brist {
        text: plain(&missing.text),
        ar: missing.year.number(),
        tertial: missing.tertial.map(|tertial| tertial + 1),
        saknas: missing.amount.to_string(),
    };
    let steg = |step: &EvenStep| Steg {
        ar: step.year.number(),
        varde: show(step.value),
        eget_kapital: step.equity.to_string(),
        minst: step.least.to_string(),
        nasta_varde: step.next.map(|(next, _)| show(next)),
        nasta_eget_kapital: step.next.map(|(_, equity)| equity.to_string()),
    };
    let words = |lines: &[String]| lines.iter().map(|line| plain(line)).collect::<Vec<_>>();
    let omojligt = (!answer.missing.is_empty())
        .then(|| Omojligt { skal: plain(&answer.notes[0]), brister: answer.missing.iter().map(brist).collect() });
    let mal = Mal {
        atgard: &answer.id,
        enhet_varde: if answer.lever.is_rate() { "andel" } else { "kr" },
        varde: answer.value.map(show),
        eget_kapital: answer.equity.map(|equity| equity.to_string()),
        mal_eget_kapital: answer.target.to_string(),
        nasta_varde: answer.next.map(|(next, _)| show(next)),
        nasta_eget_kapital: answer.next.map(|(_, equity)| equity.to_string()),
        omojligt,
        nuvarde: answer.present.map(show),
        jamn_vag: answer.steps.iter().map(steg).collect(),
        fraga: words(&answer.question),
        svar: plain(&answer.answer),
        att_veta: words(&answer.notes),
        scenariofil: answer.file.as_deref(),
    };
    report(&answer.statement, page, answer.statement.year.map(|year| year.number()), mal)
}
