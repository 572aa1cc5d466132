//! What can be asked, in Swedish: verbs in ASCII with the spelling in å, ä and ö as an alias.

mod help;
mod questions;

pub use help::{help, parse};
pub use questions::{
    BalanskravArgs, ExplainArgs, ExportArgs, FollowUpArgs, GoalArgs, GrantCommand, KontrollArgs, MatrixArgs, New,
    OfForm, OfYear, Registrera, ReportArgs, ReportPart, SensitivityArgs, UncertainArgs,
};

use crate::domain::money::Unit;
use crate::domain::period::Year;
use crate::statement::Detail;
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use help::{COMMAND_TEMPLATE, EXAMPLES, TEMPLATE};
use questions::{date, detail, unit, year};
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "finsam",
    version,
    about = "Planering och budgetuppföljning för samordningsförbund, exakt till öret.",
    before_help = EXAMPLES,
    help_template = TEMPLATE,
    override_usage = "finsam [KOMMANDO] [VAL]",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Cli {
    /// What to do; the main job if nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What goes for every command.
    #[command(flatten)]
    pub common: Common,
    /// The words as they were given, for the manifest.
    #[arg(skip)]
    pub said: Vec<String>,
    /// Whether it is only made again to be compared, and says nothing beside its answer.
    #[arg(skip)]
    pub is_remade: bool,
}

