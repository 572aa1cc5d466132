//! Keys of derivations as Swedish text.

use super::model::{Key, What};
use crate::domain::forbund::{Forbund, Party};

/// What a key stands for: `Statens tilldelning 2027`, `Likvida medel 2026 T1`.
pub fn label(forbund: &Forbund, key: Key) -> String {
    let what = decision(forbund, key).unwrap_or_else(|| label_of(forbund, key.what));
    match key.tertial {
        Some(tertial) => format!("{what} {} T{}", key.year, tertial + 1),
        None => format!("{what} {}", key.year),
    }
}

/// What a decision during the year changed, by its day and its name.
fn decision(forbund: &Forbund, key: Key) -> Option<String> {
    let (of, position) = match key.what {
        What::Andring(ix, position) => (forbund.line(ix).name.as_str(), position),
        What::Intakt(ix, position) => (forbund.chart.get(ix).name.as_str(), position),
        _ => return None,
    };
    // What was raised for good comes in later years too, from the budget in force.
    let mut budgets = forbund.years.range(..=key.year).rev().filter_map(|(_, book)| book.carried());
    let change = budgets.next()?.changes.get(usize::from(position))?;
    Some(format!("{of}, ändring {}, {},", change.date, change.decision))
}

/// The same without its year.
pub fn label_of(forbund: &Forbund, what: What) -> String {
    let line = |ix| forbund.line(ix).name.as_str();
    let member = |ix| forbund.member(ix).short.as_str();
    let account = |ix| forbund.chart.get(ix).name.as_str();
    let party = |party| match party {
        Party::Stat => "staten",
        Party::Region => "regionen",
        Party::Kommun => "kommunerna",
    };
    match what {
        What::EgetKapital => "Eget kapital".to_owned(),
        What::LikvidaMedel => "Likvida medel".to_owned(),
        What::Stat => "Statens tilldelning".to_owned(),
        What::Tillvaxt => "Tillväxt i statens tilldelning".to_owned(),
        What::Nyckel(who) => format!("Andel i nyckeln, {}", party(who)),
        What::Del(who) => format!("Tilldelning från {}", party(who)),
        What::Folkmangd(who) => format!("Folkmängd {}", member(who)),
        What::Bidrag(who) => format!("Bidrag från {}", member(who)),
        What::Bidragssumma => "Medlemmarnas tilldelning".to_owned(),
        What::Radbelopp(ix) => format!("Belopp, {}", line(ix)),
        What::Nivabelopp(ix) => format!("Belopp för åren efter, {}", line(ix)),
        What::Andring(ix, position) => format!("Ändring {} under året, {}", position + 1, line(ix)),
        What::Ursprung(ix) => format!("Ursprunglig budget, {}", line(ix)),
        What::UtanAndringar(ix) => format!("Utom årets ändringar, {}", line(ix)),
        What::BudgetHittills(ix) => format!("Budget från årets början, {}", line(ix)),
        What::KostnadHittills(ix) => format!("Kostnad från årets början, {}", line(ix)),
        What::Intakt(ix, position) => format!("Ändring {} under året, {}", position + 1, account(ix)),
        What::Index(cost_type) => {
            format!("Index för {}", forbund.cost_type(&forbund.cost_types[usize::from(cost_type)]))
        }
        What::Andel(ix) => format!("Andel, {}", line(ix)),
        What::Budget(ix) => format!("Budget, {}", line(ix)),
        What::Forbrukningsgrad(ix) => format!("Förbrukningsgrad, {}", line(ix)),
        What::Kostnad(ix) => format!("Kostnad, {}", line(ix)),
        What::Atgard(position) => format!("Åtgärd {}", position + 1),
        What::Budgetsumma => "Budgeterade kostnader".to_owned(),
        What::Kostnadssumma => "Kostnader".to_owned(),
        What::Rantesats => "Räntesats".to_owned(),
        What::Ranta => "Ränta".to_owned(),
        What::Resultat => "Resultat".to_owned(),
        What::Stallning(ix) => account(ix).to_owned(),
        What::Rorelsekapital(ix) => format!("Förändring av {}", account(ix)),
        What::Aterkrav(position) => format!("Återkrav och återbetalning {}", position + 1),
    }
}
