//! A statement as a table of HTML.

use crate::domain::money::Unit;
use crate::render::page::Page;
use crate::statement::{Sheet, SheetRow, Statement, Style, view};
use askama::Template;

/// So many rows of figures, or of words, are kept on one printed page; a longer table may go on on the next, its headings with it.
const ON_ONE_PAGE: [usize; 2] = [30, 12];
/// So many columns are set smaller when they are printed, to fit the width of the paper.
const MANY_COLUMNS: usize = 7;

#[derive(Template)]
#[template(path = "tabell.html", whitespace = "minimize")]
struct Table<'s> {
    statement: &'s Statement,
    sheet: Sheet,
    unit: Unit,
    number: usize,
}

/// The table with its notes. `number` makes its id.
pub(super) fn table(statement: &Statement, unit: Unit, number: usize, page: &Page) -> String {
    let sheet = view(statement, unit);
    page.placed.table(statement, &sheet, unit);
    let table = Table { statement, sheet, unit, number };
    table.render().expect("a table has nothing that can fail to be written")
}

impl Table<'_> {
    fn has_words(&self) -> bool {
        self.sheet.columns.iter().any(|column| column.layer == "text")
    }

    fn classes(&self) -> String {
        let mut classes = vec![if self.has_words() { "ord" } else { "siffror" }];
        classes.extend((self.sheet.rows.len() <= ON_ONE_PAGE[usize::from(self.has_words())]).then_some("hel"));
        classes.extend((self.sheet.columns.len() >= MANY_COLUMNS).then_some("bred"));
        classes.join(" ")
    }

    fn class_of(&self, row: &SheetRow) -> &'static str {
        match row.style {
            Style::Heading => "rubrik",
            Style::Item => "post",
            Style::Total => "summa",
            Style::Subtotal => "delsumma",
            Style::Key => "nyckel",
        }
    }

    fn is_heading(&self, row: &SheetRow) -> bool {
        row.style == Style::Heading
    }

    /// Words stand to the left, figures to the right.
    fn side(&self, column: &usize) -> &'static str {
        if self.sheet.columns[*column].layer == "text" { "v" } else { "h" }
    }
}
