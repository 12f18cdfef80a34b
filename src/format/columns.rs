//! Which rows have their equals signs, or their comments, below each other.

use super::WIDTH;

/// How far apart the ends of what is to be aligned may be: farther, and the eye loses the line.
const FARTHEST: usize = 20;

/// What is to be aligned of a row.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// The width of what stands in front.
    pub before: usize,
    /// The width of what follows.
    pub after: usize,
    /// Whether the row is one line, so that the next may be aligned with it.
    pub goes_on: bool,
}

/// The width that is to be given to what stands in front, for each row. A row without a cell ends a group, and so does
/// one that would have to be moved too far, or would move another one over the edge.
pub fn align(cells: &[Option<Cell>]) -> Vec<usize> {
    let mut widths = Vec::with_capacity(cells.len());
    let mut group: Option<Group> = None;
    for cell in cells {
        let Some(cell) = cell else {
            close(&mut widths, group.take());
            widths.push(0);
            continue;
        };
        group = match group.take().map(|group| group.with(*cell)) {
            Some(Ok(group)) => Some(group),
            Some(Err(before)) => {
                close(&mut widths, Some(before));
                Some(Group::of(*cell))
            }
            None => Some(Group::of(*cell)),
        };
        if !cell.goes_on {
            close(&mut widths, group.take());
        }
    }
    close(&mut widths, group);
    widths
}

fn close(widths: &mut Vec<usize>, group: Option<Group>) {
    if let Some(group) = group {
        widths.extend(std::iter::repeat_n(group.most, group.count));
    }
}

/// Rows that are aligned.
struct Group {
    count: usize,
    least: usize,
    most: usize,
    /// How far what follows can be moved.
    room: usize,
}

impl Group {
    fn of(cell: Cell) -> Self {
        Self { count: 1, least: cell.before, most: cell.before, room: WIDTH.saturating_sub(cell.after) }
    }

    /// With one more row, or as it was when that does not fit.
    fn with(self, cell: Cell) -> Result<Self, Self> {
        let one = Self::of(cell);
        let least = self.least.min(one.least);
        let most = self.most.max(one.most);
        let room = self.room.min(one.room);
        if most - least > FARTHEST || most > room {
            return Err(self);
        }
        Ok(Self { count: self.count + 1, least, most, room })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(before: usize, after: usize) -> Option<Cell> {
        Some(Cell { before, after, goes_on: true })
    }

    #[test]
    fn neighbours_are_aligned() {
        assert_eq!(align(&[cell(6, 10), cell(11, 10), cell(4, 10)]), [11, 11, 11]);
        assert_eq!(align(&[cell(6, 10), None, cell(4, 10)]), [6, 0, 4]);
        let last = Some(Cell { before: 8, after: 3, goes_on: false });
        assert_eq!(align(&[cell(6, 10), last, cell(4, 10), cell(5, 10)]), [8, 8, 5, 5]);
    }

    #[test]
    fn nothing_is_moved_far_or_over_the_edge() {
        assert_eq!(align(&[cell(4, 10), cell(24, 10), cell(25, 10)]), [24, 24, 25]);
        assert_eq!(align(&[cell(4, 80), cell(20, 10)]), [20, 20]);
        assert_eq!(align(&[cell(4, 81), cell(20, 10), cell(5, 9)]), [4, 20, 20]);
        assert_eq!(align(&[cell(4, 200), cell(4, 10)]), [4, 4]);
    }
}
