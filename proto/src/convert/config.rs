//! The daemon's settings.

use mcs_core::setting::{Origin, Setting};

use super::{WireError, unknown};
use crate::wire;

impl From<Origin> for wire::SettingOrigin {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Default => Self::Default,
            Origin::File => Self::File,
            Origin::CommandLine => Self::CommandLine,
        }
    }
}

fn origin(number: i32) -> Result<Origin, WireError> {
    match wire::SettingOrigin::try_from(number) {
        Ok(wire::SettingOrigin::Default) => Ok(Origin::Default),
        Ok(wire::SettingOrigin::File) => Ok(Origin::File),
        Ok(wire::SettingOrigin::CommandLine) => Ok(Origin::CommandLine),
        Ok(wire::SettingOrigin::Unspecified) | Err(_) => Err(unknown("origin", number)),
    }
}

impl From<&Setting> for wire::Setting {
    fn from(setting: &Setting) -> Self {
        Self {
            key: setting.key.clone(),
            value: setting.value.clone(),
            origin: wire::SettingOrigin::from(setting.origin).into(),
            file: setting.file.clone(),
            line: setting.line,
        }
    }
}

impl TryFrom<wire::Setting> for Setting {
    type Error = WireError;
    fn try_from(setting: wire::Setting) -> Result<Self, WireError> {
        Ok(Self {
            key: setting.key,
            value: setting.value,
            origin: origin(setting.origin)?,
            file: setting.file,
            line: setting.line,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_the_wire() {
        for origin in Origin::ALL {
            let setting = Setting {
                key: "store.window".into(),
                value: "\"1s\"".into(),
                origin,
                file: (origin == Origin::File).then(|| "/etc/mcs/mcsd.toml".to_owned()),
                line: (origin == Origin::File).then_some(3),
            };
            assert_eq!(Setting::try_from(wire::Setting::from(&setting)), Ok(setting));
        }
    }
}
