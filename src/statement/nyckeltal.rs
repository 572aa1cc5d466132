//! Nyckeltal: deltagare per kommun as the sources count them, kronor per plats of a budget, and kronor per deltagare for the
//! förbund as a whole. What a source does not give for a kommun is nothing: it is never spread (design §3).

use super::drift::books_column;
use super::{Asked, Cell, Column, Row, Source, Statement, Style};
use crate::diag::{Problem, catalogue};
use crate::domain::account::StatementRow as R;
use crate::domain::deltagare::{Count, Deltagare, Flow, Measure, Share, ShareOf};
use crate::domain::forbund::{LineIx, LineKind, MemberIx, Party};
use crate::domain::money::{Ore, Unit, round_half_away};
use crate::domain::period::{Period, Year};
use crate::domain::rate::{ONE, Rate};
use crate::domain::sv;
use crate::domain::yearbook::{Budget, YearBook};
use crate::ledger::Select;
use crate::projection::Economy;

/// The row with the source's own total.
pub const TOTAL: &str = "enligt_kallan";

/// Every table of the year, those that have anything to show. The year must be in the books.
///
/// # Errors
/// F502 for a year that the books do not hold, F503 for a period that no source gives deltagare for.
pub fn nyckeltal(economy: &Economy, asked: &Asked) -> Result<Vec<Statement>, Problem> {
    let book = book(economy, asked)?;
    let deltagare = book.deltagare.iter().find(|deltagare| deltagare.period == asked.period);
    let mut tables = Vec::new();
    if let Some(deltagare) = deltagare {
        tables.push(flows(economy, asked, deltagare));
        for of in [ShareOf::Avslutade, ShareOf::Rehabilitering] {
            tables.extend(shares(economy, asked, deltagare, of));
        }
        tables.extend(per_person(economy, asked, deltagare));
    } else {
        tables.push(no_flows(economy, asked, book));
    }
    if asked.period == Period::Helar {
        tables.extend(places(economy, asked, book));
    }
    Ok(tables)
}

/// The year's book, if the question can be answered from it.
fn book<'e>(economy: &'e Economy, asked: &Asked) -> Result<&'e YearBook, Problem> {
    let years = &economy.forbund.years;
    let Some(book) = years.get(&asked.year) else {
        let shown = |year: Option<&Year>| year.map(ToString::to_string).unwrap_or_default();
        let (first, last) = (shown(years.keys().next()), shown(years.keys().next_back()));
        return Err(catalogue::no_such_year(&asked.year.to_string(), "böckerna", &first, &last));
    };
    let mut given: Vec<Period> = book.deltagare.iter().map(|deltagare| deltagare.period).collect();
    if asked.period == Period::Helar || given.contains(&asked.period) {
        return Ok(book);
    }
    // A year as a whole can always be asked for: it has its goals.
    given.retain(|period| *period != Period::Helar);
    given.push(Period::Helar);
    let given: Vec<String> = given.into_iter().map(|period| sv::period(asked.year, period)).collect();
    Err(catalogue::no_such_period(&sv::period(asked.year, asked.period), &given.join(", ")))
}

fn column(id: impl Into<String>, heading: &str, kind: &str, layer: &'static str) -> Column {
    Column { id: id.into(), heading: heading.to_owned(), kind: kind.to_owned(), layer }
}

fn row(id: &str, label: &str, style: Style, cells: Vec<Cell>) -> Row {
    Row { id: id.to_owned(), label: label.to_owned(), style, printed_sign: 1, cells, parts: Vec::new() }
}

fn statement(economy: &Economy, asked: &Asked, title: &str, columns: Vec<Column>, rows: Vec<Row>) -> Statement {
    Statement {
        report: "nyckeltal",
        title: title.to_owned(),
        forbund: economy.forbund.name.clone(),
        year: Some(asked.year),
        period: Some(asked.period),
        scenario: None,
        unit: Unit::Kr,
        columns,
        rows,
        notes: Vec::new(),
    }
}

/// A table without rows that says what the sources do give.
fn no_flows(economy: &Economy, asked: &Asked, book: &YearBook) -> Statement {
    let period = sv::period(asked.year, asked.period);
    let mut statement = statement(economy, asked, &format!("Deltagare {period}"), Vec::new(), Vec::new());
    let given: Vec<String> = book.deltagare.iter().map(|deltagare| sv::period(asked.year, deltagare.period)).collect();
    statement.notes.push(match given[..] {
        [] => format!("Källorna ger inga uppgifter om deltagare för {period}."),
        _ => format!("Källorna ger inga uppgifter om deltagare för hela {period}, men för {}.", sv::list(&given)),
    });
    statement
}

