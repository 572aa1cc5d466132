//! Verksamhetsplan 2026 as printed; scanned, and read with the same care as delårsrapporten.

use super::{PLAN, SAME, TURNED, Table, Unit};
use finsam::domain::period::Period::Helar;

/// Its figures. The lines are asked from the budget as it was read, the sums from what the plan's scenario makes of it.
pub const VERKSAMHETSPLAN_2026: &[Table] = &[
    Table {
        document: PLAN,
        section: "Budgetfördelning, rader",
        report: "plan",
        unit: Unit::Kr,
        columns: &[(2026, Helar, "budget")],
        rows: &[
            ("styrelsearbete", SAME, &["400 000"]),
            ("kansli", SAME, &["2 800 000"]),
            ("ovrigt", SAME, &["450 000"]),
            ("stodfunktioner", SAME, &["400 000"]),
            // Kartläggning is named without an amount.
            ("kartlaggning", SAME, &["-"]),
            ("kompetensutveckling", SAME, &["800 000"]),
            ("kommunikation", SAME, &["200 000"]),
            ("activera_molndal", SAME, &["2 750 000"]),
            ("activera_utvecklingsmedel_molndal", SAME, &["550 000"]),
            ("activera_partille", SAME, &["1 500 000"]),
            ("activera_utvecklingsmedel_partille", SAME, &["300 000"]),
            ("activera_harryda", SAME, &["1 500 000"]),
            ("activera_utvecklingsmedel_harryda", SAME, &["300 000"]),
            ("activera_lerum", SAME, &["1 650 000"]),
            ("activera_utvecklingsmedel_lerum", SAME, &["330 000"]),
            ("activera_alingsas", SAME, &["1 650 000"]),
            ("activera_utvecklingsmedel_alingsas", SAME, &["330 000"]),
        ],
    },
    Table {
        document: PLAN,
        section: "Budgetfördelning, platser",
        report: "platser",
        unit: Unit::Platser,
        columns: &[(2026, Helar, "budget")],
        rows: &[
            ("activera_molndal", SAME, &["110"]),
            ("activera_partille", SAME, &["60"]),
            ("activera_harryda", SAME, &["60"]),
            ("activera_lerum", SAME, &["60"]),
            ("activera_alingsas", SAME, &["60"]),
            (
                "activera_molndal + activera_partille + activera_harryda + activera_lerum + activera_alingsas",
                SAME,
                &["350"],
            ),
        ],
    },
    Table {
        document: PLAN,
        section: "Budgetfördelning, utökning",
        report: "drift",
        unit: Unit::Percent,
        columns: &[(2026, Helar, "budget")],
        rows: &[("activera_utvecklingsmedel / activera", SAME, &["20"])],
    },
    Table {
        document: PLAN,
        section: "Budgetfördelning, summor",
        report: "drift",
        unit: Unit::Kr,
        columns: &[(2026, Helar, "budget")],
        rows: &[
            ("overgripande", SAME, &["4 050 000"]),
            ("strukturovergripande", SAME, &["1 000 000"]),
            ("activera + activera_utvecklingsmedel", SAME, &["10 860 000"]),
        ],
    },
    Table {
        document: PLAN,
        section: "Budgetfördelning, summering",
        report: "drift",
        unit: Unit::Kr,
        columns: &[(2026, Helar, "budget")],
        rows: &[
            ("medlemsbidrag", SAME, &["13 902 000"]),
            ("kostnader - engangsinvesteringar", TURNED, &["-15 910 000"]),
            ("engangsinvesteringar", TURNED, &["-500 000"]),
            ("resultat", SAME, &["-2 508 000"]),
        ],
    },
    Table {
        document: PLAN,
        section: "Budgetfördelning, statlig tilldelning",
        report: "bidrag",
        unit: Unit::Kr,
        columns: &[(2026, Helar, "belopp")],
        rows: &[("forsakringskassan", SAME, &["6 951 000"])],
    },
];
