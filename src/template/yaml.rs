//! A template as CloudFormation YAML: block style with the short tags of the intrinsic functions.

mod literal;
mod scalar;

use std::io::{self, Write};

use super::{Entry, FORMAT_VERSION, Resource, Template, Value};

/// Readers refuse a key on the line of its value when it is longer than 1,024 characters, and an escape takes four.
const LONGEST_KEY: usize = 250;

/// Writes a template as YAML, indented by two spaces. The writer should be buffered: it gets many small pieces.
pub fn yaml(template: &Template, out: impl Write) -> io::Result<()> {
    let mut writer = Writer { out };
    writer.key("AWSTemplateFormatVersion", 0)?;
    writer.text(FORMAT_VERSION, 0)?;
    if let Some(description) = &template.description {
        writer.key("Description", 0)?;
        writer.text(description, 0)?;
    }
    writer.plain_section("Metadata", &template.metadata)?;
    writer.section("Parameters", &template.parameters, |writer, parameter| {
        writer.key(&parameter.id, 2)?;
        writer.entries(&parameter.attributes, 2)
    })?;
    writer.plain_section("Rules", &template.rules)?;
    writer.plain_section("Mappings", &template.mappings)?;
    writer.plain_section("Conditions", &template.conditions)?;
    if let Some(transform) = &template.transform {
        writer.key("Transform", 0)?;
        writer.value(transform, 0, After::Key)?;
    }
    writer.plain_section("Globals", &template.globals)?;
    writer.section("Resources", &template.resources, Writer::resource)?;
    writer.section("Outputs", &template.outputs, |writer, output| {
        writer.key(&output.id, 2)?;
        match output.each() {
            Some(list) => writer.value(list, 2, After::Key),
            None => writer.entries(&output.attributes, 2),
        }
    })?;
    writer.plain_section("Hooks", &template.hooks)
}

/// What stands before a value on its line.
#[derive(Clone, Copy, PartialEq)]
enum After {
    /// `key:` or a tag: a collection begins on the next line.
    Key,
    /// `-`: a collection begins on the same line.
    Dash,
}

/// Every method for a value begins after `key:`, `-` or a tag and ends after the line break. Its `indent` is that of the
/// collection the value stands in.
struct Writer<W> {
    out: W,
}

impl<W: Write> Writer<W> {
    fn section<T>(
        &mut self,
        key: &str,
        members: &[T],
        mut member: impl FnMut(&mut Self, &T) -> io::Result<()>,
    ) -> io::Result<()> {
        if members.is_empty() {
            return Ok(());
        }
        self.key(key, 0)?;
        self.out.write_all(b"\n")?;
        members.iter().try_for_each(|it| member(self, it))
    }

    /// A section whose members are values.
    fn plain_section(&mut self, key: &str, members: &[Entry]) -> io::Result<()> {
        if members.is_empty() {
            return Ok(());
        }
        self.key(key, 0)?;
        self.entries(members, 0)
    }

    fn resource(&mut self, resource: &Resource) -> io::Result<()> {
        self.key(&resource.id, 2)?;
        if let Some(list) = resource.each() {
            return self.value(list, 2, After::Key);
        }
        if !resource.is_resource() {
            return self.entries(&resource.attributes, 2);
        }
        self.out.write_all(b"\n")?;
        self.key("Type", 4)?;
        self.text(&resource.kind, 4)?;
        for (key, value) in &resource.attributes {
            self.key(key, 4)?;
            self.value(value, 4, After::Key)?;
        }
        if resource.properties.is_empty() {
            return Ok(());
        }
        self.key("Properties", 4)?;
        self.entries(&resource.properties, 4)
    }

    fn value(&mut self, value: &Value, indent: usize, after: After) -> io::Result<()> {
        match value {
            Value::Null => self.out.write_all(b" null\n"),
            Value::Bool(flag) => writeln!(self.out, " {flag}"),
            Value::Int(number) => writeln!(self.out, " {number}"),
            Value::Float(number) => self.float(*number),
            Value::Text(text) | Value::Dynamic(text) => self.text(text, indent),
            Value::List(items) => self.list(items, indent, after),
            Value::Map(entries) => self.map(entries.iter().map(|(key, value)| (&**key, value)), indent, after),
            Value::Ref(id) => self.tagged("Ref", id, indent),
            Value::GetAtt(target) => self.attribute(&target.0, &target.1, indent),
            Value::Sub(text) => self.tagged("Sub", text, indent),
            Value::Intrinsic(name, argument) => match short_tag(name, argument) {
                Some(tag) => {
                    write!(self.out, " !{tag}")?;
                    self.value(argument, indent, After::Key)
                }
                None => self.map([(*name, &**argument)].into_iter(), indent, after),
            },
        }
    }

