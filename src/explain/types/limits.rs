//! Lengths and ranges, as numbers and in words.

use crate::schema::{Place, Types};
use serde::{Serialize, Serializer};

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Of {
    /// The number itself.
    Value,
    /// Characters of a text.
    Characters,
    /// Items of a list.
    Items,
    /// Entries of a map.
    Entries,
}

/// A limit; both ends belong to it, unless it is said to be above or below.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Limit {
    /// What it counts.
    pub of: Of,
    /// The least.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    pub least: Option<f64>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    pub most: Option<f64>,
    /// What it is above.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    pub above: Option<f64>,
    /// What it is below.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    pub below: Option<f64>,
    /// What it is a multiple of.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number")]
    pub step: Option<f64>,
}

/// A whole number without a fraction: `60`, not `60.0`.
fn number<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) if value.fract() == 0.0 && value.abs() < 9e15 => serializer.serialize_i64(*value as i64),
        Some(value) => serializer.serialize_f64(*value),
        None => serializer.serialize_none(),
    }
}

/// The limits of a place that make sense for what it accepts.
pub fn of(place: Place) -> Vec<Limit> {
    let types = place.types();
    let mut limits: Vec<Limit> = Vec::new();
    for bounds in place.layers().filter_map(|layer| layer.node.bounds.as_ref()) {
        let is_number = types.accepts(Types::INTEGER) || types.accepts(Types::NUMBER);
        let counted = [
            (Of::Value, is_number, bounds.range),
            (Of::Characters, types.accepts(Types::STRING), bounds.length),
            (Of::Items, types.accepts(Types::ARRAY), bounds.items),
            (Of::Entries, types.accepts(Types::OBJECT), bounds.keys),
        ];
        for (of, _, (least, most)) in counted.into_iter().filter(|(_, fits, _)| *fits) {
            let least = least.filter(|least| of == Of::Value || *least > 0.0);
            let (above, below, step) =
                if of == Of::Value { (bounds.between.0, bounds.between.1, bounds.step) } else { (None, None, None) };
            let limit = Limit { of, least, most, above, below, step };
            let says = [least, most, above, below, step].iter().any(Option::is_some);
            if says && !limits.iter().any(|other| other.of == of) {
                limits.push(limit);
            }
        }
    }
    limits
}

impl Limit {
    /// As in `1 to 128 characters`.
    pub fn words(&self) -> String {
        let unit = match (self.of, self.most.or(self.least)) {
            (Of::Value, _) => "",
            (Of::Characters, Some(1.0)) => " character",
            (Of::Characters, _) => " characters",
            (Of::Items, Some(1.0)) => " item",
            (Of::Items, _) => " items",
            (Of::Entries, Some(1.0)) => " entry",
            (Of::Entries, _) => " entries",
        };
        let ends = match (self.least, self.most) {
            (Some(least), Some(most)) if least == most => Some(format!("exactly {least}{unit}")),
            (Some(least), Some(most)) => Some(format!("{least} to {most}{unit}")),
            (Some(least), None) => Some(format!("at least {least}{unit}")),
            (None, Some(most)) => Some(format!("at most {most}{unit}")),
            (None, None) => None,
        };
        let above = self.above.map(|above| format!("above {above}"));
        let below = self.below.map(|below| format!("below {below}"));
        let step = self.step.map(|step| format!("a multiple of {step}"));
        [ends, above, below, step].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
