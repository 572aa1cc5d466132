//! `granska`: what is printed and does not hold is found and named, what holds is left alone.

use crate::published::CONTRADICTIONS;
use crate::render::open_hash;
use crate::shipped::economy;
use crate::support::{self, copy_over, finsam, finsam_wide};
use finsam::domain::publicerat::DASH;
use finsam::domain::samband::{FaultKind, Operand, Rule};
use finsam::projection::Economy;
use finsam::statement::{Cell, Examination, Finding, granska};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

fn shipped() -> &'static Examination {
    static FOUND: OnceLock<Examination> = OnceLock::new();
    FOUND.get_or_init(|| granska(economy()))
}

/// The printed figure that a finding is about.
fn printed(finding: &Finding) -> Option<&'static str> {
    let published = &economy().forbund.published;
    published.iter().find(|figure| figure.id == finding.id).map(|figure| figure.printed.as_str())
}

#[test]
fn every_known_contradiction_is_found_from_the_files() {
    for known in CONTRADICTIONS {
        // ”ca 3 300 tkr” is on record in kronor.
        let text = if known.printed == "3 300 000" { "3 300" } else { known.printed };
        // What rounding explains is said too, and is no finding.
        let found = shipped().findings.iter().chain(&shipped().rounded).any(|finding| {
            let title = finding.source.split(", ").next().unwrap_or_default();
            printed(finding) == Some(text) && known.document.starts_with(title)
        });
        assert!(found, "{}, {}: {} instead of {}", known.document, known.section, known.printed, known.computed);
    }
}

#[test]
fn what_law_asks_for_and_practice_has_is_told_apart() {
    let of = |kind: FaultKind| -> BTreeSet<&str> {
        let findings = shipped().findings.iter().filter(|finding| finding.kind == kind);
        findings.map(|finding| finding.id.as_str()).collect()
    };
    let law = of(FaultKind::Lag);
    for id in [
        "arsrapport-2025/del/efter_balanskravsjusteringar",
        // Balanskravsresultatet is −485 071 kr, so LKBR 11:11 asks when and how it is regulated.
        "arsrapport-2025/del/reglering",
        // 3 500 400 kr from the region, half of the state's 7 000 000 kr is 3 500 000 kr.
        "arsrapport-2025/not_1/vgr/2025",
        "verksamhetsplan-2026/budget_summor/minskat_eget_kapital",
    ] {
        assert!(law.contains(id), "{id}: {law:?}");
    }
    // 2024: half of 7 139 000 is 3 569 500, and 3 570 000 is that to whole thousands.
    assert!(!law.contains("arsrapport-2025/not_1/vgr/2024"));
    assert!(of(FaultKind::Praxis).contains("delarsrapport-2024-08/balanskrav/balanskravsresultat"));
}

#[test]
fn a_key_is_not_held_against_a_population_that_came_later() {
    // The budget for 2025 was decided in November 2024; the kommuner were counted on 31 December.
    let members =
        ["molndal", "partille", "harryda", "lerum", "alingsas"].map(|id| format!("arsrapport-2025/not_1/{id}/2025"));
    assert!(shipped().findings.iter().all(|finding| !members.contains(&finding.id)));
    let [why] = &shipped().not_known[..] else { panic!("{:?}", shipped().not_known) };
    assert!(
        why.reason.contains("31\u{a0}december 2024 fanns inte när budgeten beslutades, senast 2024-11-30"),
        "{why:?}"
    );
}

