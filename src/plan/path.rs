//! The way to a property.

use serde::{Serialize, Serializer};
use std::fmt;

/// A way from an attribute of a resource to something in it, shown as in `Tags[0].Value`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Path(pub Vec<Step>);

/// One step of a way.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Into a map.
    Key(String),
    /// Into a list; the first item is 0.
    Item(usize),
}

impl Path {
    /// A way of keys, as in `Code.S3Bucket`.
    pub fn of(keys: &str) -> Self {
        Self(keys.split('.').filter(|key| !key.is_empty()).map(|key| Step::Key(key.to_owned())).collect())
    }

    /// A JSON pointer such as `/Properties/Tags/0/Value`: its first key, which is the attribute, and the rest.
    pub fn of_pointer(pointer: &str) -> Option<(String, Self)> {
        let mut parts = pointer.strip_prefix('/')?.split('/').map(|part| part.replace("~1", "/").replace("~0", "~"));
        let first = parts.next()?;
        let step = |part: String| part.parse().map_or(Step::Key(part), Step::Item);
        Some((first, Self(parts.map(step).collect())))
    }

    /// The property at the first level.
    pub fn top(&self) -> Option<&str> {
        match self.0.first()? {
            Step::Key(key) => Some(key),
            Step::Item(_) => None,
        }
    }

    /// The same way without the items of lists, as schemas name properties.
    pub fn plain(&self) -> String {
        let keys = self.0.iter().filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Item(_) => None,
        });
        keys.collect::<Vec<_>>().join(".")
    }

    /// One step further.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if key.is_empty() || key.contains(['.', '[', ' ', '"']) => write!(f, "[{key:?}]")?,
                Step::Key(key) if at == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
            }
        }
        Ok(())
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_read() {
        let (first, path) = Path::of_pointer("/Properties/Tags/0/Value").expect("a pointer");
        assert_eq!(
            (first.as_str(), path.to_string().as_str(), path.plain().as_str()),
            ("Properties", "Tags[0].Value", "Tags.Value")
        );
        let (_, path) = Path::of_pointer("/Properties/Variables/a~1b.c").expect("a pointer");
        assert_eq!(path.to_string(), "Variables[\"a/b.c\"]");
        assert_eq!(Path::of_pointer("Properties"), None);
    }

    #[test]
    fn ways_of_keys() {
        let path = Path::of("Code.S3Bucket");
        assert_eq!((path.top(), path.to_string().as_str()), (Some("Code"), "Code.S3Bucket"));
        assert_eq!(path.then(Step::Item(2)).to_string(), "Code.S3Bucket[2]");
    }
}
