//! A plant that has everything the help speaks of: devices that report and one that knocks, alarms, masks, a past that is
//! archived, people to tell and what is owed to them.

use std::{
    cell::Cell,
    ffi::OsString,
    fs,
    net::SocketAddr,
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use jiff::{ToSpan as _, Zoned, civil::Date, tz::TimeZone};
use rumqttc::{Client, Event, MqttOptions, Packet, QoS};
use serde_json::Value;
use tempfile::TempDir;

use crate::{plant, programs::programs};

/// How long something may take that happens soon.
const DEADLINE: Duration = Duration::from_secs(30);
/// Time zones, of which one is in the middle of its day whenever it is: yesterday is over there for long enough.
const ZONES: [&str; 3] = ["UTC", "Asia/Shanghai", "America/Los_Angeles"];
/// Alarms are raised until there are so many; notices are owed for each.
const DRILLS: [&str; 8] = ["HIGH", "HIGH_HIGH", "LOW", "LOW_LOW", "FAULT", "OFFLINE", "LOW_BAT", "WEAK_SIGNAL"];

/// A picture of one white point.
const PICTURE: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 144, 119, 83,
    222, 0, 0, 0, 12, 73, 68, 65, 84, 120, 156, 99, 248, 255, 255, 63, 0, 5, 254, 2, 254, 13, 239, 70, 184, 0, 0, 0, 0,
    73, 69, 78, 68, 174, 66, 96, 130,
];

/// The plant.
pub(crate) struct World {
    folder: TempDir,
    _daemon: plant::Daemon,
    tz: &'static str,
    today: Date,
    /// Which alarm is raised next when one is needed.
    drill: Cell<usize>,
    /// The number of the newest device.
    devices: Cell<usize>,
}

impl World {
    pub(crate) fn start() -> Self {
        let middle = |zone: &&str| {
            let zone = TimeZone::get(zone).expect("a zone of the table");
            (4..22).contains(&Zoned::now().with_time_zone(zone).hour())
        };
        let tz = ZONES.into_iter().find(middle).expect("it is day somewhere");
        let (folder, daemon) = plant::start(tz);
        let today = Zoned::now().with_time_zone(TimeZone::get(tz).expect("a zone of the table")).date();
        let world = Self { folder, _daemon: daemon, tz, today, drill: Cell::new(0), devices: Cell::new(0) };
        world.empty();
        world.devices();
        world.files();
        world.past();
        world.notices();
        world.masks();
        world
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A day so many days ago.
    pub(crate) fn ago(&self, days: i64) -> String {
        self.today.checked_sub(days.days()).expect("the calendar reaches there").to_string()
    }

    fn command(&self, line: &str) -> Command {
        let mut path = OsString::from(programs());
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut command = Command::new("bash");
        command
            .args(["-c", line])
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.folder())
            .env("MCS_SOCKET", self.folder().join("plant/mcsd.sock"))
            .current_dir(self.folder())
            .stdin(Stdio::null());
        command
    }

    /// Types a line into a shell.
    pub(crate) fn run(&self, line: &str) -> Output {
        self.command(line).output().expect("bash runs")
    }

    /// Types a line that never ends; whether it prints something.
    pub(crate) fn follow(&self, line: &str) -> bool {
        use std::io::Read as _;
        let mut child = self.command(&format!("exec {line}")).stdout(Stdio::piped()).spawn().expect("bash runs");
        let mut stdout = child.stdout.take().expect("piped");
        let (say, said) = std::sync::mpsc::channel();
        std::thread::spawn(move || say.send(stdout.read(&mut [0; 64]).is_ok_and(|read| read > 0)));
        let printed = said.recv_timeout(DEADLINE).unwrap_or(false);
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        printed
    }

