//! Repositories of container images.

use super::{Actions, On, Verb, Vocabulary, itself, verb};

/// What can be granted on a repository. Only the service needs its key.
pub static REPOSITORY: Vocabulary =
    Vocabulary { types: &["AWS::ECR::Repository"], verbs: &VERBS, together: &[], key: &[] };

/// Whoever pulls or pushes signs in first, which is not about any repository.
const SIGN_IN: Actions = Actions { on: On::Everything, names: &["ecr:GetAuthorizationToken"] };

static VERBS: [Verb; 4] = [
    verb("read", "pull images", &[itself(&["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]), SIGN_IN])
        .or(&["pull"])
        .with(&[itself(&["ecr:BatchCheckLayerAvailability"])]),
    verb(
        "write",
        "push images",
        &[
            itself(&[
                "ecr:BatchCheckLayerAvailability",
                "ecr:CompleteLayerUpload",
                "ecr:InitiateLayerUpload",
                "ecr:PutImage",
                "ecr:UploadLayerPart",
            ]),
            SIGN_IN,
        ],
    )
    .or(&["push"]),
    verb("delete", "delete images", &[itself(&["ecr:BatchDeleteImage"])]),
    verb("list", "see which images there are", &[itself(&["ecr:DescribeImages", "ecr:ListImages"])]),
];
