//! What a deploy's time went to: of resources that wait for each other, the chain that took longest.

use crate::reason::references;
use crate::template::Template;
use std::collections::HashMap;
use std::time::{Duration, SystemTime};

/// What each resource waits for, by logical ids.
pub type Needs = HashMap<String, Vec<String>>;

/// When something began and ended.
pub type Span = (SystemTime, SystemTime);

/// What the resources of a template wait for: what they refer to or depend on.
pub fn needs(template: &Template<'_>) -> Needs {
    let of = |resource| {
        let mut ids = Vec::new();
        references::of_resource(resource, &mut |found| ids.push(found.id.to_owned()));
        ids
    };
    template.resources.iter().map(|resource| (resource.id.clone().into_owned(), of(resource))).collect()
}

/// The chain that leads to the last of all, the first first, with how long each of them took. What nothing waited for is
/// alone in its chain.
pub fn longest<'n>(needs: &'n Needs, times: &HashMap<&'n str, Span>) -> Vec<(&'n str, Duration)> {
    let latest = |ids: &mut dyn Iterator<Item = &'n str>| -> Option<(&'n str, Span)> {
        ids.filter_map(|id| Some((id, *times.get(id)?))).max_by_key(|(id, (_, end))| (*end, *id))
    };
    let mut chain = Vec::new();
    let mut next = latest(&mut needs.keys().map(String::as_str));
    while let Some((id, (begun, ended))) = next {
        if chain.iter().any(|(known, _)| *known == id) {
            break;
        }
        chain.push((id, ended.duration_since(begun).unwrap_or_default()));
        let before = needs.get(id).into_iter().flatten().map(String::as_str);
        next = latest(&mut before.filter(|before| *before != id));
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::{Needs, longest};
    use std::time::{Duration, SystemTime};

    #[test]
    fn the_chain_goes_by_what_ended_last() {
        let need = |id: &str, before: &[&str]| (id.to_owned(), before.iter().map(|id| (*id).to_owned()).collect());
        let needs: Needs = [
            need("Nat", &["Subnet", "Address"]),
            need("Subnet", &["Vpc"]),
            need("Vpc", &[]),
            need("Address", &[]),
            need("Topic", &[]),
        ]
        .into();
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let times = [
            ("Vpc", (at(0), at(12))),
            ("Address", (at(0), at(2))),
            ("Subnet", (at(12), at(15))),
            ("Nat", (at(15), at(125))),
            ("Topic", (at(0), at(20))),
        ];
        let chain = longest(&needs, &times.into());
        let seconds: Vec<_> = chain.iter().map(|(id, took)| (*id, took.as_secs())).collect();
        assert_eq!(seconds, [("Vpc", 12), ("Subnet", 3), ("Nat", 110)]);
    }
}
