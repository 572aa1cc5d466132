//! `#TRANS` rows as nearly every program writes nearly every one: a number, a list and an amount with one blank between. It only
//! recognises them; a row that is written in any other way goes the road of every record, which says what there is to say.

use super::number;

/// A row taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainRow<'l> {
    /// Digits, at least one.
    pub account: &'l [u8],
    /// What stands before the first `}`, which ends the list only if no quote is open there.
    pub objects: &'l [u8],
    /// Debit positive.
    pub ore: i64,
}

/// The row, if it is such a one.
pub fn row(line: &[u8]) -> Option<PlainRow<'_>> {
    let rest = line.strip_prefix(b"#TRANS ")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (account, rest) = rest.split_at(digits);
    let rest = rest.strip_prefix(b" {")?;
    let end = memchr::memchr(b'}', rest)?;
    let (objects, rest) = rest.split_at(end);
    let (ore, after) = number::plain(rest.strip_prefix(b"} ")?)?;
    (digits > 0 && matches!(after, [] | [b' ', ..])).then_some(PlainRow { account, objects, ore })
}
