//! How each figure of the page came about: an entry for each node of the derivation graph that a figure rests on, opened by a link.
//!
//! Steps that change no amount are passed over: a posting that is what its origin says, and three tertials of one amount added up
//! again. A page holds so much and no more: the entries nearest its figures come first, and where there is no room for what lies
//! deeper, a value stands without a link. What other scenarios rest on is told one step down.

use crate::derivation::{Exact, Graph, Leaf, Made, Node, NodeIx, exact, of_source, words};
use crate::diag::Place;
use crate::domain::forbund::Forbund;
use crate::domain::money::Ore;
use crate::domain::rate::Rate;
use crate::domain::sv;
use crate::projection::Rule;
use crate::statement::{Counts, Figure, Reckon};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Writes a place in a file.
pub(super) type ShowPlace<'e> = &'e dyn Fn(Place) -> String;

/// Entries take up so many bytes of a page, about, before what lies deeper is left out.
const ROOM: usize = 200_000;

/// The graph as far as the page's figures have been followed.
pub(super) struct Derivations<'e> {
    graph: Graph<'e>,
    forbund: &'e Forbund,
    place: ShowPlace<'e>,
    /// The figures of the page in order, each with whether it is told further down than a step.
    roots: Vec<(NodeIx, bool)>,
    /// The names of entries, in the order they are told.
    names: BTreeMap<NodeIx, usize>,
}

/// How one value came about.
pub(super) struct Entry {
    pub name: String,
    pub title: String,
    pub value: String,
    /// The rule, or where the value stands.
    pub words: String,
    pub terms: Vec<Term>,
}

/// A value that another is made of.
pub(super) struct Term {
    /// Its own entry, if the page has it.
    pub link: Option<String>,
    pub title: String,
    pub value: String,
}

impl<'e> Derivations<'e> {
    pub(super) fn new(graph: Graph<'e>, forbund: &'e Forbund, place: ShowPlace<'e>) -> Self {
        Derivations { graph, forbund, place, roots: Vec::new(), names: BTreeMap::new() }
    }

    /// The name of a figure's entry, which the page is then to have.
    pub(super) fn follow(&mut self, figure: &Figure, all_the_way: bool) -> String {
        let node = self.graph.follow(figure);
        let (target, sign) = self.passed(node);
        let root = if sign == 1 { target } else { node };
        self.roots.push((root, all_the_way));
        self.named(root)
    }

    fn named(&mut self, node: NodeIx) -> String {
        let next = self.names.len();
        name(*self.names.entry(node).or_insert(next))
    }

    /// The entries, those nearest the page's figures first. Called once, when every figure has been followed.
    pub(super) fn entries(&mut self) -> Vec<Entry> {
        let mut told: Vec<NodeIx> = Vec::new();
        let mut deep: BTreeSet<NodeIx> = BTreeSet::new();
        let mut todo: VecDeque<(NodeIx, bool)> = self.roots.iter().copied().collect();
        let mut used = 0;
        let roots = todo.len();
        let mut at = 0;
        while let Some((node, all_the_way)) = todo.pop_front() {
            let is_root = at < roots;
            at += 1;
            if !is_root && used > ROOM && !self.names.contains_key(&node) {
                continue;
            }
            if !told.contains(&node) {
                self.named(node);
                told.push(node);
                used += self.size(node);
            }
            if all_the_way && deep.insert(node) {
                todo.extend(self.terms(node).into_iter().map(|(_, term)| (self.tertial(term).0, true)));
            }
        }
        told.into_iter().map(|node| self.entry(node)).collect()
    }

    /// How many bytes an entry takes, about.
    fn size(&self, node: NodeIx) -> usize {
        let of = |node: NodeIx| title(self.graph.node(node), "").len() + 38;
        of(node) + self.words(node).len() + self.terms(node).into_iter().map(|(_, term)| of(term)).sum::<usize>()
    }

    /// What a node is made of, with the sign that each is seen with.
    fn terms(&self, node: NodeIx) -> Vec<(i64, NodeIx)> {
        let operands = self.graph.operands(node);
        let signs: &[i64] = match rule_of(self.graph.node(node)) {
            Some(Reckon::Signed(signs)) => signs,
            _ => &[],
        };
        let is_sum = !signs.is_empty();
        let numbered = operands.iter().enumerate();
        let term = |(at, operand): (usize, &NodeIx)| {
            let own = signs.get(at).copied().unwrap_or(1);
            match self.passed(*operand) {
                (target, sign) if is_sum || sign == 1 => (own * sign, target),
                _ => (own, *operand),
            }
        };
        numbered.map(term).collect()
    }

    /// The node that says something, past those that only say the same again, and the sign it is then seen with.
    fn passed(&self, node: NodeIx) -> (NodeIx, i64) {
        let (mut node, mut sign) = (node, 1);
        loop {
            let operands = self.graph.operands(node);
            match rule_of(self.graph.node(node)) {
                Some(Reckon::Signed(signs)) if signs.len() == 1 => {
                    sign *= signs[0];
                    node = operands[0];
                }
                Some(Reckon::Signed(signs)) if signs.len() == 3 && signs.iter().all(|other| *other == signs[0]) => {
                    let Some((whole, of_parts)) = self.whole_of_thirds(operands) else { return (node, sign) };
                    sign *= signs[0] * of_parts;
                    node = whole;
                }
                _ => return (node, sign),
            }
        }
    }

