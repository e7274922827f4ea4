//! The components of the daemon, each with a check that can be made at any moment without waiting.

use serde::Serialize;

/// How a component is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// As it should be.
    Ok,
    /// It does its work, but somebody should look.
    Degraded(String),
    /// It does not do its work.
    Failing(String),
}

/// A component and how to check it.
pub struct Component {
    name: &'static str,
    check: Box<dyn Fn() -> Check + Send + Sync>,
}

impl Component {
    /// A component whose check reads what others keep up to date; it must neither wait nor block.
    pub fn new(name: &'static str, check: impl Fn() -> Check + Send + Sync + 'static) -> Self {
        Self { name, check: Box::new(check) }
    }
}

impl std::fmt::Debug for Component {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Component").field("name", &self.name).finish_non_exhaustive()
    }
}

/// All components.
#[derive(Debug, Default)]
pub struct Board(Vec<Component>);

/// What `/health` answers.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Report {
    status: &'static str,
    components: Vec<Line>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Line {
    name: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

impl Board {
    /// A board of these components.
    pub const fn new(components: Vec<Component>) -> Self {
        Self(components)
    }

    /// The worst of them first, then each, and whether all do their work.
    pub(super) fn report(&self) -> (Report, bool) {
        let mut worst = 0;
        let components = self
            .0
            .iter()
            .map(|component| {
                let (rank, detail) = match (component.check)() {
                    Check::Ok => (0, None),
                    Check::Degraded(why) => (1, Some(why)),
                    Check::Failing(why) => (2, Some(why)),
                };
                worst = worst.max(rank);
                Line { name: component.name, status: WORDS[rank], detail }
            })
            .collect();
        (Report { status: WORDS[worst], components }, worst < 2)
    }
}

/// The words for how something is, best first.
const WORDS: [&str; 3] = ["ok", "degraded", "failing"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_is_as_good_as_its_worst_part() {
        let all = |checks: Vec<Check>| {
            let components = checks.into_iter().map(|check| Component::new("part", move || check.clone())).collect();
            let (report, works) = Board::new(components).report();
            (report.status, works)
        };
        assert_eq!(all(vec![]), ("ok", true));
        assert_eq!(all(vec![Check::Ok, Check::Degraded("late".into())]), ("degraded", true));
        assert_eq!(all(vec![Check::Failing("full".into()), Check::Ok]), ("failing", false));
    }
}
