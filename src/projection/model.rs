//! A scenario as flat plans: which slots feed which rule, year by year. No amounts are computed here.

use crate::domain::account::AccountIx;
use crate::domain::forbund::{GroupIx, LineIx, MemberIx, Party};
use crate::domain::id::Id;
use crate::domain::period::Year;
use crate::domain::source::Sourced;
use crate::domain::tertials::Tertials;

/// A slot by its position: a value that a run may vary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotIx(pub u32);

/// What a value is; small and copyable, made into text only when printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Eget kapital at the last bokslut, or at a year's end.
    EgetKapital,
    /// Likvida medel at the last bokslut, or at a tertial's end.
    LikvidaMedel,
    /// The state's amount.
    Stat,
    /// Its growth.
    Tillvaxt,
    /// A party's share of the financing.
    Nyckel(Party),
    /// What the region, or the kommuner together, pay.
    Del(Party),
    /// Inhabitants.
    Folkmangd(MemberIx),
    /// A member's contribution.
    Bidrag(MemberIx),
    /// All contributions.
    Bidragssumma,
    /// A line's base or explicit amount.
    Radbelopp(LineIx),
    /// A line's amount with the changes that last, which later years start from.
    Nivabelopp(LineIx),
    /// What a decision during the year changes of a line, by the decision's position.
    Andring(LineIx, u16),
    /// A line's amount as it was first decided, where it was changed during the year.
    Ursprung(LineIx),
    /// A line's amount besides what decisions changed of it, where a scenario gives the line an amount of its own.
    UtanAndringar(LineIx),
    /// The budget of a changed line from the year's start to the end of a tertial.
    BudgetHittills(LineIx),
    /// Its expected outcome from the year's start to the end of a tertial.
    KostnadHittills(LineIx),
    /// An income that was raised to fund a decision, by the decision's position.
    Intakt(AccountIx, u16),
    /// The index of a cost type, by its position.
    Index(u16),
    /// The share of utvecklingsmedel on a line.
    Andel(LineIx),
    /// A line's budget.
    Budget(LineIx),
    /// A line's förbrukningsgrad.
    Forbrukningsgrad(LineIx),
    /// A line's expected outcome.
    Kostnad(LineIx),
    /// A one-off, an adjustment or a payout, by its position in the year.
    Atgard(u16),
    /// All costs before förbrukningsgrad.
    Budgetsumma,
    /// All costs.
    Kostnadssumma,
    /// The interest rate.
    Rantesats,
    /// Interest received.
    Ranta,
    /// The result.
    Resultat,
    /// A stock of a balance account.
    Stallning(AccountIx),
    /// What cash gains or loses when a stock changes.
    Rorelsekapital(AccountIx),
    /// What cash gains or loses when utvecklingsmedel are demanded back or come back, by its position in the year.
    Aterkrav(u16),
}

/// What, which year, and which tertial if not the whole year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What.
    pub what: What,
    /// The year.
    pub year: Year,
    /// The tertial, 0 to 2; the whole year if absent.
    pub tertial: Option<u8>,
}

impl Key {
    /// Of a whole year.
    pub fn year(what: What, year: Year) -> Key {
        Key { what, year, tertial: None }
    }

    /// The same, of a tertial.
    pub fn tertial(self, tertial: usize) -> Key {
        Key { tertial: Some(tertial as u8), ..self }
    }
}

/// A value that a run may vary, with the model's own as its default: öre, millionths or a count.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What it is.
    pub key: Key,
    /// The model's own value.
    pub default: i64,
    /// Where it comes from.
    pub provenance: Sourced<()>,
}

/// How a year's contributions come about.
#[derive(Clone, Debug)]
pub enum StatePlan {
    /// The state's amount is given.
    Given(SlotIx),
    /// It grows from the year before.
    Grown(SlotIx),
    /// Every member's contribution is decided; the state's is among them.
    Decided(Vec<(MemberIx, SlotIx)>),
}

/// How a line's budget comes about.
#[derive(Clone, Copy, Debug)]
pub enum AmountPlan {
    /// An amount for this very year.
    Explicit(SlotIx),
    /// An amount for this very year, as it was first decided, and all that was changed in it during the year.
    Changed(SlotIx),
    /// A base amount along an index chain, by the chain's position.
    Indexed(SlotIx, usize),
    /// A share of another line of the year, by its position in the year.
    Share(usize, SlotIx),
}

/// A line in a year.
#[derive(Clone, Debug)]
pub struct LinePlan {
    /// The line.
    pub line: LineIx,
    /// Its budget.
    pub amount: AmountPlan,
    /// How much of it is spent; all of it if absent.
    pub forbrukning: Option<SlotIx>,
    /// The unit its tertials are split in, in öre.
    pub unit: i64,
    /// What decisions changed of it in the year, by position among the year's changes; half-open, and most often empty.
    pub changes: (usize, usize),
}

