//! Many numbers in as few bits as their distribution allows: chunks of pco, a page for each hour.
//!
//! Only its plainest form is used: the numbers themselves or their differences are made here, so pco is told to do neither, and
//! what claims to be anything else is refused before pco sees it.

use pco::{
    ChunkConfig, DeltaSpec, ModeSpec, PagingSpec,
    data_types::Number,
    wrapped::{ChunkDecompressor, FileCompressor, FileDecompressor},
};

use super::{
    Damage,
    bytes::{Bytes, put_signed},
};

/// How hard pco tries.
pub(super) type Effort = usize;

/// Set in the first byte when differences between neighbours are packed; its low bits are the width.
const DIFFERENCES: u8 = 0x80;

const BROKEN: Damage = Damage::Malformed { what: "packed numbers make no sense" };

/// Numbers as a chunk and its pages.
#[derive(Debug, Default)]
pub(super) struct Packed {
    /// What the list of columns holds.
    pub(super) chunk: Vec<u8>,
    /// The pages, one after another.
    pub(super) pages: Vec<u8>,
    /// Where each page ends.
    pub(super) ends: Vec<usize>,
}

impl Packed {
    /// Packs the numbers of some pages; `None` when pco cannot.
    pub(super) fn new(pages: &[&[i64]], effort: Effort) -> Option<Self> {
        let differences = are_differences_smaller(pages);
        let bases = if differences { firsts(pages) } else { middles(pages) };
        let mut rest = Vec::with_capacity(pages.iter().map(|page| page.len()).sum());
        let mut counts = Vec::with_capacity(pages.len());
        for (page, base) in pages.iter().zip(&bases) {
            let before = rest.len();
            if differences {
                rest.extend(page.windows(2).map(|pair| pair[1].wrapping_sub(pair[0])));
            } else {
                rest.extend(page.iter().map(|n| n.wrapping_sub(*base)));
            }
            counts.push(rest.len() - before);
        }
        let flag = if differences { DIFFERENCES } else { 0 };
        if let Some(rest) = narrow::<i16>(&rest) {
            pack(&rest, flag | 2, &counts, &bases, pages, effort)
        } else if let Some(rest) = narrow::<i32>(&rest) {
            pack(&rest, flag | 4, &counts, &bases, pages, effort)
        } else {
            pack(&rest, flag | 8, &counts, &bases, pages, effort)
        }
    }
}

/// The numbers in a narrower type, if all fit.
fn narrow<T: TryFrom<i64>>(numbers: &[i64]) -> Option<Vec<T>> {
    numbers.iter().map(|n| T::try_from(*n).ok()).collect()
}

fn pack<T: Number>(
    numbers: &[T],
    first: u8,
    counts: &[usize],
    bases: &[i64],
    pages: &[&[i64]],
    effort: Effort,
) -> Option<Packed> {
    let config = ChunkConfig::default()
        .with_compression_level(effort)
        .with_mode_spec(ModeSpec::Classic)
        .with_delta_spec(DeltaSpec::NoOp)
        .with_paging_spec(PagingSpec::Exact(counts.iter().copied().filter(|n| *n > 0).collect()));
    let file = FileCompressor::default();
    let mut packed = Packed { chunk: vec![first], ..Packed::default() };
    file.write_header(&mut packed.chunk).ok()?;
    let mut chunk = file.chunk_compressor(numbers, &config).ok()?;
    chunk.write_meta(&mut packed.chunk).ok()?;
    let mut number = 0;
    for ((count, base), page) in counts.iter().zip(bases).zip(pages) {
        if !page.is_empty() {
            put_signed(&mut packed.pages, *base);
        }
        if *count > 0 {
            chunk.write_page(number, &mut packed.pages).ok()?;
            number += 1;
        }
        packed.ends.push(packed.pages.len());
    }
    Some(packed)
}

/// Whether neighbours are closer to each other than to the middle of their page.
fn are_differences_smaller(pages: &[&[i64]]) -> bool {
    let (mut to_neighbour, mut to_middle) = (0.0, 0.0);
    for page in pages {
        let middle = middle(page);
        to_middle += page.iter().map(|n| distance(*n, middle)).sum::<f64>();
        to_neighbour += page.windows(2).map(|pair| distance(pair[1], pair[0])).sum::<f64>();
    }
    to_neighbour < to_middle
}

fn distance(a: i64, b: i64) -> f64 {
    (a.wrapping_sub(b) as f64).abs()
}

