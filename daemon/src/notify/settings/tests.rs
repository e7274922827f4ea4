//! Settings in a store of their own.

use std::{fs, path::Path};

use mcs_core::{
    alarm::{Actor, Priority},
    id::{ShortName, UserName},
    identity::fingerprint_of,
    notice::{
        Change, ChannelEdit, ChannelKind, Contact, Effect, Group, Language, Policy, Route, Schedule, ScheduleOverride,
        SettingKind,
    },
    site::{Role, Site},
    time::{Span, Timestamp},
};
use tempfile::TempDir;

use super::{Settings, SettingsError, SettingsHandle};
use crate::{
    notify::Poke,
    secret::Vault,
    store::{AuditQuery, NoOutlet, Person, Store, StoreHandle, StoreOptions},
};

struct World {
    dir: TempDir,
    store: StoreHandle,
    settings: SettingsHandle,
}

fn open(dir: &Path) -> StoreHandle {
    Store::open(dir, StoreOptions::new(fingerprint_of), Box::new(NoOutlet)).expect("it opens").0
}

impl World {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let site = Site { name: "plant".into(), tz: "Asia/Shanghai".into() };
        let name = UserName::new("admin").expect("a name");
        let admin =
            Person { name, password_hash: "x".into(), role: Role::Admin, added: Timestamp::EPOCH, disabled: None };
        Store::create(dir.path(), &site, &admin).expect("a database");
        let store = open(dir.path());
        let settings = SettingsHandle::new(store.clone(), Vault::new(dir.path()), Poke::default());
        Self { dir, store, settings }
    }

    fn change(&self, wanted: Vec<Change>) -> Result<Vec<Effect>, SettingsError> {
        let changed = self.settings.change(wanted, &actor(), now(), false)?;
        Ok(changed.into_iter().map(|changed| changed.effect).collect())
    }

    fn loaded(&self) -> Settings {
        Settings::load(self.store.queries()).expect("settings")
    }

    /// A robot's channel, a contact, a group of both and a route to it.
    fn furnish(&self) {
        let effects =
            self.change(vec![robot("SECabc"), contact("wang"), group("shift", "robot", "wang"), route("shift")]);
        assert_eq!(effects.expect("all of it"), [Effect::Made; 4]);
    }
}

fn now() -> Timestamp {
    Timestamp::parse("2026-11-21T02:00:00Z").expect("a time")
}

fn actor() -> Actor {
    Actor { name: "zhao".into() }
}

fn name(text: &str) -> ShortName {
    ShortName::new(text).expect("a name")
}

fn edit(of: &str) -> ChannelEdit {
    ChannelEdit::of(name(of))
}

fn robot(secret: &str) -> Change {
    let mut edit = ChannelEdit { kind: Some(ChannelKind::Dingtalk), ..edit("robot") };
    edit.secrets.insert("access_token".into(), Some("token-in-clear".into()));
    edit.secrets.insert("secret".into(), Some(secret.into()));
    Change::Channel(edit)
}

fn contact(of: &str) -> Change {
    Change::Contact(Contact {
        name: name(of),
        full_name: Some("王伟".into()),
        email: Some("wang@example.com".into()),
        phone: Some("+8613800000000".into()),
        language: Language::Chinese,
        enabled: true,
    })
}

fn group(of: &str, channel: &str, contact: &str) -> Change {
    Change::Group(Group { name: name(of), contacts: vec![name(contact)], channels: vec![name(channel)] })
}

fn route(to: &str) -> Change {
    Change::Route(Route {
        name: name("all"),
        order: 10,
        priorities: vec![Priority::Critical],
        areas: Vec::new(),
        sensors: Vec::new(),
        conditions: Vec::new(),
        groups: vec![name(to)],
    })
}

#[test]
fn what_was_set_is_there_after_a_restart_and_its_secrets_open() {
    let world = World::new();
    world.furnish();
    world.store.close();
    let store = open(world.dir.path());
    let settings = Settings::load(store.queries()).expect("settings");
    let robot = settings.directory.channel("robot").expect("the channel");
    assert_eq!((robot.secrets.len(), robot.revision, robot.enabled), (2, 1, true));
    let secrets = settings.secrets(&robot.name, &Vault::new(world.dir.path())).expect("opened");
    assert_eq!(secrets["secret"].reveal(), "SECabc");
    assert_eq!(settings.directory.members("shift").len(), 1);
    let book = settings.book(jiff::tz::TimeZone::UTC);
    assert_eq!((book.channels.len(), book.groups.len(), book.routes.len()), (1, 1, 1));
    store.close();
}

