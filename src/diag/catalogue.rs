//! Every fault there is: its code, and the one function that makes it.
//!
//! F1 is the files, F2 the values in them, F3 the books, F4 the scenarios, F5 the question asked, F6 the bookkeeping system's file. A code keeps its meaning for
//! ever; one that is no longer used is not given to anything else.

use super::{FileId, Place, Problem};
use std::fmt;

macro_rules! codes {
    ($($code:ident $title:literal)*) => {
        /// A stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Code { $($code),* }

        impl Code {
            /// Every code with its title.
            pub const ALL: &[(Code, &'static str)] = &[$((Code::$code, $title)),*];
        }
    };
}

codes! {
    F101 "filen kan inte läsas"
    F102 "en mapp där det ska vara en fil"
    F103 "filen är inte text i UTF-8"
    F104 "filen är tom"
    F105 "filen följer inte TOML"
    F106 "fältet står två gånger"
    F107 "för många nivåer i varandra"
    F108 "en fil saknas"
    F201 "okänt fält"
    F202 "ett fält saknas"
    F203 "fel slags värde"
    F205 "ett decimaltal utan citattecken"
    F206 "ett tvetydigt tal"
    F207 "talet kan inte läsas"
    F208 "beloppet eller antalet är utanför gränserna"
    F209 "andelen är utanför gränserna"
    F210 "andelen har för många decimaler"
    F212 "ett id som inte går att använda"
    F213 "ett årtal utanför gränserna"
    F214 "datumet kan inte läsas"
    F215 "ett ord som inte finns att välja"
    F216 "samma id två gånger"
    F217 "texten är tom"
    F218 "två fält som utesluter varandra"
    F219 "ett id som räkenskaperna själva använder"
    F241 "raden och kolumnerna går inte ihop"
    F242 "figuren kan inte läsas"
    F243 "ingen sådan tryckt siffra"
    F244 "sambandet är inte fullständigt"
    F245 "siffrorna i sambandet mäter olika saker"
    F246 "dagen kan inte läsas"
    F301 "okänd medlem eller kommun"
    F302 "okänt konto"
    F303 "okänd budgetrad"
    F304 "okänd grupp, insats eller kostnadstyp"
    F305 "okänt dokument"
    F306 "uppgifterna summerar inte"
    F307 "samma uppgift två gånger"
    F308 "ett år saknas"
    F309 "ett år står två gånger"
    F310 "kontot har ingen rad i räkenskaperna"
    F311 "andelarna blir inte en hel"
    F313 "folkmängd att fördela efter saknas"
    F314 "det finns ingen budget att föra vidare"
    F315 "budgetens rader blir mer än dess summa"
    F316 "statens belopp är inte hela kronor"
    F317 "årtalet stämmer inte med filens namn"
    F318 "kontot eller raden hör inte hemma här"
    F319 "beloppen blir för stora att räkna med"
    F320 "statens tilldelning saknas"
    F321 "förbundet saknar en part"
    F330 "noten och raden hör inte ihop"
    F331 "revisionskostnaden ryms inte i kostnaderna"
    F341 "dokumentet stämmer inte med filens namn"
    F342 "händelsen kan inte ha skett"
    F343 "kommunen har inga utvecklingsmedel"
    F344 "händelsens datum"
    F352 "okänd rad i en kommentar"
    F353 "ändringen summerar inte"
    F354 "ändringen går inte att göra i budgeten"
    F355 "finansieringen av ändringen"
    F356 "ett konto för återkrav saknas"
    F357 "händelsen har inget belopp"
    F361 "fler realisationsvinster undantas än det finns"
    F362 "balanskravsjusteringar för ett år utan bokslut"
    F363 "beslutet ryms inte i underskottet"
    F364 "fristen för underskottet går inte"
    F365 "underskottet från tiden före böckerna går inte ihop"
    F366 "beslutet är från fel tid"
    F401 "ett scenario som bygger på sig självt"
    F402 "scenariot som ska ligga till grund finns inte"
    F403 "samma antagande två gånger"
    F404 "antagandet gäller ett år som inte planeras"
    F405 "tidigare än lagen medger"
    F406 "horisonten är utanför gränserna"
    F411 "fördelningens gränser står i fel ordning"
    F412 "det troligaste ligger utanför gränserna"
    F413 "fördelningen har inga steg"
    F414 "samma fördelning två gånger"
    F415 "fördelningen gäller ingen rad"
    F416 "fördelningen passar inte scenariot"
    F417 "filen har ingen fördelning"
    F501 "scenariot finns inte"
    F502 "året finns inte i böckerna"
    F503 "källorna ger inte den perioden"
    F504 "åren står i fel ordning"
    F509 "kontoplanen har inga noter"
    F520 "mappen går inte att använda"
    F521 "namnet går inte att använda"
    F522 "två val som inte går ihop"
    F523 "filändelsen går inte att skriva"
    F530 "året går inte att följa upp"
    F531 "bokföringsfilen är inte angiven"
    F532 "ett val saknas"
    F540 "året att exportera saknas"
    F541 "reglerna för året är inte inlästa"
    F550 "ett scenario räcker inte"
    F551 "samma scenario två gånger"
    F552 "året går inte att jämföra"
    F553 "ingen förbrukad budget"
    F555 "åtgärden finns inte"
    F556 "åtgärden går inte att begränsa så"
    F557 "målet är utanför gränserna"
    F558 "året går inte ihop med åtgärden"
    F559 "stegen går inte att räkna med"
    F560 "rutnätet är för stort"
    F561 "åtgärden ändrar ingenting"
    F562 "värdet är utanför åtgärdens gränser"
    F563 "två åtgärder ändrar samma sak"
    F564 "villkoret går inte ihop med åtgärden"
    F565 "vad som är osäkert är inte beskrivet"
    F566 "antalet körningar går inte"
    F567 "fröet går inte att läsa"
    F568 "antalet trådar går inte"
    F569 "ingenting att dra"
    F570 "figuren är inte skriven som en figur"
    F571 "figuren finns inte"
    F572 "raden finns inte"
    F573 "formatet finns inte för en förklaring"
    F580 "rapporten behöver en fil"
    F581 "formatet finns inte för kommandot"
    F590 "beloppet ryms inte i ett kalkylblad"
    F591 "en arbetsbok har ett scenario"
    F592 "en arbetsbok har alla år"
    F595 "rapporten har inget manifest"
    F596 "manifestets kommando kan inte köras om"
    F601 "ingen bokföringsfil i SIE-format"
    F602 "bokföringsfilen är SIE 5"
    F603 "bokföringsfilen är avhuggen"
    F610 "kontonummer i två konteringar"
    F611 "kontonumren går inte ihop"
    F612 "ett konto saknas i konteringen"
    F613 "verifikationen balanserar inte"
    F614 "konteringen saknas"
    F615 "bokföringsfilen gäller ett annat år"
    F616 "raden hör till två ställen"
    F617 "bokföringsfilen slutar för tidigt att låsa"
    F618 "bokföringsfilen säger emot sig själv"
    F619 "bokföringsfilen har ingen bokföring"
    F640 "ett konto saknar nummer i konteringen"
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// What a fault concerns, from the first digit of its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// F1.
    Files,
    /// F2.
    Values,
    /// F3.
    Books,
    /// F4.
    Scenarios,
    /// F5.
    Question,
    /// F6.
    Bokforing,
}

impl Group {
    /// All groups in the order they are printed.
    pub const ALL: [Group; 6] =
        [Group::Files, Group::Values, Group::Books, Group::Scenarios, Group::Question, Group::Bokforing];

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Group::Files => "FILERNA",
            Group::Values => "VÄRDENA",
            Group::Books => "BÖCKERNA",
            Group::Scenarios => "SCENARIERNA",
            Group::Question => "FRÅGAN",
            Group::Bokforing => "BOKFÖRINGSFILEN",
        }
    }
}

