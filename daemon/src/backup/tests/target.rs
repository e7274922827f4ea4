//! Backups on a named target: read back before they count, looked at where they lie, rotated there.

use std::{ops::ControlFlow, path::Path};

use mcs_core::{
    alarm::Actor,
    backup::BackupState::{self, Failed, Removed, Verified},
    id::{ShortName, UserName},
    identity::fingerprint_of,
    site::{Role, Site},
    time::Timestamp,
};

use super::*;
use crate::{
    clock::Clock,
    secret::Vault,
    store::{NoOutlet, Person, Store, StoreHandle, StoreOptions},
    target::{NewTarget, Targets},
};

fn store(dir: &Path) -> StoreHandle {
    std::fs::create_dir(dir).expect("a directory");
    let site = Site { name: "plant".into(), tz: "Asia/Shanghai".into() };
    let name = UserName::new("admin").expect("a name");
    let admin = Person { name, password_hash: "x".into(), role: Role::Admin, added: Timestamp::EPOCH, disabled: None };
    Store::create(dir, &site, &admin).expect("a database");
    Store::open(dir, StoreOptions::new(fingerprint_of), Box::new(NoOutlet)).expect("it opens").0
}

fn states(backups: &Backups) -> Vec<BackupState> {
    backups.list(true).expect("the record").iter().map(mcs_core::backup::Backup::state).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_on_a_target_is_read_back_looked_at_and_rotated_there() {
    let dir = tempfile::tempdir().expect("a directory");
    let (data, elsewhere) = (dir.path().join("plant"), dir.path().join("elsewhere"));
    std::fs::create_dir(&elsewhere).expect("a directory");
    let work = tokio::task::spawn_blocking(move || {
        let store = store(&data);
        let targets = Targets::new(store.clone(), Vault::new(&data), &data);
        let (name, by) = (ShortName::new("offsite").expect("a name"), Actor { name: "wang".into() });
        let new = NewTarget::Folder { path: elsewhere.display().to_string() };
        let place = Place::target(targets.clone(), name.to_string());
        let backups = Backups::new(store.clone(), &data, place, 2, Clock::start());

        let missing = backups.make().expect_err("the target is not set");
        assert!(missing.in_full().contains("offsite"), "{missing}");
        assert_eq!(states(&backups), [Failed]);

        targets.set(&name, new, &by, Timestamp::EPOCH).expect("it is set");
        for _ in 0..3 {
            backups.make().expect("it is made");
        }
        assert_eq!(states(&backups), [Verified, Verified, Removed, Failed]);
        let newest = backups.list(false).expect("the record").swap_remove(0);
        let object = elsewhere.join("backup").join(&newest.name);
        assert_eq!(std::fs::metadata(&object).ok().map(|found| found.len()), newest.bytes);

        let mut bytes = std::fs::read(&object).expect("readable");
        bytes[5000] ^= 1;
        std::fs::write(&object, bytes).expect("writable");
        backups.verify(None, &mut |_| ControlFlow::Continue(())).expect("it is looked at");
        assert_eq!(states(&backups), [Failed, Verified, Removed, Failed]);
        std::fs::remove_file(&object).expect("removed");
        let mut found = Vec::new();
        let mut each = |backup| {
            found.push(backup);
            ControlFlow::Continue(())
        };
        backups.verify(Some(&newest.name), &mut each).expect("it is looked at");
        assert!(found[0].error.as_ref().is_some_and(|why| why.contains(&newest.name)), "{found:?}");

        backups.end();
        assert!(matches!(backups.make(), Err(BackupError::Stopped)));
        store.close();
    });
    work.await.expect("no panic");
}
