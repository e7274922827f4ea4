//! From voltage to value, and every fact that takes the value away.

use super::{Evaluation, evaluate, recompute, value_of};
use crate::{
    calibration::{Calibration, CalibrationHistory, Coefficients},
    device::PointSettings,
    id::{CalibrationRevision, PointId, SerialNumber},
    lateness::{Timing, Verdict},
    observation::{Anomaly, Channel, Measure, Sample},
    quantity::{Range, Unit},
    reading::{Flags, Quality, ReadingRecord},
    sensor::SensorType,
    time::{Span, Timestamp},
};

const NOW: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

fn calibration(revision: u32, valid_from: Timestamp, k: f64) -> Calibration {
    Calibration {
        revision: CalibrationRevision(revision),
        valid_from,
        coefficients: Coefficients::new(k, -10.0, 25.0, 0.1).expect("finite"),
        due: None,
        by: "engineer".into(),
        recorded: valid_from,
        comment: None,
    }
}

fn calibrated() -> CalibrationHistory {
    CalibrationHistory::new(vec![calibration(1, NOW - Span::hours(1), 1.5)])
}

fn sample(v_raw: Measure, temp: Measure) -> Sample {
    let mut sample = Sample { ts: Some(NOW), seq: Some(1), ..Sample::default() };
    sample.channels.set(Channel::VRaw, v_raw);
    sample.channels.set(Channel::Temp, temp);
    sample
}

fn worked_example() -> Sample {
    sample(Measure::Finite(2350.5), Measure::Finite(28.5))
}

fn methane() -> PointSettings {
    PointSettings::proposed(SensorType::CH4)
}

fn evaluated_at(
    time: Timestamp,
    sample: &Sample,
    calibrations: &CalibrationHistory,
    set: &PointSettings,
) -> Evaluation {
    let verdict = Verdict { timing: Timing::Live, time, flags: Flags::default() };
    let evaluation = evaluate(PointId(1), sample, &verdict, time, calibrations, set);
    let again = value_of(&evaluation.reading, calibrations);
    assert_eq!(again.map(f64::to_bits), evaluation.value.map(f64::to_bits), "history agrees bit for bit");
    assert_eq!(evaluation.quality, Quality::of(evaluation.reading.flags, evaluation.reading.err));
    evaluation
}

fn evaluated(sample: &Sample) -> Evaluation {
    evaluated_at(NOW, sample, &calibrated(), &methane())
}

#[test]
fn the_worked_example_gives_3516_1_ppm() {
    let evaluation = evaluated(&worked_example());
    assert_eq!((evaluation.quality, evaluation.reading.flags), (Quality::Good, Flags::default()));
    assert_eq!(evaluation.reading.calibration, Some(CalibrationRevision(1)));
    let sn = SerialNumber::new("A001").expect("a serial number");
    let record = ReadingRecord::from_parts(sn, &methane(), &evaluation.reading, &calibrated());
    assert_eq!((record.value, record.unit, record.v_raw), (Some(3516.1), Unit::Ppm, Some(2350.5)));
    assert_eq!(record.value_unlimited, evaluation.value);
}

#[test]
fn without_a_calibration_there_is_no_value() {
    for calibrations in
        [CalibrationHistory::default(), CalibrationHistory::new(vec![calibration(1, NOW + Span::secs(1), 1.5)])]
    {
        let evaluation = evaluated_at(NOW, &worked_example(), &calibrations, &methane());
        assert_eq!((evaluation.value, evaluation.quality), (None, Quality::Uncalibrated));
        assert_eq!((evaluation.reading.calibration, evaluation.reading.flags), (None, Flags::UNCALIBRATED));
    }
}

#[test]
fn a_reading_keeps_the_calibration_of_its_time() {
    let mut calibrations = calibrated();
    calibrations.add(calibration(2, NOW, 3.0));
    let before = evaluated_at(NOW - Span::micros(1), &worked_example(), &calibrations, &methane());
    let after = evaluated_at(NOW, &worked_example(), &calibrations, &methane());
    assert_eq!(before.reading.calibration, Some(CalibrationRevision(1)));
    assert_eq!(after.reading.calibration, Some(CalibrationRevision(2)));
    assert!(after.value > before.value);
}

#[test]
fn without_a_temperature_there_is_a_value_without_compensation() {
    let mut broken = worked_example();
    broken.err = 3;
    for (sample, extra) in [
        (sample(Measure::Finite(2350.5), Measure::Missing), Flags::default()),
        (sample(Measure::Finite(2350.5), Measure::NonFinite), Flags::NON_FINITE),
        (broken, Flags::default()),
    ] {
        let evaluation = evaluated(&sample);
        assert_eq!((evaluation.value, evaluation.quality), (Some(1.5 * 2350.5 - 10.0), Quality::Uncompensated));
        assert_eq!(evaluation.reading.flags, Flags::UNCOMPENSATED.with(extra));
    }
}