#[test]
fn no_secret_stands_in_any_file_or_in_the_audit() {
    let world = World::new();
    world.furnish();
    let audit = world.store.queries().audit(&AuditQuery::default()).expect("the audit");
    assert_eq!(audit.entries.len(), 4);
    assert!(!format!("{audit:?}").contains("SECabc"));
    assert!(!format!("{:?}", world.loaded()).contains("SECabc"));
    world.store.close();
    for entry in fs::read_dir(world.dir.path()).expect("files") {
        let path = entry.expect("a file").path();
        let Ok(bytes) = fs::read(&path) else { continue };
        for clear in [&b"SECabc"[..], b"token-in-clear"] {
            assert!(!bytes.windows(clear.len()).any(|part| part == clear), "{}", path.display());
        }
    }
}

#[test]
fn the_same_again_changes_nothing_and_is_not_in_the_audit() {
    let world = World::new();
    world.furnish();
    let again = world.change(vec![robot("SECabc"), contact("wang"), group("shift", "robot", "wang"), route("shift")]);
    assert_eq!(again.expect("allowed"), [Effect::Same; 4]);
    assert_eq!(world.store.queries().audit(&AuditQuery::default()).expect("the audit").entries.len(), 4);
    assert_eq!(world.change(vec![robot("SECdef")]).expect("another secret"), [Effect::Changed]);
    assert_eq!(world.loaded().directory.channel("robot").expect("it").revision, 2);
    world.store.close();
}

#[test]
fn what_is_not_named_of_a_channel_stays() {
    let world = World::new();
    world.furnish();
    let off = ChannelEdit { enabled: Some(false), ..edit("robot") };
    assert_eq!(world.change(vec![Change::Channel(off)]).expect("off"), [Effect::Changed]);
    let settings = world.loaded();
    let robot = settings.directory.channel("robot").expect("the channel");
    assert!(!robot.enabled && robot.secrets.len() == 2);
    assert!(settings.book(jiff::tz::TimeZone::UTC).channels.is_empty());
    let secrets = settings.secrets(&robot.name, &Vault::new(world.dir.path())).expect("opened");
    assert_eq!(secrets["secret"].reveal(), "SECabc");
    world.store.close();
}

#[test]
fn a_test_counts_until_the_settings_or_secrets_are_others() {
    let world = World::new();
    world.furnish();
    let tested = || world.loaded().directory.channel("robot").expect("it").tested;
    world.store.channel_tested("robot".into(), 1, now()).expect("noted");
    assert_eq!(tested(), Some(now()));
    world.change(vec![Change::Channel(ChannelEdit { enabled: Some(false), ..edit("robot") })]).expect("off");
    assert_eq!(tested(), Some(now()), "it is the same channel");
    world.change(vec![robot("SECdef")]).expect("another secret");
    assert_eq!(tested(), None);
    world.store.channel_tested("robot".into(), 1, now()).expect("ignored");
    assert_eq!(tested(), None, "that test was of an earlier revision");
    world.store.close();
}

#[test]
fn whoever_is_named_cannot_be_removed_and_those_who_name_it_are_told() {
    let world = World::new();
    world.furnish();
    let of = |kind, of: &str| world.change(vec![Change::Remove(kind, name(of))]).expect_err("refused").to_string();
    assert_eq!(of(SettingKind::Channel, "robot"), "channel robot is used by group shift");
    assert_eq!(of(SettingKind::Contact, "wang"), "contact wang is used by group shift");
    assert_eq!(of(SettingKind::Group, "shift"), "group shift is used by route all");
    assert_eq!(of(SettingKind::Route, "none"), "there is no route none");
    assert_eq!(of(SettingKind::Policy, "site"), "there is no policy site");
    let all = [
        (SettingKind::Channel, "robot"),
        (SettingKind::Contact, "wang"),
        (SettingKind::Group, "shift"),
        (SettingKind::Route, "all"),
    ];
    let all = all.map(|(kind, of)| Change::Remove(kind, name(of))).to_vec();
    assert_eq!(world.change(all).expect("together they name nobody"), [Effect::Removed; 4]);
    assert_eq!(world.loaded().directory, mcs_core::notice::Directory::default());
    world.store.close();
}

#[test]
fn a_name_that_stands_for_nothing_is_refused_and_nothing_is_written() {
    let world = World::new();
    let error = world.change(vec![contact("wang"), group("shift", "robot", "li")]).expect_err("refused");
    assert_eq!(
        error.to_string(),
        "group shift names contact li, which does not exist; group shift names channel robot, which does not exist"
    );
    assert!(world.loaded().directory.contacts.is_empty(), "all or nothing");
    assert!(matches!(world.change(vec![Change::Channel(edit("none"))]), Err(SettingsError::NoSuch { .. })));
    world.store.close();
}

