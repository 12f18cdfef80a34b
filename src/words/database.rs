//! `database`: a database of RDS in the subnets of a VPC.

mod check;
pub mod engine;
mod parameters;
mod password;

use super::encryption::KEY;
use super::network::SECURITY_GROUP;
use super::shape::{Attribute, Catalogue, Entry, Identity, RelationRule, Shape, SizeUnit, TimeUnit};
use super::subnets::{self, Placing};
use super::{Form, Group, Word, naming, retention};
use crate::catalog::databases;
use crate::lower::{Lowering, Related};
use crate::model::Declaration;
use crate::template::{Resource, Value};
use engine::Engine;

/// The description of `database`.
pub static WORD: Word = Word {
    name: "database",
    group: Group::Data,
    form: Form::Resource,
    resource: "AWS::RDS::DBInstance",
    summary: "Runs a relational database in the subnets of a VPC. The subnet group that RDS wants is made with it, and a security group of its own where none is named. It costs money for every hour that it is there.",
    sentence: "database NAME [as HANDLE] [was OLD-NAME] in SUBNET, SUBNET < … >",
    relations: &[RelationRule {
        keyword: "in",
        required: true,
        summary: "say in which subnets it may stand, of two zones at least",
    }],
    own_group: true,
    entries: &[
        Entry::new("allow", Shape::Sentence("allow from web"), "Lets somebody connect to its port: a security group or something that has one, or a block of addresses.").under_conditions(),
        Entry::new("backups", Shape::Or(&["off"], &Shape::Duration(TimeUnit::Days, 0, 35)), "How long its daily backups are kept, at most 35d. As much as the database is large is free; an account on AWS's free plan keeps fewer days.").or("7d").sets("BackupRetentionPeriod"),
        Entry::new("class", Shape::Catalogue(&CLASSES), "Its size, such as db.t3.micro.").sets("DBInstanceClass").required(),
        Entry::new("database", Shape::Word, "The database that is made in it; PostgreSQL always has one called postgres.").sets("DBName"),
        Entry::new("encryption", Shape::Reference(&KEY), "The KMS key that its storage is encrypted with (a key of your own costs money).").or("the account's key for RDS").sets("KmsKeyId"),
        Entry::new("engine", Shape::Catalogue(&ENGINES), "What runs on it, such as mysql, mariadb or postgres.").sets("Engine").required(),
        Entry::new("extended_support", Shape::Bool, "For MySQL and PostgreSQL: whether a version stays when its standard support ends, which is charged for by processor and hour; otherwise RDS moves the database to the next version then.").or("no").sets("EngineLifecycleSupport"),
        Entry::new("iam_auth", Shape::Property, "Whether users of IAM may log in with a token.").or("no").sets("EnableIAMDatabaseAuthentication"),
        Entry::new("logs", Shape::List(&Shape::Word), "Logs that go to CloudWatch (which costs money), such as error and slowquery.").sets("EnableCloudwatchLogsExports"),
        Entry::new("multi_az", Shape::Property, "Whether a second instance stands by in another zone (for twice the price).").or("no").sets("MultiAZ"),
        Entry::new("name", Shape::Name, "The database's identifier where it differs from the declared name, in lowercase; `generated` leaves it to CloudFormation.").or("the declared name").sets("DBInstanceIdentifier"),
        Entry::new("on_delete", Shape::Choice(&["snapshot", "retain", "delete"]), "What becomes of it when the stack is deleted: a last snapshot (which costs money), the database itself, or nothing stays.").or("snapshot"),
        Entry::new("parameters", Shape::Map, "Settings of the engine by its own names, such as < max_connections = 100 >.").sets("DBParameterGroupName"),
        Entry::new("password", Shape::Or(&["managed"], &Shape::Text), "The user's password: kept and renewed by RDS in Secrets Manager, where each secret costs money; or a `param` that is a secret; or secret(…).").or("managed").sets("MasterUserPassword"),
        Entry::new("port", Shape::Property, "The port that it listens on.").or("the engine's own").sets("Port"),
        Entry::new("protect", Shape::Property, "Whether nobody can delete it, the stack included, before this is switched off.").or("no").sets("DeletionProtection"),
        Entry::new("public", Shape::Property, "Whether it has a public address; its subnets must be public then.").or("no").sets("PubliclyAccessible"),
        Entry::new("security_groups", Shape::List(&Shape::Reference(&SECURITY_GROUP)), "The groups that say who may connect.").or("one of its own, in which nobody may").sets("VPCSecurityGroups"),
        Entry::new("storage", Shape::Size(SizeUnit::Gibibytes, 20, 65_536), "How much it holds.").or("20GiB").sets("AllocatedStorage"),
        Entry::new("user", Shape::Word, "The user that is made with it, who may do nearly everything.").or("admin; postgres for PostgreSQL").sets("MasterUsername"),
        Entry::new("version", Shape::Text, "The engine's version, such as \"8.4\".").or("the one that RDS recommends").sets("EngineVersion"),
    ],
    elsewhere: &[
        ("subnets", "a database stands in the subnets behind `in`: database NAME in private-a, private-c"),
        ("subnet", "a database stands in the subnets behind `in`: database NAME in private-a, private-c"),
        ("vpc", "a database stands in the VPC of its subnets: database NAME in private-a, private-c"),
        ("zone", "a database stands in one of the zones of its subnets, and with multi_az = yes in two"),
        ("type", "the size of a database is its class: class = db.t3.micro"),
        ("username", "it is called `user`"),
        ("disk", "it is called `storage`"),
        ("encrypted", "its storage is always encrypted; a key of your own is named by encryption = KEY"),
    ],
    attributes: &[
        Attribute { name: "arn", attribute: "DBInstanceArn", summary: "The database's ARN." },
        Attribute { name: "host", attribute: "Endpoint.Address", summary: "The host name to connect to." },
        Attribute { name: "name", attribute: "", summary: "The database's identifier." },
        Attribute { name: "port", attribute: "Endpoint.Port", summary: "The port to connect to." },
        Attribute { name: "secret", attribute: "MasterUserSecret.SecretArn", summary: "The ARN of the secret with the user's name and password, where RDS manages it." },
    ],
    defaults: &[
        "a subnet group is made of the subnets",
        "a security group is made in their VPC that lets nobody in, where none is named",
        "its storage is encrypted, of type gp3",
        "RDS makes up the user's password and keeps it in Secrets Manager",
        "it has no public address",
        "backups are kept for 7 days, and take its tags over",
        "minor versions are updated by themselves",
        "Extended Support is declined, for which RDS charges (MySQL and PostgreSQL)",
        "a last snapshot is taken when it is deleted or replaced, which costs money as long as it is kept",
    ],
    identity: Identity {
        by: "id",
        arn: "arn:${Partition}:rds:${Region}:${Account}:db:${DbInstanceId}",
        names: "databases",
    },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html",
    example: "existing AWS::EC2::Subnet private-a <\n  id    = \"subnet-0a0a0a0a0a0a0a0a0\"\n  VpcId = \"vpc-0123456789abcdef0\"\n>\nexisting AWS::EC2::Subnet private-c <\n  id    = \"subnet-0c0c0c0c0c0c0c0c0\"\n  VpcId = \"vpc-0123456789abcdef0\"\n>\ndatabase main-db in private-a, private-c <\n  engine  = mysql\n  version = \"8.4\"\n  class   = db.t3.micro\n  storage = 20GiB\n>\noutput host = main-db.host",
    lower,
    ..Word::EMPTY
};

