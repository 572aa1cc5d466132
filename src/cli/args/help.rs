//! Help and faults of the command line in Swedish: what clap writes by itself is in English.

use super::Cli;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser};
use std::ffi::OsString;
use std::process::ExitCode;

pub(super) const EXAMPLES: &str = "\
Exempel:
  finsam                               planen till 2030 och alla scenarier
  finsam prognos --scenario index      ett scenario, med det som det vilar på
  finsam jamfor plan index             vad som skiljer, orsak för orsak
  finsam drift 2025                    driftredovisning mot budget
  finsam drift 2026 --detalj kommun    kostnaderna per kommun
  finsam resultat 2024 --period jan-aug
  finsam balans 2025 --som-publicerat  som förbundet trycker den
  finsam noter 2025                    vad raderna består av
  finsam bidrag 2026                   medlemmarnas tilldelning
  finsam plan 2027                     budgetförslaget med treårsplan
  finsam balanskrav 2025               utredningen, och vad som ska regleras
  finsam oversikt --format json        år för år, för andra program
  finsam drift 2025 --csv se -o d.csv  till svenskt Excel
  finsam rapport -o styrelse.html      rapporten till styrelsen
  finsam rapport -o plan.xlsx          allt som formler att räkna vidare på
  finsam forklara prognos/2030/eget_kapital
                                       en figur ned till källorna
  finsam kontroll                      tyst när allt är väl
  finsam granska                       vad i de tryckta rapporterna som inte håller
  finsam ny MAPP                       en mapp att börja i för ett annat förbund";

pub(super) const TEMPLATE: &str =
    "{about}\n\n{before-help}Skriv:  {usage}\n\nKommandon:\n{subcommands}\n\nVal:\n{options}\n";
pub(super) const COMMAND_TEMPLATE: &str = "{about}\n\n{before-help}Skriv:  {usage}\n\n{all-args}\n";

/// Where the list of commands begins.
const COMMANDS: &str = "Kommandon:\n";

/// The commands by what they are for. Each stands in one group; a test holds that none is left out.
const GROUPS: [(&str, &[&str]); 5] = [
    ("Planera", &["prognos", "plan", "jamfor", "mal", "kanslighet", "matris", "osakerhet", "forbrukning"]),
    ("Räkenskaperna", &["oversikt", "drift", "resultat", "balans", "kassaflode", "noter", "bidrag", "nyckeltal"]),
    ("Under året", &["uppfoljning", "utvecklingsmedel", "prognossakerhet", "importera", "exportera"]),
    ("Pröva", &["balanskrav", "granska", "forklara", "kontroll"]),
    ("Visa och börja", &["rapport", "ny", "hjalp", "komplettera"]),
];

/// The command line is done without running a command: help, version, or a fault in what was asked.
pub struct Done {
    text: String,
    code: u8,
}

impl Done {
    /// Prints and answers with the exit code.
    pub fn exit(self) -> ExitCode {
        if self.code == 0 {
            print!("{}", self.text);
        } else {
            eprint!("{}", self.text);
        }
        ExitCode::from(self.code)
    }
}

/// Parses the arguments; help and faults come back in Swedish.
pub fn parse(args: impl Iterator<Item = OsString>) -> Result<Cli, Done> {
    let args: Vec<OsString> = args.collect();
    let said: Vec<String> = args.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let parsed = Cli::try_parse_from(args).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Done { text: swedish_help(&error.to_string()), code: 0 },
        kind => Done { text: format!("fel: {}\n  prova: {}\n", swedish(kind, &error), where_to_look(&said)), code: 2 },
    })?;
    Ok(Cli { said, ..parsed })
}

/// The help of the command that was asked for, or of the whole program.
fn where_to_look(said: &[String]) -> String {
    let program = Cli::command();
    let asked = said.first().and_then(|word| program.find_subcommand(word));
    asked.map_or("finsam --hjalp".to_owned(), |command| format!("finsam {} --hjalp", command.get_name()))
}

/// The whole program's help.
pub fn help() -> String {
    swedish_help(&Cli::command().render_help().to_string())
}

