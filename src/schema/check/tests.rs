use super::context::targets;
use super::*;
use crate::source::Source;
use crate::template;

/// What is wrong with the resource `X` of this type and these properties, in the form `code path`; beside it stand
/// things to refer to.
fn said(kind: &str, properties: &str) -> Vec<String> {
    let text = format!(
        "Parameters: {{Names: {{Type: CommaDelimitedList}}, Text: {{Type: String}}, Vpc: {{Type: 'AWS::EC2::VPC::Id'}}}}\n\
         Conditions: {{C: !Equals [!Ref Text, a]}}\n\
         Resources:\n  \
           Queue: {{Type: 'AWS::SQS::Queue'}}\n  \
           Role: {{Type: 'AWS::IAM::Role', Properties: {{AssumeRolePolicyDocument: {{}}}}}}\n  \
           Group: {{Type: 'AWS::EC2::SecurityGroup', Properties: {{GroupDescription: a, VpcId: !Ref Vpc}}}}\n  \
           Thing: {{Type: 'Custom::Thing'}}\n  \
           X: {{Type: '{kind}', Properties: {properties}}}\n"
    );
    let source = Source::new("template.yaml", text);
    let read = template::read(&source);
    assert!(read.diagnostics.is_empty(), "{properties}: {:?}", read.diagnostics);
    let targets = targets(&read.template);
    let context = Context::new(&read.template, &targets, false);
    let found = read.template.resources.iter().flat_map(|one| resource(one, &context));
    found.map(|problem| format!("{} {}", problem.diagnostic.code, problem::shown(&problem.path, "-"))).collect()
}

const QUEUE: &str = "AWS::SQS::Queue";
const TABLE: &str = "AWS::DynamoDB::Table";
const NAMES: &str = "AWS::EC2::DHCPOptions";
const RULE: &str = "AWS::EC2::SecurityGroupIngress";
const FUNCTION: &str = "AWS::Lambda::Function";

/// A type, its properties, and what is said of them.
type Case = (&'static str, &'static str, &'static [&'static str]);

fn check(cases: &[Case]) {
    for (kind, properties, expected) in cases {
        assert_eq!(said(kind, properties), *expected, "{kind} {properties}");
    }
}

#[test]
fn properties_are_those_of_the_type() {
    check(&[
        (QUEUE, "{}", &[]),
        (QUEUE, "{VisibilityTimout: 60}", &["unknown-property VisibilityTimout"]),
        (QUEUE, "{RedrivePolicy: {maxReceiveCont: 1}}", &["unknown-property RedrivePolicy.maxReceiveCont"]),
        (QUEUE, "{Tags: [{Key: a, Valeu: b}]}", &["unknown-property Tags.Valeu"]),
        (QUEUE, "{Tags: [{Key: a}]}", &["missing-property Tags"]),
        (QUEUE, "{Tags: [{team: web}]}", &["unknown-property Tags.team"]),
        (QUEUE, "{Arn: a}", &["read-only-property Arn"]),
        ("AWS::EC2::EIPAssociation", "{EIP: 192.0.2.1}", &["deprecated-property EIP"]),
        ("AWS::SNS::Subscription", "{}", &["missing-property -"]),
        ("AWS::SNS::Subscription", "{TopicArm: a, Protocol: email}", &["unknown-property TopicArm"]),
        (QUEUE, "{Fn::Transform: {Name: a}, Toppic: b}", &["unknown-property Toppic"]),
        ("AWS::SNS::Subscription", "{Fn::Transform: {Name: a}}", &[]),
    ]);
}

#[test]
fn types_are_read_as_cloudformation_reads_them() {
    check(&[
        (QUEUE, "{DelaySeconds: '60', QueueName: 60, FifoQueue: 'true'}", &[]),
        (QUEUE, "{DelaySeconds: 60.0}", &[]),
        (QUEUE, "{DelaySeconds: 1.5}", &["wrong-type DelaySeconds"]),
        (QUEUE, "{DelaySeconds: soon}", &["wrong-type DelaySeconds"]),
        (QUEUE, "{FifoQueue: 'yes'}", &["wrong-type FifoQueue"]),
        (QUEUE, "{QueueName: [a]}", &["wrong-type QueueName"]),
        (QUEUE, "{QueueName: {a: b}}", &["wrong-type QueueName"]),
        (QUEUE, "{Tags: {Key: a, Value: b}}", &["wrong-type Tags"]),
        (QUEUE, "{RedrivePolicy: '{}'}", &[]),
        (QUEUE, "{DelaySeconds: '{{resolve:ssm:delay}}'}", &[]),
    ]);
}

