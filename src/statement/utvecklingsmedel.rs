//! Utvecklingsmedel of a year: what was granted, paid, withheld and demanded back per kommun and tertial, what waits for what, and what
//! may be paid today.

use super::grant_figures::{grant_figures, none};
use super::{Cell, Column, Figure, Name, Row, Statement, Style};
use crate::diag::{Problem, catalogue};
use crate::domain::forbund::MemberIx;
use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Year};
use crate::domain::sv;
use crate::domain::utvecklingsmedel::{Grant, State, grants};
use crate::projection::Economy;
use chrono::NaiveDate;

/// The grants of a year on a day.
#[derive(Clone, Debug)]
pub struct Utvecklingsmedel {
    /// Sums per kommun.
    pub summor: Statement,
    /// State and day per kommun and tertial.
    pub lagen: Statement,
    /// Each grant, in the förbund's order.
    pub grants: Vec<Grant>,
    /// What waits for what.
    pub waiting: Vec<String>,
    /// What may be paid today: kommun, tertial and amount, by position among the grants.
    pub payable: Vec<usize>,
    /// Follow-ups in words, where no amounts are known.
    pub notes: Vec<String>,
}

/// The grants as they stand when the day ends.
///
/// # Errors
/// F502 for a year that is not in the books.
pub fn utvecklingsmedel(economy: &Economy, year: Year, day: NaiveDate) -> Result<Utvecklingsmedel, Problem> {
    let forbund = &economy.forbund;
    let Some(book) = forbund.years.get(&year) else {
        let (first, last) = (economy.first_year(), forbund.years.keys().last().copied().unwrap_or(year));
        return Err(catalogue::no_such_year(&year.to_string(), "böckerna", &first.to_string(), &last.to_string()));
    };
    let grants = grants(forbund, year, day);
    let later = book.grant_events.iter().filter(|event| event.date > day).count();
    let mut notes: Vec<String> = (book.grant_notes.iter())
        .map(|note| {
            let kommun = &forbund.member(note.kommun).short;
            format!("{kommun}: {} ({})", note.text.value, forbund.show_source(&note.text.source))
        })
        .collect();
    if grants.is_empty() {
        notes.insert(0, format!("Belopp per kommun anges inte i källorna för {year}."));
    }
    let mut summor = summor(economy, year, day, &grants);
    if later > 0 {
        let count =
            if later == 1 { "En händelse".to_owned() } else { format!("{} händelser", sv::integer(later as i64)) };
        summor.notes.push(format!("{count} efter {day} räknas inte än."));
    }
    let payable = grants.iter().enumerate().filter(|(_, grant)| grant.is_payable()).map(|(at, _)| at).collect();
    let waiting = waiting(economy, year, day, &grants);
    Ok(Utvecklingsmedel { lagen: lagen(economy, year, day, &grants), summor, waiting, payable, grants, notes })
}

/// The kommun of a grant.
pub fn kommun(economy: &Economy, grant: &Grant) -> Option<MemberIx> {
    economy.forbund.line(grant.line).kommun
}

/// The grants of each kommun, in the order of the file.
pub fn by_kommun<'g>(economy: &Economy, grants: &'g [Grant]) -> Vec<(MemberIx, Vec<&'g Grant>)> {
    let mut found: Vec<(MemberIx, Vec<&Grant>)> = Vec::new();
    for grant in grants {
        let Some(kommun) = kommun(economy, grant) else { continue };
        match found.iter_mut().find(|(other, _)| *other == kommun) {
            Some((_, own)) => own.push(grant),
            None => found.push((kommun, vec![grant])),
        }
    }
    found
}

/// The sums of some grants: granted, paid, left, withheld, demanded and repaid.
pub fn sums<'g>(grants: impl IntoIterator<Item = &'g Grant>) -> [Ore; 6] {
    let mut sums = [0_i64; 6];
    for grant in grants {
        let parts = [grant.granted, grant.paid, grant.left(), grant.withheld, grant.demanded, grant.repaid];
        sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part.ore());
    }
    sums.map(Ore::new)
}

