//! `ny`: a folder to begin in for another förbund, with invented figures that are marked as examples and that finsam runs on as
//! they are. Nothing is ever written over, and the files are written all or none.

mod fill;

use super::args::New;
use super::desk::{faulty, question};
use super::{Failure, files};
use crate::diag::{Problem, catalogue};
use crate::domain::id::Id;
use crate::domain::period::Year;
use crate::input::{self, Folder, Found};
use crate::projection::Economy;
use chrono::{Datelike, NaiveDate};
use fill::{Example, fill};
use std::io;
use std::path::Path;

/// Every file: its name, where `{}` stands for its year, and its template.
const FILES: [(&str, &str, &str); 7] = [
    ("budgets/forbund.toml", include_str!("budgets/forbund.toml"), "medlemmar, nyckel, folkmängd, mål, rader"),
    ("budgets/kontoplan.toml", include_str!("budgets/kontoplan.toml"), "konton och deras rader"),
    ("budgets/BOKSLUT.toml", include_str!("budgets/bokslut.toml"), "bokslutet, med ingående balans"),
    ("budgets/BUDGET.toml", include_str!("budgets/budget.toml"), "tilldelningen och budgeten"),
    ("scenarios/plan.toml", include_str!("scenarios/plan.toml"), "grundscenariot: budgeten förd vidare"),
    ("scenarios/stat-minus-5.toml", include_str!("scenarios/stat-minus-5.toml"), "ett scenario till, att kopiera"),
    ("LASMIG.txt", include_str!("lasmig.txt"), "hur man börjar"),
];

/// A file to be written.
struct File {
    name: String,
    text: String,
    what: &'static str,
}

/// Makes the folder and says what is in it.
///
/// # Errors
/// F502 for a day before there are two years behind it, F520 for a folder that is not empty, F521 for a name that cannot be
/// used; else what the system says.
pub fn make(wanted: &New, today: NaiveDate) -> Result<String, Failure> {
    let example = example(wanted, today).map_err(question)?;
    vacant(&wanted.mapp)?;
    let files = filled(&example);
    judge(&files, today)?;
    let shown = wanted.mapp.display();
    write(&wanted.mapp, &files).map_err(|error| match error.kind() {
        // Somebody else was there first.
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists => question(taken(&wanted.mapp)),
        _ => Failure::Io(format!("fel: kan inte skriva {shown}: {}\n", files::swedish(&error))),
    })?;
    let count = example.kommuner.len();
    let kommuner = if count == 1 { "en kommun".to_owned() } else { format!("{count} kommuner") };
    let (year, closed) = (example.budget_year, example.budget_year.previous());
    let mut out = format!("{} ligger i {shown}: {kommuner}, bokslut {closed}, budget {year}.\n\n", example.forbund);
    for File { name, what, .. } in &files {
        out.push_str(&format!("  {name:<29}{what}\n"));
    }
    out.push_str("\nAlla siffror är påhittade och märkta EXEMPEL. Byt dem mot era egna.\n");
    let asked = if shown.to_string().contains(' ') { format!("\"{shown}\"") } else { shown.to_string() };
    out.push_str(&format!("Nästa steg: finsam --katalog {asked}\n"));
    Ok(out)
}

fn example(wanted: &New, today: NaiveDate) -> Result<Example, Problem> {
    let year = Year::new(today.year().into()).filter(|year| Year::new(i64::from(year.number()) - 2).is_some());
    let too_early = || catalogue::no_such_year(&(today.year() - 2).to_string(), "kalendern", "1990", "2199");
    let kommuner = names(&wanted.kommuner)?;
    Ok(Example {
        forbund: name("--namn", &wanted.namn, "--namn \"Samordningsförbundet Exempel\"")?,
        kommuner,
        budget_year: year.ok_or_else(too_early)?,
    })
}

/// The longest name, in characters.
const LONGEST: usize = 80;

/// A name without blanks around it.
fn name(what: &str, written: &str, example: &str) -> Result<String, Problem> {
    let name = written.trim();
    let fault = |why: &str| Err(catalogue::bad_name(what, why, example));
    match name {
        "" => fault("är tomt"),
        name if name.chars().any(char::is_control) => fault("har ett tecken som inte kan skrivas, som en radbrytning"),
        name if name.chars().count() > LONGEST => fault(&format!("har fler än {LONGEST} tecken")),
        name => Ok(name.to_owned()),
    }
}

/// The kommuner with an id each.
fn names(written: &str) -> Result<Vec<(String, String)>, Problem> {
    let example = "--kommuner \"Alby,Berga,Celo\"";
    let mut ids: Vec<String> = vec!["forsakringskassan".to_owned(), "regionen".to_owned()];
    let mut kommuner: Vec<(String, String)> = Vec::new();
    for part in written.split(',') {
        let name = name("ett av namnen i --kommuner", part, example)?;
        if kommuner.iter().any(|(other, _)| *other == name) {
            return Err(catalogue::bad_name(&name, "står två gånger i --kommuner", "varje kommun en gång"));
        }
        let id = unused(&id_of(&name), &ids);
        ids.push(id.clone());
        kommuner.push((name, id));
    }
    Ok(kommuner)
}

