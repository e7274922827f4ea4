## Connection
link-connecting = connecting
link-up = live, { $age }
link-up-viewer = live, { $age }, viewer
link-lost = LOST, { $age }
link-no-data = no data
link-data = data { $age }
link-banner = DAEMON LOST { $age }: every value is unknown, retrying. { $why }
link-silent = no sign of life
link-silent-mirror = nothing heard for { $seconds } s
link-closed = the daemon closed the connection
link-newer = { $version }, newer than this program
lost-refused = the daemon is lost: nothing was done
lost-no-answer = no answer in time

## Header
head-silent = SILENT { $left }
head-last-known = last known:
head-points = { $count } points
count-unacked = unack
count-active = active
count-offline = offline
count-stale = stale
count-fault = fault
count-not-commissioned = not commissioned
count-masked = masked
count-shelved = shelved
count-inhibited = inhibited
count-out-of-service = out of service
short-unacked = un
short-active = act
short-offline = off
short-stale = st
short-fault = flt
short-not-commissioned = nc
short-masked = msk
short-shelved = shv
short-inhibited = inh
short-out-of-service = oos
small-title = too small
small-need = need { $size }
small-lost = no daemon
small-quiet = no alarm waits
small-unacked = !! { $count } unack

## Wall
map-title = Map
map-shown = { $shown } of { $all }
map-no-area = without area
map-no-devices = no devices yet: mcsctl device add
map-waiting = waiting for the daemon
list-none = Alarms: none
list-acked = Alarms { $all }, all acknowledged
list-unacked = Alarms { $all }, { $unacked } unacknowledged
list-more = { $above } above, { $below } below
list-tag = tag
list-device = device
list-value = value
list-unit = unit
list-limit = limit
list-since = since
list-text = text
list-system = system
mark-drill = DRILL
mark-first = FIRST
mark-chattering = chattering
mark-held = held
mark-first-of-zone = first of its zone
said-masked = masked: { $why }
said-back = back { $time }
said-max = max { $value }
said-acked = ack { $who } { $time }
said-last = last { $age } ago
said-last-unknown = last known
said-unrecorded = unrecorded
said-was = was { $tag }
said-reset-needed = reset needed
trend-title = Trend
trend-loading = loading
trend-failed = no history: { $why }
trend-empty = no readings

## Points in words
point-last-heard = last heard { $age }
point-never = since ever
point-not-commissioned = not commissioned
point-offline = OFFLINE { $age }
point-catching-up = catching up
point-fault = FAULT err { $err }
point-uncalibrated = no calibration
point-stale = stale { $age }
point-no-value = no value
point-doubtful = doubtful, err { $err }
point-over-range = over range
point-under-range = under range
point-pending = { $tag } in { $seconds } s
point-no-limit = no limit
point-uncompensated = no temperature compensation
point-masked = { $condition } masked: { $why }
mask-shelved = shelved
mask-inhibited = inhibited
mask-out-of-service = out of service
mask-warm-up = warm-up
mask-suppressed = suppressed
mask-words = { $kind } by { $who }: { $why }{ $more }, { $left } left
mask-watcher = , { $who } watches

## Answers
done-acknowledged = acknowledged { $what }
done-acknowledged-all = acknowledged { $count }
done-acknowledged-newer = acknowledged { $count }, { $newer } newer stay
done-reset = reset { $what }
done-shelved = shelved { $what }
done-unshelved = shown again: { $what }
done-inhibited = inhibited { $sn }
done-in-service = { $sn } is in service again
done-judged = { $sn } is judged again
done-silent = silent everywhere
refuse-moved = the list has just moved: look, then press a again
refuse-acked-already = this alarm is acknowledged already
refuse-nothing-here = nothing here waits to be acknowledged
refuse-nothing-waits = nothing waits to be acknowledged
refuse-ack-first = acknowledge it first, then reset it
refuse-present = the condition is still present
refuse-no-latch = it does not latch; acknowledge it
refuse-no-alarm = no alarm is selected
refuse-shelved = it is shelved already; u ends that
refuse-no-point = no point is selected
refuse-masked = it is masked already; u ends that
refuse-no-mask = no mask that a person could end is on it

## Prompts and forms
ask-all = Acknowledge { $count ->
    [one] { $count } alarm?
   *[other] { $count } alarms?
}
ask-critical = critical: { $what }
ask-more = and { $count } more critical
ask-may = a comment, if you like:
ask-comment = comment:
ask-must = with a critical a comment is needed:
ask-reset = Reset { $what } of { $whose }?
ask-shelve = Shelve { $what } of { $whose }? It is acknowledged too
ask-inhibit = Inhibit { $sn }? No alarm and no vote of it meanwhile
field-reason = reason
field-minutes = minutes
field-comment = comment
field-verified = verified how
field-watcher = who watches
field-second = second person
field-password = their password
wrong-empty = this must be said
wrong-name = this is no user's name
wrong-minutes = whole minutes, 1 to 480