#[test]
fn without_a_usable_voltage_or_with_a_sensor_that_failed_there_is_no_value() {
    let temp = Measure::Finite(25.0);
    let mut failed = worked_example();
    failed.err = 1;
    for (sample, flags) in [
        (sample(Measure::Missing, temp), Flags::NO_VOLTAGE),
        (sample(Measure::NonFinite, temp), Flags::NO_VOLTAGE.with(Flags::NON_FINITE)),
        (sample(Measure::Finite(0.0), temp), Flags::AT_RAIL),
        (failed, Flags::default()),
    ] {
        let evaluation = evaluated(&sample);
        assert_eq!((evaluation.value, evaluation.quality, evaluation.reading.flags), (None, Quality::Fault, flags));
        assert_ne!(evaluation.reading.channels.get(Channel::VRaw), Measure::NonFinite, "kept as it is read back");
    }
}

#[test]
fn the_rails_of_the_point_replace_the_default_one() {
    let settings = PointSettings { v_min: Some(100.0), v_max: Some(3000.0), ..methane() };
    let at_rail = |v_raw: f64, settings: &PointSettings| {
        let sample = sample(Measure::Finite(v_raw), Measure::Finite(25.0));
        let flags = evaluated_at(NOW, &sample, &calibrated(), settings).reading.flags;
        flags.has(Flags::AT_RAIL)
    };
    let found = [-1.0, 0.0, 100.0, 100.1, 2999.9, 3000.0, 3000.1].map(|v_raw| at_rail(v_raw, &settings));
    assert_eq!(found, [true, true, true, false, false, true, true]);
    let found = [-1.0, 0.0, 0.1].map(|v_raw| at_rail(v_raw, &methane()));
    assert_eq!(found, [false, true, false]);
}

#[test]
fn the_unlimited_value_is_kept_and_the_shown_one_is_limited_with_a_flag() {
    let range = Range::new(0.0, 100.0);
    let settings = PointSettings { range, ..PointSettings::proposed(SensorType::EX) };
    let sn = SerialNumber::new("A001").expect("a serial number");
    for (v_raw, shown, flags) in [
        (6.0, 0.0, Flags::UNDER_RANGE),
        (6.65, 0.0, Flags::default()),
        (73.0, 99.5, Flags::default()),
        (73.31, 100.0, Flags::OVER_RANGE),
        (80.0, 100.0, Flags::OVER_RANGE),
    ] {
        let sample = sample(Measure::Finite(v_raw), Measure::Finite(25.0));
        let evaluation = evaluated_at(NOW, &sample, &calibrated(), &settings);
        let record = ReadingRecord::from_parts(sn.clone(), &settings, &evaluation.reading, &calibrated());
        assert_eq!((record.value, record.flags), (Some(shown), flags), "{v_raw}");
        assert_eq!(record.value_unlimited, evaluation.value);
        assert_eq!(record.quality == Quality::OutOfRange, flags != Flags::default());
    }
}

#[test]
fn a_value_too_large_to_hold_is_a_fault_and_not_a_number() {
    let calibrations = CalibrationHistory::new(vec![calibration(1, NOW, 1e307)]);
    let evaluation = evaluated_at(NOW, &worked_example(), &calibrations, &methane());
    assert_eq!((evaluation.value, evaluation.quality), (None, Quality::Fault));
    assert_eq!(evaluation.reading.flags, Flags::NO_VALUE);
}

#[test]
fn doubtful_data_keep_their_value_and_say_so() {
    for err in [2, 50] {
        let evaluation = evaluated(&Sample { err, ..worked_example() });
        assert_eq!((evaluation.value.is_some(), evaluation.quality), (true, Quality::Doubtful));
    }
}

#[test]
fn a_bad_field_is_remembered() {
    let bad = Sample { anomalies: [Anomaly::BadField("bat")].into_iter().collect(), ..worked_example() };
    assert_eq!(evaluated(&bad).reading.flags, Flags::BAD_FIELD);
}

/// Samples of every kind, evaluated with one calibration and computed anew with another.
#[test]
fn computed_anew_a_reading_is_what_it_would_have_been() {
    let settings = PointSettings { range: Range::new(0.0, 3_600.0), ..methane() };
    let far = |k| calibration(2, NOW - Span::hours(1), k);
    let histories = [
        CalibrationHistory::default(),
        calibrated(),
        CalibrationHistory::new(vec![far(2.0)]),
        CalibrationHistory::new(vec![far(-1.0)]),
        CalibrationHistory::new(vec![far(f64::MAX)]),
    ];
    let mut samples = vec![worked_example(), sample(Measure::Missing, Measure::Finite(20.0))];
    samples.extend([0.0, 1.0].map(|v_raw| sample(Measure::Finite(v_raw), Measure::NonFinite)));
    samples.extend([1, 3, 9].map(|err| Sample { err, ..worked_example() }));
    for sample in &samples {
        for before in &histories {
            for after in &histories {
                let mut reading = evaluated_at(NOW, sample, before, &settings).reading;
                reading.flags = reading.flags.with(Flags::LATE.with(Flags::CONFLICT));
                let expected = evaluated_at(NOW, sample, after, &settings).reading;
                recompute(&mut reading, after.at(NOW), &settings);
                assert_eq!(reading.flags, expected.flags.with(Flags::LATE.with(Flags::CONFLICT)));
                assert_eq!((reading.calibration, reading.channels), (expected.calibration, expected.channels));
            }
        }
    }
}
