## Connection
link-connecting = 正在连接
link-up = 在线，{ $age }
link-up-viewer = 在线，{ $age }，只读
link-lost = 失联，{ $age }
link-no-data = 无数据
link-data = 数据 { $age }
link-banner = 守护进程失联 { $age }：所有数值未知，正在重连。{ $why }
link-silent = 没有任何回应
link-silent-mirror = { $seconds } 秒没有收到消息
link-closed = 守护进程关闭了连接
link-newer = { $version }，比本程序新
lost-refused = 守护进程失联：什么也没有执行
lost-no-answer = 没有及时答复

## Header
head-silent = 已静音 { $left }
head-last-known = 最后已知：
head-points = { $count } 个点位
count-unacked = 未确认
count-active = 报警中
count-offline = 离线
count-stale = 过时
count-fault = 故障
count-not-commissioned = 未投用
count-masked = 遮蔽
count-shelved = 搁置
count-inhibited = 抑制
count-out-of-service = 停用
short-unacked = 未
short-active = 报
short-offline = 离
short-stale = 旧
short-fault = 障
short-not-commissioned = 未投
short-masked = 遮
short-shelved = 搁
short-inhibited = 抑
short-out-of-service = 停
small-title = 窗口太小
small-need = 至少 { $size }
small-lost = 失联
small-quiet = 无待确认报警
small-unacked = !! { $count } 未确认

## Wall
map-title = 地图
map-shown = { $shown }/{ $all }
map-no-area = 无区域
map-no-devices = 还没有设备：mcsctl device add
map-waiting = 等待守护进程
list-none = 报警：无
list-acked = 报警 { $all }，全部已确认
list-unacked = 报警 { $all }，{ $unacked } 未确认
list-more = 上面 { $above }，下面 { $below }
list-tag = 标记
list-device = 设备
list-value = 数值
list-unit = 单位
list-limit = 限值
list-since = 起始
list-text = 说明
list-system = 系统
mark-drill = 演练
mark-first = 首发
mark-chattering = 抖动
mark-held = 保持
mark-first-of-zone = 本分区首发
said-masked = 被遮蔽：{ $why }
said-back = { $time } 恢复
said-max = 最高 { $value }
said-acked = { $who } { $time } 确认
said-last = { $age } 前的值
said-last-unknown = 最后已知
said-unrecorded = 未入库
said-was = 曾为 { $tag }
said-reset-needed = 需复位
trend-title = 趋势
trend-loading = 读取中
trend-failed = 无历史：{ $why }
trend-empty = 无读数

## Points in words
point-last-heard = 最后收到 { $age }
point-never = 从未
point-not-commissioned = 未投用
point-offline = 离线 { $age }
point-catching-up = 补传中
point-fault = 故障 err { $err }
point-uncalibrated = 未标定
point-stale = 过时 { $age }
point-no-value = 无数值
point-doubtful = 可疑，err { $err }
point-over-range = 超量程
point-under-range = 低于量程
point-pending = { $tag } 还有 { $seconds } 秒
point-no-limit = 无限值
point-uncompensated = 无温度补偿
point-masked = { $condition } 被遮蔽：{ $why }
mask-shelved = 搁置
mask-inhibited = 抑制
mask-out-of-service = 停用
mask-warm-up = 预热
mask-suppressed = 压制
mask-words = { $who } { $kind }：{ $why }{ $more }，剩 { $left }
mask-watcher = ，{ $who } 值守

## Answers
done-acknowledged = 已确认 { $what }
done-acknowledged-all = 已确认 { $count } 条
done-acknowledged-newer = 已确认 { $count } 条，之后新来的 { $newer } 条仍在
done-reset = 已复位 { $what }
done-shelved = 已搁置 { $what }
done-unshelved = 重新显示：{ $what }
done-inhibited = 已抑制 { $sn }
done-in-service = { $sn } 恢复使用
done-judged = { $sn } 恢复判断
done-silent = 各处已静音
refuse-moved = 列表刚刚移动：看清楚再按 a
refuse-acked-already = 这条报警已经确认
refuse-nothing-here = 这里没有待确认的报警
refuse-nothing-waits = 没有待确认的报警
refuse-ack-first = 先确认，再复位
refuse-present = 报警条件仍然存在
refuse-no-latch = 它不锁存，确认即可
refuse-no-alarm = 没有选中报警
refuse-shelved = 已经搁置；按 u 结束
refuse-no-point = 没有选中点位
refuse-masked = 已经遮蔽；按 u 结束
refuse-no-mask = 上面没有可由人结束的遮蔽

