//! What holds of every template, and for each a template of which it does not.

use crate::template::{Template, referred, target};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What is wrong with a template in one respect.
pub type Check = fn(&Template) -> Vec<String>;

/// All of them by their names.
pub const ALL: [(&str, Check); 9] = [
    ("what needs the internet gateway waits for its attachment", gateway_first),
    ("security groups never wait for each other", groups_apart),
    ("a NAT gateway stands in a public subnet", nat_in_public),
    ("subnets lie inside their VPC and apart", subnets_apart),
    ("a load balancer has two zones", two_zones),
    ("a security group is of the VPC of what uses it", one_vpc),
    ("an image is for the architecture of the type", one_architecture),
    ("the role of a function trusts Lambda", trusts_lambda),
    ("an instance profile has one role", one_role),
];

fn attachments(template: &Template) -> BTreeMap<&str, &str> {
    let all = template.all("AWS::EC2::VPCGatewayAttachment");
    all.filter_map(|(id, properties)| Some((target(&properties["VpcId"])?, id))).collect()
}

/// From "Dependencies when a VPC-gateway attachment is required" on the page "DependsOn attribute".
fn gateway_first(template: &Template) -> Vec<String> {
    let attachments = attachments(template);
    let vpc_of = |subnet: &Value| target(&template.properties(target(subnet)?)["VpcId"]);
    let mut needs: Vec<(&str, Option<&str>)> = Vec::new();
    needs.extend(template.all("AWS::EC2::NatGateway").map(|(id, nat)| (id, vpc_of(&nat["SubnetId"]))));
    for (id, instance) in template.all("AWS::EC2::Instance") {
        let interface = &instance["NetworkInterfaces"][0];
        if interface["AssociatePublicIpAddress"] == true {
            needs.push((id, vpc_of(&interface["SubnetId"])));
        }
    }
    for (id, balancer) in template.all("AWS::ElasticLoadBalancingV2::LoadBalancer") {
        if balancer["Scheme"] == "internet-facing" {
            needs.push((id, vpc_of(&balancer["Subnets"][0])));
        }
    }
    for (id, route) in template.all("AWS::EC2::Route") {
        if route.get("GatewayId").is_some() {
            needs.push((id, target(&template.properties(target(&route["RouteTableId"]).unwrap_or_default())["VpcId"])));
        }
    }
    let late = needs.into_iter().filter(|(id, vpc)| {
        let attachment = vpc.and_then(|vpc| attachments.get(vpc));
        attachment.is_none_or(|attachment| !template.before(id).contains(*attachment))
    });
    let mut found: Vec<String> = late.map(|(id, _)| id.to_owned()).collect();
    // An address is of no VPC in particular.
    let first = |id: &str| attachments.values().any(|attachment| template.before(id).contains(*attachment));
    found.extend(template.all("AWS::EC2::EIP").map(|(id, _)| id).filter(|id| !first(id)).map(str::to_owned));
    found
}

fn groups_apart(template: &Template) -> Vec<String> {
    let is_group = |id: &String| template.kind(id) == "AWS::EC2::SecurityGroup";
    let all = template.all("AWS::EC2::SecurityGroup");
    all.filter(|(_, group)| referred(group).iter().any(is_group)).map(|(id, _)| id.to_owned()).collect()
}

/// Whether a subnet's route table has a route to an internet gateway.
fn is_public(template: &Template, subnet: &str) -> bool {
    let mut associations = template.all("AWS::EC2::SubnetRouteTableAssociation");
    let own = associations.find(|(_, one)| target(&one["SubnetId"]) == Some(subnet));
    let Some(table) = own.and_then(|(_, one)| target(&one["RouteTableId"])) else { return false };
    template.all("AWS::EC2::Route").any(|(_, route)| {
        target(&route["RouteTableId"]) == Some(table)
            && target(&route["GatewayId"]).is_some_and(|id| template.kind(id) == "AWS::EC2::InternetGateway")
    })
}

fn nat_in_public(template: &Template) -> Vec<String> {
    let all = template.all("AWS::EC2::NatGateway");
    let private = all.filter(|(_, nat)| !target(&nat["SubnetId"]).is_some_and(|subnet| is_public(template, subnet)));
    private.map(|(id, _)| id.to_owned()).collect()
}

/// A block of version 4 as its first address and how many there are.
fn block(text: &str) -> Option<(u64, u64)> {
    let (address, prefix) = text.split_once('/')?;
    let address: std::net::Ipv4Addr = address.parse().ok()?;
    Some((u64::from(address.to_bits()), 1 << (32 - prefix.parse::<u32>().ok()?)))
}

fn subnets_apart(template: &Template) -> Vec<String> {
    let mut found = Vec::new();
    let subnets: Vec<_> = template
        .all("AWS::EC2::Subnet")
        .filter_map(|(id, one)| Some((id, target(&one["VpcId"])?, block(one["CidrBlock"].as_str()?)?)))
        .collect();
    for (at, (id, vpc, (start, size))) in subnets.iter().enumerate() {
        if let Some((first, count)) = template.properties(vpc)["CidrBlock"].as_str().and_then(block)
            && (*start < first || start + size > first + count)
        {
            found.push(format!("{id} lies outside"));
        }
        let overlaps = |(_, other, (from, length)): &&(&str, &str, (u64, u64))| {
            other == vpc && *from < start + size && *start < from + length
        };
        found.extend(subnets[..at].iter().find(overlaps).map(|(other, ..)| format!("{id} overlaps {other}")));
    }
    found
}

