//! Policies that are made at random, and the templates that hold them.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// The account that the naive evaluator is in.
pub const ACCOUNT: &str = "111122223333";

/// What a statement lists, or everything but that.
#[derive(Debug, Clone)]
pub struct Listed {
    pub all: Vec<String>,
    pub is_except: bool,
}

#[derive(Debug, Clone)]
pub struct Condition {
    pub operator: &'static str,
    pub key: &'static str,
    pub values: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Statement {
    pub allows: bool,
    /// Who it is for, in a policy of a resource or an endpoint.
    pub principals: Vec<&'static str>,
    pub actions: Listed,
    pub resources: Listed,
    pub conditions: Vec<Condition>,
}

impl Statement {
    pub fn denying(self) -> Self {
        Self { allows: false, ..self }
    }

    pub fn allowing(self) -> Self {
        Self { allows: true, ..self }
    }
}

/// Where a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Own,
    Boundary,
    Bucket,
    Endpoint,
}

/// All policies of a case: of a role and a user alike, of a bucket, and of the endpoint on the way.
#[derive(Debug, Clone, Default)]
pub struct Made {
    pub own: Vec<Statement>,
    pub boundary: Option<Vec<Statement>>,
    pub bucket: Vec<Statement>,
    pub endpoint: Option<Vec<Statement>>,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Asked {
    pub is_user: bool,
    pub action: &'static str,
    /// The key of an object, or nothing for the bucket itself.
    pub key: Option<&'static str>,
    pub is_through_endpoint: bool,
}

/// A template, and what is asked of it.
pub struct Written {
    pub text: String,
    pub asked: (String, String, Option<String>, bool),
}

pub const PRINCIPALS: [&str; 5] = ["*", "role", "user", "account", "other"];
const ACTIONS: [&str; 4] = ["s3:GetObject", "s3:PutObject", "s3:GetObjectAcl", "s3:ListBucket"];
const KEYS: [&str; 4] = ["a", "a/b", "A", "x/a/b"];
const OPERATORS: [&str; 14] = [
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "StringEqualsIfExists",
    "StringNotEqualsIfExists",
    "StringLikeIfExists",
    "ArnLike",
    "ArnNotEquals",
    "Bool",
    "Null",
    "ForAllValues:StringLike",
    "ForAnyValue:StringEquals",
];
const CONTEXT: [&str; 9] = [
    "aws:PrincipalArn",
    "aws:SecureTransport",
    "aws:PrincipalType",
    "aws:username",
    "aws:SourceVpce",
    "aws:SourceAccount",
    "aws:RequestedRegion",
    "aws:PrincipalIsAWSService",
    "s3:ResourceAccount",
];

fn pieces(all: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(all), 1..=most).prop_map(|parts| parts.concat())
}

fn listed(values: impl Strategy<Value = String>) -> impl Strategy<Value = Listed> {
    (prop::collection::vec(values, 1..=2), prop::bool::weighted(0.2))
        .prop_map(|(all, is_except)| Listed { all, is_except })
}

fn action() -> impl Strategy<Value = String> {
    let known =
        prop::sample::select(&["s3:*", "*", "S3:getobject", "s3:Get*", "s3:PutObject", "s3:?etObject", "sqs:*"]);
    prop_oneof![known.prop_map(str::to_owned), pieces(&["s3:", "Get", "Put", "Object", "*", "?", "Acl", "get"], 4)]
}

fn resource() -> impl Strategy<Value = String> {
    let known = prop::sample::select(&[
        "*",
        "arn:aws:s3:::bkt",
        "arn:aws:s3:::bkt/*",
        "arn:aws:s3:::bkt*",
        "arn:aws:s3:::other/*",
    ]);
    let tails = pieces(&["a", "b", "A", "/", "*", "?", "x", "bkt"], 5);
    prop_oneof![known.prop_map(str::to_owned), tails.prop_map(|tail| format!("arn:aws:s3:::bkt/{tail}"))]
}