#[test]
fn the_odd_one_out_is_blamed_and_what_is_printed_beside_a_sum_is_seen() {
    let text = |id: &str| {
        let found = shipped().findings.iter().filter(|finding| finding.id == id).collect::<Vec<_>>();
        assert_eq!(found.len(), 1, "{id}");
        (found[0].kind, found[0].text.as_str())
    };
    // 105 + 56 = 161 and 12 + 6 + 9 + 11 + 18 = 56, so it is 65 that is wrong.
    assert!(text("delarsrapport-2024-08/sammanfattning/remitterade_man").1.contains("ger 56 män"));
    for right in ["sammanfattning/remitterade", "inflode/man", "inflode/kvinnor"] {
        let id = format!("delarsrapport-2024-08/{right}");
        assert!(shipped().findings.iter().all(|finding| finding.id != id), "{id}");
    }
    // 14 021 − 14 717 = −696, and −485 is printed; 177 + 42 = 219 of 197.
    assert!(text("arsrapport-2025/driftredovisning/resultat/utfall").1.contains("saknas som rad"));
    assert_eq!(text("arsrapport-2025/avslut/anmalningar").0, FaultKind::Motsagelse);
    assert_eq!(text("arsrapport-2025/balanskrav/balanskravsresultat").0, FaultKind::Motsagelse);
    // 49 + 16 + 39 + 32 + 22 = 158 the year before, and the text says fewer.
    assert_eq!(text("delarsrapport-2024-08/inflode/antal").0, FaultKind::Motsagelse);
}

#[test]
fn a_percentage_of_persons_is_whole_persons() {
    let found =
        |id: &str| shipped().findings.iter().find(|finding| finding.id == id).map(|finding| finding.computed.clone());
    // 32 + 18 + 13 + 13 + 21 = 97; 97 : 156 = 0,6218 and 63 % is printed. 4 : 156 = 0,0256, both for work and for studies.
    assert_eq!(found("arsrapport-2025/avslut/rehabilitering"), Some(Cell::Share(6_218)));
    assert_eq!(found("arsrapport-2025/avslut/arbete"), Some(Cell::Share(256)));
    assert_eq!(found("arsrapport-2025/avslut/studier"), Some(Cell::Share(256)));
    // 27 − 14 − 12 + 1 + 1 = 3; 3 : 197 = 0,0152.
    assert_eq!(found("arsrapport-2025/inflode/fran_af"), Some(Cell::Share(152)));
    // 1 : 156 = 0,6 %, and 1 % is printed.
    assert_eq!(found("arsrapport-2025/avslut/flytt"), None);
}

#[test]
fn what_is_said_roughly_is_a_tenth_to_either_side_everywhere() {
    let is_in = |list: &[Finding], id: &str| list.iter().any(|finding| finding.id == id);
    // 3 210 is 2,7 % less than about 3 300, 257 777 is 14,1 % less than nearly 300 000.
    let (loss, interest) = (
        "arsrapport-2025/maluppfyllelse/budgeterad_forlust",
        "delarsrapport-2024-08/viktiga_forhallanden/ranteintakter",
    );
    assert!(is_in(&shipped().rounded, loss) && !is_in(&shipped().findings, loss));
    assert!(is_in(&shipped().findings, interest));
    let told = shipped().rounded.iter().find(|finding| finding.id == "arsrapport-2025/strukturovergripande/personer");
    assert!(told.expect("429 of 436").text.contains("ca\u{a0}70 är 63 till 77"));
}

#[test]
fn rounding_is_told_apart_and_is_no_finding() {
    // 9 519 − 8 208 = 1 311 tkr and 1 310 is printed: three rounded figures can be one and a half apart.
    let id = "delarsrapport-2024-08/oversikt/resultat/2024-08-31";
    assert!(shipped().rounded.iter().any(|finding| finding.id == id));
    assert!(shipped().findings.iter().all(|finding| finding.id != id));
    // 22 450 000 = 8 450 tkr + 14 000 tkr, 21 078 000 = 6 800 000 + 14 278 000, and 8 099 is 8 099,514 cut off.
    for id in [
        "arsrapport-2025/finansiering/sammantaget",
        "delarsrapport-2024-08/finansiering/tillgangar",
        "delarsrapport-2024-08/driftredovisning_stallning/utgaende_eget_kapital/utfall",
    ] {
        assert!(shipped().rounded.iter().any(|finding| finding.id == id), "{id}");
        assert!(shipped().findings.iter().all(|finding| finding.id != id), "{id}");
    }
}