/// What goes for every command.
#[derive(Args, Debug)]
pub struct Common {
    /// Mapp med budgets/ och scenarios/ (annars: här)
    #[arg(
        long,
        visible_alias = "mapp",
        value_name = "MAPP",
        default_value = ".",
        global = true,
        hide_default_value = true
    )]
    pub katalog: PathBuf,
    /// txt, json, csv eller md (annars efter filens ändelse, eller txt)
    #[arg(long, value_name = "FORMAT", value_enum, global = true, hide_possible_values = true)]
    pub format: Option<Named>,
    /// CSV för svenskt Excel (se) eller för andra program (standard)
    #[arg(long, value_name = "SORT", value_enum, global = true, hide_possible_values = true)]
    pub csv: Option<Csv>,
    /// kr, tkr eller mnkr (annars det som passar tabellen)
    #[arg(long, value_name = "ENHET", value_parser = unit, global = true)]
    pub enhet: Option<Unit>,
    /// Skriv till en fil, hel eller inte alls
    #[arg(short = 'o', long = "ut", value_name = "FIL", global = true)]
    pub ut: Option<PathBuf>,
    /// Datum att räkna från, så att en körning kan upprepas (ÅÅÅÅ-MM-DD)
    #[arg(long, value_name = "DATUM", value_parser = date, global = true)]
    pub idag: Option<NaiveDate>,
    /// Visa varje rads id
    #[arg(long, global = true)]
    pub visa_id: bool,
    /// Visa hjälpen
    #[arg(short = 'h', long = "hjalp", visible_aliases = ["help", "hjälp"], action = clap::ArgAction::Help, global = true)]
    pub hjalp: Option<bool>,
    /// Visa versionen
    #[arg(short = 'V', long = "version", action = clap::ArgAction::Version)]
    pub version: Option<bool>,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Scenarierna till horisonten: drift, eget kapital, likvida medel, mål och lag
    #[command(before_help = "Exempel:\n  finsam prognos --scenario index stat-minus-5\n  finsam prognos --till 2034 --enhet mnkr", help_template = COMMAND_TEMPLATE, override_usage = "finsam prognos [--scenario NAMN]… [--till ÅR]")]
    Prognos {
        /// Bara dessa scenarier (kan upprepas)
        #[arg(long, value_name = "NAMN", num_args = 1..)]
        scenario: Vec<String>,
        /// Sista året
        #[arg(long, value_name = "ÅR", value_parser = year)]
        till: Option<Year>,
    },
    /// Scenarier sida vid sida, och vad som skiljer dem åt: en brygga av orsaker, på öret
    #[command(visible_alias = "jämför", before_help = "Exempel:\n  finsam jamfor plan index\n  finsam jamfor plan forslag-2027 mal-2030 --ar 2028", help_template = COMMAND_TEMPLATE, override_usage = "finsam jamfor A B [C…] [--ar ÅR]")]
    Jamfor {
        /// Scenarierna; de andra jämförs med det första
        #[arg(value_name = "SCENARIO", num_args = 0..)]
        scenarier: Vec<String>,
        /// Året som bryggan leder till (annars målets år)
        #[arg(long, visible_alias = "år", value_name = "ÅR", value_parser = year)]
        ar: Option<Year>,
    },
    /// Driftredovisning mot budget
    #[command(
        before_help = "Exempel:\n  finsam drift 2025\n  finsam drift 2024 --period jan-aug --enhet tkr\n  finsam drift 2026 --detalj kommun\n  finsam drift 2028 --scenario index",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam drift ÅR [--period PERIOD] [--detalj DETALJ | --som-publicerat]"
    )]
    Drift {
        /// Året och perioden.
        #[command(flatten)]
        of: OfYear,
        /// Den korta form som förbundet trycker
        #[arg(long, conflicts_with = "detalj")]
        som_publicerat: bool,
        /// Kostnaderna per rad, insats eller kommun
        #[arg(long, value_name = "DETALJ", value_parser = detail)]
        detalj: Option<Detail>,
    },
    /// Resultaträkning
    #[command(before_help = "Exempel:\n  finsam resultat 2025\n  finsam resultat 2024 --period jan-aug --som-publicerat", help_template = COMMAND_TEMPLATE, override_usage = "finsam resultat ÅR [--period PERIOD] [--som-publicerat]")]
    Resultat(OfForm),
    /// Balansräkning
    #[command(before_help = "Exempel:\n  finsam balans 2025 --som-publicerat\n  finsam balans 2026 --period T2", help_template = COMMAND_TEMPLATE, override_usage = "finsam balans ÅR [--period PERIOD] [--som-publicerat]")]
    Balans(OfForm),
    /// Kassaflödesanalys
    #[command(visible_alias = "kassaflöde", before_help = "Exempel:\n  finsam kassaflode 2025\n  finsam kassaflode 2024 --period jan-aug --som-publicerat", help_template = COMMAND_TEMPLATE, override_usage = "finsam kassaflode ÅR [--period PERIOD] [--som-publicerat]")]
    Kassaflode(OfForm),
    /// Noterna: vad raderna i resultat- och balansräkningen består av, och revisionens kostnad
    #[command(before_help = "Exempel:\n  finsam noter 2025\n  finsam noter 2024 --period jan-aug", help_template = COMMAND_TEMPLATE, override_usage = "finsam noter ÅR [--period PERIOD]")]
    Noter(OfYear),
    /// Åren sida vid sida, med soliditet
    #[command(visible_alias = "översikt", before_help = "Exempel:\n  finsam oversikt\n  finsam oversikt --fran 2024 --till 2030", help_template = COMMAND_TEMPLATE, override_usage = "finsam oversikt [--fran ÅR] [--till ÅR]")]
    Oversikt {
        /// Första året
        #[arg(long, visible_alias = "från", value_name = "ÅR", value_parser = year)]
        fran: Option<Year>,
        /// Sista året (annars det senaste bokslutet)
        #[arg(long, value_name = "ÅR", value_parser = year)]
        till: Option<Year>,
        /// Scenariot för planerade år (annars grundscenariot)
        #[arg(long, value_name = "NAMN")]
        scenario: Option<String>,
    },
    /// Medlemmarnas tilldelning: belopp, nyckel och skillnad
    #[command(before_help = "Exempel:\n  finsam bidrag 2026\n  finsam bidrag 2030 --scenario uttrade", help_template = COMMAND_TEMPLATE, override_usage = "finsam bidrag ÅR [--period PERIOD]")]
    Bidrag(OfYear),
    /// Deltagare och kronor per plats och deltagare, och årets mål
    #[command(help_template = COMMAND_TEMPLATE, override_usage = "finsam nyckeltal ÅR [--period PERIOD]")]
    Nyckeltal(OfYear),
    /// Budgetförslag för ett år med plan för tre år, regler och beslut (KL 11:6)
    #[command(help_template = COMMAND_TEMPLATE, override_usage = "finsam plan ÅR [--scenario NAMN]")]
    Plan {
        /// Budgetåret
        #[arg(value_name = "ÅR", value_parser = year)]
        ar: Year,
        /// Scenariot (annars förbundets budgetförslag, eller grundscenariot)
        #[arg(long, value_name = "NAMN")]
        scenario: Option<String>,
    },
    /// Balanskravsutredning, underskott att reglera, och vad som är lag och praxis
    #[command(
        before_help = "Exempel:\n  finsam balanskrav\n  finsam balanskrav 2028 --scenario mal-2030\n  finsam balanskrav 2026 --strikt",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam balanskrav [ÅR] [--scenario NAMN] [--strikt]"
    )]
    Balanskrav(BalanskravArgs),
    /// Läser allt och räknar alla scenarier: tyst när allt är väl, annars alla fel
    #[command(
        before_help = "Exempel:\n  finsam kontroll\n  finsam kontroll --bevis\n  finsam kontroll --plan --scenario index",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam kontroll [--bevis | --plan] [--scenario NAMN]"
    )]
    Kontroll(KontrollArgs),
    /// Prövar varje siffra i förbundets dokument mot sina delar och mot böckerna
    #[command(
        before_help = "Exempel:\n  finsam granska\n  finsam granska -o granskning.csv\n  finsam granska --rapport budget-2027.md\n  finsam granska --rapport plan.xlsx",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam granska\n        finsam granska --rapport FIL"
    )]
    Granska {
        /// Räknar om en rapport ur sitt manifest och säger siffra för siffra om den är som den var
        #[arg(long, value_name = "FIL")]
        rapport: Option<PathBuf>,
    },
    /// Utfall mot budget ur bokföringen, och hur året väntas sluta
    #[command(
        visible_alias = "uppföljning",
        before_help = "Exempel:\n  finsam uppfoljning 2026 T2 --sie bokforing.se\n  finsam uppfoljning 2026 T2 --sie bokforing.se --detalj rad\n  finsam uppfoljning 2026 T2 --sie bokforing.se --metod alla\n  finsam uppfoljning 2026 T2 --sie bokforing.se --som-delarsrapport",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam uppfoljning ÅR PERIOD --sie FIL [--metod METOD] [--detalj DETALJ | --som-delarsrapport]"
    )]
    Uppfoljning(FollowUpArgs),
    /// Utvecklingsmedel per kommun och tertial: beviljat, utbetalt, vad som väntar och vad som kan betalas
    #[command(
        args_conflicts_with_subcommands = true,
        disable_help_subcommand = true,
        before_help = "Exempel:\n  finsam utvecklingsmedel 2026\n  finsam utvecklingsmedel registrera --kommun molndal --tertial T1 --handelse uppfoljd --datum 2026-05-12 --underlag \"uppföljningssamtal\"",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam utvecklingsmedel ÅR\n        finsam utvecklingsmedel registrera …"
    )]
    Utvecklingsmedel {
        /// Året
        #[arg(value_name = "ÅR", value_parser = year, required = true)]
        ar: Option<Year>,
        /// Lägg till en händelse
        #[command(subcommand)]
        gor: Option<GrantCommand>,
    },
    /// Hur budgetarna har förbrukats: vad 100 kr i budget har kostat, som grund för ett scenario
    #[command(visible_alias = "förbrukning", before_help = "Exempel:\n  finsam forbrukning\n  finsam forbrukning --ar 2024", help_template = COMMAND_TEMPLATE, override_usage = "finsam forbrukning [--ar ÅR]")]
    Forbrukning {
        /// Året som antagandet tas från (annars det senaste)
        #[arg(long, visible_alias = "år", value_name = "ÅR", value_parser = year)]
        ar: Option<Year>,
    },
    /// Vad en åtgärd måste vara för att eget kapital ska nå ett mål, exakt
    #[command(
        visible_alias = "mål",
        before_help = "Exempel:\n  finsam mal --med utvecklingsmedel\n  finsam mal --eget-kapital 20% --ar 2030 --med rad:kompetensutveckling\n  finsam mal --med forbrukning --scenario index --jamnt\n  finsam mal --med bidrag --likvida 1000000 --hela-vagen",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam mal --med ÅTGÄRD [--eget-kapital MÅL] [--ar ÅR] [--kommun KOMMUN] [--fran ÅR] [--scenario NAMN]"
    )]
    Mal(GoalArgs),
    /// Vad varje antagande tål för sig, vilket som brister först, och hur eget kapital rör sig
    #[command(
        visible_alias = "känslighet",
        before_help = "Exempel:\n  finsam kanslighet\n  finsam kanslighet --scenario forslag-2027\n  finsam kanslighet --eget-kapital 0 --ar 2029",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam kanslighet [--scenario NAMN] [--eget-kapital MÅL] [--ar ÅR] [--fran ÅR]"
    )]
    Kanslighet(SensitivityArgs),
    /// Eget kapital för varje par av värden på två åtgärder, och vilka par som håller alla regler
    #[command(
        before_help = "Exempel:\n  finsam matris --rader utvecklingsmedel=0%..20%/5% --kolumner bidrag=6600000..7400000/200000\n  finsam matris --rader forbrukning=85%..100%/5% --kolumner rad:kompetensutveckling=200000..800000/200000",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam matris --rader ÅTGÄRD=FRÅN..TILL/STEG --kolumner ÅTGÄRD=FRÅN..TILL/STEG [--scenario NAMN] [--ar ÅR]"
    )]
    Matris(MatrixArgs),
    /// Solfjädern av utfall: samma scenario många gånger, med det osäkra draget på nytt varje gång
    #[command(
        visible_alias = "osäkerhet",
        before_help = "Exempel:\n  finsam osakerhet\n  finsam osakerhet --scenario stat-minus-5 --antal 1000000\n  finsam osakerhet --seed 7 -o stresstest.json",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam osakerhet [--scenario NAMN] [--antal ANTAL] [--seed TAL] [--tradar ANTAL]"
    )]
    Osakerhet(UncertainArgs),
    /// Hur varje budget och låst prognos har träffat
    #[command(
        visible_alias = "prognossäkerhet",
        before_help = "Exempel:\n  finsam prognossakerhet\n  finsam prognossakerhet --fran 2024 --till 2025 --enhet kr",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam prognossakerhet [--fran ÅR] [--till ÅR]"
    )]
    Prognossakerhet {
        /// Första året
        #[arg(long, value_name = "ÅR", value_parser = year)]
        fran: Option<Year>,
        /// Sista året
        #[arg(long, value_name = "ÅR", value_parser = year)]
        till: Option<Year>,
    },
    /// Läser en bokföringsfil (SIE 4): vad den innehåller, om den går ihop och allt som är fel i den
    #[command(
        before_help = "Exempel:\n  finsam importera bokforing.se\n  finsam importera bokforing.se -o bokforing.json",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam importera FIL [--behall-personer]"
    )]
    Importera {
        /// Filen från bokföringssystemet
        #[arg(value_name = "FIL")]
        fil: PathBuf,
        /// Behåll objekt i dimension 7–9, som är anställda, kunder och leverantörer
        #[arg(long)]
        behall_personer: bool,
    },
    /// Böckerna som fil för andra program: SIE 4 för bokföringssystemet, journal för hledger
    #[command(
        before_help = "Exempel:\n  finsam exportera 2025 --sie -o bokslut-2025.se\n  finsam exportera 2027 --sie --budget --scenario forslag-2027 -o budget-2027.se\n  finsam exportera --hledger -o bockerna.journal",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam exportera ÅR --sie [--budget [--scenario NAMN]] [-o FIL]\n        finsam exportera --hledger [-o FIL]"
    )]
    Exportera(ExportArgs),
    /// Styrelsens rapport som en webbsida att läsa, skicka och skriva ut, en del av den som text, eller allt som arbetsbok med formler
    #[command(
        before_help = "Exempel:\n  finsam rapport -o styrelse.html\n  finsam rapport -o styrelse.html --ar 2025 --scenario forslag-2027 plan\n  finsam rapport --del ekonomi --ar 2025 -o ekonomi.md\n  finsam rapport --del budget -o budget.html\n  finsam rapport -o plan.xlsx --scenario index",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam rapport -o FIL.html [--ar ÅR] [--period PERIOD] [--scenario NAMN…]\n        finsam rapport --del DEL [-o FIL.md | -o FIL.html]\n        finsam rapport -o FIL.xlsx [--scenario NAMN]"
    )]
    Rapport(ReportArgs),
    /// En figur ned till posteringar, regel och källa, eller vilka figurer en rad i en fil är med i
    #[command(
        visible_alias = "förklara",
        before_help = "Exempel:\n  finsam forklara prognos/2030/eget_kapital\n  finsam forklara resultat/2025/arets_resultat --djup 9\n  finsam forklara plan/2027/utgaende_eget_kapital/forslag_2027 --scenario forslag-2027\n  finsam forklara --fran budgets/2026.toml:41",
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam forklara FIGUR [--djup ANTAL] [--scenario NAMN]\n        finsam forklara --fran FIL:RAD"
    )]
    Forklara(ExplainArgs),
    /// Den här hjälpen
    #[command(visible_alias = "hjälp", help_template = COMMAND_TEMPLATE, override_usage = "finsam hjalp")]
    Hjalp,
    /// En mapp att börja i för ett annat förbund, med exempelsiffror att byta ut
    #[command(
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam ny MAPP [--namn NAMN] [--kommuner \"Alby,Berga,Celo\"]"
    )]
    Ny(New),
    /// Skript som låter skalet fylla i kommandon och val
    #[command(help_template = COMMAND_TEMPLATE, override_usage = "finsam komplettera SKAL")]
    Komplettera {
        /// bash, zsh, fish, elvish eller powershell
        #[arg(value_name = "SKAL", value_enum, hide_possible_values = true)]
        skal: Shell,
    },
}

/// What `--format` can say: a format that every command has, or the one of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Named {
    /// Tables for people.
    Txt,
    /// The contract for programs.
    Json,
    /// Tables for spreadsheets.
    Csv,
    /// Tables for documents.
    Md,
    /// A report as a page.
    Html,
}

impl Named {
    /// The format, if every command has it.
    pub fn plain(self) -> Option<Format> {
        match self {
            Named::Txt => Some(Format::Txt),
            Named::Json => Some(Format::Json),
            Named::Csv => Some(Format::Csv),
            Named::Md => Some(Format::Md),
            Named::Html => None,
        }
    }
}

/// Output formats that every command has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Tables for people.
    Txt,
    /// The contract for programs.
    Json,
    /// Tables for spreadsheets.
    Csv,
    /// Tables for documents.
    Md,
}

impl Format {
    /// As the command line spells it.
    pub fn name(self) -> &'static str {
        match self {
            Format::Txt => "txt",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Md => "md",
        }
    }
}

/// How CSV is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Csv {
    /// As RFC 4180 has it.
    Standard,
    /// As Swedish Excel has it.
    Se,
}