## Pages
page-alarm = Alarm { $id }
page-figures = Alarms of 30 days
page-over = it is over
page-asking = asking the daemon
page-drill = THIS IS A DRILL
page-what = what
page-called = called
page-place = area, zone
page-state = state
page-marks = marks
page-value = value
page-worst = worst
page-limit = limit
page-since = since
page-back = back
page-acked = acknowledged
page-acked-words = { $at } by { $who }
page-comment = comment
page-said = said
page-means = means
page-do = do
page-time = time
page-mask = mask
page-recorded = recorded
page-recorded-late = not yet: the store is late
page-mcsctl = mcsctl
page-ago = { $time }, { $age } ago
state-unack-active = active, not acknowledged
state-acked-active = active, acknowledged
state-unack-returned = returned, not acknowledged
state-latched-unack = latched, not acknowledged
state-latched-acked = latched, acknowledged: reset it
state-normal = over
priority-low = low
priority-medium = medium
priority-high = high
priority-critical = critical
grade-good = good
grade-manageable = manageable
grade-too-much = too many
figures-enough = enough data
figures-enough-yes = yes
figures-enough-no = no: 30 days are needed, the figures say little
figures-alarms = alarms
figures-hour = per hour
figures-hour-words = { $count }, { $grade } (6 good, 12 the most)
figures-busiest = busiest 10 min
figures-flood = in flood
figures-flood-words = { $share } in { $floods } floods (below 1 %)
figures-top = top 10
figures-top-words = { $share } of all
figures-chattering = chattering
figures-chattering-words = { $chattering }, fleeting { $fleeting }, stale { $stale }
figures-priorities = priorities
figures-priorities-words = low { $low }, medium { $medium }, high { $high }, critical { $critical } (80/15/5)
figures-acked = acknowledged
figures-acked-words = median { $median }, 95 % { $p95 }
figures-frequent = most frequent
figures-blind = unknown longest
figures-blind-words = { $sn } unknown { $unknown } h, masked { $masked } h

## Keys
help-title = Keys and signs
foot-ack = ack
foot-ack-all = ack all
foot-acknowledge = acknowledge
foot-area = area
foot-cancel = cancel
foot-close = close
foot-confirm = do it
foot-details = details
foot-help = keys
foot-mouse = mouse
foot-mouse-on = mouse on
foot-mouse-off = mouse off: select text
foot-next-field = next field
foot-open = go to
foot-pane = map/alarms
foot-quit = quit
foot-reset = reset
foot-shelve = shelve
foot-silence = silence
key-ack = acknowledge the selected alarm
key-ack-all = acknowledge all shown; asks first
key-back = forget the answer; go back
key-cancel = do nothing
key-close = close this page
key-confirm = do it
key-details = the selected alarm, and what to do
key-down = select what is below
key-erase = take back one character
key-erase-line = take back the line
key-figures = figures of the last 30 days
key-first = select the first
key-help = show or hide keys and signs
key-inhibit = inhibit the point; asks first
key-last = select the last
key-leave = leave
key-left = select what is to the left
key-mouse = mouse here, or for selecting text
key-next-area = the next area's map
key-next-field = the next field
key-open = from an alarm to its point and back
key-pane = from the map to the alarms and back
key-previous-area = the area's map before
key-previous-field = the field before
key-quit = leave; the plant is watched on
key-redraw = draw everything anew
key-reset = reset the selected alarm; asks first
key-right = select what is to the right
key-shelve = hide the selected alarm; asks first
key-silence = no sound anywhere for 5 minutes
key-suspend = back to the shell; fg returns
key-unmask = end the mask of what is selected
key-up = select what is above

## Signs
sign-unacked = alarm, not acknowledged
sign-acked = alarm, acknowledged
sign-returned = gone, not acknowledged
sign-latched = latched, not acked
sign-latched-acked = latched: reset it
sign-held = held, not acked
sign-unknown = offline, held or lost
sign-stale = stale
sign-catching-up = catching up
sign-fault = fault
sign-range = over, under range
sign-pending = counting down
sign-shelved = shelved
sign-inhibited = inhibited, out, warm-up
sign-masked = masked
sign-uncalibrated = no calibration
sign-no-limit = no limit
sign-never = never heard of

## Devices

## Device

## Alarms

## Palette

## Filter

## Freeze

## Copy

## Map editing
foot-nudge = move
foot-next-point = next point
foot-undo = undo
foot-end-edit = end
foot-numbers = x y
foot-snap = grid
foot-unplace = off the map
foot-edit = place points
key-edit = place points on the map, with the mouse or keys
key-nudge-left = move the point to the left; Shift: by five
key-nudge-down = move the point down
key-nudge-up = move the point up
key-nudge-right = move the point to the right
key-nudge-far = the same by five
key-next-point = the next point
key-previous-point = the point before
key-undo = take the last change back
key-end-edit = leave it where it was; end placing
key-numbers = say the position, and an area if you like
key-snap = positions on a grid of 2.5 %, or free
key-put-down = put the point down now
key-unplace = take the point off the map
edit-title = PLACING, { $grid }{ $more }
edit-grid = grid 2.5 %
edit-free = free
edit-waiting = , { $count } on the way
edit-undoable = , { $count } to undo
edit-point = { $sn } at { $at }, { $area }
edit-nowhere = no place yet
edit-ask = x y in percent, and an area if you like:
edit-wrong-form = two numbers, and an area if you like
edit-wrong-range = numbers from 0 to 100
edit-wrong-area = this cannot be an area's name
edit-placed = { $sn } stands at { $at }; u undoes
edit-undone = { $sn } is back at { $at }
edit-nothing = nothing to undo
edit-moved-since = somebody else has moved { $sn } since: not undone
edit-dropped = { $sn } was not moved: { $why }
edit-dropped-more = { $sn } was not moved, nor { $count } after it: { $why }
edit-not-permitted = only engineers and admins place points

## Kiosk
kiosk-turning = next in { $seconds } s
kiosk-held = stays: critical
kiosk-fixed = fixed page
kiosk-missing = no page { $page }
kiosk-keys = wall: keys change nothing

## Sound
sound-hushed = quiet here for 5 minutes; alarms go on
head-hushed = QUIET HERE { $left }
key-test-sound = hear the sound of alarms

## Picture
picture-failed = no picture behind the map: { $why }
key-background = the picture behind the map, or none
count-blind = blind zones
short-blind = bz
sign-first-out = first of its zone
