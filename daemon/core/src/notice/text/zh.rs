//! Chinese, as a control room writes it.

use std::borrow::Cow;

use super::words::{Label, Words};
use crate::{
    alarm::{Condition, LifeState, MaskKind, Priority, SystemCause},
    language::Language,
    notice::ItemKind,
    quantity::Unit,
    sensor::SensorType,
    sentence,
};

pub(super) struct Chinese;

impl Words for Chinese {
    fn told<'a>(&self, text: &'a str) -> Cow<'a, str> {
        sentence::told(text, Language::Chinese)
    }

    fn priority(&self, priority: Priority) -> &'static str {
        match priority {
            Priority::Critical => "危急",
            Priority::High => "重要",
            Priority::Medium => "一般",
            Priority::Low => "提示",
        }
    }

    fn kind(&self, kind: ItemKind) -> Option<&'static str> {
        match kind {
            ItemKind::Raise => None,
            ItemKind::Realarm => Some("再次报警"),
            ItemKind::Return => Some("已恢复"),
            ItemKind::Ack => Some("已确认"),
            ItemKind::Reset => Some("已复位"),
            ItemKind::Withdraw => Some("已撤销"),
            ItemKind::Escalate => Some("无人确认·升级"),
            ItemKind::Repeat => Some("仍无人确认"),
            ItemKind::State => Some("现状"),
            ItemKind::Once => Some("失联期间"),
            ItemKind::Summary => Some("汇总"),
            ItemKind::Mask => Some("屏蔽"),
            ItemKind::Alive => Some("运行正常"),
            ItemKind::Test => Some("测试"),
        }
    }

    fn mask_ended(&self) -> &'static str {
        "屏蔽已结束"
    }

    fn mask(&self, kind: MaskKind) -> &'static str {
        match kind {
            MaskKind::Shelved => "已搁置",
            MaskKind::Inhibited => "已抑制",
            MaskKind::OutOfService => "已停用",
            MaskKind::WarmUp => "预热中",
            MaskKind::Suppressed => "已压制",
        }
    }

    fn condition(&self, condition: Condition) -> &'static str {
        match condition {
            Condition::OverRange => "超量程",
            Condition::HighHigh => "高高报 A2",
            Condition::LowLow => "低低报",
            Condition::High => "高报 A1",
            Condition::Low => "低报",
            Condition::Zone => "分区表决报警",
            Condition::Stel => "短时均值（STEL）超限",
            Condition::Rate => "变化过快",
            Condition::Twa => "8 小时均值（TWA）超限",
            Condition::Fault => "探测器故障",
            Condition::UnderRange => "低于量程下限",
            Condition::Offline => "失联",
            Condition::Stuck => "示值长时间不变",
            Condition::Uncalibrated => "未标定或标定过期",
            Condition::NoLimit => "未设量程或报警值",
            Condition::LowBat => "电量低",
            Condition::WeakSignal => "信号弱",
            Condition::Clock => "设备时钟不准",
            Condition::System => "监控系统",
        }
    }

    fn cause(&self, cause: SystemCause) -> &'static str {
        match cause {
            SystemCause::StoreFailing => "存储故障",
            SystemCause::DiskCritical => "磁盘将满",
            SystemCause::DiskLow => "磁盘空间低",
            SystemCause::DiskWarning => "磁盘空间偏低",
            SystemCause::WasDown => "曾停止运行",
            SystemCause::ClockStep => "服务器时钟跳变",
            SystemCause::Quarantine => "无法解析的报文",
            SystemCause::Refused => "违规报文",
            SystemCause::UnknownDevice => "未登记设备",
            SystemCause::ManyOffline => "大量探测器失联",
            SystemCause::StoreLate => "存储迟滞",
            SystemCause::StoreDamaged => "数据库损坏",
            SystemCause::ZoneBlind => "分区失去监测",
            SystemCause::NobodyReachable => "无人可通知",
            SystemCause::NobodyAnswered => "无人响应",
            SystemCause::BrokerLink => "消息服务器断开",
            SystemCause::Backlog => "数据积压",
            SystemCause::ThroughputHalved => "数据量减半",
            SystemCause::Overload => "主机过载",
            SystemCause::AbnormalTraffic => "设备流量异常",
            SystemCause::ChannelFailing => "通知渠道故障",
            SystemCause::ArchiveFailed => "归档失败",
            SystemCause::NoWall => "无监控屏连接",
            SystemCause::LicenceGrace => "授权即将到期",
            SystemCause::ZoneMasked => "分区屏蔽过多",
            SystemCause::CalibrationDue => "标定到期",
            SystemCause::BrokerLimits => "消息服务器限制过低",
            SystemCause::Certificate => "TLS 证书异常",
        }
    }

    fn sensor(&self, sensor: SensorType) -> &'static str {
        match sensor {
            SensorType::H2 => "H₂",
            SensorType::CH4 => "CH₄",
            SensorType::CO => "CO",
            SensorType::H2S => "H₂S",
            SensorType::NH3 => "NH₃",
            SensorType::VOC => "VOC",
            SensorType::EX => "可燃气体",
            SensorType::O2 => "O₂",
            SensorType::CO2 => "CO₂",
            SensorType::Pm25 => "PM2.5",
            SensorType::Pm10 => "PM10",
            SensorType::Temperature => "温度",
            SensorType::Humidity => "湿度",
            SensorType::Custom => "自定义测点",
        }
    }

    fn unit(&self, unit: Unit) -> &'static str {
        match unit {
            Unit::MicrogramPerCubicMetre => "µg/m³",
            Unit::Celsius => "℃",
            Unit::One => "",
            Unit::Ppm | Unit::PercentLel | Unit::PercentVol | Unit::PercentRh => unit.as_str(),
        }
    }

    fn state(&self, state: LifeState) -> &'static str {
        match state {
            LifeState::Normal => "已正常",
            LifeState::UnackActive => "报警中，未确认",
            LifeState::AckedActive => "报警中，已确认",
            LifeState::UnackReturned => "已恢复，待确认",
            LifeState::LatchedUnack => "已恢复，待确认、待复位",
            LifeState::LatchedAcked => "已恢复，已确认，待复位",
        }
    }

    fn head(&self, words: &[&str]) -> String {
        format!("【{}】", words.join("·"))
    }

    fn drill(&self) -> &'static str {
        "演练"
    }

    fn unrecorded(&self) -> &'static str {
        "未入库"
    }

    fn late(&self) -> &'static str {
        "迟发"
    }

    fn held(&self, value: &str) -> String {
        format!("最后已知 {value}")
    }

    fn now(&self, value: &str, worst: Option<&str>) -> String {
        match worst {
            Some(worst) => format!("现 {value}，极值 {worst}"),
            None => format!("现 {value}"),
        }
    }

    fn peak(&self, value: &str) -> String {
        format!("极值 {value}")
    }

    fn because(&self, cause: &str) -> String {
        format!("：{cause}")
    }

    fn beside(&self, value: &str, limit: Option<&str>, worst: Option<&str>) -> String {
        let parts = [limit.map(|limit| format!("报警值 {limit}")), worst.map(|worst| format!("极值 {worst}"))];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { value.to_owned() } else { format!("{value}（{}）", parts.join("，")) }
    }

    fn area(&self, area: &str) -> String {
        format!("区域 {area}")
    }

    fn zone(&self, zone: &str) -> String {
        format!("分区 {zone}")
    }

    fn since(&self, time: &str) -> String {
        format!("{time} 起")
    }

    fn back(&self, time: &str) -> String {
        format!("{time} 恢复")
    }

    fn until(&self, time: &str, soon: bool) -> String {
        if soon { format!("即将结束，至 {time}") } else { format!("至 {time}") }
    }

    fn by(&self, who: &str, time: &str) -> String {
        format!("{who}，{time}")
    }

    fn reason(&self, reason: &str) -> String {
        format!("原因：{reason}")
    }

    fn watcher(&self, who: &str) -> String {
        format!("现场监护：{who}")
    }

    fn confirmed(&self, who: &str) -> String {
        format!("第二人确认：{who}")
    }

    fn work_order(&self, order: &str) -> String {
        format!("工单：{order}")
    }

    fn folded(&self, times: u32) -> String {
        format!("自上次通知以来又触发 {times} 次，已合并")
    }

    fn others(&self, alarms: usize) -> String {
        format!("另有 {alarms} 条")
    }

    fn elsewhere(&self, more: u32) -> String {
        format!("此处未列 {more} 条，查看：mcsctl alarm list")
    }

    fn lines_left_out(&self, lines: u32) -> String {
        format!("……此处省略 {lines} 行，查看：mcsctl alarm list")
    }

    fn not_recorded(&self) -> &'static str {
        "注意：存储故障或繁忙，此报警尚未入库"
    }

    fn told_late(&self) -> &'static str {
        "注意：通知曾中断，此消息发出已迟"
    }

    fn drilled(&self) -> &'static str {
        "这是演练，不是真实报警"
    }

    fn alive(&self) -> &'static str {
        "监控系统运行正常"
    }

    fn test(&self) -> &'static str {
        "通知通道测试"
    }

    fn times_in(&self, zone: &str) -> String {
        format!("以上时间均为 {zone}")
    }

    fn tested(&self) -> &'static str {
        "收到即表示该通道可用，无需处理"
    }

    fn label(&self, label: Label, text: &str) -> String {
        let label = match label {
            Label::Place => "位置",
            Label::Value => "数值",
            Label::Raised => "开始",
            Label::Returned => "恢复",
            Label::State => "状态",
            Label::By => "操作",
            Label::Note => "说明",
            Label::Acknowledge => "确认",
            Label::Reset => "复位",
        };
        format!("{label}：{text}")
    }
}
