//! The chart of accounts: kostnadsslag and balance items with ids of our own, each mapped to one row of each statement.

use super::id::Id;
use super::note::NotePlan;
use crate::diag::Place;
use std::collections::BTreeMap;
use std::str::FromStr;

/// An account by its position in the [`Chart`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountIx(pub u16);

/// What an account is, which decides its natural sign and whether it is a flow or a stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /// Income of the activity and extraordinary income.
    Intakt,
    /// Cost.
    Kostnad,
    /// Asset.
    Tillgang,
    /// Eget kapital.
    EgetKapital,
    /// Provision.
    Avsattning,
    /// Debt.
    Skuld,
}

impl AccountKind {
    /// As the chart spells them.
    pub const NAMES: [(&'static str, AccountKind); 6] = [
        ("intakt", AccountKind::Intakt),
        ("kostnad", AccountKind::Kostnad),
        ("tillgang", AccountKind::Tillgang),
        ("eget_kapital", AccountKind::EgetKapital),
        ("avsattning", AccountKind::Avsattning),
        ("skuld", AccountKind::Skuld),
    ];

    /// Result accounts hold flows of a period; balance accounts hold stocks.
    pub fn is_result(self) -> bool {
        matches!(self, AccountKind::Intakt | AccountKind::Kostnad)
    }

    /// +1 where an increase is a debit (costs, assets), −1 where it is a credit.
    pub fn debit_sign(self) -> i64 {
        match self {
            AccountKind::Kostnad | AccountKind::Tillgang => 1,
            AccountKind::Intakt | AccountKind::EgetKapital | AccountKind::Avsattning | AccountKind::Skuld => -1,
        }
    }
}

/// No account kind has that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAKind;

impl FromStr for AccountKind {
    type Err = NotAKind;
    fn from_str(text: &str) -> Result<Self, NotAKind> {
        Self::NAMES.into_iter().find(|(name, _)| *name == text).map(|(_, kind)| kind).ok_or(NotAKind)
    }
}

/// The rows that accounts can be mapped to, in the order of the law; the one list of them.
///
/// Resultaträkning LKBR 5:2 (a förbund has no taxes or general state grants), balansräkning LKBR 6:2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementRow {
    /// LKBR 5:2.
    VerksamhetensIntakter,
    /// LKBR 5:2.
    VerksamhetensKostnader,
    /// LKBR 5:2.
    Avskrivningar,
    /// LKBR 5:2.
    FinansiellaIntakter,
    /// LKBR 5:2.
    FinansiellaKostnader,
    /// LKBR 5:2.
    ExtraordinaraPoster,
    /// LKBR 6:2, tillgångar A.
    Anlaggningstillgangar,
    /// LKBR 6:2, tillgångar C II.
    Fordringar,
    /// LKBR 6:2, tillgångar C III.
    KortfristigaPlaceringar,
    /// LKBR 6:2, tillgångar C IV.
    KassaOchBank,
    /// LKBR 6:2, A.
    EgetKapital,
    /// LKBR 6:2, B.
    Avsattningar,
    /// LKBR 6:2, C I.
    LangfristigaSkulder,
    /// LKBR 6:2, C II.
    KortfristigaSkulder,
}

impl StatementRow {
    /// Every row with its id and its heading.
    pub const ALL: [(StatementRow, &'static str, &'static str); 14] = [
        (StatementRow::VerksamhetensIntakter, "verksamhetens_intakter", "Verksamhetens intäkter"),
        (StatementRow::VerksamhetensKostnader, "verksamhetens_kostnader", "Verksamhetens kostnader"),
        (StatementRow::Avskrivningar, "avskrivningar", "Avskrivningar"),
        (StatementRow::FinansiellaIntakter, "finansiella_intakter", "Finansiella intäkter"),
        (StatementRow::FinansiellaKostnader, "finansiella_kostnader", "Finansiella kostnader"),
        (StatementRow::ExtraordinaraPoster, "extraordinara_poster", "Extraordinära poster"),
        (StatementRow::Anlaggningstillgangar, "anlaggningstillgangar", "Anläggningstillgångar"),
        (StatementRow::Fordringar, "fordringar", "Kortfristiga fordringar"),
        (StatementRow::KortfristigaPlaceringar, "kortfristiga_placeringar", "Kortfristiga placeringar"),
        (StatementRow::KassaOchBank, "kassa_och_bank", "Kassa och bank"),
        (StatementRow::EgetKapital, "eget_kapital", "Eget kapital"),
        (StatementRow::Avsattningar, "avsattningar", "Avsättningar"),
        (StatementRow::LangfristigaSkulder, "langfristiga_skulder", "Långfristiga skulder"),
        (StatementRow::KortfristigaSkulder, "kortfristiga_skulder", "Kortfristiga skulder"),
    ];

