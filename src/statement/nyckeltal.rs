//! Nyckeltal: deltagare per kommun as the sources count them, kronor per plats of a budget, and kronor per deltagare for the
//! förbund as a whole. What a source does not give for a kommun is nothing: it is never spread (design §3).

use super::drift::books_column;
use super::figure::current;
use super::{Asked, Column, Counts, Figure, Name, Reckon, Row, Source, Statement, Style};
use crate::diag::{Problem, catalogue};
use crate::domain::account::StatementRow as R;
use crate::domain::deltagare::{Count, Deltagare, Flow, Measure, Share, ShareOf};
use crate::domain::forbund::{LineIx, LineKind, MemberIx, Party};
use crate::domain::money::{Unit, round_half_away_64};
use crate::domain::period::{Period, Year};
use crate::domain::rate::{ONE, Rate};
use crate::domain::source::Sourced;
use crate::domain::sv;
use crate::domain::yearbook::{Budget, YearBook};
use crate::ledger::{Query, Select};
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
    let figure = |one: &Counted, whose: &str, count: &Count| {
        let number = (one.pick)(count)?;
        Some(Figure::at(&Name::new(&name_of(one), whose), Counts::Number, number, count.place, &deltagare.source))
    };
    let count_of = |one: &Counted, kommun: MemberIx| {
        let flow = deltagare.flow(one.measure)?;
        flow.kommuner.iter().find(|(who, _)| *who == kommun).map(|(_, count)| count)
    };
    let of = |one: &Counted, kommun: MemberIx| count_of(one, kommun).and_then(one.pick);
    let made =
        |one: &Counted, kommun: MemberIx| figure(one, &economy.forbund.member(kommun).short, count_of(one, kommun)?);
    let mut rows: Vec<Row> = (kommuner.iter())
        .map(|kommun| {
            let member = economy.forbund.member(*kommun);
            let figures = counted.iter().map(|one| made(one, *kommun)).collect();
            Row::of(member.id.as_str(), &member.short, Style::Item, figures)
        })
        .collect();
    let sum = |one: &Counted| {
        let terms: Option<Vec<Figure>> = kommuner.iter().map(|kommun| made(one, *kommun)).collect();
        Figure::total(&Name::new(&name_of(one), "summa av kommunerna"), terms?)
    };
    let total = |one: &Counted| figure(one, "enligt källan", deltagare.total(one.measure)?);
    let differs = |one: &Counted| {
        let terms = vec![(1, total(one)?), (-1, sum(one)?)];
        Figure::signed(&Name::new(&name_of(one), "skillnad mot kommunerna"), terms)
    };
    let figures = |of: &dyn Fn(&Counted) -> Option<Figure>| counted.iter().map(of).collect();
    rows.push(Row::of("summa_kommuner", "Summa av kommunerna", Style::Total, figures(&sum)));
    rows.push(Row::of(TOTAL, "Enligt källan", Style::Key, figures(&total)));
    rows.push(Row::of("skillnad", "Skillnad", Style::Key, figures(&differs)));
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
    let figure = |share: &Share, whose: &str, rate: Option<Rate>| {
        let of = &deltagare.source;
        let name = Name::new(&share.name, whose);
        rate.map(|rate| Figure::at(&name, Counts::Millionths, rate.millionths(), of.place, of))
    };
    let mut rows: Vec<Row> = (economy.forbund.of_party(Party::Kommun))
        .map(|kommun| {
            let member = economy.forbund.member(kommun);
            let rate = |share: &Share| share.kommuner.iter().find(|(who, _)| *who == kommun).map(|(_, rate)| *rate);
            let figures = shares.iter().map(|share| figure(share, &member.short, rate(share))).collect();
            Row::of(member.id.as_str(), &member.short, Style::Item, figures)
        })
        .collect();
    let totals = shares.iter().map(|share| figure(share, "förbundet", share.total)).collect();
    rows.push(Row::of(TOTAL, "Förbundet enligt källan", Style::Key, totals));
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
fn each(name: &Name, amount: &Figure, of: &Figure) -> Option<Figure> {
    Figure::rule(name, Counts::Ore, Reckon::Each, vec![amount.clone(), of.clone()])
}

