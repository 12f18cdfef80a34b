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
    let run = run.stdout_has("bucket\n").stdout_has("Makes     AWS::S3::Bucket").stdout_has("versioning     on or off");
    run.stdout_has("Sets BucketName").stdout_has("CloudFormation: Arn.");
}

#[test]
fn a_type_has_a_page_in_any_case() {
    let run = Test::new().args(&["explain", "AWS::SQS::Queue"]).run().code(0).stderr("");
    assert!(run.out().starts_with("AWS::SQS::Queue\n  https://docs.aws.amazon.com/"), "{}", run.out());
    let page = run.out().to_owned();
    Test::new().args(&["explain", "aws::sqs::queue"]).run().code(0).stderr("").stdout(&page);
}

#[test]
fn a_property_has_a_page_also_through_a_word() {
    let topic = "AWS::S3::Bucket.LifecycleConfiguration.Rules.Status";
    let run = Test::new().args(&["explain", topic]).run().code(0).stderr("");
    let page = run.stdout_has("Values    Enabled, Disabled").out().to_owned();
    let word = "bucket.LifecycleConfiguration.Rules.Status";
    Test::new().args(&["explain", word]).run().code(0).stderr("").stdout(&page);
}

#[test]
fn a_prefix_lists_what_is_below_it() {
    let run = Test::new().args(&["explain", "AWS::SQS"]).run().code(0).stderr("");
    run.stdout_has("\n  AWS::SQS::Queue\n  AWS::SQS::QueueInlinePolicy\n");
    Test::new().args(&["explain", "AWS"]).run().code(0).stderr("").stdout_has("  SQS  ");
}

#[test]
fn every_kind_of_page_is_an_object_of_json() {
    for (topic, kind, name) in [
        ("not-utf8", "code", "not-utf8"),
        ("bucket", "word", "bucket"),
        ("words", "words", "words"),
        ("join", "function", "join"),
        ("depends_on", "entry", "depends_on"),
        ("aws::sqs::queue", "type", "AWS::SQS::Queue"),
        ("AWS::SQS::Queue.DelaySeconds", "property", "DelaySeconds"),
        ("AWS::SQS", "service", "AWS::SQS"),
        ("AWS", "services", "AWS"),
    ] {
        let page = Test::new().args(&["explain", topic, "--format", "json"]).run().code(0).stderr("").json();
        assert_eq!((&page["version"], &page["topic"]), (&1.into(), &topic.into()));
        assert_eq!((&page["kind"], &page["name"]), (&kind.into(), &name.into()), "{topic}");
    }
    let all = Test::new().args(&["explain", "--format", "json"]).run().code(0).stderr("").json();
    assert_eq!(all["kind"], "topics");
    assert!(
        ["words", "functions", "entries", "codes", "services"]
            .iter()
            .all(|list| !all[list].as_array().expect("a list").is_empty())
    );
}

#[test]
fn words_are_listed_by_what_they_are_about() {
    let page = Test::new().args(&["explain", "words", "--format", "json"]).run().code(0).stderr("").json();
    let groups = page["groups"].as_array().expect("a list");
    let storage = &groups[0];
    assert_eq!((&storage["name"], &storage["words"][0]["name"]), (&"storage".into(), &"bucket".into()));
    assert_eq!(storage["words"][0]["line"], "Stores objects in S3.");
    let count: usize = groups.iter().map(|group| group["words"].as_array().expect("a list").len()).sum();
    assert_eq!(count, infrac::words::WORDS.len());
    let list = Test::new().args(&["explain", "words"]).run().code(0).stderr("");
    list.stdout_has("  storage:\n    bucket ").stdout_has("infrac explain WORD");
    Test::new().arg("explain").run().code(0).stderr("").stdout_has("  storage:\n    bucket ");
}

#[test]
fn colour_is_for_those_who_want_it() {
    let test = Test::new().args(&["explain", "AWS::SQS::Queue"]);
    let output = test.command().env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1").output().expect("the program runs");
    assert!(String::from_utf8_lossy(&output.stdout).contains("\u{1b}[33mreplaces the resource\u{1b}[0m"));
    let run = test.run().code(0);
    assert!(
        !run.out().contains('\u{1b}') && run.out().lines().all(|line| line.chars().count() <= 100),
        "{}",
        run.out()
    );
}

#[test]
fn nonsense_has_none_and_near_misses_are_recognised() {
    let run = |topic: &str| Test::new().args(&["explain", topic]).run().code(2).stdout("");
    let missing = |topic: &str, help: &str| {
        run(topic).stderr(&format!("error: there is no page for `{topic}`; {help}\n"));
    };
    missing("bukket", "did you mean `bucket`?");
    missing("not-utf9", "did you mean `not-utf8`?");
    missing("zzzzzzzzzzzz", "`infrac explain` alone lists what there is");
    missing("AWS::SQS::Queu", "did you mean `AWS::SQS::Queue`?");
    missing("AWS::SQS::Nothing", "`infrac explain AWS::SQS` lists the types of that service");
    missing("AWS::Nothing::There", "`infrac explain AWS` lists the services");
    missing("AWS::S3::Bukket.Tags", "did you mean `AWS::S3::Bucket`?");
    missing("lambda", "did you mean `AWS::Lambda`?");
    missing("user_pool", "did you mean `AWS::Cognito::UserPool`?");
    run("AWS::SQS::Queue.DelaySecond").stderr(
        "error: `AWS::SQS::Queue` has no property `DelaySecond`; did you mean `AWS::SQS::Queue.DelaySeconds`?\n",
    );
    run("AWS::S3::Bucket.Tags.Key.Deeper")
        .stderr("error: `AWS::S3::Bucket.Tags.Key` has no property `Deeper`; nothing is inside it\n");
}

#[test]
fn every_topic_of_the_list_has_its_page() {
    let all = Test::new().args(&["explain", "--format", "json"]).run().code(0).stderr("").json();
    let list = Test::new().arg("explain").run().code(0).stderr("");
    for kind in ["words", "functions", "entries", "codes"] {
        for topic in all[kind].as_array().expect("a list").iter().filter_map(serde_json::Value::as_str) {
            let run = Test::new().args(&["explain", topic]).run().code(0).stderr("");
            assert_eq!(run.out().lines().next().map(|line| line.trim_start_matches("# ")), Some(topic));
            assert!(list.out().split_whitespace().any(|word| word == topic), "{topic}");
        }
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
