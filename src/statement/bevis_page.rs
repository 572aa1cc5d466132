//! The proof of completeness as tables, and what hides in words.

use super::bevis::{LayerProof, Proof};
use super::{Cell, Column, Row, Statement, Style};
use crate::domain::money::{Ore, Unit};
use crate::domain::sv;
use crate::projection::Economy;
use std::collections::BTreeMap;

/// So many postings that hide are named; the rest are counted.
const NAMED: usize = 40;

/// The layers in one table, and some of them statement by statement.
pub fn bevis_tables(economy: &Economy, layers: &[LayerProof], detailed: &[usize]) -> Vec<Statement> {
    let details = detailed.iter().filter_map(|at| layers.get(*at)).map(|layer| detail(economy, layer));
    std::iter::once(overview(economy, layers)).chain(details).collect()
}

fn column(id: &str, heading: &str, kind: &str) -> Column {
    Column { id: id.to_owned(), heading: heading.to_owned(), kind: kind.to_owned(), layer: "bevis" }
}

fn table(economy: &Economy, title: String, columns: Vec<Column>, rows: Vec<Row>) -> Statement {
    let forbund = economy.forbund.name.clone();
    let (year, period, scenario) = (None, None, None);
    Statement {
        report: "bevis",
        title,
        forbund,
        year,
        period,
        scenario,
        unit: Unit::Kr,
        columns,
        rows,
        notes: Vec::new(),
    }
}

fn row(label: &str, cells: Vec<Cell>) -> Row {
    Row { style: Style::Item, ..Row::of_words(id_of(label), label, cells) }
}

/// A label in the letters of an id.
fn id_of(label: &str) -> String {
    let letter = |c: char| match c {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        c if c.is_ascii_alphanumeric() || c == '-' => c.to_ascii_lowercase(),
        _ => '_',
    };
    label.to_lowercase().chars().map(letter).collect::<String>().trim_matches('_').to_owned()
}

fn of(right: usize, all: usize) -> Cell {
    let number = |count: usize| sv::integer(i64::try_from(count).unwrap_or(i64::MAX));
    Cell::Text(format!("{}/{}", number(right), number(all)))
}

fn right(proof: &Proof) -> usize {
    proof.postings - proof.hidden.len()
}

/// The largest difference, with its sign.
fn largest<'p>(proofs: impl Iterator<Item = &'p Proof>) -> Cell {
    let largest = proofs.map(Proof::difference).max_by_key(|difference| difference.ore().abs());
    Cell::Amount(largest.unwrap_or(Ore::ZERO))
}

fn overview(economy: &Economy, layers: &[LayerProof]) -> Statement {
    let cells = |layer: &LayerProof| {
        let count = |count: usize| Cell::Count(i64::try_from(count).unwrap_or(i64::MAX));
        let [vouchers, postings, sum] = match layer.vouchers {
            Some((vouchers, postings, sum)) => [count(vouchers), count(postings), Cell::Amount(sum)],
            None => [Cell::Nothing, Cell::Nothing, Cell::Nothing],
        };
        let proofs = || layer.statements.iter().flat_map(|(_, proofs)| proofs);
        let (tried, all) = (proofs().map(right).sum(), proofs().map(|proof| proof.postings).sum());
        vec![vouchers, postings, sum, count(proofs().count()), of(tried, all), largest(proofs())]
    };
    let rows = layers.iter().map(|layer| row(&layer.name, cells(layer))).collect();
    let columns = vec![
        column("verifikationer", "Verifi-", "kationer"),
        column("bokningar", "Bok-", "ningar"),
        column("summa", "Summa", ""),
        column("rakningar", "Räkningar", "× perioder"),
        column("provade", "Räknas", "en gång"),
        column("skillnad", "Skillnad", ""),
    ];
    let mut statement = table(economy, "Lagren".to_owned(), columns, rows);
    statement.notes.push("Summa: alla bokningar i lagret, debet plus och kredit minus.".to_owned());
    statement.notes.push(
        "Räknas en gång: de bokningar som räkningarnas summor ska bestå av, räknade en gång per räkning och period; före strecket de som ligger i exakt en rad.".to_owned(),
    );
    statement.notes.push("Skillnad: den största mellan en räknings summa och bokningarnas.".to_owned());
    statement
}

