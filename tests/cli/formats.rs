//! Every `--message-format`, for every kind of input.

use crate::harness::{BAD, GOOD, Test, json};
use serde_json::Value;

const FORMATS: [&str; 5] = ["human", "short", "json", "sarif", "github"];

/// An input: its argument, the code to expect, the exit status.
const INPUTS: [(&str, &str, i32); 5] = [
    ("-", "unknown-word", 1),
    ("bad.infra", "unknown-word", 1),
    ("bytes.infra", "not-utf8", 1),
    ("missing.infra", "cannot-read", 2),
    ("folder", "cannot-read", 2),
];

fn check(format: &str, inputs: &[&str]) -> Test {
    let test = Test::new().args(&["check", "--message-format", format]).args(inputs).stdin(BAD);
    let test = test.file("bad.infra", BAD).file("bytes.infra", b"\xb5\xe5\n").folder("folder");
    test.file("good.infra", GOOD)
}

#[test]
fn every_format_says_what_is_wrong_with_every_input() {
    for format in FORMATS {
        for (input, code, status) in INPUTS {
            let run = check(format, &[input]).run().code(status);
            let (said, silent) = match format {
                "human" | "short" => (run.err(), run.out()),
                _ => (run.out(), run.err()),
            };
            assert_eq!(silent, "", "{format} {input}");
            assert!(said.contains(code), "{format} {input}: {said}");
            assert!(said.ends_with('\n'), "{format} {input}: {said}");
        }
    }
}

#[test]
fn json_is_one_object_with_every_file() {
    let inputs = INPUTS.map(|(input, ..)| input);
    let object = check("json", &inputs).run().code(2).json();
    assert_eq!(object["version"], 1);
    let found: Vec<(&str, &str)> =
        diagnostics(&object).iter().map(|one| (text(&one["file"]), text(&one["code"]))).collect();
    let expected = INPUTS.map(|(input, code, _)| (if input == "-" { "<stdin>" } else { input }, code));
    assert_eq!(found, expected);
}

#[test]
fn json_has_a_fix_that_a_tool_can_apply() {
    let object = check("json", &["bad.infra"]).run().code(1).json();
    let edit = &diagnostics(&object)[0]["fix"]["edits"][0];
    assert_eq!(
        (&edit["start"], &edit["end"], &edit["text"]),
        (&Value::from(0), &Value::from(6), &Value::from("bucket"))
    );
}

#[test]
fn sarif_is_one_log_with_a_rule_for_every_result() {
    let inputs = INPUTS.map(|(input, ..)| input);
    let log = check("sarif", &inputs).run().code(2).json();
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), INPUTS.len());
    for (result, (_, code, _)) in results.iter().zip(INPUTS) {
        assert_eq!(result["ruleId"], code);
        let index = result["ruleIndex"].as_u64().expect("an index");
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][index as usize]["id"], code);
        assert!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].is_string(), "{result}");
    }
}

#[test]
fn nothing_wrong_is_said_in_every_format() {
    for format in ["human", "short", "github"] {
        check(format, &["good.infra"]).run().code(0).stdout("").stderr("");
    }
    assert_eq!(diagnostics(&check("json", &["good.infra"]).run().code(0).stderr("").json()).len(), 0);
    let log = check("sarif", &["good.infra"]).run().code(0).stderr("").json();
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn lines_of_the_short_format_and_of_github() {
    let message = "`bukket` is not a word of the language";
    check("short", &["bad.infra"]).run().stderr(&format!("bad.infra:1:1: error[unknown-word]: {message}\n"));
    let run = check("github", &["bad.infra"]).run();
    run.stdout_has("::error file=bad.infra,line=1,endLine=1,col=1,endColumn=7,title=unknown-word::");
}

#[test]
fn a_template_on_standard_output_is_alone_there() {
    for format in FORMATS {
        let arguments = ["build", "a.infra", "--message-format", format];
        let run = Test::new().args(&arguments).file("a.infra", GOOD).run().code(0);
        assert!(run.json()["Resources"].is_object(), "{format}");
        let run = Test::new().args(&arguments).file("a.infra", BAD).run().code(1).stdout("");
        assert!(run.err().contains("unknown-word"), "{format}: {}", run.err());
    }
    let arguments = ["build", "a.infra", "--message-format", "json"];
    let run = Test::new().args(&arguments).file("a.infra", BAD).run();
    assert_eq!(diagnostics(&json(run.err())).len(), 1);
}

#[test]
fn with_an_output_file_tools_read_standard_output() {
    let arguments = ["build", "a.infra", "-o", "out.json", "--message-format", "json"];
    let run = Test::new().args(&arguments).file("a.infra", GOOD).run().code(0).stderr("");
    assert_eq!(diagnostics(&run.json()).len(), 0);
    assert!(json(&String::from_utf8_lossy(&run.read("out.json")))["Resources"].is_object());
}

fn diagnostics(object: &Value) -> &Vec<Value> {
    object["diagnostics"].as_array().expect("diagnostics")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
