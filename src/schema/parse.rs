//! Reads a type's lines. A line is a node: tabs for its depth, its role, its name where the role has one, and facts.
//!
//! | role | what the node is |
//! |---|---|
//! | `T name` | the type |
//! | `A name` | an attribute |
//! | `L mark path` | a mark on a property below the first level |
//! | `E` | more facts of the type itself |
//! | `P name`, `R name` | a property, one that is required |
//! | `D name` | a definition, which `@name` refers to |
//! | `I` `V` `M pattern` | items; values of any key; values of keys that match |
//! | `any` `one` `all` `not` `if` `then` `else` `dep name` `at` `has` `named` | sub-schemas |

use super::node::{Bounds, Lifecycle, Marks, Node, NodeId, Property, Sets, Type, Types, Values};
use super::pattern::Pattern;
use rustc_hash::FxHashMap;

/// The type whose lines these are.
pub fn type_of(text: &'static str) -> Type {
    let mut reader = Reader::new();
    for line in text.lines() {
        reader.line(line);
    }
    reader.finish()
}

struct Reader {
    made: Type,
    /// The nodes that the next line may belong to, by depth.
    above: Vec<NodeId>,
    definitions: FxHashMap<&'static str, NodeId>,
    pending: Vec<(NodeId, &'static str)>,
}

impl Reader {
    fn new() -> Self {
        let made = Type {
            name: "",
            reference: Vec::new(),
            attributes: Vec::new(),
            marked: Vec::new(),
            stateful: false,
            delete_first: false,
            immutable: false,
            lifecycle: None,
            regions: None,
            nodes: vec![Node::default()],
        };
        Self { made, above: vec![NodeId(0)], definitions: FxHashMap::default(), pending: Vec::new() }
    }

    fn line(&mut self, line: &'static str) {
        let depth = line.bytes().take_while(|byte| *byte == b'\t').count();
        let mut parts = line[depth..].split('\t');
        let role = parts.next().unwrap_or_default();
        match role {
            "T" => {
                self.made.name = parts.next().unwrap_or_default();
                parts.for_each(|fact| self.type_fact(fact));
            }
            "L" => {
                let mark = mark(parts.next().unwrap_or_default());
                self.made.marked.extend(mark.zip(parts.next()));
            }
            "E" => parts.for_each(|fact| self.fact(NodeId(0), fact)),
            _ => self.node(depth, role, parts),
        }
    }

    fn type_fact(&mut self, fact: &'static str) {
        let made = &mut self.made;
        let (key, value) = fact.split_once(' ').unwrap_or((fact, ""));
        match key {
            "ref" => made.reference = value.split(' ').filter(|part| !part.is_empty()).collect(),
            "stateful" => made.stateful = true,
            "delete-first" => made.delete_first = true,
            "immutable" => made.immutable = true,
            "sunset" | "shutdown" => made.lifecycle = Some(Lifecycle { gone: key == "shutdown", date: value }),
            "in" => made.regions = u64::from_str_radix(value, 16).ok(),
            _ => debug_assert!(false, "the fact {fact} of {}", made.name),
        }
    }

    fn node(&mut self, depth: usize, role: &'static str, mut parts: std::str::Split<'static, char>) {
        let id = NodeId(self.made.nodes.len() as u32);
        self.made.nodes.push(Node::default());
        self.above.truncate(depth);
        let parent = *self.above.last().unwrap_or(&NodeId(0));
        self.above.push(id);
        let name = if ["A", "P", "R", "D", "M", "dep"].contains(&role) { parts.next().unwrap_or_default() } else { "" };
        let mut marks = Marks::default();
        for fact in parts {
            match mark(fact) {
                Some(one) => marks.add(one),
                None => self.fact(id, fact),
            }
        }
        self.place(parent, role, name, id, marks);
    }

    fn place(&mut self, parent: NodeId, role: &str, name: &'static str, node: NodeId, marks: Marks) {
        match role {
            "A" => self.made.attributes.push(Property { name, node, required: false, marks }),
            "D" => {
                self.made.nodes[node.0 as usize].name = name;
                self.definitions.insert(name, node);
            }
            "P" | "R" => {
                let property = Property { name, node, required: role == "R", marks };
                self.made.nodes[parent.0 as usize].properties.push(property);
            }
            _ => part(&mut self.made.nodes[parent.0 as usize], role, name, node),
        }
    }

