//! What a year's file says of its balanskravsresultat: what is not to be counted in it, how a deficit is to be regulated, and what the
//! board has decided. The rules themselves are in `law::balanskrav` and `law::reglering`.

use super::money::Ore;
use super::period::Year;
use super::source::Sourced;
use crate::diag::Place;
use chrono::NaiveDate;

/// Something that lies in årets resultat and is not counted in balanskravsresultatet, or is so all the same (LKBR 11:10). Amounts are
/// positive; `law` says what each does to the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// All gains on what was sold.
    Realisationsvinster,
    /// Those of them that accord with god ekonomisk hushållning.
    RealisationsvinsterUndantag,
    /// Losses on sales that accord with god ekonomisk hushållning.
    RealisationsforlusterUndantag,
    /// Gains in value of securities that are kept.
    OrealiseradeVinster,
    /// Losses in value of securities that are kept.
    OrealiseradeForluster,
    /// Gains in value of earlier years that are taken back, as when a security is sold.
    AterfordaVinster,
    /// Losses in value of earlier years that are taken back.
    AterfordaForluster,
}

impl Item {
    /// As files spell them, in the order of the law.
    pub const NAMES: [(&'static str, Item); 7] = [
        ("realisationsvinster", Item::Realisationsvinster),
        ("realisationsvinster_undantag", Item::RealisationsvinsterUndantag),
        ("realisationsforluster_undantag", Item::RealisationsforlusterUndantag),
        ("orealiserade_vinster", Item::OrealiseradeVinster),
        ("orealiserade_forluster", Item::OrealiseradeForluster),
        ("aterforda_vinster", Item::AterfordaVinster),
        ("aterforda_forluster", Item::AterfordaForluster),
    ];
}

/// When and how the year's deficit is to be regulated, as far as a source says (LKBR 11:11).
#[derive(Clone, Debug)]
pub struct Restoration {
    /// The last year to do it in.
    pub due: Option<Year>,
    /// In what way.
    pub how: Option<String>,
    /// What else there is to say of the source.
    pub remark: Option<String>,
    /// Where it stands.
    pub source: Sourced<()>,
}

/// What a decision of the board is on: two different decisions, of two different times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The reasons for a budget that does not balance, given when it is decided (KL 11:5 st. 3).
    Budget,
    /// That a deficit that has arisen is not to be regulated (KL 11:13).
    Regulation,
}

impl About {
    /// As files spell them.
    pub const NAMES: [(&'static str, About); 2] = [("budget", About::Budget), ("reglering", About::Regulation)];
}

/// A decision of the board, for synnerliga skäl.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What it is on.
    pub about: About,
    /// The day.
    pub date: NaiveDate,
    /// Its name: meeting and section.
    pub decision: String,
    /// The reasons.
    pub reason: String,
    /// How much of the deficit, more than 0; all of it where it is not said.
    pub amount: Option<Sourced<Ore>>,
    /// Where it stands in the file.
    pub place: Place,
}

/// What was left to regulate of an earlier year's deficit when the books begin.
#[derive(Clone, Debug)]
pub struct Inherited {
    /// The year of the deficit.
    pub origin: Year,
    /// What is left of it, more than 0.
    pub left: Sourced<Ore>,
    /// The last year to regulate it in, where a source says another than the law's.
    pub due: Option<Year>,
}

/// A year's own words on balanskravet.
#[derive(Clone, Debug, Default)]
pub struct Balanskrav {
    /// What is not counted, and what is so all the same; each at most once.
    pub items: Vec<(Item, Sourced<Ore>)>,
    /// How its deficit is to be regulated.
    pub restoration: Option<Restoration>,
    /// Decisions on its budget and on its deficit, in the order of the file.
    pub decisions: Vec<Decision>,
    /// Earlier deficits; in the first year of the books only.
    pub inherited: Vec<Inherited>,
}

impl Balanskrav {
    /// The amount of an item, if the file gives it.
    pub fn item(&self, item: Item) -> Option<Ore> {
        self.items.iter().find(|(other, _)| *other == item).map(|(_, amount)| amount.value)
    }

    /// The decisions on one of the two, in the order of the file.
    pub fn decided(&self, about: About) -> impl Iterator<Item = &Decision> {
        self.decisions.iter().filter(move |decision| decision.about == about)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::domain::source::{Source, Status};
    use std::sync::Arc;

    #[test]
    fn an_item_is_found_by_what_it_is() {
        let source = Arc::new(Source { document: None, section: "prov".to_owned() });
        let amount = |ore| Sourced {
            value: Ore::new(ore),
            place: Place::whole(FileId(0)),
            source: Arc::clone(&source),
            status: Status::Antagande,
        };
        let items = vec![(Item::Realisationsvinster, amount(100)), (Item::OrealiseradeVinster, amount(7))];
        let given = Balanskrav { items, ..Balanskrav::default() };
        assert_eq!(given.item(Item::Realisationsvinster), Some(Ore::new(100)));
        assert_eq!(given.item(Item::OrealiseradeVinster), Some(Ore::new(7)));
        assert_eq!(given.item(Item::OrealiseradeForluster), None);
    }
}