fn table(economy: &Economy, year: Year, title: String, columns: Vec<Column>, rows: Vec<Row>) -> Statement {
    Statement {
        report: "utvecklingsmedel",
        title,
        forbund: economy.forbund.name.clone(),
        year: Some(year),
        period: Some(Period::Helar),
        scenario: None,
        unit: Unit::Kr,
        columns,
        rows,
        notes: Vec::new(),
    }
}

fn summor(economy: &Economy, year: Year, day: NaiveDate, grants: &[Grant]) -> Statement {
    let headings = [
        ("beviljat", "Beviljat"),
        ("utbetalt", "Utbetalt"),
        ("kvar", "Kvar att pröva"),
        ("innehallet", "Innehållet"),
        ("aterkravt", "Återkrävt"),
        ("aterbetalt", "Återbetalt"),
    ];
    let column = |(id, heading): (&str, &str)| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: String::new(),
        layer: "utfall",
    };
    let made = grant_figures(economy, year, day);
    let figures = |whose: &str, own: &[&Grant]| {
        let of = |at: usize| {
            let name = Name::new(headings[at].1, whose);
            let terms = own.iter().filter_map(|grant| made.get(&(grant.line, grant.tertial))?[at].clone());
            Figure::signed(&name, terms.map(|term| (1, term)).collect()).or_else(|| Some(none(&name)))
        };
        (0..headings.len()).map(of).collect()
    };
    let mut rows: Vec<Row> = (by_kommun(economy, grants).into_iter())
        .map(|(kommun, own)| {
            let member = economy.forbund.member(kommun);
            Row::of(member.id.as_str(), &member.name, Style::Item, figures(&member.short, &own))
        })
        .collect();
    if !rows.is_empty() {
        let all: Vec<&Grant> = grants.iter().collect();
        rows.push(Row::of("summa", "Summa", Style::Total, figures("förbundet", &all)));
    }
    let mut table =
        table(economy, year, format!("Utvecklingsmedel {year} per {day}"), headings.map(column).to_vec(), rows);
    if !grants.is_empty() {
        table.notes.push("Beviljat = utbetalt + kvar att pröva + innehållet. Utbetalt är före återkrav.".to_owned());
        table.notes.push("I kvar att pröva ingår det som är godkänt men inte utbetalt.".to_owned());
    }
    table
}

fn lagen(economy: &Economy, year: Year, day: NaiveDate, grants: &[Grant]) -> Statement {
    let column = |at: usize| Column {
        id: format!("t{}", at + 1),
        heading: format!("T{}", at + 1),
        kind: String::new(),
        layer: "text",
    };
    // One row a line: a kommun with several insatser has several.
    let mut rows: Vec<Row> = Vec::new();
    for own in grants.chunk_by(|a, b| a.line == b.line) {
        let line = economy.forbund.line(own[0].line);
        rows.push(Row::of_words(
            line.id.as_str(),
            &line.name,
            own.iter().map(|grant| Cell::Text(standing(grant))).collect(),
        ));
    }
    table(economy, year, format!("Läget per tertial {day}"), (0..3).map(column).collect(), rows)
}

