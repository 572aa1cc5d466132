//! Accounts and lists of objects kept once each, found again by their bytes.

use super::fields::{Field, Fields, ends_at_first_brace, unescaped};
use super::model::{AccountNo, AccountType, ObjectList};
use super::number;
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
    /// Numbers of up to four digits, as nearly all are, at the place of [`short_number`]: position + 1, or 0.
    short: Vec<u32>,
    other: FxHashMap<Box<[u8]>, u32>,
}

/// How many numbers there are of one to four digits.
const SHORT_NUMBERS: usize = 10 + 100 + 1_000 + 10_000;

/// Where a number of one to four digits has its place: by length, then by value.
fn short_number(number: &[u8]) -> Option<usize> {
    let first = [0, 10, 110, 1_110].get(number.len().checked_sub(1)?)?;
    number::digits(number).map(|value| first + value as usize)
}

impl Accounts {
    /// The account with the number, which is added if it is new.
    #[inline]
    pub fn find(&mut self, number: &[u8]) -> AccountNo {
        let place = short_number(number);
        match place.and_then(|place| self.short.get(place)) {
            Some(at) if *at > 0 => AccountNo(*at - 1),
            _ => self.find_or_add(number, place),
        }
    }

    fn find_or_add(&mut self, number: &[u8], place: Option<usize>) -> AccountNo {
        let slot = match place {
            Some(place) => {
                self.short.resize(SHORT_NUMBERS, 0);
                &mut self.short[place]
            }
            None => self.other.entry(number.into()).or_insert(0),
        };
        if *slot == 0 {
            self.list.push(RawAccount { number: number.to_vec(), ..RawAccount::default() });
            *slot = self.list.len() as u32;
        }
        AccountNo(*slot - 1)
    }
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

/// The bytes of a list of up to 24 bytes in three words and its length: compared without going through a pointer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    words: [u64; 3],
    length: usize,
}

impl Key {
    /// The key; nothing for a longer list.
    #[inline]
    fn new(bytes: &[u8]) -> Option<Key> {
        let length = bytes.len();
        let words = match (bytes.first_chunk(), bytes.last_chunk()) {
            // The first and the last eight overlap where there are fewer than sixteen.
            (Some(first), Some(last)) if length <= 16 => [u64::from_le_bytes(*first), u64::from_le_bytes(*last), 0],
            (Some(first), Some(last)) if length <= 24 => {
                let (_, middle) = bytes[..16].split_last_chunk()?;
                [u64::from_le_bytes(*first), u64::from_le_bytes(*last), u64::from_le_bytes(*middle)]
            }
            (None, _) => [bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0, 0],
            _ => return None,
        };
        Some(Key { words, length })
    }
}

/// The lists of objects, by their bytes; differently written lists of the same pairs are one.
pub struct Objects {
    pub lists: Vec<Vec<Pair>>,
    /// By dimensions and codes, one on each line: no line of a file holds the end of one.
    by_pairs: FxHashMap<Vec<u8>, u32>,
    by_key: FxHashMap<Key, Found>,
    /// The few that are too long for a key.
    by_bytes: FxHashMap<Box<[u8]>, Found>,
    keep_persons: bool,
}

impl Objects {
    /// Only the empty list, which is the first.
    pub fn new(keep_persons: bool) -> Self {
        let by_pairs = FxHashMap::from_iter([(Vec::new(), 0)]);
        let (by_key, by_bytes) = (FxHashMap::default(), FxHashMap::default());
        let mut objects = Objects { lists: vec![Vec::new()], by_pairs, by_key, by_bytes, keep_persons };
        objects.find(b"");
        objects
    }

    /// Whether objects of the dimension are left out.
    pub fn drops(&self, dimension: &[u8]) -> bool {
        !self.keep_persons && PERSONS.contains(&dimension)
    }

    /// A list with exactly these bytes, if there was one, and the first brace ends it: those that have quotes around a brace are
    /// not known by their bytes.
    #[inline]
    pub fn known(&self, inner: &[u8]) -> Option<Found> {
        match Key::new(inner) {
            Some(key) => self.by_key.get(&key).copied(),
            None => self.by_bytes.get(inner).copied(),
        }
    }

    /// The list between the braces.
    pub fn find(&mut self, inner: &[u8]) -> Found {
        if let Some(found) = self.known(inner) {
            return found;
        }
        let found = self.parse(inner);
        if ends_at_first_brace(inner) {
            match Key::new(inner) {
                Some(key) => self.by_key.insert(key, found),
                None => self.by_bytes.insert(inner.into(), found),
            };
        }
        found
    }

    fn parse(&mut self, inner: &[u8]) -> Found {
        let mut texts = Fields::new(inner).filter_map(|field| match field {
            Field::Text { bytes, escaped } => Some(unescaped(bytes, escaped)),
            Field::List(_) => None,
        });
        let (mut kept, mut key): (Vec<Pair>, Vec<u8>) = (Vec::new(), Vec::new());
        let (mut is_odd, mut had_person) = (false, false);
        while let Some(dimension) = texts.next() {
            let Some(code) = texts.next() else {
                is_odd = true;
                break;
            };
            if self.drops(&dimension) {
                had_person = true;
                continue;
            }
            for text in [&dimension, &code] {
                key.extend_from_slice(text);
                key.push(b'\n');
            }
            kept.push((dimension, code));
        }
        let next = self.lists.len() as u32;
        let at = *self.by_pairs.entry(key).or_insert(next);
        if at == next {
            self.lists.push(kept);
        }
        Found { list: ObjectList(at), is_odd, had_person }
    }
}
