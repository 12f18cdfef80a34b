//! What helps against the causes that are well known.

/// What the service says, in small letters, and what to do. The first that fits counts.
const KNOWN: &[(&[&str], &str)] = &[
    (&["security token", "expired"], "log in again (aws sso login, or new keys), and deploy again"),
    (
        &["is not authorized to perform"],
        "whoever deploys, or the role of --role-arn, needs the action that is named: an administrator adds it to their policy",
    ),
    (
        &["accessdenied"],
        "whoever deploys, or the role of --role-arn, may not do this: an administrator adds it to their policy",
    ),
    (
        &["access denied"],
        "whoever deploys, or the role of --role-arn, may not do this: an administrator adds it to their policy",
    ),
    (&["no export named"], "deploy the stack that exports it first: infrac deploy takes both files at once"),
    (&["in use by", "export"], "other stacks import this: deploy them without it first"),
    (
        &["already exists"],
        "something has this name already: names of buckets are shared by everybody in the world, and what an earlier stack \
         kept is there too. Choose another name, or leave it out so that CloudFormation makes one",
    ),
    (
        &["bucketalreadyownedbyyou"],
        "a bucket of this name is in your account already. Choose another name, or say that it exists: existing bucket",
    ),
    (
        &["bucket", "not empty"],
        "a bucket with objects in it cannot be deleted: empty it first (aws s3 rm s3://NAME --recursive), or keep it with \
         on_delete = retain",
    ),
    (&["requested configuration is currently not supported"], "choose another instance type or another zone"),
    (&["not supported in your requested availability zone"], "choose another zone, or another instance type"),
    (
        &["insufficientinstancecapacity"],
        "this zone has none left of this type now: choose another type or zone, or wait",
    ),
    (&["invalid", "image id"], "the image is not in this region: images have another id in each"),
    (&["conflicts with another subnet"], "the address block is taken by another subnet of the VPC"),
    (&["dependent object"], "something outside the stack still uses it: delete that first"),
    (&["dependencyviolation"], "something outside the stack still uses it: delete that first"),
    (&["has some mapped public address"], "something with a public address is still in the network: delete that first"),
    (&["limitexceeded"], QUOTA),
    (&["limit exceeded"], QUOTA),
    (&["maximum number of"], QUOTA),
    (&["quota"], QUOTA),
    (
        &["requires capabilities"],
        "the template makes roles or users in a way that infrac does not see: it is a bug of infrac, please report it",
    ),
    (&["rate exceeded"], "AWS had too many calls at once: deploy again"),
    (&["throttl"], "AWS had too many calls at once: deploy again"),
    (&["did not stabilize"], SLOW),
    (&["timed out"], SLOW),
    (&["timeout"], SLOW),
];

const QUOTA: &str = "a quota of the account is used up: delete what nobody needs, or ask for more in the console under \
                     Service Quotas";

const SLOW: &str = "it did not become ready in time: see its own log or health check, mend it, and deploy again";

/// What helps against a cause; nothing where it is not known.
pub fn of(reason: &str) -> Option<&'static str> {
    let reason = reason.to_lowercase();
    let fits = |words: &&(&[&str], &str)| words.0.iter().all(|word| reason.contains(word));
    KNOWN.iter().find(fits).map(|(_, help)| *help)
}

#[cfg(test)]
mod tests {
    use super::{QUOTA, of};

    #[test]
    fn well_known_causes_have_help() {
        let taken = "aws-intro-sample-upload-jenny already exists (Service: S3, Status Code: 409)";
        let denied =
            "User: arn:aws:iam::123456789012:user/jenny is not authorized to perform: iam:CreateRole on resource: x";
        assert!(of(taken).is_some_and(|help| help.contains("another name")));
        assert!(of(denied).is_some_and(|help| help.contains("action that is named")));
        assert_eq!(of("The maximum number of VPCs has been reached."), Some(QUOTA));
        assert_eq!(of("Something nobody has seen"), None);
    }
}