#[test]
fn values_have_their_form_and_limits() {
    check(&[
        (QUEUE, "{DelaySeconds: 0, VisibilityTimeout: 43200}", &[]),
        (QUEUE, "{DelaySeconds: 901}", &["out-of-range DelaySeconds"]),
        (QUEUE, "{DelaySeconds: '-1'}", &["out-of-range DelaySeconds"]),
        (QUEUE, "{Tags: [{Key: '', Value: a}]}", &["out-of-range Tags.Key"]),
        ("AWS::Logs::LogGroup", "{RetentionInDays: 14}", &[]),
        ("AWS::Logs::LogGroup", "{RetentionInDays: 10}", &["unknown-value RetentionInDays"]),
        ("AWS::Logs::LogGroup", "{LogGroupName: 'a b'}", &["invalid-form LogGroupName"]),
        ("AWS::EC2::VPC", "{CidrBlock: 10.0.0.0}", &["invalid-form CidrBlock"]),
        ("AWS::EC2::VPC", "{CidrBlock: 10.0.0.0/33}", &["invalid-form CidrBlock"]),
        ("AWS::EC2::Subnet", "{VpcId: main, CidrBlock: 10.0.0.0/20}", &["invalid-form VpcId"]),
        (NAMES, "{DomainName: a, DomainNameServers: [a, b, a]}", &["duplicate-item DomainNameServers"]),
        (NAMES, "{DomainName: a, DomainNameServers: [!Ref Text, !Ref Text]}", &["duplicate-item DomainNameServers"]),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "{Subnets: [subnet-0a1b2c3d]}", &["out-of-range Subnets"]),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "{Type: network, Subnets: [subnet-0a1b2c3d]}", &[]),
    ]);
}

#[test]
fn properties_need_and_exclude_each_other() {
    const KEYS: &str =
        "KeySchema: [{AttributeName: a, KeyType: HASH}], AttributeDefinitions: [{AttributeName: a, AttributeType: S}]";
    let table = |more: &str| said(TABLE, &format!("{{{KEYS}, {more}}}"));
    assert_eq!(table("BillingMode: PAY_PER_REQUEST"), [""; 0]);
    assert_eq!(table("BillingMode: PROVISIONED"), ["missing-property -"]);
    assert_eq!(table("TableName: abc"), ["missing-property -"]);
    // What depends on a mistake, or on the deploy, is not said.
    assert_eq!(table("BillingMode: PAY_PER_REQEST"), ["unknown-value BillingMode"]);
    assert_eq!(table("BillingMode: !Ref Text"), [""; 0]);
    assert_eq!(table("BillingMode: !If [C, PAY_PER_REQUEST, PROVISIONED]"), [""; 0]);
    assert_eq!(
        table("BillingMode: PAY_PER_REQUEST, SSESpecification: {SSEEnabled: true, KMSMasterKeyId: alias/a}"),
        ["incomplete-properties SSESpecification.KMSMasterKeyId"]
    );
    check(&[
        (RULE, "{IpProtocol: '-1', GroupId: sg-0a1b2c3d}", &["missing-property -"]),
        (
            RULE,
            "{IpProtocol: '-1', GroupId: sg-0a1b2c3d, CidrIp: 10.0.0.0/8, SourceSecurityGroupId: sg-0a1b2c3d}",
            &["exclusive-properties SourceSecurityGroupId"],
        ),
        (RULE, "{IpProtocol: tcp, GroupId: sg-0a1b2c3d, CidrIp: 10.0.0.0/8}", &["missing-property -"]),
        ("AWS::ElasticLoadBalancingV2::TargetGroup", "{TargetType: lambda, Port: 80}", &["exclusive-properties Port"]),
        ("AWS::ElasticLoadBalancingV2::TargetGroup", "{TargetType: lambda, Port: !Ref AWS::NoValue}", &[]),
        (
            FUNCTION,
            "{Role: !GetAtt Role.Arn, Code: {ZipFile: a}, Handler: a.b, Runtime: python3.13, \
             Environment: {Variables: {AWS_REGION: a}}}",
            &["invalid-form Environment.Variables.AWS_REGION"],
        ),
    ]);
}

