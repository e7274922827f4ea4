//! What the business codes mean.

use mcs_proto::error::BusinessCode;

use super::Both;

#[expect(clippy::too_many_lines, reason = "a table: one entry for each code")]
pub(super) const fn words(code: BusinessCode) -> Both {
    match code {
        BusinessCode::BadLogin => Both {
            english: [
                "The user or the password is wrong.",
                "A second person who confirms a mask gives a name and a password of their own; one of them does not fit.",
                "Type it again; names are told apart by case. An admin gives a new password.",
            ],
            chinese: [
                "用户名或密码错误。",
                "确认屏蔽操作的第二人需提供本人的用户名和密码，其中一项不符。",
                "重新输入，注意用户名区分大小写；忘记密码由管理员重设。",
            ],
        },
        BusinessCode::TokenExpired => Both {
            english: ["The login has expired.", "A login lasts for a while only.", "Log in again and repeat it."],
            chinese: ["登录已过期。", "登录只在一段时间内有效。", "重新登录后再操作。"],
        },
        BusinessCode::NotPermitted => Both {
            english: [
                "The caller's role does not reach.",
                "Each change needs a role (viewer, operator, engineer, admin), and long or critical masks a higher one.",
                "Ask somebody with that role, or have an admin add a rule to control.access in mcsd.toml.",
            ],
            chinese: [
                "当前角色权限不足。",
                "每项更改需要相应角色（查看、操作、工程师、管理员）；时间长或针对紧急报警的屏蔽要求更高。",
                "请有权限的人员操作，或由管理员在 mcsd.toml 的 control.access 中添加规则。",
            ],
        },
        BusinessCode::LicenceInvalid => Both {
            english: [
                "The licence is not valid.",
                "Its signature does not fit, or the file is damaged.",
                "Put the file in its place as it was delivered; if it stays so, ask for a new one. Alarms go on.",
            ],
            chinese: [
                "授权无效。",
                "签名不符或文件损坏。",
                "放回原始授权文件；仍无效时申请新的授权。报警功能不受影响。",
            ],
        },
        BusinessCode::LicenceExpired => Both {
            english: [
                "The licence has expired.",
                "Its time is over.",
                "Ask for a new one. Detection and alarms go on; what is refused is adding devices.",
            ],
            chinese: ["授权已过期。", "已超过有效期。", "申请新的授权。检测和报警继续运行；不能再添加设备。"],
        },
        BusinessCode::LicenceDevices => Both {
            english: [
                "The licence does not cover so many devices.",
                "One more device was to be added than it allows.",
                "Remove devices that are gone (mcsctl device remove), or ask for a larger licence.",
            ],
            chinese: [
                "设备数量超出授权。",
                "要添加的设备超过授权允许的数量。",
                "移除已拆除的设备（mcsctl device remove），或申请更大的授权。",
            ],
        },
        BusinessCode::LicenceMachine => Both {
            english: [
                "The licence is for another machine.",
                "The daemon was moved, or the machine's parts were changed.",
                "Ask for a licence for this machine.",
            ],
            chinese: ["授权属于其他机器。", "服务已迁移，或机器部件已更换。", "为本机申请新的授权。"],
        },
        BusinessCode::NoSuchDevice => Both {
            english: [
                "No device has this serial number.",
                "It was never registered, was removed, or its number is mistyped.",
                "See mcsctl device list; one that knocks and is not registered is on mcsctl device discovered.",
            ],
            chinese: [
                "没有此序列号的设备。",
                "从未登记、已移除，或序列号有误。",
                "查看 mcsctl device list；来访但未登记的设备见 mcsctl device discovered。",
            ],
        },
        BusinessCode::DeviceExists => Both {
            english: [
                "A device with this serial number exists already.",
                "It was registered before; a removed device keeps its history under its number.",
                "Change it with mcsctl device set, or remove it first.",
            ],
            chinese: [
                "此序列号的设备已存在。",
                "此前已登记；移除的设备仍以该序列号保留历史。",
                "用 mcsctl device set 修改，或先移除。",
            ],
        },
        BusinessCode::DeviceOffline => Both {
            english: [
                "The device is offline.",
                "Nothing has been heard of it for longer than its period allows, so it cannot be told anything.",
                "Check its supply and network; repeat it when mcsctl device list -l status=live shows it.",
            ],
            chinese: [
                "设备离线。",
                "超过上报周期未收到数据，无法向其下发命令。",
                "检查供电和网络；待 mcsctl device list -l status=live 显示后再操作。",
            ],
        },
        BusinessCode::CalibrationInvalid => Both {
            english: [
                "The calibration is not valid.",
                "The slope is 0 or a coefficient is no finite number, so that no value could be computed.",
                "Give k other than 0, and finite k, b, t-ref and t-comp; see mcsctl calib set --help.",
            ],
            chinese: [
                "标定参数无效。",
                "斜率为 0 或系数不是有限数值，无法计算浓度。",
                "给出非 0 的 k 以及有限的 b、t-ref、t-comp；见 mcsctl calib set --help。",
            ],
        },
        BusinessCode::AlarmSettingsInvalid => Both {
            english: [
                "The alarm settings are not valid.",
                "Limits stand in the wrong order or outside the range, or a delay is out of bounds.",
                "Keep low-low < low < high < high-high within the range; mcsctl rule lint tells what is recommended.",
            ],
            chinese: [
                "报警设置无效。",
                "报警值顺序错误、超出量程，或延时超限。",
                "保持 低低限 < 低限 < 高限 < 高高限 且在量程内；mcsctl rule lint 给出建议。",
            ],
        },
        BusinessCode::MailFailed => Both {
            english: [
                "The mail could not be sent.",
                "The server refused it or did not answer: address, port, login or sender.",
                "Correct the channel with mcsctl notify channel set, then mcsctl notify channel test.",
            ],
            chinese: [
                "邮件发送失败。",
                "邮件服务器拒绝或无响应：地址、端口、登录或发件人有误。",
                "用 mcsctl notify channel set 更正，再用 mcsctl notify channel test 测试。",
            ],
        },
        BusinessCode::WebhookFailed => Both {
            english: [
                "The webhook or robot did not take the message.",
                "Its address, token or signature is wrong, or it limits how often it may be called.",
                "Correct the channel with mcsctl notify channel set, then mcsctl notify channel test.",
            ],
            chinese: [
                "Webhook 或机器人未接收消息。",
                "地址、令牌或签名错误，或调用频率受限。",
                "用 mcsctl notify channel set 更正，再用 mcsctl notify channel test 测试。",
            ],
        },
        BusinessCode::SmsFailed => Both {
            english: [
                "The text message could not be sent.",
                "The provider refused it: key, signature name, template or balance.",
                "Correct the channel with mcsctl notify channel set, then mcsctl notify channel test.",
            ],
            chinese: [
                "短信发送失败。",
                "服务商拒绝：密钥、签名、模板或余额问题。",
                "用 mcsctl notify channel set 更正，再用 mcsctl notify channel test 测试。",
            ],
        },
        BusinessCode::StorageSettingsInvalid => Both {
            english: [
                "The settings of the target are not valid.",
                "A folder is missing or not writable, or bucket, endpoint, region or key do not fit together.",
                "Correct them with mcsctl archive target set, then mcsctl archive target test.",
            ],
            chinese: [
                "存储目标设置无效。",
                "文件夹不存在或不可写，或存储桶、地址、区域、密钥不匹配。",
                "用 mcsctl archive target set 更正，再用 mcsctl archive target test 测试。",
            ],
        },
        BusinessCode::ArchiveUploadFailed => Both {
            english: [
                "The archive could not be uploaded.",
                "The target refused it or was not reached, or what was read back was not what was sent.",
                "See mcsctl archive target test; the day is kept here and tried again.",
            ],
            chinese: [
                "归档上传失败。",
                "目标拒绝或无法访问，或回读内容与上传不一致。",
                "执行 mcsctl archive target test；当天数据仍保留并会重试。",
            ],
        },
        BusinessCode::NoSuchArchive => Both {
            english: [
                "There is no archive of this day.",
                "The day has no readings, is not over, or its object is gone from the target.",
                "See mcsctl archive list; mcsctl archive run makes what is owed.",
            ],
            chinese: [
                "没有该日的归档。",
                "当日无数据、尚未结束，或目标中的对象已不存在。",
                "查看 mcsctl archive list；用 mcsctl archive run 补做。",
            ],
        },
    }
}