impl Code {
    /// What it concerns.
    pub fn group(self) -> Group {
        match self.to_string().as_bytes()[1] {
            b'1' => Group::Files,
            b'2' => Group::Values,
            b'3' => Group::Books,
            b'4' => Group::Scenarios,
            b'6' => Group::Bokforing,
            _ => Group::Question,
        }
    }

    /// Its title.
    pub fn title(self) -> &'static str {
        Code::ALL.iter().find(|(code, _)| *code == self).map_or("", |(_, title)| title)
    }
}

fn at(code: Code, place: Place, label: impl Into<String>) -> Problem {
    let primary = Some((place, label.into()));
    Problem { code, title: code.title().to_owned(), primary, secondary: None, notes: Vec::new(), remedy: None }
}

fn placeless(code: Code, title: String) -> Problem {
    Problem { code, title, primary: None, secondary: None, notes: Vec::new(), remedy: None }
}

/// How many of the names there are that are listed.
const LISTED: usize = 40;
/// Names that are equally near are all said, where they are no more than these.
const EQUALLY_NEAR: usize = 3;

/// The known word that is nearest, or those that are; where none is near, the words there are, the nearest first.
fn suggest(mut problem: Problem, written: &str, known: &[&str]) -> Problem {
    let length = written.chars().count();
    let mut near: Vec<(usize, &str)> =
        known.iter().map(|word| (strsim::damerau_levenshtein(written, word), *word)).collect();
    near.sort_unstable();
    near.dedup();
    let Some((distance, first)) = near.first().copied() else { return problem };
    let is_near = distance <= 2.max(length / 3) && distance < length;
    let equal: Vec<&str> = near.iter().take_while(|(other, _)| *other == distance).map(|(_, word)| *word).collect();
    match equal.len() {
        1..=EQUALLY_NEAR if is_near => {
            let listed: Vec<&str> = known.iter().copied().take(LISTED).collect();
            problem.notes.push(format!("det finns: {}", listed.join(", ")));
            problem.remedy = Some(equal.join(" eller "));
        }
        _ if near.len() == 1 => problem.remedy = Some(first.to_owned()),
        _ => {
            let words: Vec<&str> = near.iter().map(|(_, word)| *word).take(LISTED).collect();
            problem.remedy = Some(format!("ett av namnen {}", words.join(", ")));
        }
    }
    problem
}

// F1: the files.

/// The operating system did not let us read it.
pub fn unreadable_file(file: FileId, reason: &str) -> Problem {
    at(Code::F101, Place::whole(file), reason).remedy("gör filen läsbar, eller ta bort den")
}

/// There is a folder where a file belongs.
pub fn folder_for_file(file: FileId) -> Problem {
    at(Code::F102, Place::whole(file), "är en mapp").remedy("en fil med samma namn, eller ett annat namn på mappen")
}

/// The bytes are not UTF-8.
pub fn not_utf8(file: FileId, line: usize) -> Problem {
    at(Code::F103, Place::whole(file), format!("första felet på rad {line}"))
        .remedy("spara filen som UTF-8 i redigeraren")
}

/// There is nothing in it.
pub fn empty_file(file: FileId) -> Problem {
    at(Code::F104, Place::whole(file), "").remedy("fyll filen, eller ta bort den")
}

/// TOML's own grammar is broken.
pub fn broken_toml(place: Place, swedish: &str) -> Problem {
    at(Code::F105, place, swedish)
}

/// A key stands twice in one table.
pub fn key_twice(place: Place) -> Problem {
    at(Code::F106, place, "står redan i samma tabell").remedy("behåll den ena")
}

/// Nested beyond all reason.
pub fn too_deep(place: Place) -> Problem {
    at(Code::F107, place, "högst 80 nivåer läses").remedy("färre parenteser eller punkter i varandra")
}

/// A file the förbund cannot be without.
pub fn missing_file(name: &str, what: &str) -> Problem {
    placeless(Code::F108, format!("filen {name} saknas: {what}"))
        .remedy("kör i förbundets mapp, eller peka ut den med --katalog MAPP")
}

// F2: the values.

/// A key nobody asks for.
pub fn unknown_key(place: Place, key: &str, known: &[&str]) -> Problem {
    suggest(at(Code::F201, place, "läses inte här"), key, known)
}

/// A key that must be there.
pub fn missing_key(place: Place, key: &str, example: &str) -> Problem {
    at(Code::F202, place, format!("{key} saknas här")).remedy(format!("{key} = {example}"))
}

/// A table that must be there.
pub fn missing_table(place: Place, header: &str, what: &str) -> Problem {
    at(Code::F202, place, format!("{header} saknas: {what}")).remedy(header)
}

/// A text where a number was expected, and so on.
pub fn wrong_type(place: Place, expected: &str, example: &str) -> Problem {
    at(Code::F203, place, format!("ska vara {expected}")).remedy(example)
}

/// A bare float: digits may be lost before anyone sees them.
pub fn float(place: Place, remedy: &str) -> Problem {
    at(Code::F205, place, "utan citattecken kan siffror gå förlorade utan att det syns").remedy(remedy)
}

/// `1,234` may be one or a thousand.
pub fn ambiguous(place: Place, remedy: &str) -> Problem {
    at(Code::F206, place, "kan läsas på två sätt").remedy(remedy)
}

/// Not a number.
pub fn unreadable_number(place: Place, expected: &str) -> Problem {
    at(Code::F207, place, "är inget tal").remedy(expected)
}

/// An amount beyond the limits.
pub fn amount_out_of_range(place: Place, limits: &str) -> Problem {
    at(Code::F208, place, limits).remedy("en siffra inom gränsen; beloppen skrivs i kronor")
}

/// A rate beyond the limits.
pub fn rate_out_of_range(place: Place, written: &str, low: &str, high: &str) -> Problem {
    at(Code::F209, place, format!("är {written}; tillåtet är {low} till {high}"))
        .remedy(format!("en andel från {low} till {high}, skriven som \"2,5 %\""))
}

/// The target lies outside its own band.
pub fn target_outside_band(band: Place, target: &str, low: &str, high: &str) -> Problem {
    at(Code::F209, band, format!("bandet {low} till {high} rymmer inte målet {target}"))
        .remedy("låt fran vara högst målet och till minst målet")
}

/// The others' contributions follow from the state's.
pub fn no_state_share(place: Place) -> Problem {
    at(Code::F209, place, "statens andel är mer än 0\u{a0}%: de andras bidrag räknas ur den")
        .note("regel: FinsamL 5 §")
        .remedy("stat = \"50 %\"")
}

/// A rate finer than a millionth.
pub fn rate_too_fine(place: Place, remedy: &str) -> Problem {
    at(Code::F210, place, "högst sex decimaler (fyra i procent)").remedy(remedy)
}

/// Not an id.
pub fn bad_id(place: Place, written: &str) -> Problem {
    at(Code::F212, place, "ett id har små bokstäver a–z, siffror, _ och -").remedy(like_an_id(written))
}

