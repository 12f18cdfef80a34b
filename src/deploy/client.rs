//! The connection to AWS: whose it is, where it leads, and how often a call is tried.

use super::failure::{Failure, Kind};
use super::interrupt::Interrupt;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::ProvideCredentials;
use aws_sdk_cloudformation::Client;
use aws_sdk_cloudformation::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_cloudformation::operation::RequestId;
use aws_smithy_http_client::tls::{self, rustls_provider::CryptoMode};
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// What the caller says about the connection; the rest is in the usual files and variables of AWS.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The region.
    pub region: Option<String>,
    /// The profile in the files.
    pub profile: Option<String>,
    /// An address in the place of AWS's own.
    pub endpoint: Option<String>,
    /// Credentials that the caller has already.
    pub keys: Option<Keys>,
}

/// An access key with its secret. The secret is not shown.
#[derive(Clone)]
pub struct Keys {
    /// The id of the access key.
    pub id: String,
    /// Its secret.
    pub secret: String,
    /// The session that the key is good for.
    pub session: Option<String>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("id", &self.id).finish_non_exhaustive()
    }
}

/// How long to wait between calls.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Between two looks at what happens, at first.
    pub poll: Duration,
    /// Between two looks at most, while all goes well.
    pub usual: Duration,
    /// Between two looks, where the service asks for fewer calls.
    pub slowest: Duration,
    /// Before the first repetition of a call that failed; doubled each time.
    pub retry: Duration,
    /// How long to go on while nothing can be reached.
    pub patience: Duration,
    /// How long to wait for one answer.
    pub answer: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            poll: Duration::from_secs(2),
            usual: Duration::from_secs(5),
            slowest: Duration::from_secs(15),
            retry: Duration::from_millis(500),
            patience: Duration::from_secs(300),
            answer: Duration::from_secs(30),
        }
    }
}

/// How often a call is tried before it is given up.
pub(super) const TRIES: u32 = 8;

/// A connection.
#[derive(Debug, Clone)]
pub struct Cloud {
    /// The client of CloudFormation.
    pub(super) stacks: Client,
    /// For the clients of other services.
    pub(super) config: SdkConfig,
    /// The region that it leads to.
    pub region: String,
    /// How long it waits.
    pub pace: Pace,
    /// Whether somebody wants to go.
    pub interrupt: Interrupt,
}

/// Connects: finds region and credentials, and calls nothing yet.
///
/// # Errors
/// When there is no region, or there are no credentials.
pub async fn connect(access: &Access, pace: Pace) -> Result<Cloud, Failure> {
    let http =
        aws_smithy_http_client::Builder::new().tls_provider(tls::Provider::Rustls(CryptoMode::Ring)).build_https();
    let retry = RetryConfig::standard().with_max_attempts(TRIES).with_initial_backoff(pace.retry);
    let timeout = TimeoutConfig::builder().connect_timeout(pace.answer).operation_attempt_timeout(pace.answer).build();
    let mut loader =
        aws_config::defaults(BehaviorVersion::latest()).http_client(http).retry_config(retry).timeout_config(timeout);
    if let Some(region) = &access.region {
        loader = loader.region(Region::new(region.clone()));
    }
    if let Some(profile) = &access.profile {
        loader = loader.profile_name(profile);
    }
    if let Some(endpoint) = &access.endpoint {
        loader = loader.endpoint_url(endpoint);
    }
    if let Some(Keys { id, secret, session }) = access.keys.clone() {
        loader = loader.credentials_provider(Credentials::new(id, secret, session, None, "given"));
    }
    let config = loader.load().await;
    let region = config.region().map(ToString::to_string);
    let region = region.ok_or_else(|| Failure::new(Kind::Refused, "connect", NO_REGION))?;
    has_credentials(&config).await?;
    Ok(Cloud { stacks: Client::new(&config), config, region, pace, interrupt: Interrupt::default() })
}

const NO_REGION: &str = "no region is set: write it into the file (stack NAME < region = ap-northeast-2 >), say \
                         --region, or set AWS_REGION";

/// Credentials that are not there are said before the first call.
async fn has_credentials(config: &SdkConfig) -> Result<(), Failure> {
    let provider = config.credentials_provider();
    let provider = provider.ok_or_else(|| Failure::new(Kind::Credentials, "connect", "there are no credentials"))?;
    let found = provider.provide_credentials().await;
    found.map(drop).map_err(|error| {
        let cause = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        Failure::new(Kind::Credentials, "connect", format!("there are no credentials: {cause}"))
    })
}

impl Cloud {
    /// Makes a call, and again while it is unclear whether it was heard. Only for what can be said twice: the SDK itself
    /// repeats what was throttled or failed at the service.
    pub(super) async fn call<T, E, R>(
        &self,
        name: &'static str,
        mut make: impl AsyncFnMut() -> Result<T, SdkError<E, R>>,
    ) -> Result<T, Failure>
    where
        E: ProvideErrorMetadata + Error + 'static,
        R: fmt::Debug,
    {
        let mut left = 3;
        loop {
            let failure = match make().await {
                Ok(answer) => return Ok(answer),
                Err(error) => Failure::of(name, &error),
            };
            left -= 1;
            if failure.kind != Kind::Unclear || left == 0 {
                return Err(failure);
            }
            self.pause(self.pace.retry).await;
        }
    }

    /// Makes a call whose answer says nothing: that it is the service's, only the id tells that the service gives each
    /// request. Without one, something on the way may have answered, and it is said once more. Whether it was heard for
    /// certain.
    pub(super) async fn tell<T, E, R>(
        &self,
        name: &'static str,
        mut make: impl AsyncFnMut() -> Result<T, SdkError<E, R>>,
    ) -> Result<bool, Failure>
    where
        T: RequestId,
        E: ProvideErrorMetadata + Error + 'static,
        R: fmt::Debug,
    {
        let is_heard = self.call(name, &mut make).await?.request_id().is_some();
        Ok(is_heard || self.call(name, make).await?.request_id().is_some())
    }

    /// Waits about this long: several callers do not come back all at once.
    pub(super) async fn pause(&self, about: Duration) {
        tokio::time::sleep(about.mul_f64(0.75 + fastrand::f64() / 2.0)).await;
    }
}