fn detail(economy: &Economy, layer: &LayerProof) -> Statement {
    let mut columns = layer.columns.clone();
    columns.push(column("skillnad", "Skillnad", ""));
    let cells = |proofs: &[Proof]| {
        let cells = proofs.iter().map(|proof| of(right(proof), proof.postings));
        cells.chain([largest(proofs.iter())]).collect()
    };
    let rows = layer.statements.iter().map(|(declared, proofs)| row(declared.title, cells(proofs))).collect();
    table(economy, layer.name.clone(), columns, rows)
}

/// What the proof says in one sentence, and how its exceptions reach the whole.
pub fn bevis_words(layers: &[LayerProof]) -> Vec<String> {
    let proofs = || layers.iter().flat_map(|layer| &layer.statements).flat_map(|(_, proofs)| proofs);
    let count = sv::integer(i64::try_from(proofs().count()).unwrap_or(i64::MAX));
    let verdict = if layers.iter().all(LayerProof::holds) {
        format!(
            "Bevisat: i alla {count} räkningar räknas varje bokning en gång, och varje summa är böckernas till öret."
        )
    } else {
        format!(
            "Inte bevisat: av {count} räkningar har någon en bokning som göms eller räknas fel, eller en summa som inte är böckernas."
        )
    };
    vec![
        verdict,
        "Kassaflödet har avskrivningar i tre rader vars tecken tar ut varandra, så att de räknas en gång genom resultatet.".to_owned(),
        "Den tryckta korta driftredovisningen och det tryckta kassaflödet når helheten med sina avstämningsrader.".to_owned(),
    ]
}

/// Each posting that hides and each total that differs, account by account.
pub fn bevis_faults(economy: &Economy, layers: &[LayerProof]) -> Vec<String> {
    let mut faults: Vec<String> = Vec::new();
    for layer in layers {
        for (declared, proofs) in &layer.statements {
            for (column, proof) in layer.columns.iter().zip(proofs) {
                let place = format!("{}, {} {}", layer.name, declared.title, column.heading);
                faults.extend(hidden(economy, proof).into_iter().map(|what| format!("{place}: {what}.")));
                if proof.difference() != Ore::ZERO {
                    let shown = proof.shown.map_or("ingen summa".to_owned(), sv::kr);
                    let (ledger, difference) = (sv::kr(proof.ledger), sv::kr(proof.difference()));
                    faults.push(format!(
                        "{place}: räkningen visar {shown}, bokningarna ger {ledger}, skillnad {difference}."
                    ));
                }
            }
        }
        if let Some((_, _, sum)) = layer.vouchers.filter(|(_, _, sum)| *sum != Ore::ZERO) {
            faults.push(format!("{}: bokningarna summerar till {}, inte till 0.", layer.name, sv::kr(sum)));
        }
    }
    let more = faults.len().saturating_sub(NAMED);
    faults.truncate(NAMED);
    faults.extend((more > 0).then(|| format!("Och {} till.", sv::integer(i64::try_from(more).unwrap_or(i64::MAX)))));
    faults
}

/// What hides, by account and how it counts.
fn hidden(economy: &Economy, proof: &Proof) -> Vec<String> {
    let mut by_account: BTreeMap<(String, usize, i64), i64> = BTreeMap::new();
    for of in &proof.hidden {
        let account = &economy.forbund.chart.get(of.posting.account).name;
        let line = of.posting.dimensions.line.map(|line| economy.forbund.line(line).name.as_str());
        let name = line.map_or(account.clone(), |line| format!("{account}, {line}"));
        *by_account.entry((name, of.rows, of.counts)).or_default() += of.posting.amount.ore();
    }
    let words = |((name, rows, counts), amount): ((String, usize, i64), i64)| {
        let rows = match rows {
            0 => "ligger inte i någon rad".to_owned(),
            1 => "ligger i en rad".to_owned(),
            rows => format!("ligger i {rows} rader"),
        };
        let times = match counts {
            0 => "räknas inte".to_owned(),
            1 => "räknas en gång".to_owned(),
            counts => format!("räknas {} gånger", sv::integer(counts)),
        };
        format!("{name}, {}, {rows} och {times}", sv::kr(Ore::new(amount)))
    };
    by_account.into_iter().map(words).collect()
}
