//! What can be asked, in Swedish: verbs in ASCII with the spelling in å, ä and ö as an alias.

use crate::domain::money::Unit;
use crate::domain::period::{Period, Year};
use crate::statement::Detail;
use chrono::{Datelike, NaiveDate};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
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
  finsam plan 2027                     budgetförslaget, på en sida
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

const TEMPLATE: &str = "{about}\n\n{before-help}Skriv:  {usage}\n\nKommandon:\n{subcommands}\n\nVal:\n{options}\n";
const COMMAND_TEMPLATE: &str = "{about}\n\n{before-help}Skriv:  {usage}\n\n{all-args}\n";

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

/// A year and a part of it.
#[derive(Args, Clone, Debug)]
pub struct OfYear {
    /// Året
    #[arg(value_name = "ÅR", value_parser = year)]
    pub ar: Year,
    /// T1, T2, T3, jan-aug eller helar
    #[arg(long, value_name = "PERIOD", value_parser = period, default_value = "helar", hide_default_value = true)]
    pub period: Period,
    /// Scenariot för planerade år (annars grundscenariot)
    #[arg(long, value_name = "NAMN")]
    pub scenario: Option<String>,
}

/// A year and a part of it, and in which form.
#[derive(Args, Clone, Debug)]
pub struct OfForm {
    /// Året och perioden.
    #[command(flatten)]
    pub of: OfYear,
    /// Uppställt och med de tecken som förbundet trycker
    #[arg(long)]
    pub som_publicerat: bool,
}

/// A förbund to begin with.
#[derive(Args, Clone, Debug)]
pub struct New {
    /// Mappen, som ska vara tom eller inte finnas än
    #[arg(value_name = "MAPP")]
    pub mapp: PathBuf,
    /// Förbundets namn
    #[arg(long, value_name = "NAMN", default_value = "Samordningsförbundet Exempel", hide_default_value = true)]
    pub namn: String,
    /// Kommunerna med komma emellan
    #[arg(long, value_name = "KOMMUNER", default_value = "Alby,Berga,Celo", hide_default_value = true)]
    pub kommuner: String,
}

/// A follow-up.
#[derive(Args, Clone, Debug)]
pub struct FollowUpArgs {
    /// Året
    #[arg(value_name = "ÅR", value_parser = year)]
    pub ar: Year,
    /// T1, T2 (januari–augusti), T3 eller helar, räknat från 1 januari
    #[arg(value_name = "PERIOD", value_parser = period)]
    pub period: Period,
    /// Filen från bokföringssystemet (SIE 4)
    #[arg(long, value_name = "FIL")]
    pub sie: Option<PathBuf>,
    /// avtal (annars), rest, takt, forbrukning eller alla
    #[arg(long, value_name = "METOD", value_parser = ["avtal", "rest", "takt", "forbrukning", "alla"], hide_possible_values = true)]
    pub metod: Option<String>,
    /// Kostnaderna per rad, insats eller kommun
    #[arg(long, value_name = "DETALJ", value_parser = detail)]
    pub detalj: Option<Detail>,
    /// Resultat- och balansräkning med delårsrapportens kolumner, och bedömning av balanskravet
    #[arg(long, conflicts_with_all = ["detalj"])]
    pub som_delarsrapport: bool,
    /// Lås prognosen med det här id:t sist i årets fil, så att den står kvar som den var
    #[arg(long, value_name = "ID", conflicts_with_all = ["detalj", "som_delarsrapport"])]
    pub las: Option<String>,
    /// Scenariot vars budget följs (annars grundscenariot)
    #[arg(long, value_name = "NAMN")]
    pub scenario: Option<String>,
}

