//! A pseudo-terminal with the program in it, and every byte it said.

use std::{
    fs::{self, File},
    io::{Read as _, Write as _},
    os::{
        fd::{AsFd as _, OwnedFd},
        unix::fs::OpenOptionsExt as _,
    },
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use nix::{
    fcntl::OFlag,
    poll::{PollFd, PollFlags, PollTimeout, poll},
    pty::{grantpt, posix_openpt, ptsname_r, unlockpt},
    sys::{
        signal::{Signal, kill},
        termios::{Termios, tcgetattr},
        wait::{Id, WaitPidFlag, WaitStatus, waitid},
    },
    unistd::Pid,
};

/// Longest wait for anything that has to happen.
pub(crate) const DEADLINE: Duration = Duration::from_secs(20);
/// What ends each frame.
pub(crate) const FRAME_END: &str = "\x1b[?2026l";
/// A socket nobody listens on.
pub(crate) const NOBODY: [&str; 2] = ["--socket", "/nonexistent/mcsd.sock"];

/// How the program stands to its terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It leads the session, as in a terminal window without a shell.
    Leader,
    /// A shell that ignores the hang-up leads the session.
    Child,
    /// The terminal controls nobody: no signal ever comes of it.
    Stranger,
}

#[derive(Default)]
struct Heard {
    bytes: Vec<u8>,
    deaf: bool,
    /// The listener knows.
    deafened: bool,
    dead: bool,
    closed: bool,
}

/// A terminal with a program in it.
pub(crate) struct Pty {
    master: Option<File>,
    slave: File,
    heard: Arc<(Mutex<Heard>, Condvar)>,
    child: Child,
    before: Termios,
}

impl Pty {
    /// The program with these arguments, 80×24.
    pub(crate) fn start(standing: Standing, arguments: &[&str]) -> Self {
        Self::start_with(standing, arguments, &[])
    }

    /// The same with variables of its environment.
    pub(crate) fn start_with(standing: Standing, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new("setsid");
        let program = env!("CARGO_BIN_EXE_mcstui");
        match standing {
            Standing::Leader => command.args(["--ctty", program]),
            Standing::Child => command.args(["--ctty", "sh", "-c", "trap '' HUP; \"$0\" \"$@\"; exit $?", program]),
            Standing::Stranger => command.arg(program),
        };
        command.args(arguments).envs(variables.iter().copied());
        Self::run(command)
    }

    /// Any command, which must put itself into a session of its own.
    pub(crate) fn run(mut command: Command) -> Self {
        let (master, slave) = open();
        let before = tcgetattr(&slave).expect("its modes");
        let end = || Stdio::from(slave.try_clone().expect("a descriptor"));
        let child = command
            .stdin(end())
            .stdout(end())
            .stderr(end())
            .env_remove("SSH_CONNECTION")
            .env_remove("NO_COLOR")
            .env("XDG_STATE_HOME", "/dev/null")
            .env("TERM", "xterm-256color")
            .spawn()
            .expect("it starts");
        // Its copies of the other end must not keep the terminal alive.
        drop(command);
        let heard = Arc::new((Mutex::new(Heard::default()), Condvar::new()));
        listen(master.try_clone().expect("a descriptor"), Arc::clone(&heard));
        let pty = Self { master: Some(master), slave, heard, child, before };
        pty.resize(80, 24);
        pty
    }

    /// The process that was started.
    pub(crate) fn pid(&self) -> Pid {
        Pid::from_raw(self.child.id().try_into().expect("a pid"))
    }

