//! What must hold for every payload, every stream and every clock.

use mcs_core::{
    calibration::CalibrationHistory,
    device::PointSettings,
    evaluation::evaluate,
    family::{Family, decode, gas},
    id::PointId,
    identity::{Identity, IdentityWindow, Known, SeqGaps, fingerprint, fingerprint_of},
    lateness::{Lateness, Place, Timing},
    ledger::Counts,
    observation::{Channel, Measure, Observation, Sample},
    sensor::SensorType,
    time::{Monotonic, Span, Timestamp},
    topic::Leaf,
};
use proptest::{collection::vec, option, prelude::*, sample::subsequence};

const START: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);
const PERIOD: Span = Span::secs(10);

/// What a device can mean to say.
fn any_sample() -> impl Strategy<Value = Sample> {
    let number = prop_oneof![
        Just(Measure::Missing),
        Just(Measure::NonFinite),
        (-1_000_000_000_i64..1_000_000_000).prop_map(|n| Measure::Finite(n as f64 / 100.0)),
        (-1e10..1e10).prop_map(Measure::Finite),
    ];
    let small = prop_oneof![Just(Measure::Missing), (0.0..100.0).prop_map(Measure::Finite)];
    let text = || option::of("[a-zA-Z0-9 .\"\\\\/\n\u{1f600}µ]{0,8}".prop_map(Box::from));
    let ts = option::of((0..253_402_300_799_000_000_i64).prop_map(Timestamp::from_micros));
    (ts, any::<Option<u16>>(), number, small.clone(), small, any::<u16>(), text(), text()).prop_map(
        |(ts, seq, v_raw, temp, bat, err, net, ver)| {
            let mut sample = Sample { ts, seq, err, net, ver, ..Sample::default() };
            sample.channels.set(Channel::VRaw, v_raw);
            sample.channels.set(Channel::Temp, temp);
            sample.channels.set(Channel::Bat, bat);
            sample
        },
    )
}

/// A sample as a device would write it.
fn encode(sample: &Sample) -> String {
    let mut fields = vec![format!("\"err\":{}", sample.err)];
    if let Some(ts) = sample.ts {
        let us = ts.as_micros();
        // Seconds with a fraction; milliseconds where seconds would be taken for them.
        let text = if us <= 100_000_000_000_000_000 {
            format!("{}.{:06}", us / 1_000_000, us % 1_000_000)
        } else {
            format!("{}.{:03}", us / 1_000, us % 1_000)
        };
        fields.push(format!("\"ts\":{text}"));
    }
    fields.extend(sample.seq.map(|seq| format!("\"seq\":{seq}")));
    for channel in Channel::ALL {
        match sample.channels.get(channel) {
            Measure::Missing => {}
            Measure::NonFinite => fields.push(format!("\"{}\":NaN", channel.as_str())),
            Measure::Finite(x) => fields.push(format!("\"{}\":{x:?}", channel.as_str())),
        }
    }
    let json = |text: &str| serde_json::to_string(text).expect("a text serialises");
    fields.extend(sample.net.as_deref().map(|net| format!("\"net\":{}", json(net))));
    fields.extend(sample.ver.as_deref().map(|ver| format!("\"ver\":{}", json(ver))));
    format!("{{{}}}", fields.join(","))
}

fn read(payload: &str) -> Vec<Sample> {
    match decode(Family::Gas, Leaf::Up, payload.as_bytes()) {
        Ok(Observation::Samples { samples, .. }) => samples.into_vec(),
        other => panic!("{payload} gave {other:?}"),
    }
}

/// A stream of counted readings, one a period, of which some are dropped, repeated, and overtaken by others.
#[derive(Debug, Clone)]
struct Stream {
    first: u16,
    /// Places in the stream, in order of arrival; the first and the last one are never dropped.
    arrivals: Vec<usize>,
    dropped: u64,
}

