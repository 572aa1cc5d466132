//! What does not hold in a file that could be read. The one list of kinds; none of them stops the reading.

/// A finding with the line it is about; 0 where it is about the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line, from 1.
    pub line: u32,
    /// What, in Swedish, with accounts and amounts.
    pub text: String,
}
