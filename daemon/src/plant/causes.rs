//! Causes of `SYSTEM` alarms that other rooms know of. They say so at any moment, without waiting and whatever the store
//! does; the plant looks at its next tick, and what they say last is what stands.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use mcs_core::alarm::SystemCause;

/// What other rooms say of the system, until the plant takes it up. At most one entry a cause.
#[derive(Debug, Clone, Default)]
pub struct Causes(Arc<Mutex<BTreeMap<SystemCause, Said>>>);

/// What was said of one cause since the plant looked.
#[derive(Debug, Default)]
struct Said {
    /// It was present, in these words; an alarm that came and went between two looks is raised all the same.
    came: Option<String>,
    /// It stands.
    stands: bool,
}

impl Causes {
    /// Says that a cause is present, with what people should know and do, or that it is not.
    pub fn set(&self, cause: SystemCause, present: bool, text: String) {
        let mut said = self.lock();
        let said = said.entry(cause).or_default();
        said.stands = present;
        if present {
            said.came = Some(text);
        }
    }

    /// What was said since the last call, each with whether it stands, in the order to be taken up.
    pub(super) fn take(&self) -> Vec<(SystemCause, bool, String)> {
        let said = std::mem::take(&mut *self.lock());
        let mut news = Vec::with_capacity(said.len());
        for (cause, Said { came, stands }) in said {
            news.extend(came.map(|text| (cause, true, text)));
            if !stands {
                news.push((cause, false, String::new()));
            }
        }
        news
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<SystemCause, Said>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_last_stands_and_what_came_and_went_is_not_lost() {
        let causes = Causes::default();
        causes.set(SystemCause::BrokerLink, true, "lost".into());
        causes.set(SystemCause::BrokerLink, true, "lost for 2 min".into());
        causes.set(SystemCause::ChannelFailing, true, "duty".into());
        causes.set(SystemCause::ChannelFailing, false, String::new());
        causes.set(SystemCause::NoWall, false, String::new());
        let news = causes.take();
        let told: Vec<_> = news.iter().map(|(cause, present, text)| (*cause, *present, text.as_str())).collect();
        assert_eq!(
            told,
            [
                (SystemCause::BrokerLink, true, "lost for 2 min"),
                (SystemCause::ChannelFailing, true, "duty"),
                (SystemCause::ChannelFailing, false, ""),
                (SystemCause::NoWall, false, ""),
            ]
        );
        assert!(causes.take().is_empty());
    }
}
