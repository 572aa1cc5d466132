//! The verdicts on a report that was made again: whether it is whole, whether it is complete, and figure by figure what has become of it.

use super::json::plain;
use super::manifest::{Cell as Other, Fate, FigureFate, Form, Manifest, Verdict};
use super::page::Page;
use crate::domain::money::Unit;
use crate::domain::sv;
use crate::statement::{Cell, Column, Row, Statement};
use serde::Serialize;

/// How many names stand in a sentence.
const NAMED: usize = 12;

/// A report and what was found of it.
pub struct About<'a> {
    /// The file's name.
    pub name: &'a str,
    /// Its manifest.
    pub manifest: &'a Manifest,
    /// What was found.
    pub verdict: &'a Verdict,
    /// Why it could not be made again, if it could not.
    pub why: Option<&'a str>,
    /// What kind of file it is.
    pub form: Form,
    /// Of a workbook that was made again, whether that is the same to the byte.
    pub same_bytes: Option<bool>,
}

impl About<'_> {
    fn with(&self, fate: Fate) -> Vec<&FigureFate> {
        self.verdict.figures.iter().filter(|figure| figure.fate == fate).collect()
    }

    fn inputs(&self, fate: Fate) -> Vec<String> {
        let inputs = self.verdict.inputs.iter().filter(|(_, found)| **found == fate);
        inputs.map(|(name, _)| name.clone()).collect()
    }
}

/// `a, b och c`, or the first of many.
fn some(names: &[String]) -> String {
    if names.len() <= NAMED {
        return sv::list(names);
    }
    format!("{} och {} till", names[..NAMED].join(", "), names.len() - NAMED)
}

/// The verdicts in sentences: whole, complete, inputs, figures.
pub fn verdicts(about: &About<'_>) -> Vec<String> {
    let mut said = vec![whole(about), complete(about), inputs(about), figures(about)];
    said.extend((about.form == Form::Xlsx).then(|| workbook(about)));
    said
}

/// What is proved of a workbook and what is not: its bytes cannot hold a hash of themselves, and whoever opens and saves it changes them.
fn workbook(about: &About<'_>) -> String {
    let said = "Arbetsboken: prövat är varje cells värde och formel och varje namn";
    match about.same_bytes {
        Some(true) => format!("{said}. Filen är dessutom densamma byte för byte som när den räknas om."),
        _ => format!(
            "{said}. Hur cellerna ser ut, deras talformat och diagrammen är inte prövade, och inte heller vad som tillkommit utanför cellerna."
        ),
    }
}

/// A figure's id, with what stands and what should stand where the report can be read figure by figure.
fn touched(about: &About<'_>) -> Vec<String> {
    let one = |id: &String| match (about.verdict.stated.get(id), about.manifest.figures.get(id)) {
        (Some(found), Some(right)) => format!("{id} (står {}, ska vara {})", signed(found), signed(right)),
        _ => id.clone(),
    };
    about.verdict.touched.iter().map(one).collect()
}

fn whole(about: &About<'_>) -> String {
    let verdict = about.verdict;
    if verdict.line_ends_changed && verdict.body_is_whole && verdict.manifest_is_whole && verdict.lines.is_empty() {
        return "Oförändrad: nej. Bara radsluten är andra än när filen skrevs; allt annat är som det var.".to_owned();
    }
    let mut said = match (verdict.body_is_whole, verdict.manifest_is_whole) {
        (true, true) if about.same_bytes == Some(false) && verdict.is_whole() => {
            return "Oförändrad: ja, cell för cell. Filen är sparad igen av ett annat program eller en annan version."
                .to_owned();
        }
        (true, true) if verdict.lines.is_empty() && verdict.cells.is_empty() => {
            return "Oförändrad: ja. Filen är som den skrevs.".to_owned();
        }
        (true, true) => "Oförändrad: nej. Rapporten är en annan än den som räknas ur samma indata".to_owned(),
        (false, true) => "Oförändrad: nej. Rapporten är ändrad sedan den skrevs".to_owned(),
        (true, false) if verdict.text_after => "Oförändrad: nej. Text står efter manifestet".to_owned(),
        (false, false) if verdict.text_after => {
            "Oförändrad: nej. Rapporten är ändrad sedan den skrevs, och text står efter manifestet".to_owned()
        }
        (true, false) => "Oförändrad: nej. Manifestet är ändrat sedan det skrevs".to_owned(),
        (false, false) => "Oförändrad: nej. Både rapporten och manifestet är ändrade sedan de skrevs".to_owned(),
    };
    let line = |line: &usize| match verdict.words.get(line) {
        Some((found, right)) => format!("{line} (står ”{found}”, ska vara ”{right}”)"),
        None => line.to_string(),
    };
    let lines: Vec<String> = verdict.lines.iter().map(line).collect();
    if verdict.line_ends_changed {
        said.push_str(", också radsluten");
    }
    if !lines.is_empty() {
        said.push_str(&format!(", rad\u{a0}{}", some(&lines)));
    }
    said.push('.');
    if !verdict.touched.is_empty() {
        said.push_str(&format!(" Det rör {}.", some(&touched(about))));
    }
    let cell = |cell: &Other| format!("{} (står {}, ska vara {})", cell.at, cell.found, cell.right);
    let cells: Vec<String> = verdict.cells.iter().map(cell).collect();
    if !cells.is_empty() {
        said.push_str(&format!(" Andra celler än när arbetsboken räknas ur samma indata: {}.", some(&cells)));
    }
    said
}

