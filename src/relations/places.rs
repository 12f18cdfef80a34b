//! Where a source says that one thing needs another, and what it calls them.

use crate::findings::Locate;
use crate::lower::Lowered;
use crate::model::locate::Statement;
use crate::model::names::Named;
use crate::model::{Declaration, Stack, Values};
use crate::reason::presence::User;
use crate::reason::trace::Way;
use crate::reason::vpcs::At;
use crate::schema::check::Step;
use crate::source::{Source, Span};
use crate::syntax::ast::ExprKind;
use crate::words::{raw, reserved};
use rustc_hash::FxHashSet;

/// What `grant` makes for a role, user or group.
const GRANTS: [&str; 3] = ["AWS::IAM::GroupPolicy", "AWS::IAM::RolePolicy", "AWS::IAM::UserPolicy"];

/// A source with what became of it.
pub struct Places<'s, 'a> {
    pub source: &'s Source,
    pub stack: &'s Stack<'a>,
    pub lowered: &'s Lowered<'a>,
}

impl<'s, 'a> Places<'s, 'a> {
    /// The statement that made a resource.
    fn origin(&self, resource: usize) -> Span {
        self.lowered.origins.resource(resource).unwrap_or_default()
    }

    /// The declaration that made a resource, or something beside its own.
    pub fn declaration(&self, resource: usize) -> Option<&'s Declaration<'a>> {
        let origin = self.origin(resource);
        let first = self.stack.declared_by(origin)?;
        let id = self.lowered.template.resources[resource].id.as_ref();
        if first.logical_id == id {
            return Some(first);
        }
        // A statement in a loop makes several; what is beside one of them has its id in front.
        let all = self.stack.declarations.iter().filter(|one| one.span == origin);
        let own = all.filter(|one| id.starts_with(one.logical_id.as_ref()));
        own.max_by_key(|one| one.logical_id.len()).or(Some(first))
    }

    /// Where a resource is declared: its name, or what made it.
    pub fn declared(&self, resource: usize) -> Span {
        self.declaration(resource).map_or(self.origin(resource), |declaration| declaration.handle.span)
    }

    /// How a resource is called: by its name, or as what belongs to something that has one.
    pub fn called(&self, resource: usize) -> String {
        let made = &self.lowered.template.resources[resource];
        match self.declaration(resource) {
            Some(declaration) if declaration.logical_id == made.id => format!("`{}`", self.name(declaration)),
            Some(declaration) => format!("the {} of `{}`", part(&made.kind), self.name(declaration)),
            None if GRANTS.contains(&made.kind.as_ref()) => "this grant".to_owned(),
            None => format!("`{}`", made.id),
        }
    }

    /// The name of a declaration, as the first file would say it.
    fn name(&self, declaration: &Declaration<'a>) -> String {
        let mut name = declaration.handle.text.to_owned();
        let mut scope = self.stack.scopes.around(declaration.handle.span);
        while let Some(alias) = scope.alias {
            name = format!("{}.{name}", alias.text);
            scope = self.stack.scopes.around(alias.span);
        }
        name
    }

    /// Where a place in the template stands in the source: the value, or what made the resource.
    pub fn place_of(&self, way: &Way<'_>) -> Span {
        let statement = Statement::new(self.source, self.origin(way.resource));
        let mut steps = vec![Step::Key("Properties")];
        steps.extend(way.steps.iter().copied());
        let found = if way.steps.is_empty() { None } else { self.value(&statement, way.resource, &steps) };
        found.unwrap_or_else(|| self.declared(way.resource))
    }

    /// A place of the template: where a value stands or something is named, or else what made it.
    pub fn at(&self, at: &At<'_>) -> Span {
        let own = self.declaration(at.resource).map(|own| &own.logical_id);
        let is_other = |named: &&usize| own != Some(&self.lowered.template.resources[**named].id);
        let found = match at.named.iter().find(is_other) {
            _ if at.way.is_empty() => None,
            Some(named) => self.reference(User::Resource(at.resource), &at.way, *named),
            None => self.value(&Statement::new(self.source, self.origin(at.resource)), at.resource, &at.way),
        };
        found.unwrap_or_else(|| self.declared(at.resource))
    }

