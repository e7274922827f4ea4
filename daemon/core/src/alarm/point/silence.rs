//! `OFFLINE`: silence raises it, a live reading ends it, nothing else does.

use super::{
    PointAlarms,
    board::{Found, Raised},
    instrument::plain,
    judged::Judged,
    wired::Wired,
};
use crate::alarm::{
    PointRules,
    desk::{Cause, Desk, Finding},
    judge::{Delays, Evidence},
};

impl PointAlarms {
    /// Raises `OFFLINE` if silence has lasted long enough.
    pub(super) fn judge_silence(&mut self, rules: &PointRules, raised: &mut Raised, desk: &mut Desk<'_>) {
        let Some((at, will)) = self.link.offline_at().filter(|(at, _)| desk.now.mono >= *at) else { return };
        let silence = self.link.silence(at);
        self.link.rest();
        let severe = self.board.at_gas_limit() || self.outage.at_limit();
        self.board.tracks[Wired::Offline].severe = severe;
        let cause = if will { Cause::Will } else { Cause::Silence(silence) };
        let found = self.silent(rules, severe, Some(cause));
        self.explain_silence(found.finding.priority, desk);
        let due = desk.now.utc - (desk.now.mono - at);
        self.board.judge(Wired::Offline, &found, due, desk.now.utc, raised, desk);
        self.board.hold(desk);
    }

    /// A live reading ends it.
    pub(super) fn end_silence(
        &mut self,
        rules: &PointRules,
        reading: &Judged,
        raised: &mut Raised,
        desk: &mut Desk<'_>,
    ) {
        let found = self.heard(rules);
        self.board.judge(Wired::Offline, &found, reading.time, reading.received, raised, desk);
        for wired in Wired::Offline.children() {
            self.board.unmask_if_unexplained(*wired, desk);
        }
    }

    /// What a live reading says of it.
    pub(super) fn heard(&self, rules: &PointRules) -> Found<'static> {
        plain(rules, Wired::Offline, self.board.tracks[Wired::Offline].severe, Evidence::Clear, None)
    }

    /// A backlog has stopped with its newest value at a gas limit: the point went dark in gas.
    pub(super) fn judge_backlog_end(&mut self, rules: &PointRules, raised: &mut Raised, desk: &mut Desk<'_>) {
        if self.link.backlog_until.is_none_or(|until| desk.now.mono < until) {
            return;
        }
        self.link.backlog_until = None;
        let live = self.link.fresh(desk.now.mono);
        self.outage.stop(&mut self.board, live, rules, desk);
        let offline = &mut self.board.tracks[Wired::Offline];
        if self.outage.at_limit() && offline.judge.holds() && !offline.severe {
            offline.severe = true;
            desk.out.state_changed = true;
            let found = self.silent(rules, true, None);
            self.explain_silence(found.finding.priority, desk);
            let now = desk.now.utc;
            self.board.judge(Wired::Offline, &found, now, now, raised, desk);
        }
    }

    pub(super) fn silent(&self, rules: &PointRules, severe: bool, cause: Option<Cause<'static>>) -> Found<'static> {
        let priority = rules.priority(Wired::Offline.condition(), severe);
        let value = self.link.value.or(self.board.last_value()).map(|steps| rules.resolution.value(steps));
        let finding = Finding { value, unit: Some(rules.unit), cause, ..Finding::plain(priority) };
        Found { evidence: Evidence::Over, delays: Delays::NONE, finding, worsening: None }
    }
}