fn complete(about: &About<'_>) -> String {
    let verdict = about.verdict;
    if about.manifest.figures.is_empty() && verdict.not_in_manifest.is_empty() {
        let state = if verdict.is_whole() { "oförändrad" } else { "ändrad" };
        return format!("Fullständig: inga siffror att jämföra. Rapporten som helhet är {state}.");
    }
    if verdict.is_complete() {
        return format!(
            "Fullständig: ja. Rapporten och manifestet har samma {} siffror.",
            about.manifest.figures.len()
        );
    }
    if !verdict.body_is_whole && !verdict.is_comparable {
        return "Fullständig: går inte att säga. Rapporten är ändrad, och den kan inte jämföras med en som räknas ur samma indata.".to_owned();
    }
    let mut said = "Fullständig: nej.".to_owned();
    let stands = |id: &&String| !verdict.body_is_whole && !verdict.not_in_report.contains(id);
    let (absent, other): (Vec<String>, Vec<String>) =
        verdict.touched.iter().filter(stands).cloned().partition(|id| verdict.absent.contains(id));
    if !other.is_empty() {
        said.push_str(&format!(" Står i rapporten med annat värde än i manifestet: {}.", some(&other)));
    }
    if !absent.is_empty() {
        said.push_str(&format!(" Saknas i rapporten: {}.", some(&absent)));
    }
    if !verdict.not_in_manifest.is_empty() {
        said.push_str(&format!(" Står i rapporten men inte i manifestet: {}.", some(&verdict.not_in_manifest)));
    }
    if !verdict.not_in_report.is_empty() {
        said.push_str(&format!(" Står i manifestet men inte i rapporten: {}.", some(&verdict.not_in_report)));
    }
    said
}

fn inputs(about: &About<'_>) -> String {
    let same = about.inputs(Fate::Same).len();
    let files = if about.verdict.inputs.len() == 1 { "fil" } else { "filer" };
    let mut said = format!("Indata: {same} av {} {files} är desamma.", about.verdict.inputs.len());
    for (fate, word) in [(Fate::Changed, "Ändrade"), (Fate::Missing, "Saknas"), (Fate::New, "Nya")] {
        let names = about.inputs(fate);
        if !names.is_empty() {
            said.push_str(&format!(" {word}: {}.", some(&names)));
        }
    }
    said
}

fn figures(about: &About<'_>) -> String {
    let (all, same) = (about.manifest.figures.len(), about.with(Fate::Same).len());
    if about.why.is_some() {
        return "Siffror: rapporten går inte att räkna om.".to_owned();
    }
    if all == 0 {
        return "Siffror: rapporten har inga som räknas om en och en.".to_owned();
    }
    let mut said = format!("Siffror: {same} av {all} är desamma i dag.");
    let words = [
        (Fate::Changed, "är ändrad", "är ändrade"),
        (Fate::Missing, "saknas", "saknas"),
        (Fate::New, "är ny", "är nya"),
    ];
    for (fate, one, many) in words {
        let times = about.with(fate).len();
        if times > 0 {
            said.push_str(&format!(" {times}\u{a0}{}.", if times == 1 { one } else { many }));
        }
    }
    said
}

/// The figures that are not the same, or all of them where every one is.
pub fn table(about: &About<'_>) -> Statement {
    let column = |id: &str, heading: &str| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: String::new(),
        layer: "text",
    };
    let words = |text: &Option<String>| text.as_ref().map_or(Cell::Nothing, |text| Cell::Text(signed(text)));
    let row = |figure: &FigureFate| {
        let cells = vec![words(&figure.then), words(&figure.now), Cell::Text(fate_word(figure.fate).to_owned())];
        Row::of_words(figure.id.clone(), figure.id.clone(), cells)
    };
    Statement {
        report: "granska_rapport",
        title: format!("Rapporten {} räknad om", about.name),
        forbund: String::new(),
        year: None,
        period: None,
        scenario: None,
        unit: Unit::Kr,
        columns: vec![column("i_rapporten", "I rapporten"), column("nu", "Nu"), column("utfall", "Utfall")],
        rows: about.verdict.figures.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

/// `−485 071,00` of `-485071.00`.
fn signed(value: &str) -> String {
    let (sign, bare) = value.strip_prefix('-').map_or(("", value), |bare| ("\u{2212}", bare));
    let (integer, decimals) = bare.split_once('.').map_or((bare, String::new()), |(i, d)| (i, format!(",{d}")));
    integer.parse().map_or_else(|_| value.to_owned(), |integer| format!("{sign}{}{decimals}", sv::integer(integer)))
}

fn fate_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Same => "samma",
        Fate::Changed => "ändrad",
        Fate::Missing => "saknas",
        Fate::New => "ny",
    }
}

