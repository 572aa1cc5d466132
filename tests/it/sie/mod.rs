//! The reader of bookkeeping files: the sample files, a file of our own for each trap, and bytes of every kind.

mod fuzz;
mod samples;
mod traps;

use finsam::sie::{self, FindingKind, Options, SieFile};

/// Reads a file that is one.
fn read(bytes: &[u8]) -> SieFile {
    sie::read(&mut &bytes[..], Options::default()).unwrap_or_else(|refusal| panic!("refused: {refusal:?}"))
}

/// The findings of a kind: their lines.
fn lines(file: &SieFile, kind: FindingKind) -> Vec<u32> {
    file.findings.iter().filter(|finding| finding.kind == kind).map(|finding| finding.line).collect()
}