    fn fact(&mut self, id: NodeId, fact: &'static str) {
        if let Some(name) = fact.strip_prefix('@') {
            return self.pending.push((id, name));
        }
        let node = &mut self.made.nodes[id.0 as usize];
        if let Some(value) = fact.strip_prefix('=') {
            return node.values_of.push(value);
        }
        if let Some(text) = fact.strip_prefix('~') {
            node.pattern = Some(Pattern::new(text));
            return;
        }
        if let Some((_, one)) = Types::NAMES.iter().find(|(name, _)| *name == fact) {
            return node.types.add(*one);
        }
        let (key, value) = fact.split_once(' ').unwrap_or((fact, ""));
        match key {
            "never" => node.types.add(Types::NEVER),
            "open" => node.values = Values::Open,
            "closed" => node.values = Values::Empty,
            "kind" => node.kinds.push(value),
            "rel" => node.relations.push(value),
            "form" => node.form = value,
            "default" => node.default = value,
            _ if bound(node, key, value) => {}
            _ => set(node.sets.get_or_insert_default(), key, value),
        }
    }

    fn finish(mut self) -> Type {
        for (node, name) in std::mem::take(&mut self.pending) {
            self.made.nodes[node.0 as usize].reference = self.definitions.get(name).copied();
        }
        self.made
    }
}

fn mark(name: &str) -> Option<Marks> {
    Some(match name {
        "read" => Marks::READ_ONLY,
        "create" => Marks::CREATE_ONLY,
        "maybe-create" => Marks::MAY_REPLACE,
        "write" => Marks::WRITE_ONLY,
        "deprecated" => Marks::DEPRECATED,
        "packaged" => Marks::PACKAGED,
        _ => return None,
    })
}

/// Adds a sub-schema, items or values.
fn part(node: &mut Node, role: &str, name: &'static str, id: NodeId) {
    match role {
        "I" => node.items = Some(id),
        "V" | "M" => {
            let pattern = (role == "M").then(|| Pattern::new(name));
            match &mut node.values {
                Values::Typed(entries) => entries.push((pattern, id)),
                Values::Closed | Values::Empty | Values::Open => node.values = Values::Typed(vec![(pattern, id)]),
            }
        }
        _ => combine(node.sets.get_or_insert_default(), role, name, id),
    }
}

fn combine(sets: &mut Sets, role: &str, name: &'static str, id: NodeId) {
    match role {
        "any" => sets.any.push(id),
        "one" => sets.one.push(id),
        "all" => sets.all.push(id),
        "at" => sets.first_items.push(id),
        "not" => sets.not = Some(id),
        "if" => sets.condition.0 = Some(id),
        "then" => sets.condition.1 = Some(id),
        "else" => sets.condition.2 = Some(id),
        "has" => sets.contains = Some(id),
        "named" => sets.key = Some(id),
        "dep" => sets.with.push((name, id)),
        _ => debug_assert!(false, "the role {role}"),
    }
}

/// Reads a bound; whether it is one.
fn bound(node: &mut Node, key: &str, value: &str) -> bool {
    if !["len", "range", "items", "keys", "above", "below", "step"].contains(&key) {
        return false;
    }
    let bounds: &mut Bounds = node.bounds.get_or_insert_default();
    let (least, most) = value.split_once("..").unwrap_or((value, value));
    let ends = (least.parse().ok(), most.parse().ok());
    match key {
        "len" => bounds.length = ends,
        "range" => bounds.range = ends,
        "items" => bounds.items = ends,
        "keys" => bounds.keys = ends,
        "above" => bounds.between.0 = ends.0,
        "below" => bounds.between.1 = ends.1,
        _ => bounds.step = ends.0,
    }
    true
}

fn set(sets: &mut Sets, key: &str, value: &'static str) {
    let names = || value.split(' ').collect::<Vec<_>>();
    match key {
        "nocase" => sets.any_case = true,
        "unordered" => sets.unordered = true,
        "unique" if value.is_empty() => sets.unique = true,
        "unique" => sets.unique_keys = names(),
        "need" => sets.needed = names(),
        "needs" => sets.together.push(names()),
        "bars" => sets.apart.push(names()),
        "xor" => sets.one_of.push(names()),
        "or" => sets.some_of.push(names()),
        _ => debug_assert!(false, "the fact {key} {value}"),
    }
}
