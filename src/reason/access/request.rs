//! What is asked of IAM: whether somebody may do something to a resource, with what is known of the request.

use super::context::Given;
use super::policy::{Effect, Listed, Statement, Who};
use crate::reason::symbol::{Place, Symbol};
use crate::reason::truth::Truth;

/// Who asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Principal<'t> {
    /// A role of the account, by its ARN.
    Role(Symbol<'t>),
    /// A user of the account, by its ARN.
    User(Symbol<'t>),
    /// A service, as in `sns.amazonaws.com`, on behalf of a resource.
    Service(&'t str, Symbol<'t>),
    /// Somebody without credentials.
    Anonymous,
}

/// How the request comes.
#[derive(Debug, Clone, PartialEq)]
pub enum Through<'t> {
    /// Through a VPC endpoint: its id, that of its VPC, and its position.
    Endpoint(Symbol<'t>, Symbol<'t>, usize),
    /// Over the internet.
    Internet,
    /// Nobody knows.
    Unknown,
}

/// One request.
#[derive(Debug, Clone)]
pub struct Request<'r, 't> {
    /// Who asks.
    pub principal: &'r Principal<'t>,
    /// What is to be done: `s3:PutObject`.
    pub action: &'r str,
    /// To what.
    pub resource: &'r Symbol<'t>,
    /// How it comes.
    pub through: &'r Through<'t>,
    /// What is known of where the stack is deployed.
    pub place: Place<'t>,
}

impl<'t> Request<'_, 't> {
    /// Whether a statement is about this request.
    pub fn is_meant_by(&self, statement: &Statement<'t>) -> Truth {
        let who = statement.principals.as_ref().map_or(Truth::Yes, |(all, is_except)| {
            let named = Truth::any(all.iter().map(|who| self.is(who, statement.effect)));
            if *is_except { named.negated() } else { named }
        });
        let parts = [self.is_action(&statement.actions), self.is_resource(&statement.resources), who];
        let unread = if statement.unread { Truth::Unknown } else { Truth::Yes };
        let about = Truth::all(parts).and(unread);
        // Conditions cost more than the rest.
        if about == Truth::No { about } else { about.and(super::context::hold(&statement.tests, self)) }
    }

    /// Actions are told apart without regard to case.
    fn is_action(&self, listed: &Listed<'t>) -> Truth {
        let action = Symbol::text(self.action.to_ascii_lowercase());
        let is = |pattern: &Symbol<'t>| match pattern.known() {
            Some(text) => action.matches(&Symbol::text(text.to_ascii_lowercase())),
            None => Truth::Unknown,
        };
        Self::is_listed(listed, is)
    }

    fn is_resource(&self, listed: &Listed<'t>) -> Truth {
        // A policy of a trust has none.
        if *listed == Listed::Absent {
            return Truth::Yes;
        }
        Self::is_listed(listed, |pattern| self.resource.matches(pattern))
    }

    fn is_listed(listed: &Listed<'t>, is: impl Fn(&Symbol<'t>) -> Truth) -> Truth {
        match listed {
            Listed::Only(all) => Truth::any(all.iter().map(is)),
            Listed::Except(all) => Truth::any(all.iter().map(is)).negated(),
            Listed::Absent => Truth::No,
            Listed::Unknown => Truth::Unknown,
        }
    }

    fn is(&self, who: &Who<'t>, effect: Option<Effect>) -> Truth {
        match (self.principal, who) {
            (_, Who::Anyone) => Truth::Yes,
            (_, Who::Unknown) => Truth::Unknown,
            (Principal::Role(own) | Principal::User(own), Who::Aws(wanted)) => self.is_account(own, wanted, effect),
            (Principal::Service(own, _), Who::Service(wanted)) => Symbol::text(*own).matches(wanted),
            (Principal::Role(_) | Principal::User(_), Who::Service(_) | Who::Other) => Truth::No,
            (Principal::Service(..), Who::Aws(_) | Who::Other) => Truth::No,
            (Principal::Anonymous, Who::Aws(_) | Who::Service(_) | Who::Other) => Truth::No,
        }
    }

    /// A principal by its ARN. One of the whole account stands for everybody in it where it is denied something; where
    /// it is allowed something, the account's own policies decide, so that it allows nothing by itself.
    fn is_account(&self, own: &Symbol<'t>, wanted: &Symbol<'t>, effect: Option<Effect>) -> Truth {
        if self.names_account(wanted) {
            return Truth::from(effect == Some(Effect::Deny));
        }
        // No stars are understood in the ARN of a principal.
        match wanted.known() {
            Some(text) if text.contains('*') => Truth::No,
            _ => own.matches(wanted),
        }
    }

    /// Whether a principal is the stack's own account as a whole.
    pub fn names_account(&self, wanted: &Symbol<'t>) -> bool {
        let account = Symbol::input("AWS::AccountId");
        let root = Symbol::text(format!("arn:{}:iam::", self.place.partition()))
            .then(account.clone())
            .then(Symbol::text(":root"));
        *wanted == root || *wanted == account
    }

    /// What a key of the context has, as far as it is known. A program that uses an SDK of AWS speaks TLS.
    pub fn key(&self, key: &str) -> Given<'t> {
        let text = |text: &'static str| Given::Is(Symbol::text(text));
        match key.to_ascii_lowercase().as_str() {
            "aws:securetransport" => text("true"),
            "aws:principalarn" => match self.principal {
                Principal::Role(arn) | Principal::User(arn) => Given::Is(arn.clone()),
                Principal::Service(..) | Principal::Anonymous => Given::Absent,
            },
            "aws:principalaccount" => match self.principal {
                Principal::Role(_) | Principal::User(_) => Given::Is(Symbol::input("AWS::AccountId")),
                Principal::Service(..) | Principal::Anonymous => Given::Absent,
            },
            "aws:resourceaccount" | "s3:resourceaccount" => Given::Is(Symbol::input("AWS::AccountId")),
            "aws:principalisawsservice" => match self.principal {
                Principal::Service(..) => text("true"),
                Principal::Role(_) | Principal::User(_) | Principal::Anonymous => text("false"),
            },
            "aws:sourcearn" => match self.principal {
                Principal::Service(_, source) => Given::Is(source.clone()),
                Principal::Role(_) | Principal::User(_) | Principal::Anonymous => Given::Unknown,
            },
            "aws:sourceaccount" => match self.principal {
                Principal::Service(..) => Given::Is(Symbol::input("AWS::AccountId")),
                Principal::Role(_) | Principal::User(_) | Principal::Anonymous => Given::Unknown,
            },
            "aws:requestedregion" => self.place.region.map_or(Given::Unknown, |region| Given::Is(Symbol::text(region))),
            "aws:sourcevpce" | "aws:sourcevpc" => match self.through {
                Through::Endpoint(endpoint, vpc, _) => {
                    Given::Is(if key.to_ascii_lowercase().ends_with("vpce") { endpoint.clone() } else { vpc.clone() })
                }
                Through::Internet => Given::Absent,
                Through::Unknown => Given::Unknown,
            },
            _ => Given::Unknown,
        }
    }
}
