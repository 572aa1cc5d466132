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
    after_cr: bool,
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
        Lines { input, buffer, start: 0, end: 0, is_done: false, number: 0, after_cr: false }
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
        loop {
            let mut searched = self.start;
            let found = loop {
                if let Some(at) = memchr::memchr2(b'\n', b'\r', &self.buffer[searched..self.end]) {
                    break Some(searched + at);
                }
                if self.is_done {
                    break None;
                }
                let unread = self.end - self.start;
                if unread > LONGEST {
                    return Ok(Next::TooLong);
                }
                self.fill()?;
                searched = self.start + unread;
            };
            let end = found.unwrap_or(self.end);
            let line = self.start..end;
            if found.is_none() && line.is_empty() {
                return Ok(Next::End);
            }
            let ended_by = found.map(|at| self.buffer[at]);
            self.start = found.map_or(self.end, |at| at + 1);
            // The LF of CR LF ends no line of its own.
            let is_second_half = line.is_empty() && ended_by == Some(b'\n') && self.after_cr;
            self.after_cr = ended_by == Some(b'\r');
            if is_second_half {
                continue;
            }
            self.number = self.number.saturating_add(1);
            if !line.is_empty() {
                return Ok(Next::Line(line));
            }
        }
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
