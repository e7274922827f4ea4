//! The external broker on the wire.

use mcs_core::broker::{BrokerCheck, BrokerLimit, BrokerLimits, BrokerState, BrokerStatus, BrokerVerdict};
use mcs_proto::wire;
use proptest::{option, prelude::*, sample::select};

use super::{
    any::{few, text, time},
    back,
};

fn limit() -> impl Strategy<Value = BrokerLimit> {
    prop_oneof![any::<u32>().prop_map(BrokerLimit::Exactly), any::<u32>().prop_map(BrokerLimit::AtLeast)]
}

fn limits() -> impl Strategy<Value = BrokerLimits> {
    (option::of(text()), option::of(limit()), any::<Option<u16>>(), any::<Option<u32>>()).prop_map(
        |(version, in_flight, receive_maximum, max_packet)| BrokerLimits {
            version,
            in_flight,
            receive_maximum,
            max_packet,
        },
    )
}

proptest! {
    #[test]
    fn the_link_to_a_broker_survives_the_wire(
        state in select(&BrokerState::ALL[..]), limits in limits(), warnings in few(text()), since in time(), n: [u64; 6],
        (url, client_id, why) in (text(), text(), option::of(text())),
    ) {
        let [connects, in_flight, frames, strangers, retained, refused] = n;
        let link = BrokerStatus {
            url, client_id, state, since, why, limits, warnings, connects, in_flight, frames, strangers, retained, refused,
        };
        prop_assert_eq!(&back::<wire::BrokerLink, _>(&link), &link);
    }

    #[test]
    fn a_check_of_a_broker_survives_the_wire(
        check in text(), verdict in select(&BrokerVerdict::ALL[..]), found in text(), advice in option::of(text()),
    ) {
        let check = BrokerCheck { check, verdict, found, advice };
        prop_assert_eq!(&back::<wire::BrokerCheck, _>(&check), &check);
    }
}