#[test]
fn every_figure_is_counted_once_as_tried_or_not() {
    let found = shipped();
    let figures: usize = found.documents.iter().map(|document| document.figures).sum();
    assert_eq!(figures, economy().forbund.published.len());
    let tried: usize = found.documents.iter().map(|document| document.tried).sum();
    assert_eq!(figures - tried, found.untried.len(), "what is not tried has its reason");
    for (rule, count) in &found.rules {
        assert_eq!(count.tried, count.holds + count.rounded + count.fails, "{rule:?}");
    }
}

#[test]
fn the_page_is_as_it_was_looked_at() {
    for (columns, name) in [("80", "granska-80"), ("120", "granska-120")] {
        let ran = support::shipped(&["granska"], columns);
        assert_eq!((ran.code, ran.err.as_str()), (4, ""));
        insta::assert_snapshot!(name, open_hash(&ran.out, "indata\u{a0}"));
    }
    let ran = support::shipped(&["granska", "--format", "json"], "100");
    assert_eq!(ran.code, 4);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let keys = ["id", "ar", "kalla", "redovisat", "beraknat", "skillnad", "slag", "text"];
    let findings = report["avvikelser"].as_array().expect("findings");
    assert_eq!(findings.len(), shipped().findings.len());
    for finding in findings {
        assert!(keys.iter().all(|key| finding.get(key).is_some()), "{finding}");
    }
    let solidity = findings.iter().find(|finding| finding["id"] == "arsrapport-2025/oversikt_soliditet/soliditet/2025");
    // 7 966 933 : 9 886 606 = 0,8058.
    let solidity = solidity.expect("soliditet 2025 does not hold");
    assert_eq!((solidity["redovisat"].as_str(), solidity["beraknat"].as_str()), (Some("0.8600"), Some("0.8058")));
    assert_eq!(solidity["skillnad"].as_str(), Some("0.0542"));
}

/// A document of an invented förbund in which everything holds, with a relation of every kind.
const CLEAN: &str = r#"dokument = "bokslut"
slag = "arsredovisning"
ar = 2025
balanskravsresultat = "balanskrav/resultat"

[delar]
resultatrakning = "x"
balansrakning = "x"
kassaflodesanalys = "x"
noter = "x"
driftredovisning = "x"
investeringsredovisning = "x"
forvaltningsberattelse = "x"
jamforelsetal = "x"
revisionskostnad = "x"
verksamhetens_utveckling = "x"
viktiga_forhallanden = "x"
vasentliga_handelser = "x"
forvantad_utveckling = "x"
personalforhallanden = "x"
styrning = "x"
hushallning = "x"
stallning = "x"
efter_balanskravsjusteringar = "x"
balanskravsresultat = "x"

[[tabell]]
id = "rr"
avsnitt = "Resultaträkning"
ar = 2025
enhet = "kr"
rader = [
    { id = "intakter", rad = "Intäkter", tryckt = "2 000 000", figur = "resultat/2025/verksamhetens_intakter" },
    { id = "kostnader", rad = "Kostnader", tryckt = "-1 900 000", figur = "resultat/2025/verksamhetens_kostnader", omvant_tecken = true },
    { id = "finansiellt", rad = "Finansiella intäkter", tryckt = "10 000" },
    { id = "resultat", rad = "Årets resultat", tryckt = "110 000" },
    { id = "resultat_tkr", rad = "Årets resultat", tryckt = "110", enhet = "tkr" },
    { id = "overskott", rad = "Intäkter minus kostnader", tryckt = "100 000" },
    { id = "ingaende", rad = "Ingående eget kapital", tryckt = "400 000" },
    { id = "utgaende", rad = "Utgående eget kapital", tryckt = "510 000" },
    { id = "staten", rad = "Staten", tryckt = "1 000 000" },
    { id = "regionen", rad = "Regionen", tryckt = "500 000" },
    { id = "hittills", rad = "Intäkter januari–augusti", tryckt = "1 300 000" },
    { id = "andel", rad = "Resultatets andel av intäkterna", tryckt = "5,5", enhet = "procent" },
]

