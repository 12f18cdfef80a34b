//! The macros of a template.

use crate::template::read::node::{Kind, Member, Node};

/// The names of the macros that process the template.
pub(super) fn names<'n>(members: &'n [Member]) -> Vec<&'n str> {
    let transform = members.iter().find(|member| member.key == "Transform");
    let nodes = transform.map_or(&[][..], |member| {
        if let Kind::List(items) = &member.value.kind { items } else { std::slice::from_ref(&member.value) }
    });
    nodes.iter().filter_map(name).collect()
}

/// A macro is a name, or a map with one.
fn name<'n>(node: &'n Node) -> Option<&'n str> {
    if let Kind::Map(members) = &node.kind {
        return members.iter().find(|member| member.key == "Name")?.value.text().map(|name| &**name);
    }
    node.text().map(|name| &**name)
}
