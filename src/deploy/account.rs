//! Who the caller is.

use super::client::Cloud;
use super::failure::Failure;

/// The caller, as AWS knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its twelve digits.
    pub id: String,
    /// The ARN of the user or role.
    pub arn: String,
}

/// Asks AWS whose credentials these are; nobody can be forbidden to ask.
pub async fn identity(cloud: &Cloud) -> Result<Account, Failure> {
    let client = aws_sdk_sts::Client::new(&cloud.config);
    let answer = cloud.call("GetCallerIdentity", async || client.get_caller_identity().send().await).await?;
    Ok(Account {
        id: answer.account().unwrap_or_default().to_owned(),
        arn: answer.arn().unwrap_or_default().to_owned(),
    })
}
