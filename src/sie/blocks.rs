//! A stream in blocks of whole lines, so that no more of it is held than what is being read.

use std::io::{self, Read};

/// No record is longer; what is, is no SIE file.
pub const LONGEST_LINE: usize = 1 << 22;

/// How much of the text at the beginning tells what kind of file it is.
const HEAD: usize = 1 << 12;

/// The blocks of a stream.
pub struct Blocks<'r> {
    input: &'r mut dyn Read,
    size: usize,
    /// What was read beyond the end of the last block.
    ahead: Vec<u8>,
}

impl<'r> Blocks<'r> {
    /// Blocks of about this many bytes, and of more where a line is longer.
    pub fn new(input: &'r mut dyn Read, size: usize) -> Self {
        Blocks { input, size: size.max(1), ahead: Vec::new() }
    }

    /// The first bytes, with so much that is not blank that they tell what kind of file it is; they are still to come.
    ///
    /// # Errors
    /// What the stream says.
    pub fn head(&mut self) -> io::Result<&[u8]> {
        while self.ahead.trim_ascii().len() < HEAD && self.ahead.len() < LONGEST_LINE {
            if self.input.take(HEAD as u64).read_to_end(&mut self.ahead)? < HEAD {
                break;
            }
        }
        Ok(&self.ahead)
    }

    /// Puts the next block into the buffer; nothing where the stream has ended. A block ends before a voucher if one begins in it, else
    /// with a line; one with a line longer than [`LONGEST_LINE`] may end anywhere after so much of it.
    ///
    /// # Errors
    /// What the stream says.
    pub fn fill(&mut self, block: &mut Vec<u8>) -> io::Result<()> {
        block.clear();
        block.append(&mut self.ahead);
        loop {
            let read = self.input.take(self.size as u64).read_to_end(block)?;
            if read < self.size {
                return Ok(());
            }
            if let Some(end) = end(block) {
                self.ahead.extend_from_slice(&block[end..]);
                block.truncate(end);
                return Ok(());
            }
            if block.len() > LONGEST_LINE {
                return Ok(());
            }
        }
    }
}

/// Where to cut bytes that more may follow.
fn end(block: &[u8]) -> Option<usize> {
    let (_, before_last) = block.split_last()?;
    let voucher = memchr::memmem::rfind(block, b"\n#VER");
    let line = || memchr::memrchr(b'\n', block);
    // Whether a CR is half of CR LF is told by the byte after it.
    let mac_line = || memchr::memrchr(b'\r', before_last);
    Some(voucher.or_else(line).or_else(mac_line)? + 1)
}
