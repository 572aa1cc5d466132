//! Lines out of a stream, without ever holding the whole file: a buffer that is refilled, and slices of it.

use std::io::{self, Read};

/// How much is read at a time.
const CHUNK: usize = 1 << 16;
/// No record is longer; what is, is no SIE file.
const LONGEST: usize = 1 << 22;

/// The lines of a stream. LF ends a line, and so does CR, so that files of every system are read; empty lines are passed over but
/// counted as an editor counts them.
pub struct Lines<'r> {
    input: &'r mut dyn Read,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    is_done: bool,
    number: u32,
}

/// What comes next.
pub enum Next {
    /// A line of the buffer, without its end.
    Line(std::ops::Range<usize>),
    /// There is no more.
    End,
    /// A line longer than any record.
    TooLong,
}

impl<'r> Lines<'r> {
    /// Begins to read.
    pub fn new(input: &'r mut dyn Read) -> Self {
        let buffer = vec![0; CHUNK];
        Lines { input, buffer, start: 0, end: 0, is_done: false, number: 0 }
    }

    /// The number of the line last given, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The bytes of a line just given.
    pub fn bytes(&self, line: std::ops::Range<usize>) -> &[u8] {
        &self.buffer[line]
    }

    /// The first bytes, for telling what kind of file it is.
    ///
    /// # Errors
    /// What the stream says.
    pub fn peek(&mut self) -> io::Result<&[u8]> {
        while self.end - self.start < CHUNK / 2 && !self.is_done {
            self.fill()?;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    /// Passes over bytes at the very beginning.
    pub fn skip(&mut self, count: usize) {
        self.start += count;
    }

    /// The next line that is not empty.
    ///
    /// # Errors
    /// What the stream says.
    pub fn next(&mut self) -> io::Result<Next> {
        // How many bytes from the start are known to hold no end of a line.
        let mut searched = 0;
        loop {
            let unread = &self.buffer[self.start..self.end];
            let found = match unread {
                // A brace alone, as every third line is.
                [b'{' | b'}', b'\r' | b'\n', ..] => Some(1),
                _ => memchr::memchr2(b'\n', b'\r', &unread[searched..]).map(|at| at + searched),
            };
            // Whether a CR is half of CR LF is told by the byte after it.
            let Some(length) = found.filter(|at| at + 1 < unread.len() || self.is_done) else {
                searched = found.unwrap_or(unread.len());
                if self.is_done {
                    return Ok(self.last());
                }
                if searched > LONGEST {
                    return Ok(Next::TooLong);
                }
                self.fill()?;
                continue;
            };
            let from = self.start;
            self.start += length + if unread[length..].starts_with(b"\r\n") { 2 } else { 1 };
            self.number = self.number.saturating_add(1);
            searched = 0;
            if length > 0 {
                return Ok(Next::Line(from..from + length));
            }
        }
    }

    /// What stands after the last end of a line.
    fn last(&mut self) -> Next {
        let line = self.start..self.end;
        self.start = self.end;
        if line.is_empty() {
            return Next::End;
        }
        self.number = self.number.saturating_add(1);
        Next::Line(line)
    }

    /// Reads more behind what is left, which is moved to the front.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.end + CHUNK > self.buffer.len() {
            self.buffer.resize(self.end + CHUNK, 0);
        }
        loop {
            match self.input.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.is_done = true,
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            return Ok(());
        }
    }
}
