//! What a template comes to when its inputs are chosen, as CloudFormation's reference says.

use infrac::schema::{self, Marks, Place};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// A resource of a stack.
struct Resource {
    kind: String,
    properties: BTreeMap<String, Json>,
    /// What is made before it.
    after: BTreeSet<String>,
}

/// A stack.
pub struct Deployed {
    resources: BTreeMap<String, Resource>,
    inputs: BTreeSet<String>,
}

/// What a template comes to.
pub fn deploy(template: &Json, inputs: &[(&str, bool)]) -> Deployed {
    let empty = serde_json::Map::new();
    let conditions = template["Conditions"].as_object().unwrap_or(&empty);
    let known = Known { conditions, inputs };
    let mut resources = BTreeMap::new();
    for (id, resource) in template["Resources"].as_object().unwrap() {
        if resource["Condition"].as_str().is_some_and(|name| !known.holds(&conditions[name])) {
            continue;
        }
        let (mut after, mut properties) = (BTreeSet::new(), BTreeMap::new());
        for (name, value) in resource["Properties"].as_object().unwrap_or(&empty) {
            if let Some(value) = known.value(value) {
                references(&value, &mut after);
                properties.insert(name.clone(), value);
            }
        }
        known.value(&resource["Metadata"]).iter().for_each(|value| references(value, &mut after));
        match &resource["DependsOn"] {
            Json::Array(ids) => after.extend(ids.iter().map(|id| id.as_str().unwrap().to_owned())),
            Json::String(id) => _ = after.insert(id.clone()),
            _ => {}
        }
        resources
            .insert(id.clone(), Resource { kind: resource["Type"].as_str().unwrap().to_owned(), properties, after });
    }
    let inputs = template["Parameters"].as_object().unwrap_or(&empty).keys().cloned().collect();
    Deployed { resources, inputs }
}

struct Known<'t> {
    conditions: &'t serde_json::Map<String, Json>,
    inputs: &'t [(&'t str, bool)],
}

impl Known<'_> {
    fn holds(&self, test: &Json) -> bool {
        let (name, argument) = test.as_object().unwrap().iter().next().unwrap();
        let parts = || argument.as_array().unwrap();
        match name.as_str() {
            "Fn::Equals" => self.text(&parts()[0]) == self.text(&parts()[1]),
            "Fn::Not" => !self.holds(&parts()[0]),
            "Fn::And" => parts().iter().all(|part| self.holds(part)),
            "Fn::Or" => parts().iter().any(|part| self.holds(part)),
            "Condition" => self.holds(&self.conditions[argument.as_str().unwrap()]),
            _ => panic!("{test}"),
        }
    }

    fn text(&self, value: &Json) -> String {
        match value {
            Json::String(text) => text.clone(),
            _ => {
                let id = value["Ref"].as_str().unwrap();
                self.inputs.iter().find(|(name, _)| *name == id).unwrap().1.to_string()
            }
        }
    }

    /// A value with its choices made; nothing where that is what is chosen.
    fn value(&self, value: &Json) -> Option<Json> {
        match value {
            Json::Array(items) => Some(items.iter().filter_map(|item| self.value(item)).collect()),
            Json::Object(entries) => {
                if let Some(parts) = entries.get("Fn::If").and_then(Json::as_array) {
                    let holds = self.holds(&self.conditions[parts[0].as_str().unwrap()]);
                    return self.value(&parts[if holds { 1 } else { 2 }]);
                }
                if entries.get("Ref").is_some_and(|id| id == "AWS::NoValue") {
                    return None;
                }
                let kept = entries.iter().filter_map(|(key, value)| Some((key.clone(), self.value(value)?)));
                Some(kept.collect::<serde_json::Map<_, _>>().into())
            }
            other => Some(other.clone()),
        }
    }
}

/// The ids that a value refers to.
fn references(value: &Json, found: &mut BTreeSet<String>) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| references(item, found)),
        Json::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("Ref", Json::String(id)) => _ = found.insert(id.clone()),
                    ("Fn::GetAtt", Json::Array(parts)) => _ = found.insert(parts[0].as_str().unwrap().to_owned()),
                    (_, value) => references(value, found),
                }
            }
        }
        _ => {}
    }
}

fn sorted(value: &Json) -> Json {
    match value {
        Json::Array(items) => {
            let mut items: Vec<Json> = items.iter().map(sorted).collect();
            items.sort_by_key(ToString::to_string);
            Json::Array(items)
        }
        Json::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.clone(), sorted(value)));
            entries.collect::<serde_json::Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

