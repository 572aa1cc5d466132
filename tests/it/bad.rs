//! Bad input: every fault there is, made by a small world of files, and what the program says of it.
//!
//! `tests/bad/base/` is a förbund without faults. Every other folder there is a case, named by its code. It holds what differs:
//!
//! - `budgets/`, `scenarios/` and `bokforing/`: files that are laid over the base;
//! - `EDITS`: lines of the base that are changed, so that a case shows its fault and nothing else. `= FILE` names the file; lines
//!   after `- ` are replaced by the lines after `+ ` that follow them; `+ ` alone is put at the end of the file;
//! - `REMOVED`: files of the base that are left out, one a line;
//! - `args`: the arguments, one a line, if they are not `kontroll`;
//! - `expected.txt`: the exit code, and standard error. `FINSAM_UPPDATERA=1` writes it.

use crate::support::{TODAY, copy_over, finsam, updating};
use finsam::diag::{self, Code, Problems};
use finsam::input::{self, Folder, Found, NoText};
use finsam::projection::Economy;
use std::fs;
use std::path::{Path, PathBuf};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bad");

/// Every case by name, the base apart.
fn cases() -> Vec<String> {
    let entries = fs::read_dir(CASES).expect("the cases");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in UTF-8"));
    let mut names: Vec<String> = names.filter(|name| name != "base").collect();
    names.sort();
    names
}

fn folder(case: &str) -> PathBuf {
    Path::new(CASES).join(case)
}

