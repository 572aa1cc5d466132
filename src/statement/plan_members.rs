//! What each member pays in the proposed year, and what its kommuner are granted as utvecklingsmedel, tertial by tertial.

use super::plan::{Page, named};
use super::spec::{Formula, RowSpec, evaluate};
use super::{Cell, Column, Row, Source, Statement};
use crate::domain::forbund::{LineIx, LineKind, MemberIx};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Period;
use crate::domain::sv;
use crate::ledger::Select;

/// A column that is only subtracted.
const YEAR_BEFORE: &str = "aret_fore";

impl Page<'_> {
    /// Each member's contribution, and for kommuner what they are granted as utvecklingsmedel and when it is paid.
    pub fn members_table(&self) -> Statement {
        let forbund = &self.economy.forbund;
        let year = self.years[0];
        let granted = |member: MemberIx| {
            let lines = forbund.lines.iter().enumerate();
            let own = lines.filter(|(_, line)| {
                line.kommun == Some(member) && matches!(line.kind, LineKind::Utvecklingsmedel { .. })
            });
            Formula::Flow { of: own.map(|(at, _)| Select::Line(LineIx(at as u16))).collect(), sign: 1 }
        };
        let paid = |member| Formula::Flow { of: vec![Select::Member(member)], sign: -1 };
        let contributions = self.per_member(&paid, &self.contribution_columns());
        let utvecklingsmedel = self.per_member(&granted, &self.granted_columns());
        let mut columns: Vec<Column> = Vec::new();
        let mut rows: Vec<Row> = Vec::new();
        for (block, source) in
            [(contributions, self.contribution_columns()), (utvecklingsmedel, self.granted_columns())]
        {
            // A förbund without utvecklingsmedel has no columns for them; the year before is there only to be subtracted.
            let total = block.last().expect("a table of members has a sum");
            let shown: Vec<usize> = (0..source.len())
                .filter(|at| source[*at].0.id != YEAR_BEFORE && !matches!(total.cells[*at], Cell::Nothing))
                .collect();
            columns.extend(shown.iter().map(|at| source[*at].0.clone()));
            if rows.is_empty() {
                rows = block.iter().map(|row| Row { cells: Vec::new(), figures: Vec::new(), ..row.clone() }).collect();
            }
            for (row, other) in rows.iter_mut().zip(&block) {
                row.cells.extend(shown.iter().map(|at| other.cells[*at].clone()));
                row.figures.extend(shown.iter().map(|at| other.figures[*at].clone()));
            }
        }
        let sum = rows.pop().expect("a table of members has a sum");
        let has_figure =
            |row: &Row| row.cells.iter().any(|cell| !matches!(cell, Cell::Nothing | Cell::Amount(Ore::ZERO)));
        rows.retain(has_figure);
        let parts = (0..rows.len()).map(|at| (at, 1)).collect();
        rows.push(Row { parts, ..sum });
        let columns = columns.into_iter().map(|column| (column, Source::Absent)).collect();
        self.statement(&format!("Medlemmarnas bidrag och kommunernas utvecklingsmedel {year}"), Unit::Kr, columns, rows)
    }

    /// A row a member and their sum.
    fn per_member(&self, of: &dyn Fn(MemberIx) -> Formula, columns: &[(Column, Source)]) -> Vec<Row> {
        let members = self.economy.forbund.members.iter().enumerate();
        let mut specs: Vec<RowSpec> = members
            .map(|(at, member)| RowSpec::item(member.id.as_str(), &member.short, of(MemberIx(at as u16))))
            .collect();
        let ids: Vec<String> = specs.iter().map(|spec| spec.id().to_owned()).collect();
        let parts: Vec<(&str, i64)> = ids.iter().map(|id| (id.as_str(), 1)).collect();
        specs.push(RowSpec::total("summa", "Summa", &parts));
        evaluate(&self.economy.ledger, &specs, columns)
    }

    fn contribution_columns(&self) -> Vec<(Column, Source)> {
        let year = self.years[0];
        let before = year.previous();
        let change = if self.year_before_is_planned() {
            Source::Change { of: 0, from: 1 }
        } else {
            Source::Deviation { of: 0, from: 1 }
        };
        vec![
            (named("bidrag", "Bidrag", &year.to_string(), "budget"), self.source(Period::Helar.span(year))),
            (named(YEAR_BEFORE, "", "", "budget"), self.source(Period::Helar.span(before))),
            (named("andring", "Ändring", &sv::years_short(before, year), "avvikelse"), change),
        ]
    }

    fn granted_columns(&self) -> Vec<(Column, Source)> {
        let year = self.years[0];
        let whole = named("utvecklingsmedel", "Utvecklings-", &format!("medel {year}"), "budget");
        let mut columns = vec![(whole, self.source(Period::Helar.span(year)))];
        for (period, months) in Period::TERTIALS.into_iter().zip(["jan–apr", "maj–aug", "sep–dec"]) {
            let column = named(&period.name().to_lowercase(), period.name(), months, "budget");
            columns.push((column, self.source(period.span(year))));
        }
        columns
    }
}
