//! Who holds permissions: roles, users and groups, with what IAM takes of each.
//!
//! The figures are from the page "IAM and AWS STS quotas" of the IAM User Guide.

use super::naming::Naming;

/// A kind of holder.
#[derive(Debug)]
pub struct Holder {
    /// Its names.
    pub naming: Naming,
    /// Its type.
    pub resource: &'static str,
    /// Managed policies that one may have unless its account's quota was raised, and with it raised.
    pub usual_policies: usize,
    /// See [`Holder::usual_policies`].
    pub most_policies: usize,
    /// Characters of its own statements together, white space aside.
    pub most_inline: usize,
    /// The type that gives it statements from outside, and the property that names it there.
    pub inline: &'static str,
    /// The property of a managed policy that lists those that it is attached to.
    pub listed_as: &'static str,
}

/// Roles.
pub static ROLE: Holder = Holder {
    naming: Naming { what: "role", names: "roles", property: "RoleName", longest: 64 },
    resource: "AWS::IAM::Role",
    usual_policies: 10,
    most_policies: 25,
    most_inline: 10_240,
    inline: "AWS::IAM::RolePolicy",
    listed_as: "Roles",
};

/// Users.
pub static USER: Holder = Holder {
    naming: Naming { what: "user", names: "users", property: "UserName", longest: 64 },
    resource: "AWS::IAM::User",
    usual_policies: 10,
    most_policies: 20,
    most_inline: 2_048,
    inline: "AWS::IAM::UserPolicy",
    listed_as: "Users",
};

/// Groups.
pub static GROUP: Holder = Holder {
    naming: Naming { what: "group", names: "groups", property: "GroupName", longest: 128 },
    resource: "AWS::IAM::Group",
    usual_policies: 10,
    most_policies: 10,
    most_inline: 5_120,
    inline: "AWS::IAM::GroupPolicy",
    listed_as: "Groups",
};

/// All of them.
static HOLDERS: [&Holder; 3] = [&ROLE, &USER, &GROUP];

/// The kind of a type.
pub fn of(resource: &str) -> Option<&'static Holder> {
    HOLDERS.into_iter().find(|holder| holder.resource == resource)
}
