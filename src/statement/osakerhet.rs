//! The fan of outcomes as tables and in words: where eget kapital ends, how often something happens, and what means the most.

use super::describe::{describe, subject};
use super::{Cell, Column, Row, Statement, Style};
use crate::diag::Place;
use crate::domain::money::{Ore, Unit, round_half_away};
use crate::domain::osakerhet::{Distribution, Shape, Uncertainty};
use crate::domain::period::{Period, Year};
use crate::domain::sv;
use crate::lab::osakerhet::{FanYear, Outcome, PERCENTS, YearCounts};
use crate::law;
use crate::projection::Economy;

/// With fewer years that have both a budget and an outcome the answer is called a stress test: so few years say nothing of how likely
/// something is. The number is our own.
const ENOUGH_YEARS: usize = 10;

/// A distribution that is drawn in the scenario.
#[derive(Clone, Debug)]
pub struct Drawn<'o> {
    /// The distribution.
    pub distribution: &'o Distribution,
    /// What it is of: `Förbrukningsgrad på alla rader`.
    pub subject: String,
    /// The years it is drawn in.
    pub years: &'o [Year],
    /// Eget kapital in the year of the target that 5 and 95 % of the runs do not exceed, when it alone is drawn.
    pub alone: (Ore, Ore),
}

/// The fan of outcomes, finished.
#[derive(Clone, Debug)]
pub struct Uncertain<'o> {
    /// The title of the page.
    pub title: String,
    /// The closed years that have both a budget and an outcome.
    pub known: Vec<Year>,
    /// Whether those are too few for more than a stress test.
    pub is_stress_test: bool,
    /// Eget kapital a year, by share of the runs.
    pub fan: Statement,
    /// How many runs end within the target, under nothing, or in need of credit.
    pub landing: Statement,
    /// The same that has years, year by year.
    pub yearly: Statement,
    /// What each distribution means by itself, the largest first.
    pub alone: Statement,
    /// The distributions, the one that means the most first.
    pub drawn: Vec<Drawn<'o>>,
    /// What it rests on: a line for each distribution, in the order of the file, and for what it replaces.
    pub rests_on: Vec<String>,
    /// What a board should know, in sentences.
    pub key_points: Vec<String>,
}

/// Sets the outcome of a simulation in tables and words; `place` shows where something stands.
pub fn osakerhet<'o>(
    economy: &Economy,
    uncertainty: &'o Uncertainty,
    outcome: &'o Outcome,
    unit: Unit,
    place: impl Fn(Place) -> String,
) -> Uncertain<'o> {
    let known = known_years(economy);
    let is_stress_test = known.len() < ENOUGH_YEARS;
    let last = outcome.fan.last().map_or(outcome.landing, |year| year.year);
    let drawn: Vec<Drawn<'_>> = (outcome.alone.iter())
        .map(|alone| {
            let distribution = &uncertainty.distributions[alone.distribution];
            Drawn {
                distribution,
                subject: subject(&economy.forbund, &distribution.subject.value),
                years: &outcome.drawn[alone.distribution],
                alone: (alone.low, alone.high),
            }
        })
        .collect();
    let tables = Tables { economy, outcome };
    Uncertain {
        title: format!("{} till {last}", if is_stress_test { "Stresstest av planen" } else { "Osäkerheten i planen" }),
        fan: tables.fan(),
        landing: tables.landing(),
        yearly: tables.yearly(),
        alone: tables.alone(&drawn),
        rests_on: rests_on(economy, uncertainty, outcome, place),
        key_points: key_points(economy, outcome, &drawn, &known, is_stress_test, unit),
        drawn,
        known,
        is_stress_test,
    }
}

/// Closed years of which both a budget for the year and the outcome are known.
fn known_years(economy: &Economy) -> Vec<Year> {
    let has_budget = |book: &crate::domain::yearbook::YearBook| {
        book.budget_for(Period::Helar).is_some_and(|(_, budget)| budget.costs.is_some() || budget.is_by_line())
    };
    let years = economy.forbund.years.iter().filter(|(_, book)| book.is_closed() && has_budget(book));
    years.map(|(year, _)| *year).collect()
}

