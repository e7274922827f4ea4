//! What the causes of SYSTEM alarms mean.

use mcs_core::alarm::SystemCause;

use super::Both;

#[expect(clippy::too_many_lines, reason = "a table: one entry for each cause")]
pub(super) const fn words(cause: SystemCause) -> Both {
    match cause {
        SystemCause::StoreFailing => Both {
            english: [
                "The store cannot take readings.",
                "The disk fails, is full, or is mounted read-only. Gas is judged all the same; nothing is recorded.",
                "Look at mcsctl status and the system log; make room or repair the disk.",
            ],
            chinese: [
                "存储无法写入数据。",
                "磁盘故障、已满或只读；仍在判断报警，但不记录。",
                "查看 mcsctl status 和系统日志；清理或修复磁盘。",
            ],
        },
        SystemCause::DiskCritical => Both {
            english: [
                "Less than 5 % of the disk is free.",
                "Something fills it: logs, backups, other programs, or readings kept too long.",
                "Make room now; then look at store.retention_days and where backups lie.",
            ],
            chinese: [
                "磁盘可用空间低于 5 %。",
                "被日志、备份、其他程序或保留过久的数据占用。",
                "立即清理；随后检查 store.retention_days 和备份位置。",
            ],
        },
        SystemCause::DiskLow => Both {
            english: [
                "Less than 10 % of the disk is free.",
                "Something fills it. From here on days that the archive holds leave after 30 days.",
                "Make room today; mcsctl store stats shows what the readings take.",
            ],
            chinese: [
                "磁盘可用空间低于 10 %。",
                "空间被占用；此后已归档的日期在 30 天后移除。",
                "当天清理；mcsctl store stats 显示数据占用。",
            ],
        },
        SystemCause::DiskWarning => Both {
            english: [
                "Less than 15 % of the disk is free.",
                "Something fills it slowly.",
                "Find out what grows, and make room this week.",
            ],
            chinese: ["磁盘可用空间低于 15 %。", "空间正在缓慢减少。", "查明增长来源，本周内清理。"],
        },
        SystemCause::WasDown => Both {
            english: [
                "The daemon was down; nobody judged meanwhile.",
                "It was stopped, crashed, or the machine was off. Devices send what they kept; alarms of that time come late.",
                "Find out why; mcsctl ledger shows whether readings are missing.",
            ],
            chinese: [
                "服务曾停止运行，期间无人判断。",
                "被停止、崩溃或机器断电；设备会补传，其间的报警会迟到。",
                "查明原因；用 mcsctl ledger 查看数据是否缺失。",
            ],
        },
        SystemCause::ClockStep => Both {
            english: [
                "The server's clock stepped.",
                "Somebody set it, or time synchronisation was away for long.",
                "Check the time and NTP. Delays are reckoned by a clock that does not step.",
            ],
            chinese: [
                "服务器时钟发生跳变。",
                "被人为更改，或长时间未同步。",
                "检查时间和 NTP；延时按不会跳变的时钟计算。",
            ],
        },
        SystemCause::Quarantine => Both {
            english: [
                "Frames arrive that nobody can read.",
                "A device has other firmware or a fault, or something else publishes on its topic.",
                "The daemon's log names the device and shows a sample; correct or disconnect it.",
            ],
            chinese: [
                "收到无法解析的报文。",
                "设备固件不同或有故障，或其他程序向其主题发布。",
                "服务日志会给出设备和样例；更正或断开。",
            ],
        },
        SystemCause::Refused => Both {
            english: [
                "Publishes are refused at a rate.",
                "A device publishes for a number that is not its own, or on a topic it may not use.",
                "The log names it; register the device, share its credential, or disconnect it.",
            ],
            chinese: [
                "不断有发布被拒绝。",
                "设备以他人的序列号或不允许的主题发布。",
                "日志中有其名称；登记设备、共享凭据或断开。",
            ],
        },
        SystemCause::UnknownDevice => Both {
            english: [
                "A device nobody registered knocks.",
                "A new detector was switched on, or a removed one is still in the field.",
                "See mcsctl device discovered; register it with mcsctl device adopt, or switch it off.",
            ],
            chinese: [
                "有未登记的设备来访。",
                "新探测器已通电，或已移除的设备仍在现场。",
                "查看 mcsctl device discovered；用 mcsctl device adopt 登记，或断电。",
            ],
        },
        SystemCause::ManyOffline => Both {
            english: [
                "Less than 90 % of the devices are online.",
                "A network, a gateway or a supply is gone that many share.",
                "Look for what they share: mcsctl device list -l status=offline. Guard the places meanwhile.",
            ],
            chinese: [
                "在线设备不足 90 %。",
                "共用的网络、网关或电源中断。",
                "用 mcsctl device list -l status=offline 查找共同点；期间派人监护。",
            ],
        },
        SystemCause::StoreLate => Both {
            english: [
                "Commits are late.",
                "The disk is slow or busy with something else.",
                "See what else uses the disk; mcsctl status shows the last commit's time.",
            ],
            chinese: ["写入延迟。", "磁盘缓慢或被其他程序占用。", "检查磁盘占用；mcsctl status 显示最近一次写入耗时。"],
        },
        SystemCause::StoreDamaged => Both {
            english: [
                "The database is damaged.",
                "The disk or the memory lost or changed bytes.",
                "mcsctl store verify names the damage. Restore a backup with mcsctl backup restore; replace the disk.",
            ],
            chinese: [
                "数据库损坏。",
                "磁盘或内存丢失或改变了数据。",
                "mcsctl store verify 指出损坏处；用 mcsctl backup restore 恢复备份，并更换磁盘。",
            ],
        },
        SystemCause::ZoneBlind => Both {
            english: [
                "No point of a zone is known: nobody would see gas there.",
                "All its points are offline, in fault, inhibited or out of service.",
                "Guard the place with portable detectors now; bring points back: mcsctl zone show.",
            ],
            chinese: [
                "某分区没有任何有效点位，有气体也无法发现。",
                "该分区点位全部离线、故障、抑制或停用。",
                "立即用便携仪监护；尽快恢复点位：mcsctl zone show。",
            ],
        },
        SystemCause::NobodyReachable => Both {
            english: [
                "No channel reaches anybody.",
                "All channels fail, are disabled, or nobody set one up.",
                "See mcsctl notify channel list and test one; somebody must watch the wall meanwhile.",
            ],
            chinese: [
                "没有任何渠道能通知到人。",
                "所有渠道故障、停用，或尚未设置。",
                "查看 mcsctl notify channel list 并测试；期间须有人值守监控屏。",
            ],
        },
        SystemCause::NobodyAnswered => Both {
            english: [
                "Everybody was told and nobody acknowledged.",
                "The alarm went through all groups of its route.",
                "Go and look; mcsctl notify trace shows who was told what, and when.",
            ],
            chinese: [
                "已通知所有人，无人确认。",
                "报警已通知路由中的全部小组。",
                "立即前往查看；mcsctl notify trace 显示通知了谁及时间。",
            ],
        },
        SystemCause::BrokerLink => Both {
            english: [
                "The link to the external broker is lost.",
                "The broker is down, the network is gone, or its password or certificate changed.",
                "Check the broker; the daemon connects again by itself, and devices keep their readings meanwhile.",
            ],
            chinese: [
                "与外部消息服务器的连接中断。",
                "消息服务器停止、网络中断，或密码、证书已更换。",
                "检查消息服务器；服务会自动重连，期间设备保留数据。",
            ],
        },
        SystemCause::Backlog => Both {
            english: [
                "Readings wait longer than they should.",
                "More arrives than is taken: many devices send what they kept, or the disk is slow.",
                "It goes away by itself after an outage; if it stays, look at mcsctl status and the disk.",
            ],
            chinese: [
                "数据等待时间过长。",
                "到达多于处理：大量设备补传，或磁盘缓慢。",
                "中断恢复后会自行消除；若持续，查看 mcsctl status 和磁盘。",
            ],
        },
        SystemCause::ThroughputHalved => Both {
            english: [
                "Fewer than half of the usual readings arrive.",
                "A network or a gateway is gone, or many devices are off.",
                "See mcsctl device list -l status!=live, and what those devices share.",
            ],
            chinese: [
                "收到的数据不足平时一半。",
                "网络或网关中断，或大量设备关机。",
                "查看 mcsctl device list -l status!=live，找出共同点。",
            ],
        },
        SystemCause::Overload => Both {
            english: [
                "The machine has no time or no memory left.",
                "Another program takes it, or the plant outgrew the machine.",
                "See what runs beside the daemon; move it, or give it a larger machine.",
            ],
            chinese: [
                "主机处理器或内存不足。",
                "被其他程序占用，或规模已超出本机能力。",
                "查看其他程序；迁移或更换更大的主机。",
            ],
        },
        SystemCause::AbnormalTraffic => Both {
            english: [
                "A device sends far more than its period allows.",
                "It is in debug mode, has a fault, or somebody imitates it.",
                "The alarm's text names it; restart it or change its password (mcsctl device set --rotate-secret).",
            ],
            chinese: [
                "某设备发送数据远超其周期。",
                "处于调试模式、故障，或被仿冒。",
                "报警文字中有其名称；重启，或更换密码（mcsctl device set --rotate-secret）。",
            ],
        },
        SystemCause::ChannelFailing => Both {
            english: [
                "A channel of notices fails.",
                "Its provider refuses or does not answer; what is owed over it waits or goes another way.",
                "See mcsctl notify outbox list --state given-up, then mcsctl notify channel test.",
            ],
            chinese: [
                "某通知渠道故障。",
                "服务商拒绝或无响应；待发通知等待或改走其他渠道。",
                "查看 mcsctl notify outbox list --state given-up，再执行 mcsctl notify channel test。",
            ],
        },
        SystemCause::ArchiveFailed => Both {
            english: [
                "A day could not be archived.",
                "The target was not reached or refused, or the disk has no room for the file.",
                "See mcsctl archive target test and mcsctl archive list; it is tried again each hour for a day.",
            ],
            chinese: [
                "某日归档失败。",
                "目标无法访问或拒绝，或磁盘空间不足。",
                "执行 mcsctl archive target test 并查看 mcsctl archive list；一天内会自动重试。",
            ],
        },
        SystemCause::NoWall => Both {
            english: [
                "No wall is connected: nobody sees or hears an alarm here.",
                "The screen is off, its program ended, or its network is gone.",
                "Start mcstui on the wall again.",
            ],
            chinese: [
                "没有监控屏连接，无人能看到或听到报警。",
                "屏幕关闭、程序退出或网络中断。",
                "重新启动监控屏上的 mcstui。",
            ],
        },
        SystemCause::LicenceGrace => Both {
            english: [
                "The licence ends within a day.",
                "Its time is nearly over.",
                "Put a new one in its place. Detection and alarms go on in any case.",
            ],
            chinese: ["授权将在一天内到期。", "即将超过有效期。", "更换新的授权；检测和报警始终继续。"],
        },
        SystemCause::ZoneMasked => Both {
            english: [
                "More than a fifth of a zone is masked.",
                "So many of its points are shelved, inhibited or out of service.",
                "See mcsctl alarm masks; end what is no longer needed, guard the place meanwhile.",
            ],
            chinese: [
                "某分区五分之一以上被屏蔽。",
                "较多点位被搁置、抑制或停用。",
                "查看 mcsctl alarm masks；结束不再需要的屏蔽，期间派人监护。",
            ],
        },
        SystemCause::CalibrationDue => Both {
            english: [
                "A calibration must be renewed.",
                "The date set with --due is past, or near.",
                "Calibrate the device and record it with mcsctl calib set.",
            ],
            chinese: [
                "标定到期，需要重新标定。",
                "已到或即将到 --due 设定的日期。",
                "标定设备并用 mcsctl calib set 记录。",
            ],
        },
        SystemCause::BrokerLimits => Both {
            english: [
                "The external broker would drop or slow down readings of a whole plant.",
                "It stands at its defaults: a queue of 1000 messages, 20 of them on their way at a time.",
                "Write its files with mcsctl broker export and restart it; mcsctl broker test measures the limits.",
            ],
            chinese: [
                "外部消息服务器会丢弃或拖慢全厂的读数。",
                "它仍是默认设置：队列 1000 条，同时在途 20 条。",
                "用 mcsctl broker export 写出其配置并重启；mcsctl broker test 可测量限值。",
            ],
        },
        SystemCause::Certificate => Both {
            english: [
                "The certificate that devices are shown ends soon, or its successor cannot be used.",
                "It was not renewed, or the new files do not belong together or cannot be read.",
                "Put a new pair in place of ingest.tls_cert and ingest.tls_key; it is taken within a minute or on SIGHUP.",
            ],
            chinese: [
                "出示给设备的证书即将到期，或新证书无法使用。",
                "未续期，或新文件不成对、读不了。",
                "把新的一对放到 ingest.tls_cert 和 ingest.tls_key；一分钟内或收到 SIGHUP 时生效。",
            ],
        },
    }
}
