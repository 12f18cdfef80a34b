//! What a property may want, and what such a thing looks like when it is written out.

/// A kind of thing that properties want and resources give.
#[derive(Debug)]
pub struct Kind {
    /// Its name in the schemas.
    pub name: &'static str,
    /// How people call it.
    pub what: &'static str,
    /// What a text in its place looks like.
    pub looks: &'static str,
    test: fn(&str) -> bool,
}

impl Kind {
    /// Whether a text may be one.
    pub fn accepts(&self, text: &str) -> bool {
        (self.test)(text)
    }

    /// The resource type that gives it.
    pub fn resource(&self) -> &'static str {
        self.name.rsplit_once('.').map_or(self.name, |(resource, _)| resource)
    }
}

/// The kind of this name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// Parameter types of CloudFormation that stand for something, with its kind.
const PARAMETERS: &[(&str, &str)] = &[
    ("AWS::EC2::AvailabilityZone::Name", "AWS::EC2::AvailabilityZone.Name"),
    ("AWS::EC2::Image::Id", "AWS::EC2::Image.Id"),
    ("AWS::EC2::Instance::Id", "AWS::EC2::Instance.InstanceId"),
    ("AWS::EC2::KeyPair::KeyName", "AWS::EC2::KeyPair.KeyName"),
    ("AWS::EC2::SecurityGroup::GroupName", "AWS::EC2::SecurityGroup.Name"),
    ("AWS::EC2::SecurityGroup::Id", "AWS::EC2::SecurityGroup.Id"),
    ("AWS::EC2::Subnet::Id", "AWS::EC2::Subnet.Id"),
    ("AWS::EC2::VPC::Id", "AWS::EC2::VPC.Id"),
    ("AWS::EC2::Volume::Id", "AWS::EC2::Volume.VolumeId"),
    ("AWS::Route53::HostedZone::Id", "AWS::Route53::HostedZone.Id"),
];

/// The kind of what a parameter of this type of CloudFormation holds.
pub fn of_parameter(theirs: &str) -> Option<&'static str> {
    PARAMETERS.iter().find(|(name, _)| *name == theirs).map(|(_, kind)| *kind)
}

/// Whether parameters have a type for this kind.
pub fn is_of_parameter(kind: &str) -> bool {
    PARAMETERS.iter().any(|(_, known)| *known == kind)
}

/// A kind: its name, what it is, what it looks like, and the test.
const fn of(name: &'static str, what: &'static str, looks: &'static str, test: fn(&str) -> bool) -> Kind {
    Kind { name, what, looks, test }
}

