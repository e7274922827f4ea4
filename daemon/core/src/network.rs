//! The networks devices report over, and how weak a signal each still stands.

use serde::{Deserialize, Serialize};

/// A kind of radio network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Network {
    /// 2G, 4G, 5G, LTE.
    Cellular,
    /// Narrow band, of the cellular operators.
    NbIot,
    /// Long range, in a band anybody may use.
    Lora,
    /// Wireless LAN.
    Wifi,
    /// Any other name: nobody knows what is weak there.
    Other,
}

impl Network {
    /// The network with this name, as devices write it: in either case, with or without `-`, `_` and blanks.
    pub fn named(name: &str) -> Self {
        let said = |known: &str| {
            let letters = name.bytes().filter(|letter| !matches!(letter, b'-' | b'_' | b' '));
            letters.map(|letter| letter.to_ascii_lowercase()).eq(known.bytes())
        };
        if ["2g", "4g", "5g", "lte"].into_iter().any(said) {
            Self::Cellular
        } else if said("nbiot") {
            Self::NbIot
        } else if said("lora") {
            Self::Lora
        } else if said("wifi") {
            Self::Wifi
        } else {
            Self::Other
        }
    }

    /// At or below this strength, dBm, a device may drop out at any moment. `None`: not known.
    pub const fn edge(self) -> Option<f64> {
        match self {
            Self::Cellular => Some(-115.0),
            Self::NbIot => Some(-130.0),
            Self::Lora => Some(-140.0),
            Self::Wifi => Some(-85.0),
            Self::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[test]
    fn names_are_read_as_devices_write_them() {
        for (name, network) in [
            ("4G", Network::Cellular),
            ("2g", Network::Cellular),
            ("5G", Network::Cellular),
            ("LTE", Network::Cellular),
            ("NB-IoT", Network::NbIot),
            ("nb_iot", Network::NbIot),
            ("LoRa", Network::Lora),
            ("Wi-Fi", Network::Wifi),
            ("WIFI", Network::Wifi),
            ("ethernet", Network::Other),
            ("4GX", Network::Other),
            ("", Network::Other),
        ] {
            assert_eq!(Network::named(name), network, "{name}");
        }
    }

    #[test]
    fn only_a_known_network_has_an_edge() {
        let all = [Network::Cellular, Network::NbIot, Network::Lora, Network::Wifi, Network::Other];
        assert_eq!(all.map(Network::edge), [Some(-115.0), Some(-130.0), Some(-140.0), Some(-85.0), None]);
    }
}
