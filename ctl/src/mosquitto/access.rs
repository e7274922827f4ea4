//! The access file: a stanza for each user, and nothing for anybody else.

use mcs_core::{
    device::CredentialRecord,
    id::{SerialNumber, UserName},
    topic::{BROADCAST, Leaf},
};

const FROM_DEVICES: [Leaf; 3] = [Leaf::Up, Leaf::Status, Leaf::Ack];
const TO_DEVICES: [Leaf; 2] = [Leaf::Cmd, Leaf::Down];

/// The file for the daemon's own user and every device's.
pub(crate) fn access(own: &UserName, devices: &[CredentialRecord]) -> String {
    let mut file = String::from(
        "# Written by \"mcsctl broker export\": changes made here are lost.\n\
         # Whoever has no line here may do nothing.\n",
    );
    file.push_str(&format!("\n# the daemon\nuser {own}\n"));
    for leaf in FROM_DEVICES {
        file.push_str(&format!("topic read mcs/+/{}\n", leaf.as_str()));
    }
    for leaf in TO_DEVICES {
        file.push_str(&format!("topic write mcs/+/{}\n", leaf.as_str()));
    }
    // What it tries the broker's limits with, and where the broker says its version.
    file.push_str("topic readwrite mcsd/#\ntopic read $SYS/#\n");
    for device in devices {
        file.push_str(&format!("\nuser {}\n", device.user));
        for sn in &device.sns {
            file.push_str(&of_device(sn));
        }
        file.push_str(&format!("topic read {BROADCAST}\n"));
    }
    file
}

fn of_device(sn: &SerialNumber) -> String {
    let line = |may: &str, leaf: Leaf| format!("topic {may} mcs/{sn}/{}\n", leaf.as_str());
    let from = FROM_DEVICES.into_iter().map(|leaf| line("write", leaf));
    from.chain(TO_DEVICES.into_iter().map(|leaf| line("read", leaf))).collect()
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
