//! A workbook as text, a line a cell: what it shows and the formula that it has. So one can be held against another whatever program
//! saved it. How cells look, and pictures, are not among it.

use super::place::{Place, name};
use calamine::{Data, Reader, Xlsx};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The first line.
pub const BEGINS: &str = "arbetsbok\n";
/// What begins the line of a name for a cell.
const NAME: &str = "namn ";
/// As many digits as spreadsheets keep, whatever they write.
const DIGITS: u32 = 15;

/// Every name and every cell with something in it, in order; nothing where the bytes are no workbook.
pub fn cells(bytes: &[u8]) -> Option<String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut out = BEGINS.to_owned();
    // What programs name for themselves is none of ours.
    let own = book.defined_names().iter().filter(|(name, _)| !name.starts_with('_'));
    let names: BTreeMap<String, String> = own.map(|(name, at)| (name.clone(), bare(&at.replace('$', "")))).collect();
    for (name, at) in names {
        out.push_str(&format!("{NAME}{name}\t{at}\n"));
    }
    for sheet in book.sheet_names() {
        let mut held: BTreeMap<(u32, u16), (String, String)> = BTreeMap::new();
        let values = book.worksheet_range(&sheet).ok()?;
        let place = |start: Option<(u32, u32)>, row: usize, column: usize| {
            let (first, left) = start.unwrap_or_default();
            Some((first + u32::try_from(row).ok()?, u16::try_from(left as usize + column).ok()?))
        };
        for (row, column, value) in values.used_cells() {
            held.entry(place(values.start(), row, column)?).or_default().0 = shown(value);
        }
        let formulas = book.worksheet_formula(&sheet).ok()?;
        for (row, column, formula) in formulas.used_cells().filter(|(.., formula)| !formula.is_empty()) {
            held.entry(place(formulas.start(), row, column)?).or_default().1 = format!("={}", bare(formula));
        }
        for ((row, column), (value, formula)) in held {
            let cell = Place { sheet: 0, row, column }.cell();
            out.push_str(&format!("{sheet}!{cell}\t{value}\t{formula}\n"));
        }
    }
    Some(out)
}

/// Without the quotes around sheets' names, which programs write or leave out as they please.
fn bare(formula: &str) -> String {
    formula.replace('\'', "")
}

/// A number as plain digits, a text in quotes on one line.
fn shown(value: &Data) -> String {
    let number = match value {
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Empty => return String::new(),
        other => return serde_json::Value::from(other.to_string()).to_string(),
    };
    let short = number.parse::<Decimal>().ok().and_then(|number| number.round_sf(DIGITS));
    short.map_or(number, |number| number.normalize().to_string())
}

/// The figures that were named, as their cells have them now: with the value that is asked about where the cell rounds to it, else with
/// the cell's own. One whose name or cell is gone is left out.
pub fn figures(cells: &str, asked: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let fields = |line: &'_ str| -> Option<(String, String)> {
        let (at, rest) = line.split_once('\t')?;
        Some((at.to_owned(), rest.split('\t').next().unwrap_or_default().to_owned()))
    };
    let held: BTreeMap<String, String> = cells.lines().filter_map(fields).collect();
    let value = |id: &str, then: &str| {
        let found = held.get(held.get(&format!("{NAME}{}", name(id)))?)?;
        let (number, then_number) = (found.parse::<Decimal>().ok(), then.parse::<Decimal>().ok());
        let Some((mut number, right)) = number.zip(then_number) else { return Some(found.clone()) };
        let rounded = number.round_dp_with_strategy(right.scale(), RoundingStrategy::MidpointAwayFromZero);
        // A row is printed with the sign of law and practice, and carried with that of the contract.
        if rounded == right || rounded == -right {
            return Some(then.to_owned());
        }
        number.rescale(right.scale().max(number.scale()));
        Some(number.to_string())
    };
    asked.iter().filter_map(|(id, then)| Some((id.clone(), value(id, then)?))).collect()
}

/// Where the lines of the manifest stand, from 0: below the heading of its sheet.
pub const MANIFEST_ROW: u32 = 3;
/// The sheet of the manifest.
pub const MANIFEST: &str = "Manifest";

/// The lines of the manifest, each a key and the rest, and all other lines.
pub fn apart(cells: &str) -> (Vec<(String, String)>, String) {
    let mut rows: BTreeMap<u32, [String; 2]> = BTreeMap::new();
    let mut body = String::with_capacity(cells.len());
    for line in cells.split_inclusive('\n') {
        match of_manifest(line) {
            Some((row, column, text)) => rows.entry(row).or_default()[column] = text,
            None => body.push_str(line),
        }
    }
    (rows.into_values().map(|[key, rest]| (key, rest)).collect(), body)
}

fn of_manifest(line: &str) -> Option<(u32, usize, String)> {
    let (cell, rest) = line.strip_prefix(MANIFEST)?.strip_prefix('!')?.split_once('\t')?;
    let column = ["A", "B"].iter().position(|letter| cell.starts_with(letter))?;
    let row: u32 = cell[1..].parse().ok()?;
    let (value, formula) = rest.trim_end_matches('\n').split_once('\t')?;
    let text: String = serde_json::from_str(value).ok()?;
    (row > MANIFEST_ROW && formula.is_empty()).then_some((row, column, text))
}
