//! The marks of a segment, as a bit set that is filled while the segment is folded.

/// Which marks a segment may contain. A set may hold marks that the segment does not contain, but never lacks one that
/// it contains, except those in [`Marks::UNNOTED`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(u64);

impl Marks {
    /// No mark.
    pub const NONE: Marks = Marks(0);
    /// What was not read may contain any mark: addresses, tags, targets of links.
    pub const ALL: Marks = Marks(u64::MAX);
    /// A digit of any script.
    pub const DIGIT: Marks = Marks::of(b"0123456789");
    /// A copyright sign.
    pub const COPYRIGHT: Marks = Marks::of(b"C");
    /// A character outside ASCII that is neither a letter nor punctuation: arrows, guillemets, ornaments.
    pub const SYMBOL: Marks = Marks::of(b"S");
    /// The marks of plain text, which is folded many bytes at once.
    const UNNOTED: Marks = Marks::of(b"\"#&',-");

    /// The set of these ASCII marks, of which some share a bit. Capitals stand for marks outside ASCII.
    pub const fn of(marks: &[u8]) -> Marks {
        let (mut bits, mut n) = (0, 0);
        while n < marks.len() {
            bits |= 1 << (marks[n] % 64);
            n += 1;
        }
        Marks(bits)
    }

    pub fn add(&mut self, marks: Marks) {
        self.0 |= marks.0;
    }

    /// The set without the marks that it does not note, so that it is the same however a segment was folded.
    pub fn noted(self) -> Marks {
        Marks(self.0 & !Marks::UNNOTED.0)
    }

    pub const fn union(self, marks: Marks) -> Marks {
        Marks(self.0 | marks.0)
    }

    /// Whether one of the marks may be in the segment.
    pub fn has_any(self, marks: Marks) -> bool {
        self.0 & marks.0 != 0
    }
}
