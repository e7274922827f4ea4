//! What the configuration object of an MCS-IoT site becomes here.
//!
//! Such a site tells everybody of everything at once. So each of its channels becomes a channel with a group of its own, and no route
//! is made: an alarm no route fits is told to every group. Its receivers become contacts; one who is known by the address already is
//! taken as they are, so that doing it again changes nothing.

use std::collections::BTreeSet;

use mcs_core::{
    id::ShortName,
    notice::{Change, ChannelEdit, ChannelKind, Contact, Directory, Group, Language, Policy, Schedule},
};
use serde_json::Value;

use super::object::Section;

/// Changes to be made, and what else there is to say.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    pub(super) remarks: Vec<String>,
}

/// By what a receiver is reached.
#[derive(Debug, Clone, Copy)]
enum Way {
    Mail,
    Phone,
}

/// Reads the object, or says everything that is wrong with it.
pub(super) fn plan(text: &str, directory: &Directory) -> Result<Plan, Vec<String>> {
    let object: Value = serde_json::from_str(text).map_err(|error| vec![format!("it is not JSON: {error}")])?;
    if !object.is_object() {
        return Err(vec!["it is no JSON object".to_owned()]);
    }
    let mut complaints = Vec::new();
    let mut draft = Draft { directory, plan: Plan::default(), made: Vec::new() };
    Section::new("", Some(&object), &["email", "webhook", "sms", "settings"], &mut complaints);
    email(&object, &mut draft, &mut complaints);
    webhook(&object, &mut draft, &mut complaints);
    sms(&object, &mut draft, &mut complaints);
    settings(&object, &mut draft, &mut complaints);
    if draft.plan.changes.is_empty() && complaints.is_empty() {
        complaints.push("it configures nothing".to_owned());
    }
    if !directory.routes.is_empty() && draft.plan.changes.iter().any(|change| matches!(change, Change::Group(_))) {
        draft.plan.remarks.push(
            "there are routes: groups that none of them names are told only of alarms that no route fits".to_owned(),
        );
    }
    if complaints.is_empty() { Ok(draft.plan) } else { Err(complaints) }
}

struct Draft<'a> {
    directory: &'a Directory,
    plan: Plan,
    made: Vec<Contact>,
}

impl Draft<'_> {
    /// A channel, the receivers it has, and their group.
    fn add(&mut self, edit: ChannelEdit, receivers: &[String], way: Way) {
        let channel = edit.name.clone();
        let contacts: Vec<ShortName> = receivers.iter().map(|address| self.contact(address, way)).collect();
        let mut seen = BTreeSet::new();
        let contacts = contacts.into_iter().filter(|name| seen.insert(name.clone())).collect();
        self.plan.changes.push(Change::Channel(edit));
        self.plan.changes.push(Change::Group(Group { name: channel.clone(), contacts, channels: vec![channel] }));
    }

    /// Who has this address: known, made just before, or made now.
    fn contact(&mut self, address: &str, way: Way) -> ShortName {
        let has = |contact: &&Contact| match way {
            Way::Mail => contact.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(address)),
            Way::Phone => contact.phone.as_deref().is_some_and(|phone| domestic(phone) == domestic(address)),
        };
        if let Some(known) = self.directory.contacts.iter().chain(&self.made).find(has) {
            return known.name.clone();
        }
        let name = self.free_name(&match way {
            Way::Mail => address.split('@').next().unwrap_or_default().to_owned(),
            // A number is not shown to everybody, a name is.
            Way::Phone => "phone".to_owned(),
        });
        let contact = Contact {
            name: name.clone(),
            full_name: None,
            email: matches!(way, Way::Mail).then(|| address.to_owned()),
            phone: matches!(way, Way::Phone).then(|| address.to_owned()),
            language: Language::default(),
            enabled: true,
        };
        self.made.push(contact.clone());
        self.plan.changes.push(Change::Contact(contact));
        name
    }

    /// A name nobody has, like this text.
    fn free_name(&self, like: &str) -> ShortName {
        let plain: String = like
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '-' })
            .skip_while(|c| matches!(c, '-' | '.'))
            .take(ShortName::MAX - 6)
            .collect();
        let plain = if plain.is_empty() { "contact".to_owned() } else { plain };
        let taken =
            |name: &ShortName| self.directory.contacts.iter().chain(&self.made).any(|contact| contact.name == *name);
        let mut names = (1_u32..).map(|n| if n == 1 { plain.clone() } else { format!("{plain}-{n}") });
        names
            .find_map(|name| ShortName::new(&name).ok().filter(|name| !taken(name)))
            .expect("of endless names one is free")
    }
}

