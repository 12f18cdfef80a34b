//! Everything that one role, user or group is granted, as one policy.

use super::what::Allowed;
use super::who::Holding;
use crate::lower::{Condition, Lowering, derived};
use crate::model::{Declaration, Link};
use crate::source::Span;
use crate::template::{Resource, Text, Value};
use crate::words::statements::{self, Holder, Statement, size, there};

/// A role, user or group with what it is granted.
pub struct Held<'s, 'a> {
    holder: &'static Holder,
    /// Its name in the template.
    name: Value<'a>,
    /// The logical id of its policy.
    pub policy: Text<'a>,
    /// The logical id of the role, user or group; nothing where it exists already.
    pub owner: Option<Text<'a>>,
    declaration: Option<&'s Declaration<'a>>,
    statements: Vec<Statement<'a>>,
    /// The first grant.
    span: Span,
}

/// Adds what a grant allows to somebody's policy.
pub fn add<'s, 'a>(
    held: &mut Vec<Held<'s, 'a>>,
    holding: Holding<'s, 'a>,
    link: &Link<'a>,
    allowed: &[Allowed<'a>],
    to: &Lowering<'_, 'a>,
) {
    let own = to.all_of([link.condition.clone(), holding.condition.clone()]);
    let statements: Vec<_> = allowed.iter().filter_map(|one| statement(one, own.clone(), to)).collect();
    if statements.is_empty() {
        return;
    }
    let at = held.iter().position(|one| one.name == holding.name && std::ptr::eq(one.holder, holding.holder));
    let at = at.unwrap_or_else(|| {
        held.push(Held::new(holding, link.span));
        held.len() - 1
    });
    // Two instances of one role may be granted the same.
    for new in statements {
        match held[at].statements.iter_mut().find(|known| known.value == new.value) {
            Some(known) => known.condition = to.any_of([known.condition.take(), new.condition]),
            None => held[at].statements.push(new),
        }
    }
}

fn statement<'a>(allowed: &Allowed<'a>, own: Condition<'a>, to: &Lowering<'_, 'a>) -> Option<Statement<'a>> {
    let (resources, condition) = there(allowed.targets.clone(), own, to);
    if allowed.actions.is_empty() || resources.is_empty() {
        return None;
    }
    let actions: Vec<_> = allowed.actions.iter().map(|action| Value::text(*action)).collect();
    let entries =
        [("Effect", Value::text("Allow")), ("Action", Value::list(actions)), ("Resource", Value::list(resources))];
    Some(Statement { value: Value::map(entries), condition })
}

impl<'s, 'a> Held<'s, 'a> {
    fn new(holding: Holding<'s, 'a>, span: Span) -> Self {
        let exists = holding.declaration.is_some_and(|declaration| declaration.existing);
        Self {
            holder: holding.holder,
            name: holding.name,
            policy: derived(&holding.id, "Grants"),
            owner: (!exists).then_some(holding.id),
            declaration: holding.declaration,
            statements: Vec::new(),
            span,
        }
    }

    /// Adds the policy to the template.
    pub fn push(&self, to: &mut Lowering<'s, 'a>) {
        let condition = to.any_of(self.statements.iter().map(|statement| statement.condition.clone()));
        let document = statements::document_of(self.statements.clone(), &condition, to);
        self.check_size(&document, to);
        let mut policy = Resource::new(self.policy.clone(), self.holder.inline, 3);
        policy.set(self.holder.naming.property, self.name.clone());
        policy.set("PolicyName", self.policy_name());
        policy.set("PolicyDocument", document);
        to.under(condition, |to| to.push(policy, self.span));
    }

    /// Other stacks may grant something to what exists already, and two policies of one name would be one.
    fn policy_name(&self) -> Value<'a> {
        match self.owner {
            Some(_) => Value::text("grants"),
            None => Value::sub("${AWS::StackName}-${AWS::Region}"),
        }
    }

    /// The holder's own statements count too.
    fn check_size(&self, document: &Value<'a>, to: &mut Lowering<'s, 'a>) {
        let inline = self.owner.as_ref().and_then(|id| to.place(id)).map(|at| &to.template.resources[at]);
        let own = inline.and_then(|resource| resource.get("Policies")).map_or(0, inline_size);
        let (size, most) = (size::of(document) + own, self.holder.most_inline);
        if size <= most {
            return;
        }
        let what = self.holder.naming.what;
        let called = self.declaration.map_or(self.policy.as_ref(), |declaration| declaration.handle.text);
        let problem = statements::too_long(&format!("the grants and statements of {what} `{called}`"), size, most)
            .label(self.span, "its grants begin here");
        let problem = match self.declaration {
            Some(declaration) => problem.label(declaration.handle.span, format!("too much for one {what}")),
            None => problem,
        };
        to.report(
            problem.help(
                "give some of them to another one, or put some into a policy of its own: policy NAME < allow … >",
            ),
        );
    }
}

/// The characters of the documents in a list of policies, as far as they are known.
fn inline_size(policies: &Value<'_>) -> usize {
    let Value::List(policies) = policies else { return 0 };
    let documents = policies.iter().filter_map(|policy| match policy {
        Value::Map(entries) => entries.iter().find(|(key, _)| key == "PolicyDocument").map(|(_, value)| value),
        _ => None,
    });
    documents.map(size::of).sum()
}
