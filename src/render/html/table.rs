//! A statement as a table of HTML.

use crate::domain::money::Unit;
use crate::render::page::Page;
use crate::statement::{Figure, Sheet, SheetRow, Statement, Style, view};
use askama::Template;

/// So many rows of figures, or of words, are kept on one printed page; a longer table may go on on the next, its headings with it.
const ON_ONE_PAGE: [usize; 2] = [40, 16];
/// A table so many letters wide, or wider, is set smaller when it is printed, to fit the width of the paper.
const WIDE: [(usize, &str); 3] = [(130, "mycket-bred"), (95, "trang"), (72, "bred")];

/// Words of so many letters are never broken over lines.
const SHORT: usize = 14;

#[derive(Template)]
#[template(path = "tabell.html", whitespace = "minimize")]
struct Table<'s> {
    statement: &'s Statement,
    sheet: Sheet,
    unit: Unit,
    number: usize,
    /// The entry that each cell opens, by row and column of the sheet.
    links: Vec<Vec<Option<String>>>,
}

/// The table with its notes. `number` makes its id; `follow` gives a figure's entry.
pub(super) fn table(
    statement: &Statement,
    unit: Unit,
    number: usize,
    page: &Page,
    follow: &dyn Fn(&Figure) -> String,
) -> String {
    let sheet = view(statement, unit);
    page.placed.table(statement, &sheet, unit);
    let links = |row: &SheetRow| {
        let figures = statement.row(&row.id).map_or(&[][..], |row| &row.figures);
        figures.iter().map(|figure| figure.as_ref().map(follow)).collect()
    };
    let links = sheet.rows.iter().map(links).collect();
    let table = Table { statement, sheet, unit, number, links };
    table.render().expect("a table has nothing that can fail to be written")
}

impl Table<'_> {
    fn has_words(&self) -> bool {
        self.sheet.columns.iter().any(|column| column.layer == "text")
    }

    fn classes(&self) -> String {
        let mut classes = vec![if self.has_words() { "ord" } else { "siffror" }];
        classes.extend((self.sheet.rows.len() <= ON_ONE_PAGE[usize::from(self.has_words())]).then_some("hel"));
        let letters = self.letters();
        classes.extend(WIDE.iter().find(|(from, _)| letters >= *from && !self.has_words()).map(|(_, class)| *class));
        classes.join(" ")
    }

    /// How many letters wide the table is at the least: labels and headings are wrapped at blanks, figures are not.
    fn letters(&self) -> usize {
        let longest_word = |text: &str| text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
        let label = self.sheet.rows.iter().map(|row| row.label.chars().count().min(26)).max().unwrap_or(0);
        let of = |(at, column): (usize, &crate::statement::Column)| {
            let cells = self.sheet.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.chars().count());
            cells.chain([longest_word(&column.heading), longest_word(&column.kind)]).max().unwrap_or(0) + 3
        };
        label + self.sheet.columns.iter().enumerate().map(of).sum::<usize>()
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

    fn link(&self, row: &usize, column: &usize) -> Option<&String> {
        self.links[*row].get(*column)?.as_ref()
    }

    /// Words stand to the left, figures to the right; a column of a word or two takes no more room than they need.
    fn side(&self, column: &usize) -> &'static str {
        if !["text", "status"].contains(&self.sheet.columns[*column].layer) {
            return "h";
        }
        let cells = self.sheet.rows.iter().filter_map(|row| row.cells.get(*column));
        if cells.map(|cell| cell.chars().count()).max().unwrap_or(0) <= SHORT { "v kort" } else { "v" }
    }

    /// The heading of a cell, for a page so narrow that a row is set as lines.
    fn heading(&self, column: &usize) -> String {
        let column = &self.sheet.columns[*column];
        format!("{} {}", column.heading, column.kind).trim_end().to_owned()
    }
}