/// A number without separators and the country code of China, which some write and some do not.
fn domestic(phone: &str) -> String {
    let digits = plain_number(phone);
    digits.strip_prefix("+86").map_or(digits.clone(), str::to_owned)
}

/// A number without the separators people write.
fn plain_number(phone: &str) -> String {
    phone.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')')).collect()
}

fn channel(name: &str, kind: ChannelKind, enabled: Option<bool>) -> ChannelEdit {
    let name = ShortName::new(name).expect("a constant that is a name");
    ChannelEdit { kind: Some(kind), enabled: Some(enabled.unwrap_or(true)), ..ChannelEdit::of(name) }
}

/// Puts a value that is there.
fn put(into: &mut std::collections::BTreeMap<String, Option<String>>, name: &str, value: Option<String>) {
    if value.is_some() {
        into.insert(name.to_owned(), value);
    }
}

fn email(object: &Value, draft: &mut Draft<'_>, complaints: &mut Vec<String>) {
    const KNOWN: &[&str] = &["enabled", "smtp_host", "smtp_port", "sender", "username", "password", "receivers"];
    let mut section = Section::new("email", object.get("email"), KNOWN, complaints);
    let enabled = section.flag("enabled");
    let host = section.text("smtp_host");
    if !section.is_there() || (enabled == Some(false) && host.is_none()) {
        return passed_over(section.is_there(), "email", draft);
    }
    let (sender, password) = (section.text("sender"), section.text("password"));
    let mut edit = channel("mail", ChannelKind::Smtp, enabled);
    put(&mut edit.settings, "host", host);
    put(&mut edit.settings, "port", section.text("smtp_port"));
    put(&mut edit.settings, "from", sender.clone());
    if password.is_some() {
        put(&mut edit.settings, "user", section.text("username").or(sender));
    }
    put(&mut edit.secrets, "password", password);
    let receivers = section.list("receivers");
    if receivers.is_empty() {
        section.complain("receivers", "names nobody");
    }
    draft.add(edit, &receivers, Way::Mail);
}

fn webhook(object: &Value, draft: &mut Draft<'_>, complaints: &mut Vec<String>) {
    const KNOWN: &[&str] = &["enabled", "platform", "url", "secret", "keyword", "at_mobiles", "at_all", "is_at_all"];
    let mut section = Section::new("webhook", object.get("webhook"), KNOWN, complaints);
    let enabled = section.flag("enabled");
    let url = section.text("url");
    if !section.is_there() || (enabled == Some(false) && url.is_none()) {
        return passed_over(section.is_there(), "webhook", draft);
    }
    let url = url.unwrap_or_default();
    let platform = section.text("platform");
    // Of a robot's address the part that lets one speak is a secret.
    let (kind, base, token) = match platform.as_deref() {
        Some("dingtalk") => (ChannelKind::Dingtalk, parameter(&url, "access_token"), "access_token"),
        Some("feishu" | "lark") => (ChannelKind::Feishu, url.rsplit_once('/').map(split), "token"),
        Some("wecom" | "wechat" | "wxwork") => (ChannelKind::Wecom, parameter(&url, "key"), "key"),
        Some("custom") => (ChannelKind::Webhook, Some((url.clone(), String::new())), ""),
        _ => return section.complain("platform", "must be dingtalk, feishu, wecom or custom"),
    };
    let Some((base, spoken)) = base.filter(|(_, spoken)| token.is_empty() || !spoken.is_empty()) else {
        return section.complain("url", &format!("is no robot's address: its {token} is missing"));
    };
    let mut edit = channel("robot", kind, enabled);
    if kind == ChannelKind::Webhook || own_address(kind, &base) {
        put(&mut edit.settings, "url", Some(base));
    }
    put(&mut edit.secrets, token, Some(spoken).filter(|text| !text.is_empty()));
    put(&mut edit.secrets, "secret", section.text("secret"));
    let at_all = section.flag("at_all").or_else(|| section.flag("is_at_all")).unwrap_or(false);
    put(&mut edit.settings, "at_all", (at_all && kind != ChannelKind::Webhook).then(|| "true".to_owned()));
    match (section.text("keyword"), kind) {
        (None, _) => {}
        (keyword, ChannelKind::Dingtalk) => put(&mut edit.settings, "keyword", keyword),
        (Some(_), _) => section.complain("keyword", "is for dingtalk only"),
    }
    let mobiles: Vec<String> = section.list("at_mobiles").iter().map(|phone| plain_number(phone)).collect();
    draft.add(edit, &mobiles, Way::Phone);
}