## Prompts and forms
ask-all = 确认 { $count } 条报警？
ask-critical = 紧急：{ $what }
ask-more = 还有 { $count } 条紧急
ask-may = 备注（可不填）：
ask-comment = 备注：
ask-must = 含紧急报警，必须写备注：
ask-reset = 复位 { $whose } 的 { $what }？
ask-shelve = 搁置 { $whose } 的 { $what }？同时视为确认
ask-inhibit = 抑制 { $sn }？期间不报警也不参与表决
field-reason = 原因
field-minutes = 分钟
field-comment = 备注
field-verified = 如何核实
field-watcher = 谁来值守
field-second = 第二人
field-password = 其密码
wrong-empty = 必须填写
wrong-name = 这不是用户名
wrong-minutes = 整分钟，1 到 480

## Pages
page-alarm = 报警 { $id }
page-figures = 30 天报警统计
page-over = 已经结束
page-asking = 正在查询
page-drill = 这是演练
page-what = 报警
page-called = 名称
page-place = 区域、分区
page-state = 状态
page-marks = 标志
page-value = 数值
page-worst = 最坏
page-limit = 限值
page-since = 起始
page-back = 恢复
page-acked = 确认
page-acked-words = { $who }，{ $at }
page-comment = 备注
page-said = 说明
page-means = 含义
page-do = 处置
page-time = 时限
page-mask = 遮蔽
page-recorded = 入库
page-recorded-late = 尚未：存储延迟
page-mcsctl = 命令
page-ago = { $time }，{ $age } 前
state-unack-active = 报警中，未确认
state-acked-active = 报警中，已确认
state-unack-returned = 已恢复，未确认
state-latched-unack = 锁存，未确认
state-latched-acked = 锁存，已确认：请复位
state-normal = 已结束
priority-low = 低
priority-medium = 中
priority-high = 高
priority-critical = 紧急
grade-good = 良好
grade-manageable = 尚可
grade-too-much = 过多
figures-enough = 数据是否足够
figures-enough-yes = 足够
figures-enough-no = 不足：需要 30 天，数字说明不了多少
figures-alarms = 报警数
figures-hour = 每小时
figures-hour-words = { $count }，{ $grade }（6 为好，12 为上限）
figures-busiest = 最忙 10 分钟
figures-flood = 泛滥
figures-flood-words = { $share }，共 { $floods } 次（应低于 1 %）
figures-top = 前 10 名
figures-top-words = 占 { $share }
figures-chattering = 抖动
figures-chattering-words = { $chattering }，瞬时 { $fleeting }，陈旧 { $stale }
figures-priorities = 优先级
figures-priorities-words = 低 { $low }，中 { $medium }，高 { $high }，紧急 { $critical }（80/15/5）
figures-acked = 确认用时
figures-acked-words = 中位 { $median }，95 % { $p95 }
figures-frequent = 最频繁
figures-blind = 最久未知
figures-blind-words = { $sn } 未知 { $unknown } 小时，遮蔽 { $masked } 小时

