//! `kanslighet` as text and JSON, and its bars.

use super::json::{Part, part, plain, report};
use super::page::Page;
use super::table;
use crate::domain::money::Unit;
use crate::lab::{Step, Tolerance, Tolerated};
use crate::projection::Economy;
use crate::statement::{Row, Sensitivity, Statement};
use serde::Serialize;

/// The widest that a name beside its bar can be.
const NAME: usize = 32;

/// Both tables, the bars, and what to know.
pub fn text(page_of: &Sensitivity, title: &str, unit: Unit, page: &Page) -> String {
    let Sensitivity { tolerated, moved, notes, .. } = page_of;
    let mut out = page.header(title, Some(unit), tolerated.scenario.as_deref());
    out.push_str(&format!("\n{}\n\n{}", tolerated.title.to_uppercase(), table::table(tolerated, unit, page)));
    out.push_str(&format!("\n{}\n\n{}", moved.title.to_uppercase(), table::table(moved, unit, page)));
    out.push_str(&format!("\n{}", bars(moved, page.width)));
    out.push_str("\nATT VETA\n\n");
    for note in notes {
        out.push_str(&format!("{}\n", page.paragraph("  · ", note)));
    }
    out
}

/// A bar to each side of a line: what one step less does, and one step more. Where it rounds to nothing there is a mark only if it is not
/// nothing.
fn bars(moved: &Statement, width: usize) -> String {
    // What stands in brackets is left to the tables.
    let short = |row: &Row| row.label.split(" (").next().unwrap_or_default().to_owned();
    let names = moved.rows.iter().map(|row| short(row).chars().count()).max().unwrap_or(0).min(NAME);
    let half = (width.min(100).saturating_sub(names + 5) / 2).max(10);
    let most = moved.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.ore().abs()).max().unwrap_or(0).max(1);
    let length = |ore: i64| {
        let cells = i128::from(ore.abs()) * half as i128 / i128::from(most);
        usize::try_from(cells).unwrap_or(half).max(usize::from(ore != 0))
    };
    let bar = |row: &Row| {
        let amounts: Vec<(i64, char)> =
            row.cells.iter().zip(" ░█".chars()).map(|(cell, sign)| (cell.ore(), sign)).collect();
        let side = |wanted: fn(i64) -> bool| {
            let longest = amounts.iter().filter(|(ore, _)| wanted(*ore)).max_by_key(|(ore, _)| ore.abs());
            longest.map_or(String::new(), |(ore, sign)| sign.to_string().repeat(length(*ore)))
        };
        let name: String = short(row).chars().take(names).collect();
        let line = format!("  {name:<names$} {:>half$}│{}", side(|ore| ore < 0), side(|ore| ore > 0));
        format!("{}\n", line.trim_end())
    };
    let lines: String = moved.rows.iter().filter(|row| row.cells.iter().any(|cell| cell.ore() != 0)).map(bar).collect();
    format!("{lines}  ░ ett steg mindre   █ ett steg mer\n")
}

#[derive(Serialize)]
struct Regel {
    galler: Vec<[String; 2]>,
    haller_nu: bool,
    vander_vid: Option<String>,
    andring: Option<String>,
}

#[derive(Serialize)]
struct Antagande {
    id: String,
    namn: String,
    enhet_varde: &'static str,
    nuvarde: Option<String>,
    malet: Regel,
    eget_kapital_inte_negativt: Regel,
    ingen_kredit: Regel,
    steg: Option<&'static str>,
    mindre: Option<String>,
    mer: Option<String>,
}

#[derive(Serialize)]
struct Kanslighet<'s> {
    fran: i32,
    antaganden: Vec<Antagande>,
    utslag: Part<'s>,
    att_veta: Vec<String>,
}

/// The first table in the common shape, the second beside it, and every assumption with its runs of values.
pub fn json(economy: &Economy, of: &Sensitivity, page: &Page) -> String {
    let antagande = |tolerance: &Tolerance| {
        let show = |value: i64| tolerance.lever.code(value);
        let regel = |rule: &Tolerated| Regel {
            galler: rule.runs.iter().map(|(low, high)| [show(*low), show(*high)]).collect(),
            haller_nu: rule.holds_now,
            vander_vid: rule.turns.map(|(at, _)| show(at)),
            andring: rule.turns.map(|(_, share)| super::json::share(share)),
        };
        let [malet, eget_kapital_inte_negativt, ingen_kredit] = tolerance.rules.each_ref().map(regel);
        let moves = |at: usize| tolerance.moves.map(|(_, moves)| moves[at].to_string());
        let steg = |step| match step {
            Step::Point => "procentenhet",
            Step::Percent => "procent",
            Step::HundredTkr => "100_tkr",
        };
        Antagande {
            id: tolerance.lever.id(&economy.forbund),
            namn: plain(&tolerance.lever.name(&economy.forbund)),
            enhet_varde: if tolerance.lever.is_rate() { "andel" } else { "kr" },
            nuvarde: tolerance.present.map(show),
            malet,
            eget_kapital_inte_negativt,
            ingen_kredit,
            steg: tolerance.moves.map(|(step, _)| steg(step)),
            mindre: moves(0),
            mer: moves(1),
        }
    };
    let extra = Kanslighet {
        fran: of.from.number(),
        antaganden: of.found.iter().map(antagande).collect(),
        utslag: part(&of.moved),
        att_veta: of.notes.iter().map(|note| plain(note)).collect(),
    };
    report(&of.tolerated, page, of.tolerated.year.map(|year| year.number()), extra)
}
