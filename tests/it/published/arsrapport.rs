//! Årsrapport 2025 as printed.

use super::{ARSRAPPORT, SAME, TURNED, Table, Unit};
use finsam::domain::period::Period::Helar;

/// Its figures; those of running text are in the order of the text.
pub const ARSRAPPORT_2025: &[Table] = &[
    Table {
        document: ARSRAPPORT,
        section: "1 Finansiering, kr",
        report: "drift",
        unit: Unit::Kr,
        columns: &[(2025, Helar, "utfall")],
        rows: &[
            // ”Årets tilldelning från förbundsmedlemmarna uppgår till 14 000 000 kr”
            ("medlemsbidrag", SAME, &["14 000 000"]),
            // ”Sammantaget har förbundet 22 450 000 kr inför verksamhetsåret 2025”
            ("ingaende_eget_kapital + medlemsbidrag", SAME, &["22 450 000"]),
        ],
    },
    Table {
        document: ARSRAPPORT,
        section: "1 Finansiering, tkr",
        report: "drift",
        unit: Unit::Tkr,
        columns: &[(2025, Helar, "utfall")],
        rows: &[("ingaende_eget_kapital", SAME, &["8 450"]), ("medlemsbidrag", SAME, &["14 000"])],
    },
    // Antal anställda is printed too, but the books hold money.
    Table {
        document: ARSRAPPORT,
        section: "1.1 Översikt",
        report: "oversikt",
        unit: Unit::Tkr,
        columns: &[(2025, Helar, "2025"), (2024, Helar, "2024"), (2023, Helar, "2023")],
        rows: &[
            ("intakter", SAME, &["14 021", "14 278", "14 278"]),
            ("kostnader", SAME, &["14 717", "12 976", "14 363"]),
            ("resultat", SAME, &["-485", "1 663", "228"]),
        ],
    },
    Table {
        document: ARSRAPPORT,
        section: "1.1 Översikt",
        report: "oversikt",
        unit: Unit::Percent,
        columns: &[(2025, Helar, "2025"), (2024, Helar, "2024"), (2023, Helar, "2023"), (2022, Helar, "2022")],
        rows: &[("eget_kapital / tillgangar", SAME, &["86", "90", "82", "74"])],
    },
    Table {
        document: ARSRAPPORT,
        section: "1.2 Viktiga förhållanden",
        report: "plan",
        unit: Unit::Kr,
        columns: &[(2025, Helar, "budget")],
        rows: &[("investeringar", SAME, &["1 000 000"]), ("ovrigt", SAME, &["500 000"])],
    },
    Table {
        document: ARSRAPPORT,
        section: "1.5 Finansiellt mål",
        report: "drift_per_ar",
        unit: Unit::Cirka,
        columns: &[(2025, Helar, "2025")],
        // ”cirka 2,8 miljoner utifrån tilldelningen för 2025”
        rows: &[("mal_eget_kapital", SAME, &["2 800 000"])],
    },
    Table {
        document: ARSRAPPORT,
        section: "1.5 Ekonomisk ställning, budget",
        report: "drift",
        unit: Unit::Cirka,
        columns: &[(2025, Helar, "budget")],
        // ”målsättningen för förbundet att göra en förlust om ca 3 300 tkr”
        rows: &[("resultat", TURNED, &["3 300 000"])],
    },
    Table {
        document: ARSRAPPORT,
        section: "1.5 Ekonomisk ställning, utfall",
        report: "drift",
        unit: Unit::Cirka,
        columns: &[(2025, Helar, "utfall")],
        // ”uppvisas en förlust om ca 500 tkr”, ”en ränta på drygt 200 000 kr”
        rows: &[("resultat", TURNED, &["500 000"]), ("finansnetto", SAME, &["200 000"])],
    },
    Table {
        document: ARSRAPPORT,
        section: "1.6 Balanskravsresultat",
        report: "resultat",
        unit: Unit::Kr,
        columns: &[(2025, Helar, "2025")],
        // Årets resultat enligt resultaträkningen, and after no adjustments = Balanskravsresultat.
        rows: &[
            ("arets_resultat", SAME, &["-485 071"]),
            ("resultat_efter_finansiella_poster + extraordinara_poster", SAME, &["-485 071"]),
        ],
    },
    Table {
        document: ARSRAPPORT,
        section: "2 Resultaträkning",
        report: "resultat_publicerad",
        unit: Unit::Kr,
        columns: &[(2025, Helar, "2025"), (2025, Helar, "2024")],
        rows: &[
            ("verksamhetens_intakter", SAME, &["14 021 041", "14 278 000"]),
            ("verksamhetens_kostnader", SAME, &["-14 716 797", "-12 975 915"]),
            ("avskrivningar", SAME, &["-", "-"]),
            ("verksamhetens_resultat", SAME, &["-695 756", "1 302 085"]),
            ("finansiella_intakter", SAME, &["210 685", "361 111"]),
            ("finansiella_kostnader", SAME, &["-", "-531"]),
            ("resultat_efter_finansiella_poster", SAME, &["-485 071", "1 662 665"]),
            ("extraordinara_poster", SAME, &["-", "-"]),
            ("arets_resultat", SAME, &["-485 071", "1 662 665"]),
        ],
    },
    Table {
        document: ARSRAPPORT,
        section: "3 Balansräkning",
        report: "balans_publicerad",
        unit: Unit::Kr,
        columns: &[(2025, Helar, "2025"), (2025, Helar, "2024")],
        rows: &[
            // Maskiner och inventarier, the only kind of them, and their sum.
            ("anlaggningstillgangar", SAME, &["-", "-"]),
            ("anlaggningstillgangar", SAME, &["-", "-"]),
            ("fordringar", SAME, &["293 552", "430 682"]),
            ("kortfristiga_placeringar", SAME, &["-", "-"]),
            ("kassa_och_bank", SAME, &["9 593 054", "8 997 905"]),
            ("summa_omsattningstillgangar", SAME, &["9 886 606", "9 428 587"]),
            ("summa_tillgangar", SAME, &["9 886 606", "9 428 587"]),
            ("eget_kapital", SAME, &["-7 966 933", "-8 452 004"]),
            ("arets_resultat", SAME, &["485 071", "-1 662 665"]),
            ("ingaende_eget_kapital", SAME, &["-8 452 004", "-6 789 339"]),
            ("avsattningar", SAME, &["-", "-"]),
            ("langfristiga_skulder", SAME, &["-", "-"]),
            ("kortfristiga_skulder", SAME, &["-1 919 673", "-976 583"]),
            ("summa_eget_kapital_och_skulder", SAME, &["-9 886 606", "-9 428 587"]),
            ("ansvarsforbindelser", SAME, &["-", "-"]),
        ],
    },
    Table {
        document: ARSRAPPORT,
        section: "4 Kassaflödesanalys",
        report: "kassaflode_publicerad",
        unit: Unit::Kr,
        columns: &[(2025, Helar, "2025"), (2025, Helar, "2024")],
        rows: &[
            ("arets_resultat", SAME, &["-485 071", "1 662 665"]),
            ("ej_likviditetspaverkande", SAME, &["-", "-"]),
            ("medel_fore_rorelsekapital", SAME, &["-485 071", "1 662 665"]),
            ("fordringar", SAME, &["137 130", "-13 297"]),
            ("kortfristiga_skulder", SAME, &["943 090", "-561 296"]),
            ("lopande_verksamhet", SAME, &["1 080 220", "-574 593"]),
            ("arets_kassaflode", SAME, &["595 149", "1 088 072"]),
            ("likvida_medel_vid_arets_borjan", SAME, &["8 997 905", "7 909 833"]),
            ("likvida_medel_vid_arets_slut", SAME, &["9 593 054", "8 997 905"]),
        ],
    },
    Table {
        document: ARSRAPPORT,
        section: "5 Driftredovisning",
        report: "drift_publicerad",
        unit: Unit::Tkr,
        columns: &[(2025, Helar, "utfall"), (2025, Helar, "budget"), (2025, Helar, "avvikelse"), (2025, Helar, "2024")],
        rows: &[
            ("kostnader", SAME, &["14 717", "17 210", "2 493", "12 976"]),
            ("medlemsavgift", SAME, &["14 021", "14 000", "21", "14 278"]),
            ("resultat", SAME, &["-485", "-3 210", "2 725", "1 663"]),
        ],
    },
    Table {
        document: ARSRAPPORT,
        section: "5 Driftredovisning",
        report: "drift_publicerad",
        unit: Unit::Tkr,
        columns: &[(2025, Helar, "utfall"), (2025, Helar, "2024")],
        rows: &[("utgaende_eget_kapital", SAME, &["7 967", "8 452"]), ("likvida_medel", SAME, &["9 593", "8 998"])],
    },
    Table {
        document: ARSRAPPORT,
        section: "Not 1",
        report: "noter",
        unit: Unit::Kr,
        columns: &[(2025, Helar, "2025"), (2025, Helar, "2024")],
        rows: &[
            ("forsakringskassan", SAME, &["7 000 000", "7 139 000"]),
            ("molndal", SAME, &["1 040 000", "1 067 000"]),
            ("partille", SAME, &["598 000", "603 000"]),
            ("harryda", SAME, &["588 000", "600 000"]),
            ("lerum", SAME, &["644 000", "660 000"]),
            ("alingsas", SAME, &["630 000", "639 000"]),
            ("vgr", SAME, &["3 500 400", "3 570 000"]),
            ("bidrag_esf", SAME, &["0", "0"]),
            ("ovriga_intakter", SAME, &["20 641", "0"]),
            ("not_1", SAME, &["14 021 041", "14 278 000"]),
        ],
    },
    Table {
        document: ARSRAPPORT,
        section: "Not 2",
        report: "noter",
        unit: Unit::Kr,
        columns: &[(2025, Helar, "2025"), (2025, Helar, "2024")],
        rows: &[
            ("verksamhetsanknutna_personalkostnader", SAME, &["10 872 891", "9 333 396"]),
            ("verksamhetsanknutna_lokalkostnader", SAME, &["-", "2 200"]),
            ("verksamhetsanknutna_ovriga_kostnader", SAME, &["482 781", "403 537"]),
            ("ovriga_kostnader", SAME, &["1 095 064", "1 056 549"]),
            ("arvoden", SAME, &["122 909", "111 002"]),
            ("personalkostnader", SAME, &["2 143 152", "2 069 231"]),
            ("not_2", SAME, &["14 716 797", "12 975 915"]),
        ],
    },
    // The cost of audit has no sum in print, and where an auditor had no assignment the place is empty.
    Table {
        document: ARSRAPPORT,
        section: "Not 3",
        report: "noter",
        unit: Unit::Kr,
        columns: &[(2025, Helar, "2025"), (2025, Helar, "2024")],
        rows: &[
            ("not_revision_azets_lagstadgad", SAME, &["39 000", ""]),
            ("not_revision_azets_sakkunnigt_bitrade", SAME, &["65 000", "-"]),
            ("not_revision_kpmg_lagstadgad", SAME, &["", "39 000"]),
            ("not_revision_kpmg_sakkunnigt_bitrade", SAME, &["-", "61 000"]),
        ],
    },
    Table {
        document: ARSRAPPORT,
        section: "Not 4",
        report: "noter",
        unit: Unit::Kr,
        columns: &[(2025, Helar, "2025"), (2025, Helar, "2024")],
        rows: &[
            ("kundfordringar", SAME, &["0", "0"]),
            ("skattekonto", SAME, &["102 911", "166 323"]),
            ("momsfordran", SAME, &["85 641", "175 872"]),
            ("ovriga_fordringar", SAME, &["0", "0"]),
            ("interimsfordringar", SAME, &["105 000", "88 487"]),
            ("not_4", SAME, &["293 552", "430 682"]),
        ],
    },
    // Its first column is headed 2024 in print; that it is 2025 follows from the balansräkning.
    Table {
        document: ARSRAPPORT,
        section: "Not 5",
        report: "noter",
        unit: Unit::Kr,
        columns: &[(2025, Helar, "2025"), (2025, Helar, "2024")],
        rows: &[
            ("leverantorsskulder", SAME, &["1 409 586", "542 100"]),
            ("skatteskulder", SAME, &["92 512", "71 128"]),
            ("ovriga_skulder", SAME, &["81 704", "80 046"]),
            ("upplupna_semesterloner", SAME, &["107 586", "90 255"]),
            ("forutbetalda_intakter", SAME, &["0", "0"]),
            ("upplupna_kostnader", SAME, &["228 285", "193 054"]),
            ("not_5", SAME, &["1 919 673", "976 583"]),
        ],
    },
];

/// Printed figures that the books have nothing under: 2022 is known in tkr only, so nothing is posted for it but the balance it
/// ends with (design §3a.3). The same holds for the columns 220831 and 210831 of delårsrapporten, years that cannot be asked for.
pub const WITHOUT_BASIS: &[Table] = &[Table {
    document: ARSRAPPORT,
    section: "1.1 Översikt",
    report: "oversikt",
    unit: Unit::Tkr,
    columns: &[(2022, Helar, "2022")],
    rows: &[("intakter", SAME, &["14 559"]), ("kostnader", SAME, &["12 333"]), ("resultat", SAME, &["2 226"])],
}];
