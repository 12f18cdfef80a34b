//! The body of a call: a form.

/// Its fields in order.
pub struct Form(Vec<(String, String)>);

impl Form {
    pub fn read(body: &str) -> Self {
        let pairs = body.split('&').filter_map(|pair| pair.split_once('='));
        Self(pairs.map(|(name, value)| (decoded(name), decoded(value))).collect())
    }

    /// A field; empty when it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The pairs of a list of structures with two members, such as tags.
    pub fn pairs(&self, list: &str, key: &str, value: &str) -> Vec<(String, String)> {
        let pair = |at: usize| {
            let member = |name: &str| self.get(&format!("{list}.member.{at}.{name}")).map(str::to_owned);
            Some((member(key)?, member(value).unwrap_or_default()))
        };
        (1..).map_while(pair).collect()
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                u8::from_str_radix(&digits, 16).expect("two digits")
            }
            other => other,
        });
    }
    String::from_utf8(bytes).expect("a form is UTF-8")
}

#[test]
fn a_form_is_read() {
    let form = Form::read("Action=A&Tags.member.1.Key=a+b&Tags.member.1.Value=%7B%22&Tags.member.2.Key=c&X=");
    assert_eq!((form.text("Action"), form.get("X"), form.get("Y")), ("A", Some(""), None));
    let pairs = form.pairs("Tags", "Key", "Value");
    assert_eq!(pairs, [("a b".to_owned(), "{\"".to_owned()), ("c".to_owned(), String::new())]);
}
