//! A derivation as text that a revisor can follow, as Markdown, and in JSON.

use super::json::plain;
use super::page::Page;
use crate::derivation::{Body, Exact, Found, Graph, Leaf, Made, NodeIx, SHARE, Told, exact, of_source, words};
use crate::diag::{Files, Place};
use crate::domain::forbund::Forbund;
use crate::domain::money::{Ore, Unit};
use crate::domain::rate::Rate;
use crate::domain::sv;
use crate::statement::{Counts, Name, Reckon};
use serde::Serialize;

/// What a page of derivations is drawn from.
pub struct Sheet<'s> {
    /// The förbund.
    pub forbund: &'s Forbund,
    /// Its files.
    pub files: &'s Files,
    /// The scenario's name.
    pub scenario: &'s str,
    /// What stands on every page.
    pub page: &'s Page,
}

/// A value as it is read: `−2 573 067 kr`, `85,5131 %`, `40 881`.
pub fn value(value: i64, counts: Counts) -> String {
    match counts {
        Counts::Ore => sv::kr(Ore::new(value)),
        Counts::TenThousandths => sv::percent(Rate::new(value * 100)),
        Counts::Millionths => sv::percent(Rate::new(value)),
        Counts::Number => sv::integer(value),
    }
}

/// The words of a name on one line.
fn words_of(name: &Name) -> String {
    if name.of.is_empty() { name.what.to_string() } else { format!("{}, {}", name.what, name.of) }
}

impl Sheet<'_> {
    /// The figure and everything it is made of, line by line.
    pub fn text(&self, found: &Found, told: &[Told]) -> String {
        let title = format!("Förklaring: {}", words_of(found.figure.name()));
        let mut out = self.page.header(&title, Some(Unit::Kr), Some(self.scenario));
        out.push_str(&format!("{}\n\n", found.id));
        for step in told {
            out.push_str(&self.step(step));
        }
        out.push('\n');
        for line in legend(told) {
            out.push_str(&format!("{}\n", self.page.paragraph("  ", &line)));
        }
        out
    }

    fn step(&self, step: &Told) -> String {
        let indent = "  ".repeat(step.level);
        let sign = match step.sign {
            Some(sign) if sign < 0 => format!("{} ", sv::MINUS),
            Some(_) => "+ ".to_owned(),
            None => String::new(),
        };
        let side = step.side.map(|side| format!(", {side}")).unwrap_or_default();
        let number = step.number.map(|number| format!(" [{number}]")).unwrap_or_default();
        let more = if matches!(step.body, Body::Deeper(_)) { " …" } else { "" };
        let label = format!("{}{side}{number}{more}", words_of(&step.name));
        let amount = value(step.value, step.counts);
        let head = self.page.paragraph(&format!("{indent}{sign}"), &label);
        let width = self.page.width.min(100);
        let last = head.rsplit('\n').next().unwrap_or_default().chars().count();
        let gap = width.saturating_sub(last + amount.chars().count());
        let mut out = match gap {
            0 | 1 => format!("{head}\n{}{amount}\n", " ".repeat(width.saturating_sub(amount.chars().count()))),
            gap => format!("{head} {}{amount}\n", " ".repeat(gap - 1)),
        };
        let below = format!("{indent}    ");
        for line in self.said(&step.body, step.counts) {
            out.push_str(&format!("{}\n", self.page.paragraph(&below, &line)));
        }
        out
    }

    /// What is said of a step, in lines.
    fn said(&self, body: &Body, counts: Counts) -> Vec<String> {
        match body {
            Body::Rule { words, exact } => {
                let before = exact.as_ref().and_then(|exact| before_rounding(exact, counts));
                words.iter().map(|words| format!("= {words}")).chain(before).collect()
            }
            Body::Source(source) => {
                let of = of_source(self.forbund, &source.source, source.status);
                vec![format!("{} · {}", self.place(source.place), of)]
            }
            Body::Sie { line: 0 } => vec!["saldo i bokföringsfilen".to_owned()],
            Body::Sie { line } => vec![format!("bokföringsfilen, rad {line}")],
            Body::Above(number) => vec![format!("se [{number}] ovan")],
            Body::Deeper(_) => Vec::new(),
        }
    }

    fn place(&self, place: Place) -> String {
        if place.is_whole() { self.files.name(place.file).to_owned() } else { self.files.show(place) }
    }

    /// The same as nested lists.
    pub fn markdown(&self, found: &Found, told: &[Told]) -> String {
        let facts = self.page.facts_line(Some(Unit::Kr), Some(self.scenario));
        let mut out = format!("# Förklaring: {}\n\n{facts}\n\n`{}`\n\n", words_of(found.figure.name()), found.id);
        for step in told {
            let indent = "  ".repeat(step.level);
            let sign = step.sign.map_or("", |sign| if sign < 0 { "− " } else { "\\+ " });
            let side = step.side.map(|side| format!(", {side}")).unwrap_or_default();
            let number = step.number.map(|number| format!(" ({number})")).unwrap_or_default();
            let (name, amount) = (super::markdown::inline(&words_of(&step.name)), value(step.value, step.counts));
            let said: Vec<String> =
                self.said(&step.body, step.counts).iter().map(|line| super::markdown::inline(line)).collect();
            let said = if said.is_empty() { String::new() } else { format!(" – {}", said.join("; ")) };
            let more = if matches!(step.body, Body::Deeper(_)) { " …" } else { "" };
            out.push_str(&format!("{indent}- {sign}{name}{side}{number}: **{amount}**{said}{more}\n"));
        }
        let legend: String = legend(told).iter().map(|line| format!("- {}\n", super::markdown::inline(line))).collect();
        format!("{out}\n{legend}")
    }

    /// Figures that a line touches, each with where else it stands.
    pub fn touched(&self, line: &str, text: &str, found: &[Touched]) -> String {
        let title = format!("Figurer som {line} är med i");
        let mut out = self.page.header(&title, Some(Unit::Kr), Some(self.scenario));
        out.push_str(&format!("\n{}\n\n", self.page.paragraph("  ", text)));
        if found.is_empty() {
            out.push_str("Ingen figur i någon rapport vilar på raden.\n");
            return out;
        }
        let width = found.iter().map(|one| one.figure.id.chars().count()).max().unwrap_or(0);
        for Touched { figure: Found { id, figure, printed_sign }, elsewhere } in found {
            let amount = value(figure.value() * printed_sign, figure.counts());
            let more = if *elsewhere > 0 { format!("  +{elsewhere}") } else { String::new() };
            // A narrow page has the amount on a line of its own.
            let gap = if width + 26 > self.page.width {
                format!("\n{:<1$}", "", 4)
            } else {
                " ".repeat(2 + width - id.chars().count())
            };
            out.push_str(&format!("{id}{gap}{amount:>18}{more}\n"));
        }
        let notes = [
            "+ efter en figur: så många andra ställen i helårens tabeller där samma figur står. Alla, även delar av år, står i --format json.",
            "En figur förklaras av finsam forklara FIGUR.",
        ];
        let notes: Vec<String> = notes.iter().map(|note| self.page.paragraph("  ", note)).collect();
        out.push_str(&format!("\n{}\n", notes.join("\n")));
        out
    }
}

