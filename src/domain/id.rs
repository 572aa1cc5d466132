//! Short ASCII names that files, JSON and commands use: `molndal`, `activera`, `likvida_medel`.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// An identifier: `a`–`z`, `0`–`9`, `_` and `-`, beginning with a letter or a digit, at most 60 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Joined with `_`, for lines that an insats has in each kommun.
    pub fn join(&self, other: &Id) -> Id {
        Id(format!("{}_{}", self.0, other.0).into())
    }
}

/// Rows that statements have of their own. What a förbund names becomes rows beside them, so it cannot have their names:
/// driftredovisningen's, and the sum and the rest of medlemmarnas tilldelning.
pub const ROW_WORDS: [&str; 14] = [
    "medlemsbidrag",
    "intakter",
    "kostnader",
    "avskrivningar",
    "ej_fordelat",
    "verksamhetens_resultat",
    "finansnetto",
    "extraordinara_poster",
    "resultat",
    "ingaende_eget_kapital",
    "utgaende_eget_kapital",
    "likvida_medel",
    "mal_eget_kapital",
    "summa",
];

/// The text is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl FromStr for Id {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        let begins_well = text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        if begins_well && text.len() <= 60 && text.chars().all(allowed) { Ok(Id(text.into())) } else { Err(NotAnId) }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
