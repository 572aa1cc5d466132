//! The goals that a budget is to state (KL 11:6), and where its plan lands against the förbund's own target for eget kapital.

use super::Cell;
use super::plan::{BAND_HIGH, BAND_LOW, EQUITY, SHARE, TARGET};
use super::plan_words::{Judged, Verdict, Words, read};
use crate::domain::mal::GoalKind;
use crate::domain::money::Ore;
use crate::domain::period::Year;
use crate::domain::source::Status;
use crate::domain::sv;
use crate::law;

/// Where the plan lands.
struct Landing {
    year: Year,
    equity: Ore,
    /// `13 tkr under målet`.
    side: String,
    is_within: bool,
}

impl Words<'_> {
    /// The goals of the verksamhet that the files give for the year.
    fn goals(&self) -> Vec<String> {
        let book = self.page.economy.forbund.years.get(&self.year());
        let goals = book.into_iter().flat_map(|book| &book.goals);
        goals.filter(|goal| goal.kind == GoalKind::Verksamhet).map(|goal| goal.name.clone()).collect()
    }

    /// KL 11:6 asks for goals of the verksamhet beside the plan for three years: without them the budget is not all that it is to be.
    pub(super) fn three_years(&self) -> Judged {
        let path = self.page.path(self.page.years[2]);
        let equity: Vec<(Year, Ore)> = self.page.years.map(|year| (year, read(&path, EQUITY, year))).to_vec();
        let goals = self.goals();
        let (verdict, said) = if goals.is_empty() {
            (
                Verdict::Open,
                format!("budgeten ska också ange mål för verksamheten, och filerna ger inga för {}", self.year()),
            )
        } else {
            (Verdict::Met, format!("mål för verksamheten {}: {}", self.year(), sv::list(&goals)))
        };
        let text = format!("en plan för tre år; eget kapital vid årets slut är {}; {said}", self.by_year(&equity));
        Judged { id: "trearsplan", citation: law::TREARSPLAN.citation.to_owned(), verdict, text }
    }

    pub(super) fn carry_the_plan(&self) -> String {
        let [first, _, last] = self.page.years;
        let path = self.page.path(last);
        let goals = match self.goals().is_empty() {
            true => format!(", och ange mål för verksamheten {first}, som filerna inte ger"),
            false => String::new(),
        };
        format!(
            "Anta planen för {first}–{last}, med {} i eget kapital vid utgången av {last}{goals}, {}.",
            self.show(read(&path, EQUITY, last)),
            law::TREARSPLAN.citation
        )
    }

    /// The year that is held against the target: its own, or the plan's last if that comes after it or is as far as there is.
    pub(super) fn landing_year(&self) -> Year {
        let target = self.page.economy.forbund.target.year;
        let reach = self.page.economy.last_year(self.page.scenario);
        if target < self.year() { self.page.years[2] } else { target.min(reach) }
    }

    fn landing(&self) -> Landing {
        let year = self.landing_year();
        let path = self.page.path(year);
        let of = |id| read(&path, id, year);
        let equity = of(EQUITY);
        let gap = equity.ore() - of(TARGET).ore();
        let side = match gap {
            0 => "exakt på målet".to_owned(),
            gap if gap < 0 => format!("{} under målet", self.show(Ore::new(-gap))),
            gap => format!("{} över målet", self.show(Ore::new(gap))),
        };
        Landing { year, equity, side, is_within: of(BAND_LOW) <= equity && equity <= of(BAND_HIGH) }
    }

    pub(super) fn target(&self) -> Judged {
        let landing = self.landing();
        let target = &self.page.economy.forbund.target;
        let path = self.page.path(landing.year.max(self.page.years[2]));
        let share = match path.figure(SHARE, &landing.year.to_string()) {
            Some(Cell::Share(share)) => format!(" eller {}", sv::share(*share)),
            _ => String::new(),
        };
        let band = if target.low.status == Status::Antagande { " (antagande)" } else { "" };
        let below = |year: &Year| read(&path, EQUITY, *year) < read(&path, BAND_LOW, *year);
        let later: Vec<Year> = landing.year.through(self.page.years[2]).skip(1).filter(below).collect();
        let later = if later.is_empty() || !landing.is_within {
            String::new()
        } else {
            format!("; sedan för lågt {}", sv::years(&later))
        };
        let expected =
            self.outlook.years.iter().find(|year| year.year == landing.year && year.equity != landing.equity);
        let expected = expected.map_or_else(String::new, |year| {
            format!("; med väntat utfall i stället för budget är det {}", self.show(year.equity))
        });
        let text = format!(
            "eget kapital {} av bidragen senast {}, inom {}–{}{band}; {} är det {}{share}, {}{later}{expected}",
            sv::percent(target.share.value),
            target.year,
            sv::percent(target.low.value).trim_end_matches('%').trim_end(),
            sv::percent(target.high.value),
            landing.year,
            self.show(landing.equity),
            landing.side,
        );
        let verdict = if landing.is_within { Verdict::Met } else { Verdict::Broken };
        Judged { id: "mal_eget_kapital", citation: "Förbundets eget mål".to_owned(), verdict, text }
    }

    /// Where the plan leads in the year of the target, where that comes after the three years of the table.
    pub(super) fn after_the_plan(&self) -> Option<String> {
        let landing = self.landing();
        let target = read(&self.page.path(landing.year), TARGET, landing.year);
        (landing.year > self.page.years[2]).then(|| {
            format!(
                "Målets år är {}: förs planen vidare dit är eget kapital {} och målet {}.",
                landing.year,
                self.show(landing.equity),
                self.show(target)
            )
        })
    }

    /// Who adopts a plan that misses the förbund's own target decides that too.
    pub(super) fn miss(&self) -> Option<String> {
        let landing = self.landing();
        (!landing.is_within).then(|| {
            format!(
                "Ta ställning till att planen inte når förbundets eget mål: eget kapital {} är {}, {}. Antingen ändras planen eller så ändras målet.",
                landing.year,
                self.show(landing.equity),
                landing.side
            )
        })
    }
}
