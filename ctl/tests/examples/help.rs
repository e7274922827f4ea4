//! Every example of the help is run as it stands there, but for places, days and numbers, which are this plant's.

use std::collections::BTreeSet;

use mcsctl::generate::help_examples;

use crate::world::World;

/// What is not run, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("mcsctl demo", "it ends in the dashboard, which needs a terminal; demo --for is run"),
    ("mcsctl demo --devices 60", "the same"),
    ("mcsctl sim bench --connections 500 --rate 20000", "a measurement under full load for a minute"),
    ("mcsctl sim bench --connections 500 --rate 20000 --for 60s --pid 4711", "the same"),
    ("mcsctl sim bench --rate unpaced --window 64 -o json", "the same"),
    ("mcsctl sim bench --backfill 1000 --one-batch", "the same"),
    ("mcsctl sim bench --latency", "the same"),
    ("man man/mcsctl.1", "it opens a pager; the pages are rendered by another test"),
];

/// What ends otherwise than with 0 here, and why.
const ENDS: &[(&str, &[i32], &str)] = &[
    ("mcsctl device remove A001 --reason \"tank dismantled\"", &[2], "nobody can be asked without a terminal"),
    ("mcsctl zone remove TANKS --reason \"tanks dismantled\"", &[2], "the same"),
    ("mcsctl archive target unset cold", &[2], "the same"),
    ("mcsctl notify channel remove robot", &[2], "the same"),
    ("mcsctl notify contact remove wang", &[2], "the same"),
    ("mcsctl notify group remove shift", &[2], "the same"),
    ("mcsctl notify route remove tanks", &[2], "the same"),
    ("mcsctl notify outbox drop 7 --reason \"told by telephone\"", &[2], "the same"),
    ("mcsctl notify channel test robot", &[1], "nobody answers at its address"),
    ("mcsctl notify channel test mail --timeout 30s", &[1], "the same"),
    ("mcsctl alarm reset 42 --comment \"area ventilated\"", &[6], "the drill stands, so that nothing is to be reset"),
    ("mcsctl alarm reset 42 --verified \"portable detector reads 0 %LEL\"", &[6], "the same"),
    ("mcsctl map area remove tank-farm", &[2], "nobody can be asked without a terminal"),
    ("mcsctl broker test", &[6], "devices connect to the daemon itself here"),
    ("mcsctl broker test -o json", &[6], "the same"),
    (
        "mcsctl broker export --dir /etc/mosquitto/mcs --group mosquitto --tls-cert /etc/tls/a.pem --tls-key /etc/tls/a.key",
        &[0, 2],
        "where Mosquitto is not installed there is no such group",
    ),
    (
        "mcsctl notify channel set robot --kind dingtalk --secret access_token=@token --secret secret",
        &[2],
        "nobody can be asked without a terminal",
    ),
    ("mcsctl notify channel set mail --set user=mcs@example.com --secret password", &[2], "the same"),
    ("mcsctl rule lint", &[0, 10], "a check may find something"),
    ("mcsctl rule lint -l area=tank-farm", &[0, 10], "the same"),
    ("mcsctl rule lint A001 A002 -o json", &[0, 10], "the same"),
    ("mcsctl analyze archive --period 10s --check -o json", &[10], "the same"),
    ("mcsctl ledger --from yesterday --check -o name", &[0, 10], "the same"),
];

