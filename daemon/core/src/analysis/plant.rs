//! The analysis of a whole plant.

use std::{collections::BTreeMap, fmt};

use jiff::tz::TimeZone;

use super::{Heat, Known, Layer, Report, Sample, calendar::Calendar, judge, sensor::SensorStats};
use crate::{alarm::Condition, id::SerialNumber, time::Timestamp};

/// Takes in readings one at a time and tells what they say.
///
/// Readings of one sensor should come in order of time; those of different sensors may come in any order. A reading that is
/// older than the one before is counted but not compared with its neighbours.
pub struct Analysis {
    calendar: Calendar,
    known: Box<dyn Fn(&SerialNumber) -> Known>,
    places: BTreeMap<SerialNumber, usize>,
    sensors: Vec<Sensor>,
    last: usize,
    heat: Heat,
    layers: Vec<Layer>,
}

struct Sensor {
    sn: SerialNumber,
    stats: SensorStats,
    /// Whose reading came after this one's last time: plants report in turn.
    then: usize,
}

impl fmt::Debug for Analysis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Analysis").field("sensors", &self.sensors.len()).finish_non_exhaustive()
    }
}

impl Analysis {
    /// An analysis in the site's time zone. `known` is asked once for each sensor, when its first reading comes.
    pub fn new(tz: TimeZone, known: impl Fn(&SerialNumber) -> Known + 'static) -> Self {
        Self {
            calendar: Calendar::new(tz),
            known: Box::new(known),
            places: BTreeMap::new(),
            sensors: Vec::new(),
            last: 0,
            heat: Heat::default(),
            layers: vec![Layer::Limit, Layer::OverRange, Layer::Error],
        }
    }

    /// Counts raised alarms in the heat map instead of what readings show.
    #[must_use]
    pub fn with_alarms(mut self) -> Self {
        self.layers = vec![Layer::GasAlarm, Layer::FaultAlarm, Layer::UpkeepAlarm];
        self
    }

    /// Expects readings of a sensor: if none come it is told of as unheard.
    pub fn expect(&mut self, sn: &SerialNumber) {
        self.look_up(sn);
    }

    /// Takes in a reading.
    pub fn add(&mut self, sn: &SerialNumber, sample: &Sample) {
        let place = self.place(sn);
        if let Some(sensor) = self.sensors.get_mut(place) {
            sensor.stats.add(sample, &mut self.calendar, &mut self.heat);
        }
    }

    /// Takes in an alarm that was raised.
    pub fn alarm(&mut self, condition: Condition, raised: Timestamp) {
        let local = self.calendar.at(raised);
        self.heat.add(Layer::of(condition), local);
    }

    /// How many readings were taken in.
    pub fn readings(&self) -> u64 {
        self.sensors.iter().map(|sensor| sensor.stats.count).sum()
    }

    /// Judges what was taken in. `end` is when the record ends if that is later than its last reading.
    pub fn report(&self, end: Option<Timestamp>) -> Report {
        let mut calendar = self.calendar.clone();
        let sensors = self.sensors.iter().map(|sensor| (&sensor.sn, &sensor.stats));
        let (heard, unheard): (Vec<_>, Vec<_>) = sensors.partition(|(_, stats)| stats.count > 0);
        let mut report = judge::plant(heard, unheard, &mut calendar, end);
        report.heat = self.heat.layers(&self.layers);
        report
    }

    /// The place of a sensor. The one that followed last time is looked at first, then all of them.
    fn place(&mut self, sn: &SerialNumber) -> usize {
        let guess = self.sensors.get(self.last).map_or(0, |sensor| sensor.then);
        let place = match self.sensors.get(guess) {
            Some(sensor) if sensor.sn == *sn => guess,
            _other => self.look_up(sn),
        };
        if let Some(sensor) = self.sensors.get_mut(self.last) {
            sensor.then = place;
        }
        self.last = place;
        place
    }

    fn look_up(&mut self, sn: &SerialNumber) -> usize {
        if let Some(place) = self.places.get(sn) {
            return *place;
        }
        let place = self.sensors.len();
        let stats = SensorStats::new((self.known)(sn));
        self.sensors.push(Sensor { sn: sn.clone(), stats, then: place });
        self.places.insert(sn.clone(), place);
        place
    }
}
