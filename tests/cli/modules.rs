//! Files that other files use, and where they may lie.

use crate::harness::Test;

const QUEUE: &str = "param keep: int = 60\nAWS::SQS::Queue main < MessageRetentionPeriod = keep >\n";
const BROKEN: &str = "AWS::SQS::Queue main < VisibilityTimout = 60 >\n";

fn using(path: &str) -> String {
    format!("use \"{path}\" as orders\n")
}

#[test]
fn paths_start_at_the_file_wherever_the_program_runs() {
    let run = Test::new()
        .args(&["build", "infra/main.infra"])
        .file("infra/main.infra", using("./modules/queue.infra"))
        .file("infra/modules/queue.infra", QUEUE)
        .run();
    assert!(run.code(0).stderr("").out().contains("OrdersMain"));
}

#[test]
fn a_mistake_is_shown_with_the_name_of_its_file() {
    let test = || Test::new().file("infra/main.infra", using("./queue.infra")).file("infra/queue.infra", BROKEN);
    let short = ["check", "--message-format", "short", "infra/main.infra"];
    test().args(&short).run().code(1).stderr_has("infra/queue.infra:1:24: error[unknown-property]");
    let run = test().args(&["check", "--message-format", "json", "infra/main.infra"]).run().code(1);
    let json: serde_json::Value = serde_json::from_str(run.out()).expect("the output is JSON");
    let found = &json["diagnostics"][0];
    assert_eq!(found["file"], "infra/queue.infra");
    assert_eq!((&found["labels"][0]["start"], &found["labels"][0]["line"]), (&23.into(), &1.into()));
    assert_eq!((&found["labels"][1]["file"], &found["labels"][1]["start"]), (&"infra/main.infra".into(), &23.into()));
    assert_eq!(found["fix"]["edits"][0]["file"], "infra/queue.infra");
    for format in ["sarif", "github"] {
        let run = test().args(&["check", "--message-format", format, "infra/main.infra"]).run().code(1);
        assert!(run.out().contains("infra/queue.infra"), "{}", run.out());
    }
}

#[test]
fn a_fix_changes_no_file_that_was_not_named() {
    let main = using("./queue.infra");
    let test = Test::new().file("main.infra", &main).file("queue.infra", BROKEN);
    let run = test.args(&["check", "--fix", "main.infra"]).run().code(1);
    let run = run.holds("main.infra", &main).holds("queue.infra", BROKEN);
    run.then(&["check", "--fix", "queue.infra", "main.infra"]).run().code(0);
}

#[test]
fn the_root_can_be_a_folder_above() {
    let test = || {
        Test::new()
            .file("environments/prod/main.infra", using("../../modules/queue.infra"))
            .file("modules/queue.infra", QUEUE)
    };
    test().args(&["build", "environments/prod/main.infra"]).run().code(1).stderr_has("outside-root");
    test().args(&["build", "--root", ".", "environments/prod/main.infra"]).run().code(0).stderr("");
    let run = test().args(&["build", "--root", "modules", "environments/prod/main.infra"]).run();
    run.code(2).stderr_has("does not lie below the root");
    test().args(&["build", "--root", "absent", "environments/prod/main.infra"]).run().code(2).stderr_has("no folder");
}

#[test]
fn standard_input_has_files_only_with_a_root() {
    let test = || Test::new().file("queue.infra", QUEUE).stdin(using("./queue.infra"));
    test().args(&["build", "-"]).run().code(1).stderr_has("no other files");
    test().args(&["build", "--root", ".", "-"]).run().code(0).stderr("");
}

#[test]
fn what_is_no_text_is_said() {
    let test = || Test::new().args(&["check", "main.infra"]).file("main.infra", using("./queue.infra"));
    test().file("queue.infra", [0xff, 0xfe, 0xff]).run().code(1).stderr_has("no-such-file");
    test().folder("queue.infra").run().code(1).stderr_has("`queue.infra` is a folder");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_root() {
    let test = Test::new()
        .args(&["check", "inside/main.infra"])
        .file("inside/main.infra", using("./queue.infra"))
        .file("queue.infra", QUEUE);
    let link = test.path("inside/queue.infra");
    std::os::unix::fs::symlink(test.path("queue.infra"), &link).expect("a link can be made");
    let run = test.run().code(1).stderr_has("a link that leads out of the project");
    // Inside of the root a link is as good as a file.
    run.then(&["check", "--root", ".", "inside/main.infra"]).run().code(0).stderr("");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let test = Test::new().args(&["check", "main.infra"]).file("main.infra", using("./queue.infra"));
    let made = std::process::Command::new("mkfifo").arg(test.path("queue.infra")).status();
    assert!(made.is_ok_and(|status| status.success()), "a pipe can be made");
    test.run().code(1).stderr_has("a device or a pipe");
}