/// Where a grant stands, in words: each amount is what the words after it say, on the day that it was done.
fn standing(grant: &Grant) -> String {
    let on = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| format!(" {day}"));
    let left = match (grant.paid > Ore::ZERO, grant.approved, grant.followed_up) {
        // A part was paid, or the grant raised by a change of the budget after it was paid: it can only be withheld.
        (true, ..) => "inte utbetalt".to_owned(),
        (false, Some(day), _) => format!("{} {day}", State::Godkand.word()),
        (false, None, Some(day)) => format!("{} {day}", State::Uppfoljd.word()),
        (false, None, None) if grant.has_plan => State::Planerad.word().to_owned(),
        (false, None, None) => format!("{}, plan saknas", State::Planerad.word()),
    };
    // What is still out of the demanded, not what once was: that has come back.
    let out = Ore::new(grant.demanded.ore() - grant.repaid.ore());
    let parts = [
        (grant.paid, format!("{}{}", State::Utbetald.word(), on(grant.paid_on))),
        (grant.left(), left.clone()),
        (grant.withheld, format!("{}{}", State::Innehallen.word(), on(grant.withheld_on))),
        (out, format!("{}{}", State::Aterkravd.word(), on(grant.demanded_on))),
        (grant.repaid, format!("{}{}", State::Aterbetald.word(), on(grant.repaid_on))),
    ];
    let said = parts.into_iter().filter(|(amount, _)| *amount > Ore::ZERO);
    let said: Vec<String> = said.map(|(amount, words)| format!("{} {words}", sv::kr(amount))).collect();
    if said.is_empty() { format!("{} {left}", sv::kr(Ore::ZERO)) } else { said.join(", ") }
}

/// What each grant waits for, those of tertials that have ended first called out.
fn waiting(economy: &Economy, year: Year, day: NaiveDate, grants: &[Grant]) -> Vec<String> {
    let mut lines = Vec::new();
    for (kommun, own) in by_kommun(economy, grants) {
        let name = &economy.forbund.member(kommun).short;
        if own.iter().all(|grant| !grant.has_plan) {
            lines.push(format!("{name}: väntar på kommunens plan för utvecklingsmedel."));
            continue;
        }
        for grant in own.into_iter().filter(|grant| grant.left() > Ore::ZERO && grant.paid == Ore::ZERO) {
            let has_ended = Period::TERTIALS[grant.tertial].span(year).to <= day;
            let what = match (grant.followed_up, grant.approved) {
                (None, _) if has_ended => "tertialen är slut och uppföljningssamtalet är inte hållet",
                (None, _) => continue,
                (Some(_), None) => "uppföljt, väntar på godkännande",
                (Some(_), Some(_)) => "godkänt, kan betalas",
            };
            lines.push(format!("{name} T{}: {what}, {}.", grant.tertial + 1, sv::kr(grant.left())));
        }
        for grant in
            grants_of(grants, kommun, economy).filter(|grant| grant.paid > Ore::ZERO && grant.left() > Ore::ZERO)
        {
            let left = sv::kr(grant.left());
            lines.push(format!("{name} T{}: {left} är inte utbetalt och kan bara hållas inne.", grant.tertial + 1));
        }
        for grant in grants_of(grants, kommun, economy).filter(|grant| grant.demanded > grant.repaid) {
            let open = Ore::new(grant.demanded.ore() - grant.repaid.ore());
            lines.push(format!("{name} T{}: återkrävt {}, väntar på återbetalning.", grant.tertial + 1, sv::kr(open)));
        }
    }
    lines
}

/// The grants of a kommun.
fn grants_of<'g>(grants: &'g [Grant], owner: MemberIx, economy: &'g Economy) -> impl Iterator<Item = &'g Grant> {
    grants.iter().filter(move |grant| kommun(economy, grant) == Some(owner))
}

/// The payment list: a line for each, and the sum; that there is nothing to pay, where something is granted.
pub fn payment_list(economy: &Economy, of: &Utvecklingsmedel) -> Vec<String> {
    if of.payable.is_empty() && !of.grants.is_empty() {
        return vec!["Inget kan betalas i dag.".to_owned()];
    }
    let mut lines: Vec<String> = (of.payable.iter())
        .map(|at| {
            let grant = &of.grants[*at];
            let name = kommun(economy, grant).map_or("", |ix| economy.forbund.member(ix).name.as_str());
            format!("{name}, T{}: {}", grant.tertial + 1, sv::kr(grant.left()))
        })
        .collect();
    let sum: i64 = of.payable.iter().map(|at| of.grants[*at].left().ore()).sum();
    if lines.len() > 1 {
        lines.push(format!("Summa: {}", sv::kr(Ore::new(sum))));
    }
    lines
}