/// What a decision during the year changes of a line, or raises of an income.
#[derive(Clone, Copy, Debug)]
pub struct ChangePlan {
    /// The amount, in whole kronor.
    pub slot: SlotIx,
    /// What its parts are called.
    pub what: What,
    /// The tertials it falls on.
    pub tertials: Tertials,
}

/// Income that a year's budget has besides the contributions: what was raised to fund a tilläggsanslag.
#[derive(Clone, Copy, Debug)]
pub struct IncomePlan {
    /// The account.
    pub account: AccountIx,
    /// The amount and when it comes.
    pub change: ChangePlan,
}

/// A cost that is neither indexed nor consumed in part: a one-off, a payout, or a yearly adjustment.
#[derive(Clone, Debug)]
pub struct Measure {
    /// What it is called.
    pub name: String,
    /// The line it lies on, if any.
    pub line: Option<LineIx>,
    /// The group it is shown in.
    pub group: GroupIx,
    /// Its one tertial; split in three if absent.
    pub tertial: Option<usize>,
    /// The amount.
    pub slot: SlotIx,
    /// Whether only the expected outcome has it: the budget stands, and less is spent of it.
    pub is_outcome_only: bool,
}

/// A balance account whose stock a scenario sets at the year's end.
#[derive(Clone, Copy, Debug)]
pub struct StockPlan {
    /// The account.
    pub account: AccountIx,
    /// The stock before.
    pub before: SlotIx,
    /// The stock after.
    pub after: SlotIx,
    /// +1 for a debt (a larger one is cash received), −1 for an asset.
    pub sign: i64,
}

/// Utvecklingsmedel that are demanded back, or have come back: until they come they are a receivable and no cash (design §7).
#[derive(Clone, Debug)]
pub struct Claim {
    /// What it is called.
    pub name: String,
    /// The receivable's account.
    pub account: AccountIx,
    /// The tertial it happens in.
    pub tertial: usize,
    /// What cash gains: minus when it is demanded, since the cost has already fallen, and plus when it comes.
    pub slot: SlotIx,
}

/// A run of indices of one cost type after a base year.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The position of the base year among the projected years.
    pub base: usize,
    /// The index of each projected year, by position; that of the base year and before is not used.
    pub indices: Vec<SlotIx>,
}

/// One projected year.
#[derive(Clone, Debug)]
pub struct YearPlan {
    /// The year.
    pub year: Year,
    /// Whether it is a decided budget that the scenario leaves as it is.
    pub decided: bool,
    /// The contributions.
    pub state: StatePlan,
    /// The member that is the state.
    pub stat: MemberIx,
    /// The region and its share, where there is one.
    pub region: Option<(MemberIx, SlotIx)>,
    /// The kommuner with their population.
    pub kommuner: Vec<(MemberIx, SlotIx)>,
    /// The year whose population is used.
    pub population_year: Option<Year>,
    /// The lines, in the förbund's order.
    pub lines: Vec<LinePlan>,
    /// What was changed in them during the year, line by line.
    pub changes: Vec<ChangePlan>,
    /// Income besides the contributions.
    pub incomes: Vec<IncomePlan>,
    /// One-offs, payouts and adjustments.
    pub measures: Vec<Measure>,
    /// The interest rate.
    pub interest: SlotIx,
    /// Stocks that change.
    pub stocks: Vec<StockPlan>,
    /// Utvecklingsmedel demanded back and repaid.
    pub claims: Vec<Claim>,
}

/// A scenario, ready to run.
#[derive(Clone, Debug)]
pub struct Model {
    /// The scenario's id.
    pub scenario: Id,
    /// Every value that a run may vary.
    pub slots: Vec<Slot>,
    /// The projected years.
    pub years: Vec<YearPlan>,
    /// Eget kapital when the first year begins.
    pub equity: SlotIx,
    /// Likvida medel when the first year begins.
    pub cash: SlotIx,
    /// The state's amount of the year before the first.
    pub state_before: SlotIx,
    /// The state's share.
    pub stat_share: SlotIx,
    /// The kommuner's share together.
    pub kommuner_share: SlotIx,
    /// The unit of kommuner's contributions, in öre.
    pub unit: i64,
    /// The index chains.
    pub chains: Vec<Chain>,
}

impl Model {
    /// The slot.
    pub fn slot(&self, ix: SlotIx) -> &Slot {
        &self.slots[ix.0 as usize]
    }
}
