//! Where things stand in a workbook: sheet, row and column, and how they are referred to.

/// A cell: its sheet by position, its row and column from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The sheet.
    pub sheet: usize,
    /// The row.
    pub row: u32,
    /// The column.
    pub column: u16,
}

impl Place {
    /// `B7`.
    pub fn cell(self) -> String {
        format!("{}{}", letters(self.column), self.row + 1)
    }

    /// `$B$7`.
    pub fn fixed(self) -> String {
        format!("${}${}", letters(self.column), self.row + 1)
    }

    /// As it is referred to from a cell of a sheet.
    pub fn seen_from(self, sheet: usize, names: &[String]) -> String {
        if sheet == self.sheet { self.cell() } else { format!("'{}'!{}", names[self.sheet], self.cell()) }
    }

    /// Whether the other is the very next below.
    pub fn is_above(self, other: Place) -> bool {
        (self.sheet, self.column, self.row + 1) == (other.sheet, other.column, other.row)
    }
}

fn letters(column: u16) -> String {
    let mut left = u32::from(column) + 1;
    let mut text = String::new();
    while left > 0 {
        let letter = char::from(b'A' + ((left - 1) % 26) as u8);
        text.insert(0, letter);
        left = (left - 1) / 26;
    }
    text
}

/// A figure's id as a defined name: letters, digits and underscores, which begin with a letter and look like no cell.
pub fn name(id: &str) -> String {
    let legal = |c: char| if c.is_alphanumeric() || c == '.' { c } else { '_' };
    id.chars().map(legal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_a_spreadsheet_does() {
        let place = |column| Place { sheet: 0, row: 6, column };
        assert_eq!(place(1).cell(), "B7");
        assert_eq!(place(25).cell(), "Z7");
        assert_eq!(place(26).cell(), "AA7");
        assert_eq!(place(701).cell(), "ZZ7");
        assert_eq!(place(702).fixed(), "$AAA$7");
        assert_eq!(name("prognos/2030/utgaende_eget_kapital"), "prognos_2030_utgaende_eget_kapital");
    }
}