/// What was written, in the letters that an id may have.
fn like_an_id(written: &str) -> String {
    let letter = |c: char| match c {
        'å' | 'ä' | 'à' | 'á' => 'a',
        'ö' | 'ø' => 'o',
        'é' | 'è' | 'ë' => 'e',
        'ü' => 'u',
        c if c.is_ascii_alphanumeric() || c == '_' => c,
        _ => '-',
    };
    let id: String = written.to_lowercase().chars().take(60).map(letter).collect();
    let id = id.trim_matches(['-', '_']);
    if id.is_empty() { "till exempel alby".to_owned() } else { id.to_owned() }
}

/// Not a year.
pub fn bad_year(place: Place) -> Problem {
    at(Code::F213, place, "ett år är 1990–2199").remedy("ar = 2026")
}

/// Not a date.
pub fn bad_date(place: Place, why: &str, instead: &str) -> Problem {
    at(Code::F214, place, why).remedy(format!("\"{instead}\""))
}

/// A word outside a fixed list.
pub fn unknown_word(place: Place, word: &str, known: &[&str]) -> Problem {
    suggest(at(Code::F215, place, "finns inte att välja"), word, known)
}

/// The name of a scenario's file is its id.
pub fn bad_file_name(file: FileId, stem: &str) -> Problem {
    at(Code::F212, Place::whole(file), "filens namn är scenariots id: små bokstäver a–z, siffror, _ och -")
        .remedy(format!("byt filens namn till scenarios/{}.toml", like_an_id(stem)))
}

/// An id given twice.
pub fn id_twice(place: Place, first: Place, id: &str) -> Problem {
    at(Code::F216, place, format!("{id} finns redan"))
        .clash(first, "här första gången")
        .remedy("ge den andra ett eget id")
}

/// An id that a row of the statements already has.
pub fn id_is_a_row(place: Place, id: &str) -> Problem {
    at(Code::F219, place, format!("{id} är namnet på en rad i räkenskaperna"))
        .remedy(format!("{id}_2, eller ett annat id"))
}

/// A text without text.
pub fn empty_text(place: Place) -> Problem {
    at(Code::F217, place, "är tom").remedy("skriv texten, eller ta bort nyckeln")
}

/// Two ways of saying the same, of which one must go.
pub fn keys_exclude(place: Place, other: Place, choice: &str) -> Problem {
    at(Code::F218, place, "den ena").clash(other, "den andra").remedy(choice)
}

/// A printed row with more or fewer figures than its table has columns.
pub fn cells_not_columns(place: Place, cells: usize, columns: usize) -> Problem {
    at(Code::F241, place, format!("tryckta siffror: {cells}, kolumner: {columns}"))
        .remedy("en siffra för varje kolumn; \"-\" där källan trycker ett streck")
}

/// No name of a figure of ours.
pub fn bad_figure(place: Place, written: &str) -> Problem {
    at(Code::F242, place, format!("{written} är ingen figur"))
        .remedy("rapport/år/rad eller rapport/år/jan-aug/rad/kolumn, till exempel resultat/2025/arets_resultat")
}

/// A relation names a figure that no document prints.
pub fn unknown_print(place: Place, written: &str, known: &[&str]) -> Problem {
    suggest(at(Code::F243, place, format!("{written} finns inte bland de tryckta siffrorna")), written, known)
        .note("en siffra heter tabell/rad eller tabell/rad/kolumn, och i ett annat dokuments fil dokument/tabell/rad")
}

/// A relation without what its kind needs.
pub fn relation_incomplete(place: Place, rule: &str) -> Problem {
    let needs = match rule {
        "andel" => "delen i av och det hela i genom",
        "skillnad" => "två siffror i av: den första minus den andra",
        _ => "bara av; genom hör till andel",
    };
    at(Code::F244, place, format!("{rule} behöver något annat")).remedy(needs)
}

/// Kronor are not added to persons.
pub fn relation_of_unlike(place: Place, figure: &str) -> Problem {
    at(Code::F245, place, format!("{figure} och det som den prövas mot är inte samma slags tal"))
        .remedy("belopp mot belopp, antal mot antal, procent mot procent eller mot en kvot")
}

/// A day that cannot be read.
pub fn unreadable_day(place: Place) -> Problem {
    at(Code::F246, place, "är varken en dag eller en månad").remedy("\"2025-11-27\" eller \"november 2025\"")
}

// F3: the books.

/// No such member or kommun.
pub fn unknown_member(place: Place, id: &str, known: &[&str]) -> Problem {
    suggest(at(Code::F301, place, "är ingen medlem i budgets/forbund.toml"), id, known)
}

/// A member that is no kommun, where a kommun is meant.
pub fn not_a_kommun(place: Place, kommuner: &[&str]) -> Problem {
    at(Code::F301, place, "är medlem men ingen kommun")
        .note(format!("det finns: {}", kommuner.join(", ")))
        .remedy("en av kommunerna")
}

/// No such account.
pub fn unknown_account(place: Place, id: &str, known: &[&str]) -> Problem {
    suggest(at(Code::F302, place, "finns inte i budgets/kontoplan.toml"), id, known)
}

/// No such line.
pub fn unknown_line(place: Place, id: &str, known: &[&str]) -> Problem {
    suggest(at(Code::F303, place, "finns inte bland raderna i budgets/forbund.toml"), id, known)
}

/// No such group, insats or cost type.
pub fn unknown_name(place: Place, id: &str, known: &[&str]) -> Problem {
    suggest(at(Code::F304, place, "finns inte i budgets/forbund.toml"), id, known)
}

/// No such document.
pub fn unknown_document(place: Place, id: &str, known: &[&str]) -> Problem {
    suggest(at(Code::F305, place, "finns inte bland dokumenten i budgets/forbund.toml"), id, known)
}

/// The facts of a period do not tie.
pub fn does_not_sum(place: Place, what: &str, difference: &str) -> Problem {
    at(Code::F306, place, what).note(format!("skillnad {difference}")).remedy(
        "rätta siffran; är det källan som inte summerar, bokför skillnaden på ett eget konto för differens i källan",
    )
}

/// A fact given twice.
pub fn fact_twice(place: Place, first: Place) -> Problem {
    at(Code::F307, place, "är redan angivet för perioden").clash(first, "här första gången").remedy(
        "behåll den först tryckta siffran; en senare avvikande siffra hör till det publicerade, inte till böckerna",
    )
}

/// A hole between the first and the last year.
pub fn year_missing(place: Place, year: &str) -> Problem {
    at(Code::F308, place, format!("{year} saknas före detta år")).remedy(format!("lägg till filen budgets/{year}.toml"))
}

/// Two files for one year.
pub fn year_twice(place: Place, first: Place, year: &str) -> Problem {
    at(Code::F309, place, format!("{year} finns redan"))
        .clash(first, "här första gången")
        .remedy("för ihop de två filerna")
}

/// An account that no statement would show.
pub fn unmapped_account(place: Place, account: &str, rows: &[&str]) -> Problem {
    suggest(at(Code::F310, place, format!("kontot {account} skulle inte synas någonstans")), "", rows)
        .remedy("rad = \"…\"")
}

/// A row that there is not.
pub fn unknown_row(place: Place, written: &str, rows: &[&str]) -> Problem {
    suggest(at(Code::F310, place, "raden finns inte"), written, rows)
}

/// A cost among income, or the like.
pub fn wrong_row(place: Place, written: &str, rows: &[&str]) -> Problem {
    suggest(at(Code::F310, place, "ett konto av det slaget kan inte ligga i den raden"), written, rows)
}

/// Shares that should make one whole.
pub fn shares_not_one(place: Place, sum: &str) -> Problem {
    at(Code::F311, place, format!("tillsammans {sum}, ska vara 100,0\u{a0}%"))
        .note("regel: FinsamL 5 §")
        .remedy("stat = \"50 %\", region = \"25 %\", kommuner = \"25 %\"")
}

