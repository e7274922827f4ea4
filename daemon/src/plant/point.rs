//! One device as the plant holds it: what an engineer set and everything that lives of its point.

use mcs_core::{
    alarm::{Ballot, PointAlarms, PointRules},
    calibration::CalibrationHistory,
    device::{Device, PointSettings},
    id::UserName,
    identity::{IdentityWindow, SeqGaps},
    lateness::Lateness,
    live::Freshness,
    reading::{Quality, Reading},
};

use super::watch::Traffic;
use crate::ingest::Route;

/// The newest live reading with what was computed from it.
#[derive(Debug, Clone)]
pub(super) struct Latest {
    pub(super) reading: Reading,
    pub(super) value: Option<f64>,
    pub(super) quality: Quality,
}

/// One device and its point.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) device: Device,
    /// Who speaks for it.
    pub(super) user: Option<UserName>,
    /// Its settings with every rule that is said of it at any level.
    pub(super) settings: PointSettings,
    /// The same, ready to judge by.
    pub(super) rules: PointRules,
    pub(super) calibrations: CalibrationHistory,
    pub(super) alarms: PointAlarms,
    pub(super) lateness: Lateness,
    pub(super) identity: IdentityWindow,
    pub(super) gaps: SeqGaps,
    pub(super) latest: Option<Latest>,
    /// How it was heard last; `None`: not since the start.
    pub(super) route: Option<Route>,
    /// What it sent within a minute.
    pub(super) traffic: Traffic,
    /// The place of the zone its device names.
    pub(super) zone: Option<usize>,
    /// How it stood when the votes of its zone were counted; `None`: it has none there.
    pub(super) ballot: Option<Ballot>,
    /// How fresh live clients were last told it is.
    pub(super) shown_freshness: Freshness,
    /// Its judgement changed in this turn: its state goes into the commit.
    pub(super) state_changed: bool,
    /// It looks different to live clients than when they were last told.
    pub(super) shown_changed: bool,
}
