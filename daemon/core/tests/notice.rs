//! What people are told, and when: each worked example, each rule, and what must hold whatever happens.

#[path = "notice/alarm.rs"]
mod alarm;
#[path = "notice/backlog.rs"]
mod backlog;
#[path = "notice/debounce.rs"]
mod debounce;
#[path = "notice/directory.rs"]
mod directory;
#[path = "notice/drill.rs"]
mod drill;
#[path = "notice/escalation.rs"]
mod escalation;
#[path = "notice/hold.rs"]
mod hold;
#[path = "notice/kept.rs"]
mod kept;
#[path = "notice/lines.rs"]
mod lines;
#[path = "notice/names.rs"]
mod names;
#[path = "notice/nobody.rs"]
mod nobody;
#[path = "notice/packer.rs"]
mod packer;
#[path = "notice/properties.rs"]
mod properties;
#[path = "notice/replies.rs"]
mod replies;
#[path = "notice/restart.rs"]
mod restart;
#[path = "notice/routes.rs"]
mod routes;
#[path = "notice/schedule.rs"]
mod schedule;
#[path = "notice/simulate.rs"]
mod simulate;
#[path = "notice/speed.rs"]
mod speed;
#[path = "notice/stage.rs"]
mod stage;
#[path = "notice/suppose.rs"]
mod suppose;
#[path = "notice/unmet.rs"]
mod unmet;
