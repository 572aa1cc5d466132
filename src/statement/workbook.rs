//! The tables of the workbook: each statement with a column a year, from the first bokslut to the scenario's horizon.

use super::{Asked, Cell, Row, Statement, balans, bidrag, drift_per_ar, kassaflode, resultat};
use crate::diag::Problem;
use crate::domain::period::{Period, Year};
use crate::projection::Economy;

/// Makes the statement of a year.
type Make = fn(&Economy, &Asked) -> Result<Statement, Problem>;

/// The statements side by side year by year, each with the name of its sheet.
pub fn workbook_tables(economy: &Economy, scenario: usize) -> Vec<(&'static str, Statement)> {
    let years: Vec<Year> = economy.first_year().through(economy.last_year(scenario)).collect();
    let made: [(&'static str, &str, Make); 4] = [
        ("Resultat", "Resultaträkning", resultat),
        ("Balans", "Balansräkning", balans),
        ("Kassaflöde", "Kassaflödesanalys", kassaflode),
        ("Bidrag", "Medlemmarnas tilldelning", |economy, asked| bidrag(economy, asked).map(|(statement, _)| statement)),
    ];
    let drift = Statement { title: "Driftredovisning".to_owned(), ..drift_per_ar(economy, scenario, &years) };
    let mut tables = vec![("Drift", drift)];
    for (sheet, title, make) in made {
        let of = |year: &Year| make(economy, &Asked { year: *year, period: Period::Helar, scenario }).ok();
        let statements: Vec<(Year, Statement)> = years.iter().filter_map(|year| Some((*year, of(year)?))).collect();
        tables.extend(side_by_side(title, statements).map(|statement| (sheet, statement)));
    }
    tables
}

/// The first column of each year's statement beside those of the other years; a row that some years lack has nothing in them.
fn side_by_side(title: &str, statements: Vec<(Year, Statement)>) -> Option<Statement> {
    let (_, first) = statements.first()?;
    let mut all = Statement { title: title.to_owned(), columns: Vec::new(), rows: Vec::new(), ..first.clone() };
    all.notes.clear();
    for (at, (year, statement)) in statements.iter().enumerate() {
        let mut column = statement.columns.first()?.clone();
        column.id = year.to_string();
        column.heading = year.to_string();
        all.columns.push(column);
        for row in &mut all.rows {
            row.cells.push(Cell::Nothing);
            row.figures.push(None);
        }
        let mut after = 0;
        for row in &statement.rows {
            let found = all.rows.iter().position(|other| other.id == row.id);
            let place = found.unwrap_or_else(|| {
                let empty = Row { cells: vec![Cell::Nothing; at + 1], figures: vec![None; at + 1], ..row.clone() };
                all.rows.insert(after, Row { parts: Vec::new(), ..empty });
                after
            });
            all.rows[place].cells[at] = row.cells.first()?.clone();
            all.rows[place].figures[at] = row.figures.first()?.clone();
            after = place + 1;
        }
    }
    Some(all)
}