[[tabell]]
id = "deltagare"
avsnitt = "Deltagare"
ar = 2025
enhet = "procent"
rader = [
    { id = "antal", rad = "Antal", tryckt = "17", enhet = "antal" },
    { id = "arbete", rad = "Till arbete", tryckt = "35" },
    { id = "studier", rad = "Till studier", tryckt = "65" },
    { id = "senast", rad = "Senast år", tryckt = "2030", enhet = "artal" },
    { id = "om", rad = "Inom år", tryckt = "fem", enhet = "antal" },
    { id = "konferens", rad = "Konferensen, månad", tryckt = "april", enhet = "manad" },
    { id = "konferens_igen", rad = "Konferensen, månad", tryckt = "april", enhet = "manad" },
]

[[tabell]]
id = "balanskrav"
avsnitt = "Balanskrav"
ar = 2025
enhet = "kr"
rader = [{ id = "resultat", rad = "Balanskravsresultat", tryckt = "110 000" }]

[[samband]]
id = "summa"
slag = "summa"
tabell = "rr"
figur = "resultat"
av = ["intakter", "kostnader", "finansiellt"]

[[samband]]
id = "skillnad"
slag = "skillnad"
tabell = "rr"
figur = "overskott"
av = ["resultat", "finansiellt"]

[[samband]]
id = "rullning"
slag = "rullning"
tabell = "rr"
figur = "utgaende"
av = ["ingaende", "resultat"]

[[samband]]
id = "samma"
slag = "samma"
figur = "rr/resultat_tkr"
av = ["rr/resultat", "balanskrav/resultat"]

[[samband]]
id = "konferens"
slag = "samma"
tabell = "deltagare"
figur = "konferens"
av = ["konferens_igen"]

[[samband]]
id = "andel"
slag = "andel"
tabell = "rr"
figur = "andel"
av = ["resultat"]
genom = ["intakter"]

[[samband]]
id = "nyckel"
slag = "nyckel"
tabell = "rr"
figur = "regionen"
av = ["1/2 * staten"]
lagrum = "FinsamL 5 §"

[[samband]]
id = "hogst"
slag = "hogst"
tabell = "rr"
figur = "hittills"
av = ["intakter"]

[[samband]]
id = "minst"
slag = "minst"
tabell = "rr"
figur = "intakter"
av = ["staten", "regionen"]

[[samband]]
id = "overstiger"
slag = "overstiger"
tabell = "rr"
figur = "intakter"
av = ["-kostnader"]
lagrum = "KL 11:5 st. 2"

[[samband]]
id = "helhet"
slag = "helhet"
tabell = "deltagare"
av = ["arbete", "studier"]

[[samband]]
id = "heltal"
slag = "heltal"
tabell = "deltagare"
figur = ["arbete", "studier"]
av = ["antal"]

[[samband]]
id = "frist"
slag = "frist"
figur = "deltagare/senast"
av = ["2025", "deltagare/om"]

[[samband]]
id = "egen"
slag = "samma"
figur = "rr/finansiellt"
av = ["figur resultat/2025/finansiella_intakter"]
klass = "internt"

[[samband]]
id = "praxis"
slag = "samma"
figur = "balanskrav/resultat"
av = ["rr/resultat"]
klass = "praxis"

[[datum]]
id = "budget"
avsnitt = "Styrning"
rad = "Budgeten beslutas"
tryckt = "november 2024"
ar = 2025
frist = "budget"
"#;

