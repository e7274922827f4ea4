//! Whom an alarm is told to, in which order: what the routes say, and that nobody is left out in silence.

use super::{Book, Facts, RouteTried};
use crate::id::ShortName;

/// Who is told, in the order of escalation. Each stage has at least one group, and each group can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Plan {
    pub(super) stages: Vec<Vec<ShortName>>,
    /// No route fits, or none of its groups can be reached: the only stage is everybody.
    pub(super) everybody: bool,
}

impl Plan {
    /// Of all routes that fit, the first by order holds; of two with the same order, the first by name.
    ///
    /// A group none of whose channels is enabled is passed over, as if all its channels had failed.
    pub(super) fn of(book: &Book, facts: &Facts) -> Self {
        let fitting = book.routes.iter().filter(|route| route.misfit(facts).is_none());
        let route = fitting.min_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
        let mut stages: Vec<Vec<ShortName>> = Vec::new();
        for group in route.iter().flat_map(|route| &route.groups) {
            if book.reachable(group).is_some() && !stages.iter().any(|stage| stage.contains(group)) {
                stages.push(vec![group.clone()]);
            }
        }
        if !stages.is_empty() {
            return Self { stages, everybody: false };
        }
        let everybody: Vec<_> =
            book.groups.iter().filter(|group| book.reaches(group)).map(|group| group.name.clone()).collect();
        if everybody.is_empty() { Self::default() } else { Self { stages: vec![everybody], everybody: true } }
    }

    /// Who is told first; empty: nobody can be.
    pub(super) fn first(&self) -> &[ShortName] {
        self.stages.first().map_or(&[], Vec::as_slice)
    }

    /// Who is told next, when this group failed: the stage after it, unless that one was told already. A group that is in no stage any
    /// more counts as the last that was told.
    pub(super) fn after(&self, failed: &ShortName, told: impl Fn(&ShortName) -> bool) -> &[ShortName] {
        let place = self.stages.iter().position(|stage| stage.contains(failed));
        let next = match place {
            Some(place) => place + 1,
            None => self.stages.iter().rposition(|stage| stage.iter().any(&told)).map_or(0, |last| last + 1),
        };
        self.stages.get(next).filter(|stage| !stage.iter().any(told)).map_or(&[], Vec::as_slice)
    }
}

/// The routes as they are asked, up to the first that fits.
pub(super) fn tried(book: &Book, facts: &Facts) -> Vec<RouteTried> {
    let mut routes: Vec<_> = book.routes.iter().collect();
    routes.sort_by(|a, b| (a.order, &a.name).cmp(&(b.order, &b.name)));
    let mut tried = Vec::new();
    for route in routes {
        let why_not = route.misfit(facts);
        tried.push(RouteTried { name: route.name.clone(), why_not });
        if why_not.is_none() {
            break;
        }
    }
    tried
}

/// The groups of the route that fits whose channels are all off.
pub(super) fn unreachable(book: &Book, facts: &Facts) -> Vec<ShortName> {
    let tried = tried(book, facts);
    let holds = tried.last().filter(|route| route.why_not.is_none());
    let route = holds.and_then(|holds| book.routes.iter().find(|route| route.name == holds.name));
    route.iter().flat_map(|route| &route.groups).filter(|group| book.reachable(group).is_none()).cloned().collect()
}
