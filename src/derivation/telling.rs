//! A derivation in the order it is told: from the figure down, what is shared told once and then referred to.

use super::graph::{Graph, Leaf, Made, NodeIx};
use super::rules::{Exact, exact, is_plain_sum, words};
use crate::domain::source::Sourced;
use crate::statement::{Counts, Name, Reckon};
use std::collections::BTreeMap;

/// One step of a derivation as it is told.
#[derive(Clone, Debug)]
pub struct Told {
    /// How many steps below the figure.
    pub level: usize,
    /// How the step above counts it: +1 or −1 in a sum, nothing by another rule.
    pub sign: Option<i64>,
    /// What it is called.
    pub name: Name,
    /// Whether it is a posting, whose value is then its amount as debit or credit.
    pub side: Option<&'static str>,
    /// Its value; of a posting without sign.
    pub value: i64,
    /// What the value counts.
    pub counts: Counts,
    /// The number by which it is referred to, if it is referred to.
    pub number: Option<usize>,
    /// What is said of it.
    pub body: Body,
}

/// What is said of a step.
#[derive(Clone, Debug)]
pub enum Body {
    /// A rule, and what the value was before rounding.
    Rule {
        /// The rule in words; none where it is a sum, which the signs of its parts say.
        words: Option<String>,
        /// Before rounding, where anything was rounded.
        exact: Option<Exact>,
    },
    /// A value in a file.
    Source(Sourced<()>),
    /// A row of the bookkeeping system's file.
    Sie {
        /// The line; 0 where it is a balance of the file and no row.
        line: u32,
    },
    /// It has been told above, under this number.
    Above(usize),
    /// It goes on so many steps deeper.
    Deeper(usize),
}

/// What is seen of a node: a posting that only passes on its origin is one with it, and so is a sum of one.
struct View {
    body: Body,
    operands: Vec<(Option<i64>, NodeIx)>,
}

/// Tells a node and what it is made of, at most `levels` deep.
pub fn tell(graph: &Graph<'_>, root: NodeIx, levels: usize) -> Vec<Told> {
    let mut teller = Teller {
        graph,
        levels,
        depths: graph.depths(),
        uses: BTreeMap::new(),
        numbers: BTreeMap::new(),
        told: Vec::new(),
    };
    teller.count(root, 0);
    teller.tell(root, 0, None);
    teller.told
}

struct Teller<'g, 'e> {
    graph: &'g Graph<'e>,
    levels: usize,
    depths: Vec<usize>,
    /// How many times each node with something below it comes up.
    uses: BTreeMap<NodeIx, usize>,
    /// The numbers given so far.
    numbers: BTreeMap<NodeIx, usize>,
    told: Vec<Told>,
}

impl Teller<'_, '_> {
    fn view(&self, ix: NodeIx) -> View {
        let node = self.graph.node(ix);
        let operands = self.graph.operands(ix);
        match &node.made {
            Made::Leaf(Leaf::Source(source)) => View { body: Body::Source(source.clone()), operands: Vec::new() },
            Made::Leaf(Leaf::Sie { line }) => View { body: Body::Sie { line: *line }, operands: Vec::new() },
            Made::Posting { rule: Reckon::Signed(_), .. } if operands.len() == 1 => self.view(operands[0]),
            Made::Rule(Reckon::Signed(signs)) if signs == &[1] => self.view(operands[0]),
            Made::Rule(rule) | Made::Posting { rule, .. } => {
                let values: Vec<i64> = operands.iter().map(|operand| self.graph.node(*operand).value).collect();
                let signs: Vec<Option<i64>> = match rule {
                    Reckon::Signed(signs) => signs.iter().map(|sign| Some(*sign)).collect(),
                    _ => vec![None; operands.len()],
                };
                let exact = exact(rule, &values).filter(|exact| !exact.is(node.value));
                let words = (!is_plain_sum(rule)).then(|| words(rule));
                let body = Body::Rule { words, exact };
                View { body, operands: signs.into_iter().zip(operands.iter().copied()).collect() }
            }
        }
    }

    /// Goes through what will be told, to see what comes up more than once.
    fn count(&mut self, ix: NodeIx, level: usize) {
        let view = self.view(ix);
        if view.operands.is_empty() || level >= self.levels {
            return;
        }
        let uses = self.uses.entry(ix).or_insert(0);
        *uses += 1;
        if *uses == 1 {
            view.operands.iter().for_each(|(_, operand)| self.count(*operand, level + 1));
        }
    }

    fn tell(&mut self, ix: NodeIx, level: usize, sign: Option<i64>) {
        let node = self.graph.node(ix);
        let View { body, operands } = self.view(ix);
        let is_posting = matches!(node.made, Made::Posting { .. });
        let side = is_posting.then_some(if node.value < 0 { "kredit" } else { "debet" });
        // A posting shows its amount without sign, so the step above counts it with that of its side.
        let turned = if is_posting && node.value < 0 { -1 } else { 1 };
        let sign = sign.map(|sign| sign * turned);
        let is_shared = self.uses.get(&ix).is_some_and(|uses| *uses > 1);
        let (body, number, is_told) = match self.numbers.get(&ix) {
            Some(number) => (Body::Above(*number), None, false),
            None if !operands.is_empty() && level >= self.levels => {
                (Body::Deeper(self.depths[ix.0 as usize]), None, false)
            }
            None => {
                let number = is_shared.then(|| self.numbers.len() + 1);
                if let Some(number) = number {
                    self.numbers.insert(ix, number);
                }
                (body, number, true)
            }
        };
        let value = if is_posting { node.value.abs() } else { node.value };
        let (name, counts) = (node.name.clone(), node.counts);
        self.told.push(Told { level, sign, name, side, value, counts, number, body });
        if is_told {
            operands.into_iter().for_each(|(sign, operand)| self.tell(operand, level + 1, sign));
        }
    }
}
