//! Balanskravet as a page of text and as JSON, with the keys of the contract (design §8).

use super::json::{Part, amount, part, plain, report};
use super::page::Page;
use crate::domain::money::Unit;
use crate::law::reglering::{Deficit, Step};
use crate::render::table;
use crate::statement::{Balanskrav, Cell, Tried};
use serde::Serialize;

/// The page; tables over years are in tkr unless a unit is asked for.
pub fn text(of: &Balanskrav, unit: Unit, over_years: Unit, page: &Page) -> String {
    let mut out = page.header(&of.utredning.title, Some(unit), of.utredning.scenario.as_deref());
    out.push_str(&format!("\n{}", table::table(&of.utredning, unit, page)));
    let section = |title: &str| format!("\n{}\n\n", title.to_uppercase());
    out.push_str(&section(&of.att_reglera.title));
    if of.att_reglera.rows.is_empty() {
        out.push_str(&table::notes(&of.att_reglera, page));
    } else {
        out.push_str(&table::table(&of.att_reglera, unit, page));
    }
    out.push_str("\nREGLER\n\n");
    for tried in &of.rules {
        let bullet = format!("  {:<8}  {:<6}  ", tried.judged.verdict.word(), tried.basis.word());
        out.push_str(&page.paragraph(&bullet, &sentence(tried)));
        out.push('\n');
    }
    for (title, lines) in lists(of) {
        out.push_str(&section(title));
        for line in lines {
            out.push_str(&format!("{}\n", page.paragraph("  · ", line)));
        }
    }
    for each in &of.per_scenario {
        out.push_str(&section(&format!("{}, {}", each.title, over_years.name())));
        out.push_str(&table::table(each, over_years, page));
    }
    out.push_str(&section(&of.grund.title));
    out.push_str(&table::table(&of.grund, unit, page));
    out
}

/// The lists that hold something.
pub fn lists(of: &Balanskrav) -> impl Iterator<Item = (&'static str, &Vec<String>)> {
    let lists = [("Saknas i filerna", &of.missing), ("Antecknat", &of.recorded)];
    lists.into_iter().filter(|(_, lines)| !lines.is_empty())
}

/// A rule in one sentence.
pub fn sentence(tried: &Tried) -> String {
    format!("{}: {}.", tried.judged.citation, tried.judged.text.trim_end_matches('.'))
}

#[derive(Serialize)]
struct Reglerat {
    ar: i32,
    belopp: String,
}

#[derive(Serialize)]
struct Undantaget {
    beslut: String,
    ar: i32,
    belopp: String,
}

#[derive(Serialize)]
struct AttReglera {
    ursprungsar: i32,
    belopp: String,
    reglerat: Vec<Reglerat>,
    undantaget: Vec<Undantaget>,
    kvar: String,
    senast: i32,
    forfallet: bool,
}

#[derive(Serialize)]
struct Regel {
    id: &'static str,
    grund: &'static str,
    lagrum: String,
    utfall: &'static str,
    oppet_brott: bool,
    text: String,
}

#[derive(Serialize)]
struct Krav<'s> {
    arets_resultat: Option<String>,
    resultat_efter_balanskravsjusteringar: Option<String>,
    balanskravsresultat: Option<String>,
    att_reglera: Vec<AttReglera>,
    regler: Vec<Regel>,
    saknas: Vec<String>,
    antecknat: Vec<String>,
    per_scenario: Vec<Part<'s>>,
    grund: Part<'s>,
}

/// The statement in the common shape, with the year's figures and each deficit up to it.
pub fn json(of: &Balanskrav, page: &Page) -> String {
    let own = of.utredning.columns.first().map(|column| column.id.as_str()).unwrap_or_default();
    let figure = |row: &str| match of.utredning.figure(row, own) {
        Some(Cell::Amount(found)) => amount(Some(*found)),
        _ => None,
    };
    let words = |lines: &[String]| lines.iter().map(|line| plain(line)).collect();
    let extra = Krav {
        arets_resultat: figure("arets_resultat"),
        resultat_efter_balanskravsjusteringar: figure("resultat_efter_balanskravsjusteringar"),
        balanskravsresultat: figure("balanskravsresultat"),
        att_reglera: att_reglera(of),
        regler: of.rules.iter().map(regel).collect(),
        saknas: words(&of.missing),
        antecknat: words(&of.recorded),
        per_scenario: of.per_scenario.iter().map(part).collect(),
        grund: part(&of.grund),
    };
    report(&of.utredning, page, of.year.number(), extra)
}

fn att_reglera(of: &Balanskrav) -> Vec<AttReglera> {
    let until = |step: &&Step| step.year() <= of.year;
    let deficit = |deficit: &Deficit| AttReglera {
        ursprungsar: deficit.origin.number(),
        belopp: deficit.amount.to_string(),
        reglerat: (deficit.steps.iter().filter(until))
            .filter_map(|step| match step {
                Step::Regulated { by, amount } => Some(Reglerat { ar: by.number(), belopp: amount.to_string() }),
                Step::Exempted { .. } => None,
            })
            .collect(),
        undantaget: (deficit.steps.iter().filter(until))
            .filter_map(|step| match step {
                Step::Exempted { date, told, amount, .. } => {
                    Some(Undantaget { beslut: date.to_string(), ar: told.number(), belopp: amount.to_string() })
                }
                Step::Regulated { .. } => None,
            })
            .collect(),
        kvar: deficit.left(of.year).to_string(),
        senast: deficit.due.number(),
        forfallet: deficit.is_overdue(of.year),
    };
    of.deficits.iter().map(deficit).collect()
}

fn regel(tried: &Tried) -> Regel {
    Regel {
        id: tried.judged.id,
        grund: tried.basis.word(),
        lagrum: plain(&tried.judged.citation),
        utfall: tried.judged.verdict.name(),
        oppet_brott: tried.is_open_breach,
        text: plain(&tried.judged.text),
    }
}