/// No population to split by.
pub fn no_population(place: Place, year: &str, before: &str, kommuner: &[&str]) -> Problem {
    let mut problem =
        at(Code::F313, place, format!("för {year} finns inget tidigare år där alla kommuner har folkmängd"))
            .remedy(format!("[[folkmangd]] för {before} eller tidigare i budgets/forbund.toml"));
    if !kommuner.is_empty() {
        problem = problem.note(format!("saknas för: {}", kommuner.join(", ")));
    }
    problem
}

/// Nothing to carry forward.
pub fn no_budget(place: Place, year: &str) -> Problem {
    at(Code::F314, place, format!("{year} är första året utan bokslut och behöver en budget rad för rad"))
        .remedy(format!("[[budget]] med [budget.rader] i budgets/{year}.toml"))
}

/// The known lines exceed the stated total.
pub fn lines_exceed_total(place: Place, lines: &str, total: &str, by: &str) -> Problem {
    at(Code::F315, place, format!("raderna är {lines}, summan {total}, för mycket {by}"))
        .remedy("rätta raderna eller summan, så som källan har dem")
        .remedy("rätta raderna eller summan")
}

/// The state's amount must be whole kronor.
pub fn not_whole_kronor(place: Place, kr: i64) -> Problem {
    at(Code::F316, place, "statens tilldelning ges i hela kronor").remedy(kr.to_string())
}

/// The file's name and its year differ.
pub fn year_not_file_name(place: Place, name: &str, year: &str) -> Problem {
    at(Code::F317, place, format!("filen heter {name}"))
        .remedy(format!("byt filens namn till {year}.toml, eller årtalet"))
}

/// A balance account among flows, or the like.
pub fn account_out_of_place(place: Place, why: &str) -> Problem {
    at(Code::F318, place, why).remedy("flytta uppgiften dit den hör, eller välj något annat här")
}

/// Sums would not fit.
pub fn ledger_too_large(place: Place) -> Problem {
    at(Code::F319, place, "ett belopp eller en summa blir större än det går att räkna exakt med")
        .remedy("kontrollera att beloppen är i kronor och att index är rimliga")
}

/// The state's amount is nowhere.
pub fn no_state_amount(place: Place, year: &str) -> Problem {
    at(
        Code::F320,
        place,
        format!("för {year} finns varken beslutad, preliminär eller tidigare tilldelning från staten"),
    )
    .remedy(format!("[tilldelning] stat = 1_000_000 i budgets/{year}.toml"))
}

/// The key needs exactly one state, at most one region and some kommun.
pub fn party_missing(place: Place, what: &str) -> Problem {
    at(Code::F321, place, what)
        .note("regel: FinsamL 5 §")
        .remedy("en stat, högst en region och minst en kommun bland [[medlem]]")
}

/// A note that specifies two rows, or a row with two notes.
pub fn note_and_row(place: Place, first: Place, what: &str) -> Problem {
    at(Code::F330, place, what)
        .clash(first, "här första gången")
        .note("en not specificerar en rad i resultat- eller balansräkningen, och en rad har högst en not")
        .remedy("samma nummer för alla konton i raden, och ett eget för varje rad")
}

/// An audit that costs more than all costs together, or in a period without costs.
pub fn audit_beyond_costs(place: Place, audit: &str, costs: Option<&str>, period: &str) -> Problem {
    let label = match costs {
        Some(costs) => format!("för {period} är revisionen {audit}, verksamhetens kostnader {costs}"),
        None => format!("för {period} finns inga kostnader i uppgifterna som den kan vara en del av"),
    };
    at(Code::F331, place, label)
        .note("[[revision]] upplyser om en del av kostnaderna (LKBR 9:13) och bokförs inte för sig")
        .remedy("rätta beloppet eller perioden")
}

/// A file of printed figures is named by its document.
pub fn document_not_file_name(place: Place, name: &str, document: &str) -> Problem {
    at(Code::F341, place, format!("filen heter {name}"))
        .remedy(format!("byt filens namn till budgets/publicerat/{document}.toml, eller dokumentet"))
}

/// More gains are excepted than there are.
pub fn excepts_more_than_all(place: Place, excepted: &str, all: &str) -> Problem {
    at(Code::F361, place, format!("{excepted} undantas av {all}"))
        .note("regel: LKBR 11:10 p. 1; alla realisationsvinster dras ifrån, och de som är undantagna läggs tillbaka")
        .remedy("realisationsvinster med alla vinster, undantagna medräknade")
}

/// What is not counted in a result that is not there yet.
pub fn adjusts_open_year(place: Place) -> Problem {
    at(Code::F362, place, "året har inget bokslut, så det finns inget resultat att justera")
        .remedy("flytta posterna till ett år med bokslut")
}

/// A decision on more of a deficit than there is.
pub fn exempts_too_much(place: Place, exempted: &str, deficit: &str) -> Problem {
    at(Code::F363, place, format!("årets underskott är {deficit}, besluten undantar {exempted}"))
        .note("ett beslut om reglering gäller det underskott som blev")
        .remedy("belopp som ryms i underskottet, eller inget belopp för allt som är kvar")
}

/// A decision on nothing of a deficit.
pub fn exempts_nothing(place: Place) -> Problem {
    at(Code::F363, place, "beloppet är mer än 0").remedy("beloppet utan minus, eller inget belopp för allt som är kvar")
}

/// A decision not to regulate a deficit that was not there yet.
pub fn decides_before_deficit(place: Place, year: &str) -> Problem {
    at(Code::F366, place, format!("underskottet {year} fanns inte då, så styrelsen kunde inte besluta om regleringen"))
        .note("regel: KL 11:13 om ett negativt balanskravsresultat; skälen till en budget i underskott är ett annat beslut")
        .remedy("galler = \"budget\" om beslutet gäller budgeten, annars dagen för beslutet efter årets slut")
}

/// Reasons for a budget, given when its year was over.
pub fn budgets_after_year(place: Place, year: &str) -> Problem {
    at(Code::F366, place, format!("budgetåret {year} var slut då, så beslutet kan inte ge skälen till budgeten"))
        .note("regel: KL 11:5 st. 3, skälen anges när budgeten beslutas; att underskottet inte regleras är ett annat beslut")
        .remedy("galler = \"reglering\" om beslutet gäller underskottet, annars dagen då budgeten beslutades")
}

/// A deadline that no deficit has.
pub fn no_such_deadline(place: Place, origin: &str, usual: &str) -> Problem {
    at(Code::F364, place, format!("underskottet är från {origin}"))
        .note("regel: KL 11:12, de närmast följande tre åren; en längre tid är praxis")
        .remedy(format!("senast = {usual}, eller det år som källan anger"))
}

/// A deficit from before the books that cannot be that.
pub fn inherited_out_of_place(place: Place, why: &str) -> Problem {
    at(Code::F365, place, why).remedy("[[balanskrav.ingaende]] i böckernas första år, ett för varje ursprungsår")
}

// F4: the scenarios.

/// A scenario that inherits from itself, perhaps by way of others.
pub fn inherits_itself(place: Place, chain: &str) -> Problem {
    at(Code::F401, place, chain).remedy("ta bort bas i ett av dem, eller nämn ett annat scenario")
}

/// A base that does not exist.
pub fn unknown_base(place: Place, base: &str, known: &[&str]) -> Problem {
    let problem = suggest(at(Code::F402, place, "finns inte i scenarios/"), base, known);
    if known.is_empty() { problem.remedy(format!("lägg till filen scenarios/{base}.toml")) } else { problem }
}

