//! The types of parameters: ours, what CloudFormation calls them, and what a value of each looks like.

/// A type of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct One {
    /// Its name in the language.
    pub ours: &'static str,
    /// CloudFormation's type.
    pub theirs: &'static str,
    /// What a value is.
    pub form: Form,
    /// The same for people.
    pub summary: &'static str,
}

/// What a value of a type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Any text.
    Text,
    /// A number, with a fraction or without.
    Number,
    /// A whole number.
    Whole,
    /// `true` or `false`.
    Switch,
    /// A block of addresses.
    Cidr,
    /// A region.
    Region,
    /// An availability zone.
    Zone,
    /// What identifies something.
    Identifier(Identifier),
}

/// What identifies something that is there when the stack is deployed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identifier {
    /// What it identifies.
    pub what: &'static str,
    /// The resource type of that; empty for what no resource is.
    pub resource: &'static str,
    /// What such a resource gives for it; empty for `Ref`.
    pub attribute: &'static str,
    /// What it starts with.
    pub prefix: &'static str,
}

const fn one(ours: &'static str, theirs: &'static str, form: Form, summary: &'static str) -> One {
    One { ours, theirs, form, summary }
}

const fn of(what: &'static str, resource: &'static str, attribute: &'static str, prefix: &'static str) -> Form {
    Form::Identifier(Identifier { what, resource, attribute, prefix })
}

/// In alphabetical order. `cidr`, `region`, `bool` and `secret` are texts for CloudFormation.
pub const TYPES: &[One] = &[
    one("bool", "String", Form::Switch, "true or false"),
    one("cidr", "String", Form::Cidr, "a block of addresses, such as 10.0.0.0/16"),
    one("hosted_zone", "AWS::Route53::HostedZone::Id", HOSTED_ZONE, "the id of a hosted zone, Z…"),
    one("image", "AWS::EC2::Image::Id", IMAGE, "the id of an image, ami-…"),
    one("instance", "AWS::EC2::Instance::Id", INSTANCE, "the id of an instance, i-…"),
    one("int", "Number", Form::Whole, "a whole number"),
    one(KEY_PAIR_NAME, "AWS::EC2::KeyPair::KeyName", KEY_PAIR, "the name of a key pair"),
    one("number", "Number", Form::Number, "a number, with a fraction or without"),
    one("region", "String", Form::Region, "the code of a region, such as us-east-1"),
    one("secret", "String", Form::Text, "a text that nobody is to see"),
    one("security_group", "AWS::EC2::SecurityGroup::Id", SECURITY_GROUP, "the id of a security group, sg-…"),
    one("security_group_name", "AWS::EC2::SecurityGroup::GroupName", Form::Text, "the name of a security group"),
    one(SSM_NAME, "AWS::SSM::Parameter::Name", Form::Text, "the name of a parameter of Systems Manager"),
    one("string", "String", Form::Text, "a text"),
    one("subnet", "AWS::EC2::Subnet::Id", SUBNET, "the id of a subnet, subnet-…"),
    one("volume", "AWS::EC2::Volume::Id", VOLUME, "the id of a volume, vol-…"),
    one("vpc", "AWS::EC2::VPC::Id", VPC, "the id of a VPC, vpc-…"),
    one("zone", "AWS::EC2::AvailabilityZone::Name", Form::Zone, "an availability zone, such as us-east-1a"),
];

const HOSTED_ZONE: Form = of("a hosted zone", "AWS::Route53::HostedZone", "", "Z");
const IMAGE: Form = of("an image", "", "", "ami-");
const INSTANCE: Form = of("an instance", "AWS::EC2::Instance", "", "i-");
const KEY_PAIR: Form = of("a key pair", "AWS::EC2::KeyPair", "", "");
const SECURITY_GROUP: Form = of("a security group", "AWS::EC2::SecurityGroup", "GroupId", "sg-");
const SUBNET: Form = of("a subnet", "AWS::EC2::Subnet", "", "subnet-");
const VOLUME: Form = of("a volume", "AWS::EC2::Volume", "", "vol-");
const VPC: Form = of("a VPC", "AWS::EC2::VPC", "", "vpc-");

const KEY_PAIR_NAME: &str = "key_pair";
const SSM_NAME: &str = "ssm_name";

/// Types of which CloudFormation has no lists, as its page on the types says.
pub const WITHOUT_LISTS: [&str; 2] = [KEY_PAIR_NAME, SSM_NAME];

/// The type of this name.
pub fn find(ours: &str) -> Option<One> {
    TYPES.iter().find(|one| one.ours == ours).copied()
}

/// A block of addresses of IPv4 or IPv6, as a pattern that the whole value has to match.
const BLOCK: &str = "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/(12[0-8]|1[01][0-9]|[1-9]?[0-9])";
/// A region of any partition, those included that are still to come.
const REGION: &str = "[a-z]{2,}(-[a-z]+)+-[0-9]+";

impl Form {
    /// What CloudFormation is to check before anything is made, where it does not know the type itself; and what it says
    /// then: it puts the parameter's name in front.
    pub fn pattern(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Cidr => Some((BLOCK, "must be a block of addresses such as 10.0.0.0/16")),
            Self::Region => Some((REGION, "must be the code of a region, such as us-east-1")),
            Self::Text | Self::Number | Self::Whole | Self::Switch | Self::Zone | Self::Identifier(_) => None,
        }
    }

    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Whole)
    }
}

#[cfg(test)]
mod tests {
    use super::Form;
    use crate::catalog::regions;
    use crate::schema::{is_network, pattern};

    fn whole(form: Form) -> regex::Regex {
        let (pattern, _) = form.pattern().expect("it has a pattern");
        pattern::compile(&format!("^(?:{pattern})$")).expect("it can be compiled")
    }

    #[test]
    fn every_region_has_the_form_of_one() {
        let form = whole(Form::Region);
        assert!(regions::names().all(|region| form.is_match(region)));
        for wrong in ["", "us-east", "us-east-1a", "US-EAST-1", "seoul", "us east 1"] {
            assert!(!form.is_match(wrong), "{wrong}");
        }
    }

    #[test]
    fn blocks_of_addresses_have_the_form_of_one() {
        let form = whole(Form::Cidr);
        for block in ["0.0.0.0/0", "10.0.0.0/16", "255.255.255.255/32", "2001:db8::/32", "::/0", "::ffff:10.0.0.1/128"]
        {
            assert!(form.is_match(block) && [4, 6].iter().any(|version| is_network(block, *version)), "{block}");
        }
        for wrong in
            ["", "10.0.0.0", "10.0.0/16", "256.0.0.0/8", "10.0.0.0/33", "2001:db8::/129", "a/16", "10.0.0.0/16 "]
        {
            assert!(!form.is_match(wrong), "{wrong}");
        }
    }
}
