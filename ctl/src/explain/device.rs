//! What devices report in `err`.

use super::Both;

/// An error code of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Code {
    /// The sensor cannot be read.
    SensorRead = 1,
    /// Its data are abnormal.
    SensorData = 2,
    /// The temperature sensor fails.
    TemperatureSensor = 3,
    /// Battery below 20 %.
    BatteryLow = 10,
    /// Battery below 10 %.
    BatteryEmpty = 11,
    /// The network is weak.
    WeakNetwork = 20,
    /// The SIM card fails.
    Sim = 21,
    /// Its own storage is full.
    StorageFull = 30,
    /// It was restarted by its watchdog.
    WatchdogRestart = 40,
    /// It lost its calibration.
    CalibrationLost = 50,
}

impl Code {
    /// Every code.
    pub(crate) const ALL: [Self; 10] = [
        Self::SensorRead,
        Self::SensorData,
        Self::TemperatureSensor,
        Self::BatteryLow,
        Self::BatteryEmpty,
        Self::WeakNetwork,
        Self::Sim,
        Self::StorageFull,
        Self::WatchdogRestart,
        Self::CalibrationLost,
    ];

    /// Its number, as the device sends it.
    pub(crate) const fn number(self) -> u32 {
        self as u32
    }

    /// Its name.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::SensorRead => "sensor-read",
            Self::SensorData => "sensor-data",
            Self::TemperatureSensor => "temperature-sensor",
            Self::BatteryLow => "battery-low",
            Self::BatteryEmpty => "battery-empty",
            Self::WeakNetwork => "weak-network",
            Self::Sim => "sim",
            Self::StorageFull => "storage-full",
            Self::WatchdogRestart => "watchdog-restart",
            Self::CalibrationLost => "calibration-lost",
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry for each code")]
pub(super) const fn words(code: Code) -> Both {
    match code {
        Code::SensorRead => Both {
            english: [
                "The device cannot read its sensor; FAULT is raised.",
                "The sensor is loose, broken or without power.",
                "Guard the place with a portable detector; check plug, wiring and sensor, replace it if need be.",
            ],
            chinese: [
                "设备无法读取传感器，产生故障报警。",
                "传感器松动、损坏或失电。",
                "用便携仪监护现场；检查插头、接线和传感器，必要时更换。",
            ],
        },
        Code::SensorData => Both {
            english: [
                "The sensor's data are abnormal; FAULT is raised. Gas may still raise an alarm, but none is cleared.",
                "The signal jumps or stands where it cannot be: poisoning, moisture, an aged cell.",
                "Guard the place with a portable detector; test with gas, replace the sensor if it fails.",
            ],
            chinese: [
                "传感器数据异常，产生故障报警；有气体仍可报警，但不会自行恢复。",
                "信号跳变或超出合理范围：中毒、受潮或老化。",
                "用便携仪监护现场；通标准气检验，不合格则更换传感器。",
            ],
        },
        Code::TemperatureSensor => Both {
            english: [
                "The temperature sensor fails; FAULT is raised. Values are judged without compensation.",
                "The temperature sensor is broken or not connected.",
                "Have it repaired; until then expect a small error at heat and cold.",
            ],
            chinese: [
                "温度传感器故障，产生故障报警；数值按无补偿判断。",
                "温度传感器损坏或未连接。",
                "安排维修；修复前在高低温下会有少量误差。",
            ],
        },
        Code::BatteryLow => Both {
            english: [
                "The device's battery is below 20 %; LOW_BAT is raised.",
                "It was not charged, or the mains supply is gone.",
                "Charge or replace it this shift, and look whether the supply is on.",
            ],
            chinese: [
                "设备电量低于 20 %，产生电量低报警。",
                "未充电或外部供电中断。",
                "本班内充电或更换，并检查供电。",
            ],
        },
        Code::BatteryEmpty => Both {
            english: [
                "The device's battery is below 10 %; LOW_BAT is raised. The point will soon be blind.",
                "It was not charged for long, or the battery is worn.",
                "Charge or replace it now; guard the place with a portable detector if it goes off.",
            ],
            chinese: [
                "设备电量低于 10 %，产生电量低报警；该点即将失去监测。",
                "长时间未充电或电池老化。",
                "立即充电或更换；若已关机，用便携仪监护现场。",
            ],
        },
        Code::WeakNetwork => Both {
            english: [
                "The device's network is weak; it is recorded as an event.",
                "It stands in a dead spot, or its antenna is loose. Readings may come late, none is lost: it keeps the last 1000.",
                "Check the antenna; move the device or the access point if it happens often.",
            ],
            chinese: [
                "设备网络信号弱，记录为事件。",
                "位于信号盲区或天线松动；数据可能迟到，设备保留最近 1000 条，不会立即丢失。",
                "检查天线；经常发生时调整设备或基站位置。",
            ],
        },
        Code::Sim => Both {
            english: [
                "The device's SIM card fails; it is recorded as an event.",
                "The card is loose, blocked, or its contract ended.",
                "Check the card and its contract; the point goes offline until it is back.",
            ],
            chinese: [
                "设备 SIM 卡故障，记录为事件。",
                "卡松动、被锁或套餐到期。",
                "检查 SIM 卡及套餐；恢复前该点会离线。",
            ],
        },
        Code::StorageFull => Both {
            english: [
                "The device's own storage is full; it is recorded as an event.",
                "It was offline for longer than it can keep readings, so that old ones may be lost.",
                "Restore its connection; mcsctl ledger shows what is missing.",
            ],
            chinese: [
                "设备自身存储已满，记录为事件。",
                "离线时间超过可缓存的范围，旧数据可能丢失。",
                "恢复连接；用 mcsctl ledger 查看缺失数据。",
            ],
        },
        Code::WatchdogRestart => Both {
            english: [
                "The device was restarted by its watchdog; it is recorded as an event.",
                "Its program hung. Once is no reason for concern.",
                "If it happens again, check its supply and ask the manufacturer for newer firmware.",
            ],
            chinese: [
                "设备被看门狗重启，记录为事件。",
                "设备程序曾停止响应；偶发一次无需担心。",
                "若反复出现，检查供电并向厂家索取新固件。",
            ],
        },
        Code::CalibrationLost => Both {
            english: [
                "The device lost its own calibration; FAULT is raised. It may raise alarms, but clears none.",
                "Its memory failed or was reset. The daemon's calibration of the point is not touched.",
                "Guard the place with a portable detector; calibrate the device again.",
            ],
            chinese: [
                "设备丢失自身标定，产生故障报警；可以报警，但不会自行恢复。",
                "设备存储损坏或被重置；服务中的标定不受影响。",
                "用便携仪监护现场；重新标定设备。",
            ],
        },
    }
}
