//! The examples of an `infrac explain` page, as the bytes of a file.

/// Whether the first example below the heading is a template.
pub fn is_template(page: &str, heading: &str) -> bool {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_default();
    let (_, fenced) = rest.split_once("```").unwrap_or_default();
    fenced.starts_with("json\n") || fenced.starts_with("yaml\n")
}

/// The bytes of the first example below the heading; the text says what is amiss.
pub fn example(page: &str, heading: &str) -> Result<Vec<u8>, String> {
    let heading = format!("\n## {heading}\n");
    let (_, rest) = page.split_once(&heading).ok_or_else(|| format!("no heading `{}`", heading.trim()))?;
    let section = rest.split_once("\n## ").map_or(rest, |(section, _)| section);
    let parts: Vec<_> = section.split("```").collect();
    let [before, fenced, ..] = parts[..] else {
        return Err(format!("`{}` is not followed by an example", heading.trim()));
    };
    if !before.trim().is_empty() || parts.iter().skip(2).step_by(2).any(|text| !text.trim().is_empty()) {
        return Err(format!("`{}` has text beside its example", heading.trim()));
    }
    let (form, body) = fenced.split_once('\n').ok_or("a fence without lines")?;
    match form {
        "infra" | "json" | "yaml" => Ok(body.into()),
        "infra-escaped" => unescape(body),
        "infra-generated" => Ok(body.lines().map(generate).collect::<Result<Vec<_>, _>>()?.concat()),
        other => Err(format!("unknown form `{other}`")),
    }
}

/// The files beside the example, with their names: a fence that names its file, such as `infra network.infra`, holds one.
pub fn files<'p>(page: &'p str, heading: &str) -> impl Iterator<Item = (&'p str, &'p str)> {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_default();
    let section = rest.split_once("\n## ").map_or(rest, |(section, _)| section);
    let fenced = section.split("```").skip(1).step_by(2);
    fenced.filter_map(|fenced| fenced.split_once('\n')).filter_map(|(form, body)| Some((form.split_once(' ')?.1, body)))
}

/// `repeat COUNT "TEXT"`, or `"TEXT"` alone; the text is escaped, and `\#` in it counts from 1.
fn generate(line: &str) -> Result<Vec<u8>, String> {
    let (count, text) = match line.strip_prefix("repeat ") {
        Some(rest) => rest.split_once(' ').ok_or("expected `repeat COUNT \"TEXT\"`")?,
        None => ("1", line),
    };
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).ok_or("expected a quoted text")?;
    let count: usize = count.parse().map_err(|error| format!("{count}: {error}"))?;
    if !text.contains("\\#") {
        return Ok(unescape(text)?.repeat(count));
    }
    let numbered = (1..=count).map(|number| unescape(&text.replace("\\#", &number.to_string())));
    Ok(numbered.collect::<Result<Vec<_>, _>>()?.concat())
}

/// `\xHH` is a byte, `\u{…}` a character, `\n`, `\r`, `\"` and `\\` what they always are.
fn unescape(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, escaped)) = rest.split_once('\\') {
        bytes.extend(before.bytes());
        rest = escape(escaped, &mut bytes).ok_or_else(|| format!("unknown escape in `{text}`"))?;
    }
    bytes.extend(rest.bytes());
    Ok(bytes)
}

/// Adds what an escape stands for, and returns what follows it.
fn escape<'t>(text: &'t str, bytes: &mut Vec<u8>) -> Option<&'t str> {
    let rest = text.get(1..)?;
    match text.as_bytes()[0] {
        b'n' => bytes.push(b'\n'),
        b'r' => bytes.push(b'\r'),
        plain @ (b'\\' | b'"') => bytes.push(plain),
        b'x' => {
            bytes.push(u8::from_str_radix(rest.get(..2)?, 16).ok()?);
            return rest.get(2..);
        }
        b'u' => {
            let (hex, rest) = rest.strip_prefix('{')?.split_once('}')?;
            let point = char::from_u32(u32::from_str_radix(hex, 16).ok()?)?;
            bytes.extend(point.to_string().bytes());
            return Some(rest);
        }
        _ => return None,
    }
    Some(rest)
}