/// An event of utvecklingsmedel that is added to its year's file.
#[derive(Args, Clone, Debug)]
pub struct Registrera {
    /// Kommunens id, som molndal
    #[arg(long, value_name = "KOMMUN")]
    pub kommun: String,
    /// T1, T2 eller T3 (inte för en plan)
    #[arg(long, value_name = "TERTIAL")]
    pub tertial: Option<String>,
    /// plan, uppfoljd, godkand, utbetald, innehallen, aterkravd eller aterbetald
    #[arg(long, value_name = "HÄNDELSE")]
    pub handelse: String,
    /// Dagen då det skedde (ÅÅÅÅ-MM-DD)
    #[arg(long, value_name = "DATUM", value_parser = date)]
    pub datum: NaiveDate,
    /// Beloppet i kronor (annars allt som återstår)
    #[arg(long, value_name = "BELOPP")]
    pub belopp: Option<String>,
    /// Vad som visar det
    #[arg(long, value_name = "TEXT")]
    pub underlag: Option<String>,
    /// Varför, för det som hålls inne eller krävs tillbaka
    #[arg(long, value_name = "TEXT")]
    pub skal: Option<String>,
    /// Insatsens id, där flera har utvecklingsmedel
    #[arg(long, value_name = "INSATS")]
    pub insats: Option<String>,
    /// Året medlen gäller (annars datumets)
    #[arg(long, value_name = "ÅR", value_parser = year)]
    pub ar: Option<Year>,
}

/// What can be done beside showing the grants.
#[derive(Debug, Subcommand)]
pub enum GrantCommand {
    /// Lägger till en händelse sist i årets fil, om den får ske
    #[command(
        help_template = COMMAND_TEMPLATE,
        override_usage = "finsam utvecklingsmedel registrera --kommun KOMMUN --tertial TERTIAL --handelse HÄNDELSE --datum DATUM [--belopp BELOPP] [--underlag TEXT] [--skal TEXT]"
    )]
    Registrera(Registrera),
}

/// A figure to explain, or a line whose figures are wanted.
#[derive(Args, Clone, Debug)]
pub struct ExplainArgs {
    /// Figuren: rapport/år[/period]/rad[/kolumn], som prognos/2030/eget_kapital
    #[arg(value_name = "FIGUR", required_unless_present = "fran", conflicts_with = "fran")]
    pub figur: Option<String>,
    /// Vilka figurer som en rad i en fil är med i, som budgets/2026.toml:41
    #[arg(long, visible_alias = "från", value_name = "FIL:RAD")]
    pub fran: Option<String>,
    /// Hur många led ned (annars 3; i JSON alla)
    #[arg(long, value_name = "ANTAL")]
    pub djup: Option<usize>,
    /// Scenariot för planerade år (annars grundscenariot)
    #[arg(long, value_name = "NAMN")]
    pub scenario: Option<String>,
}

/// A goal, and the lever that is to reach it.
#[derive(Args, Clone, Debug)]
pub struct GoalArgs {
    /// Åtgärden: utvecklingsmedel, insats, rad:ID, bidrag, engangs, forbrukning, anpassning, index eller ranta
    #[arg(long, value_name = "ÅTGÄRD")]
    pub med: String,
    /// Minsta eget kapital: procent av årets tilldelning, eller kronor (annars förbundets mål)
    #[arg(long, value_name = "MÅL")]
    pub eget_kapital: Option<String>,
    /// Året då målet ska nås (annars målets år)
    #[arg(long, visible_alias = "år", value_name = "ÅR", value_parser = year)]
    pub ar: Option<Year>,
    /// Bara i den här kommunen
    #[arg(long, value_name = "KOMMUN")]
    pub kommun: Option<String>,
    /// Åtgärdens första år (annars det första obeslutade)
    #[arg(long, visible_alias = "från", value_name = "ÅR", value_parser = year)]
    pub fran: Option<Year>,
    /// Villkor: eget kapital aldrig under målet på vägen
    #[arg(long, visible_alias = "hela-vägen")]
    pub hela_vagen: bool,
    /// Villkor: likvida medel minst så här många kronor vid varje tertials slut
    #[arg(long, value_name = "KRONOR", allow_hyphen_values = true)]
    pub likvida: Option<String>,
    /// Villkor: en jämn väg till målet, ett värde för varje år
    #[arg(long, visible_alias = "jämnt")]
    pub jamnt: bool,
    /// Scenariot (annars grundscenariot)
    #[arg(long, value_name = "NAMN")]
    pub scenario: Option<String>,
}

