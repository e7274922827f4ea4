//! The README's first ten minutes with real devices: its very commands, typed into one shell, one after the other.

mod programs;
mod services;

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use programs::programs;
use rumqttc::{Client, Event, MqttOptions, Packet, QoS};
use serde_json::Value;
use services::{installed, root};
use tempfile::TempDir;

const HEADING: &str = "## The first ten minutes with real devices";
/// How long a command may take.
const DEADLINE: Duration = Duration::from_secs(30);

/// The commands of a section, those continued over lines joined.
fn commands(readme: &str) -> Vec<String> {
    let section = readme.split_once(HEADING).expect("the section is there").1;
    let section = section.split("\n## ").next().unwrap_or_default();
    let blocks = section.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks
        .flat_map(|block| block.replace("\\\n", "").lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| !line.trim().is_empty())
        .collect()
}

/// A bash that is typed into. Whatever it started ends with it.
struct Shell {
    child: Child,
    typed: ChildStdin,
    said: Receiver<String>,
    log: PathBuf,
}

impl Shell {
    fn open(folder: &Path, path: &str) -> Self {
        let log = folder.join("stderr");
        let mut child = Command::new("bash")
            .args(["--norc", "--noprofile"])
            .current_dir(folder)
            .env_remove("MCS_SOCKET")
            .env("PATH", path)
            .env("ADMIN_PASSWORD", "correct horse battery")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(fs::File::create(&log).expect("a log"))
            .process_group(0)
            .spawn()
            .expect("bash starts");
        let typed = child.stdin.take().expect("piped");
        let stdout = BufReader::new(child.stdout.take().expect("piped"));
        let (say, said) = channel();
        thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| say.send(line)));
        Self { child, typed, said, log }
    }

    /// Types a command; what it printed. It must succeed.
    fn run(&mut self, command: &str) -> String {
        const END: &str = "the command ended with ";
        writeln!(self.typed, "{command}\necho \"{END}$?\"").expect("bash reads");
        let mut printed = String::new();
        loop {
            let line = self.said.recv_timeout(DEADLINE).unwrap_or_else(|_| panic!("{command}: {}", self.stderr()));
            match line.strip_prefix(END) {
                Some("0") => return printed,
                Some(code) => panic!("{command}: exit {code}: {printed}{}", self.stderr()),
                None => printed.push_str(&(line + "\n")),
            }
        }
    }

    fn stderr(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        let group = nix::unistd::Pid::from_raw(self.child.id().try_into().expect("a pid"));
        let _ = nix::sys::signal::killpg(group, nix::sys::signal::Signal::SIGKILL);
        let _ = self.child.wait();
    }
}

/// The port the README uses if it is free, else any.
fn port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:1883").or_else(|_| TcpListener::bind("127.0.0.1:0"));
    listener.and_then(|listener| listener.local_addr()).expect("a port").port()
}