static KINDS: &[Kind] = &[
    of("AWS::ACM::Certificate.Arn", "the ARN of a certificate", "arn:aws:acm:REGION:ACCOUNT:certificate/…", |text| {
        is_arn(text, "acm", true, |rest| rest.starts_with("certificate/"))
    }),
    of("AWS::EC2::AvailabilityZone.Name", "an availability zone", "us-east-1a", any),
    of("AWS::EC2::Image.Id", "the id of an image", "ami-…", |text| is_id(text, "ami-")),
    of("AWS::EC2::Instance.InstanceId", "the id of an instance", "i-…", |text| is_id(text, "i-")),
    of("AWS::EC2::KeyPair.KeyName", "the name of a key pair", "my-key", any),
    of("AWS::EC2::SecurityGroup.Id", "the id of a security group", "sg-…", |text| is_id(text, "sg-")),
    of("AWS::EC2::SecurityGroup.Ids", "ids of security groups", "sg-…", any),
    of("AWS::EC2::SecurityGroup.Name", "the name of a security group", "web-servers", any),
    of("AWS::EC2::SecurityGroup.Names", "names of security groups", "web-servers", any),
    of("AWS::EC2::Subnet.Id", "the id of a subnet", "subnet-…", |text| is_id(text, "subnet-")),
    of("AWS::EC2::Subnet.Ids", "ids of subnets", "subnet-…", any),
    of("AWS::EC2::VPC.Id", "the id of a VPC", "vpc-…", |text| is_id(text, "vpc-")),
    of("AWS::EC2::Volume.VolumeId", "the id of a volume", "vol-…", |text| is_id(text, "vol-")),
    of(
        "AWS::IAM::InstanceProfile.Arn",
        "the ARN of an instance profile",
        "arn:aws:iam::ACCOUNT:instance-profile/NAME",
        any,
    ),
    of("AWS::IAM::InstanceProfile.InstanceProfileName", "the name of an instance profile", "web-servers", any),
    of("AWS::IAM::ManagedPolicy.PolicyArn", "the ARN of a managed policy", "arn:aws:iam::aws:policy/NAME", any),
    of("AWS::IAM::Role.RoleName", "the name of an IAM role", "web-servers", any),
    of("AWS::IAM::Role.Arn", "the ARN of an IAM role", "arn:aws:iam::ACCOUNT:role/NAME", |text| {
        is_arn(text, "iam", false, |rest| rest.len() > 5 && rest.starts_with("role/"))
    }),
    of("AWS::KMS::Alias.AliasName", "the alias of a KMS key", "alias/NAME", |text| text.starts_with("alias/")),
    of("AWS::KMS::Key.Arn", "the ARN of a KMS key", "arn:aws:kms:REGION:ACCOUNT:key/…", |text| {
        is_arn(text, "kms", true, |rest| rest.starts_with("key/") || rest.starts_with("alias/"))
    }),
    of("AWS::KMS::Key.Id", "the id of a KMS key", "1234abcd-12ab-34cd-56ef-1234567890ab", is_key_id),
    of(
        "AWS::Lambda::Function.Arn",
        "the ARN of a Lambda function",
        "arn:aws:lambda:REGION:ACCOUNT:function:NAME",
        |text| is_arn(text, "lambda", true, |rest| rest.starts_with("function:")),
    ),
    of("AWS::Logs::LogGroup.Name", "the name of a log group", "/my/logs", |text| {
        text.len() <= 512 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_/#".contains(&byte))
    }),
    of("AWS::Route53::AliasTarget.HostedZoneId", "the id of an alias target's hosted zone", "Z…", any),
    of("AWS::Route53::HostedZone.Id", "the id of a hosted zone", "Z…", any),
    of("AWS::S3::Bucket.Name", "the name of a bucket", "my-bucket", is_bucket_name),
    of("AWS::SNS::Topic.Arn", "the ARN of a topic", "arn:aws:sns:REGION:ACCOUNT:NAME", |text| {
        is_arn(text, "sns", true, |rest| !rest.is_empty())
    }),
    of("AWS::SQS::Queue.Arn", "the ARN of a queue", "arn:aws:sqs:REGION:ACCOUNT:NAME", |text| {
        is_arn(text, "sqs", true, |rest| !rest.is_empty())
    }),
];

/// Nothing is known of its form.
fn any(_: &str) -> bool {
    true
}

/// `prefix` with 8 or 17 digits behind it, as EC2 numbers things.
fn is_id(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|rest| matches!(rest.len(), 8 | 17) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// `arn:PARTITION:SERVICE:REGION:ACCOUNT:REST`.
fn is_arn(text: &str, service: &str, regional: bool, rest: impl Fn(&str) -> bool) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [arn, partition, of, region, account, name] = parts.as_slice() else { return false };
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    *arn == "arn"
        && partition.starts_with("aws")
        && *of == service
        && regional != region.is_empty()
        && is_account
        && rest(name)
}

/// A key's UUID, that of a multi-Region key, or an alias.
fn is_key_id(text: &str) -> bool {
    let hex =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte) || byte == b'-');
    text.starts_with("alias/")
        || text.strip_prefix("mrk-").map_or(text.len() == 36 && hex(text), |rest| rest.len() == 32 && hex(rest))
}

fn is_bucket_name(text: &str) -> bool {
    let inner = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte));
    let ends = !text.starts_with(['.', '-']) && !text.ends_with(['.', '-']);
    inner && ends && (3..=63).contains(&text.len()) && !["..", ".-", "-."].iter().any(|two| text.contains(two))
}