    /// The amount that three nodes are the three tertials of, and their sign.
    fn whole_of_thirds(&self, parts: &[NodeIx]) -> Option<(NodeIx, i64)> {
        let mut whole = None;
        for (at, part) in parts.iter().enumerate() {
            let (part, sign) = self.single(*part);
            match rule_of(self.graph.node(part)) {
                Some(Reckon::Projection(Rule::Third(third))) if third.at == at => {
                    let found = (self.graph.operands(part)[0], sign);
                    if *whole.get_or_insert(found) != found {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        whole
    }

    /// For a tertial's third of an amount that amount, and that it is one; else the node itself.
    fn tertial(&self, node: NodeIx) -> (NodeIx, bool) {
        match rule_of(self.graph.node(node)) {
            Some(Reckon::Projection(Rule::Third(_))) => (self.passed(self.graph.operands(node)[0]).0, true),
            _ => (node, false),
        }
    }

    /// Past postings that are what their origin says.
    fn single(&self, node: NodeIx) -> (NodeIx, i64) {
        let (mut node, mut sign) = (node, 1);
        while let Some(Reckon::Signed(signs)) = rule_of(self.graph.node(node))
            && let [only] = signs[..]
        {
            sign *= only;
            node = self.graph.operands(node)[0];
        }
        (node, sign)
    }

    fn entry(&self, ix: NodeIx) -> Entry {
        let node = self.graph.node(ix);
        let terms = self.terms(ix);
        let term = |(sign, term): &(i64, NodeIx)| {
            let of = self.graph.node(*term);
            let (whole, is_third) = self.tertial(*term);
            let link = self.names.get(if is_third { &whole } else { term }).map(|at| name(*at));
            Term { link, title: title(of, &node.name.of), value: shown(sign * of.value, of.counts) }
        };
        Entry {
            name: name(self.names[&ix]),
            title: title(node, ""),
            value: shown(node.value, node.counts),
            words: self.words(ix),
            terms: terms.iter().map(term).collect(),
        }
    }

    /// The rule with what it gave before it rounded, or where a value stands.
    fn words(&self, ix: NodeIx) -> String {
        let node = self.graph.node(ix);
        match &node.made {
            Made::Leaf(Leaf::Source(source)) => {
                let said = of_source(self.forbund, &source.source, source.status);
                format!("{}, {}", sv::hold(&said), (self.place)(source.place))
            }
            Made::Leaf(Leaf::Sie { line: 0 }) => "balans i bokföringsfilen".to_owned(),
            Made::Leaf(Leaf::Sie { line }) => format!("bokföringsfilen, rad {line}"),
            Made::Rule(rule) | Made::Posting { rule, .. } => {
                let values: Vec<i64> =
                    self.graph.operands(ix).iter().map(|operand| self.graph.node(*operand).value).collect();
                let before = exact(rule, &values).and_then(|exact| unrounded(&exact, node.counts));
                let thirds = self.terms(ix).iter().any(|(_, term)| self.tertial(*term).1);
                let thirds = if thirds { "; en tertial är en tredjedel av året, med största rest" } else { "" };
                format!("{}{thirds}{}", words(rule), before.unwrap_or_default())
            }
        }
    }
}

fn rule_of(node: &Node) -> Option<&Reckon> {
    match &node.made {
        Made::Rule(rule) | Made::Posting { rule, .. } => Some(rule),
        Made::Leaf(_) => None,
    }
}

/// What a node is called; of what, only where that is another than `said`.
fn title(node: &Node, said: &str) -> String {
    match &*node.name.of {
        of if of.is_empty() || of == said => node.name.what.to_string(),
        of => format!("{}, {of}", node.name.what),
    }
}

/// `h0`, `h1a`: as short as can be, since a page has thousands of them.
fn name(at: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let (mut rest, mut digits) = (at, Vec::new());
    while rest > 0 || digits.is_empty() {
        digits.push(char::from(DIGITS[rest % 36]));
        rest /= 36;
    }
    std::iter::once('h').chain(digits.into_iter().rev()).collect()
}

fn shown(value: i64, counts: Counts) -> String {
    match counts {
        Counts::Ore => sv::kr(Ore::new(value)),
        Counts::TenThousandths => sv::share(value),
        Counts::Millionths => sv::percent(Rate::new(value)),
        Counts::Number => sv::integer(value),
    }
}

/// An amount before it was rounded, where the rounding did something.
fn unrounded(exact: &Exact, counts: Counts) -> Option<String> {
    let (text, more) = exact.decimal(if counts == Counts::Ore { 100 } else { return None }, 4);
    let kr = text.trim_end_matches('0').trim_end_matches(',');
    let is_whole = !more && !kr.contains(',');
    (!is_whole).then(|| format!(" (före avrundning {kr}{}\u{a0}kr)", if more { "…" } else { "" }))
}
