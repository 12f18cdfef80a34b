//! From raw bytes to a text.

use super::MOST_BYTES;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
/// How much of a file that is too large is kept to show.
const SHOWN: usize = 1024;
/// How many bytes are looked at to recognise UTF-16 without a mark.
const SAMPLE: usize = 256;

/// The text of a file without its byte order mark, or a stand-in to show with what is wrong.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<Source, (Source, Vec<Diagnostic>)> {
    if bytes.len() > MOST_BYTES {
        return Err(too_large(name, &bytes));
    }
    if let Some(order) = utf16_order(&bytes) {
        return Err(utf16(name, &bytes, order));
    }
    let mark = if bytes.starts_with(UTF8_MARK) { UTF8_MARK.len() } else { 0 };
    match str::from_utf8(&bytes[mark..]) {
        Err(error) => Err(not_utf8(name, &bytes, mark, error.valid_up_to())),
        Ok(text) if mark > 0 => Ok(Source::new(name, text)),
        // Checked above; this way the bytes are not copied, and the other arm cannot be reached.
        Ok(_) => Ok(Source::new(name, String::from_utf8(bytes).unwrap_or_default())),
    }
}

fn too_large(name: &str, bytes: &[u8]) -> (Source, Vec<Diagnostic>) {
    let source = Source::new(name, String::from_utf8_lossy(&bytes[..SHOWN]));
    let message = format!("the file has {} bytes, expected at most {MOST_BYTES} (8 MiB)", bytes.len());
    let found = Diagnostic::error("file-too-large", message)
        .label(Span::default(), "nothing of it was read")
        .help("split the file into stacks; CloudFormation takes 500 resources in one");
    (source, vec![found])
}

fn not_utf8(name: &str, bytes: &[u8], mark: usize, valid: usize) -> (Source, Vec<Diagnostic>) {
    let offset = mark + valid;
    let source = Source::new(name, String::from_utf8_lossy(&bytes[mark..]));
    let line = source.line_of(valid as u32);
    let message = format!("byte 0x{:02X} at offset {offset}, on line {line}, is not UTF-8", bytes[offset]);
    // The lossy text shows U+FFFD, three bytes, where the first bad byte was.
    let found = Diagnostic::error("not-utf8", message)
        .label(Span::new(valid, valid + 3), "not UTF-8 from here")
        .help("save the file as UTF-8; editors on Windows may have saved it in the system's code page (CP949, CP1252)");
    (source, vec![found])
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

/// The byte order of a UTF-16 text, told by its mark or by ASCII characters with a NUL beside each.
fn utf16_order(bytes: &[u8]) -> Option<Order> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(Order::Little),
        [0xFE, 0xFF, ..] => return Some(Order::Big),
        _ => {}
    }
    let (pairs, _) = bytes[..bytes.len().min(SAMPLE)].as_chunks::<2>();
    let little = pairs.iter().filter(|[low, high]| *low != 0 && *high == 0).count();
    let big = pairs.iter().filter(|[high, low]| *low != 0 && *high == 0).count();
    match (little, big) {
        (2.., 0) if little * 2 >= pairs.len() => Some(Order::Little),
        (0, 2..) if big * 2 >= pairs.len() => Some(Order::Big),
        _ => None,
    }
}

fn utf16(name: &str, bytes: &[u8], order: Order) -> (Source, Vec<Diagnostic>) {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| match order {
        Order::Little => u16::from_le_bytes(*pair),
        Order::Big => u16::from_be_bytes(*pair),
    });
    let units = units.filter(|unit| *unit != 0xFEFF);
    let text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    let end = text.chars().next().map_or(0, char::len_utf8);
    let order = match order {
        Order::Little => "little",
        Order::Big => "big",
    };
    let found = Diagnostic::error("utf16", format!("the file is UTF-16 ({order}-endian), expected UTF-8"))
        .label(Span::new(0, end), "every character has two bytes or more")
        .help("save it as UTF-8, or convert it: `iconv -f UTF-16 -t UTF-8 old.infra > new.infra`; PowerShell writes UTF-8 with `Set-Content -Encoding utf8`");
    (Source::new(name, text), vec![found])
}
