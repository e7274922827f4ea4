//! A small plant in every state, and a hand on the state that shows it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent, MouseEventKind};
use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, Priority, Source, SystemCause},
    device::Limits,
    id::{OccurrenceId, PointId, SerialNumber, ShortName},
    language::Language,
    live::{Delta, Freshness, LiveMessage, PointLive, Snapshot, Update},
    map::MapRevision,
    quantity::{Range, Resolution},
    reading::{Interval, Quality},
    sensor::SensorType,
    site::{Position, Role, Site},
    time::{Monotonic, Now, Span, Timestamp},
};
use mcstui::{
    action::Action,
    event::{Access, Event, Link, Loss, Reply},
    state::{State, Wishes},
    ui::theme::Theme,
};

/// 2026-11-21 10:01:00 in Shanghai.
pub(crate) const TEN: Timestamp = Timestamp::from_micros(1_795_226_460_000_000);

/// What nearly all tests begin with.
pub(crate) const WISHES: Wishes = Wishes { mouse: true, language: Language::English, theme: Theme::Dark };

pub(crate) fn sn(text: &str) -> SerialNumber {
    SerialNumber::new(text).expect("a serial number")
}

/// A good point of this type, `number` rows down the list.
pub(crate) fn point(name: &str, sensor: SensorType, value: f64) -> PointLive {
    let limits = match sensor {
        SensorType::O2 => Limits { low: Some(19.5), high: Some(23.5), ..Limits::default() },
        SensorType::EX => Limits { high: Some(25.0), high_high: Some(50.0), ..Limits::default() },
        _ => Limits { high: Some(10.0), high_high: Some(20.0), ..Limits::default() },
    };
    PointLive {
        sn: sn(name),
        point: PointId(1),
        name: None,
        sensor,
        unit: sensor.unit(),
        resolution: Resolution::DEFAULT,
        range: sensor.proposed_range().or(Range::new(0.0, 100.0)),
        limits,
        area: None,
        zone: None,
        mask: None,
        position: None,
        period_s: 10,
        value: Some(value),
        value_unlimited: Some(value),
        quality: Some(Quality::Good),
        freshness: Freshness::Live,
        time: Some(TEN - Span::secs(4)),
        received: Some(TEN - Span::secs(4)),
        seq: Some(7),
        err: 0,
        bat: Some(80.0),
        rssi: Some(-70.0),
        pending: None,
        recorded: true,
    }
}

pub(crate) fn placed(mut point: PointLive, x: f64, y: f64) -> PointLive {
    point.position = Position::new(x, y);
    point
}

pub(crate) fn in_area(mut point: PointLive, area: &str) -> PointLive {
    point.area = Some(ShortName::new(area).expect("an area"));
    point
}

/// Six good points, four of them placed, one with a name in wide characters.
pub(crate) fn quiet() -> Vec<PointLive> {
    let mut compressor = placed(point("A003", SensorType::EX, 3.1), 50.0, 50.0);
    compressor.name = Some("压缩机房 east".into());
    vec![
        placed(point("A001", SensorType::EX, 0.4), 5.0, 10.0),
        placed(point("A002", SensorType::H2S, 1.2), 60.0, 20.0),
        compressor,
        placed(point("A004", SensorType::O2, 20.9), 20.0, 90.0),
        point("B001", SensorType::CH4, 12.3),
        point("B002", SensorType::CO, 0.0),
    ]
}

/// An alarm of A003, a minute old.
pub(crate) fn alarm(id: u64, condition: Condition, priority: Priority, state: LifeState) -> Occurrence {
    let returned = matches!(state, LifeState::UnackReturned | LifeState::LatchedUnack | LifeState::LatchedAcked);
    let acked = matches!(state, LifeState::AckedActive | LifeState::LatchedAcked);
    Occurrence {
        sn: Some(sn("A003")),
        state,
        returned: returned.then_some(TEN - Span::secs(2)),
        acked: acked.then_some(TEN - Span::secs(5)),
        acked_by: acked.then(|| "wang".into()),
        value: Some(62.0),
        peak: Some(64.5),
        limit: Some(50.0),
        unit: Some(SensorType::EX.unit()),
        ..Occurrence::raised(OccurrenceId(id), Source::Point(PointId(3)), condition, priority, TEN - Span::secs(10))
    }
}

pub(crate) fn system(id: u64, cause: SystemCause) -> Occurrence {
    Occurrence {
        sn: None,
        source: Source::System(cause),
        value: None,
        peak: None,
        limit: None,
        unit: None,
        text: Some(cause.as_str().into()),
        ..alarm(id, Condition::System, cause.priority(), LifeState::UnackActive)
    }
}

/// The first message of a daemon with these points and alarms.
pub(crate) fn snapshot_of(points: Vec<PointLive>, alarms: Vec<Occurrence>) -> LiveMessage {
    let site = Site { name: "北厂 North plant".into(), tz: "Asia/Shanghai".into() };
    let snapshot = Snapshot { site, now: TEN, points, alarms, silent_until: None, map: MapRevision::default() };
    LiveMessage { boot_id: "boot".into(), rev: 1, update: Update::Snapshot(Box::new(snapshot)) }
}

