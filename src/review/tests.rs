use super::review;
use crate::source::Source;

/// Where and what is wrong with a template.
fn said(text: &str) -> Vec<String> {
    let source = Source::new("template.yaml", text);
    let all = review(&source, None);
    all.iter()
        .map(|one| {
            let at = source.location(one.span().start);
            format!("{}:{} {}", at.line, at.column, one.code)
        })
        .collect()
}

#[test]
fn properties_and_names_are_checked_where_they_stand() {
    let text = "Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    DependsOn: Job\n    Properties:\n      VisibilityTimout: 60\n      QueueName: !Ref Nam\n";
    assert_eq!(said(text), ["4:16 unknown-name", "6:7 unknown-property", "7:18 unknown-name"]);
}

#[test]
fn macros_may_make_anything() {
    let text = "Transform: Mine\nResources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimout: !Ref Nothing\n";
    assert!(said(text).is_empty(), "{:?}", said(text));
}
