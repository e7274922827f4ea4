//! Wire ↔ domain, one file per noun. Towards the wire nothing can fail; from it everything is checked, because the
//! other side may be of another version or no product of ours at all.
//!
//! An enum's 0 is *unspecified* and an error, as is a number or word nobody knows.

mod alarm;
mod archive;
mod backup;
mod broker;
mod calibration;
mod config;
mod credential;
mod device;
mod job;
mod ledger;
mod live;
mod map;
mod mask;
mod notify;
mod reading;
mod recompute;
mod record;
mod replay;
mod rule;
mod shift;
mod store;
mod system;
mod target;
mod transfer;
mod zone;

pub(crate) use archive::fetched;
pub use map::{area_name, expected_revision, picture_id};
pub(crate) use mask::seconds as mask_seconds;
pub use mask::{alarm_ref, condition_name, mask_wish, second_user};
pub use notify::{delivery_state, notice_name};
pub use rule::{assignments, scope};
pub(crate) use system::role;
pub(crate) use target::set_request;
pub use target::{NewPlace, new_target, target_name};
pub use transfer::Blocks;
pub use zone::{wanted_zone, zone_name};

pub(crate) use device::unit;

use mcs_core::{
    calibration::CalibrationError,
    id::{NameError, SerialNumber},
    time::Timestamp,
};

/// A message that does not mean anything here.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WireError {
    /// A field without which the message means nothing.
    #[error("{field} is missing")]
    Missing {
        /// The field.
        field: &'static str,
    },
    /// A name that is not one.
    #[error("{field} is not valid")]
    Name {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        #[source]
        source: NameError,
    },
    /// A word or number this version does not know.
    #[error("{field} is {given}, which this version does not know")]
    Unknown {
        /// The field.
        field: &'static str,
        /// What stands there.
        given: String,
    },
    /// A number outside of what it may be.
    #[error("{field} is {given}, outside of what it may be")]
    OutOfRange {
        /// The field.
        field: &'static str,
        /// What stands there.
        given: String,
    },
    /// Coefficients that cannot be used.
    #[error("calibration is not valid")]
    Calibration {
        /// What is wrong with them.
        #[from]
        source: CalibrationError,
    },
}

pub(crate) fn required<T>(field: &'static str, value: Option<T>) -> Result<T, WireError> {
    value.ok_or(WireError::Missing { field })
}

pub(crate) fn name<T>(field: &'static str, text: &str) -> Result<T, WireError>
where
    T: std::str::FromStr<Err = NameError>,
{
    text.parse().map_err(|source| WireError::Name { field, source })
}

pub(crate) fn optional_name<T>(field: &'static str, text: Option<&str>) -> Result<Option<T>, WireError>
where
    T: std::str::FromStr<Err = NameError>,
{
    text.map(|text| name(field, text)).transpose()
}

/// A serial number as it stands in a request.
pub fn serial_number(text: &str) -> Result<SerialNumber, WireError> {
    name("sn", text)
}

pub(crate) fn small<S, T>(field: &'static str, number: S) -> Result<T, WireError>
where
    S: Copy + std::fmt::Display,
    T: TryFrom<S>,
{
    T::try_from(number).map_err(|_| WireError::OutOfRange { field, given: number.to_string() })
}

pub(crate) fn unknown(field: &'static str, given: impl std::fmt::Display) -> WireError {
    WireError::Unknown { field, given: given.to_string() }
}

/// The optional instant of a field in microseconds.
pub(crate) fn instant(us: Option<i64>) -> Option<Timestamp> {
    us.map(Timestamp::from_micros)
}

/// The microseconds of an optional instant.
pub(crate) fn micros(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::as_micros)
}

pub(crate) fn all<S, T>(items: Vec<S>) -> Result<Vec<T>, WireError>
where
    T: TryFrom<S, Error = WireError>,
{
    items.into_iter().map(T::try_from).collect()
}
