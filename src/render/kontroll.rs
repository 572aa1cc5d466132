//! The proof of completeness and the plan's rules as pages of text and as JSON.

use super::json::plain;
use super::page::Page;
use super::table;
use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::statement::{Judged, LayerProof, Statement, Verdict};
use serde::Serialize;

/// The title of the proof.
pub const BEVIS: &str = "Bevis för fullständighet";

/// The proof: what it says, what hides, and the tables.
pub fn bevis_text(tables: &[Statement], words: &[String], faults: &[String], unit: Unit, page: &Page) -> String {
    let mut out = page.header(BEVIS, Some(unit), None);
    out.push('\n');
    for line in words {
        out.push_str(&format!("{}\n", page.paragraph("", line)));
    }
    if !faults.is_empty() {
        out.push_str("\nDET SOM GÖMS\n\n");
        for line in faults {
            out.push_str(&format!("{}\n", page.paragraph("  · ", line)));
        }
    }
    for each in tables {
        out.push_str(&format!("\n{}\n\n{}", each.title.to_uppercase(), table::table(each, unit, page)));
    }
    out
}

#[derive(Serialize)]
struct Rakning<'s> {
    id: &'s str,
    namn: &'s str,
    perioder: Vec<Period>,
}

#[derive(Serialize)]
struct Period {
    kolumn: String,
    bokningar: usize,
    raknas_en_gang: usize,
    bockerna: String,
    rakningen: Option<String>,
    skillnad: String,
}

#[derive(Serialize)]
struct Lager<'s> {
    namn: &'s str,
    verifikationer: Option<usize>,
    bokningar: Option<usize>,
    summa: Option<String>,
    rakningar: Vec<Rakning<'s>>,
}

#[derive(Serialize)]
struct Bevis<'s> {
    rapport: &'static str,
    forbund: &'s str,
    idag: String,
    indata: &'s str,
    bevisat: bool,
    slutsats: Vec<String>,
    brister: Vec<String>,
    lager: Vec<Lager<'s>>,
}

fn lager(layer: &LayerProof) -> Lager<'_> {
    let period = |(column, proof): (&'_ crate::statement::Column, &crate::statement::Proof)| Period {
        kolumn: column.id.clone(),
        bokningar: proof.postings,
        raknas_en_gang: proof.postings - proof.hidden.len(),
        bockerna: proof.ledger.to_string(),
        rakningen: proof.shown.map(|shown| shown.to_string()),
        skillnad: proof.difference().to_string(),
    };
    let rakningar = layer.statements.iter().map(|(declared, proofs)| Rakning {
        id: declared.id,
        namn: declared.title,
        perioder: layer.columns.iter().zip(proofs).map(period).collect(),
    });
    Lager {
        namn: &layer.name,
        verifikationer: layer.vouchers.map(|(vouchers, ..)| vouchers),
        bokningar: layer.vouchers.map(|(_, postings, _)| postings),
        summa: layer.vouchers.map(|(.., sum)| sum.to_string()),
        rakningar: rakningar.collect(),
    }
}

/// The proof for other programs, every statement and period of every layer.
pub fn bevis_json(layers: &[LayerProof], words: &[String], faults: &[String], page: &Page) -> String {
    let lines = |lines: &[String]| lines.iter().map(|line| plain(line)).collect();
    json(&Bevis {
        rapport: "bevis",
        forbund: &page.forbund,
        idag: page.date.to_string(),
        indata: &page.inputs,
        bevisat: layers.iter().all(LayerProof::holds),
        slutsats: lines(words),
        brister: lines(faults),
        lager: layers.iter().map(lager).collect(),
    })
}

/// The heading of what is no fault and should be looked at.
pub const ODD: &str = "Att se över";

/// What looks like a slip of the pen.
pub fn odd_text(odd: &[String], page: &Page) -> String {
    let mut out = page.header(ODD, None, None);
    out.push('\n');
    for line in odd {
        out.push_str(&format!("{}\n", page.paragraph("  · ", line)));
    }
    out
}

#[derive(Serialize)]
struct AttSeOver<'s> {
    rapport: &'static str,
    forbund: &'s str,
    idag: String,
    indata: &'s str,
    att_se_over: Vec<String>,
}

/// The same for other programs.
pub fn odd_json(odd: &[String], page: &Page) -> String {
    json(&AttSeOver {
        rapport: "kontroll",
        forbund: &page.forbund,
        idag: page.date.to_string(),
        indata: &page.inputs,
        att_se_over: odd.iter().map(|line| plain(line)).collect(),
    })
}

/// The title of the plan's rules.
pub fn plan_title(year: Year) -> String {
    format!("Planens regler, budgeten {year} och åren omkring")
}

/// A rule in one sentence.
pub fn sentence(rule: &Judged) -> String {
    format!("{}: {}: {}.", rule.verdict.word(), rule.citation, rule.text)
}

/// The plan's rules.
pub fn plan_text(rules: &[Judged], year: Year, scenario: &str, unit: Unit, page: &Page) -> String {
    let mut out = page.header(&plan_title(year), Some(unit), Some(scenario));
    out.push('\n');
    for rule in rules {
        let bullet = format!("  {:<8}  ", rule.verdict.word());
        out.push_str(&format!("{}\n", page.paragraph(&bullet, &format!("{}: {}.", rule.citation, rule.text))));
    }
    out
}

#[derive(Serialize)]
struct Regel {
    id: &'static str,
    lagrum: String,
    utfall: &'static str,
    text: String,
}

#[derive(Serialize)]
struct Planregler<'s> {
    rapport: &'static str,
    forbund: &'s str,
    ar: i32,
    scenario: &'s str,
    idag: String,
    indata: &'s str,
    haller: bool,
    regler: Vec<Regel>,
}

/// The plan's rules for other programs.
pub fn plan_json(rules: &[Judged], year: Year, scenario: &str, page: &Page) -> String {
    let regel = |rule: &Judged| Regel {
        id: rule.id,
        lagrum: plain(&rule.citation),
        utfall: rule.verdict.name(),
        text: plain(&rule.text),
    };
    json(&Planregler {
        rapport: "kontroll",
        forbund: &page.forbund,
        ar: year.number(),
        scenario,
        idag: page.date.to_string(),
        indata: &page.inputs,
        haller: rules.iter().all(|rule| rule.verdict != Verdict::Broken),
        regler: rules.iter().map(regel).collect(),
    })
}

fn json(report: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("a report of strings is JSON");
    text.push('\n');
    text
}
