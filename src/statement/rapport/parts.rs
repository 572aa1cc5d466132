//! Parts of a report that go into a document of the förbund's own: the economic sections of an årsredovisning or a delårsrapport, in the
//! order that the förbund and LKBR have them, and the budget as the board decides it.

use super::{Block, Report, Section, followed, required};
use crate::diag::{Place, Problem};
use crate::domain::money::Unit;
use crate::domain::period::{Period, Year};
use crate::domain::sv;
use crate::law;
use crate::projection::Economy;
use crate::statement::drift::{Asked, drift};
use crate::statement::{
    Cell, Plan, Row, Statement, Style, balans, kassaflode, key_points, noter, outlook, oversikt, picture_unit, plan,
    rests_on, resultat,
};
use chrono::NaiveDate;

/// So many years stand side by side in the overview.
const OVERVIEW: usize = 4;

/// The economic sections of the year's årsredovisning, or of a delårsrapport where a part of the year is asked for.
///
/// # Errors
/// F502 and F503 for a year or a period that is not there.
pub fn economy_part(economy: &Economy, asked: &Asked, unit: Unit) -> Result<Report, Problem> {
    let whole = asked.period == Period::Helar;
    let statements = [resultat(economy, asked)?, balans(economy, asked)?, kassaflode(economy, asked)?];
    let operations = drift(economy, asked)?;
    let (mut sections, mut office) = (Vec::new(), Vec::new());
    if whole {
        sections.push(overview(economy, asked)?);
    }
    sections.push(position(&statements, &operations, asked, unit));
    sections.push(housekeeping(economy, asked));
    if whole {
        let mut section = required::section(economy, asked, "Balanskravsresultat (LKBR\u{a0}11:10–11)", unit);
        // What the rules say of the figures and what is missing in the files is for the office, not for the text that is pasted.
        let (own, rest) = section.blocks.into_iter().partition(|block| !matches!(block, Block::List { .. }));
        section.blocks = own;
        office = rest;
        sections.push(section);
        sections.push(expected(economy, asked, unit));
    }
    let [income, balance, cash] = statements;
    sections.push(section("resultatrakning", "Resultaträkning", "LKBR 5:2", income));
    sections.push(section("balansrakning", "Balansräkning", "LKBR 6:2", balance.clone()));
    sections.push(section("kassaflodesanalys", "Kassaflödesanalys", "LKBR 8:1", cash));
    sections.push(section("driftredovisning", "Driftredovisning", "LKBR 10:1", operations));
    sections.push(investments(&balance));
    sections.push(match noter(economy, asked) {
        Ok(notes) => Section::new(
            "noter",
            format!("Noter ({})", sv::hold("LKBR 9 kap.")),
            by_heading(notes).into_iter().map(|note| Block::Table(note, Unit::Kr)).collect(),
        ),
        Err(_) => Section::new(
            "noter",
            "Noter",
            vec![Block::Missing(format!("Källorna ger inga noter för {}.", sv::period(asked.year, asked.period)))],
        ),
    });
    sections.push(by_hand(asked, whole, office));
    let period = sv::period(asked.year, asked.period);
    let title = if whole { "Årsredovisning: ekonomiska delar" } else { "Delårsrapport: ekonomiska delar" };
    let scenario = asked.scenario_name(economy);
    Ok(Report { title: format!("{title} {period}"), period, scenario, unit, sections })
}

fn section(id: &'static str, title: &str, rule: &str, table: Statement) -> Section {
    Section::new(id, format!("{title} ({})", sv::hold(rule)), vec![Block::Table(table, Unit::Kr)])
}

/// ”… en översikt över utvecklingen av verksamheten” (LKBR 11:1), the years side by side.
fn overview(economy: &Economy, asked: &Asked) -> Result<Section, Problem> {
    let first = economy.first_year().previous();
    let mut from = asked.year;
    while from > first && from.through(asked.year).count() < OVERVIEW {
        from = from.previous();
    }
    let (table, _) = oversikt(economy, asked.scenario, from, asked.year)?;
    Ok(Section::new(
        "oversikt",
        "Översikt över verksamhetens utveckling (LKBR\u{a0}11:1)",
        vec![Block::Table(table, Unit::Tkr)],
    ))
}