/// The lines of a file of the case; none if it has no such file.
fn lines(case: &str, file: &str) -> Vec<String> {
    let text = fs::read_to_string(folder(case).join(file)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// The case's world in a folder of its own.
fn world(case: &str) -> tempfile::TempDir {
    let world = tempfile::tempdir().expect("a temporary folder");
    copy_over(&folder("base"), world.path());
    for removed in lines(case, "REMOVED") {
        fs::remove_file(world.path().join(&removed)).unwrap_or_else(|error| panic!("{case}: {removed}: {error}"));
    }
    for part in ["budgets", "scenarios", "bokforing"] {
        if folder(case).join(part).is_dir() {
            copy_over(&folder(case).join(part), &world.path().join(part));
        }
    }
    edit(case, world.path());
    world
}

/// Carries out `EDITS`.
fn edit(case: &str, world: &Path) {
    let (mut file, mut old, mut new) = (None, String::new(), String::new());
    let mut edits = lines(case, "EDITS");
    edits.push("=".to_owned());
    for line in edits {
        let (sign, text) = line.split_at(line.len().min(1));
        let text = text.strip_prefix(' ').unwrap_or(text);
        if !(old.is_empty() && new.is_empty()) && (sign == "=" || sign == "-" && !new.is_empty()) {
            let path: &PathBuf = file.as_ref().unwrap_or_else(|| panic!("{case}: EDITS names no file"));
            replace(case, path, &old, &new);
            (old, new) = (String::new(), String::new());
        }
        match sign {
            "=" => file = Some(world.join(text)),
            "-" => old.push_str(&format!("{text}\n")),
            "+" => new.push_str(&format!("{text}\n")),
            _ => assert!(line.is_empty(), "{case}: EDITS cannot have the line {line:?}"),
        }
    }
}

fn replace(case: &str, path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{case}: {}: {error}", path.display()));
    let edited = if old.is_empty() {
        text + new
    } else {
        // Whole lines only.
        let text = format!("\n{text}");
        let found = text.matches(&format!("\n{old}")).count();
        assert_eq!(found, 1, "{case}: {} has this {found} times:\n{old}", path.display());
        text.replacen(&format!("\n{old}"), &format!("\n{new}"), 1).split_off(1)
    };
    fs::write(path, edited).expect("the world can be written");
}

/// Exit code and standard error, as `expected.txt` has them; and standard output.
fn answer(case: &str) -> (String, String) {
    let args = lines(case, "args");
    let args: Vec<&str> = if args.is_empty() { vec!["kontroll"] } else { args.iter().map(String::as_str).collect() };
    let answer = finsam(world(case).path(), &args);
    (format!("exit {}\n{}", answer.code, answer.err), answer.out)
}

#[test]
fn the_base_has_no_faults() {
    let answer = finsam(&folder("base"), &["kontroll"]);
    assert_eq!((answer.code, answer.out.as_str(), answer.err.as_str()), (0, "", ""));
}

#[test]
fn every_case_says_what_it_should() {
    let mut wrong = Vec::new();
    for case in cases() {
        let (actual, out) = answer(&case);
        assert_eq!(out, "", "{case}: nothing is written to standard output");
        let path = folder(&case).join("expected.txt");
        if updating() {
            fs::write(&path, &actual).expect("the snapshot can be written");
        } else if fs::read_to_string(&path).unwrap_or_default() != actual {
            wrong.push(format!("── {case} ──\n{actual}"));
        }
    }
    assert!(wrong.is_empty(), "differs from expected.txt (FINSAM_UPPDATERA=1 writes it):\n{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_case_that_causes_it() {
    let cases = cases();
    for (code, title) in Code::ALL {
        let begins = format!("{}-", code.to_string().to_lowercase());
        let mut own = cases.iter().filter(|case| case.starts_with(&begins)).peekable();
        assert!(own.peek().is_some(), "no input under tests/bad causes {code}: {title}");
        for case in own {
            let expected = lines(case, "expected.txt");
            let said = expected.iter().any(|line| line.starts_with(&format!("fel {code}: ")));
            assert!(said, "{case} does not say {code}");
        }
    }
}

#[test]
fn every_case_is_named_by_a_code_or_by_what_it_shows() {
    for case in cases() {
        let is_code = case.starts_with('f') && case[1..].starts_with(|c: char| c.is_ascii_digit());
        let begins = |(code, _): &(Code, &str)| case.starts_with(&format!("{}-", code.to_string().to_lowercase()));
        assert!(!is_code || Code::ALL.iter().any(begins), "{case} is named by a code that there is not");
    }
}

#[test]
fn faults_in_many_files_are_all_said_at_once() {
    let expected = lines("alla-pa-en-gang", "expected.txt");
    let said = |start: &str| expected.iter().filter(|line| line.trim_start().starts_with(start)).count();
    for file in ["budgets/forbund.toml", "budgets/kontoplan.toml", "budgets/2025.toml", "budgets/2026.toml"] {
        assert!(said(&format!("{file}:")) > 0, "{file} has a fault");
    }
    assert!(said("scenarios/plan.toml:") > 0 && said("scenarios/mer.toml:") > 0);
    let faults = said("fel F");
    assert!(expected.iter().any(|line| line == &format!("{faults} fel.")), "{faults} are counted");
}

#[test]
fn nothing_is_written_of_a_faulty_world() {
    for case in ["alla-pa-en-gang", "f306-resultat-och-balans", "f502-ar-utanfor-bockerna"] {
        let world = world(case);
        let kept = world.path().join("kvar.txt");
        fs::write(&kept, "som det var").expect("a file");
        for file in ["ny.txt", "ny.json", "kvar.txt"] {
            let args = if case.starts_with("f502") { vec!["drift", "1999"] } else { vec!["prognos"] };
            let answer = finsam(world.path(), &[args, vec!["-o", file]].concat());
            assert!(answer.code == 2 || answer.code == 3, "{case}: {}", answer.err);
            assert_eq!(answer.out, "");
            // Only what would have written says that it has not.
            assert_eq!(answer.code == 3, answer.err.ends_with(" fel. Inget har skrivits.\n"), "{}", answer.err);
        }
        let mut left: Vec<_> = fs::read_dir(world.path()).expect("the world").flatten().collect();
        left.sort_by_key(fs::DirEntry::file_name);
        let names: Vec<_> = left.iter().map(fs::DirEntry::file_name).collect();
        assert_eq!(names, ["budgets", "kvar.txt", "scenarios"], "{case}: no file is made, not even half of one");
        assert_eq!(fs::read_to_string(&kept).expect("the file"), "som det var", "{case}: the old file is as it was");
    }
}

/// A sequence that is the same every time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn found(part: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder("base").join(part)).expect("the base");
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry.expect("an entry");
        let name = format!("{part}/{}", entry.file_name().to_string_lossy());
        (name, fs::read(entry.path()).expect("a file"))
    };
    let files = entries.filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().is_file()));
    let mut files: Vec<_> = files.map(read).collect();
    files.sort();
    files
}