#[expect(clippy::cast_possible_truncation, reason = "a cast to an integer saturates")]
fn middle(page: &[i64]) -> i64 {
    if page.is_empty() {
        return 0;
    }
    let sum: f64 = page.iter().map(|n| *n as f64).sum();
    (sum / page.len() as f64).round() as i64
}

fn firsts(pages: &[&[i64]]) -> Vec<i64> {
    pages.iter().map(|page| page.first().copied().unwrap_or(0)).collect()
}

/// The middle of each page where the pages differ; where they do not, the same for all, so that equal numbers stay equal.
fn middles(pages: &[&[i64]]) -> Vec<i64> {
    let own: Vec<i64> = pages.iter().map(|page| middle(page)).collect();
    let (mut to_own, mut to_common) = (0.0, 0.0);
    let common = middle(&own);
    for (page, own) in pages.iter().zip(&own) {
        to_own += page.iter().map(|n| distance(*n, *own)).sum::<f64>();
        to_common += page.iter().map(|n| distance(*n, common)).sum::<f64>();
    }
    if to_common <= 1.05 * to_own { vec![common; pages.len()] } else { own }
}

/// A chunk whose pages are to be read.
#[derive(Debug)]
pub(super) struct Unpacker {
    differences: bool,
    chunk: Chunk,
}

#[derive(Debug)]
enum Chunk {
    Two(ChunkDecompressor<i16>, Vec<i16>),
    Four(ChunkDecompressor<i32>, Vec<i32>),
    Eight(ChunkDecompressor<i64>, Vec<i64>),
}

impl Unpacker {
    /// Reads the beginning of a chunk.
    pub(super) fn new(chunk: &[u8]) -> Result<Self, Damage> {
        let (first, rest) = chunk.split_first().ok_or(BROKEN)?;
        let chunk = match first & !DIFFERENCES {
            2 => Chunk::Two(open(rest)?, Vec::new()),
            4 => Chunk::Four(open(rest)?, Vec::new()),
            8 => Chunk::Eight(open(rest)?, Vec::new()),
            _ => return Err(BROKEN),
        };
        Ok(Self { differences: first & DIFFERENCES != 0, chunk })
    }

    /// Reads the `count` numbers of a page.
    pub(super) fn page(&mut self, bytes: &mut Bytes<'_>, count: usize, numbers: &mut Vec<i64>) -> Result<(), Damage> {
        numbers.clear();
        if count == 0 {
            return Ok(());
        }
        let base = bytes.signed()?;
        let packed = if self.differences { count - 1 } else { count };
        match &mut self.chunk {
            Chunk::Two(chunk, held) => unpack(chunk, held, bytes, packed, numbers)?,
            Chunk::Four(chunk, held) => unpack(chunk, held, bytes, packed, numbers)?,
            Chunk::Eight(chunk, held) => unpack(chunk, held, bytes, packed, numbers)?,
        }
        if self.differences {
            let mut sum = base;
            for n in &mut *numbers {
                let step = *n;
                *n = sum;
                sum = sum.wrapping_add(step);
            }
            numbers.push(sum);
        } else {
            for n in numbers {
                *n = n.wrapping_add(base);
            }
        }
        Ok(())
    }
}

fn open<T: Number>(bytes: &[u8]) -> Result<ChunkDecompressor<T>, Damage> {
    let (file, rest) = FileDecompressor::new(bytes).map_err(|_| BROKEN)?;
    // The first byte says in which mode and with which differences: plain and none.
    if rest.first() != Some(&0) {
        return Err(BROKEN);
    }
    let (chunk, rest) = file.chunk_decompressor(rest).map_err(|_| BROKEN)?;
    if rest.is_empty() { Ok(chunk) } else { Err(BROKEN) }
}

fn unpack<T: Number + Into<i64> + Default>(
    chunk: &mut ChunkDecompressor<T>,
    held: &mut Vec<T>,
    bytes: &mut Bytes<'_>,
    count: usize,
    numbers: &mut Vec<i64>,
) -> Result<(), Damage> {
    if count == 0 {
        return Ok(());
    }
    let src = bytes.rest();
    let mut page = chunk.page_decompressor(src, count).map_err(|_| BROKEN)?;
    held.clear();
    held.resize(count, T::default());
    let progress = page.read(held).map_err(|_| BROKEN)?;
    if !progress.finished || progress.n_processed != count {
        return Err(BROKEN);
    }
    let left = page.into_src().len();
    bytes.take(src.len().saturating_sub(left))?;
    numbers.extend(held.iter().map(|n| (*n).into()));
    Ok(())
}
