//! What is open at a place: brackets, interpolations and strings.

use super::MOST_NESTED;

/// One kind of thing that can be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// `<`
    Angle,
    /// `[`
    Square,
    /// `(`
    Round,
    /// `${`
    Interpolation,
    /// `"`
    String,
    /// `"""`
    Text,
}

impl Frame {
    /// What an opening bracket opens.
    pub fn opened_by(byte: u8) -> Option<Frame> {
        match byte {
            b'<' => Some(Self::Angle),
            b'[' => Some(Self::Square),
            b'(' => Some(Self::Round),
            _ => None,
        }
    }

    /// What a closing bracket closes.
    pub fn closed_by(byte: u8) -> Option<Frame> {
        match byte {
            b'>' => Some(Self::Angle),
            b']' => Some(Self::Square),
            b')' => Some(Self::Round),
            b'}' => Some(Self::Interpolation),
            _ => None,
        }
    }

    fn is_string(self) -> bool {
        matches!(self, Self::String | Self::Text)
    }
}

/// The open frames, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Frames {
    open: Vec<(Frame, u32)>,
    depth: usize,
}

impl Frames {
    /// Opens a frame; false when that is one level of nesting too many.
    pub fn push(&mut self, frame: Frame, at: usize) -> bool {
        self.depth += usize::from(!frame.is_string());
        self.open.push((frame, at as u32));
        self.depth <= MOST_NESTED
    }

    /// Closes the innermost frame of the kind, and what was left open in it, but nothing beyond the interpolation.
    pub fn close(&mut self, frame: Frame) {
        let inner = self.open.iter().rposition(|&(open, _)| open == frame || open == Frame::Interpolation);
        if let Some(index) = inner.filter(|&index| self.open[index].0 == frame) {
            self.truncate(index);
        }
    }

    /// Closes the innermost frame.
    pub fn pop(&mut self) {
        if let Some((frame, _)) = self.open.pop() {
            self.depth -= usize::from(!frame.is_string());
        }
    }

    /// Closes all but the outermost frames.
    pub fn truncate(&mut self, kept: usize) {
        while self.open.len() > kept {
            self.pop();
        }
    }

    /// How many frames are open, strings included.
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// The innermost frame.
    pub fn top(&self) -> Option<Frame> {
        self.open.last().map(|&(frame, _)| frame)
    }

    /// Where the outermost bracket was opened.
    pub fn outermost(&self) -> Option<usize> {
        self.open.iter().find(|(frame, _)| !frame.is_string()).map(|&(_, at)| at as usize)
    }
}
