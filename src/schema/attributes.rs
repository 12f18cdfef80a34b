//! What a resource gives back: the value of `Ref`, and its attributes.

use super::node::{Marks, Property, Type};
use super::place::Place;

/// Types whose attributes are named by somebody else, or may hold anything.
const ANYTHING: &[&str] = &[
    "AWS::CloudFormation::CustomResource",
    "AWS::CloudFormation::Stack",
    "AWS::Serverless::Application",
    "AWS::ServiceCatalog::CloudFormationProvisionedProduct",
    "AWS::SSM::Parameter",
];

impl Type {
    /// Whether nobody here knows what its attributes are.
    pub fn gives_anything(&self) -> bool {
        ANYTHING.contains(&self.name)
    }

    /// The attribute of this name.
    pub fn attribute(&'static self, name: &str) -> Option<Place> {
        let found = self.attributes.binary_search_by(|attribute| attribute.name.cmp(name)).ok()?;
        Some(Place::root(self).at(self.attributes[found].node))
    }

    /// What `Ref` gives, where that is one thing.
    pub fn reference_place(&'static self) -> Option<Place> {
        let [name] = self.reference.as_slice() else { return None };
        self.attribute(name).or_else(|| Place::root(self).property(name).map(|(place, _)| place))
    }

    /// What is known of the property at a path below the first level, as in `Rules.Status`.
    pub fn marked_at(&self, path: &str) -> Marks {
        let mut marks = Marks::default();
        self.marked.iter().filter(|(_, marked)| *marked == path).for_each(|(one, _)| marks.add(*one));
        marks
    }

    /// The attribute that gives a thing of this kind, or nothing for `Ref`: what gives it and nothing else comes first.
    pub fn giving(&'static self, kind: &str) -> Option<&'static str> {
        let exact = |place: Place| place.kinds().eq([kind]);
        let some = |place: Place| place.kinds().any(|one| one == kind);
        let by = |test: &dyn Fn(Place) -> bool| {
            let itself = self.reference_place().filter(|place| test(*place)).map(|_| "");
            let of = |attribute: &&Property| test(Place::root(self).at(attribute.node));
            itself.or_else(|| self.attributes.iter().find(of).map(|attribute| attribute.name))
        };
        by(&exact).or_else(|| by(&some))
    }

    /// What gives the property of this type that a relation such as `AWS::IAM::Role.Arn` names; nothing for `Ref`.
    pub fn related(&'static self, relation: &str) -> Option<&'static str> {
        let (resource, property) = relation.rsplit_once('.')?;
        if resource != self.name {
            return None;
        }
        if self.reference == [property] {
            return Some("");
        }
        self.attributes.iter().map(|attribute| attribute.name).find(|name| *name == property)
    }
}