/// What must be so before an example that begins like this, and what is put back after it.
const AROUND: &[(&str, &str, &str)] = &[
    ("mcsctl alarm inhibit A001", "", "mcsctl alarm uninhibit A001; mcsctl alarm uninhibit G001"),
    ("mcsctl alarm uninhibit A001", "mcsctl alarm inhibit G001 --for 1h --reason try", ""),
    ("mcsctl alarm oos A001 --for", "", "mcsctl alarm oos G001 --end"),
    ("mcsctl alarm oos A001 --end", "mcsctl alarm oos G001 --for 1h --work-order W-1 --reason try", ""),
    ("mcsctl alarm unshelve 42", "mcsctl alarm shelve --sn A001 --type HIGH --for 30m --reason try", ""),
    ("mcsctl archive target unset cold", "", "mcsctl archive target set cold --folder $PWD/cold"),
    ("mcsctl archive", FOLDER_TARGET, ""),
    ("mcsctl map import - ", "printf 'sn,x,y\\nA001,10,20\\n' > places.csv", ""),
    ("mcsctl map export --area tank-farm --picture", "mcsctl map import site.png --area tank-farm; rm -f plan.png", ""),
    ("mcsctl map area remove", "mcsctl map area set tank-farm --title Tanks", ""),
    (
        "mcsctl alarm shelve",
        "",
        "mcsctl alarm unshelve --sn A001 --type HIGH; mcsctl alarm unshelve --sn A001 --type HIGH_HIGH",
    ),
    ("mcsctl alarm unshelve --sn A001", "mcsctl alarm shelve --sn A001 --type HIGH --for 30m --reason try", ""),
    ("mcsctl backup restore mcs-", "mkdir -p old-plant/backup; cp plant/backup/* old-plant/backup/", ""),
    ("mcsctl backup restore /mnt", "cp plant/backup/* usb/", ""),
    ("mcsctl context show", "mcsctl context use plant2", ""),
    ("mcsctl notify outbox retry", "for n in 7 8 9; do mcsctl notify outbox drop $n --reason try --yes; done", ""),
    ("mcsctl notify outbox drop", "for n in 7 8; do mcsctl notify outbox retry $n; done", ""),
    (
        "mcsctl notify channel remove",
        "mcsctl notify channel set spare --kind smtp --set host=127.0.0.1 --set from=mcs@example.com",
        "",
    ),
    ("mcsctl notify contact remove", "mcsctl notify contact set spare --phone 13800000003", ""),
    ("mcsctl notify group remove", "mcsctl notify group set spare --contact wang --channel mail", ""),
    (
        "mcsctl zone set TANKS --member",
        "mcsctl device add A003 --type CO --high 30 --high-high 60",
        "mcsctl device remove A003 --reason try --yes",
    ),
    // One at a time.
    ("mcsctl backup create", BACKUP_IDLE, ""),
    ("mcsctl job run backup", BACKUP_IDLE, ""),
    ("mcsctl notify channel set sms", "", "mcsctl notify channel set sms --set endpoint=http://127.0.0.1:9/"),
];
/// Waits until no backup is under way.
const BACKUP_IDLE: &str =
    "for n in $(seq 300); do mcsctl job history backup -o json | grep -q '\"outcome\":null' || break; done";
/// The archive goes to the folder, whatever examples made of it.
const FOLDER_TARGET: &str = "mcsctl archive target set --folder $PWD/shelf";

fn never_ends(example: &str) -> bool {
    !example.contains("--watcher") && (example.contains(" --watch") || example.contains(" watch"))
}

#[test]
fn every_example_of_the_help_does_what_it_says() {
    let world = World::start();
    let examples: BTreeSet<String> = help_examples().into_iter().map(|(_, example)| example).collect();
    let mut wrong = Vec::new();
    let mut order: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for (_, example) in help_examples() {
        if seen.insert(example.clone()) {
            order.push(example);
        }
    }
    for example in &order {
        if NOT_RUN.iter().any(|(skipped, _)| skipped == example) {
            continue;
        }
        let line = here(example, &world);
        if never_ends(example) {
            if !world.follow(&line) {
                wrong.push(format!("{example}: it prints nothing"));
            }
            continue;
        }
        let around = AROUND.iter().find(|(begins, ..)| example.starts_with(begins));
        if let Some((_, before, _)) = around {
            world.run(before);
        }
        let output = world.run(&line);
        let ends = ENDS.iter().find(|(named, ..)| named == example).map_or(&[0][..], |(_, codes, _)| codes);
        let code = output.status.code().unwrap_or(-1);
        if !ends.contains(&code) {
            wrong.push(format!("{example}\n  {line}\n  ends with {code}: {}", String::from_utf8_lossy(&output.stderr)));
        }
        if let Some((_, _, after)) = around {
            world.run(after);
        }
    }
    for (named, ..) in NOT_RUN {
        assert!(examples.contains(*named), "{named} is no example any more");
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), order.len(), wrong.join("\n"));
}

