//! What the rules of balanskravet say of a year, which decisions are missing, and what is recorded, in words drawn from the figures.

use super::Cell;
use super::balanskrav_path::{Path, facts};
use super::drift::{Asked, drift, status_name};
use super::jamfor::BY_NAME;
use super::plan_words::{Judged, Verdict};
use crate::domain::balanskrav::{About, Decision};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Year};
use crate::domain::sv;
use crate::law;
use crate::law::balanskrav::{self as rules, Basis};
use crate::law::reglering::{Deficit, Fate};
use crate::projection::Economy;
use std::collections::BTreeMap;

/// A rule tried on a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The rule and what the figures say.
    pub judged: Judged,
    /// Whether it binds a förbund by law.
    pub basis: Basis,
    /// Whether it is broken and no recorded decision says why.
    pub is_open_breach: bool,
}

/// Kept, broken or not settled by the books.
fn verdict(is_kept: Option<bool>) -> Verdict {
    match is_kept {
        Some(true) => Verdict::Met,
        Some(false) => Verdict::Broken,
        None => Verdict::Open,
    }
}

/// What stands under the table of paragraphs: where law ends and practice begins, and how old our reading is.
pub(super) fn legal_notes() -> Vec<String> {
    let paragraph = |rule: law::Rule| rule.citation;
    vec![
        format!(
            "Budgetkravet, {}, gäller ett samordningsförbund. Att balanskravsresultatet och det som är kvar att reglera redovisas följer av {} och {}. Fristen, tre år ({}), och att ett underskott undantas för synnerliga skäl ({}) pekas inte ut i FinsamL\u{a0}21\u{a0}§ men tillämpas i praxis.",
            paragraph(law::BUDGETKRAV),
            paragraph(rules::UTREDNING),
            paragraph(rules::UPPLYSNING),
            paragraph(rules::REGLERING),
            paragraph(rules::UNDANTAG),
        ),
        format!(
            "Raderna om resultatreserv är tomma: ett samordningsförbund har ingen. FinsamL\u{a0}21\u{a0}§ pekar inte på {}, så det gäller inte ett förbund, och gränserna där räknas på skatteintäkter och generella statsbidrag, som ett förbund inte har.",
            paragraph(rules::RESULTATRESERV)
        ),
        format!(
            "Överskott från tidigare år läker inte ett underskott: {} ser framåt, på de närmast följande tre åren.",
            paragraph(rules::REGLERING)
        ),
        format!(
            "Reglerna gäller räkenskapsår från {}. LKBR är läst {}, kommunallagen och FinsamL {}; för planerade år antas de gälla oförändrade.",
            rules::first_known(),
            rules::UTREDNING.checked,
            rules::REGLERING.checked
        ),
    ]
}

/// What the words are drawn from.
pub(super) struct Words<'w> {
    pub economy: &'w Economy,
    pub path: &'w Path,
    pub year: Year,
    pub unit: Unit,
    /// The deficits up to the year.
    pub deficits: &'w [Deficit],
}

