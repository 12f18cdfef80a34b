//! How a stack stands: what can be done with it now.

use aws_sdk_cloudformation::types::Stack;

/// What a stack's status means for the next operation.
#[derive(Debug)]
pub enum Standing {
    /// There is none.
    Absent,
    /// It has a change set and nothing else: its first deploy was never executed.
    Review,
    /// It can be updated.
    Steady(Stack),
    /// Something is going on.
    Busy(Stack),
    /// It can only be deleted.
    Dead(Stack),
    /// Its rollback failed and has to go on before anything else.
    Stuck(Stack),
}

/// From the page "Understand CloudFormation stack status codes" of the CloudFormation User Guide.
pub fn of(stack: Stack) -> Standing {
    let status = status(&stack).to_owned();
    match status.as_str() {
        "DELETE_COMPLETE" => Standing::Absent,
        "REVIEW_IN_PROGRESS" => Standing::Review,
        "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED" | "DELETE_FAILED" => Standing::Dead(stack),
        "UPDATE_ROLLBACK_FAILED" => Standing::Stuck(stack),
        status if status.ends_with("_IN_PROGRESS") => Standing::Busy(stack),
        _ => Standing::Steady(stack),
    }
}

/// The status as the service writes it.
pub fn status(stack: &Stack) -> &str {
    stack.stack_status().map_or("", |status| status.as_str())
}

/// Whether an operation has come to its end with this status.
pub fn is_final(status: &str) -> bool {
    !status.ends_with("_IN_PROGRESS")
}

/// Whether a stack is there and nothing goes on in it.
pub fn is_at_rest(status: &str) -> bool {
    status == "REVIEW_IN_PROGRESS" || is_final(status) && status != "DELETE_COMPLETE"
}

/// Whether an operation that ended with this status did what it was meant to do.
pub fn is_good(status: &str) -> bool {
    matches!(status, "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "DELETE_COMPLETE" | "IMPORT_COMPLETE")
}