    /// YAML 1.1 wants a point in every float, and a sign in its exponent.
    fn float(&mut self, number: f64) -> io::Result<()> {
        if !number.is_finite() {
            let message = format!("{number} is not a number a template can hold");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let text = format!("{number:?}");
        let Some((digits, exponent)) = text.split_once('e') else {
            return writeln!(self.out, " {text}");
        };
        let point = if digits.contains('.') { "" } else { ".0" };
        let sign = if exponent.starts_with('-') { "" } else { "+" };
        writeln!(self.out, " {digits}{point}e{sign}{exponent}")
    }

    fn text(&mut self, text: &str, indent: usize) -> io::Result<()> {
        if literal::fits(text) {
            return literal::write(text, indent, &mut self.out);
        }
        self.out.write_all(b" ")?;
        self.line(text)?;
        self.out.write_all(b"\n")
    }

    /// A text on one line.
    fn line(&mut self, text: &str) -> io::Result<()> {
        if scalar::is_plain(text) { self.out.write_all(text.as_bytes()) } else { scalar::quote(text, &mut self.out) }
    }

    fn tagged(&mut self, tag: &str, text: &str, indent: usize) -> io::Result<()> {
        write!(self.out, " !{tag}")?;
        self.text(text, indent)
    }

    /// The short form is split at its first point, so it cannot hold a logical id with one.
    fn attribute(&mut self, id: &str, attribute: &str, indent: usize) -> io::Result<()> {
        if !id.contains('.') {
            return self.tagged("GetAtt", &format!("{id}.{attribute}"), indent);
        }
        self.out.write_all(b" !GetAtt")?;
        self.list(&[Value::text(id), Value::text(attribute)], indent, After::Key)
    }

    fn list(&mut self, items: &[Value], indent: usize, after: After) -> io::Result<()> {
        if items.is_empty() {
            return self.out.write_all(b" []\n");
        }
        self.begin(after)?;
        for (at, item) in items.iter().enumerate() {
            if at > 0 || after == After::Key {
                pad(indent + 2, &mut self.out)?;
            }
            self.out.write_all(b"-")?;
            self.value(item, indent + 2, After::Dash)?;
        }
        Ok(())
    }

    fn entries(&mut self, entries: &[Entry], indent: usize) -> io::Result<()> {
        self.map(entries.iter().map(|(key, value)| (&**key, value)), indent, After::Key)
    }

    fn map<'v>(
        &mut self,
        entries: impl ExactSizeIterator<Item = (&'v str, &'v Value<'v>)>,
        indent: usize,
        after: After,
    ) -> io::Result<()> {
        if entries.len() == 0 {
            return self.out.write_all(b" {}\n");
        }
        self.begin(after)?;
        for (at, (key, value)) in entries.enumerate() {
            let written = if at == 0 && after == After::Dash { 0 } else { indent + 2 };
            pad(written, &mut self.out)?;
            self.bare_key(key, indent + 2)?;
            self.value(value, indent + 2, After::Key)?;
        }
        Ok(())
    }

    /// Begins a collection that is not empty.
    fn begin(&mut self, after: After) -> io::Result<()> {
        self.out.write_all(match after {
            After::Key => b"\n",
            After::Dash => b" ",
        })
    }

    fn key(&mut self, key: &str, indent: usize) -> io::Result<()> {
        pad(indent, &mut self.out)?;
        self.bare_key(key, indent)
    }

    fn bare_key(&mut self, key: &str, indent: usize) -> io::Result<()> {
        if key.len() <= LONGEST_KEY {
            self.line(key)?;
        } else {
            self.out.write_all(b"? ")?;
            self.line(key)?;
            self.out.write_all(b"\n")?;
            pad(indent, &mut self.out)?;
        }
        self.out.write_all(b":")
    }
}

/// Writes spaces.
fn pad(width: usize, out: &mut impl Write) -> io::Result<()> {
    const SPACES: &[u8] = &[b' '; 64];
    let mut left = width;
    while left > SPACES.len() {
        out.write_all(SPACES)?;
        left -= SPACES.len();
    }
    out.write_all(&SPACES[..left])
}

/// The tag of a function, where one may stand: not on another tag, and not on what a tag would turn into text.
fn short_tag<'n>(name: &'n str, argument: &Value) -> Option<&'n str> {
    let tag = name.strip_prefix("Fn::")?;
    let taggable = match argument {
        Value::List(_) => true,
        // The short form of this one splits its text, and readers expect no map.
        Value::Text(_) | Value::Dynamic(_) | Value::Map(_) => tag != "GetAtt",
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => false,
        Value::Ref(_) | Value::GetAtt(_) | Value::Sub(_) | Value::Intrinsic(..) => false,
    };
    (taggable && !tag.contains(':')).then_some(tag)
}

#[cfg(test)]
mod tests;
