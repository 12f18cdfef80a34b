//! What is open at a place: brackets and interpolations.

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
    /// `${` in `"…"`
    InString,
    /// `${` in `"""…"""`
    InText,
}

/// The open frames, the innermost last.
#[derive(Debug)]
pub(super) struct Frames {
    open: [(Frame, u32); MOST_NESTED],
    len: usize,
}

impl Frames {
    /// Nothing open.
    pub fn new() -> Self {
        Self { open: [(Frame::Angle, 0); MOST_NESTED], len: 0 }
    }

    /// Opens a frame; false when that is one level of nesting too many.
    #[inline(always)]
    pub fn push(&mut self, frame: Frame, at: usize) -> bool {
        let Some(slot) = self.open.get_mut(self.len) else { return false };
        *slot = (frame, at as u32);
        self.len += 1;
        true
    }

    /// Closes the innermost bracket of the kind, and what was left open in it, but nothing beyond the interpolation.
    #[inline(always)]
    pub fn close(&mut self, bracket: Frame) {
        let top = self.len.wrapping_sub(1);
        match self.open.get(top) {
            Some((frame, _)) if *frame == bracket => self.len = top,
            Some(_) => self.close_further_out(bracket),
            None => {}
        }
    }

    #[cold]
    fn close_further_out(&mut self, bracket: Frame) {
        let inside = self.innermost(is_interpolation).map_or(0, |index| index + 1);
        if let Some(index) = self.innermost(|frame| frame == bracket).filter(|index| *index >= inside) {
            self.len = index;
        }
    }

    /// Closes the innermost interpolation, and what was left open in it; returns what it was.
    pub fn close_interpolation(&mut self) -> Option<Frame> {
        let index = self.innermost(is_interpolation)?;
        self.len = index;
        Some(self.open[index].0)
    }

    fn innermost(&self, wanted: impl Fn(Frame) -> bool) -> Option<usize> {
        self.open[..self.len].iter().rposition(|(frame, _)| wanted(*frame))
    }

    /// Closes all but the outermost frames.
    pub fn truncate(&mut self, kept: usize) {
        self.len = self.len.min(kept);
    }

    /// How many frames are open.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Where the outermost frame was opened.
    pub fn outermost(&self) -> Option<usize> {
        self.open[..self.len].first().map(|&(_, at)| at as usize)
    }
}

fn is_interpolation(frame: Frame) -> bool {
    matches!(frame, Frame::InString | Frame::InText)
}
