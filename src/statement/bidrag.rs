//! Medlemmarnas tilldelning: what each member pays, what the key gives, and the difference (FinsamL 5 §).

use super::drift::{Asked, books_column};
use super::{Column, Counts, Figure, Name, Reckon, Row, Source, Statement, Style};
use crate::diag::{Problem, catalogue};
use crate::domain::forbund::{MemberIx, Party};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Year};
use crate::domain::rate::Rate;
use crate::domain::source::{Origin, Sourced};
use crate::domain::sv;
use crate::domain::voucher::Posting;
use crate::law;
use crate::ledger::{Query, Select};
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
    let paid = |select, who: &str| match source {
        Source::Books { books, span } => {
            let query = Query::Movement { books, span };
            Figure::ledger(&Name::new(who, &column.heading), &economy.ledger, query, select, -1)
        }
        _ => None,
    };
    let of_member = |member: MemberIx| paid(Select::Member(member), &economy.forbund.member(member).name);
    let by_key = if asked.period == Period::Helar {
        by_key(economy, asked, &of_member)
    } else {
        ByKey::none("nyckeln räknas på helår")
    };
    // Where nothing is decided per member the amounts are the key's own, and a difference of 0 would prove nothing.
    let is_derived = derived(economy, asked);
    let is_whole = by_key.is_whole;
    let mut rows: Vec<Paid> = (0..economy.forbund.members.len())
        .map(|at| MemberIx(at as u16))
        .map(|member| Paid { member: Some(member), amount: of_member(member), by_key: by_key.of(member) })
        .filter(|paid| paid.amount.is_some() || paid.by_key.is_some())
        .collect();
    if let Some(amount) = paid(Select::NoMember, UNSPLIT) {
        rows.push(Paid { member: None, amount: Some(amount), by_key: None });
    }
    let contributions = rows.iter().map(Paid::contribution).collect();
    let mut notes = vec![by_key.note];
    if is_derived {
        notes.push("Beloppen är räknade med nyckeln; inga beslutade belopp per medlem finns för året.".to_owned());
    }
    notes.extend(asked.rests_on(economy));
    let mut statement = statement(economy, asked, column, &rows, is_whole, notes);
    if is_derived {
        statement.rows.iter_mut().for_each(|row| row.clear(2));
    }
    Ok((statement, contributions))
}

/// What stands where a source does not give the contributions per member.
const UNSPLIT: &str = "Ej fördelat på medlem i källan";

/// A member's contribution with how it came about.
struct Paid {
    member: Option<MemberIx>,
    amount: Option<Figure>,
    by_key: Option<Figure>,
}

impl Paid {
    fn contribution(&self) -> Contribution {
        let ore = |figure: &Option<Figure>| figure.as_ref().map(|figure| Ore::new(figure.value()));
        Contribution { member: self.member, amount: ore(&self.amount), by_key: ore(&self.by_key) }
    }
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
    amounts: Vec<(MemberIx, Figure)>,
    /// Whether it gives every kommun its part, so that there is a sum to hold against.
    is_whole: bool,
    note: String,
}

impl ByKey {
    fn none(why: &str) -> Self {
        ByKey { amounts: Vec::new(), is_whole: false, note: format!("Enligt nyckeln: –, {why}.") }
    }

    fn of(&self, member: MemberIx) -> Option<Figure> {
        self.amounts.iter().find(|(who, _)| *who == member).map(|(_, amount)| amount.clone())
    }
}

/// Half, a quarter and a quarter from the state's amount, the kommuner's part by the population of the latest year before in
/// which all who pay have a figure. The same rules as the projection's.
fn by_key(economy: &Economy, asked: &Asked, paid: &dyn Fn(MemberIx) -> Option<Figure>) -> ByKey {
    let forbund = &economy.forbund;
    let Some(state) = forbund.of_party(Party::Stat).next().and_then(|stat| paid(stat).map(|amount| (stat, amount)))
    else {
        return ByKey::none("källan ger inte statens belopp för sig");
    };
    let kommuner: Vec<MemberIx> = forbund.of_party(Party::Kommun).filter(|kommun| paid(*kommun).is_some()).collect();
    let name = |what: &str| Name::new(what, "enligt nyckeln");
    let member = |ix: MemberIx| name(&forbund.member(ix).name);
    let part = |whose: Name, share: &Sourced<Rate>| {
        let of_state = Figure::rate(&Name::new("Statens andel i nyckeln", ""), &forbund.key.stat);
        let own = Figure::rate(&Name::new("Andel i nyckeln", &whose.what), share);
        let rule = Reckon::Projection(Rule::Part);
        Figure::rule(&whose, Counts::Ore, rule, vec![state.1.clone(), own, of_state])
    };
    let mut amounts = vec![state.clone()];
    let region = forbund.of_party(Party::Region).next();
    amounts.extend(region.and_then(|ix| Some((ix, part(member(ix), &forbund.key.region)?))));
    let Some((from, weights)) = population(economy, asked, &kommuner) else {
        let note = format!(
            "Enligt nyckeln: statens hälft och regionens fjärdedel ({}) från statens belopp; – för kommunerna, som inte alla har folkmängd för något tidigare år.",
            law::NYCKEL.citation
        );
        return ByKey { amounts, is_whole: false, note };
    };
    if let Some(whole) = part(name("Kommunerna tillsammans"), &forbund.key.kommuner) {
        let operands: Vec<Figure> = std::iter::once(whole).chain(weights).collect();
        for (at, kommun) in kommuner.iter().enumerate() {
            let rule = Reckon::Projection(Rule::Split(SubRule { unit: forbund.key.unit.ore(), at }));
            let own = Figure::rule(&member(*kommun), Counts::Ore, rule, operands.clone());
            amounts.extend(own.map(|own| (*kommun, own)));
        }
    }
    ByKey {
        amounts,
        is_whole: true,
        note: format!(
            "Enligt nyckeln: hälften och fjärdedelarna ({}) från statens belopp; kommunernas del efter folkmängden {from} enligt överenskommelse.",
            law::NYCKEL.citation
        ),
    }
}