/// The verdicts, and every figure that is not the same.
pub fn text(about: &About<'_>, page: &Page) -> String {
    let mut out = format!("RAPPORTEN {} RÄKNAD OM\n", about.name);
    let made =
        format!("{} för {}: finsam {}", about.manifest.program, about.manifest.date, about.manifest.command.join(" "));
    out.push_str(&format!("{}\n\n", page.paragraph("", &made)));
    for verdict in verdicts(about) {
        out.push_str(&format!("{}\n", page.paragraph("  ", &verdict)));
    }
    if let Some(why) = about.why {
        out.push_str(&format!("\nRAPPORTEN GÅR INTE ATT RÄKNA OM\n\n{why}"));
    }
    let other: Vec<&FigureFate> =
        about.verdict.figures.iter().filter(|figure| figure.fate != Fate::Same && about.why.is_none()).collect();
    if !other.is_empty() {
        out.push_str("\nSIFFROR SOM INTE ÄR DESAMMA\n\n");
    }
    for figure in other {
        let value = |value: &Option<String>| value.as_deref().map_or(sv::NOTHING.to_owned(), signed);
        let label = if figure.label.is_empty() { String::new() } else { format!(" ({})", figure.label) };
        let line = format!("{}{label}: {} i rapporten, {} nu.", figure.id, value(&figure.then), value(&figure.now));
        out.push_str(&format!("{}\n", page.paragraph("  · ", &line)));
    }
    out
}

#[derive(Serialize)]
struct Indata<'a> {
    fil: &'a str,
    utfall: &'static str,
}

#[derive(Serialize)]
struct Siffra<'a> {
    id: &'a str,
    i_rapporten: Option<&'a str>,
    nu: Option<&'a str>,
    utfall: &'static str,
}

#[derive(Serialize)]
struct Ruta<'a> {
    ruta: &'a str,
    star: &'a str,
    ska_vara: &'a str,
}

#[derive(Serialize)]
struct Omrakning<'a> {
    rapport: &'static str,
    fil: &'a str,
    program: &'a str,
    datum: String,
    kommando: String,
    oforandrad: bool,
    rapporten_oforandrad: bool,
    manifestet_oforandrat: bool,
    andrade_rader: &'a [usize],
    andrade_celler: Vec<Ruta<'a>>,
    rorda_siffror: &'a [String],
    fullstandig: bool,
    inte_i_manifestet: &'a [String],
    inte_i_rapporten: &'a [String],
    indata: Vec<Indata<'a>>,
    siffror: Vec<Siffra<'a>>,
    omrakning_gick_inte: Option<String>,
    omdome: Vec<String>,
}

/// Everything that was found.
pub fn json(about: &About<'_>) -> String {
    let (manifest, verdict) = (about.manifest, about.verdict);
    let inputs = verdict.inputs.iter().map(|(name, fate)| Indata { fil: name, utfall: fate.name() });
    let figures = verdict.figures.iter().map(|figure| Siffra {
        id: &figure.id,
        i_rapporten: figure.then.as_deref(),
        nu: figure.now.as_deref(),
        utfall: figure.fate.name(),
    });
    let cells = verdict.cells.iter();
    let cells = cells.map(|cell| Ruta { ruta: &cell.at, star: &cell.found, ska_vara: &cell.right });
    let whole = Omrakning {
        rapport: "granska_rapport",
        fil: about.name,
        program: &manifest.program,
        datum: manifest.date.to_string(),
        kommando: manifest.command.join(" "),
        oforandrad: verdict.is_whole(),
        rapporten_oforandrad: verdict.body_is_whole,
        manifestet_oforandrat: verdict.manifest_is_whole,
        andrade_rader: &verdict.lines,
        andrade_celler: cells.collect(),
        rorda_siffror: &verdict.touched,
        fullstandig: verdict.is_complete(),
        inte_i_manifestet: &verdict.not_in_manifest,
        inte_i_rapporten: &verdict.not_in_report,
        indata: inputs.collect(),
        siffror: figures.collect(),
        omrakning_gick_inte: about.why.map(plain),
        omdome: verdicts(about).iter().map(|words| plain(words)).collect(),
    };
    let mut text = serde_json::to_string_pretty(&whole).expect("strings are JSON");
    text.push('\n');
    text
}
