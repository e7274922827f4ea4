//! The numbers limits are compared with, and where they come from.

use crate::{
    quantity::{Range, Unit},
    sensor::SensorType,
};

/// Litres of a mole at 20 °C and 1013 hPa, by which GBZ/T 160 turns mg/m³ into ppm.
pub const MOLAR_VOLUME: f64 = 24.04;
/// Oxygen in clean air, %vol.
pub const CLEAN_OXYGEN: f64 = 20.9;

/// A share of the range below which a detector of toxic gas cannot tell a value from its own error (GB 12358: ± 5 % of the range).
const TELLABLE: f64 = 0.05;
/// ppm in one %vol.
const PPM_PER_PERCENT: f64 = 10_000.0;

/// What a person may be exposed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exposure {
    /// The gas.
    pub sensor: SensorType,
    /// `MAC` where the standard has one, else `PC-TWA`.
    pub kind: &'static str,
    /// The limit, mg/m³.
    pub mg_per_m3: f64,
    /// Grams of a mole.
    pub molar_mass: f64,
    /// Immediately dangerous to life or health, ppm.
    pub idlh_ppm: f64,
    /// Where the numbers come from.
    pub source: &'static str,
}

const OEL: &str = "GBZ 2.1-2019 table 1; IDLH: NIOSH 1994";

/// Occupational exposure limits of the toxic gases of the catalogue.
pub const EXPOSURES: [Exposure; 4] = [
    Exposure {
        sensor: SensorType::CO,
        kind: "PC-TWA",
        mg_per_m3: 20.0,
        molar_mass: 28.01,
        idlh_ppm: 1200.0,
        source: OEL,
    },
    Exposure { sensor: SensorType::H2S, kind: "MAC", mg_per_m3: 10.0, molar_mass: 34.08, idlh_ppm: 100.0, source: OEL },
    Exposure {
        sensor: SensorType::NH3,
        kind: "PC-TWA",
        mg_per_m3: 20.0,
        molar_mass: 17.03,
        idlh_ppm: 300.0,
        source: OEL,
    },
    Exposure {
        sensor: SensorType::CO2,
        kind: "PC-TWA",
        mg_per_m3: 9000.0,
        molar_mass: 44.01,
        idlh_ppm: 40_000.0,
        source: OEL,
    },
];

/// Where a gas begins to burn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Explosive {
    /// The gas.
    pub sensor: SensorType,
    /// 100 %LEL in %vol.
    pub percent_vol: f64,
    /// Where the number comes from.
    pub source: &'static str,
}

/// Lower explosive limits of the combustible gases that may be measured by volume.
pub const EXPLOSIVES: [Explosive; 3] = [
    Explosive { sensor: SensorType::H2, percent_vol: 4.0, source: "GB/T 50493-2019 appendix A; IEC 60079-20-1" },
    Explosive { sensor: SensorType::CH4, percent_vol: 5.0, source: "GB/T 50493-2019 appendix A" },
    Explosive {
        sensor: SensorType::VOC,
        percent_vol: 1.6,
        source: "isobutylene, which such sensors are set with: IEC 60079-20-1",
    },
];

impl Exposure {
    /// The one of this gas.
    pub fn of(sensor: SensorType) -> Option<&'static Self> {
        EXPOSURES.iter().find(|exposure| exposure.sensor == sensor)
    }

    /// The limit in ppm.
    pub fn ppm(&self) -> f64 {
        self.mg_per_m3 * MOLAR_VOLUME / self.molar_mass
    }

    /// The most a level may be in this unit: `share` of the exposure limit, or `of_idlh` of what is immediately dangerous where the
    /// range cannot tell or hold the former. With how it is reckoned; `None` for units it cannot be reckoned in.
    pub fn most(&self, share: f64, of_idlh: f64, unit: Unit, range: Option<Range>) -> Option<(f64, String)> {
        let scale = match unit {
            Unit::Ppm => 1.0,
            Unit::PercentVol => 1.0 / PPM_PER_PERCENT,
            Unit::PercentLel | Unit::MicrogramPerCubicMetre | Unit::Celsius | Unit::PercentRh | Unit::One => {
                return None;
            }
        };
        let limit = self.ppm() * scale;
        let percent = |part: f64| format!("{:.0} %", part * 100.0);
        let by_limit = (limit * share, format!("{} of the {}", percent(share), self.kind));
        let cannot = range.is_some_and(|range| limit < TELLABLE * range.span() || 2.0 * limit > range.end);
        let by_danger =
            (self.idlh_ppm * scale * of_idlh, format!("{} of the IDLH, as the range asks for", percent(of_idlh)));
        Some(if cannot && by_danger.0 > by_limit.0 { by_danger } else { by_limit })
    }
}

impl Explosive {
    /// The one of this gas.
    pub fn of(sensor: SensorType) -> Option<&'static Self> {
        EXPLOSIVES.iter().find(|explosive| explosive.sensor == sensor)
    }
}

/// How much of this unit is 1 %LEL; `None` where that is not known.
pub fn per_percent_lel(sensor: SensorType, unit: Unit) -> Option<f64> {
    let percent_vol = Explosive::of(sensor).map(|explosive| explosive.percent_vol / 100.0);
    match unit {
        Unit::PercentLel => Some(1.0),
        Unit::PercentVol => percent_vol,
        Unit::Ppm => percent_vol.map(|percent| percent * PPM_PER_PERCENT),
        Unit::MicrogramPerCubicMetre | Unit::Celsius | Unit::PercentRh | Unit::One => None,
    }
}
