//! Which resource types can be tagged in a template, and how the tags are written.

use super::Row;
use super::tables::TAGGABILITY;

/// How a resource type is tagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taggability {
    /// The property that holds the tags, nearly always `Tags`.
    pub property: &'static str,
    /// How the tags are written in it.
    pub form: Form,
    /// Whether the tags are there from the start. `None`: the schema does not say.
    pub on_create: Option<bool>,
    /// Whether they can change later.
    pub updatable: Option<bool>,
    /// Whether CloudFormation adds its own, such as `aws:cloudformation:stack-name`.
    pub system_tags: Option<bool>,
}

/// How tags are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A list of objects.
    List {
        /// The property that holds the tag's name.
        key: &'static str,
        /// The property that holds its value.
        value: &'static str,
        /// A boolean that every tag needs besides: `PropagateAtLaunch` of an Auto Scaling group.
        flag: Option<&'static str>,
    },
    /// An object of names and values.
    Map,
    /// Deeper inside the property.
    Other,
}

impl Form {
    fn read(text: &'static str) -> Self {
        if text == "map" {
            return Self::Map;
        }
        let mut names = text.strip_prefix("list:").unwrap_or_default().split(',');
        match (names.next(), names.next()) {
            (Some(key), Some(value)) => Self::List { key, value, flag: names.next() },
            _ => Self::Other,
        }
    }
}

/// How resources of this type are tagged; `None` when they are not, or when there is no such type.
pub fn find(resource_type: &str) -> Option<Taggability> {
    let row = TAGGABILITY.get(resource_type).filter(|row| row.column(1) == "yes")?;
    Some(Taggability {
        property: row.column(2).split('/').next().unwrap_or_default(),
        form: Form::read(row.column(3)),
        on_create: answer(row, 4),
        updatable: answer(row, 5),
        system_tags: answer(row, 6),
    })
}

/// Whether something is known of this type, also that it cannot be tagged.
pub fn is_known(resource_type: &str) -> bool {
    TAGGABILITY.get(resource_type).is_some()
}

fn answer(row: Row, column: usize) -> Option<bool> {
    match row.column(column) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: Form = Form::List { key: "Key", value: "Value", flag: None };

    #[test]
    fn the_property_and_its_form_are_known() {
        let of = |name| find(name).map(|tags| (tags.property, tags.form));
        assert_eq!(of("AWS::S3::Bucket"), Some(("Tags", LIST)));
        assert_eq!(of("AWS::SSM::Parameter"), Some(("Tags", Form::Map)));
        assert_eq!(of("AWS::Glue::Job"), Some(("Tags", Form::Map)));
        assert_eq!(of("AWS::Cognito::UserPool"), Some(("UserPoolTags", Form::Map)));
        assert_eq!(of("AWS::Route53::HostedZone"), Some(("HostedZoneTags", LIST)));
        assert_eq!(of("AWS::EC2::LaunchTemplate"), Some(("TagSpecifications", Form::Other)));
        let flag = Some("PropagateAtLaunch");
        let group = Form::List { key: "Key", value: "Value", flag };
        assert_eq!(of("AWS::AutoScaling::AutoScalingGroup"), Some(("Tags", group)));
    }

    #[test]
    fn what_a_schema_leaves_out_is_not_known() {
        assert_eq!(find("AWS::S3::Bucket").unwrap().updatable, Some(true));
        let project = find("AWS::CodeBuild::Project").unwrap();
        assert_eq!((project.on_create, project.updatable, project.system_tags), (None, None, None));
    }

    #[test]
    fn what_cannot_be_tagged_is_told_from_what_is_no_type() {
        for name in ["AWS::IAM::Policy", "AWS::S3::BucketPolicy", "AWS::EC2::Route"] {
            assert!(find(name).is_none() && is_known(name), "{name}");
        }
        for name in ["", "AWS::S3::Buckets", "AWS::S3", "Custom::Thing"] {
            assert!(find(name).is_none() && !is_known(name), "{name}");
        }
    }

    #[test]
    fn every_row_is_read() {
        let forms = ["-", "map", "other", "list:Key,Value", "list:Key,Value,PropagateAtLaunch"];
        for row in TAGGABILITY.rows() {
            let tags = find(row.key());
            assert_eq!(tags.is_some(), row.column(1) == "yes", "{}", row.key());
            assert!(["yes", "no"].contains(&row.column(1)) && forms.contains(&row.column(3)), "{}", row.key());
            assert!((4..7).all(|column| ["yes", "no", "-"].contains(&row.column(column))), "{}", row.key());
            assert!(tags.is_none_or(|tags| tags.property.contains("Tag")), "{}", row.key());
            assert!(tags.is_none_or(|tags| (tags.form == Form::Other) == (row.column(3) == "other")), "{}", row.key());
        }
        assert_eq!(TAGGABILITY.rows().filter(|row| row.column(1) == "yes").count(), 1308);
    }
}