impl Deployed {
    /// The ids of its resources.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.resources.keys().map(String::as_str)
    }

    /// Its resources, without the order of what they list.
    pub fn shown(&self) -> Vec<String> {
        let shown = |(id, resource): (&String, &Resource)| {
            let properties = resource.properties.iter().map(|(name, value)| format!("{name}: {}", sorted(value)));
            format!("{id}: {} after {:?}", properties.collect::<Vec<_>>().join(", "), resource.after)
        };
        self.resources.iter().map(shown).collect()
    }

    fn of<'s>(&'s self, kind: &'static str) -> impl Iterator<Item = (&'s str, &'s Resource)> {
        let all =
            self.resources.iter().filter(move |(_, resource)| resource.kind.strip_prefix("AWS::EC2::") == Some(kind));
        all.map(|(id, resource)| (id.as_str(), resource))
    }

    fn named<'s>(&'s self, resource: &'s Resource, property: &str) -> Option<&'s str> {
        resource.properties.get(property)?["Ref"].as_str()
    }

    /// Everything that is made before a resource.
    fn before(&self, id: &str) -> BTreeSet<&str> {
        let (mut seen, mut next) = (BTreeSet::new(), vec![id]);
        while let Some(at) = next.pop() {
            for id in self.resources.get(at).into_iter().flat_map(|resource| &resource.after) {
                if seen.insert(id.as_str()) {
                    next.push(id);
                }
            }
        }
        seen
    }

    /// What CloudFormation or EC2 would refuse.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = self.absent();
        problems.extend(self.not_waiting());
        problems.extend(self.tables());
        problems
    }

    fn absent(&self) -> Vec<String> {
        let is_there =
            |id: &str| id.starts_with("AWS::") || self.inputs.contains(id) || self.resources.contains_key(id);
        let all = self.resources.iter().flat_map(|(id, resource)| resource.after.iter().map(move |on| (id, on)));
        all.filter(|(_, on)| !is_there(on)).map(|(id, on)| format!("{id} refers to {on}, which is not there")).collect()
    }

    fn not_waiting(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for (id, resource) in &self.resources {
            let gateway = self.named(resource, "GatewayId");
            let vpc = self.needs_gateway_of(resource);
            for (attachment, its) in self.of("VPCGatewayAttachment") {
                let is_needed = gateway.is_some() && gateway == self.named(its, "InternetGatewayId")
                    || vpc.is_some() && vpc == self.named(its, "VpcId");
                if is_needed && !self.before(id).contains(attachment) {
                    problems.push(format!("{id} does not wait for {attachment}"));
                }
            }
        }
        problems
    }

    /// The VPC whose gateway a resource needs.
    fn needs_gateway_of<'s>(&'s self, resource: &'s Resource) -> Option<&'s str> {
        let subnet = match resource.kind.strip_prefix("AWS::EC2::")? {
            "NatGateway" => self.named(resource, "SubnetId")?,
            "EIP" => self.subnet_of(self.resources.get(self.named(resource, "InstanceId")?)?)?,
            "Instance" => {
                let interface = resource.properties.get("NetworkInterfaces")?.get(0)?;
                interface["AssociatePublicIpAddress"].as_bool().filter(|public| *public)?;
                interface["SubnetId"]["Ref"].as_str()?
            }
            _ => return None,
        };
        self.named(self.resources.get(subnet)?, "VpcId")
    }

    fn subnet_of<'s>(&'s self, instance: &'s Resource) -> Option<&'s str> {
        self.named(instance, "SubnetId")
    }

    /// Each subnet has one route table, and a NAT gateway a subnet that leads to the internet.
    fn tables(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut tables: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (_, association) in self.of("SubnetRouteTableAssociation") {
            let (subnet, table) = (self.named(association, "SubnetId"), self.named(association, "RouteTableId"));
            tables.entry(subnet.unwrap()).or_default().push(table.unwrap());
        }
        for (subnet, _) in self.of("Subnet") {
            let count = tables.get(subnet).map_or(0, Vec::len);
            if count != 1 {
                problems.push(format!("{subnet} has {count} route tables"));
            }
        }
        let mut routes = BTreeSet::new();
        for (id, route) in self.of("Route") {
            let table = self.named(route, "RouteTableId").unwrap();
            if !routes.insert((table, route.properties["DestinationCidrBlock"].to_string())) {
                problems.push(format!("{id} is a second route of {table}"));
            }
            let targets = ["GatewayId", "NatGatewayId", "InstanceId", "TransitGatewayId"];
            let count = targets.iter().filter(|name| route.properties.contains_key(**name)).count();
            if count != 1 {
                problems.push(format!("{id} leads to {count} targets"));
            }
        }
        for (id, nat) in self.of("NatGateway") {
            let table = tables.get(self.named(nat, "SubnetId").unwrap()).and_then(|tables| tables.first());
            let leads = |(_, route): (&str, &Resource)| {
                self.named(route, "RouteTableId") == table.copied() && route.properties.contains_key("GatewayId")
            };
            let has_gateway = self.of("InternetGateway").next().is_some();
            if has_gateway && self.is_open(nat) && !self.of("Route").any(leads) {
                problems.push(format!("{id} stands in a private subnet"));
            }
        }
        problems
    }

    /// Whether the VPC of something has a gateway.
    fn is_open(&self, nat: &Resource) -> bool {
        let vpc = self.needs_gateway_of(nat);
        self.of("VPCGatewayAttachment").any(|(_, attachment)| self.named(attachment, "VpcId") == vpc)
    }

    /// What an update to another stack of the same template would replace.
    pub fn replaced(&self, other: &Self) -> Vec<String> {
        self.differing(other, |of, name| {
            of.immutable || Place::root(of).property(name).is_some_and(|(_, found)| found.marks.has(Marks::CREATE_ONLY))
        })
    }

    /// What it would change.
    pub fn changed(&self, other: &Self) -> Vec<String> {
        self.differing(other, |_, _| true)
    }

    fn differing(&self, other: &Self, counts: impl Fn(&'static schema::Type, &str) -> bool) -> Vec<String> {
        let both = self.resources.iter().filter_map(|(id, one)| Some((id, one, other.resources.get(id)?)));
        let mut found = Vec::new();
        for (id, one, other) in both {
            let of = schema::find(&one.kind).unwrap();
            let names: BTreeSet<&String> = one.properties.keys().chain(other.properties.keys()).collect();
            let differs = |name: &&String| one.properties.get(*name) != other.properties.get(*name);
            found.extend(
                names.into_iter().filter(differs).filter(|name| counts(of, name)).map(|name| format!("{id}.{name}")),
            );
        }
        found
    }
}
