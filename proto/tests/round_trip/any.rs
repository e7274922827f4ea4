//! Any value of each kind that travels.

use mcs_core::{
    alarm::{
        Actor, Condition, LifeState, Mask, MaskKind, Notice, Occurrence, Priority, Source, SystemCause, Transition,
        TransitionKind,
    },
    archive::Line,
    device::{Device, Limits, PointSettings, Rate, RuleSet},
    id::{CalibrationRevision, EventId, OccurrenceId, PointId, SerialNumber, ShortName, UserName, ZoneId},
    live::{Delta, Freshness, Pending, PointLive, Snapshot, Update},
    map::MapRevision,
    quantity::{Range, Resolution, Unit},
    reading::{Flags, Quality, ReadingRecord},
    sensor::SensorType,
    site::{Position, Site},
    time::Timestamp,
};
use proptest::{option, prelude::*, sample::select};

pub(crate) fn time() -> impl Strategy<Value = Timestamp> {
    any::<i64>().prop_map(Timestamp::from_micros)
}

pub(crate) fn number() -> impl Strategy<Value = f64> {
    -1e9..1e9
}

pub(crate) fn text() -> impl Strategy<Value = String> {
    any::<String>()
}

pub(crate) fn sn() -> impl Strategy<Value = SerialNumber> {
    "[A-Za-z0-9][A-Za-z0-9_.-]{0,31}".prop_map(|s| SerialNumber::new(&s).expect("made of what is allowed"))
}

pub(crate) fn short() -> impl Strategy<Value = ShortName> {
    "[A-Za-z0-9][A-Za-z0-9_.-]{0,31}".prop_map(|s| ShortName::new(&s).expect("made of what is allowed"))
}

pub(crate) fn user() -> impl Strategy<Value = UserName> {
    "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}".prop_map(|s| UserName::new(&s).expect("made of what is allowed"))
}

pub(crate) fn position() -> impl Strategy<Value = Position> {
    (0.0..=100.0, 0.0..=100.0).prop_map(|(x, y)| Position { x, y })
}

pub(crate) fn range() -> impl Strategy<Value = Range> {
    (number(), 1e-3..1e9).prop_map(|(start, span)| Range { start, end: start + span })
}

pub(crate) fn limits() -> impl Strategy<Value = Limits> {
    let one = || option::of(number());
    (one(), one(), one(), one()).prop_map(|(high, high_high, low, low_low)| Limits { high, high_high, low, low_low })
}

pub(crate) fn resolution() -> impl Strategy<Value = Resolution> {
    (0..=Resolution::MAX_DECIMALS).prop_map(|d| Resolution::new(d).expect("within bounds"))
}

pub(crate) fn rules() -> impl Strategy<Value = RuleSet> {
    let seconds = || option::of(any::<u16>());
    let rate = (any::<u16>(), number()).prop_map(|(window_s, step)| Rate { window_s, step });
    let priorities = proptest::collection::btree_map(select(&Condition::ALL[..]), select(&Priority::ALL[..]), 0..3);
    (
        (limits(), option::of(number()), seconds(), seconds(), seconds(), option::of(any::<u8>())),
        (option::of(rate), option::of(number()), option::of(number()), seconds(), option::of(any::<u32>()), priorities),
    )
        .prop_map(|((limits, deadband, on_delay_s, off_delay_s, offline_after_s, bat_limit), more)| {
            let (rate, stel, twa, warm_up_s, stuck_after_s, priorities) = more;
            RuleSet {
                limits,
                deadband,
                on_delay_s,
                off_delay_s,
                offline_after_s,
                bat_limit,
                rate,
                stel,
                twa,
                warm_up_s,
                stuck_after_s,
                priorities,
            }
        })
}

pub(crate) fn settings() -> impl Strategy<Value = PointSettings> {
    (
        (select(&SensorType::ALL[..]), select(&Unit::ALL[..]), resolution(), option::of(range())),
        (rules(), any::<u16>()),
        (option::of(number()), option::of(number())),
    )
        .prop_map(|((sensor, unit, resolution, range), (rules, period_s), (v_min, v_max))| PointSettings {
            sensor,
            unit,
            resolution,
            range,
            rules,
            period_s,
            v_min,
            v_max,
        })
}

