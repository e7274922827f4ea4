//! What the exit codes mean.

use super::Both;
use crate::error::Exit;

#[expect(clippy::too_many_lines, reason = "a table: one entry for each code")]
pub(super) const fn words(exit: Exit) -> Both {
    match exit {
        Exit::Ok => Both {
            english: [
                "It is done.",
                "A reader that went away, as in mcsctl ... | head, is no failure either.",
                "Nothing.",
            ],
            chinese: ["已完成。", "读取方提前结束（如 mcsctl … | head）也不算失败。", "无需处理。"],
        },
        Exit::Failed => Both {
            english: [
                "It failed, and none of the other codes fits.",
                "The machine or the daemon could not do it: no space, no permission on a file, an error inside.",
                "Read the line on standard error; the daemon's log tells more.",
            ],
            chinese: [
                "执行失败，且不属于其他各类。",
                "本机或服务无法完成：空间不足、文件无权限或内部错误。",
                "查看标准错误输出的说明；服务日志有更多信息。",
            ],
        },
        Exit::Usage => Both {
            english: [
                "The request itself is wrong; nothing was done.",
                "A flag, a value or a file is not what the command takes, or a confirmation is missing.",
                "Correct what the line on standard error names; --help shows what is accepted, with examples.",
            ],
            chinese: [
                "请求本身有误，未作任何更改。",
                "参数、取值或文件不符合要求，或缺少确认。",
                "按标准错误输出的提示更正；--help 列出可用写法和示例。",
            ],
        },
        Exit::NotFound => Both {
            english: [
                "What the request names does not exist.",
                "The device, alarm, zone, channel or day was never there, or was removed.",
                "List what there is, e.g. mcsctl device list, and name one of it.",
            ],
            chinese: [
                "请求所指的对象不存在。",
                "该设备、报警、分区、渠道或日期从未有过，或已移除。",
                "先列出现有对象（如 mcsctl device list），再指定其一。",
            ],
        },
        Exit::NotPermitted => Both {
            english: [
                "The caller may not do this.",
                "Each change needs a role: viewer, operator, engineer or admin. The role comes from the user or group that calls.",
                "Ask somebody with that role, or have an admin add a rule to control.access in mcsd.toml.",
            ],
            chinese: [
                "无权执行此操作。",
                "每项更改都需要相应角色：查看、操作、工程师或管理员；角色由调用者的用户或用户组决定。",
                "请有权限的人员操作，或由管理员在 mcsd.toml 的 control.access 中添加规则。",
            ],
        },
        Exit::Unreachable => Both {
            english: [
                "The daemon cannot be reached.",
                "It does not run, runs on another socket, or the connection ended.",
                "Start it with mcsd run, or name its socket with --socket, --context, MCS_SOCKET or MCS_CONTEXT.",
            ],
            chinese: [
                "无法连接服务。",
                "服务未运行、使用了其他套接字，或连接中断。",
                "用 mcsd run 启动，或用 --socket、--context、MCS_SOCKET、MCS_CONTEXT 指定其位置。",
            ],
        },
        Exit::Conflict => Both {
            english: [
                "A conflict or an unmet precondition.",
                "Somebody else changed it meanwhile, or its state does not allow it now.",
                "Look at it again, e.g. mcsctl alarm show, and repeat what still applies.",
            ],
            chinese: [
                "存在冲突或不满足前提条件。",
                "其他人已更改，或当前状态不允许。",
                "重新查看（如 mcsctl alarm show），仍需要时再执行。",
            ],
        },
        Exit::Timeout => Both {
            english: [
                "No answer came in time.",
                "The daemon is busy, or the question is large. Whether a change was made is not known.",
                "Look whether it was made, see mcsctl status, and wait longer with --timeout.",
            ],
            chinese: [
                "未能及时得到答复。",
                "服务繁忙或查询量大；更改是否已生效不确定。",
                "先确认是否已生效，查看 mcsctl status，必要时用 --timeout 延长等待。",
            ],
        },
        Exit::PartlyDone => Both {
            english: [
                "It is done as far as it could be.",
                "Some lines, days or objects could not be read or taken; each is named on standard error.",
                "Correct those and repeat: what is done already is passed over.",
            ],
            chinese: [
                "已完成可完成的部分。",
                "部分行、日期或对象无法读取或接收；标准错误输出逐一列出。",
                "更正后重复执行：已完成的部分会跳过。",
            ],
        },
        Exit::Found => Both {
            english: [
                "A check found a problem.",
                "A verify, a lint, a --check or config check did its work, and not all is well.",
                "Act on what it printed; run it again afterwards.",
            ],
            chinese: [
                "检查发现问题。",
                "verify、lint、--check 或 config check 已执行，结果并非全部正常。",
                "按输出结果处理，然后再检查一次。",
            ],
        },
    }
}
