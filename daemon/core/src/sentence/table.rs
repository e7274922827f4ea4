//! Every sentence, in the order of what it is about.

use super::Sentence;

macro_rules! sentences {
    ($($name:ident = $english:literal, $chinese:literal;)*) => {
        $(
            #[doc = concat!("`", $english, "`")]
            pub const $name: Sentence = Sentence { english: $english, chinese: $chinese };
        )*

        /// Each of them.
        pub(super) const ALL: &[Sentence] = &[$($name),*];
    };
}

sentences! {
    // A device and its readings.
    ERROR_CODE = "err {0}", "错误码 {0}";
    NO_VOLTAGE = "no voltage", "无电压";
    VOLTAGE_NO_NUMBER = "voltage is not a number", "电压不是数值";
    VOLTAGE_AT_RAIL = "voltage at its electrical limit", "电压达到电气极限";
    VALUE_NO_NUMBER = "the value is not a number", "数值无效";
    POWER_ONS = "more than 3 power-ons in an hour", "一小时内上电超过 3 次";
    FAR_OUTSIDE = "far outside the range", "远超量程";
    UNDECODABLE = "3 frames in a row cannot be read", "连续 3 帧无法解析";
    STILL = "the voltage has not moved for {0} min", "电压 {0} 分钟未变化";
    NO_CALIBRATION = "no calibration on record", "无标定记录";
    CALIBRATION_PAST_DUE = "calibration was due {0}", "标定已于 {0} 到期";
    NO_LIMIT = "no range or no limit is set", "未设量程或限值";
    SILENCE = "no reading for {0} s", "{0} 秒无读数";
    CONNECTION_LOST = "connection lost", "连接中断";
    CLOCK_FAST = "clock is {0} min fast", "时钟快 {0} 分钟";
    CLOCK_SLOW = "clock is {0} min slow", "时钟慢 {0} 分钟";
    BAD_TIME = "its time cannot be used", "时间无法使用";
    DURING_OUTAGE = "during outage", "发生在中断期间";
    DURING_OUTAGE_OFTEN = "during outage, several times", "发生在中断期间，多次";
    SINCE_DURING_OUTAGE = "since {0}, during outage", "自 {0} 起，发生在中断期间";
    DRILL = "drill", "演练";
    ECLIPSED = "eclipsed", "同点更高级别报警";
    SUPPRESSED = "suppressed", "压制";
    AWAITING_READING = "awaiting a reading", "等待读数";
    DRILL_SAID = "drill: {0}", "演练：{0}";

    // Disk and store.
    DISK_FREE = "{0} % of the disk is free: make room, or archive and shorten the retention",
        "磁盘剩余 {0} %：请清理空间，或归档并缩短保留期";
    STORE_IN_RESERVE = "the disk is full; readings go into the reserve: make room", "磁盘已满，读数写入预留空间：请清理空间";
    STORE_UNRECORDED = "disk and reserve are full; readings are judged but not recorded: make room",
        "磁盘和预留空间均已满，读数照常判断但不入库：请清理空间";
    STORE_WITHHELD = "disk and reserve are full; readings are no longer acknowledged: make room",
        "磁盘和预留空间均已满，读数不再确认：请清理空间";
    STORE_DAMAGED = "the database is damaged: {0}; run mcsctl store verify, then restore a backup",
        "数据库损坏：{0}；请运行 mcsctl store verify，然后恢复备份";
    STORE_LATE = "a commit takes longer than 2 s: look at the disk", "一次写入超过 2 秒：请检查磁盘";
    BACKLOG = "readings wait for more than 10 s for their acknowledgement: look at the disk and at the machine's load",
        "读数等待确认超过 10 秒：请检查磁盘和主机负载";

    // What arrives.
    QUARANTINE = "frames nobody can decode keep coming: see the log for the device and its firmware",
        "持续收到无法解析的报文：设备及固件见日志";
    REFUSED = "publishes against the rules keep coming: see the log for the device and its topic",
        "持续收到违反规则的发布：设备及主题见日志";
    MANY_OFFLINE = "{0} of {1} points are online: look at network and power first",
        "{1} 个点位中 {0} 个在线：请先检查网络和供电";
    THROUGHPUT = "only {0} % of the usual readings arrive: look at network, broker and gateways",
        "只收到平常读数的 {0} %：请检查网络、消息服务器和网关";
    TRAFFIC = "more than five times the reports of its period come from {0}: look at the device, or rotate its secret",
        "上报超过其周期的五倍：{0}：请检查设备，或更换其密钥";
    STRANGERS = "{0} device(s) nobody registered want to connect", "{0} 台未登记的设备请求接入";
    CALIBRATION_DUE = "calibration is due within 14 days or past due: {0}", "标定 14 天内到期或已过期：{0}";

    // Zones.
    ZONE_BLIND = "no member is known of {0}: send somebody with a portable detector",
        "分区 {0} 无任何成员可知：请派人携带便携式检测仪前往";
    ZONE_BLIND_TOO = "another zone is blind", "又有分区失去监测";
    ZONE_MASKED = "more than 20 % is masked of {0}: end masks that are not needed",
        "分区 {0} 超过 20 % 被屏蔽：请结束不需要的屏蔽";

    // The machine and the daemon.
    CLOCK_STEP = "the server's clock stepped by {0} s", "服务器时钟跳变 {0} 秒";
    BUSY = "processors were busy {0} % of 5 min", "处理器 5 分钟内占用 {0} %";
    MEMORY_FULL = "memory is {0} % full", "内存占用 {0} %";
    OWN_MEMORY = "mcsd itself holds {0} MiB", "mcsd 自身占用 {0} MiB";
    RELIEVE = "end other programs on this machine, or give it more", "请结束本机其他程序，或增加配置";
    WAS_STOPPED = "the daemon was stopped from {0} to {1}", "守护进程停止运行：{0} 至 {1}";
    WAS_DOWN = "the daemon was down without having been stopped from {0} to {1}", "守护进程异常中断：{0} 至 {1}";
    NO_WALL = "nobody has looked at the plant for 5 min: start the wall again, with mcstui or another client",
        "5 分钟无人查看现场：请用 mcstui 或其他客户端重新打开大屏";
    CERTIFICATE_REFUSED = "the new certificate is not used, the one before it still is (until {0}): {1}",
        "新证书未启用，仍用旧证书（至 {0}）：{1}";
    CERTIFICATE_ENDED = "the certificate ended on {0}: put a new one in {1}, with its key",
        "证书已于 {0} 到期：请将新证书放入 {1}，并附私钥";
    CERTIFICATE_ENDS = "the certificate ends on {0}, in {1} days: put a new one in {2}, with its key",
        "证书将于 {0} 到期（剩 {1} 天）：请将新证书放入 {2}，并附私钥";

    // The broker.
    BROKER_LOST = "nothing comes from the broker {0}: {1}. Devices may be well, but nothing is known of them: look at the broker and at the network to it",
        "消息服务器 {0} 无数据：{1}。设备可能正常，但情况不明：请检查消息服务器及其网络";
    BROKER_SILENT = "it does not answer", "无应答";
    BROKER_FEW_IN_FLIGHT = "the broker sends {0} readings and then waits for their storage, for the whole plant: set max_inflight_messages 0 (Mosquitto), and see mcsctl broker test",
        "消息服务器每发 {0} 条读数便等待入库（全厂合计）：请设置 max_inflight_messages 0（Mosquitto），参见 mcsctl broker test";
    BROKER_SHORT_QUEUE = "while the daemon does not take them the broker keeps {0} readings of the whole plant and drops the rest, which it has acknowledged: set max_queued_messages 0 and persistence true (Mosquitto)",
        "守护进程未接收时，消息服务器为全厂只保留 {0} 条读数，其余已确认的会被丢弃：请设置 max_queued_messages 0 和 persistence true（Mosquitto）";
    BROKER_SHORT_PACKETS = "the broker takes packets of at most {0} bytes; a device that sends all it has kept needs {1}: set message_size_limit or max_packet_size higher (Mosquitto)",
        "消息服务器报文上限为 {0} 字节；设备补传全部数据需要 {1}：请调高 message_size_limit 或 max_packet_size（Mosquitto）";

    // Telling people.
    NO_CHANNEL = "no group has a channel that is enabled", "没有任何通知组有可用渠道";
    ALL_FAILED = "every channel of every group failed for {0}", "{0}：所有通知组的所有渠道均失败";
    EVERY_CHANNEL_FAILS = "every channel fails: {0}", "所有渠道均失败：{0}";
    NOBODY_ACKNOWLEDGED = "everybody was told of {0} and nobody acknowledged", "{0}：已通知所有人，无人确认";
    FAILED_BEFORE = "it failed before the start", "启动前已失败";
    SOMEBODY_REACHED = "somebody can be reached", "已有人可通知";
    ACKNOWLEDGED = "acknowledged", "已确认";
    AS_BEFORE = "as before the restart", "与重启前相同";
}

/// Names, and how many more there are. Only within a sentence.
pub const AND_MORE: Sentence = Sentence { english: "{0} and {1} more", chinese: "{0} 等，另有 {1} 个" };