    /// Where something refers to a resource; none where only the compiler does.
    pub fn reference(&self, user: User, way: &[Step<'_>], target: usize) -> Option<Span> {
        let names = self.names_of(target);
        let is = |word: &str, place: Span| {
            self.stack.scopes.look_up(word, place).meaning.is_some_and(|named| names.contains(&named))
        };
        let resource = match user {
            User::Output(at) => {
                let output = &self.stack.outputs[at];
                let words = Statement::new(self.source, output.span).words(&is);
                return Some(words.first().copied().unwrap_or(output.name.span));
            }
            User::Resource(at) => at,
        };
        let statement = Statement::new(self.source, self.origin(resource));
        let words = statement.words(&is);
        let value = self.value(&statement, resource, way);
        let within =
            |value: Span| words.iter().find(|word| value.start <= word.start && word.end <= value.end).copied();
        // An entry may set a property that holds what other entries name.
        let named = value.and_then(within).or(words.first().copied());
        named.or(value).or_else(|| self.in_link(resource, target))
    }

    /// Where the value stands that a way leads to; none where only the compiler says it.
    pub fn written(&self, user: User, way: &[Step<'_>]) -> Option<Span> {
        match user {
            User::Resource(at) => self.value(&Statement::new(self.source, self.origin(at)), at, way),
            User::Output(_) => None,
        }
    }

    /// The value of the property or attribute that a way leads through, where the statement has one.
    fn value(&self, statement: &Statement, resource: usize, way: &[Step<'_>]) -> Option<Span> {
        let id = &self.lowered.template.resources[resource].id;
        let main = self.declaration(resource).filter(|declaration| declaration.logical_id == *id);
        let path: Vec<Step<'_>> = match way {
            [Step::Key("Properties"), path @ ..] => path.to_vec(),
            [Step::Key(attribute), path @ ..] => std::iter::once(Step::Key(reserved::of_attribute(attribute)?.name))
                .chain(path.iter().copied())
                .collect(),
            _ => return None,
        };
        let word = main.map_or(&raw::WORD, |declaration| declaration.word);
        main?;
        statement.find(word, [path.as_slice()]).pop().flatten().map(|found| found.value)
    }

    /// The names that stand for a resource: its own, and those of values that are made of it.
    fn names_of(&self, resource: usize) -> FxHashSet<Named> {
        let handle = self.declaration(resource).map(|declaration| declaration.handle);
        let own = handle.and_then(|handle| self.stack.scopes.look_up(handle.text, handle.span).meaning);
        let mut names: FxHashSet<Named> = own.into_iter().collect();
        let mut before = 0;
        while names.len() > before {
            before = names.len();
            for (at, binding) in self.stack.bindings.iter().enumerate() {
                let mut is_made_of = false;
                binding.value.visit(&mut |expr| {
                    if let ExprKind::Word(word) = expr.kind {
                        let meaning = self.stack.scopes.look_up(word, expr.span).meaning;
                        is_made_of |= meaning.is_some_and(|named| names.contains(&named));
                    }
                });
                if is_made_of {
                    names.insert(Named::Binding(at));
                }
            }
        }
        names
    }

    /// A statement such as `attach` that relates the two: the name of the second one in it.
    fn in_link(&self, resource: usize, target: usize) -> Option<Span> {
        let (from, to) = (self.declaration(resource)?, self.declaration(target)?);
        let values = Values::of(self.stack);
        self.stack.links.iter().find_map(|link| {
            let named = |wanted: &Declaration<'_>| {
                let mut places = link.arguments.iter().map(|argument| &argument.value);
                places.find(|value| match value.kind {
                    ExprKind::Word(word) => {
                        values.declaration(word, value.span).is_some_and(|one| one.span == wanted.span)
                    }
                    _ => false,
                })
            };
            named(from)?;
            named(to).map(|value| value.span)
        })
    }
}

impl Locate for Places<'_, '_> {
    fn called(&self, at: usize) -> String {
        Places::called(self, at)
    }

    fn place(&self, way: &Way<'_>) -> Span {
        self.place_of(way)
    }

    fn named(&self, way: &Way<'_>, target: usize) -> Span {
        let steps: Vec<Step<'_>> = std::iter::once(Step::Key("Properties")).chain(way.steps.iter().copied()).collect();
        self.reference(User::Resource(way.resource), &steps, target).unwrap_or_else(|| self.place_of(way))
    }

    fn input(&self, id: &str) -> String {
        super::absent::called(self, id)
    }

    fn has_words(&self) -> bool {
        true
    }
}

/// What a resource is that a declaration makes beside its own.
fn part(kind: &str) -> &str {
    match kind {
        "AWS::AutoScaling::ScalingPolicy" => "scaling policy",
        "AWS::EC2::EIP" => "elastic IP",
        "AWS::EC2::InternetGateway" => "internet gateway",
        "AWS::EC2::LaunchTemplate" => "launch template",
        "AWS::EC2::Route" => "route",
        "AWS::EC2::RouteTable" => "route table",
        "AWS::EC2::SecurityGroup" => "security group",
        "AWS::EC2::SecurityGroupEgress" | "AWS::EC2::SecurityGroupIngress" => "rule",
        "AWS::EC2::VPCGatewayAttachment" => "attachment",
        "AWS::EC2::VolumeAttachment" => "attachment",
        "AWS::ElastiCache::SubnetGroup" | "AWS::RDS::DBSubnetGroup" => "subnet group",
        "AWS::ElasticLoadBalancingV2::Listener" => "listener",
        "AWS::ElasticLoadBalancingV2::ListenerCertificate" => "certificate",
        "AWS::ElasticLoadBalancingV2::TargetGroup" => "target group",
        "AWS::IAM::InstanceProfile" => "instance profile",
        "AWS::IAM::Role" => "role",
        "AWS::S3::BucketPolicy" => "policy",
        _ => kind,
    }
}
