//! Balanskravet: which of årets resultat counts, what the rows are called and rest on, and the rules that a deficit is under.
//!
//! What binds a förbund is less than what binds a kommun. FinsamL 21 § points to KL 11:5 first and second paragraphs, so the budget
//! must balance; FinsamL 24 § points to LKBR for the annual report, so balanskravsresultatet and what is left to regulate must be
//! told. KL 11:5 third paragraph, 11:12, 11:13 and 11:14 are not pointed to. That a deficit is regulated within three years, and that
//! the board can decide otherwise for synnerliga skäl, reaches a förbund only through the words of LKBR 11:11 and through practice;
//! no source settles whether it is more than that. Every row therefore says which of the two it is.

use super::{Dated, Rule, in_force};
use crate::domain::balanskrav::Item;
use crate::domain::money::Ore;
use crate::domain::period::Year;
use chrono::{Datelike, Months, NaiveDate};

/// ”Förvaltningsberättelsen ska innehålla upplysningar om dels årets resultat efter balanskravsjusteringar, dels detta resultat med
/// justering för förändring av resultatreserven (balanskravsresultat).” (LKBR 11:10) Through FinsamL 24 §.
pub const UTREDNING: Rule =
    Rule { citation: "LKBR\u{a0}11:10 (FinsamL\u{a0}24\u{a0}§)", since: 2019, checked: "2026-11-22" };

/// ”… anges när och på vilket sätt det negativa balanskravsresultatet ska regleras enligt 11 kap. 12 § kommunallagen. Om fullmäktige
/// har beslutat att en sådan reglering inte ska ske, ska en upplysning lämnas om skälen … också … hur tidigare räkenskapsårs negativa
/// balanskravsresultat har reglerats och om det balanskravsresultat som återstår att reglera.” (LKBR 11:11) Through FinsamL 24 §.
pub const UPPLYSNING: Rule =
    Rule { citation: "LKBR\u{a0}11:11 (FinsamL\u{a0}24\u{a0}§)", since: 2019, checked: "2026-11-22" };

/// ”Om balanskravsresultatet … för ett visst räkenskapsår är negativt, ska det regleras under de närmast följande tre åren. Fullmäktige
/// ska anta en åtgärdsplan för hur regleringen ska ske. Beslut om reglering ska fattas senast i budgeten det tredje året efter det år
/// då det negativa balanskravsresultatet uppkom.” (KL 11:12) FinsamL 21 § does not point to it: practice.
pub const REGLERING: Rule = Rule { citation: "KL\u{a0}11:12", since: 2019, checked: "2026-11-25" };

/// ”Undantag från andra stycket får göras … 2. om det finns synnerliga skäl” (KL 11:5 third paragraph): the reasons for a budget that
/// does not balance, given with it. FinsamL 21 § does not point to it: practice.
pub const BUDGETSKAL: Rule = Rule { citation: "KL\u{a0}11:5 st.\u{a0}3", since: 2019, checked: "2026-11-25" };

/// ”… en reglering av ett negativt balanskravsresultat inte ska göras om det finns synnerliga skäl.” (KL 11:13) FinsamL 21 § does not
/// point to it: practice.
pub const UNDANTAG: Rule = Rule { citation: "KL\u{a0}11:13", since: 2019, checked: "2026-11-25" };

/// Reserving in good years is for kommuner and regioner (KL 11:14). FinsamL 21 § does not point to it, and its limits are parts of
/// ”skatteintäkter samt generella statsbidrag och utjämning”, of which a förbund has none.
pub const RESULTATRESERV: Rule = Rule { citation: "KL\u{a0}11:14", since: 2019, checked: "2026-11-25" };

/// ”… under de närmast följande tre åren” (KL 11:12 first paragraph, in its wording by 2018:600).
pub const YEARS_TO_REGULATE: [Dated<usize>; 1] =
    [Dated { since: 2019, value: 3, citation: "KL\u{a0}11:12", checked: "2026-11-25" }];

/// What the reserve of LKBR 11:10 is called: resultatutjämningsreserv until KL 11:14 was given its wording by 2023:642.
pub const RESERVE_NAME: [Dated<&str>; 2] = [
    Dated {
        since: 2019,
        value: "resultatutjämningsreserv",
        citation: "KL\u{a0}11:14, före 2024",
        checked: "2026-11-22",
    },
    Dated { since: 2024, value: "resultatreserv", citation: "KL\u{a0}11:14 (2023:642)", checked: "2026-11-25" },
];