/// A count of runs as a share of all, in ten-thousandths.
fn share(count: u64, runs: u64) -> i64 {
    round_half_away(i128::from(count) * 10_000, i128::from(runs.max(1))) as i64
}

/// A count of runs in a sentence, where neither a few are none nor all but a few are all.
fn of_runs(count: u64, runs: u64) -> String {
    match share(count, runs) {
        ..5 if count > 0 => "mindre än 0,1\u{a0}%".to_owned(),
        9_995.. if count < runs => "mer än 99,9\u{a0}%".to_owned(),
        share => sv::share(share),
    }
}

struct Tables<'t> {
    economy: &'t Economy,
    outcome: &'t Outcome,
}

impl Tables<'_> {
    fn statement(&self, title: String, columns: Vec<Column>, rows: Vec<Row>, notes: Vec<String>) -> Statement {
        Statement {
            report: "osakerhet",
            title,
            forbund: self.economy.forbund.name.clone(),
            year: None,
            period: None,
            scenario: Some(self.economy.scenarios[self.outcome.ask.scenario].id.to_string()),
            unit: Unit::Tkr,
            columns,
            rows,
            notes,
        }
    }

    fn years(&self) -> Vec<Column> {
        let years =
            self.outcome.fan.iter().map(|year| column(&year.year.to_string(), &year.year.to_string(), "prognos"));
        years.collect()
    }

    fn fan(&self) -> Statement {
        let fan = &self.outcome.fan;
        let amounts =
            |pick: &dyn Fn(&FanYear) -> Ore| fan.iter().map(|year| Cell::Amount(pick(year))).collect::<Vec<_>>();
        let by_share = PERCENTS.iter().enumerate().rev().map(|(at, percent)| {
            let label = if *percent == 50 { "50\u{a0}% (mitten)".to_owned() } else { format!("{percent}\u{a0}%") };
            row(&format!("p{percent}"), &label, Style::Item, amounts(&|year| year.quantiles[at]))
        });
        let mut rows: Vec<Row> = by_share.collect();
        rows.push(row("troligast", "Allt som troligast", Style::Key, amounts(&|year| year.typical)));
        rows.push(row("scenariot", "Scenariot som det är", Style::Key, amounts(&|year| year.own)));
        rows.push(row("mal", "Målet i scenariot", Style::Key, amounts(&|year| year.target)));
        let notes = vec![
            "Så stor andel av körningarna har högst det beloppet vid årets slut, vart år för sig: mellan 5 och 95\u{a0}% \
             ligger nio körningar av tio, mellan 25 och 75\u{a0}% hälften."
                .to_owned(),
        ];
        self.statement("Eget kapital i körningarna".to_owned(), self.years(), rows, notes)
    }

    fn landing(&self) -> Statement {
        let counts = &self.outcome.counts;
        let cells = |count: u64| vec![Cell::Count(count as i64), Cell::Share(share(count, counts.runs))];
        let item = |id, label: &str, count| row(id, label, Style::Item, cells(count));
        let target = &self.economy.forbund.target;
        let (low, high) = (sv::percent(target.low.value), sv::percent(target.high.value));
        let band = format!("{}–{high}", low.trim_end_matches('%').trim_end());
        let rows = vec![
            item("under", &format!("Under målet (mindre än {low})"), counts.below),
            item("inom", &format!("Inom målet ({band})"), counts.within),
            item("over", &format!("Över målet (mer än {high})"), counts.above),
            row("alla", "Alla körningar", Style::Subtotal, cells(counts.runs)),
            item("under_noll", "Eget kapital under noll något årsskifte", counts.negative),
            item("kredit", "Kredit krävs någon gång", counts.credit),
        ];
        let columns = vec![column("antal", "Körningar", "antal"), column("andel", "Andel", "andel")];
        let assumed = match target.low.status {
            crate::domain::source::Status::Antagande => ", ett antagande",
            _ => "",
        };
        let notes = vec![format!(
            "Målet mäts {} mot tilldelningen i samma körning; bandet {band} räknas som målet{assumed}. Kredit: de likvida medlen är \
             under noll när en tertial slutar, och {} tillåter bara sedvanliga krediter.",
            self.outcome.landing,
            law::KREDIT.citation,
        )];
        self.statement(format!("Hur ofta, till {}", self.last()), columns, rows, notes)
    }

    fn last(&self) -> Year {
        self.outcome.fan.last().map_or(self.outcome.landing, |year| year.year)
    }

    fn yearly(&self) -> Statement {
        let counts = |pick: fn(&YearCounts) -> u64| {
            self.outcome.counts.years.iter().map(|year| Cell::Count(pick(year) as i64)).collect::<Vec<_>>()
        };
        let rows = vec![
            row("under_noll", "Eget kapital under noll vid årets slut", Style::Item, counts(|year| year.negative)),
            row("kredit", "Kredit krävs under året", Style::Item, counts(|year| year.credit)),
        ];
        let title = format!("I hur många av {} körningar, år för år", sv::integer(self.outcome.counts.runs as i64));
        self.statement(title, self.years(), rows, Vec::new())
    }

    fn alone(&self, drawn: &[Drawn<'_>]) -> Statement {
        let columns = [("p5", "5\u{a0}%"), ("p95", "95\u{a0}%"), ("spann", "Spann")];
        let columns = columns.map(|(id, heading)| column(id, heading, "prognos")).to_vec();
        let rows = drawn.iter().enumerate().map(|(at, drawn)| {
            let (low, high) = drawn.alone;
            let cells = [low, high, Ore::new(high.ore() - low.ore())].map(Cell::Amount).to_vec();
            row(&format!("fordelning_{}", at + 1), &drawn.subject, Style::Item, cells)
        });
        let runs = self.outcome.alone.first().map_or(0, |alone| alone.runs);
        let notes =
            vec![format!("En i taget dras och de andra är som troligast; av {} körningar.", sv::integer(runs as i64))];
        let title = format!("Vad som betyder mest för eget kapital {}", self.outcome.landing);
        self.statement(title, columns, rows.collect(), notes)
    }
}