#[test]
fn conditions_leave_only_what_is_certain() {
    check(&[
        (QUEUE, "{DelaySeconds: !If [C, 1, 1000]}", &["out-of-range DelaySeconds"]),
        (QUEUE, "{DelaySeconds: !If [C, 1, !If [C, soon, 2]]}", &["wrong-type DelaySeconds"]),
        (QUEUE, "{DelaySeconds: !If [C, 1, !Ref AWS::NoValue]}", &[]),
        (QUEUE, "{Arn: !Ref AWS::NoValue}", &[]),
        ("AWS::EC2::VPCPeeringConnection", "{VpcId: !Ref Vpc, PeerVpcId: !Ref AWS::NoValue}", &["missing-property -"]),
        (
            "AWS::EC2::VPCPeeringConnection",
            "{VpcId: !Ref Vpc, PeerVpcId: !If [C, vpc-0a1b2c3d, !Ref AWS::NoValue]}",
            &[],
        ),
        (
            RULE,
            "{IpProtocol: '-1', GroupId: sg-0a1b2c3d, CidrIp: !If [C, 10.0.0.0/8, !Ref AWS::NoValue], \
             SourceSecurityGroupId: !If [C, !Ref AWS::NoValue, sg-0a1b2c3d]}",
            &[],
        ),
        (NAMES, "{DomainName: a, NetbiosNodeType: !If [C, 2, 3]}", &["unknown-value NetbiosNodeType"]),
    ]);
}

#[test]
fn references_give_what_their_types_say() {
    check(&[
        (QUEUE, "{QueueName: !Ref Names}", &["wrong-type QueueName"]),
        (QUEUE, "{QueueName: !Ref Text, DelaySeconds: !Ref Text}", &[]),
        (QUEUE, "{QueueName: !Split [a, b]}", &["wrong-type QueueName"]),
        (QUEUE, "{QueueName: !Select [0, !Ref Names]}", &[]),
        (QUEUE, "{Tags: !Sub a}", &["wrong-type Tags"]),
        (NAMES, "{DomainName: a, DomainNameServers: !Ref Names}", &[]),
        (NAMES, "{DomainName: a, DomainNameServers: !Ref Text}", &["wrong-type DomainNameServers"]),
        ("AWS::EC2::Subnet", "{VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/20}", &[]),
        ("AWS::EC2::Subnet", "{VpcId: !Ref Queue, CidrBlock: 10.0.0.0/20}", &["wrong-kind VpcId"]),
        ("AWS::EC2::Subnet", "{VpcId: !GetAtt Thing.Id, CidrBlock: 10.0.0.0/20}", &[]),
        ("AWS::EC2::Subnet", "{VpcId: !GetAtt Group.VpcId, CidrBlock: 10.0.0.0/20}", &[]),
        ("AWS::EC2::Instance", "{ImageId: ami-0a1b2c3d, SubnetId: !Ref Vpc}", &["wrong-kind SubnetId"]),
        ("AWS::EC2::Instance", "{ImageId: ami-0a1b2c3d, SecurityGroupIds: [!Ref Group]}", &[]),
        (
            "AWS::EC2::Instance",
            "{ImageId: ami-0a1b2c3d, SecurityGroupIds: !Ref Group}",
            &["wrong-type SecurityGroupIds"],
        ),
        ("AWS::IAM::InstanceProfile", "{Roles: [!Ref Role]}", &[]),
        ("AWS::IAM::InstanceProfile", "{Roles: [!GetAtt Role.Arn]}", &["wrong-kind Roles"]),
        (FUNCTION, "{Code: {ImageUri: a}, PackageType: Image, Role: !GetAtt Role.Arn}", &[]),
        (FUNCTION, "{Code: {ImageUri: a}, PackageType: Image, Role: !Ref Role}", &["wrong-kind Role"]),
        (FUNCTION, "{Code: {ImageUri: a}, PackageType: Image, Role: !GetAtt Queue.Arn}", &["wrong-kind Role"]),
        (FUNCTION, "{Code: {ImageUri: a}, PackageType: Image, Role: !GetAtt Thing.Arn}", &[]),
        (FUNCTION, "{Code: {ImageUri: a}, PackageType: Image, Role: !Ref Text}", &[]),
    ]);
}

#[test]
fn a_pattern_is_explained_by_the_characters_that_it_has_no_place_for() {
    let forbidden = |of: &'static str, text| super::pattern::forbidden(&crate::schema::Pattern::new(of), text);
    assert_eq!(forbidden(r"^([a-z0-9][a-z0-9.-]*[a-z0-9])?$", "My_Logs"), ["M", "_", "L"]);
    assert_eq!(forbidden(r"^[\w+=,.@-]+$", "a b/c"), [" ", "/"]);
    assert_eq!(forbidden(r"^arn:aws:[a-z]+$", "arn:aws:Sqs"), ["S"]);
    // Every character has a place somewhere, or the pattern takes any.
    assert_eq!(forbidden(r"^a[bc]+$", "bca"), [""; 0]);
    assert_eq!(forbidden(r"^.+x$", "Ä"), [""; 0]);
    assert_eq!(forbidden(r"^(?!aws)[a-z]+$", "awsÄ"), [""; 0]);
}
