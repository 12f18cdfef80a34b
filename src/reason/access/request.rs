//! What is asked of IAM: whether somebody may do something to a resource, with what is known of the request.

use super::context::Given;
use super::policy::{Effect, Listed, Statement, Who};
use crate::reason::symbol::{Place, Symbol};
use crate::reason::truth::Truth;
use std::borrow::Cow;

/// Who asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Principal<'t> {
    /// A role of the account, by its ARN.
    Role(Symbol<'t>),
    /// A user of the account, by its ARN and its name.
    User(Symbol<'t>, Symbol<'t>),
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
    /// Maybe through these endpoints, and maybe another way.
    Perhaps(Vec<usize>),
    /// Nobody knows.
    Unknown,
}

impl Through<'_> {
    /// One way or the other.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self == other {
            return self;
        }
        let mut all = self.endpoints();
        all.extend(other.endpoints());
        all.sort_unstable();
        all.dedup();
        if all.is_empty() { Self::Unknown } else { Self::Perhaps(all) }
    }

    /// The endpoints that a request may go through.
    pub fn endpoints(&self) -> Vec<usize> {
        match self {
            Self::Endpoint(_, _, endpoint) => vec![*endpoint],
            Self::Perhaps(all) => all.clone(),
            Self::Internet | Self::Unknown => Vec::new(),
        }
    }
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
    /// Whether what asks has a boundary.
    pub is_bounded: bool,
    /// What is known of where the stack is deployed.
    pub place: Place<'t>,
}

/// Whether the parts of a statement are about a request.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Who it is for.
    pub who: Truth,
    /// Its actions.
    pub action: Truth,
    /// Its resources.
    pub resource: Truth,
}

