//! What became of the alarms of devices in a period.

use std::{collections::VecDeque, iter};

use mcs_core::{id::SerialNumber, time::Timestamp};
use mcs_proto::client::{AlarmQuery, Client};

use crate::words::sentence;
use crate::{
    error::{Doing, Error},
    view::aside::Mark,
};

const DOING: &str = "doing-ask-for-the-alarms";

/// Marks in order of time.
#[derive(Debug, Default)]
pub(super) struct Marks {
    marks: VecDeque<Mark>,
}

impl Marks {
    /// Asks for every alarm of these devices that lived in the period.
    pub(super) async fn load(
        client: &Client,
        sns: &[SerialNumber],
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Self, Error> {
        let mut marks = Vec::new();
        for sn in sns {
            let query = AlarmQuery { include_closed: true, sn: Some(sn.clone()) };
            let alarms = client.alarms(&query).await.doing(sentence(DOING))?.alarms;
            for alarm in alarms {
                if alarm.raised >= to || alarm.closed.is_some_and(|closed| closed < from) {
                    continue;
                }
                let (alarm, transitions) = client.alarm(alarm.id).await.doing(sentence(DOING))?;
                let within = transitions.into_iter().filter(|step| (from..to).contains(&step.measured));
                marks.extend(within.map(|step| Mark::new(sn, &alarm, step)));
            }
        }
        marks.sort_by_key(|mark| mark.time);
        Ok(Self { marks: marks.into() })
    }

    /// Those up to a time, which leave.
    pub(super) fn upto(&mut self, time: Timestamp) -> impl Iterator<Item = Mark> {
        iter::from_fn(move || self.marks.pop_front_if(|mark| mark.time <= time))
    }

    /// Those of a device before a time, which leave.
    pub(super) fn of(&mut self, sn: &SerialNumber, before: Timestamp) -> Vec<Mark> {
        let mut found = Vec::new();
        let mut i = 0;
        while let Some(mark) = self.marks.get(i) {
            if mark.time >= before {
                break;
            }
            if mark.sn == *sn {
                found.extend(self.marks.remove(i));
            } else {
                i += 1;
            }
        }
        found
    }

    /// Leaves out what stands before a time: it was told before.
    pub(super) fn skip_to(&mut self, time: Timestamp) {
        self.marks.retain(|mark| mark.time >= time);
    }
}
