//! Whether a bookkeeping file can be relied on for a follow-up: it reaches to the period's end, and it agrees with itself. What is
//! said here stands on every page drawn from the file; nothing is mended.

use super::FollowUp;
use crate::diag::{Problem, catalogue};
use crate::domain::money::Ore;
use crate::domain::sv;
use crate::ledger::Booked;
use crate::sie::model::BalanceKind;
use crate::sie::{FindingKind, SieFile};
use chrono::NaiveDate;

/// The findings that mean that amounts are missing or wrong; the others are of names, characters and how things are written.
const AMOUNTS: [FindingKind; 11] = [
    FindingKind::Unbalanced,
    FindingKind::BadAmount,
    FindingKind::TooManyDecimals,
    FindingKind::NoAmount,
    FindingKind::TooFewFields,
    FindingKind::BadDate,
    FindingKind::Stray,
    FindingKind::ClosingDiffers,
    FindingKind::ResultDiffers,
    FindingKind::MonthsDiffer,
    FindingKind::BadChecksum,
];

/// Why the figures of a follow-up cannot be relied on, if they cannot.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    name: String,
    /// The last day of the file and of the period, where the file ends first.
    early: Option<(NaiveDate, NaiveDate)>,
    /// What does not hold in the file.
    torn: Option<String>,
}

/// What is to be doubted of a file; `name` is the file's, as the user would write it.
pub fn doubts(of: &FollowUp, booked: &Booked, file: &SieFile, name: &str) -> Doubts {
    let last = of.span().last_day();
    Doubts { name: name.to_owned(), early: (booked.through < last).then_some((booked.through, last)), torn: torn(file) }
}

impl Doubts {
    /// What a reader must know before any figure, the file's own contradictions first.
    pub fn lines(&self) -> Vec<String> {
        let torn = self.torn.as_ref().map(|what| {
            format!(
                "Siffrorna går inte att lita på: i bokföringsfilen fattas belopp eller så säger den emot sig själv ({what}). Allt som inte stämmer visar finsam importera {}.",
                self.name
            )
        });
        let early = self.early.map(|(through, last)| {
            format!(
                "Bokföringsfilen slutar {through} men uppföljningen är till {last}: det som fattas är inte med, så utfallet och prognosen går inte att lita på, och hur året slutar går inte att säga."
            )
        });
        torn.into_iter().chain(early).collect()
    }

    /// Why balanskravet is not judged, where it is not.
    pub fn not_judged(&self) -> Option<String> {
        let why = match (&self.early, &self.torn) {
            (Some((through, last)), _) => format!("bokföringsfilen slutar {through} och inte {last}"),
            (None, Some(what)) => format!("i bokföringsfilen fattas belopp eller så säger den emot sig själv ({what})"),
            (None, None) => return None,
        };
        Some(format!("Balanskravet bedöms inte: {why}, så helårsprognosen går inte att lita på."))
    }

    /// Why the forecast cannot be locked: F617 and F618.
    pub fn problems(&self) -> Vec<Problem> {
        let early = self
            .early
            .map(|(through, last)| catalogue::forecast_of_part(&self.name, &through.to_string(), &last.to_string()));
        let torn = self.torn.as_ref().map(|what| catalogue::forecast_of_torn_file(&self.name, what));
        early.into_iter().chain(torn).collect()
    }
}

/// Each kind of finding with how many there are, and the account that differs most.
fn torn(file: &SieFile) -> Option<String> {
    let count = |kind: &FindingKind| file.findings.iter().filter(|finding| finding.kind == *kind).count();
    let found = AMOUNTS.iter().map(|kind| (*kind, count(kind))).filter(|(_, count)| *count > 0);
    let mut words: Vec<String> = found
        .map(|(kind, count)| match kind {
            FindingKind::BadChecksum => "kontrollsumman stämmer inte".to_owned(),
            _ => format!("{}: {}", lower(kind.heading()), sv::integer(count as i64)),
        })
        .collect();
    words.extend(largest_difference(file));
    (!words.is_empty()).then(|| words.join("; "))
}

fn lower(heading: &str) -> String {
    let mut letters = heading.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The account whose stated balance differs most from its opening balance and vouchers.
fn largest_difference(file: &SieFile) -> Option<String> {
    let differs = |kind: FindingKind| matches!(kind, FindingKind::ClosingDiffers | FindingKind::ResultDiffers);
    if !file.findings.iter().any(|finding| differs(finding.kind)) {
        return None;
    }
    let (opening, moved) = (file.opening(), file.moved());
    let (closing, result) = (file.totals(BalanceKind::Ub, 0), file.totals(BalanceKind::Res, 0));
    let difference = |at: usize| closing[at].or(result[at]).unwrap_or(0) - opening[at].unwrap_or(0) - moved[at];
    // Of accounts that differ as much the first: a lost voucher takes as much from both its sides.
    let at = (0..file.accounts.len()).rev().max_by_key(|at| difference(*at).abs())?;
    let amount = i64::try_from(difference(at).abs()).ok().map(Ore::new).filter(|amount| *amount != Ore::ZERO)?;
    let account = &file.accounts[at];
    let name = format!("{} {}", account.number, account.name);
    Some(format!("störst skillnad {} på konto {}", sv::kr(amount), name.trim_end()))
}
