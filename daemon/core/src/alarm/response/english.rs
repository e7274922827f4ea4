//! The words in English: what it means, what to do, how long there is.

use crate::{alarm::Condition, sensor::SensorClass};

pub(super) const fn words(condition: Condition, class: SensorClass) -> [&'static str; 3] {
    match condition {
        Condition::High => high(class),
        Condition::HighHigh => high_high(class),
        Condition::Low => low(class),
        Condition::LowLow => low_low(class),
        Condition::OverRange => [
            "More than the sensor can measure. It may read low or zero afterwards though the gas is still there.",
            "Treat the place as full of gas. Evacuate; look with another instrument; check the sensor before you reset.",
            "Act at once.",
        ],
        Condition::Zone => [
            "Several detectors of one zone agree: the leak is confirmed.",
            "Follow the emergency plan of the zone: evacuate, isolate, call for help.",
            "Act at once.",
        ],
        Condition::Rate => [
            "The value changes faster than it ever should: a leak may just have begun.",
            "Look for what was opened or broke; stop it; keep people away until the value is steady.",
            "Minutes, before the first level is reached.",
        ],
        Condition::Stel => [
            "The mean over 15 minutes is above what people may breathe for a short time at this place.",
            "Send people out or let them wear breathing protection; find the source; ventilate.",
            "Leave within minutes.",
        ],
        Condition::Twa => [
            "The mean over 8 hours is above what people may breathe in a shift at this place.",
            "Let others take over; limit the stay; find the small leak; ventilate.",
            "Within the hour.",
        ],
        Condition::Fault => [
            "The sensor or its electronics do not work. Gas would not be noticed here.",
            "Watch the place with a portable instrument; look at wiring, sensor and power; replace it.",
            "Within the hour; at once where it is the only detector.",
        ],
        Condition::UnderRange => [
            "Clearly below zero: the sensor has drifted or is broken. Gas would read too low.",
            "Watch the place with a portable instrument; set the zero in clean air, calibrate or replace the sensor.",
            "Within the shift.",
        ],
        Condition::Offline => [
            "Nothing is heard of the detector. What is there now is not known.",
            "Look at its power and connection; watch the place with a portable instrument until it is back.",
            "Within minutes if it was in alarm when it went; else within the hour.",
        ],
        Condition::Stuck => [
            "The sensor's voltage has not moved for hours: it may be dead while it looks well.",
            "Give it test gas; replace it if it does not answer.",
            "Within the shift.",
        ],
        Condition::Uncalibrated => [
            "There is no valid calibration, so there is no value that could be trusted.",
            "Calibrate it and record the coefficients.",
            "Within the shift.",
        ],
        Condition::NoLimit => [
            "The point has no range or no limit: it can raise no gas alarm.",
            "Set its range and limits.",
            "Within the shift.",
        ],
        Condition::LowBat => [
            "The battery is nearly empty. The detector will fall silent.",
            "Change or charge the battery.",
            "Within the day; within the shift below 10 %.",
        ],
        Condition::WeakSignal => [
            "The radio signal is so weak that readings may be lost.",
            "Look at antenna and obstacles; move the detector or the gateway.",
            "Within days.",
        ],
        Condition::Clock => [
            "The detector's clock is wrong. Its times are corrected, and less exact.",
            "Let it set its clock; replace its battery if it happens again.",
            "Within days.",
        ],
        Condition::System => [
            "The monitoring itself has a problem, which the alarm names.",
            "Read the text; see the status of the daemon; do what it says.",
            "Critical: at once. Else within the shift.",
        ],
    }
}

const fn high(class: SensorClass) -> [&'static str; 3] {
    match class {
        SensorClass::Combustible => [
            "Gas that can burn is there, far below what explodes.",
            "Stop work that makes sparks; look for the leak with a portable instrument; ventilate.",
            "Minutes: the second level follows if it goes on.",
        ],
        SensorClass::Toxic => [
            "The exposure limit is reached: gas that poisons is there.",
            "Leave or wear breathing protection; look for the leak; ventilate.",
            "Minutes: nobody stays without protection.",
        ],
        SensorClass::Oxygen => [
            "Too much oxygen: things burn that do not burn in air.",
            "Stop all flames and sparks; look for the oxygen leak; ventilate.",
            "Minutes.",
        ],
        SensorClass::Ambient => {
            ["The value is above what is wanted.", "Look for the cause and correct it.", "Within the shift."]
        }
    }
}

const fn high_high(class: SensorClass) -> [&'static str; 3] {
    match class {
        SensorClass::Combustible => [
            "Gas on its way to what explodes.",
            "Evacuate; shut off the gas from outside; no switches, no vehicles; call for help.",
            "Act at once.",
        ],
        SensorClass::Toxic => [
            "Gas at twice what people may be exposed to, or more.",
            "Evacuate across the wind; shut off the source; enter with breathing apparatus only; call for help.",
            "Act at once.",
        ],
        SensorClass::Oxygen => [
            "So much oxygen that clothes burn like paper.",
            "Evacuate; shut off the oxygen; air clothes before you go near a flame.",
            "Act at once.",
        ],
        SensorClass::Ambient => {
            ["The value is far above what is wanted.", "Look for the cause and correct it now.", "Within the hour."]
        }
    }
}

const fn low(class: SensorClass) -> [&'static str; 3] {
    match class {
        SensorClass::Oxygen => [
            "Too little oxygen: people lose judgement before they notice.",
            "Leave; do not go in without breathing apparatus; look for what drives the air out; ventilate.",
            "Act at once.",
        ],
        SensorClass::Combustible | SensorClass::Toxic | SensorClass::Ambient => {
            ["The value is below what is wanted.", "Look for the cause and correct it.", "Within the shift."]
        }
    }
}

const fn low_low(class: SensorClass) -> [&'static str; 3] {
    match class {
        SensorClass::Oxygen => [
            "So little oxygen that people faint without warning.",
            "Evacuate; nobody goes in to help without breathing apparatus; call for help.",
            "Act at once.",
        ],
        SensorClass::Combustible | SensorClass::Toxic | SensorClass::Ambient => {
            ["The value is far below what is wanted.", "Look for the cause and correct it now.", "Within the hour."]
        }
    }
}