/// The year whose population the kommuner's part is split by, if all of them have one.
pub(super) fn population_year(economy: &Economy, asked: &Asked) -> Option<Year> {
    let kommuner: Vec<MemberIx> = economy.forbund.of_party(Party::Kommun).collect();
    population(economy, asked, &kommuner).map(|(year, _)| year)
}

/// The year and the inhabitants that the kommuner's part is split by.
fn population(economy: &Economy, asked: &Asked, kommuner: &[MemberIx]) -> Option<(Year, Vec<Figure>)> {
    let inhabitants = |kommun: MemberIx, year: Year, count: &Sourced<i64>| {
        let name = Name::new(&format!("Folkmängd {}", economy.forbund.member(kommun).short), &year.to_string());
        Figure::source(&name, Counts::Number, count)
    };
    let projection = economy.projections.get(asked.scenario);
    let plan = projection.and_then(|projection| projection.model.years.iter().find(|plan| plan.year == asked.year));
    if let (Some(projection), Some(plan)) = (projection, plan) {
        let from = plan.population_year?;
        let weight = |kommun: &MemberIx| {
            let slot = plan.kommuner.iter().find(|(who, _)| who == kommun).map(|(_, slot)| *slot)?;
            let slot = projection.model.slot(slot);
            Some(inhabitants(*kommun, from, &slot.provenance.with(slot.default)))
        };
        return Some((from, kommuner.iter().map(weight).collect::<Option<Vec<Figure>>>()?));
    }
    let known = &economy.forbund.population;
    let mut years: Vec<Year> = known.keys().map(|(year, _)| *year).filter(|year| *year < asked.year).collect();
    years.dedup();
    let complete = |year: &Year| -> Option<Vec<Figure>> {
        let one = |kommun: &MemberIx| known.get(&(*year, *kommun)).map(|count| inhabitants(*kommun, *year, count));
        kommuner.iter().map(one).collect()
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
    paid: &[Paid],
    is_whole: bool,
    notes: Vec<String>,
) -> Statement {
    let sum = |pick: fn(&Paid) -> &Option<Figure>, of: &str| {
        let terms = paid.iter().filter_map(|paid| pick(paid).clone()).map(|figure| (1, figure));
        Figure::signed(&Name::new("Summa", of), terms.collect())
    };
    let total = sum(|paid| &paid.amount, &column.heading);
    let keyed = sum(|paid| &paid.by_key, "enligt nyckeln").filter(|_| is_whole);
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
    let is_keyed = keyed.is_some();
    let mut rows: Vec<Row> =
        paid.iter().map(|paid| row(economy, paid, &total, is_keyed || paid.by_key.is_some())).collect();
    let of_total = Paid { member: None, amount: total.clone(), by_key: keyed };
    let parts = (0..rows.len()).map(|at| (at, 1)).collect();
    let figures = figures("Summa", &of_total, &total, is_keyed);
    rows.push(Row { parts, ..Row::of("summa", "Summa", Style::Total, figures) });
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

fn row(economy: &Economy, paid: &Paid, total: &Option<Figure>, is_keyed: bool) -> Row {
    let (id, label) = match paid.member {
        Some(member) => {
            let member = economy.forbund.member(member);
            (member.id.as_str(), member.name.as_str())
        }
        None => ("ej_fordelat", UNSPLIT),
    };
    Row::of(id, label, Style::Item, figures(label, paid, total, is_keyed))
}

/// Amount, key, difference and share. Where the key gives anything, who pays without a part in it, or has a part and pays nothing,
/// differs by all of it; so the differences sum to that of the totals.
fn figures(who: &str, paid: &Paid, total: &Option<Figure>, is_keyed: bool) -> Vec<Option<Figure>> {
    let both = [(1, &paid.amount), (-1, &paid.by_key)].into_iter();
    let terms = both.filter_map(|(sign, figure)| Some((sign, figure.clone()?))).collect();
    let difference = is_keyed.then(|| Figure::signed(&Name::new(who, "skillnad mot nyckeln"), terms)).flatten();
    let share = paid.amount.as_ref().zip(total.as_ref());
    let share = share.and_then(|(part, whole)| Figure::share(&Name::new(who, "andel av summan"), part, whole));
    vec![paid.amount.clone(), paid.by_key.clone(), difference, share]
}