    /// The program itself, which a shell may have started.
    pub(crate) fn program(&self) -> Pid {
        wait_for("the program", || {
            let mut pid = self.pid();
            loop {
                if fs::read_to_string(format!("/proc/{pid}/comm")).ok()?.trim() == "mcstui" {
                    return Some(pid);
                }
                let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).ok()?;
                pid = Pid::from_raw(children.split_whitespace().next()?.parse().ok()?);
            }
        })
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill(self.program(), signal).expect("it lives");
    }

    pub(crate) fn type_keys(&self, keys: &str) {
        let mut master = self.master.as_ref().expect("the terminal lives");
        master.write_all(keys.as_bytes()).expect("it is typed");
    }

    /// Gives the terminal this size.
    pub(crate) fn resize(&self, width: u16, height: u16) {
        let size = [("cols", width), ("rows", height)];
        let mut stty = Command::new("stty");
        for (word, number) in size {
            stty.args([word.to_owned(), number.to_string()]);
        }
        let slave = self.slave.try_clone().expect("a descriptor");
        assert!(stty.stdin(slave).status().expect("stty runs").success());
    }

    /// Everything it said so far.
    pub(crate) fn said(&self) -> String {
        String::from_utf8_lossy(&lock(&self.heard.0).bytes).into_owned()
    }

    /// How much it said so far.
    pub(crate) fn length(&self) -> usize {
        lock(&self.heard.0).bytes.len()
    }

    /// Waits until it says this after so many bytes; where that ends.
    pub(crate) fn wait_said(&self, from: usize, words: &str) -> usize {
        let end = Instant::now() + DEADLINE;
        let mut heard = lock(&self.heard.0);
        loop {
            let new = &heard.bytes[from.min(heard.bytes.len())..];
            if let Some(at) = new.windows(words.len()).position(|window| window == words.as_bytes()) {
                return from + at + words.len();
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "it never said {words:?}: {}", new.escape_ascii());
            heard = self.heard.1.wait_timeout(heard, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits for the first frame.
    pub(crate) fn first_frame(&self) -> usize {
        self.wait_said(0, FRAME_END)
    }

    /// Reads no more, like a line that stalls; or again.
    pub(crate) fn deaf(&self, deaf: bool) {
        lock(&self.heard.0).deaf = deaf;
        wait_for("the listener", || (lock(&self.heard.0).deafened == deaf).then_some(()));
    }

    /// Whether nothing more can be written to the terminal.
    pub(crate) fn full(&self) -> bool {
        let mut asked = [PollFd::new(self.slave.as_fd(), PollFlags::POLLOUT)];
        poll(&mut asked, PollTimeout::ZERO).is_ok_and(|ready| ready == 0)
    }

    /// Waits until the terminal's modes are these of a program, or those of before.
    pub(crate) fn wait_modes(&self, as_before: bool) {
        wait_for("the modes", || (self.sane() == as_before).then_some(()));
    }

    /// Whether the terminal's modes are those of before.
    pub(crate) fn sane(&self) -> bool {
        tcgetattr(&self.slave).expect("its modes") == self.before
    }

    /// The terminal dies.
    pub(crate) fn die(&mut self) {
        lock(&self.heard.0).dead = true;
        self.master = None;
        wait_for("the end of listening", || lock(&self.heard.0).closed.then_some(()));
    }

    /// Waits until it ended; how, and the processor time it took in all.
    pub(crate) fn ended(&mut self) -> (ExitStatus, Duration) {
        wait_for("its end", || {
            let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT | WaitPidFlag::WNOHANG;
            waitid(Id::Pid(self.pid()), flags).is_ok_and(|status| status != WaitStatus::StillAlive).then_some(())
        });
        let time = cpu_time(self.pid());
        (self.child.wait().expect("it ended"), time)
    }

    /// Waits until it ended with this code.
    pub(crate) fn ended_with(&mut self, code: i32) {
        let (status, _) = self.ended();
        assert_eq!(status.code(), Some(code), "{status}: {}", self.said().escape_debug());
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until there is an answer.
pub(crate) fn wait_for<T>(what: &str, mut answer: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + DEADLINE;
    loop {
        if let Some(answer) = answer() {
            return answer;
        }
        assert!(Instant::now() < end, "{what} did not come");
        thread::yield_now();
        thread::park_timeout(Duration::from_millis(2));
    }
}

/// Processor time of a process so far, also of one that ended and was not waited for.
pub(crate) fn cpu_time(pid: Pid) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("its figures");
    let (_, facts) = stat.rsplit_once(')').expect("a name");
    let ticks: Vec<u64> =
        facts.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse().expect("a number")).collect();
    // A tick is a hundredth of a second on every Linux.
    Duration::from_millis(ticks.iter().sum::<u64>() * 10)
}

fn lock(heard: &Mutex<Heard>) -> MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Both ends. None of them is inherited by what other tests start meanwhile.
fn open() -> (File, File) {
    let master = posix_openpt(OFlag::O_RDWR | OFlag::O_NOCTTY | OFlag::O_CLOEXEC).expect("a pseudo-terminal");
    grantpt(&master).and_then(|()| unlockpt(&master)).expect("it is ours");
    let name = ptsname_r(&master).expect("it has a name");
    let mut options = File::options();
    let slave = options.read(true).write(true).custom_flags(OFlag::O_NOCTTY.bits()).open(name);
    (OwnedFd::from(master).into(), slave.expect("its other end"))
}

/// Reads until the terminal dies.
fn listen(mut master: File, heard: Arc<(Mutex<Heard>, Condvar)>) {
    thread::spawn(move || {
        let mut chunk = vec![0; 64 << 10];
        while !lock(&heard.0).dead {
            let deaf = {
                let mut heard = lock(&heard.0);
                heard.deafened = heard.deaf;
                heard.deaf
            };
            let events = if deaf { PollFlags::empty() } else { PollFlags::POLLIN };
            let mut asked = [PollFd::new(master.as_fd(), events)];
            let ready = poll(&mut asked, PollTimeout::from(10_u8)).is_ok_and(|ready| ready > 0);
            if !ready || deaf {
                continue;
            }
            // An error means that nobody has the other end for now.
            let length = master.read(&mut chunk).unwrap_or(0);
            lock(&heard.0).bytes.extend_from_slice(&chunk[..length]);
            heard.1.notify_all();
        }
        drop(master);
        lock(&heard.0).closed = true;
    });
}
