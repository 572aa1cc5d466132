//! `matris` as text and JSON.

use super::json::{plain, report};
use super::page::Page;
use super::table;
use crate::domain::money::Unit;
use crate::lab::Lever;
use crate::statement::Matrix;
use serde::Serialize;

/// The table with its marks, and what they mean.
pub fn text(of: &Matrix, unit: Unit, page: &Page) -> String {
    let statement = of.marked(unit);
    let mut out = page.header(&statement.title, Some(unit), statement.scenario.as_deref());
    let lines = |notes: &[String]| notes.iter().map(|note| page.paragraph("  ", note) + "\n").collect::<String>();
    let (axes, rules) = of.notes.split_at(2);
    out.push_str(&format!("\n{}\n{}{}", lines(axes), table::table(&statement, unit, page), lines(rules)));
    out
}

#[derive(Serialize)]
struct Regler {
    malet: bool,
    eget_kapital_inte_negativt: bool,
    ingen_kredit: bool,
    budgetkravet: bool,
}

#[derive(Serialize)]
struct Ruta {
    rad: String,
    kolumn: String,
    eget_kapital: String,
    mal_eget_kapital: String,
    regler: Regler,
    alla: bool,
}

#[derive(Serialize)]
struct Matris {
    rader_atgard: String,
    kolumner_atgard: String,
    rutor: Vec<Ruta>,
    att_veta: Vec<String>,
}

/// The table in the common shape, and every pair by itself; `ids` are the levers' down and across.
pub fn json(of: &Matrix, levers: &[Lever], ids: [String; 2], page: &Page) -> String {
    let mut rutor = Vec::new();
    for (row, pairs) in of.values[0].iter().zip(&of.pairs) {
        for (column, pair) in of.values[1].iter().zip(pairs) {
            let Some(pair) = pair else { continue };
            let [malet, eget_kapital_inte_negativt, ingen_kredit, budgetkravet] = pair.keeps;
            rutor.push(Ruta {
                rad: levers[0].code(*row),
                kolumn: levers[1].code(*column),
                eget_kapital: pair.equity.to_string(),
                mal_eget_kapital: pair.target.to_string(),
                regler: Regler { malet, eget_kapital_inte_negativt, ingen_kredit, budgetkravet },
                alla: pair.keeps == [true; 4],
            });
        }
    }
    let [rader_atgard, kolumner_atgard] = ids;
    let att_veta = of.notes.iter().map(|note| plain(note)).collect();
    let extra = Matris { rader_atgard, kolumner_atgard, rutor, att_veta };
    report(&of.equity, page, of.equity.year.map(|year| year.number()), extra)
}