/// Two assumptions of one file say different things of the same year.
pub fn assumption_twice(place: Place, first: Place, year: &str) -> Problem {
    at(Code::F403, place, format!("gäller också {year}"))
        .clash(first, "här första gången")
        .remedy("avgränsa åren med fran och till")
}

/// A span of years that ends before it begins.
pub fn ends_before_it_begins(to: Place, from: Place) -> Problem {
    at(Code::F404, to, "slutar före det börjar").clash(from, "börjar här").remedy("ett till som inte är före fran")
}

/// An assumption for a year that is closed or beyond the horizon.
pub fn year_not_planned(place: Place, first: &str, last: &str) -> Problem {
    at(Code::F404, place, format!("planerade år är {first}–{last}"))
        .remedy(format!("ett år {first}–{last}, eller en senare horisont i scenariot eller i budgets/forbund.toml"))
}

/// Notice is three years.
pub fn leaves_too_early(place: Place, earliest: &str) -> Problem {
    at(Code::F405, place, format!("tidigast {earliest}"))
        .note("regel: FinsamL 27 §, tre års uppsägningstid")
        .remedy(format!("fran = {earliest}, eller uppsagd = \"ÅÅÅÅ-MM-DD\" om uppsägningen redan är gjord"))
}

/// The horizon must be reachable.
pub fn bad_horizon(place: Place, first: &str, last: &str) -> Problem {
    at(Code::F406, place, format!("horisonten kan vara {first}–{last}")).remedy(format!("ett år {first}–{last}"))
}

/// A comment on a row that no follow-up has.
pub fn unknown_commented_row(place: Place, id: &str, known: &[&str]) -> Problem {
    suggest(at(Code::F352, place, "är ingen rad, grupp eller insats"), id, known)
}

/// A change of a budget whose rows do not sum as its kind says.
pub fn change_does_not_sum(place: Place, why: &str) -> Problem {
    at(Code::F353, place, why)
        .note("regel: en omdisponering flyttar mellan rader, ett tilläggsanslag ökar det som får kosta")
        .remedy("belopp som går ihop, med minus på raderna som minskar")
}

/// A change that the budget cannot take.
pub fn change_out_of_place(place: Place, why: &str) -> Problem {
    at(Code::F354, place, why).remedy("rätta ändringens datum, rader eller belopp")
}

/// An account that cannot fund a change of the budget; those that can.
pub fn cannot_fund(place: Place, why: &str, known: &[&str]) -> Problem {
    let problem = at(Code::F354, place, why);
    match known {
        [] => problem
            .remedy("ett konto i raden verksamhetens_intakter i budgets/kontoplan.toml, som inte är medlemsbidragen"),
        known => problem.remedy(format!("välj {}", known.join(" eller "))),
    }
}

/// A tilläggsanslag without its funding.
pub fn no_funding(place: Place) -> Problem {
    at(Code::F355, place, "ett tilläggsanslag anger hur det finansieras")
        .note("regel: KL 11:15 genom FinsamL 21 §, beslut om en utgift under året ska innefatta hur den finansieras")
        .remedy("finansiering = \"eget_kapital\", eller \"intakter\" med intakten som ökar")
}

/// A tilläggsanslag whose income does not fund it.
pub fn no_income(place: Place, why: &str) -> Problem {
    at(Code::F355, place, why)
        .note("regel: KL 11:15 genom FinsamL 21 §, beslut om en utgift under året ska innefatta hur den finansieras")
        .remedy(
            "finansiering = \"intakter\" med intakter = { konto = belopp } som tillsammans är vad raderna ökar med; \
             finansieras en del på annat sätt är det en ändring för sig",
        )
}

/// A funding where none is to be said.
pub fn funding_not_asked_for(place: Place, why: &str) -> Problem {
    at(Code::F355, place, why).remedy("ta bort finansiering, eller slag = \"tillaggsanslag\"")
}

/// Utvecklingsmedel demanded back in a förbund whose chart says no account for what has not come back.
pub fn no_account_for_demands(place: Place) -> Problem {
    at(Code::F356, place, "det som återkrävs är en fordran tills det är återbetalt, och kontoplanen säger inte på vilket konto")
        .remedy("aterkrav = \"ovriga_fordringar\" under [roller] i budgets/kontoplan.toml, med id:t för ett konto i raden fordringar")
}

/// An event of utvecklingsmedel that something is missing for, or that is more than there is.
pub fn grant_event_unlawful(place: Place, what: &str, advice: &str) -> Problem {
    at(Code::F342, place, what)
        .note("regel: planerad, uppföljd, godkänd, utbetald; beviljat = utbetalt + kvar att pröva + innehållet")
        .remedy(advice)
}

/// An amount on an event that is about all of the grant.
pub fn event_without_amount(place: Place, noun: &str) -> Problem {
    at(Code::F357, place, format!("{noun} har inget belopp"))
        .remedy("ta bort beloppet; det som inte ska betalas hålls inne med händelsen innehallen")
}

/// A kommun without utvecklingsmedel.
pub fn no_grant(place: Place, why: &str) -> Problem {
    at(Code::F343, place, why).remedy("en kommun och en insats som budgeten ger utvecklingsmedel")
}

/// An event far from its year.
pub fn grant_event_too_far(place: Place) -> Problem {
    at(Code::F344, place, "ligger inte i året, året före eller året efter")
        .remedy("datumet då det skedde, \"2026-05-12\"")
}

/// A follow-up of a tertial that had not begun.
pub fn followed_up_too_early(place: Place, day: impl std::fmt::Display, first: impl std::fmt::Display) -> Problem {
    at(Code::F344, place, format!("uppföljningen {day} är före tertialens första dag, {first}"))
        .remedy(format!("datumet då samtalet hölls, tidigast \"{first}\", eller en annan tertial"))
}

/// An option that the event asked for needs.
pub fn option_missing(option: &str, what: &str) -> Problem {
    placeless(Code::F532, format!("{option} saknas: {what}")).remedy(format!("{option} \"…\""))
}

/// A kommun that is asked for and is none.
pub fn no_such_kommun(written: &str, near: &str, known: &[&str]) -> Problem {
    suggest(placeless(Code::F301, format!("{written} är ingen kommun i förbundet")), near, known)
}

/// A value of an option that is not among its words.
pub fn no_such_word(option: &str, written: &str, near: &str, known: &[&str]) -> Problem {
    suggest(placeless(Code::F215, format!("{written} går inte för {option}")), near, known)
}

/// An event that is yet to come, asked for on the command line.
pub fn grant_event_to_come(day: impl std::fmt::Display, today: impl std::fmt::Display) -> Problem {
    placeless(Code::F344, format!("{day} har inte varit än: i dag är {today}"))
        .remedy("lägg till händelsen när den har skett, eller rätta --datum (för en annan dag än dagens: --idag)")
}

/// The highest value of a distribution is below its lowest.
pub fn negative_width(high: Place, low: Place, width: &str) -> Problem {
    at(Code::F411, high, format!("bredden från lag till hog blir {width}"))
        .clash(low, "det lägsta")
        .remedy("lag = det lägre värdet, hog = det högre; samma värde där inget är osäkert")
}

/// The most likely value is not between the lowest and the highest.
pub fn mode_outside(place: Place, mode: &str, low: &str, high: &str) -> Problem {
    at(Code::F412, place, format!("{mode} ligger inte från {low} till {high}"))
        .remedy(format!("ett värde från {low} till {high}, eller andra gränser"))
}

/// A distribution in steps without a step.
pub fn no_steps(place: Place) -> Problem {
    at(Code::F413, place, "steg är en tom lista").remedy("steg = [{ varde = \"85 %\", vikt = 1 }, …]")
}

