//! The fan of outcomes as text and in JSON.

use super::fan::{self, Fan};
use super::json::{Part, part, plain, report};
use super::page::Page;
use super::table;
use crate::domain::money::{Ore, Unit};
use crate::domain::osakerhet::Shape;
use crate::domain::rate::Rate;
use crate::domain::sv;
use crate::lab::osakerhet::{FanYear, Outcome, YearCounts};
use crate::statement::{Drawn, Uncertain};
use serde::Serialize;

/// How many runs and from which seed: what it takes to do it again.
pub fn repeats(outcome: &Outcome) -> String {
    let runs = sv::integer(outcome.counts.runs as i64);
    let of = if outcome.is_partial() { format!(" av {}", sv::integer(outcome.ask.runs as i64)) } else { String::new() };
    format!("{runs}{of} körningar · frö\u{a0}{}", outcome.ask.seed)
}

/// The page: what a board should know, the fan, the tables, and what it rests on.
pub fn text(view: &Uncertain<'_>, outcome: &Outcome, purpose: &str, unit: Unit, page: &Page) -> String {
    let mut out = page.header(&view.title.to_uppercase(), Some(unit), view.fan.scenario.as_deref());
    out.push_str(&format!("{}\n\n{}\n\nATT VETA\n\n", repeats(outcome), page.paragraph("", purpose)));
    for (at, point) in view.key_points.iter().enumerate() {
        out.push_str(&page.paragraph(&format!("  {}. ", at + 1), point));
        out.push('\n');
    }
    for (at, statement) in [&view.fan, &view.landing, &view.yearly, &view.alone].into_iter().enumerate() {
        out.push_str(&format!("\n{}\n\n", statement.title.to_uppercase()));
        out.push_str(&table::table(statement, unit, page));
        if at == 0 {
            out.push_str("\n  Eget kapital, tkr\n");
            out.push_str(&fan::draw(&chart(outcome), page.width));
        }
    }
    out.push_str("\nVILAR PÅ\n\n");
    for line in &view.rests_on {
        out.push_str(&page.paragraph("  · ", line));
        out.push('\n');
    }
    out
}

/// The fan in tkr, from the last bokslut on.
fn chart(outcome: &Outcome) -> Fan {
    let tkr = |amount: Ore| amount.rounded(Unit::Tkr);
    let first = outcome.fan.first().map(|year| year.year.previous().to_string());
    let years = outcome.fan.iter().map(|year| year.year.to_string());
    let target = outcome.fan.iter().find(|year| year.year == outcome.landing);
    Fan {
        years: first.into_iter().chain(years).collect(),
        bands: std::iter::once([tkr(outcome.opening); 5])
            .chain(outcome.fan.iter().map(|year| year.quantiles.map(tkr)))
            .collect(),
        own: std::iter::once(tkr(outcome.opening)).chain(outcome.fan.iter().map(|year| tkr(year.own))).collect(),
        target: target.map_or(0, |year| tkr(year.target)),
    }
}

#[derive(Serialize)]
struct FanAr {
    ar: i32,
    p5: String,
    p25: String,
    p50: String,
    p75: String,
    p95: String,
    troligast: String,
    scenariot: String,
    mal_eget_kapital: String,
    under_noll: u64,
    kredit: u64,
}

fn fan_ar((year, counts): (&FanYear, &YearCounts)) -> FanAr {
    let [p5, p25, p50, p75, p95] = year.quantiles.map(|amount| amount.to_string());
    FanAr {
        ar: year.year.number(),
        p5,
        p25,
        p50,
        p75,
        p95,
        troligast: year.typical.to_string(),
        scenariot: year.own.to_string(),
        mal_eget_kapital: year.target.to_string(),
        under_noll: counts.negative,
        kredit: counts.credit,
    }
}

#[derive(Serialize)]
struct Steg {
    varde: String,
    vikt: u32,
}

#[derive(Serialize)]
struct Fordelning {
    vad: String,
    fordelning: &'static str,
    lag: String,
    troligast: String,
    hog: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steg: Vec<Steg>,
    dras: &'static str,
    utover_scenariot: bool,
    ar: Vec<i32>,
    status: &'static str,
    ensam_p5: String,
    ensam_p95: String,
}

fn fordelning(drawn: &Drawn<'_>) -> Fordelning {
    let distribution = drawn.distribution;
    let rate = |rate: Rate| rate.to_decimal().to_string();
    let step = |(value, weight): &(Rate, u32)| Steg { varde: rate(*value), vikt: *weight };
    let (fordelning, steg) = match &distribution.shape {
        Shape::Uniform { .. } => ("likformig", Vec::new()),
        Shape::Triangular { .. } => ("triangel", Vec::new()),
        Shape::Steps(steps) => ("steg", steps.iter().map(step).collect()),
    };
    Fordelning {
        vad: plain(&drawn.subject),
        fordelning,
        lag: rate(distribution.shape.low()),
        troligast: rate(distribution.shape.typical()),
        hog: rate(distribution.shape.high()),
        steg,
        dras: if distribution.is_yearly { "varje_ar" } else { "en_gang" },
        utover_scenariot: distribution.is_added,
        ar: drawn.years.iter().map(|year| year.number()).collect(),
        status: distribution.subject.status.name(),
        ensam_p5: drawn.alone.0.to_string(),
        ensam_p95: drawn.alone.1.to_string(),
    }
}

#[derive(Serialize)]
struct Antal {
    under: u64,
    inom: u64,
    over: u64,
    under_noll: u64,
    kredit: u64,
}

#[derive(Serialize)]
struct Osakerhet<'v> {
    stresstest: bool,
    kanda_ar: Vec<i32>,
    fro: u64,
    antal: u64,
    klara: u64,
    avbruten: bool,
    mal_ar: i32,
    fan: Vec<FanAr>,
    korningar: Antal,
    fordelningar: Vec<Fordelning>,
    tabeller: Vec<Part<'v>>,
    vilar_pa: Vec<String>,
    att_veta: Vec<String>,
}

/// The fan's table carries the common shape; counts are of runs.
pub fn json(view: &Uncertain<'_>, outcome: &Outcome, page: &Page) -> String {
    let counts = &outcome.counts;
    let extra = Osakerhet {
        stresstest: view.is_stress_test,
        kanda_ar: view.known.iter().map(|year| year.number()).collect(),
        fro: outcome.ask.seed,
        antal: outcome.ask.runs,
        klara: counts.runs,
        avbruten: outcome.is_partial(),
        mal_ar: outcome.landing.number(),
        fan: outcome.fan.iter().zip(&counts.years).map(fan_ar).collect(),
        korningar: Antal {
            under: counts.below,
            inom: counts.within,
            over: counts.above,
            under_noll: counts.negative,
            kredit: counts.credit,
        },
        fordelningar: view.drawn.iter().map(fordelning).collect(),
        tabeller: [&view.landing, &view.yearly, &view.alone].map(part).into(),
        vilar_pa: view.rests_on.iter().map(|line| plain(line)).collect(),
        att_veta: view.key_points.iter().map(|point| plain(point)).collect(),
    };
    report(&view.fan, page, None::<i32>, extra)
}