pub(crate) fn device() -> impl Strategy<Value = Device> {
    (
        (sn(), any::<u32>(), option::of(text()), option::of(short()), option::of(short()), option::of(position())),
        (settings(), any::<u32>(), time(), option::of(time()), option::of(short())),
    )
        .prop_map(|((sn, point, name, area, zone, position), (settings, revision, added, retired, instrument))| {
            Device {
                instrument,
                sn,
                point: PointId(point),
                name,
                area,
                zone,
                position,
                settings,
                revision,
                added,
                retired,
            }
        })
}

pub(crate) fn source() -> impl Strategy<Value = Source> {
    prop_oneof![
        any::<u32>().prop_map(|p| Source::Point(PointId(p))),
        select(&SystemCause::ALL[..]).prop_map(Source::System),
        any::<u32>().prop_map(|zone| Source::Zone(ZoneId(zone)))
    ]
}

pub(crate) fn priority() -> impl Strategy<Value = Priority> {
    select(&[Priority::Low, Priority::Medium, Priority::High, Priority::Critical][..])
}

pub(crate) fn mask() -> impl Strategy<Value = Mask> {
    (
        (option::of(sn()), source(), option::of(select(&Condition::ALL[..])), select(&MaskKind::ALL[..])),
        (text(), text(), option::of(text()), option::of(text()), option::of(text()), time(), time()),
    )
        .prop_map(
            |((sn, source, condition, kind), (by, reason, watcher, work_order, confirmed_by, since, until))| Mask {
                sn,
                source,
                condition,
                kind,
                by,
                reason,
                watcher,
                work_order,
                confirmed_by,
                since,
                until,
            },
        )
}

pub(crate) fn occurrence() -> impl Strategy<Value = Occurrence> {
    (
        (any::<u64>(), option::of(sn()), source(), select(&Condition::ALL[..]), priority()),
        (select(&LifeState::ALL[..]), any::<bool>(), option::of(text()), any::<bool>(), option::of(text())),
        (time(), option::of(time()), option::of(time()), option::of(text()), option::of(text()), option::of(time())),
        (option::of(number()), option::of(number()), option::of(number()), option::of(select(&Unit::ALL[..]))),
        (option::of(mask()), option::of(short()), any::<bool>(), any::<bool>(), any::<bool>()),
    )
        .prop_map(
            |((id, sn, source, condition, priority), (state, held, masked, recorded, text), life, values, marks)| {
                let (mask, zone, first_out, chattering, drill) = marks;
                let (raised, returned, acked, acked_by, comment, closed) = life;
                let (value, peak, limit, unit) = values;
                Occurrence {
                    id: OccurrenceId(id),
                    sn,
                    source,
                    condition,
                    priority,
                    state,
                    held,
                    masked,
                    mask,
                    zone,
                    first_out,
                    chattering,
                    drill,
                    raised,
                    returned,
                    acked,
                    acked_by,
                    comment,
                    closed,
                    value,
                    peak,
                    limit,
                    unit,
                    recorded,
                    text,
                }
            },
        )
}

pub(crate) fn transition() -> impl Strategy<Value = Transition> {
    (
        (any::<u128>(), source(), select(&Condition::ALL[..]), any::<u64>(), select(&TransitionKind::ALL[..])),
        (select(&LifeState::ALL[..]), priority(), time(), time()),
        (option::of(number()), option::of(number()), option::of(any::<u32>()), option::of(text()), option::of(text())),
    )
        .prop_map(|((event, source, condition, occurrence, kind), how, (value, limit, rules, by, comment))| {
            let (state, priority, measured, received) = how;
            Transition {
                event: EventId(event),
                source,
                condition,
                occurrence: OccurrenceId(occurrence),
                kind,
                state,
                priority,
                measured,
                received,
                value,
                limit,
                rules,
                notice: Notice::Announce,
                by: by.map(|name| Actor { name }),
                comment,
            }
        })
}