static CLASSES: Catalogue = Catalogue {
    what: "a class of databases",
    code: "unknown-class",
    find: databases::class,
    names: || Box::new(databases::classes()),
    hint: "a class is `db`, a family and a size, such as db.t3.micro",
    prefix: "",
    defers: true,
};

static ENGINES: Catalogue = Catalogue {
    what: "an engine",
    code: "unknown-value",
    find: engine::name,
    names: || Box::new(engine::NAMES.iter().copied()),
    hint: "an engine is mysql, mariadb, postgres or one of those of Oracle, SQL Server and Db2",
    prefix: "",
    defers: false,
};

static PLACING: Placing = Placing {
    group: "AWS::RDS::DBSubnetGroup",
    description: "DBSubnetGroupDescription",
    security_groups: "VPCSecurityGroups",
};

/// Properties of a database that is made of another one, which has its user and its encryption.
const COPIES: &[&str] = &[
    "DBClusterSnapshotIdentifier",
    "DBSnapshotIdentifier",
    "SourceDBInstanceAutomatedBackupsArn",
    "SourceDBInstanceIdentifier",
    "SourceDbiResourceId",
];

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let engine = entries.text("engine").and_then(|name| engine::find(name));
    check::all(declaration, engine, to);
    let zones = |subnets: &[Related<'s, 'a>], to: &mut Lowering<'s, 'a>| {
        subnets::check_zones(declaration, subnets, "RDS wants subnets in two zones at least", to);
    };
    let placed = subnets::place(declaration, &PLACING, zones, to);
    let parameters = parameters::group(declaration, to);
    let mut database = Resource::new(declaration.logical_id.clone(), WORD.resource, 20);
    retention::keep(&mut database, entries, "snapshot");
    if let Some(name) = super::name_of(declaration) {
        database.set("DBInstanceIdentifier", naming::lowercase(name));
    }
    runs_on(declaration, &mut database);
    if !COPIES.iter().any(|copy| entries.property(copy).is_some()) {
        new(declaration, engine, &mut database, to);
    }
    database.set("DBSubnetGroupName", subnets::group(declaration));
    if let Some(groups) = &placed.groups {
        database.set(PLACING.security_groups, groups.clone());
    }
    if let Some(parameters) = &parameters {
        database.set("DBParameterGroupName", Value::Ref(parameters.id.clone()));
    }
    behaves(declaration, engine, &mut database);
    to.push_main(declaration, database);
    let port = Value::Int(engine.map_or(3306, |engine| engine.port));
    let port = entries.value("port").map_or(port.clone(), |given| given.or(&port));
    placed.push(declaration, &PLACING, &port, to);
    if let Some(parameters) = parameters {
        to.push(parameters, declaration.span);
    }
}

