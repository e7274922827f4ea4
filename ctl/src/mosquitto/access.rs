//! The access file: a stanza for each user, and nothing for anybody else.

use mcs_core::{
    device::CredentialRecord,
    id::UserName,
    topic::{BROADCAST, Leaf},
};

const FROM_DEVICES: [Leaf; 3] = [Leaf::Up, Leaf::Status, Leaf::Ack];
const TO_DEVICES: [Leaf; 2] = [Leaf::Cmd, Leaf::Down];

/// The file for the daemon's own user and every device's.
pub(crate) fn access(own: &UserName, devices: &[CredentialRecord]) -> String {
    let topic = |may: &str, sn: &str, leaf: Leaf| format!("topic {may} mcs/{sn}/{}", leaf.as_str());
    let mut lines = vec![
        "# Written by \"mcsctl broker export\": changes made here are lost.".to_owned(),
        "# Whoever has no line here may do nothing.".to_owned(),
        String::new(),
        "# the daemon".to_owned(),
        format!("user {own}"),
    ];
    lines.extend(FROM_DEVICES.map(|leaf| topic("read", "+", leaf)));
    // It reads commands as well: of a device that is none, to try the broker's limits with.
    lines.push(topic("readwrite", "+", Leaf::Cmd));
    lines.push(topic("write", "+", Leaf::Down));
    // Where the broker says its version.
    lines.push("topic read $SYS/#".to_owned());
    for device in devices {
        lines.extend([String::new(), format!("user {}", device.user)]);
        for sn in &device.sns {
            lines.extend(FROM_DEVICES.map(|leaf| topic("write", sn.as_str(), leaf)));
            lines.extend(TO_DEVICES.map(|leaf| topic("read", sn.as_str(), leaf)));
        }
        lines.push(format!("topic read {BROADCAST}"));
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_user_has_its_own_topics_and_no_others() {
        let devices = [CredentialRecord {
            user: UserName::new("gateway").expect("a name"),
            client_id: "A001".into(),
            verifier: "$7$".into(),
            sns: ["A001", "B.2"].map(|sn| sn.parse().expect("a serial number")).to_vec(),
        }];
        let own = UserName::new("mcsd").expect("a name");
        insta::assert_snapshot!(access(&own, &devices));
    }
}