/// Two distributions of the same thing in the same year.
pub fn distribution_twice(place: Place, first: Place, year: &str) -> Problem {
    at(Code::F414, place, format!("gäller också {year}"))
        .clash(first, "här första gången")
        .remedy("avgränsa åren med fran och till, eller ta bort den ena")
}

/// A förbrukningsgrad of lines of which none is left.
pub fn distribution_of_no_line(place: Place) -> Problem {
    at(Code::F415, place, "det som väljs och det som undantas lämnar ingen rad kvar")
        .remedy("alla = true, eller andra grupper, insatser eller rader")
}

/// The scenario's own value and what is drawn on top of it go beyond what is possible.
pub fn distribution_beyond_limits(place: Place, drawn: &str, allowed: &str) -> Problem {
    at(Code::F416, place, format!("{drawn} med scenariots eget; tillåtet är {allowed}"))
        .remedy("en smalare fördelning, eller en utan utover_scenariot")
}

/// A file of uncertainty that says nothing is uncertain.
pub fn no_distribution(place: Place) -> Problem {
    at(Code::F417, place, "säger inte vad som är osäkert")
        .remedy("minst ett av [[forbrukning]], [[index]] och [[stat]], eller ingen fil")
}

// F5: the question.

/// No such scenario.
pub fn no_such_scenario(written: &str, known: &[&str]) -> Problem {
    suggest(placeless(Code::F501, format!("scenariot {written} finns inte")), written, known)
}

/// A year that the books do not hold and no scenario reaches.
pub fn no_such_year(year: &str, what: &str, first: &str, last: &str) -> Problem {
    placeless(Code::F502, format!("{year} finns inte i {what}")).note(format!("det finns: {first}–{last}"))
}

/// A year that no budget can be proposed for: it is closed, or its three years go beyond the reach of a projection.
pub fn year_not_to_plan(year: &str, why: &str, first: &str, last: &str) -> Problem {
    placeless(Code::F502, format!("{year} går inte att planera: {why}"))
        .note(format!("det som går att planera: {first}–{last}"))
        .note("regel: KL 11:6 (FinsamL 21 §), en plan för tre år med budgetåret först")
}

/// A period that the sources do not state by itself.
pub fn no_such_period(period: &str, given: &str) -> Problem {
    placeless(Code::F503, format!("källorna ger inte {period} för sig")).note(format!("de ger: {given}"))
}

/// A span of years that begins after it ends.
pub fn years_reversed(from: &str, to: &str) -> Problem {
    placeless(Code::F504, format!("{from} är efter {to}")).remedy(format!("--fran {to} --till {from}"))
}

/// No account belongs to a note.
pub fn no_notes() -> Problem {
    placeless(Code::F509, "kontoplanen säger inte vilken not något konto hör till".to_owned())
        .remedy("not = 1 på kontona i budgets/kontoplan.toml")
}

/// A folder that a new förbund cannot be put in: nothing is ever written over.
pub fn folder_taken(why: String) -> Problem {
    placeless(Code::F520, why)
        .note("Inget har skrivits: ett nytt förbund läggs bara i en mapp som är tom eller inte finns än.")
        .remedy("ett annat mappnamn")
}

/// A name that a förbund or a kommun cannot have.
pub fn bad_name(what: &str, why: &str, example: &str) -> Problem {
    placeless(Code::F521, format!("{what} {why}")).remedy(example)
}

/// `--csv` says how CSV is written, and something else is asked for.
pub fn not_csv(format: &str) -> Problem {
    placeless(Code::F522, format!("--csv går inte ihop med formatet {format}"))
        .remedy("--csv se utan --format, eller till en fil som slutar på .csv")
}

/// A file whose ending promises a format that is not written.
pub fn unknown_ending(ending: &str) -> Problem {
    placeless(Code::F523, format!("filändelsen .{ending} går inte att skriva"))
        .note("det finns: .txt, .json, .csv, .md")
        .remedy("en av de ändelserna, eller --format som säger vad filen ska innehålla")
}

/// What is asked for is not shaped as the id of a figure, or begins with no report.
pub fn not_a_figure(written: &str, reports: &[&str]) -> Problem {
    let report = written.split('/').next().unwrap_or_default();
    let problem = placeless(Code::F570, format!("{written} är inte namnet på en figur"));
    let shape = "en figur skrivs rapport/år[/period]/rad[/kolumn]; raderna visas med --visa-id";
    match reports.contains(&report) {
        true => problem.note(shape).remedy("finsam forklara prognos/2030/eget_kapital"),
        false => {
            let mut problem = suggest(problem, report, reports).note(shape);
            if let Some(near) = problem.remedy.take().filter(|near| reports.contains(&near.as_str())) {
                problem.remedy = Some(format!("finsam forklara {near}{}", &written[report.len()..]));
            }
            problem
        }
    }
}

/// No figure has that id; those that are nearest are said.
pub fn no_such_figure(id: &str, mut known: Vec<String>) -> Problem {
    known.sort_by_key(|other| strsim::damerau_levenshtein(id, other));
    let near = known.iter().take(8).map(String::as_str).collect::<Vec<_>>().join("\n    ");
    let problem = placeless(Code::F571, format!("figuren {id} finns inte"));
    match known.first() {
        Some(first) => problem.note(format!("närmast:\n    {near}")).remedy(format!("finsam forklara {first}")),
        None => problem.remedy("en rapport, ett år och en rad som finns, som prognos/2030/eget_kapital"),
    }
}

/// No file of the förbund's has that line.
pub fn no_such_line(written: &str, files: &[&str]) -> Problem {
    let file = written.rsplit_once(':').map_or(written, |(file, _)| file);
    let problem = placeless(Code::F572, format!("raden {written} finns inte"));
    match files.contains(&file) {
        true => problem.remedy(format!("{file}:RAD med en rad som filen har")),
        false => suggest(problem, file, files),
    }
}

/// A derivation is a tree and no table.
pub fn no_table_of_a_derivation() -> Problem {
    placeless(Code::F573, "en förklaring är ett träd och skrivs inte som csv".to_owned())
        .note("det finns: txt, md, json")
        .remedy("finsam forklara FIGUR --format json")
}

/// A value with which a spreadsheet would not reckon exactly.
pub fn too_large_for_a_workbook(what: &str) -> Problem {
    placeless(Code::F590, format!("{what} är för stort för att ett kalkylblad ska räkna exakt"))
        .note("regel: heltal under 10^15, så att varje produkt av ett belopp och en andel är exakt")
        .remedy("finsam rapport -o styrelse.html, som inte har den gränsen")
}

/// A workbook is of one scenario.
pub fn one_scenario_a_workbook() -> Problem {
    placeless(Code::F591, "en arbetsbok räknar ett scenario, och flera är angivna".to_owned())
        .remedy("finsam rapport -o plan.xlsx --scenario ETT, en fil för varje")
}

/// A workbook is of every year.
pub fn all_years_a_workbook() -> Problem {
    placeless(Code::F592, "en arbetsbok har alla år, hela, och kan inte begränsas till ett eller en del".to_owned())
        .remedy("finsam rapport -o plan.xlsx utan --ar och --period")
}

/// A report is a file to open, and none is named.
pub fn report_needs_a_file() -> Problem {
    placeless(Code::F580, "rapporten är en webbsida och skrivs till en fil, men ingen fil är angiven".to_owned())
        .remedy("finsam rapport -o styrelse.html")
}