/// The invented förbund with the document, some of it changed.
fn world(edits: &[(&str, &str)]) -> tempfile::TempDir {
    let world = tempfile::tempdir().expect("a temporary folder");
    copy_over(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bad/base")), world.path());
    let mut text = CLEAN.to_owned();
    for (from, to) in edits {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    fs::write(world.path().join("budgets/publicerat/bokslut.toml"), text).expect("the world can be written");
    world
}

/// What is found: id, kind and rule.
fn found(edits: &[(&str, &str)]) -> Vec<(String, String, String)> {
    let ran = finsam(world(edits).path(), &["granska", "--format", "json"]);
    assert_eq!(ran.err, "", "{edits:?}");
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let findings = report["avvikelser"].as_array().expect("findings");
    assert_eq!(ran.code, if findings.is_empty() { 0 } else { 4 });
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().expect("a text").to_owned();
    findings.iter().map(|finding| (text(finding, "id"), text(finding, "slag"), text(finding, "regel"))).collect()
}

#[test]
fn a_clean_forbund_has_no_findings() {
    assert_eq!(found(&[]), []);
    let ran = finsam(world(&[]).path(), &["granska"]);
    assert!(ran.out.contains("Allt som kunde prövas håller."), "{}", ran.out);
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exempel");
    assert_eq!(finsam_wide(&example, &["granska"], "100").code, 0);
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(finsam(folder.path(), &["ny", "nytt"]).code, 0);
    let ran = finsam(&folder.path().join("nytt"), &["granska"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("inga tryckta siffror"), "{}", ran.out);
}

#[test]
fn a_planted_fault_of_each_kind_is_found() {
    let cases: &[(&str, &str, &str, &str, &str)] = &[
        ("tryckt = \"2 000 000\"", "tryckt = \"2 000 100\"", "bokslut/rr/intakter", "motsagelse", "bocker"),
        // 400 000 + 110 000 = 510 000.
        ("tryckt = \"400 000\"", "tryckt = \"401 000\"", "bokslut/rr/utgaende", "raknefel", "rullning"),
        ("tryckt = \"100 000\"", "tryckt = \"100 010\"", "bokslut/rr/overskott", "raknefel", "skillnad"),
        ("tryckt = \"110\"", "tryckt = \"111\"", "bokslut/rr/resultat_tkr", "motsagelse", "samma"),
        // 110 000 : 2 000 000 = 5,5 %.
        ("tryckt = \"5,5\"", "tryckt = \"5,6\"", "bokslut/rr/andel", "raknefel", "andel"),
        ("tryckt = \"500 000\"", "tryckt = \"500 400\"", "bokslut/rr/regionen", "lag", "nyckel"),
        ("tryckt = \"1 300 000\"", "tryckt = \"2 300 000\"", "bokslut/rr/hittills", "motsagelse", "hogst"),
        // 1 000 000 + 1 000 000 + 500 000 is more than 2 000 000.
        (
            "av = [\"staten\", \"regionen\"]",
            "av = [\"staten\", \"staten\", \"regionen\"]",
            "bokslut/rr/intakter",
            "motsagelse",
            "minst",
        ),
        // 6 of 17 is 35,3 %, and 34 is none; 34 + 65 = 99 is rounding.
        ("tryckt = \"35\"", "tryckt = \"34\"", "bokslut/deltagare/arbete", "raknefel", "heltal"),
        // 5 of 17 is 29,4 %; 29 + 65 = 94.
        ("tryckt = \"35\"", "tryckt = \"29\"", "bokslut/samband/helhet", "raknefel", "helhet"),
        ("tryckt = \"2030\"", "tryckt = \"2029\"", "bokslut/deltagare/senast", "motsagelse", "frist"),
        (
            "id = \"konferens\", rad = \"Konferensen, månad\", tryckt = \"april\"",
            "id = \"konferens\", rad = \"Konferensen, månad\", tryckt = \"maj\"",
            "bokslut/deltagare/konferens",
            "motsagelse",
            "samma",
        ),
        (
            "finansiella_intakter\"]",
            "finansiella_kostnader + finansiella_intakter - avskrivningar - finansiella_intakter + finansiella_intakter - verksamhetens_intakter\"]",
            "bokslut/rr/finansiellt",
            "internt",
            "samma",
        ),
        ("tryckt = \"november 2024\"", "tryckt = \"2024-12-02\"", "bokslut/datum/budget", "lag", "frist"),
        ("efter_balanskravsjusteringar = \"x\"\n", "", "bokslut/del/efter_balanskravsjusteringar", "lag", "del"),
        ("av = [\"-kostnader\"]", "av = [\"2000000\"]", "bokslut/rr/intakter", "lag", "overstiger"),
    ];
    for (from, to, id, kind, rule) in cases {
        let found = found(&[(from, to)]);
        let wanted = ((*id).to_owned(), (*kind).to_owned(), (*rule).to_owned());
        assert!(found.contains(&wanted), "{from} → {to}: {found:?}");
        assert!(found.len() <= 2, "{from} → {to}: nothing else is blamed: {found:?}");
    }
}

#[test]
fn a_fault_that_comes_of_another_is_told_at_that_one() {
    // Costs are 1 900 000 in the books; that the sum does not hold follows from the wrong part.
    let found = found(&[("tryckt = \"-1 900 000\"", "tryckt = \"-1 800 000\"")]);
    assert_eq!(found, [("bokslut/rr/kostnader".to_owned(), "motsagelse".to_owned(), "bocker".to_owned())]);
}

#[test]
fn a_negative_balanskravsresultat_asks_for_its_regulation() {
    let edits = [(
        "{ id = \"resultat\", rad = \"Balanskravsresultat\", tryckt = \"110 000\" }",
        "{ id = \"resultat\", rad = \"Balanskravsresultat\", tryckt = \"-110 000\" }",
    )];
    assert!(found(&edits).iter().any(|(id, ..)| id == "bokslut/del/reglering"));
}

/// The first digit another, at least four away, so that no rounding explains it; a word or a dash becomes a number.
fn altered(text: &str) -> String {
    if text == DASH {
        return "7 777".to_owned();
    }
    match text.char_indices().find(|(_, c)| c.is_ascii_digit()) {
        Some((at, digit)) => {
            let other = (digit.to_digit(10).expect("a digit") + 4) % 9 + 1;
            format!("{}{other}{}", &text[..at], &text[at + 1..])
        }
        None => "99".to_owned(),
    }
}

#[test]
fn a_figure_that_is_altered_is_found_and_named() {
    const TRIED: usize = 60;
    let books: &Economy = economy();
    // An upper bound still holds for less, and a percentage may fit another count.
    let exact =
        |rule: Rule| !matches!(rule, Rule::Hogst | Rule::Minst | Rule::Overstiger | Rule::Heltal | Rule::Forklaring);
    let mut in_relations = BTreeSet::new();
    for relation in books.forbund.declared.relations.iter().filter(|relation| exact(relation.rule)) {
        in_relations.extend(relation.figure);
        for term in relation.over.iter().chain(&relation.under) {
            in_relations.extend(term.factors.iter().filter_map(|operand| match operand {
                Operand::Printed(at) => Some(*at),
                _ => None,
            }));
        }
    }
    let in_relations: Vec<usize> = in_relations.into_iter().collect();
    assert!(in_relations.len() > 400, "{}", in_relations.len());
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut economy = books.clone();
    for _ in 0..TRIED {
        let at = in_relations[random.next_u32() as usize % in_relations.len()];
        let before = economy.forbund.published[at].printed.clone();
        economy.forbund.published[at].printed = altered(&before);
        let id = economy.forbund.published[at].id.clone();
        let found = granska(&economy);
        let named = |finding: &&Finding| finding.id == id || finding.involved.contains(&id);
        let new: Vec<&Finding> =
            found.findings.iter().filter(named).filter(|finding| !shipped().findings.contains(finding)).collect();
        assert!(!new.is_empty(), "{id}: {before} altered to {}", altered(&before));
        economy.forbund.published[at].printed = before;
    }
}
