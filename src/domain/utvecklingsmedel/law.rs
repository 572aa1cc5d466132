//! The law of the grants (design §7), event by event: what must have happened before it, and how much it may come to.

use super::{EventKind, Grant, GrantEvent};
use crate::domain::money::Ore;
use crate::domain::sv::{self, kr};
use chrono::NaiveDate;

/// Why an event cannot have happened, and what to do about it, in Swedish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is missing, or too much.
    pub why: String,
    /// What to write instead.
    pub advice: String,
}

fn refusal<T>(why: impl Into<String>, advice: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { why: why.into(), advice: advice.into() })
}

impl Refusal {
    /// An event of a kommun that the budget grants nothing.
    pub(super) fn not_granted() -> Self {
        Refusal {
            why: "kommunen är inte beviljad några utvecklingsmedel".to_owned(),
            advice: "en kommun som årets budget ger utvecklingsmedel, eller ett annat år".to_owned(),
        }
    }
}

impl EventKind {
    /// What people call the event.
    pub fn noun(self) -> &'static str {
        match self {
            EventKind::Plan => "planen",
            EventKind::Uppfoljd => "samtalet",
            EventKind::Godkand => "godkännandet",
            EventKind::Utbetald => "utbetalningen",
            EventKind::Innehallen => "beslutet att hålla inne",
            EventKind::Aterkravd => "återkravet",
            EventKind::Aterbetald => "återbetalningen",
        }
    }
}

impl Grant {
    /// What the event does to the grant, with its amount; `later` is what happened after it.
    ///
    /// # Errors
    /// What is missing or too much.
    pub fn apply(&mut self, event: &GrantEvent, later: &[&GrantEvent]) -> Result<(), Refusal> {
        self.once(event)?;
        self.preceded(event, later)?;
        let amount = if event.kind.has_amount() { self.amount(event)? } else { Ore::ZERO };
        let add = |to: &mut Ore, on: &mut Option<NaiveDate>| {
            *to = Ore::new(to.ore() + amount.ore());
            *on = Some(event.date);
        };
        match event.kind {
            EventKind::Plan => self.has_plan = true,
            EventKind::Uppfoljd => self.followed_up = Some(event.date),
            EventKind::Godkand => self.approved = Some(event.date),
            EventKind::Utbetald => add(&mut self.paid, &mut self.paid_on),
            EventKind::Innehallen => add(&mut self.withheld, &mut self.withheld_on),
            EventKind::Aterkravd => add(&mut self.demanded, &mut self.demanded_on),
            EventKind::Aterbetald => add(&mut self.repaid, &mut self.repaid_on),
        }
        self.last = self.last.max(Some(event.date));
        Ok(())
    }