pub(crate) fn point() -> impl Strategy<Value = PointLive> {
    (
        device(),
        (option::of(number()), option::of(number()), option::of(select(&Quality::ALL[..]))),
        (select(&Freshness::ALL[..]), option::of(time()), option::of(time()), option::of(any::<u16>()), any::<u16>()),
        (option::of(number()), option::of(number()), any::<bool>()),
        option::of((select(&Condition::ALL[..]), time())),
        option::of(mask()),
    )
        .prop_map(|(device, (value, value_unlimited, quality), heard, (bat, rssi, recorded), pending, mask)| {
            let (freshness, time, received, seq, err) = heard;
            PointLive {
                sn: device.sn,
                point: device.point,
                name: device.name,
                sensor: device.settings.sensor,
                unit: device.settings.unit,
                resolution: device.settings.resolution,
                range: device.settings.range,
                limits: device.settings.rules.limits,
                area: device.area,
                zone: device.zone,
                mask,
                position: device.position,
                period_s: device.settings.period_s,
                value,
                value_unlimited,
                quality,
                freshness,
                time,
                received,
                seq,
                err,
                bat,
                rssi,
                pending: pending.map(|(condition, due)| Pending { condition, due }),
                recorded,
            }
        })
}

pub(crate) fn few<T: Strategy>(one: T) -> impl Strategy<Value = Vec<T::Value>>
where
    T::Value: Clone,
{
    proptest::collection::vec(one, 0..3)
}

pub(crate) fn update() -> impl Strategy<Value = Update> {
    let map = || any::<u64>().prop_map(MapRevision);
    let snapshot = (text(), text(), time(), few(point()), few(occurrence()), option::of(time()), map()).prop_map(
        |(name, tz, now, points, alarms, silent_until, map)| {
            Update::Snapshot(Box::new(Snapshot { site: Site { name, tz }, now, points, alarms, silent_until, map }))
        },
    );
    let alarms = (few(occurrence()), few(transition()), option::of(time()));
    let delta = (time(), few(point()), few(sn()), alarms, option::of(map())).prop_map(
        |(now, points, removed, (alarms, transitions, silent_until), map)| {
            Update::Delta(Box::new(Delta { now, points, removed, alarms, transitions, silent_until, map }))
        },
    );
    prop_oneof![snapshot, delta, time().prop_map(|now| Update::Heartbeat { now })]
}

pub(crate) fn record() -> impl Strategy<Value = ReadingRecord> {
    let maybe = || option::of(number());
    (
        (sn(), option::of(time()), time(), time(), option::of(any::<u16>())),
        (maybe(), maybe(), select(&Unit::ALL[..]), select(&Quality::ALL[..]), any::<bool>()),
        (maybe(), maybe(), maybe(), maybe(), maybe()),
        (any::<u16>(), any::<u32>(), option::of(any::<u32>())),
    )
        .prop_map(
            |((sn, ts, time, received, seq), what, (v_raw, temp, humi, bat, rssi), (err, flags, calibration))| {
                let (value, value_unlimited, unit, quality, late) = what;
                ReadingRecord {
                    sn,
                    ts,
                    time,
                    received,
                    seq,
                    value,
                    value_unlimited,
                    unit,
                    quality,
                    late,
                    v_raw,
                    temp,
                    humi,
                    bat,
                    rssi,
                    err,
                    flags: Flags(flags),
                    calibration: calibration.map(CalibrationRevision),
                }
            },
        )
}

pub(crate) fn line() -> impl Strategy<Value = Line> {
    let numbers = (
        option::of(number()),
        option::of(number()),
        option::of(number()),
        option::of(number()),
        option::of(number()),
        option::of(number()),
    );
    let whole = (any::<Option<u16>>(), any::<u16>(), any::<Option<u32>>(), any::<Option<u32>>());
    let times = (time(), option::of(time()), option::of(time()));
    (sn(), numbers, whole, times).prop_map(
        |(sn, (v_raw, value, temp, humi, bat, rssi), (seq, err, flags, calibration), (time, ts, received))| Line {
            v_raw,
            value,
            temp,
            humi,
            bat,
            rssi,
            seq,
            err,
            ts,
            received,
            flags: flags.map(Flags),
            calibration: calibration.map(CalibrationRevision),
            ..Line::new(time, sn)
        },
    )
}
