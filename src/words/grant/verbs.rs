//! What the verbs of a `grant` mean, by the type of the resource: a fixed list of actions for each.
//!
//! Actions and what they can be limited to are from the Service Authorization Reference; `tests` holds them to
//! [`crate::catalog::iam`].

mod api;
mod bucket;
mod database;
mod distribution;
mod event_bus;
mod file_system;
mod function;
mod key;
mod log_group;
mod mail;
mod parameter;
mod queue;
mod repository;
mod role;
mod secret;
mod state_machine;
mod stream;
mod table;
#[cfg(test)]
mod tests;
mod topic;

/// The verb that stands for all of a type's.
pub const ALL: &str = "all";

/// Every vocabulary, by the name of its file.
pub static VOCABULARIES: &[&Vocabulary] = &[
    &api::API,
    &bucket::BUCKET,
    &database::CLUSTER,
    &database::INSTANCE,
    &distribution::DISTRIBUTION,
    &event_bus::EVENT_BUS,
    &file_system::FILE_SYSTEM,
    &function::FUNCTION,
    &function::VERSION,
    &key::KEY,
    &log_group::LOG_GROUP,
    &mail::MAIL,
    &parameter::PARAMETER,
    &queue::QUEUE,
    &repository::REPOSITORY,
    &role::ROLE,
    &secret::SECRET,
    &state_machine::STATE_MACHINE,
    &stream::DELIVERY,
    &stream::STREAM,
    &table::GLOBAL,
    &table::TABLE,
    &topic::TOPIC,
];

/// What can be granted on the resources of some types.
#[derive(Debug)]
pub struct Vocabulary {
    /// The types.
    pub types: &'static [&'static str],
    /// The verbs.
    pub verbs: &'static [Verb],
    /// What takes more than one of them.
    pub together: &'static [Together],
    /// The way to the key that a resource is encrypted with, below its properties; `*` is each item of a list. Empty
    /// where nobody needs the key but the service.
    pub key: &'static [&'static str],
}

/// One verb.
#[derive(Debug)]
pub struct Verb {
    /// As it is written.
    pub name: &'static str,
    /// Other words for it.
    pub also: &'static [&'static str],
    /// What somebody can do with it, as the end of a sentence.
    pub summary: &'static str,
    /// What it means: somebody can do it who may do all of these.
    pub core: &'static [Actions],
    /// What is allowed too, so that programs can do it as they usually do.
    pub besides: &'static [Actions],
    /// What it takes of the key that the resource is encrypted with.
    pub key: KeyUse,
}

/// Actions that one verb alone would allow too much by.
#[derive(Debug)]
pub struct Together {
    /// The verbs, all of which have to be granted.
    pub verbs: &'static [&'static str],
    /// What is allowed then.
    pub actions: Actions,
}

/// Actions on one thing.
#[derive(Debug)]
pub struct Actions {
    /// What they are allowed on.
    pub on: On,
    /// Their names: `s3:GetObject`.
    pub names: &'static [&'static str],
}

/// What actions are allowed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// The resource: its ARN.
    Itself,
    /// What is in the resource: its ARN and this behind it.
    Below(&'static str),
    /// The same, as far as the resource has one of these properties.
    BelowWith(&'static str, &'static [&'static str]),
    /// An ARN of its own: what stands in front of an attribute of the resource, the attribute (`Ref` where it is empty),
    /// and what stands behind.
    Made(&'static str, &'static str, &'static str),
    /// Everything, because the action cannot be limited.
    Everything,
}

/// What a verb takes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyUse {
    /// Nothing.
    None,
    /// To read what it encrypts.
    Decrypt,
    /// To write what it encrypts, some of which is read before.
    Encrypt,
}

impl KeyUse {
    /// The actions on the key.
    pub fn actions(self) -> &'static [&'static str] {
        match self {
            Self::None => &[],
            Self::Decrypt => &["kms:Decrypt"],
            Self::Encrypt => &["kms:Decrypt", "kms:GenerateDataKey"],
        }
    }
}

impl Vocabulary {
    /// The verbs that a word stands for: one, or all of them for `all`; none when it is no verb of the type.
    pub fn meaning(&self, word: &str) -> &'static [Verb] {
        if word == ALL {
            return self.verbs;
        }
        let found = self.verbs.iter().find(|verb| verb.name == word || verb.also.contains(&word));
        found.map_or(&[], std::slice::from_ref)
    }

    /// Every word that it knows.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.verbs.iter().flat_map(|verb| std::iter::once(verb.name).chain(verb.also.iter().copied())).chain([ALL])
    }

    /// The names of its verbs, `all` among them.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.verbs.iter().map(|verb| verb.name).chain([ALL])
    }

    /// Everything that some of its verbs allow together, in the order of the table.
    pub fn allowed(&'static self, verbs: &[&'static Verb]) -> Vec<&'static Actions> {
        let is_granted = |name: &str| verbs.iter().any(|verb| verb.name == name);
        let own = self.verbs.iter().filter(|verb| is_granted(verb.name));
        let own = own.flat_map(|verb| verb.core.iter().chain(verb.besides));
        let together = self.together.iter().filter(|one| one.verbs.iter().all(|verb| is_granted(verb)));
        own.chain(together.map(|one| &one.actions)).collect()
    }

    /// Whether it has actions of a service: `s3`.
    pub fn has_service(&self, service: &str) -> bool {
        let actions = self.verbs.iter().flat_map(|verb| verb.core).flat_map(|actions| actions.names);
        actions.filter_map(|action| action.split_once(':')).any(|(prefix, _)| prefix == service)
    }
}

/// What can be granted on a resource of this type.
pub fn of(resource_type: &str) -> Option<&'static Vocabulary> {
    VOCABULARIES.iter().find(|one| one.types.contains(&resource_type)).copied()
}

const fn verb(name: &'static str, summary: &'static str, core: &'static [Actions]) -> Verb {
    Verb { name, also: &[], summary, core, besides: &[], key: KeyUse::None }
}

const fn itself(names: &'static [&'static str]) -> Actions {
    Actions { on: On::Itself, names }
}

impl Verb {
    const fn or(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }

    const fn with(mut self, besides: &'static [Actions]) -> Self {
        self.besides = besides;
        self
    }

    const fn by_key(mut self, key: KeyUse) -> Self {
        self.key = key;
        self
    }
}
