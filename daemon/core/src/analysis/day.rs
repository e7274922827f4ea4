//! What is kept of each site day of a sensor.

use super::calendar::DayNumber;

/// One site day of one sensor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Day {
    /// Which day.
    pub(super) number: DayNumber,
    /// Readings.
    pub(super) received: u32,
    /// Of them, those with a value.
    pub(super) valued: u32,
    sum: f64,
    /// The smallest value.
    pub(super) min: f64,
    /// The largest value.
    pub(super) max: f64,
    /// Packet numbers that never came before a reading of this day.
    pub(super) missing: u32,
    /// Readings with an error code.
    pub(super) errors: u32,
    bat: Mean,
    rssi: Mean,
    /// The median absolute difference of successive voltages.
    pub(super) noise: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Mean {
    count: u32,
    sum: f64,
}

impl Mean {
    fn add(&mut self, value: Option<f64>) {
        if let Some(value) = value {
            self.count += 1;
            self.sum += value;
        }
    }
    fn get(self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / f64::from(self.count))
    }
}

impl Day {
    const fn new(number: DayNumber) -> Self {
        let none = Mean { count: 0, sum: 0.0 };
        Self {
            number,
            received: 0,
            valued: 0,
            sum: 0.0,
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            missing: 0,
            errors: 0,
            bat: none,
            rssi: none,
            noise: None,
        }
    }

    pub(super) fn add(&mut self, value: Option<f64>, bat: Option<f64>, rssi: Option<f64>) {
        self.received += 1;
        if let Some(value) = value {
            self.valued += 1;
            self.sum += value;
            self.min = self.min.min(value);
            self.max = self.max.max(value);
        }
        self.bat.add(bat);
        self.rssi.add(rssi);
    }

    /// Mean of the values.
    pub(super) fn mean(&self) -> Option<f64> {
        (self.valued > 0).then(|| self.sum / f64::from(self.valued))
    }

    /// Mean charge of the battery.
    pub(super) fn bat(&self) -> Option<f64> {
        self.bat.get()
    }

    /// Mean strength of the signal.
    pub(super) fn rssi(&self) -> Option<f64> {
        self.rssi.get()
    }
}

/// The days of a sensor, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Days(Vec<Day>);

impl Days {
    /// A day, made when it is asked for the first time. Mostly it is the newest one.
    pub(super) fn at(&mut self, number: DayNumber) -> &mut Day {
        let place = match self.0.last() {
            Some(newest) if newest.number == number => self.0.len() - 1,
            Some(newest) if newest.number > number => match self.0.binary_search_by_key(&number, |day| day.number) {
                Ok(place) => place,
                Err(place) => {
                    self.0.insert(place, Day::new(number));
                    place
                }
            },
            _newer_or_first => {
                self.0.push(Day::new(number));
                self.0.len() - 1
            }
        };
        &mut self.0[place]
    }

    /// All of them, oldest first.
    pub(super) fn all(&self) -> &[Day] {
        &self.0
    }
}
