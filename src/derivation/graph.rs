//! The graph: nodes, each with its rule and operands, and the figures that have been followed into it.

use super::names::{of_query, of_select};
use super::sources::Sources;
use crate::diag::Place;
use crate::domain::source::Sourced;
use crate::domain::voucher::{Layer, Posting};
use crate::ledger::{Query, Select};
use crate::projection::{self, Economy};
use crate::statement::{Counts, Figure, How, Name, Reckon};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A node by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIx(pub u32);

/// A value with what made it.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is called.
    pub name: Name,
    /// Its value.
    pub value: i64,
    /// What the value counts.
    pub counts: Counts,
    /// What made it.
    pub made: Made,
    /// Where its operands stand in the graph's list of them; half-open.
    operands: (u32, u32),
}

/// What made a node.
#[derive(Clone, Debug)]
pub enum Made {
    /// A rule of its operands.
    Rule(Reckon),
    /// A posting in a layer, debit positive: its one rule is what its origin says.
    Posting {
        /// The rule that its origin gives.
        rule: Reckon,
        /// The layer.
        layer: Layer,
        /// The last day of its days.
        day: NaiveDate,
        /// The posting.
        posting: Posting,
    },
    /// Nothing further: a value that somebody gave.
    Leaf(Leaf),
}

/// Where a derivation ends.
#[derive(Clone, Debug)]
pub enum Leaf {
    /// A value in a file of the förbund's: a fact, a decision, or an assumption.
    Source(Sourced<()>),
    /// A row of the bookkeeping system's file, by its line; 0 for a balance without one.
    Sie {
        /// The line.
        line: u32,
    },
}

/// What a node is told from others by, so that what many figures rest on stands once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identity {
    /// A statement's figure.
    Figure(usize),
    /// A query of the ledger, with its sign.
    Query(Query, Select, i64),
    /// Some postings of a query that belong together, by the first of them.
    Group(Query, Select, usize),
    /// A posting.
    Posting(usize),
    /// A node of a scenario's trace.
    Trace(usize, projection::NodeIx),
    /// A node that only one other rests on, by its position.
    Own(usize),
    /// A value that the books know at a place.
    Source(Place),
}

/// Derivations, each node once.
pub struct Graph<'e> {
    pub(super) economy: &'e Economy,
    pub(super) sources: Sources,
    nodes: Vec<Node>,
    operands: Vec<NodeIx>,
    seen: BTreeMap<Identity, NodeIx>,
    /// Figures that have been followed: kept, so that none takes another's place in memory.
    kept: Vec<Figure>,
}

impl<'e> Graph<'e> {
    /// An empty graph over an economy.
    pub fn new(economy: &'e Economy) -> Self {
        let sources = Sources::of(&economy.forbund);
        Graph { economy, sources, nodes: Vec::new(), operands: Vec::new(), seen: BTreeMap::new(), kept: Vec::new() }
    }

