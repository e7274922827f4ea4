//! Everything the help shows is done, in a plant that has what it speaks of; and what is printed is what the schemas say.

#[path = "../plant/mod.rs"]
mod plant;
#[path = "../programs/mod.rs"]
mod programs;
#[path = "../schemas/mod.rs"]
mod schemas;
#[expect(dead_code, reason = "no program of others is needed here")]
#[path = "../services/mod.rs"]
mod services;

mod help;
mod schema;
mod world;
