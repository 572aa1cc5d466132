//! Levers ("åtgärder" in text): what a board can move in a scenario, each with its grid and with what more of it does.
//!
//! A lever is a difference from a scenario. At the value that the scenario has today it leaves every figure as it is.

use crate::diag::{Problem, catalogue};
use crate::domain::assumption::{Kind, LineSelection};
use crate::domain::forbund::{Forbund, GroupIx, InsatsIx, Line, LineIx, LineKind, MemberIx};
use crate::domain::id::Id;
use crate::domain::money::{LIMIT_KR, Ore, Unit};
use crate::domain::period::Year;
use crate::domain::rate::{ONE, Rate};
use crate::domain::source::Status;
use crate::domain::sv;

/// One krona in öre.
const KR: i64 = 100;
/// The step of shares and rates: 0,1 %.
const TENTH: i64 = 1_000;
/// The largest amount there is, in öre.
const MOST: i64 = (LIMIT_KR - 1) * KR;

/// What a lever moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The share of utvecklingsmedel: one share for all, or in one insats.
    Share(Option<InsatsIx>),
    /// What an insats, or every insats, costs: each of its amounts as a share of the scenario's own. Utvecklingsmedel follow.
    Insats(Option<InsatsIx>),
    /// A line's amount: the first year's, and every later year changed by as many kronor.
    Line(LineIx),
    /// The state's amount in the same way; the others pay by the key.
    State,
    /// A one-off cost in the last tertial of the first year.
    OneOff(LineIx),
    /// How much of the budget is spent.
    Spent(Scope),
    /// A yearly change of costs that lies on no line; negative is a saving.
    Adjustment,
    /// The yearly index of one cost type, by its position, or of all.
    Index(Option<u16>),
    /// Interest on likvida medel.
    Interest,
}

/// Which lines a förbrukningsgrad is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every line.
    All,
    /// Those of a group.
    Group(GroupIx),
    /// Those of an insats, utvecklingsmedel included.
    Insats(InsatsIx),
    /// One.
    Line(LineIx),
}

/// The values that a lever can take: whole steps from the lowest to the highest, in öre or millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// The lowest.
    pub low: i64,
    /// The highest.
    pub high: i64,
    /// The step; the highest lies a whole number of them above the lowest.
    pub step: i64,
}

impl Grid {
    /// The position of the last value; the first is 0.
    pub fn last(self) -> i64 {
        (self.high - self.low) / self.step
    }
}

/// A lever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lever {
    /// What it moves.
    pub aim: Aim,
    /// Only in this kommun.
    pub kommun: Option<MemberIx>,
    /// From this year on; a one-off in this year only.
    pub from: Year,
}

/// The words that a lever is asked for by, with what may follow the colon.
const WORDS: [(&str, &str); 9] = [
    ("utvecklingsmedel", "en insats"),
    ("insats", "en insats"),
    ("rad", "en rad"),
    ("bidrag", ""),
    ("engangs", "en engångsrad"),
    ("forbrukning", "en grupp, en insats eller en rad"),
    ("anpassning", ""),
    ("index", "en kostnadstyp"),
    ("ranta", ""),
];

/// The first projected year that has no decided budget: the first that a board can still decide on.
pub fn first_free_year(forbund: &Forbund) -> Year {
    let is_decided = |year: Year| {
        let budget = forbund.years.get(&year).and_then(|book| book.carried());
        budget.is_some_and(|budget| budget.status == Status::Beslutad)
    };
    let first = forbund.first_projected();
    first.through(Year::LAST).find(|year| !is_decided(*year)).unwrap_or(first)
}

/// A list of things with ids, searched by one.
fn find<'i>(ids: impl Iterator<Item = &'i Id>, written: &str) -> Result<usize, Vec<&'i str>> {
    let known: Vec<&str> = ids.map(Id::as_str).collect();
    known.iter().position(|id| *id == written).ok_or(known)
}

