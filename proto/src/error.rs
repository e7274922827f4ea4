//! What can be refused, in one table: kind ↔ gRPC code ↔ exit code, and the business code that says it finer.
//!
//! An error travels as a gRPC status whose details hold an `ErrorDetail`, packed as every gRPC library expects it
//! (`google.rpc.Status` in `grpc-status-details-bin`).

use prost::Message as _;
use tonic::Code;

use crate::wire::ErrorDetail;

/// Why something was refused, as coarse as an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// It failed and none of the others fits.
    Failed,
    /// The request itself is wrong.
    Usage,
    /// What it names does not exist.
    NotFound,
    /// The caller's role does not reach.
    NotPermitted,
    /// Nobody answers.
    Unreachable,
    /// The state of things does not allow it now.
    Conflict,
    /// No answer in time.
    Timeout,
}

impl ErrorKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Failed,
        Self::Usage,
        Self::NotFound,
        Self::NotPermitted,
        Self::Unreachable,
        Self::Conflict,
        Self::Timeout,
    ];

    /// The exit code of a program that ends with it.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NotFound => 3,
            Self::NotPermitted => 4,
            Self::Unreachable => 5,
            Self::Conflict => 6,
            Self::Timeout => 7,
        }
    }

    /// The gRPC code it travels as.
    pub const fn grpc(self) -> Code {
        match self {
            Self::Failed => Code::Internal,
            Self::Usage => Code::InvalidArgument,
            Self::NotFound => Code::NotFound,
            Self::NotPermitted => Code::PermissionDenied,
            Self::Unreachable => Code::Unavailable,
            Self::Conflict => Code::FailedPrecondition,
            Self::Timeout => Code::DeadlineExceeded,
        }
    }

    /// The kind a gRPC code stands for.
    pub const fn from_grpc(code: Code) -> Self {
        match code {
            Code::InvalidArgument | Code::OutOfRange => Self::Usage,
            Code::NotFound => Self::NotFound,
            Code::PermissionDenied | Code::Unauthenticated => Self::NotPermitted,
            Code::Unavailable => Self::Unreachable,
            Code::FailedPrecondition | Code::AlreadyExists | Code::Aborted => Self::Conflict,
            Code::DeadlineExceeded => Self::Timeout,
            Code::Ok
            | Code::Cancelled
            | Code::Unknown
            | Code::ResourceExhausted
            | Code::Unimplemented
            | Code::Internal
            | Code::DataLoss => Self::Failed,
        }
    }

    /// As programs read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Usage => "usage",
            Self::NotFound => "not-found",
            Self::NotPermitted => "not-permitted",
            Self::Unreachable => "unreachable",
            Self::Conflict => "conflict",
            Self::Timeout => "timeout",
        }
    }
}

macro_rules! business {
    ($($name:ident = $number:literal, $kind:ident, $meaning:literal;)*) => {
        /// The product's own error codes. The numbers never change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum BusinessCode {
            $(#[doc = $meaning] $name = $number,)*
        }

        impl BusinessCode {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The kind it belongs to.
            pub const fn kind(self) -> ErrorKind {
                match self {
                    $(Self::$name => ErrorKind::$kind,)*
                }
            }

            /// What it means, in words.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => $meaning,)*
                }
            }
        }
    };
}

business! {
    BadLogin = 10001, NotPermitted, "wrong user or password";
    TokenExpired = 10002, NotPermitted, "the login has expired";
    NotPermitted = 10003, NotPermitted, "not permitted";
    LicenceInvalid = 20001, Conflict, "the licence is not valid";
    LicenceExpired = 20002, Conflict, "the licence has expired";
    LicenceDevices = 20003, Conflict, "too many devices for the licence";
    LicenceMachine = 20004, Conflict, "the licence is for another machine";
    NoSuchDevice = 40001, NotFound, "no such device";
    DeviceExists = 40002, Conflict, "the device exists already";
    DeviceOffline = 40003, Conflict, "the device is offline";
    CalibrationInvalid = 40004, Usage, "the calibration is not valid";
    AlarmSettingsInvalid = 50001, Usage, "the alarm settings are not valid";
    MailFailed = 50002, Failed, "the mail could not be sent";
    WebhookFailed = 50003, Failed, "the webhook failed";
    SmsFailed = 50004, Failed, "the SMS could not be sent";
    StorageSettingsInvalid = 60001, Usage, "the storage settings are not valid";
    ArchiveUploadFailed = 60002, Failed, "the archive could not be uploaded";
    NoSuchArchive = 60003, NotFound, "no such archive";
}

impl BusinessCode {
    /// Its number.
    pub const fn number(self) -> u32 {
        self as u32
    }

    /// The code with this number.
    pub fn from_number(number: u32) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.number() == number)
    }
}

/// The standard envelope of status details. Declared here because two messages do not justify a dependency.
#[derive(Clone, PartialEq, prost::Message)]
struct Envelope {
    #[prost(int32, tag = "1")]
    code: i32,
    #[prost(string, tag = "2")]
    message: String,
    #[prost(message, repeated, tag = "3")]
    details: Vec<Packed>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Packed {
    #[prost(string, tag = "1")]
    type_url: String,
    #[prost(bytes = "vec", tag = "2")]
    value: Vec<u8>,
}

const DETAIL_TYPE: &str = "type.googleapis.com/mcs.v1.ErrorDetail";

/// A refusal as it goes onto the wire: what failed and why, what to do next.
pub fn status(kind: ErrorKind, code: Option<BusinessCode>, message: &str, advice: &str) -> tonic::Status {
    let detail = ErrorDetail { code: code.map_or(0, BusinessCode::number), advice: advice.to_owned() };
    let envelope = Envelope {
        code: kind.grpc() as i32,
        message: message.to_owned(),
        details: vec![Packed { type_url: DETAIL_TYPE.to_owned(), value: detail.encode_to_vec() }],
    };
    tonic::Status::with_details(kind.grpc(), message, envelope.encode_to_vec().into())
}

/// The detail of a status, if it carries one that can be read.
pub fn detail(status: &tonic::Status) -> Option<ErrorDetail> {
    let envelope = Envelope::decode(status.details()).ok()?;
    let packed = envelope.details.into_iter().find(|packed| packed.type_url == DETAIL_TYPE)?;
    ErrorDetail::decode(packed.value.as_slice()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_survives_the_wire() {
        for kind in ErrorKind::ALL {
            assert_eq!(ErrorKind::from_grpc(kind.grpc()), kind);
        }
    }

    #[test]
    fn exit_codes_are_one_to_seven() {
        assert_eq!(ErrorKind::ALL.map(ErrorKind::exit_code), [1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn business_codes_are_unique_and_found_by_number() {
        for code in BusinessCode::ALL {
            assert_eq!(BusinessCode::from_number(code.number()), Some(*code));
        }
        assert_eq!(BusinessCode::from_number(0), None);
    }

    #[test]
    fn code_and_advice_travel_in_the_details() {
        let sent = status(ErrorKind::NotFound, Some(BusinessCode::NoSuchDevice), "no device A1", "list them");
        assert_eq!(sent.code(), Code::NotFound);
        assert_eq!(sent.message(), "no device A1");
        assert_eq!(detail(&sent), Some(ErrorDetail { code: 40001, advice: "list them".into() }));
    }

    #[test]
    fn a_foreign_status_has_no_detail() {
        assert_eq!(detail(&tonic::Status::internal("x")), None);
    }
}
