# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_mcsctl_global_optspecs
    string join \n socket= o/output= timeout= no-color h/help V/version
end

function __fish_mcsctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_mcsctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_mcsctl_using_subcommand
    set -l cmd (__fish_mcsctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c mcsctl -n "__fish_mcsctl_needs_command" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_needs_command" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_needs_command" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_needs_command" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -s V -l version -d 'Print version'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "status" -d 'How the daemon and the plant are doing'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "device" -d 'Devices: register, change, remove, watch'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "calib" -d 'Calibrations: from voltage to concentration'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "reading" -d 'Readings, newest and past'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "alarm" -d 'Alarms: see, acknowledge, reset, watch'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "notify" -d 'Telling people: channels, contacts, routes, the outbox'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "shift" -d 'Hand-overs: what the oncoming shift must know, and who took over'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "zone" -d 'Zones: points that vote together'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "rule" -d 'Alarm rules at site, type, instrument and point level: see, change, check, try'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "ledger" -d 'The loss ledger: is my record complete?'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "archive" -d 'The archive: one object a site day, at a target'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "job" -d 'Jobs that are due by the clock: see, run now, look back'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "backup" -d 'Backups of the database: make, check, restore'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "store" -d 'The store itself: what it holds, whether it is whole'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "analyze" -d 'What archive files say about the sensors, without a daemon'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "report" -d 'What the live plant\'s record says about the sensors'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "sim" -d 'A simulated plant of real MQTT clients'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "demo" -d 'A daemon, a simulated plant with a leak, and the dashboard, in one go'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "completions" -d 'Completions for a shell'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "man" -d 'The manual pages'
complete -c mcsctl -n "__fish_mcsctl_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand status" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand status" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand status" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand status" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand status" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -f -a "add" -d 'Register a device; its password is shown this once'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -f -a "list" -d 'List registered devices'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -f -a "show" -d 'Show everything set for one device'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -f -a "set" -d 'Change what is set for a device'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -f -a "remove" -d 'Retire a device: its history stays, its credential is revoked'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -f -a "discovered" -d 'List devices that knocked and were refused because nobody registered them'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -f -a "adopt" -d 'Register a device that is on the discovered list'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -f -a "watch" -d 'Stream live points: all of them once, then each as it changes'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and not __fish_seen_subcommand_from add list show set remove discovered adopt watch help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l type -d 'What it measures' -r -f -a "H2\t''
CH4\t''
CO\t''
H2S\t''
NH3\t''
VOC\t''
EX\t''
O2\t''
CO2\t''
PM2.5\t''
PM10\t''
TEMP\t''
HUMI\t''
CUSTOM\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l high -d 'Alarm at or above (A1), in the point\'s unit' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l high-high -d 'Critical alarm at or above (A2)' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l low -d 'Alarm at or below; 0 is a limit, not "unset"' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l low-low -d 'Critical alarm at or below' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l range -d 'Measuring range in the point\'s unit; some types bring one along' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l unit -d 'Unit of value, range and limits; else the type\'s' -r -f -a "ppm\t''
%LEL\t''
%vol\t''
ug/m3\t''
degC\t''
%RH\t''
1\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l decimals -d 'Digits behind the decimal point in which it is judged and shown' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l deadband -d 'How far a value must come back before an alarm clears, in the point\'s unit' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l on-delay -d 'How long a value must stay over a limit before the alarm is raised' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l off-delay -d 'How long a value must stay clear before the alarm returns' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l period -d 'Time between the device\'s reports' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l offline-after -d 'Time without a live reading before the point is offline' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l bat-limit -d 'Battery percentage below which LOW_BAT is raised' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l v-min -d 'Voltage of the sensor\'s lower electrical rail, mV' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l v-max -d 'Voltage of the sensor\'s upper electrical rail, mV' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l name -d 'What people call it' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l area -d 'The area whose map it stands on' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l zone -d 'The zone it votes in' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l instrument -d 'The instrument it is a part of: a housing with several points' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l at -d 'Where it stands, in percent of the map\'s width and height' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l share -d 'Let this existing credential speak for the device instead of making one' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from list" -s l -l selector -d 'Only devices that match: area=tank-farm,type=H2S,status!=offline,sn~^A0' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from list" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from list" -l retired -d 'Also devices that were removed'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from list" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from show" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from show" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from show" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from show" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l type -d 'What it measures' -r -f -a "H2\t''
CH4\t''
CO\t''
H2S\t''
NH3\t''
VOC\t''
EX\t''
O2\t''
CO2\t''
PM2.5\t''
PM10\t''
TEMP\t''
HUMI\t''
CUSTOM\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l high -d 'Alarm at or above (A1), in the point\'s unit' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l high-high -d 'Critical alarm at or above (A2)' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l low -d 'Alarm at or below; 0 is a limit, not "unset"' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l low-low -d 'Critical alarm at or below' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l range -d 'Measuring range in the point\'s unit; some types bring one along' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l unit -d 'Unit of value, range and limits; else the type\'s' -r -f -a "ppm\t''
%LEL\t''
%vol\t''
ug/m3\t''
degC\t''
%RH\t''
1\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l decimals -d 'Digits behind the decimal point in which it is judged and shown' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l deadband -d 'How far a value must come back before an alarm clears, in the point\'s unit' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l on-delay -d 'How long a value must stay over a limit before the alarm is raised' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l off-delay -d 'How long a value must stay clear before the alarm returns' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l period -d 'Time between the device\'s reports' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l offline-after -d 'Time without a live reading before the point is offline' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l bat-limit -d 'Battery percentage below which LOW_BAT is raised' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l v-min -d 'Voltage of the sensor\'s lower electrical rail, mV' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l v-max -d 'Voltage of the sensor\'s upper electrical rail, mV' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l name -d 'What people call it' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l area -d 'The area whose map it stands on' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l zone -d 'The zone it votes in' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l instrument -d 'The instrument it is a part of: a housing with several points' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l at -d 'Where it stands, in percent of the map\'s width and height' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l rotate-secret -d 'Make a new password and show it this once; the old one stops working'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l dry-run -d 'Show what would change, and change nothing'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-high -d 'No A1 limit'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-high-high -d 'No A2 limit'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-low -d 'No low limit'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-low-low -d 'No low-low limit'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-range -d 'No measuring range'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-deadband -d 'The rule\'s default deadband'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-off-delay -d 'The rule\'s default off-delay'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-v-min -d 'No lower electrical rail'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-v-max -d 'No upper electrical rail'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-name -d 'No name'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-area -d 'In no area'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-zone -d 'In no zone'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-at -d 'Nowhere on the map'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from remove" -l reason -d 'Why; kept in the record and given to the alarms this closes' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from remove" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from remove" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from remove" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from remove" -l yes -d 'Do not ask; required where there is no terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from remove" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from discovered" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from discovered" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from discovered" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from discovered" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from discovered" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l type -d 'What it measures' -r -f -a "H2\t''
CH4\t''
CO\t''
H2S\t''
NH3\t''
VOC\t''
EX\t''
O2\t''
CO2\t''
PM2.5\t''
PM10\t''
TEMP\t''
HUMI\t''
CUSTOM\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l high -d 'Alarm at or above (A1), in the point\'s unit' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l high-high -d 'Critical alarm at or above (A2)' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l low -d 'Alarm at or below; 0 is a limit, not "unset"' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l low-low -d 'Critical alarm at or below' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l range -d 'Measuring range in the point\'s unit; some types bring one along' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l unit -d 'Unit of value, range and limits; else the type\'s' -r -f -a "ppm\t''
%LEL\t''
%vol\t''
ug/m3\t''
degC\t''
%RH\t''
1\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l decimals -d 'Digits behind the decimal point in which it is judged and shown' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l deadband -d 'How far a value must come back before an alarm clears, in the point\'s unit' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l on-delay -d 'How long a value must stay over a limit before the alarm is raised' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l off-delay -d 'How long a value must stay clear before the alarm returns' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l period -d 'Time between the device\'s reports' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l offline-after -d 'Time without a live reading before the point is offline' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l bat-limit -d 'Battery percentage below which LOW_BAT is raised' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l v-min -d 'Voltage of the sensor\'s lower electrical rail, mV' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l v-max -d 'Voltage of the sensor\'s upper electrical rail, mV' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l name -d 'What people call it' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l area -d 'The area whose map it stands on' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l zone -d 'The zone it votes in' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l instrument -d 'The instrument it is a part of: a housing with several points' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l at -d 'Where it stands, in percent of the map\'s width and height' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l share -d 'Let this existing credential speak for the device instead of making one' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from adopt" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from watch" -s l -l selector -d 'Only points that match: area=tank-farm,type=H2S,status!=live,sn~^A0' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from watch" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from watch" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from watch" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from watch" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from watch" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from help" -f -a "add" -d 'Register a device; its password is shown this once'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from help" -f -a "list" -d 'List registered devices'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show everything set for one device'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from help" -f -a "set" -d 'Change what is set for a device'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Retire a device: its history stays, its credential is revoked'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from help" -f -a "discovered" -d 'List devices that knocked and were refused because nobody registered them'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from help" -f -a "adopt" -d 'Register a device that is on the discovered list'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from help" -f -a "watch" -d 'Stream live points: all of them once, then each as it changes'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand device; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and not __fish_seen_subcommand_from show set recompute help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and not __fish_seen_subcommand_from show set recompute help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and not __fish_seen_subcommand_from show set recompute help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and not __fish_seen_subcommand_from show set recompute help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and not __fish_seen_subcommand_from show set recompute help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and not __fish_seen_subcommand_from show set recompute help" -f -a "show" -d 'Show a device\'s calibrations, the newest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and not __fish_seen_subcommand_from show set recompute help" -f -a "set" -d 'Record a new calibration; it holds for readings from now on'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and not __fish_seen_subcommand_from show set recompute help" -f -a "recompute" -d 'Compute stored readings with another calibration'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and not __fish_seen_subcommand_from show set recompute help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from show" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from show" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from show" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from show" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from set" -l k -d 'Slope: value per millivolt; not 0' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from set" -l b -d 'Value at zero millivolt' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from set" -l t-ref -d 'Reference temperature, °C' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from set" -l t-comp -d 'Value per °C away from the reference; without it there is no compensation' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from set" -l due -d 'When it must be renewed: a date or RFC 3339' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from set" -l comment -d 'Why, or how' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from set" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from set" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from set" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from set" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from recompute" -l from -d 'Start: RFC 3339, site date or site time. The first reading if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from recompute" -l to -d 'End, not included; of a day, its end. Now if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from recompute" -l revision -d 'Revision of the calibration, or none. The newest if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from recompute" -l comment -d 'Why' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from recompute" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from recompute" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from recompute" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from recompute" -l dry-run -d 'Only tell what would change'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from recompute" -l yes -d 'Do not ask; required where there is no terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from recompute" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from recompute" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a device\'s calibrations, the newest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from help" -f -a "set" -d 'Record a new calibration; it holds for readings from now on'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from help" -f -a "recompute" -d 'Compute stored readings with another calibration'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand calib; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and not __fish_seen_subcommand_from latest history export import help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and not __fish_seen_subcommand_from latest history export import help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and not __fish_seen_subcommand_from latest history export import help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and not __fish_seen_subcommand_from latest history export import help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and not __fish_seen_subcommand_from latest history export import help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and not __fish_seen_subcommand_from latest history export import help" -f -a "latest" -d 'The newest live reading of each device, with its age'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and not __fish_seen_subcommand_from latest history export import help" -f -a "history" -d 'Stored readings of devices, oldest first, or summaries of them'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and not __fish_seen_subcommand_from latest history export import help" -f -a "export" -d 'Stored readings of all devices or some, into a file'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and not __fish_seen_subcommand_from latest history export import help" -f -a "import" -d 'Readings from files into the store'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and not __fish_seen_subcommand_from latest history export import help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from latest" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from latest" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from latest" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from latest" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from latest" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -s l -l selector -d 'Devices that match: area=tank-farm,type=H2S,sn~^A0' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l since -d 'The time up to now, e.g. 90s, 2h, 7d' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l from -d 'Start: RFC 3339, site date or site time, now, today, yesterday' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l to -d 'End, not included; of a day, its end. Now if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l every -d 'Summarise by interval' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l aggregate -d 'What a summary tells' -r -f -a "mean\t'Mean of the values'
min\t'Smallest value'
max\t'Largest value'
last\t'Newest value'
count\t'Readings with a value'"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l limit -d 'Lines at most' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l after -d 'Go on from where a limit ended' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l newest -d 'The newest lines of the period, not the oldest; oldest first either way'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l marks -d 'Also what became of the devices\' alarms'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l gaps -d 'Tell gaps in JSON too'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -l sn -d 'Only this device; may be given several times' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -s l -l selector -d 'Only devices that match: area=tank-farm,type=H2S,sn~^A0' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -l since -d 'The time up to now, e.g. 90s, 2h, 7d' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -l from -d 'Start: RFC 3339, site date or site time, now, today, yesterday' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -l to -d 'End, not included; of a day, its end. Now if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -s f -l format -d 'The format, where the file\'s name does not tell it' -r -f -a "csv\t'CSV'
csv.gz\t'CSV, compressed'
jsonl\t'One JSON object a line'
jsonl.gz\t'The same, compressed'
parquet\t'Apache Parquet'"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -l force -d 'Replace the file if there is one'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from import" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from import" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from import" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from import" -l skip-unknown -d 'Pass over readings of devices that are not registered'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from import" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from help" -f -a "latest" -d 'The newest live reading of each device, with its age'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from help" -f -a "history" -d 'Stored readings of devices, oldest first, or summaries of them'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from help" -f -a "export" -d 'Stored readings of all devices or some, into a file'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from help" -f -a "import" -d 'Readings from files into the store'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand reading; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "list" -d 'List alarms that need somebody'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "show" -d 'Show one alarm with every step of its life'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "ack" -d 'Acknowledge alarms; each number names one occurrence'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "reset" -d 'End a latch: the condition is gone, the alarm acknowledged, and it is safe'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "shelve" -d 'Hide an alarm for a while; it is acknowledged too, still measured, and still votes'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "unshelve" -d 'Show a shelved alarm again before its time'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "inhibit" -d 'Take a whole point out of judgement for a while: no alarm, no vote, unknown'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "uninhibit" -d 'Judge an inhibited point again; tells what was seen meanwhile'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "oos" -d 'Put a point out of service, with a work order, or back'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "masks" -d 'What is hidden now, by whom, why and until when'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "silence" -d 'No sound anywhere for 5 minutes, 2 with a critical alarm; ends with the next one'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "drill" -d 'Raise an alarm to try the way to people; it is marked as a drill everywhere'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "history" -d 'What the alarms were: every occurrence raised in a time, oldest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "export" -d 'The same as a table for a spreadsheet, with headings in the reader\'s language'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "stats" -d 'Which alarms came how often, and how long they stood'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "kpi" -d 'How well the alarms serve those who answer them: the figures of ISA-18.2'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "watch" -d 'Stream alarms: those that stand, then each as it changes'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and not __fish_seen_subcommand_from list show ack reset shelve unshelve inhibit uninhibit oos masks silence drill history export stats kpi watch help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l sn -d 'Only alarms of this device' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l all -d 'Also alarms that are over'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from list" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from show" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from show" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from show" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from show" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from ack" -l comment -d 'What you found or did' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from ack" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from ack" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from ack" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from ack" -l all -d 'Everything that stands unacknowledged now'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from ack" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from ack" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from reset" -l comment -d 'What you found or did' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from reset" -l verified -d 'How you made sure that it is safe; needed for OVER_RANGE' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from reset" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from reset" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from reset" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from reset" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from shelve" -l sn -d 'The device' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from shelve" -l type -d 'The type, e.g. HIGH_HIGH' -r -f -a "OVER_RANGE\t''
HIGH_HIGH\t''
LOW_LOW\t''
HIGH\t''
LOW\t''
ZONE\t''
STEL\t''
RATE\t''
TWA\t''
FAULT\t''
UNDER_RANGE\t''
OFFLINE\t''
STUCK\t''
UNCALIBRATED\t''
NO_LIMIT\t''
LOW_BAT\t''
WEAK_SIGNAL\t''
CLOCK\t''
SYSTEM\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from shelve" -l for -d 'For how long' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from shelve" -l reason -d 'Why' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from shelve" -l watcher -d 'Who watches the place meanwhile' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from shelve" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from shelve" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from shelve" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from shelve" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from shelve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from unshelve" -l sn -d 'The device' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from unshelve" -l type -d 'The type, e.g. HIGH_HIGH' -r -f -a "OVER_RANGE\t''
HIGH_HIGH\t''
LOW_LOW\t''
HIGH\t''
LOW\t''
ZONE\t''
STEL\t''
RATE\t''
TWA\t''
FAULT\t''
UNDER_RANGE\t''
OFFLINE\t''
STUCK\t''
UNCALIBRATED\t''
NO_LIMIT\t''
LOW_BAT\t''
WEAK_SIGNAL\t''
CLOCK\t''
SYSTEM\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from unshelve" -l comment -d 'Why' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from unshelve" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from unshelve" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from unshelve" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from unshelve" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from unshelve" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from inhibit" -l for -d 'For how long' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from inhibit" -l reason -d 'Why' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from inhibit" -l watcher -d 'Who watches the place meanwhile' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from inhibit" -l second -d 'The second person who confirms it, with a password of their own' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from inhibit" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from inhibit" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from inhibit" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from inhibit" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from inhibit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from uninhibit" -l comment -d 'What was found' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from uninhibit" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from uninhibit" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from uninhibit" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from uninhibit" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from uninhibit" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -l for -d 'For how long' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -l reason -d 'Why' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -l work-order -d 'The work order' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -l watcher -d 'Who watches the place meanwhile' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -l second -d 'The second person who confirms it, with a password of their own' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -l comment -d 'What was found, at the end' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -l end -d 'Back into service'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from oos" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from masks" -l sn -d 'Only of this device' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from masks" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from masks" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from masks" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from masks" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from masks" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from silence" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from silence" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from silence" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from silence" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from silence" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from drill" -l comment -d 'What it is for' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from drill" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from drill" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from drill" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from drill" -l end -d 'End the drill'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from drill" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from drill" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l since -d 'The time up to now, e.g. 90s, 2h, 7d' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l from -d 'Start: RFC 3339, site date or site time, now, today, yesterday' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l to -d 'End, not included; of a day, its end. Now if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l sn -d 'Only alarms of this device; may be repeated' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l type -d 'Only alarms of this type, e.g. HIGH_HIGH; may be repeated' -r -f -a "OVER_RANGE\t''
HIGH_HIGH\t''
LOW_LOW\t''
HIGH\t''
LOW\t''
ZONE\t''
STEL\t''
RATE\t''
TWA\t''
FAULT\t''
UNDER_RANGE\t''
OFFLINE\t''
STUCK\t''
UNCALIBRATED\t''
NO_LIMIT\t''
LOW_BAT\t''
WEAK_SIGNAL\t''
CLOCK\t''
SYSTEM\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l least -d 'Only alarms at least as urgent' -r -f -a "low\t''
medium\t''
high\t''
critical\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from history" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from history" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -l since -d 'The time up to now, e.g. 90s, 2h, 7d' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -l from -d 'Start: RFC 3339, site date or site time, now, today, yesterday' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -l to -d 'End, not included; of a day, its end. Now if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -l sn -d 'Only alarms of this device; may be repeated' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -l type -d 'Only alarms of this type, e.g. HIGH_HIGH; may be repeated' -r -f -a "OVER_RANGE\t''
HIGH_HIGH\t''
LOW_LOW\t''
HIGH\t''
LOW\t''
ZONE\t''
STEL\t''
RATE\t''
TWA\t''
FAULT\t''
UNDER_RANGE\t''
OFFLINE\t''
STUCK\t''
UNCALIBRATED\t''
NO_LIMIT\t''
LOW_BAT\t''
WEAK_SIGNAL\t''
CLOCK\t''
SYSTEM\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -l least -d 'Only alarms at least as urgent' -r -f -a "low\t''
medium\t''
high\t''
critical\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -l lang -d 'The language of the headings' -r -f -a "zh\t'Chinese'
en\t'English'"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -l force -d 'Replace the file if it exists'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -l since -d 'The time up to now, e.g. 90s, 2h, 7d' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -l from -d 'Start: RFC 3339, site date or site time, now, today, yesterday' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -l to -d 'End, not included; of a day, its end. Now if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -l sn -d 'Only alarms of this device; may be repeated' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -l type -d 'Only alarms of this type, e.g. HIGH_HIGH; may be repeated' -r -f -a "OVER_RANGE\t''
HIGH_HIGH\t''
LOW_LOW\t''
HIGH\t''
LOW\t''
ZONE\t''
STEL\t''
RATE\t''
TWA\t''
FAULT\t''
UNDER_RANGE\t''
OFFLINE\t''
STUCK\t''
UNCALIBRATED\t''
NO_LIMIT\t''
LOW_BAT\t''
WEAK_SIGNAL\t''
CLOCK\t''
SYSTEM\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -l least -d 'Only alarms at least as urgent' -r -f -a "low\t''
medium\t''
high\t''
critical\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -l by -d 'What a line is for' -r -f -a "alarm\t'A device, zone or cause, and a type'
subject\t'A device, zone or cause'
type\t'A type'
priority\t'A priority'"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from stats" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from kpi" -l since -d 'The time up to now, e.g. 90s, 2h, 7d' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from kpi" -l from -d 'Start: RFC 3339, site date or site time, now, today, yesterday' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from kpi" -l to -d 'End, not included; of a day, its end. Now if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from kpi" -l operators -d 'Operators at a time' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from kpi" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from kpi" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from kpi" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from kpi" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from kpi" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from watch" -l sn -d 'Only alarms of this device' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from watch" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from watch" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from watch" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from watch" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from watch" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "list" -d 'List alarms that need somebody'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one alarm with every step of its life'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "ack" -d 'Acknowledge alarms; each number names one occurrence'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "reset" -d 'End a latch: the condition is gone, the alarm acknowledged, and it is safe'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "shelve" -d 'Hide an alarm for a while; it is acknowledged too, still measured, and still votes'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "unshelve" -d 'Show a shelved alarm again before its time'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "inhibit" -d 'Take a whole point out of judgement for a while: no alarm, no vote, unknown'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "uninhibit" -d 'Judge an inhibited point again; tells what was seen meanwhile'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "oos" -d 'Put a point out of service, with a work order, or back'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "masks" -d 'What is hidden now, by whom, why and until when'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "silence" -d 'No sound anywhere for 5 minutes, 2 with a critical alarm; ends with the next one'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "drill" -d 'Raise an alarm to try the way to people; it is marked as a drill everywhere'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "history" -d 'What the alarms were: every occurrence raised in a time, oldest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "export" -d 'The same as a table for a spreadsheet, with headings in the reader\'s language'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "stats" -d 'Which alarms came how often, and how long they stood'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "kpi" -d 'How well the alarms serve those who answer them: the figures of ISA-18.2'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "watch" -d 'Stream alarms: those that stand, then each as it changes'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -f -a "channel" -d 'Ways to reach people: mail, robots, webhooks, text messages'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -f -a "contact" -d 'People'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -f -a "group" -d 'People who are told together, and by what'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -f -a "route" -d 'Which alarms go to which groups'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -f -a "policy" -d 'What holds for all notices: debounce, schedule, language, heartbeat'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -f -a "outbox" -d 'What is owed and was sent'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -f -a "trace" -d 'Show what became of each step of an alarm: who was to be told, or why nobody was'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -f -a "simulate" -d 'Show who would be told what of an alarm, when, and why not; nothing is sent'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -f -a "import" -d 'Take over the notification settings of an MCS-IoT site'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and not __fish_seen_subcommand_from channel contact group route policy outbox trace simulate import help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -f -a "list" -d 'List channels, and when each was last tested'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -f -a "kinds" -d 'List what each kind of channel takes'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -f -a "show" -d 'Show a channel; never its secrets'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -f -a "set" -d 'Make a channel or change one; what is not named stays'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -f -a "test" -d 'Send a test by the very path alarms take, and wait for what the provider says'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -f -a "enable" -d 'Use a channel again'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -f -a "disable" -d 'Use a channel no more until it is enabled; what is owed over it waits'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -f -a "remove" -d 'Remove a channel with its secrets; no group may name it'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from channel" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from contact" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from contact" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from contact" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from contact" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from contact" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from contact" -f -a "list" -d 'List people; addresses are shown to operators and above'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from contact" -f -a "set" -d 'Make a contact or change one; what is not named stays'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from contact" -f -a "remove" -d 'Remove a contact; no group may name it'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from contact" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from group" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from group" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from group" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from group" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from group" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from group" -f -a "list" -d 'List groups'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from group" -f -a "set" -d 'Make a group or change one; a list that is named takes the place of the one there was'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from group" -f -a "remove" -d 'Remove a group; no route may name it'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from group" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from route" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from route" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from route" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from route" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from route" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from route" -f -a "list" -d 'List routes in the order in which they are asked'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from route" -f -a "set" -d 'Make a route or change one; a list that is named takes the place of the one there was'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from route" -f -a "remove" -d 'Remove a route'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from route" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from policy" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from policy" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from policy" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from policy" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from policy" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from policy" -f -a "show" -d 'Show what holds for all notices'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from policy" -f -a "set" -d 'Change what holds for all notices; what is not named stays'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from policy" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from outbox" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from outbox" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from outbox" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from outbox" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from outbox" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from outbox" -f -a "list" -d 'List deliveries, the newest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from outbox" -f -a "show" -d 'Show a delivery: what it says, and every try'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from outbox" -f -a "retry" -d 'Send deliveries again that were given up or dropped'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from outbox" -f -a "drop" -d 'Decide that deliveries need not be sent'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from outbox" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from trace" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from trace" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from trace" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from trace" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from trace" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from simulate" -l sn -d 'The device whose alarm it would be; none for an alarm of the system' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from simulate" -l type -d 'The type of the alarm' -r -f -a "OVER_RANGE\t''
HIGH_HIGH\t''
LOW_LOW\t''
HIGH\t''
LOW\t''
ZONE\t''
STEL\t''
RATE\t''
TWA\t''
FAULT\t''
UNDER_RANGE\t''
OFFLINE\t''
STUCK\t''
UNCALIBRATED\t''
NO_LIMIT\t''
LOW_BAT\t''
WEAK_SIGNAL\t''
CLOCK\t''
SYSTEM\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from simulate" -l cause -d 'The cause of an alarm of the system' -r -f -a "store-failing\t''
disk-critical\t''
disk-low\t''
disk-warning\t''
was-down\t''
clock-step\t''
quarantine\t''
refused\t''
unknown-device\t''
many-offline\t''
store-late\t''
store-damaged\t''
zone-blind\t''
nobody-reachable\t''
nobody-answered\t''
broker-link\t''
backlog\t''
throughput-halved\t''
overload\t''
abnormal-traffic\t''
channel-failing\t''
archive-failed\t''
no-wall\t''
licence-grace\t''
zone-masked\t''
calibration-due\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from simulate" -l priority -d 'Another priority than it would have' -r -f -a "low\t''
medium\t''
high\t''
critical\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from simulate" -l at -d 'When it would be raised; now if not given' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from simulate" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from simulate" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from simulate" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from simulate" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from simulate" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from import" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from import" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from import" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from import" -l dry-run -d 'Only show what would be made'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from import" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from help" -f -a "channel" -d 'Ways to reach people: mail, robots, webhooks, text messages'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from help" -f -a "contact" -d 'People'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from help" -f -a "group" -d 'People who are told together, and by what'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from help" -f -a "route" -d 'Which alarms go to which groups'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from help" -f -a "policy" -d 'What holds for all notices: debounce, schedule, language, heartbeat'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from help" -f -a "outbox" -d 'What is owed and was sent'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from help" -f -a "trace" -d 'Show what became of each step of an alarm: who was to be told, or why nobody was'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from help" -f -a "simulate" -d 'Show who would be told what of an alarm, when, and why not; nothing is sent'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from help" -f -a "import" -d 'Take over the notification settings of an MCS-IoT site'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand notify; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and not __fish_seen_subcommand_from report accept list help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and not __fish_seen_subcommand_from report accept list help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and not __fish_seen_subcommand_from report accept list help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and not __fish_seen_subcommand_from report accept list help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and not __fish_seen_subcommand_from report accept list help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and not __fish_seen_subcommand_from report accept list help" -f -a "report" -d 'What the oncoming shift must know: open, overdue, masked, silent, not delivered, and what people wrote'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and not __fish_seen_subcommand_from report accept list help" -f -a "accept" -d 'Somebody takes over by name; what was handed over is kept'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and not __fish_seen_subcommand_from report accept list help" -f -a "list" -d 'Hand-overs, newest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and not __fish_seen_subcommand_from report accept list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from report" -l since -d 'How long the shift that ends has lasted, at most 7d' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from report" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from report" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from report" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from report" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from report" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from accept" -l since -d 'How long the shift that ends has lasted, at most 7d' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from accept" -l note -d 'What the oncoming shift remarks' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from accept" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from accept" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from accept" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from accept" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from accept" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from list" -s n -l most -d 'At most so many' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from list" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from list" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from help" -f -a "report" -d 'What the oncoming shift must know: open, overdue, masked, silent, not delivered, and what people wrote'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from help" -f -a "accept" -d 'Somebody takes over by name; what was handed over is kept'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from help" -f -a "list" -d 'Hand-overs, newest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand shift; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and not __fish_seen_subcommand_from list show set remove help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and not __fish_seen_subcommand_from list show set remove help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and not __fish_seen_subcommand_from list show set remove help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and not __fish_seen_subcommand_from list show set remove help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and not __fish_seen_subcommand_from list show set remove help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and not __fish_seen_subcommand_from list show set remove help" -f -a "list" -d 'List the zones: members, votes now, votes needed, whether blind'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and not __fish_seen_subcommand_from list show set remove help" -f -a "show" -d 'Show a zone with its members'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and not __fish_seen_subcommand_from list show set remove help" -f -a "set" -d 'Let the gas points of a zone vote, or change how they do'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and not __fish_seen_subcommand_from list show set remove help" -f -a "remove" -d 'Remove a zone: its points alarm as before and vote no more'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and not __fish_seen_subcommand_from list show set remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from list" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from list" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from show" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from show" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from show" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from show" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from set" -l votes -d 'How many members must agree. 2 for a new zone if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from set" -l level -d 'The level they vote on: A1 or A2. A1 for a new zone if nothing is said' -r -f -a "A1\t''
A2\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from set" -l degrade -d 'What a missing member does: reduce (one vote less is needed) or keep (as many as before)' -r -f -a "reduce\t''
keep\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from set" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from set" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from set" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from set" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from remove" -l reason -d 'Why; kept in the audit, and with its alarm if one stands' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from remove" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from remove" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from remove" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from remove" -l yes -d 'Do not ask'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from remove" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the zones: members, votes now, votes needed, whether blind'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a zone with its members'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from help" -f -a "set" -d 'Let the gas points of a zone vote, or change how they do'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a zone: its points alarm as before and vote no more'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand zone; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -f -a "list" -d 'List the levels that say something: site, types, instruments, points'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -f -a "show" -d 'Show what a point is judged by: each value, the level it comes from, what it overrides'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -f -a "set" -d 'Change what a level says, for all its points at once'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -f -a "unset" -d 'Take back what a level says; the level before it counts again'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -f -a "lint" -d 'Compare what points are judged by with what is recommended'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -f -a "test" -d 'Feed values through a point\'s rules and tell what would happen; nothing is touched'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -f -a "replay" -d 'Feed stored history through changed rules: alarms gained and lost before anything is applied'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and not __fish_seen_subcommand_from list show set unset lint test replay help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from list" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from list" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from show" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from show" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from show" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from show" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from set" -l reason -d 'Why; it goes into the audit' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from set" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from set" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from set" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from set" -l dry-run -d 'Show what would change at each point, and change nothing'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from set" -l override -d 'Do it though it is not what is recommended'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from set" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from unset" -l reason -d 'Why; it goes into the audit' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from unset" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from unset" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from unset" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from unset" -l all -d 'Everything it says'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from unset" -l dry-run -d 'Show what would change at each point, and change nothing'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from unset" -l override -d 'Do it though it is not what is recommended'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from unset" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from lint" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from lint" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from lint" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from lint" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from lint" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from test" -l file -d 'A CSV file with the columns value and, if given, time; - is standard input' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from test" -l every -d 'Time between values without a time of their own' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from test" -l set -d 'What to try: a level and what it shall say, again for each level' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from test" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from test" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from test" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from test" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from replay" -l since -d 'The time up to now, e.g. 90s, 2h, 7d' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from replay" -l from -d 'Start: RFC 3339, site date or site time, now, today, yesterday' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from replay" -l to -d 'End, not included; of a day, its end. Now if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from replay" -l sn -d 'Only this device; may be given several times' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from replay" -l set -d 'What to try: a level and what it shall say, again for each level' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from replay" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from replay" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from replay" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from replay" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from replay" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the levels that say something: site, types, instruments, points'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show what a point is judged by: each value, the level it comes from, what it overrides'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "set" -d 'Change what a level says, for all its points at once'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "unset" -d 'Take back what a level says; the level before it counts again'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "lint" -d 'Compare what points are judged by with what is recommended'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "test" -d 'Feed values through a point\'s rules and tell what would happen; nothing is touched'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "replay" -d 'Feed stored history through changed rules: alarms gained and lost before anything is applied'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand rule; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand ledger" -l sn -d 'Only this device' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand ledger" -l from -d 'First site day: a date, today, yesterday. Today if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand ledger" -l to -d 'Last site day, included. Today if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand ledger" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand ledger" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand ledger" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand ledger" -l check -d 'Exit with 10 if a day is incomplete'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand ledger" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand ledger" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -f -a "run" -d 'Archive what is owed, now: the days that are over, oldest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -f -a "list" -d 'List days and how far each has come'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -f -a "show" -d 'Show everything that is known of a day'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -f -a "fetch" -d 'Fetch the object of a day, and compare it with what was uploaded'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -f -a "verify" -d 'Read objects back and compare them with what was uploaded'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -f -a "restore" -d 'Put the readings of archived days back into the store'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -f -a "prune" -d 'Remove local days beyond the retention that are verified in the archive'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -f -a "stats" -d 'Show the archive in numbers'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -f -a "target" -d 'Where archives and backups go'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and not __fish_seen_subcommand_from run list show fetch verify restore prune stats target help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from run" -l day -d 'Only this site day: a date or yesterday' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from run" -l from -d 'Only from this site day on' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from run" -l to -d 'Only up to this site day, included' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from run" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from run" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from run" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from run" -l all -d 'Also days that are verified at another target than the one in force, if their readings are still here'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from run" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from list" -l from -d 'First site day' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from list" -l to -d 'Last site day, included' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from list" -l state -d 'Only days in this state' -r -f -a "open\t''
exported\t''
uploaded\t''
verified\t''
lost\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from list" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from list" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from show" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from show" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from show" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from show" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from fetch" -l part -d 'The part of the day: 0 is the day itself, from 1 on what arrived after its readings had been removed' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from fetch" -s O -l output-file -d 'The file to write; else its own name in the current directory' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from fetch" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from fetch" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from fetch" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from fetch" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from fetch" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from verify" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from verify" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from verify" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from verify" -l all -d 'Every day there is'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from verify" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from restore" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from restore" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from restore" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from restore" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from prune" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from prune" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from prune" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from prune" -l dry-run -d 'Only show which days would leave, and why others would not'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from prune" -l yes -d 'Do not ask; required where there is no terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from prune" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from stats" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from stats" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from stats" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from stats" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from stats" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from target" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from target" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from target" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from target" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from target" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from target" -f -a "set" -d 'Set a target: a folder, or a bucket that speaks S3'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from target" -f -a "list" -d 'List targets'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from target" -f -a "show" -d 'Show a target; never its secret key'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from target" -f -a "test" -d 'Try a target: write a small object, read it back, delete it'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from target" -f -a "unset" -d 'Forget a target; what is stored there stays'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from target" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "run" -d 'Archive what is owed, now: the days that are over, oldest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "list" -d 'List days and how far each has come'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show everything that is known of a day'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "fetch" -d 'Fetch the object of a day, and compare it with what was uploaded'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Read objects back and compare them with what was uploaded'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Put the readings of archived days back into the store'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Remove local days beyond the retention that are verified in the archive'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "stats" -d 'Show the archive in numbers'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "target" -d 'Where archives and backups go'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and not __fish_seen_subcommand_from list run history help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and not __fish_seen_subcommand_from list run history help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and not __fish_seen_subcommand_from list run history help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and not __fish_seen_subcommand_from list run history help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and not __fish_seen_subcommand_from list run history help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and not __fish_seen_subcommand_from list run history help" -f -a "list" -d 'List the jobs: when each is due next, and how it last went'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and not __fish_seen_subcommand_from list run history help" -f -a "run" -d 'Run a job now and wait for its end'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and not __fish_seen_subcommand_from list run history help" -f -a "history" -d 'Show past runs, the newest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and not __fish_seen_subcommand_from list run history help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from list" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from list" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from run" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from run" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from run" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from run" -l no-wait -d 'Do not wait for its end'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from run" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from history" -l limit -d 'Runs at most; 1000 of each job are kept' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from history" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from history" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from history" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from history" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the jobs: when each is due next, and how it last went'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from help" -f -a "run" -d 'Run a job now and wait for its end'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from help" -f -a "history" -d 'Show past runs, the newest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand job; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and not __fish_seen_subcommand_from create list verify restore help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and not __fish_seen_subcommand_from create list verify restore help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and not __fish_seen_subcommand_from create list verify restore help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and not __fish_seen_subcommand_from create list verify restore help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and not __fish_seen_subcommand_from create list verify restore help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and not __fish_seen_subcommand_from create list verify restore help" -f -a "create" -d 'Make a backup now: the same as mcsctl job run backup'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and not __fish_seen_subcommand_from create list verify restore help" -f -a "list" -d 'List backups, the newest first, with those that failed'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and not __fish_seen_subcommand_from create list verify restore help" -f -a "verify" -d 'Read backups back, compare their checksums, open them and look at all that is in them'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and not __fish_seen_subcommand_from create list verify restore help" -f -a "restore" -d 'Put a backup into a data directory as its database; the daemon there must be stopped'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and not __fish_seen_subcommand_from create list verify restore help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from create" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from create" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from create" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from create" -l no-wait -d 'Do not wait for its end'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from create" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from list" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from list" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from list" -l all -d 'Also those that newer ones have replaced'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from list" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from verify" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from verify" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from verify" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from verify" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from restore" -l data -d 'The data directory; it is made if it is not there' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from restore" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from restore" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from restore" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from restore" -l force -d 'Move a database that is there aside, under a name with the time'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from restore" -l no-checksum -d 'Take a file without its .sha256 beside it; the database is checked all the same'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from restore" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make a backup now: the same as mcsctl job run backup'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "list" -d 'List backups, the newest first, with those that failed'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Read backups back, compare their checksums, open them and look at all that is in them'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Put a backup into a data directory as its database; the daemon there must be stopped'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and not __fish_seen_subcommand_from verify stats help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and not __fish_seen_subcommand_from verify stats help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and not __fish_seen_subcommand_from verify stats help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and not __fish_seen_subcommand_from verify stats help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and not __fish_seen_subcommand_from verify stats help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and not __fish_seen_subcommand_from verify stats help" -f -a "verify" -d 'Look at all that is stored and name each damage; recording goes on'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and not __fish_seen_subcommand_from verify stats help" -f -a "stats" -d 'Show what is stored: sizes, readings by level, how far sealing has come'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and not __fish_seen_subcommand_from verify stats help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from verify" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from verify" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from verify" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from verify" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from stats" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from stats" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from stats" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from stats" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from stats" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Look at all that is stored and name each damage; recording goes on'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from help" -f -a "stats" -d 'Show what is stored: sizes, readings by level, how far sealing has come'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand store; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -l tz -d 'The site\'s time zone; else the offset of the first reading' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -l period -d 'Time between two readings of a sensor; else it is measured for each' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -l high -d 'Count values at or above; of one sensor with SN=LIMIT' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -l low -d 'Count values at or below; of one sensor with SN=LIMIT' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -l range -d 'Measuring range, with which drifts are compared; of one sensor with SN=RANGE' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -l html -d 'Write a page with charts to this file; it needs no other file and no network' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -l check -d 'Exit with 10 if a sensor needs somebody to act'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand analyze" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand report" -s l -l selector -d 'Only devices that match: area=tank-farm,type=H2S,sn~^A0' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand report" -l since -d 'The time up to now, e.g. 90s, 2h, 7d' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand report" -l from -d 'Start: RFC 3339, site date or site time, now, today, yesterday' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand report" -l to -d 'End, not included; of a day, its end. Now if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand report" -l html -d 'Write a page with charts to this file; it needs no other file and no network' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand report" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand report" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand report" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand report" -l check -d 'Exit with 10 if a sensor needs somebody to act'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand report" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand report" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and not __fish_seen_subcommand_from run bench history help" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and not __fish_seen_subcommand_from run bench history help" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and not __fish_seen_subcommand_from run bench history help" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and not __fish_seen_subcommand_from run bench history help" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and not __fish_seen_subcommand_from run bench history help" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and not __fish_seen_subcommand_from run bench history help" -f -a "run" -d 'Let a plant of simulated detectors report until it is stopped'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and not __fish_seen_subcommand_from run bench history help" -f -a "bench" -d 'Load the daemon and measure it'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and not __fish_seen_subcommand_from run bench history help" -f -a "history" -d 'Write a plant\'s past as archive files, without a daemon'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and not __fish_seen_subcommand_from run bench history help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l devices -d 'How many detectors' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l prefix -d 'What their serial numbers begin with' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l type -d 'What they measure, in turn; a mixed plant if nothing is said' -r -f -a "H2\t''
CH4\t''
CO\t''
H2S\t''
NH3\t''
VOC\t''
EX\t''
O2\t''
CO2\t''
PM2.5\t''
PM10\t''
TEMP\t''
HUMI\t''
CUSTOM\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l area -d 'The area on whose map new ones stand' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l seed -d 'The same seed gives the same readings' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l period -d 'Time between two reports of a device' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l rate -d 'Reports a second of all devices together, instead of a period' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l for -d 'How long; until it is stopped if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l count -d 'Reports of each device at most' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l leak -d 'Let gas escape beside a device, e.g. A001@10s, which happens if nothing is said' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l backfill -d 'Cut a device off for a while; it sends what it kept later, oldest first: A002@10s+30s' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l clock -d 'Give a device a wrong clock: A003=+540s, A004=-900s, A005=1970, or A006=none, which sends no time' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l drop -d 'Reports that get lost on the way, their numbers used up' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l duplicate -d 'Reports that are sent twice' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l qos -d 'Send and forget (0), or keep until acknowledged (1)' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l batch -d 'Reports in one publish; more than one go as an array' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l window -d 'Publishes of a device without an acknowledgement at most' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l mqtt -d 'Where devices connect; else where the daemon says' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l credentials -d 'Where passwords are kept; else sim-credentials.json beside the daemon\'s socket' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l acked -d 'Write every acknowledged reading to this file, one JSON object a line' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l drain -d 'How long acknowledgements are awaited at the end' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l no-leak -d 'Let no gas escape'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l mqtt5 -d 'Speak MQTT 5 instead of 3.1.1'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l rotate-secrets -d 'Make new passwords for those that are registered already'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l backfill -d 'Measure the time to take in this many readings kept by one device' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l connections -d 'Connections, each of a device of its own [default: 500, with --latency 50]' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l rate -d 'Readings a second of all together, or unpaced [default: 20000, with --latency 50]' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l for -d 'How long' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l window -d 'Publishes of a connection without an acknowledgement at most' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l payload-bytes -d 'Size of a reading' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l pid -d 'The daemon\'s process, to tell what it used' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l samples -d 'How many rows are looked for with --visible' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l prefix -d 'What serial numbers begin with' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l mqtt -d 'Where devices connect; else where the daemon says' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l credentials -d 'Where passwords are kept; else sim-credentials.json beside the daemon\'s socket' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l latency -d 'Measure the time until values and alarms are streamed'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l visible -d 'Measure the time until rows are readable'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l one-batch -d 'Send the backlog of --backfill as one array'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l rotate-secrets -d 'Make new passwords for those that are registered already'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from bench" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l devices -d 'How many detectors' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l days -d 'How many days' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l period -d 'Time between two reports of a device' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l seed -d 'The same seed gives the same readings' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l out -d 'The folder to write to' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l fault -d 'Plant a fault, e.g. stuck:A007' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l prefix -d 'What their serial numbers begin with' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l type -d 'What they measure, in turn; a mixed plant if nothing is said' -r -f -a "H2\t''
CH4\t''
CO\t''
H2S\t''
NH3\t''
VOC\t''
EX\t''
O2\t''
CO2\t''
PM2.5\t''
PM10\t''
TEMP\t''
HUMI\t''
CUSTOM\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l drop -d 'Reports that get lost on the way, their numbers used up' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l from -d 'The first site day' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l tz -d 'The site\'s time zone' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from help" -f -a "run" -d 'Let a plant of simulated detectors report until it is stopped'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from help" -f -a "bench" -d 'Load the daemon and measure it'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from help" -f -a "history" -d 'Write a plant\'s past as archive files, without a daemon'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand sim; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand demo" -l devices -d 'How many detectors' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand demo" -l for -d 'How long: 30s without a terminal, else until the dashboard is closed' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand demo" -l seed -d 'The same seed gives the same readings' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand demo" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand demo" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand demo" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand demo" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand demo" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand completions" -l dir -d 'Write the scripts of bash, zsh and fish into this directory' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand completions" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand completions" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand completions" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand completions" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand completions" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand man" -l dir -d 'Write mcsctl.1 and a page for each command into this directory' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand man" -l socket -d 'The daemon\'s socket. Else MCS_SOCKET, /run/mcs/mcsd.sock, $XDG_RUNTIME_DIR/mcs/mcsd.sock, in this order' -r -F
complete -c mcsctl -n "__fish_mcsctl_using_subcommand man" -s o -l output -d 'How to print: table, wide, name, json, jsonl, yaml, csv, md or template=TEXT' -r -f -a "table\t''
wide\t''
name\t''
json\t''
jsonl\t''
yaml\t''
csv\t''
md\t''
template=\t''"
complete -c mcsctl -n "__fish_mcsctl_using_subcommand man" -l timeout -d 'How long to wait for each answer of the daemon' -r
complete -c mcsctl -n "__fish_mcsctl_using_subcommand man" -l no-color -d 'No colour, like NO_COLOR; CLICOLOR_FORCE=1 colours without a terminal'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand man" -s h -l help -d 'Print help'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "status" -d 'How the daemon and the plant are doing'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "device" -d 'Devices: register, change, remove, watch'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "calib" -d 'Calibrations: from voltage to concentration'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "reading" -d 'Readings, newest and past'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "alarm" -d 'Alarms: see, acknowledge, reset, watch'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "notify" -d 'Telling people: channels, contacts, routes, the outbox'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "shift" -d 'Hand-overs: what the oncoming shift must know, and who took over'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "zone" -d 'Zones: points that vote together'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "rule" -d 'Alarm rules at site, type, instrument and point level: see, change, check, try'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "ledger" -d 'The loss ledger: is my record complete?'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "archive" -d 'The archive: one object a site day, at a target'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "job" -d 'Jobs that are due by the clock: see, run now, look back'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "backup" -d 'Backups of the database: make, check, restore'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "store" -d 'The store itself: what it holds, whether it is whole'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "analyze" -d 'What archive files say about the sensors, without a daemon'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "report" -d 'What the live plant\'s record says about the sensors'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "sim" -d 'A simulated plant of real MQTT clients'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "demo" -d 'A daemon, a simulated plant with a leak, and the dashboard, in one go'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "completions" -d 'Completions for a shell'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "man" -d 'The manual pages'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and not __fish_seen_subcommand_from status device calib reading alarm notify shift zone rule ledger archive job backup store analyze report sim demo completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from device" -f -a "add" -d 'Register a device; its password is shown this once'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from device" -f -a "list" -d 'List registered devices'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from device" -f -a "show" -d 'Show everything set for one device'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from device" -f -a "set" -d 'Change what is set for a device'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from device" -f -a "remove" -d 'Retire a device: its history stays, its credential is revoked'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from device" -f -a "discovered" -d 'List devices that knocked and were refused because nobody registered them'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from device" -f -a "adopt" -d 'Register a device that is on the discovered list'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from device" -f -a "watch" -d 'Stream live points: all of them once, then each as it changes'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from calib" -f -a "show" -d 'Show a device\'s calibrations, the newest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from calib" -f -a "set" -d 'Record a new calibration; it holds for readings from now on'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from calib" -f -a "recompute" -d 'Compute stored readings with another calibration'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from reading" -f -a "latest" -d 'The newest live reading of each device, with its age'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from reading" -f -a "history" -d 'Stored readings of devices, oldest first, or summaries of them'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from reading" -f -a "export" -d 'Stored readings of all devices or some, into a file'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from reading" -f -a "import" -d 'Readings from files into the store'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "list" -d 'List alarms that need somebody'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "show" -d 'Show one alarm with every step of its life'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "ack" -d 'Acknowledge alarms; each number names one occurrence'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "reset" -d 'End a latch: the condition is gone, the alarm acknowledged, and it is safe'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "shelve" -d 'Hide an alarm for a while; it is acknowledged too, still measured, and still votes'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "unshelve" -d 'Show a shelved alarm again before its time'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "inhibit" -d 'Take a whole point out of judgement for a while: no alarm, no vote, unknown'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "uninhibit" -d 'Judge an inhibited point again; tells what was seen meanwhile'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "oos" -d 'Put a point out of service, with a work order, or back'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "masks" -d 'What is hidden now, by whom, why and until when'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "silence" -d 'No sound anywhere for 5 minutes, 2 with a critical alarm; ends with the next one'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "drill" -d 'Raise an alarm to try the way to people; it is marked as a drill everywhere'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "history" -d 'What the alarms were: every occurrence raised in a time, oldest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "export" -d 'The same as a table for a spreadsheet, with headings in the reader\'s language'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "stats" -d 'Which alarms came how often, and how long they stood'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "kpi" -d 'How well the alarms serve those who answer them: the figures of ISA-18.2'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "watch" -d 'Stream alarms: those that stand, then each as it changes'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from notify" -f -a "channel" -d 'Ways to reach people: mail, robots, webhooks, text messages'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from notify" -f -a "contact" -d 'People'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from notify" -f -a "group" -d 'People who are told together, and by what'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from notify" -f -a "route" -d 'Which alarms go to which groups'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from notify" -f -a "policy" -d 'What holds for all notices: debounce, schedule, language, heartbeat'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from notify" -f -a "outbox" -d 'What is owed and was sent'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from notify" -f -a "trace" -d 'Show what became of each step of an alarm: who was to be told, or why nobody was'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from notify" -f -a "simulate" -d 'Show who would be told what of an alarm, when, and why not; nothing is sent'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from notify" -f -a "import" -d 'Take over the notification settings of an MCS-IoT site'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from shift" -f -a "report" -d 'What the oncoming shift must know: open, overdue, masked, silent, not delivered, and what people wrote'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from shift" -f -a "accept" -d 'Somebody takes over by name; what was handed over is kept'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from shift" -f -a "list" -d 'Hand-overs, newest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from zone" -f -a "list" -d 'List the zones: members, votes now, votes needed, whether blind'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from zone" -f -a "show" -d 'Show a zone with its members'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from zone" -f -a "set" -d 'Let the gas points of a zone vote, or change how they do'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from zone" -f -a "remove" -d 'Remove a zone: its points alarm as before and vote no more'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from rule" -f -a "list" -d 'List the levels that say something: site, types, instruments, points'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from rule" -f -a "show" -d 'Show what a point is judged by: each value, the level it comes from, what it overrides'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from rule" -f -a "set" -d 'Change what a level says, for all its points at once'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from rule" -f -a "unset" -d 'Take back what a level says; the level before it counts again'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from rule" -f -a "lint" -d 'Compare what points are judged by with what is recommended'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from rule" -f -a "test" -d 'Feed values through a point\'s rules and tell what would happen; nothing is touched'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from rule" -f -a "replay" -d 'Feed stored history through changed rules: alarms gained and lost before anything is applied'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "run" -d 'Archive what is owed, now: the days that are over, oldest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "list" -d 'List days and how far each has come'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "show" -d 'Show everything that is known of a day'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "fetch" -d 'Fetch the object of a day, and compare it with what was uploaded'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "verify" -d 'Read objects back and compare them with what was uploaded'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "restore" -d 'Put the readings of archived days back into the store'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "prune" -d 'Remove local days beyond the retention that are verified in the archive'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "stats" -d 'Show the archive in numbers'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "target" -d 'Where archives and backups go'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from job" -f -a "list" -d 'List the jobs: when each is due next, and how it last went'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from job" -f -a "run" -d 'Run a job now and wait for its end'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from job" -f -a "history" -d 'Show past runs, the newest first'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "create" -d 'Make a backup now: the same as mcsctl job run backup'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "list" -d 'List backups, the newest first, with those that failed'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "verify" -d 'Read backups back, compare their checksums, open them and look at all that is in them'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "restore" -d 'Put a backup into a data directory as its database; the daemon there must be stopped'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from store" -f -a "verify" -d 'Look at all that is stored and name each damage; recording goes on'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from store" -f -a "stats" -d 'Show what is stored: sizes, readings by level, how far sealing has come'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from sim" -f -a "run" -d 'Let a plant of simulated detectors report until it is stopped'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from sim" -f -a "bench" -d 'Load the daemon and measure it'
complete -c mcsctl -n "__fish_mcsctl_using_subcommand help; and __fish_seen_subcommand_from sim" -f -a "history" -d 'Write a plant\'s past as archive files, without a daemon'
