//! What lies over the screen: the help, a prompt, a form or a page.

use mcs_core::alarm::Priority;

use super::{filter::Line, form::Form, page::Page, palette::Palette, plant::Plant};
use crate::action::Action;

/// Longest comment the prompt takes, in characters.
const MAX_COMMENT: usize = 200;

/// What lies over the screen.
#[derive(Debug, Clone, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    Nothing,
    /// The keys.
    Help,
    /// The prompt before all alarms are acknowledged.
    AckAll(AckAll),
    /// What a person must say before something is done.
    Form(Form),
    /// A page to read.
    Page(Page),
    /// The line in which a filter is typed.
    Filter(Line),
    /// The palette of commands.
    Palette(Palette),
}

impl Overlay {
    /// Takes typed or pasted text, where text is typed.
    pub fn insert(&mut self, text: &str) {
        match self {
            Self::AckAll(prompt) => prompt.insert(text),
            Self::Form(form) => form.insert(text),
            Self::Filter(line) => line.insert(text),
            Self::Palette(palette) => palette.insert(text),
            Self::Nothing | Self::Help | Self::Page(_) => {}
        }
    }

    /// Changes what was typed.
    pub fn edit(&mut self, change: impl FnOnce(&mut String)) {
        match self {
            Self::AckAll(prompt) => change(&mut prompt.comment),
            Self::Form(form) => form.edit(change),
            Self::Filter(line) => change(&mut line.text),
            Self::Palette(palette) => {
                palette.at = 0;
                change(&mut palette.text);
            }
            Self::Nothing | Self::Help | Self::Page(_) => {}
        }
    }
}

/// What a person is about to acknowledge: the list as it stood when the prompt opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AckAll {
    /// The boot of the revision.
    pub boot_id: String,
    /// The revision seen.
    pub rev: u64,
    /// How many alarms it covers.
    pub count: usize,
    /// The critical ones among them, in words.
    pub criticals: Vec<String>,
    /// What was typed so far.
    pub comment: String,
}

impl AckAll {
    /// What is on the list now, with what a worse alarm hides: the daemon acknowledges that too. `None` if nothing that is
    /// shown waits to be acknowledged.
    pub fn of(plant: &Plant) -> Option<Self> {
        let list = plant.alarm_list();
        let waiting: Vec<_> = list.iter().filter(|alarm| alarm.state.unacknowledged()).collect();
        let criticals = waiting.iter().filter(|alarm| alarm.priority == Priority::Critical).map(|alarm| {
            let place = alarm.sn.as_ref().map_or("system", |sn| sn.as_str());
            format!("{place} {}", alarm.condition)
        });
        plant.unacked().then(|| Self {
            boot_id: plant.boot_id.clone(),
            rev: plant.rev,
            count: waiting.len(),
            criticals: criticals.collect(),
            comment: String::new(),
        })
    }

    /// Whether it may be sent: with a critical among them a person must say something.
    pub fn complete(&self) -> bool {
        self.criticals.is_empty() || !self.comment.trim().is_empty()
    }

    /// What is to be done, if enough was said.
    pub fn action(&self) -> Option<Action> {
        let comment = self.comment.trim();
        self.complete().then(|| Action::AcknowledgeAll {
            boot_id: self.boot_id.clone(),
            rev: self.rev,
            comment: (!comment.is_empty()).then(|| comment.to_owned()),
        })
    }

    /// Takes typed or pasted text; line breaks and control characters are left out.
    pub fn insert(&mut self, text: &str) {
        let room = MAX_COMMENT.saturating_sub(self.comment.chars().count());
        self.comment.extend(text.chars().filter(|c| !c.is_control()).take(room));
    }
}