/// The engine, and the machine.
fn runs_on<'a>(declaration: &Declaration<'a>, database: &mut Resource<'a>) {
    let entries = &declaration.entries;
    for (entry, property) in [("engine", "Engine"), ("version", "EngineVersion"), ("class", "DBInstanceClass")] {
        if let Some(value) = entries.value(entry) {
            database.set(property, value.clone());
        }
    }
    let storage = entries.int("storage").unwrap_or(20);
    database.set("AllocatedStorage", Value::text(storage.to_string()));
    database.set("StorageType", Value::text("gp3"));
}

/// What a database has that is not made of another one.
fn new<'a>(
    declaration: &Declaration<'a>,
    engine: Option<&Engine>,
    database: &mut Resource<'a>,
    to: &mut Lowering<'_, 'a>,
) {
    let entries = &declaration.entries;
    database.set("StorageEncrypted", Value::Bool(true));
    for (entry, property) in [("encryption", "KmsKeyId"), ("database", "DBName")] {
        if let Some(value) = entries.value(entry) {
            database.set(property, value.clone());
        }
    }
    let user = Value::text(engine.map_or("admin", |engine| engine.user));
    database.set("MasterUsername", entries.value("user").map_or(user.clone(), |given| given.or(&user)));
    password::lower(declaration, database, to);
}

/// How it is kept, and what it does besides.
fn behaves<'a>(declaration: &Declaration<'a>, engine: Option<&Engine>, database: &mut Resource<'a>) {
    let entries = &declaration.entries;
    let days = match entries.value("backups") {
        Some(Value::Int(days)) => *days,
        Some(_) => 0,
        None => 7,
    };
    database.set("BackupRetentionPeriod", Value::Int(days));
    database.set("CopyTagsToSnapshot", Value::Bool(true));
    database.set("AutoMinorVersionUpgrade", Value::Bool(true));
    if engine.is_some_and(|engine| engine.extended_support) {
        let support = ["open-source-rds-extended-support-disabled", "open-source-rds-extended-support"];
        let chosen = support[usize::from(entries.on("extended_support", false))];
        database.set("EngineLifecycleSupport", Value::text(chosen));
    }
    let public = entries.value("public").map_or(Value::Bool(false), |given| given.or(&Value::Bool(false)));
    database.set("PubliclyAccessible", public);
    for (entry, property) in [
        ("port", "Port"),
        ("multi_az", "MultiAZ"),
        ("iam_auth", "EnableIAMDatabaseAuthentication"),
        ("logs", "EnableCloudwatchLogsExports"),
        ("protect", "DeletionProtection"),
    ] {
        if let Some(value) = entries.value(entry) {
            database.set(property, value.clone());
        }
    }
}