/// What the figures say of result and position, in words to go on from (LKBR 11:2 and 11:9).
fn position([income, balance, cash]: &[Statement; 3], operations: &Statement, asked: &Asked, unit: Unit) -> Section {
    let said = |table: &Statement, row: &str, column: usize| match table.row(row).and_then(|row| row.cells.get(column))
    {
        Some(Cell::Amount(amount)) => Some(sv::with_unit(*amount, unit)),
        _ => None,
    };
    let period = sv::period(asked.year, asked.period);
    let mut words = Vec::new();
    if let Some(result) = said(income, "arets_resultat", 0) {
        let then = if asked.period == Period::Helar { "året före" } else { "samma del av året före" };
        let before = said(income, "arets_resultat", 1).map(|before| format!(" ({before} {then})"));
        words.push(format!("Resultatet för {period} är {result}{}.", before.unwrap_or_default()));
    }
    if let (Some(costs), Some(budget)) =
        (said(operations, "kostnader", 0), operations.columns.iter().position(|column| column.id == "budget"))
        && let (Some(budget), Some(deviation)) =
            (said(operations, "kostnader", budget), said(operations, "kostnader", budget + 1))
    {
        words.push(format!(
            "Kostnaderna är {costs} mot {budget} i budgeten; avvikelsen är {deviation}, där plus är bättre."
        ));
    }
    if let Some(equity) = said(balance, "eget_kapital", 0) {
        let before = said(balance, "eget_kapital", 1).map(|before| format!(" ({before} vid förra årets slut)"));
        words.push(format!("Det egna kapitalet är {equity} vid periodens slut{}.", before.unwrap_or_default()));
    }
    if let Some(liquid) = said(cash, "likvida_medel_vid_arets_slut", 0) {
        words.push(format!("De likvida medlen är {liquid}."));
    }
    Section::new(
        "stallning",
        "Resultat och ekonomisk ställning (LKBR\u{a0}11:2 och 11:9)",
        vec![Block::Words(words.join(" "))],
    )
}

/// What is expected (LKBR 11:4): where the plan leads. Kronor are too fine for words about years to come.
fn expected(economy: &Economy, asked: &Asked, unit: Unit) -> Section {
    let plan = outlook(economy, asked.scenario, economy.last_year(asked.scenario));
    let title = "Förväntad utveckling (LKBR\u{a0}11:4)";
    Section::new(
        "utveckling",
        title,
        key_points(economy, &plan, picture_unit(unit)).into_iter().map(Block::Words).collect(),
    )
}

/// What the law asks for that no figures of the books answer, and what the rules say of those that there are.
fn by_hand(asked: &Asked, whole: bool, rest: Vec<Block>) -> Section {
    let year = asked.year;
    let asks = match whole {
        true => vec![
            "Händelser av väsentlig betydelse under året och efter dess slut (LKBR\u{a0}11:3).".to_owned(),
            "Väsentliga personalförhållanden (LKBR\u{a0}11:5–6).".to_owned(),
            "Styrning och uppföljning av verksamheten (LKBR\u{a0}11:7).".to_owned(),
            "Redovisningsprinciper, och skälet till varje avvikelse från RKR:s rekommendationer (LKBR\u{a0}4:3)."
                .to_owned(),
            "Panter och ansvarsförbindelser, om det finns några (LKBR\u{a0}6:2).".to_owned(),
        ],
        false => vec![
            "Väsentliga händelser, och förväntad utveckling mot målen för god ekonomisk hushållning (LKBR\u{a0}13\u{a0}kap.)."
                .to_owned(),
            format!(
                "Helårsprognosen, med en bedömning av balanskravsresultatet: finsam uppfoljning {year} {} --sie FIL --som-delarsrapport.",
                asked.period.name()
            ),
        ],
    };
    let mut blocks = vec![
        Block::Words("Det här avsnittet är till kansliet och inte att klistra in.".to_owned()),
        Block::List { title: "Lagen frågar också efter".to_owned(), items: asks, numbered: false },
    ];
    blocks.extend(rest);
    Section::new("for-hand", "Att skriva för hand", blocks)
}

