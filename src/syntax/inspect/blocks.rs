//! Finds the few bytes that mean something, many bytes at a time.

/// How many bytes are looked at together.
const BLOCK: usize = 64;
/// A bare word that is too long fills so many blocks at least, without any mark.
const QUIET: usize = super::LONGEST_WORD / BLOCK;

/// What is done with the marks.
pub(super) trait Visitor {
    /// A byte that is not plain text.
    fn mark(&mut self, at: usize);
    /// A long stretch without a mark has ended here.
    fn quiet(&mut self, start: usize, end: usize);
}

/// Visits each byte that is not plain text, in order.
pub(super) fn visit(bytes: &[u8], visitor: &mut impl Visitor) {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let mut last = [b' '; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    let mut start = 0;
    let mut heard = 0;
    for block in blocks.iter().chain(std::iter::once(&last)) {
        let mut marks = marks(block);
        if marks != 0 {
            if start - heard >= QUIET * BLOCK {
                visitor.quiet(heard, start);
            }
            heard = start + BLOCK;
        }
        while marks != 0 {
            visitor.mark(start + marks.trailing_zeros() as usize);
            marks &= marks - 1;
        }
        start += BLOCK;
    }
    visitor.quiet(heard.min(bytes.len()), bytes.len());
}

/// One bit for each byte. The first loop has no branch, so that the compiler makes vector code of it.
#[inline(always)]
fn marks(block: &[u8; BLOCK]) -> u64 {
    let mut marks = [0; BLOCK];
    for (mark, byte) in marks.iter_mut().zip(block) {
        *mark = u8::from(is_mark(*byte));
    }
    let mut bits = 0;
    for (index, word) in marks.as_chunks::<8>().0.iter().enumerate() {
        // The product moves the lowest bits of the eight bytes next to each other into the highest byte.
        let packed = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits |= packed << (index * 8);
    }
    bits
}

/// Controls, everything beyond ASCII, `"#$%&'()`, `<>`, `[\]`, `{|}` and DEL: what matters, and a few rare neighbours
/// that make the ranges cheap. Signed comparisons, because common processors have no unsigned ones for vectors.
#[inline(always)]
fn is_mark(byte: u8) -> bool {
    let control_or_foreign = (byte.wrapping_add(1) as i8) <= 0x20;
    control_or_foreign | in_range(byte, b'"', b')') | (byte | 2 == b'>') | in_range(byte | 0x20, b'{', b'}')
}

#[inline(always)]
fn in_range(byte: u8, first: u8, last: u8) -> bool {
    let shifted = byte.wrapping_sub(first).wrapping_add(0x80) as i8;
    shifted <= (last - first).wrapping_add(0x80) as i8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_exactly_the_bytes_with_a_meaning() {
        for byte in 0..=255u8 {
            let meant = !(0x20..0x7F).contains(&byte) || b"\"#$%&'()<>[\\]{|}".contains(&byte);
            assert_eq!(is_mark(byte), meant, "{byte:#x}");
        }
    }

    #[derive(Default)]
    struct Seen {
        marks: Vec<usize>,
        quiet: Vec<(usize, usize)>,
    }

    impl Visitor for Seen {
        fn mark(&mut self, at: usize) {
            self.marks.push(at);
        }

        fn quiet(&mut self, start: usize, end: usize) {
            self.quiet.push((start, end));
        }
    }

    #[test]
    fn every_mark_is_visited_in_order() {
        let text = "a<b>".repeat(41);
        let mut seen = Seen::default();
        visit(text.as_bytes(), &mut seen);
        let expected: Vec<usize> = (0..text.len()).filter(|at| at % 2 == 1).collect();
        assert_eq!(seen.marks, expected);
    }

    #[test]
    fn a_long_stretch_without_marks_is_told() {
        let text = format!("<{}>", "a".repeat(254));
        let mut seen = Seen::default();
        visit(text.as_bytes(), &mut seen);
        assert_eq!(seen.quiet, [(256, 256)]);
        let text = format!("<{}>", "a".repeat(256));
        let mut seen = Seen::default();
        visit(text.as_bytes(), &mut seen);
        assert_eq!(seen.quiet[0], (64, 256));
    }
}