fn column(id: &str, heading: &str, layer: &'static str) -> Column {
    Column { id: id.to_owned(), heading: heading.to_owned(), kind: String::new(), layer }
}

/// A row without derivations: a count of runs, or one run's figure among many, has none.
fn row(id: &str, label: &str, style: Style, cells: Vec<Cell>) -> Row {
    Row { style, ..Row::of_words(id, label, cells) }
}

/// A line for each distribution that is drawn, with its place where `place` says one, and for what of the scenario's own it stands in the place of.
fn rests_on(
    economy: &Economy,
    uncertainty: &Uncertainty,
    outcome: &Outcome,
    place: impl Fn(Place) -> String,
) -> Vec<String> {
    let forbund = &economy.forbund;
    let drawn = uncertainty.distributions.iter().zip(&outcome.drawn).filter(|(_, years)| !years.is_empty());
    let mut lines: Vec<String> = drawn
        .map(|(distribution, years)| {
            let of = &distribution.subject;
            let at = Some(place(of.place)).filter(|at| !at.is_empty()).map_or(String::new(), |at| format!(" ({at})"));
            format!(
                "{}: {} {}: {}, {}{} – {}{at}",
                sv::status(of.status),
                subject(forbund, &of.value),
                sv::years(years),
                shape(&distribution.shape),
                if distribution.is_yearly { "dras varje år" } else { "dras en gång för alla åren" },
                if distribution.is_added { " och läggs till scenariots" } else { "" },
                sv::hold(&forbund.show_source(&of.source)),
            )
        })
        .collect();
    let scenario = &economy.scenarios[outcome.ask.scenario];
    let replaced = outcome.replaced.iter().map(|at| describe(forbund, &scenario.assumptions[*at], scenario.horizon));
    let replaced: Vec<String> = replaced.collect();
    if !replaced.is_empty() {
        lines.push(format!("i stället för det som scenariot säger själv: {}", replaced.join("; ")));
    }
    lines
}

