//! What programs are told: environment variables and user data that name resources.

use super::along::EACH;
use super::trace::Way;
use super::view::entries;
use super::world::World;
use crate::template::{Part, Step, Value, parts};

/// A resource that a program is told of.
#[derive(Debug, Clone)]
pub struct Mention<'t> {
    /// The resource, by its position.
    pub target: usize,
    /// Where it is named.
    pub at: Way<'t>,
}

/// Where things of a type tell a program something: the way below their properties; [`EACH`] is each item or entry.
const TOLD: [(&str, &[&str]); 6] = [
    ("AWS::AutoScaling::LaunchConfiguration", &["UserData"]),
    ("AWS::CodeBuild::Project", &["Environment", "EnvironmentVariables", EACH, "Value"]),
    ("AWS::EC2::Instance", &["UserData"]),
    ("AWS::EC2::LaunchTemplate", &["LaunchTemplateData", "UserData"]),
    ("AWS::ECS::TaskDefinition", &["ContainerDefinitions", EACH, "Environment", EACH, "Value"]),
    ("AWS::Lambda::Function", &["Environment", "Variables", EACH]),
];

/// Where things of a type say what they start from, with the type of that.
const STARTED_FROM: [(&str, &[&str], &str); 4] = [
    ("AWS::AutoScaling::AutoScalingGroup", &["LaunchTemplate", "LaunchTemplateId"], "AWS::EC2::LaunchTemplate"),
    ("AWS::AutoScaling::AutoScalingGroup", &["LaunchConfigurationName"], "AWS::AutoScaling::LaunchConfiguration"),
    ("AWS::EC2::Instance", &["LaunchTemplate", "LaunchTemplateId"], "AWS::EC2::LaunchTemplate"),
    ("AWS::ECS::Service", &["TaskDefinition"], "AWS::ECS::TaskDefinition"),
];

/// Attributes that a program asks a service with; empty for `Ref`. Others are addresses, such as that of a web site.
const NAMES: [&str; 7] = ["", "Arn", "QueueName", "QueueUrl", "TopicArn", "TopicName", "FunctionName"];

/// Whether things of a type tell programs something.
pub fn are_in(kind: &str) -> bool {
    TOLD.iter().any(|(of, _)| *of == kind)
}

/// The resources that the program of something is told of.
pub fn of<'t>(world: &World<'_, 't>, at: usize) -> Vec<Mention<'t>> {
    let kind = world.resource(at).kind.as_ref();
    let behind = STARTED_FROM.iter().filter(|(of, ..)| *of == kind).filter_map(|(_, way, of)| {
        let mut found = None;
        along(world, at, way, &mut |value, _| found = found.or(world.meant(value, of)));
        found
    });
    let mut found = Vec::new();
    for source in std::iter::once(at).chain(behind) {
        for (_, way) in TOLD.iter().filter(|(of, _)| *of == world.resource(source).kind) {
            along(world, source, way, &mut |value, at| {
                let mut walk = Walk { world, at, before: String::new(), found: &mut found };
                walk.value(value);
            });
        }
    }
    found
}

/// Calls with each value at the end of a way below the properties of a resource, and its place.
fn along<'t>(world: &World<'_, 't>, at: usize, way: &[&'static str], call: &mut dyn FnMut(&'t Value<'t>, &Way<'t>)) {
    let Some((first, rest)) = way.split_first() else { return };
    let mut place = Way { resource: at, steps: vec![Step::Key(first)] };
    if let Some(value) = world.property(at, first) {
        below(world, value, rest, &mut place, call);
    }
}

fn below<'t>(
    world: &World<'_, 't>,
    value: &'t Value<'t>,
    way: &[&'static str],
    place: &mut Way<'t>,
    call: &mut dyn FnMut(&'t Value<'t>, &Way<'t>),
) {
    let Some(value) = world.view.settled(value) else { return };
    let Some((step, rest)) = way.split_first() else { return call(value, place) };
    let mut into = |step: Step<'t>, value: &'t Value<'t>| {
        place.steps.push(step);
        below(world, value, rest, place, call);
        place.steps.pop();
    };
    match value {
        Value::List(items) if *step == EACH => {
            let items: &'t [Value<'t>] = items;
            items.iter().enumerate().for_each(|(at, item)| into(Step::Item(at), item));
        }
        _ => {
            let named = entries(value).iter().filter(|(key, _)| *step == EACH || key == step);
            named.for_each(|(key, value)| into(Step::Key(key), value));
        }
    }
}

/// A text as it is put together.
struct Walk<'w, 'x, 't> {
    world: &'w World<'x, 't>,
    at: &'w Way<'t>,
    /// The text so far.
    before: String,
    found: &'w mut Vec<Mention<'t>>,
}

impl<'t> Walk<'_, '_, 't> {
    fn value(&mut self, value: &'t Value<'t>) {
        match self.world.view.settled(value) {
            Some(Value::Text(text) | Value::Dynamic(text)) => self.before.push_str(text),
            Some(Value::Ref(id)) => self.name(id, ""),
            Some(Value::GetAtt(target)) => self.name(&target.0, &target.1),
            Some(Value::Sub(text)) => self.text(text, &[]),
            Some(Value::Intrinsic(name, argument)) => self.function(name, argument),
            Some(Value::List(_) | Value::Map(_) | Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_))
            | None => {}
        }
    }

    fn function(&mut self, name: &str, argument: &'t Value<'t>) {
        match (name, argument) {
            ("Fn::Base64", text) => self.value(text),
            ("Fn::Sub", Value::List(items)) => {
                if let Some(Value::Text(text) | Value::Sub(text)) = items.first() {
                    self.text(text, items.get(1).map(entries).unwrap_or_default());
                }
            }
            ("Fn::Join", Value::List(items)) => {
                let (between, list) = (items.first(), items.get(1));
                for (at, (_, item)) in
                    list.and_then(|list| self.world.view.items(list)).into_iter().flatten().enumerate()
                {
                    if let (Some(Value::Text(between)), true) = (between, at > 0) {
                        self.before.push_str(between);
                    }
                    self.value(item);
                }
            }
            (_, _) => {}
        }
    }

    fn text(&mut self, text: &'t str, local: &'t [crate::template::Entry<'t>]) {
        for part in parts(text) {
            match part {
                Part::Text(text) | Part::Literal(text) => self.before.push_str(text),
                Part::Name(name) => match local.iter().find(|(key, _)| key == name) {
                    Some((_, value)) => self.value(value),
                    None => {
                        let (id, attribute) = name.split_once('.').unwrap_or((name, ""));
                        self.name(id, attribute);
                    }
                },
            }
        }
    }

    fn name(&mut self, id: &str, attribute: &str) {
        let target = self.world.view.position(id).filter(|_| NAMES.contains(&attribute));
        if let Some(target) = target.filter(|_| !self.is_within_address()) {
            self.found.push(Mention { target, at: self.at.clone() });
        }
        self.before.push('x');
    }

    /// Whether what follows is a part of something that needs no permission of the program: an address of a web site, or
    /// a value that CloudFormation puts there.
    fn is_within_address(&self) -> bool {
        let word = self.before.rsplit(|c: char| c.is_whitespace() || "\"'(<>=".contains(c)).next().unwrap_or_default();
        word.starts_with("http://") || word.starts_with("https://") || word.contains("{{resolve:")
    }
}