    /// Every node, operands before what they make up.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// A node.
    pub fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix.0 as usize]
    }

    /// What a node is made of, in its rule's order; nothing for a leaf.
    pub fn operands(&self, ix: NodeIx) -> &[NodeIx] {
        let (from, to) = self.node(ix).operands;
        &self.operands[from as usize..to as usize]
    }

    /// The values that the books rest on.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Whether a value is a fact of the books: a flow or a stock of a closed year, or the first balance.
    pub fn is_booked(&self, ix: NodeIx) -> bool {
        let Made::Leaf(Leaf::Source(source)) = &self.node(ix).made else { return false };
        let mut years = self.economy.forbund.years.values();
        let at = |place: Place| place == source.place;
        years.any(|book| {
            book.facts.iter().any(|fact| at(fact.value.place))
                || book.opening.iter().any(|(_, amount)| at(amount.place))
        })
    }

    /// What a node's rule makes of its operands' values; a leaf is what it is.
    pub fn recompute(&self, ix: NodeIx) -> Option<i64> {
        let values: Vec<i64> = self.operands(ix).iter().map(|operand| self.node(*operand).value).collect();
        match &self.node(ix).made {
            Made::Rule(rule) | Made::Posting { rule, .. } => rule.apply(&values),
            Made::Leaf(_) => Some(self.node(ix).value),
        }
    }

    /// How many steps it is from each node to its farthest leaf.
    pub fn depths(&self) -> Vec<usize> {
        let mut depths: Vec<usize> = Vec::with_capacity(self.nodes.len());
        for at in 0..self.nodes.len() {
            let below = self.operands(NodeIx(at as u32)).iter().map(|operand| depths[operand.0 as usize] + 1);
            depths.push(below.max().unwrap_or(0));
        }
        depths
    }

    /// The nodes that a value at one of the places is part of, themselves included; by position.
    pub fn touched(&self, is_at: impl Fn(Place) -> bool) -> Vec<bool> {
        let mut touched = vec![false; self.nodes.len()];
        for at in 0..self.nodes.len() {
            let of_operands = self.operands(NodeIx(at as u32)).iter().any(|operand| touched[operand.0 as usize]);
            let own = matches!(&self.nodes[at].made, Made::Leaf(Leaf::Source(source)) if is_at(source.place));
            touched[at] = own || of_operands;
        }
        touched
    }

    /// Follows a figure into the graph.
    pub fn follow(&mut self, figure: &Figure) -> NodeIx {
        let identity = Identity::Figure(figure.identity());
        if let Some(found) = self.known(identity) {
            return found;
        }
        let name = figure.name();
        let found = match figure.how() {
            How::Ledger { query, select, sign } => self.ledger(name, *query, *select, *sign),
            How::Node { scenario, node } => self.trace(*scenario, *node),
            How::Source(source) => self.source(name.clone(), (figure.value(), figure.counts()), source.clone()),
            How::Rule(rule, operands) => {
                let operands = operands.iter().map(|operand| self.follow(operand)).collect();
                let value = (figure.value(), figure.counts());
                self.push(identity, name.clone(), value, Made::Rule(rule.clone()), operands)
            }
        };
        self.share(identity, found);
        self.kept.push(figure.clone());
        found
    }

    /// What a query adds up, named as it is asked for, or else by what it selects.
    pub(super) fn ledger(&mut self, name: &Name, query: Query, select: Select, sign: i64) -> NodeIx {
        let identity = Identity::Query(query, select, sign);
        if let Some(found) = self.seen.get(&identity) {
            return *found;
        }
        let economy = self.economy;
        let name = match &*name.what {
            "" => Name::new(&of_select(&economy.forbund, select), &of_query(economy, query)),
            _ => name.clone(),
        };
        let terms = self.terms(query, select, sign);
        self.signed(identity, name, terms)
    }

    /// A sum of nodes with signs.
    pub(super) fn signed(&mut self, identity: Identity, name: Name, terms: Vec<(i64, NodeIx)>) -> NodeIx {
        let value = terms.iter().map(|(sign, node)| sign * self.node(*node).value).sum();
        let (signs, operands) = terms.into_iter().unzip();
        self.push(identity, name, (value, Counts::Ore), Made::Rule(Reckon::Signed(signs)), operands)
    }

    /// A value in a file: the one that the books know at its place, or else one of its own, as an assumption that covers several
    /// years gives each of them a value.
    pub(super) fn source(&mut self, name: Name, (value, counts): (i64, Counts), source: Sourced<()>) -> NodeIx {
        let same = self.sources.at(source.place).filter(|known| known.value == value && known.provenance == source);
        let (identity, name, counts) = match same {
            Some(known) => (Identity::Source(source.place), known.name.clone(), known.counts),
            None => (Identity::Own(self.nodes.len()), name, counts),
        };
        if let Some(found) = self.known(identity) {
            return found;
        }
        self.push(identity, name, (value, counts), Made::Leaf(Leaf::Source(source)), Vec::new())
    }

    /// A node in öre that nothing else can share.
    pub(super) fn made(&mut self, name: Name, value: i64, rule: Reckon, operands: Vec<NodeIx>) -> NodeIx {
        let identity = Identity::Own(self.nodes.len());
        self.push(identity, name, (value, Counts::Ore), Made::Rule(rule), operands)
    }

    /// Lets a node be known by another identity too.
    pub(super) fn share(&mut self, identity: Identity, node: NodeIx) {
        self.seen.insert(identity, node);
    }

    pub(super) fn known(&self, identity: Identity) -> Option<NodeIx> {
        self.seen.get(&identity).copied()
    }

    pub(super) fn push(
        &mut self,
        identity: Identity,
        name: Name,
        (value, counts): (i64, Counts),
        made: Made,
        operands: Vec<NodeIx>,
    ) -> NodeIx {
        let ix = NodeIx(u32::try_from(self.nodes.len()).expect("fewer than 2³² nodes"));
        let from = self.operands.len() as u32;
        self.operands.extend(operands);
        let operands = (from, self.operands.len() as u32);
        self.nodes.push(Node { name, value, counts, made, operands });
        self.seen.insert(identity, ix);
        ix
    }
}