    pub(crate) fn ok(&self, line: &str) -> String {
        let output = self.run(line);
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    pub(crate) fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.ok(&format!("{line} -o json"))).expect("JSON")
    }

    /// Waits until a list holds something.
    pub(crate) fn until(&self, line: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let begun = Instant::now();
        loop {
            let told = self.json(line);
            if let Some(found) = told.as_array().into_iter().flatten().find(|row| wanted(row)) {
                return found.clone();
            }
            assert!(begun.elapsed() < DEADLINE, "{line}: {told}");
        }
    }

    /// The number of a new alarm that nobody has acknowledged.
    pub(crate) fn alarm(&self) -> u64 {
        let next = self.drill.get();
        self.drill.set(next + 1);
        let kind = DRILLS[next % DRILLS.len()];
        let sn = if (next / DRILLS.len()).is_multiple_of(2) { "C001" } else { "O001" };
        // One that stands is raised anew.
        self.run(&format!("mcsctl alarm drill {sn} {kind} --end"));
        let raised = self.json(&format!("mcsctl alarm drill {sn} {kind}"));
        raised["id"].as_u64().expect("a number")
    }

    /// The number of an alarm that stands.
    pub(crate) fn standing(&self, sn: &str, kind: &str) -> u64 {
        let alarm = self.until(&format!("mcsctl alarm list --sn {sn}"), |alarm| alarm["type"] == kind);
        alarm["id"].as_u64().expect("a number")
    }

    /// A number no device has yet.
    pub(crate) fn next(&self) -> usize {
        self.devices.set(self.devices.get() + 1);
        self.devices.get()
    }

    /// A backup's name.
    pub(crate) fn backup(&self) -> String {
        if self.json("mcsctl backup list").as_array().is_some_and(Vec::is_empty) {
            self.ok("mcsctl backup create");
        }
        let newest = self.json("mcsctl backup list");
        newest[0]["name"].as_str().expect("a name").to_owned()
    }

    /// A second daemon, with nothing in it.
    fn empty(&self) {
        self.ok("printf '%s\\n' 'correct horse battery' | mcsd init --data empty --tz UTC --admin-password-stdin");
        self.ok("(mcsd run --mqtt 127.0.0.1:0 --data empty 2>log.empty >&2 & echo $! > empty.pid)");
    }

    fn devices(&self) {
        for line in [
            "add A001 --type CH4 --high 1000 --high-high 2000 --area tank-farm --zone TANKS --instrument tank-1",
            "add A002 --type H2S --high 10 --high-high 20 --area tank-farm --zone TANKS",
            "add C001 --type CO --high 20 --high-high 40",
            "add O001 --type O2 --low 19.5 --high 23.5",
            "add G001 --type CO --high 20",
        ] {
            self.ok(&format!("mcsctl device {line}"));
        }
        self.ok("mcsctl zone set TANKS --votes 2 --level A1");
        for _ in 0..2 {
            self.ok("mcsctl calib set A001 --k 1.5 --b -10 --t-ref 25 --t-comp 0.1");
        }
        self.ok("mcsctl calib set A002 --k 0.01 --b 0");
        let issued = self.json("mcsctl device set A001 --rotate-secret");
        self.publish("A001", issued["credential"]["password"].as_str().expect("a secret"));
        for sn in ["B042", "B043"] {
            self.knock(sn);
        }
        self.until("mcsctl alarm list --sn A001", |alarm| alarm["type"] == "HIGH_HIGH");
    }

    fn mqtt(&self) -> SocketAddr {
        let status = self.json("mcsctl status");
        status["mqtt"][0].as_str().and_then(|address| address.parse().ok()).expect("an address")
    }

    fn options(&self, sn: &str, password: &str) -> MqttOptions {
        let address = self.mqtt();
        let mut options = MqttOptions::new(sn, address.ip().to_string(), address.port());
        options.set_credentials(format!("device_{sn}"), password);
        options
    }

    /// One reading that raises an alarm.
    pub(crate) fn publish(&self, sn: &str, password: &str) {
        let (client, mut connection) = Client::new(self.options(sn, password), 1);
        let ts = jiff::Timestamp::now().as_second();
        let reading =
            format!(r#"{{"ts":{ts},"seq":1,"v_raw":2350.5,"temp":28.5,"humi":65.2,"bat":85,"rssi":-75,"err":0}}"#);
        client.publish(format!("mcs/{sn}/up"), QoS::AtLeastOnce, false, reading).expect("it is sent");
        loop {
            let event = connection.recv_timeout(DEADLINE).expect("an acknowledgement in time").expect("a connection");
            if matches!(event, Event::Incoming(Packet::PubAck(_))) {
                return;
            }
        }
    }

    /// A device nobody registered.
    fn knock(&self, sn: &str) {
        let (client, mut connection) = Client::new(self.options(sn, "unknown"), 1);
        // It is refused; what it wanted to say is never sent.
        let _ = connection.recv_timeout(DEADLINE);
        drop(client);
        self.until("mcsctl device discovered", |found| found["sn"] == sn);
    }

    fn files(&self) {
        let put = |name: &str, text: &str| {
            let path = self.folder().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
            fs::write(path, text).expect("a file");
        };
        put("token", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n");
        put("key", "a-secret-key\n");
        put("password", "correct horse battery\n");
        put("leak.csv", "value\n0\n20\n500\n1500\n");
        put("plant/mcsd.toml", "[store]\nretention_days = 400\n");
        put(
            "notification.json",
            r#"{"webhook": {"enabled": true, "platform": "dingtalk", "secret": "SEC1", "at_mobiles": ["13800000000"],
               "url": "http://127.0.0.1:9/robot/send?access_token=0123"}}"#,
        );
        fs::write(self.folder().join("site.png"), PICTURE).expect("a file");
        for folder in ["shelf", "cold", "old", "man", "etc", ".config/fish/completions", "usb"] {
            fs::create_dir_all(self.folder().join(folder)).expect("it is made");
        }
        self.ok("printf '%s\\n' 'correct horse battery' | mcsd init --data old-plant --tz UTC --admin-password-stdin");
    }

    /// Days that are over, with readings, in the store, in the archive, and in files.
    fn past(&self) {
        let from = self.ago(8);
        self.ok(&format!(
            "mcsctl sim history --devices 6 --days 8 --period 10m --from {from} --tz {} --out past",
            self.tz
        ));
        self.ok("mcsctl reading import $(find past -name '*.csv.gz') --skip-unknown");
        self.ok("mkdir -p archive/2026/11 && cp $(find past -name '*.csv.gz') archive/2026/11/");
        self.ok("cp $(find past -name '*.csv.gz' | sort | head -1) sensor_data_20261101.csv.gz");
        self.ok("zcat sensor_data_20261101.csv.gz > old/1.csv");
        self.ok("mcsctl reading export 2025.csv.gz --sn A001 --since 9d");
        self.ok(&format!("mcsctl archive target set --folder {}/shelf", self.folder().display()));
        self.ok(&format!("mcsctl archive target set cold --folder {}/cold", self.folder().display()));
        self.ok("mcsctl archive run");
    }

    /// Channels that nobody answers, and what is owed over them.
    fn notices(&self) {
        for line in [
            "channel set robot --kind dingtalk --set url=http://127.0.0.1:9/ --secret access_token=@token",
            "channel set mail --kind smtp --set host=127.0.0.1 --set port=9 --set from=mcs@example.com",
            "channel set sms --kind aliyun-sms --set access_key_id=LTAI --set sign_name=plant --set template_code=SMS_1 --set endpoint=http://127.0.0.1:9/ --secret access_key_secret=@key",
            "contact set wang --phone 13800000000 --email wang@example.com",
            "contact set li --phone 13800000001 --email li@example.com",
            "contact set zhao --phone 13800000002 --email zhao@example.com",
            "group set shift --channel robot --contact wang",
            "group set chiefs --channel mail --contact li",
            "group set maintenance --channel robot",
            "route set tanks --area tank-farm --group shift",
        ] {
            self.ok(&format!("mcsctl notify {line}"));
        }
        for _ in 0..DRILLS.len() * 2 {
            self.alarm();
        }
        self.until("mcsctl notify outbox list --limit 1000", |delivery| {
            delivery["id"].to_string().trim_matches('"') == "9"
        });
    }

    fn masks(&self) {
        self.ok("mcsctl alarm shelve --sn A002 --type HIGH --for 30m --reason 'line flushed'");
        self.ok("mcsctl shift accept zhao");
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = self.run("kill $(cat empty.pid)");
    }
}
