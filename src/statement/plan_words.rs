//! What law and target say of a plan, and what a board has to decide, in words drawn from the figures.

use super::outlook::Outlook;
use super::plan::{EQUITY, Page, Plan};
use super::{Cell, Statement};
use crate::domain::forbund::{GroupIx, LineIx, LineKind};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::{Period, Year};
use crate::domain::source::Status;
use crate::domain::sv;
use crate::law;
use crate::ledger::Select;
use crate::projection::What;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// What the figures say of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is met.
    Met,
    /// It is broken.
    Broken,
    /// The figures do not settle it: a day that has not come, what the files do not say, or a credit that may be customary.
    Open,
}

impl Verdict {
    /// As JSON spells it, which is also how it is printed but for `oppet`.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Met => "uppfyllt",
            Verdict::Broken => "bryts",
            Verdict::Open => "oppet",
        }
    }

    /// As it is printed.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Open => "öppet",
            other => other.name(),
        }
    }
}

/// A rule and what the figures say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Its id.
    pub id: &'static str,
    /// How it is cited.
    pub citation: String,
    /// Met, broken or open.
    pub verdict: Verdict,
    /// The figures.
    pub text: String,
}

/// What the words are drawn from.
pub(super) struct Words<'p> {
    pub page: &'p Page<'p>,
    pub plan: &'p Plan,
    /// What is expected of the scenario, beside its budget.
    pub outlook: &'p Outlook,
    pub today: NaiveDate,
    pub unit: Unit,
}

