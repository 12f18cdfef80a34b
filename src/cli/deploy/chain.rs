//! What a deploy's time went to: of resources that wait for each other, the chain that took longest.

use crate::reason::references;
use crate::template::Template;
use std::collections::HashMap;
use std::time::Duration;

/// What each resource waits for, by logical ids.
pub type Needs = HashMap<String, Vec<String>>;

/// What the resources of a template wait for: what they refer to or depend on.
pub fn needs(template: &Template<'_>) -> Needs {
    let of = |resource| {
        let mut ids = Vec::new();
        references::of_resource(resource, &mut |found| ids.push(found.id.to_owned()));
        ids
    };
    template.resources.iter().map(|resource| (resource.id.clone().into_owned(), of(resource))).collect()
}

/// The chain of the longest time, the first first, with how long each of them took.
pub fn longest<'n>(needs: &'n Needs, took: &HashMap<&str, Duration>) -> Vec<(&'n str, Duration)> {
    let mut search = Search { needs, took, known: HashMap::new() };
    let whole = |search: &mut Search<'n, '_>, id: &'n str| search.until(id).0;
    let last = needs.keys().map(String::as_str).filter(|id| took.contains_key(id));
    let last = last.map(|id| (whole(&mut search, id), std::cmp::Reverse(id))).max();
    let mut next = last.map(|(_, std::cmp::Reverse(id))| id);
    let mut chain: Vec<(&str, Duration)> = Vec::new();
    while let Some(id) = next.filter(|id| chain.iter().all(|(known, _)| known != id)) {
        chain.push((id, took.get(id).copied().unwrap_or_default()));
        next = search.until(id).1;
    }
    chain.reverse();
    chain
}

/// The time up to the end of something with all that it waited for, and which of that took longest.
type Until<'n> = (Duration, Option<&'n str>);

struct Search<'n, 't> {
    needs: &'n Needs,
    took: &'t HashMap<&'t str, Duration>,
    known: HashMap<&'n str, Until<'n>>,
}

impl<'n> Search<'n, '_> {
    fn until(&mut self, id: &'n str) -> Until<'n> {
        if let Some(known) = self.known.get(id) {
            return *known;
        }
        let own = self.took.get(id).copied().unwrap_or_default();
        // A template has no circles; of one that has, each is looked at once.
        self.known.insert(id, (own, None));
        let before = self.needs.get(id).into_iter().flatten().map(String::as_str);
        let before: Vec<&str> = before.filter(|before| self.took.contains_key(before) && *before != id).collect();
        let longest = before.into_iter().map(|before| (self.until(before).0, before)).max();
        let found = longest.map_or((own, None), |(time, before)| (time + own, Some(before)));
        self.known.insert(id, found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Needs, longest};
    use std::time::Duration;

    #[test]
    fn the_chain_of_the_longest_time() {
        let need = |id: &str, before: &[&str]| (id.to_owned(), before.iter().map(|id| (*id).to_owned()).collect());
        let needs: Needs = [
            need("Nat", &["Subnet", "Address"]),
            need("Subnet", &["Vpc"]),
            need("Vpc", &[]),
            need("Address", &[]),
            need("Topic", &[]),
        ]
        .into();
        let took = [("Vpc", 12), ("Address", 2), ("Subnet", 3), ("Nat", 110), ("Topic", 20)];
        let took = took.map(|(id, seconds)| (id, Duration::from_secs(seconds)));
        let chain = longest(&needs, &took.into());
        let seconds: Vec<_> = chain.iter().map(|(id, took)| (*id, took.as_secs())).collect();
        assert_eq!(seconds, [("Vpc", 12), ("Subnet", 3), ("Nat", 110)]);
    }
}
