//! The words in Chinese: what it means, what to do, how long there is.

use crate::{alarm::Condition, sensor::SensorClass};

pub(super) const fn words(condition: Condition, class: SensorClass) -> [&'static str; 3] {
    match condition {
        Condition::High => high(class),
        Condition::HighHigh => high_high(class),
        Condition::Low => low(class),
        Condition::LowLow => low_low(class),
        Condition::OverRange => [
            "浓度超过传感器量程。此后即使显示很低或为零，气体也可能仍在。",
            "按现场充满气体处理：撤离人员，用其他仪器复测，检查传感器后再复位。",
            "立即处理。",
        ],
        Condition::Zone => {
            ["同一区域多台探测器同时报警：泄漏已确认。", "执行该区域应急预案：撤离、切断、求援。", "立即处理。"]
        }
        Condition::Rate => [
            "数值变化过快：可能刚刚发生泄漏。",
            "查找刚打开或损坏的部位并关闭；数值稳定前人员不要靠近。",
            "几分钟内，在达到一级报警之前。",
        ],
        Condition::Stel => [
            "该位置15分钟平均值超过短时间接触容许浓度。",
            "人员撤离或佩戴呼吸防护；查找泄漏源；通风。",
            "几分钟内离开。",
        ],
        Condition::Twa => [
            "该位置8小时平均值超过一个班次的容许浓度。",
            "换人作业，缩短停留时间；查找微小泄漏；通风。",
            "一小时内处理。",
        ],
        Condition::Fault => [
            "传感器或电路不能工作，此处有气体也不会被发现。",
            "用便携仪监护现场；检查接线、传感器和电源；必要时更换。",
            "一小时内；若为唯一探测器，立即处理。",
        ],
        Condition::UnderRange => [
            "读数明显低于零点：传感器漂移或损坏，读数会偏低。",
            "用便携仪监护现场；在洁净空气中调零、标定或更换传感器。",
            "本班次内处理。",
        ],
        Condition::Offline => [
            "探测器失去联系，现场情况未知。",
            "检查供电和通信；恢复前用便携仪监护现场。",
            "离线前正在报警的，几分钟内；其他一小时内。",
        ],
        Condition::Stuck => {
            ["传感器电压数小时没有变化：看似正常，可能已失效。", "通标准气测试；无响应则更换。", "本班次内处理。"]
        }
        Condition::Uncalibrated => ["没有有效标定，因此没有可信的数值。", "进行标定并登记系数。", "本班次内处理。"],
        Condition::NoLimit => ["该点没有量程或报警值，无法发出气体报警。", "设置量程和报警值。", "本班次内处理。"],
        Condition::LowBat => ["电池即将耗尽，探测器将停止上报。", "更换电池或充电。", "当日内；低于10%时本班次内。"],
        Condition::WeakSignal => ["无线信号过弱，数据可能丢失。", "检查天线和遮挡；移动探测器或网关。", "数日内处理。"],
        Condition::Clock => {
            ["探测器时钟错误；时间已被修正，但精度下降。", "让设备校时；再次出现则更换时钟电池。", "数日内处理。"]
        }
        Condition::System => [
            "监控系统本身有问题，详见报警文字。",
            "阅读文字，查看系统状态，按提示处理。",
            "紧急级别立即处理；其他本班次内。",
        ],
    }
}

const fn high(class: SensorClass) -> [&'static str; 3] {
    match class {
        SensorClass::Combustible => [
            "现场有可燃气体，尚远低于爆炸下限。",
            "停止动火作业；用便携仪查找泄漏；通风。",
            "几分钟内：继续升高将达到二级报警。",
        ],
        SensorClass::Toxic => [
            "已达到职业接触限值：现场有有毒气体。",
            "离开或佩戴呼吸防护；查找泄漏；通风。",
            "几分钟内：无防护人员不得停留。",
        ],
        SensorClass::Oxygen => {
            ["氧气过多：空气中不燃的物品也会燃烧。", "熄灭一切火源；查找氧气泄漏；通风。", "几分钟内处理。"]
        }
        SensorClass::Ambient => ["数值高于要求。", "查找原因并纠正。", "本班次内处理。"],
    }
}

const fn high_high(class: SensorClass) -> [&'static str; 3] {
    match class {
        SensorClass::Combustible => {
            ["可燃气体正接近爆炸浓度。", "撤离人员；从外部切断气源；不要操作开关和车辆；求援。", "立即处理。"]
        }
        SensorClass::Toxic => [
            "有毒气体达到接触限值的两倍或更高。",
            "沿侧风方向撤离；切断气源；仅佩戴空气呼吸器者可进入；求援。",
            "立即处理。",
        ],
        SensorClass::Oxygen => {
            ["氧气浓度极高，衣物会像纸一样燃烧。", "撤离人员；切断氧源；接近火源前先通风晾衣。", "立即处理。"]
        }
        SensorClass::Ambient => ["数值远高于要求。", "立即查找原因并纠正。", "一小时内处理。"],
    }
}

const fn low(class: SensorClass) -> [&'static str; 3] {
    match class {
        SensorClass::Oxygen => [
            "氧气不足：人在察觉之前就会失去判断力。",
            "离开；未佩戴空气呼吸器不得进入；查找排挤空气的原因；通风。",
            "立即处理。",
        ],
        SensorClass::Combustible | SensorClass::Toxic | SensorClass::Ambient => {
            ["数值低于要求。", "查找原因并纠正。", "本班次内处理。"]
        }
    }
}

const fn low_low(class: SensorClass) -> [&'static str; 3] {
    match class {
        SensorClass::Oxygen => {
            ["氧气极少，人会毫无预兆地昏倒。", "撤离人员；无空气呼吸器不得入内施救；求援。", "立即处理。"]
        }
        SensorClass::Combustible | SensorClass::Toxic | SensorClass::Ambient => {
            ["数值远低于要求。", "立即查找原因并纠正。", "一小时内处理。"]
        }
    }
}
