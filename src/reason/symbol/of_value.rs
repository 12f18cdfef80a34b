//! Values of a template as texts in parts.

use super::{Place, Symbol};
use crate::addresses::Block;
use crate::reason::view::View;
use crate::template::{Entry, Part, Resource, Value, parts};
use crate::words::existing::identity;

/// How deep values are looked into: a bucket's name may be made of a role's, and so on.
const DEEPEST: usize = 8;
/// ARNs that an attribute gives otherwise than IAM's reference has them.
const OTHER_ARNS: [(&str, &str); 1] =
    [("AWS::Logs::LogGroup", "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:*")];

/// Whether what a resource of a type gives may be anything: what another stack or a program says.
fn is_foreign(kind: &str) -> bool {
    kind.starts_with("Custom::") || kind.starts_with("AWS::CloudFormation::")
}

impl<'t> View<'_, 't> {
    /// A value as a text in parts.
    pub fn symbol(self, value: &'t Value<'t>, place: Place<'t>) -> Symbol<'t> {
        self.symbol_of(value, place, DEEPEST)
    }

    fn symbol_of(self, value: &'t Value<'t>, place: Place<'t>, depth: usize) -> Symbol<'t> {
        let Some(value) = self.settled(value) else { return Symbol::default() };
        let Some(depth) = depth.checked_sub(1) else { return Symbol::value(value) };
        match value {
            Value::Text(text) => Symbol::text(text.as_ref()),
            Value::Bool(on) => Symbol::text(if *on { "true" } else { "false" }),
            Value::Int(number) => Symbol::text(number.to_string()),
            Value::Float(number) => Symbol::text(number.to_string()),
            Value::Ref(name) => self.named(name, "", place, depth),
            Value::GetAtt(target) => self.named(&target.0, &target.1, place, depth),
            Value::Sub(text) => self.substituted(text, &[], place, depth),
            Value::Intrinsic(name, argument) => {
                self.of_function(name, argument, place, depth).unwrap_or_else(|| Symbol::value(value))
            }
            Value::Null | Value::Dynamic(_) | Value::List(_) | Value::Map(_) => Symbol::value(value),
        }
    }

    fn of_function(self, name: &str, argument: &'t Value<'t>, place: Place<'t>, depth: usize) -> Option<Symbol<'t>> {
        let Value::List(items) = argument else { return None };
        match (name, &items[..]) {
            ("Fn::Sub", [Value::Text(text) | Value::Sub(text), Value::Map(names)]) => {
                Some(self.substituted(text, names, place, depth))
            }
            ("Fn::Sub", [Value::Text(text) | Value::Sub(text)]) => Some(self.substituted(text, &[], place, depth)),
            ("Fn::Join", [Value::Text(between), list]) => self.joined(between, list, place, depth),
            ("Fn::Select", [index, list]) => {
                let index = self.symbol_of(index, place, depth).known()?.parse().ok()?;
                self.item(list, index, place, depth)
            }
            (_, _) => None,
        }
    }

    /// An item of a list that is worked out: blocks that are cut, or parts of a text.
    fn item(self, list: &'t Value<'t>, index: usize, place: Place<'t>, depth: usize) -> Option<Symbol<'t>> {
        let Value::Intrinsic(name, argument) = self.settled(list)? else { return None };
        let Value::List(items) = argument.as_ref() else { return None };
        match (*name, &items[..]) {
            ("Fn::Cidr", [block, count, bits]) => {
                let number = |value| self.symbol_of(value, place, depth).known()?.parse::<i64>().ok();
                let index =
                    i64::try_from(index).ok().filter(|index| number(count).is_some_and(|count| *index < count))?;
                let block = Block::parse(self.symbol_of(block, place, depth).known()?).ok()?;
                Some(Symbol::text(block.cut(number(bits)?, index)?.to_string()))
            }
            ("Fn::Split", [Value::Text(between), text]) => {
                let text = self.symbol_of(text, place, depth);
                text.known()?.split(between.as_ref()).nth(index).map(|part| Symbol::text(part.to_owned()))
            }
            (_, _) => None,
        }
    }

    fn substituted(self, text: &'t str, names: &'t [Entry<'t>], place: Place<'t>, depth: usize) -> Symbol<'t> {
        let mut symbol = Symbol::default();
        for part in parts(text) {
            symbol = symbol.then(match part {
                Part::Text(text) => Symbol::text(text),
                Part::Literal(text) => Symbol::text(format!("${{{text}}}")),
                Part::Name(name) => match names.iter().find(|(key, _)| key == name) {
                    Some((_, value)) => self.symbol_of(value, place, depth),
                    None => {
                        let (id, attribute) = name.split_once('.').unwrap_or((name, ""));
                        self.named(id, attribute, place, depth)
                    }
                },
            });
        }
        symbol
    }

    fn joined(self, between: &'t str, list: &'t Value<'t>, place: Place<'t>, depth: usize) -> Option<Symbol<'t>> {
        let Value::List(_) = self.settled(list)? else { return None };
        let mut symbol = Symbol::default();
        for (at, (_, item)) in self.items(list)?.into_iter().enumerate() {
            if at > 0 {
                symbol = symbol.then(Symbol::text(between));
            }
            symbol = symbol.then(self.symbol_of(item, place, depth));
        }
        Some(symbol)
    }

    /// What a name of the template stands for: `Ref`, or an attribute.
    fn named(self, name: &'t str, attribute: &'t str, place: Place<'t>, depth: usize) -> Symbol<'t> {
        match name {
            "AWS::Partition" => return Symbol::text(place.partition()),
            "AWS::Region" if place.region.is_some() => return Symbol::text(place.region.unwrap_or_default()),
            _ => {}
        }
        let Some(at) = self.index.position(name) else {
            return if attribute.is_empty() { Symbol::input(name) } else { Symbol::said(name, attribute) };
        };
        let resource = &self.template.resources[at];
        match attribute {
            _ if is_foreign(&resource.kind) => Symbol::said(name, attribute),
            "" => self.identifier(at, place, depth),
            "Arn" => self.arn(at, place, depth),
            _ => self.attribute(at, attribute, place, depth),
        }
    }

    /// An attribute: a property that is set, what `Ref` gives too, a part of the ARN, or something else.
    fn attribute(self, at: usize, attribute: &'t str, place: Place<'t>, depth: usize) -> Symbol<'t> {
        let resource = &self.template.resources[at];
        if let Some(value) = self.property(resource, attribute) {
            return self.symbol_of(value, place, depth);
        }
        // The schema calls the id of a group `Id`, and the attribute is `GroupId`.
        let is_id = (resource.kind == "AWS::EC2::SecurityGroup" && attribute == "GroupId")
            || identity::reference(&resource.kind) == Some(attribute);
        let in_arn = || arn_of(&resource.kind).contains(&format!("${{{attribute}}}"));
        match attribute {
            _ if is_id => self.identifier(at, place, depth),
            _ if in_arn() => Symbol::of(&resource.id, attribute),
            _ => Symbol::said(&resource.id, attribute),
        }
    }

    /// What `Ref` gives of a resource: the name that it is given, or one that CloudFormation makes up.
    fn identifier(self, at: usize, place: Place<'t>, depth: usize) -> Symbol<'t> {
        let resource = &self.template.resources[at];
        let is_arn = identity::of_kind(&resource.kind).by == "arn";
        let property = identity::reference(&resource.kind);
        let given = property.and_then(|property| self.property(resource, property)).filter(|_| !is_arn);
        match given {
            Some(name) => self.symbol_of(name, place, depth),
            None if is_arn => self.arn(at, place, depth),
            None => Symbol::of(&resource.id, ""),
        }
    }

    /// What `Ref` gives of a resource of the template.
    pub fn identifier_of(self, at: usize, place: Place<'t>) -> Symbol<'t> {
        self.identifier(at, place, DEEPEST)
    }

    /// An attribute of a resource of the template; what `Ref` gives where it is empty.
    pub fn attribute_of(self, at: usize, attribute: &'t str, place: Place<'t>) -> Symbol<'t> {
        self.named(&self.template.resources[at].id, attribute, place, DEEPEST)
    }

    /// A text with `${…}` in it.
    pub fn text(self, text: &'t str, place: Place<'t>) -> Symbol<'t> {
        self.substituted(text, &[], place, DEEPEST)
    }

    /// The ARN of a resource of the template.
    pub fn arn_of(self, at: usize, place: Place<'t>) -> Symbol<'t> {
        self.arn(at, place, DEEPEST)
    }

    fn arn(self, at: usize, place: Place<'t>, depth: usize) -> Symbol<'t> {
        let resource = &self.template.resources[at];
        let form = arn_of(&resource.kind);
        if form.is_empty() {
            return Symbol::of(&resource.id, "Arn");
        }
        let mut symbol = Symbol::default();
        for (at_part, part) in form.split("${").enumerate() {
            let (variable, text) = part.split_once('}').filter(|_| at_part > 0).unwrap_or(("", part));
            let filled = match variable {
                "" => Symbol::default(),
                "Partition" => Symbol::text(place.partition()),
                "Region" => place.region.map_or(Symbol::input("AWS::Region"), Symbol::text),
                "Account" => Symbol::input("AWS::AccountId"),
                variable => self.in_arn(resource, at, variable, place, depth),
            };
            symbol = symbol.then(filled).then(Symbol::text(text));
        }
        symbol
    }

    /// What tells a resource in its ARN: its name, behind its path where it has one.
    fn in_arn(
        self,
        resource: &'t Resource<'t>,
        at: usize,
        variable: &'static str,
        place: Place<'t>,
        depth: usize,
    ) -> Symbol<'t> {
        let reference = identity::reference(&resource.kind);
        let given = self.property(resource, variable).or_else(|| self.property(resource, reference?));
        let name = match given.filter(|_| depth > 0) {
            Some(name) => self.symbol_of(name, place, depth),
            None if reference.is_some_and(|one| variable.starts_with(one)) => self.identifier_in_arn(at, place, depth),
            None => Symbol::of(&resource.id, variable),
        };
        let path = self.property(resource, "Path").filter(|_| resource.kind.starts_with("AWS::IAM::"));
        match path.map(|path| self.symbol_of(path, place, depth)) {
            // The slash in front of it stands in the ARN already.
            Some(path) => match path.known() {
                Some(text) => Symbol::text(text.strip_prefix('/').unwrap_or(text).to_owned()).then(name),
                None => path.then(name),
            },
            None => name,
        }
    }

    fn identifier_in_arn(self, at: usize, place: Place<'t>, depth: usize) -> Symbol<'t> {
        let resource = &self.template.resources[at];
        // What `Ref` gives must not lead back here.
        if identity::of_kind(&resource.kind).by == "arn" {
            return Symbol::of(&resource.id, "Id");
        }
        self.identifier(at, place, depth)
    }
}

/// The form of the ARN of a type; empty where none is known.
fn arn_of(kind: &str) -> &'static str {
    let other = OTHER_ARNS.iter().find(|(other, _)| *other == kind).map(|(_, arn)| *arn);
    other.unwrap_or_else(|| identity::of_kind(kind).arn)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reason::index::Index;
    use crate::reason::view::Case;
    use crate::source::Source;

    /// Resources, and a value that is asked about.
    const TEMPLATE: &str = "
Mappings:
  Blocks: { Main: { Vpc: 10.1.0.0/16 } }
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: !FindInMap [Blocks, Main, Vpc] } }
  Subnet: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: !Select [1, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]] } }
  Group: { Type: AWS::EC2::SecurityGroup, Properties: { VpcId: !GetAtt Subnet.VpcId } }
  Role: { Type: AWS::IAM::Role, Properties: { Path: /team/, RoleName: web } }
  Plain: { Type: AWS::IAM::Role }
  Queue: { Type: AWS::SQS::Queue }
  Logs: { Type: AWS::Logs::LogGroup }
  Inner: { Type: AWS::CloudFormation::Stack }
  Probe: { Type: Custom::Probe, Properties: { Value: PROBED } }
    ";

    /// What a value is in the template, as it is shown.
    fn shown(value: &str) -> String {
        let source = Source::new("t.yaml", TEMPLATE.replace("PROBED", value));
        let read = crate::template::read(&source);
        assert!(!read.has_errors(), "{:?}", read.diagnostics);
        let (case, index) = (Case::default(), Index::of(&read.template));
        let view = View { template: &read.template, case: &case, index: &index };
        let probe = read.template.resources.last().and_then(|probe| probe.get("Value")).expect("a value");
        view.symbol(probe, Place { region: Some("us-east-1") }).to_string()
    }

    #[test]
    fn what_can_be_worked_out_is() {
        assert_eq!(shown("!GetAtt Vpc.CidrBlock"), "10.1.0.0/16");
        assert_eq!(shown("!GetAtt Subnet.CidrBlock"), "10.1.1.0/24");
        assert_eq!(shown("!Select [1, !Split ['-', 'a-b-c']]"), "b");
        assert_eq!(shown("!Select [1, [x, !Ref 'AWS::NoValue', y]]"), "y");
        assert_eq!(shown("!Join [':', [a, !Ref 'AWS::Region']]"), "a:us-east-1");
        assert_eq!(shown("!Sub ['${A}/${B}', { A: x, B: !Ref Vpc }]"), "x/${Vpc}");
        assert_eq!(shown("!Select [9, !Cidr [10.0.0.0/16, 4, 8]]"), "<a value>");
    }

    #[test]
    fn attributes_are_what_they_repeat() {
        assert_eq!(shown("!GetAtt Subnet.VpcId"), "${Vpc}");
        assert_eq!(shown("!GetAtt Group.VpcId"), "${Vpc}");
        assert_eq!(shown("!GetAtt Group.GroupId"), "${Group}");
        assert_eq!(shown("!GetAtt Vpc.VpcId"), "${Vpc}");
        assert_eq!(shown("!GetAtt Inner.Outputs.Name"), "${Inner.Outputs.Name}");
    }

    #[test]
    fn arns_are_put_together() {
        let account = "${AWS::AccountId}";
        assert_eq!(shown("!GetAtt Role.Arn"), format!("arn:aws:iam::{account}:role/team/web"));
        assert_eq!(shown("!GetAtt Plain.Arn"), format!("arn:aws:iam::{account}:role/${{Plain}}"));
        let queue = format!("arn:aws:sqs:us-east-1:{account}:${{Queue.QueueName}}");
        assert_eq!(shown("!GetAtt Queue.Arn"), queue);
        assert_eq!(shown("!Sub 'arn:aws:sqs:us-east-1:${AWS::AccountId}:${Queue.QueueName}'"), queue);
        assert_eq!(shown("!GetAtt Logs.Arn"), format!("arn:aws:logs:us-east-1:{account}:log-group:${{Logs}}:*"));
    }
}
