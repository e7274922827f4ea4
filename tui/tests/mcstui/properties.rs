//! Whatever happens, at whatever size, there is a picture.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, Priority},
    live::{Freshness, PointLive},
    quantity::Range,
    reading::Quality,
    sensor::SensorType,
    site::Position,
    time::{Span, Timestamp},
};
use mcstui::{
    action::Action,
    event::{Event, Refusal, Reply},
    state::State,
    ui::{screen, theme::Theme},
};
use proptest::{collection::vec, option, prelude::*};
use ratatui::{buffer::Buffer, layout::Rect};

use super::plant::{Hand, TEN, alarm, point, sn};

/// One thing that happens.
#[derive(Debug, Clone)]
enum Step {
    Key(KeyCode, KeyModifiers),
    Paste(String),
    Mouse(MouseEventKind, u16, u16),
    Resize(u16, u16),
    Wait(i64),
    Snapshot(Vec<PointLive>, Vec<Occurrence>),
    Delta(Vec<PointLive>, Vec<Occurrence>),
    Lose,
    AnswerTrend,
    FailTrend,
    Refuse,
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![4 => -1e3..1e3, 1 => any::<f64>()]
}

fn moment() -> impl Strategy<Value = Timestamp> {
    prop_oneof![
        4 => (-100_000_i64..1000).prop_map(|s| TEN + Span::secs(s)),
        1 => any::<i64>().prop_map(Timestamp::from_micros),
    ]
}

fn points() -> impl Strategy<Value = Vec<PointLive>> {
    let parts = (
        (0..40_u32, 0..SensorType::ALL.len(), option::of((0.0..=100.0, 0.0..=100.0)), option::of((number(), number()))),
        (option::of(number()), 0..Freshness::ALL.len(), option::of(0..Quality::ALL.len()), option::of(moment())),
        (option::of(number()), option::of(number()), any::<u16>(), option::of(".{0,12}")),
    );
    let one =
        parts.prop_map(|((name, sensor, place, range), (value, fresh, quality, time), (high, low, period, words))| {
            let mut p = point(&format!("P{name}"), SensorType::ALL[sensor], 0.0);
            p.position = place.and_then(|(x, y)| Position::new(x, y));
            p.range = range.and_then(|(a, b)| Range::new(a, b));
            (p.value, p.value_unlimited) = (value, value);
            (p.freshness, p.quality, p.time) = (Freshness::ALL[fresh], quality.map(|q| Quality::ALL[q]), time);
            (p.limits.high, p.limits.low_low, p.period_s, p.name) = (high, low, period, words);
            p
        });
    vec(one, 0..60)
}

fn alarms() -> impl Strategy<Value = Vec<Occurrence>> {
    let parts = (
        (0..30_u64, 0..Condition::ALL.len(), 0..LifeState::ALL.len(), option::of(0..40_u32)),
        (any::<bool>(), option::of(".{0,8}"), moment(), option::of(number())),
    );
    let one = parts.prop_map(|((id, condition, state, name), (held, masked, raised, value))| {
        let mut a = alarm(id, Condition::ALL[condition], Priority::High, LifeState::ALL[state]);
        a.sn = name.map(|name| sn(&format!("P{name}")));
        (a.held, a.masked, a.raised, a.value) = (held, masked, raised, value);
        a
    });
    vec(one, 0..20)
}

fn step() -> impl Strategy<Value = Step> {
    use KeyCode as K;
    let codes = [
        K::Tab,
        K::Up,
        K::Down,
        K::Left,
        K::Right,
        K::Home,
        K::End,
        K::Enter,
        K::Esc,
        K::Backspace,
        K::PageUp,
        K::PageDown,
    ];
    let code = prop_oneof![
        3 => proptest::sample::select(codes.to_vec()),
        3 => proptest::sample::select("aAhjklgGm[]?1234/:fyYoO+-dKrsiu".chars().map(KeyCode::Char).collect::<Vec<_>>()),
        1 => any::<char>().prop_map(KeyCode::Char),
    ];
    let modifiers =
        prop_oneof![9 => Just(KeyModifiers::NONE), 1 => any::<u8>().prop_map(KeyModifiers::from_bits_truncate)];
    let mouse = proptest::sample::select(vec![
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::ScrollUp,
        MouseEventKind::ScrollDown,
        MouseEventKind::Moved,
    ]);
    prop_oneof![
        6 => (code, modifiers).prop_map(|(code, modifiers)| Step::Key(code, modifiers)),
        1 => ".{0,300}".prop_map(Step::Paste),
        2 => (mouse, 0..210_u16, 0..70_u16).prop_map(|(kind, x, y)| Step::Mouse(kind, x, y)),
        2 => (0..210_u16, 0..70_u16).prop_map(|(w, h)| Step::Resize(w, h)),
        2 => (0..5_000_i64).prop_map(Step::Wait),
        1 => (points(), alarms()).prop_map(|(p, a)| Step::Snapshot(p, a)),
        3 => (points(), alarms()).prop_map(|(p, a)| Step::Delta(p, a)),
        1 => Just(Step::Lose),
        1 => Just(Step::AnswerTrend),
        1 => Just(Step::FailTrend),
        1 => Just(Step::Refuse),
    ]
}

fn happen(hand: &mut Hand, step: Step, asked: &[Action]) -> Vec<Action> {
    let refusal = || Refusal::Said { message: "no".into(), advice: String::new() };
    match step {
        Step::Key(code, modifiers) => hand.feed(Event::Key(KeyEvent::new(code, modifiers))),
        Step::Paste(text) => hand.feed(Event::Paste(text)),
        Step::Mouse(kind, column, row) => {
            hand.feed(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
        }
        Step::Resize(width, height) => hand.feed(Event::Resize { width, height }),
        Step::Wait(ms) => hand.wait(Span::millis(ms)),
        Step::Snapshot(points, alarms) => hand.snapshot(points, alarms),
        Step::Delta(points, alarms) => hand.delta(points, alarms),
        Step::Lose => hand.lose(),
        Step::AnswerTrend => {
            hand.answer_trend(asked);
            Vec::new()
        }
        Step::FailTrend => {
            let failed = asked.iter().find_map(|action| match action {
                Action::Trend { sn, request, .. } => Some((sn.clone(), *request)),
                _ => None,
            });
            let reply =
                failed.map(|(sn, request)| Reply::Trend { sn, request, result: Err(refusal()), damaged: Vec::new() });
            reply.map_or_else(Vec::new, |reply| hand.feed(Event::Reply(reply)))
        }
        Step::Refuse => hand.feed(Event::Reply(Reply::Acknowledged(Err(refusal())))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn there_is_a_picture_after_every_event_at_every_size(steps in vec(step(), 1..40), width in 0u16..210, height in 0u16..70) {
        let mut hand = Hand::new((width, height));
        let mut asked = Vec::new();
        for step in steps {
            let actions = happen(&mut hand, step, &asked);
            if actions.iter().any(|action| matches!(action, Action::Trend { .. })) {
                asked = actions;
            }
            let (width, height) = hand.state.size;
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            screen::render(&mut buffer, &themed(&hand.state, Theme::Dark));
        }
        // The terminal may have shrunk before the state has heard of it.
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        screen::render(&mut buffer, &themed(&hand.state, Theme::Mono));
        let mut buffer = Buffer::empty(Rect::new(0, 0, 41, 16));
        screen::render(&mut buffer, &themed(&hand.state, Theme::Mono));
    }
}

fn themed(state: &State, theme: Theme) -> State {
    let mut state = state.clone();
    state.theme = theme;
    state
}
