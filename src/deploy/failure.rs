//! What went wrong with a call, told apart by what can be done about it.

use aws_sdk_cloudformation::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use std::error::Error;
use std::fmt;

/// A call that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What can be done about it.
    pub kind: Kind,
    /// The operation, such as `CreateChangeSet`.
    pub call: &'static str,
    /// What the service or the connection said.
    pub message: String,
}

/// What a failure means for the deploy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// There are no credentials, or they are refused or expired.
    Credentials,
    /// The caller may not do this.
    Denied,
    /// What was asked for does not exist.
    Absent,
    /// What was to be made exists already.
    Exists,
    /// It is in a state that does not take this.
    WrongState,
    /// There is nothing to change.
    Nothing,
    /// Too many calls.
    Throttled,
    /// The service failed, did not answer, or what it answered could not be read: nobody knows whether it did what was
    /// asked.
    Unclear,
    /// A call was answered, and what it asked for has not begun.
    Lost,
    /// Anything else: the request is wrong.
    Refused,
}

impl Failure {
    /// A failure that no service told.
    pub fn new(kind: Kind, call: &'static str, message: impl Into<String>) -> Self {
        Self { kind, call, message: message.into() }
    }

    /// What an error of the SDK means.
    pub fn of<E, R>(call: &'static str, error: &SdkError<E, R>) -> Self
    where
        E: ProvideErrorMetadata + Error + 'static,
        R: fmt::Debug,
    {
        let Some(answer) = error.as_service_error() else {
            return Self::new(without_answer(error), call, DisplayErrorContext(error).to_string());
        };
        let (code, message) = (answer.code().unwrap_or_default(), answer.message().unwrap_or_default());
        // An answer without a code is no answer of the service's.
        if code.is_empty() {
            return Self::new(Kind::Unclear, call, DisplayErrorContext(error).to_string());
        }
        let said = if message.is_empty() { code.to_owned() } else { message.to_owned() };
        Self::new(kind(code, message), call, said)
    }

    /// The same with what the reader has to know beside it: what goes on, what is left.
    #[must_use]
    pub fn and(self, more: impl fmt::Display) -> Self {
        Self { message: format!("{}; {more}", self.message), ..self }
    }

    /// Of a call that begins something: it is tried several times, and what counts is the last answer.
    #[must_use]
    pub(super) fn of_beginning(self) -> Self {
        match self.kind {
            Kind::Credentials | Kind::Throttled | Kind::Unclear => {
                self.and("an earlier try may have been heard, and may go on at AWS")
            }
            Kind::Denied
            | Kind::Absent
            | Kind::Exists
            | Kind::WrongState
            | Kind::Nothing
            | Kind::Lost
            | Kind::Refused => self,
        }
    }

    /// Whether the same call may succeed a little later.
    pub fn passes(&self) -> bool {
        matches!(self.kind, Kind::Throttled | Kind::Unclear)
    }
}

/// An error that the SDK has of itself: it could not connect, waited in vain, or could not read what came.
fn without_answer<E, R>(error: &SdkError<E, R>) -> Kind
where
    E: Error + 'static,
    R: fmt::Debug,
{
    match error {
        SdkError::ConstructionFailure(_) => Kind::Refused,
        _ => Kind::Unclear,
    }
}

/// From the pages "Common Error Types" and "Actions" of the CloudFormation API Reference.
fn kind(code: &str, message: &str) -> Kind {
    match code {
        "ExpiredToken"
        | "ExpiredTokenException"
        | "RequestExpired"
        | "InvalidClientTokenId"
        | "UnrecognizedClientException"
        | "IncompleteSignature"
        | "MissingAuthenticationToken"
        | "SignatureDoesNotMatch"
        | "InvalidAccessKeyId"
        | "AuthFailure"
        | "InvalidSignatureException" => Kind::Credentials,
        "AccessDenied" | "AccessDeniedException" | "UnauthorizedOperation" | "NotAuthorized" | "OptInRequired" => {
            Kind::Denied
        }
        "ChangeSetNotFound" | "ChangeSetNotFoundException" | "StackNotFoundException" | "NoSuchBucket" => Kind::Absent,
        "AlreadyExistsException" => Kind::Exists,
        "InvalidChangeSetStatus"
        | "InvalidChangeSetStatusException"
        | "OperationInProgressException"
        | "TokenAlreadyExistsException" => Kind::WrongState,
        "Throttling" | "ThrottlingException" | "RequestLimitExceeded" | "TooManyRequestsException" | "SlowDown" => {
            Kind::Throttled
        }
        "InternalFailure"
        | "InternalServerError"
        | "InternalError"
        | "ServiceUnavailable"
        | "RequestTimeout"
        | "ServiceUnavailableException" => Kind::Unclear,
        "ValidationError" => of_validation(message),
        _ => Kind::Refused,
    }
}

/// CloudFormation says many things as one code.
fn of_validation(message: &str) -> Kind {
    if message.contains("does not exist") {
        Kind::Absent
    } else if message.contains("No updates are to be performed") {
        Kind::Nothing
    } else if message.contains("_IN_PROGRESS state") || message.contains("can not be updated") {
        Kind::WrongState
    } else if message.contains("Rate exceeded") {
        Kind::Throttled
    } else {
        Kind::Refused
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.call, self.message)
    }
}

impl Error for Failure {}