#[test]
fn a_channel_keeps_its_kind() {
    let world = World::new();
    world.furnish();
    let other = ChannelEdit { kind: Some(ChannelKind::Feishu), ..edit("robot") };
    let error = world.change(vec![Change::Channel(other)]).expect_err("refused");
    assert_eq!(error.to_string(), "channel robot is of kind dingtalk");
    world.store.close();
}

#[test]
fn a_dry_run_says_what_would_be_and_writes_nothing() {
    let world = World::new();
    let changed = world.settings.change(vec![robot("x"), contact("wang")], &actor(), now(), true).expect("a plan");
    assert_eq!(changed.len(), 2);
    assert_eq!(world.loaded().directory, mcs_core::notice::Directory::default());
    assert!(!world.dir.path().join(crate::secret::KEY_FILE).exists(), "not even a key");
    world.store.close();
}

#[test]
fn secrets_that_do_not_open_any_more_can_be_replaced_whole_only() {
    let world = World::new();
    world.furnish();
    let key = world.dir.path().join(crate::secret::KEY_FILE);
    fs::remove_file(&key).expect("the key is lost");
    let mut one = edit("robot");
    one.secrets.insert("secret".into(), Some("new".into()));
    let error = world.change(vec![Change::Channel(one)]).expect_err("the other would be lost silently");
    assert!(matches!(error, SettingsError::Vault { .. }), "{error}");
    assert_eq!(world.change(vec![robot("new")]).expect("all of them"), [Effect::Changed]);
    world.store.close();
}

#[test]
fn who_overrides_the_schedule_is_whoever_changed_it() {
    let world = World::new();
    let nights = Schedule {
        days: [true, true, true, true, true, false, false],
        start: jiff::civil::time(20, 0, 0, 0),
        end: jiff::civil::time(6, 0, 0, 0),
    };
    let until = now() + Span::hours(8);
    let over = ScheduleOverride { by: "somebody else".into(), reason: "commissioning".into(), until };
    let policy =
        Policy { schedule: Some(nights), schedule_override: Some(over), alive_at: Some((8, 0)), ..Policy::default() };
    assert_eq!(world.change(vec![Change::Policy(policy.clone())]).expect("set"), [Effect::Changed]);
    let stands = world.loaded().directory.policy;
    assert_eq!(stands.schedule_override.as_ref().expect("it stands").by, "zhao");
    let other = Actor { name: "qian".into() };
    let changed = Policy { debounce_s: 300, ..stands };
    world.settings.change(vec![Change::Policy(changed)], &other, now(), false).expect("set");
    let stands = world.loaded().directory.policy;
    assert_eq!(stands.schedule_override.expect("it stands").by, "zhao", "it was not that which changed");
    world.store.close();
}

#[test]
fn settings_that_mean_nothing_are_refused_with_every_complaint() {
    let world = World::new();
    let Change::Contact(mut wrong) = contact("wang") else { return };
    wrong.email = Some("wang@example.com, li@example.com".into());
    wrong.phone = Some("138 0000".into());
    let error = world.change(vec![Change::Contact(wrong)]).expect_err("refused").to_string();
    assert!(error.contains("no mail address") && error.contains("no telephone number"), "{error}");
    let over = ScheduleOverride { by: String::new(), reason: " ".into(), until: now() - Span::secs(1) };
    let policy = Policy {
        debounce_s: 90_000,
        schedule_override: Some(over),
        heartbeat_url: Some("ftp://example.com".into()),
        ..Policy::default()
    };
    let error = world.change(vec![Change::Policy(policy)]).expect_err("refused").to_string();
    for said in ["longer than a day", "no schedule to override", "needs a reason", "would have ended", "https://"] {
        assert!(error.contains(said), "{said}: {error}");
    }
    world.store.close();
}

#[test]
fn a_group_nobody_of_which_can_be_reached_is_remarked_upon() {
    let world = World::new();
    let Change::Contact(mut silent) = contact("li") else { return };
    silent.phone = None;
    silent.email = None;
    world.change(vec![robot("x"), Change::Contact(silent), group("shift", "robot", "li")]).expect("made");
    let off = Change::Channel(ChannelEdit { enabled: Some(false), ..edit("robot") });
    let changed = world.settings.change(vec![off], &actor(), now(), false).expect("off");
    assert_eq!(changed[0].remarks, ["group shift has no enabled channel: it cannot be told anything"]);
    world.store.close();
}
