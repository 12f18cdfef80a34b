//! Finds the few bytes that mean something, many bytes at a time.

/// How many bytes are looked at together. The loop below has no branch, so that the compiler makes vector code of it.
pub(super) const BLOCK: usize = 32;

/// Calls `visit` with the offset of each byte that is not plain text, until it returns false.
pub(super) fn for_each_mark(bytes: &[u8], mut visit: impl FnMut(usize) -> bool) {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    for (index, block) in blocks.iter().enumerate() {
        if !visit_block(block, index * BLOCK, &mut visit) {
            return;
        }
    }
    let mut last = [b' '; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    visit_block(&last, bytes.len() - rest.len(), &mut visit);
}

#[inline(always)]
fn visit_block(block: &[u8; BLOCK], start: usize, visit: &mut impl FnMut(usize) -> bool) -> bool {
    let marks = marks(block);
    let (words, _) = marks.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let mut bits = u64::from_le_bytes(*word);
        while bits != 0 {
            let at = start + index * 8 + bits.trailing_zeros() as usize / 8;
            bits &= bits - 1;
            if !visit(at) {
                return false;
            }
        }
    }
    true
}

#[inline(always)]
fn marks(block: &[u8; BLOCK]) -> [u8; BLOCK] {
    let mut marks = [0; BLOCK];
    for (mark, byte) in marks.iter_mut().zip(block) {
        *mark = u8::from(is_mark(*byte));
    }
    marks
}

/// Controls, `"#$`, `()`, `<>`, `[\]`, `}`, DEL and everything beyond ASCII.
#[inline(always)]
fn is_mark(byte: u8) -> bool {
    (byte < 0x20)
        | (byte.wrapping_sub(b'"') <= 2)
        | ((byte | 1) == b')')
        | ((byte | 2) == b'>')
        | (byte.wrapping_sub(b'[') <= 2)
        | ((byte | 2) >= 0x7F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_exactly_the_bytes_with_a_meaning() {
        for byte in 0..=255u8 {
            let meant = !(0x20..0x7F).contains(&byte) || b"\"#$()<>[\\]}".contains(&byte);
            assert_eq!(is_mark(byte), meant, "{byte:#x}");
        }
    }

    #[test]
    fn every_mark_is_visited_in_order() {
        let text = "a<b>".repeat(40);
        let mut seen = Vec::new();
        for_each_mark(text.as_bytes(), |at| {
            seen.push(at);
            true
        });
        let expected: Vec<usize> = (0..text.len()).filter(|at| at % 2 == 1).collect();
        assert_eq!(seen, expected);
    }
}
