//! What does not hold in what the förbund has published.

use super::{Block, Section};
use crate::domain::money::Unit;
use crate::domain::sv;
use crate::projection::Economy;
use crate::statement::{Cell, Column, Row, Statement, granska, kind_name, rule_name};
use std::collections::BTreeMap;

/// The findings of the examination by kind and rule, the most serious kind first, each with its number and the first of them; a line
/// where nothing is printed. `finsam granska` has them all.
pub(super) fn section(economy: &Economy) -> Section {
    let found = granska(economy);
    let mut blocks = vec![Block::Words(found.summary())];
    let column = |id: &str, heading: &str| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: String::new(),
        layer: "text",
    };
    let mut alike = BTreeMap::new();
    for finding in &found.findings {
        let (_, count) = alike.entry((finding.kind, finding.rule)).or_insert((finding, 0));
        *count += 1;
    }
    let rows = alike.into_iter().map(|((kind, rule), (first, count))| {
        let cells = [kind_name(kind).to_owned(), sv::integer(count), first.headline.clone(), first.source.clone()];
        Row::of_words(&first.id, rule_name(rule), cells.map(Cell::Text).to_vec())
    });
    let table = Statement {
        report: "granska",
        title: "Uppgifter som inte håller".to_owned(),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: None,
        scenario: None,
        unit: Unit::Kr,
        columns: vec![
            column("slag", "Slag"),
            column("antal", "Antal"),
            column("till_exempel", "Till exempel"),
            column("kalla", "Står i"),
        ],
        rows: rows.collect(),
        notes: vec!["Hela listan, med skälet till varje fynd, ger finsam granska.".to_owned()],
    };
    if !table.rows.is_empty() {
        blocks.push(Block::Table(table, Unit::Kr));
    }
    Section::new("granskning", "Granskning av det publicerade", blocks)
}