/// An example with the places, days and numbers of this plant.
fn here(example: &str, world: &World) -> String {
    let mut line = example.to_owned();
    let november = (1..=30).map(|day| (format!("2026-11-{day:02}"), 22 - day));
    let others = [("2025-03-14", 4), ("2025-03-15", 3), ("2027-05-01", -160)].map(|(day, ago)| (day.to_owned(), ago));
    let days: Vec<(String, i64)> = november.chain(others).collect();
    // In two steps: a day that was put in may look like one that is to be replaced.
    for (at, (written, _)) in days.iter().enumerate() {
        line = line.replace(written, &format!("<day {at}>"));
    }
    for (at, (_, ago)) in days.iter().enumerate() {
        line = line.replace(&format!("<day {at}>"), &world.ago(*ago));
    }
    let folder = world.folder().display().to_string();
    for (written, here) in [
        ("/mnt/archive", format!("{folder}/shelf")),
        ("/etc/bash_completion.d", format!("{folder}/etc")),
        ("/run/mcs-plant2/mcsd.sock", format!("{folder}/plant/mcsd.sock")),
        ("/tmp/day.csv.gz", "day.csv.gz".to_owned()),
        ("/mnt/usb", "usb".to_owned()),
        ("alarm drill A001", "alarm drill A002".to_owned()),
        // What others name is not removed.
        ("notify channel remove robot", "notify channel remove spare".to_owned()),
        ("notify contact remove wang", "notify contact remove spare".to_owned()),
        ("notify group remove shift", "notify group remove spare".to_owned()),
        // Limits of points must fit those of their types.
        ("rule set point:A001 high=15000", "rule set point:A001 high=15000 high-high=16000".to_owned()),
        ("rule unset point:A001 high high-high", "rule unset point:C001 high high-high".to_owned()),
        ("type:CH4 high=500 high-high=1000", "type:CH4 high=500 high-high=1500".to_owned()),
        ("--data ./plant", "--data ./old-plant".to_owned()),
        ("--share gateway_7", "--share device_A002".to_owned()),
        ("device adopt A001", "device adopt B043".to_owned()),
        // The alarms of A001 stand for others.
        ("device set A001 --no-high-high", "device set C001 --no-high-high".to_owned()),
        ("device remove A001", "device remove N1".to_owned()),
        ("--second li", "--second admin".to_owned()),
        // Where gas is present a second person is needed.
        ("alarm inhibit A001 --for 2h", "alarm inhibit G001 --for 2h".to_owned()),
        ("alarm uninhibit A001", "alarm uninhibit G001".to_owned()),
        ("alarm oos A001", "alarm oos G001".to_owned()),
        ("/etc/mosquitto/mcs", format!("{folder}/mosquitto")),
        ("--for 60s", "--for 1s".to_owned()),
        ("--for 2m", "--for 2s".to_owned()),
        ("--days 30 --out", "--days 2 --period 10m --out".to_owned()),
        ("--devices 50 --rate 1000 --count 400", "--devices 5 --rate 1000 --count 40".to_owned()),
        ("--days 400 --period 60s", "--days 2 --period 60s".to_owned()),
        ("--devices 100", "--devices 4".to_owned()),
        ("--out past", "--out another".to_owned()),
        // A simulated plant registers its own devices.
        ("mcsctl sim run", "MCS_SOCKET=$PWD/empty/mcsd.sock mcsctl sim run".to_owned()),
    ] {
        line = line.replace(written, &here);
    }
    if line.starts_with("mcsctl device add A001") {
        // Each registers one that is not there yet.
        line = line.replace("A001", &format!("N{}", world.next()));
    }
    if example.starts_with("mcsctl alarm shelve 4") || example.starts_with("mcsctl alarm unshelve 4") {
        // A drill is no alarm that somebody hides.
        let standing = |kind: &str| world.standing("A001", kind).to_string();
        line = line
            .replace(" 42", &format!(" {}", standing("HIGH")))
            .replace(" 43", &format!(" {}", standing("HIGH_HIGH")));
    } else if line.contains(" 42") || line.contains(" 43") {
        line = line.replace(" 42", &format!(" {}", world.alarm())).replace(" 43", &format!(" {}", world.alarm()));
    }
    if line.contains("--expect-revision 17") {
        let revision = world.json("mcsctl map revision");
        line = line.replace("--expect-revision 17", &format!("--expect-revision {}", revision["revision"]));
    }
    if line.contains("mcs-20261121T200000Z.db") {
        line = line.replace("mcs-20261121T200000Z.db", &world.backup());
    }
    line
}