/// So that an id is still one when an insats has put its own name before it.
const LONGEST_ID: usize = 24;

/// `Håbo` is `habo`, `Upplands Väsby` is `upplands_vasby`.
fn id_of(name: &str) -> String {
    let letter = |c: char| match c {
        'å' | 'ä' | 'à' | 'á' | 'æ' => 'a',
        'ö' | 'ø' | 'ó' => 'o',
        'é' | 'è' | 'ë' => 'e',
        'ü' | 'ú' => 'u',
        c if c.is_ascii_alphanumeric() => c,
        _ => '_',
    };
    let letters: String = name.to_lowercase().chars().map(letter).collect();
    let words: Vec<&str> = letters.split('_').filter(|word| !word.is_empty()).collect();
    let id: String = words.join("_").chars().take(LONGEST_ID).collect();
    let id = id.trim_end_matches('_');
    if id.is_empty() { "kommun".to_owned() } else { id.to_owned() }
}

/// Håbo and Habo are two kommuner: the second is `habo_2`.
fn unused(id: &str, ids: &[String]) -> String {
    let candidates = std::iter::once(id.to_owned()).chain((2..).map(|number| format!("{id}_{number}")));
    let mut free = candidates.filter(|candidate| !ids.contains(candidate));
    let free = free.next().expect("there are more numbers than ids");
    debug_assert!(free.parse::<Id>().is_ok());
    free
}

/// Nothing is written in a folder that has something in it.
fn vacant(folder: &Path) -> Result<(), Failure> {
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(false) => Ok(()),
        Ok(true) => Err(question(taken(folder))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            Err(question(catalogue::folder_taken(format!("{} är en fil och ingen mapp", folder.display()))))
        }
        Err(error) => {
            let why = files::swedish(&error);
            Err(Failure::Io(format!("fel: kan inte läsa {}: {why}\n", folder.display())))
        }
    }
}

fn taken(folder: &Path) -> Problem {
    catalogue::folder_taken(format!("mappen {} är inte tom", folder.display()))
}

fn filled(example: &Example) -> Vec<File> {
    let (year, closed) = (example.budget_year.to_string(), example.budget_year.previous().to_string());
    let file = |(name, template, what): (&str, &str, &'static str)| File {
        name: name.replace("BOKSLUT", &closed).replace("BUDGET", &year),
        text: fill(template, example),
        what,
    };
    FILES.into_iter().map(file).collect()
}

/// What is about to be written must run: it is read and carried forward before anything reaches the disk.
fn judge(files: &[File], today: NaiveDate) -> Result<(), Failure> {
    let of = |folder: &str| -> Vec<Found> {
        let own = files.iter().filter(|file| file.name.starts_with(folder));
        own.map(|file| Found { name: file.name.clone(), text: Ok(file.text.clone()) }).collect()
    };
    let folder = Folder { budgets: of("budgets/"), published: Vec::new(), scenarios: of("scenarios/") };
    let world = input::read(folder, today).map_err(|found| faulty(found.problems, &found.files))?;
    Economy::assemble(world.forbund, world.scenarios).map_err(|problems| faulty(problems, &world.files))?;
    Ok(())
}

/// Writes everything in a folder of its own within the new one, and then moves it to its place, so that no half-written file is
/// ever seen. If anything fails, what was there before is all that is left.
fn write(folder: &Path, files: &[File]) -> io::Result<()> {
    let existed = folder.is_dir();
    std::fs::create_dir_all(folder)?;
    let beside = folder.join(format!(".ny.{}.tmp", std::process::id()));
    let mut moved = Vec::new();
    let result = fill_folder(&beside, files).and_then(|()| move_up(&beside, folder, &mut moved));
    if result.is_err() {
        // What cannot be removed either is no worse than what is already being reported.
        for name in &moved {
            let path = folder.join(name);
            let _ = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        }
        let _ = std::fs::remove_dir_all(&beside);
        if !existed {
            let _ = std::fs::remove_dir(folder);
        }
    }
    result
}

fn fill_folder(beside: &Path, files: &[File]) -> io::Result<()> {
    for File { name, text, .. } in files {
        let path = beside.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(beside))?;
        files::write_whole(&path, text.as_bytes())?;
    }
    Ok(())
}

/// `budgets` first: a folder with something in it is never replaced, so of two runs at once only one gets past it.
fn move_up(beside: &Path, folder: &Path, moved: &mut Vec<&'static str>) -> io::Result<()> {
    for name in ["budgets", "scenarios", "LASMIG.txt"] {
        let target = folder.join(name);
        if target.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        std::fs::rename(beside.join(name), target)?;
        moved.push(name);
    }
    std::fs::remove_dir(beside)
}
