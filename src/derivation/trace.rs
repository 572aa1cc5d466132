//! A scenario's trace in the graph: its nodes as they are, and its slots as values in files or as what the books say.

use super::graph::{Graph, Identity, Made, NodeIx};
use crate::domain::forbund::LineIx;
use crate::domain::period::{Period, Year};
use crate::domain::source::Sourced;
use crate::ledger::{Books, Query, Select};
use crate::projection::{self, Projection, SlotIx, What, label};
use crate::statement::{Counts, Name, Reckon};
use std::collections::BTreeSet;

impl<'e> Graph<'e> {
    /// A node of a scenario's derivation, with all that it is made of.
    pub(super) fn trace(&mut self, scenario: usize, root: projection::NodeIx) -> NodeIx {
        let projection = &self.economy.projections[scenario];
        // Operands stand before what they make up, so going through them in order never meets one that is not there.
        let mut wanted: BTreeSet<projection::NodeIx> = BTreeSet::new();
        let mut open = vec![root];
        while let Some(at) = open.pop() {
            if self.known(Identity::Trace(scenario, at)).is_none() && wanted.insert(at) {
                open.extend(projection.operands(&projection.nodes[at.0 as usize]));
            }
        }
        for at in wanted {
            self.traced(scenario, at);
        }
        self.known(Identity::Trace(scenario, root)).expect("the root is among the wanted")
    }

    fn traced(&mut self, scenario: usize, at: projection::NodeIx) {
        let projection = &self.economy.projections[scenario];
        let node = &projection.nodes[at.0 as usize];
        let identity = Identity::Trace(scenario, at);
        let name = Name::new(&label(&self.economy.forbund, node.key), "");
        match (node.rule, node.slot) {
            (Some(rule), _) => {
                let of = |operand: &projection::NodeIx| self.known(Identity::Trace(scenario, *operand));
                let operands: Option<Vec<NodeIx>> = projection.operands(node).iter().map(of).collect();
                let operands = operands.expect("operands are followed first");
                let made = Made::Rule(match rule {
                    projection::Rule::Sum => Reckon::Signed(vec![1; operands.len()]),
                    projection::Rule::Difference => Reckon::Signed(vec![1, -1]),
                    rule => Reckon::Projection(rule),
                });
                self.push(identity, name, (node.value, Counts::Ore), made, operands);
            }
            (None, Some(slot)) => {
                let found = self.slot(projection, name, slot);
                self.share(identity, found);
            }
            (None, None) => unreachable!("a node of a trace has a rule or a slot"),
        }
    }

    /// A value that the scenario varies: one in a file, or, where the last bokslut gives it, what the books say.
    fn slot(&mut self, projection: &Projection, name: Name, ix: SlotIx) -> NodeIx {
        let slot = projection.model.slot(ix);
        let key = slot.key;
        let day = self.economy.forbund.first_projected().first_day();
        let books = Books { closed_until: day, later: None };
        let closed = key.year < self.economy.forbund.first_projected();
        let select = match key.what {
            What::EgetKapital if closed => Some((Select::Equity, -1)),
            What::Stallning(account) if closed => {
                let asset = self.economy.forbund.chart.get(account).kind.debit_sign();
                Some((Select::Account(account), asset))
            }
            _ => None,
        };
        if let Some((select, sign)) = select {
            return self.ledger(&name, Query::Balance { books, at: day }, select, sign);
        }
        match key.what {
            What::Stat if closed => self.state_before(name, key.year),
            What::Nivabelopp(line) => self.lasting(name, line, key.year),
            what => {
                let counts = match what {
                    What::Tillvaxt
                    | What::Nyckel(_)
                    | What::Index(_)
                    | What::Andel(_)
                    | What::Forbrukningsgrad(_)
                    | What::Rantesats => Counts::Millionths,
                    What::Folkmangd(_) => Counts::Number,
                    _ => Counts::Ore,
                };
                self.source(name, (slot.default, counts), slot.provenance.clone())
            }
        }
    }

    /// The state's amount of the last closed year, as its facts say.
    fn state_before(&mut self, name: Name, year: Year) -> NodeIx {
        let forbund = &self.economy.forbund;
        let stat = forbund.of_party(crate::domain::forbund::Party::Stat).next();
        let facts =
            forbund.years[&year].facts_of(Period::Helar).filter(|fact| fact.member.is_some() && fact.member == stat);
        let places: Vec<_> = facts.map(|fact| fact.value.place).collect();
        let terms: Vec<(i64, NodeIx)> = places.into_iter().map(|place| (1, self.fact(place))).collect();
        let value = terms.iter().map(|(_, node)| self.node(*node).value).sum();
        let (signs, operands) = terms.into_iter().unzip();
        self.made(name, value, Reckon::Signed(signs), operands)
    }

    /// A line's amount and every lasting change of it, which later years start from.
    fn lasting(&mut self, name: Name, line: LineIx, year: Year) -> NodeIx {
        let book = self.economy.forbund.years.get(&year).and_then(|book| book.carried());
        let amounts = book.into_iter().flat_map(|budget| {
            let original = budget.lines.iter().filter(move |(of, _)| *of == line).map(|(_, amount)| amount);
            let lasting = budget.changes.iter().filter(|change| change.is_lasting);
            original.chain(lasting.filter_map(move |change| change.of(line)))
        });
        let amounts: Vec<Sourced<_>> = amounts.cloned().collect();
        let operands: Vec<NodeIx> = amounts.iter().map(|amount| self.fact(amount.place)).collect();
        let value = operands.iter().map(|node| self.node(*node).value).sum();
        self.made(name, value, Reckon::Signed(vec![1; operands.len()]), operands)
    }
}
