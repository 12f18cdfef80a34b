//! `service`: containers that ECS keeps running on Fargate.

mod cluster;
mod container;
mod finish;
mod image;
mod place;
mod roles;
mod scaling;
mod secrets;
mod size;

pub use cluster::cluster_of;

use super::naming::{NameRules, nothing_else};
use super::shape::{Attribute, Entry, RelationRule, Shape, SizeUnit, TimeUnit, Wanted};
use super::{Form, Group, Word, log_group, network};
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::template::{Resource, Text, Value};
use place::Place;

/// The description of `service`.
pub static WORD: Word = Word {
    name: "service",
    form: Form::Resource,
    group: Group::Compute,
    resource: "AWS::ECS::Service",
    summary: "Keeps copies of a container running on Fargate, and replaces those that fail. A new version that does not start is taken back.",
    sentence: "service NAME [as HANDLE] [was OLD-NAME] in SUBNET, … < image = …, … >",
    relations: &[RelationRule {
        keyword: "in",
        required: true,
        summary: "say in which subnets it runs, best of two zones",
    }],
    entries: &[
        Entry::new(
            "allow",
            Shape::Sentence("allow from lb"),
            "Who may connect to its port: a load balancer, something with security groups, or a block of addresses.",
        )
        .under_conditions(),
        Entry::new(
            "architecture",
            Shape::Choice(&["x86_64", "arm64"]),
            "The processors it runs on; arm64 costs less, and takes images that are built for it.",
        )
        .or("x86_64"),
        Entry::new("cluster", Shape::Reference(&super::cluster::CLUSTER), "The cluster that it belongs to.")
            .or("the only one of the file, or one of its own")
            .sets("Cluster"),
        Entry::new("command", Shape::List(&Shape::Text), "What the container runs, such as [\"node\", \"app.js\"].")
            .or("what the image says"),
        Entry::new("count", Shape::Int(0, 5_000), "How many copies of it run.")
            .or("1, or what `scale` says")
            .sets("DesiredCount"),
        Entry::new(
            "cpu",
            Shape::Int(256, 32_768),
            "Its share of processors, in 1024ths of one: 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768.",
        )
        .or("256"),
        Entry::new(
            "environment",
            Shape::Map,
            "Environment variables; the name of a table, bucket or the like stands for what a program needs to find it.",
        ),
        Entry::new(
            "exec",
            Shape::Bool,
            "Whether somebody may run commands in its containers, with `aws ecs execute-command`.",
        )
        .or("no")
        .sets("EnableExecuteCommand"),
        Entry::new(
            "grace",
            Shape::Duration(TimeUnit::Seconds, 0, 604_800),
            "How long a new copy may take until the load balancer counts it as failed.",
        )
        .or("0s")
        .sets("HealthCheckGracePeriodSeconds"),
        Entry::new(
            "health",
            Shape::Text,
            "A command in the container that fails when it is not well, such as \"curl -f http://localhost/ || exit 1\".",
        ),
        Entry::new(
            "image",
            Shape::Text,
            "The image of its container, such as public.ecr.aws/nginx/nginx:1.29, in quotes.",
        )
        .required(),
        Entry::new("logs", Shape::Reference(&log_group::LOG_GROUP), "Another log group than its own.")
            .or("a log group of its own, /ecs/NAME"),
        Entry::new(
            "memory",
            Shape::Size(SizeUnit::Mebibytes, 512, 249_856),
            "Its memory; which sizes there are depends on `cpu`.",
        )
        .or("the least that goes with `cpu`"),
        Entry::new(
            "name",
            Shape::Name,
            "Its name where it differs from the declared one; `generated` leaves it to CloudFormation.",
        )
        .or("the declared name")
        .sets("ServiceName"),
        Entry::new("port", Shape::Int(1, 65_535), "The port that it listens on."),
        Entry::new(
            "public_ip",
            Shape::Bool,
            "Whether it gets a public address; without one it needs a NAT gateway or endpoints to fetch its image.",
        )
        .or("yes in public subnets, else no"),
        Entry::new(
            "retention",
            Shape::Period(&log_group::RETENTION),
            "How long each line of its own log group is kept.",
        )
        .or("30d"),
        Entry::new("role", Shape::Reference(&ROLE), "A role that trusts ecs-tasks, which its containers act with.")
            .or("a role of its own, which may do nothing yet"),
        Entry::new(
            "scale",
            Shape::Sentence("scale cpu 50 between 2 and 10"),
            "How many copies run, so that a measure of them stays near a share of 100: cpu or memory.",
        )
        .under_conditions(),
        Entry::new(
            "secrets",
            Shape::Map,
            "Environment variables whose values are kept in Secrets Manager or Systems Manager, such as < DB_PASSWORD = db-secret >.",
        ),
        Entry::new(
            "security_groups",
            Shape::List(&Shape::Reference(&network::SECURITY_GROUP)),
            "What may reach it and what it may reach.",
        )
        .or("a group of its own, which nothing reaches unless `allow` says so, and which reaches everything"),
        Entry::new(
            "spot",
            Shape::Bool,
            "Whether it runs on Fargate Spot, which costs less and may be stopped with two minutes' notice.",
        )
        .or("no")
        .sets("CapacityProviderStrategy"),
        Entry::new(
            "storage",
            Shape::Size(SizeUnit::Gibibytes, 21, 200),
            "The size of its disk, which goes with each copy.",
        )
        .or("20GiB"),
    ],
    elsewhere: &[
        ("load_balancer", "a load balancer names it: listen http 80 to SERVICE port 3000"),
        ("target_group", "a load balancer or a target group names it: listen http 80 to SERVICE port 3000"),
        ("task_definition", "it makes its own, of image, cpu, memory, port and the like"),
        ("execution_role", "it makes its own, which may fetch the image and the secrets and write the logs"),
        ("replicas", "write: count = 2"),
        ("desired_count", "write: count = 2"),
        ("policy", "what it may do is granted: grant SERVICE read on …; or give it a role: role = NAME"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "", summary: "The service's ARN." },
        Attribute { name: "name", attribute: "Name", summary: "The service's name." },
    ],
    defaults: &[
        "a task definition, an execution role that may do no more than start it, and a role for its containers",
        "a log group of its own, /ecs/NAME, that keeps each line for 30 days",
        "a security group of its own that nothing reaches",
        "a deploy that fails is taken back, and no copy is stopped before a new one is well",
    ],
    own_group: true,
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html",
    example: "AWS::EC2::VPC main < CidrBlock = 10.0.0.0/16 >\nAWS::EC2::Subnet private-a < VpcId = main, CidrBlock = 10.0.0.0/20 >\nservice web in private-a < image = \"public.ecr.aws/nginx/nginx:1.29\", port = 80, count = 2 >",
    lower,
    finish: finish::finish,
    ..Word::EMPTY
};

