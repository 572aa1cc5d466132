//! Medlemmarnas tilldelning: what each member pays, what the key gives, and the difference (FinsamL 5 §).

use super::drift::{Asked, books_column};
use super::{Cell, Column, Row, Source, Statement, Style};
use crate::diag::{Problem, catalogue};
use crate::domain::forbund::{MemberIx, Party};
use crate::domain::money::{Ore, Unit, round_half_away};
use crate::domain::period::{Period, Year};
use crate::domain::source::Origin;
use crate::domain::sv;
use crate::domain::voucher::Posting;
use crate::law;
use crate::ledger::Select;
use crate::projection::{Economy, Rule, StatePlan, SubRule};

/// A member's contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The member; none for what the source does not give per member.
    pub member: Option<MemberIx>,
    /// What it pays.
    pub amount: Option<Ore>,
    /// What the key gives it, where there is a population to split by.
    pub by_key: Option<Ore>,
}

/// The contributions of a year or a period.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn bidrag(economy: &Economy, asked: &Asked) -> Result<(Statement, Vec<Contribution>), Problem> {
    asked.check(economy)?;
    per_member(economy, asked)?;
    let (column, source) = books_column(economy, asked, asked.span());
    let paid = |select| match source {
        Source::Books { books, span } => economy.ledger.movement(books, span, select).map(|debit| -debit),
        _ => None,
    };
    let by_key = if asked.period == Period::Helar {
        by_key(economy, asked, &paid)
    } else {
        ByKey::none("nyckeln räknas på helår")
    };
    // Where nothing is decided per member the amounts are the key's own, and a difference of 0 would prove nothing.
    let is_derived = derived(economy, asked);
    let mut contributions: Vec<Contribution> = (0..economy.forbund.members.len())
        .map(|at| MemberIx(at as u16))
        .map(|member| Contribution {
            member: Some(member),
            amount: paid(Select::Member(member)),
            by_key: by_key.of(member),
        })
        .filter(|contribution| contribution.amount.is_some() || contribution.by_key.is_some())
        .collect();
    if let Some(amount) = paid(Select::NoMember) {
        contributions.push(Contribution { member: None, amount: Some(amount), by_key: None });
    }
    let mut notes = vec![by_key.note];
    if is_derived {
        notes.push("Beloppen är räknade med nyckeln; inga beslutade belopp per medlem finns för året.".to_owned());
    }
    notes.extend(asked.rests_on(economy));
    let mut statement = statement(economy, asked, column, &contributions, notes);
    if is_derived {
        statement.rows.iter_mut().for_each(|row| row.cells[2] = Cell::Nothing);
    }
    Ok((statement, contributions))
}

/// The rest of a year that is known only in total, after an interim that is known per member, is no difference per member.
fn per_member(economy: &Economy, asked: &Asked) -> Result<(), Problem> {
    let taken_back = |posting: &Posting| matches!(posting.origin, Origin::Rest { year: None, .. });
    let (span, roles) = (asked.span(), economy.forbund.chart.roles);
    let unsplit = economy.ledger.postings().any(|(voucher, posting)| {
        span.contains(voucher.span()) && posting.account == roles.medlemsbidrag && taken_back(posting)
    });
    if span.from == asked.year.first_day() || !unsplit {
        return Ok(());
    }
    let what = format!("bidrag per medlem för {}", sv::period(asked.year, asked.period));
    let given = format!("{}, hela {} i en summa", sv::period(asked.year, Period::JanAug), asked.year);
    Err(catalogue::no_such_period(&what, &given))
}

/// Whether a planned year's contributions all follow from the state's amount.
fn derived(economy: &Economy, asked: &Asked) -> bool {
    let projection = economy.projections.get(asked.scenario);
    let plan = projection.and_then(|projection| projection.model.years.iter().find(|plan| plan.year == asked.year));
    plan.is_some_and(|plan| !matches!(plan.state, StatePlan::Decided(_)))
}

/// What the key gives, or why it gives nothing.
struct ByKey {
    amounts: Vec<(MemberIx, Ore)>,
    note: String,
}

impl ByKey {
    fn none(why: &str) -> Self {
        ByKey { amounts: Vec::new(), note: format!("Enligt nyckeln: –, {why}.") }
    }

    fn of(&self, member: MemberIx) -> Option<Ore> {
        self.amounts.iter().find(|(who, _)| *who == member).map(|(_, amount)| *amount)
    }
}

