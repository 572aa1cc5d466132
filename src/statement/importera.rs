//! What a bookkeeping file holds, and whether it agrees with itself: each account's opening balance, movement and stated balance.

use super::{Cell, Column, Row, Statement, Style};
use crate::domain::money::{Ore, Unit};
use crate::domain::period::Year;
use crate::domain::sv;
use crate::sie::SieFile;
use crate::sie::finding::{Finding, FindingKind};
use crate::sie::model::BalanceKind;

/// How many findings of a kind are shown to a reader; all of them stand in JSON and CSV.
const SHOWN: usize = 10;

/// Every account with a balance or a movement: the sums are those of the file, and nothing is made to agree.
pub fn saldon(file: &SieFile, name: &str) -> Statement {
    let (opening, moved) = (file.opening(), file.moved());
    let (closing, result) = (file.totals(BalanceKind::Ub, 0), file.totals(BalanceKind::Res, 0));
    // A file of vouchers alone states no balance that they could differ from.
    let with_vouchers = !file.vouchers.is_empty() && !file.balances.is_empty();
    let mut rows = Vec::new();
    let mut sums = [0_i128; 4];
    for (at, account) in file.accounts.iter().enumerate() {
        let stated = closing[at].or(result[at]);
        if opening[at].or(stated).is_none() && moved[at] == 0 {
            continue;
        }
        let movement = (moved[at] != 0).then_some(moved[at]);
        let difference = stated.unwrap_or(0) - opening[at].unwrap_or(0) - moved[at];
        let figures = [opening[at], movement, stated, with_vouchers.then_some(difference)];
        for (sum, figure) in sums.iter_mut().zip(figures) {
            *sum += figure.unwrap_or(0);
        }
        let label = format!("{} {}", account.number, account.name);
        rows.push(row(format!("konto_{}", account.number), label, Style::Item, figures));
    }
    let last = with_vouchers.then_some(sums[3]);
    rows.push(row(
        "summa".to_owned(),
        "Summa".to_owned(),
        Style::Total,
        [Some(sums[0]), Some(sums[1]), Some(sums[2]), last],
    ));
    let column = |id: &str, heading: &str, kind: &str| Column {
        id: id.to_owned(),
        heading: heading.to_owned(),
        kind: kind.to_owned(),
        layer: "utfall",
    };
    Statement {
        report: "importera",
        title: format!("Bokföringsfil {name}"),
        forbund: file.header.company.clone().unwrap_or_else(|| "namnlöst företag".to_owned()),
        year: file.year().and_then(|year| Year::new(chrono::Datelike::year(&year.from).into())),
        period: None,
        scenario: None,
        unit: Unit::Kr,
        columns: vec![
            column("ingaende", "Ingående", "balans"),
            column("verifikationer", "Verifikationer", "summa"),
            column("saldo", "Saldo", "i filen"),
            column("skillnad", "Skillnad", ""),
        ],
        rows,
        notes: vec![
            "Debet är plus och kredit minus. Skillnad är saldot i filen minus ingående balans och verifikationer."
                .to_owned(),
        ],
    }
}

/// A row of sums; one too large for 64 bits is said in words.
fn row(id: String, label: String, style: Style, figures: [Option<i128>; 4]) -> Row {
    let cell = |figure: Option<i128>| match figure.map(i64::try_from) {
        None => Cell::Nothing,
        Some(Ok(ore)) => Cell::Amount(Ore::new(ore)),
        Some(Err(_)) => Cell::Text("ryms inte".to_owned()),
    };
    Row { style, ..Row::of_words(id, label, figures.map(cell).to_vec()) }
}

/// What the file says of itself and what was counted in it.
pub fn contents(file: &SieFile) -> Vec<String> {
    let header = &file.header;
    let count = |number: usize, one: &str, many: &str| {
        format!("{} {}", sv::integer(number as i64), if number == 1 { one } else { many })
    };
    let kind = match header.kind {
        4 if !file.has_bookkeeping() && file.budgeted().is_some() => "4, bara en budget".to_owned(),
        4 if file.balances.is_empty() => "4, verifikationer för inläsning (4I)".to_owned(),
        4 => "4, saldon och verifikationer (4E)".to_owned(),
        kind => kind.to_string(),
    };
    let mut lines = vec![format!("Filtyp {kind}, {}", file.reading.encoding.name())];
    lines.extend(header.program.as_ref().map(|program| format!("Skriven av {program}")));
    lines.extend(header.company.as_ref().map(|name| match &header.orgnr {
        Some(number) => format!("{name}, organisationsnummer {number}"),
        None => name.clone(),
    }));
    lines.extend(file.year().map(|year| format!("Räkenskapsår {} till {}", year.from, year.last)));
    lines.extend(header.through.map(|day| format!("Saldona gäller till och med {day}")));
    let budgets = file.balances.iter().filter(|balance| balance.kind == BalanceKind::Pbudget).count();
    let rows = count(file.rows.len() as usize, "rad", "rader");
    lines.push(format!(
        "{}, {} med {rows}, {}",
        count(file.accounts.len(), "konto", "konton"),
        count(file.vouchers.len(), "verifikation", "verifikationer"),
        count(file.balances.len() - budgets, "saldo", "saldon"),
    ));
    lines.extend(file.budgeted().map(|sums| {
        let count = count(budgets, "budgetbelopp", "budgetbelopp");
        format!("{count} (#PBUDGET): {}", crate::ledger::budget_in_words(sums))
    }));
    if file.reading.corrections > 0 {
        let count = count(file.reading.corrections as usize, "rättad rad", "rättade rader");
        lines.push(format!("{count} (#RTRANS, #BTRANS), som inte räknas en gång till"));
    }
    lines.push(match file.reading.ksumma {
        Some(true) => "Kontrollsumman stämmer".to_owned(),
        Some(false) => "Kontrollsumman stämmer inte".to_owned(),
        None => "Filen har ingen kontrollsumma".to_owned(),
    });
    lines
}

/// What is said of a file in which nothing was found.
pub fn conclusion(file: &SieFile) -> &'static str {
    match file.has_bookkeeping() {
        true => "Filen går ihop, och allt i den är läst.",
        false => "Allt i filen är läst; den har ingen bokföring att stämma av.",
    }
}

/// The findings of one kind, in order.
pub struct FindingGroup<'f> {
    /// Their kind.
    pub kind: FindingKind,
    /// All of them.
    pub findings: Vec<&'f Finding>,
}

/// The findings by kind.
pub fn finding_groups(file: &SieFile) -> Vec<FindingGroup<'_>> {
    let of = |kind: &FindingKind| FindingGroup {
        kind: *kind,
        findings: file.findings.iter().filter(|finding| finding.kind == *kind).collect(),
    };
    FindingKind::ALL.iter().map(of).filter(|group| !group.findings.is_empty()).collect()
}

/// The findings as lines under their headings; long lists are cut where `is_short`, and it is said how much is left out.
pub fn finding_lines(groups: &[FindingGroup<'_>], is_short: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for group in groups {
        let shown = if is_short { SHOWN } else { usize::MAX };
        for finding in group.findings.iter().take(shown) {
            let place = if finding.line == 0 { String::new() } else { format!("rad {}: ", finding.line) };
            lines.push(format!("{}: {place}{}.", group.kind.heading(), finding.text));
        }
        let left = group.findings.len().saturating_sub(shown);
        if left > 0 {
            lines.push(format!(
                "{}: och {} till (alla med --format json).",
                group.kind.heading(),
                sv::integer(left as i64)
            ));
        }
    }
    lines
}