/// A figure that a line touches.
pub struct Touched {
    /// The figure, by the first of its ids.
    pub figure: Found,
    /// In how many other places it stands.
    pub elsewhere: usize,
}

/// What the signs and the dots mean, as far as they are used.
fn legend(told: &[Told]) -> Vec<String> {
    let mut lines = Vec::new();
    if told.iter().any(|step| step.sign.is_some()) {
        lines.push(format!("Tecknen + och {} framför en rad säger hur den räknas in i raden ovanför.", sv::MINUS));
    }
    if told.iter().any(|step| matches!(step.body, Body::Above(_))) {
        lines.push("Ett nummer efter en rad, som [1]: den visas igen längre ned, och förklaras bara här.".to_owned());
    }
    let deepest = told.iter().filter_map(|step| match step.body {
        Body::Deeper(steps) => Some(step.level + steps),
        _ => None,
    });
    if let Some(deepest) = deepest.max() {
        let level = told.iter().map(|step| step.level).max().unwrap_or(0);
        lines.push(format!(
            "Tre punkter efter en rad: den vilar på mer. --djup {} visar ett led till; till den sista källan är det {deepest} led.",
            level + 1
        ));
    }
    lines
}

/// `avrundat från 384 808,95 kr`; nothing where the value was what it was rounded to.
fn before_rounding(exact: &Exact, counts: Counts) -> Option<String> {
    let (per, unit) = match counts {
        Counts::Ore => (100, " kr"),
        Counts::Number => (1, ""),
        Counts::TenThousandths => (100, " %"),
        Counts::Millionths => return None,
    };
    let (number, more) = exact.decimal(per, 6);
    let number =
        if more { format!("{number}…") } else { number.trim_end_matches('0').trim_end_matches(',').to_owned() };
    Some(match exact.to {
        SHARE => format!("exakt del: {number}{unit}"),
        to => format!("före avrundning till {to}: {number}{unit}"),
    })
}

#[derive(Serialize)]
struct Kalla {
    fil: Option<String>,
    rad: Option<usize>,
    dokument: Option<String>,
    avsnitt: String,
    status: &'static str,
}

#[derive(Serialize)]
struct Nod {
    nr: u32,
    etikett: String,
    varde: String,
    raknar: &'static str,
    slag: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    regel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fore_avrundning: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    operander: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tecken: Vec<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kalla: Option<Kalla>,
}

#[derive(Serialize)]
struct Forklaring<'s> {
    rapport: &'static str,
    forbund: &'s str,
    scenario: &'s str,
    figur: &'s str,
    etikett: String,
    varde: String,
    rot: u32,
    noder: Vec<Nod>,
    idag: String,
    indata: &'s str,
}

