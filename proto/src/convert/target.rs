//! Targets. A secret key travels towards the daemon only, and is no part of a target.

use mcs_core::{
    id::ShortName,
    target::{Fault, NewS3, Place, Preset, Probe, S3, Target},
    time::Timestamp,
};

use super::{WireError, name, required, unknown};
use crate::wire::{self, set_target_request::Place as NewPlaceWire, target::Place as PlaceWire};

/// A target to be set: a folder, or a bucket with its secret key.
#[derive(Clone, PartialEq, Eq)]
pub enum NewPlace {
    /// A folder of the daemon's machine.
    Folder {
        /// Its absolute path.
        path: String,
    },
    /// A bucket.
    Bucket {
        /// What is said of it.
        new: NewS3,
        /// Its secret key; `None` keeps the one that is stored.
        secret: Option<String>,
    },
}

impl std::fmt::Debug for NewPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder { path } => f.debug_struct("Folder").field("path", path).finish(),
            Self::Bucket { new, secret: _ } => f.debug_struct("Bucket").field("new", new).finish_non_exhaustive(),
        }
    }
}

fn preset(text: &str) -> Result<Preset, WireError> {
    Preset::ALL
        .into_iter()
        .find(|preset| preset.as_str() == text)
        .ok_or_else(|| unknown("preset", format_args!("{text:?}")))
}

impl From<&Target> for wire::Target {
    fn from(target: &Target) -> Self {
        let place = match &target.place {
            Place::Folder { path } => PlaceWire::Folder(wire::Folder { path: path.clone() }),
            Place::S3(s3) => PlaceWire::Bucket(wire::Bucket {
                preset: s3.preset.as_str().to_owned(),
                endpoint: s3.endpoint.clone(),
                region: s3.region.clone(),
                bucket: s3.bucket.clone(),
                prefix: s3.prefix.clone(),
                path_style: s3.path_style,
                access_key_id: s3.access_key_id.clone(),
            }),
        };
        Self {
            name: target.name.to_string(),
            place: Some(place),
            changed_us: target.changed.as_micros(),
            by: target.by.clone(),
        }
    }
}

impl TryFrom<wire::Target> for Target {
    type Error = WireError;
    fn try_from(target: wire::Target) -> Result<Self, WireError> {
        let place = match required("place", target.place)? {
            PlaceWire::Folder(wire::Folder { path }) => Place::Folder { path },
            PlaceWire::Bucket(bucket) => Place::S3(S3 {
                preset: preset(&bucket.preset)?,
                endpoint: bucket.endpoint,
                region: bucket.region,
                bucket: bucket.bucket,
                prefix: bucket.prefix,
                path_style: bucket.path_style,
                access_key_id: bucket.access_key_id,
            }),
        };
        let changed = Timestamp::from_micros(target.changed_us);
        Ok(Self { name: target_name(&target.name)?, place, changed, by: target.by })
    }
}

/// A target's name as it stands in a request.
pub fn target_name(text: &str) -> Result<ShortName, WireError> {
    name("target", text)
}

/// A request that sets a target.
pub(crate) fn set_request(name: &ShortName, place: NewPlace) -> wire::SetTargetRequest {
    let place = match place {
        NewPlace::Folder { path } => NewPlaceWire::Folder(wire::Folder { path }),
        NewPlace::Bucket { new, secret } => NewPlaceWire::Bucket(wire::NewBucket {
            preset: new.preset.as_str().to_owned(),
            account: new.account,
            region: new.region,
            endpoint: new.endpoint,
            bucket: new.bucket,
            prefix: new.prefix,
            path_style: new.path_style,
            allow_http: new.allow_http,
            access_key_id: new.access_key_id,
            secret_key: secret,
        }),
    };
    wire::SetTargetRequest { name: name.to_string(), place: Some(place) }
}

/// What a request that sets a target says.
pub fn new_target(request: wire::SetTargetRequest) -> Result<(ShortName, NewPlace), WireError> {
    let place = match required("place", request.place)? {
        NewPlaceWire::Folder(wire::Folder { path }) => NewPlace::Folder { path },
        NewPlaceWire::Bucket(new) => NewPlace::Bucket {
            secret: new.secret_key,
            new: NewS3 {
                preset: preset(&new.preset)?,
                account: new.account,
                region: new.region,
                endpoint: new.endpoint,
                bucket: new.bucket,
                prefix: new.prefix,
                path_style: new.path_style,
                allow_http: new.allow_http,
                access_key_id: new.access_key_id,
            },
        },
    };
    Ok((target_name(&request.name)?, place))
}

impl From<&Fault> for wire::Fault {
    fn from(fault: &Fault) -> Self {
        Self { message: fault.message.clone(), advice: fault.advice.clone() }
    }
}

impl From<wire::Fault> for Fault {
    fn from(fault: wire::Fault) -> Self {
        Self { message: fault.message, advice: fault.advice }
    }
}

impl From<&Probe> for wire::TestTargetResponse {
    fn from(probe: &Probe) -> Self {
        Self { step: probe.step.clone(), fault: probe.fault.as_ref().map(Into::into) }
    }
}

impl TryFrom<wire::TestTargetResponse> for Probe {
    type Error = WireError;
    fn try_from(probe: wire::TestTargetResponse) -> Result<Self, WireError> {
        Ok(Self { step: probe.step, fault: probe.fault.map(Into::into) })
    }
}
