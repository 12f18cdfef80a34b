//! Values that the deploy chooses from: `Fn::If`, and `AWS::NoValue` for nothing.

use super::{Text, Value};

impl<'a> Value<'a> {
    /// A value where a condition holds, and another one where it does not.
    pub fn choice(condition: impl Into<Text<'a>>, then: Value<'a>, otherwise: Value<'a>) -> Self {
        Self::Intrinsic("Fn::If", Box::new(Self::list([Self::Text(condition.into()), then, otherwise])))
    }

    /// What takes away the entry that it stands in.
    pub fn nothing() -> Self {
        Self::reference("AWS::NoValue")
    }

    /// Whether it takes away the entry that it stands in.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Ref(id) if id == "AWS::NoValue")
    }

    /// The condition and the two values of a choice.
    pub fn chosen(&self) -> Option<(&Text<'a>, &Value<'a>, &Value<'a>)> {
        let Self::Intrinsic("Fn::If", parts) = self else { return None };
        match parts.as_ref() {
            Self::List(parts) => match &parts[..] {
                [Self::Text(condition), then, otherwise] => Some((condition, then, otherwise)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Changes the value, or each of those that it chooses from; nothing stays nothing. None when one cannot be changed.
    pub fn changed(&self, change: &mut dyn FnMut(&Value<'a>) -> Option<Value<'a>>) -> Option<Value<'a>> {
        match self.chosen() {
            Some((condition, then, otherwise)) => {
                let (then, otherwise) = (then.changed(change), otherwise.changed(change));
                Some(Self::choice(condition.clone(), then?, otherwise?))
            }
            None if self.is_nothing() => Some(self.clone()),
            None => change(self),
        }
    }

    /// The value with another one wherever it is nothing.
    pub fn or(&self, default: &Value<'a>) -> Value<'a> {
        match self.chosen() {
            Some((condition, then, otherwise)) => {
                let where_it = |holds| default.where_it(condition, holds);
                Self::choice(condition.clone(), then.or(where_it(true)), otherwise.or(where_it(false)))
            }
            None if self.is_nothing() || *self == Self::Null => default.clone(),
            None => self.clone(),
        }
    }

    /// What the value is where a condition holds, or does not.
    fn where_it(&self, condition: &str, holds: bool) -> &Value<'a> {
        match self.chosen() {
            Some((same, then, otherwise)) if same == condition => {
                if holds {
                    then
                } else {
                    otherwise
                }
            }
            _ => self,
        }
    }

    /// The value with what a choice leaves open, [`Value::Null`], filled in.
    pub fn filled(self, otherwise: &Value<'a>) -> Value<'a> {
        match self {
            Self::Null => otherwise.clone(),
            value if value.chosen().is_some() => {
                let fill = &mut |value: &Value<'a>| Some(if *value == Self::Null { otherwise } else { value }.clone());
                value.changed(fill).unwrap_or(value)
            }
            value => value,
        }
    }
}
