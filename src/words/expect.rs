//! `expect WHO can VERB WHAT`: a claim about the finished system, proved when the template is built.

pub mod claim;

use super::{Form, Word};

/// The description of `expect`.
pub static WORD: Word = Word {
    name: "expect",
    form: Form::Link,
    summary: "Claims something about the finished system: who can do what to what, by permission and by network. A claim that does not hold stops the build.",
    sentence: "expect [only] WHO, … can|cannot VERB, … WHAT, … [on tcp PORT]",
    defaults: &[
        "it makes nothing in the template",
        "a claim holds whatever the inputs of the stack are, or it names those with which it does not",
        "what nobody can know before the deploy is a warning that says what would decide it",
        "a security group stands for all that is in it, a subnet for all that stands there, a file system for where it is mounted",
    ],
    reference: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    example: "bucket \"upload-jenny\" as uploads\nrole sample-role-web trusts ec2 < allow \"s3:GetObject\" on uploads >\nexpect sample-role-web can read uploads\nexpect sample-role-web cannot delete uploads",
    ..Word::EMPTY
};