/// Words that a figure, an id or a date may be replaced by.
const WORDS: [&[u8]; 22] = [
    b"0",
    b"-1",
    b"1990",
    b"2199",
    b"2200",
    b"999_999_999_999",
    b"-999_999_999_999",
    b"9223372036854775807",
    b"\"100 %\"",
    b"\"-50 %\"",
    b"\"0 %\"",
    b"1.5",
    b"nan",
    b"true",
    b"9999-12-31",
    b"[]",
    b"{}",
    b"[[]]",
    b"\"\"",
    b"\"alby\"",
    b"\"personal\"",
    b"\"\xc3\xa5\"",
];

/// Changes a byte, a line or a value.
fn mutate(text: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(text.len());
    let start = text[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let end = text[at..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |length| at + length + 1);
    match dice.below(7) {
        0 => text[at] = dice.below(256) as u8,
        1 => text[at] = b"\"'[]{}=,.#\n\\0 -_"[dice.below(16)],
        2 => drop(text.remove(at)),
        3 => drop(text.drain(start..end)),
        4 => {
            let line = text[start..end].to_vec();
            text.splice(start..start, line);
        }
        5 => text.truncate(at),
        _ => {
            if let Some(equals) = text[start..end].iter().position(|byte| *byte == b'=') {
                let value = [WORDS[dice.below(WORDS.len())], b"\n"].concat();
                text.splice(start + equals + 1..end, value);
            }
        }
    }
}

#[test]
fn no_mutation_makes_the_program_panic() {
    let mut dice = Dice(0x5eed);
    let parts = ["budgets", "budgets/publicerat", "scenarios"].map(found);
    let all = parts.concat();
    let today = TODAY.parse().expect("a date");
    let mut assembled = 0;
    for file in 0..all.len() {
        for round in 0..150 {
            let mut files = all.clone();
            for _ in 0..=dice.below(2) {
                mutate(&mut files[file].1, &mut dice);
                // There is always something to change.
                files[file].1.push(b'\n');
            }
            let described = format!("round {round}, {}:\n{}", files[file].0, String::from_utf8_lossy(&files[file].1));
            let found = |(name, bytes): (String, Vec<u8>)| Found {
                name,
                text: String::from_utf8(bytes).map_err(|_| NoText::NotUtf8(1)),
            };
            let mut files = files.into_iter().map(found);
            let mut next = |count| files.by_ref().take(count).collect();
            let [budgets, published, scenarios] = parts.each_ref().map(|part| next(part.len()));
            let folder = Folder { budgets, published, scenarios };
            let run = std::panic::catch_unwind(|| judge(folder, today));
            match run {
                Ok(whole) => assembled += usize::from(whole),
                Err(_) => panic!("panicked on {described}"),
            }
        }
    }
    assert!(assembled > 20, "only {assembled} mutations left a world to carry forward");
}

/// Reads a world and carries it forward, or prints what is wrong; whether it could be carried forward.
fn judge(folder: Folder, today: chrono::NaiveDate) -> bool {
    let (problems, files) = match input::read(folder, today) {
        Ok(world) => match Economy::assemble(world.forbund, world.scenarios) {
            Ok(_) => return true,
            Err(problems) => (problems, world.files),
        },
        Err(faulty) => {
            let assembled = faulty.sound.map(|sound| Economy::assemble(sound.0, sound.1));
            drop(assembled);
            (faulty.problems, faulty.files)
        }
    };
    assert!(!problems.is_empty(), "a world is refused for a reason");
    let mut all = Problems::default();
    all.extend(problems);
    let text = diag::print(&all.into_sorted(), &files);
    assert!(text.contains("fel F"), "{text}");
    false
}

#[test]
fn a_file_where_a_folder_should_be_is_said_in_swedish() {
    let world = world("base");
    fs::remove_dir_all(world.path().join("scenarios")).expect("the folder is removed");
    fs::write(world.path().join("scenarios"), "en fil").expect("a file");
    let answer = finsam(world.path(), &["kontroll"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    assert_eq!(answer.err, "fel: kan inte läsa ./scenarios: är en fil och ingen mapp\n");
}

/// Whatever is wrong in the files, it is said what to write instead.
#[test]
fn every_fault_of_the_files_has_a_remedy() {
    for case in cases() {
        let expected = std::fs::read_to_string(folder(&case).join("expected.txt")).expect("a case has what it prints");
        for block in expected.split("\nfel ").skip(1).filter(|block| !block.starts_with("F5")) {
            let block = block.split("\n\n").next().unwrap_or(block);
            assert!(block.contains("\n  prova: "), "{case}: {block}");
        }
    }
}