/// The first year that the rules here are known for: LKBR applies from the accounts of 2019.
pub fn first_known() -> Year {
    Year::new(UTREDNING.since.into()).expect("a rule begins in a year of our time")
}

/// Whether something binds a förbund by law, or is what förbund and their auditors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Statute that FinsamL points to.
    Lag,
    /// Practice, in the words of statute that binds others.
    Praxis,
}

impl Basis {
    /// As it is printed, and as JSON has it.
    pub fn word(self) -> &'static str {
        match self {
            Basis::Lag => "lag",
            Basis::Praxis => "praxis",
        }
    }
}

/// A row of the statement: what it is called and what it rests on.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Its id.
    pub id: &'static str,
    /// Its label; the reserve's rows have the name of their year put in the place of `{}`.
    pub label: &'static str,
    /// By law or by practice.
    pub basis: Basis,
    /// The paragraph.
    pub citation: &'static str,
    /// The items that make it up, each with its effect on the result; none for a sum and for what is not an item.
    pub items: &'static [(Item, i64)],
}

const fn line(id: &'static str, label: &'static str, citation: &'static str, items: &'static [(Item, i64)]) -> Line {
    Line { id, label, basis: Basis::Lag, citation, items }
}

const fn practice(id: &'static str, label: &'static str, citation: &'static str) -> Line {
    Line { id, label, basis: Basis::Praxis, citation, items: &[] }
}

/// Årets resultat, from resultaträkningen.
pub const RESULT: Line = line("arets_resultat", "Årets resultat enligt resultaträkningen", "LKBR\u{a0}11:10, 5:2", &[]);

/// ”Balanskravsjusteringar görs genom att följande uppgifter inte beaktas: 1. realisationsvinster som inte står i överensstämmelse med
/// god ekonomisk hushållning, 2. realisationsförluster till följd av försäljning som står i överensstämmelse med god ekonomisk
/// hushållning, 3. orealiserade vinster och förluster i värdepapper, och 4. återföring av orealiserade vinster och förluster i
/// värdepapper.” (LKBR 11:10) The first point is set in two rows as practice does: all gains out, those that accord back in. A gain
/// that is taken back has lowered the result, so leaving that out adds to it.
pub const ADJUSTMENTS: [Line; 5] = [
    line(
        "realisationsvinster",
        "Samtliga realisationsvinster",
        "LKBR\u{a0}11:10 p.\u{a0}1",
        &[(Item::Realisationsvinster, -1)],
    ),
    line(
        "realisationsvinster_undantag",
        "Realisationsvinster enligt undantagsmöjlighet",
        "LKBR\u{a0}11:10 p.\u{a0}1",
        &[(Item::RealisationsvinsterUndantag, 1)],
    ),
    line(
        "realisationsforluster_undantag",
        "Realisationsförluster enligt undantagsmöjlighet",
        "LKBR\u{a0}11:10 p.\u{a0}2",
        &[(Item::RealisationsforlusterUndantag, 1)],
    ),
    line(
        "orealiserade",
        "Orealiserade vinster och förluster i värdepapper",
        "LKBR\u{a0}11:10 p.\u{a0}3",
        &[(Item::OrealiseradeVinster, -1), (Item::OrealiseradeForluster, 1)],
    ),
    line(
        "aterforing",
        "Återföring av orealiserade vinster och förluster",
        "LKBR\u{a0}11:10 p.\u{a0}4",
        &[(Item::AterfordaVinster, 1), (Item::AterfordaForluster, -1)],
    ),
];

/// Årets resultat efter balanskravsjusteringar, which the law asks for by name.
pub const ADJUSTED: Line = line(
    "resultat_efter_balanskravsjusteringar",
    "Årets resultat efter balanskravsjusteringar",
    "LKBR\u{a0}11:10",
    &[],
);

/// The change of the reserve, which a förbund does not have.
pub const RESERVE: [Line; 2] = [
    line("reservering_resultatreserv", "Reservering av medel till {}", "LKBR\u{a0}11:10, tom rad", &[]),
    line("anvandning_resultatreserv", "Användning av medel från {}", "LKBR\u{a0}11:10, tom rad", &[]),
];