/// What the README's `mosquitto_pub` does, where there is none.
fn publish(port: u16, password: &str) {
    let mut options = MqttOptions::new("A001", "127.0.0.1", port);
    options.set_credentials("device_A001", password);
    let (client, mut connection) = Client::new(options, 1);
    let ts = jiff::Timestamp::now().as_second();
    let reading =
        format!(r#"{{"ts":{ts},"seq":1,"v_raw":2350.5,"temp":28.5,"humi":65.2,"bat":85,"rssi":-75,"err":0}}"#);
    client.publish("mcs/A001/up", QoS::AtLeastOnce, false, reading).expect("it is sent");
    loop {
        let event = connection.recv_timeout(DEADLINE).expect("an acknowledgement in time").expect("a connection");
        if matches!(event, Event::Incoming(Packet::PubAck(_))) {
            return;
        }
    }
}

fn json(printed: &str) -> Value {
    serde_json::from_str(printed).unwrap_or_else(|error| panic!("{error}: {printed}"))
}

/// What a command printed must be what the README shows and more than it shows.
fn check(command: &str, printed: &str) {
    if command.starts_with("mcsctl device add") {
        let device = json(printed);
        assert_eq!((&device["sn"], &device["credential"]["user"]), (&"A001".into(), &"device_A001".into()));
    } else if command.starts_with("mcsctl reading latest") {
        let latest = json(printed);
        assert_eq!((&latest["sn"], &latest["unit"]), (&"A001".into(), &"ppm".into()));
        assert_eq!((&latest["value"], &latest["quality"]), (&3516.1.into(), &"good".into()));
        assert!(latest["age_ms"].as_u64().is_some_and(|age| age < 30_000), "{latest}");
    } else if command.starts_with("mcsctl reading history") {
        assert_eq!(printed.lines().count(), 1, "{printed}");
        let reading = json(printed);
        for key in ["ts", "seq", "v_raw", "value", "quality"] {
            assert!(!reading[key].is_null(), "{key}: {reading}");
        }
        assert_eq!((&reading["seq"], &reading["v_raw"]), (&1.into(), &2350.5.into()));
    } else if command.starts_with("mcsctl alarm list") {
        let alarms = json(printed);
        let high = alarms.as_array().and_then(|all| all.iter().find(|alarm| alarm["type"] == "HIGH")).expect("HIGH");
        assert_eq!((&high["sn"], &high["state"]), (&"A001".into(), &"unack-active".into()));
        assert_eq!((&high["value"], &high["limit"]), (&3516.1.into(), &1000.0.into()));
    }
}

#[test]
fn the_first_ten_minutes_work_as_written() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let commands = commands(&readme);
    let expected = [
        "printf ",
        "mcsd run",
        "export ",
        "mcsctl status",
        "mcsctl device add",
        "mcsctl calib set",
        "mosquitto_pub",
        "mcsctl reading latest",
        "mcsctl reading history",
        "mcsctl alarm list",
        "mcsctl alarm ack",
        "mcstui",
    ];
    assert_eq!(commands.len(), expected.len(), "{commands:#?}");

    let folder = TempDir::new().expect("a folder");
    let path = format!("{}:{}", programs().display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Shell::open(folder.path(), &path);
    let (port, mosquitto) = (port(), installed("mosquitto_pub"));
    let mut secret = String::new();
    for (command, expected) in commands.iter().zip(expected) {
        assert!(command.starts_with(expected), "{command} is not {expected}");
        let command = command.replace("1883", &port.to_string());
        if expected == "mosquitto_pub" && !mosquitto {
            publish(port, &secret);
            continue;
        }
        // The screen needs a terminal; that it can be called is what a script can see.
        let command = if command == "mcstui" { "mcstui --help" } else { &command };
        let printed = shell.run(command);
        check(command, &printed);
        if expected == "mcsctl device add" {
            json(&printed)["credential"]["password"].as_str().expect("a secret").clone_into(&mut secret);
            shell.run(&format!("SECRET={secret}"));
        }
    }

    let alarms = json(&shell.run("mcsctl alarm list -o json"));
    let high = alarms.as_array().and_then(|all| all.iter().find(|alarm| alarm["type"] == "HIGH")).expect("it stands");
    assert_eq!((&high["state"], &high["comment"]), (&"acked-active".into(), &"on site".into()));
    let ledger = json(&shell.run("mcsctl ledger --check -o json"));
    let day = ledger.as_array().and_then(|days| days.first()).expect("today");
    assert_eq!((&day["sn"], &day["received"], &day["complete"]), (&"A001".into(), &1.into(), &true.into()));
    let report = json(&shell.run("mcsctl report --since 1d --html report.html -o json"));
    assert_eq!((&report["readings"], &report["sensors"][0]["sn"]), (&1.into(), &"A001".into()));
    assert_eq!((&report["heat"][0]["layer"], &report["heat"][0]["total"]), (&"gas-alarm".into(), &1.into()));
    assert!(fs::read_to_string(folder.path().join("report.html")).expect("a page").contains("A001"));
    shell.run("kill %1; wait %1");
}
