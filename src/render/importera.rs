//! What a bookkeeping file holds, as text and in JSON.

use super::json::report;
use super::page::Page;
use super::table;
use crate::domain::money::Unit;
use crate::sie::SieFile;
use crate::statement::Statement;
use serde::Serialize;

/// What the file holds, its balances, and what was found, or `conclusion` where nothing was.
pub fn text(
    contents: &[String],
    saldon: &Statement,
    (findings, conclusion): (&[String], &str),
    unit: Unit,
    page: &Page,
) -> String {
    let mut out = page.header(&saldon.title, Some(unit), None);
    out.push('\n');
    for line in contents {
        out.push_str(&format!("{}\n", page.paragraph("  · ", line)));
    }
    out.push_str("\nSALDON\n\n");
    out.push_str(&table::table(saldon, unit, page));
    if findings.is_empty() {
        out.push_str(&format!("\n{conclusion}\n"));
        return out;
    }
    out.push_str("\nIAKTTAGELSER\n\n");
    for line in findings {
        out.push_str(&format!("{}\n", page.paragraph("  · ", line)));
    }
    out
}

#[derive(Serialize)]
struct Iakttagelse<'f> {
    slag: &'static str,
    rad: u32,
    text: &'f str,
}

#[derive(Serialize)]
struct Importerat<'f> {
    innehall: &'f [String],
    verifikationer: usize,
    verifikationsrader: usize,
    kontrollsumma: Option<bool>,
    iakttagelser: Vec<Iakttagelse<'f>>,
}

/// The balances in the common shape, and the findings beside them.
pub fn json(contents: &[String], saldon: &Statement, file: &SieFile, page: &Page) -> String {
    let extra = Importerat {
        innehall: contents,
        verifikationer: file.vouchers.len(),
        verifikationsrader: file.rows.len() as usize,
        kontrollsumma: file.reading.ksumma,
        iakttagelser: (file.findings.iter())
            .map(|finding| Iakttagelse { slag: finding.kind.id(), rad: finding.line, text: &finding.text })
            .collect(),
    };
    report(saldon, page, saldon.year.map(|year| year.number()), extra)
}