fn split((base, last): (&str, &str)) -> (String, String) {
    (base.to_owned(), last.to_owned())
}

/// An address without one of its parameters, and that.
fn parameter(url: &str, name: &str) -> Option<(String, String)> {
    let (base, query) = url.split_once('?')?;
    let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    Some((base.to_owned(), value.to_owned()))
}

/// Whether an address is another than the provider's own.
fn own_address(kind: ChannelKind, base: &str) -> bool {
    let usual = match kind {
        ChannelKind::Dingtalk => "https://oapi.dingtalk.com/robot/send",
        ChannelKind::Feishu => "https://open.feishu.cn/open-apis/bot/v2/hook",
        ChannelKind::Wecom => "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
        ChannelKind::Smtp | ChannelKind::Webhook | ChannelKind::AliyunSms => "",
    };
    base != usual
}

fn sms(object: &Value, draft: &mut Draft<'_>, complaints: &mut Vec<String>) {
    const KNOWN: &[&str] =
        &["enabled", "access_key_id", "access_key_secret", "sign_name", "template_code", "phone_numbers"];
    let mut section = Section::new("sms", object.get("sms"), KNOWN, complaints);
    let enabled = section.flag("enabled");
    let key = section.text("access_key_id");
    if !section.is_there() || (enabled == Some(false) && key.is_none()) {
        return passed_over(section.is_there(), "sms", draft);
    }
    let mut edit = channel("sms", ChannelKind::AliyunSms, enabled);
    put(&mut edit.settings, "access_key_id", key);
    put(&mut edit.settings, "sign_name", section.text("sign_name"));
    put(&mut edit.settings, "template_code", section.text("template_code"));
    put(&mut edit.secrets, "access_key_secret", section.text("access_key_secret"));
    let numbers: Vec<String> = section.list("phone_numbers").iter().map(|phone| plain_number(phone)).collect();
    if numbers.is_empty() {
        section.complain("phone_numbers", "names nobody");
    }
    draft.add(edit, &numbers, Way::Phone);
}

fn passed_over(is_there: bool, what: &str, draft: &mut Draft<'_>) {
    if is_there {
        draft.plan.remarks.push(format!("{what} is disabled and not configured: passed over"));
    }
}

fn settings(object: &Value, draft: &mut Draft<'_>, complaints: &mut Vec<String>) {
    const KNOWN: &[&str] = &["debounce_minutes", "enable_schedule", "schedule_days", "schedule_start", "schedule_end"];
    let mut section = Section::new("settings", object.get("settings"), KNOWN, complaints);
    if !section.is_there() {
        return;
    }
    let mut policy = draft.directory.policy.clone();
    if let Some(text) = section.text("debounce_minutes") {
        match text.parse::<u32>().ok().filter(|minutes| *minutes <= 1_440) {
            Some(minutes) => policy.debounce_s = minutes * 60,
            None => section.complain("debounce_minutes", "must be whole minutes, 1440 at most"),
        }
    }
    match section.flag("enable_schedule") {
        Some(true) => policy.schedule = schedule(&mut section).or(policy.schedule),
        Some(false) => policy = Policy { schedule: None, schedule_override: None, ..policy },
        None => {}
    }
    if policy.schedule.is_some() {
        draft.plan.remarks.push(
            "outside the schedule low and medium alarms are held and summarised at its next start; high and critical ones \
             are told at any time"
                .to_owned(),
        );
    }
    draft.plan.changes.push(Change::Policy(policy));
}

fn schedule(section: &mut Section<'_>) -> Option<Schedule> {
    let mut days = [false; 7];
    for day in section.list("schedule_days") {
        match day.parse::<usize>() {
            Ok(day @ 1..=7) => days[day - 1] = true,
            Ok(0) => section.complain(
                "schedule_days",
                "holds 0, which some count as Sunday and others as Monday; write 1 for Monday to 7 for Sunday",
            ),
            _ => section.complain("schedule_days", "must hold days from 1 for Monday to 7 for Sunday"),
        }
    }
    if !days.contains(&true) {
        section.complain("schedule_days", "names no day");
    }
    let mut hour = |name: &str| {
        let time = section.text(name).and_then(|text| text.parse().ok());
        if time.is_none() {
            section.complain(name, "must be a time of day, e.g. 08:00");
        }
        time
    };
    let (start, end) = (hour("schedule_start"), hour("schedule_end"));
    Some(Schedule { days, start: start?, end: end? })
}
