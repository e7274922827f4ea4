//! The flags as data: the help page shows them with the words of `short`, the manual with `long`.

/// One flag.
#[derive(Debug, Clone, Copy)]
pub struct Sign {
    /// As it stands on the screen.
    pub shown: &'static str,
    /// The name of its few words on the help page.
    pub short: &'static str,
    /// In a sentence, for the manual.
    pub long: &'static str,
}

const fn sign(shown: &'static str, short: &'static str, long: &'static str) -> Sign {
    Sign { shown, short, long }
}

/// Every flag, what needs a person first.
pub const SIGNS: &[Sign] = &[
    sign("!!", "sign-unacked", "An alarm is present and nobody has acknowledged it. It blinks."),
    sign("!", "sign-acked", "An alarm is present and was acknowledged."),
    sign("R!", "sign-returned", "An alarm came and went; nobody has acknowledged that it was there."),
    sign("L!", "sign-latched", "An alarm is gone but latched: acknowledge it, then reset it."),
    sign("L", "sign-latched-acked", "An alarm is gone, latched and acknowledged: reset it."),
    sign("?!", "sign-held", "An alarm of a point that is not known now; nobody has acknowledged it."),
    sign(
        "?",
        "sign-unknown",
        "The point is offline, its alarm is held, or the daemon is lost. An age in brackets stands in for an old value.",
    ),
    sign("1", "sign-first-out", "The first gas alarm of its zone, where there were several; kept until all are over."),
    sign("~", "sign-stale", "No reading for three periods: the value is old."),
    sign("<<", "sign-catching-up", "A backlog is arriving; the present state is not known yet."),
    sign("#", "sign-fault", "The detector reports a fault, or its value cannot be believed. #! is not acknowledged."),
    sign(">> __", "sign-range", "The value lies outside the measuring range and is shown limited to it."),
    sign("..", "sign-pending", "A limit is passed; the alarm follows when its delay has run out."),
    sign("z", "sign-shelved", "A person hid the alarm for a while; who, why and how long it lasts stands beside it."),
    sign("i x w", "sign-inhibited", "The point is inhibited, out of service or warming up: no alarm, no vote."),
    sign("d", "sign-masked", "An alarm is hidden, by a worse one of the same point or by a person; the list says why."),
    sign("u", "sign-uncalibrated", "Without a calibration there is no value."),
    sign("n", "sign-no-limit", "A gas point without range or limit: it cannot raise an alarm."),
    sign("-", "sign-never", "The device is registered and has never sent a reading."),
];

#[cfg(test)]
mod tests {
    use mcs_core::language::Language;

    use super::*;
    use crate::words::words;

    #[test]
    fn every_sign_is_explained_in_both_languages() {
        for sign in SIGNS {
            assert!(Language::ALL.into_iter().all(|language| words(language).has(sign.short)), "{}", sign.short);
        }
    }
}
