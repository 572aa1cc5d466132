//! What law and practice ask a report to say of balance between income and costs.

use super::{Block, Section};
use crate::domain::money::Unit;
use crate::domain::sv;
use crate::projection::Economy;
use crate::statement::drift::Asked;
use crate::statement::{Balanskrav, Tried, balanskrav};

/// Heading of what the files lack.
pub(super) const MISSING: &str = "Saknas i filerna";
/// Heading of what the sources say.
const RECORDED: &str = "Antecknat";

/// The balanskravsutredning of the year with what is left to regulate and what the rules say.
pub(super) fn section(economy: &Economy, asked: &Asked, title: &str, unit: Unit) -> Section {
    let blocks = match balanskrav(economy, asked.year, Some(asked.scenario), unit) {
        Ok(found) => blocks(found, unit),
        Err(_) => vec![Block::Missing(format!("Reglerna om balanskravet är inte kända för {}.", asked.year))],
    };
    Section::new("balanskrav", title, blocks)
}

/// The same for a board: without the lines of the form that have no amount. By themselves what the sources say of it, and what is missing
/// in the files.
pub(super) fn for_board(economy: &Economy, asked: &Asked, unit: Unit) -> (Section, Vec<String>, Vec<String>) {
    let whole = section(economy, asked, "Balanskravet", unit);
    let (mut blocks, mut recorded, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for block in whole.blocks {
        match block {
            Block::List { title, items, .. } if title == MISSING => missing.extend(items),
            Block::List { title, items, .. } if title == RECORDED => recorded.extend(items),
            Block::Table(table, unit) => blocks.push(Block::Table(table.without_empty_rows(), unit)),
            other => blocks.push(other),
        }
    }
    (Section { blocks, ..Section::new(whole.id, whole.title, Vec::new()) }, recorded, missing)
}

fn blocks(found: Balanskrav, unit: Unit) -> Vec<Block> {
    let mut blocks = vec![Block::Table(found.utredning, unit)];
    if found.att_reglera.rows.is_empty() {
        blocks.extend(found.att_reglera.notes.into_iter().map(Block::Words));
    } else {
        blocks.push(Block::Table(found.att_reglera, unit));
    }
    blocks.extend(Block::list("Vad reglerna säger", found.rules.iter().map(sentence).collect()));
    blocks.extend(Block::list(MISSING, found.missing));
    blocks.extend(Block::list(RECORDED, found.recorded));
    blocks
}

fn sentence(tried: &Tried) -> String {
    let judged = &tried.judged;
    let text = format!(
        "{} ({}): {}: {}.",
        judged.verdict.word(),
        tried.basis.word(),
        judged.citation,
        judged.text.trim_end_matches('.')
    );
    sv::hold(&text)
}
