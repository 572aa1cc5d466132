//! What the documents print and their own figures do not give.

use super::{ARSRAPPORT, At, DELARSRAPPORT};
use finsam::domain::period::Period::{Helar, JanAug};

/// A printed figure that the documents' own lowest-level figures do not give.
pub struct Contradiction {
    pub document: &'static str,
    pub section: &'static str,
    pub row: &'static str,
    pub column: At,
    pub printed: &'static str,
    /// What they give, with as many decimals as it takes to see the difference.
    pub computed: &'static str,
    pub reason: &'static str,
}

/// All of them.
pub const CONTRADICTIONS: &[Contradiction] = &[
    Contradiction {
        document: ARSRAPPORT,
        section: "1 Finansiering, kr",
        row: "medlemsbidrag",
        column: (2025, Helar, "utfall"),
        printed: "14 000 000",
        computed: "14 000 400",
        reason: "Not 1 has 3 500 400 kr from the region, 400 kr more than the quarter of 14 000 000 kr that the text assumes.",
    },
    Contradiction {
        document: ARSRAPPORT,
        section: "1 Finansiering, kr",
        row: "ingaende_eget_kapital + medlemsbidrag",
        column: (2025, Helar, "utfall"),
        printed: "22 450 000",
        computed: "22 452 404",
        reason: "The text adds 8 450 tkr and 14 000 tkr, both rounded; the books have 8 452 004 kr and 14 000 400 kr.",
    },
    Contradiction {
        document: ARSRAPPORT,
        section: "1 Finansiering, tkr",
        row: "ingaende_eget_kapital",
        column: (2025, Helar, "utfall"),
        printed: "8 450",
        computed: "8 452",
        reason: "The text rounds eget kapital of 8 452 004 kr to tens of tkr; the same report's driftredovisning prints 8 452.",
    },
    Contradiction {
        document: ARSRAPPORT,
        section: "1.1 Översikt",
        row: "eget_kapital / tillgangar",
        column: (2025, Helar, "2025"),
        printed: "86",
        computed: "80,6",
        reason: "Eget kapital 7 966 933 kr of assets 9 886 606 kr, both in the same report's balansräkning, is 80,6 per cent.",
    },
    Contradiction {
        document: ARSRAPPORT,
        section: "1.5 Ekonomisk ställning, budget",
        row: "resultat",
        column: (2025, Helar, "budget"),
        printed: "3 300 000",
        computed: "3 210 000",
        reason: "The text says ca 3 300 tkr; the budget in the same report's driftredovisning is a deficit of 3 210 tkr.",
    },
    Contradiction {
        document: DELARSRAPPORT,
        section: "1 Finansiering",
        row: "ingaende_eget_kapital + medlemsbidrag",
        column: (2024, Helar, "utfall"),
        printed: "21 078 000",
        computed: "21 067 339",
        reason: "The text adds eget kapital as 6 800 000 kr; the balansräkning has 6 789 339 kr.",
    },
    Contradiction {
        document: DELARSRAPPORT,
        section: "1.1 Översikt",
        row: "verksamhetens_kostnader + avskrivningar",
        column: (2024, JanAug, "2024_jan-aug"),
        printed: "8 208",
        computed: "8 466",
        reason: "The översikt prints costs net of the financial items: 8 465 736 − 257 777 + 531 = 8 208 490 kr.",
    },
    Contradiction {
        document: DELARSRAPPORT,
        section: "1.1 Översikt",
        row: "verksamhetens_kostnader + avskrivningar",
        column: (2024, JanAug, "2023_jan-aug"),
        printed: "10 248",
        computed: "10 249",
        reason: "Again net of the financial items: 10 248 722 − 790 = 10 247 932 kr.",
    },
    Contradiction {
        document: DELARSRAPPORT,
        section: "1.1 Översikt",
        row: "eget_kapital / summa_tillgangar",
        column: (2023, JanAug, "2023_jan-aug"),
        printed: "51",
        computed: "48,4",
        reason: "Eget kapital 5 832 384 kr of assets 12 055 070 kr, both in the same report's balansräkning, is 48,4 per cent.",
    },
    Contradiction {
        document: DELARSRAPPORT,
        section: "5 Driftredovisning",
        row: "utgaende_eget_kapital",
        column: (2024, JanAug, "utfall"),
        printed: "8 099",
        computed: "8 100",
        reason: "8 099 514 kr was cut off at tkr instead of rounded.",
    },
];