/// A statement taken apart at its headings, each part with the heading as its title; notes stand under the last.
fn by_heading(statement: Statement) -> Vec<Statement> {
    let starts: Vec<usize> =
        (0..statement.rows.len()).filter(|at| statement.rows[*at].style == Style::Heading).collect();
    let part = |(nth, start): (usize, &usize)| {
        let (from, to) = (start + 1, starts.get(nth + 1).copied().unwrap_or(statement.rows.len()));
        let own = |row: &Row| {
            let parts = row.parts.iter().filter(|(at, _)| (from..to).contains(at));
            Row { parts: parts.map(|(at, sign)| (at - from, *sign)).collect(), ..row.clone() }
        };
        Statement {
            title: statement.rows[*start].label.clone(),
            rows: statement.rows[from..to].iter().map(own).collect(),
            notes: if nth + 1 == starts.len() { statement.notes.clone() } else { Vec::new() },
            ..statement.clone()
        }
    };
    match starts.first() {
        Some(0) => starts.iter().enumerate().map(part).collect(),
        _ => vec![statement],
    }
}

fn housekeeping(economy: &Economy, asked: &Asked) -> Section {
    let title = "God ekonomisk hushållning och mål (LKBR\u{a0}11:8)".to_owned();
    Section { title, ..followed::goals_of(economy, asked, &[asked.year]) }
}

/// LKBR 10:2 asks for the investments together; a förbund seldom has any.
fn investments(balance: &Statement) -> Section {
    let has_assets =
        balance.row("anlaggningstillgangar").is_some_and(|row| row.cells.iter().any(|cell| cell.ore() != 0));
    let words = match has_assets {
        true => {
            "Anläggningstillgångarna står i balansräkningen. Böckerna skiljer inte årets investeringar från andra ändringar av dem, \
                 så investeringsredovisningen får skrivas för hand."
        }
        false => "Förbundet har inga anläggningstillgångar, så det finns inga investeringar att redovisa.",
    };
    Section::new("investeringar", "Investeringsredovisning (LKBR\u{a0}10:2)", vec![Block::Words(words.to_owned())])
}

/// The budget and the plan for three years as the board decides them.
///
/// # Errors
/// As [`plan()`].
pub fn budget_part(
    economy: &Economy,
    scenario: usize,
    year: Year,
    today: NaiveDate,
    unit: Unit,
    place: impl Fn(Place) -> String,
) -> Result<Report, Problem> {
    let plan = plan(economy, scenario, year, today, unit)?;
    let printed = plan.printed();
    let Plan { members, rules, decisions, years, .. } = plan;
    let definition = &economy.scenarios[scenario];
    let rules =
        rules.iter().map(|rule| format!("{}: {}: {}.", rule.verdict.word(), rule.citation, rule.text)).collect();
    let grounds = rests_on(economy, scenario, place);
    let grounds = (!grounds.rows.is_empty()).then_some(Block::Table(grounds, Unit::Kr));
    let sections = vec![
        Section::new("beslut", "Att besluta", vec![Block::Points(decisions)]),
        Section::new("medlemmar", "Medlemmarna", vec![Block::Table(members, Unit::Kr)]),
        Section::new(
            "budget",
            "Budget och plan",
            vec![Block::Words(format!("{}. {}", definition.name, definition.purpose)), Block::Table(printed, unit)],
        ),
        Section::new(
            "regler",
            "Vad reglerna säger",
            vec![Block::List { title: String::new(), items: rules, numbered: false }],
        ),
        Section::new("vilar-pa", "Det som budgeten vilar på", Vec::from_iter(grounds)),
    ];
    let [_, _, last] = law::three_year_plan(year);
    Ok(Report {
        title: years.title,
        period: format!("{year}–{last}"),
        scenario: Some(definition.id.to_string()),
        unit,
        sections,
    })
}