impl Words<'_> {
    fn show(&self, amount: Ore) -> String {
        sv::with_unit(amount, self.unit)
    }

    fn is_planned(&self) -> bool {
        self.year >= self.economy.forbund.first_projected()
    }

    /// The scenario by its name, which the board knows it by.
    fn scenario(&self) -> String {
        BY_NAME(&self.economy.scenarios[self.path.scenario])
    }

    /// The year's result in a column of driftredovisningen, seen through a scenario.
    fn result(&self, scenario: usize, column: &str) -> Option<Ore> {
        let asked = Asked { year: self.year, period: Period::Helar, scenario };
        match drift(self.economy, &asked).ok()?.figure("resultat", column)? {
            Cell::Amount(amount) => Some(*amount),
            _ => None,
        }
    }

    /// The result of the year's decided budget, which is what KL 11:5 is about; none where no source gives one. A decided budget is
    /// the same whatever a scenario makes of its year.
    fn budget(&self) -> Option<Ore> {
        if !self.is_planned() {
            return self.result(self.path.scenario, "budget");
        }
        let scenarios = std::iter::once(self.path.scenario).chain(0..self.economy.scenarios.len());
        let mut decided = scenarios.filter(|at| status_name(self.economy, *at, self.year) == "budget");
        self.result(decided.next()?, "budget")
    }

    /// Whether recorded reasons cover a deficit of the year's budget.
    fn is_covered(&self, budget: Ore) -> bool {
        let reasons = facts(self.economy, self.year).into_iter().flat_map(|facts| facts.decided(About::Budget));
        let decided = reasons.map(|of| of.amount.as_ref().map(|amount| amount.value));
        rules::reasons_cover(budget, &decided.collect::<Vec<_>>())
    }

    /// What the rules say, law before practice.
    pub fn rules(&self) -> Vec<Tried> {
        let is_asked = !self.is_planned() || self.deficits.iter().any(|of| self.is_of(of));
        let disclosure = is_asked.then(|| self.disclosure());
        std::iter::once(self.budgetkrav()).chain(disclosure).chain([self.regulation()]).collect()
    }

    fn budgetkrav(&self) -> Tried {
        let budget = self.budget();
        let (verdict, said) = match budget {
            None if self.is_planned() => (Verdict::Open, self.undecided()),
            None => (Verdict::Open, format!("källorna ger ingen budget för {}", self.year)),
            Some(budget) => self.decided(budget),
        };
        let text = format!("intäkterna ska överstiga kostnaderna; {said}");
        let is_open_breach =
            verdict == Verdict::Broken && self.is_planned() && budget.is_some_and(|budget| !self.is_covered(budget));
        let judged = Judged { id: "budgetkrav", citation: law::BUDGETKRAV.citation.to_owned(), verdict, text };
        Tried { judged, basis: Basis::Lag, is_open_breach }
    }

    /// What a budget that is decided says, and what the scenario expects of its year if that is another result.
    fn decided(&self, budget: Ore) -> (Verdict, String) {
        let met = law::meets_budgetkrav(budget);
        let outcome = self.result(self.path.scenario, "prognos").filter(|outcome| *outcome != budget);
        let figures = match outcome.filter(|_| self.is_planned()) {
            None => format!("budgetens resultat {} är {}", self.year, self.show(budget)),
            Some(outcome) => format!(
                "den beslutade budgetens resultat {} är {}, väntat utfall i scenariot {} är {}",
                self.year,
                self.show(budget),
                self.scenario(),
                self.show(outcome)
            ),
        };
        let reasons = match (met, self.is_covered(budget)) {
            (true, _) => "",
            (false, true) => "; skälen är antecknade, vilket är praxis",
            (false, false) => "; inget beslut med skäl är antecknat",
        };
        (if met { Verdict::Met } else { Verdict::Broken }, figures + reasons)
    }

    /// What the scenario plans for a year without a decided budget: the rule is on what the board decides, and it has not.
    fn undecided(&self) -> String {
        let none = format!("ingen budget {} är beslutad enligt filerna", self.year);
        let of = |column| self.result(self.path.scenario, column);
        let would = |budget: Ore| match law::meets_budgetkrav(budget) {
            true => "vilket är mer än 0 och alltså ryms i regeln",
            false => "vilket bryter mot regeln om det beslutas (finsam kontroll --plan prövar planen så)",
        };
        match (of("budget"), of("prognos")) {
            (Some(budget), Some(outcome)) if budget != outcome => format!(
                "{none}; scenariot {} planerar {} före förbrukningsgrad, {}; väntat utfall är {}",
                self.scenario(),
                self.show(budget),
                would(budget),
                self.show(outcome)
            ),
            (Some(budget), _) => {
                let (scenario, budget, would) = (self.scenario(), self.show(budget), would(budget));
                format!("{none}; scenariot {scenario} planerar resultatet {budget}, {would}")
            }
            _ => none,
        }
    }

    /// Whether the year's report has a deficit to tell of: its own, or what was left of it when the year began.
    fn is_of(&self, deficit: &Deficit) -> bool {
        deficit.origin == self.year || deficit.left(self.year.previous()) > Ore::ZERO
    }

    /// The files show only what they hold: the books begin somewhere.
    fn nothing_recorded(&self) -> String {
        format!("inget underskott {}, och inget äldre underskott är antecknat", self.year)
    }

    /// ”… när och på vilket sätt …” (LKBR 11:11), as far as the files say what the report does. The report of a year that is only planned
    /// is not written, so it is open what it says.
    fn disclosure(&self) -> Tried {
        let own = self.deficits.iter().find(|deficit| deficit.origin == self.year);
        let restoration = facts(self.economy, self.year).and_then(|facts| facts.restoration.as_ref());
        let how = restoration.and_then(|restoration| restoration.how.as_ref());
        let due = restoration.and_then(|restoration| restoration.due);
        let earlier = self.deficits.iter().any(|deficit| deficit.origin < self.year);
        let (verdict, text) = match (own, due, how) {
            (None, ..) if self.is_planned() => (
                Verdict::Open,
                "hur tidigare års underskott har reglerats och vad som är kvar ska stå i årsredovisningen".to_owned(),
            ),
            (None, ..) if earlier => (Verdict::Met, "tidigare års underskott står i tabellen".to_owned()),
            (None, ..) => (Verdict::Met, self.nothing_recorded()),
            (Some(own), ..) if own.exempted(self.year) == own.amount => {
                (Verdict::Met, "skälen till att underskottet inte regleras är antecknade".to_owned())
            }
            (Some(_), Some(due), Some(how)) => {
                let verdict = if self.is_planned() { Verdict::Open } else { Verdict::Met };
                (verdict, format!("regleras senast {due}: {how}"))
            }
            (Some(own), due, how) => {
                let said = match (due, how) {
                    (Some(due), _) => format!("filerna säger när, senast {due}, men inte på vilket sätt"),
                    (None, Some(how)) => format!("filerna säger på vilket sätt, {how}, men inte när"),
                    (None, None) => "filerna säger varken när eller på vilket sätt".to_owned(),
                };
                let reckoned = match due {
                    Some(_) => String::new(),
                    None => format!("; {} är räknat, sista året enligt {}", own.due, rules::REGLERING.citation),
                };
                (Verdict::Open, format!("när och på vilket sätt underskottet ska regleras; {said}{reckoned}"))
            }
        };
        let judged = Judged { id: "upplysning", citation: rules::UPPLYSNING.citation.to_owned(), verdict, text };
        Tried { judged, basis: Basis::Lag, is_open_breach: false }
    }

    /// Each deficit that is left, by what becomes of it.
    fn regulation(&self) -> Tried {
        let last = self.path.years.last().copied().unwrap_or(self.year);
        let closed = self.economy.forbund.last_closed();
        let left: Vec<(Fate, &Deficit)> = (self.deficits.iter())
            .filter(|deficit| deficit.left(self.year) > Ore::ZERO)
            .map(|deficit| (deficit.fate(self.year, closed, last), deficit))
            .collect();
        let mut said: BTreeMap<(Fate, [String; 2]), Vec<String>> = BTreeMap::new();
        for (fate, deficit) in &left {
            let (around, amount) = self.told(*fate, deficit, last);
            let words = format!("{} från {} (senast {})", self.show(amount), deficit.origin, deficit.due);
            said.entry((*fate, around)).or_default().push(words);
        }
        let said: Vec<String> = said
            .into_iter()
            .map(|((_, [before, after]), amounts)| format!("{before} {}{after}", sv::list(&amounts)))
            .collect();
        let verdicts: Vec<Verdict> =
            left.iter().map(|(fate, deficit)| verdict(deficit.is_kept(*fate, closed))).collect();
        let planned_away = self.deficits.iter().any(|deficit| deficit.is_regulated_after(closed));
        let (verdict, text) = match () {
            () if left.is_empty() && planned_away => {
                (Verdict::Open, format!("enligt scenariot {} är inget underskott kvar att reglera", self.scenario()))
            }
            () if self.deficits.is_empty() => (Verdict::Met, self.nothing_recorded()),
            () if left.is_empty() => (Verdict::Met, "inget underskott är kvar att reglera".to_owned()),
            () if verdicts.contains(&Verdict::Broken) => (Verdict::Broken, said.join("; ")),
            () if verdicts.contains(&Verdict::Open) => (Verdict::Open, said.join("; ")),
            () => (Verdict::Met, said.join("; ")),
        };
        let judged = Judged { id: "reglering", citation: rules::REGLERING.citation.to_owned(), verdict, text };
        Tried { judged, basis: Basis::Praxis, is_open_breach: verdict == Verdict::Broken }
    }

    /// What becomes of a deficit, in words before and after its amount, and the amount that it is said of.
    fn told(&self, fate: Fate, deficit: &Deficit, last: Year) -> ([String; 2], Ore) {
        let by = |year: Year| match year <= self.economy.forbund.last_closed() {
            true => "enligt böckerna".to_owned(),
            false => format!("enligt scenariot {}", self.scenario()),
        };
        let (before, after, amount) = match fate {
            Fate::Overdue => ("fristen har gått ut för".to_owned(), "", deficit.left(self.year)),
            Fate::TooLate => (format!("{} regleras", by(deficit.due)), " inte i tid", deficit.left(deficit.due)),
            Fate::Unknown => {
                let after = format!(" kvar {last}, och fristen har inte gått ut");
                return ([format!("{} är", by(last)), after], deficit.left(last));
            }
            Fate::InTime => {
                let settled = deficit.settled().unwrap_or(deficit.due);
                (format!("{} regleras", by(settled)), " i tid", deficit.left(self.year))
            }
        };
        ([before, after.to_owned()], amount)
    }

    /// The decisions that rules ask for and the files do not have.
    pub fn missing(&self) -> Vec<String> {
        let mut missing = Vec::new();
        // Once a year is closed its budget is history, and what is left is the deficit.
        let budget = self.budget().filter(|_| self.is_planned());
        let budget = budget.filter(|budget| !law::meets_budgetkrav(*budget) && !self.is_covered(*budget));
        if let Some(budget) = budget {
            missing.push(format!(
                "Skälen till att budgeten {} inte har intäkter över kostnaderna ({}): styrelsens beslut med datum, paragraf och skäl. {} om synnerliga skäl pekas inte ut i FinsamL\u{a0}21\u{a0}§; att ange sådana är praxis. Antecknas som [[balanskrav.beslut]] med galler = \"budget\" i budgets/{}.toml.",
                self.year,
                self.show(budget),
                rules::BUDGETSKAL.citation,
                self.year,
            ));
        }
        let has_way = |origin: Year| {
            facts(self.economy, origin).and_then(|facts| facts.restoration.as_ref()).is_some_and(|of| of.how.is_some())
        };
        let left =
            self.deficits.iter().filter(|deficit| deficit.left(self.year) > Ore::ZERO && !has_way(deficit.origin));
        let left: Vec<String> = left
            .map(|of| format!("{} från {} (senast i budgeten {})", self.show(of.left(self.year)), of.origin, of.due))
            .collect();
        if !left.is_empty() {
            missing.push(format!(
                "Åtgärdsplan: hur {} ska regleras ({}), eller beslut, när underskottets år är slut, om att det inte ska göras och varför ({}). {} och {} gäller inte direkt; båda tillämpas i praxis. Antecknas i ursprungsårets fil som [balanskrav.reglering] eller [[balanskrav.beslut]] med galler = \"reglering\".",
                sv::list(&left),
                rules::REGLERING.citation,
                rules::UNDANTAG.citation,
                rules::REGLERING.citation,
                rules::UNDANTAG.citation,
            ));
        }
        missing
    }

    fn decision(&self, year: Year, of: &Decision) -> String {
        let amount = of.amount.as_ref().map(|amount| self.show(amount.value));
        let decided = match (of.about, amount) {
            (About::Budget, None) => format!("budgeten {year} får ha ett underskott"),
            (About::Budget, Some(amount)) => format!("budgeten {year} får ha ett underskott på {amount}"),
            (About::Regulation, None) => format!("allt som då var kvar av underskottet {year} ska inte regleras"),
            (About::Regulation, Some(amount)) => format!("{amount} av underskottet {year} ska inte regleras"),
        };
        let (date, decision, reason) = (of.date, &of.decision, of.reason.trim_end_matches('.'));
        format!("{decision}, {date}: {decided}. Skäl: {reason}.")
    }

    /// What the files say of the deficits up to the year, and of the items of the year.
    pub fn recorded(&self) -> Vec<String> {
        let forbund = &self.economy.forbund;
        let mut lines = Vec::new();
        for (year, book) in forbund.years.range(..=self.year) {
            for inherited in &book.balanskrav.inherited {
                let source = forbund.show_source(&inherited.left.source);
                let left = self.show(inherited.left.value);
                lines.push(format!(
                    "Från {}: {left} var kvar att reglera när böckerna börjar ({source}).",
                    inherited.origin
                ));
            }
            if let Some(of) = &book.balanskrav.restoration {
                let due = of.due.map(|due| format!("regleras senast {due}{}", longer(*year, due)));
                let said: Vec<String> = due.into_iter().chain(of.how.clone()).chain(of.remark.clone()).collect();
                let source = forbund.show_source(&of.source.source);
                lines.push(format!("Underskottet {year}: {} ({source}).", said.join(". ").trim_end_matches('.')));
            }
            lines.extend(book.balanskrav.decisions.iter().map(|of| self.decision(*year, of)));
        }
        let items = facts(self.economy, self.year).and_then(|facts| facts.items.first());
        let source = items.map(|(_, amount)| forbund.show_source(&amount.source));
        lines.extend(source.map(|source| format!("Balanskravsjusteringarna {}: {source}.", self.year)));
        lines
    }
}

/// A deadline that is not the law's is what a source gives.
fn longer(origin: Year, due: Year) -> String {
    let usual = rules::deadline(origin);
    match due {
        due if due > usual => format!(", längre än till {usual} som {} säger: praxis", rules::REGLERING.citation),
        due if due < usual => format!(", före {usual} som är sista året enligt {}", rules::REGLERING.citation),
        _ => String::new(),
    }
}
