//! The YAML of a template is read by other programs as the value its JSON is read as.

mod templates;

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use infrac::template::{self, Output, Template, Value};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

const RANDOM_TEMPLATES: usize = 300;

/// Floats whose shortest form YAML 1.1 would take for a text.
const FLOATS: [f64; 5] = [1e16, -1e300, 1e-7, 1.5e-9, 5e-324];

/// A template with every fixed text as a value, as a key and under a tag.
fn fixed() -> Template<'static> {
    let texts = templates::fixed_texts();
    let values =
        texts.iter().flat_map(|text| [Value::text(text.clone()), Value::sub(text.clone())]).collect::<Vec<_>>();
    let mut keys = texts;
    keys.sort();
    keys.dedup();
    let value = ("Value".into(), Value::list(values));
    let floats = ("Floats".into(), Value::list(FLOATS.map(Value::Float)));
    let last = ("Last".into(), Value::text("kept\n\n\n"));
    Template {
        metadata: keys.into_iter().map(|key| (key.into(), Value::text("v"))).collect(),
        outputs: vec![Output { id: "Texts".into(), attributes: vec![value, floats, last] }],
        ..Template::default()
    }
}

fn write(template: &Template, directory: &Path, name: &str) {
    let file = |ending| File::create(directory.join(format!("{name}.{ending}"))).expect("the directory exists");
    template::json(template, file("json")).expect("JSON is written");
    template::yaml(template, file("yaml")).expect("YAML is written");
}

#[test]
fn other_readers_agree_with_the_json() {
    let Some(python) = std::env::var_os("INFRAC_PYTHON") else {
        println!("skipped: INFRAC_PYTHON does not name a Python with PyYAML");
        return;
    };
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("yaml_oracle");
    fs::create_dir_all(&directory).expect("the directory for tests can be written");
    write(&fixed(), &directory, "fixed");
    let mut runner = TestRunner::deterministic();
    let any = templates::template();
    for number in 0..RANDOM_TEMPLATES {
        let template = any.new_tree(&mut runner).expect("a template is found").current();
        write(&template, &directory, &format!("random-{number}"));
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/yaml_check.py");
    let output = Command::new(python).arg(script).arg(&directory).output().expect("INFRAC_PYTHON runs");
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{stdout}");
    assert!(output.status.success(), "{stdout}{stderr}");
}
