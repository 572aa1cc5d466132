//! One record taken apart: fields with blanks between them, quoted or not, and one list of objects in braces.

/// One field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field<'l> {
    /// What stands there, without its quotes; `\"` is still two bytes if `escaped`.
    Text {
        /// The bytes.
        bytes: &'l [u8],
        /// Whether a backslash stands before a quote somewhere.
        escaped: bool,
    },
    /// What stands between `{` and `}`.
    List(&'l [u8]),
}

impl<'l> Field<'l> {
    /// The text as it stands; an object list is none.
    pub fn bytes(self) -> Option<&'l [u8]> {
        match self {
            Field::Text { bytes, .. } => Some(bytes),
            Field::List(_) => None,
        }
    }
}

/// The fields of a line, from the left.
#[derive(Clone, Debug)]
pub struct Fields<'l> {
    rest: &'l [u8],
    /// Whether some quote or brace does not end.
    pub is_unclosed: bool,
}

/// Blank, tab, and what an old program leaves at the end of a file.
fn is_blank(byte: u8) -> bool {
    byte <= b' ' && matches!(byte, b' ' | b'\t' | 0x1A | 0)
}

impl<'l> Fields<'l> {
    /// The fields of a line.
    pub fn new(line: &'l [u8]) -> Self {
        Fields { rest: line, is_unclosed: false }
    }

    /// A quoted field: only backslash and quote is an escape, every other backslash stands for itself (SIE 4B 5.7).
    fn quoted(&mut self) -> Field<'l> {
        let inner = &self.rest[1..];
        let (mut from, mut escaped) = (0, false);
        while let Some(at) = memchr::memchr(b'"', &inner[from..]).map(|at| at + from) {
            // A backslash right before the last quote of the line belongs to the text: C:\Mapp\"
            let is_escape = at > 0 && inner[at - 1] == b'\\' && memchr::memchr(b'"', &inner[at + 1..]).is_some();
            if is_escape {
                (from, escaped) = (at + 1, true);
                continue;
            }
            self.rest = &inner[at + 1..];
            return Field::Text { bytes: &inner[..at], escaped };
        }
        self.is_unclosed = true;
        self.rest = &[];
        Field::Text { bytes: inner, escaped }
    }

    /// A field without quotes, to the next blank; a backslash before a quote is an escape here too.
    fn word(&mut self) -> Field<'l> {
        let (mut end, mut escaped) = (0, false);
        while let Some(byte) = self.rest.get(end).filter(|byte| !is_blank(**byte)) {
            escaped |= *byte == b'\\';
            end += 1;
        }
        let (bytes, rest) = self.rest.split_at(end);
        self.rest = rest;
        Field::Text { bytes, escaped }
    }

    /// A list of objects; a brace inside quotes does not end it.
    fn list(&mut self) -> Field<'l> {
        let inner = &self.rest[1..];
        // Most lists end at the first brace, with every quote before it closed.
        if let Some(at) = memchr::memchr(b'}', inner)
            && ends_at_first_brace(&inner[..at])
        {
            self.rest = &inner[at + 1..];
            return Field::List(&inner[..at]);
        }
        let mut is_quoted = false;
        for (at, byte) in inner.iter().enumerate() {
            match byte {
                b'"' if at == 0 || inner[at - 1] != b'\\' => is_quoted = !is_quoted,
                b'}' if !is_quoted => {
                    self.rest = &inner[at + 1..];
                    return Field::List(&inner[..at]);
                }
                _ => {}
            }
        }
        self.is_unclosed = true;
        self.rest = &[];
        Field::List(inner)
    }
}

impl<'l> Iterator for Fields<'l> {
    type Item = Field<'l>;

    fn next(&mut self) -> Option<Field<'l>> {
        while let [first, rest @ ..] = self.rest
            && is_blank(*first)
        {
            self.rest = rest;
        }
        match self.rest.first()? {
            b'"' => Some(self.quoted()),
            b'{' => Some(self.list()),
            _ => Some(self.word()),
        }
    }
}

/// Whether a brace after these bytes ends the list that they begin: every quote is closed, without any escape.
pub fn ends_at_first_brace(inner: &[u8]) -> bool {
    inner.iter().filter(|byte| **byte == b'"').count() % 2 == 0 && !inner.contains(&b'\\') && !inner.contains(&b'}')
}

/// The bytes with `\"` made into `"`.
pub fn unescaped(bytes: &[u8], escaped: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if !(escaped && *byte == b'\\' && bytes.get(at + 1) == Some(&b'"')) {
            out.push(*byte);
        }
    }
    out
}
