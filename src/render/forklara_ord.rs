//! A figure that is no sum of postings, in words: as text, as Markdown, and in JSON.

use super::json::plain;
use super::page::Page;
use crate::domain::money::Unit;
use crate::domain::sv;
use crate::statement::Explained;
use serde::Serialize;

/// The parts of the page: a heading, and the lines under it.
fn parts(of: &Explained) -> Vec<(&'static str, Vec<String>)> {
    let mut parts = vec![("Regel", of.rule.clone()), ("Vilar på", of.inputs.clone())];
    parts.push(("Vidare", vec![of.further.clone()]));
    parts
}

fn headline(of: &Explained) -> String {
    of.value.map_or(of.title.clone(), |value| format!("{}: {}", of.title, sv::kr(value)))
}

/// The page as text.
pub fn text(of: &Explained, page: &Page) -> String {
    let mut out = page.header(&format!("Förklaring: {}", of.title), Some(Unit::Kr), None);
    out.push_str(&format!("{}\n\n", of.id));
    if let Some(value) = of.value {
        out.push_str(&format!("  {}\n\n", sv::kr(value)));
    }
    for (heading, lines) in parts(of) {
        out.push_str(&format!("{}\n\n", heading.to_uppercase()));
        for line in lines {
            out.push_str(&format!("{}\n", page.paragraph("  · ", &line)));
        }
        out.push('\n');
    }
    out.push_str(of.scenario_file.as_deref().unwrap_or_default());
    format!("{}\n", out.trim_end())
}

/// The page as Markdown.
pub fn markdown(of: &Explained, page: &Page) -> String {
    let mut out =
        format!("# Förklaring: {}\n\n{}\n\n`{}`\n", headline(of), page.facts_line(Some(Unit::Kr), None), of.id);
    for (heading, lines) in parts(of) {
        out.push_str(&format!("\n## {heading}\n\n"));
        lines.iter().for_each(|line| out.push_str(&format!("- {line}\n")));
    }
    if let Some(file) = &of.scenario_file {
        out.push_str(&format!("\n```toml\n{file}```\n"));
    }
    out
}

#[derive(Serialize)]
struct Forklaring<'s> {
    rapport: &'static str,
    forbund: &'s str,
    idag: String,
    indata: &'s str,
    figur: &'s str,
    etikett: String,
    varde: Option<String>,
    regel: Vec<String>,
    vilar_pa: Vec<String>,
    vidare: String,
    scenariofil: Option<&'s str>,
}

/// The page for other programs.
pub fn json(of: &Explained, page: &Page) -> String {
    let lines = |lines: &[String]| lines.iter().map(|line| plain(line)).collect();
    let whole = Forklaring {
        rapport: "forklara",
        forbund: &page.forbund,
        idag: page.date.to_string(),
        indata: &page.inputs,
        figur: &of.id,
        etikett: plain(&of.title),
        varde: of.value.map(|value| value.to_string()),
        regel: lines(&of.rule),
        vilar_pa: lines(&of.inputs),
        vidare: plain(&of.further),
        scenariofil: of.scenario_file.as_deref(),
    };
    let mut text = serde_json::to_string_pretty(&whole).expect("strings are JSON");
    text.push('\n');
    text
}
