//! A column on its way into bytes.

use std::ops::Range;

use super::{
    bytes::put,
    column::{Codec, Head, Id, Presence, Scale},
    pack::{Effort, Packed},
    series::{self, Plan},
};

/// Fewer numbers than this are not worth a chunk.
const WORTH_PACKING: usize = 64;

/// Series of this many numbers a byte are not worth packing either.
const SHORT_ENOUGH: usize = 16;

/// A column before it is written.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) id: Id,
    pub(super) scale: Scale,
    /// By row, when some have no number: 0 missing, 1 a number, 2 not finite.
    pub(super) kinds: Option<Vec<i64>>,
    /// Of the rows that have a number.
    pub(super) numbers: Vec<i64>,
    /// Floats that are no decimals, by their place among the numbers, in order.
    pub(super) exceptions: Vec<(usize, f64)>,
}

impl Draft {
    /// A column of which some rows have no number.
    pub(super) fn optional(id: Id, scale: Scale, numbers: impl ExactSizeIterator<Item = Option<i64>>) -> Self {
        let mut kinds = Vec::with_capacity(numbers.len());
        let mut present = Vec::with_capacity(numbers.len());
        for n in numbers {
            kinds.push(i64::from(n.is_some()));
            present.extend(n);
        }
        let kinds = (present.len() < kinds.len()).then_some(kinds);
        Self { id, scale, kinds, numbers: present, exceptions: Vec::new() }
    }

    /// A column of which every row has a number.
    pub(super) fn full(id: Id, scale: Scale, numbers: Vec<i64>) -> Self {
        Self { id, scale, kinds: None, numbers, exceptions: Vec::new() }
    }

    /// Writes the column's entry to `heads` and hands over what its pages hold. `pages` are ranges of rows; `effort` says how hard
    /// to try, nothing: not at all.
    pub(super) fn write(&self, heads: &mut Vec<u8>, pages: &[Range<usize>], effort: Option<Effort>) -> Written {
        let nowhere = self.numbers.is_empty() && self.kinds.as_ref().is_none_or(|kinds| kinds.iter().all(|k| *k == 0));
        let presence = match &self.kinds {
            _ if nowhere => Presence::None,
            None => Presence::All,
            Some(_) => Presence::Some,
        };
        let mut head = Head {
            id: self.id,
            scale: self.scale,
            presence,
            exceptions: !self.exceptions.is_empty(),
            codec: Codec::Series,
        };
        let numbers = self.pages_of_numbers(pages);
        let body = match self.numbers.first() {
            None => {
                head.codec = Codec::Same(0);
                Body::Nothing
            }
            Some(first) if self.numbers.iter().all(|n| n == first) => {
                head.codec = Codec::Same(*first);
                Body::Nothing
            }
            Some(_) => self.body(&numbers, effort),
        };
        if let Body::Packed(packed) = &body {
            head.codec = Codec::Packed(&packed.chunk);
        }
        head.put(heads);
        self.written(pages, &numbers, presence, &body)
    }

    /// The numbers of each page.
    fn pages_of_numbers(&self, pages: &[Range<usize>]) -> Vec<Range<usize>> {
        let Some(kinds) = &self.kinds else { return pages.to_vec() };
        let mut at = 0;
        let count = |page: &Range<usize>| {
            let start = at;
            at += kinds.get(page.clone()).into_iter().flatten().filter(|kind| **kind == 1).count();
            start..at
        };
        pages.iter().map(count).collect()
    }

    fn page(&self, numbers: &Range<usize>) -> &[i64] {
        self.numbers.get(numbers.clone()).unwrap_or_default()
    }

    fn body(&self, numbers: &[Range<usize>], effort: Option<Effort>) -> Body {
        let plans: Vec<Plan> = numbers.iter().map(|page| Plan::new(self.page(page))).collect();
        let bytes: usize = plans.iter().map(Plan::bytes).sum();
        let is_short = self.numbers.len() < WORTH_PACKING || bytes * SHORT_ENOUGH <= self.numbers.len();
        if let Some(effort) = effort.filter(|_| !is_short) {
            let pages: Vec<&[i64]> = numbers.iter().map(|page| self.page(page)).collect();
            let packed = Packed::new(&pages, effort).filter(|p| p.chunk.len() + p.pages.len() < bytes);
            if let Some(packed) = packed {
                return Body::Packed(packed);
            }
        }
        Body::Series(plans)
    }

    fn written(&self, pages: &[Range<usize>], numbers: &[Range<usize>], presence: Presence, body: &Body) -> Written {
        let mut out = Written::default();
        let mut exceptions = self.exceptions.as_slice();
        for (i, (rows, numbers)) in pages.iter().zip(numbers).enumerate() {
            if let (Presence::Some, Some(kinds)) = (presence, &self.kinds) {
                series::encode(&mut out.bytes, kinds.get(rows.clone()).unwrap_or_default());
            }
            match body {
                Body::Nothing => {}
                Body::Series(plans) => plans[i].write(&mut out.bytes, self.page(numbers)),
                Body::Packed(packed) => {
                    let start = i.checked_sub(1).map_or(0, |before| packed.ends[before]);
                    out.bytes.extend(&packed.pages[start..packed.ends[i]]);
                }
            }
            if !self.exceptions.is_empty() {
                let here = exceptions.partition_point(|(at, _)| *at < numbers.end);
                let (here, later) = exceptions.split_at(here);
                exceptions = later;
                put(&mut out.bytes, here.len() as u64);
                let mut next = numbers.start;
                for (at, x) in here {
                    put(&mut out.bytes, (at - next) as u64);
                    out.bytes.extend(x.to_bits().to_le_bytes());
                    next = at + 1;
                }
            }
            out.ends.push(out.bytes.len());
        }
        out
    }
}

/// How the numbers of a column are written.
#[derive(Debug)]
enum Body {
    /// They are all the same.
    Nothing,
    Series(Vec<Plan>),
    Packed(Packed),
}

/// What the pages of one column hold, one after another.
#[derive(Debug, Default)]
pub(super) struct Written {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Written {
    /// What one page holds.
    pub(super) fn page(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[number]]
    }
}
