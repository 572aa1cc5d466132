//! The examination of what is printed, as a page for a board and a revisor and as JSON.

use super::json::{Part, part, plain, report};
use super::page::Page;
use super::table;
use crate::diag::Place;
use crate::domain::money::Unit;
use crate::domain::samband::FaultKind;
use crate::projection::Economy;
use crate::statement::{self, Cell, Examination, Finding};
use serde::Serialize;

/// By kind, the most serious first; then what rounding explains, and what was tried.
pub fn text(economy: &Economy, found: &Examination, page: &Page) -> String {
    let tables = statement::examination_tables(economy, found);
    let mut out = page.header(&statement::EXAMINATION_TITLE.to_uppercase(), None, None);
    out.push_str(&format!("\n{}\n", page.paragraph("", &found.summary())));
    let mut number = 0;
    for (_, kind) in FaultKind::NAMES {
        let of: Vec<&Finding> = found.findings.iter().filter(|finding| finding.kind == kind).collect();
        if of.is_empty() {
            continue;
        }
        out.push_str(&format!("\n{}\n", statement::kind_name(kind).to_uppercase()));
        for finding in of {
            number += 1;
            out.push_str(&entry(finding, number, page));
        }
    }
    if !found.rounded.is_empty() {
        out.push_str("\nAVRUNDNING FÖRKLARAR\n\n");
        for finding in &found.rounded {
            out.push_str(&format!(
                "{}\n",
                page.paragraph("  · ", &format!("{}. {} {}.", finding.headline, finding.text, finding.source))
            ));
        }
    }
    let view = |table| crate::statement::view(table, Unit::Kr);
    page.placed.table(&tables[0], &view(&tables[0]), Unit::Kr);
    for counts in &tables[tables.len() - 2..] {
        out.push_str(&format!("\n{}\n\n{}", counts.title.to_uppercase(), table::table(counts, Unit::Kr, page)));
    }
    out
}

fn entry(finding: &Finding, number: usize, page: &Page) -> String {
    let bullet = format!("{number:>4}. ");
    let indent = " ".repeat(bullet.chars().count());
    let mut out = format!("\n{}\n", page.paragraph(&bullet, &finding.headline));
    out.push_str(&format!("{}\n", page.paragraph(&indent, &finding.text)));
    out.push_str(&format!("{}\n", page.paragraph(&indent, &finding.source)));
    if page.show_ids {
        out.push_str(&format!("{indent}{}\n", finding.id));
    }
    out
}

#[derive(Serialize)]
struct Avvikelse<'s> {
    id: &'s str,
    ar: i32,
    period: &'static str,
    kalla: String,
    benamning: String,
    tryckt: String,
    redovisat: Option<String>,
    beraknat: Option<String>,
    skillnad: Option<String>,
    slag: &'static str,
    regel: &'static str,
    lagrum: Option<String>,
    text: String,
    deltar: &'s [String],
    fil: String,
}

#[derive(Serialize)]
struct EjProvad<'s> {
    id: &'s str,
    skal: &'s str,
}

#[derive(Serialize)]
struct Granska<'s> {
    avvikelser: Vec<Avvikelse<'s>>,
    avrundning: Vec<Avvikelse<'s>>,
    tabeller: Vec<Part<'s>>,
    ej_provade: Vec<EjProvad<'s>>,
}

/// The table of findings in the common shape, and each with everything that is known of it.
pub fn json(economy: &Economy, found: &Examination, show: impl Fn(Place) -> String, page: &Page) -> String {
    let tables = statement::examination_tables(economy, found);
    let extra = Granska {
        avvikelser: found.findings.iter().map(|finding| avvikelse(finding, show(finding.place))).collect(),
        avrundning: found.rounded.iter().map(|finding| avvikelse(finding, show(finding.place))).collect(),
        tabeller: tables[1..].iter().map(part).collect(),
        ej_provade: found
            .untried
            .iter()
            .chain(&found.not_known)
            .map(|untried| EjProvad { id: &untried.id, skal: &untried.reason })
            .collect(),
    };
    report(&tables[0], page, None::<i32>, extra)
}

fn avvikelse(finding: &Finding, file: String) -> Avvikelse<'_> {
    let value = |cell: &Cell| super::json::cell(cell);
    Avvikelse {
        id: &finding.id,
        ar: finding.year.number(),
        period: finding.period.name(),
        kalla: plain(&finding.source),
        benamning: plain(&finding.label),
        tryckt: plain(&finding.printed),
        redovisat: value(&finding.stated),
        beraknat: value(&finding.computed),
        skillnad: value(&finding.difference),
        slag: finding.kind.name(),
        regel: finding.rule.name(),
        lagrum: finding.citation.as_deref().map(plain),
        text: plain(&finding.text),
        deltar: &finding.involved,
        fil: file,
    }
}
