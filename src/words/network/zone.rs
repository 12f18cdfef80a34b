//! The zones of subnets, as far as they can be told apart.

use crate::catalog::zones;
use crate::model::Declaration;
use crate::template::Value;

/// The region of the stack, in a text.
const REGION: &str = "${AWS::Region}";

/// A zone of the stack's region.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Zone {
    /// What stands behind the region in its name: `a`.
    Letter(String),
    /// Its place among those that an account has there.
    Index(String),
    /// Its id, the same for all accounts: `apne2-az1`.
    Id(String),
}

impl Zone {
    /// Whether two zones are one; none where nobody can say.
    pub fn is(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Letter(one), Self::Letter(other))
            | (Self::Index(one), Self::Index(other))
            | (Self::Id(one), Self::Id(other)) => Some(one == other),
            (Self::Letter(_) | Self::Index(_) | Self::Id(_), _) => None,
        }
    }

    /// The zone that a value names: a text, `${AWS::Region}a`, or one of `Fn::GetAZs`.
    pub fn of(value: &Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => zones::parts(text).map(|(_, letter)| Self::Letter(letter.to_owned())),
            Value::Sub(text) => {
                let letter = text.strip_prefix(REGION).filter(|rest| !rest.contains("${"))?;
                Some(Self::Letter(letter.to_owned()))
            }
            Value::Intrinsic("Fn::Select", parts) => selected(parts),
            _ => None,
        }
    }
}

fn selected(parts: &Value<'_>) -> Option<Zone> {
    let Value::List(parts) = parts else { return None };
    let [index, Value::Intrinsic("Fn::GetAZs", region)] = &parts[..] else { return None };
    let is_own = match region.as_ref() {
        Value::Text(region) => region.is_empty(),
        Value::Ref(region) => region == "AWS::Region",
        _ => false,
    };
    match index {
        _ if !is_own => None,
        Value::Int(index) => Some(Zone::Index(index.to_string())),
        Value::Text(index) => Some(Zone::Index(index.to_string())),
        _ => None,
    }
}

/// The zone of a subnet, a volume or whatever else has one; none where nobody can say.
pub fn zone_of(of: &Declaration<'_>) -> Option<Zone> {
    let given = |name: &str| of.entries.property(name).map(|given| &given.value);
    if let Some(Value::Text(id)) = given("AvailabilityZoneId") {
        return Some(Zone::Id(id.to_string()));
    }
    Zone::of(given("AvailabilityZone").or_else(|| of.entries.value("zone"))?)
}
