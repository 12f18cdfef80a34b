//! A place in a type: where one walks along a property's path.

use super::node::{Node, NodeId, Property, Type, Types, Values};

/// A place that a value stands in.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The type.
    pub of: &'static Type,
    /// What may stand here.
    pub node: &'static Node,
}

impl Place {
    /// All of a resource's properties.
    pub fn root(of: &'static Type) -> Self {
        Self { of, node: &of.nodes[0] }
    }

    /// Another node of the same type.
    pub fn at(self, id: NodeId) -> Self {
        Self { node: &self.of.nodes[id.0 as usize], ..self }
    }

    /// This place and the definitions that it refers to.
    pub fn layers(self) -> impl Iterator<Item = Place> {
        std::iter::successors(Some(self), |place| place.node.reference.map(|id| place.at(id)))
    }

    /// The property of this name.
    pub fn property(self, name: &str) -> Option<(Place, &'static Property)> {
        self.layers().find_map(|place| place.own(name)).or_else(|| self.in_branches(name))
    }

    fn own(self, name: &str) -> Option<(Place, &'static Property)> {
        let found = self.node.properties.binary_search_by(|property| property.name.cmp(name)).ok()?;
        let property = &self.node.properties[found];
        Some((self.at(property.node), property))
    }

    /// A property that only some of the alternatives have.
    fn in_branches(self, name: &str) -> Option<(Place, &'static Property)> {
        self.branches().find_map(|place| place.property(name))
    }

    /// The alternatives and parts that this place is made of.
    pub fn branches(self) -> impl Iterator<Item = Place> {
        self.layers().filter_map(|place| place.node.sets.as_ref().map(|sets| (place, sets))).flat_map(
            |(place, sets)| {
                let parts = sets.any.iter().chain(&sets.one).chain(&sets.all);
                parts.map(move |id| place.at(*id))
            },
        )
    }

    /// Every property that may stand here, those of alternatives too.
    pub fn properties(self) -> Vec<&'static Property> {
        let mut all: Vec<&'static Property> = self.layers().flat_map(|place| &place.node.properties).collect();
        for branch in self.branches() {
            all.extend(branch.properties());
        }
        all.sort_by_key(|property| property.name);
        all.dedup_by_key(|property| property.name);
        all
    }

    /// What the items of a list are.
    pub fn items(self) -> Option<Place> {
        self.layers().chain(self.branches()).find_map(|place| place.node.items.map(|id| place.at(id)))
    }

    /// What the value of this key of a map is, for a map whose keys are free.
    pub fn value(self, key: &str) -> Option<Place> {
        self.layers().find_map(|place| match &place.node.values {
            Values::Typed(entries) => {
                let fitting = entries.iter().find(|(pattern, _)| pattern.as_ref().is_none_or(|one| !one.refuses(key)));
                fitting.map(|(_, id)| place.at(*id))
            }
            Values::Closed | Values::Empty | Values::Open => None,
        })
    }

    /// The types that are accepted, where they are said.
    pub fn types(self) -> Types {
        let said = self.layers().map(|place| place.node.types).find(|types| !types.is_any());
        said.unwrap_or_else(|| {
            let mut all = Types::default();
            for branch in self.branches() {
                let types = branch.types();
                if types.is_any() {
                    return Types::default();
                }
                all.add(types);
            }
            all
        })
    }

    /// What it stands for, as in `AWS::IAM::Role.Arn`.
    pub fn kinds(self) -> impl Iterator<Item = &'static str> {
        self.layers().flat_map(|place| place.node.kinds.iter().copied())
    }

    /// What people usually give.
    pub fn relations(self) -> impl Iterator<Item = &'static str> {
        self.layers().flat_map(|place| place.node.relations.iter().copied())
    }

    /// Whether the values are the same in any case.
    pub fn any_case(self) -> bool {
        self.layers().any(|place| place.node.sets.as_ref().is_some_and(|sets| sets.any_case))
    }

    /// Whether the order of a list's items means nothing.
    pub fn is_unordered(self) -> bool {
        self.layers().any(|place| place.node.sets.as_ref().is_some_and(|sets| sets.unordered))
    }

    /// The only values, when there are any.
    pub fn choices(self) -> &'static [&'static str] {
        self.layers().map(|place| place.node.values_of.as_slice()).find(|values| !values.is_empty()).unwrap_or_default()
    }
}
