//! The link to the external broker, as the ingest room tells of it. While it is lost, silence of the points that are heard
//! through it is explained by that: one alarm of the system, and not one `OFFLINE` for each.

use mcs_core::{alarm::SystemCause, time::Now};

use super::state::Plant;
use crate::ingest::{LinkNews, Route};

/// How points are reached.
#[derive(Debug)]
pub(super) struct BrokerLink {
    /// Points nobody has heard since the start can only be heard through the broker.
    only_way: bool,
    lost: bool,
}

impl BrokerLink {
    pub(super) const fn new(only_way: bool) -> Self {
        Self { only_way, lost: false }
    }

    /// Whether the link carries what comes on this route; a route that is not known is the only one there is.
    fn carries(&self, route: Option<Route>) -> bool {
        match route {
            Some(Route::Broker) => true,
            Some(Route::Endpoint) => false,
            None => self.only_way,
        }
    }
}

impl Plant {
    pub(super) fn hear_link(&mut self, news: LinkNews) {
        let now = self.now();
        let (lost, text) = match news {
            LinkNews::Broken => return self.link_broken(),
            LinkNews::Lost { text } => (true, text),
            LinkNews::Back => (false, String::new()),
        };
        self.link.lost = lost;
        for place in 0..self.points.len() {
            let point = &self.points[place];
            if point.device.retired.is_none() && self.link.carries(point.route) {
                self.explain_silence(place, lost, now);
            }
        }
        self.set_system(SystemCause::BrokerLink, lost, &text, now);
    }

    fn link_broken(&mut self) {
        for place in 0..self.points.len() {
            let point = &mut self.points[place];
            if point.device.retired.is_none() && self.link.carries(point.route) {
                point.alarms.link_broken();
                self.touch(place);
            }
        }
    }

    /// A point was heard on this route. One that has left the broker is silent for reasons of its own from now on.
    pub(super) fn heard_on(&mut self, place: usize, route: Route, now: Now) {
        let before = self.points[place].route.replace(route);
        if before != Some(route) && self.link.lost && self.link.carries(before) && !self.link.carries(Some(route)) {
            self.explain_silence(place, false, now);
        }
    }

    fn explain_silence(&mut self, place: usize, lost: bool, now: Now) {
        let point = &mut self.points[place];
        if lost {
            point.alarms.link_lost(now, &mut self.mint, &mut self.changes);
        } else {
            point.alarms.link_back(&point.rules, now, &mut self.changes);
        }
        self.take_changes(place);
        self.show(place);
    }
}
