//! Accounts and lists of objects kept once each, found again by their bytes.

use super::fields::{Field, Fields, unescaped};
use super::model::{AccountNo, AccountType, ObjectList};
use rustc_hash::FxHashMap;

/// Dimensions whose objects are persons: employee, customer, supplier (SIE 4B 8.12).
const PERSONS: [&[u8]; 3] = [b"7", b"8", b"9"];

/// An account as it stands in the file.
#[derive(Default)]
pub struct RawAccount {
    pub number: Vec<u8>,
    pub name: Option<Vec<u8>>,
    pub kind: Option<AccountType>,
}

/// The accounts, by number.
#[derive(Default)]
pub struct Accounts {
    pub list: Vec<RawAccount>,
    /// Numbers of up to six digits, by length and value: position + 1, or 0.
    short: [Vec<u32>; 7],
    other: FxHashMap<Box<[u8]>, u32>,
}

impl Accounts {
    /// The account with the number, which is added if it is new.
    pub fn find(&mut self, number: &[u8]) -> AccountNo {
        let count = self.list.len() as u32 + 1;
        let slot = match short_number(number) {
            Some(value) => {
                let table = &mut self.short[number.len()];
                if table.is_empty() {
                    table.resize(10_usize.pow(number.len() as u32), 0);
                }
                &mut table[value]
            }
            None => self.other.entry(number.into()).or_insert(0),
        };
        if *slot == 0 {
            *slot = count;
            self.list.push(RawAccount { number: number.to_vec(), ..RawAccount::default() });
        }
        AccountNo(*slot - 1)
    }
}

/// The value of a number of one to six digits.
fn short_number(number: &[u8]) -> Option<usize> {
    let is_short = (1..=6).contains(&number.len()) && number.iter().all(u8::is_ascii_digit);
    is_short.then(|| number.iter().fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0')))
}

/// A pair of dimension and object code.
pub type Pair = (Vec<u8>, Vec<u8>);

/// A list that was found: which, whether it is pairs, and whether a person was left out of it.
#[derive(Clone, Copy)]
pub struct Found {
    pub list: ObjectList,
    pub is_odd: bool,
    pub had_person: bool,
}

/// The lists of objects, by their bytes; differently written lists of the same pairs are one.
pub struct Objects {
    pub lists: Vec<Vec<Pair>>,
    by_pairs: FxHashMap<Vec<Pair>, u32>,
    by_bytes: FxHashMap<Box<[u8]>, Found>,
    keep_persons: bool,
}

impl Objects {
    /// Only the empty list, which is the first.
    pub fn new(keep_persons: bool) -> Self {
        let by_pairs = FxHashMap::from_iter([(Vec::new(), 0)]);
        Objects { lists: vec![Vec::new()], by_pairs, by_bytes: FxHashMap::default(), keep_persons }
    }

    /// Whether objects of the dimension are left out.
    pub fn drops(&self, dimension: &[u8]) -> bool {
        !self.keep_persons && PERSONS.contains(&dimension)
    }

    /// The list between the braces.
    pub fn find(&mut self, inner: &[u8]) -> Found {
        if inner.is_empty() {
            return Found { list: ObjectList(0), is_odd: false, had_person: false };
        }
        if let Some(found) = self.by_bytes.get(inner) {
            return *found;
        }
        let found = self.parse(inner);
        self.by_bytes.insert(inner.into(), found);
        found
    }

    fn parse(&mut self, inner: &[u8]) -> Found {
        let texts: Vec<Vec<u8>> = (Fields::new(inner))
            .filter_map(|field| match field {
                Field::Text { bytes, escaped } => Some(unescaped(bytes, escaped)),
                Field::List(_) => None,
            })
            .collect();
        let is_odd = texts.len() % 2 == 1;
        let pairs: Vec<Pair> = texts.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
        let kept: Vec<Pair> = pairs.iter().filter(|(dimension, _)| !self.drops(dimension)).cloned().collect();
        let had_person = kept.len() < pairs.len();
        let next = self.lists.len() as u32;
        let at = *self.by_pairs.entry(kept.clone()).or_insert(next);
        if at == next {
            self.lists.push(kept);
        }
        Found { list: ObjectList(at), is_odd, had_person }
    }
}
