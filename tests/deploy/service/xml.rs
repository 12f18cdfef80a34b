//! The body of an answer.

/// XML that is written from the front to the back.
#[derive(Debug, Default)]
pub struct Xml(String);

impl Xml {
    /// An element with text.
    #[must_use]
    pub fn text(mut self, name: &str, text: &str) -> Self {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        self.0 += &format!("<{name}>{text}</{name}>");
        self
    }

    /// An element with text, where there is some.
    #[must_use]
    pub fn maybe(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    /// An element with others.
    #[must_use]
    pub fn element(mut self, name: &str, inner: Xml) -> Self {
        self.0 += &format!("<{name}>{}</{name}>", inner.0);
        self
    }

    /// A list of structures.
    #[must_use]
    pub fn list(self, name: &str, members: impl IntoIterator<Item = Xml>) -> Self {
        let all = members.into_iter().fold(Xml::default(), |all, member| all.element("member", member));
        self.element(name, all)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