/// A format, or a file's ending, that no report is written in.
pub fn report_format(name: &str) -> Problem {
    placeless(Code::F581, format!("en rapport skrivs inte som {name}"))
        .note(
            "det finns: .html, .md och .xlsx; tabellerna var för sig finns i alla format, som finsam drift och finsam prognos",
        )
        .remedy("finsam rapport -o styrelse.html")
}

/// A page is asked of what is no report.
pub fn only_reports_are_pages() -> Problem {
    placeless(Code::F581, "bara en rapport skrivs som html".to_owned())
        .note("det finns: txt, json, csv, md")
        .remedy("finsam rapport -o styrelse.html")
}

/// A year that is closed or lies ahead cannot be followed up; both are four digits.
pub fn year_not_open(year: &str, open: &str) -> Problem {
    placeless(
        Code::F530,
        format!("{year} går inte att följa upp: året som följs upp är {open}, det första utan bokslut"),
    )
    .remedy(if year < open {
        format!("finsam uppfoljning {open} T2 --sie FIL, eller finsam drift {year} för bokslutet")
    } else {
        format!("finsam uppfoljning {open} T2 --sie FIL; {year} som det är planerat visar finsam drift {year}")
    })
}

/// An open year is followed up from the bookkeeping system's file.
pub fn no_bookkeeping(period: &str) -> Problem {
    placeless(Code::F531, format!("{period} följs upp mot bokföringen, och ingen fil är angiven"))
        .remedy("--sie FIL, filen som bokföringssystemet skriver med SIE typ 4")
}

/// A file without a manifest that can be read.
pub fn no_manifest(file: &str) -> Problem {
    placeless(Code::F595, format!("{file}: filen har inget manifest som går att läsa"))
        .note("varje rapport som skrivs med -o har ett; saknas det är filen något annat, eller ändrad sedan den skrevs")
        .remedy("en fil som finsam har skrivit, som finsam drift 2025 -o drift.md")
}

/// A manifest whose command makes no report.
pub fn manifest_of_no_report(file: &str, command: &str) -> Problem {
    placeless(Code::F596, format!("{file}: manifestets kommando ger ingen rapport: {command}"))
        .note("inget har körts: bara kommandon som visar något räknas om")
        .remedy("en fil som finsam har skrivit och som ingen har ändrat")
}

/// A year before the rules of balanskravet that were read.
pub fn rules_not_known(year: &str, first: &str) -> Problem {
    placeless(Code::F541, format!("balanskravet {year}: reglerna är inlästa från och med räkenskapsåret {first}"))
        .note("LKBR gäller från 2019; för tidigare år gällde andra lagar")
}

/// A SIE file is of one year.
pub fn export_of_no_year() -> Problem {
    placeless(Code::F540, "en SIE-fil gäller ett år, och inget år är angivet".to_owned())
        .remedy("finsam exportera 2025 --sie -o bokslut-2025.se")
}

/// A word that is no lever.
pub fn unknown_lever(word: &str, known: &[&str]) -> Problem {
    let problem = placeless(Code::F555, format!("åtgärden {word} finns inte"));
    let suggested = suggest(problem, word, known);
    suggested.note("en åtgärd skrivs ORD, ORD:ID eller ORD:ID@KOMMUN, som bidrag, rad:ID eller utvecklingsmedel@KOMMUN")
}

/// What a lever cannot be narrowed to; `written` is what was asked for, of those `known`.
pub fn lever_not_of(word: &str, why: &str, known: &[&str], written: &str) -> Problem {
    let problem = suggest(placeless(Code::F556, format!("{word}: {why}")), written, known);
    if problem.remedy.is_some() { problem } else { problem.remedy(format!("{word} utan det")) }
}

/// A target that no förbund can have.
pub fn target_out_of_range(written: &str, why: &str) -> Problem {
    placeless(Code::F557, format!("målet {written} går inte: {why}"))
        .remedy("--eget-kapital 20%, eller hela beloppet i kronor, som 1 500 000")
}

/// A lever whose years do not reach the year it is asked for.
pub fn lever_years(why: &str, first: &str, last: &str) -> Problem {
    placeless(Code::F558, why.to_owned())
        .note(format!("planerade år: {first}–{last}"))
        .remedy("ett annat år för --fran eller --ar")
}

/// An axis of a grid that cannot be read or has no values.
pub fn bad_axis(written: &str, why: &str, example: &str) -> Problem {
    placeless(Code::F559, format!("{written}: {why}")).remedy(example)
}

/// A grid with more pairs than anybody reads.
pub fn grid_too_large(pairs: &str, most: &str) -> Problem {
    placeless(Code::F560, format!("rutnätet får {pairs} rutor, och det ryms högst {most}"))
        .remedy("större steg efter /, eller ett kortare spann")
}

/// A lever that nothing in the scenario depends on.
pub fn lever_moves_nothing(lever: &str, scenario: &str, from: &str) -> Problem {
    placeless(Code::F561, format!("{lever} ändrar ingenting i scenariot {scenario} från {from}"))
        .remedy("en annan åtgärd, eller ett annat år med --fran")
}

/// A value that a lever cannot have.
pub fn lever_value(written: &str, lever: &str, low: &str, high: &str, step: &str) -> Problem {
    placeless(Code::F562, format!("{written} går inte för {lever}"))
        .remedy(format!("{low} till {high} i steg om {step}"))
}

/// Two levers where the one gives what the other gives too.
pub fn levers_overlap(levers: &str) -> Problem {
    placeless(Code::F563, format!("{levers} ändrar samma sak")).remedy("två åtgärder som gäller olika rader")
}

/// A condition that a lever cannot keep.
pub fn condition_not_for(condition: &str, lever: &str, why: &str) -> Problem {
    placeless(Code::F564, format!("{condition} går inte ihop med {lever}: {why}"))
        .remedy(format!("{lever} utan {condition}, eller en annan åtgärd"))
}

/// A förbund that has not said what is uncertain.
pub fn no_uncertainty() -> Problem {
    placeless(
        Code::F565,
        "budgets/osakerhet.toml saknas: vad som är osäkert, mellan vilka värden och varför".to_owned(),
    )
    .note("handboken har en fil att börja från, under ”hur säkert är det?”")
    .remedy("syfte, och [[forbrukning]], [[index]] eller [[stat]] med fordelning, dras, motiv och status")
}

/// No number of runs, or one that is out of all reason.
pub fn bad_runs(written: &str, most: &str) -> Problem {
    placeless(Code::F566, format!("--antal {written} går inte: antalet körningar är 1 till {most}"))
        .remedy("--antal 100000")
}

/// A seed is a whole number.
pub fn bad_seed(written: &str, most: &str) -> Problem {
    placeless(Code::F567, format!("--seed {written} går inte: ett frö är ett helt tal från 0 till {most}"))
        .remedy("--seed 1, och samma tal igen när körningen ska upprepas")
}

/// No number of threads.
pub fn bad_threads(written: &str, most: &str) -> Problem {
    placeless(Code::F568, format!("--tradar {written} går inte: antalet trådar är 1 till {most}"))
        .note("antalet trådar ändrar inga siffror")
        .remedy("--tradar 2, eller utelämna valet")
}

/// No distribution concerns the scenario.
pub fn nothing_to_draw(scenario: &str) -> Problem {
    placeless(Code::F569, format!("ingen fördelning i budgets/osakerhet.toml gäller något i scenariot {scenario}"))
        .note("ett år med givet belopp från staten dras inte; en rad som har upphört inte heller")
        .remedy("fördelningar för år som scenariot planerar")
}

