//! What is wrong, where: by the path in the template, because a source's spans are found only when they are needed.

use crate::diagnostic::Diagnostic;
pub use crate::template::Step;

/// Where something stands below a resource's properties.
pub type Path<'v> = Vec<Step<'v>>;

/// Which half of an entry is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Its key.
    Key,
    /// Its value.
    Value,
}

/// A problem whose places are paths.
#[derive(Debug)]
pub struct Problem<'v> {
    /// What is said, still without labels.
    pub diagnostic: Diagnostic,
    /// Where it is.
    pub path: Path<'v>,
    /// Which half of it.
    pub at: At,
    /// What the label says.
    pub label: String,
    /// The other half of the problem: the key beside it, and what is said there.
    pub other: Option<(&'v str, String)>,
    /// What to write in its place.
    pub instead: Option<String>,
    /// The function to put around it.
    pub around: Option<&'static str>,
    /// The resource that it is about, by its logical id, where a source names that in another place.
    pub names: Option<&'v str>,
}

impl<'v> Problem<'v> {
    /// About the value at the current path.
    pub fn value(diagnostic: Diagnostic, label: impl Into<String>) -> Self {
        let (other, instead, around, names) = (None, None, None, None);
        Self { diagnostic, path: Path::new(), at: At::Value, label: label.into(), other, instead, around, names }
    }

    /// About a key: that of the last step.
    pub fn key(diagnostic: Diagnostic, label: impl Into<String>) -> Self {
        Self { at: At::Key, ..Self::value(diagnostic, label) }
    }

    /// Offers what to write instead.
    pub fn instead(mut self, text: impl Into<String>) -> Self {
        self.instead = Some(text.into());
        self
    }

    /// Offers to put a function around it.
    pub fn around(mut self, function: &'static str) -> Self {
        self.around = Some(function);
        self
    }

    /// Says which resource it is about.
    pub fn naming(mut self, id: &'v str) -> Self {
        self.names = Some(id);
        self
    }

    /// Names the entry beside it that the problem is about too.
    pub fn beside(mut self, key: &'v str, label: impl Into<String>) -> Self {
        self.other = Some((key, label.into()));
        self
    }

    pub(super) fn at_path(mut self, path: &[Step<'v>]) -> Self {
        self.path = path.to_vec();
        self
    }
}

/// A path as people write it: `Rules.Status`, or the type when it is the whole resource.
pub fn shown(path: &[Step<'_>], of: &str) -> String {
    let keys = path.iter().filter_map(|step| match step {
        // A function is no part of a property's name.
        Step::Key(key) if key.starts_with("Fn::") => None,
        Step::Key(key) => Some(*key),
        Step::Item(_) => None,
    });
    let keys: Vec<&str> = keys.collect();
    if keys.is_empty() { of.to_owned() } else { keys.join(".") }
}

/// The path of a type's property, or the type.
pub fn whole(of: &str, path: &[Step<'_>]) -> String {
    let below = shown(path, "");
    if below.is_empty() { of.to_owned() } else { format!("{of}.{below}") }
}
