//! As much of HTTP as a client of AWS needs.

use super::xml::Xml;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// A call as it came.
pub struct Request {
    pub body: String,
}

/// What comes back.
pub enum Reply {
    /// An answer: status, whether it is the service's own, and body.
    Answer(u16, bool, String),
    /// Nothing, and the connection ends.
    Close,
    /// Nothing, for as long as the client waits.
    Silence,
}

impl Reply {
    /// An answer of something that is not the service.
    pub fn bare(status: u16, body: &str) -> Self {
        Self::Answer(status, false, body.to_owned())
    }
}

/// What the service answers to a call that it takes.
pub fn answer(action: &str, result: &Xml) -> Reply {
    let inner = Xml::default().text("RequestId", "0");
    let body = format!(
        "<{action}Response xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><{action}Result>{}\
         </{action}Result><ResponseMetadata>{}</ResponseMetadata></{action}Response>",
        result.as_str(),
        inner.as_str()
    );
    Reply::Answer(200, true, body)
}

/// What it answers to one that it does not take.
pub fn refusal(status: u16, code: &str, message: &str) -> Reply {
    let error = Xml::default().text("Type", "Sender").text("Code", code).text("Message", message);
    let body = Xml::default().element("ErrorResponse", Xml::default().element("Error", error).text("RequestId", "0"));
    Reply::Answer(status, true, body.as_str().to_owned())
}

/// Answers the calls of one connection.
pub fn serve(stream: &TcpStream, reply: impl Fn(&Request) -> Reply) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        match reply(&request) {
            Reply::Answer(status, is_own, body) => {
                if write(stream, status, is_own, &body).is_err() {
                    return;
                }
            }
            Reply::Close => return,
            Reply::Silence => {
                // Until the client goes.
                let _ = reader.read(&mut [0]);
                return;
            }
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Request> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { body: String::from_utf8(body).ok()? })
}

fn write(mut stream: &TcpStream, status: u16, is_own: bool, body: &str) -> std::io::Result<()> {
    let id = if is_own { "x-amzn-RequestId: 0\r\n" } else { "" };
    let head = format!("HTTP/1.1 {status} X\r\nContent-Type: text/xml\r\n{id}Content-Length: {}\r\n\r\n", body.len());
    stream.write_all((head + body).as_bytes())
}
