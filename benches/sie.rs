//! Reading a bookkeeping file, beside a floor that only splits fields, checks sums and stores columns, and beside hledger and ledger on the
//! same postings, all in one run. Compare the ratios of one run; `cargo bench --bench sie` prints them.

use finsam::sie::{self, Options};
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Set in a child that reads one file and says how much memory that took.
const CHILD: &str = "FINSAM_BENCH_FIL";

fn main() {
    if let Some(path) = std::env::var_os(CHILD) {
        drop(reader(Path::new(&path)));
        print!("{}", peak());
        return;
    }
    // `cargo test --benches` runs it to see that it works: small, and without the other programs.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let sizes: &[(usize, bool)] =
        if is_bench { &[(2_000, true), (100_000, true), (1_000_000, false)] } else { &[(200, false)] };
    println!(
        "{:>9}  {:>10}  {:>10}  {:>6}  {:>10}  {:>10}  {:>12}",
        "vouchers", "finsam", "floor", "ratio", "hledger", "ledger", "memory/file"
    );
    for (vouchers, with_others) in sizes {
        measure(*vouchers, *with_others);
    }
}

fn measure(vouchers: usize, with_others: bool) {
    let folder = std::env::temp_dir().join(format!("finsam-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let (file, smallest, journal) = (folder.join("ar.se"), folder.join("en.se"), folder.join("ar.journal"));
    generate(vouchers, &file, with_others.then_some(journal.as_path()));
    // What the process takes by itself is not the file's.
    generate(1, &smallest, None);
    // Alternating, so that both meet the machine in the same state.
    let rounds = 1 + 2 * (200_000 / vouchers).clamp(2, 50);
    let (mut ours, mut least) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.push(timed(|| reader(&file)));
        least.push(timed(|| floor(&file)));
    }
    let (ours, least) = (median(ours), median(least));
    // The others three times as whole processes, as they are used: one time says little.
    let other = |name: &str| {
        let run = || {
            let mut command = Command::new(name);
            let command = command.arg("-f").arg(&journal).arg("bal").stdout(Stdio::null()).stderr(Stdio::null());
            let begun = Instant::now();
            command.status().is_ok_and(|status| status.success()).then(|| begun.elapsed())
        };
        let times: Option<Vec<Duration>> = if with_others { (0..3).map(|_| run()).collect() } else { None };
        times.map_or_else(
            || "–".to_owned(),
            |times| format!("{} ×", median(times).as_micros() / ours.as_micros().max(1)),
        )
    };
    let (hledger, ledger) = (other("hledger"), other("ledger"));
    let size = std::fs::metadata(&file).expect("the file").len();
    println!(
        "{vouchers:>9}  {:>7} ms  {:>7} ms  {:>6}  {hledger:>10}  {ledger:>10}  {:>10} %",
        hundredths(ours.as_micros(), 1_000),
        hundredths(least.as_micros(), 1_000),
        hundredths(ours.as_micros(), least.as_micros()),
        (memory(&file) - memory(&smallest)) * 100 / size.max(1),
    );
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}

/// A ratio with two decimals.
fn hundredths(over: u128, under: u128) -> String {
    let ratio = over * 100 / under.max(1);
    format!("{}.{:02}", ratio / 100, ratio % 100)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let result = work();
    let elapsed = begun.elapsed();
    drop(result);
    elapsed
}

fn reader(path: &Path) -> sie::SieFile {
    let mut file = File::open(path).expect("the file");
    let read = sie::read(&mut file, Options::default()).expect("a SIE file");
    assert!(read.findings.is_empty(), "{:?}", read.findings.first());
    read
}

/// What the floor keeps: account and amount of each row, and the day of each voucher.
#[derive(Default)]
struct Floor {
    accounts: Vec<u32>,
    amounts: Vec<i64>,
    days: Vec<u32>,
}

/// The least that any reader must do: lines, the fields of every record, amounts, the sum of each voucher, and columns. It knows of no
/// quote in a quote, no other encoding or end of a line, keeps no text, object or line number, and has nothing to say of what is wrong.
fn floor(path: &Path) -> Floor {
    let mut file = File::open(path).expect("the file");
    let mut floor = Floor::default();
    let mut buffer = vec![0_u8; 1 << 16];
    let (mut kept, mut sum) = (0, 0_i64);
    loop {
        let count = file.read(&mut buffer[kept..]).expect("the file");
        let end = kept + count;
        let mut start = 0;
        while let Some(length) = memchr::memchr(b'\n', &buffer[start..end]) {
            let line = &buffer[start..start + length];
            start += length + 1;
            if line.starts_with(b"#TRANS") {
                let [account, _, amount, ..] = fields(&line[6..]);
                let amount = ore(amount);
                floor.accounts.push(number(account));
                floor.amounts.push(amount);
                sum += amount;
            } else if line.starts_with(b"#VER") {
                let [_, _, day, ..] = fields(&line[4..]);
                floor.days.push(number(day));
            } else if line.first() == Some(&b'}') {
                assert_eq!(sum, 0);
            }
        }
        buffer.copy_within(start..end, 0);
        kept = end - start;
        if count == 0 {
            return floor;
        }
    }
}

/// The fields of a record, every one found, as a reader must.
fn fields(line: &[u8]) -> [&[u8]; 8] {
    let mut fields = [&line[..0]; 8];
    let (mut at, mut field) = (0, 0);
    while at < line.len() {
        while at < line.len() && (line[at] == b' ' || line[at] == b'\r') {
            at += 1;
        }
        let from = at;
        let until = match line.get(at) {
            Some(b'{') => b'}',
            Some(b'"') => b'"',
            Some(_) => b' ',
            None => break,
        };
        at = memchr::memchr(until, &line[at + 1..])
            .map_or(line.len(), |length| at + 1 + length + usize::from(until != b' '));
        if let Some(slot) = fields.get_mut(field) {
            *slot = &line[from..at];
        }
        field += 1;
    }
    fields
}

fn number(field: &[u8]) -> u32 {
    field.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
}

fn ore(field: &[u8]) -> i64 {
    let digits =
        field.iter().filter(|byte| byte.is_ascii_digit()).fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    if field[0] == b'-' { -digits } else { digits }
}

/// The most memory that a process of its own took to read the file, in bytes.
fn memory(path: &Path) -> u64 {
    let output =
        Command::new(std::env::current_exe().expect("our own path")).env(CHILD, path).output().expect("the child runs");
    String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(0)
}

fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) * 1_024
}

