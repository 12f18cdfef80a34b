//! What is known of resource types and their properties, ready to be shown: as text or as JSON, from one description.

mod accepts;
mod example;
mod head;
mod limits;
mod listed;
mod lists;
mod property;
mod rules;
#[cfg(test)]
mod tests;
mod walk;
mod wants;

pub use accepts::{Accepts, Pattern};
pub use example::{Example, Named};
pub use head::reference;
pub use head::{Attribute, Reference, Regions, Retired, Tags, TypePage};
pub use limits::{Limit, Of};
pub use lists::{Service, ServicePage, ServicesPage, names as service_names, service, services};
pub use property::{Change, Property, PropertyPage, Through};
pub use rules::{Rule, RuleKind};
pub use walk::{Found, Lost, walk};
pub use wants::Wants;

/// The page of a type; none when there is no such type. Case does not matter.
pub fn of_type(name: &str) -> Option<TypePage> {
    type_named(name).map(head::page)
}

/// The page of a property, or of an attribute; a path that leads nowhere says where it ends.
pub fn of_property(name: &str, path: &str) -> Option<Result<PropertyPage, Lost>> {
    type_named(name).map(|of| property::page(of, path))
}

/// The type of this name in any case.
pub fn type_named(name: &str) -> Option<&'static crate::schema::Type> {
    let exact = crate::schema::find(name);
    exact.or_else(|| crate::schema::find(crate::schema::names().find(|one| one.eq_ignore_ascii_case(name))?))
}

/// What an attribute gives, or `Ref` when the attribute is empty, when that is a kind of thing that properties want.
pub fn given(name: &str, attribute: &str) -> Vec<Wants> {
    let Some(of) = type_named(name) else { return Vec::new() };
    let place = if attribute.is_empty() { of.reference_place() } else { of.attribute(attribute) };
    place.map(wants::of).unwrap_or_default()
}

/// Names as a sentence: `A`, `B` and `C`.
pub(crate) fn listed<'n>(names: impl IntoIterator<Item = &'n str>, last: &str) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}