/// Whose assumptions are tried, against what.
#[derive(Args, Clone, Debug)]
pub struct SensitivityArgs {
    /// Minsta eget kapital: procent av årets tilldelning, eller kronor (annars förbundets mål)
    #[arg(long, value_name = "MÅL")]
    pub eget_kapital: Option<String>,
    /// Året som bedöms (annars målets år)
    #[arg(long, visible_alias = "år", value_name = "ÅR", value_parser = year)]
    pub ar: Option<Year>,
    /// Första året som ändras (annars det första obeslutade)
    #[arg(long, visible_alias = "från", value_name = "ÅR", value_parser = year)]
    pub fran: Option<Year>,
    /// Scenariot (annars grundscenariot)
    #[arg(long, value_name = "NAMN")]
    pub scenario: Option<String>,
}

/// Two levers with their values.
#[derive(Args, Clone, Debug)]
pub struct MatrixArgs {
    /// Åtgärden nedåt och dess värden: ÅTGÄRD=FRÅN..TILL/STEG
    #[arg(long, value_name = "VÄRDEN")]
    pub rader: String,
    /// Åtgärden åt höger och dess värden, på samma sätt
    #[arg(long, value_name = "VÄRDEN")]
    pub kolumner: String,
    /// Minsta eget kapital: procent av årets tilldelning, eller kronor (annars förbundets mål)
    #[arg(long, value_name = "MÅL")]
    pub eget_kapital: Option<String>,
    /// Året som bedöms (annars målets år)
    #[arg(long, visible_alias = "år", value_name = "ÅR", value_parser = year)]
    pub ar: Option<Year>,
    /// Första året som ändras (annars det första obeslutade)
    #[arg(long, visible_alias = "från", value_name = "ÅR", value_parser = year)]
    pub fran: Option<Year>,
    /// Scenariot (annars grundscenariot)
    #[arg(long, value_name = "NAMN")]
    pub scenario: Option<String>,
}

/// A fan of outcomes.
#[derive(Args, Clone, Debug)]
pub struct UncertainArgs {
    /// Scenariot (annars grundscenariot)
    #[arg(long, value_name = "NAMN")]
    pub scenario: Option<String>,
    /// Hur många körningar (annars 100 000)
    #[arg(long, value_name = "ANTAL", default_value = "100000", hide_default_value = true, allow_hyphen_values = true)]
    pub antal: String,
    /// Talet som dragningarna börjar från; samma tal ger samma siffror (annars 1)
    #[arg(
        long,
        visible_alias = "fro",
        value_name = "TAL",
        default_value = "1",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    pub seed: String,
    /// Hur många trådar (annars så många som datorn har); ändrar inga siffror
    #[arg(long, visible_alias = "trådar", value_name = "ANTAL", allow_hyphen_values = true)]
    pub tradar: Option<String>,
}

/// What is exported, and in which form.
#[derive(Args, Clone, Debug)]
pub struct ExportArgs {
    /// Året (inte för --hledger, som tar alla publicerade år)
    #[arg(value_name = "ÅR", value_parser = year)]
    pub ar: Option<Year>,
    /// SIE 4E: saldon och verifikationer med konteringens nummer
    #[arg(long, required_unless_present = "hledger", conflicts_with = "hledger")]
    pub sie: bool,
    /// Budgeten per månad (#PBUDGET) i stället för bokslutet
    #[arg(long, requires = "sie")]
    pub budget: bool,
    /// Journal för hledger och ledger, med alla saldon som påståenden
    #[arg(long)]
    pub hledger: bool,
    /// Scenariot vars budget exporteras (annars grundscenariot)
    #[arg(long, value_name = "NAMN", requires = "budget")]
    pub scenario: Option<String>,
}

/// What is checked beside the files themselves.
#[derive(Args, Clone, Debug)]
pub struct KontrollArgs {
    /// Bevisa att ingenting göms: varje bokning räknas en gång i varje räkning, och varje summa är böckernas
    #[arg(long)]
    pub bevis: bool,
    /// Pröva planen mot lagen och målet; svarar med 4 om en regel bryts
    #[arg(long, conflicts_with = "bevis")]
    pub plan: bool,
    /// Bara detta scenario (annars alla för --bevis, förbundets budgetförslag för --plan)
    #[arg(long, value_name = "NAMN")]
    pub scenario: Option<String>,
}