/// A state and a hand that feeds it.
pub(crate) struct Hand {
    pub(crate) state: State,
    now: Now,
    rev: u64,
    /// The revision of the map that snapshots tell.
    pub(crate) map: MapRevision,
}

impl Hand {
    pub(crate) fn new(size: (u16, u16)) -> Self {
        let now = Now { utc: TEN, mono: Monotonic::from_micros(0) };
        let mut hand = Self { state: State::new(size, WISHES), now, rev: 1, map: MapRevision::default() };
        hand.wait(Span::ZERO);
        hand
    }

    /// Connected to a plant with these points and alarms.
    pub(crate) fn watching(size: (u16, u16), points: Vec<PointLive>, alarms: Vec<Occurrence>) -> Self {
        let mut hand = Self::new(size);
        hand.connect(Role::Operator);
        hand.snapshot(points, alarms);
        hand
    }

    /// A connection stands, on which we have this role.
    pub(crate) fn connect(&mut self, role: Role) {
        self.feed(Event::Daemon(Link::Connected(Access { role, version: "0.1.0".into(), newer: false })));
    }

    /// The map was changed by somebody: points stand elsewhere, at a new revision.
    pub(crate) fn map_changed(&mut self, map: MapRevision, points: Vec<PointLive>) -> Vec<Action> {
        (self.rev, self.map) = (self.rev + 1, map);
        let now = self.now.utc;
        let (removed, alarms, transitions) = (Vec::new(), Vec::new(), Vec::new());
        let delta = Delta { now, points, removed, alarms, transitions, silent_until: None, map: Some(map) };
        self.live(Update::Delta(Box::new(delta)))
    }

    /// The mouse does something at a cell.
    pub(crate) fn mouse(&mut self, kind: MouseEventKind, (column, row): (u16, u16)) -> Vec<Action> {
        self.feed(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
    }

    pub(crate) fn feed(&mut self, event: Event) -> Vec<Action> {
        self.state.update(event)
    }

    /// Lets time go on.
    pub(crate) fn wait(&mut self, span: Span) -> Vec<Action> {
        self.now = Now { utc: self.now.utc + span, mono: self.now.mono + span };
        self.feed(Event::Tick(self.now))
    }

    pub(crate) fn key(&mut self, code: KeyCode) -> Vec<Action> {
        self.feed(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
    }

    pub(crate) fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.key(KeyCode::Char(c));
        }
    }

    /// Selects a point.
    pub(crate) fn select(&mut self, name: &str) {
        let plant = self.state.plant.clone();
        self.state.selection.show_point(&plant, &sn(name));
    }

    fn live(&mut self, update: Update) -> Vec<Action> {
        let message = LiveMessage { boot_id: "boot".into(), rev: self.rev, update };
        self.feed(Event::Daemon(Link::Update(Box::new(message))))
    }

    pub(crate) fn snapshot(&mut self, points: Vec<PointLive>, alarms: Vec<Occurrence>) -> Vec<Action> {
        let site = Site { name: "北厂 North plant".into(), tz: "Asia/Shanghai".into() };
        let (now, map) = (self.now.utc, self.map);
        self.live(Update::Snapshot(Box::new(Snapshot { site, now, points, alarms, silent_until: None, map })))
    }

    pub(crate) fn delta(&mut self, points: Vec<PointLive>, alarms: Vec<Occurrence>) -> Vec<Action> {
        self.rev += 1;
        let now = self.now.utc;
        let (removed, transitions) = (Vec::new(), Vec::new());
        let delta = Delta { now, points, removed, alarms, transitions, silent_until: None, map: None };
        self.live(Update::Delta(Box::new(delta)))
    }

    pub(crate) fn heartbeat(&mut self) -> Vec<Action> {
        self.live(Update::Heartbeat { now: self.now.utc })
    }

    pub(crate) fn lose(&mut self) -> Vec<Action> {
        self.feed(Event::Daemon(Link::Lost { why: Loss::Failed("connection refused".into()) }))
    }

    /// Answers the last request for a trend of A003 with an hour that rises at its end.
    pub(crate) fn answer_trend(&mut self, actions: &[Action]) {
        for action in actions {
            if let Action::Trend { sn, request, from, every, .. } = action {
                let interval = |i: i64| {
                    let mean = if i < 200 {
                        3.0 + f64::from(i32::try_from(i).unwrap_or(0) % 20) / 10.0
                    } else {
                        0.3 * (i - 190) as f64
                    };
                    Interval {
                        sn: sn.clone(),
                        start: *from + every.times(i),
                        count: 2,
                        mean: Some(mean),
                        min: Some(mean - 0.5),
                        max: Some(mean + 0.5),
                        last: Some(mean),
                        unit: SensorType::EX.unit(),
                    }
                };
                let result = Ok((0..240).map(interval).collect());
                self.feed(Event::Reply(Reply::Trend {
                    sn: sn.clone(),
                    request: *request,
                    result,
                    damaged: Vec::new(),
                }));
            }
        }
    }
}