/// A comparison needs at least two scenarios.
pub fn too_few_to_compare(known: &[&str]) -> Problem {
    let example = [known.first(), known.get(1)].map(|id| id.map_or("NAMN", |id| id));
    placeless(Code::F550, "en jämförelse behöver minst två scenarier".to_owned())
        .note(format!("det finns: {}", known.join(", ")))
        .remedy(format!("finsam jamfor {} {}", example[0], example[1]))
}

/// A scenario compared with itself.
pub fn compared_with_itself(name: &str) -> Problem {
    placeless(Code::F551, format!("{name} står två gånger i jämförelsen")).remedy("varje scenario en gång")
}

/// A year that is closed, or that no projection reaches, has no bridge.
pub fn year_not_compared(year: &str, first: &str, last: &str) -> Problem {
    placeless(Code::F552, format!("{year} är inget år som scenarierna planerar"))
        .note(format!("det som går att jämföra: {first}–{last}"))
}

/// No closed year, or not the one asked for, has both a budget and an outcome.
pub fn nothing_consumed(year: Option<String>, known: &[String]) -> Problem {
    let year = year
        .map_or("inget bokslut har en budget".to_owned(), |year| format!("{year} har inte både budget och bokslut"));
    let problem = placeless(Code::F553, format!("{year} att räkna förbrukningen av"));
    match known {
        [] => problem.remedy("[[budget]] med kostnader i ett stängt års fil i budgets/"),
        known => problem.note(format!("det finns: {}", known.join(", "))),
    }
}

// F6: the bookkeeping system's file.

/// A file that is not SIE; `line` is 0 where it is the file as a whole.
pub fn not_sie(file: &str, line: u32, why: &str) -> Problem {
    let place = if line == 0 { file.to_owned() } else { format!("{file}:{line}") };
    placeless(Code::F601, format!("{place}: {why}"))
        .remedy("hämta filen en gång till ur bokföringssystemet, som SIE typ 4 (export av verifikationer)")
}

/// A file of the newer format, which is another one.
pub fn sie5(file: &str) -> Problem {
    placeless(Code::F602, format!("{file}: filen är SIE 5 (XML), som inte läses"))
        .remedy("välj SIE typ 4 när filen hämtas ur bokföringssystemet")
}

/// A file whose end is missing (SIE 4B 10.6).
pub fn sie_cut_off(file: &str, line: u32) -> Problem {
    placeless(Code::F603, format!("{file}:{line}: filen slutar innan sin kontrollsumma (#KSUMMA)"))
        .note("regel: SIE 4B 10.6, en fil som öppnar en kontrollsumma ska avsluta den; slutet av filen saknas")
        .remedy("hämta filen en gång till ur bokföringssystemet")
}

/// A number that two rules of the kontering take.
pub fn numbers_overlap(place: Place, other: Place, from: &str, to: &str) -> Problem {
    let run = if from == to { from.to_owned() } else { format!("{from}–{to}") };
    at(Code::F610, place, format!("{run} finns redan"))
        .clash(other, "här första gången")
        .remedy("låt varje nummer stå på ett ställe")
}

/// A run of numbers that is none.
pub fn numbers_reversed(place: Place, from: &str, to: &str) -> Problem {
    at(Code::F611, place, format!("{from}–{to} är inga nummer i följd"))
        .remedy("fran och till med lika många siffror, det lägsta först")
}

/// A rule that says one line and the insats or kommun of another.
pub fn belongs_to_two(place: Place) -> Problem {
    at(Code::F616, place, "raden hör till en annan insats eller kommun än den som står här")
        .remedy("bara rad, eller bara insats och kommun")
}

/// An account of the bookkeeping system with movement and no account of ours.
pub fn account_without_kontering(file: &str, line: u32, number: &str, name: &str, amount: &str, near: &str) -> Problem {
    let name = if name.is_empty() { String::new() } else { format!(" {name}") };
    placeless(
        Code::F612,
        format!("{file}:{line}: konto {number}{name} med {amount} finns inte i budgets/kontering.toml"),
    )
    .remedy(format!("[[konto]] nummer = \"{number}\", konto = \"{near}\" i budgets/kontering.toml"))
}

/// A voucher of the bookkeeping system that does not sum to zero.
pub fn booked_unbalanced(file: &str, line: u32, what: &str, sum: &str) -> Problem {
    placeless(Code::F613, format!("{file}:{line}: {what} summerar till {sum} och inte till 0"))
        .remedy("rätta den i bokföringssystemet och hämta filen en gång till; finsam importera visar allt i filen")
}

/// No kontering at all.
pub fn no_kontering(what: &str) -> Problem {
    placeless(
        Code::F614,
        "budgets/kontering.toml saknas: vilka av förbundets konton som systemets konton är".to_owned(),
    )
    .note(what)
    .remedy("kontoplan = \"Kommun-Bas\", status och motiv, och ett [[konto]] med nummer och konto för varje konto")
}

/// A file of another year than the one asked for.
pub fn other_year(file: &str, theirs: &str, year: &str) -> Problem {
    placeless(Code::F615, format!("{file} gäller räkenskapsåret {theirs} och inte {year}"))
        .remedy(format!("hämta filen för {year} ur bokföringssystemet"))
}

/// A voucher on a day outside the year.
pub fn outside_year(file: &str, line: u32, what: &str, year: &str) -> Problem {
    placeless(Code::F615, format!("{file}:{line}: {what}, utanför {year}"))
        .remedy("rätta datumet i bokföringssystemet och hämta filen en gång till")
}

/// A booked row whose account and objects say different things.
pub fn booked_to_two(file: &str, line: u32) -> Problem {
    placeless(Code::F616, format!("{file}:{line}: kontot och objekten säger olika rad, insats, kommun eller medlem"))
        .remedy("rätta raden i bokföringssystemet, eller konteringen")
}

/// A file that ends before the period whose forecast is to be locked.
pub fn forecast_of_part(file: &str, through: &str, last: &str) -> Problem {
    placeless(Code::F617, format!("{file}: bokföringsfilen slutar {through} och inte {last}, så prognosen låses inte"))
        .note("det som fattas räknas annars som sparat, och en låst prognos står kvar som den var")
        .remedy(format!("hämta filen ur bokföringssystemet när allt till och med {last} är bokfört"))
}

/// A file that contradicts itself is no ground for a forecast that is kept.
pub fn forecast_of_torn_file(file: &str, what: &str) -> Problem {
    placeless(
        Code::F618,
        format!("{file}: i bokföringsfilen fattas belopp eller så säger den emot sig själv, så prognosen låses inte"),
    )
    .note(what)
    .remedy(format!(
        "hämta filen en gång till ur bokföringssystemet; finsam importera {file} visar vad som inte stämmer"
    ))
}

/// A file without vouchers and balances; `budget` says what budget it has instead, if any.
pub fn nothing_booked(file: &str, budget: Option<&str>) -> Problem {
    let what = budget.map_or_else(
        || "filen har ingen bokföring: varken verifikationer eller saldon".to_owned(),
        |budget| format!("filen har ingen bokföring, bara en budget ({budget})"),
    );
    placeless(Code::F619, format!("{file}: {what}"))
        .remedy("hämta årets bokföring ur bokföringssystemet, som SIE typ 4 (export av verifikationer)")
}

/// An account of ours that the kontering gives no number for.
pub fn account_without_number(id: &str, name: &str, amount: &str) -> Problem {
    placeless(Code::F640, format!("{name} ({id}) med {amount} har inget nummer i budgets/kontering.toml"))
        .remedy(format!("[[konto]] nummer = \"…\", konto = \"{id}\" i budgets/kontering.toml"))
}