/// The headings that clap writes by itself.
fn swedish_help(text: &str) -> String {
    let text = &grouped(text);
    let pairs = [
        ("Commands:", "Kommandon:"),
        ("Arguments:", "Argument:"),
        ("Options:", "Val:"),
        ("[aliases: ", "[även: "),
        ("[alias: ", "[även: "),
    ];
    pairs.into_iter().fold(text.to_owned(), |text, (english, swedish)| text.replace(english, swedish))
}

/// The list of commands in its groups; a help without such a list is left as it is.
fn grouped(help: &str) -> String {
    let list = help.split_once(COMMANDS).and_then(|(before, rest)| Some((before, rest.split_once("\n\n")?)));
    let Some((before, (list, after))) = list else { return help.to_owned() };
    let mut entries: Vec<String> = Vec::new();
    for line in list.lines() {
        let begins = line.starts_with("  ") && !line.starts_with("   ");
        match entries.last_mut() {
            Some(entry) if !begins => *entry += &format!("\n{line}"),
            _ => entries.push(line.to_owned()),
        }
    }
    let named = |name: &&&str| entries.iter().find(|entry| entry.split_whitespace().next() == Some(**name)).cloned();
    let group = |(title, names): &(&str, &[&str])| {
        let of: Vec<String> = names.iter().filter_map(|name| named(&name)).collect();
        format!("{title}:\n{}", of.join("\n"))
    };
    format!("{before}{}\n\n{after}", GROUPS.iter().map(group).collect::<Vec<_>>().join("\n\n"))
}

/// What is wrong with the arguments.
fn swedish(kind: ErrorKind, error: &clap::Error) -> String {
    let context = |wanted: ContextKind| {
        error.get(wanted).map(|value| match value {
            ContextValue::Strings(many) => many.join(", "),
            other => other.to_string(),
        })
    };
    let argument = context(ContextKind::InvalidArg).unwrap_or_default();
    let value = context(ContextKind::InvalidValue).unwrap_or_default();
    let reason = std::error::Error::source(error).map(ToString::to_string);
    let valid = context(ContextKind::ValidValue)
        .filter(|valid| !valid.is_empty())
        .map(|valid| format!("; välj bland {valid}"))
        .unwrap_or_default();
    let near = context(ContextKind::SuggestedSubcommand).or_else(|| context(ContextKind::SuggestedArg));
    let near = near.map(|near| format!("; menade du {near}?")).unwrap_or_default();
    match kind {
        ErrorKind::InvalidSubcommand => {
            format!("kommandot {} finns inte{near}", context(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::UnknownArgument if ["--scenario", "--till"].contains(&argument.as_str()) => {
            format!("{argument} hör till ett kommando; menade du finsam prognos {argument} …?")
        }
        ErrorKind::UnknownArgument if argument.parse::<u16>().is_ok() => format!("{argument} är ett årtal för mycket"),
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            format!("{argument} väntades inte här; ett scenario anges med --scenario {argument}")
        }
        ErrorKind::UnknownArgument => format!("{argument} finns inte{near}"),
        ErrorKind::MissingRequiredArgument => format!("{argument} saknas"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} saknar värde{valid}"),
        ErrorKind::InvalidValue => format!("{value} går inte för {argument}{valid}"),
        ErrorKind::ValueValidation => {
            let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            format!("{value} går inte för {argument}{reason}")
        }
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            Some(other) if other != argument => format!("{argument} går inte ihop med {other}"),
            _ => format!("{argument} står två gånger"),
        },
        ErrorKind::InvalidUtf8 => "ett argument är inte text i UTF-8".to_owned(),
        _ => "argumenten går inte att läsa".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_one_group() {
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let program = Cli::command();
        let mut commands: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
        grouped.sort_unstable();
        commands.sort_unstable();
        assert_eq!(grouped, commands);
        let help = help();
        assert!(GROUPS.iter().all(|(title, _)| help.contains(&format!("{title}:\n"))), "{help}");
    }
}
