//! State machines of Step Functions, and their executions.

use super::{Actions, On, Verb, Vocabulary, itself, verb};

/// What can be granted on a state machine.
pub static STATE_MACHINE: Vocabulary =
    Vocabulary { types: &["AWS::StepFunctions::StateMachine"], verbs: &VERBS, together: &[], key: &[] };

const fn executions(names: &'static [&'static str]) -> Actions {
    Actions { on: On::Made("states:${AWS::Region}:${AWS::AccountId}:execution:", "Name", ":*"), names }
}

static VERBS: [Verb; 4] = [
    verb("read", "see how executions went", &[executions(&["states:DescribeExecution", "states:GetExecutionHistory"])])
        .with(&[itself(&["states:DescribeStateMachine"])]),
    verb("delete", "stop executions", &[executions(&["states:StopExecution"])]).or(&["stop"]),
    verb("list", "see which executions there are", &[itself(&["states:ListExecutions"])]),
    verb("use", "start executions", &[itself(&["states:StartExecution"])])
        .or(&["invoke", "start"])
        .with(&[itself(&["states:StartSyncExecution"])]),
];