/// `61,5614 % till 100,0 %, troligast 85,5131 %`.
fn shape(shape: &Shape) -> String {
    let span = |low, high| format!("{} till {}", sv::percent(low), sv::percent(high));
    match shape {
        Shape::Uniform { low, high } if low == high => sv::percent(*low),
        Shape::Uniform { low, high } => format!("{}, alla lika ofta", span(*low, *high)),
        Shape::Triangular { low, mode, high } => format!("{}, troligast {}", span(*low, *high), sv::percent(*mode)),
        Shape::Steps(steps) => {
            let step = |(rate, weight): &(_, u32)| format!("{} (vikt {weight})", sv::percent(*rate));
            sv::list(&steps.iter().map(step).collect::<Vec<_>>())
        }
    }
}

fn key_points(
    economy: &Economy,
    outcome: &Outcome,
    drawn: &[Drawn<'_>],
    known: &[Year],
    is_stress_test: bool,
    unit: Unit,
) -> Vec<String> {
    let counts = &outcome.counts;
    let show = |amount: Ore| sv::with_unit(amount, unit);
    let of_runs = |count: u64| of_runs(count, counts.runs);
    let mut points = vec![what_it_is(known, is_stress_test)];
    if outcome.is_partial() {
        points.push(format!(
            "Körningen avbröts: siffrorna gäller {} av {} körningar, de första.",
            sv::integer(counts.runs as i64),
            sv::integer(outcome.ask.runs as i64)
        ));
    }
    let target = &economy.forbund.target;
    let (low, high) = (sv::percent(target.low.value), sv::percent(target.high.value));
    if let Some(year) = outcome.fan.iter().find(|year| year.year == outcome.landing) {
        let [least, _, middle, _, most] = year.quantiles.map(show);
        points.push(format!(
            "Vid utgången av {} ligger eget kapital i nio körningar av tio mellan {least} och {most}, med {middle} i mitten; scenariot \
             som det är ger {}. I {} av körningarna är det inom {}–{high} av tilldelningen, i {} under och i {} över.",
            outcome.landing,
            show(year.own),
            of_runs(counts.within),
            low.trim_end_matches('%').trim_end(),
            of_runs(counts.below),
            of_runs(counts.above),
        ));
    }
    points.push(if counts.credit == 0 && counts.negative == 0 {
        "Eget kapital går aldrig under noll, och de likvida medlen räcker i alla körningar.".to_owned()
    } else {
        format!(
            "Eget kapital går under noll i {} av körningarna, och i {} räcker inte de likvida medlen utan kredit; {} tillåter bara \
             sedvanliga krediter.",
            of_runs(counts.negative),
            of_runs(counts.credit),
            law::KREDIT.citation
        )
    });
    if let [most, _, ..] = drawn {
        points.push(format!(
            "Mest betyder {}: ensam sprider den eget kapital {} från {} till {} i nio körningar av tio.",
            lower_first(&most.subject),
            outcome.landing,
            show(most.alone.0),
            show(most.alone.1),
        ));
    }
    points
}

/// What the shares are, and are not.
fn what_it_is(known: &[Year], is_stress_test: bool) -> String {
    let rest =
        "Andelarna säger hur ofta något händer i körningarna, inte hur sannolikt det är: fördelningarna är antaganden.";
    if !is_stress_test {
        return format!("{} år har både budget och utfall. {rest}", known.len());
    }
    let years: Vec<String> = known.iter().map(ToString::to_string).collect();
    let which = match known.len() {
        0 => "inget stängt år har både budget och utfall".to_owned(),
        1 => format!("bara {} har både budget och utfall", years[0]),
        _ => format!("bara {} har både budget och utfall", sv::list(&years)),
    };
    format!("Det här är ett stresstest: {which}. {rest}")
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}