impl Lever {
    /// Reads `ORD[:ID][@KOMMUN]`, as `utvecklingsmedel@lerum` or `rad:kansli`; å, ä and ö may be spelt out.
    ///
    /// # Errors
    /// F555 for a word that is no lever, F556 for what the word cannot be narrowed to.
    pub fn read(forbund: &Forbund, text: &str, from: Year) -> Result<Lever, Problem> {
        let (rest, kommun) = text.split_once('@').map_or((text, None), |(rest, kommun)| (rest, Some(kommun)));
        let (word, part) = rest.split_once(':').map_or((rest, None), |(word, part)| (word, Some(part)));
        let word = sv::ascii(word);
        let known = WORDS.map(|(word, _)| word);
        let Some((word, takes)) = WORDS.into_iter().find(|(known, _)| *known == word) else {
            return Err(catalogue::unknown_lever(&word, &known));
        };
        if part.is_some() && takes.is_empty() {
            return Err(catalogue::lever_not_of(word, "det finns inget att välja efter kolon", &[], ""));
        }
        let aim = Self::aim(forbund, word, part)?;
        let kommun = kommun.map(|kommun| Self::kommun(forbund, word, &aim, kommun)).transpose()?;
        Ok(Lever { aim, kommun, from })
    }

    fn aim(forbund: &Forbund, word: &str, part: Option<&str>) -> Result<Aim, Problem> {
        let insatser = || forbund.insatser.iter().map(|insats| &insats.id);
        let unknown = |what: &str, known: Vec<&str>| {
            catalogue::lever_not_of(
                word,
                &format!("{what} {} finns inte", part.unwrap_or("")),
                &known,
                part.unwrap_or(""),
            )
        };
        let insats = |part: Option<&str>| {
            let found = part.map(|part| find(insatser(), part)).transpose();
            found.map(|at| at.map(|at| InsatsIx(at as u16))).map_err(|known| unknown("insatsen", known))
        };
        let lines = |wanted: fn(LineKind) -> bool| {
            (forbund.lines.iter().enumerate())
                .filter(move |(_, line)| wanted(line.kind))
                .map(|(at, line)| (at, &line.id))
        };
        let line = |part: &str, wanted: fn(LineKind) -> bool| match find(lines(wanted).map(|(_, id)| id), part) {
            Ok(at) => Ok(LineIx(lines(wanted).nth(at).map_or(0, |(at, _)| at) as u16)),
            Err(known) => Err(unknown("raden", known)),
        };
        let is_engangs: fn(LineKind) -> bool = |kind| kind == LineKind::Engangs;
        let is_yearly: fn(LineKind) -> bool = |kind| kind != LineKind::Engangs;
        Ok(match (word, part) {
            ("utvecklingsmedel", part) => Aim::Share(insats(part)?),
            ("insats", part) => Aim::Insats(insats(part)?),
            ("rad", Some(part)) => Aim::Line(line(part, is_yearly)?),
            ("rad", None) => {
                let known: Vec<&str> = lines(is_yearly).map(|(_, id)| id.as_str()).collect();
                return Err(catalogue::lever_not_of(word, "det ska stå vilken rad, som rad:ID", &known, ""));
            }
            ("engangs", Some(part)) => Aim::OneOff(line(part, is_engangs)?),
            ("engangs", None) => match lines(is_engangs).next() {
                Some((at, _)) => Aim::OneOff(LineIx(at as u16)),
                None => {
                    return Err(catalogue::lever_not_of(word, "förbundet har ingen rad för engångskostnader", &[], ""));
                }
            },
            ("forbrukning", None) => Aim::Spent(Scope::All),
            ("forbrukning", Some(part)) => {
                Aim::Spent(Self::scope(forbund, part).map_err(|known| unknown("gruppen, insatsen eller raden", known))?)
            }
            ("index", Some(part)) => match find(forbund.cost_types.iter(), part) {
                Ok(at) => Aim::Index(Some(at as u16)),
                Err(known) => return Err(unknown("kostnadstypen", known)),
            },
            ("index", None) => Aim::Index(None),
            ("anpassning", _) => Aim::Adjustment,
            ("ranta", _) => Aim::Interest,
            _ => Aim::State,
        })
    }