/// Vouchers of three or four rows, always the same, as a SIE file and, where asked for, as a journal.
fn generate(vouchers: usize, file: &PathBuf, journal: Option<&Path>) {
    let mut state = 2_026_u64;
    let mut next = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut out = BufWriter::new(File::create(file).expect("a file"));
    let mut journal = journal.map(|path| BufWriter::new(File::create(path).expect("a file")));
    write!(out, "#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n#RAR 0 20260101 20261231\r\n").expect("written");
    for number in 1..=vouchers {
        let (month, day) = (next(12) + 1, next(28) + 1);
        // In code page 437, as the format has it.
        write!(out, "#VER A {number} 2026{month:02}{day:02} \"Leverant").expect("written");
        out.write_all(b"\x94rsfaktura").expect("written");
        write!(out, " {number}\"\r\n{{\r\n").expect("written");
        if let Some(journal) = &mut journal {
            write!(journal, "\n2026-{month:02}-{day:02} Faktura {number}\n").expect("written");
        }
        let rows = 2 + next(2);
        let mut sum = 0_i64;
        for row in 0..=rows {
            let amount = if row == rows { -sum } else { next(9_999_999) as i64 - 2_000_000 };
            sum += amount;
            // Of 700 accounts and 200 lists of objects: more than a förbund has, fewer than would make the file all firsts.
            let account = 1_000 + 10 * next(700);
            let (sign, whole, decimals) = (if amount < 0 { "-" } else { "" }, amount.abs() / 100, amount.abs() % 100);
            let (unit, project) = (100 + next(20), next(10));
            write!(out, "#TRANS {account} {{1 \"{unit}\" 6 \"P{project:02}\"}} {sign}{whole}.{decimals:02} 2026{month:02}{day:02} \"Rad {row} av {number}\"\r\n")
                .expect("written");
            if let Some(journal) = &mut journal {
                writeln!(journal, "    konto:{account}  {sign}{whole}.{decimals:02} SEK").expect("written");
            }
        }
        out.write_all(b"}\r\n").expect("written");
    }
}