    /// The id in files and JSON.
    pub fn id(self) -> &'static str {
        self.entry().1
    }

    /// The heading in tables.
    pub fn heading(self) -> &'static str {
        self.entry().2
    }

    fn entry(self) -> (StatementRow, &'static str, &'static str) {
        Self::ALL[self as usize]
    }

    /// +1 where the row is printed as its debit (costs, assets), −1 where as its credit, as resultaträkning and balansräkning do.
    pub fn debit_sign(self) -> i64 {
        use StatementRow as R;
        match self {
            R::VerksamhetensKostnader | R::Avskrivningar | R::FinansiellaKostnader => 1,
            R::Anlaggningstillgangar | R::Fordringar | R::KortfristigaPlaceringar | R::KassaOchBank => 1,
            R::VerksamhetensIntakter | R::FinansiellaIntakter | R::ExtraordinaraPoster => -1,
            R::EgetKapital | R::Avsattningar | R::LangfristigaSkulder | R::KortfristigaSkulder => -1,
        }
    }

    /// Whether it is a row of resultaträkningen; the others are of balansräkningen.
    pub fn is_result(self) -> bool {
        self <= StatementRow::ExtraordinaraPoster
    }

    /// Which kinds of account may lie in the row.
    pub fn admits(self, kind: AccountKind) -> bool {
        use AccountKind as K;
        use StatementRow as R;
        match self {
            R::VerksamhetensIntakter | R::FinansiellaIntakter => kind == K::Intakt,
            R::VerksamhetensKostnader | R::Avskrivningar | R::FinansiellaKostnader => kind == K::Kostnad,
            R::ExtraordinaraPoster => kind.is_result(),
            R::Anlaggningstillgangar | R::Fordringar | R::KortfristigaPlaceringar | R::KassaOchBank => {
                kind == K::Tillgang
            }
            R::EgetKapital => kind == K::EgetKapital,
            R::Avsattningar => kind == K::Avsattning,
            R::LangfristigaSkulder | R::KortfristigaSkulder => kind == K::Skuld,
        }
    }
}

impl FromStr for StatementRow {
    type Err = NotAKind;
    fn from_str(text: &str) -> Result<Self, NotAKind> {
        Self::ALL.into_iter().find(|(_, id, _)| *id == text).map(|(row, ..)| row).ok_or(NotAKind)
    }
}

/// One account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id.
    pub id: Id,
    /// Its name as the förbund prints it.
    pub name: String,
    /// Flow or stock, and its natural side.
    pub kind: AccountKind,
    /// The one row of resultaträkning or balansräkning it lies in.
    pub row: StatementRow,
    /// The number of the note that specifies it, if any does.
    pub note: Option<u8>,
    /// Whether it holds what a source gives only in total, so that a note has no specification of it.
    pub unspecified: bool,
    /// Where the chart says so.
    pub place: Place,
}

/// Accounts the engine itself posts to; the chart names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles {
    /// Contributions of the members.
    pub medlemsbidrag: AccountIx,
    /// Costs that a plan or a source gives by line or in total, not by kostnadsslag.
    pub ofordelade_kostnader: AccountIx,
    /// Other income that a plan or a source gives only in total.
    pub ovriga_intakter: AccountIx,
    /// Interest and other financial income.
    pub finansiella_intakter: AccountIx,
    /// Interest and other financial costs.
    pub finansiella_kostnader: AccountIx,
    /// Cash and bank.
    pub likvida_medel: AccountIx,
    /// Eget kapital before the year's result.
    pub eget_kapital: AccountIx,
    /// Utvecklingsmedel that are demanded back and have not come; a förbund that never demanded any needs none.
    pub aterkrav: Option<AccountIx>,
}

/// All accounts, in the order of the file.
#[derive(Clone, Debug)]
pub struct Chart {
    accounts: Vec<Account>,
    by_id: BTreeMap<Id, AccountIx>,
    /// The accounts that the engine itself posts to.
    pub roles: Roles,
    /// How the notes are set.
    pub notes: NotePlan,
}

impl Chart {
    /// Puts accounts together; ids must be unique, which the reader has checked.
    pub fn new(accounts: Vec<Account>, roles: Roles) -> Self {
        let by_id =
            accounts.iter().enumerate().map(|(at, account)| (account.id.clone(), AccountIx(at as u16))).collect();
        Chart { accounts, by_id, roles, notes: NotePlan::default() }
    }

    /// The same chart with its notes set in a way.
    pub fn with_notes(self, notes: NotePlan) -> Self {
        Chart { notes, ..self }
    }

    /// The number of the note that specifies a row, if any does; the reader has seen to that there is at most one.
    pub fn note_of(&self, row: StatementRow) -> Option<u8> {
        self.accounts.iter().filter(|account| account.row == row).find_map(|account| account.note)
    }

    /// Whether an account holds what is given only in total.
    pub fn is_unspecified(&self, account: AccountIx) -> bool {
        self.get(account).unspecified || account == self.roles.ofordelade_kostnader
    }

    /// The account.
    pub fn get(&self, account: AccountIx) -> &Account {
        &self.accounts[usize::from(account.0)]
    }

    /// By id.
    pub fn find(&self, id: &str) -> Option<AccountIx> {
        self.by_id.iter().find(|(key, _)| key.as_str() == id).map(|(_, ix)| *ix)
    }

    /// All of them with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (AccountIx, &Account)> {
        self.accounts.iter().enumerate().map(|(at, account)| (AccountIx(at as u16), account))
    }
}
