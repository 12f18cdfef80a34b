//! Blocks of addresses, as far as they are known.

use super::{Networks, Thing};
use crate::addresses::Block;
use crate::template::Value;

/// How many steps are gone from one block to that which it is cut out of.
const FAR: usize = 8;

impl<'t> Networks<'t> {
    /// The block that a resource says.
    pub fn block(&self, at: usize) -> Option<Block> {
        self.block_in(self.resources[at].get("CidrBlock")?, FAR)
    }

    /// The block that a value gives: a text, that of a VPC or subnet, or one that is cut out of those.
    fn block_in(&self, value: &Value<'_>, far: usize) -> Option<Block> {
        let far = far.checked_sub(1)?;
        match value {
            Value::Text(text) => Block::parse(text).ok(),
            Value::GetAtt(target) if target.1 == "CidrBlock" => {
                let at = self.place(&target.0)?;
                self.block_in(self.resources[at].get("CidrBlock")?, far)
            }
            Value::Intrinsic("Fn::Select", parts) => match parts.as_ref() {
                Value::List(parts) => match &parts[..] {
                    [index, Value::Intrinsic("Fn::Cidr", cut)] => self.cut(number(index)?, cut, far),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    fn cut(&self, index: i64, cut: &Value<'_>, far: usize) -> Option<Block> {
        let Value::List(parts) = cut else { return None };
        match &parts[..] {
            [block, count, bits] => {
                let bits = number(bits)?;
                (index < number(count)?).then(|| self.block_in(block, far)?.cut(bits, index))?
            }
            _ => None,
        }
    }

    /// All blocks of a VPC that the template makes; none where not all of them are known.
    pub fn blocks_of(&self, vpc: usize) -> Option<Vec<Block>> {
        let mut blocks = vec![self.block(vpc)?];
        for more in self.all("AWS::EC2::VPCCidrBlock") {
            match self.named(more, "VpcId").and_then(|of| of.is(Thing::Own(vpc))) {
                Some(false) => {}
                // One for addresses of the other kind.
                Some(true) if self.resources[more].get("CidrBlock").is_none() && !from_pool(self, more) => {}
                Some(true) => blocks.push(self.block(more)?),
                None => return None,
            }
        }
        Some(blocks)
    }
}

fn from_pool(networks: &Networks<'_>, at: usize) -> bool {
    networks.resources[at].get("Ipv4IpamPoolId").is_some()
}

fn number(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Int(number) => Some(*number),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}
