use super::*;

fn property(name: &str, path: &str) -> PropertyPage {
    of_property(name, path).unwrap().unwrap_or_else(|lost| panic!("{path}: {lost:?}"))
}

#[test]
fn a_path_goes_through_definitions_lists_maps_and_alternatives() {
    let page = property("AWS::S3::Bucket", "LifecycleConfiguration.Rules.Status");
    assert_eq!(page.property.accepts.values, ["Enabled", "Disabled"]);
    assert!(page.property.required);
    for path in ["LifecycleConfiguration.Rules[].Status", "lifecycleconfiguration.Rules.*.status"] {
        assert_eq!(property("aws::s3::bucket", path).path, page.path);
    }
    // In a list that is one of two forms.
    assert_eq!(property("AWS::DynamoDB::Table", "KeySchema.KeyType").property.accepts.kind, "text");
    // In only one of the alternatives, and so never required.
    assert!(!property("AWS::S3::Bucket", "LoggingConfiguration.TargetObjectKeyFormat.SimplePrefix").property.required);
}

#[test]
fn a_change_is_that_of_what_a_property_stands_in() {
    let page = property("AWS::Lambda::Function", "TenancyConfig.TenantIsolationMode");
    let through = Through { path: "TenancyConfig".to_owned(), change: Change::Replaces };
    assert_eq!(page.through, Some(through));
    assert_eq!(property("AWS::SQS::Queue", "QueueName").property.change, Change::Replaces);
    assert_eq!(property("AWS::DynamoDB::Table", "KeySchema").property.change, Change::MayReplace);
    assert_eq!(property("AWS::SQS::Queue", "DelaySeconds").property.change, Change::Keeps);
}

#[test]
fn what_only_comes_back_cannot_be_set() {
    let page = property("AWS::SQS::Queue", "Arn");
    assert!(!page.property.settable && page.attribute && page.example.is_none());
    // An attribute that is no property.
    let page = property("AWS::EC2::Instance", "state.name");
    assert_eq!((page.path.as_str(), page.property.settable, page.attribute), ("State.Name", false, true));
}

#[test]
fn a_path_that_leads_nowhere_says_where_it_ends() {
    let lost = of_property("AWS::S3::Bucket", "LifecycleConfiguration.Rulez.Status").unwrap().unwrap_err();
    assert_eq!((lost.path.as_str(), lost.name.as_str(), lost.near), ("LifecycleConfiguration", "Rulez", Some("Rules")));
    assert!(of_property("AWS::S3::Bukket", "Tags").is_none());
}

#[test]
fn what_a_property_wants_is_said_by_its_word() {
    let wants = property("AWS::Lambda::Function", "Role").property.accepts.wants;
    assert_eq!(wants[0].what, "the ARN of an IAM role");
    assert_eq!((wants[0].resource, wants[0].attribute, wants[0].word), ("AWS::IAM::Role", "Arn", Some("role")));
}

#[test]
fn limits_are_said_in_words() {
    let words = |name, path| {
        let accepts = property(name, path).property.accepts;
        accepts.limits.iter().map(Limit::words).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(words("AWS::SQS::Queue", "DelaySeconds"), "0 to 900");
    assert_eq!(words("AWS::IAM::Role", "RoleName"), "1 to 64 characters");
    assert_eq!(words("AWS::Lambda::Function", "Architectures"), "exactly 1 item");
    assert_eq!(words("AWS::S3::Bucket", "BucketName"), "at most 63 characters");
}

#[test]
fn alternatives_that_ask_for_names_are_one_rule() {
    let rules = property("AWS::DynamoDB::Table", "WarmThroughput").property.accepts.rules;
    assert_eq!(rules[0].text, "at least one of these: ReadUnitsPerSecond or WriteUnitsPerSecond");
    let rules = property("AWS::EC2::SecurityGroup", "SecurityGroupEgress").property.accepts.items.unwrap().rules;
    assert_eq!(rules[0].rule, RuleKind::ExactlyOne);
    assert_eq!(rules[1].text, "where IpProtocol is 1, icmp, 6, tcp, 17 or udp: FromPort and ToPort");
}

#[test]
fn services_and_their_types_are_listed() {
    assert_eq!(service("aws::sqs").unwrap().types.len(), 3);
    assert!(service("AWS::SQ").is_none() && service("AWS").is_none());
    assert!(services("aws").unwrap().services.iter().any(|one| one.name == "AWS::SQS" && one.types == 3));
    assert!(service_names().count() > 250);
}
