//! What each command takes, and how its words are read.

use super::help::COMMAND_TEMPLATE;
use crate::domain::day;
use crate::domain::money::Unit;
use crate::domain::period::{Period, Year};
use crate::statement::Detail;
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

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
    #[arg(long, value_name = "ID", conflicts_with_all = ["detalj"])]
    pub las: Option<String>,
    /// Scenariot vars budget följs (annars grundscenariot)
    #[arg(long, value_name = "NAMN")]
    pub scenario: Option<String>,
}

/// An event of utvecklingsmedel that is added to its year's file.
#[derive(Args, Clone, Debug)]
pub struct Registrera {
    /// Kommunens id eller namn, som molndal
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
    #[arg(long, value_name = "BELOPP", allow_hyphen_values = true)]
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
    /// Filen från bokföringssystemet (SIE 4), för figurer i uppföljningen
    #[arg(long, value_name = "FIL")]
    pub sie: Option<PathBuf>,
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
    /// Hur många körningar (annars 20 000)
    #[arg(long, value_name = "ANTAL", allow_hyphen_values = true)]
    pub antal: Option<String>,
    /// Talet som dragningarna börjar från; samma tal ger samma siffror (annars 1)
    #[arg(
        long,
        visible_alias = "fro",
        value_name = "TAL",
        default_value_t = crate::lab::osakerhet::SEED.to_string(),
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
    /// Svara med 4 om den beslutade budgeten för ett år utan bokslut inte går ihop och inga skäl är antecknade, eller om en frist har gått ut enligt böckerna
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

pub(super) fn year(text: &str) -> Result<Year, String> {
    text.parse().ok().and_then(Year::new).ok_or_else(|| "ett år är fyra siffror, 1990–2199".to_owned())
}

pub(super) fn date(text: &str) -> Result<NaiveDate, String> {
    day::parse(text).map_err(|no_day| no_day.why)
}

pub(super) fn period(text: &str) -> Result<Period, String> {
    let names = Period::ALL.map(Period::name).join(", ");
    text.parse().map_err(|_| format!("välj bland {names}"))
}

pub(super) fn detail(text: &str) -> Result<Detail, String> {
    let details = [("rad", Detail::Line), ("insats", Detail::Insats), ("kommun", Detail::Kommun)];
    let found = details.into_iter().find(|(name, _)| *name == text);
    found.map(|(_, detail)| detail).ok_or_else(|| "välj bland rad, insats, kommun".to_owned())
}

pub(super) fn unit(text: &str) -> Result<Unit, String> {
    let units = [Unit::Kr, Unit::Tkr, Unit::Mnkr];
    units.into_iter().find(|unit| unit.name() == text).ok_or_else(|| "välj bland kr, tkr, mnkr".to_owned())
}
