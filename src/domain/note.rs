//! The notes to the statements: how they are numbered and ordered, and what they say beside the books.

use super::forbund::Party;
use super::id::Id;
use super::money::Ore;
use super::period::Period;
use super::source::Sourced;

/// How a förbund sets its notes; which note an account belongs to stands with the account.
#[derive(Clone, Debug, Default)]
pub struct NotePlan {
    /// The number of the note on the cost of audit (LKBR 9:13).
    pub audit: Option<u8>,
    /// The order in which the parties' contributions are printed; those left out follow in the order of the members.
    pub parties: Vec<Party>,
}

/// What an audit cost, as a source states it: information on part of the costs, never a cost of its own and never posted.
#[derive(Clone, Debug)]
pub struct AuditCost {
    /// Its id, the same from year to year.
    pub id: Id,
    /// What part of the year it is for.
    pub period: Period,
    /// The auditor; none where the source gives only a total.
    pub auditor: Option<String>,
    /// The kind of assignment; none where the source does not say.
    pub assignment: Option<String>,
    /// What it cost.
    pub amount: Sourced<Ore>,
}

impl AuditCost {
    /// As a row is labelled: `Revisor: uppdrag`.
    pub fn label(&self) -> String {
        match (&self.auditor, &self.assignment) {
            (Some(auditor), Some(assignment)) => format!("{auditor}: {assignment}"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => "Ospecificerat".to_owned(),
        }
    }
}
