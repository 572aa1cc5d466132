//! What a report must contain, by act and by recommendation, and the last days that law sets.

use super::Rule;
use crate::domain::period::Year;
use crate::domain::samband::{Deadline, DocumentKind, FaultKind};
use chrono::NaiveDate;

/// When a part is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// In every report.
    Always,
    /// Where balanskravsresultatet is negative.
    NegativeBalance,
}

/// A part that a report must contain.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// As files spell it.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// In which report.
    pub of: DocumentKind,
    /// Whether an act asks for it, or custom.
    pub kind: FaultKind,
    /// Where that stands.
    pub rule: Rule,
    /// When it is asked for.
    pub when: When,
}

const fn lkbr(id: &'static str, name: &'static str, citation: &'static str, when: When) -> Part {
    let rule = Rule { citation, since: 2019, checked: "2026-11-25" };
    Part { id, name, of: DocumentKind::Arsredovisning, kind: FaultKind::Lag, rule, when }
}

/// LKBR 13 kap. binds kommuner and regioner; FinsamL 24 § points to LKBR for årsredovisningen alone. That a förbund's delårsrapport
/// follows it is custom.
const fn interim(id: &'static str, name: &'static str, citation: &'static str) -> Part {
    let rule = Rule { citation, since: 2019, checked: "2026-11-25" };
    Part { id, name, of: DocumentKind::Delarsrapport, kind: FaultKind::Praxis, rule, when: When::Always }
}

use When::{Always, NegativeBalance};

/// Every part, in the order of the act.
///
/// LKBR 4:1: årsredovisningen består av resultaträkning, balansräkning, kassaflödesanalys, noter, driftredovisning,
/// investeringsredovisning och förvaltningsberättelse. 9:13: ”sammanlagda kostnaden för de kommunala revisorernas granskning”. 10:1: ”hur
/// utfallet förhåller sig till den budget som fastställts”. 11:1–11:9: what förvaltningsberättelsen tells. 11:10: ”dels årets resultat efter
/// balanskravsjusteringar, dels detta resultat med justering för förändring av resultatreserven (balanskravsresultat)”. 11:11: if that is
/// negative, ”när och på vilket sätt det negativa balanskravsresultatet ska regleras”.
pub const PARTS: [Part; 24] = [
    lkbr("resultatrakning", "Resultaträkning", "LKBR\u{a0}4:1 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr("balansrakning", "Balansräkning", "LKBR\u{a0}4:1 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr("kassaflodesanalys", "Kassaflödesanalys", "LKBR\u{a0}4:1 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr("noter", "Noter", "LKBR\u{a0}4:1 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr("driftredovisning", "Driftredovisning mot budget", "LKBR\u{a0}4:1 och 10:1 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr(
        "investeringsredovisning",
        "Investeringsredovisning",
        "LKBR\u{a0}4:1 och 10:2 (FinsamL\u{a0}24\u{a0}§)",
        Always,
    ),
    lkbr("forvaltningsberattelse", "Förvaltningsberättelse", "LKBR\u{a0}4:1 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr("jamforelsetal", "Föregående års belopp vid sidan av årets", "LKBR\u{a0}5:6 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr(
        "revisionskostnad",
        "Kostnaden för revisorernas granskning",
        "LKBR\u{a0}9:13 (FinsamL\u{a0}24\u{a0}§)",
        Always,
    ),
    lkbr(
        "verksamhetens_utveckling",
        "Översikt över verksamhetens utveckling",
        "LKBR\u{a0}11:1 (FinsamL\u{a0}24\u{a0}§)",
        Always,
    ),
    lkbr(
        "viktiga_forhallanden",
        "Viktiga förhållanden för resultat och ställning",
        "LKBR\u{a0}11:2 (FinsamL\u{a0}24\u{a0}§)",
        Always,
    ),
    lkbr("vasentliga_handelser", "Händelser av väsentlig betydelse", "LKBR\u{a0}11:3 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr("forvantad_utveckling", "Förväntad utveckling", "LKBR\u{a0}11:4 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr("personalforhallanden", "Väsentliga personalförhållanden", "LKBR\u{a0}11:5 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr("styrning", "Styrning och uppföljning", "LKBR\u{a0}11:7 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr("hushallning", "Utvärdering av god ekonomisk hushållning", "LKBR\u{a0}11:8 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr("stallning", "Utvärdering av den ekonomiska ställningen", "LKBR\u{a0}11:9 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr(
        "efter_balanskravsjusteringar",
        "Årets resultat efter balanskravsjusteringar",
        "LKBR\u{a0}11:10 (FinsamL\u{a0}24\u{a0}§)",
        Always,
    ),
    lkbr("balanskravsresultat", "Balanskravsresultat", "LKBR\u{a0}11:10 (FinsamL\u{a0}24\u{a0}§)", Always),
    lkbr(
        "reglering",
        "När och hur det negativa balanskravsresultatet ska regleras",
        "LKBR\u{a0}11:11 (FinsamL\u{a0}24\u{a0}§)",
        NegativeBalance,
    ),
    interim("resultatrakning", "Resultaträkning", "LKBR\u{a0}13:2 som norm; ingen lag pekar dit"),
    interim("balansrakning", "Balansräkning", "LKBR\u{a0}13:2 som norm; ingen lag pekar dit"),
    interim(
        "forvaltningsberattelse",
        "Förenklad förvaltningsberättelse",
        "LKBR\u{a0}13:2 som norm; ingen lag pekar dit",
    ),
    interim(
        "helarsprognos",
        "Helårsprognos och årets budget i resultaträkningen",
        "LKBR\u{a0}13:3 som norm; ingen lag pekar dit",
    ),
];

/// The parts that a kind of document must contain.
pub fn parts(of: DocumentKind) -> impl Iterator<Item = &'static Part> {
    PARTS.iter().filter(move |part| part.of == of)
}

/// The last day, and where it is set. FinsamL 23 §: ”senast den 30 november varje år”, for the next year. FinsamL 24 §: ”inom tre månader från
/// räkenskapsårets slut”.
pub fn last_day(deadline: Deadline, year: Year) -> (NaiveDate, Rule) {
    match deadline {
        Deadline::Budget => (super::budget_day(year), super::BUDGETDAG),
        Deadline::Arsredovisning => {
            let rule = Rule { citation: "FinsamL\u{a0}24\u{a0}§", since: 2004, checked: "2026-11-25" };
            (year.plus(1).first_day() + chrono::Months::new(3) - chrono::Days::new(1), rule)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_document_has_its_own_parts() {
        // LKBR 4:1 has seven, comparative figures and the cost of the audit make nine, and 11:1–11:11 eleven more.
        assert_eq!(parts(DocumentKind::Arsredovisning).count(), 20);
        assert_eq!(parts(DocumentKind::Delarsrapport).count(), 4);
        assert!(parts(DocumentKind::Delarsrapport).all(|part| part.kind == FaultKind::Praxis));
        assert!(parts(DocumentKind::Arsredovisning).all(|part| part.kind == FaultKind::Lag));
    }

    #[test]
    fn the_last_days_of_law() {
        // The budget for 2027 on 30 November 2026; the report of 2025 three months after 31 December 2025: 31 March 2026.
        let year = |number| Year::new(number).expect("a year");
        assert_eq!(last_day(Deadline::Budget, year(2027)).0.to_string(), "2026-11-30");
        assert_eq!(last_day(Deadline::Arsredovisning, year(2025)).0.to_string(), "2026-03-31");
    }
}
