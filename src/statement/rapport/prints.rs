//! What does not hold in what the förbund has published.

use super::{Block, Section};
use crate::domain::money::Unit;
use crate::projection::Economy;
use crate::statement::{Cell, Column, Row, Statement, granska, kind_name};

/// Each finding of the examination, the most serious kind first; a line where nothing is printed.
pub(super) fn section(economy: &Economy) -> Section {
    let found = granska(economy);
    let mut blocks = vec![Block::Words(found.summary())];
    let column = |id: &str, heading: &str| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: String::new(),
        layer: "text",
    };
    let rows = found.findings.iter().map(|finding| {
        let cells = [kind_name(finding.kind).to_owned(), finding.text.clone(), finding.source.clone()];
        Row::of_words(&finding.id, &finding.headline, cells.map(Cell::Text).to_vec())
    });
    let table = Statement {
        report: "granska",
        title: "Uppgifter som inte håller".to_owned(),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: None,
        scenario: None,
        unit: Unit::Kr,
        columns: vec![column("slag", "Slag"), column("varfor", "Varför"), column("kalla", "Står i")],
        rows: rows.collect(),
        notes: Vec::new(),
    };
    if !table.rows.is_empty() {
        blocks.push(Block::Table(table, Unit::Kr));
    }
    Section::new("granskning", "Granskning av det publicerade", blocks)
}