fn two_zones(template: &Template) -> Vec<String> {
    let zone = |subnet: &Value| template.properties(target(subnet).unwrap_or_default())["AvailabilityZone"].to_string();
    let all = template.all("AWS::ElasticLoadBalancingV2::LoadBalancer");
    let in_one = all.filter(|(_, one)| {
        let subnets = one["Subnets"].as_array().map_or(&[][..], Vec::as_slice);
        subnets.first().is_none_or(|first| subnets.iter().all(|subnet| zone(subnet) == zone(first)))
    });
    in_one.map(|(id, _)| id.to_owned()).collect()
}

fn one_vpc(template: &Template) -> Vec<String> {
    let vpc = |value: &Value| target(&template.properties(target(value).unwrap_or_default())["VpcId"]);
    let mut uses: Vec<(&str, Vec<&Value>, Vec<&Value>)> = Vec::new();
    fn items(value: &Value) -> Vec<&Value> {
        value.as_array().map(|all| all.iter().collect()).unwrap_or_default()
    }
    for (id, one) in template.all("AWS::EC2::Instance") {
        let interface = &one["NetworkInterfaces"][0];
        uses.push((id, vec![&one["SubnetId"]], items(&one["SecurityGroupIds"])));
        uses.push((id, vec![&interface["SubnetId"]], items(&interface["GroupSet"])));
    }
    for (id, one) in template.all("AWS::ElasticLoadBalancingV2::LoadBalancer") {
        uses.push((id, items(&one["Subnets"]), items(&one["SecurityGroups"])));
    }
    let strange = uses.into_iter().filter(|(_, subnets, groups)| {
        subnets.iter().any(|subnet| groups.iter().any(|group| vpc(subnet) != vpc(group)))
    });
    strange.map(|(id, ..)| id.to_owned()).collect()
}

/// Families of types with processors of ARM have a `g` behind their generation.
fn is_arm(kind: &str) -> bool {
    let family = kind.split('.').next().unwrap_or_default();
    let rest = family.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    rest.trim_start_matches(|c: char| c.is_ascii_digit()).contains('g') && !family.starts_with("g")
}

fn one_architecture(template: &Template) -> Vec<String> {
    let all = template.all("AWS::EC2::Instance");
    let wrong = all.filter(|(_, one)| {
        let kind = one["InstanceType"].as_str().unwrap_or_default();
        let image = target(&one["ImageId"]).unwrap_or_default();
        !image.is_empty() && image.contains("Arm") != is_arm(kind)
    });
    wrong.map(|(id, _)| id.to_owned()).collect()
}

fn trusts_lambda(template: &Template) -> Vec<String> {
    let all = template.all("AWS::Lambda::Function");
    let wrong = all.filter(|(_, one)| {
        let role = template.properties(target(&one["Role"]).unwrap_or_default());
        !role["AssumeRolePolicyDocument"].to_string().contains("\"lambda.amazonaws.com\"")
    });
    wrong.map(|(id, _)| id.to_owned()).collect()
}

fn one_role(template: &Template) -> Vec<String> {
    let all = template.all("AWS::IAM::InstanceProfile");
    let wrong = all.filter(|(_, one)| one["Roles"].as_array().map(Vec::len) != Some(1));
    wrong.map(|(id, _)| id.to_owned()).collect()
}

/// A template that shows the mistake of this name.
pub fn mistake(name: &str) -> Value {
    let resources = match name {
        "what needs the internet gateway waits for its attachment" => json!({
            "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {}},
            "Igw": {"Type": "AWS::EC2::InternetGateway", "Properties": {}},
            "Attachment": {"Type": "AWS::EC2::VPCGatewayAttachment",
                "Properties": {"VpcId": {"Ref": "Vpc"}, "InternetGatewayId": {"Ref": "Igw"}}},
            "Address": {"Type": "AWS::EC2::EIP", "Properties": {"Domain": "vpc"}}
        }),
        "security groups never wait for each other" => json!({
            "A": {"Type": "AWS::EC2::SecurityGroup",
                "Properties": {"SecurityGroupIngress": [{"SourceSecurityGroupId": {"Ref": "B"}}]}},
            "B": {"Type": "AWS::EC2::SecurityGroup", "Properties": {}}
        }),
        "a NAT gateway stands in a public subnet" => json!({
            "S": {"Type": "AWS::EC2::Subnet", "Properties": {}},
            "N": {"Type": "AWS::EC2::NatGateway", "Properties": {"SubnetId": {"Ref": "S"}}}
        }),
        "subnets lie inside their VPC and apart" => json!({
            "V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
            "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"}, "CidrBlock": "10.1.0.0/20"}}
        }),
        "a load balancer has two zones" => json!({
            "S": {"Type": "AWS::EC2::Subnet", "Properties": {"AvailabilityZone": "a"}},
            "T": {"Type": "AWS::EC2::Subnet", "Properties": {"AvailabilityZone": "a"}},
            "L": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
                "Properties": {"Subnets": [{"Ref": "S"}, {"Ref": "T"}]}}
        }),
        "a security group is of the VPC of what uses it" => json!({
            "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"}}},
            "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "W"}}},
            "I": {"Type": "AWS::EC2::Instance",
                "Properties": {"SubnetId": {"Ref": "S"}, "SecurityGroupIds": [{"Fn::GetAtt": ["G", "GroupId"]}]}}
        }),
        "an image is for the architecture of the type" => json!({
            "I": {"Type": "AWS::EC2::Instance",
                "Properties": {"InstanceType": "t4g.micro", "ImageId": {"Ref": "ImageAmazonLinux2023X86"}}}
        }),
        "the role of a function trusts Lambda" => json!({
            "R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {
                "Statement": [{"Principal": {"Service": "ec2.amazonaws.com"}}]}}},
            "F": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["R", "Arn"]}}}
        }),
        _ => json!({
            "P": {"Type": "AWS::IAM::InstanceProfile", "Properties": {"Roles": ["a", "b"]}}
        }),
    };
    json!({ "Resources": resources })
}