/// A value for other programs: kronor with two decimals, a share with four, a rate with six, a number whole.
fn exact_value(value: i64, counts: Counts) -> String {
    let decimals = |value: i64, decimals: u32| {
        let (sign, magnitude, one) = (if value < 0 { "-" } else { "" }, value.unsigned_abs(), 10u64.pow(decimals));
        format!("{sign}{}.{:0>width$}", magnitude / one, magnitude % one, width = decimals as usize)
    };
    match counts {
        Counts::Ore => decimals(value, 2),
        Counts::TenThousandths => decimals(value, 4),
        Counts::Millionths => decimals(value, 6),
        Counts::Number => value.to_string(),
    }
}

fn counts_name(counts: Counts) -> &'static str {
    match counts {
        Counts::Ore => "kr",
        Counts::TenThousandths => "andel",
        Counts::Millionths => "sats",
        Counts::Number => "antal",
    }
}

impl Sheet<'_> {
    /// Every node that the figure rests on, operands by their numbers: a tree in which what is shared stands once.
    pub fn json(&self, found: &Found, graph: &Graph<'_>, root: NodeIx) -> String {
        let mut wanted = vec![false; root.0 as usize + 1];
        wanted[root.0 as usize] = true;
        for at in (0..=root.0).rev().filter(|at| *at <= root.0) {
            if wanted[at as usize] {
                graph.operands(NodeIx(at)).iter().for_each(|operand| wanted[operand.0 as usize] = true);
            }
        }
        let noder = (0..=root.0).filter(|at| wanted[*at as usize]).map(|at| self.nod(graph, NodeIx(at))).collect();
        let forklaring = Forklaring {
            rapport: "forklara",
            forbund: &self.forbund.name,
            scenario: self.scenario,
            figur: &found.id,
            etikett: plain(&words_of(found.figure.name())),
            varde: exact_value(found.figure.value(), found.figure.counts()),
            rot: root.0,
            noder,
            idag: self.page.date.to_string(),
            indata: &self.page.inputs,
        };
        let mut text = serde_json::to_string_pretty(&forklaring).expect("a derivation of strings is JSON");
        text.push('\n');
        text
    }

    fn nod(&self, graph: &Graph<'_>, ix: NodeIx) -> Nod {
        let node = graph.node(ix);
        let operands = graph.operands(ix);
        let values: Vec<i64> = operands.iter().map(|operand| graph.node(*operand).value).collect();
        let (slag, rule, kalla) = match &node.made {
            Made::Rule(rule) => ("regel", Some(rule), None),
            Made::Posting { rule, .. } => ("postering", Some(rule), None),
            Made::Leaf(Leaf::Source(source)) => {
                let kalla = Kalla {
                    fil: Some(self.files.name(source.place.file).to_owned()),
                    rad: (!source.place.is_whole()).then(|| self.files.line_column(source.place).0),
                    dokument: source.source.document.as_ref().map(ToString::to_string),
                    avsnitt: plain(&source.source.section),
                    status: source.status.name(),
                };
                ("uppgift", None, Some(kalla))
            }
            Made::Leaf(Leaf::Sie { line }) => {
                let rad = (*line > 0).then_some(*line as usize);
                let avsnitt = "bokföringsfilen".to_owned();
                ("bokforing", None, Some(Kalla { fil: None, rad, dokument: None, avsnitt, status: "beslutad" }))
            }
        };
        let tecken = match rule {
            Some(Reckon::Signed(signs)) => signs.clone(),
            _ => Vec::new(),
        };
        let fore_avrundning = rule.and_then(|rule| exact(rule, &values)).map(|exact| exact.fraction());
        Nod {
            nr: ix.0,
            etikett: plain(&words_of(&node.name)),
            varde: exact_value(node.value, node.counts),
            raknar: counts_name(node.counts),
            slag,
            regel: rule.map(|rule| plain(&words(rule))),
            fore_avrundning,
            operander: operands.iter().map(|operand| operand.0).collect(),
            tecken,
            kalla,
        }
    }
}

#[derive(Serialize)]
struct Figur {
    id: String,
    varde: String,
}

#[derive(Serialize)]
struct Berorda<'s> {
    rapport: &'static str,
    forbund: &'s str,
    scenario: &'s str,
    rad: &'s str,
    figurer: Vec<Figur>,
    idag: String,
    indata: &'s str,
}

/// The figures that a line touches.
pub fn touched_json<'f>(sheet: &Sheet<'_>, line: &str, found: impl Iterator<Item = &'f Found>) -> String {
    let figur =
        |found: &Found| Figur { id: found.id.clone(), varde: exact_value(found.figure.value(), found.figure.counts()) };
    let berorda = Berorda {
        rapport: "forklara",
        forbund: &sheet.forbund.name,
        scenario: sheet.scenario,
        rad: line,
        figurer: found.map(figur).collect(),
        idag: sheet.page.date.to_string(),
        indata: &sheet.page.inputs,
    };
    let mut text = serde_json::to_string_pretty(&berorda).expect("ids and amounts are JSON");
    text.push('\n');
    text
}