fn condition() -> impl Strategy<Value = Condition> {
    let words = &[
        "true",
        "false",
        "AssumedRole",
        "User",
        "assumed*",
        "ann",
        "vpce-1",
        "vpce-*",
        "us-east-1",
        "*",
        "ACCOUNT",
        "arn:aws:iam::ACCOUNT:role/*",
        "arn:aws:iam::*:user/ann",
        "arn:aws:iam:*:role/web",
    ];
    let values = prop::collection::vec(prop::sample::select(words).prop_map(str::to_owned), 1..=2);
    let operator = prop::sample::select(&OPERATORS);
    (operator, prop::sample::select(&CONTEXT), values).prop_map(|(operator, key, mut values)| {
        if operator == "Null" {
            values = vec![if values[0].len() % 2 == 0 { "true" } else { "false" }.to_owned()];
        }
        let values = values.into_iter().map(|value| value.replace("ACCOUNT", ACCOUNT)).collect();
        Condition { operator, key, values }
    })
}

pub fn statement() -> impl Strategy<Value = Statement> {
    let principals = prop::collection::vec(prop::sample::select(&PRINCIPALS), 1..=2);
    let conditions = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(condition(), 1..=2)];
    (prop::bool::weighted(0.75), principals, listed(action()), listed(resource()), conditions).prop_map(
        |(allows, principals, actions, resources, conditions)| Statement {
            allows,
            principals,
            actions,
            resources,
            conditions,
        },
    )
}

pub fn place() -> impl Strategy<Value = Place> {
    prop::sample::select(&[Place::Own, Place::Boundary, Place::Bucket, Place::Endpoint])
}

pub fn any() -> impl Strategy<Value = Made> {
    let some = |most| prop::collection::vec(statement(), 0..=most);
    (some(3), prop::option::weighted(0.3, some(2)), some(2), prop::option::weighted(0.3, some(2)))
        .prop_map(|(own, boundary, bucket, endpoint)| Made { own, boundary, bucket, endpoint })
}

pub fn asked() -> impl Strategy<Value = Asked> {
    let key = prop::option::weighted(0.8, prop::sample::select(&KEYS));
    (any_bool(), prop::sample::select(&ACTIONS), key, any_bool())
        .prop_map(|(is_user, action, key, is_through_endpoint)| Asked { is_user, action, key, is_through_endpoint })
}

fn any_bool() -> impl Strategy<Value = bool> {
    prop::bool::ANY
}

impl Made {
    pub fn has(&self, place: Place) -> bool {
        match place {
            Place::Own | Place::Bucket => true,
            Place::Boundary => self.boundary.is_some(),
            Place::Endpoint => self.endpoint.is_some(),
        }
    }

    /// With a statement more. A policy that was not there is one that allows everything first, as its absence does.
    pub fn with(&self, place: Place, added: Statement) -> Self {
        let mut more = self.clone();
        let everything = || {
            let all = || Listed { all: vec!["*".to_owned()], is_except: false };
            let (actions, resources) = (all(), all());
            vec![Statement { allows: true, principals: vec!["*"], actions, resources, conditions: Vec::new() }]
        };
        match place {
            Place::Own => more.own.push(added),
            Place::Bucket => more.bucket.push(added),
            Place::Boundary => more.boundary.get_or_insert_with(everything).push(added),
            Place::Endpoint => more.endpoint.get_or_insert_with(everything).push(added),
        }
        more
    }

    /// Without one statement, and whether that was a denial.
    pub fn without(&self, which: usize) -> Option<(Self, bool)> {
        let mut less = self.clone();
        let mut at = which;
        let mut removed = None;
        let lists = [Some(&mut less.own), less.boundary.as_mut(), Some(&mut less.bucket), less.endpoint.as_mut()];
        for list in lists.into_iter().flatten() {
            if removed.is_none() && at < list.len() {
                removed = Some(list.remove(at));
            } else if removed.is_none() {
                at -= list.len();
            }
        }
        removed.map(|removed| (less, !removed.allows))
    }