    /// What happens once: the plan, the samtal, the approval and the payment. A second payment is refused also where the first was a
    /// part: the rest can then only be withheld, so that one approval is never paid twice.
    fn once(&self, event: &GrantEvent) -> Result<(), Refusal> {
        let on = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| format!(" {day}"));
        match event.kind {
            EventKind::Plan if self.has_plan => {
                refusal("planen är redan inlämnad", "en plan gäller hela året och lämnas in en gång")
            }
            EventKind::Uppfoljd if self.followed_up.is_some() => refusal(
                format!("samtalet är redan hållet{}", on(self.followed_up)),
                "en annan tertial, eller ta bort den händelse som är fel",
            ),
            EventKind::Godkand if self.approved.is_some() => refusal(
                format!("utbetalningen är redan godkänd{}", on(self.approved)),
                "en annan tertial, eller ta bort den händelse som är fel",
            ),
            EventKind::Utbetald if self.paid > Ore::ZERO => {
                let why =
                    format!("{} är redan utbetalt{}, och en tertial betalas en gång", kr(self.paid), on(self.paid_on));
                let back = "ska något tillbaka: händelsen aterkravd";
                match self.left() {
                    Ore::ZERO => refusal(why, back),
                    left => refusal(why, format!("håll inne resten, {}: händelsen innehallen; {back}", kr(left))),
                }
            }
            _ => Ok(()),
        }
    }

    /// What must have happened before it.
    fn preceded(&self, event: &GrantEvent, later: &[&GrantEvent]) -> Result<(), Refusal> {
        if let Some(first) = event.before_its_tertial() {
            return refusal(format!("tertialen börjar {first}"), "dagen då samtalet hölls, eller en annan tertial");
        }
        let plan = (EventKind::Plan, self.has_plan, "kommunens plan");
        let talk = (EventKind::Uppfoljd, self.followed_up.is_some(), "ett hållet uppföljningssamtal");
        let approval = (EventKind::Godkand, self.approved.is_some(), "ett godkännande");
        let needed = match event.kind {
            EventKind::Uppfoljd => vec![plan],
            EventKind::Godkand => vec![talk],
            EventKind::Utbetald => vec![plan, talk, approval],
            _ => return Ok(()),
        };
        let (mut lacking, mut late) = (Vec::new(), Vec::new());
        for (kind, _, what) in needed.into_iter().filter(|(_, is_there, _)| !is_there) {
            match later.iter().find(|other| other.kind == kind && is_of_same(other, event)) {
                Some(other) => late.push(too_late(other, event)),
                None => lacking.push(what.to_owned()),
            }
        }
        let advice = match (lacking.is_empty(), late.is_empty()) {
            (true, true) => return Ok(()),
            (true, false) => "rätta den dag som är fel: händelserna räknas i den ordning de skedde",
            (false, _) => "lägg först till det som saknas, med den dag det skedde",
        };
        if !lacking.is_empty() {
            late.push(format!("{} saknas", sv::list(&lacking)));
        }
        refusal(late.join("; "), advice)
    }

    /// What the event comes to: what it says, or all that is open.
    fn amount(&self, event: &GrantEvent) -> Result<Ore, Refusal> {
        let open = match event.kind {
            EventKind::Aterkravd => Ore::new(self.paid.ore() - self.demanded.ore()),
            EventKind::Aterbetald => Ore::new(self.demanded.ore() - self.repaid.ore()),
            _ => self.left(),
        };
        match event.amount {
            Some(amount) if amount <= Ore::ZERO => refusal(
                "beloppet ska vara större än 0",
                "ett belopp större än 0, eller inget belopp för allt som återstår",
            ),
            _ if open <= Ore::ZERO => self.nothing_open(event.kind),
            Some(amount) if amount > open => refusal(
                format!("{} går inte: det som kan komma i fråga är {}", kr(amount), kr(open)),
                format!("högst {}, eller inget belopp för allt som återstår", kr(open)),
            ),
            Some(amount) => Ok(amount),
            None => Ok(open),
        }
    }

    /// Why there is nothing left for an event to be about.
    fn nothing_open(&self, kind: EventKind) -> Result<Ore, Refusal> {
        match kind {
            EventKind::Aterkravd if self.paid == Ore::ZERO => {
                refusal("inget är utbetalt", "det som inte är utbetalt hålls inne: händelsen innehallen")
            }
            EventKind::Aterkravd => {
                refusal("allt som är utbetalt är redan återkrävt", "ta bort den händelse som är fel")
            }
            EventKind::Aterbetald if self.demanded == Ore::ZERO => {
                refusal("inget är återkrävt", "lägg först till återkravet: händelsen aterkravd")
            }
            EventKind::Aterbetald => {
                refusal("allt som är återkrävt är redan återbetalt", "ta bort den händelse som är fel")
            }
            _ if self.granted == Ore::ZERO => refusal("inget är beviljat", "en tertial som budgeten ger något"),
            _ if self.paid > Ore::ZERO => refusal("inget är kvar att pröva", "ska något tillbaka: händelsen aterkravd"),
            _ => refusal("allt är redan innehållet", "ta bort händelsen, eller sänk det som hölls inne"),
        }
    }
}

/// Whether both are of one grant; a plan is of all three of its year.
fn is_of_same(other: &GrantEvent, event: &GrantEvent) -> bool {
    other.line == event.line && (other.tertial.is_none() || other.tertial == event.tertial)
}

/// That what must come before an event came after it.
fn too_late(other: &GrantEvent, event: &GrantEvent) -> String {
    let happened = match other.kind {
        EventKind::Plan => "planen lämnades in",
        EventKind::Uppfoljd => "samtalet hölls",
        _ => "godkännandet är från",
    };
    match (other.date, event.kind.noun()) {
        (day, noun) if day == event.date => format!("{} den {day} står efter {noun} i filen", other.kind.noun()),
        (day, noun) => format!("{happened} {day}, efter {noun} {}", event.date),
    }
}
