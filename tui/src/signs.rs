//! The flags as data: help page and manual are made from this table.

/// One flag.
#[derive(Debug, Clone, Copy)]
pub struct Sign {
    /// As it stands on the screen.
    pub shown: &'static str,
    /// In a few words, for the help page.
    pub short: &'static str,
    /// In a sentence, for the manual.
    pub long: &'static str,
}

const fn sign(shown: &'static str, short: &'static str, long: &'static str) -> Sign {
    Sign { shown, short, long }
}

/// Every flag, what needs a person first.
pub const SIGNS: &[Sign] = &[
    sign("!!", "alarm, not acknowledged", "An alarm is present and nobody has acknowledged it. It blinks."),
    sign("!", "alarm, acknowledged", "An alarm is present and was acknowledged."),
    sign("R!", "gone, not acknowledged", "An alarm came and went; nobody has acknowledged that it was there."),
    sign("L!", "latched, not acked", "An alarm is gone but latched: acknowledge it, then reset it."),
    sign("L", "latched: reset it", "An alarm is gone, latched and acknowledged: reset it."),
    sign("?!", "held, not acked", "An alarm of a point that is not known now; nobody has acknowledged it."),
    sign(
        "?",
        "offline, held or lost",
        "The point is offline, its alarm is held, or the daemon is lost. An age in brackets stands in for an old value.",
    ),
    sign("~", "stale", "No reading for three periods: the value is old."),
    sign("<<", "catching up", "A backlog is arriving; the present state is not known yet."),
    sign("#", "fault", "The detector reports a fault, or its value cannot be believed. #! is not acknowledged."),
    sign(">> __", "over, under range", "The value lies outside the measuring range and is shown limited to it."),
    sign("..", "counting down", "A limit is passed; the alarm follows when its delay has run out."),
    sign("z", "shelved", "A person hid the alarm for a while; who, why and how long it lasts stands beside it."),
    sign(
        "i x w",
        "inhibited, out, warm-up",
        "The point is inhibited, out of service or warming up: no alarm, no vote.",
    ),
    sign("d", "masked", "An alarm is hidden, by a worse one of the same point or by a person; the list says why."),
    sign("u", "no calibration", "Without a calibration there is no value."),
    sign("n", "no limit", "A gas point without range or limit: it cannot raise an alarm."),
    sign("-", "never heard of", "The device is registered and has never sent a reading."),
];