    /// A group, an insats or a line by its id.
    fn scope<'f>(forbund: &'f Forbund, part: &str) -> Result<Scope, Vec<&'f str>> {
        let groups =
            find(forbund.groups.iter().map(|group| &group.id), part).map(|at| Scope::Group(GroupIx(at as u16)));
        groups.or_else(|mut known| {
            let insats = find(forbund.insatser.iter().map(|insats| &insats.id), part);
            insats.map(|at| Scope::Insats(InsatsIx(at as u16))).or_else(|more| {
                known.extend(more);
                let line = find(forbund.lines.iter().map(|line| &line.id), part);
                line.map(|at| Scope::Line(LineIx(at as u16))).map_err(|more| [known, more].concat())
            })
        })
    }

    fn kommun(forbund: &Forbund, word: &str, aim: &Aim, written: &str) -> Result<MemberIx, Problem> {
        if !matches!(aim, Aim::Share(_) | Aim::Insats(_) | Aim::Spent(_)) {
            return Err(catalogue::lever_not_of(word, "åtgärden gäller hela förbundet och inte en kommun", &[], ""));
        }
        let kommuner: Vec<MemberIx> = forbund.of_party(crate::domain::forbund::Party::Kommun).collect();
        let found = forbund.kommun_named(written).ok_or(());
        let known: Vec<&str> = kommuner.iter().map(|kommun| forbund.member(*kommun).id.as_str()).collect();
        found.map_err(|()| catalogue::lever_not_of(word, &format!("kommunen {written} finns inte"), &known, written))
    }

    /// As it is asked for: `rad:kansli`, `utvecklingsmedel@lerum`.
    pub fn id(&self, forbund: &Forbund) -> String {
        let of = |word: &str, id: Option<&Id>| id.map_or(word.to_owned(), |id| format!("{word}:{id}"));
        let insats = |ix: &Option<InsatsIx>| ix.map(|ix| &forbund.insats(ix).id);
        let word = match &self.aim {
            Aim::Share(ix) => of("utvecklingsmedel", insats(ix)),
            Aim::Insats(ix) => of("insats", insats(ix)),
            Aim::Line(line) => of("rad", Some(&forbund.line(*line).id)),
            Aim::State => "bidrag".to_owned(),
            Aim::OneOff(line) => of("engangs", Some(&forbund.line(*line).id)),
            Aim::Spent(Scope::All) => "forbrukning".to_owned(),
            Aim::Spent(Scope::Group(ix)) => of("forbrukning", Some(&forbund.group(*ix).id)),
            Aim::Spent(Scope::Insats(ix)) => of("forbrukning", Some(&forbund.insats(*ix).id)),
            Aim::Spent(Scope::Line(line)) => of("forbrukning", Some(&forbund.line(*line).id)),
            Aim::Adjustment => "anpassning".to_owned(),
            Aim::Index(at) => of("index", at.map(|at| &forbund.cost_types[usize::from(at)])),
            Aim::Interest => "ranta".to_owned(),
        };
        self.kommun.map_or(word.clone(), |kommun| format!("{word}@{}", forbund.member(kommun).id))
    }

    /// Its name for people, without years: `Utvecklingsmedel i Lerum`, `Kansli och förbundschef`.
    pub fn name(&self, forbund: &Forbund) -> String {
        let insats = |ix: &Option<InsatsIx>| ix.map(|ix| forbund.insats(ix).name.clone());
        let name = match &self.aim {
            Aim::Share(ix) => {
                insats(ix).map_or("Utvecklingsmedel".to_owned(), |name| format!("Utvecklingsmedel {name}"))
            }
            Aim::Insats(ix) => insats(ix).unwrap_or("Alla insatser".to_owned()),
            Aim::Line(line) => forbund.line(*line).name.clone(),
            Aim::State => "Statens tilldelning".to_owned(),
            Aim::OneOff(line) => match forbund.line(*line).name.as_str() {
                name if name.to_lowercase().contains("engång") => format!("{name}, ny"),
                name => format!("{name}, ny engångskostnad"),
            },
            Aim::Spent(Scope::All) => "Förbrukningsgrad".to_owned(),
            Aim::Spent(Scope::Group(ix)) => format!("Förbrukningsgrad, {}", forbund.group(*ix).name),
            Aim::Spent(Scope::Insats(ix)) => format!("Förbrukningsgrad, {}", forbund.insats(*ix).name),
            Aim::Spent(Scope::Line(line)) => format!("Förbrukningsgrad, {}", forbund.line(*line).name),
            Aim::Adjustment => "Ändring av kostnaderna".to_owned(),
            Aim::Index(None) => "Index för alla kostnader".to_owned(),
            Aim::Index(Some(at)) => format!("Index för {}", forbund.cost_type(&forbund.cost_types[usize::from(*at)])),
            Aim::Interest => "Ränta".to_owned(),
        };
        self.kommun.map_or(name.clone(), |kommun| format!("{name} i {}", forbund.member(kommun).short))
    }

    /// Whether its values are shares or rates and not amounts.
    pub fn is_rate(&self) -> bool {
        matches!(self.aim, Aim::Share(_) | Aim::Insats(_) | Aim::Spent(_) | Aim::Index(_) | Aim::Interest)
    }

    /// Whether more of it raises eget kapital; of the others more of it is more spending.
    pub fn raises(&self) -> bool {
        matches!(self.aim, Aim::State | Aim::Interest)
    }

    /// The values it can take: those that the files' own reader takes, in steps of 0,1 %, 1 kr, or 1 000 kr for the state.
    pub fn grid(&self) -> Grid {
        match self.aim {
            Aim::Share(_) | Aim::Interest => Grid { low: 0, high: ONE, step: TENTH },
            Aim::Insats(_) | Aim::Spent(_) => Grid { low: 0, high: 2 * ONE, step: TENTH },
            Aim::Index(_) => Grid { low: -ONE / 2, high: ONE, step: TENTH },
            Aim::Line(_) | Aim::OneOff(_) => Grid { low: 0, high: MOST, step: KR },
            Aim::State => Grid { low: 0, high: MOST / (1_000 * KR) * (1_000 * KR), step: 1_000 * KR },
            Aim::Adjustment => Grid { low: -MOST, high: MOST, step: KR },
        }
    }

    /// A value with its unit: `5,2 %`, `519 633 kr`.
    pub fn show(&self, value: i64) -> String {
        if self.is_rate() { sv::percent(Rate::new(value)) } else { sv::kr(Ore::new(value)) }
    }

    /// Every lever there is for a förbund as a whole, in the order they are shown: income, insatser, lines, and what goes for all.
    pub fn all(forbund: &Forbund, from: Year) -> Vec<Lever> {
        let has_share = forbund.lines.iter().any(|line| matches!(line.kind, LineKind::Utvecklingsmedel { .. }));
        let insatser = (0..forbund.insatser.len()).map(|at| Aim::Insats(Some(InsatsIx(at as u16))));
        let of_kind = |wanted: fn(&Line) -> bool| {
            let lines = forbund.lines.iter().enumerate().filter(move |(_, line)| wanted(line));
            lines.map(|(at, _)| LineIx(at as u16))
        };
        let lines = of_kind(|line| line.kind == LineKind::Ordinary && line.insats.is_none()).map(Aim::Line);
        let one_off = of_kind(|line| line.kind == LineKind::Engangs).take(1).map(Aim::OneOff);
        let indices = (0..forbund.cost_types.len()).map(|at| Aim::Index(Some(at as u16)));
        let aims = std::iter::once(Aim::State)
            .chain(has_share.then_some(Aim::Share(None)))
            .chain(insatser)
            .chain(lines)
            .chain(one_off)
            .chain([Aim::Adjustment, Aim::Spent(Scope::All), Aim::Index(None)])
            .chain(indices)
            .chain([Aim::Interest]);
        aims.map(|aim| Lever { aim, kommun: None, from }).collect()
    }

    /// A value for other programs: an amount in kronor with two decimals, a share with four or as many more as it has.
    pub fn code(&self, value: i64) -> String {
        if !self.is_rate() {
            return Ore::new(value).to_string();
        }
        let (sign, magnitude) = (if value < 0 { "-" } else { "" }, value.unsigned_abs());
        let decimals = format!("{:06}", magnitude % ONE.unsigned_abs());
        let kept = decimals.trim_end_matches('0').len().max(4);
        format!("{sign}{}.{}", magnitude / ONE.unsigned_abs(), &decimals[..kept])
    }

    /// A value for a narrow table: a share with its per cent sign, an amount in bare kronor.
    pub fn show_short(&self, value: i64) -> String {
        if self.is_rate() { self.show(value) } else { sv::in_unit(Ore::new(value), Unit::Kr, value % KR != 0) }
    }

    /// The years in which it is moved, of a projection to `horizon`.
    pub fn years(&self, horizon: Year) -> impl Iterator<Item = Year> + use<> {
        let last = if matches!(self.aim, Aim::OneOff(_)) { self.from } else { horizon };
        self.from.through(last)
    }

    /// The lines whose amounts it gives, each by an assumption of its own; for all other aims one assumption is enough.
    pub(super) fn lines(&self, forbund: &Forbund) -> Vec<Option<LineIx>> {
        match self.aim {
            Aim::Line(line) => vec![Some(line)],
            Aim::Insats(insats) => {
                let lines = forbund.lines.iter().enumerate().filter(|(_, line)| {
                    let is_of = line.insats.is_some() && (insats.is_none() || line.insats == insats);
                    is_of && line.kind == LineKind::Ordinary && (self.kommun.is_none() || line.kommun == self.kommun)
                });
                lines.map(|(at, _)| Some(LineIx(at as u16))).collect()
            }
            _ => vec![None],
        }
    }

    /// The assumption that gives a value. An amount of a line is the line's own.
    pub fn assumption(&self, forbund: &Forbund, line: Option<LineIx>, value: i64) -> Kind {
        let (rate, amount) = (Rate::new(value), Ore::new(value));
        match (&self.aim, line) {
            (_, Some(line)) => Kind::Amount { line, amount, new_base: false },
            (Aim::Share(insats), None) => Kind::Share { insats: *insats, kommun: self.kommun, share: rate },
            (Aim::Spent(scope), None) => Kind::Forbrukning { lines: self.selection(forbund, *scope), rate },
            (Aim::OneOff(line), None) => {
                let name = forbund.line(*line).name.clone();
                Kind::OneOff { name, line: *line, tertial: 2, amount }
            }
            (Aim::Index(at), None) => {
                Kind::Index { cost_type: at.map(|at| forbund.cost_types[usize::from(at)].clone()), rate }
            }
            (Aim::Interest, None) => Kind::Interest(rate),
            (Aim::Adjustment, None) => {
                Kind::Adjustment { name: "Ändring som inte är fördelad".to_owned(), group: GroupIx(0), amount }
            }
            (Aim::State | Aim::Insats(_) | Aim::Line(_), None) => Kind::StateAmount(amount),
        }
    }

    fn selection(&self, forbund: &Forbund, scope: Scope) -> LineSelection {
        if let Some(kommun) = self.kommun {
            let in_scope = |at: usize| {
                let line = &forbund.lines[at];
                let is_chosen = match scope {
                    Scope::All => true,
                    Scope::Group(group) => line.group == group,
                    Scope::Insats(insats) => line.insats == Some(insats),
                    Scope::Line(chosen) => usize::from(chosen.0) == at,
                };
                line.kommun == Some(kommun) && is_chosen
            };
            let lines = (0..forbund.lines.len()).filter(|at| in_scope(*at)).map(|at| LineIx(at as u16)).collect();
            return LineSelection { lines, ..LineSelection::default() };
        }
        match scope {
            Scope::All => LineSelection { all: true, ..LineSelection::default() },
            Scope::Group(group) => LineSelection { groups: vec![group], ..LineSelection::default() },
            Scope::Insats(insats) => LineSelection { insatser: vec![insats], ..LineSelection::default() },
            Scope::Line(line) => LineSelection { lines: vec![line], ..LineSelection::default() },
        }
    }
}