/// The förbund's costs in the period for each who began and each who ended to further rehabilitation.
fn per_person(economy: &Economy, asked: &Asked, deltagare: &Deltagare) -> Option<Statement> {
    // Of a planned year only a budget is known, and what is counted so far is not its outcome.
    let (column, source) = books_column(economy, asked, asked.span());
    if asked.year >= economy.forbund.first_projected() || matches!(source, Source::Absent) {
        return None;
    }
    let name = |what: &str| Name::new(what, &column.heading);
    let query = Query::Movement { books: economy.books(asked.scenario), span: asked.span() };
    economy.ledger.total(query, Select::Row(R::VerksamhetensKostnader))?;
    let of = [R::VerksamhetensKostnader, R::Avskrivningar].map(|row| (Select::Row(row), 1));
    let costs = Figure::flow(&name("Förbundets kostnader"), &economy.ledger, query, of)?;
    let count = |measure| {
        let count: &Count = deltagare.total(measure)?;
        Some(Figure::at(&name(measure.heading()), Counts::Number, count.number, count.place, &deltagare.source))
    };
    let (started, ended) = (count(Measure::Startade), count(Measure::Avslutade));
    let share = deltagare.rehabilitation().and_then(|share| share.total);
    let share_figure = share.map(|share| {
        let of = &deltagare.source;
        Figure::at(&name("Andel till fortsatt rehabilitering"), Counts::Millionths, share.millionths(), of.place, of)
    });
    let of_source = ended.clone().zip(share_figure.clone()).and_then(|(ended, share)| {
        let name = name("Avslutade till fortsatt rehabilitering");
        Figure::rule(&name, Counts::Number, Reckon::Number, vec![ended, share])
    });
    // What the kommuner add up to is whole persons; a share of all of them is only about so many.
    let (of_kommuner, note) = rehabilitated(economy, deltagare).unzip();
    let of_kommuner =
        of_kommuner.and_then(|terms| Figure::total(&name("Avslutade till fortsatt rehabilitering"), terms));
    let rehabilitated = of_kommuner.or(of_source.clone());
    let per = |what: &str, count: &Option<Figure>| each(&name(what), &costs, count.as_ref()?);
    let item = |id, label, figure| Row::of(id, label, Style::Item, vec![figure]);
    let per_row = |id, label, count| Row::of(id, label, Style::Key, vec![per(label, count)]);
    let rows = vec![
        item("kostnader", "Förbundets kostnader", Some(costs.clone())),
        item("startade", "Startade", started.clone()),
        item("avslutade", "Avslutade", ended.clone()),
        item("andel_rehabilitering", "Andel till fortsatt rehabilitering", share_figure),
        item("till_rehabilitering", "Avslutade till fortsatt rehabilitering, härlett", rehabilitated.clone()),
        per_row("kr_per_startad", "Kronor per startad", &started),
        per_row("kr_per_rehabiliterad", "Kronor per avslutad till fortsatt rehabilitering, härlett", &rehabilitated),
    ];
    let number = |figure: &Option<Figure>| figure.as_ref().map(Figure::value);
    let (ended, of_source, rehabilitated) = (number(&ended), number(&of_source), number(&rehabilitated));
    let title = format!("Kronor per deltagare, förbundet som helhet {}", sv::period(asked.year, asked.period));
    let mut statement = statement(economy, asked, &title, vec![column], rows);
    statement
        .notes
        .push("Förbundets alla kostnader delade med antalet; källorna ger inga kostnader per kommun.".to_owned());
    let whole = |(ended, share, of_source): (i64, Rate, i64)| {
        format!("{} av {ended} avrundas till {of_source}", sv::percent_as_given(share))
    };
    let whole = ended.zip(share).zip(of_source).map(|((ended, share), of_source)| whole((ended, share, of_source)));
    statement.notes.push(match (note, whole, rehabilitated) {
        (Some(kommuner), Some(whole), Some(sum)) if of_source != Some(sum) => format!(
            "Härlett: källan ger bara andelar. {kommuner}, tillsammans {sum}. Källans andel för förbundet ger ett annat antal: {whole}."
        ),
        (Some(kommuner), _, Some(sum)) => {
            format!("Härlett: källan ger bara andelar. {kommuner}, tillsammans {sum}.")
        }
        (None, Some(whole), _) => format!("Härlett: källan ger bara andelen; {whole}."),
        _ => "Källan ger ingen andel till fortsatt rehabilitering för förbundet.".to_owned(),
    });
    Some(statement)
}

