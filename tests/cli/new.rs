//! `infrac new`.

use crate::harness::{Test, resources};
use std::fs;

#[test]
fn the_made_file_builds_without_a_warning() {
    let run = Test::new().args(&["new", "shop"]).run().code(0).stderr("").entries(&["shop"]);
    let path = std::path::Path::new("shop").join("shop.infra").display().to_string();
    let run = run.stdout(&format!("made {path}\nnext: infrac build {path}\n"));
    let built = run.then(&["build", &path]).run().code(0).stderr("");
    assert_eq!(resources(&built.json()), ["Files", "FilesPolicy", "ShopWeb", "ShopWebInstanceProfile"]);
}

#[test]
fn a_name_that_is_a_word_of_the_language_builds_too() {
    for name in ["stack", "bucket", "if", "for", "in", "true", "role", "a", "a1-b2"] {
        let path = format!("{name}/{name}.infra");
        Test::new().args(&["new", name]).run().code(0).then(&["build", &path]).run().code(0).stderr("");
    }
}

#[test]
fn a_longest_name_builds() {
    let name = "a".repeat(40);
    let run = Test::new().args(&["new", &name]).run().code(0);
    run.then(&["build", &format!("{name}/{name}.infra")]).run().code(0).stderr("");
}

#[test]
fn what_is_there_is_not_touched() {
    let test = Test::new().args(&["new", "shop"]).file("shop/mine", "mine").file("shop/shop.infra", "old");
    let run = test.run().code(2).stdout("").stderr("error: shop: exists already; nothing was changed\n");
    let run = run.holds("shop/mine", "mine").holds("shop/shop.infra", "old");
    assert_eq!(fs::read_dir(run.folder().join("shop")).expect("the folder is there").count(), 2);
    Test::new().args(&["new", "shop"]).file("shop", "a file").run().code(2).holds("shop", "a file");
}

#[test]
fn names_that_are_refused() {
    let long = "a".repeat(41);
    for name in [".", "..", "/", "Shop", "1shop", "my_shop", "a--b", "a-", "shop.infra", "설", "a b", &long] {
        Test::new().args(&["new", name]).run().code(2).stdout("").stderr_has("error: a stack's name").entries(&[]);
    }
    for name in ["", "-a"] {
        Test::new().args(&["new", name]).run().code(2).stdout("").entries(&[]);
    }
}

#[test]
fn only_the_last_part_of_a_path_is_the_name() {
    let run = Test::new().args(&["new", "My Things/shop"]).folder("My Things").run().code(0);
    assert!(run.read("My Things/shop/shop.infra").starts_with(b"#"));
    Test::new().args(&["new", "missing/shop"]).run().code(2).stderr_has("there is no such file or folder").entries(&[]);
}
