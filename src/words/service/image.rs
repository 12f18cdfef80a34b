//! What has to be allowed to fetch an image: of a repository in ECR its own, of a public one nothing.
//!
//! From the page "Amazon ECS task execution IAM role" of the Amazon ECS Developer Guide.

use crate::template::{Part, Value, parts};
use crate::words::arn;
use crate::words::permission::allow;

const SIGN_IN: [&str; 1] = ["ecr:GetAuthorizationToken"];
const FETCH: [&str; 3] = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"];
/// What stands between the account and the region in the name of a registry.
const REGISTRY: &str = ".dkr.ecr.";

/// The statements that an image needs.
pub fn statements<'a>(image: Option<&Value<'a>>) -> Vec<Value<'a>> {
    let mut repositories: Vec<Value<'a>> = Vec::new();
    if let Some(image) = image {
        gather(image, &mut repositories);
    }
    match repositories.len() {
        0 => Vec::new(),
        1 => vec![allow(&SIGN_IN, Value::text("*")), allow(&FETCH, repositories.remove(0))],
        _ => vec![allow(&SIGN_IN, Value::text("*")), allow(&FETCH, Value::list(repositories))],
    }
}

fn gather<'a>(image: &Value<'a>, into: &mut Vec<Value<'a>>) {
    if let Some((_, then, otherwise)) = image.chosen() {
        gather(then, into);
        return gather(otherwise, into);
    }
    let found = match image {
        Value::Text(text) => repository(text),
        Value::Sub(text) => substituted(text),
        Value::GetAtt(target) if target.1 == "RepositoryUri" => Some(Value::attribute(target.0.clone(), "Arn")),
        _ if image.is_nothing() => None,
        // Only the deploy knows which one it is.
        _ => Some(any()),
    };
    into.extend(found.filter(|found| !into.contains(found)));
}

/// Every repository of the account.
fn any<'a>() -> Value<'a> {
    arn("ecr:${AWS::Region}:${AWS::AccountId}:repository/*")
}

/// `https://ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG` without its front.
fn repository<'a>(text: &str) -> Option<Value<'a>> {
    let (account, rest) = text.split_once(REGISTRY)?;
    let (registry, name) = rest.split_once('/')?;
    let region = registry.split_once(".amazonaws.").map_or_else(|| before_suffix(registry), |(region, _)| region);
    Some(arn(&format!("ecr:{region}:{account}:repository/{}", without_tag(name))))
}

/// The region in front of a suffix that the deploy gives.
fn before_suffix(registry: &str) -> &str {
    registry.rsplit_once(".${").map_or(registry, |(region, _)| region)
}

/// A name without the tag or digest behind it; the `:` of `${AWS::Region}` is none.
fn without_tag(name: &str) -> &str {
    let mut depth = 0;
    for (at, c) in name.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ':' | '@' if depth == 0 => return &name[..at],
            _ => {}
        }
    }
    name
}

fn substituted<'a>(text: &str) -> Option<Value<'a>> {
    if text.contains(REGISTRY) {
        return repository(text);
    }
    match parts(text).next() {
        Some(Part::Name(name)) => Some(match name.split_once('.') {
            Some((id, "RepositoryUri")) => Value::attribute(id.to_owned(), "Arn"),
            _ => any(),
        }),
        // Another registry stands in front: nothing is asked for there.
        Some(Part::Text(_) | Part::Literal(_)) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repositories_are_read_out_of_images() {
        let arn_of = |image: Value<'static>| {
            let mut found = Vec::new();
            gather(&image, &mut found);
            found
        };
        let sub = |text: &'static str| Value::sub(text);
        assert_eq!(
            arn_of(Value::text("123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/team/app:1.4")),
            [sub("arn:${AWS::Partition}:ecr:ap-northeast-2:123456789012:repository/team/app")]
        );
        assert_eq!(
            arn_of(sub("${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/app-${AWS::Region}:${Tag}")),
            [sub("arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/app-${AWS::Region}")]
        );
        assert_eq!(arn_of(sub("${App.RepositoryUri}:latest")), [Value::attribute("App", "Arn")]);
        assert_eq!(arn_of(Value::attribute("App", "RepositoryUri")), [Value::attribute("App", "Arn")]);
        assert_eq!(arn_of(Value::reference("Image")), [any()]);
        for public in ["nginx", "public.ecr.aws/nginx/nginx:1.29", "ghcr.io/org/app@sha256:0123"] {
            assert_eq!(arn_of(Value::text(public)), []);
        }
        assert_eq!(arn_of(sub("ghcr.io/org/app:${Tag}")), []);
    }
}
