//! One count of a zone's votes.

use std::fmt;

use crate::{
    alarm::judge::Evidence,
    id::SerialNumber,
    zone::{Unknown, Zone},
};

/// Members named in a text; of the rest there is only their number.
const NAMED: usize = 8;
/// A zone is masked when more than one in so many members is.
const MASKED_SHARE: u32 = 5;

/// What the vote of a zone must know of a point. Small; compared with the one before after each reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts that are independent of each other")]
pub struct Ballot {
    /// It was heard of at least once.
    pub commissioned: bool,
    /// Its judge holds the voted condition, be it on old evidence or under a mask.
    pub over: bool,
    /// It is inhibited or out of service: what its judge says is evidence, no vote.
    pub frozen: bool,
    /// Why nothing is known of it now.
    pub unknown: Option<Unknown>,
    /// A person's mask hides it or one of its gas alarms.
    pub masked: bool,
    /// It was over range and that has not been reset: its low values cannot be believed.
    pub over_range: bool,
}

impl Ballot {
    /// Whether it votes: present or held in the voted condition.
    pub const fn votes(self) -> bool {
        self.over && !self.frozen
    }

    /// Whether its vote is missing: unknown, and not held in the condition.
    pub const fn missing(self) -> bool {
        self.unknown.is_some() && !self.votes()
    }
}

/// A point of a zone.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Its device.
    pub sn: &'a SerialNumber,
    /// How it stands.
    pub ballot: Ballot,
}

/// One count of the votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Poll {
    /// Points in the zone.
    pub members: u32,
    /// Of them, ever heard of.
    pub commissioned: u32,
    /// Votes: members present or held in the condition.
    pub votes: u32,
    /// Votes of members of which nothing newer is known.
    pub held: u32,
    /// Members unknown and not held in the condition.
    pub missing: u32,
    /// Frozen members whose judge holds the condition all the same.
    pub evidence: u32,
    /// Members of which something is known.
    pub known: u32,
    /// Members a person masked.
    pub masked: u32,
    /// Members whose over-range is not reset.
    pub over_range: u32,
    /// M′: votes needed.
    pub needed: u32,
}

impl Poll {
    /// Counts.
    pub fn of<'a>(zone: &Zone, members: impl Iterator<Item = Member<'a>>) -> Self {
        let mut poll = Self::default();
        for Member { ballot, .. } in members {
            let one = u32::from;
            poll.members += 1;
            poll.commissioned += one(ballot.commissioned);
            poll.votes += one(ballot.votes());
            poll.held += one(ballot.votes() && ballot.unknown.is_some());
            poll.missing += one(ballot.missing());
            poll.evidence += one(ballot.frozen && ballot.over);
            poll.known += one(ballot.unknown.is_none());
            poll.masked += one(ballot.masked);
            poll.over_range += one(ballot.over_range);
        }
        poll.needed = zone.needed(poll.members, poll.missing);
        poll
    }

    /// What it says of the zone's condition.
    ///
    /// It ends only by what live members say: not while members that a person masked would make it up, nor while nothing at all
    /// is known.
    pub const fn evidence(&self) -> Evidence {
        if self.votes >= self.needed && self.votes > 0 {
            Evidence::Over
        } else if self.known == 0 && self.members > 0 {
            Evidence::Unknown
        } else if self.votes + self.evidence >= self.needed && self.evidence > 0 {
            Evidence::Between
        } else {
            Evidence::Clear
        }
    }

    /// Whether there is somebody to see, and nothing is seen.
    pub const fn blind(&self) -> bool {
        self.commissioned > 0 && self.known == 0
    }

    /// Whether people masked more of it than they should.
    pub const fn masked(&self) -> bool {
        self.masked * MASKED_SHARE > self.members
    }

    /// Whether a reset would rest on no live evidence.
    pub const fn unknown(&self) -> bool {
        self.known == 0 || self.held > 0
    }
}

/// A count in words: "2 of 2: A001, A003", and what became of M: "2oo3 → 1oo2, A002 offline".
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a, M> {
    pub(super) zone: &'a Zone,
    pub(super) poll: Poll,
    pub(super) members: M,
}

impl<'a, M: Iterator<Item = Member<'a>> + Clone> fmt::Display for Words<'_, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Poll { votes, needed, members, missing, .. } = self.poll;
        write!(f, "{votes} of {needed}")?;
        let voters = self.members.clone().filter(|member| member.ballot.votes());
        list(f, ": ", voters, |f, member| {
            write!(f, "{}", member.sn)?;
            member.ballot.unknown.map_or(Ok(()), |why| write!(f, " held, {}", why.as_str()))
        })?;
        let left = members - missing;
        let asked = u32::from(self.zone.votes);
        if missing > 0 || needed != asked {
            write!(f, "; {asked}oo{members} → {needed}oo{left}")?;
            let gone = self.members.clone().filter(|member| member.ballot.missing());
            list(f, ", ", gone, |f, member| {
                write!(f, "{} {}", member.sn, member.ballot.unknown.map_or("unknown", Unknown::as_str))
            })?;
        }
        Ok(())
    }
}

fn list<'a>(
    f: &mut fmt::Formatter<'_>,
    before: &str,
    members: impl Iterator<Item = Member<'a>> + Clone,
    each: impl Fn(&mut fmt::Formatter<'_>, Member<'a>) -> fmt::Result,
) -> fmt::Result {
    for (index, member) in members.clone().take(NAMED).enumerate() {
        f.write_str(if index == 0 { before } else { ", " })?;
        each(f, member)?;
    }
    match members.count().saturating_sub(NAMED) {
        0 => Ok(()),
        more => write!(f, " and {more} more"),
    }
}