    /// The template; `hidden` parts of texts come from parameters: which text, from where, how long.
    pub fn written(&self, asked: &Asked, hidden: &[(usize, usize, usize)]) -> Written {
        let mut writer = Writer { hidden, texts: 0, parameters: serde_json::Map::new() };
        let own = writer.document(&self.own, false);
        let bucket = writer.document(&self.bucket, true);
        let boundary = self.boundary.as_ref().map(|all| writer.document(all, false));
        let endpoint = self.endpoint.as_ref().map(|all| writer.document(all, true));
        let limits = |mut properties: Json| {
            if boundary.is_some() {
                properties["PermissionsBoundary"] = json!({ "Ref": "Limit" });
            }
            properties
        };
        let policies = json!([{ "PolicyName": "own", "PolicyDocument": own }]);
        let role = limits(json!({ "RoleName": "web", "Policies": policies, "AssumeRolePolicyDocument": {} }));
        let user = limits(json!({ "UserName": "ann", "Policies": policies }));
        let mut resources = json!({
            "Bucket": { "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "bkt" } },
            "Role": { "Type": "AWS::IAM::Role", "Properties": role },
            "User": { "Type": "AWS::IAM::User", "Properties": user },
            "BucketPolicy": {
                "Type": "AWS::S3::BucketPolicy",
                "Properties": { "Bucket": { "Ref": "Bucket" }, "PolicyDocument": bucket }
            },
            "Endpoint": {
                "Type": "AWS::EC2::VPCEndpoint",
                "Properties": { "VpcId": "vpc-1", "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": ["rtb-1"] }
            }
        });
        if let Some(document) = boundary {
            let properties = json!({ "PolicyDocument": document });
            resources["Limit"] = json!({ "Type": "AWS::IAM::ManagedPolicy", "Properties": properties });
        }
        if let Some(document) = endpoint {
            resources["Endpoint"]["Properties"]["PolicyDocument"] = document;
        }
        let mut template = json!({ "Resources": resources });
        if !writer.parameters.is_empty() {
            template["Parameters"] = Json::Object(writer.parameters);
        }
        let who = if asked.is_user { "User" } else { "Role" };
        let key = asked.key.map(str::to_owned);
        Written {
            text: template.to_string(),
            asked: (who.to_owned(), asked.action.to_owned(), key, asked.is_through_endpoint),
        }
    }
}

struct Writer<'h> {
    hidden: &'h [(usize, usize, usize)],
    /// How many texts were written.
    texts: usize,
    parameters: serde_json::Map<String, Json>,
}

impl Writer<'_> {
    fn document(&mut self, statements: &[Statement], has_principals: bool) -> Json {
        let statements: Vec<Json> = statements.iter().map(|one| self.statement(one, has_principals)).collect();
        json!({ "Version": "2012-10-17", "Statement": statements })
    }

    fn statement(&mut self, statement: &Statement, has_principals: bool) -> Json {
        let name = |listed: &Listed, name: &str| if listed.is_except { format!("Not{name}") } else { name.to_owned() };
        let mut out = json!({ "Effect": if statement.allows { "Allow" } else { "Deny" } });
        if has_principals {
            out["Principal"] = principals(&statement.principals);
        }
        out[name(&statement.actions, "Action")] = self.texts(&statement.actions.all);
        out[name(&statement.resources, "Resource")] = self.texts(&statement.resources.all);
        let mut conditions = json!({});
        for condition in &statement.conditions {
            conditions[condition.operator][condition.key] = self.texts(&condition.values);
        }
        if !statement.conditions.is_empty() {
            out["Condition"] = conditions;
        }
        out
    }

    fn texts(&mut self, all: &[String]) -> Json {
        all.iter().map(|text| self.text(text)).collect()
    }

    /// A text, of which a part may come from a parameter.
    fn text(&mut self, text: &str) -> Json {
        self.texts += 1;
        let number = self.texts;
        let Some((_, start, length)) = self.hidden.iter().find(|(which, ..)| *which == number) else {
            return text.replace(ACCOUNT, "${AWS::AccountId}").into_text();
        };
        let start = text.len().min(*start);
        let end = (start + length).min(text.len());
        let parameter = format!("P{number}");
        self.parameters.insert(parameter.clone(), json!({ "Type": "String", "Default": text[start..end] }));
        json!({ "Fn::Sub": format!("{}${{{parameter}}}{}", &text[..start], &text[end..]) })
    }
}

trait IntoText {
    fn into_text(self) -> Json;
}

impl IntoText for String {
    fn into_text(self) -> Json {
        if self.contains("${") { json!({ "Fn::Sub": self }) } else { Json::String(self) }
    }
}

fn principals(all: &[&str]) -> Json {
    let arn = |end: &str| json!({ "Fn::Sub": format!("arn:aws:iam::${{AWS::AccountId}}:{end}") });
    let one = |name: &&str| match *name {
        "role" => json!({ "Fn::GetAtt": ["Role", "Arn"] }),
        "user" => arn("user/ann"),
        "account" => arn("root"),
        "other" => arn("role/other"),
        name => json!(name),
    };
    json!({ "AWS": all.iter().map(one).collect::<Vec<_>>() })
}
