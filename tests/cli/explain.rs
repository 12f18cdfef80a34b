//! `infrac explain` and `infrac completions`.

use crate::harness::Test;

#[test]
fn a_code_has_a_page() {
    let run = Test::new().args(&["explain", "not-utf8"]).run().code(0).stderr("");
    assert!(run.out().starts_with("# not-utf8\n\n") && run.out().ends_with('\n'), "{}", run.out());
}

#[test]
fn a_word_has_a_page() {
    let run = Test::new().args(&["explain", "bucket"]).run().code(0).stderr("");
    run.stdout_has("# bucket\n").stdout_has("Makes: AWS::S3::Bucket").stdout_has("- `versioning` (on or off)");
}

#[test]
fn nonsense_has_none_and_near_misses_are_recognised() {
    let run = |topic: &str| Test::new().args(&["explain", topic]).run().code(2).stdout("");
    run("bukket").stderr("error: there is no page for `bukket`; did you mean `bucket`?\n");
    run("not-utf9").stderr("error: there is no page for `not-utf9`; did you mean `not-utf8`?\n");
    run("zzzzzzzzzzzz")
        .stderr("error: there is no page for `zzzzzzzzzzzz`; `infrac explain` alone lists what there is\n");
}

#[test]
fn every_topic_of_the_list_has_its_page() {
    let run = Test::new().arg("explain").run().code(0).stderr("");
    let topics: Vec<&str> = run.out().split_whitespace().filter(|topic| !topic.ends_with(':')).collect();
    assert!(topics.contains(&"bucket") && topics.contains(&"cannot-read"), "{topics:?}");
    for topic in topics {
        Test::new().args(&["explain", topic]).run().code(0).stderr("").stdout_has(&format!("# {topic}\n"));
    }
}

#[test]
fn every_shell_has_a_script() {
    let marks = [
        ("bash", "complete -F _infrac"),
        ("zsh", "#compdef infrac"),
        ("fish", "complete -c infrac"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer[infrac]"),
    ];
    for (shell, mark) in marks {
        let run = Test::new().args(&["completions", shell]).run().code(0).stderr("").stdout_has(mark);
        for command in ["build", "check", "explain", "new", "message-format"] {
            assert!(run.out().contains(command), "{shell} does not know {command}");
        }
    }
    Test::new().args(&["completions", "tcsh"]).run().code(2).stdout("").stderr_has("bash");
}