impl<'t> Request<'_, 't> {
    /// Whether a statement is about this request.
    pub fn is_meant_by(&self, statement: &Statement<'t>) -> Truth {
        let about = self.about(statement);
        let unread = if statement.unread { Truth::Unknown } else { Truth::Yes };
        let truth = Truth::all([about.who, about.action, about.resource, unread]);
        // Conditions cost more than the rest.
        if truth == Truth::No { truth } else { truth.and(super::context::hold(&statement.tests, self)) }
    }

    /// The same by its parts, without its conditions.
    pub fn about(&self, statement: &Statement<'t>) -> About {
        let action = self.is_action(&statement.actions);
        // Most statements are about other actions.
        if action == Truth::No {
            return About { who: Truth::Unknown, action, resource: Truth::Unknown };
        }
        About { who: self.is_named_by(statement), action, resource: self.is_resource(&statement.resources) }
    }

    /// Whether a statement is about who asks; one of an identity's policy is.
    fn is_named_by(&self, statement: &Statement<'t>) -> Truth {
        match &statement.principals {
            None => Truth::Yes,
            Some((all, false)) => Truth::any(all.iter().map(|who| self.is(who, statement.effect))),
            Some((all, true)) => self.is_none_of(all, statement.effect),
        }
    }

    /// `NotPrincipal`. Where it denies, somebody is left out only when the account is named too, and for a role the
    /// session, whose name is not known; somebody with a boundary never is.
    ///
    /// From "AWS JSON policy elements: NotPrincipal" and "Permissions boundaries for IAM entities" in the IAM User Guide.
    fn is_none_of(&self, all: &[Who<'t>], effect: Option<Effect>) -> Truth {
        let named = Truth::any(all.iter().map(|who| self.is(who, None)));
        if effect == Some(Effect::Allow) {
            return named.negated();
        }
        let has_account = all.iter().any(|who| match who {
            Who::Aws(arn) => self.names_account(arn) != Truth::No,
            Who::Anyone | Who::Account | Who::Unknown => true,
            Who::Service(_) | Who::Other => false,
        });
        let is_sure = match self.principal {
            Principal::Role(_) => false,
            Principal::User(..) => has_account,
            Principal::Service(..) | Principal::Anonymous => true,
        };
        match named {
            Truth::No => Truth::Yes,
            _ if self.is_bounded => Truth::Yes,
            Truth::Yes if is_sure => Truth::No,
            Truth::Yes | Truth::Unknown => Truth::Unknown,
        }
    }

    /// Whether a statement of a resource's policy is about everybody, and not about who asks by name.
    pub fn is_for_anyone(&self, statement: &Statement<'t>) -> bool {
        match &statement.principals {
            Some((all, is_except)) => *is_except || all.contains(&Who::Anyone),
            None => false,
        }
    }

    /// Actions are told apart without regard to case.
    fn is_action(&self, listed: &Listed<'t>) -> Truth {
        let action = Symbol::text(self.action.to_ascii_lowercase());
        Self::is_listed(listed, |pattern| action.matches(&pattern.lowercase()))
    }

    fn is_resource(&self, listed: &Listed<'t>) -> Truth {
        // A policy of a trust has none.
        if *listed == Listed::Absent {
            return Truth::Yes;
        }
        // A variable that stands for nothing matches no resource.
        Self::is_listed(listed, |pattern| self.filled(pattern).map_or(Truth::No, |one| self.resource.matches(&one)))
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
            (Principal::Role(_) | Principal::User(..), Who::Account) => Truth::Yes,
            (Principal::Role(own), Who::Aws(wanted)) if is_session(wanted) => self.is_session_of(own, wanted),
            (Principal::Role(own) | Principal::User(own, _), Who::Aws(wanted)) => {
                self.is_principal(own, wanted, effect)
            }
            (Principal::Service(own, _), Who::Service(wanted)) => Symbol::text(*own).matches(wanted),
            (Principal::Role(_) | Principal::User(..), Who::Service(_) | Who::Other) => Truth::No,
            (Principal::Service(..), Who::Aws(_) | Who::Account | Who::Other) => Truth::No,
            (Principal::Anonymous, Who::Aws(_) | Who::Account | Who::Service(_) | Who::Other) => Truth::No,
        }
    }

    /// A principal by its ARN. One of the whole account stands for everybody in it where it is denied something; where
    /// it is allowed something, the account's own policies decide, so that it allows nothing by itself.
    fn is_principal(&self, own: &Symbol<'t>, wanted: &Symbol<'t>, effect: Option<Effect>) -> Truth {
        let account = self.names_account(wanted);
        let by_account = account.and(Truth::from(effect == Some(Effect::Deny)));
        // No stars are understood in the ARN of a principal.
        if account == Truth::Yes || wanted.has_stars() { by_account } else { by_account.or(own.equals(wanted)) }
    }

    /// Whether an ARN is that of a session of a role. How sessions are called is not known.
    fn is_session_of(&self, own: &Symbol<'t>, wanted: &Symbol<'t>) -> Truth {
        let Some(role) = own.last_name() else { return Truth::Unknown };
        let front = Symbol::text(format!("arn:{}:sts::", self.place.partition())).then(Symbol::input("AWS::AccountId"));
        let session = front.then(Symbol::text(":assumed-role/")).then(role).then(Symbol::text("/"));
        session.then(Symbol::any("a session")).equals(wanted).and(Truth::Unknown)
    }

    /// Whether a principal is the stack's own account as a whole.
    pub fn names_account(&self, wanted: &Symbol<'t>) -> Truth {
        names_account(wanted, self.place)
    }

    /// A text of a policy with what its variables stand for; none where one stands for nothing.
    pub fn filled<'s>(&self, symbol: &'s Symbol<'t>) -> Option<Cow<'s, Symbol<'t>>> {
        symbol.filled(&|name| {
            let (name, default) = name.split_once(',').map_or((name, None), |(name, default)| (name, Some(default)));
            match (self.key(name.trim()), default) {
                (Given::Is(value), _) => Some(value),
                (Given::Absent, Some(text)) => Some(Symbol::text(text.trim().trim_matches('\'').to_owned())),
                (Given::Absent, None) => None,
                (Given::OneOf(_) | Given::PublicAddress | Given::Present | Given::Unknown, _) => {
                    Some(Symbol::any("a value of the request"))
                }
            }
        })
    }

    /// What a key of the context has, as far as it is known.
    pub fn key(&self, key: &str) -> Given<'t> {
        super::keys::key(self, &key.to_ascii_lowercase())
    }
}

/// Whether a principal is the stack's own account as a whole: by its ARN, or by its number.
pub fn names_account<'t>(wanted: &Symbol<'t>, place: Place<'t>) -> Truth {
    let account = Symbol::input("AWS::AccountId");
    let is_number = match wanted.known() {
        Some(text) => text.len() == 12 && text.bytes().all(|c| c.is_ascii_digit()),
        None => !wanted.to_string().starts_with("arn:"),
    };
    root(place).equals(wanted).or(if is_number { account.equals(wanted) } else { Truth::No })
}

/// The ARN that stands for the stack's own account.
pub fn root<'t>(place: Place<'t>) -> Symbol<'t> {
    let front = Symbol::text(format!("arn:{}:iam::", place.partition()));
    front.then(Symbol::input("AWS::AccountId")).then(Symbol::text(":root"))
}

/// Whether an ARN is one of a session.
fn is_session(arn: &Symbol<'_>) -> bool {
    arn.to_string().contains(":assumed-role/")
}