## Keys
help-title = 按键与标志
foot-ack = 确认
foot-ack-all = 全部确认
foot-acknowledge = 确认
foot-area = 区域
foot-cancel = 取消
foot-close = 关闭
foot-confirm = 执行
foot-details = 详情
foot-help = 按键
foot-mouse = 鼠标
foot-mouse-on = 鼠标开
foot-mouse-off = 鼠标关：可选文字
foot-next-field = 下一项
foot-open = 转到
foot-pane = 地图/报警
foot-quit = 退出
foot-reset = 复位
foot-shelve = 搁置
foot-silence = 静音
key-ack = 确认选中的报警
key-ack-all = 确认列出的全部报警；先询问
key-back = 清除提示；返回
key-cancel = 不执行
key-close = 关闭本页
key-confirm = 执行
key-details = 选中报警的详情与处置
key-down = 选下面的
key-erase = 删一个字
key-erase-line = 删整行
key-figures = 最近 30 天的统计
key-first = 选第一个
key-help = 显示或关闭按键与标志
key-inhibit = 抑制该点位；先询问
key-last = 选最后一个
key-leave = 退出
key-left = 选左边的
key-mouse = 鼠标归本程序，或用于选文字
key-next-area = 下一个区域的地图
key-next-field = 下一项
key-open = 从报警到点位，再回来
key-pane = 在地图和报警之间切换
key-previous-area = 上一个区域的地图
key-previous-field = 上一项
key-quit = 退出；工厂继续受监视
key-redraw = 全部重画
key-reset = 复位选中的报警；先询问
key-right = 选右边的
key-shelve = 搁置选中的报警；先询问
key-silence = 各处静音 5 分钟
key-suspend = 回到命令行；fg 返回
key-unmask = 结束所选的遮蔽
key-up = 选上面的

## Signs
sign-unacked = 报警，未确认
sign-acked = 报警，已确认
sign-returned = 已恢复，未确认
sign-latched = 锁存，未确认
sign-latched-acked = 锁存：请复位
sign-held = 保持，未确认
sign-unknown = 离线、保持或失联
sign-stale = 过时
sign-catching-up = 补传中
sign-fault = 故障
sign-range = 超量程、低于量程
sign-pending = 延时中
sign-shelved = 搁置
sign-inhibited = 抑制、停用、预热
sign-masked = 遮蔽
sign-uncalibrated = 未标定
sign-no-limit = 无限值
sign-never = 从未收到

## Devices

## Device

## Alarms

## Palette

## Filter

## Freeze

## Copy

## Map editing
foot-nudge = 移动
foot-next-point = 下一点
foot-undo = 撤销
foot-end-edit = 结束
foot-numbers = 坐标
foot-snap = 网格
foot-unplace = 移出地图
foot-edit = 摆放点位
key-edit = 用鼠标或键盘在地图上摆放点位
key-nudge-left = 点位左移；按 Shift 移五格
key-nudge-down = 点位下移
key-nudge-up = 点位上移
key-nudge-right = 点位右移
key-nudge-far = 同上，五格
key-next-point = 下一个点位
key-previous-point = 上一个点位
key-undo = 撤销上一次改动
key-end-edit = 放回原处；结束摆放
key-numbers = 输入坐标，可加区域
key-snap = 对齐 2.5 % 网格，或不对齐
key-put-down = 立即放下点位
key-unplace = 把点位移出地图
edit-title = 摆放中，{ $grid }{ $more }
edit-grid = 网格 2.5 %
edit-free = 不对齐
edit-waiting = ，{ $count } 项待回复
edit-undoable = ，可撤销 { $count } 项
edit-point = { $sn } 在 { $at }，{ $area }
edit-nowhere = 尚未摆放
edit-ask = 横、纵坐标（百分比），可加区域：
edit-wrong-form = 要两个数，可加区域
edit-wrong-range = 数要在 0 到 100 之间
edit-wrong-area = 这不能作区域名
edit-placed = { $sn } 已放在 { $at }；按 u 撤销
edit-undone = { $sn } 已回到 { $at }
edit-nothing = 没有可撤销的改动
edit-moved-since = { $sn } 之后被别人移动过：不撤销
edit-dropped = { $sn } 未移动：{ $why }
edit-dropped-more = { $sn } 及其后 { $count } 项均未移动：{ $why }
edit-not-permitted = 只有工程师和管理员可以摆放点位

## Kiosk
kiosk-turning = { $seconds } 秒后换页
kiosk-held = 停留：紧急
kiosk-fixed = 固定页
kiosk-missing = 没有页面 { $page }
kiosk-keys = 大屏：按键不起作用

## Sound
sound-hushed = 本机安静 5 分钟；报警照常
head-hushed = 本机静音 { $left }
key-test-sound = 试听报警声

## Picture
picture-failed = 地图没有底图：{ $why }
key-background = 显示或隐藏底图
count-blind = 盲区
short-blind = 盲
sign-first-out = 分区内最先报警