static ROLE: Wanted = Wanted { what: "a role", resource: "AWS::IAM::Role", attribute: "Arn", prefix: "arn:" };

/// From the page "CreateService" of the Amazon ECS API Reference.
static NAME: NameRules = NameRules {
    service: "ECS",
    what: "a service",
    // Each cluster has names of its own.
    names: "",
    property: "ServiceName",
    length: (1, 255),
    allowed: |c| c.is_ascii_alphanumeric() || "-_".contains(c),
    also: nothing_else,
    case_counts: true,
    says: "a service's name has 1 to 255 letters, digits, `-` and `_`",
};

/// The logical id of the role that a service's containers get by themselves; none where it is given one.
pub fn task_role_id<'a>(service: &Declaration<'_>) -> Option<Text<'a>> {
    (service.entries.setting("role").is_none() && !service.existing).then(|| derived(&service.logical_id, "TaskRole"))
}

/// The logical id of a service's own log group; none where it writes to another.
pub fn log_group_id<'a>(service: &Declaration<'_>) -> Option<Text<'a>> {
    (service.entries.setting("logs").is_none() && !service.existing).then(|| derived(&service.logical_id, "Logs"))
}

/// The logical id of its task definition; none where it names another one.
fn task_definition_id<'a>(service: &Declaration<'_>) -> Option<Text<'a>> {
    service.entries.property("TaskDefinition").is_none().then(|| derived(&service.logical_id, "TaskDefinition"))
}

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    if let Some(problem) =
        super::known_name(declaration, "ServiceName").and_then(|(name, span)| NAME.problem(&name, span))
    {
        to.report(problem);
    }
    let name = super::name_of(declaration);
    let place = Place::of(declaration, to);
    let mut service = Resource::new(declaration.logical_id.clone(), WORD.resource, 10);
    if let Some(name) = &name {
        service.set("ServiceName", name.clone());
    }
    if let Some(cluster) = cluster::lower(declaration, to) {
        service.set("Cluster", cluster);
    }
    if let Some(id) = task_definition_id(declaration) {
        service.set("TaskDefinition", Value::Ref(id));
    }
    match (entries.value("count"), entries.sentences("scale").next()) {
        (Some(count), _) => service.set("DesiredCount", count.clone()),
        // What scales it decides, and a deploy leaves that as it is.
        (None, Some(_)) => {}
        (None, None) => service.set("DesiredCount", Value::Int(1)),
    }
    runs_on(declaration, &mut service);
    if let Some(network) = place.configuration(declaration) {
        service.set("NetworkConfiguration", network);
    }
    service.set("DeploymentConfiguration", deployment());
    for (entry, property) in [("grace", "HealthCheckGracePeriodSeconds"), ("exec", "EnableExecuteCommand")] {
        if let Some(value) = entries.value(entry) {
            service.set(property, value.clone());
        }
    }
    service.set("PropagateTags", Value::text("SERVICE"));
    to.push_main(declaration, service);
    place.push(declaration, to);
    container::push(declaration, name.clone(), to);
    container::push_logs(declaration, name, to);
    roles::push(declaration, to);
    scaling::lower(declaration, to);
}

/// Fargate, or what of it is cheaper and may be stopped.
fn runs_on<'a>(declaration: &Declaration<'a>, service: &mut Resource<'a>) {
    if declaration.entries.on("spot", false) {
        let spot = Value::map([("CapacityProvider", Value::text("FARGATE_SPOT")), ("Weight", Value::Int(1))]);
        service.set("CapacityProviderStrategy", Value::list([spot]));
    } else if declaration.entries.property("CapacityProviderStrategy").is_none() {
        service.set("LaunchType", Value::text("FARGATE"));
    }
}

/// No copy is stopped before a new one is well, and a deploy that fails is taken back.
fn deployment<'a>() -> Value<'a> {
    let breaker = Value::map([("Enable", Value::Bool(true)), ("Rollback", Value::Bool(true))]);
    Value::map([
        ("MinimumHealthyPercent", Value::Int(100)),
        ("MaximumPercent", Value::Int(200)),
        ("DeploymentCircuitBreaker", breaker),
    ])
}