/// Half, a quarter and a quarter from the state's amount, the kommuner's part by the population of the latest year before in
/// which all who pay have a figure. The same rules as the projection's.
fn by_key(economy: &Economy, asked: &Asked, paid: &dyn Fn(Select) -> Option<Ore>) -> ByKey {
    let forbund = &economy.forbund;
    let Some(state) =
        forbund.of_party(Party::Stat).next().and_then(|stat| paid(Select::Member(stat)).map(|amount| (stat, amount)))
    else {
        return ByKey::none("källan ger inte statens belopp för sig");
    };
    let kommuner: Vec<MemberIx> =
        forbund.of_party(Party::Kommun).filter(|kommun| paid(Select::Member(*kommun)).is_some()).collect();
    let Some((from, weights)) = population(economy, asked, &kommuner) else {
        return ByKey::none("alla kommuner har inte folkmängd för något tidigare år");
    };
    let share = |share: crate::domain::rate::Rate| {
        let operands = [state.1.ore(), share.millionths(), forbund.key.stat.value.millionths()];
        Rule::Part.apply(&operands).map(Ore::new)
    };
    let mut amounts = vec![state];
    let region = forbund.of_party(Party::Region).next();
    amounts.extend(region.and_then(|member| share(forbund.key.region.value).map(|amount| (member, amount))));
    if let Some(whole) = share(forbund.key.kommuner.value) {
        let operands: Vec<i64> = std::iter::once(whole.ore()).chain(weights).collect();
        for (at, kommun) in kommuner.iter().enumerate() {
            let part = Rule::Split(SubRule { unit: forbund.key.unit.ore(), at }).apply(&operands);
            amounts.extend(part.map(|part| (*kommun, Ore::new(part))));
        }
    }
    ByKey {
        amounts,
        note: format!(
            "Enligt nyckeln: hälften och fjärdedelarna ({}) från statens belopp; kommunernas del efter folkmängden {from} enligt överenskommelse.",
            law::NYCKEL.citation
        ),
    }
}

/// The year and the inhabitants that the kommuner's part is split by.
fn population(economy: &Economy, asked: &Asked, kommuner: &[MemberIx]) -> Option<(Year, Vec<i64>)> {
    let projection = economy.projections.get(asked.scenario);
    let plan = projection.and_then(|projection| projection.model.years.iter().find(|plan| plan.year == asked.year));
    if let (Some(projection), Some(plan)) = (projection, plan) {
        let weight = |kommun: &MemberIx| {
            let slot = plan.kommuner.iter().find(|(who, _)| who == kommun).map(|(_, slot)| *slot)?;
            Some(projection.model.slot(slot).default)
        };
        return Some((plan.population_year?, kommuner.iter().map(weight).collect::<Option<Vec<i64>>>()?));
    }
    let known = &economy.forbund.population;
    let mut years: Vec<Year> = known.keys().map(|(year, _)| *year).filter(|year| *year < asked.year).collect();
    years.dedup();
    let complete = |year: &Year| -> Option<Vec<i64>> {
        kommuner.iter().map(|kommun| known.get(&(*year, *kommun)).map(|count| count.value)).collect()
    };
    years
        .iter()
        .rev()
        .find_map(|year| complete(year).filter(|weights| !weights.is_empty()).map(|weights| (*year, weights)))
}

fn statement(
    economy: &Economy,
    asked: &Asked,
    column: Column,
    contributions: &[Contribution],
    notes: Vec<String>,
) -> Statement {
    let total: i64 = contributions.iter().filter_map(|contribution| contribution.amount).map(Ore::ore).sum();
    let named = |id: &str, heading: &str, layer| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: String::new(),
        layer,
    };
    let columns = vec![
        Column { id: "belopp".to_owned(), ..column },
        named("enligt_nyckeln", "Enligt nyckeln", "nyckel"),
        named("skillnad", "Skillnad", "avvikelse"),
        named("andel", "Andel", "andel"),
    ];
    let found: Vec<i64> = contributions.iter().filter_map(|contribution| contribution.by_key).map(Ore::ore).collect();
    let keyed = (!found.is_empty()).then(|| Ore::new(found.iter().sum()));
    let is_keyed = keyed.is_some();
    let row = |contribution| row(economy, contribution, total, is_keyed);
    let mut rows: Vec<Row> = contributions.iter().map(row).collect();
    let difference = keyed.map(|keyed| Ore::new(total - keyed.ore()));
    let cells = vec![Cell::Amount(Ore::new(total)), keyed.into(), difference.into(), share(total, total)];
    let parts = (0..rows.len()).map(|at| (at, 1)).collect();
    rows.push(Row {
        id: "summa".to_owned(),
        label: "Summa".to_owned(),
        style: Style::Total,
        printed_sign: 1,
        cells,
        parts,
    });
    Statement {
        report: "bidrag",
        title: format!("Medlemmarnas tilldelning {}", sv::period(asked.year, asked.period)),
        forbund: economy.forbund.name.clone(),
        year: Some(asked.year),
        period: Some(asked.period),
        scenario: asked.scenario_name(economy),
        unit: Unit::Kr,
        columns,
        rows,
        notes,
    }
}

/// Where the key gives anything, who pays without a part in it, or has a part and pays nothing, differs by all of it; so the
/// differences sum to that of the totals.
fn row(economy: &Economy, contribution: &Contribution, total: i64, is_keyed: bool) -> Row {
    let (id, label) = match contribution.member {
        Some(member) => {
            let member = economy.forbund.member(member);
            (member.id.to_string(), member.name.clone())
        }
        None => ("ej_fordelat".to_owned(), "Ej fördelat på medlem i källan".to_owned()),
    };
    let ore = |amount: Option<Ore>| amount.map_or(0, Ore::ore);
    let difference = is_keyed.then(|| Ore::new(ore(contribution.amount) - ore(contribution.by_key)));
    let share = contribution.amount.map_or(Cell::Nothing, |amount| share(amount.ore(), total));
    let cells = vec![contribution.amount.into(), contribution.by_key.into(), difference.into(), share];
    Row { id, label, style: Style::Item, printed_sign: 1, cells, parts: Vec::new() }
}

fn share(part: i64, whole: i64) -> Cell {
    if whole > 0 { Cell::Share(round_half_away(i128::from(part) * 10_000, whole.into()) as i64) } else { Cell::Nothing }
}
