//! Problems in what the user gave us: where, what, by how much, and what to write instead.
//!
//! A [`Problem`] is made only by the constructors in [`catalogue`], which is the one list of codes. Nothing here reads files
//! or knows what a förbund is; our own mistakes are `assert!`s elsewhere, never problems.

pub mod catalogue;
mod print;

pub use catalogue::{Code, Group};
pub use print::print;

/// A file that was read, by its position in [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u16);

/// A half-open range of bytes in one file: where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Place {
    /// The beginning of a file, for faults that concern the file as a whole.
    pub fn whole(file: FileId) -> Self {
        Place { file, start: 0, end: 0 }
    }

    /// Whether it is a file as a whole, and no line in particular.
    pub fn is_whole(self) -> bool {
        self.end == 0
    }
}

/// Every file of a run: its name as the user would write it, and its text.
#[derive(Clone, Debug, Default)]
pub struct Files {
    list: Vec<(String, String)>,
}

impl Files {
    /// Adds a file and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u16::try_from(self.list.len()).expect("fewer than 65 536 files"));
        self.list.push((name.into(), text.into()));
        id
    }

    /// The file's name.
    pub fn name(&self, file: FileId) -> &str {
        &self.list[usize::from(file.0)].0
    }

    /// The file's text.
    pub fn text(&self, file: FileId) -> &str {
        &self.list[usize::from(file.0)].1
    }

    /// Name and text of every file, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Line and column, both from 1, of the first character of a place.
    pub fn line_column(&self, place: Place) -> (usize, usize) {
        let text = self.text(place.file);
        let before = &text[..floor_boundary(text, place.start as usize)];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }

    /// `file:line`, as origins are shown.
    pub fn show(&self, place: Place) -> String {
        format!("{}:{}", self.name(place.file), self.line_column(place).0)
    }
}

/// The nearest character boundary at or before `at`; spans come from parsers and are trusted no further.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One fault, with everything needed to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its stable code.
    pub code: Code,
    /// What is wrong, in one line.
    pub title: String,
    /// Where, and what stands there.
    pub primary: Option<(Place, String)>,
    /// The other place it clashes with.
    pub secondary: Option<(Place, String)>,
    /// The rule, the difference, or what is known instead.
    pub notes: Vec<String>,
    /// What to write instead.
    pub remedy: Option<String>,
}

impl Problem {
    /// Adds the place it clashes with.
    pub fn clash(mut self, place: Place, text: impl Into<String>) -> Self {
        self.secondary = Some((place, text.into()));
        self
    }

    /// Adds a line below the place.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says what to write instead.
    pub fn remedy(mut self, text: impl Into<String>) -> Self {
        self.remedy = Some(text.into());
        self
    }
}

/// The faults of a run, collected: one fault never hides another.
#[derive(Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Adds a fault.
    pub fn push(&mut self, problem: Problem) {
        self.list.push(problem);
    }

    /// Adds faults found together.
    pub fn extend(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.list.extend(problems);
    }

    /// Keeps the value, or adds the fault.
    pub fn keep<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.push(problem)).ok()
    }

    /// How many there are so far.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The faults so far, in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.list.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The faults ordered by place, then code, so that a run's output repeats.
    pub fn into_sorted(mut self) -> Vec<Problem> {
        self.list.sort_by(|a, b| {
            let key = |p: &Problem| (p.primary.as_ref().map(|(place, _)| *place), p.code);
            key(a).cmp(&key(b)).then_with(|| a.title.cmp(&b.title))
        });
        self.list.dedup();
        self.list
    }
}
