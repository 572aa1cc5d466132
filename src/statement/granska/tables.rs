//! The examination as tables: the findings, the rules that were used, and the documents.

use super::{Count, Examination, Finding};
use crate::domain::money::Unit;
use crate::domain::samband::{FaultKind, Rule};
use crate::domain::sv;
use crate::projection::Economy;
use crate::statement::{Cell, Column, Row, Statement};

/// The page's title.
pub const TITLE: &str = "Granskning av det publicerade";

/// What a kind of fault is called, for a heading.
pub fn kind_name(kind: FaultKind) -> &'static str {
    match kind {
        FaultKind::Lag => "Mot lag",
        FaultKind::Raknefel => "Räknefel",
        FaultKind::Motsagelse => "Motsägelser",
        FaultKind::Internt => "Mot egna beslut och överenskommelser",
        FaultKind::Praxis => "Mot praxis",
    }
}

/// What a rule tries, in words.
pub fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Bocker => "Siffran mot räkenskaperna",
        Rule::Summa => "Summan av delarna",
        Rule::Skillnad => "Skillnaden mellan två siffror",
        Rule::Andel => "Andelen av det hela",
        Rule::Samma => "Samma uppgift på två ställen",
        Rule::Rullning => "Ingående, förändring och utgående",
        Rule::Helhet => "Andelar som ska bli 100 procent",
        Rule::Heltal => "Procent av ett antal personer",
        Rule::Nyckel => "Finansieringens nyckel",
        Rule::Frist => "Frister och årtal",
        Rule::Hogst => "Det som inte kan vara mer",
        Rule::Minst => "Det som inte kan vara mindre",
        Rule::Overstiger => "Det som ska vara mer än noll",
        Rule::Del => "Delar som lag och praxis kräver",
        Rule::Forklaring => "Förklaringar",
    }
}

fn column(id: &str, heading: &str, layer: &'static str) -> Column {
    Column { id: id.to_owned(), heading: heading.to_owned(), kind: String::new(), layer }
}

fn table(economy: &Economy, title: &str, columns: Vec<Column>, rows: Vec<Row>, notes: Vec<String>) -> Statement {
    Statement {
        report: "granska",
        title: title.to_owned(),
        forbund: economy.forbund.name.clone(),
        year: None,
        period: None,
        scenario: None,
        unit: Unit::Kr,
        columns,
        rows,
        notes,
    }
}

/// The findings, what rounding explains, the rules, the documents and what was not tried.
pub fn examination_tables(economy: &Economy, found: &Examination) -> Vec<Statement> {
    let mut tables = vec![findings(economy, "Vad som inte håller", &found.findings)];
    if !found.rounded.is_empty() {
        tables.push(findings(economy, "Skillnader som avrundning förklarar", &found.rounded));
    }
    tables.extend([rules(economy, found), documents(economy, found)]);
    tables
}

/// One row a finding.
pub fn findings(economy: &Economy, title: &str, list: &[Finding]) -> Statement {
    let columns = vec![
        column("ar", "År", "text"),
        column("redovisat", "Redovisat", "text"),
        column("beraknat", "Beräknat", "text"),
        column("skillnad", "Skillnad", "text"),
        column("slag", "Slag", "text"),
        column("kalla", "Källa", "text"),
        column("text", "Varför", "text"),
    ];
    let row = |finding: &Finding| {
        let words = |text: &str| Cell::Text(text.to_owned());
        let cells = vec![
            words(&sv::period(finding.year, finding.period)),
            finding.stated.clone(),
            finding.computed.clone(),
            finding.difference.clone(),
            words(finding.kind.name()),
            words(&finding.source),
            words(&finding.text),
        ];
        Row::of_words(finding.id.clone(), finding.label.clone(), cells)
    };
    let notes = if list.is_empty() { vec!["Allt som kunde prövas håller.".to_owned()] } else { Vec::new() };
    table(economy, title, columns, list.iter().map(row).collect(), notes)
}

fn count(number: usize) -> Cell {
    Cell::Count(i64::try_from(number).unwrap_or(i64::MAX))
}

/// How many trials each rule made and how they came out.
pub fn rules(economy: &Economy, found: &Examination) -> Statement {
    let columns = vec![
        column("provade", "Prövade", "utfall"),
        column("haller", "Håller", "utfall"),
        Column { kind: "förklarar".to_owned(), ..column("avrundning", "Avrundning", "utfall") },
        Column { kind: "inte".to_owned(), ..column("haller_inte", "Håller", "utfall") },
    ];
    let cells = |of: &Count| vec![count(of.tried), count(of.holds), count(of.rounded), count(of.fails)];
    let rows = found.rules.iter().map(|(rule, of)| Row::of_words(rule.name(), rule_name(*rule), cells(of)));
    let mut rows: Vec<Row> = rows.collect();
    let all = found.rules.iter().fold(Count::default(), |sum, (_, of)| Count {
        tried: sum.tried + of.tried,
        holds: sum.holds + of.holds,
        rounded: sum.rounded + of.rounded,
        fails: sum.fails + of.fails,
    });
    rows.push(Row { style: crate::statement::Style::Total, ..Row::of_words("summa", "Prövningar", cells(&all)) });
    let mut notes = vec![
        "En siffra prövas av varje regel som den är med i; samma fel kan därför räknas av flera regler.".to_owned(),
        "Ungefärliga tal (ca, nästan, drygt) räknas som en tiondel åt vardera hållet, och procent av ett antal personer som hela personer."
            .to_owned(),
    ];
    notes.extend(found.not_known.iter().map(|untried| untried.reason.clone()));
    table(economy, "Så har det prövats", columns, rows, notes)
}

/// How much of each document was tried, and why not all of it.
pub fn documents(economy: &Economy, found: &Examination) -> Statement {
    let columns = vec![
        Column { kind: "siffror".to_owned(), ..column("siffror", "Tryckta", "utfall") },
        column("provade", "Prövade", "utfall"),
        Column { kind: "inte".to_owned(), ..column("haller_inte", "Håller", "utfall") },
        Column { kind: "prövade".to_owned(), ..column("ej_provade", "Ej", "utfall") },
    ];
    let row = |document: &super::DocumentCount| {
        let untried = document.figures - document.tried;
        let cells = vec![count(document.figures), count(document.tried), count(document.fails), count(untried)];
        Row::of_words(document.id.clone(), document.title.clone(), cells)
    };
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for untried in &found.untried {
        match reasons.iter_mut().find(|(reason, _)| **reason == untried.reason) {
            Some((_, times)) => *times += 1,
            None => reasons.push((&untried.reason, 1)),
        }
    }
    let said = reasons.iter().map(|(reason, times)| format!("{times}\u{a0}är {reason}"));
    let notes = match said.collect::<Vec<_>>() {
        none if none.is_empty() => Vec::new(),
        reasons => vec![format!("Ej prövade: {}.", reasons.join("; "))],
    };
    table(economy, "Hur mycket som prövats", columns, found.documents.iter().map(row).collect(), notes)
}
