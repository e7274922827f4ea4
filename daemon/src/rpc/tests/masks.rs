//! Masks over the wire: who may ask, and the second person.

use mcs_core::{
    alarm::{Condition, LifeState, Mask, MaskKind, MaskWish, Priority, Source},
    id::PointId,
    site::Role,
    time::Span,
};
use mcs_proto::{client::SecondPerson, error::ErrorKind};

use super::{
    plant::{FakePlant, NOW, occurrence, sn},
    server::{Server, refusal},
};
use crate::plant::{Asker, MaskAsk};

fn mask(kind: MaskKind, asker: &Asker, wish: &MaskWish) -> Mask {
    Mask {
        sn: Some(sn("A1")),
        source: Source::Point(PointId(1)),
        condition: None,
        kind,
        by: asker.by.name.clone(),
        reason: wish.reason.clone(),
        watcher: wish.watcher.clone(),
        work_order: wish.work_order.clone(),
        confirmed_by: asker.confirmed_by.clone(),
        since: NOW,
        until: NOW + wish.span,
    }
}

impl FakePlant {
    pub(super) fn answer_masks(&self, ask: MaskAsk) {
        let alarm = || occurrence(1, LifeState::UnackActive, Priority::High);
        let nobody = |by: &mcs_core::alarm::Actor| Asker { by: by.clone(), role: Role::Viewer, confirmed_by: None };
        match ask {
            MaskAsk::Shelve { wish, asker, reply, .. } => {
                let mask = mask(MaskKind::Shelved, &asker, &wish);
                self.changed(format!("{} shelves", asker.by.name), reply, || Ok(mask));
            }
            MaskAsk::Unshelve { by, reply, .. } => {
                let mask = mask(MaskKind::Shelved, &nobody(&by), &MaskWish::default());
                self.changed(format!("{} unshelves", by.name), reply, || Ok(mask));
            }
            MaskAsk::TakeOut { sn, kind, wish, asker, reply } => {
                let mask = mask(kind, &asker, &wish);
                self.changed(format!("{} takes {sn} out", asker.by.name), reply, || Ok(mask));
            }
            MaskAsk::PutBack { sn, kind, by, reply, .. } => {
                let mask = mask(kind, &nobody(&by), &MaskWish::default());
                self.changed(format!("{} puts {sn} back", by.name), reply, || Ok((mask, Vec::new())));
            }
            MaskAsk::Standing { reply, .. } => drop(reply.send(Ok(Vec::new()))),
            MaskAsk::Silence { by, reply } => {
                self.changed(format!("{} silences", by.name), reply, || Ok(NOW + Span::mins(5)));
            }
            MaskAsk::Drill { by, reply, .. } => self.changed(format!("{} drills", by.name), reply, || Ok(alarm())),
            MaskAsk::EndDrill { by, reply, .. } => {
                self.changed(format!("{} ends a drill", by.name), reply, || Ok(alarm()));
            }
        }
    }
}

fn wish() -> MaskWish {
    MaskWish {
        reason: "bump test".to_owned(),
        span: Span::mins(30),
        watcher: None,
        work_order: Some("WO-7".to_owned()),
    }
}

fn second(user: &str, password: &str) -> SecondPerson {
    SecondPerson { user: user.parse().expect("a user name"), password: password.to_owned() }
}

#[tokio::test]
async fn a_second_person_is_named_once_their_password_was_found_right() {
    let server = Server::start(Some(Role::Engineer));
    let client = server.client().await;
    let li = second("li", "battery staple");
    assert!(!format!("{li:?}").contains("staple"), "a password never shows");
    let mask = client.inhibit(&sn("A1"), &wish(), Some(&li)).await.expect("it is confirmed");
    assert_eq!(mask.confirmed_by.as_deref(), Some("li"));
    let mask = client.out_of_service(&sn("A1"), &wish(), None).await.expect("nobody needs to confirm it");
    assert_eq!((mask.confirmed_by, mask.work_order.as_deref()), (None, Some("WO-7")));
    for wrong in [second("li", "correct horse"), second("nobody", "battery staple")] {
        let (kind, _, message, advice) = refusal(client.inhibit(&sn("A1"), &wish(), Some(&wrong)).await);
        assert_eq!(kind, ErrorKind::NotPermitted);
        assert_eq!(message, "the second person's name or password is not right");
        assert!(!advice.contains("horse") && !advice.contains("staple"), "{advice}");
    }
    assert_eq!(server.plant.known().done.len(), 2, "what was not confirmed was not asked for");
}

#[tokio::test]
async fn masks_are_listed_and_drills_answered() {
    let server = Server::start(Some(Role::Operator));
    let client = server.client().await;
    assert_eq!(client.masks(None).await.expect("a list"), Vec::new());
    assert_eq!(client.silence().await.expect("silence"), NOW + Span::mins(5));
    client.drill(&sn("A1"), Condition::HighHigh, None).await.expect("a drill");
    client.end_drill(&sn("A1"), Condition::HighHigh, None).await.expect("its end");
    let (kind, ..) = refusal(client.uninhibit(&sn("A1"), None).await);
    assert_eq!(kind, ErrorKind::NotPermitted);
}