/// Balanskravet of a year.
#[derive(Args, Clone, Debug)]
pub struct BalanskravArgs {
    /// Året (annars det senaste bokslutet)
    #[arg(value_name = "ÅR", value_parser = year)]
    pub ar: Option<Year>,
    /// Scenariot för planerade år (annars grundscenariot, med alla sida vid sida)
    #[arg(long, value_name = "NAMN")]
    pub scenario: Option<String>,
    /// Svara med 4 om en regel bryts utan antecknat beslut
    #[arg(long)]
    pub strikt: bool,
}

/// What a report is to be about, and which part of it.
#[derive(Args, Clone, Debug)]
pub struct ReportArgs {
    /// Året som redovisas (annars det senaste bokslutet; för budget året efter)
    #[arg(long, value_name = "ÅR", value_parser = year)]
    pub ar: Option<Year>,
    /// T1, T2, T3, jan-aug eller helar
    #[arg(long, value_name = "PERIOD", value_parser = period, default_value = "helar", hide_default_value = true)]
    pub period: Period,
    /// Scenariot som planen ses genom, och efter det andra att visa bredvid (annars alla)
    #[arg(long, value_name = "NAMN", num_args = 1..)]
    pub scenario: Vec<String>,
    /// Bara en del: ekonomi (årsredovisningens) eller budget (styrelsens beslut)
    #[arg(long, value_name = "DEL", value_enum, hide_possible_values = true)]
    pub del: Option<ReportPart>,
    /// Skriv bilderna som SVG-filer i en mapp
    #[arg(long, value_name = "MAPP", conflicts_with_all = ["del", "ut"])]
    pub bilder: Option<PathBuf>,
}

/// The parts of a report that are asked for by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportPart {
    /// The economic sections of an årsredovisning or a delårsrapport.
    Ekonomi,
    /// The budget with the plan for three years.
    Budget,
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
        before_help = "Exempel:\n  finsam granska\n  finsam granska -o granskning.csv\n  finsam granska --rapport budget-2027.md",
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

fn year(text: &str) -> Result<Year, String> {
    text.parse().ok().and_then(Year::new).ok_or_else(|| "ett år är fyra siffror, 1990–2199".to_owned())
}

/// A day with room in the calendar for what is counted from it.
fn date(text: &str) -> Result<NaiveDate, String> {
    let date = text.parse().ok().filter(|date: &NaiveDate| (1990..=2190).contains(&date.year()));
    date.ok_or_else(|| "ett datum skrivs ÅÅÅÅ-MM-DD".to_owned())
}

fn period(text: &str) -> Result<Period, String> {
    let names = Period::ALL.map(Period::name).join(", ");
    text.parse().map_err(|_| format!("välj bland {names}"))
}

fn detail(text: &str) -> Result<Detail, String> {
    let details = [("rad", Detail::Line), ("insats", Detail::Insats), ("kommun", Detail::Kommun)];
    let found = details.into_iter().find(|(name, _)| *name == text);
    found.map(|(_, detail)| detail).ok_or_else(|| "välj bland rad, insats, kommun".to_owned())
}

fn unit(text: &str) -> Result<Unit, String> {
    let units = [Unit::Kr, Unit::Tkr, Unit::Mnkr];
    units.into_iter().find(|unit| unit.name() == text).ok_or_else(|| "välj bland kr, tkr, mnkr".to_owned())
}

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
    let said = args.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    Cli::try_parse_from(args).map(|cli| Cli { said, ..cli }).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Done { text: swedish_help(&error.to_string()), code: 0 },
        kind => Done { text: format!("fel: {}\n  prova: finsam --hjalp\n", swedish(kind, &error)), code: 2 },
    })
}

/// The whole program's help.
pub fn help() -> String {
    swedish_help(&Cli::command().render_help().to_string())
}

/// The headings that clap writes by itself.
fn swedish_help(text: &str) -> String {
    let pairs = [("Arguments:", "Argument:"), ("Options:", "Val:"), ("[aliases: ", "[även: "), ("[alias: ", "[även: ")];
    pairs.into_iter().fold(text.to_owned(), |text, (english, swedish)| text.replace(english, swedish))
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
        ErrorKind::ArgumentConflict => format!("{argument} står två gånger eller går inte ihop med ett annat val"),
        ErrorKind::InvalidUtf8 => "ett argument är inte text i UTF-8".to_owned(),
        _ => "argumenten går inte att läsa".to_owned(),
    }
}