/// A column of counts: a measure, all or one sex of it.
struct Counted {
    measure: Measure,
    id: String,
    kind: &'static str,
    pick: Pick,
}

/// All of a count, or one sex of it.
type Pick = fn(&Count) -> Option<i64>;

/// The columns that the source has any figure for.
fn counted(deltagare: &Deltagare) -> Vec<Counted> {
    let picks: [(&str, &'static str, Pick); 3] = [
        ("", "", |count| Some(count.number)),
        ("_kvinnor", "kvinnor", |count| count.women),
        ("_man", "män", |count| count.men),
    ];
    let mut all = Vec::new();
    for (name, measure) in Measure::ALL {
        for (suffix, kind, pick) in picks {
            let id = format!("{name}{suffix}");
            all.push(Counted { measure, id, kind, pick });
        }
    }
    all.retain(|counted| {
        let given = |count: &Count| (counted.pick)(count).is_some();
        deltagare.flow(counted.measure).is_some_and(|flow| {
            flow.total.as_ref().is_some_and(given) || flow.kommuner.iter().any(|(_, count)| given(count))
        })
    });
    all
}

/// Deltagare per kommun, their sum where every kommun is known, the source's own total and what differs.
fn flows(economy: &Economy, asked: &Asked, deltagare: &Deltagare) -> Statement {
    let counted = counted(deltagare);
    let columns = counted.iter().map(|one| column(&one.id, one.measure.short(), one.kind, "utfall")).collect();
    let kommuner: Vec<MemberIx> = economy.forbund.of_party(Party::Kommun).collect();
    let of = |one: &Counted, kommun: MemberIx| {
        let flow = deltagare.flow(one.measure)?;
        flow.kommuner.iter().find(|(who, _)| *who == kommun).and_then(|(_, count)| (one.pick)(count))
    };
    let cell = |count: Option<i64>| count.map_or(Cell::Nothing, Cell::Count);
    let mut rows: Vec<Row> = (kommuner.iter())
        .map(|kommun| {
            let member = economy.forbund.member(*kommun);
            let cells = counted.iter().map(|one| cell(of(one, *kommun))).collect();
            row(member.id.as_str(), &member.short, Style::Item, cells)
        })
        .collect();
    let sum = |one: &Counted| kommuner.iter().map(|kommun| of(one, *kommun)).sum::<Option<i64>>();
    let total = |one: &Counted| deltagare.total(one.measure).and_then(one.pick);
    let differs = |one: &Counted| Some(total(one)? - sum(one)?);
    let cells = |of: &dyn Fn(&Counted) -> Option<i64>| counted.iter().map(|one| cell(of(one))).collect();
    rows.push(row("summa_kommuner", "Summa av kommunerna", Style::Total, cells(&sum)));
    rows.push(row(TOTAL, "Enligt källan", Style::Key, cells(&total)));
    rows.push(row("skillnad", "Skillnad", Style::Key, cells(&differs)));
    let title = format!("Deltagare {}", sv::period(asked.year, asked.period));
    let mut statement = statement(economy, asked, &title, columns, rows);
    statement.notes = flow_notes(economy, deltagare, &counted, &of);
    statement
}

/// What the source contradicts itself in, what is derived, and what one must know.
fn flow_notes(
    economy: &Economy,
    deltagare: &Deltagare,
    counted: &[Counted],
    of: &dyn Fn(&Counted, MemberIx) -> Option<i64>,
) -> Vec<String> {
    let source = economy.forbund.show_source(&deltagare.source.source);
    let mut notes = vec![format!("Källa: {source} ({}).", sv::status(deltagare.source.status))];
    notes.extend(deltagare.notes.iter().cloned());
    let short = |kommun: MemberIx| economy.forbund.member(kommun).short.clone();
    for one in counted {
        let Some(total) = deltagare.total(one.measure).and_then(one.pick) else { continue };
        let kommuner: Vec<MemberIx> = economy.forbund.of_party(Party::Kommun).collect();
        let known: i64 = kommuner.iter().filter_map(|kommun| of(one, *kommun)).sum();
        let missing: Vec<String> =
            kommuner.iter().filter(|kommun| of(one, **kommun).is_none()).map(|kommun| short(*kommun)).collect();
        if !missing.is_empty() && known > total {
            let (name, missing) = (name_of(one), sv::list(&missing));
            notes.push(format!(
                "{name}: källans {total} är färre än de {known} som den ger för kommunerna utom {missing}."
            ));
        }
    }
    for flow in &deltagare.flows {
        notes.extend(counts(flow).filter_map(|(kommun, count)| {
            let (women, men) = (count.women?, count.men?);
            let whose = kommun.map_or("förbundet".to_owned(), short);
            let text = format!("{women} kvinnor och {men} män är {}, källan säger {}", women + men, count.number);
            (women + men != count.number).then(|| format!("{}, {whose}: {text}.", flow.measure.heading()))
        }));
    }
    let derived = |flow: &Flow| {
        let one = |(kommun, count): (Option<MemberIx>, &Count)| {
            let whose = kommun.map_or("förbundet".to_owned(), short);
            count.derived.as_ref().map(|derived| format!("{whose} {} ({derived})", count.number))
        };
        let found: Vec<String> = counts(flow).filter_map(one).collect();
        (!found.is_empty())
            .then(|| format!("{}, härlett ur det som källan trycker: {}.", flow.measure.heading(), found.join("; ")))
    };
    notes.extend(deltagare.flows.iter().filter_map(derived));
    notes
}

fn name_of(one: &Counted) -> String {
    let heading = one.measure.heading();
    if one.kind.is_empty() { heading.to_owned() } else { format!("{heading}, {}", one.kind) }
}

/// The total, which belongs to no kommun, and every kommun's count.
fn counts(flow: &Flow) -> impl Iterator<Item = (Option<MemberIx>, &Count)> {
    let total = flow.total.iter().map(|count| (None, count));
    total.chain(flow.kommuner.iter().map(|(kommun, count)| (Some(*kommun), count)))
}

/// Shares per kommun, as the source states them; nothing is added up.
fn shares(economy: &Economy, asked: &Asked, deltagare: &Deltagare, of: ShareOf) -> Option<Statement> {
    let shares: Vec<&Share> = deltagare.shares.iter().filter(|share| share.of == of).collect();
    if shares.is_empty() {
        return None;
    }
    let columns = shares.iter().map(|share| column(share.id.as_str(), &share.name, "", "utfall")).collect();
    let cell = |rate: Option<Rate>| rate.map_or(Cell::Nothing, |rate| Cell::Share(rate.millionths() / 100));
    let mut rows: Vec<Row> = (economy.forbund.of_party(Party::Kommun))
        .map(|kommun| {
            let member = economy.forbund.member(kommun);
            let rate = |share: &&Share| share.kommuner.iter().find(|(who, _)| *who == kommun).map(|(_, rate)| *rate);
            row(member.id.as_str(), &member.short, Style::Item, shares.iter().map(|share| cell(rate(share))).collect())
        })
        .collect();
    let totals = shares.iter().map(|share| cell(share.total)).collect();
    rows.push(row(TOTAL, "Förbundet enligt källan", Style::Key, totals));
    let period = sv::period(asked.year, asked.period);
    let title = match of {
        ShareOf::Avslutade => format!("Andel av de avslutade {period}"),
        ShareOf::Rehabilitering => format!("Andel av dem som gått till fortsatt rehabilitering {period}"),
    };
    let mut statement = statement(economy, asked, &title, columns, rows);
    statement.notes.push("Andelarna är källans egna; – där källan inte ger någon.".to_owned());
    Some(statement)
}

/// An amount for each of so many, rounded to öre; nothing for none.
fn each(amount: Ore, of: i64) -> Option<Ore> {
    (of > 0).then(|| Ore::new(round_half_away(i128::from(amount.ore()), i128::from(of)) as i64))
}

/// The förbund's costs in the period for each who began and each who ended to further rehabilitation.
fn per_person(economy: &Economy, asked: &Asked, deltagare: &Deltagare) -> Option<Statement> {
    // Of a planned year only a budget is known, and what is counted so far is not its outcome.
    let (column, source) = books_column(economy, asked, asked.span());
    if asked.year >= economy.forbund.first_projected() || matches!(source, Source::Absent) {
        return None;
    }
    let books = economy.books(asked.scenario);
    let flow = |of| economy.ledger.movement(books, asked.span(), Select::Row(of)).map(Ore::ore);
    let costs = Ore::new(flow(R::VerksamhetensKostnader)? + flow(R::Avskrivningar).unwrap_or(0));
    let count = |measure| deltagare.total(measure).map(|count| count.number);
    let (started, ended) = (count(Measure::Startade), count(Measure::Avslutade));
    let share = deltagare.rehabilitation().and_then(|share| share.total);
    let rehabilitated = ended.zip(share).map(|(ended, share)| {
        round_half_away(i128::from(ended) * i128::from(share.millionths()), i128::from(ONE)) as i64
    });
    let cell = |count: Option<i64>| count.map_or(Cell::Nothing, Cell::Count);
    let per = |count: Option<i64>| Cell::from(count.and_then(|count| each(costs, count)));
    let item = |id, label, cell| row(id, label, Style::Item, vec![cell]);
    let key = |id, label, cell| row(id, label, Style::Key, vec![cell]);
    let share_cell = share.map_or(Cell::Nothing, |share| Cell::Share(share.millionths() / 100));
    let rows = vec![
        item("kostnader", "Förbundets kostnader", Cell::Amount(costs)),
        item("startade", "Startade", cell(started)),
        item("avslutade", "Avslutade", cell(ended)),
        item("andel_rehabilitering", "Andel till fortsatt rehabilitering", share_cell),
        item("till_rehabilitering", "Avslutade till fortsatt rehabilitering, härlett", cell(rehabilitated)),
        key("kr_per_startad", "Kronor per startad", per(started)),
        key("kr_per_rehabiliterad", "Kronor per avslutad till fortsatt rehabilitering, härlett", per(rehabilitated)),
    ];
    let title = format!("Kronor per deltagare, förbundet som helhet {}", sv::period(asked.year, asked.period));
    let mut statement = statement(economy, asked, &title, vec![column], rows);
    statement.notes.push(
        "Förbundets alla kostnader delade med antalet, avrundat till öre; källorna ger inga kostnader per kommun."
            .to_owned(),
    );
    if let (Some(ended), Some(share), Some(rehabilitated)) = (ended, share, rehabilitated) {
        statement.notes.push(format!(
            "Härlett: källan ger bara andelen; {} av {ended} avrundas till {rehabilitated}.",
            sv::percent(share)
        ));
    } else {
        statement.notes.push("Källan ger ingen andel till fortsatt rehabilitering för förbundet.".to_owned());
    }
    Some(statement)
}

/// A line with platser: its amount, its utvecklingsmedel and how many platser.
struct Placed {
    line: LineIx,
    amount: i64,
    grant: Option<i64>,
    places: i64,
}

/// The lines of a budget that platser are given for.
fn placed(economy: &Economy, budget: &Budget) -> Vec<Placed> {
    let amount = |line: LineIx| budget.current().find(|(of, _)| *of == line).map(|(_, amount)| amount.ore());
    let grant = |line: LineIx| {
        let is_its =
            |(of, _): &(LineIx, Ore)| economy.forbund.line(*of).kind == LineKind::Utvecklingsmedel { of: line };
        budget.current().find(is_its).map(|(_, amount)| amount.ore())
    };
    let one = |(line, places): &(LineIx, crate::domain::source::Sourced<i64>)| {
        Some(Placed { line: *line, amount: amount(*line)?, grant: grant(*line), places: places.value })
    };
    budget.places.iter().filter_map(one).collect()
}

/// Platser of the year's budget and what a plats costs, with and without utvecklingsmedel.
fn places(economy: &Economy, asked: &Asked, book: &YearBook) -> Option<Statement> {
    let budget = book.budgets.iter().rev().find(|budget| !budget.places.is_empty())?;
    let placed = placed(economy, budget);
    let cells = |amount: i64, grant: Option<i64>, places: i64| {
        let with_grant = grant.and_then(|grant| each(Ore::new(amount + grant), places));
        vec![
            Cell::Amount(Ore::new(amount)),
            grant.map(Ore::new).into(),
            Cell::Count(places),
            each(Ore::new(amount), places).into(),
            with_grant.into(),
        ]
    };
    let mut rows: Vec<Row> = (placed.iter())
        .map(|one| {
            let line = economy.forbund.line(one.line);
            row(line.id.as_str(), &line.name, Style::Item, cells(one.amount, one.grant, one.places))
        })
        .collect();
    let grants = placed.iter().map(|one| one.grant).sum::<Option<i64>>();
    let (amount, places) = placed.iter().fold((0, 0), |(a, p), one| (a + one.amount, p + one.places));
    rows.push(row("summa", "Summa", Style::Total, cells(amount, grants, places)));
    let columns = vec![
        column("belopp", "Belopp", "", "budget"),
        column("utvecklingsmedel", "Utv.medel", "", "budget"),
        column("platser", "Platser", "", "budget"),
        column("kr_per_plats", "Kr per plats", "", "budget"),
        column("kr_per_plats_med_utvecklingsmedel", "Kr per plats", "med utv.medel", "budget"),
    ];
    let title = format!("Platser och kronor per plats, {}", budget.name);
    let mut statement = statement(economy, asked, &title, columns, rows);
    let first = budget.places.first().map(|(_, places)| economy.forbund.show_source(&places.source));
    statement.notes.push(format!(
        "Källa: {} ({}). Kronor per plats är beloppet delat med platserna, avrundat till öre; summans rad är hela beloppet delat med alla platser. Utv.medel är utvecklingsmedel.",
        first.unwrap_or_default(),
        sv::status(budget.status)
    ));
    Some(statement)
}