/// The kommuner's avslutade to further rehabilitation, where every kommun's share can be just one whole number of persons, and how they follow.
fn rehabilitated(economy: &Economy, deltagare: &Deltagare) -> Option<(Vec<Figure>, String)> {
    let share = deltagare.rehabilitation()?;
    let ended = deltagare.flow(Measure::Avslutade)?;
    let of = |kommun: MemberIx| {
        let (_, rate) = share.kommuner.iter().find(|(who, _)| *who == kommun)?;
        let (_, count) = ended.kommuner.iter().find(|(who, _)| *who == kommun)?;
        let persons = only_count(*rate, count.number)?;
        let short = &economy.forbund.member(kommun).short;
        let figure = |what: &str, counts, value, place| {
            Figure::at(&Name::new(what, short), counts, value, place, &deltagare.source)
        };
        let operands = vec![
            figure(Measure::Avslutade.heading(), Counts::Number, count.number, count.place),
            figure(&share.name, Counts::Millionths, rate.millionths(), deltagare.source.place),
        ];
        let name = Name::new("Avslutade till fortsatt rehabilitering", short);
        let figure = Figure::rule(&name, Counts::Number, Reckon::Number, operands)?;
        let said = format!("{short} {} av {} är {persons}", sv::percent_as_given(*rate), count.number);
        Some((figure, said))
    };
    let all: Vec<(Figure, String)> = economy.forbund.of_party(Party::Kommun).map(of).collect::<Option<_>>()?;
    let (figures, said): (Vec<Figure>, Vec<String>) = all.into_iter().unzip();
    (!figures.is_empty()).then(|| (figures, sv::list(&said)))
}

/// The one whole number of persons that a share in whole per cent, or in tenths, can be of so many; nothing where there are several or none.
fn only_count(share: Rate, of: i64) -> Option<i64> {
    let step = if share.millionths() % 10_000 == 0 { 10_000 } else { 1_000 };
    let fits = |count: &i64| (2 * (count * ONE - share.millionths() * of)).abs() <= step * of;
    let nearest = round_half_away_64(share.millionths() * of, ONE);
    let mut near = (nearest - 1..=nearest + 1).filter(fits);
    near.next().filter(|count| *count == nearest && near.next().is_none())
}

/// A line with platser: its amount, its utvecklingsmedel and how many platser.
struct Placed {
    line: LineIx,
    amount: Figure,
    grant: Option<Figure>,
    places: Figure,
}

/// The lines of a budget that platser are given for.
fn placed(economy: &Economy, budget: &Budget) -> Vec<Placed> {
    let amount = |line: LineIx| current(&Name::new(&economy.forbund.line(line).name, &budget.name), budget, line);
    let grant = |line: LineIx| {
        let is_its = |of: &LineIx| economy.forbund.line(*of).kind == LineKind::Utvecklingsmedel { of: line };
        budget.lines.iter().map(|(of, _)| *of).find(is_its).and_then(amount)
    };
    let one = |(line, places): &(LineIx, Sourced<i64>)| {
        let name = Name::new(&format!("Platser, {}", economy.forbund.line(*line).name), &budget.name);
        let places = Figure::source(&name, Counts::Number, places);
        Some(Placed { line: *line, amount: amount(*line)?, grant: grant(*line), places })
    };
    budget.places.iter().filter_map(one).collect()
}

/// Amount, utvecklingsmedel, platser, and kronor per plats without and with them.
fn per_place(what: &str, amount: &Figure, grant: Option<&Figure>, places: &Figure) -> Vec<Option<Figure>> {
    let (plain, with_grant) = (Name::new(what, "kr per plats"), Name::new(what, "kr per plats med utvecklingsmedel"));
    let whole = grant.and_then(|grant| Figure::total(&with_grant, vec![amount.clone(), grant.clone()]));
    let per_whole = whole.and_then(|whole| each(&with_grant, &whole, places));
    vec![Some(amount.clone()), grant.cloned(), Some(places.clone()), each(&plain, amount, places), per_whole]
}

/// Platser of the year's budget and what a plats costs, with and without utvecklingsmedel.
fn places(economy: &Economy, asked: &Asked, book: &YearBook) -> Option<Statement> {
    let budget = book.budgets.iter().rev().find(|budget| !budget.places.is_empty())?;
    let placed = placed(economy, budget);
    let mut rows: Vec<Row> = (placed.iter())
        .map(|one| {
            let line = economy.forbund.line(one.line);
            let figures = per_place(&line.name, &one.amount, one.grant.as_ref(), &one.places);
            Row::of(line.id.as_str(), &line.name, Style::Item, figures)
        })
        .collect();
    let sum = |of: &str, terms: Vec<Figure>| Figure::total(&Name::new("Summa", of), terms);
    let grants = placed.iter().map(|one| one.grant.clone()).collect::<Option<Vec<Figure>>>();
    let amount = sum("belopp", placed.iter().map(|one| one.amount.clone()).collect())?;
    let places = sum("platser", placed.iter().map(|one| one.places.clone()).collect())?;
    let grants = grants.and_then(|grants| sum("utvecklingsmedel", grants));
    rows.push(Row::of("summa", "Summa", Style::Total, per_place("Summa", &amount, grants.as_ref(), &places)));
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
        "Källa: {} ({}). Kronor per plats är beloppet delat med platserna; summans rad är hela beloppet delat med alla platser. Utv.medel är utvecklingsmedel.",
        first.unwrap_or_default(),
        sv::status(budget.status)
    ));
    Some(statement)
}
