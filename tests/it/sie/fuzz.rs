//! Bytes of every kind: nothing makes the reader panic, and how the bytes come makes no difference.

use super::read;
use finsam::sie::{self, Options, SieFile};
use proptest::prelude::*;
use std::io::{self, Read};

const EXAMPLE: &[u8] = include_bytes!("../../../docs/exempel/bokforing-2026-08.se");
const SAMPLE: &[u8] = include_bytes!("../../sie/sie-mcp-exempel.se");

/// Gives its bytes a few at a time, of differing counts.
struct Dribble<'b> {
    bytes: &'b [u8],
    counts: Vec<usize>,
    at: usize,
}

impl Read for Dribble<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = self.counts[self.at % self.counts.len()];
        self.at += 1;
        let count = wanted.min(buffer.len()).min(self.bytes.len());
        let (now, later) = self.bytes.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.bytes = later;
        Ok(count)
    }
}

fn try_read(bytes: &[u8]) -> Option<SieFile> {
    sie::read(&mut &bytes[..], Options::default()).ok()
}

/// A small generator of its own, so that a run repeats.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }
}

/// One change: a byte changed, taken out or put in, a line taken out, doubled or cut, or a field made strange.
fn mutate(bytes: &mut Vec<u8>, seeded: &mut Seeded) {
    const STRANGE: [&[u8]; 10] =
        [b"\"", b"{", b"}", b" 99999999999999999999", b"-", b"\xFF", b"\r", b"\n#VER", b"\0", b"#TRANS 1 {} 1.005"];
    let at = seeded.below(bytes.len());
    match seeded.below(5) {
        0 if !bytes.is_empty() => bytes[at] = seeded.below(256) as u8,
        1 if !bytes.is_empty() => drop(bytes.remove(at)),
        2 => bytes.splice(at..at, STRANGE[seeded.below(STRANGE.len())].iter().copied()).for_each(drop),
        3 => {
            let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |to| at + to);
            bytes.drain(at..end);
        }
        _ => {
            let end = (at + 80).min(bytes.len());
            let line = bytes[at..end].to_vec();
            bytes.splice(at..at, line).for_each(drop);
        }
    }
}

#[test]
fn a_thousand_mutations_reach_the_vouchers_and_none_panics() {
    let mut reached = 0;
    let mut seeded = Seeded(2026);
    for round in 0..1_000 {
        let mut bytes = if round % 2 == 0 { EXAMPLE.to_vec() } else { SAMPLE.to_vec() };
        for _ in 0..=seeded.below(6) {
            mutate(&mut bytes, &mut seeded);
        }
        let Some(file) = try_read(&bytes) else { continue };
        reached += usize::from(!file.vouchers.is_empty() && !file.rows.is_empty());
        // Every row belongs to one voucher, and every voucher that does not sum to 0 is said.
        let rows: u32 = file.vouchers.iter().map(|voucher| voucher.rows.end - voucher.rows.start).sum();
        assert_eq!(rows, file.rows.len(), "round {round}");
        for voucher in &file.vouchers {
            let rows = voucher.rows.start as usize..voucher.rows.end as usize;
            let sum: i128 = file.rows.amount[rows].iter().map(|amount| i128::from(amount.ore())).sum();
            let said = file.findings.iter().any(|finding| finding.line == voucher.line);
            assert!(sum == 0 || said, "round {round}: line {} sums to {sum}", voucher.line);
        }
    }
    assert!(reached > 500, "only {reached} of 1 000 reached #VER and #TRANS");
}

/// A row as it is nearly always written, and the same row in a way that takes the road of every record: a tab for the first blank.
fn rows() -> impl Strategy<Value = (String, String)> {
    let object = "[1-9] \"?[A-Z0-9]{1,12}\"?";
    let list = prop::collection::vec(object, 0..4).prop_map(|objects| objects.join(" ").replace("\"\"", "\""));
    let amount = "-?[0-9]{1,18}(\\.[0-9]{0,3})?|[0-9]{0,3}[,+e ]?[0-9]{0,3}";
    ("[0-9]{0,6}|[0-9A-F]{4}", list, amount, "| \"t\"| 20260102 text").prop_map(|(account, list, amount, rest)| {
        let plain = format!("#TRANS {account} {{{list}}} {amount}{rest}");
        let other = plain.replacen(' ', "\t", 1);
        (plain, other)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_short_road_reads_rows_as_the_long_one_does(rows in prop::collection::vec(rows(), 1..30)) {
        let file = |rows: Vec<&str>| {
            let rows = rows.join("\r\n");
            read(format!("#SIETYP 4\r\n#VER A 1 20260101 \"x\"\r\n{{\r\n{rows}\r\n}}\r\n").as_bytes())
        };
        let plain = file(rows.iter().map(|(plain, _)| plain.as_str()).collect());
        let mut other = file(rows.iter().map(|(_, other)| other.as_str()).collect());
        // A finding quotes the line.
        for finding in &mut other.findings {
            finding.text = finding.text.replace('\t', " ");
        }
        prop_assert_eq!(plain, other);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        try_read(&bytes);
        try_read(&[b"#SIETYP 4\n#VER A 1 20260101\n{\n#TRANS ", &bytes[..]].concat());
    }

    #[test]
    fn how_the_bytes_come_makes_no_difference(counts in prop::collection::vec(1_usize..5_000, 1..20)) {
        let mut dribble = Dribble { bytes: EXAMPLE, counts, at: 0 };
        let dribbled = sie::read(&mut dribble, Options::default()).expect("a file");
        prop_assert!(dribbled == read(EXAMPLE));
    }
}
