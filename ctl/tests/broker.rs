//! A Mosquitto with the exported files: who gets in, and what each may do there.

mod plant;
mod programs;
mod schemas;
mod services;

use std::{
    fs,
    net::{TcpListener, TcpStream},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

const DEADLINE: Duration = Duration::from_secs(20);

/// A daemon with two devices, and an authority for the broker's certificate.
struct Plant {
    folder: TempDir,
    daemon: Option<plant::Daemon>,
}

impl Plant {
    fn start() -> Self {
        let (folder, daemon) = plant::start("Asia/Shanghai");
        // Started by root, Mosquitto becomes a user of its own, who must come as far as its files.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("our folder");
        Self { folder, daemon: Some(daemon) }
    }

    /// The daemon again, as its configuration says.
    fn restart(&mut self) {
        drop(self.daemon.take());
        self.daemon = Some(plant::Daemon::run(&self.path("plant"), &[]));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn mcsctl(&self, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_mcsctl"))
            .args(["-o", "json", "--socket"])
            .arg(self.path("plant/mcsd.sock"))
            .args(line.split(' '))
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .output()
            .expect("mcsctl runs")
    }

    fn ok(&self, line: &str) -> Value {
        let output = self.mcsctl(line);
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{line}: {error}"))
    }

    /// Registers a device; its secret.
    fn add(&self, sn: &str) -> String {
        let added = self.ok(&format!("device add {sn} --type CH4"));
        let secret = added.pointer("/credential/password").or_else(|| added.get("password"));
        secret.and_then(Value::as_str).unwrap_or_else(|| panic!("no secret: {added}")).to_owned()
    }

    /// `file: state` of each exported file.
    fn export(&self, line: &str) -> Vec<String> {
        let files = self.ok(&format!("broker export --dir broker {line}"));
        let files = files.as_array().expect("a list").iter().map(|file| {
            let name = file["file"].as_str().expect("a path").rsplit('/').next().unwrap_or_default();
            format!("{name}: {}", file["put"].as_str().expect("a state"))
        });
        files.collect()
    }

    /// The flags of every export here, with TLS on a free port.
    fn flags(&self, port: u16) -> String {
        let openssl = |line: &str| {
            let output = Command::new("openssl")
                .current_dir(self.folder.path())
                .args(line.split(' '))
                .output()
                .expect("openssl runs");
            assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        };
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        openssl(&format!("req -x509 {key} -keyout ca.key -out ca.pem -days 30 -subj /CN=ca"));
        fs::write(self.path("san"), "subjectAltName=DNS:localhost\n").expect("a file");
        openssl(&format!("req {key} -keyout broker.key -out broker.csr -subj /CN=broker"));
        openssl(
            "x509 -req -in broker.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out broker.pem -days 30 -extfile san",
        );
        let mut flags = format!("--bind 127.0.0.1 --port {port} --tls-cert broker.pem --tls-key broker.key");
        if root() {
            fs::set_permissions(self.path("broker.key"), fs::Permissions::from_mode(0o644)).expect("our file");
            flags.push_str(" --group mosquitto");
        }
        flags
    }
}

/// Whether Mosquitto will give up root.
fn root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

fn available() -> bool {
    ["mosquitto", "mosquitto_pub", "mosquitto_sub", "openssl"].into_iter().all(|program| {
        services::installed(program) || (program == "mosquitto" && Path::new("/usr/sbin/mosquitto").exists())
    })
}

/// The broker itself.
struct Broker {
    child: Child,
    log: PathBuf,
    ca: PathBuf,
    port: u16,
}

impl Drop for Broker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Broker {
    fn start(plant: &Plant, port: u16) -> Self {
        let path = std::env::var("PATH").unwrap_or_default();
        let log = plant.path("mosquitto.log");
        let said = fs::File::create(&log).expect("a log");
        let child = Command::new("mosquitto")
            .env("PATH", format!("{path}:/usr/sbin:/usr/local/sbin"))
            .arg("-c")
            .arg(plant.path("broker/mosquitto.conf"))
            .arg("-v")
            .stdout(said.try_clone().expect("a log"))
            .stderr(said)
            .spawn()
            .expect("mosquitto starts");
        let mut broker = Self { child, log, ca: plant.path("ca.pem"), port };
        broker.until("it listens", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        broker
    }

    fn until(&mut self, what: &str, mut holds: impl FnMut() -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !holds() {
            let log = || fs::read_to_string(&self.log).unwrap_or_default();
            assert!(self.child.try_wait().expect("a child of ours").is_none(), "it ended: {}", log());
            assert!(Instant::now() < deadline, "never: {what}: {}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn client(&self, program: &str, (user, password): (&str, &str)) -> Command {
        let mut command = Command::new(program);
        command.args([
            "-h",
            "localhost",
            "-p",
            &self.port.to_string(),
            "-V",
            "5",
            "-q",
            "1",
            "-u",
            user,
            "-P",
            password,
        ]);
        command.arg("--cafile").arg(&self.ca);
        command
    }

    fn publish(&self, who: (&str, &str), topic: &str, message: &str) -> Output {
        self.client("mosquitto_pub", who).args(["-t", topic, "-m", message]).output().expect("mosquitto_pub runs")
    }

    /// Subscribes and says so in a file; ends after so many messages or a while.
    fn subscribe(&self, who: (&str, &str), filter: &str, messages: u32, wait_s: u32) -> Child {
        self.client("mosquitto_sub", who)
            .args(["-v", "-t", filter, "-C", &messages.to_string(), "-W", &wait_s.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("mosquitto_sub runs")
    }

    fn subscribed(&mut self, user: &str) {
        let log = self.log.clone();
        // Mosquitto names the user where it tells of the connection, and the client where it tells of the subscription.
        self.until("it has subscribed", || {
            let log = fs::read_to_string(&log).unwrap_or_default();
            let client = log
                .lines()
                .rev()
                .find(|line| line.contains(&format!("u'{user}'")))
                .and_then(|line| line.split(" as ").nth(1)?.split(' ').next().map(str::to_owned));
            client.is_some_and(|client| log.contains(&format!("Sending SUBACK to {client}")))
        });
    }

    fn hang_up(&self) {
        let sent = Command::new("kill").args(["-HUP", &self.child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
    }
}

fn heard(child: Child) -> String {
    let output = child.wait_with_output().expect("it ends");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_mosquitto_with_the_exported_files_lets_each_do_its_own_and_nothing_else() {
    if !available() {
        return;
    }
    let plant = Plant::start();
    let (a, b) = (plant.add("A001"), plant.add("B001"));
    let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
    let flags = plant.flags(port);
    let all = ["mcsd.password", "passwords", "access", "mosquitto.conf"];
    let states = |state: &str| all.map(|name| format!("{name}: {state}")).to_vec();
    assert_eq!(plant.mcsctl(&format!("broker export --dir broker --check {flags}")).status.code(), Some(10));
    assert!(!plant.path("broker").exists(), "a check writes nothing");
    assert_eq!(plant.export(&flags), states("new"));
    assert_eq!(plant.export(&flags), states("unchanged"));
    assert_eq!(plant.mcsctl(&format!("broker export --dir broker --check {flags}")).status.code(), Some(0));
    for entry in fs::read_dir(plant.path("broker")).expect("a folder") {
        let entry = entry.expect("a file");
        let mode = entry.metadata().expect("there").permissions().mode();
        assert_eq!(mode & 0o007, 0, "{} is open to everybody", entry.path().display());
    }
    let secret = fs::read_to_string(plant.path("broker/mcsd.password")).expect("the daemon's password");
    let mode = fs::metadata(plant.path("broker/mcsd.password")).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let (daemon, device_a) = (("mcsd", secret.trim()), ("device_A001", a.as_str()));

    let mut broker = Broker::start(&plant, port);
    let all_of_it = broker.subscribe(daemon, "mcs/#", 2, 15);
    broker.subscribed("mcsd");
    let foreign = broker.publish(device_a, "mcs/B001/up", "not mine");
    let said = String::from_utf8_lossy(&foreign.stderr).into_owned();
    assert!(said.to_lowercase().contains("not authorized"), "{said}");
    assert!(broker.publish(device_a, "mcs/A001/up", "one").status.success());
    assert!(broker.publish(("device_B001", &b), "mcs/B001/status", "two").status.success());
    assert_eq!(heard(all_of_it), "mcs/A001/up one\nmcs/B001/status two\n", "only what each may say");

    // The daemon commands; a device hears what is for it and nothing of the others.
    let own = broker.subscribe(device_a, "mcs/#", 2, 15);
    broker.subscribed("device_A001");
    for (topic, message) in [("mcs/B001/cmd", "b"), ("mcs/A001/cmd", "a"), ("mcs/broadcast/cmd", "all")] {
        assert!(broker.publish(daemon, topic, message).status.success());
    }
    assert_eq!(heard(own), "mcs/A001/cmd a\nmcs/broadcast/cmd all\n");

    for (user, password) in [("mcsd", "wrong"), ("device_A001", b.as_str()), ("nobody", "x")] {
        let output = broker.publish((user, password), "mcs/A001/up", "x");
        assert!(!output.status.success(), "{user} must not get in");
    }
    let mut nameless = Command::new("mosquitto_pub");
    nameless.args(["-h", "localhost", "-p", &port.to_string(), "-t", "mcs/A001/up", "-m", "x", "--cafile"]);
    assert!(!nameless.arg(&broker.ca).output().expect("mosquitto_pub runs").status.success(), "nor without a name");

    // A device more, one less: said, and taken up without a restart.
    let c = plant.add("C001");
    assert!(plant.mcsctl("device remove B001 --reason scrapped --yes").status.success());
    assert_eq!(plant.mcsctl(&format!("broker export --dir broker --check {flags}")).status.code(), Some(10));
    let changed = plant.ok(&format!("broker export --dir broker {flags}"));
    assert_eq!(changed[1]["detail"], "users: 1 new, 1 gone");
    let states: Vec<_> = changed.as_array().expect("a list").iter().filter_map(|file| file["put"].as_str()).collect();
    assert_eq!(states, ["unchanged", "changed", "changed", "unchanged"]);
    broker.hang_up();
    let newcomer = ("device_C001", c.as_str());
    let mut tried = None;
    let deadline = Instant::now() + DEADLINE;
    while !tried.as_ref().is_some_and(|output: &Output| output.status.success()) {
        assert!(Instant::now() < deadline, "the newcomer is not let in: {tried:?}");
        tried = Some(broker.publish(newcomer, "mcs/C001/up", "new"));
    }
    assert!(!broker.publish(("device_B001", &b), "mcs/B001/up", "gone").status.success());
}

#[test]
fn the_daemons_name_cannot_be_a_devices_and_a_group_must_be_there() {
    let plant = Plant::start();
    plant.add("A001");
    let refused = |line: &str| {
        let output = plant.mcsctl(line);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = refused("broker export --dir broker --user device_A001");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("is a device's"), "{said}");
    let (code, said) = refused("broker export --dir broker --group no-such-group");
    assert_eq!(code, Some(2), "{said}");
    assert!(!plant.path("broker").exists());
}

#[test]
fn the_link_and_the_trial_of_a_broker_are_printed_as_their_schemas_say() {
    if !available() {
        return;
    }
    let mut plant = Plant::start();
    let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
    fs::create_dir(plant.path("broker")).expect("a folder");
    let anybody = format!("listener {port} 127.0.0.1\nallow_anonymous true\n");
    fs::write(plant.path("broker/mosquitto.conf"), anybody).expect("a file");
    let mut broker = Broker::start(&plant, port);
    fs::write(plant.path("plant/mcsd.toml"), format!("[ingest]\nbroker = \"mqtt://127.0.0.1:{port}\"\n"))
        .expect("a file");
    plant.restart();
    broker.until("it is linked", || {
        serde_json::from_slice::<Value>(&plant.mcsctl("broker status").stdout).is_ok_and(|link| link["state"] == "up")
    });
    for (line, name) in [("broker status", "broker"), ("broker test", "broker-check")] {
        let output = plant.mcsctl(line);
        assert!(matches!(output.status.code(), Some(0 | 10)), "{}", String::from_utf8_lossy(&output.stderr));
        let printed: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let things = printed.as_array().cloned().unwrap_or_else(|| vec![printed]);
        assert!(!things.is_empty(), "{line} prints something");
        let schema = schemas::schema(name).expect("a schema");
        assert_eq!(schemas::faults(name, &schema, &things), Vec::<String>::new(), "{line}: {things:?}");
    }
}
