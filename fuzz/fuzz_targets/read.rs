//! Any text is read as a template with places that lie in it; what is read without errors is read again as it was.
#![no_main]

use infrac::Source;
use infrac::syntax::inspect;
use infrac::template::{self, Place};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = inspect::decode("fuzz.template", bytes.to_vec()) else { return };
    let read = template::read(&source);
    for label in read.diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
        assert!(source.text().get(label.span.range()).is_some(), "{label:?} is no place of the source");
    }
    check(&read.places, source.text());
    if read.has_errors() {
        return;
    }
    let (mut json, mut yaml) = (Vec::new(), Vec::new());
    template::json(&read.template, &mut json).expect("a template is JSON");
    template::yaml(&read.template, &mut yaml).expect("a template is YAML");
    for text in [json, yaml] {
        let again = Source::new("again", String::from_utf8(text).expect("a template is UTF-8"));
        assert_eq!(template::read(&again).template, read.template);
    }
});

fn check(place: &Place, text: &str) {
    assert!(text.get(place.span.range()).is_some() && text.get(place.key_span.range()).is_some(), "{place:?}");
    place.children.iter().for_each(|child| check(child, text));
}
