//! Tags: CloudFormation's short forms of its functions, and the few of YAML's own that it takes.

use super::{place, problems};
use crate::source::Span;
use crate::template::Text;
use crate::template::read::functions;
use crate::template::read::problems::Problems;

/// What a tag makes of a value.
pub(super) enum Tag {
    /// A text, whatever it looks like.
    Text,
    /// What it looks like, even in quotes.
    Core,
    /// The argument of a function, by its full name.
    Function { name: Text<'static>, span: Span },
}

/// YAML's own types that CloudFormation takes, but for `str`.
const CORE: &[&str] = &["bool", "float", "int", "map", "null", "seq"];

impl Tag {
    /// What a tag means; one that nobody knows is reported.
    pub fn read(tag: &granit_parser::Tag, at: granit_parser::Span, found: &mut Problems) -> Option<Self> {
        let span = at.tag_span().map_or_else(|| place(at), place);
        let (handle, suffix) = tag.parts();
        if let Some(own) = tag.suffix_in_namespace("tag:yaml.org,2002:") {
            if own == "str" {
                return Some(Self::Text);
            }
            if CORE.contains(&own.as_ref()) {
                return Some(Self::Core);
            }
            found.push(problems::refused_tag(span, &own));
            return Some(Self::Text);
        }
        let whole = format!("{handle}{suffix}");
        let Some(local) = whole.strip_prefix('!') else {
            found.push(problems::unknown_tag(span, &whole));
            return None;
        };
        if local.is_empty() {
            return Some(Self::Text);
        }
        Some(Self::function(local, span, found))
    }

    fn function(local: &str, span: Span, found: &mut Problems) -> Self {
        let name = functions::of_tag(local);
        let name = match functions::find(&name) {
            Some(known) => Text::Borrowed(known),
            None => {
                found.push_with(|| problems::unknown_tag(span, local));
                Text::Owned(name)
            }
        };
        Self::Function { name, span }
    }

    /// Whether it is a function's, which wraps what it stands on.
    pub fn is_function(&self) -> bool {
        match self {
            Self::Function { .. } => true,
            Self::Text | Self::Core => false,
        }
    }
}
