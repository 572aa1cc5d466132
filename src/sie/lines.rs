//! The lines of a block of bytes.

/// LF ends a line, and so does CR, so that files of every system are read; empty lines are passed over but counted as an editor counts
/// them.
pub struct Lines<'b> {
    rest: &'b [u8],
    number: u32,
}

impl<'b> Lines<'b> {
    /// The lines of the block, which neither begins nor ends inside one.
    pub fn new(block: &'b [u8]) -> Self {
        Lines { rest: block, number: 0 }
    }

    /// The number of the line last given, from 1; at the end how many lines there are.
    pub fn number(&self) -> u32 {
        self.number
    }
}

impl<'b> Iterator for Lines<'b> {
    type Item = &'b [u8];

    #[inline]
    fn next(&mut self) -> Option<&'b [u8]> {
        while !self.rest.is_empty() {
            let length = match self.rest {
                // A brace alone, as every third line is.
                [b'{' | b'}', b'\r' | b'\n', ..] => 1,
                rest => memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()),
            };
            let (line, end) = self.rest.split_at(length);
            self.rest = match end {
                [b'\r', b'\n', rest @ ..] | [_, rest @ ..] => rest,
                [] => end,
            };
            self.number = self.number.saturating_add(1);
            if !line.is_empty() {
                return Some(line);
            }
        }
        None
    }
}