fn any_stream() -> impl Strategy<Value = Stream> {
    let count = 3_usize..400;
    count.prop_flat_map(|count| {
        let kept = subsequence((1..count - 1).collect::<Vec<_>>(), 0..=count - 2);
        (any::<u16>(), kept, vec((any::<bool>(), 0_usize..6), count)).prop_map(move |(first, kept, moves)| {
            let dropped = (count - 2 - kept.len()) as u64;
            let mut arrivals = vec![0];
            // Each may wait until up to five others have passed.
            let mut waiting: Vec<_> = kept.iter().map(|&at| (at + moves[at].1, at)).collect();
            waiting.extend(kept.iter().filter(|&&at| moves[at].0).map(|&at| (at + moves[at].1 + 3, at)));
            waiting.sort_unstable();
            arrivals.extend(waiting.into_iter().map(|(_, at)| at));
            arrivals.push(count - 1);
            Stream { first, arrivals, dropped }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn no_bytes_make_the_decoder_panic(payload in vec(any::<u8>(), 0..300)) {
        for leaf in [Leaf::Up, Leaf::Status, Leaf::Ack, Leaf::Cmd, Leaf::Down] {
            let _ = decode(Family::Gas, leaf, &payload);
        }
    }

    #[test]
    fn no_almost_json_makes_the_decoder_panic(
        tokens in vec(prop_oneof![
            Just("{"), Just("}"), Just("["), Just("]"), Just(","), Just(":"), Just("\"v_raw\""), Just("\"ts\""),
            Just("\"\\u00"), Just("1e999"), Just("-"), Just("NaN"), Just("null"), Just("12.5"), Just(" "), Just("\""),
            Just("99999999999999999999999"), Just("1e-400"), Just("\\"),
        ], 0..60)
    ) {
        let _ = decode(Family::Gas, Leaf::Up, tokens.concat().as_bytes());
    }

    #[test]
    fn what_a_device_says_is_what_is_read(sample in any_sample()) {
        let payload = encode(&sample);
        let mut back = read(&payload).remove(0);
        back.anomalies.clear();
        prop_assert_eq!(back, sample, "{}", payload);
    }

    #[test]
    fn a_batch_reads_as_its_elements_do(samples in vec(any_sample(), 1..20)) {
        let single: Vec<_> = samples.iter().flat_map(|sample| read(&encode(sample))).collect();
        let array = samples.iter().map(encode).collect::<Vec<_>>().join(" ,\n");
        prop_assert_eq!(read(&format!("[{array}]")), single);
    }

    #[test]
    fn a_frame_cut_short_is_an_error(sample in any_sample(), cut in 1_usize..400) {
        let payload = encode(&sample);
        let cut = payload.floor_char_boundary(payload.len().saturating_sub(cut));
        prop_assert!(gas::decode(Leaf::Up, &payload.as_bytes()[..cut]).is_err());
    }

    #[test]
    fn numbers_are_read_as_the_standard_library_reads_them(
        text in prop_oneof![
            "-?(0|[1-9][0-9]{0,22})(\\.[0-9]{1,22})?(e[+-]?[0-9]{1,3})?",
            any::<f64>().prop_filter("finite", |x| x.is_finite()).prop_map(|x| format!("{x:?}")),
        ]
    ) {
        let expected: f64 = text.parse().expect("it is a number");
        let payload = format!("{{\"v_raw\":{text}}}");
        let measure = read(&payload).remove(0).channels.get(Channel::VRaw);
        if !expected.is_finite() {
            prop_assert_eq!(measure, Measure::NonFinite);
        } else if expected.abs() <= 1e10 {
            prop_assert_eq!(measure.finite().map(f64::to_bits), Some((expected + 0.0).to_bits()));
        } else {
            prop_assert_eq!(measure, Measure::Missing);
        }
    }

    #[test]
    fn a_sample_and_the_reading_made_of_it_have_the_same_fingerprint(sample in any_sample()) {
        let mut lateness = Lateness::new(Span::secs(90), PERIOD);
        let verdict = lateness.judge(&sample, Place::Alone, START, Monotonic::from_micros(0));
        let settings = PointSettings::proposed(SensorType::CH4);
        let made = evaluate(PointId(1), &sample, &verdict, START, &CalibrationHistory::default(), &settings);
        prop_assert_eq!(fingerprint(&sample), fingerprint_of(&made.reading));
        prop_assert_eq!(fingerprint(&sample), fingerprint(&sample.clone()));
    }

    #[test]
    fn whatever_is_repeated_or_overtaken_is_stored_once_and_the_ledger_equals_the_truth(stream in any_stream()) {
        let mut window = IdentityWindow::new();
        let mut lateness = Lateness::new(Span::secs(90), PERIOD);
        let mut gaps = SeqGaps::new();
        let mut counts = Counts::default();
        let mut stored = vec![];
        let mut newest = 0;
        for &at in &stream.arrivals {
            let index = i64::try_from(at).expect("few");
            let number = stream.first.wrapping_add(u16::try_from(at).expect("few"));
            let ts = START + PERIOD.times(index);
            // It arrives when the newest one sent so far does.
            newest = newest.max(index);
            let received = START + PERIOD.times(newest) + Span::millis(20);
            let sample = Sample { ts: Some(ts), seq: Some(number), ..Sample::default() };
            let known = Known { ts: sample.ts, seq: sample.seq, hash: fingerprint(&sample), received };
            match window.classify(&known, lateness.skew()) {
                Identity::Duplicate => counts.duplicate += 1,
                Identity::New => {
                    let mono = Monotonic::from_micros((received - START).as_micros());
                    let verdict = lateness.judge(&sample, Place::Alone, received, mono);
                    prop_assert!(verdict.timing != Timing::Late);
                    gaps.note(number, verdict.timing, verdict.time, &mut counts);
                    counts.received += 1;
                    stored.push(at);
                }
                other => prop_assert!(false, "{at} is {other:?}"),
            }
        }
        let repeated = (stream.arrivals.len() - stored.len()) as u64;
        stored.sort_unstable();
        let mut once = stream.arrivals.clone();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(stored, once);
        prop_assert_eq!(counts.duplicate, repeated);
        prop_assert_eq!(counts.missing - counts.recovered, stream.dropped);
        prop_assert_eq!((counts.restarts, counts.complete()), (0, stream.dropped == 0));
    }

    #[test]
    fn no_constant_clock_error_mutes_a_detector(
        error_s in prop_oneof![-600_i64..=600, -200_000_000_i64..=0],
        counted in any::<bool>(),
        jitter_ms in vec(0_i64..4_000, 40),
    ) {
        let mut lateness = Lateness::new(Span::secs(90), PERIOD);
        let mut muted = 0;
        for (step, jitter) in jitter_ms.into_iter().enumerate() {
            let sent = START + PERIOD.times(i64::try_from(step).expect("few"));
            let received = sent + Span::millis(jitter);
            let seq = u16::try_from(step).ok().filter(|_| counted);
            let sample = Sample { ts: Some(sent + Span::secs(error_s)), seq, ..Sample::default() };
            let mono = Monotonic::from_micros((received - START).as_micros());
            let verdict = lateness.judge(&sample, Place::Alone, received, mono);
            muted += u32::from(verdict.timing != Timing::Live);
            prop_assert!(verdict.time <= received);
            if muted > 0 && verdict.timing == Timing::Live {
                prop_assert!((received - verdict.time) <= Span::secs(5), "a corrected time is close to the truth");
            }
        }
        prop_assert!(muted <= 1, "{muted} of 40 were muted");
    }
}