/// Balanskravsresultatet.
pub const BALANCE: Line = line("balanskravsresultat", "Årets balanskravsresultat", "LKBR\u{a0}11:10", &[]);

/// What there is to regulate, from the year before to the year after. That it is told, with what earlier
/// deficits were regulated by and what is left, is law (LKBR 11:11); that a decision takes something out of it is practice (KL 11:13).
pub const REGULATION: [Line; 5] = [
    line("ingaende_att_reglera", "Ingående underskott att reglera", "LKBR\u{a0}11:11", &[]),
    line("uppkommet", "Årets underskott", "LKBR\u{a0}11:11", &[]),
    practice("undantaget", "Undantaget för synnerliga skäl", "KL\u{a0}11:13"),
    line("reglerat", "Reglerat av årets balanskravsresultat", "LKBR\u{a0}11:11", &[]),
    line("utgaende_att_reglera", "Utgående underskott att reglera", "LKBR\u{a0}11:11", &[]),
];

/// Every row, in order.
pub fn lines() -> impl Iterator<Item = Line> {
    let adjusted = [RESULT].into_iter().chain(ADJUSTMENTS).chain([ADJUSTED]);
    adjusted.chain(RESERVE).chain([BALANCE]).chain(REGULATION)
}

/// What an adjustment's row does to the result, from the amounts of its items; nothing where none of them is given.
pub fn effect(line: &Line, amount: impl Fn(Item) -> Option<Ore>) -> Option<Ore> {
    let given: Vec<i64> =
        line.items.iter().filter_map(|(item, sign)| amount(*item).map(|amount| sign * amount.ore())).collect();
    (!given.is_empty()).then(|| Ore::new(given.iter().sum()))
}

/// A row's label in a year.
pub fn label(line: &Line, year: Year) -> String {
    let name = in_force(&RESERVE_NAME, year).map_or("resultatreserv", |name| name.value);
    line.label.replace("{}", name)
}

/// KL 11:12: ”… under de närmast följande tre åren”: the last of them.
pub fn deadline(origin: Year) -> Year {
    origin.plus(in_force(&YEARS_TO_REGULATE, origin).map_or(YEARS_TO_REGULATE[0].value, |years| years.value))
}

/// What a balanskravsresultat leaves to regulate; none unless it is negative. Exactly 0 is not negative, though a budget of it is
/// not allowed either.
pub fn deficit(result: Ore) -> Option<Ore> {
    (result < Ore::ZERO).then(|| -result)
}

/// In which year's statement a decision is told: FinsamL 24 § gives three months after the year to draw up its report, so a decision
/// up to 31 March is in the report of the year before. That it belongs there is our reading. Never before the deficit's own year.
pub fn statement_year(decided: NaiveDate, origin: Year) -> Year {
    let report = decided.checked_sub_months(Months::new(3)).unwrap_or(decided);
    Year::new(report.year().into()).map_or(origin, |year| year.max(origin))
}

/// KL 11:5 st. 3: whether the reasons that are decided cover a budget that does not balance: one of the decisions is on all of its
/// deficit, or they are on as much together. FinsamL 21 § does not point there, so that they cover it is practice.
pub fn reasons_cover(budget: Ore, decided: &[Option<Ore>]) -> bool {
    let together: i128 = decided.iter().flatten().map(|amount| i128::from(amount.ore())).sum();
    !decided.is_empty() && (decided.contains(&None) || together >= -i128::from(budget.ore()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_in_its_order_and_what_it_rests_on() {
        // Two sums of LKBR 11:10 between årets resultat, five adjustments, the reserve and balanskravsresultatet; then what LKBR 11:11
        // asks for, of which only what a decision takes out is practice.
        let rows: Vec<(&str, &str)> = lines().map(|line| (line.id, line.basis.word())).collect();
        assert_eq!((rows.len(), rows[0]), (15, ("arets_resultat", "lag")));
        assert_eq!(rows[6], ("resultat_efter_balanskravsjusteringar", "lag"));
        assert_eq!(rows[9], ("balanskravsresultat", "lag"));
        assert_eq!(rows[14], ("utgaende_att_reglera", "lag"));
        let practice: Vec<&str> = rows.iter().filter(|(_, basis)| *basis == "praxis").map(|(id, _)| *id).collect();
        assert_eq!(practice, ["undantaget"]);
    }
}