impl Words<'_> {
    pub(super) fn year(&self) -> Year {
        self.page.years[0]
    }

    pub(super) fn show(&self, amount: Ore) -> String {
        sv::with_unit(amount, self.unit)
    }

    fn results(&self) -> Vec<(Year, Ore)> {
        let path = self.page.path(self.page.years[2]);
        self.page.years.into_iter().map(|year| (year, read(&path, "resultat", year))).collect()
    }

    fn deficits(&self) -> Vec<(Year, Ore)> {
        self.results().into_iter().filter(|(_, result)| !law::meets_budgetkrav(*result)).collect()
    }

    /// `4 786, 4 113 och 3 440 tkr 2027–2029`, or `−673 tkr om året 2027–2029`.
    pub(super) fn by_year(&self, amounts: &[(Year, Ore)]) -> String {
        let years = sv::years(&amounts.iter().map(|(year, _)| *year).collect::<Vec<_>>());
        let mut words: Vec<String> = amounts.iter().map(|(_, amount)| self.show(*amount)).collect();
        let last = words.last().cloned().unwrap_or_default();
        if words.len() > 1 && words.iter().all(|word| *word == last) {
            return format!("{last} om året {years}");
        }
        // The unit stands once, after the last.
        let unit = format!("{}{}", sv::NBSP, self.unit.name());
        let rest = words.len().saturating_sub(1);
        for word in &mut words[..rest] {
            *word = word.trim_end_matches(&unit).to_owned();
        }
        format!("{} {years}", sv::list(&words))
    }

    /// What stands under the table.
    pub fn notes(&self) -> Vec<String> {
        let (forbund, year) = (&self.page.economy.forbund, self.year());
        let lowest = self.plan.lowest_cash();
        let mut notes = vec![format!(
            "Likvida medel är {year}–{} lägst {}, den {}.",
            self.page.years[2],
            self.show(lowest.amount),
            last_day(lowest)
        )];
        let outcome = self.plan.years.row("ej_fordelat").map(|row| &row.cells[0]);
        if let Some(Cell::Amount(_)) = outcome {
            notes.push(format!("Källorna ger inte kostnaderna {} per budgetrad.", forbund.last_closed()));
        }
        let carried = forbund.years.range(..=year).rev().find_map(|(from, book)| Some((from, book.carried()?)));
        if let Some((from, budget)) = carried.filter(|(_, budget)| !budget.named_only.is_empty()) {
            let names: Vec<String> = budget.named_only.iter().map(|line| forbund.line(*line).name.clone()).collect();
            notes.push(format!("{} nämns i budgeten {from} utan belopp.", sv::list(&names)));
        }
        notes.extend(self.after_the_plan());
        notes.extend(self.expected());
        notes
    }

    /// What eget kapital is expected to be, where the year is not expected to go as its budget says.
    fn expected(&self) -> Option<String> {
        let (page, first) = (self.page, self.page.economy.forbund.first_projected());
        let last = self.landing_year().max(page.years[2]);
        let path = page.path(last);
        let expected = || self.outlook.planned().filter(|year| year.year <= last);
        let differs = expected().filter(|year| year.equity != read(&path, EQUITY, year.year));
        let from = differs.map(|year| year.year).next()?;
        let said = [first, page.years[0], page.years[2], last];
        let equity: Vec<(Year, Ore)> = expected()
            .filter(|year| year.year >= from && said.contains(&year.year))
            .map(|year| (year.year, year.equity))
            .collect();
        Some(format!(
            "Beloppen är budget, också eget kapital och likvida medel. Med väntat utfall, efter förbrukningsgrad och det som är innehållet eller återkrävt, är eget kapital {}.",
            self.each_year(&equity)
        ))
    }

    /// `1 600 tkr 2026, 1 650 tkr 2027 och 1 800 tkr 2030`.
    fn each_year(&self, amounts: &[(Year, Ore)]) -> String {
        let words: Vec<String> =
            amounts.iter().map(|(year, amount)| format!("{} {year}", self.show(*amount))).collect();
        sv::list(&words)
    }

    /// The rules of law, and the förbund's own target.
    pub fn rules(&self) -> Vec<Judged> {
        vec![self.budgetkrav(), self.three_years(), self.budget_day(), self.credit(), self.target()]
    }

    fn budgetkrav(&self) -> Judged {
        let results = self.results();
        let (_, own) = results[0];
        let verdict = if law::meets_budgetkrav(own) { Verdict::Met } else { Verdict::Broken };
        // The rule is on the budget; a plan year that falls short is said, and comes up among the decisions.
        let short: Vec<Year> = (results[1..].iter())
            .filter(|(_, result)| !law::meets_budgetkrav(*result))
            .map(|(year, _)| *year)
            .collect();
        let plan = if verdict == Verdict::Met && !short.is_empty() {
            format!(". Budgeten {} uppfyller kravet, planen för {} gör det inte", self.year(), sv::years(&short))
        } else {
            String::new()
        };
        let results = self.by_year(&results);
        let text = format!("intäkterna ska överstiga kostnaderna; resultatet är {results}{plan}");
        Judged { id: "budgetkrav", citation: law::BUDGETKRAV.citation.to_owned(), verdict, text }
    }

    fn is_decided(&self) -> bool {
        let book = self.page.economy.forbund.years.get(&self.year());
        book.and_then(|book| book.carried()).is_some_and(|budget| budget.status == Status::Beslutad)
    }

    fn budget_day(&self) -> Judged {
        let day = law::budget_day(self.year());
        let when =
            format!("fastställs senast 30{0}november{0}{1} efter samråd med medlemmarna", sv::NBSP, day.format("%Y"));
        let days =
            |count: i64| format!("{}{}{}", sv::integer(count), sv::NBSP, if count == 1 { "dag" } else { "dagar" });
        let (verdict, text) = match (day - self.today).num_days() {
            _ if self.page.is_decided(self.year()) => {
                let text = "budgeten är beslutad enligt filerna, som inte säger när eller om samråd har hållits";
                (Verdict::Open, text.to_owned())
            }
            _ if self.is_decided() => (
                Verdict::Open,
                "enligt filerna är en budget redan beslutad, och det här scenariot ändrar den".to_owned(),
            ),
            0 => (Verdict::Open, format!("{when}; det är i dag")),
            left @ 1.. => (Verdict::Open, format!("{when}; {} kvar", days(left))),
            left => {
                let text = format!(
                    "{when}; dagen passerade för {} sedan, och ingen beslutad budget finns i filerna",
                    days(-left)
                );
                (Verdict::Broken, text)
            }
        };
        Judged { id: "budgetdag", citation: law::BUDGETDAG.citation.to_owned(), verdict, text }
    }

    fn credit(&self) -> Judged {
        let lowest = self.plan.lowest_cash();
        let (amount, day) = (self.show(lowest.amount), last_day(lowest));
        let (verdict, text) = if law::needs_no_credit(lowest.amount) {
            let years = sv::years(&self.page.years);
            (Verdict::Met, format!("ingen kredit behövs {years}; likvida medel är lägst {amount}"))
        } else {
            let first = self.plan.cash.iter().find(|cash| !law::needs_no_credit(cash.amount)).unwrap_or(&lowest);
            let text = format!(
                "likvida medel räcker inte den {}; lägst är de {amount}, den {day}, och bara sedvanliga krediter är tillåtna",
                last_day(*first)
            );
            (Verdict::Open, text)
        };
        Judged { id: "kredit", citation: law::KREDIT.citation.to_owned(), verdict, text }
    }

    /// The decisions, in the order they are taken.
    pub fn decisions(&self) -> Vec<String> {
        if self.page.is_decided(self.year()) {
            return vec![format!(
                "Budgeten {} är redan beslutad enligt filerna. Ett beslut om en ny utgift under året ska också säga hur den finansieras, {}.",
                self.year(),
                law::ANVISNING.citation
            )];
        }
        let mut decisions = vec![self.consult(), self.adopt()];
        decisions.extend(self.deficit());
        decisions.push(self.contributions());
        decisions.push(self.carry_the_plan());
        decisions.extend(self.miss());
        decisions.extend(self.utvecklingsmedel());
        decisions.extend(self.one_offs());
        decisions.extend(self.unplaced());
        decisions.extend(self.borrow());
        decisions
    }

    fn consult(&self) -> String {
        format!("Samråda med medlemmarna om budgeten innan den fastställs ({}).", law::BUDGETDAG.citation)
    }

    fn adopt(&self) -> String {
        let amount = |id: &str| self.show(amount(&self.plan.years, id));
        format!(
            "Fastställa budgeten {} vid ett offentligt sammanträde ({}): intäkter {}, kostnader {}, finansnetto {}, resultat {}.",
            self.year(),
            law::OFFENTLIGT.citation,
            amount("intakter"),
            amount("kostnader"),
            amount("finansnetto"),
            amount("resultat"),
        )
    }

    fn deficit(&self) -> Option<String> {
        let deficits = self.deficits();
        let negative: Vec<(Year, Ore)> = deficits.iter().copied().filter(|(_, result)| *result < Ore::ZERO).collect();
        if deficits.is_empty() {
            return None;
        }
        let total: i64 = negative.iter().map(|(_, result)| result.ore()).sum();
        let together =
            if negative.len() > 1 { format!(", tillsammans {}", self.show(Ore::new(total))) } else { String::new() };
        Some(format!(
            "Ta ställning till resultatet {}{together}, där intäkterna inte överstiger kostnaderna, och anteckna skälen. Synnerliga skäl är praxis: {} pekar inte på {}.",
            self.by_year(&deficits),
            "FinsamL\u{a0}21\u{a0}§",
            law::SYNNERLIGA_SKAL.citation,
        ))
    }

    fn contributions(&self) -> String {
        let total = match self.plan.members.row("summa").map(|row| &row.cells[0]) {
            Some(Cell::Amount(amount)) => sv::kr(*amount),
            _ => sv::NOTHING.to_owned(),
        };
        let year = self.year();
        let firm = self.plan.basis.iter().find(|(id, _)| id == "medlemsbidrag").map(|(_, basis)| basis);
        let open = firm.is_some_and(|basis| !basis.statuses.is_empty() || basis.carried);
        let reservation = if open { "; alla belopp är inte beslutade" } else { "" };
        format!(
            "Ta upp medlemmarnas bidrag {year} enligt tabellen, tillsammans {total} ({}){reservation}.",
            law::NYCKEL.citation
        )
    }

    fn lines(&self, wanted: impl Fn(LineKind) -> bool) -> Vec<Select> {
        let lines = self.page.economy.forbund.lines.iter().enumerate();
        lines.filter(|(_, line)| wanted(line.kind)).map(|(at, _)| Select::Line(LineIx(at as u16))).collect()
    }

    fn utvecklingsmedel(&self) -> Option<String> {
        let lines = self.lines(|kind| matches!(kind, LineKind::Utvecklingsmedel { .. }));
        if lines.is_empty() {
            return None;
        }
        let projection = &self.page.economy.projections[self.page.scenario];
        let read = projection.nodes.iter().filter(|node| node.slot.is_some() && node.key.year == self.year());
        let shares: BTreeSet<i64> =
            read.filter(|node| matches!(node.key.what, What::Andel(_))).map(|node| node.value).collect();
        let share = match shares.iter().copied().collect::<Vec<_>>()[..] {
            [] => "med de belopp som tabellen visar".to_owned(),
            [one] => format!("till {} av insatsens budget", sv::percent(crate::domain::rate::Rate::new(one))),
            _ => "med den andel som gäller för varje kommun".to_owned(),
        };
        let amount = self.page.proposed(lines).map_or("inget belopp".to_owned(), sv::kr);
        Some(format!("Bestämma utvecklingsmedlen {} {share}: {amount}, en tredjedel per tertial.", self.year()))
    }

    fn one_offs(&self) -> Option<String> {
        let amount =
            self.page.proposed(self.lines(|kind| kind == LineKind::Engangs)).filter(|sum| *sum != Ore::ZERO)?;
        Some(format!("Besluta om engångsinvesteringar {}: {}.", self.year(), sv::kr(amount)))
    }

    fn unplaced(&self) -> Option<String> {
        let groups = (0..self.page.economy.forbund.groups.len()).map(|at| Select::Unplaced(GroupIx(at as u16)));
        let amount = self.page.proposed(groups.collect()).filter(|sum| *sum != Ore::ZERO)?;
        Some(format!("Lägga ut {} på budgetrader: beloppet ligger inte på någon rad.", sv::kr(amount)))
    }

    fn borrow(&self) -> Option<String> {
        let lowest = self.plan.lowest_cash();
        (!law::needs_no_credit(lowest.amount)).then(|| {
            format!(
                "Ordna betalningsförmågan: högst {} saknas, den {}; {} tillåter bara sedvanliga krediter.",
                self.show(-lowest.amount),
                last_day(lowest),
                law::KREDIT.citation
            )
        })
    }
}

/// The last day of the tertial: `31 december 2029`.
pub(super) fn last_day(cash: super::TertialCash) -> String {
    let day = Period::TERTIALS[cash.tertial].span(cash.year).last_day();
    format!("{}{1}{2}{1}{3}", day.day(), sv::NBSP, sv::MONTHS[day.month0() as usize], cash.year)
}

/// A figure of the path.
pub(super) fn read(path: &Statement, id: &str, year: Year) -> Ore {
    Ore::new(path.figure(id, &year.to_string()).map_or(0, Cell::ore))
}

/// A figure of the proposed year, by its place in the table: outcome, the year before, the proposal.
fn amount(years: &Statement, id: &str) -> Ore {
    Ore::new(years.row(id).and_then(|row| row.cells.get(2)).map_or(0, Cell::ore))
}
