//! The förbund that ships with the program, read and carried forward once for all tests that ask it something.

use finsam::domain::money::Ore;
use finsam::domain::period::Year;
use finsam::input::{self, Folder, Found};
use finsam::projection::Economy;
use std::path::Path;
use std::sync::LazyLock;

/// The repository's own `budgets/` and `scenarios/`, on a fixed day so that the three years' notice of a kommun that leaves does
/// not depend on when the tests run.
static ECONOMY: LazyLock<Economy> = LazyLock::new(|| {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).expect("the day exists");
    let world = input::read(folder(), today).expect("the shipped files have no faults");
    Economy::assemble(world.forbund, world.scenarios).expect("the shipped books go together")
});

/// The files that ship, as they stand on the disk.
pub fn folder() -> Folder {
    folder_in(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// The files of a förbund's folder.
pub fn folder_in(root: &Path) -> Folder {
    let [budgets, published, scenarios] =
        ["budgets", "budgets/publicerat", "scenarios"].map(|folder| texts(root, folder));
    Folder { budgets, published, scenarios }
}

fn texts(root: &Path, folder: &str) -> Vec<Found> {
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("an entry can be read").path());
    let found = paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).map(|path| {
        let base = path.file_name().map(|name| name.to_string_lossy().into_owned()).expect("a file has a name");
        let text = std::fs::read_to_string(&path).expect("the file is text");
        Found { name: format!("{folder}/{base}"), text: Ok(text) }
    });
    let mut found: Vec<Found> = found.collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Everything that ships, put together.
pub fn economy() -> &'static Economy {
    &ECONOMY
}

/// A scenario's position.
pub fn scenario(id: &str) -> usize {
    economy().scenarios.iter().position(|scenario| scenario.id.as_str() == id).expect("the scenario is shipped")
}

/// A year that the books or a scenario may have.
pub fn year(number: i64) -> Year {
    Year::new(number).expect("a year that finsam knows")
}

/// A Swedish number as a whole number and how many decimals it has: `48,4` is 484 with one.
pub fn number(text: &str) -> (i128, u32) {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | ',')).collect();
    let decimals = text.split_once(',').map_or(0, |(_, decimals)| decimals.len());
    (digits.parse().expect("a number in Swedish"), decimals as u32)
}

/// An amount in kronor as a person writes it: `8 987 673,68`.
pub fn kr(text: &str) -> Ore {
    let (digits, decimals) = number(text);
    let ore = digits * 10i128.pow(2u32.checked_sub(decimals).expect("an amount has at most two decimals"));
    Ore::new(i64::try_from(ore).expect("an amount fits"))
}
